"""Stage 3: batches, attendance and payments."""

from __future__ import annotations

from pembinaan_lib.tables import choices
from pembinaan_lib.tables.columns import Table, angka, pilihan, tanggal, teks, ya_tidak
from pembinaan_lib.tables.dictionary.design import BANGKOM_ID, NARASUMBER_ID, RUANG_ID
from pembinaan_lib.tables.dictionary.needs import STEMPEL
from pembinaan_lib.tables.dictionary.who import NAMA, UNIT_KERJA

ANGKATAN_ID = ("angkatan id", "kode angkatan", "id angkatan", "angkatan")
MENTOR_ID = ("mentor id", "kode mentor", "id mentor")

ANGKATAN = Table(
    name="angkatan", stage="pelaksanaan", key=("angkatan_id",),
    columns=(
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        teks("bangkom_id", *BANGKOM_ID),
        teks("kegiatan", "kegiatan", "nama kegiatan", required=True),
        tanggal("tanggal_mulai", "tanggal mulai", "tgl mulai", required=True),
        tanggal("tanggal_selesai", "tanggal selesai", "tgl selesai"),
        angka("durasi_jp", "desimal", "durasi jp", "jp", "jumlah jp", required=True, unit="JP"),
        angka("jumlah_sesi", "bulat", "jumlah sesi", "sesi", required=True, minimum=1),
        angka("peserta_rencana", "bulat", "peserta rencana", "rencana peserta", "target peserta", unit="orang"),
        angka("anggaran_rp", "rupiah", "anggaran rp", "anggaran", "pagu", "pagu rp", unit="Rp"),
        teks("lokasi", "lokasi", "tempat"),
    ),
)
KEHADIRAN = Table(
    name="kehadiran", stage="pelaksanaan", key=("angkatan_id", "pegawai_id", "sesi"), wide="sesi",
    columns=(
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        teks("pegawai_id", required=True),
        angka("sesi", "bulat", "sesi", "sesi ke", "pertemuan ke", required=True, minimum=1),
        ya_tidak("hadir", "hadir", "kehadiran", "status kehadiran", required=True),
    ),
    helpers=(teks("nama", *NAMA),),
)
REALISASI = Table(
    name="realisasi", stage="pelaksanaan", key=("nomor_bukti",),
    columns=(
        teks("nomor_bukti", "nomor bukti", "no bukti", "nomor spj", "no spj", required=True),
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        tanggal("tanggal", "tanggal", "tanggal bayar", "tgl"),
        teks("uraian", "uraian", "keterangan"),
        teks("jenis_belanja", "jenis belanja"),
        angka("jumlah_rp", "rupiah", "jumlah rp", "jumlah", "nilai rp", "nominal", required=True, unit="Rp"),
    ),
)
SESI = Table(
    name="sesi", stage="pelaksanaan", key=("angkatan_id", "sesi"),
    columns=(
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        angka("sesi", "bulat", "sesi", "sesi ke", "pertemuan ke", required=True, minimum=1),
        tanggal("tanggal", "tanggal", "tanggal sesi", "tgl", required=True),
        teks("mulai", "mulai", "jam mulai", "pukul mulai"),
        teks("selesai", "selesai", "jam selesai", "pukul selesai"),
        teks("materi", "materi", "mata pelatihan", "judul materi", "topik"),
        teks("narasumber_id", *NARASUMBER_ID),
        teks("ruang_id", *RUANG_ID),
    ),
)
PENDAFTARAN = Table(
    name="pendaftaran", stage="pelaksanaan", key=("angkatan_id", "pegawai_id"),
    columns=(
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        teks("pegawai_id", required=True),
        tanggal("tanggal", "tanggal daftar", "tanggal pendaftaran", *STEMPEL),
        pilihan("status", choices.STATUS_PENDAFTARAN, "status", "status pendaftaran"),
        teks("alasan", "alasan", "alasan menolak", "alasan batal"),
    ),
    helpers=(teks("nama", *NAMA),),
)
PESERTA = Table(
    name="peserta", stage="pelaksanaan", key=("angkatan_id", "pegawai_id"),
    columns=(
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        teks("pegawai_id", required=True),
        pilihan("status", choices.STATUS_PESERTA, "status", "status peserta", "keterangan kelulusan"),
        teks("nomor_sertifikat", "no sertipikat", "nomor sertifikat", "no sertifikat", "nomor sertipikat",
             "nomor sttp"),
    ),
    helpers=(teks("nama", *NAMA),),
)
MENTOR = Table(
    name="mentor", stage="pelaksanaan", key=("pegawai_id",),
    columns=(
        teks("pegawai_id", required=True),
        teks("mentor_id", *MENTOR_ID),
        teks("kompetensi", "kompetensi", "nama kompetensi", "kompetensi mentor", "bidang mentor"),
        angka("kapasitas", "bulat", "kapasitas", "kapasitas mentor", "jumlah bimbingan", "kapasitas bimbingan",
              unit="orang"),
        teks("unit_kerja", *UNIT_KERJA),
    ),
    helpers=(teks("nama", *NAMA),),
)
MENTORING = Table(
    name="mentoring", stage="pelaksanaan", key=("pegawai_id", "tanggal"),
    columns=(
        teks("pegawai_id", required=True),
        teks("mentor_id", *MENTOR_ID),
        tanggal("tanggal", "tanggal", "tanggal pertemuan", "tanggal mentoring", "tgl", required=True),
        angka("pertemuan_ke", "bulat", "pertemuan ke", "sesi ke", minimum=1),
        teks("topik", "topik", "topik mentoring", "bahasan"),
        teks("tindak_lanjut", "tindak lanjut", "rencana tindak lanjut"),
    ),
    helpers=(teks("nama", *NAMA),),
)
TABLES = (ANGKATAN, KEHADIRAN, REALISASI, SESI, PENDAFTARAN, PESERTA, MENTOR, MENTORING)
