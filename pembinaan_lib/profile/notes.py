"""Catatan data about the roster and the training history that only their meaning shows (PRF-001 to PRF-005)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.profile.availability import RULE_ID as WHO_MAY_GO
from pembinaan_lib.profile.conversion import recorded_hours
from pembinaan_lib.rules import RuleSet

_CONVERSION = "bangkom.konversi_jp"


def notes(pegawai: pd.DataFrame, riwayat: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """What a planner should look at before trusting the profile.

    Parameters
    ----------
    pegawai, riwayat : DataFrame
        Uses ``pegawai_id``, ``jenis_pegawai``, ``kedudukan_hukum``, ``tanggal_pensiun``, ``akhir_kontrak``,
        ``tmt_cpns``, ``tmt_jabatan``; and of the history ``pegawai_id``, ``kegiatan``, ``bentuk``, ``durasi_jp`` and
        its dates.
    rules : RuleSet
        Needs ``penugasan.syarat`` and ``bangkom.konversi_jp``, looked up on `tanggal`.
    tanggal : date
        The day on which we look.

    Returns
    -------
    DataFrame
        Findings, sorted by code and place; ``row_id`` is a pegawai_id.
    """
    rows = [*_of_people(pegawai, rules, tanggal), *_of_history(riwayat, rules, tanggal)]
    return findings.frame(sorted(rows, key=lambda row: (row["code"], row["row_id"], row["values"])))


def _of_people(pegawai: pd.DataFrame, rules: RuleSet, tanggal: date) -> Iterator[dict[str, str]]:
    today = pd.Timestamp(tanggal)
    away = pegawai["kedudukan_hukum"].isin(rules.value(WHO_MAY_GO, tanggal).value["kedudukan_hukum_menghalangi"])
    unknown_start = pegawai["tmt_cpns"].fillna(pegawai["tmt_jabatan"]).isna()
    wrong = (
        ("PRF-001", "perlu_dicek", "tanggal_pensiun", pegawai["tanggal_pensiun"].le(today) & ~away),
        ("PRF-002", "perlu_dicek", "akhir_kontrak", pegawai["akhir_kontrak"].lt(today) & ~away),
        ("PRF-003", "informasi", "tmt_cpns", pegawai["jenis_pegawai"].isin(["CPNS", "PPPK"]) & unknown_start),
    )
    for code, severity, column, rows in wrong:
        for pegawai_id in pegawai.loc[rows.fillna(False), "pegawai_id"]:
            yield findings.finding(code, severity, table="pegawai", row_id=str(pegawai_id), column=column)


def _of_history(riwayat: pd.DataFrame, rules: RuleSet, tanggal: date) -> Iterator[dict[str, str]]:
    if riwayat.empty:
        yield findings.finding("PRF-004", "informasi", table="riwayat_bangkom")
        return
    rows = riwayat.reset_index(drop=True)
    unvalued = recorded_hours(rows, rules.value(_CONVERSION, tanggal)).eq(0) & ~rows["durasi_jp"].gt(0).fillna(False)
    capped = rows["bentuk"].isin(_capped_forms(rules, tanggal))
    for _, row in rows[unvalued & ~capped].iterrows():
        yield findings.finding(
            "PRF-005", "perlu_dicek", table="riwayat_bangkom", row_id=str(row["pegawai_id"]), column="durasi_jp",
            rule_id=_CONVERSION, kegiatan=str(row["kegiatan"]),
        )


def _capped_forms(rules: RuleSet, tanggal: date) -> list[str]:
    """Forms whose hours may be 0 because a cap was reached, which is no fault of the data."""
    table = rules.value(_CONVERSION, tanggal).value
    return [form for form, row in table.items() if row["batas_per"] is not None]
