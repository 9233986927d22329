"""The choice as a linear programme over sets of activities, in HiGHS: columns are added as prices call for them.

Rows: seats up to the largest and down from the smallest class of each activity, the budget, the people of each group.
Columns: batches of each activity, and sets of activities (see :mod:`pembinaan_lib.design.bundles`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
import pandas as pd

from pembinaan_lib.design.bundles import Bundles

MONEY = 1000.0      # rupiah per unit of the budget row: the solver's tolerance is then far below one rupiah
_GAIN = 1e-9
_INF = highspy.kHighsInf


def version() -> str:
    """Name and version of the solver, for the meta of a proposal."""
    return f"HiGHS {highspy.Highs().version()}"


@dataclass(frozen=True)
class Stop:
    """When to stop: relative gap, seconds of solving (None: never), and the planner's stop button (None: no button)."""

    gap: float
    seconds: float | None
    cancelled: Callable[[], bool] | None

    def asked(self) -> bool:
        """Whether the planner pressed stop."""
        return self.cancelled is not None and self.cancelled()


class Master:
    """The programme of one agency: budget and batch limits may change, columns only ever join."""

    def __init__(
        self, sets: Bundles, table: pd.DataFrame, sizes: np.ndarray, *, tie: float, seed: int, stop: Stop
    ) -> None:
        self.sets, self.sizes, self.tie, self.stop, self.seed = sets, sizes, tie, stop, seed
        self.fixed = table["tetap_rp"].to_numpy() / MONEY
        self.seat = np.append(table["per_peserta_rp"].to_numpy() / MONEY, 0.0)
        self.least = np.maximum(table["kapasitas_min"].to_numpy(dtype="float64"), 1.0)
        self._fit(table)
        self.kinds, self.columns = len(table), np.zeros(0, dtype="int64")
        self._known = np.zeros(len(sets.worth), dtype=bool)
        self._money, self._low, self._high = 0.0, np.zeros(self.kinds), self.batches.copy()
        self.highs = self._empty()

    def _fit(self, table: pd.DataFrame) -> None:
        """Classes no larger and no more than there are people for them: the same plans, a tighter bound."""
        pairs = np.unique(self.sets.owner * (len(table) + 1) + self.sets.kegiatan, axis=None)
        owner, activity = np.divmod(pairs, len(table) + 1)
        people = np.bincount(activity, weights=self.sizes[owner], minlength=len(table) + 1)[:len(table)]
        self.most = np.maximum(np.minimum(table["kapasitas_maks"].to_numpy(dtype="float64"), people), 1.0)
        self.batches = np.minimum(table["angkatan_maks"].to_numpy(dtype="float64"), people // self.least)

    def _empty(self) -> highspy.Highs:
        highs, kinds = highspy.Highs(), self.kinds
        for name, value in {"output_flag": False, "threads": 1, "random_seed": self.seed, "presolve": "off"}.items():
            highs.setOptionValue(name, value)
        highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        upper = np.concatenate([np.zeros(2 * kinds + 1), self.sizes])
        none, starts = np.zeros(0, dtype="int32"), np.zeros(len(upper), dtype="int32")
        highs.addRows(len(upper), np.full(len(upper), -_INF), upper, 0, starts, none, np.zeros(0))
        for a in range(kinds):
            rows = np.array([a, kinds + a, 2 * kinds], dtype="int32")
            values = np.array([-self.most[a], self.least[a], self.fixed[a]])
            highs.addCol(-self.tie * self.fixed[a], 0.0, self.batches[a], 3, rows, values)
        return highs

    def budget(self, rupiah: float) -> None:
        """Set the money there is; the only limits on batches left are that each can be filled and paid for."""
        self._money = rupiah / MONEY
        self.highs.changeRowBounds(2 * self.kinds, -_INF, self._money)
        smallest = self.fixed + self.least * self.seat[:-1]
        paid = np.floor(self._money / np.where(smallest > 0, smallest, np.inf) + _GAIN)
        for a, most in enumerate(np.where(smallest > 0, np.minimum(self.batches, paid), self.batches)):
            self.limit(a, 0.0, most)

    @property
    def limits(self) -> tuple[np.ndarray, np.ndarray]:
        """Fewest and most batches of each activity at present (copies)."""
        return self._low.copy(), self._high.copy()

    def limit(self, a: int, least: float, most: float) -> None:
        """Keep the batches of activity `a` between two numbers."""
        self._low[a], self._high[a] = least, most
        self.highs.changeColBounds(int(a), float(least), float(most))

    def add(self, numbers: np.ndarray) -> int:
        """Let the sets `numbers` join; returns how many are new."""
        new = np.unique(numbers[~self._known[numbers]])
        if not len(new):
            return 0
        self._known[new] = True
        chosen, kinds = self.sets.kegiatan[:, new].T, self.kinds
        real = chosen < kinds
        money = self.seat[chosen].sum(axis=1)
        owner = 2 * kinds + 1 + self.sets.owner[new]
        rows = np.concatenate([np.where(real, chosen, -1), np.where(real, chosen + kinds, -1),
                               np.full((len(new), 1), 2 * kinds), owner[:, None]], axis=1)
        values = np.concatenate([real * 1.0, real * -1.0, money[:, None], np.ones((len(new), 1))], axis=1)
        used = rows >= 0
        starts = np.concatenate([[0], np.cumsum(used.sum(axis=1))[:-1]])
        self.highs.addCols(
            len(new), self.sets.worth[new] - self.tie * money, np.zeros(len(new)), self.sizes[self.sets.owner[new]],
            int(used.sum()), starts.astype("int32"), rows[used].astype("int32"), values[used],
        )
        self.columns = np.concatenate([self.columns, new])
        return len(new)

    def relax(self, rounds: int, tolerance: float) -> tuple[float, np.ndarray | None]:
        """Solve with people and batches continuous, adding sets until none would help.

        Returns
        -------
        tuple
            A proven bound on the worth of any plan within the present limits, and the batches (None: not feasible).
        """
        bound, steady = np.inf, None
        while True:
            self.highs.run()
            if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return bound, None
            solution = self.highs.getSolution()
            prices = np.clip(np.array(solution.row_dual), 0.0, None)
            reached = self.highs.getInfo().objective_function_value
            trial = prices if steady is None else (prices + steady) / 2
            proven, joined = self._price(trial, prices)
            bound, steady = (proven, trial) if proven < bound else (bound, steady)
            if not joined and trial is not prices:
                proven, joined = self._price(prices, prices)
                bound, steady = (proven, prices) if proven < bound else (bound, steady)
            rounds -= 1
            if bound - reached <= tolerance * abs(bound) or not joined or rounds <= 0 or self.stop.asked():
                return bound + self.tie * self._money, np.array(solution.col_value)[:self.kinds]

    def _price(self, trial: np.ndarray, now: np.ndarray) -> tuple[float, int]:
        """Bound at the `trial` prices (valid whatever they are), and how many sets joined (better than `now`)."""
        kinds = self.kinds
        full, least, money = trial[:kinds], trial[kinds:2 * kinds], trial[2 * kinds]
        seat = full - least + (money + self.tie) * self.seat[:-1]
        surplus = self.sets.surplus(seat)
        batch = self.most * full - self.least * least - (money + self.tie) * self.fixed
        bound = money * self._money + np.maximum(self._low * batch, self._high * batch).sum()
        bound += (self.sizes * np.maximum(surplus, 0.0)).sum()
        helps = (surplus > now[2 * kinds + 1:] + _GAIN) & (surplus > _GAIN)
        return float(bound), self.add(self.sets.best(seat, np.flatnonzero(helps)))

    def settle(self, *, gap: float) -> tuple[np.ndarray | None, str]:
        """Look for better whole batches over the sets at hand, from the present solution on, people continuous.

        Returns
        -------
        tuple
            Batches (None: nothing found) and status. Limits on batches are forgotten.
        """
        start = np.array(self.highs.getSolution().col_value)
        self.budget(self._money * MONEY)
        highs = self._mixed(self.kinds, gap)
        highs.setSolution(len(start), np.arange(len(start), dtype="int32"), start)
        values, _, status = _run(highs)
        return (None if values is None else np.rint(values[:self.kinds])), status

    def whole(self, *, gap: float) -> tuple[np.ndarray | None, float, str]:
        """Solve with whole people and batches over the sets at hand.

        Returns
        -------
        tuple
            People per column of ``columns`` (None: nothing found), bound over these sets, and status.
        """
        values, bound, status = _run(self._mixed(self.kinds + len(self.columns), gap))
        counts = None if values is None else np.rint(values[self.kinds:]).astype("int64")
        return counts, bound + self.tie * self._money, status

    def _mixed(self, whole: int, gap: float) -> highspy.Highs:
        """The programme with its first `whole` columns integer."""
        highs = highspy.Highs()
        options = {"output_flag": False, "threads": 1, "random_seed": self.seed, "mip_rel_gap": gap}
        if self.stop.seconds is not None:
            options["time_limit"] = float(self.stop.seconds)
        for name, value in options.items():
            highs.setOptionValue(name, value)
        highs.passModel(self.highs.getLp())
        highs.changeColsIntegrality(whole, np.arange(whole, dtype="int32"), [highspy.HighsVarType.kInteger] * whole)
        if self.stop.cancelled is not None:
            highs.cbMipInterrupt.subscribe(lambda event: event.interrupt(self.stop.asked()))
        return highs

    def spent(self) -> float:
        """Seconds of solving so far, by the solver's own count."""
        return float(self.highs.getRunTime())


_STATUS = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kTimeLimit: "dibatasi waktu",
    highspy.HighsModelStatus.kInterrupt: "dihentikan",
}


def _run(highs: highspy.Highs) -> tuple[np.ndarray | None, float, str]:
    """Column values (None without a feasible point), bound and status of an integer programme."""
    highs.run()
    info, status = highs.getInfo(), _STATUS.get(highs.getModelStatus(), "gagal")
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return (np.array(highs.getSolution().col_value) if feasible else None), float(info.mip_dual_bound), status
