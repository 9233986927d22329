"""Stage 2: what may be offered, what it costs, and the money there is."""

from __future__ import annotations

from pembinaan_lib.tables import choices
from pembinaan_lib.tables.columns import Table, angka, pilihan, tanggal, teks
from pembinaan_lib.tables.dictionary.who import UNIT_KERJA

NARASUMBER_ID = ("narasumber id", "kode narasumber", "id narasumber")
RUANG_ID = ("ruang id", "kode ruang", "id ruang")
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
        angka("kuota_kursi", "bulat", "kuota kursi", "kuota", "jatah kursi", unit="orang"),
        teks("penyelenggara", "penyelenggara"),
        angka("bulan", "bulat", "bulan", "bulan pelaksanaan", minimum=1, maximum=12),
        teks("prasyarat", "prasyarat", "syarat peserta", "persyaratan peserta"),
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
BIAYA_PERJALANAN = Table(
    name="biaya_perjalanan", stage="rancangan", key=("asal", "tujuan"),
    columns=(
        teks("asal", "asal", "tempat asal", "dari", "kecamatan asal", "pulau asal", required=True),
        teks("tujuan", "tujuan", "tempat tujuan", "ke", "kota tujuan", required=True),
        angka("transport_rp", "rupiah", "transport rp", "transport", "biaya transport", "tiket pp", "biaya perjalanan",
              unit="Rp"),
        angka("harian_rp", "rupiah", "harian rp", "uang harian", "harian", "biaya harian", unit="Rp"),
        angka("hari_hilang", "desimal", "hari hilang", "hari perjalanan", "lama perjalanan hari", unit="hari"),
    ),
)
MITRA = Table(
    name="mitra", stage="rancangan", key=("mitra_id",),
    columns=(
        teks("mitra_id", "mitra id", "kode mitra", "id mitra", required=True),
        teks("nama", "nama mitra", "nama", "nama lembaga", "nama lembaga mitra", required=True),
        teks("jenis", "jenis mitra", "jenis", "jenis lembaga"),
        teks("nomor_perjanjian", "nomor perjanjian", "no perjanjian", "nomor mou", "nomor pks", "no mou"),
        tanggal("tanggal_berakhir", "tanggal berakhir", "perjanjian berakhir", "akhir perjanjian",
                "tanggal berakhir mou"),
        teks("kontribusi", "kontribusi", "kontribusi mitra", "bentuk dukungan", "dukungan"),
    ),
)
NARASUMBER = Table(
    name="narasumber", stage="rancangan", key=("narasumber_id",),
    columns=(
        teks("narasumber_id", *NARASUMBER_ID, required=True),
        teks("keahlian", "keahlian", "bidang keahlian", "kepakaran", "materi yang dikuasai", required=True),
        teks("asal", "asal", "asal lembaga", "instansi asal", "lembaga asal"),
        angka("tarif_rp", "rupiah", "tarif rp", "tarif", "honor", "honorarium", "tarif per jp", unit="Rp"),
        teks("hari_luang", "hari luang", "hari tersedia", "hari bersedia", "waktu luang"),
    ),
)
RUANG = Table(
    name="ruang", stage="rancangan", key=("ruang_id",),
    columns=(
        teks("ruang_id", *RUANG_ID, required=True),
        teks("nama", "nama ruang", "nama", "nama aula", "nama ruangan", required=True),
        angka("kapasitas", "bulat", "kapasitas", "kapasitas orang", "daya tampung", required=True, minimum=1,
              unit="orang"),
        teks("lokasi", "lokasi", "alamat", "tempat"),
        angka("tarif_rp", "rupiah", "tarif rp", "tarif", "sewa", "tarif sewa", "sewa per hari", unit="Rp"),
    ),
)
KALENDER = Table(
    name="kalender_layanan", stage="rancangan", key=("unit_kerja", "tanggal_mulai"),
    columns=(
        teks("unit_kerja", *UNIT_KERJA, required=True),
        tanggal("tanggal_mulai", "tanggal mulai", "tgl mulai", "mulai sibuk", required=True),
        tanggal("tanggal_selesai", "tanggal selesai", "tgl selesai", "selesai sibuk"),
        teks("alasan", "alasan", "alasan sibuk", "sebab", "kegiatan layanan"),
    ),
)
TABLES = (
    KATALOG, KATALOG_KOMPETENSI, KATALOG_BIAYA, ANGGARAN, BIAYA_PERJALANAN, MITRA, NARASUMBER, RUANG, KALENDER,
)
