"""Did it work: learning gains and citizens' satisfaction, each with its interval and a verdict in words."""

from __future__ import annotations

from collections import Counter
from typing import Any

import altair as alt
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic

BETTER, SAME, WORSE, UNKNOWN = "meningkat", "belum terlihat perubahan", "menurun", "belum dapat disimpulkan"
VERDICTS = (BETTER, SAME, WORSE, UNKNOWN)
_SIGNS = {BETTER: "▲", SAME: "■", WORSE: "▼", UNKNOWN: "?"}
_COLOURS = [pic.STRONG, pic.QUIET, pic.ALARM, pic.ATTENTION]
_WIDE, _NARROW = 10, 8


def learning_gain(gains: pd.DataFrame, *, day: str, rules: str = "") -> pic.Picture:
    """Gain from first to last test of each activity.

    Parameters
    ----------
    gains : DataFrame
        One row per activity: ``kegiatan, peserta`` (people; missing where hidden), ``kenaikan`` (points, 0 to 100)
        with ``bawah, atas``, ``kesimpulan`` (one of the four verdicts).
    """
    names = {"name": "kegiatan", "change": "kenaikan", "base": "peserta"}
    return _changes(gains, names, kind="gain", day=day, rules=rules)


def satisfaction(changes: pd.DataFrame, *, day: str, rules: str = "") -> pic.Picture:
    """Change of the satisfaction index (SKM) of each unit after its first batch.

    Parameters
    ----------
    changes : DataFrame
        One row per unit: ``unit_kerja, sebelum, sesudah`` (25 to 100), ``responden_sesudah`` (people; missing where
        hidden), ``perubahan`` (points) with ``bawah, atas``, ``kesimpulan``.
    """
    names = {"name": "unit_kerja", "change": "perubahan", "base": "responden_sesudah"}
    return _changes(changes, names, kind="skm", day=day, rules=rules)


def verdict_words(verdict: str) -> str:
    """A verdict as people of the language in use say it, with its sign: never a colour alone."""
    return f"{_SIGNS[verdict]} {words.text('charts.verdict.' + verdict.replace(' ', '_'))}"


def _changes(frame: pd.DataFrame, names: dict[str, str], *, kind: str, day: str, rules: str) -> pic.Picture:
    rows = [_row(row, names, kind) for row in frame.to_dict("records")]
    rows.sort(key=lambda row: (row["nilai"] is None, -(row["nilai"] or 0.0), row["nama"]))
    drawn = [row for row in rows if row["nilai"] is not None]
    counts = Counter(row["kesimpulan"] for row in rows)
    tally = pic.listed([f"{words.number(counts[one])} {words.text('charts.verdict.' + one.replace(' ', '_'))}"
                        for one in VERDICTS if counts[one]])
    empty = words.text(f"charts.{kind}.empty")
    told = pic.Told(
        judul=words.text(f"charts.{kind}.title", tally=tally) if rows else empty,
        subjudul=words.text(f"charts.{kind}.subtitle", shown=min(len(drawn), _WIDE), count=len(rows)),
        sempit=words.text(f"charts.{kind}.subtitle", shown=min(len(drawn), _NARROW), count=len(rows)),
        sumber=pic.source(rules, day),
        bacaan=words.text(f"charts.{kind}.reading", tally=tally, each=" ".join(row["keterangan"] for row in rows[:6]))
        if rows else empty,
        kolom=[words.text(f"charts.{kind}.{name}") for name in ("name", "base", "change", "interval", "verdict")],
        angka=[False, True, True, True, False], baris=[row["tabel"] for row in rows],
    )
    axis = words.text(f"charts.{kind}.change")
    return pic.picture(_dots(drawn[:_WIDE], axis, narrow=False), _dots(drawn[:_NARROW], axis, narrow=True), told)


def _row(row: dict[str, Any], names: dict[str, str], kind: str) -> dict[str, Any]:
    name = str(row[names["name"]])
    change, low, high = (_figure(row[one]) for one in (names["change"], "bawah", "atas"))
    people = _figure(row[names["base"]])
    verdict = verdict_words(row["kesimpulan"])
    base = words.text("charts.few") if people is None else words.number(people)
    said = words.text("charts.interval", low=_signed(low), high=_signed(high)) if low is not None else ""
    values = {"name": name, "verdict": verdict, "base": base}
    return {
        "nama": name, "nilai": change,
        "bawah": change if low is None else low, "atas": change if high is None else high,
        "kesimpulan": row["kesimpulan"], "label": verdict,
        "keterangan": words.text(f"charts.{kind}.said", change=_signed(change), interval=said, **values)
        if change is not None else words.text("charts.change_unknown", **values),
        "tabel": [name, base, _signed(change), said, verdict],
    }


def _figure(value: Any) -> float | None:
    return None if value is None or value != value else round(float(value), 3)  # noqa: PLR0124  NaN


def _signed(value: float | None) -> str:
    if value is None:
        return "–"
    return ("+" if value > 0 else "") + words.number(value, 1)


def _dots(rows: list[dict[str, Any]], axis: str, *, narrow: bool) -> pic.Drawing:
    """Points with intervals around a line at zero; the verdict stands beside (narrow: above, with the name)."""
    base = pic.chart().encode(
        y=alt.Y("nama:N", sort=pic.order(rows, "nama"), title=None,
                axis=None if narrow else alt.Axis(labelLimit=pic.WIDE_LABEL, domain=False, ticks=False)),
        tooltip=alt.Tooltip("keterangan:N", title=""), description=alt.Description("keterangan:N"),
    )
    low, high = min([0.0, *[row["bawah"] for row in rows]]), max([1.0, *[row["atas"] for row in rows]])
    right = high + (high - low) * (0.02 if narrow else 0.62)
    x = alt.X("nilai:Q", title=axis, scale=alt.Scale(domain=[low, right], nice=False),
              axis=alt.Axis(tickCount=4, format=",.0f", domain=False, ticks=False))
    colour = alt.Color("kesimpulan:N", legend=None, scale=alt.Scale(domain=list(VERDICTS), range=_COLOURS))
    offset = 18 if narrow else 0
    zero = pic.chart().mark_rule(color=pic.TEXT, strokeDash=[3, 3], aria=False)
    zero = zero.encode(x=alt.datum(0, type="quantitative"))
    span = base.mark_rule(strokeWidth=3, yOffset=offset, y2Offset=offset, aria=False).encode(
        x=alt.X("bawah:Q", title=axis), x2="atas:Q", color=colour)
    dot = base.mark_point(filled=True, size=80, opacity=1, yOffset=offset).encode(x=x, color=colour)
    text = alt.layer(_text(base, axis, narrow=narrow, stroke=pic.PAGE, strokeWidth=4), _text(base, axis, narrow=narrow))
    drawn = alt.layer(zero, span, dot, text).properties(width="container", height={"step": 64 if narrow else 26})
    return pic.Drawing(drawn.to_dict(), rows)


def _text(base: alt.Chart, axis: str, *, narrow: bool, **more: Any) -> alt.LayerChart:
    """The verdict beside the interval, or the name and the verdict above it; first as a white rim over the lines."""
    text = {"align": "left", "aria": False, "limit": {"expr": "width"}} | more
    if not narrow:
        return alt.layer(base.mark_text(dx=8, **text).encode(text="label:N", x=alt.X("atas:Q", title=axis)))
    name = base.mark_text(dy=-18, **text).encode(text="nama:N", x=alt.value(0))
    return alt.layer(name, base.mark_text(dy=-1, **text).encode(text="label:N", x=alt.value(0)))
