"""Who needs company through change: units and segments, the side that is lowest, and the company recommended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import needs, words
from pembinaan_lib.charts import voice as charts
from pembinaan_lib.charts.picture import listed
from pembinaan_lib.charts.spans import BELOW, FINE, UNSURE
from pembinaan_lib.panels import base
from pembinaan_lib.panels.taking import Take, headed

THRESHOLDS = {"kesiapan": "kesiapan.ambang", "literasi": "kesiapan.ambang_literasi"}
ENOUGH = "kesiapan.responden_minimum"
COST = "biaya_rp"
_SCORES = ("responden", "rerata", "selang", "kesimpulan")
_LOWEST = ("unit_kerja", "segi", "responden", "rerata", "selang", "pasti")
_COMPANY = ("unit_kerja", "alasan", "pendekatan", "bentuk", "sasaran_asn", "pendamping", "jam_jp", COST)


class Readiness(base.Panel):
    """Units and segments that need company through change or digital work, and which company suits them."""

    def build(self) -> None:
        self._sentence, self._segments, self._company, self._sides = (widgets.HTML() for _ in range(4))
        self._fold = base.fold("panels.ready.sides", self._sides)
        self._charts = {kind: base.chart() for kind in THRESHOLDS}
        self._take = Take(self, "panels.ready.file", self.sheets)
        self.view.children = [
            base.heading(words.text("panels.ready.title"), words.text("panels.ready.help")), self.message,
            self._sentence, *self._charts.values(), self._segments, self._fold, self._company,
            self._take.view,
        ]

    def show(self) -> None:
        empty = not self._asked()
        self._take.forget()
        self._take.view.layout.display = "none" if empty else ""
        for kind, place in self._charts.items():
            self._draw(kind, place)
        lowest = self.lowest()
        self._fold.layout.display = "none" if lowest.empty else ""
        self._sides.value = self._lowest(lowest)
        if empty:
            self._sentence.value = base.note(words.text("panels.ready.none"), kind="awas")
            self._segments.value = self._company.value = ""
            return
        self._sentence.value = base.paragraph(self.reading()).value
        self._segments.value = "".join(self._segment(kind) for kind in THRESHOLDS)
        self._company.value = self._recommended()

    def _asked(self) -> int:
        """How many units answered one of the questionnaires."""
        return sum(len(self.session.frame(f"{kind}_unit")) for kind in THRESHOLDS)

    def _draw(self, kind: str, place) -> None:  # noqa: ANN001  a chart
        units, rule = self.session.frame(f"{kind}_unit"), THRESHOLDS[kind]
        place.layout.display = "none" if units.empty else ""
        if len(units):
            limit = float(self.session.book.law.value(rule).value)
            base.draw(place, charts.scores(
                units, by="unit_kerja", limit=limit, kind=kind, day=self.session.day, rules=self.session.cite(rule)))

    def _segment(self, kind: str) -> str:
        found = self.session.frame(f"{kind}_segmen")
        if found.empty:
            return ""
        numbers = {"responden": words.number, "rerata": _two, "selang": str}
        head = f"<h3>{words.text(f'panels.ready.{kind}_segmen')}</h3>"
        return head + base.table(_told(found), _heads(("segmen", *_SCORES)), numbers) + base.source(
            self.session.cite(*found["rule_id"].unique()), self.session.day)

    def lowest(self) -> pd.DataFrame:
        """The side of readiness that each unit with enough answers scores lowest, in words."""
        found = needs.lowest_sides(
            self.session.frame("kesiapan_sisi"), least=int(self.session.book.law.value(ENOUGH).value))
        return found.assign(
            selang=[_span(row) for row in found.itertuples()],
            segi=[_part(name) for name in found["dimensi"]],
            pasti=[words.text(f"panels.ready.{'yes' if sure else 'unsure'}") for sure in found["yakin"]],
        )

    def _lowest(self, found: pd.DataFrame) -> str:
        if found.empty:
            return ""
        counts = found["segi"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        sure = int(found["yakin"].sum())
        said = words.text("panels.ready.sides_reading", side=counts.index[0], units=int(counts.iloc[0]),
                          asked=found["unit_kerja"].nunique())
        said += " " + words.text("panels.ready.sides_sure" if sure else "panels.ready.sides_unsure", sure=sure)
        listing = base.table(found, _heads(_LOWEST), {"responden": words.number, "rerata": _two, "selang": str})
        return base.paragraph(said).value + listing + base.source(self.session.cite(ENOUGH), self.session.day)

    def _recommended(self) -> str:
        found = self.company()
        head = f"<h3>{words.text('panels.ready.company')}</h3>"
        if found.empty:
            return head + base.paragraph(words.text("panels.ready.no_company")).value
        counts = dict.fromkeys(("sasaran_asn", "pendamping", "jam_jp"), words.number)
        total = {
            "unit_kerja": words.text("panels.ready.total", lines=len(found)), COST: _rupiah(float(found[COST].sum())),
            **{name: words.number(float(found[name].sum())) for name in ("pendamping", "jam_jp")},
        }
        rules = self.session.cite(*found["rule_id"].unique(), "kesiapan.pendampingan")
        listing = base.table(found, _heads(_COMPANY), {**counts, COST: _rupiah}, total=total)
        return head + listing + base.source(rules, self.session.day)

    def company(self) -> pd.DataFrame:
        """The recommended company with its cost, in words; units that are sure first."""
        found = self.session.frame("rencana_pendampingan").sort_values(
            ["yakin", "unit_kerja", "alasan"], ascending=[False, True, True], kind="stable", ignore_index=True)
        return found.assign(
            pendekatan=[words.text(f"panels.ready.way.{name}") for name in found["pendekatan"]],
            alasan=[_side(row) for row in found.itertuples()],
        )

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Units and segments of both questionnaires, the lowest sides, and the company."""
        made = {}
        for kind in THRESHOLDS:
            for part, by in (("unit", "unit_kerja"), ("segmen", "segmen")):
                found = self.session.frame(f"{kind}_{part}")
                columns = _heads((by, "responden", "rerata", "bawah", "atas", "kesimpulan"))
                made[words.text(f"panels.ready.{kind}_{part}")] = headed(_told(found), columns)
        sides = headed(self.lowest(), _heads(("unit_kerja", "segi", "responden", "rerata", "bawah", "atas", "pasti")))
        made[words.text("panels.ready.sides_sheet")] = sides
        return {**made, words.text("panels.ready.company_sheet"): headed(self.company(), _heads(_COMPANY))}

    def reading(self) -> str:
        if not self._asked():
            return words.text("panels.ready.none")
        told = []
        for kind in THRESHOLDS:
            units = self.session.frame(f"{kind}_unit")
            if len(units):
                needing = units["perlu_pendampingan"].fillna(False).astype("bool")
                sure, maybe = units[needing & units["yakin"]], int((needing & ~units["yakin"]).sum())
                names = listed(sorted(sure["unit_kerja"])) or words.text("panels.ready.nobody")
                told.append(words.text(f"panels.ready.{kind}_reading", units=names, asked=len(units)))
                told += [words.text("panels.ready.maybe", units=maybe)] if maybe else []
        return " ".join(told)


