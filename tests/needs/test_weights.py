"""Pairwise comparisons against Saaty's published example, another eigenvector, closed forms and hostile input."""

from __future__ import annotations

import itertools
import random
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import needs, rules
from pembinaan_lib.errors import PembinaanError

LAW = rules.load()
TODAY = date(2026, 11, 21)
DRINKS = ("coffee", "wine", "tea", "beer", "sodas", "milk", "water")
# Saaty (2008), Int. J. Services Sciences 1(1), 83-98: which drink is consumed more in the USA?
JUDGED = (
    (1, 9, 5, 2, 1, 1, 1 / 2),
    (1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9),
    (1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9),
    (1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3),
    (1, 9, 4, 2, 1, 2, 1 / 2),
    (1, 9, 3, 1, 1 / 2, 1, 1 / 3),
    (2, 9, 9, 3, 2, 3, 1),
)
PUBLISHED = {"coffee": 0.177, "wine": 0.019, "tea": 0.042, "beer": 0.116, "sodas": 0.190, "milk": 0.129, "water": 0.327}


def square(cells: object, names: tuple[str, ...] = DRINKS) -> pd.DataFrame:
    return pd.DataFrame(cells, index=list(names), columns=list(names))


def compared(given: object) -> needs.Comparison:
    return needs.ahp(given, rules=LAW, tanggal=TODAY)


def test_saatys_drinks() -> None:
    found = compared(square(JUDGED))
    assert {name: round(weight, 3) for name, weight in found.bobot.items()} == PUBLISHED
    assert round(found.rasio_konsistensi, 3) == 0.022
    assert found.konsisten and found.belum_dibandingkan == 0
    assert sum(found.bobot.values()) == pytest.approx(1, abs=1e-11)


def test_pairs_say_the_same_as_the_square() -> None:
    pairs = {(a, b): JUDGED[i][j] for (i, a), (j, b) in itertools.combinations(enumerate(DRINKS), 2)}
    for given_pairs in (pairs, {"|".join(pair): value for pair, value in pairs.items()}):
        found = compared(given_pairs)
        assert found.bobot == compared(square(JUDGED)).bobot
    turned = {(b, a): 1 / value for (a, b), value in pairs.items()}
    assert compared(turned).bobot == pytest.approx(compared(pairs).bobot, abs=1e-11)


def test_three_things_have_a_closed_form() -> None:
    """For n = 3 the eigenvector is the geometric mean of the rows, and λ = 1 + q + 1/q with q = (a13/(a12·a23))^(1/3)."""
    a, b, c = 3.0, 5.0, 4.0
    found = compared({("x", "y"): a, ("x", "z"): b, ("y", "z"): c})
    means = np.array([(a * b) ** (1 / 3), (c / a) ** (1 / 3), (1 / (b * c)) ** (1 / 3)])
    assert list(found.bobot.values()) == pytest.approx((means / means.sum()).tolist(), abs=1e-10)
    q = (b / (a * c)) ** (1 / 3)
    assert found.lambda_maks == pytest.approx(1 + q + 1 / q, abs=1e-10)
    assert found.rasio_konsistensi == pytest.approx((q + 1 / q - 2) / 2 / 0.58, abs=1e-10)


@pytest.mark.parametrize(("left_out", "share"), [((), 1.0), ((("a", "d"),), 2 / 3), ((("a", "d"), ("b", "d")), 1 / 3)])
def test_missing_pairs_shrink_the_random_index(left_out: tuple[tuple[str, str], ...], share: float) -> None:
    """1 - 2m/((n - 1)(n - 2)) of that of a full square: two thirds of it with one pair of four things missing."""
    said = {("a", "b"): 3, ("b", "c"): 3, ("a", "c"): 2, ("a", "d"): 4, ("b", "d"): 2, ("c", "d"): 5}
    found = compared({pair: value for pair, value in said.items() if pair not in left_out})
    full = float(LAW.value("kebutuhan.ahp_indeks_acak", TODAY).value["4"])
    assert found.belum_dibandingkan == len(left_out) and found.indeks_konsistensi > 0.05
    assert found.rasio_konsistensi == pytest.approx(found.indeks_konsistensi / (full * share))


