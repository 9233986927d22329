"""Two proposals side by side: a case worked by hand, and what holds for any two."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib.design import Proposal, compare, lost_seats, nothing

STAFF = pd.DataFrame({
    "pegawai_id": ["a", "b", "c", "d", "f", "g"],
    "perangkat_daerah": ["Dinas A", "Dinas A", "Dinas B", "Dinas B", "Dinas A", None],
})
COURSES = pd.DataFrame({
    "bangkom_id": ["K", "L", "M"], "nama": ["Komunikasi", "Latsar CPNS", "Mentoring"],
    "jenis_wajib": ["", "Latsar", None],
})


def proposal(
    seats: list[tuple[str, int, str]], costs: dict[str, int], waiting: list[tuple[str, str, str]] = (),
) -> Proposal:
    made = nothing()
    taken = pd.DataFrame(seats, columns=["bangkom_id", "angkatan", "pegawai_id"]).astype(
        {"bangkom_id": "str", "pegawai_id": "str"})
    lines = taken.groupby("bangkom_id").size().rename("peserta").reset_index()
    duties = pd.DataFrame(list(waiting), columns=["pegawai_id", "kewajiban", "alasan"])
    duties = duties.assign(tenggat=pd.Timestamp("2027-03-01"))
    return replace(
        made, peserta=taken, baris=lines.assign(biaya_rp=lines["bangkom_id"].map(costs)),
        menunggu=duties[list(made.menunggu.columns)].astype({"pegawai_id": "str", "kewajiban": "str", "alasan": "str"}),
    )


BEFORE = proposal(
    [("L", 1, "a"), ("L", 1, "b"), ("K", 1, "a"), ("K", 1, "c"), ("K", 1, "d"), ("M", 1, "e")],
    {"L": 14_000_000, "K": 300_000, "M": 0}, [("g", "Latsar", "menjelang_akhir")],
)
AFTER = proposal(
    [("L", 1, "a"), ("K", 1, "a"), ("K", 2, "d"), ("M", 1, "c"), ("M", 1, "e"), ("X", 1, "f")],
    {"L": 7_000_000, "K": 250_000, "M": 0, "X": 10_000},
    [("b", "Latsar", "anggaran"), ("g", "Latsar", "anggaran"), ("d", "PKA", "kursi")],
)


def test_activities_by_hand() -> None:
    found = compare(BEFORE, AFTER, pegawai=STAFF, bangkom=COURSES)
    assert found.kegiatan.to_numpy().tolist() == [
        ["L", "Latsar CPNS", 2, 1, 14_000_000, 7_000_000], ["K", "Komunikasi", 3, 2, 300_000, 250_000],
        ["M", "Mentoring", 1, 2, 0, 0], ["X", "X", 0, 1, 0, 10_000],
    ]
    assert found.cost == 7_260_000 - 14_300_000
    assert not found.same


def test_people_by_hand() -> None:
    found = compare(BEFORE, AFTER, pegawai=STAFF, bangkom=COURSES)
    assert found.orang.to_numpy().tolist() == [
        ["a", "Dinas A", 2, 2, 2], ["b", "Dinas A", 1, 0, 0], ["c", "Dinas B", 1, 1, 0], ["d", "Dinas B", 1, 1, 1],
        ["e", "", 1, 1, 1], ["f", "Dinas A", 0, 1, 0],
    ]
    assert list(found.losers["pegawai_id"]) == ["b"]  # c only changes activity, d only the batch


def test_offices_by_hand() -> None:
    found = compare(BEFORE, AFTER, pegawai=STAFF, bangkom=COURSES)
    assert lost_seats(found.kursi) == {"K": {"Dinas B": 1}, "L": {"Dinas A": 1}}
    assert found.kursi["kursi_semula"].sum() == 6 and found.kursi["kursi_usulan"].sum() == 6


def test_the_office_that_loses_most_comes_first() -> None:
    seats = pd.DataFrame({
        "bangkom_id": "K", "perangkat_daerah": ["A", "B", "C", "D"], "kursi_semula": [2, 5, 2, 1],
        "kursi_usulan": [1, 1, 1, 3],
    })
    assert list(lost_seats(seats)["K"].items()) == [("B", 4), ("A", 1), ("C", 1)]


def test_only_duties_that_had_a_place_are_lost() -> None:
    found = compare(BEFORE, AFTER, pegawai=STAFF, bangkom=COURSES)
    assert found.kewajiban.to_numpy().tolist() == [["b", "Latsar", pd.Timestamp("2027-03-01"), "anggaran"]]


def test_a_proposal_against_itself_and_against_nothing() -> None:
    assert compare(BEFORE, BEFORE, pegawai=STAFF, bangkom=COURSES).same
    assert compare(nothing(), nothing(), pegawai=STAFF, bangkom=COURSES).same
    gone = compare(BEFORE, nothing(), pegawai=STAFF, bangkom=COURSES)
    assert not gone.same
    assert gone.cost == -14_300_000
    assert len(gone.losers) == 5


seats = st.lists(
    st.tuples(st.sampled_from("KLMX"), st.integers(1, 2), st.sampled_from("abcdef")),
    unique_by=lambda seat: (seat[0], seat[2]),
)


@settings(deadline=None, max_examples=30)
@given(seats, seats)
def test_nothing_is_lost_twice(first: list, second: list) -> None:
    costs = dict.fromkeys("KLMX", 1_000)
    before, after = proposal(first, costs), proposal(second, costs)
    there, back = (compare(*pair, pegawai=STAFF, bangkom=COURSES) for pair in ((before, after), (after, before)))
    assert there.cost == -back.cost
    assert there.same == back.same == ({seat[::2] for seat in first} == {seat[::2] for seat in second})
    for frame in (there.kursi, there.orang):
        assert (frame["kursi_semula"].sum(), frame["kursi_usulan"].sum()) == (len(first), len(second))
    shuffled = replace(after, peserta=after.peserta.iloc[::-1], baris=after.baris.iloc[::-1])
    again = compare(before, shuffled, pegawai=STAFF.iloc[::-1], bangkom=COURSES.iloc[::-1])
    for name in ("kegiatan", "kursi", "orang", "kewajiban"):
        pd.testing.assert_frame_equal(getattr(there, name), getattr(again, name))
