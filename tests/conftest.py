"""What all tests share: where nothing may be missing, a skipped test is not a passed one."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With ``PEMBINAAN_NO_SKIPS=1`` (as ``.ci/run`` sets it) a session with a skipped test fails."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("PEMBINAAN_NO_SKIPS") == "1" and reporter and reporter.stats.get("skipped"):
        reporter.write_line("")
        reporter.write_line("Skipped tests are not allowed here: install what they name.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
