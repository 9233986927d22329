"""Questionnaires: items turned round, sides, segments, evidence, and the company that is recommended."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pembinaan_lib import needs, rules, tables
from pembinaan_lib.needs import evidence

LAW = rules.load()
TODAY = date(2026, 11, 21)
HERE = {"rules": LAW, "tanggal": TODAY}
ITEMS = tables.reference("butir")
MAPPING = tables.reference("pemetaan_kompetensi")
OLD_WAY, WHY, PHISHING = (
    "Menurut saya cara kerja yang lama sudah cukup baik", "Saya memahami alasan perubahan cara kerja di unit saya",
    "Saya dapat mengenali tautan atau pesan penipuan",
)
STAFF = tables.canonical(pd.DataFrame({
    "pegawai_id": [f"p{n:02d}" for n in range(20)], "unit_kerja": ["Terminal"] * 16 + ["Loket"] * 4,
    "perangkat_daerah": ["Dishub"] * 16 + ["Dukcapil"] * 4, "jenis_jabatan": ["Pengawas", "Administrator"] + ["Pelaksana"] * 18,
}), "pegawai")
UNITS = tables.empty("unit_kerja")


def answers(*rows: tuple[str, str, float], unit: str = "Terminal", day: str = "2026-08-01", table: str = "kesiapan_perubahan",
            segmen: str | None = None) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["responden_id", "butir", "skor"])
    return tables.canonical(frame.assign(unit_kerja=unit, tanggal=day, segmen=segmen), table)


def everybody(item: str, *scores: float, **how: str) -> pd.DataFrame:
    return answers(*[(f"{how.get('unit', 'T')}{how.get('segmen', '')}{n}", item, score) for n, score in enumerate(scores)], **how)


def test_items_worded_the_other_way_are_turned_round() -> None:
    rows = pd.concat([everybody(OLD_WAY, 5, 5, 5, 5, 4), everybody(WHY, 1, 1, 1, 1, 2)], ignore_index=True)
    row = needs.readiness(rows, ITEMS, **HERE).iloc[0]
    assert row["rerata"] == pytest.approx((4 * 1 + 2) / 5) and bool(row["perlu_pendampingan"])
    assert row["di_bawah_ambang"] == 5 and row["tanggal"] == pd.Timestamp("2026-08-01")
    assert needs.readiness(rows, **HERE)["rerata"].iloc[0] == 3  # without the items nobody can know


def test_items_are_known_by_code_and_whatever_the_capitals() -> None:
    by_code, shouted = everybody("kp11", 5, 5, 5, 5, 5), everybody(OLD_WAY.upper(), 5, 5, 5, 5, 5)
    for rows in (by_code, shouted):
        assert needs.readiness(rows, ITEMS, **HERE)["rerata"].iloc[0] == 1


def test_the_round_before_is_not_mixed_in() -> None:
    old, new = everybody(WHY, 1, 1, 1, 1, 1, day="2025-05-01"), everybody(WHY, 4, 4, 4, 4, 4)
    assert needs.readiness(pd.concat([old, new], ignore_index=True), ITEMS, **HERE)["rerata"].tolist() == [4]


def test_segments_leave_out_whoever_named_none() -> None:
    rows = pd.concat([
        everybody(WHY, 2, 2, 2, 2, 2, segmen="Pelaksana"), everybody(WHY, 4, 4, 4, 5, 5, segmen="Pejabat fungsional"),
        everybody(WHY, 1, unit="Loket"),
    ], ignore_index=True)
    found = needs.readiness_segments(rows, ITEMS, **HERE).set_index("segmen")
    assert found.index.tolist() == ["Pejabat fungsional", "Pelaksana"]
    assert found["perlu_pendampingan"].tolist() == [False, True]
    digital = needs.digital_literacy(
        everybody(PHISHING, 2, 2, 1, 2, 2, table="literasi_digital", segmen="Pelaksana"), ITEMS, by=("segmen",), **HERE,
    )
    assert digital["segmen"].tolist() == ["Pelaksana"] and digital["rule_id"].tolist() == ["kesiapan.ambang_literasi"]


def test_sides_and_reliability_of_a_questionnaire() -> None:
    rows = pd.concat([everybody(WHY, 1, 2, 3, 4, 5), everybody(OLD_WAY, 5, 4, 3, 2, 1)], ignore_index=True)
    sides = needs.questionnaire_dimensions(rows, ITEMS, questionnaire="kesiapan", **HERE)
    assert sides["dimensi"].tolist() == ["kesesuaian"] and sides["rerata"].tolist() == [3]
    alpha = needs.questionnaire_reliability(rows, ITEMS, questionnaire="kesiapan", **HERE)
    assert alpha["dimensi"].tolist() == ["", "kesesuaian"] and alpha["alpha"].tolist() == pytest.approx([1, 1])


def test_evidence_by_perangkat_daerah_with_coverage() -> None:
    rows = pd.concat([everybody(WHY, 2, 2, 2, 2), everybody(WHY, 4, 4, unit="Loket"), everybody(WHY, 1, unit="Entah")], ignore_index=True)
    found = needs.readiness_evidence(needs.readiness(rows, ITEMS, **HERE), MAPPING, unit_kerja=UNITS, pegawai=STAFF, **HERE)
    assert found.columns.tolist() == list(evidence.COLUMNS)
    assert found[["perangkat_daerah", "kompetensi", "bukti", "nilai", "jumlah", "cakupan_rasio"]].values.tolist() == [
        ["Dishub", "Mengelola Perubahan", "kesiapan", 0.75, 4, 0.25], ["Dukcapil", "Mengelola Perubahan", "kesiapan", 0.25, 2, 0.5],
    ]
    digital = needs.digital_literacy(everybody(PHISHING, 1, 1, table="literasi_digital"), ITEMS, **HERE)
    found = needs.digital_evidence(digital, MAPPING, unit_kerja=UNITS, pegawai=STAFF, **HERE)
    assert found[["kompetensi", "bukti", "nilai"]].values.tolist() == [["Layanan Digital", "literasi", 1.0]]


def lines_of(rows: pd.DataFrame, digital: pd.DataFrame | None = None) -> pd.DataFrame:
    literasi = tables.empty("literasi_digital") if digital is None else digital
    return needs.company(
        needs.readiness(rows, ITEMS, **HERE), needs.digital_literacy(literasi, ITEMS, **HERE), pegawai=STAFF,
        dimensions=needs.questionnaire_dimensions(rows, ITEMS, questionnaire="kesiapan", **HERE), **HERE,
    )


def test_company_follows_the_side_that_is_hard() -> None:
    leaders = "Pimpinan saya memberi contoh dalam perubahan"
    rows = pd.concat([everybody(WHY, 2, 2, 2, 4, 4), everybody(leaders, 1, 1, 1, 2, 2)], ignore_index=True)
    digital = everybody(PHISHING, 1, 1, 2, 2, 2, table="literasi_digital")
    found = lines_of(rows, digital).set_index("alasan")
    assert found["pendekatan"].to_dict() == {
        "dukungan manajemen": "coaching_pimpinan", "kesesuaian": "langkah_kecil", "literasi digital": "mentor_digital",
    }
    staff = found.loc["kesesuaian"]  # three of five below the threshold, of sixteen people
    assert (staff["sasaran_asn"], staff["pendamping"], staff["jumlah_jp"]) == (10, 1, 40)
    leader = found.loc["dukungan manajemen"]
    assert (leader["sasaran"], leader["sasaran_asn"], leader["jumlah_jp"]) == ("pimpinan", 2, 12)
    assert (found.loc["literasi digital", "sasaran_asn"], found.loc["literasi digital", "pendamping"]) == (16, 4)
    assert set(found["bentuk"]) <= set(LAW.value("bangkom.bentuk", TODAY).value)


def test_units_of_which_too_little_is_known_get_no_line_and_unknown_sides_get_small_steps() -> None:
    assert lines_of(everybody(WHY, 1, 1)).empty
    own = lines_of(everybody("Butir buatan sendiri", 1, 1, 1, 1, 1))
    assert own[["alasan", "pendekatan"]].values.tolist() == [["umum", "langkah_kecil"]]
    none = lines_of(tables.empty("kesiapan_perubahan"))
    assert none.empty and none.columns.tolist() == own.columns.tolist()


def test_every_form_of_company_in_the_rule_is_a_form_of_the_law() -> None:
    rule = LAW.value("kesiapan.pendampingan", TODAY).value
    assert {row["bentuk"] for row in rule.values()} <= set(LAW.value("bangkom.bentuk", TODAY).value)
    sides = set(ITEMS.loc[ITEMS["kuesioner"] == "kesiapan", "dimensi"].dropna())
    assert sides <= set(rule)


def test_notes_tell_unknown_items_and_answers_that_do_not_hang_together() -> None:
    rows = pd.concat([
        everybody("Butir buatan sendiri", 5, 1, 5, 1, 5, 1), everybody(WHY, 1, 5, 1, 5, 1, 4),
    ], ignore_index=True)
    codes = needs.questionnaire_notes(rows, ITEMS, questionnaire="kesiapan", **HERE)["code"].tolist()
    assert codes == ["NED-044", "NED-045"]
    assert needs.questionnaire_notes(tables.empty("literasi_digital"), ITEMS, questionnaire="literasi_digital", **HERE).empty


def sides(*rows: tuple[str, str, int, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit_kerja", "dimensi", "responden", "rerata", "bawah", "atas"])


def test_the_lowest_side_is_certain_only_below_the_whole_interval_of_the_others() -> None:
    found = needs.lowest_sides(sides(
        ("A", "kesesuaian", 9, 2.0, 1.8, 2.2), ("A", "dukungan manajemen", 9, 3.0, 2.3, 3.7),
        ("B", "kesesuaian", 9, 3.0, 2.8, 3.2), ("B", "dukungan manajemen", 9, 3.3, 3.1, 3.5),
        ("C", "kesesuaian", 9, 4.0, 3.9, 4.1), ("C", "dukungan manajemen", 9, 4.0, 3.9, 4.1),
        ("D", "kesesuaian", 4, 1.0, 1.0, 1.0), ("D", "dukungan manajemen", 4, 5.0, 5.0, 5.0),
        ("E", "kesesuaian", 9, 1.0, 1.0, 1.0),
    ), least=5)
    assert found[["unit_kerja", "dimensi", "yakin"]].to_numpy().tolist() == [
        ["A", "kesesuaian", True], ["B", "kesesuaian", False], ["C", "dukungan manajemen", False], ["C", "kesesuaian", False],
    ]
    assert needs.lowest_sides(sides(), least=5).empty
