"""The folder travels: packed on one laptop, unpacked on another, and never over something else."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pembinaan_lib.errors import FolderError, PembinaanError, StoreVersionError
from pembinaan_lib.workbook import Workbook
from tests.contoh import FILES, Contoh, salinan, user
from tests.integration.making import nip, person, roster

ROOT = Path(__file__).resolve().parents[2]


def fingerprint(book: Workbook) -> str:
    return book._store.fingerprint()  # noqa: SLF001


@pytest.fixture
def backup(kecil: Workbook, tmp_path: Path) -> Path:
    """A good backup of the small workbook."""
    kecil.decide("pagu_rp", 5, reason="rapat")
    return kecil.backup(tmp_path / "flashdisk" / "cadangan.zip")


def test_restored_on_another_laptop(contoh: Contoh, tmp_path: Path) -> None:
    with salinan(contoh, tmp_path, "laptop-satu") as book:
        book.decide("pagu_rp", 900_000_000)
        (book.folder / "dokumen").mkdir()
        (book.folder / "dokumen" / "rencana-2027.docx").write_bytes(b"isi")
        file, before, results = book.backup(tmp_path / "cadangan.zip"), fingerprint(book), book.compute().to_bytes()
        names = book.names(list(book.inputs().tables["pegawai"]["pegawai_id"]))
    shutil.rmtree(tmp_path / "laptop-satu")
    with Workbook.restore(file, tmp_path / "laptop dua" / "buku", **user(seed=8)) as again:
        assert fingerprint(again) == before and again.compute().to_bytes() == results
        assert again.names(list(names)) == names and all(names.values())
        assert again.decision("pagu_rp") == 900_000_000 and (again.instansi, again.tahun, again.contoh) == (
            "Pemerintah Kota Sibolga", 2027, True)
        assert [path.name for path in again.papers()] == ["rencana-2027.docx"]
        assert again.import_files(FILES[:1]).changed == ()


def test_a_backup_is_made_while_the_workbook_is_open_and_leaves_nothing_behind(kecil: Workbook, tmp_path: Path) -> None:
    before = sorted(path.name for path in kecil.folder.iterdir())
    kecil.backup(tmp_path / "c.zip")
    assert sorted(path.name for path in kecil.folder.iterdir()) == before
    assert not list(tmp_path.glob("*.sebagian"))


def test_a_backup_is_never_overwritten(kecil: Workbook, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(FolderError) as refused:
        kecil.backup(backup)
    assert refused.value.code == "WBK-004" and backup.read_bytes() == before


def test_a_folder_that_holds_something_is_left_alone(backup: Path, tmp_path: Path) -> None:
    target = tmp_path / "penuh"
    target.mkdir()
    (target / "surat.txt").write_text("penting", "utf-8")
    with pytest.raises(FolderError) as refused:
        Workbook.restore(backup, target, **user())
    assert refused.value.code == "WBK-001" and "sudah berisi" in str(refused.value)
    assert [path.name for path in target.iterdir()] == ["surat.txt"]


def truncated(good: Path, bad: Path) -> None:
    bad.write_bytes(good.read_bytes()[: good.stat().st_size // 2])


def no_zip(_good: Path, bad: Path) -> None:
    bad.write_bytes(b"bukan cadangan " * 100)


def damaged(good: Path, bad: Path) -> None:
    data = bytearray(good.read_bytes())
    data[200:260] = bytes(60)
    bad.write_bytes(bytes(data))


def foreign(_good: Path, bad: Path) -> None:
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")


def without_database(_good: Path, bad: Path) -> None:
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("00_mulai.ipynb", "{}")


def other_database(_good: Path, bad: Path) -> None:
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("buku-kerja.db", b"bukan basis data " * 500)


def half_database(good: Path, bad: Path) -> None:
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as archive:
        content = old.read("buku-kerja.db")
        archive.writestr("buku-kerja.db", content[: len(content) // 2])


def added(name: str) -> Callable[[Path, Path], None]:
    def make(good: Path, bad: Path) -> None:
        shutil.copyfile(good, bad)
        with zipfile.ZipFile(bad, "a") as archive:
            archive.writestr(name, "jahat")

    return make


def missing(_good: Path, _bad: Path) -> None:
    return None


BAD = {
    "truncated": truncated, "no zip": no_zip, "damaged": damaged, "foreign": foreign, "missing": missing,
    "without a database": without_database, "another database": other_database, "half a database": half_database,
    "up": added("../jahat.ipynb"),
    "deep up": added("arsip/../../jahat.txt"), "absolute": added("/tmp/jahat.ipynb"), "drive": added("C:jahat.ipynb"),
    "backslash": added("arsip\\..\\..\\jahat.txt"), "program": added("jahat.exe"), "hidden": added(".bashrc"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_backup_is_refused_and_touches_nothing(backup: Path, tmp_path: Path, kind: str) -> None:
    bad, place = tmp_path / "buruk.zip", tmp_path / "tujuan"
    BAD[kind](backup, bad)
    place.mkdir()
    with pytest.raises(PembinaanError) as refused:
        Workbook.restore(bad, place / "buku", **user())
    assert refused.value.code == "WBK-005" and "cadangan" in str(refused.value)
    assert list(place.iterdir()) == [] and not list(tmp_path.rglob("jahat*"))


def test_a_backup_of_a_newer_version_says_which(backup: Path, tmp_path: Path) -> None:
    newer, place = tmp_path / "baru.zip", tmp_path / "tujuan"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(newer, "w") as archive:
        database = tmp_path / "baru.db"
        database.write_bytes(old.read("buku-kerja.db"))
        with sqlite3.connect(database) as store:
            store.execute("INSERT INTO migrations (number, library, at) VALUES (999, '9.9.9', '')")
        store.close()
        archive.write(database, "buku-kerja.db")
    with pytest.raises(StoreVersionError, match=r"9\.9\.9"):
        Workbook.restore(newer, place, **user())
    assert not place.exists()


KILLED = """
import sys, time
from pathlib import Path
from pembinaan_lib.store import datasets
from pembinaan_lib.workbook import Workbook
from tests.contoh import user
put, done = datasets.put, []
def slow(connection, new, **rest):
    written = put(connection, new, **rest)
    done.append(new.table)
    if len(done) == 2:
        print("di tengah", flush=True)
        time.sleep(60)
    return written
datasets.put = slow
with Workbook.open(Path(sys.argv[1]), **user(seed=5)) as book:
    book.import_files([Path(name) for name in sys.argv[2:]])
"""


def test_killed_in_the_middle_of_storing(kecil: Workbook, tmp_path: Path) -> None:
    """Two tables are written and the third is not when the process dies: nothing of it may be there."""
    before, known, folder = fingerprint(kecil), kecil._store.known_ids(), kecil.folder  # noqa: SLF001
    files = [roster(tmp_path / "nominatif-baru.xlsx", *(person(n) for n in range(1, 30))), FILES[1], FILES[7]]
    run = [sys.executable, "-c", KILLED, str(folder), *map(str, files)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout.readline().strip() == "di tengah"
        process.kill()
    kecil.close()
    with Workbook.open(folder, **user(seed=6)) as again:
        assert fingerprint(again) == before and again._store.known_ids() == known  # noqa: SLF001
        assert list(again.datasets()["table_name"]) == ["pegawai"] and len(again.inputs().tables["pegawai"]) == 6
        again.import_files(files)
        assert len(again.inputs().tables["pegawai"]) == 29 and nip(29) in again._store.known_ids()  # noqa: SLF001
