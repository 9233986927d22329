"""IP ASN, JPM, rating and nine-box for any tables: order does not matter, parts add up, missing is never zero."""

from __future__ import annotations

import time
from datetime import date
from statistics import fmean

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import profile, rules, words
from pembinaan_lib.profile import professionalism
from pembinaan_lib.tables import choices

RULES, TODAY = rules.load(), date(2026, 11, 21)
IDS = [f"p{number}" for number in range(5)]
WHO = st.sampled_from(IDS)
DAYS = st.dates(date(2022, 1, 1), date(2027, 1, 31))


def _or_none(values):
    return st.one_of(st.none(), st.sampled_from(values))


PERSON = st.fixed_dictionaries({
    "pendidikan": _or_none(choices.PENDIDIKAN[0]), "jenis_jabatan": _or_none(choices.JENIS_JABATAN[0]),
    "jenjang": _or_none(choices.JENJANG[0]), "perangkat_daerah": _or_none(["Dinas A", "Dinas B"]),
})
ACTIVITY = st.fixed_dictionaries({
    "pegawai_id": WHO, "bentuk": _or_none(["Pelatihan teknis", "Kursus", "seminar/konferensi/sarasehan", "x"]),
    "jenis_diklat": _or_none(choices.JENIS_DIKLAT[0]), "durasi_jp": _or_none([8.0, 12.0, 40.0]),
    "tanggal_mulai": st.one_of(st.none(), DAYS), "jenjang_diklat": _or_none(["Ahli Muda", "Ahli Pertama"]),
})
RATING = st.fixed_dictionaries({
    "pegawai_id": WHO, "tahun": st.integers(2020, 2027), "hasil_kerja": _or_none(choices.EKSPEKTASI[0]),
    "perilaku_kerja": _or_none(choices.EKSPEKTASI[0]), "predikat": _or_none(choices.PREDIKAT[0]),
})
SANCTION = st.fixed_dictionaries({
    "pegawai_id": WHO, "tingkat": st.sampled_from(choices.TINGKAT_DISIPLIN[0]), "tanggal_mulai": DAYS,
})
POTENTIAL = st.fixed_dictionaries({
    "pegawai_id": WHO, "tanggal": DAYS, "nilai_potensi": st.one_of(st.none(), st.floats(0, 100)),
    "potensial": _or_none(choices.POTENSIAL[0]),
})


def _unique(rows, *key):
    return list({tuple(row[name] for name in key): row for row in rows}.values())


def _tables(table, people, activities, ratings, sanctions, potentials):
    roster = [{"pegawai_id": name, **person} for name, person in zip(IDS, people, strict=False)]
    return {
        "pegawai": table("pegawai", roster), "riwayat": table("riwayat", activities),
        "kinerja": table("kinerja", _unique(ratings, "pegawai_id", "tahun")),
        "disiplin": table("disiplin", sanctions),
        "potensi": table("potensi", _unique(potentials, "pegawai_id", "tanggal")),
    }


def _index(found, **change):
    given = {name: found[name] for name in ("pegawai", "riwayat", "kinerja", "disiplin")} | change
    return profile.ip_asn(*given.values(), rules=RULES, tanggal=TODAY)


EVERYTHING = {
    "people": st.lists(PERSON, min_size=1, max_size=5), "activities": st.lists(ACTIVITY, max_size=12),
    "ratings": st.lists(RATING, max_size=8), "sanctions": st.lists(SANCTION, max_size=4),
    "potentials": st.lists(POTENTIAL, max_size=6),
}


@settings(max_examples=10, deadline=None)
@given(chance=st.randoms(use_true_random=False), **EVERYTHING)
def test_order_does_not_matter_and_inputs_stay(table, chance, **rows):
    found = _tables(table, *rows.values())
    before = {name: frame.copy(deep=True) for name, frame in found.items()}
    mixed = {name: frame.sample(frac=1, random_state=chance.randrange(1000)) for name, frame in found.items()}
    for compute in (
        _index, lambda given: profile.predikat(given["kinerja"], rules=RULES),
        lambda given: profile.nine_box(given["kinerja"], given["potensi"], rules=RULES, tanggal=TODAY),
    ):
        pd.testing.assert_frame_equal(compute(found), compute(mixed))
    for name, frame in found.items():
        pd.testing.assert_frame_equal(frame, before[name])


@settings(max_examples=15, deadline=None)
@given(**EVERYTHING)
def test_an_index_is_the_sum_of_its_parts_and_missing_where_one_is(table, **rows):
    found = _tables(table, *rows.values())
    scores = _index(found)
    assert scores["pegawai_id"].tolist() == sorted(found["pegawai"]["pegawai_id"])
    parts = scores[list(professionalism.DIMENSIONS)]
    assert scores["nilai"].isna().equals(parts.isna().any(axis=1))
    assert scores["nilai"].isna().eq(scores["belum_diketahui"].ne("")).all()
    assert scores["kategori"].notna().equals(scores["nilai"].notna())
    known = scores["nilai"].notna()
    assert (parts.sum(axis=1)[known] == scores["nilai"][known]).all() and scores["nilai"].dropna().between(0, 100).all()
    highest = {name: float(100 * weight) for name, weight in RULES.value("ip_asn.bobot", TODAY).value.items()}
    assert all((parts[name].dropna() <= highest[name]).all() for name in parts)
    assert scores["disiplin"].notna().all() and _index(found, disiplin=None)["disiplin"].isna().all()


