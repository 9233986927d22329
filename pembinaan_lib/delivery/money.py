"""What was paid, against what was planned. All amounts in whole rupiah."""

from __future__ import annotations

import pandas as pd


def budget_use(angkatan: pd.DataFrame, realisasi: pd.DataFrame) -> pd.DataFrame:
    """Planned and paid money of each batch.

    Parameters
    ----------
    angkatan : DataFrame
        One row per batch: ``angkatan_id, bangkom_id, kegiatan, anggaran_rp``.
    realisasi : DataFrame
        One row per payment: ``nomor_bukti, angkatan_id, jumlah_rp``. Payments of unknown batches are left out
        (``DLV-004``).

    Returns
    -------
    DataFrame
        One row per batch, sorted by ``angkatan_id``: ``anggaran_rp, realisasi_rp, sisa_rp`` (negative where more was
        paid), ``serapan_rasio`` (missing without a budget), ``bukti`` (payments).
    """
    paid = realisasi.groupby("angkatan_id")["jumlah_rp"].agg(realisasi_rp="sum", bukti="size")
    found = angkatan[["angkatan_id", "bangkom_id", "kegiatan", "anggaran_rp"]].merge(paid, on="angkatan_id", how="left")
    found["bangkom_id"] = found["bangkom_id"].fillna("")
    return _compared(found).sort_values("angkatan_id", kind="stable", ignore_index=True)


def spending(angkatan: pd.DataFrame, realisasi: pd.DataFrame) -> pd.DataFrame:
    """Paid money of each batch by kind of spending.

    Returns
    -------
    DataFrame
        One row per batch and ``jenis_belanja`` with a payment, sorted by both: ``kegiatan, realisasi_rp,
        bagian_rasio`` (of the batch's payments, 0 to 1), ``bukti`` (payments).
    """
    key = ["angkatan_id", "jenis_belanja"]
    paid = realisasi[[*key, "jumlah_rp"]].assign(jenis_belanja=realisasi["jenis_belanja"].fillna(""))
    found = paid.groupby(key, sort=True)["jumlah_rp"].agg(realisasi_rp="sum", bukti="size").reset_index()
    found = found.merge(angkatan[["angkatan_id", "kegiatan"]], on="angkatan_id")
    total = found.groupby("angkatan_id")["realisasi_rp"].transform("sum").astype("float64")
    found["bagian_rasio"] = found["realisasi_rp"].astype("float64") / total.where(total > 0)
    found[["realisasi_rp", "bukti"]] = found[["realisasi_rp", "bukti"]].astype("Int64")
    return found[["angkatan_id", "kegiatan", "jenis_belanja", "realisasi_rp", "bagian_rasio", "bukti"]]


def _compared(found: pd.DataFrame) -> pd.DataFrame:
    amounts = ["anggaran_rp", "realisasi_rp", "bukti"]
    found[amounts] = found[amounts].fillna(0).astype("Int64")
    planned = found["anggaran_rp"].astype("float64")
    return found.assign(
        sisa_rp=found["anggaran_rp"] - found["realisasi_rp"],
        serapan_rasio=found["realisasi_rp"].astype("float64") / planned.where(planned > 0),
    )
