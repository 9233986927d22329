"""What every chart has in common: colours, type, and the texts around the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import altair as alt

from pembinaan_lib import words

TEXT, QUIET, RULE, PAGE = "#1F2933", "#52606D", "#D9E2EC", "#FFFFFF"
STRONG, ATTENTION, ALARM = "#0B6E77", "#C77700", "#A8322A"
SOFT = "#F0F4F8"
WIDE_LABEL, NARROW_LABEL = 240, 150
ROWS = "baris"

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Picture:
    """One chart for a wide and a narrow window, and what it says in words."""

    lebar: Mapping[str, Any] = field(repr=False)
    sempit: Mapping[str, Any] = field(repr=False)
    judul: str
    bacaan: str

    def to_dict(self) -> dict[str, Any]:
        """Both specifications, as a published edition holds them."""
        return {"lebar": dict(self.lebar), "sempit": dict(self.sempit)}


@dataclass(frozen=True)
class Told:
    """The texts of a chart: finding, what is measured, source, reading, and its table.

    ``sempit`` is the subtitle of the narrow drawing, where it shows fewer rows. ``pilih`` names the fields of a row
    that a click on its mark hands to the page; without them a drawing is only looked at.
    """

    judul: str
    subjudul: str
    sumber: str
    bacaan: str
    kolom: Sequence[str] = ()
    angka: Sequence[bool] = ()
    baris: Sequence[Sequence[str]] = ()
    sempit: str = ""
    pilih: Sequence[str] = ()


@dataclass(frozen=True)
class Drawing:
    """A chart over the rows named :data:`ROWS`, and those rows: altair copies all it holds, so they are joined last."""

    spec: Mapping[str, Any]
    rows: Rows


def picture(wide: Drawing, narrow: Drawing, told: Told) -> Picture:
    """Both drawings with the same texts."""
    fewer = replace(told, subjudul=told.sempit or told.subjudul)
    return Picture(_spec(wide, told), _spec(narrow, fewer), judul=told.judul, bacaan=told.bacaan)


def _spec(drawing: Drawing, told: Told) -> dict[str, Any]:
    spec = dict(drawing.spec)
    spec["datasets"] = {ROWS: [dict(row) for row in drawing.rows]}
    spec["config"] = _config()
    spec["title"] = {"text": told.judul, "subtitle": told.subjudul}
    spec["description"] = told.bacaan
    table = {"kolom": list(told.kolom), "angka": list(told.angka), "baris": [list(row) for row in told.baris]}
    meta = {"sumber": told.sumber, "bacaan": told.bacaan} | ({"tabel": table} if told.baris else {})
    spec["usermeta"] = meta | ({"pilih": list(told.pilih)} if told.pilih else {})
    return spec


def _config() -> dict[str, Any]:
    """House style; numbers on axes as people of the language in use write them."""
    decimal, group = (",", ".") if words.language() == "id" else (".", ",")
    axis = {
        "labelColor": TEXT, "titleColor": QUIET, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "gridColor": RULE, "domainColor": RULE, "tickColor": RULE, "labelPadding": 6,
    }
    return {
        "background": PAGE, "font": "system-ui, Lato, 'Segoe UI', Roboto, sans-serif", "axis": axis,
        "view": {"stroke": None}, "text": {"fontSize": 12, "color": TEXT},
        "locale": {"number": {"decimal": decimal, "thousands": group, "grouping": [3], "currency": ["Rp", ""]}},
    }


def chart() -> alt.Chart:
    """An empty chart over the rows of its :class:`Drawing`."""
    return alt.Chart(alt.NamedData(name=ROWS))


def order(rows: Rows, name: str) -> list[Any]:
    """Values of `name` in the order of `rows`, each once: the order on an axis."""
    return list(dict.fromkeys(row[name] for row in rows))


def bars(rows: Rows, *, title: str, limit: float | None = None, colour: alt.Color | None = None) -> Drawing:
    """Horizontal bars in the order of `rows` for a wide window: ``nama``, ``nilai``, ``label``, ``keterangan``."""
    base = chart().encode(
        y=alt.Y("nama:N", sort=order(rows, "nama"), title=None,
                axis=alt.Axis(labelLimit=WIDE_LABEL, domain=False, ticks=False)),
        x=_length(rows, title=title, limit=limit), **_said(),
    )
    drawn = base.mark_bar(color=STRONG, height={"band": 0.68}).encode(**({"color": colour} if colour else {}))
    label = base.mark_text(align="left", dx=6, aria=False).encode(text="label:N")
    return Drawing(alt.layer(drawn, label).properties(width="container", height={"step": 24}).to_dict(), rows)


def stacked_bars(rows: Rows, *, title: str, limit: float | None = None, colour: alt.Color | None = None) -> Drawing:
    """The same bars for a narrow window: the name stands above its bar, so that long names need no room beside it."""
    base = chart().encode(
        y=alt.Y("nama:N", sort=order(rows, "nama"), title=None, axis=None),
        x=_length(rows, title=title, limit=limit), **_said(),
    )
    drawn = base.mark_bar(color=STRONG, height=12, yOffset=10).encode(**({"color": colour} if colour else {}))
    name = base.mark_text(align="left", baseline="bottom", dy=1, aria=False, limit={"expr": "width"}).encode(
        text="nama:N", x=alt.value(0))
    label = base.mark_text(align="left", dx=6, dy=10, aria=False).encode(text="label:N")
    return Drawing(alt.layer(drawn, name, label).properties(width="container", height={"step": 44}).to_dict(), rows)


def _said() -> dict[str, Any]:
    """What a mark says on hover and to a screen reader."""
    return {"tooltip": alt.Tooltip("keterangan:N", title=""), "description": alt.Description("keterangan:N")}


def _length(rows: Rows, *, title: str, limit: float | None, room: float = 1.28) -> alt.X:
    most = limit or max([row["nilai"] for row in rows], default=0) * room or 1
    return alt.X(
        "nilai:Q", title=title, scale=alt.Scale(domain=[0, most], nice=False),
        axis=alt.Axis(format=",.0f", tickCount=4, domain=False, ticks=False),
    )


def shortened(rows: Sequence[dict[str, Any]], keep: int) -> list[dict[str, Any]]:
    """The first `keep` rows: what a chart shows of a long list (its table holds all)."""
    return list(rows[:keep])


def source(rules: str, day: str) -> str:
    """The small line below a chart; a rule that is cited twice is named once."""
    rules = "; ".join(dict.fromkeys(rules.split("; ")))
    return words.text("charts.source", rules=rules, day=day) if rules else words.text("charts.source_data", day=day)


def listed(names: Sequence[str]) -> str:
    """``a, b dan c``."""
    if len(names) < 2:  # noqa: PLR2004  one name needs no joining word
        return "".join(names)
    return words.text("charts.and", first=", ".join(names[:-1]), last=names[-1])
