"""No NIP and no name in what is frozen: every text of a record is searched before it is written.

Numbers: any 18 digits that stand alone, also grouped as a NIP is often written, and every given number wherever it
stands. Names: as whole words, in whatever case and spacing. A name of one word (many Indonesians have one) counts only
where it fills a whole cell or a whole JSON text: inside a longer text it is as often a place, a school or a word.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pembinaan_lib.errors import RecordError

# Not after "1." (a decimal fraction can have 18 digits) and not beside a letter (a sha256 may hold 18 digits in a row).
_EIGHTEEN = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9]\.)(?:[0-9]{18}|[0-9]{8}([ .-])[0-9]{6}\1[0-9]\1[0-9]{3})(?![0-9A-Za-z])"
)
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
        return self._has_number(plain) or self._has_name(plain)

    def _has_number(self, text: str) -> bool:
        if _EIGHTEEN.search(text):
            return True
        return any(
            run[start : start + length] in self._numbers
            for run in _DIGITS.findall(text) for length in self._lengths for start in range(len(run) - length + 1)
        )

    def _has_name(self, text: str) -> bool:
        words = _WORDS.findall(text.casefold())
        spans = [span for span in _spans(words, self._persons) if span[1] - span[0] > 1 or len(words) == 1]
        if not spans:
            return False
        around = _spans(words, self._allowed)
        return not all(any(a <= start and end <= b for a, b in around) for start, end in spans)


def _spans(words: list[str], phrases: Phrases) -> list[tuple[int, int]]:
    return [
        (start, start + length)
        for start, word in enumerate(words) for length, sought in phrases.get(word, {}).items()
        if tuple(words[start : start + length]) in sought
    ]


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
            reader = csv.reader(io.StringIO(text, newline=""), strict=True)
            for row in reader:
                yield from ((str(reader.line_num), cell) for cell in row)
        else:
            yield from ((str(number), line) for number, line in enumerate(text.splitlines(), 1))
    except (ValueError, csv.Error, RecursionError) as error:
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
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
