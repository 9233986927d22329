"""Whatever a planner drops into the workbook: a sentence with what, where and remedy, and nothing stored is harmed."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml as ooxml
import pandas as pd
import pytest

from pembinaan_lib import findings, plan
from pembinaan_lib.errors import FolderError, PembinaanError, StoreLockedError, StoreVersionError, TableFileError
from pembinaan_lib.workbook import Workbook
from tests.contoh import FILES, Contoh, salinan, user
from tests.integration.making import ROSTER, UNIT, nip, person, roster, written

DATABASE = "buku-kerja.db"


def fingerprint(book: Workbook) -> str:
    return book._store.fingerprint()  # noqa: SLF001  what must not change, whatever the front door says


def locked_file(path: Path) -> Path:
    roster(path, person(9))
    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as out:
        ooxml.OOXMLFile(plain).encrypt("rahasia", out)
    return path


def filled(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


WHOLE_FILES = {
    "empty": (filled(b""), "TBL-001", "kosong"),
    "not Excel": (filled(b"%PDF-1.7 bukan lembar kerja " * 50), "TBL-002", "bukan berkas Excel"),
    "password": (locked_file, "TBL-003", "kata sandi"),
    "no sheet with content": (lambda path: written(path, []), "TBL-004", "lembar"),
    "truncated": (lambda path: filled(roster(path, person(9)).read_bytes()[:3000])(path), "TBL-005", "rusak"),
    "missing": (lambda path: path, "TBL-009", "tidak ditemukan"),
    "web page": (filled(b"<html><table><tr><td>NIP</td></tr></table></html>"), "TBL-012", "halaman web"),
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_that_cannot_be_read(kecil: Workbook, tmp_path: Path, name: str) -> None:
    make, code, said = WHOLE_FILES[name]
    before, rows = fingerprint(kecil), len(kecil.datasets())
    good = roster(tmp_path / "lain.xlsx", *(person(number) for number in range(1, 9)))
    bad = make(tmp_path / "berkas.xlsx")
    with pytest.raises(TableFileError) as refused:
        kecil.import_files([good, bad])  # the good one beside it is not stored either
    told = str(refused.value)
    assert refused.value.code == code and said in told and "berkas.xlsx" in told
    assert len(refused.value.remedy) > 15 and str(tmp_path) not in told
    assert (fingerprint(kecil), len(kecil.datasets())) == (before, rows)


def test_a_workbook_without_a_usable_sheet(kecil: Workbook, tmp_path: Path) -> None:
    before = fingerprint(kecil)
    seen = kecil.import_files([written(tmp_path / "catatan.xlsx", [["Rapat", "Senin"], ["Bahan", "Anggaran"]])])
    note = only(seen.findings, "TBL-020")
    assert "tidak dikenali" in note["message"] and note["row_id"].startswith("catatan.xlsx › NOMINATIF")
    assert note["severity"] == "perlu_dicek" and not seen.changed and fingerprint(kecil) == before
    assert (seen.rows["ditolak"] == seen.rows["baris_berkas"]).all()


def test_a_missing_required_column_never_empties_the_roster(kecil: Workbook, tmp_path: Path) -> None:
    before = fingerprint(kecil)
    without = [cell for cell in ROSTER if cell != "Nama"]
    rows = [[cell for cell, name in zip(person(n), ROSTER, strict=True) if name != "Nama"] for n in range(1, 4)]
    seen = kecil.import_files([roster(tmp_path / "nominatif.xlsx", *rows, headers=without)])
    note = only(seen.findings, "TBL-021")
    assert note["severity"] == "menghalangi" and "Nama" in note["message"] and "Tambahkan kolom" in note["remedy"]
    assert not seen.changed and fingerprint(kecil) == before and "TBL-021" not in set(kecil.notes()["code"])


def test_a_roster_of_which_no_row_is_usable_never_empties_the_roster(kecil: Workbook, tmp_path: Path) -> None:
    before = fingerprint(kecil)
    seen = kecil.import_files([roster(tmp_path / "n.xlsx", person(1, NIP="123"), person(2, NIP=None))])
    assert set(seen.findings["code"]) >= {"TBL-031", "TBL-032"}
    assert not seen.changed and fingerprint(kecil) == before


def test_the_roster_of_another_agency(kecil: Workbook, tmp_path: Path) -> None:
    before, known = fingerprint(kecil), kecil._store.known_ids()  # noqa: SLF001
    rows = [[*person(number), "Pemerintah Kota Medan"] for number in range(11, 15)]
    seen = kecil.import_files([roster(tmp_path / "n.xlsx", *rows, headers=(*ROSTER, "INSTANSI KERJA NAMA"))])
    note = only(seen.findings, "TBL-025")
    assert note["severity"] == "menghalangi" and "Kota Medan" in note["message"] and "Sibolga" in note["message"]
    assert not seen.changed and fingerprint(kecil) == before and kecil._store.known_ids() == known  # noqa: SLF001
    assert list(seen.rows[["baris_berkas", "dipakai", "ditolak"]].iloc[0]) == [4, 0, 4]
    assert list(seen.rejected["code"]) == ["TBL-025"] * 4


def test_a_nip_twice(kecil: Workbook, tmp_path: Path) -> None:
    rows = [person(1), person(2), person(1), person(2, **{"Unit Kerja": "Puskesmas Lain"})]
    seen = kecil.import_files([roster(tmp_path / "n.xlsx", *rows)])
    told = findings.told(seen.findings).set_index("code")
    assert told.loc["TBL-034", "row_id"] == "n.xlsx › NOMINATIF!4" and "sama persis" in told.loc["TBL-034", "message"]
    assert told.loc["TBL-035", "row_id"] == "n.xlsx › NOMINATIF!5"
    assert "pertama dipakai" in told.loc["TBL-035", "message"]
    stored = kecil.inputs().tables["pegawai"]
    assert len(stored) == 2 and set(stored["unit_kerja"]) == {UNIT}


def test_eighteen_digits_that_are_no_nip(kecil: Workbook, tmp_path: Path) -> None:
    seen = kecil.import_files([roster(tmp_path / "n.xlsx", person(1), person(2, NIP=nip(2, birth="19851745")))])
    note = only(seen.findings, "TBL-033")
    assert note["row_id"] == "n.xlsx › NOMINATIF!3" and "tidak mungkin sebuah NIP" in note["message"]
    assert len(kecil.inputs().tables["pegawai"]) == 1


def budget(path: Path, *prices: float) -> Path:
    headers = (
        "Sub Kegiatan", "Kode Rekening", "Uraian", "Jenis Belanja", "Volume", "Satuan", "Harga (Rp)", "Versi", "Tahun",
    )
    rows = [("Bangkom", f"5.1.02.{n}", f"Belanja {n}", "Belanja Jasa", 1, "paket", price, "RKA", 2027)
            for n, price in enumerate(prices, start=1)]
    return written(path, [headers, *rows], names=("RKA 2027",))


def test_a_negative_cost(kecil: Workbook, tmp_path: Path) -> None:
    seen = kecil.import_files([budget(tmp_path / "anggaran.xlsx", 5_000_000, -2_000_000)])
    note = only(seen.findings, "TBL-039")
    assert note["row_id"] == "anggaran.xlsx › RKA 2027!3" and "negatif" in note["message"] and len(note["remedy"]) > 15
    assert plan.ceiling(kecil.inputs(), kecil.decisions()) == 5_000_000


def test_nobody_is_told_of_on_a_roster(kecil: Workbook, tmp_path: Path) -> None:
    rows = [("NIP", "Tahun", "Predikat"), (nip(1), 2025, "Baik"), (nip(77), 2025, "Baik")]
    seen = kecil.import_files([written(tmp_path / "kinerja.xlsx", rows, names=("Predikat",))])
    note = only(seen.findings, "TBL-042")
    assert note["row_id"] == "kinerja.xlsx › Predikat!3" and "tidak ada di daftar pegawai" in note["message"]
    assert len(kecil.inputs().tables["kinerja"]) == 1


def test_other_tables_before_the_roster_are_refused_row_by_row(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "baru", instansi="Kota Contoh", tahun=2027, **user()) as book:
        rows = [("NIP", "Tahun", "Predikat"), (nip(1), 2025, "Baik")]
        seen = book.import_files([written(tmp_path / "kinerja.xlsx", rows, names=("Predikat",))])
        assert list(seen.rejected["code"]) == ["TBL-042"] and book.datasets().empty
        with pytest.raises(FolderError) as refused:
            book.propose()
    assert refused.value.code == "WBK-008" and "nominatif" in refused.value.remedy


def test_a_catalogue_without_a_programme_for_a_gap(contoh: Contoh) -> None:
    told = findings.told(contoh.results.findings)
    gaps = told[told["code"] == "FLW-005"].set_index("row_id")
    below = contoh.results.frames["di_bawah_standar"]
    alone = below[below["alasan"] == "followup.reason.none"].groupby("kompetensi")["pegawai_id"].nunique()
    assert dict(alone) == {json.loads(text)["kompetensi"]: json.loads(text)["jumlah"] for text in gaps["values"]}
    assert len(gaps) and (gaps["severity"] == "perlu_dicek").all()
    assert all(name in message for name, message in gaps["message"].items())
    assert gaps["message"].str.contains("katalog belum punya kegiatan").all()
    assert gaps["remedy"].str.contains("katalog").all()


def test_a_budget_of_zero(kecil: Workbook) -> None:
    kecil.decide("pagu_rp", 0)
    proposal = kecil.proposal(kecil.propose())
    note = only(proposal.findings, "DSG-011")
    assert proposal.baris.empty and proposal.meta["pagu_rp"] == 0
    assert len(note["message"]) > 20 and len(note["remedy"]) > 20


def test_no_budget_at_all(kecil: Workbook) -> None:
    with pytest.raises(FolderError) as refused:
        kecil.propose()
    assert refused.value.code == "WBK-010" and "pagu" in refused.value.remedy


def test_a_negative_budget(kecil: Workbook) -> None:
    before = fingerprint(kecil)
    with pytest.raises(PembinaanError) as refused:
        kecil.decide("pagu_rp", -1)
    assert refused.value.code == "PLN-002" and fingerprint(kecil) == before and kecil.decision("pagu_rp") is None


def test_a_locked_store(kecil: Workbook) -> None:
    before = fingerprint(kecil)
    other = sqlite3.connect(kecil.folder / DATABASE, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLockedError) as refused:
            kecil.decide("pagu_rp", 1)
    finally:
        other.close()
    assert refused.value.code == "STO-005" and "dipakai program lain" in str(refused.value)
    assert fingerprint(kecil) == before and kecil.decision("pagu_rp") is None


def test_a_store_of_a_newer_version(contoh: Contoh, tmp_path: Path) -> None:
    salinan(contoh, tmp_path).close()
    path = tmp_path / "salinan" / DATABASE
    with sqlite3.connect(path) as newer:
        newer.execute("INSERT INTO migrations (number, library, at) VALUES (999, '9.9.9', '')")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(StoreVersionError) as refused:
        Workbook.open(tmp_path / "salinan", **user())
    told = str(refused.value)
    assert refused.value.code == "STO-004" and "9.9.9" in told and "versi yang lebih baru" in told
    assert path.read_bytes() == before


def test_a_folder_that_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(FolderError) as refused:
        Workbook.open(tmp_path, **user())
    assert refused.value.code == "WBK-003" and "bukan buku kerja" in str(refused.value) and not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("penting", "utf-8")
    with pytest.raises(FolderError) as refused:
        Workbook.create(tmp_path, instansi="Kota Contoh", tahun=2027, **user())
    assert refused.value.code == "WBK-001" and [p.name for p in tmp_path.iterdir()] == ["surat.txt"]


def test_an_agency_without_a_name(tmp_path: Path) -> None:
    with pytest.raises(FolderError) as refused:
        Workbook.create(tmp_path / "x", instansi="  ", tahun=2027, **user())
    assert refused.value.code == "WBK-007" and not (tmp_path / "x").exists()


def test_a_stopped_import_stores_nothing(kecil: Workbook) -> None:
    before, asked = fingerprint(kecil), []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(PembinaanError) as stopped:
        kecil.import_files(FILES[9:13], cancelled=stop)
    assert stopped.value.code == "WBK-006" and fingerprint(kecil) == before and len(asked) == 3


def only(found: pd.DataFrame, code: str) -> Any:
    """The one finding of `code`, told in Indonesian."""
    told = findings.told(found[found["code"] == code])
    assert len(told) == 1
    return told.iloc[0]
