"""What people say on screen: staff and superiors in the needs survey, citizens in the satisfaction survey (SKM)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import voice as charts
from pembinaan_lib.charts.picture import listed
from pembinaan_lib.charts.spans import Line
from pembinaan_lib.panels import base
from pembinaan_lib.panels.taking import Take, headed

ALL = ""
LIMITS, SAMPLE, RELIABLE, BANDS = "survei.ambang_kuadran", "sampel.krejcie_morgan", "survei.alfa_minimum", "skm.mutu"
LEVEL, SCALE = "evaluasi.selang_kepercayaan", (25.0, 100.0)
TARGET = "skm.target"
OURS = "instansi"
"""The agency's own target: what a service is measured against until the planner looks at a band."""
TOLD = 3
PLACE = ["unit_kerja", "layanan"]


class Survey(base.Panel):
    """What staff and superiors find important and are not yet able to do, and how many were heard."""

    def build(self) -> None:
        self._sentence, self._body, self._sure = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._unit = widgets.Dropdown()
        self._unit.observe(self._on_unit, "value")
        self._square, self._heard = base.chart(), base.chart()
        self._take = Take(self, "panels.survey.file", self.sheets)
        self._choice = widgets.HBox([base.field("panels.survey.unit", self._unit)]).add_class("pb-isian")
        self._more = widgets.VBox([
            self._choice, self._square, self._body, base.fold("panels.survey.heard", self._heard),
            base.fold("panels.survey.sure", self._sure), self._take.view,
        ])
        self.view.children = [
            base.heading(words.text("panels.survey.title"), words.text("panels.survey.help")), self.message,
            self._sentence, self._more,
        ]

    def show(self) -> None:
        found, response = self.session.frame("survei_unit"), self.session.frame("survei_respons")
        self._more.layout.display = "none" if found.empty else ""
        self._take.forget()
        if found.empty:
            self._sentence.value = base.note(words.text("panels.survey.none"), kind="awas")
            return
        self._sentence.value = base.paragraph(self.reading()).value
        kept, names = self._unit.value, sorted(found["perangkat_daerah"].unique())
        self._unit.options = [(words.text("panels.survey.all"), ALL), *((name, name) for name in names)]
        self._unit.value = kept if kept in names else ALL
        base.draw(self._heard, charts.response(response, day=self.session.day, rules=self.session.cite(SAMPLE)))
        self._sure.value = self._reliability()
        self._draw()

    @base.guarded
    def _on_unit(self, _: object) -> None:
        self._draw()

    def _draw(self) -> None:
        """The chosen unit's answers, or everybody's."""
        found, unit = self.session.frame("survei_unit"), self._unit.value
        limits = self.session.book.law.value(LIMITS).value
        rules = self.session.cite(LIMITS, *found["rule_id"].unique())
        points = found[found["perangkat_daerah"] == unit] if unit else self.session.frame("survei_instansi")
        picture = charts.quadrants(
            points, limits=limits, place=unit or "", people=self._people(unit),
            day=self.session.day, rules=rules,
        )
        base.draw(self._square, picture)
        wanted = self.wanted()
        wanted = wanted[wanted["perangkat_daerah"] == unit] if unit else wanted
        head = f"<h3>{words.text('panels.survey.wanted')}</h3>"
        listing = base.table(wanted, _heads("survey", _WANTED), _NUMBERS)
        self._body.value = head + listing + base.source(rules, self.session.day)

    def _people(self, unit: str | None) -> int:
        """Respondents: staff and superiors."""
        heard = self.session.frame("survei_respons")
        heard = heard[heard["perangkat_daerah"] == unit] if unit else heard
        return int((heard["responden"] + heard["responden_atasan"]).sum())

    def wanted(self) -> pd.DataFrame:
        """Needs that a unit finds important and is not yet able to meet, the widest distance first."""
        found = self.session.frame("survei_unit")
        found = found[found["kuadran"] == charts.RAISE]
        far = (found["kepentingan"] - 1) * (5 - found["kemampuan"])
        order = found.assign(jauh=far).sort_values(
            ["jauh", "perangkat_daerah", "kompetensi"], ascending=[False, True, True], kind="stable")
        return order.drop(columns="jauh").reset_index(drop=True)

    def _reliability(self) -> str:
        alpha = self.session.frame("survei_keandalan")
        shown = alpha.assign(
            ukuran=[words.text(f"panels.survey.{name}") for name in alpha["ukuran"]],
            peran=[words.text(f"panels.survey.{name}") for name in alpha["peran"]],
            selang=[_between(row.bawah, row.atas) for row in alpha.itertuples()],
            cukup=[_answer(value, yes="panels.survey.reliable", no="panels.survey.unreliable")
                   for value in alpha["cukup"]],
        )
        formats = {"n": words.number, "alpha": _two, "selang": str}
        heads = _heads("survey", ("ukuran", "peran", "n", "alpha", "selang", "cukup"))
        return base.table(shown, heads, formats) + base.source(self.session.cite(RELIABLE), self.session.day)

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Answers by unit and competency, response, and reliability."""
        found, response = self.session.frame("survei_unit"), self.session.frame("survei_respons")
        told = found.assign(kuadran=found["kuadran"].map(
            {name: words.text(f"charts.survey.{name}") for name in charts.QUADRANTS}))
        columns = ("perangkat_daerah", "kompetensi", "kepentingan", "kemampuan", "selang_bawah", "selang_atas",
                   "n_pegawai", "n_atasan", "selisih_peran", "kuadran")
        heard = ("perangkat_daerah", "populasi", "responden", "responden_atasan", "sampel_minimum", "kurang_responden")
        alpha, sure = ("ukuran", "peran", "n", "alpha", "bawah", "atas"), self.session.frame("survei_keandalan")
        return {
            words.text("panels.survey.sheet"): headed(told, _heads("survey", columns)),
            words.text("panels.survey.heard_sheet"): headed(response, _heads("survey", heard)),
            words.text("panels.survey.sure_sheet"): headed(sure, _heads("survey", alpha)),
        }

    def reading(self) -> str:
        response = self.session.frame("survei_respons")
        if self.session.frame("survei_unit").empty:
            return words.text("panels.survey.none")
        wanted = self.wanted()
        first = listed([words.text("panels.survey.one", skill=row.kompetensi, unit=row.perangkat_daerah)
                        for row in wanted.head(TOLD).itertuples()])
        told = words.text("panels.survey.first", first=first) if first else words.text("panels.survey.nothing")
        heard = words.text(
            "panels.survey.reading", heard=int(response["responden"].sum()), people=int(response["populasi"].sum()),
            enough=int(response["cukup"].sum()), units=len(response))
        return f"{told} {heard}"


class Satisfaction(base.Panel):
    """How citizens judge each service by its nine elements, beside the band that is aimed at."""

    def build(self) -> None:
        self._sentence, self._body = widgets.HTML(), widgets.HTML()
        self._service, self._aim = widgets.Dropdown(), widgets.Dropdown()
        for choice in (self._service, self._aim):
            choice.observe(self._on_choice, "value")
        self._chart, self._filling = base.chart(), False
        self._own = widgets.BoundedFloatText(min=SCALE[0], max=SCALE[1], step=0.01)
        self._reason = widgets.Text(placeholder=words.text("panels.skm.reason_example"))
        self._target = base.fold("panels.skm.target", widgets.HBox([
            base.field("panels.skm.own", self._own), base.field("panels.skm.reason", self._reason),
            base.button("panels.skm.save", self._on_target, primary=True),
        ]).add_class("pb-isian"))
        self._take = Take(self, "panels.skm.file", self.sheets)
        self._more = widgets.VBox([
            widgets.HBox([
                base.field("panels.skm.service", self._service), base.field("panels.skm.aim", self._aim),
            ]).add_class("pb-isian"),
            self._chart, self._target, self._body, self._take.view,
        ])
        self.view.children = [
            base.heading(words.text("panels.skm.title"), words.text("panels.skm.help")), self.message,
            self._sentence, self._more,
        ]

    def show(self) -> None:
        need = self.session.frame("skm_kebutuhan")
        self._more.layout.display = "none" if need.empty else ""
        self._take.forget()
        if need.empty:
            self._sentence.value = base.note(words.text("panels.skm.none"), kind="awas")
            return
        self._sentence.value = base.paragraph(self.reading()).value
        self._fill()
        self._draw()
        services = self.services()
        formats = {"nilai": _two, "selang": str, "n": words.number, "sampel_minimum": words.number}
        known = bool(services["atas"].notna().any())  # published means have no interval to show
        names = ("unit_kerja", "layanan", "nilai", *(("selang",) if known else ()), "mutu", "tercapai", "unsur_terendah", "n",
                 "sampel_minimum", "sampel_cukup")
        rules = self.session.cite(BANDS, SAMPLE, TARGET, *((LEVEL,) if known else ()))
        self._body.value = base.table(services, _heads("skm", names), formats) + base.source(rules, self.session.day)

    def _fill(self) -> None:
        self._filling = True
        kept = self._service.value
        order, bare = list(self.services()[PLACE].itertuples(index=False, name=None)), self._without_index()
        pairs = [*order, *bare]
        self._service.options = [(_place(*pair), pair) for pair in order] + [
            (words.text("panels.skm.no_index", place=_place(*pair)), pair) for pair in bare]
        self._service.value = kept if kept in pairs else pairs[0]
        aims, aim = self.aims(), self._aim.value or OURS
        self._aim.options = [(_aim(name, low), name) for name, low in aims.items()]
        self._aim.value = aim if aim in aims else OURS
        self._own.value = aims[OURS]
        self._filling = False

    def _without_index(self) -> list[tuple[str, str]]:
        """Services of which not all nine elements are known: elements to look at, but no index."""
        need, whole = self.session.frame("skm_kebutuhan"), self.session.frame("skm_layanan")
        known = set(whole[PLACE].itertuples(index=False, name=None))
        return sorted(set(need[PLACE].itertuples(index=False, name=None)) - known)

    def aims(self) -> dict[str, float]:
        """What a service can be measured against, 25 to 100: the agency's target, and the bands but the lowest."""
        bands = sorted(self.bands().items(), key=lambda band: band[1])[1:]
        return {OURS: float(self.session.book.law.value(TARGET).value), **dict(bands)}

    def bands(self) -> dict[str, float]:
        """Where each band begins, 25 to 100."""
        return {band["label"]: float(band["from"]) for band in self.session.book.law.value(BANDS).value["bands"]}

    @base.guarded
    def _on_choice(self, _: object) -> None:
        if not self._filling:
            self._draw()

    def _draw(self) -> None:
        need, (unit, service) = self.session.frame("skm_kebutuhan"), self._service.value
        own, low = need[(need["unit_kerja"] == unit) & (need["layanan"] == service)], self.aims()[self._aim.value]
        base.draw(self._chart, charts.elements(
            own, target=Line(low, _aim(self._aim.value, low)), titles=_elements(own["unsur"]),
            place=_place(unit, service), day=self.session.day,
            rules=self.session.cite(BANDS, *((LEVEL,) if own["atas"].notna().any() else ()),
                                    *((TARGET,) if self._aim.value == OURS else ())),
        ))

    @base.guarded
    def _on_target(self, _: widgets.Button) -> None:
        law, value, why = self.session.book.law, self._own.value, self._reason.value
        law.choose(TARGET, {(): str(value)}, start=self.session.book.as_of(), reason=why)
        self._reason.value = ""
        self.session.changed()
        self.say(words.text("panels.skm.saved", target=_two(value)))

    def services(self) -> pd.DataFrame:
        """One row per service with an index, the lowest first."""
        found = self.session.frame("skm_layanan").sort_values(
            ["nilai", "unit_kerja", "layanan"], kind="stable", ignore_index=True)
        titles = _elements(found["unsur_terendah"])
        return found.assign(
            unsur_terendah=found["unsur_terendah"].map(titles),
            selang=[_between(row.bawah, row.atas) for row in found.itertuples()],
            tercapai=[words.text("panels.skm.below" if low else "panels.skm.reached") for low in found["di_bawah_target"]],
            sampel_cukup=[_answer(value, yes="panels.yes", no="panels.no") for value in found["sampel_cukup"]],
        )

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Services, and every element of each."""
        need = self.session.frame("skm_kebutuhan")
        names = ("unit_kerja", "layanan", "nilai", "bawah", "atas", "mutu", "target", "tercapai", "unsur_terendah", "n",
                 "sampel_minimum", "sampel_cukup", "tanggal")
        each = need.assign(unsur=need["unsur"].map(_elements(need["unsur"])))
        return {
            words.text("panels.skm.sheet"): headed(self.services(), _heads("skm", names)),
            words.text("panels.skm.elements_sheet"): headed(
                each, _heads("skm", ("unit_kerja", "layanan", "unsur", "konversi", "bawah", "atas", "mutu", "n", "tanggal"))),
        }

    def reading(self) -> str:
        services = self.services()
        if self.session.frame("skm_kebutuhan").empty:
            return words.text("panels.skm.none")
        first = listed([
            words.text(
                "panels.skm.one", service=row.layanan or row.unit_kerja, unit=row.unit_kerja, value=_two(row.nilai))
            for row in services.head(TOLD).itertuples()
        ])
        lowest = services["unsur_terendah"].value_counts()
        common = sorted(lowest.index, key=lambda name: (-lowest[name], name))[:1]
        if not first:
            return words.text("panels.skm.incomplete")
        count, low, known = int(lowest[common[0]]), services["di_bawah_target"], services["atas"].notna()
        told = [
            words.text("panels.skm.reading", first=first, element=common[0], count=count, services=len(services)),
            words.text("panels.skm.aimed", below=int(low.sum()), services=len(services), target=_two(services["target"].iloc[0])),
        ]
        if known.any():
            sure = int((services["atas"] < services["target"]).sum())
            told.append(words.text("panels.skm.sure", known=int(known.sum()), sure=sure))
        bare = self._without_index()
        if bare:
            told.append(words.text("panels.skm.bare", count=len(bare)))
        return " ".join(told)


def _two(value: float) -> str:
    return words.number(value, 2)


_NUMBERS = {"kepentingan": _two, "kemampuan": _two, "n": words.number}
_WANTED = ("perangkat_daerah", "kompetensi", *_NUMBERS)


def _heads(panel: str, names: Sequence[str]) -> dict[str, str]:
    """The headings of these columns."""
    return {name: words.text(f"panels.{panel}.{name}") for name in names}


def _elements(names: pd.Series) -> dict[str, str]:
    """How people call the elements, in the language in use."""
    keys = {name: f"charts.elements.{name}" for name in names.unique()}
    return {name: words.text(key) if words.has(key) else name for name, key in keys.items()}


def _place(unit: str, service: str) -> str:
    return " · ".join(part for part in (unit, service) if part)


def _aim(band: str, low: float) -> str:
    if band == OURS:
        return words.text("panels.skm.ours", low=words.number(low, 2))
    return words.text("panels.skm.band", band=band, low=words.number(low, 2))


def _between(low: float, high: float) -> str:
    return "–" if pd.isna(low) else words.text("charts.interval", low=_two(low), high=_two(high))


def _answer(value: object, *, yes: str, no: str) -> str:
    """Yes, no, or a dash where nobody knows."""
    return "–" if pd.isna(value) else words.text(yes if value else no)
