"""The AKPK report as a Word document: what the agency's staff need, how we know, and what is not known.

It needs no plan and names nobody; every table says where it comes from and which rule decided.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage

from pembinaan_lib import words
from pembinaan_lib.charts import contributions, gap_heatmap, headline, jp_shortfall
from pembinaan_lib.charts.picture import Picture
from pembinaan_lib.charts.published import PRINT, hidden_cells, said
from pembinaan_lib.documents import akpk_tables, akpk_template
from pembinaan_lib.documents.akpk_texts import Said, texts
from pembinaan_lib.packed import repacked, writable
from pembinaan_lib.documents.page import png
from pembinaan_lib.documents.stamp import stamp
from pembinaan_lib.documents.word import dated

Frames = Mapping[str, pd.DataFrame]
Meta = Mapping[str, Any]
_PIXELS = {"kesenjangan": 620, "jp": 620, "prioritas": 900}
"""How wide a picture is drawn before it is set as wide as the page: with a long legend, wider."""
_WHOLE = 12
"""Rows of a table, its head among them, up to which it is not torn apart."""
_NAMES = (
    "contents", "summary_head", "law", "sources", "limits", "target", "survey", "rating", "indicator", "voice",
    "integrity", "duties", "doubt", "cause", "request", "company", "fair", *akpk_template.CHAPTERS, "annex1_source",
    "annex2_text", "place", "signer", "name",
)


def word_akpk(frames: Frames, meta: Meta, *, template: bytes | None = None) -> bytes:
    """The AKPK report as a .docx, in the language in use; the same bytes for the same input.

    Parameters
    ----------
    frames : mapping of DataFrames
        Results under their names (of stage 1, ``profil_unit``, ``kewajiban``, ``keadilan``, ``predikat``,
        ``ip_asn_instansi``, ``rencana_pendampingan``), and ``dasar_hukum`` (``instrumen, untuk, status``),
        ``aturan_berlaku`` (``judul, sumber, status``), ``tangga_data`` (``tabel, ada, berikutnya``). A missing frame
        leaves its part out.
    meta : mapping
        As for :func:`pembinaan_lib.charts.published`, and ``bobot`` (source → weight), ``keyakinan_bukti`` (sources in
        order), ``dasar_akpk`` (table → its rules, by language), ``jumlah_unit``, ``aturan_terbuka`` (rules that nobody
        has compared with their text yet).
    template : bytes, optional
        The agency's own Word template with the same tags.

    Notes
    -----
    Figures of fewer people than ``sel_minimum`` are hidden: gaps, groups, needs that concern so few, duties, company.
    Every text is data: it is escaped, never read as XML or as a tag.

    References
    ----------
    data/rules/bangkom/isi_rencana.yaml; data/rules/perlindungan_data/sel_minimum.yaml
    """
    blob = template if template is not None else akpk_template.PLACE.read_bytes()
    paper = DocxTemplate(io.BytesIO(blob))
    shown = _shown(frames, meta)
    drawn = _pictures(shown, meta)
    context = writable(_context(shown, meta)) | {"gambar": {
        name: {"isi": InlineImage(paper, _drawn(name, one), width=Cm(akpk_template.WIDTH_CM)),
               **writable(_captioned(number, one))}
        for number, (name, one) in enumerate(drawn.items(), start=1)
    }}
    paper.render(context, autoescape=True)
    _described(paper.docx, list(drawn.values()))
    _kept_together(paper.docx, cited=len(context["tabel"]))
    dated(paper.docx, meta["tanggal_data"])
    made = io.BytesIO()
    paper.save(made)
    return repacked(made.getvalue())


def _shown(frames: Frames, meta: Meta) -> dict[str, pd.DataFrame]:
    """What may be seen, with the gaps of units before anything was hidden for sums over the agency."""
    hidden = hidden_cells(
        {name: frames[name] for name in ("kesenjangan_unit", "profil_unit") if name in frames},
        minimum=int(meta["sel_minimum"]),
    )
    gaps = frames.get("kesenjangan_unit", pd.DataFrame())
    return {**frames, **hidden, "kesenjangan_semua": gaps}


def _context(frames: Frames, meta: Meta) -> dict[str, Any]:
    rows = akpk_tables.made(frames, meta)
    told = texts(Said(frames, meta, rows))
    return {
        "t": _fixed(meta), "teks": told, "tabel": _numbered(rows, meta), "ada": _present(told, rows),
        "contoh": words.text("words.sample") if meta["contoh"] else "", "unit": akpk_tables.units(frames, meta),
        "kepala_unit": words.text("documents.akpk.kepala.unit").split("|"),
        "kepala_aturan": words.text("documents.akpk.kepala.aturan").split("|"), "aturan": _rules(frames),
    }


def _fixed(meta: Meta) -> dict[str, str]:
    """The sentences that are the same in every report."""
    values = {
        "agency": str(meta["instansi"]), "year": str(meta["tahun"]), "day": words.day(meta["tanggal_data"]),
        "state": stamp(meta), "print": str(meta["sidik"])[:PRINT], "minimum": int(meta["sel_minimum"]),
    }
    names = ("title", "subtitle", "state", "foot", *_NAMES)
    return {name: words.text(f"documents.akpk.{name}", **values) for name in names}


def _numbered(rows: Mapping[str, Any], meta: Meta) -> dict[str, Any]:
    """The tables that have rows, counted from front to back, each with its source and rules."""
    names = [name for name in akpk_template.tables() if name in rows]
    captions = akpk_tables.captions(names)
    return {
        name: {
            "judul": words.text("documents.akpk.table", number=at, title=captions[name]["judul"]),
            "kepala": captions[name]["kepala"], "baris": rows[name],
            "sumber": _source(captions[name]["sumber"], name, meta),
        } for at, name in enumerate(names, start=1)
    }


def _source(data: str, name: str, meta: Meta) -> str:
    """Where a table comes from: its data, their day, and the rules that decided."""
    rules = said(meta["dasar_akpk"].get(name, ""))
    key = "source_rules" if rules else "source"
    return words.text(f"documents.akpk.{key}", data=data, day=words.day(meta["tanggal_data"]), rules=rules)


def _present(told: Mapping[str, Any], rows: Mapping[str, Any]) -> dict[str, bool]:
    """Which headings have anything below them: a text or a table up to the next heading."""
    found, last = {}, ""
    for kind, name in akpk_template.PARTS:
        if kind in ("head", "chapter"):
            last = name if kind == "head" else ""
            found |= {last: False} if last else {}
        elif last:
            found[last] = found[last] or bool(told.get(name) if kind in ("text", "list") else rows.get(name))
    return found


def _rules(frames: Frames) -> list[list[str]]:
    table = frames.get("aturan_berlaku", pd.DataFrame(columns=["judul", "sumber", "status"]))
    return [[str(row[name]) for name in ("judul", "sumber", "status")] for row in table.to_dict("records")]


def _pictures(frames: Frames, meta: Meta) -> dict[str, Picture]:
    """The pictures that have something to show, in the order of the report."""
    day, found = words.day(meta["tanggal_data"]), {}
    if headline.measured(meta) and len(akpk_tables.frame(frames, "kesenjangan_unit")):
        found["kesenjangan"] = gap_heatmap(
            frames["kesenjangan_unit"], day=day, rules=_cited("kesenjangan", meta), assessed=int(meta["jumlah_dinilai"]))
    if headline.history(meta) and len(akpk_tables.frame(frames, "profil_unit")):
        found["jp"] = jp_shortfall(
            frames["profil_unit"], day=day, rules=_cited("jp", meta),
            total=headline.total(frames, "kurang_jp_asn"), year=int(meta["tahun"]) - 1)
    needs = akpk_tables.shown_needs(frames, meta)
    if len(needs):
        found["prioritas"] = contributions(needs, day=day, rules=said(meta["dasar_akpk"].get("prioritas", "")))
    return found


def _cited(section: str, meta: Meta) -> str:
    return said(meta.get("aturan", {}).get(section, ""))


def _captioned(number: int, drawn: Picture) -> dict[str, str]:
    """Title of a picture, counted from front to back; what is measured and the source below it."""
    told = f"{drawn.lebar['title']['subtitle'].rstrip('.')}. {drawn.lebar['usermeta']['sumber']}"
    return {"judul": words.text("documents.akpk.picture", number=number, title=drawn.judul), "sumber": told}


def _drawn(name: str, drawn: Picture) -> io.BytesIO:
    return io.BytesIO(png(writable(drawn.lebar), width=_PIXELS[name]))


def _described(paper: Any, drawn: list[Picture]) -> None:
    """What each picture says, for those who cannot see it."""
    for shape, one in zip(paper.inline_shapes, drawn, strict=True):
        shape._inline.docPr.set("descr", writable(one.bacaan))  # noqa: SLF001  python-docx has no call for it


def _kept_together(paper: Any, *, cited: int) -> None:
    """A short table is not torn apart; of a long one the first rows stay with its head.

    Below the first `cited` tables stands a source, with which their last row stays.
    """
    for at, table in enumerate(paper.tables):
        lines = table.rows
        count = len(lines)
        kept = set(range(count) if count <= _WHOLE else (0, 1, count - 1)) - (set() if at < cited else {count - 1})
        for row in sorted(kept):
            for paragraph in [one for cell in lines[row].cells for one in cell.paragraphs]:
                paragraph.paragraph_format.keep_with_next = True
