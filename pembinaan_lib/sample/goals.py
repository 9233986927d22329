"""What do units ask for, what has the agency promised, and which competencies does that lean on?

Planted: requests that evidence supports, one for a skill that nobody lacks there, one for a journey that is no
competency at all; a goal without a competency and a competency under a goal that the agency does not have.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import NamedTuple

from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet

REQUEST_HEADERS = (
    "No Usulan", "Tanggal Usulan", "Unit Pengusul", "Pengusul", "Kompetensi yang Dibutuhkan", "Usulan Pelatihan",
    "Jumlah Peserta", "Alasan", "Status Usulan", "Jawaban BKPSDM",
)
SUPPORTED, UNSUPPORTED, UNKNOWN = "didukung", "tidak_didukung", "tidak_dikenali"
# what ordinary units ask for in ordinary years: competency, activity, reason
_USUAL = (
    ("Tata Naskah Dinas dan Kearsipan", "Bimtek arsip dinamis", "Arsip belum tertata"),
    ("Pengadaan Barang dan Jasa", "Pelatihan pengadaan barang/jasa level 1", "Pejabat pengadaan kurang"),
    ("Pengelolaan Keuangan Daerah", "Bimtek penatausahaan keuangan", "Aturan baru"),
    ("Pertanggungjawaban Belanja", "Workshop SPJ", "Sering dikembalikan"),
    ("Perencanaan Pembangunan", "Pelatihan penyusunan Renja", "Perencana baru"),
    ("Pelayanan Publik", "Pelatihan pelayanan prima", "Petugas loket berganti"),
    ("Administrasi Umum", "Pelatihan administrasi perkantoran", "Pegawai PPPK baru"),
    ("Pengembangan Diri dan Orang Lain", "Coaching bagi pengawas", "Kaderisasi"),
)
_STATES = ("Diajukan",) * 8 + ("Diterima", "Ditolak")
_REFUSED, _ACCEPTED = "Belum ada anggaran tahun ini", "Masuk rencana 2027"


class Request(NamedTuple):
    """A planted request: competency and activity as written, and what the evidence ``says``."""

    unit: str
    competency: str
    activity: str
    number: int
    reason: str
    says: str


class Goal(NamedTuple):
    """An indicator of a goal with its targets and values of 2025 and 2026."""

    goal: str
    name: str
    unit: str
    measure: str
    direction: str
    first: tuple[float, float]
    second: tuple[float, float]


class Aims(NamedTuple):
    """What is an agency's own about requests and goals; ``others`` are units that ask for what is usual."""

    city: str
    told: tuple[Request, ...]
    others: tuple[str, ...]
    goals: tuple[Goal, ...]
    links: tuple[tuple[str, str, float], ...]
    without_competency: str
    not_a_goal: str

    def numbers(self, says: str) -> list[str]:
        """Numbers of the planted requests about which the evidence says so."""
        return [f"U-{number:03d}" for number, row in enumerate(self.told, start=1) if row.says == says]


def requests(aims: Aims, rng: Random) -> Sheet:
    """20: the campaign of August 2026 as a spreadsheet saved it: semicolons and cp1252."""
    rows: list[list[Cell]] = [
        [_day(rng), unit, "Unit", competency or None, activity, str(number), reason, "Diajukan", None]
        for unit, competency, activity, number, reason, _ in aims.told
    ]
    for unit in aims.others:
        for competency, activity, reason in rng.sample(_USUAL, rng.randint(2, 4)):
            state = rng.choice(_STATES)
            answer = {"Ditolak": _REFUSED, "Diterima": _ACCEPTED}.get(state)
            who = rng.choices(("Unit", "Atasan", "Pegawai"), weights=(6, 2, 2))[0]
            said = competency if rng.random() < 0.7 else None
            rows.append([_day(rng), unit, who, said, activity, str(rng.randint(2, 12)), reason, state, answer])
    numbered: list[list[Cell]] = [[f"U-{number:03d}", *row] for number, row in enumerate(rows, start=1)]
    return sheet("20_usulan.csv", "20_usulan", REQUEST_HEADERS, numbered, encoding="cp1252", delimiter=";")


def _day(rng: Random) -> str:
    return f"{dt.date(2026, 8, 3) + dt.timedelta(days=rng.randint(0, 27)):%d/%m/%Y}"


def goals(aims: Aims) -> Sheet:
    """21: goals, indicators and their units with targets and values of two years."""
    rows: list[list[Cell]] = []
    for goal, name, unit, measure, direction, *years in aims.goals:
        for year, (target, value) in zip((2025, 2026), years, strict=True):
            rows.append([goal, name, unit, year, target, value, measure, direction])
    headers = ("Sasaran RPJMD", "Indikator Sasaran", "Perangkat Daerah Pengampu", "Tahun", "Target", "Realisasi",
               "Satuan", "Arah")
    titles = (f"SASARAN DAN INDIKATOR RPJMD {aims.city.upper()} 2025-2029", NOTICE)
    return sheet("21_sasaran_strategis.xlsx", "Sasaran", headers, rows, titles=titles)


def goal_competencies(aims: Aims) -> Sheet:
    """22: the competencies that each goal leans on, as the planning team wrote them down."""
    headers = ("Sasaran RPJMD", "Kompetensi Pendukung", "Bobot")
    titles = ("KOMPETENSI PENDUKUNG SASARAN (HASIL DISKUSI TIM)", NOTICE)
    return sheet("22_sasaran_kompetensi.xlsx", "Kompetensi sasaran", headers, [list(row) for row in aims.links],
                 titles=titles)
