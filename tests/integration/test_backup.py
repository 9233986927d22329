"""The folder travels: packed on one laptop, unpacked on another, and never over something else."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pembinaan_lib import shipped
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


def encrypted(good: Path, bad: Path) -> None:
    data = bytearray(good.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    bad.write_bytes(data)


def oddly_packed(good: Path, bad: Path) -> None:
    data = bytearray(good.read_bytes())
    data[data.find(b"PK\x01\x02") + 10] = 99
    bad.write_bytes(data)


def with_sql(*statements: str) -> Callable[[Path, Path], None]:
    def make(good: Path, bad: Path) -> None:
        database = bad.with_suffix(".db")
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as archive:
            database.write_bytes(old.read("buku-kerja.db"))
            store = sqlite3.connect(database)
            for statement in statements:
                store.execute(statement)
            store.commit()
            store.close()
            archive.write(database, "buku-kerja.db")

    return make


def meta(key: str, value: str) -> Callable[[Path, Path], None]:
    return with_sql(f"UPDATE meta SET value = '{value}' WHERE key = '{key}'")


def missing(_good: Path, _bad: Path) -> None:
    return None


BAD = {
    "truncated": truncated, "no zip": no_zip, "damaged": damaged, "foreign": foreign, "missing": missing,
    "without a database": without_database, "another database": other_database, "half a database": half_database,
    "up": added("../jahat.ipynb"),
    "deep up": added("arsip/../../jahat.txt"), "absolute": added("/tmp/jahat.ipynb"), "drive": added("C:jahat.ipynb"),
    "encrypted": encrypted, "oddly packed": oddly_packed,
    "trigger": with_sql("CREATE TRIGGER t AFTER INSERT ON decisions BEGIN DELETE FROM identities; END"),
    "view": with_sql("ALTER TABLE decisions RENAME TO d", "CREATE VIEW decisions AS SELECT * FROM d"),
    "endless view": with_sql("ALTER TABLE meta RENAME TO m", "CREATE VIEW meta AS WITH RECURSIVE r(n) AS "
                             "(SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS key, '1' AS value FROM r"),
    "more tables": with_sql("CREATE TABLE lain (x)"), "table gone": with_sql("DROP TABLE decisions"),
    "column gone": with_sql("ALTER TABLE identities DROP COLUMN nama"), "no meta": with_sql("DELETE FROM meta"),
    "meta no JSON": meta("tahun", "{"), "year a word": meta("tahun", '"abc"'), "year nought": meta("tahun", '"0"'),
    "year far": meta("tahun", '"99999"'), "agency a list": meta("instansi", "[1]"), "sample or not": meta("contoh", "5"),
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


def test_a_backup_is_for_its_owner_only(kecil: Workbook, tmp_path: Path) -> None:
    assert kecil.backup(tmp_path / "c.zip").stat().st_mode & 0o077 == 0


def test_a_file_where_the_folder_should_be_is_left_alone(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "surat").write_text("penting", "utf-8")
    with pytest.raises(FolderError) as refused:
        Workbook.restore(backup, tmp_path / "surat", **user())
    assert refused.value.code == "WBK-001" and (tmp_path / "surat").read_text("utf-8") == "penting"


def test_notebooks_of_a_backup_are_not_taken_over(backup: Path, tmp_path: Path) -> None:
    """They are code, and a backup may come from anybody."""
    odd = tmp_path / "odd.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(odd, "w") as archive:
        archive.writestr("buku-kerja.db", old.read("buku-kerja.db"))
        archive.writestr("00_mulai.ipynb", "jahat")
        archive.writestr("jahat.ipynb", "jahat")
    with Workbook.restore(odd, tmp_path / "pulih", **user()) as again:
        notebooks = {path.name: path.read_text("utf-8") for path in again.folder.glob("*.ipynb")}
    assert "jahat.ipynb" not in notebooks and "jahat" not in notebooks.values()
    assert set(notebooks) == {path.name for path in shipped.folder("notebooks").glob("*.ipynb")}


SMALL_FILES = """
import resource, signal, sys
from pathlib import Path
from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.workbook import Workbook
from tests.contoh import user
book = Workbook.open(Path(sys.argv[1]), **user())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    book.backup(Path(sys.argv[2]))
except PembinaanError as refused:
    print(refused.code, refused.where)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_target_that_takes_no_more_is_blamed_itself(kecil: Workbook, tmp_path: Path) -> None:
    target = tmp_path / "penuh" / "c.zip"
    run = [sys.executable, "-c", SMALL_FILES, str(kecil.folder), str(target)]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.split() == ["WBK-016", "c.zip"], done.stderr
    assert list(target.parent.iterdir()) == []


