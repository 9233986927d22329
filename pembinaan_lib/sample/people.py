"""Who works in the invented agency: position, age, service, NIP? Mixes follow regulations.md section 9.1."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from pembinaan_lib.sample import posts
from pembinaan_lib.sample.names import Names, full_name
from pembinaan_lib.sample.units import Unit

TODAY = dt.date(2026, 11, 21)
WOMEN = {"sekolah": 0.72, "puskesmas": 0.76, "rsud": 0.70}
ELSEWHERE_WOMEN = 0.34
PPPK_SHARE, PART_TIME_SHARE = 0.36, 0.02
PPPK_WEIGHT = {"sekolah": 1.5, "puskesmas": 1.25, "rsud": 1.15}
STATUS = ("Aktif",) * 978 + ("Tugas Belajar",) * 10 + ("Cuti di Luar Tanggungan Negara",) * 5 + (
    "Pemberhentian Sementara",) * 3 + ("Perbantuan",) * 4


class Staff(NamedTuple):
    """What is an agency's own about its people: names, share of CPNS, how many NIP the roster prints unreadably."""

    names: Names
    cpns: float
    lost: dict[str, int]


@dataclass(slots=True)
class Person:
    """One invented ASN. ``lost`` names the fault that makes the NIP unreadable in the roster (else empty)."""

    unit: Unit
    kind: str
    post: posts.Post
    sex: str
    name: str = ""
    nip: str = ""
    born: dt.date = TODAY
    start: dt.date = TODAY
    in_post: dt.date = TODAY
    pension: dt.date | None = None
    contract_end: dt.date | None = None
    education: str = ""
    grade: str = ""
    status: str = "Aktif"
    lost: str = ""

    @property
    def office(self) -> str:
        """The perangkat daerah."""
        return self.unit.office

    @property
    def level(self) -> int:
        """Level of competency that the post asks for (A3)."""
        return posts.LEVELS[self.post.jenjang]

    @property
    def structural(self) -> bool:
        """Whether the post is JPT, administrator or supervisor."""
        return self.post.kind in ("JPT", "Administrator", "Pengawas")


def roster(units: tuple[Unit, ...], staff: Staff, rng: Random) -> list[Person]:
    """All people of all units in the order of the units, officers first, each with a NIP that nobody else has."""
    seats = [(unit, kind) for unit in units for kind in _post_kinds(unit, rng)]
    kinds = _employment(seats, staff.cpns, rng)
    people = [
        _person(unit, post_kind, kind=kind, names=staff.names, rng=rng)
        for (unit, post_kind), kind in zip(seats, kinds, strict=True)
    ]
    _number(people, rng)
    _lose(people, staff.lost, rng)
    return people


def _post_kinds(unit: Unit, rng: Random) -> Iterator[str]:
    others = unit.size - sum(unit.heads)
    fewer = sum(unit.heads) if others < 0 else 0
    for kind, number in zip(("JPT", "Administrator", "Pengawas"), unit.heads, strict=True):
        yield from [kind] * (0 if fewer else number)
    functional = round(max(0, others) * unit.jf + rng.uniform(-0.5, 0.5))
    yield from ["Fungsional"] * min(functional, max(0, others))
    yield from ["Pelaksana"] * (max(0, others) - min(functional, max(0, others)) + (unit.size if fewer else 0))


def _employment(seats: list[tuple[Unit, str]], cpns: float, rng: Random) -> list[str]:
    """PNS, CPNS, PPPK or PPPK Paruh Waktu for every seat; officers are PNS, the shares come out exactly."""
    kinds = ["PNS"] * len(seats)
    ordinary = [i for i, (_unit, post) in enumerate(seats) if post in ("Fungsional", "Pelaksana")]
    weight = {i: PPPK_WEIGHT.get(seats[i][0].kind, 0.75) for i in ordinary}
    order = sorted(ordinary, key=lambda i: rng.random() ** (1 / weight[i]), reverse=True)
    contracts, part_time = round(len(seats) * PPPK_SHARE), round(len(seats) * PART_TIME_SHARE)
    candidates = order[:contracts]
    for i in candidates:
        kinds[i] = "PPPK"
    plain = [i for i in candidates if seats[i][1] == "Pelaksana"]
    for i in plain[:part_time]:
        kinds[i] = "PPPK Paruh Waktu"
    for i in rng.sample(sorted(order[contracts:]), round(len(seats) * cpns)):
        kinds[i] = "CPNS"
    return kinds


