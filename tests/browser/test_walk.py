"""A planner of a small agency at work: files in and out, money, a proposal, new workbooks and backups, all by button."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pembinaan_lib.workbook import Workbook
from tests.browser.conftest import STRANGE
from tests.browser.serving import Seen, looked_at, notebook
from tests.contoh import user

pytestmark = pytest.mark.browser
expect.set_options(timeout=120_000)


def panel(page: Page, heading: str) -> Locator:
    """The panel under a heading."""
    return page.locator(".pb-panel", has=page.locator("h2", has_text=heading)).first


def press(place: Page | Locator, name: str) -> None:
    place.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, place: Locator, button: str, path: Path) -> None:
    """Choose a file, and wait until the page has it."""
    with page.expect_file_chooser() as chooser:
        place.get_by_role("button", name=button).click()
    chooser.value.set_files(path)
    expect(place.get_by_role("button", name=f"{button} (1)")).to_be_visible()


@pytest.fixture(scope="module")
def home(browser: Browser, small_window: str) -> Iterator[Seen]:
    seen = looked_at(browser, small_window)
    seen.opened()
    yield seen
    seen.leave()


def test_a_file_is_matched_looked_at_marked_mended_imported_and_taken_back(home: Seen, roster: Path, tmp_path: Path) -> None:
    page = home.page
    files, first = panel(page, "Berkas apa yang Anda punya?"), panel(page, "Apa yang sudah terlihat?")
    people = first.locator(".pb-angka-utama b").first
    expect(people).to_have_text("50")
    choose(page, files, "Pilih berkas", roster)
    press(files, "Periksa isi")
    expect(files.get_by_role("alert")).to_contain_text("Belum ada yang dapat dipakai dari 60 baris")
    box = files.locator(".pb-cocok", has_text=STRANGE).get_by_role("combobox")
    box.select_option(label="Unit Kerja")
    press(files, "Pakai pencocokan ini")
    expect(files.get_by_role("status")).to_contain_text("59 dari 60 baris terbaca; 1 perlu diperbaiki.")
    expect(files.locator("table").first).to_contain_text("nominatif.xlsx")
    expect(people).to_have_text("50")
    press(files, "Unduh berkas bertanda")
    with page.expect_download() as downloading:
        files.get_by_role("link", name="nominatif - perbaikan.xlsx").click()
    mended = tmp_path / "nominatif - perbaikan.xlsx"
    downloading.value.save_as(mended)
    mend(mended)
    choose(page, files, "Pilih berkas", mended)
    press(files, "Periksa isi")
    expect(files.get_by_role("status")).to_contain_text("60 dari 60 baris terbaca; 0 perlu diperbaiki.")
    press(files, "Impor berkas")
    expect(files.get_by_role("status")).to_contain_text("60 dari 60 baris tersimpan")
    expect(people).to_have_text("60")
    press(files, "Batalkan impor terakhir")
    expect(people).to_have_text("50")
    home.assert_quiet()


def mend(marked: Path) -> None:
    """What the planner does in Excel: type the missing digit into the coloured NIP."""
    book = openpyxl.load_workbook(marked)
    page = book["NOMINATIF"]
    (cell,) = [cell for row in page.iter_rows() for cell in row if cell.comment and "NIP" in cell.comment.text]
    cell.value = f"{cell.value}9"
    book.save(marked)


def test_money_is_kept_and_a_proposal_becomes_the_plan(browser: Browser, small_window: str) -> None:
    seen = looked_at(browser, notebook(small_window, "02_rancangan"))
    page = seen.opened()
    design = panel(page, "Berapa uangnya")
    design.get_by_role("textbox").first.fill("Rp 120.000.000")
    press(design, "Simpan pilihan")
    expect(design.get_by_role("status")).to_contain_text("tersimpan")
    expect(page.locator(".pb-strip")).to_contain_text("tersimpan 10.42")
    page.reload()
    expect(design.get_by_role("textbox").first).to_have_value("120.000.000")
    propose = panel(page, "Susun usulan rencana")
    press(propose, "Susun usulan")
    expect(propose.get_by_role("status").last).to_contain_text("siap")
    press(propose, "Terima sebagai rencana")
    expect(propose.get_by_role("status").last).to_contain_text("Usulan menjadi rencana.")
    expect(panel(page, "Apa yang kita beli?").locator(".pb-gulir tbody tr").first).to_be_visible()
    expect(page.locator("svg.marks").first).to_be_visible()
    seen.assert_quiet()
    seen.leave()


def test_another_agency_gets_a_workbook_of_its_own(browser: Browser, home: Seen, small: Path) -> None:
    new = panel(home.page, "Pakai data saya")
    new.get_by_role("textbox").first.fill("Kota Uji <b>")
    press(new, "Buat buku kerja")
    link = new.get_by_role("link", name="Buka buku kerja itu")
    expect(link).to_be_visible()
    assert (small.parent / "kota-uji-b-2027" / "buku-kerja.db").is_file()
    other = looked_at(browser, link.get_attribute("href"))
    expect(other.page.locator(".pb-strip")).to_contain_text("Kota Uji <b>")
    expect(panel(other.page, "Minggu ini")).to_contain_text("Belum ada data.")
    other.assert_quiet()
    other.leave()


def test_a_backup_is_made_and_restored(home: Seen, small: Path) -> None:
    tools = panel(home.page, "Alat")
    press(tools, "Cadangkan")
    expect(tools.get_by_role("status")).to_contain_text("Cadangan")
    made = next(small.parent.glob("cadangan-*.zip"))
    tools.get_by_text("Pulihkan dari cadangan").click()
    choose(home.page, tools, "Pilih cadangan", made)
    tools.get_by_role("textbox").first.fill("Hasil Pulih")
    press(tools, "Pulihkan")
    expect(tools.get_by_role("status")).to_contain_text("hasil-pulih")
    with Workbook.open(small.parent / "hasil-pulih", **user()) as book:
        assert int(book.datasets().set_index("table_name").loc["pegawai", "rows"]) == 50
    home.assert_quiet()
