"""Points with their interval beside a line that they are measured against: a threshold, a target, the whole agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from pembinaan_lib.charts import picture as pic

BELOW, FINE, UNSURE = "awas", "biasa", "ragu"
_SIDES = [BELOW, FINE, UNSURE]
_COLOURS, _SHAPES = [pic.ATTENTION, pic.STRONG, pic.QUIET], ["triangle-down", "circle", "square"]
_ROOM = 0.34
"""Share of a wide drawing that stays free for the labels beside the points."""

_PADDING = {"left": 0, "top": 18, "bottom": 4, "right": 8}
_STEPS = (0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 10**9)
_MOST_TICKS = 6
_TOUCH = 1e-9  # 1.0 // 0.2 is 4


@dataclass(frozen=True)
class Line:
    """What the points are measured against, with its name."""

    at: float
    name: str


def dots(
    rows: Sequence[dict[str, Any]], *, axis: str, domain: tuple[float, float], line: Line, narrow: bool
) -> pic.Drawing:
    """Points in the order of `rows`: ``nama, nilai, bawah, atas, label, keterangan`` and ``sisi``.

    ``sisi`` is :data:`BELOW` (needs a look), :data:`FINE` or :data:`UNSURE`; it is shown by shape and colour, and the
    label says it, too. Wide: the name stands on the left and the label beside the interval; narrow: both above it.
    """
    low, high = domain
    right = high if narrow else high + (high - low) * _ROOM / (1 - _ROOM)
    scale = alt.Scale(domain=[low, right], nice=False, zero=False)
    ticks = alt.Axis(values=_ticks(low, high), domain=False, ticks=False)
    x = alt.X("nilai:Q", title=axis, scale=scale, axis=ticks)
    offset = 18 if narrow else 0
    base = pic.chart().encode(
        y=alt.Y("nama:N", sort=pic.order(rows, "nama"), title=None,
                axis=None if narrow else alt.Axis(labelLimit=pic.WIDE_LABEL, domain=False, ticks=False)),
        tooltip=alt.Tooltip("keterangan:N", title=""), description=alt.Description("keterangan:N"),
    )
    colour = alt.Color("sisi:N", legend=None, scale=alt.Scale(domain=_SIDES, range=_COLOURS))
    shape = alt.Shape("sisi:N", legend=None, scale=alt.Scale(domain=_SIDES, range=_SHAPES))
    span = base.mark_rule(strokeWidth=3, yOffset=offset, y2Offset=offset, aria=False).encode(
        x=alt.X("bawah:Q", title=axis), x2="atas:Q", color=colour)
    dot = base.mark_point(filled=True, size=90, opacity=1, yOffset=offset).encode(x=x, color=colour, shape=shape)
    layers = [*_line(line), span, dot, _labels(base, axis, narrow=narrow)] if rows else [dot]
    drawn = alt.layer(*layers).properties(
        width="container", height={"step": 60 if narrow else 26}, padding=dict(_PADDING))
    return pic.Drawing(drawn.to_dict(), rows)


def against(drawing: pic.Drawing, line: Line) -> pic.Drawing:
    """Bars of the house with a line that they are measured against."""
    if not drawing.rows:
        return drawing
    added = alt.layer(*_line(line)).to_dict()
    spec = {**drawing.spec, "layer": [*added["layer"], *drawing.spec["layer"]]}
    spec["padding"] = dict(_PADDING)
    return pic.Drawing(spec, drawing.rows)


def _line(line: Line) -> list[alt.Chart]:
    """The line with its name above the drawing."""
    at = alt.datum(line.at, type="quantitative")
    rule = pic.chart().mark_rule(color=pic.TEXT, strokeDash=[3, 3], aria=False).encode(x=at)
    name = pic.chart().transform_aggregate(n="count()").mark_text(
        dy=-10, align="center", color=pic.TEXT, aria=False).encode(x=at, y=alt.value(0), text=alt.value(line.name))
    return [rule, name]


def _labels(base: alt.Chart, axis: str, *, narrow: bool) -> alt.LayerChart:
    """Each text twice: first as a white rim over the lines behind it."""
    text: dict[str, Any] = {"align": "left", "aria": False, "limit": {"expr": "width"}}
    layers = []
    for rim in ({"stroke": pic.PAGE, "strokeWidth": 4}, {}):
        if narrow:
            at = alt.value(0)
            layers.append(base.mark_text(dy=-16, fontWeight="bold", **text, **rim).encode(text="nama:N", x=at))
            layers.append(base.mark_text(dy=0, **text, **rim).encode(text="label:N", x=at))
        else:
            layers.append(base.mark_text(dx=8, **text, **rim).encode(text="label:N", x=alt.X("atas:Q", title=axis)))
    return alt.layer(*layers)


def _ticks(low: float, high: float) -> list[float]:
    """Ticks within the domain only: beyond it are the labels."""
    size = next(size for size in _STEPS if (high - low) / size <= _MOST_TICKS)
    first = -(-low // size) * size
    return [first + size * step for step in range(int((high - first) / size + _TOUCH) + 1)]
