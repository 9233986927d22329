"""How the database is reached: one SQLite file, or PostgreSQL by URL; transactions; faults turned into our errors.

SQLite runs with the rollback journal (``journal_mode=DELETE``), not with a write-ahead log, and with full
synchronisation. After every commit the whole workbook is in *one* file, which is what a planner copies to a flash disk
or keeps on a network share (where a write-ahead log does not work, and its ``-wal`` file is what gets left behind).
After ``kill -9`` a ``-journal`` file may stand beside it; whoever opens the database next rolls back with it, also in
a copy of the folder. The price, readers wait while somebody commits, is milliseconds here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url
from sqlalchemy.pool import NullPool

from pembinaan_lib.errors import StoreError, StoreLockedError
from pembinaan_lib.store import schema

WAIT_SECONDS = 3.0
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = FULL",
    # an erased name is overwritten in the file, not only unlinked
    "PRAGMA secure_delete = ON",
)
_CODES = {
    sqlite3.SQLITE_BUSY: "STO-005",
    sqlite3.SQLITE_LOCKED: "STO-005",
    sqlite3.SQLITE_CANTOPEN: "STO-001",
    sqlite3.SQLITE_NOTADB: "STO-002",
    sqlite3.SQLITE_CORRUPT: "STO-003",
    sqlite3.SQLITE_FULL: "STO-011",
    sqlite3.SQLITE_READONLY: "STO-012",
    sqlite3.SQLITE_IOERR: "STO-003",
}
_POSTGRES_LOCKED = ("55P03", "40P01")  # lock_not_available, deadlock_detected


class Database:
    """An address, and transactions on it; safe to use from several threads.

    Parameters
    ----------
    address : str or Path
        A file, ``sqlite:///file`` or ``postgresql://user@host/name``.
    wait : float
        Seconds to wait for another program before giving up.
    """

    def __init__(self, address: str | Path, *, wait: float = WAIT_SECONDS) -> None:
        self.path, self.wait = _path(address), wait
        if self.path is not None:
            self.name = self.path.name
            self.engine = _sqlite_engine(self.path, wait)
            self._reader, self._writer = self.engine, self.engine.execution_options(begin="BEGIN IMMEDIATE")
        else:
            self.name = make_url(str(address)).database or ""
            self.engine = _postgresql_engine(str(address), wait)
            self._reader, self._writer = self.engine.execution_options(isolation_level="REPEATABLE READ"), self.engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database."""
        with translated(self.name), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction; writers stand in a queue, so that what is read inside is still true at its end."""
        with translated(self.name), self._writer.begin() as connection:
            if connection.dialect.name != "sqlite":  # SQLite's BEGIN IMMEDIATE has done this already
                schema.queue(connection)
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def connect(path: Path, *, wait: float = WAIT_SECONDS) -> sqlite3.Connection:
    """A bare connection to a file that exists (``mode=rw``): a folder that was moved never grows an empty database."""
    posix = path.absolute().as_posix()
    uri = "file://" + ("" if posix.startswith("/") else "/") + quote(posix) + "?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma).fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Faults of the database as errors of ours, with a remedy."""
    try:
        yield
    except exc.DBAPIError as error:
        raise fault(error.orig, where) from error
    except sqlite3.Error as error:
        raise fault(error, where) from error


def fault(error: BaseException | None, where: str) -> StoreError:
    """Our error for one of the driver's."""
    code = getattr(error, "sqlite_errorcode", None)
    known = _CODES.get(code & 0xFF, "STO-013") if code is not None else "STO-013"
    if known == "STO-005" or getattr(error, "sqlstate", None) in _POSTGRES_LOCKED:
        return StoreLockedError("STO-005", where=where)
    return StoreError(known, where=where, kind=type(error).__name__)


def _path(address: str | Path) -> Path | None:
    if isinstance(address, Path) or "://" not in address:
        return Path(address)
    url = make_url(address)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _sqlite_engine(path: Path, wait: float) -> Engine:
    # One connection per transaction: nothing is held open between clicks, so the folder can be copied and moved.
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, wait=wait), poolclass=NullPool, hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver's own transactions leave out CREATE TABLE; ours begin where we say.
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _postgresql_engine(address: str, wait: float) -> Engine:
    url = make_url(address)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    options = {"options": f"-c lock_timeout={int(wait * 1000)}", "connect_timeout": max(2, int(wait))}
    return create_engine(url, connect_args=options, pool_pre_ping=True, hide_parameters=True)
