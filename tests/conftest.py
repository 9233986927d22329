"""What all tests share: where nothing may be missing, a skipped test is not a passed one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.contoh import Contoh, build, build_plan

# The same examples in every run, and no verdict about the speed of a busy machine.
settings.register_profile("rumah", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rumah")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With ``PEMBINAAN_NO_SKIPS=1`` (as ``.ci/run`` sets it) a session with a skipped test fails."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("PEMBINAAN_NO_SKIPS") == "1" and reporter and reporter.stats.get("skipped"):
        reporter.write_line("")
        reporter.write_line("Skipped tests are not allowed here: install what they name.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


FIRST = "tests/browser/test_pages.py"
"""The longest file: whoever runs it builds the sample meanwhile."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest file first, then those that need no sample, so that no process waits while another builds it."""
    files = {item: item.nodeid.split("::")[0] for item in items}
    sampled = {files[item] for item in items if {"contoh", "rencana"} & set(item.fixturenames)}
    items.sort(key=lambda item: (files[item] != FIRST, files[item] in sampled))


@pytest.fixture(scope="session")
def contoh(tmp_path_factory: pytest.TempPathFactory) -> Contoh:
    """The sample agency's workbook with all its files imported, fixed clock 2026-11-21 10.42 WIB and seeded ids.

    Built once per run, also when the run has several processes: the first one builds, the others wait. It is for
    looking only; a test that imports, decides or freezes takes :func:`tests.contoh.salinan`.
    """
    return Contoh(_shared(tmp_path_factory, "contoh", build) / "buku")


@pytest.fixture(scope="session")
def rencana(tmp_path_factory: pytest.TempPathFactory, contoh: Contoh) -> Contoh:
    """The same workbook with a plan: proposed, accepted, frozen as record 2027-001, its documents written.

    Built once per run and for looking only, like `contoh`; it takes about half a minute.
    """
    return Contoh(_shared(tmp_path_factory, "rencana", lambda place: build_plan(contoh, place)) / "buku")


def _shared(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that one process of the run fills; its name appears when it is complete."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    done, lock, part = base / name, base / f"{name}.kunci", base / f"{name}.sebagian"
    try:
        lock.mkdir()  # stays: whoever comes later only waits
    except FileExistsError:
        _await(done)
        return done
    part.mkdir()
    make(part)
    part.rename(done)
    return done


def _await(done: Path, *, seconds: float = 240.0) -> None:
    until = time.monotonic() + seconds
    while not done.exists():
        if time.monotonic() > until:
            raise TimeoutError(done.name)
        time.sleep(0.1)
