"""Reading and verifying: each way of tampering is found, and a hostile zip does no harm."""

from __future__ import annotations

import hashlib
import json
import stat
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pembinaan_lib import findings, words
from pembinaan_lib.errors import Cancelled, RecordError, RecordMismatchError
from pembinaan_lib.record import (
    Record, RecordContents, beside, check_chain, check_hashes, last, read, records, unpack, verify, verify_public,
)
from pembinaan_lib.record import archive, manifest as manifests, verification
from tests.record.making import NIP, files_of, frozen, recompute, rezipped

Files = dict[str, bytes]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return frozen(tmp_path)


def resealed(files: Files, **changed: object) -> Files:
    """Manifest and sums made to agree with tampered files: what somebody who knows the format would do."""
    content = {name: data for name, data in files.items() if name not in ("manifest.json", "SHA256SUMS")}
    manifest = json.loads(files["manifest.json"]) | {"files": manifests.listed(content)} | changed
    content["manifest.json"] = manifests.to_bytes(manifest)
    return {**content, "SHA256SUMS": manifests.sums(content)}


def codes(found: object) -> list[str]:
    return list(found["code"])


def test_an_honest_record_verifies(record: Record) -> None:
    report = verify(record.pemeriksa, recompute)
    assert report.ok and report.recomputed and report.findings.empty
    assert report.results["file"].tolist() == ["jam.csv", "unit.csv"] and report.results["sama"].all()
    assert (report.number, report.manifest_sha256) == (record.number, record.manifest_sha256)
    assert verify_public(record.publik, pemeriksa=record.pemeriksa).ok
    assert read(record.pemeriksa).files == files_of(record.pemeriksa)


def test_a_record_zipped_again_by_others_is_the_same_record(record: Record, tmp_path: Path) -> None:
    again = rezipped(tmp_path / "x.zip", dict(reversed(files_of(record.pemeriksa).items())))
    assert again.read_bytes() != record.pemeriksa.read_bytes() and verify(again, recompute).ok


ALL = [
    "README.txt", "decisions.json", "inputs/pegawai.csv", "inputs/unit_kerja.csv", "proposal.json", "results/jam.csv",
    "results/unit.csv", "rules/bangkom/jp.yaml",
]
OWN = ["manifest.json", "SHA256SUMS"]


@pytest.mark.parametrize("name", ALL)
def test_a_changed_byte_in_any_file_is_found(record: Record, tmp_path: Path, name: str) -> None:
    files = files_of(record.pemeriksa)
    files[name] = files[name][:-1] + bytes([files[name][-1] ^ 1])
    report = verify(rezipped(tmp_path / "x.zip", files), recompute)
    assert not report.ok and not report.recomputed and codes(report.findings) == ["REC-101"]
    assert report.findings["row_id"].tolist() == [name]


@pytest.mark.parametrize("name", ALL)
def test_a_missing_or_renamed_file_is_found(record: Record, tmp_path: Path, name: str) -> None:
    files = files_of(record.pemeriksa)
    moved = files.pop(name)
    path = rezipped(tmp_path / "x.zip", files)
    assert codes(check_hashes(unpack(path))) == ["REC-102"]
    with pytest.raises(RecordMismatchError) as raised:
        read(path)
    assert raised.value.code == "REC-011" and name in str(raised.value)
    renamed = rezipped(tmp_path / "y.zip", files | {f"{name}x": moved})
    assert sorted(codes(verify(renamed, recompute).findings)) == ["REC-102", "REC-103"]


def test_an_extra_file_is_found(record: Record, tmp_path: Path) -> None:
    path = rezipped(tmp_path / "x.zip", files_of(record.pemeriksa) | {"inputs/lain.csv": b"x\n"})
    assert codes(verify(path, recompute).findings) == ["REC-103"]
    with pytest.raises(RecordMismatchError):
        read(path)


def test_an_edited_manifest_is_found_by_the_sums(record: Record, tmp_path: Path) -> None:
    files = files_of(record.pemeriksa)
    for old, new in ((b'"seed": 7', b'"seed": 8'), (b"Kota Contoh", b"Kota Lain"), (b"2026-11-21", b"2026-11-20")):
        edited = files | {"manifest.json": files["manifest.json"].replace(old, new)}
        assert edited != files
        assert codes(verify(rezipped(tmp_path / "x.zip", edited), recompute).findings) == ["REC-104"]
    without = {name: data for name, data in files.items() if name != "SHA256SUMS"}
    assert codes(verify(rezipped(tmp_path / "x.zip", without), recompute).findings) == ["REC-104"]


