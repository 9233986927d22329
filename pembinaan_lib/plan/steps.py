"""The graph: which step reads which tables, decisions and earlier steps, and what it calls.

A step sees nothing that it does not declare; that is what makes its cache honest.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from pembinaan_lib import delivery, design, evaluation, findings, followup, needs, profile
from pembinaan_lib.plan.needing import NEEDS
from pembinaan_lib.plan.view import Frames, Step, View
from pembinaan_lib.rules import RuleSet

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
        "catatan": findings.joined([
            profile.notes(pegawai, riwayat, kinerja=view.table("kinerja"), potensi=view.table("potensi"), **view.law),
            profile.succession_notes(view.table("unit_kerja"), tanggal=view.tanggal),
        ]),
    }


def _people(view: View) -> Frames:
    """What is known of each ASN beside gaps and hours: professionalism, match with the post, rating, talent box."""
    pegawai, kinerja, potensi = view.table("pegawai"), view.table("kinerja"), view.table("potensi")
    scores = profile.ip_asn(pegawai, view.known("riwayat_bangkom"), view.known("kinerja"), view.known("disiplin"), **view.law)
    return {
        "ip_asn": scores, "ip_asn_unit": profile.ip_asn_mean(scores, pegawai, **view.law),
        "ip_asn_instansi": profile.ip_asn_mean(scores, pegawai, unit=None, **view.law),
        "jpm": profile.jpm(view.made("kesenjangan"), **view.law), "predikat": profile.predikat(kinerja, rules=view.rules),
        "talenta": profile.nine_box(kinerja, potensi, **view.law),
    }


def _siasn(view: View) -> Frames:
    """What was done and SIASN does not have, and learning on the platforms of a sector."""
    riwayat = view.table("riwayat_bangkom")
    missing = profile.not_in_siasn(riwayat, view.table("pegawai"))
    return {
        "belum_siasn": missing, "belum_siasn_unit": profile.siasn_by_unit(missing),
        "belajar_sektor": profile.sector_learning(view.table("belajar_sektor"), riwayat),
        "catatan": profile.siasn_notes(riwayat, missing),
    }


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
        "kuesioner_perubahan": evaluation.readiness_change(view.made("kuesioner_putaran"), **law),
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
MOST, CLOSE, HOURS_WORTH = "rancangan.maks_kegiatan", "rancangan.celah_rasio", "rancangan.bobot_jp"
_CATALOGUE = ("katalog_bangkom", "katalog_kompetensi", "katalog_biaya")


def design_question(
    tables: Callable[[str], pd.DataFrame], frames: Callable[[str], pd.DataFrame], value: Callable[[str], Any],
    rules: RuleSet, tanggal: date,
) -> tuple[design.People, design.Catalogue, design.Limits]:
    """What the design stage is told: the people, the catalogue and the planner's limits.

    `tables`, `frames` and `value` give an input table, a frame of an earlier step and a decision by name.
    """
    catalogue = design.Catalogue(*(tables(name) for name in _CATALOGUE))
    register = frames("register")
    people = design.People(
        pegawai=tables("pegawai"), gap=_mended_by_training(frames("kesenjangan"), tables("pegawai"), register),
        hours=frames("jam_rencana"), availability=frames("ketersediaan"), obligations=frames("kewajiban"),
        prioritas=_weights(register),
        selesai=design.done_before(tables("riwayat_bangkom"), catalogue.bangkom),
    )
    worth = value("bobot_jp")
    limits = design.Limits(
        maks_kegiatan=int(rules.value(MOST, tanggal).value), celah_rasio=float(rules.value(CLOSE, tanggal).value),
        jp_minimum=float(rules.value(HOURS, tanggal).value),
        batas_mahal_rp=int(rules.value(DUTY, tanggal).value["batas_biaya_mahal_rp"]),
        dikecualikan=tuple(value("kegiatan_dikecualikan")),
        bobot={"kesenjangan": 1.0, "jp": float(rules.value(HOURS_WORTH, tanggal).value if worth is None else worth)},
    )
    return people, catalogue, limits


def _weights(register: pd.DataFrame) -> pd.DataFrame:
    ranked = register[register["peringkat"].notna() & register["ke_rancangan"]]
    return ranked[["perangkat_daerah", "kompetensi", "prioritas"]]


def _mended_by_training(gap: pd.DataFrame, pegawai: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """The gaps that count, without those whose cause is something else than skill."""
    names = ["perangkat_daerah", "kompetensi"]
    other = register.loc[~register["ke_rancangan"], names].assign(_lain=True)
    valid = gap[gap["berlaku"]]
    if other.empty:
        return valid
    places = valid.merge(pegawai[["pegawai_id", "perangkat_daerah"]], on="pegawai_id", how="left")
    return valid[places.merge(other, on=names, how="left")["_lain"].isna().to_numpy()]


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
        "rencana_pendampingan": design.company_cost(view.made("pendampingan"), **view.law),
        "catatan": proposal.findings,
    }


def _marked(budgets: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The lines of every budget with ``wajib``: an activity is a duty's whatever the budget."""
    duties = set(lines.loc[lines["wajib"], "bangkom_id"])
    return budgets.assign(wajib=budgets["bangkom_id"].isin(duties))


STEPS: tuple[Step, ...] = (
    Step("profil", _profile, ("kewajiban", "jam_rencana", "jam_berjalan", "ketersediaan", "profil_unit", "profil_berjalan"),
         tables=("pegawai", "riwayat_bangkom", "kinerja", "potensi", "unit_kerja")),
    *NEEDS,
    Step("orang", _people, ("ip_asn", "ip_asn_unit", "ip_asn_instansi", "jpm", "predikat", "talenta"),
         tables=("pegawai", "riwayat_bangkom", "kinerja", "disiplin", "potensi"), after=("kebutuhan",)),
    Step("siasn", _siasn, ("belum_siasn", "belum_siasn_unit", "belajar_sektor"),
         tables=("pegawai", "riwayat_bangkom", "belajar_sektor")),
    Step("rancangan", _design,
         ("rencana_baris", "rencana_peserta", "rencana_ringkas", "rencana_batas", "rencana_batas_baris",
          "rencana_menunggu", "rencana_207", "rencana_penjelasan", "rencana_pendampingan"),
         tables=("pegawai", "riwayat_bangkom", "kompetensi", *_CATALOGUE),
         decisions=("rencana", "kegiatan_dikecualikan", "bobot_jp"),
         after=("profil", "kebutuhan", "kesiapan", "register")),
    Step("pelaksanaan", _delivery, ("kehadiran_angkatan", "jam_diperoleh", "serapan", "belanja"),
         tables=("angkatan", "kehadiran", "realisasi")),
    Step("evaluasi", _evaluation,
         ("reaksi", "reaksi_butir", "hasil_belajar", "unit_dilatih", "skm", "skm_unsur", "skm_perubahan", "indikator",
          "indikator_perubahan", "kuesioner_perubahan"),
         after=("kesiapan",), tables=("angkatan", "kehadiran", "pegawai", "evaluasi_reaksi", "evaluasi_belajar", "skm_ringkas", "indikator_layanan",
                 "katalog_bangkom")),
    Step("tindak_lanjut", _followup, ("di_bawah_standar", "tindakan"),
         tables=("pegawai", "katalog_bangkom", "katalog_kompetensi", "tindak_lanjut"),
         after=("kebutuhan", "pelaksanaan", "evaluasi")),
)
MAKES = {step.name: step.makes for step in STEPS}
