"""The invented frames as fixtures."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "charts"))

import invented_frames  # noqa: E402  shared by charts, boards and documents


@pytest.fixture
def frames():
    return invented_frames.frames()


@pytest.fixture
def meta():
    return invented_frames.meta()


@pytest.fixture(scope="session")
def edition():
    from pembinaan_lib import charts  # noqa: PLC0415  altair only where it is needed

    return charts.published(invented_frames.frames(), invented_frames.meta())
