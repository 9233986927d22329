"""How a canonical frame is kept: one form for its types, one for its bytes, so that the same rows give the same hash.

Bytes are CSV in UTF-8 with LF, columns in the order of the dictionary, rows sorted by key and then by all columns,
days as ``2026-11-21``, yes and no as ``ya`` and ``tidak``, a missing value as nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pandera.pandas as pa

from pembinaan_lib import shipped
from pembinaan_lib.errors import TableFileError
from pembinaan_lib.tables.columns import Column, Table
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.records import TornRecordError, records

_DAY = "%Y-%m-%d"
_MARKS = (",", '"', "\n")


def table_named(name: str) -> Table:
    """The table `name` of the dictionary.

    Raises
    ------
    TableFileError
        TBL-011, no such table.
    """
    if name not in TABLES:
        raise TableFileError("TBL-011", where=name, table=name)
    return TABLES[name]


def empty(table: str) -> pd.DataFrame:
    """The table without rows: canonical columns and types."""
    return canonical(pd.DataFrame(), table)


def canonical(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The frame with the dictionary's columns, types and row order; missing columns are filled with missing values.

    Parameters
    ----------
    frame : DataFrame
        Columns of `table`, of whatever type says the same (text days, integers as floats, empty text for missing).
    table : str
        Name in :data:`pembinaan_lib.tables.TABLES`.

    Returns
    -------
    DataFrame
        Sorted by the table's key, then by all columns, missing values first; a fresh index.

    Raises
    ------
    TableFileError
        TBL-010, a column that the dictionary does not know, or a value that is not of the column's kind.
    """
    declared = table_named(table)
    unknown = sorted(set(map(str, frame.columns)) - set(declared.names))
    if unknown:
        raise TableFileError("TBL-010", where=table, table=table, detail=", ".join(unknown))
    typed = pd.DataFrame({column.name: _typed(frame, column, table) for column in declared.columns})
    order = list(declared.key)
    if typed.duplicated(order).any():
        order += [name for name in declared.names if name not in declared.key]
    return typed.sort_values(order, kind="stable", na_position="first", ignore_index=True)


def _typed(frame: pd.DataFrame, column: Column, table: str) -> pd.Series:
    if column.name not in frame:
        return pd.Series(None, index=frame.index, dtype="object").astype(column.dtype)
    try:
        return _CASTS[column.kind](frame[column.name])
    except (ValueError, TypeError, OverflowError) as cause:
        raise TableFileError("TBL-010", where=f"{table}.{column.name}", table=table, detail=column.name) from cause


def _text(values: pd.Series) -> pd.Series:
    text = values.astype("str")
    if any("\r" in value for value in text.dropna().unique()):  # it would end the row for most readers of CSV
        text = text.str.replace("\r\n?", "\n", regex=True)
    return text.mask(values.isna() | (text == ""))


def _whole(values: pd.Series) -> pd.Series:
    return pd.to_numeric(values.replace("", None)).astype("Int64")


def _decimal(values: pd.Series) -> pd.Series:
    # Adding zero turns -0.0 into 0.0, which prints differently.
    return pd.to_numeric(values.replace("", None)).astype("float64") + 0.0


def _day(values: pd.Series) -> pd.Series:
    days = pd.to_datetime(values.replace("", None), errors="raise")
    return days.dt.normalize().astype("datetime64[s]")


def _yes_no(values: pd.Series) -> pd.Series:
    said = {"ya": True, "tidak": False, "True": True, "False": False, "1": True, "0": False, "1.0": True, "0.0": False}
    text = values.astype("object").map(lambda value: None if pd.isna(value) or value == "" else said[str(value)])
    return text.astype("boolean")


_CASTS: Mapping[str, Callable[[pd.Series], pd.Series]] = {
    "teks": _text, "pilihan": _text, "nip": _text, "bulat": _whole, "rupiah": _whole, "desimal": _decimal,
    "tanggal": _day, "ya_tidak": _yes_no,
}


def to_bytes(frame: pd.DataFrame, table: str) -> bytes:
    """The one canonical CSV of these rows, whatever their order and types.

    Raises
    ------
    TableFileError
        TBL-010, as in :func:`canonical`.
    """
    ordered = canonical(frame, table)
    columns = [_written(ordered[column.name], column.kind) for column in TABLES[table].columns]
    lines = map(",".join, zip(*map(_quoted, columns), strict=True))
    return "\n".join([",".join(ordered.columns), *lines, ""]).encode("utf-8")


def _quoted(texts: list[str]) -> list[str]:
    """Cells as CSV holds them: quotes only around what needs them, as ``csv.writer`` does it but a column at a time."""
    whole = "".join(texts)
    if not any(mark in whole for mark in _MARKS):
        return texts
    return ['"' + text.replace('"', '""') + '"' if any(mark in text for mark in _MARKS) else text for text in texts]


def _written(values: pd.Series, kind: str) -> list[str]:
    missing = values.isna().to_numpy()
    if kind == "tanggal":
        texts = values.dt.strftime(_DAY).tolist()
    elif kind == "ya_tidak":
        texts = np.where(values.fillna(False).to_numpy(dtype=bool), "ya", "tidak").tolist()
    elif kind in ("desimal", "bulat", "rupiah"):
        texts = list(map(repr, values.tolist()))
    else:
        texts = values.tolist()
    return ["" if gone else text for gone, text in zip(missing, texts, strict=True)]


def from_bytes(data: bytes, table: str) -> pd.DataFrame:
    """The frame that :func:`to_bytes` wrote; columns that were added to the dictionary since then are missing values.

    Raises
    ------
    TableFileError
        TBL-010, these bytes are not of this table.
    """
    try:
        rows = [row for _, row in records(data.decode("utf-8"))]
    except (UnicodeDecodeError, TornRecordError) as cause:
        raise TableFileError("TBL-010", where=table, table=table, detail="UTF-8") from cause
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise TableFileError("TBL-010", where=table, table=table, detail="CSV")
    return canonical(pd.DataFrame(rows[1:], columns=rows[0], dtype="str"), table)


@cache
def _reference(name: str, folder: Path) -> pd.DataFrame:
    path = folder / f"{name}.csv"
    try:
        data = path.read_bytes().replace(b"\r\n", b"\n")
    except OSError as cause:
        raise TableFileError("TBL-009", where=path.name, file=path.name) from cause
    frame = from_bytes(data, name)
    try:
        return table_named(name).schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as faults:
        where = ", ".join(sorted({str(column) for column in faults.failure_cases["column"]}))
        raise TableFileError("TBL-010", where=path.name, table=name, detail=where) from faults


def reference(name: str) -> pd.DataFrame:
    """The list `name` that ships in ``data/reference``, checked against its schema; a fresh copy.

    Raises
    ------
    TableFileError
        TBL-009 no such list; TBL-010 the list breaks its own schema.
    """
    return _reference(name, shipped.folder("data/reference")).copy()
