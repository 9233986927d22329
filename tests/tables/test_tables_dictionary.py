"""The dictionary is complete, told in both languages, and has one form in bytes."""

from __future__ import annotations

import csv
import io

import hypothesis.strategies as st
import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import given, settings

from pembinaan_lib import shipped, words
from pembinaan_lib.errors import TableFileError
from pembinaan_lib.tables import TABLES, canonical, empty, from_bytes, reference, to_bytes
from pembinaan_lib.tables.spelling import plain

GRAIN = {
    "pegawai": ("pegawai_id",), "unit_kerja": ("unit_kerja", "berlaku_dari"), "kinerja": ("pegawai_id", "tahun"),
    "penilaian_kompetensi": ("pegawai_id", "kompetensi", "tanggal", "sumber"),
    "riwayat_bangkom": ("pegawai_id", "kegiatan", "tanggal_mulai"),
    "standar_kompetensi": ("jenjang", "urusan", "kompetensi"), "kompetensi": ("kompetensi",),
    "kesiapan_perubahan": ("responden_id", "butir"), "skm_ringkas": ("unit_kerja", "layanan", "tanggal"),
    "indikator_layanan": ("unit_kerja", "indikator", "bulan"), "katalog_bangkom": ("bangkom_id",),
    "katalog_kompetensi": ("bangkom_id", "kompetensi"), "katalog_biaya": ("bangkom_id", "komponen"),
    "anggaran": ("tahun", "versi", "sub_kegiatan", "kode_rekening", "uraian"), "angkatan": ("angkatan_id",),
    "kehadiran": ("angkatan_id", "pegawai_id", "sesi"), "realisasi": ("nomor_bukti",),
    "evaluasi_reaksi": ("angkatan_id", "responden_id", "butir"),
    "evaluasi_belajar": ("angkatan_id", "pegawai_id", "tes"),
    "tindak_lanjut": ("tindakan_id",), "urusan_perangkat_daerah": ("kata_kunci",),
    "jabatan_dituju": ("pegawai_id",), "potensi": ("pegawai_id", "tanggal"),
    "indikator_kompetensi": ("kompetensi", "level", "indikator"), "tugas_jabatan": ("urusan", "jenjang", "tugas"),
    "pemetaan_kompetensi": ("asal", "nama_asal", "kompetensi"), "butir": ("kuesioner", "butir"),
    "disiplin": ("pegawai_id", "tanggal_mulai"), "survei_kebutuhan": ("responden_id", "kompetensi"),
    "literasi_digital": ("responden_id", "butir"), "survei_berakhlak": ("responden_id", "butir"),
    "usulan": ("usulan_id",), "suara_masyarakat": ("pesan_id",),
    "forum": ("forum_id",), "topik_pesan": ("pesan_id",), "skm_respons": ("responden_id",), "layanan": ("unit_kerja", "layanan"),
    "sasaran_strategis": ("sasaran", "indikator", "unit_kerja", "tahun"),
    "sasaran_kompetensi": ("sasaran", "kompetensi"),
    "belajar_sektor": ("pegawai_id", "platform", "kegiatan", "tanggal"),
    "biaya_perjalanan": ("asal", "tujuan"), "mitra": ("mitra_id",), "narasumber": ("narasumber_id",),
    "ruang": ("ruang_id",), "kalender_layanan": ("unit_kerja", "tanggal_mulai"), "sesi": ("angkatan_id", "sesi"),
    "pendaftaran": ("angkatan_id", "pegawai_id"), "peserta": ("angkatan_id", "pegawai_id"), "mentor": ("pegawai_id",),
    "mentoring": ("pegawai_id", "tanggal"),
    "evaluasi_perilaku": ("angkatan_id", "pegawai_id", "penilai", "waktu", "responden_id", "butir"),
    "rencana_penerapan": ("angkatan_id", "pegawai_id", "janji"), "perbaikan": ("perbaikan_id",),
}
VALUES = {
    "teks": st.text(max_size=12), "tanggal": st.dates(pd.Timestamp("1900-01-01").date(),
                                                      pd.Timestamp("2100-12-31").date()),
    "bulat": st.integers(-10**12, 10**12), "rupiah": st.integers(0, 10**14), "ya_tidak": st.booleans(),
    "desimal": st.floats(allow_nan=False, allow_infinity=False), "nip": st.text(max_size=3),
    "pilihan": st.text(max_size=5),
}


