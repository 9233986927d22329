"""From one recognised sheet to a canonical frame: clean, derive, check, and count every row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

from pembinaan_lib.rules import RuleSet
from pembinaan_lib.tables import agency, answers, cells, days, identity, people, siasn, training, units, wide
from pembinaan_lib.tables.columns import EXAMPLE as EXAMPLE_CELL
from pembinaan_lib.tables.columns import Column
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.headers import Layout
from pembinaan_lib.tables.shown import Names
from pembinaan_lib.tables.sieve import Sieve
from pembinaan_lib.tables.spelling import plain
from pembinaan_lib.tables.steps import Steps

MISSING_COLUMN, EMPTY, UNREADABLE, NOTHING_USABLE, NO_DATA = "TBL-021", "TBL-036", "TBL-037", "TBL-040", "TBL-041"
SAME_ROW, OTHER_ROW, LAST_CHECK, BLANKED, EXAMPLE = "TBL-034", "TBL-035", "TBL-043", "TBL-053", "TBL-080"
_EXAMPLE = re.compile(r"\W*" + EXAMPLE_CELL.rstrip(":") + r"\s*:", re.IGNORECASE)
_TOTALS = frozenset({"jumlah", "total", "rata rata", "rata-rata", "grand total", "jumlah total", "total keseluruhan",
                     "rerata"})
_NINE_EXPECTED = 5
_CLEANED = 0.8


@dataclass(frozen=True)
class Given:
    """What reading a sheet needs beside its cells."""

    file: str
    units: tuple[str, ...]
    instansi: str
    rules: RuleSet
    names: Names = field(default_factory=Names)
    steps: Steps = field(default_factory=Steps)


@dataclass(frozen=True)
class Grid:
    """The rows below the header that are not empty, with their Excel row numbers."""

    layout: Layout
    baris: np.ndarray
    body: list[Sequence[Any]] = field(repr=False)
    titles: tuple[str, ...] = ()

    def at(self, position: int) -> np.ndarray:
        """Raw cells of one column of the sheet."""
        raw = np.empty(len(self.body), dtype=object)
        raw[:] = [row[position] for row in self.body]
        return raw

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each matched column stands."""
        return {match.column: match.position for match in self.layout.matches}

    def raw(self, column: str) -> np.ndarray:
        """Raw cells of a matched column."""
        return self.at(self.positions[column])


def grid(rows: list[list[Any]], layout: Layout) -> Grid:
    """The data rows of a sheet, whose first row is row 1 of Excel."""
    numbered = [
        (number, row) for number, row in enumerate(rows[layout.header + 1:], start=layout.header + 2) if not _blank(row)
    ]
    titles = tuple(cell for row in rows[:layout.header] for cell in row if isinstance(cell, str) and cell.strip())
    baris = np.array([number for number, _ in numbered], dtype="int64")
    return Grid(layout, baris, [row for _, row in numbered], titles)


def _blank(row: Sequence[Any]) -> bool:
    for cell in row:  # a plain loop, since almost every row ends it at its first cell
        if cell is not None and not (isinstance(cell, str) and not cell.strip()):
            return False
    return True


def frame_of(sheet: str, data: Grid, given: Given) -> tuple[pd.DataFrame, Sieve]:
    """The canonical frame of one sheet with ``baris``, and the sieve that knows what was left out and found."""
    table = data.layout.table
    sieve = Sieve(sheet, table.name, data.baris, given.names)
    _leave_out_no_data(data, sieve)
    for column in data.layout.missing:
        sieve.reject(sieve.kept, MISSING_COLUMN, column.name, quiet=True)
        seen = [sieve.heading(header) for header in data.layout.headers if header]
        sieve.remark(MISSING_COLUMN, column.name, severity="menghalangi", terlihat=", ".join(seen)[:400])
    if data.layout.missing or not len(data.body):
        return _arranged(pd.DataFrame(), data), sieve
    columns = _columns(data, sieve, given)
    given.steps.reach(_CLEANED)
    values = _spread(data, sieve)
    given.steps.reach(0.9)
    _leave_out_empty(data, columns, sieve)
    _leave_out_copies(data, columns, values, sieve)
    base = pd.DataFrame(columns)[sieve.kept]
    long = wide.melted(base, values, table) if values else base
    return _checked(_arranged(long, data), sieve), sieve


