"""No NIP and no name in what is frozen: every text of a record is searched before it is written.

Numbers: any 18 digits that stand alone, also grouped as a NIP is often written; 18 digits in any other pieces that can
be a NIP; and every given number wherever it stands, in pieces too. Names: as whole words, in whatever case and spacing,
also *Belakang, Depan*. Digits of any script count, invisible characters do not. A name of one word (many Indonesians have one) counts only
where it fills a whole cell or a whole JSON text: inside a longer text it is as often a place, a school or a word.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from pembinaan_lib.errors import RecordError
from pembinaan_lib.tables.records import records

# Not after "1." (a decimal fraction can have 18 digits) and not beside a letter (a sha256 may hold 18 digits in a row).
_EIGHTEEN = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9]\.)(?:[0-9]{18}|[0-9]{8}([ .-])[0-9]{6}\1[0-9]\1[0-9]{3})(?![0-9A-Za-z])"
)
_PIECES = re.compile(r"(?<![0-9A-Za-z])(?<![0-9]\.)(?=((?:[0-9][ ./,-]{0,3}){17}[0-9])(?![0-9A-Za-z]))")
_BETWEEN = re.compile(r"(?<=[0-9])[ ./,-]{1,3}(?=[0-9])")
# Pieces of other lists of numbers have 18 digits as well: a birth date, a month of appointment and a sex must be there.
_CAN_BE_NIP = re.compile(
    r"(?:19[3-9]|20[01])[0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:19[5-9]|20[0-9])[0-9]"
    r"(?:0[1-9]|1[0-2]|2[0-9])[12][0-9]{3}"
)
_FRACTION = re.compile(r"-?[0-9]{1,6}\.[0-9]+(?:e-?[0-9]+)?")
_WHOLE = 18
_DIGITS = re.compile(r"[0-9]{8,}")
_WORDS = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")

Phrases = Mapping[str, Mapping[int, set[tuple[str, ...]]]]  # by first word and number of words


def places_of_persons(
    files: Mapping[str, bytes], *, forbidden: Iterable[str], allowed: Iterable[str] = ()
) -> tuple[str, ...]:
    """Where a NIP or a name occurs: ``inputs/pegawai.csv:14`` (file, line), ``decisions.json:bobot`` (outermost key).

    Parameters
    ----------
    files : mapping
        Text by name, UTF-8; ``.json`` and ``.csv`` are read as such, everything else line by line.
    forbidden : iterable of str
        NIP, names, with or without titles.
    allowed : iterable of str
        Names of places, schools, hospitals and streets that contain a person's name (*RSUD …*): inside such a name a
        person's is not counted.

    Returns
    -------
    tuple of str
        Sorted by file and place; never the name or the number itself.

    Raises
    ------
    RecordError
        ``REC-012``: a file is no text of its kind, so that it cannot be searched.
    """
    given = {_plain(each).strip() for each in forbidden} - {""}
    numbers = {each for each in given if each.isdigit() and len(each) >= 8}
    search = _Search(numbers, _phrases(given - numbers, titles=True), _phrases(map(_plain, allowed), titles=False))
    return tuple(f"{name}:{place}" for name in sorted(files) for place in search.places(name, files[name]))


class _Search:
    """What is sought, and which texts were judged already (tables repeat themselves)."""

    def __init__(self, numbers: set[str], persons: Phrases, allowed: Phrases) -> None:
        self._numbers, self._lengths = numbers, sorted({len(each) for each in numbers})
        self._persons, self._allowed = persons, allowed
        self._turned = _turned(persons)
        self._shortest = min([_WHOLE, *self._lengths])
        self._judged: dict[str, bool] = {}

    def places(self, name: str, data: bytes) -> list[str]:
        found: dict[str, None] = {}
        for place, text in _texts(name, data):
            if text not in self._judged:
                self._judged[text] = self._tells(text)
            if self._judged[text]:
                found[place if not self._tells(place) else "?"] = None  # a JSON key may be the name itself
        return list(found)

    def _tells(self, text: str) -> bool:
        plain = _plain(text)
        if len(plain) >= self._shortest and self._has_number(plain):
            return True
        return self._has_name(plain) or ("," in plain and self._has_turned_name(plain))

    def _has_number(self, text: str) -> bool:
        if self._holds_given(text):
            return True
        if len(text) < _WHOLE:
            return False
        if _EIGHTEEN.search(text):
            return True
        if _FRACTION.fullmatch(text) or not _BETWEEN.search(text):
            return False
        pieces = (_BETWEEN.sub("", found) for found in _PIECES.findall(text))
        return any(map(_CAN_BE_NIP.fullmatch, pieces)) or self._holds_given(_BETWEEN.sub("", text), shortest=_WHOLE)

    def _holds_given(self, text: str, *, shortest: int = 0) -> bool:
        return any(
            run[start : start + length] in self._numbers
            for run in _DIGITS.findall(text) for length in self._lengths if length >= shortest
            for start in range(len(run) - length + 1)
        )

    def _has_name(self, text: str) -> bool:
        words = _WORDS.findall(text.casefold())
        spans = [span for span in _spans(words, self._persons) if span[1] - span[0] > 1 or len(words) == 1]
        if not spans:
            return False
        around = _spans(words, self._allowed)
        return not all(any(a <= start and end <= b for a, b in around) for start, end in spans)


    def _has_turned_name(self, text: str) -> bool:
        """Whether a name stands as *Belakang, Depan*."""
        parts = [_WORDS.findall(part) for part in text.casefold().split(",")]
        return any(
            tuple(after[:length]) in sought
            for before, after in pairwise(parts) if before
            for length, sought in self._turned.get(before[-1], {}).items()
        )


def _spans(words: list[str], phrases: Phrases) -> list[tuple[int, int]]:
    return [
        (start, start + length)
        for start, word in enumerate(words) for length, sought in phrases.get(word, {}).items()
        if tuple(words[start : start + length]) in sought
    ]


def _turned(persons: Phrases) -> Phrases:
    """What stands before the last word of each name of several words, by that word."""
    index: dict[str, dict[int, set[tuple[str, ...]]]] = {}
    for lengths in persons.values():
        for length, phrases in lengths.items():
            for *rest, last in phrases if length > 1 else ():
                index.setdefault(last, {}).setdefault(length - 1, set()).add(tuple(rest))
    return index


def _phrases(names: Iterable[str], *, titles: bool) -> Phrases:
    """The names as sequences of words; with `titles`, also without the titles around them."""
    found: set[tuple[str, ...]] = set()
    for name in names:
        bare = name.split(",")[0]
        without = re.sub(r"^\s*(?:\w{1,4}\.\s*)+", "", bare)
        for variant in (name, bare, without) if titles else (name,):
            found.add(tuple(_WORDS.findall(variant.casefold())))
    index: dict[str, dict[int, set[tuple[str, ...]]]] = {}
    for phrase in found - {()}:
        index.setdefault(phrase[0], {}).setdefault(len(phrase), set()).add(phrase)
    return index


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Pairs of place and text."""
    try:
        text = data.decode("utf-8")
        if name.endswith(".json"):
            yield from _json_texts(json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=_Pairs), "")
        elif name.endswith(".csv"):
            for line, row in records(text):
                yield from ((str(line), cell) for cell in row)
        else:
            yield from ((str(number), line) for number, line in enumerate(text.splitlines(), 1))
    except (ValueError, RecursionError) as error:
        raise RecordError("REC-012", where=name) from error


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with every pair it was written with: the second of two equal keys would hide the first."""


def _json_texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every key and every value; the place is the outermost key."""
    if isinstance(value, _Pairs):
        for key, inner in value:
            yield place or key, key
            yield from _json_texts(inner, place or key)
    elif isinstance(value, list):
        for inner in value:
            yield from _json_texts(inner, place)
    elif isinstance(value, str):
        yield place, value


def _plain(text: str) -> str:
    """Digits of every script as 0 to 9, letters in one form, nothing invisible."""
    if text.isascii():
        return text
    seen = (mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) != "Cf")
    return "".join(mark if mark.isascii() else str(unicodedata.decimal(mark, mark)) for mark in seen)
