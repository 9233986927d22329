"""How far the cells of a sheet reach, told from its XML without reading the sheet."""

from __future__ import annotations

import re

import numpy as np

_CHUNK, _OVERLAP, _LONGEST, _FAR = 2**24, 32, 11, 10**7
_SPACED = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,4}\d{1,10})["']""")


def extent(xml: bytes) -> tuple[int, int]:
    """The greatest row and column number that any cell or row of the sheet names in its ``r`` attribute."""
    farthest = (0, 0)
    if b"r =" in xml or b"r= " in xml:  # unusual spacing, which the fast way below does not see
        references = b"".join(b' r="' + found[1] + b'"' for found in _SPACED.finditer(xml))
        return extent(references)
    for start in range(0, len(xml), _CHUNK):
        piece = xml[start: start + _CHUNK + _OVERLAP] + bytes(_OVERLAP)
        rows, columns = _farthest(np.frombuffer(piece, dtype=np.uint8))
        farthest = (max(farthest[0], rows), max(farthest[1], columns))
    return farthest


def _farthest(data: np.ndarray) -> tuple[int, int]:
    quotes = np.flatnonzero((data == ord('"')) | (data == ord("'")))
    quotes = quotes[(quotes >= 3) & (quotes < _CHUNK + 3)]  # the others belong to the next chunk
    named = (data[quotes - 1] == ord("=")) & (data[quotes - 2] == ord("r")) & (data[quotes - 3] <= ord(" "))
    starts = quotes[named] + 1
    row, column = np.zeros(len(starts), dtype=np.int32), np.zeros(len(starts), dtype=np.int32)
    reading = np.ones(len(starts), dtype=bool)
    for step in range(_LONGEST):
        char = data[starts + step].astype(np.int32)
        letter = reading & (char >= ord("A")) & (char <= ord("Z"))
        digit = reading & (char >= ord("0")) & (char <= ord("9"))
        column = np.where(letter, np.minimum(column, _FAR) * 26 + char - ord("A") + 1, column)
        row = np.where(digit, np.minimum(row, _FAR) * 10 + char - ord("0"), row)
        reading = letter | digit
        if not reading.any():
            break
    return int(row.max(initial=0)), int(column.max(initial=0))
