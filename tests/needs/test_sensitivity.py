"""Shaken weights and the smallest change that swaps two needs, against the register itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import needs
from tests.needs.evidence_rows import KEY, evidence, registered

EVEN = {"kesenjangan": 1, "survei": 1, "suara": 1}


def crossing() -> pd.DataFrame:
    return evidence(
        ("A", "x", "kesenjangan", 0.9), ("B", "x", "kesenjangan", 0.5), ("C", "x", "kesenjangan", 0.1),
        ("A", "x", "survei", 0.2), ("B", "x", "survei", 0.5), ("C", "x", "survei", 0.1),
    )


def test_a_need_above_another_in_everything_always_stands_above() -> None:
    found = registered(crossing(), EVEN)
    shaken = needs.sensitivity(found, bobot=EVEN, seed=1, draws=200)
    assert shaken["perangkat_daerah"].tolist() == ["A", "B", "C"]
    assert shaken["peringkat_min"].tolist() == [1, 1, 3]
    assert shaken["peringkat_maks"].tolist() == [2, 2, 3]
    assert shaken["kali_sepuluh_besar"].tolist() == [200] * 3
    assert shaken["sepuluh_besar_rasio"].tolist() == [1.0] * 3


def test_the_same_seed_gives_the_same_draws_and_another_does_not() -> None:
    told = evidence(*[("ABCD"[n % 4], f"k{n}", "kesenjangan", (n * 7 % 23) / 23) for n in range(24)],
                    *[("ABCD"[n % 4], f"k{n}", "survei", (n * 5 % 23) / 23) for n in range(24)])
    found = registered(told, EVEN)
    first, again, other = (needs.sensitivity(found, bobot=EVEN, seed=seed, draws=300) for seed in (7, 7, 8))
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert not first["kali_sepuluh_besar"].equals(other["kali_sepuluh_besar"])
    assert first["kali_sepuluh_besar"].sum() == 10 * 300
    assert ((first["peringkat_min"] <= 10) == (first["kali_sepuluh_besar"] > 0)).all()
    assert ((first["peringkat_maks"] <= 10) == (first["kali_sepuluh_besar"] == 300)).all()


@pytest.mark.parametrize(("leads", "follows"), [("kesenjangan", "survei"), ("survei", "kesenjangan")])
def test_each_weight_is_multiplied_in_some_draws_and_divided_in_others(leads: str, follows: str) -> None:
    """One need rests on one source, the next on the other: they swap where the ratio of the weights passes 3.

    Weights shaken by at most 2 in one direction only keep their ratio between 1/2 and 2; in both, between 1/4 and 4.
    """
    for behind, swapped in ((0.3, True), (0.22, False)):  # 0.9 / 0.22 is above 4
        told = evidence(("A", "x", leads, 0.9), ("A", "x", follows, 0.0), ("B", "x", leads, 0.0), ("B", "x", follows, behind))
        bobot = {"kesenjangan": 1, "survei": 1}
        shaken = needs.sensitivity(registered(told, bobot), bobot=bobot, seed=3, factor=2.0)
        assert shaken["perangkat_daerah"].tolist() == ["A", "B"]
        assert shaken["peringkat_maks"].tolist() == [1 + swapped, 2], behind


def test_places_are_those_of_a_plain_count() -> None:
    """Every draw sorted by itself; how often ten of twenty-four needs come first, and their best and worst place."""
    told = evidence(*[("ABCD"[n % 4], f"k{n}", source, (n * step % 23) / 32)
                      for n in range(24) for source, step in (("kesenjangan", 7), ("survei", 5), ("suara", 11))])
    bobot = {"kesenjangan": 4, "survei": 2, "suara": 1}
    found, draws = registered(told, bobot), 400
    chance = np.random.default_rng(5)
    by = chance.uniform(1.0, 2.0, size=(draws, len(needs.SOURCES)))
    up = chance.integers(0, 2, size=by.shape) == 1
    places: list[list[int]] = []
    for row in range(draws):
        weights = {source: bobot.get(source, 0) * (by[row, at] if up[row, at] else 1 / by[row, at])
                   for at, source in enumerate(needs.SOURCES)}
        scores = [sum(weights[source] * need[f"nilai_{source}"] for source in bobot) for need in found.to_dict("records")]
        order = sorted(range(24), key=lambda at: (-round(scores[at] / sum(weights.values()), 6), at))
        places.append([order.index(at) + 1 for at in range(24)])
    shaken = needs.sensitivity(found, bobot=bobot, seed=5, draws=draws, factor=2.0)
    assert shaken["kali_sepuluh_besar"].tolist() == [sum(place <= 10 for place in own) for own in zip(*places, strict=True)]
    assert shaken["peringkat_min"].tolist() == [min(own) for own in zip(*places, strict=True)]
    assert shaken["peringkat_maks"].tolist() == [max(own) for own in zip(*places, strict=True)]


def test_unshaken_weights_give_the_order_of_the_register() -> None:
    found = registered(crossing(), EVEN)
    still = needs.sensitivity(found, bobot=EVEN, seed=1, draws=5, factor=1.0)
    assert still["peringkat_min"].tolist() == still["peringkat_maks"].tolist() == still["peringkat"].tolist()


def test_a_single_weight_cannot_be_shaken() -> None:
    found = registered(crossing(), {"survei": 1})
    shaken = needs.sensitivity(found, bobot={"survei": 1}, seed=1, draws=50, factor=9.0)
    assert shaken["peringkat_min"].tolist() == shaken["peringkat_maks"].tolist() == [1, 2, 3]


def test_the_smallest_change_worked_by_hand() -> None:
    """A leads B by (0.9 - 0.5)/2 - (0.5 - 0.2)/2 = 0.05; equal at survei = 4/7, where 0.4·3/7 = 0.3·4/7."""
    found = registered(crossing(), {"kesenjangan": 1, "survei": 1})
    swap = needs.swaps(found, bobot={"kesenjangan": 1, "survei": 1})
    first = swap.iloc[0]
    assert (first["perangkat_daerah"], first["perangkat_daerah_berikut"]) == ("A", "B")
    assert first["selisih"] == pytest.approx(0.05, abs=1e-6)
    assert first["bukti"] == "kesenjangan"
    assert (first["bobot_kini"], first["bobot_tukar"]) == pytest.approx((0.5, 3 / 7), abs=1e-6)
    second = swap.iloc[1]  # B is above C in everything
    assert second["bukti"] == "" and pd.isna(second["perubahan"])


def test_beyond_the_change_they_swap() -> None:
    for survey, order in ((4 / 7 - 1e-3, ["A", "B"]), (4 / 7 + 1e-3, ["B", "A"])):
        found = registered(crossing(), {"kesenjangan": 1 - survey, "survei": survey})
        assert found["perangkat_daerah"].tolist()[:2] == order


@pytest.mark.parametrize("bobot", [EVEN, {}])
def test_nothing_ranked_gives_empty_frames_of_the_same_shape(bobot: dict[str, float]) -> None:
    empty = registered(evidence(), bobot)
    full = registered(crossing(), EVEN)
    for name in ("sensitivity", "swaps"):
        extra = {"seed": 1, "draws": 5} if name == "sensitivity" else {}
        found, shape = (getattr(needs, name)(table, bobot=bobot, **extra) for table in (empty, full))
        assert found.empty and list(found.columns) == list(shape.columns)
    one = registered(evidence(("A", "x", "survei", 0.4)), EVEN)
    assert needs.swaps(one, bobot=EVEN).empty
    assert needs.sensitivity(one, bobot=EVEN, seed=1, draws=5)["peringkat_maks"].tolist() == [1]


VALUE = st.integers(0, 16).map(lambda n: n / 16)
ROWS = st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("xy"), st.sampled_from(tuple(EVEN)), VALUE),
                min_size=2, max_size=12, unique_by=lambda told: told[:3])
WEIGHTS = st.fixed_dictionaries({source: st.integers(1, 8) for source in EVEN})


@settings(max_examples=12, deadline=None)
@given(ROWS, WEIGHTS)
def test_at_the_change_two_needs_are_equal(rows: list[tuple], bobot: dict[str, int]) -> None:
    found = registered(evidence(*rows), bobot)
    there = [source for source in bobot if found[f"nilai_{source}"].notna().any()]
    total = sum(bobot[source] for source in there)
    for _, swap in needs.swaps(found, bobot=bobot).iterrows():
        if not swap["bukti"]:
            continue
        assert swap["bobot_kini"] == pytest.approx(bobot[swap["bukti"]] / total, abs=1e-6)
        rest = 1 - swap["bobot_kini"]
        scale = (1 - swap["bobot_tukar"]) / rest if rest > 1e-6 else 0.0
        changed = {source: bobot[source] / total * scale for source in there} | {swap["bukti"]: swap["bobot_tukar"]}
        again = registered(evidence(*rows), changed).set_index(KEY)["prioritas"]
        pair = [(swap["perangkat_daerah"], swap["kompetensi"]), (swap["perangkat_daerah_berikut"], swap["kompetensi_berikut"])]
        if again[pair].notna().all():
            assert again[pair[0]] == pytest.approx(again[pair[1]], abs=1e-5)
