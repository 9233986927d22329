"""Propose, accept, freeze, verify: the plan of the sample becomes a record, and nothing else can pass for one."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pembinaan_lib import design, plan
from pembinaan_lib import record as records
from pembinaan_lib.errors import FolderError, PembinaanError, StoreError
from pembinaan_lib.workbook import Workbook, verify_record
from tests.contoh import FILES, Contoh, salinan
from tests.integration.making import person, roster

NUMBER = "2027-001"


@pytest.fixture
def book(rencana: Contoh, tmp_path: Path) -> Iterator[Workbook]:
    """The planned workbook, a copy of one's own."""
    with salinan(rencana, tmp_path, "buku") as own:
        yield own


def file(place: Contoh | Workbook, name: str = "pemeriksa.zip") -> Path:
    return place.folder / "arsip" / NUMBER / name


# --- the plan --------------------------------------------------------------------------------------------------------


def test_the_plan_keeps_to_its_money_and_pays_its_duties_first(rencana: Contoh) -> None:
    frames, meta = rencana.results.frames, rencana.results.meta
    lines, figures = frames["rencana_baris"], frames["rencana_ringkas"].set_index("ukuran")["nilai"]
    assert lines["biaya_rp"].sum() == figures["biaya_rp"] <= meta["pagu_rp"]
    waiting = frames["rencana_menunggu"]
    seated = frames["rencana_peserta"].merge(lines[lines["wajib"]][["bangkom_id"]], on="bangkom_id")
    duties = frames["kewajiban"]
    assert set(duties["pegawai_id"]) <= set(seated["pegawai_id"]) | set(waiting["pegawai_id"])
    assert figures["sisa_setelah_wajib_rp"] == meta["pagu_rp"] - figures["biaya_wajib_rp"] > 0
    assert not frames["rencana_peserta"].duplicated(["pegawai_id", "bangkom_id"]).any()


def test_nobody_is_sent_who_may_not_go(rencana: Contoh) -> None:
    frames = rencana.results.frames
    away = frames["ketersediaan"].query("not boleh_dikirim")["pegawai_id"]
    assert len(away) and set(away).isdisjoint(frames["rencana_peserta"]["pegawai_id"])


def test_the_bound_is_not_below_the_value(rencana: Contoh) -> None:
    with rencana.open() as book:
        proposal = book.proposal(book.decision("rencana"))
    assert proposal.meta["status"] == "optimal" and 0 <= proposal.meta["gap"] <= 0.01
    assert proposal.meta["bound"] >= proposal.meta["nilai"] > 0
    budgets = proposal.batas.sort_values("anggaran_rp")
    assert budgets["batas_nilai"].is_monotonic_increasing and (budgets["biaya_rp"] <= budgets["anggaran_rp"]).all()


def test_planted_needs_are_what_the_plan_pays_for(rencana: Contoh) -> None:
    lines = rencana.results.frames["rencana_baris"].query("not wajib").nlargest(4, "kesenjangan_tertutup")
    effects = plan_effects(rencana)
    served = {name for activity in lines["bangkom_id"] for name in effects.get(activity, ())}
    assert served & {"Layanan Kesehatan Dasar", "Layanan Digital", "Komunikasi"}


def plan_effects(rencana: Contoh) -> dict[str, set[str]]:
    with rencana.open() as book:
        effects = book.inputs().tables["katalog_kompetensi"]
    return {activity: set(group) for activity, group in effects.groupby("bangkom_id")["kompetensi"]}


def test_the_seven_items_of_pasal_207_stand_behind_every_line(rencana: Contoh) -> None:
    table = rencana.results.frames["rencana_207"]
    assert len(table) == len(rencana.results.frames["rencana_baris"]) and not table.isna().all().any()


# --- the record ------------------------------------------------------------------------------------------------------


def test_it_verifies_from_the_file_alone(rencana: Contoh, tmp_path: Path) -> None:
    sent = tmp_path / "kiriman.zip"
    sent.write_bytes(file(rencana).read_bytes())
    report = verify_record(sent)
    assert report.ok and report.recomputed and report.number == NUMBER
    assert len(report.results) > 30 and report.results["sama"].all() and report.findings.empty
    assert records.verify_public(file(rencana, "publik.zip"), pemeriksa=sent).ok


