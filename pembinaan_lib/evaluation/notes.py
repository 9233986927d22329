"""Catatan data about evaluation: answers, tests and surveys that cannot be used or matched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.evaluation.satisfaction import WEIGHTS, measurable
from pembinaan_lib.rules import RuleSet

Rows = Iterator[dict[str, str]]


def notes(
    *, angkatan: pd.DataFrame, reaksi: pd.DataFrame, belajar: pd.DataFrame, skm_ringkas: pd.DataFrame,
    indikator: pd.DataFrame, pegawai: pd.DataFrame, rules: RuleSet, tanggal: date,
) -> pd.DataFrame:
    """Findings EVL-001 to EVL-006, sorted by code and place."""
    rows = [
        *_unknown("EVL-001", "evaluasi_reaksi", reaksi, angkatan),
        *_unknown("EVL-002", "evaluasi_belajar", belajar, angkatan),
        *_incomplete(skm_ringkas, rules, tanggal), *_before_the_rules(skm_ringkas, rules), *_single_tests(belajar),
        *_strangers("skm_ringkas", skm_ringkas, pegawai), *_strangers("indikator_layanan", indikator, pegawai),
    ]
    return findings.frame(rows).sort_values(["code", "table", "row_id"], kind="stable", ignore_index=True)


def _unknown(code: str, table: str, rows: pd.DataFrame, angkatan: pd.DataFrame) -> Rows:
    strange = rows.loc[~rows["angkatan_id"].isin(angkatan["angkatan_id"]), "angkatan_id"].fillna("")
    for batch, count in strange.groupby(strange, sort=True).size().items():
        yield findings.finding(
            code, "perlu_dicek", table=table, row_id=batch, column="angkatan_id", angkatan=batch, jumlah=int(count),
        )


def _incomplete(skm_ringkas: pd.DataFrame, rules: RuleSet, tanggal: date) -> Rows:
    names = list(rules.value(WEIGHTS, tanggal).value)
    asked = (skm_ringkas["jumlah_responden"] > 0).fillna(False)
    left_out = skm_ringkas[~asked | skm_ringkas[names].isna().any(axis=1)]
    for unit, rows in left_out.groupby(left_out["unit_kerja"].fillna(""), sort=True):
        yield findings.finding(
            "EVL-003", "perlu_dicek", table="skm_ringkas", row_id=unit, rule_id=WEIGHTS, unit=unit, jumlah=len(rows),
        )


def _before_the_rules(skm_ringkas: pd.DataFrame, rules: RuleSet) -> Rows:
    dated = skm_ringkas[skm_ringkas["tanggal"].notna()]
    unruled = dated[~measurable(dated["tanggal"], rules)]
    for unit, rows in unruled.groupby(unruled["unit_kerja"].fillna(""), sort=True):
        yield findings.finding(
            "EVL-006", "perlu_dicek", table="skm_ringkas", row_id=unit, column="tanggal", rule_id=WEIGHTS, unit=unit,
            jumlah=len(rows),
        )


def _single_tests(belajar: pd.DataFrame) -> Rows:
    tests = belajar.groupby(["angkatan_id", "pegawai_id"], sort=True)["tes"].nunique()
    single = tests[tests == 1].reset_index()
    for batch, count in single.groupby("angkatan_id", sort=True).size().items():
        yield findings.finding(
            "EVL-004", "informasi", table="evaluasi_belajar", row_id=batch, column="tes", angkatan=batch,
            jumlah=int(count),
        )


def _strangers(table: str, rows: pd.DataFrame, pegawai: pd.DataFrame) -> Rows:
    named = rows["unit_kerja"].dropna()
    for unit in sorted(set(named) - set(pegawai["unit_kerja"].dropna())):
        yield findings.finding("EVL-005", "perlu_dicek", table=table, row_id=unit, column="unit_kerja", unit=unit)
