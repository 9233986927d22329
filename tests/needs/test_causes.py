"""Training or not: the judged cause decides, nothing is lost, and stale judgements do no harm."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import findings, needs
from tests.needs.frames import same

REGISTER = pd.DataFrame({
    "perangkat_daerah": ["Dinkes", "RSUD", "Dinkes", "Dishub", ""], "kompetensi": ["K", "K", "L", "M", "K"],
    "prioritas": [0.9, 0.8, 0.7, 0.6, 0.5], "peringkat": pd.array([1, 2, 3, 4, 5], "Int64"),
})
JUDGED = {
    "Dinkes|K": {"penyebab": "keterampilan", "bukti": "asesmen 2026"}, "RSUD|K": {"penyebab": "alat", "bukti": "antrean rusak"},
    "Dinkes|L": {"penyebab": "tenaga", "bukti": ""}, "|K": {"penyebab": "aturan", "bukti": "SOP lama"},
    "Dishub|M": {"penyebab": "cuaca", "bukti": "x"}, "Hilang|K": {"penyebab": "alat", "bukti": "x"},
}


def test_only_skill_or_what_nobody_judged_goes_on() -> None:
    found = needs.causes(REGISTER, JUDGED)
    assert found["penyebab"].tolist() == ["keterampilan", "alat", "tenaga", "", "aturan"]
    assert found["bukti_penyebab"].tolist() == ["asesmen 2026", "antrean rusak", "", "", "SOP lama"]
    assert found["ke_rancangan"].tolist() == [True, False, False, True, False]
    same(found[list(REGISTER.columns)], REGISTER)


def test_the_heads_get_the_rest_in_the_same_order() -> None:
    left = needs.for_heads(needs.causes(REGISTER, JUDGED))
    assert left["peringkat"].tolist() == [2, 3, 5]
    assert left["urutan_unit"].tolist() == [1, 1, 1]
    more = needs.for_heads(needs.causes(REGISTER, JUDGED | {"Dinkes|K": {"penyebab": "insentif", "bukti": "x"}}))
    assert more.loc[more["perangkat_daerah"] == "Dinkes", "urutan_unit"].tolist() == [1, 2]


def test_what_is_wrong_with_a_judgement_is_told() -> None:
    noted = findings.told(needs.cause_notes(REGISTER, JUDGED))
    assert dict(zip(noted["row_id"], noted["code"], strict=True)) == {
        "Dinkes|L": "NED-032", "Dishub|M": "NED-030", "Hilang|K": "NED-031",
    }
    assert "keterampilan, alat, aturan, tenaga, insentif" in noted["remedy"].str.cat()
    assert needs.cause_notes(REGISTER, {}).empty


def test_without_judgements_everything_goes_on() -> None:
    found = needs.causes(REGISTER, {})
    assert found["ke_rancangan"].all()
    assert needs.for_heads(found).empty
    empty = needs.causes(REGISTER.head(0), JUDGED)
    assert empty.dtypes.to_dict() == found.dtypes.to_dict()


@pytest.mark.parametrize("said", [{}, {"penyebab": None}, {"penyebab": "", "bukti": None}, {"bukti": "x"}])
def test_a_judgement_that_says_nothing_is_none(said: dict[str, str]) -> None:
    found = needs.causes(REGISTER, {"Dinkes|K": said})
    assert found["penyebab"].tolist()[0] == ""
    assert found["ke_rancangan"].all()


@settings(max_examples=30)
@given(st.dictionaries(
    st.sampled_from([*JUDGED, "a|b|c", ""]),
    st.fixed_dictionaries({"penyebab": st.sampled_from([*needs.CAUSES, "", "lain"]), "bukti": st.text(max_size=5)}),
), st.permutations(range(5)))
def test_what_always_holds_of_causes(judged: dict[str, dict[str, str]], order: list[int]) -> None:
    found = needs.causes(REGISTER, judged)
    assert len(found) == len(REGISTER)
    assert (found["ke_rancangan"] == found["penyebab"].isin(["", "keterampilan"])).all()
    assert len(needs.for_heads(found)) + found["ke_rancangan"].sum() == len(REGISTER)
    mixed = needs.causes(REGISTER.iloc[order], judged)
    same(found, mixed.sort_index())
