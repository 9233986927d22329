"""Sheets whose one row holds many rows of a table: competencies, questions, sessions or tests as columns.

Which columns those are, and what label each gives (the competency, the question, the session's number, the test).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from pembinaan_lib.tables import cells
from pembinaan_lib.tables.canonical import reference
from pembinaan_lib.tables.columns import Column, Table
from pembinaan_lib.tables.spelling import plain, tidy

#: Kind of width → (column that the label fills, column that the cell fills).
MELTED: Mapping[str, tuple[str, str]] = MappingProxyType({
    "kompetensi": ("kompetensi", "level"), "butir": ("butir", "skor"), "sesi": ("sesi", "hadir"),
    "tes": ("tes", "nilai"),
})
#: How much one such column speaks for a table.
WORTH: Mapping[str, float] = MappingProxyType({"kompetensi": 1.0, "butir": 0.5, "sesi": 1.5, "tes": 2.0})
#: Columns that a wide sheet need not have: the number of the row, or the title of the sheet, gives them.
_DERIVED = {"responden_id"}
_SESSION = re.compile(r"(?:sesi|pertemuan|hari|s)(?: ke)? ?(\d{1,3})", re.ASCII)
_BEFORE = re.compile(r"(?:(?:nilai|skor|hasil) )?(?:pre ?tes[t]?|pra ?tes[t]?|pra|tes awal)(?: nilai)?")
_AFTER = re.compile(r"(?:(?:nilai|skor|hasil) )?(?:post ?tes[t]?|pasca ?tes[t]?|pasca|tes akhir)(?: nilai)?")
_PREFIX = re.compile(r"^(?:kompetensi|skor|nilai|level|capaian) |(?: (?:skor|nilai|level))$")
_RESEMBLES = 92


def supplied(table: Table, is_wide: bool) -> set[str]:
    """Columns that a sheet of `table` need not have of its own."""
    return ({*MELTED[table.wide], *_DERIVED} if is_wide else set()) if table.wide else set()


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
    find = {"kompetensi": competency, "sesi": _session, "tes": _test}[table.wide]
    found: dict[int, Any] = {}
    for place in places:
        label = find(plains[place])
        if label is not None and label not in found.values():
            found[place] = label
    return found


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
        """Rows with at least one usable value."""
        return np.logical_or.reduce([one.values.notna().to_numpy(dtype=bool) for one in self.cleaned.values()])


def spread(labelled: Mapping[Any, np.ndarray], table: Table) -> Spread:
    """Clean the value columns of a wide sheet; `labelled` maps label to raw cells."""
    value = table.column(MELTED[table.wide][1])
    return Spread({label: cells.cleaned(raw, value) for label, raw in labelled.items()}, labelled)


def melted(frame: pd.DataFrame, values: Spread, table: Table) -> pd.DataFrame:
    """One row per filled value cell of the rows in `frame` (whose index is the position of the row in the sheet)."""
    label_column, value_column = MELTED[table.wide]
    pieces = []
    for order, (label, one) in enumerate(values.cleaned.items()):
        cell = one.values.loc[frame.index]
        there = cell.notna().to_numpy(dtype=bool)
        pieces.append(frame[there].assign(**{label_column: label, value_column: cell[there], "urutan": order}))
    long = pd.concat(pieces) if pieces else frame.assign(urutan=0)
    return long.sort_values(["baris", "urutan"], kind="stable", ignore_index=True).drop(columns="urutan")
