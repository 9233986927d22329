"""What do citizens of Kota Sibolga speak of, and where do they meet their offices?

Planted: health care and digital service as in the ratings; conduct in one office; waiting at the vehicle test, for want
of tools.
"""

from __future__ import annotations

from pembinaan_lib.sample.citizens import Meetings, Theme, Voice
from pembinaan_lib.sample.sibolga import phrases, units
from pembinaan_lib.sample.units import Unit

CONDUCT_OFFICE = "Dinas Sosial dan Tenaga Kerja"
WASTE_OFFICE = "Dinas Perumahan, Kawasan Permukiman dan Lingkungan Hidup"
TESTS = "Pengujian Kendaraan Bermotor"


def _themes(known: tuple[Unit, ...]) -> tuple[Theme, ...]:
    clinics = [
        (unit.name, unit.service) for unit in known
        if unit.kind in ("puskesmas", "rsud") and unit.service and unit.name != units.TRAINED_PUSKESMAS
    ]
    clinics += clinics[-1:] * 2  # the hospital is far larger than a health centre
    desks = [(unit.name, unit.service) for unit in known if unit.kind == "layanan"]
    desks += [(name, "Pelayanan Administrasi Terpadu Kecamatan") for name in units.KECAMATAN]
    conduct, waste = (CONDUCT_OFFICE, "Pelayanan Kartu Pencari Kerja"), (WASTE_OFFICE, "Persampahan")
    praised = (("Dinas Perpustakaan dan Kearsipan", "Layanan Perpustakaan"),
               (units.TRAINED_PUSKESMAS, "Rawat Jalan Puskesmas"))
    skill, tools = "Kompetensi Pelaksana", "Sarana dan Prasarana"
    return (
        Theme("antrean uji kendaraan", phrases.WAITING, phrases.WAITING_DETAILS, ((units.DISHUB, TESTS),), 68,
              ("Waktu Penyelesaian", tools)),
        Theme("sikap petugas", phrases.CONDUCT, phrases.CONDUCT_DETAILS, (conduct,), 56, ("Perilaku Pelaksana",)),
        Theme("penjelasan layanan kesehatan", phrases.HEALTH, phrases.HEALTH_DETAILS, tuple(clinics), 88, (skill,)),
        Theme("layanan daring", phrases.DIGITAL, phrases.DIGITAL_DETAILS, tuple(desks), 92, (skill, "Prosedur")),
        Theme("sampah", phrases.WASTE, phrases.WASTE_DETAILS, (waste,), 44, (tools,)),
        Theme("pujian", phrases.PRAISE, (), praised, 18, ()),
        Theme("sampah", (phrases.CAMPAIGN,), (), (waste,), 12, (tools,)),
    )


VOICE = Voice(
    themes=_themes,
    about={"antrean uji kendaraan": units.DISHUB, "sikap petugas": CONDUCT_OFFICE, "sampah": WASTE_OFFICE},
    phrases=phrases, odd_places=(*units.PUSKESMAS[1:], *units.KECAMATAN), conduct_office=CONDUCT_OFFICE,
    meetings=(
        Meetings("kir", units.DISHUB, "Aula Dinas Perhubungan", tuple(range(2, 12)), tools=True),
        Meetings("puskesmas", units.PUSKESMAS[3], "Balai Puskesmas", tuple(range(1, 12))),
        Meetings("izin", units.PTSP_DESK, "Ruang rapat mal pelayanan", (3, 6, 9)),
    ),
    users={"rsud": 48_000, "puskesmas": 21_000, "layanan": 14_000, "kantor": 3_200, "kecamatan": 1_900},
)
