"""What every panel shares: its shape, its guard around handlers, long work with a bar and a stop button, plain HTML.

Widgets never hold the truth: a panel reads the workbook, and a click writes a decision or data into it.
"""

from __future__ import annotations

import base64
import logging
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import Picture
from pembinaan_lib.errors import Cancelled, PembinaanError
from pembinaan_lib.vega_widget import VegaChart

LOG = logging.getLogger("pembinaan")
ROWS_SHOWN = 12
_STYLE = (Path(__file__).parent / "panels.css").read_text("utf-8")
_MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf", ".png": "image/png", ".zip": "application/zip",
}


class Panel:
    """A piece of a page: a view of widgets and a reading of it in words.

    The reading is what a screen reader, a plain notebook and a strict test see; it holds the numbers that matter.
    """

    def __init__(self, session: Any) -> None:
        self.session = session
        self.message = widgets.HTML()
        self.view = widgets.VBox()
        self.view.add_class("pb-panel")
        self.build()
        self.show()
        session.when_changed(self.show)

    def build(self) -> None:
        """Make the widgets; called once."""

    def show(self) -> None:
        """Bring the widgets up to date with the workbook; called after every change."""

    def reading(self) -> str:
        """The panel in words, without any name or NIP."""
        return type(self).__name__

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle = dict(self.view._repr_mimebundle_())
        return bundle | {"text/plain": self.reading()}

    def say(self, sentence: str, *, kind: str = "kabar") -> None:
        """Show a sentence in the panel's own place for messages (`kind`: kabar, awas, gagal)."""
        self.message.value = note(sentence, kind=kind)


def guarded(handler: Callable[..., None]) -> Callable[..., None]:
    """Wrap a handler of a panel: one click at a time, and every fault is told in the panel.

    Our own errors show what, where and remedy. Anything else shows a short incident code, and the log keeps the kind
    and the place of the fault, never its data.
    """

    @wraps(handler)
    def safe(panel: Panel, *arguments: Any) -> None:
        button = arguments[0] if arguments and isinstance(arguments[0], widgets.Button) else None
        if button is not None:
            button.disabled = True
        try:
            handler(panel, *arguments)
        except PembinaanError as fault:
            panel.say(told(fault), kind="kabar" if isinstance(fault, Cancelled) else "gagal")
        except Exception as fault:  # the page must say that something broke, whatever it was
            panel.say(incident(fault), kind="gagal")
        finally:
            if button is not None:
                button.disabled = False

    return safe


def told(fault: PembinaanError) -> str:
    """One of our errors as a sentence for people."""
    place = f" ({fault.where})" if fault.where else ""
    return f"{fault.what}{place} {fault.remedy}"


def incident(fault: Exception) -> str:
    """A fault of ours as a sentence with a code that the log knows, too."""
    code = secrets.token_hex(3).upper()
    trace, place = fault.__traceback__, "?"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    LOG.error("incident %s: %s at %s", code, type(fault).__name__, place)
    return words.text("panels.incident", code=code)


