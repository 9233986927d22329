"""The command line: what each verb says and how it ends; the workbook behind it is a stand-in here."""

from __future__ import annotations

import argparse
import json
import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pembinaan_lib import cli, findings, serving, words
from pembinaan_lib.cli import screen, verbs
from pembinaan_lib.errors import FolderError, StoreLockedError

SHEETS = pd.DataFrame([["a.xlsx", "Data", "pegawai", 5, 4, 1], ["a.xlsx", "Catatan", "", 2, 0, 2]],
                      columns=["berkas", "lembar", "tabel", "baris_berkas", "dipakai", "ditolak"])


class Book:
    """Remembers in a file what was done to it, as a workbook does."""

    fault: Exception | None = None
    report_ok = True

    def __init__(self, folder: Path, contoh: bool = False) -> None:
        self.folder, self.contoh = folder, contoh

    @classmethod
    def create(cls, folder: Path, *, instansi: str, tahun: int, contoh: bool = False, **_: Any) -> Book:
        folder.mkdir(parents=True)
        (folder / "buku-kerja.db").write_text(json.dumps([f"create {instansi} {tahun} {contoh}"]))
        return cls(folder, contoh)

    @classmethod
    def open(cls, folder: Path, **_: Any) -> Book:
        if cls.fault:
            raise cls.fault
        if not (folder / "buku-kerja.db").is_file():
            raise FolderError("WBK-003", where=folder.name)
        return cls(folder, "True" in (folder / "buku-kerja.db").read_text())

    @classmethod
    def restore(cls, backup: Path, folder: Path, **_: Any) -> Book:
        return cls.create(folder, instansi=backup.stem, tahun=0)

    @property
    def done(self) -> list[str]:
        return json.loads((self.folder / "buku-kerja.db").read_text())

    def _do(self, what: str) -> None:
        (self.folder / "buku-kerja.db").write_text(json.dumps([*self.done, what]))

    def import_files(self, files: list[Path], *, progress: Any) -> Any:
        progress(0.5, "a.xlsx")
        self._do(f"import {len(files)}")
        return types.SimpleNamespace(rows=SHEETS, findings=findings.frame())

    voice = types.SimpleNamespace(group=lambda: None, keep=lambda _: None)

    def outdated(self) -> bool:
        return False

    def decision(self, key: str) -> Any:
        return "sha" if "accept" in " ".join(self.done) else None

    def renew(self) -> None:
        """Today is as good as any day for these tests."""

    def decide(self, key: str, value: Any, *, reason: str) -> None:
        self._do(f"decide {key} {value}")

    def propose(self, *, progress: Any) -> str:
        progress(1.0, "")
        return "sha"

    def accept(self, proposal: str, *, reason: str) -> None:
        self._do(f"accept {proposal}")

    def compute(self, *, progress: Any) -> None:
        self._do("compute")

    def summary(self) -> list[str]:
        return [f"baris {number}" for number in range(1, 11)]

    def freeze(self, *, progress: Any) -> Path:
        self._do("freeze")
        (self.folder / "arsip" / "001").mkdir(parents=True)
        return self.folder / "arsip" / "001"

    @property
    def published(self) -> Path | None:
        newest = last(self.folder)
        return newest.with_name("publik.zip") if newest else None

    @classmethod
    def verify(cls, path: Path, *, progress: Any) -> Any:
        found = findings.frame([findings.finding("SRV-001", "menghalangi", row_id="hasil/x.csv")])
        told = findings.frame() if cls.report_ok else found
        return types.SimpleNamespace(number="001", recomputed=True, ok=cls.report_ok, findings=told)

    def documents(self, *, progress: Any) -> list[Path]:
        return [self.folder / "dokumen" / "Rencana.docx"]

    def backup(self, target: Path) -> Path:
        target.write_text("cadangan")
        return target

    def close(self) -> None:
        pass

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def last(folder: Path) -> Path | None:
    found = sorted((folder / "arsip").glob("*"))
    return found[-1] / "pemeriksa.zip" if found else None


