"""The top of every page, and the home page: Minggu ini with its four doors, what is due and what changed."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.panels import base

PAGES = (
    "00_mulai", "01_kebutuhan", "02_rancangan", "03_pelaksanaan", "04_evaluasi", "05_tindak_lanjut", "06_arsip_rencana",
)
DOORS = (("plan", "02_rancangan"), ("deliver", "03_pelaksanaan"), ("report", "06_arsip_rencana"), ("answer", "06_arsip_rencana"))


class Strip(base.Panel):
    """Agency, plan year, state, the way to the other pages, and when choices were last saved."""

    def __init__(self, session: Any, page: str) -> None:
        self.page = page
        super().__init__(session)

    def build(self) -> None:
        self._head = widgets.HTML()
        self.view.children = [base.style(), self._head]

    def show(self) -> None:
        book = self.session.book
        state = words.text("panels.state.accepted" if book.decision("rencana") else "panels.state.draft")
        pieces = [f"<b>{escape(book.instansi)}</b>", escape(words.text("panels.plan_year", year=str(book.tahun))), escape(state)]
        if book.contoh:
            pieces.append(f'<span class="pb-contoh">{escape(words.text("words.sample"))}</span>')
        pieces.append(escape(self._saved()))
        line = "".join(f"<span>{piece}</span>" for piece in pieces)
        self._head.value = f'<div class="pb-strip">{line}</div>{self._links()}'

    def _saved(self) -> str:
        moment = self.session.saved_at
        if moment is None:
            return words.text("panels.all_saved")
        return words.text("panels.saved_at", time=moment.strftime("%H.%M"))

    def _links(self) -> str:
        links = []
        for page in PAGES:
            title = escape(words.text(f"panels.page.{page}"))
            here = ' aria-current="page"' if page == self.page else ""
            links.append(f'<a href="{page}.ipynb"{here}>{title}</a>')
        lab = escape(words.text("panels.open_lab"))
        again = escape(words.text("panels.start_over"))
        links.append(f'<a class="pb-samping" href="../../lab/tree/{self.page}.ipynb" target="_blank">{lab}</a>')
        links.append(f'<a class="pb-samping" href="{self.page}.ipynb">{again}</a>')
        return f'<nav class="pb-nav">{"".join(links)}</nav>'

    def reading(self) -> str:
        book = self.session.book
        sample = f" · {words.text('words.sample')}" if book.contoh else ""
        return f"{book.instansi} · {words.text('panels.plan_year', year=str(book.tahun))}{sample}"


class ThisWeek(base.Panel):
    """Four doors, what is due, and what changed last."""

    def build(self) -> None:
        self._body = widgets.HTML()
        self.view.children = [base.heading(words.text("panels.home.title")), self._body]

    def show(self) -> None:
        doors = "".join(
            f'<a href="{page}.ipynb"><b>{escape(words.text(f"panels.door.{name}"))}</b>'
            f"<span>{escape(words.text(f'panels.door.{name}.help'))}</span></a>"
            for name, page in DOORS
        )
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.due())
        self._body.value = f'<div class="pb-pintu">{doors}</div><ul>{lines}</ul>'

    def due(self) -> list[str]:
        """What is due or new, in words."""
        stored = self.session.book.datasets()
        if stored.empty:
            return [words.text("panels.home.empty")]
        duties = self.session.frame("kewajiban")
        late = int(duties["terlambat"].sum())
        lines = [words.text("panels.home.late", late=late, all=len(duties))]
        notes = self.session.book.notes()
        lines.append(words.text("panels.home.notes", count=len(notes)))
        newest = stored.sort_values(["at", "table_name"], kind="stable").iloc[-1]
        title = words.text(f"tables.{newest['table_name']}.title")
        lines.append(words.text("panels.home.newest", table=title, rows=int(newest["rows"])))
        ladder = self.session.frame("tangga_data")
        best = ladder[ladder["berikutnya"] & (ladder["nilai_tambah"] > 0)]
        if len(best):
            lines.append(words.text("panels.home.next_file", sentence=words.text(best.iloc[0]["menambah"])))
        return lines

    def reading(self) -> str:
        return "\n".join(self.due())


class FirstLook(base.Panel):
    """The first pictures from the roster alone: hours owed, overdue duties, pensions."""

    def build(self) -> None:
        self._body = widgets.HTML()
        self.view.children = [base.heading(words.text("panels.first.title"), words.text("panels.first.help")), self._body]

    def show(self) -> None:
        units = self.units()
        if units.empty:
            self._body.value = base.note(words.text("panels.home.empty"), kind="awas")
            return
        count = lambda value: words.number(value)  # noqa: E731
        total = units.select_dtypes("number").sum()
        numbers = base.figures([
            (count(total["jumlah_asn"]), words.text("panels.first.people")),
            (count(total["kurang_jp_asn"]), words.text("panels.first.short")),
            (count(total["kewajiban_terlambat"]), words.text("panels.first.late")),
            (count(total["pensiun_dalam_tahun"]), words.text("panels.first.pension")),
        ])
        columns = {
            "perangkat_daerah": words.text("panels.column.unit"), "jumlah_asn": words.text("panels.column.people"),
            "kurang_jp_asn": words.text("panels.column.short"), "kewajiban_terlambat": words.text("panels.column.late"),
            "pensiun_dalam_tahun": words.text("panels.column.pension"),
        }
        order = units.sort_values(["kewajiban_terlambat", "perangkat_daerah"], ascending=[False, True], kind="stable")
        self._body.value = numbers + base.table(order, columns, dict.fromkeys(list(columns)[1:], count))

    def units(self) -> pd.DataFrame:
        """One row per unit: duties and pensions of the plan year, hours of the year that runs."""
        running = self.session.frame("profil_berjalan")[["perangkat_daerah", "kurang_jp_asn"]]
        return self.session.frame("profil_unit").drop(columns="kurang_jp_asn").merge(running, on="perangkat_daerah")

    def reading(self) -> str:
        units = self.units()
        if units.empty:
            return words.text("panels.home.empty")
        total = units.select_dtypes("number").sum()
        return words.text(
            "panels.first.reading", people=int(total["jumlah_asn"]), short=int(total["kurang_jp_asn"]),
            late=int(total["kewajiban_terlambat"]), pension=int(total["pensiun_dalam_tahun"]),
        )