class Work:
    """Long work in a thread of its own, with a bar, what it is doing, and a stop button that is heard."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._stop = threading.Event()
        self.bar = widgets.FloatProgress(min=0.0, max=1.0, value=0.0)
        self.step = widgets.HTML()
        self.button = widgets.Button(description=words.text("panels.stop"))
        self.button.on_click(lambda _: self._stop.set())
        self.view = widgets.HBox([self.bar, self.step, self.button])
        self.view.add_class("pb-kerja")
        self.view.layout.display = "none"
        self.thread: threading.Thread | None = None

    def start(self, task: Callable[[Callable[[float, str], None], Callable[[], bool]], str]) -> None:
        """Run `task(progress, cancelled)`; what it returns is said when it is done."""
        if self.thread is not None and self.thread.is_alive():
            self._panel.say(words.text("panels.busy"), kind="awas")
            return
        self._stop.clear()
        self.bar.value, self.step.value = 0.0, ""
        self.view.layout.display = ""
        self.thread = threading.Thread(target=self._run, args=(task,), daemon=True)
        self.thread.start()

    def _run(self, task: Callable[..., str]) -> None:
        try:
            sentence = task(self._progress, self._stop.is_set)
            self._panel.say(sentence)
        except PembinaanError as fault:
            self._panel.say(told(fault), kind="kabar" if isinstance(fault, Cancelled) else "gagal")
        except Exception as fault:  # a thread would otherwise die in silence
            self._panel.say(incident(fault), kind="gagal")
        finally:
            self.view.layout.display = "none"

    def _progress(self, fraction: float, key: str) -> None:
        self.bar.value = fraction
        self.step.value = escape(words.text(key) if words.has(key) else key)


# --- plain HTML, everything escaped ------------------------------------------------------------------------------


def style() -> widgets.HTML:
    """The style sheet of all panels; once a page."""
    return widgets.HTML(f"<style>{_STYLE}</style>")


def note(sentence: str, *, kind: str = "kabar") -> str:
    """A sentence set apart from the page; a sign stands beside the colour."""
    sign = {"kabar": "✓", "awas": "!", "gagal": "✕"}[kind]
    role = "status" if kind == "kabar" else "alert"
    return f'<p class="pb-pesan pb-{kind}" role="{role}"><span aria-hidden="true">{sign}</span> {escape(sentence)}</p>'


def heading(text: str, subtitle: str = "") -> widgets.HTML:
    """A section's question."""
    small = f'<p class="pb-kecil">{escape(subtitle)}</p>' if subtitle else ""
    return widgets.HTML(f"<h2>{escape(text)}</h2>{small}")


def paragraph(text: str) -> widgets.HTML:
    """Plain text."""
    return widgets.HTML(f"<p>{escape(text)}</p>")


def table(frame: pd.DataFrame, columns: Mapping[str, str], formats: Mapping[str, Callable[[Any], str]] = {}) -> str:  # noqa: B006
    """A frame as an HTML table: `columns` maps column to heading; the first twelve rows, the rest on request.

    Columns with a format are numbers and stand right.
    """
    if frame.empty:
        return f'<p class="pb-kecil">{escape(words.text("panels.empty_table"))}</p>'
    head = "".join(
        f'<th scope="col"{_right(name in formats)}>{escape(text)}</th>' for name, text in columns.items()
    )
    rows = [_row(row, columns, formats) for row in frame[list(columns)].to_dict("records")]
    first = f'<table class="pb-tabel"><thead><tr>{head}</tr></thead><tbody>{"".join(rows[:ROWS_SHOWN])}</tbody></table>'
    if len(rows) <= ROWS_SHOWN:
        return f'<div class="pb-gulir">{first}</div>'
    every = f'<table class="pb-tabel"><thead><tr>{head}</tr></thead><tbody>{"".join(rows[ROWS_SHOWN:])}</tbody></table>'
    more = escape(words.text("panels.show_all", rows=len(rows)))
    return f'<div class="pb-gulir">{first}<details><summary>{more}</summary>{every}</details></div>'


def _row(row: Mapping[Any, Any], columns: Mapping[str, str], formats: Mapping[str, Callable[[Any], str]]) -> str:
    cells = []
    for name in columns:
        value = row[name]
        shown = "–" if pd.isna(value) else formats[name](value) if name in formats else str(value)
        cells.append(f"<td{_right(name in formats)}>{escape(shown)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _right(number: bool) -> str:
    return ' class="pb-angka"' if number else ""


def figures(pairs: Sequence[tuple[str, str]]) -> str:
    """Headline numbers: (number, what it is)."""
    cells = "".join(f"<div><b>{escape(value)}</b><span>{escape(label)}</span></div>" for value, label in pairs)
    return f'<div class="pb-angka-utama">{cells}</div>'


def chart() -> VegaChart:
    """An empty place for a picture; see :func:`draw`."""
    return VegaChart()


def draw(place: VegaChart, picture: Picture) -> None:
    """Put `picture` into `place`."""
    with place.hold_sync():
        place.narrow, place.spec, place.description = dict(picture.sempit), dict(picture.lebar), picture.bacaan


def download(path: Path, label: str) -> str:
    """A link that holds the file itself: a Voila page may not fetch files from the folder."""
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    media = _MEDIA.get(path.suffix, "application/octet-stream")
    return (
        f'<a class="pb-unduh" download="{escape(path.name)}" href="data:{media};base64,{data}">{escape(label)}</a>'
    )
