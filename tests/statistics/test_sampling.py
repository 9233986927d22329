"""Sample sizes against the published table, weighted means against statsmodels."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import rules, statistics

RULE = rules.load().value("sampel.krejcie_morgan", date(2026, 11, 21)).value
PUBLISHED = {
    10: 10, 20: 19, 50: 44, 100: 80, 200: 132, 340: 181, 500: 217, 550: 226, 800: 260, 1000: 278, 1200: 291, 2000: 322,
    2200: 327, 5000: 357, 10_000: 370, 75_000: 382, 1_000_000: 384,
}


def size(people: pd.Series) -> pd.Series:
    return statistics.krejcie_morgan(
        people, chi_square=RULE["chi_kuadrat"], proportion=RULE["proporsi"], margin=RULE["galat"],
    )


def test_the_published_rows_of_krejcie_and_morgan() -> None:
    assert size(pd.Series(list(PUBLISHED))).tolist() == list(PUBLISHED.values())


@given(st.lists(st.integers(0, 3_000_000), min_size=1, max_size=20))
def test_a_sample_is_never_larger_than_its_population_and_grows_with_it(people: list[int]) -> None:
    found = size(pd.Series(sorted(people)))
    assert (found <= pd.Series(sorted(people))).all()
    assert found.is_monotonic_increasing


def test_unknown_populations_stay_unknown() -> None:
    assert size(pd.Series([None, 0, 1], dtype="Int64")).tolist() == [pd.NA, 0, 1]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 5), st.floats(0.1, 9)), min_size=2, max_size=20), st.sampled_from([0.9, 0.95]))
def test_weighted_means_are_statsmodels(rows: list[tuple[int, float]], level: float) -> None:
    """Weighted least squares on a constant, robust errors HC1: the same linearised variance."""
    x, w = (np.array(side, dtype=float) for side in zip(*rows, strict=True))
    found = statistics.weighted_means(
        pd.DataFrame({"g": "a", "x": x, "w": w}), by=["g"], value="x", weight="w", level=level,
    ).iloc[0]
    fitted = sm.WLS(x, np.ones(len(x)), weights=w).fit(cov_type="HC1", use_t=True)
    low, high = fitted.conf_int(1 - level)[0]
    assert found["rerata"] == pytest.approx(fitted.params[0], abs=1e-8)
    assert found["bawah"] == pytest.approx(low, abs=1e-8)
    assert found["atas"] == pytest.approx(high, abs=1e-8)
    assert 1 - 1e-9 <= found["n_efektif"] <= found["n"] + 1e-9


def test_equal_weights_are_the_plain_mean() -> None:
    frame = pd.DataFrame({"g": list("aab"), "x": [1.0, 4.0, 2.0], "w": 3.0})
    found = statistics.weighted_means(frame, by=["g"], value="x", weight="w", level=0.95)
    plain = statistics.mean_intervals(frame, by=["g"], value="x", level=0.95)
    for name in ("rerata", "bawah", "atas"):
        assert found[name].tolist() == pytest.approx(plain[name].tolist(), abs=1e-8, nan_ok=True)
    assert found["n_efektif"].tolist() == [2, 1]


def test_weights_let_every_stratum_count_as_many_as_its_people() -> None:
    frame = pd.DataFrame({"g": "a", "unit": list("xxxxy"), "x": [5.0, 5, 5, 5, 1]})
    ratio = frame["unit"].map({"x": 40 / 4, "y": 10 / 1})
    weight = statistics.response_weights(frame, by=["g"], population=ratio, limit=5)
    assert weight.tolist() == [1] * 5
    ratio = frame["unit"].map({"x": 20 / 4, "y": 30 / 1})
    weight = statistics.response_weights(frame, by=["g"], population=ratio, limit=9)
    assert np.average(frame["x"], weights=weight) == pytest.approx((20 * 5 + 30 * 1) / 50)


def test_one_answer_never_decides_alone() -> None:
    frame = pd.DataFrame({"g": "a"}, index=range(20))
    ratio = pd.Series([1000.0] + [1.0] * 19)
    weight = statistics.response_weights(frame, by=["g"], population=ratio, limit=5)
    assert weight.iloc[0] == 5 and weight.iloc[1:].tolist() == pytest.approx([15 / 19] * 19)
    unknown = statistics.response_weights(frame, by=["g"], population=pd.Series([None] * 20, dtype="float64"), limit=5)
    assert unknown.tolist() == [1.0] * 20
    part = statistics.response_weights(frame, by=["g"], population=ratio.mask(ratio.index >= 10), limit=5)
    assert part.tolist() == pytest.approx([5] + [5 / 9] * 9 + [1] * 10)  # whom nobody knows weighs as the mean


def cut_again_and_again(ratios: np.ndarray, limit: float) -> np.ndarray:
    """The same the long way: cut, scale, and look again."""
    weight = ratios / ratios.mean()
    for _ in range(10_000):
        weight = np.minimum(weight, limit)
        weight /= weight.mean()
    return weight


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0.01, 5000)), min_size=1, max_size=12), st.sampled_from([1.5, 3, 5]))
def test_no_weight_is_above_the_limit_and_the_mean_stays_one(rows: list[tuple[str, float]], limit: float) -> None:
    frame = pd.DataFrame(rows, columns=["g", "r"], index=range(7, 7 + len(rows)))
    weight = statistics.response_weights(frame, by=["g"], population=frame["r"], limit=limit)
    assert weight.index.equals(frame.index) and weight.max() <= limit and weight.min() > 0
    for _, own in frame["r"].groupby(frame["g"]):
        assert weight[own.index].mean() == pytest.approx(1)
        assert weight[own.index].tolist() == pytest.approx(cut_again_and_again(own.to_numpy(), limit).tolist(), rel=1e-3)


@pytest.mark.parametrize("limit", [1, 0.5, 0])
def test_a_limit_of_one_or_less_lets_all_weigh_alike(limit: float) -> None:
    frame = pd.DataFrame({"g": list("aaab")})
    weight = statistics.response_weights(frame, by=["g"], population=pd.Series([0.3, 0.1, 0.7, 9.0]), limit=limit)
    assert weight.tolist() == pytest.approx([1.0] * 4)


def test_strata_of_nobody_weigh_as_the_mean_and_none_is_no_fault() -> None:
    frame = pd.DataFrame({"g": list("aaa")})
    weight = statistics.response_weights(frame, by=["g"], population=pd.Series([0, 3.0, 1.0]), limit=5)
    assert weight.tolist() == pytest.approx([1, 1.5, 0.5])
    assert statistics.response_weights(frame.head(0), by=["g"], population=pd.Series([], dtype="float64"), limit=5).empty
