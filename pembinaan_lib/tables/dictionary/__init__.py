"""The data dictionary: every table of the workbook, declared once and split by stage.

Adding a column or a table here is all there is to do: matching, cleaning, checking and templates follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pembinaan_lib.tables.columns import Table
from pembinaan_lib.tables.dictionary import delivery, design, needs, public, reference, results, who

#: All tables by name, in the order of the stages.
TABLES: Mapping[str, Table] = MappingProxyType({
    table.name: table
    for stage in (who, reference, needs, public, design, delivery, results)
    for table in stage.TABLES
})
