"""Since when a unit counts as trained: the first batch that one of its people came to."""

from __future__ import annotations

import pandas as pd


def trained_units(angkatan: pd.DataFrame, kehadiran: pd.DataFrame, pegawai: pd.DataFrame) -> pd.DataFrame:
    """First batch of every unit that sent anybody.

    Parameters
    ----------
    angkatan : DataFrame
        One row per batch: ``angkatan_id, tanggal_mulai, tanggal_selesai``. Pass only the batches that could have
        changed the service in question.
    kehadiran : DataFrame
        One row per batch, employee and session: ``hadir``.
    pegawai : DataFrame
        ``pegawai_id, unit_kerja``. The unit is the one of the roster, not the one on the day of the batch.

    Returns
    -------
    DataFrame
        One row per unit, sorted by ``unit_kerja``: ``angkatan_id`` (first batch), ``mulai, selesai`` (its dates),
        ``peserta`` (people of the unit who came to it), ``jumlah_asn`` (people of the unit).
    """
    place = pegawai[["pegawai_id", "unit_kerja"]].dropna()
    came = kehadiran.loc[kehadiran["hadir"].fillna(False).astype(bool), ["angkatan_id", "pegawai_id"]].drop_duplicates()
    dates = angkatan[["angkatan_id", "tanggal_mulai", "tanggal_selesai"]].dropna(subset="tanggal_mulai")
    sent = came.merge(place, on="pegawai_id").merge(dates, on="angkatan_id")
    sent = sent.groupby(["unit_kerja", "tanggal_mulai", "angkatan_id"], sort=True).agg(
        selesai=("tanggal_selesai", "first"), peserta=("pegawai_id", "size"),
    ).reset_index().drop_duplicates("unit_kerja")
    sent = sent.rename(columns={"tanggal_mulai": "mulai"}).assign(
        selesai=sent["selesai"].fillna(sent["tanggal_mulai"]), peserta=sent["peserta"].astype("Int64"),
        jumlah_asn=sent["unit_kerja"].map(place["unit_kerja"].value_counts()).astype("Int64"),
    )
    columns = ["unit_kerja", "angkatan_id", "mulai", "selesai", "peserta", "jumlah_asn"]
    return sent[columns].reset_index(drop=True)


def side_of(days: pd.Series, *, start: pd.Series, end: pd.Series) -> pd.Series:
    """``sebelum`` or ``sesudah`` the months of the training; empty for those months and where nobody was trained.

    Months that overlap the training belong to neither side: a monthly figure cannot tell its halves apart.
    """
    month = days.dt.year * 12 + days.dt.month
    first, last = (side.dt.year * 12 + side.dt.month for side in (start, end))
    return pd.Series("", index=days.index, dtype="str").mask(month < first, "sebelum").mask(month > last, "sesudah")
