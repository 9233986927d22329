"""Exports of SIASN, rebuilt from the documented field names in every spelling that they come in."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from pembinaan_lib.tables import TABLES, read
from pembinaan_lib.tables.fields import EXTRA
from tests.tables.making import nip
from tests.tables.test_tables_reading import checked, codes, only

NOMINATIF = """pns_id nip_baru nip_lama nama gelar_depan gelar_belakang tempat_lahir_nama tanggal_lahir jenis_kelamin
agama_nama jenis_kawin_nama nik nomor_hp email email_gov alamat npwp_nomor bpjs jenis_pegawai_nama kedudukan_hukum_nama
status_cpns_pns nomor_sk_cpns tanggal_sk_cpns tmt_cpns nomor_sk_pns tanggal_sk_pns tmt_pns gol_awal_nama gol_akhir_nama
tmt_golongan mk_tahun mk_bulan jenis_jabatan_nama jabatan_nama tmt_jabatan tingkat_pendidikan_nama pendidikan_nama
tahun_lulus kpkn_nama lokasi_kerja_nama unor_nama instansi_induk_nama instansi_kerja_nama satuan_kerja_induk_nama
satuan_kerja_kerja_nama""".split()
PERSON = {
    "pns_id": "A8ACA7A0", "nip_baru": nip(1), "nip_lama": "480000001", "nama": "BUDI SANTOSO", "gelar_depan": "Drs.",
    "gelar_belakang": "M.Si", "tempat_lahir_nama": "SIBOLGA", "tanggal_lahir": "15-03-1985", "jenis_kelamin": "M",
    "agama_nama": "Islam", "nik": "1273000000000001", "nomor_hp": "0812000000", "email": "a@b.id",
    "jenis_pegawai_nama": "PNS Daerah Kab/Kota", "kedudukan_hukum_nama": "Aktif", "status_cpns_pns": "P",
    "tanggal_sk_cpns": "20-12-2009", "tmt_cpns": "01-01-2010", "tmt_pns": "01-02-2012", "gol_awal_nama": "III/a",
    "gol_akhir_nama": "III/c", "tmt_golongan": "01-04-2022", "mk_tahun": "16", "mk_bulan": "10",
    "jenis_jabatan_nama": "Jabatan Fungsional", "jabatan_nama": "PERAWAT AHLI MUDA", "tmt_jabatan": "01-07-2021",
    "tingkat_pendidikan_nama": "S-1/Sarjana", "pendidikan_nama": "S-1 ILMU KEPERAWATAN", "tahun_lulus": "2008",
    "lokasi_kerja_nama": "Kota Sibolga", "unor_nama": "PUSKESMAS AEK HABIL",
    "instansi_induk_nama": "Pemerintah Kota Sibolga", "instansi_kerja_nama": "Pemerintah Kota Sibolga",
    "satuan_kerja_induk_nama": "DINAS KESEHATAN",
}
DATA_UTAMA = """id nipBaru nipLama nama gelarDepan gelarBelakang tempatLahir tanggalLahir jenisKelamin agama email nik
alamat noHp jenisPegawaiNama kedudukanPnsNama statusPegawai tmtPns tmtCpns golRuangAkhir tmtGolAkhir eselon eselonLevel
jenjang jabatanNama jabatanAsn asnJenjangJabatan levelJabatan kelas_jabatan tkPendidikanTerakhir pendidikanTerakhirNama
unorNama unorIndukNama instansiKerjaNama tmtJabatan tmtPensiun bupPensiun""".split()


def snake(field: str) -> str:
    return "".join("_" + mark.lower() if mark.isupper() else mark for mark in field)


def camel(field: str) -> str:
    first, *rest = snake(field).split("_")
    return first + "".join(word.capitalize() for word in rest)


def capitals(field: str) -> str:
    return snake(field).replace("_", " ").upper()


SPELLINGS = (snake, camel, capitals)


def sheet(spelled, fields, *rows):
    return {"Data": [[spelled(field) for field in fields], *([row.get(field) for field in fields] for row in rows)]}


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_the_nominative_with_all_its_fields(workbook, spelled):
    reading = only(workbook(sheet(spelled, NOMINATIF, PERSON)), instansi="Kota Sibolga")
    one = reading.frame.iloc[0]
    assert (reading.table, one["nip"], one["nama"], one["jenis_pegawai"]) == ("pegawai", nip(1), "Budi Santoso", "PNS")
    assert (one["unit_kerja"], one["perangkat_daerah"]) == ("PUSKESMAS AEK HABIL", "DINAS KESEHATAN")
    assert (one["golongan"], one["jenjang"], one["pendidikan"]) == ("III/c", "Ahli Muda", "S-1/D-IV")
    assert (one["tmt_jabatan"], one["jenis_kelamin"]) == (pd.Timestamp(2021, 7, 1), "L")
    assert all(match.confidence == 1.0 for match in reading.mapping)
    assert not {"TBL-023", "TBL-050", "TBL-052", "TBL-057", "TBL-060"} & set(codes(reading))


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_no_field_that_is_not_kept_is_taken_for_a_similar_one(workbook, spelled):
    reading = only(workbook(sheet(spelled, NOMINATIF, PERSON)))
    taken = {match.header: match.column for match in reading.mapping}
    assert not {spelled(field) for field in (
        "nip_lama", "tmt_pns", "tmt_golongan", "gol_awal_nama", "pendidikan_nama", "instansi_induk_nama", "pns_id",
        "tahun_lulus", "tempat_lahir_nama", "lokasi_kerja_nama", "email_gov", "mk_tahun",
    )} & set(taken)


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_the_twins_with_ids_are_never_taken(workbook, spelled):
    fields = [twin for field in NOMINATIF for twin in ((field.replace("_nama", "_id"), field)
                                                        if field.endswith("_nama") else (field,))]
    row = {**{field: "A5EB03E2" for field in fields if field.endswith("_id")}, **PERSON}
    plain = only(workbook(sheet(spelled, NOMINATIF, PERSON), "a.xlsx"))
    twins = only(workbook(sheet(spelled, fields, row), "b.xlsx"))
    pd.testing.assert_frame_equal(plain.frame, twins.frame)


def test_data_utama(workbook):
    row = {
        "nipBaru": nip(1), "nama": "BUDI SANTOSO", "tanggalLahir": "15-03-1985", "jenisKelamin": "M",
        "jenisPegawaiNama": "PNS", "tmtCpns": "01-01-2010", "golRuangAkhir": "III/c", "jabatanNama": "Perawat",
        "asnJenjangJabatan": "Ahli Muda", "tkPendidikanTerakhir": "S-1/Sarjana", "unorNama": "Puskesmas Aek Habil",
        "unorIndukNama": "Dinas Kesehatan", "tmtPensiun": "01-04-2043", "bupPensiun": "58",
        "kedudukanPnsNama": "Aktif",
        "instansiKerjaNama": "Pemerintah Kota Sibolga",
    }
    reading = only(workbook(sheet(str, DATA_UTAMA, row)))  # its first column of the level, "jenjang", is empty
    one = reading.frame.iloc[0]
    assert (reading.table, one["jenjang"], one["perangkat_daerah"]) == ("pegawai", "Ahli Muda", "Dinas Kesehatan")
    assert (one["tanggal_pensiun"], one["pendidikan"]) == (pd.Timestamp(2043, 4, 1), "S-1/D-IV")
    assert (one["golongan"], one["kedudukan_hukum"]) == ("III/c", "Aktif")


DIKLAT = "id nipBaru nipLama latihanStrukturalNama nomor tanggal tahun jumlahJam tanggalSelesai institusiPenyelenggara"
KURSUS = """id nipBaru nipLama jenisKursusNama jenisKursusSertifikat jenisDiklatId namaKursus noSertipikat
institusiPenyelenggara tahunKursus tanggalKursus tanggalSelesaiKursus jumlahJam"""


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_structural_training(workbook, spelled):
    row = {"nipBaru": nip(1), "latihanStrukturalNama": "DIKLATPIM TK. III", "nomor": "12/2019", "tahun": "2019",
           "tanggal": "04-03-2019", "tanggalSelesai": "20-06-2019", "jumlahJam": "901 JP",
           "institusiPenyelenggara": "LAN"}
    reading = only(workbook(sheet(spelled, DIKLAT.split(), row)))
    one = reading.frame.iloc[0]
    assert (reading.table, one["kegiatan"], one["jenis_diklat"]) == ("riwayat_bangkom", "DIKLATPIM TK. III", "PKA")
    assert (one["durasi_jp"], one["tanggal_mulai"]) == (901.0, pd.Timestamp(2019, 3, 4))
    assert one["tanggal_selesai"] == pd.Timestamp(2019, 6, 20) and one["nomor_sertifikat"] == "12/2019"


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_courses_of_which_some_tell_the_year_only(workbook, spelled):
    rows = [
        {"nipBaru": nip(1), "namaKursus": "Bimtek Arsip", "jenisKursusNama": "Bimbingan Teknis", "tahunKursus": "2024",
         "tanggalKursus": "02-05-2024", "jumlahJam": "24", "noSertipikat": "S-1"},
        {"nipBaru": nip(1), "namaKursus": "Bimtek Aset", "tahunKursus": "2023", "jumlahJam": "12"},
        {"nipBaru": nip(1), "namaKursus": "Tanpa waktu", "tahunKursus": "-"},
    ]
    reading = only(workbook(sheet(spelled, KURSUS.split(), *rows)))
    assert list(reading.frame["tanggal_mulai"]) == [pd.Timestamp(2024, 5, 2), pd.Timestamp(2023, 1, 1)]
    assert list(reading.rejected["code"]) == ["TBL-036"] and list(reading.frame["bentuk"].fillna("")) == [
        "Bimbingan teknis", ""]
    (told,) = reading.findings[reading.findings["code"] == "TBL-084"].to_dict("records")
    assert json.loads(told["values"])["jumlah"] == 1 and told["row_id"] == "Data!3"
    unused = reading.findings[reading.findings["code"] == "TBL-022"]["values"].str.cat()
    assert spelled("tahunKursus") not in unused


SKP = """id nipBaru tahun hasilKinerja hasilKinerjaNilai perilakuKerja perilakuKerjaNilai kuadranKinerja
kuadranKinerjaNilai penilaiNama penilaiNipNrp penilaiJabatan penilaiUnorNama penilaiGolongan statusPenilai"""


@pytest.mark.parametrize("spelled", SPELLINGS)
@pytest.mark.parametrize("result", ["hasilKinerja", "hasilKerja"])
def test_appraisals(workbook, spelled, result):
    row = {"nipBaru": nip(1), "tahun": "2025", result: "DIATAS EKSPEKTASI", "hasilKinerjaNilai": "1",
           "perilakuKerja": "SESUAI EKSPEKTASI", "perilakuKerjaNilai": "2", "kuadranKinerja": "BAIK",
           "kuadranKinerjaNilai": "2", "penilaiNama": "SITI AMINAH", "penilaiNipNrp": nip(9)}
    reading = only(workbook(sheet(spelled, SKP.replace("hasilKinerja ", result + " ").split(), row)))
    one = reading.frame.iloc[0]
    assert (reading.table, one["nip"], one["tahun"]) == ("kinerja", nip(1), 2025)
    assert (one["hasil_kerja"], one["perilaku_kerja"], one["predikat"]) == ("di atas ekspektasi", "sesuai ekspektasi",
                                                                            "Baik")
    assert "SITI" not in repr(reading.columns) + reading.findings["values"].str.cat()


HUKDIS = """id nipBaru jenisHukumanNama jenisTingkatHukumanId hukumanTanggal masaTahun masaBulan akhirHukumTanggal
alasanHukumanDisiplinNama nomorPp skNomor skTanggal"""


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_disciplinary_measures(workbook, spelled):
    row = {"nipBaru": nip(1), "jenisHukumanNama": "Teguran tertulis", "jenisTingkatHukumanId": "R",
           "hukumanTanggal": "01-02-2024", "masaTahun": "0", "masaBulan": "6", "akhirHukumTanggal": "01-09-2024"}
    rows = [
        row, {**row, "nipBaru": nip(2), "jenisTingkatHukumanId": "S", "akhirHukumTanggal": None, "masaTahun": "1"},
        {**row, "nipBaru": nip(3), "jenisTingkatHukumanId": "B", "akhirHukumTanggal": None, "masaBulan": None},
        {**row, "nipBaru": nip(4), "jenisTingkatHukumanId": "Z"},
    ]
    reading = only(workbook(sheet(spelled, HUKDIS.split(), *rows)))
    assert reading.table == "disiplin" and list(reading.frame["tingkat"]) == ["ringan", "sedang", "berat"]
    assert list(reading.frame["tanggal_berakhir"][:2]) == [pd.Timestamp(2024, 9, 1), pd.Timestamp(2025, 8, 1)]
    assert pd.isna(reading.frame["tanggal_berakhir"][2]) and list(reading.rejected["code"]) == ["TBL-037"]
    assert codes(reading, "tanggal_berakhir") == ["TBL-085"]


def test_fields_beside_the_dictionary_belong_to_it_and_are_in_no_other_table():
    for table, fields in EXTRA.items():
        names = {column.name for column in TABLES[table].file_columns}
        assert set(fields.values()) <= names


@pytest.mark.parametrize(("encoding", "mark"), [("cp1252", ";"), ("utf-8-sig", ","), ("utf-16", "\t"), ("utf-8", "|")])
def test_an_export_as_text_of_any_kind(tmp_path, encoding, mark):
    fields = [field for field in NOMINATIF if field in PERSON]
    lines = [[snake(field) for field in fields], [f"'{PERSON[field]}" if field == "nip_baru" else PERSON[field]
                                                  for field in fields]]
    path = tmp_path / "export.csv"
    path.write_bytes("\r\n".join(mark.join(line) for line in lines).encode(encoding))
    (reading,) = read(path)
    assert checked(reading).table == "pegawai" and list(reading.frame["nip"]) == [nip(1)]
