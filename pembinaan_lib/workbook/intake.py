"""From a planner's files to what would change in the store: a dry run that an import then carries out unchanged.

Reading is the business of :mod:`pembinaan_lib.tables`; here the rows meet the people already known (NIP and name are
taken off), and the rows already stored (new, changed, same, gone).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from pembinaan_lib import errors, findings, tables
from pembinaan_lib.plan.model import FROM_REFERENCE, canonical_csv
from pembinaan_lib.plan.overlay import DECIDED_BY
from pembinaan_lib.rules import RuleSet
from pembinaan_lib.tables.units import overwritten
from pembinaan_lib.workbook import differing

ROSTER, UNITS = "pegawai", "unit_kerja"
# States: within one of these columns' values a new file replaces all rows (a roster as a whole, a budget by year and
# version). Every other table only ever adds or updates rows.
STATES: Mapping[str, tuple[str, ...]] = {ROSTER: (), "anggaran": ("tahun", "versi")}
MANY_GONE, MANY_GONE_CODE = 0.1, "WBK-020"
DEPARTED, OVERWRITTEN, REPLACING = "WBK-024", "WBK-025", "WBK-026"
SAME_ROW, OTHER_ROW = "TBL-034", "TBL-035"
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
    seen_revision: int


@dataclass(frozen=True)
class ImportPreview:
    """What an import does: one row per sheet in ``rows``, the catatan data, and the changes themselves.

    ``differences`` tells the changed rows by column; see :func:`pembinaan_lib.workbook.differing.differences`.
    ``readings`` are the sheets as they were read, by file, for the questions that a planner may answer about them.
    """

    rows: pd.DataFrame
    findings: pd.DataFrame = field(repr=False)
    rejected: pd.DataFrame = field(repr=False)
    changes: tuple[Change, ...] = field(repr=False)
    people: tuple[tuple[str, str, str], ...] = field(repr=False)
    differences: pd.DataFrame = field(repr=False)
    readings: tuple[tuple[Path, tuple[tables.Reading, ...]], ...] = field(default=(), repr=False)

    @property
    def changed(self) -> tuple[str, ...]:
        """Tables whose content or catatan data differ from what is stored."""
        return tuple(change.table for change in self.changes)

    @property
    def faulty(self) -> tuple[Path, ...]:
        """The files about which there is something to be said, in the order in which they were read."""
        named = set(_file_of(self.findings["row_id"]))
        return tuple(path for path, found in self.readings if any(one.file_key in named for one in found))

    def readings_of(self, path: Path) -> tuple[tables.Reading, ...]:
        """The sheets of one of the files."""
        return next(found for one, found in self.readings if one == path)


@dataclass(frozen=True)
class Known:
    """What the store holds before the import."""

    datasets: Mapping[str, bytes]
    findings: Mapping[str, pd.DataFrame]
    ids: Mapping[str, str]
    revisions: Mapping[str, int]
    instansi: str
    tahun: int
    mappings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


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
    return combined(_read_all(paths, known, rules, progress, cancelled), known, draw=draw)


def combined(
    files: Sequence[tuple[Path, tuple[tables.Reading, ...]]], known: Known, *, draw: Callable[[], str]
) -> ImportPreview:
    """What storing these readings would change; nothing is written."""
    readings = sorted((one for _, found in files for one in found), key=lambda reading: reading.table != ROSTER)
    ids, people = dict(known.ids), []
    notes: dict[str, list[pd.DataFrame]] = {}
    incoming: dict[str, list[pd.DataFrame]] = {}
    rows, lost = [], []
    for reading in (_without_departed(_unblocked(one), known) for one in readings):
        if reading.table == ROSTER:
            people += _meet(reading.frame, ids, draw)
        frame, rejected, found = _without_identity(_of_this_year(reading, known.tahun), ids)
        frame, rejected, found = _once(frame, rejected, found, reading, incoming.get(reading.table, []))
        notes.setdefault(reading.table, []).append(_placed(found, reading.file_key))
        lost.append(rejected.assign(berkas=reading.file_key, lembar=reading.sheet, tabel=reading.table))
        if reading.table:
            incoming.setdefault(reading.table, []).append(frame)
        rows.append([reading.file_key, reading.sheet, reading.table, reading.rows_in_file,
                     reading.rows_in_file - rejected["baris"].nunique(), rejected["baris"].nunique()])
    changes, counts, different = [], {}, []
    for table, frames in incoming.items():
        change, counts[table], columns, more = _change(table, frames, notes[table], readings, known)
        notes[table].append(more)
        different.append(columns)
        changes += [change] if change else []
    changes, more = _with_listed_units(changes, readings, known)
    return ImportPreview(
        rows=_summary(rows, counts),
        findings=findings.joined([*(found for group in notes.values() for found in group), *more]),
        rejected=pd.concat(lost, ignore_index=True) if lost else pd.DataFrame(columns=["baris", "code", "column"]),
        changes=tuple(changes), people=tuple(people), differences=differing.joined(different), readings=tuple(files),
    )


def _read_all(
    paths: Sequence[Path], known: Known, rules: RuleSet, progress: Progress | None, cancelled: Cancelled | None
) -> list[tuple[Path, tuple[tables.Reading, ...]]]:
    """Read every file, the list of units first because the others are matched against it."""
    units = units_of(known)
    read: list[tuple[Path, tuple[tables.Reading, ...]]] = []
    lists = _lists_of_units(paths)
    ordered = sorted(paths, key=lambda path: (path not in lists, path.name))
    for number, path in enumerate(ordered):
        if cancelled and cancelled():
            raise errors.Cancelled("WBK-006")
        found = tables.read(
            path, units=units, instansi=known.instansi, rules=rules, mappings=known.mappings, cancelled=cancelled,
            progress=_within(progress, path.name, number, len(ordered)),
        )
        units = sorted({*units, *(name for one in found if one.table == UNITS for name in _names(one.frame))})
        read.append((path, found))
    if progress:
        progress(1.0, "")
    return read


def _within(progress: Progress | None, name: str, number: int, files: int) -> Callable[[float], None] | None:
    """The progress of one of several files."""
    return None if progress is None else lambda share: progress((number + share) / files, name)


def _lists_of_units(paths: Sequence[Path]) -> list[Path]:
    """The files that say by their name that they hold the units; where none does, files are opened to find one."""
    named = [path for path in paths if tables.named_like(path, UNITS)]
    return named or [path for path in paths if tables.looks_like(path, UNITS)]


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


def _without_departed(reading: tables.Reading, known: Known) -> tables.Reading:
    """The reading; a part of a roster without those who were on a roster once and are not on the stored one.

    An older file that was marked and mended in part must bring nobody back who has left since. Somebody whose row was
    rejected until it was mended there is known to no roster yet, and comes in.
    """
    stored = known.datasets.get(ROSTER)
    if reading.table != ROSTER or not reading.partial or stored is None or reading.frame.empty:
        return reading
    present = set(tables.from_bytes(stored, ROSTER)["pegawai_id"])
    here = ~reading.frame["nip"].isin([nip for nip, pegawai_id in known.ids.items() if pegawai_id not in present])
    if here.all():
        return reading
    lost = reading.frame.loc[~here, ["baris"]].drop_duplicates("baris").assign(code=DEPARTED, column="nip")
    notes = findings.frame(
        findings.finding(DEPARTED, "perlu_dicek", table=ROSTER, row_id=f"{reading.sheet}!{row}", column="nip")
        for row in lost["baris"]
    )
    rejected = pd.concat([reading.rejected, lost], ignore_index=True).sort_values("baris", ignore_index=True)
    return replace(reading, frame=reading.frame[here], rejected=rejected, findings=findings.joined([reading.findings, notes]))


def units_of(known: Known) -> list[str]:
    """Names of the agency's units and offices, as its list has them."""
    stored = known.datasets.get(UNITS)
    return [] if stored is None else sorted(_names(tables.from_bytes(stored, UNITS)))


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


