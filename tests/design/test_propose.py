"""The optimiser against enumeration, a second solver, and its own promises."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib.design import Limits, choose, propose
from pembinaan_lib.design.check import check
from pembinaan_lib.errors import ProposalError
from tests.design.small import LIMITS, best_by_enumeration, best_by_milp, catalogue, people, random_case

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def priced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solve small cases the way large ones are solved."""
    monkeypatch.setattr(choose, "EXACT", 0)


@pytest.mark.parametrize("seed", range(8))
def test_small_cases_are_solved_as_well_as_by_enumeration(seed: int) -> None:
    who, what, budget = random_case(seed, persons=4, activities=3)
    made = propose(who, what, pagu_rp=budget, limits=LIMITS, shares=())
    best = best_by_enumeration(who, what, budget)
    assert made.meta["nilai"] == pytest.approx(best, abs=5e-3)
    assert made.meta["nilai"] <= best + 1e-5
    assert made.meta["bound"] >= best - 1e-5


@pytest.mark.parametrize("seed", range(100, 108))
def test_medium_cases_agree_with_a_second_solver(seed: int) -> None:
    who, what, budget = random_case(seed, persons=12, activities=5)
    made = propose(who, what, pagu_rp=budget, limits=LIMITS, shares=())
    best = best_by_milp(who, what, budget)
    assert made.meta["nilai"] == pytest.approx(best, abs=1e-2)
    assert made.meta["nilai"] <= best + 1e-5 <= made.meta["bound"] + 2e-5


@pytest.mark.usefixtures("priced")
@pytest.mark.parametrize("seed", range(200, 208))
def test_the_way_of_large_cases_never_claims_too_much(seed: int) -> None:
    who, what, budget = random_case(seed, persons=25, activities=6)
    made = propose(who, what, pagu_rp=budget, limits=LIMITS, shares=())
    best = best_by_milp(who, what, budget)
    assert 0.85 * best <= made.meta["nilai"] <= best + 1e-5 <= made.meta["bound"] + 2e-5
    assert check(made, who, what, pagu_rp=budget, limits=LIMITS).empty


@pytest.mark.usefixtures("priced")
@settings(max_examples=5, deadline=None)
@given(st.integers(1000, 10_000))
def test_more_money_never_buys_less(seed: int) -> None:
    who, what, budget = random_case(seed, persons=15, activities=5)
    made = propose(who, what, pagu_rp=budget, limits=LIMITS, shares=(0.0, 0.4, 0.8, 1.3))
    points = made.batas
    assert points["nilai"].is_monotonic_increasing
    assert (points["biaya_rp"] <= points["anggaran_rp"]).all()
    assert (points["nilai"] <= points["batas_nilai"] + 1e-6).all()
    assert budget in set(points["anggaran_rp"])
    assert check(made, who, what, pagu_rp=budget, limits=LIMITS).empty


def test_one_course_with_room_for_two_goes_to_the_two_largest_gaps() -> None:
    who = people(["a", "b", "c"], [("a", "A", 3, 2), ("b", "A", 3, 0), ("c", "A", 3, 1)])
    what = catalogue([{"bangkom_id": "K", "kapasitas_maks": 2}], [("K", "A", 3, 0.5)], [("K", 1_000_000, 0)])
    made = propose(who, what, pagu_rp=1_000_000, limits=LIMITS)
    assert list(made.peserta["pegawai_id"]) == ["b", "c"]
    assert made.meta["nilai"] == pytest.approx(2.5)
    assert made.measure("kesenjangan_tertutup") == pytest.approx(2.5)
    assert made.measure("kesenjangan_rasio") == pytest.approx(2.5 / 6)


def test_weights_decide_between_equal_gaps() -> None:
    order = pd.DataFrame({"perangkat_daerah": ["PD0", "PD1"], "kompetensi": "A", "prioritas": [1.0, 3.0]})
    who = people(["a", "b"], [("a", "A", 3, 1), ("b", "A", 3, 1)], prioritas=order)
    what = catalogue([{"bangkom_id": "K", "kapasitas_maks": 1}], [("K", "A", 3, 0.5)], [("K", 1_000_000, 0)])
    assert list(propose(who, what, pagu_rp=1_000_000, limits=LIMITS).peserta["pegawai_id"]) == ["b"]


def test_the_cheaper_of_two_equal_courses_is_taken() -> None:
    who = people(["a"], [("a", "A", 3, 1)])
    what = catalogue([{"bangkom_id": "K"}, {"bangkom_id": "L"}], [("K", "A", 3, 0.5), ("L", "A", 3, 0.5)],
                     [("K", 2_000_000, 0), ("L", 1_000_000, 0)])
    limits = replace(LIMITS, maks_kegiatan=1)
    assert list(propose(who, what, pagu_rp=9_000_000, limits=limits).baris["bangkom_id"]) == ["L"]


