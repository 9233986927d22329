"""The kind of training is read from the name of the activity where the file does not tell it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib import findings, profile, rules, tables, words
from pembinaan_lib.tables import choices
from pembinaan_lib.tables.training import form_of, kind_of
from tests.tables.making import nip, saved

HEADERS = ("NIP", "Nama Kursus", "Jenis Diklat", "Tanggal Kursus")


@pytest.mark.parametrize(("name", "kind"), [
    ("Pelatihan Kepemimpinan Administrator", "PKA"), ("PELATIHAN KEPEMIMPINAN ADMINISTRATOR ANGKATAN XI", "PKA"),
    ("PKA", "PKA"), ("PKA Angkatan V Tahun 2023", "PKA"), ("Pelatihan PKA 2022", "PKA"), ("Diklatpim III", "PKA"),
    ("Diklatpim Tingkat III", "PKA"), ("DIKLAT PIM TK. III", "PKA"), ("Diklat Kepemimpinan Tingkat III", "PKA"),
    ("Pelatihan Kepemimpinan Pengawas", "PKP"), ("Diklatpim Tingkat IV", "PKP"), ("Diklatpim Tk.IV Angkatan II", "PKP"),
    ("PIM IV", "PKP"), ("Diklatpim Tingkat II", "PKN II"), ("PKN Tingkat II", "PKN II"), ("PKN II Angkatan I", "PKN II"),
    ("Pelatihan Kepemimpinan Nasional Tingkat II", "PKN II"), ("PKN Tk. I", "PKN I"), ("Latsar CPNS Golongan III", "Latsar"),
    ("Pelatihan Dasar CPNS", "Latsar"), ("Pelatihan Dasar Calon Pegawai Negeri Sipil", "Latsar"),
    ("Diklat Prajabatan Gol. II", "Latsar"), ("Orientasi PPPK", "Orientasi PPPK"),
    ("Pelatihan Dasar Kebakaran", None), ("Pajak bagi PKP dan bendahara", None), ("PKP Pajak", None), ("Kepemimpinan", None),
    ("Mentor Latsar CPNS", None), ("Pembekalan PKA", None), ("Seminar Kepemimpinan Administrator", None), ("", None),
    ("Sosialisasi PKN Tingkat II", None), ("Latsar dan Orientasi PPPK", None), ("Pimpinan III", None), ("Bimtek Arsip", None),
])
def test_a_name_proves_its_kind_or_nothing(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


@given(st.text(max_size=60))
def test_any_text_is_a_kind_of_the_list_or_none(name: str) -> None:
    assert kind_of(name) in {None, *choices.NAMA_DIKLAT}
    assert set(choices.NAMA_DIKLAT) <= set(choices.JENIS_DIKLAT[0])


def read(tmp_path: Path, *rows: tuple[str, str], headers: tuple[str, ...] = HEADERS) -> tables.Reading:
    made = [(nip(at), name, kind, "2024-03-01") for at, (name, kind) in enumerate(rows, start=1)]
    picked = [HEADERS.index(one) for one in headers]
    path = saved(tmp_path / "riwayat.xlsx", {"R": [headers, *[[row[at] for at in picked] for row in made]]})
    return next(one for one in tables.read(path) if one.table == "riwayat_bangkom")


def test_what_the_file_says_stands_and_what_it_does_not_is_filled_in(tmp_path: Path) -> None:
    reading = read(tmp_path, ("Diklatpim Tingkat III", ""), ("PKA", "Teknis"), ("Pelatihan Kepemimpinan Pengawas", "struktural"),
                   ("Bimtek Arsip", ""), ("apa saja", "Diklatpim Tingkat IV"))
    assert reading.frame["jenis_diklat"].fillna("").tolist() == ["PKA", "Teknis", "PKP", "", "PKP"]
    told = reading.findings[reading.findings["code"] == "TBL-069"]
    assert told["severity"].tolist() == ["informasi"] and told["row_id"].tolist() == ["R!2"]
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            assert " 2 " in findings.told(told)["message"].iloc[0]


def test_a_file_without_that_column_still_pays_the_duty(tmp_path: Path) -> None:
    reading = read(tmp_path, ("Diklatpim Tk. III", ""), headers=("NIP", "Nama Kursus", "Tanggal Kursus"))
    history = reading.frame.rename(columns={"nip": "pegawai_id"})
    staff = tables.canonical(pd.DataFrame([{
        "pegawai_id": nip(1), "jenis_pegawai": "PNS", "jenis_jabatan": "Administrator", "jenjang": "Administrator",
        "tmt_jabatan": "2020-01-01",
    }]), "pegawai")
    law = {"rules": rules.load(), "tahun": 2027, "tanggal": date(2026, 11, 21)}
    assert profile.obligations(staff, history, **law).empty
    assert profile.obligations(staff, history.iloc[:0], **law)["terlambat"].tolist() == [True]


#: A form as files spell it, what it is by the law, its hours of one day without a certificate, its points of IP ASN.
SPELLED = [
    ("Seminar", "Seminar/konferensi/sarasehan", 4.0, 10.0), ("Workshop", "Workshop/lokakarya", 5.0, 10.0),
    ("Seminar / Konferensi / Sarasehan", "Seminar/konferensi/sarasehan", 4.0, 10.0),
    ("Lokakarya", "Workshop/lokakarya", 5.0, 10.0), ("Magang", "Magang/praktik kerja", 20.0, 10.0),
    ("Bimtek", "Bimbingan teknis", 0.0, 10.0), ("Outbond", "Pembelajaran alam terbuka", 0.0, 0.0),
    ("Benchmarking", "Patok banding", 10.0, 0.0), ("elearning", "E-learning", 3.0, 0.0),
    ("Sertifikasi", "Sertifikasi", 0.0, 0.0), ("Seminar / Workshop", "Seminar / Workshop", 0.0, 0.0),
]
UNKNOWN = {"Sertifikasi", "Seminar / Workshop"}


@pytest.mark.parametrize(("spelled", "form", "hours", "points"), SPELLED)
def test_a_form_counts_however_it_is_spelled(
    spelled: str, form: str, hours: float, points: float, tmp_path: Path,
) -> None:
    rows = [("NIP", "Nama Kursus", "Bentuk", "Tanggal Kursus"), (nip(1), "Pelayanan", spelled, "2026-03-03")]
    reading = next(one for one in tables.read(saved(tmp_path / "riwayat.xlsx", {"R": rows})) if one.table)
    assert reading.frame["bentuk"].tolist() == [form]
    told = reading.findings[reading.findings["code"] == "TBL-087"]
    assert list(told["column"]) == (["bentuk"] if spelled in UNKNOWN else [])
    kept = reading.frame.rename(columns={"nip": "pegawai_id"}).drop(columns="baris")
    history = tables.canonical(kept, "riwayat_bangkom")
    staff = tables.canonical(pd.DataFrame([{
        "pegawai_id": nip(1), "jenis_pegawai": "PNS", "jenis_jabatan": "Fungsional", "jenjang": "Ahli Pertama",
    }]), "pegawai")
    law = rules.load()
    assert profile.training_hours(staff, history, rules=law, tahun=2026)["selesai_jp"].tolist() == [hours]
    scores = profile.ip_asn(staff, history, None, None, rules=law, tanggal=date(2026, 11, 21))
    assert scores["seminar"].tolist() == [points]


def test_spellings_are_of_forms_that_the_law_knows_and_none_means_two() -> None:
    forms = rules.load().value("bangkom.bentuk", date(2026, 11, 21)).value
    assert set(choices.EJAAN_BENTUK) <= set(forms)
    spellings = [one for each in choices.EJAAN_BENTUK.values() for one in each]
    assert len(spellings) == len(set(spellings))
    assert all(form_of(form, forms) == form for form in forms)
    assert all(form_of(one, forms) == form for form, each in choices.EJAAN_BENTUK.items() for one in each)


@given(st.text(max_size=60))
def test_any_text_is_a_form_of_the_list_or_none(name: str) -> None:
    forms = ("Kursus", "Seminar/konferensi/sarasehan")
    assert form_of(name, forms) in {None, *forms}
