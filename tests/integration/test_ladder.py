"""The data ladder from its lowest rung: with the roster alone, every step already gives something usable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pembinaan_lib import findings, words
from pembinaan_lib.plan import Results
from pembinaan_lib.plan.steps import STEPS
from pembinaan_lib.workbook import Workbook
from tests.contoh import FILES, Contoh, created


@pytest.fixture(scope="module")
def roster_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    with created(tmp_path_factory.mktemp("tangga") / "buku") as book:
        book.import_files(FILES[:1])
        yield book


@pytest.fixture(scope="module")
def results(roster_only: Workbook) -> Results:
    return roster_only.compute()


def test_every_frame_is_there_with_the_same_columns(results: Results, contoh: Contoh) -> None:
    made = [name for step in STEPS for name in step.makes]
    assert sorted(results.frames) == sorted(made)
    for name, frame in contoh.results.frames.items():
        assert list(results.frames[name].columns) == list(frame.columns), name
        assert list(results.frames[name].dtypes) == list(frame.dtypes), name


def test_obligations_and_hours_are_already_there(results: Results, contoh: Contoh) -> None:
    frames = results.frames
    assert len(frames["jam_rencana"]) == len(frames["ketersediaan"]) == 2589
    # Without the history of courses nobody is known to have done a duty: more of them, never fewer.
    keys = ["pegawai_id", "kewajiban"]
    known = contoh.results.frames["kewajiban"][keys]
    known = known.merge(frames["kewajiban"][keys], on=keys, how="left", indicator=True)
    assert len(frames["kewajiban"]) > len(known) > 0 and (known["_merge"] == "both").all()
    assert frames["jam_berjalan"]["selesai_jp"].sum() == 0 and frames["jam_berjalan"]["kurang_jp"].sum() > 0
    assert frames["profil_unit"]["jumlah_asn"].sum() == 2589


def test_nobody_is_said_to_have_been_assessed(results: Results) -> None:
    needs = results.frames["register"]
    assert len(needs) and (needs["dinilai"] == 0).all() and needs["peringkat"].isna().all()
    assert (results.frames["kesenjangan_unit"]["cakupan_rasio"] == 0).all()
    assert not results.frames["kesenjangan"]["berlaku"].any()
    for name in ("hasil_belajar", "skm", "serapan", "kesiapan_unit"):
        assert results.frames[name].empty


def test_the_ladder_names_the_next_file(results: Results) -> None:
    ladder = results.frames["tangga_data"]
    assert list(ladder.loc[ladder["ada"], "tabel"]) == ["pegawai"]
    following = ladder[ladder["berikutnya"]]
    assert len(following) == 1 and following["nilai_tambah"].iloc[0] == ladder["nilai_tambah"].max()
    assert following["tabel"].iloc[0] == "penilaian_kompetensi"
    assert all(len(words.text(key)) > 20 for key in ladder["menambah"])


def test_nothing_blocks(roster_only: Workbook, results: Results) -> None:
    assert not findings.blocking(findings.joined([roster_only.notes(), results.findings]))


def test_ten_lines_can_be_said(roster_only: Workbook) -> None:
    lines = roster_only.summary()
    assert len(lines) == 10 and not any("{" in line or "nan" in line.lower() for line in lines)


def test_a_typed_ceiling_is_enough_for_a_plan_and_its_record(roster_only: Workbook, tmp_path: Path) -> None:
    with Workbook.restore(roster_only.backup(tmp_path / "c.zip"), tmp_path / "buku", who="penyusun",
                          clock=roster_only._clock, draw=roster_only.draw) as book:  # noqa: SLF001
        book.decide("pagu_rp", 600_000_000, reason="rapat")
        book.accept(book.propose(), reason="rapat")
        lines = book.compute().frames["rencana_baris"]
        assert len(lines) and lines["wajib"].any() and lines["biaya_rp"].sum() <= 600_000_000
        assert lines.loc[~lines["wajib"], "kesenjangan_tertutup"].fillna(0).sum() == 0
        book.freeze()
        report = book.verify()
        assert report.ok and report.recomputed and report.results["sama"].all()
