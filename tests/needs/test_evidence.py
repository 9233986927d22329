"""The one way from a unit to its perangkat daerah, and the one way from a sign to a competency."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import needs, rules, tables
from tests.needs.frames import LAW, TODAY, frame, is_evidence, same, staff

SIGN_COLUMNS = ["perangkat_daerah", "nama_asal", "nilai", "jumlah", "cakupan_rasio", "tanggal"]


def signs(*rows: tuple[str, str, float]) -> pd.DataFrame:
    filled = [(*row, 10, None, pd.Timestamp("2026-01-01")) for row in rows]
    return pd.DataFrame(filled, columns=SIGN_COLUMNS).astype({"nilai": "float64", "cakupan_rasio": "float64"})


def ways(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    return frame("pemetaan_kompetensi", "asal nama_asal kompetensi bobot", *(("unsur", *row) for row in rows))


def test_a_unit_is_found_by_table_roster_or_its_own_name() -> None:
    units = frame("unit_kerja", "unit_kerja perangkat_daerah berlaku_dari berlaku_sampai penerus",
                  ("P1", "Dinkes", None, None, None), ("Lama", "Dinas Tua", None, "2024-12-31", "P1"),
                  ("Sekretariat", "Dinkes", "2020-01-01", None, None), ("Sekretariat", "Bappeda", "2021-01-01", None, None),
                  ("Buntu", "Dinas Tua", None, "2024-12-31", "Entah"))
    named = pd.Series(["P1", "Dinkes", "UPTD A", "Lama", "Sekretariat", "Buntu", "tidak ada", None])
    found = needs.offices(named, units, staff(A=2), tanggal=TODAY)
    assert found.fillna("-").tolist() == ["Dinkes", "Dinkes", "A", "Dinkes", "-", "-", "-", "-"]
    before = needs.offices(named, units, tanggal=date(2024, 6, 1))
    assert before[3] == "Dinas Tua"  # while it was in force


def test_heirs_that_go_round_in_a_circle_end() -> None:
    units = frame("unit_kerja", "unit_kerja perangkat_daerah berlaku_sampai penerus",
                  ("a", "X", "2020-01-01", "b"), ("b", "X", "2020-01-01", "a"), ("c", "Y", "2020-01-01", "d"),
                  ("d", "Y", "2021-01-01", "e"), ("e", "Z", None, None))
    found = needs.offices(pd.Series(["a", "c"]), units, tanggal=TODAY)
    assert found.isna().tolist() == [True, False]
    assert found[1] == "Z"


def test_where_nobody_knows_any_unit_names_stay() -> None:
    named = pd.Series(["P1", "Dinkes"])
    assert needs.offices(named, tables.empty("unit_kerja"), tables.empty("pegawai")).tolist() == ["P1", "Dinkes"]


def test_weak_signs_stay_weak_and_many_never_exceed_one() -> None:
    pemetaan = ways(("Waktu", "K", 0.1), ("Biaya", "L", 1), ("Produk", "L", None), ("Sarana", "M", 0.5), ("Akses", "M", 0.5))
    found = needs.together(needs.mapped(signs(
        ("A", "waktu", 1), ("A", "BIAYA", 1), ("A", "produk", 0), ("A", "sarana", 1), ("A", "akses", 1), ("A", "lain", 1),
    ), pemetaan, asal="unsur")).set_index("kompetensi")["nilai"]
    assert found.to_dict() == {"K": pytest.approx(0.1), "L": pytest.approx(0.5), "M": pytest.approx(1.0)}


def test_contradictory_mapping_takes_the_greater_weight_and_is_told() -> None:
    pemetaan = ways(("perilaku_pelaksana", "K", 0.2), ("Perilaku  Pelaksana", "K", 0.8), ("Biaya", "K", 0))
    found = needs.mapped(signs(("A", "Perilaku pelaksana", 1), ("A", "Biaya", 1)), pemetaan, asal="unsur")
    assert found["bobot"].tolist() == [0.8]
    assert needs.mapping_notes(pemetaan)["code"].tolist() == ["NED-029"]
    assert needs.mapping_notes(ways(("Biaya", "K", 1), ("Biaya", "L", 0.5))).empty


def test_a_row_without_value_is_no_evidence() -> None:
    found = pd.DataFrame({"perangkat_daerah": ["B", "A"], "kompetensi": "K", "nilai": [0.5, None], "jumlah": 3})
    told = needs.evidence_frame(found, bukti="suara", rule=LAW.value("kebutuhan.kinerja_jendela", TODAY))
    is_evidence(told, "suara")
    assert told["perangkat_daerah"].tolist() == ["B"]
    assert told["rule_from"].notna().all()
    empty = needs.evidence_frame(found.head(0), bukti="suara")
    assert empty.dtypes.to_dict() == told.dtypes.to_dict()


SIGNS = st.lists(st.tuples(
    st.sampled_from("AB"), st.sampled_from(["x", "y", "z", "w"]), st.floats(0, 1) | st.none(),
), max_size=12)
WAYS = st.lists(st.tuples(
    st.sampled_from(["x", "y", "z"]), st.sampled_from("KL"), st.floats(0, 1) | st.none(),
), max_size=8, unique_by=lambda row: row[:2])


@settings(max_examples=20)
@given(SIGNS, WAYS, st.randoms())
def test_what_always_holds_of_signs(rows: list[tuple[str, str, float]], maps: list[tuple[str, str, float]], chance) -> None:
    straight = needs.together(needs.mapped(signs(*rows), ways(*maps), asal="unsur"))
    assert straight["nilai"].between(0, 1).all()
    mixed = chance.sample(rows, len(rows))
    same(straight, needs.together(needs.mapped(signs(*mixed), ways(*maps[::-1]), asal="unsur")))
    said = {(unit, k) for unit, sign, v in rows for name, k, w in maps if name == sign and v is not None and w != 0}
    assert set(zip(straight["perangkat_daerah"], straight["kompetensi"], strict=True)) == said


def test_rules_of_this_part_are_honest_choices() -> None:
    for name in ("kinerja_pembeda", "kinerja_jendela", "integritas_aduan", "integritas_bobot", "integritas_penuh",
                 "integritas_kompetensi"):
        value = rules.load().value(f"kebutuhan.{name}", TODAY)
        assert (value.status, value.source["instrument"]) == ("belum_diverifikasi", "pilihan rancangan")
