"""The store's tables as queries see them, and what the queries of all parts share.

How the tables are made, with their constraints, stands in :mod:`pembinaan_lib.store.migrations` alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Integer, LargeBinary, RowMapping, Text, column, func, select, table
from sqlalchemy.sql.expression import TableClause

from pembinaan_lib.errors import StoreError

_INTEGERS = ("id", "tahun", "revision", "rows", "restores", "number")


def _table(name: str, *columns: str) -> TableClause:
    kinds = {"bytes": LargeBinary} | dict.fromkeys(_INTEGERS, Integer)
    return table(name, *(column(each, kinds.get(each, Text)) for each in columns))


migrations = _table("migrations", "number", "library", "at")
meta = _table("meta", "key", "value")
blobs = _table("blobs", "sha256", "bytes")
datasets = _table(
    "datasets", "id", "table_name", "tahun", "revision", "restores", "sha256", "rows", "file_name", "file_sha256",
    "findings_sha256", "who", "at",
)
decisions = _table("decisions", "id", "key", "value", "reason", "who", "at", "revision", "basis")
identities = _table("identities", "pegawai_id", "nip", "nama", "updated_at")
proposals = _table("proposals", "id", "kind", "sha256", "basis", "who", "at")


def queue(connection: Connection) -> None:
    """Wait until no other writer is inside; the row of the first migration is the door."""
    connection.execute(select(migrations.c.number).where(migrations.c.number == 1).with_for_update())


def latest(source: TableClause, key: str) -> Any:
    """The query for the rows of `source` with the highest revision per `key`, sorted by `key`."""
    newest = select(source.c[key], func.max(source.c.revision).label("revision")).group_by(source.c[key]).subquery()
    joined = (source.c[key] == newest.c[key]) & (source.c.revision == newest.c.revision)
    return select(source).join(newest, joined).order_by(source.c[key])


def keep(connection: Connection, data: bytes) -> str:
    """Store `data` under its sha256, once."""
    sha256 = hashlib.sha256(data).hexdigest()
    if connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == sha256)).first() is None:
        connection.execute(blobs.insert().values(sha256=sha256, bytes=data))
    return sha256


def fetch(connection: Connection, sha256: str) -> bytes | None:
    """The bytes under `sha256`; bytes that are no longer theirs are refused (``STO-003``)."""
    data = connection.execute(select(blobs.c.bytes).where(blobs.c.sha256 == sha256)).scalar_one_or_none()
    if data is None:
        return None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StoreError("STO-003", where=sha256[:12])
    return bytes(data)


def framed(rows: Iterable[RowMapping | Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a frame with always the same columns and types: text as ``str``, whole numbers as ``Int64``."""
    frame = pd.DataFrame([dict(row) for row in rows], columns=list(columns), dtype="object")
    return frame.astype({name: "Int64" if name in _INTEGERS else "str" for name in columns})
