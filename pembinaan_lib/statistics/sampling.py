"""How many must answer, and what an answer weighs where some units answered more than others.

Knows no rule: the parameters of the sample size come in with each call.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import special


def krejcie_morgan(population: pd.Series, *, chi_square: float, proportion: float, margin: float) -> pd.Series:
    """Smallest sample for a population, after Krejcie and Morgan.

    Parameters
    ----------
    population : Series
        People (>= 0); missing where unknown.
    chi_square, proportion, margin : float
        3.841, 0.5 and 0.05 in the published table.

    Returns
    -------
    Series
        Int64 (people), index of `population`; never more than the population.

    Notes
    -----
    s = χ²·N·P(1-P) / (d²(N-1) + χ²·P(1-P)), half rounded up, which gives the published table.

    References
    ----------
    R. V. Krejcie, D. W. Morgan (1970), Educational and Psychological Measurement 30:607-610.
    """
    people = pd.to_numeric(population).astype("float64")
    unit = chi_square * proportion * (1 - proportion)
    size = unit * people / (margin**2 * (people - 1) + unit)
    return np.floor(size.where(people > 0, people * 0) + 0.5).clip(upper=people).astype("Int64")


def response_weights(frame: pd.DataFrame, *, by: Sequence[str], population: pd.Series, limit: float) -> pd.Series:
    """Weight of each respondent, so that every stratum counts as many as its people.

    Parameters
    ----------
    frame : DataFrame
        One row per respondent; `by` names the group within which weights average 1.
    population : Series
        People of the respondent's stratum divided by its respondents, aligned with `frame`; missing or not above 0
        (nobody knows): weighs as the mean of the group.
    limit : float
        Largest weight, times the mean of the group: one answer shall not decide alone. Below 1 counts as 1, where all
        weigh alike.

    Returns
    -------
    Series
        Weights above 0 and at most `limit`, with mean 1 in each group, index of `frame`.

    Notes
    -----
    Of the n known ratios r of a group, from the largest down, the first k are cut to `limit` and the others become
    λ·r, λ = (n - k·limit) / Σ r of the others, with the smallest k for which none of these is above `limit`. Cutting
    and scaling again until nothing is above it ends at the same weights.
    """
    largest = max(float(limit), 1.0)
    ratio = pd.to_numeric(population).astype("float64").reset_index(drop=True)
    known = ratio[ratio > 0].sort_values(ascending=False, kind="stable")
    group = frame.groupby(list(by), dropna=False).ngroup().reset_index(drop=True)[known.index]
    groups = known.groupby(group)
    others = known[::-1].groupby(group).cumsum()[known.index]
    left = groups.transform("size") - groups.cumcount() * largest
    # Multiplied, not divided: the smallest ratio of a group fits exactly, so that there is always one that does.
    fits = left * known <= largest * others
    scale = (left / others).where(fits).groupby(group).transform("first")
    weight = (known * scale).clip(upper=largest).reindex(ratio.index, fill_value=1.0)
    return weight.set_axis(frame.index)


def weighted_means(
    frame: pd.DataFrame, *, by: Sequence[str], value: str, weight: str, level: float
) -> pd.DataFrame:
    """Weighted mean of every group with an interval that knows the weights.

    Parameters
    ----------
    frame : DataFrame
        One row per respondent; rows without a value are left out.

    Returns
    -------
    DataFrame
        One row per group that has a value, sorted by `by`: ``n`` (respondents), ``n_efektif`` (Kish: how many equally
        weighted answers would tell as much), ``rerata``, ``bawah``, ``atas``.

    Notes
    -----
    m = Σwx/Σw; variance n/(n-1) · Σw²(x-m)² / (Σw)² (linearised, with replacement); Student's t with n-1 degrees.
    n = 1: bounds missing. Equal weights give :func:`pembinaan_lib.statistics.mean_intervals`.

    References
    ----------
    L. Kish (1965), Survey Sampling. W. G. Cochran (1977), Sampling Techniques, ch. 6.
    """
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, not {level}")
    x = pd.to_numeric(frame[value], errors="coerce").astype("float64").to_numpy()
    w = frame[weight].astype("float64").to_numpy()
    group = frame.groupby(list(by), sort=True).ngroup().to_numpy()
    counted = np.flatnonzero(~np.isnan(x) & (w > 0) & (group >= 0))
    # Summed in sorted order: the order of rows does not change the last digit.
    counted = counted[np.lexsort((w[counted], x[counted], group[counted]))]
    x, w, group = x[counted], w[counted], group[counted]
    sums = pd.DataFrame({"n": 1, "w": w, "wx": w * x, "w2": w**2}).groupby(group, sort=True).sum()
    mean = sums["wx"] / sums["w"]
    spread = pd.Series(w**2 * (x - mean.reindex(group).to_numpy()) ** 2).groupby(group, sort=True).sum()
    count = sums["n"].astype("float64").where(sums["n"] > 1)
    half = np.sqrt(count / (count - 1) * spread) / sums["w"] * special.stdtrit(count - 1, (1 + level) / 2)
    names = frame[list(by)].iloc[counted[np.unique(group, return_index=True)[1]]].reset_index(drop=True)
    found = pd.DataFrame({
        "n": sums["n"].astype("Int64"), "n_efektif": sums["w"] ** 2 / sums["w2"], "rerata": mean, "bawah": mean - half,
        "atas": mean + half,
    })
    return names.join(found.reset_index(drop=True))
