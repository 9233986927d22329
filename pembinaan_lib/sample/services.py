"""How are services and readiness for change measured? Surveys of staff and citizens, monthly indicators of units.

Planted: one office needs help with change, and one group of posts is less ready than the others; figures and
satisfaction rise in the unit whose staff were trained in March 2026, and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from random import Random
from typing import NamedTuple

from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import NOTICE, Cell, Row, Sheet, sheet
from pembinaan_lib.sample.surveys import GROUP, group
from pembinaan_lib.sample.units import Unit

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
_BLUR = 0.25  # some of the weak group are as ready as anybody
_SHIFTS = (0, 0, -0.15, 0.35, 0.05, -0.05, 0.05, 0, -0.1)


class Indicator(NamedTuple):
    """One monthly figure of one unit; ``change`` comes with the month after the training."""

    unit: str
    name: str
    measure: str
    direction: str
    usual: float
    spread: float
    target: float
    change: float = 0.0


class Served(NamedTuple):
    """What is an agency's own about its services.

    ``weak_group`` is the group of posts that is least ready for change; ``lower`` shifts the SKM elements of a unit
    (missing: not at all).
    """

    needs_help: str
    weak_group: str
    trained_unit: str
    indicators: tuple[Indicator, ...]
    lower: dict[str, tuple[float, ...]]
    readiness: tuple[float, float] = (0.12, 0.30)
    periods: tuple[dt.date, ...] = (
        dt.date(2025, 6, 1), dt.date(2025, 12, 1), dt.date(2026, 6, 1), dt.date(2026, 10, 1),
    )


def readiness(people: list[Person], served: Served, rng: Random) -> Sheet:
    """07: a part of the staff answered a form; scores 1 to 5."""
    rows: list[list[Cell]] = []
    for person in people:
        share = 0.7 if person.office == served.needs_help else served.readiness[person.unit.kind != "sekolah"]
        if rng.random() > share:
            continue
        centre = 2.25 if person.office == served.needs_help else 3.75
        mood = rng.gauss(centre, 0.35)
        day = dt.date(2026, 8, 3) + dt.timedelta(days=rng.randint(0, 25))
        stamp = f"{day:%d/%m/%Y} {rng.randint(8, 16):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
        rows.append([stamp, person.unit.name, group(person), *[max(1, min(5, round(rng.gauss(mood, 0.7)))) for _ in _ITEMS]])
    rng.shuffle(rows)
    headers = ("Timestamp", "Unit Kerja", GROUP, *_ITEMS)
    return sheet("07_kesiapan_perubahan.xlsx", "Form Responses 1", headers, rows, value_columns=_ITEMS)


def plant_group(made: Sheet, weak: str, rng: Random) -> None:
    """Let the lower answers of each unit be mostly those of the `weak` group. Changes 07 in place.

    Only who belongs to which group moves, within the unit: no score changes, so no unit's readiness does.
    """
    units: dict[Cell, list[Row]] = defaultdict(list)
    for row in made.rows:
        units[row.cells[made.at("Unit Kerja")]].append(row)
    place, first = made.at(GROUP), made.at(_ITEMS[0])
    for rows in units.values():
        groups = sorted((str(row.cells[place]) for row in rows), key=lambda name: (name != weak, rng.random()))
        score = [sum(float(str(cell)) for cell in row.cells[first:]) / len(_ITEMS) + rng.gauss(0, _BLUR) for row in rows]
        for number, name in zip(sorted(range(len(rows)), key=score.__getitem__), groups, strict=True):
            rows[number].cells[place] = name


def satisfaction(known: tuple[Unit, ...], served: Served, rng: Random) -> Sheet:
    """08: SKM means per service unit and period."""
    rows: list[list[Cell]] = []
    for unit in [unit for unit in known if unit.service and not unit.name.startswith("Kelurahan")]:
        usual = [rng.gauss(3.22, 0.08) + shift for shift in served.lower.get(unit.name, _SHIFTS)]
        for period in served.periods:
            better = 0.30 if unit.name == served.trained_unit and period >= TRAINED_FROM else 0.0
            lifts = [better if i in (2, 5, 6) else better / 3 for i in range(len(_ELEMENTS))]
            levels = [value + lift + rng.gauss(0, 0.02) for value, lift in zip(usual, lifts, strict=True)]
            means = [round(min(4.0, level), 2) for level in levels]
            rows.append([unit.name, unit.service, month_name(period), rng.randint(140, 320), *means])
    headers = ("Unit Kerja", "Layanan", "Periode", "Jumlah Responden", *_ELEMENTS)
    titles = ("REKAPITULASI SURVEI KEPUASAN MASYARAKAT", NOTICE)
    return sheet("08_skm.xlsx", "SKM", headers, rows, titles=titles)


def indicators(served: Served, rng: Random) -> Sheet:
    """09: 24 months (November 2024 to October 2026) of the units that report."""
    rows: list[list[Cell]] = []
    for unit, name, measure, direction, usual, spread, target, change in served.indicators:
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
