"""A fresh store per test; it waits a moment only for whoever holds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pembinaan_lib.store import Store
from tests.store.making import AT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "buku-kerja.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.create(path, meta={"instansi": "Kota Contoh", "tahun": 2027}, at=AT, wait=0.05) as made:
        yield made
