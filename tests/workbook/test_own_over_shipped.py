"""A few rows of an agency lie over the shipped lists; where its list takes the place of one, the preview says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from pembinaan_lib import findings, plan, tables
from pembinaan_lib.plan.overlay import DECIDED_BY, laid_over
from pembinaan_lib.workbook import Workbook
from tests.contoh import created
from tests.integration.making import person, roster

WAYS = "pemetaan_kompetensi"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Workbook]:
    with created(tmp_path / "buku") as book:
        book.import_files([roster(tmp_path / "n.xlsx", *(person(number) for number in range(1, 4)))])
        yield book


def written(folder: Path, name: str, *lines: str) -> Path:
    file = folder / f"{name}.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_two_mapped_signs_leave_the_other_shipped_ways(small: Workbook, tmp_path: Path) -> None:
    shipped = tables.reference(WAYS)
    small.import_files([written(
        tmp_path, "pemetaan kompetensi", "asal,nama_asal,kompetensi,bobot", "topik,sikap  PETUGAS,Integritas,0.9",
        "topik,Antrean,Pelayanan Publik,0", "indikator,Panen padi,Komunikasi,1",
    )])
    ways = small.inputs().tables[WAYS]
    here = ways["nama_asal"].str.casefold().isin(["sikap  petugas", "sikap petugas", "antrean", "panen padi"])
    assert ways.loc[here, ["kompetensi", "bobot"]].values.tolist() == [
        ["Komunikasi", 1.0], ["Pelayanan Publik", 0.0], ["Integritas", 0.9]]
    there = ~shipped["nama_asal"].isin(["Sikap Petugas", "Antrean"])
    pd.testing.assert_frame_equal(ways[~here].reset_index(drop=True), shipped[there].reset_index(drop=True))


def test_one_own_standard_leaves_the_other_shipped_standards(small: Workbook, tmp_path: Path) -> None:
    shipped = tables.reference("standar_kompetensi")
    first = shipped.iloc[0]
    level = 1 if int(first["level"]) != 1 else 2
    small.import_files([written(
        tmp_path, "standar kompetensi", "jenjang,urusan,kompetensi,level",
        f"{first['jenjang']},{first['urusan'] if isinstance(first['urusan'], str) else ''},{first['kompetensi']},{level}")])
    found = small.inputs().tables["standar_kompetensi"]
    key = list(tables.TABLES["standar_kompetensi"].key)
    assert len(found) == len(shipped) and int(found.merge(first[key].to_frame().T, on=key)["level"].iloc[0]) == level


def test_an_entry_on_screen_and_a_file_mean_the_same(small: Workbook, tmp_path: Path) -> None:
    small.entries.topic("Sikap Petugas", ["Integritas"])
    on_screen = small.inputs().tables[WAYS]
    rows = small._store.dataset(WAYS)  # noqa: SLF001
    file = tmp_path / "pemetaan kompetensi.csv"
    file.write_bytes(rows)
    with created(tmp_path / "lain") as other:
        other.import_files([roster(tmp_path / "n.xlsx", person(1)), file])
        assert other.inputs().tables[WAYS].equals(on_screen)
    assert set(tables.from_bytes(rows, WAYS)["nama_asal"]) == {"Sikap Petugas"}


def test_a_record_brings_what_the_plan_read_and_computes_the_same(small: Workbook, tmp_path: Path) -> None:
    small.entries.topic("Parkir", ["Komunikasi"])
    inputs = small.inputs()
    data = {name: tables.to_bytes(inputs.tables[name], name) for name in {*inputs.imported, *plan.FROM_REFERENCE}}
    again = plan.Inputs.from_bytes(  # as a record is read
        {name: data[name] for name in inputs.imported}, instansi=inputs.instansi, tahun=inputs.tahun,
        tanggal=inputs.tanggal, contoh=inputs.contoh, rules=inputs.rules,
        reference={name: blob for name, blob in data.items() if name not in inputs.imported},
    )
    assert again.fingerprint == inputs.fingerprint and again.tables[WAYS].equals(inputs.tables[WAYS])


@pytest.mark.parametrize("table", sorted(DECIDED_BY))
def test_nothing_and_the_same_rows_change_no_byte(table: str) -> None:
    shipped = tables.to_bytes(tables.reference(table), table)
    assert laid_over(None, shipped, table) == laid_over(shipped, shipped, table) == laid_over(shipped, None, table) == shipped
    assert laid_over(tables.to_bytes(tables.empty(table), table), shipped, table) == shipped


def test_a_list_that_takes_the_place_of_a_shipped_one_is_announced(small: Workbook, tmp_path: Path) -> None:
    file = written(tmp_path, "kompetensi", "kompetensi,jenis", "Kelautan,teknis")
    ways = written(tmp_path, "pemetaan kompetensi", "asal,nama_asal,kompetensi", "topik,Parkir,Komunikasi")
    seen = small.preview([file, ways])
    told = seen.findings[seen.findings["code"] == "WBK-026"]
    assert told["table"].tolist() == ["kompetensi"] and told["severity"].tolist() == ["informasi"]
    assert f"menggantikan {len(tables.reference('kompetensi'))} baris" in findings.told(told)["message"].iloc[0]
    small.store_preview(seen)
    assert "WBK-026" not in set(small.preview([file]).findings["code"])  # it says so once
