"""Where the servers of one workbook keep their things: all inside the hidden folder ``.pembinaan`` of the workbook."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pembinaan_lib.errors import ServingError

HIDDEN = ".pembinaan"
HOME_PAGE = "00_mulai.ipynb"
DASHBOARD = "pimpinan.ipynb"
EDITION = "edisi"
"""Name of the published edition's folder beside the dashboard on the leader's server."""
PUBLISHED = "published.json"
"""What the dashboard reads, inside the edition."""


def hidden(folder: Path, *parts: str) -> Path:
    """A folder of ours inside the workbook `folder`, made readable by its owner only."""
    place = folder.joinpath(HIDDEN, *parts)
    with writing(folder):
        place.mkdir(parents=True, exist_ok=True)
        (folder / HIDDEN).chmod(0o700)
    return place


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say in words (``SRV-008``) that the workbook `folder` cannot be written; the servers keep their things inside."""
    try:
        yield
    except OSError as fault:
        raise ServingError("SRV-008", where=folder.name, kind=type(fault).__name__) from fault


def write_private(path: Path, content: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    partial = path.with_name(path.name + ".sebagian")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
    os.replace(partial, path)
