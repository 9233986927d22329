"""The register of needs as one Excel workbook that an outsider can recompute: its formulas are live.

Who changes a weight sees the order change; who changes nothing sees that the workbook's own figures come out again.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
import xlsxwriter

from pembinaan_lib import words
from pembinaan_lib.documents.lists import CREATED
from pembinaan_lib.packed import repacked, writable
from pembinaan_lib.documents.register_sheets import Book, evidence_sheet, plain_sheet, register_sheet, weights_sheet
from pembinaan_lib.documents.stamp import stamp

Frames = Mapping[str, pd.DataFrame]
Meta = Mapping[str, Any]
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Sheets of plain figures: the frame behind each, and its columns in order.
_PLAIN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "kepala": ("register_kepala", (
        "perangkat_daerah", "urutan_unit", "kompetensi", "penyebab", "bukti_penyebab", "prioritas", "peringkat")),
    "usulan": ("usulan_didukung", (
        "usulan_id", "tanggal", "unit_kerja", "perangkat_daerah", "kompetensi", "jumlah_peserta", "status",
        "alasan_bukti", "mendukung", "tidak_mendukung", "dukungan", "peringkat", "digabung_ke")),
    "kepekaan": ("register_kepekaan", (
        "peringkat", "perangkat_daerah", "kompetensi", "kali_sepuluh_besar", "sepuluh_besar_rasio", "peringkat_min",
        "peringkat_maks")),
    "tukar": ("register_tukar", (
        "peringkat", "perangkat_daerah", "kompetensi", "perangkat_daerah_berikut", "kompetensi_berikut", "selisih",
        "bukti", "bobot_kini", "bobot_tukar")),
    "pendampingan": ("rencana_pendampingan", (
        "unit_kerja", "alasan", "pendekatan", "bentuk", "sasaran", "sasaran_asn", "pendamping", "jam_jp", "honor_rp",
        "pembekalan_rp", "bahan_rp", "biaya_rp")),
    "keadilan": ("keadilan", (
        "dimensi", "kelompok", "asn", "dinilai", "butuh", "butuh_rasio", "dihitung_jp", "jp_rerata", "wajib_jp",
        "kurang_jp", "kurang_jp_rasio", "kegiatan_rerata", "tertinggal", "disembunyikan")),
    "aturan": ("aturan_berlaku", ("rule_id", "judul", "nilai", "sumber", "berlaku", "status")),
}


def register_excel(frames: Frames, meta: Meta) -> bytes:
    """The register, what stands behind it, causes, requests and fairness; the same input gives the same bytes.

    Parameters
    ----------
    frames : mapping of DataFrames
        ``register`` and ``register_rinci`` (needs.register, .register_explanation); optional, each a sheet of its
        own: ``register_kepala, usulan_didukung, register_kepekaan, register_tukar, rencana_pendampingan, keadilan,
        aturan_berlaku``.
    meta : mapping
        As for :func:`pembinaan_lib.charts.published`, and ``bobot`` (source → weight as given), ``keyakinan_bukti``
        (source → ``cakupan_penuh, jumlah_penuh, umur_penuh, umur_habis, tanpa_tanggal``), ``keyakinan`` (label and
        lower end of each band, lowest first).

    Returns
    -------
    bytes
        Sheets in the language in use: how to read it, weights (the cells to change), register, evidence, and the
        plain ones. Formulas carry the workbook's own values, so that a viewer that does not compute shows them too.

    Notes
    -----
    This is for planners and auditors: nobody is named, but figures of few people are in full, since nobody could
    recompute them otherwise; every sheet says so. Priorities are rounded to ten decimals, where the register cuts its
    contributions to 2^-40.

    References
    ----------
    docs/keputusan/0004-register.md; data/rules/kebutuhan/{bobot_bukti,keyakinan_bukti,keyakinan}.yaml
    """
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as paper:
        title = words.text("documents.register.title", agency=writable(str(meta["instansi"])), year=str(meta["tahun"]))
        paper.set_properties({"title": title, "created": CREATED})
        book = Book(paper, title=title, notice=_notice(meta), meta=meta)
        cover = book.sheet("baca")
        weights = weights_sheet(book, frames["register_rinci"])
        evidence = evidence_sheet(book, frames["register_rinci"], weights)
        difference = register_sheet(book, frames["register"], weights=weights, evidence=evidence)
        for name, (frame, columns) in _PLAIN.items():
            if frame in frames and len(frames[frame]):
                plain_sheet(book, name, frames[frame], columns)
        _cover(book, cover, frames, meta, difference=difference)
    return repacked(made.getvalue())


def _notice(meta: Meta) -> str:
    """What stands above every sheet: whose desk this is for, and whether these are invented data."""
    said = [words.text("documents.register.private", minimum=int(meta["sel_minimum"]))]
    return " ".join([words.text("words.sample").capitalize() + ".", *said] if meta["contoh"] else said)


def _cover(book: Book, page: Any, frames: Frames, meta: Meta, *, difference: str) -> None:
    """How to read and redo it, and whether the figures come out again."""
    register = frames["register"]
    ranked = int(register["peringkat"].notna().sum())
    lines = [
        words.text("documents.register.state", state=stamp(meta), day=words.day(meta["tanggal_data"]),
                   print=str(meta["sidik"])[:8]),
        words.text("documents.register.size", rows=len(register), ranked=ranked),
        "", *(words.text(f"documents.register.how.{number}") for number in range(1, 7)), "",
    ]
    row = book.lines(page, lines, start=3)
    page.write_string(row, 0, words.text("documents.register.check"), book.looks["strong"])
    page.write_formula(row, 1, difference, book.looks["fine"], 0.0)
    page.write_string(row + 1, 0, words.text("documents.register.check_note"), book.looks["wrap"])
    _contents(book, page, start=row + 3)
    page.set_column(0, 0, 110)
    page.set_column(1, 1, 16)


def _contents(book: Book, page: Any, *, start: int) -> None:
    """What each sheet holds."""
    page.write_string(start, 0, words.text("documents.register.sheets"), book.looks["strong"])
    about = {name: words.text(f"documents.register.about.{name}") for name in book.names if name != "baca"}
    book.lines(page, [f"{book.names[name]}: {what}" for name, what in about.items()], start=start + 1)
