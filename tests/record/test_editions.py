"""Freezing: what is written, that it is always the same, whole or not at all, and never over another."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from pembinaan_lib import __version__, words
from pembinaan_lib.errors import RecordError
from pembinaan_lib.plan import source_digest
from pembinaan_lib.record import archive, freeze, unpack
from pembinaan_lib.record import manifest as manifests
from tests.record.making import files_of, frozen, parts

ROOT = Path(__file__).resolve().parents[2]


def test_both_editions_hold_what_they_should(tmp_path: Path) -> None:
    record = frozen(tmp_path)
    assert sorted(each.name for each in record.folder.iterdir()) == ["pemeriksa.zip", "publik.zip"]
    assert record.folder == tmp_path / "arsip" / "rencana-2027-01"
    assert sorted(files_of(record.pemeriksa)) == [
        "README.txt", "SHA256SUMS", "decisions.json", "inputs/pegawai.csv", "inputs/unit_kerja.csv", "manifest.json",
        "proposal.json", "results/jam.csv", "results/unit.csv", "rules/bangkom/jp.yaml",
    ]
    public = files_of(record.publik)
    assert sorted(public) == ["charts/jp.json", "manifest.json", "published.json"]
    assert json.loads(public["manifest.json"])["pemeriksa_manifest_sha256"] == record.manifest_sha256


def test_the_manifest_says_everything(tmp_path: Path) -> None:
    record = frozen(tmp_path)
    files = files_of(record.pemeriksa)
    manifest = json.loads(files["manifest.json"])
    assert hashlib.sha256(files["manifest.json"]).hexdigest() == record.manifest_sha256
    assert manifest["library"] == {"version": __version__, "source_sha256": source_digest()}
    assert manifest["meta"] == parts()["meta"] and manifest["previous"] is None and manifest["urutan"] == 1
    listed = {name: entry["sha256"] for name, entry in manifest["files"].items()}
    own = {"manifest.json", "SHA256SUMS"}
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name not in own}
    assert manifest["files"]["inputs/pegawai.csv"]["size"] == len(files["inputs/pegawai.csv"])
    assert set(manifest["public"]) == {"published.json", "charts/jp.json"}


def test_what_was_frozen_comes_back(tmp_path: Path) -> None:
    given, contents = parts(), unpack(frozen(tmp_path).pemeriksa)
    for name in ("inputs", "rules", "results", "decisions", "proposal", "meta"):
        assert getattr(contents, name) == given[name]
    assert unpack(frozen(tmp_path, "tanpa-usulan", proposal=None).pemeriksa).proposal is None


def test_a_stranger_can_check_the_sums(tmp_path: Path) -> None:
    """The format of coreutils' ``sha256sum -c``, read here as its manual describes it."""
    files = files_of(frozen(tmp_path).pemeriksa)
    lines = [line.split("  ") for line in files["SHA256SUMS"].decode().splitlines()]
    assert {name: digest for digest, name in lines} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "SHA256SUMS"
    }


def test_the_readme_is_indonesian_whatever_the_screen_speaks(tmp_path: Path) -> None:
    with words.speaking("en"):
        readme = files_of(frozen(tmp_path).pemeriksa)["README.txt"].decode()
        assert words.language() == "en"
    assert "sha256sum -c SHA256SUMS" in readme and "DATA CONTOH, BUKAN DATA SEBENARNYA" in readme
    real = parts()["meta"] | {"contoh": False}
    assert "CONTOH," not in files_of(frozen(tmp_path, "asli", meta=real).pemeriksa)["README.txt"].decode()


_ELSEWHERE = """
import sys
from pathlib import Path
from pembinaan_lib.record import manifest
from tests.record.making import frozen
manifest.source_digest = lambda: "0" * 64
frozen(Path(sys.argv[1]))
"""


@pytest.mark.parametrize(("zone", "seed", "lang"), [
    ("Asia/Jayapura", "1", "C"), ("America/New_York", "2", "id_ID.UTF-8"),
])
def test_the_same_plan_is_the_same_bytes_in_any_process_zone_and_folder(
    tmp_path: Path, zone: str, seed: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifests, "source_digest", lambda: "0" * 64)  # the source may be edited while tests run
    here, there = tmp_path / "sini", tmp_path / "sana jauh"
    frozen(here)
    surroundings = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": lang}
    subprocess.run([sys.executable, "-c", _ELSEWHERE, str(there)], cwd=ROOT, env=surroundings, check=True, timeout=60)
    for name in ("pemeriksa.zip", "publik.zip"):
        one, two = ((folder / "arsip" / "rencana-2027-01" / name).read_bytes() for folder in (here, there))
        assert one == two


