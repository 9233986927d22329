"""Where the files that ship with the library are: ``data``, ``notebooks`` and ``dashboards``.

In a checkout they stand beside the package; a wheel carries them inside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` (``data/rules``, ``notebooks`` …) as it was shipped.

    Raises
    ------
    FileNotFoundError
        The installation is incomplete.
    """
    for root in (_PACKAGE.parent, _PACKAGE / "_shipped"):
        if (root / "data" / "rules").is_dir() and (root / name).is_dir():
            return root / name
    raise FileNotFoundError(name)