def _side(row) -> str:  # noqa: ANN001  a line of company
    """What is still hard, and that nobody is sure of it yet."""
    side = words.text(f"panels.ready.side.{row.alasan.replace(' ', '_')}")
    return side if row.yakin else words.text("panels.ready.side_unsure", side=side)


def _told(found: pd.DataFrame) -> pd.DataFrame:
    """Scores with their interval and what follows, in words; those in need first."""
    order = found.sort_values(["rerata", *found.columns[:1]], kind="stable", ignore_index=True)
    return order.assign(
        selang=[_span(row) for row in order.itertuples()], kesimpulan=[_verdict(row) for row in order.itertuples()],
    )


def _span(row) -> str:  # noqa: ANN001  a row of scores
    return "–" if pd.isna(row.bawah) else words.text("charts.interval", low=_two(row.bawah), high=_two(row.atas))


def _part(side: str) -> str:
    """A side of the questionnaire as people call it; an agency's own stays as it is written."""
    key = f"panels.ready.part.{side.replace(' ', '_')}"
    return words.text(key) if words.has(key) else side


def _verdict(row) -> str:  # noqa: ANN001  a row of scores
    if pd.isna(row.perlu_pendampingan):
        return words.text("panels.ready.unknown")
    state = UNSURE if not row.yakin else BELOW if row.perlu_pendampingan else FINE
    return words.text(f"charts.scores.{state}")


def _heads(names: Sequence[str]) -> dict[str, str]:
    return {name: words.text(f"panels.ready.{name}") for name in names}


def _two(value: float) -> str:
    return words.number(value, 2)


def _rupiah(value: float) -> str:
    return words.rupiah(value, short=False)
