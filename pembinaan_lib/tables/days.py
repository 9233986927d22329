"""Days as people write them: Indonesian month names, dd-mm-yyyy, ISO, Excel serials and real dates.

A two-digit year is one from 1950 to 2049, and the planner is told. Where a column holds days that can only be month first (``5/13/2026``, as Google Forms
writes them) and none that can only be day first, the whole column is read month first and the planner is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from pembinaan_lib.tables.spelling import tidy

UNREADABLE = "TBL-050"
MONTHS = {
    name: number
    for number, names in enumerate((
        "januari jan january", "februari feb pebruari february peb", "maret mar march", "april apr", "mei may",
        "juni jun june", "juli jul july", "agustus agu agt ags august aug agust", "september sep sept",
        "oktober okt october oct", "november nov nopember nop", "desember des december dec",
    ), start=1)
    for name in names.split()
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_CLOCK = r"(?:[ T,]+\d{1,2}[:.]\d{2}.*)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}", re.ASCII)
_NUMERIC = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_CLOCK}", re.ASCII)
_NAMED = re.compile(rf"(?:[a-z]+, *)?(\d{{1,2}})[-/. ]*([a-z]+)[-/., ]*(\d{{4}}|\d{{2}}){_CLOCK}", re.ASCII)
_TIME = re.compile(r"[ T,](\d{1,2})[:.](\d{2})(?!\d)(?:.*?\b(am|pm)\b)?", re.ASCII | re.IGNORECASE)
_MONTH = re.compile(r"([a-z]+)[-/., ]*(\d{4})", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_TERM = re.compile(r"(semester|smt|triwulan|tw|kuartal)[ -]*([ivx]+|\d)[-/,. ]*(?:tahun )?(\d{4})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_EPOCH = dt.date(1899, 12, 30)
_PIVOT = 50
_FIRST, _LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


def month_first(cells: Sequence[Any]) -> bool:
    """Whether the days of a column can only be read month first."""
    found = [_NUMERIC.fullmatch(tidy(cell)) for cell in cells if isinstance(cell, str)]
    pairs = [(int(match[1]), int(match[2])) for match in found if match]
    return any(b > 12 >= a for a, b in pairs) and not any(a > 12 for a, _ in pairs)


def short_years(cells: Sequence[Any]) -> set[str]:
    """Those of the cells whose year has two digits only."""
    return {cell for cell in cells if isinstance(cell, str) and _is_short(tidy(cell).casefold())}


def _is_short(text: str) -> bool:
    match = _NUMERIC.fullmatch(text) or _NAMED.fullmatch(text)
    return match is not None and len(match[3]) == 2


def day(cell: Any, *, american: bool = False) -> dt.date | None:
    """The day that a cell means, or None where it cannot be told."""
    if isinstance(cell, dt.datetime):
        return _within(cell.date())
    if isinstance(cell, dt.date):
        return _within(cell)
    if isinstance(cell, int | float):
        return _serial(cell)
    return _within(_written(tidy(cell).casefold(), american=american)) if isinstance(cell, str) else None


def clock(cell: Any) -> str:
    """Hour and minute of a moment, ``09:05``; empty for a day without them."""
    if isinstance(cell, dt.datetime):
        moment = cell + dt.timedelta(milliseconds=500)  # a serial number of Excel may fall just short of its second
        return f"{moment:%H:%M}" if moment.time() >= dt.time(0, 0, 1) else ""
    found = _TIME.search(tidy(cell)) if isinstance(cell, str) else None
    if found is None:
        return ""
    hour = int(found[1]) % 12 + 12 * (found[3].lower() == "pm") if found[3] else int(found[1])
    told = f"{hour:02}:{found[2]}"
    return "" if told == "00:00" else told


def _within(value: dt.date | None) -> dt.date | None:
    return value if value is not None and _FIRST <= value <= _LAST else None


def _serial(number: float) -> dt.date | None:
    # Only numbers that lie within a working life: a small number in a column of days is a slip, not a day of 1900.
    if 10_000 <= number < 73_415:
        return _EPOCH + dt.timedelta(days=int(number))
    match = _COMPACT.fullmatch(str(int(number))) if 19_000_101 <= number <= 21_001_231 and number % 1 == 0 else None
    return _within(_made(*match.groups())) if match else None


def _written(text: str, *, american: bool) -> dt.date | None:
    if match := _ISO.fullmatch(text):
        return _made(*match.groups())
    if match := _NUMERIC.fullmatch(text):
        first, second, year = match.groups()
        return _made(year, first, second) if american else _made(year, second, first)
    if match := _NAMED.fullmatch(text):
        return _made(match[3], MONTHS.get(match[2], 0), match[1])
    return _period(text)


def _period(text: str) -> dt.date | None:
    """The first day of a month, quarter or half-year, or a number written as text."""
    if match := _MONTH.fullmatch(text):
        return _made(match[2], MONTHS.get(match[1], 0), 1)
    if match := _YEAR_MONTH.fullmatch(text):
        return _made(match[1], match[2], 1)
    if match := _TERM.fullmatch(text):
        length = 6 if match[1] in ("semester", "smt") else 3
        return _made(match[3], (_ROMAN.get(match[2], 9) - 1) * length + 1, 1)
    if re.fullmatch(r"\d{5}(?:\.0+)?|\d{8}", text, re.ASCII):
        return _serial(float(text))
    return None


def _made(year: Any, month: Any, day_of_month: Any) -> dt.date | None:
    try:
        return dt.date(_whole(str(year)), int(month), int(day_of_month))
    except ValueError:
        return None


def _whole(year: str) -> int:
    if len(year) > 2:
        return int(year)
    return int(year) + (2000 if int(year) < _PIVOT else 1900)
