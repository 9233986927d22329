"""Monthly service indicators before and after a unit's first batch, beside units that were not trained."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.evaluation.participants import LEVEL
from pembinaan_lib.evaluation.trained import side_of
from pembinaan_lib.evaluation.verdict import UNKNOWN, verdict
from pembinaan_lib.rules import RuleSet

UNITS = "evaluasi.unit_minimum"
_KEY = ["unit_kerja", "indikator"]
_SIDES = ("sebelum", "sesudah")


def indicators(indikator: pd.DataFrame, trained: pd.DataFrame) -> pd.DataFrame:
    """Mean of each indicator and unit before and after, and how much of the change goes the wanted way.

    Parameters
    ----------
    indikator : DataFrame
        One row per unit, indicator and month: ``satuan, arah`` (naik or turun, the good direction), ``nilai, target``.
    trained : DataFrame
        From :func:`pembinaan_lib.evaluation.trained_units`.

    Returns
    -------
    DataFrame
        One row per unit and indicator, sorted by both: ``satuan, arah, dilatih`` (bool), ``mulai, selesai`` (of the
        first batch), ``bulan_sebelum, bulan_sesudah`` (months), ``sebelum, sesudah`` (means), ``perubahan`` (sesudah -
        sebelum), ``perbaikan`` (the same, positive where it is good), ``target, target_tercapai`` (latest target; the
        mean after meets it), ``alasan`` (key of the sentence why there is no change to show, else empty).

    Notes
    -----
    Untrained units are split at the dates of the unit that was first trained among those with the same indicator.
    Months that overlap the batch belong to neither side.
    """
    dated = _dated(indikator, trained)
    dated["sisi"] = side_of(dated["bulan"], start=dated["mulai"], end=dated["selesai"])
    found = _heads(dated).join(_means(dated)).reset_index()
    counts = [f"bulan_{side}" for side in _SIDES]
    found[counts] = found[counts].fillna(0).astype("Int64")
    found["perubahan"] = found["sesudah"] - found["sebelum"]
    good = found["arah"].map({"naik": 1.0, "turun": -1.0}).astype("float64")
    found["perbaikan"] = found["perubahan"] * good
    beyond = (found["sesudah"] - found["target"]) * good
    found["target_tercapai"] = (beyond >= 0).astype("boolean").where(beyond.notna())
    found["alasan"] = _why_none(found)
    columns = ["satuan", "arah", "dilatih", "mulai", "selesai", *counts, *_SIDES, "perubahan", "perbaikan", "target"]
    return found[[*_KEY, *columns, "target_tercapai", "alasan"]]


def service_change(found: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Whether trained units improved more than the others, one verdict per indicator.

    Parameters
    ----------
    found : DataFrame
        From :func:`indicators`.
    rules : RuleSet
        Needs ``evaluasi.selang_kepercayaan`` and ``evaluasi.unit_minimum`` (units on each side).

    Returns
    -------
    DataFrame
        One row per indicator, sorted: ``satuan, unit_dilatih, unit_pembanding`` (units with a figure on both sides),
        ``perbaikan_dilatih, perbaikan_pembanding`` (mean, positive is good), ``selisih`` with ``bawah, atas`` (Welch),
        ``kesimpulan``, ``alasan`` (key of the sentence why nothing can be told) with ``alasan_jumlah`` (its
        ``{jumlah}``), ``rule_id, rule_from``.

    Notes
    -----
    Units were not chosen by lot, so even *meningkat* says "improved more than the others", not "because of".
    """
    level, least = float(rules.value(LEVEL, tanggal).value), rules.value(UNITS, tanggal)
    usable = found[found["perbaikan"].notna()]
    rows = [
        _compared(name, group, usable[usable["indikator"] == name], level) for name, group in found.groupby("indikator")
    ]
    told = pd.concat(rows, ignore_index=True) if rows else _compared("", found, usable, level).head(0)
    enough = (told["unit_dilatih"] >= int(least.value)) & (told["unit_pembanding"] >= int(least.value))
    told["kesimpulan"] = verdict(told["bawah"], told["atas"], enough=enough)
    told["alasan"] = _why_unknown(told, least=int(least.value)).mask(told["kesimpulan"] != UNKNOWN, "")
    spoken = told["unit_pembanding"].where(told["alasan"] == "evaluation.reason.few_others", told["unit_dilatih"])
    told["alasan_jumlah"] = spoken.where(told["alasan"] != "")
    return told.assign(rule_id=UNITS, rule_from=pd.Timestamp(least.rule_from).as_unit("s"))


def _dated(indikator: pd.DataFrame, trained: pd.DataFrame) -> pd.DataFrame:
    dates = trained[["unit_kerja", "mulai", "selesai"]]
    dated = indikator.merge(dates, on="unit_kerja", how="left")
    dated["dilatih"] = dated["mulai"].notna()
    first = dated[dated["dilatih"]].sort_values(["indikator", "mulai", "selesai"]).drop_duplicates("indikator")
    borrowed = dated[["indikator"]].merge(first[["indikator", "mulai", "selesai"]], on="indikator", how="left")
    for column in ("mulai", "selesai"):
        dated[column] = dated[column].fillna(borrowed[column])
    return dated


def _heads(dated: pd.DataFrame) -> pd.DataFrame:
    ordered = dated.sort_values([*_KEY, "bulan"], kind="stable")
    columns = ["satuan", "arah", "dilatih", "mulai", "selesai", "target"]
    return ordered.groupby(_KEY, sort=True)[columns].last()


def _means(dated: pd.DataFrame) -> pd.DataFrame:
    ordered = dated.sort_values([*_KEY, "nilai"], kind="stable")
    sides = []
    for side in _SIDES:
        groups = ordered[ordered["sisi"] == side].groupby(_KEY)["nilai"]
        sides.append(groups.agg(**{side: "mean", f"bulan_{side}": "count"}))
    return sides[0].join(sides[1], how="outer")


def _why_none(found: pd.DataFrame) -> pd.Series:
    reason = pd.Series("", index=found.index, dtype="str").mask(found["sesudah"].isna(), "evaluation.reason.no_after")
    reason = reason.mask(found["sebelum"].isna(), "evaluation.reason.no_before")
    return reason.mask(found["mulai"].isna(), "evaluation.reason.not_trained")


def _compared(name: str, group: pd.DataFrame, usable: pd.DataFrame, level: float) -> pd.DataFrame:
    sides = [usable.loc[usable["dilatih"] == trained, "perbaikan"] for trained in (True, False)]
    units = group["satuan"].dropna().sort_values()
    head = pd.DataFrame({
        "indikator": [name], "satuan": [units.iloc[0] if len(units) else ""], "unit_dilatih": [len(sides[0])],
        "unit_pembanding": [len(sides[1])], "perbaikan_dilatih": [sides[0].sort_values().mean()],
        "perbaikan_pembanding": [sides[1].sort_values().mean()],
    })
    head[["unit_dilatih", "unit_pembanding"]] = head[["unit_dilatih", "unit_pembanding"]].astype("Int64")
    return head.join(statistics.welch_difference(*sides, level=level))


def _why_unknown(told: pd.DataFrame, *, least: int) -> pd.Series:
    reason = pd.Series("evaluation.reason.few_units", index=told.index, dtype="str")
    reason = reason.mask(told["unit_dilatih"] >= least, "evaluation.reason.few_others")
    return reason.mask(told["unit_dilatih"] == 0, "evaluation.reason.no_trained_unit")
