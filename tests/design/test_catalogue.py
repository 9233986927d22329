"""The starter catalogue that ships, and what counts as usable."""

from __future__ import annotations

import pandas as pd
import pytest

from pembinaan_lib import rules, tables
from pembinaan_lib.design import Catalogue, costs, done_before, usable
from tests.design.small import catalogue


@pytest.fixture(scope="module")
def starter() -> Catalogue:
    return Catalogue(*(tables.reference(name) for name in ("katalog_bangkom", "katalog_kompetensi", "katalog_biaya")))


def test_forty_activities_all_usable_and_none_claimed_as_verified(starter: Catalogue) -> None:
    table, found = usable(starter)
    assert list(table.index) == [f"BK-{number:03d}" for number in range(1, 41)]
    assert found.empty
    assert set(starter.bangkom["status"]) == set(starter.biaya["status"]) == {"belum_diverifikasi"}
    assert (starter.bangkom["sumber"] != "").all()
    assert (starter.biaya["sumber"] != "").all()


def test_every_competency_that_a_post_asks_for_has_an_activity_and_effects_are_modest(starter: Catalogue) -> None:
    known, asked = tables.reference("kompetensi"), tables.reference("standar_kompetensi")
    general = known.loc[known["jenis"] != "teknis", "kompetensi"]
    served = set(starter.kompetensi["kompetensi"])
    assert {*asked["kompetensi"], *general} <= served <= set(known["kompetensi"])
    assert starter.kompetensi["dampak_rasio"].between(0.2, 0.6).all()
    assert (starter.kompetensi["dampak_sd"] > 0).all()


def test_forms_are_those_of_the_rule_and_every_duty_is_served(starter: Catalogue) -> None:
    forms = rules.load().value("bangkom.bentuk", pd.Timestamp("2027-01-01").date()).value
    assert set(starter.bangkom["bentuk"]) <= set(forms)
    assert {forms[name]["jalur"] for name in starter.bangkom["bentuk"]} == {"klasikal", "nonklasikal"}
    assert set(starter.bangkom["jenis_wajib"].fillna("")) - {""} == {
        "Latsar", "PKA", "PKP", "PKN II", "Fungsional", "Orientasi PPPK",
    }


def test_costs_add_components() -> None:
    biaya = pd.DataFrame({"bangkom_id": ["K", "K", "L"], "tetap_rp": [1, None, 5], "per_peserta_rp": [2, 3, None]})
    assert costs(biaya).to_dict("index") == {
        "K": {"tetap_rp": 1, "per_peserta_rp": 5}, "L": {"tetap_rp": 5, "per_peserta_rp": 0},
    }


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [({"durasi_jp": None}, "DSG-015", "durasi_jp"), ({"kapasitas_maks": None}, "DSG-015", "kapasitas_maks"),
     ({"kapasitas_min": 20}, "DSG-016", "kapasitas_maks"), ({"durasi_jp": -1.0}, "DSG-016", "durasi_jp")],
)
def test_what_cannot_be_planned_is_told(change: dict, code: str, column: str) -> None:
    rows = [{"bangkom_id": "K", **change}, {"bangkom_id": "L"}]
    table, found = usable(catalogue(rows, costs=[("K", 0, 1), ("L", 0, 1)]))
    assert list(table.index) == ["L"]
    assert (code, column) in set(zip(found["code"], found["column"], strict=True))


def test_an_activity_without_costs_is_not_free() -> None:
    table, found = usable(catalogue([{"bangkom_id": "K"}]))
    assert table.empty
    assert set(found["code"]) == {"DSG-015"}


def test_a_course_is_known_by_its_name() -> None:
    names = ["Kegiatan  K", "KEGIATAN K", "kegiatan k", None]
    riwayat = pd.DataFrame({"pegawai_id": ["b", "a", "a", "a"], "kegiatan": names})
    done = done_before(riwayat, catalogue([{"bangkom_id": "K"}, {"bangkom_id": "L"}]).bangkom)
    assert done.to_dict("list") == {"pegawai_id": ["a", "b"], "bangkom_id": ["K", "K"]}
