"""Importing again, going back, and importing in another order."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from pembinaan_lib import findings
from pembinaan_lib.errors import StoreError
from pembinaan_lib.workbook import Workbook
from tests.contoh import FILES, Contoh, created, salinan
from tests.integration.making import UNIT, nip, person, roster, written

COUNTS = ["baru", "berubah", "sama", "hilang"]


def fingerprint(book: Workbook) -> str:
    return book._store.fingerprint()  # noqa: SLF001


def from_files(book: Workbook) -> int:
    """Stored rows that came out of files; topics are kept in the workbook itself."""
    stored = book.datasets()
    return int(stored.loc[stored["table_name"] != "topik_pesan", "rows"].sum())


def test_the_same_files_again_change_nothing(contoh: Contoh, tmp_path: Path) -> None:
    with salinan(contoh, tmp_path) as book:
        before, revisions = fingerprint(book), book.datasets()
        seen = book.import_files(FILES)
        assert seen.changed == () and fingerprint(book) == before
        assert book.datasets().equals(revisions)
        assert seen.rows[["baru", "berubah", "hilang"]].to_numpy().sum() == 0
        assert seen.rows["sama"].sum() == from_files(book)


def test_counts_of_the_first_import_add_up(contoh: Contoh) -> None:
    with contoh.open() as book:
        assert contoh.rows["baru"].sum() == from_files(book)
    assert contoh.rows[["berubah", "sama", "hilang"]].to_numpy().sum() == 0


def test_order_of_files_does_not_matter(contoh: Contoh, tmp_path: Path) -> None:
    shuffled = Random(7).sample(FILES, len(FILES))
    with created(tmp_path / "lain") as book, contoh.open() as first:
        book.import_files(shuffled)
        book.voice.keep(book.voice.group())
        assert fingerprint(book) == fingerprint(first)


def test_one_file_at_a_time_gives_the_same_workbook(contoh: Contoh, tmp_path: Path) -> None:
    """The list of units first, the roster second, the others as they come: two files make one table here."""
    later = Random(11).sample(FILES[2:], len(FILES) - 2)
    with created(tmp_path / "lain") as book, contoh.open() as first:
        for path in (FILES[1], FILES[0], *later):
            book.import_files([path])
        book.voice.keep(book.voice.group())
        assert fingerprint(book) == fingerprint(first)
        same = (sorted(b.notes()["row_id"] + b.notes()["code"]) for b in (book, first))
        assert next(same) == next(same)


def test_a_changed_roster_says_what_changed(kecil: Workbook, tmp_path: Path) -> None:
    known = kecil._store.known_ids()  # noqa: SLF001
    rows = [person(1), person(2, Jenjang="Ahli Muda"), person(3), person(4), person(9), person(10)]  # 5 and 6 left
    seen = kecil.import_files([roster(tmp_path / "baru.xlsx", *rows)])
    assert seen.rows[COUNTS].to_numpy().tolist() == [[2, 1, 3, 2]]
    staff = kecil.inputs().tables["pegawai"].set_index("pegawai_id")
    assert len(staff) == 6 and staff.loc[known[nip(2)], "jenjang"] == "Ahli Muda"
    assert known.items() <= kecil._store.known_ids().items()  # noqa: SLF001  nobody gets a second id
    assert known[nip(5)] not in staff.index


def test_undo_goes_back_step_by_step(kecil: Workbook, tmp_path: Path) -> None:
    prints = [fingerprint(kecil)]
    for last in (7, 8):
        kecil.import_files([roster(tmp_path / f"{last}.xlsx", *(person(n) for n in range(1, last + 1)))])
        prints.append(fingerprint(kecil))
    assert len(set(prints)) == 3
    for expected in (prints[1], prints[0]):
        kecil.undo_import("pegawai")
        assert fingerprint(kecil) == expected
    kecil.undo_import("pegawai")
    assert kecil.datasets().empty and kecil.notes().empty
    with pytest.raises(StoreError, match="STO-008"):
        kecil.undo_import("pegawai")


def test_undo_brings_back_the_notes_of_that_import(kecil: Workbook, tmp_path: Path) -> None:
    kecil.import_files([roster(tmp_path / "a.xlsx", person(1), person(2, NIP="12345"))])
    assert "TBL-032" in set(kecil.notes()["code"])
    kecil.undo_import("pegawai")
    assert "TBL-032" not in set(kecil.notes()["code"])


def test_a_repaired_file_takes_its_notes_away(kecil: Workbook, tmp_path: Path) -> None:
    """A row that only repeats another adds nothing; once it is gone from the file, its note must be gone too."""
    rows = [person(number) for number in range(1, 7)]
    path = roster(tmp_path / "ganda.xlsx", *rows, person(3))
    kecil.import_files([path])
    assert "TBL-034" in set(kecil.notes()["code"])
    before = fingerprint(kecil)
    seen = kecil.import_files([roster(path, *rows)])
    assert "TBL-034" not in set(kecil.notes()["code"]) and seen.changed == ("pegawai",)
    assert fingerprint(kecil) == before
    assert kecil.import_files([path]).changed == ()


def test_notes_of_another_file_of_the_same_table_stay(kecil: Workbook, tmp_path: Path) -> None:
    head = ("NIP", "Nama", "Komunikasi", "Integritas", "Kerja Sama", "Tanggal Penilaian")
    first = written(tmp_path / "penilaian_atasan_a.xlsx", [head, (nip(1), "A", 9, 2, 2, "2026-01-05")], names=("A",))
    other = written(tmp_path / "penilaian_atasan_b.xlsx", [head, (nip(2), "B", 2, 7, 2, "2026-01-05")], names=("B",))
    for path in (first, other):
        kecil.import_files([path])
    spoiled = findings.told(kecil.notes()).query("code == 'TBL-053'")
    assert sorted(spoiled["row_id"]) == ["penilaian_atasan_a.xlsx › A!2", "penilaian_atasan_b.xlsx › B!2"]
    assert len(kecil.inputs().tables["penilaian_kompetensi"]) == 4


def test_a_new_nip_of_a_known_name_is_a_new_person(kecil: Workbook, tmp_path: Path) -> None:
    before = kecil._store.known_ids()  # noqa: SLF001
    kecil.import_files([roster(tmp_path / "n.xlsx", person(1), person(1, NIP=nip(50)))])
    after = kecil._store.known_ids()  # noqa: SLF001
    assert after[nip(1)] == before[nip(1)] and after[nip(50)] not in before.values()
    assert len(kecil.inputs().tables["pegawai"]) == 2


def test_a_renamed_person_keeps_the_id(kecil: Workbook, tmp_path: Path) -> None:
    person_id = kecil._store.known_ids()[nip(1)]  # noqa: SLF001
    kecil.import_files([roster(tmp_path / "n.xlsx", person(1, Nama="Nama Yang Baru"))])
    assert kecil.names([person_id]) == {person_id: "Nama Yang Baru"}


def test_a_preview_writes_nothing_and_is_what_the_import_does(kecil: Workbook, tmp_path: Path) -> None:
    before = fingerprint(kecil)
    seen = kecil.preview([roster(tmp_path / "n.xlsx", person(1), person(2))])
    assert fingerprint(kecil) == before and seen.changed == ("pegawai",) and UNIT not in str(seen.people)
    kecil.store_preview(seen)
    assert len(kecil.inputs().tables["pegawai"]) == 2
