"""A real Chromium, one planner's window and one leader's page on the sample plan, and a small agency's window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from pembinaan_lib.workbook import Workbook
from tests.browser import serving
from tests.contoh import SAMPLE, Contoh, created, user

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", None)  # None: Playwright's own
TITLE_ROWS, PEOPLE = 4, 60
STRANGE = "TEMPAT BERTUGAS SAAT INI"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = _launched(playwright)
        if found is None:
            pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
        yield found
        found.close()


def _launched(playwright: Playwright) -> Browser | None:
    for place in PLACES:
        if place is None or Path(place).exists():
            try:
                return playwright.chromium.launch(executable_path=place, args=FLAGS)
            except Error:
                continue
    return None


@pytest.fixture(scope="session")
def folder(rencana: Contoh, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plan's workbook, for these tests alone."""
    place = tmp_path_factory.mktemp("layar") / "buku"
    shutil.copytree(rencana.folder, place)
    return place


@pytest.fixture(scope="session")
def planner(browser: Browser, folder: Path) -> Iterator[str]:
    """Address of the planner's home page."""
    with serving.window(folder) as address:
        yield address


@pytest.fixture(scope="session")
def leader(planner: str, folder: Path) -> str:
    """Address of the leader's page."""
    return serving.leader_address(folder)


@pytest.fixture(scope="session")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty people of the sample's roster; the unit's header is one that nobody knows, the last NIP lacks a digit."""
    place = tmp_path_factory.mktemp("berkas")
    _cut(place / "nominatif.xlsx", PEOPLE, spoilt=True)
    return place / "nominatif.xlsx"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with the first fifty of these people, and money."""
    place = tmp_path_factory.mktemp("kecil")
    _cut(place / "lama.xlsx", PEOPLE - 10, spoilt=False)
    with created(place / "buku") as book:
        book.import_files([place / "lama.xlsx"])
    with Workbook.open(place / "buku", **user(seed=5)) as book:
        book.decide("pagu_rp", 100_000_000, reason="awal")
    return place / "buku"


@pytest.fixture(scope="session")
def small_window(browser: Browser, small: Path) -> Iterator[str]:
    """Address of the small agency's home page."""
    with serving.window(small) as address:
        yield address


def _cut(path: Path, people: int, *, spoilt: bool) -> None:
    source = openpyxl.load_workbook(SAMPLE / "01_nominatif_siasn.xlsx", read_only=True)["NOMINATIF"]
    rows = [list(row) for row in source.iter_rows(max_row=TITLE_ROWS + people, values_only=True)]
    if spoilt:
        rows[-1][1] = str(rows[-1][1])[:17]
        header = next(row for row in rows if "UNOR NAMA" in row)
        header[header.index("UNOR NAMA")] = STRANGE
    book = openpyxl.Workbook()
    book.active.title = "NOMINATIF"
    for row in rows:
        book.active.append(row)
    book.save(path)
