"""The invented Kota Ambon: islands and coast, many schools, figures from many units, forums every month.

Start with ``AMBON``. Its needs lie in education, population papers, tax reports and the kecamatan reached by boat;
fewer of its people were assessed than in Kota Sibolga.
"""

from __future__ import annotations

from pembinaan_lib.sample.agency import Agency
from pembinaan_lib.sample.ambon import budget, citizens, courses, goals, names, services, units
from pembinaan_lib.sample.competencies import DIGITAL, MONEY, TEACHING, Skills
from pembinaan_lib.sample.history import Learned
from pembinaan_lib.sample.people import Person, Staff
from pembinaan_lib.sample.practice import Practice
from pembinaan_lib.sample.surveys import Asked

_CITY, _CHANGE = "Kota Ambon", "Mengelola Perubahan"
_GROW, _SERVICE = "Pengembangan Diri dan Orang Lain", "Pelayanan Publik"
_GAPS = {
    (units.DUKCAPIL, DIGITAL): 1.0, (units.DUKCAPIL, _SERVICE): 0.85, (units.BAPENDA, MONEY): 0.9,
    (units.LEITIMUR, DIGITAL): 0.95, (units.TELUK, DIGITAL): 0.9, (units.INDAG, _CHANGE): 0.7,
}


def _technical(person: Person) -> tuple[str, ...]:
    if person.post.name.startswith("Guru"):
        return (TEACHING,)
    if person.office == units.BAPENDA:
        return (MONEY,)
    return (DIGITAL,) if person.office in (units.DUKCAPIL, units.KOMINFO, *units.KECAMATAN) else ()


def _gap(person: Person, competency: str) -> float | None:
    if person.unit.kind == "sekolah":
        return {TEACHING: 1.0, _GROW: 0.8}.get(competency)
    return _GAPS.get((person.office, competency))


_SKILLS = Skills(
    _CITY, _technical, _gap, trained=TEACHING, columns=(TEACHING, DIGITAL, MONEY),
    planted=((units.DISDIK, TEACHING), (units.DISDIK, _GROW), *_GAPS),
    rated=frozenset({units.DUKCAPIL, units.BAPENDA, units.LEITIMUR, units.TELUK, units.KOMINFO, units.PERPUS}),
    schools_rated=0.45, officers_assessed=0.30, experts_assessed=0.004,
)
_ASKED = Asked(
    technical=(DIGITAL, TEACHING, MONEY), felt=frozenset({DIGITAL, TEACHING, MONEY, _GROW, _SERVICE, _CHANGE}),
    complete=(units.DUKCAPIL, units.BAPENDA, units.LEITIMUR, units.TELUK),
    silent=("Inspektorat", "Badan Kesatuan Bangsa dan Politik"),
    shares={units.DISDIK: 0.06, units.DINKES: 0.05, units.INDAG: 0.45, units.PERPUS: 0.6}, usual=(0.06, 0.16),
    digital_weak=(units.DUKCAPIL, units.LEITIMUR, units.TELUK), tools_office=units.DISHUB, literacy=(0.03, 0.08),
    zone="+09:00",
)
AMBON = Agency(
    title=f"Pemerintah {_CITY}", people=5400, least=2000, units=units.sized,
    staff=Staff(names.NAMES, 0.05, {"nip_angka_rusak": 3, "nip_17_angka": 2, "nip_bukan_nip": 1}), skills=_SKILLS,
    learned=Learned(_CITY, 0.30, {2023: 0.10, 2024: 0.20, 2025: 0.35}), served=services.SERVED, asked=_ASKED,
    practice=Practice("Dinas Pertanian dan Ketahanan Pangan", "Harmonis", (0.04, 0.14)),
    voice=citizens.VOICE, aims=goals.AIMS, courses=courses.COURSES, works=courses.WORKS, works_not=courses.WORKS_NOT,
    cannot_tell=courses.CANNOT_TELL, budget=budget.LINES, other_unit=units.OTHER_SCHOOL,
    false_signal={"perangkat_daerah": units.PERPUS, "kompetensi": _SERVICE, "bukti": "kinerja"},
    not_skill={"perangkat_daerah": units.DISHUB, "layanan": citizens.CROSSING, "penyebab": "alat",
               "topik": "kapal penyeberangan"},
    told={"unit_di_bawah_target": services.BEHIND, "lokasi_dengan_perahu": list(units.BY_BOAT)},
    faults=0.4, more=(services.journeys, services.mapping),
)
