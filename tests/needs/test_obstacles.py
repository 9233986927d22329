"""What hinders people, counted by unit: codes only, few people hidden."""

from __future__ import annotations

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from pembinaan_lib import needs, tables
from tests.needs.frames import LAW, TODAY, frame, staff

STAFF = staff(A=40, B=10)


def answers(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    return frame("survei_kebutuhan", "responden_id unit_kerja kendala kompetensi tanggal",
                 *((*row, skill, "2026-10-01") for row in rows for skill in ("x", "y")))


def found(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    return needs.obstacles(answers(*rows), STAFF, rules=LAW, tanggal=TODAY)


def unit_of(name: str) -> str:
    return STAFF.loc[STAFF["perangkat_daerah"] == name, "unit_kerja"].iloc[0]


def test_a_respondent_counts_once_however_many_competencies_were_asked() -> None:
    a = unit_of("A")
    said = [(f"r{n}", a, "sarana; aturan" if n < 12 else "keterampilan") for n in range(20)]
    told = found(*said).set_index("penyebab")
    assert set(told["perangkat_daerah"]) == {"A"} and set(told["responden"]) == {20}
    assert told["menyebut"].to_dict() == {"keterampilan": 8, "alat": 12, "aturan": 12, "tenaga": 0, "insentif": 0}
    assert told.loc["alat", "rasio"] == 0.6
    assert told.loc["alat", ["bawah", "atas"]].tolist() == pytest.approx(proportion_confint(12, 20, method="wilson"))


def test_few_respondents_are_left_out_and_few_who_name_a_cause_are_hidden_with_another() -> None:
    a, b = unit_of("A"), unit_of("B")
    said = [(f"r{n}", a, "sarana" if n < 10 else "aturan" if n < 18 else "dukungan") for n in range(20)]
    told = found(*said, *((f"b{n}", b, "sarana") for n in range(4)))
    assert set(told["perangkat_daerah"]) == {"A"}
    shown = told.set_index("penyebab")["menyebut"]
    assert pd.isna(shown["insentif"])  # two people
    assert shown.isna().sum() >= 2  # nobody finds it by subtraction


def test_free_words_never_count_nor_leave() -> None:
    a = unit_of("A")
    rows = [(f"r{n}", a, "kepala saya Budi") for n in range(9)] + [(f"s{n}", a, "sarana; kata Budi") for n in range(6)]
    kept = needs.only_obstacles(pd.Series([said for *_, said in rows], dtype="str"))
    assert set(kept.dropna()) == {"sarana"}
    told = found(*rows)
    assert set(told["responden"]) == {6}
    assert not told.astype("str").apply(lambda column: column.str.contains("Budi")).any(axis=None)


def test_nobody_asked_is_an_empty_frame_of_the_same_shape() -> None:
    nobody = needs.obstacles(tables.empty("survei_kebutuhan"), STAFF, rules=LAW, tanggal=TODAY)
    full = found(*((f"r{n}", unit_of("A"), "sarana") for n in range(9)))
    assert nobody.empty
    assert nobody.dtypes.to_dict() == full.dtypes.to_dict()
