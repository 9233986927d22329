"""Nobody finds a small number of people: not by subtraction, and not by dividing a cost by a price."""

from __future__ import annotations

import json

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib import charts, words
from pembinaan_lib.boards.published import validate
from pembinaan_lib.charts.lines import together
from pembinaan_lib.charts.published import hidden_cells
from pembinaan_lib.disclosure import hide_small_cells

MINIMUM = 5
PEOPLE = st.lists(st.integers(0, 12), min_size=1, max_size=12)


def hidden_sums(people: list[int], groups: list[int]) -> list[tuple[int, int]]:
    """Of each group whose total is known: what subtraction gives, and the total."""
    table = pd.DataFrame({"grup": groups, "orang": people}, index=range(7, 7 + len(people)))
    shown = hide_small_cells(table, count="orang", measures=[], minimum=MINIMUM, total=["grup"])
    left = pd.to_numeric(shown["orang"]).groupby(shown["grup"]).sum()
    totals = table.groupby("grup")["orang"].sum()
    assert shown["orang"].isna().equals(shown["disembunyikan"])
    assert not ((table["orang"] > 0) & (table["orang"] < MINIMUM) & shown["orang"].notna()).any()
    return list(zip(totals - left, totals, strict=True))


@given(PEOPLE, st.data())
def test_subtraction_never_tells_a_small_number(people: list[int], data: st.DataObject) -> None:
    groups = data.draw(st.lists(st.integers(0, 2), min_size=len(people), max_size=len(people)))
    for hidden, total in hidden_sums(people, groups):
        assert hidden == 0 or hidden >= min(MINIMUM, total)


def test_two_small_cells_that_are_too_few_together_take_another() -> None:
    assert hidden_sums([1, 2, 9, 20], [0] * 4) == [(12, 32)]
    assert hidden_sums([3, 4, 9, 20], [0] * 4) == [(7, 36)]


def lines(*rows: tuple[int, int, bool]) -> pd.DataFrame:
    return pd.DataFrame([
        {"anggaran_rp": budget, "bangkom_id": f"BK-{at}", "nama": f"Kegiatan {at}", "angkatan": 1, "peserta": people,
         "biaya_rp": 1_000_000 + people * 77_000, "wajib": duty} for at, (budget, people, duty) in enumerate(rows)
    ])


@given(st.lists(st.tuples(st.integers(1, 2), st.integers(0, 12), st.booleans()), min_size=1, max_size=12))
def test_lines_of_few_people_are_one_and_money_agrees(rows: list[tuple[int, int, bool]]) -> None:
    whole = lines(*rows)
    made = together(whole, minimum=MINIMUM)
    for name in ("biaya_rp", "angkatan"):
        assert made.groupby("anggaran_rp")[name].sum().equals(whole.groupby("anggaran_rp")[name].sum())
    assert made.groupby("anggaran_rp")["kegiatan"].sum().tolist() == whole.groupby("anggaran_rp").size().tolist()
    for budget, part in made.groupby("anggaran_rp"):
        mine = whole[whole["anggaran_rp"] == budget]
        merged = part[part["nama"] == ""]
        assert part["peserta"].isna().sum() == 0 or mine["peserta"].sum() < MINIMUM
        assert part.loc[part["nama"] != "", "peserta"].map(lambda people: people == 0 or people >= MINIMUM).all()
        assert (merged["bangkom_id"] == "").all() and len(merged) <= 2
        if part["wajib"].notna().all():
            duties = part[part["wajib"].astype(bool)]
            assert duties["biaya_rp"].sum() == mine.loc[mine["wajib"], "biaya_rp"].sum()


def test_a_small_line_takes_the_next_smallest_of_its_kind() -> None:
    made = together(lines((1, 3, True), (1, 30, True), (1, 8, False), (1, 9, True)), minimum=MINIMUM)
    merged = made[made["nama"] == ""].iloc[0]
    assert (merged["peserta"], merged["angkatan"], merged["kegiatan"], merged["wajib"]) == (12, 2, 2, True)
    assert merged["biaya_rp"] == 2_000_000 + 12 * 77_000 and len(made) == 3


def test_money_left_after_duties_is_not_told_where_it_would_tell_people(frames, meta) -> None:
    own = lines((900_000_000, 3, True), (900_000_000, 8, False), (900_000_000, 40, False))
    made = charts.published(frames | {"batas": frames["batas"].iloc[[2]], "batas_baris": own}, meta)
    validate(json.loads(json.dumps(made)))
    assert "sisa" not in [figure["kunci"] for figure in made["angka"]]
    assert [line["wajib"] for line in made["batas"][0]["baris"]] == [False, None]
    assert "termasuk yang wajib" in made["batas"][0]["bagan"]["kegiatan"]["id"]["lebar"]["description"]


def test_the_edition_names_no_small_activity_in_either_language(frames, meta) -> None:
    own = lines(*((row["anggaran_rp"], people, False) for row in frames["batas"].to_dict("records") for people in (2, 3, 40)))
    made = charts.published(frames | {"batas_baris": own}, meta)
    validate(json.loads(json.dumps(made)))
    text = json.dumps(made, ensure_ascii=False)
    small = own.loc[own["peserta"] < MINIMUM, "nama"]
    assert not [name for name in small if f'"{name}"' in text or f"{name}:" in text]
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            name = words.text("charts.activities.small", count=2)
        spec = made["batas"][0]["bagan"]["kegiatan"][lang]["lebar"]
        assert name in [row[0] for row in spec["usermeta"]["tabel"]["baris"]]
        assert spec["title"]["text"].startswith("3 ")
    assert made["batas"][0]["baris"][1] == {
        "bangkom_id": "", "nama": "", "angkatan": 2, "peserta": 5, "biaya_rp": 2_385_000, "wajib": False, "kegiatan": 2,
    }


def test_small_cells_of_a_page_are_hidden_before_anything_is_said(frames) -> None:
    shown = hidden_cells(frames, minimum=MINIMUM)
    assert frames["batas_baris"]["biaya_rp"].sum() == shown["batas_baris"]["biaya_rp"].sum()


def test_a_change_of_satisfaction_needs_enough_answers_before_and_after(frames, meta) -> None:
    rows = [("A", 60.0, 80.0, 3, 900, 20.0), ("B", 60.0, 81.0, 900, 4, 21.0), ("C", 60.0, 82.0, 5, 900, 22.0),
            ("D", None, 83.0, None, 900, None)]
    names = ["unit_kerja", "sebelum", "sesudah", "responden_sebelum", "responden_sesudah", "perubahan"]
    skm = pd.DataFrame(rows, columns=names).assign(bawah=1.0, atas=30.0, kesimpulan="meningkat")
    shown = hidden_cells({"skm_perubahan": skm}, minimum=MINIMUM)["skm_perubahan"]
    assert shown["disembunyikan"].tolist() == [True, True, False, True]
    assert shown.loc[shown["disembunyikan"], [*names[1:], "bawah", "atas"]].isna().all(axis=None)
    made = charts.published(frames | {"skm_perubahan": skm}, meta)
    drawn = made["bagan"]["skm"]["id"]["lebar"]["datasets"]["baris"]
    assert [row["nama"] for row in drawn] == ["C"]
