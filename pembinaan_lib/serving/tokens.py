"""The two keys of a workbook: one opens the planner's server, the other the leader's dashboard."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from pembinaan_lib.serving import places

PLANNER, LEADER = "perencana", "pimpinan"
_FILE = "token.json"


def tokens(folder: Path) -> dict[str, str]:
    """The tokens of the workbook `folder`, made at the first call and kept in a file that only its owner may read.

    Returns
    -------
    dict
        ``perencana`` and ``pimpinan``: two different secrets.
    """
    path = places.hidden(folder) / _FILE
    kept = _read(path)
    if kept is None:
        kept = {PLANNER: secrets.token_urlsafe(32), LEADER: secrets.token_urlsafe(32)}
        places.write_private(path, json.dumps(kept, indent=1))
    return kept


def forget_tokens(folder: Path) -> None:
    """Make every address handed out so far useless at the next start."""
    (places.hidden(folder) / _FILE).unlink(missing_ok=True)


def _read(path: Path) -> dict[str, str] | None:
    """The kept tokens; None where the file is missing or was damaged, which costs no more than new addresses."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    good = isinstance(kept, dict) and all(len(str(kept.get(who, ""))) >= 32 for who in (PLANNER, LEADER))
    return {who: str(kept[who]) for who in (PLANNER, LEADER)} if good else None
