"""Sessions for panels without a browser: the sample's plan to look at, a small workbook to change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pembinaan_lib import words
from pembinaan_lib.panels import Session
from tests.contoh import MOMENT, Contoh, created
from tests.integration.making import person, roster


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    """Every test starts in Indonesian, whatever the one before it spoke."""
    words.choose_language("id")
    yield
    words.choose_language("id")


@pytest.fixture(scope="session")
def sesi(rencana: Contoh) -> Iterator[Session]:
    """The sample plan; for looking only."""
    with rencana.open() as book:
        yield Session(book, lambda: MOMENT)


@pytest.fixture(scope="session")
def nominatif_saja(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A workbook with a roster of six and nothing else; for looking only."""
    yield from _small(tmp_path_factory.mktemp("nominatif"))


@pytest.fixture(scope="session")
def tanpa_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A workbook with nothing in it; for looking only."""
    with created(tmp_path_factory.mktemp("kosong") / "buku") as book:
        yield Session(book, lambda: MOMENT)


@pytest.fixture
def kecil(tmp_path: Path) -> Iterator[Session]:
    """A workbook with a roster of six, which a test may change."""
    yield from _small(tmp_path)


def _small(place: Path) -> Iterator[Session]:
    with created(place / "kecil") as book:
        book.import_files([roster(place / "nominatif.xlsx", *(person(number) for number in range(1, 7)))])
        yield Session(book, lambda: MOMENT)
