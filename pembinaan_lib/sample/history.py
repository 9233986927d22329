"""What have people learned and achieved so far? Courses (a third of them missing from SIASN) and yearly predikat."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from random import Random
from typing import NamedTuple

from pembinaan_lib.sample.delivery import CONTRACT_HOURS, Batch
from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet

_IN_SIASN = 2 / 3


class Learned(NamedTuple):
    """What is an agency's own about past learning: the share of PNS that reaches 20 JP, earlier courses per year."""

    city: str
    reach: float
    years: dict[int, float]


class Item(NamedTuple):
    """A course as the history prints it."""

    name: str
    kind: str
    form: str
    hours: int
    host: str


_FORM, _HOST = "Pelatihan struktural kepemimpinan", "BPSDM Provinsi"
_LATSAR = Item("Pelatihan Dasar CPNS", "Latsar", "Pelatihan lainnya", 647, _HOST)
_WELCOME = Item("Orientasi PPPK", "Orientasi PPPK", "E-learning", 45, "LMS Daerah")
_CRAFT = Item("Pelatihan Fungsional Jabatan", "Fungsional", "Pelatihan fungsional", 60, _HOST)
_LED = {
    "JPT": Item("Pelatihan Kepemimpinan Nasional Tingkat II", "PKN II", _FORM, 923, "LAN RI"),
    "Administrator": Item("Pelatihan Kepemimpinan Administrator", "PKA", _FORM, 908, _HOST),
    "Pengawas": Item("Pelatihan Kepemimpinan Pengawas", "PKP", _FORM, 901, _HOST),
}
_LMS, _LAN = "LMS Daerah", "LAN RI"
_COMMON = (
    Item("Literasi Digital ASN", "Teknis", "E-learning", 9, _LMS),
    Item("Sosialisasi Manajemen Kinerja", "Lainnya", "Sosialisasi", 4, "BKPSDM"),
    Item("Sosialisasi Netralitas ASN", "Lainnya", "Sosialisasi", 4, "BKPSDM"),
    Item("Seminar Pelayanan Publik Inklusif", "Sosial Kultural", "Seminar/konferensi/sarasehan", 4, "Ombudsman RI"),
    Item("Bimtek Arsip Dinamis", "Teknis", "Bimbingan teknis", 16, "ANRI"),
    Item("Internalisasi BerAKHLAK", "Sosial Kultural", "E-learning", 6, _LAN),
    Item("Workshop Penyusunan SKP", "Manajerial", "Workshop/lokakarya", 10, "BKPSDM"),
    Item("Pelatihan Pengelolaan Arsip Elektronik", "Teknis", "Pelatihan teknis", 24, "BPSDM Provinsi"),
    Item("Kursus Bahasa Inggris Dasar", "Lainnya", "Kursus", 20, "Lembaga Kursus Mitra"),
    Item("Pelatihan Pelayanan Prima", "Teknis", "Pelatihan teknis", 30, "BPSDM Provinsi"),
)
_SCHOOL = (
    Item("Workshop Kurikulum Merdeka", "Teknis", "Workshop/lokakarya", 15, "BGTK"),
    Item("Komunitas Belajar Guru", "Teknis", "Komunitas belajar", 12, "KKG/MGMP"),
    Item("Pelatihan Asesmen Pembelajaran", "Teknis", "Pelatihan teknis", 32, "BGTK"),
    Item("Webinar Disiplin Positif", "Teknis", "Seminar/konferensi/sarasehan", 4, "BGTK"),
)
_CLINIC = (
    Item("Seminar Keselamatan Pasien", "Teknis", "Seminar/konferensi/sarasehan", 4, "Organisasi Profesi"),
    Item("Pelatihan Bantuan Hidup Dasar", "Teknis", "Pelatihan teknis", 24, "Bapelkes"),
    Item("Workshop Pencegahan Infeksi", "Teknis", "Workshop/lokakarya", 10, "Bapelkes"),
    Item("E-learning Imunisasi", "Teknis", "E-learning", 9, "Platform Kementerian Kesehatan"),
)


def courses(people: list[Person], made: list[Batch], *, learned: Learned, rng: Random) -> Sheet:
    """06: all courses; a share of PNS reaches 20 JP in 2026, no PPPK is above 24 JP by ordinary courses."""
    history = _History(rng)
    for batch in made:
        course = batch.course
        for person in batch.completed():
            item = Item(course.name, course.kind, course.form, course.hours, f"BKPSDM {learned.city}")
            history.add(person, item, course.start, batch.end)
    _obligations(people, history)
    for year, chance in learned.years.items():
        for person in people:
            if person.start.year <= year and rng.random() < chance:
                history.draw(person, year)
    _running_year(people, history, learned.reach)
    headers = ("NIP BARU", "NAMA KURSUS", "JENIS DIKLAT", "BENTUK", "JUMLAH JAM", "TANGGAL KURSUS",
               "TANGGAL SELESAI KURSUS", "INSTITUSI PENYELENGGARA", "NO SERTIPIKAT", "ADA DI SIASN")
    titles = ("RIWAYAT KURSUS DAN DIKLAT ASN", NOTICE)
    return sheet("06_riwayat_diklat.xlsx", "RW_KURSUS", headers, history.rows, titles=titles)


