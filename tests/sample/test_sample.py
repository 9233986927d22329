"""The sample agency: reproducible bytes, realistic mixes, and a truth file that tells the truth about the files."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from random import Random

import openpyxl
import pandas as pd
import pytest

from pembinaan_lib import sample, shipped
from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.sample import AGENCIES, competencies, people, posts
from pembinaan_lib.sample.sheets import NOTICE

ROOT = Path(__file__).resolve().parents[2]
LOSING = {"nip_angka_rusak", "nip_17_angka", "nip_bukan_nip", "nip_tidak_dikenal", "duplikat_persis",
          "duplikat_berbeda", "biaya_negatif", "isi_kosong", "jawaban_kosong", "di_luar_batas", "tingkat_tidak_dikenal",
          "jenjang_tidak_dikenal"}
KEEPING = {"nip_spasi", "tanggal_teks", "desimal_koma", "ejaan_unit", "jenis_kelamin_bertentangan"}
PARTLY = {"skor_di_luar_rentang", "jam_bukan_angka", "tanggal_mustahil", "lembar_tambahan", "kolom_hilang", "bukan_angka",
          "pasangan_separuh", "unit_tidak_dikenal", "pilihan_tidak_dikenal"}
FILES = 28


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sibolga")
    sample.write(made)
    return made


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict:
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cells(folder: Path, truth: dict) -> dict[str, list[tuple]]:
    """Every cell of every main sheet, as openpyxl or csv reads it (row 1 is the first item)."""
    read = {}
    for file, numbers in truth["jumlah"].items():
        if file.endswith(".csv"):
            read[file] = csv_rows(folder / file)
            continue
        book = openpyxl.load_workbook(folder / file, read_only=True)
        read[file] = [tuple(row) for row in book[numbers["lembar"]].iter_rows(values_only=True)]
        book.close()
    return read


def csv_rows(path: Path) -> list[tuple]:
    data = path.read_bytes()
    encoding, mark = ("utf-8-sig", ",") if data.startswith(b"\xef\xbb\xbf") else ("cp1252", ";")
    lines = csv.reader(data.decode(encoding).splitlines(), delimiter=mark)
    return [tuple(cell or None for cell in line) for line in lines]


def table(cells: dict[str, list[tuple]], start: str) -> pd.DataFrame:
    """One sheet below its header, all rows that are not blank, with the Excel row number as index."""
    rows = next(rows for file, rows in cells.items() if file.startswith(start))
    header = header_row(rows)
    frame = pd.DataFrame(rows[header:], columns=list(rows[header - 1]), dtype=object)
    frame.index = range(header + 1, header + 1 + len(frame))
    return frame.dropna(how="all")


def header_row(rows: list[tuple]) -> int:
    return next(i for i, row in enumerate(rows, start=1) if sum(cell is not None for cell in row) > 2)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_same_bytes_in_another_process_time_zone_and_hash_seed(folder: Path, tmp_path: Path) -> None:
    code = "import sys, pathlib; from pembinaan_lib import sample; sample.write(pathlib.Path(sys.argv[1]))"
    env = os.environ | {"TZ": "Asia/Jayapura", "PYTHONHASHSEED": "271", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "again")], check=True, env=env, cwd=tmp_path)
    assert digests(tmp_path / "again") == digests(folder)


def test_another_seed_gives_another_agency(folder: Path, tmp_path: Path) -> None:
    sample.write(tmp_path, seed=7, people=400)
    ours, theirs = digests(folder), digests(tmp_path)
    assert ours.keys() == theirs.keys()
    assert ours["01_nominatif_siasn.xlsx"] != theirs["01_nominatif_siasn.xlsx"]


def test_shipped_files_are_what_the_generator_writes(folder: Path) -> None:
    stored = ROOT / "data" / "sample" / "kota_sibolga"
    assert sorted(p.name for p in stored.iterdir()) == sorted(p.name for p in folder.iterdir())
    assert sum(p.stat().st_size for p in stored.iterdir()) < 3_000_000
    assert sample.files(stored) == sorted(path for path in stored.iterdir() if path.name != "truth.json")
    for path in sample.files(stored):
        if path.suffix == ".csv":
            assert path.read_bytes() == (folder / path.name).read_bytes()
            continue
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(folder / path.name) as new:
            assert old.namelist() == new.namelist()
            assert all(old.read(name) == new.read(name) for name in old.namelist()), path.name
    assert (stored / "truth.json").read_bytes() == (folder / "truth.json").read_bytes()


def test_unknown_agency_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(PembinaanError) as refused:
        sample.write(tmp_path / "x", agency="kota_atlantis")
    assert "kota_sibolga" in str(refused.value) and not (tmp_path / "x").exists()


def test_too_few_people_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(PembinaanError, match="SMP-002"):
        sample.write(tmp_path, people=299)
    assert not list(tmp_path.iterdir())


def test_every_file_says_that_it_is_invented(cells: dict[str, list[tuple]]) -> None:
    assert len(cells) == FILES
    for file, rows in cells.items():  # what a form tool exports has no title: there a question without answers says it
        assert any(NOTICE in str(cell) for row in rows[: header_row(rows)] for cell in row), file


def test_every_planted_fault_is_at_its_cell(truth: dict, cells: dict[str, list[tuple]], folder: Path) -> None:
    roster = set(table(cells, "01")["NIP BARU"].map(str))
    for fault in truth["catatan_data"]:
        rows = cells[fault["file"]]
        header = list(rows[header_row(rows) - 1])
        if fault["row"] is None:
            check_file_fault(fault, header, folder)
            continue
        row = rows[fault["row"] - 1]
        value = row[header.index(fault["column"])] if fault["column"] else None
        check_cell_fault(fault, value, roster)
        if fault["kind"].startswith("duplikat"):
            check_double(fault, rows, header)


def check_file_fault(fault: dict, header: list, folder: Path) -> None:
    if fault["kind"] == "kolom_hilang":
        assert fault["column"] not in header
    elif fault["kind"] == "lembar_tambahan":
        assert fault["seharusnya"] in openpyxl.load_workbook(folder / fault["file"], read_only=True).sheetnames[1:]
    else:
        assert fault["kind"] in ("tanggal_teks", "desimal_koma") and fault["column"] in header


def check_cell_fault(fault: dict, value: object, roster: set[str]) -> None:
    kind, meant = fault["kind"], fault["seharusnya"]
    digits = "".join(filter(str.isdigit, value)) if isinstance(value, str) else ""
    seen = {
        "nip_angka_rusak": lambda: isinstance(value, int | float) and 1e17 < value < 1e18,
        "nip_17_angka": lambda: len(digits) == 17,
        "nip_bukan_nip": lambda: len(digits) == 18 and born(digits) is None,
        "nip_spasi": lambda: value != meant and digits == meant and len(digits) == 18,
        "tanggal_teks": lambda: isinstance(value, str) and meant[:4] in value,
        "tanggal_mustahil": lambda: pd.isna(pd.to_datetime(value, format="%d-%m-%Y", errors="coerce")),
        "desimal_koma": lambda: isinstance(value, str) and float(value.replace(",", ".")) == float(meant),
        "ejaan_unit": lambda: value != meant and bool(value),
        "skor_di_luar_rentang": lambda: float(value) > 5 or float(value) < 1,
        "biaya_negatif": lambda: value < 0,
        "nip_tidak_dikenal": lambda: len(digits) == 18 and born(digits) is not None and digits not in roster,
        "jenis_kelamin_bertentangan": lambda: {value, meant} == {"L", "P"},
        "jam_bukan_angka": lambda: not any(map(str.isdigit, value)),
        "bukan_angka": lambda: not any(map(str.isdigit, value)),
        "pasangan_separuh": lambda: value is None, "isi_kosong": lambda: value is None,
        "jawaban_kosong": lambda: value is None,
        "di_luar_batas": lambda: float(value) > 1, "unit_tidak_dikenal": lambda: bool(value),
        "pilihan_tidak_dikenal": lambda: value not in ("Baru", "Diproses", "Selesai", "Diajukan", "Diterima"),
        "tingkat_tidak_dikenal": lambda: value not in "RSB", "jenjang_tidak_dikenal": lambda: value not in posts.LEVELS,
    }
    assert kind.startswith("duplikat") or seen[kind](), fault


def born(nip: str) -> dt.date | None:
    try:
        return dt.date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return None


def check_double(fault: dict, rows: list[tuple], header: list) -> None:
    row = rows[fault["row"] - 1]
    skip = header.index(fault["column"]) if fault["kind"] == "duplikat_berbeda" else None
    earlier = [[c for i, c in enumerate(other) if i != skip] for other in rows[header_row(rows): fault["row"] - 1]]
    assert [c for i, c in enumerate(row) if i != skip] in earlier
    if skip is not None:
        assert row not in rows[: fault["row"] - 1]


def test_fault_kinds_counts_and_verdicts(truth: dict) -> None:
    kinds = Counter(fault["kind"] for fault in truth["catatan_data"])
    assert set(kinds) == LOSING | KEEPING | PARTLY
    for fault in truth["catatan_data"]:
        if fault["kind"] in LOSING:
            assert not fault["used"] and not fault["nilai_dipakai"]
        if fault["kind"] in KEEPING:
            assert fault["used"] and fault["nilai_dipakai"]
    roster = Counter(f["kind"] for f in truth["catatan_data"] if f["file"].startswith("01") and f["row"])
    assert max(roster.values()) <= 12 and sum(roster.values()) < 70


def test_counts_agree_with_the_files(truth: dict, cells: dict[str, list[tuple]]) -> None:
    for file, numbers in truth["jumlah"].items():
        frame = table(cells, file[:2])
        faulty = {f["row"] for f in truth["catatan_data"] if f["file"] == file and f["row"]}
        lost = {f["row"] for f in truth["catatan_data"] if f["file"] == file and f["row"] and not f["used"]}
        assert numbers["baris"] == len(frame), file
        assert numbers["dipakai"] == len(frame) - len(lost) - numbers["baris_total"]
        assert numbers["bersih"] == len(frame) - len(faulty) - numbers["baris_total"]
        assert numbers["baris_kosong"] == frame.index.max() - (frame.index.min() - 1) - len(frame)


def test_roster_mixes_are_those_of_the_nation(cells: dict[str, list[tuple]]) -> None:
    roster = table(cells, "01")
    def share(column: str, *values: str) -> float:
        return 100 * roster[column].isin(values).mean()

    assert len(roster) == 2600 + 7
    assert share("JENIS JABATAN NAMA", "Jabatan Fungsional") == pytest.approx(64, abs=3)
    assert share("JENIS JABATAN NAMA", "Jabatan Pelaksana") == pytest.approx(31, abs=3)
    assert share("TINGKAT PENDIDIKAN NAMA", "S-1/D-IV") == pytest.approx(62, abs=3)
    assert share("TINGKAT PENDIDIKAN NAMA", "SLTA", "di bawah SLTA") == pytest.approx(15, abs=3)
    assert share("TINGKAT PENDIDIKAN NAMA", "D-III", "D-II/D-I") == pytest.approx(12, abs=3)
    assert share("TINGKAT PENDIDIKAN NAMA", "S-2") == pytest.approx(10, abs=2)
    assert share("JENIS KELAMIN", "P") == pytest.approx(56, abs=3)
    assert share("JENIS PEGAWAI NAMA", "PPPK", "PPPK PARUH WAKTU") == pytest.approx(36, abs=1)
    assert (roster["STATUS CPNS PNS"] == "C").sum() == pytest.approx(75, abs=3)
    assert 20 <= (pd.to_datetime(roster["TMT PENSIUN"]).dt.year == 2027).sum() <= 120
    assert pd.to_datetime(roster["TMT PENSIUN"]).min() > pd.Timestamp(people.TODAY)
    assert pd.to_datetime(roster["AKHIR KONTRAK"]).min() > pd.Timestamp(people.TODAY)


def test_units_are_those_of_the_unit_file(cells: dict[str, list[tuple]], truth: dict) -> None:
    known = table(cells, "02")
    assert known["Perangkat Daerah"].nunique() == 28 and known["Unit Kerja"].is_unique
    variants = {f["row"] for f in truth["catatan_data"] if f["kind"] == "ejaan_unit" and f["file"].startswith("01")}
    roster = table(cells, "01").drop(index=list(variants))
    pairs = set(zip(known["Unit Kerja"], known["Perangkat Daerah"], strict=True))
    assert set(zip(roster["UNOR NAMA"], roster["UNOR INDUK NAMA"], strict=True)) <= pairs


@pytest.mark.parametrize("agency", sorted(AGENCIES))
def test_names_of_units_stay_apart(agency: str) -> None:
    plain = ["".join(filter(str.isalnum, unit.name.lower())) for unit in AGENCIES[agency].units(AGENCIES[agency].people)]
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize(("agency", "size"), [
    ("kota_sibolga", 300), ("kota_sibolga", 2600), ("kota_sibolga", 9001), ("kota_ambon", 2000), ("kota_ambon", 5400),
])
def test_every_nip_is_sound_and_its_own(agency: str, size: int) -> None:
    own = AGENCIES[agency]
    everybody = people.roster(own.units(size), own.staff, Random("x"))
    assert len(everybody) == size == len({p.nip for p in everybody})
    for p in everybody:
        assert len(p.nip) == 18 and born(p.nip) == p.born and p.nip[14] == {"L": "1", "P": "2"}[p.sex]
        month = int(p.nip[12:14])
        assert month == 21 if p.kind.startswith("PPPK") else month == p.start.month
        assert int(p.nip[8:12]) == p.start.year and int(p.nip[15:]) >= 1
        assert p.born.year + 17 < p.start.year and p.start <= p.in_post <= people.TODAY


def test_data_are_as_poor_as_in_reality(cells: dict[str, list[tuple]]) -> None:
    roster, courses = table(cells, "01"), table(cells, "06")
    assert len(table(cells, "03")) / 2600 == pytest.approx(0.05, abs=0.01)
    assert "Mengelola Perubahan" not in table(cells, "03").columns
    assert 0.5 < len(table(cells, "04")) / 2600 < 0.62
    predikat = table(cells, "05")["PREDIKAT"].value_counts(normalize=True)
    assert predikat["Baik"] == pytest.approx(0.88, abs=0.02)
    assert predikat["Sangat Baik"] == pytest.approx(0.11, abs=0.02)
    assert table(cells, "09")["Unit Kerja"].nunique() == 3
    assert (courses["ADA DI SIASN"] == "Tidak").mean() == pytest.approx(1 / 3, abs=0.03)
    this_year = courses[courses["TANGGAL SELESAI KURSUS"].str.endswith("2026")]
    hours = pd.to_numeric(this_year["JUMLAH JAM"], errors="coerce").groupby(this_year["NIP BARU"]).sum()
    pns = roster.loc[(roster["JENIS PEGAWAI NAMA"] == "PNS") & (roster["STATUS CPNS PNS"] == "P"), "NIP BARU"]
    assert (hours.reindex(pns).fillna(0) >= 20).mean() == pytest.approx(0.40, abs=0.03)


def test_pppk_stay_within_the_hours_of_a_contract(cells: dict[str, list[tuple]], truth: dict) -> None:
    odd = [f["row"] for f in truth["catatan_data"] if f["file"].startswith("06") and f["row"]]
    courses = table(cells, "06").drop(index=odd)
    courses = courses[courses["JENIS DIKLAT"] != "Orientasi PPPK"]  # does not count (rule bangkom.ketentuan_jp)
    contract = courses["NIP BARU"].str[12:14] == "21"
    this_year = courses[courses["TANGGAL SELESAI KURSUS"].str.endswith("2026") & contract]
    assert this_year["JUMLAH JAM"].astype(int).groupby(this_year["NIP BARU"]).sum().max() <= 24


def test_other_files_know_only_people_of_the_roster(cells: dict[str, list[tuple]], truth: dict) -> None:
    roster = set(table(cells, "01")["NIP BARU"].map(lambda nip: "".join(filter(str.isdigit, str(nip)))))
    for start, column in {"03": "NIP", "04": "NIP", "05": "NIP", "06": "NIP BARU", "11": "NIP", "14": "NIP",
                          "23": "NIP BARU", "24": "NIP", "26": "NIP", "27": "NIP"}.items():
        frame = table(cells, start)
        strange = {row for row, nip in frame[column].items() if "".join(filter(str.isdigit, str(nip))) not in roster}
        told = {f["row"] for f in truth["catatan_data"]
                if f["file"].startswith(start) and f["kind"] in ("nip_tidak_dikenal", "nip_angka_rusak")}
        assert strange == told


def test_planted_truth_can_be_seen_in_the_files(cells: dict[str, list[tuple]], truth: dict) -> None:
    lines = {n["kompetensi"] for n in truth["kebutuhan"] if n["terukur"]}
    assert lines == {"Layanan Kesehatan Dasar", "Komunikasi", "Layanan Digital"}
    assert all(need["kesenjangan"] > 0.5 for need in truth["kebutuhan"])
    gains = measured_gains(cells)
    works, not_ = gains.loc[truth["kegiatan_berhasil"]], gains.loc[truth["kegiatan_tidak_berhasil"]]
    few = gains.loc[truth["kegiatan_tidak_dapat_disimpulkan"]]
    assert works["mean"] - 4 * works["error"] > 0 and works["count"] > 30
    assert abs(not_["mean"]) < not_["error"] and not_["count"] > 50
    assert few["count"] < 5 and abs(few["mean"]) < 2 * few["error"]
    readiness = table(cells, "07")
    scores = readiness.iloc[:, 3:].mean(axis=1).astype(float).groupby(readiness["Unit Kerja"]).agg(["mean", "count"])
    low = scores[(scores["mean"] < 3) & (scores["count"] >= 5)]
    assert list(low.index) == truth["perlu_pendampingan"]


def measured_gains(cells: dict[str, list[tuple]]) -> pd.DataFrame:
    tests, batches = table(cells, "14"), table(cells, "10")
    bangkom = tests["Kode Angkatan"].map(batches.set_index("Kode Angkatan")["Kode Bangkom"])
    before, after = (pd.to_numeric(tests[f"Nilai {name} Test"], errors="coerce") for name in ("Pre", "Post"))
    gain = (after - before)[before <= 100]
    found = gain.groupby(bangkom).agg(["mean", "count", "std"])
    return found.assign(error=found["std"] / found["count"] ** 0.5)


def test_waiting_falls_only_where_people_were_trained(cells: dict[str, list[tuple]], truth: dict) -> None:
    frame = table(cells, "09")
    frame = frame[frame["Satuan"] == "menit"].assign(
        nilai=lambda f: f["Nilai"].map(lambda v: float(str(v).replace(",", "."))),
        after=lambda f: f["Bulan"].map(lambda v: isinstance(v, dt.datetime) and v.date() >= dt.date(2026, 4, 1)),
    )
    change = frame.groupby(["Unit Kerja", "after"])["nilai"].mean().unstack()
    fell = change[True] - change[False]
    assert fell[truth["unit_membaik"][0]] < -10 and abs(fell[truth["unit_pembanding"][0]]) < 4


@pytest.mark.parametrize("agency", sorted(AGENCIES))
def test_levels_asked_for_are_those_of_the_shipped_standards(agency: str) -> None:
    """The planted gaps mean what they say only while the generator and the reference agree on the standard."""
    with (shipped.folder("data/reference") / "standar_kompetensi.csv").open(encoding="utf-8", newline="") as file:
        standard = {(r["jenjang"], r["urusan"], r["kompetensi"]): float(r["level"]) for r in csv.DictReader(file)}
    own = AGENCIES[agency]
    for p in people.roster(own.units(own.people), own.staff, Random("y")):
        for name in own.skills.concerns(p):
            general = standard.get((p.post.jenjang, "", name), p.level)
            level = standard.get((p.post.jenjang, p.unit.urusan, name), general)
            assert level == competencies.required(p, name), (p.post.jenjang, p.unit.urusan, name)


def test_budget_lines_add_up_to_their_total(cells: dict[str, list[tuple]], truth: dict) -> None:
    frame = table(cells, "15")
    total = frame[frame["Uraian"] == "JUMLAH"]
    lines = frame.drop(index=total.index)
    assert truth["pagu_rp"] == total["Harga (Rp)"].item() == (lines["Volume"] * lines["Harga (Rp)"].abs()).sum()
    assert 1.2e9 < truth["pagu_rp"] < 1.3e9 and lines["Jenis Belanja"].nunique() >= 3


def test_batches_refer_to_the_shipped_catalogue(cells: dict[str, list[tuple]]) -> None:
    with (shipped.folder("data/reference") / "katalog_bangkom.csv").open(encoding="utf-8", newline="") as file:
        known = {row["bangkom_id"]: row["durasi_jp"] for row in csv.DictReader(file)}
    for _, batch in table(cells, "10").iterrows():
        assert float(known[batch["Kode Bangkom"]]) == batch["Durasi JP"]
