"""What do staff, superiors and their own words about digital work say? Two surveys as the form tools export them.

Planted: the gaps show up here too; staff rate themselves above what superiors see; where an agency has it, the staff
of one office doubt a skill that nobody else misses (a signal from one source alone).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from random import Random
from typing import Any, NamedTuple

from pembinaan_lib.sample.competencies import DIGITAL, GENERAL, Skills, Truth, required
from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet

IMPORTANT, ABLE = "Seberapa penting {} bagi tugas Anda?", "Seberapa mampu Anda dalam {} saat ini?"
IMPORTANCE = ("Tidak penting", "Kurang penting", "Cukup penting", "Penting", "Sangat penting")
ABILITY = ("Belum mampu", "Kurang mampu", "Cukup mampu", "Mampu", "Sangat mampu")
ROLES = ("Pegawai", "Atasan, untuk tim saya")
OBSTACLES = ("Pengetahuan atau keterampilan", "Peralatan, aplikasi, dan jaringan",
             "Aturan, prosedur, atau pembagian tugas",
             "Jumlah pegawai", "Penghargaan dan dukungan")
HINDERS, UNIT = "Apa yang paling menghambat pekerjaan Anda? Boleh lebih dari satu.", "Unit kerja Anda"
DIGITAL_ITEMS = (
    "Saya dapat mencari dan memeriksa informasi dari beberapa sumber di internet",
    "Saya dapat menyusun dokumen dan tabel yang rapi tanpa bantuan orang lain",
    "Saya dapat memakai aplikasi layanan unit saya sampai pekerjaan selesai",
    "Saya menulis pesan dan komentar dinas dengan bahasa yang sopan",
    "Saya meminta izin sebelum membagikan foto atau data orang lain",
    "Saya menyebut sumber saat memakai karya orang lain",
    "Saya memakai kata sandi yang berbeda untuk akun yang penting",
    "Saya dapat mengenali tautan atau pesan penipuan",
    "Saya menyimpan data warga hanya di tempat yang diizinkan",
    "Saya terbiasa bekerja bersama dalam dokumen daring",
    "Saya mengajak warga memakai layanan daring dan membantu yang kesulitan",
    "Saya mencoba sendiri fitur baru sebelum meminta dilatih",
)
AGREEMENT = ("Sangat tidak setuju", "Tidak setuju", "Ragu-ragu", "Setuju", "Sangat setuju")
GROUP = "Kelompok jabatan Anda"
GROUPS = ("Pejabat pimpinan", "Pejabat fungsional", "Pelaksana")
OLDEST = GROUPS[0]  # so the least at home in digital work
WEAKEST = DIGITAL_ITEMS[6:9]
_MOST = 90  # answers of an office whose staff are not all asked, however large it is


class Asked(NamedTuple):
    """What is an agency's own about its surveys.

    ``technical`` competencies are asked beside the general ones; ``felt`` are those whose gap people feel; in the
    offices of ``complete`` everybody answered, in those of ``silent`` nobody; ``shares`` of the others (missing: by
    chance within ``usual``); ``doubted`` is the office and competency that only staff doubt, ``tools_office`` the one
    where tools hinder.
    """

    technical: tuple[str, ...]
    felt: frozenset[str]
    complete: tuple[str, ...]
    silent: tuple[str, ...]
    shares: dict[str, float]
    digital_weak: tuple[str, ...]
    tools_office: str
    doubted: tuple[str, str] | None = None
    usual: tuple[float, float] = (0.12, 0.34)
    literacy: tuple[float, float] = (0.05, 0.14)
    zone: str = "+07:00"

    @property
    def competencies(self) -> tuple[str, ...]:
        """All that the survey asks about."""
        return (*GENERAL, *self.technical)


def needs_survey(people: list[Person], real: Truth, *, skills: Skills, asked: Asked, rng: Random) -> Sheet:
    """16: KoboToolbox's export with labels; unequal response, one or more superiors per perangkat daerah."""
    teams = _by_office(people)
    rows = [
        _Answers(real, skills, asked).row(person, team=teams[person.office] if superior else [], rng=rng)
        for person, superior in _respondents(teams, asked, rng)
    ]
    rng.shuffle(rows)
    for number, row in enumerate(rows, start=1):
        row.update({"_id": 410_200 + 3 * number, "_index": number})
    pairs = tuple((IMPORTANT.format(name), ABLE.format(name)) for name in asked.competencies)
    headers = (
        "start", "end", "today", NOTICE, "Anda mengisi sebagai", UNIT, *(side for pair in pairs for side in pair),
        HINDERS, *(f"{HINDERS}/{one}" for one in OBSTACLES), "_id", "_uuid", "_submission_time", "_validation_status",
        "_notes", "_status", "_submitted_by", "__version__", "_tags", "_index",
    )
    cells: list[list[Cell]] = [[row.get(header) for header in headers] for row in rows]
    return sheet("16_survei_kebutuhan.xlsx", "Survei kebutuhan", headers, cells, titles=(), pairs=pairs)


