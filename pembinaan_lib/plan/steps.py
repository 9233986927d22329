"""The graph: which step reads which tables, decisions and earlier steps, and what it calls.

A step sees nothing that it does not declare; that is what makes its cache honest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from pembinaan_lib import delivery, design, evaluation, findings, followup, needs, profile
from pembinaan_lib.rules import RuleSet

if TYPE_CHECKING:
    from pembinaan_lib.plan.model import Decisions, Inputs

Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Step:
    """One named step: what it reads, what it makes, and the function that makes it."""

    name: str
    run: Callable[[View], Frames]
    makes: tuple[str, ...]
    tables: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    ladder: bool = False


@dataclass(frozen=True)
class View:
    """What one step may see."""

    step: Step
    _inputs: Inputs
    _decisions: Decisions
    _frames: Mapping[str, pd.DataFrame]

    def table(self, name: str) -> pd.DataFrame:
        """A declared input table."""
        return self._declared(name, self.step.tables, self._inputs.tables)

    def made(self, name: str) -> pd.DataFrame:
        """A frame made by a declared earlier step."""
        return self._declared(name, [made for step in self.step.after for made in _MAKES[step]], self._frames)

    def decision(self, key: str) -> Any:
        """A declared decision, or its default."""
        if key not in self.step.decisions:
            raise KeyError(f"{self.step.name} does not declare the decision {key}")
        return self._decisions.value(key)

    @property
    def proposal(self) -> bytes | None:
        """The accepted proposal, for steps that declare ``rencana``."""
        return self._decisions.proposal if "rencana" in self.step.decisions else None

    @property
    def rules(self) -> RuleSet:
        """The law as of this plan's rule files."""
        return self._inputs.rules

    @property
    def tahun(self) -> int:
        """Plan year."""
        return self._inputs.tahun

    @property
    def tanggal(self) -> date:
        """The day as of which the plan is computed."""
        return self._inputs.tanggal

    @property
    def imported(self) -> tuple[str, ...]:
        """Names of the imported tables, for steps that declare ``ladder``."""
        if not self.step.ladder:
            raise KeyError(f"{self.step.name} does not declare the ladder")
        return self._inputs.imported

    def _declared(self, name: str, declared: Any, source: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        if name not in declared:
            raise KeyError(f"{self.step.name} does not declare {name}")
        return source[name]


CONFIDENCE = "evaluasi.selang_kepercayaan"
NEED_WEIGHTS = "kebutuhan.bobot_prioritas"


def _level(view: View) -> float:
    return float(view.rules.value(CONFIDENCE, view.tanggal).value)


def _profile(view: View) -> Frames:
    pegawai, riwayat = view.table("pegawai"), view.table("riwayat_bangkom")
    duties = profile.obligations(pegawai, riwayat, rules=view.rules, tahun=view.tahun, tanggal=view.tanggal)
    hours = profile.training_hours(pegawai, riwayat, rules=view.rules, tahun=view.tahun)
    running = profile.training_hours(pegawai, riwayat, rules=view.rules, tahun=view.tahun - 1)
    return {
        "kewajiban": duties,
        "jam_rencana": hours,
        "jam_berjalan": running,
        "ketersediaan": profile.availability(pegawai, rules=view.rules, tahun=view.tahun),
        "profil_unit": profile.unit_profile(pegawai, duties, hours),
        "profil_berjalan": profile.unit_profile(pegawai, duties, running),
        "catatan": profile.notes(pegawai, riwayat, rules=view.rules, tanggal=view.tanggal),
    }


def _needs(view: View) -> Frames:
    pegawai, penilaian, standar = view.table("pegawai"), view.table("penilaian_kompetensi"), view.table("standar_kompetensi")
    law = {"rules": view.rules, "tanggal": view.tanggal}
    required = needs.required_levels(pegawai, standar, **law)
    gap = needs.competency_gap(pegawai, penilaian, standar, **law)
    units = needs.unit_gap(gap, pegawai, required=required, level=_level(view))
    return {
        "kesenjangan": gap,
        "kesenjangan_unit": units,
        "prioritas": needs.priority(units, bobot=_need_weights(view)),
        "catatan": needs.notes(pegawai, penilaian, gap, required=required, **law),
    }


def _need_weights(view: View) -> Mapping[str, float]:
    return view.decision("bobot_prioritas") or view.rules.value(NEED_WEIGHTS, view.tanggal).value


def _readiness(view: View) -> Frames:
    return {"kesiapan_unit": needs.readiness(view.table("kesiapan_perubahan"), rules=view.rules, tanggal=view.tanggal)}


def _ladder(view: View) -> Frames:
    return {"tangga_data": needs.data_ladder(view.imported)}


def _delivery(view: View) -> Frames:
    angkatan, kehadiran, realisasi = view.table("angkatan"), view.table("kehadiran"), view.table("realisasi")
    return {
        "kehadiran_angkatan": delivery.attendance(angkatan, kehadiran, rules=view.rules),
        "jam_diperoleh": delivery.credited_hours(angkatan, kehadiran, rules=view.rules),
        "serapan": delivery.budget_use(angkatan, realisasi),
        "belanja": delivery.spending(angkatan, realisasi),
        "catatan": delivery.notes(angkatan, kehadiran, realisasi, tanggal=view.tanggal),
    }


def _evaluation(view: View) -> Frames:
    angkatan, skm_ringkas, indikator = view.table("angkatan"), view.table("skm_ringkas"), view.table("indikator_layanan")
    reaksi, belajar, pegawai = view.table("evaluasi_reaksi"), view.table("evaluasi_belajar"), view.table("pegawai")
    law = {"rules": view.rules, "tanggal": view.tanggal}
    catalogue = view.table("katalog_bangkom")
    # Obligatory training (Latsar, PKA …) serves careers, not a unit's service: it trains no unit.
    duties = catalogue.loc[catalogue["jenis_wajib"].fillna("") != "", "bangkom_id"]
    serving = angkatan[~angkatan["bangkom_id"].isin(duties)]
    trained = evaluation.trained_units(serving, view.table("kehadiran"), pegawai, **law)
    skm = evaluation.skm(skm_ringkas, rules=view.rules)
    indicators = evaluation.indicators(indikator, trained)
    return {
        "reaksi": evaluation.reaction_summary(angkatan, reaksi, **law),
        "reaksi_butir": evaluation.reaction(angkatan, reaksi, **law),
        "hasil_belajar": evaluation.learning_gain(angkatan, belajar, **law),
        "unit_dilatih": trained,
        "skm": skm,
        "skm_unsur": evaluation.skm_elements(skm_ringkas, rules=view.rules),
        "skm_perubahan": evaluation.skm_change(skm, trained, **law),
        "indikator": indicators,
        "indikator_perubahan": evaluation.service_change(indicators, **law),
        "catatan": evaluation.notes(
            angkatan=angkatan, reaksi=reaksi, belajar=belajar, skm_ringkas=skm_ringkas, indikator=indikator,
            pegawai=pegawai, **law,
        ),
    }


def _followup(view: View) -> Frames:
    hours, results, effects = view.made("jam_diperoleh"), view.made("hasil_belajar"), view.table("katalog_kompetensi")
    below = followup.still_below(
        view.made("kesenjangan"), hours, effects, hasil=results, rules=view.rules, tanggal=view.tanggal,
    )
    advice = followup.next_activity(
        below, view.table("pegawai"), katalog_bangkom=view.table("katalog_bangkom"), katalog_kompetensi=effects,
        jam=hours, hasil=results,
    )
    actions = followup.actions(view.table("tindak_lanjut"), tanggal=view.tanggal)
    return {"di_bawah_standar": advice, "tindakan": actions, "catatan": followup.notes(actions, advice)}


DUTY = "penugasan.syarat"
HOURS = "bangkom.jp_minimum_pns"
FORMS = "bangkom.bentuk"
_CATALOGUE = ("katalog_bangkom", "katalog_kompetensi", "katalog_biaya")


def design_question(
    tables: Callable[[str], pd.DataFrame], frames: Callable[[str], pd.DataFrame], value: Callable[[str], Any],
    rules: RuleSet, tanggal: date,
) -> tuple[design.People, design.Catalogue, design.Limits]:
    """What the design stage is told: the people, the catalogue and the planner's limits.

    `tables`, `frames` and `value` give an input table, a frame of an earlier step and a decision by name.
    """
    catalogue = design.Catalogue(*(tables(name) for name in _CATALOGUE))
    gap = frames("kesenjangan")
    people = design.People(
        pegawai=tables("pegawai"), gap=gap[gap["berlaku"]], hours=frames("jam_rencana"),
        availability=frames("ketersediaan"), obligations=frames("kewajiban"), prioritas=_weights(frames("prioritas")),
        selesai=design.done_before(tables("riwayat_bangkom"), catalogue.bangkom),
    )
    limits = design.Limits(
        jp_minimum=float(rules.value(HOURS, tanggal).value),
        batas_mahal_rp=int(rules.value(DUTY, tanggal).value["batas_biaya_mahal_rp"]),
        dikecualikan=tuple(value("kegiatan_dikecualikan")),
        bobot={"kesenjangan": 1.0, "jp": float(value("bobot_jp"))},
    )
    return people, catalogue, limits


def _weights(order: pd.DataFrame) -> pd.DataFrame:
    ranked = order[order["peringkat"].notna()]
    return ranked[["perangkat_daerah", "kompetensi", "prioritas"]]


def _design(view: View) -> Frames:
    """The accepted proposal as frames; where there is none, the same frames without rows."""
    people, catalogue, _ = design_question(view.table, view.made, view.decision, view.rules, view.tanggal)
    proposal = design.Proposal.from_bytes(view.proposal) if view.proposal is not None else design.nothing()
    lines = design.lines(proposal, people, catalogue)
    paths = {form: row["jalur"] for form, row in view.rules.value(FORMS, view.tanggal).value.items()}
    return {
        "rencana_baris": lines,
        "rencana_peserta": proposal.peserta,
        "rencana_ringkas": proposal.ringkas,
        "rencana_batas": proposal.batas,
        "rencana_batas_baris": _marked(proposal.batas_baris, lines),
        "rencana_menunggu": proposal.menunggu,
        "rencana_207": design.pasal_207(lines, proposal, people, kompetensi=view.table("kompetensi"), jalur=paths),
        "rencana_penjelasan": design.explanation(proposal, people, catalogue),
        "catatan": proposal.findings,
    }


def _marked(budgets: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The lines of every budget with ``wajib``: an activity is a duty's whatever the budget."""
    duties = set(lines.loc[lines["wajib"], "bangkom_id"])
    return budgets.assign(wajib=budgets["bangkom_id"].isin(duties))


STEPS: tuple[Step, ...] = (
    Step("profil", _profile, ("kewajiban", "jam_rencana", "jam_berjalan", "ketersediaan", "profil_unit", "profil_berjalan"),
         tables=("pegawai", "riwayat_bangkom")),
    Step("kebutuhan", _needs, ("kesenjangan", "kesenjangan_unit", "prioritas"),
         tables=("pegawai", "penilaian_kompetensi", "standar_kompetensi"), decisions=("bobot_prioritas",)),
    Step("kesiapan", _readiness, ("kesiapan_unit",), tables=("kesiapan_perubahan",)),
    Step("tangga", _ladder, ("tangga_data",), ladder=True),
    Step("rancangan", _design,
         ("rencana_baris", "rencana_peserta", "rencana_ringkas", "rencana_batas", "rencana_batas_baris",
          "rencana_menunggu", "rencana_207", "rencana_penjelasan"),
         tables=("pegawai", "riwayat_bangkom", "kompetensi", *_CATALOGUE),
         decisions=("rencana", "kegiatan_dikecualikan", "bobot_jp"), after=("profil", "kebutuhan")),
    Step("pelaksanaan", _delivery, ("kehadiran_angkatan", "jam_diperoleh", "serapan", "belanja"),
         tables=("angkatan", "kehadiran", "realisasi")),
    Step("evaluasi", _evaluation,
         ("reaksi", "reaksi_butir", "hasil_belajar", "unit_dilatih", "skm", "skm_unsur", "skm_perubahan", "indikator",
          "indikator_perubahan"),
         tables=("angkatan", "kehadiran", "pegawai", "evaluasi_reaksi", "evaluasi_belajar", "skm_ringkas", "indikator_layanan",
                 "katalog_bangkom")),
    Step("tindak_lanjut", _followup, ("di_bawah_standar", "tindakan"),
         tables=("pegawai", "katalog_bangkom", "katalog_kompetensi", "tindak_lanjut"),
         after=("kebutuhan", "pelaksanaan", "evaluasi")),
)
_MAKES = {step.name: step.makes for step in STEPS}
