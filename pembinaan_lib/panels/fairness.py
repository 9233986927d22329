"""Who needs and who gets, by sex, unit, rank, age and kind of ASN: shown side by side, with few people hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import fairness as charts
from pembinaan_lib.charts.picture import listed
from pembinaan_lib.needs.fairness import DIMENSIONS
from pembinaan_lib.panels import base
from pembinaan_lib.panels.home import knows_courses
from pembinaan_lib.panels.taking import Take, headed

SMALLEST, YEARS, WHOLE = "perlindungan_data.sel_minimum", "kebutuhan.keadilan_jendela_tahun", "semua"
ENTRY, KINDS = "kewajiban.latsar", "jenis_pegawai"
TOLD = 4
_COUNTS = ("asn", "dinilai", "wajib_jp")
_RATIOS = ("butuh_rasio", "kurang_jp_rasio")
_ALL = (
    "kelompok", "asn", "dinilai", "butuh", "butuh_rasio", "butuh_bawah", "butuh_atas", "dihitung_jp", "jp_rerata",
    "jp_bawah", "jp_atas", "wajib_jp", "kurang_jp", "kurang_jp_rasio", "kegiatan_rerata", "kegiatan_bawah",
    "kegiatan_atas", "tertinggal",
)


class Fairness(base.Panel):
    """Whether need and opportunity go together, group by group."""

    def build(self) -> None:
        self._sentence, self._body = widgets.HTML(), widgets.HTML()
        self._dimension = widgets.Dropdown()
        self._dimension.observe(self._on_dimension, "value")
        self._need, self._hours, self._done = base.chart(), base.chart(), base.chart()
        self._take = Take(self, "panels.fairness.file", self.sheets)
        pair = widgets.HBox([widgets.VBox([self._need]), widgets.VBox([self._hours])]).add_class("pb-berdua")
        self._more = widgets.VBox([
            widgets.HBox([base.field("panels.fairness.dimension", self._dimension)]).add_class("pb-isian"), pair,
            self._done, self._body, self._take.view,
        ])
        self.view.children = [
            base.heading(words.text("panels.fairness.title"), words.text("panels.fairness.help")), self.message,
            self._sentence, self._more,
        ]

    def show(self) -> None:
        found = self.session.frame("keadilan")
        self._more.layout.display = "none" if found.empty else ""
        self._take.forget()
        told = self.reading()
        self._sentence.value = base.note(told, kind="awas") if found.empty else base.paragraph(told).value
        if found.empty:
            return
        kept, there = self._dimension.value, [name for name in DIMENSIONS if name in set(found["dimensi"])]
        self._dimension.options = [(words.text(f"charts.fairness.{name}"), name) for name in there]
        behind = [name for name in there if found.loc[found["dimensi"] == name, "tertinggal"].any()]
        self._dimension.value = kept if kept in there else [*behind, *there][0]
        self._draw()

    @base.guarded
    def _on_dimension(self, _: object) -> None:
        self._draw()

    def _draw(self) -> None:
        found, dimension = self.session.frame("keadilan"), self._dimension.value
        if dimension is None:
            return
        cited = self.session.cite(SMALLEST, YEARS, ENTRY)
        for place, measure in ((self._need, charts.NEED), (self._hours, charts.HOURS), (self._done, charts.DONE)):
            base.draw(place, charts.groups(
                found, measure=measure, dimension=dimension, day=self.session.day, rules=cited))
        shown = self.told(dimension)
        formats = dict.fromkeys(_COUNTS, words.number) | dict.fromkeys(_RATIOS, words.percent) | {"jp_rerata": _one, "kegiatan_rerata": _one}
        names = ("kelompok", "asn", "dinilai", "butuh_rasio", "jp_rerata", "wajib_jp", "kurang_jp_rasio",
                 "kegiatan_rerata", "tertinggal")
        hidden = int(shown["disembunyikan"].sum())
        note = base.paragraph(words.text("panels.fairness.hidden", groups=hidden)).value if hidden else ""
        listing = base.table(shown, _heads(names), formats)
        self._body.value = listing + note + base.source(cited, self.session.day)

    def told(self, dimension: str) -> pd.DataFrame:
        """The groups of a dimension with the whole agency on top."""
        found = self.session.frame("keadilan")
        own = found[found["dimensi"].isin([WHOLE, dimension])]
        return own.assign(
            kelompok=[group(name) for name in own["kelompok"]],
            tertinggal=[words.text("panels.yes") if late else "" for late in own["tertinggal"]],
        )

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Every dimension on one sheet; hidden figures stay empty."""
        there, heads = set(self.session.frame("keadilan")["dimensi"]), _heads(_ALL)
        names = [name for name in DIMENSIONS if name in there]
        return {words.text(f"charts.fairness.{name}"): headed(self.told(name), heads) for name in names}

    def reading(self) -> str:
        found = self.session.frame("keadilan")
        if found.empty:
            return words.text("panels.fairness.none")
        behind = found[found["tertinggal"].astype("bool")]
        names = listed([f"{words.text(f'charts.fairness.{row.dimensi}')}: {group(row.kelompok)}"
                        for row in behind.head(TOLD).itertuples()])
        told = words.text("panels.fairness.behind", groups=names, count=len(behind)) if names else (
            words.text("panels.fairness.even"))
        return " ".join([told, *self._apart(found)])

    def _apart(self, found: pd.DataFrame) -> list[str]:
        """The clearest difference of hours between two kinds of staff: their intervals lie furthest from each other.

        Whoever is still in entry training, whose hours are not counted, is compared with nobody.
        """
        new = {kind for duty in self.session.book.law.value(ENTRY).value.values() for kind in duty["jenis_pegawai"]}
        kinds = found[(found["dimensi"] == KINDS) & found["jp_bawah"].notna() & ~found["kelompok"].isin(new)]
        pairs = [(more.jp_bawah - less.jp_atas, less, more) for less in kinds.itertuples() for more in kinds.itertuples()]
        clear = [pair for pair in pairs if pair[0] > 0]
        if not clear or not knows_courses(self.session):
            return []
        _, less, more = max(clear, key=lambda pair: pair[0])
        return [words.text("panels.fairness.apart", less=_hours(less), more=_hours(more))]


def _heads(names: Sequence[str]) -> dict[str, str]:
    return {name: words.text(f"panels.fairness.{name}") for name in names}


def group(name: str) -> str:
    """A group as people call it."""
    key = f"charts.fairness.group.{name}"
    return words.text(key) if words.has(key) else name or words.text("charts.unit_unknown")


def _hours(row) -> str:  # noqa: ANN001  a row of the groups
    """A group with its mean hours and how surely they are known."""
    interval = words.text("charts.interval", low=_one(row.jp_bawah), high=_one(row.jp_atas))
    return words.text("panels.fairness.mean", group=group(row.kelompok), value=_one(row.jp_rerata), interval=interval)


def _one(value: float) -> str:
    return words.number(value, 1)
