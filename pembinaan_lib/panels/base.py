"""What every panel shares: its shape, its guard around handlers, long work with a bar and a stop button, plain HTML.

Widgets never hold the truth: a panel reads the workbook, and a click writes a decision or data into it.
"""

from __future__ import annotations

import base64
import logging
import secrets
import threading
import time
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
PATIENCE_SECONDS = 3
Progress = Callable[[float, str], None]
Told = str | tuple[str, str]
"""What a task says when it is done: a sentence, or a sentence and its kind (kabar, awas, gagal)."""
_STYLE = (Path(__file__).parent / "panels.css").read_text("utf-8")
_MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain;charset=utf-8", ".gs": "text/plain;charset=utf-8", ".pdf": "application/pdf", ".png": "image/png", ".zip": "application/zip",
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
        session.when_changed(lambda: _refresh(self))

    def build(self) -> None:
        """Make the widgets; called once."""

    def show(self) -> None:
        """Bring the widgets up to date with the workbook; called after every change."""

    def blocked(self, button: widgets.Button) -> bool:  # noqa: ARG002
        """Whether `button` cannot be pressed as things stand."""
        return False

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
        place = getattr(panel, "message", getattr(getattr(panel, "panel", None), "message", None)) if button is not None else None
        waiting = note(words.text("panels.working"), kind="kerja")
        if button is not None:
            button.disabled = True
        if place is not None:
            place.value = waiting
        try:
            handler(panel, *arguments)
        except PembinaanError as fault:
            panel.say(told(fault), kind="kabar" if isinstance(fault, Cancelled) else "gagal")
        except Exception as fault:  # the page must say that something broke, whatever it was
            panel.say(incident(fault), kind="gagal")
        finally:
            if place is not None and place.value == waiting:
                place.value = ""
            if button is not None:
                button.disabled = panel.blocked(button)

    return safe


@guarded
def _refresh(panel: Panel) -> None:
    """One panel that cannot be brought up to date says so and never keeps the others from it."""
    panel.show()


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
    """Long work in a thread of its own, with a bar, what it is doing, how long still, and a stop button that is heard."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._stop = threading.Event()
        self._began = 0.0
        self.bar = widgets.FloatProgress(min=0.0, max=1.0, value=0.0)
        self.step = widgets.HTML()
        self.button = widgets.Button(description=words.text("panels.stop"))
        self.button.on_click(lambda _: self._stop.set())
        self.view = widgets.HBox([self.bar, self.step, self.button])
        self.view.add_class("pb-kerja")
        self.view.layout.display = "none"
        self.thread: threading.Thread | None = None

    def start(self, task: Callable[[Progress], Told]) -> None:
        """Run `task(progress)`; what it returns is said when it is done.

        After the stop button, the next `progress` ends the task with :class:`Cancelled`. A task that can end more
        gently asks :meth:`stopped` itself and passes :attr:`told` on instead.
        """
        if self.thread is not None and self.thread.is_alive():
            self._panel.say(words.text("panels.busy"), kind="awas")
            return
        self._stop.clear()
        self.bar.value, self.step.value, self._began = 0.0, "", time.monotonic()
        self._panel.message.value, self.view.layout.display = "", ""
        self.thread = threading.Thread(target=self._run, args=(task,), daemon=True)
        self.thread.start()

    def stopped(self) -> bool:
        """Whether somebody pressed stop."""
        return self._stop.is_set()

    def _run(self, task: Callable[[Progress], Told]) -> None:
        try:
            said = task(self._or_stop)
            sentence, kind = (said, "kabar") if isinstance(said, str) else said
            self._panel.say(sentence, kind=kind)
        except PembinaanError as fault:
            self._panel.say(told(fault), kind="kabar" if isinstance(fault, Cancelled) else "gagal")
        except Exception as fault:  # a thread would otherwise die in silence
            self._panel.say(incident(fault), kind="gagal")
        finally:
            self.view.layout.display = "none"

    def _or_stop(self, fraction: float, key: str) -> None:
        if self.stopped():
            raise Cancelled("PNL-001")
        self.told(fraction, key)

    def told(self, fraction: float, key: str) -> None:
        """Show how far the work is."""
        self.bar.value = fraction
        step = words.text(key) if words.has(key) else key
        self.step.value = escape(f"{step} {self._remaining(fraction)}".strip())

    def _remaining(self, fraction: float) -> str:
        """About how many seconds are left; nothing where the past says nothing yet."""
        passed = time.monotonic() - self._began
        if passed < PATIENCE_SECONDS or not 0.1 < fraction < 1.0:  # noqa: PLR2004
            return ""
        return words.text("panels.remaining", seconds=max(1, round(passed * (1 - fraction) / fraction)))


# --- plain HTML, everything escaped ------------------------------------------------------------------------------


def style() -> widgets.HTML:
    """The style sheet of all panels; once a page."""
    return widgets.HTML(f"<style>{_STYLE}</style>")


def note(sentence: str, *, kind: str = "kabar") -> str:
    """A sentence set apart from the page; a sign stands beside the colour."""
    sign = {"kabar": "✓", "awas": "!", "gagal": "✕", "kerja": "…"}[kind]
    role = "status" if kind in ("kabar", "kerja") else "alert"
    return f'<p class="pb-pesan pb-{kind}" role="{role}"><span aria-hidden="true">{sign}</span> {escape(sentence)}</p>'


def heading(text: str, subtitle: str = "") -> widgets.HTML:
    """A section's question."""
    small = f'<p class="pb-kecil">{escape(subtitle)}</p>' if subtitle else ""
    return widgets.HTML(f"<h2>{escape(text)}</h2>{small}")


