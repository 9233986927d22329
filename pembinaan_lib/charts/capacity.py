"""How able the staff are as a whole: the professionalism index, the match with the post, ratings and talent boxes; and
what a month has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic

#: The four dimensions of the index in the order of the law, each with a colour that the colour-blind tell apart.
DIMENSIONS = {"kualifikasi": "#0072B2", "kompetensi": "#E69F00", "kinerja": "#009E73", "disiplin": "#CC79A7"}
POTENTIAL, PERFORMANCE = ("rendah", "menengah", "tinggi"), ("di atas ekspektasi", "sesuai ekspektasi", "di bawah ekspektasi")
FULL = 100.0
_WIDE, _NARROW = 12, 8


def professionalism(units: pd.DataFrame, agency: pd.DataFrame, *, day: str, rules: str = "") -> pic.Picture:
    """Mean simulated IP ASN of each unit with its four dimensions, the lowest first.

    Parameters
    ----------
    units : DataFrame
        One row per unit: ``perangkat_daerah, jumlah_asn, lengkap`` (people whose index is known), ``kualifikasi,
        kompetensi, kinerja, disiplin, nilai`` (0 to 100; missing where nobody is known in full), ``kategori``.
    agency : DataFrame
        The same of the whole agency, one row.
    """
    known = units[units["nilai"].notna()].sort_values(["nilai", "perangkat_daerah"], kind="stable")
    rows = [part for number, row in enumerate(known.to_dict("records")) for part in _parts(row, number)]
    mean = float(agency["nilai"].iloc[0])
    told = _told_index(known.to_dict("records"), agency.iloc[0].to_dict(), units, day=day, rules=rules)
    wide, narrow = ([part for part in rows if part["nomor"] < most] for most in (_WIDE, _NARROW))
    return pic.picture(_stacked(wide, mean), _stacked_narrow(narrow, mean), told)


def _parts(row: Mapping[str, Any], number: int) -> list[dict[str, Any]]:
    name, total = _unit(row), float(row["nilai"])
    label = words.number(total, 1)
    made = []
    for place, part in enumerate(DIMENSIONS):
        value = float(row[part])
        made.append({
            "nama": name, "nomor": number, "urutan": place, "bagian": _dimension(part), "nilai": round(value, 4),
            "total": round(total, 4), "label": label if place == 0 else "",
            "keterangan": words.text("charts.capacity.index.said", unit=name, part=_dimension(part),
                                     value=words.number(value, 1), total=label, people=int(row["lengkap"])),
        })
    return made


def _dimension(name: str) -> str:
    said = words.text(f"profile.ip_asn.{name}").split(" (")[0]
    return said[:1].upper() + said[1:]


def _told_index(
    known: Sequence[Mapping[str, Any]], agency: Mapping[str, Any], units: pd.DataFrame, *, day: str, rules: str
) -> pic.Told:
    base = {"people": int(agency["lengkap"]), "all": int(agency["jumlah_asn"])}
    if not known:
        empty = words.text("charts.capacity.index.empty")
        return pic.Told(judul=empty, subjudul="", sumber=pic.source(rules, day), bacaan=empty)
    said = {"mean": words.number(agency["nilai"], 1), "category": agency["kategori"], "unit": _unit(known[0]),
            "low": words.number(known[0]["nilai"], 1)}
    wide, narrow = (words.text("charts.capacity.index.subtitle", shown=min(len(known), most), count=len(units), **base)
                    for most in (_WIDE, _NARROW))
    columns = [words.text("charts.unit"), *map(_dimension, DIMENSIONS), words.text("charts.capacity.index.total"),
               words.text("charts.capacity.index.category"), words.text("charts.capacity.index.complete")]
    return pic.Told(
        judul=words.text("charts.capacity.index.title", **said), subjudul=wide, sempit=narrow,
        sumber=pic.source(rules, day), bacaan=words.text("charts.capacity.index.reading", **said, **base),
        kolom=columns, angka=[False, *[True] * 5, False, True],
        baris=[[_unit(row), *(words.number(row[one], 1) for one in (*DIMENSIONS, "nilai")), row["kategori"],
                words.text("words.of", part=int(row["lengkap"]), whole=int(row["jumlah_asn"]))] for row in known],
    )


def _layers(rows: pic.Rows, mean: float, y: alt.Y, *, height: Any, offset: int) -> list[alt.Chart]:
    """Stacked parts, the total at the right edge (away from the line), and behind them the agency's mean as a line."""
    room = alt.Scale(domain=[0, FULL], nice=False)
    base = pic.chart().encode(y=y)
    parts = base.mark_bar(height=height, yOffset=offset).encode(
        x=alt.X("nilai:Q", stack="zero", scale=room, title=words.text("charts.capacity.index.axis"),
                axis=alt.Axis(format=",.0f", tickCount=5, domain=False, ticks=False)),
        color=alt.Color("bagian:N", title=None, scale=alt.Scale(
            domain=[_dimension(name) for name in DIMENSIONS], range=list(DIMENSIONS.values())),
            legend=alt.Legend(orient="top", columns=2 if offset else 4, labelLimit=160)),
        order=alt.Order("urutan:Q"), tooltip=alt.Tooltip("keterangan:N", title=""),
        description=alt.Description("keterangan:N"),
    )
    total = base.mark_text(align="right", dy=offset, aria=False, fontWeight=600).encode(x=alt.value("width"), text="label:N")
    line = pic.chart().mark_rule(color=pic.TEXT, strokeDash=[4, 3], aria=False).encode(x=alt.datum(round(mean, 4)))
    return [line, parts, total]