class _History:
    """Rows so far, with the hours of 2026 per person and the keys already used."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.rows: list[list[Cell]] = []
        self.hours: dict[str, int] = defaultdict(int)
        self.keys: set[tuple[str, str, dt.date]] = set()

    def add(self, person: Person, item: Item, start: dt.date, end: dt.date) -> None:
        key = (person.nip, item.name, start)
        if key in self.keys:
            return
        self.keys.add(key)
        if end.year == 2026 and item is not _WELCOME:
            self.hours[person.nip] += item.hours
        listed = "Ya" if self.rng.random() < _IN_SIASN else "Tidak"
        number = f"{self.rng.randint(1, 9999):04d}/SERT/{end.year}"
        self.rows.append([person.nip, item.name, item.kind, item.form, str(item.hours), f"{start:%d-%m-%Y}",
                          f"{end:%d-%m-%Y}", item.host, number, listed])

    def draw(self, person: Person, year: int, *, most: int = 99) -> bool:
        """Add one course of a year with at most so many hours; False where none fits."""
        own = {"sekolah": _SCHOOL, "puskesmas": _CLINIC, "rsud": _CLINIC}.get(person.unit.kind, ())
        fit = [item for item in (*_COMMON, *own, *own) if item.hours <= most]
        if not fit:
            return False
        item = self.rng.choice(fit)
        earliest = max(dt.date(year, 1, 12), person.start)
        latest = dt.date(2026, 10, 30) if year == 2026 else dt.date(year, 12, 1)
        start = earliest + dt.timedelta(days=self.rng.randint(0, max(0, (latest - earliest).days)))
        self.add(person, item, start, start + dt.timedelta(days=max(0, item.hours // 8 - 1)))
        return True


def _obligations(people: list[Person], history: _History) -> None:
    """What the law asks of each is done by most: few duties are left, as in an agency that looks after its plan."""
    for person in people:
        if person.kind == "PNS" and person.start.year >= 2015:
            start = dt.date(person.start.year, 8, 3)
            history.add(person, _LATSAR, start, start + dt.timedelta(days=100))
        if person.kind == "CPNS" and person.start.year == 2025 and history.rng.random() < 0.6:
            history.add(person, _LATSAR, dt.date(2026, 2, 2), dt.date(2026, 5, 22))
        if person.structural and history.rng.random() < (0.985 if person.in_post.year < 2025 else 0.8):
            start = person.in_post + dt.timedelta(days=history.rng.randint(60, 240))
            start = min(start, dt.date(2026, 6, 1))
            history.add(person, _LED[person.post.kind], start, start + dt.timedelta(days=110))
        if person.kind == "PNS" and person.post.kind == "Fungsional" and person.in_post.year in (2023, 2024):
            if history.rng.random() < 0.9:
                start = person.in_post + dt.timedelta(days=history.rng.randint(60, 360))
                history.add(person, _CRAFT, start, start + dt.timedelta(days=7))
        if person.kind == "PPPK" and person.start.year >= 2022 and history.rng.random() < 0.85:
            start = person.start + dt.timedelta(days=history.rng.randint(30, 150))
            start = min(start, dt.date(2026, 10, 1))
            history.add(person, _WELCOME, start, start + dt.timedelta(days=9))


def _running_year(people: list[Person], history: _History, share: float) -> None:
    rng = history.rng
    permanent = [p for p in people if p.kind == "PNS"]
    done = {p.nip for p in permanent if history.hours[p.nip] >= 20}
    open_ = [p for p in permanent if p.nip not in done]
    wanted = max(0, round(share * len(permanent)) - len(done))
    reach = {p.nip for p in rng.sample(open_, wanted)}
    for person in people:
        if person.nip in reach:
            while history.hours[person.nip] < 20:
                history.draw(person, 2026)
        elif person.nip not in done and rng.random() < 0.55:
            ceiling = CONTRACT_HOURS if person.kind.startswith("PPPK") else 19
            for _ in range(rng.randint(1, 2)):
                history.draw(person, 2026, most=ceiling - history.hours[person.nip])


def performance(people: list[Person], rng: Random) -> Sheet:
    """05: predikat of 2025: nearly everybody Baik, as everywhere."""
    above, on, below = "Di Atas Ekspektasi", "Sesuai Ekspektasi", "Di Bawah Ekspektasi"
    outcomes: tuple[tuple[str, str, str], ...] = (
        (on, on, "Baik"), (on, above, "Baik"), (above, on, "Baik"), (above, above, "Sangat Baik"),
        (below, on, "Butuh Perbaikan"), (on, below, "Kurang"),
    )
    weights = (760, 70, 50, 110, 8, 2)
    served = [p for p in people if p.start < dt.date(2025, 7, 1) and rng.random() < 0.97]
    rows: list[list[Cell]] = [[p.nip, p.name, 2025, *rng.choices(outcomes, weights=weights)[0]] for p in served]
    headers = ("NIP", "NAMA", "TAHUN", "HASIL KERJA", "PERILAKU KERJA", "PREDIKAT")
    titles = ("REKAPITULASI PREDIKAT KINERJA TAHUNAN 2025", NOTICE)
    return sheet("05_kinerja.xlsx", "Predikat", headers, rows, titles=titles)
