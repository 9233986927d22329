"""Names of units as files write them, matched to the names the agency uses; and the affair (urusan) a name tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from pembinaan_lib.tables.canonical import reference
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.sieve import Sieve
from pembinaan_lib.tables.spelling import SHORT_UNITS, plain

COLUMNS = ("unit_kerja", "perangkat_daerah")
ALIKE, UNKNOWN, AMBIGUOUS = "TBL-054", "TBL-055", "TBL-056"
_NEAR, _MARGIN, _OFTEN = 88.0, 4.0, 3


@cache
def expanded(name: str) -> str:
    """The plain form with the usual short forms written out and a leading ``UPTD`` or ``UPT`` left away."""
    words = [word for word in plain(name.replace("&", " dan ")).split() if word not in ("uptd", "upt", "blud")]
    return " ".join(SHORT_UNITS.get(word, word) for word in words)


def folded(values: pd.Series) -> pd.Series:
    """The column with names that differ only in case and spaces written as most of its rows write them.

    Of spellings that stand equally often one that is not in capitals is taken, then the first by the alphabet.
    """
    counts = values.dropna().value_counts()
    best: dict[str, tuple[int, bool, str]] = {}
    for name, count in counts.items():
        rank = (-int(count), name.isupper() or name.islower(), str(name))
        best[_folded(name)] = min(rank, best.get(_folded(name), rank))
    if len(best) == len(counts):
        return values
    return values.map({name: best[_folded(name)][2] for name in counts.index}).astype("str")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def as_one(values: pd.Series, raw: np.ndarray, sieve: Sieve, *, column: str) -> pd.Series:
    """As :func:`folded`, with a finding on each row whose spelling was changed (TBL-054 or TBL-066)."""
    meant = folded(values)
    _told_apart(values, meant, raw, sieve, column=column)
    return meant


def _told_apart(values: pd.Series, meant: pd.Series, raw: np.ndarray, sieve: Sieve, *, column: str) -> None:
    changed = (values.notna() & (values != meant)).to_numpy(dtype=bool)
    if changed.any():
        _tell(np.where(changed, ALIKE, ""), raw, meant, sieve, column=column)


def among_themselves(values: pd.Series, raw: np.ndarray, sieve: Sieve, *, column: str) -> pd.Series:
    """As :func:`as_one`, and a name that hardly occurs is written as the frequent one that it resembles.

    For a file that comes before any list of units: its own frequent names stand for the agency's. Of offices a name
    that is merely near counts (a slip of the keyboard); units below them are many and alike (*Seksi A*, *Seksi B*), so
    only the same words do (``&`` for *dan*, short forms). A name that resembles none or two is kept, silently.
    """
    meant = folded(values)
    counts = meant.dropna().value_counts()
    own = {expanded(name): name for name in reversed(counts[counts >= _OFTEN].index)}
    near = column == "perangkat_daerah"
    like = {name: _one(name, own)[0] if near else own.get(expanded(name), name) for name in counts.index}
    meant = meant.map(like).astype("str")
    _told_apart(values, meant, raw, sieve, column=column)
    return meant


def matched(values: pd.Series, raw: np.ndarray, known: Sequence[str], sieve: Sieve, *, column: str) -> pd.Series:
    """The column with each name as the agency writes it, where that is beyond doubt.

    A name that is only written otherwise (`raw`: the cells themselves), or resembles exactly one known name, is
    replaced (informasi); a name that resembles two or none is kept as it is (perlu dicek).
    """
    places, distinct = pd.factorize(values.astype("object"))
    if not known or not len(distinct):
        return values
    names = {expanded(name): name for name in sorted(known, reverse=True)}
    pairs = [_one(str(name), names) for name in distinct]
    meant = pd.Series([name for name, _ in pairs] + [None], dtype="str").take(places).reset_index(drop=True)
    codes = np.array([code for _, code in pairs] + [""], dtype=object)[places]
    codes[(codes == "") & values.notna().to_numpy(dtype=bool) & (raw != meant.to_numpy(dtype=object))] = ALIKE
    _tell(codes, raw, meant, sieve, column=column)
    return meant


def respelled(frame: pd.DataFrame, table: str, known: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A stored table with its units as a list that came later writes them; a name beyond doubt only.

    Parameters
    ----------
    frame : DataFrame
        Canonical columns of `table`.
    table : str
        Name in :data:`pembinaan_lib.tables.TABLES`; the list of units itself comes back as it is.
    known : sequence of str
        Names of units and offices as the agency writes them.

    Returns
    -------
    (frame, findings)
        Rows that have become the same by it stand once, the last of them; one remark per column (TBL-066).
    """
    sieve = Sieve("", table, np.arange(len(frame)))
    changed = _renamed(frame, table, known, sieve)
    return changed.drop_duplicates(list(TABLES[table].key), keep="last", ignore_index=True), sieve.findings()


