"""Every table that a file may hold has its place among the tiles of "Berkas apa yang Anda punya?"."""

from __future__ import annotations

from pembinaan_lib import words
from pembinaan_lib.panels.files import TILES
from pembinaan_lib.tables import TABLES


def test_every_importable_table_has_exactly_one_tile() -> None:
    shown = [table for tables in TILES.values() for table in tables]
    assert sorted(shown) == sorted(name for name, table in TABLES.items() if table.importable)


def test_every_tile_says_what_it_is() -> None:
    for name in TILES:
        assert words.has(f"panels.tile.{name}") and words.has(f"panels.tile.{name}.help")
