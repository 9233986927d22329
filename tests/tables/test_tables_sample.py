"""The sample agency's files: every planted fault is found in its row, every clean row and value is used."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from pembinaan_lib import findings, sample, shipped
from pembinaan_lib.tables import identified, looks_like, read, to_bytes
from tests.tables.test_tables_reading import checked

FOLDER = shipped.folder("data/sample") / "kota_sibolga"
#: What each planted kind must be told as.
CODES = {
    "nip_angka_rusak": {"TBL-030"}, "nip_17_angka": {"TBL-032"}, "nip_bukan_nip": {"TBL-033"},
    "nip_tidak_dikenal": {"TBL-042"},
    "nip_spasi": {"TBL-068"}, "tanggal_teks": {"TBL-068"}, "desimal_koma": {"TBL-068"},
    "tanggal_mustahil": {"TBL-050", "TBL-037"},
    "duplikat_persis": {"TBL-034"}, "duplikat_berbeda": {"TBL-035"}, "ejaan_unit": {"TBL-054"},
    "jam_bukan_angka": {"TBL-051"},
    "skor_di_luar_rentang": {"TBL-053"}, "biaya_negatif": {"TBL-039"}, "jenis_kelamin_bertentangan": {"TBL-058"},
    "lembar_tambahan": {"TBL-020"}, "kolom_hilang": {"TBL-024"},
    "unit_tidak_dikenal": {"TBL-055"}, "pilihan_tidak_dikenal": {"TBL-052"}, "bukan_angka": {"TBL-051"},
    "isi_kosong": {"TBL-036"}, "jawaban_kosong": {"TBL-040"}, "pasangan_separuh": {"TBL-100"},
    "di_luar_batas": {"TBL-038"}, "tingkat_tidak_dikenal": {"TBL-037"}, "jenjang_tidak_dikenal": {"TBL-037"},
}

#: A column that is written one way from top to bottom is read, and nothing is to be said about it.
WHOLE_COLUMN = {"tanggal_teks", "desimal_koma"}


@pytest.fixture(scope="module")
def truth() -> dict:
    return json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def imported() -> dict:
    """All files as an import reads them: units first, then people, then everything that names them."""
    paths = sorted(sample.files(FOLDER), key=lambda path: (not looks_like(path, "unit_kerja"), path.name))
    units: list[str] = []
    ids: dict[str, str] = {}
    done = {}
    for path in paths:
        for reading in read(path, units=units, instansi="Kota Sibolga"):
            if reading.table == "unit_kerja":
                units = sorted({*reading.frame["unit_kerja"], *reading.frame["perangkat_daerah"]})
            if reading.table == "pegawai":
                ids = {number: f"P{place:05d}" for place, number in enumerate(sorted(reading.frame["nip"]))}
            done[path.name, reading.sheet] = (reading, *_known(reading, ids))
    return done


def _known(reading, ids):
    if not reading.table:
        return reading.frame, reading.rejected, reading.findings
    frame, rejected, found = identified(reading.frame, ids, reading.table, sheet=reading.sheet)
    return frame, pd.concat([reading.rejected, rejected]), findings.joined([reading.findings, found])


def test_every_reading_holds_what_readings_promise(imported):
    for reading, frame, _, _ in imported.values():
        checked(reading)
        if reading.table:
            to_bytes(frame.drop(columns="baris"), reading.table)


def test_every_planted_fault_is_found_in_its_row_and_told_as_what_it_is(imported, truth):
    missed = []
    for fault in truth["catatan_data"]:
        if fault["row"] is None and fault["kind"] in WHOLE_COLUMN:
            continue
        found = findings.joined(one[3] for (file, _), one in imported.items() if file == fault["file"])
        place = found if fault["row"] is None else found[found["row_id"] == f"{fault['sheet']}!{fault['row']}"]
        if not CODES[fault["kind"]] & set(place["code"]):
            missed.append(fault)
    assert not missed and len(truth["catatan_data"]) > 150


def test_a_row_is_rejected_only_where_the_fault_says_so(imported, truth):
    rows = [fault for fault in truth["catatan_data"] if fault["row"] is not None]
    wrong = [f for f in rows if (f["row"] in set(imported[f["file"], f["sheet"]][2]["baris"])) == f["used"]]
    assert not [f for f in wrong if f["nilai_dipakai"]
                or f["row"] not in nothing_left(imported[f["file"], f["sheet"]][2])]


def nothing_left(rejected: pd.DataFrame) -> set[int]:
    """Rows of a wide sheet that are left out because the value that may not be used was their only one."""
    return set(rejected.loc[rejected["code"] == "TBL-040", "baris"])


def test_every_clean_row_and_value_is_used(imported, truth):
    for file, expected in truth["jumlah"].items():
        reading, frame, rejected, _ = imported[file, expected["lembar"]]
        assert reading.rows_in_file == expected["baris"], file
        empty = {f["row"] for f in truth["catatan_data"] if f["file"] == file and f["kind"] == "jawaban_kosong"}
        emptied = nothing_left(rejected) - empty
        assert reading.rows_in_file - len(rejected) + len(emptied) == expected["dipakai"], file
        if expected["nilai_dipakai"]:
            assert len(frame) == expected["nilai_dipakai"], file


def test_spellings_of_units_end_up_as_the_truth_has_them(imported, truth):
    for fault in truth["catatan_data"]:
        frame = imported[fault["file"], fault["sheet"]][1]
        if fault["kind"] == "ejaan_unit" and "unit_kerja" in frame:
            column = "perangkat_daerah" if "INDUK" in fault["column"] else "unit_kerja"
            assert set(frame.loc[frame["baris"] == fault["row"], column]) == {fault["seharusnya"]}
