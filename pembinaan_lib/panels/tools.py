"""Every verb of the command line as a button: new workbook, compute, record, verify, show leaders, back up, restore."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import ipywidgets as widgets

from pembinaan_lib import words
from pembinaan_lib.panels import base
from pembinaan_lib.panels.archive import Deeds
from pembinaan_lib.panels.asking import ask_window, link
from pembinaan_lib.workbook import Workbook


class NewWorkbook(base.Panel):
    """Pakai data saya: the agency's own workbook beside this one."""

    def build(self) -> None:
        self._agency = widgets.Text(placeholder=words.text("panels.new.agency_example"))
        self._year = widgets.BoundedIntText(value=self.session.book.tahun, min=2020, max=2100)
        self._work, self._links = base.Work(self), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.new.title"), words.text("panels.new.help")),
            widgets.HBox([
                base.field("panels.new.agency", self._agency), base.field("panels.new.year", self._year),
                base.button("panels.new.make", self._on_make, primary=True),
            ]).add_class("pb-isian"),
            self._work.view, self.message, self._links,
        ]

    @base.guarded
    def _on_make(self, _: widgets.Button) -> None:
        agency, year = self._agency.value, self._year.value
        book = self.session.book
        folder = book.folder.parent / folder_name(agency, year)

        def task(progress: base.Progress) -> str:
            Workbook.create(
                folder, instansi=agency, tahun=year, who=book.who, clock=self.session.clock, draw=book.draw,
            ).close()
            progress(0.3, "panels.tools.starting")
            self._links.value = link(ask_window("buka", folder, window=book.folder), words.text("panels.new.open"))
            return words.text("panels.new.made", folder=folder.name)

        self._work.start(task)

    def reading(self) -> str:
        return words.text("panels.new.help")


class Tools(Deeds, base.Panel):
    """The other verbs."""

    def build(self) -> None:
        self._work, self._links = base.Work(self), widgets.HTML()
        self._backup = widgets.FileUpload(accept=".zip", multiple=False, description=words.text("panels.tools.choose_backup"))
        self._name = widgets.Text(placeholder=words.text("panels.tools.new_folder"))
        verbs = (
            ("compute", self._on_compute), ("record", self._on_record), ("verify", self._on_verify),
            ("serve", self._on_serve), ("backup", self._on_backup),
        )
        self.view.children = [
            base.heading(words.text("panels.tools.title"), words.text("panels.tools.help")),
            widgets.HBox([base.button(f"panels.tools.{name}", handler) for name, handler in verbs]),
            self._work.view, self.message, self._links,
            base.fold("panels.tools.restore_title", widgets.HBox([
                self._backup, self._name, base.button("panels.tools.restore", self._on_restore),
            ])),
        ]

    @base.guarded
    def _on_compute(self, _: widgets.Button) -> None:
        def task(progress: base.Progress) -> str:
            self.session.book.renew()
            results = self.session.book.compute(progress=progress, cancelled=self._work.stopped)
            self.session.changed()
            return words.text("panels.tools.computed", frames=len(results.frames))

        self._work.start(task)

    @base.guarded
    def _on_backup(self, _: widgets.Button) -> None:
        def task(progress: base.Progress) -> str:
            progress(0.1, "panels.tools.packing")
            book = self.session.book
            stamp = self.session.clock().strftime("%Y%m%d-%H%M%S")
            target = book.backup(book.folder.parent / f"cadangan-{book.folder.name}-{stamp}.zip")
            return words.text("panels.tools.backed_up", file=target.name, folder=target.parent.name)

        self._work.start(task)

    @base.guarded
    def _on_restore(self, _: widgets.Button) -> None:
        if not self._backup.value or not self._name.value.strip():
            self.say(words.text("panels.tools.restore_needs"), kind="awas")
            return
        book, content = self.session.book, bytes(self._backup.value[0]["content"])
        folder = book.folder.parent / slug(self._name.value)

        def task(progress: base.Progress) -> str:
            with tempfile.TemporaryDirectory(dir=book.folder) as waiting:
                file = Path(waiting) / "cadangan.zip"
                file.write_bytes(content)
                Workbook.restore(file, folder, who=book.who, clock=self.session.clock, draw=book.draw).close()
            progress(0.5, "panels.tools.starting")
            self._links.value = link(ask_window("buka", folder, window=book.folder), words.text("panels.new.open"))
            return words.text("panels.tools.restored", folder=folder.name)

        self._work.start(task)

    def reading(self) -> str:
        return words.text("panels.tools.help")


def slug(text: str) -> str:
    """A folder name out of what somebody typed: letters, digits and hyphens only."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "buku-kerja"


def folder_name(agency: str, year: int) -> str:
    """``Kota Sibolga``, 2027 → ``kota-sibolga-2027``."""
    return f"{slug(agency)}-{year}"
