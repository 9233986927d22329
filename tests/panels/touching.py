"""What a person does with a panel, and what they see of it."""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets as widgets

from pembinaan_lib.panels import base
from pembinaan_lib.vega_widget import VegaChart


def parts(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """A widget and all inside it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def html(panel: base.Panel) -> str:
    """All HTML of a panel."""
    return "\n".join(part.value for part in parts(panel.view) if isinstance(part, widgets.HTML))


def charts(panel: base.Panel) -> list[VegaChart]:
    """The pictures that are drawn."""
    return [part for part in parts(panel.view) if isinstance(part, VegaChart) and part.spec]


def button(panel: base.Panel, name: str) -> widgets.Button:
    """The button with this verb."""
    return next(part for part in parts(panel.view) if isinstance(part, widgets.Button) and part.description == name)


def press(panel: base.Panel, name: str) -> str:
    """Click, wait until the work is done, and give the message."""
    button(panel, name).click()
    work = getattr(panel, "_work", None)
    if work is not None and work.thread is not None:
        work.thread.join(60)
        assert not work.thread.is_alive()
    return panel.message.value
