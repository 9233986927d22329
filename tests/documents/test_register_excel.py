"""The register as Excel: its formulas give the register again, and other weights give the register of those weights."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import documents, needs, words
from pembinaan_lib.documents.register_sheets import HEAD
from tests.charts import invented_frames
from tests.documents.spreadsheet import BLANK, Spreadsheet
from tests.needs.evidence_rows import LAW, TODAY, counted, evidence, people, units

FIRST = HEAD + 2
WEIGHTS = {source: float(weight) for source, weight in LAW.value("kebutuhan.bobot_bukti", TODAY).value.items()}
THREE = (
    ("A", "x", "kesenjangan", 0.8, 5, 0.5), ("B", "x", "kesenjangan", 0.2, 10, 1.0),
    ("A", "x", "survei", 0.6), ("C", "x", "survei", 0.4),
)
MANY = (
    *THREE, ("A", "y", "sasaran", 0.7), ("B", "y", "usulan", 1.0, 2), ("C", "y", "suara", 0.9, 3, None, None),
    ("D", "z", "kinerja", 0.4, 40, None, "2019-01-01"), ("B", "z", "suara", 0.1, 30, None, "2025-06-01"),
)
GAP = (("A", "x", 10, 5, 4), ("B", "x", 10, 10, 2), ("D", "x", 3, 0, 0))
HOSTILE = '=1+1\x00\ud800<&">'


def frames(*rows: tuple, bobot: dict[str, float] = WEIGHTS, **more: pd.DataFrame) -> dict[str, pd.DataFrame]:
    told, gap, law = counted(evidence(*rows)), units(*GAP), {"rules": LAW, "tanggal": TODAY}
    found = needs.register(told, gap, people(A=10, B=10, C=10, D=3), bobot=bobot, **law)
    return {
        "register": needs.causes(found, {}), "register_rinci": needs.register_explanation(told, gap, bobot=bobot, **law),
        "register_kepekaan": needs.sensitivity(found, bobot=bobot, seed=1, draws=20), **more,
    }


def meta(bobot: dict[str, float] = WEIGHTS, **changed: Any) -> dict[str, Any]:
    bands = LAW.value("kebutuhan.keyakinan", TODAY).value["bands"]
    return invented_frames.meta() | {
        "bobot": bobot, "keyakinan_bukti": LAW.value("kebutuhan.keyakinan_bukti", TODAY).value,
        "keyakinan": [(band["label"], float(band["from"])) for band in bands],
    } | changed


def cached(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def agrees(data: bytes) -> int:
    """Compute every formula again and compare it with the value that stands beside it; how many there are."""
    sheet, shown, count = Spreadsheet(data), cached(data), 0
    for page in sheet.book:
        for cell in [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]:
            found, said = sheet.value(page.title, cell.coordinate), shown[page.title][cell.coordinate].value
            count += 1
            assert not isinstance(found, bool), "a truth is no number"
            if isinstance(said, int | float):
                assert found == pytest.approx(said, abs=1e-9), (page.title, cell.coordinate)
            else:
                assert (found or "") == (said or "") or found == BLANK, (page.title, cell.coordinate)
    return count


def columns(data: bytes, sheet: str = "Register") -> dict[str, str]:
    return {cell.value: cell.column_letter for cell in openpyxl.load_workbook(io.BytesIO(data))[sheet][HEAD + 1]}


def test_the_worked_example_comes_out_in_the_cells() -> None:
    """docs/keputusan/0004-register.md: weights 3 and 2; A 0.63, C 0.46, B 0.32."""
    bobot = {"kesenjangan": 3.0, "survei": 2.0}
    data = documents.register_excel(frames(*THREE, bobot=bobot), meta(bobot))
    sheet, at = Spreadsheet(data), columns(data)
    told = {unit: row for row, unit in enumerate(sheet.column("Register", at["Perangkat daerah"], FIRST), start=FIRST)}
    for unit, priority, sure in (("A", 0.63, 0.63), ("C", 0.46, 0.4), ("B", 0.32, 0.6)):
        assert sheet.value("Register", f"{at['Prioritas (0–1)']}{told[unit]}") == pytest.approx(priority)
        assert sheet.value("Register", f"{at['Keyakinan (0–1)']}{told[unit]}") == pytest.approx(sure)
    assert sheet.value("Register", f"{at['Beda sumber (0–1)']}{told['A']}") == pytest.approx(0.1)
    assert sheet.value("Register", f"{at['Keyakinan']}{told['B']}") == "tinggi"


def test_every_formula_gives_what_the_workbook_says() -> None:
    assert agrees(documents.register_excel(frames(*MANY), meta())) > 150


SOURCES = st.sampled_from(needs.SOURCES)
ROWS = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyz"), SOURCES, st.floats(0, 1), st.integers(1, 60),
              st.none() | st.floats(0, 1), st.none() | st.sampled_from(["2026-10-01", "2024-06-01", "2019-01-01"])),
    max_size=14, unique_by=lambda row: row[:3],
)


@settings(max_examples=6)
@given(rows=ROWS, weights=st.dictionaries(SOURCES, st.integers(0, 5), max_size=5))
def test_any_evidence_and_any_weights(rows: list[tuple], weights: dict[str, int]) -> None:
    bobot = {source: float(weight) for source, weight in weights.items()} or WEIGHTS
    agrees(documents.register_excel(frames(*rows, bobot=bobot), meta(bobot)))


def test_other_weights_in_the_coloured_cells_give_their_own_register() -> None:
    """What a planner may do in Excel: the same order as the workbook would give with those weights."""
    other = {**WEIGHTS, "kesenjangan": 0.05, "suara": 0.6, "kinerja": 0.0}
    data = documents.register_excel(frames(*MANY), meta())
    rows = {page[0].value: page[0].row for page in cached(data)["Bobot"].iter_rows(min_row=FIRST) if page[0].value}
    changed = {("Bobot", f"B{rows[words.text(f'documents.bukti.{source}')]}"): weight for source, weight in other.items()}
    sheet, at = Spreadsheet(data, changed), columns(data)
    expected = frames(*MANY, bobot=other)["register"].set_index(["perangkat_daerah", "kompetensi"])
    pages = [sheet.column("Register", at[name], FIRST) for name in (
        "Perangkat daerah", "Kompetensi", "Peringkat", "Prioritas (0–1)", "Keyakinan (0–1)")]
    assert len(pages[0]) == len(expected)
    for unit, skill, rank, priority, sure in zip(*pages, strict=True):
        need = expected.loc[(unit, skill)]
        if pd.isna(need["peringkat"]):
            assert rank == BLANK and priority == BLANK
        else:
            assert (rank, priority, sure) == pytest.approx((need["peringkat"], need["prioritas"], need["keyakinan"]), abs=1e-9)


def test_the_first_sheet_says_that_nothing_differs_and_that_it_is_not_for_everybody() -> None:
    data = documents.register_excel(frames(*MANY), meta())
    sheet, first = Spreadsheet(data), cached(data)["Baca dulu"]
    said = "\n".join(str(cell.value) for cell in first["A"] if cell.value)
    assert "Jangan diedarkan" in said and "Data contoh" in said and "2027-001" in said and "abababab" in said
    row = next(cell.row for cell in first["A"] if str(cell.value).startswith("Selisih terbesar"))
    assert abs(sheet.value("Baca dulu", f"B{row}")) < 1e-9
    for page in cached(data):
        assert "Jangan diedarkan" in page["A2"].value


def test_sheets_of_their_own_only_where_there_is_something() -> None:
    few = cached(documents.register_excel(frames(*THREE), meta())).sheetnames
    assert few == ["Baca dulu", "Bobot", "Bukti", "Register", "Kepekaan"]
    fair = pd.DataFrame({"dimensi": ["jenis_kelamin"], "kelompok": ["L"], "asn": pd.array([pd.NA], "Int64"), "tertinggal": [False],
                         "disembunyikan": [True], "butuh_rasio": [float("nan")]})
    page = cached(documents.register_excel(frames(*THREE, keadilan=fair), meta()))["Keadilan"]
    assert [cell.value for cell in page[FIRST]] == ["jenis kelamin", "L", None, None, "tidak", "ya"]


def test_no_evidence_at_all_is_a_readable_workbook() -> None:
    data = documents.register_excel(frames(), meta())
    page = cached(data)["Register"]
    assert page.max_row == HEAD + 1 + len(GAP) and agrees(data) > 0


def test_hostile_text_is_text_and_never_a_formula() -> None:
    rows = (HOSTILE.replace("\x00", "").replace("\ud800", ""), "x", "survei", 0.6)
    made = frames(rows, ("B", "x", "survei", 0.2))
    made["register"] = made["register"].assign(bukti_penyebab=HOSTILE, penyebab="alat")
    page = openpyxl.load_workbook(io.BytesIO(documents.register_excel(made, meta(instansi=HOSTILE))))["Register"]
    texts = [cell for row in page.iter_rows(min_row=FIRST) for cell in row if str(cell.value).startswith("=1+1")]
    assert len(texts) >= 3 and all(cell.data_type == "s" for cell in texts)


def test_same_bytes_again_and_both_languages() -> None:
    made = frames(*MANY)
    assert documents.register_excel(made, meta()) == documents.register_excel(made, dict(reversed(list(meta().items()))))
    with words.speaking("en"):
        data = documents.register_excel(made, meta())
        assert cached(data).sheetnames[:4] == ["Read first", "Weights", "Evidence", "Register"]
        assert agrees(data) > 150
