"""Catatan data about the register: what it cannot know, where sources disagree, which requests wait for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.needs.counted import SOURCES, TRUST, shares
from pembinaan_lib.needs.matching import MAYBE
from pembinaan_lib.needs.register import LIMIT
from pembinaan_lib.needs.requests import REFUSED

_TOP = 10
Rows = Iterator[dict[str, str]]


def register_notes(register: pd.DataFrame, counted: pd.DataFrame, *, bobot: Mapping[str, Any]) -> pd.DataFrame:
    """What a planner should know before using the order of needs.

    Parameters
    ----------
    register, counted : DataFrame
        Result and input of :func:`pembinaan_lib.needs.register`.

    Returns
    -------
    DataFrame
        Findings NED-062 to NED-069 but for those of :func:`counted_notes`, sorted by code and place; never about a
        person.
    """
    given = dict(zip(SOURCES, shares(bobot), strict=True))
    rows = [*_weights(counted, given), *_disagreement(register), *_thin(register), *_units(register)]
    return findings.frame(rows).sort_values(["code", "row_id"], kind="stable", ignore_index=True)


def _weights(counted: pd.DataFrame, given: Mapping[str, float]) -> Rows:
    if not any(given.values()):
        yield findings.finding("NED-063", "perlu_dicek", column="bobot")
    there = set(counted.loc[counted["keyakinan_bukti"] > 0, "bukti"])
    for source, weight in given.items():
        if weight and source not in there:
            yield findings.finding("NED-062", "informasi", row_id=source, sumber=source, persen=round(100 * weight))


def counted_notes(counted: pd.DataFrame) -> pd.DataFrame:
    """Sources whose values tell no unit apart (NED-064) and evidence too old to count (NED-068), whatever the weights."""
    return findings.frame(_sources(counted)).sort_values(["code", "row_id"], kind="stable", ignore_index=True)


def _sources(counted: pd.DataFrame) -> Rows:
    alive = counted[counted["keyakinan_bukti"] > 0]
    for source, rows in alive.groupby("bukti", sort=True):
        if len(rows) > 1 and rows["nilai"].nunique() == 1:
            yield findings.finding("NED-064", "informasi", row_id=source, sumber=source, jumlah=len(rows))
    old = counted[(counted["keyakinan_bukti"] == 0) & (counted["pembatas"] == "umur")]
    for source, number in old.groupby("bukti", sort=True).size().items():
        yield findings.finding(
            "NED-068", "perlu_dicek", row_id=source, column="tanggal", rule_id=TRUST, sumber=source, jumlah=int(number),
        )


def _disagreement(register: pd.DataFrame) -> Rows:
    apart = register[register["berbeda"] & register["peringkat"].notna()]
    for (high, low), number in apart.groupby(["sumber_tertinggi", "sumber_terendah"], sort=True).size().items():
        yield findings.finding(
            "NED-065", "perlu_dicek", row_id=f"{high}/{low}", rule_id=LIMIT, tinggi=high, rendah=low,
            jumlah=int(number),
        )


def _thin(register: pd.DataFrame) -> Rows:
    first = register[register["peringkat"].notna()].head(_TOP)
    alone = int((first["jumlah_bukti"] == 1).sum())
    if alone:
        yield findings.finding("NED-066", "informasi", jumlah=alone, dari=len(first))


def _units(register: pd.DataFrame) -> Rows:
    ranked = register["peringkat"].notna().groupby(register["perangkat_daerah"]).any()
    for unit in ranked.index[~ranked]:
        yield findings.finding("NED-067", "informasi", table="unit_kerja", row_id=unit or "-", unit=unit or "-")
    people = register.groupby("perangkat_daerah")["jumlah_asn"].max()
    for unit in people.index[people == 0]:
        yield findings.finding("NED-069", "perlu_dicek", table="unit_kerja", row_id=unit or "-", unit=unit or "-")


def request_notes(requests: pd.DataFrame) -> pd.DataFrame:
    """Requests that wait for the planner.

    Parameters
    ----------
    requests : DataFrame
        From :func:`pembinaan_lib.needs.recognised_requests` or :func:`pembinaan_lib.needs.match_requests`.

    Returns
    -------
    DataFrame
        Findings NED-072 to NED-075, sorted by code and place; texts of proposers are not repeated.
    """
    missing = requests["kompetensi"].isna()
    told = [
        ("NED-072", "informasi", missing & (requests["cara"] != MAYBE), "kompetensi"),
        ("NED-073", "perlu_dicek", requests["perangkat_daerah"].isna(), "unit_kerja"),
        ("NED-074", "perlu_dicek", (requests["status"] == REFUSED) & (requests["jawaban"].fillna("") == ""), "jawaban"),
        ("NED-075", "informasi", missing & (requests["cara"] == MAYBE), "kompetensi"),
    ]
    rows = [
        findings.finding(code, severity, table="usulan", row_id=key, column=column, usulan=key)
        for code, severity, which, column in told for key in requests.loc[which, "usulan_id"]
    ]
    return findings.frame(rows).sort_values(["code", "row_id"], kind="stable", ignore_index=True)


def campaign_notes(campaign: pd.DataFrame) -> pd.DataFrame:
    """Units that let the deadline of the call for requests pass: ``NED-076``, in the order of `campaign`.

    Parameters
    ----------
    campaign : DataFrame
        From :func:`pembinaan_lib.needs.campaign`.
    """
    late = campaign.loc[campaign["keadaan"] == "lewat tenggat", "perangkat_daerah"]
    return findings.frame([
        findings.finding("NED-076", "informasi", table="usulan", row_id=unit, unit=unit) for unit in late
    ])
