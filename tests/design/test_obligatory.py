"""Obligations first: the queue, seats, classes and money."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib.design import obligatory, propose
from pembinaan_lib.design.obligatory import batches_for
from tests.design.small import LIMITS, catalogue, people

DUTIES = [
    ("c", "Latsar", "2026-03-01"), ("a", "Latsar", "2027-01-01"), ("b", "Latsar", None), ("d", "Latsar", "2027-01-01"),
]
IDS = ["a", "b", "c", "d"]
LATSAR = {"bangkom_id": "L", "jenis_wajib": "Latsar", "durasi_jp": 100.0}


def test_the_most_overdue_first_then_the_id() -> None:
    what = catalogue([LATSAR], costs=[("L", 0, 10)])
    for money, served in ((9, ""), (10, "c"), (29, "ac"), (30, "acd"), (40, "abcd")):
        made = obligatory(people(IDS, duties=DUTIES), what, limits=LIMITS, pagu_rp=money)
        assert "".join(made.peserta["pegawai_id"]) == served
        assert made.biaya_rp == 10 * len(served)
        assert set(made.menunggu["alasan"]) <= {"anggaran"}
        assert len(made.menunggu) == 4 - len(served)


def test_a_class_costs_once_per_batch_and_people_are_dealt_evenly() -> None:
    what = catalogue([{**LATSAR, "kapasitas_maks": 3, "angkatan_maks": 2}], costs=[("L", 100, 1)])
    made = obligatory(people(IDS, duties=DUTIES), what, limits=LIMITS)
    assert made.biaya_rp == 204
    assert made.peserta.groupby("angkatan").size().tolist() == [2, 2]
    assert obligatory(people(IDS, duties=DUTIES), what, limits=LIMITS, pagu_rp=203).biaya_rp == 103


@pytest.mark.parametrize(
    ("change", "reason", "code"),
    [({"jenis_wajib": "PKA"}, "tanpa_kegiatan", "DSG-001"), ({"kapasitas_maks": 1}, "kursi", "DSG-003"),
     ({"kapasitas_min": 5}, "peserta_minimum", "DSG-006")],
)
def test_who_must_wait_is_listed_with_the_reason(change: dict, reason: str, code: str) -> None:
    what = catalogue([{**LATSAR, **change}], costs=[("L", 0, 10)])
    made = obligatory(people(IDS, duties=DUTIES), what, limits=LIMITS)
    assert set(made.menunggu["alasan"]) == {reason}
    assert made.findings["code"].tolist() == [code]
    assert len(made.peserta) + len(made.menunggu) == 4


def test_leave_and_near_retirement_wait() -> None:
    who = people(IDS, duties=DUTIES)
    who.availability.loc[0, "boleh_dikirim"] = False
    who.availability.loc[1, "boleh_mahal"] = False
    limits = replace(LIMITS, batas_mahal_rp=10)
    made = obligatory(who, catalogue([LATSAR], costs=[("L", 0, 10)]), limits=limits)
    why = made.menunggu.set_index("pegawai_id")["alasan"].to_dict()
    assert why == {"a": "tidak_dapat_dikirim", "b": "menjelang_akhir"}


def test_the_cheapest_activity_of_a_duty_is_filled_first() -> None:
    what = catalogue([{**LATSAR, "bangkom_id": "DEAR"}, {**LATSAR, "bangkom_id": "CHEAP", "kapasitas_maks": 3}],
                     costs=[("DEAR", 0, 20), ("CHEAP", 0, 10)])
    made = obligatory(people(IDS, duties=DUTIES), what, limits=LIMITS)
    assert made.peserta.groupby("bangkom_id")["pegawai_id"].agg("".join).to_dict() == {"CHEAP": "acd", "DEAR": "b"}


def test_no_choice_while_a_duty_is_unpaid_and_the_rest_goes_to_choices() -> None:
    who = people(IDS, [("a", "A", 3, 1)], duties=DUTIES)
    what = catalogue([LATSAR, {"bangkom_id": "K"}], [("K", "A", 3, 0.5)], [("L", 0, 10), ("K", 0, 1)])
    short, enough = (propose(who, what, pagu_rp=money, limits=LIMITS, shares=()) for money in (39, 41))
    assert short.baris["bangkom_id"].tolist() == ["L"]
    assert "DSG-002" in set(short.findings["code"])
    assert short.measure("sisa_setelah_wajib_rp") == 9
    assert enough.baris["bangkom_id"].tolist() == ["K", "L"]
    assert enough.menunggu.empty


def test_an_obligatory_course_counts_for_hours_and_for_the_number_of_activities() -> None:
    who = people(["a"], [("a", "A", 3, 1)], [("a", 20.0, 24.0)], [("a", "Latsar", "2027-01-01")])
    what = catalogue([LATSAR, {"bangkom_id": "K"}], [("K", "A", 3, 0.5)], [("L", 0, 10), ("K", 0, 1)])
    made = propose(who, what, pagu_rp=100, limits=LIMITS, shares=())
    assert made.measure("asn_20_jp") == 1
    assert made.meta["nilai"] == pytest.approx(1.0)          # the gap; the hours are covered by the duty
    one = propose(who, what, pagu_rp=100, limits=replace(LIMITS, maks_kegiatan=1), shares=())
    assert one.baris["bangkom_id"].tolist() == ["L"]


@given(st.integers(0, 200), st.integers(0, 30), st.integers(0, 30), st.integers(0, 6))
def test_batches_hold_between_their_sizes(people_: int, least: int, spread: int, batches: int) -> None:
    most = least + spread
    opened, served = batches_for(people_, least=least, most=most, batches=batches)
    assert opened <= batches
    assert least * opened <= served <= min(people_, most * opened) or served == 0
    more, served_more = batches_for(people_ + 1, least=least, most=most, batches=batches)
    assert served_more >= served
    assert more >= opened


def test_dates_and_missing_ones_may_mix() -> None:
    days = [pd.NaT, pd.Timestamp("2027-01-01")]
    who = people(IDS, obligations=pd.DataFrame({"pegawai_id": ["b", "a"], "kewajiban": "Latsar", "tenggat": days}))
    made = obligatory(who, catalogue([LATSAR], costs=[("L", 0, 10)]), limits=LIMITS, pagu_rp=10)
    assert made.peserta["pegawai_id"].tolist() == ["a"]
    assert made.menunggu["tenggat"].isna().all()
