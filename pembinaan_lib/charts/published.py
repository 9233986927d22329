"""The published edition: everything a leader's page shows, as one dictionary, after hiding small cells.

It holds texts and ready specifications in both languages, so that whoever shows it needs neither frames nor charts.
The shape is described in docs/reference/terbitan.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import headline, people, progress, results
from pembinaan_lib.charts.activities import activities, frontier
from pembinaan_lib.charts.gaps import gap_bars, gap_heatmap
from pembinaan_lib.charts.lines import together
from pembinaan_lib.charts.picture import Picture
from pembinaan_lib.disclosure import hide_small_cells

VERSION = 1
PRINT = 8
"""Letters of the plan's fingerprint that papers and pages show: enough to tell two plans of an agency apart."""
SECTIONS = ("kurang", "beli", "berjalan", "berhasil", "putuskan")
Frames = Mapping[str, pd.DataFrame]
Meta = Mapping[str, Any]

_GAP = ("rerata_kesenjangan", "bawah", "atas", "di_bawah_standar", "di_bawah_rasio", "rasio_bawah", "rasio_atas",
        "cakupan_rasio")
_GAIN = ("pra", "pasca", "kenaikan", "bawah", "atas")
_ANSWERED = ("responden_sebelum", "responden_sesudah")
_CHANGE = ("sebelum", "sesudah", "perubahan", "bawah", "atas")
_CAME = ("hadir_rasio", "peserta_rasio", "selesai", "jp_orang", "terdaftar", "peserta_rencana")


def published(frames: Frames, meta: Meta) -> dict[str, Any]:
    """The published edition of one plan.

    Parameters
    ----------
    frames : mapping of DataFrames
        By name, each optional; a missing or empty one leaves its section with what to do next.
        ``kesenjangan_unit`` (needs.unit_gap), ``profil_unit`` (profile.unit_profile), ``batas`` and ``batas_baris``
        (design's frontier and its lines), ``pelaksanaan`` (delivery.attendance), ``serapan`` (delivery.budget_use),
        ``hasil_belajar`` (evaluation.learning_gain), ``skm_perubahan`` (evaluation.skm_change).
    meta : mapping
        ``instansi`` (text), ``tahun`` (year), ``keadaan`` (draf, diajukan, disetujui, perubahan), ``nomor_arsip``,
        ``tanggal_data`` (date), ``contoh`` (bool), ``jumlah_asn``, ``jumlah_dinilai`` (people), ``pagu_rp`` (the
        chosen budget, or None), ``sel_minimum`` (people), ``sidik`` (fingerprint of the plan); optional:
        ``jumlah_wajib_jp`` (people who owe the minimum of hours in the plan year; default all), ``ada_riwayat``
        (whether the training history was imported; default yes), ``jp_minimum`` (JP), ``aturan`` (section → rules as
        people read them, once or by language).

    Returns
    -------
    dict
        JSON-ready, with the same bytes for the same input. No row of it rests on fewer than ``sel_minimum`` people.
    """
    shown = hidden_cells(frames, minimum=int(meta["sel_minimum"]))
    batas = headline.sorted_budgets(shown)
    chosen = headline.chosen(batas, meta)
    edition = {
        "versi": VERSION, "instansi": str(meta["instansi"]), "tahun": int(meta["tahun"]),
        "keadaan": str(meta["keadaan"]), "nomor_arsip": str(meta["nomor_arsip"]),
        "tanggal_data": meta["tanggal_data"].isoformat(), "contoh": bool(meta["contoh"]),
        "sidik": str(meta["sidik"])[:PRINT], "sel_minimum": int(meta["sel_minimum"]), "pilihan": chosen,
        "kalimat": both(lambda: headline.sentence(shown, meta, chosen)),
        "angka": headline.figures(shown, meta, chosen, both),
        "bagan": _pictures(shown, meta),
        "batas": [_budget(at, shown, meta, batas) for at in range(len(batas))],
        "putusan": headline.choices(shown, meta, chosen, both),
    }
    return edition | {"bagian": _sections(edition, shown, meta)}


