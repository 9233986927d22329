"""What each column of a sheet was taken for and might be instead, and what the planner has confirmed about a layout.

A layout is known again by its signature: the same headers next month are the same layout. What the planner confirmed
about it wins over what is recognised.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from pembinaan_lib.tables import cells, fields, headers, identity, shown, wide
from pembinaan_lib.tables.columns import Column, Table
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.headers import Layout
from pembinaan_lib.tables.sieve import PERSONAL, Sieve
from pembinaan_lib.tables.spelling import plain_header, tidy

Mappings = Mapping[str, Mapping[str, Any]]
_SAMPLES, _LOOKED_AT, _ALTERNATIVES = 3, 200, 3
_LIKELY, _FITTING, _FITS, _MISFITS, _BY_WORDS = 65.0, 15.0, 0.8, 0.2, 0.9
_TELLING = frozenset({"nip", "pilihan", "tanggal"})


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet, as the planner is asked about it; nothing in it names a person.

    Parameters
    ----------
    position : int
        0 for the first column of the sheet.
    header : str
        Its header, where it may be a person's dots and four hex digits; unique in the sheet (`` (2)`` behind a
        repeated one).
    samples : tuple of str
        Up to three values, dots where they may be a person's.
    taken_as : str
        The table's column; of a value column of a wide sheet the competency, session or test, or ``pertanyaan``;
        empty where it is not used.
    how : str
        ``nama``, ``padanan``, ``mirip``, ``lebar``, ``keputusan`` (the planner's) or empty.
    confidence : float
        0 to 1.
    alternatives : tuple of str
        Columns of the table that it might be as well, the likeliest first; empty where it is certain.
    """

    position: int
    header: str
    samples: tuple[str, ...]
    taken_as: str
    how: str
    confidence: float
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class Confirmed:
    """What the planner confirmed about one sheet; `table` is empty where the sheet is to be left out."""

    header: int
    headers: tuple[str, ...]
    table: str
    columns: Mapping[int, str]


def signature(titles: Sequence[str]) -> str:
    """16 hex digits that the same headers always give, whatever their spaces; empty without any header."""
    tidied = [tidy(title) for title in titles]
    while tidied and not tidied[-1]:
        tidied.pop()
    return hashlib.sha256("\x1f".join(tidied).encode()).hexdigest()[:16] if tidied else ""


def confirmed(rows: Sequence[Sequence[Any]], mappings: Mappings) -> Confirmed | None:
    """The planner's mapping of this sheet; None where there is none or its table is no longer known."""
    for number, row in enumerate(rows[:headers.LOOKED_AT] if mappings else ()):
        titles = headers.titles(row)
        choice = mappings.get(signature(titles))
        table = str(choice.get("tabel", "")) if choice is not None else ""
        if choice is not None and (not table or (table in TABLES and TABLES[table].importable)):
            return Confirmed(number, titles, table, _settled(titles, table, choice.get("kolom") or {}))
    return None


def _settled(titles: Sequence[str], table: str, chosen: Mapping[str, str]) -> dict[int, str]:
    """Position → column or label; a choice that the dictionary does not know is as if not made."""
    if not table:
        return {}
    settled: dict[int, str] = {}
    for place, names in enumerate(zip(_unique(titles), headings(titles, lambda _: shown.HIDDEN), strict=True)):
        said = next((chosen[name] for name in names if name and name in chosen), None)
        once = said in ("", wide.QUESTION) or said not in settled.values()
        if said is not None and once and (said == "" or _means(TABLES[table], said)):
            settled[place] = said
    return settled


def _means(table: Table, said: str) -> bool:
    return said in {column.name for column in table.file_columns} or wide.label_of(table, said, "") is not None


def headings(titles: Sequence[str], show: Callable[[str], str]) -> tuple[str, ...]:
    """Every header as it may be shown, unique among those of the sheet; behind the dots of a hidden one stands what
    tells it from others, the same whichever other headers are hidden.
    """
    told = [show(title) if title else "" for title in titles]
    return _unique([_dotted(title) if one == shown.HIDDEN else one for title, one in zip(titles, told, strict=True)])


def _dotted(title: str) -> str:
    return f"{shown.HIDDEN} {hashlib.sha256(tidy(title).encode('utf-8', 'surrogatepass')).hexdigest()[:4]}"


