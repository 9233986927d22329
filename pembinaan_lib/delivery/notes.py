"""Catatan data about delivery: lists, batches and payments that do not fit together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from pembinaan_lib import findings

Rows = Iterator[dict[str, str]]


def notes(
    angkatan: pd.DataFrame, kehadiran: pd.DataFrame, realisasi: pd.DataFrame, *, tanggal: date
) -> pd.DataFrame:
    """Findings DLV-001 to DLV-006, sorted by code and batch; a batch counts as ended before `tanggal`."""
    rows = [*_sessions(angkatan, kehadiran, tanggal), *_money(angkatan, realisasi)]
    return findings.frame(rows).sort_values(["code", "row_id"], kind="stable", ignore_index=True)


def _unknown(rows: pd.DataFrame, angkatan: pd.DataFrame) -> pd.Series:
    """How many rows each batch has that no list of batches knows."""
    strange = rows.loc[~rows["angkatan_id"].isin(angkatan["angkatan_id"]), "angkatan_id"].fillna("")
    return strange.groupby(strange, sort=True).size()


def _sessions(angkatan: pd.DataFrame, kehadiran: pd.DataFrame, tanggal: date) -> Rows:
    for batch, count in _unknown(kehadiran, angkatan).items():
        yield findings.finding(
            "DLV-001", "perlu_dicek", table="kehadiran", row_id=batch, column="angkatan_id", angkatan=batch,
            jumlah=int(count),
        )
    seen = angkatan["angkatan_id"].map(kehadiran.groupby("angkatan_id")["sesi"].nunique()).fillna(0).astype(int)
    planned = angkatan["jumlah_sesi"].fillna(0).astype(int)
    ended = angkatan["tanggal_selesai"].fillna(angkatan["tanggal_mulai"]) < pd.Timestamp(tanggal)
    for code, chosen in {
        "DLV-002": (seen > planned), "DLV-003": ended & (seen == 0), "DLV-006": ended & (seen > 0) & (seen < planned),
    }.items():
        table = "angkatan" if code == "DLV-003" else "kehadiran"
        for batch, listed, plan in zip(angkatan["angkatan_id"][chosen], seen[chosen], planned[chosen], strict=True):
            yield findings.finding(
                code, "perlu_dicek", table=table, row_id=batch, column="sesi", angkatan=batch, ada=listed, rencana=plan,
            )


def _money(angkatan: pd.DataFrame, realisasi: pd.DataFrame) -> Rows:
    for batch, count in _unknown(realisasi, angkatan).items():
        yield findings.finding(
            "DLV-004", "perlu_dicek", table="realisasi", row_id=batch, column="angkatan_id", angkatan=batch,
            jumlah=int(count),
        )
    paid = angkatan["angkatan_id"].map(realisasi.groupby("angkatan_id")["jumlah_rp"].sum()).fillna(0).astype("int64")
    planned = angkatan["anggaran_rp"].fillna(0).astype("int64")
    over = paid > planned
    for batch, amount, plan in zip(angkatan["angkatan_id"][over], paid[over], planned[over], strict=True):
        yield findings.finding(
            "DLV-005", "perlu_dicek", table="realisasi", row_id=batch, column="jumlah_rp", angkatan=batch,
            realisasi=int(amount), anggaran=int(plan),
        )
