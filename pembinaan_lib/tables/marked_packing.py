"""The bytes of a marked-up Excel file: the same on every run, and with the last values of its formulas.

openpyxl writes formulas without their values; a file that nobody opened in Excel in between would then be read as
empty in those cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils.datetime import WINDOWS_EPOCH, to_excel
from openpyxl.utils.cell import coordinate_to_tuple

from pembinaan_lib.packed import repacked
from pembinaan_lib.tables.marked_page import writable

_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f\b[^>]*?(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>')
_NOTES = re.compile(rb'(<(?:\w+:)?idmap [^>]*data=")1(")')
_BLOCK = 1024  # ids that one block of shapes holds


def packed(data: bytes, *, stored: Mapping[str, Sequence[Sequence[Any]]], epoch: datetime = WINDOWS_EPOCH) -> bytes:
    """The same file with fixed times, and each formula with its value in `stored` (part of the file → rows).

    `epoch` is the day from which the file counts its days.
    """
    return repacked(data, part=lambda name, content: _part(name, content, stored, epoch))


def _part(name: str, content: bytes, stored: Mapping[str, Sequence[Sequence[Any]]], epoch: datetime) -> bytes:
    if name == "docProps/core.xml":
        return _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
    if name.endswith(".vml"):  # every 1,024 notes need a block of ids of their own
        blocks = ",".join(map(str, range(1, 2 + (1 + content.count(b":shape ")) // _BLOCK)))
        return _NOTES.sub(rb"\g<1>" + blocks.encode() + rb"\g<2>", content)
    if name in stored and b"<f" in content:
        rows = stored[name]
        return _FORMULA.sub(lambda cell: _valued(cell, rows, epoch), content.decode("utf-8")).encode("utf-8")
    return content


def _valued(cell: re.Match[str], rows: Sequence[Sequence[Any]], epoch: datetime) -> str:
    coordinate, attributes, formula = cell.groups()
    row, column = coordinate_to_tuple(coordinate)
    value = rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""
    if value in ("", None):
        return cell.group()
    if isinstance(value, str):
        return f'<c r="{coordinate}"{attributes} t="str">{formula}<v>{escape(writable(value))}</v></c>'
    number = to_excel(value, epoch) if isinstance(value, datetime | date | time | timedelta) else value
    return f'<c r="{coordinate}"{attributes}>{formula}<v>{number!r}</v></c>'
