"""The papers of stage 1: the AKPK report as Word and the register as Excel, before anybody has made a plan."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets

from pembinaan_lib import words
from pembinaan_lib.panels import base

NAMES = ("akpk-", "register-kebutuhan-")


class NeedsPapers(base.Panel):
    """One button, and beneath it the two papers as they were last made."""

    def build(self) -> None:
        self._make = base.button("panels.needs_papers.make", self._on_make, primary=True)
        self._work, self._links = base.Work(self), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.needs_papers.title"), words.text("panels.needs_papers.help")),
            widgets.HBox([self._make]), self._work.view, self.message, self._links,
        ]

    def show(self) -> None:
        self._links.value = "".join(base.download(path) for path in self._made())

    def _made(self) -> list[Path]:
        return [path for path in self.session.book.papers() if path.name.startswith(NAMES)]

    @base.guarded
    def _on_make(self, _: widgets.Button) -> None:
        def task(progress: base.Progress) -> str:
            self.session.book.needs_documents(progress=progress)
            self.show()
            return words.text("panels.needs_papers.made")

        self._work.start(task)

    def reading(self) -> str:
        return words.text("panels.needs_papers.reading", count=len(self._made()))
