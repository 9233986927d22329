"""Stage 1: what shows what people can do, and what the public gets."""

from __future__ import annotations

from dataclasses import replace

from pembinaan_lib.tables import choices
from pembinaan_lib.tables.columns import Table, angka, pilihan, tanggal, teks, ya_tidak
from pembinaan_lib.tables.dictionary.who import NAMA, UNIT_KERJA

RESPONDEN_ID = ("responden id", "id responden", "kode responden")
STEMPEL = ("tanggal", "timestamp", "cap waktu", "stempel waktu", "tanggal pengisian")
SEGMEN = ("segmen", "kelompok", "kelompok pegawai", "kelompok responden")
UNSUR_SKM = (
    ("persyaratan", ("persyaratan", "unsur persyaratan", "persyaratan pelayanan")),
    ("prosedur", ("prosedur", "sistem mekanisme dan prosedur", "sistem mekanisme prosedur",
                  "sistem mekanisme & prosedur",
                  "prosedur pelayanan", "mekanisme dan prosedur")),
    ("waktu_penyelesaian", ("waktu penyelesaian", "waktu pelayanan", "waktu penyelesaian pelayanan", "waktu")),
    ("biaya", ("biaya", "biaya tarif", "biaya atau tarif", "tarif", "kewajaran biaya tarif")),
    ("produk", ("produk", "produk spesifikasi jenis pelayanan", "produk spesifikasi jenis layanan", "produk layanan",
                "produk spesifikasi", "spesifikasi jenis pelayanan")),
    ("kompetensi_pelaksana", ("kompetensi pelaksana", "kompetensi petugas", "kemampuan pelaksana")),
    ("perilaku_pelaksana", ("perilaku pelaksana", "perilaku petugas", "kesopanan petugas")),
    ("penanganan_pengaduan", ("penanganan pengaduan", "penanganan pengaduan saran dan masukan",
                              "pengaduan saran dan masukan",
                              "penanganan pengaduan saran masukan")),
    ("sarana_prasarana", ("sarana prasarana", "sarana dan prasarana", "kualitas sarana dan prasarana")),
)

