"""start.py says plainly what is missing, does nothing twice, and carries on after an interruption."""

from __future__ import annotations

import ast
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOW = (3, 11, 4)


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """start.py as a module, standing in an empty project of its own."""
    spec = importlib.util.spec_from_file_location("start_under_test", ROOT / "start.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lock = ["satu==1 \\", "    --hash=sha256:0", "dua==2 ; sys_platform == 'x'", "dua==3"]
    (tmp_path / "requirements.lock").write_text("\n".join(lock))
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    return module


def made(venv: Path) -> None:
    """What ``python -m venv`` would leave."""
    (venv / "bin").mkdir(parents=True)


@pytest.fixture
def set_up(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """``start.set_up`` with venv and pip replaced; the list says what was done."""
    done: list[str] = []
    monkeypatch.setattr(start, "works", lambda venv, version: (venv / "bin").is_dir())
    monkeypatch.setattr(start, "make_venv", lambda venv: (done.append("venv"), made(venv)))
    start.done = done
    start.once = lambda version=NOW, install=None: start.set_up(
        "id", version, install or (lambda venv, lang: done.append("pasang"))
    )
    return done


def test_every_python_since_3_6_can_read_it() -> None:
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_it_imports_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("version", [(3, 6, 9), (3, 10, 14), (2, 7, 18)])
def test_an_old_python_is_told_so(start: ModuleType, version: tuple[int, ...], capsys: pytest.CaptureFixture) -> None:
    assert start.main([], version) == start.OLD_PYTHON
    said = capsys.readouterr().out
    assert "Python 3.11 atau lebih baru diperlukan" in said
    assert ".".join(map(str, version)) in said
    assert not start.VENV.exists()


def test_both_languages_say_the_same_things(start: ModuleType) -> None:
    assert set(start.WORDS["id"]) == set(start.WORDS["en"])
    assert start.read_arguments(["--lang", "en", "test"], {}) == ("en", ["test"])
    assert start.read_arguments([], {"PEMBINAAN_LANG": "en"}) == ("en", [])
    assert start.read_arguments(["baru", "x", "--instansi", "Kota"], {"PEMBINAAN_LANG": "jv"})[0] == "id"


def test_a_console_of_windows_can_print_every_sentence(start: ModuleType) -> None:
    assert all(sentence.isascii() for words in start.WORDS.values() for sentence in words.values())


def test_too_little_disk_stops_before_anything_is_made(
    start: ModuleType, set_up: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(start.shutil, "disk_usage", lambda place: type("Usage", (), {"free": 300_000_000}))
    assert start.main([], NOW) == start.NO_DISK
    assert "tersedia 0.3 GB" in capsys.readouterr().out
    assert set_up == []


def test_nothing_is_done_twice(start: ModuleType, set_up: list[str], capsys: pytest.CaptureFixture) -> None:
    start.once()
    assert set_up == ["venv", "pasang"]
    capsys.readouterr()
    start.once()
    assert set_up == ["venv", "pasang"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("what", ["lock", "project", "python"])
def test_a_change_installs_again_in_the_same_environment(start: ModuleType, set_up: list[str], what: str) -> None:
    start.once()
    if what == "lock":
        (start.ROOT / "requirements.lock").write_text("tiga==3\n")
    elif what == "project":
        (start.ROOT / "pyproject.toml").write_text("[project]\nname='baru'\n")
    start.once((3, 11, 9) if what == "python" else NOW)
    assert set_up == ["venv", "pasang", "pasang"]


def test_an_interrupted_installation_is_carried_on(
    start: ModuleType, set_up: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    def interrupted(venv: Path, lang: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        start.once(install=interrupted)
    assert not (start.VENV / "pembinaan-fingerprint").exists()
    start.once()
    assert set_up == ["venv", "pasang"]
    assert "Melanjutkan" in capsys.readouterr().out

    monkeypatch.setattr(start, "set_up", lambda lang, version: interrupted(start.VENV, lang))
    assert start.main([], NOW) == start.INTERRUPTED
    assert "dilanjutkan" in capsys.readouterr().out


def test_an_interrupted_update_is_not_taken_for_a_finished_one(start: ModuleType, set_up: list[str]) -> None:
    def broken(venv: Path, lang: str) -> None:
        raise start.SetupError("network", start.NO_NETWORK)

    start.once()
    (start.ROOT / "requirements.lock").write_text("tiga==3\n")
    with pytest.raises(start.SetupError):
        start.once(install=broken)
    (start.ROOT / "requirements.lock").write_text("satu==1\n")
    start.once()
    assert set_up == ["venv", "pasang", "pasang"]


def test_a_broken_environment_is_removed_and_made_again(
    start: ModuleType, set_up: list[str], capsys: pytest.CaptureFixture
) -> None:
    start.VENV.mkdir()
    (start.VENV / "sisa").write_text("x")
    start.once()
    assert set_up == ["venv", "pasang"]
    assert not (start.VENV / "sisa").exists()
    assert "rusak" in capsys.readouterr().out


def test_an_environment_without_a_python_does_not_work(start: ModuleType) -> None:
    assert not start.works(start.VENV, NOW)
    assert start.works(Path(sys.prefix), sys.version_info) or sys.prefix == sys.base_prefix
    assert not start.works(Path(sys.prefix), (3, 6, 0))


def test_packages_that_pip_left_half_written_are_forgotten(start: ModuleType) -> None:
    packages = start.VENV / "lib" / "python3.11" / "site-packages"
    for name, files in {"utuh": ["RECORD", "INSTALLER", "METADATA"], "separuh": ["METADATA"]}.items():
        for file in files:
            (packages / f"{name}-1.dist-info").mkdir(parents=True, exist_ok=True)
            (packages / f"{name}-1.dist-info" / file).write_text("")
    start.remove_half_installed(start.VENV)
    assert [path.name for path in packages.iterdir()] == ["utuh-1.dist-info"]


@pytest.mark.parametrize(("pip_says", "sentence", "status"), [
    ("urllib3.exceptions.NewConnectionError: Failed to establish", "sambungan internet", "NO_NETWORK"),
    ("socket.gaierror: [Errno -2] Name or service not known", "sambungan internet", "NO_NETWORK"),
    ("ERROR: No matching distribution found for satu==1", "sambungan internet", "NO_NETWORK"),
    ("ERROR: Could not install packages: [Errno 28] No space left on device", "Ruang disk", "NO_DISK"),
    ("OSError: [WinError 206] The filename or extension is too long: 'C:\\\\a'", "terlalu panjang untuk Windows", "LONG_PATH"),
    (f"ERROR: OSError: [Errno 2] No such file or directory: 'C:\\\\{'x' * 250}'", "terlalu panjang", "LONG_PATH"),
    ("HINT: this system does not have Windows Long Path support enabled", "terlalu panjang", "LONG_PATH"),
    ("ERROR: [Errno 2] No such file or directory: 'C:\\\\pendek'", "pasang.log", "BROKEN"),
    ("PermissionError: [WinError 5] Access is denied: 'C:\\\\a.pyd'", "pemindai virus", "IN_USE"),
    ("WARNING: Retrying NewConnectionError\nPermissionError: [WinError 32] being used", "pemindai virus", "IN_USE"),
    ("ConnectionError: [WinError 53] The network path was not found", "sambungan internet", "NO_NETWORK"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "requirements.lock", "BROKEN"),
    ("sesuatu yang lain", "pasang.log", "BROKEN"),
])
def test_what_pip_says_becomes_a_plain_sentence(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture,
    pip_says: str, sentence: str, status: str,
) -> None:
    start.VENV.mkdir()
    fake = start.VENV / "python"
    fake.write_text(f"#!{sys.executable}\nprint({pip_says!r})\nraise SystemExit(1)\n")
    fake.chmod(0o755)
    monkeypatch.setattr(start, "venv_python", lambda venv: fake)
    monkeypatch.setattr(start, "set_up", lambda lang, version: start.run_pip(["install"], start.VENV))
    assert start.main([], NOW) == getattr(start, status)
    said = capsys.readouterr().out
    assert sentence in said
    assert len(said.strip().splitlines()) == 1
    assert pip_says in (start.VENV / "pasang.log").read_text()


def test_progress_is_rough_but_moves(start: ModuleType, capsys: pytest.CaptureFixture) -> None:
    for done in range(1, 42):
        start.show_progress("Collecting satu==1", done, 100, "id")
    start.show_progress("Installing collected packages: satu", 41, 100, "id")
    assert capsys.readouterr().out.splitlines() == [
        "    20 dari sekitar 100 paket", "    40 dari sekitar 100 paket",
        "    memasang berkas (sekitar satu menit) ...",
    ]


def test_the_lock_counts_a_package_once(start: ModuleType) -> None:
    assert start.lock_count((start.ROOT / "requirements.lock").read_text()) == 2


def test_a_folder_that_refuses_is_named(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    def refuse(lang: str, version: tuple[int, ...]) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(start, "set_up", refuse)
    assert start.main([], NOW) == start.NO_VENV
    assert str(start.ROOT) in capsys.readouterr().out


def test_words_are_passed_on(start: ModuleType) -> None:
    assert start.command([], "id") == ["-m", "pembinaan_lib.cli", "--lang", "id", "contoh"]
    assert start.command(["impor", "F", "a b.xlsx"], "en")[-3:] == ["impor", "F", "a b.xlsx"]
    assert start.command(["test", "-k", "nama"], "id")[:2] == ["-m", "pytest"]
    assert start.command(["test", "-k", "nama"], "id")[-2:] == ["-k", "nama"]


@pytest.mark.skipif(os.name == "nt", reason="a shebang line")
def test_the_exit_status_of_the_command_is_ours(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "venv_python", lambda venv: Path(sys.executable))
    assert start.run(["-c", "raise SystemExit(7)"]) == 7


def test_the_lock_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--index-url" not in lock
    assert "://" not in lock
