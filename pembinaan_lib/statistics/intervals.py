"""Confidence intervals of means, paired gains, shares and differences, as frames.

Answers "between which bounds does the true value probably lie?", never "is it significant?". Where the data cannot
tell (fewer than two values), the bounds are missing and the estimate stays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import special

_ONE = "_satu"


def mean_intervals(frame: pd.DataFrame, *, by: Sequence[str], value: str, level: float) -> pd.DataFrame:
    """Mean with Student's t interval for every group.

    Parameters
    ----------
    frame : DataFrame
        One row per observation; `by` names the group columns (missing names form a group too), `value` a number in
        any unit. Missing values are left out.
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    DataFrame
        One row per group that has a row at all, sorted by `by`: ``n, rerata, simpangan_baku, bawah, atas``.

    Raises
    ------
    ValueError
        `level` is not between 0 and 1.

    Notes
    -----
    rerata ± t(n - 1) · s / √n. n = 0: all missing. n = 1: bounds missing. All values equal: bounds equal the mean.
    Values are summed in sorted order, so that the order of rows does not change the last digit.
    """
    _check(level)
    numbers = frame[list(by)].assign(**{_ONE: pd.to_numeric(frame[value], errors="coerce").astype("float64")})
    groups = numbers.sort_values([*by, _ONE], kind="stable").groupby(list(by), sort=True, dropna=False)[_ONE]
    found = groups.agg(n="count", rerata="mean", simpangan_baku="std").reset_index()
    found["n"] = found["n"].astype("Int64")
    half = _half_width(found["simpangan_baku"], found["n"], level)
    return found.assign(bawah=found["rerata"] - half, atas=found["rerata"] + half)


def mean_interval(values: pd.Series, *, level: float) -> pd.DataFrame:
    """Mean of one series with Student's t interval: one row of ``n, rerata, simpangan_baku, bawah, atas``.

    An empty series gives n = 0 and missing numbers. See :func:`mean_intervals`.
    """
    return _single(mean_intervals(_as_group(nilai=values), by=[_ONE + "_grup"], value="nilai", level=level))


def paired_gains(frame: pd.DataFrame, *, by: Sequence[str], before: str, after: str, level: float) -> pd.DataFrame:
    """Mean gain of the same people measured twice, with a paired t interval, for every group.

    Parameters
    ----------
    frame : DataFrame
        One row per person: `before` and `after` in the same unit. Rows where either is missing are left out.

    Returns
    -------
    DataFrame
        One row per group, sorted by `by`: ``n`` (pairs), ``pra``, ``pasca`` (means over the pairs), ``kenaikan``
        (pasca - pra), ``bawah``, ``atas`` (bounds of the gain).

    Notes
    -----
    The interval is that of the mean of the differences; edge cases as in :func:`mean_intervals`.
    """
    pairs = frame[list(by)].assign(
        pra=pd.to_numeric(frame[before], errors="coerce").astype("float64"),
        pasca=pd.to_numeric(frame[after], errors="coerce").astype("float64"),
    )
    pairs.loc[pairs["pra"].isna() | pairs["pasca"].isna(), ["pra", "pasca"]] = np.nan
    pairs["kenaikan"] = pairs["pasca"] - pairs["pra"]
    gain = mean_intervals(pairs, by=by, value="kenaikan", level=level).rename(columns={"rerata": "kenaikan"})
    for test in ("pra", "pasca"):
        gain[test] = mean_intervals(pairs, by=by, value=test, level=level)["rerata"]
    return gain[[*by, "n", "pra", "pasca", "kenaikan", "bawah", "atas"]]


def paired_gain(pra: pd.Series, pasca: pd.Series, *, level: float) -> pd.DataFrame:
    """Mean gain of one group, pairs matched by index: one row of ``n, pra, pasca, kenaikan, bawah, atas``."""
    both = pd.concat([pra.rename("pra"), pasca.rename("pasca")], axis=1)
    grouped = _as_group(pra=both["pra"], pasca=both["pasca"])
    return _single(paired_gains(grouped, by=[_ONE + "_grup"], before="pra", after="pasca", level=level))


def proportion_interval(hits: pd.Series, people: pd.Series, *, level: float) -> pd.DataFrame:
    """Shares with Wilson's interval, one row per element and with the index of `hits`.

    Parameters
    ----------
    hits, people : Series
        How many of how many (orang, 0 <= hits <= people), aligned.

    Returns
    -------
    DataFrame
        ``rasio, bawah, atas`` (0 to 1). Nobody asked (people = 0): all missing.

    References
    ----------
    E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference. JASA 22.
    """
    _check(level)
    n = pd.to_numeric(people).astype("float64")
    n = n.where(n > 0)
    share = pd.to_numeric(hits).astype("float64") / n
    z2 = float(special.ndtri((1 + level) / 2)) ** 2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n**2))) / (1 + z2 / n)
    # The bounds of 0 % and 100 % are exact; floating point would put them a hair beside.
    return pd.DataFrame({
        "rasio": share, "bawah": (centre - half).clip(lower=0).mask(share == 0, 0.0),
        "atas": (centre + half).clip(upper=1).mask(share == 1, 1.0),
    })


def welch_difference(first: pd.Series, second: pd.Series, *, level: float) -> pd.DataFrame:
    """Difference of two independent means (first - second) with Welch's interval: one row of ``selisih, bawah, atas``.

    Fewer than two values on a side: bounds missing. No spread on either side: bounds equal the difference.
    """
    _check(level)
    sides = [np.sort(pd.to_numeric(side).dropna().to_numpy("float64")) for side in (first, second)]
    if not all(len(side) for side in sides):
        return pd.DataFrame({"selisih": [np.nan], "bawah": [np.nan], "atas": [np.nan]})
    gap = float(sides[0].mean() - sides[1].mean())
    if min(len(side) for side in sides) < 2:
        return pd.DataFrame({"selisih": [gap], "bawah": [np.nan], "atas": [np.nan]})
    parts = [float(side.var(ddof=1)) / len(side) for side in sides]
    error = sum(parts)
    free = sum(part**2 / (len(side) - 1) for part, side in zip(parts, sides, strict=True))
    half = 0.0 if free == 0 else float(special.stdtrit(error**2 / free, (1 + level) / 2)) * error**0.5
    return pd.DataFrame({"selisih": [gap], "bawah": [gap - half], "atas": [gap + half]})


def bounded_change(
    before: pd.Series, after: pd.Series, *, n_before: pd.Series, n_after: pd.Series, low: float, high: float,
    level: float,
) -> pd.DataFrame:
    """Change of published means whose spread nobody published, with the widest interval that is possible.

    Parameters
    ----------
    before, after : Series
        Means of two independent samples on a scale from `low` to `high`.
    n_before, n_after : Series
        How many answered.

    Returns
    -------
    DataFrame
        ``perubahan, bawah, atas``, index of `before`. Nobody answered on a side: bounds missing.

    Notes
    -----
    Answers between `low` and `high` with mean m vary by at most (m - low)(high - m) (Bhatia and Davis, 2000); the
    normal interval with that variance can only be too wide, never too narrow.
    """
    _check(level)
    error = sum(
        ((mean - low) * (high - mean)).clip(lower=0) / n.astype("float64").where(n > 0)
        for mean, n in ((before.astype("float64"), n_before), (after.astype("float64"), n_after))
    )
    half = float(special.ndtri((1 + level) / 2)) * np.sqrt(error)
    change = after.astype("float64") - before.astype("float64")
    return pd.DataFrame({"perubahan": change, "bawah": change - half, "atas": change + half})


def _half_width(spread: pd.Series, n: pd.Series, level: float) -> pd.Series:
    count = n.astype("float64")
    count = count.where(count > 1)
    return pd.Series(special.stdtrit(count - 1, (1 + level) / 2), index=spread.index) * spread / np.sqrt(count)


def _as_group(**columns: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({_ONE + "_grup": 0, **{name: values.to_numpy() for name, values in columns.items()}})


def _single(found: pd.DataFrame) -> pd.DataFrame:
    if found.empty:
        found = found.reindex([0])
        found["n"] = found["n"].fillna(0)
    return found.drop(columns=_ONE + "_grup")


def _check(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, not {level}")
