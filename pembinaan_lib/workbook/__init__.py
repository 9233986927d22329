"""The front door: open a workbook, import, decide, propose, compute, freeze, verify, write the papers, back up.

May be imported by panels, serving and cli. Start with :class:`Workbook` and :func:`verify_record`.
"""

from pembinaan_lib.workbook.book import Workbook, verify_record
from pembinaan_lib.workbook.intake import ImportPreview

__all__ = ["ImportPreview", "Workbook", "verify_record"]
