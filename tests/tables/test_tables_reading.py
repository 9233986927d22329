"""Reading sheets: recognised, matched, cleaned, counted; every row used or rejected with its reason."""

from __future__ import annotations

import datetime as dt
import json

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pembinaan_lib import findings, rules, words
from pembinaan_lib.rules import nip as numbers
from pembinaan_lib.tables import TABLES, canonical, identified, marks, read, respelled, to_bytes
from tests.tables.making import ROSTER, nip, roster, saved

CAPITALS = ("NO", "NIP BARU", "NAMA", "GELAR DEPAN", "TANGGAL LAHIR", "JENIS KELAMIN", "JENIS PEGAWAI NAMA",
            "STATUS CPNS PNS", "TMT CPNS",
            "GOL AKHIR NAMA", "JENIS JABATAN NAMA", "JABATAN NAMA", "TINGKAT PENDIDIKAN NAMA", "UNOR NAMA",
            "UNOR INDUK NAMA",
            "INSTANSI KERJA NAMA")
PERSON = (1, nip(1), "BUDI SANTOSO", "Drs.", "15-03-1985", "Laki-laki", "PNS", "P", "01-01-2010", "III/c",
          "Jabatan Fungsional",
          "Perawat Ahli Muda", "S-1/Sarjana", "PUSKESMAS AEK HABIL", "DINAS KESEHATAN", "Pemerintah Kota Sibolga")


LAW = rules.load()


def only(path, **options):
    """The one reading of a file, after the checks that hold for every reading."""
    (reading,) = read(path, **options)
    checked(reading)
    return reading


def checked(reading):
    """Nothing lost, every reason told in both languages, nobody named, and what is kept obeys the schema."""
    assert reading.rows_used + len(reading.rejected) == reading.rows_in_file
    assert reading.rejected["baris"].is_unique and (reading.rejected["code"] != "").all()
    assert not set(reading.frame["baris"]) & set(reading.rejected["baris"])
    assert reading.frame["baris"].nunique() == reading.rows_used
    for language in words.LANGUAGES:
        with words.speaking(language):
            findings.told(reading.findings)
            findings.grouped(reading.findings)
    if reading.table:
        frame = reading.frame.drop(columns=["baris", "nama"] if reading.table == "pegawai"
                                   else "baris").rename(columns={"nip": "pegawai_id"})
        to_bytes(frame, reading.table)
        TABLES[reading.table].schema.validate(frame[list(TABLES[reading.table].names)])
    return reading


def codes(reading, column: str | None = None) -> list[str]:
    found = reading.findings if column is None else reading.findings[reading.findings["column"] == column]
    return sorted(found["code"])


def row_of(reading):
    return reading.frame.iloc[0].to_dict()


# --- recognising -----------------------------------------------------------------------------------------------------


def test_a_siasn_export_in_capitals_under_merged_titles(workbook):
    titles = [["DAFTAR NOMINATIF"], ["PEMERINTAH KOTA SIBOLGA"], ["Keadaan 1 November 2026"]]
    reading = only(workbook({"NOMINATIF": [*titles, CAPITALS, PERSON]}), instansi="Kota Sibolga")
    one = row_of(reading)
    assert (reading.table, reading.header_row, reading.rows_in_file) == ("pegawai", 4, 1)
    assert (one["nip"], one["nama"], one["jenis_pegawai"], one["golongan"]) == (nip(1), "Budi Santoso", "PNS", "III/c")
    assert (one["jenjang"], one["jenis_jabatan"], one["pendidikan"]) == ("Ahli Muda", "Fungsional", "S-1/D-IV")
    assert (one["tahun_lahir"], one["jenis_kelamin"], one["urusan"]) == (1985, "L", "Kesehatan")
    assert "tanggal_lahir" not in reading.frame and codes(reading) == ["TBL-022", "TBL-062"]


def test_the_same_export_in_the_spelling_of_the_api(workbook):
    api = tuple(header.lower().replace(" ", "_") for header in CAPITALS)
    camel = tuple(header.title().replace(" ", "")[0].lower() + header.title().replace(" ", "")[1:]
                  for header in CAPITALS)
    expected = only(workbook(roster(PERSON, headers=CAPITALS), "a.xlsx")).frame
    for number, headers in enumerate((api, camel)):
        pd.testing.assert_frame_equal(only(workbook(roster(PERSON, headers=headers), f"{number}.xlsx")).frame, expected)


