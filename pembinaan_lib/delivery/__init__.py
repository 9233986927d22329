"""Stage 3, delivery: who came, which hours are credited, and what was paid, against what was planned.

Pure functions over frames; imports rules and tables, never another stage. Start with :func:`attendance`,
:func:`credited_hours` and :func:`budget_use`.
"""

from pembinaan_lib.delivery.attendance import attendance, credited_hours
from pembinaan_lib.delivery.money import budget_use, spending
from pembinaan_lib.delivery.notes import notes

__all__ = ["attendance", "budget_use", "credited_hours", "notes", "spending"]