def test_freezing_again_gives_the_same_plan_under_the_next_number(book: Workbook) -> None:
    again = book.freeze()
    assert again.name == "2027-002"
    first, second = records.unpack(file(book)), records.unpack(again / "pemeriksa.zip")
    assert (first.inputs, first.results, first.rules, first.decisions, first.proposal) == (
        second.inputs, second.results, second.rules, second.decisions, second.proposal)
    assert list(book.records()["number"]) == [NUMBER, "2027-002"] and book.published == again / "publik.zip"


def test_another_folder_in_the_same_state_gives_the_same_bytes(rencana: Contoh, book: Workbook) -> None:
    shutil.rmtree(book.folder / "arsip")
    book.freeze()
    for edition in ("pemeriksa.zip", "publik.zip"):
        assert file(book, edition).read_bytes() == file(rencana, edition).read_bytes()


def rewritten(source: Path, target: Path, change: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            new.writestr(info, change.get(info.filename, old.read(info.filename)))
    return target


def test_one_changed_figure_is_found(rencana: Contoh, tmp_path: Path) -> None:
    content = records.unpack(file(rencana)).results["rencana_baris.csv"]
    changed = {"results/rencana_baris.csv": content.replace(b"BK-001", b"BK-009", 1)}
    report = verify_record(rewritten(file(rencana), tmp_path / "x.zip", changed))
    assert not report.ok and not report.recomputed and list(report.findings["code"]) == ["REC-101"]
    assert report.findings["row_id"].iloc[0] == "results/rencana_baris.csv"


def forged(rencana: Contoh, folder: Path, **changed: Any) -> Path:
    """A record with changed parts whose hashes all agree: what somebody who has the library could make."""
    true = records.unpack(file(rencana))
    parts = {"inputs": true.inputs, "decisions": true.decisions, "rules": true.rules, "results": true.results,
             "proposal": true.proposal, "meta": true.meta} | changed
    return records.freeze(folder, number=NUMBER, public={}, forbidden=(), **parts).pemeriksa


def test_forged_results_with_matching_hashes_are_found(rencana: Contoh, tmp_path: Path) -> None:
    results = dict(records.unpack(file(rencana)).results)
    better = (b"kesenjangan_rasio,0.", b"kesenjangan_rasio,0.9")
    results["rencana_ringkas.csv"] = results["rencana_ringkas.csv"].replace(*better, 1)
    report = verify_record(forged(rencana, tmp_path, results=results))
    assert not report.ok and report.recomputed and list(report.findings["code"]) == ["REC-105"]
    assert report.results.query("not sama")["file"].tolist() == ["rencana_ringkas.csv"]


def test_forged_inputs_with_matching_hashes_are_found(rencana: Contoh, tmp_path: Path) -> None:
    inputs = dict(records.unpack(file(rencana)).inputs)
    inputs["penilaian_kompetensi.csv"] = inputs["penilaian_kompetensi.csv"].replace(b",Komunikasi,2", b",Komunikasi,4")
    report = verify_record(forged(rencana, tmp_path, inputs=inputs))
    assert not report.ok and "kesenjangan.csv" in set(report.results.query("not sama")["file"])


def too_cheap(proposal: design.Proposal) -> design.Proposal:
    lines = proposal.baris.copy()
    lines.loc[lines.index[-1], "biaya_rp"] = 0
    return replace(proposal, baris=lines)


def too_good(proposal: design.Proposal) -> design.Proposal:
    meta = dict(proposal.meta)
    return replace(proposal, meta=meta | {"nilai": meta["nilai"] * 2, "bound": meta["bound"] * 2})


def twice_seated(proposal: design.Proposal) -> design.Proposal:
    return replace(proposal, peserta=pd.concat([proposal.peserta, proposal.peserta.tail(1)], ignore_index=True))


@pytest.mark.parametrize("change", [too_cheap, too_good, twice_seated])
def test_a_forged_proposal_can_neither_be_frozen_nor_verified(
    rencana: Contoh, book: Workbook, tmp_path: Path, change: Any
) -> None:
    true = records.unpack(file(rencana))
    bad = change(design.Proposal.from_bytes(true.proposal)).to_bytes()
    kept = book._store.put_proposal("rencana", bad, basis="x", who="x", at=book._clock())  # noqa: SLF001
    book.accept(kept.sha256)
    with pytest.raises(FolderError) as refused:
        book.freeze()
    assert refused.value.code == "WBK-012" and "tidak lagi cocok" in str(refused.value)
    decisions = book.decisions()
    results = plan.compute(book.inputs(), decisions, cache=book._cache).to_bytes()  # noqa: SLF001
    journal = book._store.decisions_document()  # noqa: SLF001
    path = forged(rencana, tmp_path / "palsu", proposal=bad, results=results, decisions=journal)
    report = verify_record(path)
    assert not report.ok and list(report.findings["row_id"]) == ["rencana_tidak_sah.csv"]


HOSTILE_META = [
    {"tahun": 0}, {"tahun": 10**20}, {"tahun": "2027"}, {"tahun": True}, {"tahun": None}, {"tanggal": "x"}, {"tanggal": 5},
    {"tanggal": "0001-01-01"}, {"tanggal": "9999-12-31"}, {"instansi": [1]}, {"contoh": "ya"}, {"tabel": "abc"}, {"tabel": 5},
    {"tabel": ["../x"]}, {"tabel": [["pegawai"]]}, {"tabel": None},
]


@pytest.mark.parametrize("change", HOSTILE_META, ids=str)
def test_a_record_about_nothing_that_can_be_is_not_computed(rencana: Contoh, tmp_path: Path, change: dict[str, Any]) -> None:
    meta = dict(records.unpack(file(rencana)).meta) | change
    report = verify_record(forged(rencana, tmp_path, meta=meta))
    assert not report.ok and not report.recomputed and list(report.findings["code"]) == ["REC-112"]


@pytest.mark.parametrize("decisions", [
    b"[]", b"null", b'"x"', b'{"pagu_rp":5}', b'{"pagu_rp":{"value":"abc"}}', b'{"pagu_rp":{"value":1e400}}',
    b'{"bobot_bukti":{"value":"x"}}', b'{"rencana":{}}', b'{"kegiatan_dikecualikan":{"value":[[1],{"a":2}]}}',
], ids=lambda data: str(data[:40]))
def test_a_record_of_choices_that_nobody_can_make_is_not_computed(rencana: Contoh, tmp_path: Path, decisions: bytes) -> None:
    report = verify_record(forged(rencana, tmp_path, decisions=decisions))
    assert not report.ok and not report.recomputed and list(report.findings["code"]) == ["REC-112"]


def test_a_rule_or_table_that_cannot_be_read_is_the_verdict(rencana: Contoh, tmp_path: Path) -> None:
    true = records.unpack(file(rencana))
    for number, change in enumerate((
        {"rules": true.rules | {"bangkom/jp_minimum_pns.yaml": b"id: &a [*a]"}},
        {"inputs": true.inputs | {"pegawai.csv": b"a,b"}}, {"proposal": b"{}"},
    )):
        report = verify_record(forged(rencana, tmp_path / str(number), **change))
        assert not report.ok and list(report.findings["code"]) == ["REC-112"]


# --- what is published ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(rencana: Contoh) -> dict[str, Any]:
    with zipfile.ZipFile(file(rencana, "publik.zip")) as archive:
        return json.loads(archive.read("published.json"))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def rows(value: Any) -> Iterator[dict[str, Any]]:
    """Every row of data of every picture and list."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from rows(inner)


def test_no_person_is_in_the_published_edition(published: dict[str, Any], rencana: Contoh) -> None:
    with rencana.open() as book:
        people = book._store.identities()  # noqa: SLF001
    said = "\n".join(texts(published))
    assert not re.search(r"(?<!\d)\d{18}(?!\d)", said)
    places = {place for column in ("unit_kerja", "perangkat_daerah", "jabatan")
              for place in rencana.results.frames["unit_dilatih"].get(column, [])}
    bare = said
    for place in sorted(places, key=len, reverse=True):
        bare = bare.replace(place, "")
    assert len(people) > 2500 and not [name for name in set(people["nama"]) if len(name.split()) > 1 and name in bare]
    assert not set(people["pegawai_id"]) & set(re.findall(r"[0-9a-f]{16}", said))


def test_no_cell_rests_on_fewer_people_than_the_minimum(published: dict[str, Any]) -> None:
    minimum = published["sel_minimum"]
    assert minimum == 5
    few = re.compile(r"(?<![\d.,+\-–])[1-4] (?:orang|ASN|peserta|responden|kewajiban|dari \d+ ASN|people|employees)\b")
    shown = [text for text in texts(published) if few.search(text)]
    assert not shown
    names = ("peserta", "orang", "dinilai", "jumlah_asn", "responden")
    counts = [row[name] for row in rows(published) for name in names if isinstance(row.get(name), int | float)]
    assert len(counts) > 100 and all(count == 0 or count >= minimum for count in counts)
    for name in ("jp", "kewajiban"):  # each bar is a number of people or of their duties
        bars = [row["nilai"] for row in rows(published["bagan"][name]) if "nilai" in row and "nama" in row]
        assert bars and all(bar >= minimum for bar in bars)


def test_something_was_hidden(published: dict[str, Any]) -> None:
    """So that the test above cannot pass because nothing was small."""
    assert [row for row in rows(published["bagan"]["kesenjangan"]) if row.get("keadaan") == "sembunyi"]


def test_it_says_that_it_is_a_sample(published: dict[str, Any]) -> None:
    assert published["contoh"] is True and published["instansi"] == "Pemerintah Kota Sibolga"
    budgets = [budget["anggaran_rp"] for budget in published["batas"]]
    assert budgets == sorted(budgets)


# --- when the world moves on ----------------------------------------------------------------------------------------


def test_an_accepted_plan_fits_until_something_changes(book: Workbook) -> None:
    assert not book.outdated()
    book.decide("pagu_rp", 500_000_000, reason="dipotong")
    assert book.outdated()
    with pytest.raises(FolderError) as refused:
        book.freeze()
    assert refused.value.code == "WBK-012" and list(book.records()["number"]) == [NUMBER]
    assert "Usulan dibuat dengan pagu atau batas yang berbeda." in refused.value.what
    book.decide("pagu_rp", None, reason="kembali")
    assert not book.outdated()


def test_a_changed_roster_makes_the_plan_outdated(book: Workbook, tmp_path: Path) -> None:
    seen = book.import_files([roster(tmp_path / "n.xlsx", *(person(number) for number in range(1, 30)))])
    assert seen.changed == ("pegawai",) and book.outdated()
    with pytest.raises(FolderError) as refused:
        book.freeze()
    assert refused.value.code == "WBK-012"
    book.undo_import("pegawai")
    assert not book.outdated() and verify_record(file(book)).ok


def test_what_the_plan_does_not_rest_on_does_not_make_it_outdated(book: Workbook) -> None:
    book.undo_import("realisasi")
    assert not book.outdated() and not book.compute().frames["rencana_baris"].empty
    assert len(book.import_files([FILES[11]]).changed) == 1


def test_the_old_record_stays_what_it_was(book: Workbook) -> None:
    before = file(book).read_bytes()
    book.undo_import("pegawai")
    assert file(book).read_bytes() == before and book.verify().ok


def test_nothing_accepted_nothing_frozen(kecil: Workbook) -> None:
    with pytest.raises(FolderError) as refused:
        kecil.freeze()
    assert refused.value.code == "WBK-009" and kecil.records().empty
    with pytest.raises(FolderError) as missing:
        kecil.verify()
    assert missing.value.code == "WBK-013"


def test_only_what_was_proposed_can_be_accepted(kecil: Workbook) -> None:
    with pytest.raises(StoreError) as refused:
        kecil.accept("0" * 64)
    assert refused.value.code == "STO-014" and kecil.decision("rencana") is None


def test_a_stopped_proposal_says_so(kecil: Workbook) -> None:
    kecil.decide("pagu_rp", 10_000_000)
    try:
        stopped = kecil.proposal(kecil.propose(cancelled=lambda: True))
    except PembinaanError as error:  # stopped before there was anything to keep
        assert error.code == "PLN-001" and kecil.latest_proposal() is None
    else:
        assert stopped.meta["status"] in ("dihentikan", "tidak ada pilihan")
