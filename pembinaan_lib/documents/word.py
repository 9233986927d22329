"""The plan as the Word document that is signed: needs, the seven items of the plan, budget, signature."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
from docxtpl import DocxTemplate

from pembinaan_lib import words
from pembinaan_lib.charts import headline
from pembinaan_lib.charts.published import PRINT, both, hidden_cells, said
from pembinaan_lib.packed import repacked, writable
from pembinaan_lib.documents.stamp import stamp
from pembinaan_lib.documents.template import PLACE

Frames = Mapping[str, pd.DataFrame]
Meta = Mapping[str, Any]
LAW_OF_PLAN = "kegiatan"
_GAPS = 12


def word_plan(frames: Frames, meta: Meta, *, template: bytes | None = None) -> bytes:
    """The plan as a .docx, in the language in use; the same bytes for the same input.

    Parameters
    ----------
    frames : mapping of DataFrames
        Those of :func:`pembinaan_lib.charts.published`, and ``rencana_207`` (design.pasal_207): one row per
        activity, ``bangkom_id, nama, jenis_kompetensi, kompetensi, peserta, jumlah_perangkat_daerah, bentuk, jalur,
        penyelenggara, angkatan, bulan`` (1 to 12), ``kesesuaian_kurikulum`` (key of a sentence), ``anggaran_rp``;
        ``rencana_baris``: ``bangkom_id, wajib`` and ``jenis_wajib``; optional: ``aturan_berlaku`` (one row per rule,
        ``judul, sumber, status``), ``kewajiban`` (one row per person and duty, ``kewajiban, terlambat``) and
        ``rencana_unit`` (one row per unit, ``perangkat_daerah, asn, peserta, biaya_rp, biaya_rasio``).
    meta : mapping
        As for :func:`pembinaan_lib.charts.published`; ``aturan`` (section → cited rules) stands in where there is no
        ``aturan_berlaku``, and its ``kegiatan`` names the source of the seven items.
    template : bytes, optional
        The agency's own Word template with the same tags.

    Notes
    -----
    This is the agency's own document: people counts of activities are in full, gaps are those of a published page.
    Every text is data: it is escaped, never read as XML or as a tag.

    References
    ----------
    data/rules/bangkom/isi_rencana.yaml
    """
    paper = DocxTemplate(io.BytesIO(template if template is not None else PLACE.read_bytes()))
    paper.render(writable(_context(frames, meta)), autoescape=True)
    dated(paper.docx, meta["tanggal_data"])
    made = io.BytesIO()
    paper.save(made)
    return repacked(made.getvalue())


def dated(paper: Any, day: date) -> None:
    """Dates inside the file are the date of the data, never the clock's."""
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001  Word stores no zone
    paper.core_properties.created = paper.core_properties.modified = moment
    paper.core_properties.revision = 1


def _context(frames: Frames, meta: Meta) -> dict[str, Any]:
    shown = hidden_cells(frames, minimum=int(meta["sel_minimum"]))
    at = headline.chosen(headline.sorted_budgets(shown), meta)
    lines = _lines(frames)
    figures = headline.figures(shown, meta, at, both)
    return {
        "t": _texts(meta, lines), "contoh": words.text("words.sample") if meta["contoh"] else "",
        "kalimat": headline.sentence(shown, meta, at),
        "angka": [{name: one[name][words.language()] for name in ("judul", "nilai", "dasar")} for one in figures],
        "aturan": _rules(frames, meta), "kesenjangan": _gaps(shown), "terlambat": _overdue(frames),
        "unit": _units(frames),
        "rencana": [_activity(row) for row in lines.to_dict("records")],
        "jumlah": words.number(int(lines["anggaran_rp"].sum())),
    }


def _lines(frames: Frames) -> pd.DataFrame:
    """The activities of the accepted plan, each with ``wajib``."""
    lines = frames.get("rencana_207", pd.DataFrame(columns=["bangkom_id", "anggaran_rp"]))
    chosen = frames.get("rencana_baris", pd.DataFrame(columns=["bangkom_id", "wajib"]))
    duties = set(chosen.loc[chosen["wajib"].astype(bool), "bangkom_id"])
    kinds = dict(zip(chosen["bangkom_id"], chosen["jenis_wajib"], strict=True)) if "jenis_wajib" in chosen else {}
    return lines.assign(wajib=lines["bangkom_id"].isin(duties), jenis_wajib=lines["bangkom_id"].map(kinds))


def _texts(meta: Meta, lines: pd.DataFrame) -> dict[str, str]:
    """Every fixed sentence of the document."""
    values = {
        "agency": str(meta["instansi"]), "year": str(meta["tahun"]), "day": words.day(meta["tanggal_data"]),
        "state": stamp(meta), "print": str(meta["sidik"])[:PRINT],
        "source": said(meta.get("aturan", {}).get(LAW_OF_PLAN, "")) or "–",
    }
    names = (
        "title subtitle state foot h1 law law_note law_rule law_source law_status h2 direction h3 gap_table "
        "gap_unit gap_skill gap_size gap_people gap_none late_table late_kind late_owed late_count h4 plan_note "
        "plan_none activity c1 c2 c3 c4 c5 c6 c7 curriculum_note total unit_table unit_note unit_people unit_seats "
        "unit_cost unit_share h5 prices h6 monitor h7 close place signer name"
    ).split()
    chosen = {
        "intro": "intro" if meta["nomor_arsip"] else "intro_draft",
        "late_note": "late_note" if headline.history(meta) else "late_note_bound",
    }
    named = {name: name for name in names} | chosen
    told = {name: words.text(f"documents.word.{key}", **values) for name, key in named.items()}
    return told | {"money": _money(meta, lines)}