@settings(max_examples=10, deadline=None)
@given(who=WHO, **EVERYTHING)
def test_one_more_training_never_lowers_an_index_and_leaves_others_alone(table, who, **rows):
    found = _tables(table, *rows.values())
    more = [*rows["activities"], {"pegawai_id": who, "bentuk": "Pelatihan teknis", "durasi_jp": 40.0,
                                  "jenis_diklat": "Teknis", "tanggal_mulai": TODAY}]
    richer = _index(found, riwayat=table("riwayat", more))
    before, after = (frame.set_index("pegawai_id") for frame in (_index(found), richer))
    gained = (after["kompetensi"] - before["kompetensi"]).dropna()
    assert (gained >= 0).all()
    others = [frame.drop(index=who, errors="ignore") for frame in (before, after)]
    pd.testing.assert_frame_equal(*others)


@settings(max_examples=10, deadline=None)
@given(**EVERYTHING)
def test_means_are_over_the_same_people_and_add_up(table, **rows):
    found = _tables(table, *rows.values())
    scores = _index(found)
    law = {"rules": RULES, "tanggal": TODAY}
    units = profile.ip_asn_mean(scores, found["pegawai"], **law)
    agency = profile.ip_asn_mean(scores, found["pegawai"], **law, unit=None).iloc[0]
    assert units["jumlah_asn"].sum() == agency["jumlah_asn"] == len(scores)
    assert units["lengkap"].sum() == agency["lengkap"] == scores["nilai"].notna().sum()
    for frame in (units, agency.to_frame().T):
        full = frame[frame["lengkap"] > 0]
        parts = full[list(professionalism.DIMENSIONS)].astype(float)
        assert np.allclose(parts.sum(axis=1), full["nilai"].astype(float))
    assert units.loc[units["lengkap"].eq(0), "nilai"].isna().all()
    by_hand = [value for value in scores["nilai"] if not pd.isna(value)]
    assert pd.isna(agency["nilai"]) if not by_hand else agency["nilai"] == pytest.approx(fmean(by_hand))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(WHO, st.integers(1, 5), st.integers(0, 500)), max_size=30))
def test_match_agrees_with_a_count_by_hand(table, rows):
    rows = [{"pegawai_id": who, "kompetensi": f"k{at}", "standar": standard, "level": level / 100, "berlaku": True}
            for at, (who, standard, level) in enumerate(rows)]
    found = profile.jpm(table("gap", rows), rules=RULES, tanggal=TODAY).set_index("pegawai_id")
    for who in IDS:
        own = [row for row in rows if row["pegawai_id"] == who]
        if not own:
            assert who not in found.index
            continue
        exact = sum(round(row["level"] * 100) for row in own) / sum(row["standar"] for row in own)
        assert found.loc[who, "jpm"] == pytest.approx(min(100.0, exact))
        expected = "Optimal" if exact >= 90 else "Cukup Optimal" if exact >= 78 else "Kurang Optimal"
        assert found.loc[who, "kategori"] == expected


@pytest.mark.parametrize(("levels", "kategori"), [
    ((234, 3), "Cukup Optimal"), ((2106, 27), "Cukup Optimal"), ((810, 9), "Optimal"),
])
def test_binary_fractions_carry_nobody_over_an_edge(table, levels, kategori):
    total, standard = levels
    rows = [{"pegawai_id": "a", "kompetensi": f"k{at}", "standar": 1, "level": total / standard / 100, "berlaku": True}
            for at in range(standard)]
    assert profile.jpm(table("gap", rows), rules=RULES, tanggal=TODAY)["kategori"].tolist() == [kategori]


@settings(max_examples=10, deadline=None)
@given(**EVERYTHING)
def test_a_box_needs_both_sides_and_says_why_there_is_none(table, **rows):
    found = _tables(table, *rows.values())
    boxes = profile.nine_box(found["kinerja"], found["potensi"], rules=RULES, tanggal=TODAY)
    assert boxes["kotak"].notna().eq(boxes["kinerja"].notna() & boxes["potensial"].notna()).all()
    for column in (boxes["alasan"].eq(""), boxes["rekomendasi"].ne("")):
        assert boxes["kotak"].notna().eq(column).all()
    assert all(words.has(f"profile.kotak.{reason}") for reason in boxes["alasan"].unique() if reason)
    assert not boxes["tanggal_potensi"].gt(pd.Timestamp(TODAY)).any()
    assert not boxes["tahun_kinerja"].gt(TODAY.year).any()
    assert not boxes["pegawai_id"].duplicated().any()


