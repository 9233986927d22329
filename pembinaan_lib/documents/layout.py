"""What the makers of Word templates share: the house's styles, tables whose heads repeat, fields that Word fills in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

TEAL, AMBER, QUIET = RGBColor(0x0B, 0x6E, 0x77), RGBColor(0x8A, 0x52, 0x00), RGBColor(0x52, 0x60, 0x6D)
MOMENT = datetime(2026, 1, 1)  # noqa: DTZ001  Word stores no zone
_HEADINGS = (("Title", 20.0), ("Heading 1", 14.0), ("Heading 2", 11.5))


def styles(paper: Any) -> None:
    """One typeface, three sizes of headings in the house's colour."""
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _HEADINGS:
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = "Arial", Pt(size), True, TEAL
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)


def signature(paper: Any, *, left_cm: float) -> None:
    """Place and day, office, room to sign, and name: five lines that stay together, `left_cm` from the margin."""
    paper.add_paragraph()
    for text in ("place", "signer", None, None, "name"):
        line = paper.add_paragraph(f"{{{{ t.{text} }}}}" if text else "")
        line.paragraph_format.left_indent = Cm(left_cm)
        line.paragraph_format.keep_with_next = text != "name"


def undated(paper: Any) -> None:
    """No author and one fixed moment, so that a template has the same bytes whenever it is made."""
    paper.core_properties.created = paper.core_properties.modified = MOMENT
    paper.core_properties.author = paper.core_properties.last_modified_by = ""


def table(paper: Any, heads: list[str], widths: tuple[float, ...], *, numbers: tuple[int, ...] = ()) -> Table:
    """A table with its head only; the head repeats on every page. Widths in cm, `numbers` are set right."""
    made = paper.add_table(rows=1, cols=len(heads), style="Table Grid")
    made.autofit = False
    for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
        made.columns[at].width = Cm(width)
        fill(made.rows[0].cells[at], head, bold=True, right=at in numbers)
        made.rows[0].cells[at].width = Cm(width)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001  python-docx has no call for it
    return made


def rows(made: Table, items: str, cells: list[str], *, numbers: tuple[int, ...] = ()) -> None:
    """A row that docxtpl repeats for every item of `items`."""
    fill(made.add_row().cells[0], f"{{%tr for r in {items} %}}")
    row = made.add_row().cells
    for at, (cell, text) in enumerate(zip(row, cells, strict=True)):
        fill(cell, text, right=at in numbers)
        cell.width = made.columns[at].width
    fill(made.add_row().cells[0], "{%tr endfor %}")


def whole_rows(made: Table) -> None:
    """No row of the table is torn apart by a page end."""
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def fill(cell: _Cell, text: str, *, bold: bool = False, right: bool = False) -> None:
    """Text of a cell, small."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(9)


def run(paragraph: Paragraph, text: str, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    """A run of text."""
    made = paragraph.add_run(text)
    made.bold = bold
    if colour is not None:
        made.font.color.rgb = colour


def field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in, such as the page number."""
    for kind, text in (("begin", None), (None, code), ("end", None)):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(part)  # noqa: SLF001
