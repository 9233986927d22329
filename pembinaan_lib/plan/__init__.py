"""A plan is inputs, decisions and rules; the same three give the same results, to the byte.

May be imported by store, record, workbook and everything outside them. Start with :class:`Inputs`,
:class:`Decisions` and :func:`compute`, which reads no disk, no clock and no chance, and never solves: what a solver
proposed (:func:`propose`) and a planner accepted comes in with the decisions.
"""

from pembinaan_lib.plan.compute import compute, source_digest
from pembinaan_lib.plan.law import lawful
from pembinaan_lib.plan.model import (
    BESIDE_THE_PLAN,
    DEFAULTS,
    FROM_REFERENCE,
    Decisions,
    Inputs,
    Results,
    canonical_csv,
    canonical_json,
    ceiling,
    checked,
    fingerprint,
    reason_without_words,
    without_words,
)
from pembinaan_lib.plan.needing import reweighed
from pembinaan_lib.plan.proposing import SEED, basis, check, propose

__all__ = [
    "BESIDE_THE_PLAN", "DEFAULTS", "FROM_REFERENCE", "SEED", "Decisions", "Inputs", "Results", "basis", "canonical_csv",
    "canonical_json", "ceiling", "check", "checked", "compute", "fingerprint", "lawful", "propose",
    "reason_without_words", "reweighed", "source_digest", "without_words",
]