def _stacked(rows: pic.Rows, mean: float) -> pic.Drawing:
    y = alt.Y("nama:N", sort=pic.order(rows, "nama"), title=None,
              axis=alt.Axis(labelLimit=pic.WIDE_LABEL, domain=False, ticks=False))
    layers = _layers(rows, mean, y, height={"band": 0.68}, offset=0)
    return pic.Drawing(alt.layer(*layers).properties(width="container", height={"step": 24}).to_dict(), rows)


def _stacked_narrow(rows: pic.Rows, mean: float) -> pic.Drawing:
    y = alt.Y("nama:N", sort=pic.order(rows, "nama"), title=None, axis=None)
    layers = _layers(rows, mean, y, height=12, offset=10)
    name = pic.chart().mark_text(align="left", baseline="bottom", dy=1, aria=False, limit={"expr": "width"}).encode(
        y=y, text="nama:N", x=alt.value(0)).transform_filter("datum.urutan == 0")
    return pic.Drawing(alt.layer(*layers, name).properties(width="container", height={"step": 44}).to_dict(), rows)


def nine_box(boxes: pd.DataFrame, cells: Mapping[str, Mapping[str, int]], *, day: str, rules: str = "") -> pic.Picture:
    """How many ASN stand in each talent box.

    Parameters
    ----------
    boxes : DataFrame
        One row per ASN: ``kotak`` (1 to 9, missing where there is none), ``rekomendasi``.
    cells : mapping
        The number of the box by performance and potential (rule ``talenta.sembilan_kotak``).
    """
    counts = boxes["kotak"].dropna().astype("int64").value_counts()
    most = int(counts.max()) if len(counts) else 0
    rows = [
        {"kinerja": row, "potensial": column, "kotak": int(number), "jumlah": int(counts.get(number, 0)),
         "label": words.number(int(counts.get(number, 0))), "nomor": words.text("charts.capacity.box.number", box=int(number)),
         "keterangan": words.text("charts.capacity.box.said", box=int(number), people=int(counts.get(number, 0)),
                                  performance=row, potential=column)}
        for row, line in sorted(cells.items(), key=lambda pair: PERFORMANCE.index(pair[0]))
        for column, number in sorted(line.items(), key=lambda pair: POTENTIAL.index(pair[0]))
    ]
    total = int(counts.sum())
    high = int(sum(counts.get(number, 0) for number in (7, 8, 9)))
    values = {"people": total, "all": len(boxes), "high": high}
    key = "title" if total else "empty"
    told = pic.Told(
        judul=words.text(f"charts.capacity.box.{key}", **(values if total else {})),
        subjudul=words.text("charts.capacity.box.subtitle", **values), sumber=pic.source(rules, day),
        bacaan=words.text(f"charts.capacity.box.{'reading' if total else 'empty'}", **(values if total else {})),
        kolom=[words.text(f"charts.capacity.box.{name}") for name in ("box", "performance", "potential", "people")],
        angka=[True, False, False, True],
        baris=[[str(row["kotak"]), row["kinerja"], row["potensial"], row["label"]]
               for row in sorted(rows, key=lambda one: -one["kotak"])],
    )
    return pic.picture(_grid(rows, most, step=88), _grid(rows, most, step=76), told)


