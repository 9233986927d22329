"""Conduct by year, and how the seven BerAKHLAK values are lived: about units only, with few people hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic
from pembinaan_lib.charts.spans import BELOW, FINE, UNSURE, Line, dots

SANCTIONS, COMPLAINTS = "sanksi", "pengaduan_perilaku"
_COLOURS = {SANCTIONS: pic.STRONG, COMPLAINTS: pic.ATTENTION}
_FIRST = 3


def history(years: pd.DataFrame, *, place: str, smallest: int, day: str, rules: str = "") -> pic.Picture:
    """Sanctions and complaints about conduct, year by year.

    Parameters
    ----------
    years : DataFrame
        One row per year in order: ``tahun, sanksi, orang_disanksi`` (people), ``pengaduan_perilaku`` (missing where
        nobody registered any), ``lama_tahun`` (part of the year that has passed).
    place : str
        Whose years these are.
    smallest : int
        Sanctions of fewer people are not told.
    """
    rows = [_bar(row, kind, smallest) for kind in _COLOURS for row in years.to_dict("records")]
    known = any(row["tahu"] for row in rows)
    last = {row["jenis"]: row for row in rows}  # the newest year of each kind
    title = words.text(f"charts.integrity.history.{'title' if known else 'empty'}", place=place, **(
        {"sanctions": last[SANCTIONS]["label"], "complaints": last[COMPLAINTS]["label"],
         "year": last[SANCTIONS]["tahun"]} if rows else {}))
    told = pic.Told(
        judul=title, subjudul=words.text("charts.integrity.history.subtitle"),
        sumber=pic.source(rules, day),
        bacaan=" ".join([f"{title}.", *(row["keterangan"] for row in rows)]),
        kolom=[words.text(f"charts.integrity.{name}") for name in ("year", "kind", "count")],
        angka=[False, False, True], baris=[[row["tahun"], row["apa"], row["label"]] for row in rows],
    )
    colour = alt.Color("jenis:N", legend=None, scale=alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values())))
    axis, most = words.text("charts.integrity.count"), max([row["nilai"] for row in rows], default=0) * 1.4 or 1.0
    shown = rows if known else []
    return pic.picture(pic.bars(shown, title=axis, limit=most, colour=colour),
                       pic.stacked_bars(shown, title=axis, limit=most, colour=colour), told)


def _bar(row: Mapping[str, Any], kind: str, smallest: int) -> dict[str, Any]:
    year = str(int(row["tahun"]))
    if row["lama_tahun"] < 1:
        year = words.text("charts.integrity.running", year=year)
    known = pd.notna(row[kind])
    hidden = known and kind == SANCTIONS and 0 < int(row["orang_disanksi"]) < smallest
    label = words.text("charts.integrity.unknown") if not known else (
        words.text("charts.integrity.hidden", smallest=smallest) if hidden else words.number(int(row[kind])))
    name = words.text(f"charts.integrity.{kind}")
    return {
        "nama": words.text("charts.integrity.bar", kind=name, year=year), "apa": name, "jenis": kind, "tahun": year,
        "nilai": int(row[kind]) if known and not hidden else 0, "label": label, "tahu": bool(known),
        "keterangan": words.text("charts.integrity.said", kind=name, year=year, count=label),
    }


def values(found: pd.DataFrame, *, place: str, limit: float, day: str, rules: str = "") -> pic.Picture:
    """The seven values with their interval, the lowest first.

    Parameters
    ----------
    found : DataFrame
        One row per value: ``nilai_berakhlak, responden, rerata`` (0 to 1), ``bawah, atas``; hidden ones are missing.
    place : str
        Whose answers these are.
    limit : float
        Score from which nothing is needed.
    """
    rows = [_dot(row, limit) for row in found[found["rerata"].notna()].to_dict("records")]
    rows.sort(key=lambda row: row["nilai"])
    below = [row["nama"] for row in rows if row["sisi"] == BELOW]
    key = "empty" if not rows else "title" if below else "none"
    title = words.text(f"charts.integrity.values.{key}", place=place, names=pic.listed(below[:_FIRST]))
    people = int(found["responden"].max()) if rows else 0
    told = pic.Told(
        judul=title, subjudul=words.text("charts.integrity.values.subtitle", place=place, people=people),
        sumber=pic.source(rules, day), bacaan=" ".join([f"{title}.", *(row["keterangan"] for row in rows[:_FIRST])]),
        kolom=[words.text(f"charts.integrity.{name}") for name in ("value", "people", "score", "interval")],
        angka=[False, True, True, True], baris=[row["tabel"] for row in rows],
    )
    line = Line(limit, words.text("charts.integrity.line", limit=words.number(limit, 2)))
    axis = words.text("charts.integrity.axis")
    wide, narrow = (dots(rows, axis=axis, domain=(0.0, 1.0), line=line, narrow=small) for small in (False, True))
    return pic.picture(wide, narrow, told)


def _dot(row: Mapping[str, Any], limit: float) -> dict[str, Any]:
    name, mean = str(row["nilai_berakhlak"]), round(float(row["rerata"]), 4)
    low, high = (mean if pd.isna(row[side]) else round(float(row[side]), 4) for side in ("bawah", "atas"))
    state = BELOW if high < limit else FINE if low >= limit else UNSURE
    said, people = words.number(mean, 2), words.number(int(row["responden"]))
    interval = words.text("charts.interval", low=words.number(low, 2), high=words.number(high, 2))
    return {
        "nama": name, "nilai": mean, "bawah": low, "atas": high, "sisi": state,
        "label": words.text("charts.integrity.label", score=said, verdict=words.text(f"charts.integrity.{state}")),
        "keterangan": words.text("charts.integrity.value_said", name=name, score=said, interval=interval, people=people),
        "tabel": [name, people, said, interval],
    }
