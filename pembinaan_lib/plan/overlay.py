"""An agency's own rows over the shipped ones: a few rows of its own do not take the rest of a list away.

Elsewhere (competencies, the catalogue with its effects and prices) an agency's list takes the place of the shipped one.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pembinaan_lib import tables
from pembinaan_lib.needs.evidence import plain

#: What an agency decides as a whole with one row: the shipped rows about it no longer count.
DECIDED_BY: Mapping[str, tuple[str, ...]] = {
    "pemetaan_kompetensi": ("asal", "nama_asal"), "standar_kompetensi": tables.TABLES["standar_kompetensi"].key,
    "indikator_kompetensi": ("kompetensi", "level"), "tugas_jabatan": ("urusan", "jenjang"),
}


def laid_over(own: bytes | None, shipped: bytes | None, table: str) -> bytes | None:
    """The rows that a plan reads.

    Parameters
    ----------
    own, shipped : bytes, optional
        Canonical bytes of `table`; none where nothing was imported, or nothing is shipped (a record brings the rows
        that its plan read as its own).

    Returns
    -------
    bytes, optional
        Canonical. Where the agency says nothing about a sign, a standard or a duty, the shipped rows stay.
    """
    if own is None or shipped is None or table not in DECIDED_BY:
        return shipped if own is None else own
    mine, theirs = tables.from_bytes(own, table), tables.from_bytes(shipped, table)
    rest = theirs[~_decided(theirs, table).isin(_decided(mine, table)).to_numpy()]
    return tables.to_bytes(pd.concat([rest, mine], ignore_index=True), table)


def _decided(rows: pd.DataFrame, table: str) -> pd.Series:
    """What each row is about, in the spelling in which names are compared."""
    parts = [plain(rows[name].astype("str").fillna("")) for name in DECIDED_BY[table]]
    return pd.Series(list(zip(*parts, strict=True)), index=rows.index, dtype="object")


def own_rows(rows: pd.DataFrame, own: pd.DataFrame, table: str) -> pd.DataFrame:
    """Of the rows that a plan reads those about something that a row of `own` is about: they are the agency's."""
    return rows[_decided(rows, table).isin(_decided(own, table)).to_numpy()].reset_index(drop=True)
