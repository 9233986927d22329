"""What is to be marked in a planner's file, where and with which words; nothing here writes a file.

A fault that names a row is marked at its cell; one about a whole sheet stands in the summary alone. Words come from
findings only: they name no person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from pembinaan_lib import findings, words
from pembinaan_lib.tables import cells
from pembinaan_lib.tables.columns import label
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.spelling import plain, tidy

if TYPE_CHECKING:  # reading asks this module which sheets are ours
    from pembinaan_lib.tables.files import Sheet
    from pembinaan_lib.tables.reading import Reading

#: The same in both languages, since a file marked in one may come back in the other.
MARKER, SHEET_NAME, ORIGIN = "Catatan data buku kerja · perbaikan", "Catatan data", "Baris asal"
DIVIDER = "— Catatan data —"
FULL, PARTIAL = "lengkap", "sebagian"
#: More data rows than this on one sheet: only the faulty ones come back.
MANY_ROWS = 5_000
#: Faults marked at once, the gravest first; Excel and a planner both have enough with that.
MOST = 10_000
_SAME_KEY = frozenset({"TBL-034", "TBL-035"})
_LOOKED_AT, _NOTE_LONGEST, _HEADING_LONGEST = 5, 1_000, 80


@dataclass(frozen=True)
class Fault:
    """One fault: its sheet (index), Excel row (0: the whole sheet), column (from 1; 0: none) and words."""

    code: str
    severity: str
    page: int
    row: int
    column: int
    heading: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Page:
    """One sheet of the planner's file and its reading; ``place`` is its index in the file, marker sheets counted."""

    place: int
    sheet: Sheet = field(repr=False)
    reading: Reading | None = field(repr=False)

    @property
    def rows(self) -> list[list[Any]]:
        """Raw cells, the first row being row 1 of Excel."""
        return self.sheet.rows

    @property
    def many(self) -> bool:
        """Whether it has too many rows to come back whole."""
        return len(self.rows) > MANY_ROWS and self.reading is not None and self.reading.rows_in_file > MANY_ROWS

    @cached_property
    def rejected(self) -> frozenset[int]:
        """Excel rows not used; of a sheet that holds no table none is called rejected."""
        known = self.reading is not None and self.reading.table
        return frozenset(map(int, self.reading.rejected["baris"])) if known else frozenset()

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The sheet's own headings."""
        number = self.reading.header_row if self.reading else 0
        header = self.rows[number - 1] if 0 < number <= len(self.rows) else []
        return tuple(tidy(cell)[:cells.LONGEST] if isinstance(cell, str) else "" for cell in header)

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        """Where columns stand; one of a wide sheet is told by its heading, and what a reader added stands nowhere."""
        if self.reading is None:
            return {}
        titled = {heading: place for place, heading in reversed(list(enumerate(self.headings, start=1))) if heading}
        told = {name: one.position + 1 for one in reversed(self.reading.columns) for name in (one.taken_as, one.header)}
        matched = {match.column: match.position + 1 for match in self.reading.mapping}
        every = {**told, **titled, **matched}
        return {name: place for name, place in every.items() if name and place <= len(self.headings)}

    @property
    def nip_column(self) -> int:
        """Where NIP stands (from 1), 0 for nowhere: a cell mended there must be text, or Excel destroys it again."""
        return self._positions.get("nip", 0) if self.reading and self.reading.table else 0

    def same_key(self, rows: Iterable[int]) -> dict[int, set[int]]:
        """For each of `rows` all rows of the sheet that seem to have its key, itself among them."""
        key = TABLES[self.reading.table].key if self.reading and self.reading.table else ()
        places = [self._positions[name] - 1 for name in (*key, "nip") if name in self._positions]
        if not places:
            return {}
        keys = {number: tuple(plain(str(row[place])).replace(" ", "") for place in places)
                for number, row in enumerate(self.rows, start=1) if number > self.reading.header_row}
        groups: dict[tuple[str, ...], set[int]] = {}
        for number, one in keys.items():
            groups.setdefault(one, set()).add(number)
        return {row: groups[keys[row]] for row in rows if row in keys}

    def column_of(self, name: str, row: int) -> int:
        """Where a finding's column stands; else the first filled cell of its row, so that no mark is lost."""
        if name in self._positions:
            return self._positions[name]
        line = self.rows[row - 1] if 0 < row <= len(self.rows) else []
        return next((place for place, cell in enumerate(line, start=1) if cell not in ("", None)), 1) if row else 0

    def heading_of(self, name: str) -> str:
        """How the planner calls a finding's column."""
        place = self._positions.get(name, 0)
        own = self.headings[place - 1] if 0 < place <= len(self.headings) else ""
        return (own or (label(name) if name else ""))[:_HEADING_LONGEST]


