"""What would do nothing in silence, or more than anybody meant, is told in words."""

from __future__ import annotations

import pandas as pd

from pembinaan_lib import findings, needs, tables
from pembinaan_lib.needs.checks import mapping_checks, response_checks, satisfaction_checks
from tests.needs.frames import LAW, TODAY, frame, staff
from tests.needs.test_voice import NONE, published

HERE = {"rules": LAW, "tanggal": TODAY}
SHIPPED = tables.reference("pemetaan_kompetensi")
SKILLS = tables.reference("kompetensi")["kompetensi"]


def ways(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    return frame("pemetaan_kompetensi", "asal nama_asal kompetensi bobot", *rows)


def told(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    return findings.told(mapping_checks(ways(*rows), SKILLS, **HERE))


def test_the_shipped_mapping_fits_the_shipped_lists() -> None:
    assert mapping_checks(SHIPPED, SKILLS, **HERE).empty


def test_a_competency_outside_the_list_is_told_with_its_rows() -> None:
    found = told(*(("topik", f"Topik {n}", "Menari", 1) for n in range(5)), ("topik", "Parkir", "Melukis", 0))
    assert found[["code", "row_id", "severity"]].values.tolist() == [["NED-103", "Menari", "perlu_dicek"]]
    assert "5 baris" in found["message"].iloc[0] and "topik Topik 0, topik Topik 1, topik Topik 2, …" in found["message"].iloc[0]


def test_a_sign_that_nothing_is_called_is_told_with_the_names_there_are() -> None:
    found = told(
        ("unsur", "Kebersihan", "Komunikasi", 1), ("unsur", "Biaya/Tarif", "Komunikasi", 1), ("unsur", "waktu_penyelesaian", "Komunikasi", 1),
        ("predikat", "Baik", "Komunikasi", 1), ("predikat", "Di Bawah Ekspektasi", "Komunikasi", 1), ("topik", "apa saja", "Komunikasi", 1),
    )
    assert found[["code", "row_id"]].values.tolist() == [["NED-104", "predikat Baik"], ["NED-104", "unsur Kebersihan"]]
    assert "Kurang" in found["remedy"].iloc[0] and "Perilaku Pelaksana" in found["remedy"].iloc[1]


def test_a_way_without_a_weight_counts_in_full_and_says_so() -> None:
    found = told(("topik", "Parkir", "Komunikasi", None), ("topik", "Antrean", "Komunikasi", 0.5))
    assert found["code"].tolist() == ["NED-108"] and "tulis 0" in found["remedy"].iloc[0]


def test_means_of_nobody_and_missing_elements_are_told() -> None:
    table = published(("Loket", "2026-06-01", 30, [3.0] * 8 + [None]), ("Puskesmas", "2026-06-01", 0, [3.0] * 9),
                      ("Kantor", "2026-06-01", 30, [3.0] * 9))
    need = needs.skm_need(table, NONE, **HERE)
    assert set(needs.skm_services(need, **HERE)["unit_kerja"]) == {"Kantor"}
    found = findings.told(satisfaction_checks(table, need, **HERE))
    assert found[["code", "row_id"]].values.tolist() == [["NED-105", ""], ["NED-106", "Loket · KTP"]]
    assert "Sarana dan Prasarana" in found["message"].iloc[1] and "1 baris" in found["message"].iloc[0]
    whole = published(("Kantor", "2026-06-01", 30, [3.0] * 9))
    assert satisfaction_checks(whole, needs.skm_need(whole, NONE, **HERE), **HERE).empty


def test_more_answers_than_staff_are_told() -> None:
    survey = frame(
        "survei_kebutuhan", "responden_id peran unit_kerja kompetensi tingkat_kepentingan tingkat_kemampuan tanggal",
        *((f"r{n}", "pegawai", "A", "Komunikasi", 5, 3, "2026-09-01") for n in range(3)),
        *((f"s{n}", "pegawai", "B", "Komunikasi", 5, 3, "2026-09-01") for n in range(3)),
    )
    found = findings.told(response_checks(needs.survey_response(survey, staff(A=2, B=3), **HERE)))
    assert found[["code", "row_id"]].values.tolist() == [["NED-107", "A"]]
    assert "3 pegawai A" in found["message"].iloc[0] and "2 orang" in found["message"].iloc[0]
