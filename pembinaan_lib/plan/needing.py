"""Stage 1 in steps: what each source of evidence says, each by itself, and the register that joins them.

A weight belongs to the register alone, so that moving one computes no evidence again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from pembinaan_lib import findings, needs
from pembinaan_lib.needs.checks import mapping_checks, response_checks, satisfaction_checks
from pembinaan_lib.needs.rulings import ruling_notes
from pembinaan_lib.plan.model import Inputs
from pembinaan_lib.plan.view import Frames, Step, View

CONFIDENCE = "evaluasi.selang_kepercayaan"
WEIGHTS, SHAKEN = "kebutuhan.bobot_bukti", "kebutuhan.goyangan_bobot"
SEED = 2027
"""Of every plan alike: chance comes in only with it, and two plans differ by their data alone."""


def _gaps(view: View) -> Frames:
    pegawai, penilaian, standar = view.table("pegawai"), view.table("penilaian_kompetensi"), view.table("standar_kompetensi")
    required = needs.required_levels(pegawai, standar, **view.law)
    gap = needs.competency_gap(pegawai, penilaian, standar, **view.law)
    units = needs.unit_gap(gap, pegawai, required=required, level=float(view.value(CONFIDENCE)))
    target = needs.target_gap(pegawai, view.table("jabatan_dituju"), penilaian, standar, **view.law)
    return {
        "kesenjangan": gap, "kesenjangan_unit": units, "kesenjangan_dituju": target,
        "lke_kesenjangan": _worksheet(gap, pegawai, view),
        "penilaian_sumber": needs.coverage(gap, pegawai, required=required),
        "bukti_kesenjangan": needs.gap_evidence(units, **view.law),
        "catatan": findings.joined([
            needs.notes(pegawai, penilaian, gap, required=required, **view.law),
            needs.target_notes(pegawai, view.table("jabatan_dituju"), **view.law),
        ]),
    }


def _worksheet(gap: pd.DataFrame, pegawai: pd.DataFrame, view: View) -> pd.DataFrame:
    """The agency's answer (``lingkup`` instansi, ``perangkat_daerah`` empty) and below it each unit's (``unit``); nothing without staff."""
    units = needs.lke_gap(gap, pegawai, **view.law).assign(lingkup="unit")
    agency = needs.lke_gap(gap, pegawai, unit=None, **view.law).assign(perangkat_daerah="", lingkup="instansi")
    return pd.concat([agency[units.columns].head(len(units)), units], ignore_index=True)


def _performance(view: View) -> Frames:
    indicators, units, mapping = view.table("indikator_layanan"), view.table("unit_kerja"), view.table("pemetaan_kompetensi")
    pegawai, kinerja = view.table("pegawai"), view.table("kinerja")
    rated, behind = needs.performance(pegawai, kinerja, **view.law), needs.indicator_gap(indicators, units, pegawai, **view.law)
    return {
        "kinerja_unit": rated, "indikator_kurang": behind,
        "bukti_kinerja": needs.performance_evidence(rated, indicators, units, mapping, pegawai=pegawai, **view.law),
        "catatan": findings.joined([
            needs.performance_notes(pegawai, kinerja, rated, mapping, tanggal=view.tanggal),
            needs.indicator_notes(behind, mapping), needs.mapping_notes(mapping),
            mapping_checks(mapping, view.table("kompetensi")["kompetensi"], **view.law),
        ]),
    }


def _integrity(view: View) -> Frames:
    read = [view.table(name) for name in ("pegawai", "disiplin", "suara_masyarakat", "unit_kerja")]
    survey, items, mapping = view.table("survei_berakhlak"), view.table("butir"), view.table("pemetaan_kompetensi")
    asked = (survey, items, view.table("pegawai"), view.table("unit_kerja"))
    topics = needs.confirmed_topics(view.table("suara_masyarakat"), view.table("topik_pesan"), **view.law)
    found = needs.integrity(
        *read, kinerja=view.table("kinerja"), topik=needs.message_labels(topics, mapping, **view.law), pemetaan=mapping,
        berakhlak=needs.berakhlak(*asked, **view.law), **view.law,
    )
    return {
        "integritas_unit": found, "bukti_integritas": needs.integrity_evidence(found, **view.law),
        "berakhlak_nilai": pd.concat([
            needs.berakhlak_values(*asked, **view.law, whole=True).assign(lingkup="instansi"),
            needs.berakhlak_values(*asked, **view.law).assign(lingkup="unit"),
        ], ignore_index=True),
        "berakhlak_keandalan": needs.questionnaire_reliability(survey, items, questionnaire="berakhlak", **view.law),
        "catatan": findings.joined([
            needs.integrity_notes(*read, tanggal=view.tanggal, survei=survey),
            needs.questionnaire_notes(survey, items, questionnaire="berakhlak", **view.law),
        ]),
    }


def _strategy(view: View) -> Frames:
    goals, links_of, units = view.table("sasaran_strategis"), view.table("sasaran_kompetensi"), view.table("unit_kerja")
    pegawai = view.table("pegawai")
    links = needs.strategic_links(goals, links_of, units, pegawai)
    holes = needs.unlinked(goals, links_of, view.table("kompetensi"), units, pegawai)
    return {
        "tautan_sasaran": links, "sasaran_lepas": holes,
        "bukti_sasaran": needs.strategy_evidence(links, tanggal=view.tanggal), "catatan": needs.strategy_notes(holes),
    }


def _survey(view: View) -> Frames:
    answers, pegawai = view.table("survei_kebutuhan"), view.table("pegawai")
    found, asked = needs.survey(answers, pegawai, **view.law), view.made("kesenjangan_unit")
    response = needs.survey_response(answers, pegawai, **view.law)
    return {
        "survei_unit": found, "survei_respons": response,
        "survei_instansi": needs.survey_agency(found, response, **view.law),
        "kendala_unit": needs.obstacles(answers, pegawai, **view.law),
        "survei_keandalan": needs.survey_reliability(answers, **view.law),
        "bukti_survei": needs.survey_evidence(found, response, asked, **view.law),
        "catatan": findings.joined([
            needs.survey_notes(answers, pegawai, **view.law), response_checks(response), needs.other_posts_notes(found, asked),
        ]),
    }


def _readiness(view: View) -> Frames:
    ready, digital, items = view.table("kesiapan_perubahan"), view.table("literasi_digital"), view.table("butir")
    mapping, pegawai = view.table("pemetaan_kompetensi"), view.table("pegawai")
    place = {"unit_kerja": view.table("unit_kerja"), "pegawai": pegawai, **view.law}
    units, skills = needs.readiness(ready, items, **view.law), needs.digital_literacy(digital, items, **view.law)
    sides = needs.questionnaire_dimensions(ready, items, questionnaire="kesiapan", **view.law)
    return {
        "kesiapan_unit": units, "kesiapan_segmen": needs.readiness_segments(ready, items, **view.law),
        "kesiapan_sisi": sides, "literasi_unit": skills,
        "kuesioner_putaran": pd.concat([
            needs.questionnaire_rounds(answers, items, questionnaire=name, **view.law)
            for answers, name in ((ready, "kesiapan"), (digital, "literasi_digital"))
        ], ignore_index=True),
        "literasi_segmen": needs.digital_literacy(digital, items, by=("segmen",), **view.law),
        "pendampingan": needs.company(units, skills, dimensions=sides, pegawai=pegawai, **view.law),
        "bukti_kesiapan": needs.readiness_evidence(units, mapping, **place),
        "bukti_literasi": needs.digital_evidence(skills, mapping, **place),
        "catatan": findings.joined([
            needs.questionnaire_notes(ready, items, questionnaire="kesiapan", **view.law),
            needs.questionnaire_notes(digital, items, questionnaire="literasi_digital", **view.law),
        ]),
    }


def _voice(view: View) -> Frames:
    means, answers = view.table("skm_ringkas"), view.table("skm_respons")
    need = needs.skm_need(means, answers, view.table("layanan"), **view.law)
    topics = needs.confirmed_topics(view.table("suara_masyarakat"), view.table("topik_pesan"), **view.law)
    mapping, units, pegawai = view.table("pemetaan_kompetensi"), view.table("unit_kerja"), view.table("pegawai")
    labels = needs.message_labels(topics, mapping, **view.law)
    met = needs.forums(view.table("forum"), tanggal=view.tanggal)
    return {
        "skm_kebutuhan": need, "skm_layanan": needs.skm_services(need, **view.law), "topik": topics.topik,
        "forum_keadaan": met, "suara_kompetensi": needs.voice_links(labels, mapping, units, pegawai, tanggal=view.tanggal),
        "bukti_suara": needs.voice_evidence(need, topics, mapping, unit_kerja=units, pegawai=pegawai, **view.law),
        "catatan": findings.joined([
            needs.voice_notes(need, topics, labels, mapping, **view.law), needs.forum_notes(met),
            satisfaction_checks(means, need, **view.law), needs.skm_notes(means, answers, **view.law),
        ]),
    }


def _requests(view: View) -> Frames:
    ruled, skills = view.decision("putusan_usulan"), view.table("kompetensi")
    found = needs.recognised_requests(
        view.table("usulan"), skills, pegawai=view.table("pegawai"), unit_kerja=view.table("unit_kerja"),
        tanggal=view.tanggal, putusan=ruled,
    )
    return {
        "usulan_dikenali": found, "bukti_usulan": needs.requests_evidence(found, **view.law),
        "catatan": findings.joined([needs.request_notes(found), ruling_notes(found, ruled, skills["kompetensi"])]),
    }


def _campaign(view: View) -> Frames:
    """Who has answered the call for requests: apart from the requests, since its days change no need."""
    call, pegawai = view.decision("kampanye_usulan"), view.table("pegawai")
    days = {end: view.tanggal if call is None else date.fromisoformat(call[end]) for end in ("dibuka", "ditutup")}
    asked = pegawai.head(0) if call is None else pegawai
    found = needs.campaign(view.made("usulan_dikenali"), asked, tanggal=view.tanggal, **days)
    return {"usulan_kampanye": found, "catatan": needs.campaign_notes(found)}


SOURCES = {
    "kebutuhan": "bukti_kesenjangan", "kinerja": "bukti_kinerja", "survei": "bukti_survei", "suara": "bukti_suara",
    "sasaran": "bukti_sasaran", "integritas": "bukti_integritas", "kesiapan": "bukti_kesiapan", "usulan": "bukti_usulan",
}
EVIDENCE = (*SOURCES.values(), "bukti_literasi")


def weights(view: View) -> Mapping[str, Any]:
    """The planner's weights of the sources of evidence, else those of the rule."""
    return view.decision("bobot_bukti") or view.value(WEIGHTS)