PENILAIAN = Table(
    name="penilaian_kompetensi", stage="kebutuhan", key=("pegawai_id", "kompetensi", "tanggal", "sumber"),
    wide="kompetensi",
    columns=(
        teks("pegawai_id", required=True),
        teks("kompetensi", "kompetensi", "nama kompetensi", required=True),
        angka("level", "desimal", "level", "nilai", "skor", "level kompetensi", "capaian", required=True, maximum=5),
        tanggal("tanggal", "tanggal", "tanggal asesmen", "tanggal penilaian", "tanggal assessment", "tgl asesmen",
                "tgl penilaian", "tanggal uji kompetensi"),
        pilihan("sumber", choices.SUMBER_PENILAIAN, "sumber", "sumber penilaian", "metode", "penilai"),
    ),
    helpers=(teks("nama", *NAMA), teks("unit_kerja", *UNIT_KERJA), teks("jpm", "jpm", "job person match")),
)
KINERJA = Table(
    name="kinerja", stage="kebutuhan", key=("pegawai_id", "tahun"),
    columns=(
        teks("pegawai_id", required=True),
        angka("tahun", "bulat", "tahun", "tahun kinerja", "tahun penilaian", required=True, minimum=1990, maximum=2100),
        pilihan("hasil_kerja", choices.EKSPEKTASI, "hasil kerja", "hasil kinerja", "rating hasil kerja", "hasil"),
        pilihan("perilaku_kerja", choices.EKSPEKTASI, "perilaku kerja", "rating perilaku kerja", "perilaku"),
        pilihan("predikat", choices.PREDIKAT, "predikat", "predikat kinerja", "kuadran kinerja",
                "kuadran kinerja nilai"),
    ),
    helpers=(teks("nama", *NAMA),),
)
RIWAYAT = Table(
    name="riwayat_bangkom", stage="kebutuhan", key=("pegawai_id", "kegiatan", "tanggal_mulai"),
    columns=(
        teks("pegawai_id", required=True),
        teks("kegiatan", "nama kursus", "latihan struktural nama", "kegiatan", "nama kegiatan", "nama diklat",
             "nama pelatihan",
             "judul pelatihan", "nama bangkom", required=True),
        teks("bentuk", "bentuk", "bentuk bangkom", "bentuk pengembangan kompetensi", "jenis kursus nama"),
        pilihan("jenis_diklat", choices.JENIS_DIKLAT, "jenis diklat", "jenis pelatihan", "jenis diklat nama"),
        angka("durasi_jp", "desimal", "jumlah jam", "durasi jp", "jp", "jumlah jp", "jam pelajaran", "lama jam",
              maximum=2000,
              unit="JP"),
        tanggal("tanggal_mulai", "tanggal kursus", "tanggal mulai", "tgl mulai", "tanggal pelaksanaan", "tanggal",
                required=True),
        tanggal("tanggal_selesai", "tanggal selesai kursus", "tanggal selesai", "tgl selesai"),
        teks("penyelenggara", "institusi penyelenggara", "penyelenggara", "lembaga penyelenggara"),
        teks("nomor_sertifikat", "no sertipikat", "nomor sertifikat", "no sertifikat", "nomor sertipikat", "nomor"),
        ya_tidak("di_siasn", "ada di siasn", "di siasn", "siasn", "sudah di siasn"),
        pilihan("lingkup", choices.LINGKUP, "lingkup", "ruang lingkup", "tingkat penyelenggaraan"),
        angka("jumlah_kali", "bulat", "jumlah kali", "berapa kali", "jumlah pertemuan", unit="kali"),
        angka("jumlah_hari", "desimal", "jumlah hari", "lama hari", unit="hari"),
        pilihan("jenjang_diklat", choices.JENJANG, "jenjang diklat", "jenjang pelatihan"),
    ),
    helpers=(teks("nama", *NAMA),),
)
KESIAPAN = Table(
    name="kesiapan_perubahan", stage="kebutuhan", key=("responden_id", "butir"), numbered="responden_id", wide="butir",
    columns=(
        teks("responden_id", *RESPONDEN_ID, required=True),
        teks("butir", "butir", "pernyataan", "butir pernyataan", "pertanyaan", required=True),
        teks("unit_kerja", *UNIT_KERJA, "asal unit kerja", "unit kerja anda", required=True),
        tanggal("tanggal", *STEMPEL),
        angka("skor", "desimal", "skor", "nilai", "jawaban", required=True, minimum=1, maximum=5),
        teks("segmen", *SEGMEN),
    ),
)
LITERASI = replace(KESIAPAN, name="literasi_digital")
BERAKHLAK = replace(KESIAPAN, name="survei_berakhlak")
DISIPLIN = Table(
    name="disiplin", stage="kebutuhan", key=("pegawai_id", "tanggal_mulai"),
    columns=(
        teks("pegawai_id", required=True),
        pilihan("tingkat", choices.TINGKAT_DISIPLIN, "tingkat", "tingkat hukuman", "tingkat hukuman nama",
                "tingkat hukuman disiplin", "tingkat hukdis", required=True),
        tanggal("tanggal_mulai", "hukuman tanggal", "tmt hukuman", "tanggal hukuman", "tmt hukdis", "tanggal mulai",
                "tgl mulai", required=True),
        tanggal("tanggal_berakhir", "akhir hukum tanggal", "tanggal berakhir", "akhir hukuman", "akhir hukdis",
                "tanggal selesai hukuman"),
    ),
    helpers=(teks("nama", *NAMA),),
)
BELAJAR_SEKTOR = Table(
    name="belajar_sektor", stage="kebutuhan", key=("pegawai_id", "platform", "kegiatan", "tanggal"),
    columns=(
        teks("pegawai_id", required=True),
        teks("platform", "platform", "nama platform", "aplikasi", "lms", required=True),
        teks("kegiatan", "kegiatan", "nama kegiatan", "judul pelatihan", "nama pelatihan", "topik", "modul",
             required=True),
        tanggal("tanggal", "tanggal", "tanggal mulai", "tgl mulai", required=True),
        angka("kredit", "desimal", "kredit", "poin", "skp", "nilai skp", "satuan kredit profesi", "angka kredit"),
        tanggal("tanggal_selesai", "tanggal selesai", "tgl selesai", "tanggal lulus"),
    ),
    helpers=(teks("nama", *NAMA),),
)
SURVEI = Table(
    name="survei_kebutuhan", stage="kebutuhan", key=("responden_id", "kompetensi"), numbered="responden_id", wide="pasangan",
    columns=(
        teks("responden_id", *RESPONDEN_ID, required=True),
        pilihan("peran", choices.PERAN, "peran", "peran responden", "anda mengisi sebagai", "mengisi sebagai"),
        teks("unit_kerja", *UNIT_KERJA, "asal unit kerja", "unit kerja anda", required=True),
        teks("kompetensi", "kompetensi", "nama kompetensi", required=True),
        angka("tingkat_kepentingan", "desimal", "tingkat kepentingan", "kepentingan", "seberapa penting",
              required=True, minimum=1, maximum=5),
        angka("tingkat_kemampuan", "desimal", "tingkat kemampuan", "kemampuan", "kemampuan saat ini", "seberapa mampu",
              required=True, minimum=1, maximum=5),
        tanggal("tanggal", *STEMPEL),
        teks("kendala", "kendala", "hambatan", "penghambat"),
    ),
)
USULAN = Table(
    name="usulan", stage="kebutuhan", key=("usulan_id",), numbered="usulan_id",
    columns=(
        teks("usulan_id", "usulan id", "nomor usulan", "no usulan", "kode usulan", required=True),
        tanggal("tanggal", "tanggal usulan", *STEMPEL),
        teks("unit_kerja", *UNIT_KERJA, "unit pengusul", required=True),
        pilihan("pengusul", choices.PENGUSUL, "pengusul", "diusulkan oleh", "jenis pengusul"),
        teks("kompetensi", "kompetensi", "nama kompetensi", "kompetensi yang dibutuhkan"),
        teks("kegiatan", "kegiatan", "nama kegiatan", "kegiatan yang diusulkan", "usulan kegiatan",
             "usulan pelatihan"),
        angka("jumlah_peserta", "bulat", "jumlah peserta", "banyaknya peserta", unit="orang"),
        teks("alasan", "alasan", "alasan usulan", "alasan kebutuhan"),
        pilihan("status", choices.STATUS_USULAN, "status", "status usulan"),
        teks("jawaban", "jawaban", "jawaban bkpsdm", "alasan keputusan", "tanggapan"),
    ),
)
SKM = Table(
    name="skm_ringkas", stage="kebutuhan", key=("unit_kerja", "layanan", "tanggal"),
    measures=tuple(name for name, _ in UNSUR_SKM),
    columns=(
        teks("unit_kerja", *UNIT_KERJA, "unit layanan", "unit pelayanan", required=True),
        teks("layanan", "layanan", "jenis layanan", "nama layanan"),
        tanggal("tanggal", "periode", "tanggal", "bulan", "periode survei", required=True),
        angka("jumlah_responden", "bulat", "jumlah responden", "responden", "n", required=True, unit="orang"),
        *(angka(name, "desimal", *synonyms, minimum=1, maximum=4) for name, synonyms in UNSUR_SKM),
    ),
)
INDIKATOR = Table(
    name="indikator_layanan", stage="kebutuhan", key=("unit_kerja", "indikator", "bulan"),
    columns=(
        teks("unit_kerja", *UNIT_KERJA, required=True),
        teks("indikator", "indikator", "nama indikator", "indikator layanan", required=True),
        tanggal("bulan", "bulan", "periode", "tanggal", required=True),
        teks("satuan", "satuan"),
        pilihan("arah", choices.ARAH, "arah", "arah baik", "polarisasi"),
        angka("nilai", "desimal", "nilai", "realisasi", "capaian", required=True, minimum=None),
        angka("target", "desimal", "target", minimum=None),
    ),
)
TABLES = (
    PENILAIAN, KINERJA, RIWAYAT, KESIAPAN, SKM, INDIKATOR, DISIPLIN, BELAJAR_SEKTOR, LITERASI, BERAKHLAK, SURVEI, USULAN,
)
