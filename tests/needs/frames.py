"""Small canonical frames from a few rows, as the importer would give them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pembinaan_lib import rules, tables

LAW = rules.load()
TODAY = date(2026, 11, 21)


def frame(table: str, columns: str, *rows: tuple[Any, ...]) -> pd.DataFrame:
    """Rows of a table of the dictionary; `columns` are names with spaces between."""
    return tables.canonical(pd.DataFrame(list(rows), columns=columns.split()), table)


def staff(**units: int) -> pd.DataFrame:
    """So many ASN in each unit; their ids are ``<unit>0, <unit>1, …``, and each unit has one unit kerja of its own."""
    rows = [(f"{unit}{n}", unit, f"UPTD {unit}") for unit, number in units.items() for n in range(number)]
    return frame("pegawai", "pegawai_id perangkat_daerah unit_kerja", *rows)


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Equal to the last digit, with the same types and order."""
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def is_evidence(found: pd.DataFrame, bukti: str) -> None:
    """What every evidence frame promises."""
    columns = "perangkat_daerah kompetensi bukti nilai jumlah cakupan_rasio tanggal rule_id rule_from"
    assert list(found.columns) == columns.split()
    kinds = ["str", "str", "str", "float64", "Int64", "float64", "datetime64[s]", "str", "datetime64[s]"]
    assert [str(kind) for kind in found.dtypes] == kinds
    assert found["nilai"].between(0, 1).all()
    assert (found["bukti"] == bukti).all()
    assert (found["jumlah"] >= 0).all()
    assert not found.duplicated(["perangkat_daerah", "kompetensi"]).any()
    assert found["perangkat_daerah"].notna().all()
    assert (found["tanggal"].dropna() <= pd.Timestamp(TODAY)).all()
    same(found, found.sort_values(["perangkat_daerah", "kompetensi"], kind="stable", ignore_index=True))
