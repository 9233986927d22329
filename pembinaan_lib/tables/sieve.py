"""Which rows of a sheet are used, which are not and why: the one place that counts.

Every row below the header ends up used or rejected with exactly one reason; every fault becomes a finding. Findings
show what stood in a cell only where it can be no person's name or number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.tables import cells, shown
from pembinaan_lib.tables.columns import label

#: Columns of which no cell is ever shown.
PERSONAL = frozenset({"nip", "nama", "tanggal_lahir"})
_UNITS = frozenset({"unit_kerja", "perangkat_daerah", "instansi_kerja"})
_LONGEST = 60
_RARE = 0.2
Rows = np.ndarray


class Sieve:
    """The rows of one sheet while they are being cleaned.

    Parameters
    ----------
    sheet, table : str
        Where findings point to.
    baris : ndarray of int
        Excel row number of each row.
    names : Names, optional
        Names of persons in the file, never to be shown.
    """

    def __init__(self, sheet: str, table: str, baris: np.ndarray, names: shown.Names | None = None) -> None:
        self.sheet, self.table, self.baris = sheet, table, baris
        self._codes = np.full(len(baris), "", dtype=object)
        self._columns = np.full(len(baris), "", dtype=object)
        self._found: list[tuple[int, dict[str, str]]] = []
        self._names = names or shown.Names()

    @property
    def kept(self) -> Rows:
        """True for each row not rejected so far."""
        return self._codes == ""

    def reject(
        self, rows: Rows, code: str, column: str = "", *, severity: str = "perlu_dicek",
        cells: Sequence[Any] | None = None,
        quiet: bool = False, **values: Any,
    ) -> None:
        """Leave out `rows` (those not left out already) for the reason `code`, each with a finding unless `quiet`."""
        fresh = rows & self.kept
        self._codes[fresh], self._columns[fresh] = code, column
        if not quiet:
            self.note(fresh, code, column, severity=severity, cells=cells, **values)

    def note(
        self, rows: Rows, code: str, column: str = "", *, severity: str = "perlu_dicek",
        cells: Sequence[Any] | None = None,
        **values: Any,
    ) -> None:
        """One finding for each of `rows`; `cells` (one per row of the sheet) are shown as ``{isi}`` where allowed."""
        shared = {"kolom": label(column), **values}
        told: dict[Any, str] = {}
        for place in np.flatnonzero(rows):
            cell = None if cells is None or column in PERSONAL else cells[place]
            mark = (type(cell), cell)
            if mark not in told:
                told[mark] = json.dumps({**shared, "isi": self.shown(cell, column)}, ensure_ascii=False,
                                         sort_keys=True, default=str)
            row_id = f"{self.sheet}!{self.baris[place]}"
            self._found.append((int(self.baris[place]), dict(zip(
                findings.COLUMNS, (code, severity, self.table, row_id, column, told[mark], ""), strict=True,
            ))))

    def unusual(self, raw: np.ndarray, read: np.ndarray, column: str, form: Callable[[Any], str]) -> None:
        """A remark on each cell that was read although it is written otherwise than most of its column.

        Parameters
        ----------
        raw : ndarray of object
            Cells of the column.
        read : ndarray of bool
            Rows whose cell gave a value.
        form : callable
            How a cell is written; the form of most cells is the usual one.
        """
        places, distinct = pd.factorize(raw)
        forms = np.array([form(cell) for cell in distinct] + [""], dtype=object)[places]
        counts = pd.Series(forms[read]).value_counts()
        rare = [name for name, count in counts.items() if count <= _RARE * len(raw) and name != counts.index[0]]
        visible = None if column == "nip" else raw
        self.note(np.isin(forms, rare) & read & self.kept, "TBL-068", column, severity="informasi", cells=visible)

    def remark(self, code: str, column: str = "", *, severity: str = "informasi", row: int = 0, **values: Any) -> None:
        """One finding about the sheet or a whole column; `row` is the first Excel row concerned."""
        row_id = f"{self.sheet}!{row}" if row else self.sheet
        found = findings.finding(
            code, severity, table=self.table, row_id=row_id, column=column, kolom=label(column), **values,
        )
        self._found.append((row, found))

    def shown(self, cell: Any, column: str = "") -> str:
        """What stood in a cell, or dots where it may be a person's name or number."""
        if cell is None:
            return ""
        written = cells.text(cell)
        clear = shown.some_known(written, shown.unit_words()) if column in _UNITS else shown.only_known(written)
        return self._or_dots(written, clear)

    def heading(self, header: str, *, alike: bool = False) -> str:
        """A header, or dots where it may be a person's name or number; one `alike` a known header is none."""
        return self._or_dots(header, alike or shown.names_a_column(header))

    def _or_dots(self, written: str, clear: bool) -> str:
        hidden = not clear or shown.private(written) or self._names.within(written)
        return shown.HIDDEN if hidden else written[:_LONGEST]

    def rejected(self) -> pd.DataFrame:
        """``baris, code, column`` of every row left out, in the order of the sheet."""
        out = ~self.kept
        return pd.DataFrame({
            "baris": pd.array(self.baris[out], dtype="Int64"),
            "code": pd.Series(self._codes[out], dtype="str"), "column": pd.Series(self._columns[out], dtype="str"),
        })

    def findings(self) -> pd.DataFrame:
        """All findings, those about the sheet first, then by row."""
        return findings.frame(found for _, found in sorted(self._found, key=lambda pair: pair[0]))
