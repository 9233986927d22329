"""Blank Excel templates: one per importable table, made from the dictionary, the same bytes on every run.

A filled template is recognised without doubt: its headers are the columns' own names. Its example row is left out by
the reader (:data:`~pembinaan_lib.tables.columns.EXAMPLE`), and so are the sheets beside the data
(:data:`~pembinaan_lib.tables.columns.OWN_SHEET` in their cell A1).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pembinaan_lib import words
from pembinaan_lib.errors import TableFileError
from pembinaan_lib.tables.blanks import Field, fields, limits
from pembinaan_lib.tables.canonical import table_named
from pembinaan_lib.tables.columns import EXAMPLE, OWN_SHEET, Table
from pembinaan_lib.tables.dictionary import TABLES

_MORE_COLUMNS = 60  # that may be added to the right: competencies, sessions, items
ROWS = 10_000  # rows with drop-downs and limits; more may be typed below
_CREATED = datetime(2026, 11, 21)
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_LARGEST = 10**15  # Excel keeps no more digits
_INLINE = 255  # characters of a drop-down that Excel itself holds
_DARK, _LIGHT, _EXAMPLE = "#1F4E78", "#BDD7EE", "#7F7F7F"
_NUMBER_FORMATS: Mapping[str, str] = MappingProxyType({
    "teks": "@", "nip": "@", "pilihan": "@", "ya_tidak": "@", "tanggal": "dd/mm/yyyy", "rupiah": '"Rp"#,##0',
    "bulat": "0", "desimal": "General",
})
_WIDTHS: Mapping[str, int] = MappingProxyType({"nip": 24, "teks": 26, "pilihan": 18, "tanggal": 14, "rupiah": 16})
_NOTE_LINE = 44  # characters of a line in a note
_NARROW, _SENTENCE, _WRAPPED = 11, 26, 30
#: What a user may do although the sheet is protected: everything but change the headers.
_ALLOWED = MappingProxyType(dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_columns", "insert_rows", "delete_rows", "sort",
     "autofilter"), True,
))


def template(table: str) -> bytes:
    """A blank Excel workbook to fill in for `table`, in the language in use.

    Parameters
    ----------
    table : str
        Name of an importable table of the dictionary.

    Returns
    -------
    bytes
        An ``.xlsx`` file: the data sheet (header, one example row), the instructions, and a hidden sheet of lists where
        a drop-down needs one.

    Raises
    ------
    TableFileError
        TBL-011 no such table; TBL-120 a list of ours, which no file may hold.
    """
    declared = table_named(table)
    if not declared.importable:
        raise TableFileError("TBL-120", where=table, table=table)
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        title = words.text(declared.title_key)
        book.set_properties({"title": title, "created": _CREATED})
        columns = fields(declared)
        page = book.add_worksheet(title)
        guide = book.add_worksheet(words.text("templates.sheet"))
        _data_sheet(book, page, columns, _lists(book, columns))
        _guide(book, guide, declared, columns)
    return made.getvalue()


def write(folder: Path, tables: Sequence[str] = ()) -> list[Path]:
    """Write the templates of `tables` (all importable ones unless given) as ``templat_<table>.xlsx``.

    Raises
    ------
    TableFileError
        As :func:`template`, before anything is written; TBL-121 the folder cannot be written to.
    """
    names = list(dict.fromkeys(tables)) or [table.name for table in TABLES.values() if table.importable]
    contents = {folder / f"templat_{name}.xlsx": template(name) for name in names}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in contents.items():
            path.write_bytes(data)
    except OSError as cause:
        raise TableFileError("TBL-121", where=folder.name, folder=folder.name) from cause
    return sorted(contents)


def _data_sheet(book: Workbook, page: Worksheet, columns: Sequence[Field], lists: Mapping[str, str]) -> None:
    page.set_column(0, len(columns) + _MORE_COLUMNS, None, book.add_format({"locked": False}))
    named = sum(column.kind == "nip" for column in columns) * 2 or 1
    page.freeze_panes(1, named)
    page.set_row(0, 62 if any(len(column.header) > _SENTENCE for column in columns) else 32)
    for place, column in enumerate(columns):
        _column(book, page, place, column)
        _validate(page, place, column, lists)
    page.protect("", dict(_ALLOWED))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _column(book: Workbook, page: Worksheet, place: int, column: Field) -> None:
    free = {"locked": False, "num_format": _NUMBER_FORMATS[column.kind]}
    page.set_column(place, place, _width(column), book.add_format(free))
    page.write_string(0, place, headed(column), _header(book, column))
    _note(page, place, note(column))
    _example(page, place, column, book.add_format({**free, "italic": True, "font_color": _EXAMPLE}))
    if column.kind == "nip":  # no green corner on each NIP: it is a text on purpose
        letter = xl_col_to_name(place)
        page.ignore_errors({"number_stored_as_text": f"{letter}2:{letter}{ROWS + 1}"})


def _note(page: Worksheet, place: int, said: str) -> None:
    lines = sum(1 + len(line) // _NOTE_LINE for line in said.splitlines())
    page.write_comment(0, place, said, {"author": "", "width": 280, "height": 16 * lines + 12, "font_size": 9})


def headed(column: Field) -> str:
    """The header as it stands in the template: a required one has a star."""
    return f"{column.header} *" if column.required else column.header


def note(column: Field) -> str:
    """What the note on a header says: how to fill in, what is allowed, an example."""
    said = [column.help, words.text("templates.required" if column.required else "templates.optional"),
            limits(column), *([words.text("templates.example", contoh=shown(column))] if shown(column) else [])]
    return "\n".join(sentence for sentence in said if sentence)


def shown(column: Field) -> str:
    """The example as it would be typed; empty where there is none."""
    example = column.example
    if isinstance(example, date):
        return f"{example:%d/%m/%Y}"
    if isinstance(example, float):
        return f"{example:g}".replace(".", ",")
    return "" if example is None else str(example).removeprefix(EXAMPLE).strip()


def _width(column: Field) -> float:
    example = len(column.example) + 2 if isinstance(column.example, str) else 0
    wanted = max(_WIDTHS.get(column.kind, _NARROW), example)
    return min(max(wanted, min(len(headed(column)) + 2, _SENTENCE)), _WRAPPED)


def _header(book: Workbook, column: Field) -> Format:
    colours = {"bg_color": _DARK, "font_color": "#FFFFFF"} if column.required else {"bg_color": _LIGHT}
    return book.add_format({
        "bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "locked": True, **colours,
    })


def _example(page: Worksheet, place: int, column: Field, style: Format) -> None:
    if isinstance(column.example, date):
        page.write_datetime(1, place, datetime(column.example.year, column.example.month, column.example.day), style)
    elif isinstance(column.example, str):
        page.write_string(1, place, column.example, style)
    elif column.example is None:
        page.write_blank(1, place, None, style)
    else:
        page.write_number(1, place, column.example, style)


def _lists(book: Workbook, columns: Sequence[Field]) -> dict[str, str]:
    """Header → the range of the hidden sheet that holds its choices, for those that Excel does not take inline."""
    long = [column for column in columns if column.choices and not _fits(column.choices)]
    if not long:
        return {}
    page = book.add_worksheet(words.text("templates.lists"))
    page.write_string(0, 0, f"{OWN_SHEET} {words.text('templates.lists')}")
    page.hide()
    page.protect()
    ranges = {}
    for place, column in enumerate(long):
        page.write_column(1, place, column.choices)
        letter = xl_col_to_name(place, col_abs=True)
        ranges[column.header] = f"='{page.get_name()}'!{letter}$2:{letter}${len(column.choices) + 1}"
    return ranges


def _fits(choices: Sequence[str]) -> bool:
    return len(",".join(choices)) <= _INLINE and not any("," in choice for choice in choices)


def _validate(page: Worksheet, place: int, column: Field, lists: Mapping[str, str]) -> None:
    rule = _rule(column, place, lists)
    if rule:
        page.data_validation(1, place, ROWS, place, {
            "ignore_blank": True, "error_title": words.text("templates.wrong.title"), **rule,
        })


def _rule(column: Field, place: int, lists: Mapping[str, str]) -> dict[str, Any]:
    """What Excel checks when a cell is typed in; empty where anything goes."""
    if column.choices:
        wrong = {"error_type": "warning", "error_message": words.text("templates.wrong.free")} if column.free else {
            "error_message": words.text("templates.wrong.choice")}
        return {"validate": "list", "source": lists.get(column.header) or list(column.choices), **wrong}
    if column.kind == "nip":
        cell = xl_rowcol_to_cell(1, place, col_abs=True)
        return {"validate": "custom", "value": f"=AND(LEN({cell})=18,ISNUMBER(--{cell}))",
                "error_message": words.text("templates.wrong.nip")}
    if column.kind == "tanggal":
        return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY,
                "error_message": words.text("templates.wrong.date")}
    return _number_rule(column) if column.kind in ("bulat", "rupiah", "desimal") else {}


def _number_rule(column: Field) -> dict[str, Any]:
    whole = column.kind != "desimal"
    told = [words.text("templates.wrong.whole" if whole else "templates.wrong.number"), limits(column)]
    return {
        "validate": "integer" if whole else "decimal", "criteria": "between",
        "minimum": -_LARGEST if column.minimum is None else column.minimum,
        "maximum": _LARGEST if column.maximum is None else column.maximum,
        "error_message": " ".join(filter(None, told)),
    }


def steps(table: Table) -> list[str]:
    """How to fill in the template, one sentence or two each."""
    keys = ["one", "two", "three", *(["nip"] if table.about_people else []), *([table.wide] if table.wide else []),
            "paste", "four"]
    return [words.text(f"templates.steps.{key}") for key in keys]


def _guide(book: Workbook, page: Worksheet, table: Table, columns: Sequence[Field]) -> None:
    """The sheet of instructions: what for, how, where from, what then, and every column once more."""
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "font_color": _DARK, "font_size": 12})
    page.hide_gridlines(2)
    page.set_column(0, 0, 30, wrap)
    page.set_column(1, 1, 14, wrap)
    page.set_column(2, 2, 70, wrap)
    page.set_column(3, 3, 30, wrap)
    big = book.add_format({"bold": True, "font_size": 14})
    page.write_string(0, 0, f"{OWN_SHEET} {words.text(table.title_key)}", big)
    row = 2
    for part, sentences in _sections(table):
        page.write_string(row, 0, words.text(f"templates.{part}.head"), head)
        for number, sentence in enumerate(sentences, start=1):
            page.merge_range(row + number, 0, row + number, 3, sentence, wrap)
            page.set_row(row + number, 15 * (1 + len(sentence) // 135))
        row += len(sentences) + 2
    page.write_string(row, 0, words.text("templates.columns.head"), head)
    _column_list(book, page, columns, row + 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.protect("", {"format_columns": True, "format_rows": True})


def _sections(table: Table) -> list[tuple[str, list[str]]]:
    said = {part: words.text(f"tables.{table.name}.{part}") for part in ("source", "after")}
    numbered = [f"{number}. {step}" for number, step in enumerate(steps(table), start=1)]
    return [("purpose", [words.text(table.help_key)]), ("source", [said["source"]]), ("steps", numbered),
            ("after", [words.text("templates.after.import"), said["after"]])]


def _column_list(book: Workbook, page: Worksheet, columns: Sequence[Field], start: int) -> None:
    bold = book.add_format({"bold": True, "bg_color": _LIGHT, "border": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for place, key in enumerate(("name", "need", "help", "example")):
        page.write_string(start, place, words.text(f"templates.columns.{key}"), bold)
    for row, column in enumerate(columns, start=start + 1):
        need = words.text("templates.required" if column.required else "templates.optional")
        told = " ".join(filter(None, [column.help, limits(column)]))
        for place, said in enumerate((headed(column), need, told, shown(column))):
            page.write_string(row, place, said, cell)
        page.set_row(row, 15 * max(1 + len(told) // 66, 1 + len(headed(column)) // 28))
