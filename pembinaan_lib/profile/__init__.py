"""Who the ASN are: what each still owes, how many hours each has, who may be sent, and each unit in one row.

Pure functions from the roster, the training history and the yearly ratings to frames. May import rules, tables,
statistics and texts; is imported by the five stages. Start with :func:`obligations`, :func:`training_hours` and
:func:`availability`; then :func:`ip_asn`, :func:`jpm`, :func:`predikat` and :func:`nine_box`.
"""

from pembinaan_lib.profile.availability import availability
from pembinaan_lib.profile.changed_needs import changed_needs
from pembinaan_lib.profile.changes import change_notes, changes_by_unit, roster_changes
from pembinaan_lib.profile.hours import training_hours
from pembinaan_lib.profile.match import jpm
from pembinaan_lib.profile.notes import notes
from pembinaan_lib.profile.obligations import obligations
from pembinaan_lib.profile.professionalism import ip_asn, ip_asn_mean
from pembinaan_lib.profile.rating import predikat
from pembinaan_lib.profile.seats import freed_seats, seats_by_unit
from pembinaan_lib.profile.siasn import (
    not_in_siasn, sector_by_unit, sector_learning, siasn_by_unit, siasn_notes, siasn_upload,
)
from pembinaan_lib.profile.succession import current_unit, succession_notes, with_current_units
from pembinaan_lib.profile.talent import nine_box
from pembinaan_lib.profile.units import unit_profile

__all__ = [
    "availability", "change_notes", "changed_needs", "changes_by_unit", "current_unit", "freed_seats", "ip_asn",
    "ip_asn_mean", "jpm", "nine_box", "not_in_siasn", "notes", "obligations", "predikat", "roster_changes",
    "seats_by_unit", "sector_by_unit", "sector_learning", "siasn_by_unit", "siasn_notes", "siasn_upload",
    "succession_notes", "training_hours", "unit_profile", "with_current_units",
]
