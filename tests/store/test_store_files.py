"""Backup and restore; migrations from empty and from the oldest store; a store of a newer library."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.sql.expression import TableClause

from pembinaan_lib.errors import StoreError, StoreVersionError
from pembinaan_lib.store import Store, migrations, restore, schema
from pembinaan_lib.store.migrations import MIGRATIONS, Migration
from tests.store.making import AT, decide, put

OLDEST = Path(__file__).with_name("oldest.sql")


def columns(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        return {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for name in names}


def test_a_backup_is_one_file_with_everything(store: Store, path: Path, tmp_path: Path) -> None:
    put(store, b"isi")
    decide(store, 5, seen=0)
    to = tmp_path / "cadangan.db"
    store.backup(to)
    decide(store, 6, seen=1)
    back = tmp_path / "baru" / "buku-kerja.db"
    back.parent.mkdir()
    restore(to, back)
    with Store.open(back) as again:
        assert again.decision("bobot").value == 5 and again.dataset("pegawai") == b"isi"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["baru", "buku-kerja.db", "cadangan.db"]
    assert [each.name for each in back.parent.iterdir()] == ["buku-kerja.db"]


def test_a_backup_taken_while_somebody_writes_is_the_state_before(store: Store, path: Path, tmp_path: Path) -> None:
    put(store, b"lama")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM datasets")
        store.backup(tmp_path / "c.db")
        other.execute("ROLLBACK")
    with Store.open(tmp_path / "c.db") as copy:
        assert copy.dataset("pegawai") == b"lama"


def test_nothing_is_ever_overwritten(store: Store, path: Path, tmp_path: Path) -> None:
    store.backup(tmp_path / "c.db")
    for act in (lambda: store.backup(tmp_path / "c.db"), lambda: restore(tmp_path / "c.db", path)):
        with pytest.raises(StoreError) as raised:
            act()
        assert raised.value.code == "STO-018"


def test_a_backup_that_is_damaged_is_not_restored(store: Store, tmp_path: Path) -> None:
    put(store, b"data asli " * 2000)
    good, bad, to = tmp_path / "c.db", tmp_path / "rusak.db", tmp_path / "kembali.db"
    store.backup(good)
    whole = good.read_bytes()
    cases = {
        "STO-003": [whole.replace(b"data asli", b"data palsu"[:9], 1), whole[:-4096]],
        "STO-002": [b"", b"teks saja " * 1000],
    }
    for code, contents in cases.items():
        for content in contents:
            bad.write_bytes(content)
            with pytest.raises(StoreError) as raised:
                restore(bad, to)
            assert raised.value.code == code and not to.exists()
    with pytest.raises(StoreError) as raised:
        restore(tmp_path / "tidak-ada.db", to)
    assert raised.value.code == "STO-001"
    assert not list(tmp_path.glob("*.sebagian*"))


def test_a_damaged_store_is_not_backed_up_as_if_it_were_sound(store: Store, path: Path, tmp_path: Path) -> None:
    put(store, b"data asli " * 2000)
    path.write_bytes(path.read_bytes().replace(b"data asli", b"data palsu"[:9], 1))
    with pytest.raises(StoreError) as raised:
        store.backup(tmp_path / "c.db")
    assert raised.value.code == "STO-003" and not (tmp_path / "c.db").exists()


def test_new_and_migrated_stores_have_the_columns_that_queries_use(store: Store, path: Path, tmp_path: Path) -> None:
    oldest = tmp_path / "lama.db"
    with closing(sqlite3.connect(oldest)) as database:
        database.executescript(OLDEST.read_text(encoding="utf-8"))
    with Store.open(oldest, at=AT) as old:
        assert old.dataset("pegawai") == b"pegawai_id\na1\n" and old.decision("bobot").value == [1, 2]
        assert old.meta() == {"instansi": "Kota Contoh"} and old.known_ids() == {"999999999999990001": "a1"}
        put(old, b"baru")
        old.check()
    used = {
        table.name: {column.name for column in table.columns}
        for table in vars(schema).values() if isinstance(table, TableClause)
    }
    for made in (columns(path), columns(oldest)):
        assert {name: set(names) for name, names in made.items()} == used


def _with_note(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE decisions ADD COLUMN catatan TEXT NOT NULL DEFAULT ''")


def _half(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE separuh (x INTEGER)")
    connection.exec_driver_sql("DELETE FROM decisions")
    raise StoreError("STO-013", kind="percobaan")


def test_steps_run_in_order_once_and_are_written_down(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(store, 1, seen=0)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, Migration(2, "0.2.0", _with_note)))
    for _ in range(2):
        with Store.open(path, at=AT) as again:
            assert again.decision("bobot").value == 1
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT number, library, at FROM migrations ORDER BY 1").fetchall()
    assert rows == [(n, v, "2026-11-21T09:30:00+07:00") for n, v in ((1, "0.1.0"), (2, "0.2.0"))]


def test_a_step_that_fails_leaves_no_trace(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(store, 1, seen=0)
    before = columns(path)
    with monkeypatch.context() as patched:
        steps = (*MIGRATIONS, Migration(2, "0.2.0", _with_note), Migration(3, "0.3.0", _half))
        patched.setattr(migrations, "MIGRATIONS", steps)
        with pytest.raises(StoreError):
            Store.open(path)
        after = columns(path)
        assert "catatan" in after["decisions"] and set(after) == set(before)  # step 2 stands, step 3 left nothing
        patched.setattr(migrations, "MIGRATIONS", steps[:2])
        with Store.open(path) as again:
            assert again.decision("bobot").value == 1


def test_a_newer_store_names_the_version_it_needs_and_stays_as_it_is(
    store: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, Migration(2, "0.7.3", _with_note)))
        Store.open(path).close()
    before = path.read_bytes()
    for act in (lambda: Store.open(path), lambda: restore(path, tmp_path / "k.db")):
        with pytest.raises(StoreVersionError) as raised:
            act()
        assert raised.value.code == "STO-004" and "0.7.3" in str(raised.value)
    assert path.read_bytes() == before


def test_the_numbers_of_the_steps_are_one_two_three() -> None:
    assert [step.number for step in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_the_same_statements_are_written_for_postgresql() -> None:
    """No server here: what differs are exactly the words for bytes and for a running number."""
    ours, theirs = migrations.statements("sqlite"), migrations.statements("postgresql")
    for one, other in zip(ours, theirs, strict=True):
        numbered = one.replace(" id INTEGER PRIMARY KEY", " id INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
        assert re.sub(r"\bBLOB\b", "BYTEA", numbered) == other
