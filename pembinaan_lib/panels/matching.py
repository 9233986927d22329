"""Which column of a sheet is which: what was recognised, what is not sure, and the planner's own word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import ipywidgets as widgets

from pembinaan_lib import tables, words
from pembinaan_lib.panels import base
from pembinaan_lib.tables.columns import label
from pembinaan_lib.tables.fields import not_kept
from pembinaan_lib.tables.spelling import plain_header

SURE, MISSING = 1.0, "TBL-021"


class Matching:
    """One fold per sheet of the files that were looked at; opened where something is not sure."""

    def __init__(self, on_use: Callable[[widgets.Button], None]) -> None:
        self.view = widgets.VBox()
        self._button = base.button("panels.matching.use", on_use)
        self._sheets: list[Sheet] = []

    def load(self, readings: Sequence[tuple[Path, tuple[tables.Reading, ...]]]) -> None:
        """Show the sheets of these files."""
        self._sheets = [Sheet(reading) for _, found in readings for reading in found if reading.signature]
        folds = [sheet.fold() for sheet in self._sheets]
        self._button.layout.display = "none" if not folds else ""
        self.view.children = [base.heading(words.text("panels.matching.title"), words.text("panels.matching.help")),
                              *folds, widgets.HBox([self._button])] if folds else []

    def said(self) -> list[tuple[tables.Reading, str, dict[str, str]]]:
        """The sheets about which the planner says something else than was recognised."""
        return [(sheet.reading, *answer) for sheet in self._sheets if (answer := sheet.answer()) is not None]


class Sheet:
    """What one sheet was taken for, and a choice for each column of which that is not certain."""

    def __init__(self, reading: tables.Reading) -> None:
        self.reading = reading
        names = sorted(
            (words.text(table.title_key), table.name) for table in tables.TABLES.values() if table.importable
        )
        self._table = widgets.Dropdown(
            options=[(words.text("panels.matching.leave_out"), ""), *names], value=reading.table,
        )
        self._all = widgets.Checkbox(value=False, description=words.text("panels.matching.all"), indent=False)
        self._rows, self._sure = widgets.VBox(), widgets.HTML()
        self._choices: dict[str, widgets.Dropdown] = {}
        self._table.observe(lambda _: self._fill(), "value")
        self._all.observe(lambda _: self._fill(), "value")
        self._fill()

    def fold(self) -> widgets.Accordion:
        """The sheet as a fold, open where the planner should look."""
        inside = widgets.VBox([base.field("panels.matching.table", self._table), self._rows, self._all, self._sure])
        fold = widgets.Accordion([inside], titles=(self._title(),), selected_index=0 if self.doubtful() else None)
        return fold.add_class("pb-rinci")

    def doubtful(self) -> bool:
        """Whether a column is not sure, or the sheet is of no known table."""
        unknown = not self.reading.table and bool(self.reading.columns)
        return unknown or any(self._open(column) for column in self.reading.columns)

    def answer(self) -> tuple[str, dict[str, str]] | None:
        """Table and columns as the planner left them; None where they are as recognised."""
        table = self._table.value
        changed = {header: box.value for header, box in self._choices.items()}
        before = {column.header: column.taken_as for column in self.reading.columns}
        if table == self.reading.table and all(before[header] == value for header, value in changed.items()):
            return None
        return table, changed if table == self.reading.table else {}

    def _title(self) -> str:
        table = self.reading.table
        name = words.text(f"tables.{table}.title") if table else words.text("panels.matching.unknown")
        used = sum(bool(column.taken_as) for column in self.reading.columns)
        return words.text("panels.matching.sheet", sheet=self.reading.sheet, file=self.reading.file_name, table=name,
                          used=used, all=len(self.reading.columns))

    def _open(self, column: tables.SheetColumn) -> bool:
        """Whether the planner is asked about this column: it is not sure, or it may be the one that the sheet lacks."""
        if column.taken_as:
            return column.confidence < SURE
        return bool(column.alternatives) or MISSING in set(self.reading.findings["code"])

    def _fill(self) -> None:
        same = bool(self._table.value) and self._table.value == self.reading.table
        asked = [column for column in self.reading.columns if same and (self._all.value or self._open(column))]
        asked.sort(key=lambda column: not_kept(plain_header(column.header)))  # what no table keeps comes last
        self._choices = {column.header: self._choice(column) for column in asked}
        self._rows.children = [self._row(column) for column in asked] + ([] if same or not self._table.value else [
            base.paragraph(words.text("panels.matching.look_again"))])
        self._all.layout.display = "" if same else "none"
        certain = [column for column in self.reading.columns if column not in asked]
        self._sure.value = "" if not same else _listed(certain)

    def _choice(self, column: tables.SheetColumn) -> widgets.Dropdown:
        table = tables.TABLES[self.reading.table]
        names = [one.name for one in table.file_columns]
        first = [name for name in (column.taken_as, *column.alternatives) if name]
        ordered = list(dict.fromkeys([*first, *names]))
        options = [(words.text("panels.matching.not_used"), ""), *((label(name), name) for name in ordered)]
        return widgets.Dropdown(options=options, value=column.taken_as)

    def _row(self, column: tables.SheetColumn) -> widgets.Widget:
        samples = escape("; ".join(column.samples))
        sure = words.text("panels.matching.sure", percent=words.percent(column.confidence)) if column.taken_as else ""
        said = widgets.HTML(f'<b>{escape(column.header)}</b><p class="pb-kecil">{samples}</p>')
        return widgets.HBox([said, self._choices[column.header], widgets.HTML(f'<span class="pb-kecil">{sure}</span>')]).add_class(
            "pb-cocok")


def _listed(columns: Sequence[tables.SheetColumn]) -> str:
    """The columns that nobody needs to be asked about, in two sentences."""
    used = ", ".join(f"{column.header} → {label(column.taken_as)}" for column in columns if column.taken_as)
    unused = ", ".join(column.header for column in columns if not column.taken_as)
    lines = [words.text("panels.matching.used", columns=used)] if used else []
    lines += [words.text("panels.matching.unused", columns=unused)] if unused else []
    return "".join(f'<p class="pb-kecil">{escape(line)}</p>' for line in lines)
