"""Intervals against scipy, statsmodels and published examples."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from pembinaan_lib import statistics

NUMBERS = st.lists(st.floats(0, 100).map(lambda x: round(x, 3)), min_size=2, max_size=30)


@settings(max_examples=60, deadline=None)
@given(NUMBERS, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_mean_interval_is_statsmodels(values: list[float], level: float) -> None:
    found = statistics.mean_interval(pd.Series(values), level=level).iloc[0]
    low, high = DescrStatsW(values).tconfint_mean(alpha=1 - level)
    assert found["n"] == len(values)
    assert found["bawah"] == pytest.approx(low, abs=1e-8)
    assert found["atas"] == pytest.approx(high, abs=1e-8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=30))
def test_paired_gain_is_scipy(pairs: list[tuple[int, int]]) -> None:
    pra, pasca = (pd.Series(side, dtype="float64") for side in zip(*pairs, strict=True))
    found = statistics.paired_gain(pra, pasca, level=0.95).iloc[0]
    if (pasca - pra).nunique() == 1:
        assert found["bawah"] == found["atas"] == found["kenaikan"]
        return
    expected = stats.ttest_rel(pasca, pra).confidence_interval(0.95)
    assert found["bawah"] == pytest.approx(expected.low, abs=1e-8)
    assert found["atas"] == pytest.approx(expected.high, abs=1e-8)


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from([0.9, 0.95]))
def test_wilson_is_statsmodels(counts: tuple[int, int], level: float) -> None:
    hits, people = counts
    found = statistics.proportion_interval(pd.Series([hits]), pd.Series([people]), level=level).iloc[0]
    low, high = proportion_confint(hits, people, alpha=1 - level, method="wilson")
    assert found["bawah"] == pytest.approx(low, abs=1e-8)
    assert found["atas"] == pytest.approx(high, abs=1e-8)
    assert 0 <= found["bawah"] <= found["rasio"] <= found["atas"] <= 1


@pytest.mark.parametrize(("hits", "people", "low", "high"), [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
])
def test_wilson_as_newcombe_published_it(hits: int, people: int, low: float, high: float) -> None:
    """R. G. Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3."""
    found = statistics.proportion_interval(pd.Series([hits]), pd.Series([people]), level=0.95).iloc[0]
    assert (round(found["bawah"], 4), round(found["atas"], 4)) == (low, high)


def test_student_sleep_data() -> None:
    """Student (1908), the ten sleepers: mean difference 1.58, 95 % interval 0.7001 to 2.4599 (as R's t.test prints it)."""
    first = pd.Series([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    second = pd.Series([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    found = statistics.paired_gain(first, second, level=0.95).iloc[0]
    assert found["kenaikan"] == pytest.approx(1.58)
    assert round(found["bawah"], 4) == 0.7001
    assert round(found["atas"], 4) == 2.4599
    welch = statistics.welch_difference(first, second, level=0.95).iloc[0]
    assert round(welch["bawah"], 4) == -3.3655
    assert round(welch["atas"], 4) == 0.2055


@settings(max_examples=40, deadline=None)
@given(NUMBERS, NUMBERS)
def test_welch_is_statsmodels(first: list[float], second: list[float]) -> None:
    found = statistics.welch_difference(pd.Series(first), pd.Series(second), level=0.95).iloc[0]
    if np.var(first) < 1e-9 and np.var(second) < 1e-9:
        return
    low, high = CompareMeans(DescrStatsW(first), DescrStatsW(second)).tconfint_diff(usevar="unequal")
    assert found["bawah"] == pytest.approx(low, rel=1e-7, abs=1e-7)
    assert found["atas"] == pytest.approx(high, rel=1e-7, abs=1e-7)


def test_groups_are_the_same_as_one_by_one() -> None:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({"g": rng.integers(0, 5, 200), "pra": rng.normal(60, 9, 200), "pasca": rng.normal(66, 9, 200)})
    frame.loc[::7, "pasca"] = np.nan
    many = statistics.paired_gains(frame, by=["g"], before="pra", after="pasca", level=0.9).set_index("g")
    for group, rows in frame.groupby("g"):
        one = statistics.paired_gain(rows["pra"], rows["pasca"], level=0.9)
        pd.testing.assert_frame_equal(many.loc[[group]].reset_index(drop=True), one)


def test_pairs_are_matched_by_index() -> None:
    pra = pd.Series({"a": 10.0, "b": 20.0, "c": 99.0})
    pasca = pd.Series({"b": 25.0, "a": 11.0, "d": 1.0})
    found = statistics.paired_gain(pra, pasca, level=0.95).iloc[0]
    assert (found["n"], found["pra"], found["pasca"], found["kenaikan"]) == (2, 15.0, 18.0, 3.0)


def test_too_few_values_have_no_interval() -> None:
    one = statistics.mean_interval(pd.Series([3.0, None]), level=0.95).iloc[0]
    assert (one["n"], one["rerata"]) == (1, 3.0)
    assert pd.isna(one["bawah"])
    none = statistics.mean_interval(pd.Series([], dtype="float64"), level=0.95)
    assert none["n"].tolist() == [0]
    assert none[["rerata", "bawah", "atas"]].isna().all(axis=None)
    assert statistics.proportion_interval(pd.Series([0]), pd.Series([0]), level=0.95).isna().all(axis=None)
    assert statistics.welch_difference(pd.Series([1.0]), pd.Series([1.0, 2.0]), level=0.9)["bawah"].isna().all()
    assert statistics.welch_difference(pd.Series([], dtype=float), pd.Series([1.0]), level=0.9)["selisih"].isna().all()


def test_equal_values_have_no_width() -> None:
    found = statistics.mean_interval(pd.Series([4, 4, 4]), level=0.95).iloc[0]
    assert found["bawah"] == found["rerata"] == found["atas"] == 4


@pytest.mark.parametrize("level", [0, 1, -0.5, 95])
def test_a_level_is_a_share(level: float) -> None:
    with pytest.raises(ValueError, match="level"):
        statistics.mean_interval(pd.Series([1, 2]), level=level)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 5), min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_row_order_does_not_matter(values: list[float], random) -> None:
    shuffled = random.sample(values, len(values))
    pd.testing.assert_frame_equal(
        statistics.mean_interval(pd.Series(values), level=0.95),
        statistics.mean_interval(pd.Series(shuffled), level=0.95), check_exact=True,
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=2, max_size=40), st.lists(st.integers(1, 4), min_size=2, max_size=40))
def test_bounded_change_is_never_narrower_than_the_real_spread(first: list[int], second: list[int]) -> None:
    before, after = pd.Series([np.mean(first)]), pd.Series([np.mean(second)])
    found = statistics.bounded_change(
        before, after, n_before=pd.Series([len(first)]), n_after=pd.Series([len(second)]), low=1, high=4, level=0.95,
    ).iloc[0]
    error = (np.var(first) / len(first) + np.var(second) / len(second)) ** 0.5
    assert found["atas"] - found["perubahan"] >= stats.norm.ppf(0.975) * error - 1e-9
