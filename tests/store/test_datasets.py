"""Imported tables: revisions, undo, all or nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pembinaan_lib.errors import StoreError
from pembinaan_lib.store import Store
from pembinaan_lib.store.store import CURRENT
from tests.store.making import AT, new, put


def test_the_same_bytes_make_no_revision(store: Store) -> None:
    assert (put(store, b"a").revision, put(store, b"a").revision, put(store, b"b").revision) == (1, 1, 2)
    again = put(store, b"b")
    assert not again.changed and len(store.dataset_history("pegawai")) == 2


def test_the_same_data_with_new_findings_show_the_new_findings(store: Store) -> None:
    put(store, b"a", findings=b"ada catatan")
    fixed = put(store, b"a", findings=b"bersih")
    assert not fixed.changed and store.findings("pegawai") == b"bersih"
    assert store.undo_dataset("pegawai", who="p", at=AT).sha256 is None  # undo skips what has the same content


def test_undo_goes_further_back_each_time_and_down_to_nothing(store: Store) -> None:
    for data in (b"a", b"b", b"c"):
        put(store, data)
    seen = []
    for _ in range(3):
        store.undo_dataset("pegawai", who="penyusun", at=AT)
        seen.append(store.dataset("pegawai"))
    assert seen == [b"b", b"a", None]
    assert store.datasets().empty and store.findings("pegawai") is None
    with pytest.raises(StoreError) as raised:
        store.undo_dataset("pegawai", who="penyusun", at=AT)
    assert raised.value.code == "STO-008"
    assert store.dataset_history("pegawai")["restores"].tolist() == [pd.NA, pd.NA, pd.NA, 2, 1, 0]
    put(store, b"d")
    assert store.dataset("pegawai") == b"d"
    assert store.undo_dataset("pegawai", who="penyusun", at=AT).sha256 is None


def test_an_import_after_an_undo_is_a_new_branch(store: Store) -> None:
    put(store, b"a")
    put(store, b"b")
    store.undo_dataset("pegawai", who="p", at=AT)
    put(store, b"c")
    store.undo_dataset("pegawai", who="p", at=AT)
    assert store.dataset("pegawai") == b"a"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["undo", b"a", b"b", b"c"]), max_size=12))
def test_undo_behaves_like_a_stack(tmp_path_factory: pytest.TempPathFactory, steps: list[str | bytes]) -> None:
    """The model: an import pushes unless it equals the top, an undo pops."""
    stack: list[bytes] = []
    path = tmp_path_factory.mktemp("stack") / "x.db"
    with Store.create(path, meta={}, at=AT) as store:
        for step in steps:
            if step == "undo":
                if stack:
                    stack.pop()
                    store.undo_dataset("pegawai", who="p", at=AT)
            elif not stack or stack[-1] != step:
                stack.append(step)
                put(store, step)
            assert store.dataset("pegawai") == (stack[-1] if stack else None)


def test_datasets_shows_what_is_current(store: Store) -> None:
    store.put_datasets([new("unit_kerja", b"u", tahun=None), new("pegawai", b"p", rows=7)], who="ani", at=AT)
    put(store, b"p2", rows=8)
    frame = store.datasets()
    assert tuple(frame.columns) == CURRENT
    assert frame["table_name"].tolist() == ["pegawai", "unit_kerja"] and frame["rows"].tolist() == [8, 1]
    assert frame["tahun"].isna().tolist() == [False, True]
    assert frame["at"].tolist() == ["2026-11-21T09:30:00+07:00"] * 2
    empty = store.dataset_history("kinerja")
    assert empty.empty and empty.dtypes.tolist() == store.dataset_history("pegawai").dtypes.tolist()


@pytest.mark.parametrize("given_name", [
    "C:\\Users\\ani\\Desktop\\01.xlsx", "/home/ani/01.xlsx", "../01.xlsx", "01.xlsx",
])
def test_only_the_last_part_of_a_file_name_is_kept(store: Store, given_name: str) -> None:
    put(store, b"a", file_name=given_name)
    assert store.datasets()["file_name"].tolist() == ["01.xlsx"]


def test_one_bad_table_keeps_all_others_out(store: Store, path: Path) -> None:
    put(store, b"lama")
    with pytest.raises(StoreError):
        store.put_datasets([new(data=b"baru"), new("unit_kerja", b"u", rows=None)], who="p", at=AT)
    assert store.dataset("pegawai") == b"lama" and store.dataset("unit_kerja") is None


def test_two_programs_that_import_at_once_get_two_revisions(store: Store, path: Path) -> None:
    gate = threading.Barrier(4)

    def work(number: int) -> None:
        with Store.open(path) as own:
            gate.wait()
            for turn in range(5):
                put(own, f"{number}-{turn}".encode())

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert store.dataset_history("pegawai")["revision"].tolist() == list(range(1, 21))


_KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from pembinaan_lib.store import Store
from tests.store.making import AT, new

store = Store.open(Path(sys.argv[1]))
seen = []

@event.listens_for(store._database.engine, "after_cursor_execute")
def kill(connection, cursor, statement, *rest):
    if statement.startswith("INSERT INTO datasets"):
        seen.append(statement)
        if len(seen) == 3:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

# larger than SQLite's page cache, so that half-written pages are in the file already when the process dies
tables = [new(table, os.urandom(4_000_000)) for table in ("pegawai", "kinerja", "unit_kerja")]
store.put_datasets(tables, who="p", at=AT)
"""


def test_kill_9_in_the_middle_of_an_import_leaves_the_store_as_before(store: Store, path: Path) -> None:
    put(store, b"lama")
    before, size = store.fingerprint(), path.stat().st_size
    root = Path(__file__).resolve().parents[2]
    died = subprocess.run([sys.executable, "-c", _KILLED, str(path)], cwd=root, check=False, timeout=60)
    assert died.returncode == -getattr(signal, "SIGKILL", signal.SIGTERM)
    assert path.stat().st_size > size and path.with_name(path.name + "-journal").exists()  # it was half written
    copied = path.with_name("salinan.db")  # the folder as it lies there, copied before anybody opened it again
    copied.write_bytes(path.read_bytes())
    copied.with_name(copied.name + "-journal").write_bytes(path.with_name(path.name + "-journal").read_bytes())
    for each in (path, copied):
        with Store.open(each) as again:
            assert again.fingerprint() == before and again.dataset("pegawai") == b"lama"
            assert again.dataset("kinerja") is None
            again.check()
            put(again, b"baru")
            assert again.dataset("pegawai") == b"baru"


def test_the_newest_import_is_taken_back_as_a_whole(store: Store) -> None:
    later = AT + timedelta(minutes=5)
    store.put_datasets([new("pegawai", b"1\n"), new("kinerja", b"1\n")], who="a", at=AT)
    store.put_datasets([new("pegawai", b"2\n"), new("anggaran", b"1\n")], who="a", at=later)
    assert store.before("pegawai") == b"1\n" and store.before("anggaran") is None and store.before("angkatan") is None
    assert store.undo_last(who="a", at=later + timedelta(minutes=1)) == ("anggaran", "pegawai")
    assert (store.dataset("pegawai"), store.dataset("anggaran"), store.dataset("kinerja")) == (b"1\n", None, b"1\n")
    assert store.undo_last(who="a", at=later + timedelta(minutes=2)) == ("kinerja",), "pegawai is back at older content"
    with pytest.raises(StoreError, match="STO-023"):
        store.undo_last(who="a", at=later + timedelta(minutes=3))
