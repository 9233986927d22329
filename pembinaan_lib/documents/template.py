"""Makes ``plan.docx``, the Word template of the plan: tags only, so that it speaks either language.

Run ``python -m pembinaan_lib.documents.template`` after a change here; a test holds that the file in the package is
what this script makes. An agency may replace the file by its own with the same tags.
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from pembinaan_lib.documents.packed import repacked

PLACE = Path(__file__).resolve().parent / "plan.docx"
_TEAL, _AMBER = RGBColor(0x0B, 0x6E, 0x77), RGBColor(0x8A, 0x52, 0x00)
_SEVEN = ("c1", "c2", "c3", "c4", "c5", "c6", "c7")
_MOMENT = datetime(2026, 1, 1)  # noqa: DTZ001  Word stores no zone


def build() -> bytes:
    """The template as bytes, always the same."""
    paper = Document()
    _styles(paper)
    _frame(paper)
    _front(paper)
    _needs(paper)
    _late(paper)
    _plan(paper)
    _units(paper)
    _end(paper)
    _law(paper)
    paper.core_properties.created = paper.core_properties.modified = _MOMENT
    paper.core_properties.author = paper.core_properties.last_modified_by = ""
    made = io.BytesIO()
    paper.save(made)
    return repacked(made.getvalue())


def _styles(paper: Document) -> None:
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 11.5)):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = "Arial", Pt(size), True, _TEAL
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)


def _frame(paper: Document) -> None:
    """A4 on its side for the wide table; sample mark on top, fingerprint and page number below."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    top = section.header.paragraphs[0]
    _run(top, "{% if contoh %}{{ contoh }}{% endif %}", bold=True, colour=_AMBER)
    foot = section.footer.paragraphs[0]
    foot.add_run("{{ t.foot }} · ")
    _field(foot, "PAGE")


def _front(paper: Document) -> None:
    paper.add_paragraph("{{ t.title }}", style="Title")
    _run(paper.add_paragraph(), "{{ t.subtitle }}", bold=True)
    paper.add_paragraph("{{ t.state }}")
    paper.add_heading("{{ t.h1 }}", 1)
    paper.add_paragraph("{{ t.intro }}")
    paper.add_paragraph("{{ kalimat }}")
    paper.add_heading("{{ t.h2 }}", 1)
    paper.add_paragraph("{{ t.direction }}")


def _needs(paper: Document) -> None:
    paper.add_heading("{{ t.h3 }}", 1)
    paper.add_paragraph("{%p for one in angka %}")
    point = paper.add_paragraph(style="List Bullet")
    point.add_run("{{ one.judul }}: ")
    _run(point, "{{ one.nilai }}", bold=True)
    point.add_run(" ({{ one.dasar }})")
    paper.add_paragraph("{%p endfor %}")
    paper.add_heading("{{ t.gap_table }}", 2)
    paper.add_paragraph("{%p if not kesenjangan %}")
    paper.add_paragraph("{{ t.gap_none }}")
    paper.add_paragraph("{%p endif %}")
    paper.add_paragraph("{%p if kesenjangan %}")
    heads = ["{{ t.gap_unit }}", "{{ t.gap_skill }}", "{{ t.gap_size }}", "{{ t.gap_people }}"]
    table = _table(paper, heads, (9.5, 8, 4.7, 3.5), numbers=(2, 3))
    cells = ["{{ r.unit }}", "{{ r.kompetensi }}", "{{ r.nilai }}", "{{ r.orang }}"]
    _rows(table, "kesenjangan", cells, numbers=(2, 3))
    paper.add_paragraph("{%p endif %}")


def _late(paper: Document) -> None:
    """Duties past their deadline by kind; nobody is named."""
    paper.add_paragraph("{%p if terlambat %}")
    paper.add_heading("{{ t.late_table }}", 2)
    paper.add_paragraph("{{ t.late_note }}")
    table = _table(paper, ["{{ t.late_kind }}", "{{ t.late_owed }}", "{{ t.late_count }}"], (12, 5, 5), numbers=(1, 2))
    _rows(table, "terlambat", ["{{ r.jenis }}", "{{ r.semua }}", "{{ r.lewat }}"], numbers=(1, 2))
    paper.add_paragraph("{%p endif %}")


