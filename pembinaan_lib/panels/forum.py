"""The forum with citizens on screen: what was agreed, and where it stood when the forum met again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.panels import base
from pembinaan_lib.panels.taking import Take, headed

ALL = ""
OPEN, WAITING, DONE = "terbuka", "menunggu", "selesai"
UNDONE = "belum_tuntas"
"""Every agreement that is still open, whether or not the forum has met again."""
_STATES, _STATUS = (OPEN, WAITING, "belum_berlangsung", "tanpa_kesepakatan", DONE), ("belum", "berjalan", "selesai")
_CAME = ("peserta_masyarakat", "peserta_pemerintah")


class Forum(base.Panel):
    """What was agreed with citizens, and whether it was done when the forum met again."""

    def build(self) -> None:
        self._sentence, self._body, self._open = widgets.HTML(), widgets.HTML(), False
        self._state = widgets.Dropdown()
        self._state.observe(self._on_state, "value")
        self._which, self._status = widgets.Dropdown(), widgets.Dropdown()
        self._texts = base.button("panels.forum.show", self._on_texts)
        self._settle = base.button("panels.forum.settle", self._on_settle, primary=True)
        self._take = Take(self, "panels.forum.file", self.sheets)
        self._more = widgets.VBox([
            widgets.HBox([base.field("panels.forum.keadaan", self._state), self._texts]).add_class("pb-isian"),
            self._body,
            base.fold("panels.forum.change", widgets.HBox([
                base.field("panels.forum.which", self._which), base.field("panels.forum.status", self._status),
                self._settle,
            ]).add_class("pb-isian")),
            self._take.view,
        ])
        self.view.children = [
            base.heading(words.text("panels.forum.title"), words.text("panels.forum.help")), self.message,
            self._sentence, self._more,
        ]

    def show(self) -> None:
        met = self.session.frame("forum_keadaan")
        self._more.layout.display = "none" if met.empty else ""
        self._take.forget()
        if met.empty:
            self._sentence.value = base.note(words.text("panels.forum.none"), kind="awas")
            return
        self._sentence.value = base.paragraph(self.reading()).value
        kept, states = self._state.value, [state for state in _STATES if state in set(met["keadaan"])]
        named = [(words.text(f"panels.forum.{state}"), state) for state in states]
        undone = [(words.text(f"panels.forum.{UNDONE}"), UNDONE)] if {OPEN, WAITING} & set(states) else []
        offered = [(words.text("panels.lists.all"), ALL), *undone, *named]
        self._state.options = offered
        self._state.value = kept if kept in dict(offered).values() else ALL
        which = self._which.value
        held = _newest(met[met["ada_kesepakatan"] & (met["keadaan"] != "belum_berlangsung")])
        self._which.options = [(_named(row), row["forum_id"]) for row in held.to_dict("records")]
        waiting = list(held["forum_id"])
        self._which.value = which if which in waiting else next(iter(waiting), None)
        self._status.options = [(words.text(f"panels.forum.status.{name}"), name) for name in _STATUS]
        self._status.value = self._status.value or DONE
        self._settle.disabled = self.blocked(self._settle)
        self._list()

    def blocked(self, button: widgets.Button) -> bool:
        return button is self._settle and self._which.value is None

    @base.guarded
    def _on_state(self, _: object) -> None:
        self._list()

    @base.guarded
    def _on_texts(self, _: widgets.Button) -> None:
        self._open = True
        self._list()

    @base.guarded
    def _on_settle(self, _: widgets.Button) -> None:
        forum, status = self._which.value, self._status.value
        self.session.book.voice.settle(forum, status)
        self.say(words.text("panels.forum.settled", forum=forum, status=words.text(f"panels.forum.status.{status}")))
        self.session.changed()

    def _list(self) -> None:
        met = self.told()
        wanted = (OPEN, WAITING) if self._state.value == UNDONE else (self._state.value,)
        met = met[met["kode"].isin(wanted)] if self._state.value else met
        names = ("unit_kerja", "tanggal", "tempat", "keadaan", "status_kesepakatan", "berikutnya", "umur_hari", *_CAME,
                 "ada_notulen", "forum_id")
        if self._open:
            met = met.merge(self.session.book.voice.forums()[["forum_id", "kesepakatan"]], on="forum_id", how="left")
            names = (*names, "kesepakatan")
        formats = dict.fromkeys(("umur_hari", *_CAME), words.number)
        self._body.value = base.table(met, _heads(names), formats) + base.source("", self.session.day)

    def told(self) -> pd.DataFrame:
        """One row per meeting, the newest on top."""
        order = _newest(self.session.frame("forum_keadaan"))
        return order.assign(
            kode=order["keadaan"], keadaan=[words.text(f"panels.forum.{state}") for state in order["keadaan"]],
            tanggal=[_day(day) for day in order["tanggal"]], berikutnya=[_day(day) for day in order["tanggal_berikutnya"]],
            ada_notulen=[words.text("panels.yes" if there else "panels.no") for there in order["ada_notulen"]],
            status_kesepakatan=[
                words.text(f"panels.forum.status.{name}") if name in _STATUS else "–" for name in order["status_kesepakatan"]],
        )

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """The meetings without what was said at them."""
        known, met = self.session.frame("forum_keadaan").set_index("forum_id"), self.told()
        days = known.reindex(met["forum_id"])
        met = met.assign(tanggal=days["tanggal"].to_numpy(), berikutnya=days["tanggal_berikutnya"].to_numpy())
        names = ("forum_id", "unit_kerja", "tanggal", "tempat", "keadaan", "status_kesepakatan", "forum_berikutnya",
                 "berikutnya", "umur_hari", *_CAME, "ada_notulen")
        return {words.text("panels.forum.sheet"): headed(met, _heads(names))}

    def reading(self) -> str:
        met = self.session.frame("forum_keadaan")
        if met.empty:
            return words.text("panels.forum.none")
        counts = met["keadaan"].value_counts()
        told = words.text("panels.forum.reading", forums=len(met), **{
            name: int(counts.get(name, 0)) for name in (DONE, WAITING, OPEN)})
        held = met[met["keadaan"] != "belum_berlangsung"]
        came = {name.removeprefix("peserta_"): int(held[name].sum()) for name in _CAME}
        bare = int((~held["ada_notulen"]).sum())
        more = [words.text("panels.forum.bare", forums=bare)] if bare else []
        return " ".join([told, words.text("panels.forum.came", **came), *more])


def _newest(met: pd.DataFrame) -> pd.DataFrame:
    """The newest meeting first, those of one day by their number; without a day last."""
    return met.sort_values("forum_id", kind="stable").sort_values(
        "tanggal", ascending=False, kind="stable", na_position="last", ignore_index=True)


def _named(row: Mapping[str, Any]) -> str:
    """A meeting as people know it: its day, its unit, its number."""
    unit = row["unit_kerja"] if pd.notna(row["unit_kerja"]) else ""
    return " · ".join(part for part in (_day(row["tanggal"]), unit, row["forum_id"]) if part)


def _day(day: pd.Timestamp) -> str:
    return words.day(day.date()) if pd.notna(day) else "–"


def _heads(names: Sequence[str]) -> dict[str, str]:
    return {name: words.text(f"panels.forum.{name}") for name in names}
