"""Which rows of a sheet are used, which are not and why: the one place that counts.

Every row below the header ends up used or rejected with exactly one reason; every fault becomes a finding. Findings
show what stood in a cell only where it can be no person's name or number.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.tables import cells
from pembinaan_lib.tables.columns import label
from pembinaan_lib.tables.spelling import plain

_PRIVATE = re.compile(r"\d{8}|(?:\d[\s.\-'/]?){9}", re.ASCII)
_PERSONAL = frozenset({"nip", "nama", "tanggal_lahir"})
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
    names : iterable of str
        Names of persons in the sheet, never to be shown.
    """

    def __init__(self, sheet: str, table: str, baris: np.ndarray, names: Iterable[str] = ()) -> None:
        self.sheet, self.table, self.baris = sheet, table, baris
        self._codes = np.full(len(baris), "", dtype=object)
        self._columns = np.full(len(baris), "", dtype=object)
        self._found: list[tuple[int, dict[str, str]]] = []
        self._people = names

    @cached_property
    def _private(self) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
        """Every name, and every two words that follow each other in one."""
        known = {plain(name) for name in self._people}
        words = [name.split() for name in known]
        return frozenset(known), frozenset(pair for name in words for pair in zip(name, name[1:], strict=False))

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
        shown: dict[Any, str] = {}
        for place in np.flatnonzero(rows):
            cell = None if cells is None or column in _PERSONAL else cells[place]
            mark = (type(cell), cell)
            if mark not in shown:
                shown[mark] = json.dumps({**shared, "isi": self.shown(cell)}, ensure_ascii=False, sort_keys=True,
                                         default=str)
            row_id = f"{self.sheet}!{self.baris[place]}"
            self._found.append((int(self.baris[place]), dict(zip(
                findings.COLUMNS, (code, severity, self.table, row_id, column, shown[mark], ""), strict=True,
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
        shown = None if column == "nip" else raw
        self.note(np.isin(forms, rare) & read & self.kept, "TBL-068", column, severity="informasi", cells=shown)

    def remark(self, code: str, column: str = "", *, severity: str = "informasi", row: int = 0, **values: Any) -> None:
        """One finding about the sheet or a whole column; `row` is the first Excel row concerned."""
        row_id = f"{self.sheet}!{row}" if row else self.sheet
        found = findings.finding(
            code, severity, table=self.table, row_id=row_id, column=column, kolom=label(column), **values,
        )
        self._found.append((row, found))

    def shown(self, cell: Any) -> str:
        """What stood in a cell, or dots where it may be a person's name or number."""
        if cell is None:
            return ""
        written = cells.text(cell)
        words = plain(written).split()
        return "…" if _PRIVATE.search(written) or self._names_somebody(words) else written[:_LONGEST]

    def _names_somebody(self, words: list[str]) -> bool:
        pairs = list(zip(words, words[1:], strict=False))
        if not any(a in self._letters and b in self._letters for a, b in pairs or [(word, word) for word in words]):
            return False  # the quick answer for almost every header and unit
        names, follow = self._private
        return " ".join(words) in names or any(pair in follow for pair in pairs)

    @cached_property
    def _letters(self) -> str:
        """All names as one text, to tell quickly that a word stands in none of them."""
        return unicodedata.normalize("NFKC", "\n".join(self._people)).casefold()

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
