"""The leader's page: one sentence, a few numbers, five questions, one slider."""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ipywidgets as w
from IPython.display import HTML, display

from pembinaan_lib import words
from pembinaan_lib.boards import markup
from pembinaan_lib.boards.published import SECTIONS, EditionError, read
from pembinaan_lib.vega_widget import VegaChart, sentences

log = logging.getLogger(__name__)
_HEIGHTS = {"kesenjangan": 480, "kegiatan": 300, "batas": 260}


def show_leader(path: Path | None = None) -> None:
    """Show the leader's page of the published edition at `path` (default: where the environment says).

    Whatever goes wrong is said in a plain sentence; a page never shows a traceback.
    """
    asked = os.environ.get("PEMBINAAN_LANG", "")
    words.choose_language(asked if asked in words.LANGUAGES else "id")
    try:
        page = LeaderPage(read(path))
        shown: list[Any] = [HTML(markup.first_paint(page.edition, page.part)), page.view]
    except EditionError as fault:
        log.warning("edition: %s", fault)
        shown = [HTML(markup.failure(fault.code))]
    except Exception:  # noqa: BLE001  a leader's page says a sentence, whatever happened
        log.exception("page")
        shown = [HTML(markup.failure("other"))]
    for one in shown:
        display(one)


def guarded(handler: Callable[[LeaderPage, Any], None]) -> Callable[[LeaderPage, Any], None]:
    """A handler whose faults become a sentence on the page."""

    @functools.wraps(handler)
    def run(page: LeaderPage, change: Any = None) -> None:
        try:
            handler(page, change)
            page.message.value = ""
        except Exception:  # noqa: BLE001  exceptions in callbacks vanish otherwise
            log.exception("handler")
            page.message.value = markup.failure("other")

    return run


class LeaderPage:
    """State (edition, chosen budget, language), its widgets, and what happens when one is moved."""

    def __init__(self, edition: Mapping[str, Any]) -> None:
        self.edition, self.chosen = edition, edition["pilihan"]
        self.message, self.strip, self.sentence, self.figures, self.foot = (w.HTML() for _ in range(5))
        self.headings = {name: w.HTML() for name in SECTIONS}
        self.notes = {name: w.HTML() for name in SECTIONS}
        self.charts = {name: VegaChart(height=_HEIGHTS.get(name, 240)) for name in self._names()}
        self.language = w.Button().add_class("pb-bahasa")
        self.slider = self._make_slider()
        self.view = self._laid_out()
        self._say_all()
        self.language.on_click(functools.partial(_switch, self))
        if self.slider:
            self.slider.observe(functools.partial(_moved, self), names="index")
        for chart in self.charts.values():
            chart.observe(functools.partial(_asked, self), names="page_language")

    @property
    def part(self) -> Mapping[str, Any]:
        """What holds the sentence and the numbers now: the chosen budget, else the edition itself."""
        return self.edition if self.chosen is None else self.edition["batas"][self.chosen]

    def _names(self) -> list[str]:
        return [name for section in SECTIONS for name in self.edition["bagian"][section]["bagan"]]

    def _make_slider(self) -> w.SelectionSlider | None:
        if not self.edition["batas"]:
            return None
        made = w.SelectionSlider(options=self._options(), index=self.chosen, layout=w.Layout(width="100%"))
        return made.add_class("pb-geser")

    def _options(self) -> list[tuple[str, int]]:
        """Budgets by their short amount; where two read alike, the full amount tells them apart."""
        labels = [budget["label"][words.language()] for budget in self.edition["batas"]]
        if len(set(labels)) < len(labels):
            labels = [words.rupiah(budget["anggaran_rp"], short=False) for budget in self.edition["batas"]]
        return [(label, at) for at, label in enumerate(labels)]

    def _laid_out(self) -> w.Widget:
        """One column; two where the window is wide (the style sheet decides)."""
        sections = {name: self._section(name) for name in SECTIONS}
        top = w.HBox([self.strip, self.language]).add_class("pb-atas")
        grid = w.VBox([sections[name] for name in SECTIONS]).add_class("pb-kisi")
        children = [w.HTML(markup.style()), top, self.message, self.sentence, self.figures, grid, self.foot]
        return w.VBox(children).add_class("pb-papan").add_class("pb-halaman")

    def _section(self, name: str) -> w.Widget:
        inside: list[w.Widget] = [self.headings[name]]
        if name == "beli" and self.slider:
            inside.append(self.slider)
        inside += [self.notes[name], *[self.charts[one] for one in self.edition["bagian"][name]["bagan"]]]
        return w.VBox(inside).add_class("pb-bagian").add_class(f"pb-{name}")

    def _say_all(self) -> None:
        """Every word of the page in the language in use."""
        self.strip.value = markup.strip(self.edition)
        self.foot.value = markup.foot(self.edition)
        self.language.description = words.text("boards.other_language")
        for name in SECTIONS:
            section = self.edition["bagian"][name]
            self.headings[name].value = markup.heading(name)
            self.notes[name].value = markup.note(section.get("kosong")) + markup.note(section.get("teks")) + (
                markup.choices(self.edition) if name == "putuskan" else "")
        if self.slider:
            self.slider.description = words.text("boards.budget")
            self.slider.options, self.slider.index = self._options(), self.chosen
        self._say_plan()
        for name, chart in self.charts.items():
            if name in self.edition["bagan"]:
                _draw(chart, self.edition["bagan"][name])

    def _say_plan(self) -> None:
        """What depends on the budget."""
        self.sentence.value, self.figures.value = markup.sentence(self.part), markup.figures(self.part)
        if self.chosen is not None:
            for name, picture in self.part["bagan"].items():
                if name in self.charts:
                    _draw(self.charts[name], picture)


def _draw(chart: VegaChart, picture: Mapping[str, Any]) -> None:
    both = picture[words.language()]
    with chart.hold_sync():
        chart.sentences, chart.spec, chart.narrow = sentences(), dict(both["lebar"]), dict(both["sempit"])


@guarded
def _moved(page: LeaderPage, change: Any) -> None:
    if change["new"] is not None and change["new"] != page.chosen:
        page.chosen = change["new"]
        page._say_plan()  # noqa: SLF001  the page's own handler


@guarded
def _switch(page: LeaderPage, _: Any) -> None:
    words.choose_language("en" if words.language() == "id" else "id")
    page._say_all()  # noqa: SLF001


@guarded
def _asked(page: LeaderPage, change: Any) -> None:
    """The address of the page asks for a language (``?lang=en``)."""
    if change["new"] and change["new"] != words.language():
        words.choose_language(change["new"])
        page._say_all()  # noqa: SLF001
