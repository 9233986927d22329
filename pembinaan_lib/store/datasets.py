"""Imported tables: content-addressed revisions that are only ever appended, and undo among them."""

from __future__ import annotations

import ntpath
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pembinaan_lib.errors import StoreError
from pembinaan_lib.store import schema
from pembinaan_lib.store.values import NewDataset, Written

_DATASETS = schema.datasets


def current(connection: Connection, table: str) -> Row[Any] | None:
    """The newest revision of `table`; its ``sha256`` is missing where an undo went back to nothing."""
    query = select(_DATASETS).where(_DATASETS.c.table_name == table).order_by(_DATASETS.c.revision.desc()).limit(1)
    return connection.execute(query).first()


def put(connection: Connection, new: NewDataset, *, who: str, at: str) -> Written:
    """Append a revision, unless data, findings and year are those that are current.

    The same data with other findings (the planner repaired rejected rows in the file that add nothing) are a new
    revision too, so that the *catatan data* shown are those of the last file; ``changed`` is then False.
    """
    before = current(connection, new.table)
    if new.seen_revision is not None and new.seen_revision != (before.revision if before else 0):
        raise StoreError("STO-022", where=new.table)
    sha256, findings = schema.keep(connection, new.data), schema.keep(connection, new.findings)
    if before and (before.sha256, before.findings_sha256, before.tahun) == (sha256, findings, new.tahun):
        return Written(table=new.table, revision=before.revision, sha256=sha256, changed=False)
    revision = before.revision + 1 if before else 1
    connection.execute(_DATASETS.insert().values(
        table_name=new.table, tahun=new.tahun, revision=revision, restores=None, sha256=sha256, rows=new.rows,
        # a folder names its owner; a Windows path is recognised on any system
        file_name=ntpath.basename(new.file_name), file_sha256=new.file_sha256, findings_sha256=findings,
        who=who, at=at,
    ))
    return Written(table=new.table, revision=revision, sha256=sha256, changed=not before or before.sha256 != sha256)


def undo(connection: Connection, table: str, *, who: str, at: str) -> Written:
    """Append a revision that points at the content before the current one; see :meth:`Store.undo_dataset`."""
    history = {row.revision: row for row in revisions(connection, table)}
    if not history or history[max(history)].sha256 is None:
        raise StoreError("STO-008", table=table)
    newest = history[max(history)]
    target = _before(history, newest)
    old = history[target]._asdict() if target else _NOTHING
    kept = {name: old[name] for name in _NOTHING}
    connection.execute(_DATASETS.insert().values(
        table_name=table, revision=newest.revision + 1, restores=target, who=who, at=at, **kept,
    ))
    return Written(table=table, revision=newest.revision + 1, sha256=kept["sha256"], changed=True)


def last_imported(connection: Connection) -> tuple[str, ...]:
    """The tables whose current content came with the newest import, sorted; those gone back to older content are not."""
    rows = connection.execute(schema.latest(_DATASETS, "table_name")).all()
    imported = [row for row in rows if row.restores is None and row.sha256 is not None]
    newest = max((datetime.fromisoformat(row.at) for row in imported), default=None)
    return tuple(sorted(row.table_name for row in imported if datetime.fromisoformat(row.at) == newest))


def before(connection: Connection, table: str) -> str | None:
    """sha256 of the content that stood before the current one; None where nothing did."""
    history = {row.revision: row for row in revisions(connection, table)}
    target = _before(history, history[max(history)]) if history else 0
    return history[target].sha256 if target else None


def revisions(connection: Connection, table: str) -> list[Row[Any]]:
    """All revisions of `table`, oldest first."""
    query = select(_DATASETS).where(_DATASETS.c.table_name == table).order_by(_DATASETS.c.revision)
    return list(connection.execute(query))


_NOTHING: dict[str, Any] = {
    "tahun": None, "sha256": None, "rows": 0, "file_name": "", "file_sha256": "", "findings_sha256": None,
}


def _before(history: dict[int, Row[Any]], newest: Row[Any]) -> int:
    """The revision whose content stood before the current one; 0 for nothing.

    An undo stands where the revision it restored stands, so a second undo continues from there, further back.
    """
    place = _origin(newest)
    while place and history[place].sha256 == newest.sha256:
        place = _origin(history[place - 1]) if place > 1 else 0
    return place


def _origin(row: Row[Any]) -> int:
    return row.revision if row.restores is None else row.restores
