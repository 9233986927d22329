"""Which questionnaire a row of headers comes from, and which of its items each header asks.

An item goes by its sentence (in either language) or its code, as the tools write them: with groups before it, a code
before it, a part in brackets or a choice behind it. A few headers that fit are not enough to be sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pembinaan_lib.tables import wide
from pembinaan_lib.tables.items import SCALES, TABLE_OF, Item, items
from pembinaan_lib.tables.spelling import plain, plain_header

#: ``code. text`` as LimeSurvey writes it, and a name for machines.
CODED = re.compile(r"([A-Za-z][A-Za-z0-9_]*(?:\[[^\]]*\])?)\s*[.:|]\s+(.+)", re.DOTALL)
NAME = re.compile(r"[A-Za-z_][\w/.\-]*", re.ASCII)
_AGGREGATED = frozenset({"jumlah responden", "responden", "n"})
#: Groups that our own forms have, by name and by label; other groups are found by what stands behind them.
_GROUPS = re.compile(
    r"^(?:(?:\w*bagian_[a-z]+|penilaian|rating|data pengisian|about this form)\s*[/\-]\s*)+", re.IGNORECASE
)
_PART = re.compile(r"(.*?)\s*\[([^\[\]]+)\]")
_NUMBERING = re.compile(r"^(?:no\.? ?)?\d{1,3}\s*[.):\-]\s*", re.IGNORECASE)
_SMALL = frozenset("dan di ke dari pada untuk yang dengan atau".split())
_ENOUGH, _PAIRS = 3, 2
_LONGEST = 1000


@dataclass(frozen=True)
class Seen:
    """One header: the item it asks, the competency it asks it for, and of several answers the one it stands for."""

    item: Item
    competency: str = ""
    choice: str = ""


def questionnaire(headers: Sequence[str]) -> tuple[int, str, dict[int, Seen]] | None:
    """How many of its items a row names, the questionnaire, and what each column is."""
    if sum(bool(header) for header in headers) < _ENOUGH:
        return None
    seen = {place: _all_seen(header) for place, header in enumerate(headers) if header and len(header) < _LONGEST}
    named = Counter(kuesioner for found in seen.values() for kuesioner in found)
    for kuesioner, _ in sorted(named.items(), key=lambda pair: (-pair[1], pair[0])):
        own = _one_each({place: found[kuesioner] for place, found in seen.items() if kuesioner in found})
        count = _items_named(own)
        if count and not (kuesioner == "skm" and any(plain(header) in _AGGREGATED for header in headers)):
            return count, kuesioner, own
    return None


def _items_named(own: Mapping[int, Seen]) -> int:
    """How many scored items are there; 0 where they are too few to be sure."""
    scored = [one for one in own.values() if one.item.kind in SCALES]
    if any(one.item.kuesioner == "kebutuhan" for one in scored):
        halves = Counter(one.competency for one in scored)
        return 2 * sum(count == 2 for count in halves.values()) if list(halves.values()).count(2) >= _PAIRS else 0
    return len(scored) if len(scored) >= _ENOUGH else 0


def _one_each(own: Mapping[int, Seen]) -> dict[int, Seen]:
    """The first column of each item, competency and choice."""
    taken: set[tuple[str, str, str]] = set()
    kept = {}
    for place, one in own.items():
        key = (one.item.code, plain(one.competency), one.choice)
        if key not in taken:
            taken.add(key)
            kept[place] = one
    return kept


@lru_cache(maxsize=2048)
def _all_seen(header: str) -> Mapping[str, Seen]:
    """Questionnaire → what the header asks there; the first reading of the header that is known decides."""
    found: dict[str, Seen] = {}
    for whole, part in _readings(header):
        for kuesioner, one in _asked(whole, part).items():
            found.setdefault(kuesioner, one)
    return found


def _readings(header: str) -> Iterator[tuple[str, str]]:
    """A header taken apart: (question, part of it), the most complete first, never with a group or code before it."""
    bare = _GROUPS.sub("", _NUMBERING.sub("", header, count=1))
    coded = CODED.fullmatch(bare)
    texts = [coded[2], coded[1], header] if coded else [bare, header]
    for text in texts:
        yield text, ""
        if match := _PART.fullmatch(text):
            yield match[1], match[2]
            yield match[2], ""
        marks = "/-" if NAME.fullmatch(text) else "/"
        for place in [at for at, mark in enumerate(text) if mark in marks]:
            yield text[place + 1:].strip(), ""
            before = text[:place].strip()
            yield before, text[place + 1:].strip()
            for start in [at for at, mark in enumerate(before) if mark in marks]:
                yield before[start + 1:].strip(), text[place + 1:].strip()


def _asked(question: str, part: str) -> dict[str, Seen]:
    """Questionnaire → the item that a question, with the part of it in brackets, asks."""
    if not part:
        return dict(_index().get(plain(question)) or _index().get(plain_header(question)) or _of_competency(question))
    found: dict[str, Seen] = {}
    for kuesioner, one in (_index().get(plain(question)) or {}).items():
        if one.item.kind == "pilihan_ganda":
            if value := one.item.choice(part):
                found[kuesioner] = Seen(one.item, choice=value)
    for item, sides in _grids():
        if plain(question) in sides:
            found.setdefault(item.kuesioner, Seen(item, wide.competency(plain(part)) or part.strip()))
    return found


@cache
def _index() -> Mapping[str, Mapping[str, Seen]]:
    """Plain question or code → questionnaire → item; a scored item goes by its sentence or code, never by less."""
    index: dict[str, dict[str, Seen]] = {}
    for item in _items():
        if not item.of_each_competency:
            seen = Seen(item, item.name if item.kind == "level_5" else "")
            for spelling in (item.code, item.text, item.text_en, item.code.replace("_", "")):
                index.setdefault(plain(spelling), {}).setdefault(item.kuesioner, seen)
    return index


@cache
def _items() -> tuple[Item, ...]:
    return tuple(item for kuesioner in TABLE_OF for item in items(kuesioner))


@cache
def _patterns() -> tuple[tuple[Item, re.Pattern[str]], ...]:
    """The items that are asked for each competency, as patterns of the plain question."""
    found = []
    for item in _items():
        if item.of_each_competency:
            for spelling in (item.text, item.text_en, item.code):
                before, _, after = spelling.partition("{kompetensi}")
                edges = [re.escape(plain(edge)) for edge in (before, after)]
                found.append((item, re.compile(" ".join(filter(None, [edges[0], "(.+)", edges[1]])))))
    return tuple(found)


def _of_competency(question: str) -> dict[str, Seen]:
    """As :func:`_asked` for the items that are asked for each competency."""
    asked = plain(question)
    found: dict[str, Seen] = {}
    for item, pattern in _patterns():
        match = pattern.fullmatch(asked)
        if match and item.kuesioner not in found:
            found[item.kuesioner] = Seen(item, _as_written(match[1], question))
    for item, start in _starts():
        name = wide.run_together(asked.removeprefix(start)) if asked.startswith(start) else None
        if name and item.kuesioner not in found:
            found[item.kuesioner] = Seen(item, name)
    half = wide.pair(asked)
    if half and "kebutuhan" not in found:
        found["kebutuhan"] = Seen(_side(half.column), half.kompetensi)
    return found


@cache
def _starts() -> tuple[tuple[Item, str], ...]:
    """How codes begin that are asked for each competency, for tools whose codes have no ``_``."""
    return tuple((item, item.code.partition("_")[0]) for item in _items() if item.of_each_competency)


def _side(column: str) -> Item:
    return next(item for item in items("kebutuhan") if item.name == column)


def _as_written(name: str, question: str) -> str:
    """The competency as the list spells it, or as the header does."""
    listed = wide.competency(name)
    if listed:
        return listed
    match = re.search(r"[\W_]+".join(map(re.escape, name.split())), question, re.IGNORECASE)
    written = match[0] if match else name
    if " " in written or "_" not in written:
        return written
    return " ".join(word if word in _SMALL else word.capitalize() for word in written.split("_"))


@cache
def _grids() -> tuple[tuple[Item, frozenset[str]], ...]:
    """Titles of a grid with one competency in each line, per side of the needs survey."""
    return tuple(
        (item, frozenset({
            item.name.replace("_", " "), item.dimension, item.code.partition("_")[0],
            plain(item.text.replace("{kompetensi}", "kompetensi ini")), plain(item.text.replace("{kompetensi}", "")),
        }))
        for item in items("kebutuhan") if item.of_each_competency
    )