def _person(unit: Unit, post_kind: str, *, kind: str, names: Names, rng: Random) -> Person:
    sex = "P" if rng.random() < WOMEN.get(unit.kind, ELSEWHERE_WOMEN) * (0.75 if post_kind == "JPT" else 1) else "L"
    post = posts.post(unit, post_kind, kind, rng)
    person = Person(unit, kind, post, sex, name=full_name(names, sex, rng), status=rng.choice(STATUS))
    if kind in ("CPNS", "PPPK", "PPPK Paruh Waktu") or post.kind == "JPT":
        person.status = "Aktif"
    _dates(person, rng)
    person.education = posts.education(post, kind, rng)
    person.grade = posts.grade(post, kind, person.education, TODAY.year - person.start.year)
    return person


def _dates(person: Person, rng: Random) -> None:
    """Birth, start, date of the post, pension and end of contract, all plausible on `TODAY`."""
    oldest, youngest = _ages(person)
    days = round(rng.uniform(youngest, oldest) * 365.25)
    person.born = TODAY - dt.timedelta(days=days)
    if person.kind == "CPNS":
        person.start = rng.choice((dt.date(2025, 6, 1), dt.date(2025, 6, 1), dt.date(2026, 3, 1)))
    elif person.kind == "PNS":
        person.start = _first_of_month(person.born, rng.uniform(21, 31), latest=dt.date(2022, 3, 1))
    else:
        years = (2025,) if person.kind == "PPPK Paruh Waktu" else (2021, 2022, 2022, 2023, 2024, 2024, 2025, 2025)
        year = rng.choice(years)
        person.start = dt.date(year, rng.choice((1, 3, 5, 10)), 1)
    person.in_post = _in_post(person, rng)
    if person.kind in ("PNS", "CPNS"):
        person.pension = month_after(person.born, posts.pension_age(person.post))
    else:
        person.contract_end = _contract_end(person)


def _ages(person: Person) -> tuple[float, float]:
    """Greatest and least age in years: nobody is past the pension age, nobody is too young for the post."""
    top = posts.pension_age(person.post) - 0.1
    if person.kind == "CPNS":
        return 33, 21.5
    if person.kind != "PNS":
        return min(top, 56), 24
    return top, posts.YOUNGEST.get(person.post.jenjang, 27)


def _in_post(person: Person, rng: Random) -> dt.date:
    """Start of the present post; about one officer in five is new (2025 or 2026)."""
    if person.kind != "PNS":
        return person.start
    if person.structural and rng.random() < 0.2:
        return dt.date(rng.choice((2025, 2026)), rng.randint(1, 9), rng.randint(1, 28))
    earliest = max(person.start, dt.date(2014, 1, 1))
    return earliest + dt.timedelta(days=rng.randint(0, (dt.date(2025, 1, 1) - earliest).days))


def _first_of_month(born: dt.date, age: float, *, latest: dt.date) -> dt.date:
    day = born + dt.timedelta(days=round(age * 365.25))
    return min(dt.date(day.year, 12 if day.month > 6 else 3, 1), latest)


def _contract_end(person: Person) -> dt.date:
    """Five-year contracts, extended by five years when they are over; part-time contracts end with the year."""
    if person.kind == "PPPK Paruh Waktu":
        return dt.date(2026, 12, 31)
    end = dt.date(person.start.year + 5, person.start.month, 1) - dt.timedelta(days=1)
    return end if end > TODAY else end.replace(year=end.year + 5, day=28)


def month_after(born: dt.date, age: int) -> dt.date:
    """First of the month after the birthday on which `age` is reached: the start of the pension."""
    year, month = born.year + age, born.month + 1
    return dt.date(year + (month > 12), (month - 1) % 12 + 1, 1)


def nip_of(born: dt.date, start: dt.date, *, contract: bool, sex: str, number: int) -> str:
    """Eighteen digits in the structure of a NIP (PNS) or NI PPPK."""
    middle = f"{start:%Y}21" if contract else f"{start:%Y%m}"
    return f"{born:%Y%m%d}{middle}{1 if sex == 'L' else 2}{number:03d}"


def _number(people: list[Person], rng: Random) -> None:
    last: dict[str, int] = defaultdict(int)
    for person in people:
        contract = person.kind.startswith("PPPK")
        stem = nip_of(person.born, person.start, contract=contract, sex=person.sex, number=0)[:15]
        last[stem] += rng.randint(1, 6)
        person.nip = f"{stem}{last[stem]:03d}"


def _lose(people: list[Person], lost: dict[str, int], rng: Random) -> None:
    """Choose the few whose NIP the roster will print unreadably, among people whom no other file needs."""
    plain = [p for p in people if p.unit.kind == "kantor" and p.kind == "PNS" and not p.structural]
    chosen = rng.sample(plain, sum(lost.values()))
    for person, fault in zip(chosen, [kind for kind, number in lost.items() for _ in range(number)], strict=True):
        person.lost = fault