def test_the_dictionary_has_every_table_with_its_grain():
    assert {name: table.key for name, table in TABLES.items()} == GRAIN


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_column_is_told(name, language):
    with words.speaking(language):
        keys = [TABLES[name].title_key, TABLES[name].help_key, *(c.help_key for c in TABLES[name].file_columns)]
        assert all(words.text(key) for key in keys)


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_passes_its_schema_and_comes_back(name):
    data = to_bytes(empty(name), name)
    assert data.decode() == ",".join(TABLES[name].names) + "\n"
    TABLES[name].schema.validate(from_bytes(data, name))


def test_the_schema_refuses_what_the_dictionary_does_not_allow():
    good = canonical(pd.DataFrame({"angkatan_id": ["A"], "pegawai_id": ["P"], "tes": ["pra"], "nilai": [80.0]}),
                     "evaluasi_belajar")
    schema = TABLES["evaluasi_belajar"].schema
    schema.validate(good)
    for wrong in (good.assign(nilai=101.0), good.assign(tes="tengah"), pd.concat([good, good], ignore_index=True),
                  good.assign(lain="x"), good.assign(nilai=float("nan"))):
        with pytest.raises((pa.errors.SchemaError, pa.errors.SchemaErrors)):
            schema.validate(wrong)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_bytes_survive_order_and_types_and_come_back_exactly(data):
    name = data.draw(st.sampled_from(sorted(TABLES)))
    columns = TABLES[name].columns
    rows = data.draw(st.lists(st.tuples(*(st.none() | VALUES[c.kind] for c in columns)), max_size=3))
    frame = pd.DataFrame(rows, columns=[c.name for c in columns], dtype="object")
    stored = to_bytes(frame, name)
    back = from_bytes(stored, name)
    assert to_bytes(back, name) == stored
    pd.testing.assert_frame_equal(back, canonical(frame, name))
    mixed = frame.iloc[data.draw(st.permutations(range(len(frame))))][list(reversed(frame.columns))]
    assert to_bytes(mixed, name) == stored


def test_bytes_are_plain_csv_that_any_program_reads():
    frame = pd.DataFrame({
        "nomor_bukti": ["B-2", "B-1"], "angkatan_id": ["A", "A"], "tanggal": ["2026-11-21", None],
        "uraian": ['koma, "kutip"', None], "jumlah_rp": [1_250_000.0, 0],
    })
    rows = list(csv.reader(io.StringIO(to_bytes(frame, "realisasi").decode("utf-8"))))
    assert rows == [
        ["nomor_bukti", "angkatan_id", "tanggal", "uraian", "jenis_belanja", "jumlah_rp"],
        ["B-1", "A", "", "", "", "0"], ["B-2", "A", "2026-11-21", 'koma, "kutip"', "", "1250000"],
    ]


def test_a_column_added_to_the_dictionary_later_is_missing_in_older_bytes():
    old = from_bytes(b"unit_kerja,perangkat_daerah\nA,B\n", "unit_kerja")
    assert old["minimal_bertugas"].isna().all()


@pytest.mark.parametrize("broken", [b"", b"unit_kerja,asing\nA,B\n", b"unit_kerja,jenis\nA\n", b"\xff\xfe",
                                    b"unit_kerja,minimal_bertugas\nA,x\n"])
def test_bytes_of_something_else_are_refused_in_words(broken):
    with pytest.raises(TableFileError) as fault:
        from_bytes(broken, "unit_kerja")
    assert fault.value.code == "TBL-010" and "unit_kerja" in str(fault.value)