def _by_office(people: list[Person]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        found[person.office].append(person)
    return found


def _respondents(teams: dict[str, list[Person]], asked: Asked, rng: Random) -> list[tuple[Person, bool]]:
    """Who answers, and whether for the team: some heads answer for their team."""
    found: list[tuple[Person, bool]] = []
    for office, own in teams.items():
        heads = [p for p in own if p.structural]
        leading = rng.sample(heads, min(len(heads), 1 if office in asked.complete else max(1, len(heads) // 2)))
        share = min(asked.shares.get(office, rng.uniform(*asked.usual)), _MOST / len(own))
        staff = [p for p in own if p not in leading and (office in asked.complete or rng.random() < share)]
        found += [] if office in asked.silent else [*((p, True) for p in leading), *((p, False) for p in staff)]
    return found


class _Answers(NamedTuple):
    """What the answers depend on beside chance."""

    real: Truth
    skills: Skills
    asked: Asked

    def row(self, person: Person, *, team: list[Person], rng: Random) -> dict[str, Any]:
        """One answer; a superior (who has a `team`) answers for somebody in it whom the competency concerns."""
        day = dt.date(2026, 9, 1) + dt.timedelta(days=rng.randint(0, 29))
        minute, zone = rng.randint(8 * 60, 20 * 60), self.asked.zone
        mood, eagerness, strictness = rng.gauss(0, 0.35), rng.gauss(0, 0.45), 0.45 if team else 0.0
        row: dict[str, Any] = {
            "start": _moment(day, minute, zone), "end": _moment(day, minute + rng.randint(4, 11), zone),
            "today": day.isoformat(), "Anda mengisi sebagai": ROLES[bool(team)], UNIT: person.unit.name,
            "_uuid": _uuid(rng), "_submission_time": _moment(day, minute - 400, ""), "_status": "submitted_via_web",
            "__version__": "vK7cQ2f9",
        }
        for name in self.asked.competencies:
            concerned = [p for p in team if name in self.skills.concerns(p)] or [person]
            important, able = self._means(rng.choice(concerned), name)
            row[IMPORTANT.format(name)] = IMPORTANCE[_score(important + eagerness, 0.5, rng) - 1]
            row[ABLE.format(name)] = ABILITY[_score(able + mood - strictness, 0.5, rng) - 1]
        chosen = _obstacles(tools=person.office == self.asked.tools_office, rng=rng)
        row[HINDERS] = " ".join(chosen)
        return row | {f"{HINDERS}/{one}": int(one in chosen) for one in OBSTACLES}

    def _means(self, person: Person, name: str) -> tuple[float, float]:
        """What people of this post say on average: importance and ability, 1 to 5."""
        if (person.office, name) == self.asked.doubted:
            return 4.7, 1.8
        if name not in self.skills.concerns(person):
            return (3.2, 3.4) if name == DIGITAL else (1.5, 2.2)
        shortfall = required(person, name) - self.real.levels[person.nip][name]
        weak = shortfall > 0 and name in self.asked.felt
        return (4.4 if weak else 3.8), 3.75 - 0.95 * max(-0.6, shortfall)


def _obstacles(*, tools: bool, rng: Random) -> list[str]:
    """One or two; in one office it is tools."""
    weights = [10, 80, 10, 20, 5] if tools else [40, 25, 25, 30, 20]
    return [o for o in OBSTACLES if o in set(rng.choices(OBSTACLES, weights=weights, k=rng.randint(1, 2)))]


def _score(mean: float, spread: float, rng: Random) -> int:
    return max(1, min(5, round(rng.gauss(mean, spread))))


def _moment(day: dt.date, minute: int, zone: str) -> str:
    second = (minute * 37) % 60
    return f"{day.isoformat()}T{minute // 60:02d}:{minute % 60:02d}:{second:02d}{zone}"


def _uuid(rng: Random) -> str:
    digits = f"{rng.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def digital_literacy(people: list[Person], asked: Asked, rng: Random) -> Sheet:
    """17: LimeSurvey's CSV with codes and questions as headers; anonymous, a small part answered."""
    rows: list[list[Cell]] = []
    for person in people:
        weak = person.office in asked.digital_weak
        share = 0.55 if weak else asked.literacy[person.unit.kind != "sekolah"]
        if rng.random() > share:
            continue
        day = dt.date(2026, 10, 5) + dt.timedelta(days=rng.randint(0, 18))
        stamp = f"{day.isoformat()} {rng.randint(8, 16):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
        rows.append([stamp, 3, "id", rng.randint(10**6, 10**9), person.unit.name, group(person),
                     *_agreed(person, weak, rng), None])
    rng.shuffle(rows)
    items = tuple(f"LD{number:02d}. {text}" for number, text in enumerate(DIGITAL_ITEMS, start=1))
    headers = ("id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language",
               "seed. Seed", f"unitkerja. {UNIT}", f"segmen. {GROUP}", *items, f"catatan. {NOTICE}")
    numbered: list[list[Cell]] = [[number, *row] for number, row in enumerate(rows, start=11)]
    return sheet("17_literasi_digital.csv", "17_literasi_digital", headers, numbered, titles=(), value_columns=items)


def group(person: Person) -> str:
    """The group of posts that somebody ticks."""
    return GROUPS[0 if person.structural else 2 if person.post.kind == "Pelaksana" else 1]


def _agreed(person: Person, weak: bool, rng: Random) -> list[Cell]:
    """Older staff and the offices with the digital gap agree less, everybody least about security."""
    age = 2026 - person.born.year
    centre = 3.95 - max(0, age - 40) * 0.025 - (0.85 if weak else 0.0)
    mood = rng.gauss(centre, 0.35)
    return [AGREEMENT[_score(mood - (0.6 if item in WEAKEST else 0), 0.65, rng) - 1] for item in DIGITAL_ITEMS]
