"""Who is behind a ``pegawai_id``: the only place that holds NIP and name (``pegawai_identitas``)."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from sqlalchemy import Connection, bindparam, select

from pembinaan_lib.errors import StoreError
from pembinaan_lib.store import schema

COLUMNS = ("pegawai_id", "nip", "nama")
_IDENTITIES = schema.identities


def enter(connection: Connection, people: Iterable[tuple[str, str, str]], *, at: str) -> None:
    """Keep people whose ids were drawn before (pegawai_id, nip, nama); see :meth:`Store.put_datasets`."""
    given = {nip: (pegawai_id, nama) for pegawai_id, nip, nama in people}
    rows = list(connection.execute(select(_IDENTITIES))) if given else []
    known = {row.nip: row for row in rows if row.nip is not None}
    taken = {row.pegawai_id for row in rows}
    new = {nip: given[nip] for nip in sorted(given) if nip not in known}
    other = [nip for nip in given if nip in known and known[nip].pegawai_id != given[nip][0]]
    if other or taken & {pegawai_id for pegawai_id, _ in new.values()}:
        raise StoreError("STO-021")
    renamed = [nip for nip in sorted(given) if nip in known and given[nip][1] and given[nip][1] != known[nip].nama]
    _insert(connection, [
        {"pegawai_id": pegawai_id, "nip": nip, "nama": nama, "updated_at": at}
        for nip, (pegawai_id, nama) in new.items()
    ])
    _rename(connection, [{"of": given[nip][0], "nama": given[nip][1], "updated_at": at} for nip in renamed])


def names(connection: Connection, pegawai_ids: Iterable[str]) -> dict[str, str]:
    """The name behind each id, sorted by id; an unknown or erased id has the empty name."""
    rows = connection.execute(select(_IDENTITIES.c.pegawai_id, _IDENTITIES.c.nama))
    known = {row.pegawai_id: row.nama or "" for row in rows}
    return {each: known.get(each, "") for each in sorted(set(pegawai_ids))}


def everyone(connection: Connection) -> pd.DataFrame:
    """All identities that are not erased, sorted by ``pegawai_id``."""
    query = select(_IDENTITIES).where(_IDENTITIES.c.nip.is_not(None))
    rows = sorted(connection.execute(query).mappings(), key=lambda row: row["pegawai_id"])
    return schema.framed(rows, COLUMNS)


def erase(connection: Connection, pegawai_id: str, *, at: str) -> None:
    """Forget NIP and name, keep the id; see :meth:`Store.erase`."""
    forget = _IDENTITIES.update().where(_IDENTITIES.c.pegawai_id == pegawai_id)
    if connection.execute(forget.values(nip=None, nama=None, updated_at=at)).rowcount == 0:
        raise StoreError("STO-015", where=pegawai_id)


def _insert(connection: Connection, rows: list[dict[str, str]]) -> None:
    if rows:
        connection.execute(_IDENTITIES.insert(), rows)


def _rename(connection: Connection, rows: list[dict[str, str]]) -> None:
    if rows:
        update = _IDENTITIES.update().where(_IDENTITIES.c.pegawai_id == bindparam("of"))
        connection.execute(update.values(nama=bindparam("nama"), updated_at=bindparam("updated_at")), rows)
