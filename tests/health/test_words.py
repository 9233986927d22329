"""Both languages say everything, with the same placeholders, and every code that is raised has its sentences."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

from pembinaan_lib import words

PACKAGE = Path(words.__file__).parent
CODE = re.compile(r'"([A-Z]{3}-\d{3})"')


def placeholders(sentence: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_catalogues_are_complete() -> None:
    indonesian, english = words.catalogue("id"), words.catalogue("en")
    assert set(indonesian) == set(english)
    assert not [key for key in indonesian if not indonesian[key].strip() or not english[key].strip()]


def test_both_languages_use_the_same_placeholders() -> None:
    indonesian, english = words.catalogue("id"), words.catalogue("en")
    different = {key for key in indonesian if placeholders(indonesian[key]) != placeholders(english[key])}
    assert not different


def test_every_code_has_its_sentences() -> None:
    codes = {code for path in PACKAGE.rglob("*.py") for code in CODE.findall(path.read_text("utf-8"))}
    assert codes
    for code in sorted(codes):
        error = words.has(f"{code}.what") and words.has(f"{code}.remedy")
        note = all(words.has(f"{code}.{part}") for part in ("message", "remedy", "cause"))
        assert error or note, f"{code} has no sentences"


def test_keys_used_in_code_exist() -> None:
    used = {
        key for path in PACKAGE.rglob("*.py")
        for key in re.findall(r'words\.text\(\s*"([a-zA-Z0-9_.\-]+)"', path.read_text("utf-8"))
    }
    missing = {key for key in used if not words.has(key)}
    assert not missing
