"""What a new roster changes, case by case; and what must hold for any two rosters."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import rules, words
from pembinaan_lib.profile.changed_needs import REASONS, changed_needs
from pembinaan_lib.profile.changes import KINDS, change_notes, changes_by_unit, roster_changes
from pembinaan_lib.profile.seats import freed_seats, seats_by_unit
from pembinaan_lib.tables import TABLES, canonical

RULES, TODAY = rules.load(), date(2026, 11, 21)
USUAL = {"jenis_pegawai": "PNS", "kedudukan_hukum": "Aktif", "golongan": "III/a", "jenis_jabatan": "Fungsional",
         "jenjang": "Ahli Pertama", "jabatan": "Guru Ahli Pertama", "perangkat_daerah": "Disdik", "unit_kerja": "SD 1",
         "tanggal_pensiun": "2040-01-01"}


def people(*rows):
    """A roster: pegawai_id and what is not as usual."""
    names = TABLES["pegawai"].names
    full = [{**dict.fromkeys(names), **USUAL, **{"pegawai_id": who}, **more} for who, more in rows]
    frame = pd.DataFrame(full, columns=list(names))
    return canonical(frame.astype({c.name: c.dtype for c in TABLES["pegawai"].columns}), "pegawai")


def changes(before, after):
    return roster_changes(people(*before), people(*after), rules=RULES, tanggal=TODAY)


def told(before, after):
    found = changes([("p", before)], [("p", after)])
    return list(found[["perubahan", "dari", "ke"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(("before", "after", "expected"), [
    ({}, {}, []),
    ({"unit_kerja": "SD 1"}, {"unit_kerja": "sd  1"}, []),
    ({"unit_kerja": "SD 1"}, {"unit_kerja": "SD 2"}, [("pindah", "SD 1", "SD 2")]),
    ({"perangkat_daerah": "A", "unit_kerja": "Sekretariat"}, {"perangkat_daerah": "B", "unit_kerja": "Sekretariat"},
     [("pindah", "Sekretariat · A", "Sekretariat · B")]),
    ({"jenjang": "Ahli Pertama"}, {"jenjang": "Ahli Muda"}, [("naik_jenjang", "Ahli Pertama", "Ahli Muda")]),
    ({"jenjang": "Administrator"}, {"jenjang": "Pengawas"}, [("turun_jenjang", "Administrator", "Pengawas")]),
    ({"jenjang": "Pengawas"}, {"jenjang": "Ahli Pertama"}, [("ganti_jenjang", "Pengawas", "Ahli Pertama")]),
    ({"golongan": "III/d"}, {"golongan": "IV/a"}, [("naik_pangkat", "III/d", "IV/a")]),
    ({"golongan": "IV/a"}, {"golongan": "III/d"}, [("turun_pangkat", "IV/a", "III/d")]),
    ({"jenis_pegawai": "PPPK", "golongan": "IX"}, {"jenis_pegawai": "PPPK", "golongan": "X"},
     [("naik_pangkat", "IX", "X")]),
    ({"jenis_pegawai": "CPNS"}, {}, [("ganti_jenis", "CPNS", "PNS")]),
    ({"jenis_pegawai": "PPPK", "golongan": "IX"}, {}, [("ganti_jenis", "PPPK", "PNS")]),
    ({"kedudukan_hukum": "Tugas Belajar"}, {}, [("ganti_kedudukan", "Tugas Belajar", "Aktif")]),
    ({}, {"kedudukan_hukum": "Meninggal Dunia"}, [("meninggal", "SD 1", "")]),
    ({}, {"kedudukan_hukum": "Pensiun BUP"}, [("pensiun", "SD 1", "")]),
    ({}, {"kedudukan_hukum": "Masa Persiapan Pensiun"}, [("ganti_kedudukan", "Aktif", "Masa Persiapan Pensiun")]),
    ({"golongan": None, "jabatan": None}, {}, []),
    ({}, {"golongan": None, "unit_kerja": "SD 1", "jenjang": None, "perangkat_daerah": None}, []),
    ({"golongan": "Z/9"}, {"golongan": "IV/a"}, []),
])
def test_one_person_on_both_rosters(before, after, expected):
    assert told(before, after) == expected


@pytest.mark.parametrize(("last", "why", "day"), [
    ({}, "keluar", None), ({"tanggal_pensiun": "2026-11-01"}, "pensiun", "2026-11-01"),
    ({"tanggal_pensiun": "2026-11-21"}, "pensiun", "2026-11-21"), ({"tanggal_pensiun": "2026-11-22"}, "keluar", None),
    ({"tanggal_pensiun": None, "akhir_kontrak": "2026-10-31"}, "kontrak_berakhir", "2026-10-31"),
    ({"kedudukan_hukum": "Meninggal dunia", "tanggal_pensiun": "2026-11-01"}, "meninggal", None),
])
def test_who_is_gone_and_why(last, why, day):
    found = changes([("p", last)], [])
    assert found["perubahan"].tolist() == [why]
    assert found["tanggal"].tolist() == [pd.Timestamp(day) if day else pd.NaT]


def test_who_came_and_since_when():
    found = changes([], [("a", {"tmt_cpns": "2026-11-01"}), ("b", {"tmt_cpns": "2027-01-01"})])
    assert found["perubahan"].tolist() == ["masuk", "masuk"] and found["ke"].tolist() == ["SD 1", "SD 1"]
    assert found["tanggal"].tolist() == [pd.Timestamp(2026, 11, 1), pd.NaT]


def test_a_new_post_carries_its_day_and_a_rise_its_rule():
    found = changes([("p", {"tmt_jabatan": "2020-01-01"})],
                    [("p", {"jabatan": "Guru Ahli Muda", "jenjang": "Ahli Muda", "tmt_jabatan": "2026-11-01"})])
    assert found["perubahan"].tolist() == ["ganti_jabatan", "naik_jenjang"]
    assert found["tanggal"].tolist() == [pd.Timestamp(2026, 11, 1), pd.NaT]
    assert found["rule_id"].tolist() == ["", "kompetensi.level_jabatan"]


def test_notes_name_the_doubtful_ones_only():
    found = change_notes(changes(
        [("a", {}), ("b", {"golongan": "IV/a"}), ("c", {}), ("d", {"tanggal_pensiun": "2026-01-01"}),
         ("e", {"jenis_pegawai": "CPNS"})],
        [("b", {}), ("c", {"jenis_pegawai": "PPPK"}), ("e", {})],
    ))
    assert found[["code", "row_id"]].values.tolist() == [["PRF-030", "a"], ["PRF-031", "b"], ["PRF-032", "c"]]


def test_every_kind_and_reason_has_words():
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            for name in (*KINDS, *(f"sebab.{reason}" for reason in REASONS)):
                assert words.text(f"changes.{name}")


# Posts that fall free


def seats(before, after, **more):
    first, second = people(*before), people(*after)
    found = roster_changes(first, second, rules=RULES, tanggal=TODAY)
    return freed_seats(found, first, tanggal=TODAY, after=second, **more)


def test_a_post_falls_free_once_and_says_why():
    found = seats(
        [("a", {"jenis_jabatan": "Pengawas", "jenjang": "Pengawas", "jabatan": "Kasubbag Umum"}), ("b", {}), ("c", {})],
        [("a", {"jenis_jabatan": "Administrator", "jenjang": "Administrator", "jabatan": "Kabid",
                "unit_kerja": "Bidang"}),
         ("c", {"jabatan": "Guru Ahli Muda", "jenjang": "Ahli Muda"})],
    )
    assert found[["pegawai_id", "jabatan", "alasan"]].values.tolist() == [
        ["b", "Guru Ahli Pertama", "keluar"], ["a", "Kasubbag Umum", "ganti_jabatan"]]
    assert not found["mendatang"].any() and not found["terisi"].any()


@pytest.mark.parametrize(("ends", "why", "listed"), [
    ({"tanggal_pensiun": "2027-11-21"}, "pensiun", True), ({"tanggal_pensiun": "2027-11-22"}, "", False),
    ({"tanggal_pensiun": "2026-11-21"}, "", False), ({"akhir_kontrak": "2027-01-31"}, "kontrak_berakhir", True),
    ({"tanggal_pensiun": "2027-05-01", "akhir_kontrak": "2027-06-30"}, "pensiun", True),
])
def test_posts_of_the_coming_twelve_months(ends, why, listed):
    found = seats([("a", ends)], [("a", ends)])
    assert found["alasan"].tolist() == [why] * listed and found["mendatang"].all()


def test_a_post_that_a_newcomer_holds_is_filled_and_two_need_two():
    head = {"jabatan": "Kepala SD 1", "jenis_jabatan": "Fungsional"}
    found = seats([("a", head), ("b", {})], [("b", head)])
    assert found.set_index("pegawai_id")["terisi"].to_dict() == {"a": True, "b": False}
    found = seats([("a", {}), ("b", {})], [("c", {})])
    assert sorted(found["terisi"]) == [False, True]
    assert seats_by_unit(found).values.tolist() == [["Disdik", 1, 1, 0]]


# Whose gap or duty changed


def gap(*rows):
    names = ["pegawai_id", "kompetensi", "standar", "level", "kesenjangan", "berlaku"]
    return pd.DataFrame(list(rows), columns=names).astype({"standar": "float64", "level": "float64",
                                                           "kesenjangan": "float64", "berlaku": "bool"})


def duties(*rows):
    frame = pd.DataFrame(list(rows), columns=["pegawai_id", "kewajiban", "tenggat", "terlambat"])
    return frame.astype({"tenggat": "datetime64[s]", "terlambat": "bool"})


@pytest.mark.parametrize(("before", "after", "why"), [
    ((3, 2, 1, True), (3, 2, 1, True), None), ((3, 2, 1, True), (3, 3, 0, True), "level_berubah"),
    ((3, 2, 1, True), (4, 2, 2, True), "standar_berubah"), ((3, 2, None, False), (3, 2, 1, True), "bukti_baru"),
    ((3, 2, 1, True), (3, 2, None, False), "bukti_kedaluwarsa"), (None, (3, None, None, False), "baru"),
    ((3, 2, 1, True), None, "tidak_diminta_lagi"), ((3, 1, None, False), (3, 2, None, False), None),
])
def test_why_a_gap_changed(before, after, why):
    frames = [gap(*([("p", "Komunikasi", *one)] if one else [])) for one in (before, after)]
    found = changed_needs(*frames, duties(), duties())
    assert found["sebab"].tolist() == ([why] if why else [])
    if why:
        assert found["dari"].isna().tolist() == [before is None or before[2] is None]


@pytest.mark.parametrize(("before", "after", "why"), [
    (None, ("2027-01-01", False), "kewajiban_baru"), (("2027-01-01", False), None, "kewajiban_gugur"),
    (("2026-11-01", False), ("2026-11-01", True), "menjadi_terlambat"),
    (("2026-11-01", False), ("2026-12-01", False), "tenggat_berubah"),
    (("2026-11-01", True), ("2026-11-01", True), None), ((None, False), (None, False), None),
])
def test_why_a_duty_changed(before, after, why):
    frames = [duties(*([("p", "Latsar", *one)] if one else [])) for one in (before, after)]
    assert changed_needs(gap(), gap(), *frames)["sebab"].tolist() == ([why] if why else [])


# What holds for any two rosters

PERSON = st.fixed_dictionaries({
    "jenis_pegawai": st.sampled_from(["PNS", "CPNS", "PPPK"]), "golongan": st.sampled_from(["III/a", "IX", None]),
    "kedudukan_hukum": st.sampled_from(["Aktif", "Meninggal", None]), "jabatan": st.sampled_from(["x", "y", None]),
    "jenjang": st.sampled_from(["Ahli Muda", "Pengawas", None]), "unit_kerja": st.sampled_from(["A", "B"]),
    "perangkat_daerah": st.sampled_from(["P", "Q", None]),
    "tanggal_pensiun": st.sampled_from(["2026-01-01", "2027-06-01", None]),
})
ROSTER = st.dictionaries(st.sampled_from("abcdefgh"), PERSON, max_size=6)


@settings(max_examples=8, deadline=None)
@given(ROSTER, ROSTER, st.randoms(use_true_random=False))
def test_everybody_is_told_once_in_any_order(first, second, chance):
    before, after = people(*first.items()), people(*second.items())
    copies = before.copy(deep=True), after.copy(deep=True)
    found = roster_changes(before, after, rules=RULES, tanggal=TODAY)
    pd.testing.assert_frame_equal(before, copies[0])
    pd.testing.assert_frame_equal(after, copies[1])
    order = list(range(len(before)))
    chance.shuffle(order)
    pd.testing.assert_frame_equal(found, roster_changes(before.iloc[order], after, rules=RULES, tanggal=TODAY))
    assert not found.duplicated(["pegawai_id", "perubahan"]).any()
    came, gone = set(second) - set(first), set(first) - set(second)
    assert set(found.loc[found["perubahan"].eq("masuk"), "pegawai_id"]) == came
    left = found[found["pegawai_id"].isin(gone)]
    assert set(left["pegawai_id"]) == gone and len(left) == len(gone)
    assert roster_changes(before, before, rules=RULES, tanggal=TODAY).empty
    seats_found = freed_seats(found, before, tanggal=TODAY, after=after)
    assert not seats_found.loc[~seats_found["mendatang"]].duplicated("pegawai_id").any()
    assert set(left["pegawai_id"]) <= set(seats_found.loc[~seats_found["mendatang"], "pegawai_id"])
    units = changes_by_unit(found)
    assert units[list(KINDS)].to_numpy().sum() == len(found)
    assert seats_by_unit(seats_found)[["kosong", "terisi", "mendatang"]].to_numpy().sum() == len(seats_found)
