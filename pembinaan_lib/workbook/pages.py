"""The pages (notebooks) in a workbook's folder: its own copies, renewed when a newer edition brings other ones.

A page that somebody changed is theirs and stays; one from before this was written down is kept beside, in ``halaman-lama``.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from pembinaan_lib import shipped
from pembinaan_lib.errors import FolderError

HIDDEN, KNOWN, OLDER = ".pembinaan", "halaman.json", "halaman-lama"


def renew_pages(folder: Path) -> list[str]:
    """Give `folder` the shipped pages; the names of those that took the place of another.

    Notes
    -----
    ``.pembinaan/halaman.json`` holds a fingerprint of each page's cells as they were copied. A page with that
    fingerprint was never changed and is replaced; one with another was changed by somebody and stays. A page without
    an entry is of an older edition: it moves to ``halaman-lama``. Outputs do not count.

    Raises
    ------
    FolderError
        ``WBK-002``: the folder cannot be written.
    """
    try:
        return _renewed(folder)
    except OSError as fault:
        raise FolderError("WBK-002", where=folder.name, fault=fault.strerror or "") from fault


def _renewed(folder: Path) -> list[str]:
    given, renewed = _given(folder), []
    for source in sorted(shipped.folder("notebooks").glob("*.ipynb")):
        target, new = folder / source.name, fingerprint(source)
        if target.exists():
            now = fingerprint(target)
            if now == new:
                given[source.name] = new
                continue
            if source.name in given and now != given[source.name]:
                continue
            if source.name not in given:
                _put_aside(target)
            renewed.append(source.name)
        _written(target, source.read_bytes())
        given[source.name] = new
    (folder / HIDDEN).mkdir(mode=0o700, exist_ok=True)
    _written(folder / HIDDEN / KNOWN, json.dumps(given, indent=1, sort_keys=True).encode())
    return renewed


def fingerprint(page: Path) -> str:
    """sha256 of the kinds and sources of a page's cells; of its bytes where it is no notebook any more."""
    content = page.read_bytes()
    try:
        cells = [[cell["cell_type"], "".join(cell["source"])] for cell in json.loads(content)["cells"]]
    except (ValueError, KeyError, TypeError):
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _given(folder: Path) -> dict[str, str]:
    """What was copied here, as far as anybody wrote it down."""
    try:
        known = json.loads((folder / HIDDEN / KNOWN).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(mark) for name, mark in known.items()} if isinstance(known, dict) else {}


def _put_aside(page: Path) -> None:
    """Keep a page that nobody knows under a name that is free."""
    place = page.parent / OLDER
    place.mkdir(exist_ok=True)
    names = (place / f"{page.stem}{f' ({number})' if number else ''}{page.suffix}" for number in range(10_000))
    os.replace(page, next(name for name in names if not name.exists()))


def _written(path: Path, content: bytes) -> None:
    """Write whole or not at all."""
    partial = path.with_name(path.name + ".sebagian")
    partial.write_bytes(content)
    os.replace(partial, path)
