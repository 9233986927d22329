"""The data ladder: what the files at hand can answer, and which file would add most next."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

RUNGS: Mapping[str, tuple[str, ...]] = {
    "A": ("pegawai", "unit_kerja"),
    "B": ("riwayat_bangkom", "belajar_sektor"),
    "C": (
        "skm_ringkas", "suara_masyarakat", "forum", "usulan", "survei_kebutuhan", "kesiapan_perubahan", "literasi_digital",
        "survei_berakhlak", "sasaran_strategis", "sasaran_kompetensi", "indikator_layanan",
    ),
    "D": (
        "penilaian_kompetensi", "kinerja", "potensi", "jabatan_dituju", "disiplin", "angkatan", "kehadiran", "realisasi",
        "evaluasi_reaksi", "evaluasi_belajar", "tindak_lanjut",
    ),
}
# What can be answered, and from which tables: a table adds as many answers as it alone is still missing for.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "profil": ("pegawai",),
    "kewajiban": ("pegawai",),
    "rencana_wajib": ("pegawai",),
    "urusan_teknis": ("pegawai", "unit_kerja"),
    "jam_pelajaran": ("pegawai", "riwayat_bangkom"),
    "terancam_jp": ("pegawai", "riwayat_bangkom"),
    "belum_siasn": ("pegawai", "riwayat_bangkom"),
    "ip_asn": ("pegawai", "riwayat_bangkom", "kinerja", "disiplin"),
    "belajar_sektor": ("pegawai", "belajar_sektor"),
    "kesenjangan": ("pegawai", "penilaian_kompetensi"),
    "register": ("pegawai", "penilaian_kompetensi"),
    "pilihan_kegiatan": ("pegawai", "penilaian_kompetensi"),
    "masih_di_bawah": ("pegawai", "penilaian_kompetensi"),
    "jabatan_dituju": ("pegawai", "penilaian_kompetensi", "jabatan_dituju"),
    "talenta": ("pegawai", "kinerja", "potensi"),
    "kinerja": ("pegawai", "kinerja"),
    "integritas": ("pegawai", "disiplin"),
    "kepuasan": ("skm_ringkas",),
    "topik": ("suara_masyarakat",),
    "forum": ("forum",),
    "usulan": ("pegawai", "usulan"),
    "survei": ("pegawai", "survei_kebutuhan"),
    "pendampingan": ("kesiapan_perubahan",),
    "literasi": ("literasi_digital",),
    "berakhlak": ("survei_berakhlak",),
    "sasaran": ("sasaran_strategis", "sasaran_kompetensi"),
    "layanan": ("indikator_layanan",),
    "kehadiran": ("pegawai", "angkatan", "kehadiran"),
    "serapan": ("angkatan", "realisasi"),
    "reaksi": ("angkatan", "evaluasi_reaksi"),
    "hasil_belajar": ("pegawai", "angkatan", "evaluasi_belajar"),
    "layanan_sesudah": ("pegawai", "angkatan", "kehadiran", "indikator_layanan"),
    "tindakan": ("tindak_lanjut",),
}


def data_ladder(present: Collection[str]) -> pd.DataFrame:
    """Rungs A to D, which tables are there, and what each missing one would add.

    Parameters
    ----------
    present : collection of str
        Names of the imported tables (a mapping of frames will do).

    Returns
    -------
    DataFrame
        One row per table in the order of the ladder: ``anak_tangga`` (A to D), ``tabel``, ``ada`` (bool),
        ``menambah`` (key of a sentence), ``nilai_tambah`` (answers that this table alone would open), ``berikutnya``
        (bool: the missing table that opens most; the lower rung where two open as much).

    Notes
    -----
    An answer is a row of :data:`ANSWERS`. Where the most useful answer needs two missing tables, each counts 0.
    """
    rows = [(rung, table) for rung, names in RUNGS.items() for table in names]
    found = pd.DataFrame(rows, columns=["anak_tangga", "tabel"], dtype="str")
    found["ada"] = found["tabel"].isin(set(present))
    found["menambah"] = "needs.ladder." + found["tabel"]
    found["nilai_tambah"] = pd.Series([_opens(table, set(present)) for table in found["tabel"]], dtype="Int64")
    missing = found.loc[~found["ada"], "nilai_tambah"]
    found["berikutnya"] = found.index == (missing.idxmax() if len(missing) else -1)
    return found


def open_answers(present: Collection[str]) -> tuple[str, ...]:
    """Names of what the tables at hand can answer, in the order of the stages."""
    return tuple(answer for answer, tables in ANSWERS.items() if set(tables) <= set(present))


def _opens(table: str, present: set[str]) -> int:
    return 0 if table in present else sum(set(tables) - present == {table} for tables in ANSWERS.values())
