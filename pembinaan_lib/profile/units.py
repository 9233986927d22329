"""Each perangkat daerah in one row: how many ASN, who retires, what is owed, who lacks hours."""

from __future__ import annotations

import pandas as pd

_PNS, _PPPK = ("PNS", "CPNS"), ("PPPK", "PPPK Paruh Waktu")


def unit_profile(pegawai: pd.DataFrame, obligations: pd.DataFrame, hours: pd.DataFrame) -> pd.DataFrame:
    """One row per perangkat daerah, for a plan year.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN. Uses ``pegawai_id``, ``perangkat_daerah``, ``jenis_pegawai``, ``tanggal_pensiun``.
    obligations : DataFrame
        Of :func:`pembinaan_lib.profile.obligations`.
    hours : DataFrame
        Of :func:`pembinaan_lib.profile.training_hours`; its ``tahun`` is the year of retirements.

    Returns
    -------
    DataFrame
        Sorted by ``perangkat_daerah`` (empty text where unknown). People: ``jumlah_asn``, ``pns`` (with CPNS),
        ``pppk`` (with paruh waktu), ``pensiun_dalam_tahun``, ``berkewajiban_asn``, ``wajib_jp_asn`` (with a floor of
        hours), ``kurang_jp_asn`` (below it). Duties: ``kewajiban``, ``kewajiban_terlambat``. Hours: ``kurang_jp``.

    Notes
    -----
    Every column adds up over units to the agency.
    """
    year = hours["tahun"].max() if len(hours) else None
    owed = obligations.groupby("pegawai_id")["terlambat"].agg(["size", "sum"])
    lacking = hours.set_index("pegawai_id")
    ids = pegawai["pegawai_id"]
    people = pd.DataFrame({
        "perangkat_daerah": pegawai["perangkat_daerah"].fillna("").astype("str"),
        "jumlah_asn": 1,
        "pns": pegawai["jenis_pegawai"].isin(_PNS),
        "pppk": pegawai["jenis_pegawai"].isin(_PPPK),
        "pensiun_dalam_tahun": pegawai["tanggal_pensiun"].dt.year.eq(year),
        "berkewajiban_asn": ids.isin(owed.index),
        "kewajiban": ids.map(owed["size"]).fillna(0),
        "kewajiban_terlambat": ids.map(owed["sum"]).fillna(0),
        "wajib_jp_asn": ids.map(lacking["wajib_jp"]).gt(0),
        "kurang_jp_asn": ids.map(lacking["kurang_jp"]).gt(0),
    })
    counts = people.groupby("perangkat_daerah").sum().astype("int64")
    hours_lacking = ids.map(lacking["kurang_jp"]).fillna(0.0).groupby(people["perangkat_daerah"]).sum()
    return counts.assign(kurang_jp=hours_lacking).reset_index()
