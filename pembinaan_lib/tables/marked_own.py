"""Marking inside the planner's own Excel file, so that its drop-downs, formulas and formats stay.

What leads out of the workbook does not stay: macros, links, formulas that call other files or the network.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pembinaan_lib.tables import marked_page
from pembinaan_lib.tables.marked_lists import restored_lists
from pembinaan_lib.tables.marked_packing import packed
from pembinaan_lib.tables.marks import DIVIDER, SHEET_NAME, Marking, Page, is_marker

AUTHOR = "Buku kerja bangkom"
_CELLS, _MERGED = 1_000_000, 200_000
_NOTE_KEPT, _NOTE_WIDTH, _LINE = 30_000, 380, 55
_RANGE = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_RUN = re.compile(rb"<(?:\w+:)?rPr\b")
#: Another workbook, another program, the network or a macro: none is followed, so none is given back.
_LEADS_OUT = re.compile(
    r"\[\d+\]|\[[^\]]*\.xl\w*\]|\||\\\\|\b(?:HYPERLINK|WEBSERVICE|FILTERXML|IMAGE|RTD|DDE|CALL|EXEC|REGISTER|"
    r"REGISTER\.ID|SQL\.REQUEST|STOCKHISTORY|IMPORT(?:XML|DATA|RANGE|HTML|FEED)|GOOGLEFINANCE|GOOGLETRANSLATE|"
    r"TRANSLATE|COPILOT|PY|CUBE\w+)\s*\(|\bfile:/",
    re.IGNORECASE,
)
_FILLS = {look: PatternFill("solid", start_color=f"FF{colour}", end_color=f"FF{colour}")
          for look, colour in marked_page.COLOURS.items()}
_OURS = frozenset(f"FF{colour}" for colour in marked_page.COLOURS.values())


def workbook(data: bytes, found: Marking) -> bytes | None:
    """The planner's file with its marks; None where it is none that openpyxl can take up and put down again."""
    if not _fit(data, found.pages):
        return None
    try:
        book = load_workbook(io.BytesIO(data), keep_vba=False, keep_links=False, rich_text=_has_runs(data))
        sheets = list(book.worksheets)
        if len(sheets) != len(found.pages):
            return None
        restored_lists(data, sheets)
        _marked(book, sheets, found)
        made = io.BytesIO()
        book.save(made)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except Exception:  # it raises anything at all at what Excel or another program wrote; the values still come back
        return None
    kept = [page for page in found.pages if is_marker(page.rows) is None]
    stored = {f"xl/worksheets/sheet{number}.xml": page.rows for number, page in enumerate(kept, start=2)}
    return packed(made.getvalue(), stored=stored, epoch=book.epoch)


def _fit(data: bytes, pages: Sequence[Page]) -> bool:
    """Whether it is an Excel file of a size that can be taken up: a merged million of cells would fill the memory."""
    if sum(len(page.rows) * max(map(len, page.rows), default=0) for page in pages) > _CELLS:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            areas = (_area(place) for name in names for place in _RANGE.findall(archive.read(name)))
            return bool(names) and sum(areas) <= _MERGED
    except (zipfile.BadZipFile, ValueError):
        return False


def _has_runs(data: bytes) -> bool:
    """Whether part of a cell's text has a format of its own: looking for it in every cell takes a while."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith(("xl/sharedStrings", "xl/worksheets/"))]
        return any(_RUN.search(archive.read(name)) for name in names)


def _area(place: bytes) -> int:
    left, top, right, bottom = range_boundaries(place.decode("ascii"))
    return (right - left + 1) * (bottom - top + 1)


def _marked(book: Workbook, sheets: Sequence[Worksheet], found: Marking) -> None:
    book.properties = DocumentProperties(creator=AUTHOR, created=datetime(*marked_page.MOMENT))  # noqa: DTZ001
    book.custom_doc_props.props.clear()
    book.template = False
    _without_ways_out(book)
    again = any(is_marker(page.rows) for page in found.pages)
    for page, sheet in zip(found.pages, sheets, strict=True):
        if is_marker(page.rows):
            book.remove(sheet)
            continue
        _disarmed(sheet, page, again=again)
        _tinted(sheet, page)
        for place, (severity, words_of_it) in found.cells_of(page).items():
            _mark(sheet, place, severity, words_of_it)
            if place[1] == page.nip_column:
                sheet.cell(*place).number_format = "@"
    _in_front(book, sheets, found)


def _without_ways_out(book: Workbook) -> None:
    """Names that stand for a place in another file; pivot tables, which may fetch their data from one."""
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name in [name for name, one in names.items() if _LEADS_OUT.search(one.attr_text or "")]:
            del names[name]
    for sheet in book.worksheets:
        sheet._pivots = []  # openpyxl has no public way to leave one out
        _without_rules_that_lead_out(sheet)
        lists = sheet.data_validations
        lists.dataValidation = [
            one for one in lists.dataValidation if not _LEADS_OUT.search(f"{one.formula1} {one.formula2}")
        ]


def _without_rules_that_lead_out(sheet: Worksheet) -> None:
    kept = ConditionalFormattingList()
    rules = [(area, one) for area in sheet.conditional_formatting for one in area.rules]
    staying = [(area, one) for area, one in rules if not _LEADS_OUT.search(" ".join(_formulas_of(one)))]
    if len(staying) < len(rules):
        for area, one in staying:
            kept.add(str(area.sqref), one)
        sheet.conditional_formatting = kept


def _formulas_of(rule: Rule) -> list[str]:
    scales = [scale for scale in (rule.colorScale, rule.dataBar, rule.iconSet) if scale is not None]
    return [*map(str, rule.formula or ()), *(str(bound.val) for scale in scales for bound in scale.cfvo)]


def _disarmed(sheet: Worksheet, page: Page, *, again: bool) -> None:
    """Cells without links and marks of an earlier time; a formula that leads out gives way to its stored value."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink is not None and cell.hyperlink.target:
                cell.hyperlink = None
            if cell.comment is not None and DIVIDER in cell.comment.text:
                _commented(cell, cell.comment.text.partition(DIVIDER)[0].rstrip())
            if again and cell.has_style and cell.fill.fgColor.rgb in _OURS:
                cell.fill = PatternFill()
            if cell.data_type == "f" and _LEADS_OUT.search(_formula(cell.value)):
                _put(cell, _stored(page, cell))
            elif cell.data_type == "s" and marked_page.formula_like(cell.value):
                cell.quotePrefix = True


