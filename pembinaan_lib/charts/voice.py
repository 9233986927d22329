"""What people say about needs: staff and superiors, citizens, and how ready units are for change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic
from pembinaan_lib.charts.spans import BELOW, FINE, UNSURE, Line, against, dots

RAISE, HOLD, WATCH, ENOUGH = "tingkatkan", "pertahankan", "pantau", "cukup"
QUADRANTS = (RAISE, HOLD, WATCH, ENOUGH)
SCALE, CONVERTED = (1.0, 5.0), (25.0, 100.0)
_COLOURS = [pic.ATTENTION, pic.STRONG, pic.QUIET, pic.QUIET]
_SHAPES = ["triangle-up", "circle", "square", "cross"]
_WIDE, _NARROW = 12, 8
_FIRST = 3
_LETTER, _LINE = 7.0, 16.0
"""Pixels of a letter and of a line of text, to see which labels would lie on each other."""
_PLACES: dict[str, dict[str, Any]] = {
    "kanan": {"align": "left", "dx": 9}, "kiri": {"align": "right", "dx": -9}, "atas": {"align": "center", "dy": -16},
    "bawah": {"align": "center", "dy": 16},
}
_SIZES = {False: (620.0, 420), True: (330.0, 360)}
Box = tuple[float, float, float, float]


def _read(title: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The finding and the first rows in words."""
    return " ".join([f"{title}.", *(row["keterangan"] for row in rows[:_FIRST])])


# --- the needs survey ---------------------------------------------------------------------------------------------


def quadrants(
    points: pd.DataFrame, *, limits: Mapping[str, float], people: int, day: str, place: str = "", rules: str = ""
) -> pic.Picture:
    """Importance against ability of each competency.

    Parameters
    ----------
    points : DataFrame
        One row per competency: ``kompetensi, kepentingan, kemampuan`` (1 to 5), ``n`` (respondents), ``kuadran``.
    limits : mapping
        ``kepentingan, kemampuan``: where the quadrants meet.
    people : int
        Respondents altogether.
    place : str
        Whose answers these are; default everybody's.

    Notes
    -----
    What matters and is not yet mastered is named first. A name that would lie on another is left to hover and table.
    """
    rows = [_point(row) for row in points.dropna(subset=["kepentingan", "kemampuan"]).to_dict("records")]
    rows.sort(key=lambda row: (-row["kurang"], row["nama"]))
    first = [row["nama"] for row in rows if row["kuadran"] == RAISE]
    names = pic.listed(first[:_FIRST])
    key = "empty" if not rows else "title" if first else "none" if place else "none_together"
    title = words.text(f"charts.survey.{key}", count=len(first), names=names)
    where = place or words.text("charts.survey.everybody")
    told = pic.Told(
        judul=title, subjudul=words.text("charts.survey.subtitle", place=where, people=people),
        sumber=pic.source(rules, day), bacaan=_read(title, rows),
        kolom=[words.text(f"charts.survey.{name}") for name in ("skill", "important", "able", "people", "quadrant")],
        angka=[False, True, True, True, False], baris=[row["tabel"] for row in rows],
    )
    return pic.picture(_square(rows, limits, narrow=False), _square(rows, limits, narrow=True), told)


def _point(row: Mapping[str, Any]) -> dict[str, Any]:
    important, able = float(row["kepentingan"]), float(row["kemampuan"])
    group = words.text(f"charts.survey.{row['kuadran']}")
    shown = [words.number(value, 2) for value in (important, able)]
    return {
        "nama": str(row["kompetensi"]), "penting": round(important, 3), "mampu": round(able, 3),
        "kuadran": row["kuadran"], "kurang": round((important - 1) * (5 - able), 6),
        "keterangan": words.text("charts.survey.said", skill=row["kompetensi"], important=shown[0], able=shown[1],
                                 quadrant=group, people=int(row["n"])),
        "tabel": [str(row["kompetensi"]), *shown, words.number(int(row["n"])), group],
    }