def test_ceiling_of_hours_field_availability_and_done_courses_are_kept() -> None:
    ids = ["ceiling", "done", "field", "free", "leave"]
    who = people(ids, [(name, "A", 3, 1) for name in ids], [("ceiling", 0.0, 9.0)],
                 selesai=pd.DataFrame({"pegawai_id": ["done"], "bangkom_id": ["K"]}))
    who.pegawai.loc[who.pegawai["pegawai_id"] != "field", "urusan"] = "Kesehatan"
    who.availability.loc[who.availability["pegawai_id"] == "leave", "boleh_dikirim"] = False
    what = catalogue([{"bangkom_id": "K", "urusan": "Kesehatan"}], [("K", "A", 3, 0.5)], [("K", 0, 1)])
    assert list(propose(who, what, pagu_rp=1_000, limits=LIMITS).peserta["pegawai_id"]) == ["free"]


def test_costly_seats_are_not_for_those_who_leave_soon() -> None:
    who = people(["a", "b"], [("a", "A", 3, 1), ("b", "A", 3, 1)])
    who.availability.loc[0, "boleh_mahal"] = False
    what = catalogue([{"bangkom_id": "K"}], [("K", "A", 3, 0.5)], [("K", 0, 5_000_000)])
    limits = replace(LIMITS, batas_mahal_rp=5_000_000)
    assert list(propose(who, what, pagu_rp=50_000_000, limits=limits).peserta["pegawai_id"]) == ["b"]


def test_budget_zero_buys_only_what_is_free() -> None:
    who = people(["a"], [("a", "A", 3, 1)])
    what = catalogue([{"bangkom_id": "K"}, {"bangkom_id": "L"}], [("K", "A", 3, 0.5), ("L", "A", 3, 0.2)],
                     [("K", 1_000_000, 0), ("L", 0, 0)])
    made = propose(who, what, pagu_rp=0, limits=LIMITS)
    assert list(made.baris["bangkom_id"]) == ["L"]
    assert "DSG-011" in set(made.findings["code"])
    assert len(made.batas) == 1


@pytest.mark.parametrize(
    ("activities", "limits"),
    [
        ([{"bangkom_id": "K", "kapasitas_min": 3}], LIMITS),                 # never enough people
        ([{"bangkom_id": "K"}], replace(LIMITS, dikecualikan=("K",))),       # ruled out
        ([{"bangkom_id": "K", "urusan": "Kesehatan"}], LIMITS),              # nobody of that field
    ],
)
def test_nothing_to_choose(activities: list[dict], limits: Limits) -> None:
    who = people(["a", "b"], [("a", "A", 3, 1), ("b", "A", 3, 1)])
    what = catalogue(activities, [("K", "A", 3, 0.5)], [("K", 0, 1)])
    made = propose(who, what, pagu_rp=1_000_000, limits=limits, shares=())
    assert made.peserta.empty
    assert made.meta["nilai"] == 0


def test_a_gap_without_an_activity_is_told() -> None:
    who = people(["a", "b"], [("a", "A", 3, 1), ("b", "B", 3, 1)])
    what = catalogue([{"bangkom_id": "K"}], [("K", "A", 3, 0.5)], [("K", 0, 1)])
    made = propose(who, what, pagu_rp=10, limits=LIMITS, shares=())
    told = made.findings.loc[made.findings["code"] == "DSG-010", "values"]
    assert told.tolist() == ['{"jumlah": 1, "kompetensi": "B"}']


@pytest.mark.parametrize("column", ["tetap_rp", "per_peserta_rp"])
def test_a_negative_cost_sets_the_activity_aside(column: str) -> None:
    who = people(["a"], [("a", "A", 3, 1)])
    what = catalogue([{"bangkom_id": "K"}], [("K", "A", 3, 0.5)], [("K", 5, 5)])
    what.biaya.loc[0, column] = -1
    made = propose(who, what, pagu_rp=100, limits=LIMITS)
    assert made.peserta.empty
    assert made.findings.loc[made.findings["code"] == "DSG-016", "column"].tolist() == [column]


@pytest.mark.parametrize(
    ("pagu", "limits", "code"),
    [(-1, LIMITS, "DSG-101"), (1, replace(LIMITS, maks_kegiatan=4), "DSG-103"),
     (1, replace(LIMITS, bobot={"jp": -1.0}), "DSG-104")],
)
def test_senseless_settings_are_refused(pagu: int, limits: Limits, code: str) -> None:
    with pytest.raises(ProposalError) as refused:
        propose(people(["a"]), catalogue([{"bangkom_id": "K"}]), pagu_rp=pagu, limits=limits)
    assert refused.value.code == code
    assert refused.value.what != refused.value.remedy


