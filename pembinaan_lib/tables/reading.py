"""Reading a planner's file: one :class:`Reading` per sheet, in which every row is used or rejected with its reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib import rules as law
from pembinaan_lib.errors import TableFileError
from pembinaan_lib.rules import RuleSet
from pembinaan_lib.tables import answers, fields, files, headers, mapping, marks, sheet, shown
from pembinaan_lib.tables.blanks import is_guide
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.headers import Layout, Match, layout
from pembinaan_lib.tables.mapping import Confirmed, SheetColumn
from pembinaan_lib.tables.shown import Names
from pembinaan_lib.tables.sieve import Sieve
from pembinaan_lib.tables.spelling import plain
from pembinaan_lib.tables.steps import Steps

UNRECOGNISED, CONCEALED, AS_CONFIRMED, LEFT_OUT = "TBL-020", "TBL-073", "TBL-081", "TBL-082"
_OPENED = 0.5
_SMALL = 256 * 1024


@dataclass(frozen=True)
class Reading:
    """What one sheet gave.

    Parameters
    ----------
    file_name, file_sha256, sheet : str
        Where the rows come from; a name of a file or sheet that may be a person's is not repeated.
    table : str
        The table recognised; empty where the sheet holds none.
    header_row : int
        Excel row of the header, 0 where there is none.
    mapping : tuple of Match
        Which column of the sheet was taken for which column of the table, how, and with what confidence.
    frame : DataFrame
        Canonical columns with ``baris`` (Excel row); tables about people carry ``nip`` (and ``nama`` for pegawai) in
        the place of ``pegawai_id``. A wide sheet gives several rows per ``baris``.
    rejected : DataFrame
        ``baris, code, column`` of every row not used.
    findings : DataFrame
        Catatan data; never a name or a NIP.
    rows_in_file : int
        Rows below the header that are not empty: those used and those rejected add up to it.
    signature : str
        The same for every sheet with the same headers (:func:`pembinaan_lib.tables.mapping.signature`), so that what
        the planner confirms about it is known again; empty where there is no header.
    columns : tuple of SheetColumn
        Every column of the sheet with samples, what it was taken for and what it might be instead.
    partial : bool
        Whether the file says of itself that it holds only some of the rows (the marked-up Excel of a large file).
    """

    file_name: str
    file_sha256: str
    sheet: str
    table: str
    header_row: int
    mapping: tuple[Match, ...]
    frame: pd.DataFrame = field(repr=False)
    rejected: pd.DataFrame = field(repr=False)
    findings: pd.DataFrame = field(repr=False)
    rows_in_file: int
    signature: str = ""
    columns: tuple[SheetColumn, ...] = ()
    partial: bool = False

    @property
    def file_key(self) -> str:
        """The file's name; where a person's name in it is not repeated, with what tells its content from others."""
        return f"{self.file_name} ({self.file_sha256[:6]})" if shown.HIDDEN in self.file_name else self.file_name

    @property
    def rows_used(self) -> int:
        """Rows of the file that gave at least one row of the frame."""
        return self.rows_in_file - len(self.rejected)


def read(
    path: Path, *, units: Sequence[str] = (), instansi: str = "", rules: RuleSet | None = None,
    progress: Callable[[float], None] | None = None,
    mappings: Mapping[str, Mapping[str, Any]] = MappingProxyType({}), cancelled: Callable[[], bool] | None = None,
) -> tuple[Reading, ...]:
    """Read every sheet of an Excel or CSV file.

    Parameters
    ----------
    path : Path
        The planner's file; it is only read.
    units : sequence of str
        Names of units (unit kerja and perangkat daerah) as the agency writes them; empty: names are kept as they are.
    instansi : str
        The workbook's agency; a file that names another gets a finding.
    rules : RuleSet, optional
        Rules that describe a NIP; the shipped ones unless given.
    progress : callable, optional
        Called with the share done, 0 to 1.
    mappings : mapping
        What the planner confirmed: signature → ``{"tabel": name, "kolom": {header: column}}``. An empty column leaves
        the column of the sheet out, an empty table the sheet; columns not named are recognised as usual.
    cancelled : callable, optional
        Asked between the steps whether the planner has pressed stop.

    Returns
    -------
    tuple of Reading
        One per sheet with content, in the order of the file.

    Raises
    ------
    TableFileError
        The file as a whole cannot be read (see :func:`pembinaan_lib.tables.files.opened`).
    Cancelled
        The planner has pressed stop.
    """
    steps = Steps(progress, cancelled)
    source = files.opened(path)
    filled, partial = _with_data(source)
    steps.reach(_OPENED)
    told = [answers.plain_answers(page.rows) for page in filled]
    pages = [replace(page, rows=one.rows) for page, one in zip(filled, told, strict=True)]
    found = [_recognised(one, mappings) for one in told]
    names = _people(pages, found)
    given = sheet.Given(source.name, tuple(units), instansi, rules or law.load(), names)
    source = replace(source, name=shown.file_name(source.name, names))
    pages = [replace(page, name=shown.sheet_name(page.name, n, names)) for n, page in enumerate(pages, start=1)]
    parts = steps.parts([len(page.rows) for page in pages])
    alone = not any(isinstance(one, Layout) for one in found)
    readings = (
        _reading(source, page, one, replace(given, steps=part)) if isinstance(one, Layout)
        else _not_read(source, page, one, replace(given, steps=part), alone=alone)
        for page, one, part in zip(pages, found, parts, strict=True)
    )
    return tuple(replace(reading, partial=partial) for reading in readings)


def typed(
    table: str, row: Mapping[str, Any], *, origin: str, units: Sequence[str] = (), instansi: str = "",
    rules: RuleSet | None = None,
) -> Reading:
    """One row that somebody typed on screen, read as a row of a file is: cleaned, checked and numbered alike.

    Parameters
    ----------
    table : str
        Name in :data:`pembinaan_lib.tables.TABLES`.
    row : mapping
        Column of the table → what stands in it; the first is never a text that somebody may choose freely, since a
        sheet's first cell says whether its row is an example or a total.
    origin : str
        What stands in the place of a file's name.
    units, instansi, rules
        As in :func:`read`.
    """
    rows = [list(row), list(row.values())]
    found = headers.settled(TABLES[table], list(row), 0, rows, chosen={})
    digest = hashlib.sha256("\x1f".join(map(str, rows[1])).encode("utf-8", "surrogatepass")).hexdigest()
    given = sheet.Given(origin, tuple(units), instansi, rules or law.load())
    return _reading(files.Source(origin, digest, ()), files.Sheet(table, rows), found, given)


def _with_data(source: files.Source) -> tuple[list[files.Sheet], bool]:
    """The sheets that are not ours (the guide of a template, the notes of a marked-up file), and whether the file holds
    only some of the rows: those notes say so, or (where they are gone) the column of row numbers does.
    """
    extents = [marks.is_marker(page.rows) for page in source.sheets]
    pages = [
        page for page, extent in zip(source.sheets, extents, strict=True)
        if page.rows and extent is None and not is_guide(page.rows)
    ]
    bare = [marks.without_origin(page.rows) for page in pages]
    picked = any(rows is not page.rows for rows, page in zip(bare, pages, strict=True))
    pages = [replace(page, rows=rows) for rows, page in zip(bare, pages, strict=True)]
    return pages, marks.PARTIAL in extents if any(extents) else picked


def _recognised(told: answers.Answers, mappings: mapping.Mappings) -> Layout | Confirmed | None:
    """How a sheet is laid out; the planner's own word where it is to be left out; None where nothing is known."""
    said = mapping.confirmed(told.rows, mappings)
    if said is None:
        return told.layout or layout(told.rows)
    if not said.table:
        return said
    if told.layout and told.layout.table.name == said.table:
        return told.layout.with_chosen(said.columns)
    return headers.settled(TABLES[said.table], said.headers, said.header, told.rows, chosen=said.columns)


