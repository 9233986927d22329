"""Order of needs, readiness and the data ladder."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import needs, rules, tables, words
from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.needs.ladder import ANSWERS, RUNGS

LAW = rules.load()
TODAY = date(2026, 11, 21)
EVEN = {"kesenjangan": 1, "bagian": 1, "orang": 1}


def units(*rows: tuple[str, str, int, int, float, int]) -> pd.DataFrame:
    names = ["perangkat_daerah", "kompetensi", "jumlah_asn", "dinilai", "rerata_kesenjangan", "di_bawah_standar"]
    frame = pd.DataFrame(list(rows), columns=names)
    share = frame["di_bawah_standar"] / frame["dinilai"].where(frame["dinilai"] > 0)
    frame[names[2:4] + names[5:]] = frame[names[2:4] + names[5:]].astype("Int64")
    return frame.assign(cakupan_rasio=(frame["dinilai"] / frame["jumlah_asn"]).astype(float), di_bawah_rasio=share.astype(float))


def test_worked_by_hand() -> None:
    found = needs.priority(units(("A", "x", 100, 50, 1.0, 40), ("B", "x", 10, 10, 0.5, 8)), bobot=EVEN)
    first, second = found.iloc[0], found.iloc[1]
    assert first["perangkat_daerah"] == "A"
    assert first["dari_kesenjangan"] == pytest.approx(0.5 * 1 / 3)
    assert first["dari_bagian"] == pytest.approx(0.5 * 0.8 / 3)
    assert first["dari_orang"] == pytest.approx(1 / 3)
    assert second["prioritas"] == pytest.approx((0.5 + 0.8 + 0.2) / 3)
    assert found["peringkat"].tolist() == [1, 2]


def test_weights_change_the_order() -> None:
    table = units(("A", "x", 100, 50, 1.0, 40), ("B", "x", 10, 10, 0.9, 8))
    assert needs.priority(table, bobot={"kesenjangan": 1, "bagian": 0, "orang": 0})["perangkat_daerah"].iloc[0] == "B"
    assert needs.priority(table, bobot={"kesenjangan": 0, "bagian": 0, "orang": 1})["perangkat_daerah"].iloc[0] == "A"


def test_nobody_measured_stands_last_without_a_rank() -> None:
    found = needs.priority(units(("A", "x", 9, 0, float("nan"), 0), ("B", "x", 9, 3, 0.0, 0)), bobot=EVEN)
    assert found["perangkat_daerah"].tolist() == ["B", "A"]
    assert found["peringkat"].isna().tolist() == [False, True]
    assert found["prioritas"].iloc[0] == 0


def test_the_rule_gives_the_first_weights() -> None:
    weights = LAW.value("kebutuhan.bobot_prioritas", TODAY).value
    found = needs.priority(units(("B", "x", 10, 10, 0.5, 10)), bobot=weights)
    assert found["prioritas"].iloc[0] == pytest.approx(1)


def test_all_weights_zero_give_no_priority() -> None:
    found = needs.priority(units(("B", "x", 10, 10, 0.5, 10)), bobot=dict.fromkeys(EVEN, 0))
    assert found["prioritas"].tolist() == [0]


@pytest.mark.parametrize("bobot", [{"kesenjangan": 1}, {**EVEN, "lain": 1}, {**EVEN, "orang": -1}])
def test_odd_weights_are_refused_in_words(bobot: dict[str, float]) -> None:
    with pytest.raises(PembinaanError, match="NED-101"):
        needs.priority(units(("B", "x", 10, 10, 0.5, 10)), bobot=bobot)


ROW = st.integers(1, 300).flatmap(lambda n: st.integers(0, n).flatmap(lambda m: st.tuples(
    st.just(n), st.just(m), st.floats(0, 4), st.integers(0, m),
)))


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=12), st.tuples(*[st.floats(0, 10)] * 3), st.randoms(use_true_random=False))
def test_contributions_sum_and_order_does_not_depend_on_rows(rows, weights, random) -> None:
    table = units(*[(f"U{n}", "x", *row) for n, row in enumerate(rows)])
    table.loc[table["dinilai"] == 0, "rerata_kesenjangan"] = float("nan")
    bobot = dict(zip(EVEN, weights, strict=True))
    kept = table.copy()
    found = needs.priority(table, bobot=bobot)
    pd.testing.assert_frame_equal(table, kept)
    parts = found["dari_kesenjangan"] + found["dari_bagian"] + found["dari_orang"]
    pd.testing.assert_series_equal(parts, found["prioritas"], check_names=False, check_exact=True)
    assert found["prioritas"].dropna().between(0, 1 + 1e-12).all()
    assert found["prioritas"].dropna().is_monotonic_decreasing
    shuffled = table.sample(frac=1, random_state=random.randrange(1000))
    pd.testing.assert_frame_equal(needs.priority(shuffled, bobot=bobot), found)


def answers(scores: dict[str, list[list[int]]]) -> pd.DataFrame:
    rows = [
        (f"{unit}{n}", f"b{item}", unit, score)
        for unit, people in scores.items() for n, items in enumerate(people) for item, score in enumerate(items)
    ]
    frame = pd.DataFrame(rows, columns=["responden_id", "butir", "unit_kerja", "skor"])
    return tables.canonical(frame, "kesiapan_perubahan")


def test_readiness_by_unit() -> None:
    found = needs.readiness(answers({
        "ragu": [[2, 2], [2, 1], [2, 3], [2, 2], [1, 3]], "siap": [[4, 4], [5, 4], [4, 5], [5, 5], [4, 4]], "satu": [[1, 1]],
    }), rules=LAW, tanggal=TODAY).set_index("unit_kerja")
    assert (found.loc["ragu", "rerata"], found.loc["ragu", "responden"]) == (2, 5)
    assert found.loc["ragu", "atas"] == pytest.approx(2 + 2.776445 * (0.5 / 4) ** 0.5 / 5**0.5, abs=1e-6)
    assert bool(found.loc["ragu", "perlu_pendampingan"]) and bool(found.loc["ragu", "yakin"])
    assert not bool(found.loc["siap", "perlu_pendampingan"]) and bool(found.loc["siap", "yakin"])
    assert pd.isna(found.loc["satu", "perlu_pendampingan"])
    assert set(found["rule_id"]) == {"kesiapan.ambang"}


def test_few_answers_say_nothing_about_a_unit_and_bounds_stay_on_the_scale() -> None:
    found = needs.readiness(answers({
        "dua": [[1, 1], [1, 2]], "empat sama": [[2, 2]] * 4, "lima": [[1, 1], [5, 5], [1, 1], [5, 5], [1, 1]],
    }), rules=LAW, tanggal=TODAY).set_index("unit_kerja")
    assert found.loc[["dua", "empat sama"], "perlu_pendampingan"].isna().all()
    assert not found.loc[["dua", "empat sama"], "yakin"].any()
    assert (found.loc["dua", "bawah"], found.loc["lima", "bawah"]) == (1, 1)
    assert found["atas"].max() <= 5 and bool(found.loc["lima", "perlu_pendampingan"])


def test_readiness_without_answers() -> None:
    found = needs.readiness(tables.empty("kesiapan_perubahan"), rules=LAW, tanggal=TODAY)
    assert found.empty
    assert "perlu_pendampingan" in found


def test_the_ladder_names_the_next_file() -> None:
    found = needs.data_ladder(["pegawai"]).set_index("tabel")
    assert found.loc[found["berikutnya"]].index.tolist() == ["penilaian_kompetensi"]
    assert found.loc["pegawai", "ada"]
    assert found.loc["pegawai", "nilai_tambah"] == 0
    assert found.loc["riwayat_bangkom", "nilai_tambah"] == 2
    nothing = needs.data_ladder([])
    assert nothing.loc[nothing["berikutnya"], "tabel"].tolist() == ["pegawai"]
    everything = needs.data_ladder([name for names in RUNGS.values() for name in names])
    assert not everything["berikutnya"].any()
    assert everything["anak_tangga"].is_monotonic_increasing


def test_what_nothing_computes_is_no_answer() -> None:
    """Neither the predikat nor what SIASN lacks is computed yet, so no file may be asked for because of them."""
    assert not {"predikat", "belum_di_siasn"} & set(ANSWERS)
    assert needs.data_ladder(["pegawai"]).set_index("tabel").loc["kinerja", "nilai_tambah"] == 0
    whole = {name for names in RUNGS.values() for name in names}
    assert not needs.data_ladder(whole - {"kinerja"})["berikutnya"].any()
    asked = needs.data_ladder(whole - {"kinerja", "kehadiran", "angkatan"}).set_index("tabel")["berikutnya"]
    assert asked[asked].index.tolist() == ["angkatan"]


def test_the_ladder_speaks_of_tables_that_exist() -> None:
    known = {name for names in RUNGS.values() for name in names}
    assert known <= set(tables.TABLES)
    assert {name for names in ANSWERS.values() for name in names} <= known
    assert all(words.has(key) for key in needs.data_ladder([])["menambah"])
    assert all(words.has(f"needs.rung.{rung}") for rung in RUNGS)
    assert set(needs.open_answers(known)) == set(ANSWERS)
    assert needs.open_answers(["pegawai"]) == ("profil", "kewajiban", "rencana_wajib")
