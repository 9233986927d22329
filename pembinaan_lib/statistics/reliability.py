"""Do the items of a questionnaire measure one thing? Cronbach's alpha with Feldt's interval.

Answers "how far do the answers hang together?", never "do they measure the right thing?".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import special

#: An item counts where at least this share of the people answered it.
ANSWERED = 0.5
_ALIKE = 1e-12
_COLUMNS = ("butir", "n", "alpha", "bawah", "atas")


def cronbach_alpha(answers: pd.DataFrame, *, level: float) -> pd.DataFrame:
    """Cronbach's alpha of one questionnaire.

    Parameters
    ----------
    answers : DataFrame
        One row per respondent and one column per item, all items scored in the same direction. Whoever left an item
        out is not counted (complete answers only).
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    DataFrame
        One row: ``butir`` (items), ``n`` (respondents with complete answers), ``alpha``, ``bawah``, ``atas``.

    Raises
    ------
    ValueError
        `level` is not between 0 and 1.

    Notes
    -----
    alpha = k/(k-1) · (1 - Σ variances of the items / variance of the sum). The bounds are
    1 - (1 - alpha) · F(df1 = n-1, df2 = (n-1)(k-1)) at (1 ± level)/2. Fewer than two items or two respondents, or
    sums that do not differ: all missing. Alpha may be negative: the items contradict each other.

    References
    ----------
    L. J. Cronbach (1951), Psychometrika 16:297-334. L. S. Feldt, D. J. Woodruff, F. A. Salih (1987), Applied
    Psychological Measurement 11:93-103, formulas 6 and 7.
    """
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, not {level}")
    whole = answers.apply(pd.to_numeric, errors="coerce").astype("float64").dropna()
    # In sorted order: the order of rows and columns does not change the last digit.
    people, items = whole.shape
    values = whole[sorted(whole.columns)].to_numpy()
    values = values[np.lexsort(values.T[::-1])] if items and people else values
    sums = values.sum(axis=1)
    if items < 2 or people < 2 or np.ptp(sums) <= _ALIKE * max(1.0, float(np.abs(sums).max())):
        return _row(items, people, np.nan, np.nan, np.nan)
    alpha = items / (items - 1) * (1 - float(values.var(axis=0, ddof=1).sum()) / float(sums.var(ddof=1)))
    free = people - 1
    quantiles = (float(special.fdtri(free, free * (items - 1), (1 + side * level) / 2)) for side in (1, -1))
    low, high = (1 - (1 - alpha) * quantile for quantile in quantiles)
    return _row(items, people, alpha, low, high)


def cronbach_alphas(
    frame: pd.DataFrame, *, by: Sequence[str], person: str, item: str, value: str, level: float
) -> pd.DataFrame:
    """Cronbach's alpha of every group, from answers in long form.

    Parameters
    ----------
    frame : DataFrame
        One row per group, person and item; of the same person and item the mean counts.
    by : sequence of str
        Columns that name the group.

    Returns
    -------
    DataFrame
        One row per group, sorted by `by`: as :func:`cronbach_alpha`.

    Notes
    -----
    Items that fewer than half of the group's people answered (:data:`ANSWERED`: a question asked in some units only)
    are left out first, so that complete answers remain.
    """
    numbers = frame[[*by, person, item]].assign(_nilai=pd.to_numeric(frame[value], errors="coerce").astype("float64"))
    found = []
    for names, rows in numbers.dropna(subset="_nilai").groupby(list(by), sort=True):
        wide = rows.groupby([person, item], sort=True)["_nilai"].mean().unstack()
        wide = wide.loc[:, wide.notna().mean() >= ANSWERED]
        found.append(cronbach_alpha(wide, level=level).assign(**dict(zip(by, names, strict=True))))
    if not found:
        return _row(0, 0, np.nan, np.nan, np.nan).head(0).assign(**{name: pd.Series(dtype="str") for name in by})[
            [*by, *_COLUMNS]
        ]
    return pd.concat(found, ignore_index=True)[[*by, *_COLUMNS]]


def _row(items: int, people: int, alpha: float, low: float, high: float) -> pd.DataFrame:
    found = pd.DataFrame([(items, people, alpha, low, high)], columns=list(_COLUMNS))
    return found.astype({"butir": "Int64", "n": "Int64", "alpha": "float64", "bawah": "float64", "atas": "float64"})
