"""Small frames with the columns and types of the data dictionary, from what a case cares about."""

from __future__ import annotations

import pandas as pd
import pytest

COLUMNS = {
    "pegawai": {
        "pegawai_id": "str", "jenis_pegawai": "str", "kedudukan_hukum": "str", "jenis_jabatan": "str",
        "jenjang": "str", "golongan": "str", "pendidikan": "str", "perangkat_daerah": "str",
        "tmt_cpns": "datetime64[s]", "tmt_jabatan": "datetime64[s]",
        "tanggal_pensiun": "datetime64[s]", "akhir_kontrak": "datetime64[s]",
    },
    "riwayat": {
        "pegawai_id": "str", "kegiatan": "str", "bentuk": "str", "jenis_diklat": "str", "durasi_jp": "float64",
        "tanggal_mulai": "datetime64[s]", "tanggal_selesai": "datetime64[s]", "lingkup": "str", "jumlah_kali": "Int64",
        "jumlah_hari": "float64", "jenjang_diklat": "str",
    },
    "kinerja": {
        "pegawai_id": "str", "tahun": "Int64", "hasil_kerja": "str", "perilaku_kerja": "str", "predikat": "str",
    },
    "disiplin": {
        "pegawai_id": "str", "tingkat": "str", "tanggal_mulai": "datetime64[s]", "tanggal_berakhir": "datetime64[s]",
    },
    "potensi": {
        "pegawai_id": "str", "tanggal": "datetime64[s]", "nilai_potensi": "float64", "potensial": "str",
    },
    "gap": {"pegawai_id": "str", "kompetensi": "str", "standar": "float64", "level": "float64", "berlaku": "bool"},
}


def _frame(table, rows):
    data = {name: pd.Series([row.get(name) for row in rows], dtype="object") for name in COLUMNS[table]}
    return pd.DataFrame({
        name: pd.to_datetime(data[name]).astype(kind) if kind.startswith("datetime") else data[name].astype(kind)
        for name, kind in COLUMNS[table].items()
    })


@pytest.fixture(scope="session")
def table():
    """``table("pegawai", rows)``: a frame with all columns, missing where a row does not say."""
    return _frame