def test_a_header_that_only_resembles_is_taken_with_a_confidence(workbook):
    reading = only(workbook(roster((nip(1), "Budi", "PNS", "Dinas A", "Dinas A"),
                                   headers=(*ROSTER, "Perangkat Derah"))))
    (match,) = [match for match in reading.mapping if match.how == "mirip"]
    assert (match.column, match.header) == ("perangkat_daerah", "Perangkat Derah") and 0.85 < match.confidence < 1
    assert codes(reading, "perangkat_daerah") == ["TBL-023"]


def test_a_known_column_of_another_meaning_is_never_taken_for_a_similar_one(workbook):
    headers = (*ROSTER, "TMT PNS", "NIP LAMA", "TMT GOLONGAN")
    reading = only(workbook(roster((nip(1), "Budi", "PNS", "Dinas A", "01-01-2012", "480123456", "01-01-2020"),
                                   headers=headers)))
    assert row_of(reading)["tmt_cpns"] == pd.Timestamp(2010, 1, 1) and row_of(reading)["nip"] == nip(1)


def test_a_sheet_of_notes_is_counted_and_told(workbook):
    data, notes = read(workbook({**roster((nip(1), "Budi", "PNS", "Dinas A")),
                                 "Catatan": [["Hubungi BKPSDM"], [], ["Kolom NIP = teks"]]}))
    assert (notes.table, notes.rows_in_file, len(notes.rejected)) == ("", 2, 2)
    assert codes(notes) == ["TBL-020"] and list(notes.findings["severity"]) == ["informasi"]
    assert codes(checked(data)) == []


def test_a_file_with_nothing_known_needs_a_look(workbook):
    assert list(only(workbook({"A": [["apa", "ini"], ["x", "y"]]})).findings["severity"]) == ["perlu_dicek"]


@pytest.mark.parametrize("lost", ROSTER)
def test_a_missing_required_column_blocks_and_is_named(workbook, lost):
    place = ROSTER.index(lost)
    headers = [*ROSTER, "Jabatan", "Golongan"]
    row = [nip(1), "Budi Santoso", "PNS", "Dinas A", "Perawat", "III/a"]
    reading = only(workbook(roster(row[:place] + row[place + 1:], headers=headers[:place] + headers[place + 1:])))
    (finding,) = reading.findings[reading.findings["code"] == "TBL-021"].to_dict("records")
    told = json.loads(finding["values"])
    assert finding["severity"] == "menghalangi" and "Golongan" in told["terlihat"]
    assert reading.frame.empty and list(reading.rejected["code"]) == ["TBL-021"]


def test_a_header_without_rows(workbook):
    assert codes(only(workbook(roster()))) == ["TBL-027"]


def test_rows_that_are_no_data_are_counted_as_such(workbook):
    numbers_below = (1, 2, 3, 4)
    reading = only(workbook(roster(numbers_below, (nip(1), "Budi", "PNS", "Dinas A"), (), ROSTER,
                                   ("Jumlah", None, None, 1))))
    assert list(reading.rejected["code"]) == ["TBL-041"] * 3 and list(reading.frame["baris"]) == [3]
    assert list(reading.rejected["baris"]) == [2, 5, 6]


# --- agency ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("agency", "expected"),
                         [("Kota Sibolga", []), ("Pemkot Sibolga", []), ("Kota Ambon", ["menghalangi"]), ("", [])])
def test_the_wrong_agency_blocks(workbook, agency, expected):
    reading = only(workbook(roster(PERSON, headers=CAPITALS)), instansi=agency)
    assert list(reading.findings.loc[reading.findings["code"] == "TBL-025", "severity"]) == expected


def test_the_title_names_another_agency(workbook):
    path = workbook({"A": [["PEMERINTAH KABUPATEN NIAS"], ROSTER, [nip(1), "Budi", "PNS", "Dinas A"]]})
    assert codes(only(path, instansi="Kota Sibolga")) == ["TBL-025"] and codes(only(path)) == []


def test_one_person_working_elsewhere_is_a_remark_on_the_row(workbook):
    others = [(*(i, nip(i), "ANI LUBIS"), *PERSON[3:]) for i in range(2, 6)]
    away = (9, nip(9), "EVA PANE", *PERSON[3:-1], "Pemerintah Provinsi Sumatera Utara")
    reading = only(workbook(roster(*others, away, headers=CAPITALS)), instansi="Kota Sibolga")
    assert list(reading.findings.loc[reading.findings["code"] == "TBL-067",
                                     "row_id"]) == ["NOMINATIF!6"] and reading.rows_used == 5


