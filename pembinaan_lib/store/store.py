"""The workbook's database as one object: what was imported, decided and proposed, and who is behind an id.

It computes nothing and reads no clock: who and when are arguments. Every write is one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pandas as pd
from sqlalchemy import Connection, select

from pembinaan_lib.errors import StoreError
from pembinaan_lib.store import datasets, decisions, files, identities, migrations, proposals, schema
from pembinaan_lib.store.database import WAIT_SECONDS, Database
from pembinaan_lib.store.values import Decision, NewDataset, Proposal, Written, canonical, moment_text

CURRENT = (
    "table_name", "tahun", "revision", "sha256", "rows", "file_name", "file_sha256", "findings_sha256", "who", "at",
)
HISTORY = ("table_name", "revision", "restores", *CURRENT[1:2], *CURRENT[3:])


class Store:
    """An open store; use it in a ``with`` block, or call :meth:`close`.

    Made by :meth:`create` or :meth:`open`. It may be used from several threads.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open = True

    @classmethod
    def create(
        cls, address: str | Path, *, meta: Mapping[str, Any], at: datetime, wait: float = WAIT_SECONDS
    ) -> Self:
        """Make a new, empty store; nothing is left behind when that fails.

        Parameters
        ----------
        address : str or Path
            A file that is not there yet (``buku-kerja.db``), or the URL of an empty PostgreSQL database.
        meta : mapping
            What the workbook is (instansi, tahun, contoh …), JSON values by name.
        at : datetime
            Now, with its time zone.
        wait : float
            Seconds to wait for another program that holds the database.

        Raises
        ------
        StoreError
            ``STO-006``: there is something already; ``STO-001``: no such folder.
        """
        database, moment = Database(address, wait=wait), moment_text(at)
        rows = [{"key": key, "value": canonical(value, where=key)} for key, value in sorted(meta.items())]
        with files.new_file(database.path), database.writing() as connection:
            if migrations.present(connection):
                raise StoreError("STO-006", where=database.name)
            for step in migrations.MIGRATIONS:
                migrations.apply(connection, step, at=moment)
            if rows:
                connection.execute(schema.meta.insert(), rows)
        return cls(database)

    @classmethod
    def open(cls, address: str | Path, *, at: datetime | None = None, wait: float = WAIT_SECONDS) -> Self:
        """Open a store and bring an older one to the present shape; `at` is written beside the steps taken.

        Raises
        ------
        StoreError
            ``STO-001`` no such file; ``STO-002`` not a store; ``STO-003`` damaged.
        StoreVersionError
            ``STO-004``: written by a newer library; names the version needed.
        StoreLockedError
            ``STO-005``: another program holds it.
        """
        database, moment = Database(address, wait=wait), moment_text(at) if at else ""
        with database.reading() as connection:
            waiting = migrations.pending(connection, where=database.name)
        while waiting:  # asked again inside the transaction: another program may have taken the step
            with database.writing() as connection:
                waiting = migrations.pending(connection, where=database.name)
                for step in waiting[:1]:
                    migrations.apply(connection, step, at=moment)
        return cls(database)

    def close(self) -> None:
        """Let go of the database; the store cannot be used any more."""
        self._open = False
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({self._database.name!r})"

    def meta(self) -> dict[str, Any]:
        """What was said about the workbook when it was made, sorted by name."""
        with self._reading() as connection:
            return {row.key: json.loads(row.value) for row in connection.execute(select(schema.meta).order_by("key"))}

    # --- datasets -----------------------------------------------------------------------------------------------

    def put_datasets(
        self, new: Iterable[NewDataset], *, who: str, at: datetime, people: Iterable[tuple[str, str, str]] = ()
    ) -> tuple[Written, ...]:
        """Store several tables and the people they speak of, all or none.

        Parameters
        ----------
        new : iterable of NewDataset
            Canonical bytes per table. Of ``file_name`` only the last part is kept.
        people : iterable of (pegawai_id, nip, nama)
            Everyone on an imported roster, with the id under which the tables know them.

        Raises
        ------
        StoreError
            ``STO-021``: somebody else gave one of these people an id in the meantime; ``STO-022``: somebody else
            imported one of these tables after ``seen_revision``.

        Returns
        -------
        tuple of Written
            One per table, in the order given. Data and findings that are current already make no new revision.
        """
        moment = moment_text(at)
        with self._writing() as connection:
            identities.enter(connection, people, at=moment)
            return tuple(datasets.put(connection, each, who=who, at=moment) for each in new)

    def dataset(self, table: str) -> bytes | None:
        """The current bytes of `table`; None where nothing was imported or everything was undone."""
        return self._blob(table, "sha256")

    def findings(self, table: str) -> bytes | None:
        """The findings (*catatan data*) of the current revision of `table`."""
        return self._blob(table, "findings_sha256")

    def datasets(self) -> pd.DataFrame:
        """One row per table that has data now, sorted by ``table_name``: columns :data:`CURRENT`."""
        with self._reading() as connection:
            found = connection.execute(schema.latest(schema.datasets, "table_name")).mappings().all()
        present = [row for row in found if row["sha256"] is not None]
        return schema.framed(sorted(present, key=lambda row: row["table_name"]), CURRENT)

    def revisions(self) -> dict[str, int]:
        """The newest revision of every table ever stored, undone ones included."""
        with self._reading() as connection:
            found = connection.execute(schema.latest(schema.datasets, "table_name")).mappings().all()
        return {row["table_name"]: int(row["revision"]) for row in sorted(found, key=lambda row: row["table_name"])}

    def dataset_history(self, table: str) -> pd.DataFrame:
        """One row per revision of `table`, oldest first: columns :data:`HISTORY`.

        ``restores`` is missing for an import; for an undo it is the revision whose content came back, 0 for nothing.
        """
        with self._reading() as connection:
            return schema.framed([row._mapping for row in datasets.revisions(connection, table)], HISTORY)

    def undo_dataset(self, table: str, *, who: str, at: datetime) -> Written:
        """Go back to the content before the current one, as a new revision.

        Undoing again goes further back, down to nothing; after an undo, an import starts a new branch, and undoing that
        import leads to what the undo had restored. Nothing is deleted, and content equal to the current is skipped.

        Raises
        ------
        StoreError
            ``STO-008``: there is nothing to undo.
        """
        moment = moment_text(at)
        with self._writing() as connection:
            return datasets.undo(connection, table, who=who, at=moment)

    def undo_last(self, *, who: str, at: datetime) -> tuple[str, ...]:
        """Take back the newest import as a whole: every table that it changed and that nobody has changed since.

        Returns
        -------
        tuple of str
            The tables, sorted. Calling it again takes back the import before that one.

        Raises
        ------
        StoreError
            ``STO-023``: there is no import to take back.
        """
        moment = moment_text(at)
        with self._writing() as connection:
            tables = datasets.last_imported(connection)
            if not tables:
                raise StoreError("STO-023")
            for table in tables:
                datasets.undo(connection, table, who=who, at=moment)
        return tables

    def before(self, table: str) -> bytes | None:
        """The content of `table` that an undo would bring back; None where it would bring back nothing."""
        with self._reading() as connection:
            sha256 = datasets.before(connection, table)
            return None if sha256 is None else schema.fetch(connection, sha256)

    def content(self, table: str, revision: int) -> bytes | None:
        """The content of one revision of `table` (see :meth:`dataset_history`); None where it held nothing."""
        with self._reading() as connection:
            found = {row.revision: row.sha256 for row in datasets.revisions(connection, table)}.get(revision)
            return None if found is None else schema.fetch(connection, found)

    # --- decisions ----------------------------------------------------------------------------------------------

    def decide(
        self, key: str, value: Any, *, reason: str, who: str, at: datetime, seen_revision: int, basis: str = ""
    ) -> Decision:
        """Append a decision.

        Parameters
        ----------
        value : JSON
            Comes back exactly as it was given; a tuple or a set is refused (``STO-009``).
        seen_revision : int
            The revision the planner saw when deciding; 0 where there was none.
        basis : str
            Fingerprint of what the decision was made on; empty where it rests on nothing that changes.

        Raises
        ------
        DecisionConflictError
            ``STO-007``: somebody was faster. ``values["current"]`` is their :class:`Decision`, ``values["mine"]`` and
            ``values["theirs"]`` are both values as JSON text. ``STO-010``: `seen_revision` is of another store.
        """
        moment = moment_text(at)
        with self._writing() as connection:
            return decisions.decide(
                connection, key, value, reason=reason, who=who, at=moment, seen_revision=seen_revision, basis=basis,
            )

    def decision(self, key: str) -> Decision | None:
        """The current decision under `key`."""
        with self._reading() as connection:
            return decisions.current(connection, key)

    def decisions(self) -> dict[str, Decision]:
        """The current decision under each key, sorted by key."""
        with self._reading() as connection:
            return decisions.all_current(connection)

    def decisions_document(
        self, shown: Callable[[Mapping[str, Decision]], Mapping[str, Decision]] | None = None
    ) -> bytes:
        """Current decisions as JSON for a record: value, reason, revision, basis by key; not who and when.

        `shown` says which of them stand there, and how much of each.
        """
        made = self.decisions()
        return decisions.document(made if shown is None else shown(made))

    def journal(self) -> pd.DataFrame:
        """Every decision ever made, oldest first: ``id, key, revision, value`` (JSON), ``reason, who, at, basis``."""
        with self._reading() as connection:
            return decisions.journal(connection)

    def needs_review(self, current_basis: Mapping[str, str]) -> pd.DataFrame:
        """Decisions to look at again (*perlu ditinjau*), because what they were made on has changed since.

        Parameters
        ----------
        current_basis : mapping
            The fingerprint as it is now, by decision key. A key that is not named, and a decision without a basis, are
            not judged.

        Returns
        -------
        DataFrame
            One row per such decision, sorted by ``key``: ``key, revision, value`` (JSON), ``basis, current_basis, who,
            at``.
        """
        return decisions.to_review(self.decisions().values(), current_basis)

    def fingerprint(self) -> str:
        """sha256 of current data and current decisions: equal for equal content, whoever entered it and when."""
        with self._reading() as connection:
            found = connection.execute(schema.latest(schema.datasets, "table_name")).mappings()
            hashes = {row["table_name"]: row["sha256"] for row in found if row["sha256"] is not None}
            return decisions.fingerprint(hashes, decisions.all_current(connection))

    # --- proposals ----------------------------------------------------------------------------------------------

    def put_proposal(self, kind: str, data: bytes, *, basis: str, who: str, at: datetime) -> Proposal:
        """Keep what a solver proposed; accepting it is a decision of its own."""
        moment = moment_text(at)
        with self._writing() as connection:
            return proposals.put(connection, kind, data, basis=basis, who=who, at=moment)

    def proposal(self, sha256: str) -> bytes:
        """The bytes of a proposal.

        Raises
        ------
        StoreError
            ``STO-014``: no such proposal.
        """
        with self._reading() as connection:
            return proposals.content(connection, sha256)

    def proposed(self, sha256: str) -> Proposal:
        """When, by whom and on what basis the proposal with this hash was last made; ``STO-014`` where it never was."""
        with self._reading() as connection:
            return proposals.made(connection, sha256)

    def latest_proposal(self, kind: str) -> Proposal | None:
        """The newest proposal of `kind`."""
        with self._reading() as connection:
            return proposals.latest(connection, kind)

    # --- identities ---------------------------------------------------------------------------------------------

    def known_ids(self) -> dict[str, str]:
        """``pegawai_id`` by NIP, of everyone."""
        people = self.identities()
        return dict(sorted(zip(people["nip"], people["pegawai_id"], strict=True)))

    def identities(self) -> pd.DataFrame:
        """Everyone who is not erased, by ``pegawai_id``: ``pegawai_id, nip, nama``. Never leaves the workbook."""
        with self._reading() as connection:
            return identities.everyone(connection)

    def names(self, pegawai_ids: Iterable[str]) -> dict[str, str]:
        """Name by ``pegawai_id``, empty for an unknown or erased one; for a planner's screen at the last moment."""
        with self._reading() as connection:
            return identities.names(connection, pegawai_ids)

    def erase(self, pegawai_id: str, *, at: datetime) -> None:
        """Forget the NIP and the name behind an id; the id stays, so no fingerprint changes.

        The freed bytes are overwritten. Backups made earlier and the agency's own files still hold the person.

        Raises
        ------
        StoreError
            ``STO-015``: no such id.

        References
        ----------
        UU 27/2022 (perlindungan data pribadi): the right to erasure.
        """
        moment = moment_text(at)
        with self._writing() as connection:
            identities.erase(connection, pegawai_id, at=moment)

    # --- the whole ----------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Read everything once; raises ``STO-003`` where something is damaged."""
        with self._reading() as connection:
            files.check(connection, where=self._database.name)

    def backup(self, to: Path) -> None:
        """Write a consistent copy as one file, while others may go on working; the copy is checked before it is named.

        Raises
        ------
        StoreError
            ``STO-018``: there is something at `to`; ``STO-017``: the store is on PostgreSQL.
        """
        if self._database.path is None:
            raise StoreError("STO-017", where=self._database.name)
        self._usable()
        files.copy(self._database.path, to, wait=self._database.wait)

    # --- inside -------------------------------------------------------------------------------------------------

    def _usable(self) -> None:
        if not self._open:
            raise StoreError("STO-020", where=self._database.name)

    def _reading(self) -> AbstractContextManager[Connection]:
        self._usable()
        return self._database.reading()

    def _writing(self) -> AbstractContextManager[Connection]:
        self._usable()
        return self._database.writing()

    def _blob(self, table: str, column: str) -> bytes | None:
        with self._reading() as connection:
            row = datasets.current(connection, table)
            sha256 = row._mapping[column] if row else None
            if sha256 is None:
                return None
            data = schema.fetch(connection, sha256)
        if data is None:
            raise StoreError("STO-003", where=table)
        return data
