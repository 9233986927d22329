"""What company through change costs: worked by hand, and honest about what has no price."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib import design, needs, rules

LAW, TODAY = rules.load(), date(2026, 11, 21)
COLUMNS = ["unit_kerja", "alasan", "pendekatan", "bentuk", "sasaran", "sasaran_asn", "pendamping", "jp_per_orang", "yakin"]


def lines(*rows: tuple[object, ...]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=COLUMNS)
    return made.astype({"sasaran_asn": "Int64", "pendamping": "Int64", "jp_per_orang": "Int64"})


def line(approach: str, people: int, guides: int, hours: int) -> tuple[object, ...]:
    return ("Dinas A", "umum", approach, "Mentoring", "pegawai", people, guides, hours, True)


def test_worked_by_hand() -> None:
    told = lines(line("langkah_kecil", 30, 2, 4), line("coaching_pimpinan", 3, 1, 6), line("mentoring", 7, 2, 8))
    found = design.company_cost(told, rules=LAW, tanggal=TODAY)
    assert found["jam_jp"].tolist() == [2 * 4, 3 * 6, 7 * 8]
    assert found["biaya_rp"].tolist() == [2 * 250_000 + 30 * 25_000, 3 * 6 * 300_000, 2 * 500_000 + 7 * 25_000]
    assert found["asal_pendamping"].tolist() == ["dalam", "luar", "dalam"] and set(found["rule_id"]) == {"biaya.pendampingan"}


def test_an_approach_without_a_price_costs_not_nothing_but_nobody_knows() -> None:
    found = design.company_cost(lines(line("belum_ada", 10, 1, 4), line("mentoring", 5, 1, 8)), rules=LAW, tanggal=TODAY)
    assert found["biaya_rp"].isna().tolist() == [True, False] and found["asal_pendamping"].tolist() == ["", "dalam"]


def test_without_recommendations_there_are_no_lines() -> None:
    found = design.company_cost(lines(), rules=LAW, tanggal=TODAY)
    assert found.empty and "biaya_rp" in found and str(found["biaya_rp"].dtype) == "Int64"


def test_prices_of_the_agency_take_their_place_and_are_marked() -> None:
    own = {name: {**row, "bahan_rp": 0, "pembekalan_rp": 0} for name, row in LAW.value("biaya.pendampingan", TODAY).value.items()}
    mine = LAW.with_override("biaya.pendampingan", own, start=date(2026, 1, 1), reason="SSH daerah")
    assert design.company_cost(lines(line("mentoring", 5, 1, 8)), rules=mine, tanggal=TODAY)["biaya_rp"].tolist() == [0]


def test_every_recommended_approach_has_a_price() -> None:
    told = {row["pendekatan"] for row in LAW.value("kesiapan.pendampingan", TODAY).value.values()}
    assert told <= set(LAW.value("biaya.pendampingan", TODAY).value)


@given(people=st.integers(1, 5000), more=st.integers(0, 500), per=st.integers(1, 30), hours=st.integers(1, 40))
@pytest.mark.parametrize("approach", sorted(LAW.value("biaya.pendampingan", TODAY).value))
def test_parts_sum_and_more_people_never_cost_less(approach: str, people: int, more: int, per: int, hours: int) -> None:
    told = lines(*(line(approach, count, -(-count // per), hours) for count in (people, people + more)))
    found = design.company_cost(told, rules=LAW, tanggal=TODAY)
    assert (found[["honor_rp", "pembekalan_rp", "bahan_rp"]].sum(axis=1) == found["biaya_rp"]).all()
    assert found["biaya_rp"].is_monotonic_increasing and list(found["unit_kerja"]) == list(told["unit_kerja"])


def test_what_needs_recommends_is_what_design_takes() -> None:
    assert set(COLUMNS) <= set(needs.company.__globals__["_COLUMNS"])
