"""What do citizens say, in messages and at forums, and how many use each service?

Planted: what ratings show comes up here too; one office has complaints about conduct; one matter has tools as its
cause, so training would not mend it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from random import Random
from types import ModuleType
from typing import Any, NamedTuple

from pembinaan_lib.sample.phrases import ANSWERS, ATTACKS, RUDE
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet
from pembinaan_lib.sample.units import Unit

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


class Meetings(NamedTuple):
    """The forums of one unit about one topic, in these months of 2026; with ``tools`` agreements stay open."""

    topic: str
    unit: str
    place: str
    months: tuple[int, ...]
    tools: bool = False


class Voice(NamedTuple):
    """What is an agency's own about its citizens.

    ``themes`` by the known units; ``about`` names the perangkat daerah of a theme where it is one; ``phrases`` is the
    module of sentences; ``odd_places`` are where messages of nothing arrive; ``users`` of a service per year by the
    kind of its unit.
    """

    themes: Callable[[tuple[Unit, ...]], tuple[Theme, ...]]
    about: dict[str, str]
    phrases: ModuleType
    odd_places: tuple[str, ...]
    conduct_office: str
    meetings: tuple[Meetings, ...]
    users: dict[str, int]

    def planted(self) -> list[dict[str, Any]]:
        """The themes to find: name, how many messages, and the perangkat daerah that they are about if it is one."""
        sizes: Counter[str] = Counter()
        for theme in self.themes(()):
            sizes[theme.name] += theme.number
        return [
            {"nama": name, "pesan": number, "perangkat_daerah": self.about.get(name)} for name, number in sizes.items()
        ]


def messages(known: tuple[Unit, ...], voice: Voice, rng: Random) -> Sheet:
    """18: twelve months of messages; most are filed under an element, a third are answered."""
    phrases = voice.phrases
    rows = [_message(theme, phrases, rng) for theme in voice.themes(known) for _ in range(theme.number)]
    rows += [[_day(rng), rng.choice(_CHANNELS[:4]), rng.choice(voice.odd_places), None, None, text, None, "Baru"]
             for text in (*ATTACKS, *phrases.ODD)]
    rows.sort(key=lambda row: str(row[0]))
    numbered: list[list[Cell]] = [[f"LAP-{number:05d}", *row] for number, row in enumerate(rows, start=20_101)]
    titles = ("REKAPITULASI ADUAN DAN ASPIRASI MASYARAKAT", f"{NOTICE}; SEMUA PESAN DIKARANG")
    return sheet("18_suara_masyarakat.xlsx", "Aduan", MESSAGES, numbered, titles=titles)


def _message(theme: Theme, phrases: ModuleType, rng: Random) -> list[Cell]:
    unit, service = rng.choice(theme.places)
    text = rng.choice(theme.matters)
    if theme.details:
        ending = rng.choice(RUDE) if rng.random() < 0.06 else rng.choice(phrases.CLOSINGS)
        parts = [rng.choice(phrases.OPENINGS), f"{text}.", rng.choice(theme.details), ending]
        text = _typed(" ".join(filter(None, parts)), rng)
    state = rng.choices(_STATES, weights=(3, 3, 4))[0]
    answer = rng.choice(ANSWERS) if state == "Selesai" and rng.random() < 0.85 else None
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


def forums(voice: Voice, rng: Random) -> Sheet:
    """19: monthly forums with minutes and agreements; what asks for tools stays open."""
    rows: list[list[Cell]] = []
    for topic, unit, place, months, tools in voice.meetings:
        said, agreed = voice.phrases.MINUTES[topic], voice.phrases.AGREED[topic]
        for turn, month in enumerate(months):
            day = dt.date(2026, month, rng.randint(3, 20))
            old = month < 9
            state = ("Belum", "Berjalan")[turn % 2] if tools else "Selesai" if old and turn % 3 else "Berjalan"
            rows.append([day, place, unit, rng.randint(14, 42), rng.randint(4, 11),
                         said[turn % len(said)], agreed[turn % len(agreed)], state])
    rows.sort(key=lambda row: str(row[0]))
    headers = ("Nomor Forum", "Tanggal Forum", "Tempat", "Unit Penyelenggara", "Warga yang Hadir", "Pegawai yang Hadir",
               "Notula", "Kesepakatan", "Status Kesepakatan")
    numbered: list[list[Cell]] = [[f"FKP-{number:02d}/2026", *row] for number, row in enumerate(rows, start=1)]
    titles = ("CATATAN FORUM KONSULTASI PUBLIK TAHUN 2026", NOTICE)
    return sheet("19_forum.xlsx", "Forum", headers, numbered, titles=titles)


def services(known: tuple[Unit, ...], users: dict[str, int], rng: Random) -> Sheet:
    """25: users of each service in a year; a few units never counted them."""
    rows: list[list[Cell]] = []
    for unit in (unit for unit in known if unit.service):
        counted = unit.name.startswith("Kelurahan") and rng.random() < 0.4
        rows.append([unit.name, unit.service, None if counted else round(users[unit.kind] * rng.uniform(0.6, 1.4))])
    headers = ("Unit Layanan", "Jenis Layanan", "Jumlah Pengguna")
    return sheet("25_layanan.xlsx", "Layanan", headers, rows, titles=("PENGGUNA LAYANAN TAHUN 2025", NOTICE))