def _leave_out_no_data(data: Grid, sieve: Sieve) -> None:
    """Rows that show how to fill in a template, repeat the header, number the columns, or add up."""
    headers = [header.casefold() for header in data.layout.headers]
    firsts = [next(filter(None, row), "") for row in data.body]
    telling = _TOTALS | set(headers)
    flags = np.array([isinstance(first, str) and first.strip(" :.").casefold() in telling for first in firsts],
                     dtype=bool)
    for place in np.flatnonzero(flags):
        flags[place] = firsts[place].strip(" :.").casefold() in _TOTALS or _repeats(data.body[place], headers)
    examples = [isinstance(first, str) and _EXAMPLE.match(first) is not None for first in firsts]
    sieve.reject(np.array(examples, dtype=bool), EXAMPLE, severity="informasi")
    flags[:3] |= np.array([_numbers_columns(row) for row in data.body[:3]], dtype=bool)
    sieve.reject(flags, NO_DATA, severity="informasi")


def _numbers_columns(row: Sequence[Any]) -> bool:
    """``1 | 2 | 3 | …`` under the header, as forms have it."""
    said = [cell for cell in row if not cells.is_missing(cell)]
    numbers = [cells.number(cell.strip("()") if isinstance(cell, str) else cell) for cell in said]
    return len(said) >= 4 and all(number == rank for rank, number in enumerate(numbers, start=1))


def _repeats(row: Sequence[Any], headers: Sequence[str]) -> bool:
    same = sum(
        isinstance(cell, str) and cell.strip().casefold() == header != ""
        for cell, header in zip(row, headers, strict=False)
    )
    return same >= 2 and same * 2 > sum(cell != "" for cell in row)


def _columns(data: Grid, sieve: Sieve, given: Given) -> dict[str, pd.Series]:
    """Every column of the table and its helpers, cleaned and derived, one value per row of the sheet."""
    table, columns = data.layout.table, {}
    melted = set(wide.MELTED[table.wide]) if data.layout.wide else set()
    facts = None
    for turn, column in enumerate(table.file_columns):
        given.steps.reach(_CLEANED * turn / len(table.file_columns))
        if column.name in melted:
            continue
        if column.kind == "nip":
            columns["nip"], facts = identity.read_nip(data.raw("nip"), sieve, rules=given.rules)
        elif column.name in data.positions:
            columns[column.name] = _cleaned(data, column, sieve)
        else:
            columns[column.name] = pd.Series(None, index=range(len(data.body)), dtype="object").astype(column.dtype)
    siasn.completed(table.name, columns, data.layout.headers, data.at, sieve)
    agency.check_agency(given.instansi, data.titles, columns.get("instansi_kerja"), sieve)
    _fill_in(data, columns, sieve, given)
    _match_units(data, columns, sieve, given)
    if table.name == "pegawai" and facts is not None:
        columns = people.derived(columns, facts, sieve)
        if "jenis_jabatan" in data.positions:
            people.tell_structural(columns["jenis_jabatan"], data.raw("jenis_jabatan"), sieve)
    if "bentuk" in columns:
        columns["bentuk"] = training.with_form(columns["bentuk"], sieve, rules=given.rules)
    if "jenis_diklat" in columns:
        columns["jenis_diklat"] = training.with_kind(columns["jenis_diklat"], columns["kegiatan"], sieve)
    if "kompetensi" in columns:
        columns["kompetensi"] = _as_listed(columns["kompetensi"])
    if "urusan" in columns and "unit_kerja" in columns:
        columns["urusan"] = columns["urusan"].fillna(units.affairs(columns["perangkat_daerah"], columns["unit_kerja"]))
    columns["baris"] = pd.Series(data.baris, dtype="Int64")
    return columns


