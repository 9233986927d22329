"""Stage 5, follow-up: who is still below the standard, what they should get next, and which actions are late.

Pure functions over frames; imports rules and tables, never another stage (their results come in as frames). Start with
:func:`still_below`, :func:`next_activity` and :func:`actions`.
"""

from pembinaan_lib.followup.actions import actions
from pembinaan_lib.followup.below import still_below
from pembinaan_lib.followup.next import next_activity
from pembinaan_lib.followup.notes import notes

__all__ = ["actions", "next_activity", "notes", "still_below"]
