"""The citizens' satisfaction survey (SKM) of each unit, and its change after the unit's first batch.

References: data/rules/skm (PermenPANRB 14/2017).
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.errors import RuleNotInForceError
from pembinaan_lib.evaluation.participants import LEVEL, PEOPLE
from pembinaan_lib.evaluation.trained import side_of
from pembinaan_lib.evaluation.verdict import UNKNOWN, verdict
from pembinaan_lib.rules import RuleSet, bands

WEIGHTS, SCALE, BANDS = "skm.bobot", "skm.skala", "skm.mutu"
_KEY = ["unit_kerja", "tanggal"]
_NO_BANDS = {
    "nilai": pd.Series(dtype="float64"), "mutu": pd.Series(dtype="str"), "rule_id": pd.Series(dtype="str"),
    "rule_from": pd.Series(dtype="datetime64[s]"),
}


def skm_elements(skm_ringkas: pd.DataFrame, *, rules: RuleSet) -> pd.DataFrame:
    """Mean of each element by unit and period, services of the unit taken together.

    Parameters
    ----------
    skm_ringkas : DataFrame
        One row per unit, service and period: ``jumlah_responden`` (people) and the nine element means (1 to 4). Rows
        without respondents or without all elements are left out (``EVL-003``), and those of a day on which the
        rules were not in force (``EVL-006``).
    rules : RuleSet
        Needs ``skm.bobot``, whose names are the elements, looked up on the day of each survey.

    Returns
    -------
    DataFrame
        One row per unit, period and element, sorted by these: ``nrr`` (1 to 4), ``responden`` (people), ``bobot``.

    Notes
    -----
    nrr = sum of scores / respondents: the means of the services are weighted by their respondents.
    """
    ruled = skm_ringkas[measurable(skm_ringkas["tanggal"], rules)]
    found = [_elements_of(rows, rules.value(WEIGHTS, day.date()).value) for day, rows in ruled.groupby("tanggal")]
    if not found:
        return _elements_of(skm_ringkas.head(0), {})
    return pd.concat(found).sort_values([*_KEY, "unsur"], kind="stable", ignore_index=True)


def measurable(days: pd.Series, rules: RuleSet) -> pd.Series:
    """Whether weights, scale and bands were all in force on each day; an unknown day is not."""
    ruled = {day: all(_in_force(rules, rule_id, day.date()) for rule_id in (WEIGHTS, SCALE, BANDS))
             for day in days.dropna().unique()}
    return days.map(ruled).fillna(False).astype("bool")


def _in_force(rules: RuleSet, rule_id: str, day: date) -> bool:
    try:
        rules.value(rule_id, day)
    except RuleNotInForceError:
        return False
    return True


def skm(skm_ringkas: pd.DataFrame, *, rules: RuleSet) -> pd.DataFrame:
    """Index, quality band and weakest element by unit and period.

    Parameters
    ----------
    skm_ringkas
        As in :func:`skm_elements`.
    rules : RuleSet
        Needs ``skm.bobot`` (exact weights), ``skm.skala`` (multiplier) and ``skm.mutu`` (bands), looked up on the day
        of each survey.

    Returns
    -------
    DataFrame
        One row per unit and period, sorted by both: ``responden`` (people), ``indeks`` (1 to 4, unrounded), ``nilai``
        (25 to 100, rounded to two digits as the bands demand), ``mutu`` (A to D), ``unsur_terendah, nrr_terendah``,
        ``rule_id, rule_from`` (the bands).

    Notes
    -----
    indeks = Σ nrr · bobot; nilai = indeks · 25.
    """
    parts = skm_elements(skm_ringkas, rules=rules)
    lowest = parts.sort_values([*_KEY, "nrr", "unsur"], kind="stable").drop_duplicates(_KEY)
    found = lowest.rename(columns={"unsur": "unsur_terendah", "nrr": "nrr_terendah"}).drop(columns="bobot")
    index = (parts["nrr"] * parts["bobot"]).groupby([parts[name] for name in _KEY]).sum().rename("indeks")
    found = found.merge(index, on=_KEY).sort_values(_KEY, kind="stable", ignore_index=True)
    days = [_banded(rows, rules=rules, day=day.date()) for day, rows in found.groupby("tanggal", sort=True)]
    found = pd.concat(days) if days else found.assign(**_NO_BANDS)
    columns = ["responden", "indeks", "nilai", "mutu", "unsur_terendah", "nrr_terendah", "rule_id", "rule_from"]
    return found[[*_KEY, *columns]].sort_values(_KEY, kind="stable", ignore_index=True)


def skm_change(skm_values: pd.DataFrame, trained: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Change of each unit's index from the last survey before its first batch to the latest one after it.

    Parameters
    ----------
    skm_values : DataFrame
        From :func:`skm`.
    trained : DataFrame
        From :func:`pembinaan_lib.evaluation.trained_units`.
    rules : RuleSet
        Needs ``evaluasi.selang_kepercayaan``, ``evaluasi.peserta_minimum`` and ``skm.skala``.

    Returns
    -------
    DataFrame
        One row per unit with a survey, sorted by ``unit_kerja``: ``mulai`` (first batch), ``tanggal_sebelum, sebelum,
        responden_sebelum``, ``tanggal_sesudah, sesudah, responden_sesudah`` (nilai 25 to 100; people), ``perubahan``
        (points) with ``bawah, atas``, ``kesimpulan``, ``alasan`` (key of the sentence why nothing can be told).

    Notes
    -----
    Published means do not say how much answers vary, so the interval assumes the most they can vary
    (:func:`pembinaan_lib.statistics.bounded_change`): *meningkat* and *menurun* are safe, the rest stays open. No unit
    is compared with another here.
    """
    dated = skm_values.merge(trained[["unit_kerja", "mulai", "selesai"]], on="unit_kerja", how="left")
    dated["sisi"] = side_of(dated["tanggal"], start=dated["mulai"], end=dated["selesai"])
    found = dated[["unit_kerja", "mulai"]].drop_duplicates()
    for side in ("sebelum", "sesudah"):
        found = found.merge(_latest(dated, side), on="unit_kerja", how="left")
    scale = rules.value(SCALE, tanggal).value
    change = statistics.bounded_change(
        found["sebelum"], found["sesudah"], n_before=found["responden_sebelum"], n_after=found["responden_sesudah"],
        low=scale["terendah"] * scale["pengali"], high=scale["tertinggi"] * scale["pengali"],
        level=float(rules.value(LEVEL, tanggal).value),
    )
    found = found.join(change)
    found["alasan"] = _why_unknown(found, least=int(rules.value(PEOPLE, tanggal).value))
    found["kesimpulan"] = verdict(found["bawah"], found["atas"], enough=found["alasan"] == "")
    found.loc[found["alasan"] != "", "kesimpulan"] = UNKNOWN
    return found.sort_values("unit_kerja", kind="stable", ignore_index=True)


