"""Stage 2: what may be offered, what it costs, and the money there is."""

from __future__ import annotations

from pembinaan_lib.tables import choices
from pembinaan_lib.tables.columns import Table, angka, pilihan, teks

BANGKOM_ID = ("bangkom id", "kode bangkom", "id bangkom", "kode kegiatan bangkom")

KATALOG = Table(
    name="katalog_bangkom", stage="rancangan", key=("bangkom_id",),
    columns=(
        teks("bangkom_id", *BANGKOM_ID, required=True),
        teks("nama", "nama", "nama kegiatan", "nama bangkom", "nama kegiatan bangkom", required=True),
        teks("bentuk", "bentuk", "bentuk bangkom", required=True),
        pilihan("pola", choices.POLA, "pola", "pola penyelenggaraan"),
        angka("durasi_jp", "desimal", "durasi jp", "jp", "jumlah jp", "jam pelajaran", required=True, unit="JP"),
        angka("kapasitas_min", "bulat", "kapasitas min", "peserta minimal", "kapasitas minimal", unit="orang"),
        angka("kapasitas_maks", "bulat", "kapasitas maks", "peserta maksimal", "kapasitas maksimal", unit="orang"),
        angka("angkatan_maks", "bulat", "angkatan maks", "angkatan maksimal"),
        teks("penyelenggara", "penyelenggara"),
        angka("bulan", "bulat", "bulan", "bulan pelaksanaan", minimum=1, maximum=12),
        pilihan("jenis_wajib", choices.JENIS_WAJIB, "jenis wajib", "kewajiban"),
        teks("urusan", "urusan"),
        teks("sumber", "sumber"),
        pilihan("status", choices.STATUS_DATA, "status"),
    ),
)
KATALOG_KOMPETENSI = Table(
    name="katalog_kompetensi", stage="rancangan", key=("bangkom_id", "kompetensi"),
    columns=(
        teks("bangkom_id", *BANGKOM_ID, required=True),
        teks("kompetensi", "kompetensi", "nama kompetensi", required=True),
        angka("level_target", "desimal", "level target", maximum=5),
        angka("dampak_rasio", "desimal", "dampak rasio", maximum=1),
        angka("dampak_sd", "desimal", "dampak sd"),
    ),
)
KATALOG_BIAYA = Table(
    name="katalog_biaya", stage="rancangan", key=("bangkom_id", "komponen"),
    columns=(
        teks("bangkom_id", *BANGKOM_ID, required=True),
        teks("komponen", "komponen", "komponen biaya", required=True),
        angka("tetap_rp", "rupiah", "tetap rp", "biaya tetap", "biaya tetap rp", unit="Rp"),
        angka("per_peserta_rp", "rupiah", "per peserta rp", "biaya per peserta", "biaya per peserta rp", unit="Rp"),
        teks("jenis_belanja", "jenis belanja"),
        teks("sumber", "sumber"),
        pilihan("status", choices.STATUS_DATA, "status"),
    ),
)
ANGGARAN = Table(
    name="anggaran", stage="rancangan", key=("tahun", "versi", "sub_kegiatan", "kode_rekening", "uraian"),
    columns=(
        teks("sub_kegiatan", "sub kegiatan", "nama sub kegiatan"),
        teks("kode_rekening", "kode rekening", "rekening", "kode akun", required=True),
        teks("uraian", "uraian", "uraian belanja", required=True),
        teks("jenis_belanja", "jenis belanja"),
        teks("pemilik", "pemilik", "perangkat daerah", "opd", "skpd"),
        teks("sumber_dana", "sumber dana"),
        angka("volume", "desimal", "volume", "vol", "koefisien", required=True),
        teks("satuan", "satuan"),
        angka("harga_rp", "rupiah", "harga rp", "harga", "harga satuan", "harga satuan rp", required=True, unit="Rp"),
        pilihan("versi", choices.VERSI, "versi", "versi anggaran", required=True, default="indikatif"),
        angka("tahun", "bulat", "tahun", "tahun anggaran", minimum=1990, maximum=2100),
    ),
)
TABLES = (KATALOG, KATALOG_KOMPETENSI, KATALOG_BIAYA, ANGGARAN)
