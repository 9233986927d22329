"""Published examples that an officer can read: a sentence, a source, what goes in and what must come out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pembinaan_lib import rules, statistics
from pembinaan_lib.rules import bands

RULES = rules.load()
CASES = {
    path.stem: YAML(typ="safe", pure=True).load(path.read_text())
    for path in sorted((Path(__file__).parents[1] / "examples" / "rules").glob("*.yaml"))
}


def _bands(case):
    found = bands.label(pd.Series(list(case["expected"]), dtype="float64"), RULES.value(case["rule"], case["on"]))
    assert [None if pd.isna(label) else label for label in found] == list(case["expected"].values())


def _matrix(case):
    assert RULES.value(case["rule"], case["on"]).value["cells"] == case["expected"]


def _sample(people):
    given = RULES.value("sampel.krejcie_morgan", CASES["krejcie_morgan"]["on"]).value
    return statistics.krejcie_morgan(
        people, chi_square=given["chi_kuadrat"], proportion=given["proporsi"], margin=given["galat"],
    )


def _sample_size(case):
    found = _sample(pd.Series(list(case["expected"])))
    assert found.tolist() == list(case["expected"].values())


def _satisfaction(case):
    factor = RULES.value("skm.skala", case["on"]).value["pengali"]
    for wanted in case["expected"]:
        weights = RULES.value(wanted["weights"], case["on"]).value
        index = sum(float(weights[name]) * total / case["respondents"] for name, total in case["totals"].items())
        worth = pd.Series([index * factor])
        rule = RULES.value("skm.mutu", case["on"])
        found = bands.rounded(worth, rule).iloc[0], bands.label(worth, rule).iloc[0]
        assert found == (wanted["nilai"], wanted["mutu"])


CALLS = {"bands": _bands, "matrix": _matrix, "sample_size": _sample_size, "satisfaction": _satisfaction}


def test_every_kind_of_example_is_there():
    assert len(CASES) >= 10 and {case["call"] for case in CASES.values()} == set(CALLS)


@pytest.mark.parametrize("name", CASES)
def test_published_example(name):
    case = CASES[name]
    assert case["sentence"] and case["source"]
    CALLS[case["call"]](case)


@given(st.lists(st.integers(0, 3_000_000), min_size=1, max_size=50))
def test_a_sample_grows_with_its_population_and_is_never_larger(people):
    population = pd.Series(sorted(people))
    found = _sample(population)
    assert found.is_monotonic_increasing and (found <= population).all() and found.max() <= 384
    assert found[population > 0].ge(1).all()


def test_an_unknown_population_has_no_sample_size():
    found = _sample(pd.Series([None, 0, 1], index=list("acd"), dtype="Int64"))
    assert found.isna().tolist() == [True, False, False] and found["c"] == 0 and found["d"] == 1
