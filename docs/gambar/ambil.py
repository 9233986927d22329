#!/usr/bin/env python3
"""Make the two pictures of README: the planner's home page and the leader's dashboard of the sample agency.

    .venv/bin/python docs/gambar/ambil.py

Builds the sample workbook in a temporary folder (or takes the one named as first argument), starts both servers, waits
until the pages are drawn and writes ``mulai.png`` and ``pimpinan.png`` beside this file. Needs a Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from pembinaan_lib import cli, record, serving

HERE = Path(__file__).resolve().parent
SIZE = {"width": 1300, "height": 1000}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
DRAWN = "() => !document.getElementById('loading') && document.querySelector('.widget-box, .pb-bagan svg.marks')"


def chromium(playwright: Playwright) -> Browser:
    """The system's Chromium where there is one, else Playwright's own."""
    installed = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        return playwright.chromium.launch(executable_path=installed, args=FLAGS)
    except Error:
        return playwright.chromium.launch(args=FLAGS)


def take(addresses: dict[str, str]) -> None:
    """A picture of each page, as it stands when nothing moves any more."""
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for name, picture in (("perencana", "mulai.png"), ("pimpinan", "pimpinan.png")):
            page = browser.new_page(viewport=SIZE)
            page.goto(addresses[name], wait_until="load", timeout=120_000)
            page.wait_for_function(DRAWN, timeout=120_000)
            page.wait_for_timeout(3000)
            page.screenshot(path=str(HERE / picture))
            page.close()
        browser.close()


def main() -> None:
    """Build the sample where none is named, serve it, take both pictures."""
    with tempfile.TemporaryDirectory() as waiting:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(waiting) / "contoh-kota-sibolga"
        if cli.main(["contoh", "--no-serve", "--folder", str(folder)]):
            raise SystemExit(1)
        newest = record.last(folder)
        if newest is None:
            raise SystemExit(1)
        with serving.start(folder, edition=newest.with_name("publik.zip")) as running:
            take(running.addresses)


if __name__ == "__main__":
    main()
