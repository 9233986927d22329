"""Every verb of the command line as a button: new workbook, compute, record, verify, show leaders, back up, restore."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import ipywidgets as widgets

from pembinaan_lib import words
from pembinaan_lib.panels import base
from pembinaan_lib.workbook import Workbook

ADDRESS = re.compile(r"http://\S+")
SERVE_SECONDS = 120


class NewWorkbook(base.Panel):
    """Pakai data saya: the agency's own workbook beside this one."""

    def build(self) -> None:
        self._agency = widgets.Text(placeholder=words.text("panels.new.agency_example"))
        self._year = widgets.BoundedIntText(value=self.session.book.tahun, min=2020, max=2100)
        self._make = widgets.Button(description=words.text("panels.new.make"), button_style="primary")
        self._make.on_click(self._on_make)
        self._links = widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.new.title"), words.text("panels.new.help")),
            widgets.HBox([widgets.Label(words.text("panels.new.agency")), self._agency]),
            widgets.HBox([widgets.Label(words.text("panels.new.year")), self._year, self._make]), self.message, self._links,
        ]

    @base.guarded
    def _on_make(self, _: widgets.Button) -> None:
        book, agency = self.session.book, self._agency.value
        folder = book.folder.parent / folder_name(agency, self._year.value)
        made = Workbook.create(
            folder, instansi=agency, tahun=self._year.value, who=book.who, clock=self.session.clock, draw=book.draw,
        )
        made.close()
        self.say(words.text("panels.new.made", folder=folder.name))
        self._links.value = link(serve("buka", folder, window=book.folder), words.text("panels.new.open"))

    def reading(self) -> str:
        return words.text("panels.new.help")


class Tools(base.Panel):
    """The other verbs."""

    def build(self) -> None:
        self._work = base.Work(self)
        self._links = widgets.HTML()
        self._backup = widgets.FileUpload(accept=".zip", multiple=False, description=words.text("panels.tools.choose_backup"))
        self._backup.layout.width = "auto"
        self._name = widgets.Text(placeholder=words.text("panels.tools.new_folder"))
        verbs = (
            ("compute", self._on_compute), ("record", self._on_record), ("verify", self._on_verify),
            ("serve", self._on_serve), ("backup", self._on_backup),
        )
        buttons = [self._verb(name, handler) for name, handler in verbs]
        restore = self._verb("restore", self._on_restore)
        self.view.children = [
            base.heading(words.text("panels.tools.title"), words.text("panels.tools.help")), widgets.HBox(buttons),
            widgets.HBox([self._backup, self._name, restore]), self._work.view, self.message, self._links,
        ]

    def _verb(self, name: str, handler: Callable[[widgets.Button], None]) -> widgets.Button:
        button = widgets.Button(
            description=words.text(f"panels.tools.{name}"), tooltip=words.text(f"panels.tools.{name}.help"),
        )
        button.on_click(handler)
        return button

    @base.guarded
    def _on_compute(self, _: widgets.Button) -> None:
        def task(progress: Callable[[float, str], None], cancelled: Callable[[], bool]) -> str:
            results = self.session.book.compute(progress=progress, cancelled=cancelled)
            self.session.changed()
            return words.text("panels.tools.computed", frames=len(results.frames))

        self._work.start(task)

    @base.guarded
    def _on_record(self, _: widgets.Button) -> None:
        def task(progress: Callable[[float, str], None], _: Callable[[], bool]) -> str:
            place = self.session.book.freeze(progress=progress)
            self.session.changed()
            return words.text("panels.tools.recorded", number=place.name)

        self._work.start(task)

    @base.guarded
    def _on_verify(self, _: widgets.Button) -> None:
        def task(progress: Callable[[float, str], None], _: Callable[[], bool]) -> str:
            report = self.session.book.verify(progress=progress)
            return words.text("panels.tools.verified" if report.ok else "panels.tools.not_verified")

        self._work.start(task)

    @base.guarded
    def _on_serve(self, _: widgets.Button) -> None:
        folder = self.session.book.folder
        self._links.value = link(serve("tayangkan", folder, window=folder), words.text("panels.tools.leader_page"))
        self.say(words.text("panels.tools.served"))

    @base.guarded
    def _on_backup(self, _: widgets.Button) -> None:
        book = self.session.book
        stamp = self.session.clock().strftime("%Y%m%d-%H%M%S")
        target = book.backup(book.folder.parent / f"cadangan-{book.folder.name}-{stamp}.zip")
        self.say(words.text("panels.tools.backed_up", file=target.name, folder=target.parent.name))

    @base.guarded
    def _on_restore(self, _: widgets.Button) -> None:
        if not self._backup.value or not self._name.value.strip():
            self.say(words.text("panels.tools.restore_needs"), kind="awas")
            return
        book = self.session.book
        folder = book.folder.parent / slug(self._name.value)
        with tempfile.TemporaryDirectory(dir=book.folder) as waiting:
            file = Path(waiting) / "cadangan.zip"
            file.write_bytes(bytes(self._backup.value[0]["content"]))
            Workbook.restore(file, folder, who=book.who, clock=self.session.clock, draw=book.draw).close()
        self.say(words.text("panels.tools.restored", folder=folder.name))
        self._links.value = link(serve("buka", folder, window=book.folder), words.text("panels.new.open"))

    def reading(self) -> str:
        return words.text("panels.tools.help")


def slug(text: str) -> str:
    """A folder name out of what somebody typed: letters, digits and hyphens only."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "buku-kerja"


def folder_name(agency: str, year: int) -> str:
    """``Kota Sibolga``, 2027 → ``kota-sibolga-2027``."""
    return f"{slug(agency)}-{year}"


def serve(verb: str, folder: Path, *, window: Path) -> str:
    """Have the open window of the workbook `window` serve `folder`, and give the address; empty where it cannot.

    Serving is the outermost ring: a panel may not import it, so it asks with a command, as a user would. The command
    ends at once; what it started belongs to the planner's window and ends with it, not with this page.
    """
    done = subprocess.run(
        [sys.executable, "-m", "pembinaan_lib.cli", verb, str(folder), "--no-browser", "--join", str(window)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
        timeout=SERVE_SECONDS, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    found = ADDRESS.search(done.stdout)
    return found.group() if found else ""


def link(address: str, label: str) -> str:
    """A link to a server that was started, or a sentence that it was not."""
    if not address:
        return base.note(words.text("panels.tools.no_server"), kind="gagal")
    return f'<p><a class="pb-unduh" href="{escape(address, quote=True)}" target="_blank" rel="noreferrer">{escape(label)}</a></p>'
