"""What the money buys: the chosen activities, and what other budgets would reach."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic

MILLION = 1e6
_WIDE, _NARROW = 12, 8


def activities(lines: pd.DataFrame, *, day: str, rules: str = "") -> pic.Picture:
    """Cost of each chosen activity.

    Parameters
    ----------
    lines : DataFrame
        One row per activity of one plan: ``nama, angkatan`` (batches), ``peserta`` (people; missing where hidden),
        ``biaya_rp``; ``wajib`` (bool) and ``kesenjangan_tertutup`` (levels) where known. A line without ``nama`` is
        ``kegiatan`` activities of few people together; its ``wajib`` is missing where it holds duties and choices.

    Notes
    -----
    Sorted by cost, ties by name; the drawing shows the most expensive, the table has all.
    """
    rows = [_line(row) for row in lines.to_dict("records")]
    rows.sort(key=lambda row: (-row["nilai"], row["nama"]))
    title = words.text("charts.activities.title", count=_count(rows), cost=words.rupiah(lines["biaya_rp"].sum()))
    told = pic.Told(
        judul=title if rows else words.text("charts.activities.empty"),
        subjudul=_which(rows, _WIDE), sempit=_which(rows, _NARROW), sumber=pic.source(rules, day),
        bacaan=_reading(rows, lines),
        kolom=[words.text(f"charts.activities.{name}") for name in ("name", "duty", "batches", "people", "cost")],
        angka=[False, False, True, True, True], baris=[row["tabel"] for row in rows],
    )
    axis = words.text("charts.million_rupiah")
    colour = alt.Color("jenis:N", legend=None, scale=alt.Scale(domain=["wajib", "pilihan"],
                                                               range=[pic.QUIET, pic.STRONG]))
    most = max([row["nilai"] for row in rows], default=1.0)
    return pic.picture(
        pic.bars(pic.shortened(rows, _WIDE), title=axis, limit=most * 1.55, colour=colour),
        pic.stacked_bars(pic.shortened(rows, _NARROW), title=axis, limit=most * 1.9, colour=colour), told,
    )


def _line(row: dict[str, Any]) -> dict[str, Any]:
    duty = bool(row.get("wajib", False))
    count = int(row.get("kegiatan", 1))
    hidden = row["peserta"] is None or row["peserta"] != row["peserta"]  # noqa: PLR0124  NaN
    people = words.text("charts.few") if hidden else words.number(int(row["peserta"]))
    cost = float(row["biaya_rp"])
    name = str(row["nama"]) or words.text("charts.activities.small", count=count)
    label = words.text("charts.activities.label", people=people, cost=words.rupiah(cost))
    mark = words.text("charts.activities.duty_mark") if duty else ""
    said = words.text("charts.activities.said", name=name, mark=mark, people=people, batches=int(row["angkatan"]),
                      cost=words.rupiah(cost, short=False))
    closed = row.get("kesenjangan_tertutup")
    if closed is not None and closed == closed and closed > 0 and not hidden:  # noqa: PLR0124  NaN
        said += " " + words.text("charts.activities.closed", gap=words.number(float(closed), 1))
    return {
        "nama": f"{name} {mark}".strip(), "nilai": round(cost / MILLION, 3), "jenis": "wajib" if duty else "pilihan",
        "label": label, "keterangan": said, "kegiatan": count,
        "tabel": [name, words.text("charts.yes" if duty else "charts.no"), words.number(int(row["angkatan"])), people,
                  words.rupiah(cost, short=False)],
    }


def _which(rows: list[dict[str, Any]], most: int) -> str:
    return words.text("charts.activities.subtitle", shown=_count(rows[:most]), count=_count(rows))


def _count(rows: list[dict[str, Any]]) -> int:
    """Activities, not lines: one line may be several activities of few people."""
    return sum(row["kegiatan"] for row in rows)


def _reading(rows: list[dict[str, Any]], lines: pd.DataFrame) -> str:
    if not rows:
        return words.text("charts.activities.empty")
    values = {"count": _count(rows), "cost": words.rupiah(lines["biaya_rp"].sum()), "first": rows[0]["tabel"][0]}
    if "wajib" in lines and lines["wajib"].isna().any():
        return words.text("charts.activities.reading_mixed", **values)
    duties = [row for row in rows if row["jenis"] == "wajib"]
    money = sum(row["nilai"] for row in duties) * MILLION
    return words.text("charts.activities.reading", duties=_count(duties), money=words.rupiah(money), **values)


def frontier(batas: pd.DataFrame, *, chosen: int, day: str, rules: str = "") -> pic.Picture:
    """Share of the measured gap that each budget closes, with a mark at the chosen one.

    Parameters
    ----------
    batas : DataFrame
        One row per budget: ``anggaran_rp, biaya_rp, kesenjangan_rasio`` (0 to 1), ``asn_20_jp`` (people).
    chosen : int
        Position of the chosen budget in `batas` sorted by ``anggaran_rp``.
    """
    rows = [_point(row, at == chosen) for at, row in enumerate(batas.sort_values("anggaran_rp").to_dict("records"))]
    here = rows[chosen]
    told = pic.Told(
        judul=_worth(rows, chosen), subjudul=words.text("charts.frontier.subtitle"), sumber=pic.source(rules, day),
        bacaan=words.text("charts.frontier.reading", low=rows[0]["persen"], high=rows[-1]["persen"],
                          start=rows[0]["anggaran"], end=rows[-1]["anggaran"], here=here["keterangan"]),
        kolom=[words.text(f"charts.frontier.{name}") for name in ("budget", "cost", "share", "people")],
        angka=[True] * 4, baris=[row["tabel"] for row in rows],
    )
    return pic.picture(_curve(rows, ticks=6), _curve(rows, ticks=3), told)


def _point(row: dict[str, Any], chosen: bool) -> dict[str, Any]:
    budget, share = float(row["anggaran_rp"]), float(row["kesenjangan_rasio"])
    values = {"budget": words.rupiah(budget), "share": words.percent(share), "people": int(row["asn_20_jp"])}
    return {
        "pagu": round(budget / MILLION, 3), "nilai": round(share * 100, 2), "dipilih": chosen,
        "persen": words.percent(share), "anggaran": words.rupiah(budget),
        "label": words.percent(share) if chosen else "",
        "keterangan": words.text("charts.frontier.said", **values),
        "tabel": [words.rupiah(budget, short=False), words.rupiah(float(row["biaya_rp"]), short=False),
                  words.percent(share), words.number(int(row["asn_20_jp"]))],
    }


def _worth(rows: list[dict[str, Any]], chosen: int) -> str:
    """What the next step of money would add: the question behind the curve."""
    here = rows[chosen]
    if chosen + 1 == len(rows):
        return words.text("charts.frontier.title_last", share=here["persen"], budget=here["anggaran"])
    more = rows[chosen + 1]
    step = words.rupiah((more["pagu"] - here["pagu"]) * MILLION)
    points = words.number(round(more["nilai"]) - round(here["nilai"]))
    return words.text("charts.frontier.title", share=here["persen"], budget=here["anggaran"], step=step, points=points)


def _curve(rows: list[dict[str, Any]], *, ticks: int) -> pic.Drawing:
    top = min(100.0, max(row["nilai"] for row in rows) * 1.25 or 1.0)
    return pic.Drawing(_curve_spec(words.language(), top, ticks), rows)


@lru_cache(maxsize=8)
def _curve_spec(_: str, top: float, ticks: int) -> dict[str, Any]:
    """The curve without its rows: the same for every budget of a plan, and slow to make. Nobody may change it."""
    base = pic.chart().encode(
        x=alt.X("pagu:Q", title=words.text("charts.frontier.x"), scale=alt.Scale(zero=True, nice=True),
                axis=alt.Axis(format=",.0f", tickCount=ticks, grid=False)),
        y=alt.Y("nilai:Q", title=words.text("charts.frontier.y"), scale=alt.Scale(domain=[0, top]),
                axis=alt.Axis(format=",.0f", tickCount=4)),
        tooltip=alt.Tooltip("keterangan:N", title=""), description=alt.Description("keterangan:N"),
    )
    line = base.mark_line(color=pic.STRONG, strokeWidth=2, aria=False)
    points = base.mark_point(filled=True, size=48, color=pic.STRONG, opacity=1)
    here = base.transform_filter("datum.dipilih")
    mark = here.mark_point(filled=True, size=160, color=pic.ATTENTION, opacity=1)
    label = here.mark_text(align="center", dy=-16, fontWeight="bold", aria=False).encode(text="label:N")
    return alt.layer(line, points, mark, label).properties(
        width="container", height=220, padding={"left": 0, "top": 4, "bottom": 4, "right": 12}).to_dict()
