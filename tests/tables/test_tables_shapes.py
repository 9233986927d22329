"""Wide sheets become long: competencies, questions, sessions and tests as columns; and other shapes of files."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from pembinaan_lib.tables import TABLES, days, reference
from tests.tables.making import nip
from tests.tables.test_tables_reading import codes, only

NINE = list(reference("kompetensi").query("jenis != 'teknis'")["kompetensi"])


def long(reading, label: str, value: str) -> list[tuple]:
    return list(reading.frame[["baris", label, value]].itertuples(index=False, name=None))


def test_an_assessment_recap_without_one_of_the_nine(workbook):
    have = [name for name in NINE if name != "Mengelola Perubahan"]
    header = ["No", "NIP", "Nama", "Jabatan", *have, "Total", "JPM (%)", "Tanggal Asesmen", "Saran Pengembangan"]
    scores = ["2,75", 3, "3", None, 2, 2, 9, 2]
    reading = only(workbook({"Rekap": [["REKAP HASIL"], header,
                                       [1, nip(1), "Budi", "Kabid", *scores, 20, "87,5", "12 Mei 2025", "-"]]}))
    assert reading.table == "penilaian_kompetensi" and reading.rows_used == 1
    assert dict(zip(reading.frame["kompetensi"], reading.frame["level"], strict=True)) == {
        name: level for name, level in zip(have, [2.75, 3, 3, None, 2, 2, None, 2], strict=True) if level is not None
    }
    assert set(reading.frame["tanggal"]) == {pd.Timestamp(2025, 5, 12)} and set(reading.frame["sumber"]) == {"asesmen"}
    assert codes(reading, "Mengelola Perubahan") == ["TBL-024"] and codes(reading, have[6]) == ["TBL-053"]


def test_ratings_of_the_superior_with_technical_ones(workbook):
    header = ["NIP", "Nama", "Unit Kerja", "Tanggal Penilaian", "Integritas", "1. Komunikasi", "Layanan Digital"]
    rows = [[nip(1), "Budi", "A", dt.datetime(2026, 3, 1), 3, 2, 1],
            [nip(2), "Ani", "A", dt.datetime(2026, 3, 1), "x", None, 7]]
    reading = only(workbook({"Penilaian Atasan": [header, *rows]}))
    assert long(reading, "kompetensi", "level") == [(2, "Integritas", 3.0), (2, "Komunikasi", 2.0),
                                                    (2, "Layanan Digital", 1.0)]
    assert list(reading.rejected["code"]) == ["TBL-040"] and set(reading.frame["sumber"]) == {"atasan"}
    assert list(reading.findings.loc[reading.findings["code"] == "TBL-061", "severity"]) == ["informasi"]


def test_ratings_that_do_not_say_who_rated_need_a_look(workbook):
    reading = only(workbook({"Data": [["NIP", "Integritas", "Komunikasi"], [nip(1), 3, 2]]}))
    assert list(reading.findings.loc[reading.findings["code"] == "TBL-061", "severity"]) == ["perlu_dicek"]


def test_ratings_in_long_form(workbook):
    header = ["NIP", "Kompetensi", "Level", "Tanggal", "Sumber"]
    rows = [[nip(1), "ORIENTASI PADA HASIL", "2,5", "01-02-2026", "Assessment Center"],
            [nip(1), "Arsip Digital", 3, "01-02-2026", "Atasan"],
            [nip(1), "Integritas", 6, "01-02-2026", "Atasan"]]
    reading = only(workbook({"Data": [header, *rows]}))
    assert long(reading, "kompetensi", "level") == [(2, "Orientasi pada Hasil", 2.5), (3, "Arsip Digital", 3.0)]
    assert list(reading.frame["sumber"]) == ["asesmen", "atasan"] and list(reading.rejected["code"]) == ["TBL-038"]


QUESTIONS = ["Saya siap bekerja dengan cara baru", "Pimpinan memberi contoh", "Saran Anda untuk kami"]


def test_answers_of_a_google_form(workbook):
    rows = [["5/13/2026 10:00:01", "Dinas A", 4, "Sangat Setuju", "baik"],
            ["5/2/2026 10:00:02", "Dinas A", 9, None, "2"],
            ["5/13/2026 10:00:01", "Dinas A", 4, "Sangat Setuju", "baik"]]
    reading = only(workbook({"Form Responses 1": [["Timestamp", "Unit Kerja", *QUESTIONS], *rows]}))
    assert reading.table == "kesiapan_perubahan"
    assert long(reading, "butir", "skor") == [(2, QUESTIONS[0], 4.0), (2, QUESTIONS[1], 5.0)]
    assert reading.frame["responden_id"].nunique() == 1
    assert set(reading.frame["tanggal"]) == {pd.Timestamp(2026, 5, 13)}
    assert list(reading.rejected["code"]) == ["TBL-040", "TBL-034"] and "TBL-064" in codes(reading)


def test_equal_answers_without_a_time_stamp_are_two_respondents(workbook):
    reading = only(workbook({"A": [["Unit Kerja", *QUESTIONS[:2]], ["Dinas A", 4, 4], ["Dinas A", 4, 4]]}))
    assert reading.rows_used == 2 and reading.frame["responden_id"].nunique() == 2


def test_a_respondent_is_known_by_the_answer_not_by_its_row(workbook):
    header = ["Timestamp", "Unit Kerja", *QUESTIONS[:2]]
    first, second = ["5/13/2026 10:00:01", "Dinas A", 4, 5], ["5/14/2026 09:00:00", "Dinas B", 2, 3]
    longer = only(workbook({"A": [header, second, first]}))
    shorter = only(workbook({"A": [header, first]}))
    other = only(workbook({"A": [header, ["5/15/2026 08:00:00", "Dinas C", 1, 1]]}))
    ids = set(longer.frame["responden_id"])
    assert set(shorter.frame["responden_id"]) < ids and not ids & set(other.frame["responden_id"])


SURVEY = ["Unit Kerja", "Layanan", "U1 Persyaratan", "U2 Sistem, Mekanisme dan Prosedur", "U3 Waktu Penyelesaian"]


@pytest.mark.parametrize("header, rows", [
    (SURVEY, [["Puskesmas A", "Poli", 3, 3, 4], ["Puskesmas A", "Poli", 3, 3, 4], ["Puskesmas B ", "Poli", 4, 2, 9]]),
    (["Timestamp", "Unit Kerja", *QUESTIONS[:2]],
     [[dt.datetime(2026, 5, 2, 10, 1), "Dinas A", 4, 5], [dt.datetime(2026, 5, 2, 14, 1), "Dinas A", 4, 5]]),
])
def test_a_respondent_stays_one_with_another_column_other_blanks_and_as_csv(workbook, tmp_path, header, rows):
    first = only(workbook({"A": [header, *rows]}))
    told = set(first.frame["responden_id"])
    assert len(told) == len(rows) == first.rows_used
    longer = only(workbook({"A": [[*header, "Keterangan lain"], *([*row, "x"] for row in rows)]}))
    blanks = only(workbook({"A": [header, *([f"{cell}  " if isinstance(cell, str) else cell for cell in row]
                                            for row in rows)]}))
    written = "\n".join('"' + '";"'.join(map(str, row)) + '"' for row in [header, *rows])
    (tmp_path / "sama.csv").write_text(written.replace('"4"', '"4.0"'), encoding="utf-8")
    comma = only(tmp_path / "sama.csv")
    assert told == set(longer.frame["responden_id"]) == set(blanks.frame["responden_id"])
    assert told == set(comma.frame["responden_id"])


def test_a_moment_read_month_first_only_in_a_longer_download_is_the_same_respondent(workbook):
    header = ["Timestamp", "Unit Kerja", *QUESTIONS[:2]]
    early = ["5/2/2026 10:00:01", "Dinas A", 4, 5]
    short = only(workbook({"A": [header, early]}))
    longer = only(workbook({"A": [header, early, ["5/13/2026 09:00:00", "Dinas A", 4, 5]]}))
    assert set(short.frame["responden_id"]) < set(longer.frame["responden_id"])
    assert longer.frame["responden_id"].nunique() == 2


@pytest.mark.parametrize("cell, told", [
    (dt.datetime(2026, 5, 2, 10, 1), "10:01"), (dt.datetime(2026, 5, 2, 10, 0, 59, 999_999), "10:01"),
    (dt.datetime(2026, 5, 2), ""), (dt.date(2026, 5, 2), ""), ("2026-05-02 10:01:59", "10:01"), ("02.05.2026", ""),
    ("2026/05/02 1:05:00 PM GMT+7", "13:05"), ("2026/05/02 12:05:00 AM GMT+7", "00:05"), ("2026-05-02 00:00:00", ""),
    ("2026-05-02T09:05:00.000+07:00", "09:05"), (46000.5, ""), (None, ""),
])
def test_the_clock_beside_a_day(cell, told):
    assert days.clock(cell) == told


def test_reactions_are_told_from_readiness_by_their_batch(workbook):
    header = ["Timestamp", "Kode Angkatan", "Unit Kerja", "Pengajar menguasai materi", "Pengajar menguasai materi"]
    reading = only(workbook({"A": [header, ["01-05-2026 10:00", "A-1", "Dinas A", 5, 4]]}))
    assert reading.table == "evaluasi_reaksi"
    assert long(reading, "butir", "skor") == [(2, header[3], 5.0), (2, header[3] + " (2)", 4.0)]


def test_attendance_by_session(workbook):
    rows = [["A-1", nip(1), "Budi", "H", "T", "H"], ["A-1", nip(2), "Ani", "Hadir", None, "sakit"],
            ["A-1", nip(3), "Eva", None, None, "?"]]
    reading = only(workbook({"Daftar Hadir": [["Kode Angkatan", "NIP", "Nama", "Sesi 1", "Sesi 2", "Sesi ke-3"],
                                              *rows]}))
    assert long(reading, "sesi", "hadir") == [(2, 1, True), (2, 2, False), (2, 3, True), (3, 1, True), (3, 3, False)]
    assert list(reading.rejected["code"]) == ["TBL-040"]


def test_scores_before_and_after(workbook):
    rows = [["A-1", nip(1), "60,5", 80], ["A-1", nip(2), None, 101], ["A-1", nip(3), 50, None]]
    reading = only(workbook({"Nilai": [["Kode Angkatan", "NIP", "Nilai Pre Test", "Nilai Post-Test"], *rows]}))
    assert long(reading, "tes", "nilai") == [(2, "pra", 60.5), (2, "pasca", 80.0), (4, "pra", 50.0)]
    assert codes(reading, "Nilai Post-Test") == ["TBL-053"]


def test_means_of_the_satisfaction_survey_by_the_names_of_the_elements(workbook):
    header = ["Unit Kerja", "Layanan", "Periode", "Jumlah Responden", "Sistem, Mekanisme, dan Prosedur",
              "U1. Persyaratan", "Biaya/Tarif",
              "Produk Spesifikasi Jenis Pelayanan", "Penanganan Pengaduan, Saran dan Masukan", "Sarana dan Prasarana"]
    rows = [["Dinas A", "KTP", "Juni 2026", 120, 3.2, "3,5", 4, 3, 3, 33.1],
            ["Rata-rata", None, None, 120, 3, 3, 3, 3, 3, 3]]
    reading = only(workbook({"SKM": [header, *rows]}))
    one = reading.frame.iloc[0]
    assert (one["tanggal"], one["prosedur"], one["persyaratan"], one["biaya"]) == (pd.Timestamp(2026, 6, 1), 3.2, 3.5,
                                                                                   4.0)
    assert pd.isna(one["sarana_prasarana"]) and codes(reading, "sarana_prasarana") == ["TBL-053"]
    assert list(reading.rejected["code"]) == ["TBL-041"]


def test_monthly_indicators_keep_the_month_and_the_direction(workbook):
    header = ["Unit Kerja", "Indikator", "Satuan", "Arah", "Bulan", "Nilai", "Target"]
    rows = [["A", "Waktu tunggu", "menit", "Turun", "Juni 2026", "45,5", 30],
            ["A", "Waktu tunggu", "menit", "turun", dt.datetime(2026, 7, 15), -2, 30]]
    frame = only(workbook({"Data": [header, *rows]})).frame
    assert list(frame["bulan"]) == [pd.Timestamp(2026, 6, 1),
                                    pd.Timestamp(2026, 7, 1)] and list(frame["arah"]) == ["turun", "turun"]
    assert list(frame["nilai"]) == [45.5, -2.0]


def test_course_history_in_the_words_of_siasn(workbook):
    header = ["NIP BARU", "NAMA KURSUS", "JENIS DIKLAT", "JUMLAH JAM", "TANGGAL KURSUS", "INSTITUSI PENYELENGGARA",
              "NO SERTIPIKAT", "ADA DI SIASN"]
    rows = [[nip(1), "Latsar", "LATSAR CPNS", "647 JP", "01-02-2020", "LAN", 123, "Ya"],
            [nip(1), "Bimtek", "Diklat Teknis", "dua hari", "2 Maret 2021", None, "-", "Tidak"]]
    reading = only(workbook({"RW_KURSUS": [header, *rows]}))
    assert list(reading.frame["jenis_diklat"]) == ["Latsar", "Teknis"] and list(reading.frame["di_siasn"]) == [True,
                                                                                                               False]
    assert reading.frame["durasi_jp"][0] == 647 and pd.isna(reading.frame["durasi_jp"][1]) and codes(reading,
        "durasi_jp") == ["TBL-051"]
    assert list(reading.frame["nomor_sertifikat"].fillna("")) == ["123", ""]


def test_a_budget_without_versions_is_indicative_and_a_negative_cost_is_refused(workbook):
    header = ["Sub Kegiatan", "Kode Rekening", "Uraian", "Volume", "Satuan", "Harga (Rp)"]
    rows = [["Pengembangan", "5.1.02.01", "Honorarium", 10, "OJ", "Rp 900.000"],
            ["Pengembangan", "5.1.02.02", "ATK", 1, "paket", -5], ["Jumlah", None, None, None, None, 1]]
    reading = only(workbook({"RKA": [header, *rows]}))
    assert list(reading.frame["harga_rp"]) == [900000] and list(reading.frame["versi"]) == ["indikatif"]
    assert list(reading.rejected["code"]) == ["TBL-039", "TBL-041"] and "TBL-026" in codes(reading)


@pytest.mark.parametrize("table", ["unit_kerja", "katalog_bangkom", "angkatan", "realisasi", "tindak_lanjut",
                                   "standar_kompetensi"])
def test_a_plain_template_is_recognised_by_its_labels(workbook, table):
    columns = TABLES[table].file_columns
    sample = {"teks": "Isi", "tanggal": "21-11-2026", "bulat": 3, "desimal": 2.0, "rupiah": 1000, "ya_tidak": "Ya"}
    row = [column.choices[0] if column.choices else sample[column.kind] for column in columns]
    reading = only(workbook({"Data": [[column.label for column in columns], row]}))
    assert (reading.table, reading.rows_used, len(reading.mapping)) == (table, 1, len(columns))


def test_requests_messages_and_meetings_without_a_number_get_one_from_what_they_say(workbook):
    rows = [["Tanggal", "Unit Kerja", "Isi Pesan"], ["01/02/2026", "Puskesmas Kota", "Antrean lama"],
            ["02/02/2026", "Puskesmas Kota", "Petugas ramah"], ["01/03/2026", "Puskesmas Kota", "Antrean lama"]]
    first, again = only(workbook({"Pesan": rows})), only(workbook({"Lagi": [rows[0], *rows[:0:-1]]}))
    assert first.table == "suara_masyarakat" and first.rows_used == 3
    assert set(first.frame["pesan_id"]) == set(again.frame["pesan_id"]) and first.frame["pesan_id"].is_unique


def test_two_colleagues_who_rate_one_person_are_two(workbook):
    questions = reference("butir").query("kuesioner == 'perilaku' and jenis == 'skala_5'")["teks"].tolist()
    head = ["Timestamp", "Kode Angkatan", "NIP", "Anda adalah", *questions]
    rows = [[f"2026-11-01 0{hour}:00", "A-1", nip(1), "Rekan kerja", *[score] * len(questions)]
            for hour, score in ((8, 4), (9, 2))]
    found = only(workbook({"Form Responses 1": [head, *rows]}))
    assert found.table == "evaluasi_perilaku" and len(found.rejected) == 0
    assert found.frame["responden_id"].nunique() == 2
