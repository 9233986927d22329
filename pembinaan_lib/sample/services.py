"""How are services and readiness for change measured? Surveys of staff and citizens, monthly indicators of three units.

Planted: Dinas Perhubungan needs help with change; waiting falls and satisfaction rises in the puskesmas whose staff
were trained in March 2026, and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from pembinaan_lib.sample import units
from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet
from pembinaan_lib.sample.units import Unit

NEEDS_HELP = units.DISHUB
TRAINED_FROM = dt.date(2026, 4, 1)
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
          "Desember")
_ITEMS = (
    "Saya memahami alasan perubahan cara kerja di unit saya", "Perubahan ini dibutuhkan masyarakat yang kami layani",
    "Pimpinan saya memberi contoh dalam perubahan", "Pimpinan saya mendengarkan kesulitan kami",
    "Saya yakin mampu bekerja dengan cara yang baru", "Saya mendapat cukup bimbingan untuk cara kerja yang baru",
    "Aplikasi dan sarana mendukung cara kerja yang baru", "Perubahan ini memudahkan pekerjaan saya",
    "Rekan kerja saya saling membantu selama perubahan", "Saya bersedia mencoba cara kerja yang baru",
)
_ELEMENTS = (
    "Persyaratan", "Sistem, Mekanisme, dan Prosedur", "Waktu Penyelesaian", "Biaya/Tarif",
    "Produk Spesifikasi Jenis Pelayanan", "Kompetensi Pelaksana", "Perilaku Pelaksana",
    "Penanganan Pengaduan, Saran dan Masukan", "Sarana dan Prasarana",
)
_PERIODS = (dt.date(2025, 6, 1), dt.date(2025, 12, 1), dt.date(2026, 6, 1), dt.date(2026, 10, 1))
# unit, indicator, unit of measure, good direction, usual value, monthly spread, target, change after the training
_INDICATORS = (
    (units.TRAINED_PUSKESMAS, "Waktu tunggu pendaftaran sampai diperiksa", "menit", "turun", 58.0, 3.0, 45.0, -15.0),
    (units.TRAINED_PUSKESMAS, "Pasien hipertensi yang dilayani sesuai standar", "persen", "naik", 61.0, 2.5, 80.0, 9.0),
    (units.OTHER_PUSKESMAS, "Waktu tunggu pendaftaran sampai diperiksa", "menit", "turun", 57.0, 3.0, 45.0, 0.0),
    (units.OTHER_PUSKESMAS, "Pasien hipertensi yang dilayani sesuai standar", "persen", "naik", 60.0, 2.5, 80.0, 0.0),
    (units.PTSP_DESK, "Waktu penyelesaian izin", "hari kerja", "turun", 6.4, 0.6, 4.0, 0.0),
    (units.PTSP_DESK, "Permohonan yang selesai secara daring", "persen", "naik", 38.0, 3.0, 70.0, 0.0),
)


def readiness(people: list[Person], rng: Random) -> Sheet:
    """07: about a quarter of the staff answered a form; scores 1 to 5."""
    rows: list[list[Cell]] = []
    for person in people:
        share = 0.7 if person.office == NEEDS_HELP else 0.12 if person.unit.kind == "sekolah" else 0.30
        if rng.random() > share:
            continue
        centre = 2.25 if person.office == NEEDS_HELP else 3.75
        mood = rng.gauss(centre, 0.35)
        day = dt.date(2026, 8, 3) + dt.timedelta(days=rng.randint(0, 25))
        stamp = f"{day:%d/%m/%Y} {rng.randint(8, 16):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
        rows.append([stamp, person.unit.name, *[max(1, min(5, round(rng.gauss(mood, 0.7)))) for _ in _ITEMS]])
    rng.shuffle(rows)
    headers = ("Timestamp", "Unit Kerja", *_ITEMS)
    return sheet("07_kesiapan_perubahan.xlsx", "Form Responses 1", headers, rows, value_columns=_ITEMS)


def satisfaction(known: tuple[Unit, ...], rng: Random) -> Sheet:
    """08: SKM means per service unit and period."""
    rows: list[list[Cell]] = []
    for unit in [unit for unit in known if unit.service and not unit.name.startswith("Kelurahan")]:
        usual = [rng.gauss(3.22, 0.08) + shift for shift in (0, 0, -0.15, 0.35, 0.05, -0.05, 0.05, 0, -0.1)]
        for period in _PERIODS:
            better = 0.30 if unit.name == units.TRAINED_PUSKESMAS and period >= TRAINED_FROM else 0.0
            lifts = [better if i in (2, 5, 6) else better / 3 for i in range(len(_ELEMENTS))]
            levels = [value + lift + rng.gauss(0, 0.02) for value, lift in zip(usual, lifts, strict=True)]
            means = [round(min(4.0, level), 2) for level in levels]
            rows.append([unit.name, unit.service, month_name(period), rng.randint(140, 320), *means])
    headers = ("Unit Kerja", "Layanan", "Periode", "Jumlah Responden", *_ELEMENTS)
    titles = ("REKAPITULASI SURVEI KEPUASAN MASYARAKAT", NOTICE)
    return sheet("08_skm.xlsx", "SKM", headers, rows, titles=titles)


def indicators(rng: Random) -> Sheet:
    """09: 24 months (November 2024 to October 2026) of the three units that report."""
    rows: list[list[Cell]] = []
    for unit, name, measure, direction, usual, spread, target, change in _INDICATORS:
        for number in range(24):
            month = dt.date(2024 + (10 + number) // 12, (10 + number) % 12 + 1, 1)
            value = usual + rng.gauss(0, spread) + (change if month >= TRAINED_FROM else 0)
            rows.append([unit, name, measure, direction, month, round(value, 1), target])
    headers = ("Unit Kerja", "Indikator", "Satuan", "Arah", "Bulan", "Nilai", "Target")
    titles = ("INDIKATOR LAYANAN BULANAN", NOTICE)
    return sheet("09_indikator_layanan.xlsx", "Indikator", headers, rows, titles=titles)


def month_name(day: dt.date) -> str:
    """The month as a planner types it: ``Juni 2026``."""
    return f"{MONTHS[day.month - 1]} {day.year}"
