"""Running the graph of steps: each one once, in order, and only when something it reads has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from pembinaan_lib import errors, findings
from pembinaan_lib.plan.model import Decisions, Inputs, Results, canonical_json, ceiling, doubtful_budget, fingerprint
from pembinaan_lib.plan.steps import MAKES, STEPS
from pembinaan_lib.plan.view import UNITS, Step, View

Frames = Mapping[str, pd.DataFrame]
NOTES = "catatan"


@cache
def source_digest() -> str:
    """sha256 of the package's own source, catalogues left out: what the results were computed with."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    for path in sorted(package.rglob("*.py"), key=lambda path: path.relative_to(package).as_posix()):
        if "_shipped" not in path.parts:
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def compute(
    inputs: Inputs,
    decisions: Decisions,
    *,
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    cache: MutableMapping[str, Frames] | None = None,
    only: Collection[str] | None = None,
) -> Results:
    """All results of a plan.

    Parameters
    ----------
    inputs, decisions
        What the plan is made of.
    progress, cancelled : callables, optional
        ``progress(fraction, key)`` before each step; `cancelled` is asked between steps. Neither changes a result.
    cache : mutable mapping, optional
        Frames of earlier runs by step key. A step is run again only when a table, decision or earlier step that it
        declares has changed.
    only : collection of str, optional
        Names of the steps that are wanted, those that they come after among them; default all.

    Raises
    ------
    Cancelled
        The planner pressed stop.
    """
    frames: dict[str, pd.DataFrame] = {}
    keys: dict[str, str] = {}
    notes = [doubtful_budget(inputs)]
    steps = [step for step in STEPS if only is None or step.name in only]
    for number, step in enumerate(steps):
        if cancelled and cancelled():
            raise errors.Cancelled("PLN-001")
        if progress:
            progress(number / len(steps), f"plan.step.{step.name}")
        keys[step.name] = key = _step_key(step, inputs, decisions, keys)
        made = cache.get(key) if cache is not None else None
        if made is None:
            made = step.run(View(step, inputs, decisions, frames, MAKES))
            if cache is not None:
                cache[key] = made
        notes += [made[NOTES]] if NOTES in made else []
        frames |= {name: frame for name, frame in made.items() if name != NOTES}
    if progress:
        progress(1.0, "plan.done")
    return Results(frames=frames, findings=findings.joined(notes), meta=_meta(inputs, decisions))


def _step_key(step: Step, inputs: Inputs, decisions: Decisions, keys: Mapping[str, str]) -> str:
    read: list[Any] = [step.name, source_digest(), inputs.rules.digest, inputs.tahun, inputs.tanggal.isoformat()]
    read += [inputs.fingerprints[name] for name in (*step.tables, UNITS)]  # names of units are read through that table
    read += [decisions.value(name) for name in step.decisions]
    read += [keys[name] for name in step.after]
    read += [list(inputs.imported)] if step.ladder else []
    read += [hashlib.sha256(decisions.proposal or b"").hexdigest()] if "rencana" in step.decisions else []
    return hashlib.sha256(canonical_json(read)).hexdigest()


def _meta(inputs: Inputs, decisions: Decisions) -> dict[str, Any]:
    return {
        "instansi": inputs.instansi, "tahun": inputs.tahun, "tanggal": inputs.tanggal.isoformat(),
        "contoh": inputs.contoh, "sidik_masukan": inputs.fingerprint, "sidik_pilihan": decisions.fingerprint,
        "sidik_aturan": inputs.rules.digest, "tabel": list(inputs.imported), "pagu_rp": ceiling(inputs, decisions),
        "sidik": fingerprint(inputs, decisions),
    }
