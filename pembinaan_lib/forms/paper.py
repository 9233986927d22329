"""A questionnaire on paper: a Word file, A4, with boxes to tick, that a typist can take over row by row.

The code beside each question is the header to type, so that the typed sheet is known again without mapping.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from pembinaan_lib import words
from pembinaan_lib.forms.model import Questionnaire
from pembinaan_lib.packed import repacked
from pembinaan_lib.tables.items import SCALES, Item

_MOMENT = datetime(2026, 1, 1)  # noqa: DTZ001  Word stores no zone
_TEAL, _GREY = RGBColor(0x0B, 0x6E, 0x77), RGBColor(0x59, 0x59, 0x59)
_BOX, _LINE = "\u2610", "." * 58
_WIDTH = 17.0  # cm of A4 between the margins
_CODE, _ANSWER, _RATING = 2.6, 8.0, 1.25
_SHORT, _LISTED = 11, 40
_DIGITS = (8, 6, 1, 3)


def word_form(asked: Questionnaire) -> bytes:
    """The questionnaire as a .docx in the language in use; the same bytes for the same questionnaire."""
    paper = Document()
    _page(paper, asked)
    paper.add_paragraph(asked.title, style="Title")
    paper.add_paragraph(asked.introduction)
    _said(paper.add_paragraph(), asked.privacy, bold=True)
    for own in _blocks(asked.items):
        if own[0].kind in SCALES and _shares(own):
            _rated(paper, own)
        else:
            _asked(paper, own, dated=own[0] is asked.items[0])
    _said(paper.add_paragraph(), words.text("forms.word.thanks"))
    _said(paper.add_paragraph(), words.text("forms.word.typist"), size=8.5, colour=_GREY)
    paper.core_properties.created = paper.core_properties.modified = _MOMENT
    paper.core_properties.author = paper.core_properties.last_modified_by = ""
    paper.core_properties.title = asked.title
    made = io.BytesIO()
    paper.save(made)
    return repacked(made.getvalue())


def _blocks(items: Sequence[Item]) -> list[list[Item]]:
    """Questions that go into one table: those rated alike together, the others as they follow each other."""
    blocks: list[list[Item]] = []
    for item in items:
        mine = next((own for own in blocks if _alike(own[0], item)), None)
        if mine is not None and (item.kind in SCALES or mine is blocks[-1]):
            mine.append(item)
        else:
            blocks.append([item])
    return blocks


def _alike(one: Item, other: Item) -> bool:
    if one.kind in SCALES and other.kind in SCALES:
        return one.choices == other.choices or one.kind == other.kind == "skala_4"
    return one.kind not in SCALES and other.kind not in SCALES


def _shares(own: Sequence[Item]) -> bool:
    """Whether all have the same answers, so that these can stand in the header."""
    return len(own[0].choices) > 0 and all(item.choices == own[0].choices for item in own)


def _page(paper: Paper, asked: Questionnaire) -> None:
    """A4, the agency on top, the questionnaire and the page number below."""
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    normal.paragraph_format.space_after = Pt(6)
    _spoken(normal.element.rPr)
    title = paper.styles["Title"]
    title.font.name, title.font.size, title.font.bold, title.font.color.rgb = "Arial", Pt(16), True, _TEAL
    fonts = title.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    _said(section.header.paragraphs[0], asked.agency, bold=True, colour=_TEAL)
    foot = section.footer.paragraphs[0]
    _said(foot, f"{asked.title} · ", size=8.5, colour=_GREY)
    _number(foot)


def _spoken(properties: OxmlElement) -> None:
    """The language for spelling."""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID" if words.language() == "id" else "en-GB")
    properties.append(language)


def _number(place: Paragraph) -> None:
    """The number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    place._p.append(field)  # noqa: SLF001  python-docx has no fields of its own
    field.append(place.add_run("1")._r)  # noqa: SLF001  until the program counts


