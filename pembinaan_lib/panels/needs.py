"""Stage 1 on screen: where the gaps are, how we know, whom they concern, which duties wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import charts, words
from pembinaan_lib.panels import base
from pembinaan_lib.panels.home import knows_courses
from pembinaan_lib.panels.lists import BehindGap


class Ladder(base.Panel):
    """What the files at hand can say, and what the next file would add."""

    def build(self) -> None:
        self._sentence, self._body = widgets.HTML(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.ladder.title"), words.text("panels.ladder.help")), self._sentence,
            base.fold("panels.ladder.all", self._body),
        ]

    def show(self) -> None:
        ladder = self.session.frame("tangga_data")
        state = [words.text("panels.ladder.here" if here else "panels.ladder.missing") for here in ladder["ada"]]
        shown = ladder.assign(
            tabel=[words.text(f"tables.{name}.title") for name in ladder["tabel"]], ada=state,
            menambah=[words.text(key) for key in ladder["menambah"]],
        )
        columns = {name: words.text(f"panels.ladder.{name}") for name in ("anak_tangga", "tabel", "ada", "menambah")}
        self._sentence.value = base.paragraph(self.reading()).value
        self._body.value = base.table(shown, columns)

    def reading(self) -> str:
        ladder = self.session.frame("tangga_data")
        return words.text("panels.ladder.reading", here=int(ladder["ada"].sum()), all=len(ladder))


class Gaps(base.Panel):
    """Heat map of unit by competency, the sentence above it, and below it the people behind a square."""

    def build(self) -> None:
        self._sentence = widgets.HTML()
        self._chart = base.chart()
        self._chart.observe(self._on_pick, "picked")
        self._people = BehindGap(self.session)
        self.view.children = [
            base.heading(words.text("panels.gaps.title"), words.text("panels.gaps.help")), self._sentence, self._chart,
            self.message, self._people.view,
        ]

    @base.guarded
    def _on_pick(self, change: Mapping[str, Any]) -> None:
        """A square was clicked: list the people behind it."""
        self._people.look_at(change["new"]["perangkat_daerah"], change["new"]["kompetensi"])

    def show(self) -> None:
        self._sentence.value = base.paragraph(self.reading()).value
        measured = self._assessed() > 0
        self._chart.layout.display = self._people.view.layout.display = "" if measured else "none"
        if not measured:
            return
        picture = charts.gap_heatmap(
            self.session.frame("kesenjangan_unit"), day=self.session.day, assessed=self._assessed(),
            rules=self.session.cite(*self.session.frame("kesenjangan")["rule_id"].unique()),
        )
        base.draw(self._chart, picture)

    def _assessed(self) -> int:
        gap = self.session.frame("kesenjangan")
        return int(gap.loc[gap["berlaku"], "pegawai_id"].nunique())

    def reading(self) -> str:
        order = self.session.frame("register")
        order = order[order["peringkat"].notna() & (order["orang_di_bawah"].fillna(0) > 0)]
        if order.empty:
            return words.text("panels.gaps.none")
        first = "; ".join(
            words.text("panels.gaps.one", competency=row.kompetensi, unit=row.perangkat_daerah)
            for row in order.head(3).itertuples()
        )
        people = len(self.session.frame("jam_rencana"))
        return words.text("panels.gaps.sentence", first=first, share=words.share(self._assessed(), people))


class Duties(base.Panel):
    """Obligations that are not done, by kind: how many, how many overdue, the next deadline, the rule."""

    def build(self) -> None:
        self._body, self._bound = widgets.HTML(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.duties.title"), words.text("panels.duties.help")), self._bound, self._body,
        ]

    def show(self) -> None:
        kinds, known = self.kinds(), knows_courses(self.session)
        self._bound.value = "" if known or kinds.empty else base.note(words.text("panels.duties.at_most"), kind="awas")
        if kinds.empty:
            self._body.value = base.note(words.text("panels.duties.none"))
            return
        shown = kinds.assign(rule_id=[self.session.cite(rule) for rule in kinds["rule_id"]])
        columns = {name: words.text(f"panels.duties.{name}") for name in ("kewajiban", "orang", "terlambat", "tenggat", "rule_id")}
        columns |= {} if known else {name: words.text(f"panels.duties.{name}_at_most") for name in ("orang", "terlambat")}
        self._body.value = base.table(shown, columns, {"orang": words.number, "terlambat": words.number}) + base.source(
            "", self.session.day)

    def kinds(self) -> pd.DataFrame:
        """One row per kind of obligation."""
        duties = self.session.frame("kewajiban")
        found = duties.groupby("kewajiban", sort=True).agg(
            orang=("pegawai_id", "size"), terlambat=("terlambat", "sum"), tenggat=("tenggat", "min"), rule_id=("rule_id", "first"),
        ).reset_index()
        return found.assign(tenggat=[words.day(day.date()) if pd.notna(day) else "–" for day in pd.to_datetime(found["tenggat"])])

    def reading(self) -> str:
        lines = [words.text("panels.duties.line", duty=row.kewajiban, people=int(row.orang), late=int(row.terlambat))
                 for row in self.kinds().itertuples()]
        bound = [] if knows_courses(self.session) or not lines else [words.text("panels.duties.at_most")]
        return "\n".join([*bound, *lines]) or words.text("panels.duties.none")
