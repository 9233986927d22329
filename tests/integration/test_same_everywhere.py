"""The same files and choices give the same record to the byte, whatever folder, locale, clock zone or order."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pembinaan_lib import sample
from pembinaan_lib.workbook import Workbook
from tests.contoh import user

ROOT = Path(__file__).resolve().parents[2]
WALK = """
import json, sys
from pathlib import Path
from random import Random
from pembinaan_lib import sample
from pembinaan_lib.workbook import Workbook
from tests.contoh import INSTANSI, user
folder, order = Path(sys.argv[1]), Random(int(sys.argv[2]))
files = sample.files(Path(sys.argv[3]))
order.shuffle(files)
with Workbook.create(folder, instansi=INSTANSI, tahun=2027, contoh=True, **user(who="orang-di-balik-layar")) as book:
    book.import_files(files)
    book.decide("bobot_jp", 0.25, reason="rapat")
    book.decide("pagu_rp", 150_000_000, reason="rapat")
    book.accept(book.propose(), reason="rapat")
    book.freeze()
    print(json.dumps({"fingerprint": book._store.fingerprint(), "summary": book.summary()}))
"""
HERE = {"PYTHONHASHSEED": "1", "TZ": "Asia/Jakarta", "LC_ALL": "C.UTF-8"}
# No UTF-8 anywhere: a file that is opened without naming its encoding fails or differs here.
THERE = {
    "PYTHONHASHSEED": "4711", "TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "utf-8", "LANGUAGE": "de",
}


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict, Path]]:
    """An agency of 300 walked from its files to its record in two processes that have nothing in common."""
    base = tmp_path_factory.mktemp("dua")
    sample.write(base / "berkas", people=300)
    started = []
    for number, (place, surroundings) in enumerate((("satu", HERE), ("dua folder/dalam sekali", THERE))):
        folder = base / place
        folder.parent.mkdir(parents=True, exist_ok=True)
        run = [sys.executable, "-c", WALK, str(folder), str(number), str(base / "berkas")]
        environment = {name: text for name, text in os.environ.items() if name not in ("LANG", "LC_CTYPE")}
        process = subprocess.Popen(
            run, cwd=ROOT, env=environment | surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        started.append((process, folder))
    done = [(process.communicate(timeout=120), process.returncode, folder) for process, folder in started]
    assert [code for _, code, _ in done] == [0, 0], done[0][0][1].decode() + done[1][0][1].decode()
    # What is printed is what the walk prints: the library itself writes nothing, so no name can get into a log.
    assert [err for (_, err), _, _ in done] == [b"", b""]
    return [(json.loads(out), folder) for (out, _), _, folder in done]


def test_the_same_store_and_the_same_sentences(walks: list[tuple[dict, Path]]) -> None:
    assert walks[0][0] == walks[1][0] and len(walks[0][0]["summary"]) == 10


@pytest.mark.parametrize("edition", ["pemeriksa.zip", "publik.zip"])
def test_the_same_record_to_the_byte(walks: list[tuple[dict, Path]], edition: str) -> None:
    files = [folder / "arsip" / "2027-001" / edition for _, folder in walks]
    assert members(files[0]) == members(files[1])
    assert files[0].read_bytes() == files[1].read_bytes()


def test_no_trace_of_the_machine(walks: list[tuple[dict, Path]]) -> None:
    for _, folder in walks:
        for edition in (folder / "arsip" / "2027-001").iterdir():
            with zipfile.ZipFile(edition) as archive:
                whole = b"".join(archive.read(name) for name in archive.namelist())
            assert str(folder).encode() not in whole and b"orang-di-balik-layar" not in whole
            assert str(ROOT).encode() not in whole and b"/berkas/" not in whole


def test_each_verifies_the_other(walks: list[tuple[dict, Path]], tmp_path: Path) -> None:
    """A record needs no workbook: another process, another folder, nothing but the file."""
    file = tmp_path / "kiriman.zip"
    file.write_bytes((walks[1][1] / "arsip" / "2027-001" / "pemeriksa.zip").read_bytes())
    run = [sys.executable, "-m", "pembinaan_lib.cli", "periksa", str(file)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | HERE
    told = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kiriman.zip"]


def test_the_whole_plan_is_in_what_was_compared(walks: list[tuple[dict, Path]]) -> None:
    inside = members(walks[0][1] / "arsip" / "2027-001" / "pemeriksa.zip")
    assert {"decisions.json", "proposal.json", "results/rencana_peserta.csv", "inputs/pegawai.csv"} <= set(inside)


def members(file: Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


def test_the_clock_of_the_computer_is_not_read(walks: list[tuple[dict, Path]]) -> None:
    with zipfile.ZipFile(walks[0][1] / "arsip" / "2027-001" / "pemeriksa.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert json.loads(archive.read("manifest.json"))["meta"]["tanggal"] == "2026-11-21"


def test_a_walked_workbook_opens_again(walks: list[tuple[dict, Path]]) -> None:
    with Workbook.open(walks[1][1], **user()) as book:
        assert not book.outdated() and book.summary() == walks[0][0]["summary"]
