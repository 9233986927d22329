"""What else is known about a few people: measures of discipline, learning on sector platforms, potential, next posts.

Planted: more measures in the office about whose conduct citizens complain. Credits of platforms are never JP.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet

_MEASURES = {
    "R": ("Teguran lisan", "Teguran tertulis", "Pernyataan tidak puas secara tertulis"),
    "S": ("Pemotongan tunjangan kinerja 25% selama 6 bulan", "Pemotongan tunjangan kinerja 25% selama 9 bulan"),
    "B": ("Penurunan jabatan setingkat lebih rendah selama 12 bulan",),
}
_REASONS = {"R": "Terlambat masuk kerja", "S": "Tidak masuk kerja tanpa keterangan",
            "B": "Tidak menaati ketentuan jam kerja"}
_TERMS = {"R": (0, 0), "S": (0, 9), "B": (1, 0)}
_SCHOOL = ("Ruang GTK", ("Perencanaan Pembelajaran", "Asesmen Awal", "Disiplin Positif", "Pembelajaran Berdiferensiasi",
                         "Literasi Numerasi", "Refleksi Guru"))
_CLINIC = ("Plataran Sehat", ("Tata Laksana Hipertensi", "Pencegahan Infeksi", "Komunikasi Efektif Nakes",
                              "Kesehatan Ibu dan Anak", "Imunisasi Rutin", "Keselamatan Pasien"))
_NEXT = {"Pengawas": ("Administrator", "Kepala Bidang"), "Administrator": ("JPT Pratama", "Kepala Dinas"),
         "Ahli Muda": ("Ahli Madya", ""), "Ahli Pertama": ("Ahli Muda", "")}


def discipline(people: list[Person], conduct_office: str, rng: Random) -> Sheet:
    """23: measures of three years as SIASN exports them (``rw_hukdis``)."""
    own = [p for p in people if p.office == conduct_office and p.kind == "PNS"]
    rest = [p for p in people if p.office != conduct_office and p.kind == "PNS"]
    chosen = [*rng.sample(own, min(5, len(own))), *rng.sample(rest, min(9, len(rest)))]
    rows = [_measure(person, rng) for person in chosen]
    rng.shuffle(rows)
    headers = (
        "NIP BARU", "NAMA", "JENIS HUKUMAN NAMA", "JENIS TINGKAT HUKUMAN ID", "HUKUMAN TANGGAL", "MASA TAHUN",
        "MASA BULAN", "AKHIR HUKUM TANGGAL", "ALASAN HUKUMAN DISIPLIN NAMA", "NOMOR PP", "SK NOMOR", "SK TANGGAL",
    )
    titles = ("RIWAYAT HUKUMAN DISIPLIN", f"{NOTICE}; TERBATAS")
    return sheet("23_disiplin.xlsx", "RW_HUKDIS", headers, rows, titles=titles)


def _measure(person: Person, rng: Random) -> list[Cell]:
    level = rng.choices("RSB", weights=(7, 4, 1))[0]
    start = dt.date(rng.choice((2024, 2025, 2025, 2026)), rng.randint(1, 10), 1)
    years, months = _TERMS[level]
    end = _later(start, 12 * years + months or 6)
    return [
        person.nip, person.name, rng.choice(_MEASURES[level]), level, f"{start:%d-%m-%Y}", str(years), str(months),
        f"{end:%d-%m-%Y}", _REASONS[level], "PP 94 Tahun 2021", f"800.1.6/{rng.randint(100, 999)}/{start.year}",
        f"{start:%d-%m-%Y}",
    ]


def _later(day: dt.date, months: int) -> dt.date:
    count = day.month - 1 + months
    return dt.date(day.year + count // 12, count % 12 + 1, day.day)


def sector_learning(people: list[Person], rng: Random) -> Sheet:
    """24: what teachers and health workers learned on their platforms in 2025 and 2026, with the platforms' credits."""
    rows: list[list[Cell]] = []
    for person in people:
        school = person.unit.kind == "sekolah"
        health = person.unit.kind in ("puskesmas", "rsud") and person.post.kind == "Fungsional"
        if not (school or health) or rng.random() > 0.24:
            continue
        platform, topics = _SCHOOL if school else _CLINIC
        for topic in rng.sample(topics, rng.choices((1, 2, 3), weights=(5, 3, 2))[0]):
            start = dt.date(rng.choice((2025, 2026)), rng.randint(1, 10), rng.randint(1, 24))
            finished = start + dt.timedelta(days=rng.randint(1, 20)) if rng.random() < 0.8 else None
            credit = None if finished is None else rng.choice((1.0, 2.0, 4.0)) if health else rng.choice((8, 16, 32))
            rows.append([person.nip, person.name, platform, topic, start, finished, credit])
    headers = ("NIP", "Nama", "Nama Platform", "Judul Pelatihan", "Tanggal Mulai", "Tanggal Selesai", "Poin")
    titles = ("REKAP BELAJAR MANDIRI PLATFORM GURU DAN NAKES (POIN PLATFORM, BUKAN JP)", NOTICE)
    return sheet("24_belajar_sektor.xlsx", "Rekap platform", headers, rows, titles=titles)


def potential(people: list[Person], rng: Random) -> Sheet:
    """26: potential of a few officers, as the assessment centre reported it."""
    officers = [p for p in people if p.post.kind in ("Administrator", "Pengawas")]
    rows: list[list[Cell]] = []
    for person in rng.sample(officers, min(48, len(officers))):
        score = round(max(35.0, min(97.0, rng.gauss(71, 11))), 1)
        kind = "Tinggi" if score >= 80 else "Menengah" if score >= 60 else "Rendah"
        rows.append([person.nip, person.name, rng.choice((dt.date(2024, 8, 7), dt.date(2025, 6, 18))), score, kind])
    headers = ("NIP", "Nama", "Tanggal Asesmen", "Skor Potensi", "Kategori Potensi")
    return sheet("26_potensi.xlsx", "Potensi", headers, rows, titles=("REKAP POTENSI PEJABAT", NOTICE))


def next_posts(people: list[Person], rng: Random) -> Sheet:
    """27: the post that a few are prepared for, from the talent committee's minutes."""
    fit = [p for p in people if p.kind == "PNS" and p.post.jenjang in _NEXT and p.unit.kind != "sekolah"]
    officers = [p for p in fit if p.structural]
    experts = [p for p in fit if not p.structural]
    chosen = [*rng.sample(officers, min(18, len(officers))), *rng.sample(experts, min(8, len(experts)))]
    rows: list[list[Cell]] = []
    for person in chosen:
        level, post = _NEXT[person.post.jenjang]
        name = post or f"{person.post.name.removesuffix(person.post.jenjang).strip()} {level}"
        rows.append([person.nip, person.name, level, name, person.unit.urusan])
    headers = ("NIP", "Nama", "Jenjang Dituju", "Jabatan yang Dituju", "Urusan Jabatan Dituju")
    titles = ("RENCANA SUKSESI (HASIL KOMITE TALENTA)", f"{NOTICE}; TERBATAS")
    return sheet("27_jabatan_dituju.xlsx", "Suksesi", headers, rows, titles=titles)
