"""From a planner's files to what would change in the store: a dry run that an import then carries out unchanged.

Reading is the business of :mod:`pembinaan_lib.tables`; here the rows meet the people already known (NIP and name are
taken off), and the rows already stored (new, changed, same, gone).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from pembinaan_lib import errors, findings, tables
from pembinaan_lib.plan.model import canonical_csv
from pembinaan_lib.rules import RuleSet

ROSTER = "pegawai"
# A roster and a budget are states: what the new file does not have is gone. Everything else only ever adds up.
STATES = (ROSTER, "anggaran")
COLUMNS = (
    "berkas", "lembar", "tabel", "baris_berkas", "dipakai", "ditolak", "baru", "berubah", "sama", "hilang",
)
_WITHIN = " › "
Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Change:
    """The next content of one table."""

    table: str
    data: bytes = field(repr=False)
    rows: int
    file_name: str
    file_sha256: str
    findings: bytes = field(repr=False)


@dataclass(frozen=True)
class ImportPreview:
    """What an import does: one row per sheet in ``rows``, the catatan data, and the changes themselves."""

    rows: pd.DataFrame
    findings: pd.DataFrame = field(repr=False)
    rejected: pd.DataFrame = field(repr=False)
    changes: tuple[Change, ...] = field(repr=False)
    people: tuple[tuple[str, str, str], ...] = field(repr=False)

    @property
    def changed(self) -> tuple[str, ...]:
        """Tables whose content or catatan data differ from what is stored."""
        return tuple(change.table for change in self.changes)


@dataclass(frozen=True)
class Known:
    """What the store holds before the import."""

    datasets: Mapping[str, bytes]
    findings: Mapping[str, pd.DataFrame]
    ids: Mapping[str, str]
    instansi: str


def preview(
    paths: Sequence[Path], known: Known, *, rules: RuleSet, draw: Callable[[], str],
    progress: Progress | None = None, cancelled: Cancelled | None = None,
) -> ImportPreview:
    """Read `paths` and say what storing them would change; nothing is written.

    Raises
    ------
    TableFileError
        A file cannot be read at all (empty, not Excel, password).
    Cancelled
        The planner pressed stop.
    """
    readings = _read_all(paths, known, rules, progress, cancelled)
    readings.sort(key=lambda reading: reading.table != ROSTER)
    ids, people = dict(known.ids), []
    notes: dict[str, list[pd.DataFrame]] = {}
    incoming: dict[str, list[pd.DataFrame]] = {}
    rows, lost = [], []
    for reading in map(_unblocked, readings):
        if reading.table == ROSTER:
            people += _meet(reading.frame, ids, draw)
        frame, rejected, found = _without_identity(reading, ids)
        notes.setdefault(reading.table, []).append(_placed(found, reading.file_name))
        lost.append(rejected.assign(berkas=reading.file_name, lembar=reading.sheet, tabel=reading.table))
        if reading.table:
            incoming.setdefault(reading.table, []).append(frame)
        rows.append([reading.file_name, reading.sheet, reading.table, reading.rows_in_file,
                     reading.rows_in_file - rejected["baris"].nunique(), rejected["baris"].nunique()])
    changes, counts = [], {}
    for table, frames in incoming.items():
        change, counts[table] = _change(table, frames, notes[table], readings, known)
        changes += [change] if change else []
    return ImportPreview(
        rows=_summary(rows, counts), findings=findings.joined(found for group in notes.values() for found in group),
        rejected=pd.concat(lost, ignore_index=True) if lost else pd.DataFrame(columns=["baris", "code", "column"]),
        changes=tuple(changes), people=tuple(people),
    )


def _read_all(
    paths: Sequence[Path], known: Known, rules: RuleSet, progress: Progress | None, cancelled: Cancelled | None
) -> list[tables.Reading]:
    """Read every file, the list of units first because the others are matched against it."""
    units = _units(known)
    readings: list[tables.Reading] = []
    lists = _lists_of_units(paths)
    ordered = sorted(paths, key=lambda path: (path not in lists, path.name))
    for number, path in enumerate(ordered):
        if cancelled and cancelled():
            raise errors.Cancelled("WBK-006")
        if progress:
            progress(number / len(ordered), path.name)
        found = tables.read(path, units=units, instansi=known.instansi, rules=rules)
        units = sorted({*units, *(name for one in found if one.table == "unit_kerja" for name in _names(one.frame))})
        readings += found
    if progress:
        progress(1.0, "")
    return readings


def _lists_of_units(paths: Sequence[Path]) -> list[Path]:
    """The files that say by their name that they hold the units; where none does, files are opened to find one."""
    named = [path for path in paths if tables.named_like(path, "unit_kerja")]
    return named or [path for path in paths if tables.looks_like(path, "unit_kerja")]


def _unblocked(reading: tables.Reading) -> tables.Reading:
    """The reading; without any row where a finding blocks its whole sheet (the roster of another agency)."""
    blocking = reading.findings[reading.findings["severity"] == "menghalangi"]
    if blocking.empty or reading.frame.empty:
        return reading
    lost = pd.DataFrame({"baris": reading.frame["baris"].unique()}).assign(
        code=blocking["code"].iloc[0], column=blocking["column"].iloc[0],
    )
    rejected = pd.concat([reading.rejected, lost], ignore_index=True).sort_values("baris", ignore_index=True)
    return replace(reading, frame=reading.frame.iloc[:0], rejected=rejected)


def _units(known: Known) -> list[str]:
    stored = known.datasets.get("unit_kerja")
    return [] if stored is None else sorted(_names(tables.from_bytes(stored, "unit_kerja")))


def _names(units: pd.DataFrame) -> set[str]:
    """Names of units and of the offices that they belong to."""
    return {*units["unit_kerja"], *units["perangkat_daerah"]} - {""}


def _meet(roster: pd.DataFrame, ids: dict[str, str], draw: Callable[[], str]) -> list[tuple[str, str, str]]:
    """Give everybody on a roster an id, new ones a fresh one, in the order of their NIP."""
    people = []
    for nip, nama in sorted(zip(roster["nip"], roster["nama"], strict=True)):
        if nip not in ids:
            ids[nip] = draw()
        people.append((ids[nip], nip, nama))
    return people


def _without_identity(
    reading: tables.Reading, ids: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    if "nip" not in reading.frame:
        return reading.frame, reading.rejected, reading.findings
    frame, rejected, found = tables.identified(reading.frame, ids, reading.table, sheet=reading.sheet)
    return (frame, pd.concat([reading.rejected, rejected], ignore_index=True),
            findings.joined([reading.findings, found]))


def _placed(found: pd.DataFrame, file_name: str) -> pd.DataFrame:
    """The findings with the file's name before the place in it."""
    return found.assign(row_id=file_name + _WITHIN + found["row_id"])


