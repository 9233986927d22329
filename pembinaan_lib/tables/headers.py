"""Which table a sheet holds, where its header is, and which column of the sheet is which column of the table.

Known headers decide; a header that only resembles one is taken with a confidence below 1 and shown to the planner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import Any

from rapidfuzz import fuzz, process

from pembinaan_lib.tables import cells, fields, wide
from pembinaan_lib.tables.columns import Column, Table
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.spelling import plain, plain_header, tidy

LOOKED_AT = 40
_BELOW = 300
GUESSED = 300  # columns of a sheet that are compared letter by letter: no real sheet has more unknown ones
_RESEMBLES, _SHORTEST = 88, 6
_ENOUGH = 3.0
_LAST = 1_000  # rank of a spelling behind all others


@dataclass(frozen=True)
class Match:
    """One column of a sheet and what it was taken for.

    ``how`` is ``nama`` (the column's own name), ``padanan`` (a known synonym), ``mirip`` (resembles one) or
    ``keputusan`` (the planner said so); ``confidence`` runs from 0 to 1.
    """

    column: str
    header: str
    how: str
    confidence: float
    position: int


@dataclass(frozen=True)
class Layout:
    """How one sheet is laid out; `header` is the index of its header row, `wide` maps position to label."""

    table: Table
    header: int
    headers: tuple[str, ...]
    matches: tuple[Match, ...]
    wide: Mapping[int, Any]
    score: float

    @property
    def missing(self) -> tuple[Column, ...]:
        """Required columns that the sheet does not have and nothing else gives."""
        have = {match.column for match in self.matches} | wide.supplied(self.table, bool(self.wide))
        return tuple(
            column for column in self.table.file_columns
            if column.required and not column.default and column.name not in have
        )

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers of the sheet that nothing was taken from."""
        used = {match.position for match in self.matches} | set(self.wide)
        return tuple(header for place, header in enumerate(self.headers) if header and place not in used)


def layout(rows: Sequence[Sequence[Any]]) -> Layout | None:
    """The most convincing reading of a sheet, or None where it holds no known table."""
    best: Layout | None = None
    for number, row in enumerate(rows[:LOOKED_AT]):
        headers = titles(row)
        if sum(bool(header) for header in headers) < 2:
            continue
        below = rows[number + 1: number + 1 + _BELOW]
        for table in _plausible(headers):
            found = _laid_out(table, headers, number, below)
            if found.score >= _ENOUGH and (best is None or found.score > best.score):
                best = found
    return best


def settled(
    table: Table, headers: Sequence[str], number: int, rows: Sequence[Sequence[Any]], *, chosen: Mapping[int, str]
) -> Layout:
    """The layout of a sheet of which the planner has said the table and the meaning of some columns.

    Parameters
    ----------
    table : Table
        What the sheet holds.
    headers : sequence of str
        Its header cells, which stand in row `number` of `rows` (0 is the first).
    number : int
        See `headers`.
    rows : sequence
        All rows of the sheet.
    chosen : mapping
        Position → a column of the table, a label of a wide sheet, or empty text for a column to be left out; what is
        not in it is recognised as usual.
    """
    return _laid_out(table, headers, number, rows[number + 1: number + 1 + _BELOW], chosen=chosen)


def titles(row: Sequence[Any]) -> tuple[str, ...]:
    """The cells of a row as headers."""
    return tuple(tidy(cell)[:cells.LONGEST] if isinstance(cell, str) else "" for cell in row)


def likely(rows: Sequence[Sequence[Any]]) -> int | None:
    """The row that most looks like a header where no table is recognised: the first with the most different words."""
    counts = [len({title for title in titles(row) if title}) for row in rows[:LOOKED_AT]]
    most = max(counts, default=0)
    return counts.index(most) if most >= 2 else None


@cache
def _known() -> Mapping[str, Mapping[str, tuple[str, int]]]:
    """Header → table → (column, rank of the synonym)."""
    known: dict[str, dict[str, tuple[str, int]]] = {}
    for table in TABLES.values():
        if not table.importable:
            continue
        for column in reversed(table.file_columns):
            for rank, spelling in enumerate(spellings(column)):
                known.setdefault(spelling, {})[table.name] = (column.name, rank)
    for name, extra in fields.EXTRA.items():
        for header, column_name in extra.items():
            known.setdefault(header, {}).setdefault(name, (column_name, _LAST))
    return known


@cache
def spellings(column: Column) -> tuple[str, ...]:
    """Every known header of a column, in the plain form, the preferred first."""
    return tuple(dict.fromkeys((plain(column.name), *map(plain, column.synonyms))))


def _plausible(headers: Sequence[str]) -> list[Table]:
    """Tables of which this row names at least two columns, or names one and resembles another."""
    plains = [plain_header(header) for header in headers if header]
    named: dict[str, int] = {}
    for header in plains:
        for table in _known().get(header, {}):
            named[table] = named.get(table, 0) + 1
    return [table for name, table in TABLES.items() if named.get(name, 0) >= 1]


def _laid_out(
    table: Table, headers: Sequence[str], number: int, below: Sequence[Sequence[Any]], *,
    chosen: Mapping[int, str] = MappingProxyType({}),
) -> Layout:
    plains = ["" if place in chosen else plain_header(header) for place, header in enumerate(headers)]
    columns = {column.name for column in table.file_columns}
    said = [Match(name, headers[place], "keputusan", 1.0, place) for place, name in chosen.items() if name in columns]
    exact = [*said, *_exact(table, headers, plains, below, said={match.column for match in said})]
    taken = {match.position for match in exact}
    known = {place for place, header in enumerate(plains) if header in _known() or fields.not_kept(header)}
    labels = wide.labels(
        table, headers, plains, below, exclude=taken | known, long_form={match.column for match in exact},
    )
    told = {place: wide.label_of(table, name, headers[place]) for place, name in chosen.items() if name not in columns}
    labels = dict(sorted({**labels, **{place: label for place, label in told.items() if label is not None}}.items()))
    near = _near(table, headers, plains, exact, excluded=taken | set(labels))
    matches = tuple(sorted((*exact, *near), key=lambda match: match.position))
    found = Layout(table, number, tuple(headers), matches, labels, 0.0)
    foreign = sum(
        1 for place, header in enumerate(plains)
        if place not in {match.position for match in matches} and place not in labels and header in _known()
    )
    return Layout(table, number, tuple(headers), matches, labels, _score(found) - 0.5 * foreign)


def _score(found: Layout) -> float:
    worth = 0.0
    helpers = {column.name for column in found.table.helpers if not column.required}
    for match in found.matches:
        column = found.table.column(match.column)
        worth += match.confidence * (0.5 if match.column in helpers else 2.0 if column.required else 1.0)
    worth += wide.WORTH.get(found.table.wide, 0.0) * min(len(found.wide), 12)
    return worth - 2.0 * len(found.missing)


def _exact(
    table: Table, headers: Sequence[str], plains: Sequence[str], below: Sequence[Sequence[Any]], *, said: Set[str]
) -> list[Match]:
    """Headers that are known; of two for one column the filled one, then the one with the preferred name."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, header in enumerate(plains):
        column, rank = _known().get(header, {}).get(table.name, ("", 0))
        if column and column not in said:
            found.setdefault(column, []).append((rank, place))
    best = {
        column: min(hits, key=lambda hit: (len(hits) > 1 and _empty(below, hit[1]), *hit))  # noqa: B023  called at once
        for column, hits in found.items()
    }
    return [
        Match(column, headers[place], "nama" if plains[place] == plain(column) else "padanan", 1.0, place)
        for column, (_, place) in best.items()
    ]


def _empty(below: Sequence[Sequence[Any]], place: int) -> bool:
    return all(place >= len(row) or cells.is_missing(row[place]) for row in below)


def _near(
    table: Table, headers: Sequence[str], plains: Sequence[str], exact: Sequence[Match], *, excluded: set[int]
) -> list[Match]:
    found = {match.column for match in exact}
    places = (
        place for place, header in enumerate(plains)
        if place not in excluded and len(header) >= _SHORTEST and not fields.not_kept(header) and header not in _known()
    )
    free = {place: plains[place] for place in islice(places, GUESSED)}
    pairs = []
    for column in table.file_columns:
        words = [] if column.name in found else [word for word in spellings(column) if len(word) >= _SHORTEST]
        for place, header in free.items():
            hit = process.extractOne(header, words, scorer=fuzz.ratio, score_cutoff=_RESEMBLES)
            if hit:
                pairs.append((-hit[1], place, column.name))
    matches: list[Match] = []
    for negative, place, name in sorted(pairs):
        if place in free and name not in found:
            found.add(name)
            del free[place]
            matches.append(Match(name, headers[place], "mirip", round(-negative / 100, 2), place))
    return matches
