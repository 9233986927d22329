"""Catatan data about the evidence of competency: what does not count, what is missing, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.needs.gap import EXPIRED, SELF_ONLY, UNDATED, VALID_FOR
from pembinaan_lib.needs.standards import LEVELS, general_levels
from pembinaan_lib.rules import RuleSet

_TABLE = "penilaian_kompetensi"
_NOT_COUNTED = {EXPIRED: "NED-002", SELF_ONLY: "NED-003", UNDATED: "NED-007"}
Rows = Iterator[dict[str, str]]


def notes(
    pegawai: pd.DataFrame, penilaian: pd.DataFrame, gap: pd.DataFrame, *, required: pd.DataFrame, rules: RuleSet,
    tanggal: date,
) -> pd.DataFrame:
    """Findings about the evidence, one per cause and competency, never one per person.

    Parameters
    ----------
    gap, required : DataFrame
        From :func:`pembinaan_lib.needs.competency_gap` and :func:`pembinaan_lib.needs.required_levels`.

    Returns
    -------
    DataFrame
        Findings NED-001 to NED-008, sorted by code and place.
    """
    years = int(rules.value(VALID_FOR, tanggal).value)
    rows = [
        *_nobody_measured(gap, required), *_not_counted(gap, years), *_unknown_posts(pegawai, rules, tanggal),
        *_left_over(penilaian, pegawai, required),
    ]
    return findings.frame(rows).sort_values(["code", "row_id"], kind="stable", ignore_index=True)


def _nobody_measured(gap: pd.DataFrame, required: pd.DataFrame) -> Rows:
    counted = set(gap.loc[gap["berlaku"], "kompetensi"].unique())
    if not counted:
        yield findings.finding("NED-001", "informasi", table=_TABLE)
        return
    for name, people in required.groupby("kompetensi", sort=True).size().items():
        if name not in counted:
            yield findings.finding(
                "NED-008", "informasi", table=_TABLE, row_id=name, kompetensi=name, jumlah=int(people),
            )


def _not_counted(gap: pd.DataFrame, years: int) -> Rows:
    for (reason, name), people in gap[~gap["berlaku"]].groupby(["catatan", "kompetensi"], sort=True).size().items():
        yield findings.finding(
            _NOT_COUNTED[reason], "informasi" if reason == SELF_ONLY else "perlu_dicek", table=_TABLE, row_id=name,
            column="sumber" if reason == SELF_ONLY else "tanggal", rule_id=VALID_FOR if reason == EXPIRED else "",
            kompetensi=name, jumlah=int(people), tahun=years,
        )


def _unknown_posts(pegawai: pd.DataFrame, rules: RuleSet, tanggal: date) -> Rows:
    known = set(general_levels(rules=rules, tanggal=tanggal)["jenjang"])
    posts = pegawai[["jenjang", "jenis_jabatan"]].fillna("")
    unknown = posts.loc[~posts["jenjang"].isin(known) & ~posts["jenis_jabatan"].isin(known), "jenjang"]
    for name, people in unknown.groupby(unknown, sort=True).size().items():
        yield findings.finding(
            "NED-004", "perlu_dicek", table="pegawai", row_id=name, column="jenjang", rule_id=LEVELS,
            jenjang=name or "-", jumlah=int(people),
        )


def _left_over(penilaian: pd.DataFrame, pegawai: pd.DataFrame, required: pd.DataFrame) -> Rows:
    pairs = penilaian[["pegawai_id", "kompetensi"]].drop_duplicates()
    here = pairs["pegawai_id"].isin(pegawai["pegawai_id"])
    gone = pairs.loc[~here, "pegawai_id"].nunique()
    if gone:
        yield findings.finding("NED-005", "perlu_dicek", table=_TABLE, column="pegawai_id", jumlah=int(gone))
    asked = pairs[here].merge(required[["pegawai_id", "kompetensi"]], how="left", indicator=True)
    unasked = asked.loc[asked["_merge"] == "left_only", "kompetensi"]
    for name, people in unasked.groupby(unasked, sort=True).size().items():
        yield findings.finding("NED-006", "informasi", table=_TABLE, row_id=name, kompetensi=name, jumlah=int(people))
