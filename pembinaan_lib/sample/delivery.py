"""What was delivered in 2026, who came, what did it cost, and what had people learned?

The noise of the test scores has exactly the mean and spread planted, so that what the sample says does not depend on
the luck of one seed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import mean, stdev

from pembinaan_lib.sample.courses import AWAY, Course
from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet

CONTRACT_HOURS = 24
_COMPLETE = 0.8
_QUESTIONS = (
    "Materi sesuai dengan kebutuhan pekerjaan saya", "Materi disampaikan dengan urutan yang jelas",
    "Pengajar menguasai materi", "Pengajar memberi kesempatan bertanya dan berlatih",
    "Waktu dan tempat memadai", "Panitia membantu dengan baik", "Saya akan menerapkan materi ini di tempat kerja",
    "Secara keseluruhan saya puas dengan kegiatan ini",
)


@dataclass
class Batch:
    """A course with the people who were registered and the sessions that each attended."""

    course: Course
    present: dict[str, list[bool]] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)

    @property
    def end(self) -> dt.date:
        """Last day."""
        return self.course.start + dt.timedelta(days=self.course.days - 1)

    def completed(self) -> list[Person]:
        """Those who attended at least four sessions in five."""
        return [p for p in self.people if sum(self.present[p.nip]) >= _COMPLETE * self.course.sessions]


def batches(people: list[Person], courses: Sequence[Course], rng: Random) -> list[Batch]:
    """All batches with participants and attendance: some miss sessions, some never come.

    Nobody comes twice to one activity, and no PPPK is sent beyond 24 JP.
    """
    taken: set[tuple[str, str]] = set()
    hours: dict[str, int] = defaultdict(int)
    made = []
    for course in courses:
        fit = [p for p in people if course.who(p) and p.status == "Aktif" and (course.bangkom, p.nip) not in taken
               and (not p.kind.startswith("PPPK") or hours[p.nip] + course.hours <= CONTRACT_HOURS)]
        chosen = rng.sample(fit, min(course.seats, len(fit)))
        taken |= {(course.bangkom, p.nip) for p in chosen}
        for p in chosen:
            hours[p.nip] += course.hours
        made.append(Batch(course, {p.nip: _sessions(course, rng) for p in chosen}, chosen))
    return made


def _sessions(course: Course, rng: Random) -> list[bool]:
    if course.kind in ("Latsar", "PKA", "PKP"):
        return [rng.random() < 0.99 for _ in range(course.sessions)]
    coming = rng.choices((0.0, 0.7, 0.97), weights=(4, 10, 86))[0]
    return [rng.random() < coming for _ in range(course.sessions)]


def batch_sheet(made: list[Batch]) -> Sheet:
    """10: the batches of the running year."""
    rows: list[list[Cell]] = [[
        b.course.code, b.course.bangkom, b.course.name, b.course.start, b.end, b.course.hours, b.course.sessions,
        b.course.seats, b.course.budget, b.course.place,
    ] for b in made]
    headers = ("Kode Angkatan", "Kode Bangkom", "Kegiatan", "Tanggal Mulai", "Tanggal Selesai", "Durasi JP",
               "Jumlah Sesi", "Peserta Rencana", "Anggaran (Rp)", "Lokasi")
    titles = ("KEGIATAN PENGEMBANGAN KOMPETENSI TAHUN 2026", NOTICE)
    return sheet("10_angkatan.xlsx", "Angkatan", headers, rows, titles=titles)


def attendance_sheet(made: list[Batch]) -> Sheet:
    """11: H (present) or T (absent) per session; cells beyond a batch's last session stay empty."""
    most = max(b.course.sessions for b in made)
    sessions = tuple(f"Sesi {i}" for i in range(1, most + 1))
    rows: list[list[Cell]] = []
    for b in made:
        rest = [None] * (most - b.course.sessions)
        for p in b.people:
            rows.append([b.course.code, p.nip, p.name, *["H" if here else "T" for here in b.present[p.nip]], *rest])
    headers = ("Kode Angkatan", "NIP", "Nama", *sessions)
    return sheet("11_kehadiran.xlsx", "Daftar Hadir", headers, rows, value_columns=sessions)


