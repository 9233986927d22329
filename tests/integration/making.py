"""A tiny agency in files as planners send them, for tests of what may go wrong on the way in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

ROSTER = ("NIP", "Nama", "Jenis Pegawai", "Unit Kerja", "Perangkat Daerah", "Jenjang")
UNIT = "Dinas Kesehatan"


def nip(number: int, *, birth: str = "19850315", start: str = "201001") -> str:
    """An invented NIP: built from its parts, so that nobody's number stands here."""
    return f"{birth}{start}1{number:03d}"


def person(number: int, **changed: Any) -> list[Any]:
    """One row of a roster."""
    row = {"NIP": nip(number), "Nama": f"Orang Contoh {chr(64 + number)}", "Jenis Pegawai": "PNS", "Unit Kerja": UNIT,
           "Perangkat Daerah": UNIT, "Jenjang": "Ahli Pertama"}
    return list((row | changed).values())


def written(path: Path, *sheets: Sequence[Sequence[Any]], names: Sequence[str] = ("NOMINATIF", "Lain")) -> Path:
    """An Excel file with these sheets; text stays text."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        for name, rows in zip(names, sheets, strict=False):
            page = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        page.write(number, column, cell)
    return path


def roster(path: Path, *rows: Sequence[Any], headers: Sequence[str] = ROSTER) -> Path:
    """A roster file."""
    return written(path, [headers, *rows])
