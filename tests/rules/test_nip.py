"""What a NIP proves, and that eighteen digits which are no NIP are caught. All numbers here are invented."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import rules, words
from pembinaan_lib.rules import nip

RULES = rules.load()


def _facts(*numbers):
    return nip.facts(pd.Series(list(numbers), dtype="str"), rules=RULES)


def _number(born: date, start: int, code: int, sex: int, order: int) -> str:
    return f"{born:%Y%m%d}{start:04d}{code:02d}{sex}{order:03d}"


@settings(max_examples=80, deadline=None)
@given(st.dates(date(1955, 1, 1), date(2005, 12, 31)), st.integers(18, 50), st.integers(1, 99), st.sampled_from([1, 2]),
       st.integers(1, 999))
def test_a_composed_number_says_what_it_was_composed_of(born, age, code, sex, order):
    found = _facts(_number(born, born.year + age, code, sex, order)).iloc[0]
    assert found["sah"] and found["masalah"] == ""
    assert found["tanggal_lahir"].date() == born and found["tahun_lahir"] == born.year
    assert found["jenis_kelamin"] == {1: "L", 2: "P"}[sex]
    assert found["jenis"] == ("PNS" if code <= 12 else "PPPK") and found["tahun_mulai"] == born.year + age
    if code <= 12:
        assert found["mulai"].date() == date(born.year + age, code, 1)
    else:
        assert pd.isna(found["mulai"])


@pytest.mark.parametrize(("number", "problem"), [
    ("", "panjang"), (None, "panjang"), ("19900101201501100", "panjang"), ("1990010120150110011", "panjang"),
    ("19900101 201501 1 001", "panjang"), ("1.99001012015011e+17", "panjang"), ("19900101201501100A", "panjang"),
    ("١٩٩٠٠١٠١٢٠١٥٠١١٠٠١", "panjang"),
    ("199013012015011001", "tanggal"), ("199002302015011001", "tanggal"), ("123456789012345678", "tanggal"),
    ("000000000000000000", "tanggal"), ("999999999999999999", "tanggal"), ("210001012120011001", "tanggal"),
    ("199001012015001001", "mulai"), ("199001011985011001", "mulai"), ("199001012099011001", "mulai"),
    ("199001012015013001", "jenis_kelamin"), ("199001012015010001", "jenis_kelamin"),
    ("199001012015011000", "urutan"),
])
def test_what_is_no_nip_is_caught(number, problem):
    found = _facts(number).iloc[0]
    assert found["masalah"] == problem and not found["sah"]
    assert pd.isna(found["tanggal_lahir"]) and pd.isna(found["jenis_kelamin"]) and pd.isna(found["jenis"])


def test_appointed_very_young_is_a_warning_only():
    found = _facts("199001012006011001").iloc[0]
    assert found["sah"] and found["masalah"] == "usia" and found["tahun_lahir"] == 1990


def test_random_digits_almost_never_pass():
    digits = [f"{(number * 982451653 + 57885161) ** 3 % 10**18:018d}" for number in range(20_000)]
    assert nip.facts(pd.Series(digits), rules=RULES)["sah"].mean() < 0.001


def test_index_types_and_input_are_kept():
    given_nip = pd.Series(["199001012015011001", "x"], index=[7, 3], dtype="str")
    before = given_nip.copy()
    found = nip.facts(given_nip, rules=RULES)
    pd.testing.assert_series_equal(given_nip, before)
    assert found.index.tolist() == [7, 3]
    assert {name: str(kind) for name, kind in found.dtypes.items()} == {
        "tanggal_lahir": "datetime64[s]", "tahun_lahir": "Int64", "jenis_kelamin": "str", "mulai": "datetime64[s]",
        "tahun_mulai": "Int64", "jenis": "str", "sah": "bool", "masalah": "str",
    }


def test_nothing_in_nothing_out():
    assert _facts().empty and list(_facts().columns)[-2:] == ["sah", "masalah"]


@pytest.mark.parametrize("problem", ["panjang", "tanggal", "mulai", "jenis_kelamin", "urutan", "usia"])
def test_every_problem_has_a_sentence(problem):
    assert words.has(f"rules.nip.{problem}")
