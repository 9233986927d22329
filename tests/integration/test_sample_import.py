"""The sample agency through the front door: every planted fault found, every clean row used, nothing personal leaks."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import pytest

from pembinaan_lib import findings, tables
from pembinaan_lib.plan import canonical_csv
from tests.contoh import FILES, INSTANSI, Contoh

CODES = {
    "nip_angka_rusak": "TBL-030", "nip_17_angka": "TBL-032", "nip_bukan_nip": "TBL-033", "nip_tidak_dikenal": "TBL-042",
    "nip_spasi": "TBL-068", "duplikat_persis": "TBL-034", "duplikat_berbeda": "TBL-035", "tanggal_teks": "TBL-068",
    "desimal_koma": "TBL-068", "ejaan_unit": "TBL-054", "skor_di_luar_rentang": "TBL-053", "jam_bukan_angka": "TBL-051",
    "jenis_kelamin_bertentangan": "TBL-058", "biaya_negatif": "TBL-039", "lembar_tambahan": "TBL-020",
    "kolom_hilang": "TBL-024", "unit_tidak_dikenal": "TBL-055", "pilihan_tidak_dikenal": "TBL-052",
    "bukan_angka": "TBL-051", "isi_kosong": "TBL-036", "jawaban_kosong": "TBL-040", "pasangan_separuh": "TBL-100",
    "di_luar_batas": "TBL-038", "tingkat_tidak_dikenal": "TBL-037", "jenjang_tidak_dikenal": "TBL-037",
}
# A column that is written one way from top to bottom is read, and nothing is to be said about it.
WHOLE_COLUMN = {"tanggal_teks", "desimal_koma"}
EIGHTEEN = re.compile(r"(?<!\d)\d{18}(?!\d)")


def code_of(fault: dict[str, Any]) -> str:
    if fault["kind"] == "tanggal_mustahil":  # a required date costs the row, another one only itself
        return "TBL-050" if fault["used"] else "TBL-037"
    return CODES[fault["kind"]]


def place_of(fault: dict[str, Any]) -> str:
    if fault["row"] is not None:
        return f"{fault['file']} › {fault['sheet']}!{fault['row']}"
    extra = fault["kind"] == "lembar_tambahan"
    return f"{fault['file']} › {fault['seharusnya'] if extra else fault['sheet']}"


def test_every_planted_fault_is_found_at_its_row(contoh: Contoh) -> None:
    said = set(zip(contoh.findings["code"], contoh.findings["row_id"], strict=True))
    faults = [f for f in contoh.truth["catatan_data"] if f["row"] is not None or f["kind"] not in WHOLE_COLUMN]
    missed = [fault for fault in faults if (code_of(fault), place_of(fault)) not in said]
    assert len(faults) == 311
    assert not missed


def test_nothing_is_found_where_nothing_was_planted(contoh: Contoh) -> None:
    planted = {place_of(fault) for fault in contoh.truth["catatan_data"] if fault["row"] is not None}
    about_rows = contoh.findings[contoh.findings["row_id"].str.contains("!")]
    extra = about_rows[~about_rows["row_id"].isin(planted)]
    # The one row nobody planted as a fault: the total below the budget lines.
    assert list(extra["code"]) == ["TBL-041"] and extra["row_id"].str.startswith("15_anggaran.xlsx").all()


def test_used_and_rejected_are_those_of_the_truth(contoh: Contoh) -> None:
    rows = contoh.rows
    assert (rows["dipakai"] + rows["ditolak"] == rows["baris_berkas"]).all()
    for _, row in rows[rows["tabel"] != ""].iterrows():
        numbers = contoh.truth["jumlah"][row["berkas"]]
        assert (row["lembar"], row["baris_berkas"]) == (numbers["lembar"], numbers["baris"])
        assert row["dipakai"] == numbers["dipakai"], row["berkas"]
    assert len(rows[rows["tabel"] != ""]) == len(FILES) == len(contoh.truth["jumlah"])


def test_every_usable_value_is_stored(contoh: Contoh) -> None:
    wanted: dict[str, int] = {}
    for _, row in contoh.rows[contoh.rows["tabel"] != ""].iterrows():
        numbers = contoh.truth["jumlah"][row["berkas"]]
        wanted[row["tabel"]] = wanted.get(row["tabel"], 0) + (numbers["nilai_dipakai"] or numbers["dipakai"])
    with contoh.open() as book:
        stored = dict(zip(book.datasets()["table_name"], book.datasets()["rows"], strict=True))
    assert stored.pop("topik_pesan") > 0, "topics are confirmed in the workbook; no file holds them"
    assert stored == wanted


def test_what_was_meant_is_what_is_read(contoh: Contoh) -> None:
    """Behind each untidy cell that can be read stands the value that the generator meant."""
    units = tables.read(FILES[1])[0].frame
    names = sorted({*units["unit_kerja"], *units["perangkat_daerah"]})
    compared, wrong = 0, []
    for path in FILES:
        faults = [f for f in contoh.truth["catatan_data"] if f["file"] == path.name and f["row"] and f["nilai_dipakai"]]
        reading = next(r for r in tables.read(path, units=names, instansi=INSTANSI) if r.table) if faults else None
        values = [(fault, value_at(reading, fault)) for fault in faults]
        compared += sum(got is not None for _, got in values)
        wrong += [(fault, got) for fault, got in values if got is not None and not same(got, fault)]
    assert compared == 139 and not wrong


def value_at(reading: tables.Reading, fault: dict[str, Any]) -> Any:
    """The value of a faulty cell in the canonical frame; None where its column was matched but is not kept."""
    rows = reading.frame[reading.frame["baris"] == fault["row"]]
    column = next((m.column for m in reading.mapping if m.header == fault["column"]), "")
    if column not in rows:  # a column of a wide sheet became rows
        spread = next(name for name in ("kompetensi", "butir", "tes") if name in rows)
        said = {"Nilai Pre Test": "pra"}.get(fault["column"], fault["column"])
        rows, column = rows[rows[spread] == said], {"kompetensi": "level", "butir": "skor", "tes": "nilai"}[spread]
    return rows[column].iloc[0] if len(rows) and column in rows else None


def same(got: Any, fault: dict[str, Any]) -> bool:
    meant = fault["seharusnya"]
    if fault["column"] == "JENIS KELAMIN":  # what somebody typed stands; the finding says that the NIP differs
        return got in ("L", "P") and got != meant
    if isinstance(got, pd.Timestamp):
        return got.strftime("%Y-%m-%d") == meant
    return float(got) == float(meant) if isinstance(got, float) else str(got) == meant


def test_a_planner_can_read_every_note(contoh: Contoh) -> None:
    told = findings.told(contoh.findings)
    assert not told["message"].str.contains(r"[{}]").any() and not told["remedy"].str.contains(r"[{}]").any()
    assert (told["message"].str.len() > 15).all() and (told["remedy"].str.len() > 15).all()
    causes = findings.grouped(contoh.findings)
    assert causes["jumlah"].sum() == len(contoh.findings) and len(causes) < len(contoh.findings) / 2


def test_stored_notes_are_those_of_the_import(contoh: Contoh) -> None:
    with contoh.open() as book:
        stored = book.notes()
    of_tables = contoh.findings[contoh.findings["table"] != ""]
    assert sorted(stored["row_id"] + stored["code"]) == sorted(of_tables["row_id"] + of_tables["code"])


@pytest.fixture(scope="module")
def persons(contoh: Contoh) -> tuple[set[str], set[str]]:
    """Every NIP and every name of the roster, as the store knows them."""
    with contoh.open() as book:
        known = book._store.identities()  # noqa: SLF001  the only place that knows
    return set(known["nip"]), set(known["nama"])


def test_nothing_personal_is_in_tables_notes_or_results(contoh: Contoh, persons: tuple[set[str], set[str]]) -> None:
    nips, names = persons
    assert len(nips) > 2500 and len(names) > 2000
    with contoh.open() as book:
        texts = {table: book._store.dataset(table).decode() for table in book.datasets()["table_name"]}  # noqa: SLF001
    texts |= {name: data.decode() for name, data in contoh.results.to_bytes().items()}
    texts |= {"temuan": canonical_csv(contoh.findings).decode()}
    for where, text in texts.items():
        assert not nips & set(EIGHTEEN.findall(text)), where
        assert not names & cells(text), where
    full = [name for name in names if len(name.split()) > 2]
    assert not [name for name in full if any(name in text for text in texts.values())]


def cells(text: str) -> set[str]:
    """Every cell of a CSV, quotes taken off."""
    return {cell.strip(' "') for line in text.splitlines() for cell in line.split(",")}


def test_names_are_found_where_they_should_be(contoh: Contoh, persons: tuple[set[str], set[str]]) -> None:
    with contoh.open() as book:
        ids = sorted(contoh.results.frames["kewajiban"]["pegawai_id"])[:5]
        assert set(book.names(ids).values()) <= persons[1] and len(book.names(ids)) == 5


def test_values_of_findings_are_json(contoh: Contoh) -> None:
    assert all(isinstance(json.loads(text), dict) for text in contoh.findings["values"])