def test_the_digest_of_the_source_changes_with_code_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one digest of plan and record: the same whatever the checkout made of the ends of lines."""
    package = tmp_path / "paket"
    (package / "ruang" / "__pycache__").mkdir(parents=True)
    (package / "plan").mkdir()
    (package / "__init__.py").write_bytes(b"x = 1\n")
    monkeypatch.setattr(sys.modules["pembinaan_lib.plan.compute"], "__file__", str(package / "plan" / "compute.py"))
    digests = [source_digest.__wrapped__()]
    (package / "ruang" / "__pycache__" / "a.pyc").write_bytes(b"sampah")
    (package / "ruang" / "a.po").write_bytes(b"kata")
    (package / "__init__.py").write_bytes(b"x = 1\r\n")
    assert source_digest.__wrapped__() == digests[0]
    for name, content in (("__init__.py", b"x = 2\n"), ("ruang/b.py", b"")):
        (package / name).write_bytes(content)
        digests.append(source_digest.__wrapped__())
    assert len(set(digests)) == 3


def test_the_order_in_which_files_are_given_changes_nothing(tmp_path: Path) -> None:
    def turned(value: Any) -> Any:
        return dict(reversed(value.items())) if isinstance(value, dict) else value

    one = frozen(tmp_path / "1")
    two = frozen(tmp_path / "2", **{name: turned(value) for name, value in parts().items()})
    assert one.pemeriksa.read_bytes() == two.pemeriksa.read_bytes()
    assert one.publik.read_bytes() == two.publik.read_bytes()


def test_a_record_is_never_overwritten(tmp_path: Path) -> None:
    before = frozen(tmp_path).pemeriksa.read_bytes()
    with pytest.raises(RecordError) as raised:
        frozen(tmp_path, proposal=None)
    assert raised.value.code == "REC-001" and (tmp_path / "arsip/rencana-2027-01/pemeriksa.zip").read_bytes() == before


def test_of_two_that_freeze_at_once_one_wins_whole(tmp_path: Path) -> None:
    gate, outcomes = threading.Barrier(4), []

    def work() -> None:
        gate.wait()
        try:
            outcomes.append(frozen(tmp_path).manifest_sha256)
        except RecordError as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert outcomes.count("REC-001") == 3
    assert [each.name for each in (tmp_path / "arsip").iterdir()] == ["rencana-2027-01"]


def test_a_disk_that_refuses_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = archive.written

    def refuse(path: Path, files: dict[str, bytes]) -> None:
        write(path, files)
        if path.name == "publik.zip":
            raise OSError(28, "penuh")

    monkeypatch.setattr(archive, "written", refuse)
    with pytest.raises(RecordError) as raised:
        frozen(tmp_path)
    assert raised.value.code == "REC-013" and not list((tmp_path / "arsip").iterdir())


_KILLED = """
import os, signal, sys
from pathlib import Path
from pembinaan_lib.record import archive
from tests.record.making import frozen
write = archive.written
def die(path, files):
    write(path, files)
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
archive.written = die
frozen(Path(sys.argv[1]))
"""


def test_kill_9_while_writing_leaves_no_record_and_does_not_block_the_next(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], cwd=ROOT, check=False, timeout=60)
    assert died.returncode == -getattr(signal, "SIGKILL", signal.SIGTERM)
    assert not (tmp_path / "arsip" / "rencana-2027-01").exists()
    assert frozen(tmp_path).pemeriksa.exists()


@pytest.mark.parametrize("number", ["", "..", "a/b", "../x", ".x", "a b", "x" * 65, "n\u00f6", "C:x", "a\n"])
def test_a_number_that_leads_elsewhere_is_refused(tmp_path: Path, number: str) -> None:
    with pytest.raises(RecordError) as raised:
        frozen(tmp_path, number)
    assert raised.value.code == "REC-002" and not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["../x.csv", "/x.csv", "a\\b.csv", "a//b.csv", "", "a/", "x.csv.", "nama panjang.csv"])
@pytest.mark.parametrize("group", ["inputs", "rules", "results", "public"])
def test_a_file_name_that_leads_elsewhere_is_refused(tmp_path: Path, group: str, name: str) -> None:
    with pytest.raises(RecordError) as raised:
        frozen(tmp_path, **{group: {name: b"x\n"}})
    assert raised.value.code == "REC-002"


def test_a_public_manifest_of_the_caller_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        frozen(tmp_path, public={"manifest.json": b"{}"})


@pytest.mark.parametrize("meta", [
    {}, {"seed": 1}, parts()["meta"] | {"seed": float("nan")}, parts()["meta"] | {"x": {1}},
])
def test_an_incomplete_description_is_refused(tmp_path: Path, meta: dict[str, Any]) -> None:
    with pytest.raises(RecordError) as raised:
        frozen(tmp_path, meta=meta)
    assert raised.value.code == "REC-003" and not list(tmp_path.iterdir())


def test_forbidden_strings_cannot_be_forgotten(tmp_path: Path) -> None:
    given = {name: value for name, value in parts().items() if name != "forbidden"}
    with pytest.raises(TypeError):
        freeze(tmp_path, number="x", **given)