def _square(rows: list[dict[str, Any]], limits: Mapping[str, float], *, narrow: bool) -> pic.Drawing:
    ends = {name: _ends([row[name] for row in rows], float(limits[limit]))
            for name, limit in (("mampu", "kemampuan"), ("penting", "kepentingan"))}
    width, height = _SIZES[narrow]
    labelled = _labelled(rows, ends, size=(width, height))
    x, y = (alt.datum(float(limits[name]), type="quantitative") for name in ("kemampuan", "kepentingan"))
    base = pic.chart().encode(
        x=_axis("mampu", words.text("charts.survey.able_axis"), ends["mampu"]),
        y=_axis("penting", words.text("charts.survey.important_axis"), ends["penting"]),
        tooltip=alt.Tooltip("keterangan:N", title=""), description=alt.Description("keterangan:N"),
    )
    dot = base.mark_point(filled=True, size=110, opacity=1).encode(
        color=alt.Color("kuadran:N", legend=None, scale=alt.Scale(domain=list(QUADRANTS), range=_COLOURS)),
        shape=alt.Shape("kuadran:N", legend=None, scale=alt.Scale(domain=list(QUADRANTS), range=_SHAPES)))
    dashed = {"color": pic.TEXT, "strokeDash": [3, 3], "aria": False}
    layers = [pic.chart().mark_rule(**dashed).encode(x=x), pic.chart().mark_rule(**dashed).encode(y=y),
              *_corners(), *(layer for side in _PLACES for layer in _names(base, side)), dot]
    drawn = alt.layer(*(layers if rows else [dot])).properties(width="container", height=height)
    return pic.Drawing(drawn.to_dict(), labelled)


def _ends(values: Sequence[float], limit: float) -> tuple[float, float]:
    """The part of the scale that is drawn: all points and the limit, with room around."""
    known = [*values, limit]
    return max(SCALE[0], min(known) - 0.3), min(SCALE[1], max(known) + 0.3)


def _axis(name: str, title: str, ends: tuple[float, float]) -> alt.X | alt.Y:
    kind = alt.X if name == "mampu" else alt.Y
    return kind(f"{name}:Q", title=title, scale=alt.Scale(domain=list(ends), nice=False, zero=False),
                axis=alt.Axis(format=".1f", tickCount=5, grid=False))


def _corners() -> list[alt.Chart]:
    """The name of each quadrant in its corner."""
    places = {RAISE: ("left", "top", 6, 6), HOLD: ("right", "top", "width", 6), WATCH: ("left", "bottom", 6, "height"),
              ENOUGH: ("right", "bottom", "width", "height")}
    return [
        pic.chart().transform_aggregate(n="count()").mark_text(
            align=side, baseline=end, color=pic.QUIET, fontSize=12, fontStyle="italic", aria=False,
            dx=-6 if side == "right" else 0, dy=-6 if end == "bottom" else 0,
        ).encode(x=_corner(x), y=_corner(y), text=alt.value(words.text(f"charts.survey.{name}")))
        for name, (side, end, x, y) in places.items()
    ]


def _corner(at: float | str) -> Any:
    return alt.value({"expr": at}) if isinstance(at, str) else alt.value(at)


def _names(base: alt.Chart, side: str) -> list[alt.Chart]:
    """The names on one side of their points, over a white rim."""
    shown = base.transform_filter(f"datum.sisi_nama == '{side}'")
    return [shown.mark_text(baseline="middle", aria=False, **_PLACES[side], **rim).encode(text="nama:N")
            for rim in ({"stroke": pic.PAGE, "strokeWidth": 4}, {})]


