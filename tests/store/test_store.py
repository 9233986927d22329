"""The store as a whole: made, opened, closed, fingerprinted."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from pembinaan_lib import words
from pembinaan_lib.errors import StoreError, StoreLockedError
from pembinaan_lib.store import Store
from pembinaan_lib.store.database import Database, fault
from tests.store.making import AT, decide, new, put


def code(raised: pytest.ExceptionInfo[StoreError]) -> str:
    return raised.value.code


def test_what_was_said_at_the_start_is_there_after_opening_again(store: Store, path: Path) -> None:
    put(store, b"isi")
    decide(store, {"a": [1, 2.5, None]}, seen=0)
    store.close()
    with Store.open(path) as again:
        assert again.meta() == {"instansi": "Kota Contoh", "tahun": 2027}
        assert again.dataset("pegawai") == b"isi"
        assert again.decision("bobot").value == {"a": [1, 2.5, None]}


def test_a_second_store_is_never_made_over_a_first(store: Store, path: Path) -> None:
    put(store, b"isi")
    with pytest.raises(StoreError) as raised:
        Store.create(path, meta={}, at=AT)
    assert code(raised) == "STO-006"
    assert store.dataset("pegawai") == b"isi"


def test_of_two_that_create_at_once_one_wins_whole(path: Path) -> None:
    outcomes: list[str] = []
    gate = threading.Barrier(4)

    def create(name: str) -> None:
        gate.wait()
        try:
            Store.create(path, meta={"nama": name}, at=AT).close()
            outcomes.append(name)
        except StoreError as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=create, args=(name,)) for name in "abcd"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    winners = [each for each in outcomes if len(each) == 1]
    assert len(winners) == 1 and outcomes.count("STO-006") == 3
    with Store.open(path) as store:
        assert store.meta() == {"nama": winners[0]}


def test_a_failed_creation_leaves_no_file(path: Path) -> None:
    path.touch()  # what kill -9 leaves at the very start is filled
    Store.create(path, meta={}, at=AT).close()
    other = path.with_name("lain.db")
    with pytest.raises(StoreError) as raised:
        Store.create(other, meta={"buruk": {1, 2}}, at=AT)
    assert code(raised) == "STO-009" and not other.exists()
    with pytest.raises(StoreError) as raised:
        Store.create(path.parent / "tidak-ada" / "x.db", meta={}, at=AT)
    assert code(raised) == "STO-001"


def test_a_missing_file_is_not_made_by_opening(path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        Store.open(path)
    assert code(raised) == "STO-001" and not path.exists()


def test_a_folder_moved_away_while_open_is_said_and_not_replaced(store: Store, path: Path) -> None:
    path.rename(path.with_name("pindah.db"))
    with pytest.raises(StoreError) as raised:
        put(store, b"x")
    assert code(raised) == "STO-001" and not path.exists()


@pytest.mark.parametrize("content", [b"", b"bukan basis data, hanya teks biasa" * 100, b"PK\x03\x04" + bytes(5000)])
def test_what_is_no_database_is_said_to_be_none(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError) as raised:
        Store.open(path)
    assert code(raised) == "STO-002"
    assert path.read_bytes() == content


def test_a_foreign_database_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as foreign:
        foreign.execute("CREATE TABLE barang (id)")
    foreign.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as raised:
        Store.open(path)
    assert code(raised) == "STO-002" and path.read_bytes() == before


def test_a_truncated_file_is_said_to_be_damaged(store: Store, path: Path) -> None:
    put(store, b"x" * 50_000)
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError) as raised:
        Store.open(path)
    assert code(raised) == "STO-003"


def test_one_changed_byte_of_a_table_is_found_when_it_is_read(store: Store, path: Path) -> None:
    put(store, b"pegawai_id;jenis_pegawai\n" * 10)
    damaged = path.read_bytes().replace(b"jenis_pegawai", b"jenis_pegawaj", 1)
    path.write_bytes(damaged)
    for read in (lambda: store.dataset("pegawai"), store.check):
        with pytest.raises(StoreError) as raised:
            read()
        assert code(raised) == "STO-003"


def test_a_locked_store_gives_up_soon_and_says_what_to_do(store: Store, path: Path) -> None:
    put(store, b"lama")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreLockedError) as raised:
        put(store, b"baru")
    with pytest.raises(StoreLockedError):
        store.dataset("pegawai")
    with pytest.raises(StoreLockedError):
        store.backup(path.with_name("cadangan.db"))
    with pytest.raises(StoreLockedError):
        Store.open(path, wait=0.05)
    other.execute("ROLLBACK")
    other.close()
    assert "program lain" in str(raised.value) and raised.value.remedy
    assert store.dataset("pegawai") == b"lama" and not path.with_name("cadangan.db").exists()


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    for use in (store.meta, lambda: put(store, b"x"), lambda: store.backup(Path("x"))):
        with pytest.raises(StoreError) as raised:
            use()
        assert code(raised) == "STO-020"


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StoreError) as raised:
        decide(store, 1, seen=0, at=datetime(2026, 11, 21))
    assert code(raised) == "STO-019"


def test_the_fingerprint_is_of_content_alone(store: Store, tmp_path: Path) -> None:
    empty = store.fingerprint()
    put(store, b"isi")
    decide(store, 3, seen=0)
    full = store.fingerprint()
    assert full != empty
    with Store.create(tmp_path / "lain.db", meta={"x": 1}, at=AT) as other:
        later = AT.astimezone(timezone.utc) + timedelta(days=9)
        decide(other, 1, seen=0, who="lain")
        decide(other, 3, seen=1, reason="lain", at=later)
        other.put_datasets([new(data=b"lama")], who="lain", at=later)
        other.put_datasets([new(data=b"isi", file_name="lain.xlsx")], who="lain", at=later)
        assert other.fingerprint() == full
        decide(other, 4, seen=2)
        assert other.fingerprint() != full


def test_the_fingerprint_is_a_published_number(store: Store) -> None:
    """Computed here by hand, so that a change of its definition is noticed: it stands in documents already out."""
    put(store, b"isi")
    decide(store, {"b": 1, "a": "é"}, seen=0)
    content = {
        "datasets": {"pegawai": hashlib.sha256(b"isi").hexdigest()}, "decisions": {"bobot": {"a": "é", "b": 1}},
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert store.fingerprint() == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("name", ["buku kerja #1?.db", "persen%20.db", "kutip'\".db", "Überblick ä.db"])
def test_odd_names_of_files_are_only_names(tmp_path: Path, name: str) -> None:
    with Store.create(tmp_path / name, meta={}, at=AT) as store:
        put(store, b"isi")
    assert [each.name for each in tmp_path.iterdir()] == [name]
    with Store.open(str(tmp_path / name)) as again:
        assert again.dataset("pegawai") == b"isi"


def test_a_url_of_a_file_is_the_file(store: Store, path: Path) -> None:
    put(store, b"isi")
    with Store.open(f"sqlite:///{path}") as again:
        assert again.dataset("pegawai") == b"isi"


def test_an_error_tells_no_password_and_no_folder(path: Path) -> None:
    database = Database("postgresql://ani:rahasia@server.invalid/buku_kerja")
    assert database.name == "buku_kerja" and "rahasia" not in repr(database.engine.url)
    database.close()
    with pytest.raises(StoreError) as raised:
        Store.open(path)
    assert str(path.parent) not in str(raised.value)


@pytest.mark.parametrize(("name", "expected"), [
    ("SQLITE_FULL", "STO-011"), ("SQLITE_READONLY", "STO-012"), ("SQLITE_BUSY", "STO-005"),
    ("SQLITE_CONSTRAINT", "STO-013"), ("SQLITE_IOERR", "STO-003"),
])
def test_faults_of_the_driver_have_a_code_and_words(name: str, expected: str) -> None:
    error = sqlite3.OperationalError("asli")
    error.sqlite_errorcode = getattr(sqlite3, name)
    ours = fault(error, "buku-kerja.db")
    assert ours.code == expected and "{" not in str(ours)


def test_sentences_stand_in_both_languages() -> None:
    codes = {key.rpartition(".")[0] for key in words.catalogue("id") if key.startswith("STO-")}
    assert codes == {f"STO-{number:03}" for number in range(1, 24) if number != 16}  # a code once given is not given again
    for lang in words.LANGUAGES:
        for each in codes:
            assert words.catalogue(lang)[f"{each}.what"] and words.catalogue(lang)[f"{each}.remedy"]
