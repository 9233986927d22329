"""The planner's own workbook back, faulty cells coloured and explained: mended there, it is imported again.

An Excel file keeps its drop-downs, formulas and formats; of any other file, and of a sheet with very many rows, a new
Excel file is made of the values. Which cells are marked is decided in :mod:`pembinaan_lib.tables.marks`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pembinaan_lib.errors import TableFileError
from pembinaan_lib.tables import files, marked_new, marked_own
from pembinaan_lib.tables.blanks import is_guide
from pembinaan_lib.tables.marks import MARKER, Page, is_marker, marking, without_origin
from pembinaan_lib.tables.spelling import tidy

if TYPE_CHECKING:  # reading asks this module which sheets are ours
    from pembinaan_lib.tables.reading import Reading

__all__ = ["MARKER", "as_imported", "is_marker", "marked", "without_origin"]


def marked(path: Path, readings: Sequence[Reading]) -> bytes:
    """An Excel file like the planner's own with every fault marked, and a sheet *Catatan data* in front.

    Parameters
    ----------
    path : Path
        The file as it was read; it is only read.
    readings : sequence of Reading
        Its readings, in the order of the file; those of other files are passed over. Faults that only an import
        knows (a NIP on no roster) are marked where they have been joined to ``findings`` and ``rejected``.

    Returns
    -------
    bytes
        Excel file; the same file and readings give the same bytes in the same language. Cells with a fault carry the
        colour of its severity and a note with fault and remedy, rows not used are tinted. Macros, links to other
        files and formulas that call out of the workbook are gone.

    Raises
    ------
    TableFileError
        TBL-110 the file is not the one that was read; else as :func:`pembinaan_lib.tables.files.opened`.

    Notes
    -----
    At most 10,000 faults are marked, the gravest first; the summary says how many are left. Of a sheet with more than
    5,000 data rows only rows with a fault come back, with their row number in ``Baris asal``.
    """
    source = files.opened(path)
    own = [reading for reading in readings if reading.file_sha256 == source.sha256]
    if not own:
        raise TableFileError("TBL-110", where=tidy(path.name), file=tidy(path.name))
    found = marking(_pages(source, own))
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise TableFileError("TBL-110", where=tidy(path.name), file=tidy(path.name))
    if any(page.many for page in found.pages):
        return marked_new.workbook(found)
    return marked_own.workbook(data, found) or marked_new.workbook(found)


def as_imported(
    readings: Sequence[Reading], *, findings: pd.DataFrame, rejected: pd.DataFrame
) -> tuple[Reading, ...]:
    """The readings with what the whole import found: a NIP on no roster, a row that another sheet gave already.

    Parameters
    ----------
    readings : sequence of Reading
        As they were read.
    findings : DataFrame
        Catatan data of the import, their ``row_id`` beginning with :attr:`Reading.file_key` (``Nominatif.xlsx ›
        NOMINATIF!92``).
    rejected : DataFrame
        Rows that the import leaves out: ``berkas`` (the same key), ``lembar, baris, code, column``.
    """
    done = []
    for one in readings:
        begins = f"{one.file_key} › {one.sheet}"
        place = findings["row_id"]
        own = findings[place.eq(begins) | place.str.startswith(f"{begins}!")]
        lost = rejected[rejected["berkas"].eq(one.file_key) & rejected["lembar"].eq(one.sheet)]
        place = own["row_id"].str.removeprefix(f"{one.file_key} › ")
        done.append(replace(
            one, findings=own.assign(row_id=place).reset_index(drop=True),
            rejected=lost[["baris", "code", "column"]].reset_index(drop=True),
        ))
    return tuple(done)


def _pages(source: files.Source, readings: Sequence[Reading]) -> list[Page]:
    """Every sheet with its reading: those with content in the order of the file, as they were read."""
    read = [place for place, sheet in enumerate(source.sheets)
            if sheet.rows and is_marker(sheet.rows) is None and not is_guide(sheet.rows)]
    given = dict(zip(read, readings, strict=False)) if len(read) == len(readings) else {
        place: reading for place in read for reading in readings if reading.sheet == source.sheets[place].name
    }
    return [Page(place, sheet, given.get(place)) for place, sheet in enumerate(source.sheets)]