def hidden_cells(frames: Frames, *, minimum: int) -> dict[str, pd.DataFrame]:
    """The frames as they may leave the agency: figures of fewer than `minimum` people are missing.

    ``jumlah`` holds the sums of ``profil_unit`` over the whole agency, ``jumlah_hadir`` those of ``pelaksanaan`` over
    all batches with an attendance list, ``biaya_wajib`` what each budget of ``batas_baris`` spends on duties, all taken
    before anything was hidden.
    """
    counted = {"kesenjangan_unit": ("dinilai", _GAP), "hasil_belajar": ("peserta", _GAIN)}
    shown = {name: frame for name, frame in frames.items() if len(frame)}
    if "pelaksanaan" in shown:
        shown |= _attended(shown["pelaksanaan"], minimum)
    if "skm_perubahan" in shown:
        shown["skm_perubahan"] = _answered(shown["skm_perubahan"], minimum)
    if "batas_baris" in shown:
        shown["biaya_wajib"] = _duties(shown["batas_baris"])
        shown["batas_baris"] = together(shown["batas_baris"], minimum=minimum)
    for name, (count, measures) in counted.items():
        if name in shown:
            kept = [one for one in measures if one in shown[name]]
            shown[name] = hide_small_cells(shown[name], count=count, measures=kept, minimum=minimum)
    if "profil_unit" in shown:
        shown["jumlah"] = shown["profil_unit"].sum(numeric_only=True).to_frame().T
        shown["profil_unit"] = _unit_counts(shown["profil_unit"], minimum)
    return shown


