"""What goes into the store and comes out of it, as frozen values; and the one way to write JSON and moments as text."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pembinaan_lib.errors import StoreError

DEEPEST = 100  # more levels than any choice has, and fewer than a program can get lost in


@dataclass(frozen=True, kw_only=True)
class NewDataset:
    """One table as it is to be stored: canonical bytes, how many rows, where they came from, what was found.

    ``seen_revision`` is the revision that the data were merged with (0: there was none); a write after somebody else's
    is refused. Without it nothing is compared.
    """

    table: str
    data: bytes
    rows: int
    tahun: int | None
    file_name: str
    file_sha256: str
    findings: bytes
    seen_revision: int | None = None


@dataclass(frozen=True, kw_only=True)
class Written:
    """The revision that is current after a write; ``changed`` says whether the data differ from before."""

    table: str
    revision: int
    sha256: str | None
    changed: bool


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One entry of the journal (*riwayat pilihan*); ``value`` is JSON, ``basis`` the fingerprint it was made on."""

    key: str
    value: Any
    reason: str
    who: str
    at: datetime
    revision: int
    basis: str


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One proposal by a solver; its bytes stand under ``sha256``."""

    id: int
    kind: str
    sha256: str
    basis: str
    who: str
    at: datetime


def canonical(value: Any, *, where: str) -> str:
    """`value` as the one JSON text that stands for it.

    Raises
    ------
    StoreError
        ``STO-009``: what would come back is not what went in (a set, a tuple, NaN, a key that is no text).
    """
    try:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        text.encode("utf-8")
        same = _deep(value) <= DEEPEST and json.loads(text) == value
    except (TypeError, ValueError, RecursionError) as error:
        raise StoreError("STO-009", where=where) from error
    if not same:
        raise StoreError("STO-009", where=where)
    return text


def moment_text(at: datetime) -> str:
    """ISO text with its offset; Indonesia has three zones, so a moment without one is refused (``STO-019``)."""
    if at.utcoffset() is None:
        raise StoreError("STO-019")
    return at.isoformat(timespec="seconds")


def decision_of(row: Mapping[str, Any]) -> Decision:
    """A row of the journal as a value.

    Raises
    ------
    StoreError
        ``STO-003``: somebody wrote into the file what :func:`canonical` lets nobody decide.
    """
    try:
        value = json.loads(row["value"], parse_constant=_refused, parse_float=_finite)
        sound = _deep(value) <= DEEPEST
        at = datetime.fromisoformat(row["at"])
    except (TypeError, ValueError, RecursionError) as error:
        raise StoreError("STO-003", where=str(row["key"])) from error
    if not sound:
        raise StoreError("STO-003", where=str(row["key"]))
    return Decision(
        key=row["key"], value=value, reason=row["reason"], who=row["who"], at=at, revision=row["revision"],
        basis=row["basis"],
    )


def _refused(text: str) -> float:
    raise ValueError(text)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refused(text)


def _deep(value: Any) -> int:
    """How many lists and mappings stand within each other, counted no further than one beyond :data:`DEEPEST`."""
    level, inside = 0, [value]
    while inside and level <= DEEPEST:
        inside = [part for one in inside if isinstance(one, list | dict)
                  for part in (one.values() if isinstance(one, dict) else one) or [None]]
        level += bool(inside)
    return level
