"""Attendance, credited hours and money, worked by hand and held by properties."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import delivery, findings, rules, tables

LAW = rules.load()
BATCHES = tables.canonical(pd.DataFrame({
    "angkatan_id": ["A1", "A2", "A3"], "bangkom_id": ["BK-1", "BK-1", None], "kegiatan": ["K1", "K1", "K2"],
    "tanggal_mulai": ["2026-03-02", "2026-04-06", "2026-12-07"], "tanggal_selesai": ["2026-03-04", None, "2026-12-09"],
    "durasi_jp": [24, 24, 30], "jumlah_sesi": [5, 5, 6], "peserta_rencana": [4, 30, 25],
    "anggaran_rp": [1_000_000, 500_000, None],
}), "angkatan")


def list_of(**sessions: str) -> pd.DataFrame:
    """``A1_ani="HHHTH"``: who came (H) to which session."""
    rows = [
        (*name.split("_"), number, mark == "H")
        for name, marks in sessions.items() for number, mark in enumerate(marks, start=1)
    ]
    frame = pd.DataFrame(rows, columns=["angkatan_id", "pegawai_id", "sesi", "hadir"])
    return tables.canonical(frame, "kehadiran")


LIST = list_of(A1_ani="HHHHH", A1_budi="HHHTH", A1_cici="HHTTH", A1_dedi="TTTTT", A2_ani="HHHHHH", ZZ_ani="H")
PAID = tables.canonical(pd.DataFrame({
    "nomor_bukti": ["1", "2", "3", "4"], "angkatan_id": ["A1", "A1", "A2", "YY"],
    "tanggal": ["2026-03-05", "2026-03-06", "2026-04-07", "2025-04-07"], "jenis_belanja": ["Honor", "Makan", "Honor", "Makan"],
    "jumlah_rp": [300_000, 450_000, 600_000, 10],
}), "realisasi")


def test_whoever_came_often_enough_gets_all_hours() -> None:
    found = delivery.credited_hours(BATCHES, LIST, rules=LAW).set_index(["pegawai_id", "angkatan_id"])
    hours = found["jp"].to_dict()
    assert hours == {("ani", "A1"): 24, ("ani", "A2"): 24, ("budi", "A1"): 24, ("cici", "A1"): 0, ("dedi", "A1"): 0}
    assert found.loc[("budi", "A1"), "hadir_rasio"] == 0.8
    assert found.loc[("ani", "A2"), "jumlah_sesi"] == 6
    assert found.loc[("ani", "A2"), "tanggal_selesai"] == pd.Timestamp("2026-04-06")
    assert set(found["rule_id"]) == {"pelaksanaan.hadir_minimum"}
    assert found["rule_from"].notna().all()


def test_an_agency_may_ask_for_less() -> None:
    own = LAW.with_override("pelaksanaan.hadir_minimum", 0.6, start=date(2026, 1, 1), reason="SE")
    found = delivery.credited_hours(BATCHES, LIST, rules=own)
    assert found.loc[found["pegawai_id"] == "cici", "jp"].tolist() == [24]


def test_planned_and_came() -> None:
    found = delivery.attendance(BATCHES, LIST, rules=LAW).set_index("angkatan_id")
    first = found.loc["A1"]
    assert (first["terdaftar"], first["peserta"], first["selesai"], first["jp_orang"]) == (4, 3, 2, 48)
    assert first["hadir_rasio"] == pytest.approx(12 / 20)
    assert first["peserta_rasio"] == pytest.approx(0.75)
    assert found.loc["A3", "peserta"] == 0
    assert pd.isna(found.loc["A3", "hadir_rasio"])
    assert list(found.index) == ["A1", "A2", "A3"]


def test_budget_and_payments() -> None:
    found = delivery.budget_use(BATCHES, PAID).set_index("angkatan_id")
    assert found["realisasi_rp"].tolist() == [750_000, 600_000, 0]
    assert found["sisa_rp"].tolist() == [250_000, -100_000, 0]
    assert found["serapan_rasio"].iloc[:2].tolist() == [0.75, 1.2]
    assert pd.isna(found["serapan_rasio"].iloc[2])
    assert found["bukti"].tolist() == [2, 1, 0]
    kinds = delivery.spending(BATCHES, PAID)
    assert kinds[["angkatan_id", "jenis_belanja", "realisasi_rp"]].to_numpy().tolist() == [
        ["A1", "Honor", 300_000], ["A1", "Makan", 450_000], ["A2", "Honor", 600_000],
    ]
    assert kinds["bagian_rasio"].tolist() == [0.4, 0.6, 1.0]


def test_what_does_not_fit_is_told() -> None:
    found = delivery.notes(BATCHES, LIST, PAID, tanggal=date(2026, 11, 21))
    assert found[["code", "row_id"]].to_numpy().tolist() == [
        ["DLV-001", "ZZ"], ["DLV-002", "A2"], ["DLV-004", "YY"], ["DLV-005", "A2"],
    ]
    later = delivery.notes(BATCHES, LIST.query("sesi < 4"), PAID, tanggal=date(2026, 12, 31))
    assert {"DLV-003", "DLV-006"} <= set(later["code"])
    assert findings.told(later)["message"].str.contains("angkatan|Angkatan").all()


def test_nothing_delivered_yet() -> None:
    nothing = tables.empty("angkatan"), tables.empty("kehadiran"), tables.empty("realisasi")
    full = delivery.credited_hours(BATCHES, LIST, rules=LAW)
    empty = delivery.credited_hours(nothing[0], nothing[1], rules=LAW)
    assert empty.empty
    assert list(empty.columns) == list(full.columns)
    assert delivery.attendance(nothing[0], nothing[1], rules=LAW).empty
    assert len(delivery.attendance(BATCHES, nothing[1], rules=LAW)) == 3
    assert delivery.budget_use(nothing[0], nothing[2]).empty
    assert delivery.spending(nothing[0], nothing[2]).empty
    assert delivery.notes(*nothing, tanggal=date(2026, 1, 1)).empty


MARKS = st.dictionaries(
    st.tuples(st.sampled_from(["A1", "A2", "A3", "ZZ"]), st.sampled_from("abcdef")).map("_".join),
    st.text("HT", min_size=1, max_size=7), max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(MARKS, st.randoms(use_true_random=False))
def test_what_always_holds(marks: dict[str, str], random) -> None:
    came = list_of(**marks)
    kept = came.copy()
    people = delivery.credited_hours(BATCHES, came, rules=LAW)
    batches = delivery.attendance(BATCHES, came, rules=LAW)
    pd.testing.assert_frame_equal(came, kept)
    assert people["hadir_rasio"].between(0, 1).all()
    assert (people["jp"].gt(0) == people["selesai"]).all()
    assert people["jp"].sum() == batches["jp_orang"].sum()
    assert (batches["selesai"] <= batches["peserta"]).all()
    assert (batches["peserta"] <= batches["terdaftar"]).all()
    mixed = came.sample(frac=1, random_state=random.randrange(1000))
    pd.testing.assert_frame_equal(delivery.credited_hours(BATCHES[::-1], mixed, rules=LAW), people)
    pd.testing.assert_frame_equal(delivery.attendance(BATCHES[::-1], mixed, rules=LAW), batches)


def test_a_large_agency_is_quick() -> None:
    rng = np.random.default_rng(5)
    people = np.repeat([f"p{n:05d}" for n in range(26_000)], 8)
    came = pd.DataFrame({
        "angkatan_id": "A1", "pegawai_id": people, "sesi": np.tile(np.arange(1, 9), 26_000),
        "hadir": pd.Series(rng.random(len(people)) < 0.85, dtype="boolean"),
    })
    start = time.perf_counter()
    assert delivery.attendance(BATCHES, came, rules=LAW)["peserta"].max() > 25_000
    assert time.perf_counter() - start < 8
