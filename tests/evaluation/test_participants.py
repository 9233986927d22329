"""Reaction and learning, worked by hand, against scipy, and held by properties."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pembinaan_lib import evaluation, findings, rules, tables, words
from pembinaan_lib.evaluation.participants import activities

LAW = rules.load()
TODAY = date(2026, 11, 21)
BATCHES = tables.canonical(pd.DataFrame({
    "angkatan_id": ["A1", "A2", "A3"], "bangkom_id": ["BK-1", "BK-1", None],
    "kegiatan": ["Layanan Digital Gelombang II", "Layanan Digital Angkatan 1", "Arsip"], "tanggal_mulai": "2026-03-02", "durasi_jp": 20,
    "jumlah_sesi": 3,
}), "angkatan")


def scores(batch: str, pra: list[float | None], pasca: list[float | None]) -> pd.DataFrame:
    rows = [
        (batch, f"p{n:03d}", tes, value)
        for tes, side in (("pra", pra), ("pasca", pasca)) for n, value in enumerate(side) if value is not None
    ]
    return tables.canonical(pd.DataFrame(rows, columns=["angkatan_id", "pegawai_id", "tes", "nilai"]), "evaluasi_belajar")


def gain(*parts: pd.DataFrame) -> pd.DataFrame:
    return evaluation.learning_gain(BATCHES, pd.concat(parts), rules=LAW, tanggal=TODAY).set_index("kegiatan")


UP = scores("A1", [50, 55, 60, 48, 52, 61, 47, 58, 50, 53], [70, 71, 82, 60, 66, 79, 70, 70, 69, 75])


def test_gain_is_scipys_and_has_a_verdict() -> None:
    row = gain(UP).loc["Layanan Digital"]
    pra, pasca = (UP.loc[UP["tes"] == tes, "nilai"].to_numpy() for tes in ("pra", "pasca"))
    expected = stats.ttest_rel(pasca, pra).confidence_interval(0.95)
    assert (row["peserta"], row["kesimpulan"], row["alasan"]) == (10, "meningkat", "")
    assert row["kenaikan"] == pytest.approx((pasca - pra).mean())
    assert (row["bawah"], row["atas"]) == (pytest.approx(expected.low), pytest.approx(expected.high))
    assert row["rule_id"] == "evaluasi.peserta_minimum"


@pytest.mark.parametrize(("name", "kept"), [
    ("Latsar CPNS Golongan III Angkatan I", "Latsar CPNS Golongan III"), ("Latsar Angkatan II Gelombang 3", "Latsar"),
    ("PKP (Gelombang 2)", "PKP"), ("PKP, Angkatan ke-4 Tahun 2026", "PKP"), ("Angkatan I", "Angkatan I"),
    ("Manajemen Angkatan Kerja", "Manajemen Angkatan Kerja"), ("Pelatihan Gelombang", "Pelatihan Gelombang"),
])
def test_an_activity_is_not_called_after_one_of_its_batches(name: str, kept: str) -> None:
    batches = pd.DataFrame({"angkatan_id": ["A1"], "bangkom_id": ["BK-1"], "kegiatan": [name]})
    assert activities(batches)["kegiatan"].tolist() == [kept]


def test_the_other_verdicts() -> None:
    down = scores("A3", list(range(60, 72)), list(range(50, 62)))
    assert gain(down).loc["Arsip", "kesimpulan"] == "menurun"
    flat = scores("A3", [50, 60] * 6, [55, 55] * 6)
    assert gain(flat).loc["Arsip", "kesimpulan"] == "belum terlihat perubahan"
    few = scores("A3", [50] * 9, [70] * 9)
    row = gain(few).loc["Arsip"]
    assert (row["kesimpulan"], row["alasan"]) == ("belum dapat disimpulkan", "evaluation.reason.few_people")
    assert words.text(row["alasan"], jumlah=int(row["alasan_jumlah"])).endswith("hanya 9 orang punya nilai pra dan pasca")


def test_one_test_only_is_counted_apart_and_batches_of_one_activity_join() -> None:
    second = scores("A2", [50, 50, None], [60, None, 90])
    row = gain(UP, second).loc["Layanan Digital"]
    assert (row["peserta"], row["tanpa_pasangan"]) == (11, 2)


def test_every_verdict_has_its_word() -> None:
    assert all(words.text("evaluation.verdict." + name.replace(" ", "_")) == name for name in evaluation.VERDICTS)


ANSWERS = tables.canonical(pd.DataFrame({
    "angkatan_id": ["A1", "A1", "A1", "A2", "A3", "ZZ"], "responden_id": ["r1", "r1", "r2", "r1", "r9", "r1"],
    "butir": ["materi", "pengajar", "materi", "materi", "materi", "materi"], "skor": [4, 2, 5, 3, 1, 5],
}), "evaluasi_reaksi")


def test_reaction_by_item() -> None:
    found = evaluation.reaction(BATCHES, ANSWERS, rules=LAW, tanggal=TODAY).set_index(["kegiatan", "butir"])
    row = found.loc[("Layanan Digital", "materi")]
    assert (row["responden"], row["rerata"]) == (3, 4)
    assert row["atas"] == pytest.approx(4 + stats.t.ppf(0.975, 2) / 3**0.5)
    assert len(found) == 3
    assert pd.isna(found.loc[("Arsip", "materi"), "bawah"])


def test_reaction_summary_counts_each_respondent_once() -> None:
    row = evaluation.reaction_summary(BATCHES, ANSWERS, rules=LAW, tanggal=TODAY).set_index("kegiatan").loc["Layanan Digital"]
    assert (row["responden"], row["rerata"]) == (3, pytest.approx((3 + 5 + 3) / 3))
    assert (row["butir_terendah"], row["rerata_terendah"]) == ("pengajar", 2)


def test_nothing_evaluated_yet() -> None:
    nothing = {name: tables.empty(name) for name in ("angkatan", "evaluasi_reaksi", "evaluasi_belajar")}
    assert evaluation.reaction(nothing["angkatan"], nothing["evaluasi_reaksi"], rules=LAW, tanggal=TODAY).empty
    assert evaluation.reaction_summary(nothing["angkatan"], nothing["evaluasi_reaksi"], rules=LAW, tanggal=TODAY).empty
    empty = evaluation.learning_gain(nothing["angkatan"], nothing["evaluasi_belajar"], rules=LAW, tanggal=TODAY)
    assert empty.empty
    assert "kesimpulan" in empty


def test_what_does_not_fit_is_told() -> None:
    survey = tables.canonical(pd.DataFrame({"unit_kerja": ["X"], "tanggal": ["2026-01-01"], "jumlah_responden": [9]}), "skm_ringkas")
    found = evaluation.notes(
        angkatan=BATCHES, reaksi=ANSWERS, belajar=pd.concat([scores("A2", [1, None], [None, 2]), scores("QQ", [1], [2])]),
        skm_ringkas=survey, indikator=tables.empty("indikator_layanan"), pegawai=tables.empty("pegawai"), rules=LAW,
        tanggal=TODAY,
    )
    assert found[["code", "row_id"]].to_numpy().tolist() == [
        ["EVL-001", "ZZ"], ["EVL-002", "QQ"], ["EVL-003", "X"], ["EVL-004", "A2"], ["EVL-005", "X"],
    ]
    assert findings.told(found)["remedy"].str.len().min() > 10


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_what_always_holds(pairs: list[tuple[int, int]], random) -> None:
    table = scores("A3", *[list(side) for side in zip(*pairs, strict=True)])
    kept = table.copy()
    found = gain(table)
    row = found.loc["Arsip"]
    assert row["kenaikan"] == pytest.approx(row["pasca"] - row["pra"], abs=1e-9)
    assert row["kesimpulan"] in evaluation.VERDICTS
    assert (row["kesimpulan"] == "belum dapat disimpulkan") == (len(pairs) < 10)
    pd.testing.assert_frame_equal(table, kept)
    pd.testing.assert_frame_equal(gain(table.sample(frac=1, random_state=random.randrange(1000))), found)


def test_a_large_agency_is_quick() -> None:
    rng = np.random.default_rng(1)
    table = scores("A1", list(rng.integers(0, 100, 26_000)), list(rng.integers(0, 100, 26_000)))
    start = time.perf_counter()
    gain(table)
    assert time.perf_counter() - start < 5
