"""Topics of citizens' messages: proposed from the store's own texts, kept as labels alone, carried on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pembinaan_lib import needs, tables
from pembinaan_lib.errors import FolderError, StoreError
from pembinaan_lib.workbook import Workbook
from pembinaan_lib.workbook.entries import ON_SCREEN
from pembinaan_lib.workbook.voice import carried, labels, own_topic
from tests.contoh import SAMPLE, created, user
from tests.integration.making import person, roster


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Workbook]:
    """A small agency with the sample's messages and forums."""
    with created(tmp_path / "buku") as book:
        people = roster(tmp_path / "nominatif.xlsx", *(person(number) for number in range(1, 7)))
        book.import_files([people, SAMPLE / "18_suara_masyarakat.xlsx", SAMPLE / "19_forum.xlsx"])
        yield book


def told(pesan: dict[str, str], topik: dict[str, str]) -> needs.Topics:
    """Topics by hand: text → topic, topic → name."""
    texts = pd.DataFrame({
        "pesan_id": list(pesan), "asal_pesan": "pesan", "tanggal": pd.Timestamp("2026-10-01"), "unit_kerja": "A",
        "layanan": "L", "unsur": None, "topik_id": list(pesan.values()), "kecocokan": 1.0, "dipindah": False,
    })
    sizes = texts["topik_id"].value_counts()
    topics = pd.DataFrame({
        "topik_id": list(topik), "nama": list(topik.values()), "kata": [f"kata {name}" for name in topik],
        "jumlah": pd.array([int(sizes.get(name, 0)) for name in topik], dtype="Int64"),
        "unit": pd.array([1] * len(topik), dtype="Int64"), "tanggal": pd.Timestamp("2026-10-01"), "dinamai": True,
        "rule_id": "suara.pesan_minimum", "rule_from": pd.Timestamp("2017-01-01"),
    })
    return needs.Topics(texts, topics, len(texts), True)


def test_a_new_text_joins_the_kept_topic_of_its_group() -> None:
    kept = told({"1": "lama", "2": "lama", "3": "lain"}, {"lama": "Antrean", "lain": "Obat"})
    found = told({"1": "baru", "2": "baru", "3": "baru", "4": "baru", "5": ""}, {"baru": "x"})
    joined = carried(found, kept)
    assert dict(zip(joined.pesan["pesan_id"], joined.pesan["topik_id"], strict=True)) == {
        "1": "lama", "2": "lama", "3": "lain", "4": "lama", "5": ""}
    typical = dict(zip(joined.topik["nama"], joined.topik["kata"], strict=True))
    assert typical == {"Antrean": "kata lama", "Obat": "kata lain"}


def test_a_group_without_a_majority_stays_by_itself() -> None:
    kept = told({"1": "a", "2": "b"}, {"a": "A", "b": "B"})
    found = told({"1": "baru", "2": "baru", "3": "baru", "4": "lagi"}, {"baru": "x", "lagi": "y"})
    joined = carried(found, kept)
    assert joined.pesan["topik_id"].tolist() == ["a", "b", "baru", "lagi"]
    assert set(joined.topik["nama"]) == {"A", "B", "x", "y"}


def test_a_kept_topic_is_never_merged_away() -> None:
    kept = told({"1": "a", "2": "b", "3": "b"}, {"a": "A", "b": "B"})
    found = told({"1": "b", "2": "a", "3": "a", "4": "a"}, {"a": "x", "b": "y"})
    joined = carried(found, kept)
    assert joined.pesan["topik_id"].tolist() == ["a", "b", "b", "a"]
    assert set(joined.topik["nama"]) == {"A", "B"}


def test_labels_are_the_columns_of_the_table_and_no_text() -> None:
    rows = labels(told({"1": "a", "2": ""}, {"a": "A"}))
    assert list(rows) == [column.name for column in tables.TABLES["topik_pesan"].columns]
    assert "isi_pesan" not in rows and rows["topik_id"].isna().tolist() == [False, True]
    assert rows["nama"].tolist()[0] == "A" and rows["nama"].isna().tolist()[1]


def test_topics_are_kept_and_reach_the_plan_without_a_text(heard: Workbook) -> None:
    assert heard.voice.waiting() == len(heard.voice.messages()) > 300
    found = heard.voice.group()
    assert found.cukup and len(found.topik) > 2
    first, second = found.topik["topik_id"].iloc[:2]
    named = needs.labelled(found, {"topik": {first: {"nama": "Penjelasan obat"}, second: {"gabung": first}}})
    heard.voice.keep(named)
    assert heard.voice.waiting() == 0
    top = heard.compute().frames["topik"].iloc[0]
    assert (top["nama"], int(top["jumlah"])) == ("Penjelasan obat", int(found.topik["jumlah"].iloc[:2].sum()))
    stored = heard._store.dataset("topik_pesan").decode()  # noqa: SLF001  nothing else may have got in
    texts = heard.voice.messages()["isi_pesan"].dropna()
    assert not [text for text in texts if len(text) > 30 and text in stored]
    again = heard.voice.group()
    assert again.pesan["topik_id"].tolist() == heard.voice.confirmed().pesan["topik_id"].tolist()
    assert len(heard.voice.group(keep=False).topik) == len(found.topik)
    heard.undo_import("topik_pesan")
    assert heard.voice.confirmed().topik.empty