@pytest.mark.parametrize(("name", "old", "new", "first"), [
    ("results/jam.csv", b"b2,40", b"b2,41", ("jam.csv", 3, "jp", "41", "40")),
    ("results/unit.csv", b"64", b"640", ("unit.csv", 2, "jp", "640", "64")),
    ("inputs/pegawai.csv", b"a1,Dinas Contoh,12", b"a1,Dinas Contoh,13", ("jam.csv", 2, "jp", "24", "26")),
    ("rules/bangkom/jp.yaml", b"1", b"3", ("jam.csv", 2, "jp", "24", "72")),
    ("decisions.json", b"2", b"5", ("jam.csv", 2, "jp", "24", "60")),
])
def test_a_forger_who_seals_again_is_found_by_computing_again(
    record: Record, tmp_path: Path, name: str, old: bytes, new: bytes, first: tuple[object, ...]
) -> None:
    files = files_of(record.pemeriksa)
    forged = rezipped(tmp_path / "x.zip", resealed(files | {name: files[name].replace(old, new)}))
    report = verify(forged, recompute)
    assert check_hashes(unpack(forged)).empty and report.recomputed and not report.ok
    assert set(codes(report.findings)) == {"REC-105"}
    shown = report.results[~report.results["sama"]].iloc[0]
    assert (shown["file"], shown["baris"], shown["kolom"], shown["arsip"], shown["hitung_ulang"]) == first


def test_a_forger_who_computes_again_is_found_by_the_other_edition(record: Record, tmp_path: Path) -> None:
    files = files_of(record.pemeriksa)
    files["inputs/pegawai.csv"] = files["inputs/pegawai.csv"].replace(b",12", b",19")
    again = recompute(RecordContents(files, {}))
    forged = rezipped(tmp_path / "x.zip", resealed(files | {f"results/{name}": data for name, data in again.items()}))
    assert verify(forged, recompute).ok  # nothing inside tells ...
    report = verify_public(record.publik, pemeriksa=forged)  # ... but what was published does
    assert codes(report.findings) == ["REC-109"] and not report.ok


@pytest.mark.parametrize("name", ["published.json", "charts/jp.json"])
def test_a_changed_public_file_is_found(record: Record, tmp_path: Path, name: str) -> None:
    files = files_of(record.publik)
    changed = files | {name: files[name].replace(b"j", b"k") + b" "}
    path = rezipped(tmp_path / "p.zip", changed)
    assert codes(verify_public(path).findings) == ["REC-101"]
    listing = manifests.listed({each: data for each, data in changed.items() if each != "manifest.json"})
    sealed = changed | {"manifest.json": manifests.to_bytes(json.loads(files["manifest.json"]) | {"files": listing})}
    path = rezipped(tmp_path / "p.zip", sealed)
    assert verify_public(path).ok and codes(verify_public(path, pemeriksa=record.pemeriksa).findings) == ["REC-109"]


@pytest.mark.parametrize("changed", [
    {"number": "\x1b[2J"}, {"number": "\ud800"}, {"number": "a" * 65}, {"number": ""}, {"urutan": 10**30}, {"urutan": 0},
    {"urutan": True}, {"previous": {"number": [1], "manifest_sha256": [1]}}, {"previous": {"number": "1"}},
    {"previous": {"number": "1", "manifest_sha256": "x"}}, {"previous": []}, {"meta": []}, {"library": None},
    {"files": {"a": {"sha256": "x"}}}, {"format_version": True},
])
def test_a_manifest_that_nobody_of_ours_wrote_is_refused(tmp_path: Path, changed: dict[str, object]) -> None:
    made = frozen(tmp_path)
    files = files_of(made.pemeriksa)
    manifest = json.loads(files["manifest.json"]) | changed
    rezipped(made.pemeriksa, files | {"manifest.json": json.dumps(manifest).encode()})
    with pytest.raises(RecordError):
        verify(made.pemeriksa, recompute)
    assert records(tmp_path).empty and codes(check_chain(tmp_path)) == ["REC-111"]


