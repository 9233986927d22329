"""Working lists as Excel, read back with another library: text stays text, and the same list has the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.documents import people_list

EVIL = [
    '=HYPERLINK("http://x.example","klik")', "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(1)", "{=1+1}",
    "<script>alert(1)</script>",
    "http://x.example", "mailto:a@b.example", "007", "nol\x00\x1f", "\ud800", "_x0041_", " spasi ", "\tx",
]
PRIVATE = "Berisi data pribadi; jangan dibagikan di luar instansi."
PEOPLE = pd.DataFrame({
    "Nama": pd.Series(EVIL, dtype="object"), "Tenggat": pd.to_datetime(["2026-11-21"] * (len(EVIL) - 1) + [None]),
    "Sisa": [0.5] * len(EVIL), "Angkatan": range(len(EVIL)),
})


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def made(sheets: dict[str, pd.DataFrame] | None = None, *, notice: str = "data contoh, bukan data sebenarnya") -> bytes:
    return people_list({"Orang": PEOPLE} if sheets is None else sheets, title="Daftar · Kota X", notice=notice)


def test_hostile_text_stays_text() -> None:
    content = made()
    page = read(content)["Orang"]
    cells = [row[0] for row in page.iter_rows(min_row=6)]
    assert [cell.data_type for row in page.iter_rows() for cell in row if cell.data_type in {"f", "e"}] == []
    assert all(cell.hyperlink is None for row in page.iter_rows() for cell in row)
    plain = {"nol\x00\x1f": "nol", "\ud800": None}
    assert [cell.value or None for cell in cells] == [plain.get(text, text) for text in EVIL]
    assert all(cell.data_type == "s" for cell in cells if cell.value)
    assert [cell.quotePrefix or False for cell in cells[:5]] == [True] * 5
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not [name for name in packed.namelist() if "external" in name or "rels" in name and "sheet" in name]
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_what_stands_above_the_list_and_how_it_is_laid_out() -> None:
    page = read(made())["Orang"]
    assert [page.cell(row, 1).value for row in (1, 2, 3)] == [
        "Daftar · Kota X", PRIVATE, "data contoh, bukan data sebenarnya",
    ]
    assert [cell.value for cell in page[5]] == ["Nama", "Tenggat", "Sisa", "Angkatan"]
    assert page.freeze_panes == "A6"
    assert page.auto_filter.ref == f"A5:D{5 + len(EVIL)}"
    assert 8 < page.column_dimensions["A"].width <= 61
    bare = read(made(notice=""))["Orang"]
    assert [bare.cell(row, 1).value for row in (2, 3, 4)] == [PRIVATE, None, "Nama"]


def test_dates_and_numbers_stay_what_they_are() -> None:
    page = read(made())["Orang"]
    assert page["B6"].value == pd.Timestamp("2026-11-21")
    assert page["B6"].number_format == "[$-421]d mmmm yyyy"
    assert page.cell(5 + len(EVIL), 2).value is None
    assert (page["C6"].value, page["D7"].value) == (0.5, 1)
    with words.speaking("en"):
        english = read(made())["Orang"]
    assert english["A2"].value == "Holds personal data; do not share it outside the agency."
    assert english["B6"].number_format == "[$-409]d mmmm yyyy"


def test_sheet_names_that_excel_refuses() -> None:
    one = pd.DataFrame({"Nama": ["a"]})
    names = [
        "Kegiatan yang namanya sangat panjang 1", "Kegiatan yang namanya sangat panjang 2", "a/b:c[d]*?\\", "''",
        "History", "x", "X", "",
    ]
    found = read(made(dict.fromkeys(names, one))).sheetnames
    assert len({name.casefold() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 for name in found)
    assert found[0] == "Kegiatan yang namanya sangat pa" and found[1] == "Kegiatan yang namanya sangat 2"


def test_a_list_without_rows_and_a_text_without_end() -> None:
    page = read(made({"Orang": PEOPLE.iloc[:0]}))["Orang"]
    assert page.max_row == 5
    long = read(made({"Orang": pd.DataFrame({"Nama": ["x" * 40_000, "y"]})}))["Orang"]
    assert len(long["A6"].value) == 32_767


def test_the_same_list_has_the_same_bytes() -> None:
    content = made()
    assert made() == content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {(entry.date_time, entry.create_system) for entry in packed.infolist()} == {((1980, 1, 1, 0, 0, 0), 3)}
        stamps = re.findall(r"\d{4}-\d\d-\d\dT[^<]*", packed.read("docProps/core.xml").decode())
    assert stamps and set(stamps) == {"1980-01-01T00:00:00Z"}


def test_a_column_without_anything_is_no_obstacle() -> None:
    page = read(made({"Orang": pd.DataFrame({"Nama": ["a"], "Jabatan": pd.Series([None], dtype="str")})}))["Orang"]
    assert (page["A6"].value, page["B6"].value) == ("a", None)