def reweighed(frames: Mapping[str, pd.DataFrame], inputs: Inputs, *, bobot: Mapping[str, Any]) -> pd.DataFrame:
    """The register as it would be with other weights, before anybody decides them.

    Parameters
    ----------
    frames : mapping
        Frames of the results of `inputs`: their evidence stays as it is.
    bobot : mapping
        Weight (>= 0) of each source of evidence.

    Returns
    -------
    DataFrame
        As :func:`pembinaan_lib.needs.register`.
    """
    return needs.register(
        frames["bukti_dihitung"], frames["kesenjangan_unit"], inputs.tables["pegawai"], bobot=bobot, rules=inputs.rules,
        tanggal=inputs.tanggal,
    )


def _evidence(view: View) -> Frames:
    told = needs.joined_evidence([view.made(name) for name in EVIDENCE])
    counted = needs.counted_evidence(told, **view.law)
    return {"bukti_dihitung": counted, "catatan": needs.counted_notes(counted)}


def _threads(view: View) -> Frames:
    """Who leads to which need: it hangs on no weight."""
    asked, links, voice = view.made("kesenjangan_unit"), view.made("tautan_sasaran"), view.made("suara_kompetensi")
    listed = needs.listed_needs(view.made("bukti_dihitung"), asked)
    return {
        "benang": needs.thread(listed, links, voice, asked), "benang_putus": needs.broken_threads(listed, links, voice, asked),
    }


