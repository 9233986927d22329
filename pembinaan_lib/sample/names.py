"""Invented names: how are they put together?"""

from __future__ import annotations

from random import Random
from typing import NamedTuple


class Names(NamedTuple):
    """What people of an agency are called."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    middle: tuple[str, ...]
    family: tuple[str, ...]


def full_name(names: Names, sex: str, rng: Random) -> str:
    """A name of two or three words for `sex` L or P, in capitals as SIASN prints it."""
    first = rng.choice(names.men if sex == "L" else names.women)
    middle = [rng.choice(names.middle)] if rng.random() < 0.35 else []
    return " ".join([first, *middle, rng.choice(names.family)]).upper()