def test_two_planners_do_not_overwrite_each_other(heard: Workbook) -> None:
    with Workbook.open(heard.folder, **user(seed=9)) as theirs:
        mine, yours = heard.voice.group(count=3), theirs.voice.group(count=4)
        theirs.voice.keep(yours)
        with pytest.raises(StoreError, match="STO-022"):
            heard.voice.keep(mine)


def test_an_agreement_is_written_down_and_nothing_else_changes(heard: Workbook) -> None:
    before, forums = heard.notes(), heard.inputs().tables["forum"].set_index("forum_id")["status_kesepakatan"]
    one = forums.index[forums != "selesai"][0]
    heard.voice.settle(one, "selesai")
    after = heard.inputs().tables["forum"].set_index("forum_id")["status_kesepakatan"]
    assert after[one] == "selesai" and after.drop(one).equals(forums.drop(one))
    assert heard.notes().equals(before)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_topic_needs_a_name_that_can_be_shown(name: str, tmp_path: Path) -> None:
    found = told({"1": "a"}, {"a": "A"})
    with created(tmp_path / "b") as book, pytest.raises(FolderError, match="WBK-030"):
        book.voice.keep(replace(found, topik=found.topik.assign(nama=name)))


def test_a_workbook_without_messages_has_nothing_to_group(tmp_path: Path) -> None:
    with created(tmp_path / "b") as book:
        assert book.voice.waiting() == 0
        found = book.voice.group()
        assert not found.cukup and found.topik.empty and book.voice.confirmed().topik.empty
        assert book.voice.known_names()["Pungli"] == ["Integritas"]


def test_own_topics_get_an_id_of_their_own() -> None:
    assert own_topic("Antrean & Loket") == "sendiri-antrean-loket"


# --- entered by hand ----------------------------------------------------------------------------------------------


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Workbook]:
    """A small agency with the sample's requests."""
    with created(tmp_path / "buku") as book:
        people = roster(tmp_path / "nominatif.xlsx", *(person(number) for number in range(1, 7)))
        book.import_files([people, SAMPLE / "20_usulan.csv"])
        yield book


LETTER = {"unit_kerja": "Dinas Kesehatan", "pengusul": "unit", "tanggal": date(2026, 11, 20)}


def test_an_entered_request_goes_the_way_of_an_import(asked: Workbook) -> None:
    before, notes = asked.inputs().tables["usulan"], asked.notes()
    made = asked.entries.request(kegiatan="Bimtek Arsip", jumlah_peserta="12 orang", alasan="rahasia", **LETTER)
    table = asked.inputs().tables["usulan"]
    row = table.set_index("usulan_id").loc[made]
    assert len(table) == len(before) + 1 and int(row["jumlah_peserta"]) == 12 and row["alasan"] == "ada"
    assert table[table["usulan_id"] != made].reset_index(drop=True).equals(before)  # no other row is touched
    assert asked.notes().equals(notes)
    stored = asked.datasets().set_index("table_name").loc["usulan"]
    assert stored["file_name"] == ON_SCREEN and stored["who"] == "penyusun"
    assert asked.entries.last("usulan") == (made,)
    asked.import_files([SAMPLE / "20_usulan.csv"])
    assert made in set(asked.inputs().tables["usulan"]["usulan_id"])
    asked.entries.take_back("usulan")
    assert asked.inputs().tables["usulan"].equals(before) and asked.entries.last("usulan") == ()
    with pytest.raises(FolderError, match="WBK-036"):  # never the file of somebody else
        asked.entries.take_back("usulan")


def test_the_file_of_the_same_letter_has_the_same_number(asked: Workbook, tmp_path: Path) -> None:
    made = asked.entries.request(kegiatan="Bimtek Arsip", alasan="surat 12", **LETTER)
    file = tmp_path / "usulan surat.csv"
    file.write_text("tanggal,unit_kerja,pengusul,kegiatan,alasan\n2026-11-20,Dinas Kesehatan,unit,Bimtek Arsip,surat 12\n", "utf-8")
    seen = asked.import_files([file])
    assert asked.inputs().tables["usulan"]["usulan_id"].tolist().count(made) == 1
    assert seen.rows["sama"].tolist() == [1] and seen.changed == ()


