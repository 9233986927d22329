"""Topics of citizens' messages: proposed from the store's own texts, kept as labels alone, carried on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pembinaan_lib import needs, tables
from pembinaan_lib.errors import FolderError, StoreError
from pembinaan_lib.workbook import Workbook
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
