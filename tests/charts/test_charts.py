"""Charts are tested on their specification: marks, encodings, rows and words, never pixels."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from pembinaan_lib import charts, words
from pembinaan_lib.disclosure import hide_small_cells

DAY = "21 November 2026"


def rows(spec) -> list[dict]:
    """The rows that a specification draws."""
    return spec["datasets"]["baris"]


def marks(spec) -> list[str]:
    mark = spec.get("mark")
    own = [mark["type"] if isinstance(mark, dict) else mark] if mark else []
    return own + [one for layer in spec.get("layer", []) for one in marks(layer)]


def gap_cells(frame: pd.DataFrame) -> dict:
    drawn = charts.gap_heatmap(frame, day=DAY).lebar
    return {(row["unit"], row["kompetensi"]): row for row in rows(drawn)}


def hidden(frames) -> pd.DataFrame:
    return hide_small_cells(frames["kesenjangan_unit"], count="dinilai", measures=["rerata_kesenjangan"], minimum=5)


def test_unmeasured_and_hidden_cells_are_never_zero(frames):
    cells = gap_cells(hidden(frames))
    states = {row["keadaan"] for row in cells.values()}
    assert states == {"dinilai", "belum", "sembunyi"}
    for row in cells.values():
        if row["keadaan"] != "dinilai":
            assert row["nilai"] is None and row["label"] in "–<" and row["orang"] == 0
    unmeasured = next(row for row in cells.values() if row["keadaan"] == "belum")
    assert "belum dinilai" in unmeasured["keterangan"]


def test_heat_map_has_one_hue_and_white_is_zero(frames):
    spec = json.dumps(charts.gap_heatmap(frames["kesenjangan_unit"], day=DAY).lebar)
    assert '"range": ["#FFFFFF", "#0B6E77"]' in spec and '"domain": [0, ' in spec


def test_largest_gap_is_the_title_and_comes_from_the_data():
    frame = pd.DataFrame({
        "perangkat_daerah": ["A", "A", "B"], "kompetensi": ["x", "y", "x"], "dinilai": [9, 9, 9],
        "rerata_kesenjangan": [0.1, 2.0, 0.3],
    })
    made = charts.gap_heatmap(frame, day=DAY)
    assert made.judul == "Kesenjangan terbesar: y di A" and "y di A (2,0 tingkat)" in made.bacaan
    assert made.lebar["usermeta"]["tabel"]["baris"] == [["A", "2,0", "0,1"], ["B", "", "0,3"]]
    with words.speaking("en"):
        assert charts.gap_heatmap(frame, day=DAY).judul == "Largest gap: y at A"


def test_nobody_measured_says_so():
    frame = pd.DataFrame({"perangkat_daerah": [""], "kompetensi": ["x"], "dinilai": [0], "rerata_kesenjangan": [None]})
    made = charts.gap_heatmap(frame, day=DAY)
    assert made.judul == "Belum ada kompetensi yang dinilai"
    assert rows(made.lebar)[0]["unit"] == "(belum diketahui)"


def test_narrow_window_shows_fewer_not_smaller(frames):
    made = charts.gap_heatmap(frames["kesenjangan_unit"], day=DAY)
    assert len(rows(made.sempit)) < len(rows(made.lebar))
    assert made.lebar["config"]["axis"]["labelFontSize"] == made.sempit["config"]["axis"]["labelFontSize"]


@pytest.mark.parametrize("frame, make", [
    ("kesenjangan_unit", charts.gap_heatmap), ("profil_unit", charts.jp_shortfall), ("profil_unit", charts.overdue),
    ("pelaksanaan", charts.attendance), ("serapan", charts.budget_use), ("hasil_belajar", charts.learning_gain),
    ("skm_perubahan", charts.satisfaction), ("batas_baris", charts.activities),
])
def test_every_chart_is_whole(frames, frame, make):
    """Finding, subtitle, source, reading, table, own width; the same bytes twice; other words in English."""
    data = frames[frame]
    made = make(data, day=DAY)
    for spec in (made.lebar, made.sempit):
        assert spec["title"]["text"] and spec["title"]["subtitle"] and spec["description"] == made.bacaan
        assert DAY in spec["usermeta"]["sumber"] and spec["width"] == "container"
        table = spec["usermeta"]["tabel"]
        assert all(len(row) == len(table["kolom"]) == len(table["angka"]) for row in table["baris"])
        assert '"url"' not in json.dumps(spec)
    assert json.dumps(made.to_dict()) == json.dumps(make(data.copy(), day=DAY).to_dict())
    mixed = data.sample(frac=1, random_state=3)
    assert json.dumps(made.to_dict(), sort_keys=True) == json.dumps(make(mixed, day=DAY).to_dict(), sort_keys=True)
    with words.speaking("en"):
        assert make(data, day=DAY).judul != made.judul


@pytest.mark.parametrize("frame, make", [
    ("profil_unit", charts.jp_shortfall), ("pelaksanaan", charts.attendance), ("serapan", charts.budget_use),
    ("hasil_belajar", charts.learning_gain), ("skm_perubahan", charts.satisfaction), ("batas_baris", charts.activities),
])
def test_an_empty_frame_is_a_sentence_not_a_fault(frames, frame, make):
    made = make(frames[frame].head(0), day=DAY)
    assert made.judul and made.bacaan and not rows(made.lebar)


def test_bars_start_at_zero_and_are_sorted(frames):
    made = charts.jp_shortfall(frames["profil_unit"], day=DAY)
    drawn = rows(made.lebar)
    assert [row["nilai"] for row in drawn] == sorted((row["nilai"] for row in drawn), reverse=True)
    assert '"domain": [0, ' in json.dumps(made.lebar)


def test_frontier_marks_the_chosen_budget(frames):
    made = charts.frontier(frames["batas"], chosen=2, day=DAY)
    chosen = [row for row in rows(made.lebar) if row["dipilih"]]
    assert [row["pagu"] for row in chosen] == [900.0]
    assert made.judul == "Rp900 juta mengurangi 56%; tambahan Rp300 juta menambah 7 poin"


def test_verdicts_are_said_with_a_word_and_a_sign(frames):
    drawn = rows(charts.learning_gain(frames["hasil_belajar"], day=DAY).lebar)
    labels = {row["kesimpulan"]: row["label"] for row in drawn}
    assert labels["menurun"] == "▼ menurun" and labels["belum dapat disimpulkan"].startswith("? ")


def test_hidden_participants_are_not_numbers(frames):
    lines = hide_small_cells(frames["batas_baris"], count="peserta", measures=[], minimum=5, total=["anggaran_rp"])
    mine = lines[lines["anggaran_rp"] == 1_800_000_000]
    said = json.dumps(charts.activities(mine, day=DAY).to_dict(), ensure_ascii=False)
    assert "beberapa orang" in said and " 3 orang" not in said


def test_amounts_read_as_indonesians_write_them(frames):
    spec = charts.budget_use(frames["serapan"], day=DAY).lebar
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert "Rp345 juta dari Rp540 juta" in spec["title"]["text"]
    assert "bar" in marks(spec)
