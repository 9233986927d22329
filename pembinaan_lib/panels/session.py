"""One open workbook behind the panels of a page: computed once, told to all when something changed."""

from __future__ import annotations

import getpass
import os
import secrets
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs

from pembinaan_lib import plan, words
from pembinaan_lib.workbook import Workbook

FOLDER, NOW, PERSON, LANGUAGE = "PEMBINAAN_FOLDER", "PEMBINAAN_WAKTU", "PEMBINAAN_PENGGUNA", "PEMBINAAN_LANG"
ADDRESS_QUERY = "QUERY_STRING"  # Voila's name for what stands behind the ? of a page's address


class Session:
    """An open workbook and those who want to know when it changes.

    Parameters
    ----------
    book : Workbook
        The open workbook; the truth stays in its store.
    clock : callable
        Gives the time of day that *Semua pilihan tersimpan* shows.

    Notes
    -----
    ``save_choices`` keeps what stands in a form of the page and says whether it could; whoever proposes calls it first,
    so that a proposal is never made from choices that are only on the screen.
    """

    def __init__(self, book: Workbook, clock: Callable[[], datetime]) -> None:
        self.book, self.clock = book, clock
        self.saved_at: datetime | None = None
        self._listeners: list[Callable[[], None]] = []
        self._results: plan.Results | None = None
        self._inputs: plan.Inputs | None = None
        self._sources: dict[str, str] | None = None
        self._computing = threading.RLock()
        self.save_choices: Callable[[], bool] = lambda: True

    @property
    def results(self) -> plan.Results:
        """What the stored data and choices give; computed when first asked for after a change."""
        with self._computing:
            if self._results is None:
                self._results = self.book.compute(inputs=self.inputs)
            return self._results

    @property
    def inputs(self) -> plan.Inputs:
        """The stored tables that the results come from; read when first asked for after a change."""
        with self._computing:
            if self._inputs is None:
                self._inputs = self.book.inputs()
            return self._inputs

    def frame(self, name: str):  # noqa: ANN201  a DataFrame; pandas stays out of this module
        """One result frame."""
        return self.results.frames[name]

    @property
    def day(self) -> str:
        """The day as of which the results hold, as people write it."""
        return words.day(self.book.as_of())

    def cite(self, *rule_ids: str) -> str:
        """Instrument and article of these rules, as a line below a chart or table names them; a rule without one by its title."""
        if self._sources is None:
            self._sources = {
                row.rule_id: row.sumber if any(map(str.isdigit, row.sumber)) else f"{row.judul}: {row.sumber}"
                for row in self.book.law.table().itertuples()
            }
        return "; ".join(dict.fromkeys(self._sources[name] for name in sorted(set(rule_ids)) if name in self._sources))

    def when_changed(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change."""
        self._listeners.append(listener)

    def changed(self, *, results: bool = True) -> None:
        """Tell every panel of the page that data or choices are different now.

        `results` False: only a choice that stands beside the plan, so that nothing needs computing again.
        """
        self.saved_at = self.clock()
        if results:
            self._results, self._inputs, self._sources = None, None, None
        for listener in self._listeners:
            listener()


def clock_from_environment() -> Callable[[], datetime]:
    """The wall clock, or the fixed moment that a test asked for."""
    fixed = os.environ.get(NOW)
    if fixed:
        moment = datetime.fromisoformat(fixed)
        return lambda: moment
    return lambda: datetime.now().astimezone()


def language_asked() -> str:
    """The language of the page's address (``?lang=en``), else of the server, else the one in use."""
    asked = parse_qs(os.environ.get(ADDRESS_QUERY, "")).get("lang", [""])[0]
    known = [one for one in (asked, os.environ.get(LANGUAGE, ""), words.language()) if one in words.LANGUAGES]
    return known[0]


def open_session(folder: str | Path | None = None) -> Session:
    """Open the workbook of `folder`, else of the environment, else of the folder that the notebook lies in."""
    words.choose_language(language_asked())
    clock = clock_from_environment()
    where = Path(folder or os.environ.get(FOLDER) or Path.cwd())
    who = os.environ.get(PERSON) or getpass.getuser()
    return Session(Workbook.open(where, who=who, clock=clock, draw=lambda: secrets.token_hex(8)), clock)
