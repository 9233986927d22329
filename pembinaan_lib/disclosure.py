"""What may leave the agency: aggregates whose cells are large enough.

The threshold is a cited rule (``perlindungan_data.sel_minimum``) and is passed in; this module knows no number.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def hide_small_cells(
    table: pd.DataFrame, *, count: str, measures: Sequence[str], minimum: int, total: Sequence[str] = ()
) -> pd.DataFrame:
    """Blank the measures of every row that rests on fewer than `minimum` people.

    Parameters
    ----------
    table : DataFrame
        One row per published cell; `count` (orang, >= 0) says how many people stand behind it.
    measures : sequence of str
        Columns to blank together with `count`.
    minimum : int
        Smallest number of people that may be shown.
    total : sequence of str
        Columns that name the group whose total is published elsewhere. Where exactly one row of such a group is
        hidden, the next smallest is hidden too, so that nobody finds it by subtraction.

    Returns
    -------
    DataFrame
        Same rows and order, with ``disembunyikan`` (bool); hidden cells are missing values.
    """
    people = pd.to_numeric(table[count], errors="coerce").fillna(0)
    small = (people < minimum) & (people > 0)
    if len(total):
        for _, group in table.groupby(list(total), sort=True):
            hidden = small.loc[group.index]
            others = people.loc[group.index][~hidden & (people.loc[group.index] > 0)]
            if hidden.sum() == 1 and len(others):
                small.loc[others.sort_values(kind="stable").index[0]] = True
    shown = table.copy()
    for column in (count, *measures):
        shown[column] = shown[column].astype("object").where(~small, None)
    return shown.assign(disembunyikan=small.to_numpy())
