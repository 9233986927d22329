"""Worked cases that a personnel officer can read and check: a sentence, rows in, rows out, a source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from ruamel.yaml import YAML

from pembinaan_lib import profile, rules

CASES = sorted((Path(__file__).parents[1] / "examples" / "profile").glob("*.yaml"))


def _plain(value):
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def test_there_are_cases():
    assert len(CASES) >= 8


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_case(path, table):
    case = YAML(typ="safe", pure=True).load(path.read_text())
    assert case["sentence"] and case["source"]
    frames = [table("pegawai", case["pegawai"])]
    if case["call"] != "availability":
        frames.append(table("riwayat", case.get("riwayat", [])))
    found = getattr(profile, case["call"])(*frames, rules=rules.load(), **case["with"])
    shown = [{name: _plain(value) for name, value in row.items()} for row in found.to_dict("records")]
    expected = case["expected"]
    assert [{name: row[name] for name in wanted} for row, wanted in zip(shown, expected, strict=True)] == expected


def test_dates_in_cases_are_dates():
    case = YAML(typ="safe", pure=True).load(CASES[0].read_text())
    assert isinstance(next(iter(case["expected"])).get("tersedia_sampai"), date)
