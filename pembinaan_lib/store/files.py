"""The SQLite file as a file: made new, copied while in use, checked, brought back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, select

from pembinaan_lib.errors import StoreError
from pembinaan_lib.store import migrations, schema
from pembinaan_lib.store.database import Database, connect, translated

_PART = ".sebagian"
_TARGET_FAULTS = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


@contextmanager
def new_file(path: Path | None) -> Iterator[None]:
    """An empty file at `path` for the block to fill, gone again when the block fails; None (a server) does nothing.

    A file of no bytes is what a killed creation leaves, and is filled.
    """
    if path is None:
        yield
        return
    with _file_faults(path):
        if path.exists() and path.stat().st_size:
            raise StoreError("STO-006", where=path.name)
        # names and NIP are inside: for the owner only, where the system knows owners
        path.touch(mode=0o600)
    try:
        yield
    finally:
        if path.exists() and not path.stat().st_size:
            path.unlink()


def check(connection: Connection, *, where: str) -> None:
    """Read every page and every blob, and compare each blob with its name."""
    if connection.dialect.name == "sqlite":
        found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(1)")]
        if found != ["ok"] or connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StoreError("STO-003", where=where)
    for row in connection.execute(select(schema.blobs.c.sha256)).all():
        schema.fetch(connection, row.sha256)


def copy(source: Path, to: Path, *, wait: float) -> None:
    """A consistent copy of a database that may be in use; named only when complete and checked."""
    part = _part(to)
    try:
        with translated(source.name), closing(connect(source, wait=wait)) as old:
            # A read of our own first: it waits and gives up like any other, where SQLite's backup would wait for ever.
            old.execute("BEGIN")
            old.execute("SELECT count(*) FROM migrations").fetchall()
            with closing(sqlite3.connect(part)) as new:
                _copied(old, new, to)
        _checked(part)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _copied(old: sqlite3.Connection, new: sqlite3.Connection, to: Path) -> None:
    """Copy every page; where that fails although the source reads well, the fault is the target's."""
    try:
        old.backup(new)
    except sqlite3.Error as error:
        code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
        if code in _TARGET_FAULTS and old.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]:
            full = "STO-011" if code == sqlite3.SQLITE_FULL else "STO-012"
            raise StoreError(full, where=to.name, kind=type(error).__name__) from error
        raise


def restore(backup: Path, to: Path) -> None:
    """Bring a backup back as a new store at `to`; the backup is only read.

    Raises
    ------
    StoreError
        ``STO-001`` no such backup; ``STO-002``, ``STO-003`` not a sound store; ``STO-018`` there is something at `to`.
    StoreVersionError
        A newer library made the backup.

    A store with a table, view or trigger that no migration made is none of ours either (``STO-002``): it would act
    when somebody else's data are written into it.
    """
    part = _part(to)
    try:
        with _file_faults(backup):
            shutil.copyfile(backup, part)
            if _journal(backup).exists():  # a folder copied after a crash: SQLite rolls back with it
                shutil.copyfile(_journal(backup), _journal(part))
        _check_shape(part)
        _checked(part)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
        _journal(part).unlink(missing_ok=True)


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _part(to: Path) -> Path:
    if to.exists():
        raise StoreError("STO-018", where=to.name)
    part = to.with_name(to.name + _PART)
    with _file_faults(to):
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
    return part


def _check_shape(path: Path) -> None:
    """Refuse a database whose tables are not exactly those that the migrations make."""
    where, database = path.name.removesuffix(_PART), Database(path)
    with database.reading() as connection:
        found = _shape(connection)
        if any(kind in ("view", "trigger") for kind, *_ in found):
            raise StoreError("STO-002", where=where)
        missing = migrations.pending(connection, where=where)  # a newer library's store is told by name
    database.close()
    if found != _made_by(migrations.MIGRATIONS[:len(migrations.MIGRATIONS) - len(missing)]):
        raise StoreError("STO-002", where=where)


def _made_by(steps: Sequence[migrations.Migration]) -> list[tuple[str, str, str, str]]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        for step in steps:
            step.change(connection)
        made = _shape(connection)
    engine.dispose()
    return made


def _shape(connection: Connection) -> list[tuple[str, str, str, str]]:
    """Every table, index, view and trigger with its SQL, however that is spaced."""
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").all()
    return sorted((kind, name, table, "".join(sql.split())) for kind, name, table, sql in rows)


def _checked(path: Path) -> None:
    database = Database(path)
    with database.reading() as connection:
        migrations.pending(connection, where=path.name.removesuffix(_PART))
        check(connection, where=path.name.removesuffix(_PART))
    database.close()


@contextmanager
def _file_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError("STO-001", where=path.name) from error
    except OSError as error:
        raise StoreError("STO-012", where=path.name, kind=type(error).__name__) from error
