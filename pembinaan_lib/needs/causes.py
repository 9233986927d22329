"""Training or not? What the planner judged to be the cause of each need, and what follows from it.

Only a lack of skill is mended by training. A need with another cause goes to the head of the unit, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pembinaan_lib import findings

SKILL = "keterampilan"
CAUSES = (SKILL, "alat", "aturan", "tenaga", "insentif")
Judged = Mapping[str, Mapping[str, str]]


def cause_key(perangkat_daerah: str, kompetensi: str) -> str:
    """The name of a need in the decision: ``unit|kompetensi``."""
    return f"{perangkat_daerah}|{kompetensi}"


def causes(register: pd.DataFrame, penyebab: Judged) -> pd.DataFrame:
    """The register with the cause of each need, and whether it goes on to design.

    Parameters
    ----------
    register : DataFrame
        One row per ``perangkat_daerah, kompetensi``.
    penyebab : mapping
        The planner's decision: ``"unit|kompetensi"`` → ``penyebab`` (one of :data:`CAUSES`) and ``bukti``.

    Returns
    -------
    DataFrame
        The same rows in the same order, with ``penyebab`` and ``bukti_penyebab`` (empty: not yet judged; a plan
        knows only that evidence was given) and ``ke_rancangan`` (bool: the cause is skill, or nobody has judged it yet).

    Notes
    -----
    What is no cause of the list counts as not judged; see ``NED-030``. Needs are named by key, so a judgement about a
    need that the register no longer has changes nothing and comes back with it.
    """
    keys = register["perangkat_daerah"].fillna("") + "|" + register["kompetensi"]
    judged = {key: dict(said) for key, said in penyebab.items() if said.get("penyebab") in CAUSES}
    cause = keys.map({key: said["penyebab"] for key, said in judged.items()}).astype("str").fillna("")
    proof = keys.map({key: said.get("bukti") or "" for key, said in judged.items()}).astype("str").fillna("")
    return register.assign(penyebab=cause, bukti_penyebab=proof, ke_rancangan=cause.isin(["", SKILL]).astype("bool"))


def for_heads(caused: pd.DataFrame) -> pd.DataFrame:
    """The needs that training does not mend, for the heads of unit, in the order of the register.

    Parameters
    ----------
    caused : DataFrame
        From :func:`causes`.

    Returns
    -------
    DataFrame
        The rows that do not go on to design, with ``urutan_unit`` (1 first, within each unit).
    """
    left = caused[~caused["ke_rancangan"]].reset_index(drop=True)
    return left.assign(urutan_unit=(left.groupby("perangkat_daerah", dropna=False).cumcount() + 1).astype("Int64"))


def cause_notes(register: pd.DataFrame, penyebab: Judged) -> pd.DataFrame:
    """Findings NED-030 to NED-032 about the judgements: no known cause, no such need, no evidence given."""
    keys = set(register["perangkat_daerah"].fillna("") + "|" + register["kompetensi"])
    return findings.frame(_notes(keys, penyebab))


def _notes(keys: set[str], penyebab: Judged) -> Iterator[dict[str, str]]:
    for key in sorted(penyebab):
        cause = str(penyebab[key].get("penyebab") or "-")
        if cause not in CAUSES:
            yield findings.finding("NED-030", "perlu_dicek", row_id=key, column="penyebab", penyebab=cause,
                                   pilihan=", ".join(CAUSES))
        elif key not in keys:
            yield findings.finding("NED-031", "informasi", row_id=key, column="penyebab", kebutuhan=key)
        elif not (penyebab[key].get("bukti") or "").strip():
            yield findings.finding("NED-032", "perlu_dicek", row_id=key, column="bukti", kebutuhan=key)
