"""The order of needs: what each source of evidence contributes to it, and how firmly the first ones stand."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic

UNKNOWN = "belum_diketahui"
STEADY = 0.9
"""A need that is among the first ten in this share of the shaken weights stands firmly there."""
TOP = 10
_WIDE, _NARROW = 10, 6
# Okabe-Ito in an order that also differs in lightness from one to the next; requests, the lightest voice, are grey.
_COLOURS = {
    "kesenjangan": "#0072B2", "kinerja": "#F0E442", "survei": "#D55E00", "suara": "#56B4E9", "sasaran": "#009E73",
    "integritas": "#CC79A7", "kesiapan": "#1F2933", "literasi": "#E69F00", "usulan": "#9AA5B1", UNKNOWN: pic.PAGE,
}
_PART = "kontribusi_"
_LIGHT_TEXT = frozenset({"kesenjangan", "kesiapan"})
_CHARACTER = 7.2
_ROOM = {False: 470, True: 300}
"""Pixels that the bars have at least, so that a name is only written where it fits."""


def source_name(source: str) -> str:
    """A source of evidence as people call it."""
    return words.text(f"panels.order.kontribusi_{source}")


def contributions(register: pd.DataFrame, *, day: str, rules: str = "") -> pic.Picture:
    """What each source contributes to the priority of the first needs.

    Parameters
    ----------
    register : DataFrame
        From :func:`pembinaan_lib.needs.register`, or some of its rows. Uses ``peringkat, perangkat_daerah, kompetensi,
        prioritas`` and ``kontribusi_<source>``; rows without a rank are left out.

    Notes
    -----
    The parts of a bar are the parts of the sum. What nobody knows counts as the average of its source and is drawn
    white with an outline. A part is named where its name fits; each says itself on hover and on focus.
    """
    ranked = register[register["peringkat"].notna()].sort_values("peringkat", kind="stable")
    wide, narrow = (_stacked(ranked.head(most), narrow=most == _NARROW) for most in (_WIDE, _NARROW))
    return pic.picture(wide, narrow, _parts_told(ranked, _there(ranked), day=day, rules=rules))


def _there(ranked: pd.DataFrame) -> list[str]:
    """The sources that contribute anything, in their order."""
    return [name.removeprefix(_PART) for name in ranked if name.startswith(_PART) and ranked[name].gt(0).any()]


def _parts_told(ranked: pd.DataFrame, there: list[str], *, day: str, rules: str) -> pic.Told:
    names = [words.text(f"panels.order.{name}") for name in ("peringkat", "perangkat_daerah", "kompetensi", "prioritas")]
    form: dict[str, Any] = {
        "sumber": pic.source(rules, day), "kolom": [*names, *map(source_name, there)],
        "angka": [True, False, False, *[True] * (1 + len(there))],
        "baris": [
            [words.number(row["peringkat"]), row["perangkat_daerah"] or words.text("charts.unit_unknown"), row["kompetensi"],
             words.number(row["prioritas"], 2), *[words.number(row[_PART + name], 3) for name in there]]
            for row in ranked.to_dict("records")
        ],
    }
    wide, narrow = (words.text("charts.register.subtitle", shown=min(most, len(ranked)), all=len(ranked))
                    for most in (_WIDE, _NARROW))
    if ranked.empty:
        empty = words.text("charts.register.empty")
        return pic.Told(judul=empty, subjudul=words.text("charts.register.nothing"), bacaan=empty, **form)
    first = ranked.iloc[0]
    title = words.text("charts.register.title", need=need_name(first), source=source_name(_largest(first, there)))
    places = [words.text("charts.register.place", rank=int(row["peringkat"]), need=need_name(row),
                         value=words.number(row["prioritas"], 2), source=source_name(_largest(row, there)))
              for row in ranked.head(3).to_dict("records")]
    return pic.Told(judul=title, subjudul=wide, sempit=narrow, bacaan=" ".join(places), **form)


def need_name(row: Any) -> str:
    """A need as a sentence names it."""
    unit = row["perangkat_daerah"] or words.text("charts.unit_unknown")
    return words.text("charts.page.place", skill=row["kompetensi"], unit=unit)


def _largest(row: Any, there: list[str]) -> str:
    """The source that contributes most; what nobody knows is none."""
    known = [name for name in there if name != UNKNOWN] or there
    return max(known, key=lambda name: row[_PART + name])


def _label(row: dict[str, Any]) -> str:
    unit = row["perangkat_daerah"] or words.text("charts.unit_unknown")
    return f"{words.number(row['peringkat'])}. {row['kompetensi']}\n{unit}"


def _segments(ranked: pd.DataFrame, there: list[str], *, most: float, narrow: bool) -> list[dict[str, Any]]:
    """One row per part of a bar, from left to right; a name is written only where the part has room for it."""
    rows = []
    for need in ranked.to_dict("records"):
        start = 0.0
        for name in there:
            value = float(need[_PART + name])
            if value <= 0:
                continue
            fits = value / most * _ROOM[narrow] > _CHARACTER * len(source_name(name))
            rows.append({
                "nama": _label(need), "bagian": source_name(name), "dari": round(start, 6), "sampai": round(start + value, 6),
                "tengah": round(start + value / 2, 6), "tulisan": source_name(name) if fits else "",
                "terang": name in _LIGHT_TEXT,
                "keterangan": words.text(
                    "charts.register.part", need=need_name(need), source=source_name(name), value=words.number(value, 3),
                    whole=words.number(need["prioritas"], 2), share=words.percent(value / need["prioritas"])),
            })
            start += value
        rows.append({
            "nama": _label(need), "bagian": "", "dari": round(start, 6), "sampai": round(start, 6), "tengah": round(start, 6),
            "tulisan": words.number(need["prioritas"], 2), "terang": False, "keterangan": "",
        })
    return rows


def _stacked(ranked: pd.DataFrame, *, narrow: bool) -> pic.Drawing:
    there = _there(ranked)
    most = max(float(ranked["prioritas"].max()) if len(ranked) else 0.0, 1e-6) * 1.12
    rows = _segments(ranked, there, most=most, narrow=narrow)
    named = pic.chart().encode(y=_names(rows, narrow=narrow))
    length = alt.X("dari:Q", title=words.text("charts.register.axis"), scale=alt.Scale(domain=[0, most], nice=False),
                   axis=alt.Axis(format=",.1f", tickCount=4, domain=False, ticks=False))
    labels = [source_name(name) for name in there]
    shade = alt.Color(
        "bagian:N", scale=alt.Scale(domain=labels, range=[_COLOURS[name] for name in there]),
        legend=alt.Legend(title=None, orient="top", columns=2 if narrow else 5, symbolType="square",
                          symbolStrokeColor=pic.QUIET, symbolStrokeWidth=1, labelLimit=150),
    )
    place = {"height": 16, "yOffset": 14} if narrow else {"height": {"band": 0.62}}
    part = named.transform_filter("datum.bagian !== ''").mark_bar(stroke=pic.QUIET, strokeWidth=0.5, **place).encode(
        x=length, x2="sampai:Q", color=shade, tooltip=alt.Tooltip("keterangan:N", title=""),
        description=alt.Description("keterangan:N"))
    drop = {"dy": 14} if narrow else {}
    inside = named.transform_filter("datum.bagian !== ''").mark_text(aria=False, **drop).encode(
        x="tengah:Q", text="tulisan:N",
        color=alt.condition("datum.terang", alt.value(pic.PAGE), alt.value("black")))
    total = named.transform_filter("datum.bagian === ''").mark_text(
        aria=False, align="left", dx=6, fontWeight="bold", **drop).encode(x="tengah:Q", text="tulisan:N")
    return _laid([part, inside, total], named.transform_filter("datum.bagian === ''"), rows, narrow=narrow)


def steadiness(sensitivity: pd.DataFrame, *, day: str, rules: str = "", factor: float) -> pic.Picture:
    """How often each of the first needs is among the first ten when the weights are shaken.

    Parameters
    ----------
    sensitivity : DataFrame
        From :func:`pembinaan_lib.needs.sensitivity`: ``peringkat, perangkat_daerah, kompetensi, kali_sepuluh_besar,
        sepuluh_besar_rasio, peringkat_min, peringkat_maks``.
    factor : float
        How far each weight was shaken: multiplied or divided by at most this.
    """
    ranked = sensitivity.sort_values("peringkat", kind="stable")
    shown = ranked[(ranked["peringkat"] <= TOP) | (ranked["sepuluh_besar_rasio"] >= 1 - STEADY)]
    rows = [
        {"nama": _label(row), "nilai": round(float(row["sepuluh_besar_rasio"]) * 100, 2), "keterangan": _range(row),
         "tulisan": words.percent(row["sepuluh_besar_rasio"])}
        for row in shown.to_dict("records")
    ]
    return pic.picture(
        _bars(rows[:_WIDE + 5], narrow=False), _bars(rows[:_NARROW + 2], narrow=True),
        _steady_told(ranked, shown, _steady_words(ranked, factor), pic.source(rules, day)))


def _range(row: dict[str, Any]) -> str:
    return words.text("charts.steady.part", need=need_name(row), share=words.percent(row["sepuluh_besar_rasio"]),
                      first=int(row["peringkat_min"]), last=int(row["peringkat_maks"]))


def _steady_words(ranked: pd.DataFrame, factor: float) -> str:
    """What was shaken, how far and how often."""
    draws = (ranked["kali_sepuluh_besar"].astype("float64") / ranked["sepuluh_besar_rasio"]).max()
    return words.text("charts.steady.subtitle", factor=words.number(factor, 1), draws=0 if pd.isna(draws) else round(draws),
                      share=words.percent(STEADY))


def _steady_told(ranked: pd.DataFrame, shown: pd.DataFrame, subtitle: str, source: str) -> pic.Told:
    columns = ["rank", "unit", "skill", "often", "range"]
    form: dict[str, Any] = {
        "sumber": source, "kolom": [words.text(f"charts.steady.{name}") for name in columns],
        "angka": [True, False, False, True, True],
        "baris": [
            [words.number(row["peringkat"]), row["perangkat_daerah"] or words.text("charts.unit_unknown"), row["kompetensi"],
             words.percent(row["sepuluh_besar_rasio"], 1),
             f"{words.number(row['peringkat_min'])}–{words.number(row['peringkat_maks'])}"]
            for row in shown.to_dict("records")
        ],
    }
    top = ranked[ranked["peringkat"] <= TOP]
    if top.empty:
        empty = words.text("charts.register.empty")
        return pic.Told(judul=empty, subjudul=subtitle, bacaan=empty, **form)
    firm = int((top["sepuluh_besar_rasio"] >= STEADY).sum())
    title = words.text("charts.steady.title", firm=firm, top=len(top), share=words.percent(STEADY))
    others = [need_name(row) for row in top[top["sepuluh_besar_rasio"] < STEADY].to_dict("records")]
    more = words.text("charts.steady.loose", needs=pic.listed(others)) if others else words.text("charts.steady.firm")
    return pic.Told(judul=title, subjudul=subtitle, bacaan=f"{title}. {more}", **form)


def _bars(rows: list[dict[str, Any]], *, narrow: bool) -> pic.Drawing:
    named = pic.chart().encode(y=_names(rows, narrow=narrow))
    place = {"height": 16, "yOffset": 14} if narrow else {"height": {"band": 0.62}}
    drop = {"dy": 14} if narrow else {}
    length = alt.X("nilai:Q", title=words.text("charts.steady.axis"), scale=alt.Scale(domain=[0, 115], nice=False),
                   axis=alt.Axis(values=[0, 50, 100 * STEADY], domain=False, ticks=False, gridDash=_goal([4, 3], [1, 0]),
                                 gridColor=_goal(pic.ATTENTION, pic.RULE), gridWidth=_goal(2, 1)))
    part = named.mark_bar(color=pic.STRONG, **place).encode(
        x=length, tooltip=alt.Tooltip("keterangan:N", title=""), description=alt.Description("keterangan:N"))
    label = named.mark_text(aria=False, align="left", dx=6, **drop).encode(x="nilai:Q", text="tulisan:N")
    return _laid([part, label], named, rows, narrow=narrow)


def _goal(there: Any, elsewhere: Any) -> dict[str, Any]:
    """A property of the grid line at the goal, and of the others."""
    return {"condition": {"test": f"datum.value == {100 * STEADY:g}", "value": there}, "value": elsewhere}


def _names(rows: list[dict[str, Any]], *, narrow: bool) -> alt.Y:
    """Competency and unit in two lines beside the bar; in a narrow window they stand above it."""
    axis = None if narrow else alt.Axis(labelLimit=300, labelExpr="split(datum.label, '\\n')", domain=False, ticks=False)
    return alt.Y("nama:N", sort=pic.order(rows, "nama"), title=None, axis=axis)


def _laid(layers: list[alt.Chart], named: alt.Chart, rows: list[dict[str, Any]], *, narrow: bool) -> pic.Drawing:
    if narrow:
        layers = [*layers, named.mark_text(
            align="left", baseline="bottom", dy=-8, lineBreak="\n", aria=False, limit={"expr": "width"},
        ).encode(text="nama:N", x=alt.value(0))]
    drawn = alt.layer(*layers).properties(width="container", height={"step": 64 if narrow else 40})
    return pic.Drawing(drawn.to_dict(), rows)
