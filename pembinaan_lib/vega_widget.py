"""One small widget that draws a ready Vega-Lite specification; imports neither altair nor pandas.

The drawing library is one static file, served by the same server as the page (:func:`write_share`), so that nothing is
ever asked from another host and a browser keeps it after the first page.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from pembinaan_lib import words

TEMPLATE = "pembinaan"
"""Name of our Voila template, and of the folder from which the drawing library is served."""

_HERE = Path(__file__).resolve().parent
_BUNDLE = "vega.js"
_LANGUAGES = ("", *words.LANGUAGES)


@cache
def _stamp() -> str:
    """Which drawing library this is: part of its address, so that a browser may keep it for ever."""
    return version("vl-convert-python")


def bundle_bytes() -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one classic script that sets ``window.vegaEmbed`` and nothing else.

    Takes about a second: it is written once by :func:`write_share`, never at the start of a kernel.
    """
    import vl_convert  # noqa: PLC0415  starts a JavaScript engine; a kernel never needs it

    return f"/* {_stamp()} */(() => {{\n{vl_convert.javascript_bundle()}\n}})();\n".encode()


def write_share(folder: Path) -> Path:
    """Write what the pages need beside the server's own files; does nothing twice.

    Parameters
    ----------
    folder : Path
        Where to write; put it first on ``JUPYTER_PATH`` of the server that shows the pages.

    Returns
    -------
    Path
        The same folder, with ``nbconvert/templates/pembinaan`` (the Voila template and the drawing library). It lies
        under ``nbconvert``, not ``voila``: Voila takes the first ``voila`` folder on the path for its own data.
    """
    home = folder / "nbconvert" / "templates" / TEMPLATE
    (home / "static").mkdir(parents=True, exist_ok=True)
    for source in sorted((_HERE / "boards" / "template").iterdir()):
        page = source.read_text(encoding="utf-8").replace("@BUNDLE@", bundle_addresses()[0])
        (home / source.name).write_text(page, encoding="utf-8", newline="\n")
    bundle = home / "static" / _BUNDLE
    head = f"/* {_stamp()} */".encode()
    if not bundle.is_file() or not bundle.read_bytes().startswith(head):
        bundle.write_bytes(bundle_bytes())
    return folder


class VegaChart(anywidget.AnyWidget):
    """A chart with its title, its text reading and its table.

    Parameters
    ----------
    spec : mapping
        Vega-Lite specification. Its ``title`` (text, subtitle) is shown as text above the drawing; ``usermeta`` may
        hold ``sumber``, ``bacaan`` (the chart in words) and ``tabel`` (``kolom``, ``angka``, ``baris``).
    narrow : mapping
        Specification for narrow windows; empty: `spec` for all.
    height : int
        Pixels kept free until the chart is drawn.
    description : str
        What the chart shows, for screen readers; default the ``description`` of `spec`.

    Notes
    -----
    ``page_language`` is what the address of the page asks for (``?lang=en``), empty where it asks for nothing.
    ``picked`` is the row behind the mark that somebody clicked, or chose with Enter: the fields that ``usermeta.pilih``
    of the specification names, and ``kali``, which counts so that the same mark can be chosen again.
    """

    _esm = _HERE / "vega_widget.js"
    _css = _HERE / "vega_widget.css"
    spec = traitlets.Dict().tag(sync=True)
    narrow = traitlets.Dict().tag(sync=True)
    height = traitlets.Int(240).tag(sync=True)
    description = traitlets.Unicode("").tag(sync=True)
    sentences = traitlets.Dict().tag(sync=True)
    bundles = traitlets.List(traitlets.Unicode()).tag(sync=True)
    picked = traitlets.Dict().tag(sync=True)
    page_language = traitlets.Enum(_LANGUAGES, "").tag(sync=True)

    def __init__(self, spec: Mapping[str, Any] | None = None, *, narrow: Mapping[str, Any] | None = None,
                 **traits: Any) -> None:
        traits.setdefault("sentences", sentences())
        super().__init__(spec=dict(spec or {}), narrow=dict(narrow or {}), bundles=bundle_addresses(), **traits)

    def __repr__(self) -> str:
        """The chart's title: the same text in every run, so that a notebook's stored output stays true."""
        title = self.spec.get("title", "")
        text = title.get("text", "") if isinstance(title, dict) else title
        return f"VegaChart({' '.join(text) if isinstance(text, list) else text})"


def sentences() -> dict[str, str]:
    """What the widget itself says, in the language in use."""
    return {name: words.text(f"charts.widget.{name}") for name in ("loading", "failed", "table", "all")}


def bundle_addresses() -> list[str]:
    """Where the page looks for the drawing library, first to last, below the server's base address.

    The first works in a standalone Voila, in Voila inside a Jupyter server and in JupyterLab on a server that has the
    Voila extension; the second where a server only has ``ServerApp.extra_static_paths``.
    """
    places = (f"voila/templates/{TEMPLATE}/static/{_BUNDLE}", f"static/{_BUNDLE}")
    return [f"{place}?v={_stamp()}" for place in places]
