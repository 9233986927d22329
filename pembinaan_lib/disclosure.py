"""What may leave the agency: aggregates whose cells are large enough.

The threshold is a cited rule (``perlindungan_data.sel_minimum``) and is passed in; this module knows no number.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def small_together(people: pd.Series, minimum: int) -> pd.Series:
    """Which cells of one group may only be seen together.

    Parameters
    ----------
    people : Series
        How many people (>= 0) stand behind each cell of a group whose total is known.
    minimum : int
        Smallest number of people that may be shown.

    Returns
    -------
    Series
        bool, by the same index: every cell of 1 to `minimum` - 1 people, and the next smallest ones until together
        they hold at least `minimum` people (all cells where the whole group holds fewer). Who subtracts the others
        from the total then learns only a number that may be shown.
    """
    inside = ((people > 0) & (people < minimum)).to_numpy().copy()
    order = np.argsort(people.to_numpy(), kind="stable")
    for place in [place for place in order if people.iloc[place] >= minimum] if inside.any() else []:
        if people[inside].sum() >= minimum:
            break
        inside[place] = True
    return pd.Series(inside, index=people.index)


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
        Columns that name the group whose total is published elsewhere. There the next smallest rows are hidden too,
        so that nobody finds a small one by subtraction (:func:`small_together`).

    Returns
    -------
    DataFrame
        Same rows and order, with ``disembunyikan`` (bool); hidden cells are missing values.
    """
    people = people_of(table, count)
    small = (people > 0) & (people < minimum)
    if len(total):
        groups = table.reset_index(drop=True).groupby(list(total), sort=True).indices
        for places in groups.values():
            small.iloc[places] = small_together(people.iloc[places], minimum).to_numpy()
    shown = table.copy()
    for column in (count, *measures):
        shown[column] = shown[column].astype("object").where(~small, None)
    return shown.assign(disembunyikan=small.to_numpy())


def people_of(table: pd.DataFrame, count: str) -> pd.Series:
    """The number of people behind each row; an unknown one is none."""
    return pd.to_numeric(table[count], errors="coerce").fillna(0)
