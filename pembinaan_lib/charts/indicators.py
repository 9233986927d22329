"""Which indicators stay behind their targets, and how far."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic

_WIDE, _NARROW = 12, 6


def behind_target(indicators: pd.DataFrame, *, day: str, rules: str = "") -> pic.Picture:
    """How far each unit's indicator stays behind its target, the farthest first.

    Parameters
    ----------
    indicators : DataFrame
        From :func:`pembinaan_lib.needs.indicator_gap`: ``unit_kerja, indikator, nilai, target, kurang_rasio`` (0 to 1),
        ``bulan_terukur``; rows without a shortfall are not drawn.
    """
    known = indicators[indicators["kurang_rasio"] > 0].sort_values(
        ["kurang_rasio", "unit_kerja", "indikator"], ascending=[False, True, True], kind="stable")
    rows = [_row(row) for row in known.to_dict("records")]
    key = "charts.behind.title" if rows else "charts.behind.none"
    title = words.text(key, name=rows[0]["nama"] if rows else "", count=len(rows))
    told = pic.Told(
        judul=title, subjudul=words.text("charts.behind.subtitle", shown=min(len(rows), _WIDE), all=len(rows)),
        sempit=words.text("charts.behind.subtitle", shown=min(len(rows), _NARROW), all=len(rows)),
        sumber=pic.source(rules, day), bacaan=" ".join([title, *(row["keterangan"] for row in rows[:3])]),
    )
    axis = words.text("charts.behind.axis")
    return pic.picture(
        pic.bars(rows[:_WIDE], title=axis, limit=100.0), pic.stacked_bars(rows[:_NARROW], title=axis, limit=100.0), told)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    name = words.text("charts.behind.name", indicator=row["indikator"], unit=row["unit_kerja"])
    share = words.percent(row["kurang_rasio"])
    said = words.text(
        "charts.behind.row", name=name, share=share, value=words.number(row["nilai"], 1),
        target=words.number(row["target"], 1), months=int(row["bulan_terukur"]))
    return {"nama": name, "nilai": round(100 * float(row["kurang_rasio"]), 2), "label": share, "keterangan": said}
