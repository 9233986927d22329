"""Planted matters are found again, the same way everywhere, and nobody's sentence is shown."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from pembinaan_lib import texts
from tests.texts.making import messages

PLANTED = messages(240)
SAID = pd.Series([text for _, text in PLANTED], index=[f"m{n:03d}" for n in range(len(PLANTED))])
ROOT = Path(__file__).resolve().parents[2]


def grouped(said: pd.Series, count: int | None = None, **how: int) -> texts.Grouping:
    return texts.topics(said, count=count, **({"seed": 20270101, "least": 30, "people": 5} | how))


@pytest.fixture(scope="module")
def found() -> texts.Grouping:
    return grouped(SAID)


def digest(made: texts.Grouping) -> str:
    text = made.messages.sort_index().to_csv() + made.topics.to_csv()
    return hashlib.sha256(text.encode()).hexdigest()


def test_four_planted_matters_are_recovered(found: texts.Grouping) -> None:
    assert len(found.topics) == 4
    assert adjusted_rand_score([theme for theme, _ in PLANTED], found.messages["topik_id"]) > 0.95
    shown = " | ".join(found.topics["kata"])
    assert all(word in shown for word in ("antrean", "petugas", "aplikasi", "sampah"))
    assert found.topics["jumlah"].sum() == len(SAID)


@pytest.mark.parametrize("themes", [("antrean", "sampah"), ("antrean", "sikap", "sampah")])
def test_the_number_of_topics_comes_from_the_data(themes: tuple[str, ...]) -> None:
    said = pd.Series([text for _, text in messages(150, themes=themes, seed=3)])
    assert len(grouped(said).topics) == len(themes)


def test_the_planner_may_choose_the_number(found: texts.Grouping) -> None:
    assert len(grouped(SAID, 6).topics) == 6
    assert len(grouped(SAID, 1).topics) == 1
    assert len(grouped(SAID, 10_000).topics) <= len(SAID)


def test_order_of_messages_changes_nothing(found: texts.Grouping) -> None:
    assert digest(grouped(SAID.sample(frac=1, random_state=3))) == digest(found)


def test_threads_and_hash_seed_change_no_byte(found: texts.Grouping) -> None:
    code = (
        "from tests.texts.test_topics import SAID, digest, grouped\n"
        "from threadpoolctl import threadpool_limits\n"
        "with threadpool_limits(limits=4): print(digest(grouped(SAID)))\n"
    )
    env = os.environ | {"PYTHONHASHSEED": "77", "OMP_NUM_THREADS": "4", "OPENBLAS_NUM_THREADS": "3", "PYTHONPATH": str(ROOT)}
    told = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == digest(found)


def test_the_start_hardly_matters(found: texts.Grouping) -> None:
    other = grouped(SAID, seed=1)
    assert adjusted_rand_score(other.messages["topik_id"], found.messages["topik_id"]) == 1


def test_a_flood_of_one_message_shapes_nothing_but_is_counted() -> None:
    flood = pd.Series(["petugas ketus saat ditanya"] * 500, index=[f"x{n}" for n in range(500)])
    made = grouped(pd.concat([SAID, flood]))
    assert len(made.topics) == 4
    assert made.topics["jumlah"].iloc[0] > 500
    assert made.readable < 260


def test_a_shown_word_is_said_by_many_and_names_nobody(found: texts.Grouping) -> None:
    named = SAID.copy()
    named.iloc[:60] = ["Kata Pak Togarmatua, " + text for text in named.iloc[:60]]
    for made in (found, grouped(named)):
        for word in ", ".join(made.topics["kata"]).split(", "):
            root = texts.stemmed([word]).stems[0]
            assert sum(set(root) <= set(roots) for roots in texts.stemmed(SAID).stems) >= 5
        assert "togarmatua" not in made.topics.to_csv()


def test_ids_are_made_of_words_so_that_a_label_cannot_slip(found: texts.Grouping) -> None:
    more = pd.concat([SAID, pd.Series([text for _, text in messages(40, seed=99)], index=[f"n{n}" for n in range(40)])])
    assert len(set(grouped(more).topics["topik_id"]) & set(found.topics["topik_id"])) >= 3


@pytest.mark.parametrize("said", [
    pd.Series(dtype="str"), pd.Series([None] * 50), pd.Series([""] * 50), pd.Series(["😡"] * 50), SAID.head(20),
    pd.Series(["loket tutup"] * 500), pd.Series([f"kata{chr(97 + n % 26) * 4}{chr(97 + n // 26) * 4}" for n in range(200)]),
])
def test_too_little_said_gives_no_topics(said: pd.Series) -> None:
    made = grouped(said)
    assert made.topics.empty and (made.messages["topik_id"] == "").all() and len(made.messages) == len(said)
    assert made.topics.columns.tolist() == ["topik_id", "kata", "jumlah"]


def test_hostile_messages_among_others_do_no_harm(found: texts.Grouping) -> None:
    hostile = pd.Series([
        "<script>alert(1)</script>" * 900, "loket " * 6_000, "😡" * 500, None, "", '=cmd|"/c calc"!A1', "\x00",
        "The clerk was very rude and slow to answer my question", "服务很慢", "'; DROP TABLE pesan; --",
    ], index=[f"h{n}" for n in range(10)])
    made = grouped(pd.concat([SAID, hostile]))
    assert len(made.topics) == 4
    assert made.messages.loc[SAID.index, "topik_id"].nunique() == 4
    assert made.messages.loc[["h2", "h3", "h4"], "topik_id"].tolist() == [""] * 3
    assert not any(mark in made.topics.to_csv() for mark in ("<", "=", "😡", "script"))


def test_scikit_learn_is_imported_only_where_it_is_needed() -> None:
    code = "import sys, pembinaan_lib.texts, pembinaan_lib.needs; print('sklearn' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
