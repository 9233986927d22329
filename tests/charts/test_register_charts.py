"""The order of needs as pictures: the parts of a bar are the parts of the sum, and shaken weights say how firm it is."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from pembinaan_lib import charts, words

DAY = "21 November 2026"
SOURCES = ("kesenjangan", "kinerja", "survei")


def register(rows: int = 12) -> pd.DataFrame:
    """Needs in order; the last source speaks of none, the last need has no rank."""
    made = pd.DataFrame({
        "perangkat_daerah": [f"Dinas {number}" for number in range(rows)], "kompetensi": "Komunikasi",
        "kontribusi_kesenjangan": [0.3 - number / 50 for number in range(rows)],
        "kontribusi_kinerja": [0.05 if number else 0.0 for number in range(rows)], "kontribusi_survei": 0.0,
        "kontribusi_belum_diketahui": 0.02,
    })
    made["prioritas"] = made[[name for name in made if name.startswith("kontribusi_")]].sum(axis=1)
    made["peringkat"] = pd.array([*range(1, rows), None], dtype="Int64")
    return made.assign(prioritas=made["prioritas"].where(made["peringkat"].notna()))


def shaken(*ratios: float) -> pd.DataFrame:
    return pd.DataFrame({
        "perangkat_daerah": [f"Dinas {number}" for number in range(len(ratios))], "kompetensi": "Komunikasi",
        "peringkat": range(1, len(ratios) + 1), "kali_sepuluh_besar": [round(ratio * 2000) for ratio in ratios],
        "sepuluh_besar_rasio": ratios, "peringkat_min": 1, "peringkat_maks": 14,
    }).astype({"peringkat": "Int64"})


def rows(spec) -> list[dict]:
    return spec["datasets"]["baris"]


def test_the_parts_of_a_bar_follow_each_other_and_end_at_the_priority() -> None:
    needs, drawn = register(), rows(charts.contributions(register(), day=DAY).lebar)
    for number, name in enumerate(dict.fromkeys(row["nama"] for row in drawn)):
        mine = [row for row in drawn if row["nama"] == name]
        assert mine[0]["dari"] == 0
        assert all(a["sampai"] == pytest.approx(b["dari"]) for a, b in zip(mine, mine[1:], strict=False))
        assert mine[-1]["sampai"] == pytest.approx(needs["prioritas"].iloc[number], abs=1e-5)
        assert mine[-1]["tulisan"] == words.number(needs["prioritas"].iloc[number], 2)


def test_only_sources_that_contribute_are_in_the_legend_and_unknown_is_white() -> None:
    made = charts.contributions(register(), day=DAY)
    said = json.dumps(made.lebar)
    assert '"domain": ["Kesenjangan", "Kinerja", "Belum diketahui"]' in said and '"Survei"' not in said
    first = json.dumps(charts.contributions(register().head(1), day=DAY).lebar)
    assert '"domain": ["Kesenjangan", "Belum diketahui"]' in first and '"#FFFFFF"' in first


def test_a_part_is_named_only_where_its_name_fits() -> None:
    drawn = rows(charts.contributions(register(), day=DAY).lebar)
    named = {row["bagian"] for row in drawn if row["tulisan"] == row["bagian"] and row["bagian"]}
    assert named == {"Kesenjangan", "Kinerja"}  # 0.02 of 0.32 has no room for "Belum diketahui"
    assert all(row["keterangan"].startswith("Komunikasi (Dinas") for row in drawn if row["bagian"])


def test_a_narrow_window_shows_fewer_needs_and_the_table_all() -> None:
    made = charts.contributions(register(), day=DAY)
    count = lambda spec: len({row["nama"] for row in rows(spec)})  # noqa: E731
    assert (count(made.lebar), count(made.sempit)) == (10, 6)
    assert len(made.lebar["usermeta"]["tabel"]["baris"]) == 11  # the unranked need is in neither
    assert "10 teratas dari 11" in made.lebar["title"]["subtitle"] and "6 teratas dari 11" in made.sempit["title"]["subtitle"]


def test_title_and_reading_name_the_first_need_and_its_largest_source() -> None:
    made = charts.contributions(register(), day=DAY)
    assert made.judul == "Komunikasi (Dinas 0) paling atas; sumbangan terbesar: Kesenjangan"
    assert made.bacaan.startswith("Urutan 1: Komunikasi (Dinas 0), prioritas 0,32, terutama karena Kesenjangan.")
    with words.speaking("en"):
        assert charts.contributions(register(), day=DAY).judul.startswith("Komunikasi (Dinas 0) comes first; largest contribution")


def test_what_nobody_knows_is_never_named_as_the_reason() -> None:
    needs = register().head(1).assign(kontribusi_belum_diketahui=0.9)
    assert "Kesenjangan" in charts.contributions(needs, day=DAY).judul


def test_an_unnamed_unit_is_said_to_be_unknown() -> None:
    made = charts.contributions(register().assign(perangkat_daerah=""), day=DAY)
    assert "(belum diketahui)" in rows(made.lebar)[0]["nama"] and "(belum diketahui)" in made.judul


@pytest.mark.parametrize("make", [
    lambda: charts.contributions(register().head(0), day=DAY), lambda: charts.contributions(register().tail(1), day=DAY),
    lambda: charts.steadiness(shaken(), day=DAY, factor=1.5),
])
def test_nothing_to_draw_is_a_sentence(make) -> None:  # noqa: ANN001
    made = make()
    assert made.judul == "Belum ada kebutuhan yang dapat diurutkan" and not rows(made.lebar)


def test_steadiness_counts_the_first_ten_and_names_who_is_easily_displaced() -> None:
    made = charts.steadiness(shaken(*[1.0] * 8, 0.9, 0.62, 0.4, 0.05), day=DAY, factor=1.5)
    assert made.judul == "9 dari 10 kebutuhan teratas tetap di sepuluh besar pada sedikitnya 90% bobot acak"
    assert made.bacaan.endswith("Mudah tergeser: Komunikasi (Dinas 9).")
    assert "1 sampai 1,5, sebanyak 2.000 kali" in made.lebar["title"]["subtitle"]
    shown = [row["nama"].split("\n")[1] for row in rows(made.lebar)]
    assert shown == [f"Dinas {number}" for number in range(11)]  # the twelfth is hardly ever there
    firm = charts.steadiness(shaken(*[1.0] * 3), day=DAY, factor=1.5)
    assert firm.judul.startswith("3 dari 3") and "tidak bergantung pada bobot" in firm.bacaan


@pytest.mark.parametrize("make", [
    lambda frame: charts.contributions(frame, day=DAY),
    lambda frame: charts.steadiness(shaken(*[1.0] * 9, 0.5).loc[frame.index[frame.index < 10]], day=DAY, factor=2),
])
def test_both_drawings_are_whole_and_the_same_for_any_order_of_rows(make) -> None:  # noqa: ANN001
    made, mixed = make(register()), make(register().sample(frac=1, random_state=2))
    assert json.dumps(made.to_dict()) == json.dumps(mixed.to_dict())
    for spec in (made.lebar, made.sempit):
        assert spec["width"] == "container" and spec["description"] == made.bacaan and '"url"' not in json.dumps(spec)
        assert spec["title"]["subtitle"] and DAY in spec["usermeta"]["sumber"]
        table = spec["usermeta"]["tabel"]
        assert all(len(row) == len(table["kolom"]) == len(table["angka"]) for row in table["baris"])