def test_one_seconded_person_in_an_otherwise_empty_column_blocks_nothing(workbook):
    rows = [(*(i, nip(i), "ANI LUBIS"), *PERSON[3:-1], "Kementerian Dalam Negeri" if i == 3 else None)
            for i in range(2, 6)]
    reading = only(workbook(roster(*rows, headers=CAPITALS)), instansi="Kota Sibolga")
    assert set(codes(reading)) & {"TBL-025", "TBL-067"} == {"TBL-067"} and reading.rows_used == 4


# --- NIP -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cell", "code"), [
    (float(nip(1)), "TBL-030"), (nip(1)[0] + "," + nip(1)[1:6] + "E+17", "TBL-030"),
    (nip(1)[0] + "." + nip(1)[1:6] + "e17", "TBL-030"),
    (None, "TBL-031"), ("-", "TBL-031"), (nip(1)[:17], "TBL-032"), (nip(1) + "1", "TBL-032"), (123456789.0, "TBL-032"),
    (nip(1)[:17] + "O", "TBL-032"), (nip(1)[:17] + "²", "TBL-032"), (nip(1)[:17] + "①", "TBL-032"),
    (nip(1)[:17] + "." + nip(1)[17], "TBL-032"), (nip(1)[:14] + "." + nip(1)[14:], "TBL-032"),
    ("-" + nip(1), "TBL-032"), (nip(1)[:9] + "\u200b" + nip(1)[9:], "TBL-032"),
    (nip(1)[:8] + "---" + nip(1)[8:], "TBL-032"), (nip(1)[:9] + "\n" + nip(1)[9:], "TBL-032"),
    ("".join(chr(0x1D7CE + int(digit)) for digit in nip(1)), "TBL-032"),
    (nip(1) + "'", "TBL-032"), ("\u202e" + nip(1), "TBL-032"), (nip(1)[:4] + " " + nip(1)[4:], "TBL-032"),
    (dt.datetime(1985, 3, 15), "TBL-032"), (f"{nip(1)} / {nip(2)}", "TBL-032"),
    (nip(1, birth="19851315"), "TBL-033"), (nip(1, sex="3"), "TBL-033"), (nip(0), "TBL-033"), ("1" * 18, "TBL-033"),
])
def test_a_nip_that_is_none_is_never_mended(workbook, cell, code):
    reading = only(workbook(roster((cell, "Budi Santoso", "PNS", "Dinas A"), (nip(5), "Ani", "PNS", "Dinas A"))))
    assert list(reading.rejected["code"]) == [code] and list(reading.frame["nip"]) == [nip(5)]


@pytest.mark.parametrize("written", ["{0} {1} {2} {3}", "{0}.{1}.{2}.{3}", "'{0}{1}{2}{3}", " {0}{1}{2}{3}\u00a0",
                                     "{0}-{1}-{2}-{3}", "’{0}{1}{2}{3}", "{0} - {1} - {2} - {3}", "{0} {1} {2}{3}",
                                     "{0}  {1}  {2}  {3}"])
def test_a_nip_in_pieces_is_put_together(workbook, written):
    number = nip(7)
    cell = written.format(number[:8], number[8:14], number[14], number[15:])
    wide = "".join(chr(0xFF10 + int(mark)) if mark.isdigit() else mark for mark in cell)
    for each in (cell, wide):
        assert list(only(workbook(roster((each, "Budi", "PNS", "Dinas A")))).frame["nip"]) == [number]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(
    st.text(alphabet="0123456789 .-'eE+,O/", max_size=24), st.floats(allow_nan=False, allow_infinity=False),
    st.integers(0, 10**18),
    st.from_regex(r"(19|20)\d{16}", fullmatch=True),
), min_size=1, max_size=8))
def test_no_wrong_nip_is_ever_accepted(tmp_path, raw):
    (reading,) = read(saved(tmp_path / "a.xlsx", roster(*((cell, "Budi Santoso", "PNS", "Dinas A") for cell in raw))),
                      rules=LAW)
    accepted = reading.frame.set_index("baris")["nip"]
    assert reading.rows_used + len(reading.rejected) == reading.rows_in_file and numbers.facts(accepted,
                                                                                               rules=LAW)["sah"].all()
    for baris, number in accepted.items():
        digits = "".join(mark for mark in str(raw[baris - 2]) if mark.isdigit())
        assert isinstance(raw[baris - 2], str) and digits == number


# --- cells and rows --------------------------------------------------------------------------------------------------


def test_contradictions_between_nip_and_columns_are_told_and_nothing_is_overwritten(workbook):
    wrong = (*PERSON[:4], "16-03-1986", "Perempuan", "PPPK", "P", "01-05-2012", *PERSON[9:])
    reading = only(workbook(roster(wrong, headers=CAPITALS)))
    assert {"TBL-057", "TBL-058", "TBL-059", "TBL-060"} <= set(codes(reading))
    one = row_of(reading)
    assert (one["tahun_lahir"], one["jenis_kelamin"], one["jenis_pegawai"], one["tmt_cpns"]) == (1986, "P", "PPPK",
        pd.Timestamp(2012, 5, 1))


