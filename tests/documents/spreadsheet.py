"""A stranger to check formulas: reads a written .xlsx with openpyxl and computes it again, without an office program.

It knows just the functions that our workbooks use; an unknown one fails loudly.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.utils import range_boundaries


class Number(float):
    """A number whose division by zero is no error but no number."""

    def __truediv__(self, other: Any) -> Number:
        return Number(float(self) / float(other)) if other else Number("nan")

    def __rtruediv__(self, other: Any) -> Number:
        return Number(float(other) / float(self)) if self else Number("nan")


class Blank(Number):
    """What an empty cell and an empty text are: zero in sums, equal to an empty text."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Blank) or other == ""

    __hash__ = float.__hash__


class Cells(list[Any]):
    """The values of a range; a product goes cell by cell."""

    def __mul__(self, other: Any) -> Cells:
        return Cells(a * b for a, b in zip(self, other, strict=True))


BLANK = Blank(0.0)


def is_number(value: Any) -> Any:
    if isinstance(value, Cells):
        return Cells(is_number(one) for one in value)
    return isinstance(value, int | float) and not isinstance(value, Blank)


def numbers(*args: Any) -> list[Any]:
    flat = [one for arg in args for one in (arg if isinstance(arg, Cells) else [arg])]
    return [one for one in flat if is_number(one)]


def average_if(asked: Cells, condition: str, values: Cells) -> Any:
    if condition != ">0":
        raise NotImplementedError(condition)
    kept = [value for one, value in zip(asked, values, strict=True) if one > 0]
    return Number(sum(kept) / len(kept)) if kept else Number("nan")


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *args: Number(sum(numbers(*args))), "MIN": lambda *args: min(numbers(*args), default=0),
    "MAX": lambda *args: max(numbers(*args), default=0), "ABS": abs, "N": lambda value: value,
    "ROUND": lambda value, digits: math.floor(value * 10**digits + 0.5) / 10**digits,
    "IF": lambda asked, yes, no: yes if asked else no, "OR": lambda *args: any(args),
    "IFERROR": lambda value, other: value if isinstance(value, Blank) or math.isfinite(value) else other,
    "ISNUMBER": is_number, "SUMPRODUCT": lambda values: Number(sum(numbers(values))),
    "RANK": lambda value, values: 1 + sum(one > value for one in numbers(values)), "AVERAGEIF": average_if,
    "LOOKUP": lambda value, lows, names: [name for low, name in zip(lows, names, strict=True) if value >= low][-1],
    "COUNTIF": lambda values, value: sum(is_number(one) and one == value for one in values),
}


class Spreadsheet:
    """The formulas of a workbook, each computed once when asked for; `changed` cells stand in for what is written."""

    def __init__(self, data: bytes, changed: dict[tuple[str, str], float] | None = None) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.changed, self._known = changed or {}, {}

    def value(self, sheet: str, cell: str) -> Any:
        key = (sheet, cell)
        if key not in self._known:
            written = self.changed.get(key, self.book[sheet][cell].value)
            if isinstance(written, str) and self.book[sheet][cell].data_type == "f":
                written = self._computed(sheet, written)
            elif isinstance(written, int | float):
                written = Number(written)
            self._known[key] = BLANK if written is None else written
        return self._known[key]

    def column(self, sheet: str, letter: str, first: int) -> list[Any]:
        return [self.value(sheet, f"{letter}{row}") for row in range(first, self.book[sheet].max_row + 1)]

    def _range(self, sheet: str, text: str) -> Any:
        name, _, place = text.rpartition("!")
        sheet, place = name.strip("'") or sheet, place.replace("$", "")
        if ":" not in place:
            return self.value(sheet, place)
        left, top, right, bottom = range_boundaries(place)
        cells = self.book[sheet].iter_rows(top, bottom, left, right)
        return Cells(self.value(sheet, cell.coordinate) for row in cells for cell in row)

    def _computed(self, sheet: str, formula: str) -> Any:
        parts, values = [], {"BLANK": BLANK}
        for token in Tokenizer(formula).items:
            if token.type == "OPERAND" and token.subtype == "RANGE":
                values[f"v{len(values)}"] = self._range(sheet, token.value)
                parts.append(f"v{len(values) - 1}")
            elif token.value == '""':
                parts.append("BLANK")
            else:
                parts.append("==" if token.value == "=" else token.value)
        return eval(" ".join(parts), {"__builtins__": {}, **FUNCTIONS}, values)  # noqa: S307  our own formulas
