"""The planner's own file back: every fault at its cell, nothing else lost, mended there and read again."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation

from pembinaan_lib import findings, shipped, words
from pembinaan_lib.errors import TableFileError
from pembinaan_lib.tables import files, identified, marked_own, marks, read
from pembinaan_lib.tables.marked import MARKER, as_imported, is_marker, marked, without_origin
from pembinaan_lib.tables.marked_page import COLOURS
from tests.tables.making import ROSTER, nip, roster, saved
from tests.tables.test_tables_sample import CODES

FOLDER = shipped.folder("data/sample") / "kota_sibolga"
BAD, GOOD, OTHER = ("1234", "Ani", "PNS", "Camat"), (nip(1), "Budi", "PNS", "Camat"), (nip(2), "Cici", "PNS", "Camat")


def back(path, readings=None):
    return openpyxl.load_workbook(io.BytesIO(marked(path, readings or read(path))), rich_text=True)


def colour(cell):
    return cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else ""


def put(path, data):
    path.write_bytes(data)
    return path


# The sample agency's files, with their planted faults


@pytest.fixture(scope="module")
def truth():
    return json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))["catatan_data"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory, truth):
    """Each file, its readings as an import has them, and the marked-up file."""
    units = [name for one in read(FOLDER / "02_unit_kerja.xlsx") for name in one.frame["unit_kerja"]]
    people = read(FOLDER / "01_nominatif_siasn.xlsx", units=units)[0].frame
    ids = {number: number for number in people["nip"]}
    place = tmp_path_factory.mktemp("bertanda")
    done = {}
    for name in sorted({fault["file"] for fault in truth}):
        readings = [with_people(one, ids) for one in read(FOLDER / name, units=units)]
        done[name] = put(place / as_excel(name), marked(FOLDER / name, readings)), readings
    return done, units, ids


@pytest.fixture(scope="module")
def looked_at(sample):
    """One file of the sample with its marks, for looking only."""
    path, readings = sample[0]["04_penilaian_atasan.xlsx"]
    return openpyxl.load_workbook(path), readings


def as_excel(name):
    """What the marked file of a sample file is called: a CSV comes back as Excel."""
    return Path(name).stem + ".xlsx"


def with_people(reading, ids):
    if not reading.table:
        return reading
    _, rejected, found = identified(reading.frame, ids, reading.table, sheet=reading.sheet)
    return replace(reading, findings=findings.joined([reading.findings, found]),
                   rejected=pd.concat([reading.rejected, rejected]))


def origins(sheet):
    """Row of the planner's file → row of the marked one."""
    for row in sheet.iter_rows(max_row=40):
        for cell in row:
            if cell.value == marks.ORIGIN:
                return {sheet.cell(number, cell.column).value: number for number in range(1, sheet.max_row + 1)}
    return {number: number for number in range(1, sheet.max_row + 1)}


def column_named(sheet, name):
    return next(cell.column for row in sheet.iter_rows(max_row=40) for cell in row if cell.value == name)


def test_every_planted_fault_is_marked_at_its_cell_and_gone_when_mended(sample, truth, tmp_path):
    done, units, ids = sample
    missed, left = [], []
    for name, (path, _) in done.items():
        book = openpyxl.load_workbook(path)
        rows = {sheet.title: origins(sheet) for sheet in book.worksheets}
        faults = [one for one in truth if one["file"] == name and one["row"] is not None]
        spare = iter(sorted(set(ids) - in_file(book)))
        for fault in faults:
            sheet, row = book[fault["sheet"]], rows[fault["sheet"]].get(fault["row"])
            line = [] if row is None else sheet[row]
            exact = fault["column"] and not fault["kind"].startswith("duplikat")
            places = [sheet.cell(row, column_named(sheet, fault["column"]))] if exact and row else line
            if not any(cell.comment and colour(cell) in COLOURS.values() for cell in places):
                missed.append(fault)
            mend(fault, line, places, spare)
        book.save(tmp_path / as_excel(name))
        again = read(tmp_path / as_excel(name), units=units)
        told = findings.joined([with_people(one, ids).findings for one in again])
        left += [f for f in faults if still(f, told, rows[f["sheet"]])]
    assert not missed
    assert not left
    assert len([one for one in truth if one["row"] is not None]) > 150


