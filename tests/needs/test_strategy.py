"""From goals to competencies by hand, and what hangs in the air."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import findings, needs, tables
from tests.needs.frames import TODAY, frame, is_evidence, same, staff

UNITS = frame("unit_kerja", "unit_kerja perangkat_daerah", ("P1", "Dinkes"), ("Loket", "DPMPTSP"))
COMPETENCIES = frame("kompetensi", "kompetensi jenis", *((name, "teknis") for name in ("Komunikasi", "Digital", "Arsip")))


def goals(*rows: tuple[Any, ...]) -> pd.DataFrame:
    return frame("sasaran_strategis", "sasaran indikator unit_kerja tahun target realisasi arah", *rows)


def leans(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    return frame("sasaran_kompetensi", "sasaran kompetensi bobot", *rows)


GOALS = goals(("Sehat", "Harapan hidup", "P1", 2025, 100, 80, "naik"), ("Sehat", "Harapan hidup", "P1", 2027, 110, None, "naik"),
              ("Sehat", "Kematian ibu", "Dinkes", 2025, 10, 10, "turun"), ("Mudah", "Hari izin", "Loket", 2026, 5, None, "turun"),
              ("Bersih", "Indeks", None, 2026, 1, 1, "naik"), ("Bersih", "Indeks", "Entah", 2026, 1, 1, "naik"))
LEANS = leans(("sehat", "Komunikasi", 1), ("Sehat", "Digital", 0.5), ("Mudah", "Digital", None), ("Lain", "Komunikasi", 1),
              ("Sehat", "Sihir", 0.2), ("Sehat", "Arsip", 0))


def test_links_by_hand() -> None:
    found = needs.strategic_links(GOALS, LEANS, UNITS)
    hope = found[found["indikator"] == "Harapan hidup"]
    assert hope["kompetensi"].tolist() == ["Digital", "Komunikasi", "Sihir"]
    assert hope["tahun"].tolist() == [2025] * 3  # the newest year with a realisation
    assert hope["kurang_rasio"].tolist() == [pytest.approx(0.2)] * 3
    assert set(hope["perangkat_daerah"]) == {"Dinkes"}
    assert found.loc[found["sasaran"] == "Mudah", "kurang_rasio"].isna().all()
    lost = found[found["sasaran"] == "Bersih"]
    assert lost["perangkat_daerah"].isna().all()
    assert lost["kompetensi"].isna().all()


def test_evidence_by_hand() -> None:
    told = needs.strategy_evidence(needs.strategic_links(GOALS, LEANS, UNITS), tanggal=TODAY)
    is_evidence(told, "sasaran")
    value = told.set_index(["perangkat_daerah", "kompetensi"])["nilai"]
    # Dinkes has two linked indicators: one 20 % behind, one reached
    assert value["Dinkes", "Komunikasi"] == pytest.approx((1.2 / 2 + 1 / 2) / 2)
    assert value["Dinkes", "Digital"] == pytest.approx(0.5 * (1.2 / 2 + 1 / 2) / 2)
    assert value["DPMPTSP", "Digital"] == pytest.approx(0.5)  # nobody knows how far: as if reached
    assert ("Dinkes", "Arsip") not in value.index
    assert told["jumlah"].tolist() == [1, 2, 2, 2]


def test_a_goal_that_is_wholly_missed_needs_all_of_its_weight() -> None:
    links = needs.strategic_links(goals(("S", "I", "P1", 2025, 10, 0, "naik")), leans(("S", "Komunikasi", 1)), UNITS)
    assert needs.strategy_evidence(links, tanggal=TODAY)["nilai"].tolist() == [1.0]


def test_every_hole_is_listed_and_told() -> None:
    holes = needs.unlinked(GOALS, LEANS, COMPETENCIES, UNITS)
    assert list(holes.itertuples(index=False, name=None)) == [
        ("sasaran tanpa kompetensi", "Bersih"), ("sasaran tanpa unit", "Bersih"), ("unit sasaran tidak dikenal", "Entah"),
        ("sasaran tidak dikenal", "Lain"), ("kompetensi tidak dikenal", "Sihir"), ("kompetensi tanpa sasaran", "Arsip"),
    ]
    noted = findings.told(needs.strategy_notes(holes))
    assert sorted(noted["code"]) == [f"NED-03{n}" for n in range(3, 9)]
    assert noted["message"].str.contains("Bersih|Entah|Lain|Sihir|Arsip").all()


def test_without_goals_no_competency_is_without_one() -> None:
    none = tables.empty("sasaran_strategis")
    assert needs.unlinked(none, tables.empty("sasaran_kompetensi"), COMPETENCIES, UNITS).empty
    links = needs.strategic_links(none, LEANS, UNITS)
    assert links.empty
    assert links.dtypes.to_dict() == needs.strategic_links(GOALS, LEANS, UNITS).dtypes.to_dict()
    is_evidence(needs.strategy_evidence(links, tanggal=TODAY), "sasaran")


def test_the_roster_knows_units_that_no_list_names() -> None:
    goal, roster = goals(("S", "I", "UPTD A", 2025, 10, 0, "naik")), staff(A=1)
    none = tables.empty("unit_kerja")
    assert needs.strategic_links(goal, leans(), none, roster)["perangkat_daerah"].tolist() == ["A"]
    assert "unit sasaran tidak dikenal" not in set(needs.unlinked(goal, leans(), COMPETENCIES, none, roster)["jenis"])


def test_a_year_to_come_or_none_is_no_date_in_the_future() -> None:
    links = needs.strategic_links(
        goals(("S", "I", "P1", 2030, 1, None, "naik"), ("T", "J", "Loket", None, 1, None, None)),
        leans(("S", "K", 1), ("T", "K", 1)), UNITS,
    )
    told = needs.strategy_evidence(links, tanggal=TODAY).set_index("perangkat_daerah")["tanggal"]
    assert told["Dinkes"] == pd.Timestamp(TODAY)
    assert pd.isna(told["DPMPTSP"])


ROWS = st.lists(st.tuples(
    st.sampled_from(["S", "s", "T", "U"]), st.sampled_from("IJ"), st.sampled_from(["P1", "Loket", "Entah", None]),
    st.sampled_from([2024, 2025, None]), st.sampled_from([0, 10, -5, None]), st.sampled_from([0, 7, 12, None]),
    st.sampled_from(["naik", "turun", None]),
), max_size=10, unique_by=lambda row: row[:4])
WEIGHTS = st.lists(st.tuples(
    st.sampled_from(["S", "T", "V"]), st.sampled_from(["Komunikasi", "Digital"]), st.sampled_from([0, 0.3, 1, None]),
), max_size=6, unique_by=lambda row: row[:2])


@settings(max_examples=12)
@given(ROWS, WEIGHTS)
def test_what_always_holds_of_goals(rows: list[tuple[Any, ...]], weights: list[tuple[Any, ...]]) -> None:
    given_, ways = goals(*rows), leans(*weights)
    links = needs.strategic_links(given_, ways, UNITS)
    wanted = {(row[0].casefold(), row[1], row[2]) for row in rows}
    kept = {(s.casefold(), i, None if pd.isna(u) else u) for s, i, u in
            links[["sasaran", "indikator", "unit_kerja"]].itertuples(index=False)}
    assert kept == wanted
    assert links["kurang_rasio"].dropna().between(0, 1).all()
    told = needs.strategy_evidence(links, tanggal=TODAY)
    is_evidence(told, "sasaran")
    turned = needs.strategic_links(given_[::-1], ways[::-1], UNITS[::-1])
    same(links, turned)
    same(told, needs.strategy_evidence(turned[::-1], tanggal=TODAY))
