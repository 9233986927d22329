"""Satisfaction and service indicators: published cases, hand-worked cases, and what cannot be told."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from pembinaan_lib import evaluation, rules, tables, words

LAW = rules.load()
TODAY = date(2026, 11, 21)
ELEMENTS = list(LAW.value("skm.bobot", TODAY).value)
STAFF = tables.canonical(pd.DataFrame({
    "pegawai_id": [f"p{n}" for n in range(8)], "unit_kerja": ["U1", "U1", "U1", "U2", "U2", "U3", "U4", None],
}), "pegawai")
BATCHES = tables.canonical(pd.DataFrame({
    "angkatan_id": ["A1", "A2", "A3"], "kegiatan": "K", "tanggal_mulai": ["2026-05-10", "2026-03-30", "2026-02-02"],
    "tanggal_selesai": ["2026-05-12", "2026-04-02", None], "durasi_jp": 20, "jumlah_sesi": 2,
}), "angkatan")
CAME = tables.canonical(pd.DataFrame({
    "angkatan_id": ["A1", "A1", "A1", "A2", "A3", "A3", "A2"], "pegawai_id": ["p0", "p1", "p1", "p3", "p5", "p7", "p0"],
    "sesi": [1, 1, 2, 1, 1, 1, 1], "hadir": [True, True, True, True, False, True, False],
}), "kehadiran")
TRAINED = evaluation.trained_units(BATCHES, CAME, STAFF, rules=LAW, tanggal=TODAY)


def survey(*rows: tuple[str, str, str, int, float | list[float]]) -> pd.DataFrame:
    made = [
        {"unit_kerja": unit, "layanan": service, "tanggal": day, "jumlah_responden": people,
         **dict(zip(ELEMENTS, means if isinstance(means, list) else [means] * 9, strict=True))}
        for unit, service, day, people, means in rows
    ]
    return tables.canonical(pd.DataFrame(made), "skm_ringkas")


GASPUL = [total / 29 for total in (105, 101, 100, 116, 102, 105, 106, 105, 115)]


def test_skm_of_gaspul() -> None:
    """The published case (n = 29): totals per element, 91.48 with the exact weight of 1/9, quality A."""
    row = evaluation.skm(survey(("U", "L", "2026-06-01", 29, GASPUL)), rules=LAW).iloc[0]
    assert (row["nilai"], row["mutu"], row["responden"]) == (91.48, "A", 29)
    assert row["unsur_terendah"] == ELEMENTS[2]
    assert round(row["nrr_terendah"], 4) == 3.4483
    rounded = LAW.value("skm.bobot_pembulatan", TODAY).value
    parts = evaluation.skm_elements(survey(("U", "L", "2026-06-01", 29, GASPUL)), rules=LAW)
    printed = sum(parts.set_index("unsur")["nrr"] * pd.Series(rounded)) * 25
    assert round(printed, 2) == 90.56


@pytest.mark.parametrize(("mean", "value", "band"), [
    (2.5996, 64.99, "D"), (2.6, 65.0, "C"), (3.064, 76.6, "C"), (3.0644, 76.61, "B"), (3.532, 88.3, "B"),
    (3.5324, 88.31, "A"), (3.0641999, 76.6, "C"), (1, 25, "D"), (4, 100, "A"), (3.2792, 81.98, "B"),
])
def test_bands_meet_without_a_gap(mean: float, value: float, band: str) -> None:
    row = evaluation.skm(survey(("U", "L", "2026-06-01", 100, mean)), rules=LAW).iloc[0]
    assert (row["nilai"], row["mutu"]) == (value, band)


def test_services_of_a_unit_are_weighted_by_their_respondents() -> None:
    table = survey(("U", "L1", "2026-06-01", 100, 3.0), ("U", "L2", "2026-06-01", 300, 4.0), ("U", "L3", "2026-06-01", 0, 1.0))
    row = evaluation.skm(table, rules=LAW).iloc[0]
    assert (row["indeks"], row["responden"]) == (pytest.approx(3.75), 400)
    hole = table.assign(biaya=table["biaya"].mask(table["layanan"] == "L2"))
    assert evaluation.skm(hole, rules=LAW)["indeks"].tolist() == [3.0]


def test_a_survey_from_before_the_rules_is_left_out_and_said() -> None:
    table = survey(("U1", "L", "2016-06-01", 50, 3.0), ("U1", "L", "2026-06-01", 100, 4.0))
    assert evaluation.skm(table, rules=LAW)["tanggal"].tolist() == [pd.Timestamp(2026, 6, 1)]
    old = table.head(1)
    assert evaluation.skm(old, rules=LAW).empty and evaluation.skm_elements(old, rules=LAW).empty
    empty = {"angkatan": BATCHES, "reaksi": tables.empty("evaluasi_reaksi"), "belajar": tables.empty("evaluasi_belajar"),
             "indikator": tables.empty("indikator_layanan"), "pegawai": STAFF}
    said = evaluation.notes(skm_ringkas=table, rules=LAW, tanggal=TODAY, **empty)
    assert said[["code", "table", "row_id"]].values.tolist() == [["EVL-006", "skm_ringkas", "U1"]]


def test_no_survey() -> None:
    full = evaluation.skm(survey(("U", "L", "2026-06-01", 29, GASPUL)), rules=LAW)
    empty = evaluation.skm(tables.empty("skm_ringkas"), rules=LAW)
    assert empty.empty
    assert list(empty.columns) == list(full.columns)
    assert evaluation.skm_change(empty, TRAINED, rules=LAW, tanggal=TODAY).empty


def test_the_first_batch_to_which_enough_people_came() -> None:
    found = TRAINED.set_index("unit_kerja")
    assert list(found.index) == ["U1", "U2"]  # U3 was absent, U4 never asked
    assert found.loc["U1", "mulai"] == pd.Timestamp("2026-05-10")
    assert (found.loc["U1", "peserta"], found.loc["U1", "jumlah_asn"]) == (2, 3)
    assert set(found["rule_id"]) == {"evaluasi.bagian_terlatih"}


def test_one_visitor_does_not_train_a_large_unit_but_several_over_time_do() -> None:
    staff = tables.canonical(pd.DataFrame({"pegawai_id": [f"p{n}" for n in range(10)], "unit_kerja": "U"}), "pegawai")
    came = tables.canonical(pd.DataFrame({
        "angkatan_id": ["A3", "A2", "A1"], "pegawai_id": ["p0", "p0", "p1"], "sesi": 1, "hadir": True,
    }), "kehadiran")
    found = evaluation.trained_units(BATCHES, came, staff, rules=LAW, tanggal=TODAY)
    assert found[["angkatan_id", "peserta"]].to_numpy().tolist() == [["A1", 2]]
    assert evaluation.trained_units(BATCHES, came, staff, rules=LAW, tanggal=date(2026, 5, 1)).empty


def test_change_of_satisfaction_and_why_it_cannot_be_told() -> None:
    table = survey(
        ("U1", "L", "2025-06-01", 900, 2.0), ("U1", "L", "2026-04-01", 900, 3.0), ("U1", "L", "2026-05-01", 900, 1.0),
        ("U1", "L", "2026-06-01", 900, 3.6), ("U2", "L", "2026-01-01", 9, 3.0), ("U2", "L", "2026-06-01", 900, 3.6),
        ("U3", "L", "2026-01-01", 50, 3.0),
    )
    found = evaluation.skm_change(evaluation.skm(table, rules=LAW), TRAINED, rules=LAW, tanggal=TODAY).set_index("unit_kerja")
    first = found.loc["U1"]
    assert (first["sebelum"], first["sesudah"], first["perubahan"]) == (75, 90, 15)  # May itself belongs to neither side
    assert first["bawah"] == pytest.approx(15 - 1.959964 * ((50 * 25 + 65 * 10) / 900) ** 0.5, abs=1e-5)
    assert (first["kesimpulan"], first["alasan"]) == ("meningkat", "")
    assert found["kesimpulan"].iloc[1:].tolist() == ["belum dapat disimpulkan"] * 2
    assert found["alasan"].iloc[1:].tolist() == ["evaluation.reason.few_respondents", "evaluation.reason.not_trained"]
    early = evaluation.skm_change(evaluation.skm(table.query("tanggal < '2026-05-01'"), rules=LAW), TRAINED, rules=LAW, tanggal=TODAY)
    assert early.set_index("unit_kerja")["alasan"].to_dict()["U1"] == "evaluation.reason.no_after"


def monthly(unit: str, before: list[float], after: list[float], arah: str = "turun") -> pd.DataFrame:
    months = pd.date_range("2026-01-01", periods=12, freq="MS")
    values = dict(zip(months[: len(before)], before, strict=True)) | dict(zip(months[5 : 5 + len(after)], after, strict=True))
    frame = pd.DataFrame({
        "unit_kerja": unit, "indikator": "waktu tunggu", "bulan": list(values), "satuan": "menit", "arah": arah,
        "nilai": list(values.values()), "target": 40.0,
    })
    return tables.canonical(frame, "indikator_layanan")


def test_indicator_before_and_after() -> None:
    table = pd.concat([monthly("U1", [60, 50, 55, 55], [40, 30, 35]), monthly("U4", [60, 60], [60, 54])])
    found = evaluation.indicators(table, TRAINED).set_index("unit_kerja")
    first = found.loc["U1"]
    assert (first["sebelum"], first["sesudah"], first["perubahan"], first["perbaikan"]) == (55, 35, -20, 20)
    assert (first["bulan_sebelum"], first["bulan_sesudah"]) == (4, 3)
    assert bool(first["dilatih"])
    assert bool(first["target_tercapai"])
    other = found.loc["U4"]
    assert not bool(other["dilatih"])
    assert (other["perbaikan"], other["mulai"]) == (3, pd.Timestamp("2026-05-10"))
    assert not bool(other["target_tercapai"])


def test_three_units_are_too_few_and_it_says_so() -> None:
    table = pd.concat([monthly("U1", [60, 50], [40, 30]), monthly("U4", [60, 60], [60, 54]), monthly("U5", [60], [58])])
    row = evaluation.service_change(evaluation.indicators(table, TRAINED), rules=LAW, tanggal=TODAY).iloc[0]
    assert (row["unit_dilatih"], row["unit_pembanding"]) == (1, 2)
    assert (row["perbaikan_dilatih"], row["perbaikan_pembanding"], row["selisih"]) == (20, 2.5, 17.5)
    assert row["kesimpulan"] == "belum dapat disimpulkan"
    assert "hanya 1 unit" in words.text(row["alasan"], jumlah=int(row["alasan_jumlah"]))


def test_enough_units_are_compared_as_statsmodels_does() -> None:
    gains, others = [20, 22, 18, 25, 21], [2, 0, 3, 1, 2, 4]
    trained = pd.DataFrame({
        "unit_kerja": [f"T{n}" for n in range(5)], "mulai": pd.Timestamp("2026-05-10"), "selesai": pd.Timestamp("2026-05-12"),
    })
    table = pd.concat(
        [monthly(f"T{n}", [60], [60 - gain]) for n, gain in enumerate(gains)]
        + [monthly(f"K{n}", [60], [60 - gain]) for n, gain in enumerate(others)]
    )
    row = evaluation.service_change(evaluation.indicators(table, trained), rules=LAW, tanggal=TODAY).iloc[0]
    low, high = CompareMeans(DescrStatsW(gains), DescrStatsW(others)).tconfint_diff(usevar="unequal")
    assert (row["bawah"], row["atas"]) == (pytest.approx(low), pytest.approx(high))
    assert (row["kesimpulan"], row["alasan"]) == ("meningkat", "")
    upside_down = table.assign(arah="naik")
    worse = evaluation.service_change(evaluation.indicators(upside_down, trained), rules=LAW, tanggal=TODAY).iloc[0]
    assert worse["kesimpulan"] == "menurun"


def test_nobody_trained_nothing_measured() -> None:
    nobody = TRAINED.head(0)
    found = evaluation.indicators(monthly("U1", [60], [50]), nobody)
    assert found["alasan"].tolist() == ["evaluation.reason.not_trained"]
    told = evaluation.service_change(found, rules=LAW, tanggal=TODAY)
    assert told["alasan"].tolist() == ["evaluation.reason.no_trained_unit"]
    empty = evaluation.indicators(tables.empty("indikator_layanan"), nobody)
    assert empty.empty
    summary = evaluation.service_change(empty, rules=LAW, tanggal=TODAY)
    assert summary.empty
    assert list(summary.columns) == list(told.columns)


def test_every_reason_is_a_sentence() -> None:
    for name in ("few_people", "few_respondents", "few_units", "few_others", "no_trained_unit", "no_before", "no_after", "not_trained"):
        assert len(words.text(f"evaluation.reason.{name}", jumlah=3)) > 20


MONTHS = st.lists(st.tuples(
    st.sampled_from(["U1", "U2", "U3"]), st.integers(1, 12), st.floats(0, 500), st.booleans(),
), max_size=25, unique_by=lambda row: row[:2])


@settings(max_examples=40, deadline=None)
@given(MONTHS, st.randoms(use_true_random=False))
def test_what_always_holds(rows, random) -> None:
    frame = pd.DataFrame({
        "unit_kerja": [r[0] for r in rows], "indikator": "x", "bulan": [date(2026, r[1], 1) for r in rows], "satuan": "y",
        "arah": "naik", "nilai": [r[2] for r in rows], "target": None,
    })
    table = tables.canonical(frame, "indikator_layanan")
    kept = table.copy()
    found = evaluation.indicators(table, TRAINED)
    told = evaluation.service_change(found, rules=LAW, tanggal=TODAY)
    pd.testing.assert_frame_equal(table, kept)
    assert ((found["alasan"] == "") == found["perbaikan"].notna()).all()
    assert (told["kesimpulan"] == "belum dapat disimpulkan").all()  # three units are never enough
    mixed = table.sample(frac=1, random_state=random.randrange(1000))
    pd.testing.assert_frame_equal(evaluation.indicators(mixed, TRAINED[::-1]), found)
