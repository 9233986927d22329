"""What leaders see: the published edition as a page of widgets.

Reads ``published.json`` with the standard library and shows nothing else; imports neither pandas, altair nor the
workbook, so a kernel starts fast and nothing personal can come through it. May be imported by dashboards only.
Start with :func:`show_leader`.
"""

from pembinaan_lib.boards.leader import show_leader
from pembinaan_lib.boards.published import EditionError, read, validate

__all__ = ["EditionError", "read", "show_leader", "validate"]
