"""Catatan data about people, training, ratings and potential that only their meaning shows (PRF-001 to PRF-015)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.profile import rating
from pembinaan_lib.profile.availability import STATUS
from pembinaan_lib.profile.conversion import recorded_hours
from pembinaan_lib.profile.hours import TERMS, UNKNOWN
from pembinaan_lib.profile.talent import CUT
from pembinaan_lib.rules import RuleSet, bands

_CONVERSION, _ALIKE = "bangkom.konversi_jp", "kinerja.porsi_seragam"
#: The list of ranks that holds for each kind of employee.
RANKS = {"PNS": "golongan.pns", "CPNS": "golongan.pns", "PPPK": "golongan.pppk", "PPPK Paruh Waktu": "golongan.pppk"}


def notes(
    pegawai: pd.DataFrame, riwayat: pd.DataFrame, *, rules: RuleSet, tanggal: date,
    kinerja: pd.DataFrame | None = None, potensi: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What a planner should look at before trusting the profile.

    Parameters
    ----------
    pegawai, riwayat : DataFrame
        Uses ``pegawai_id``, ``jenis_pegawai``, ``golongan``, ``kedudukan_hukum``, ``tanggal_pensiun``,
        ``akhir_kontrak``, ``tmt_cpns``, ``tmt_jabatan``; and of the history ``pegawai_id``, ``kegiatan``, ``bentuk``,
        ``durasi_jp``, its dates, and ``jumlah_hari`` where it is there.
    rules : RuleSet
        Needs ``penugasan.kedudukan_hukum``, ``bangkom.konversi_jp``, ``bangkom.ketentuan_jp`` and ``golongan.*``,
        looked up on `tanggal`; for the tables below ``kinerja.*`` and ``talenta.batas_potensial``.
    tanggal : date
        The day on which we look.
    kinerja, potensi : DataFrame, optional
        As in :func:`pembinaan_lib.profile.predikat` and :func:`pembinaan_lib.profile.nine_box`.

    Returns
    -------
    DataFrame
        Findings, sorted by code and place; ``row_id`` is a pegawai_id.
    """
    rows = [*_of_people(pegawai, rules, tanggal), *_of_ranks(pegawai, rules, tanggal),
            *_of_history(riwayat, rules, tanggal)]
    if kinerja is not None:
        rows += _of_ratings(kinerja, rules, tanggal)
    if potensi is not None:
        rows += _of_potential(potensi, rules, tanggal)
    return findings.frame(sorted(rows, key=lambda row: (row["code"], row["row_id"], row["values"])))


def _of_people(pegawai: pd.DataFrame, rules: RuleSet, tanggal: date) -> Iterator[dict[str, str]]:
    today = pd.Timestamp(tanggal)
    terms = rules.value(STATUS, tanggal).value
    away = pegawai["kedudukan_hukum"].isin([held for held, row in terms.items() if row.get("menghalangi", True)])
    unknown_start = pegawai["tmt_cpns"].fillna(pegawai["tmt_jabatan"]).isna()
    wrong = (
        ("PRF-001", "perlu_dicek", "tanggal_pensiun", pegawai["tanggal_pensiun"].le(today) & ~away),
        ("PRF-002", "perlu_dicek", "akhir_kontrak", pegawai["akhir_kontrak"].lt(today) & ~away),
        ("PRF-003", "informasi", "tmt_cpns", pegawai["jenis_pegawai"].isin(["CPNS", "PPPK"]) & unknown_start),
    )
    for code, severity, column, rows in wrong:
        for pegawai_id in pegawai.loc[rows.fillna(False), "pegawai_id"]:
            yield findings.finding(code, severity, table="pegawai", row_id=str(pegawai_id), column=column)
    open_terms = [kind for kind, row in rules.value(TERMS, tanggal).value.items() if row["ketentuan"] == UNKNOWN]
    for kind, count in pegawai.loc[pegawai["jenis_pegawai"].isin(open_terms), "jenis_pegawai"].value_counts().items():
        yield findings.finding("PRF-014", "informasi", table="pegawai", column="jenis_pegawai", rule_id=TERMS,
                               jenis=str(kind), jumlah=int(count))