def named_like(path: Path, table: str) -> bool:
    """Whether a file's name says that it holds `table`."""
    return plain(table) in plain(re.sub(r"^\d+", "", path.stem))


def looks_like(path: Path, table: str) -> bool:
    """Whether a file seems to hold `table`, by its name or (where it is small) its headers; never raises."""
    if named_like(path, table):
        return True
    try:
        if path.stat().st_size > _SMALL:
            return False
        told = [answers.plain_answers(page.rows) for page in _with_data(files.opened(path))[0]]
    except (TableFileError, OSError):
        return False
    found = [one.layout or layout(one.rows) for one in told]
    return any(one is not None and one.table.name == table for one in found)


def _people(pages: Sequence[files.Sheet], found: Sequence[Layout | Confirmed | None]) -> Names:
    """Every name of a person in the file, so that none is shown."""
    names: set[str] = set()
    for page, recognised in zip(pages, found, strict=True):
        if isinstance(recognised, Layout) and recognised.table.about_people:
            for place in (match.position for match in recognised.matches if match.column == "nama"):
                names.update(row[place] for row in page.rows[recognised.header + 1:] if isinstance(row[place], str))
    return Names({name for name in names if len(name.strip()) > 2})  # an initial names nobody, and is in every word


def _reading(source: files.Source, page: files.Sheet, found: Layout, given: sheet.Given) -> Reading:
    data = sheet.grid(page.rows, found)
    frame, sieve = sheet.frame_of(page.name, data, given)
    _tell_columns(found, sieve)
    if page.hidden:
        sieve.remark(CONCEALED)
    if not len(data.body):
        sieve.remark("TBL-027", severity="perlu_dicek")
    given.steps.reach(1.0)
    return Reading(
        source.name, source.sha256, page.name, found.table.name, found.header + 1, found.matches, frame,
        sieve.rejected(), sieve.findings(), len(data.body),
        signature=mapping.signature(found.headers), columns=mapping.of_layout(found, data.body, sieve),
    )


