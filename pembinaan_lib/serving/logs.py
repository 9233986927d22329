"""Server logs that may be shown to anybody: no token, no name, no number of a person."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"(token=)[^&\s\"'>]+")
_LONGEST = 300


class DiscreetFormatter(logging.Formatter):
    """One line per event; tokens blanked, and of an exception only its type.

    A failing cell's message and traceback may quote a planner's data: they stay out of the log.
    """

    def format(self, record: logging.LogRecord) -> str:
        """``2026-11-21 10:42:00 WARNING message (TypeOfError)``."""
        message = _TOKEN.sub(r"\1...", discreet(record))
        kind = f" ({record.exc_info[0].__name__})" if record.exc_info and record.exc_info[0] else ""
        return f"{self.formatTime(record, '%Y-%m-%d %H:%M:%S')} {record.levelname} {message}{kind}"


def discreet(record: logging.LogRecord) -> str:
    """The event in one short line; where a cell or an exception is quoted, the sentence without the quotation."""
    if record.exc_info or record.levelno >= logging.ERROR:
        return str(record.msg).split("\n")[0].split("%")[0].strip()[:_LONGEST]
    return record.getMessage().split("\n")[0][:_LONGEST]
