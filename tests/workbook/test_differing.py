"""The dry run by column: how many rows change in each, and an example that names nobody."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib import tables
from pembinaan_lib.panels.files import differences_html
from pembinaan_lib.workbook import differing
from tests.contoh import created
from tests.integration.making import nip, person, roster

CAME = ["sesi", "hadir"]


def test_the_dry_run_tells_columns_and_no_person(tmp_path: Path) -> None:
    with created(tmp_path / "buku") as book:
        first = book.import_files([roster(tmp_path / "satu.xlsx", *(person(number) for number in range(1, 5)))])
        assert first.differences.empty and differences_html(first) == ""
        changed = {"Jenjang": "Ahli Muda", "Nama": "Nama Lain", "Perangkat Daerah": "Dinas Lain"}
        path = roster(tmp_path / "dua.xlsx", person(1), person(2, **changed), person(3, **changed), person(4, Jenjang=""))
        seen = book.preview([path])
        again = book.preview([roster(tmp_path / "tiga.xlsx", *(person(number) for number in range(1, 5)))])
    found = seen.differences.set_index("kolom")
    assert found.loc["jenjang", "jumlah"] == 3 and set(found["tabel"]) == {"pegawai"}
    assert "Ahli Pertama" in set(found["contoh_dari"]) and found.loc["perangkat_daerah", "jumlah"] == 2
    assert pd.isna(found.loc["perangkat_daerah", "contoh_dari"])
    assert "nama" not in found.index and "nip" not in found.index
    shown = differences_html(seen)
    assert "Jenjang" in shown and not any(text in shown for text in ("Nama Lain", "Orang Contoh", nip(2)))
    assert int(seen.rows["berubah"].sum()) == 3
    assert again.differences.empty


@given(st.lists(st.tuples(st.booleans() | st.none(), st.booleans() | st.none()), min_size=1, max_size=12))
def test_counts_are_the_rows_that_differ(pairs: list[tuple[bool | None, bool | None]]) -> None:
    def table(side: int) -> pd.DataFrame:
        return tables.canonical(pd.DataFrame({
            "angkatan_id": "A", "pegawai_id": [f"p{number:02}" for number in range(len(pairs))], "sesi": 1,
            "hadir": pd.array([pair[side] for pair in pairs], dtype="boolean"),
        }), "kehadiran")

    found = differing.differences("kehadiran", table(0), table(1))
    other = [pair for pair in pairs if pair[0] is not pair[1]]
    assert found["jumlah"].tolist() == ([len(other)] if other else [])
    if other:
        told = {True: "ya", False: "tidak", None: None}
        shown = found[["contoh_dari", "contoh_ke"]].astype("object").where(found[["contoh_dari", "contoh_ke"]].notna(), None)
        assert shown.iloc[0].tolist() == [told[other[0][0]], told[other[0][1]]]
