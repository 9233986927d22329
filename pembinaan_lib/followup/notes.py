"""Catatan data about follow-up: actions that nobody can follow, and gaps for which the catalogue has nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.followup.actions import DONE, LATE, UNDATED, UNPROVEN
from pembinaan_lib.followup.next import NONE

_STATES = {LATE: ("FLW-001", "tenggat"), UNDATED: ("FLW-003", "tenggat"), UNPROVEN: ("FLW-004", "bukti")}
Rows = Iterator[dict[str, str]]


def notes(tindakan: pd.DataFrame, saran: pd.DataFrame) -> pd.DataFrame:
    """Findings FLW-001 to FLW-005, sorted by code and place.

    Parameters
    ----------
    tindakan : DataFrame
        From :func:`pembinaan_lib.followup.actions`.
    saran : DataFrame
        From :func:`pembinaan_lib.followup.next_activity`.
    """
    rows = [*_actions(tindakan), *_gaps(saran)]
    return findings.frame(rows).sort_values(["code", "row_id"], kind="stable", ignore_index=True)


def _actions(tindakan: pd.DataFrame) -> Rows:
    for state, (code, column) in _STATES.items():
        rows = tindakan[tindakan["keadaan"] == state]
        for action, days in zip(rows["tindakan_id"], rows["hari"].fillna(0), strict=True):
            yield findings.finding(
                code, "perlu_dicek", table="tindak_lanjut", row_id=action, column=column, tindakan=action,
                hari=-int(days),
            )
    nobody = tindakan[(tindakan["pemilik"].fillna("") == "") & ~tindakan["keadaan"].isin([DONE, UNPROVEN])]
    for action in nobody["tindakan_id"]:
        yield findings.finding(
            "FLW-002", "perlu_dicek", table="tindak_lanjut", row_id=action, column="pemilik", tindakan=action,
        )


def _gaps(saran: pd.DataFrame) -> Rows:
    without = saran.loc[saran["alasan"] == NONE, "kompetensi"]
    for name, people in without.groupby(without, sort=True).size().items():
        yield findings.finding(
            "FLW-005", "perlu_dicek", table="katalog_kompetensi", row_id=name, column="kompetensi", kompetensi=name,
            jumlah=int(people),
        )
