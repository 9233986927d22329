"""What the command prints: results on standard output, progress and errors on standard error."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

from pembinaan_lib import words

_BAR = 24
_WIDTH = 78
LOG = "catatan-kesalahan.log"



def say(key: str, **values: Any) -> None:
    """One line of result on standard output."""
    print(words.text(key, **values), flush=True)


class Bar:
    """A progress bar in plain text on standard error, and nothing at all where that is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, fraction: float, text: str = "") -> None:
        """Show `fraction` (0 to 1) and what is being done: a key of the catalogues or plain text."""
        if self._shown:
            full = round(min(max(fraction, 0.0), 1.0) * _BAR)
            told = words.text(text) if words.has(text) else text
            line = f"[{'#' * full}{'.' * (_BAR - full)}] {words.percent(fraction):>4} {told}"
            print(f"\r{line[:_WIDTH]:<{_WIDTH}}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar off the screen."""
        if self._shown:
            print(f"\r{'':<{_WIDTH}}\r", end="", file=sys.stderr, flush=True)


def note_incident(error: Exception, folder: Path | None) -> tuple[str, Path | None]:
    """Keep what is needed to find an unexpected fault, and return its code and the log file.

    Where the folder cannot be written, a private file among the temporary ones; where that fails too, none.

    The log names places in the code and the kind of fault. What the fault says is left out: it may quote a person's
    data.
    """
    code = secrets.token_hex(3).upper()
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    head = f"{datetime.now():%Y-%m-%d %H:%M:%S} {code} {type(error).__name__}"
    text = "".join(f"{line}\n" for line in (head, *(f"    {place}" for place in places)))
    return code, _kept(text, folder)


def _kept(text: str, folder: Path | None) -> Path | None:
    if folder is not None and folder.is_dir():
        try:
            with (folder / LOG).open("a", encoding="utf-8") as file:
                file.write(text)
            return folder / LOG
        except OSError:  # a folder that can only be read: the next place is tried
            pass
    try:
        number, name = tempfile.mkstemp(prefix=f"{Path(LOG).stem}-", suffix=".log")
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
        return Path(name)
    except OSError:  # nowhere to write: the code on the screen is all there is
        return None
