"""What posts are there, and which level, grade, education and pension age go with each?"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from pembinaan_lib.sample.units import Unit


class Post(NamedTuple):
    """A post: kind of post, jenjang and printed name."""

    kind: str
    jenjang: str
    name: str


LEVELS = {
    "JPT Pratama": 4, "Administrator": 3, "Pengawas": 2, "Ahli Utama": 5, "Ahli Madya": 4, "Ahli Muda": 3,
    "Ahli Pertama": 2, "Penyelia": 3, "Mahir": 2, "Terampil": 1, "Pemula": 1, "Pelaksana": 1,
}
YOUNGEST = {
    "JPT Pratama": 44, "Administrator": 36, "Pengawas": 31, "Ahli Madya": 42, "Ahli Muda": 33, "Ahli Pertama": 27,
    "Penyelia": 40, "Mahir": 31, "Terampil": 26,
}
SKILLED = ("Penyelia", "Mahir", "Terampil", "Pemula")
_HEALTH = (
    ("Perawat", 0.42, 34), ("Bidan", 0.48, 26), ("Dokter", 0, 8), ("Apoteker", 0, 3), ("Asisten Apoteker", 1, 5),
    ("Pranata Laboratorium Kesehatan", 0.8, 5), ("Tenaga Sanitasi Lingkungan", 0.5, 4), ("Nutrisionis", 0.5, 4),
    ("Tenaga Promosi Kesehatan dan Ilmu Perilaku", 0, 4), ("Perekam Medis", 0.9, 4), ("Dokter Gigi", 0, 3),
)
_OFFICE = (
    ("Analis Sumber Daya Manusia Aparatur", 0, 8), ("Perencana", 0, 8), ("Pranata Komputer", 0.3, 9),
    ("Analis Kebijakan", 0, 12), ("Arsiparis", 0.5, 7), ("Pranata Hubungan Masyarakat", 0.2, 6),
    ("Penata Kelola Pemerintahan", 0, 8), ("Analis Keuangan Pusat dan Daerah", 0, 7),
    ("Pengelola Pengadaan Barang/Jasa", 0, 5), ("Penata Kelola Penanaman Modal", 0, 4),
    ("Administrator Database Kependudukan", 0, 4),
)
_DESK = (
    "Penata Layanan Operasional", "Pengadministrasi Perkantoran", "Operator Layanan Operasional",
    "Pengelola Layanan Operasional", "Pengolah Data dan Informasi", "Penelaah Teknis Kebijakan",
)
_CHIEFS = {
    "Sekretariat Daerah": "Asisten Sekretaris Daerah", "Sekretariat DPRD": "Sekretaris DPRD",
    "Inspektorat": "Inspektur",
}
_HEADS = {
    "JPT": ("JPT Pratama", "Kepala"), "Administrator": ("Administrator", "Kepala Bidang"),
    "Pengawas": ("Pengawas", "Kepala Subbagian"),
}


def post(unit: Unit, kind: str, employment: str, rng: Random) -> Post:
    """The post of one seat in a unit."""
    if kind in _HEADS:
        jenjang, title = _HEADS[kind]
        return Post(kind, jenjang, _head_title(unit, kind, title))
    if kind == "Pelaksana":
        return Post(kind, "Pelaksana", rng.choice(_DESK))
    if unit.kind == "sekolah":
        return _expert("Guru", employment, rng)
    health = unit.kind in ("puskesmas", "rsud") or (unit.urusan == "Kesehatan" and rng.random() < 0.3)
    table = _HEALTH if health else _OFFICE
    name, skilled, _weight = rng.choices(table, weights=[row[2] for row in table])[0]
    if rng.random() < skilled:
        return _skilled(name, employment, rng)
    return _expert(name, employment, rng)


def _head_title(unit: Unit, kind: str, title: str) -> str:
    if unit.name.startswith("Kelurahan"):
        return f"Lurah {unit.name.removeprefix('Kelurahan ')}"
    if unit.name.startswith("Kecamatan"):
        return f"Camat {unit.place}" if kind == "Administrator" else f"Kepala Seksi {unit.name}"
    if unit.name.startswith("Bagian"):
        return f"Kepala {unit.name}"
    return _CHIEFS.get(unit.office, f"{title} {unit.office}") if kind == "JPT" else f"{title} pada {unit.office}"


def _expert(name: str, employment: str, rng: Random) -> Post:
    jenjang = "Ahli Pertama"
    if employment == "PNS":
        jenjang = rng.choices(("Ahli Pertama", "Ahli Muda", "Ahli Madya"), weights=(36, 44, 20))[0]
    return Post("Fungsional", jenjang, f"{name} {jenjang}")


def _skilled(name: str, employment: str, rng: Random) -> Post:
    jenjang = "Terampil"
    if employment == "PNS":
        jenjang = rng.choices(("Terampil", "Mahir", "Penyelia"), weights=(35, 40, 25))[0]
    return Post("Fungsional", jenjang, f"{name} {jenjang}")


def pension_age(held: Post) -> int:
    """Pension age in years of the post; teachers retire at 60."""
    return 60 if held.kind == "JPT" or held.jenjang == "Ahli Madya" or held.name.startswith("Guru") else 58


def education(held: Post, employment: str, rng: Random) -> str:
    """Level of education, mixed so that the agency as a whole resembles the national mix."""
    if held.jenjang in SKILLED:
        return "D-III" if rng.random() < 0.93 else "D-II/D-I"
    if held.kind == "Pelaksana":
        if employment == "CPNS":
            return rng.choice(("D-III", "S-1/D-IV"))
        choices = (("S-1/D-IV", 41), ("D-III", 8), ("SLTA", 47), ("di bawah SLTA", 3), ("S-2", 1))
    elif employment != "PNS" or held.jenjang == "Ahli Pertama":
        choices = (("S-1/D-IV", 96), ("S-2", 4))
    elif held.jenjang in ("JPT Pratama", "Ahli Madya"):
        choices = (("S-1/D-IV", 48), ("S-2", 44), ("S-3", 8))
    else:
        choices = (("S-1/D-IV", 77), ("S-2", 22), ("S-3", 1))
    return rng.choices([name for name, _ in choices], weights=[weight for _, weight in choices])[0]


def grade(held: Post, employment: str, taught: str, years: int) -> str:
    """Golongan: PPPK by education, PNS by jenjang or, for pelaksana, by education and years of service."""
    if employment.startswith("PPPK"):
        return {"di bawah SLTA": "IV", "SLTA": "V", "D-II/D-I": "VI", "D-III": "VII", "S-2": "X"}.get(taught, "IX")
    steps = max(0, min(3, years // 4))
    bands = {
        "JPT Pratama": ("IV/b", "IV/b", "IV/c", "IV/c"), "Administrator": ("III/d", "III/d", "IV/a", "IV/b"),
        "Pengawas": ("III/b", "III/c", "III/c", "III/d"), "Ahli Madya": ("IV/a", "IV/a", "IV/a", "IV/b"),
        "Ahli Muda": ("III/c", "III/c", "III/d", "III/d"), "Ahli Pertama": ("III/a", "III/a", "III/b", "III/b"),
        "Penyelia": ("III/c", "III/c", "III/d", "III/d"), "Mahir": ("III/a", "III/a", "III/b", "III/b"),
        "Terampil": ("II/c", "II/c", "II/d", "II/d"),
    }
    by_school = {
        "di bawah SLTA": ("I/c", "I/d", "II/a", "II/b"), "SLTA": ("II/a", "II/b", "II/d", "III/b"),
        "D-III": ("II/c", "II/d", "III/a", "III/b"),
    }
    return bands.get(held.jenjang, by_school.get(taught, ("III/a", "III/b", "III/c", "III/d")))[steps]