def test_what_the_nip_proves_fills_what_the_file_leaves_out(workbook):
    pppk = nip(3, sex="2", birth="19900704", start="202421")
    reading = only(workbook(roster((nip(1), "Budi", "PNS", "Dinas A"), (pppk, "Ani", None, "Dinas A"))))
    assert list(reading.frame["tahun_lahir"]) == [1985, 1990] and list(reading.frame["jenis_kelamin"]) == ["L", "P"]
    assert list(reading.frame["jenis_pegawai"]) == ["PNS", "PPPK"] and codes(reading) == ["TBL-063"]
    assert reading.frame["tmt_cpns"][0] == pd.Timestamp(2010, 1, 1) and pd.isna(reading.frame["tmt_cpns"][1])


def test_cpns_is_told_by_its_status(workbook):
    row = (nip(1), "Budi", "PNS", "Dinas A", "C")
    assert row_of(only(workbook(roster(row, headers=(*ROSTER, "STATUS CPNS PNS")))))["jenis_pegawai"] == "CPNS"


def test_duplicates(workbook):
    same, other = (nip(1), "Budi", "PNS", "Dinas A"), (nip(1), "Budi", "PNS", "Dinas B")
    reading = only(workbook(roster(same, (nip(2), "Ani", "PNS", "Dinas A"), same, other)))
    assert list(reading.rejected["code"]) == ["TBL-034", "TBL-035"] and list(reading.frame["baris"]) == [2, 3]
    assert list(reading.findings["severity"]) == ["informasi", "perlu_dicek"]
    assert list(reading.findings["row_id"]) == ["NOMINATIF!4", "NOMINATIF!5"]


def test_an_empty_or_unreadable_required_cell_costs_the_row_an_optional_one_does_not(workbook):
    headers = (*ROSTER, "TMT Jabatan")
    rows = [(nip(1), "Budi", "PNS", None, None), (nip(2), "Ani", "Honorer", "Dinas A", None),
            (nip(3), "Eva", "PNS", "Dinas A", "31-02-2024")]
    reading = only(workbook(roster(*rows, headers=headers)))
    assert list(reading.rejected["code"]) == ["TBL-036",
                                              "TBL-037"] and list(reading.rejected["column"]) == ["unit_kerja",
                                                                                                  "jenis_pegawai"]
    assert codes(reading, "tmt_jabatan") == ["TBL-050"] and reading.frame["tmt_jabatan"].isna().all()


def test_years_of_two_digits_are_told_once_for_the_column(workbook):
    headers = (*ROSTER, "TMT Jabatan")
    rows = [(nip(i), "Budi", "PNS", "Dinas A", cell) for i, cell in enumerate(("03-03-26", "1-1-98", "01-02-2020"), 1)]
    reading = only(workbook(roster(*rows, headers=headers)))
    found = reading.findings[reading.findings["code"] == "TBL-083"]
    assert list(found["row_id"]) == ["NOMINATIF!2"] and json.loads(found["values"].iloc[0])["jumlah"] == 2
    assert list(reading.frame["tmt_jabatan"].dt.year) == [2026, 1998, 2020]


UNITS = ("Dinas Kesehatan", "Puskesmas Aek Habil", "Puskesmas Aek Manis", "SD Negeri 1 Sibolga", "SD Negeri 2 Sibolga")


@pytest.mark.parametrize(("written", "meant", "code"), [
    ("Dinas Kesehatan", "Dinas Kesehatan", None), ("DINAS  KESEHATAN", "Dinas Kesehatan", "TBL-054"),
    ("Dinkes", "Dinas Kesehatan", "TBL-054"),
    ("Pusk. Aek Habil", "Puskesmas Aek Habil", "TBL-054"),
    ("UPTD Puskesmas Aek Habil", "Puskesmas Aek Habil", "TBL-054"),
    ("Dinas Kesehtan", "Dinas Kesehatan", "TBL-054"), ("SDN 2 Sibolga", "SD Negeri 2 Sibolga", "TBL-054"),
    ("SD Negeri 3 Sibolga", "SD Negeri 3 Sibolga", "TBL-055"), ("Kantor Camat", "Kantor Camat", "TBL-055"),
    ("Puskesmas Aek Habis", "Puskesmas Aek Habil", "TBL-054"),
    ("Puskesmas Aek Hanil", "Puskesmas Aek Habil", "TBL-054"),
])
def test_names_of_units(workbook, written, meant, code):
    rows = [(nip(i), "Budi", "PNS", "Dinas Kesehatan") for i in range(1, 4)]
    reading = only(workbook(roster(*rows, (nip(9), "Ani", "PNS", written))), units=UNITS)
    assert reading.frame["unit_kerja"].iloc[-1] == meant
    assert codes(reading, "unit_kerja") == ([code] if code else [])


