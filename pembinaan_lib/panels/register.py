"""Mana yang didahulukan? Every need in its order, what each source of evidence contributes, and the sum behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import charts, needs, words
from pembinaan_lib.charts.register import need_name, source_name
from pembinaan_lib.panels import base, lists
from pembinaan_lib.panels.taking import Take, headed

ALL = ""
UNIT, SKILL = "perangkat_daerah", "kompetensi"
MOST_SHOWN, FIRST = 200, 3
DAYS_A_MONTH = 30.44
_SHOWN = ("peringkat", UNIT, SKILL, "prioritas", "keyakinan_label", "di_bawah", "jumlah_asn", "jumlah_bukti", "umur", "sepakat")
_TAKEN = (*_SHOWN[:5], "orang_di_bawah", "dinilai", *_SHOWN[6:])
_SUMMED = ("bukti", "cara", "nilai", "keyakinan_bukti", "rata_rata", "nilai_dihitung", "bobot", "sumbangan")


class Register(base.Panel):
    """The order of needs with the parts of every priority; by unit and competency, as Excel, and each sum to redo."""

    def build(self) -> None:
        self._filling = False
        self._unit, self._skill, self._need = widgets.Dropdown(), widgets.Dropdown(), widgets.Dropdown()
        for choice in (self._unit, self._skill):
            choice.observe(self._on_filter, "value")
        self._need.observe(self._on_need, "value")
        self._take = Take(self, "panels.register.file", self.sheets)
        self._sentence, self._body, self._sum = (widgets.HTML() for _ in range(3))
        self._chart = base.chart()
        self.view.children = [
            base.heading(words.text("panels.register.title"), words.text("panels.register.help")), self._sentence,
            widgets.HBox([
                base.field("panels.order.perangkat_daerah", self._unit), base.field("panels.order.kompetensi", self._skill),
            ]).add_class("pb-isian"),
            self.message, self._chart, self._body, self._take.view,
            base.fold("panels.register.why", base.field("panels.register.need", self._need).add_class("pb-lebar"), self._sum),
        ]

    def show(self) -> None:
        register = self.session.frame("register")
        self._filling = True
        for choice, column in ((self._unit, UNIT), (self._skill, SKILL)):
            offer(choice, ((name or words.text("charts.unit_unknown"), name) for name in sorted(register[column].unique())),
                  first=words.text("panels.lists.all"))
        self._filling = False
        self._draw()

    def chosen(self) -> pd.DataFrame:
        """The ranked needs that the filters let through, in their order."""
        found = ranked(self.session)
        for choice, column in ((self._unit, UNIT), (self._skill, SKILL)):
            if choice.value not in (ALL, None):
                found = found[found[column] == choice.value]
        return found

    @base.guarded
    def _on_filter(self, _: object) -> None:
        if not self._filling:
            self._draw()

    def _draw(self) -> None:
        """Bring sentence, picture, table and sum to what is chosen; an Excel file that no longer fits goes."""
        rows, rules = self.chosen(), self.session.cite("kebutuhan.bobot_bukti", "kebutuhan.keyakinan_bukti")
        self._sentence.value = base.paragraph(self.reading().splitlines()[0]).value
        base.draw(self._chart, charts.contributions(rows, day=self.session.day, rules=rules))
        columns = {name: words.text(f"panels.order.{name}") for name in _SHOWN}
        counts = dict.fromkeys(("peringkat", "jumlah_asn", "jumlah_bukti"), words.number)
        formats = counts | {"prioritas": two, "umur": str, "di_bawah": str}
        self._body.value = base.table(told(rows.head(MOST_SHOWN)), columns, formats) + self._left(rows) + base.source(
            rules, self.session.day)
        self._take.forget()
        offer(self._need, need_options(rows.head(MOST_SHOWN)))
        self._on_need(None)

    def _left(self, rows: pd.DataFrame) -> str:
        """What the table does not show: needs beyond its end, and those that nothing is known about."""
        unknown = int(self.session.frame("register")["peringkat"].isna().sum())
        said = words.text("panels.register.more", shown=MOST_SHOWN, all=len(rows)) if len(rows) > MOST_SHOWN else ""
        return said and base.note(said, kind="awas") or (
            base.paragraph(words.text("panels.register.unknown", count=unknown)).value if unknown else "")

    @base.guarded
    def _on_need(self, _: object) -> None:
        if self._need.value in (ALL, None):
            self._sum.value = ""
            return
        parts = self.explained(*self._need.value)
        columns = {name: words.text(f"panels.register.{name}") for name in _SUMMED}
        formats = dict.fromkeys(_SUMMED[2:], two) | {"bobot": words.percent, "sumbangan": three}
        total = {"bukti": words.text("panels.order.prioritas"), "sumbangan": three(parts["sumbangan"].sum())}
        self._sum.value = self._why_so_sure(*self._need.value) + base.paragraph(words.text("panels.register.sum")).value + base.table(
            parts, columns, formats, total=total) + base.source(
            self.session.cite(*parts["rule_id"].unique()), self.session.day)

    def _why_so_sure(self, unit: str, skill: str) -> str:
        """Where the confidence in a need comes from: how much of the weights is known, and whether the sources agree."""
        rows = self.session.frame("register")
        row = rows[(rows[UNIT] == unit) & (rows[SKILL] == skill)].iloc[0]
        missing = [source_name(name) for name in needs.SOURCES if pd.isna(row[f"bukti_{name}"])]
        apart = row["beda_sumber"] if pd.notna(row["beda_sumber"]) else 0.0
        said = words.text("panels.register.sure", label=row["keyakinan_label"], value=two(row["keyakinan"]),
                          known=words.percent(row["diketahui_rasio"]), apart=words.percent(apart))
        silent = words.text("panels.register.silent", names=", ".join(missing)) if missing else ""
        return base.paragraph(f"{said} {silent}".strip()).value

    def explained(self, unit: str, skill: str) -> pd.DataFrame:
        """One row per source with the figures behind a need's priority."""
        parts = self.session.frame("register_rinci")
        parts = parts[(parts[UNIT] == unit) & (parts[SKILL] == skill)]
        return parts.assign(
            bukti=[source_name(name) for name in parts["bukti"]],
            cara=[words.text(f"panels.register.cara.{name.replace(' ', '_')}") for name in parts["cara"]],
            sumbangan=parts["kontribusi"] + parts["kontribusi_belum_diketahui"],
        )

    def sheets(self) -> dict[str, pd.DataFrame]:
        """What is chosen, with the parts of every priority, as an Excel file shows it."""
        rows = self.chosen()
        parts = [name for name in rows if name.startswith("kontribusi_")]
        shown = told(rows).assign(penyebab=lists.texts([cause_name(name) for name in rows["penyebab"]], rows))
        columns = {name: words.text(f"panels.order.{name}") for name in (*_TAKEN, *parts, "penyebab")}
        return {words.text("panels.register.sheet"): headed(shown, columns)}

    def reading(self) -> str:
        rows = self.chosen()
        if rows.empty:
            return words.text("panels.register.none")
        first = "; ".join(need_name(row) for row in rows.head(FIRST).to_dict("records"))
        firm, alone = int((rows["keyakinan_label"] == "tinggi").sum()), int((rows["jumlah_bukti"] == 1).sum())
        head = words.text("panels.register.reading", first=first, count=len(rows), firm=firm, alone=alone,
                          apart=int(rows["berbeda"].sum()))
        return "\n".join([head, *(
            f"{row['peringkat']}. {need_name(row)} · {two(row['prioritas'])}" for row in rows.head(10).to_dict("records")
        )])


