"""Catatan data about what would otherwise do nothing, or something nobody meant, without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.needs.evidence import plain
from pembinaan_lib.needs.performance import BELOW, below_expectation
from pembinaan_lib.needs.voice import ELEMENTS
from pembinaan_lib.rules import RuleSet

_MAPPING, _NAMED = "pemetaan_kompetensi", 3
Rows = Iterator[dict[str, str]]


def mapping_checks(
    pemetaan: pd.DataFrame, kompetensi: Collection[str], *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """What the mapping says that leads nowhere, or further than meant.

    Parameters
    ----------
    pemetaan : DataFrame
        ``pemetaan_kompetensi``.
    kompetensi : collection of str
        The agency's competencies.
    rules : RuleSet
        Needs ``skm.unsur`` and ``kinerja.predikat``.

    Returns
    -------
    DataFrame
        NED-103 (a competency outside the list: its needs stand in the register), NED-104 (an element or a rating that
        nothing is called) and NED-108 (no weight: counts in full).
    """
    ways = pemetaan[pemetaan["bobot"].fillna(1.0) > 0].sort_values(["asal", "nama_asal"], kind="stable")
    return findings.frame([
        *_outside(ways, set(kompetensi)), *_nothing(ways, rules=rules, tanggal=tanggal), *_unweighted(ways),
    ])


def _outside(ways: pd.DataFrame, skills: Collection[str]) -> Rows:
    for skill, rows in ways[~ways["kompetensi"].isin(skills)].groupby("kompetensi", sort=True):
        names = list(dict.fromkeys(rows["asal"] + " " + rows["nama_asal"]))
        shown = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        yield findings.finding("NED-103", "perlu_dicek", table=_MAPPING, row_id=skill, column="kompetensi",
                               kompetensi=skill, jumlah=len(rows), baris=shown)


def _nothing(ways: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> Rows:
    elements = rules.value(ELEMENTS, tanggal).value
    known = {"unsur": [*elements, *elements.values()], "predikat": [BELOW, *below_expectation(rules=rules, tanggal=tanggal)]}
    for asal, names in sorted(known.items()):
        rows = ways[ways["asal"] == asal]
        strange = rows.loc[~plain(rows["nama_asal"]).isin(plain(pd.Series(names, dtype="str"))), "nama_asal"]
        for name in strange.unique():
            yield findings.finding("NED-104", "perlu_dicek", table=_MAPPING, row_id=f"{asal} {name}",
                                   column="nama_asal", asal=asal, nama=name, pilihan=", ".join(names))


def _unweighted(ways: pd.DataFrame) -> Rows:
    bare = int(ways["bobot"].isna().sum())
    if bare:
        yield findings.finding("NED-108", "informasi", table=_MAPPING, column="bobot", jumlah=bare)


def satisfaction_checks(
    skm_ringkas: pd.DataFrame, need: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """What of the satisfaction survey is not counted.

    Parameters
    ----------
    need : DataFrame
        From :func:`pembinaan_lib.needs.skm_need`.

    Returns
    -------
    DataFrame
        NED-105 (published means of nobody) and NED-106 (a service without an index, and the elements that it lacks).
    """
    titles = rules.value(ELEMENTS, tanggal).value
    nobody = int((~skm_ringkas["jumlah_responden"].gt(0).fillna(False)).sum())
    rows = [findings.finding("NED-105", "perlu_dicek", table="skm_ringkas", column="jumlah_responden",
                             jumlah=nobody)] if nobody else []
    for (unit, service), part in need.groupby(["unit_kerja", "layanan"], sort=True):
        lacking = [title for name, title in titles.items() if name not in set(part["unsur"])]
        if lacking:
            place = " · ".join(filter(None, (unit, service)))
            rows.append(findings.finding("NED-106", "perlu_dicek", table="skm_ringkas", row_id=place, layanan=place,
                                         rule_id=ELEMENTS, unsur=", ".join(lacking)))
    return findings.frame(rows)


def response_checks(response: pd.DataFrame) -> pd.DataFrame:
    """Finding NED-107: more of a unit's staff answered than it has.

    Parameters
    ----------
    response : DataFrame
        From :func:`pembinaan_lib.needs.survey_response`.
    """
    over = response[response["responden"] > response["populasi"]]
    return findings.frame(
        findings.finding("NED-107", "perlu_dicek", table="survei_kebutuhan", row_id=unit or "-", column="unit_kerja",
                         unit=unit or "-", responden=int(answered), populasi=int(people))
        for unit, answered, people in over[["perangkat_daerah", "responden", "populasi"]].itertuples(index=False, name=None)
    )
