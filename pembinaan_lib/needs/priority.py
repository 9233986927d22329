"""Which need comes first, by a formula that anybody can redo by hand.

A first order for the planner to discuss, from measured gaps only; issue by issue more evidence joins it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pembinaan_lib.errors import PembinaanError

PARTS = ("kesenjangan", "bagian", "orang")


def priority(unit_gap: pd.DataFrame, *, bobot: Mapping[str, float]) -> pd.DataFrame:
    """Needs of all units in order, with what each part contributes.

    Parameters
    ----------
    unit_gap : DataFrame
        From :func:`pembinaan_lib.needs.unit_gap`.
    bobot : mapping
        Weights (>= 0) of ``kesenjangan``, ``bagian`` and ``orang``; scaled to sum 1. All zero: no need has priority.

    Returns
    -------
    DataFrame
        The rows of `unit_gap` with ``dari_kesenjangan, dari_bagian, dari_orang`` (contributions), ``prioritas`` (their
        sum, 0 to 1) and ``peringkat`` (1 first), sorted by rank. Rows that nobody measured have neither priority nor
        rank and stand last.

    Raises
    ------
    PembinaanError
        A weight is missing, unknown or negative (``NED-101``).

    Notes
    -----
    With c = cakupan_rasio::

        dari_kesenjangan = bobot_kesenjangan · c · rerata_kesenjangan / largest rerata_kesenjangan of the agency
        dari_bagian      = bobot_bagian · c · di_bawah_rasio
        dari_orang       = bobot_orang · di_bawah_standar / largest di_bawah_standar of the agency

    Coverage shrinks the first two, and the third counts measured people only: what nobody has measured does not push
    a need upwards. Ties: more people below the standard, then name of unit and competency.
    """
    weights = _weights(bobot)
    measured = unit_gap["dinilai"] > 0
    below = unit_gap["di_bawah_standar"].astype("float64").where(measured)
    scaled = {
        "kesenjangan": unit_gap["cakupan_rasio"] * _of_largest(unit_gap["rerata_kesenjangan"]),
        "bagian": unit_gap["cakupan_rasio"] * unit_gap["di_bawah_rasio"], "orang": _of_largest(below),
    }
    found = unit_gap.assign(**{f"dari_{part}": (weights[part] * scaled[part]).astype("float64") for part in PARTS})
    found["prioritas"] = found["dari_kesenjangan"] + found["dari_bagian"] + found["dari_orang"]
    names = [unit_gap.columns[0], "kompetensi"]
    found = found.sort_values(
        ["prioritas", "di_bawah_standar", *names], ascending=[False, False, True, True], kind="stable",
        na_position="last", ignore_index=True,
    )
    found["peringkat"] = pd.Series(range(1, len(found) + 1), dtype="Int64").where(found["prioritas"].notna())
    return found


def _weights(bobot: Mapping[str, float]) -> dict[str, float]:
    given = {part: float(weight) for part, weight in bobot.items()}
    if set(given) != set(PARTS) or min(given.values()) < 0:
        raise PembinaanError("NED-101", where=", ".join(sorted(given)), parts=", ".join(PARTS))
    total = sum(given.values())
    return {part: weight / total if total else 0.0 for part, weight in given.items()}


def _of_largest(values: pd.Series) -> pd.Series:
    largest = values.max()
    return values / largest if largest > 0 else values
