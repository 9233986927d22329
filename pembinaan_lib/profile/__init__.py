"""Who the ASN are: what each still owes, how many hours each has, who may be sent, and each unit in one row.

Pure functions from the roster and the training history to frames. May import rules, tables, statistics and texts; is
imported by the five stages. Start with :func:`obligations`, :func:`training_hours` and :func:`availability`.
"""

from pembinaan_lib.profile.availability import availability
from pembinaan_lib.profile.hours import training_hours
from pembinaan_lib.profile.notes import notes
from pembinaan_lib.profile.obligations import obligations
from pembinaan_lib.profile.units import unit_profile

__all__ = ["availability", "notes", "obligations", "training_hours", "unit_profile"]
