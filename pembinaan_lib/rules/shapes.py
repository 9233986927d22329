"""The six shapes that the value of a rule may have: number, table, matrix, list, weights and bands.

Each function turns nodes into plain Python (dict, tuple, numbers, text) or says what is wrong and where.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pembinaan_lib.errors import RuleFileError
from pembinaan_lib.rules.nodes import Node, mapping

SIDES = ("left", "right")
_LONGEST_FRACTION, _LARGEST_EXPONENT = 40, 12


def parsed(kind: str, node: Node) -> Any:
    """The value of a rule of this kind.

    Raises
    ------
    RuleFileError
        ``RUL-014`` to ``RUL-019`` for weights and bands, ``RUL-031`` to ``RUL-036`` for a wrong shape.
    """
    return KINDS[kind](node)


def check_sum(value: Any, declared: Node) -> None:
    """Whether a table adds up to its declared sum (a published, rounded variant of weights)."""
    if not isinstance(value, dict) or not all(_is_number(cell) for cell in value.values()):
        raise RuleFileError("RUL-032", where=declared.where)
    found = sum((Decimal(str(cell)) for cell in value.values()), Decimal(0))
    if not _is_number(declared.value) or found != Decimal(str(declared.value)):
        raise RuleFileError("RUL-018", where=declared.where, found=str(found), declared=str(declared.value))


def _number(node: Node) -> int | float:
    if not _is_number(node.value):
        raise RuleFileError("RUL-031", where=node.where)
    return node.value


def _table(node: Node) -> dict[str, Any]:
    """Key → cell, or key → {column: cell} with the same columns in every row."""
    if not isinstance(node.value, dict) or not node.value:
        raise RuleFileError("RUL-032", where=node.where)
    rows = node.value
    columns = _columns(next(iter(rows.values())))
    for row in rows.values():
        if _columns(row) != columns:
            raise RuleFileError("RUL-032", where=row.where)
    if columns is None:
        return {key: _cell(row, "RUL-032") for key, row in rows.items()}
    return {
        key: {column: _cell(cell, "RUL-032") for column, cell in row.value.items()} for key, row in rows.items()
    }


def _columns(row: Node) -> tuple[str, ...] | None:
    return tuple(row.value) if isinstance(row.value, dict) else None


def _matrix(node: Node) -> dict[str, Any]:
    """``rows`` and ``columns`` name the axes; ``cells`` is row → {column: cell}, every row with the same columns."""
    if not isinstance(node.value, dict):
        raise RuleFileError("RUL-033", where=node.where)
    parts = mapping(node, required=("rows", "columns", "cells"))
    if not all(isinstance(parts[axis].value, str) for axis in ("rows", "columns")):
        raise RuleFileError("RUL-033", where=node.where)
    try:
        cells = _table(parts["cells"])
    except RuleFileError as fault:
        raise RuleFileError("RUL-033", where=fault.where) from fault
    if not all(isinstance(row, dict) for row in cells.values()):
        raise RuleFileError("RUL-033", where=parts["cells"].where)
    return {"rows": parts["rows"].value, "columns": parts["columns"].value, "cells": cells}


def _list(node: Node) -> tuple[Any, ...]:
    if not isinstance(node.value, tuple) or not node.value:
        raise RuleFileError("RUL-034", where=node.where)
    items: dict[Any, None] = {}
    for item in node.value:
        if isinstance(item.value, tuple | dict) or item.value is None or item.value in items:
            raise RuleFileError("RUL-034", where=item.where)
        items[item.value] = None
    return tuple(items)


def _weights(node: Node) -> dict[str, Fraction]:
    """Name → exact fraction; all together exactly 1."""
    if not isinstance(node.value, dict) or not node.value:
        raise RuleFileError("RUL-035", where=node.where)
    weights = {name: _fraction(item) for name, item in node.value.items()}
    total = sum(weights.values(), Fraction(0))
    if total != 1:
        raise RuleFileError("RUL-014", where=node.where, found=str(total))
    return weights


def _fraction(node: Node) -> Fraction:
    if isinstance(node.value, bool) or not isinstance(node.value, str | int | float | Fraction):
        raise RuleFileError("RUL-035", where=node.where)
    text = str(node.value)
    exponent = re.search(r"[eE]([+-]?\d+)", text)
    if len(text) > _LONGEST_FRACTION or exponent is not None and abs(int(exponent[1])) > _LARGEST_EXPONENT:
        raise RuleFileError("RUL-035", where=node.where)
    try:
        weight = Fraction(text)
    except (ValueError, ZeroDivisionError) as fault:
        raise RuleFileError("RUL-035", where=node.where) from fault
    if weight < 0:
        raise RuleFileError("RUL-035", where=node.where)
    return weight


def _bands(node: Node) -> dict[str, Any]:
    """``closed`` (left or right), ``rounding`` (none, or digits and half_up) and gapless ``bands``, lowest first."""
    if not isinstance(node.value, dict) or "bands" not in node.value:
        raise RuleFileError("RUL-036", where=node.where)
    for key in ("closed", "rounding"):
        if key not in node.value:
            raise RuleFileError("RUL-017", where=node.where, key=key)
    parts = mapping(node, required=("closed", "rounding", "bands"))
    if parts["closed"].value not in SIDES:
        raise RuleFileError("RUL-017", where=parts["closed"].where, key="closed")
    rounding = _rounding(parts["rounding"])
    bands = _joined(parts["bands"])
    if rounding != "none":
        _check_edges(bands, rounding["digits"], parts["bands"].where)
    return {"closed": parts["closed"].value, "rounding": rounding, "bands": bands}


def _rounding(node: Node) -> str | dict[str, Any]:
    if node.value == "none":
        return "none"
    if not isinstance(node.value, dict):
        raise RuleFileError("RUL-017", where=node.where, key="rounding")
    parts = mapping(node, required=("digits", "mode"))
    digits = parts["digits"].value
    if isinstance(digits, bool) or not isinstance(digits, int) or not 0 <= digits <= 6:
        raise RuleFileError("RUL-017", where=parts["digits"].where, key="digits")
    if parts["mode"].value != "half_up":
        raise RuleFileError("RUL-017", where=parts["mode"].where, key="mode")
    return {"digits": digits, "mode": "half_up"}


def _joined(node: Node) -> tuple[dict[str, Any], ...]:
    if not isinstance(node.value, tuple) or not node.value:
        raise RuleFileError("RUL-036", where=node.where)
    last = len(node.value) - 1
    bands = [_band(item, first=at == 0, last=at == last) for at, item in enumerate(node.value)]
    for lower, upper, item in zip(bands, bands[1:], node.value[1:], strict=False):
        if lower["to"] != upper["from"]:
            code = "RUL-015" if lower["to"] < upper["from"] else "RUL-016"
            raise RuleFileError(code, where=item.where, lower=str(lower["to"]), upper=str(upper["from"]))
    return tuple(bands)


def _band(node: Node, *, first: bool, last: bool) -> dict[str, Any]:
    if not isinstance(node.value, dict):
        raise RuleFileError("RUL-036", where=node.where)
    parts = mapping(node, required=("label", "from", "to"), optional=("meaning", "score"))
    band = {key: part.value for key, part in parts.items()}
    open_start, open_end = first and band["from"] is None, last and band["to"] is None
    numbers = [band[key] for key, is_open in (("from", open_start), ("to", open_end)) if not is_open]
    rising = len(numbers) < 2 or all(map(_is_number, numbers)) and numbers[0] < numbers[1]
    if not isinstance(band["label"], str) or not all(map(_is_number, numbers)) or not rising:
        raise RuleFileError("RUL-036", where=node.where)
    return band


def _check_edges(bands: tuple[dict[str, Any], ...], digits: int, where: str) -> None:
    """An edge finer than the rounding could never be told apart from its neighbour."""
    for edge in (band[key] for band in bands for key in ("from", "to") if band[key] is not None):
        if -Decimal(str(edge)).as_tuple().exponent > digits:
            raise RuleFileError("RUL-019", where=where, edge=str(edge), digits=digits)


def _cell(node: Node, code: str) -> Any:
    """A scalar, or a tuple of scalars."""
    if isinstance(node.value, tuple) and not any(isinstance(item.value, tuple | dict) for item in node.value):
        return tuple(item.value for item in node.value)
    if isinstance(node.value, tuple | dict):
        raise RuleFileError(code, where=node.where)
    return node.value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


KINDS: dict[str, Callable[[Node], Any]] = {
    "number": _number, "table": _table, "matrix": _matrix, "list": _list, "weights": _weights, "bands": _bands,
}
