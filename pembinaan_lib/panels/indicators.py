"""Indikator mana yang tertinggal? Indicators of units against their targets, and the competencies they point to."""

from __future__ import annotations

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import indicators as charts
from pembinaan_lib.needs.evidence import plain
from pembinaan_lib.panels import base, lists
from pembinaan_lib.panels.taking import Take, headed

RULE = "kebutuhan.kinerja_jendela"
_TOLD = ("perangkat_daerah", "unit_kerja", "indikator", "nilai", "target", "kurang_rasio", "bulan_terukur", "kompetensi")
FIRST = 3


class Indicators(base.Panel):
    """What units reached of what they aimed at, and which competency each shortfall speaks for."""

    def build(self) -> None:
        self._sentence, self._body, self._chart = widgets.HTML(), widgets.HTML(), base.chart()
        self._take = Take(self, "panels.indicators.file", self.sheets)
        self._more = widgets.VBox([self._chart, self._body, self._take.view])
        self.view.children = [
            base.heading(words.text("panels.indicators.title"), words.text("panels.indicators.help")), self.message,
            self._sentence, self._more,
        ]

    def show(self) -> None:
        rows = self.rows()
        self._more.layout.display = "none" if rows.empty else ""
        self._take.forget()
        self._sentence.value = base.note(self.reading(), kind="awas") if rows.empty else base.paragraph(self.reading()).value
        if rows.empty:
            return
        base.draw(self._chart, charts.behind_target(rows, day=self.session.day, rules=self.session.cite(RULE)))
        formats = {"nilai": _one, "target": _one, "kurang_rasio": words.percent, "bulan_terukur": words.number}
        self._body.value = base.table(rows, _heads(), formats) + base.source(self.session.cite(RULE), self.session.day)

    def rows(self) -> pd.DataFrame:
        """Every indicator that can be compared, the farthest behind first, with the competencies it is mapped to."""
        ways = self.session.inputs.tables["pemetaan_kompetensi"]
        ways = ways[(ways["asal"] == "indikator") & (ways["bobot"].fillna(1) > 0)].sort_values("kompetensi", kind="stable")
        skills = ways.groupby(plain(ways["nama_asal"]))["kompetensi"].agg(", ".join)
        found = self.session.frame("indikator_kurang").sort_values(
            ["kurang_rasio", "unit_kerja", "indikator"], ascending=[False, True, True], kind="stable", ignore_index=True)
        led = plain(found["indikator"]).map(skills)
        return found.assign(kompetensi=lists.texts([name if isinstance(name, str) else None for name in led], found))

    def sheets(self) -> dict[str, pd.DataFrame]:
        """All indicators as an Excel file shows them."""
        return {words.text("panels.indicators.sheet"): headed(self.rows(), _heads())}

    def reading(self) -> str:
        rows = self.session.frame("indikator_kurang")
        behind = self.rows().query("kurang_rasio > 0")
        if rows.empty:
            return words.text("panels.indicators.none")
        if behind.empty:
            return words.text("panels.indicators.reached", all=len(rows))
        nowhere = int(behind["kompetensi"].isna().sum())
        first = "; ".join(
            words.text("charts.behind.name", indicator=row.indikator, unit=row.unit_kerja) for row in behind.head(FIRST).itertuples())
        told = words.text("panels.indicators.reading", behind=len(behind), all=len(rows), first=first)
        return f"{told} {words.text('panels.indicators.nowhere', count=nowhere)}" if nowhere else told


def _heads() -> dict[str, str]:
    return {name: words.text(f"panels.indicators.{name}") for name in _TOLD}


def _one(value: float) -> str:
    return words.number(value, 1)
