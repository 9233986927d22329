"""Stage 1, the side of the public: what citizens say, the services there are, and what the agency promised."""

from __future__ import annotations

from pembinaan_lib.tables import choices
from pembinaan_lib.tables.columns import Table, angka, pilihan, tanggal, teks
from pembinaan_lib.tables.dictionary.needs import RESPONDEN_ID, STEMPEL, UNSUR_SKM
from pembinaan_lib.tables.dictionary.who import UNIT_KERJA

_UNIT_LAYANAN = (*UNIT_KERJA, "unit layanan", "unit pelayanan")

SKM_RESPONS = Table(
    name="skm_respons", stage="kebutuhan", key=("responden_id",), numbered="responden_id", measures=tuple(name for name, _ in UNSUR_SKM),
    columns=(
        teks("responden_id", *RESPONDEN_ID, required=True),
        tanggal("tanggal", *STEMPEL, "tanggal survei"),
        teks("unit_kerja", *_UNIT_LAYANAN, required=True),
        teks("layanan", "layanan", "jenis layanan", "nama layanan", "layanan yang diterima"),
        *(angka(name, "desimal", *synonyms, minimum=1, maximum=4) for name, synonyms in UNSUR_SKM),
        teks("saran", "saran", "saran dan masukan", "kritik dan saran", "saran perbaikan", "masukan"),
    ),
)
LAYANAN = Table(
    name="layanan", stage="kebutuhan", key=("unit_kerja", "layanan"),
    columns=(
        teks("unit_kerja", *_UNIT_LAYANAN, required=True),
        teks("layanan", "layanan", "jenis layanan", "nama layanan", required=True),
        angka("pengguna_per_tahun", "bulat", "pengguna per tahun", "jumlah pengguna", "populasi pengguna",
              "jumlah pemohon", "penerima layanan per tahun", unit="orang"),
    ),
)
SUARA = Table(
    name="suara_masyarakat", stage="kebutuhan", key=("pesan_id",), numbered="pesan_id",
    columns=(
        teks("pesan_id", "pesan id", "nomor aduan", "no aduan", "nomor laporan", "tracking id", "kode aduan",
             "nomor pengaduan", required=True),
        tanggal("tanggal", "tanggal aduan", "tanggal laporan", "tanggal pengaduan", *STEMPEL, required=True),
        teks("kanal", "kanal", "saluran", "media pengaduan", "sumber aduan", "kanal aduan"),
        teks("unit_kerja", *_UNIT_LAYANAN, "instansi terlapor", "unit terlapor", required=True),
        teks("layanan", "layanan", "jenis layanan", "nama layanan"),
        teks("unsur", "unsur", "unsur skm", "topik", "kategori", "topik aduan"),
        teks("isi_pesan", "isi pesan", "isi aduan", "isi laporan", "isi pengaduan", "uraian aduan", "keluhan",
             "isi laporan awal", required=True),
        teks("tanggapan", "tanggapan", "jawaban", "tindak lanjut", "tanggapan unit"),
        pilihan("status", choices.STATUS_PESAN, "status", "status laporan", "status aduan"),
    ),
)
TOPIK = Table(
    name="topik_pesan", stage="kebutuhan", key=("pesan_id",), importable=False,
    columns=(
        teks("pesan_id", required=True),
        teks("asal_pesan"),
        tanggal("tanggal"),
        teks("unit_kerja"),
        teks("layanan"),
        teks("unsur"),
        teks("topik_id"),
        teks("nama"),
        teks("kata"),
    ),
)
FORUM = Table(
    name="forum", stage="kebutuhan", key=("forum_id",), numbered="forum_id",
    columns=(
        teks("forum_id", "forum id", "nomor forum", "kode forum", required=True),
        tanggal("tanggal", "tanggal forum", "tanggal", "tgl", required=True),
        teks("tempat", "tempat", "lokasi"),
        teks("unit_kerja", *_UNIT_LAYANAN, "unit penyelenggara"),
        angka("peserta_masyarakat", "bulat", "peserta masyarakat", "jumlah peserta masyarakat", "warga yang hadir",
              unit="orang"),
        angka("peserta_pemerintah", "bulat", "peserta pemerintah", "jumlah peserta pemerintah", "pegawai yang hadir",
              unit="orang"),
        teks("notulen", "notulen", "notula", "ringkasan pembahasan", "hasil pembahasan"),
        teks("kesepakatan", "kesepakatan", "berita acara", "hasil kesepakatan"),
        pilihan("status_kesepakatan", choices.STATUS_TINDAKAN, "status kesepakatan", "status"),
    ),
)
SASARAN = Table(
    name="sasaran_strategis", stage="kebutuhan", key=("sasaran", "indikator", "unit_kerja", "tahun"),
    columns=(
        teks("sasaran", "sasaran", "sasaran strategis", "tujuan", "sasaran rpjmd", "sasaran renstra", required=True),
        teks("indikator", "indikator", "indikator sasaran", "indikator kinerja", "indikator kinerja utama", "iku",
             required=True),
        teks("unit_kerja", *UNIT_KERJA, "perangkat daerah pengampu", "pengampu"),
        angka("tahun", "bulat", "tahun", minimum=1990, maximum=2100),
        angka("target", "desimal", "target", minimum=None),
        angka("realisasi", "desimal", "realisasi", "capaian", minimum=None),
        teks("satuan", "satuan"),
        pilihan("arah", choices.ARAH, "arah", "arah baik", "polarisasi"),
    ),
)
SASARAN_KOMPETENSI = Table(
    name="sasaran_kompetensi", stage="kebutuhan", key=("sasaran", "kompetensi"),
    columns=(
        teks("sasaran", "sasaran", "sasaran strategis", "sasaran rpjmd", "sasaran renstra", required=True),
        teks("kompetensi", "kompetensi", "nama kompetensi", "kompetensi pendukung", required=True),
        angka("bobot", "desimal", "bobot", maximum=1),
    ),
)
TABLES = (SKM_RESPONS, LAYANAN, SUARA, TOPIK, FORUM, SASARAN, SASARAN_KOMPETENSI)
