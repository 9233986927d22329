"""What is an invented agency's own? Everything else is common to all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pembinaan_lib.sample.citizens import Voice
from pembinaan_lib.sample.competencies import Skills
from pembinaan_lib.sample.courses import Course
from pembinaan_lib.sample.goals import Aims
from pembinaan_lib.sample.history import Learned
from pembinaan_lib.sample.people import Staff
from pembinaan_lib.sample.practice import Practice
from pembinaan_lib.sample.registers import BudgetLine
from pembinaan_lib.sample.services import Served
from pembinaan_lib.sample.sheets import Sheet
from pembinaan_lib.sample.surveys import Asked
from pembinaan_lib.sample.units import Unit


@dataclass(frozen=True)
class Agency:
    """One invented agency.

    ``people`` is its usual number of ASN and ``least`` the smallest with which its units work; ``units`` makes them for
    a number of people; ``faults`` is how many of the usual faults its files have (0 to 1); ``works, works_not,
    cannot_tell`` are the activities (bangkom_id) about which evaluation must say so; ``other_unit`` compares with the
    trained one; ``false_signal`` and ``not_skill`` are what was planted to mislead, ``told`` what else stands in the
    truth; ``more`` makes files that only this agency has.
    """

    title: str
    people: int
    least: int
    units: Callable[[int], tuple[Unit, ...]]
    staff: Staff
    skills: Skills
    learned: Learned
    served: Served
    asked: Asked
    practice: Practice
    voice: Voice
    aims: Aims
    courses: tuple[Course, ...]
    works: str
    works_not: str
    cannot_tell: str
    budget: tuple[BudgetLine, ...]
    other_unit: str
    false_signal: dict[str, str]
    not_skill: dict[str, str]
    told: dict[str, Any] = field(default_factory=dict)
    faults: float = 1.0
    more: tuple[Callable[[], Sheet], ...] = ()
