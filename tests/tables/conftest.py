"""A fixture that writes tiny workbooks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tables.making import Rows, saved


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes sheets (name → rows) and returns the path."""

    def write(sheets: dict[str, Rows], name: str = "berkas.xlsx") -> Path:
        return saved(tmp_path / name, sheets)

    return write