def test_a_name_between_two_units_is_left_alone(workbook):
    two = ("Bidang Mutasi dan Promosi", "Bidang Mutasi dan Promisi")
    reading = only(workbook(roster((nip(1), "Budi", "PNS", "Bidang Mutasi dan Promasi"))), units=two)
    assert row_of(reading)["unit_kerja"] == "Bidang Mutasi dan Promasi" and codes(reading) == ["TBL-056"]


def test_case_and_spaces_make_no_second_unit(workbook):
    written = ["Puskesmas A", "PUSKESMAS A", "puskesmas  a", "Puskesmas\u00a0A", "Puskesmas B", "Puskesmas-A"]
    rows = [(nip(i), "Budi", "PNS", unit) for i, unit in enumerate(written, start=1)]
    for known, last, told in (((), "Puskesmas A", ["TBL-054"] * 3), (("Puskesmas C",), "Puskesmas-A", ["TBL-055"] * 6)):
        reading = only(workbook(roster(*rows)), units=known)
        assert list(reading.frame["unit_kerja"]) == [*["Puskesmas A"] * 4, "Puskesmas B", last]
        assert codes(reading, "unit_kerja") == told


@pytest.mark.parametrize(("written", "meant"), [
    ("Dinas Penidikan dan Kebudayaan", "Dinas Pendidikan dan Kebudayaan"),
    ("Dinas Pendidikan & Kebudayaan", "Dinas Pendidikan dan Kebudayaan"), ("Disdikbud", "Dinas Pendidikan dan Kebudayaan"),
    ("Kecamatan Sibolga Utare", "Kecamatan Sibolga Utare"),  # as near to Utara as to Utari: kept
    ("Badan Penelitian", "Badan Penelitian"),
])
def test_a_roster_that_comes_before_any_list_of_units_corrects_its_own_slips(workbook, written, meant):
    offices = ["Dinas Pendidikan dan Kebudayaan", "Kecamatan Sibolga Utara", "Kecamatan Sibolga Utari"] * 3
    rows = [(nip(i), "Budi", "PNS", "Bidang A", name) for i, name in enumerate((*offices, written), start=1)]
    reading = only(workbook(roster(*rows, headers=(*ROSTER, "Perangkat Daerah"))))
    assert list(reading.frame["perangkat_daerah"]) == [*offices, meant]
    told = reading.findings[reading.findings["column"] == "perangkat_daerah"]
    assert list(told["code"]) == ["TBL-054"] * (written != meant) and set(told["severity"]) <= {"informasi"}


def test_small_units_that_are_only_alike_stay_two_and_the_same_words_are_one(workbook):
    units = ["Seksi Ukur Tanah", "Bidang Perizinan dan Nonperizinan"] * 3
    rare = ["Seksi Ukir Tanah", "Bidang Perizinan & Nonperizinan"]
    reading = only(workbook(roster(*((nip(i), "Budi", "PNS", name) for i, name in enumerate((*units, *rare), start=1)))))
    assert list(reading.frame["unit_kerja"])[-2:] == ["Seksi Ukir Tanah", "Bidang Perizinan dan Nonperizinan"]


def test_one_unit_in_two_spellings_of_the_list_itself_is_one_row(workbook):
    rows = [["Puskesmas A", "Dinas A"], ["PUSKESMAS A", "Dinas A"], ["Puskesmas A", "DINAS A"]]
    reading = only(workbook({"U": [["Unit Kerja", "Perangkat Daerah"], *rows]}))
    assert reading.frame[["unit_kerja", "perangkat_daerah"]].to_numpy().tolist() == [["Puskesmas A", "Dinas A"]]
    assert list(reading.rejected["code"]) == ["TBL-034"] * 2 and codes(reading).count("TBL-054") == 2


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_told(tmp_path, state):
    book = openpyxl.Workbook()
    for name in ("Lama", "Catatan"):
        page = book.create_sheet(name)
        page.sheet_state = state
        for row in (ROSTER, (nip(1), "Budi", "PNS", "Dinas A")) if name == "Lama" else (("apa", "ini"), ("x", "y")):
            page.append(list(row))
    book.save(tmp_path / "a.xlsx")
    old, notes = read(tmp_path / "a.xlsx")
    assert codes(checked(old)) == ["TBL-073"] and codes(checked(notes)) == ["TBL-020", "TBL-073"]
    assert old.rows_used == 1 and set(old.findings["severity"]) == {"informasi"}


