"""What can people really do (the planted truth), and what little of it did assessments and superiors write down?"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import NamedTuple

from pembinaan_lib.sample import units
from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet

GENERAL = (
    "Integritas", "Kerja Sama", "Komunikasi", "Orientasi pada Hasil", "Pelayanan Publik",
    "Pengembangan Diri dan Orang Lain", "Mengelola Perubahan", "Pengambilan Keputusan", "Perekat Bangsa",
)
HEALTH, DIGITAL, TEACHING = "Layanan Kesehatan Dasar", "Layanan Digital", "Pembelajaran Berpusat pada Murid"
ASSESSED = tuple(name for name in GENERAL if name != "Mengelola Perubahan")
_USUAL_SURPLUS, _PERSON_SD, _RATER_SD, _TRAINING_EFFECT = 0.35, 0.35, 0.30, 0.55
_RATED_OFFICES = {
    units.DINKES, units.RSUD, units.DPMPTSP, units.DUKCAPIL, units.KOMINFO, "Kecamatan Sibolga Kota",
    "Kecamatan Sibolga Selatan",
}
_DIGITAL_GAP = {units.DPMPTSP: 0.9, units.DUKCAPIL: 1.0, **dict.fromkeys(units.KECAMATAN, 0.9)}
_SCHOOLS_RATED, _PEOPLE_RATED, _OFFICERS_ASSESSED, _EXPERTS_ASSESSED = 0.80, 0.97, 0.65, 0.012


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
    if competency in (HEALTH, TEACHING) and person.post.jenjang == "Terampil":
        return 2
    return person.level


def concerns(person: Person) -> tuple[str, ...]:
    """The competencies that the person's post asks for."""
    technical = ()
    if person.unit.kind in ("puskesmas", "rsud") and person.post.kind == "Fungsional":
        technical = (HEALTH,)
    elif person.office in _DIGITAL_GAP or person.office == units.KOMINFO:
        technical = (DIGITAL,)
    elif person.post.name.startswith("Guru"):
        technical = (TEACHING,)
    return GENERAL + technical


def truth(people: list[Person], trained: set[str], rng: Random) -> Truth:
    """Draw everybody's true levels; `trained` are the NIP of those whom the activity that works has reached."""
    return Truth({
        person.nip: {
            name: _level(person, name, trained=name == HEALTH and person.nip in trained, rng=rng)
            for name in concerns(person)
        } for person in people
    })


def _level(person: Person, competency: str, *, trained: bool, rng: Random) -> float:
    gap = _planted_gap(person, competency) - (_TRAINING_EFFECT if trained else 0)
    return min(5.0, max(0.0, required(person, competency) - gap + rng.gauss(0, _PERSON_SD)))


def _planted_gap(person: Person, competency: str) -> float:
    """Mean shortfall by unit; without a planted gap people are somewhat above their standard."""
    if competency == HEALTH:
        return 0.95 if person.unit.kind == "puskesmas" else 0.75
    if competency == "Komunikasi" and person.unit.kind in ("puskesmas", "rsud"):
        return 0.75
    if competency == "Mengelola Perubahan" and person.office == units.DISHUB:
        return 0.7
    if competency == DIGITAL:
        return _DIGITAL_GAP.get(person.office, -_USUAL_SURPLUS)
    return -_USUAL_SURPLUS


def planted(people: list[Person], real: Truth) -> list[dict[str, str | float | int | bool]]:
    """The needs to find: per perangkat daerah and competency the true mean gap of those whom it concerns."""
    wanted = [(office, name) for office in (units.DINKES, units.RSUD) for name in (HEALTH, "Komunikasi")]
    wanted += [(office, DIGITAL) for office in _DIGITAL_GAP] + [(units.DISHUB, "Mengelola Perubahan")]
    rows = []
    for office, name in wanted:
        gaps = [real.gap(p, name) for p in people if p.office == office and name in concerns(p)]
        rows.append({
            "perangkat_daerah": office, "kompetensi": name, "kesenjangan": round(sum(gaps) / len(gaps), 2),
            "jumlah_asn": len(gaps), "terukur": office in _RATED_OFFICES,
        })
    return rows


def superior_ratings(people: list[Person], real: Truth, rng: Random) -> Sheet:
    """04: half-step ratings by the superior, for the offices that returned the form and most schools."""
    schools = sorted({p.unit.name for p in people if p.unit.kind == "sekolah"})
    returned = set(rng.sample(schools, round(len(schools) * _SCHOOLS_RATED)))
    columns = (*GENERAL, HEALTH, DIGITAL, TEACHING)
    bias = {name: rng.gauss(0, 0.06) for name in sorted({p.unit.name for p in people})}
    rows = []
    for person in people:
        asked = person.office in _RATED_OFFICES or person.unit.name in returned
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


def assessments(people: list[Person], real: Truth, rng: Random) -> Sheet:
    """03: the assessment centre's recap: few people, eight of nine competencies, decimal commas as text."""
    officers = [p for p in people if p.structural]
    experts = [p for p in people if p.post.jenjang in ("Ahli Muda", "Ahli Madya")]
    chosen = rng.sample(officers, round(len(officers) * _OFFICERS_ASSESSED))
    chosen += rng.sample(experts, round(len(people) * _EXPERTS_ASSESSED))
    days = (dt.date(2022, 9, 14), dt.date(2023, 5, 23), dt.date(2024, 8, 7), dt.date(2025, 6, 18))
    rows = [
        [number, *_assessed(person, real, rng.choices(days, weights=(15, 15, 35, 35))[0], rng)]
        for number, person in enumerate(chosen, start=1)
    ]
    headers = ("No", "NIP", "Nama", "Jabatan", "Perangkat Daerah", *ASSESSED, "Total", "JPM (%)", "Tanggal Asesmen",
               "Saran Pengembangan")
    titles = ("REKAPITULASI HASIL PENILAIAN KOMPETENSI PEMERINTAH KOTA SIBOLGA", NOTICE)
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
