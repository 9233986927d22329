"""Worked cases that a personnel officer can read and check: a sentence, rows in, rows out, a source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from ruamel.yaml import YAML

from pembinaan_lib import profile, rules

#: Which tables each function takes, in its order; one that a case leaves out was never imported.
TABLES = {
    "availability": ("pegawai",), "obligations": ("pegawai", "riwayat"), "training_hours": ("pegawai", "riwayat"),
    "ip_asn": ("pegawai", "riwayat", "kinerja", "disiplin"), "jpm": ("gap",), "predikat": ("kinerja",),
    "nine_box": ("kinerja", "potensi"), "notes": ("pegawai", "riwayat"),
}
BY_NAME = {"notes": ("kinerja", "potensi")}
MAY_BE_NONE = {"ip_asn": ("riwayat", "kinerja", "disiplin"), "notes": ("kinerja", "potensi")}
CASES = sorted((Path(__file__).parents[1] / "examples" / "profile").glob("*.yaml"))


def _plain(value):
    if pd.isna(value):
        return None
    if isinstance(value, float):
        return round(value, 9)
    return value.date() if isinstance(value, pd.Timestamp) else value


def test_there_are_cases():
    calls = {YAML(typ="safe", pure=True).load(path.read_text())["call"] for path in CASES}
    assert len(CASES) >= 20 and calls == set(TABLES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_case(path, table):
    case = YAML(typ="safe", pure=True).load(path.read_text())
    assert case["sentence"] and case["source"]
    call = case["call"]

    def frame(name):
        return None if name not in case and name in MAY_BE_NONE.get(call, ()) else table(name, case.get(name, []))

    named = {name: frame(name) for name in BY_NAME.get(call, ())}
    found = getattr(profile, call)(*map(frame, TABLES[call]), rules=rules.load(), **named, **case.get("with", {}))
    shown = [{name: _plain(value) for name, value in row.items()} for row in found.to_dict("records")]
    expected = case["expected"]
    assert [{name: row[name] for name in wanted} for row, wanted in zip(shown, expected, strict=True)] == expected


def test_dates_in_cases_are_dates():
    case = YAML(typ="safe", pure=True).load(CASES[0].with_name("availability.yaml").read_text())
    assert isinstance(next(iter(case["expected"])).get("tersedia_sampai"), date)