def _file_of(row_id: pd.Series) -> pd.Series:
    return row_id.str.split(_WITHIN).str[0]


def _change(
    table: str, frames: list[pd.DataFrame], notes: list[pd.DataFrame], readings: Sequence[tables.Reading], known: Known
) -> tuple[Change | None, tuple[int, int, int, int]]:
    key = list(tables.TABLES[table].key)
    incoming = pd.concat(frames, ignore_index=True).drop(columns="baris").drop_duplicates(key, keep="last")
    if incoming.empty:  # a file of which nothing can be used never empties a table, not even a state
        return None, (0, 0, 0, 0)
    stored = known.datasets.get(table)
    if stored is None:
        merged, counts = incoming, (len(incoming), 0, 0, 0)
    else:
        merged, counts = _merged(tables.from_bytes(stored, table), incoming, key, state=table in STATES)
    data = tables.to_bytes(merged, table)
    files = [reading for reading in readings if reading.table == table]
    older = known.findings.get(table, findings.frame())
    from_elsewhere = ~_file_of(older["row_id"]).isin({reading.file_name for reading in files})
    kept = older[from_elsewhere] if table not in STATES else findings.frame()
    found = findings.joined([kept, *notes]).sort_values("row_id", key=_file_of, kind="stable", ignore_index=True)
    if data == stored and found.equals(older):
        return None, counts
    digest = hashlib.sha256("".join(sorted(reading.file_sha256 for reading in files)).encode()).hexdigest()
    return Change(
        table=table, data=data, rows=len(merged),
        file_name=", ".join(sorted({reading.file_name for reading in files})),
        file_sha256=files[0].file_sha256 if len(files) == 1 else digest,
        findings=canonical_csv(found),
    ), counts


def _merged(
    current: pd.DataFrame, incoming: pd.DataFrame, key: list[str], *, state: bool
) -> tuple[pd.DataFrame, tuple[int, int, int, int]]:
    """The next content, and how many rows are new, changed, same and gone."""
    marked = [
        frame[key].assign(isi=pd.util.hash_pandas_object(frame[list(current.columns)].astype("str"), index=False))
        for frame in (current, incoming)
    ]
    both = marked[0].merge(marked[1], on=key, how="outer", suffixes=("_lama", "_baru"), indicator="asal")
    shared = both[both["asal"] == "both"]
    same = int((shared["isi_lama"] == shared["isi_baru"]).sum())
    gone = int((both["asal"] == "left_only").sum())
    counts = (int((both["asal"] == "right_only").sum()), len(shared) - same, same, gone if state else 0)
    if state:
        return incoming, counts
    return pd.concat([current, incoming], ignore_index=True).drop_duplicates(key, keep="last"), counts


def _summary(rows: list[list[Any]], counts: Mapping[str, tuple[int, int, int, int]]) -> pd.DataFrame:
    """One row per sheet; a table's counts stand in its first sheet only, so that the column adds up."""
    shown: set[str] = set()
    table = []
    for row in rows:
        table.append([*row, *(counts.get(row[2], (0, 0, 0, 0)) if row[2] not in shown else (0, 0, 0, 0))])
        shown.add(row[2])
    return pd.DataFrame(table, columns=list(COLUMNS))
