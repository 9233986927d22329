"""Which columns an import changes in rows that are stored already, with one example each that names nobody."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pembinaan_lib import tables, words
from pembinaan_lib.workbook.law import scalar

COLUMNS = ("tabel", "kolom", "jumlah", "contoh_dari", "contoh_ke")
# Text may be a name, an address or what a citizen wrote: of such columns only the count is told, whatever the table.
TOLD_KINDS = ("pilihan", "tanggal", "bulat", "rupiah", "desimal", "ya_tidak")


def differences(table: str, current: pd.DataFrame, incoming: pd.DataFrame) -> pd.DataFrame:
    """What changes in the rows that both frames have.

    Parameters
    ----------
    table : str
        Name of a table of the dictionary; its key matches the rows.
    current, incoming : DataFrame
        Canonical frames, the key unique in each.

    Returns
    -------
    DataFrame
        One row per column with a change, in the order of the dictionary: ``tabel, kolom, jumlah`` (rows whose value
        changes), ``contoh_dari, contoh_ke`` (the first of them by key, as people read it; missing where the cell is
        empty, and always for columns of text and of NIP).
    """
    declared = tables.TABLES[table]
    key = list(declared.key)
    both = current.merge(incoming, on=key, suffixes=("_lama", "_baru")).sort_values(key, kind="stable")
    rows = []
    for column in declared.columns:
        if column.name in key or f"{column.name}_lama" not in both:
            continue
        before, after = both[f"{column.name}_lama"], both[f"{column.name}_baru"]
        changed = before.astype("str").ne(after.astype("str")).fillna(False) & ~(before.isna() & after.isna())
        if changed.any():
            shown = column.kind in TOLD_KINDS
            pair = [_told(one[changed].iloc[0]) if shown else None for one in (before, after)]
            rows.append((table, column.name, int(changed.sum()), *pair))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"jumlah": "int64"})


def joined(found: list[pd.DataFrame]) -> pd.DataFrame:
    """Several of these as one, the tables in the order of their names."""
    whole = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(COLUMNS)).astype({"jumlah": "int64"})
    return whole.sort_values("tabel", kind="stable", ignore_index=True)


def _told(cell: Any) -> str | None:
    if pd.isna(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return words.day(cell.date())
    return scalar(cell.item() if hasattr(cell, "item") else cell)  # plain Python: numpy's bool is no bool
