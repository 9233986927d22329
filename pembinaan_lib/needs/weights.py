"""Weights from pairwise comparisons ("how much heavier is this source than that one?"), and how consistent they are.

Answers "which weights follow from what the planners said, and where did they contradict themselves?".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.rules import RuleSet

RANDOM_INDEX = "kebutuhan.ahp_indeks_acak"
LIMIT = "kebutuhan.ahp_batas"
_ROUGH, _DIGITS, _ROUNDS = 0.02, 12, 100_000
Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, eq=False)
class Comparison:
    """What follows from pairwise comparisons.

    ``bobot`` sums to 1; ``rasio_konsistensi`` above ``batas`` means that the comparisons should be looked at again,
    starting with the first row of ``pasangan``: one row per pair that was compared, most contradictory first, with
    ``pertama, kedua, nilai`` (how many times heavier the first was said to be), ``sejalan`` (what the weights say) and
    ``selisih`` (absolute difference of the logarithms; 0 where they agree).
    """

    bobot: dict[str, float]
    lambda_maks: float
    indeks_konsistensi: float
    rasio_konsistensi: float
    batas: float
    belum_dibandingkan: int
    pasangan: pd.DataFrame

    @property
    def konsisten(self) -> bool:
        """Whether the comparisons may be used as they are."""
        return self.rasio_konsistensi <= self.batas


def ahp(perbandingan: pd.DataFrame | Mapping[Any, float], *, rules: RuleSet, tanggal: date) -> Comparison:
    """Weights from pairwise comparisons by Saaty's analytic hierarchy process.

    Parameters
    ----------
    perbandingan : DataFrame or mapping
        Square frame with the same names on both sides, cell = how many times heavier the row is than the column
        (> 0, usually 1/9 to 9; missing: not compared); or pairs ``("a", "b")`` or ``"a|b"`` with that number.
    rules : RuleSet
        Needs ``kebutuhan.ahp_indeks_acak`` and ``kebutuhan.ahp_batas``.

    Raises
    ------
    PembinaanError
        ``NED-070``: a number that is not above 0, two answers for one pair that contradict each other, names that
        differ on the two sides, or more things than the rule knows; ``NED-071``: some things were never compared
        with the others.

    Notes
    -----
    The weights are the principal eigenvector, rounded to 12 digits. CI = (λ - n)/(n - 1); CR = CI/RI, 0 where RI is 0.
    Pairs that nobody compared are filled with the ratio of the weights themselves (Harker), and RI shrinks in
    proportion, 1 - 2m/((n - 1)(n - 2)) for m missing pairs (Ágoston and Csató). Mirror cells that differ by
    rounding only (0.33 and 3) are taken at their geometric mean.

    References
    ----------
    T. L. Saaty (2008), Decision making with the analytic hierarchy process. Int. J. Services Sciences 1(1), 83-98.
    P. T. Harker (1987), Incomplete pairwise comparisons in the analytic hierarchy process. Math. Modelling 9(11).
    K. C. Ágoston, L. Csató (2022), Inconsistency thresholds for incomplete pairwise comparison matrices. Omega 108.
    """
    names, ratios = _square(perbandingan)
    _check_joined(names, ratios)
    size, missing = len(names), int(np.isnan(ratios).sum()) // 2
    weights, largest = _principal(ratios)
    index = max(0.0, (largest - size) / (size - 1)) if size > 1 else 0.0
    random = _random_index(size, missing, rules=rules, tanggal=tanggal)
    return Comparison(
        bobot=dict(zip(names, weights.tolist(), strict=True)), lambda_maks=largest, indeks_konsistensi=index,
        rasio_konsistensi=index / random if random > 0 else 0.0, batas=float(rules.value(LIMIT, tanggal).value),
        belum_dibandingkan=missing, pasangan=_pairs(names, ratios, weights),
    )


def _square(given: pd.DataFrame | Mapping[Any, float]) -> tuple[list[str], Numbers]:
    """Names in order, and the full reciprocal matrix; missing where nobody compared."""
    cells = _cells(given)
    names = list(dict.fromkeys(str(name) for pair in cells for name in pair))
    if isinstance(given, pd.DataFrame):
        names = [str(name) for name in given.index]
        if sorted(names) != sorted(map(str, given.columns)) or len(set(names)) < len(names):
            raise PembinaanError("NED-070", where=", ".join(names))
    if not names:
        raise PembinaanError("NED-070")
    place = {name: at for at, name in enumerate(names)}
    said = np.full((len(names), len(names)), np.nan)
    for (first, second), value in cells.items():
        said[place[str(first)], place[str(second)]] = _ratio(value, f"{first}|{second}")
    return names, _reciprocal(names, said)


def _cells(given: pd.DataFrame | Mapping[Any, float]) -> dict[tuple[Any, Any], Any]:
    if isinstance(given, pd.DataFrame):
        return {(row, column): value for row, cells in given.iterrows() for column, value in cells.items()}
    found: dict[tuple[Any, Any], Any] = {}
    for pair, value in given.items():
        parts = tuple(pair.split("|")) if isinstance(pair, str) else tuple(pair)
        if len(parts) != 2 or parts in found:
            raise PembinaanError("NED-070", where=str(pair))
        found[parts] = value
    return found


def _ratio(value: Any, where: str) -> float:
    try:
        number = float("nan") if value is None else float(value)
    except (TypeError, ValueError) as fault:
        raise PembinaanError("NED-070", where=where) from fault
    if number <= 0 or number == float("inf"):
        raise PembinaanError("NED-070", where=where)
    return number


def _reciprocal(names: list[str], said: Numbers) -> Numbers:
    np.fill_diagonal(said, np.where(np.isnan(np.diag(said)), 1.0, np.diag(said)))
    strange = np.argwhere(~np.isnan(said) & ~np.isnan(said.T) & (np.abs(said * said.T - 1) > _ROUGH))
    if len(strange):
        raise PembinaanError("NED-070", where="|".join(names[at] for at in strange[0]))
    both = np.sqrt(said / said.T)
    return np.where(np.isnan(both), np.where(np.isnan(said), 1 / said.T, said), both)


def _check_joined(names: list[str], ratios: Numbers) -> None:
    reached, edge = {0}, [0]
    while edge:
        new = [int(at) for at in np.flatnonzero(~np.isnan(ratios[edge.pop()])) if at not in reached]
        reached.update(new)
        edge.extend(new)
    if len(reached) < len(names):
        apart = [name for at, name in enumerate(names) if at not in reached]
        raise PembinaanError("NED-071", where=", ".join(apart), apart=", ".join(apart))


def _principal(ratios: Numbers) -> tuple[Numbers, float]:
    """The principal eigenvector by repeated multiplication, as one may do it in a spreadsheet."""
    full = np.nan_to_num(ratios)
    np.fill_diagonal(full, 1 + np.isnan(ratios).sum(axis=1))
    weights = np.full(len(full), 1 / len(full))
    for _ in range(_ROUNDS):
        image = full @ weights
        image /= image.sum()
        done = np.abs(image - weights).max() < 1e-16 * len(full)
        weights = image
        if done:
            break
    largest = float((full @ weights).sum())
    return np.round(weights, _DIGITS), largest


def _random_index(size: int, missing: int, *, rules: RuleSet, tanggal: date) -> float:
    known = rules.value(RANDOM_INDEX, tanggal).value
    if str(size) not in known:
        raise PembinaanError("NED-070", where=str(size))
    if size < 3:
        return 0.0
    shrunk = 1 - 2 * missing / ((size - 1) * (size - 2))
    return float(known[str(size)]) * (shrunk if shrunk > 1e-12 else 0.0)


def _pairs(names: list[str], ratios: Numbers, weights: Numbers) -> pd.DataFrame:
    first, second = np.triu_indices(len(names), 1)
    agreeing = weights[first] / weights[second]
    said = ratios[first, second]
    found = pd.DataFrame({
        "pertama": pd.Series([names[at] for at in first], dtype="str"),
        "kedua": pd.Series([names[at] for at in second], dtype="str"), "nilai": said, "sejalan": agreeing,
        "selisih": np.abs(np.log(said / agreeing)).round(_DIGITS),
    })
    return found.dropna(subset="nilai").sort_values(
        ["selisih", "pertama", "kedua"], ascending=[False, True, True], kind="stable", ignore_index=True,
    )
