"""Every sentence people see, by key, in two languages, and Indonesian formats of numbers and dates.

The catalogues are ordinary ``.po`` files: ``catalogues/<language>/<room>.po``, where ``msgid`` is a key such as
``needs.title`` or ``TBL-003.message`` and ``msgstr`` the sentence with ``{name}`` placeholders. This module does not
import pandas: a dashboard kernel reads it at its start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("id", "en")
_CATALOGUES = Path(__file__).resolve().parent / "catalogues"
_chosen = {"language": "id"}
# Of this thread only: two threads may write papers in two languages at once.
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


class MissingWordsError(KeyError):
    """A key that no catalogue has: a fault of ours, never of the planner's data."""


def language() -> str:
    """The language in use, ``id`` or ``en``."""
    return _spoken.get() or _chosen["language"]


def choose_language(lang: str) -> None:
    """Speak `lang` from now on in this process."""
    if lang not in LANGUAGES:
        raise MissingWordsError(lang)
    _chosen["language"] = lang


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak `lang` inside the block and this thread only."""
    if lang not in LANGUAGES:
        raise MissingWordsError(lang)
    before = _spoken.set(lang)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All sentences of one language by key; a key that stands twice is refused."""
    sentences: dict[str, str] = {}
    for path in sorted((_CATALOGUES / lang).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=lang):
                if not message.id:
                    continue
                if message.id in sentences:
                    raise MissingWordsError(f"{message.id}: twice in the catalogues of {lang} ({path.name})")
                sentences[message.id] = message.string
    return sentences


def text(key: str, /, **values: Any) -> str:
    """The sentence `key` in the language in use, with its placeholders filled.

    Numbers are written the way people of that language write them; text is inserted as it is and is *not* escaped:
    whoever puts a sentence into HTML escapes it there.

    Raises
    ------
    MissingWordsError
        No such key, or a placeholder without a value.
    """
    sentences = catalogue(language())
    if not sentences.get(key):
        raise MissingWordsError(key)
    shown = {name: _shown(value) for name, value in values.items()}
    try:
        return Formatter().vformat(sentences[key], (), shown)
    except KeyError as missing:
        raise MissingWordsError(f"{key}: {missing}") from None


def has(key: str) -> bool:
    """Whether the catalogues know `key`."""
    return key in catalogue("id")


def _shown(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int):
        return number(value)
    if isinstance(value, float):
        return number(value, 2 if value % 1 else 0)
    if isinstance(value, date):
        return day(value)
    return str(value)


def number(value: float, digits: int = 0) -> str:
    """``2600`` → ``2.600``; ``3.24`` with one digit → ``3,2`` (English: ``2,600``, ``3.2``)."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=language())


def percent(ratio: float, digits: int = 0) -> str:
    """``0.62`` → ``62%``."""
    return number(ratio * 100, digits) + "%"


def share(part: float, whole: float) -> str:
    """A percentage with its base: ``62% (1.612 dari 2.600)``; the base alone where the whole is zero."""
    base = text("words.of", part=number(part), whole=number(whole))
    return f"{percent(part / whole)} ({base})" if whole else base


def rupiah(value: float, *, short: bool = True) -> str:
    """``1180250000`` → ``Rp1,18 miliar``, or in full ``Rp1.180.250.000``."""
    sign = "-" if value < 0 else ""
    size = abs(value)
    if short:
        for limit, key in ((1e12, "words.trillion"), (1e9, "words.billion"), (1e6, "words.million")):
            if size >= limit:
                scaled = size / limit
                return f"{sign}Rp{number(scaled, 0 if scaled >= 100 else 1 if scaled >= 10 else 2)} {text(key)}"
    return f"{sign}Rp{number(round(size))}"


def day(value: date) -> str:
    """``21 November 2026``."""
    return format_date(value, "d MMMM y", locale=language())


def moment(value: datetime) -> str:
    """``21 November 2026 10.42``."""
    clock = "HH.mm" if language() == "id" else "HH:mm"
    return format_datetime(value, f"d MMMM y {clock}", locale=language())


def month(value: date) -> str:
    """``Jan 2027``."""
    return format_date(value, "MMM y", locale=language())