def _register(view: View) -> Frames:
    counted, asked, bobot = view.made("bukti_dihitung"), view.made("kesenjangan_unit"), weights(view)
    ranked = needs.register(counted, asked, view.table("pegawai"), bobot=bobot, **view.law)
    found = needs.causes(ranked, view.decision("penyebab_kebutuhan"))
    return {
        "register": found, "register_rinci": needs.register_explanation(counted, asked, bobot=bobot, **view.law),
        "register_kepala": needs.for_heads(found),
        "usulan_didukung": needs.match_requests(view.made("usulan_dikenali"), ranked, bobot=bobot),
        "catatan": findings.joined([
            needs.register_notes(ranked, counted, bobot=bobot),
            needs.cause_notes(ranked, view.decision("penyebab_kebutuhan")),
        ]),
    }


def _sensitivity(view: View) -> Frames:
    """What shaken weights would change: apart from the register, since it takes most of a moved weight's time."""
    ranked, bobot = view.made("register"), weights(view)
    return {
        "register_kepekaan": needs.sensitivity(ranked, bobot=bobot, seed=SEED, factor=float(view.value(SHAKEN))),
        "register_tukar": needs.swaps(ranked, bobot=bobot),
    }


def _fairness(view: View) -> Frames:
    gap, hours = view.made("kesenjangan"), view.made("jam_berjalan")
    return {"keadilan": needs.fairness(view.table("pegawai"), gap, hours, view.known("riwayat_bangkom"), **view.law)}


