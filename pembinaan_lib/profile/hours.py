"""How many learning hours (JP) each ASN has in a year: a floor for PNS, a ceiling for PPPK."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pembinaan_lib.profile.availability import gone
from pembinaan_lib.profile.conversion import recorded_hours
from pembinaan_lib.rules import RuleSet

FLOOR, CEILING, TERMS = "bangkom.jp_minimum_pns", "bangkom.jp_maksimum_pppk", "bangkom.ketentuan_jp"
UNKNOWN = "belum diketahui"


def training_hours(pegawai: pd.DataFrame, riwayat: pd.DataFrame, *, rules: RuleSet, tahun: int) -> pd.DataFrame:
    """The hours each ASN has completed in a year, and what is missing or still allowed.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN. Uses ``pegawai_id``, ``jenis_pegawai``, ``akhir_kontrak``, ``tmt_cpns``, ``tmt_jabatan``,
        ``tanggal_pensiun``, ``kedudukan_hukum``.
    riwayat : DataFrame
        One row per activity done. Uses ``pegawai_id``, ``bentuk``, ``jenis_diklat``, ``durasi_jp`` (JP),
        ``tanggal_mulai``, ``tanggal_selesai``. An activity counts in full on the day it ends; without any date, never.
    rules : RuleSet
        Needs ``bangkom.jp_minimum_pns``, ``bangkom.jp_maksimum_pppk``, ``bangkom.ketentuan_jp``,
        ``bangkom.konversi_jp`` and ``penugasan.kedudukan_hukum``, looked up on 31 December of `tahun`.
    tahun : int
        Four-digit year.

    Returns
    -------
    DataFrame
        One row per ASN, sorted by ``pegawai_id``: ``tahun``, ``ketentuan`` (minimum, maksimum or belum diketahui),
        ``wajib_jp`` (0 without a floor), ``batas_jp`` (missing without a ceiling), ``selesai_jp``, ``kurang_jp``
        (>= 0), ``sisa_batas_jp`` (>= 0, missing without a ceiling), ``masa_awal`` and ``masa_akhir`` (the days
        counted), ``rule_id``, ``rule_from``.

    Raises
    ------
    RuleNotInForceError
        A rule does not hold on that day.

    Notes
    -----
    - kurang = max(0, wajib - selesai); sisa_batas = max(0, batas - selesai). A floor and a ceiling are never mixed.
    - A ceiling runs per contract year: the one that contains 1 July of `tahun`, which covers most of the year. It
      starts the day after ``akhir_kontrak`` in each year, else on the day of ``tmt_cpns`` or ``tmt_jabatan``.
    - Whoever retired before the year begins has no floor in it; the dead, retired, missing and moved away by
      ``kedudukan_hukum`` have neither floor nor ceiling.
    - Where nobody knows which rule holds (PPPK Paruh Waktu), ``wajib_jp`` and ``kurang_jp`` are missing, not 0.
    - What a kind of employee need not count (orientation of PPPK) is left out.

    References
    ----------
    data/rules/bangkom/jp_minimum_pns.yaml (PP 11/2017 Pasal 203(4)), jp_maksimum_pppk.yaml, ketentuan_jp.yaml
    """
    people = _people(pegawai, rules, tahun)
    counted = _counted(riwayat, people, rules, tahun)
    done = counted.groupby("pegawai_id")["jp"].sum()
    finished = people["pegawai_id"].map(done).astype("float64").fillna(0.0)
    frame = people.assign(
        tahun=tahun,
        selesai_jp=finished,
        kurang_jp=(people["wajib_jp"] - finished).clip(lower=0),
        sisa_batas_jp=(people["batas_jp"] - finished).clip(lower=0),
    )
    names = ["pegawai_id", "tahun", "ketentuan", "wajib_jp", "batas_jp", "selesai_jp", "kurang_jp", "sisa_batas_jp",
             "masa_awal", "masa_akhir", "rule_id", "rule_from"]
    return frame[names].sort_values("pegawai_id", kind="stable").reset_index(drop=True)


def _people(pegawai: pd.DataFrame, rules: RuleSet, tahun: int) -> pd.DataFrame:
    """Each ASN with the floor or the ceiling that holds, the rule that says so, and the days that count."""
    day = date(tahun, 12, 31)
    floor, ceiling, terms = (rules.value(rule_id, day) for rule_id in (FLOOR, CEILING, TERMS))
    known = {kind: row["ketentuan"] for kind, row in terms.value.items()}
    holds = pegawai["jenis_pegawai"].map(known).astype("str").fillna(UNKNOWN)
    left = gone(pegawai, rules=rules, tanggal=day)
    retired = pegawai["tanggal_pensiun"].lt(pd.Timestamp(tahun, 1, 1)) | left
    has_floor, has_ceiling = holds.eq("minimum") & ~retired, holds.eq("maksimum") & ~left
    starts, ends = _window(pegawai, has_ceiling, tahun)
    return pd.DataFrame({
        "pegawai_id": pegawai["pegawai_id"].astype("str"),
        "jenis_pegawai": pegawai["jenis_pegawai"],
        "ketentuan": holds,
        "wajib_jp": np.select([has_floor, holds.eq(UNKNOWN) & ~retired], [float(floor.value), np.nan], 0.0),
        "batas_jp": np.where(has_ceiling, float(ceiling.value), np.nan),
        "masa_awal": starts,
        "masa_akhir": ends,
        "rule_id": pd.Series(np.select([has_floor, has_ceiling], [FLOOR, CEILING], TERMS), pegawai.index, dtype="str"),
        "rule_from": pd.Series(np.select(
            [has_floor, has_ceiling],
            [np.datetime64(floor.rule_from), np.datetime64(ceiling.rule_from)], np.datetime64(terms.rule_from),
        ), pegawai.index).astype("datetime64[s]"),
    })


def _window(pegawai: pd.DataFrame, by_contract: pd.Series, tahun: int) -> tuple[pd.Series, pd.Series]:
    """First and last day counted: the calendar year, or the contract year that contains 1 July."""
    renewed = pegawai["akhir_kontrak"] + pd.Timedelta(days=1)
    anchor = renewed.fillna(pegawai["tmt_cpns"]).fillna(pegawai["tmt_jabatan"])
    anchor = anchor.where(by_contract).fillna(pd.Timestamp(tahun, 1, 1))
    late = (anchor.dt.month > 7) | ((anchor.dt.month == 7) & (anchor.dt.day > 1))
    first_year = tahun - late.astype("int64")
    starts, next_starts = _anniversary(anchor, first_year), _anniversary(anchor, first_year + 1)
    return starts, next_starts - pd.Timedelta(days=1)


def _anniversary(anchor: pd.Series, year: pd.Series) -> pd.Series:
    """The same day in `year`; 29 February becomes the 28th."""
    leap = (anchor.dt.month == 2) & (anchor.dt.day == 29)
    parts = pd.DataFrame({"year": year, "month": anchor.dt.month, "day": anchor.dt.day.mask(leap, 28)})
    return pd.to_datetime(parts).astype("datetime64[s]")


def _counted(riwayat: pd.DataFrame, people: pd.DataFrame, rules: RuleSet, tahun: int) -> pd.DataFrame:
    """The activities that count, with ``pegawai_id`` and ``jp``."""
    day = date(tahun, 12, 31)
    window = people[["pegawai_id", "jenis_pegawai", "masa_awal", "masa_akhir"]]
    rows = riwayat.assign(pegawai_id=riwayat["pegawai_id"].astype("str")).merge(window, on="pegawai_id")
    ended = rows["tanggal_selesai"].fillna(rows["tanggal_mulai"])
    inside = ended.between(rows["masa_awal"], rows["masa_akhir"])
    for kind, row in rules.value(TERMS, day).value.items():
        skipped = rows["jenis_diklat"].isin(row["tidak_dihitung"]) & rows["jenis_pegawai"].eq(kind).fillna(False)
        inside &= ~skipped
    rows = rows.loc[inside].reset_index(drop=True)
    return rows[["pegawai_id"]].assign(jp=recorded_hours(rows, rules.value("bangkom.konversi_jp", day)))