def _as_listed(written: pd.Series) -> pd.Series:
    """Competencies as the list spells them; one that is not on the list is kept."""
    return written.map({name: wide.competency(plain(name)) or name for name in written.dropna().unique()}).astype("str")


def _cleaned(data: Grid, column: Column, sieve: Sieve) -> pd.Series:
    raw = data.raw(column.name)
    one = cells.cleaned(raw, column)
    if column.name == "jenis_jabatan":  # told once it is known whether the level says which
        one = replace(one, faults=np.where([people.is_structural(cell) for cell in raw], "", one.faults))
    for code in sorted(set(one.faults) - {""}):
        _apply(one.faults == code, code, column, raw, sieve, measure=column.name in data.layout.table.measures)
    _remark(one, column.name, raw, sieve)
    if column.kind in cells.FORMS:
        sieve.unusual(raw, one.values.notna().to_numpy(dtype=bool), column.name, cells.FORMS[column.kind])
    if column.kind == "tanggal":
        _tell_days(raw, one, column.name, sieve)
    return one.values


def _tell_days(raw: np.ndarray, one: cells.Cleaned, column: str, sieve: Sieve) -> None:
    """A column read month first, and years of two digits."""
    distinct = pd.unique(raw)
    if days.month_first(distinct):
        sieve.remark(cells.MONTH_FIRST, column, row=int(sieve.baris[0]))
    short = days.short_years(distinct)
    if not short:
        return
    rows = np.array([isinstance(cell, str) and cell in short for cell in raw], dtype=bool) & ~one.faulty & sieve.kept
    if rows.any():
        first = int(sieve.baris[np.flatnonzero(rows)[0]])
        sieve.remark("TBL-083", column, severity="perlu_dicek", row=first, jumlah=int(rows.sum()))


def _remark(one: cells.Cleaned, column: str, raw: np.ndarray, sieve: Sieve) -> None:
    """Values that are used although something about them has to be said."""
    for code in sorted(set(one.remarks) - {""}):
        sieve.note((one.remarks == code) & sieve.kept, code, column, severity=cells.REMARKS[code], cells=raw)


def _apply(rows: np.ndarray, code: str, column: Column, raw: np.ndarray, sieve: Sieve, *, measure: bool) -> None:
    """A faulty cell costs its row where the row means nothing without it; else it is blanked and told."""
    limits = {"minimum": _bound(column.minimum), "maksimum": _bound(column.maximum)}
    beyond = code in (cells.OUT_OF_RANGE, cells.NEGATIVE_COST)
    if measure:
        sieve.note(rows & sieve.kept, BLANKED if beyond else code, column.name, cells=raw, **limits)
    elif beyond:
        sieve.reject(rows, code, column.name, cells=raw, **limits)
    elif column.required:
        sieve.reject(rows, UNREADABLE, column.name, cells=raw)
    else:
        sieve.note(rows & sieve.kept, code, column.name, cells=raw)


def _bound(value: float | None) -> str:
    return "…" if value is None else f"{value:g}"


def _fill_in(data: Grid, columns: dict[str, pd.Series], sieve: Sieve, given: Given) -> None:
    """Values that the sheet leaves to its shape: defaults, the respondent's number, who rated."""
    table = data.layout.table
    for column in table.columns:
        if column.default and column.name in columns:
            if column.name not in data.positions:
                sieve.remark("TBL-026", column.name, bawaan=column.default)
            columns[column.name] = columns[column.name].fillna(column.default)
    if table.numbered in wide.supplied(table, bool(data.layout.wide)):
        given_id = columns.get(table.numbered, pd.Series(None, index=range(len(data.body)), dtype="str"))
        columns[table.numbered] = given_id.fillna(_numbers(data, columns))
    if table.name == "penilaian_kompetensi" and columns["sumber"].isna().any():
        told = agency.source_of_ratings([given.file, *data.titles, sieve.sheet, *data.layout.headers])
        columns["sumber"] = columns["sumber"].fillna(told or "atasan")
        sieve.remark("TBL-061", "sumber", severity="informasi" if told else "perlu_dicek", bawaan=told or "atasan")


