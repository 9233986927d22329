"""Stages 4 and 5: what participants said and learnt, and what is to follow."""

from __future__ import annotations

from pembinaan_lib.tables import choices
from pembinaan_lib.tables.columns import Table, angka, pilihan, tanggal, teks
from pembinaan_lib.tables.dictionary.delivery import ANGKATAN_ID
from pembinaan_lib.tables.dictionary.who import NAMA, UNIT_KERJA

REAKSI = Table(
    name="evaluasi_reaksi", stage="evaluasi", key=("angkatan_id", "responden_id", "butir"), wide="butir",
    columns=(
        teks("angkatan_id", *ANGKATAN_ID, required=True),
        teks("responden_id", "responden id", "id responden", "kode responden", required=True),
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
TABLES = (REAKSI, BELAJAR, TINDAK_LANJUT)
