"""What is owed to people: learning hours and duties, by unit."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic

_WIDE, _NARROW = 10, 8


def jp_shortfall(units: pd.DataFrame, *, day: str, rules: str = "", total: int | None = None) -> pic.Picture:
    """People below the yearly learning hours, by unit.

    Parameters
    ----------
    units : DataFrame
        One row per unit: ``perangkat_daerah, jumlah_asn, kurang_jp_asn`` (people; missing where hidden).
    total : int, optional
        Sum over all units, hidden ones included; default the sum of those shown.
    """
    return _counted(units, "kurang_jp_asn", kind="jp", day=day, rules=rules, total=total)


def overdue(units: pd.DataFrame, *, day: str, rules: str = "", total: int | None = None) -> pic.Picture:
    """Duties past their deadline, by unit.

    Parameters
    ----------
    units : DataFrame
        One row per unit: ``perangkat_daerah, jumlah_asn, kewajiban_terlambat`` (duties; missing where hidden).
    """
    return _counted(units, "kewajiban_terlambat", kind="overdue", day=day, rules=rules, total=total)


def _counted(
    units: pd.DataFrame, column: str, *, kind: str, day: str, rules: str, total: int | None
) -> pic.Picture:
    counts = pd.to_numeric(units[column], errors="coerce")
    hidden = int(counts.isna().sum())
    rows = [_row(row, column, kind) for row in units[counts > 0].to_dict("records")]
    rows.sort(key=lambda row: (-row["nilai"], row["nama"]))
    total = int(counts.sum()) if total is None else total
    title = words.text(f"charts.{kind}.empty")
    if rows:
        title = words.text(f"charts.{kind}.title", count=total, unit=rows[0]["nama"])
    wide, narrow = (words.text(f"charts.{kind}.subtitle", shown=min(len(rows), most), count=len(rows))
                    for most in (_WIDE, _NARROW))
    note = " " + words.text("charts.hidden_units", count=hidden) if hidden else ""
    told = pic.Told(
        judul=title, subjudul=wide + note, sempit=narrow + note, sumber=pic.source(rules, day),
        bacaan=words.text(f"charts.{kind}.reading", count=total, units=len(rows), names=pic.listed(
            [row["nama"] for row in rows[:3]])) if rows else title,
        kolom=[words.text("charts.unit"), words.text(f"charts.{kind}.column"), words.text("charts.all_people")],
        angka=[False, True, True], baris=[row["tabel"] for row in rows],
    )
    axis = words.text(f"charts.{kind}.column")
    most = max([row["nilai"] for row in rows], default=1)
    return pic.picture(
        pic.bars(pic.shortened(rows, _WIDE), title=axis, limit=most * 1.4),
        pic.stacked_bars(pic.shortened(rows, _NARROW), title=axis, limit=most * 1.55), told,
    )


def _row(row: dict[str, Any], column: str, kind: str) -> dict[str, Any]:
    name = str(row["perangkat_daerah"]) or words.text("charts.unit_unknown")
    count, base = int(row[column]), row["jumlah_asn"]
    known = base is not None and base == base  # noqa: PLR0124  NaN
    label = words.text("words.of", part=count, whole=int(base)) if known and kind == "jp" else words.number(count)
    return {
        "nama": name, "nilai": count, "label": label,
        "keterangan": words.text(f"charts.{kind}.said", name=name, label=label),
        "tabel": [name, words.number(count), words.number(int(base)) if known else words.text("charts.few")],
    }
