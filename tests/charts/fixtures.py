"""Fixtures of invented frames, shared by charts, boards and documents."""

from __future__ import annotations

import pytest

from tests.charts import invented_frames


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