def _of_this_year(reading: tables.Reading, year: int) -> tables.Reading:
    """The reading; lines that name no year are of the plan's, before anybody asks which lines are there twice."""
    if "tahun" not in STATES.get(reading.table, ()) or reading.frame["tahun"].notna().all():
        return reading
    return replace(reading, frame=reading.frame.assign(tahun=reading.frame["tahun"].fillna(year)))


def _once(
    frame: pd.DataFrame, rejected: pd.DataFrame, found: pd.DataFrame, reading: tables.Reading,
    earlier: Sequence[pd.DataFrame],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Leave out, with their reason, the rows whose key an earlier sheet of this import has given already.

    A line whose year was filled in may repeat one of its own sheet.
    """
    filled = "tahun" in STATES.get(reading.table, ()) and bool(reading.frame["tahun"].isna().any())
    if frame.empty or not (earlier or filled):
        return frame, rejected, found
    key = list(tables.TABLES[reading.table].key)
    before = pd.concat([*earlier, frame] if filled else earlier, ignore_index=True)
    marked = frame[key].assign(isi=_contents(frame)).merge(
        before[key].assign(dahulu=_contents(before)).drop_duplicates(key), on=key, how="left",
    )
    again = (before.duplicated(key).to_numpy()[-len(frame):] if filled else marked["dahulu"].notna().to_numpy())
    if not again.any():
        return frame, rejected, found
    same = pd.Series((marked["isi"] == marked["dahulu"]).to_numpy(), index=frame.index)[again]
    lost = frame.loc[again, ["baris"]].assign(code=same.map({True: SAME_ROW, False: OTHER_ROW}), column=key[0])
    lost = lost.drop_duplicates("baris")
    notes = [
        findings.finding(row.code, "informasi" if row.code == SAME_ROW else "perlu_dicek", table=reading.table,
                         row_id=f"{reading.sheet}!{row.baris}", column=row.column)
        for row in lost.itertuples()
    ]
    kept = frame[~again]
    gone = lost[~lost["baris"].isin(set(kept["baris"]))]
    return kept, pd.concat([rejected, gone], ignore_index=True), findings.joined([found, findings.frame(notes)])


def _contents(frame: pd.DataFrame) -> pd.Series:
    """A fingerprint of each row, its place in the file left out."""
    return pd.util.hash_pandas_object(frame.drop(columns="baris").astype("str"), index=False)


def _placed(found: pd.DataFrame, file_name: str) -> pd.DataFrame:
    """The findings with the file's name before the place in it."""
    return found.assign(row_id=file_name + _WITHIN + found["row_id"])


def _file_of(row_id: pd.Series) -> pd.Series:
    return row_id.str.split(_WITHIN).str[0]


def _change(
    table: str, frames: list[pd.DataFrame], notes: list[pd.DataFrame], readings: Sequence[tables.Reading], known: Known
) -> tuple[Change | None, tuple[int, int, int, int], pd.DataFrame, pd.DataFrame]:
    """The next content of a table, its counts (new, changed, same, gone), the columns that change, and what to say."""
    incoming = pd.concat(frames, ignore_index=True).drop(columns="baris")
    if incoming.empty:  # a file of which nothing can be used never empties a table, not even a state
        return None, (0, 0, 0, 0), differing.joined([]), findings.frame()
    stored = known.datasets.get(table)
    current = None if stored is None else tables.from_bytes(stored, table)
    files = [reading for reading in readings if reading.table == table]
    state = table in STATES and not any(reading.partial for reading in files)
    merged, counts, columns = (
        (incoming, (len(incoming), 0, 0, 0), differing.joined([])) if current is None
        else _merged(table, current, incoming, state=state)
    )
    more = _replacing(table) if current is None else _many_gone(table, counts[3], len(current))
    data = tables.to_bytes(merged, table)
    older = known.findings.get(table, findings.frame())
    from_elsewhere = ~_file_of(older["row_id"]).isin({reading.file_key for reading in files})
    kept = findings.frame() if state else older[from_elsewhere]
    found = findings.joined([kept, *notes]).sort_values("row_id", key=_file_of, kind="stable", ignore_index=True)
    if data == stored and found.equals(older):
        return None, counts, columns, more
    digest = hashlib.sha256("".join(sorted(reading.file_sha256 for reading in files)).encode()).hexdigest()
    return Change(
        table=table, data=data, rows=len(merged),
        file_name=", ".join(sorted({reading.file_name for reading in files})),
        file_sha256=files[0].file_sha256 if len(files) == 1 else digest,
        findings=canonical_csv(found), seen_revision=known.revisions.get(table, 0),
    ), counts, columns, more


def _with_listed_units(
    changes: list[Change], readings: Sequence[tables.Reading], known: Known
) -> tuple[list[Change], list[pd.DataFrame]]:
    """The changes with every stored table's units as a list that comes with this import writes them.

    What was imported before the list could not be matched against it; what comes with it was matched while reading.
    """
    listed = next((one for one in changes if one.table == UNITS and one.data != known.datasets.get(UNITS)), None)
    if listed is None:
        return changes, []
    names = sorted(_names(tables.from_bytes(listed.data, UNITS)))
    place = next(reading.file_key for reading in readings if reading.table == UNITS)
    made, notes = {one.table: one for one in changes}, []
    for table in sorted(name for name in known.datasets if _has_units(name)):
        before = made.get(table)
        data = known.datasets[table] if before is None else before.data
        as_it_was = tables.from_bytes(data, table)
        frame, found = tables.respelled(as_it_was, table, names)
        if found.empty:
            continue
        found = findings.joined([found, overwritten(as_it_was, table, names, OVERWRITTEN)])
        notes.append(found.assign(row_id=place))
        older = known.findings.get(table, findings.frame()) if before is None else read_findings(before.findings)
        told = findings.joined([older[older["row_id"].ne(place)], notes[-1]])
        made[table] = replace(
            before or replace(listed, table=table, seen_revision=known.revisions.get(table, 0)),
            data=tables.to_bytes(frame, table), rows=len(frame), findings=canonical_csv(told),
        )
    return list(made.values()), notes


def _has_units(table: str) -> bool:
    return table != UNITS and not {UNITS, "perangkat_daerah"}.isdisjoint(tables.TABLES[table].names)


def read_findings(blob: bytes | None) -> pd.DataFrame:
    """Stored catatan data; none where there is nothing."""
    return findings.frame() if not blob else pd.read_csv(BytesIO(blob), dtype="str", keep_default_na=False)


def _many_gone(table: str, gone: int, before: int) -> pd.DataFrame:
    """A warning where a new state lacks much of the old one: perhaps it is the roster of one office only."""
    if gone <= MANY_GONE * before:
        return findings.frame()
    return findings.frame([findings.finding(MANY_GONE_CODE, "perlu_dicek", table=table, hilang=gone, sebelum=before)])


def _replacing(table: str) -> pd.DataFrame:
    """That a first list of the agency's own takes the place of a shipped one."""
    if table not in FROM_REFERENCE or table in DECIDED_BY:
        return findings.frame()
    shipped = len(tables.reference(table))
    return findings.frame([findings.finding(REPLACING, "informasi", table=table, jumlah=shipped)])


def _merged(
    table: str, current: pd.DataFrame, incoming: pd.DataFrame, *, state: bool
) -> tuple[pd.DataFrame, tuple[int, int, int, int], pd.DataFrame]:
    """The next content, how many rows are new, changed, same and gone, and which columns change.

    A `state` replaces what it speaks of.
    """
    key, scope = list(tables.TABLES[table].key), list(STATES.get(table, ()))
    if state and scope:
        replaced = current[scope].astype("str").agg("|".join, axis=1).isin(
            set(incoming[scope].astype("str").agg("|".join, axis=1)),
        )
        outside, current = current[~replaced], current[replaced]
    else:
        outside = current.iloc[:0]
    marked = [
        frame[key].assign(isi=pd.util.hash_pandas_object(frame[list(current.columns)].astype("str"), index=False))
        for frame in (current, incoming)
    ]
    both = marked[0].merge(marked[1], on=key, how="outer", suffixes=("_lama", "_baru"), indicator="_sisi")
    shared = both[both["_sisi"] == "both"]
    same = int((shared["isi_lama"] == shared["isi_baru"]).sum())
    gone = int((both["_sisi"] == "left_only").sum())
    counts = (int((both["_sisi"] == "right_only").sum()), len(shared) - same, same, gone if state else 0)
    columns = differing.differences(table, current, incoming)
    if state:
        return pd.concat([outside, incoming], ignore_index=True), counts, columns
    return pd.concat([current, incoming], ignore_index=True).drop_duplicates(key, keep="last"), counts, columns


def _summary(rows: list[list[Any]], counts: Mapping[str, tuple[int, int, int, int]]) -> pd.DataFrame:
    """One row per sheet; a table's counts stand in its first sheet only, so that the column adds up."""
    shown: set[str] = set()
    table = []
    for row in rows:
        table.append([*row, *(counts.get(row[2], (0, 0, 0, 0)) if row[2] not in shown else (0, 0, 0, 0))])
        shown.add(row[2])
    return pd.DataFrame(table, columns=list(COLUMNS))
