"""The lock pins everything with hashes, names no host, and leaves out what slows every kernel down."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
NAMES = set(re.findall(r"(?m)^([a-z0-9][a-z0-9._-]*)==", LOCK))


def test_every_package_has_hashes_and_no_address() -> None:
    entries = re.split(r"(?m)^(?=[a-z0-9])", LOCK)
    assert all("--hash=sha256:" in entry for entry in entries if entry.strip())
    assert "://" not in LOCK and "index" not in LOCK.split("--hash")[0]


def test_everything_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = project["project"]["dependencies"] + project["build-system"]["requires"]
    asked += [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    plain = {re.split(r"[\[<>=!~ ]", name)[0].lower().replace("_", "-").replace(".", "-") for name in asked}
    assert plain <= NAMES


def test_kernels_do_not_pay_for_a_grammar_they_never_use() -> None:
    assert "rfc3987-syntax" not in NAMES
