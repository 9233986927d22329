"""The learning hours of an activity: those on the certificate, else those of its form, within the caps of the form."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from pembinaan_lib.rules import RuleValue

_NUMBERS = ["jp", "jp_internasional", "faktor_internasional", "batas_jumlah"]
_OPTIONAL = {"lingkup": "str", "jumlah_kali": "float64", "jumlah_hari": "float64"}
_ABROAD = "internasional"


def recorded_hours(riwayat: pd.DataFrame, rule: RuleValue) -> pd.Series:
    """Learning hours (JP) per activity.

    Parameters
    ----------
    riwayat : DataFrame
        One row per activity with a plain running index. Uses ``pegawai_id``, ``bentuk``, ``durasi_jp``,
        ``tanggal_mulai``, ``tanggal_selesai``, and where they are there ``lingkup`` (nasional or internasional),
        ``jumlah_kali`` (occasions or semesters), ``jumlah_hari`` (days).
    rule : RuleValue
        ``bangkom.konversi_jp``.

    Returns
    -------
    Series
        JP, same index. A positive ``durasi_jp`` is taken as it is. Otherwise the form decides: 0 where the form has no
        value of its own (its certificate must say the hours) or is unknown.

    Notes
    -----
    - International activities have their own value per unit where the form has one, else the form's factor, which
      also holds for the hours on a certificate.
    - A day is a working day (Monday to Friday) unless ``jumlah_hari`` says how many; never more days than the dates
      hold. An activity on a weekend is one day. Semesters and occasions are ``jumlah_kali``, else 1.
    - Caps hold per person and form over the activities without hours. Once per day: two e-learnings on the same day
      count once. So many occasions per month: a single occasion belongs to the month in which it ends, several are
      spread over the months that they cover, the last first.
    """
    stated = riwayat["durasi_jp"].astype("float64")
    rows = _with_form(riwayat, rule)
    abroad = rows["lingkup"].eq(_ABROAD).fillna(False)
    missing = ~stated.gt(0)
    rows["jp"] = rows["jp_internasional"].where(abroad).fillna(rows["jp"])
    hours = stated.where(~missing, (rows["jp"] * _units(rows[missing])).reindex(riwayat.index))
    return (hours * rows["faktor_internasional"].where(abroad).fillna(1.0)).fillna(0.0)


def _with_form(riwayat: pd.DataFrame, rule: RuleValue) -> pd.DataFrame:
    """The activities with what the rule says of their form; upper and lower case do not matter."""
    rows = riwayat[["pegawai_id", "bentuk", "tanggal_mulai", "tanggal_selesai"]].copy()
    for name, kind in _OPTIONAL.items():
        rows[name] = riwayat[name].astype(kind) if name in riwayat else pd.Series(None, index=rows.index, dtype=kind)
    rows["bentuk"] = rows["bentuk"].fillna("").astype("str").str.casefold()
    table = pd.DataFrame.from_dict(rule.value, orient="index")[["satuan", *_NUMBERS, "batas_per"]]
    table.index = table.index.str.casefold()
    kinds = {"satuan": "str", "batas_per": "str"} | dict.fromkeys(_NUMBERS, "float64")
    return rows.join(table.astype(kinds), on="bentuk")


def _units(rows: pd.DataFrame) -> pd.Series:
    """How many of its units (days, occasions, semesters) each activity counts."""
    start = rows["tanggal_mulai"].fillna(rows["tanggal_selesai"])
    end = rows["tanggal_selesai"].fillna(start).where(lambda day: day.ge(start), start)
    told = rows["jumlah_kali"].where(rows["jumlah_kali"].gt(0))
    days = rows["jumlah_hari"].where(rows["jumlah_hari"].gt(0))
    daily, dated = rows["satuan"].eq("hari").fillna(False), start.notna()
    units = told.where(~daily, days).fillna(1.0)
    counted = daily & dated
    units[counted] = _days(days[counted], start[counted], end[counted])
    once = counted & rows["batas_per"].eq("hari").fillna(False)
    units[once] = np.minimum(_distinct_days(rows[once], start[once], end[once]), days[once].fillna(np.inf))
    monthly = rows["batas_per"].eq("bulan").fillna(False) & dated
    units[monthly] = _within_months(rows[monthly].assign(kali=units[monthly]), start[monthly], end[monthly])
    return units


def _days(told: pd.Series, start: pd.Series, end: pd.Series) -> pd.Series:
    """Days as told, as far as the dates hold them; else working days, at least one."""
    span = (end - start).dt.days + 1
    working = pd.Series(_working_days(start, end), index=start.index).clip(1)
    return told.clip(upper=span).fillna(working).astype("float64")


def _working_days(start: pd.Series, end: pd.Series) -> np.ndarray:
    first, last = (day.to_numpy().astype("datetime64[D]") for day in (start, end))
    return np.busday_count(first, last + np.timedelta64(1, "D"))


def _within_months(rows: pd.DataFrame, start: pd.Series, end: pd.Series) -> pd.Series:
    """Occasions of each activity that fit under the cap of its months."""
    last = end.dt.year * 12 + end.dt.month
    first = (start.dt.year * 12 + start.dt.month).where(rows["kali"].gt(1), last)
    queue = rows.assign(awal=first, akhir=last).sort_values(
        ["kali", "akhir", "awal", "jp"], ascending=[True, False, False, False], kind="stable",
    )
    used: Counter[tuple[str, str, int]] = Counter()
    counted = {}
    for row in queue.itertuples():
        left = row.kali
        for month in range(row.akhir, row.awal - 1, -1):
            place = (row.pegawai_id, row.bentuk, month)
            taken = min(left, row.batas_jumlah - used[place])
            used[place] += taken
            left -= taken
            if left <= 0:
                break
        counted[row.Index] = row.kali - left
    return pd.Series(counted, dtype="float64").reindex(rows.index)


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
