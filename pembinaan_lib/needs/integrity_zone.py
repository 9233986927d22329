"""The question of the Zona Integritas worksheet (LKE) about the competency gap of staff, from the workbook's own gaps."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.rules import RuleSet, bands

RULE = "lke_zi.kesenjangan"


def lke_gap(
    gap: pd.DataFrame, pegawai: pd.DataFrame, *, rules: RuleSet, tanggal: date, unit: str | None = "perangkat_daerah"
) -> pd.DataFrame:
    """Answer and score of each unit, or of the agency.

    Parameters
    ----------
    gap : DataFrame
        From :func:`pembinaan_lib.needs.competency_gap`: ``pegawai_id, kompetensi, kesenjangan, berlaku``.
    pegawai : DataFrame
        Uses ``pegawai_id`` and the column named by `unit`.
    rules : RuleSet
        Needs ``lke_zi.kesenjangan``, looked up on `tanggal`.
    unit : str or None
        Column to group by; None for the agency as one row.

    Returns
    -------
    DataFrame
        One row per unit with a roster, sorted (without `unit` exactly one row): ``orang_dinilai`` (people),
        ``dinilai`` (their pairs of person and competency with valid evidence), ``di_bawah_standar`` (pairs), ``kesenjangan_rasio`` (their share; missing where
        nothing was measured), ``jawaban`` (A to D), ``nilai`` (0 to 1), ``rule_id, rule_from``.

    Notes
    -----
    The worksheet asks for the share of gaps against the standard of each post and names no formula. Here it is the
    share of measured pairs below their standard: a reading of ours, told wherever it is shown.
    """
    rule = rules.value(RULE, tanggal)
    place = pegawai["pegawai_id"].astype("str").to_frame().assign(
        tempat=pegawai[unit].fillna("").astype("str") if unit else "",
    )
    seen = gap.loc[gap["berlaku"], ["pegawai_id", "kesenjangan"]].astype({"pegawai_id": "str"}).merge(place, on="pegawai_id")
    below = seen["kesenjangan"].gt(0).fillna(False).astype("int64").groupby(seen["tempat"])
    names = sorted(set(place["tempat"])) if unit else [""]
    found = below.agg(dinilai="size", di_bawah_standar="sum").reindex(names, fill_value=0).astype("int64")
    people = seen.groupby("tempat")["pegawai_id"].nunique().reindex(names, fill_value=0).astype("int64")
    found.insert(0, "orang_dinilai", people)
    found = found.rename_axis(unit or "unit").reset_index()
    share = (found["di_bawah_standar"] / found["dinilai"].where(found["dinilai"] > 0)).astype("float64")
    answer = bands.label(share, rule)
    scores = {band["label"]: float(band["score"]) for band in rule.value["bands"]}
    found = found.assign(
        kesenjangan_rasio=share, jawaban=answer, nilai=answer.map(scores).astype("float64"),
        rule_id=pd.Series(RULE, index=found.index, dtype="str"),
        rule_from=pd.Series(pd.Timestamp(rule.rule_from), index=found.index, dtype="datetime64[s]"),
    )
    return found if unit else found.drop(columns="unit")
