"""The journal of choices: conflicts, review, and values that come back as they were."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import words
from pembinaan_lib.errors import DecisionConflictError, StoreError
from pembinaan_lib.store import Store
from pembinaan_lib.store.decisions import document, fingerprint
from pembinaan_lib.store.values import Decision, canonical
from tests.store.making import AT, decide

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(
        st.characters(exclude_categories=["Cs"])
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=5), inner, max_size=4
    ),
    max_leaves=15,
)


def test_the_journal_keeps_everything_and_the_newest_counts(store: Store) -> None:
    decide(store, 1, seen=0)
    decide(store, 2, seen=1, reason="berubah")
    decide(store, "x", seen=0, key="anggaran")
    assert {key: each.value for key, each in store.decisions().items()} == {"anggaran": "x", "bobot": 2}
    assert store.journal()[["key", "revision", "value"]].values.tolist() == [
        ["bobot", 1, "1"], ["bobot", 2, "2"], ["anggaran", 1, '"x"'],
    ]
    assert store.decision("bobot") == Decision(
        key="bobot", value=2, reason="berubah", who="penyusun", at=AT, revision=2, basis="",
    )
    assert store.decision("lain") is None


def test_whoever_was_slower_sees_both_values(store: Store, path: Path) -> None:
    decide(store, {"pagu": 100}, seen=0)
    with Store.open(path) as other:
        decide(other, {"pagu": 300}, seen=1, who="budi")
    with pytest.raises(DecisionConflictError) as raised:
        decide(store, {"pagu": 200}, seen=1)
    values = raised.value.values
    assert raised.value.code == "STO-007"
    assert (values["mine"], values["theirs"], values["who"]) == ('{"pagu":200}', '{"pagu":300}', "budi")
    assert values["current"] == store.decision("bobot")
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            assert '{"pagu":200}' in str(raised.value) and '{"pagu":300}' in str(raised.value)
    assert len(store.journal()) == 2


def test_a_first_decision_collides_too(store: Store) -> None:
    decide(store, 1, seen=0)
    with pytest.raises(DecisionConflictError):
        decide(store, 2, seen=0)


def test_a_revision_of_another_store_is_refused(store: Store) -> None:
    with pytest.raises(DecisionConflictError) as raised:
        decide(store, 1, seen=4)
    assert raised.value.code == "STO-010" and str(raised.value)


def test_of_many_who_decide_at_once_exactly_one_wins_each_turn(store: Store, path: Path) -> None:
    gate, lost = threading.Barrier(5), []

    def work(name: str) -> None:
        with Store.open(path) as own:
            gate.wait()
            try:
                decide(own, name, seen=0, who=name)
            except DecisionConflictError as error:
                lost.append((name, error.values["who"]))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcde"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    winner = store.decision("bobot").who
    assert len(store.journal()) == 1
    assert sorted(lost) == [(name, winner) for name in "abcde" if name != winner]


def test_a_decision_whose_basis_changed_is_shown_for_review(store: Store) -> None:
    decide(store, 1, seen=0, key="a", basis="lama")
    decide(store, 2, seen=0, key="b", basis="lama")
    decide(store, 3, seen=0, key="c")
    decide(store, 4, seen=0, key="d", basis="lama")
    review = store.needs_review({"a": "baru", "b": "lama", "c": "baru"})
    assert review.values.tolist() == [["a", 1, "1", "lama", "baru", "penyusun", "2026-11-21T09:30:00+07:00"]]
    decide(store, 1, seen=1, key="a", basis="baru")
    assert store.needs_review({"a": "baru"}).empty


@pytest.mark.parametrize("value", [
    {1, 2}, (1, 2), float("nan"), float("inf"), {1: "a"}, b"bytes", object(), "\ud800", {"a": {"b": (1,)}}, {None: 1},
])
def test_a_value_that_would_come_back_changed_is_refused(store: Store, value: Any) -> None:
    with pytest.raises(StoreError) as raised:
        decide(store, value, seen=0)
    assert raised.value.code == "STO-009" and store.journal().empty


def test_a_value_without_end_is_refused(store: Store) -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(StoreError):
        decide(store, endless, seen=0)


@pytest.mark.parametrize("reason", [
    "'; DROP TABLE decisions; --", "baris\nbaru \x00 nol", "😀 ﷽ \u202e", "%(x)s {y} :z",
])
def test_hostile_text_is_only_text(store: Store, reason: str) -> None:
    decide(store, reason, seen=0, key=reason, reason=reason)
    assert store.decision(reason).reason == reason
    assert store.decisions()[reason].value == reason
    with pytest.raises(StoreError):
        decide(store, 1, seen=0, key="lain", reason="\ud800")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.create(tmp_path_factory.mktemp("json") / "x.db", meta={}, at=AT)


@settings(max_examples=60, deadline=None)
@given(value=JSON)
def test_any_json_comes_back_as_it_went_in(shared: Store, value: Any) -> None:
    seen = shared.decision("k")
    decide(shared, value, seen=seen.revision if seen else 0, key="k")
    back = shared.decision("k").value
    assert back == value and json.dumps(back) == json.dumps(json.loads(json.dumps(value, sort_keys=True)))
    assert json.loads(shared.decisions_document())["k"]["value"] == value


@given(value=st.dictionaries(st.text(max_size=4), st.integers(), min_size=2, max_size=5))
def test_the_order_of_keys_changes_nothing(value: dict[str, int]) -> None:
    turned = dict(reversed(value.items()))
    one, two = (
        Decision(key="k", value=each, reason="", who="", at=AT, revision=1, basis="") for each in (value, turned)
    )
    assert fingerprint({}, {"k": one}) == fingerprint({}, {"k": two})
    assert document({"k": one}) == document({"k": two})
    assert canonical(value, where="") == canonical(turned, where="")


def test_the_document_for_a_record_names_nobody(store: Store) -> None:
    decide(store, 1, seen=0, who="ani")
    assert json.loads(store.decisions_document()) == {
        "bobot": {"value": 1, "reason": "rapat", "revision": 1, "basis": ""},
    }


@pytest.mark.parametrize("raw", [
    "NaN", '{"a":[Infinity]}', '{"a":1e400}', "[" * 101 + "]" * 101, "[" * 100_000 + "]" * 100_000, "{", "9" * 5000,
], ids=lambda raw: raw[:12])
def test_what_somebody_wrote_into_the_file_is_refused_when_it_is_read(store: Store, path: Path, raw: str) -> None:
    decide(store, 1, seen=0)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE decisions SET value = ?", (raw,))
    for read in (lambda: store.decision("bobot"), store.decisions, store.decisions_document):
        with pytest.raises(StoreError) as raised:
            read()
        assert raised.value.code == "STO-003"