def test_an_export_in_capitals_is_one_remark(workbook):
    reading = only(workbook(roster(*((nip(i), "Budi", "PNS", "DINAS KESEHATAN") for i in range(1, 9)))), units=UNITS)
    assert codes(reading) == ["TBL-066"] and set(reading.frame["unit_kerja"]) == {"Dinas Kesehatan"}


def test_nobody_is_named_in_a_finding(workbook):
    headers = (*ROSTER, "Jenis Kelamin", "TMT Jabatan", "Tanggal Lahir")
    rows = [
        (nip(1), "Budi Santoso", "Budi Santoso", "Dinas A", None, None, None),
        (nip(2), "Ani Lubis", "PNS", "Kantor Ibu Ani Lubis", "BUDI SANTOSO", nip(1), "x"),
        (nip(3), "Eva Pane", nip(3), "Dinas A", "Sdr. Eva Pane", "15-03-1985 Budi Santoso", "40-03-1985"),
    ]
    found = only(workbook(roster(*rows, headers=headers)), units=["Dinas A"]).findings
    text = " ".join(found["values"]).casefold()
    assert len(found) >= 6
    assert not any(secret.casefold() in text
                   for secret in (nip(1), nip(2), nip(3), "Budi Santoso", "Ani Lubis", "Eva Pane", "40-03-1985"))


def test_identification_takes_identity_off_and_says_who_is_on_no_roster(workbook):
    reading = only(workbook(roster((nip(1), "Budi", "PNS", "Dinas A"), (nip(2), "Ani", "PNS", "Dinas A"))))
    frame, rejected, found = identified(reading.frame, {nip(2): "P-2"}, "pegawai", sheet=reading.sheet)
    assert list(frame.columns) == ["baris", *TABLES["pegawai"].names] and list(frame["pegawai_id"]) == ["P-2"]
    assert rejected.to_dict("list") == {"baris": [2], "code": ["TBL-042"], "column": ["nip"]}
    assert list(found["row_id"]) == ["NOMINATIF!2"]


def test_identification_of_a_table_without_people_changes_nothing(workbook):
    reading = only(workbook({"A": [["Unit Kerja", "Perangkat Daerah", "Layanan"], ["A", "B", "C"]]}))
    frame, rejected, found = identified(reading.frame, {}, "unit_kerja")
    pd.testing.assert_frame_equal(frame, reading.frame)
    assert rejected.empty and found.empty


# --- properties ------------------------------------------------------------------------------------------------------

