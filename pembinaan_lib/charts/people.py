"""What is owed to people: learning hours and duties, by unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import picture as pic

_WIDE, _NARROW = 10, 8
_BOUND = ("title", "reading", "said", "column")


def jp_shortfall(
    units: pd.DataFrame, *, day: str, rules: str = "", total: int | None = None, year: int | None = None
) -> pic.Picture:
    """People below the yearly learning hours, by unit.

    Parameters
    ----------
    units : DataFrame
        One row per unit: ``perangkat_daerah, jumlah_asn, kurang_jp_asn`` (people; missing where hidden), and
        ``wajib_jp_asn`` (who owe hours, the base of the figures; default all).
    total : int, optional
        Sum over all units, hidden ones included; default the sum of those shown.
    year : int, optional
        Whose hours these are.
    """
    when = "" if year is None else words.text("charts.jp.when", year=str(year))
    base = "wajib_jp_asn" if "wajib_jp_asn" in units else "jumlah_asn"
    return _counted(units, "kurang_jp_asn", base, kind="jp", day=day, rules=rules, total=total, when=when)


def overdue(
    units: pd.DataFrame, *, day: str, rules: str = "", total: int | None = None, bound: bool = False
) -> pic.Picture:
    """Duties past their deadline, by unit.

    Parameters
    ----------
    units : DataFrame
        One row per unit: ``perangkat_daerah, jumlah_asn, kewajiban_terlambat`` (duties; missing where hidden).
    total : int, optional
        As in :func:`jp_shortfall`.
    bound : bool
        There is no training history, so that some of these duties may have been done: figures are the most there are.
    """
    return _counted(
        units, "kewajiban_terlambat", "jumlah_asn", kind="overdue", day=day, rules=rules, total=total, bound=bound)


def _counted(
    units: pd.DataFrame, column: str, base: str, *, kind: str, day: str, rules: str, total: int | None,
    bound: bool = False, when: str = "",
) -> pic.Picture:
    counts = pd.to_numeric(units[column], errors="coerce")
    hidden = int(counts.isna().sum())

    def say(key: str, /, **values: Any) -> str:
        return words.text(f"charts.{kind}.{key}{'_bound' if bound and key in _BOUND else ''}", **values)

    rows = [_row(row, column, base, say) for row in units[counts > 0].to_dict("records")]
    rows.sort(key=lambda row: (-row["nilai"], row["nama"]))
    total = int(counts.sum()) if total is None else total
    values = {"count": total, "when": when} if kind == "jp" else {"count": total}
    title = say("title", unit=rows[0]["nama"], **values) if rows else say("empty")
    wide, narrow = (say("subtitle", shown=min(len(rows), most), **(values | {"count": len(rows)}))
                    for most in (_WIDE, _NARROW))
    note = " " + words.text("charts.hidden_units", count=hidden) if hidden else ""
    texts = pic.Told(
        judul=title, subjudul=wide + note, sempit=narrow + note, sumber=pic.source(rules, day),
        bacaan=say("reading", units=len(rows) + hidden, names=pic.listed([row["nama"] for row in rows[:3]]), **values)
        if rows else title,
        kolom=[words.text("charts.unit"), say("column"), words.text("charts.all_people") if base == "jumlah_asn" else
               say("base")],
        angka=[False, True, True], baris=[row["tabel"] for row in rows],
    )
    most = max([row["nilai"] for row in rows], default=1)
    return pic.picture(
        pic.bars(pic.shortened(rows, _WIDE), title=say("column"), limit=most * 1.4),
        pic.stacked_bars(pic.shortened(rows, _NARROW), title=say("column"), limit=most * 1.55), texts,
    )


def _row(row: dict[str, Any], column: str, base: str, say: Callable[..., str]) -> dict[str, Any]:
    name = str(row["perangkat_daerah"]) or words.text("charts.unit_unknown")
    count, whole = int(row[column]), row[base]
    known = whole is not None and whole == whole  # noqa: PLR0124  NaN
    people = known and column == "kurang_jp_asn"
    label = words.text("words.of", part=count, whole=int(whole)) if people else words.number(count)
    return {
        "nama": name, "nilai": count, "label": label, "keterangan": say("said", name=name, label=label),
        "tabel": [name, words.number(count), words.number(int(whole)) if known else words.text("charts.few")],
    }
