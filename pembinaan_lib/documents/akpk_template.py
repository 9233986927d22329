"""Makes ``akpk.docx``, the Word template of the AKPK report: tags only, so that it speaks either language.

Run ``python -m pembinaan_lib.documents.akpk_template`` after a change here; a test holds that the file in the package
is what this script makes. An agency may replace the file by its own with the same tags.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from pembinaan_lib.documents.layout import AMBER, QUIET, field, rows, run, signature, styles, table, undated, whole_rows
from pembinaan_lib.packed import repacked

PLACE = Path(__file__).resolve().parent / "akpk.docx"
WIDTH_CM = 16.0
CHAPTERS = ("h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8", "annex1", "annex2")
# The report from front to back: (kind, name). Tables and pictures are numbered in this order.
PARTS: tuple[tuple[str, str], ...] = (
    ("chapter", "h1"), ("text", "intro"), ("text", "scope"), ("head", "law"), ("text", "law_text"), ("table", "dasar"),
    ("chapter", "h2"), ("text", "method"), ("list", "steps"), ("head", "sources"), ("text", "sources_text"),
    ("table", "bukti"), ("head", "limits"), ("list", "limits_list"),
    ("chapter", "h3"), ("text", "profile"), ("table", "profil"), ("text", "ip_asn"),
    ("chapter", "h4"), ("text", "gap"), ("picture", "kesenjangan"), ("table", "kesenjangan"), ("table", "kompetensi"),
    ("head", "target"), ("text", "target_text"), ("head", "survey"), ("text", "survey_text"), ("table", "survei"),
    ("chapter", "h5"), ("head", "rating"), ("text", "rating_text"), ("table", "predikat"), ("head", "indicator"),
    ("text", "indicator_text"), ("table", "indikator"), ("head", "voice"), ("text", "voice_text"), ("table", "skm"),
    ("head", "integrity"), ("text", "integrity_text"), ("table", "integritas"),
    ("chapter", "h6"), ("text", "hours"), ("picture", "jp"), ("table", "jp"), ("head", "duties"),
    ("text", "duties_text"), ("table", "kewajiban"),
    ("chapter", "h7"), ("text", "order"), ("picture", "prioritas"), ("table", "prioritas"), ("head", "doubt"),
    ("text", "doubt_text"), ("table", "beda"), ("head", "cause"), ("text", "cause_text"), ("table", "kepala"), ("head", "request"),
    ("text", "request_text"), ("table", "usulan"), ("head", "company"), ("text", "company_text"),
    ("table", "pendampingan"), ("head", "fair"), ("text", "fair_text"), ("table", "keadilan"),
    ("chapter", "h8"), ("text", "close"), ("list", "advice"),
)
# Widths in cm and the columns that hold numbers.
TABLES: dict[str, tuple[tuple[float, ...], tuple[int, ...]]] = {
    "dasar": ((5.2, 7.6, 3.2), ()), "bukti": ((4.7, 2.9, 2.5, 4.0, 1.9), (1, 2, 4)),
    "profil": ((8.4, 3.8, 3.8), (1, 2)), "kesenjangan": ((6.4, 4.6, 2.8, 2.2), (2, 3)),
    "kompetensi": ((5.6, 2.6, 2.6, 2.6, 2.6), (1, 2, 3, 4)), "survei": ((6.4, 3.2, 3.2, 3.2), (1, 2, 3)),
    "predikat": ((8.4, 3.8, 3.8), (1, 2)), "indikator": ((4.3, 4.9, 2.0, 1.8, 3.0), (2, 3, 4)),
    "skm": ((4.9, 4.0, 1.7, 1.4, 4.0), (2,)), "integritas": ((4.0, 4.0, 4.0, 4.0), (1, 2, 3)),
    "jp": ((8.4, 3.8, 3.8), (1, 2)), "kewajiban": ((8.4, 3.8, 3.8), (1, 2)),
    "prioritas": ((1.0, 4.3, 3.1, 2.0, 3.4, 2.2), (0, 3)), "beda": ((4.8, 3.4, 2.8, 2.7, 2.3), (4,)),
    "kepala": ((6.0, 4.6, 2.6, 2.8), ()), "usulan": ((5.2, 2.7, 2.7, 2.7, 2.7), (1, 2, 3, 4)),
    "pendampingan": ((4.6, 3.4, 3.4, 1.5, 3.1), (3, 4)), "keadilan": ((4.2, 2.2, 3.8, 2.6, 3.2), (1, 2, 3, 4)),
}
UNIT_WIDTHS = (2.1, 4.8, 2.0, 2.2, 4.9)


def build() -> bytes:
    """The template as bytes, always the same."""
    paper = Document()
    styles(paper)
    _page(paper)
    _cover(paper)
    _contents(paper)
    for kind, name in PARTS:
        _PART[kind](paper, name)
    signature(paper, left_cm=8.5)
    _units(paper)
    _rules(paper)
    undated(paper)
    made = io.BytesIO()
    paper.save(made)
    return repacked(made.getvalue())


def tables() -> list[str]:
    """Names of the tables in the order of the report."""
    return [name for kind, name in PARTS if kind == "table"]


def pictures() -> list[str]:
    """Names of the pictures in the order of the report."""
    return [name for kind, name in PARTS if kind == "picture"]


def _page(paper: Any) -> None:
    """A4 upright; the sample mark on top, fingerprint and page number below, on the cover nothing but the mark."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header):
        run(header.paragraphs[0], "{% if contoh %}{{ contoh }}{% endif %}", bold=True, colour=AMBER)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    run(foot, "{{ t.foot }}\t\t", colour=QUIET)  # past the middle, which the style stops at
    field(foot, "PAGE")