def _grid(rows: pic.Rows, most: int, *, step: int) -> pic.Drawing:
    top = max(most, 1)
    base = pic.chart().encode(
        x=alt.X("potensial:N", sort=list(POTENTIAL), title=words.text("charts.capacity.box.potential"),
                axis=alt.Axis(labelAngle=0, domain=False, ticks=False), scale=alt.Scale(paddingInner=0.03)),
        y=alt.Y("kinerja:N", sort=list(PERFORMANCE), title=words.text("charts.capacity.box.expectation"),
                axis=alt.Axis(labelExpr="replace(datum.label, ' ekspektasi', '')", domain=False, ticks=False),
                scale=alt.Scale(paddingInner=0.03)),
        tooltip=alt.Tooltip("keterangan:N", title=""), description=alt.Description("keterangan:N"),
    )
    shade = alt.Scale(domain=[0, top], range=[pic.PAGE, pic.STRONG], interpolate="rgb")
    ink = alt.condition(f"datum.jumlah > {0.5 * top:.4f}", alt.value(pic.PAGE), alt.value(pic.TEXT))
    drawn = alt.layer(
        base.mark_rect(stroke=pic.RULE).encode(color=alt.Color("jumlah:Q", scale=shade, legend=None)),
        base.mark_text(aria=False, dy=6).encode(text="label:N", color=ink, size=alt.value(22)),
        base.mark_text(aria=False, dy=-step // 2 + 14).encode(text="nomor:N", color=ink, size=alt.value(12)),
    ).properties(width="container", height={"step": step})
    return pic.Drawing(drawn.to_dict(), rows)


def counted(
    counts: Sequence[tuple[str, int]], *, key: str, total: int, day: str, rules: str = "", most: int = _WIDE,
    **values: Any,
) -> pic.Picture:
    """People or activities by name as bars, in the order given.

    Parameters
    ----------
    counts : sequence of (str, int)
        Name and count; rows without a count are left out.
    key : str
        Whose sentences: ``charts.capacity.<key>.{title,empty,subtitle,reading,said,name,count}``; the title says
        ``{first}`` and ``{count}`` of the first row, ``{total}``, and whatever else is in `values`.
    total : int
        What the shares are of.
    most : int
        How many bars are drawn; the table has all.
    """
    def say(part: str, **more: Any) -> str:
        return words.text(f"charts.capacity.{key}.{part}", **more)

    shown = [(name, count) for name, count in counts if count]
    rows = [
        {"nama": name, "nilai": count, "label": words.number(count),
         "keterangan": say("said", name=name, count=count, share=words.percent(count / total) if total else "–")}
        for name, count in shown
    ]
    said = {"total": total, **values} | ({"first": shown[0][0], "count": shown[0][1]} if shown else {})
    wide, narrow = (say("subtitle", shown=min(len(rows), kept), all=len(rows), **said) if rows else ""
                    for kept in (most, _NARROW))
    told = pic.Told(
        judul=say("title", **said) if rows else say("empty"), subjudul=wide, sempit=narrow, sumber=pic.source(rules, day),
        bacaan=say("reading", names=pic.listed([row["keterangan"] for row in rows[:3]]), **said) if rows else say("empty"),
        kolom=[say("name"), say("count")], angka=[False, True], baris=[[row["nama"], row["label"]] for row in rows],
    )
    longest = max([row["nilai"] for row in rows], default=1)
    return pic.picture(
        pic.bars(pic.shortened(rows, most), title=say("count"), limit=longest * 1.25),
        pic.stacked_bars(pic.shortened(rows, _NARROW), title=say("count"), limit=longest * 1.35), told,
    )


def _unit(row: Mapping[str, Any]) -> str:
    return str(row["perangkat_daerah"]) or words.text("charts.unit_unknown")