def _elements_of(rows: pd.DataFrame, weights: dict) -> pd.DataFrame:
    names = list(weights)
    whole = rows[(rows["jumlah_responden"] > 0).fillna(False) & rows[names].notna().all(axis=1)]
    long = whole.melt(id_vars=[*_KEY, "jumlah_responden"], value_vars=names, var_name="unsur", value_name="nrr")
    people = long["jumlah_responden"].astype("float64")
    long = long.assign(jumlah=people * long["nrr"].astype("float64"), responden=people)
    long = long.sort_values([*_KEY, "unsur", "jumlah"], kind="stable")
    found = long.groupby([*_KEY, "unsur"], sort=True)[["jumlah", "responden"]].sum().reset_index()
    return found.assign(
        nrr=found["jumlah"] / found["responden"], responden=found["responden"].astype("Int64"),
        unsur=found["unsur"].astype("str"),
        bobot=found["unsur"].map({name: float(weight) for name, weight in weights.items()}).astype("float64"),
    )[[*_KEY, "unsur", "nrr", "responden", "bobot"]]


def _banded(rows: pd.DataFrame, *, rules: RuleSet, day: date) -> pd.DataFrame:
    quality, scale = rules.value(BANDS, day), rules.value(SCALE, day).value
    value = bands.rounded(rows["indeks"] * scale["pengali"], quality)
    return rows.assign(
        nilai=value, mutu=bands.label(value, quality), rule_id=BANDS,
        rule_from=pd.Timestamp(quality.rule_from).as_unit("s"),
    )


def _latest(dated: pd.DataFrame, side: str) -> pd.DataFrame:
    rows = dated[dated["sisi"] == side].sort_values(["unit_kerja", "tanggal"], kind="stable")
    rows = rows.drop_duplicates("unit_kerja", keep="last")[["unit_kerja", "tanggal", "nilai", "responden"]]
    return rows.rename(columns={"tanggal": f"tanggal_{side}", "nilai": side, "responden": f"responden_{side}"})


def _why_unknown(found: pd.DataFrame, *, least: int) -> pd.Series:
    few = (found[["responden_sebelum", "responden_sesudah"]] < least).any(axis=1)
    reason = pd.Series("", index=found.index, dtype="str").mask(few, "evaluation.reason.few_respondents")
    reason = reason.mask(found["sesudah"].isna(), "evaluation.reason.no_after")
    reason = reason.mask(found["sebelum"].isna(), "evaluation.reason.no_before")
    return reason.mask(found["mulai"].isna(), "evaluation.reason.not_trained")