def test_the_examiners_edition_beside_the_public_one_is_found(record: Record, tmp_path: Path) -> None:
    assert beside(record.publik) == record.pemeriksa and beside(tmp_path / "publik.zip") is None


@pytest.mark.parametrize("changed", [{"number": "rencana-2027-02"}, {"instansi": "Kota Palsu"}, {"tahun": 2028}])
def test_a_public_manifest_that_says_something_else_is_found(
    record: Record, tmp_path: Path, changed: dict[str, object],
) -> None:
    files = files_of(record.publik)
    files["manifest.json"] = manifests.to_bytes(json.loads(files["manifest.json"]) | changed)
    path = rezipped(tmp_path / "p.zip", files)
    assert codes(verify_public(path, pemeriksa=record.pemeriksa).findings) == ["REC-109"]


@pytest.mark.parametrize(("fault", "kind"), [
    (KeyError("Contoh Ani"), "KeyError"), (RecursionError(), "RecursionError"), (RecordError("REC-014"), "REC-014"),
    (OverflowError("Contoh Ani"), "OverflowError"),
])
def test_a_record_that_cannot_be_computed_again_does_not_verify(record: Record, fault: Exception, kind: str) -> None:
    def breaks(_: RecordContents) -> dict[str, bytes]:
        raise fault

    report = verify(record.pemeriksa, breaks)
    assert not report.ok and not report.recomputed and codes(report.findings) == ["REC-112"] and report.results.empty
    told = findings.told(report.findings)["message"].iloc[0]
    assert kind in told and "Ani" not in told


@pytest.mark.parametrize("fault", [MemoryError, KeyboardInterrupt, Cancelled])
def test_a_stop_is_no_verdict(record: Record, fault: type[BaseException]) -> None:
    def breaks(_: RecordContents) -> dict[str, bytes]:
        raise fault("PLN-001")

    with pytest.raises(fault):
        verify(record.pemeriksa, breaks)


def test_no_sign_that_steers_a_terminal_is_shown(record: Record) -> None:
    odd = b"pegawai_id,jp\na1,\x1b[2J\x1b[31mSAH\n"
    report = verify(record.pemeriksa, lambda contents: recompute(contents) | {"jam.csv": odd})
    assert "\x1b" not in findings.told(report.findings)["message"].iloc[0]


def test_missing_and_extra_public_files_are_found(record: Record, tmp_path: Path) -> None:
    files = files_of(record.publik)
    files["lain.json"] = files.pop("published.json")
    assert codes(verify_public(rezipped(tmp_path / "p.zip", files)).findings) == ["REC-103", "REC-102"]


def test_results_on_one_side_only_are_found(record: Record) -> None:
    report = verify(record.pemeriksa, lambda contents: {"jam.csv": contents.results["jam.csv"], "baru.csv": b"x\n"})
    assert codes(report.findings) == ["REC-106", "REC-106"] and not report.ok
    assert report.results["file"].tolist() == ["baru.csv", "jam.csv", "unit.csv"]
    assert report.results["sama"].tolist() == [False, True, False] and report.results["baris"].isna().all()


@pytest.mark.parametrize(("again", "line"), [
    (b"pegawai_id,jp\r\na1,24\r\nb2,40\r\n", 1), (b"pegawai_id,jp\na1,24\nb2,40", 3), (b"", 1),
    (b"pegawai_id,jp\na1,24\nb2,40\nc3,1\n", 4), (b'pegawai_id,jp\n"a1",24\nb2,40\n', 2), (b"\xff\xfe", 1), (b'"\n', 1),
])
def test_the_first_differing_line_is_named_however_odd_it_is(record: Record, again: bytes, line: int) -> None:
    report = verify(record.pemeriksa, lambda contents: recompute(contents) | {"jam.csv": again})
    assert codes(report.findings) == ["REC-105"] and report.results["baris"].iloc[0] == line
    assert findings.told(report.findings)["message"].str.contains("jam.csv").all()


