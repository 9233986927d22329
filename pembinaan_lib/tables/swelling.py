"""How much a small file holds once its cells are read: one text that many cells share, one cell that stands for many.

Both are told from the XML, before a reader makes room for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

_SHARING = re.compile(rb"""\bt\s*=\s*["']s["'].*?<(?:\w+:)?v[^>]*>\s*(\d{1,9})""", re.DOTALL)
_STRING_END = re.compile(rb"</(?:\w+:)?si\s*>")
_ATTRIBUTES = rb"""((?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)"""
_SHEET, _ROW = re.compile(rb"<table:table(?=[\s>])"), re.compile(rb"<table:table-row(?=[\s/>])")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell" + _ATTRIBUTES + rb"\s*(/?)>")
_OWN = re.compile(_ATTRIBUTES)
_REPEATED = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["']\s*([^"']*)""")
_FAR = 10**9


def shared_text(strings: Sequence[bytes], sheets: Sequence[bytes], *, enough: int) -> int:
    """At most how many bytes of text the cells of an xlsx file have, each with a copy of the text that it shares.

    Parameters
    ----------
    strings : sequence of bytes
        XML of every part that may be the shared strings: of each text the longest is counted.
    sheets : sequence of bytes
        XML of the sheets.
    enough : int
        A bound; only where a rough count lies above it are the cells counted one by one.
    """
    lengths = np.zeros(0, dtype=np.int64)
    for xml in strings:
        parts = _STRING_END.split(xml) if b":si" in xml or b"</si>" not in xml else xml.split(b"</si>")
        own = np.array([len(part) for part in parts], dtype=np.int64)
        longest = np.zeros(max(len(lengths), len(own)), dtype=np.int64)
        longest[:len(lengths)] = lengths
        longest[:len(own)] = np.maximum(longest[:len(own)], own)
        lengths = longest
    cells = sum(xml.count(b"/v") + xml.count(b":v") for xml in sheets)
    rough = int(lengths.max(initial=0)) * cells
    if rough <= enough:
        return rough
    used = np.array([int(number) for xml in sheets for number in _SHARING.findall(xml)], dtype=np.int64)
    return int(lengths[used[used < len(lengths)]].sum())


def ods_extent(xml: bytes) -> tuple[int, int]:
    """Cells and bytes of text of all sheets of an OpenDocument file, repeated cells counted each."""
    sheets = [_sheet(one) for one in _SHEET.split(xml)[1:]]
    return sum(rows * columns for rows, columns, _ in sheets), sum(text for *_, text in sheets)


def _sheet(xml: bytes) -> tuple[int, int, int]:
    """As far as the last filled cell: what is empty behind it takes no room."""
    reached = rows = columns = text = 0
    for row in _ROW.split(xml)[1:]:
        times = _repeats(_OWN.match(row)[1])
        width, said = _row(row)
        reached += times
        if width:
            rows, columns, text = reached, max(columns, width), text + times * said
    return rows, columns, text


def _row(xml: bytes) -> tuple[int, int]:
    """Where the last filled cell of a row stands, and how much text its cells hold."""
    reached = width = said = 0
    cells = [*_CELL.finditer(xml)]
    ends = [*(cell.start() for cell in cells[1:]), len(xml)]
    for cell, end in zip(cells, ends, strict=False):  # a row without cells has an end all the same
        repeats = _repeats(cell[1])
        reached += repeats
        if not cell[2] or b"value" in cell[1]:
            width, said = reached, said + repeats * (end - cell.start())
    return width, said


def _repeats(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    if not found:
        return 1
    written = found[1].strip().lstrip(b"+0") or b"0"
    return int(written) if len(written) < 10 and written.isdigit() else _FAR
