"""Canonical bytes are what Python's own CSV writer would write, though written a column at a time."""

from __future__ import annotations

import csv
import io

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib import tables

CELL = st.text(st.sampled_from('a é,;"\n\t\'|'), max_size=6)
ROWS = st.lists(st.tuples(CELL, CELL, st.none() | st.integers(0, 10**12)), max_size=20)


@given(ROWS)
def test_quotes_stand_where_the_csv_writer_puts_them(rows: list[tuple[str, str, int | None]]) -> None:
    frame = pd.DataFrame(rows, columns=["unit_kerja", "perangkat_daerah", "minimal_bertugas"])
    ordered = tables.canonical(frame, "unit_kerja")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(ordered.columns)
    for row in ordered.itertuples(index=False, name=None):
        writer.writerow(["" if pd.isna(cell) else cell for cell in row])
    written = tables.to_bytes(frame, "unit_kerja")
    assert written == out.getvalue().encode()
    assert tables.to_bytes(tables.from_bytes(written, "unit_kerja"), "unit_kerja") == written