def _answered(changes: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """A change rests on the smaller of its two surveys; without one of them there is none to show."""
    least = changes[list(_ANSWERED)].astype("float64").min(axis=1, skipna=False)
    enough = least >= minimum
    blanked = {name: changes[name].astype("object").where(enough, None) for name in (*_ANSWERED, *_CHANGE)}
    return changes.assign(**blanked, disembunyikan=~enough)


def _duties(lines: pd.DataFrame) -> pd.DataFrame:
    """Money of obligatory activities by budget, before lines of few people are put together."""
    duty = lines["wajib"].astype(bool) if "wajib" in lines else pd.Series(False, index=lines.index)
    return lines[duty].groupby("anggaran_rp", sort=True)["biaya_rp"].sum().reset_index()


def _attended(batches: pd.DataFrame, minimum: int) -> dict[str, pd.DataFrame]:
    """Batches whose people may be shown, and the sums over all of them: so a lone small one takes the next with it."""
    listed = batches[batches["hadir_rasio"].notna()]
    kept = [one for one in _CAME if one in batches]
    shown = hide_small_cells(listed.assign(semua=""), count="peserta", measures=kept, minimum=minimum, total=["semua"])
    sums = listed[["peserta", "peserta_rencana"]].astype("float64").sum().to_frame().T
    return {"pelaksanaan": shown.drop(columns="semua"), "jumlah_hadir": sums}


def _unit_counts(units: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """Each count is a cell of its own; its total is published, so a lone hidden one takes another with it."""
    counts = ("kurang_jp_asn", "kewajiban_terlambat", "jumlah_asn", "wajib_jp_asn")
    for column in [one for one in counts if one in units]:
        whole = units.assign(semua="")
        hidden = hide_small_cells(whole, count=column, measures=[], minimum=minimum, total=["semua"])
        units = hidden.drop(columns=["semua", "disembunyikan"])
    return units


def both(make: Callable[[], Any]) -> dict[str, Any]:
    """What `make` says in each language."""
    said = {}
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            said[lang] = make()
    return said


def said(text: str | Mapping[str, str]) -> str:
    """A text given once, or by language, in the language in use."""
    return str(text) if isinstance(text, str) else str(text[words.language()])


def _drawn(make: Callable[..., Picture], *data: Any, meta: Meta, section: str, **more: Any) -> dict[str, Any]:
    cited = meta.get("aturan", {}).get(section, "")
    return both(lambda: make(*data, day=words.day(meta["tanggal_data"]), rules=said(cited), **more).to_dict())


def _pictures(shown: Frames, meta: Meta) -> dict[str, Any]:
    """Pictures that do not depend on the budget, by name."""
    known = headline.history(meta)
    lacking = {"total": headline.total(shown, "kurang_jp_asn"), "year": int(meta["tahun"]) - 1}
    late = {"total": headline.total(shown, "kewajiban_terlambat"), "bound": not known}
    came = shown.get("jumlah_hadir")
    sums = {} if came is None else {"totals": (came["peserta"].iloc[0], came["peserta_rencana"].iloc[0])}
    assessed = {"assessed": int(meta["jumlah_dinilai"])}
    makers: dict[str, tuple[str, Callable[..., Picture], str, dict[str, Any]]] = {
        "kesenjangan": ("kesenjangan_unit", gap_heatmap, "kesenjangan", assessed),
        "kesenjangan_terbesar": ("kesenjangan_unit", gap_bars, "kesenjangan", assessed),
        "jp": ("profil_unit", people.jp_shortfall, "jp", lacking),
        "kewajiban": ("profil_unit", people.overdue, "kewajiban", late),
        "kehadiran": ("pelaksanaan", progress.attendance, "pelaksanaan", sums),
        "serapan": ("serapan", progress.budget_use, "pelaksanaan", {}),
        "hasil_belajar": ("hasil_belajar", results.learning_gain, "hasil", {}),
        "skm": ("skm_perubahan", results.satisfaction, "hasil", {}),
    }
    return {
        name: _drawn(make, shown[frame], meta=meta, section=section, **more)
        for name, (frame, make, section, more) in makers.items() if frame in shown and name not in _unknown(meta)
    }


def _unknown(meta: Meta) -> set[str]:
    """Pictures that would show zeros where nothing is known."""
    gaps = set() if headline.measured(meta) else {"kesenjangan", "kesenjangan_terbesar"}
    return gaps | (set() if headline.history(meta) else {"jp"})


def _budget(at: int, shown: Frames, meta: Meta, batas: pd.DataFrame) -> dict[str, Any]:
    """One precomputed plan: its figures, its sentence, its lines and its two pictures."""
    row = batas.iloc[at]
    lines = headline.lines_of(shown, batas, at)
    return {
        "anggaran_rp": int(row["anggaran_rp"]), "biaya_rp": int(row["biaya_rp"]),
        "kesenjangan_rasio": round(float(row["kesenjangan_rasio"]), 4), "asn_20_jp": int(row["asn_20_jp"]),
        "label": both(lambda: words.rupiah(int(row["anggaran_rp"]))),
        "kalimat": both(lambda: headline.sentence(shown, meta, at)),
        "angka": headline.figures(shown, meta, at, both),
        "bagan": {"kegiatan": _drawn(activities, lines, meta=meta, section="kegiatan")} | _curve(at, meta, batas),
        "baris": [headline.line(one) for one in lines.to_dict("records")],
    }


def _curve(at: int, meta: Meta, batas: pd.DataFrame) -> dict[str, Any]:
    """What other budgets would close, where anything was measured."""
    if not headline.measured(meta):
        return {}
    return {"batas": _drawn(frontier, batas, chosen=at, meta=meta, section="kegiatan")}


def _sections(edition: dict[str, Any], shown: Frames, meta: Meta) -> dict[str, Any]:
    """Which pictures each question has, and what to do where it has none."""
    inside = {
        "kurang": [name for name in ("kesenjangan", "jp", "kewajiban") if name in edition["bagan"]],
        "beli": list(edition["batas"][0]["bagan"]) if edition["batas"] else [],
        "berjalan": [name for name in ("kehadiran", "serapan") if name in edition["bagan"]],
        "berhasil": [name for name in ("hasil_belajar", "skm") if name in edition["bagan"]],
        "putuskan": [],
    }
    empty = {"kurang": "kesenjangan" not in edition["bagan"], "putuskan": False}
    found = {}
    for name in SECTIONS:
        note = name != "putuskan" and empty.get(name, not inside[name])
        text = both(lambda name=name: words.text(f"charts.page.empty.{name}")) if note else None
        found[name] = {"bagan": inside[name], "kosong": text}
    found["putuskan"]["teks"] = headline.decide(shown, meta, edition["putusan"], both)
    return found
