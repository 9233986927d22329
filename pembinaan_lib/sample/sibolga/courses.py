"""Which batches does Kota Sibolga deliver in the running year? One works, one changes nothing, one cannot be judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pembinaan_lib.sample.courses import AWAY, Course
from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sibolga import units

WORKS, WORKS_NOT, CANNOT_TELL = "BK-010", "BK-014", "BK-017"


def _in(*offices: str) -> Callable[[Person], bool]:
    return lambda p: p.kind == "PNS" and p.office in offices


def _health_worker(unit: str) -> Callable[[Person], bool]:
    return lambda p: p.unit.name == unit and p.post.kind == "Fungsional" and p.kind == "PNS"


def _hospital(p: Person) -> bool:
    return p.office == units.RSUD and p.post.kind == "Fungsional" and p.kind in ("PNS", "PPPK")


def _online(p: Person) -> bool:
    return p.kind in ("PNS", "PPPK") and p.unit.kind in ("sekolah", "kantor")


def _counter(p: Person) -> bool:
    counters = (units.DUKCAPIL, units.BKPSDM, "Dinas Sosial dan Tenaga Kerja", units.DISHUB, units.SETDA)
    return p.kind in ("PNS", "PPPK") and p.office in counters and not p.structural


_DIGITAL = _in("Kecamatan Sibolga Utara", "Kecamatan Sibolga Sambas", units.KOMINFO)
_MONEY = _in("Badan Pengelolaan Keuangan, Pendapatan dan Aset Daerah", "Inspektorat")
_BUYERS = _in(units.SETDA, "Dinas Pekerjaan Umum dan Penataan Ruang",
              "Dinas Perumahan, Kawasan Permukiman dan Lingkungan Hidup")
_FIELD = _in("Satuan Polisi Pamong Praja dan Pemadam Kebakaran", units.DISHUB, "Sekretariat DPRD")
_D = dt.date
COURSES = (
    Course("A26-01", "BK-001", "Latsar CPNS Golongan III Angkatan I", "Pelatihan lainnya", "Latsar",
           _D(2026, 4, 6), 110, 647, 12, 30, 217_800_000, AWAY,
           lambda p: p.kind == "CPNS" and p.start.year == 2025, spent=0.97, gain=7, tested=0.95),
    Course("A26-02", "BK-002", "Pelatihan Kepemimpinan Administrator", "Pelatihan struktural kepemimpinan", "PKA",
           _D(2026, 3, 2), 120, 908, 12, 3, 82_500_000, AWAY, lambda p: p.post.kind == "Administrator", spent=1.0),
    Course("A26-03", "BK-003", "Pelatihan Kepemimpinan Pengawas", "Pelatihan struktural kepemimpinan", "PKP",
           _D(2026, 5, 4), 110, 901, 12, 5, 122_500_000, AWAY, lambda p: p.post.kind == "Pengawas", spent=0.98),
    Course("A26-04", WORKS, "Layanan Kesehatan Dasar Gelombang I", "Pelatihan teknis", "Teknis",
           _D(2026, 3, 9), 4, 32, 8, 30, 96_000_000, "Aula Dinas Kesehatan",
           _health_worker(units.PUSKESMAS[0]), spent=0.94, gain=16, spread=7, tested=0.95),
    Course("A26-05", WORKS, "Layanan Kesehatan Dasar Gelombang II", "Pelatihan teknis", "Teknis",
           _D(2026, 3, 30), 4, 32, 8, 30, 96_000_000, "Aula Dinas Kesehatan",
           _health_worker(units.PUSKESMAS[2]), spent=0.96, gain=15, spread=7, tested=0.95),
    Course("A26-06", "BK-011", "Komunikasi Efektif Pelayanan Kesehatan", "Workshop/lokakarya", "Sosial Kultural",
           _D(2026, 5, 18), 2, 10, 4, 30, 42_000_000, "Ruang Rapat RSUD", _hospital,
           spent=0.91, gain=2.5, spread=9, tested=0.5),
    Course("A26-07", "BK-012", "Layanan Digital untuk Petugas Pelayanan", "Bimbingan teknis", "Teknis",
           _D(2026, 6, 8), 3, 24, 6, 25, 58_000_000, "Laboratorium Komputer Dinas Kominfo", _DIGITAL,
           spent=1.09, gain=3, spread=10, tested=0.75),
    Course("A26-08", "BK-013", "Literasi Digital", "E-learning", "Teknis",
           _D(2026, 2, 9), 4, 12, 4, 80, 12_000_000, "Daring", _online, spent=0.61, gain=4, spread=9, tested=0.6),
    Course("A26-09", WORKS_NOT, "Pelayanan Publik Prima Angkatan I", "Bimbingan teknis", "Teknis",
           _D(2026, 3, 16), 3, 20, 6, 35, 52_000_000, "Aula BKPSDM", _counter,
           spent=0.98, gain=0.3, spread=7, tested=0.92),
    Course("A26-10", WORKS_NOT, "Pelayanan Publik Prima Angkatan II", "Bimbingan teknis", "Teknis",
           _D(2026, 4, 20), 3, 20, 6, 35, 52_000_000, "Aula BKPSDM", _counter,
           spent=0.95, gain=0.1, spread=7, tested=0.92),
    Course("A26-11", "BK-016", "Pengelolaan Keuangan Daerah", "Bimbingan teknis", "Teknis",
           _D(2026, 3, 24), 4, 30, 8, 30, 74_000_000, "Aula BPKPAD", _MONEY, spent=0.99, gain=2, tested=0.6),
    Course("A26-12", CANNOT_TELL, "Pengadaan Barang/Jasa Tingkat Dasar", "Pelatihan teknis", "Teknis",
           _D(2026, 8, 10), 5, 40, 10, 20, 104_000_000, AWAY, _BUYERS, spent=0.93, gain=6, spread=12, tested=0.2),
    Course("A26-13", "BK-018", "Integritas dan Etika ASN", "Pelatihan sosial kultural", "Sosial Kultural",
           _D(2026, 9, 14), 2, 16, 4, 45, 38_000_000, "Aula BKPSDM", _FIELD, spent=0.9, gain=1, spread=7, tested=0.7),
)
