"""How does an untidy agency's Excel file look, and where in it does each planted fault end up?

A sheet here is a plain list of rows, so that faults can be planted before anything is written; row numbers exist only
once the sheet is complete. Nothing depends on clock, folder or locale: the same rows give the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

NOTICE = "DATA CONTOH, BUKAN DATA SEBENARNYA"
CREATED = dt.datetime(2026, 11, 21)
Cell = str | int | float | dt.date | None


@dataclass
class Fault:
    """One planted fault: `used` says whether its row must still be used, `value_used` whether its value must."""

    column: str | None
    kind: str
    used: bool = True
    value_used: bool = True
    should_be: str | None = None


@dataclass
class Row:
    """One row below the header; a blank row has no cells, a total row is no data, a copied row has a double below."""

    cells: list[Cell]
    faults: list[Fault] = field(default_factory=list)
    total: bool = False
    copied: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is a data row that no fault touches yet."""
        return bool(self.cells) and not (self.faults or self.total or self.copied)


@dataclass
class Sheet:
    """The main sheet of one file, with its merged title rows and, where it has them, further sheets of notes.

    ``value_columns`` are the columns of a wide sheet that each become a row of their own in the long table; ``pairs``
    are columns of which two together become one. A CSV file has its own ``encoding`` and ``delimiter``.
    """

    file: str
    name: str
    headers: tuple[str, ...]
    rows: list[Row]
    titles: tuple[str, ...] = (NOTICE,)
    value_columns: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    notes: dict[str, list[list[Cell]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def header_row(self) -> int:
        """Excel row number of the header."""
        return len(self.titles) + 1

    def at(self, column: str) -> int:
        """Position of a column."""
        return self.headers.index(column)


def sheet(file: str, name: str, headers: tuple[str, ...], rows: list[list[Cell]], **options: Any) -> Sheet:
    """A sheet of plain rows."""
    return Sheet(file, name, headers, [Row(cells) for cells in rows], **options)


def save(made: Sheet, folder: Path) -> Path:
    """Write one sheet as a workbook or, where its name says so, as CSV; returns the path."""
    path = folder / made.file
    if path.suffix == ".csv":
        path.write_bytes(_csv(made))
        return path
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy", "strings_to_numbers": False}) as book:
        book.set_properties({"title": NOTICE, "created": CREATED})
        bold = book.add_format({"bold": True})
        page = book.add_worksheet(made.name)
        _heading(page, made, bold)
        for number, row in enumerate(made.rows, start=made.header_row):
            _cells(page, number, row.cells)
        for name, rows in made.notes.items():
            note = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                _cells(note, number, cells)
    return path


def _csv(made: Sheet) -> bytes:
    text = io.StringIO(newline="")
    page = csv.writer(text, delimiter=made.delimiter, lineterminator="\n")  # as git keeps it
    page.writerows([title, *[""] * (len(made.headers) - 1)] for title in made.titles)
    page.writerow(made.headers)
    page.writerows(row.cells for row in made.rows)
    return text.getvalue().encode(made.encoding)


def _heading(page: Any, made: Sheet, bold: Any) -> None:
    for number, title in enumerate(made.titles):
        page.merge_range(number, 0, number, len(made.headers) - 1, title, bold)
    for column, header in enumerate(made.headers):
        page.write_string(made.header_row - 1, column, header, bold)
    page.set_column(0, len(made.headers) - 1, 18)


def _cells(page: Any, number: int, cells: list[Cell]) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, str):
            page.write_string(number, column, value)
        elif isinstance(value, dt.date):
            page.write_datetime(number, column, dt.datetime(value.year, value.month, value.day))
        elif value is not None:
            page.write_number(number, column, value)


def fault_list(made: Sheet) -> list[dict[str, Any]]:
    """Every fault of a sheet with its Excel row (null: the fault concerns the file or a whole column)."""
    found = [(None, fault) for fault in made.faults]
    found += [(n, fault) for n, row in enumerate(made.rows, start=made.header_row + 1) for fault in row.faults]
    return [{
        "file": made.file, "sheet": made.name, "row": number, "column": fault.column, "kind": fault.kind,
        "used": fault.used, "nilai_dipakai": fault.value_used, "seharusnya": fault.should_be,
    } for number, fault in found]


def counts(made: Sheet) -> dict[str, int | str]:
    """How many rows a sheet has: written (not blank, with any total row), of those free of faults, and to be used.

    ``nilai_dipakai`` counts, in a wide sheet, the filled cells that must become rows of the long table.
    """
    filled = [row for row in made.rows if row.cells]
    used = [row for row in filled if not row.total and all(fault.used for fault in row.faults)]
    return {
        "lembar": made.name, "baris": len(filled), "baris_total": sum(row.total for row in filled),
        "baris_kosong": len(made.rows) - len(filled), "bersih": sum(not row.faults and not row.total for row in filled),
        "dipakai": len(used), "nilai_dipakai": sum(_values(made, row) for row in used),
    }


def _values(made: Sheet, row: Row) -> int:
    refused = {fault.column for fault in row.faults if not fault.value_used}
    groups = [*((column,) for column in made.value_columns), *made.pairs]
    kept = [group for group in groups if refused.isdisjoint(group)]
    return sum(all(row.cells[made.at(column)] is not None for column in group) for group in kept)
