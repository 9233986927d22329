"""Citizens who write in another language are grouped by their own words, or not at all: nothing breaks, nobody is named."""

from __future__ import annotations

from random import Random

import pandas as pd
import pytest

from pembinaan_lib import texts

# Two matters in each language, and words that only one of them has.
SAID = {
    "inggris": (
        ("queue counter waiting hours morning", "waiting number counter slow queue", "queue counter closed early waiting"),
        ("garbage truck street smell", "garbage pile truck late street", "street garbage smell drain"),
    ),
    "arab": (
        ("طابور شباك انتظار ساعات", "انتظار رقم شباك طابور بطيء", "طابور شباك مغلق انتظار"),
        ("قمامة شاحنة شارع رائحة", "قمامة كومة شاحنة شارع", "شارع قمامة رائحة مجاري"),
    ),
    "tionghoa": (
        ("排队 窗口 等待时间 早上", "等待时间 号码牌 窗口服务 排队太久", "窗口服务 关闭太早 等待时间"),
        ("垃圾车 街道上 臭味大", "垃圾堆 垃圾车 街道上", "街道上 臭味大 下水道"),
    ),
    "batak": (
        ("antrean loket paimahon sadari manogot", "paimahon nomor loket leleng antrean", "loket ditutup hatop paimahon antrean"),
        ("rosok motor dalan bau", "rosok marlumpuk motor leleng dalan", "dalan rosok bau parik"),
    ),
}


def corpus(language: str, count: int = 80) -> pd.Series:
    random = Random(3)
    said = []
    for number in range(count):
        words = random.choice(SAID[language][number % 2]).split() + random.choice(SAID[language][number % 2]).split()
        random.shuffle(words)
        said.append(" ".join(words))
    return pd.Series(said, index=[f"m{number:02d}" for number in range(count)])


def grouped(said: pd.Series, **how: int) -> texts.Grouping:
    return texts.topics(said, **({"count": 2, "seed": 20270101, "least": 30, "people": 5} | how))


@pytest.mark.parametrize("language", sorted(SAID))
def test_a_whole_corpus_in_another_language_is_grouped_by_its_own_words(language: str) -> None:
    said = corpus(language)
    found = grouped(said)
    assert found.readable >= 30 and len(found.topics) == 2
    groups = found.messages["topik_id"]
    agreed = pd.crosstab(groups, [number % 2 for number in range(len(said))]).max(axis=1).sum()
    assert agreed >= 0.9 * len(said)
    for words in found.topics["kata"]:
        assert all(any(word in text for text in said) for word in words.split(", "))
    turned = grouped(said.sample(frac=1, random_state=5))
    assert turned.topics.equals(found.topics) and turned.messages.sort_index().equals(found.messages)


def test_languages_beside_each_other_do_not_mix() -> None:
    said = pd.concat([corpus(language).add_prefix(language) for language in sorted(SAID)])
    found = grouped(said, count=8)
    placed = found.messages[found.messages["topik_id"] != ""]
    language = pd.Series([name[:3] for name in placed.index], index=placed.index)
    shares = pd.crosstab(placed["topik_id"], language, normalize="index").max(axis=1)
    assert len(found.topics) >= 4 and shares.min() > 0.8


def test_a_language_without_spaces_breaks_nothing() -> None:
    said = pd.Series([f"窗口排队时间太长了希望改善服务第{chr(0x4e00 + number)}次" for number in range(60)])
    found = grouped(said)
    assert len(found.messages) == 60 and found.topics["jumlah"].sum() <= 60
