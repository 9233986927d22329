"""Sheets whose one row holds many rows of a table: competencies, questions, sessions or tests as columns.

Which columns those are, and what label each gives (the competency, the question, the session's number, the test).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from pembinaan_lib.tables import cells
from pembinaan_lib.tables.canonical import reference
from pembinaan_lib.tables.columns import Column, Table
from pembinaan_lib.tables.spelling import plain, tidy

#: Kind of width → (column that the label fills, columns that the cells fill).
MELTED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "kompetensi": ("kompetensi", "level"), "butir": ("butir", "skor"), "sesi": ("sesi", "hadir"),
    "tes": ("tes", "nilai"), "pasangan": ("kompetensi", "tingkat_kepentingan", "tingkat_kemampuan"),
})
#: How much one such column speaks for a table.
WORTH: Mapping[str, float] = MappingProxyType({
    "kompetensi": 1.0, "butir": 0.5, "sesi": 1.5, "tes": 2.0, "pasangan": 1.0,
})
#: What stands for the label of a question; the column ``butir`` is that of a sheet in long form.
QUESTION = "pertanyaan"
_SESSION = re.compile(r"(?:sesi|pertemuan|hari|s)(?: ke)? ?(\d{1,3})", re.ASCII)
_BEFORE = re.compile(r"(?:(?:nilai|skor|hasil) )?(?:pre ?tes[t]?|pra ?tes[t]?|pra|tes awal)(?: nilai)?")
_AFTER = re.compile(r"(?:(?:nilai|skor|hasil) )?(?:post ?tes[t]?|pasca ?tes[t]?|pasca|tes akhir)(?: nilai)?")
_PREFIX = re.compile(r"^(?:kompetensi|skor|nilai|level|capaian) |(?: (?:skor|nilai|level))$")
_RESEMBLES = 92
_OTHER = {"tingkat_kepentingan": "tingkat_kemampuan", "tingkat_kemampuan": "tingkat_kepentingan"}
#: Header of one half of a pair: the side it tells, and the competency.
_PAIR = re.compile(
    r"(?:tingkat )?(?P<first>kepentingan|kemampuan) (?P<after>.+)"
    r"|(?P<before>.+?) (?:tingkat )?(?P<last>kepentingan|kemampuan)"
)


class Pair(NamedTuple):
    """The label of one half of a pair of value columns: the competency, and the column that its cells fill."""

    kompetensi: str
    column: str

    def __str__(self) -> str:
        return f"{self.kompetensi} · {self.column}"


def supplied(table: Table, is_wide: bool) -> set[str]:
    """Columns that a sheet of `table` need not have of its own."""
    melted = set(MELTED[table.wide]) if table.wide and is_wide else set()
    # In long form one respondent stands in many rows: nothing but the file can tell which belong together.
    return melted | ({table.numbered} - {""} if is_wide or not table.wide else set())


def labels(
    table: Table, headers: Sequence[str], plains: Sequence[str], below: Sequence[Sequence[Any]], *,
    exclude: Set[int], long_form: Set[str],
) -> dict[int, Any]:
    """Position → label of each value column; empty where the sheet is in long form or the table is never wide."""
    if not table.wide or set(MELTED[table.wide]) <= long_form:
        return {}
    places = [place for place, header in enumerate(plains) if header and place not in exclude]
    if table.wide == "butir":
        return _questions(headers, places, below, score=table.column("skor"))
    find = {"kompetensi": competency, "sesi": _session, "tes": _test, "pasangan": pair}[table.wide]
    found: dict[int, Any] = {}
    for place in places:
        label = find(plains[place])
        if label is not None and label not in found.values():
            found[place] = label
    return whole_pairs(found) if table.wide == "pasangan" else found


def label_of(table: Table, said: str, header: str) -> Any | None:
    """The label that a planner means by `said` for a value column: a competency, ``Sesi 2``, ``pra``, a question."""
    if table.wide == "butir":
        return tidy(header) if said == QUESTION else None
    find = {"kompetensi": competency, "sesi": _session, "tes": _test, "pasangan": pair}.get(table.wide)
    return find(plain(said)) if find else None


def name_of(table: Table, label: Any) -> str:
    """What :func:`label_of` understands as this label; never the words of a question, which may name a person."""
    return {"butir": QUESTION, "sesi": f"Sesi {label}"}.get(table.wide, str(label))


@cache
def _competencies() -> Mapping[str, str]:
    return {plain(name): name for name in reference("kompetensi")["kompetensi"]}


@cache
def managerial() -> tuple[str, ...]:
    """The competencies that every assessment is expected to have."""
    listed = reference("kompetensi")
    return tuple(listed.loc[listed["jenis"] != "teknis", "kompetensi"])


@cache
def competency(header: str) -> str | None:
    """The listed competency that a header names, or nearly names."""
    bare = _PREFIX.sub("", header)
    known = _competencies()
    if bare in known:
        return known[bare]
    hit = process.extractOne(bare, list(known), scorer=fuzz.ratio, score_cutoff=_RESEMBLES)
    return known[hit[0]] if hit else None


@cache
def _joined() -> Mapping[str, str]:
    return {name.replace(" ", ""): listed for name, listed in _competencies().items()}


def run_together(header: str) -> str | None:
    """The listed competency whose name stands there without spaces."""
    return _joined().get(header)


def pair(header: str) -> Pair | None:
    """Which half of which pair a header names: ``kepentingan integritas``, ``integritas tingkat kemampuan``."""
    match = _PAIR.fullmatch(header)
    name = competency(match["after"] or match["before"]) if match else None
    return Pair(name, f"tingkat_{match['first'] or match['last']}") if match and name else None


def whole_pairs(found: Mapping[int, Pair]) -> dict[int, Pair]:
    """Without the halves whose other half no column holds."""
    both = Counter(label.kompetensi for label in found.values())
    return {place: label for place, label in found.items() if both[label.kompetensi] == 2}


def _session(header: str) -> int | None:
    match = _SESSION.fullmatch(header)
    return int(match[1]) if match and int(match[1]) else None


def _test(header: str) -> str | None:
    return "pra" if _BEFORE.fullmatch(header) else "pasca" if _AFTER.fullmatch(header) else None


def _questions(
    headers: Sequence[str], places: Sequence[int], below: Sequence[Sequence[Any]], *, score: Column
) -> dict[int, str]:
    """Columns with a sentence as header and mostly scores below it; the item is the sentence itself."""
    found: dict[int, str] = {}
    for place in places:
        question = tidy(headers[place])
        sample = [row[place] for row in below[:300] if place < len(row) and not cells.is_missing(row[place])]
        if len(question) >= 12 and " " in question and _mostly_scores(sample, score):
            copies = sum(label == question or label.startswith(question + " (") for label in found.values())
            found[place] = f"{question} ({copies + 1})" if copies else question
    return found


def _mostly_scores(sample: Sequence[Any], score: Column) -> bool:
    good = sum(cells.score(cell, score) for cell in sample)
    return bool(sample) and good >= 0.6 * len(sample)


@dataclass(frozen=True)
class Spread:
    """The value cells of a wide sheet: per label the cleaned column and the raw one, in the order of the sheet."""

    cleaned: Mapping[Any, cells.Cleaned]
    raw: Mapping[Any, np.ndarray]

    @property
    def filled(self) -> np.ndarray:
        """Rows with at least one usable value; of a pair both."""
        return np.logical_or.reduce([lines.all(axis=0) for lines in self._there().values()])

    @property
    def half(self) -> dict[Pair, np.ndarray]:
        """Half of a pair → rows in which it is empty beside a usable other half; what cannot be read is not empty."""
        others = {Pair(label.kompetensi, _OTHER[label.column]): one.values.notna().to_numpy(dtype=bool)
                  for label, one in self.cleaned.items()}
        return {label: there & ~self._said(label) for label, there in others.items()}

    def _said(self, label: Pair) -> np.ndarray:
        one = self.cleaned.get(label)
        rows = len(next(iter(self.cleaned.values())).values)
        return np.zeros(rows, dtype=bool) if one is None else one.values.notna().to_numpy(dtype=bool) | one.faulty

    def _there(self) -> dict[Any, np.ndarray]:
        """Per subject (of a pair its competency) which rows have a value, one line for each of its columns."""
        there: dict[Any, list[np.ndarray]] = {}
        for label, one in self.cleaned.items():
            lines = there.setdefault(label.kompetensi if isinstance(label, Pair) else label, [])
            lines.append(one.values.notna().to_numpy(dtype=bool))
            if isinstance(label, Pair) and Pair(label.kompetensi, _OTHER[label.column]) not in self.cleaned:
                lines.append(np.zeros(len(one.values), dtype=bool))
        return {subject: np.array(lines) for subject, lines in there.items()}


def spread(labelled: Mapping[Any, np.ndarray], table: Table) -> Spread:
    """Clean the value columns of a wide sheet; `labelled` maps label to raw cells."""
    value = table.column(MELTED[table.wide][1])
    return Spread({label: cells.cleaned(raw, value) for label, raw in labelled.items()}, labelled)


def _by_subject(values: Spread, table: Table) -> dict[Any, dict[str, cells.Cleaned]]:
    """Subject → column → its values; of a pair both columns."""
    found: dict[Any, dict[str, cells.Cleaned]] = {}
    for label, one in values.cleaned.items():
        subject, column = label if isinstance(label, Pair) else (label, MELTED[table.wide][1])
        found.setdefault(subject, {})[column] = one
    return found


def melted(frame: pd.DataFrame, values: Spread, table: Table) -> pd.DataFrame:
    """One row per filled value cell of the rows in `frame` (whose index is the position of the row in the sheet)."""
    subject_column = MELTED[table.wide][0]
    pieces = []
    whole = {subject: columns for subject, columns in _by_subject(values, table).items()
             if len(columns) == len(MELTED[table.wide]) - 1}
    for order, (subject, columns) in enumerate(whole.items()):
        cells_of = {column: one.values.loc[frame.index] for column, one in columns.items()}
        there = np.logical_and.reduce([cell.notna().to_numpy(dtype=bool) for cell in cells_of.values()])
        filled = {column: cell[there] for column, cell in cells_of.items()}
        pieces.append(frame[there].assign(**{subject_column: subject, **filled, "urutan": order}))
    long = pd.concat(pieces) if pieces else frame.assign(urutan=0)
    return long.sort_values(["baris", "urutan"], kind="stable", ignore_index=True).drop(columns="urutan")