def _unique(titles: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    result = []
    for title in titles:
        seen[title] = seen.get(title, 0) + 1
        result.append(f"{title} ({seen[title]})" if title and seen[title] > 1 else title)
    return tuple(result)


def of_layout(found: Layout, below: Sequence[Sequence[Any]], sieve: Sieve) -> tuple[SheetColumn, ...]:
    """Every column of a recognised sheet; `below` are the rows under its header."""
    matches = {match.position: match for match in found.matches}
    titles = headings(found.headers, lambda title: sieve.heading(title, alike=title in _alike(found)))
    near = _alternatives(found, below)
    result = []
    for place, title in enumerate(titles):
        if place in matches:
            taken, how, sure = matches[place].column, matches[place].how, matches[place].confidence
        else:
            label = found.wide.get(place)
            taken, how, sure = ("", "", 0.0) if label is None else (wide.name_of(found.table, label), "lebar", 1.0)
        if not title and not taken:
            continue
        samples = _samples(below, place, sieve, taken)
        result.append(SheetColumn(place, title, samples, taken, how, sure, near.get(place, ())))
    return tuple(result)


def _alike(found: Layout) -> set[str]:
    return {match.header for match in found.matches if match.how != "keputusan"}


def of_unknown(titles: Sequence[str], below: Sequence[Sequence[Any]], sieve: Sieve) -> tuple[SheetColumn, ...]:
    """Every column of a sheet of which not even the table is known."""
    named = headings(titles, lambda title: title if shown.begins_like_a_header(title) else sieve.shown(title))
    return tuple(
        SheetColumn(place, title, _samples(below, place, sieve, ""), "", "", 0.0, ())
        for place, title in enumerate(named) if title
    )


def _samples(below: Sequence[Sequence[Any]], place: int, sieve: Sieve, column: str) -> tuple[str, ...]:
    """Up to three different values; of a column taken for nothing only words of the dictionary, never a number."""
    seen: dict[str, None] = {}
    for row in below[:_LOOKED_AT]:
        cell = row[place] if place < len(row) else None
        if cells.is_missing(cell):
            continue
        dots = column in PERSONAL or (not column and (not isinstance(cell, str) or _digits(cell)))
        seen[shown.HIDDEN if dots else sieve.shown(cell, column)] = None
        if len(seen) == _SAMPLES:
            break
    return tuple(seen)


def _digits(text: str) -> bool:
    return any(mark.isdigit() for mark in text)


def _alternatives(found: Layout, below: Sequence[Sequence[Any]]) -> dict[int, tuple[str, ...]]:
    """For every column that is not certain, the columns of the table that it might be."""
    certain = {match.column for match in found.matches if match.how != "mirip"}
    sure = {match.position for match in found.matches if match.how != "mirip"} | set(found.wide)
    guessed = {match.position: match.column for match in found.matches if match.how == "mirip"}
    free = [column for column in found.table.file_columns if column.name not in certain]
    result = {}
    for place, title in enumerate(found.headers):
        if len(result) < headers.GUESSED and title and place not in sure and not fields.not_kept(plain_header(title)):
            sample = [row[place] for row in below[:_LOOKED_AT] if place < len(row)]
            sample = [cell for cell in sample if not cells.is_missing(cell)]
            near = _ranked(plain_header(title), sample, [one for one in free if one.name != guessed.get(place)])
            result[place] = tuple(near[:_ALTERNATIVES])
    return result


def _ranked(title: str, sample: Sequence[Any], free: Sequence[Column]) -> list[str]:
    ranked = []
    for column in free:
        likeness = max(map(partial(_likeness, title), headers.spellings(column)))
        if likeness < _LIKELY - _FITTING and column.kind not in ("nip", "pilihan"):
            continue
        fit = _fit(column, sample)
        if fit is not None and fit < _MISFITS:
            continue
        telling = column.kind in _TELLING and fit is not None and fit >= _FITS
        rank = max(likeness, _LIKELY if telling and column.kind != "tanggal" else 0.0) + (_FITTING if telling else 0.0)
        if rank >= _LIKELY:
            ranked.append((-rank, column.name))
    return [name for _, name in sorted(ranked)]


def _likeness(title: str, spelling: str) -> float:
    """0 to 100: letter by letter, or by the words that both have."""
    return max(fuzz.ratio(title, spelling), _BY_WORDS * fuzz.token_set_ratio(title, spelling))


def _fit(column: Column, sample: Sequence[Any]) -> float | None:
    """Share of the cells that can be read as this column; None without cells."""
    if not sample:
        return None
    if column.kind == "nip":
        return sum(identity.is_like_nip(cell) for cell in sample) / len(sample)
    raw = np.empty(len(sample), dtype=object)
    raw[:] = list(sample)
    return float((cells.cleaned(raw, column).faults == "").mean())
