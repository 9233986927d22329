"""A record computed again from nothing but its own files, which anybody may have written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from pembinaan_lib import plan, tables
from pembinaan_lib import record as records
from pembinaan_lib.errors import RecordError
from pembinaan_lib.plan.model import YEARS
from pembinaan_lib.rules import RuleSet


def recomputed(
    contents: records.RecordContents, *, progress: Callable[[float, str], None] | None = None
) -> Mapping[str, bytes]:
    """The results of a record.

    Raises
    ------
    RecordError
        ``REC-014``: what the record says about itself or about its choices is not what a record says.
    """
    data = {name.removesuffix(".csv"): blob for name, blob in contents.inputs.items()}
    meta = _described(contents.meta, set(data))
    choices = _chosen(contents.decisions)
    inputs = plan.Inputs.from_bytes(
        {name: data[name] for name in meta["tabel"]}, instansi=meta["instansi"], tahun=meta["tahun"],
        tanggal=date.fromisoformat(meta["tanggal"]), contoh=meta["contoh"],
        rules=plan.lawful(RuleSet.from_files(dict(contents.rules)), choices),
        reference={name: blob for name, blob in data.items() if name not in meta["tabel"]},
    )
    decisions = plan.Decisions(choices, contents.proposal)
    steps: dict[str, Mapping[str, pd.DataFrame]] = {}
    again = plan.compute(inputs, decisions, progress=progress, cache=steps).to_bytes()
    unfit = plan.check(inputs, decisions, cache=steps)
    # A proposal that breaks its own limits must not verify, whatever the results say.
    return again if unfit.empty else again | {"rencana_tidak_sah.csv": plan.canonical_csv(unfit)}


def _described(meta: Mapping[str, Any], there: set[str]) -> Mapping[str, Any]:
    """`meta`, each part of its kind and within what a plan can be about."""
    year, names = meta.get("tahun"), meta.get("tabel")
    sound = {
        "tahun": isinstance(year, int) and not isinstance(year, bool) and YEARS[0] <= year <= YEARS[1],
        "tanggal": _is_day(meta.get("tanggal")),
        "instansi": isinstance(meta.get("instansi"), str), "contoh": isinstance(meta.get("contoh"), bool),
        "tabel": isinstance(names, list) and all(isinstance(name, str) for name in names)
        and set(names) <= there & set(tables.TABLES),
    }
    for name in (name for name, good in sound.items() if not good):
        raise RecordError("REC-014", where=name)
    return meta


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and YEARS[0] <= date.fromisoformat(value).year <= YEARS[1]
    except ValueError:
        return False


def _chosen(data: bytes) -> dict[str, Any]:
    """The choices by key; each one that this library knows must be one that a plan can be computed with."""
    made = json.loads(data)
    if not isinstance(made, dict) or not all(isinstance(one, dict) and "value" in one for one in made.values()):
        raise RecordError("REC-014", where="decisions.json")
    chosen = {key: one["value"] for key, one in made.items() if key in plan.DEFAULTS}
    for key, value in chosen.items():
        plan.checked(key, value)
    return chosen