def ranked(session: Any) -> pd.DataFrame:
    """The needs that have an order."""
    register = session.frame("register")
    return register[register["peringkat"].notna()]


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """Needs as people read them: unit, age of the oldest evidence, and whether the sources agree."""
    return rows.assign(
        **{UNIT: rows[UNIT].where(rows[UNIT] != "", words.text("charts.unit_unknown"))},
        di_bawah=lists.texts([_below(row) for row in rows.to_dict("records")], rows),
        umur=lists.texts([_age(days) for days in rows["umur_hari"]], rows),
        sepakat=lists.texts([_agreed(row) for row in rows.to_dict("records")], rows),
    )


def _below(row: dict[str, Any]) -> str | None:
    """How many are below the standard, of those who were assessed; nothing where nobody was."""
    if pd.isna(row["orang_di_bawah"]):
        return None
    return words.text("words.of", part=int(row["orang_di_bawah"]), whole=int(row["dinilai"]))


def _age(days: Any) -> str:
    return "–" if pd.isna(days) else words.text("panels.register.months", months=round(days / DAYS_A_MONTH))


def _agreed(row: dict[str, Any]) -> str:
    if row["berbeda"]:
        return words.text("panels.register.apart", high=source_name(row["sumber_tertinggi"]),
                          low=source_name(row["sumber_terendah"]))
    return words.text("panels.register.alone" if row["jumlah_bukti"] == 1 else "panels.register.agreed")


def offer(choice: widgets.Dropdown, options: Iterable[tuple[str, Any]], *, first: str = "") -> None:
    """What a list offers now; what was chosen stays chosen where it still can be.

    `first` is an entry above all others that chooses nothing; without it the first entry is chosen.
    """
    offered, kept = [*([(first, ALL)] if first else []), *options], choice.value
    values = [value for _, value in offered]
    choice.options = offered
    choice.value = kept if kept in values else values[0] if values else None


def need_options(rows: pd.DataFrame) -> list[tuple[str, tuple[str, str]]]:
    """Needs as a list offers them: place, competency, unit."""
    return [
        (f"{words.number(row['peringkat'])}. {need_name(row)}", (row[UNIT], row[SKILL])) for row in rows.to_dict("records")
    ]


def cause_name(cause: str) -> str:
    """A cause as people call it; empty: nobody has judged it yet."""
    return words.text(f"panels.causes.{cause or 'open'}")


def two(value: float) -> str:
    """With two decimals."""
    return words.number(value, 2)


def three(value: float) -> str:
    """With three decimals: parts of a sum that is shown with two."""
    return words.number(value, 3)
