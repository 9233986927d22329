"""Kota Ambon as files: the bytes that are shipped, mixes, boats, months, and fewer faults than Kota Sibolga has."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from pembinaan_lib import needs, rules, sample, shipped, tables
from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.sample import AGENCIES, people, services, surveys
from pembinaan_lib.sample.ambon import units
from pembinaan_lib.sample.sheets import NOTICE
from pembinaan_lib.tables.canonical import reference

AMBON, SIBOLGA = (shipped.folder("data/sample") / name for name in ("kota_ambon", "kota_sibolga"))
TRUTH = json.loads((AMBON / sample.TRUTH).read_text("utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("ambon")
    sample.write(made, agency="kota_ambon")
    return made


def test_shipped_files_are_what_the_generator_writes(folder: Path) -> None:
    assert sorted(p.name for p in AMBON.iterdir()) == sorted(p.name for p in folder.iterdir())
    assert sum(p.stat().st_size for p in AMBON.iterdir()) < 3_000_000
    for path in AMBON.iterdir():
        if path.suffix != ".xlsx":
            assert path.read_bytes() == (folder / path.name).read_bytes(), path.name
            continue
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(folder / path.name) as new:  # zlib may differ, contents not
            assert old.namelist() == new.namelist()
            assert all(old.read(name) == new.read(name) for name in old.namelist()), path.name


def test_too_few_people_for_its_units_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(PembinaanError, match="SMP-002"):
        sample.write(tmp_path, agency="kota_ambon", people=1999)


def test_every_file_says_that_it_is_invented() -> None:
    assert len(sample.files(AMBON)) == 30
    for path in sample.files(AMBON):
        assert any(NOTICE in str(cell) for row in head(path) for cell in row), path.name


def head(path: Path) -> list[list[object]]:
    if path.suffix == ".csv":
        return [[path.read_text("utf-8-sig" if path.name.startswith("17") else "cp1252")]]
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[:6]


def table(start: str) -> pd.DataFrame:
    """One Excel sheet below its header, rows that are not blank, with the Excel row number as index."""
    path = next(path for path in sample.files(AMBON) if path.name.startswith(start))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    top = next(i for i, row in enumerate(rows) if sum(cell != "" for cell in row) > 2)
    frame = pd.DataFrame(rows[top + 1:], columns=rows[top], dtype=object)
    frame.index = range(top + 2, top + 2 + len(frame))
    return frame[(frame != "").any(axis=1)]


@pytest.fixture(scope="module")
def roster() -> pd.DataFrame:
    return table("01")


def test_5400_people_as_the_nation_has_them(roster: pd.DataFrame) -> None:
    def share(column: str, *values: str) -> float:
        return 100 * roster[column].isin(values).mean()

    doubled = [f for f in TRUTH["catatan_data"] if f["file"].startswith("01") and f["kind"].startswith("duplikat")]
    assert len(roster) == 5400 + len(doubled)
    assert share("JENIS JABATAN NAMA", "Jabatan Fungsional") == pytest.approx(64, abs=3)
    assert share("JENIS JABATAN NAMA", "Jabatan Pelaksana") == pytest.approx(31, abs=3)
    assert share("TINGKAT PENDIDIKAN NAMA", "S-1/D-IV") == pytest.approx(62, abs=4)
    assert share("JENIS PEGAWAI NAMA", "PPPK", "PPPK PARUH WAKTU") == pytest.approx(36, abs=1)
    assert not {"SIBOLGA", "PEMERINTAH KOTA SIBOLGA"} & set(roster["INSTANSI KERJA NAMA"].str.upper())


def test_places_that_need_a_boat_have_people_and_prices(roster: pd.DataFrame) -> None:
    places = table("02").set_index("Unit Kerja")["Lokasi"]
    people = roster["UNOR NAMA"].map(places).value_counts()
    prices = table("28").set_index(["Tempat Asal", "Tempat Tujuan"])["Hari Perjalanan"]
    assert TRUTH["lokasi_dengan_perahu"] == list(units.BY_BOAT)
    for place in units.BY_BOAT:
        assert people[place] > 200 and prices[place, units.CENTRE] > 0


def test_fewer_people_were_assessed_than_in_sibolga() -> None:
    theirs = json.loads((SIBOLGA / sample.TRUTH).read_text("utf-8"))
    for file in ("03_hasil_asesmen.xlsx", "04_penilaian_atasan.xlsx"):
        ours_share, their_share = TRUTH["jumlah"][file]["baris"] / 5400, theirs["jumlah"][file]["baris"] / 2600
        assert ours_share < 0.5 * their_share


def test_many_units_report_every_month_and_some_are_behind() -> None:
    shown = table("09")
    months = shown.groupby(["Unit Kerja", "Indikator"]).size()
    assert shown["Unit Kerja"].nunique() >= 40 and months.between(23, 25).all()
    value = pd.to_numeric(shown["Nilai"].map(lambda v: str(v).replace(",", ".")))
    reached = (value / shown["Target"].astype(float)).where(shown["Arah"] == "naik").groupby(shown["Indikator"]).mean()
    for name in {name for behind in TRUTH["unit_di_bawah_target"] for name in behind["indikator"]}:
        assert reached[name] < 0.9, name  # with the units that are near it
    assert reached["Kunjungan perpustakaan"] == pytest.approx(1 / 12, abs=0.01)  # a month against the year's target
    assert reached["Aduan yang dijawab dalam lima hari"] > 0.95


def test_forums_meet_every_month() -> None:
    met = table("19")
    by_place = met.groupby(["Unit Penyelenggara"]).size()
    assert (by_place >= 10).sum() == 5 and len(met) >= 55


def test_faults_are_as_many_kinds_as_in_sibolga_but_fewer() -> None:
    theirs = json.loads((SIBOLGA / sample.TRUTH).read_text("utf-8"))["catatan_data"]
    ours = TRUTH["catatan_data"]
    assert {fault["kind"] for fault in ours} == {fault["kind"] for fault in theirs}
    assert 100 < len(ours) < 0.65 * len(theirs)


def test_the_planted_needs_are_in_other_sectors() -> None:
    theirs = json.loads((SIBOLGA / sample.TRUTH).read_text("utf-8"))
    pairs = [
        {(need["perangkat_daerah"], need["kompetensi"]) for need in truth["kebutuhan"]} for truth in (TRUTH, theirs)
    ]
    assert len(pairs[0]) == 8 and len(pairs[0] & pairs[1]) <= 1
    assert TRUTH["isyarat_satu_sumber"][0]["bukti"] != theirs["isyarat_satu_sumber"][0]["bukti"]


@pytest.mark.parametrize(("file", "kind"), [("07_kesiapan_perubahan.xlsx", "kesiapan"),
                                            ("17_literasi_digital.csv", "literasi")])
def test_the_weakest_group_of_posts_is_another_than_in_sibolga_and_is_found(file: str, kind: str) -> None:
    reading, = tables.read(AMBON / file)
    law = {"rules": rules.load(), "tanggal": dt.date(2026, 11, 21), "by": ("segmen",)}
    score = {"kesiapan": needs.readiness, "literasi": needs.digital_literacy}[kind]
    found = score(reading.frame, reference("butir"), **law).set_index("segmen")
    weak = TRUTH["segmen_terlemah"][kind]
    others = found.drop(index=weak)
    assert set(found.index) == set(surveys.GROUPS) and found["rerata"].idxmin() == weak
    rest = (others["rerata"] * others["responden"].astype(float)).sum() / others["responden"].sum()
    assert found.loc[weak, "atas"] < rest


def test_no_score_moves_for_the_weak_group() -> None:
    """Only the group of an answer is planted: units keep the readiness that they have."""
    own = AGENCIES["kota_ambon"]
    known = people.roster(own.units(2000), own.staff, Random("x"))
    plain, planted = (services.readiness(known, own.served, Random("y")) for _ in range(2))
    services.plant_group(planted, own.served.weak_group, Random("z"))
    place = plain.at(surveys.GROUP)
    without = [[[c for i, c in enumerate(row.cells) if i != place] for row in made.rows] for made in (plain, planted)]
    groups = [sorted((str(row.cells[1]), str(row.cells[place])) for row in made.rows) for made in (plain, planted)]
    assert without[0] == without[1] and groups[0] == groups[1]
    assert [row.cells[place] for row in plain.rows] != [row.cells[place] for row in planted.rows]
