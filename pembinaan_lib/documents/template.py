"""Makes ``plan.docx``, the Word template of the plan: tags only, so that it speaks either language.

Run ``python -m pembinaan_lib.documents.template`` after a change here; a test holds that the file in the package is
what this script makes. An agency may replace the file by its own with the same tags.
"""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from pembinaan_lib.documents.layout import AMBER, field, fill, rows, run, signature, styles, table, undated
from pembinaan_lib.packed import repacked

PLACE = Path(__file__).resolve().parent / "plan.docx"
_SEVEN = ("c1", "c2", "c3", "c4", "c5", "c6", "c7")


def build() -> bytes:
    """The template as bytes, always the same."""
    paper = Document()
    styles(paper)
    _frame(paper)
    _front(paper)
    _needs(paper)
    _late(paper)
    _plan(paper)
    _units(paper)
    _end(paper)
    _law(paper)
    undated(paper)
    made = io.BytesIO()
    paper.save(made)
    return repacked(made.getvalue())


def _frame(paper: Document) -> None:
    """A4 on its side for the wide table; sample mark on top, fingerprint and page number below."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    top = section.header.paragraphs[0]
    run(top, "{% if contoh %}{{ contoh }}{% endif %}", bold=True, colour=AMBER)
    foot = section.footer.paragraphs[0]
    foot.add_run("{{ t.foot }} · ")
    field(foot, "PAGE")


def _front(paper: Document) -> None:
    paper.add_paragraph("{{ t.title }}", style="Title")
    run(paper.add_paragraph(), "{{ t.subtitle }}", bold=True)
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
    run(point, "{{ one.nilai }}", bold=True)
    point.add_run(" ({{ one.dasar }})")
    paper.add_paragraph("{%p endfor %}")
    paper.add_heading("{{ t.gap_table }}", 2)
    paper.add_paragraph("{%p if not kesenjangan %}")
    paper.add_paragraph("{{ t.gap_none }}")
    paper.add_paragraph("{%p endif %}")
    paper.add_paragraph("{%p if kesenjangan %}")
    heads = ["{{ t.gap_unit }}", "{{ t.gap_skill }}", "{{ t.gap_size }}", "{{ t.gap_people }}"]
    made = table(paper, heads, (9.5, 8, 4.7, 3.5), numbers=(2, 3))
    cells = ["{{ r.unit }}", "{{ r.kompetensi }}", "{{ r.nilai }}", "{{ r.orang }}"]
    rows(made, "kesenjangan", cells, numbers=(2, 3))
    paper.add_paragraph("{%p endif %}")


def _late(paper: Document) -> None:
    """Duties past their deadline by kind; nobody is named."""
    paper.add_paragraph("{%p if terlambat %}")
    paper.add_heading("{{ t.late_table }}", 2)
    paper.add_paragraph("{{ t.late_note }}")
    made = table(paper, ["{{ t.late_kind }}", "{{ t.late_owed }}", "{{ t.late_count }}"], (12, 5, 5), numbers=(1, 2))
    rows(made, "terlambat", ["{{ r.jenis }}", "{{ r.semua }}", "{{ r.lewat }}"], numbers=(1, 2))
    paper.add_paragraph("{%p endif %}")


def _units(paper: Document) -> None:
    """What the plan means for each unit: who goes, and the share of the cost."""
    paper.add_paragraph("{%p if unit %}")
    paper.add_heading("{{ t.unit_table }}", 2)
    paper.add_paragraph("{{ t.unit_note }}")
    heads = ["{{ t.gap_unit }}", "{{ t.unit_people }}", "{{ t.unit_seats }}", "{{ t.unit_cost }}", "{{ t.unit_share }}"]
    made = table(paper, heads, (11.5, 3.5, 3.5, 4.2, 3), numbers=(1, 2, 3, 4))
    cells = ["{{ r.unit }}", "{{ r.asn }}", "{{ r.peserta }}", "{{ r.biaya }}", "{{ r.bagian }}"]
    rows(made, "unit", cells, numbers=(1, 2, 3, 4))
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
    made = table(paper, heads, (4.6, 4.2, 2.6, 3.4, 3.1, 2.2, 2.7, 2.9), numbers=(7,))
    cells = ["{{ r.kegiatan }}", *[f"{{{{ r.{name} }}}}" for name in _SEVEN]]
    rows(made, "rencana", cells, numbers=(7,))
    last = made.add_row().cells
    fill(last[0], "{{ t.total }}", bold=True)
    fill(last[7], "{{ jumlah }}", bold=True, right=True)
    paper.add_paragraph("{{ t.curriculum_note }}")
    paper.add_paragraph("{%p endif %}")


def _end(paper: Document) -> None:
    for head, body in (("h5", ("money", "prices")), ("h6", ("monitor",)), ("h7", ("close",))):
        paper.add_heading(f"{{{{ t.{head} }}}}", 1)
        for text in body:
            paper.add_paragraph(f"{{{{ t.{text} }}}}")
    signature(paper, left_cm=16)


def _law(paper: Document) -> None:
    """The annex: the rules that the plan rests on."""
    paper.add_page_break()
    paper.add_heading("{{ t.law }}", 1)
    paper.add_paragraph("{{ t.law_note }}")
    made = table(paper, ["{{ t.law_rule }}", "{{ t.law_source }}", "{{ t.law_status }}"], (8, 13, 4.7))
    rows(made, "aturan", ["{{ r.judul }}", "{{ r.sumber }}", "{{ r.status }}"])


if __name__ == "__main__":
    PLACE.write_bytes(build())
