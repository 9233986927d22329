"""Servers of a workbook that already run, perhaps in another window: found again, and told of a new edition.

Whoever started them owns them. A second start finds them through the addresses noted in the hidden folder and leaves a
request there; the owner serves it within a second.
"""

from __future__ import annotations

import http.client
import json
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pembinaan_lib.errors import ServingError
from pembinaan_lib.serving import places
from pembinaan_lib.serving.launch import check_edition
from pembinaan_lib.serving.tokens import LEADER, PLANNER

REQUEST, OTHER = "tayangkan.json", "buka.json"
_PATIENCE_SECONDS = 60


def note(folder: Path, name: str, address: str) -> None:
    """Note where server `name` of the workbook can be found; an empty address: nowhere."""
    path = places.hidden(folder) / f"{name}.alamat"
    if address:
        places.write_private(path, address)
    else:
        path.unlink(missing_ok=True)


def addresses_in_use(folder: Path) -> dict[str, str]:
    """Addresses of the servers of `folder` that answer to their own key right now; empty where none runs."""
    paths = {name: folder / places.HIDDEN / f"{name}.alamat" for name in (PLANNER, LEADER)}
    noted = {name: path.read_text(encoding="utf-8") for name, path in paths.items() if path.is_file()}
    return {name: address for name, address in noted.items() if _opens(address)}


def show_edition(folder: Path, edition: Path) -> str:
    """Have the owner of the running servers show `edition` to leaders, and return the leader's address.

    Raises
    ------
    ServingError
        ``SRV-002``/``SRV-006``: the edition cannot be shown; ``SRV-005``: the owner does not react, stop it in its own
        window and start again.
    """
    check_edition(folder, edition)
    return _ask(folder, REQUEST, edition, name=LEADER, where=folder)


def open_workbook(folder: Path, other: Path) -> str:
    """Have the window that serves `folder` open the workbook `other` too, and return the planner's address there.

    Raises
    ------
    ServingError
        ``SRV-007``: no window serves `folder`; ``SRV-005``: it does not react.
    """
    if PLANNER not in addresses_in_use(folder):
        raise ServingError("SRV-007", where=folder.name)
    return addresses_in_use(other).get(PLANNER) or _ask(folder, OTHER, other, name=PLANNER, where=other)


def _ask(folder: Path, request: str, path: Path, *, name: str, where: Path) -> str:
    """Leave a request about `path` with the owner of `folder`; the address of `name` of the workbook `where`, once it answers."""
    note_of_request, log = places.hidden(folder) / request, places.hidden(where, "catatan") / f"{name}.log"
    places.write_private(note_of_request, json.dumps(str(path.resolve())))
    until = time.monotonic() + _PATIENCE_SECONDS
    while note_of_request.exists() or name not in addresses_in_use(where):
        if time.monotonic() > until:
            note_of_request.unlink(missing_ok=True)
            raise ServingError("SRV-005", where=name, log=str(log))
        time.sleep(0.1)
    return addresses_in_use(where)[name]


def requested(folder: Path, request: str = REQUEST) -> Path | None:
    """The edition that somebody asked the owner to show; with `OTHER`, the workbook to open."""
    try:
        return Path(json.loads((folder / places.HIDDEN / request).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def answered(folder: Path, request: str = REQUEST) -> None:
    """Take a request away: it is done, or cannot be done."""
    (folder / places.HIDDEN / request).unlink(missing_ok=True)


def _opens(address: str) -> bool:
    """Whether the server at `address` knows its key: its login page then sends us on instead of asking."""
    parts = urlsplit(address)
    key = parse_qs(parts.query).get("token", [""])[0]
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request("GET", "/login", headers={"Authorization": f"token {key}"})
        return connection.getresponse().status == http.client.FOUND
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
