"""Since when a unit counts as trained: the batch by which enough of its people had come."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.rules import RuleSet

SHARE = "evaluasi.bagian_terlatih"


def trained_units(
    angkatan: pd.DataFrame, kehadiran: pd.DataFrame, pegawai: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """The batch that made each unit a trained one.

    Parameters
    ----------
    angkatan : DataFrame
        One row per batch: ``angkatan_id, tanggal_mulai, tanggal_selesai``. Pass only the batches that could have
        changed the service in question; those that begin after `tanggal` are left out.
    kehadiran : DataFrame
        One row per batch, employee and session: ``hadir``.
    pegawai : DataFrame
        ``pegawai_id, unit_kerja``. The unit is the one of the roster, not the one on the day of the batch.
    rules : RuleSet
        Needs ``evaluasi.bagian_terlatih`` (ratio).

    Returns
    -------
    DataFrame
        One row per trained unit, sorted by ``unit_kerja``: ``angkatan_id`` (the first batch by which at least the
        share of the rule had come to this or an earlier one), ``mulai, selesai`` (its dates), ``peserta`` (people of
        the unit who had come by then), ``jumlah_asn`` (people of the unit), ``rule_id, rule_from``.
    """
    rule = rules.value(SHARE, tanggal)
    found = _first_visits(angkatan, kehadiran, pegawai, today=pd.Timestamp(tanggal))
    found["peserta"] = found.groupby("unit_kerja")["orang"].cumsum().astype("Int64")
    people = pegawai["unit_kerja"].value_counts()
    found["jumlah_asn"] = found["unit_kerja"].map(people).astype("Int64")
    enough = found["peserta"].astype("float64") >= float(rule.value) * found["jumlah_asn"].astype("float64") - 1e-9
    found = found[enough].drop_duplicates("unit_kerja").drop(columns="orang").reset_index(drop=True)
    return found.assign(rule_id=SHARE, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"))


def _first_visits(
    angkatan: pd.DataFrame, kehadiran: pd.DataFrame, pegawai: pd.DataFrame, *, today: pd.Timestamp
) -> pd.DataFrame:
    """How many people of each unit came for the first time to each batch, in order of time."""
    dates = angkatan.loc[angkatan["tanggal_mulai"] <= today, ["angkatan_id", "tanggal_mulai", "tanggal_selesai"]]
    dates = dates.rename(columns={"tanggal_mulai": "mulai", "tanggal_selesai": "selesai"})
    dates["selesai"] = dates["selesai"].fillna(dates["mulai"])
    came = kehadiran.loc[kehadiran["hadir"].fillna(False).astype(bool), ["angkatan_id", "pegawai_id"]]
    came = came.merge(dates, on="angkatan_id").sort_values(["mulai", "angkatan_id"], kind="stable")
    came = came.drop_duplicates("pegawai_id").merge(pegawai[["pegawai_id", "unit_kerja"]].dropna(), on="pegawai_id")
    keys = ["unit_kerja", "mulai", "angkatan_id", "selesai"]
    counted = came.groupby(keys, sort=True).size().rename("orang").reset_index()
    return counted[["unit_kerja", "angkatan_id", "mulai", "selesai", "orang"]]


def side_of(days: pd.Series, *, start: pd.Series, end: pd.Series) -> pd.Series:
    """``sebelum`` or ``sesudah`` the months of the training; empty for those months and where nobody was trained.

    Months that overlap the training belong to neither side: a monthly figure cannot tell its halves apart.
    """
    month = days.dt.year * 12 + days.dt.month
    first, last = (side.dt.year * 12 + side.dt.month for side in (start, end))
    return pd.Series("", index=days.index, dtype="str").mask(month < first, "sebelum").mask(month > last, "sesudah")
