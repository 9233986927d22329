"""What is a batch that the running year delivers, and what does it really change?

Gain and spread are points of a test of 0 to 100.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from pembinaan_lib.sample.people import Person

AWAY = "BPSDM Provinsi"


class Course(NamedTuple):
    """One batch: `spent` is the share of the budget paid, `tested` the share of those present who took both tests."""

    code: str
    bangkom: str
    name: str
    form: str
    kind: str
    start: dt.date
    days: int
    hours: int
    sessions: int
    seats: int
    budget: int
    place: str
    who: Callable[[Person], bool]
    spent: float
    gain: float = 0
    spread: float = 8
    tested: float = 0