def in_file(book):
    return {str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row if cell}


def still(fault, told, rows):
    place = told["row_id"].eq(f"{fault['sheet']}!{rows[fault['row']]}")
    return set(told.loc[place, "code"]) & CODES[fault["kind"]]


def mend(fault, line, places, spare):
    """What a planner does at the marked cell."""
    kind = fault["kind"]
    if kind.startswith("duplikat"):
        for cell in line:
            cell.value = None
        return
    if kind in ("nip_angka_rusak", "nip_17_angka", "nip_bukan_nip", "nip_tidak_dikenal"):
        number = next(spare) if not fault["file"].startswith("01") else nip(next(COUNT))
        places[0].value = number
    elif kind in ("tanggal_mustahil", "tanggal_teks"):
        places[0].value = "15-06-2024" if kind == "tanggal_mustahil" else datetime(2024, 6, 15)  # noqa: DTZ001
    elif kind == "desimal_koma":
        places[0].value = float(str(fault["seharusnya"]).replace(",", "."))
    elif kind == "jawaban_kosong":
        for cell in line:
            if str(cell.parent.cell(1, cell.column).value).startswith("LD"):
                cell.value = 3
    else:
        usual = GIVEN.get(fault["column"]) or GIVEN.get(kind, 3)
        places[0].value = fault["seharusnya"] or usual


#: What is written in the place of a fault of which the truth has no right value, by column or by kind; else 3.
GIVEN = {
    "biaya_negatif": 1000, "jam_bukan_angka": 8, "di_luar_batas": 1, "unit_tidak_dikenal": "Puskesmas Aek Habil",
    "Unit Pengusul": "Puskesmas Aek Habil", "isi_kosong": "Antrean terlalu lama", "Status Laporan": "selesai",
    "Status Usulan": "diterima", "tingkat_tidak_dikenal": "ringan", "jenjang_tidak_dikenal": "Administrator",
}


COUNT = iter(range(700, 999))


def test_the_summary_counts_links_and_explains(looked_at):
    book, readings = looked_at
    page = book.worksheets[0]
    assert book.active is page and is_marker(list(page.iter_rows(values_only=True))) == "lengkap"
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    counts = next(row for row in rows if row[0] == readings[0].sheet)
    assert counts[1:4] == [readings[0].rows_in_file, readings[0].rows_used, len(readings[0].rejected)]
    assert sum(counts[4:7]) == len(readings[0].findings)
    lines = [row for row in page.iter_rows() if row[1].hyperlink]
    assert len(lines) == readings[0].findings["row_id"].str.contains("!").sum() and len(lines) > 30
    for line in lines:
        title, place = line[1].hyperlink.location.replace("'", "").split("!")
        assert place == line[1].value and line[1].hyperlink.target is None
        assert line[4].value in book[title][place].comment.text and line[5].value in book[title][place].comment.text
    assert [colour(cell) for cell in page["A"] if colour(cell)] == list(COLOURS.values())


def test_rows_not_used_are_tinted_and_the_others_are_not(looked_at):
    book, readings = looked_at
    sheet = book[readings[0].sheet]
    tinted = {cell.row for row in sheet.iter_rows() for cell in row if colour(cell) == COLOURS["ditolak"]}
    assert tinted == set(readings[0].rejected["baris"])


def test_of_a_very_long_sheet_only_faulty_rows_come_back(sample):
    path, readings = sample[0]["06_riwayat_diklat.xlsx"]
    book = openpyxl.load_workbook(path)
    header = readings[0].header_row
    rows = list(book["RW_KURSUS"].iter_rows(min_row=header, values_only=True))
    assert is_marker(list(book.worksheets[0].iter_rows(values_only=True))) == "sebagian"
    assert rows[0][-1] == marks.ORIGIN and len(rows) < 60 < marks.MANY_ROWS < readings[0].rows_in_file
    original = next(page.rows for page in files.opened(FOLDER / path.name).sheets if page.name == "RW_KURSUS")
    for row in rows[1:]:
        assert [cell or "" for cell in row[:-1]] == original[row[-1] - 1]
    faulty = readings[0].findings["row_id"].str.extract(r"!(\d+)$")[0].dropna().astype(int)
    assert set(faulty) <= {row[-1] for row in rows[1:]}


