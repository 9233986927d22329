"""The invented Kota Sibolga: a small city whose health care and digital service need training.

Start with ``SIBOLGA``.
"""

from __future__ import annotations

from pembinaan_lib.sample.agency import Agency
from pembinaan_lib.sample.competencies import DIGITAL, HEALTH, TEACHING, Skills
from pembinaan_lib.sample.history import Learned
from pembinaan_lib.sample.people import Person, Staff
from pembinaan_lib.sample.practice import Practice
from pembinaan_lib.sample.services import Indicator, Served
from pembinaan_lib.sample.sibolga import budget, citizens, courses, goals, names, units
from pembinaan_lib.sample.surveys import GROUPS, Asked

_CITY, _CHANGE = "Kota Sibolga", "Mengelola Perubahan"
_DIGITAL_GAP = {units.DPMPTSP: 0.9, units.DUKCAPIL: 1.0, **dict.fromkeys(units.KECAMATAN, 0.9)}
_WAIT, _PRESSURE = "Waktu tunggu pendaftaran sampai diperiksa", "Pasien hipertensi yang dilayani sesuai standar"


def _technical(person: Person) -> tuple[str, ...]:
    if person.unit.kind in ("puskesmas", "rsud") and person.post.kind == "Fungsional":
        return (HEALTH,)
    if person.office in _DIGITAL_GAP or person.office == units.KOMINFO:
        return (DIGITAL,)
    return (TEACHING,) if person.post.name.startswith("Guru") else ()


def _gap(person: Person, competency: str) -> float | None:
    if competency == HEALTH:
        return 0.95 if person.unit.kind == "puskesmas" else 0.75
    if competency == "Komunikasi" and person.unit.kind in ("puskesmas", "rsud"):
        return 0.75
    if competency == _CHANGE and person.office == units.DISHUB:
        return 0.7
    return _DIGITAL_GAP.get(person.office) if competency == DIGITAL else None


_SKILLS = Skills(
    _CITY, _technical, _gap, trained=HEALTH, columns=(HEALTH, DIGITAL, TEACHING),
    planted=(
        *((office, name) for office in (units.DINKES, units.RSUD) for name in (HEALTH, "Komunikasi")),
        *((office, DIGITAL) for office in _DIGITAL_GAP), (units.DISHUB, _CHANGE),
    ),
    rated=frozenset({units.DINKES, units.RSUD, units.DPMPTSP, units.DUKCAPIL, units.KOMINFO, "Kecamatan Sibolga Kota",
                     "Kecamatan Sibolga Selatan"}),
)
_SERVED = Served(
    needs_help=units.DISHUB, weak_group=GROUPS[2], trained_unit=units.TRAINED_PUSKESMAS, lower={},
    indicators=(
        Indicator(units.TRAINED_PUSKESMAS, _WAIT, "menit", "turun", 58.0, 3.0, 45.0, -15.0),
        Indicator(units.TRAINED_PUSKESMAS, _PRESSURE, "persen", "naik", 61.0, 2.5, 80.0, 9.0),
        Indicator(units.OTHER_PUSKESMAS, _WAIT, "menit", "turun", 57.0, 3.0, 45.0),
        Indicator(units.OTHER_PUSKESMAS, _PRESSURE, "persen", "naik", 60.0, 2.5, 80.0),
        Indicator(units.PTSP_DESK, "Waktu penyelesaian izin", "hari kerja", "turun", 6.4, 0.6, 4.0),
        Indicator(units.PTSP_DESK, "Permohonan yang selesai secara daring", "persen", "naik", 38.0, 3.0, 70.0),
    ),
)
_ASKED = Asked(
    technical=(DIGITAL, HEALTH), felt=frozenset({HEALTH, DIGITAL, "Komunikasi", _CHANGE}),
    complete=(units.DPMPTSP, units.DUKCAPIL, units.KOMINFO, "Kecamatan Sibolga Utara"),
    silent=("Sekretariat DPRD", "Badan Kesatuan Bangsa dan Politik"),
    shares={units.DINKES: 0.22, units.RSUD: 0.20, units.DISDIK: 0.05, units.DISHUB: 0.5},
    digital_weak=(units.DPMPTSP, units.DUKCAPIL, *units.KECAMATAN), tools_office=units.DISHUB,
    doubted=(units.KOMINFO, DIGITAL),
)
_FALSE_SIGNAL = {"perangkat_daerah": units.KOMINFO, "kompetensi": DIGITAL, "bukti": "survei"}
_NOT_SKILL = {"perangkat_daerah": units.DISHUB, "layanan": citizens.TESTS, "penyebab": "alat",
              "topik": "antrean uji kendaraan"}
SIBOLGA = Agency(
    title=f"Pemerintah {_CITY}", people=2600, least=300, units=units.sized,
    staff=Staff(names.NAMES, 75 / 2600, {"nip_angka_rusak": 6, "nip_17_angka": 3, "nip_bukan_nip": 2}), skills=_SKILLS,
    learned=Learned(_CITY, 0.40, {2022: 0.15, 2023: 0.25, 2024: 0.40, 2025: 0.55}), served=_SERVED, asked=_ASKED,
    practice=Practice("Dinas Pekerjaan Umum dan Penataan Ruang", "Akuntabel", (0.08, 0.22)),
    voice=citizens.VOICE, aims=goals.AIMS, courses=courses.COURSES, works=courses.WORKS, works_not=courses.WORKS_NOT,
    cannot_tell=courses.CANNOT_TELL, budget=budget.LINES, other_unit=units.OTHER_PUSKESMAS,
    false_signal=_FALSE_SIGNAL, not_skill=_NOT_SKILL,
)