def test_an_answer_that_a_file_gave_is_never_written_over(asked: Workbook, tmp_path: Path) -> None:
    made = asked.entries.request(kegiatan="Bimtek Arsip", **LETTER)
    file = tmp_path / "usulan jawaban.csv"
    file.write_text(
        "usulan_id,tanggal,unit_kerja,pengusul,kegiatan,status,jawaban\n"
        f"{made},2026-11-20,Dinas Kesehatan,unit,Bimtek Arsip,diterima,ya\n", "utf-8")
    asked.import_files([file])
    with pytest.raises(FolderError, match="WBK-034"):
        asked.entries.request(kegiatan="Bimtek Arsip", **LETTER)
    assert asked.inputs().tables["usulan"].set_index("usulan_id").loc[made, "status"] == "diterima"


@given(st.text(max_size=60), st.text(max_size=12))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_kept_or_refused_in_words(asked: Workbook, wish: str, people: str) -> None:
    before = set(asked.voice.requests()["usulan_id"])
    try:
        made = {asked.entries.request(kegiatan=wish, jumlah_peserta=people, **LETTER)}
    except FolderError as fault:
        assert fault.what and fault.remedy
        made = set()
    assert set(asked.voice.requests()["usulan_id"]) == before | made


def test_a_topic_is_linked_and_no_shipped_row_is_lost(heard: Workbook) -> None:
    shipped = tables.reference("pemetaan_kompetensi")
    key = ["asal", "nama_asal", "kompetensi"]
    heard.entries.topic("Parkir", ["Komunikasi", "Pelayanan Publik"])
    ways = heard.inputs().tables["pemetaan_kompetensi"]
    new = ways[ways["nama_asal"] == "Parkir"]
    assert new["kompetensi"].tolist() == ["Komunikasi", "Pelayanan Publik"] and set(new["bobot"]) == {1.0}
    assert set(new["sumber"]) == {"ditetapkan instansi"} and set(new["status"]) == {"kebijakan_daerah"}
    pd.testing.assert_frame_equal(ways[ways["nama_asal"] != "Parkir"].reset_index(drop=True), shipped)
    heard.entries.topic("sikap petugas", ["Integritas", "Komunikasi"])  # as the mapping compares names
    ways = heard.inputs().tables["pemetaan_kompetensi"]
    assert set(shipped[key].itertuples(index=False, name=None)) < set(ways[key].itertuples(index=False, name=None))
    weights = ways[ways["nama_asal"].str.casefold() == "sikap petugas"].set_index("kompetensi")["bobot"].to_dict()
    assert weights == {"Integritas": 1.0, "Komunikasi": 0.5, "Pelayanan Publik": 0.0}
    assert heard.voice.known_names()["Sikap Petugas"] == ["Komunikasi"]
    topik = pd.DataFrame({"topik_id": ["a", "b"], "nama": ["Sikap Petugas", "lain"], "kata": ["x", "y"]})
    assert heard.voice.leads(topik) == {"a": ["Integritas", "Komunikasi"]}
    heard.entries.take_back("pemetaan_kompetensi")
    heard.entries.take_back("pemetaan_kompetensi")
    assert heard.inputs().tables["pemetaan_kompetensi"].equals(shipped) and heard.entries.last("pemetaan_kompetensi") == ()


def test_an_agencys_own_mapping_is_extended_and_not_replaced(heard: Workbook, tmp_path: Path) -> None:
    file = tmp_path / "pemetaan kompetensi.csv"
    file.write_text("asal,nama_asal,kompetensi,bobot\nunsur,biaya,Integritas,0.3\n", "utf-8")
    heard.import_files([file])
    before = heard.inputs().tables["pemetaan_kompetensi"]
    heard.entries.topic("Parkir", ["Komunikasi"])
    assert int(heard.datasets().set_index("table_name").loc["pemetaan_kompetensi", "rows"]) == 2  # her own, no shipped one
    assert len(heard.inputs().tables["pemetaan_kompetensi"]) == len(before) + 1
    assert heard.entries.ways().equals(heard.inputs().tables["pemetaan_kompetensi"])
    heard.import_files([file])
    assert len(heard.inputs().tables["pemetaan_kompetensi"]) == len(before) + 1


def test_a_link_counts_in_the_register(heard: Workbook) -> None:
    heard.import_files([SAMPLE / "02_unit_kerja.xlsx"])
    found = heard.voice.group()
    first = found.topik["topik_id"].iloc[0]
    heard.voice.keep(needs.labelled(found, {"topik": {first: {"nama": "Khusus kota ini"}}}))
    skill = "Mengelola Perubahan"
    assert skill not in set(heard.compute(only=["suara"]).frames["bukti_suara"]["kompetensi"])
    heard.entries.topic("Khusus kota ini", [skill])
    assert skill in set(heard.compute(only=["suara"]).frames["bukti_suara"]["kompetensi"])


def test_nothing_is_linked_without_a_name(heard: Workbook) -> None:
    with pytest.raises(FolderError, match="WBK-035"):
        heard.entries.topic("  ", ["Komunikasi"])
