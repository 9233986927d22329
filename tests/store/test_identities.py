"""Identities and proposals: names apart, erased for good; proposals by hash."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pembinaan_lib.errors import StoreError
from pembinaan_lib.store import Store
from tests.store.making import AT, decide, put

# invented: eighteen nines with an impossible birth date are nobody's number
ANI, BUDI, CICI = ("999999999999990001", "999999999999990002", "999999999999990003")


def drawn(seed: int) -> Callable[[], str]:
    chance = random.Random(seed)
    return lambda: f"p{chance.getrandbits(64):016x}"


def test_known_people_keep_their_id_and_new_ones_get_one(store: Store) -> None:
    first = store.ids_for({ANI: "Contoh Ani", BUDI: "Contoh Budi"}, draw=drawn(1), at=AT)
    second = store.ids_for({CICI: "Contoh Cici", BUDI: "Contoh Budi Utama", ANI: ""}, draw=drawn(2), at=AT)
    assert list(second) == [ANI, BUDI, CICI]
    assert {nip: second[nip] for nip in first} == first and len(set(second.values())) == 3
    assert store.names(second.values()) == dict(sorted({
        second[ANI]: "Contoh Ani", second[BUDI]: "Contoh Budi Utama", second[CICI]: "Contoh Cici",
    }.items()))
    assert store.known_ids() == second
    assert store.names(["tidak-dikenal"]) == {"tidak-dikenal": ""}


def test_ids_do_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    people = {ANI: "A", BUDI: "B", CICI: "C"}
    with Store.create(tmp_path / "1.db", meta={}, at=AT) as one, Store.create(tmp_path / "2.db", meta={}, at=AT) as two:
        turned = dict(reversed(people.items()))
        assert one.ids_for(people, draw=drawn(7), at=AT) == two.ids_for(turned, draw=drawn(7), at=AT)


def test_a_drawn_id_that_is_taken_is_drawn_again(store: Store) -> None:
    draws = iter(["a", "a", "", "b"])
    assert store.ids_for({ANI: "", BUDI: ""}, draw=lambda: next(draws), at=AT) == {ANI: "a", BUDI: "b"}
    with pytest.raises(StoreError) as raised:
        store.ids_for({CICI: ""}, draw=lambda: "a", at=AT)
    assert raised.value.code == "STO-016" and CICI not in store.known_ids()


def test_the_erased_are_gone_from_the_file_and_no_fingerprint_changes(store: Store, path: Path) -> None:
    put(store, b"isi")
    decide(store, 1, seen=0)
    ids = store.ids_for({ANI: "Contoh Ani Terhapus", BUDI: "Contoh Budi"}, draw=drawn(1), at=AT)
    before = store.fingerprint()
    assert b"Contoh Ani Terhapus" in path.read_bytes()
    store.erase(ids[ANI], at=AT)
    assert store.fingerprint() == before
    assert store.names([ids[ANI]]) == {ids[ANI]: ""} and store.known_ids() == {BUDI: ids[BUDI]}
    left = path.read_bytes()
    assert b"Contoh Ani Terhapus" not in left and ANI.encode() not in left
    again = store.ids_for({ANI: "Contoh Ani"}, draw=drawn(1), at=AT)  # the same seed draws the erased id first
    assert again[ANI] not in ids.values()


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
