"""What was delivered in 2026, who came, what did it cost, and what had people learned?

One activity is planted to work, one to change nothing, one to be tested by too few people to tell. The noise of the
test scores is centred, so that what the sample says does not depend on the luck of one seed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from pembinaan_lib.sample import units
from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet

WORKS, WORKS_NOT, CANNOT_TELL = "BK-010", "BK-014", "BK-017"
CONTRACT_HOURS = 24
_COMPLETE = 0.8
_QUESTIONS = (
    "Materi sesuai dengan kebutuhan pekerjaan saya", "Materi disampaikan dengan urutan yang jelas",
    "Pengajar menguasai materi", "Pengajar memberi kesempatan bertanya dan berlatih",
    "Waktu dan tempat memadai", "Panitia membantu dengan baik", "Saya akan menerapkan materi ini di tempat kerja",
    "Secara keseluruhan saya puas dengan kegiatan ini",
)


class Course(NamedTuple):
    """One batch to be delivered: gain and its spread in points of 100, `tested` the share with both tests."""

    code: str
    bangkom: str
    name: str
    form: str
    kind: str
    start: dt.date
    days: int
    hours: int
    sessions: int
    seats: int
    budget: int
    place: str
    spent: float
    gain: float
    spread: float
    tested: float
    who: Callable[[Person], bool]


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


def _in(*offices: str) -> Callable[[Person], bool]:
    return lambda p: p.kind == "PNS" and p.office in offices


def _nurse(unit: str) -> Callable[[Person], bool]:
    return lambda p: p.unit.name == unit and p.post.kind == "Fungsional" and p.kind == "PNS"


def _desk(p: Person) -> bool:
    counters = (units.DUKCAPIL, units.BKPSDM, "Dinas Sosial dan Tenaga Kerja", units.DISHUB, units.SETDA)
    return p.kind != "CPNS" and p.kind != "PPPK Paruh Waktu" and p.office in counters and not p.structural


_D = dt.date
COURSES = (
    Course("A26-01", "BK-001", "Latsar CPNS Golongan III Angkatan I", "Pelatihan lainnya", "Latsar", _D(2026, 4, 6), 110, 647, 12,
           30, 217_800_000, "BPSDM Provinsi", 0.97, 7, 8, 0.95, lambda p: p.kind == "CPNS" and p.start.year == 2025),
    Course("A26-02", "BK-002", "Pelatihan Kepemimpinan Administrator", "Pelatihan struktural kepemimpinan", "PKA", _D(2026, 3, 2), 120,
           908, 12, 3, 82_500_000, "BPSDM Provinsi", 1.0, 0, 0, 0, lambda p: p.post.kind == "Administrator"),
    Course("A26-03", "BK-003", "Pelatihan Kepemimpinan Pengawas", "Pelatihan struktural kepemimpinan", "PKP", _D(2026, 5, 4), 110,
           901, 12, 5, 122_500_000, "BPSDM Provinsi", 0.98, 0, 0, 0, lambda p: p.post.kind == "Pengawas"),
    Course("A26-04", WORKS, "Layanan Kesehatan Dasar Gelombang I", "Pelatihan teknis", "Teknis", _D(2026, 3, 9), 4, 32, 8, 30,
           96_000_000, "Aula Dinas Kesehatan", 0.94, 16, 7, 0.95, _nurse(units.PUSKESMAS[0])),
    Course("A26-05", WORKS, "Layanan Kesehatan Dasar Gelombang II", "Pelatihan teknis", "Teknis", _D(2026, 3, 30), 4, 32, 8, 30,
           96_000_000, "Aula Dinas Kesehatan", 0.96, 15, 7, 0.95, _nurse(units.PUSKESMAS[2])),
    Course("A26-06", "BK-011", "Komunikasi Efektif Pelayanan Kesehatan", "Workshop/lokakarya", "Sosial Kultural", _D(2026, 5, 18), 2, 10,
           4, 30, 42_000_000, "Ruang Rapat RSUD", 0.91, 2.5, 9, 0.5,
           lambda p: p.office == units.RSUD and p.post.kind == "Fungsional" and p.kind in ("PNS", "PPPK")),
    Course("A26-07", "BK-012", "Layanan Digital untuk Petugas Pelayanan", "Bimbingan teknis", "Teknis", _D(2026, 6, 8), 3, 24, 6, 25,
           58_000_000, "Laboratorium Komputer Dinas Kominfo", 1.09, 3, 10, 0.75,
           _in("Kecamatan Sibolga Utara", "Kecamatan Sibolga Sambas", units.KOMINFO)),
    Course("A26-08", "BK-013", "Literasi Digital", "E-learning", "Teknis", _D(2026, 2, 9), 4, 12, 4, 80, 12_000_000, "Daring", 0.61,
           4, 9, 0.6, lambda p: p.kind in ("PNS", "PPPK") and p.unit.kind in ("sekolah", "kantor")),
    Course("A26-09", WORKS_NOT, "Pelayanan Publik Prima Angkatan I", "Bimbingan teknis", "Teknis", _D(2026, 3, 16), 3, 20, 6, 35,
           52_000_000, "Aula BKPSDM", 0.98, 0.3, 7, 0.92, _desk),
    Course("A26-10", WORKS_NOT, "Pelayanan Publik Prima Angkatan II", "Bimbingan teknis", "Teknis", _D(2026, 4, 20), 3, 20, 6, 35,
           52_000_000, "Aula BKPSDM", 0.95, 0.1, 7, 0.92, _desk),
    Course("A26-11", "BK-016", "Pengelolaan Keuangan Daerah", "Bimbingan teknis", "Teknis", _D(2026, 3, 24), 4, 30, 8, 30, 74_000_000,
           "Aula BPKPAD", 0.99, 2, 8, 0.6,
           _in("Badan Pengelolaan Keuangan, Pendapatan dan Aset Daerah", "Inspektorat")),
    Course("A26-12", CANNOT_TELL, "Pengadaan Barang/Jasa Tingkat Dasar", "Pelatihan teknis", "Teknis", _D(2026, 8, 10), 5, 40, 10, 20,
           104_000_000, "BPSDM Provinsi", 0.93, 6, 8, 0.2,
           _in(units.SETDA, "Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas Perumahan, Kawasan Permukiman dan Lingkungan Hidup")),
    Course("A26-13", "BK-018", "Integritas dan Etika ASN", "Pelatihan sosial kultural", "Sosial Kultural", _D(2026, 9, 14), 2, 16, 4, 45,
           38_000_000, "Aula BKPSDM", 0.9, 1, 7, 0.7,
           _in("Satuan Polisi Pamong Praja dan Pemadam Kebakaran", units.DISHUB, "Sekretariat DPRD")),
)


def batches(people: list[Person], rng: Random) -> list[Batch]:
    """All batches with participants and attendance: some miss sessions, some never come.

    Nobody comes twice to one activity, and no PPPK is sent beyond 24 JP.
    """
    taken: set[tuple[str, str]] = set()
    hours: dict[str, int] = defaultdict(int)
    made = []
    for course in COURSES:
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
    rows: list[list[Cell]] = [
        [b.course.code, p.nip, p.name, *["H" if here else "T" for here in b.present[p.nip]], *[None] * (most - b.course.sessions)]
        for b in made for p in b.people
    ]
    headers = ("Kode Angkatan", "NIP", "Nama", *sessions)
    return sheet("11_kehadiran.xlsx", "Daftar Hadir", headers, rows, value_columns=sessions)


def payment_sheet(made: list[Batch], rng: Random) -> Sheet:
    """12: payments per batch; one batch spends far less than planned, one more."""
    goods, travel, fees = "Belanja Barang dan Jasa", "Belanja Perjalanan Dinas", "Belanja Honorarium"
    items = (("Honorarium narasumber", fees, 0.30), ("Konsumsi peserta", goods, 0.24), ("Bahan dan perlengkapan", goods, 0.12),
             ("Sewa dan jasa penyelenggaraan", goods, 0.16), ("Perjalanan dinas", travel, 0.18))
    seats = (("Kontribusi penyelenggaraan", goods, 0.76), ("Perjalanan dinas peserta", travel, 0.24))
    rows: list[list[Cell]] = []
    for b in made:
        total = b.course.budget * b.course.spent
        for text, kind, share in (seats if b.course.place == "BPSDM Provinsi" else items):
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
        both = set(p.nip for p in rng.sample(came, max(4, round(len(came) * b.course.tested))))
        noise = _centred(len(both), b.course.spread, rng)
        for p in came:
            before = round(max(20, min(80, rng.gauss(60, 9))), 1)
            after = round(before + b.course.gain + noise.pop(), 1) if p.nip in both else None
            rows.append([b.course.code, p.nip, p.name, before, None if after is None else min(100.0, max(0.0, after))])
    headers = ("Kode Angkatan", "NIP", "Nama", *columns)
    return sheet("14_evaluasi_belajar.xlsx", "Nilai", headers, rows, value_columns=columns)


def _centred(number: int, spread: float, rng: Random) -> list[float]:
    drawn = [rng.gauss(0, spread) for _ in range(number)]
    mean = sum(drawn) / number
    return [value - mean for value in drawn]
