"""The top of every page, and the home page: Minggu ini with its four doors, what is due and what changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import charts, words
from pembinaan_lib.panels import base

PAGES = (
    "00_mulai", "01_kebutuhan", "01_profil", "01_suara", "02_rancangan", "03_pelaksanaan", "04_evaluasi",
    "05_tindak_lanjut", "06_arsip_rencana",
)
DOORS = (("plan", "02_rancangan"), ("deliver", "03_pelaksanaan"), ("report", "06_arsip_rencana"), ("answer", "06_arsip_rencana"))
SOON_DAYS = 30
NAMES = {"id": "Bahasa Indonesia", "en": "English"}
"""Each language by its own name, whatever is spoken now."""


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
        pieces = [f"<b>{escape(book.instansi)}</b>", escape(words.text("panels.plan_year", year=str(book.tahun)))]
        pieces += [escape(piece) for piece in self._state()]
        if book.contoh:
            pieces.append(f'<span class="pb-contoh">{escape(words.text("words.sample"))}</span>')
        pieces.append(escape(self._saved()))
        line = "".join(f"<span>{piece}</span>" for piece in pieces)
        self._head.value = f'<div class="pb-strip">{line}</div>{self._links()}'

    def _state(self) -> list[str]:
        """Draft or accepted, the newest record, and the date of the data."""
        book = self.session.book
        kind = "review" if book.outdated() else "accepted" if book.decision("rencana") else "draft"
        state = [words.text(f"panels.state.{kind}")]
        records = book.records()
        if len(records):
            state.append(words.text("panels.state.record", number=records["number"].iloc[-1]))
        return [*state, words.text("panels.data_date", day=self.session.day)]

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
            links.append(f'<a href="{page}.ipynb?lang={words.language()}"{here}>{title}</a>')
        lab = escape(words.text("panels.open_lab"))
        again = escape(words.text("panels.start_over"))
        links.append(f'<a class="pb-samping" href="../../lab/tree/{self.page}.ipynb" target="_blank">{lab}</a>')
        links.append(f'<a class="pb-samping" href="{self.page}.ipynb?lang={words.language()}">{again}</a>')
        other = next(lang for lang in words.LANGUAGES if lang != words.language())
        links.append(f'<a class="pb-samping" lang="{other}" href="{self.page}.ipynb?lang={other}">{NAMES[other]}</a>')
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
            f'<a href="{page}.ipynb?lang={words.language()}"><b>{escape(words.text(f"panels.door.{name}"))}</b>'
            f"<span>{escape(words.text(f'panels.door.{name}.help'))}</span></a>"
            for name, page in DOORS
        )
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.due())
        self._body.value = f'<div class="pb-pintu">{doors}</div><ul>{lines}</ul>'

    def due(self) -> list[str]:
        """What is due, what waits for the planner, and what changed last, in words."""
        if self.session.book.datasets().empty:
            return [words.text("panels.home.empty")]
        return [*self._duties(), *self._plan(), *self._changes(), *self._next_file()]

    def _duties(self) -> list[str]:
        duties = self.session.frame("kewajiban")
        today = pd.Timestamp(self.session.clock().date())
        until = today + timedelta(days=SOON_DAYS)
        deadline = pd.to_datetime(duties["tenggat"])
        soon = int((deadline.ge(today) & deadline.le(until) & ~duties["terlambat"].astype(bool)).sum())
        key = "panels.home.late" if knows_courses(self.session) else "panels.home.late_at_most"
        late = words.text(key, late=int(duties["terlambat"].sum()), all=len(duties))
        return [late, words.text("panels.home.soon", soon=soon, day=until.date())]

    def _plan(self) -> list[str]:
        book, lines = self.session.book, []
        if book.decision("rencana") is None:
            lines.append(words.text("panels.home.no_plan"))
        elif book.outdated():
            lines.append(words.text("panels.propose.outdated"))
        notes = book.notes()
        return [*lines, words.text("panels.home.notes", count=len(notes))] if len(notes) else lines

    def _changes(self) -> list[str]:
        """The newest import and the newest choice."""
        stored, journal = self.session.book.datasets(), self.session.book.journal()
        newest = stored.sort_values(["at", "table_name"], kind="stable").iloc[-1]
        lines = [words.text(
            "panels.home.newest", table=words.text(f"tables.{newest['table_name']}.title"), rows=int(newest["rows"]),
            moment=told_moment(newest["at"]),
        )]
        if len(journal):
            last = journal.iloc[-1]
            lines.append(words.text(
                "panels.home.last_choice", choice=words.text(f"panels.choice.{last['key']}"), who=last["who"],
                moment=told_moment(last["at"]),
            ))
        return lines

    def _next_file(self) -> list[str]:
        ladder = self.session.frame("tangga_data")
        best = ladder[ladder["berikutnya"] & (ladder["nilai_tambah"] > 0)]
        return [words.text("panels.home.next_file", sentence=words.text(key)) for key in best["menambah"].head(1)]

    def reading(self) -> str:
        return "\n".join(self.due())


class FirstLook(base.Panel):
    """The first pictures from the roster alone: hours owed, overdue duties, pensions."""

    def build(self) -> None:
        self._head, self._body = widgets.HTML(), widgets.HTML()
        self._short, self._late = base.chart(), base.chart()
        self._pictures = widgets.VBox([
            widgets.HBox([self._short, self._late]).add_class("pb-berdua"), base.fold("panels.first.units", self._body),
        ])
        self.view.children = [
            base.heading(words.text("panels.first.title"), words.text("panels.first.help")), self._head, self._pictures,
        ]

    def show(self) -> None:
        units = self.units()
        self._pictures.layout.display = "none" if units.empty else ""
        if units.empty:
            self._head.value = base.note(words.text("panels.home.empty"), kind="awas")
            return
        total, known = units.select_dtypes("number").sum(), knows_courses(self.session)
        figures = base.figures([
            (words.number(total[name]) if known or key != "short" else "–", words.text(f"panels.first.{key}"))
            for name, key in (("jumlah_asn", "people"), ("kurang_jp_asn", "short"),
                              ("kewajiban_terlambat", "late" if known else "late_at_most"), ("pensiun_dalam_tahun", "pension"))
        ])
        self._head.value = figures if known else figures + base.note(words.text("panels.first.no_courses"), kind="awas")
        self._short.layout.display = "" if known else "none"
        hours = self.session.cite(*self.session.frame("jam_berjalan")["rule_id"].unique())
        duties = self.session.cite(*self.session.frame("kewajiban")["rule_id"].unique())
        base.draw(self._short, charts.jp_shortfall(units, day=self.session.day, rules=hours))
        base.draw(self._late, charts.overdue(units, day=self.session.day, rules=duties))
        columns = {
            "perangkat_daerah": words.text("panels.column.unit"), "jumlah_asn": words.text("panels.column.people"),
            "kurang_jp_asn": words.text("panels.column.short"), "kewajiban_terlambat": words.text("panels.column.late"),
            "pensiun_dalam_tahun": words.text("panels.column.pension"),
        }
        order = units.sort_values(["kewajiban_terlambat", "perangkat_daerah"], ascending=[False, True], kind="stable")
        numbers = dict.fromkeys(list(columns)[1:], words.number)
        self._body.value = base.table(order, columns, numbers) + base.source(f"{hours}; {duties}", self.session.day)

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
            "panels.first.reading" if knows_courses(self.session) else "panels.first.reading_at_most", people=int(total["jumlah_asn"]), short=int(total["kurang_jp_asn"]),
            late=int(total["kewajiban_terlambat"]), pension=int(total["pensiun_dalam_tahun"]),
        )


def knows_courses(session: Any) -> bool:
    """Whether the training history is there: without it nobody knows which duties are done and which hours were had."""
    return "riwayat_bangkom" in set(session.book.datasets()["table_name"])


def told_moment(stamp: str) -> str:
    """``2026-11-21T10:42:00+07:00`` → ``21 November 2026 10.42``."""
    return words.moment(datetime.fromisoformat(stamp))
