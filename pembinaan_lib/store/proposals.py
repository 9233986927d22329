"""What solvers proposed: bytes under their hash, with what they rested on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from pembinaan_lib.errors import StoreError
from pembinaan_lib.store import schema
from pembinaan_lib.store.values import Proposal

_PROPOSALS = schema.proposals


def put(connection: Connection, kind: str, data: bytes, *, basis: str, who: str, at: str) -> Proposal:
    """Append a proposal."""
    entry = {"kind": kind, "sha256": schema.keep(connection, data), "basis": basis, "who": who, "at": at}
    number = connection.execute(_PROPOSALS.insert().values(**entry).returning(_PROPOSALS.c.id)).scalar_one()
    return Proposal(**{**entry, "id": number, "at": datetime.fromisoformat(at)})


def content(connection: Connection, sha256: str) -> bytes:
    """The bytes of a proposal; a hash that was never proposed is ``STO-014``, even where it names a dataset."""
    known = connection.execute(select(_PROPOSALS.c.id).where(_PROPOSALS.c.sha256 == sha256)).first()
    data = schema.fetch(connection, sha256) if known else None
    if data is None:
        raise StoreError("STO-014", where=sha256[:12])
    return data


def made(connection: Connection, sha256: str) -> Proposal:
    """The newest entry of the proposal with this hash."""
    query = select(_PROPOSALS).where(_PROPOSALS.c.sha256 == sha256).order_by(_PROPOSALS.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise StoreError("STO-014", where=sha256[:12])
    return Proposal(**{**row, "at": datetime.fromisoformat(row["at"])})


def latest(connection: Connection, kind: str) -> Proposal | None:
    """The newest proposal of `kind`."""
    query = select(_PROPOSALS).where(_PROPOSALS.c.kind == kind).order_by(_PROPOSALS.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return Proposal(**{**row, "at": datetime.fromisoformat(row["at"])}) if row else None
