"""A new Excel file of a planner's values with every fault marked: for CSV, older formats and very long sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pembinaan_lib.tables import marked_page
from pembinaan_lib.tables.marked_packing import packed
from pembinaan_lib.tables.marks import MANY_ROWS, ORIGIN, PARTIAL, SHEET_NAME, Marking, Page, is_marker

_NAME_LONGEST, _NARROW, _WIDE, _LOOKED_AT = 31, 8, 40, 200
_COLUMNS = 16_384
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_TIMES = (("datetime", datetime, "dd/mm/yyyy hh:mm"), ("date", date, "dd/mm/yyyy"), ("time", time, "hh:mm:ss"),
          ("length", timedelta, "[h]:mm:ss"))
Looks = Mapping[tuple[str, str], Format]


def workbook(found: Marking) -> bytes:
    """The values of all sheets; of one with very many rows those with a fault, beside the number they had."""
    made = io.BytesIO()
    kept = [page for page in found.pages if is_marker(page.rows) is None and not (page.many and not page.headings)]
    names = _names(page.sheet.name for page in kept)
    lines = {page.place: _lines(page, found) for page in kept}
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        book.set_properties({"created": datetime(*marked_page.MOMENT)})  # noqa: DTZ001
        looks = _looks(book)
        front = book.add_worksheet(_free(SHEET_NAME, names))
        for page, name in zip(kept, names, strict=True):
            sheet = book.add_worksheet(name)
            if page.sheet.hidden:
                sheet.hide()
            _page(sheet, page, lines[page.place], found=found, looks=looks)
        titles = {page.place: name for page, name in zip(kept, names, strict=True)}
        _summary(front, found, titles=titles, lines=lines, looks=looks)
    return packed(made.getvalue(), stored={})


def _lines(page: Page, found: Marking) -> dict[int, int]:
    """Excel row of the planner's file → row (from 0) of the new one."""
    if not page.many:
        return {number: number - 1 for number in range(1, len(page.rows) + 1)}
    above = range(1, page.reading.header_row + 1)
    faulty = [row for row in found.rows_of(page) if row not in above]
    return {number: place for place, number in enumerate([*above, *faulty])}


def _looks(book: xlsxwriter.Workbook) -> dict[tuple[str, str], Format]:
    """Every fill with every form of a value."""
    fills = {"": {}, **{look: {"bg_color": f"#{colour}"} for look, colour in marked_page.COLOURS.items()}}
    forms = {"": {}, "quoted": {"quote_prefix": True}, "text": {"num_format": "@"},
             **{name: {"num_format": form} for name, _, form in _TIMES}}
    looks = {(fill, form): book.add_format({**fills[fill], **forms[form]}) for fill in fills for form in forms}
    looks["head", ""] = book.add_format({"bold": True})
    looks["title", ""] = book.add_format({"bold": True, "font_size": 14})
    looks["wrapped", ""] = book.add_format({"text_wrap": True, "valign": "top"})
    return looks


def _page(sheet: Worksheet, page: Page, lines: Mapping[int, int], *, found: Marking, looks: Looks) -> None:
    marks = found.cells_of(page)
    header = page.reading.header_row if page.reading else 0
    width = max(map(len, page.rows), default=0)
    for number, line in lines.items():
        tint = "ditolak" if number in page.rejected else "head" if number == header else ""
        for column, value in enumerate(page.rows[number - 1], start=1):
            severity, told = marks.get((number, column), (tint, ""))
            _value(sheet, (line, column - 1), value, fill=severity, looks=looks,
                   as_text=bool(told) and column == page.nip_column)
            if told:
                sheet.write_comment(line, column - 1, marked_page.writable(told), {"x_scale": 3, "y_scale": 2})
        if page.many:
            sheet.write(line, width, ORIGIN if number == header else number if number > header else None)
    if header:
        sheet.freeze_panes(lines[header] + 1, 0)
    for column in range(min(width, _COLUMNS)):
        sheet.set_column(column, column, _width(page.rows[header:header + _LOOKED_AT], column))


def _value(
    sheet: Worksheet, at: tuple[int, int], value: Any, *, fill: str, looks: Looks, as_text: bool = False
) -> None:
    """One value as what it is; text that an edit would turn into a formula is marked as text for good."""
    if value in ("", None):
        if fill in marked_page.COLOURS:
            sheet.write_blank(*at, None, looks[fill, "text" if as_text else ""])
        return
    if isinstance(value, str):
        form = "quoted" if marked_page.formula_like(value) else "text" if as_text else ""
        sheet.write_string(*at, marked_page.writable(value), looks.get((fill, form), looks[fill, ""]))
        return
    form = next((name for name, kind, _ in _TIMES if isinstance(value, kind)), "text" if as_text else "")
    look = looks.get((fill, form), looks["", form])
    write = sheet.write_number if isinstance(value, int | float) else sheet.write_datetime
    write(*at, value, look)


def _width(rows: Sequence[Sequence[Any]], column: int) -> int:
    longest = max((len(str(row[column])) for row in rows if column < len(row)), default=0)
    return min(max(longest + 1, _NARROW), _WIDE)


def _summary(
    sheet: Worksheet, found: Marking, *, titles: Mapping[int, str], lines: Mapping[int, Mapping[int, int]],
    looks: Looks,
) -> None:
    for column, width in enumerate(marked_page.WIDTHS):
        sheet.set_column(column, column, width)
    for number, row in enumerate(marked_page.summary(found)):
        for column, one in enumerate(row):
            if one.leads_to is not None:
                place, line, there = one.leads_to
                if place in titles and line in lines[place]:
                    target = xl_rowcol_to_cell(lines[place][line], there - 1)
                    sheet.write_url(number, column, f"internal:{quote_sheetname(titles[place])}!{target}",
                                    string=target)
                else:  # the row did not come back: where it stands in the planner's file
                    sheet.write_string(number, column, f"({xl_rowcol_to_cell(line - 1, there - 1)})")
            elif one.value != "":
                look = "wrapped" if column > 3 and not one.look else one.look
                _value(sheet, (number, column), one.value, fill=look, looks=looks)


def _names(names: Iterator[str]) -> list[str]:
    """Names that Excel takes, each once."""
    made: list[str] = []
    for name in names:
        made.append(_free(name, made))
    return made


def _free(name: str, taken: Sequence[str]) -> str:
    plain = _FORBIDDEN.sub(" ", marked_page.writable(name)).strip(" '")[:_NAME_LONGEST].strip(" '") or "-"
    used = {one.casefold() for one in taken} | {"history"}
    numbered = [plain, *(f"{plain[:_NAME_LONGEST - len(str(n)) - 1].strip()} {n}" for n in range(2, len(used) + 3))]
    return next(one for one in numbered if one.casefold() not in used)
