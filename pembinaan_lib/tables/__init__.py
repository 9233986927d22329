"""The data dictionary, and everything between a planner's file and a canonical frame.

Purpose: one declaration per table (:data:`TABLES`) from which header matching, cleaning, checking, templates and help
follow; reading real Excel and CSV files so that nothing is lost and every refusal has a reason.
It imports words, errors, findings and rules; every stage, plan, store and workbook may import it.
Start with :data:`TABLES`, :func:`read` and :func:`to_bytes`.
"""

from pembinaan_lib.tables.canonical import canonical, empty, from_bytes, reference, to_bytes
from pembinaan_lib.tables.columns import Column, Table
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.headers import Match
from pembinaan_lib.tables.identity import identified
from pembinaan_lib.tables.mapping import SheetColumn
from pembinaan_lib.tables.reading import Reading, looks_like, named_like, read, typed
from pembinaan_lib.tables.units import respelled

__all__ = [
    "TABLES", "Column", "Match", "Reading", "SheetColumn", "Table", "canonical", "empty", "from_bytes", "identified",
    "looks_like", "named_like", "read", "reference", "respelled", "to_bytes", "typed",
]
