"""The summary sheet in front of a marked-up file, as rows of cells that either writer of Excel can put down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pembinaan_lib import findings, words
from pembinaan_lib.tables.marks import MARKER, PARTIAL, Marking, Page

#: Fill of a cell by severity, and of a row that is not used; pale enough to print and to read black on them.
COLOURS = {"menghalangi": "F4A6A0", "perlu_dicek": "FFD966", "informasi": "BDD7EE", "ditolak": "EFE4E1"}
WIDTHS = (30, 12, 26, 14, 64, 64, 12, 12)
MOMENT = (1980, 1, 1, 0, 0, 0)
LONGEST = 32_767
STARTS_FORMULA = tuple("=+-@\t\r")
# What XML 1.0 cannot hold, half of a surrogate pair included.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Cell:
    """One cell: text or number with its look (``title``, ``head``, a key of :data:`COLOURS`); or a link."""

    value: str | int = ""
    look: str = ""
    leads_to: tuple[int, int, int] | None = None


def writable(text: str) -> str:
    """`text` without what no Excel file can hold, and not longer than a cell."""
    return _UNWRITABLE.sub("", text)[:LONGEST]


def formula_like(value: object) -> bool:
    """Whether a text would become a formula when somebody edits it."""
    return isinstance(value, str) and len(value) > 1 and value.startswith(STARTS_FORMULA)


def summary(found: Marking) -> list[list[Cell]]:
    """Marker, what to do, legend, counts per sheet, then one line per fault."""
    told = [words.text("marked.how")]
    told += [words.text("marked.partial")] if found.extent == PARTIAL else []
    told += [words.text("marked.left_out", jumlah=found.left_out)] if found.left_out else []
    told += [] if found.faults else [words.text("marked.clean")]
    return [
        [Cell(MARKER, "title"), Cell(found.extent)],
        *([Cell(line)] for line in told),
        [], *_legend(), [], *_counts(found), [], *_lines(found),
    ]


def _legend() -> Iterator[list[Cell]]:
    yield [Cell(words.text("marked.legend"), "head")]
    for look in COLOURS:
        yield [Cell(words.text(f"marked.legend.{look}"), look)]


def _counts(found: Marking) -> Iterator[list[Cell]]:
    heads = ("sheet", "rows", "used", "rejected", *findings.SEVERITIES)
    yield [Cell(words.text(f"marked.head.{name}"), "head") for name in heads]
    for page in found.pages:
        if page.reading is not None:
            severities = page.reading.findings["severity"].value_counts()
            lost = int(page.reading.rejected["baris"].nunique())
            counts = (page.reading.rows_in_file, page.reading.rows_in_file - lost, lost,
                      *(int(severities.get(name, 0)) for name in findings.SEVERITIES))
            yield [Cell(page.sheet.name), *map(Cell, counts)]


def _lines(found: Marking) -> Iterator[list[Cell]]:
    if found.faults:
        heads = ("sheet", "cell", "column", "severity", "message", "remedy")
        yield [Cell(words.text(f"marked.head.{name}"), "head") for name in heads]
    for fault in found.faults:
        page = found.pages[fault.page]
        place = _place(page, fault.row, fault.column)
        yield [
            Cell(page.sheet.name), Cell(leads_to=place), Cell(fault.heading),
            Cell(words.text(f"words.severity.{fault.severity}"), fault.severity), Cell(fault.message),
            Cell(fault.remedy),
        ]


def _place(page: Page, row: int, column: int) -> tuple[int, int, int] | None:
    """Where a line leads to: its cell, or the heading that it is about."""
    header = page.reading.header_row if page.reading else 0
    if row:
        return page.place, row, column
    return (page.place, header, column) if column and header else None