def _said(
    place: Paragraph, text: str, *, bold: bool = False, size: float | None = None, colour: RGBColor | None = None
) -> None:
    run = place.add_run(text)
    run.bold = bold or None
    run.font.size = None if size is None else Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _asked(paper: Paper, own: Sequence[Item], *, dated: bool) -> None:
    """Questions with their own answers: code, question, boxes or room to write; the day first of all."""
    table = _table(paper, [_CODE, _WIDTH - _CODE - _ANSWER, _ANSWER])
    _header(table.rows[0], [words.text(f"forms.word.{name}") for name in ("code", "question", "answer")])
    if dated:
        _line(table, ["tanggal", words.text("forms.word.day")], [_LINE])
    for item in own:
        _line(table, [item.code, _text(item)], _answers(item))
    _after(paper)


def _line(table: Table, told: Sequence[str], answers: Sequence[str]) -> None:
    row = _row(table)
    _coded(row.cells[0], told[0])
    _said(row.cells[1].paragraphs[0], told[1])
    for number, answer in enumerate(answers):
        place = row.cells[2].paragraphs[0] if number == 0 else row.cells[2].add_paragraph()
        _said(place, answer)
        place.paragraph_format.space_after = Pt(3)


def _coded(cell: _Cell, code: str) -> None:
    """A code, which may go on in the next line behind each of its marks."""
    _said(cell.paragraphs[0], code.replace("_", "_\u200b"), size=8, colour=_GREY)


def _answers(item: Item) -> list[str]:
    """What stands where the answer goes, line by line."""
    if item.kind == "nip":
        return ["  ".join(_BOX * count for count in _DIGITS)]
    if not item.choices or len(item.choices) > _LISTED:
        return [_LINE] * (4 if item.kind == "teks" else 1)
    return [f"{_BOX} {f'{place} = ' if item.kind in SCALES else ''}{_label(item, place - 1)}"
            for place in range(1, len(item.choices) + 1)]


def _rated(paper: Paper, own: Sequence[Item]) -> None:
    """Questions with the same answers: one box for each answer, whose words stand in the header or above it."""
    labels = [_label(own[0], place) for place in range(len(own[0].choices))]
    numbers = [str(place) for place in range(1, len(labels) + 1)]
    longest = max(len(word) for label in labels for word in label.split())
    short = longest <= _SHORT and max(map(len, labels)) <= 2 * _SHORT
    if not short:
        ladder = "; ".join(f"{number} = {label}" for number, label in zip(numbers, labels, strict=True))
        _said(paper.add_paragraph(), f"{words.text('forms.word.ladder')} {ladder}.")
    rating = _RATING * (1.36 if short else 1)
    table = _table(paper, [_CODE, _WIDTH - _CODE - rating * len(labels), *[rating] * len(labels)])
    heads = [f"{number}\n{label}" for number, label in zip(numbers, labels, strict=True)] if short else numbers
    _header(table.rows[0], [words.text("forms.word.code"), words.text("forms.word.statement"), *heads])
    for item in own:
        row = _row(table)
        _coded(row.cells[0], item.code)
        _said(row.cells[1].paragraphs[0], _text(item))
        for cell in row.cells[2:]:
            _said(cell.paragraphs[0], _BOX, size=13)
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _after(paper)


def _table(paper: Paper, widths: Sequence[float]) -> Table:
    """A table of one row with fixed columns (cm)."""
    table = paper.add_table(rows=1, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Cm(width)
    _whole(table.rows[0])
    return table


def _row(table: Table) -> _Row:
    """A further row, never torn by the end of a page."""
    row = table.add_row()
    for cell, first in zip(row.cells, table.rows[0].cells, strict=True):
        cell.width = first.width
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    _whole(row)
    return row


def _whole(row: _Row) -> None:
    _mark(row, "w:cantSplit")


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  python-docx has no word for it


def _header(row: _Row, labels: Sequence[str]) -> None:
    """Words on grey that stand again on every page."""
    _mark(row, "w:tblHeader")
    for place, (cell, label) in enumerate(zip(row.cells, labels, strict=True)):
        _shaded(cell)
        _said(cell.paragraphs[0], label, bold=True, size=8)
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        if place > 1 and len(labels) > 3:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _shaded(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E6EEF0")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  python-docx has no word for it


def _after(paper: Paper) -> None:
    paper.add_paragraph().paragraph_format.space_after = Pt(2)


def _text(item: Item) -> str:
    return item.text if words.language() == "id" else item.text_en


def _label(item: Item, place: int) -> str:
    one = item.choices[place]
    return one.label if words.language() == "id" else one.label_en
