"""Who needs and who gets: groups of ASN beside the whole agency; a difference is shown, never explained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic
from pembinaan_lib.charts.spans import BELOW, FINE, UNSURE, Line, dots

NEED, HOURS, DONE = "butuh", "jam", "kegiatan"
_PARTS = {
    NEED: ("butuh_rasio", "butuh_bawah", "butuh_atas", "dinilai"),
    HOURS: ("jp_rerata", "jp_bawah", "jp_atas", "dihitung_jp"),
    DONE: ("kegiatan_rerata", "kegiatan_bawah", "kegiatan_atas", "asn"),
}
_WIDE, _NARROW = 14, 8


def groups(frame: pd.DataFrame, *, measure: str, dimension: str, day: str, rules: str = "") -> pic.Picture:
    """One measure of every group of a dimension beside the whole agency.

    Parameters
    ----------
    frame : DataFrame
        From :func:`pembinaan_lib.needs.fairness`, with the row *semua*; hidden figures are missing already.
    measure : str
        :data:`NEED` (share below a standard, of those assessed), :data:`HOURS` (mean hours of the year) or
        :data:`DONE` (mean number of activities completed in the last years).
    dimension : str
        Which groups.

    Notes
    -----
    A group stands out where its whole interval lies on the unfavourable side of the agency's value. Groups are in the
    frame's own order where that means something (age, rank), units with the most unfavourable value first.
    """
    value = _PARTS[measure][0]
    whole = frame[frame["dimensi"] == "semua"][value]
    whole = float(whole.iloc[0]) if len(whole) and pd.notna(whole.iloc[0]) else None
    own = frame[frame["dimensi"] == dimension]
    known = own[own[value].notna()]
    rows = [_row(row, measure, whole) for row in known.to_dict("records")]
    if dimension == "perangkat_daerah":
        rows.sort(key=lambda row: (-row["nilai"] if measure == NEED else row["nilai"], row["nama"]))
    out = [row["nama"] for row in rows if row["sisi"] == BELOW]
    key, title = f"charts.fairness.{measure}", "empty" if not rows else "title" if out else "none"
    values = {"names": pic.listed(out[:3]), "count": len(out), "hidden": len(own) - len(known), "all": len(rows),
              "dimension": words.text(f"charts.fairness.{dimension}")}
    shown = [words.text(f"{key}.subtitle", shown=min(len(rows), most), **values) for most in (_WIDE, _NARROW)]
    told = pic.Told(
        judul=words.text(f"{key}.{title}", **values), subjudul=shown[0], sempit=shown[1],
        sumber=pic.source(rules, day),
        bacaan=" ".join([words.text(f"{key}.{title}", **values) + ".", *(row["keterangan"] for row in rows[:3])]),
        kolom=[words.text(f"charts.fairness.{dimension}"), words.text(f"{key}.people"), words.text(f"{key}.value"),
               words.text("charts.fairness.interval")],
        angka=[False, True, True, True], baris=[row["tabel"] for row in rows],
    )
    line = Line(_scaled(measure, whole or 0.0), words.text("charts.fairness.line", value=_told(measure, whole or 0.0)))
    domain = (0.0, 100.0) if measure == NEED else (0.0, max([row["atas"] for row in rows], default=1.0) or 1.0)
    wide, narrow = (
        dots(rows[:most], axis=words.text(f"{key}.axis"), domain=domain, line=line, narrow=small)
        for most, small in ((_WIDE, False), (_NARROW, True))
    )
    return pic.picture(wide, narrow, told)


def _scaled(measure: str, value: float) -> float:
    return round(value * 100 if measure == NEED else value, 2)


def _told(measure: str, value: float) -> str:
    return words.percent(value) if measure == NEED else words.number(value, 1)


def _row(row: Mapping[str, Any], measure: str, whole: float | None) -> dict[str, Any]:
    value, low, high, people = (row[name] for name in _PARTS[measure])
    name = str(row["kelompok"]) or words.text("charts.unit_unknown")
    name = words.text(f"charts.fairness.group.{name}") if words.has(f"charts.fairness.group.{name}") else name
    ends = [value if pd.isna(end) else end for end in (low, high)]
    interval = words.text("charts.interval", low=_told(measure, ends[0]), high=_told(measure, ends[1]))
    said, count = _told(measure, value), int(people)
    return {
        "nama": name, "nilai": _scaled(measure, value), "bawah": _scaled(measure, ends[0]),
        "atas": _scaled(measure, ends[1]), "sisi": _side(measure, ends, whole, known=pd.notna(low)),
        "label": words.text("charts.fairness.label", value=said, people=count),
        "keterangan": words.text(
            f"charts.fairness.{measure}.said", name=name, value=said, interval=interval, people=count),
        "tabel": [name, words.number(count), said, interval if pd.notna(low) else "–"],
    }


def _side(measure: str, ends: list[float], whole: float | None, *, known: bool) -> str:
    """Whether a group is surely worse off than the agency, surely not, or cannot be told."""
    if whole is None or not known:
        return UNSURE
    if measure == NEED:
        return BELOW if ends[0] > whole else FINE if ends[1] < whole else UNSURE
    return BELOW if ends[1] < whole else FINE if ends[0] > whole else UNSURE
