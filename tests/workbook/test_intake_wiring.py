"""An import as a whole: units that are listed late, files whose name is not repeated, the file back with every mark."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import openpyxl

from pembinaan_lib import findings
from pembinaan_lib.tables import marks
from pembinaan_lib.tables.marked_page import COLOURS
from pembinaan_lib.workbook import Workbook
from tests.contoh import MOMENT, created
from tests.integration.making import ROSTER, nip, person, roster, written

LISTED = "Puskesmas Aek Habil"
SURVEY = ("Tanggal", "Unit Kerja", "Perangkat Daerah", "Layanan", "Jumlah Responden", "Nilai SKM")


def skm(path: Path, unit: str) -> Path:
    return written(path, [SURVEY, ["2026-06-01", unit, "Dinas Kesehatan", "Umum", 40, 82.5]], names=["SKM"])


def units(path: Path, *names: str) -> Path:
    return written(path, [("Unit Kerja", "Perangkat Daerah"), *((name, "Dinas Kesehatan") for name in names)],
                   names=["UNIT"])


def unit_of(book: Workbook, table: str) -> set[str]:
    return set(book.inputs().tables[table]["unit_kerja"].dropna())


def test_a_list_of_units_that_comes_late_sets_the_spelling_of_what_is_stored(tmp_path: Path) -> None:
    with created(tmp_path / "buku") as book:
        book.import_files([roster(tmp_path / "nominatif.xlsx", person(1, **{"Unit Kerja": "PUSK. AEK HABIL"}))])
        book.import_files([skm(tmp_path / "skm.xlsx", "UPTD PUSKESMAS AEK HABIL")])
        assert LISTED not in unit_of(book, "pegawai") | unit_of(book, "skm_ringkas")
        seen = book.import_files([units(tmp_path / "unit_kerja.xlsx", LISTED, "Dinas Kesehatan")])
        assert set(seen.changed) == {"unit_kerja", "pegawai", "skm_ringkas"}
        assert unit_of(book, "pegawai") == unit_of(book, "skm_ringkas") == {LISTED}
        told = seen.findings[seen.findings["code"] == "TBL-066"]
        assert set(told["table"]) == {"pegawai", "skm_ringkas"} and set(told["row_id"]) == {"unit_kerja.xlsx"}
        assert set(book.notes().query("code == 'TBL-066'")["table"]) >= {"pegawai", "skm_ringkas"}


def test_the_same_list_again_changes_nothing_and_undo_takes_the_spelling_back_with_it(tmp_path: Path) -> None:
    with created(tmp_path / "buku") as book:
        book.import_files([roster(tmp_path / "nominatif.xlsx", person(1, **{"Unit Kerja": "PUSK. AEK HABIL"}))])
        before = unit_of(book, "pegawai")
        path = units(tmp_path / "unit_kerja.xlsx", LISTED, "Dinas Kesehatan")
        book._clock = lambda: MOMENT + timedelta(minutes=1)  # noqa: SLF001  a later moment: an import of its own
        book.import_files([path])
        assert book.preview([path]).changed == ()
        assert set(book.undo_last()) == {"pegawai", "unit_kerja"}
        assert unit_of(book, "pegawai") == before


def test_a_unit_that_resembles_two_listed_ones_keeps_its_name(tmp_path: Path) -> None:
    with created(tmp_path / "buku") as book:
        book.import_files([roster(tmp_path / "nominatif.xlsx", person(1, **{"Unit Kerja": "SD Negeri 3"}))])
        seen = book.import_files([units(tmp_path / "unit_kerja.xlsx", "SD Negeri 1", "SD Negeri 2", "Dinas Kesehatan")])
        assert seen.changed == ("unit_kerja",) and unit_of(book, "pegawai") == {"SD Negeri 3"}


def test_notes_of_two_files_named_after_persons_stay_apart(tmp_path: Path) -> None:
    head = ("NIP", "Nama", "Kompetensi", "Level", "Tanggal", "Sumber")
    with created(tmp_path / "buku") as book:
        book.import_files([roster(tmp_path / "nominatif.xlsx", person(1), person(2))])
        for number, name in ((1, "Budi Hartono"), (2, "Hartono Budi")):
            rows = [[nip(number), name, "Integritas", level, "2026-05-04", "atasan"] for level in ("3", "sembilan")]
            book.import_files([written(tmp_path / f"rapor {name}.xlsx", [head, *rows], names=["NILAI"])])
        kept = book.notes()
        kept = kept[kept["table"].eq("penilaian_kompetensi") & ~kept["severity"].eq("informasi")]
        files = set(kept["row_id"].str.split(" › ").str[0])
        assert len(files) == 2 and not any("Hartono" in file for file in files)


def test_the_file_comes_back_with_what_only_the_import_knows(tmp_path: Path) -> None:
    head = ("NIP", "Nama", "Kompetensi", "Level", "Tanggal", "Sumber")
    path = written(tmp_path / "nilai.xlsx", [
        head, [nip(1), "Orang Contoh A", "Integritas", 3, "2026-05-04", "atasan"],
        [nip(9), "Orang Lain", "Integritas", 3, "2026-05-04", "atasan"],
    ], names=["NILAI"])
    with created(tmp_path / "buku") as book:
        book.import_files([roster(tmp_path / "nominatif.xlsx", person(1))])
        seen = book.preview([path])
        assert seen.faulty == (path,)
        assert all(reading.rejected.empty for reading in seen.readings_of(path))  # the sheet alone knows no fault
        sheet = openpyxl.load_workbook(book.desk.marked(path, seen))["NILAI"]
    assert sheet["A3"].comment is not None and sheet["B3"].fill.fgColor.rgb[2:] == COLOURS["ditolak"]
    assert sheet["A2"].comment is None
    assert findings.grouped(seen.findings).iloc[0]["jumlah"] >= 1


def test_what_people_wrote_is_in_no_input_no_result_and_no_choice_of_a_record(tmp_path: Path) -> None:
    said = "karena Bu Contoh"
    files = [
        roster(tmp_path / "nominatif.xlsx", *(person(number) for number in range(1, 7))),
        written(tmp_path / "usulan.xlsx", [
            ("Usulan ID", "Unit Kerja", "Kompetensi", "Kegiatan", "Alasan"),
            ("U1", "Dinas Kesehatan", "Integritas", "Diklat", said)], names=["USULAN"]),
        written(tmp_path / "tindak_lanjut.xlsx", [
            ("Tindakan ID", "Tindakan", "Pemilik", "Tenggat", "Status", "Bukti"),
            ("T1", "Rapat", "Dinas Kesehatan", "2026-12-01", "selesai", said)], names=["TINDAKAN"]),
        written(tmp_path / "kalender_layanan.xlsx", [
            ("Unit Kerja", "Tanggal Mulai", "Tanggal Selesai", "Alasan"),
            ("Dinas Kesehatan", "2027-01-01", "2027-01-03", said)], names=["KALENDER"]),
        written(tmp_path / "survei_kebutuhan.xlsx", [
            ("Unit Kerja", "Kepentingan Integritas", "Kemampuan Integritas", "Kepentingan Kerja Sama",
             "Kemampuan Kerja Sama", "Kendala"), ("Dinas Kesehatan", 5, 2, 5, 2, said)], names=["SURVEI"]),
    ]
    with created(tmp_path / "buku") as book:
        book.import_files(files)
        book.decide("putusan_usulan", {"U1": {"status": "ditolak", "jawaban": said}}, reason=said)
        book.decide("penyebab_kebutuhan", {"Dinas Kesehatan|Integritas": {"penyebab": "alat", "bukti": said}}, reason=said)
        book.decide("pemetaan_kolom", {"0123456789abcdef": {"tabel": "pegawai", "kolom": {said: "unit_kerja"}}})
        book.decide("pagu_rp", 50_000_000)
        inputs = book.inputs()
        for table, column in (("usulan", "alasan"), ("tindak_lanjut", "bukti"), ("kalender_layanan", "alasan")):
            assert set(inputs.tables[table][column].dropna()) == {"ada"}, table
        assert inputs.tables["survei_kebutuhan"]["kendala"].isna().all(), "no obstacle that the questionnaire offers"
        assert said in book.voice.requests()["alasan"].tolist()
        assert book.decision("putusan_usulan")["U1"]["jawaban"] == said, "the planner's own screen shows it"
        found = book.compute().frames["usulan_dikenali"]
        assert found["jawaban"].tolist() == ["ada"] and "NED-074" not in set(book.compute().findings["code"])
        book.accept(book.propose())
        place = book.freeze()
        assert book.verify(place).ok
    with zipfile.ZipFile(place / "pemeriksa.zip") as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name, data in inside.items() if said.encode() in data] == []
    assert set(json.loads(inside["decisions.json"])) == {"pagu_rp", "penyebab_kebutuhan", "putusan_usulan", "rencana"}


BUDGET = ("Sub Kegiatan", "Kode Rekening", "Uraian", "Volume", "Satuan", "Harga (Rp)", "Versi", "Tahun")


def test_a_line_without_a_year_is_not_stored_beside_the_same_line_of_this_year(tmp_path: Path) -> None:
    def line(year: int | None, money: int = 5, part: str = "A") -> tuple:
        return (part, "5.1.02", "Belanja", 1, "paket", money, "RKA", year)

    rows = [line(None), line(2027), line(2027, 7, "B"), line(None, 8, "B"), line(2026)]
    path = written(tmp_path / "anggaran.xlsx", [BUDGET, *rows], names=["RKA"])
    with created(tmp_path / "buku") as book:
        seen = book.import_files([path])
        stored = book.inputs().tables["anggaran"]
        assert sorted(zip(stored["tahun"], stored["harga_rp"], strict=True)) == [(2026, 5), (2027, 5), (2027, 7)]
        assert seen.rows[["baris_berkas", "dipakai", "ditolak"]].values.tolist() == [[5, 3, 2]]
        codes = seen.findings.set_index("row_id")["code"]
        assert codes["anggaran.xlsx › RKA!3"] == "TBL-034" and codes["anggaran.xlsx › RKA!5"] == "TBL-035"
        assert book.preview([path]).changed == ()
        other = written(tmp_path / "lain.xlsx", [BUDGET, line(None)], names=["RKA"])
        both = book.preview([path, other])
        assert both.rows["ditolak"].tolist() == [2, 1]


def test_marked_files_of_one_name_are_told_apart_and_long_names_cut(tmp_path: Path) -> None:
    bad = person(2, NIP="123")
    (tmp_path / "lain").mkdir()
    files = [roster(tmp_path / "data.xlsx", person(1), bad), roster(tmp_path / "data.xlsm", person(3), bad),
             roster(tmp_path / "lain" / "data.xlsx", person(4), bad), roster(tmp_path / f"{'n' * 200}\u202e.xlsx", person(5), bad)]
    with created(tmp_path / "buku") as book:
        seen = book.preview(files)
        made = [book.desk.marked(path, seen) for path in files]
        assert len(set(made)) == 4 and all(path.is_file() for path in made)
        assert {path.name for path in made} >= {"data (xlsm) - perbaikan.xlsx", f"{'n' * 100} - perbaikan.xlsx"}
        alone = book.preview(files[:1])
        assert book.desk.marked(files[0], alone).name == "data - perbaikan.xlsx"


def test_a_part_of_an_old_roster_brings_nobody_back_and_lets_the_mended_in(tmp_path: Path) -> None:
    with created(tmp_path / "buku") as book:
        book.import_files([roster(tmp_path / "mei.xlsx", *(person(number) for number in range(1, 7)))])
        book.import_files([roster(tmp_path / "juni.xlsx", *(person(number) for number in range(1, 6)))])
        rows = [ROSTER, person(5, Jenjang="Ahli Muda"), person(6), person(7)]
        path = written(tmp_path / "sebagian.xlsx", rows, [[marks.MARKER, marks.PARTIAL]],
                       names=["NOMINATIF", marks.SHEET_NAME])
        seen = book.import_files([path])
        assert seen.rows[["dipakai", "ditolak", "baru", "berubah", "hilang"]].values.tolist() == [[2, 1, 1, 1, 0]]
        told = findings.told(seen.findings[seen.findings["code"] == "WBK-024"])
        assert told["row_id"].tolist() == ["sebagian.xlsx › NOMINATIF!3"] and told["message"].str.len().gt(0).all()
        assert len(book.inputs().tables["pegawai"]) == 6
    with created(tmp_path / "baru") as empty:
        assert empty.preview([path]).rows["dipakai"].tolist() == [3], "without a roster there is nothing to have left"


def test_rows_that_become_one_by_a_late_list_are_told(tmp_path: Path) -> None:
    rows = [SURVEY, *(["2026-06-01", name, "Dinas Kesehatan", "Umum", count, 82.5] for name, count in (
        ("PUSK. AEK HABIL", 40), ("UPTD Puskesmas Aek Habil", 50), ("Puskesmas Lain", 60)))]
    with created(tmp_path / "buku") as book:
        book.import_files([written(tmp_path / "skm.xlsx", rows, names=["SKM"])])
        assert len(book.inputs().tables["skm_ringkas"]) == 3
        seen = book.import_files([units(tmp_path / "unit_kerja.xlsx", LISTED, "Dinas Kesehatan")])
        assert len(book.inputs().tables["skm_ringkas"]) == 2
        told = findings.told(seen.findings[seen.findings["code"] == "WBK-025"])
        assert told["row_id"].tolist() == ["unit_kerja.xlsx"] and "{" not in told["message"].item()
        assert "WBK-025" in set(book.notes()["code"])