def _cover(paper: Any) -> None:
    for _ in range(5):
        paper.add_paragraph()
    title = paper.add_paragraph("{{ t.title }}", style="Title")
    subtitle = paper.add_paragraph()
    run(subtitle, "{{ t.subtitle }}", bold=True)
    subtitle.runs[0].font.size = Pt(14)
    title.paragraph_format.space_after = Pt(18)
    paper.add_paragraph("{{ t.state }}")
    for _ in range(3):
        paper.add_paragraph()
    run(paper.add_paragraph(), "{{ t.summary_head }}", bold=True)
    _text(paper, "summary")
    _list(paper, "headline")


def _contents(paper: Any) -> None:
    """Chapters with their pages: fields that point at the headings, so that Word and its kin fill them in."""
    paper.add_page_break()
    head = paper.add_paragraph()
    run(head, "{{ t.contents }}", bold=True)
    head.runs[0].font.size = Pt(14)
    for name in CHAPTERS:
        line = paper.add_paragraph(f"{{{{ t.{name} }}}}\t")
        line.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        field(line, f"PAGEREF bab_{name} \\h")
        begin = line._p.findall(f".//{qn('w:fldChar')}")[0]  # noqa: SLF001
        begin.set(qn("w:dirty"), "true")
    paper.add_page_break()


def _chapter(paper: Any, name: str) -> None:
    heading = paper.add_heading(f"{{{{ t.{name} }}}}", 1)
    _bookmark(heading, f"bab_{name}", number=CHAPTERS.index(name) + 1)


def _bookmark(heading: Paragraph, name: str, *, number: int) -> None:
    for tag, at in (("w:bookmarkStart", 0), ("w:bookmarkEnd", None)):
        part = OxmlElement(tag)
        part.set(qn("w:id"), str(number))
        if at == 0:
            part.set(qn("w:name"), name)
            heading._p.insert(1, part)  # noqa: SLF001  after the paragraph's properties
        else:
            heading._p.append(part)  # noqa: SLF001


def _head(paper: Any, name: str) -> None:
    """A heading of the second order, where what stands under it has anything to say."""
    paper.add_paragraph(f"{{%p if ada.{name} %}}")
    paper.add_heading(f"{{{{ t.{name} }}}}", 2)
    paper.add_paragraph("{%p endif %}")


