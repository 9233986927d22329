"""The LKE question about the competency gap: shares worked by hand, and what nobody measured stays unknown."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pembinaan_lib import needs, rules

LAW, TODAY = rules.load(), date(2026, 11, 21)
STAFF = pd.DataFrame({"pegawai_id": ["a", "b", "c", "d"], "perangkat_daerah": ["Dinas A", "Dinas A", "Dinas B", None]})


def gap(*rows: tuple[str, float, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["pegawai_id", "kesenjangan", "berlaku"]).assign(kompetensi="Integritas")


def test_units_and_agency_by_hand() -> None:
    seen = gap(("a", 0, True), ("a", 1, True), ("b", 0, True), ("b", -1, True), ("c", 2, True), ("c", 1, False))
    found = needs.lke_gap(seen, STAFF, rules=LAW, tanggal=TODAY).set_index("perangkat_daerah")
    assert found.index.tolist() == ["", "Dinas A", "Dinas B"]
    assert found.loc["Dinas A", ["dinilai", "di_bawah_standar", "kesenjangan_rasio", "jawaban", "nilai"]].tolist() == [
        4, 1, 0.25, "A", 1.0]
    assert found.loc["Dinas B", ["dinilai", "jawaban", "nilai"]].tolist() == [1, "D", 0.0]
    assert found.loc["", "dinilai"] == 0 and found.loc["", ["kesenjangan_rasio", "jawaban", "nilai"]].isna().all()
    whole = needs.lke_gap(seen, STAFF, rules=LAW, tanggal=TODAY, unit=None)
    assert whole[["dinilai", "di_bawah_standar", "jawaban", "nilai"]].values.tolist() == [[5, 2, "B", pytest.approx(0.67)]]
    assert whole["rule_id"].tolist() == ["lke_zi.kesenjangan"]


def test_nothing_measured_is_unknown_for_everybody() -> None:
    found = needs.lke_gap(gap(("a", 1, False)), STAFF, rules=LAW, tanggal=TODAY)
    assert len(found) == 3 and found["nilai"].isna().all() and found["jawaban"].isna().all()
    assert needs.lke_gap(gap(), STAFF.head(0), rules=LAW, tanggal=TODAY, unit=None)["dinilai"].tolist() == [0]