CELLS = st.one_of(
    st.none(), st.text(max_size=10), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2090, 1, 1)),
    st.sampled_from([nip(1), nip(2), "PNS", "01-01-2020", "2,5", "Dinas A", "H", "4", "=1+1", "#REF!", "Jumlah"]),
)
HEADERS = {
    table.name: [column.synonyms[0] if column.synonyms else column.name for column in table.file_columns
                 if column.name not in ("kompetensi", "level", "butir", "skor", "sesi", "hadir", "tes")]
    + {"kompetensi": ["Integritas", "Komunikasi", "Kerja Sama"], "butir": ["Apakah pelatihan ini bermanfaat"],
       "sesi": ["Sesi 1", "Sesi 2"], "tes": ["Pre Test", "Post Test"]}.get(table.wide, [])
    for table in TABLES.values() if table.importable
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_stands_in_a_sheet_nothing_fails_and_nothing_is_lost(tmp_path, data):
    headers = data.draw(st.permutations(HEADERS[data.draw(st.sampled_from(sorted(HEADERS)))]))
    rows = data.draw(st.lists(st.lists(CELLS, max_size=len(headers)), max_size=6))
    above = data.draw(st.lists(st.lists(CELLS, max_size=3), max_size=2))
    for reading in read(saved(tmp_path / "a.xlsx", {"Data": [*above, headers, *rows]}), units=["Dinas A"],
                        instansi="Kota Sibolga", rules=LAW):
        checked(reading)


def test_the_order_of_rows_and_columns_does_not_matter(workbook):
    rows = [(nip(i), f"Orang {i}", "PNS", "Dinas A") for i in range(1, 6)]
    plain = only(workbook(roster(*rows), "a.xlsx")).frame
    mixed = only(workbook(roster(*(row[::-1] for row in rows[::-1]), headers=ROSTER[::-1]), "b.xlsx")).frame
    as_stored = [to_bytes(f.rename(columns={"nip": "pegawai_id"}).drop(columns=["baris", "nama"]), "pegawai")
                 for f in (plain, mixed)]
    assert as_stored[0] == as_stored[1]


# --- nobody is shown -------------------------------------------------------------------------------------------------


def shown_in(reading) -> str:
    return " ".join([*reading.findings["values"], *reading.findings["row_id"], reading.file_name, reading.sheet])


@pytest.mark.parametrize("cell", [
    "Budi Hartono", "Hartono, Budi", "Pak Sukarno", "Siti Aminah", "BudiHartono", "budi@x.id", "Budi-Hartono",
    "".join(chr(0xFF10 + int(digit)) for digit in nip(3)), "".join(chr(0x660 + int(digit)) for digit in nip(3)),
    " ".join(nip(3)), nip(3)[:9] + "\u200b" + nip(3)[9:], nip(3)[:8] + "|" + nip(3)[8:],
])
def test_no_disguise_of_a_person_is_shown(workbook, cell):
    headers = (*ROSTER, "Golongan", "TMT Jabatan")
    rows = [(nip(1), "Budi Hartono", "PNS", "Dinas A", cell, None), (nip(2), "Sukarno", "PNS", cell, None, cell)]
    text = shown_in(only(workbook(roster(*rows, headers=headers)), units=["Dinas A"]))
    assert text.count("TBL") == 0 and cell not in text and text.count("…") >= 3


def test_what_names_nobody_is_shown(workbook):
    rows = [(nip(1), "Budi", "PNS", "Puskesmas Aek Entah", "31-02-2024"),
            (nip(2), "Ani", "Honorer", "Dinas A", None), (nip(3), "Eva", "PNS", "Dinas A", "belum ada")]
    text = shown_in(only(workbook(roster(*rows, headers=(*ROSTER, "TMT Jabatan"))), units=["Dinas A"]))
    assert all(word in text for word in ("Puskesmas Aek Entah", "31-02-2024", "Honorer", "belum ada"))


def test_headers_without_a_known_word_are_not_repeated(workbook):
    headers = (*ROSTER, "Siti Aminah", "Jam " + nip(3), "Tempat Lahir", "Nomor Budi Hartono")
    text = shown_in(only(workbook(roster((nip(1), "Budi Hartono", "PNS", "Dinas A", 1, 2, 3, 4), headers=headers))))
    assert "Tempat Lahir" in text and not any(word in text for word in ("Siti", "Hartono", nip(3)))


@pytest.mark.parametrize(("sheet", "kept"), [
    ("NOMINATIF", True), ("RKA 2027", True), ("Sheet1", True), ("Budi Hartono", False), (nip(1), False),
    ("850315", False), ("Siti Aminah", False), ("a@b.id", False),
])
def test_a_sheet_named_after_a_person_goes_by_its_number(workbook, sheet, kept):
    reading = only(workbook({sheet: [ROSTER, ("1", "Budi Hartono", "PNS", "Dinas A")]}))
    assert reading.sheet == (sheet if kept else "#1") and list(reading.findings["row_id"]) == [f"{reading.sheet}!2"]


@pytest.mark.parametrize(("name", "told"), [
    ("Budi Hartono.xlsx", "….xlsx"), (nip(1) + ".xlsx", "….xlsx"),
    ("20261121_nominatif.xlsx", "20261121_nominatif.xlsx"),
    ("rapor hartono budi 2026.xlsx", "….xlsx"), ("01_pegawai.xlsx", "01_pegawai.xlsx"),
    ("data " + nip(1)[:8] + " " + nip(1)[8:] + ".xlsx", "data ….xlsx"),
])
def test_a_file_named_after_a_person_is_not_repeated(workbook, name, told):
    reading = only(workbook(roster((nip(1), "Budi Hartono", "PNS", "Dinas A")), name))
    assert reading.file_name == told


# --- sheets that are ours --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("extent", "partial"), [("sebagian", True), ("lengkap", False)])
def test_the_notes_of_a_marked_up_file_are_no_data_and_say_whether_rows_are_missing(workbook, extent, partial):
    notes = [[marks.MARKER, extent], ["1", "NOMINATIF", "TBL-032"]]
    rows = [(nip(i), "Budi", "PNS", "Dinas A", i * 10) for i in (1, 2)]
    reading = only(workbook({marks.SHEET_NAME: notes, **roster(*rows, headers=(*ROSTER, marks.ORIGIN))}))
    assert reading.partial is partial and reading.table == "pegawai" and reading.rows_used == 2
    assert codes(reading) == [] and [one.taken_as for one in reading.columns] == ["nip", "nama", "jenis_pegawai",
                                                                                 "unit_kerja"]
    assert reading.signature == only(workbook(roster((nip(1), "Budi", "PNS", "A")), "lain.xlsx")).signature


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_partial_file_without_its_notes_is_partial_all_the_same(workbook, tmp_path, ending):
    rows = [(*ROSTER, marks.ORIGIN), *((nip(i), "Budi", "PNS", "Dinas A", i * 10) for i in (1, 2))]
    path = workbook({"NOMINATIF": rows}) if ending == "xlsx" else tmp_path / "a.csv"
    if ending == "csv":
        path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    reading = only(path)
    assert reading.partial and reading.rows_used == 2 and codes(reading) == []


def test_two_files_named_after_persons_have_keys_of_their_own(workbook):
    paths = [workbook(roster((nip(n), "Budi Hartono", "PNS", "Dinas A")), f"rapor {name}.xlsx")
             for n, name in ((1, "Budi Hartono"), (2, "hartono budi"))]
    first, second, again = only(paths[0]), only(paths[1]), only(paths[0])
    assert first.file_name == second.file_name == "….xlsx" and first.file_key == again.file_key != second.file_key
    assert only(workbook(roster((nip(1), "Budi", "PNS", "A")), "a.xlsx")).file_key == "a.xlsx"


def test_a_list_of_units_that_comes_late_still_sets_the_spelling():
    frame = canonical(pd.DataFrame({
        "unit_kerja": ["PUSK. AEK HABIL", "Puskesmas Aek Habil", "Kantor Lain"], "layanan": "Umum",
        "tanggal": pd.Timestamp(2026, 6, 1), "jumlah_responden": [1, 2, 3],
    }), "skm_ringkas")
    meant, found = respelled(frame, "skm_ringkas", UNITS)
    assert dict(zip(meant["unit_kerja"], meant["jumlah_responden"], strict=True)) == {"Puskesmas Aek Habil": 2,
                                                                                      "Kantor Lain": 3}
    assert list(found["code"]) == ["TBL-066"] and json.loads(found["values"][0])["jumlah"] == 1
    to_bytes(meant, "skm_ringkas")
    same, nothing = respelled(meant, "skm_ringkas", UNITS)
    pd.testing.assert_frame_equal(same, meant)
    assert nothing.empty and respelled(frame, "skm_ringkas", [])[1].empty


@pytest.mark.parametrize(("written", "kind"), [
    ("PPPK Tahap I", "PPPK"), ("PPPK Tenaga Guru", "PPPK"), ("CPNS 2024", "CPNS"), ("CPNS Formasi 2024", "CPNS"),
    ("PPPK Tahap II Tahun 2024", "PPPK"), ("PPPK Paruh Waktu 2025", "PPPK Paruh Waktu"), ("Honorer 2024", None),
])
def test_a_kind_of_employee_with_a_stage_or_a_year_is_read(tmp_path, written, kind):
    start = {"CPNS": "202501"}.get(kind, "202521" if kind else "201001")
    path = saved(tmp_path / "a.xlsx", roster((nip(1, birth="19950315", start=start), "Ani", written, "Camat")))
    assert read(path)[0].frame["jenis_pegawai"].tolist() == ([kind] if kind else [])


def test_a_former_level_in_the_title_is_todays(tmp_path):
    head = ("NIP", "Nama", "Jenis Pegawai", "Unit Kerja", "Jabatan")
    rows = [(nip(1), "Ani", "PNS", "Camat", "Perawat Pelaksana Lanjutan"), (nip(2), "Budi", "PNS", "Camat", "Staf")]
    frame = read(saved(tmp_path / "a.xlsx", roster(*rows, headers=head)))[0].frame
    assert frame["jenjang"].fillna("").tolist() == ["Mahir", ""]


def test_structural_is_no_fault_where_the_level_tells_the_post(tmp_path):
    head = ("NIP", "Nama", "Jenis Pegawai", "Unit Kerja", "Jenis Jabatan", "Eselon")
    rows = [(nip(1), "Ani", "PNS", "Camat", "Struktural", "III.a"), (nip(2), "Budi", "PNS", "Camat", "Struktural", None),
            (nip(3), "Cici", "PNS", "Camat", "Entah", "IV.a")]
    reading = read(saved(tmp_path / "a.xlsx", roster(*rows, headers=head)))[0]
    assert reading.frame["jenis_jabatan"].fillna("").tolist() == ["Administrator", "", "Pengawas"]
    told = reading.findings[reading.findings["code"] == "TBL-052"]
    assert [place.partition("!")[2] for place in told["row_id"]] == ["3", "4"]
