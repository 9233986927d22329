"""Stage 1, needs: what each employee must be able to do, what is missing, how we know, and what comes first.

Pure functions over frames; imports profile, tables, rules and statistics, never another stage. Start with
:func:`competency_gap`, :func:`unit_gap` and :func:`priority`; :func:`data_ladder` says what the next file would add.
"""

from pembinaan_lib.needs.counted import SOURCES, counted_evidence, joined_evidence
from pembinaan_lib.needs.gap import competency_gap, unit_gap
from pembinaan_lib.needs.ladder import data_ladder, open_answers
from pembinaan_lib.needs.notes import notes
from pembinaan_lib.needs.priority import priority
from pembinaan_lib.needs.readiness import readiness
from pembinaan_lib.needs.register import register, register_explanation
from pembinaan_lib.needs.register_notes import comparison_notes, register_notes, request_notes
from pembinaan_lib.needs.requests import campaign, match_requests, recognised_requests, requests_evidence
from pembinaan_lib.needs.sensitivity import sensitivity, swaps
from pembinaan_lib.needs.standards import required_levels
from pembinaan_lib.needs.weights import Comparison, ahp

__all__ = [
    "Comparison", "SOURCES", "ahp", "campaign", "comparison_notes", "competency_gap", "counted_evidence",
    "data_ladder", "joined_evidence", "match_requests", "notes", "open_answers", "priority", "readiness",
    "recognised_requests", "register", "register_explanation", "register_notes", "request_notes", "requests_evidence",
    "required_levels", "sensitivity", "swaps", "unit_gap",
]
