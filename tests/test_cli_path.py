"""A planner's own path with nothing but a roster, by command: from an empty folder to a restored workbook."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from pembinaan_lib import cli, record, shipped
from pembinaan_lib.record import archive, manifest

PEOPLE = 120


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first people of the sample's roster, in the shape in which SIASN gives it."""
    source = shipped.folder("data/sample") / "kota_sibolga" / "01_nominatif_siasn.xlsx"
    book = openpyxl.load_workbook(source, read_only=True)
    small = openpyxl.Workbook()
    small.active.title = "NOMINATIF"
    for row in book["NOMINATIF"].iter_rows(max_row=4 + PEOPLE, values_only=True):
        small.active.append(row)
    path = tmp_path_factory.mktemp("berkas") / "nominatif.xlsx"
    small.save(path)
    return path


def run(*arguments: object) -> int:
    return cli.main([str(each) for each in arguments])


def test_from_a_roster_to_a_verified_record_and_back_from_a_backup(
    roster: Path, tmp_path: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEMBINAAN_WAKTU", "2026-11-21T10:42:00+07:00")
    folder, backup, other = tmp_path / "rencana", tmp_path / "cadangan.zip", tmp_path / "lain"
    assert run("baru", folder, "--instansi", "Pemerintah Kota Sibolga", "--tahun", 2027) == 0
    assert (folder / "00_mulai.ipynb").is_file()
    assert run("arsipkan", folder) == cli.NOT_DONE
    assert "(WBK-009)" in capsys.readouterr().err
    assert run("impor", folder, roster) == 0
    assert run("hitung", folder) == cli.NOT_DONE
    assert "(WBK-010)" in capsys.readouterr().err
    assert run("hitung", folder, "--pagu", 150_000_000) == 0
    assert "data contoh" not in capsys.readouterr().out
    assert run("arsipkan", folder) == 0
    place = Path(capsys.readouterr().out.splitlines()[-1])
    assert (place / "pemeriksa.zip").is_file()
    assert run("periksa", place / "pemeriksa.zip") == 0
    assert run("periksa", place / "publik.zip") == 0
    assert run("cadangkan", folder, backup) == 0
    assert run("pulihkan", backup, other) == 0
    newest, restored = record.last(folder), record.last(other)
    assert newest is not None
    assert restored is not None
    assert restored.read_bytes() == newest.read_bytes()
    assert run("periksa", other) == 0
    _forge(restored.with_name("publik.zip"))
    capsys.readouterr()
    assert run("periksa", restored.with_name("publik.zip")) == cli.NOT_DONE
    assert "(REC-109)" in capsys.readouterr().err


def _forge(public: Path) -> None:
    """Change what was published, and make its own hashes agree again."""
    files = archive.unpacked(public)
    files["published.json"] += b" "
    listing = manifest.listed({name: data for name, data in files.items() if name != manifest.MANIFEST})
    files[manifest.MANIFEST] = json.dumps(json.loads(files[manifest.MANIFEST]) | {"files": listing}).encode()
    public.write_bytes(archive.packed(files))


def test_a_folder_that_is_no_workbook_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "surat.txt").write_text("penting")
    for verb in ("hitung", "arsipkan", "cadangkan", "buka", "tayangkan"):
        assert run(verb, tmp_path) == cli.NOT_DONE
        assert "(WBK-003)" in capsys.readouterr().err
    assert run("baru", tmp_path, "--instansi", "Kota", "--tahun", 2027) == cli.NOT_DONE
    assert [path.name for path in tmp_path.iterdir()] == ["surat.txt"]
