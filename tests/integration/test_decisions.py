"""Choices: kept, shown again, refused where somebody was faster, and felt only where a step says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pembinaan_lib import plan
from pembinaan_lib.errors import DecisionConflictError
from pembinaan_lib.plan.steps import STEPS
from pembinaan_lib.workbook import Workbook
from tests.contoh import Contoh, salinan, user

CHOICES = {
    "pagu_rp": 750_000_000, "bobot_jp": 0.25, "kegiatan_dikecualikan": ["BK-014"],
    "aturan_daerah": {"bangkom.jp_minimum_pns": {"nilai": 24, "dari": "2026-01-01", "alasan": "Perwali"}},
    "aturan_dikonfirmasi": {"bangkom.jp_minimum_pns": {"dari": "2017-04-07", "halaman": "14"}},
    "bobot_bukti": {"kesenjangan": 0.2, "kinerja": 0.8}, "kampanye_usulan": {"dibuka": "2026-10-01", "ditutup": "2026-11-01"},
    "pemetaan_kolom": {"0123456789abcdef": {"tabel": "pegawai", "kolom": {"Tempat": "unit_kerja"}}},
    "penyebab_kebutuhan": {"Dinas Kesehatan|Komunikasi": {"penyebab": "alat", "bukti": "rapat"}},
    "perbandingan_bukti": {"kesenjangan|survei": 3.0}, "putusan_usulan": {"U-1": {"status": "ditolak", "jawaban": "belum"}},
}


class Spy(dict):
    """A cache that remembers which steps had to run."""

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []

    def __setitem__(self, key: str, frames: Any) -> None:
        super().__setitem__(key, frames)
        self.ran.append(next(step.name for step in STEPS if set(step.makes) <= set(frames)))


@pytest.fixture(scope="module")
def shared(contoh: Contoh) -> tuple[plan.Inputs, Spy]:
    """The sample's inputs, and a cache in which everything has run once without any choice."""
    spy = Spy()
    with contoh.open() as book:
        inputs = book.inputs()
    plan.compute(inputs, plan.Decisions(), cache=spy)
    return inputs, spy


def test_everything_runs_once(shared: tuple[plan.Inputs, Spy]) -> None:
    inputs, spy = shared
    assert spy.ran[: len(STEPS)] == [step.name for step in STEPS]
    spy.ran.clear()
    plan.compute(inputs, plan.Decisions(), cache=spy)
    assert spy.ran == []


@pytest.mark.parametrize("key", sorted(set(plan.DEFAULTS) - {"rencana", "tanggal"}))
def test_a_choice_runs_only_the_steps_that_declare_it(shared: tuple[plan.Inputs, Spy], key: str) -> None:
    inputs, spy = shared
    spy.ran.clear()
    plan.compute(inputs, plan.Decisions({key: CHOICES[key]}), cache=spy)
    touched = {step.name for step in STEPS if key in step.decisions}
    for step in STEPS:  # in order: a step also runs again where an earlier one did
        touched |= {step.name} if touched & set(step.after) else set()
    assert spy.ran == [step.name for step in STEPS if step.name in touched]
    assert set(spy.ran).isdisjoint({"profil", "kesiapan", "tangga", "pelaksanaan", "evaluasi"})
    assert "kebutuhan" not in spy.ran, "no choice changes what was measured"


def test_other_weights_give_another_order(shared: tuple[plan.Inputs, Spy]) -> None:
    inputs, spy = shared
    usual, other = (plan.compute(inputs, plan.Decisions(values), cache=spy).frames["register"]
                    for values in ({}, {"bobot_bukti": {"kinerja": 1.0}}))
    assert list(usual["prioritas"]) != list(other["prioritas"])
    keys = ["perangkat_daerah", "kompetensi"]
    assert usual[keys].sort_values(keys, ignore_index=True).equals(other[keys].sort_values(keys, ignore_index=True))


def test_closing_and_reopening_shows_the_same(contoh: Contoh, tmp_path: Path) -> None:
    with salinan(contoh, tmp_path) as book:
        chosen = CHOICES
        for key, value in chosen.items():
            book.decide(key, value, reason="rapat")
        first, prints = book.compute().to_bytes(), book.decisions().fingerprint
    with Workbook.open(tmp_path / "salinan", **user(seed=9, who="orang lain")) as again:
        assert {key: again.decision(key) for key in chosen} == chosen
        assert again.decisions().fingerprint == prints
        assert again.compute().to_bytes() == first
        journal = again.journal()
    assert list(journal["key"]) == list(chosen) and set(journal["reason"]) == {"rapat"}
    assert set(journal["who"]) == {"penyusun"} and (journal["revision"] == 1).all()


def test_two_planners_cannot_overwrite_each_other_unseen(kecil: Workbook) -> None:
    with Workbook.open(kecil.folder, **user(who="Planner B")) as other:
        kecil.decide("pagu_rp", 100, reason="pertama")
        with pytest.raises(DecisionConflictError) as refused:
            other.decide("pagu_rp", 200)
        told = str(refused.value)
        assert refused.value.code == "STO-007" and "100" in told and "200" in told and "penyusun" in told
        assert kecil.decision("pagu_rp") == 100
        assert other.decision("pagu_rp") == 100  # having looked, it may decide
        other.decide("pagu_rp", 200)
        other.decide("pagu_rp", 300)
        with pytest.raises(DecisionConflictError):
            kecil.decide("pagu_rp", 400)
        assert list(kecil.journal()["value"]) == ["100", "200", "300"]


def test_computing_is_not_looking(kecil: Workbook) -> None:
    """A planner who only sees new numbers has not seen the other's choice."""
    with Workbook.open(kecil.folder, **user(who="Planner B")) as other:
        kecil.decide("bobot_jp", 0.75)
        other.compute()
        with pytest.raises(DecisionConflictError):
            other.decide("bobot_jp", 0.1)


def test_a_choice_nobody_declared_is_refused(kecil: Workbook) -> None:
    with pytest.raises(KeyError):
        kecil.decide("pagu", 1)
    assert kecil.journal().empty
