"""A thousand mutants of the sample agency's workbooks: whatever is done to a sheet, nothing fails, no row is lost, and
no NIP is accepted that does not stand in the row.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pembinaan_lib import findings, rules, words
from pembinaan_lib.errors import TableFileError
from pembinaan_lib.tables import Reading, files, read
from tests.tables.making import saved

SAMPLE = Path(words.__file__).parents[1] / "data" / "sample" / "kota_sibolga"
MUTANTS, GROUPS, KEPT = 1_000, 20, 25
LAW = rules.load()
UNITS = ("Dinas Kesehatan", "Dinas Pendidikan", "Puskesmas Aek Habil")
NIP = re.compile(r"\d{18}")
Line = tuple[frozenset[str], list[Any]]  # the numbers that stood in the row of the sample, and its cells now


@pytest.fixture(scope="module")
def sheets() -> list[tuple[str, list[Line]]]:
    """Every sheet of the sample with its header and about 25 rows, and the numbers of 18 digits of each row."""
    found = []
    for path in sorted([*SAMPLE.glob("*.xlsx"), *SAMPLE.glob("*.csv")]):
        for page in files.opened(path).sheets:
            if page.rows:
                found.append((page.name, [(numbers(row), list(row)) for row in page.rows[:KEPT]]))
    return found


def numbers(row: list[Any]) -> frozenset[str]:
    """The numbers of 18 digits in a row, however they are cut into pieces."""
    bare = (re.sub(r"[\s.\-'’]", "", cell) for cell in row if isinstance(cell, str))
    return frozenset(cell for cell in bare if NIP.fullmatch(cell))


# --- what is done to a sheet -----------------------------------------------------------------------------------------


def _columns_changed(change: Callable[[list[Any]], list[Any]]) -> Callable[[list[Line]], list[Line]]:
    return lambda lines: [(known, change(cells)) for known, cells in lines]


def _width(lines: list[Line]) -> int:
    return max((len(cells) for _, cells in lines), default=0)


def shuffle_columns(lines: list[Line], chance: random.Random) -> list[Line]:
    order = list(range(_width(lines)))
    chance.shuffle(order)
    return _columns_changed(lambda cells: [cells[place] if place < len(cells) else "" for place in order])(lines)


def delete_column(lines: list[Line], chance: random.Random) -> list[Line]:
    place = chance.randrange(max(_width(lines), 1))
    return _columns_changed(lambda cells: cells[:place] + cells[place + 1:])(lines)


def duplicate_column(lines: list[Line], chance: random.Random) -> list[Line]:
    place, to = chance.randrange(max(_width(lines), 1)), chance.randrange(_width(lines) + 1)
    return _columns_changed(lambda cells: cells[:to] + cells[place: place + 1] + cells[to:])(lines)


def empty_column(lines: list[Line], chance: random.Random) -> list[Line]:
    to = chance.randrange(_width(lines) + 1)
    return _columns_changed(lambda cells: [*cells[:to], "", *cells[to:]])(lines)


def rename(lines: list[Line], chance: random.Random) -> list[Line]:
    """Headers (the first three rows may be one) written otherwise."""
    spoil: list[Callable[[str], Any]] = [
        str.upper, str.lower, lambda text: text.replace(" ", "_"), lambda text: text.title().replace(" ", ""),
        lambda text: text[:-1], lambda text: text + " (wajib diisi)", lambda text: "", lambda text: None,
        lambda text: f"1. {text}", lambda text: text.replace("a", "e"), lambda text: f" {text}\n", lambda text: 7,
        lambda text: "=A1", lambda text: "Kolom Aneh", lambda text: "NIP", lambda text: "Nilai", lambda text: "x" * 300,
    ]
    share = chance.choice((0.05, 0.2, 1.0))
    return [
        (known, [chance.choice(spoil)(cell) if isinstance(cell, str) and cell and chance.random() < share else cell
                 for cell in cells] if number < 3 else cells)
        for number, (known, cells) in enumerate(lines)
    ]


def move_header(lines: list[Line], chance: random.Random) -> list[Line]:
    junk = [["DAFTAR"], [], ["Keadaan", "1 November 2026"], ["Nama", "Unit"], [None, 3.5], ["1", "2", "3", "4", "5"]]
    above: list[Line] = [(frozenset(), list(chance.choice(junk))) for _ in range(chance.choice((1, 2, 7, 39, 45)))]
    return above + lines[chance.randrange(3):]


def disturb_rows(lines: list[Line], chance: random.Random) -> list[Line]:
    """Rows twice, gone, empty, in another order, sums and headers in between."""
    body = list(lines)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(body) + 1)
        body[place:place] = chance.choice((
            [chance.choice(lines)] if lines else [], [(frozenset(), [])], [(frozenset(), ["Jumlah", "", 3])],
            [(frozenset(), [None, " ", ""])], lines[1:2], [(frozenset(), ["contoh: x", "y"])],
        ))
    if chance.random() < 0.3:
        tail = body[3:]
        chance.shuffle(tail)
        body[3:] = tail
    return body


ODD: tuple[Any, ...] = (
    None, "", " ", "-", "#REF!", "NULL", "x", "0", 0, -1, 3.5, 1e300, 10**17, True, False, "=HYPERLINK(\"http://x\")",
    "+62", "@SUM(A1)", "=cmd|' /C calc'!A0", "31-02-2026", "03-03-26", "2,5", "1.250.000", "sangat setuju", "H", "🙂",
    "\u202ekanan", "a\nb", "a\x00b", "٣", "A" * 40_000, dt.datetime(2026, 3, 3), dt.datetime(1899, 12, 31),
    dt.datetime(9999, 12, 31), dt.date(2026, 3, 3), dt.time(8, 30), dt.timedelta(hours=30), "III/a", "Dinas Kesehtan",
)


def _worn(cell: str, chance: random.Random) -> Any:
    """A NIP as files maltreat it; never another number of 18 digits."""
    return chance.choice((
        float(cell), int(cell), cell[:17], cell + "0", f"'{cell}", f"{cell[:8]} {cell[8:14]} {cell[14]} {cell[15:]}",
        f"{cell[0]},{cell[1:6]}E+17", f"{cell[:8]}.{cell[8:14]}.{cell[14]}.{cell[15:]}", cell[:17] + "O", cell[:9],
        cell[:15] + "000", f"-{cell}", cell[:6] + " " + cell[6:], f"NIP. {cell}", f"{cell} (Plt)",
    ))


def corrupt(lines: list[Line], chance: random.Random) -> list[Line]:
    share = chance.choice((0.02, 0.1, 0.5))

    def one(cell: Any) -> Any:
        if chance.random() > share:
            return cell
        return _worn(cell, chance) if isinstance(cell, str) and NIP.fullmatch(cell) else chance.choice(ODD)

    return [(known, [one(cell) for cell in cells]) for known, cells in lines]


MUTATIONS = (shuffle_columns, delete_column, duplicate_column, empty_column, rename, move_header, disturb_rows, corrupt)


def mutant(sheets: list[tuple[str, list[Line]]], seed: int) -> tuple[str, list[Line]]:
    chance = random.Random(seed)
    name, lines = sheets[seed % len(sheets)]
    for _ in range(chance.randrange(1, 4)):
        lines = chance.choice(MUTATIONS)(lines, chance)
    width = _width(lines)
    return name, [(known, cells + [""] * (width - len(cells))) for known, cells in lines]


# --- what must hold --------------------------------------------------------------------------------------------------


def blank(row: list[Any]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)


def checked(reading: Reading, lines: list[Line]) -> None:
    rows = [row for _, row in lines]
    filled = [number for number, row in enumerate(rows, start=1) if number > reading.header_row and not blank(row)]
    if reading.table:
        assert reading.rows_in_file == len(filled)
        accounted = set(reading.frame["baris"]) | set(reading.rejected["baris"])
        assert accounted == set(filled) and not set(reading.frame["baris"]) & set(reading.rejected["baris"])
    assert reading.rows_used + len(reading.rejected) == reading.rows_in_file
    assert (reading.rejected["code"] != "").all()
    if "nip" in reading.frame:
        for place, number in zip(reading.frame["baris"], reading.frame["nip"], strict=True):
            assert number in lines[place - 1][0], place


def as_file(path: Path, name: str, lines: list[Line]) -> Path:
    """The mutant as a real workbook, as far as Excel can hold it."""
    plain = [[None if isinstance(cell, dt.timedelta | dt.time) or cell == dt.datetime(1899, 12, 31) else
              cell[:32_000].replace("\x00", "") if isinstance(cell, str) else cell for cell in row]
             for _, row in lines]
    return saved(path / "mutan.xlsx", {name: plain})


def as_text(path: Path, lines: list[Line]) -> Path:
    with (path / "mutan.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows([
            ["" if cell is None else str(cell).replace("\x00", "").replace("\n", " ") for cell in row]
            for _, row in lines
        ])
    return path / "mutan.csv"


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    """What the mutants gave in all, for the last test of this file."""
    return Counter()


@pytest.mark.parametrize("group", range(GROUPS))
def test_no_mutant_fails_loses_a_row_or_gets_a_number_of_somebody_else(
    group, sheets, counted, tmp_path, monkeypatch,
):
    opened, before = files.opened, counted.copy()
    for seed in range(group, MUTANTS, GROUPS):
        name, lines = mutant(sheets, seed)
        kind = seed // GROUPS % 10
        if kind == 0:
            path, opens = as_file(tmp_path, name, lines), opened
        elif kind == 1:
            path, opens = as_text(tmp_path, lines), opened
        else:  # the cells as a reader would give them, for speed
            page = files.Sheet(name, [list(row) for _, row in lines])
            path, opens = tmp_path / "mutan.xlsx", lambda _, page=page: files.Source("mutan.xlsx", "0" * 64, (page,))
        monkeypatch.setattr(files, "opened", opens)
        try:
            readings = read(path, units=UNITS, instansi="Kota Sibolga", rules=LAW)
        except TableFileError as refused:
            assert kind in (0, 1), seed
            assert str(refused), seed
            continue
        for reading in readings:
            checked(reading, lines)
            counted.update(sheets=1, known=bool(reading.table), rows=reading.rows_in_file,
                           used=reading.rows_used if reading.table else 0)
            if kind == 0:
                findings.grouped(reading.findings)
    here = counted - before
    assert here["known"] >= 0.4 * here["sheets"] > 0 and here["used"] >= 0.2 * here["rows"] > 0


def test_most_mutants_are_still_understood(counted):
    """A reader that recognised nothing would lose nothing either; the floors stand below what was measured."""
    if counted["sheets"] >= MUTANTS * 0.4:  # else each group's own floor has to do: workers share the groups
        assert counted["known"] >= 0.65 * counted["sheets"]
        assert counted["used"] >= 11_000 / 23_545 * counted["rows"]
