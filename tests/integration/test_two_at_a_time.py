"""What only shows when two files, two people or two days meet in one workbook."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pembinaan_lib import findings, plan, words
from pembinaan_lib.errors import StoreError
from pembinaan_lib.workbook import Workbook
from tests.contoh import MOMENT, created, drawing
from tests.integration.making import person, roster, written

BUDGET = ("Sub Kegiatan", "Kode Rekening", "Uraian", "Volume", "Satuan", "Harga (Rp)", "Versi", "Tahun")
COURSES = ("NIP", "Nama Kursus", "Jumlah Jam", "Tanggal Kursus")


def budget(path: Path, *rows: tuple[Any, ...]) -> Path:
    return written(path, [BUDGET, *rows], names=("RKA",))


def line(money: int, *, version: str = "RKA", year: int = 2027, part: str = "A") -> tuple[Any, ...]:
    return (part, "5.1.02", "Belanja", 1, "paket", money, version, year)


def opened(folder: Path, *, days: int = 0, seed: int = 9) -> Workbook:
    return Workbook.open(folder, who="lain", clock=lambda: MOMENT + timedelta(days=days), draw=drawing(seed))


def ceiling(book: Workbook) -> int | None:
    return plan.ceiling(book.inputs(), book.decisions())


# --- two files -------------------------------------------------------------------------------------------------------


def test_the_same_person_in_two_rosters_is_used_once_and_said(tmp_path: Path) -> None:
    first = roster(tmp_path / "a.xlsx", person(1), person(2))
    second = roster(tmp_path / "b.xlsx", person(1, **{"Jenis Pegawai": "CPNS"}), person(2), person(3))
    with created(tmp_path / "buku") as book:
        seen = book.import_files([first, second])
        assert list(seen.rows["dipakai"]) == [2, 1] and list(seen.rows["ditolak"]) == [0, 2]
        assert set(seen.rejected["code"]) == {"TBL-034", "TBL-035"}
        assert {"TBL-034", "TBL-035"} <= set(seen.findings["code"])
        assert len(book.inputs().tables["pegawai"]) == 3
        assert "CPNS" not in set(book.inputs().tables["pegawai"]["jenis_pegawai"])


def test_a_roster_of_one_office_is_remarked(kecil: Workbook, tmp_path: Path) -> None:
    seen = kecil.preview([roster(tmp_path / "satu.xlsx", person(1))])
    told = findings.told(seen.findings[seen.findings["code"] == "WBK-020"])
    assert "5 dari 6" in told["message"].item() and int(seen.rows["hilang"].sum()) == 5


def test_a_budget_replaces_only_its_own_year_and_version(kecil: Workbook, tmp_path: Path) -> None:
    kecil.import_files([budget(tmp_path / "a.xlsx", line(100, part="A"), line(300, part="B"))])
    assert ceiling(kecil) == 400, "the same account under two sub kegiatan is two lines"
    kecil.import_files([budget(tmp_path / "b.xlsx", line(999, version="indikatif", year=2028))])
    assert ceiling(kecil) == 400, "next year's first figures leave this year's alone"
    kecil.import_files([budget(tmp_path / "c.xlsx", line(250, version="DPA"))])
    assert ceiling(kecil) == 250, "the later version of the year holds"
    kecil.import_files([budget(tmp_path / "d.xlsx", line(200, version="DPA", part="C"))])
    assert ceiling(kecil) == 200, "a version is replaced as a whole"


# --- two people ------------------------------------------------------------------------------------------------------


def test_a_dry_run_that_somebody_overtook_is_refused(kecil: Workbook, tmp_path: Path) -> None:
    nip = person(1)[0]
    mine = written(tmp_path / "a.xlsx", [COURSES, (nip, "Kursus A", 10, "01-02-2026")])
    theirs = written(tmp_path / "b.xlsx", [COURSES, (nip, "Kursus B", 10, "01-03-2026")])
    seen = kecil.preview([mine])
    with opened(kecil.folder) as other:
        other.import_files([theirs])
        with pytest.raises(StoreError, match="STO-022"):
            kecil.store_preview(seen)
        assert list(other.inputs().tables["riwayat_bangkom"]["kegiatan"]) == ["Kursus B"]
    kecil.import_files([mine])
    assert set(kecil.inputs().tables["riwayat_bangkom"]["kegiatan"]) == {"Kursus A", "Kursus B"}


# --- two days --------------------------------------------------------------------------------------------------------


def test_numbers_wait_for_somebody_to_renew_them(kecil: Workbook, tmp_path: Path) -> None:
    before = kecil.compute().to_bytes()
    shutil.copytree(kecil.folder, tmp_path / "nanti")
    with opened(tmp_path / "nanti", days=400) as later:
        assert later.compute().to_bytes() == before
        later.renew()
        assert later.as_of() == (MOMENT + timedelta(days=400)).date()
        assert later.compute().to_bytes() != before


def test_accepting_an_old_proposal_does_not_make_it_new(kecil: Workbook, tmp_path: Path) -> None:
    kecil.decide("pagu_rp", 50_000_000)
    old = kecil.propose()
    kecil.accept(old)
    assert not kecil.outdated()
    kecil.import_files([roster(tmp_path / "baru.xlsx", *(person(number) for number in range(1, 9)))])
    kecil.accept(old)
    assert kecil.outdated()


# --- a poor roster, and two languages --------------------------------------------------------------------------------


def test_a_roster_without_posts_can_be_recorded_in_either_language(tmp_path: Path) -> None:
    files = {}
    for lang in words.LANGUAGES:
        with created(tmp_path / lang) as book:
            book.import_files([roster(tmp_path / "a.xlsx", *(person(number) for number in range(1, 7)))])
            book.decide("pagu_rp", 50_000_000, reason="rapat")
            book.accept(book.propose(), reason="setuju")
            with words.speaking(lang):
                place = book.freeze()
            assert book.verify(place).ok
            files[lang] = [(place / name).read_bytes() for name in ("pemeriksa.zip", "publik.zip")]
    assert files["id"] == files["en"]


def test_papers_bear_the_number_of_their_record(kecil: Workbook) -> None:
    kecil.decide("pagu_rp", 50_000_000)
    kecil.accept(kecil.propose())
    from pembinaan_lib.workbook import papers

    sidik = kecil.compute().meta["sidik"]
    assert papers.number_of(kecil.folder, sidik) == ""
    kecil.freeze()
    assert papers.number_of(kecil.folder, sidik) == "2027-001"
    kecil.decide("bobot_jp", 0.75)
    assert papers.number_of(kecil.folder, kecil.compute().meta["sidik"]) == ""
