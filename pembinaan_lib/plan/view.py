"""What a step of the plan is, and the narrow window through which it sees the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from pembinaan_lib import profile
from pembinaan_lib.rules import RuleSet

if TYPE_CHECKING:
    from pembinaan_lib.plan.model import Decisions, Inputs

Frames = dict[str, pd.DataFrame]
UNITS = "unit_kerja"


@dataclass(frozen=True)
class Step:
    """One named step: what it reads, what it makes, and the function that makes it."""

    name: str
    run: Callable[[View], Frames]
    makes: tuple[str, ...]
    tables: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    ladder: bool = False


@dataclass(frozen=True)
class View:
    """What one step may see."""

    step: Step
    _inputs: Inputs
    _decisions: Decisions
    _frames: Mapping[str, pd.DataFrame]
    _makes: Mapping[str, tuple[str, ...]]

    def table(self, name: str) -> pd.DataFrame:
        """A declared input table; its units bear the names of today, across renames and mergers."""
        frame = self._declared(name, self.step.tables, self._inputs.tables)
        units = self._inputs.tables[UNITS]
        if name == UNITS or "unit_kerja" not in frame or units["penerus"].isna().all():
            return frame
        day = next((column for column in ("tanggal", "bulan") if column in frame), "")
        return profile.with_current_units(frame, units, tanggal=self.tanggal, pada=day)

    def known(self, name: str) -> pd.DataFrame | None:
        """A declared input table, or None where nobody ever imported it: not known is not the same as none."""
        return self.table(name) if name in self._inputs.imported else None

    def made(self, name: str) -> pd.DataFrame:
        """A frame made by a declared earlier step."""
        return self._declared(name, [made for step in self.step.after for made in self._makes[step]], self._frames)

    def decision(self, key: str) -> Any:
        """A declared decision, or its default."""
        if key not in self.step.decisions:
            raise KeyError(f"{self.step.name} does not declare the decision {key}")
        return self._decisions.value(key)

    @property
    def proposal(self) -> bytes | None:
        """The accepted proposal, for steps that declare ``rencana``."""
        return self._decisions.proposal if "rencana" in self.step.decisions else None

    def value(self, rule_id: str) -> Any:
        """What a rule says on the day of the plan."""
        return self.rules.value(rule_id, self.tanggal).value

    @property
    def law(self) -> dict[str, Any]:
        """Rules and day, as most functions want them."""
        return {"rules": self.rules, "tanggal": self.tanggal}

    @property
    def rules(self) -> RuleSet:
        """The law as of this plan's rule files."""
        return self._inputs.rules

    @property
    def tahun(self) -> int:
        """Plan year."""
        return self._inputs.tahun

    @property
    def tanggal(self) -> date:
        """The day as of which the plan is computed."""
        return self._inputs.tanggal

    @property
    def imported(self) -> tuple[str, ...]:
        """Names of the imported tables, for steps that declare ``ladder``."""
        if not self.step.ladder:
            raise KeyError(f"{self.step.name} does not declare the ladder")
        return self._inputs.imported

    def _declared(self, name: str, declared: Any, source: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        if name not in declared:
            raise KeyError(f"{self.step.name} does not declare {name}")
        return source[name]