def test_a_contradiction_names_the_pair_to_look_at() -> None:
    found = compared({("a", "b"): 3, ("b", "c"): 3, ("a", "c"): 1 / 9})
    assert not found.konsisten
    honest = {(a, b): JUDGED[i][j] for (i, a), (j, b) in itertools.combinations(enumerate(DRINKS), 2)}
    wrong = compared(honest | {("coffee", "wine"): 1 / 9})
    assert tuple(wrong.pasangan.loc[0, ["pertama", "kedua"]]) == ("coffee", "wine")


@pytest.mark.parametrize("names", [("a",), ("a", "b")])
def test_one_or_two_things_are_always_consistent(names: tuple[str, ...]) -> None:
    cells = [[1.0]] if len(names) == 1 else [[1, 3], [1 / 3, 1]]
    found = compared(square(cells, names))
    assert found.rasio_konsistensi == 0 and found.konsisten
    assert list(found.bobot.values()) == pytest.approx([1.0] if len(names) == 1 else [0.75, 0.25])


@pytest.mark.parametrize("odd", [
    {}, {("a", "b"): 0}, {("a", "b"): -2}, {("a", "b"): float("inf")}, {("a", "b"): "tiga"}, {"ab": 2},
    {("a", "b"): 2, ("b", "a"): 2}, {("a", "a"): 2}, {("a", "b"): 2, "a|b": 3}, pd.DataFrame(),
    square([[1, 2], [2, 1]], ("a", "b")), pd.DataFrame([[1, 2], [0.5, 1]], index=["a", "b"], columns=["a", "c"]),
    square(np.ones((11, 11)), tuple("abcdefghijk")),
])
def test_what_cannot_be_a_comparison_is_refused_in_words(odd: object) -> None:
    with pytest.raises(PembinaanError, match="NED-070") as caught:
        compared(odd)
    assert caught.value.what and caught.value.remedy


def test_things_never_compared_with_the_others_are_named() -> None:
    with pytest.raises(PembinaanError, match="NED-071") as caught:
        compared({("a", "b"): 2, ("c", "d"): 2})
    assert "c, d" in caught.value.what


def test_mirror_cells_may_differ_by_rounding() -> None:
    found = compared(square([[1, 3], [0.33, 1]], ("a", "b")))
    assert found.bobot["a"] == pytest.approx(0.75, abs=2e-3)


TRUE = st.lists(st.integers(1, 9), min_size=2, max_size=9)


@settings(max_examples=40, deadline=None)
@given(TRUE, st.randoms(use_true_random=False))
def test_consistent_answers_give_their_weights_back_however_few(true: list[int], chance: random.Random) -> None:
    names = [f"s{at}" for at in range(len(true))]
    chain = [(at, at + 1) for at in range(len(true) - 1)]
    others = [pair for pair in itertools.combinations(range(len(true)), 2) if pair not in chain]
    asked = chain + chance.sample(others, chance.randint(0, len(others)))
    chance.shuffle(asked)
    found = compared({(names[i], names[j]): true[i] / true[j] for i, j in asked})
    assert found.bobot == pytest.approx({name: weight / sum(true) for name, weight in zip(names, true, strict=True)}, abs=1e-8)
    assert found.rasio_konsistensi == pytest.approx(0, abs=1e-8)
    assert found.belum_dibandingkan == len(others) - (len(asked) - len(chain))


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 9).flatmap(lambda n: st.lists(
    st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1, 2, 3, 5, 9]), min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2)),
    st.randoms(use_true_random=False))
def test_any_answers_agree_with_another_eigenvector_and_not_with_the_order(values: list[float], chance: random.Random) -> None:
    size = next(n for n in range(2, 10) if n * (n - 1) // 2 == len(values))
    matrix = np.ones((size, size))
    upper = np.triu_indices(size, 1)
    matrix[upper] = values
    matrix.T[upper] = 1 / np.array(values)
    names = tuple("abcdefghi"[:size])
    found = compared(square(matrix, names))
    roots, vectors = np.linalg.eig(matrix)
    first = np.abs(vectors[:, roots.real.argmax()].real)
    assert list(found.bobot.values()) == pytest.approx((first / first.sum()).tolist(), abs=1e-8)
    assert found.lambda_maks == pytest.approx(roots.real.max(), abs=1e-8)
    assert found.lambda_maks >= size - 1e-9
    order = chance.sample(range(size), size)
    again = compared(square(matrix[np.ix_(order, order)], tuple(names[at] for at in order)))
    assert again.bobot == pytest.approx(found.bobot, abs=1e-10)
