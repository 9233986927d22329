"""What is missing, and where: gaps of units and competencies, with what is not known shown as not known."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic

UNIT, SKILL, GAP, MEASURED = "perangkat_daerah", "kompetensi", "rerata_kesenjangan", "dinilai"
_WIDE, _NARROW = (12, 10), (8, 4)
_LARGEST = 3


def gap_heatmap(unit_gap: pd.DataFrame, *, day: str, rules: str = "", assessed: int | None = None) -> pic.Picture:
    """Mean gap of each unit and competency.

    Parameters
    ----------
    unit_gap : DataFrame
        One row per unit and competency: ``perangkat_daerah, kompetensi, dinilai`` (people), ``rerata_kesenjangan``
        (levels, 0 = as the standard asks), and ``disembunyikan`` (bool) after small cells were hidden.
    day, rules : str
        Date of the data and the rules it was judged by, as people read them.
    assessed : int, optional
        How many people have been assessed at all.

    Notes
    -----
    Units and competencies with the largest gap come first (means weighted by the people measured, ties by name).
    White is zero; a cell that nobody measured is grey with a dash, a hidden one has ``<``: never read as zero. The
    drawing shows the largest; the table has all.
    """
    cells = _cells(unit_gap)
    units, skills = _ranked(cells, UNIT), _ranked(cells, SKILL)
    known = [cell for cell in cells if cell["keadaan"] == "dinilai"]
    worst = max(known, key=lambda cell: (cell["nilai"], cell["unit"], cell["kompetensi"]), default=None)
    hidden = any(cell["keadaan"] == "sembunyi" for cell in cells)
    told = _told(known, worst, _table(cells, units, skills), day=day, rules=rules, assessed=assessed, hidden=hidden)
    top = max([cell["nilai"] for cell in known], default=1.0) or 1.0
    wide, narrow = (
        _drawn(cells, units[:rows], skills[:columns], top=top, narrow=rows == _NARROW[0])
        for rows, columns in (_WIDE, _NARROW)
    )
    return pic.picture(wide, narrow, told)


def gap_bars(unit_gap: pd.DataFrame, *, day: str, rules: str = "", assessed: int | None = None) -> pic.Picture:
    """The largest gaps one below the other, for where a heat map has no room; parameters of :func:`gap_heatmap`."""
    known = [cell for cell in _cells(unit_gap) if cell["nilai"]]
    known.sort(key=lambda cell: (-cell["nilai"], cell["unit"], cell["kompetensi"]))
    rows = [
        {"nama": words.text("charts.page.place", skill=cell["kompetensi"], unit=cell["unit"]), "nilai": cell["nilai"],
         "label": words.text("charts.gap.largest_label", gap=words.number(cell["nilai"], 1), people=cell["orang"]),
         "keterangan": cell["keterangan"]}
        for cell in known[:_LARGEST]
    ]
    people = words.text("charts.gap.n", people=assessed) if assessed is not None else ""
    told = pic.Told(
        judul=words.text("charts.gap.largest", count=len(rows)) if rows else words.text("charts.gap.empty"),
        subjudul=words.text("charts.gap.largest_subtitle", n=people), sumber=pic.source(rules, day),
        bacaan=" ".join(row["keterangan"] for row in rows) or words.text("charts.gap.empty"),
    )
    axis, most = words.text("charts.gap.largest_axis"), max([row["nilai"] for row in rows], default=1.0)
    return pic.picture(
        pic.bars(rows, title=axis, limit=most * 1.5), pic.stacked_bars(rows, title=axis, limit=most * 1.9), told)


def _cells(unit_gap: pd.DataFrame) -> list[dict[str, Any]]:
    hidden = unit_gap["disembunyikan"] if "disembunyikan" in unit_gap else pd.Series(False, index=unit_gap.index)
    cells = []
    for name, skill, gap, people, hide in zip(
        unit_gap[UNIT], unit_gap[SKILL], pd.to_numeric(unit_gap[GAP], errors="coerce"),
        pd.to_numeric(unit_gap[MEASURED], errors="coerce"), hidden, strict=True,
    ):
        state = "sembunyi" if hide else "dinilai" if people > 0 and gap == gap else "belum"  # noqa: PLR0124  NaN
        unit = str(name) or words.text("charts.unit_unknown")
        value = round(float(gap), 3) if state == "dinilai" else None
        cells.append({
            "perangkat_daerah": str(name), "unit": unit, "kompetensi": str(skill), "keadaan": state, "nilai": value,
            "orang": int(people) if state == "dinilai" else 0,
            "label": words.number(value, 1) if value is not None else "<" if hide else "–",
            "keterangan": _cell_words(unit, str(skill), state, value, people),
        })
    return sorted(cells, key=lambda cell: (cell["unit"], cell["kompetensi"]))


def _cell_words(unit: str, skill: str, state: str, value: float | None, people: float) -> str:
    where = {"unit": unit, "skill": skill}
    if state == "dinilai":
        return words.text("charts.gap.cell", gap=words.number(value, 1), people=int(people), **where)
    return words.text(f"charts.gap.cell.{state}", **where)


def _ranked(cells: list[dict[str, Any]], name: str) -> list[str]:
    """Names by their mean gap, largest first; what nobody measured comes last."""
    key = "unit" if name == UNIT else "kompetensi"
    sums: dict[str, list[float]] = {}
    for cell in cells:
        total = sums.setdefault(cell[key], [0.0, 0.0])
        total[0] += (cell["nilai"] or 0.0) * cell["orang"]
        total[1] += cell["orang"]
    return sorted(sums, key=lambda one: (-(sums[one][0] / sums[one][1]) if sums[one][1] else 1.0, one))


def _told(
    known: list[dict[str, Any]], worst: dict[str, Any] | None, table: tuple[list[str], list[list[str]]], *,
    day: str, rules: str, assessed: int | None, hidden: bool,
) -> pic.Told:
    people = words.text("charts.gap.n", people=assessed) if assessed is not None else ""
    subtitle = words.text("charts.gap.subtitle", n=people) + (" " + words.text("charts.gap.hidden") if hidden else "")
    names, rows = table
    numbers = [False] + [True] * (len(names) - 1)
    form = {"sumber": pic.source(rules, day), "kolom": names, "angka": numbers, "baris": rows, "pilih": (UNIT, SKILL)}
    if worst is None:
        empty = words.text("charts.gap.empty")
        return pic.Told(judul=empty, subjudul=subtitle, bacaan=empty, **form)
    first = sorted(known, key=lambda cell: (-cell["nilai"], cell["unit"], cell["kompetensi"]))[:3]
    places = [words.text("charts.gap.place", skill=one["kompetensi"], unit=one["unit"],
                         gap=words.number(one["nilai"], 1)) for one in first]
    title = words.text("charts.gap.title", skill=first[0]["kompetensi"], unit=first[0]["unit"])
    reading = words.text("charts.gap.reading", places=pic.listed(places), cells=len(known))
    return pic.Told(judul=title, subjudul=subtitle, bacaan=reading, **form)


def _table(cells: list[dict[str, Any]], units: list[str], skills: list[str]) -> tuple[list[str], list[list[str]]]:
    shown = {(cell["unit"], cell["kompetensi"]): cell["label"] for cell in cells}
    rows = [[unit, *[shown.get((unit, skill), "") for skill in skills]] for unit in units]
    return [words.text("charts.unit"), *skills], rows


def _drawn(
    cells: list[dict[str, Any]], units: list[str], skills: list[str], *, top: float, narrow: bool
) -> pic.Drawing:
    kept = [cell for cell in cells if cell["unit"] in units and cell["kompetensi"] in skills]
    room = pic.NARROW_LABEL if narrow else pic.WIDE_LABEL
    base = pic.chart().encode(
        y=alt.Y("unit:N", sort=units, title=None, axis=alt.Axis(labelLimit=room, domain=False, ticks=False)),
        x=alt.X("kompetensi:N", sort=skills, title=None, axis=alt.Axis(
            orient="top", labelAngle=-60, labelAlign="left", labelLimit=140, domain=False, ticks=False)),
        tooltip=alt.Tooltip("keterangan:N", title=""), description=alt.Description("keterangan:N"),
    )
    shade = alt.Scale(domain=[0, top], range=[pic.PAGE, pic.STRONG], interpolate="rgb")
    measured = base.transform_filter("datum.keadaan == 'dinilai'").mark_rect(stroke=pic.RULE, cursor="pointer").encode(
        color=alt.Color("nilai:Q", scale=shade, legend=None))
    unknown = base.transform_filter("datum.keadaan != 'dinilai'").mark_rect(color=pic.SOFT, stroke=pic.RULE, cursor="pointer")
    dark = f"datum.keadaan == 'dinilai' && datum.nilai > {0.55 * top:.4f}"
    number = base.mark_text(aria=False, cursor="pointer").encode(
        text="label:N", color=alt.condition(dark, alt.value(pic.PAGE), alt.value(pic.TEXT)))
    drawn = alt.layer(measured, unknown, number).properties(
        width="container", height={"step": 22}, padding={"left": 0, "top": 0, "bottom": 4, "right": 36})
    return pic.Drawing(drawn.to_dict(), kept)
