"""What can people really do (the planted truth), and what little of it did assessments and superiors write down?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet

GENERAL = (
    "Integritas", "Kerja Sama", "Komunikasi", "Orientasi pada Hasil", "Pelayanan Publik",
    "Pengembangan Diri dan Orang Lain", "Mengelola Perubahan", "Pengambilan Keputusan", "Perekat Bangsa",
)
HEALTH, DIGITAL, TEACHING = "Layanan Kesehatan Dasar", "Layanan Digital", "Pembelajaran Berpusat pada Murid"
MONEY = "Pengelolaan Keuangan Daerah"
ASSESSED = tuple(name for name in GENERAL if name != "Mengelola Perubahan")
_USUAL_SURPLUS, _PERSON_SD, _RATER_SD, _TRAINING_EFFECT = 0.35, 0.35, 0.30, 0.55
_PEOPLE_RATED = 0.97


class Skills(NamedTuple):
    """What is an agency's own about what its people can do, and who was measured.

    ``technical`` are the technical competencies that a person's post asks for; ``gap`` is the mean shortfall planted
    for a person (missing: none); ``planted`` the needs to find by perangkat daerah; ``trained`` the competency that the
    activity that works improves; ``columns`` the technical columns of the superiors' form, which the offices of
    ``rated`` and a part of the schools returned.
    """

    city: str
    technical: Callable[[Person], tuple[str, ...]]
    gap: Callable[[Person, str], float | None]
    planted: tuple[tuple[str, str], ...]
    trained: str
    columns: tuple[str, ...]
    rated: frozenset[str]
    schools_rated: float = 0.80
    officers_assessed: float = 0.65
    experts_assessed: float = 0.012

    def concerns(self, person: Person) -> tuple[str, ...]:
        """The competencies that the person's post asks for."""
        return GENERAL + self.technical(person)


class Truth(NamedTuple):
    """True level of every person (by NIP) in every competency that concerns the post."""

    levels: dict[str, dict[str, float]]

    def gap(self, person: Person, competency: str) -> float:
        """How far the person is below the level of the post (0: not below)."""
        return max(0.0, required(person, competency) - self.levels[person.nip][competency])


def required(person: Person, competency: str) -> int:
    """The level that the post asks for, as the shipped standards (data/reference) have it."""
    if competency == DIGITAL:
        return 3 if person.level >= 3 and person.post.jenjang != "Penyelia" else 2
    if competency in (HEALTH, TEACHING, MONEY) and person.post.jenjang == "Terampil":
        return 2
    if competency == MONEY and person.post.jenjang == "JPT Pratama":
        return 3
    return person.level


def truth(people: list[Person], trained: set[str], *, skills: Skills, rng: Random) -> Truth:
    """Draw everybody's true levels; `trained` are the NIP of those whom the activity that works has reached."""
    return Truth({
        person.nip: {
            name: _level(required(person, name) - _shortfall(person, name, trained=trained, skills=skills), rng)
            for name in skills.concerns(person)
        } for person in people
    })


def _level(mean: float, rng: Random) -> float:
    return min(5.0, max(0.0, mean + rng.gauss(0, _PERSON_SD)))


def _shortfall(person: Person, competency: str, *, trained: set[str], skills: Skills) -> float:
    """Mean shortfall; without a planted gap people are somewhat above their standard."""
    gap = skills.gap(person, competency)
    better = _TRAINING_EFFECT if competency == skills.trained and person.nip in trained else 0
    return (-_USUAL_SURPLUS if gap is None else gap) - better


def planted(people: list[Person], real: Truth, skills: Skills) -> list[dict[str, str | float | int | bool]]:
    """The needs to find: per perangkat daerah and competency the true mean gap of those whom it concerns."""
    rows = []
    for office, name in skills.planted:
        own = [p for p in people if p.office == office and name in skills.concerns(p)]
        gaps = [real.gap(p, name) for p in own]
        rows.append({
            "perangkat_daerah": office, "kompetensi": name, "kesenjangan": round(sum(gaps) / len(gaps), 2),
            "jumlah_asn": len(gaps),
            "terukur": office in skills.rated or any(p.unit.kind == "sekolah" for p in own),
        })
    return rows


