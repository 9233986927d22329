"""What SIASN lacks: alike is found once, different stays different, and credits never become hours."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib.profile.siasn import (
    FORMS,
    not_in_siasn,
    sector_by_unit,
    sector_learning,
    siasn_by_unit,
    siasn_notes,
    siasn_status,
    siasn_upload,
)
from pembinaan_lib.tables.headers import layout

WHO = pd.DataFrame({"pegawai_id": ["a", "b"], "perangkat_daerah": ["Dinkes", "Disdik"], "unit_kerja": ["P 1", "SD 1"]})
USUAL = {"pegawai_id": "a", "kegiatan": "Bimtek SPSE", "bentuk": "Bimbingan teknis", "jenis_diklat": "Teknis",
         "durasi_jp": 20, "tanggal_mulai": "2026-03-02", "tanggal_selesai": "2026-03-04", "penyelenggara": "LKPP",
         "nomor_sertifikat": None, "di_siasn": False}


def history(*rows):
    frame = pd.DataFrame([{**USUAL, **row} for row in rows], columns=list(USUAL))
    days = {name: "datetime64[s]" for name in ("tanggal_mulai", "tanggal_selesai")}
    texts = ("kegiatan", "bentuk", "jenis_diklat", "penyelenggara", "nomor_sertifikat", "pegawai_id")
    return frame.astype({**days, **dict.fromkeys(texts, "str"), "durasi_jp": "float64", "di_siasn": "boolean"})


def status(*rows):
    return siasn_status(history(*rows)).tolist()


@pytest.mark.parametrize(("there", "alike"), [
    ({}, True), ({"kegiatan": "BIMTEK  S.P.S.E."}, False), ({"kegiatan": "Bimtek SPSE LKPP"}, False),
    ({"kegiatan": "SPSE Bimtek"}, True), ({"kegiatan": "Bimtek SPSES"}, True), ({"kegiatan": "Seminar Gizi"}, False),
    ({"tanggal_mulai": "2026-03-04", "tanggal_selesai": "2026-03-09"}, True),
    ({"tanggal_mulai": "2026-03-05", "tanggal_selesai": "2026-03-09"}, False),
    ({"tanggal_mulai": "2026-03-03", "tanggal_selesai": None}, True), ({"pegawai_id": "b"}, False),
    ({"tanggal_mulai": None, "tanggal_selesai": None}, False),
])
def test_what_is_already_there_under_a_similar_name(there, alike):
    assert status({**there, "di_siasn": True}, {})[1] == ("diduga_ada" if alike else "belum")


@pytest.mark.parametrize(("one", "other"), [("Latsar Angkatan I", "Latsar Angkatan II"), ("Bimtek 1", "Bimtek 2")])
def test_numbers_in_names_tell_activities_apart(one, other):
    assert status({"kegiatan": one, "di_siasn": True}, {"kegiatan": other})[1] == "belum"


def test_one_certificate_is_one_activity_whatever_its_name():
    number = {"nomor_sertifikat": "123/SERT/2026"}
    assert status({**number, "di_siasn": True}, {**number, "kegiatan": "lain", "tanggal_mulai": "2020-01-01",
                                                 "tanggal_selesai": None})[1] == "diduga_ada"
    assert status({"nomor_sertifikat": "-", "kegiatan": "x", "di_siasn": True}, {"nomor_sertifikat": "-"})[1] == "belum"


def test_doubled_rows_count_once_and_the_fuller_one_stays():
    assert status({}, {"nomor_sertifikat": "9/S"}, {"di_siasn": None}) == ["ganda", "belum", "tidak_diketahui"]


def test_the_list_per_unit_says_what_lacks():
    found = not_in_siasn(history(
        {"nomor_sertifikat": "1/S/26"},
        {"kegiatan": "PKA", "jenis_diklat": "PKA", "durasi_jp": 0, "tanggal_selesai": None},
        {"pegawai_id": "b", "di_siasn": True}, {"pegawai_id": "c", "penyelenggara": None},
    ), WHO)
    assert found["kegiatan"].tolist() == ["Bimtek SPSE", "PKA", "Bimtek SPSE"]
    assert found["kurang"].tolist() == [
        "", "nomor_sertifikat, tanggal_selesai, durasi_jp", "nomor_sertifikat, penyelenggara"]
    assert found["siap"].tolist() == [True, False, False]
    assert found["formulir"].tolist()[:2] == ["rw_kursus", "rw_diklat"]
    assert siasn_by_unit(found).values.tolist() == [["", 1, 0, 1], ["Dinkes", 2, 1, 1]]


def test_the_upload_has_the_columns_and_texts_of_siasn_and_is_read_back():
    found = siasn_upload(not_in_siasn(history(
        {"durasi_jp": 12.5}, {"kegiatan": "PKA", "jenis_diklat": "PKA", "tanggal_selesai": None}), WHO))
    course, leadership = found["rw_kursus"], found["rw_diklat"]
    assert list(course.columns) == ["pegawai_id", *FORMS["rw_kursus"]] and len(course) == len(leadership) == 1
    assert course.iloc[0].tolist() == [
        "a", "Bimbingan teknis", "Teknis", "Bimtek SPSE", "", "LKPP", "2026", "02-03-2026",
        "04-03-2026", "12.5"]
    assert leadership.loc[0, ["latihanStrukturalNama", "tanggalSelesai", "jumlahJam"]].tolist() == ["PKA", "", "20"]
    known = layout([["NIP_BARU", *course.columns[1:]], ["x", *course.iloc[0].tolist()[1:]]])
    assert known.table.name == "riwayat_bangkom" and {m.column for m in known.matches} >= {
        "kegiatan", "tanggal_mulai", "tanggal_selesai", "durasi_jp", "nomor_sertifikat", "penyelenggara"}


def test_notes_hold_counts_only():
    rows = history({}, {"di_siasn": None}, {"di_siasn": True, "pegawai_id": "b"}, {"pegawai_id": "b"})
    found = siasn_notes(rows, not_in_siasn(rows, WHO))
    assert found["code"].tolist() == ["PRF-035", "PRF-036", "PRF-037"] and set(found["row_id"]) == {""}


def sector(*rows):
    usual = {"pegawai_id": "a", "platform": "PMM", "kegiatan": "Kurikulum Merdeka", "tanggal": "2026-03-02",
             "tanggal_selesai": None, "kredit": 8.0}
    frame = pd.DataFrame([{**usual, **row} for row in rows], columns=list(usual))
    return frame.astype({"tanggal": "datetime64[s]", "tanggal_selesai": "datetime64[s]"})


def test_sector_learning_counts_once_and_gives_no_hours():
    found = sector_learning(sector({}, {"platform": "Ruang GTK"}, {"tanggal": "2026-05-01", "kegiatan": "Asesmen"},
                                   {"tanggal": "2026-06-01", "kegiatan": "Numerasi"}),
                            history({"kegiatan": "Asesmen", "tanggal_mulai": "2026-05-01"}))
    assert found["status"].tolist() == ["sendiri", "ganda", "di_riwayat", "sendiri"]
    units = sector_by_unit(found, WHO)
    assert units.values.tolist() == [["Dinkes", "PMM", 1, 3, 24.0]]
    assert not [name for frame in (found, units) for name in frame.columns if "jp" in name]


ROW = st.fixed_dictionaries({
    "pegawai_id": st.sampled_from("ab"),
    "kegiatan": st.sampled_from(["Bimtek SPSE", "Bimtek SPSEX", "Latsar I", "Latsar II"]),
    "tanggal_mulai": st.sampled_from(["2026-03-02", "2026-03-04", "2026-05-01"]),
    "nomor_sertifikat": st.sampled_from([None, "12/34", "56/78"]), "di_siasn": st.sampled_from([True, False, None]),
})


@settings(max_examples=15, deadline=None)
@given(st.lists(ROW, max_size=8), st.randoms(use_true_random=False))
def test_every_row_has_a_status_and_the_list_does_not_depend_on_order(rows, chance):
    frame = history(*rows)
    found = siasn_status(frame)
    assert found.index.equals(frame.index)
    assert found.eq("ada").tolist() == frame["di_siasn"].fillna(False).tolist()
    order = list(range(len(frame)))
    chance.shuffle(order)
    mixed = frame.iloc[order]
    assert sorted(siasn_status(mixed)) == sorted(found)
    pd.testing.assert_frame_equal(not_in_siasn(frame, WHO), not_in_siasn(mixed, WHO))
