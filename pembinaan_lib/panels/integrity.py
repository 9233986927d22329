"""Where conduct needs care: sanctions, complaints, ratings and the BerAKHLAK survey, by unit and never about a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import disclosure, words
from pembinaan_lib.charts import integrity as charts
from pembinaan_lib.charts.picture import listed
from pembinaan_lib.panels import base
from pembinaan_lib.panels.taking import Take, headed

SMALLEST, SURVEYED, ZONE = "perlindungan_data.sel_minimum", "kebutuhan.integritas_berakhlak", "lke_zi.kesenjangan"
FULL, BY_TOPIC = "kebutuhan.integritas_penuh", "kebutuhan.integritas_aduan"
WHOLE, TOLD = "", 3
_UNIT, _COUNTS = "perangkat_daerah", ("sanksi", "pengaduan_perilaku", "perilaku_di_bawah")
_PEOPLE = {"sanksi": "orang_disanksi", "perilaku_di_bawah": "perilaku_di_bawah"}
"""Figures about people, and the people behind them."""
_LISTED = (_UNIT, "asn", *_COUNTS, "berakhlak_responden", "berakhlak_rerata", "selang", "terendah", "tren", "nilai")
_YEARS = (_UNIT, "tahun", "asn", *_COUNTS, "berakhlak_responden", "berakhlak_rerata", "berakhlak_bawah",
          "berakhlak_atas", "tren")
_VALUES = (_UNIT, "nilai_berakhlak", "responden", "rerata", "bawah", "atas")
_ZONE = (_UNIT, "dinilai", "di_bawah_standar", "kesenjangan_rasio", "jawaban", "skor_lke")


class Integrity(base.Panel):
    """Conduct of the agency and of each unit over the years, and how the seven values are lived."""

    def build(self) -> None:
        self._sentence, self._listing, self._zone = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._place = widgets.Dropdown()
        self._place.observe(self._on_place, "value")
        self._history, self._values = base.chart(), base.chart()
        self._take = Take(self, "panels.integrity.file", self.sheets)
        pair = widgets.HBox([widgets.VBox([self._history]), widgets.VBox([self._values])]).add_class("pb-berdua")
        self._more = widgets.VBox([
            widgets.HBox([base.field("panels.integrity.place", self._place)]).add_class("pb-isian"), pair,
            self._listing, self._take.view,
        ])
        self._fold = base.fold("panels.integrity.zone", self._zone)
        self.view.children = [
            base.heading(words.text("panels.integrity.title"), words.text("panels.integrity.help")), self.message,
            self._sentence, self._more, self._fold,
        ]

    def show(self) -> None:
        self._take.forget()
        told, empty = self.reading(), not self._anything()
        self._more.layout.display = "none" if empty else ""
        self._sentence.value = base.note(told, kind="awas") if empty else base.paragraph(told).value
        self._show_zone()
        if empty:
            return
        kept, names = self._place.value, sorted(self.session.frame("integritas_unit")[_UNIT].unique())
        self._place.options = [(words.text("panels.integrity.whole"), WHOLE), *((_named(name), name) for name in names if name)]
        self._place.value = kept if kept in names else WHOLE
        self._draw()
        rules = self.session.cite(FULL, BY_TOPIC, SURVEYED, SMALLEST)
        formats = dict.fromkeys(("asn", "berakhlak_responden"), words.number) | dict.fromkeys(_COUNTS, str)
        formats |= dict.fromkeys(("berakhlak_rerata", "nilai"), _two)
        hidden = base.paragraph(words.text("panels.integrity.hidden_note", smallest=self._smallest)).value
        self._listing.value = base.table(self.units(), _heads(_LISTED), formats) + hidden + base.source(rules, self.session.day)

    @property
    def _smallest(self) -> int:
        return int(self.session.book.law.value(SMALLEST).value)

    def _anything(self) -> bool:
        """Whether any register or answer tells anything at all."""
        found = self.session.frame("integritas_unit")
        return bool(found[[*_COUNTS, "berakhlak_responden"]].notna().any(axis=None))

    @base.guarded
    def _on_place(self, _: object) -> None:
        self._draw()

    def _draw(self) -> None:
        unit = self._place.value
        if unit is None:
            return
        place = words.text("panels.integrity.whole") if unit == WHOLE else _named(unit)
        base.draw(self._history, charts.history(
            self._by_year(unit), place=place, smallest=self._smallest, day=self.session.day,
            rules=self.session.cite(BY_TOPIC, SMALLEST)))
        found = self.session.frame("berakhlak_nilai")
        own = found[(found[_UNIT] == unit) & (found["lingkup"] == ("instansi" if unit == WHOLE else "unit"))]
        self._values.layout.display = "none" if found.empty else ""
        base.draw(self._values, charts.values(
            own, place=place, limit=float(self.session.book.law.value(SURVEYED).value["cukup"]), day=self.session.day,
            rules=self.session.cite(SURVEYED, SMALLEST)))

    def _by_year(self, unit: str) -> pd.DataFrame:
        found = self.session.frame("integritas_unit")
        own = found if unit == WHOLE else found[found[_UNIT] == unit]
        sums = own.groupby("tahun", sort=True)[["sanksi", "orang_disanksi", "pengaduan_perilaku"]].sum(min_count=1)
        return sums.join(own.groupby("tahun")["lama_tahun"].first()).reset_index()

    def units(self) -> pd.DataFrame:
        """One row per unit over all years, the strongest evidence first; figures of few people are hidden."""
        found = self.session.frame("integritas_unit")
        groups = found.groupby(_UNIT, sort=True)
        told = groups[list(_COUNTS)].sum(min_count=1)
        people = groups[["orang_disanksi", "perilaku_di_bawah"]].max()  # of one year: the same people may come back
        for name, behind in _PEOPLE.items():
            told[name] = [words.text("panels.integrity.hidden") if small else value
                          for small, value in zip(self._few(people[behind]), _said(told[name]), strict=True)]
        told["pengaduan_perilaku"] = _said(told["pengaduan_perilaku"])
        told = told.join(groups[["asn", "tren"]].last()).join(self._latest()).join(self._strength()).reset_index()
        told = told.sort_values(["nilai", _UNIT], ascending=[False, True], kind="stable", ignore_index=True)
        return told.assign(**{_UNIT: told[_UNIT].map(_named), "tren": [_trend(one) for one in told["tren"]]})

    def _few(self, people: pd.Series) -> pd.Series:
        """Figures of fewer people than may be shown, and those that would tell them by subtraction from the whole."""
        return disclosure.small_together(people.fillna(0).astype("int64"), self._smallest)

    def _latest(self) -> pd.DataFrame:
        """The newest year of the survey in each unit, and the value that is lowest there."""
        found = self.session.frame("integritas_unit")
        asked = found[found["berakhlak_responden"].fillna(0) > 0].drop_duplicates(_UNIT, keep="last").set_index(_UNIT)
        values = self.session.frame("berakhlak_nilai")
        lowest = values[values["terendah"] & (values["lingkup"] == "unit")].set_index(_UNIT)["nilai_berakhlak"]
        seen = asked["berakhlak_rerata"].notna()
        spans = [words.text("charts.interval", low=_two(row.berakhlak_bawah), high=_two(row.berakhlak_atas))
                 if pd.notna(row.berakhlak_bawah) else None for row in asked.itertuples()]
        people = asked["berakhlak_responden"].where(seen)
        return asked[["berakhlak_rerata"]].assign(berakhlak_responden=people, selang=spans, terendah=lowest)

    def _strength(self) -> pd.Series:
        return self.session.frame("bukti_integritas").groupby(_UNIT)["nilai"].max()

    def zone(self) -> pd.DataFrame:
        """The worksheet's answer of the agency and of each unit; units of few assessed people are hidden."""
        found = self.session.frame("lke_kesenjangan")
        agency = found["lingkup"] == "instansi"
        few = self._few(found["orang_dinilai"].where(~agency)) | (found["orang_dinilai"] < self._smallest)
        found = found.astype(dict.fromkeys(("dinilai", "di_bawah_standar"), "Int64"))
        shown = ["dinilai", "di_bawah_standar", "kesenjangan_rasio", "jawaban", "nilai"]
        named = [words.text("panels.integrity.whole") if whole else _named(name)
                 for whole, name in zip(agency, found[_UNIT], strict=True)]
        return found.assign(**{name: found[name].where(~few) for name in shown}, **{_UNIT: named}).rename(
            columns={"nilai": "skor_lke"})

    def _show_zone(self) -> None:
        found = self.zone()
        self._fold.layout.display = "none" if found.empty else ""
        if found.empty:
            return
        first = found.iloc[0]
        said = words.text("panels.integrity.zone_none") if pd.isna(first["kesenjangan_rasio"]) else words.text(
            "panels.integrity.zone_reading", share=words.percent(first["kesenjangan_rasio"]), answer=first["jawaban"],
            score=_two(first["skor_lke"]))
        formats = {"dinilai": words.number, "di_bawah_standar": words.number, "kesenjangan_rasio": words.percent,
                   "skor_lke": _two}
        ours = base.paragraph(words.text("panels.integrity.zone_ours")).value
        self._zone.value = base.paragraph(said).value + ours + base.table(found, _heads(_ZONE), formats) + base.source(
            self.session.cite(ZONE, SMALLEST), self.session.day)

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Units by year, the seven values of each unit, and the worksheet; hidden figures stay empty."""
        years = self.session.frame("integritas_unit")
        hidden = {name: years.groupby("tahun")[behind].transform(self._few) for name, behind in _PEOPLE.items()}
        kept = {name: years[name].where(~few) for name, few in hidden.items()}
        years = years.assign(
            **kept, berakhlak_responden=years["berakhlak_responden"].where(years["berakhlak_rerata"].notna()),
            tren=[None if few else _trend(one) for few, one in zip(hidden["sanksi"], years["tren"], strict=True)],
            **{_UNIT: years[_UNIT].map(_named)})
        values = self.session.frame("berakhlak_nilai")
        values = values.assign(
            responden=values["responden"].where(values["rerata"].notna()),
            **{_UNIT: [words.text("panels.integrity.whole") if row.lingkup == "instansi" else _named(row.perangkat_daerah)
                       for row in values.itertuples()]})
        parts = (("years", years, _YEARS), ("values", values, _VALUES), ("worksheet", self.zone(), _ZONE))
        return {words.text(f"panels.integrity.sheet.{name}"): headed(frame, _heads(columns)) for name, frame, columns in parts}

    def reading(self) -> str:
        if not self._anything():
            return words.text("panels.integrity.none")
        strength = self._strength()
        strong = strength[strength > 0].sort_index().sort_values(ascending=False, kind="stable").head(TOLD)
        told = [words.text("panels.integrity.strong", units=listed([f"{_named(name)} ({_two(value)})"
                                                                    for name, value in strong.items()]))
                if len(strong) else words.text("panels.integrity.calm")]
        values = self.session.frame("berakhlak_nilai")
        lowest = values[values["terendah"] & (values["lingkup"] == "instansi")]
        for row in lowest.itertuples():
            told.append(words.text("panels.integrity.lowest", name=row.nilai_berakhlak, score=_two(row.rerata),
                                   people=int(row.responden)))
        if lowest.empty:
            told.append(words.text("panels.integrity.not_asked"))
        alpha = self.session.frame("berakhlak_keandalan")
        for row in alpha[alpha["dimensi"] == ""].dropna(subset=["alpha"]).itertuples():
            told.append(words.text("panels.integrity.alpha", alpha=_two(row.alpha)))
        return " ".join(told)


def _said(counts: pd.Series) -> list[str]:
    return ["–" if pd.isna(value) else words.number(int(value)) for value in counts]


def _trend(name: str) -> str:
    return words.text(f"panels.integrity.trend.{name.replace(' ', '_')}")


def _named(name: str) -> str:
    return name or words.text("charts.unit_unknown")


def _heads(names: Sequence[str]) -> dict[str, str]:
    return {name: words.text(f"panels.integrity.{name}") for name in names}


def _two(value: float) -> str:
    return words.number(value, 2)
