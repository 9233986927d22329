"""Small things to put into a store."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from pembinaan_lib.store import Decision, NewDataset, Store, Written

AT = datetime(2026, 11, 21, 9, 30, tzinfo=timezone(timedelta(hours=7)))


def new(table: str = "pegawai", data: bytes = b"a\n", **changed: Any) -> NewDataset:
    """A small dataset with everything filled in."""
    filled = {"rows": 1, "tahun": 2027, "file_name": "01.xlsx", "file_sha256": "f" * 64, "findings": b"[]"}
    return NewDataset(table=table, data=data, **(filled | changed))


def put(store: Store, data: bytes, **changed: Any) -> Written:
    """Import `data` as ``pegawai``."""
    return store.put_datasets([new(data=data, **changed)], who="penyusun", at=AT)[0]


def decide(store: Store, value: Any, *, seen: int, key: str = "bobot", **changed: Any) -> Decision:
    """Decide `value`, having seen revision `seen`."""
    filled = {"reason": "rapat", "who": "penyusun", "at": AT}
    return store.decide(key, value, seen_revision=seen, **(filled | changed))
