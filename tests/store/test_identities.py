"""Identities and proposals: names apart, erased for good; proposals by hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from pembinaan_lib.errors import StoreError
from pembinaan_lib.store import Store
from tests.store.making import AT, decide, put

# invented: eighteen nines with an impossible birth date are nobody's number
ANI, BUDI, CICI = ("999999999999990001", "999999999999990002", "999999999999990003")


def enter(store: Store, *people: tuple[str, str, str]) -> None:
    store.put_datasets([], who="p", at=AT, people=people)


def test_known_people_keep_their_id_and_their_name_is_brought_up_to_date(store: Store) -> None:
    enter(store, ("a", ANI, "Contoh Ani"), ("b", BUDI, "Contoh Budi"))
    enter(store, ("c", CICI, "Contoh Cici"), ("b", BUDI, "Contoh Budi Utama"), ("a", ANI, ""))
    assert store.names(["c", "a", "b"]) == {"a": "Contoh Ani", "b": "Contoh Budi Utama", "c": "Contoh Cici"}
    assert store.known_ids() == {ANI: "a", BUDI: "b", CICI: "c"}
    assert store.names(["tidak-dikenal"]) == {"tidak-dikenal": ""}


@pytest.mark.parametrize("stranger", [("a", CICI, "Contoh Cici"), ("x", ANI, "Contoh Ani")])
def test_nobody_gets_an_id_that_is_taken_nor_a_second_one(store: Store, stranger: tuple[str, str, str]) -> None:
    enter(store, ("a", ANI, "Contoh Ani"))
    with pytest.raises(StoreError) as raised:
        enter(store, stranger)
    assert raised.value.code == "STO-021" and store.known_ids() == {ANI: "a"}


def test_the_erased_are_gone_from_the_file_and_no_fingerprint_changes(store: Store, path: Path) -> None:
    put(store, b"isi")
    decide(store, 1, seen=0)
    enter(store, ("a", ANI, "Contoh Ani Terhapus"), ("b", BUDI, "Contoh Budi"))
    before = store.fingerprint()
    assert b"Contoh Ani Terhapus" in path.read_bytes()
    store.erase("a", at=AT)
    assert store.fingerprint() == before
    assert store.names(["a"]) == {"a": ""} and store.known_ids() == {BUDI: "b"}
    left = path.read_bytes()
    assert b"Contoh Ani Terhapus" not in left and ANI.encode() not in left
    with pytest.raises(StoreError):
        enter(store, ("a", ANI, "Contoh Ani"))  # the id of the erased is nobody's again
    enter(store, ("z", ANI, "Contoh Ani"))
    assert store.known_ids()[ANI] == "z"


def test_erasing_somebody_unknown_is_said(store: Store) -> None:
    with pytest.raises(StoreError) as raised:
        store.erase("tidak-ada", at=AT)
    assert raised.value.code == "STO-015"


def test_proposals_are_found_by_hash_and_by_kind(store: Store) -> None:
    one = store.put_proposal("rancangan", b"satu", basis="x", who="p", at=AT)
    two = store.put_proposal("rancangan", b"dua", basis="y", who="p", at=AT)
    store.put_proposal("jadwal", b"tiga", basis="z", who="p", at=AT)
    assert store.proposal(one.sha256) == b"satu" and store.latest_proposal("rancangan") == two
    assert store.latest_proposal("mentor") is None
    put(store, b"tabel")
    for unknown in ("0" * 64, store.datasets()["sha256"].iloc[0]):
        with pytest.raises(StoreError) as raised:
            store.proposal(unknown)
        assert raised.value.code == "STO-014"