def test_an_unknown_table_is_refused_in_words():
    with pytest.raises(TableFileError, match="TBL-011"):
        empty("tabel_asing")


@pytest.mark.parametrize("path", sorted(shipped.folder("data/reference").glob("*.csv")), ids=lambda path: path.stem)
def test_every_reference_list_obeys_its_schema(path):
    assert len(reference(path.stem))


def test_reference_lists_agree_with_each_other():
    competencies = set(reference("kompetensi")["kompetensi"])
    assert set(reference("standar_kompetensi")["kompetensi"]) <= competencies
    assert set(reference("katalog_kompetensi")["kompetensi"]) <= competencies
    assert set(reference("standar_kompetensi")["urusan"]) <= set(reference("urusan_perangkat_daerah")["urusan"])
    assert set(reference("kompetensi")["status"]) == {"belum_diverifikasi"}


def test_a_reference_list_is_a_copy_of_its_own():
    mine = reference("kompetensi")
    mine["status"] = "berlaku"
    assert set(reference("kompetensi")["status"]) == {"belum_diverifikasi"}


def test_every_competency_has_a_meaning_and_two_indicators_on_each_of_five_levels():
    listed = reference("kompetensi")
    assert listed["definisi"].notna().all() and set(listed["urusan"].dropna()) <= affairs()
    indicators = reference("indikator_kompetensi")
    counts = indicators.groupby(["kompetensi", "level"]).size().unstack()
    assert set(counts.index) == set(listed["kompetensi"]) and list(counts.columns) == [1, 2, 3, 4, 5]
    assert (counts == 2).all(axis=None) and not indicators["indikator"].duplicated().any()


def affairs() -> set[str]:
    return set(reference("urusan_perangkat_daerah")["urusan"])


def test_duties_and_mappings_name_listed_competencies_and_promise_nothing_verified():
    known = set(reference("kompetensi")["kompetensi"])
    for name in ("indikator_kompetensi", "tugas_jabatan", "pemetaan_kompetensi"):
        frame = reference(name)
        assert set(frame["kompetensi"]) <= known and set(frame["status"]) == {"belum_diverifikasi"}
        assert frame["sumber"].notna().all()
    duties = reference("tugas_jabatan")
    without = affairs() - set(reference("standar_kompetensi")["urusan"])
    assert set(duties["urusan"].dropna()) == without, "duties serve where no standard exists, and only there"
    assert set(duties["jenjang"].dropna()) >= {"Administrator", "Pengawas", "Pelaksana", "Ahli Pertama"}


def test_the_mapping_names_elements_and_ratings_as_the_dictionary_does():
    mapping = reference("pemetaan_kompetensi")
    plain_names = {plain(column.name) for column in TABLES["skm_ringkas"].columns if column.maximum == 4}
    assert {plain(name) for name in mapping.loc[mapping["asal"] == "unsur", "nama_asal"]} <= plain_names
    ratings = set(TABLES["kinerja"].column("predikat").choices)
    assert set(mapping.loc[mapping["asal"] == "predikat", "nama_asal"]) <= ratings - {"Sangat Baik", "Baik"}
    assert mapping["bobot"].between(0, 1, inclusive="right").all()


def test_a_unit_may_stand_with_several_dates_and_old_data_without_dates_still_opens():
    old = from_bytes(b"unit_kerja,perangkat_daerah\nBidang A,Dinas A\nBidang B,Dinas A\n", "unit_kerja")
    schema = TABLES["unit_kerja"].schema
    schema.validate(old)
    moved = old.assign(berlaku_dari=pd.Timestamp("2026-01-02"), penerus="Bidang C")
    schema.validate(canonical(pd.concat([old, moved]), "unit_kerja"))
    with pytest.raises((pa.errors.SchemaError, pa.errors.SchemaErrors)):
        schema.validate(canonical(pd.concat([old, old]), "unit_kerja"))
