"""People and tables are stored together: both or neither."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pembinaan_lib.errors import StoreError
from pembinaan_lib.store import NewDataset, Store

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
ROSTER = NewDataset(table="pegawai", data=b"a\n", rows=1, tahun=2027, file_name="a.xlsx", file_sha256="f", findings=b"")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "buku-kerja.db", meta={}, at=NOW)


def test_people_arrive_with_their_table(store: Store) -> None:
    store.put_datasets([ROSTER], people=[("p1", "nip-1", "Nama Satu")], who="a", at=NOW)
    store.put_datasets([ROSTER], people=[("p1", "nip-1", "Nama Baru"), ("p2", "nip-2", "")], who="a", at=NOW)
    assert store.known_ids() == {"nip-1": "p1", "nip-2": "p2"}
    assert store.names(["p1"]) == {"p1": "Nama Baru"}


@pytest.mark.parametrize("person", [("p9", "nip-1", "x"), ("p1", "nip-9", "x")])
def test_an_id_given_elsewhere_stops_everything(store: Store, person: tuple[str, str, str]) -> None:
    store.put_datasets([], people=[("p1", "nip-1", "Nama Satu")], who="a", at=NOW)
    with pytest.raises(StoreError, match="STO-021"):
        store.put_datasets([ROSTER], people=[person], who="b", at=NOW)
    assert store.dataset("pegawai") is None
    assert store.known_ids() == {"nip-1": "p1"}
