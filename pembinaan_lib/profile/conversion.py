"""The learning hours of an activity: those on the certificate, else those of its form, within the caps of the form."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pembinaan_lib.rules import RuleValue

_COLUMNS = ["satuan", "jp", "batas_jumlah", "batas_per"]


def recorded_hours(riwayat: pd.DataFrame, rule: RuleValue) -> pd.Series:
    """Learning hours (JP) per activity.

    Parameters
    ----------
    riwayat : DataFrame
        One row per activity with a plain running index. Uses ``pegawai_id``, ``bentuk``, ``durasi_jp``,
        ``tanggal_mulai``, ``tanggal_selesai``.
    rule : RuleValue
        ``bangkom.konversi_jp``.

    Returns
    -------
    Series
        JP, same index. A positive ``durasi_jp`` is taken as it is. Otherwise the form decides: 0 where the form has no
        value of its own (its certificate must say the hours) or is unknown.

    Notes
    -----
    - A day is a working day (Monday to Friday); an activity on a weekend is one day. A semester or occasion is 1.
    - Caps hold per person and form over the activities without hours: so many occasions per month, or once per day
      (two e-learnings on the same day count once). Which of several equal activities is cut does not matter.
    - The national value is used; international activities are not told apart here.
    """
    stated = riwayat["durasi_jp"].astype("float64")
    missing = ~stated.gt(0)
    rows = riwayat.loc[missing, ["pegawai_id", "bentuk", "tanggal_mulai", "tanggal_selesai"]]
    rows = rows.assign(bentuk=rows["bentuk"].fillna("").astype("str").str.casefold())
    rows = rows.join(_table(rule), on="bentuk")
    hours = rows["jp"] * _units(rows)
    return stated.where(~missing, hours.reindex(riwayat.index)).fillna(0.0)


def _table(rule: RuleValue) -> pd.DataFrame:
    """The rule by form in small letters: upper and lower case do not matter."""
    table = pd.DataFrame.from_dict(rule.value, orient="index")[_COLUMNS]
    table.index = table.index.str.casefold()
    return table.astype({"satuan": "str", "jp": "float64", "batas_jumlah": "float64", "batas_per": "str"})


def _units(rows: pd.DataFrame) -> pd.Series:
    """How many of its units (days, occasions, semesters) each activity counts."""
    start = rows["tanggal_mulai"].fillna(rows["tanggal_selesai"])
    end = rows["tanggal_selesai"].fillna(start).where(lambda day: day.ge(start), start)
    units = pd.Series(1.0, index=rows.index)
    daily = rows["satuan"].eq("hari").fillna(False) & start.notna()
    units[daily] = _working_days(start[daily], end[daily]).clip(1)
    once = daily & rows["batas_per"].eq("hari").fillna(False)
    units[once] = _distinct_days(rows[once], start[once], end[once])
    monthly = rows["batas_per"].eq("bulan").fillna(False) & start.notna()
    month = end[monthly].dt.to_period("M")
    nth = rows[monthly].groupby([rows.loc[monthly, "pegawai_id"], rows.loc[monthly, "bentuk"], month]).cumcount()
    units[monthly] = nth.lt(rows.loc[monthly, "batas_jumlah"]).astype("float64")
    return units


def _working_days(start: pd.Series, end: pd.Series) -> np.ndarray:
    first, last = (day.to_numpy().astype("datetime64[D]") for day in (start, end))
    return np.busday_count(first, last + np.timedelta64(1, "D"))


def _distinct_days(rows: pd.DataFrame, start: pd.Series, end: pd.Series) -> pd.Series:
    """Days per activity, a day that an earlier one of the same person and form already has being left out."""
    lengths = (end - start).dt.days.to_numpy() + 1
    at = np.repeat(np.arange(len(rows)), lengths)
    offset = np.arange(len(at)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    days = start.to_numpy().astype("datetime64[D]")[at] + offset
    weekend_only = _working_days(start, end)[at] == 0
    kept = np.is_busday(days) | (weekend_only & (offset == 0))
    each = pd.DataFrame({
        "at": at, "pegawai_id": rows["pegawai_id"].to_numpy()[at], "bentuk": rows["bentuk"].to_numpy()[at], "day": days,
    })[kept]
    counts = each.drop_duplicates(["pegawai_id", "bentuk", "day"])["at"].value_counts()
    return pd.Series(counts.reindex(range(len(rows)), fill_value=0).to_numpy("float64"), index=rows.index)