def _labelled(
    rows: list[dict[str, Any]], ends: Mapping[str, tuple[float, float]], *, size: tuple[float, float]
) -> list[dict[str, Any]]:
    """On which side of its point each name has room (empty: on none); the greatest need first."""
    (left, right), (low, high), (width, height) = ends["mampu"], ends["penting"], size
    at = [(width * (row["mampu"] - left) / (right - left), height * (high - row["penting"]) / (high - low))
          for row in rows]
    taken: list[Box] = [(x - 8, y - 8, x + 8, y + 8) for x, y in at]
    made = []
    for row, (x, y) in zip(rows, at, strict=True):
        long = len(row["nama"]) * _LETTER
        boxes = {
            "kanan": (x + 9, y - _LINE / 2, x + 9 + long, y + _LINE / 2),
            "kiri": (x - 9 - long, y - _LINE / 2, x - 9, y + _LINE / 2),
            "atas": (x - long / 2, y - 24, x + long / 2, y - 9), "bawah": (x - long / 2, y + 9, x + long / 2, y + 24),
        }
        free = next((side for side, box in boxes.items() if _inside(box, size) and not _meets(box, taken)), "")
        if free:
            taken.append(boxes[free])
        made.append({**row, "sisi_nama": free})
    return made


def _inside(box: Box, size: tuple[float, float]) -> bool:
    return 0 <= box[0] and box[2] <= size[0] and 0 <= box[1] and box[3] <= size[1]


def _meets(box: Box, others: Sequence[Box]) -> bool:
    return any(box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3] for one in others)


def response(units: pd.DataFrame, *, day: str, rules: str = "") -> pic.Picture:
    """How many staff of each unit answered, as a share of the smallest sufficient sample; the least heard first.

    Parameters
    ----------
    units : DataFrame
        One row per unit: ``perangkat_daerah, populasi, responden, sampel_minimum`` (people), ``cukup`` (bool).
    """
    rows = [_heard(row) for row in units[units["sampel_minimum"] > 0].to_dict("records")]
    rows.sort(key=lambda row: (row["nilai"], row["nama"]))
    enough = int(units["cukup"].sum())
    silent = int((units["responden"] == 0).sum())
    subtitle = "charts.response.subtitle"
    told = pic.Told(
        judul=words.text("charts.response.title", enough=enough, units=len(units)),
        subjudul=words.text(subtitle, shown=min(len(rows), _WIDE), units=len(rows)),
        sempit=words.text(subtitle, shown=min(len(rows), _NARROW), units=len(rows)), sumber=pic.source(rules, day),
        bacaan=words.text("charts.response.reading", enough=enough, units=len(units), silent=silent),
        kolom=[words.text("charts.unit"),
               *(words.text(f"charts.response.{name}") for name in ("people", "heard", "least"))],
        angka=[False, True, True, True], baris=[row["tabel"] for row in rows],
    )
    axis, line = words.text("charts.response.axis"), Line(100.0, words.text("charts.response.line"))
    wide = pic.bars(pic.shortened(rows, _WIDE), title=axis, limit=150)
    narrow = pic.stacked_bars(pic.shortened(rows, _NARROW), title=axis, limit=150)
    return pic.picture(against(wide, line), against(narrow, line), told)


def _heard(row: Mapping[str, Any]) -> dict[str, Any]:
    name = str(row["perangkat_daerah"]) or words.text("charts.unit_unknown")
    heard, least = int(row["responden"]), int(row["sampel_minimum"])
    label = words.text("words.of", part=heard, whole=least)
    return {
        "nama": name, "nilai": round(min(100.0 * heard / least, 120.0), 1), "label": label,
        "keterangan": words.text("charts.response.said", unit=name, label=label),
        "tabel": [name, words.number(int(row["populasi"])), words.number(heard), words.number(least)],
    }


# --- citizens -----------------------------------------------------------------------------------------------------