def paragraph(text: str) -> widgets.HTML:
    """Plain text."""
    return widgets.HTML(f"<p>{escape(text)}</p>")


def table(
    frame: pd.DataFrame, columns: Mapping[str, str], formats: Mapping[str, Callable[[Any], str]] = {}, *,  # noqa: B006
    total: Mapping[str, str] | None = None,
) -> str:
    """A frame as an HTML table: `columns` maps column to heading; the first twelve rows, the rest on request.

    Columns with a format are numbers and stand right; `total` is a last row that is always in sight.
    """
    if frame.empty:
        return f'<p class="pb-kecil">{escape(words.text("panels.empty_table"))}</p>'
    head = "".join(f'<th scope="col"{_right(name in formats)}>{escape(text)}</th>' for name, text in columns.items())
    rows = [_row(row, columns, formats) for row in frame[list(columns)].to_dict("records")]
    foot = "" if total is None else "".join(f"<td{_right(name in formats)}>{escape(total.get(name, ''))}</td>" for name in columns)
    top = f'<table class="pb-tabel"><thead><tr>{head}</tr></thead>'
    shown = f"{top}<tbody>{''.join(rows[:ROWS_SHOWN])}</tbody><tfoot><tr>{foot}</tr></tfoot></table>"
    if len(rows) > ROWS_SHOWN:
        more = escape(words.text("panels.show_all", rows=len(rows)))
        shown += f"<details><summary>{more}</summary>{top}<tbody>{''.join(rows[ROWS_SHOWN:])}</tbody></table></details>"
    return f'<div class="pb-gulir" tabindex="0">{shown}</div>'


def _row(row: Mapping[Any, Any], columns: Mapping[str, str], formats: Mapping[str, Callable[[Any], str]]) -> str:
    cells = []
    for name in columns:
        value = row[name]
        shown = "–" if pd.isna(value) else formats[name](value) if name in formats else str(value)
        cells.append(f"<td{_right(name in formats)}>{escape(shown)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _right(number: bool) -> str:
    return ' class="pb-angka"' if number else ""


def source(rules: str, day: str) -> str:
    """The small line below a table: its rules and the date of its data."""
    said = words.text("panels.source", rules=rules, day=day) if rules else words.text("panels.source_data", day=day)
    return f'<p class="pb-kecil pb-sumber">{escape(said)}</p>'


def field(key: str, control: widgets.Widget) -> widgets.VBox:
    """A control with its name above it."""
    return widgets.VBox([widgets.Label(words.text(key)), control])


def fold(key: str, *children: widgets.Widget) -> widgets.Accordion:
    """What only some need, closed until somebody opens it."""
    inside = widgets.VBox(list(children))
    return widgets.Accordion([inside], titles=(words.text(key),), selected_index=None).add_class("pb-rinci")


def button(key: str, handler: Callable[[widgets.Button], None], *, primary: bool = False) -> widgets.Button:
    """A button with a verb on it, and its help where there is one."""
    tip = words.text(f"{key}.help") if words.has(f"{key}.help") else ""
    made = widgets.Button(description=words.text(key), button_style="primary" if primary else "", tooltip=tip)
    made.on_click(handler)
    return made


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


def download(path: Path) -> str:
    """A link that holds the file itself: a Voila page may not fetch files from the folder."""
    return f'<a class="pb-unduh" download="{escape(path.name)}" href="{_data(path)}">{escape(path.name)}</a>'


def image(path: Path, text: str) -> str:
    """A picture of ours inside the page."""
    return f'<img class="pb-lembar-pimpinan" src="{_data(path)}" alt="{escape(text)}">'


def _data(path: Path) -> str:
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    return f"data:{_MEDIA.get(path.suffix, 'application/octet-stream')};base64,{data}"