def _text(paper: Any, name: str) -> None:
    """Paragraphs; none where there is nothing to say."""
    paper.add_paragraph(f"{{%p for one in teks.{name} %}}")
    paper.add_paragraph("{{ one }}")
    paper.add_paragraph("{%p endfor %}")


def _list(paper: Any, name: str) -> None:
    paper.add_paragraph(f"{{%p for one in teks.{name} %}}")
    paper.add_paragraph("{{ one }}", style="List Bullet")
    paper.add_paragraph("{%p endfor %}")


def _table(paper: Any, name: str) -> None:
    """Caption, table, source and rule; nothing at all where there is no row."""
    widths, numbers = TABLES[name]
    paper.add_paragraph(f"{{%p if tabel.{name} %}}")
    _caption(paper.add_paragraph(), f"{{{{ tabel.{name}.judul }}}}")
    heads = [f"{{{{ tabel.{name}.kepala[{at}] }}}}" for at in range(len(widths))]
    made = table(paper, heads, widths, numbers=numbers)
    rows(made, f"tabel.{name}.baris", [f"{{{{ r[{at}] }}}}" for at in range(len(widths))], numbers=numbers)
    whole_rows(made)
    _source(paper.add_paragraph(), f"{{{{ tabel.{name}.sumber }}}}")
    paper.add_paragraph("{%p endif %}")


def _picture(paper: Any, name: str) -> None:
    paper.add_paragraph(f"{{%p if gambar.{name} %}}")
    _caption(paper.add_paragraph(), f"{{{{ gambar.{name}.judul }}}}")
    drawn = paper.add_paragraph(f"{{{{ gambar.{name}.isi }}}}")
    drawn.alignment, drawn.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    _source(paper.add_paragraph(), f"{{{{ gambar.{name}.sumber }}}}")
    paper.add_paragraph("{%p endif %}")


def _caption(paragraph: Paragraph, text: str) -> None:
    run(paragraph, text, bold=True)
    paragraph.runs[0].font.size = Pt(9.5)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(8), Pt(3)


def _source(paragraph: Paragraph, text: str) -> None:
    run(paragraph, text, colour=QUIET)
    paragraph.runs[0].font.size = Pt(8)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(3), Pt(10)


def _units(paper: Any) -> None:
    """The first annex: every perangkat daerah with its first needs."""
    paper.add_page_break()
    _chapter(paper, "annex1")
    _text(paper, "annex1_text")
    paper.add_paragraph("{%p for u in unit %}")
    paper.add_heading("{{ u.nama }}", 2)
    about = paper.add_paragraph("{{ u.keterangan }}")
    about.paragraph_format.keep_with_next = True
    paper.add_paragraph("{%p if u.baris %}")
    made = table(paper, [f"{{{{ kepala_unit[{at}] }}}}" for at in range(len(UNIT_WIDTHS))], UNIT_WIDTHS, numbers=(0, 2))
    rows(made, "u.baris", [f"{{{{ r[{at}] }}}}" for at in range(len(UNIT_WIDTHS))], numbers=(0, 2))
    whole_rows(made)
    paper.add_paragraph("{%p endif %}")
    paper.add_paragraph("{%p endfor %}")
    _source(paper.add_paragraph(), "{{ t.annex1_source }}")


def _rules(paper: Any) -> None:
    """The second annex: the rules that the report rests on."""
    paper.add_page_break()
    _chapter(paper, "annex2")
    paper.add_paragraph("{{ t.annex2_text }}")
    made = table(paper, [f"{{{{ kepala_aturan[{at}] }}}}" for at in range(3)], (5.8, 7.2, 3.0))
    rows(made, "aturan", [f"{{{{ r[{at}] }}}}" for at in range(3)])
    whole_rows(made)


_PART = {"chapter": _chapter, "head": _head, "text": _text, "list": _list, "table": _table, "picture": _picture}


if __name__ == "__main__":
    PLACE.write_bytes(build())