def test_a_long_file_that_comes_back_unmended_gives_nothing_new(sample):
    path, readings = sample[0]["06_riwayat_diklat.xlsx"]
    again = read(path, units=sample[1])[0]
    assert again.partial and again.sheet == "RW_KURSUS" and not readings[0].partial
    before = readings[0].frame.drop(columns="baris")
    both = again.frame.drop(columns="baris").merge(before, how="left", indicator=True)
    assert set(both["_merge"]) == {"both"} and len(again.rejected)


# What of the planner's workbook stays, and what does not


@pytest.fixture
def rich(tmp_path):
    """A roster with everything that Excel offers, and one bad NIP in A3."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "NOMINATIF"
    head = ("NIP", "Nama", "Jenis Pegawai", "Unit Kerja", "Hitung")
    for row in (head, (*GOOD, "=1+1"), (*BAD, "=2+2"), (*OTHER, None)):
        sheet.append(row)
    sheet["B2"].font = Font(bold=True, color="FF112233")
    sheet["E4"].number_format = "0.000"
    choice = DataValidation(type="list", formula1='"PNS,CPNS,PPPK"')
    choice.add("C2:C100")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("E2:E4", CellIsRule("greaterThan", ["3"], fill=PatternFill(bgColor="FFFF0000")))
    sheet.freeze_panes, sheet.auto_filter.ref = "B2", "A1:E4"
    sheet.column_dimensions["B"].width = 41
    book.create_sheet("Rahasia").sheet_state = "hidden"
    book["Rahasia"]["A1"] = "x"
    path = tmp_path / "kaya.xlsx"
    book.save(path)
    return path


def test_lists_formulas_and_formats_stay(rich):
    book = back(rich)
    sheet = book["NOMINATIF"]
    assert sheet["B2"].font.b and sheet["B2"].font.color.rgb == "FF112233" and sheet["E4"].number_format == "0.000"
    assert sheet["E2"].value == "=1+1" and sheet.freeze_panes == "B2" and sheet.auto_filter.ref == "A1:E4"
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["C2:C100"]
    assert len(list(sheet.conditional_formatting)) == 1 and sheet.column_dimensions["B"].width == 41
    assert book["Rahasia"].sheet_state == "hidden"
    assert colour(sheet["A3"]) == COLOURS["perlu_dicek"] and sheet["A3"].number_format == "@"
    assert [one.sheet_view.tabSelected for one in book.worksheets] == [True, False, False]


def test_formulas_keep_their_last_values_for_a_reader(tmp_path):
    import xlsxwriter

    path = tmp_path / "rumus.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("NOMINATIF")
        sheet.write_row(0, 0, ("NIP", "Nama", "Jenis Pegawai", "Unit Kerja", "TMT CPNS"))
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, who in enumerate((GOOD, BAD), start=1):
            sheet.write_row(row, 0, who[:3])
            sheet.write_formula(row, 3, '="Ca"&"mat <&>"', value="Camat <&>")
            sheet.write_formula(row, 4, "=DATE(2010,1,1)", day, 40179)
    before = read(path)[0]
    again = read(put(tmp_path / "lagi.xlsx", marked(path, read(path))))[0]
    pd.testing.assert_frame_equal(before.frame, again.frame)
    assert again.frame["unit_kerja"].tolist() == ["Camat <&>"] and again.frame["tmt_cpns"].notna().all()


def test_a_list_that_takes_its_choices_from_another_sheet_stays(rich, tmp_path):
    newer = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list" '
        'allowBlank="1"><x14:formula1><xm:f>Rahasia!$A$1:$A$9</xm:f></x14:formula1><xm:sqref>D2:D50</xm:sqref>'
        "</x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    path = tmp_path / "baru.xlsx"
    with zipfile.ZipFile(rich) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8") if name.endswith(".xml") else old.read(name)
            new.writestr(name, content.replace("</worksheet>", newer) if name.endswith("sheet1.xml") else content)
    with pytest.warns(UserWarning, match="extension"):
        lists = back(path)["NOMINATIF"].data_validations.dataValidation
    assert {(str(one.sqref), one.formula1) for one in lists} >= {("D2:D50", "Rahasia!$A$1:$A$9")}


@pytest.mark.parametrize("formula", [
    '=HYPERLINK("http://a.example","klik")', "=[1]Lain!A1", "='[buku.xlsx]Lain'!A1", "=cmd|'/C calc'!A0",
    '=IMPORTXML("http://a.example","//a")', '=importrange("a","b")', '=_xlfn.TRANSLATE("a","id","en")', '=COPILOT("a")',
    '=_xlfn._xlws.PY(0,1)', "='file:///C:/[x.xls]A'!A1", "='file:///C:/a'#A.A1", '=GOOGLEFINANCE("A")',
    '=WEBSERVICE("http://a.example")', '=SUM(1)+hyperlink ("x")', "='\\\\server\\bagi\\[x.xls]A'!A1",
])
def test_a_formula_that_leads_out_gives_way(rich, formula):
    book = openpyxl.load_workbook(rich)
    book["NOMINATIF"]["E4"] = formula
    book.save(rich)
    assert back(rich)["NOMINATIF"]["E4"].value is None


def test_a_coloured_rule_that_leads_out_is_gone_and_others_stay(rich):
    book = openpyxl.load_workbook(rich)
    before = sum(len(one.rules) for one in book["NOMINATIF"].conditional_formatting)
    book["NOMINATIF"].conditional_formatting.add("A2:A9", FormulaRule(formula=['WEBSERVICE("http://a.example")="1"']))
    book["NOMINATIF"].conditional_formatting.add("A2:A9", FormulaRule(formula=["LEN($A2)>18"]))
    book.save(rich)
    rules = [one for area in back(rich)["NOMINATIF"].conditional_formatting for one in area.rules]
    assert len(rules) == before + 1 and ["LEN($A2)>18"] in [one.formula for one in rules]
    assert not any("WEBSERVICE" in str(one.formula) for one in rules)


def test_days_of_formulas_stay_where_a_workbook_counts_from_1904(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.title = "NOMINATIF"
    for row in ((*ROSTER, "Tanggal Lahir"), (*BAD, datetime(1985, 3, 15)), (*GOOD, datetime(1985, 3, 15))):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, re.sub(rb'(<c r="E3"[^>]*>)(<v>)', rb"\1<f>DATE(1985,3,15)</f>\2", content))
    made = put(tmp_path / "c.xlsx", marked(path, read(path)))
    days = [[row[4] for row in files.opened(one).sheets[-1].rows[1:]] for one in (path, made)]
    assert days[0] == days[1] and openpyxl.load_workbook(made)["NOMINATIF"]["E3"].value == "=DATE(1985,3,15)"


def test_sheets_named_alike_but_for_a_blank_keep_their_own_marks(tmp_path):
    path = saved(tmp_path / "a.xlsx", {"R": [ROSTER, OTHER, BAD], "R ": [ROSTER, BAD, GOOD]})
    readings = read(path)
    assert [one.sheet for one in readings] == ["R", "R (2)"]
    placed = [one.findings.assign(row_id="a.xlsx › " + one.findings["row_id"]) for one in readings]
    lost = [one.rejected.assign(berkas="a.xlsx", lembar=one.sheet) for one in readings]
    done = as_imported(readings, findings=findings.joined(placed), rejected=pd.concat(lost, ignore_index=True))
    assert [list(one.rejected["baris"]) for one in done] == [[3], [2]]
    assert [list(one.findings["row_id"]) for one in done] == [list(one.findings["row_id"]) for one in readings]


def test_links_names_and_macros_that_lead_out_are_gone(rich, tmp_path):
    book = openpyxl.load_workbook(rich)
    book["NOMINATIF"]["B2"].hyperlink = "http://a.example/x"
    book.defined_names["Luar"] = openpyxl.workbook.defined_name.DefinedName("Luar", attr_text="[1]Lain!$A$1")
    book.defined_names["Dalam"] = openpyxl.workbook.defined_name.DefinedName("Dalam", attr_text="NOMINATIF!$A$1")
    book.save(rich)
    path = tmp_path / "makro.xlsm"
    with zipfile.ZipFile(rich) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"spreadsheetml.sheet.main+xml", b"x").replace(
                    b"application/vnd.openxmlformats-officedocument.x",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            new.writestr(name, content)
        new.writestr("xl/vbaProject.bin", b"macro")
        new.writestr("xl/externalLinks/externalLink1.xml", b"<x/>")
    made = marked(path, read(path))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "external" in name]
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert b"a.example" not in inside and b"macroEnabled" not in inside and b"TargetMode" not in inside
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert list(book.defined_names) == ["Dalam"] and book["NOMINATIF"]["B2"].value == "Budi"


# Cells of a hostile kind


def test_values_of_a_csv_stay_text(tmp_path):
    tricks = ['=HYPERLINK("http://a.example")', "+62811", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "a\x01b"]
    lines = ["NIP;Nama;Jenis Pegawai;Unit Kerja"] + [f'{nip(n)};"{t.replace(chr(34), chr(34) * 2)}";PNS;Camat'
                                                      for n, t in enumerate(tricks, start=1)]
    path = put(tmp_path / "a=b [x].csv", "\n".join([*lines, ";".join(BAD)]).encode("utf-8"))
    book = back(path)
    sheet = book.worksheets[1]
    for number, told in enumerate(tricks, start=2):
        cell = sheet.cell(number, 2)
        assert cell.data_type == "s" and cell.value == told.replace("\x01", "")
        assert cell.quotePrefix or not told.startswith(tuple("=+-@"))
    assert sheet.cell(8, 1).comment
    assert not [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.data_type == "f"]


def test_headings_of_the_file_are_text_in_the_summary(tmp_path):
    path = saved(tmp_path / "x.xlsx", roster((*GOOD, "32-13-2020"), headers=(*ROSTER, "=TMT CPNS")))
    cells = [cell for row in back(path).worksheets[0].iter_rows() for cell in row if cell.value == "=TMT CPNS"]
    assert cells and all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_a_very_long_cell_stays_and_its_note_is_short(tmp_path):
    path = saved(tmp_path / "panjang.xlsx", roster((*GOOD[:3], "x" * 10_000), ("9" * 10_000, *GOOD[1:])))
    sheet = back(path)["NOMINATIF"]
    assert sheet["D2"].value == "x" * 10_000 and len(sheet["A3"].comment.text) < 1_200


def test_a_note_of_very_many_faults_is_bounded():
    fault = marks.Fault("TBL-051", "perlu_dicek", 0, 2, 1, "", "", "obat")
    told = marks.note([replace(fault, message=f"{number} " + "y" * 90) for number in range(50)])
    assert len(told) == 1_000 and told.endswith("…")


def test_merged_cells_carry_the_note_where_they_begin(tmp_path, rich):
    book = openpyxl.load_workbook(rich)
    book["NOMINATIF"].merge_cells("D2:D3")
    book.save(rich)
    sheet = back(rich)["NOMINATIF"]
    assert [str(one) for one in sheet.merged_cells.ranges] == ["D2:D3"]
    found = read(rich)[0].findings
    assert "TBL-036" not in set(found["code"]) or sheet["D2"].comment
    reading = read(rich)[0]
    extra = findings.frame([findings.finding("TBL-036", "perlu_dicek", table="pegawai", row_id="NOMINATIF!3",
                                             column="unit_kerja", kolom="Unit Kerja", isi="")])
    sheet = back(rich, [replace(reading, findings=extra), *read(rich)[1:]])["NOMINATIF"]
    assert "Unit Kerja" in sheet["D2"].comment.text


@pytest.mark.parametrize("part", ['<mergeCells count="1"><mergeCell ref="A5:XFD1048576"/></mergeCells>',
                                  '<hyperlinks><hyperlink ref="A5:XFD1048576" location="A1"/></hyperlinks>'])
def test_an_area_of_a_million_cells_is_not_taken_up(rich, tmp_path, part):
    path = tmp_path / "luas.xlsx"
    with zipfile.ZipFile(rich) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = re.sub(b"(<conditionalFormatting|<hyperlinks)", part.encode() + rb"\1", content, count=1)
                assert part.encode() in content
            new.writestr(name, content)
    assert back(path)["NOMINATIF"]["A3"].comment


def test_a_protected_sheet_stays_protected_and_is_marked(rich):
    book = openpyxl.load_workbook(rich)
    book["NOMINATIF"].protection.set_password("rahasia")
    book["NOMINATIF"].protection.enable()
    book.security.lockStructure = True
    book.save(rich)
    sheet = back(rich)["NOMINATIF"]
    assert sheet.protection.sheet and sheet["A3"].comment


def test_notes_of_others_stay_and_ours_do_not_pile_up(rich, tmp_path):
    book = openpyxl.load_workbook(rich)
    book["NOMINATIF"]["A3"].comment = Comment("tolong cek ke BKN", "Budi")
    book["NOMINATIF"]["B2"].comment = Comment("hanya catatan saya", "Budi")
    book["NOMINATIF"]["B3"].fill = PatternFill("solid", start_color="FF00FF00")
    book.save(rich)
    once = put(tmp_path / "sekali.xlsx", marked(rich, read(rich)))
    twice = put(tmp_path / "dua.xlsx", marked(once, read(once)))
    sheet = openpyxl.load_workbook(twice)["NOMINATIF"]
    told = sheet["A3"].comment.text
    assert told.startswith("tolong cek ke BKN") and told.count(marks.DIVIDER) == 1
    assert sheet["B2"].comment.text == "hanya catatan saya"
    book = openpyxl.load_workbook(twice)
    assert [one for one in book.sheetnames if one.startswith("Catatan")] == ["Catatan data"]
    book["NOMINATIF"]["A3"] = nip(9)
    book.save(twice)
    sheet = back(twice, read(twice))["NOMINATIF"]
    assert sheet["A3"].comment.text == "tolong cek ke BKN" and colour(sheet["A3"]) == "" == colour(sheet["D3"])


def test_a_sheet_named_like_the_summary_keeps_its_name(tmp_path):
    path = saved(tmp_path / "nama.xlsx", {"Catatan data": [roster()["NOMINATIF"][0], GOOD, BAD]})
    book = back(path)
    assert book.sheetnames[1] == "Catatan data" and book["Catatan data"]["A3"].comment
    assert is_marker(list(book.worksheets[0].iter_rows(values_only=True))) == "lengkap"
    assert is_marker(list(book["Catatan data"].iter_rows(values_only=True))) is None


@pytest.mark.parametrize("name", ["A!3", "O'Neil", "Budi Santoso", "…", "2027"])
def test_odd_and_concealed_names_of_sheets_find_their_cells(tmp_path, name):
    path = saved(tmp_path / "nama.xlsx", {"Lain": [["a", "b"]], name: [roster()["NOMINATIF"][0], GOOD, BAD]})
    book = back(path)
    assert book[name]["A3"].comment and book.sheetnames == ["Catatan data", "Lain", name]
    links = [c.hyperlink.location for row in book.worksheets[0].iter_rows() for c in row if c.hyperlink]
    assert "'" + name.replace("'", "''") + "'!A3" in links or f"{name}!A3" in links


def test_a_file_that_openpyxl_cannot_take_up_comes_back_as_values(rich, monkeypatch):
    before = marked(rich, read(rich))
    monkeypatch.setattr(marked_own, "load_workbook", lambda *_, **__: (_ for _ in ()).throw(ValueError("style")))
    after = marked(rich, read(rich))
    assert before != after
    sheet = openpyxl.load_workbook(io.BytesIO(after))["NOMINATIF"]
    assert sheet["A3"].comment and sheet["B2"].value == "Budi" and colour(sheet["A3"]) == COLOURS["perlu_dicek"]


def test_an_opendocument_file_comes_back_as_excel(tmp_path):
    rows = "".join("<table:table-row>" + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row)
        + "</table:table-row>" for row in (roster()["NOMINATIF"][0], GOOD, BAD))
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                      for name in ("office", "table", "text"))
    content = (f"<office:document-content {spaces}><office:body><office:spreadsheet>"
               f"<table:table table:name='NOMINATIF'>{rows}</table:table></office:spreadsheet></office:body></office:document-content>")
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    assert back(path)["NOMINATIF"]["A3"].comment


def test_dates_and_times_of_a_long_sheet_stay_dates_and_times(tmp_path, monkeypatch):
    monkeypatch.setattr(marks, "MANY_ROWS", 1)
    day = datetime(2010, 1, 15)  # noqa: DTZ001
    path = saved(tmp_path / "hari.xlsx", roster((*BAD, day), (*GOOD, day), headers=(*ROSTER, "TMT CPNS")))
    rows = list(back(path)["NOMINATIF"].iter_rows(values_only=True))
    assert [row[-1] for row in rows] == [marks.ORIGIN, 2] and rows[1][4] == day


def test_a_partial_file_stays_partial_when_it_is_marked_again(tmp_path, monkeypatch):
    monkeypatch.setattr(marks, "MANY_ROWS", 1)
    path = saved(tmp_path / "a.xlsx", roster(BAD, GOOD, OTHER))
    once = put(tmp_path / "b.xlsx", marked(path, read(path)))
    monkeypatch.undo()
    book = back(once, read(once))
    assert is_marker(list(book.worksheets[0].iter_rows(values_only=True))) == "sebagian"
    assert [cell.value for cell in book["NOMINATIF"]["E"]] == [marks.ORIGIN, 2]


def test_a_second_row_of_one_key_never_comes_back_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(marks, "MANY_ROWS", 1)
    path = saved(tmp_path / "a.xlsx", roster(OTHER, GOOD, BAD, (GOOD[0], "Budi", "CPNS", "Camat")))
    rows = list(back(path)["NOMINATIF"].iter_rows(values_only=True))
    assert [row[-1] for row in rows[1:]] == [3, 4, 5]


def test_a_second_row_without_its_first_is_only_told(tmp_path, monkeypatch):
    monkeypatch.setattr(marks, "MANY_ROWS", 1)
    monkeypatch.setattr(marks.Page, "same_key", lambda *_: {})
    path = saved(tmp_path / "a.xlsx", roster(OTHER, GOOD, BAD, (GOOD[0], "Budi", "CPNS", "Camat")))
    book = back(path)
    assert [row[-1] for row in book["NOMINATIF"].iter_rows(min_row=2, values_only=True)] == [4]
    assert "(A5)" in {cell.value for cell in book.worksheets[0]["B"]}


def test_no_more_than_so_many_faults_are_marked_and_the_rest_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(marks, "MOST", 2)
    path = saved(tmp_path / "a.xlsx", roster(*[BAD] * 5))
    book = back(path)
    assert sum(bool(cell.comment) for cell in book["NOMINATIF"]["A"]) == 2
    first = [str(row[0]) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert any("3" in told and "belum ditandai" in told for told in first)


# What callers rely on


def test_the_same_bytes_every_time_and_words_in_the_language_in_use(rich, tmp_path):
    csv = put(tmp_path / "a.csv", "\n".join(";".join(row) for row in (roster()["NOMINATIF"][0], BAD)).encode())
    for path in (rich, csv):
        made = marked(path, read(path))
        assert made == marked(path, read(path))
        with words.speaking("en"):
            english = marked(path, read(path))
        assert "Perbaikan" in in_file(openpyxl.load_workbook(io.BytesIO(made)))
        assert "Remedy" in in_file(openpyxl.load_workbook(io.BytesIO(english)))
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2026" not in archive.read("docProps/core.xml") and b"1980" in archive.read("docProps/core.xml")


def test_notes_say_only_what_findings_say(tmp_path):
    path = saved(tmp_path / "a.xlsx", roster((*BAD[:1], "Zulkifli Nasution", *BAD[2:])))
    book = back(path)
    told = [c.comment.text for s in book.worksheets for row in s.iter_rows() for c in row if c.comment]
    told += [str(c.value) for row in book.worksheets[0].iter_rows() for c in row]
    assert told and not [text for text in told if "Zulkifli" in text or "1234" in text]


def test_a_file_that_changed_after_it_was_read_is_refused(rich):
    readings = read(rich)
    rich.write_bytes(saved(rich.with_name("lain.xlsx"), roster(GOOD)).read_bytes())
    with pytest.raises(TableFileError) as refused:
        marked(rich, readings)
    assert refused.value.code == "TBL-110" and "kaya.xlsx" in refused.value.what


def test_what_only_an_import_knows_is_marked_too(rich):
    reading, *others = read(rich)
    extra = findings.frame([findings.finding("TBL-042", "perlu_dicek", table="pegawai", column="nip", kolom="NIP",
                                             row_id="kaya.xlsx › NOMINATIF!4")])
    placed = reading.findings.assign(row_id="kaya.xlsx › " + reading.findings["row_id"])
    lost = pd.concat([reading.rejected, pd.DataFrame({"baris": [4], "code": ["TBL-042"], "column": ["nip"]})])
    done = as_imported([reading, *others], findings=findings.joined([placed, extra]),
                       rejected=lost.assign(berkas="kaya.xlsx", lembar="NOMINATIF"))
    sheet = back(rich, done)["NOMINATIF"]
    assert sheet["A4"].comment and sheet["A3"].comment and colour(sheet["B4"]) == COLOURS["ditolak"]


@pytest.mark.parametrize(("rows", "said"), [
    ([[MARKER, "lengkap"]], "lengkap"), ([[MARKER, "sebagian"]], "sebagian"), ([[MARKER]], "sebagian"),
    ([["", ""], ["", f" {MARKER} ", "", "lengkap"]], "lengkap"), ([["Catatan data"]], None), ([], None),
    ([[""]] * 9 + [[MARKER]], None),
])
def test_a_marker_is_known_again(rows, said):
    assert is_marker(rows) == said


@pytest.mark.parametrize(("rows", "left"), [
    ([["a", "b", "Baris asal"], [1, 2, 3]], [["a", "b"], [1, 2]]),
    ([["a", "Baris asal", "b"], [1, 2, 3]], [["a", "", "b"], [1, "", 3]]),
    ([["a", "b"], [1, "Baris asal"]], [["a", "b"], [1, "Baris asal"]]), ([], []),
])
def test_the_column_of_row_numbers_is_taken_out(rows, left):
    assert without_origin(rows) == left


CELL = st.one_of(st.none(), st.text(max_size=12), st.integers(-10, 10**18),
                 st.floats(allow_nan=False, allow_infinity=False),
                 st.sampled_from([nip(1), nip(2), "PNS", "Camat", "=1+1", "32-13-2020", "—", "\x0b", "_x0041_"]))


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=6))
def test_whatever_the_cells_hold_unmended_means_unchanged(tmp_path_factory, rows):
    place = tmp_path_factory.mktemp("acak")
    path = saved(place / "a.xlsx", roster(*rows))
    before = read(path)
    again = read(put(place / "b.xlsx", marked(path, before)))
    assert not again[0].partial
    assert [one.rows_in_file for one in again] == [one.rows_in_file for one in before]
    pd.testing.assert_frame_equal(again[0].frame, before[0].frame)
    assert again[0].findings[["code", "row_id"]].equals(before[0].findings[["code", "row_id"]])
