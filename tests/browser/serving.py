"""The command of a planner's window, started as a planner starts it, and what a page said while somebody looked at it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.contoh import MOMENT

ADDRESS = re.compile(r"http://\S+")
PAGES = (
    "00_mulai", "01_kebutuhan", "01_profil", "01_suara", "02_rancangan", "03_pelaksanaan", "04_evaluasi",
    "05_tindak_lanjut", "06_arsip_rencana",
)


def surroundings() -> dict[str, str]:
    """A fixed clock, person and language."""
    fixed = {"PEMBINAAN_WAKTU": MOMENT.isoformat(), "PEMBINAAN_PENGGUNA": "penyusun", "PEMBINAAN_LANG": "id"}
    return os.environ | fixed


def command(verb: str, folder: Path) -> list[str]:
    """One verb of the command line."""
    return [sys.executable, "-m", "pembinaan_lib.cli", verb, str(folder), "--no-browser"]


@contextmanager
def window(folder: Path) -> Iterator[str]:
    """``pembinaan buka``: the address that it prints; the window is closed at the end, with all that it serves."""
    with subprocess.Popen(command("buka", folder), env=surroundings(), stdout=subprocess.PIPE, text=True) as process:
        try:
            yield next(found.group() for line in process.stdout if (found := ADDRESS.search(line)))
        finally:
            process.terminate()
            process.communicate(timeout=90)


def leader_address(folder: Path) -> str:
    """``pembinaan tayangkan`` beside an open window: the leader's address."""
    done = subprocess.run(
        command("tayangkan", folder), env=surroundings(), capture_output=True, text=True, timeout=240, check=True,
    )
    return ADDRESS.search(done.stdout).group()


@dataclass
class Seen:
    """What a page asked for, complained about and exchanged; `own` is the only host and port it may talk to."""

    page: Page
    own: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Hear everything from now on."""
        self.page.on("console", lambda told: told.type == "error" and self.complaints.append(told.text))
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.on("request", lambda request: self._ask(request.url))
        self.page.on("websocket", self._socket)

    def _ask(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self.own:
            self.elsewhere.append(url)

    def _socket(self, socket) -> None:  # noqa: ANN001
        self._ask(socket.url)
        for event in ("framereceived", "framesent"):
            socket.on(event, lambda content: self.frames.append(
                content if isinstance(content, str) else content.decode("utf-8", "replace")))

    def opened(self) -> Page:
        """The planner's page once it is there; at once a failure where a cell failed."""
        self.page.wait_for_selector(".pb-strip, .pb-halaman-gagal")
        assert self.page.locator(".pb-halaman-gagal").all_inner_texts() == []
        return self.page

    def leave(self) -> None:
        """Go elsewhere, which ends the page's kernel, and close the window."""
        self.page.goto("about:blank")
        self.page.context.close()

    def assert_quiet(self) -> None:
        """No complaint in the console, and no word to another host."""
        assert self.complaints == []
        assert self.elsewhere == []


def looked_at(browser: Browser, address: str) -> Seen:
    """A new visitor at `address` (its key included), who is heard from the first request on."""
    page = browser.new_context(
        viewport={"width": 1300, "height": 1000}, locale="id-ID", base_url=f"http://{urlsplit(address).netloc}",
    ).new_page()
    page.set_default_timeout(180_000)
    seen = Seen(page, urlsplit(address).netloc)
    seen.listen()
    page.goto(address, wait_until="commit")
    return seen


def notebook(address: str, name: str) -> str:
    """The address of another page of the same window."""
    return address.replace("00_mulai", name)
