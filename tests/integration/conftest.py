"""A small agency's workbook, for tests that need few people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pembinaan_lib.workbook import Workbook
from tests.contoh import created
from tests.integration.making import person, roster


@pytest.fixture
def kecil(tmp_path: Path) -> Iterator[Workbook]:
    """A workbook with a roster of six."""
    with created(tmp_path / "kecil") as book:
        book.import_files([roster(tmp_path / "nominatif.xlsx", *(person(number) for number in range(1, 7)))])
        yield book
