"""Cronbach's alpha against published results, another formula and statsmodels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.formula.api import ols

from pembinaan_lib import statistics

# Two data sets that pingouin ships with the results its manual prints, tested there against
# the R package psych.
LIKERT = (
    (3, 5, 7, 2, 6, 1, 4, 2, 6, 5, 4, 4, 5, 6, 4), (2, 4, 3, 4, 5, 2, 3, 4, 5, 4, 3, 2, 5, 5, 3),
    (4, 6, 5, 3, 6, 3, 5, 4, 5, 6, 5, 3, 6, 5, 5), (1, 3, 5, 3, 5, 4, 3, 3, 5, 4, 2, 2, 2, 4, 5),
    (4, 5, 6, 2, 4, 2, 5, 7, 1, 3, 5, 5, 3, 2, 3), (5, 1, 4, 2, 4, 5, 2, 2, 6, 5, 3, 3, 3, 2, 1),
    (1, 2, 3, 2, 4, 2, 1, 2, 5, 3, 2, 4, 2, 1, 3), (4, 5, 3, 6, 6, 3, 2, 4, 2, 1, 3, 2, 4, 4, 2),
    (3, 5, 6, 6, 7, 5, 4, 6, 3, 7, 4, 3, 4, 6, 3), (2, 5, 5, 3, 5, 2, 3, 5, 2, 2, 1, 4, 5, 5, 4),
)
BINARY = (
    "11111111111", "11111111010", ".011.111100", "11101101100", "11111000100", "01.01111000", "11110010000",
    "11111000000", "01011000010", "10010100.00", "11100000000", "10010000000",
)


def wide(values: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(values, columns=[f"Q{n:02d}" for n in range(values.shape[1])])


def test_alpha_and_interval_as_published() -> None:
    found = statistics.cronbach_alpha(wide(np.array(LIKERT, dtype=float).T), level=0.95).iloc[0]
    assert found["alpha"] == pytest.approx(0.5917188485995826, abs=1e-12)
    assert (round(found["bawah"], 3), round(found["atas"], 3)) == (0.195, 0.84)
    assert (found["butir"], found["n"]) == (10, 15)


def test_complete_answers_only_as_published() -> None:
    answers = np.array([[np.nan if mark == "." else float(mark) for mark in row] for row in BINARY])
    found = statistics.cronbach_alpha(wide(answers), level=0.95).iloc[0]
    assert found["alpha"] == pytest.approx(0.8016949152542373, abs=1e-12)
    assert found["n"] == 9
    # The manual prints (0.581, 0.933), with the degrees of all twelve people; ours are those of the nine who count.
    for people, bounds in ((12, (0.581, 0.933)), (9, (found["bawah"], found["atas"]))):
        free = (people - 1, (people - 1) * 10)
        expected = [1 - (1 - found["alpha"]) * stats.f.ppf(side, *free) for side in (0.975, 0.025)]
        assert expected == pytest.approx(bounds, abs=5e-4)


ANSWERS = st.tuples(st.integers(3, 12), st.integers(2, 6)).flatmap(
    lambda shape: st.lists(st.lists(st.integers(1, 5), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0])
)


@settings(max_examples=25)
@given(ANSWERS, st.sampled_from([0.8, 0.95]))
def test_alpha_is_one_minus_the_mean_squares_of_statsmodels(rows: list[list[int]], level: float) -> None:
    """Hoyt (1941): alpha = 1 - MS residual / MS persons of the two-way analysis of variance."""
    answers = wide(np.array(rows, dtype=float))
    found = statistics.cronbach_alpha(answers, level=level).iloc[0]
    if answers.sum(axis=1).nunique() == 1:
        assert pd.isna(found[["alpha", "bawah", "atas"]]).all()
        return
    long = answers.reset_index(names="orang").melt("orang", var_name="butir", value_name="skor")
    table = sm.stats.anova_lm(ols("skor ~ C(orang) + C(butir)", long).fit(), typ=1)
    squares = table["sum_sq"] / table["df"]
    expected = 1 - squares["Residual"] / squares["C(orang)"]
    free = (len(answers) - 1, (len(answers) - 1) * (answers.shape[1] - 1))
    assert found["alpha"] == pytest.approx(expected, abs=1e-8)
    assert found["bawah"] == pytest.approx(1 - (1 - expected) * stats.f.ppf((1 + level) / 2, *free), abs=1e-8)
    assert found["atas"] == pytest.approx(1 - (1 - expected) * stats.f.ppf((1 - level) / 2, *free), abs=1e-8)


@settings(max_examples=20)
@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_no_digit(rows: list[list[int]], random) -> None:
    answers = wide(np.array(rows, dtype=float) / 3)
    turned = answers.sample(frac=1, random_state=random.randint(0, 9)).iloc[:, ::-1]
    pd.testing.assert_frame_equal(
        statistics.cronbach_alpha(answers, level=0.95), statistics.cronbach_alpha(turned, level=0.95), check_exact=True,
    )


@pytest.mark.parametrize("answers", [wide(np.ones((4, 3))), wide(np.ones((1, 3))), wide(np.eye(4)[:, :1]), pd.DataFrame()])
def test_nothing_to_tell_is_missing_not_zero(answers: pd.DataFrame) -> None:
    assert statistics.cronbach_alpha(answers, level=0.95)[["alpha", "bawah", "atas"]].isna().all(axis=None)


def test_groups_in_long_form_leave_out_items_that_few_were_asked() -> None:
    long = wide(np.array(LIKERT, dtype=float).T).reset_index(names="orang").melt("orang", var_name="butir", value_name="skor")
    rare = pd.DataFrame({"orang": [0, 1], "butir": "jarang", "skor": [1.0, 5.0]})
    frame = pd.concat([long, rare]).assign(kelompok="a")
    found = statistics.cronbach_alphas(
        frame, by=["kelompok"], person="orang", item="butir", value="skor", level=0.95,
    )
    assert found["alpha"].iloc[0] == pytest.approx(0.5917188485995826, abs=1e-12)
    none = statistics.cronbach_alphas(frame.head(0), by=["kelompok"], person="orang", item="butir", value="skor", level=0.95)
    assert none.columns.tolist() == found.columns.tolist() and none.empty


@pytest.mark.parametrize("level", [0, 1, 95])
def test_an_impossible_level_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        statistics.cronbach_alpha(wide(np.eye(3)), level=level)
