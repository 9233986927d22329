"""The records of a CSV text, strictly: a quote left open is an error with its line, and no cell is too long to read."""

from __future__ import annotations

import csv
import io
import re
import threading
from collections import Counter
from collections.abc import Sequence

Record = tuple[int, list[str]]
_LONGEST = 2**31 - 1  # Python's own limit of 131,072 characters would refuse what was written here before
_ONE_AT_A_TIME = threading.Lock()
_LINE_END = re.compile(r"\r\n?|\n")


class TornRecordError(ValueError):
    """A record that begins at `line` never ends, or goes on behind its closing quote."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def records(text: str, *, delimiter: str = ",") -> list[Record]:
    """Each record with the number of its last line.

    Raises
    ------
    TornRecordError
        A quote is left open, or text stands behind a closing one.
    """
    found: list[Record] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    with _ONE_AT_A_TIME:  # the limit is one for all of Python
        usual = csv.field_size_limit(_LONGEST)
        try:
            for row in reader:
                found.append((reader.line_num, row))
        except csv.Error as cause:
            raise TornRecordError(found[-1][0] + 1 if found else 1) from cause
        finally:
            csv.field_size_limit(usual)
    return found


def swallowed(found: Sequence[Record], *, delimiter: str) -> int | None:
    """The line of the first record that seems to hold whole other records between its quotes; None where none does."""
    width = max(Counter(len(row) for _, row in found).items(), key=lambda pair: pair[::-1], default=(0, 0))[0]
    before = 0
    for line, row in found:
        if line - before > 1 and _holds_records(row, width, delimiter):
            return before + 1
        before = line
    return None


def _holds_records(row: Sequence[str], width: int, delimiter: str) -> bool:
    """Whether the lines of the record, taken by themselves, would be records of the usual width."""
    if len(row) > width:
        return True
    for place, cell in enumerate(row):
        first, *inner = (piece.count(delimiter) for piece in _LINE_END.split(cell))
        if inner:
            edges = first + place == width - 1 == inner[-1] + len(row) - 1 - place
            if edges or width - 1 in inner[:-1]:
                return True
    return False
