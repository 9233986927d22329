"""Tiny workbooks made on the spot, in the shapes planners really send."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]
#: Invented numbers: built from their parts, so that nobody's number stands here.
BIRTH, START = "19850315", "201001"


def nip(sequence: int, *, sex: str = "1", birth: str = BIRTH, start: str = START) -> str:
    """An invented NIP."""
    return f"{birth}{start}{sex}{sequence:03d}"


def saved(path: Path, sheets: dict[str, Rows]) -> Path:
    """One workbook; text is written as text, so that a formula stays what somebody typed."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if hasattr(cell, "year"):
                        page.write_datetime(number, column, cell, day)
                    elif isinstance(cell, str):
                        page.write_string(number, column, cell)
                    elif cell is not None:
                        page.write(number, column, cell)
    return path


ROSTER = ("NIP", "Nama", "Jenis Pegawai", "Unit Kerja")


def roster(*rows: Sequence[Any], headers: Sequence[str] = ROSTER) -> dict[str, Rows]:
    """A plain roster."""
    return {"NOMINATIF": [headers, *rows]}