def payment_sheet(made: list[Batch], rng: Random) -> Sheet:
    """12: payments per batch; one batch spends far less than planned, one more."""
    goods, travel, fees = "Belanja Barang dan Jasa", "Belanja Perjalanan Dinas", "Belanja Honorarium"
    items = (("Honorarium narasumber", fees, 0.30), ("Konsumsi peserta", goods, 0.24),
             ("Bahan dan perlengkapan", goods, 0.12), ("Sewa dan jasa penyelenggaraan", goods, 0.16),
             ("Perjalanan dinas", travel, 0.18))
    seats = (("Kontribusi penyelenggaraan", goods, 0.76), ("Perjalanan dinas peserta", travel, 0.24))
    rows: list[list[Cell]] = []
    for b in made:
        total = b.course.budget * b.course.spent
        for text, kind, share in (seats if b.course.place == AWAY else items):
            day = b.end + dt.timedelta(days=rng.randint(1, 30))
            amount = round(total * share / 1000) * 1000
            rows.append([f"BKU-{len(rows) + 1:04d}/2026", b.course.code, day, f"{text} {b.course.name}", kind, amount])
    headers = ("Nomor Bukti", "Kode Angkatan", "Tanggal", "Uraian", "Jenis Belanja", "Jumlah (Rp)")
    titles = ("REALISASI BELANJA PENGEMBANGAN KOMPETENSI SAMPAI DENGAN 31 OKTOBER 2026", NOTICE)
    return sheet("12_realisasi.xlsx", "Realisasi", headers, rows, titles=titles)


def reaction_sheet(made: list[Batch], rng: Random) -> Sheet:
    """13: anonymous answers; even the activity that changes nothing is liked."""
    rows: list[list[Cell]] = []
    for b in made:
        liked = rng.gauss(4.1, 0.15)
        for _ in [p for p in b.completed() if rng.random() < 0.8]:
            stamp = f"{b.end:%d/%m/%Y} {rng.randint(14, 17)}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
            rows.append([stamp, b.course.code, *[max(1, min(5, round(rng.gauss(liked, 0.7)))) for _ in _QUESTIONS]])
    headers = ("Timestamp", "Kode Angkatan", *_QUESTIONS)
    return sheet("13_evaluasi_reaksi.xlsx", "Form Responses 1", headers, rows, value_columns=_QUESTIONS)


def learning_sheet(made: list[Batch], rng: Random) -> Sheet:
    """14: test before and after; some took only one of the two."""
    columns = ("Nilai Pre Test", "Nilai Post Test")
    rows: list[list[Cell]] = []
    for b in [b for b in made if b.course.tested]:
        came = [p for p in b.people if any(b.present[p.nip])]
        both = set(p.nip for p in rng.sample(came, min(len(came), max(4, round(len(came) * b.course.tested)))))
        noise = _noise(len(both), b.course.spread, rng)
        for p in came:
            before = round(max(20, min(80, rng.gauss(60, 9))), 1)
            after = round(before + b.course.gain + noise.pop(), 1) if p.nip in both else None
            rows.append([b.course.code, p.nip, p.name, before, None if after is None else min(100.0, max(0.0, after))])
    headers = ("Kode Angkatan", "NIP", "Nama", *columns)
    return sheet("14_evaluasi_belajar.xlsx", "Nilai", headers, rows, value_columns=columns)


def _noise(number: int, spread: float, rng: Random) -> list[float]:
    """Normal noise shifted and scaled to mean 0 and (sample) standard deviation `spread`."""
    drawn = [rng.gauss(0, 1) for _ in range(number)]
    if number < 2:
        return [0.0] * number
    return [spread * (value - mean(drawn)) / stdev(drawn) for value in drawn]
