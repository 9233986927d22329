"""Working lists as an Excel file: those of people are for the planner's own desk, never for a record or a dashboard."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from numbers import Real
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pembinaan_lib import words
from pembinaan_lib.packed import repacked, writable

CREATED = datetime(1980, 1, 1)  # noqa: DTZ001  a fixed moment: the same list has the same bytes whenever it is made
LONGEST = 32_767  # characters that an Excel cell can hold
NAME_LONGEST = 31
NARROW, WIDE = 8, 60
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "default_date_format": "d mmmm yyyy",
}
_DATES = {"id": "[$-421]d mmmm yyyy", "en": "[$-409]d mmmm yyyy"}
_STARTS_FORMULA = tuple("=+-@\t\r")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def people_list(sheets: Mapping[str, pd.DataFrame], *, title: str, notice: str) -> bytes:
    """An Excel workbook with one sheet per list; the same lists give the same bytes.

    Parameters
    ----------
    sheets : Mapping
        Name of each sheet to its list; the columns are the headings. Text stays text whatever it looks like, numbers
        and dates stay numbers and dates.
    title : str
        First row of every sheet.
    notice : str
        What else must be said above every list, such as that these are invented people; empty for nothing. That the
        list holds personal data always stands there.
    """
    return _book(sheets, title=title, lines=[title, words.text("documents.lists.private"), notice])


def table_list(sheets: Mapping[str, pd.DataFrame], *, title: str, notice: str) -> bytes:
    """An Excel workbook of tables about units, services or competencies; parameters of :func:`people_list`, no people."""
    return _book(sheets, title=title, lines=[title, notice])


def form_list(sheets: Mapping[str, pd.DataFrame], *, title: str) -> bytes:
    """An Excel workbook in the shape of another system's form: the headings stand in the first row, nothing above them.

    Where it names people, whoever offers it says so beside the link; `title` is a property of the file only.
    """
    return _book(sheets, title=title, lines=[])


def _book(sheets: Mapping[str, pd.DataFrame], *, title: str, lines: Sequence[str]) -> bytes:
    made, lines = io.BytesIO(), [line for line in lines if line]
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        book.set_properties({"title": writable(title), "created": CREATED})
        looks = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"valign": "top"}),
            "quoted": book.add_format({"valign": "top", "quote_prefix": True}),
            "date": book.add_format({"valign": "top", "align": "left", "num_format": _DATES[words.language()]}),
        }
        for name, (_, frame) in zip(_sheet_names(sheets), sheets.items(), strict=True):
            _sheet(book.add_worksheet(name), frame, lines=lines, looks=looks)
    return repacked(made.getvalue())


def _sheet(page: Worksheet, frame: pd.DataFrame, *, lines: Sequence[str], looks: Mapping[str, Format]) -> None:
    for number, line in enumerate(lines):
        page.write_string(number, 0, _text(line), looks["text" if number else "title"])
    head = len(lines) + 1 if lines else 0
    for column, name in enumerate(frame.columns):
        page.write_string(head, column, _text(name), looks["head"])
        page.set_column(column, column, _width(frame[name], str(name)))
    for number, row in enumerate(frame.itertuples(index=False, name=None), start=head + 1):
        for column, value in enumerate(row):
            _cell(page, (number, column), value, looks=looks)
    page.freeze_panes(head + 1, 0)
    if len(frame.columns):
        page.autofilter(head, 0, head + max(len(frame), 1), len(frame.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, head)


def _cell(page: Worksheet, at: tuple[int, int], value: Any, *, looks: Mapping[str, Format]) -> None:
    """One value; text that a later edit could turn into a formula is marked as text for good."""
    if pd.isna(value):
        return
    if isinstance(value, pd.Timestamp):
        page.write_datetime(*at, value.to_pydatetime(), looks["date"])
    elif isinstance(value, Real):  # also numpy's own numbers
        page.write_number(*at, value, looks["text"])
    else:
        text = _text(value)
        page.write_string(*at, text, looks["quoted" if text.startswith(_STARTS_FORMULA) else "text"])


def _text(value: Any) -> str:
    return writable(str(value))[:LONGEST]


def _width(column: pd.Series, heading: str) -> int:
    """Characters that most of a column needs: the heading may wrap, a date takes the longest month."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return 18
    longest = max((len(str(value)) for value in column.dropna()), default=0)
    return min(max(longest, max(map(len, heading.split()), default=0) + 3, NARROW) + 1, WIDE)


def _sheet_names(names: Mapping[str, Any]) -> list[str]:
    """Names that Excel takes: at most 31 characters, none of its own signs, no name twice."""
    taken: set[str] = set()
    made = []
    for name in names:
        plain = _FORBIDDEN.sub(" ", writable(name)).strip(" '") or "-"
        number, short = 1, plain[:NAME_LONGEST].strip(" '")
        while short.casefold() in taken or short.casefold() == "history":
            number += 1
            short = f"{plain[:NAME_LONGEST - len(str(number)) - 1].strip()} {number}"
        taken.add(short.casefold())
        made.append(short)
    return made
