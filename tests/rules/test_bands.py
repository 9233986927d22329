"""Bands have no gaps for anything with two decimals, and agree with exact decimal arithmetic."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import rules
from pembinaan_lib.rules import bands

TODAY = date(2026, 11, 21)
RULES = rules.load()
#: Every value that a bands rule ever had, repealed ones too.
BANDS = [
    RULES.value(rule.rule_id, dated.start) for rule in RULES._rules.values() if rule.kind == "bands"
    for dated in rule.values if dated.value is not None
]
FURTHEST = 200


def _named(rule):
    return f"{rule.rule_id} {rule.rule_from}"


def _exactly(value: Decimal, rule: rules.RuleValue) -> str | None:
    """The same question answered by Decimal, one value at a time."""
    rounding = rule.value["rounding"]
    if rounding != "none":
        value = value.quantize(Decimal(1).scaleb(-rounding["digits"]), rounding=ROUND_HALF_UP)
    edges = [
        (Decimal("-Infinity" if band["from"] is None else str(band["from"])),
         Decimal("Infinity" if band["to"] is None else str(band["to"])), band["label"])
        for band in rule.value["bands"]
    ]
    lowest, highest = edges[0][0], edges[-1][1]
    for start, end, label in edges:
        left = start <= value < end or (value == end == highest)
        right = start < value <= end or (value == start == lowest)
        if left if rule.value["closed"] == "left" else right:
            return label
    return None


@pytest.mark.parametrize("rule", BANDS, ids=_named)
def test_no_gap_for_any_value_with_two_decimals(rule):
    edges = rule.value["bands"]
    ends = edges[0]["from"], edges[-1]["to"]
    lowest, highest = (round(100 * (far if edge is None else edge)) for far, edge in zip((-FURTHEST, FURTHEST), ends))
    values = pd.Series(range(lowest, highest + 1)) / 100
    found = bands.label(values, rule)
    assert found.notna().all()
    assert set(found) == {band["label"] for band in edges}


def test_every_bands_rule_is_looked_at():
    assert len(BANDS) >= 11 and {"skm.mutu_2004", "talenta.batas_kinerja"} <= {rule.rule_id for rule in BANDS}


@pytest.mark.parametrize("rule", BANDS, ids=_named)
def test_agrees_with_exact_decimals(rule):
    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.decimals(-5, 125, places=4), min_size=1, max_size=40))
    def check(values):
        found = bands.label(pd.Series([float(value) for value in values]), rule)
        expected = [_exactly(value, rule) for value in values]
        assert [None if pd.isna(label) else label for label in found] == expected

    check()


def test_missing_stays_missing_and_the_index_is_kept():
    found = bands.label(pd.Series([None, 70.0], index=["b", "a"]), RULES.value("skm.mutu", TODAY))
    assert found.isna().tolist() == [True, False] and found.index.tolist() == ["b", "a"]


def test_no_values_give_no_labels():
    assert bands.label(pd.Series([], dtype="float64"), RULES.value("skm.mutu", TODAY)).empty


def test_open_ends_take_everything():
    closed = {"closed": "left", "rounding": "none",
              "bands": ({"label": "x", "from": None, "to": 0}, {"label": "y", "from": 0, "to": None})}
    rule = RULES.with_override("skm.mutu", closed, start=TODAY, reason="uji").value("skm.mutu", TODAY)
    assert bands.label(pd.Series([-1e12, 0.0, 1e12]), rule).tolist() == ["x", "y", "y"]
