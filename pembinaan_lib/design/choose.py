"""The best choice for a budget, with a proven bound.

Small cases are solved exactly over all sets of activities. Larger ones in four steps: prices and bound with people and
batches continuous; batches made whole one after the other, the nearest first, each time solving again; a search for
better whole batches among the sets met so far; then whole people with these batches. The bound of the first step holds
for every plan of whole people and batches.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pembinaan_lib.design.bundles import Bundles, bundles, slots_for
from pembinaan_lib.design.groups import Group
from pembinaan_lib.design.master import MONEY, Master, Stop
from pembinaan_lib.design.people import Limits

EXACT = 3000        # up to so many sets of activities in all, the whole programme is solved at once
_TIE = 1e-4         # share of all possible worth that spending the whole budget costs: the cheaper of two plans wins
_NEAR = 0.2        # batches this near to a whole number are made whole together
_WHOLE = 1e-6
_TOLERANCE = 2e-4   # relative gap at which prices are good enough
_ROUNDS, _DIVE_ROUNDS = 60, 2


@dataclass(frozen=True, eq=False)
class Plan:
    """One solved budget.

    Parameters
    ----------
    taken : tuple of (int, tuple of int, int)
        Group number, activities, number of people who attend just these.
    value, bound : float
        Worth of the plan and a proven upper bound for its budget (weighted points).
    status : str
        ``optimal``, ``dibatasi waktu`` or ``dihentikan``.
    """

    taken: tuple[tuple[int, tuple[int, ...], int], ...]
    value: float
    bound: float
    status: str


NOTHING = Plan((), 0.0, 0.0, "optimal")


class Chooser:
    """Solves one agency's choice for several budgets, the smallest first."""

    def __init__(
        self, alike: tuple[Group, ...], table: pd.DataFrame, *, limits: Limits, seed: int, reference_rp: float,
        stop: Stop,
    ) -> None:
        jp_worth = limits.bobot.get("jp", 0.0) / limits.jp_minimum
        possible = sum(group.size * (group.batas.sum() + jp_worth * group.kurang) for group in alike)
        sizes = np.array([group.size for group in alike], dtype="float64")
        self.stop = stop
        self.slots = slots_for(alike, limits.maks_kegiatan)
        self.sets: Bundles = bundles(alike, activities=len(table), slots=self.slots, jp_worth=jp_worth)
        self.exact = len(self.sets.worth) <= EXACT
        tie = _TIE * possible / max(reference_rp / MONEY, 1.0)
        self.master = Master(self.sets, table, sizes, tie=tie, seed=seed, stop=stop)
        if self.exact:
            self.master.add(np.arange(len(self.sets.worth)))

    def plan(self, budget_rp: float, before: Plan = NOTHING) -> Plan:
        """The best plan found for `budget_rp`, never worse than `before`, the plan of a smaller budget."""
        if not len(self.sets.worth):
            return NOTHING
        self.master.budget(budget_rp)
        found = self._exact() if self.exact else self._priced()
        best = found if found.value > before.value else before
        return Plan(best.taken, best.value, max(found.bound, best.value), found.status)

    def _exact(self) -> Plan:
        counts, bound, status = self.master.whole(gap=self.stop.gap)
        return self._read(counts, bound, status)

    def _priced(self) -> Plan:
        begun = self.master.spent()
        bound, batches = self.master.relax(_ROUNDS, _TOLERANCE)
        late = self._late(begun)
        if not late and batches is not None:
            late = self._dive(batches, begun)
        if late:
            return Plan((), 0.0, bound, late)
        batches, late = self.master.settle(gap=self.stop.gap)
        if batches is not None:
            self._limit(batches, batches)
            self.master.relax(_DIVE_ROUNDS, _TOLERANCE)
        counts, _, status = self.master.whole(gap=self.stop.gap / 10)
        return self._read(counts, bound, status if late == "optimal" else late)

    def _dive(self, batches: np.ndarray, begun: float) -> str:
        """Make batches whole; returns why it stopped early, or nothing."""
        low, high = self.master.limits
        while True:
            away = np.abs(batches - np.rint(batches))
            split = np.flatnonzero(away > _WHOLE)
            late = self._late(begun)
            if late or not len(split):
                self._limit(*(2 * [np.rint(batches)] if not late else (low, high)))
                return late
            chosen = split[away[split] <= max(_NEAR, away[split].min())]
            up = chosen[np.rint(batches[chosen]) > batches[chosen]]
            tried = low.copy()
            tried[up] = np.rint(batches[up])
            down = np.setdiff1d(chosen, up)
            high[down] = np.floor(batches[down])
            batches, low, high = self._step(batches, low, tried, high, up)

    def _step(
        self, batches: np.ndarray, low: np.ndarray, tried: np.ndarray, high: np.ndarray, up: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Solve within the new limits; where they do not fit, round down instead, and at last let go of all floors."""
        self._limit(tried, high)
        _, found = self.master.relax(_DIVE_ROUNDS, _TOLERANCE)
        if found is not None:
            return found, tried, high
        high = high.copy()
        high[up] = np.floor(batches[up])
        for floor in (np.minimum(low, high), np.zeros(len(low))):
            self._limit(floor, high)
            _, found = self.master.relax(_DIVE_ROUNDS, _TOLERANCE)
            if found is not None:
                return found, floor, high
        return np.zeros(len(low)), np.zeros(len(low)), high

    def _limit(self, low: np.ndarray, high: np.ndarray) -> None:
        for a, (least, most) in enumerate(zip(low, high, strict=True)):
            self.master.limit(a, least, most)

    def _late(self, begun: float) -> str:
        if self.stop.asked():
            return "dihentikan"
        over = self.stop.seconds is not None and self.master.spent() - begun > self.stop.seconds
        return "dibatasi waktu" if over else ""

    def _read(self, counts: np.ndarray | None, bound: float, status: str) -> Plan:
        if counts is None:
            return Plan((), 0.0, bound, status)
        used = np.flatnonzero(counts)
        numbers = self.master.columns[used]
        taken = []
        for number, people in zip(numbers, counts[used], strict=True):
            picks = tuple(int(a) for a in self.sets.kegiatan[:, number] if a < self.master.kinds)
            taken.append((int(self.sets.owner[number]), picks, int(people)))
        value = float((self.sets.worth[numbers] * counts[used]).sum())
        return Plan(tuple(sorted(taken)), value, bound, status)