def test_a_difference_shows_one_cell_and_no_number_of_a_person(record: Record) -> None:
    odd = f"pegawai_id,jp\na1,{NIP}{'x' * 500}\n".encode()
    report = verify(record.pemeriksa, lambda contents: recompute(contents) | {"jam.csv": odd})
    told = findings.told(report.findings)["message"].iloc[0]
    assert NIP not in told and "a1" not in told and len(told) < 300


def test_other_code_is_a_note_and_no_verdict(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "source_digest", lambda: "0" * 64)
    report = verify(record.pemeriksa, recompute)
    assert report.ok and codes(report.findings) == ["REC-108"]


# --- a zip by somebody who means harm ---------------------------------------------------------------------------------


def hostile(path: Path, *names: str, mode: int = 0, data: bytes = b"x") -> Path:
    with zipfile.ZipFile(path, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about names that stand twice: on purpose
        for name in names:
            entry = zipfile.ZipInfo("x")
            entry.filename = name  # as it is: a new ZipInfo would tidy it
            entry.external_attr = mode << 16
            file.writestr(entry, data)
    return path


@pytest.mark.parametrize("names", [
    ("../lari.txt",), ("/etc/x",), ("C:/x",), ("a/../../x",), ("a\\..\\x",), ("inputs/",), ("a", "a"), ("a", "A"),
    ("a//b",), ("a\x00b",), ("a\nb",), ("x" * 300,), ("~/x",), ("a/./b",), ("ä",),
])
@pytest.mark.parametrize("opened", [unpack, read, verify_public])
def test_unsafe_names_are_refused(tmp_path: Path, names: tuple[str, ...], opened: Callable[[Path], object]) -> None:
    with pytest.raises(RecordError) as raised:
        opened(hostile(tmp_path / "x.zip", *names))
    assert raised.value.code == "REC-007"
    assert [each.name for each in tmp_path.iterdir()] == ["x.zip"]


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFIFO | 0o644, stat.S_IFDIR | 0o755])
def test_only_plain_files_are_read(tmp_path: Path, mode: int) -> None:
    with pytest.raises(RecordError) as raised:
        unpack(hostile(tmp_path / "x.zip", "manifest.json", mode=mode, data=b"/etc/passwd"))
    assert raised.value.code == "REC-007"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_the_usual_ways_of_packing_are_read(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", method) as file:
        file.writestr("manifest.json", b"{}")
    with pytest.raises(RecordError) as raised:
        unpack(tmp_path / "x.zip")
    assert raised.value.code == "REC-007"


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    bomb = tmp_path / "x.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        with file.open("manifest.json", "w") as entry:
            for _ in range(20):
                entry.write(bytes(1_000_000))
    assert bomb.stat().st_size < 100_000
    with pytest.raises(RecordError) as raised:
        archive.unpacked(bomb, max_bytes=10_000_000)
    assert raised.value.code == "REC-008"
    with pytest.raises(RecordError) as raised:
        archive.unpacked(hostile(tmp_path / "y.zip", *(f"f{number}" for number in range(20))), max_files=10)
    assert raised.value.code == "REC-008"


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("manifest.json", bytes(5_000_000))
    size = (5_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(RecordError) as raised:
        archive.unpacked(path, max_bytes=1_000)
    assert raised.value.code == "REC-006"


@pytest.mark.parametrize("content", [b"", b"PK", b"teks saja", bytes(1000), b"PK\x05\x06" + bytes(18)])
def test_what_is_no_record_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    for opened in (unpack, read, verify_public):
        with pytest.raises(RecordError) as raised:
            opened(path)
        assert raised.value.code in ("REC-006", "REC-009")
    for missing in (tmp_path / "tidak-ada.zip", tmp_path):
        with pytest.raises(RecordError):
            unpack(missing)


@pytest.mark.parametrize("manifest", [
    b"", b"[]", b"null", b"{", b"[" * 100_000, b"{}", b'{"format":"lain"}', b"\xff",
    b'{"format":"pembinaan-arsip","edisi":"pemeriksa","format_version":1}',
    b'{"format":"pembinaan-arsip","edisi":"pemeriksa","format_version":1,"files":{"a":1},"number":"1","public":{}}',
    b'{"format":"pembinaan-arsip","edisi":"publik","format_version":1,"files":{},"number":"1"}',
])
def test_a_manifest_that_is_none_is_said_to_be_none(tmp_path: Path, manifest: bytes) -> None:
    path = rezipped(tmp_path / "x.zip", {"manifest.json": manifest})
    for opened in (unpack, verify_public):
        with pytest.raises(RecordError) as raised:
            opened(path)
        assert raised.value.code == "REC-009"


def test_a_newer_format_is_refused(record: Record, tmp_path: Path) -> None:
    path = rezipped(tmp_path / "x.zip", resealed(files_of(record.pemeriksa), format_version=2))
    with pytest.raises(RecordError) as raised:
        unpack(path)
    assert raised.value.code == "REC-010"


def test_editions_are_not_mistaken_for_each_other(record: Record) -> None:
    for wrong in (lambda: unpack(record.publik), lambda: verify_public(record.pemeriksa)):
        with pytest.raises(RecordError) as raised:
            wrong()
        assert raised.value.code == "REC-009"


def test_any_flipped_byte_of_the_zip_is_refused_found_or_without_effect(record: Record, tmp_path: Path) -> None:
    whole, files, path = record.publik.read_bytes(), files_of(record.publik), tmp_path / "x.zip"
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x11]) + whole[place + 1 :])
        try:
            ok = verify_public(path, pemeriksa=record.pemeriksa).ok
        except RecordError:
            continue
        assert not ok or archive.unpacked(path) == files


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_zip_is_refused(record: Record, tmp_path: Path, share: float) -> None:
    whole, path = record.pemeriksa.read_bytes(), tmp_path / "x.zip"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(RecordError) as raised:
        verify(path, recompute)
    assert raised.value.code == "REC-006"


