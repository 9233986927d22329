"""Asking the planner's open window to serve one more page: a panel itself serves nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from html import escape
from pathlib import Path

from pembinaan_lib import errors, words
from pembinaan_lib.panels import base

ADDRESS = re.compile(r"http://\S+")
SECONDS = 120


def ask_window(verb: str, folder: Path, *, window: Path) -> str:
    """Have the open window of the workbook `window` serve `folder`, and give the address; empty where it cannot.

    Serving is the outermost ring: a panel may not import it, so it asks with a command, as a user would. The command
    ends at once; what it started belongs to the planner's window and ends with it, not with this page.
    """
    done = subprocess.run(
        [sys.executable, "-m", "pembinaan_lib.cli", verb, str(folder), "--no-browser", "--join", str(window)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
        timeout=SECONDS, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    found = ADDRESS.search(done.stdout)
    return found.group() if found else ""


def leader_page(folder: Path, progress: base.Progress) -> str:
    """Show leaders the newest published edition of the workbook `folder`; a link to their page.

    Raises
    ------
    ServingError
        ``PNL-002``: the leader's page does not open.
    """
    progress(0.2, "panels.tools.starting")
    address = ask_window("tayangkan", folder, window=folder)
    if not address:
        raise errors.ServingError("PNL-002", where=folder.name)
    return link(address, words.text("panels.tools.leader_page"))


def link(address: str, label: str) -> str:
    """A link to a page that is served now, or a sentence that it is not."""
    if not address:
        return base.note(words.text("panels.tools.no_server"), kind="gagal")
    return f'<p><a class="pb-unduh" href="{escape(address, quote=True)}" target="_blank" rel="noreferrer">{escape(label)}</a></p>'
