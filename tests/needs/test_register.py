"""The register of needs: worked by hand (docs/keputusan/0004-register.md), and held by properties."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import findings, needs
from pembinaan_lib.errors import PembinaanError
from tests.needs.evidence_rows import KEY, LAW, PARTS, TODAY, counted, evidence, people, registered, row, units

LAWFUL = {source: float(weight) for source, weight in LAW.value("kebutuhan.bobot_bukti", TODAY).value.items()}
THREE = (
    ("A", "x", "kesenjangan", 0.8, 5, 0.5), ("B", "x", "kesenjangan", 0.2, 10, 1.0),
    ("A", "x", "survei", 0.6), ("C", "x", "survei", 0.4),
)


def test_worked_by_hand() -> None:
    """Weights 3 : 2, averages 0.5 and 0.5; A is measured by half, B lacks the survey, C the assessment."""
    found = registered(evidence(*THREE), {"kesenjangan": 3, "survei": 2}, units(("A", "x", 10, 5, 4), ("B", "x", 10, 10, 2)))
    a, b, c = (row(found, unit) for unit in "ABC")
    assert a["kontribusi_kesenjangan"] == pytest.approx(0.6 * 0.5 * 0.8, abs=1e-11)
    assert a["kontribusi_survei"] == pytest.approx(0.4 * 0.6, abs=1e-11)
    assert a["kontribusi_belum_diketahui"] == pytest.approx(0.6 * 0.5 * 0.5, abs=1e-11)
    assert [a["prioritas"], b["prioritas"], c["prioritas"]] == pytest.approx([0.63, 0.12 + 0.2, 0.16 + 0.3], abs=1e-11)
    assert [a["nilai_kesenjangan"], b["nilai_survei"]] == pytest.approx([0.65, 0.5])
    assert found["perangkat_daerah"].tolist() == ["A", "C", "B"]
    assert found["peringkat"].tolist() == [1, 2, 3]
    assert a["beda_sumber"] == pytest.approx(0.5 * (0.3 - 0.1))
    assert pd.isna(b["beda_sumber"])
    assert [a["diketahui_rasio"], b["diketahui_rasio"], c["diketahui_rasio"]] == pytest.approx([0.7, 0.6, 0.4])
    assert a["keyakinan"] == pytest.approx(0.7 * 0.9)
    assert found["keyakinan_label"].tolist() == ["tinggi", "sedang", "tinggi"]
    assert (a["jumlah_asn"], a["dinilai"], a["cakupan_rasio"], a["orang_di_bawah"]) == (10, 5, 0.5, 4)
    assert (c["jumlah_asn"], c["dinilai"], a["jumlah_bukti"], a["umur_hari"]) == (10, 0, 2, 20)
    assert pd.isna(c["orang_di_bawah"])
    assert set(found["rule_id"]) == {"kebutuhan.keyakinan"}


def test_one_strong_source_does_not_beat_five_strong_ones() -> None:
    five = [("A", "x", source, 0.9) for source in ("kesenjangan", "kinerja", "survei", "suara", "kesiapan")]
    others = [("C", "x", source, 0.3) for source in ("kesenjangan", "kinerja", "survei", "suara", "kesiapan")]
    found = registered(evidence(*five, *others, ("B", "x", "suara", 1.0)), LAWFUL)
    assert found["perangkat_daerah"].tolist() == ["A", "B", "C"]
    assert row(found, "B")["keyakinan"] < 0.25 < row(found, "A")["keyakinan"]


def test_what_nobody_knows_counts_as_the_average() -> None:
    both = [("A", "x", "survei", 0.7), ("B", "x", "survei", 0.7), ("C", "x", "survei", 0.2), ("D", "x", "survei", 0.2)]
    gap = [("A", "x", "kesenjangan", 0.5), ("C", "x", "kesenjangan", 0.9), ("D", "x", "kesenjangan", 0.1)]
    found = registered(evidence(*both, *gap), {"kesenjangan": 1, "survei": 1})
    a, b = row(found, "A"), row(found, "B")  # A's gap is the average of the agency, B's is unknown
    assert a["prioritas"] == pytest.approx(b["prioritas"], abs=1e-11)
    assert b["kontribusi_kesenjangan"] == 0
    assert b["keyakinan"] == pytest.approx(a["diketahui_rasio"] / 2)


def test_a_source_of_which_the_agency_has_nothing_changes_no_priority_but_the_confidence() -> None:
    told = evidence(*THREE)
    without = registered(told, {"kesenjangan": 3, "survei": 2})
    wanted = registered(told, {"kesenjangan": 3, "survei": 2, "suara": 5})
    assert wanted["prioritas"].tolist() == pytest.approx(without["prioritas"].tolist(), abs=1e-11)
    assert wanted["keyakinan"].tolist() == pytest.approx((without["keyakinan"] / 2).tolist())
    assert wanted["bukti_suara"].isna().all() and wanted["nilai_suara"].isna().all()


def test_who_named_other_needs_does_not_name_this_one_and_who_named_none_is_unknown() -> None:
    told = evidence(
        ("A", "x", "usulan", 1.0), ("A", "y", "survei", 0.5), ("B", "y", "survei", 0.5), ("B", "x", "survei", 0.5),
    )
    found = registered(told, {"usulan": 1, "survei": 1})
    assert row(found, "A", "y")["nilai_usulan"] == 0
    assert pd.isna(row(found, "A", "y")["bukti_usulan"])
    assert row(found, "B", "y")["nilai_usulan"] == pytest.approx(0.5)  # average of 1 (named) and 0 (not named)
    assert row(found, "A")["jumlah_bukti"] == 1
    assert row(found, "B", "y")["prioritas"] > row(found, "A", "y")["prioritas"]


@pytest.mark.parametrize(("day", "counts", "limit"), [
    ("2026-11-21", 1.0, ""), ("2025-11-21", 1.0, ""), ("2024-11-20", (1096 - 731) / 731, "umur"),
    ("2023-11-21", 0.0, "umur"), (None, 0.5, "umur"), ("2027-01-01", 0.5, "umur"),
])
def test_evidence_ages(day: str | None, counts: float, limit: str) -> None:
    found = needs.counted_evidence(evidence(("A", "x", "survei", 1.0), day=day), rules=LAW, tanggal=TODAY).iloc[0]
    assert found["keyakinan_bukti"] == pytest.approx(counts)
    assert found["pembatas"] == limit
    assert pd.isna(found["umur_hari"]) == (day in (None, "2027-01-01"))


def test_the_weakest_of_coverage_number_and_age_decides() -> None:
    told = evidence(
        ("A", "x", "survei", 1.0, 2, 0.1), ("A", "y", "survei", 1.0, 2, 0.4), ("A", "z", "survei", 1.0, None, None),
        ("B", "x", "survei", 1.0, 0, 1.0),
    )
    found = needs.counted_evidence(told, rules=LAW, tanggal=TODAY)
    assert found["keyakinan_bukti"].tolist() == pytest.approx([0.2, 0.4, 1.0, 0.0])
    assert found["pembatas"].tolist() == ["cakupan", "jumlah", "", "jumlah"]


def test_evidence_that_is_too_old_gives_neither_priority_nor_rank() -> None:
    found = registered(evidence(("A", "x", "survei", 1.0, 40, None, "2020-01-01"), ("B", "x", "survei", 0.1)), LAWFUL)
    old = row(found, "A")
    assert old["bukti_survei"] == 1.0
    assert pd.isna(old["prioritas"]) and pd.isna(old["peringkat"]) and pd.isna(old["keyakinan"])
    assert row(found, "B")["nilai_survei"] == pytest.approx(0.1)  # nor does it move the average


def test_a_false_signal_of_one_source_is_flagged_and_named() -> None:
    others = [("A", "x", source, 0.1) for source in ("kesenjangan", "survei", "kinerja")]
    usual = [(unit, "x", source, 0.3) for unit in "BCD" for source in ("kesenjangan", "survei", "kinerja", "suara")]
    found = registered(evidence(*others, ("A", "x", "suara", 1.0), *usual), LAWFUL)
    false = row(found, "A")
    assert false["berbeda"]
    assert false["sumber_tertinggi"] == "suara"
    assert found.loc[found["perangkat_daerah"] != "A", "berbeda"].sum() == 0
    assert false["keyakinan"] < row(found, "B")["keyakinan"] / 2
    noted = needs.register_notes(found, counted(evidence(*others, ("A", "x", "suara", 1.0), *usual)), bobot=LAWFUL)
    assert "NED-065" in set(noted["code"])


def test_two_sources_disagree_only_as_far_as_both_count() -> None:
    usual = [(unit, "x", source, 0.3) for unit in "BCD" for source in ("kesenjangan", "suara")]
    beda = []
    for cover in (1.0, 0.5, 0.05):
        found = registered(evidence(("A", "x", "suara", 1.0), ("A", "x", "kesenjangan", 0.0, 40, cover), *usual), LAWFUL)
        beda.append(row(found, "A")["beda_sumber"])
    assert beda == pytest.approx([0.75, 0.375, 0.0375])  # 1 - 0.475 and 0 - 0.225, times the smaller c
    assert beda[0] > 0.5 > beda[1] > beda[2]


def test_all_sources_high_agree() -> None:
    told = [(unit, "x", source, 0.9 if unit == "A" else 0.2) for unit in "ABCD" for source in ("kesenjangan", "survei", "suara")]
    found = registered(evidence(*told), LAWFUL)
    assert found["perangkat_daerah"].iloc[0] == "A"
    assert row(found, "A")["beda_sumber"] == pytest.approx(0)
    assert not found["berbeda"].any()


def test_without_any_evidence_the_register_lists_needs_without_order() -> None:
    found = registered(evidence(), LAWFUL, units(("A", "x", 4, 0, 0)))
    assert found["prioritas"].isna().all() and found["peringkat"].isna().all()
    assert found["jumlah_bukti"].tolist() == [0]
    nobody = needs.register(counted(evidence()), units(), people(), bobot=LAWFUL, rules=LAW, tanggal=TODAY)
    assert nobody.empty
    full = registered(evidence(*THREE), LAWFUL)
    assert list(nobody.columns) == list(full.columns)
    noted = needs.register_notes(found, counted(evidence()), bobot=LAWFUL)
    assert set(noted["code"]) == {"NED-062", "NED-067"}
    assert (noted["code"] == "NED-062").sum() == 9
    assert findings.told(noted)["message"].str.len().min() > 20


def test_all_weights_zero_give_no_order() -> None:
    found = registered(evidence(*THREE), dict.fromkeys(LAWFUL, 0))
    assert found["peringkat"].isna().all()
    noted = needs.register_notes(found, counted(evidence(*THREE)), bobot={})
    assert "NED-063" in set(noted["code"])


def test_notes_tell_what_is_thin_old_alike_and_unknown() -> None:
    told = evidence(
        ("A", "x", "survei", 0.4), ("B", "x", "survei", 0.4), ("E", "x", "survei", 0.4),
        ("A", "x", "suara", 0.4, 40, None, "2019-01-01"),
    )
    found = registered(told, {"survei": 1, "suara": 1})
    noted = needs.register_notes(found, counted(told), bobot={"survei": 1, "suara": 1})
    assert noted["code"].tolist() == ["NED-062", "NED-066", "NED-069"]
    assert needs.counted_notes(counted(told))["code"].tolist() == ["NED-064", "NED-068"]
    assert noted.loc[noted["code"] == "NED-069", "row_id"].tolist() == ["E"]
    assert not findings.blocking(noted)


def test_every_step_of_the_explanation_adds_up() -> None:
    told = evidence(*THREE, ("A", "y", "usulan", 0.5), ("C", "y", "suara", 0.3, 4))
    found = registered(told, LAWFUL, units(("D", "z", 3, 0, 0)))
    steps = needs.register_explanation(counted(told), units(("D", "z", 3, 0, 0)), bobot=LAWFUL, rules=LAW, tanggal=TODAY)
    whole = steps[["kontribusi", "kontribusi_belum_diketahui"]].sum(axis=1).groupby([steps[name] for name in KEY]).sum()
    ranked = found[found["prioritas"].notna()].set_index(KEY)["prioritas"]
    assert (whole.reindex(ranked.index) - ranked).abs().max() < 1e-11
    both = steps["bobot"] * steps["nilai_dihitung"]
    assert (both - steps["kontribusi"] - steps["kontribusi_belum_diketahui"]).abs().max() < 1e-15
    assert set(steps["cara"]) == {"bukti", "tidak disebut", "belum diketahui"}
    assert set(steps["bukti"]) == {"kesenjangan", "survei", "suara", "usulan"}
    assert not steps.duplicated([*KEY, "bukti"]).any()


def test_rows_that_a_source_gives_twice_become_one() -> None:
    twice = evidence(("A", "x", "survei", 0.2, 3), ("A", "x", "survei", 0.6, 5), ("B", "x", "survei", 0.3))
    found = registered(twice, LAWFUL)
    assert row(found, "A")["bukti_survei"] == pytest.approx(0.4)
    once = counted(twice)
    assert once["jumlah"].tolist() == [8, 40]


@pytest.mark.parametrize("bobot", [
    {"lain": 1}, {"survei": -1}, {"survei": float("nan")}, {"survei": float("inf")}, {"survei": "banyak"}, {"survei": None},
])
def test_odd_weights_are_refused_in_words(bobot: dict) -> None:
    with pytest.raises(PembinaanError, match="NED-060") as caught:
        registered(evidence(*THREE), bobot)
    assert "kesenjangan" in caught.value.remedy


@pytest.mark.parametrize("odd", [("A", "x", "gosip", 0.5), ("A", "x", "survei", 1.5), ("A", "x", "survei", -0.1)])
def test_evidence_outside_its_contract_is_refused(odd: tuple) -> None:
    with pytest.raises(PembinaanError, match="NED-061"):
        registered(evidence(odd), LAWFUL)


VALUE = st.integers(0, 16).map(lambda n: n / 16)
ROW = st.tuples(
    st.sampled_from("ABCD"), st.sampled_from("xyz"), st.sampled_from(needs.SOURCES), VALUE,
    st.one_of(st.none(), st.integers(0, 60)), st.one_of(st.none(), VALUE),
    st.sampled_from([None, "2026-11-01", "2025-03-01", "2024-06-01", "2019-01-01", "2027-05-01"]),
)
ROWS = st.lists(ROW, max_size=30, unique_by=lambda told: told[:3])
WEIGHTS = st.fixed_dictionaries({source: st.integers(0, 8) for source in needs.SOURCES})
GAP = units(("A", "x", 10, 5, 4), ("B", "y", 10, 0, 0), ("C", "z", 8, 8, 8))


@settings(max_examples=25, deadline=None)
@given(ROWS, WEIGHTS, st.integers(0, 10_000))
def test_what_always_holds(rows: list[tuple], bobot: dict[str, int], seed: int) -> None:
    told = evidence(*rows)
    kept = told.copy()
    found = registered(told, bobot, GAP)
    pd.testing.assert_frame_equal(told, kept)
    ranked = found[found["prioritas"].notna()]
    pd.testing.assert_series_equal(ranked[PARTS].sum(axis=1), ranked["prioritas"], check_names=False, check_exact=True)
    for parts, whole in zip(ranked[PARTS].to_numpy().tolist(), ranked["prioritas"], strict=True):
        assert sum(parts) == sum(reversed(parts)) == math.fsum(parts) == whole
    assert ranked["prioritas"].between(0, 1).all()
    assert (ranked[PARTS] >= 0).all(axis=None)
    assert ranked["keyakinan"].between(0, 1).all()
    assert found["beda_sumber"].dropna().between(0, 1).all()
    assert ranked["prioritas"].is_monotonic_decreasing
    assert ranked["peringkat"].tolist() == list(range(1, len(ranked) + 1))
    assert found.loc[len(ranked):, "peringkat"].isna().all()
    assert not found.duplicated(KEY).any()
    shuffled = needs.register(
        counted(told.sample(frac=1, random_state=seed)), GAP.sample(frac=1, random_state=seed), people(D=3, C=10, B=10, A=10),
        bobot=dict(reversed(bobot.items())), rules=LAW, tanggal=TODAY,
    )
    pd.testing.assert_frame_equal(found, shuffled, check_exact=True)
    scaled = registered(told, {source: weight * 1024 for source, weight in bobot.items()}, GAP)
    pd.testing.assert_frame_equal(found, scaled, check_exact=True)


@settings(max_examples=25, deadline=None)
@given(ROWS.filter(bool), WEIGHTS, st.data())
def test_more_need_never_lowers_a_need_nor_its_place(rows: list[tuple], bobot: dict[str, int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    more = [*rows[:at], (*rows[at][:3], min(1.0, rows[at][3] + data.draw(VALUE)), *rows[at][4:]), *rows[at + 1:]]
    before = registered(evidence(*rows), bobot).set_index(KEY)["prioritas"]
    after = registered(evidence(*more), bobot).set_index(KEY)["prioritas"].reindex(before.index)
    own = rows[at][:2]
    if pd.isna(before[own]):
        assert pd.isna(after[own])
        return
    assert after[own] >= before[own] - 1e-11
    beaten = before[before < before[own] - 1e-9].index
    assert (after[beaten] < after[own] + 1e-9).all()
