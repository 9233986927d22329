"""Who is still below, what comes next, and where actions stand: worked by hand and held by properties."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import findings, followup, rules, tables, words
from pembinaan_lib.followup.actions import STATES

LAW = rules.load()
TODAY = date(2026, 11, 21)
STAFF = tables.canonical(pd.DataFrame({
    "pegawai_id": list("abcd"), "urusan": ["Kesehatan", "Kesehatan", None, "Pendidikan"],
}), "pegawai")
EFFECTS = tables.canonical(pd.DataFrame({
    "bangkom_id": ["B1", "B2", "B3", "B4", "B9"], "kompetensi": ["Komunikasi", "Komunikasi", "Komunikasi", "Arsip", "Arsip"],
    "level_target": [3, 4, 2, 3, 3], "dampak_rasio": [0.5, 0.4, 0.9, 0.6, 0.9],
}), "katalog_kompetensi")
OFFERS = tables.canonical(pd.DataFrame({
    "bangkom_id": ["B1", "B2", "B3", "B4", "B9"], "nama": ["Satu", "Dua", "Tiga", "Empat", "Wajib"], "bentuk": "Kursus",
    "durasi_jp": [20, 20, 20, 20, 900], "jenis_wajib": [None, None, None, None, "PKA"],
    "urusan": [None, None, None, "Kesehatan", None],
}), "katalog_bangkom")


def gaps(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["pegawai_id", "kompetensi", "standar", "level"])
    return frame.assign(
        kesenjangan=(frame["standar"] - frame["level"]).clip(lower=0), tanggal=pd.Timestamp("2026-01-01").as_unit("s"),
        berlaku=True,
    )


def attended(*rows: tuple[str, str, str, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["pegawai_id", "bangkom_id", "tanggal_selesai", "selesai"])
    return frame.astype({"pegawai_id": "str", "bangkom_id": "str", "selesai": "bool"}).assign(
        tanggal_selesai=pd.to_datetime(frame["tanggal_selesai"]).astype("datetime64[s]"),
    )


def results(**verdicts: str) -> pd.DataFrame:
    return pd.DataFrame({"bangkom_id": list(verdicts), "kesimpulan": list(verdicts.values())}, dtype="str")


def below(gap: pd.DataFrame, jam: pd.DataFrame | None = None, hasil: pd.DataFrame | None = None) -> pd.DataFrame:
    return followup.still_below(
        gap, attended() if jam is None else jam, EFFECTS, hasil=results() if hasil is None else hasil, rules=LAW, tanggal=TODAY,
    )


def suggested(gap: pd.DataFrame, jam: pd.DataFrame | None = None, hasil: pd.DataFrame | None = None) -> pd.DataFrame:
    jam, hasil = attended() if jam is None else jam, results() if hasil is None else hasil
    return followup.next_activity(
        below(gap, jam, hasil), STAFF, katalog_bangkom=OFFERS, katalog_kompetensi=EFFECTS, jam=jam, hasil=hasil,
    ).set_index(["pegawai_id", "kompetensi"])


def test_an_activity_lifts_by_its_assumed_effect() -> None:
    row = below(gaps(("a", "Komunikasi", 3, 1)), attended(("a", "B1", "2026-03-01", True))).iloc[0]
    assert (row["taksiran_level"], row["sisa_kesenjangan"], row["kesenjangan"]) == (2, 1, 2)
    assert (row["kegiatan_diikuti"], row["bangkom_terakhir"], row["dasar"]) == (1, "B1", "asumsi katalog")
    assert row["rule_id"] == "tindak_lanjut.sisa_minimum"


def test_two_activities_work_one_after_the_other_and_not_beyond_their_level() -> None:
    both = attended(("a", "B3", "2026-05-01", True), ("a", "B1", "2026-03-01", True))
    row = below(gaps(("a", "Komunikasi", 4, 1)), both).iloc[0]
    assert row["taksiran_level"] == 2  # B1 lifts 1 to 2; B3 aims at 2 and adds nothing
    assert (row["kegiatan_diikuti"], row["bangkom_terakhir"]) == (2, "B3")


def test_the_standard_of_the_post_is_the_aim_even_of_a_higher_activity() -> None:
    row = below(gaps(("a", "Komunikasi", 2, 1)), attended(("a", "B1", "2026-03-01", True))).iloc[0]
    assert row["taksiran_level"] == 1.5


def test_measured_without_effect_lifts_nobody() -> None:
    jam = attended(("a", "B1", "2026-03-01", True))
    row = below(gaps(("a", "Komunikasi", 3, 1)), jam, results(B1="belum terlihat perubahan")).iloc[0]
    assert (row["sisa_kesenjangan"], row["dasar"]) == (2, "terukur")
    row = below(gaps(("a", "Komunikasi", 3, 1)), jam, results(B1="belum dapat disimpulkan")).iloc[0]
    assert (row["sisa_kesenjangan"], row["dasar"]) == (1, "asumsi katalog")


@pytest.mark.parametrize("row", [
    ("a", "B1", "2025-12-31", True), ("a", "B1", "2026-01-01", True), ("a", "B1", "2026-12-31", True),
    ("a", "B1", "2026-03-01", False), ("b", "B1", "2026-03-01", True), ("a", "", "2026-03-01", True),
])
def test_what_does_not_count(row: tuple[str, str, str, bool]) -> None:
    assert below(gaps(("a", "Komunikasi", 3, 1)), attended(row))["sisa_kesenjangan"].tolist() == [2]


def test_who_is_above_or_nearly_there_or_not_validly_measured_is_not_listed() -> None:
    table = gaps(("a", "Komunikasi", 3, 3), ("b", "Komunikasi", 3, 2.8), ("c", "Komunikasi", 3, 2.75), ("d", "Komunikasi", 3, 1))
    table.loc[3, ["berlaku", "kesenjangan"]] = [False, np.nan]
    assert below(table)["pegawai_id"].tolist() == ["c"]


def test_the_largest_benefit_at_that_level_is_suggested() -> None:
    found = suggested(gaps(("a", "Komunikasi", 2, 1), ("b", "Komunikasi", 4, 1), ("c", "Komunikasi", 4, 3.5)))
    assert found["bangkom_id"].tolist() == ["B3", "B2", "B2"]  # 0.9 up to 2; 0.4 × 3 beats 0.5 × 2; only B2 reaches 4
    assert found["manfaat"].tolist() == pytest.approx([0.9, 1.2, 0.2])
    assert set(found["alasan"]) == {"followup.reason.best"}


def test_another_one_where_there_is_one() -> None:
    found = suggested(gaps(("b", "Komunikasi", 4, 1)), attended(("b", "B2", "2026-03-01", True)))
    assert found[["bangkom_id", "nama", "alasan"]].to_numpy().tolist() == [["B1", "Satu", "followup.reason.other"]]


def test_the_same_again_only_where_there_is_no_other() -> None:
    taken = attended(("a", "B4", "2026-03-01", True))
    found = suggested(gaps(("a", "Arsip", 3, 1)), taken)
    assert found[["bangkom_id", "alasan"]].to_numpy().tolist() == [["B4", "followup.reason.repeat"]]
    found = suggested(gaps(("a", "Arsip", 3, 1)), taken, results(B4="menurun"))
    assert found["alasan"].tolist() == ["followup.reason.unproven"]


def test_what_did_not_work_for_others_is_not_the_first_choice() -> None:
    found = suggested(gaps(("b", "Komunikasi", 4, 1)), None, results(B2="belum terlihat perubahan"))
    assert found["bangkom_id"].tolist() == ["B1"]


def test_again_is_better_than_what_did_not_work() -> None:
    found = suggested(gaps(("b", "Komunikasi", 4, 1)), attended(("b", "B1", "2026-03-01", True)), results(B2="menurun"))
    assert found[["bangkom_id", "alasan"]].to_numpy().tolist() == [["B1", "followup.reason.repeat"]]


def test_nothing_in_the_catalogue_is_said_and_noted() -> None:
    found = suggested(gaps(("d", "Arsip", 3, 1), ("c", "Arsip", 3, 1), ("a", "Menyelam", 3, 1)))  # B4 is for health only
    assert (found["bangkom_id"] == "").all()
    assert set(found["alasan"]) == {"followup.reason.none"}
    noted = followup.notes(followup.actions(tables.empty("tindak_lanjut"), tanggal=TODAY), found.reset_index())
    assert noted[["code", "row_id"]].to_numpy().tolist() == [["FLW-005", "Arsip"], ["FLW-005", "Menyelam"]]


def test_nothing_measured_nothing_attended() -> None:
    nothing = gaps(("a", "Komunikasi", 3, 1)).head(0)
    full = suggested(gaps(("a", "Komunikasi", 3, 1)))
    found = suggested(nothing)
    assert found.empty
    assert list(found.columns) == list(full.columns)


DEEDS = tables.canonical(pd.DataFrame({
    "tindakan_id": ["T1", "T2", "T3", "T4", "T5", "T6", "T7"], "tindakan": "x",
    "pemilik": ["P", None, "P", "P", "P", "P", None],
    "tenggat": ["2026-11-20", "2026-11-21", None, "2026-12-01", "2026-01-01", "2026-01-01", "2026-10-01"],
    "status": ["berjalan", "belum", "belum", "berjalan", "selesai", "selesai", None],
    "bukti": [None, None, None, None, "LHP 1", None, None],
}), "tindak_lanjut")


def test_actions_on_a_day() -> None:
    found = followup.actions(DEEDS, tanggal=TODAY)
    assert found["tindakan_id"].tolist() == ["T7", "T1", "T3", "T2", "T4", "T6", "T5"]
    states = found.set_index("tindakan_id")
    assert states["keadaan"].to_dict() == {
        "T1": "terlambat", "T2": "belum", "T3": "tanpa tenggat", "T4": "berjalan", "T5": "selesai",
        "T6": "selesai tanpa bukti", "T7": "terlambat",
    }
    assert (states.loc["T1", "hari"], states.loc["T2", "hari"]) == (-1, 0)
    assert pd.isna(states.loc["T3", "hari"])
    nothing = suggested(gaps(("a", "Komunikasi", 3, 1)).head(0)).reset_index()
    noted = followup.notes(found, nothing)
    assert noted[["code", "row_id"]].to_numpy().tolist() == [
        ["FLW-001", "T1"], ["FLW-001", "T7"], ["FLW-002", "T2"], ["FLW-002", "T7"], ["FLW-003", "T3"], ["FLW-004", "T6"],
    ]
    assert findings.told(noted)["message"].iloc[1] == "Tindakan T7 terlambat 51 hari."


def test_every_state_and_reason_has_its_words() -> None:
    assert all(words.text("followup.state." + state.replace(" ", "_")) == state for state in STATES)
    assert all(words.has(f"followup.reason.{name}") for name in ("best", "other", "repeat", "unproven", "none"))


GAPS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["Komunikasi", "Arsip"]), st.integers(1, 5), st.sampled_from([0, 1, 1.5, 3])),
    max_size=8, unique_by=lambda row: row[:2],
)
DONE = st.lists(st.tuples(
    st.sampled_from("abcd"), st.sampled_from(["B1", "B2", "B3", "B4", "B9"]),
    st.sampled_from(["2025-01-01", "2026-02-01", "2026-03-01"]), st.booleans(),
), max_size=10)


@settings(max_examples=25, deadline=None)
@given(GAPS, DONE, st.sampled_from(["", "meningkat", "menurun"]), st.randoms(use_true_random=False))
def test_what_always_holds(rows, done, verdict, random) -> None:
    gap, jam, hasil = gaps(*rows), attended(*done), results(B1=verdict)
    kept = gap.copy(), jam.copy()
    found = suggested(gap, jam, hasil)
    pd.testing.assert_frame_equal(gap, kept[0])
    pd.testing.assert_frame_equal(jam, kept[1])
    assert (found["sisa_kesenjangan"] <= found["kesenjangan"] + 1e-12).all()
    assert (found["taksiran_level"] <= found["standar"] + 1e-12).all()
    assert (found["manfaat"].dropna() > 0).all()
    assert ((found["bangkom_id"] == "") == (found["alasan"] == "followup.reason.none")).all()
    assert not (found["bangkom_id"] == "B9").any()
    seed = random.randrange(1000)
    mixed = suggested(gap.sample(frac=1, random_state=seed), jam.sample(frac=1, random_state=seed), hasil)
    pd.testing.assert_frame_equal(mixed, found)


def test_a_large_agency_is_quick() -> None:
    rng = np.random.default_rng(2)
    people = [f"p{n:05d}" for n in range(26_000)]
    gap = gaps(*[(person, name, 3, level) for person, level in zip(people, rng.random(26_000) * 3, strict=True)
                 for name in ("Komunikasi", "Arsip")])
    jam = attended(*[(person, "B1", "2026-03-01", True) for person in people])
    start = time.perf_counter()
    left = below(gap, jam)
    staff = tables.canonical(pd.DataFrame({"pegawai_id": people, "urusan": "Kesehatan"}), "pegawai")
    followup.next_activity(left, staff, katalog_bangkom=OFFERS, katalog_kompetensi=EFFECTS, jam=jam, hasil=results())
    assert time.perf_counter() - start < 10
