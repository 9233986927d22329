"""What is a unit kerja of an invented agency, and how are sizes shared out so that they add up?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Unit:
    """One unit kerja; `heads` are its posts (JPT, administrator, pengawas), `jf` the share of JF among the others."""

    name: str
    office: str
    urusan: str
    kind: str
    size: int
    heads: tuple[int, int, int] = (0, 0, 0)
    jf: float = 0.34
    service: str = ""
    on_duty: int = 0
    place: str = ""


def sized(units: Sequence[Unit], people: int, *, centre: str) -> tuple[Unit, ...]:
    """The units with sizes that add up to `people`; posts of structural officers grow with them.

    A unit without a place of its own is in the `centre`.
    """
    total = sum(unit.size for unit in units)
    sizes = _shared([unit.size for unit in units], people)
    factor = max(1, round(people / total))
    return tuple(
        replace(unit, size=size, heads=tuple(posts * factor for posts in unit.heads), place=unit.place or centre)
        for unit, size in zip(units, sizes, strict=True)
    )


def _shared(weights: list[int], total: int) -> list[int]:
    """Whole numbers in proportion to `weights` that add up to `total` (largest remainders)."""
    exact = [weight * total / sum(weights) for weight in weights]
    whole = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in order[: total - sum(whole)]:
        whole[i] += 1
    return whole
