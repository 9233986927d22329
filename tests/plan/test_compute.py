"""The graph of steps: each sees what it declares and declares what it sees; stopping, progress, and caching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from pembinaan_lib import tables, words
from pembinaan_lib.errors import Cancelled
from pembinaan_lib.plan import BESIDE_THE_PLAN, DEFAULTS, Decisions, Inputs, Results, canonical_csv, compute, source_digest
from pembinaan_lib.plan.compute import _step_key
from pembinaan_lib.plan.steps import MAKES, STEPS
from pembinaan_lib.plan.view import UNITS, Step, View
from tests.contoh import Contoh

NAMES = [step.name for step in STEPS]


class Watched(View):
    """A view that remembers what it was asked for."""

    asked: dict[str, set[str]] = {}

    def table(self, name: str) -> pd.DataFrame:
        self.asked.setdefault("table", set()).add(name)
        return super().table(name)

    def known(self, name: str) -> pd.DataFrame | None:
        self.asked.setdefault("table", set()).add(name)
        return super().known(name)

    def made(self, name: str) -> pd.DataFrame:
        self.asked.setdefault("after", set()).add(next(step.name for step in STEPS if name in step.makes))
        return super().made(name)

    def decision(self, key: str) -> Any:
        self.asked.setdefault("decision", set()).add(key)
        return super().decision(key)

    @property
    def proposal(self) -> bytes | None:
        self.asked.setdefault("decision", set()).add("rencana")
        return super().proposal

    @property
    def imported(self) -> tuple[str, ...]:
        self.asked.setdefault("ladder", set()).add("ya")
        return super().imported


@pytest.fixture(scope="module")
def planned(rencana: Contoh) -> tuple[Inputs, Decisions, Results]:
    with rencana.open() as book:
        return book.inputs(), book.decisions(), rencana.results


@pytest.mark.parametrize("step", STEPS, ids=NAMES)
def test_a_step_declares_exactly_what_it_reads(planned: tuple[Inputs, Decisions, Results], step: Step) -> None:
    """Too little declared is refused by the view; too much would run steps again for nothing."""
    inputs, decisions, results = planned
    Watched.asked = {}
    made = step.run(Watched(step, inputs, decisions, results.frames, MAKES))
    assert Watched.asked.get("table", set()) == set(step.tables)
    assert Watched.asked.get("decision", set()) == set(step.decisions)
    assert Watched.asked.get("after", set()) == set(step.after)
    assert bool(Watched.asked.get("ladder")) == step.ladder
    assert set(made) - {"catatan"} == set(step.makes)


def test_steps_never_change_what_they_are_given(planned: tuple[Inputs, Decisions, Results]) -> None:
    inputs, decisions, results = planned
    before = {name: tables.to_bytes(frame, name) for name, frame in inputs.tables.items()}
    frames = results.to_bytes()
    compute(inputs, decisions)
    assert {name: tables.to_bytes(frame, name) for name, frame in inputs.tables.items()} == before
    assert results.to_bytes() == frames


def test_every_name_is_made_once_and_before_it_is_read() -> None:
    made = [name for step in STEPS for name in step.makes]
    assert len(made) == len(set(made)) and "catatan" not in made
    for place, step in enumerate(STEPS):
        assert set(step.after) <= set(NAMES[:place])
        assert set(step.tables) <= set(tables.TABLES) and set(step.decisions) <= set(DEFAULTS)
        assert words.has(f"plan.step.{step.name}")


@pytest.mark.parametrize("ask", [
    lambda view: view.table("kinerja"), lambda view: view.made("kewajiban"), lambda view: view.decision("pagu_rp"),
    lambda view: view.imported,
])
def test_what_is_not_declared_is_not_shown(sample_inputs: Inputs, ask: Any) -> None:
    step = Step("coba", lambda view: {}, (), tables=("pegawai",))
    view = View(step, sample_inputs, Decisions(), {"kewajiban": pd.DataFrame()}, MAKES)
    assert len(view.table("pegawai")) == 2589 and view.proposal is None
    with pytest.raises(KeyError, match="coba does not declare"):
        ask(view)


def test_the_proposal_is_shown_only_to_those_who_read_the_choice(sample_inputs: Inputs) -> None:
    decisions = Decisions({"rencana": "x"}, b"usulan")
    for declared, expected in (((), None), (("rencana",), b"usulan")):
        step = Step("coba", lambda view: {}, (), decisions=declared)
        assert View(step, sample_inputs, decisions, {}, MAKES).proposal == expected


def test_stopping_is_heard_between_steps(sample_inputs: Inputs) -> None:
    asked: list[int] = []
    cache: dict[str, Mapping[str, pd.DataFrame]] = {}
    with pytest.raises(Cancelled) as stopped:
        compute(sample_inputs, Decisions(), cache=cache, cancelled=lambda: asked.append(1) or len(asked) > 3)
    assert stopped.value.code == "PLN-001" and len(asked) == 4 and len(cache) == 3
    assert len(stopped.value.what) > 10 and len(stopped.value.remedy) > 10


def test_progress_rises_from_nothing_to_all_and_changes_nothing(planned: tuple[Inputs, Decisions, Results]) -> None:
    inputs, decisions, results = planned
    told: list[tuple[float, str]] = []
    again = compute(inputs, decisions, progress=lambda share, key: told.append((share, key)))
    shares = [share for share, _ in told]
    assert shares[0] == 0.0 and shares[-1] == 1.0 and shares == sorted(shares) and len(set(shares)) == len(STEPS) + 1
    assert all(words.has(key) for _, key in told)
    assert again.to_bytes() == results.to_bytes()


def test_what_a_step_reads_stands_in_the_plan() -> None:
    """A choice beside the plan is in no record: a result that rested on it could not be computed again."""
    assert not {key for step in STEPS for key in step.decisions} & set(BESIDE_THE_PLAN)


def test_who_let_the_deadline_of_the_call_pass_is_a_note(inputs: Any) -> None:
    given = inputs(
        pegawai=[{"pegawai_id": unit, "perangkat_daerah": unit, "unit_kerja": unit} for unit in ("Dinkes", "Disdik", "Dishub")],
        usulan=[{"usulan_id": "1", "unit_kerja": "Dinkes", "tanggal": "2026-10-05"}],
    )
    wanted = {"usulan", "kampanye"}
    call = {"dibuka": "2026-10-01", "ditutup": "2026-10-31"}
    none, over, open_ = (compute(given, Decisions({"kampanye_usulan": days}), only=wanted)
                         for days in (None, call, call | {"ditutup": "2026-11-30"}))
    late = over.findings[over.findings["code"] == "NED-076"]
    assert late["row_id"].tolist() == ["Disdik", "Dishub"]
    assert "NED-076" not in {*none.findings["code"], *open_.findings["code"]}
    assert none.frames["usulan_kampanye"].empty
    assert open_.frames["usulan_kampanye"]["keadaan"].value_counts().to_dict() == {"belum menjawab": 2, "sudah menjawab": 1}
    assert len({one.meta["sidik"] for one in (none, over, open_)}) == 3


@pytest.mark.parametrize("step", [step for step in STEPS if step.tables], ids=lambda step: step.name)
def test_a_changed_table_runs_only_what_reads_it(planned: tuple[Inputs, Decisions, Results], step: Step) -> None:
    inputs, decisions, _ = planned
    keys = {name: _key(each, inputs, decisions) for name, each in zip(NAMES, STEPS, strict=True)}
    changed = replace(inputs, fingerprints={**inputs.fingerprints, step.tables[-1]: "berubah"})
    moved = {each.name for each in STEPS if _key(each, changed, decisions) != keys[each.name]}
    everywhere = step.tables[-1] == UNITS  # every table's units are read through it
    assert moved == {each.name for each in STEPS if everywhere or step.tables[-1] in each.tables}


def _key(step: Step, inputs: Inputs, decisions: Decisions) -> str:
    return _step_key(step, inputs, decisions, dict.fromkeys(NAMES, "tetap"))


def test_another_day_year_or_law_runs_everything(planned: tuple[Inputs, Decisions, Results]) -> None:
    inputs, decisions, _ = planned
    law = inputs.rules.with_override("bangkom.jp_minimum_pns", 24, start=inputs.tanggal, reason="coba")
    for changed in ({"tahun": 2028}, {"tanggal": inputs.tanggal.replace(day=1)}, {"rules": law}):
        other = replace(inputs, **changed)
        assert all(_key(step, other, decisions) != _key(step, inputs, decisions) for step in STEPS)


def test_what_comes_from_the_cache_is_what_is_computed(planned: tuple[Inputs, Decisions, Results]) -> None:
    inputs, decisions, results = planned
    cache: dict[str, Mapping[str, pd.DataFrame]] = {}
    first = compute(inputs, decisions, cache=cache)
    second = compute(inputs, decisions, cache=cache)
    assert first.to_bytes() == second.to_bytes() == results.to_bytes() and len(cache) == len(STEPS)


def test_notes_of_all_steps_are_together(planned: tuple[Inputs, Decisions, Results]) -> None:
    found = planned[2].findings
    assert {code[:3] for code in found["code"]} >= {"PRF", "NED", "DSG", "DLV", "EVL", "FLW"}
    assert planned[2].to_bytes()["catatan.csv"] == canonical_csv(found)


def test_results_name_what_they_were_computed_from(planned: tuple[Inputs, Decisions, Results]) -> None:
    inputs, decisions, results = planned
    meta = results.meta
    assert (meta["sidik_masukan"], meta["sidik_pilihan"]) == (inputs.fingerprint, decisions.fingerprint)
    assert meta["sidik_aturan"] == inputs.rules.digest and meta["tahun"] == 2027 and len(source_digest()) == 64


def test_an_agency_without_anybody(inputs: Any) -> None:
    """Every frame is there, with its columns, and no row."""
    results = compute(inputs(), Decisions())
    assert set(results.frames) == {name for step in STEPS for name in step.makes}
    filled = {name for name, frame in results.frames.items() if len(frame)}
    assert filled <= {"tangga_data", "rencana_ringkas", "ip_asn_instansi"} and results.meta["pagu_rp"] is None
