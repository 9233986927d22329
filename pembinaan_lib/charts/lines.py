"""The lines of each precomputed plan as they may leave the agency: activities of few people taken together."""

from __future__ import annotations

import pandas as pd

from pembinaan_lib.disclosure import people_of, small_together

_SUMS = ("angkatan", "peserta", "biaya_rp", "jp_orang", "kesenjangan_tertutup")
_PEOPLE = ("peserta", "jp_orang", "kesenjangan_tertutup")


def together(lines: pd.DataFrame, *, minimum: int) -> pd.DataFrame:
    """The lines of every budget, with those of few people merged: the cost over the price would tell their number.

    Parameters
    ----------
    lines : DataFrame
        One row per budget and activity: ``anggaran_rp, bangkom_id, nama, angkatan, peserta`` (people), ``biaya_rp``,
        and where known ``wajib`` (bool).
    minimum : int
        Smallest number of people that may be shown.

    Returns
    -------
    DataFrame
        The same columns and ``kegiatan`` (activities in the line). A merged line has no ``bangkom_id`` and no
        ``nama``; its figures are sums, so that money totals agree. Its people are missing where even all lines of the
        budget hold fewer than `minimum`.

    Notes
    -----
    Duties and choices are merged apart, so that the money of duties stays true. Only where one of the two holds too
    few people altogether are both one line, whose ``wajib`` is missing: then the money of duties may not be told.
    """
    parts = [_budget(part.reset_index(drop=True), minimum) for _, part in lines.groupby("anggaran_rp", sort=True)]
    return pd.concat(parts, ignore_index=True)


def _budget(part: pd.DataFrame, minimum: int) -> pd.DataFrame:
    people = people_of(part, "peserta")
    duty = part["wajib"].astype(bool) if "wajib" in part else pd.Series(False, index=part.index)
    taken = pd.concat([small_together(people[duty], minimum), small_together(people[~duty], minimum)]).sort_index()
    sums = [people[taken & side].sum() for side in (duty, ~duty)]
    mixed = any(0 < found < minimum for found in sums)
    if mixed:
        taken = small_together(people, minimum)
    sides = [taken] if mixed else [taken & duty, taken & ~duty]
    whole = part[~taken].astype({name: "object" for name in (*_PEOPLE, "wajib") if name in part})
    return pd.concat([whole.assign(kegiatan=1), *(_one(part[side], minimum) for side in sides if side.any())])


def _one(rows: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """One line in place of `rows`."""
    sums = {name: rows[name].sum() for name in _SUMS if name in rows}
    if sums["peserta"] < minimum:
        sums |= {name: None for name in _PEOPLE if name in rows}
    made = {"anggaran_rp": rows["anggaran_rp"].iloc[0], "bangkom_id": "", "nama": "", **sums, "kegiatan": len(rows)}
    if "wajib" in rows:
        kinds = rows["wajib"].astype(bool)
        made["wajib"] = bool(kinds.iloc[0]) if kinds.nunique() == 1 else None
    names = [name for name in (*rows.columns, "kegiatan") if name in made]
    return pd.DataFrame([made])[names].astype({name: "object" for name in (*_PEOPLE, "wajib") if name in made})