@pytest.mark.usefixtures("priced")
def test_stop_gives_the_best_so_far_and_an_honest_bound() -> None:
    who, what, budget = random_case(3, persons=20, activities=6)
    presses = iter([False] * 8)
    made = propose(who, what, pagu_rp=budget, limits=LIMITS, cancelled=lambda: next(presses, True))
    assert made.meta["status"] == "dihentikan"
    assert "DSG-013" in set(made.findings["code"])
    assert made.meta["bound"] == -1 or best_by_milp(who, what, budget) <= made.meta["bound"] + 1e-5
    assert check(made, who, what, pagu_rp=budget, limits=LIMITS).empty


@pytest.mark.usefixtures("priced")
def test_a_time_limit_is_told() -> None:
    who, what, budget = random_case(3, persons=20, activities=6)
    made = propose(who, what, pagu_rp=budget, limits=replace(LIMITS, batas_detik=0.0), shares=())
    assert made.meta["status"] == "dibatasi waktu"


def test_progress_ends_at_one() -> None:
    who, what, budget = random_case(3, persons=5, activities=3)
    seen: list[float] = []
    propose(who, what, pagu_rp=budget, limits=LIMITS, shares=(0.5,), progress=lambda done, key: seen.append(done))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_inputs_stay_as_they_are_and_row_order_does_not_matter() -> None:
    who, what, budget = random_case(7, persons=8, activities=4)
    inputs = (who.pegawai, who.gap, who.hours, what.bangkom, what.kompetensi, what.biaya)
    before = [frame.copy() for frame in inputs]
    made = propose(who, what, pagu_rp=budget, limits=LIMITS, shares=())
    for frame, kept in zip(inputs, before, strict=True):
        pd.testing.assert_frame_equal(frame, kept)
    turned = replace(who, pegawai=who.pegawai[::-1], gap=who.gap[::-1], hours=who.hours[::-1])
    other = replace(what, bangkom=what.bangkom[::-1], kompetensi=what.kompetensi[::-1], biaya=what.biaya[::-1])
    assert propose(turned, other, pagu_rp=budget, limits=LIMITS, shares=()).to_bytes() == made.to_bytes()


def test_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import hashlib\n"
        "from pembinaan_lib.design import choose, propose\n"
        "from tests.design.small import LIMITS, random_case\n"
        "choose.EXACT = 0\n"
        "who, what, budget = random_case(5, persons=40, activities=8)\n"
        "made = propose(who, what, pagu_rp=budget, limits=LIMITS, shares=(0.5,))\n"
        "print(hashlib.sha256(made.to_bytes()).hexdigest())\n"
    )
    seen = [
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(seen[0].strip()) == 64
    assert seen[0] == seen[1]


def test_a_very_large_catalogue_offers_fewer_activities_each(monkeypatch: pytest.MonkeyPatch) -> None:
    from pembinaan_lib.design import bundles

    monkeypatch.setattr(bundles, "MOST", 40)
    who, what, budget = random_case(4, persons=8, activities=6)
    made = propose(who, what, pagu_rp=budget, limits=LIMITS)
    assert made.meta["maks_kegiatan"] == 1
    assert "DSG-017" in set(made.findings["code"])
    assert made.peserta.groupby("pegawai_id").size().max() == 1


def _agency(size: int) -> tuple:
    """An agency like the sample: a third measured, most PNS owe hours, PPPK have a ceiling."""
    from pembinaan_lib import tables
    from pembinaan_lib.design import Catalogue

    r = np.random.default_rng(2027)
    names = ("katalog_bangkom", "katalog_kompetensi", "katalog_biaya")
    what = Catalogue(*(tables.reference(name) for name in names))
    ids = [f"p{i:05d}" for i in range(size)]
    skills = sorted(set(what.kompetensi["kompetensi"]))
    gaps = [
        (who, str(skill), 2.0 + r.integers(0, 3), float(r.integers(0, 5)))
        for who in ids if r.random() < 0.35 for skill in r.choice(skills, 6, replace=False)
    ]
    hours = [(who, 0.0, 24.0) if r.random() < 0.36 else (who, float(r.choice([0, 8, 12, 20])), None) for who in ids]
    return people(ids, gaps, hours), what


@pytest.mark.slow
def test_an_agency_of_2600_is_solved_in_seconds_and_nearly_proven() -> None:
    who, what = _agency(2600)
    limits = Limits(jp_minimum=20.0)
    made = propose(who, what, pagu_rp=500_000_000, limits=limits, shares=())
    assert made.meta["gap"] < 0.05
    assert made.measure("biaya_rp") <= 500_000_000
    assert check(made, who, what, pagu_rp=500_000_000, limits=limits).empty
