"""What do citizens of Kota Ambon speak of, and where do they meet their offices every month?

Planted: population papers, lessons and letters as in the ratings; conduct in one office; the crossing of the bay, for
want of boats.
"""

from __future__ import annotations

from pembinaan_lib.sample.ambon import phrases, units
from pembinaan_lib.sample.citizens import Meetings, Theme, Voice
from pembinaan_lib.sample.units import Unit

CROSSING = "Penyeberangan Teluk Ambon"
_LETTERS, _MONTHS = "Pelayanan Administrasi Terpadu Kecamatan", tuple(range(1, 12))


def _themes(known: tuple[Unit, ...]) -> tuple[Theme, ...]:
    schools = tuple((unit.name, "") for unit in known if unit.kind == "sekolah" and unit.name != units.TRAINED_SCHOOL)
    desks = ((units.REGISTRY, "KTP-el dan Kartu Keluarga"), (units.CIVIL, "Akta Pencatatan Sipil"))
    far = ((units.LEITIMUR, _LETTERS), (units.TELUK, _LETTERS))
    water, skill, tools = ((units.PUPR, "Sambungan Air Bersih"),), "Kompetensi Pelaksana", "Sarana dan Prasarana"
    praised = ((units.PERPUS, "Layanan Perpustakaan"), (units.PUSKESMAS[0], "Rawat Jalan Puskesmas"))
    return (
        Theme("dokumen kependudukan", phrases.PAPERS, phrases.PAPERS_DETAILS, desks, 74,
              (skill, skill, "Waktu Penyelesaian")),
        Theme("cara mengajar", phrases.LESSONS, phrases.LESSONS_DETAILS, schools, 62, (skill,)),
        Theme("surat kecamatan", phrases.LETTERS, phrases.LETTERS_DETAILS, far, 44, (skill, "Waktu Penyelesaian")),
        Theme("kapal penyeberangan", phrases.CROSSING, phrases.CROSSING_DETAILS, ((units.DISHUB, CROSSING),), 48,
              (tools,)),
        Theme("sikap petugas", phrases.CONDUCT, phrases.CONDUCT_DETAILS, ((units.SATPOL, "Penertiban Pasar"),), 46,
              ("Perilaku Pelaksana",)),
        Theme("air bersih", phrases.WATER, phrases.WATER_DETAILS, water, 34, (tools,)),
        Theme("pujian", phrases.PRAISE, (), praised, 14, ()),
        Theme("air bersih", (phrases.CAMPAIGN,), (), water, 9, (tools,)),
    )


VOICE = Voice(
    themes=_themes,
    about={"dokumen kependudukan": units.DUKCAPIL, "cara mengajar": units.DISDIK, "kapal penyeberangan": units.DISHUB,
           "sikap petugas": units.SATPOL, "air bersih": units.PUPR},
    phrases=phrases, odd_places=(*units.KECAMATAN, *units.PUSKESMAS[:4]), conduct_office=units.SATPOL,
    meetings=(
        Meetings("kependudukan", units.REGISTRY, "Ruang layanan", _MONTHS),
        Meetings("sekolah", "SMP Negeri 14 Ambon", "Ruang guru", _MONTHS),
        Meetings("surat", units.LEITIMUR, "Balai negeri pesisir", _MONTHS),
        Meetings("surat", units.TELUK, "Aula kecamatan", _MONTHS),
        Meetings("kapal", units.DISHUB, "Dermaga penyeberangan", _MONTHS, tools=True),
    ),
    users={"puskesmas": 17_000, "layanan": 46_000, "kantor": 4_800, "kecamatan": 2_600},
)