def _units(paper: Document) -> None:
    """What the plan means for each unit: who goes, and the share of the cost."""
    paper.add_paragraph("{%p if unit %}")
    paper.add_heading("{{ t.unit_table }}", 2)
    paper.add_paragraph("{{ t.unit_note }}")
    heads = ["{{ t.gap_unit }}", "{{ t.unit_people }}", "{{ t.unit_seats }}", "{{ t.unit_cost }}", "{{ t.unit_share }}"]
    table = _table(paper, heads, (11.5, 3.5, 3.5, 4.2, 3), numbers=(1, 2, 3, 4))
    cells = ["{{ r.unit }}", "{{ r.asn }}", "{{ r.peserta }}", "{{ r.biaya }}", "{{ r.bagian }}"]
    _rows(table, "unit", cells, numbers=(1, 2, 3, 4))
    paper.add_paragraph("{%p endif %}")


def _plan(paper: Document) -> None:
    """The seven items of PP 11/2017 Pasal 207, one row per activity."""
    paper.add_heading("{{ t.h4 }}", 1)
    paper.add_paragraph("{{ t.plan_note }}")
    paper.add_paragraph("{%p if not rencana %}")
    paper.add_paragraph("{{ t.plan_none }}")
    paper.add_paragraph("{%p endif %}")
    paper.add_paragraph("{%p if rencana %}")
    heads = ["{{ t.activity }}", *[f"{{{{ t.{name} }}}}" for name in _SEVEN]]
    table = _table(paper, heads, (4.6, 4.2, 2.6, 3.4, 3.1, 2.2, 2.7, 2.9), numbers=(7,))
    cells = ["{{ r.kegiatan }}", *[f"{{{{ r.{name} }}}}" for name in _SEVEN]]
    _rows(table, "rencana", cells, numbers=(7,))
    last = table.add_row().cells
    _fill(last[0], "{{ t.total }}", bold=True)
    _fill(last[7], "{{ jumlah }}", bold=True, right=True)
    paper.add_paragraph("{{ t.curriculum_note }}")
    paper.add_paragraph("{%p endif %}")


def _end(paper: Document) -> None:
    for head, body in (("h5", ("money", "prices")), ("h6", ("monitor",)), ("h7", ("close",))):
        paper.add_heading(f"{{{{ t.{head} }}}}", 1)
        for text in body:
            paper.add_paragraph(f"{{{{ t.{text} }}}}")
    paper.add_paragraph()
    for text in ("place", "signer", None, None, "name"):
        line = paper.add_paragraph(f"{{{{ t.{text} }}}}" if text else "")
        line.paragraph_format.left_indent = Cm(16)
        line.paragraph_format.keep_with_next = text != "name"


def _law(paper: Document) -> None:
    """The annex: the rules that the plan rests on."""
    paper.add_page_break()
    paper.add_heading("{{ t.law }}", 1)
    paper.add_paragraph("{{ t.law_note }}")
    table = _table(paper, ["{{ t.law_rule }}", "{{ t.law_source }}", "{{ t.law_status }}"], (8, 13, 4.7))
    _rows(table, "aturan", ["{{ r.judul }}", "{{ r.sumber }}", "{{ r.status }}"])


def _table(paper: Document, heads: list[str], widths: tuple[float, ...], *, numbers: tuple[int, ...] = ()) -> Table:
    table = paper.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
        table.columns[at].width = Cm(width)
        _fill(table.rows[0].cells[at], head, bold=True, right=at in numbers)
        table.rows[0].cells[at].width = Cm(width)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001  python-docx has no call for it
    return table


def _rows(table: Table, frame: str, cells: list[str], *, numbers: tuple[int, ...] = ()) -> None:
    """A row that docxtpl repeats for every item of `frame`."""
    _fill(table.add_row().cells[0], f"{{%tr for r in {frame} %}}")
    row = table.add_row().cells
    for at, (cell, text) in enumerate(zip(row, cells, strict=True)):
        _fill(cell, text, right=at in numbers)
        cell.width = table.columns[at].width
    _fill(table.add_row().cells[0], "{%tr endfor %}")


def _fill(cell: _Cell, text: str, *, bold: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(9)


def _run(paragraph: Paragraph, text: str, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    if colour is not None:
        run.font.color.rgb = colour


def _field(paragraph: Paragraph, name: str) -> None:
    """A field that Word fills in, such as the page number."""
    for kind, text in (("begin", None), (None, name), ("end", None)):
        run = paragraph.add_run()
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)  # noqa: SLF001


if __name__ == "__main__":
    PLACE.write_bytes(build())
