"""Who came, and whose learning hours are credited."""

from __future__ import annotations

import pandas as pd

from pembinaan_lib.rules import RuleSet

MINIMUM = "pelaksanaan.hadir_minimum"
_KEY = ["angkatan_id", "pegawai_id"]


def credited_hours(angkatan: pd.DataFrame, kehadiran: pd.DataFrame, *, rules: RuleSet) -> pd.DataFrame:
    """Learning hours of every participant of every batch: all of them or none.

    Parameters
    ----------
    angkatan : DataFrame
        One row per batch: ``angkatan_id, bangkom_id, kegiatan, tanggal_mulai, tanggal_selesai, durasi_jp,
        jumlah_sesi``.
    kehadiran : DataFrame
        One row per batch, employee and session: ``hadir`` (bool; missing counts as absent). Rows of unknown batches
        are left out (``DLV-001``).
    rules : RuleSet
        Needs ``pelaksanaan.hadir_minimum`` (ratio), looked up on the last day of each batch.

    Returns
    -------
    DataFrame
        One row per participant and batch, sorted by ``pegawai_id, angkatan_id``: ``bangkom_id, kegiatan,
        tanggal_selesai, hadir_sesi, jumlah_sesi`` (sessions), ``hadir_rasio`` (0 to 1), ``selesai`` (bool), ``jp``,
        ``rule_id, rule_from``.

    Notes
    -----
    jp = durasi_jp where hadir_rasio >= the minimum, else 0. Where the attendance list has more sessions than planned,
    those of the list count (``DLV-002``). A batch without an end ends on its first day.

    References
    ----------
    data/rules/pelaksanaan/hadir_minimum.yaml
    """
    batches = _batches(angkatan, kehadiran, rules=rules)
    came = kehadiran[_KEY].assign(hadir_sesi=kehadiran["hadir"].fillna(False).astype("int64"))
    found = came.groupby(_KEY, sort=True).sum().reset_index().merge(batches, on="angkatan_id")
    found["hadir_rasio"] = (found["hadir_sesi"] / found["jumlah_sesi"]).astype("float64")
    found["selesai"] = found["hadir_rasio"] >= found["minimum"]
    found["jp"] = found["durasi_jp"].where(found["selesai"], 0.0)
    found["hadir_sesi"] = found["hadir_sesi"].astype("Int64")
    columns = ["pegawai_id", "angkatan_id", "bangkom_id", "kegiatan", "tanggal_selesai", "hadir_sesi", "jumlah_sesi"]
    columns += ["hadir_rasio", "selesai", "jp", "rule_id", "rule_from"]
    return found[columns].sort_values(["pegawai_id", "angkatan_id"], kind="stable", ignore_index=True)


def attendance(angkatan: pd.DataFrame, kehadiran: pd.DataFrame, *, rules: RuleSet) -> pd.DataFrame:
    """What came of each planned batch.

    Parameters
    ----------
    angkatan, kehadiran, rules
        As in :func:`credited_hours`; `angkatan` also has ``peserta_rencana`` (people).

    Returns
    -------
    DataFrame
        One row per batch, sorted by ``angkatan_id``: ``bangkom_id, kegiatan, tanggal_mulai, peserta_rencana,
        terdaftar`` (on the attendance list), ``peserta`` (came at least once), ``peserta_rasio`` (of those planned;
        may exceed 1), ``hadir_rasio`` (sessions attended of all sessions of those on the list), ``selesai`` (people
        whose hours are credited), ``jp_orang`` (sum of credited JP). No attendance list: counts 0, ratios missing.
    """
    people = credited_hours(angkatan, kehadiran, rules=rules).assign(peserta=lambda f: f["hadir_sesi"] > 0)
    sums = people.groupby("angkatan_id", sort=True).agg(
        terdaftar=("pegawai_id", "size"), peserta=("peserta", "sum"), hadir=("hadir_sesi", "sum"),
        sesi=("jumlah_sesi", "sum"), selesai=("selesai", "sum"), jp_orang=("jp", "sum"),
    )
    found = _named(angkatan)[["angkatan_id", "bangkom_id", "kegiatan", "tanggal_mulai", "peserta_rencana"]]
    found = found.merge(sums, on="angkatan_id", how="left")
    counts = ["terdaftar", "peserta", "selesai"]
    found[counts] = found[counts].fillna(0).astype("Int64")
    found["jp_orang"] = found["jp_orang"].fillna(0.0)
    found["hadir_rasio"] = found["hadir"].astype("float64") / found["sesi"].astype("float64")
    planned = found["peserta_rencana"].astype("float64")
    found["peserta_rasio"] = found["peserta"].astype("float64") / planned.where(planned > 0)
    columns = ["angkatan_id", "bangkom_id", "kegiatan", "tanggal_mulai", "peserta_rencana", "terdaftar", "peserta"]
    columns += ["peserta_rasio", "hadir_rasio", "selesai", "jp_orang"]
    return found[columns].sort_values("angkatan_id", kind="stable", ignore_index=True)


def _batches(angkatan: pd.DataFrame, kehadiran: pd.DataFrame, *, rules: RuleSet) -> pd.DataFrame:
    """Each batch with the sessions that count and the least attendance on its last day."""
    seen = kehadiran.groupby("angkatan_id")["sesi"].nunique()
    found = _named(angkatan)
    listed = found["angkatan_id"].map(seen).astype("float64").fillna(0)
    planned = found["jumlah_sesi"].astype("float64").fillna(0)
    law = {day: rules.value(MINIMUM, day.date()) for day in found["tanggal_selesai"].dropna().unique()}
    return found.assign(
        jumlah_sesi=planned.clip(lower=listed).astype("Int64"), durasi_jp=found["durasi_jp"].astype("float64"),
        minimum=found["tanggal_selesai"].map({day: float(rule.value) for day, rule in law.items()}).astype("float64"),
        rule_id=MINIMUM,
        rule_from=found["tanggal_selesai"].map({day: pd.Timestamp(rule.rule_from) for day, rule in law.items()})
        .astype("datetime64[s]"),
    )


def _named(angkatan: pd.DataFrame) -> pd.DataFrame:
    return angkatan.assign(
        bangkom_id=angkatan["bangkom_id"].fillna(""),
        tanggal_selesai=angkatan["tanggal_selesai"].fillna(angkatan["tanggal_mulai"]),
    )
