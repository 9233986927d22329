"""Standards, evidence and gaps, worked by hand and held by properties."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import findings, needs, rules, tables
from tests.needs.frames import is_evidence

LAW = rules.load()
TODAY = date(2026, 11, 21)
STAFF = tables.canonical(pd.DataFrame({
    "pegawai_id": ["a", "b", "c", "d"], "jenjang": ["Pengawas", "Ahli Muda", None, "Ahli Muda"],
    "jenis_jabatan": ["Pengawas", "Fungsional", "Pelaksana", "Fungsional"],
    "urusan": ["Kesehatan", "Kesehatan", "Kesehatan", "Pendidikan"],
    "perangkat_daerah": ["Dinkes", "Dinkes", "Dinkes", "Disdik"], "unit_kerja": ["P1", "P1", "P2", "SD 1"],
}), "pegawai")
STANDARDS = tables.canonical(pd.DataFrame({
    "jenjang": ["Ahli Muda", "Ahli Muda", None, None], "urusan": ["Kesehatan", None, None, "Kesehatan"],
    "kompetensi": ["Layanan Dasar", "Layanan Dasar", "Arsip", "Integritas"], "level": [4, 3, 1, 5],
}), "standar_kompetensi")


def ratings(*rows: tuple[str, str, str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["pegawai_id", "kompetensi", "tanggal", "sumber", "level"])
    return tables.canonical(frame, "penilaian_kompetensi")


def gap_of(evidence: pd.DataFrame, staff: pd.DataFrame = STAFF) -> pd.DataFrame:
    return needs.competency_gap(staff, evidence, STANDARDS, rules=LAW, tanggal=TODAY)


def test_the_post_decides_the_standard() -> None:
    found = needs.required_levels(STAFF, STANDARDS, rules=LAW, tanggal=TODAY).set_index(["pegawai_id", "kompetensi"])
    level = found["standar"]
    assert level["a", "Komunikasi"] == 2
    assert level["b", "Komunikasi"] == 3
    assert level["c", "Komunikasi"] == 1  # no jenjang, but the kind of post says it
    assert level["b", "Layanan Dasar"] == 4  # the more precise row
    assert level["d", "Layanan Dasar"] == 3
    assert ("a", "Layanan Dasar") not in found.index
    assert (level.xs("Arsip", level="kompetensi") == 1).all()
    assert level["a", "Integritas"] == 5  # the agency's own row goes before the rule
    assert level["d", "Integritas"] == 3
    assert found.loc[("a", "Integritas"), "rule_id"] == ""
    assert found.loc[("d", "Integritas"), "rule_id"] == "kompetensi.level_jabatan"
    assert len(found.xs("d")) == 9 + 2


def test_gap_is_standard_minus_level_and_never_negative() -> None:
    found = gap_of(ratings(("a", "Komunikasi", "2026-01-05", "atasan", 1.5), ("b", "Komunikasi", "2026-01-05", "atasan", 4)))
    assert found["kesenjangan"].tolist() == [0.5, 0.0]
    assert found["umur_hari"].tolist() == [320, 320]


def test_the_newest_valid_assessment_counts_and_a_self_rating_never() -> None:
    found = gap_of(ratings(
        ("a", "Komunikasi", "2024-02-01", "asesmen", 1), ("a", "Komunikasi", "2025-02-01", "asesmen", 1.2),
        ("a", "Komunikasi", "2026-02-01", "360", 2), ("a", "Komunikasi", "2026-03-01", "diri", 5),
        ("b", "Komunikasi", "2026-02-01", "360", 2), ("b", "Komunikasi", "2026-09-01", "atasan", 3),
    )).set_index("pegawai_id")
    assert found["level"].to_dict() == {"a": 2.0, "b": 3.0}
    assert found["sumber"].to_dict() == {"a": "360", "b": "atasan"}


def test_of_one_day_the_first_source_of_the_rule_counts() -> None:
    found = gap_of(ratings(
        ("a", "Komunikasi", "2026-02-01", "atasan", 3), ("a", "Komunikasi", "2026-02-01", "asesmen", 1),
        ("a", "Komunikasi", "2026-02-01", "360", 2),
    ))
    assert (found["sumber"].tolist(), found["level"].tolist()) == (["asesmen"], [1.0])


def test_an_expired_assessment_gives_way_to_a_valid_rating() -> None:
    found = gap_of(ratings(
        ("a", "Komunikasi", "2023-11-20", "asesmen", 1), ("a", "Komunikasi", "2026-01-01", "atasan", 2),
    ))
    assert found["sumber"].tolist() == ["atasan"]
    assert found["berlaku"].tolist() == [True]


@pytest.mark.parametrize(("day", "counts"), [("2023-11-21", True), ("2023-11-20", False)])
def test_evidence_is_valid_up_to_the_day_it_turns_three(day: str, counts: bool) -> None:
    found = gap_of(ratings(("a", "Komunikasi", day, "asesmen", 1)))
    assert found["berlaku"].tolist() == [counts]
    assert found["kesenjangan"].notna().tolist() == [counts]


def test_a_self_rating_never_counts_alone() -> None:
    found = gap_of(ratings(("a", "Komunikasi", "2026-01-01", "diri", 1)))
    assert found["catatan"].tolist() == ["hanya penilaian diri"]
    assert found["kesenjangan"].isna().all()


def test_not_measured_is_not_zero() -> None:
    evidence = ratings(("a", "Komunikasi", "2026-01-01", "atasan", 1))
    gap = gap_of(evidence)
    assert gap["pegawai_id"].tolist() == ["a"]
    required = needs.required_levels(STAFF, STANDARDS, rules=LAW, tanggal=TODAY)
    unit = needs.unit_gap(gap, STAFF, required=required, level=0.95).set_index(["perangkat_daerah", "kompetensi"])
    row = unit.loc[("Dinkes", "Komunikasi")]
    assert (row["jumlah_asn"], row["dinilai"], row["di_bawah_standar"]) == (3, 1, 1)
    assert row["cakupan_rasio"] == pytest.approx(1 / 3)
    assert unit.loc[("Dinkes", "Layanan Dasar"), "jumlah_asn"] == 1
    empty = unit.loc[("Disdik", "Komunikasi")]
    assert empty["dinilai"] == 0
    assert pd.isna(empty["rerata_kesenjangan"])
    assert pd.isna(empty["di_bawah_rasio"])


def test_the_roster_alone_works() -> None:
    evidence = tables.empty("penilaian_kompetensi")
    full = gap_of(ratings(("a", "Komunikasi", "2026-01-01", "atasan", 1)))
    gap = gap_of(evidence)
    assert gap.empty
    assert list(gap.columns) == list(full.columns)
    assert gap.dtypes.to_dict() == full.dtypes.to_dict()
    required = needs.required_levels(STAFF, STANDARDS, rules=LAW, tanggal=TODAY)
    unit = needs.unit_gap(gap, STAFF, required=required, level=0.95)
    assert (unit["dinilai"] == 0).all()
    noted = needs.notes(STAFF, evidence, gap, required=required, rules=LAW, tanggal=TODAY)
    assert noted["code"].tolist() == ["NED-001"]
    assert "Belum ada bukti kompetensi" in findings.told(noted)["message"].iloc[0]


def test_no_roster_at_all_is_empty_too() -> None:
    nobody = tables.empty("pegawai")
    evidence = ratings(("a", "Komunikasi", "2026-01-01", "atasan", 1))
    required = needs.required_levels(nobody, STANDARDS, rules=LAW, tanggal=TODAY)
    gap = gap_of(evidence, nobody)
    assert gap.empty
    assert needs.unit_gap(gap, nobody, required=required, level=0.95).empty


def test_every_reason_has_its_note() -> None:
    staff = pd.concat([STAFF, STAFF.head(1).assign(pegawai_id="e", jenjang="Eselon V", jenis_jabatan="Fungsional")])
    evidence = ratings(
        ("a", "Komunikasi", "2020-01-01", "asesmen", 1), ("b", "Komunikasi", "2026-01-01", "diri", 1),
        ("c", "Komunikasi", "2027-01-01", "atasan", 1), ("zz", "Komunikasi", "2026-01-01", "atasan", 1),
        ("a", "Layanan Dasar", "2026-01-01", "atasan", 1), ("d", "Layanan Dasar", "2026-01-01", "atasan", 1),
    )
    required = needs.required_levels(staff, STANDARDS, rules=LAW, tanggal=TODAY)
    gap = gap_of(evidence, staff)
    noted = needs.notes(staff, evidence, gap, required=required, rules=LAW, tanggal=TODAY)
    assert set(noted["code"]) == {f"NED-00{n}" for n in range(2, 9)}
    assert noted.loc[noted["code"] == "NED-004", "row_id"].tolist() == ["Eselon V"]
    assert set(noted.loc[noted["code"] == "NED-008", "row_id"]) == set(required["kompetensi"]) - {"Layanan Dasar"}
    assert findings.told(noted)["message"].str.len().min() > 20
    assert not findings.blocking(noted)


def test_two_employees_who_swap_rows_change_nothing_and_inputs_stay() -> None:
    evidence = ratings(
        ("a", "Komunikasi", "2026-01-01", "atasan", 1), ("b", "Komunikasi", "2026-01-01", "360", 1.7),
        ("a", "Arsip", "2026-01-01", "atasan", 0),
    )
    before = (STAFF.copy(), evidence.copy(), STANDARDS.copy())
    straight = gap_of(evidence)
    turned = needs.competency_gap(STAFF[::-1], evidence[::-1], STANDARDS[::-1], rules=LAW, tanggal=TODAY)
    pd.testing.assert_frame_equal(straight, turned)
    for frame, kept in zip((STAFF, evidence, STANDARDS), before, strict=True):
        pd.testing.assert_frame_equal(frame, kept)


ROWS = st.lists(st.tuples(
    st.sampled_from("abcdz"), st.sampled_from(["Komunikasi", "Arsip", "Layanan Dasar", "Tak Dikenal"]),
    st.sampled_from(["2019-05-01", "2024-05-01", "2026-05-01", "2030-01-01"]),
    st.sampled_from(["asesmen", "360", "atasan", "diri"]), st.sampled_from([0, 1, 1.5, 3, 5]),
), max_size=25, unique_by=lambda row: row[:4])


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_what_always_holds(rows: list[tuple[str, str, str, str, float]]) -> None:
    gap = gap_of(ratings(*rows))
    assert not gap.duplicated(["pegawai_id", "kompetensi"]).any()
    assert (gap["kesenjangan"].dropna() >= 0).all()
    assert (gap["kesenjangan"].notna() == gap["berlaku"]).all()
    assert ((gap["catatan"] == "") == gap["berlaku"]).all()
    assert not (gap["berlaku"] & (gap["sumber"] == "diri")).any()
    required = needs.required_levels(STAFF, STANDARDS, rules=LAW, tanggal=TODAY)
    unit = needs.unit_gap(gap, STAFF, required=required, level=0.95)
    assert unit["dinilai"].sum() == gap["berlaku"].sum()
    assert unit["jumlah_asn"].sum() == len(required)
    assert unit["cakupan_rasio"].between(0, 1).all()
    total = (unit["rerata_kesenjangan"].fillna(0) * unit["dinilai"].astype(float)).sum()
    assert total == pytest.approx(gap["kesenjangan"].sum())


def test_twenty_six_thousand_people_are_quick() -> None:
    rng = np.random.default_rng(3)
    people = 26_000
    staff = STAFF.loc[rng.integers(0, 4, people)].reset_index(drop=True)
    staff["pegawai_id"] = [f"p{n:05d}" for n in rng.permutation(people)]
    names = list(LAW.value("kompetensi.manajerial_sosial", TODAY).value)
    evidence = pd.DataFrame({
        "pegawai_id": np.repeat(staff["pegawai_id"].to_numpy(), len(names)), "kompetensi": names * people,
        "tanggal": pd.Timestamp("2026-01-01").as_unit("s"), "sumber": "atasan", "level": rng.integers(0, 5, people * 9) * 1.0,
    })
    start = time.perf_counter()
    gap = gap_of(evidence, staff)
    required = needs.required_levels(staff, STANDARDS, rules=LAW, tanggal=TODAY)
    needs.unit_gap(gap, staff, required=required, level=0.95)
    assert len(gap) == people * 9
    assert time.perf_counter() - start < 15


def units_of(gap: pd.DataFrame, staff: pd.DataFrame = STAFF) -> pd.DataFrame:
    required = needs.required_levels(staff, STANDARDS, rules=LAW, tanggal=TODAY)
    return needs.unit_gap(gap, staff, required=required, level=0.95)


def meant_for(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["pegawai_id", "jenjang_dituju", "urusan_dituju"])
    return tables.canonical(frame, "jabatan_dituju")


def target_of(evidence: pd.DataFrame, meant: pd.DataFrame, staff: pd.DataFrame = STAFF) -> pd.DataFrame:
    return needs.target_gap(staff, meant, evidence, STANDARDS, rules=LAW, tanggal=TODAY)


def test_what_else_is_known_stands_beside_the_evidence_that_decides() -> None:
    found = gap_of(ratings(
        ("a", "Komunikasi", "2025-02-01", "asesmen", 1), ("a", "Komunikasi", "2026-02-01", "360", 2),
        ("a", "Komunikasi", "2026-03-01", "atasan", 2), ("a", "Komunikasi", "2026-01-01", "diri", 4),
        ("a", "Komunikasi", "2026-04-01", "diri", 5), ("b", "Komunikasi", "2026-01-01", "diri", 3),
        ("d", "Komunikasi", "2020-01-01", "asesmen", 2), ("d", "Komunikasi", "2020-01-01", "diri", 2),
    )).set_index("pegawai_id")
    assert found["nilai_diri"].fillna(-1).to_dict() == {"a": 5.0, "b": 3.0, "d": -1.0}  # the newest that is still valid
    assert found["jumlah_penilaian"].to_dict() == {"a": 5, "b": 1, "d": 2}
    assert found["sumber_lain"].to_dict() == {"a": "360, asesmen", "b": "", "d": ""}
    assert found["kesenjangan"].fillna(-1).to_dict() == {"a": 0.0, "b": -1.0, "d": -1.0}


def test_the_gap_against_the_post_to_be_held() -> None:
    evidence = ratings(("a", "Komunikasi", "2026-01-05", "atasan", 2), ("c", "Komunikasi", "2026-01-05", "atasan", 2),
                       ("b", "Layanan Dasar", "2026-01-05", "atasan", 2))
    found = target_of(evidence, meant_for(("a", "Administrator", None), ("b", "Ahli Muda", "Pendidikan"), ("zz", "Pengawas", None)))
    assert found["pegawai_id"].tolist() == ["a", "b"]
    held = gap_of(evidence).set_index(["pegawai_id", "kompetensi"])["kesenjangan"]
    aimed = found.set_index(["pegawai_id", "kompetensi"])["kesenjangan"]
    assert (held["a", "Komunikasi"], aimed["a", "Komunikasi"]) == (0.0, 1.0)  # Pengawas 2, Administrator 3
    assert (held["b", "Layanan Dasar"], aimed["b", "Layanan Dasar"]) == (2.0, 1.0)  # Kesehatan 4, Pendidikan 3
    assert found["jenjang_dituju"].tolist() == ["Administrator", "Ahli Muda"]


def test_nobody_is_meant_for_anything() -> None:
    evidence = ratings(("a", "Komunikasi", "2026-01-05", "atasan", 2))
    none = target_of(evidence, tables.empty("jabatan_dituju"))
    assert none.empty
    assert none.dtypes.to_dict() == target_of(evidence, meant_for(("a", "Pengawas", None))).dtypes.to_dict()
    lost = meant_for(("a", "Eselon V", None), ("zz", "Pengawas", None), ("b", "Ahli Muda", None))
    noted = needs.target_notes(STAFF, lost, rules=LAW, tanggal=TODAY)
    assert noted["code"].tolist() == ["NED-039"]
    assert '"jumlah": 2' in noted["values"].iloc[0]
    assert needs.target_notes(STAFF, tables.empty("jabatan_dituju"), rules=LAW, tanggal=TODAY).empty


def test_by_whom_a_unit_was_assessed() -> None:
    gap = gap_of(ratings(("a", "Komunikasi", "2026-01-05", "asesmen", 1), ("b", "Komunikasi", "2026-01-05", "atasan", 1),
                         ("c", "Komunikasi", "2026-01-05", "diri", 1)))
    required = needs.required_levels(STAFF, STANDARDS, rules=LAW, tanggal=TODAY)
    found = needs.coverage(gap, STAFF, required=required)
    assert found[["sumber", "berlaku", "orang", "jumlah_asn"]].to_numpy().tolist() == [
        ["asesmen", True, 1, 3], ["atasan", True, 1, 3], ["diri", False, 1, 3],
    ]
    counted = found[found["berlaku"]].groupby(["perangkat_daerah", "kompetensi"])["orang"].sum()
    assert counted["Dinkes", "Komunikasi"] == units_of(gap).set_index(["perangkat_daerah", "kompetensi"]).loc[
        ("Dinkes", "Komunikasi"), "dinilai"]


def test_a_mean_gap_in_the_highest_category_needs_most() -> None:
    gap = gap_of(ratings(("a", "Komunikasi", "2026-01-05", "atasan", 1), ("b", "Komunikasi", "2026-02-05", "atasan", 2),
                         ("d", "Komunikasi", "2026-01-05", "atasan", 0), ("c", "Arsip", "2026-01-05", "atasan", 5)))
    told = needs.gap_evidence(units_of(gap), rules=LAW, tanggal=TODAY)
    is_evidence(told, "kesenjangan")
    value = told.set_index(["perangkat_daerah", "kompetensi"])
    assert value["nilai"].to_dict() == {
        ("Dinkes", "Komunikasi"): 0.5, ("Disdik", "Komunikasi"): 1.0, ("Dinkes", "Arsip"): 0.0,
    }  # mean 1 and 3 levels against an edge of 2; measured and nobody below is a zero
    row = value.loc[("Dinkes", "Komunikasi")]
    assert (row["jumlah"], row["cakupan_rasio"], row["tanggal"]) == (2, pytest.approx(2 / 3), pd.Timestamp("2026-02-05"))
    assert row["rule_id"] == "kebutuhan.kategori_kesenjangan"


def test_no_measurement_is_no_evidence() -> None:
    told = needs.gap_evidence(units_of(gap_of(tables.empty("penilaian_kompetensi"))), rules=LAW, tanggal=TODAY)
    is_evidence(told, "kesenjangan")
    assert told.empty


@settings(max_examples=8, deadline=None)
@given(ROWS, st.sampled_from(["Administrator", "Pelaksana", "Entah", None]))
def test_what_always_holds_of_targets_and_evidence(rows: list[tuple[str, str, str, str, float]], post: str | None) -> None:
    evidence, meant = ratings(*rows), meant_for(("a", post, None), ("d", "Ahli Madya", None), ("z", post, None))
    found = target_of(evidence, meant)
    assert set(found["pegawai_id"]) <= ({"a", "d"} if post else {"d"})
    assert not found.duplicated(["pegawai_id", "kompetensi"]).any()
    assert (found["kesenjangan"].notna() == found["berlaku"]).all()
    pd.testing.assert_frame_equal(found, target_of(evidence[::-1], meant[::-1], STAFF[::-1]))
    gap = gap_of(evidence)
    assert gap["jumlah_penilaian"].sum() == sum(
        1 for row in rows if (row[0], row[1]) in set(zip(gap["pegawai_id"], gap["kompetensi"], strict=True)))
    unit = units_of(gap)
    told = needs.gap_evidence(unit, rules=LAW, tanggal=TODAY)
    is_evidence(told, "kesenjangan")
    assert len(told) == (unit["dinilai"] > 0).sum()
