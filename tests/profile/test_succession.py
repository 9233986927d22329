"""Old names of units lead to the units of today: chains of any length, circles, splits, names given twice."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib.profile.succession import current_unit, succession_notes, with_current_units

TODAY = date(2026, 11, 21)


def units(*rows):
    names = ["unit_kerja", "perangkat_daerah", "berlaku_dari", "berlaku_sampai", "penerus"]
    frame = pd.DataFrame([(*row, *[None] * (5 - len(row))) for row in rows], columns=names)
    return frame.astype({"berlaku_dari": "datetime64[s]", "berlaku_sampai": "datetime64[s]",
                         **dict.fromkeys(("unit_kerja", "perangkat_daerah", "penerus"), "str")})


def now(name, table, *, pada=None):
    days = None if pada is None else pd.Series([pd.Timestamp(pada)])
    return current_unit(pd.Series([name], dtype="str"), table, tanggal=TODAY, pada=days).iloc[0]


MERGED = units(
    ("Dinas Pasar", "Dinas Pasar", None, "2020-12-31", "Dinas Perdagangan"),
    ("Dinas Koperasi", "Dinas Koperasi", None, "2022-12-31", "Dinas Perdagangan"),
    ("Dinas Perdagangan", "Dinas Perdagangan", "2021-01-01", "2024-12-31", "Dinas Perdagangan, Koperasi dan UKM"),
    ("Dinas Perdagangan, Koperasi dan UKM", "Dinas Perdagangan, Koperasi dan UKM", "2025-01-01"),
    ("Camat", "Kecamatan"),
)


@pytest.mark.parametrize(("name", "today"), [
    ("Dinas Pasar", "Dinas Perdagangan, Koperasi dan UKM"), ("dinas  KOPERASI", "Dinas Perdagangan, Koperasi dan UKM"),
    ("Dinas Perdagangan", "Dinas Perdagangan, Koperasi dan UKM"), ("Camat", "Camat"), ("camat", "camat"),
    ("Tidak Ada", "Tidak Ada"), ("Dinas Perdagangan, Koperasi dan UKM", "Dinas Perdagangan, Koperasi dan UKM"),
])
def test_mergers_and_renames_are_followed(name, today):
    assert now(name, MERGED) == today


@pytest.mark.parametrize(("until", "today"), [
    ("2026-11-20", "B"), ("2026-11-21", "A"), ("2027-01-01", "A"), (None, "B"),
])
def test_a_succession_counts_from_the_day_after_the_last(until, today):
    assert now("A", units(("A", "D", None, until, "B"), ("B", "D", "2026-01-01"))) == today


def test_without_an_end_the_successor_must_have_begun():
    assert now("A", units(("A", "D", None, None, "B"), ("B", "D", "2027-01-01"))) == "A"


def test_a_name_given_twice_means_what_it_meant_then():
    table = units(("A", "D", "2010-01-01", "2019-12-31", "B"), ("B", "D", "2010-01-01"), ("A", "D", "2022-01-01"))
    assert now("A", table) == "A" == now("A", table, pada="2023-01-01")
    assert now("A", table, pada="2015-06-01") == "B"


def test_a_name_taken_back_after_a_while_is_no_circle():
    table = units(("A", "D", None, "2019-12-31", "B"), ("B", "D", "2020-01-01", "2021-12-31", "A"),
                  ("A", "D", "2022-01-01"))
    assert now("A", table, pada="2015-01-01") == "A" == now("B", table)
    assert succession_notes(table, tanggal=TODAY).empty


@pytest.mark.parametrize(("table", "code", "kept"), [
    (units(("A", "D", None, "2020-12-31", "B"), ("B", "D", None, "2021-12-31", "A")), "PRF-040", "A"),
    (units(("A", "D", None, "2020-12-31", "B; C"), ("B", "D"), ("C", "D")), "PRF-041", "A"),
    (units(("A", "D", "2010-01-01", "2020-12-31", "B"), ("A", "D", "2011-01-01", "2020-12-31", "C"), ("B", "D"),
           ("C", "D")), "PRF-041", "A"),
    (units(("A", "D", None, "2020-12-31", "Entah")), "PRF-042", "Entah"),
    (units(("A", "D", None, "2020-12-31")), "PRF-043", "A"),
    (units(("A", "D", "2021-01-01", "2020-01-01")), "PRF-044", "A"),
])
def test_what_is_unclear_is_told_and_nothing_is_guessed(table, code, kept):
    assert now("A", table) == kept
    assert code in set(succession_notes(table, tanggal=TODAY)["code"])


def test_a_unit_that_succeeds_itself_is_no_circle():
    assert now("A", units(("A", "D", None, "2020-12-31", "A"))) == "A"


def test_a_table_is_read_across_a_rename_with_its_office():
    frame = pd.DataFrame({
        "unit_kerja": ["Dinas Pasar", "Camat", None], "perangkat_daerah": ["Dinas Pasar", "Dinas Koperasi", None],
        "tanggal": pd.to_datetime(["2019-01-01", None, None]).astype("datetime64[s]"), "nilai": [1.0, 2.0, 3.0],
    }, index=[7, 3, 5]).astype({"unit_kerja": "str", "perangkat_daerah": "str"})
    found = with_current_units(frame, MERGED, tanggal=TODAY, pada="tanggal")
    last = "Dinas Perdagangan, Koperasi dan UKM"
    assert found["unit_kerja"].tolist()[:2] == [last, "Camat"]
    assert found["perangkat_daerah"].tolist()[:2] == [last, last]
    assert found["unit_kerja"].isna().tolist() == [False, False, True]
    pd.testing.assert_frame_equal(found[["tanggal", "nilai"]], frame[["tanggal", "nilai"]])
    assert with_current_units(frame.iloc[:0], MERGED, tanggal=TODAY).empty
    pd.testing.assert_frame_equal(with_current_units(frame, units(), tanggal=TODAY), frame)


@pytest.mark.parametrize("length", [1, 2, 50, 3000])
def test_a_chain_of_any_length_ends(length):
    day = pd.date_range("1990-01-01", periods=length + 1, freq="D")
    rows = [(f"U{n}", "D", str(day[n].date()), str(day[n].date()), f"U{n + 1}") for n in range(length)]
    assert now("U0", units(*rows, (f"U{length}", "D", str(day[length].date()))), pada="1990-01-01") == f"U{length}"


NAME = st.sampled_from("ABCDE")
DAY = st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2028, 12, 31)).map(str))
ROW = st.tuples(NAME, NAME, DAY, DAY, st.one_of(st.none(), NAME, st.just("B; C"), st.just("Z")))


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, max_size=8), st.lists(st.one_of(NAME, st.none()), max_size=6), st.randoms(use_true_random=False))
def test_any_table_gives_every_row_a_name_in_any_order(rows, names, chance):
    table, frame = units(*rows), pd.DataFrame({"unit_kerja": pd.Series(names, dtype="str"), "nilai": range(len(names))})
    found = with_current_units(frame, table, tanggal=TODAY)
    assert found["nilai"].tolist() == frame["nilai"].tolist()
    assert found["unit_kerja"].isna().equals(frame["unit_kerja"].isna())
    assert set(found["unit_kerja"].dropna()) <= set("ABCDEZ")
    mixed = list(rows)
    chance.shuffle(mixed)
    pd.testing.assert_frame_equal(found, with_current_units(frame, units(*mixed), tanggal=TODAY))
    assert succession_notes(table, tanggal=TODAY).equals(succession_notes(units(*mixed), tanggal=TODAY))
