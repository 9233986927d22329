"""Days that an export of SIASN tells in another way: the year of a training alone, the length of a measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib.tables import cells
from pembinaan_lib.tables.sieve import Sieve
from pembinaan_lib.tables.spelling import plain

YEAR_ONLY, BY_TERM = "TBL-084", "TBL-085"
_TERM = {"masa tahun": 12, "masa bulan": 1}
_YEARS = ("tahun kursus", "tahun")


def completed(
    table: str, columns: dict[str, pd.Series], headers: Sequence[str], at: Callable[[int], np.ndarray], sieve: Sieve
) -> None:
    """Fill in days that the export tells otherwise; one remark per column says in how many rows.

    A training of which only the year is given begins on 1 January of it (TBL-084); a disciplinary measure without an
    end ends after its years and months (TBL-085).

    Parameters
    ----------
    table : str
        What the sheet holds.
    columns : dict
        Cleaned columns, one value per row of the sheet; changed in place.
    headers : sequence of str
        Headers of the sheet.
    at : callable
        Gives the raw cells of a position.
    sieve : Sieve
        Takes the remarks.
    """
    places = {plain(header): place for place, header in enumerate(headers) if header}
    if table == "riwayat_bangkom":
        year = next((places[name] for name in _YEARS if name in places), None)
        if year is not None:
            begins = _numbers(at(year)).map(_new_year)
            _fill("tanggal_mulai", columns, begins, YEAR_ONLY, sieve, severity="perlu_dicek")
    if table == "disiplin" and not _TERM.keys().isdisjoint(places):
        months = sum(_numbers(at(places[name])).fillna(0) * each for name, each in _TERM.items() if name in places)
        ends = [_after(start, count) for start, count in zip(columns["tanggal_mulai"], months, strict=True)]
        _fill("tanggal_berakhir", columns, pd.Series(ends, dtype="object"), BY_TERM, sieve, severity="informasi")


def _numbers(raw: np.ndarray) -> pd.Series:
    return pd.Series([cells.number(cell, whole=True) for cell in raw], dtype="float64")


def _new_year(year: float) -> Any:
    return pd.Timestamp(int(year), 1, 1) if 1950 <= year <= 2100 and year % 1 == 0 else None


def _after(start: Any, months: float) -> Any:
    known = not pd.isna(start) and 0 < months <= 1200 and months % 1 == 0
    return start + pd.DateOffset(months=int(months)) if known else None


def _fill(
    column: str, columns: dict[str, pd.Series], told: pd.Series, code: str, sieve: Sieve, *, severity: str
) -> None:
    before = columns[column]
    columns[column] = before.fillna(pd.to_datetime(told).astype(before.dtype))
    rows = np.flatnonzero((before.isna() & columns[column].notna()).to_numpy() & sieve.kept)
    if len(rows):
        sieve.remark(code, column, severity=severity, row=int(sieve.baris[rows[0]]), jumlah=len(rows))