def test_columns_and_types_stay_even_without_rows(table):
    people, rows = [{}], {"activities": [], "ratings": [], "sanctions": [], "potentials": []}
    none, one = _tables(table, [], *rows.values()), _tables(table, people, *rows.values())
    rated = table("kinerja", [{"pegawai_id": "p0", "tahun": 2025, "predikat": "Baik"}])
    tested = table("potensi", [{"pegawai_id": "p0", "tanggal": "2025-01-01", "nilai_potensi": 80.0}])
    gap = table("gap", [{"pegawai_id": "a", "kompetensi": "x", "standar": 2, "level": 1, "berlaku": True}])
    law = {"rules": RULES, "tanggal": TODAY}
    pairs = [
        (_index(none), _index(one)), (profile.jpm(gap.iloc[:0], **law), profile.jpm(gap, **law)),
        (profile.predikat(rated.iloc[:0], rules=RULES), profile.predikat(rated, rules=RULES)),
        (profile.nine_box(rated.iloc[:0], tested.iloc[:0], **law), profile.nine_box(rated, tested, **law)),
        tuple(profile.ip_asn_mean(_index(given), given["pegawai"], **law) for given in (none, one)),
    ]
    for empty, full in pairs:
        assert empty.empty and len(full) == 1
        assert empty.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()
    agency = profile.ip_asn_mean(_index(none), none["pegawai"], **law, unit=None)
    assert agency[["jumlah_asn", "lengkap"]].to_numpy().tolist() == [[0, 0]] and agency["nilai"].isna().all()


def test_an_agency_may_set_its_own_cut_offs(table):
    closed = {"closed": "left", "rounding": {"digits": 2, "mode": "half_up"}, "bands": [
        {"label": "rendah", "from": 0, "to": 61}, {"label": "menengah", "from": 61, "to": 81},
        {"label": "tinggi", "from": 81, "to": 100}]}
    own = RULES.with_override("talenta.batas_potensial", closed, start=date(2026, 1, 1), reason="keputusan PPK")
    rated = table("kinerja", [{"pegawai_id": "a", "tahun": 2025, "predikat": "Sangat Baik"}])
    tested = table("potensi", [{"pegawai_id": "a", "tanggal": "2025-01-01", "nilai_potensi": 85.0}])
    boxes = [profile.nine_box(rated, tested, rules=law, tanggal=TODAY)["kotak"].iloc[0] for law in (RULES, own)]
    assert boxes == [7, 9]


def test_the_index_is_named_a_simulation_in_both_languages():
    for language, wanted in (("id", "simulasi menurut PerBKN 8/2019"), ("en", "simulation after PerBKN 8/2019")):
        with words.speaking(language):
            assert wanted in words.text(professionalism.LABEL)
            assert all(words.has(f"profile.ip_asn.{name}") for name in professionalism._ASKED)


def test_26_000_people_are_quick(table):
    """Against a plain merge and group of the same frames in the same run."""
    people, acts = 26_000, 80_000
    chance = np.random.default_rng(7)
    ids = pd.Series([f"p{number:05d}" for number in range(people)], dtype="str")
    roster = table("pegawai", [{}] * people).assign(
        pegawai_id=ids, pendidikan=chance.choice(choices.PENDIDIKAN[0], people),
        jenis_jabatan=chance.choice(choices.JENIS_JABATAN[0], people),
        jenjang=chance.choice(choices.JENJANG[0], people),
    )
    days = pd.Series(pd.Timestamp("2024-01-01") + pd.to_timedelta(chance.integers(0, 1000, acts), unit="D"))
    history = table("riwayat", [{}] * acts).assign(
        pegawai_id=chance.choice(ids, acts), kegiatan="k", tanggal_mulai=days.astype("datetime64[s]"),
        jenis_diklat=chance.choice(["Teknis", "PKA", "Lainnya"], acts),
        bentuk=chance.choice(["Coaching", "Seminar/konferensi/sarasehan", "Kursus"], acts),
    )
    rated = table("kinerja", [{}] * people).assign(pegawai_id=ids, tahun=2025, predikat="Baik")
    rated = rated.astype({"tahun": "Int64"})
    tested = table("potensi", [{}] * people).assign(
        pegawai_id=ids, tanggal=pd.Timestamp("2025-06-01"), nilai_potensi=chance.uniform(0, 100, people),
    ).astype({"tanggal": "datetime64[s]"})
    start = time.perf_counter()
    for _ in range(3):
        history.merge(roster, on="pegawai_id").groupby("pegawai_id")["durasi_jp"].sum()
    yardstick = (time.perf_counter() - start) / 3
    start = time.perf_counter()
    profile.ip_asn(roster, history, rated, None, rules=RULES, tanggal=TODAY)
    profile.nine_box(rated, tested, rules=RULES, tanggal=TODAY)
    profile.notes(roster, history, rules=RULES, tanggal=TODAY, kinerja=rated, potensi=tested)
    took = time.perf_counter() - start
    print(f"{took:.2f} s; {took / yardstick:.1f} times a merge and a group")
    assert took < 60 * yardstick
