"""The invented frames as fixtures."""

from __future__ import annotations

from tests.charts.fixtures import edition, frames, meta

__all__ = ["edition", "frames", "meta"]
