"""The journal of choices (*riwayat pilihan*): appended, never changed, and never overwritten unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from pembinaan_lib.errors import DecisionConflictError
from pembinaan_lib.store import schema
from pembinaan_lib.store.values import Decision, canonical, decision_of

JOURNAL = ("id", "key", "revision", "value", "reason", "who", "at", "basis")
REVIEW = ("key", "revision", "value", "basis", "current_basis", "who", "at")
_DECISIONS = schema.decisions


def decide(
    connection: Connection, key: str, value: Any, *, reason: str, who: str, at: str, seen_revision: int, basis: str
) -> Decision:
    """Append a decision, provided that `seen_revision` is still the newest; see :meth:`Store.decide`."""
    entry = {"key": key, "value": canonical(value, where=key), "reason": reason, "who": who, "at": at,
             "revision": seen_revision + 1, "basis": basis}
    canonical(entry, where=key)  # text that no database can hold is refused here, not by the driver
    before = current(connection, key)
    if (before.revision if before else 0) != seen_revision:
        raise _conflict(key, entry["value"], before)
    connection.execute(_DECISIONS.insert().values(**entry))
    return decision_of(entry)


def current(connection: Connection, key: str) -> Decision | None:
    """The newest decision under `key`."""
    query = select(_DECISIONS).where(_DECISIONS.c.key == key).order_by(_DECISIONS.c.revision.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return decision_of(row) if row else None


def all_current(connection: Connection) -> dict[str, Decision]:
    """The newest decision under each key, sorted by key."""
    found = [decision_of(row) for row in connection.execute(schema.latest(_DECISIONS, "key")).mappings()]
    return {each.key: each for each in sorted(found, key=lambda each: each.key)}


def journal(connection: Connection) -> pd.DataFrame:
    """Every decision ever made, oldest first."""
    return schema.framed(connection.execute(select(_DECISIONS).order_by(_DECISIONS.c.id)).mappings(), JOURNAL)


def to_review(decisions: Iterable[Decision], current_basis: Mapping[str, str]) -> pd.DataFrame:
    """Decisions that were made on something else than what is there now; see :meth:`Store.needs_review`."""
    rows = [
        {"key": each.key, "revision": each.revision, "value": canonical(each.value, where=each.key),
         "basis": each.basis, "current_basis": current_basis[each.key], "who": each.who,
         "at": each.at.isoformat(timespec="seconds")}
        for each in decisions
        if each.basis and current_basis.get(each.key, each.basis) != each.basis
    ]
    return schema.framed(rows, REVIEW)


def document(decisions: Mapping[str, Decision]) -> bytes:
    """Current decisions as canonical JSON, without who and when: what a record carries."""
    shown = {
        key: {"value": each.value, "reason": each.reason, "revision": each.revision, "basis": each.basis}
        for key, each in decisions.items()
    }
    return (json.dumps(shown, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def fingerprint(datasets: Mapping[str, str], decisions: Mapping[str, Decision]) -> str:
    """sha256 of what a plan is computed from: the hash of each table and the value of each decision."""
    content = {"datasets": dict(datasets), "decisions": {key: each.value for key, each in decisions.items()}}
    return hashlib.sha256(canonical(content, where="").encode()).hexdigest()


def _conflict(key: str, mine: str, theirs: Decision | None) -> DecisionConflictError:
    if theirs is None:  # the caller saw a revision that this store never had, of another store
        return DecisionConflictError("STO-010", where=key)
    return DecisionConflictError(
        "STO-007", where=key, key=key, mine=mine, theirs=canonical(theirs.value, where=key), who=theirs.who,
        at=theirs.at.isoformat(timespec="seconds"), revision=theirs.revision, current=theirs,
    )