@pytest.fixture(autouse=True)
def book(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Book]]:
    """The stand-in where the verbs look for the workbook."""
    before = words.language()
    folder = types.ModuleType("pembinaan_lib.workbook.folder")
    folder.DATABASE = "buku-kerja.db"  # type: ignore[attr-defined]
    module = types.ModuleType("pembinaan_lib.workbook")
    module.Workbook, module.verify_record = Book, Book.verify  # type: ignore[attr-defined]
    monkeypatch.setattr(verbs.record, "last", last)
    monkeypatch.setitem(sys.modules, "pembinaan_lib.workbook", module)
    monkeypatch.setitem(sys.modules, "pembinaan_lib.workbook.folder", folder)
    monkeypatch.setattr(Book, "fault", None)
    monkeypatch.setattr(Book, "report_ok", True)
    yield Book
    words.choose_language(before)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the servers would have been started with; they are stopped at once."""
    calls: list[dict[str, Any]] = []

    class Running:
        addresses = {"perencana": "http://127.0.0.1:1/?token=x", "pimpinan": "http://127.0.0.1:2/?token=y"}

        def __enter__(self) -> Running:
            return self

        def __exit__(self, *_: object) -> None:
            calls.append({"stopped": True})

        def wait(self) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(serving, "start", lambda folder, **settings: (calls.append(settings), Running())[1])
    monkeypatch.setattr(serving, "addresses_in_use", lambda folder: {})
    monkeypatch.setattr(verbs.signal, "signal", lambda *_: None)
    monkeypatch.setattr(verbs.webbrowser, "open", lambda address: calls.append({"browser": address}))
    return calls


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workbook that is there."""
    return Book.create(tmp_path / "rencana", instansi="Kota", tahun=2027).folder


def run(*arguments: object) -> int:
    return cli.main([str(each) for each in arguments])


