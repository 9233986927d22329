"""What a blank form of a table asks for: its fields in the order and shape that a planner finds natural.

The wide tables (assessments, attendance, tests, questionnaires) have one field per competency, session, test or item.
Writing them into Excel is the work of :mod:`pembinaan_lib.tables.templates`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pembinaan_lib import rules as law
from pembinaan_lib import words
from pembinaan_lib.tables import wide
from pembinaan_lib.tables.canonical import reference
from pembinaan_lib.tables.columns import EXAMPLE, OWN_SHEET, Column, Table
from pembinaan_lib.tables.items import TABLE_OF

Cell = str | int | float | date | None
SESSIONS = 10
_DAY = date(2026, 11, 21)
#: Days of the example row that differ from the usual one, so that the row agrees with itself.
_DAYS: Mapping[str, date | None] = {
    "tmt_cpns": date(2019, 3, 1), "tmt_jabatan": date(2024, 1, 2), "tanggal_pensiun": date(2048, 6, 1),
    "akhir_kontrak": None, "berlaku_dari": date(2017, 1, 2), "berlaku_sampai": None,
    "tanggal_selesai": date(2026, 11, 23), "tanggal_berakhir": date(2027, 11, 20), "tenggat": date(2027, 2, 19),
}
_BLANK = frozenset({"penerus"})
_NUMBERS: Mapping[str, Cell] = {"bulat": 1, "desimal": 1.0, "rupiah": 1_500_000}
_YEARS: Mapping[str, Cell] = {"tahun": 2026, "tahun_lahir": 1990}
_YES_NO, _ATTENDED = ("ya", "tidak"), ("H", "T")
_RATED = 3
_LISTED = 300  # characters of choices that a note names one by one
#: Column of free text → the rules that list its usual values.
_FROM_LAW: Mapping[str, tuple[str, ...]] = {
    "bentuk": ("bangkom.bentuk",), "golongan": ("golongan.pns", "golongan.pppk"),
}


@dataclass(frozen=True)
class Field:
    """One column of a blank form.

    Parameters
    ----------
    header, help : str
        What stands in the header cell, and what to fill in.
    kind : str
        As in :class:`~pembinaan_lib.tables.columns.Column`.
    example : str, int, float or date, optional
        What the example row shows; None where it shows nothing.
    required : bool
        A row without it is not used.
    choices : tuple of str
        The drop-down; `free` where other text may be typed too.
    minimum, maximum : float, optional
        Allowed range, both ends included.
    """

    header: str
    help: str
    kind: str
    example: Cell
    required: bool = False
    choices: tuple[str, ...] = ()
    free: bool = False
    minimum: float | None = None
    maximum: float | None = None


def fields(table: Table) -> tuple[Field, ...]:
    """The fields of a blank form of `table`, in the order of its columns; a person's name follows the NIP."""
    many = _many(table)
    spread = set(wide.MELTED[table.wide]) if many else set()
    names = [column for column in table.helpers if column.name == "nama"]
    own = [column for column in table.file_columns if column not in table.helpers and column.name not in spread]
    ordered = [own[0], *names, *own[1:]]
    return (*(field(table, column, first=column is own[0]) for column in ordered), *many)


def limits(column: Field) -> str:
    """The choices or the range of a field in words; empty where anything goes or its help says so already."""
    if column.choices:
        return _offered(column)
    if column.minimum is None or (column.maximum is None and column.minimum == 0):
        return ""  # no number here is below zero: that needs no words
    low = f"{column.minimum:g}"
    if column.maximum is None:
        return words.text("templates.at_least", minimum=low)
    high = f"{column.maximum:g}"
    said = {low, high} <= set(column.help.replace(",", " ").replace(".", " ").split())
    return "" if said else words.text("templates.between", minimum=low, maksimum=high)


def _offered(column: Field) -> str:
    listed, told = ", ".join(column.choices), column.help.casefold()
    if column.free:
        return f"{words.text('templates.from_list')} {words.text('templates.or_else')}"
    if all(choice.casefold() in told for choice in column.choices):
        return ""
    return words.text("templates.one_of" if len(listed) <= _LISTED else "templates.from_list", daftar=listed)


