"""Ratings and indicators: what they tell, when they tell nothing, and what becomes evidence."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pembinaan_lib import findings, needs, tables
from tests.needs.frames import LAW, TODAY, frame, is_evidence, same, staff

STAFF = staff(A=10, B=10, C=4)
UNITS = tables.empty("unit_kerja")
WITH = {"rules": LAW, "tanggal": TODAY}


def ratings(*rows: tuple[str, int, str | None]) -> pd.DataFrame:
    return frame("kinerja", "pegawai_id tahun predikat", *rows)


def many(unit: str, year: int, **counts: int) -> list[tuple[str, int, str]]:
    names = [name.replace("_", " ") for name, number in counts.items() for _ in range(number)]
    return [(f"{unit}{n}", year, name) for n, name in enumerate(names)]


def mapping(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    return frame("pemetaan_kompetensi", "asal nama_asal kompetensi bobot", *rows)


def indicators(*rows: tuple[str, str, str, str | None, float, float | None]) -> pd.DataFrame:
    return frame("indikator_layanan", "unit_kerja indikator bulan arah nilai target", *rows)


MIXED = ratings(*many("A", 2025, Baik=6, Butuh_Perbaikan=3, Kurang=1), *many("B", 2025, Baik=9, Sangat_Baik=1))


def test_the_share_below_expectation_by_hand() -> None:
    found = needs.performance(STAFF, MIXED, **WITH).set_index("perangkat_daerah")
    assert found.loc["A", ["asn", "dinilai", "di_bawah_ekspektasi", "butuh_perbaikan", "kurang"]].tolist() == [10, 10, 4, 3, 1]
    assert found.loc["A", "bagian_rasio"] == pytest.approx(0.4)
    bounds = proportion_confint(4, 10, method="wilson")  # statsmodels, at 95 %
    assert found.loc["A", ["rasio_bawah", "rasio_atas"]].tolist() == pytest.approx(bounds)
    assert found["membedakan"].to_dict() == {"A": True, "B": False, "C": False}
    assert found["catatan"].to_dict() == {"A": "", "B": "predikat hampir seragam", "C": "belum dinilai"}


def test_nobody_rated_is_missing_and_not_zero() -> None:
    row = needs.performance(STAFF, MIXED, **WITH).set_index("perangkat_daerah").loc["C"]
    assert (row["asn"], row["dinilai"]) == (4, 0)
    assert pd.isna(row["bagian_rasio"])
    assert row["cakupan_rasio"] == 0


def test_the_national_pattern_tells_nobody_apart_and_takes_no_weight() -> None:
    """88.46 % Baik, 11.27 % Sangat Baik and 0.27 % below, as published for 2022-2024: said, and without weight."""
    people = staff(N=10_000)
    rated = ratings(*many("N", 2025, Baik=8846, Sangat_Baik=1127, Butuh_Perbaikan=27))
    found = needs.performance(people, rated, **WITH)
    assert found["membedakan"].tolist() == [False]
    assert found["bagian_rasio"].tolist() == [pytest.approx(0.0027)]
    pemetaan = mapping(("predikat", "Butuh Perbaikan", "Orientasi pada Hasil", 1))
    empty = tables.empty("indikator_layanan")
    assert needs.performance_evidence(found, empty, UNITS, pemetaan, **WITH).empty
    noted = findings.told(needs.performance_notes(people, rated, found, pemetaan, tanggal=TODAY))
    assert noted["code"].tolist() == ["NED-020"]
    assert "tidak diberi bobot" in noted["message"].iloc[0]


@pytest.mark.parametrize(("counts", "tells"), [
    ({"Baik": 85, "Kurang": 15}, True),  # nearly all the same, but more than one in ten below
    ({"Kurang": 100}, True), ({"Baik": 80, "Sangat_Baik": 20}, True), ({"Baik": 81, "Sangat_Baik": 19}, False),
    ({"Baik": 91, "Kurang": 9}, False), ({"Baik": 90, "Kurang": 10}, True),
])
def test_when_ratings_tell_anything(counts: dict[str, int], tells: bool) -> None:
    found = needs.performance(staff(N=100), ratings(*many("N", 2025, **counts)), **WITH)
    assert found["membedakan"].tolist() == [tells]


def test_a_unit_that_differs_by_chance_tells_nothing_where_nearly_everybody_is_rated_alike() -> None:
    rated = ratings(*many("A", 2025, Baik=95), *many("B", 2025, Baik=15, Sangat_Baik=5), *many("C", 2025, Baik=18, Kurang=2))
    found = needs.performance(staff(A=95, B=20, C=20), rated, **WITH).set_index("perangkat_daerah")
    assert found["terbanyak_rasio"].to_dict() == {"A": 1.0, "B": 0.75, "C": 0.9}
    assert found["membedakan"].to_dict() == {"A": False, "B": False, "C": True}  # in C one in ten is below


def test_the_roster_knows_units_that_no_list_names() -> None:
    given_ = indicators(("UPTD A", "i", "2026-10-01", "naik", 1, 2))
    assert needs.indicator_gap(given_, UNITS, STAFF, **WITH)["perangkat_daerah"].tolist() == ["A"]
    told = needs.performance_evidence(
        needs.performance(STAFF, MIXED, **WITH), given_, UNITS, mapping(("indikator", "i", "K", 1)), pegawai=STAFF, **WITH,
    )
    assert told["perangkat_daerah"].tolist() == ["A"]


def test_where_ratings_tell_people_apart_nobody_below_is_a_measured_zero() -> None:
    found = needs.performance(staff(N=10), ratings(*many("N", 2025, Baik=7, Sangat_Baik=3)), **WITH)
    told = needs.performance_evidence(
        found, tables.empty("indikator_layanan"), UNITS, mapping(("predikat", "Kurang", "K", 1)), **WITH,
    )
    assert told["nilai"].tolist() == [0.0]


def test_the_matrix_stands_in_for_a_rating_that_is_not_written() -> None:
    rated = frame("kinerja", "pegawai_id tahun hasil_kerja perilaku_kerja",
                  ("A0", 2025, "di bawah ekspektasi", "sesuai ekspektasi"),
                  ("A1", 2025, "sesuai ekspektasi", "di bawah ekspektasi"),
                  ("A2", 2025, "sesuai ekspektasi", "sesuai ekspektasi"), ("A3", 2025, "sesuai ekspektasi", None))
    row = needs.performance(STAFF, rated, **WITH).iloc[0]
    assert (row["dinilai"], row["butuh_perbaikan"], row["kurang"]) == (3, 1, 1)


def test_shares_of_one_competency_add_up_with_their_weights() -> None:
    found = needs.performance(STAFF, MIXED, **WITH)
    pemetaan = mapping(("predikat", "Butuh Perbaikan", "Hasil", 1), ("predikat", "kurang", "Hasil", 0.5),
                       ("predikat", "di bawah ekspektasi", "Belajar", 0.5), ("predikat", "Kurang", "Integritas", None))
    told = needs.performance_evidence(found, tables.empty("indikator_layanan"), UNITS, pemetaan, **WITH)
    is_evidence(told, "kinerja")
    values = told.set_index("kompetensi")["nilai"]
    assert values.to_dict() == {"Belajar": pytest.approx(0.2), "Hasil": pytest.approx(0.35), "Integritas": pytest.approx(0.1)}
    assert set(told["perangkat_daerah"]) == {"A"}
    assert told["cakupan_rasio"].tolist() == [1.0] * 3
    assert told["tanggal"].tolist() == [pd.Timestamp("2025-12-31")] * 3


def test_old_and_future_ratings_are_no_evidence() -> None:
    rated = ratings(*many("A", 2023, Kurang=10), *many("B", 2030, Kurang=10))
    found = needs.performance(STAFF, rated, **WITH)
    assert set(found["tahun"]) == {2023}
    pemetaan = mapping(("predikat", "Kurang", "K", 1))
    assert needs.performance_evidence(found, tables.empty("indikator_layanan"), UNITS, pemetaan, **WITH).empty
    codes = needs.performance_notes(STAFF, rated, found, pemetaan, tanggal=TODAY)["code"].tolist()
    assert codes == ["NED-022"]


def test_the_newest_year_counts() -> None:
    rated = ratings(*many("A", 2024, Kurang=10), *many("A", 2025, Baik=8, Kurang=2))
    told = needs.performance_evidence(
        needs.performance(STAFF, rated, **WITH), tables.empty("indikator_layanan"), UNITS,
        mapping(("predikat", "Kurang", "K", 1)), **WITH,
    )
    assert told["nilai"].tolist() == [pytest.approx(0.2)]


@pytest.mark.parametrize(("nilai", "target", "arah", "wanted"), [
    (80, 100, "naik", 0.2), (120, 100, "naik", 0.0), (-50, 100, "naik", 1.0), (45, 30, "turun", 0.5), (90, 30, "turun", 1.0),
    (0, 0, "turun", 0.0), (1, 0, "turun", 1.0), (-120, -100, "naik", 0.2), (1, None, "naik", None), (None, 1, "naik", None),
    (1, 2, None, None),
])
def test_how_far_behind_the_target(nilai: float, target: float, arah: str, wanted: float | None) -> None:
    given_ = indicators(("A", "i", "2026-10-01", arah, 0, target)).assign(nilai=[nilai]).astype({"nilai": "float64"})
    found = needs.indicator_gap(given_, UNITS, **WITH)["kurang_rasio"].iloc[0]
    assert pd.isna(found) if wanted is None else found == pytest.approx(wanted)


def test_only_the_last_twelve_months_count() -> None:
    months = [(f"{y}-{m:02d}-01", 50.0) for y in (2025, 2026) for m in range(1, 13)]
    found = needs.indicator_gap(indicators(*(("A", "i", day, "naik", v, 100.0) for day, v in months)), UNITS, **WITH)
    assert found["bulan_terukur"].tolist() == [12]  # December 2025 to November 2026
    assert found["tanggal"].tolist() == [pd.Timestamp("2026-11-01")]


def test_units_roll_up_and_indicators_meet_ratings() -> None:
    units = frame("unit_kerja", "unit_kerja perangkat_daerah", ("P1", "A"), ("P2", "A"))
    given_ = indicators(("P1", "Tunggu", "2026-10-01", "turun", 60, 40), ("P2", "Tunggu", "2026-10-01", "turun", 40, 40),
                        ("P2", "Tunggu", "2026-09-01", "turun", 40, 40), ("??", "Tunggu", "2026-09-01", "turun", 99, 40))
    pemetaan = mapping(("indikator", "tunggu", "Komunikasi", 1), ("predikat", "di bawah ekspektasi", "Komunikasi", 1))
    told = needs.performance_evidence(needs.performance(STAFF, MIXED, **WITH), given_, units, pemetaan, **WITH)
    # indicator: (0.5 + 0 + 0) / 3; ratings 0.4; both with weight 1
    assert told["nilai"].tolist() == [pytest.approx((0.5 / 3 + 0.4) / 2)]
    assert told["jumlah"].tolist() == [3]
    assert needs.indicator_notes(needs.indicator_gap(given_, units, **WITH), pemetaan)["code"].tolist() == ["NED-025"]


def test_what_leads_nowhere_is_told_once_per_indicator() -> None:
    given_ = indicators(("A", "x", "2026-10-01", None, 1, 2), ("B", "x", "2026-10-01", "naik", 1, None))
    gaps = needs.indicator_gap(given_, UNITS, **WITH)
    noted = needs.indicator_notes(gaps, tables.empty("pemetaan_kompetensi"))
    assert noted["code"].tolist() == ["NED-023", "NED-024"]
    found = needs.performance(STAFF, MIXED, **WITH)
    stranger = ratings(("zz", 2025, "Baik"))
    assert needs.performance_notes(
        STAFF, stranger, found, tables.empty("pemetaan_kompetensi"), tanggal=TODAY,
    )["code"].tolist() == ["NED-020", "NED-021", "NED-026"]


def test_nothing_at_all_is_empty_with_the_same_types() -> None:
    full = needs.performance(STAFF, MIXED, **WITH)
    for people in (STAFF, tables.empty("pegawai")):
        none = needs.performance(people, tables.empty("kinerja"), **WITH)
        assert none.empty
        assert none.dtypes.to_dict() == full.dtypes.to_dict()
        told = needs.performance_evidence(
            none, tables.empty("indikator_layanan"), UNITS, tables.empty("pemetaan_kompetensi"), **WITH,
        )
        is_evidence(told, "kinerja")
        assert told.empty
    assert needs.performance(tables.empty("pegawai"), MIXED, **WITH).empty


NAMES = ["Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang", None]
RATED = st.lists(st.tuples(
    st.sampled_from([f"{unit}{n}" for unit in "AB" for n in range(8)] + ["zz"]), st.sampled_from([2023, 2025, 2026, 2031]),
    st.sampled_from(NAMES),
), max_size=30, unique_by=lambda row: row[:2])


@settings(max_examples=8)
@given(RATED)
def test_what_always_holds_of_ratings(rows: list[tuple[str, int, str]]) -> None:
    rated = ratings(*rows)
    found = needs.performance(STAFF, rated, **WITH)
    known = [row for row in rows if row[0] != "zz" and row[1] <= 2026 and row[2] is not None]
    assert found["dinilai"].sum() == len(known)
    assert found["di_bawah_ekspektasi"].sum() == sum(row[2] in NAMES[2:5] for row in known)
    assert not found.duplicated(["perangkat_daerah", "tahun"]).any()
    assert (found["bagian_rasio"].isna() == (found["dinilai"] == 0)).all()
    assert (found["membedakan"] == (found["catatan"] == "")).all()
    assert found["cakupan_rasio"].between(0, 1).all()
    pemetaan = mapping(("predikat", "Kurang", "K", 0.7), ("predikat", "Butuh Perbaikan", "K", 1))
    empty = tables.empty("indikator_layanan")
    told = needs.performance_evidence(found, empty, UNITS, pemetaan, **WITH)
    is_evidence(told, "kinerja")
    assert set(told["perangkat_daerah"]) <= set(found.loc[found["membedakan"], "perangkat_daerah"])
    turned = needs.performance(STAFF[::-1], rated[::-1], **WITH)
    same(found, turned)
    same(told, needs.performance_evidence(turned[::-1], empty, UNITS, pemetaan[::-1], **WITH))


def test_inputs_stay_as_they_were() -> None:
    before = (STAFF.copy(), MIXED.copy())
    needs.performance(STAFF, MIXED, rules=LAW, tanggal=date(2026, 1, 1))
    same(STAFF, before[0])
    same(MIXED, before[1])
