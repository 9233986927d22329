"""Stage 3: batches, attendance and payments."""

from __future__ import annotations

from pembinaan_lib.tables.columns import Table, angka, tanggal, teks, ya_tidak
from pembinaan_lib.tables.dictionary.design import BANGKOM_ID
from pembinaan_lib.tables.dictionary.who import NAMA

ANGKATAN_ID = ("angkatan id", "kode angkatan", "id angkatan", "angkatan")

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
TABLES = (ANGKATAN, KEHADIRAN, REALISASI)
