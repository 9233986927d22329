"""How far the cells of a sheet reach, told from its XML without reading the sheet."""

from __future__ import annotations

import re

import numpy as np

_CHUNK, _OVERLAP, _LONGEST, _FAR = 2**24, 32, 11, 10**7
_REFERENCE = re.compile(rb"""(?<=[\s"'])r\s*=\s*["']\s*([A-Z]*)([0-9]*)""", re.IGNORECASE)
_ROW = re.compile(rb"<(?:[^<>\s]*:)?row(?=[\s/>])")
_CELL = re.compile(rb"<(?:[^<>\s]*:)?c(?=[\s/>])")
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_AFTER_NAME = np.zeros(256, dtype=bool)
_AFTER_NAME[list(b" \t\r\n\f\v/>")] = True
_NAMED = tuple(b" r" + sign for sign in (b'="', b"='"))


def extent(xml: bytes) -> tuple[int, int]:
    """At least as many rows and columns as a reader makes room for.

    Where every cell and row is written as Excel writes it (``<c r="C12"``), the greatest row and column named;
    otherwise no fewer than any reading of the XML can give: a cell without a reference stands after the one before it.
    """
    if _PREFIXED.search(xml):
        return _cautious(xml)
    farthest = (0, 0)
    for start in range(0, len(xml), _CHUNK):
        piece = np.frombuffer(xml[start: start + _CHUNK + _OVERLAP] + bytes(_OVERLAP), dtype=np.uint8)
        references = _references(piece)
        if references is None:
            return _cautious(xml)
        rows, columns = _farthest(piece, references)
        farthest = (max(farthest[0], rows), max(farthest[1], columns))
    return farthest


def _references(data: np.ndarray) -> np.ndarray | None:
    """Where the references of cells and rows begin; None where one is written otherwise than Excel writes it."""
    tags = np.flatnonzero(data[:-_OVERLAP] == ord("<"))
    tags = tags[tags < _CHUNK]  # the others belong to the next chunk
    if (data[tags + 1] == ord("!")).any():
        return None
    starts = []
    for name in (b"c", b"row"):
        named = tags[_spells(data, tags + 1, name)] + 1 + len(name)
        named = named[_AFTER_NAME[data[named]]]
        usual = _spells(data, named, _NAMED[0]) | _spells(data, named, _NAMED[1])
        if not usual.all():
            return None
        starts.append(named + len(_NAMED[0]))
    return np.concatenate(starts)


def _spells(data: np.ndarray, places: np.ndarray, word: bytes) -> np.ndarray:
    same = data[places] == word[0]
    for step, letter in enumerate(word[1:], start=1):
        same &= data[places + step] == letter
    return same


def _farthest(data: np.ndarray, starts: np.ndarray) -> tuple[int, int]:
    row, column = np.zeros(len(starts), dtype=np.int32), np.zeros(len(starts), dtype=np.int32)
    reading = np.ones(len(starts), dtype=bool)
    for step in range(_LONGEST):
        char = data[starts + step].astype(np.int32)
        upper = char & ~32  # a small letter names the same column
        letter = reading & (upper >= ord("A")) & (upper <= ord("Z"))
        digit = reading & (char >= ord("0")) & (char <= ord("9"))
        column = np.where(letter, np.minimum(column, _FAR) * 26 + upper - ord("A") + 1, column)
        row = np.where(digit, np.minimum(row, _FAR) * 10 + char - ord("0"), row)
        reading = letter | digit
        if not reading.any():
            break
    if reading.any():  # zeros before a row's number, or one beyond all sheets
        return _FAR, _FAR
    return int(row.max(initial=0)), int(column.max(initial=0))


def _cautious(xml: bytes) -> tuple[int, int]:
    """The greatest reference anywhere, and beyond it every row, and every cell of the fullest row, without one."""
    row = column = 0
    for letters, digits in set(_REFERENCE.findall(xml)):
        row, column = max(row, int(digits.lstrip(b"0")[:_LONGEST] or b"0")), max(column, _column(letters))
    ends = [found.start() for found in _ROW.finditer(xml)] + [len(xml)]
    cells = np.array([found.start() for found in _CELL.finditer(xml)], dtype=np.int64)
    fullest = np.bincount(np.searchsorted(ends, cells), minlength=1).max() if len(cells) else 0
    return row + len(ends) - 1, column + int(fullest)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:_LONGEST].upper():
        number = min(number, _FAR) * 26 + letter - ord("A") + 1
    return number