# --- the chain --------------------------------------------------------------------------------------------------------


def test_each_record_names_the_one_before(tmp_path: Path) -> None:
    assert last(tmp_path) is None and records(tmp_path).empty and check_chain(tmp_path).empty
    made = [frozen(tmp_path, number) for number in ("c-indikatif", "a-rka", "b-dpa")]
    listed = records(tmp_path)
    assert listed["number"].tolist() == ["c-indikatif", "a-rka", "b-dpa"] and listed["urutan"].tolist() == [1, 2, 3]
    assert listed["previous_sha256"].tolist() == ["", made[0].manifest_sha256, made[1].manifest_sha256]
    assert last(tmp_path) == made[2].pemeriksa and check_chain(tmp_path).empty
    manifest = json.loads(files_of(made[1].pemeriksa)["manifest.json"])
    assert manifest["previous"] == {
        "number": "c-indikatif",
        "manifest_sha256": hashlib.sha256(files_of(made[0].pemeriksa)["manifest.json"]).hexdigest(),
    }


def test_a_record_exchanged_removed_or_damaged_breaks_the_chain(tmp_path: Path) -> None:
    one, two = frozen(tmp_path, "satu"), frozen(tmp_path, "dua")
    original, files = one.pemeriksa.read_bytes(), files_of(one.pemeriksa)
    earlier = json.loads(files["manifest.json"])["meta"] | {"tanggal": "2026-01-01"}
    rezipped(one.pemeriksa, resealed(files, meta=earlier))
    assert codes(check_chain(tmp_path)) == ["REC-110"]
    one.pemeriksa.write_bytes(b"rusak")
    assert codes(check_chain(tmp_path)) == ["REC-110", "REC-111"]
    one.pemeriksa.unlink()
    assert codes(check_chain(tmp_path)) == ["REC-110"]
    one.pemeriksa.write_bytes(original)
    assert check_chain(tmp_path).empty and verify(two.pemeriksa, recompute).ok


def test_sentences_stand_in_both_languages() -> None:
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            for number in range(1, 14):
                error = RecordError(f"REC-{number:03}", where="x", jumlah=1, files="a", kind="OSError")
                assert "{" not in str(error)
            rows = [
                findings.finding(f"REC-{n}", "menghalangi", file="a", baris=1, kolom="k", arsip="1", hitung_ulang="2",
                                 made="1", here="2", number="n")
                for n in (101, 102, 103, 104, 105, 106, 108, 109, 110, 111)
            ]
            assert findings.told(findings.frame(rows))["message"].str.len().min() > 10
            assert len(findings.grouped(findings.frame(rows))) == 10
