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

REQUEST = "tayangkan.json"
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
    hidden = places.hidden(folder)
    places.write_private(hidden / REQUEST, json.dumps(str(edition.resolve())))
    until = time.monotonic() + _PATIENCE_SECONDS
    while (hidden / REQUEST).exists() or LEADER not in addresses_in_use(folder):
        if time.monotonic() > until:
            (hidden / REQUEST).unlink(missing_ok=True)
            raise ServingError("SRV-005", where=LEADER, log=str(hidden / "catatan" / f"{LEADER}.log"))
        time.sleep(0.1)
    return addresses_in_use(folder)[LEADER]


def requested(folder: Path) -> Path | None:
    """The edition that somebody asked the owner to show."""
    try:
        return Path(json.loads((folder / places.HIDDEN / REQUEST).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


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
