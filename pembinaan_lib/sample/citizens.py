"""What do citizens say, in messages and at forums, and how many use each service?

Planted: explanations in health care and digital service at the desk come up as they do in the ratings; one office has
complaints about conduct; waiting at the vehicle test has tools as its cause, so training would not mend it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random
from typing import Any, NamedTuple

from pembinaan_lib.sample import phrases, units
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet
from pembinaan_lib.sample.units import Unit

CONDUCT_OFFICE = "Dinas Sosial dan Tenaga Kerja"
WASTE_OFFICE = "Dinas Perumahan, Kawasan Permukiman dan Lingkungan Hidup"
TESTS = "Pengujian Kendaraan Bermotor"
MESSAGES = ("Tracking ID", "Tanggal Laporan", "Kanal Aduan", "Instansi Terlapor", "Layanan", "Kategori",
            "Isi Laporan Awal",
            "Tindak Lanjut", "Status Laporan")
_CHANNELS = ("SP4N-LAPOR!", "WhatsApp", "Kotak saran", "Media sosial", "Datang langsung")
_STATES = ("Baru", "Diproses", "Selesai")
_FIRST, _LAST = dt.date(2025, 12, 1), dt.date(2026, 11, 19)
_FILED = 0.6


class Theme(NamedTuple):
    """What is said (word by word where there are no details), where, how often, and where a clerk files it."""

    name: str
    matters: tuple[str, ...]
    details: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    number: int
    elements: tuple[str, ...]


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


def planted() -> list[dict[str, Any]]:
    """The themes to find: name, how many messages, and the perangkat daerah that they are about where it is one."""
    offices = {"antrean uji kendaraan": units.DISHUB, "sikap petugas": CONDUCT_OFFICE, "sampah": WASTE_OFFICE}
    sizes: Counter[str] = Counter()
    for theme in _themes(()):
        sizes[theme.name] += theme.number
    return [{"nama": name, "pesan": number, "perangkat_daerah": offices.get(name)} for name, number in sizes.items()]


def messages(known: tuple[Unit, ...], rng: Random) -> Sheet:
    """18: twelve months of messages; most are filed under an element, a third are answered."""
    rows = [_message(theme, rng) for theme in _themes(known) for _ in range(theme.number)]
    places = (*units.PUSKESMAS[1:], *units.KECAMATAN)
    rows += [[_day(rng), rng.choice(_CHANNELS[:4]), rng.choice(places), None, None, text, None, "Baru"]
             for text in (*phrases.ATTACKS, *phrases.ODD)]
    rows.sort(key=lambda row: str(row[0]))
    numbered: list[list[Cell]] = [[f"LAP-{number:05d}", *row] for number, row in enumerate(rows, start=20_101)]
    titles = ("REKAPITULASI ADUAN DAN ASPIRASI MASYARAKAT", f"{NOTICE}; SEMUA PESAN DIKARANG")
    return sheet("18_suara_masyarakat.xlsx", "Aduan", MESSAGES, numbered, titles=titles)


def _message(theme: Theme, rng: Random) -> list[Cell]:
    unit, service = rng.choice(theme.places)
    text = rng.choice(theme.matters)
    if theme.details:
        ending = rng.choice(phrases.RUDE) if rng.random() < 0.06 else rng.choice(phrases.CLOSINGS)
        parts = [rng.choice(phrases.OPENINGS), f"{text}.", rng.choice(theme.details), ending]
        text = _typed(" ".join(filter(None, parts)), rng)
    state = rng.choices(_STATES, weights=(3, 3, 4))[0]
    answer = rng.choice(phrases.ANSWERS) if state == "Selesai" and rng.random() < 0.85 else None
    element = rng.choice(theme.elements) if theme.elements and rng.random() < _FILED else None
    return [_day(rng), rng.choices(_CHANNELS, weights=(30, 35, 12, 15, 8))[0], unit, service, element, text,
            answer, state]


def _typed(text: str, rng: Random) -> str:
    """As typed on a phone: some in small letters, a few in capitals, some with the usual short forms."""
    luck = rng.random()
    if luck < 0.06:
        return text.upper()
    if luck < 0.35:
        text = text.lower()
    if rng.random() < 0.3:
        for long, short in ((" tidak ", " tdk "), (" yang ", " yg "), (" sudah ", " udah "), (" dengan ", " dgn ")):
            text = text.replace(long, short)
    return text


def _day(rng: Random) -> dt.date:
    return _FIRST + dt.timedelta(days=rng.randint(0, (_LAST - _FIRST).days))


def forums(rng: Random) -> Sheet:
    """19: monthly forums of three units with minutes and agreements; what asks for tools stays open."""
    rows: list[list[Cell]] = []
    meetings = [("kir", units.DISHUB, "Aula Dinas Perhubungan", range(2, 12))]
    meetings += [("puskesmas", units.PUSKESMAS[3], "Balai Puskesmas", range(1, 12))]
    meetings += [("izin", units.PTSP_DESK, "Ruang rapat mal pelayanan", (3, 6, 9))]
    for topic, unit, place, months in meetings:
        for turn, month in enumerate(months):
            day = dt.date(2026, month, rng.randint(3, 20))
            old = month < 9
            state = ("Belum", "Berjalan")[turn % 2] if topic == "kir" else "Selesai" if old and turn % 3 else "Berjalan"
            rows.append([day, place, unit, rng.randint(14, 42), rng.randint(4, 11),
                         phrases.MINUTES[topic][turn % len(phrases.MINUTES[topic])],
                         phrases.AGREED[topic][turn % len(phrases.AGREED[topic])], state])
    rows.sort(key=lambda row: str(row[0]))
    headers = ("Nomor Forum", "Tanggal Forum", "Tempat", "Unit Penyelenggara", "Warga yang Hadir", "Pegawai yang Hadir",
               "Notula", "Kesepakatan", "Status Kesepakatan")
    numbered: list[list[Cell]] = [[f"FKP-{number:02d}/2026", *row] for number, row in enumerate(rows, start=1)]
    titles = ("CATATAN FORUM KONSULTASI PUBLIK TAHUN 2026", NOTICE)
    return sheet("19_forum.xlsx", "Forum", headers, numbered, titles=titles)


def services(known: tuple[Unit, ...], rng: Random) -> Sheet:
    """25: users of each service in a year; a few units never counted them."""
    sizes = {"rsud": 48_000, "puskesmas": 21_000, "layanan": 14_000, "kantor": 3_200, "kecamatan": 1_900}
    rows: list[list[Cell]] = []
    for unit in (unit for unit in known if unit.service):
        counted = unit.name.startswith("Kelurahan") and rng.random() < 0.4
        rows.append([unit.name, unit.service, None if counted else round(sizes[unit.kind] * rng.uniform(0.6, 1.4))])
    headers = ("Unit Layanan", "Jenis Layanan", "Jumlah Pengguna")
    return sheet("25_layanan.xlsx", "Layanan", headers, rows, titles=("PENGGUNA LAYANAN TAHUN 2025", NOTICE))