def _tell_columns(found: Layout, sieve: Sieve) -> None:
    """What was taken for what without certainty or by the planner's word, and what was not used."""
    if any(match.how == "keputusan" for match in found.matches):
        sieve.remark(AS_CONFIRMED)
    for match in found.matches:
        if match.how == "mirip":
            header = sieve.heading(match.header, alike=True)
            sieve.remark("TBL-023", match.column, judul=header, keyakinan=match.confidence)
    told = {"no", "nomor", *fields.COMPLETING}
    unused = [sieve.heading(header) for header in found.unused if plain(header) not in told]
    if unused:
        sieve.remark("TBL-022", daftar=", ".join(unused)[:400], jumlah=len(unused))


def _not_read(
    source: files.Source, page: files.Sheet, said: Confirmed | None, given: sheet.Given, *, alone: bool
) -> Reading:
    """A sheet of nothing known, or one that the planner leaves out: counted and named, never silently gone."""
    filled = [number for number, row in enumerate(page.rows, start=1) if any(cell not in ("", None) for cell in row)]
    sieve = Sieve(page.name, "", np.array(filled, dtype="int64"), given.names)
    code = LEFT_OUT if said else UNRECOGNISED
    sieve.reject(sieve.kept, code, quiet=True)
    sieve.remark(code, severity="perlu_dicek" if alone and not said else "informasi", jumlah=len(filled))
    if page.hidden:
        sieve.remark(CONCEALED)
    header = said.header if said else headers.likely(page.rows)
    titles = () if header is None else headers.titles(page.rows[header])
    given.steps.reach(1.0)
    return Reading(
        source.name, source.sha256, page.name, "", 0, (), pd.DataFrame({"baris": pd.array([], dtype="Int64")}),
        sieve.rejected(), sieve.findings(), len(filled), signature=mapping.signature(titles),
        columns=mapping.of_unknown(titles, page.rows[(header or 0) + 1:], sieve),
    )
