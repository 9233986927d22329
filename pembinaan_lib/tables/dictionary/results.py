"""Stages 4 and 5: what participants said and learnt, and what is to follow."""

from __future__ import annotations

from pembinaan_lib.tables import choices
from pembinaan_lib.tables.columns import Table, angka, pilihan, tanggal, teks
from pembinaan_lib.tables.dictionary.delivery import ANGKATAN_ID
from pembinaan_lib.tables.dictionary.design import BANGKOM_ID
from pembinaan_lib.tables.dictionary.needs import RESPONDEN_ID
from pembinaan_lib.tables.dictionary.who import NAMA, UNIT_KERJA

REAKSI = Table(
    name="evaluasi_reaksi", stage="evaluasi", key=("angkatan_id", "responden_id", "butir"), numbered="responden_id", wide="butir",
    columns=(
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        teks("responden_id", *RESPONDEN_ID, required=True),
        teks("butir", "butir", "pernyataan", "butir pernyataan", "pertanyaan", required=True),
        angka("skor", "desimal", "skor", "nilai", "jawaban", required=True, minimum=1, maximum=5),
    ),
    helpers=(tanggal("stempel_waktu", "timestamp", "cap waktu", "stempel waktu"), teks("unit_kerja", *UNIT_KERJA)),
)
BELAJAR = Table(
    name="evaluasi_belajar", stage="evaluasi", key=("angkatan_id", "pegawai_id", "tes"), wide="tes",
    columns=(
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        teks("pegawai_id", required=True),
        pilihan("tes", choices.TES, "tes", "jenis tes", required=True),
        angka("nilai", "desimal", "nilai", "skor", "nilai tes", required=True, maximum=100),
    ),
    helpers=(teks("nama", *NAMA),),
)
TINDAK_LANJUT = Table(
    name="tindak_lanjut", stage="tindak_lanjut", key=("tindakan_id",),
    columns=(
        teks("tindakan_id", "tindakan id", "id tindakan", "kode tindakan", required=True),
        teks("tindakan", "tindakan", "tindak lanjut", "rencana tindak lanjut", required=True),
        teks("pemilik", "pemilik", "penanggung jawab"),
        tanggal("tenggat", "tenggat", "batas waktu", "target selesai"),
        pilihan("status", choices.STATUS_TINDAKAN, "status"),
        teks("bukti", "bukti", "bukti dukung"),
        teks("sumber_tindakan", "sumber tindakan", "sumber"),
    ),
)
PERILAKU = Table(
    name="evaluasi_perilaku", stage="evaluasi", key=("angkatan_id", "pegawai_id", "penilai", "waktu", "responden_id", "butir"),
    wide="butir", numbered="responden_id",
    columns=(
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        teks("pegawai_id", required=True),
        teks("responden_id", *RESPONDEN_ID, required=True),
        pilihan("penilai", choices.PENILAI, "penilai", "anda adalah", "hubungan dengan alumni", "peran penilai"),
        teks("waktu", "waktu", "waktu penilaian", "waktu pengukuran"),
        pilihan("metode", choices.METODE_EVALUASI, "metode", "metode penilaian", "cara menilai"),
        teks("butir", "butir", "pernyataan", "butir pernyataan", "pertanyaan", required=True),
        angka("skor", "desimal", "skor", "nilai", "jawaban", required=True, minimum=1, maximum=5),
    ),
    helpers=(teks("nama", *NAMA), tanggal("stempel_waktu", "timestamp", "cap waktu", "stempel waktu")),
)
RENCANA_PENERAPAN = Table(
    name="rencana_penerapan", stage="tindak_lanjut", key=("angkatan_id", "pegawai_id", "janji"),
    columns=(
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        teks("pegawai_id", required=True),
        teks("janji", "janji", "rencana penerapan", "janji penerapan", "yang akan diterapkan", required=True),
        tanggal("tenggat", "tenggat", "batas waktu", "target selesai"),
        pilihan("status", choices.STATUS_TINDAKAN, "status"),
        teks("bukti", "bukti", "bukti dukung"),
    ),
    helpers=(teks("nama", *NAMA),),
)
PERBAIKAN = Table(
    name="perbaikan", stage="tindak_lanjut", key=("perbaikan_id",),
    columns=(
        teks("perbaikan_id", "perbaikan id", "kode perbaikan", "nomor perbaikan", required=True),
        teks("bangkom_id", *BANGKOM_ID),
        teks("sumber_perbaikan", "sumber perbaikan", "asal masukan", "dasar perbaikan"),
        teks("perubahan", "perubahan", "perbaikan", "yang diubah", "perubahan yang dilakukan", required=True),
        tanggal("tanggal", "tanggal perbaikan", "tanggal", "tgl"),
        pilihan("status", choices.STATUS_TINDAKAN, "status"),
    ),
)
TABLES = (REAKSI, BELAJAR, PERILAKU, TINDAK_LANJUT, RENCANA_PENERAPAN, PERBAIKAN)
