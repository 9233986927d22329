"""Templates: what they promise in Excel (seen with openpyxl), and that a filled one comes back without any doubt."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import range_boundaries

from pembinaan_lib import cli, shipped, words
from pembinaan_lib.errors import TableFileError
from pembinaan_lib.tables import TABLES, blanks, pages, read, templates, wide
from pembinaan_lib.tables.columns import EXAMPLE, OWN_SHEET
from tests.tables.making import nip

NAMES = [table.name for table in TABLES.values() if table.importable]
#: What the invented NIP says itself.
FACTS = {"Tahun Lahir": 1985, "TMT CPNS": dt.datetime(2010, 1, 1), "Jenis Kelamin": "L", "Jenis Pegawai": "PNS"}
EXAMPLE_ROW = "TBL-080"


@pytest.fixture(scope="module")
def books() -> dict[str, openpyxl.Workbook]:
    return {name: openpyxl.load_workbook(io.BytesIO(templates.template(name))) for name in NAMES}


def answer(field: blanks.Field, turn: int) -> object:
    """A value that a planner might fill in; two rows differ wherever the column allows it."""
    if field.header in FACTS:
        return FACTS[field.header]
    if field.kind == "nip":
        return nip(turn)
    if field.choices:
        return field.choices[turn % len(field.choices)]
    if field.kind == "tanggal":
        return dt.datetime(2026, 3, turn)
    if field.kind in ("bulat", "desimal", "rupiah"):
        return min(int(field.minimum or 0) + turn, int(field.maximum or 99))
    return f"Isi {turn}"


def filled(path: Path, name: str) -> list[list[object]]:
    """The template of a table with two rows below its example row; returns these rows."""
    path.write_bytes(templates.template(name))
    book = openpyxl.load_workbook(path)
    rows = [[answer(field, turn) for field in blanks.fields(TABLES[name])] for turn in (1, 2)]
    for row, cells in enumerate(rows, start=3):
        for column, cell in enumerate(cells, start=1):
            book.worksheets[0].cell(row, column).value = cell
    book.save(path)
    return rows


@pytest.mark.parametrize("name", NAMES)
def test_a_filled_template_comes_back_whole_and_without_doubt(name, tmp_path):
    table, asked = TABLES[name], blanks.fields(TABLES[name])
    rows = filled(tmp_path / f"templat_{name}.xlsx", name)
    (reading,) = read(tmp_path / f"templat_{name}.xlsx")
    assert (reading.table, reading.rows_in_file, reading.rows_used) == (name, 3, 2)
    assert {match.confidence for match in reading.mapping} == {1.0}
    assert list(reading.rejected["code"]) == [EXAMPLE_ROW] and list(reading.rejected["baris"]) == [2]
    assert set(reading.findings["code"]) == {EXAMPLE_ROW} and set(reading.findings["severity"]) == {"informasi"}
    spread = set(wide.MELTED[table.wide]) if table.wide else set()
    expected = {column.name for column in table.file_columns if column not in table.helpers} - spread
    assert expected <= {match.column for match in reading.mapping}
    many = len(asked) - len(expected) - ("nama" in {column.name for column in table.helpers})
    each = {"": 1, "pasangan": many // 2}.get(table.wide, many)
    assert len(reading.frame) == 2 * each
    assert_same_values(reading.frame, asked, rows, table)


def assert_same_values(frame, asked, rows, table):
    """Every value of every kept column is the one that was typed in."""
    names = {column.label: column for column in table.file_columns}
    for place, field in enumerate(asked):
        column = names.get(field.header)
        if column is None or column.name not in frame or (column.name == "nama" and table.name == "pegawai"):
            continue
        for row, cells in enumerate(rows, start=3):
            got = set(frame.loc[frame["baris"] == row, column.name])
            want = cells[place]
            if column.name == "bulan" and column.kind == "tanggal":
                want = want.replace(day=1)
            if column.kind == "ya_tidak":
                want = want == "ya"
            assert got == {pd.Timestamp(want) if isinstance(want, dt.datetime) else want}, column.name


def test_values_of_wide_templates_reach_their_label(tmp_path):
    rows = filled(tmp_path / "a.xlsx", "kehadiran")
    frame = read(tmp_path / "a.xlsx")[0].frame
    assert rows[0][3:] == ["T"] * 10 and rows[1][3:] == ["H"] * 10
    assert list(frame["sesi"]) == [*range(1, 11), *range(1, 11)] and list(frame["hadir"]) == [False] * 10 + [True] * 10
    filled(tmp_path / "b.xlsx", "penilaian_kompetensi")
    assert set(read(tmp_path / "b.xlsx")[0].frame["kompetensi"]) == set(wide.managerial())


def test_a_competency_typed_beside_the_others_is_read(tmp_path):
    filled(tmp_path / "a.xlsx", "penilaian_kompetensi")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    page = book.worksheets[0]
    last = page.max_column
    free = next(column for column in range(1, last + 2) if page.cell(1, column).value is None)
    page.cell(1, free).value, page.cell(3, free).value = "Layanan Digital", 4
    book.save(tmp_path / "a.xlsx")
    frame = read(tmp_path / "a.xlsx")[0].frame
    assert list(frame.loc[frame["kompetensi"] == "Layanan Digital", "level"]) == [4.0]


def test_an_untouched_template_gives_no_row(tmp_path):
    for path in templates.write(tmp_path, ["pegawai", "kompetensi", "kesiapan_perubahan"]):
        (reading,) = read(path)
        assert reading.frame.empty and set(reading.rejected["code"]) == {EXAMPLE_ROW}


def test_two_questionnaires_of_one_shape_are_told_apart(tmp_path):
    for name in ("kesiapan_perubahan", "literasi_digital"):
        filled(tmp_path / "jawaban.xlsx", name)  # the name of the file does not tell
        assert read(tmp_path / "jawaban.xlsx")[0].table == name


# --- what Excel shows ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_headers_are_locked_and_everything_else_is_free(books, name):
    page = books[name].worksheets[0]
    width = len(blanks.fields(TABLES[name]))
    assert page.protection.sheet and page.protection.password is None
    assert not page.protection.formatColumns and not page.protection.insertRows and not page.protection.deleteRows
    assert all(page.cell(1, column).protection.locked for column in range(1, width + 1))
    assert not any(page.cell(2, column).protection.locked for column in range(1, width + 1))
    letters = page.column_dimensions
    free = [one for one in letters.values() if one.min <= 2 and not one.protection.locked]
    assert free and not any(one.protection.locked for one in letters.values())
    assert page.freeze_panes[-1] == "2" and page.cell(2, 1).value.startswith(EXAMPLE)


@pytest.mark.parametrize("name", NAMES)
def test_every_header_has_a_note_and_required_ones_are_marked(books, name):
    page = books[name].worksheets[0]
    for place, field in enumerate(blanks.fields(TABLES[name]), start=1):
        header = page.cell(1, place)
        assert header.value == (f"{field.header} *" if field.required else field.header)
        assert header.comment.text.startswith(field.help) and header.comment.height >= 28
        assert ("Wajib diisi." in header.comment.text) == field.required
        assert header.fill.fgColor.rgb == ("FF1F4E78" if field.required else "FFBDD7EE")
        assert field.example is not None or field.header in ("Akhir Kontrak", "Berlaku Sampai", "Penerus"), field.header


def test_required_columns_are_those_that_the_reader_insists_on():
    for name in NAMES:
        table = TABLES[name]
        marked = {field.header for field in blanks.fields(table) if field.required}
        spread = wide.supplied(table, is_wide=True)
        needed = {column.label for column in table.file_columns
                  if column.required and not column.default and column.name not in spread}
        assert marked == needed, name


@pytest.mark.parametrize("name", NAMES)
def test_drop_downs_and_limits_are_those_of_the_dictionary(books, name):
    book = books[name]
    page = book.worksheets[0]
    rules = {range_boundaries(str(rule.sqref))[0]: rule for rule in page.data_validations.dataValidation}
    for place, field in enumerate(blanks.fields(TABLES[name]), start=1):
        rule = rules.get(place)
        if field.choices:
            assert rule.type == "list" and choices_of(book, rule.formula1) == field.choices
            assert (rule.errorStyle == "warning") == field.free
        elif field.kind == "teks":
            assert rule is None and page.cell(2, place).number_format == "@"
        else:
            assert rule.type == {"nip": "custom", "tanggal": "date", "bulat": "whole", "rupiah": "whole"}.get(
                field.kind, "decimal")
            if field.maximum is not None:
                assert (float(rule.formula1), float(rule.formula2)) == (field.minimum, field.maximum)
        if rule is not None:
            assert rule.error and len(rule.error) <= 225 and len(rule.errorTitle) <= 32
            assert range_boundaries(str(rule.sqref))[1::2] == (2, templates.ROWS + 1)


def choices_of(book, formula: str) -> tuple[str, ...]:
    if formula.startswith('"'):
        assert len(formula) <= 257
        return tuple(formula.strip('"').split(","))
    sheet, cells = formula.replace("'", "").split("!")
    assert book[sheet].sheet_state == "hidden"
    left, top, _, bottom = range_boundaries(cells.replace("$", ""))
    return tuple(book[sheet].cell(row, left).value for row in range(top, bottom + 1))


def test_a_nip_is_kept_as_text_and_money_and_days_look_like_themselves(books):
    page = books["pegawai"].worksheets[0]
    assert page["A2"].number_format == "@" and page.column_dimensions["A"].width >= 18
    assert {page.cell(2, 1 + place).number_format for place, field in enumerate(blanks.fields(TABLES["pegawai"]))
            if field.kind == "tanggal"} == {"dd/mm/yyyy"}
    assert books["ruang"].worksheets[0]["E2"].number_format == '"Rp"#,##0'


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_guide_says_what_for_how_from_where_and_what_then(language):
    with words.speaking(language):
        for name in ("pegawai", "kehadiran", "survei_kebutuhan"):
            book = openpyxl.load_workbook(io.BytesIO(templates.template(name)))
            guide = book.worksheets[1]
            said = [cell for row in guide.iter_rows(values_only=True) for cell in row if cell]
            assert guide["A1"].value.startswith(OWN_SHEET) and guide.protection.sheet
            for part in ("help", "source", "after"):
                assert words.text(f"tables.{name}.{part}") in said
            assert {f"{field.header} *" if field.required else field.header
                    for field in blanks.fields(TABLES[name])} <= set(said)
            headers = [cell.value for cell in book.worksheets[0][1]]
            assert headers[0] == "NIP *" or headers[0] == "Responden ID"  # headers are Indonesian in both languages


@pytest.mark.parametrize("rows", [[], [[]], [[None]], [[5, OWN_SHEET]], [["NIP", "Nama"]], [[f" {OWN_SHEET}"]]])
def test_a_sheet_of_the_planner_is_no_guide(rows):
    assert not blanks.is_guide(rows)


# --- bytes and files -------------------------------------------------------------------------------------------------


def test_every_run_gives_the_same_bytes():
    code = ("import hashlib; from pembinaan_lib.tables import TABLES, templates; "
            "print(*(hashlib.sha256(templates.template(t.name)).hexdigest() for t in TABLES.values() if t.importable))")
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Jayapura"})
    assert other.stdout.split() == [hashlib.sha256(templates.template(name)).hexdigest() for name in NAMES]


def test_a_template_tells_nothing_of_who_made_it_and_runs_nothing():
    with zipfile.ZipFile(io.BytesIO(templates.template("pegawai"))) as archive:
        names = archive.namelist()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
        assert b"2026-11-21T00:00:00Z" in archive.read("docProps/core.xml")


def test_all_templates_or_those_named_are_written(tmp_path):
    assert [path.name for path in templates.write(tmp_path / "baru" / "semua")] == sorted(
        f"templat_{name}.xlsx" for name in NAMES)
    assert [path.name for path in templates.write(tmp_path, ["ruang", "mitra", "ruang"])] == [
        "templat_mitra.xlsx", "templat_ruang.xlsx"]


@pytest.mark.parametrize(("tables", "code"), [(["ruang", "asing"], "TBL-011"), (["ruang", "butir"], "TBL-120")])
def test_a_table_without_template_is_refused_before_anything_is_written(tmp_path, tables, code):
    with pytest.raises(TableFileError) as fault:
        templates.write(tmp_path, tables)
    assert fault.value.code == code and tables[1] in str(fault.value) and not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path):
    (tmp_path / "berkas").write_text("bukan folder")
    with pytest.raises(TableFileError) as fault:
        templates.write(tmp_path / "berkas", ["ruang"])
    assert fault.value.code == "TBL-121" and str(tmp_path) not in str(fault.value)


@pytest.mark.parametrize(("verb", "last"), [("templat", "Setelah diisi"), ("template", "Setelah diisi")])
def test_the_command_writes_templates(tmp_path, capsys, verb, last):
    before = words.language()
    try:
        assert cli.main([verb, str(tmp_path), "ruang"]) == 0
        assert last in capsys.readouterr().out and (tmp_path / "templat_ruang.xlsx").is_file()
        assert cli.main([verb, str(tmp_path), "asing"]) == cli.NOT_DONE
        assert "TBL-011" in capsys.readouterr().err
    finally:
        words.choose_language(before)


# --- the reference page ----------------------------------------------------------------------------------------------


def test_the_reference_page_is_the_dictionary_of_today():
    committed = shipped.folder("docs") / "reference" / "data.md"
    with words.speaking("en"):
        made = pages.page()
    same = committed.read_text(encoding="utf-8") == made
    assert same, "run: python -m pembinaan_lib.tables.pages > docs/reference/data.md"
    for table in TABLES.values():
        assert f"(`{table.name}`)" in made and all(f"| `{column.name}` |" in made for column in table.file_columns)