def superior_ratings(people: list[Person], real: Truth, *, skills: Skills, rng: Random) -> Sheet:
    """04: half-step ratings by the superior, for the offices that returned the form and most schools."""
    schools = sorted({p.unit.name for p in people if p.unit.kind == "sekolah"})
    returned = set(rng.sample(schools, round(len(schools) * skills.schools_rated)))
    columns = (*GENERAL, *skills.columns)
    bias = {name: rng.gauss(0, 0.06) for name in sorted({p.unit.name for p in people})}
    rows = []
    for person in people:
        asked = person.office in skills.rated or person.unit.name in returned
        if not asked or rng.random() > _PEOPLE_RATED:
            continue
        day = dt.date(2026, 7, 6) + dt.timedelta(days=rng.randint(0, 75))
        shift = bias[person.unit.name]
        levels = real.levels[person.nip]
        scores: list[Cell] = [_rated(levels[name] + shift, rng) if name in levels else None for name in columns]
        rows.append([person.nip, person.name, person.unit.name, day, *scores])
    headers = ("NIP", "Nama", "Unit Kerja", "Tanggal Penilaian", *columns)
    titles = (f"PENILAIAN KOMPETENSI OLEH ATASAN LANGSUNG TAHUN 2026 - {NOTICE}",)
    return sheet("04_penilaian_atasan.xlsx", "Penilaian", headers, rows, titles=titles, value_columns=columns)


def _rated(level: float, rng: Random) -> float:
    return min(5.0, max(0.0, round(2 * (level + rng.gauss(0, _RATER_SD))) / 2))


def assessments(people: list[Person], real: Truth, *, skills: Skills, rng: Random) -> Sheet:
    """03: the assessment centre's recap: few people, eight of nine competencies, decimal commas as text."""
    officers = [p for p in people if p.structural]
    experts = [p for p in people if p.post.jenjang in ("Ahli Muda", "Ahli Madya")]
    chosen = rng.sample(officers, round(len(officers) * skills.officers_assessed))
    chosen += rng.sample(experts, round(len(people) * skills.experts_assessed))
    days = (dt.date(2022, 9, 14), dt.date(2023, 5, 23), dt.date(2024, 8, 7), dt.date(2025, 6, 18))
    rows = [
        [number, *_assessed(person, real, rng.choices(days, weights=(15, 15, 35, 35))[0], rng)]
        for number, person in enumerate(chosen, start=1)
    ]
    headers = ("No", "NIP", "Nama", "Jabatan", "Perangkat Daerah", *ASSESSED, "Total", "JPM (%)", "Tanggal Asesmen",
               "Saran Pengembangan")
    titles = (f"REKAPITULASI HASIL PENILAIAN KOMPETENSI PEMERINTAH {skills.city.upper()}", NOTICE)
    return sheet("03_hasil_asesmen.xlsx", "Rekap Asesmen", headers, rows, titles=titles, value_columns=ASSESSED)


def _assessed(person: Person, real: Truth, day: dt.date, rng: Random) -> list[Cell]:
    levels = real.levels[person.nip]
    scores = [round(min(5.0, max(0.5, levels[name] + rng.gauss(0, 0.2))), 2) for name in ASSESSED]
    weakest = ASSESSED[min(range(len(scores)), key=lambda i: (scores[i], i))]
    total = sum(scores)
    ratio = min(100.0, 100 * total / (person.level * len(scores)))
    return [
        person.nip, person.name, person.post.name, person.office, *[comma(score) for score in scores], comma(total),
        comma(ratio), day, f"Pengembangan {weakest}",
    ]


def comma(value: float) -> str:
    """Two decimals with a decimal comma, as text."""
    return f"{value:.2f}".replace(".", ",")
