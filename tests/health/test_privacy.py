"""Nothing that looks like a real person's number stands in what we ship as text, and no trace of a machine does."""

from __future__ import annotations

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"  # invented people, and it says so
TEXT = {".py", ".md", ".ipynb", ".yaml", ".csv", ".po", ".json", ".toml", ".txt", ""}
NIP = re.compile(r"(?<!\d)(?:19[4-9]\d|200\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:19|20)\d{4}[12]\d{3}(?!\d)")
TRACES = re.compile("|".join(("/" + "work/", "/" + "root/", "py" + "pi.org", "files.python" + "hosted", "npm" + "js.org")))


def shipped_texts() -> list[Path]:
    skipped = {".git", ".venv", "build", "dist", ".pytest_cache", ".hypothesis", "__pycache__"}
    found: list[Path] = []
    for folder, inside, files in os.walk(ROOT):
        inside[:] = sorted(set(inside) - skipped)
        found += [Path(folder, name) for name in sorted(files) if Path(name).suffix in TEXT]
    return found


def test_the_checker_knows_a_nip() -> None:
    assert NIP.search("19850101" + "201001" + "1" + "001")
    assert not NIP.search("123456789012345678")


def test_no_nip_outside_tests_and_the_sample() -> None:
    found = [
        str(path.relative_to(ROOT)) for path in shipped_texts()
        if path.relative_to(ROOT).parts[0] != "tests" and SAMPLE not in path.parents and NIP.search(path.read_text("utf-8", errors="replace"))
    ]
    assert not found


def test_no_trace_of_a_machine() -> None:
    found = [str(path.relative_to(ROOT)) for path in shipped_texts() if TRACES.search(path.read_text("utf-8", errors="replace"))]
    assert not found
