"""Cleaning the cells of one column by its kind: each distinct cell is cleaned once.

What cannot be read becomes a missing value with the code of the fault beside it; whether that costs the row is decided
in :mod:`pembinaan_lib.tables.sieve`. Nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from pembinaan_lib.tables import choices, days
from pembinaan_lib.tables.columns import Column
from pembinaan_lib.tables.spelling import plain, tidy

NO_NUMBER, NO_CHOICE, OUT_OF_RANGE, NEGATIVE_COST = "TBL-051", "TBL-052", "TBL-038", "TBL-039"
MONTH_FIRST = "TBL-064"
#: What is told of a value that is used all the same, and how severe that is.
TOO_LONG, THOUSANDS, ROUNDED = "TBL-070", "TBL-071", "TBL-072"
REMARKS: Mapping[str, str] = {TOO_LONG: "perlu_dicek", THOUSANDS: "perlu_dicek", ROUNDED: "informasi"}
LONGEST = 32_767  # characters in a cell, as Excel itself has it
_MISSING = frozenset({
    "", "-", "--", "---", "null", "none", "nan", "nil", "n/a", "#n/a", "#ref!", "#value!", "#div/0!", "#name?",
    "#null!",
    "#num!", "0000-00-00", "00-00-0000", "nat",
})
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_THREE_BEHIND = re.compile(r"([1-9]\d{0,2})[.,](\d{3})", re.ASCII)
_ORNAMENT = re.compile(r"^rp\.?|,-$|(?:jp|jam pelajaran|jam|orang|%)$")
_LIKERT = {
    "sangat tidak setuju": 1.0, "tidak setuju": 2.0, "netral": 3.0, "ragu ragu": 3.0, "cukup setuju": 3.0,
    "kurang setuju": 2.0, "setuju": 4.0, "sangat setuju": 5.0,
}
_AS_NINE = str.maketrans("012345678", "999999999")
#: ``CPNS 2024``, ``PPPK tahap I formasi 2023``: the kind of employee, and when he was taken on.
_OF_A_YEAR = re.compile(r"(.+?)(?: (?:formasi|angkatan|tahun|tmt))* (?:19|20)\d\d", re.ASCII)
_EXACT_INTEGER = 2**53
Clean = tuple[Any, str]


@dataclass(frozen=True)
class Cleaned:
    """One column after cleaning: its values, and per row the code of its fault and of its remark (empty: none)."""

    values: pd.Series
    faults: np.ndarray
    remarks: np.ndarray

    @property
    def faulty(self) -> np.ndarray:
        """Rows whose cell could not be used."""
        return self.faults != ""


def is_missing(cell: Any) -> bool:
    """Whether a cell says nothing: empty, a dash, ``NULL`` or an Excel error."""
    if isinstance(cell, str):
        return len(cell) < 40 and tidy(cell).casefold() in _MISSING
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def cleaned(cells: np.ndarray, column: Column) -> Cleaned:
    """The cells of one column as values of its kind.

    Parameters
    ----------
    cells : ndarray of object
        Raw cells as the reader gave them.
    column : Column
        Says the kind, choices and range.

    Returns
    -------
    Cleaned
        Same length; values of ``column.dtype``, faults and remarks are codes.
    """
    places, distinct = pd.factorize(cells)
    one = _cleaner(column, distinct)
    pairs = [(None, "") if is_missing(cell) else one(cell) for cell in distinct]
    values = pd.Series([value for value, _ in pairs] + [None], dtype="object").astype(column.dtype)
    codes = np.array([code for _, code in pairs] + [""], dtype=object)
    kept = np.array([code in REMARKS for code in codes], dtype=bool)
    faults, remarks = np.where(kept, "", codes), np.where(kept, codes, "")
    return Cleaned(values.take(places).reset_index(drop=True), faults[places], remarks[places])


def _cleaner(column: Column, distinct: Sequence[Any]) -> Callable[[Any], Clean]:
    if column.kind == "tanggal":
        american = days.month_first(distinct)
        return lambda cell: _day(cell, column, american=american)
    if column.kind == "pilihan":
        known = {plain(value): value for value in column.choices} | dict(column.aliases)
        return lambda cell: _choice(cell, known, column)
    if column.kind == "ya_tidak":
        return _yes_no
    if column.kind in ("bulat", "desimal", "rupiah"):
        return lambda cell: _number(cell, column)
    return _text


def _form_of_number(cell: Any) -> str:
    return "teks" if isinstance(cell, str) else "angka"


def _form_of_day(cell: Any) -> str:
    if not isinstance(cell, str):
        return "angka" if isinstance(cell, int | float) else "tanggal"
    return _shape(cell.strip().translate(_AS_NINE))


@lru_cache(maxsize=4096)
def _shape(written: str) -> str:
    """With one mark for each run of digits and each word."""
    return re.sub(r"[^\W\d]+", "a", re.sub("9+", "9", written))


#: How a cell of each kind is written, so that a cell written otherwise than the rest of its column is told.
FORMS: Mapping[str, Callable[[Any], str]] = {
    "bulat": _form_of_number, "desimal": _form_of_number, "rupiah": _form_of_number, "tanggal": _form_of_day,
}


def text(cell: Any) -> str:
    """A cell as one line of text; a number as it would be typed. A formula written as text stays text."""
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def _text(cell: Any) -> Clean:
    written = text(cell)
    return written[:LONGEST].strip() or None, TOO_LONG if len(written) > LONGEST else ""


def _day(cell: Any, column: Column, *, american: bool) -> Clean:
    value = days.day(cell, american=american)
    if value is None:
        return None, days.UNREADABLE
    return (value.replace(day=1) if column.name == "bulan" else value), ""


def _choice(cell: Any, known: dict[str, str], column: Column) -> Clean:
    wanted = plain(text(cell))
    if wanted in known:
        return known[wanted], ""
    if column.name == "jenis_pegawai" and (dated := _OF_A_YEAR.fullmatch(wanted)) and dated[1] in known:
        return known[dated[1]], ""
    if column.name == "pendidikan":
        starts = [alias for alias in known if wanted.startswith(alias + " ")]
        if starts:
            return known[max(starts, key=len)], ""
    if len(wanted) >= 6:
        near = process.extract(wanted, list(known), scorer=fuzz.ratio, score_cutoff=90, limit=3)
        meant = {known[spelling] for spelling, _, _ in near}
        if len(meant) == 1:
            return meant.pop(), ""
    return None, NO_CHOICE


def _yes_no(cell: Any) -> Clean:
    said = text(cell).casefold().strip(" .")
    if said in choices.YA or plain(said) in choices.YA:
        return True, ""
    if said in choices.TIDAK or plain(said) in choices.TIDAK:
        return False, ""
    return None, NO_CHOICE


def _number(cell: Any, column: Column) -> Clean:
    value = number(cell, whole=column.kind != "desimal")
    if value is None and column.name == "skor" and isinstance(cell, str):
        value = _opinion(cell)
    if value is None or abs(value) >= _EXACT_INTEGER or (column.kind == "bulat" and value % 1):
        return None, NO_NUMBER
    if column.kind == "rupiah" and value < 0:
        return None, NEGATIVE_COST
    low, high = column.minimum, column.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        return None, OUT_OF_RANGE
    if column.kind == "desimal":
        return value + 0.0, THOUSANDS if _ambiguous(cell, high) else ""
    return round(value), ROUNDED if value % 1 else ""


def _ambiguous(cell: Any, high: float | None) -> bool:
    """Whether ``1.250`` may as well be meant as 1250: three digits behind the only mark, and not out of range."""
    bare = _bare(cell).lstrip("+-") if isinstance(cell, str) and len(cell) >= 5 else ""
    match = _THREE_BEHIND.fullmatch(bare)
    return match is not None and (high is None or float(match[1] + match[2]) <= high)


def _opinion(written: str) -> float | None:
    """``Sangat Setuju`` or ``5 - Sangat Setuju`` as a score."""
    words = plain(written)
    if words in _LIKERT:
        return _LIKERT[words]
    start = re.match(r"([1-5]) [a-z]", words, re.ASCII)
    return float(start[1]) if start else None


def score(cell: Any, column: Column) -> bool:
    """Whether a cell can be read as a value of this column of numbers."""
    return _number(cell, column)[0] is not None


def number(cell: Any, *, whole: bool = False) -> float | None:
    """The number that a cell means; ``2,75`` is decimal, ``1.250.000`` has thousands.

    Parameters
    ----------
    cell : object
        A number, or text such as ``Rp 1.250.000,00``, ``2,75``, ``40 JP``.
    whole : bool
        Whether the column holds whole numbers, so that ``1.250`` means 1250 and not 1.25.
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    if not isinstance(cell, str):
        return float(cell) if math.isfinite(cell) else None
    written = _separated(_bare(cell), whole=whole)
    return float(written) if _NUMBER.fullmatch(written) and len(written) < 300 else None


def _bare(written: str) -> str:
    """Without currency, unit, apostrophe and spaces."""
    bare = tidy(written).casefold().lstrip("'’`").strip()
    for _ in range(2):
        bare = _ORNAMENT.sub("", bare).strip()
    return bare.replace(" ", "").replace("\u2212", "-")


def _separated(bare: str, *, whole: bool) -> str:
    """With a point as decimal separator and no thousands separators."""
    dots, commas = bare.count("."), bare.count(",")
    if dots and commas:
        decimal = "," if bare.rfind(",") > bare.rfind(".") else "."
        other = "." if decimal == "," else ","
        good = bare.count(decimal) == 1 and _grouped(bare.split(decimal)[0], other)
        return bare.replace(other, "").replace(decimal, ".") if good else "?"
    mark = "." if dots else ","
    if dots + commas > 1 or (dots + commas == 1 and whole and _grouped(bare, mark)):
        return bare.replace(mark, "") if _grouped(bare, mark) else "?"
    return bare.replace(",", ".")


def _grouped(written: str, mark: str) -> bool:
    """Whether `mark` stands between groups of three digits."""
    head, *groups = written.lstrip("+-").split(mark)
    return 1 <= len(head) <= 3 and all(len(group) == 3 for group in groups)
