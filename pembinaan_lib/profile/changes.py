"""What a new roster changes: who came, moved, rose, left; which posts fall free; whose gap or duty is another now.

Pure comparison of two states. Units that were only renamed are first read under their present names
(:func:`pembinaan_lib.profile.succession.with_current_units`), or all their people would seem to have moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.rules import RuleSet

PNS_RANKS, PPPK_RANKS, LEVELS = "golongan.pns", "golongan.pppk", "kompetensi.level_jabatan"
#: Every kind of change, in the order in which one person's changes are told (sentences ``changes.*``).
KINDS = (
    "masuk", "pindah", "ganti_jabatan", "naik_jenjang", "turun_jenjang", "ganti_jenjang", "naik_pangkat",
    "turun_pangkat", "ganti_jenis", "ganti_kedudukan", "pensiun", "kontrak_berakhir", "meninggal", "keluar",
)
GONE = ("pensiun", "kontrak_berakhir", "meninggal", "keluar")
COLUMNS = ("pegawai_id", "perubahan", "dari", "ke", "tanggal", "perangkat_daerah", "unit_kerja", "rule_id")
UNEXPLAINED, DEMOTED, BACKWARDS = "PRF-030", "PRF-031", "PRF-032"
_CIVIL = ("PNS", "CPNS")
_BACKWARDS = frozenset({("PNS", "CPNS"), ("PNS", "PPPK"), ("CPNS", "PPPK"), ("PNS", "PPPK Paruh Waktu"),
                        ("CPNS", "PPPK Paruh Waktu"), ("PPPK", "PPPK Paruh Waktu")})
_DAYS = ("tmt_cpns", "tmt_jabatan", "tanggal_pensiun", "akhir_kontrak")


def roster_changes(before: pd.DataFrame, after: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """What happened to each ASN between two rosters.

    Parameters
    ----------
    before, after : DataFrame
        One row per ASN. Uses ``pegawai_id, jenis_pegawai, kedudukan_hukum, golongan, jenjang, jabatan,
        perangkat_daerah, unit_kerja, tmt_cpns, tmt_jabatan, tanggal_pensiun, akhir_kontrak``.
    rules : RuleSet
        Needs ``golongan.pns``, ``golongan.pppk`` (order of ranks) and ``kompetensi.level_jabatan`` (order of jenjang),
        looked up on `tanggal`.
    tanggal : date
        The day of the newer roster.

    Returns
    -------
    DataFrame
        One row per ASN and change, sorted by ``pegawai_id`` and the order of :data:`KINDS`: ``perubahan``, ``dari``,
        ``ke`` (as written; empty where there is none), ``tanggal`` (the day where the roster says it, else missing),
        ``perangkat_daerah, unit_kerja`` (the present ones, of those gone the last ones), ``rule_id`` (of the order
        that was used, else empty).

    Raises
    ------
    RuleNotInForceError
        One of the rules does not hold on `tanggal`.

    Notes
    -----
    - A value that was or is missing is no change: the file only says less.
    - Who is gone is retired where that day has passed, else at the end of the contract where that has passed, else
      ``keluar``; who is called dead or retired by ``kedudukan_hukum`` is that, on the roster or off it.
    - A jenjang of the same level is ``ganti_jenjang``; ranks are compared within PNS and within PPPK only.
    """
    old, new = _indexed(before), _indexed(after)
    came, left = new.loc[new.index.difference(old.index)], old.loc[old.index.difference(new.index)]
    stay = old.index.intersection(new.index)
    found = [
        _rows(came, "masuk", to="unit_kerja", day=came["tmt_cpns"].where(came["tmt_cpns"].le(pd.Timestamp(tanggal)))),
        *_within(old.loc[stay], new.loc[stay], rules=rules, tanggal=tanggal),
        *_departures(left, old.loc[stay], new.loc[stay], tanggal=tanggal),
    ]
    changes = pd.concat(found, ignore_index=True)
    order = changes["perubahan"].map({kind: place for place, kind in enumerate(KINDS)})
    changes = changes.assign(_order=order).sort_values(["pegawai_id", "_order"], kind="stable", ignore_index=True)
    return changes[list(COLUMNS)]


def _indexed(pegawai: pd.DataFrame) -> pd.DataFrame:
    days = {name: pegawai[name].astype("datetime64[s]") for name in _DAYS}
    return pegawai.assign(**days).set_index(pegawai["pegawai_id"].astype("str"), drop=False).sort_index()


def _rows(
    people: pd.DataFrame, kind: str, *, origin: str | pd.Series = "", to: str | pd.Series = "",
    day: pd.Series | None = None, rule_id: str | pd.Series = "",
) -> pd.DataFrame:
    """One row per person of `people`; `origin` and `to` are a column of it or values with its index."""
    def text(one: str | pd.Series) -> pd.Series:
        values = people[one] if isinstance(one, str) and one in people else one
        return pd.Series(values, index=people.index, dtype="object").fillna("").astype("str")

    return pd.DataFrame({
        "pegawai_id": people.index.astype("str"), "perubahan": pd.Series(kind, index=people.index, dtype="str"),
        "dari": text(origin), "ke": text(to),
        "tanggal": pd.Series(pd.NaT, index=people.index, dtype="datetime64[s]") if day is None else day,
        "perangkat_daerah": text("perangkat_daerah"), "unit_kerja": text("unit_kerja"), "rule_id": text(rule_id),
    }).reset_index(drop=True)


def _changed(old: pd.DataFrame, new: pd.DataFrame, column: str) -> pd.Series:
    """Where both rosters have a value and it is another one; case and spaces do not make another."""
    first, second = (frame[column].astype("object").map(_folded, na_action="ignore") for frame in (old, new))
    return first.notna() & second.notna() & first.ne(second)


def _folded(text: object) -> str:
    return " ".join(str(text).casefold().split())


def _within(old: pd.DataFrame, new: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> list[pd.DataFrame]:
    """Changes of those on both rosters."""
    unit, office = _changed(old, new, "unit_kerja"), _changed(old, new, "perangkat_daerah")
    post, kind, status = (_changed(old, new, name) for name in ("jabatan", "jenis_pegawai", "kedudukan_hukum"))
    moved = unit | office
    appointed = new["tmt_jabatan"].where(new["tmt_jabatan"].ne(old["tmt_jabatan"]))
    ends = _ended(new["kedudukan_hukum"])
    parts = [
        _rows(new[moved], "pindah", origin=_place(old, office)[moved], to=_place(new, office)[moved]),
        _rows(new[post], "ganti_jabatan", origin=old["jabatan"][post], to="jabatan", day=appointed[post]),
        _rows(new[kind], "ganti_jenis", origin=old["jenis_pegawai"][kind], to="jenis_pegawai"),
        _rows(new[status & ends.eq("")], "ganti_kedudukan", origin=old["kedudukan_hukum"][status & ends.eq("")],
              to="kedudukan_hukum"),
    ]
    levels = rules.value(LEVELS, tanggal).value
    parts += _steps(old, new, "jenjang", LEVELS, levels, names=("naik_jenjang", "turun_jenjang", "ganti_jenjang"))
    ranks = rules.value(PNS_RANKS, tanggal).value
    for rule_id, order, civil in (
        (PNS_RANKS, {name: one["urutan"] for name, one in ranks.items()}, True),
        (PPPK_RANKS, {name: place for place, name in enumerate(rules.value(PPPK_RANKS, tanggal).value)}, False),
    ):
        alike = old["jenis_pegawai"].isin(_CIVIL).eq(civil) & new["jenis_pegawai"].isin(_CIVIL).eq(civil)
        parts += _steps(old[alike], new[alike], "golongan", rule_id, order, names=("naik_pangkat", "turun_pangkat"))
    return parts


def _place(pegawai: pd.DataFrame, office: pd.Series) -> pd.Series:
    """The unit; with its perangkat daerah where that is another one too."""
    unit, whole = (pegawai[name].astype("object").fillna("") for name in ("unit_kerja", "perangkat_daerah"))
    return unit.where(~office | unit.eq(whole), unit + " · " + whole)


def _steps(
    old: pd.DataFrame, new: pd.DataFrame, column: str, rule_id: str, order: Mapping[str, int], *, names: tuple[str, ...]
) -> list[pd.DataFrame]:
    """Up, down and (where it has a name) level with, by the order of a rule; values that it lacks say nothing."""
    places = {_folded(name): place for name, place in order.items()}
    first, second = (frame[column].astype("object").map(_folded, na_action="ignore") for frame in (old, new))
    rise = second.map(places).astype("float64") - first.map(places).astype("float64")
    which = (rise.gt(0), rise.lt(0), rise.eq(0) & first.ne(second))
    return [
        _rows(new[rows], name, origin=old[column][rows], to=column, rule_id=rule_id)
        for rows, name in zip(which, names, strict=False)
    ]


def _ended(status: pd.Series) -> pd.Series:
    """``meninggal`` or ``pensiun`` where kedudukan hukum says so, else empty."""
    said = status.astype("object").fillna("").map(_folded)
    dead = said.str.contains("meninggal|wafat|tewas")
    retired = said.str.contains("pensiun") & ~said.str.contains("persiapan")
    return pd.Series(np.select([dead, retired], ["meninggal", "pensiun"], ""), index=status.index, dtype="str")


def _departures(
    left: pd.DataFrame, old: pd.DataFrame, new: pd.DataFrame, *, tanggal: date
) -> list[pd.DataFrame]:
    """Who is gone and why, and who is still listed but is said to be dead or retired."""
    today, ends = pd.Timestamp(tanggal), _ended(left["kedudukan_hukum"])
    retired, over = left["tanggal_pensiun"].le(today), left["akhir_kontrak"].le(today)
    why = pd.Series(np.select(
        [ends.ne(""), retired, over], [ends, "pensiun", "kontrak_berakhir"], "keluar",
    ), index=left.index, dtype="str")
    days = {"pensiun": left["tanggal_pensiun"].where(retired), "kontrak_berakhir": left["akhir_kontrak"]}
    parts = [
        _rows(left[why.eq(kind)], kind, origin="unit_kerja", day=days[kind][why.eq(kind)] if kind in days else None)
        for kind in GONE
    ]
    now, earlier = _ended(new["kedudukan_hukum"]), _ended(old["kedudukan_hukum"])
    for kind in ("pensiun", "meninggal"):
        said = now.eq(kind) & earlier.ne(kind)
        day = new["tanggal_pensiun"].where(new["tanggal_pensiun"].le(today))[said] if kind == "pensiun" else None
        parts.append(_rows(new[said], kind, origin="unit_kerja", day=day))
    return parts


def changes_by_unit(changes: pd.DataFrame, *, unit: str = "perangkat_daerah") -> pd.DataFrame:
    """How many ASN of each unit each kind of change concerns.

    Returns
    -------
    DataFrame
        One row per unit, sorted; a column of counts (people) for every kind of :data:`KINDS`.
    """
    counts = pd.crosstab(changes[unit].astype("object"), changes["perubahan"].astype("object"))
    counts = counts.reindex(columns=list(KINDS), fill_value=0).astype("int64").sort_index()
    return counts.rename_axis(index=unit, columns=None).reset_index()


def change_notes(changes: pd.DataFrame) -> pd.DataFrame:
    """Changes that a planner should look at: gone without a reason, a lower rank, a kind that cannot follow.

    Returns
    -------
    DataFrame
        Findings (PRF-030 to PRF-032), sorted by code and place; ``row_id`` is a pegawai_id.
    """
    pair = pd.Series(list(zip(changes["dari"], changes["ke"], strict=True)), index=changes.index, dtype="object")
    rows = (
        (UNEXPLAINED, "", changes["perubahan"].eq("keluar")),
        (DEMOTED, "golongan", changes["perubahan"].eq("turun_pangkat")),
        (BACKWARDS, "jenis_pegawai", changes["perubahan"].eq("ganti_jenis") & pair.isin(_BACKWARDS)),
    )
    return findings.frame(
        findings.finding(code, "perlu_dicek", table="pegawai", row_id=row.pegawai_id, column=column, dari=row.dari,
                         ke=row.ke, rule_id=row.rule_id)
        for code, column, which in rows for row in changes[which].sort_values("pegawai_id").itertuples()
    )