def _numbers(data: Grid, columns: dict[str, pd.Series]) -> pd.Series:
    """A number for each row of a file without one: from what it says in the table's own columns, not from its place.

    So the same answers in a longer download, with a column more or in another format, are the same respondents, and
    equal answers of two people stay two. A request, a message and a meeting are numbered in the same way.
    """
    table = data.layout.table
    said: dict[str, Sequence[str]] = {}
    for column in table.file_columns:
        if column.name in data.positions and column.name in columns and column.name != "nama":
            values, raw = columns[column.name], data.raw(column.name)
            said[column.name] = _moments(values, raw) if column.kind == "tanggal" else _spelled(values)
    if data.layout.wide:
        values = wide.spread({label: data.at(place) for place, label in data.layout.wide.items()}, table)
        for label in sorted(values.cleaned, key=str):
            said[str(label)] = _spelled(values.cleaned[label].values)
    named = [[f"{name}={value}" if value else "" for value in values] for name, values in said.items()]
    contents = pd.Series(["\x1f".join(filter(None, row)) for row in zip(*named, strict=True)] or [""] * len(data.body),
                         dtype="str")
    turns = contents.groupby(contents).cumcount() + 1
    digests = [hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12] for content in contents]
    initial = table.numbered[0].upper()
    return pd.Series([f"{initial}{digest}-{turn}" for digest, turn in zip(digests, turns, strict=True)], dtype="str")


def _spelled(values: pd.Series) -> list[str]:
    """Cleaned values as text, empty where there is none."""
    return ["" if missing else str(value) for value, missing in zip(values, values.isna(), strict=True)]


def _moments(values: pd.Series, raw: np.ndarray) -> list[str]:
    """Days with their hour and minute; beside a clock, day and month are told in either order.

    A form tool writes ``5/2/2026 10:01``: which number is the month is known only once the download has grown.
    """
    clocks = [days.clock(cell) for cell in raw]
    return [
        day and (f"{day[:4]}-{'-'.join(sorted((day[5:7], day[8:10])))} {clock}" if clock else day)
        for day, clock in zip(_spelled(values), clocks, strict=True)
    ]


def _match_units(data: Grid, columns: dict[str, pd.Series], sieve: Sieve, given: Given) -> None:
    listed = given.units and data.layout.table.name != "unit_kerja"
    for column in units.COLUMNS:
        if column in data.positions and column in columns and not listed:
            join = units.as_one if data.layout.table.name == "unit_kerja" else units.among_themselves
            columns[column] = join(columns[column], data.raw(column), sieve, column=column)
        elif column in data.positions and column in columns:
            columns[column] = units.folded(columns[column])
            own = units.frequent(columns[column]) if column == "perangkat_daerah" else []
            known = sorted({*given.units, *own})
            columns[column] = units.matched(columns[column], data.raw(column), known, sieve, column=column)


def _spread(data: Grid, sieve: Sieve) -> wide.Spread | None:
    if not data.layout.wide:
        return None
    table = data.layout.table
    value = table.column(wide.MELTED[table.wide][1])
    titles = {label: sieve.heading(data.layout.headers[place], alike=True) for place, label in data.layout.wide.items()}
    values = wide.spread({label: data.at(place) for place, label in data.layout.wide.items()}, table)
    for label, one in values.cleaned.items():
        told = replace(value, name=titles[label])
        for code in sorted(set(one.faults) - {""}):
            _apply(one.faults == code, code, told, values.raw[label], sieve, measure=True)
        _remark(one, told.name, values.raw[label], sieve)
        if value.kind in cells.FORMS:
            sieve.unusual(values.raw[label], one.values.notna().to_numpy(dtype=bool), told.name,
                          cells.FORMS[value.kind])
    sieve.reject(~values.filled, NOTHING_USABLE)
    if table.wide == "kompetensi":
        _tell_missing_competencies(values, sieve)
    if table.wide == "pasangan":
        answers.tell_half_pairs(values, titles, sieve)
    return values


