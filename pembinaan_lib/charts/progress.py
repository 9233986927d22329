"""Is it running: who came, and what was paid, batch by batch."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic

_WIDE, _NARROW = 10, 8


def attendance(
    batches: pd.DataFrame, *, day: str, rules: str = "", totals: tuple[float, float] | None = None
) -> pic.Picture:
    """Attendance of each batch, the weakest first.

    Parameters
    ----------
    batches : DataFrame
        One row per batch: ``angkatan_id, kegiatan, peserta_rencana, peserta`` (people; missing where hidden),
        ``hadir_rasio`` (0 to 1; missing without a list), and ``disembunyikan`` (bool) after small ones were hidden.
    totals : (float, float), optional
        People who came and people planned in all batches with a list, hidden ones included; default of those shown.
    """
    base = ("peserta", "peserta_rencana")
    return _shares(batches, "hadir_rasio", base, kind="attendance", day=day, rules=rules, totals=totals)


def budget_use(batches: pd.DataFrame, *, day: str, rules: str = "") -> pic.Picture:
    """Share of each batch's budget that has been paid, the smallest first.

    Parameters
    ----------
    batches : DataFrame
        One row per batch: ``angkatan_id, kegiatan, anggaran_rp, realisasi_rp, serapan_rasio``.
    """
    return _shares(batches, "serapan_rasio", ("realisasi_rp", "anggaran_rp"), kind="spent", day=day, rules=rules)


def _shares(
    batches: pd.DataFrame, column: str, base: tuple[str, str], *, kind: str, day: str, rules: str,
    totals: tuple[float, float] | None = None,
) -> pic.Picture:
    known = batches[pd.to_numeric(batches[column], errors="coerce").notna()]
    rows = [_row(row, column, base, kind) for row in known.to_dict("records")]
    rows.sort(key=lambda row: (row["nilai"], row["nama"]))
    empty = words.text(f"charts.{kind}.empty")
    part, whole = totals or [float(pd.to_numeric(known[name], errors="coerce").sum()) for name in base]
    hidden = int(batches["disembunyikan"].sum()) if "disembunyikan" in batches else 0
    note = " " + words.text(f"charts.{kind}.hidden", count=hidden) if hidden else ""
    overall = {"part": _amount(kind, part), "whole": _amount(kind, whole)}
    overall["share"] = words.percent(part / whole) if whole else "–"
    told = pic.Told(
        judul=words.text(f"charts.{kind}.title", **overall) if rows else empty,
        subjudul=words.text(f"charts.{kind}.subtitle", shown=min(len(rows), _WIDE), count=len(rows)) + note,
        sempit=words.text(f"charts.{kind}.subtitle", shown=min(len(rows), _NARROW), count=len(rows)) + note,
        sumber=pic.source(rules, day),
        bacaan=(words.text(f"charts.{kind}.reading", count=len(rows), low=rows[0]["keterangan"]) if rows else empty) + note,
        kolom=[words.text(f"charts.{kind}.{name}") for name in ("name", "part", "whole", "share")],
        angka=[False, True, True, True], baris=[row["tabel"] for row in rows],
    )
    axis, most = words.text(f"charts.{kind}.share"), max([100.0, *[row["nilai"] for row in rows]])
    return pic.picture(
        pic.bars(pic.shortened(rows, _WIDE), title=axis, limit=most * 1.3),
        pic.stacked_bars(pic.shortened(rows, _NARROW), title=axis, limit=most * 1.15), told,
    )


def _row(row: dict[str, Any], column: str, base: tuple[str, str], kind: str) -> dict[str, Any]:
    name, share = f"{row['kegiatan']} ({row['angkatan_id']})", float(row[column])
    part, whole = (_amount(kind, row[one]) for one in base)
    label = words.percent(share)
    return {
        "nama": name, "nilai": round(share * 100, 2), "label": label,
        "keterangan": words.text(f"charts.{kind}.said", name=name, share=label, part=part, whole=whole),
        "tabel": [name, part, whole, label],
    }


def _amount(kind: str, value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124  NaN
        return words.text("charts.few")
    return words.rupiah(float(value)) if kind == "spent" else words.number(int(value))
