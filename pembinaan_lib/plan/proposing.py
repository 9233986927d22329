"""The step beside the graph: what a solver is asked, what a proposal rests on, and whether an accepted one still holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping

import pandas as pd

from pembinaan_lib import design
from pembinaan_lib.plan.compute import Frames, compute
from pembinaan_lib.plan.needing import SEED
from pembinaan_lib.plan.model import Decisions, Inputs, canonical_json
from pembinaan_lib.plan.steps import design_question

RESTS_ON = (
    "pegawai", "unit_kerja", "riwayat_bangkom", "penilaian_kompetensi", "standar_kompetensi", "katalog_bangkom",
    "katalog_kompetensi", "katalog_biaya", "anggaran",
    # what the order of needs rests on
    "kinerja", "indikator_layanan", "disiplin", "suara_masyarakat", "topik_pesan", "sasaran_strategis", "sasaran_kompetensi",
    "survei_kebutuhan", "kesiapan_perubahan", "literasi_digital", "survei_berakhlak", "skm_ringkas", "skm_respons",
    "layanan", "usulan", "pemetaan_kompetensi", "kompetensi", "butir",
)
CHOICES = ("pagu_rp", "bobot_jp", "bobot_bukti", "penyebab_kebutuhan", "putusan_usulan", "kegiatan_dikecualikan")
Cache = MutableMapping[str, Frames]


def propose(
    inputs: Inputs, decisions: Decisions, *, progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None, cache: Cache | None = None,
) -> design.Proposal:
    """Ask the solver for the best plan under the budget, and for those of other budgets.

    The same inputs and decisions give the same proposal, to the byte; a stopped one is marked *dihentikan*.
    """
    results = compute(inputs, decisions, cache=cache)
    people, catalogue, limits = design_question(
        inputs.tables.__getitem__, results.frames.__getitem__, decisions.value, inputs.rules, inputs.tanggal,
    )
    return design.propose(
        people, catalogue, pagu_rp=results.meta["pagu_rp"], limits=limits, seed=SEED, progress=progress,
        cancelled=cancelled,
    )


def basis(inputs: Inputs, decisions: Decisions) -> str:
    """Fingerprint of what a proposal rests on: when it changes, the accepted plan is to be reviewed."""
    read = [inputs.tahun, inputs.tanggal.isoformat(), inputs.rules.digest, {name: inputs.fingerprints[name] for name in RESTS_ON}]
    read += [{name: decisions.value(name) for name in CHOICES}]
    return hashlib.sha256(canonical_json(read)).hexdigest()


def check(inputs: Inputs, decisions: Decisions, *, cache: Cache | None = None) -> pd.DataFrame:
    """Findings where the accepted proposal does not hold for these data; none where it does.

    Nothing is solved: seats, money, eligibility and worth are counted again, and the worth must not exceed the bound.
    """
    results = compute(inputs, decisions, cache=cache)
    people, catalogue, limits = design_question(
        inputs.tables.__getitem__, results.frames.__getitem__, decisions.value, inputs.rules, inputs.tanggal,
    )
    return design.check(
        design.Proposal.from_bytes(decisions.proposal), people, catalogue, limits=limits, pagu_rp=results.meta["pagu_rp"],
    )
