"""A table of a panel as an Excel file: made on the click, it lies inside the page and names nobody."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from html import escape

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import documents, words
from pembinaan_lib.panels import base

Sheets = Mapping[str, pd.DataFrame]
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Take:
    """A button, and beneath it the file once it is asked for.

    Parameters
    ----------
    panel : Panel
        Whose table it is; faults are told there.
    title : str
        Key of the file's name, which is also its title.
    sheets : callable
        Gives each sheet with its table; columns are the headings that people read. No table may hold a person.
    """

    def __init__(self, panel: base.Panel, title: str, sheets: Callable[[], Sheets]) -> None:
        self.panel, self._title, self._sheets = panel, title, sheets
        self.session = panel.session
        self.link = widgets.HTML()
        self.button = base.button("panels.take", self._on_click)
        self.view = widgets.VBox([widgets.HBox([self.button]), self.link])

    def forget(self) -> None:
        """A file that no longer fits the screen goes."""
        self.link.value = ""

    def say(self, sentence: str, *, kind: str = "kabar") -> None:
        """Faults are told where the panel tells its own."""
        self.panel.say(sentence, kind=kind)

    def blocked(self, _: widgets.Button) -> bool:
        return False

    @base.guarded
    def _on_click(self, _: widgets.Button) -> None:
        title, book = words.text(self._title), self.session.book
        content = documents.table_list(
            self._sheets(), title=f"{title} · {book.instansi} · {self.session.day}",
            notice=words.text("words.sample") if book.contoh else "",
        )
        data = base64.b64encode(content).decode("ascii")
        name = escape(re.sub(r"[^\w. -]", "-", f"{title}.xlsx"))
        self.link.value = f'<a class="pb-unduh" download="{name}" href="data:{_KIND};base64,{data}">{name}</a>'


def headed(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """The named columns under the headings that people read."""
    return frame[list(columns)].rename(columns=dict(columns))
