"""The record, the papers, and the journal of choices."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from pembinaan_lib import words
from pembinaan_lib.panels import base


class Archive(base.Panel):
    """Freeze the plan, verify it, and take its papers along."""

    def build(self) -> None:
        self._freeze = widgets.Button(description=words.text("panels.archive.freeze"), button_style="primary")
        self._verify = widgets.Button(description=words.text("panels.archive.verify"))
        self._papers = widgets.Button(description=words.text("panels.archive.papers"))
        for button, handler in (
            (self._freeze, self._on_freeze), (self._verify, self._on_verify), (self._papers, self._on_papers),
        ):
            button.on_click(handler)
        self._work, self._list, self._links = base.Work(self), widgets.HTML(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.archive.title"), words.text("panels.archive.help")),
            widgets.HBox([self._freeze, self._verify, self._papers]), self._work.view, self.message, self._list, self._links,
        ]

    def show(self) -> None:
        records = self.session.book.records()
        columns = {name: words.text(f"panels.archive.{name}") for name in ("number", "tanggal", "manifest_sha256")}
        self._list.value = base.table(records, columns)
        papers = self.session.book.papers()
        self._links.value = "".join(base.download(path, path.name) for path in papers)

    @base.guarded
    def _on_freeze(self, _: widgets.Button) -> None:
        def task(progress: Callable[[float, str], None], _: Callable[[], bool]) -> str:
            place = self.session.book.freeze(progress=progress)
            self.session.changed()
            return words.text("panels.tools.recorded", number=place.name)

        self._work.start(task)

    @base.guarded
    def _on_verify(self, _: widgets.Button) -> None:
        def task(progress: Callable[[float, str], None], _: Callable[[], bool]) -> str:
            report = self.session.book.verify(progress=progress)
            return words.text("panels.tools.verified" if report.ok else "panels.tools.not_verified")

        self._work.start(task)

    @base.guarded
    def _on_papers(self, _: widgets.Button) -> None:
        def task(progress: Callable[[float, str], None], _: Callable[[], bool]) -> str:
            made = self.session.book.documents(progress=progress)
            self.show()
            return words.text("panels.archive.made", count=len(made))

        self._work.start(task)

    def reading(self) -> str:
        return words.text("panels.archive.reading", count=len(self.session.book.records()))


class Choices(base.Panel):
    """Riwayat pilihan: who chose what, when and why."""

    def build(self) -> None:
        self._body = widgets.HTML()
        self.view.children = [base.heading(words.text("panels.choices.title"), words.text("panels.choices.help")), self._body]

    def show(self) -> None:
        journal = self.session.book.journal()
        journal = journal.iloc[::-1].assign(key=[words.text(f"panels.choice.{key}") for key in journal["key"][::-1]])
        columns = {name: words.text(f"panels.choices.{name}") for name in ("at", "who", "key", "value", "reason")}
        self._body.value = base.table(journal, columns)

    def reading(self) -> str:
        return words.text("panels.choices.reading", count=len(self.session.book.journal()))


class Rules(base.Panel):
    """Every rule behind the numbers of this plan: article, since when, and whether anybody has checked it."""

    def build(self) -> None:
        self._body = widgets.HTML()
        self.view.children = [base.heading(words.text("panels.rules.title"), words.text("panels.rules.help")), self._body]

    def show(self) -> None:
        columns = {name: words.text(f"panels.rules.{name}") for name in ("rule_id", "judul", "sumber", "berlaku", "status")}
        self._body.value = base.table(self.session.book.rules_in_use(), columns)

    def reading(self) -> str:
        rules = self.session.book.rules_in_use()
        doubtful = int((rules["kode_status"] == "belum_diverifikasi").sum())
        return words.text("panels.rules.reading", count=len(rules), doubtful=doubtful)
