"""The register of the sample agency with a source taken away: it stands, adds up, and says which source is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pandas as pd
import pytest

from pembinaan_lib import needs, plan, tables
from pembinaan_lib.plan.steps import STEPS
from tests.contoh import Contoh

# The tables behind each source of evidence.
BEHIND = {
    "kesenjangan": ("penilaian_kompetensi",), "kinerja": ("kinerja", "indikator_layanan"), "survei": ("survei_kebutuhan",),
    "suara": ("skm_ringkas", "skm_respons", "suara_masyarakat", "topik_pesan"),
    "sasaran": ("sasaran_strategis", "sasaran_kompetensi"), "kesiapan": ("kesiapan_perubahan",),
    "integritas": ("disiplin", "survei_berakhlak", "suara_masyarakat", "topik_pesan", "kinerja"),
    "literasi": ("literasi_digital",), "usulan": ("usulan",),
}
KEY = ["perangkat_daerah", "kompetensi"]
Compute = Callable[..., plan.Results]


def _behind(wanted: str) -> list[str]:
    """The steps that a step needs, and itself."""
    names = {wanted}
    for step in reversed(STEPS):
        names |= set(step.after) if step.name in names else set()
    return sorted(names)


@pytest.fixture(scope="module")
def computed(contoh: Contoh) -> Compute:
    """Computes the sample's register without the named tables."""
    with contoh.open() as book:
        inputs = book.inputs()
    cache: dict[str, object] = {}

    def compute(gone: Iterable[str] = (), **changed: pd.DataFrame) -> plan.Results:
        made = {name: tables.empty(name) for name in gone} | changed
        prints = {name: sha256(tables.to_bytes(frame, name)).hexdigest() for name, frame in made.items()}
        given = replace(
            inputs, tables={**inputs.tables, **made}, fingerprints={**inputs.fingerprints, **prints},
            imported=tuple(sorted({*inputs.imported} - {*gone})),
        )
        return plan.compute(given, plan.Decisions(), cache=cache, only=_behind("register"))

    return compute


def adds_up(found: pd.DataFrame) -> None:
    ranked = found[found["peringkat"].notna()]
    parts = [name for name in found if name.startswith("kontribusi_")]
    assert np.array_equal(ranked[parts].sum(axis=1), ranked["prioritas"])
    assert ranked["prioritas"].between(0, 1).all() and ranked["prioritas"].is_monotonic_decreasing
    assert ranked["peringkat"].tolist() == list(range(1, len(ranked) + 1))


def missing(results: plan.Results) -> set[str]:
    return set(results.findings.loc[results.findings["code"] == "NED-062", "row_id"])


def test_a_register_with_every_source_misses_none(computed: Compute) -> None:
    whole = computed()
    adds_up(whole.frames["register"])
    assert missing(whole) == set()


@pytest.mark.parametrize("gone", [*((name,) for name in needs.SOURCES), ("kesenjangan", "survei"), ("suara", "usulan")], ids="+".join)
def test_a_missing_source_is_named_and_the_rest_adds_up(computed: Compute, gone: tuple[str, ...]) -> None:
    results = computed(table for name in gone for table in BEHIND[name])
    found = results.frames["register"]
    adds_up(found)
    assert len(found) and (found[[f"kontribusi_{name}" for name in gone]].fillna(0) == 0).all(axis=None)
    assert found[[f"bukti_{name}" for name in gone]].isna().all(axis=None)
    assert missing(results) == set(gone)
    assert found.loc[found["peringkat"].notna(), "diketahui_rasio"].max() < 1


def test_a_roster_alone_has_needs_that_nobody_knows_and_says_so(computed: Compute, contoh: Contoh) -> None:
    with contoh.open() as book:
        others = set(book.inputs().imported) - {"pegawai", "unit_kerja"}
    results = computed(others)
    found = results.frames["register"]
    assert len(found) and found["peringkat"].isna().all() and found["prioritas"].isna().all()
    assert missing(results) >= {"kesenjangan", "survei", "suara"}


def test_a_unit_that_says_nothing_stands_in_the_register_with_the_average(computed: Compute, contoh: Contoh) -> None:
    with contoh.open() as book:
        given = book.inputs()
    answers, place = given.tables["survei_kebutuhan"], given.tables["pegawai"]
    homes = needs.offices(answers["unit_kerja"], given.tables["unit_kerja"], place, tanggal=given.tanggal)
    unit = homes.value_counts().index[0]
    results = computed(survei_kebutuhan=answers[homes != unit].reset_index(drop=True))
    found, before = results.frames["register"], computed().frames["register"]
    adds_up(found)
    mine = found[found["perangkat_daerah"] == unit]
    assert before.loc[before["perangkat_daerah"] == unit, "bukti_survei"].notna().any()
    assert len(mine) and mine["bukti_survei"].isna().all() and (mine["kontribusi_survei"].fillna(0) == 0).all()
    average = results.frames["register_rinci"].query("bukti == 'survei'")["rata_rata"].unique()
    assert len(average) == 1 and np.allclose(mine["nilai_survei"], average[0])
    assert (mine.loc[mine["peringkat"].notna(), "kontribusi_belum_diketahui"] > 0).all()
    assert missing(results) == set()
    silent = results.frames["survei_respons"].set_index("perangkat_daerah").loc[unit]
    assert silent["responden"] == 0 and "NED-041" in set(results.findings["code"])