def test_a_target_that_cannot_be_is_said_in_words(kecil: Workbook, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x", "utf-8")
    with pytest.raises(FolderError) as refused:
        kecil.backup(tmp_path / "berkas" / "c.zip")
    assert refused.value.code == "WBK-016" and "tidak dapat ditulis" in str(refused.value)


@pytest.mark.parametrize(("instansi", "tahun", "code"), [
    ("Kota", 0, "WBK-015"), ("Kota", 99_999, "WBK-015"), ("Kota", -1, "WBK-015"), ("\udcff", 2027, "WBK-007"),
    ("a\nb", 2027, "WBK-007"), ("a\x07", 2027, "WBK-007"), (" ", 2027, "WBK-007"),
])
def test_a_workbook_that_cannot_be_made_leaves_nothing(tmp_path: Path, instansi: str, tahun: int, code: str) -> None:
    with pytest.raises(FolderError) as refused:
        Workbook.create(tmp_path / "b", instansi=instansi, tahun=tahun, **user())
    assert refused.value.code == code and not (tmp_path / "b").exists()
    Workbook.create(tmp_path / "b", instansi="Kota", tahun=2027, **user()).close()


def test_a_creation_that_fails_half_way_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pembinaan_lib.errors import StoreError
    from pembinaan_lib.store import Store

    def full(*_: object, **__: object) -> None:
        raise StoreError("STO-011", where="buku-kerja.db")

    (tmp_path / "kosong").mkdir()
    for folder in (tmp_path / "baru", tmp_path / "kosong"):
        with monkeypatch.context() as patch:
            patch.setattr(Store, "create", full)
            with pytest.raises(StoreError):
                Workbook.create(folder, instansi="Kota", tahun=2027, **user())
        assert not folder.exists() or list(folder.iterdir()) == []
        Workbook.create(folder, instansi="Kota", tahun=2027, **user()).close()


def test_a_restored_choice_that_nobody_can_make_is_said_and_can_be_mended(backup: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.zip"
    with_sql("UPDATE decisions SET value = '\"abc\"' WHERE key = 'pagu_rp'")(backup, odd)
    with Workbook.restore(odd, tmp_path / "pulih", **user()) as again:
        with pytest.raises(PembinaanError) as refused:
            again.compute()
        assert (refused.value.code, refused.value.where) == ("PLN-002", "pagu_rp")
        again.decide("pagu_rp", 7)
        assert again.compute().meta["pagu_rp"] == 7


ODD = [
    (key, value) for key, values in {
        "pemetaan_kolom": ("[]", '"x"', '{"a":1}', '{"a":{"tabel":5,"kolom":{}}}', '{"a":{"tabel":"pegawai","kolom":[1]}}'),
        "aturan_daerah": ("[]", '{"a":1}', '{"bangkom.jp_minimum_pns":{"nilai":20}}'),
        "aturan_dikonfirmasi": ("[]", '{"a":1}'), "tanggal": ("5", '"9999-12-31"'), "putusan_usulan": ("[]", '{"a":5}'),
    }.items() for value in values
]


@pytest.mark.parametrize(("key", "value"), ODD)
def test_a_choice_that_nobody_could_make_here_is_refused_in_words(kecil: Workbook, tmp_path: Path, key: str, value: str) -> None:
    good, bad = kecil.backup(tmp_path / "baik.zip"), tmp_path / "aneh.zip"
    with_sql("INSERT INTO decisions (key, value, reason, who, at, revision, basis) VALUES "
             f"('{key}', '{value}', '', 'x', '2026-11-21T10:00:00+07:00', 1, '')")(good, bad)
    with Workbook.restore(bad, tmp_path / "buku", **user()) as book:
        with pytest.raises(PembinaanError) as refused:
            book.decision(key)
        assert refused.value.code == "PLN-002" and refused.value.where == key
        for use in (book.law.table, book.compute, book.inputs, lambda: book.preview([FILES[0]])):
            with contextlib.suppress(PembinaanError):  # some never look at this choice
                use()