@dataclass(frozen=True)
class Marking:
    """All that is to be marked in one file."""

    pages: tuple[Page, ...]
    faults: tuple[Fault, ...]
    left_out: int
    extent: str

    def cells_of(self, page: Page) -> dict[tuple[int, int], tuple[str, str]]:
        """(row, column) → gravest severity and the words of all faults of that cell."""
        found: dict[tuple[int, int], list[Fault]] = {}
        for fault in self.faults:
            if fault.row and self.pages[fault.page] is page:
                found.setdefault((fault.row, fault.column), []).append(fault)
        return {place: (faults[0].severity, note(faults)) for place, faults in sorted(found.items())}

    def rows_of(self, page: Page) -> list[int]:
        """Excel rows that a partial file needs: those with a fault.

        A row left out because an earlier one has its key comes together with that one, or not at all: alone it would
        be imported in its place.
        """
        faulty = {fault.row for fault in self.faults if fault.row and self.pages[fault.page] is page}
        again = {fault.row for fault in self.faults if fault.code in _SAME_KEY and self.pages[fault.page] is page}
        groups, kept = page.same_key(again), faulty - again
        for row in sorted(again):
            group = groups.get(row, set())
            if len(group) > 1 and len(kept) + len(group - kept) <= MOST:
                kept |= group
        return sorted(kept)


def marking(pages: Sequence[Page]) -> Marking:
    """What is to be marked on `pages`: the gravest faults first, then by sheet, row and column."""
    found = [_placed(number, page) for number, page in enumerate(pages) if page.reading is not None]
    rows = pd.concat([findings.frame().assign(page=0, row=0), *found], ignore_index=True)
    rank = rows["severity"].map({name: rank for rank, name in enumerate(findings.SEVERITIES)})
    rows = rows.assign(rank=rank).sort_values(["rank", "page", "row"], kind="stable")
    told = findings.told(rows.head(MOST))
    faults = tuple(_fault(pages[one.page], one) for one in told.itertuples())
    already = any(is_marker(page.rows) == PARTIAL or (page.reading and page.reading.partial) for page in pages)
    extent = PARTIAL if already or any(page.many for page in pages) else FULL
    return Marking(tuple(pages), faults, max(len(rows) - MOST, 0), extent)


def _placed(number: int, page: Page) -> pd.DataFrame:
    """The findings of a reading with ``page`` and ``row``; a sheet's name may itself hold an exclamation mark."""
    found, sheet = page.reading.findings, page.reading.sheet
    told = found["row_id"].str.removeprefix(f"{sheet}!").where(found["row_id"].ne(sheet), "")
    row = pd.to_numeric(told.where(told.str.fullmatch(r"\d{1,7}"), "0")).astype("int64")
    return found.assign(page=number, row=row)


def _fault(page: Page, one: Any) -> Fault:
    column = page.column_of(one.column, one.row)
    heading = page.heading_of(one.column)
    return Fault(one.code, one.severity, one.page, one.row, column, heading, one.message, one.remedy)


def note(faults: Sequence[Fault]) -> str:
    """The comment of one cell: each fault with its remedy, within what a note can be read in."""
    lines = [f"{words.text('words.severity.' + fault.severity).capitalize()}: {fault.message}\n→ {fault.remedy}"
             for fault in faults]
    whole = "\n".join([DIVIDER, *dict.fromkeys(lines)])
    return whole if len(whole) <= _NOTE_LONGEST else whole[:_NOTE_LONGEST - 1] + "…"


def is_marker(rows: Sequence[Sequence[Any]]) -> str | None:
    """Whether a sheet is the summary of a marked-up file: ``lengkap``, ``sebagian`` or None.

    Where only the word beside the marker is lost, the file counts as ``sebagian``: then nobody goes missing.
    """
    for row in rows[:_LOOKED_AT]:
        for place, cell in enumerate(row[:_LOOKED_AT]):
            if isinstance(cell, str) and tidy(cell) == MARKER:
                beside = {tidy(other) for other in row[place + 1:] if isinstance(other, str)}
                return FULL if FULL in beside else PARTIAL
    return None


def without_origin(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows of a sheet without the column ``Baris asal`` that a partial file carries; positions stay."""
    for number, row in enumerate(rows[:40]):
        place = next((at for at, cell in enumerate(row) if isinstance(cell, str) and tidy(cell) == ORIGIN), None)
        if place is not None and number + 1 < len(rows):
            last = place == len(row) - 1
            return [one[:place] if last else [*one[:place], "", *one[place + 1:]] for one in rows]
    return rows