def overwritten(frame: pd.DataFrame, table: str, known: Sequence[str], code: str) -> pd.DataFrame:
    """One finding (`code`) for each row that :func:`respelled` leaves out although it says something of its own."""
    quiet, sieve = (Sieve("", table, np.arange(len(frame))) for _ in range(2))
    changed, key = _renamed(frame, table, known, quiet), list(TABLES[table].key)
    lost = (changed.duplicated(key, keep="last") & ~changed.duplicated(keep="last")).to_numpy()
    column = next((name for name in COLUMNS if name in key), "")
    sieve.note(lost, code, column, cells=frame[column].to_numpy(dtype=object) if column else None)
    return sieve.findings()


def _renamed(frame: pd.DataFrame, table: str, known: Sequence[str], sieve: Sieve) -> pd.DataFrame:
    """The rows, all of them, with their units as `known` writes them."""
    columns = [] if table == "unit_kerja" or not known else [name for name in COLUMNS if name in frame]
    changed = frame.copy()
    names = {expanded(name): name for name in sorted(known, reverse=True)}
    for column in columns:
        meant = {name: _one(name, names)[0] for name in frame[column].dropna().unique()}
        changed[column] = frame[column].map(meant).astype(frame[column].dtype)
        count = int((changed[column] != frame[column]).fillna(False).sum())
        if count:
            sieve.remark("TBL-066", column, jumlah=count)
    return changed


def _one(name: str, names: Mapping[str, str]) -> tuple[str, str]:
    wanted = expanded(name)
    if wanted in names:
        return names[wanted], "" if names[wanted] == name else ALIKE
    marks = _marks(wanted)
    near = process.extract(wanted, list(names), scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR - _MARGIN, limit=4)
    near = [hit for hit in near if _marks(hit[0]) == marks]
    if not near or near[0][1] < _NEAR:
        return name, UNKNOWN
    if len(near) > 1 and near[0][1] - near[1][1] < _MARGIN:
        return name, AMBIGUOUS
    return names[near[0][0]], ALIKE


def _marks(name: str) -> list[str]:
    """Numbers and single letters: only they tell ``SD Negeri 1`` from ``2`` and ``Puskesmas A`` from ``B``."""
    return [word for word in name.split() if word.isdigit() or len(word) == 1]


def _tell(codes: np.ndarray, raw: np.ndarray, meant: pd.Series, sieve: Sieve, *, column: str) -> None:
    for code in (UNKNOWN, AMBIGUOUS):
        sieve.note((codes == code) & sieve.kept, code, column, cells=raw)
    alike = codes == ALIKE
    if alike.mean() > 0.5:  # a whole export in capitals is one remark, not thousands
        sieve.remark("TBL-066", column, row=int(sieve.baris[np.flatnonzero(alike)[0]]), jumlah=int(alike.sum()))
        return
    places, distinct = pd.factorize(meant.to_numpy(dtype=object))
    alike &= sieve.kept
    for name, place in sorted((str(distinct[place]), place) for place in np.unique(places[alike])):
        sieve.note(alike & (places == place), ALIKE, column, severity="informasi", cells=raw, menjadi=name)


def frequent(values: pd.Series) -> list[str]:
    """Names that stand often enough in a file to be taken as the agency's own."""
    counts = values.dropna().value_counts()
    return sorted(counts[counts >= _OFTEN].index)


@cache
def _keywords() -> tuple[tuple[str, str], ...]:
    listed = reference("urusan_perangkat_daerah")
    return tuple(zip(listed["kata_kunci"], listed["urusan"], strict=True))


@cache
def affair(name: str) -> str | None:
    """The affair whose keyword stands first in the unit's name, the longer keyword where two start alike."""
    searched = f" {expanded(name)} "
    found = [
        (searched.find(f" {word} "), -len(word), urusan) for word, urusan in _keywords() if f" {word} " in searched
    ]
    return min(found)[2] if found else None


def affairs(*columns: pd.Series) -> pd.Series:
    """The affair told by the first column whose name tells one."""
    result = pd.Series(None, index=columns[0].index, dtype="str")
    for column in columns:
        told = {name: affair(name) for name in column.dropna().unique()}
        result = result.fillna(column.map(told).astype("str"))
    return result
