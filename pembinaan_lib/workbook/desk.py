"""The planner's desk: files before they are data. What was matched by hand, and the planner's own file back with marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pembinaan_lib import tables, words
from pembinaan_lib.tables.marked import marked

if TYPE_CHECKING:
    from pembinaan_lib.workbook.book import Workbook

MAPPINGS = "pemetaan_kolom"
MARKED = "perbaikan"


class Desk:
    """The files of one open workbook, on their way in."""

    def __init__(self, book: Workbook) -> None:
        self._book = book

    def match(self, reading: tables.Reading, table: str, columns: Mapping[str, str]) -> None:
        """Keep what the planner says about a sheet: it holds for every sheet with the same headers, next month too.

        Parameters
        ----------
        reading : Reading
            The sheet as it was read.
        table : str
            The table it holds; empty to leave the sheet out.
        columns : mapping
            Header → column of the table, or empty for a column that is not to be used. Columns that are not named are
            recognised as before.
        """
        made = {**self._book.decision(MAPPINGS), reading.signature: {"tabel": table, "kolom": dict(columns)}}
        title = words.text(f"tables.{table}.title") if table else words.text("workbook.left_out")
        self._book.decide(MAPPINGS, made, reason=words.text("workbook.matched", table=title))

    def forget(self) -> None:
        """Let every sheet be recognised afresh."""
        self._book.decide(MAPPINGS, {}, reason=words.text("workbook.forgotten"))

    def marked(self, path: Path, readings: Sequence[tables.Reading]) -> Path:
        """The planner's file back, faulty cells coloured and explained; it stays in this workbook's own folder.

        Returns
        -------
        Path
            ``perbaikan/<name> - perbaikan.xlsx``; it holds what the file held, names among it.
        """
        folder = self._book.folder / MARKED
        folder.mkdir(exist_ok=True)
        made = folder / f"{path.stem} - {words.text('workbook.marked')}.xlsx"
        made.write_bytes(marked(path, readings))
        return made
