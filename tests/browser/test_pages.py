"""Every page of the planner and the leader's dashboard in a real Chromium: drawn, quiet, on a phone too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import PAGES, Seen, looked_at, notebook
from tests.contoh import Contoh

pytestmark = pytest.mark.browser
CHARTS = {
    "00_mulai": 2, "01_kebutuhan": 4, "01_profil": 13, "01_suara": 3, "02_rancangan": 2, "03_pelaksanaan": 2, "04_evaluasi": 2,
}
DRAWN = "svg.marks"
# What Python or a forgotten sentence looks like on a page.
BROKEN = re.compile(r"Traceback|Exception|\bnan\b|\bNaN\b|\bNaT\b|<NA>|\bNone\b|\bundefined\b|\{[a-z_]+\}|\bpanels\.\w")


def wait_for_charts(page: Page, count: int) -> None:
    page.wait_for_function(f"document.querySelectorAll('{DRAWN}').length >= {count}")


def no_sideways_scroll(page: Page, count: int) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(400)
    wait_for_charts(page, count)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_planner(name: str, browser: Browser, planner: str) -> None:
    seen = looked_at(browser, notebook(planner, name))
    page, count = seen.opened(), CHARTS.get(name, 0)
    wait_for_charts(page, count)
    assert page.locator(DRAWN).count() == count
    text = page.inner_text("body")
    assert "data contoh, bukan data sebenarnya" in text
    assert not BROKEN.search(text)
    assert page.locator(".pb-gagal").count() == 0
    no_sideways_scroll(page, count)
    seen.assert_quiet()
    seen.leave()


def test_a_square_of_the_heat_map_opens_the_people_behind_it(browser: Browser, planner: str) -> None:
    seen = looked_at(browser, notebook(planner, "01_kebutuhan"))
    page = seen.opened()
    wait_for_charts(page, 1)
    square = page.locator(f"{DRAWN} path[role='graphics-symbol'][aria-label]").first
    page.locator(f"{DRAWN} .mark-text text").first.click()
    page.wait_for_selector(".pb-panel .pb-panel table td")
    clicked = page.locator(".pb-panel .pb-panel table").first.inner_text()
    page.keyboard.press("Escape")
    square.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("before => document.querySelector('.pb-panel .pb-panel table').innerText !== before", arg=clicked)
    seen.assert_quiet()
    seen.leave()


def _drawn(page: Page) -> dict[str, str]:
    """What depends on the budget, as the leader reads it."""
    return {name: page.inner_text(f".pb-papan .{name}") for name in ("pb-kalimat", "pb-angka-besar")} | {
        "bagan": page.locator(f".pb-beli {DRAWN}").first.inner_html(),
    }


@pytest.fixture(scope="module")
def dashboard(browser: Browser, leader: str) -> Seen:
    seen = looked_at(browser, leader)
    seen.page.wait_for_selector(".pb-papan")
    wait_for_charts(seen.page, 7)
    return seen


def test_the_leaders_slider_changes_chart_numbers_and_sentence(dashboard: Seen) -> None:
    page = dashboard.page
    before = _drawn(page)
    page.locator(".noUi-handle").first.press("ArrowRight")
    page.wait_for_function("old => document.querySelector('.pb-papan .pb-kalimat').innerText !== old", arg=before["pb-kalimat"])
    page.wait_for_timeout(600)
    after = _drawn(page)
    assert [name for name in before if before[name] == after[name]] == []
    assert not BROKEN.search(page.inner_text("body"))
    no_sideways_scroll(page, 7)
    dashboard.assert_quiet()


def test_nobody_of_the_roster_reaches_the_leader(dashboard: Seen, rencana: Contoh, folder: Path) -> None:
    with rencana.open() as book:
        people = book._store.identities()  # noqa: SLF001  the only place that knows names
    frames = "\n".join(dashboard.frames)
    # How many frames carry the page depends on the machine's speed; that they carry the charts does not.
    assert "vega" in frames
    sent = dashboard.page.content() + frames
    assert not [nip for nip in people["nip"] if nip in sent]
    assert not [nama for nama in people["nama"] if len(nama.split()) > 1 and nama in sent]


def test_a_page_that_is_left_ends_its_kernel(browser: Browser, planner: str) -> None:
    seen = looked_at(browser, notebook(planner, "05_tindak_lanjut"))
    page = seen.opened()
    kernels = lambda: {kernel["id"] for kernel in page.request.get("/api/kernels").json()}  # noqa: E731
    mine = re.search(r'"kernelId": "([^"]+)"', page.content())[1]
    assert mine in kernels()
    page.goto("about:blank")
    for _ in range(240):
        if mine not in kernels():
            break
        page.wait_for_timeout(500)
    assert mine not in kernels()
    seen.leave()


def test_the_lab_opens_in_indonesian_with_code_folded(browser: Browser, planner: str) -> None:
    seen = looked_at(browser, re.sub(r"voila/render/", "lab/tree/", notebook(planner, "05_tindak_lanjut")))
    page = seen.page
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell")
    # The language pack leaves some menus in English; what it has is shown.
    page.get_by_role("columnheader", name="Nama").or_(page.locator(".jp-DirListing-header >> text=Nama")).first.wait_for()
    page.wait_for_function("document.querySelectorAll('.jp-CodeCell').length >= 2")
    open_code = ".jp-CodeCell:not(:has(.jp-InputPlaceholder))"
    page.wait_for_function(f"document.querySelectorAll('{open_code}').length === 0")
    assert seen.elsewhere == []
    seen.leave()