def _of_ranks(pegawai: pd.DataFrame, rules: RuleSet, tanggal: date) -> Iterator[dict[str, str]]:
    """PRF-010: a golongan that the list of its kind of employee does not have."""
    known = {rule_id: set(rules.value(rule_id, tanggal).value) for rule_id in set(RANKS.values())}
    rows = pegawai.loc[pegawai["golongan"].notna() & pegawai["jenis_pegawai"].isin(RANKS)]
    for pegawai_id, kind, rank in zip(rows["pegawai_id"], rows["jenis_pegawai"], rows["golongan"], strict=True):
        if rank not in known[RANKS[kind]]:
            yield findings.finding("PRF-010", "perlu_dicek", table="pegawai", row_id=str(pegawai_id), column="golongan",
                                   rule_id=RANKS[kind], golongan=rank, jenis=kind)


def _of_history(riwayat: pd.DataFrame, rules: RuleSet, tanggal: date) -> Iterator[dict[str, str]]:
    if riwayat.empty:
        yield findings.finding("PRF-004", "informasi", table="riwayat_bangkom")
        return
    rows = riwayat.reset_index(drop=True)
    unvalued = recorded_hours(rows, rules.value(_CONVERSION, tanggal)).eq(0) & ~rows["durasi_jp"].gt(0).fillna(False)
    capped = rows["bentuk"].isin(_capped_forms(rules, tanggal))
    wrong = (("PRF-005", "durasi_jp", unvalued & ~capped), ("PRF-015", "jumlah_hari", _more_days_than_dates(rows)))
    for code, column, where in wrong:
        for pegawai_id, kegiatan in rows.loc[where, ["pegawai_id", "kegiatan"]].itertuples(index=False):
            yield findings.finding(
                code, "perlu_dicek", table="riwayat_bangkom", row_id=str(pegawai_id), column=column,
                rule_id=_CONVERSION, kegiatan=str(kegiatan),
            )


def _more_days_than_dates(rows: pd.DataFrame) -> pd.Series:
    if "jumlah_hari" not in rows:
        return pd.Series(False, index=rows.index)
    return rows["jumlah_hari"].astype("float64").gt((rows["tanggal_selesai"] - rows["tanggal_mulai"]).dt.days + 1)


def _capped_forms(rules: RuleSet, tanggal: date) -> list[str]:
    """Forms whose hours may be 0 because a cap was reached, which is no fault of the data."""
    table = rules.value(_CONVERSION, tanggal).value
    return [form for form, row in table.items() if row["batas_per"] is not None]


def _of_ratings(kinerja: pd.DataFrame, rules: RuleSet, tanggal: date) -> Iterator[dict[str, str]]:
    """PRF-011: a rating that contradicts the matrix. PRF-012: ratings of a year that hardly tell people apart."""
    rated = rating.predikat(kinerja, rules=rules)
    for row in rated[rated["bertentangan"]].itertuples():
        yield findings.finding(
            "PRF-011", "perlu_dicek", table="kinerja", row_id=row.pegawai_id, column="predikat", rule_id=rating.MATRIX,
            tahun=int(row.tahun), tertulis=row.predikat, matriks=row.menurut_matriks,
        )
    alike = float(rules.value(_ALIKE, tanggal).value)
    for year, given in rated.dropna(subset=["predikat", "tahun"]).groupby("tahun")["predikat"]:
        shares = given.value_counts(normalize=True).sort_index().sort_values(ascending=False, kind="stable")
        if len(given) > 1 and shares.iloc[0] >= alike:
            yield findings.finding(
                "PRF-012", "informasi", table="kinerja", column="predikat", rule_id=_ALIKE, tahun=int(year),
                predikat=str(shares.index[0]), persen=round(100 * float(shares.iloc[0])),
            )


def _of_potential(potensi: pd.DataFrame, rules: RuleSet, tanggal: date) -> Iterator[dict[str, str]]:
    """PRF-013: a stated potential that is not the one of its score."""
    cut = bands.label(potensi["nilai_potensi"], rules.value(CUT, tanggal))
    differ = potensi["potensial"].notna() & cut.notna() & potensi["potensial"].ne(cut).fillna(False)
    for pegawai_id, told, by_score in zip(potensi.loc[differ, "pegawai_id"], potensi.loc[differ, "potensial"],
                                          cut[differ], strict=True):
        yield findings.finding("PRF-013", "perlu_dicek", table="potensi", row_id=str(pegawai_id), column="potensial",
                               rule_id=CUT, tertulis=told, batas=by_score)
