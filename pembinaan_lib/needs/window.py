"""Which answers count together: one round of asking, not several years mixed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd


def recent(
    frame: pd.DataFrame, *, months: int, tanggal: date, by: Sequence[str] = (), back_from_today: bool = False
) -> pd.DataFrame:
    """The rows of the last `months`.

    Parameters
    ----------
    frame : DataFrame
        Uses ``tanggal`` (may be missing).
    months : int
        Length of the span.
    tanggal : date
        Nothing after this day counts.
    by : sequence of str
        Groups (a service, say) that were asked at different times.
    back_from_today : bool
        Count back from `tanggal` and not from the newest row of each group.

    Returns
    -------
    DataFrame
        Rows in their order. Rows without a day count: nobody knows that they are old.
    """
    today = pd.Timestamp(tanggal)
    known = frame[frame["tanggal"].isna() | (frame["tanggal"] <= today)]
    if back_from_today or known.empty:
        newest = pd.Series(today, index=known.index)
    elif len(by):
        newest = known.groupby([known[name].fillna("") for name in by])["tanggal"].transform("max")
    else:
        newest = pd.Series(known["tanggal"].max(), index=known.index)
    return known[known["tanggal"].isna() | (known["tanggal"] > newest - pd.DateOffset(months=months))]


def round_numbers(tanggal: pd.Series, *, gap_days: int) -> pd.Series:
    """The round in which each answer was given, 1 the oldest; missing without a day.

    A round ends where nobody answers for `gap_days`.
    """
    days = tanggal.dropna().drop_duplicates().sort_values()
    begins = days.diff().dt.days.ge(gap_days)
    return tanggal.map(dict(zip(days, begins.cumsum() + 1, strict=True))).astype("Int64")