def is_guide(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a sheet is one that stands beside the data in a template (instructions, lists) and holds none itself."""
    first = rows[0][0] if rows and rows[0] else None
    return isinstance(first, str) and first.startswith(OWN_SHEET)


def help_of(table: Table, column: Column) -> str:
    """What to fill in, said for this table where it differs from the other tables with such a column."""
    owners = (table.name, "people") if table.about_people else (table.name,)
    keys = [f"tables.{owner}.column.{column.name}" for owner in owners]
    return words.text(next(filter(words.has, keys), column.help_key))


def field(table: Table, column: Column, *, first: bool = False) -> Field:
    """One column as a field; the example of the first one marks the whole row as an example."""
    listed, example = _listed(column), _example(table, column)
    derived = column.name in wide.supplied(table, is_wide=bool(table.wide))
    return Field(
        column.label, help_of(table, column), column.kind, f"{EXAMPLE} {example}" if first else example,
        required=column.required and not column.default and not derived, choices=column.choices or listed,
        free=column.kind == "teks" and bool(listed), minimum=column.minimum, maximum=column.maximum,
    )


def _example(table: Table, column: Column) -> Cell:
    """What the example row shows: the catalogue's words where they are a value of this column, else a first choice."""
    if column.name in _BLANK:
        return None
    key = f"tables.example.{column.name}"
    own = f"tables.{table.name}.example.{column.name}"
    told = words.text(own) if words.has(own) else words.text(key) if words.has(key) else ""
    if told and (not column.choices or told in column.choices):
        return told
    if column.choices or column.kind == "ya_tidak":
        return (column.choices or _YES_NO)[0]
    if column.kind == "tanggal":
        return _DAYS.get(column.name, _DAY)
    return _YEARS.get(column.name, _NUMBERS.get(column.kind))


@cache
def _listed(column: Column) -> tuple[str, ...]:
    """Values offered for a column of free text; others may be typed as well."""
    if column.kind == "ya_tidak":
        return _YES_NO
    if column.name == "kompetensi":
        return tuple(sorted(reference("kompetensi")["kompetensi"]))
    if column.name in ("urusan", "urusan_dituju"):
        return tuple(sorted(set(reference("urusan_perangkat_daerah")["urusan"])))
    if column.name in _FROM_LAW:
        return tuple(name for rule in _FROM_LAW[column.name] for name in law.load().value(rule, date.max).value)
    return ()


def _many(table: Table) -> tuple[Field, ...]:
    """The value columns of a wide table; none where it is filled in one row per value."""
    if table.wide == "kompetensi":
        level = table.column("level")
        return tuple(_value(level, name, 2) for name in wide.managerial())
    if table.wide == "pasangan":
        sides = (("Kepentingan", "tingkat_kepentingan", 5), ("Kemampuan", "tingkat_kemampuan", 3))
        return tuple(
            _value(table.column(column), f"{side} {name}", rated)
            for name in wide.managerial() for side, column, rated in sides
        )
    if table.wide == "sesi":
        hadir = table.column("hadir")
        told = words.text(hadir.help_key)
        return tuple(Field(f"Sesi {n}", told, "ya_tidak", "H", choices=_ATTENDED) for n in range(1, SESSIONS + 1))
    if table.wide == "tes":
        value = table.column("nilai")
        return (_value(value, "Pra Tes", 60), _value(value, "Pasca Tes", 80))
    if table.wide == "butir":
        score = table.column("skor")
        return tuple(_value(score, item, _RATED) for item in _statements(table.name))
    return ()


def _value(column: Column, header: str, example: Cell) -> Field:
    said = words.text(column.help_key)
    return Field(header, said, column.kind, example, minimum=column.minimum, maximum=column.maximum)


def _statements(table: str) -> tuple[str, ...]:
    """The statements of the questionnaire that fills a table."""
    listed = reference("butir")
    own = listed["kuesioner"].map(TABLE_OF) == table
    return tuple(listed[own & (listed["jenis"] == "skala_5")].sort_values(["urutan", "butir"])["butir"])
