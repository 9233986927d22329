"""Inputs, choices and results as values: fingerprints, canonical bytes, the ceiling."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib import tables
from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.plan import DEFAULTS, FROM_REFERENCE, Decisions, Inputs, canonical_csv, canonical_json, ceiling, checked
from pembinaan_lib.plan.model import doubtful_budget
from pembinaan_lib.rules import RuleSet

Make = Callable[..., Inputs]
PERSON = {"pegawai_id": "a1", "jenis_pegawai": "PNS", "unit_kerja": "Dinas X"}
LINE = {"kode_rekening": "5.1", "uraian": "Belanja", "versi": "RKA", "volume": 2.0, "harga_rp": 1_000_000, "tahun": 2027}


# --- inputs ----------------------------------------------------------------------------------------------------------


def test_every_table_is_there_imported_or_not(inputs: Make) -> None:
    made = inputs(pegawai=[PERSON])
    assert set(made.tables) == set(made.fingerprints) == set(tables.TABLES) and made.imported == ("pegawai",)
    assert made.tables["kinerja"].empty and list(made.tables["kinerja"].columns) == list(tables.TABLES["kinerja"].names)
    assert all(len(made.tables[name]) for name in FROM_REFERENCE)


def test_an_imported_table_stands_before_the_shipped_one(inputs: Make) -> None:
    made = inputs(kompetensi=[{"kompetensi": "Milik Daerah", "jenis": "teknis"}])
    assert list(made.tables["kompetensi"]["kompetensi"]) == ["Milik Daerah"] and made.imported == ("kompetensi",)


def test_a_record_brings_its_own_reference(law: RuleSet) -> None:
    own = tables.to_bytes(pd.DataFrame([{"kompetensi": "Dulu", "jenis": "teknis"}]), "kompetensi")
    made = Inputs.from_bytes({}, instansi="K", tahun=2027, tanggal=date(2026, 1, 1), contoh=False, rules=law,
                             reference={"kompetensi": own})
    assert list(made.tables["kompetensi"]["kompetensi"]) == ["Dulu"] and made.tables["katalog_bangkom"].empty


def test_the_fingerprint_changes_with_everything_in_it_and_with_nothing_else(inputs: Make, law: RuleSet) -> None:
    first = inputs(pegawai=[PERSON])
    assert inputs(pegawai=[PERSON]).fingerprint == first.fingerprint
    changed_law = law.with_override("bangkom.jp_minimum_pns", 24, start=date(2026, 1, 1), reason="coba")
    others = [
        inputs(pegawai=[PERSON | {"unit_kerja": "Dinas Y"}]), inputs(pegawai=[PERSON], tahun=2028),
        inputs(pegawai=[PERSON], kinerja=[{"pegawai_id": "a1", "tahun": 2025, "predikat": "Baik"}]),
        replace(first, instansi="Kota Lain"), replace(first, tanggal=date(2026, 11, 22)), replace(first, contoh=True),
        replace(first, rules=changed_law),
    ]
    assert len({first.fingerprint, *(other.fingerprint for other in others)}) == len(others) + 1


def test_the_order_of_rows_does_not_matter(inputs: Make) -> None:
    people = [PERSON | {"pegawai_id": name} for name in ("c", "a", "b")]
    assert inputs(pegawai=people).fingerprint == inputs(pegawai=people[::-1]).fingerprint


# --- choices ---------------------------------------------------------------------------------------------------------


def test_choices_have_defaults_and_refuse_unknown_names() -> None:
    chosen = Decisions({"bobot_jp": 0.75})
    assert chosen.value("bobot_jp") == 0.75 and chosen.value("pagu_rp") is None
    assert {key: Decisions().value(key) for key in DEFAULTS} == dict(DEFAULTS)
    with pytest.raises(KeyError):
        chosen.value("bobot")


def test_the_fingerprint_of_choices() -> None:
    one = Decisions({"pagu_rp": 1, "bobot_jp": 0.5})
    assert one.fingerprint == Decisions({"bobot_jp": 0.5, "pagu_rp": 1}).fingerprint
    others = (Decisions({"pagu_rp": 2}), Decisions({"pagu_rp": 1, "bobot_jp": 1}), replace(one, proposal=b"{}"))
    assert len({one.fingerprint, *(other.fingerprint for other in others)}) == 4
    written = Decisions({"pagu_rp": 1, "kegiatan_dikecualikan": []})
    assert written.fingerprint == Decisions({"pagu_rp": 1}).fingerprint, "a default is the same whether it is written or not"


# --- canonical bytes -------------------------------------------------------------------------------------------------

VALUES = st.fixed_dictionaries({
    "teks": st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
    "angka": st.floats(-1e12, 1e12, allow_nan=False), "bulat": st.integers(-(2**53), 2**53), "ya": st.booleans(),
    "hari": st.dates(date(1900, 1, 1), date(2100, 1, 1)),
})


@given(st.lists(VALUES, min_size=1, max_size=8))
def test_canonical_csv_can_be_read_back_and_written_again(rows: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame(rows)
    frame["hari"] = pd.to_datetime(frame["hari"]).astype("datetime64[s]")
    written = canonical_csv(frame)
    assert b"\r" not in written and written.endswith(b"\n") and written == canonical_csv(frame.copy())
    again = pd.read_csv(BytesIO(written), keep_default_na=False, dtype={"teks": "str"}, parse_dates=["hari"])
    assert canonical_csv(again.astype({"hari": "datetime64[s]", "angka": "float64"})) == written
    assert np.allclose(again["angka"], frame["angka"], rtol=1e-11) and list(again["bulat"]) == list(frame["bulat"])


def test_twelve_digits_hide_the_last_bit_and_nothing_more() -> None:
    frame = pd.DataFrame({"x": [0.1 + 0.2, 1 / 3, 1_234_567_890_123.0]})
    other = pd.DataFrame({"x": [0.3, 1 / 3 + 1e-17, 1_234_567_890_123.0]})
    assert canonical_csv(frame) == canonical_csv(other)
    assert canonical_csv(frame) != canonical_csv(frame * (1 + 1e-11))


def test_days_and_missing_values_have_one_form() -> None:
    days, numbers = pd.to_datetime(["2027-01-05", None]), pd.array([1, None], dtype="Int64")
    frame = pd.DataFrame({"d": days, "n": numbers, "s": ["a,b", None]})
    assert canonical_csv(frame) == b'd,n,s\n2027-01-05,1,"a,b"\n,,\n'


def test_canonical_json_does_not_depend_on_order() -> None:
    one, other = canonical_json({"b": [1, 2], "a": "é"}), canonical_json({"a": "é", "b": [1, 2]})
    assert one == other == '{"a":"é","b":[1,2]}'.encode()
    assert json.loads(canonical_json({"hari": date(2027, 1, 2)})) == {"hari": "2027-01-02"}


# --- the ceiling -----------------------------------------------------------------------------------------------------


def line(**changed: Any) -> dict[str, Any]:
    return LINE | changed


@pytest.mark.parametrize(("lines", "expected"), [
    ([line()], 2_000_000),
    ([line(), line(kode_rekening="5.2", volume=0.5)], 2_500_000),
    ([line(), line(versi="DPA", volume=1.0)], 1_000_000),  # the DPA follows the RKA
    ([line(versi="perubahan", volume=3.0), line(versi="DPA"), line(versi="indikatif")], 3_000_000),
    ([line(), line(kode_rekening="5.2", tahun=2026), line(kode_rekening="5.3", tahun=2026, versi="DPA")], 2_000_000),
    ([line(tahun=2026)], None),  # another year's money is none
    ([line(tahun=None)], 2_000_000),  # a line that names no year is of this one
    ([line(harga_rp=0)], 0),  # no money is not the same as not knowing
    ([line(volume=1 / 3, harga_rp=3)], 1),
    ([], None),
])
def test_the_ceiling_of_budget_lines(inputs: Make, lines: list[dict[str, Any]], expected: int | None) -> None:
    made = inputs(anggaran=lines) if lines else inputs()
    assert ceiling(made, Decisions()) == expected
    assert ceiling(made, Decisions({"pagu_rp": 7})) == 7 and ceiling(made, Decisions({"pagu_rp": 0})) == 0


# --- hostile values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [
    {"volume": 1e308}, {"harga_rp": 9_223_372_036_854_775_807}, {"volume": 1e15}, {"volume": -1.0},
])
def test_a_budget_that_no_state_has_is_a_note_and_not_known(inputs: Make, change: dict[str, Any]) -> None:
    made = inputs(anggaran=[LINE | change])
    assert ceiling(made, Decisions()) is None and ceiling(made, Decisions({"pagu_rp": 7})) == 7
    assert list(doubtful_budget(made)["code"]) == ["PLN-003"] and doubtful_budget(inputs(anggaran=[LINE])).empty


def test_a_version_that_nobody_knows_counts_least(inputs: Make) -> None:
    lines = [LINE | {"versi": "XYZ", "volume": 9.0}, LINE]
    made = inputs(anggaran=[LINE])
    odd = replace(made, tables={**made.tables, "anggaran": pd.DataFrame(lines)})
    assert ceiling(odd, Decisions()) == ceiling(made, Decisions())


@pytest.mark.parametrize(("key", "value"), [
    ("pagu_rp", 10**15 + 1), ("pagu_rp", -1), ("pagu_rp", True), ("pagu_rp", 1.5), ("pagu_rp", "1"), ("pagu_rp", 10**400),
    ("bobot_jp", 1e10), ("bobot_jp", float("nan")), ("bobot_jp", float("inf")), ("bobot_jp", 10**400),
    ("tanggal", "2026-13-40"), ("tanggal", "0001-01-01"), ("tanggal", "9999-12-31"), ("tanggal", 5),
    ("kegiatan_dikecualikan", [["a"]]), ("bobot_bukti", {"a": "b"}), ("bobot_bukti", [1]), ("rencana", ["x"]),
])
def test_a_choice_that_no_plan_can_use_is_refused(key: str, value: Any) -> None:
    with pytest.raises(PembinaanError) as refused:
        checked(key, value)
    assert refused.value.code == "PLN-002"
