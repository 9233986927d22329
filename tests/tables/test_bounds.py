"""The ranges that the dictionary lets through are those of the law."""

from __future__ import annotations

from datetime import date

import pytest

from pembinaan_lib import rules
from pembinaan_lib.tables import TABLES

LAW, TODAY = rules.load(), date(2026, 11, 21)
ELEMENTS = ("persyaratan", "prosedur", "waktu_penyelesaian", "biaya", "produk", "kompetensi_pelaksana",
            "perilaku_pelaksana", "penanganan_pengaduan", "sarana_prasarana")


@pytest.mark.parametrize("table", ["skm_ringkas", "skm_respons"])
@pytest.mark.parametrize("element", ELEMENTS)
def test_an_element_of_the_survey_has_the_scale_of_the_law(table: str, element: str) -> None:
    column, scale = TABLES[table].column(element), LAW.value("skm.skala", TODAY).value
    assert (column.minimum, column.maximum) == (scale["terendah"], scale["tertinggi"])


@pytest.mark.parametrize(("table", "column", "lowest"), [
    ("penilaian_kompetensi", "level", 0), ("katalog_kompetensi", "level_target", 0),
    ("standar_kompetensi", "level", None), ("indikator_kompetensi", "level", 1),
])
def test_a_level_of_competency_is_one_of_those_of_the_law(table: str, column: str, lowest: int | None) -> None:
    found = TABLES[table].column(column)
    assert found.maximum == len(LAW.value("kompetensi.tingkat", TODAY).value)
    assert lowest is None or found.minimum == lowest
