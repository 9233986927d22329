"""Which figures do the units of Kota Ambon report every month, and which units are behind their targets?

Planted: population papers, lessons, letters of the far kecamatan and tax reports are behind; one office reports months
against the target of a whole year, which looks like a need and is none.
"""

from __future__ import annotations

import datetime as dt

from pembinaan_lib.sample.ambon import units
from pembinaan_lib.sample.competencies import DIGITAL, MONEY, TEACHING
from pembinaan_lib.sample.services import Indicator, Served
from pembinaan_lib.sample.sheets import NOTICE, Sheet, sheet
from pembinaan_lib.sample.surveys import GROUPS

_UP, _DOWN, _SHARE = "naik", "turun", "persen"
LESSONS, READING = "Kelas yang menerapkan pembelajaran berpusat pada murid", "Murid yang mencapai literasi minimum"
PAPERS, ONLINE = "Dokumen kependudukan yang selesai tepat waktu", "Dokumen kependudukan yang diajukan daring"
LETTERS, WAITING = "Surat kecamatan yang selesai daring", "Waktu tunggu pendaftaran sampai diperiksa"
TAXES, PERMITS = "Laporan penerimaan yang benar pada pemeriksaan pertama", "Waktu penyelesaian izin"
VISITS, ANSWERED = "Kunjungan perpustakaan", "Aduan yang dijawab dalam lima hari"
_SCHOOLS = (units.OTHER_SCHOOL, *(f"SMP Negeri {i} Ambon" for i in (1, 3, 4, 7, 14, 18)),
            *(f"SD Negeri {i} Ambon" for i in (3, 8, 12, 21, 34, 45, 63)))


def _indicators() -> tuple[Indicator, ...]:
    trained = units.TRAINED_SCHOOL
    found = [Indicator(trained, LESSONS, _SHARE, _UP, 36.0, 2.5, 80.0, 24.0),
             Indicator(trained, READING, _SHARE, _UP, 50.0, 2.0, 75.0, 8.0)]
    for place, school in enumerate(_SCHOOLS):
        found.append(Indicator(school, LESSONS, _SHARE, _UP, 30.0 + 2 * (place % 4), 2.5, 80.0))
        found.append(Indicator(school, READING, _SHARE, _UP, 46.0 + 2 * (place % 5), 2.0, 75.0))
    for desk, on_time in ((units.REGISTRY, 44.0), (units.CIVIL, 48.0)):
        found += [Indicator(desk, PAPERS, _SHARE, _UP, on_time, 2.5, 90.0),
                  Indicator(desk, ONLINE, _SHARE, _UP, 21.0, 2.0, 70.0)]
    usual = {units.LEITIMUR: 14.0, units.TELUK: 17.0}
    found += [Indicator(office, LETTERS, _SHARE, _UP, usual.get(office, 59.0), 2.5, 60.0) for office in units.KECAMATAN]
    found += [Indicator(name, WAITING, "menit", _DOWN, 44.0 + place % 5, 2.5, 45.0)
              for place, name in enumerate(units.PUSKESMAS)]
    found += [
        Indicator(units.BAPENDA, TAXES, _SHARE, _UP, 38.0, 3.0, 95.0),
        Indicator("Bidang Pelayanan Perizinan", PERMITS, "hari kerja", _DOWN, 4.1, 0.3, 4.0),
        Indicator(units.PERPUS, VISITS, "orang", _UP, 2_950.0, 180.0, 36_000.0),  # the year's target in every month
        Indicator(units.KOMINFO, ANSWERED, _SHARE, _UP, 88.0, 3.0, 90.0),
        Indicator("Dinas Sosial", ANSWERED, _SHARE, _UP, 86.0, 3.0, 90.0),
        Indicator(units.DISHUB, "Kapal penyeberangan yang berangkat sesuai jadwal", _SHARE, _UP, 52.0, 4.0, 95.0),
    ]
    return tuple(found)


