"""The sample agency's workbook, for every test that looks at the whole: built once per run, copied to be changed.

``contoh`` (a fixture of ``tests/conftest.py``) gives the one that all tests share and none may change; :func:`salinan`
gives a test its own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from pembinaan_lib import plan, sample, shipped, words
from pembinaan_lib.workbook import Workbook

MOMENT = datetime(2026, 11, 21, 10, 42, tzinfo=timezone(timedelta(hours=7)))
INSTANSI, TAHUN = "Pemerintah Kota Sibolga", 2027
SAMPLE = shipped.folder("data/sample/kota_sibolga")
FILES = tuple(sample.files(SAMPLE))
NOTES = "catatan-impor.json"


def drawing(seed: int = 1) -> Callable[[], str]:
    """New ids from a seed."""
    chance = Random(seed)
    return lambda: f"{chance.getrandbits(64):016x}"


def user(*, seed: int = 1, who: str = "penyusun") -> dict[str, Any]:
    """Who works, when, and where new ids come from, as :class:`Workbook` wants it."""
    return {"who": who, "clock": lambda: MOMENT, "draw": drawing(seed)}


def created(folder: Path, *, seed: int = 1) -> Workbook:
    """A new, empty workbook of the sample agency."""
    return Workbook.create(folder, instansi=INSTANSI, tahun=TAHUN, contoh=True, **user(seed=seed))


@dataclass(frozen=True)
class Contoh:
    """The built workbook: its folder and what its import said. Read it as you like; never change it."""

    folder: Path

    def open(self) -> Workbook:
        """The workbook itself, for looking only."""
        return Workbook.open(self.folder, **user(seed=2))

    @cached_property
    def truth(self) -> dict[str, Any]:
        """What the generator planted (``truth.json``)."""
        return json.loads((SAMPLE / "truth.json").read_text("utf-8"))

    @cached_property
    def rows(self) -> pd.DataFrame:
        """``ImportPreview.rows`` of the import: one row per sheet."""
        return self._seen("rows")

    @cached_property
    def findings(self) -> pd.DataFrame:
        """``ImportPreview.findings`` of the import."""
        return self._seen("findings")

    @cached_property
    def results(self) -> plan.Results:
        """All results, computed once per process."""
        with self.open() as book:
            return book.compute()

    def _seen(self, name: str) -> pd.DataFrame:
        kept = json.loads((self.folder.parent / NOTES).read_text("utf-8"))[name]
        return pd.DataFrame(kept["data"], columns=kept["columns"])


def build(place: Path) -> None:
    """Make the workbook in ``place/buku`` from all sample files, and keep what the import said beside it."""
    words.choose_language("id")
    with created(place / "buku") as book:
        seen = book.import_files(FILES)
        book.voice.keep(book.voice.group())
    said = {name: json.loads(getattr(seen, name).to_json(orient="split")) for name in ("rows", "findings")}
    (place / NOTES).write_text(json.dumps(said, ensure_ascii=False), "utf-8")


def build_plan(contoh: Contoh, place: Path) -> None:
    """Make ``place/buku``: the imported workbook with an accepted plan, a record and documents."""
    shutil.copytree(contoh.folder, place / "buku")
    shutil.copyfile(contoh.folder.parent / NOTES, place / NOTES)
    with Workbook.open(place / "buku", **user(seed=3)) as book:
        book.accept(book.propose(), reason="rencana contoh")
        book.freeze()
        book.documents()


def salinan(contoh: Contoh, tmp_path: Path, name: str = "salinan") -> Workbook:
    """A copy of the sample's workbook that a test may change; close it, or use it in a ``with`` block."""
    shutil.copytree(contoh.folder, tmp_path / name)
    return Workbook.open(tmp_path / name, **user(seed=3))