@pytest.mark.parametrize(("language", "first"), [("id", "impor (import)"), ("en", "import (impor)")])
def test_help_lists_every_verb_in_the_language(language: str, first: str, capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--lang", language, "--help")
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert first in shown
    assert all(f"{verb.name}" in shown and verb.alias in shown for verb in cli.VERBS)
    assert ("usage:" in shown) == (language == "en")


def test_the_verbs_are_those_that_were_agreed() -> None:
    assert {verb.name: verb.alias for verb in cli.VERBS}.items() >= {
        "contoh": "demo", "baru": "new", "impor": "import", "hitung": "compute", "arsipkan": "record",
        "periksa": "verify", "buka": "lab", "tayangkan": "serve", "cadangkan": "backup", "pulihkan": "restore",
    }.items()


@pytest.mark.parametrize("arguments", [[], ["tidak-ada"], ["impor"], ["baru", "x"], ["hitung", "x", "--pagu", "dua"]])
def test_a_command_that_is_not_understood_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    said = capsys.readouterr().err
    assert ended.value.code == cli.NOT_UNDERSTOOD
    assert "Perintah belum lengkap" in said
    assert "the following arguments" not in said


@pytest.mark.parametrize("place", [["--lang", "en"], ["--lang=en"]])
def test_the_language_may_stand_anywhere(place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert run("baru", tmp_path / "x", *place, "--instansi", "Kota X", "--tahun", 2027) == 0
    assert "is ready" in capsys.readouterr().out


def test_a_planners_own_path_ends_with_the_records_place(
    tmp_path: Path, book: type[Book], capsys: pytest.CaptureFixture
) -> None:
    place, file = tmp_path / "rencana", tmp_path / "a.xlsx"
    file.write_text("x")
    assert run("baru", place, "--instansi", "Kota X", "--tahun", 2027) == 0
    assert run("impor", place, file) == 0
    assert "4 dari 7 baris dipakai, 3 ditolak" in capsys.readouterr().out
    assert run("hitung", place) == 0
    assert "baris 10" in capsys.readouterr().out
    assert run("arsipkan", place) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(place / "arsip" / "001")
    assert run("periksa", place) == 0
    assert run("periksa", place / "arsip" / "001") == 0
    assert book.open(place).done[1:] == ["import 1", "accept sha", "compute", "freeze"]


def test_a_new_budget_makes_a_new_proposal(folder: Path) -> None:
    run("hitung", folder)
    run("hitung", folder)
    run("hitung", folder, "--pagu", 900_000_000)
    assert Book(folder).done[1:] == [
        "accept sha", "compute", "compute", "decide pagu_rp 900000000", "accept sha", "compute",
    ]


def test_a_missing_file_stops_before_anything_is_imported(folder: Path, capsys: pytest.CaptureFixture) -> None:
    assert run("impor", folder, folder / "tidak-ada.xlsx") == cli.NOT_DONE
    assert "tidak-ada.xlsx" in capsys.readouterr().err
    assert len(Book(folder).done) == 1


def test_a_changed_record_is_not_verified(folder: Path, book: type[Book], capsys: pytest.CaptureFixture) -> None:
    run("arsipkan", folder)
    book.report_ok = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(findings, "told", lambda found: found.assign(message="berbeda", remedy="ulangi"))
        assert run("periksa", folder) == cli.NOT_DONE
    said = capsys.readouterr().err
    assert "berbeda [hasil/x.csv] ulangi" in said
    assert "(CLI-003)" in said


def test_nothing_recorded_is_said(folder: Path, capsys: pytest.CaptureFixture, served: list[dict[str, Any]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FolderError, "__str__", lambda error: error.code)
        assert run("periksa", folder) == cli.NOT_DONE
        assert run("tayangkan", folder) == cli.NOT_DONE
    assert "WBK-013" in capsys.readouterr().err
    assert served == []


def test_the_sample_from_its_files_to_both_servers(
    tmp_path: Path, served: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("DISPLAY", ":9")
    place = tmp_path / "contoh"
    assert run("contoh", "--folder", place) == 0
    said = capsys.readouterr().out
    assert "data contoh, bukan data sebenarnya" in said
    assert said.index("baris 1\n") < said.index("baris 10\n") < said.index("token=x")
    assert "Dasbor pimpinan: http://127.0.0.1:2/?token=y" in said
    assert served == [{"edition": place / "arsip" / "001" / "publik.zip", "planner": True},
                      {"browser": "http://127.0.0.1:1/?token=x"}, {"stopped": True}]


def test_the_sample_without_servers_prints_its_record_last(
    tmp_path: Path, served: list[dict[str, Any]], capsys: pytest.CaptureFixture
) -> None:
    place = tmp_path / "contoh"
    assert run("demo", "--no-serve", "--folder", place) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(place / "arsip" / "001")
    assert served == []


def test_a_finished_sample_is_used_again(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    place = tmp_path / "contoh"
    run("contoh", "--no-serve", "--folder", place)
    before = Book(place).done
    assert run("contoh", "--no-serve", "--folder", place) == 0
    assert Book(place).done == before
    assert "Memakai instansi contoh yang sudah ada" in capsys.readouterr().out


def test_the_sample_never_touches_a_real_workbook(folder: Path, capsys: pytest.CaptureFixture) -> None:
    assert run("contoh", "--no-serve", "--folder", folder) == cli.NOT_DONE
    assert "(CLI-004)" in capsys.readouterr().err
    assert len(Book(folder).done) == 1


def test_each_door_starts_its_own_server(folder: Path, served: list[dict[str, Any]]) -> None:
    run("arsipkan", folder)
    assert run("buka", folder, "--no-browser") == 0
    assert run("tayangkan", folder, "--no-browser") == 0
    assert [call for call in served if "planner" in call] == [
        {"edition": None, "planner": True}, {"edition": folder / "arsip" / "001" / "publik.zip", "planner": False},
    ]


def test_a_second_window_joins_the_first(
    folder: Path, served: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    run("arsipkan", folder)
    capsys.readouterr()
    monkeypatch.setattr(serving, "addresses_in_use", lambda folder: {"perencana": "http://127.0.0.1:8/?token=x"})
    monkeypatch.setattr(serving, "show_edition", lambda folder, edition: f"http://127.0.0.1:9/{edition.name}?token=y")
    assert run("buka", folder, "--no-browser") == 0
    assert run("tayangkan", folder, "--no-browser") == 0
    said = capsys.readouterr().out
    assert "Layar perencana: http://127.0.0.1:8/?token=x" in said
    assert "Dasbor pimpinan: http://127.0.0.1:9/publik.zip?token=y" in said
    assert served == []


def test_a_backup_and_its_restoration(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert run("cadangkan", folder) == 0
    assert "data pribadi" in capsys.readouterr().out
    backup = next(tmp_path.glob("rencana-*.zip"))
    assert run("pulihkan", backup, tmp_path / "lain") == 0
    assert (tmp_path / "lain" / "buku-kerja.db").is_file()


def test_our_errors_are_told_without_a_traceback(
    folder: Path, book: type[Book], capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StoreLockedError, "__str__", lambda error: f"apa {error.where} obat ({error.code})")
    book.fault = StoreLockedError("STO-001", where="buku-kerja.db")
    assert run("hitung", folder) == cli.NOT_DONE
    assert capsys.readouterr().err == "apa buku-kerja.db obat (STO-001)\n"


def test_an_unexpected_fault_leaves_a_code_and_no_personal_data(
    folder: Path, book: type[Book], capsys: pytest.CaptureFixture
) -> None:
    book.fault = ValueError("Nama Orang 198001012005011001")
    assert run("hitung", folder) == cli.NOT_DONE
    said = capsys.readouterr().err
    log = (folder / screen.LOG).read_text()
    code = re.search(r"kode ([0-9A-F]{6})", said)
    assert code
    assert f"{code[1]} ValueError" in log
    assert "Traceback" not in said
    assert "198001012005011001" not in said + log


@pytest.mark.parametrize("temporary", [True, False])
def test_an_unexpected_fault_in_a_folder_that_cannot_be_written_has_its_code_too(
    folder: Path, book: type[Book], capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    temporary: bool,
) -> None:
    (folder / screen.LOG).mkdir()  # cannot be opened, not even by root
    monkeypatch.setattr(screen.tempfile, "tempdir", str(tmp_path / "sementara"))
    if temporary:
        (tmp_path / "sementara").mkdir()
    book.fault = ValueError("Nama Orang")
    assert run("hitung", folder) == cli.NOT_DONE
    said = capsys.readouterr().err
    assert re.search(r"kode [0-9A-F]{6}", said) and "Nama Orang" not in said
    logs = list((tmp_path / "sementara").glob("*")) if temporary else []
    assert len(logs) == temporary and all(log.stat().st_mode & 0o077 == 0 and log.name in said for log in logs)


def test_ctrl_c_is_no_fault(folder: Path, book: type[Book], capsys: pytest.CaptureFixture) -> None:
    book.fault = KeyboardInterrupt()  # type: ignore[assignment]
    assert run("hitung", folder) == cli.STOPPED
    assert "Dihentikan" in capsys.readouterr().err


def test_the_bar_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    quiet = screen.Bar()
    quiet(0.5, "words.sample")
    quiet.clear()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    bar = screen.Bar()
    bar(0.5, "words.sample")
    bar(7.0, "berkas.xlsx")
    shown = capsys.readouterr().err
    assert "[############............]  50% data contoh" in shown
    assert "berkas.xlsx" in shown
    assert max(len(line) for line in shown.split("\r")) <= 78


def test_new_ids_repeat_for_the_sample_only() -> None:
    first, second = (verbs._surroundings(seed=2027)["draw"] for _ in range(2))
    assert [first(), first()] == [second(), second()]
    assert verbs._surroundings()["draw"]() != verbs._surroundings()["draw"]()


def test_every_argument_has_its_sentence() -> None:
    for language in words.LANGUAGES:
        with words.speaking(language):
            assert isinstance(cli.parser(), argparse.ArgumentParser)
