"""Cells as people write them: days, numbers, choices and names, each read or refused but never guessed."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import words
from pembinaan_lib.tables import TABLES, agency, cells, days, people, units
from pembinaan_lib.tables.extent import extent


@pytest.mark.parametrize(("written", "meant"), [
    ("21-11-2026", (2026, 11, 21)), ("21/11/2026", (2026, 11, 21)), ("1.2.2026", (2026, 2, 1)),
    ("2026-11-21", (2026, 11, 21)),
    ("2026-11-21 08:00:00", (2026, 11, 21)), ("21 November 2026", (2026, 11, 21)), ("1 Nopember 2026", (2026, 11, 1)),
    ("3 Agt 2026", (2026, 8, 3)), ("Senin, 3 Agustus 2026", (2026, 8, 3)), ("Juni 2026", (2026, 6, 1)),
    ("2026-06", (2026, 6, 1)),
    ("Semester II 2026", (2026, 7, 1)), ("Triwulan III Tahun 2026", (2026, 7, 1)), (46347.0, (2026, 11, 21)),
    ("46347", (2026, 11, 21)),
    (20261121, (2026, 11, 21)), (dt.datetime(2026, 11, 21, 9), (2026, 11, 21)), (dt.date(2026, 11, 21), (2026, 11, 21)),
    ("31-02-2026", None), ("21-11-26", (2026, 11, 21)), ("03/03/49", (2049, 3, 3)), ("3.3.50", (1950, 3, 3)),
    ("21-Nov-26", (2026, 11, 21)), ("3 Maret 26", (2026, 3, 3)), ("31-02-26", None), ("1-2-026", None),
    ("03-03-26 08:00", (2026, 3, 3)), ("kemarin", None), (12.0, None), ("00-00-0000", None), (dt.time(8), None),
    ("Triwulan V 2026", None), ("21-11-2226", None),
])
def test_days(written, meant):
    assert days.day(written) == (dt.date(*meant) if meant else None)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)))
def test_a_day_reads_the_same_in_every_spelling(day):
    with words.speaking("id"):
        spellings = [f"{day:%d-%m-%Y}", f"{day:%Y-%m-%d}", words.day(day), (day - dt.date(1899, 12, 30)).days]
    assert {days.day(spelling) for spelling in spellings} == {day}


@given(st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)))
def test_a_year_of_two_digits_is_one_of_the_hundred_from_1950(day):
    assert days.day(f"{day:%d-%m-%y}") == days.day(f"{day:%d/%m/%y} 10:00") == day
    assert days.short_years([f"{day:%d-%m-%y}", f"{day:%d-%m-%Y}", None, 46347]) == {f"{day:%d-%m-%y}"}


def test_days_that_can_only_be_month_first_turn_the_whole_column():
    assert days.month_first(["5/13/2026 10:00:00", "5/6/2026"])
    assert not days.month_first(["5/13/2026", "13/5/2026"]) and not days.month_first(["5/6/2026"])


@pytest.mark.parametrize(("written", "whole", "meant"), [
    ("2,75", False, 2.75), ("2.75", False, 2.75), ("1.250.000,50", False, 1250000.5),
    ("1,250,000.50", False, 1250000.5),
    ("Rp 1.250.000", True, 1250000), ("Rp1.250.000,-", True, 1250000), ("40 JP", False, 40), ("1.250", True, 1250),
    ("1.250", False, 1.25),
    ("-5", False, -5), ("'3", False, 3), ("3 %", False, 3), ("1.2.3", False, None), ("dua", False, None),
    ("", False, None),
    ("=1+1", False, None), ("1e5", False, None), ("٣", False, None), ("12,5,5", False, None),
    (float("inf"), False, None),
    (dt.date(2026, 2, 75 % 28), False, None), (True, False, None),
])
def test_numbers(written, whole, meant):
    assert cells.number(written, whole=whole) == meant


@given(st.integers(0, 10**14))
def test_rupiah_as_the_library_writes_it_comes_back(amount):
    assert cells.number(words.rupiah(amount, short=False), whole=True) == amount


@pytest.mark.parametrize(("table", "column", "written", "meant"), [
    ("pegawai", "pendidikan", "S1/Sarjana", "S-1/D-IV"), ("pegawai", "pendidikan", "S-1", "S-1/D-IV"),
    ("pegawai", "pendidikan", "S-2 MANAJEMEN", "S-2"), ("pegawai", "pendidikan", "Diploma III/Sarjana Muda", "D-III"),
    ("pegawai", "jenis_kelamin", "Laki-laki", "L"), ("pegawai", "jenis_kelamin", "PEREMPUAN", "P"),
    ("pegawai", "jenis_kelamin", "X", None),
    ("pegawai", "jenis_pegawai", "pppk paruh waktu", "PPPK Paruh Waktu"), ("pegawai", "jenis_pegawai", "Honorer", None),
    ("pegawai", "jenis_jabatan", "Jabatan Pimpinan Tinggi", "JPT"), ("pegawai", "jenjang", "AHLI MUDA", "Ahli Muda"),
    ("kinerja", "hasil_kerja", "DI ATAS EKSPEKTASI", "di atas ekspektasi"),
    ("kinerja", "perilaku_kerja", "dibawah ekspektasi", "di bawah ekspektasi"),
    ("kehadiran", "hadir", "H", True), ("kehadiran", "hadir", "√", True), ("kehadiran", "hadir", 0.0, False),
    ("kehadiran", "hadir", "?", None),
])
def test_choices(table, column, written, meant):
    one = cells.cleaned(np.array([written], dtype=object), TABLES[table].column(column))
    assert (None if pd.isna(one.values[0]) else one.values[0]) == meant
    assert (one.faults[0] == "TBL-052") == (meant is None)


def test_a_whole_number_is_not_half():
    one = cells.cleaned(np.array([2.5, 2.0, 1e300, -1.0], dtype=object), TABLES["angkatan"].column("jumlah_sesi"))
    assert list(one.faults) == ["TBL-051", "", "TBL-051", "TBL-038"]


@pytest.mark.parametrize(("column", "written", "meant", "remark"), [
    ("volume", "1.250", 1.25, "TBL-071"), ("volume", "12,500", 12.5, "TBL-071"), ("volume", "0,125", 0.125, ""),
    ("volume", "1,25", 1.25, ""), ("volume", "1.250,0", 1250.0, ""), ("volume", 1.25, 1.25, ""),
    ("harga_rp", "1.250", 1250, ""), ("harga_rp", "Rp 1.234,56", 1235, "TBL-072"), ("harga_rp", 10.4, 10, "TBL-072"),
    ("harga_rp", "1.234,00", 1234, ""),
])
def test_a_number_that_may_mean_another_is_told(column, written, meant, remark):
    one = cells.cleaned(np.array([written], dtype=object), TABLES["anggaran"].column(column))
    assert (one.values[0], one.faults[0], one.remarks[0]) == (meant, "", remark)


def test_thousands_beyond_the_range_of_the_column_are_no_doubt():
    one = cells.cleaned(np.array(["2.750"], dtype=object), TABLES["penilaian_kompetensi"].column("level"))
    assert (one.values[0], one.remarks[0]) == (2.75, "")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.dates(), st.times(), st.timedeltas(),
                          st.datetimes(), st.none())))
def test_no_cell_of_any_kind_makes_cleaning_fail(raw):
    array = np.empty(len(raw), dtype=object)
    array[:] = raw
    for table in ("pegawai", "anggaran", "kehadiran", "kesiapan_perubahan"):
        for column in TABLES[table].columns:
            one = cells.cleaned(array, column)
            assert len(one.values) == len(raw) and one.values.dtype == pd.Series(dtype=column.dtype).dtype
            assert one.values[one.faulty].isna().all()


@pytest.mark.parametrize(("written", "meant"), [
    ("III/a", "III/a"), ("IIIa", "III/a"), ("3/A", "III/a"), ("Penata Muda (III/a)", "III/a"), ("ix", "IX"), ("V", "V"),
    ("golongan", None),
])
def test_ranks(written, meant):
    assert people.golongan(written) == meant


@pytest.mark.parametrize(("written", "meant"), [
    ("Drs. BUDI SANTOSO, M.Si", "Budi Santoso"), ("dr. Ani", "Ani"), ("SITI", "Siti"),
    ("Prof. Dr. Ir. A. Rahman", "A. Rahman"), (",", ","),
    ("Ani Lubis S.Pd", "Ani Lubis"), ("Ani Lubis S.Pd. M.Si.", "Ani Lubis"), ("ANI LUBIS S.E", "Ani Lubis"),
    ("dr. Ani Sp.A", "Ani"), ("Ani A.Md.Kep", "Ani"), ("Yusuf M. Rahman", "Yusuf M. Rahman"), ("Ani S.", "Ani S."),
    ("M. Yusuf", "M. Yusuf"), ("S. Siregar", "S. Siregar"), ("Ani Sri", "Ani Sri"), ("Ani Mega", "Ani Mega"),
    ("Siti Spd", "Siti Spd"), ("SUMARNI MADI", "Sumarni Madi"), ("Ani S. Siregar", "Ani S. Siregar"),
])
def test_names_lose_titles_but_never_everything(written, meant):
    assert list(people.names(pd.Series([written], dtype="str"))) == [meant]


@pytest.mark.parametrize(("unit", "urusan"), [
    ("Dinas Kesehatan", "Kesehatan"), ("PUSKESMAS AEK HABIL", "Kesehatan"), ("SDN 5 Sibolga", "Pendidikan"),
    ("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "Penanaman Modal"), ("BKPSDM", "Kepegawaian"),
    ("Dinas Kependudukan dan Pencatatan Sipil", "Administrasi Kependudukan"), ("Kecamatan Sibolga Kota", "Kewilayahan"),
    ("Dinas Pengendalian Penduduk, Keluarga Berencana dan Pemberdayaan Perempuan", "Pengendalian Penduduk"),
    ("Entah", None),
])
def test_the_affair_is_told_by_the_name(unit, urusan):
    assert units.affair(unit) == urusan


@pytest.mark.parametrize("name", ["Pemerintah Kota Sibolga", "PEMKOT SIBOLGA", "kota sibolga"])
def test_one_agency_has_many_spellings(name):
    assert agency.bare(name) == "kota sibolga"


@pytest.mark.parametrize(("xml", "reach"), [
    (b'<row r="12"><c r="C12"><v>1</v></c></row>', (12, 3)), (b'<c r="XFD1048576"/>', (1048576, 16384)),
    (b'<c r="xfd1048576"/>', (1048576, 16384)), (b"<c r='AA7'/>", (7, 27)), (b"", (0, 0)),
])
def test_how_far_a_sheet_reaches(xml, reach):
    assert extent(xml) == reach


@pytest.mark.parametrize("cell", [
    b'<c s="1"\n r="B2"/>', b'<c r = "B2"/>', b'<c\nr\n=\n"b2"/>', b"<c\tr='B2'/>", b'<c s="1"r="B2"/>',
    b'<x:c r="B2"/>', b'<!-- <c " --><c r="B2"/>', b'<c><v r="A1"/></c><c/>', b'<row/><row><c/><c/></row>',
    b'<c r="A2"/><c/>', b'<row r="1"/><row><c r="A1"/><c/></row>',
])
def test_no_way_of_writing_a_cell_makes_a_sheet_look_smaller(cell):
    rows, columns = extent(cell)
    assert (rows >= 2 or b"row" not in cell and b"2" not in cell) and columns >= 2


def test_how_far_a_sheet_reaches_across_the_cuts_of_reading():
    for padding in range(2**24 - 12, 2**24 + 4, 3):
        assert extent(b" " * padding + b'<c r="AB26004"/>' + b" " * 40) == (26004, 28)