def _money(meta: Meta, lines: pd.DataFrame) -> str:
    cost, duty = (int(part["anggaran_rp"].sum()) for part in (lines, lines[lines["wajib"]]))
    values = {"cost": words.rupiah(cost, short=False), "duty": words.rupiah(duty, short=False)}
    if meta.get("pagu_rp") is None:
        return words.text("documents.word.money_noceiling", **values)
    ceiling = int(meta["pagu_rp"])
    return words.text("documents.word.money", budget=words.rupiah(ceiling, short=False),
                      rest=words.rupiah(ceiling - duty, short=False), **values)


def _rules(frames: Frames, meta: Meta) -> list[dict[str, str]]:
    table = frames.get("aturan_berlaku")
    if table is not None:
        return [{name: str(row[name]) for name in ("judul", "sumber", "status")} for row in table.to_dict("records")]
    return [{"judul": words.text(f"documents.law.{part}") if words.has(f"documents.law.{part}") else str(part),
             "sumber": said(cited), "status": ""} for part, cited in sorted(meta.get("aturan", {}).items())]


def _gaps(shown: Frames) -> list[dict[str, str]]:
    """The largest measured gaps that may be shown."""
    return [
        {"unit": str(row["perangkat_daerah"]), "kompetensi": str(row["kompetensi"]),
         "nilai": words.number(row["rerata_kesenjangan"], 1), "orang": words.number(int(row["dinilai"]))}
        for row in headline.largest_gaps(shown, _GAPS).to_dict("records")
    ]


def _overdue(frames: Frames) -> list[dict[str, str]]:
    """Duties by kind, those with most past their deadline first; kinds without one are left out."""
    duties = frames.get("kewajiban", pd.DataFrame({"kewajiban": [], "terlambat": []}))
    kinds = duties.groupby("kewajiban")["terlambat"].agg(semua="size", lewat="sum").reset_index()
    kinds = kinds[kinds["lewat"] > 0].sort_values(["lewat", "kewajiban"], ascending=[False, True])
    return [{"jenis": _kind(row["kewajiban"]), "semua": words.number(int(row["semua"])),
             "lewat": words.number(int(row["lewat"]))} for row in kinds.to_dict("records")]


def _kind(name: str) -> str:
    key = f"documents.kind.{name.replace(' ', '_')}"
    return words.text(key) if words.has(key) else name


def _units(frames: Frames) -> list[dict[str, str]]:
    units = frames.get("rencana_unit", pd.DataFrame())
    return [
        {"unit": str(row["perangkat_daerah"]) or words.text("charts.unit_unknown"),
         "asn": words.number(int(row["asn"])), "peserta": words.number(int(row["peserta"])),
         "biaya": words.number(int(row["biaya_rp"])),
         "bagian": words.percent(float(row["biaya_rasio"]), 1)}
        for row in units.to_dict("records")
    ]


def _activity(row: Mapping[str, Any]) -> dict[str, str]:
    """One activity as the seven items of Pasal 207 (c1 to c7)."""
    duty = f" ({words.text('documents.word.duty')})" if row["wajib"] else ""
    people = {"people": int(row["peserta"]), "units": int(row["jumlah_perangkat_daerah"])}
    path = [_form(row), _known(row, "jalur")]
    skill = [_known(row, name) for name in ("jenis_kompetensi", "kompetensi")]
    when = words.text("documents.word.when", month=_month(row["bulan"]), batches=int(row["angkatan"]))
    match = "documents.curriculum." + (_known(row, "kesesuaian_kurikulum").rpartition(".")[2] or "confirm")
    return {
        "kegiatan": _known(row, "nama") + duty, "c1": ": ".join(one for one in skill if one) or "–",
        "c2": words.text("documents.word.target", **people), "c3": ", ".join(one for one in path if one) or "–",
        "c4": _known(row, "penyelenggara") or "–", "c5": when,
        "c6": words.text(match) if words.has(match) else words.text("documents.curriculum.confirm"),
        "c7": words.number(int(row["anggaran_rp"])),
    }


def _form(row: Mapping[str, Any]) -> str:
    """The form as the law's list has it; before it the kind of activity where that list knows none of its own."""
    form, key = _known(row, "bentuk"), f"documents.form.{_known(row, 'jenis_wajib').replace(' ', '_')}"
    return words.text(key, form=form) if words.has(key) else form


def _known(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name, "")
    return "" if value is None or pd.isna(value) else str(value)


def _month(value: Any) -> str:
    """The name of a month (1 to 12)."""
    if value is None or pd.isna(value):
        return "–"
    return words.day(date(2000, int(value), 1)).split(" ")[1]  # "1 Maret 2000", in either language