def _tell_missing_competencies(values: wide.Spread, sieve: Sieve) -> None:
    expected = wide.managerial()
    absent = [name for name in expected if name not in values.cleaned]
    if len(expected) - len(absent) >= _NINE_EXPECTED:
        for name in absent:
            sieve.remark("TBL-024", name, severity="perlu_dicek", kompetensi=name)


def _leave_out_empty(data: Grid, columns: dict[str, pd.Series], sieve: Sieve) -> None:
    for column in data.layout.table.file_columns:
        if column.required and column.kind != "nip" and column.name in columns:
            sieve.reject(columns[column.name].isna().to_numpy(dtype=bool), EMPTY, column.name)


def _leave_out_copies(data: Grid, columns: dict[str, pd.Series], values: wide.Spread | None, sieve: Sieve) -> None:
    """The first of several rows with one key is used; a copy of it is a remark, a different one needs a look."""
    table = data.layout.table
    melted = set(wide.MELTED[table.wide]) if values else set()
    key = ["nip" if name == "pegawai_id" else name for name in table.key if name not in melted]
    frame = pd.DataFrame(columns)[sieve.kept]
    if table.numbered in key and table.numbered not in data.positions:
        again = _sent_twice(data, sieve)
        sieve.reject(again, SAME_ROW, severity="informasi")
        return
    shared = frame[frame.duplicated(key, keep=False)]
    if shared.empty:
        return
    cleaned = values.cleaned if values else {}
    cells_too = {f"nilai {label}": one.values.loc[shared.index] for label, one in cleaned.items()}
    whole = shared.drop(columns="baris").assign(**cells_too)
    later = whole.duplicated(key)
    _reject_at(whole.index[later & whole.duplicated()], SAME_ROW, key, sieve, severity="informasi")
    _reject_at(whole.index[later], OTHER_ROW, key, sieve, severity="perlu_dicek")


def _sent_twice(data: Grid, sieve: Sieve) -> np.ndarray:
    """Answers with a time stamp that stand twice, cell by cell: one respondent, one answer."""
    stamp = data.positions.get("stempel_waktu", data.positions.get("tanggal"))
    if stamp is None:
        return np.zeros(len(data.body), dtype=bool)
    rows = pd.Series([tuple(map(str, row)) if row[stamp] != "" else place for place, row in enumerate(data.body)])
    return rows.duplicated().to_numpy() & sieve.kept


def _reject_at(places: pd.Index, code: str, key: list[str], sieve: Sieve, *, severity: str) -> None:
    rows = np.zeros(len(sieve.baris), dtype=bool)
    rows[places.to_numpy()] = True
    sieve.reject(rows, code, key[0], severity=severity)


def _arranged(frame: pd.DataFrame, data: Grid) -> pd.DataFrame:
    """``baris``, identity, then the canonical columns with their types."""
    table = data.layout.table
    identity_columns = ["nip", "nama"] if table.name == "pegawai" else ["nip"] if table.about_people else []
    names = [name for name in table.names if name != "pegawai_id"]
    kinds = {"baris": "Int64", **dict.fromkeys(identity_columns, "str"), **{n: table.column(n).dtype for n in names}}
    return pd.DataFrame({
        name: (frame[name] if name in frame else pd.Series(None, index=frame.index, dtype="object")).astype(kind)
        for name, kind in kinds.items()
    }).reset_index(drop=True)


def _checked(frame: pd.DataFrame, sieve: Sieve) -> pd.DataFrame:
    """The frame after the schema's last word; a row that fails it is left out rather than let through."""
    table = TABLES[sieve.table]
    canonical = frame.rename(columns={"nip": "pegawai_id"})[list(table.names)]
    try:
        table.schema.validate(canonical, lazy=True)
        return frame
    except pa.errors.SchemaErrors as faults:
        failed = faults.failure_cases["index"].dropna().astype("int64").unique()
        lost = set(frame["baris"].iloc[failed] if len(failed) else frame["baris"])
        sieve.reject(np.isin(sieve.baris, list(lost)), LAST_CHECK)
        return frame[~frame["baris"].isin(lost)].reset_index(drop=True)