def _formula(value: Any) -> str:
    return value if isinstance(value, str) else str(getattr(value, "text", "") or "")


def _stored(page: Page, cell: ExcelCell) -> Any:
    row = page.rows[cell.row - 1] if cell.row <= len(page.rows) else []
    return row[cell.column - 1] if cell.column <= len(row) else None


def _put(cell: ExcelCell, value: Any) -> None:
    """A value as what it is: text never becomes a formula."""
    cell.value = marked_page.writable(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        if marked_page.formula_like(value):
            cell.quotePrefix = True


def _commented(cell: ExcelCell, text: str) -> None:
    cell.comment = Comment(text, AUTHOR) if text else None


def _tinted(sheet: Worksheet, page: Page) -> None:
    width = max(map(len, page.rows), default=0)
    known: dict[bytes, Any] = {}
    for number in sorted(page.rejected):
        for column in range(1, width + 1):
            _tint(sheet.cell(number, column), known)


def _tint(cell: ExcelCell, known: dict[bytes, Any]) -> None:
    """A cell's own format on the tint; worked out once per format, since openpyxl compares every fill with all."""
    before = cell._style.tobytes()
    if before not in known:
        cell.fill = _FILLS["ditolak"]
        known[before] = copy(cell._style)
    cell._style = copy(known[before])


def _mark(sheet: Worksheet, place: tuple[int, int], severity: str, told: str) -> None:
    cell = sheet.cell(*place)
    cell.fill = _FILLS[severity]
    if isinstance(cell, MergedCell):
        cell = _first_of_merged(sheet, cell.coordinate)
    before = cell.comment.text if cell.comment is not None else ""
    both = [text for text in (before[:_NOTE_KEPT], marked_page.writable(told)) if text]
    note = Comment("\n\n".join(both), AUTHOR, width=_NOTE_WIDTH)
    note.height = 24 + 18 * sum(1 + len(line) // _LINE for line in note.text.splitlines()[:40])
    cell.comment = note


def _first_of_merged(sheet: Worksheet, coordinate: str) -> ExcelCell:
    """The cell that shows a merged area: the only one of it that can carry a note."""
    area = next(one for one in sheet.merged_cells.ranges if coordinate in one)
    return sheet.cell(area.min_row, area.min_col)


def _in_front(book: Workbook, sheets: Sequence[Worksheet], found: Marking) -> None:
    """The summary as the first sheet, and the one that is seen: two sheets selected would be edited together."""
    page = book.create_sheet(SHEET_NAME, 0)  # a sheet of theirs with this name keeps it, and ours gets a number
    for number, row in enumerate(marked_page.summary(found), start=1):
        _summary_row(page, number, row, sheets)
    for column, width in enumerate(marked_page.WIDTHS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is page
    for chart in book.chartsheets:
        for view in chart.sheetViews.sheetView:
            view.tabSelected = False
    book.active = 0


def _summary_row(
    page: Worksheet, number: int, row: Iterable[marked_page.Cell], sheets: Sequence[Worksheet]
) -> None:
    for column, one in enumerate(row, start=1):
        if one.leads_to is not None:
            _link(page.cell(number, column), one.leads_to, sheets)
        elif one.value != "":
            cell = page.cell(number, column)
            _put(cell, one.value)
            _look(cell, one.look)


def _link(cell: ExcelCell, leads_to: tuple[int, int, int], sheets: Sequence[Worksheet]) -> None:
    place, row, column = leads_to
    target = f"{get_column_letter(column)}{row}"
    cell.value = target
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(sheets[place].title)}!{target}")
    cell.font = copy(_LINKED)


_LINKED = Font(color="FF0563C1", underline="single")
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"font": Font(bold=True, size=14)}, "head": {"font": Font(bold=True)},
    **{look: {"fill": fill} for look, fill in _FILLS.items()},
}


def _look(cell: ExcelCell, look: str) -> None:
    for name, value in _LOOKS.get(look, {}).items():
        setattr(cell, name, value)
    if cell.column > 4:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
