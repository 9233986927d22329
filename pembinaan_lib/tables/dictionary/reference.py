"""Lists that ship with the workbook: indicators, duties, the way from a sign to a competency, questions."""

from __future__ import annotations

from pembinaan_lib.tables import choices
from pembinaan_lib.tables.columns import Table, angka, pilihan, teks, ya_tidak

INDIKATOR_KOMPETENSI = Table(
    name="indikator_kompetensi", stage="rujukan", key=("kompetensi", "level", "indikator"),
    columns=(
        teks("kompetensi", "kompetensi", "nama kompetensi", required=True),
        angka("level", "bulat", "level", "level kompetensi", required=True, minimum=1, maximum=5),
        teks("indikator", "indikator", "indikator perilaku", "indikator kompetensi", required=True),
        teks("sumber", "sumber"),
        pilihan("status", choices.STATUS_DATA, "status"),
    ),
)
TUGAS = Table(
    name="tugas_jabatan", stage="rujukan", key=("urusan", "jenjang", "tugas"),
    columns=(
        teks("urusan", "urusan", "urusan pemerintahan"),
        pilihan("jenjang", choices.JENJANG, "jenjang", "jenjang jabatan"),
        teks("tugas", "tugas", "uraian tugas", "tugas jabatan", "rincian tugas", required=True),
        teks("kompetensi", "kompetensi", "nama kompetensi"),
        teks("sumber", "sumber"),
        pilihan("status", choices.STATUS_DATA, "status"),
    ),
)
PEMETAAN = Table(
    name="pemetaan_kompetensi", stage="rujukan", key=("asal", "nama_asal", "kompetensi"),
    columns=(
        pilihan("asal", choices.ASAL_PEMETAAN, "asal", "jenis asal", required=True),
        teks("nama_asal", "nama asal", "nama unsur", "nama topik", required=True),
        teks("kompetensi", "kompetensi", "nama kompetensi", required=True),
        angka("bobot", "desimal", "bobot", maximum=1),
        teks("sumber", "sumber"),
        pilihan("status", choices.STATUS_DATA, "status"),
    ),
)
BUTIR = Table(
    name="butir", stage="rujukan", key=("kuesioner", "butir"), importable=False,
    columns=(
        pilihan("kuesioner", choices.KUESIONER, required=True),
        teks("butir", required=True),
        angka("urutan", "bulat", required=True, minimum=1),
        teks("kode", required=True),
        teks("teks", required=True),
        teks("teks_en"),
        teks("dimensi"),
        pilihan("jenis", choices.JENIS_BUTIR, required=True),
        teks("pilihan"),
        teks("pilihan_en"),
        teks("label_bawah"),
        teks("label_atas"),
        ya_tidak("terbalik"),
        ya_tidak("wajib"),
        teks("sumber"),
        pilihan("status", choices.STATUS_DATA),
    ),
)
TABLES = (INDIKATOR_KOMPETENSI, TUGAS, PEMETAAN, BUTIR)
