"""The needs survey: weights, quadrants, response and reliability, worked by hand and held by properties."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from pembinaan_lib import needs, rules, tables
from pembinaan_lib.needs import evidence

LAW = rules.load()
TODAY = date(2026, 11, 21)


def staff(**units: int) -> pd.DataFrame:
    """People per unit; a unit A1 lies in perangkat daerah A."""
    rows = [(f"{unit}-{n}", unit, unit[0]) for unit, people in units.items() for n in range(people)]
    return tables.canonical(pd.DataFrame(rows, columns=["pegawai_id", "unit_kerja", "perangkat_daerah"]), "pegawai")


def answers(*rows: tuple[str, str, str, str, float, float], day: str = "2026-09-01") -> pd.DataFrame:
    names = ["responden_id", "peran", "unit_kerja", "kompetensi", "tingkat_kepentingan", "tingkat_kemampuan"]
    return tables.canonical(pd.DataFrame(list(rows), columns=names).assign(tanggal=day), "survei_kebutuhan")


def found_of(survei: pd.DataFrame, pegawai: pd.DataFrame) -> pd.DataFrame:
    return needs.survey(survei, pegawai, rules=LAW, tanggal=TODAY)


def test_staff_and_superiors_are_shown_apart_and_together() -> None:
    survei = answers(
        ("r1", "pegawai", "A1", "x", 5, 2), ("r2", "pegawai", "A1", "x", 4, 4), ("s1", "atasan", "A1", "x", 5, 1),
    )
    row = found_of(survei, staff(A1=10)).iloc[0]
    assert (row["kepentingan_pegawai"], row["kepentingan_atasan"], row["kepentingan"]) == (4.5, 5, 4.75)
    assert (row["kemampuan_pegawai"], row["kemampuan_atasan"], row["kemampuan"]) == (3, 1, 2)
    assert (row["n"], row["n_pegawai"], row["n_atasan"], row["selisih_peran"]) == (3, 2, 1, 2)
    assert row["kuadran"] == "tingkatkan"
    assert pd.isna(row["selang_bawah"])  # one superior alone has no spread


def test_the_interval_joins_both_roles_by_their_shares() -> None:
    """Half width √((share · half of staff)² + (share · half of superiors)²), each half by statsmodels."""
    said = {"pegawai": [3, 3, 4, 2, 3, 4, 3, 2, 3, 4], "atasan": [2, 3, 2, 3, 2, 2]}
    survei = answers(*[(f"{role}{n}", role, "A1", "x", 4, able) for role, all_ in said.items() for n, able in enumerate(all_)])
    row = found_of(survei, staff(A1=30)).iloc[0]
    shares = {role: float(LAW.value("survei.bobot_peran", TODAY).value[role]) for role in said}
    spread = 0.0
    for role, values in said.items():
        low, high = DescrStatsW(np.array(values, dtype=float)).tconfint_mean(0.05)
        spread += (shares[role] / sum(shares.values()) * (high - low) / 2) ** 2
    assert row["kemampuan"] == pytest.approx(sum(shares[role] * np.mean(said[role]) for role in said) / sum(shares.values()))
    assert row["selang_bawah"] == pytest.approx(row["kemampuan"] - spread**0.5)
    assert row["selang_atas"] == pytest.approx(row["kemampuan"] + spread**0.5)
    assert 1 < row["selang_bawah"] and row["selang_atas"] < 5


def test_only_one_role_counts_alone() -> None:
    row = found_of(answers(("r1", "pegawai", "A1", "x", 5, 4), ("r2", "pegawai", "A1", "x", 4, 5)), staff(A1=10)).iloc[0]
    assert (row["kemampuan"], row["kuadran"], row["n_atasan"]) == (4.5, "pertahankan", 0)
    assert pd.isna(row["kemampuan_atasan"]) and pd.isna(row["selisih_peran"])
    assert row["selang_bawah"] == 1 and row["selang_atas"] == 5  # two answers tell little


def test_an_eager_unit_does_not_speak_for_the_others() -> None:
    eager = [(f"e{n}", "pegawai", "A1", "x", 4, 5) for n in range(8)]
    quiet = [(f"q{n}", "pegawai", "A2", "x", 4, 1) for n in range(2)]
    row = found_of(answers(*eager, *quiet), staff(A1=10, A2=10)).iloc[0]
    assert row["kemampuan"] == pytest.approx(3)  # not 4.2: both units have ten people
    assert row["n_efektif"] < row["n"] == 10


def test_limits_of_the_quadrants_are_the_rule() -> None:
    survei = answers(*[
        (f"r{place}", "pegawai", "A1", f"k{place}", important, able)
        for place, (important, able) in enumerate([(3.5, 3.5), (3.5, 3.4), (3.4, 3.5), (3.4, 3.4)])
    ])
    assert found_of(survei, staff(A1=5))["kuadran"].tolist() == ["pertahankan", "tingkatkan", "cukup", "pantau"]


def test_last_years_round_and_the_future_are_not_mixed_in() -> None:
    old, new = answers(("r1", "pegawai", "A1", "x", 1, 5), day="2025-08-01"), answers(("r2", "pegawai", "A1", "x", 5, 1))
    later = answers(("r3", "pegawai", "A1", "x", 1, 5), day="2027-01-01")
    row = found_of(pd.concat([old, new, later], ignore_index=True), staff(A1=5)).iloc[0]
    assert (row["n"], row["kepentingan"], row["tanggal"]) == (1, 5, pd.Timestamp("2026-09-01"))


def test_response_against_krejcie_and_morgan() -> None:
    survei = answers(*[(f"r{n}", "pegawai", "A1", "x", 4, 3) for n in range(44)], ("s", "atasan", "A1", "x", 4, 3))
    found = needs.survey_response(survei, staff(A1=50, B1=20), rules=LAW, tanggal=TODAY).set_index("perangkat_daerah")
    assert found.loc["A", ["populasi", "responden", "responden_atasan", "sampel_minimum"]].tolist() == [50, 44, 1, 44]
    assert bool(found.loc["A", "cukup"]) and found.loc["A", "rasio"] == 0.88
    assert found.loc["B", ["responden", "sampel_minimum", "kurang_responden"]].tolist() == [0, 19, 19]
    assert not found.loc["B", "cukup"] and found.loc["B", "rasio"] == 0


def test_units_nobody_knows_are_left_out_and_told() -> None:
    survei = answers(("r1", "pegawai", "A1", "x", 5, 2), ("r2", "pegawai", "Z9", "x", 1, 5), ("r3", "pegawai", "A", "x", 5, 2))
    found = found_of(survei, staff(A1=5))
    assert found["perangkat_daerah"].tolist() == ["A"] and found["n"].tolist() == [2]
    told = needs.survey_notes(survei, staff(A1=5), rules=LAW, tanggal=TODAY)
    assert "NED-040" in told["code"].tolist()


def asked(*pairs: tuple[str, str]) -> pd.DataFrame:
    """Which competencies posts ask for."""
    return pd.DataFrame(list(pairs), columns=["perangkat_daerah", "kompetensi"], dtype="str")


def test_answers_about_competencies_of_other_posts_are_no_need_and_are_told() -> None:
    survei = answers(("r1", "pegawai", "A1", "a", 5, 1), ("r1", "pegawai", "A1", "b", 5, 1), ("r1", "pegawai", "A1", "c", 5, 1))
    people, law = staff(A1=4), {"rules": LAW, "tanggal": TODAY}
    posts = asked(("A", "a"), ("B", "b"))  # of c nobody set a standard at all
    found = found_of(survei, people)
    told = needs.survey_evidence(found, needs.survey_response(survei, people, **law), posts, **law)
    assert told["kompetensi"].tolist() == ["a", "c"]
    noted = needs.other_posts_notes(found, posts)
    assert noted[["code", "row_id"]].to_numpy().tolist() == [["NED-048", "b"]]


def test_evidence_is_great_only_where_it_matters_and_is_not_mastered() -> None:
    survei = answers(
        ("r1", "pegawai", "A1", "a", 5, 1), ("r1", "pegawai", "A1", "b", 5, 5), ("r1", "pegawai", "A1", "c", 1, 1),
        ("r1", "pegawai", "A1", "d", 3, 3),
    )
    law = {"rules": LAW, "tanggal": TODAY}
    people = staff(A1=4)
    found = needs.survey_evidence(found_of(survei, people), needs.survey_response(survei, people, **law), asked(), **law)
    assert found["nilai"].tolist() == [1, 0, 0, 0.25]
    assert found.columns.tolist() == list(evidence.COLUMNS)
    assert found["cakupan_rasio"].tolist() == [0.25] * 4 and found["jumlah"].tolist() == [1] * 4


def test_reliability_of_each_role() -> None:
    level = np.tile([1, 2, 3, 4, 5], 4)
    rows = [
        (f"r{n}", "pegawai", "A1", f"k{item}", 1 + (value + item) % 5, value)
        for n, value in enumerate(level) for item in range(4)
    ]
    found = needs.survey_reliability(answers(*rows), rules=LAW, tanggal=TODAY).set_index(["ukuran", "peran"])
    assert found.loc[("kemampuan", "pegawai"), "alpha"] == pytest.approx(1)
    assert bool(found.loc[("kemampuan", "pegawai"), "cukup"])
    assert not found.loc[("kepentingan", "pegawai"), "cukup"]


def test_all_answers_equal_are_told_and_nothing_breaks() -> None:
    survei = answers(*[(f"r{n}", "pegawai", "A1", f"k{k}", 5, 5) for n in range(10) for k in range(6)])
    found = found_of(survei, staff(A1=12))
    assert (found["kemampuan"] == 5).all() and (found["selang_bawah"] == found["selang_atas"]).all()
    law = {"rules": LAW, "tanggal": TODAY}
    assert needs.survey_reliability(survei, **law)["alpha"].isna().all()
    assert "NED-042" in needs.survey_notes(survei, staff(A1=12), **law)["code"].tolist()


@pytest.mark.parametrize("people", [staff(A1=3), tables.empty("pegawai")])
def test_no_answers_give_empty_frames_of_the_same_shape(people: pd.DataFrame) -> None:
    law = {"rules": LAW, "tanggal": TODAY}
    none, some = tables.empty("survei_kebutuhan"), answers(("r1", "pegawai", "A1", "x", 5, 2))
    found = found_of(none, people)
    assert found.empty and found.columns.tolist() == found_of(some, staff(A1=3)).columns.tolist()
    response = needs.survey_response(none, people, **law)
    assert (response["responden"] == 0).all() and not response["cukup"].any()
    assert needs.survey_evidence(found, response, asked(), **law).empty
    assert needs.survey_reliability(none, **law).empty
    assert needs.survey_notes(none, people, **law).empty


ROWS = st.lists(
    st.tuples(st.sampled_from(["pegawai", "atasan"]), st.sampled_from(["A1", "A2", "B1"]), st.sampled_from("xy"),
              st.integers(1, 5), st.integers(1, 5)),
    min_size=1, max_size=25,
)


@settings(max_examples=8)
@given(ROWS, st.randoms(use_true_random=False))
def test_figures_stay_on_the_scale_and_do_not_depend_on_rows(rows, random) -> None:
    survei = answers(*[(f"r{n}", *row) for n, row in enumerate(rows)])
    people = staff(A1=7, A2=40, B1=3)
    found = found_of(survei, people)
    assert found["kemampuan"].between(1, 5).all() and found["n_efektif"].le(found["n"] + 1e-9).all()
    assert found["n"].sum() == len(rows)
    turned = survei.sample(frac=1, random_state=random.randint(0, 99)).reset_index(drop=True)
    pd.testing.assert_frame_equal(found_of(turned, people), found, check_exact=True)


def test_the_agency_is_the_mean_of_its_units_by_their_people() -> None:
    survei = answers(
        ("r1", "pegawai", "A1", "x", 5, 2), ("r2", "pegawai", "B1", "x", 3, 4), ("r1", "pegawai", "A1", "y", 2, 2),
    )
    people, law = staff(A1=30, B1=10, C1=60), {"rules": LAW, "tanggal": TODAY}
    units = found_of(survei, people)
    found = needs.survey_agency(units, needs.survey_response(survei, people, **law), **law).set_index("kompetensi")
    assert found.loc["x", ["kepentingan", "kemampuan"]].tolist() == pytest.approx([4.5, 2.5])  # C did not answer
    assert found.loc["x", ["perangkat_daerah", "n", "populasi"]].tolist() == [2, 2, 40]
    assert found["kuadran"].to_dict() == {"x": "tingkatkan", "y": "pantau"}


def test_an_agency_without_answers_or_people_is_a_frame_all_the_same() -> None:
    law = {"rules": LAW, "tanggal": TODAY}
    empty = answers()
    assert needs.survey_agency(found_of(empty, staff(A1=3)), needs.survey_response(empty, staff(A1=3), **law), **law).empty
    units = found_of(answers(("r1", "pegawai", "A1", "x", 5, 2)), staff(A1=3))
    nobody = needs.survey_response(empty, staff(B1=1), **law)
    row = needs.survey_agency(units, nobody, **law).iloc[0]
    assert row[["kepentingan", "kemampuan", "kuadran"]].isna().all() and row["populasi"] == 0


@given(st.lists(st.tuples(st.integers(1, 40), st.floats(1, 5), st.floats(1, 5)), min_size=1, max_size=6))
@settings(max_examples=30)
def test_the_agency_lies_between_its_units_and_counts_every_person_alike(units: list[tuple[int, float, float]]) -> None:
    rows = pd.DataFrame(units, columns=["populasi", "kepentingan", "kemampuan"])
    names = [f"P{place}" for place in range(len(units))]
    found = needs.survey_agency(
        rows.assign(perangkat_daerah=names, kompetensi="x", n=1), rows.assign(perangkat_daerah=names), rules=LAW, tanggal=TODAY,
    ).iloc[0]
    for scale in ("kepentingan", "kemampuan"):
        assert found[scale] == pytest.approx(np.average(rows[scale], weights=rows["populasi"]))
