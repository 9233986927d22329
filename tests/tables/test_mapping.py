"""What a sheet's columns were taken for, and what the planner's word about a layout does."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pembinaan_lib import rules
from pembinaan_lib.tables import TABLES, read
from pembinaan_lib.tables.mapping import signature
from tests.tables.making import ROSTER, nip, roster, saved
from tests.tables.test_tables_reading import codes, only, row_of

LAW = rules.load()
BUDI, ANI = (nip(1), "Budi Santoso", "PNS", "Dinas A"), (nip(2), "Ani Lubis", "PPPK", "Dinas B")


def column(reading, header: str):
    (found,) = [one for one in reading.columns if one.header == header]
    return found


def test_every_column_is_told_with_what_it_was_taken_for(workbook):
    headers = (*ROSTER, "Golongan", "Perangkat Derah", "Agama", "Catatan Khusus")
    reading = only(workbook(roster((*BUDI, "III/a", "Dinas A", "Islam", "Anak Siti")[:8], headers=headers)))
    assert [one.position for one in reading.columns] == list(range(8))
    told = {one.header: (one.taken_as, one.how, one.confidence) for one in reading.columns}
    assert told["NIP"] == ("nip", "nama", 1.0) and told["Golongan"] == ("golongan", "nama", 1.0)
    assert told["Perangkat Derah"][:2] == ("perangkat_daerah", "mirip") and told["Agama"] == ("", "", 0.0)
    assert column(reading, "Golongan").samples == ("III/a",) and column(reading, "Golongan").alternatives == ()


def test_no_sample_and_no_header_names_a_person(workbook):
    headers = (*ROSTER, "Nomor HP", "Tanggal Lahir Anak", "Siti Aminah", "Jabatan")
    rows = [(*BUDI, "0812345678", "03-04-2010", "Siti Aminah", "Perawat"), (*ANI, 812345678, None, "x", "Budi Santoso")]
    for page in (roster(*rows, headers=headers), {"Aneh": [[f"Kolom {i} x" for i in range(8)], *rows]}):
        text = repr(only(workbook(page)).columns)
        assert not re.search(r"Budi|Siti|Lubis|0812|812345678|03-04|2010|" + nip(1), text), text
    assert "…" in text


def test_a_column_of_numbers_like_nip_is_proposed_whatever_its_name(workbook):
    reading = only(workbook(roster(BUDI, ANI, headers=("Nomor Pegawai Kita", *ROSTER[1:]))))
    assert reading.frame.empty and column(reading, "Nomor Pegawai Kita").alternatives[0] == "nip"
    assert column(reading, "Nomor Pegawai Kita").taken_as == ""


def test_a_column_is_proposed_by_its_name_and_not_where_its_cells_speak_against_it(workbook):
    headers = (*ROSTER, "Mulai menjabat (TMT jabatan)", "Jab. sekarang")
    good = only(workbook(roster((*BUDI, "01-02-2020", "Perawat"), headers=headers), "a.xlsx"))
    bad = only(workbook(roster((*BUDI, "entah", "Perawat"), headers=headers), "b.xlsx"))
    assert "tmt_jabatan" in good.columns[4].alternatives and "tmt_jabatan" not in bad.columns[4].alternatives


def test_the_signature_is_that_of_the_headers_alone(workbook):
    first = only(workbook(roster(BUDI), "a.xlsx")).signature
    spaced = [f" {header}  " for header in ROSTER]
    later = only(workbook({"Lain": [["JUDUL", "b"], [], spaced, ANI, BUDI]}, "b.xlsx")).signature
    other = only(workbook(roster((*BUDI, "x"), headers=(*ROSTER, "Jabatan")), "c.xlsx")).signature
    assert first == later == signature([*ROSTER, "", ""]) != other and re.fullmatch("[0-9a-f]{16}", first)
    assert signature([]) == signature(["", " "]) == ""


ODD = ("Nomor", "Siapa", "Golongan Pegawai", "Tempat", "Catatan")


def test_a_confirmed_mapping_wins_and_serves_next_month(workbook):
    path = workbook({"A": [ODD, (*BUDI, "x")]}, "a.xlsx")
    before = only(path)
    assert before.table == "" and before.columns and before.rows_used == 0
    said = {before.signature: {"tabel": "pegawai", "kolom": {
        one.header: name
        for one, name in zip(before.columns, ("nip", "nama", "jenis_pegawai", "unit_kerja", ""), strict=True)
    }}}
    reading = only(workbook({"Desember": [["judul"], ODD, (*ANI, "y")]}, "b.xlsx"), mappings=said)
    assert (reading.table, reading.header_row, row_of(reading)["nip"]) == ("pegawai", 2, nip(2))
    assert {match.how for match in reading.mapping} == {"keputusan"} and "TBL-081" in codes(reading)
    assert [one.taken_as for one in reading.columns] == ["nip", "nama", "jenis_pegawai", "unit_kerja", ""]


def test_a_confirmed_mapping_turns_a_known_column_and_leaves_one_out(workbook):
    headers = (*ROSTER, "Unit Kerja Lama", "Nama Jabatan", "Jabatan Nama")
    path = workbook(roster((*BUDI, "Dinas Lama", "Perawat", "Bidan"), headers=headers))
    plain = only(path)
    assert row_of(plain)["jabatan"] == "Bidan"
    said = {plain.signature: {"tabel": "pegawai", "kolom": {"Unit Kerja Lama": "unit_kerja", "Jabatan Nama": ""}}}
    one = row_of(only(path, mappings=said))
    assert (one["unit_kerja"], one["jabatan"]) == ("Dinas Lama", "Perawat")


def test_a_sheet_is_another_table_or_none_because_the_planner_says_so(workbook):
    path = workbook(roster(BUDI, ANI))
    key = only(path).signature
    left_out = only(path, mappings={key: {"tabel": "", "kolom": {}}})
    assert (left_out.table, left_out.rows_used, set(left_out.rejected["code"])) == ("", 0, {"TBL-082"})
    assert list(left_out.findings["severity"]) == ["informasi"] and left_out.signature == key and left_out.columns
    other = only(path, mappings={key: {"tabel": "penilaian_kompetensi", "kolom": {}}})
    assert other.table == "penilaian_kompetensi" and "TBL-021" in codes(other)


def test_a_value_column_is_named_by_the_planner(workbook):
    headers = ("NIP", "Tanggal", "Integritas", "Kerja Sama", "Kom. efektif")
    path = workbook({"Rekap Asesmen": [headers, (nip(1), "01-02-2026", 3, 2, 1)]})
    plain = only(path)
    assert len(plain.frame) == 2
    said = {plain.signature: {"tabel": "penilaian_kompetensi", "kolom": {"Kom. efektif": "Komunikasi",
                                                                        "Kerja Sama": ""}}}
    reading = only(path, mappings=said)
    assert dict(zip(reading.frame["kompetensi"], reading.frame["level"], strict=True)) == {"Integritas": 3.0,
                                                                                           "Komunikasi": 1.0}


def test_every_kind_of_value_column_can_be_said_again_as_it_was_told(workbook):
    sheets = {
        "Hadir": [["Kode Angkatan", "NIP", "Sesi 1", "Pertemuan ke-2"], ["A-1", nip(1), "H", "T"]],
        "Nilai": [["Kode Angkatan", "NIP", "Pre Test", "Nilai Pasca Tes"], ["A-1", nip(1), 60, 80]],
        "Asesmen": [["NIP", "Tanggal", "Integritas", "Komunikasi"], [nip(1), "01-02-2026", 3, 2]],
        "Siap": [["Unit Kerja", "Saya siap bekerja dengan cara baru", "Atasan Budi Hartono memberi contoh kerja"],
                 ["Dinas A", 4, "x"], ["Dinas A", 4, 5], ["Dinas A", 3, 5]],
        **roster((nip(1), "Budi Hartono", "PNS", "Dinas A")),
    }
    path = workbook(sheets)
    plain = read(path)
    assert [one.table for one in plain] == ["kehadiran", "evaluasi_belajar", "penilaian_kompetensi",
                                            "kesiapan_perubahan", "pegawai"]
    said = {one.signature: {"tabel": one.table, "kolom": {told.header: told.taken_as for told in one.columns}}
            for one in plain}
    for before, after in zip(plain, read(path, mappings=said), strict=True):
        assert {one.how for one in after.columns} <= {"keputusan", "lebar"} and after.frame.equals(before.frame)
    assert plain[0].columns[3].taken_as == "Sesi 2" and plain[3].columns[2].taken_as == "pertanyaan"
    assert "Hartono" not in repr([(one.columns, one.findings.to_dict("list")) for one in plain])


@pytest.mark.parametrize("said", [
    {"tabel": "tidak_ada", "kolom": {"NIP": "nama"}}, {"tabel": "pegawai", "kolom": {"NIP": "tidak_ada"}},
    {"tabel": "pegawai"}, {"tabel": "pegawai", "kolom": {"Lain": "nip"}},
])
def test_a_mapping_that_no_longer_fits_is_as_if_not_made(workbook, said):
    path = workbook(roster(BUDI))
    assert row_of(only(path, mappings={only(path).signature: said}))["nip"] == nip(1)


def test_repeated_and_hidden_headers_can_be_told_apart(workbook):
    path = workbook(roster((*BUDI, "A", "B", "C"), headers=(*ROSTER, "Siti Aminah", "Hotma Lubis", "Jabatan")))
    reading = only(path)
    first, second = [one.header for one in reading.columns][4:6]
    assert first.startswith("… ") and second.startswith("… ") and len(first) == len(second) == 6 and first != second
    said = {reading.signature: {"tabel": "pegawai", "kolom": {second: "perangkat_daerah"}}}
    assert row_of(only(path, mappings=said))["perangkat_daerah"] == "B"


def test_a_choice_about_a_hidden_header_lands_on_its_column_whichever_others_are_hidden(workbook):
    headers = (*ROSTER, "Bobot Budi Santoso", "Qwerty Zxcvb", "Qwerty Zxcvb", "Asdfg Hjkl")
    path = workbook(roster((*BUDI, "isi", "Analis Hukum", "Kedua", "Kepala Seksi"), headers=headers))
    reading = only(path)
    hidden = {one.position: one.header for one in reading.columns if one.header.startswith("…")}
    assert sorted(hidden) == [4, 5, 6, 7] and len(set(hidden.values())) == 4
    for place, told in ((4, "isi"), (5, "Analis Hukum"), (6, "Kedua"), (7, "Kepala Seksi")):
        said = {reading.signature: {"tabel": "pegawai", "kolom": {hidden[place]: "jabatan"}}}
        assert row_of(only(path, mappings=said))["jabatan"] == told


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_mapping_is_obeyed_or_ignored_but_never_a_crash(tmp_path, data):
    headers = data.draw(st.lists(st.sampled_from([*ROSTER, "Nilai", "Sesi 1", "Integritas", ""]), min_size=2,
                                 max_size=7))
    rows = data.draw(st.lists(st.lists(st.sampled_from([nip(1), "PNS", "x", 3, "01-02-2026", None]), max_size=7),
                              max_size=3))
    table = data.draw(st.sampled_from(sorted(TABLES)))
    names = [column.name for column in TABLES[table].file_columns]
    chosen = data.draw(st.dictionaries(st.sampled_from([*headers, "… (2)"]),
                                       st.sampled_from([*names, "", "Integritas", "Sesi 2", "butir", "pertanyaan"]), max_size=4))
    path = saved(tmp_path / "a.xlsx", {"A": [headers, *rows]})
    for reading in read(path, rules=LAW, mappings={signature(headers): {"tabel": table, "kolom": chosen}}):
        assert reading.rows_used + len(reading.rejected) == reading.rows_in_file
        json.dumps([one.samples for one in reading.columns])


def test_the_example_row_of_a_template_is_told_and_not_imported(workbook):
    example = ("contoh: " + nip(9), "Nama Contoh", "PNS", "Dinas A")
    reading = only(workbook(roster(example, BUDI, ("Contoh : x", None, None, None))))
    assert list(reading.frame["nip"]) == [nip(1)] and list(reading.rejected["code"]) == ["TBL-080"] * 2
    assert list(reading.findings["severity"]) == ["informasi"] * 2