_DESK = (-0.1, -0.35, -0.75, 0.3, -0.1, -0.65, -0.2, -0.1, -0.1)
_PRAISED = (0.5, 0.5, 0.45, 0.6, 0.5, 0.5, 0.6, 0.5, 0.4)
SERVED = Served(
    needs_help=units.INDAG, weak_group=GROUPS[1], trained_unit=units.TRAINED_SCHOOL, indicators=_indicators(),
    lower={**dict.fromkeys((units.REGISTRY, units.CIVIL, units.LEITIMUR, units.TELUK), _DESK), units.PERPUS: _PRAISED},
    readiness=(0.05, 0.16), periods=(dt.date(2025, 12, 1), dt.date(2026, 6, 1), dt.date(2026, 10, 1)),
)
BEHIND = [
    {"perangkat_daerah": units.DUKCAPIL, "indikator": [PAPERS, ONLINE]},
    {"perangkat_daerah": units.DISDIK, "indikator": [LESSONS, READING]},
    {"perangkat_daerah": units.LEITIMUR, "indikator": [LETTERS]},
    {"perangkat_daerah": units.TELUK, "indikator": [LETTERS]},
    {"perangkat_daerah": units.BAPENDA, "indikator": [TAXES]},
]
_SERVICE, _HEAR, _GROW = "Pelayanan Publik", "Penanganan Pengaduan Masyarakat", "Pengembangan Diri dan Orang Lain"
_RESULT, _TALK = "Orientasi pada Hasil", "Komunikasi"
# asal, nama asal, kompetensi, bobot
_MAPPING = (
    ("indikator", LESSONS, TEACHING, 0.9), ("indikator", LESSONS, _GROW, 0.7), ("indikator", READING, TEACHING, 0.7),
    ("indikator", PAPERS, DIGITAL, 0.6), ("indikator", PAPERS, _SERVICE, 0.9), ("indikator", ONLINE, DIGITAL, 0.9),
    ("indikator", LETTERS, DIGITAL, 0.9), ("indikator", TAXES, MONEY, 0.9), ("indikator", WAITING, _SERVICE, 0.5),
    ("indikator", PERMITS, "Pelayanan Perizinan Terpadu", 0.8), ("indikator", VISITS, _SERVICE, 0.95),
    ("indikator", ANSWERED, _HEAR, 0.8), ("indikator", "Kesiapan Perubahan", "Mengelola Perubahan", 1),
    ("indikator", "Literasi Digital", DIGITAL, 1), ("predikat", "Butuh Perbaikan", _RESULT, 0.5),
    ("predikat", "Kurang", _RESULT, 0.7), ("predikat", "Sangat Kurang", _RESULT, 0.8),
    ("unsur", "Kompetensi Pelaksana", _SERVICE, 0.8), ("unsur", "Waktu Penyelesaian", DIGITAL, 0.6),
    ("unsur", "Perilaku Pelaksana", _SERVICE, 0.5), ("unsur", "Perilaku Pelaksana", "Integritas", 0.6),
    ("unsur", "Prosedur", _SERVICE, 0.4), ("unsur", "Persyaratan", _TALK, 0.3), ("unsur", "Produk", _RESULT, 0.5),
    ("unsur", "Penanganan Pengaduan", _HEAR, 0.9), ("topik", "Aplikasi", DIGITAL, 0.9),
    ("topik", "Layanan Daring", DIGITAL, 0.9), ("topik", "Sikap Petugas", _SERVICE, 0.7),
    ("topik", "Pungutan Liar", "Integritas", 1), ("topik", "Cara Mengajar", TEACHING, 0.9),
)


def mapping() -> Sheet:
    """29: which competencies an indicator, rating, element or topic speaks of, as the agency decided for itself."""
    rows = [[*row, "rapat BKPSDM dan perangkat daerah (data contoh)", "belum diverifikasi"] for row in _MAPPING]
    headers = ("Asal", "Nama Asal", "Kompetensi", "Bobot", "Sumber", "Status")
    titles = ("PEMETAAN INDIKATOR DAN UNSUR KE KOMPETENSI", NOTICE)
    return sheet("29_pemetaan_kompetensi.xlsx", "Pemetaan", headers, rows, titles=titles)


def journeys() -> Sheet:
    """28: what a journey costs and how many working days it takes, by boat from the coast and across the bay."""
    far = "Pulau Jawa"
    rows = [
        [units.COAST, units.CENTRE, 350_000, 150_000, 1.0], [units.BAY, units.CENTRE, 120_000, 100_000, 0.5],
        ["Teluk Ambon Baguala", units.CENTRE, 60_000, 0, 0.0], ["Nusaniwe", units.CENTRE, 40_000, 0, 0.0],
        [units.CENTRE, units.COAST, 350_000, 150_000, 1.0], [units.CENTRE, units.BAY, 120_000, 100_000, 0.5],
        [units.CENTRE, far, 6_400_000, 430_000, 2.0], [units.COAST, far, 6_750_000, 430_000, 3.0],
    ]
    headers = ("Tempat Asal", "Tempat Tujuan", "Biaya Transport", "Uang Harian", "Hari Perjalanan")
    titles = ("BIAYA PERJALANAN DENGAN PERAHU MOTOR, DARAT DAN UDARA", NOTICE)
    return sheet("28_biaya_perjalanan.xlsx", "Perjalanan", headers, rows, titles=titles)
