"""Files made to do harm: refused with a sentence, or read as the plain text that they show; nothing is ever followed."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib.tables import read, swelling, to_bytes
from tests.tables.making import ROSTER, nip, roster, saved
from tests.tables.test_tables_files import GOOD, rebuilt, refused

SHEET, STRINGS = "xl__worksheets__sheet1.xml", "xl__sharedStrings.xml"
ENTITIES = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name.replace("__", "/")).decode()


def swollen(path: Path, target: Path, length: int, times: int) -> Path:
    """A workbook of few bytes in which `times` cells share one text of `length` letters."""
    strings = f'<?xml version="1.0"?><sst><si><t>{"A" * length}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, times + 1))
    xml = re.sub("<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>", part(path, SHEET), flags=re.DOTALL)
    return rebuilt(path, target, **{STRINGS: strings, SHEET: xml})


@pytest.mark.parametrize("where", [SHEET, STRINGS, "xl__workbook.xml", "_rels__.rels"])
def test_a_bomb_of_entities_is_refused(tmp_path, workbook, where):
    source = workbook(roster(GOOD))
    head, _, rest = part(source, where).partition("?>")
    bomb = f"{head}?>{ENTITIES}" + rest.replace("<t>", "<t>&j;")
    start = time.perf_counter()
    refused(rebuilt(source, tmp_path / "bom.xlsx", **{where: bomb}), "TBL-086")
    assert time.perf_counter() - start < 5


def test_one_text_shared_by_very_many_cells_is_refused(tmp_path, workbook):
    bomb = swollen(workbook(roster(GOOD)), tmp_path / "bersama.xlsx", 1_000_000, 3_000)
    assert bomb.stat().st_size < 100_000
    refused(bomb, "TBL-006")


def test_a_long_text_in_few_cells_is_read(tmp_path, workbook):
    (reading,) = read(swollen(workbook(roster(GOOD)), tmp_path / "panjang.xlsx", 100_000, 20))
    assert reading.table == "" and reading.rows_in_file == 20


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=20), st.sampled_from(
    ['<c r="A1" t="s"><v>{}</v></c>', "<c t='s' r='A1'><v>{}</v></c>", '<x:c t = "s"><x:v>{}</x:v></x:c>',
     '<c t="s"><!-- <v> --><v xml:space="preserve"> {}</v></c>']))
def test_shared_text_is_counted_for_each_cell_however_it_is_written(picked, form):
    strings = "".join(f"<si><t>{'B' * 10 ** size}</t></si>" for size in range(4))
    sheet = "".join(form.format(place) for place, _ in picked) + "<c><v>3</v></c>"
    told = swelling.shared_text([strings.encode(), b'<sst><si/></sst>'], [sheet.encode()], enough=0)
    assert told >= sum(10 ** place for place, _ in picked)
    assert told <= sum(10 ** place + 30 for place, _ in picked)


def book(path: Path, sheets: list[str], **more: str) -> Path:
    """An Excel file of sheets whose rows are given as XML, and other parts by name."""
    main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/"
    links = office + "officeDocument/2006/relationships"
    ids = range(1, len(sheets) + 1)
    relations = [f'<Relationship Id="r{n}" Type="{links}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in ids]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{office}package/2006/relationships"><Relationship Id="r1" '
                       f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
                           + "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in ids)
                           + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{office}package/2006/relationships">'
                                      + "".join(relations) + "</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
           for n, rows in zip(ids, sheets, strict=True)}, **more,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return path


FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize("far", [
    '<row r="2"><c r="XFD00000001048576"><v>2</v></c></row>',
    '<row r="2"><c r="A00000000001048576"><v>2</v></c><c r="XFD2"><v>2</v></c></row>',
    "<row r='2'><c t='n' r='XFD00000001048576'><v>2</v></c></row>",
])
def test_a_far_cell_behind_zeros_is_refused(tmp_path, far):
    refused(book(tmp_path / "nol.xlsx", [FIRST + far]), "TBL-007")


def test_the_room_of_all_sheets_together_is_bounded(tmp_path):
    far = '<row r="700"><c r="XFD700"><v>2</v></c></row>'
    refused(book(tmp_path / "banyak.xlsx", [FIRST + far] * 3), "TBL-007")


def test_a_binary_workbook_is_refused(tmp_path):
    refused(book(tmp_path / "biner.xlsx", [FIRST], **{"xl/workbook.bin": "x"}), "TBL-002")


@pytest.mark.parametrize(("before", "word", "decoy"), [
    ("", "sheetData", ""), ("", "x", "<sst></sst>"), (f"<!--{'c' * 3_000}-->", "x", ""),
])
def test_shared_text_is_counted_wherever_it_hides(tmp_path, before, word, decoy):
    strings = f"{before}<sst><si><t>{word}</t></si><si><t>{'A' * 500_000}</t></si></sst>"
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(1, 4_000))
    more = {"xl/sharedStrings.xml": strings} | ({"zz/umpan.xml": decoy} if decoy else {})
    refused(book(tmp_path / "bersama.xlsx", [rows], **more), "TBL-006")


def ods(path: Path, rows: str) -> Path:
    names = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                    for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:manifest/>")
        archive.writestr("content.xml", f'<?xml version="1.0"?><office:document-content{names}><office:body>'
                         f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
                         "</office:body></office:document-content>")
    return path


def cell(text: str, repeated: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{repeated}><text:p>{text}</text:p></table:table-cell>'


COLUMNS, ROWS = ' table:number-columns-repeated="{}"', ' table:number-rows-repeated="{}"'


def test_an_opendocument_file_is_read_with_the_empty_rest_that_its_program_writes(tmp_path):
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}<table:table-cell{COLUMNS.format(16_380)}/>"
                    "</table:table-row>" for row in (ROSTER, GOOD))
    rest = f"<table:table-row{ROWS.format(1_048_574)}><table:table-cell{COLUMNS.format(16_384)}/></table:table-row>"
    (reading,) = read(ods(tmp_path / "a.ods", lines + rest))
    assert list(reading.frame["nip"]) == [nip(1)]


@pytest.mark.parametrize(("rows", "code"), [
    (f"<table:table-row{ROWS.format(1_000_000)}>{cell('x', COLUMNS.format(16_000))}</table:table-row>", "TBL-007"),
    (f"<table:table-row{ROWS.format(1_000_000)}/><table:table-row{ROWS.format(9)}>"
     f"<table:table-cell{COLUMNS.format(9_000)}/>{cell('x')}</table:table-row>", "TBL-007"),
    (f"<table:table-row{ROWS.format('0000001048576')}>{cell('x', COLUMNS.format('0000000016384'))}</table:table-row>",
     "TBL-007"),
    (f"<table:table-row{ROWS.format('+1048576')}>{cell('x', COLUMNS.format('&#49;6384'))}</table:table-row>", "TBL-007"),
    (f"<table:table-row{ROWS.format(1_000)}>{cell('x' * 100_000, COLUMNS.format(1_000))}</table:table-row>", "TBL-006"),
])
def test_one_cell_that_stands_for_millions_is_refused(tmp_path, rows, code):
    refused(ods(tmp_path / "ulang.ods", rows), code)


FORMULAS = ('=HYPERLINK("http://x","klik")', "+62811", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=1+1",
            "\t=1+1", "=IMPORTXML(\"http://x\")")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_typed_as_text_is_kept_as_the_text_that_it_is(workbook, formula):
    (reading,) = read(workbook(roster((nip(1), formula, "PNS", formula, formula), headers=(*ROSTER, "Jabatan"))))
    assert reading.frame["unit_kerja"][0] == formula.strip()
    told = reading.findings["values"].str.cat() + repr(reading.columns)
    assert "http" not in told and "calc" not in told
    kept = to_bytes(reading.frame.rename(columns={"nip": "pegawai_id"}).drop(columns=["baris", "nama"]), "pegawai")
    assert kept.count(b"\n") == 2


@pytest.mark.parametrize("formula", ['HYPERLINK("http://x.invalid")', "cmd|'/C calc'!A0", "WEBSERVICE(\"http://x\")",
                                     "'[lain.xlsx]A'!B2"])
def test_a_real_formula_gives_the_value_stored_beside_it_and_is_never_computed(tmp_path, workbook, formula):
    source = workbook(roster(GOOD))
    xml = re.sub(r'<c r="D2"[^>]*>.*?</c>', f'<c r="D2" t="str"><f>{formula.replace("&", "&amp;")}</f><v>Dinas Z</v></c>',
                 part(source, SHEET))
    (reading,) = read(rebuilt(source, tmp_path / "rumus.xlsx", **{SHEET: xml}))
    assert list(reading.frame["unit_kerja"]) == ["Dinas Z"]


def test_macros_controls_links_and_connections_are_carried_by_nobody(tmp_path, workbook):
    extra = {
        "xl__vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Sub Auto_Open()\nShell \"calc\"\nEnd Sub",
        "xl__externalLinks__externalLink1.xml": '<externalLink><externalBook r:id="rId1"/></externalLink>',
        "xl__externalLinks___rels__externalLink1.xml.rels": '<Relationships><Relationship Id="rId1" '
        'Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
        "xl__connections.xml": '<connections><connection odcFile="http://x.invalid/a.odc"/></connections>',
        "xl__activeX__activeX1.bin": b"\x00", "customUI__customUI.xml": '<customUI onLoad="x"/>',
        "xl__embeddings__oleObject1.bin": b"MZ",
    }
    path = rebuilt(workbook(roster(GOOD)), tmp_path / "makro.xlsm", **extra)
    (reading,) = read(path)
    assert list(reading.frame["nip"]) == [nip(1)] and "passwd" not in repr(reading) + reading.frame.to_csv()


@pytest.mark.parametrize("make", [
    lambda path: path / "..%2f..%2fetc%2fpasswd.xlsx", lambda path: path / "CON.xlsx", lambda path: path / "a\nb.xlsx",
    lambda path: path / ("panjang" * 30 + ".xlsx"), lambda path: path / "~$nominatif.xlsx", lambda path: path / "-rf.xlsx",
])
def test_a_name_is_never_a_path(tmp_path, make: Callable[[Path], Path]):
    path = make(tmp_path)
    saved(tmp_path / "asal.xlsx", roster(GOOD)).rename(path)
    (reading,) = read(path)
    assert "/" not in reading.file_name and "\n" not in reading.file_name and len(reading.frame) == 1
    assert sorted(tmp_path.iterdir()) == [path]
