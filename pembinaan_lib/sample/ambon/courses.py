"""Which batches does Kota Ambon deliver in the running year? One works, one changes nothing, one cannot be judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pembinaan_lib.sample.ambon import units
from pembinaan_lib.sample.courses import AWAY, Course
from pembinaan_lib.sample.people import Person

WORKS, WORKS_NOT, CANNOT_TELL = "BK-019", "BK-026", "BK-039"
_CLASSROOM = "Ruang praktik SMP Negeri 6 Ambon"


def _teachers(*schools: str) -> Callable[[Person], bool]:
    return lambda p: p.unit.name in schools and p.post.kind == "Fungsional" and p.kind == "PNS"


def _desk(p: Person) -> bool:
    return p.office in (units.DUKCAPIL, units.DPMPTSP, units.KOMINFO) and p.kind in ("PNS", "PPPK")


def _planners(p: Person) -> bool:
    offices = (units.SETDA, units.BKPSDM, units.PUPR, units.DISHUB, units.INDAG)
    return p.kind == "PNS" and p.office in offices and not p.structural


COURSES = (
    Course("B26-01", "BK-001", "Latsar CPNS Golongan III Angkatan I", "Pelatihan lainnya", "Latsar",
           date(2026, 4, 6), 110, 647, 12, 40, 280_000_000, AWAY,
           lambda p: p.kind == "CPNS" and p.start.year == 2025, spent=0.97, gain=8, tested=0.95),
    Course("B26-02", "BK-002", "Pelatihan Kepemimpinan Administrator", "Pelatihan struktural kepemimpinan", "PKA",
           date(2026, 3, 2), 120, 908, 12, 5, 137_500_000, AWAY, lambda p: p.post.kind == "Administrator", spent=1.0),
    Course("B26-03", "BK-003", "Pelatihan Kepemimpinan Pengawas", "Pelatihan struktural kepemimpinan", "PKP",
           date(2026, 5, 4), 110, 901, 12, 6, 147_000_000, AWAY, lambda p: p.post.kind == "Pengawas", spent=0.98),
    Course("B26-04", WORKS, "Pembelajaran Berpusat pada Murid Gelombang I", "Pelatihan teknis", "Teknis",
           date(2026, 3, 9), 4, 32, 8, 30, 88_000_000, _CLASSROOM,
           _teachers(units.TRAINED_SCHOOL, "SD Negeri 6 Ambon"), spent=0.95, gain=14, spread=7, tested=0.95),
    Course("B26-05", WORKS, "Pembelajaran Berpusat pada Murid Gelombang II", "Pelatihan teknis", "Teknis",
           date(2026, 3, 30), 4, 32, 8, 30, 88_000_000, _CLASSROOM,
           _teachers("SMP Negeri 2 Ambon", "SD Negeri 2 Ambon"), spent=0.93, gain=13, spread=7, tested=0.95),
    Course("B26-06", WORKS_NOT, "Menyusun Target Kinerja Angkatan I", "Workshop/lokakarya", "Manajerial",
           date(2026, 2, 16), 2, 10, 4, 40, 34_000_000, "Aula BKPSDM", _planners, spent=0.97, gain=0.2, spread=7,
           tested=0.93),
    Course("B26-07", WORKS_NOT, "Menyusun Target Kinerja Angkatan II", "Workshop/lokakarya", "Manajerial",
           date(2026, 6, 15), 2, 10, 4, 40, 34_000_000, "Aula BKPSDM", _planners, spent=0.96, gain=0.1, spread=7,
           tested=0.93),
    Course("B26-08", "BK-012", "Layanan Digital untuk Petugas Pelayanan", "Bimbingan teknis", "Teknis",
           date(2026, 7, 6), 3, 24, 6, 25, 60_000_000, "Laboratorium Komputer Dinas Kominfo", _desk, spent=0.88, gain=4,
           spread=10, tested=0.7),
    Course("B26-09", CANNOT_TELL, "Kursus Analisis Data", "Kursus", "Teknis",
           date(2026, 8, 10), 4, 30, 8, 18, 81_000_000, AWAY, _planners, spent=0.92, gain=5, spread=12, tested=0.2),
)
