"""Which unit of today an old name of a unit stands for: what was known under it stays known after a reorganisation.

The dated rows of ``unit_kerja`` say until when a unit existed and which unit took over. A split has no one successor:
its past stays under the old name, and a finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.tables.spelling import plain

CYCLE, SPLIT, UNLISTED, NO_HEIR, REVERSED = "PRF-040", "PRF-041", "PRF-042", "PRF-043", "PRF-044"
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_FIRST, _LAST = pd.Timestamp(1900, 1, 1), pd.Timestamp(2200, 1, 1)
_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class _Period:
    """One dated row of ``unit_kerja``."""

    unit: str
    office: str
    start: pd.Timestamp
    end: pd.Timestamp
    heirs: tuple[str, ...]


class _Units:
    """The dated rows by name, and where each leads to as of one day."""

    def __init__(self, unit_kerja: pd.DataFrame, tanggal: date) -> None:
        self.today = pd.Timestamp(tanggal)
        self.periods: dict[str, list[_Period]] = {}
        for one in _periods(unit_kerja):
            self.periods.setdefault(plain(one.unit), []).append(one)
        for rows in self.periods.values():
            rows.sort(key=lambda one: (one.start, one.end, one.heirs))

    def at(self, name: str, day: pd.Timestamp) -> _Period | None:
        """The row of a name in force on a day; else the next to begin, else the last."""
        rows = self.periods.get(plain(name), [])
        held = [one for one in rows if one.start <= day <= one.end]
        later = [one for one in rows if one.start > day]
        return held[-1] if held else later[0] if later else rows[-1] if rows else None

    def heirs(self, one: _Period) -> tuple[str, ...]:
        """Who has taken over from it by today; of rows that end together, all their heirs."""
        together = [other for other in self.periods[plain(one.unit)] if other.end == one.end]
        names = {plain(name): name for other in together for name in other.heirs}
        if not names or one.start > self.today:
            return ()
        ended = one.end < self.today if one.end < _LAST else all(self._begun(name) for name in names.values())
        return tuple(names[name] for name in sorted(names)) if ended else ()

    def _begun(self, name: str) -> bool:
        rows = self.periods.get(plain(name), [])
        return not rows or rows[0].start <= self.today

    def resolved(self, name: str, day: pd.Timestamp) -> tuple[str, _Period | None, str]:
        """The unit of today for `name` as it was on `day`, its row, and what stands in the way (a code)."""
        one, seen = self.at(name, day), set()
        current = name
        while one is not None:
            heirs = self.heirs(one)
            if len(heirs) > 1:
                return current, one, SPLIT
            if not heirs:
                return current, one, ""
            seen.add(one)
            current, then = heirs[0], one.end + _DAY if one.end < _LAST else self.today
            one = self.at(current, then)
            if one in seen:
                return name, None, CYCLE
            current = one.unit if one is not None else current
        return current, None, "" if plain(current) == plain(name) else UNLISTED


def _periods(unit_kerja: pd.DataFrame) -> Iterator[_Period]:
    days = {name: unit_kerja[name].astype("datetime64[s]") for name in ("berlaku_dari", "berlaku_sampai")}
    rows = unit_kerja.assign(**days)[["unit_kerja", "perangkat_daerah", *days, "penerus"]]
    for unit, office, start, end, heir in rows.itertuples(index=False, name=None):
        heirs = tuple(part for part in _SEVERAL.split(heir) if part) if isinstance(heir, str) else ()
        own = tuple(name for name in heirs if plain(name) != plain(unit))
        yield _Period(str(unit), str(office), _FIRST if pd.isna(start) else start, _LAST if pd.isna(end) else end, own)


def current_unit(
    names: pd.Series, unit_kerja: pd.DataFrame, *, tanggal: date, pada: pd.Series | None = None
) -> pd.Series:
    """The unit of today that each name stands for.

    Parameters
    ----------
    names : Series of str
        Names of units as they were.
    unit_kerja : DataFrame
        Dated rows: ``unit_kerja, perangkat_daerah, berlaku_dari, berlaku_sampai`` (last day), ``penerus`` (several
        with ``;`` where a unit was split).
    tanggal : date
        Today: a succession that is still to come does not count yet.
    pada : Series of datetime, optional
        The day of each fact, so that a name that was given twice means the right unit; without it the row in force
        today is meant, or the last one.

    Returns
    -------
    Series of str
        Same index. A name that is on no list, was split, leads in a circle or did not end stays as it is.

    Notes
    -----
    Chains of any length are followed. A row without an end has ended when its successor has begun.
    """
    units = _Units(unit_kerja, tanggal)
    return _resolved(names, units, pada).map(lambda found: found[0], na_action="ignore").astype("str")


def _resolved(names: pd.Series, units: _Units, pada: pd.Series | None) -> pd.Series:
    """(name of today, its row, code) for each name; worked out once per name and day."""
    days = pd.Series(units.today, index=names.index) if pada is None else pada.fillna(units.today)
    known: dict[tuple[str, pd.Timestamp], tuple[str, _Period | None, str]] = {}
    values = []
    for name, day in zip(names, days, strict=True):
        if not isinstance(name, str):
            values.append(None)
            continue
        key = (name, pd.Timestamp(day))
        if key not in known:
            known[key] = units.resolved(*key)
        values.append(known[key])
    return pd.Series(values, index=names.index, dtype="object")


def with_current_units(
    frame: pd.DataFrame, unit_kerja: pd.DataFrame, *, tanggal: date, pada: str = ""
) -> pd.DataFrame:
    """A table with its units named as today, so that it can be read across a rename or merger.

    Parameters
    ----------
    frame : DataFrame
        Any table with ``unit_kerja`` and perhaps ``perangkat_daerah``; nothing else is touched.
    unit_kerja : DataFrame
        As for :func:`current_unit`.
    tanggal : date
        Today.
    pada : str
        The column of `frame` with the day of each fact (``tanggal``, ``bulan``); empty where there is none.

    Returns
    -------
    DataFrame
        The same rows in the same order; ``perangkat_daerah`` follows a unit that was taken over, and is read through
        its own successors. Two old units may now share a key: whoever adds up adds them up.
    """
    units = _Units(unit_kerja, tanggal)
    days = frame[pada].astype("datetime64[s]") if pada else None
    found = _resolved(frame["unit_kerja"], units, days)
    name = found.map(lambda one: one[0], na_action="ignore").astype("str")
    changed = name.ne(frame["unit_kerja"]) & name.notna()
    result = frame.assign(unit_kerja=name)
    if "perangkat_daerah" in frame:
        offices = _resolved(frame["perangkat_daerah"], units, days).map(lambda one: one[0], na_action="ignore")
        told = found.map(lambda one: one[1].office if one[1] is not None else None, na_action="ignore")
        result["perangkat_daerah"] = told.where(changed & told.notna(), offices).astype("str")
    return result


def succession_notes(unit_kerja: pd.DataFrame, *, tanggal: date) -> pd.DataFrame:
    """What is unclear about successors: circles, splits, unknown successors, units that ended without one.

    Returns
    -------
    DataFrame
        Findings (PRF-040 to PRF-044), sorted by code and place; ``row_id`` is the name of the unit.
    """
    units = _Units(unit_kerja, tanggal)
    rows = {(code, unit): values for code, unit, values in _unclear(units)}
    told = {NO_HEIR: "informasi", SPLIT: "informasi"}
    columns: Mapping[str, str] = {REVERSED: "berlaku_sampai"}
    return findings.frame(
        findings.finding(code, told.get(code, "perlu_dicek"), table="unit_kerja", row_id=unit,
                         column=columns.get(code, "penerus"), unit=unit, penerus=values)
        for (code, unit), values in sorted(rows.items())
    )


def _unclear(units: _Units) -> Iterator[tuple[str, str, str]]:
    for rows in units.periods.values():
        for one in rows:
            told = "; ".join(one.heirs)
            code = units.resolved(one.unit, min(one.end, units.today))[2]
            if one.start > one.end:
                yield REVERSED, one.unit, told
            elif code == CYCLE or (code == SPLIT and len(units.heirs(one)) > 1):
                yield code, one.unit, told
            if any(plain(heir) not in units.periods for heir in one.heirs):
                yield UNLISTED, one.unit, told
            if one.end < units.today and not one.heirs and one is rows[-1]:
                yield NO_HEIR, one.unit, told