def elements(
    need: pd.DataFrame, *, target: Line, titles: Mapping[str, str], place: str, day: str, rules: str = ""
) -> pic.Picture:
    """The nine elements of one service against a target, the lowest first.

    Parameters
    ----------
    need : DataFrame
        One row per element: ``unsur, konversi`` (25 to 100), ``mutu, n`` (answers), and where it is known its interval
        ``bawah, atas``. An interval on both sides of the target is drawn as unsure.
    target : Line
        What is aimed at, 25 to 100, with its name.
    titles : mapping
        How people call the elements.
    """
    rows = [_element(row, target, titles) for row in need.to_dict("records")]
    rows.sort(key=lambda row: (row["nilai"], row["nama"]))
    below = [row["nama"] for row in rows if row["nilai"] < target.at]
    title = "empty" if not rows else "title" if below else "none"
    values = {"count": len(below), "target": words.number(target.at, 2), "lowest": rows[0]["nama"] if rows else ""}
    told = pic.Told(
        judul=words.text(f"charts.elements.{title}", **values),
        subjudul=words.text("charts.elements.subtitle", place=place, answers=int(need["n"].min()) if rows else 0),
        sumber=pic.source(rules, day),
        bacaan=_read(words.text(f"charts.elements.{title}", **values), rows),
        kolom=[words.text(f"charts.elements.{name}") for name in ("element", "value", "interval", "band", "answers")],
        angka=[False, True, True, False, True], baris=[row["tabel"] for row in rows],
    )
    axis, known = words.text("charts.elements.axis"), [target.at, *(row[end] for row in rows for end in ("bawah", "atas"))]
    ends = (max(CONVERTED[0], min(known) - 4), min(CONVERTED[1], max(known) + 2))
    wide, narrow = (
        dots(rows, axis=axis, domain=ends, line=target, narrow=small) for small in (False, True)
    )
    return pic.picture(wide, narrow, told)


def _element(row: Mapping[str, Any], target: Line, titles: Mapping[str, str]) -> dict[str, Any]:
    name, value = titles.get(row["unsur"], row["unsur"]), round(float(row["konversi"]), 2)
    low, high = (round(float(end), 2) if pd.notna(end) else value for end in (row.get("bawah"), row.get("atas")))
    known, below = pd.notna(row.get("bawah")), value < target.at
    unsure = known and low < target.at <= high
    state = "unsure" if unsure else "below" if below else "fine"
    label = words.text(f"charts.elements.{state}", value=words.number(value, 2), band=row["mutu"])
    span = words.text("charts.interval", low=words.number(low, 2), high=words.number(high, 2)) if known else "–"
    said = words.text(f"charts.elements.said{'_interval' if known else ''}", name=name, label=label, interval=span)
    return {
        "nama": name, "nilai": value, "bawah": low, "atas": high, "label": label,
        "sisi": UNSURE if unsure else BELOW if below else FINE, "keterangan": said,
        "tabel": [name, words.number(value, 2), span, str(row["mutu"]), words.number(int(row["n"]))],
    }


def topics(topik: pd.DataFrame, *, day: str, rules: str = "") -> pic.Picture:
    """What the messages are about, most messages first.

    Parameters
    ----------
    topik : DataFrame
        One row per topic: ``nama, jumlah`` (messages), ``unit`` (units they speak about), ``kata``.
    """
    rows = [_topic(row) for row in topik.to_dict("records")]
    rows.sort(key=lambda row: (-row["nilai"], row["nama"]))
    total = int(topik["jumlah"].sum())
    title = words.text("charts.topics.empty")
    if rows:
        share = words.share(rows[0]["nilai"], total)
        title = words.text("charts.topics.title", topic=rows[0]["nama"], share=share)
    told = pic.Told(
        judul=title, subjudul=words.text("charts.topics.subtitle", topics=len(rows), messages=total),
        sumber=pic.source(rules, day), bacaan=_read(title, rows),
        kolom=[words.text(f"charts.topics.{name}") for name in ("topic", "messages", "units", "typical")],
        angka=[False, True, True, False], baris=[row["tabel"] for row in rows],
    )
    axis, most = words.text("charts.topics.messages"), max([row["nilai"] for row in rows], default=1)
    return pic.picture(
        pic.bars(pic.shortened(rows, _WIDE), title=axis, limit=most * 1.3),
        pic.stacked_bars(pic.shortened(rows, _NARROW), title=axis, limit=most * 1.3), told)


