"""Files that are no good: each is refused with what, where and remedy, before anything else is harmed."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from pembinaan_lib import words
from pembinaan_lib.errors import Cancelled, TableFileError
from pembinaan_lib.tables import looks_like, read
from tests.tables.making import ROSTER, nip, roster, saved

GOOD = (nip(1), "Budi Santoso", "PNS", "Dinas Kesehatan")


def refused(path: Path, code: str) -> None:
    with pytest.raises(TableFileError) as fault:
        read(path)
    assert fault.value.code == code
    for language in words.LANGUAGES:
        with words.speaking(language):
            assert fault.value.what and fault.value.remedy and path.name in str(fault.value)


@pytest.mark.parametrize(("content", "code"), [
    (b"", "TBL-001"), (b"  \n ", "TBL-001"), (b"%PDF-1.7 bukan excel", "TBL-002"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "TBL-002"),
    (b"PK\x03\x04rusak", "TBL-005"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rusak", "TBL-005"),
    (b"<html><table><tr><td>NIP</td></tr></table></html>", "TBL-012"), (b"\xff\xfe\x00\xd8", "TBL-002"),
])
def test_a_file_that_is_no_workbook(tmp_path, content, code):
    path = tmp_path / "nominatif.xlsx"
    path.write_bytes(content)
    refused(path, code)
    assert not looks_like(path, "pegawai")


def test_a_file_that_is_not_there(tmp_path):
    refused(tmp_path / "tidak ada.xlsx", "TBL-009")
    refused(tmp_path, "TBL-009")


def test_a_workbook_with_a_password(tmp_path, workbook):
    path = tmp_path / "terkunci.xlsx"
    with workbook(roster(GOOD)).open("rb") as plain, path.open("wb") as locked:
        OOXMLFile(plain).encrypt("rahasia", locked)
    with path.open("rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()
    refused(path, "TBL-003")


def test_a_workbook_without_content(workbook):
    refused(workbook({"Kosong": [], "Kosong juga": []}), "TBL-004")


def test_another_kind_of_office_file(tmp_path):
    path = tmp_path / "surat.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    refused(path, "TBL-002")


def rebuilt(source: Path, target: Path, **changed: bytes | str) -> Path:
    """The workbook with some of its inner files replaced or added (name with ``/`` as ``__``)."""
    new = {name.replace("__", "/"): content for name, content in changed.items()}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in old.infolist():
            if entry.filename not in new:
                archive.writestr(entry.filename, old.read(entry))
        for name, content in new.items():
            archive.writestr(name, content)
    return target


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, workbook):
    path = rebuilt(workbook(roster(GOOD)), tmp_path / "bom.xlsx", **{"xl__media__besar.bin": bytes(60 * 2**20)})
    assert path.stat().st_size < 2**20
    refused(path, "TBL-006")


def test_an_entry_that_lies_about_its_size_is_refused(tmp_path, workbook):
    path = rebuilt(workbook(roster(GOOD)), tmp_path / "bohong.xlsx", **{"xl__lain.xml": bytes(2**20)})
    data = path.read_bytes()
    path.write_bytes(data.replace((2**20).to_bytes(4, "little"), (64).to_bytes(4, "little")))
    refused(path, "TBL-005")


@pytest.mark.parametrize("name", ["../../jahat.xml", "/etc/jahat.xml", "xl/../../jahat.xml", "C:/jahat.xml"])
def test_names_that_climb_out_are_refused(tmp_path, workbook, name):
    path = tmp_path / "jalur.xlsx"
    shutil.copy(workbook(roster(GOOD)), path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "x")
    refused(path, "TBL-008")


def test_the_name_of_a_file_is_only_a_name(tmp_path, workbook):
    path = tmp_path / "..nominatif\u202e;rm -rf $(x).xlsx"
    shutil.copy(workbook(roster(GOOD)), path)
    (reading,) = read(path)
    assert reading.file_name == "..nominatif;rm -rf $(x).xlsx" and len(reading.frame) == 1


@pytest.mark.parametrize("far", [
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', '<row r="9"><c r="xfd1048576"><v>1</v></c></row>',
    '<row r="9"><c r\n=\n"XFD1048576"><v>1</v></c></row>', "<row r='9'><c s='0'r='XfD1048576'><v>1</v></c></row>",
    '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:c r="XFD1048576"/></x:row>',
    "<row>" + "<c/>" * 16_000 + "<c><v>1</v></c></row>" + "<row><c><v>1</v></c></row>" * 10_000,
])
def test_one_cell_far_away_is_refused_before_room_is_made_for_it(tmp_path, workbook, far):
    source = workbook(roster(GOOD))
    with zipfile.ZipFile(source) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    far_xml = xml.replace(b"</sheetData>", far.encode() + b"</sheetData>")
    refused(rebuilt(source, tmp_path / "jauh.xlsx", **{"xl__worksheets__sheet1.xml": far_xml}), "TBL-007")


def test_a_sheet_that_only_claims_to_be_huge_is_read(tmp_path, workbook):
    source = workbook(roster(GOOD))
    with zipfile.ZipFile(source) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    claim = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml)
    (reading,) = read(rebuilt(source, tmp_path / "klaim.xlsx", **{"xl__worksheets__sheet1.xml": claim}))
    assert claim != xml and len(reading.frame) == 1


def test_macros_and_links_are_never_followed(tmp_path, workbook):
    path = rebuilt(
        workbook(roster(GOOD)), tmp_path / "makro.xlsm", **{
            "xl__vbaProject.bin": b"Sub Auto_Open()", "xl__externalLinks__externalLink1.xml": "<externalLink/>",
        },
    )
    (reading,) = read(path)
    assert len(reading.frame) == 1


def test_a_formula_typed_as_text_stays_text(workbook):
    (reading,) = read(workbook(roster((nip(1), '=HYPERLINK("http://x","Budi")', "PNS", "=cmd|' /C calc'!A0"))))
    assert reading.frame["unit_kerja"][0] == "=cmd|' /C calc'!A0"


def test_a_formula_gives_the_value_it_shows(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(list(ROSTER))
    book.active.append([nip(1), "Budi", "PNS", "=1+1"])
    book.save(tmp_path / "rumus.xlsx")
    (reading,) = read(tmp_path / "rumus.xlsx")
    assert list(reading.rejected["code"]) == ["TBL-036"]  # never calculated, so it shows nothing


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_every_usual_kind(tmp_path, delimiter, encoding):
    lines = [ROSTER, (nip(1), "José", "PNS", '"Dinas ""A"" B"'), (nip(2), "Ani", "PPPK", "Dinas C")]
    path = tmp_path / "nominatif.csv"
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    (reading,) = read(path)
    assert list(reading.frame["nama"]) == ["José", "Ani"] and list(reading.frame["unit_kerja"]) == ['Dinas "A" B',
                                                                                                    "Dinas C"]
    assert list(reading.frame["baris"]) == [2, 3]


def test_an_old_excel_is_recognised_by_its_content_not_its_name(tmp_path, workbook):
    path = tmp_path / "nominatif.csv"
    shutil.copy(workbook(roster(GOOD)), path)
    assert len(read(path)[0].frame) == 1


@pytest.fixture(scope="module")
def good_bytes(tmp_path_factory) -> bytes:
    return saved(tmp_path_factory.mktemp("baik") / "a.xlsx",
                 roster(GOOD, (nip(2), "Ani", "PPPK", "Dinas C"))).read_bytes()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10**6), byte=st.integers(0, 255), cut=st.integers(0, 10**6), shorten=st.booleans())
def test_a_damaged_file_is_read_or_refused_but_never_a_crash(tmp_path, good_bytes, place, byte, cut, shorten):
    data = bytearray(good_bytes)
    data[place % len(data)] = byte
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(bytes(data[: cut % len(data)] if shorten else data))
    try:
        for reading in read(path):
            assert reading.rows_used + len(reading.rejected) == reading.rows_in_file
    except TableFileError as fault:
        assert str(fault)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_but_never_a_crash(tmp_path, data):
    for name in ("a.csv", "a.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        try:
            read(path)
        except TableFileError as fault:
            assert str(fault)


@pytest.mark.parametrize("last", [{"A": [["catatan", "x"]]}, {"B": [ROSTER]}, {"B": [["NIP", "Nama"], ["1", "Budi"]]}])
def test_progress_goes_on_inside_a_sheet_and_ends_at_one(workbook, last):
    seen: list[float] = []
    read(workbook({**roster(GOOD), **last}), progress=seen.append)
    assert seen == sorted(seen) and seen[0] == 0.5 and seen[-1] == 1.0 and len(set(seen)) > 10


@pytest.mark.parametrize("asked", [1, 2, 5, 20])
def test_a_stop_is_heard_between_the_steps(workbook, asked):
    turns = iter(range(1, 1000))
    with pytest.raises(Cancelled) as stop:
        read(workbook(roster(GOOD)), cancelled=lambda: next(turns) >= asked)
    assert stop.value.code == "WBK-006" and next(turns) == asked + 1


def test_a_table_is_told_by_name_or_by_headers(tmp_path, workbook):
    units = workbook({"Data": [["Unit Kerja", "Perangkat Daerah", "Minimal Bertugas"], ["A", "B", 2]]}, "daftar.xlsx")
    assert looks_like(units, "unit_kerja") and not looks_like(units, "pegawai")
    assert looks_like(tmp_path / "02_unit_kerja.xlsx", "unit_kerja")
    assert not looks_like(tmp_path / "tidak_ada.xlsx", "unit_kerja")


def test_reading_leaves_the_file_as_it_was(workbook):
    path = workbook(roster(GOOD))
    before = path.read_bytes()
    read(path)
    assert path.read_bytes() == before
