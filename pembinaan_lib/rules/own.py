"""An agency's own value of a rule: what it may hold, so that whatever reads the rule can work with it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from pembinaan_lib.errors import RuleFileError
from pembinaan_lib.rules.files import Rule

LARGEST, LONGEST_TIME, DEEPEST = 1e12, 1200, 30
# How a NIP is read belongs to no agency.
FIXED = "nip."
# The agency may hide more of small groups than the file does, never less.
AT_LEAST = ("perlindungan_data.sel_minimum",)
_SCALE = re.compile(r"\b(\d+) sampai (\d+)$")
_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
Path = tuple[Any, ...]


def check_raw(rule_id: str, value: Any) -> None:
    """Refuse, before its shape is looked at, what is no value at all.

    Raises
    ------
    RuleFileError
        ``RUL-053`` a number that is none or too large; ``RUL-052`` nesting that no rule has; ``RUL-054`` the rule is
        not for an agency to change.
    """
    if rule_id.startswith(FIXED):
        raise RuleFileError("RUL-054", where=rule_id)
    level, inside = 0, [value]
    while inside:
        level += 1
        for one in inside:
            if isinstance(one, int | float) and not -LARGEST <= one <= LARGEST:  # NaN is in no range
                raise RuleFileError("RUL-053", where=rule_id, found=f"{one!r:.20}")
        if level > DEEPEST:
            raise RuleFileError("RUL-052", where=rule_id, found="…")
        inside = [part for one in inside for part in _parts(one)]


def check(rule: Rule, value: Any) -> None:
    """Refuse a value (in the shape of its kind) that no value of the rule's file is like.

    Every cell keeps its kind: a number, a text, yes or no, and nothing only where the file has nothing. A code is one
    of those that stand in its column of the file. Numbers are not negative where none in the file is; shares of the
    unit *rasio* stay between 0 and 1, scores on the scale that their unit names (*nilai 25 sampai 100*); no span of
    time is longer than a century.

    Raises
    ------
    RuleFileError
        ``RUL-052`` the kind of a cell; ``RUL-053`` a number; ``RUL-055`` less protection than the file has.
    """
    faults = []
    for known in [dated.value for dated in reversed(rule.values) if dated.value is not None]:
        try:
            _compared(rule, dict(_cells(known)), dict(_cells(value)))
        except RuleFileError as fault:
            faults.append(fault)
        else:
            return
    if faults:
        raise faults[0]


def _compared(rule: Rule, known: Mapping[Path, Any], given: Mapping[Path, Any]) -> None:
    if rule.kind != "list" and {_place(rule, path) for path in known} != {_place(rule, path) for path in given}:
        raise RuleFileError("RUL-052", where=rule.rule_id, found="…")
    numbers = [cell for cell in known.values() if _is_number(cell)]
    lowest = None if any(number < 0 for number in numbers) else 0
    for path, cell in given.items():
        column = [other for place, other in known.items() if _column(rule, place) == _column(rule, path)]
        before = known.get(path)
        if not _alike(cell, before, column, listed=path in known):
            raise RuleFileError("RUL-052", where=rule.rule_id, found=_said(path, cell))
        if _is_number(cell) and not _possible(rule, cell, before, lowest):
            raise RuleFileError("RUL-053", where=rule.rule_id, found=_said(path, cell))
        if rule.rule_id in AT_LEAST and cell < before:
            raise RuleFileError("RUL-055", where=rule.rule_id, least=before)


def _alike(cell: Any, before: Any, column: list[Any], *, listed: bool) -> bool:
    """Whether the cell is of the kind that the file has here; a code, one that the file's column knows."""
    if cell is None:
        return listed and before is None
    kinds = {_kind(before)} if before is not None else {_kind(other) for other in column if other is not None}
    if _kind(cell) not in kinds:
        return False
    if isinstance(before, str) and before.strip() and not (isinstance(cell, str) and cell.strip()):
        return False
    return not (isinstance(before, str) and _CODE.fullmatch(before)) or cell in column


def _possible(rule: Rule, cell: Any, before: Any, lowest: int | None) -> bool:
    if lowest is not None and cell < lowest:
        return False
    if rule.unit == "rasio" and _is_number(before) and 0 <= before <= 1 and not 0 <= cell <= 1:
        return False
    scale = _SCALE.search(rule.unit)
    if scale and _is_number(before) and int(scale[1]) <= before <= int(scale[2]) and not int(scale[1]) <= cell <= int(scale[2]):
        return False
    return not rule.unit.startswith(("tahun", "bulan")) or abs(cell) <= LONGEST_TIME


def _kind(cell: Any) -> str:
    return "bool" if isinstance(cell, bool) else "number" if _is_number(cell) else "text" if isinstance(cell, str) else "other"


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float | Fraction) and not isinstance(cell, bool) and math.isfinite(cell)


def _place(rule: Rule, path: Path) -> Path:
    """The way to a cell; the items of a list inside a table may be fewer or more."""
    return tuple("…" if isinstance(part, int) and rule.kind != "bands" else part for part in path)


def _column(rule: Rule, path: Path) -> Path:
    """Cells that say the same about different rows."""
    return () if rule.kind == "list" or len(path) < 2 else tuple("…" if isinstance(part, int) else part for part in path[1:])  # noqa: PLR2004


def _cells(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    parts = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list | tuple) else None
    if parts is None:
        yield path, value
        return
    for key, part in parts:
        yield from _cells(part, (*path, key))


def _parts(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else list(value) if isinstance(value, list | tuple) else []


def _said(path: Path, cell: Any) -> str:
    place = ", ".join(str(part).replace("_", " ") for part in path)
    return f"{place}: {cell}" if place else str(cell)
