"""The first ten minutes: type the ceiling, see a rough plan, take it to the leader."""

from __future__ import annotations

import ipywidgets as widgets

from pembinaan_lib import words
from pembinaan_lib.panels import base
from pembinaan_lib.panels.design import Propose, rupiah_typed


class RoughPlan(base.Panel):
    """One number in, one plan out, with its papers; everything can be refined in the Design notebook."""

    def build(self) -> None:
        self._money = widgets.Text(placeholder="1.250.000.000")
        self._papers = base.button("panels.rough.papers", self._on_papers)
        self._work, self._links, self._body = base.Work(self), widgets.HTML(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.rough.title"), words.text("panels.rough.help")),
            widgets.HBox([
                base.field("panels.design.money", self._money), base.button("panels.rough.make", self._on_make, primary=True),
                self._papers,
            ]).add_class("pb-isian"),
            self._work.view, self.message, self._body, self._links,
        ]

    def show(self) -> None:
        book = self.session.book
        pagu = self.session.results.meta["pagu_rp"]
        self._money.value = "" if pagu is None else words.number(pagu)
        self._papers.disabled = self.blocked(self._papers)
        self._links.value = ""
        shown = book.latest_proposal()
        self._body.value = "" if shown is None else Propose.told(book, shown)

    def blocked(self, button: widgets.Button) -> bool:
        return button is self._papers and self.session.book.latest_proposal() is None

    @base.guarded
    def _on_make(self, _: widgets.Button) -> None:
        money = rupiah_typed(self._money.value)
        if money is None:
            self.say(words.text("panels.design.not_money", typed=self._money.value), kind="awas")
            return

        def task(_: base.Progress) -> str:
            book = self.session.book
            if money != self.session.results.meta["pagu_rp"]:
                book.decide("pagu_rp", money, reason=words.text("panels.rough.reason"))
            book.propose(progress=self._work.told, cancelled=self._work.stopped)
            self.session.changed()
            return words.text("panels.rough.made")

        self._work.start(task)

    @base.guarded
    def _on_papers(self, _: widgets.Button) -> None:
        def task(progress: base.Progress) -> str:
            book = self.session.book
            made = book.documents(draft=book.latest_proposal(), progress=progress)
            self._links.value = "".join(base.download(path) for path in made)
            return words.text("panels.archive.made", count=len(made))

        self._work.start(task)

    def reading(self) -> str:
        pagu = self.session.results.meta["pagu_rp"]
        return words.text("panels.rough.reading", money="–" if pagu is None else words.rupiah(pagu, short=False))