def _topic(row: Mapping[str, Any]) -> dict[str, Any]:
    number, units = int(row["jumlah"]), int(row["unit"])
    label = words.number(number)
    return {
        "nama": str(row["nama"]), "nilai": number, "label": label,
        "keterangan": words.text("charts.topics.said", topic=row["nama"], messages=number, units=units),
        "tabel": [str(row["nama"]), label, words.number(units), str(row["kata"] or "")],
    }


# --- readiness ----------------------------------------------------------------------------------------------------


def scores(
    units: pd.DataFrame, *, by: str, limit: float, kind: str, day: str, rules: str = ""
) -> pic.Picture:
    """Mean answers with their interval against the threshold; units that need company first.

    Parameters
    ----------
    units : DataFrame
        One row per unit or segment: `by`, ``responden, rerata`` (1 to 5), ``bawah, atas``, ``perlu_pendampingan``
        (missing with too few answers), ``yakin`` (bool).
    by : str
        Column of the names.
    limit : float
        The threshold.
    kind : str
        ``kesiapan`` or ``literasi``: which words are used.
    """
    known = units[units["perlu_pendampingan"].notna()]
    rows = [_score(row, by) for row in known.to_dict("records")]
    rows.sort(key=lambda row: (row["nilai"], row["nama"]))
    below = [row["nama"] for row in rows if row["sisi"] == BELOW]
    title = "empty" if not rows else "title" if below else "none"
    names, key = pic.listed(below[:_FIRST]), f"charts.{kind}"
    values = {"count": len(below), "names": names, "all": len(rows), "few": len(units) - len(known)}
    told = pic.Told(
        judul=words.text(f"{key}.{title}", **values),
        subjudul=words.text("charts.scores.subtitle", shown=min(len(rows), _WIDE), **values),
        sempit=words.text("charts.scores.subtitle", shown=min(len(rows), _NARROW), **values),
        sumber=pic.source(rules, day),
        bacaan=_read(words.text(f"{key}.{title}", **values), rows),
        kolom=[words.text(f"charts.scores.{name}") for name in (by, "people", "mean", "interval", "verdict")],
        angka=[False, True, True, True, False], baris=[row["tabel"] for row in rows],
    )
    line = Line(limit, words.text("charts.scores.line", limit=words.number(limit, 1)))
    axis = words.text(f"{key}.axis")
    wide, narrow = (
        dots(rows[:kept], axis=axis, domain=SCALE, line=line, narrow=small)
        for kept, small in ((_WIDE, False), (_NARROW, True))
    )
    return pic.picture(wide, narrow, told)


def _score(row: Mapping[str, Any], by: str) -> dict[str, Any]:
    name, mean = str(row[by]), round(float(row["rerata"]), 3)
    low, high = (mean if pd.isna(row[side]) else round(float(row[side]), 3) for side in ("bawah", "atas"))
    state = UNSURE if not row["yakin"] else BELOW if row["perlu_pendampingan"] else FINE
    verdict = words.text(f"charts.scores.{state}")
    interval = words.text("charts.interval", low=words.number(low, 2), high=words.number(high, 2))
    said = words.number(mean, 2)
    return {
        "nama": name, "nilai": mean, "bawah": low, "atas": high, "sisi": state,
        "label": words.text("charts.scores.label", mean=said, verdict=verdict),
        "keterangan": words.text("charts.scores.said", name=name, mean=said, interval=interval, verdict=verdict,
                                 people=int(row["responden"])),
        "tabel": [name, words.number(int(row["responden"])), said, interval, verdict],
    }
