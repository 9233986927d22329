"""Catatan data: faults in a planner's data as rows in a table, never as exceptions.

A finding holds a stable code and the values of its placeholders; the sentences stand in the catalogues as
``<code>.message``, ``<code>.remedy`` and ``<code>.cause``, so the same finding reads in either language. Findings name
rows and columns, never a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pandas as pd

from pembinaan_lib import words

COLUMNS = ("code", "severity", "table", "row_id", "column", "values", "rule_id")
SEVERITIES = ("menghalangi", "perlu_dicek", "informasi")


def finding(
    code: str, severity: str, *, table: str = "", row_id: str = "", column: str = "", rule_id: str = "", **values: Any
) -> dict[str, str]:
    """One finding as a row; `row_id` is the place as a planner would look for it (``Nominatif!214``)."""
    if severity not in SEVERITIES:
        raise ValueError(severity)
    shown = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return dict(zip(COLUMNS, (code, severity, table, row_id, column, shown, rule_id), strict=True))


def frame(rows: Iterable[dict[str, str]] = ()) -> pd.DataFrame:
    """Findings as a frame with always the same columns, in the order given."""
    return pd.DataFrame(list(rows), columns=list(COLUMNS), dtype="str")


def joined(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Several frames of findings as one."""
    kept = [found for found in frames if len(found)]
    return pd.concat(kept, ignore_index=True) if kept else frame()


def told(found: pd.DataFrame) -> pd.DataFrame:
    """The findings with ``message`` and ``remedy`` in the language in use."""
    values = [json.loads(text) for text in found["values"]]
    return found.assign(
        message=[words.text(f"{code}.message", **v) for code, v in zip(found["code"], values, strict=True)],
        remedy=[words.text(f"{code}.remedy", **v) for code, v in zip(found["code"], values, strict=True)],
    )


def grouped(found: pd.DataFrame) -> pd.DataFrame:
    """One row per cause: ``severity, code, table, column, jumlah, cause, remedy, example``, most severe first.

    ``example`` is the place of the first finding of the cause.
    """
    names = ["severity", "code", "table", "column", "jumlah", "cause", "remedy", "example"]
    if found.empty:
        return pd.DataFrame(columns=names)
    rows = []
    for (code, table, column), group in found.groupby(["code", "table", "column"], sort=True):
        first = group.iloc[0]
        values = json.loads(first["values"])
        rows.append((
            first["severity"], code, table, column, len(group), words.text(f"{code}.cause", **values),
            words.text(f"{code}.remedy", **values), first["row_id"],
        ))
    causes = pd.DataFrame(rows, columns=names)
    order = causes["severity"].map({name: rank for rank, name in enumerate(SEVERITIES)})
    return causes.assign(_order=order).sort_values(
        ["_order", "jumlah", "code", "table", "column"], ascending=[True, False, True, True, True], kind="stable",
    ).drop(columns="_order").reset_index(drop=True)


def blocking(found: pd.DataFrame) -> bool:
    """Whether a plan with these findings can only be a draft."""
    return bool((found["severity"] == "menghalangi").any())
