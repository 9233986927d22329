"""Who came, rose, left and moved between two rosters; whose need changed; which lists go to SIASN."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pembinaan_lib.errors import Cancelled, FolderError
from pembinaan_lib.workbook import Workbook
from tests.contoh import MOMENT, created
from tests.integration.making import ROSTER, nip, person, roster, written

HISTORY = ("NIP", "Nama Kegiatan", "Bentuk", "Jenis Diklat", "Durasi JP", "Tanggal Mulai", "Tanggal Selesai",
           "Penyelenggara", "Nomor Sertifikat", "Di SIASN")


class Clock:
    """A clock that a test may put forward."""

    def __init__(self) -> None:
        self.now = MOMENT

    def __call__(self) -> Any:
        return self.now

    def forward(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Iterator[Workbook]:
    """A roster of six, imported on 21 November 2026; the clock can be put forward."""
    with created(tmp_path / "buku") as made:
        made._clock = clock  # noqa: SLF001
        made.import_files([roster(tmp_path / "november.xlsx", *(person(number) for number in range(1, 7)))])
        yield made


def december(tmp_path: Path, name: str = "desember.xlsx") -> Path:
    """Two leave, one rises, one moves, one comes."""
    moved = {"Unit Kerja": "Puskesmas Sambas"}
    return roster(tmp_path / name, person(1, Jenjang="Ahli Muda"), person(2, **moved), person(3), person(4), person(7))


def kinds(found: Any) -> dict[str, int]:
    return found.changes["perubahan"].value_counts().to_dict()


def test_without_an_earlier_roster_there_is_nothing_to_compare(book: Workbook, tmp_path: Path) -> None:
    assert book.monthly.offered().empty and book.monthly.usual() is None and book.monthly.compare() is None
    with created(tmp_path / "kosong") as empty:
        assert empty.monthly.compare() is None
    with pytest.raises(FolderError, match="WBK-040"):
        book.monthly.compare(99)


def test_a_new_roster_says_who_came_rose_moved_and_left(book: Workbook, clock: Clock, tmp_path: Path) -> None:
    clock.forward(30)
    book.import_files([december(tmp_path)])
    found = book.monthly.compare()
    assert (found.sejak, found.sampai) == (date(2026, 11, 21), date(2026, 12, 21))
    assert kinds(found) == {"keluar": 2, "naik_jenjang": 1, "pindah": 1, "masuk": 1}
    ids = book._store.known_ids()  # noqa: SLF001
    gone = found.changes[found.changes["perubahan"] == "keluar"]
    assert set(gone["pegawai_id"]) == {ids[nip(5)], ids[nip(6)]}
    assert set(found.notes["row_id"]) == set(gone["pegawai_id"])
    assert set(found.place(gone["pegawai_id"])["unit_kerja"]) == {"Dinas Kesehatan"}
    assert len(found.seats) == 3 and not found.seats["mendatang"].any()


def test_who_rises_needs_more_and_who_is_new_owes_something(book: Workbook, clock: Clock, tmp_path: Path) -> None:
    level = ("NIP", "Nama", "Kompetensi", "Level", "Tanggal", "Sumber")
    rows = [[nip(1), "Orang Contoh A", "Integritas", 2, "2026-05-04", "asesmen"]]
    book.import_files([written(tmp_path / "nilai.xlsx", [level, *rows], names=["NILAI"])])
    clock.forward(30)
    book.import_files([december(tmp_path)])
    needs = book.monthly.compare().needs
    risen = needs[(needs["pegawai_id"] == book._store.known_ids()[nip(1)]) & needs["hal"].eq("kesenjangan")]  # noqa: SLF001
    assert risen[["nama", "sebab", "dari", "ke"]].to_numpy().tolist() == [["Integritas", "standar_berubah", 0.0, 1.0]]


@pytest.mark.parametrize(("written_so", "kind", "kept"), [
    ("Meninggal Dunia", "meninggal", "Meninggal"), ("Pensiun BUP", "pensiun", "Pensiun"),
    ("MPP", "ganti_kedudukan", "Masa Persiapan Pensiun"), ("Cuti Bersalin", "ganti_kedudukan", "Cuti Melahirkan"),
    ("PNS yang dinyatakan hilang", "ganti_kedudukan", "Hilang"),
])
def test_a_roster_file_says_who_died_or_retired(
    tmp_path: Path, clock: Clock, written_so: str, kind: str, kept: str,
) -> None:
    headers = (*ROSTER, "Kedudukan Hukum Nama")
    active = [person(number, **{"Kedudukan Hukum Nama": "Aktif"}) for number in (1, 2)]
    with created(tmp_path / "buku") as book:
        book._clock = clock  # noqa: SLF001
        book.import_files([roster(tmp_path / "november.xlsx", *active, headers=headers)])
        clock.forward(30)
        now = [active[0], person(2, **{"Kedudukan Hukum Nama": written_so})]
        book.import_files([roster(tmp_path / "desember.xlsx", *now, headers=headers)])
        assert kinds(book.monthly.compare()) == {kind: 1}
        frames = book.compute().frames
        who = book._store.known_ids()[nip(2)]  # noqa: SLF001
        free = frames["ketersediaan"].set_index("pegawai_id").loc[who, "boleh_dikirim"]
        assert free == (kept == "Cuti Melahirkan")
        owes = frames["jam_rencana"].set_index("pegawai_id").loc[who, "kurang_jp"] > 0
        assert owes == (kept not in ("Meninggal", "Pensiun", "Hilang"))


def test_a_mended_file_of_the_same_day_is_not_the_month_before(book: Workbook, clock: Clock, tmp_path: Path) -> None:
    clock.forward(30)
    book.import_files([roster(tmp_path / "salah.xlsx", *(person(number) for number in range(1, 4)))])
    book.import_files([december(tmp_path)])
    offered = book.monthly.offered()
    assert offered[["file_name", "rows"]].to_numpy().tolist() == [["salah.xlsx", 3], ["november.xlsx", 6]]
    assert kinds(book.monthly.compare())["keluar"] == 2
    assert kinds(book.monthly.compare(int(offered["revision"][0])))["masuk"] == 2


def test_a_roster_that_was_taken_back_is_not_offered(book: Workbook, clock: Clock, tmp_path: Path) -> None:
    clock.forward(1)
    book.import_files([roster(tmp_path / "lain.xlsx", person(1))])
    book.undo_last()
    assert book.monthly.offered().empty
    clock.forward(29)
    book.import_files([december(tmp_path)])
    assert book.monthly.offered()["file_name"].tolist() == ["november.xlsx"]


def test_another_spelling_of_the_units_is_no_earlier_roster(tmp_path: Path, clock: Clock) -> None:
    unit = {"Unit Kerja": "PUSK. AEK HABIL"}
    with created(tmp_path / "buku") as book:
        book._clock = clock  # noqa: SLF001
        book.import_files([roster(tmp_path / "november.xlsx", *(person(n, **unit) for n in range(1, 4)))])
        clock.forward(2)
        listed = [("Unit Kerja", "Perangkat Daerah"), ("Puskesmas Aek Habil", "Dinas Kesehatan")]
        book.import_files([written(tmp_path / "unit_kerja.xlsx", listed, names=["UNIT"])])
        assert book.monthly.compare() is None
        clock.forward(28)
        book.import_files([roster(tmp_path / "desember.xlsx", *(person(n, **unit) for n in range(1, 5)))])
        assert kinds(book.monthly.compare(book.monthly.offered()["revision"].iloc[-1])) == {"masuk": 1}


def test_a_renamed_unit_has_not_moved_anybody(book: Workbook, clock: Clock, tmp_path: Path) -> None:
    clock.forward(30)
    units = [("Unit Kerja", "Perangkat Daerah", "Berlaku Dari", "Berlaku Sampai", "Penerus"),
             ("Dinas Kesehatan", "Dinas Kesehatan", "2017-01-01", "2026-12-01", "Dinas Kesehatan dan KB"),
             ("Dinas Kesehatan dan KB", "Dinas Kesehatan dan KB", "2026-12-02", None, None)]
    name = {"Unit Kerja": "Dinas Kesehatan dan KB", "Perangkat Daerah": "Dinas Kesehatan dan KB"}
    book.import_files([written(tmp_path / "unit_kerja.xlsx", units, names=["UNIT"])])
    book.import_files([roster(tmp_path / "desember.xlsx", *(person(n, **name) for n in range(1, 7)))])
    assert kinds(book.monthly.compare()) == {}


def test_the_form_for_siasn_holds_the_nip_and_only_complete_rows(book: Workbook, tmp_path: Path) -> None:
    rows = [
        [nip(1), "Pelayanan Prima", "Bimbingan teknis", "Teknis", 20, "2026-04-20", "2026-04-22", "BKPSDM", "12/S", "Tidak"],
        [nip(2), "=HYPERLINK(1)", "Bimbingan teknis", "Teknis", 8, "2026-05-04", "2026-05-04", "BKPSDM", "13/S", "Tidak"],
        [nip(3), "PKP", "Pelatihan", "PKP", 800, "2026-02-02", "2026-06-05", "BPSDM", "14/S", "Tidak"],
        [nip(4), "Tanpa nomor", "Bimbingan teknis", "Teknis", 8, "2026-05-04", "2026-05-04", "BKPSDM", None, "Tidak"],
    ]
    book.import_files([written(tmp_path / "riwayat_bangkom.xlsx", [HISTORY, *rows], names=["RIWAYAT"])])
    missing = book.compute().frames["belum_siasn"]
    made = book.monthly.siasn_form(missing)
    assert made == book.monthly.siasn_form(missing)
    file = openpyxl.load_workbook(io.BytesIO(made))
    assert file.sheetnames == ["rw_kursus", "rw_diklat"]
    course = [[cell.value for cell in row] for row in file["rw_kursus"].iter_rows()]
    assert course[0][:2] == ["nipBaru", "jenisKursusNama"] and [row[0] for row in course[1:]] == [nip(1), nip(2)]
    assert dict(zip(course[0], course[1], strict=True))["tanggalKursus"] == "20-04-2026"
    assert file["rw_kursus"]["D3"].data_type == "s" and file["rw_diklat"]["A2"].value == nip(3)
    whole = openpyxl.load_workbook(io.BytesIO(book.monthly.siasn_form(missing, complete=False)))
    assert whole["rw_kursus"].max_row == 4
    assert openpyxl.load_workbook(io.BytesIO(book.monthly.siasn_form(missing.iloc[:0]))).sheetnames == ["rw_kursus"]


def test_a_stop_is_heard(book: Workbook, clock: Clock, tmp_path: Path) -> None:
    clock.forward(30)
    book.import_files([december(tmp_path)])
    with pytest.raises(Cancelled):
        book.monthly.compare(cancelled=lambda: True)
    shares: list[float] = []
    book.monthly.compare(progress=lambda share, _: shares.append(share))
    assert shares == sorted(shares) and shares[-1] == 1.0
