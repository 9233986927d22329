"""Canonical bytes are what Python's own CSV writer would write, though written a column at a time."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import tables
from pembinaan_lib.errors import TableFileError
from tests.tables.making import nip, roster, saved

CELL = st.text(st.sampled_from('a é,;"\n\t\'|'), max_size=6)
ROWS = st.lists(st.tuples(CELL, CELL, st.none() | st.integers(0, 10**12)), max_size=20)


@settings(max_examples=50)
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


@pytest.mark.parametrize("length", [131_073, 400_000])
def test_a_cell_of_any_length_comes_back_and_the_limit_of_others_is_left_alone(length: int) -> None:
    usual = csv.field_size_limit()
    frame = pd.DataFrame({"unit_kerja": ["A" * length], "perangkat_daerah": ["B"]})
    written = tables.to_bytes(frame, "unit_kerja")
    assert tables.from_bytes(written, "unit_kerja")["unit_kerja"].str.len().tolist() == [length]
    assert csv.field_size_limit() == usual


def test_a_text_longer_than_excel_has_it_is_cut_and_told(tmp_path: Path) -> None:
    lines = ["NIP,Nama,Jenis Pegawai,Unit Kerja", f"{nip(1)},Budi,PNS,{'A' * 200_000}", f"{nip(2)},Ani,PNS,B"]
    path = tmp_path / "n.csv"
    path.write_text("\n".join(lines))
    (reading,) = tables.read(path)
    assert reading.frame["unit_kerja"].str.len().tolist() == [32_767, 1]
    assert reading.findings[["code", "column", "row_id"]].to_numpy().tolist() == [["TBL-070", "unit_kerja", "n!2"]]


def people(count: int) -> list[str]:
    rows = [f"{nip(number)},Orang {number},PNS,Unit A,Analis" for number in range(1, count + 1)]
    return ["NIP,Nama,Jenis Pegawai,Unit Kerja,Jabatan", *rows]


def refused_at(path: Path, lines: list[str]) -> str:
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(TableFileError) as fault:
        tables.read(path)
    assert fault.value.code == "TBL-013"
    return str(fault.value)


@pytest.mark.parametrize("closed", ["", "Orang 9,", "Unit A,Analis", "end"])
def test_a_quote_left_open_never_swallows_rows(tmp_path: Path, closed: str) -> None:
    lines = people(20)
    lines[5] = lines[5].replace(",Analis", ',"Analis')
    if closed == "end":
        lines[9] += '"'
    elif closed:
        lines[9] = lines[9].replace(closed, closed.replace(",", '",', 1))
    assert "baris 6 " in refused_at(tmp_path / "n.csv", lines)


def test_a_quote_opened_in_the_last_cell_and_closed_in_the_first_is_seen(tmp_path: Path) -> None:
    lines = people(20)
    lines[5], lines[6] = lines[5].replace(",Analis", ',"Analis'), lines[6].replace(",", '",', 1)
    assert "baris 6 " in refused_at(tmp_path / "n.csv", lines)


def test_cells_of_two_lines_are_read_and_their_rows_counted(tmp_path: Path) -> None:
    lines = people(3)
    lines[1] = lines[1].replace("Unit A", '"Unit A,\nJalan ""B"", Kota"')
    lines[2] = lines[2].replace(nip(2), f'"{nip(2)}\n"')
    path = tmp_path / "n.csv"
    path.write_text("\n".join(lines))
    (reading,) = tables.read(path)
    assert (reading.rows_in_file, reading.rows_used) == (3, 3)
    assert reading.frame["unit_kerja"][0] == 'Unit A, Jalan "B", Kota'


def test_a_workbook_keeps_its_own_limit(tmp_path: Path) -> None:
    (reading,) = tables.read(saved(tmp_path / "a.xlsx", roster((nip(1), "Budi", "PNS", "A" * 32_767))))
    assert reading.findings.empty and reading.frame["unit_kerja"].str.len()[0] == 32_767