def _ladder(view: View) -> Frames:
    return {"tangga_data": needs.data_ladder(view.imported)}


_PLACE = ("pegawai", "unit_kerja")
NEEDS: tuple[Step, ...] = (
    Step("kebutuhan", _gaps, ("kesenjangan", "kesenjangan_unit", "kesenjangan_dituju", "penilaian_sumber", "lke_kesenjangan", "bukti_kesenjangan"),
         tables=("pegawai", "penilaian_kompetensi", "standar_kompetensi", "jabatan_dituju")),
    Step("kinerja", _performance, ("kinerja_unit", "indikator_kurang", "bukti_kinerja"),
         tables=(*_PLACE, "kinerja", "indikator_layanan", "pemetaan_kompetensi", "kompetensi")),
    Step("integritas", _integrity, ("integritas_unit", "bukti_integritas", "berakhlak_nilai", "berakhlak_keandalan"),
         tables=(*_PLACE, "disiplin", "suara_masyarakat", "kinerja", "topik_pesan", "pemetaan_kompetensi",
                 "survei_berakhlak", "butir")),
    Step("sasaran", _strategy, ("tautan_sasaran", "sasaran_lepas", "bukti_sasaran"),
         tables=(*_PLACE, "sasaran_strategis", "sasaran_kompetensi", "kompetensi")),
    Step("survei", _survey, ("survei_unit", "survei_instansi", "survei_respons", "survei_keandalan", "kendala_unit", "bukti_survei"),
         tables=("survei_kebutuhan", "pegawai"), after=("kebutuhan",)),
    Step("kesiapan", _readiness,
         ("kesiapan_unit", "kesiapan_segmen", "kesiapan_sisi", "kuesioner_putaran", "literasi_unit", "literasi_segmen", "pendampingan",
          "bukti_kesiapan", "bukti_literasi"),
         tables=(*_PLACE, "kesiapan_perubahan", "literasi_digital", "butir", "pemetaan_kompetensi")),
    Step("suara", _voice,
         ("skm_kebutuhan", "skm_layanan", "topik", "forum_keadaan", "suara_kompetensi", "bukti_suara"),
         tables=(*_PLACE, "skm_ringkas", "skm_respons", "layanan", "suara_masyarakat", "topik_pesan", "forum",
                 "pemetaan_kompetensi")),
    Step("usulan", _requests, ("usulan_dikenali", "bukti_usulan"),
         tables=(*_PLACE, "usulan", "kompetensi"), decisions=("putusan_usulan",)),
    Step("kampanye", _campaign, ("usulan_kampanye",), tables=("pegawai",), decisions=("kampanye_usulan",), after=("usulan",)),
    Step("bukti", _evidence, ("bukti_dihitung",), after=tuple(SOURCES)),
    Step("benang", _threads, ("benang", "benang_putus"), after=("kebutuhan", "sasaran", "suara", "bukti")),
    Step("register", _register, ("register", "register_rinci", "register_kepala", "usulan_didukung"),
         tables=("pegawai",), decisions=("bobot_bukti", "penyebab_kebutuhan"), after=("kebutuhan", "usulan", "bukti")),
    Step("kepekaan", _sensitivity, ("register_kepekaan", "register_tukar"), decisions=("bobot_bukti",), after=("register",)),
    Step("keadilan", _fairness, ("keadilan",), tables=("pegawai", "riwayat_bangkom"), after=("profil", "kebutuhan")),
    Step("tangga", _ladder, ("tangga_data",), ladder=True),
)
