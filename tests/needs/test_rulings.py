"""Merged requests go where their chain ends; what a ruling cannot mean is told."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import findings, needs
from pembinaan_lib.needs.rulings import ruling_notes
from tests.needs.frames import LAW, TODAY
from tests.needs.test_requests import asked, read

SKILLS = ["Komunikasi", "Integritas", "Pengelolaan Arsip"]
ASKED = asked(
    ("a", "2026-10-01", "SD 1", "unit", "Komunikasi"), ("b", "2026-10-01", "SD 1", "unit", "Integritas"),
    ("c", "2026-10-01", "SD 1", "unit", "Pengelolaan Arsip"), ("d", "2026-10-01", "SD 1", "unit", "asing sekali"),
)


def into(**targets: str) -> dict[str, dict[str, str]]:
    return {key: {"status": "digabung", "digabung_ke": target} for key, target in targets.items()}


def counted(found: pd.DataFrame) -> dict[str, int]:
    return needs.requests_evidence(found, rules=LAW, tanggal=TODAY).set_index("kompetensi")["jumlah"].to_dict()


def test_a_chain_ends_where_its_last_request_ends() -> None:
    found = read(ASKED, into(a="b", b="c")).set_index("usulan_id")
    assert found.loc[["a", "b", "c"], "kompetensi"].tolist() == ["Pengelolaan Arsip"] * 3
    assert found["status"].to_dict() == {"a": "digabung", "b": "digabung", "c": "diajukan", "d": "diajukan"}
    assert counted(found.reset_index()) == {"Pengelolaan Arsip": 3}


def test_what_is_merged_into_a_refused_request_is_refused_with_it() -> None:
    refused = {"c": {"status": "ditolak", "jawaban": "ada"}}
    found = read(ASKED, into(a="b", b="c") | refused)
    assert found.set_index("usulan_id").loc[["a", "b"], ["status", "jawaban"]].values.tolist() == [["ditolak", "ada"]] * 2
    assert counted(found) == {}
    assert "NED-074" not in set(needs.request_notes(found)["code"])


def test_the_end_decides_also_where_nobody_knows_what_it_asks_for() -> None:
    assert counted(read(ASKED, into(a="d"))) == {"Integritas": 1, "Pengelolaan Arsip": 1}


@pytest.mark.parametrize("ruled", [into(a="a"), into(a="hilang"), into(a="b", b="a"), into(a="b", b="hilang"), {"a": {"status": "digabung"}}])
def test_a_circle_or_a_missing_request_decides_nothing_and_is_told(ruled: dict) -> None:
    found = read(ASKED, ruled)
    assert set(found["status"]) == {"diajukan"} and found["kompetensi"].iloc[0] == "Komunikasi"
    assert counted(found) == {"Komunikasi": 1, "Integritas": 1, "Pengelolaan Arsip": 1}
    told = ruling_notes(found, ruled, SKILLS)
    assert set(told["code"]) == {"NED-100"} and told["row_id"].tolist() == sorted(ruled)


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("abcde")))
def test_whatever_is_merged_every_request_ends_somewhere(targets: dict[str, str]) -> None:
    found = read(ASKED, into(**targets)).set_index("usulan_id")
    for key in found.index[found["status"] == "digabung"]:
        end = found.loc[targets[key]]
        assert end["kompetensi"] == found.loc[key, "kompetensi"] or pd.isna(found.loc[key, "kompetensi"])
    assert set(found.index[found["status"] == "digabung"]) <= set(targets)


def test_a_ruling_about_nothing_and_one_with_a_strange_competency_are_told_in_words() -> None:
    ruled = {"x": {"status": "diterima"}, "a": {"kompetensi": "Menari"}, "b": {"kompetensi": ""}, "c": {"kompetensi": "Integritas"}}
    told = findings.told(ruling_notes(read(ASKED, ruled), ruled, SKILLS))
    assert told[["code", "row_id", "severity"]].values.tolist() == [
        ["NED-101", "x", "informasi"], ["NED-102", "a", "perlu_dicek"]]
    assert "Menari" in told["message"].iloc[1]
    assert ruling_notes(read(ASKED), {}, SKILLS).empty


def test_what_a_file_calls_merged_without_saying_into_which_stays_as_the_file_says() -> None:
    asked = ASKED.assign(status=["digabung", *ASKED["status"].iloc[1:]])
    found = read(asked, {})
    assert found["status"].iloc[0] == "digabung"
    assert ruling_notes(found, {}, SKILLS).empty
