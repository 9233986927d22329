"""Stage 1, needs: what each employee must be able to do, what is missing, how we know, and what comes first.

Pure functions over frames; imports profile, tables, rules and statistics, never another stage. Start with
:func:`competency_gap`, :func:`unit_gap` and :func:`priority`; :func:`data_ladder` says what the next file would add.
"""

from pembinaan_lib.needs.gap import competency_gap, unit_gap
from pembinaan_lib.needs.ladder import data_ladder, open_answers
from pembinaan_lib.needs.notes import notes
from pembinaan_lib.needs.priority import priority
from pembinaan_lib.needs.readiness import readiness
from pembinaan_lib.needs.standards import required_levels

__all__ = [
    "competency_gap", "data_ladder", "notes", "open_answers", "priority", "readiness", "required_levels", "unit_gap",
]
