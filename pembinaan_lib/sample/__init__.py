"""The invented sample agencies, written as untidy Excel and CSV files with a planted truth beside them.

Start with :func:`write` and ``AGENCIES``. Nothing here reads a file of the planner's, and nobody in it is real. May
import ``errors``, ``findings``, ``words`` and ``shipped`` only; the workbook and the command line call it.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.sample import (
    careers, citizens, competencies, delivery, faults, further, goals, history, people, practice, registers, services,
    surveys,
)
from pembinaan_lib.sample.agency import Agency
from pembinaan_lib.sample.ambon import AMBON
from pembinaan_lib.sample.sheets import NOTICE, Sheet, counts, fault_list, save
from pembinaan_lib.sample.sibolga import SIBOLGA

AGENCIES = {"kota_sibolga": SIBOLGA, "kota_ambon": AMBON}
SEED = 2027
TRUTH = "truth.json"


def write(folder: Path, *, agency: str = "kota_sibolga", seed: int = SEED, people: int | None = None) -> list[Path]:
    """Write a sample agency's files (Excel and CSV, 01 to 27, 30 and its own) and ``truth.json`` into `folder`.

    Parameters
    ----------
    folder : Path
        Made if it is missing; files of the same names are replaced.
    agency : str
        One of ``AGENCIES``.
    seed : int
        The same seed gives the same bytes on any machine.
    people : int, optional
        Number of ASN (orang); the agency's own number unless given.

    Returns
    -------
    list of Path
        The files in order, ``truth.json`` last.

    Raises
    ------
    PembinaanError
        SMP-001: there is no such sample agency. SMP-002: too few people for its units.
    """
    if agency not in AGENCIES:
        raise PembinaanError("SMP-001", where=agency, known=", ".join(sorted(AGENCIES)))
    size = AGENCIES[agency].people if people is None else people
    if size < AGENCIES[agency].least:
        raise PembinaanError("SMP-002", where=str(size), least=AGENCIES[agency].least)
    sheets, truth = _made(agency, seed=seed, size=size)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [save(sheet, folder) for sheet in sheets]
    path = folder / TRUTH
    path.write_bytes((json.dumps(truth, ensure_ascii=False, indent=1) + "\n").encode())
    return [*paths, path]


def files(folder: Path) -> list[Path]:
    """The files of a sample agency to import, in order; ``truth.json`` is none of them."""
    return sorted(path for path in folder.iterdir() if path.suffix in (".xlsx", ".csv"))


def _made(name: str, *, seed: int, size: int) -> tuple[list[Sheet], dict[str, Any]]:
    """The sheets with their faults, and the truth about them."""

    def stream(topic: str) -> Random:
        # one stream per topic: a change in one file leaves the others as they were
        return Random(f"{name}:{seed}:{topic}")

    own = AGENCIES[name]
    known_units = own.units(size)
    everybody = people.roster(known_units, own.staff, stream("people"))
    known = [person for person in everybody if not person.lost]
    batches = delivery.batches(known, own.courses, stream("batches"))
    trained = {p.nip for b in batches if b.course.bangkom == own.works for p in b.completed()}
    real = competencies.truth(known, trained, skills=own.skills, rng=stream("levels"))
    sheets = [
        registers.roster_sheet(everybody, own.title, stream("roster")), registers.unit_sheet(known_units),
        competencies.assessments(known, real, skills=own.skills, rng=stream("assessments")),
        competencies.superior_ratings(known, real, skills=own.skills, rng=stream("ratings")),
        history.performance(known, stream("performance")),
        history.courses(known, batches, learned=own.learned, rng=stream("courses")),
        services.readiness(known, own.served, stream("readiness")),
        services.satisfaction(known_units, own.served, stream("satisfaction")),
        services.indicators(own.served, stream("indicators")), delivery.batch_sheet(batches),
        delivery.attendance_sheet(batches), delivery.payment_sheet(batches, stream("payments")),
        delivery.reaction_sheet(batches, stream("reaction")), delivery.learning_sheet(batches, stream("learning")),
        registers.budget_sheet(own.budget),
    ]
    by_number = {sheet.file[:2]: sheet for sheet in sheets}
    services.plant_group(by_number["07"], own.served.weak_group, stream("groups"))
    faults.plant(by_number, everybody, part=own.faults, rng=stream("faults"))
    more = [
        surveys.needs_survey(known, real, skills=own.skills, asked=own.asked, rng=stream("survey")),
        surveys.digital_literacy(known, own.asked, stream("literacy")),
        citizens.messages(known_units, own.voice, stream("messages")), citizens.forums(own.voice, stream("forums")),
        goals.requests(own.aims, stream("requests")), goals.goals(own.aims), goals.goal_competencies(own.aims),
        careers.discipline(known, own.voice.conduct_office, stream("discipline")),
        careers.sector_learning(known, stream("sector")),
        citizens.services(known_units, own.voice.users, stream("services")),
        careers.potential(known, stream("potential")), careers.next_posts(known, stream("next posts")),
    ]
    further.plant(
        {sheet.file[:2]: sheet for sheet in more}, everybody, part=own.faults, planted=len(own.aims.told),
        rng=stream("further faults"),
    )
    asked = practice.berakhlak(known, own.practice, stream("practice"))
    all_sheets = [*sheets, *more, *(make() for make in own.more), asked]
    return all_sheets, _truth(own, seed, all_sheets, competencies.planted(known, real, own.skills))


def _truth(own: Agency, seed: int, sheets: list[Sheet], needs: list[dict[str, Any]]) -> dict[str, Any]:
    gains = {course.bangkom: course.gain for course in own.courses if course.tested}
    return {
        "peringatan": NOTICE, "instansi": own.title, "benih": seed, "tahun": 2027, "tanggal": people.TODAY.isoformat(),
        "kebutuhan": needs, "perlu_pendampingan": [own.served.needs_help],
        "kegiatan_berhasil": own.works, "kegiatan_tidak_berhasil": own.works_not,
        "kegiatan_tidak_dapat_disimpulkan": own.cannot_tell, "kenaikan_sebenarnya": gains,
        "unit_membaik": [own.served.trained_unit], "unit_pembanding": [own.other_unit],
        "mulai_membaik": services.TRAINED_FROM.isoformat(), "pagu_rp": registers.budget_total(own.budget),
        **_heard(own),
        "catatan_data": [fault for sheet in sheets for fault in fault_list(sheet)],
        "jumlah": {sheet.file: counts(sheet) for sheet in sheets},
    }


def _heard(own: Agency) -> dict[str, Any]:
    """What was planted in surveys, messages, requests and goals."""
    return {
        "survei_cukup_responden": sorted(own.asked.complete), "survei_tanpa_jawaban": sorted(own.asked.silent),
        "isyarat_satu_sumber": [own.false_signal],
        "berakhlak_terlemah": [{"perangkat_daerah": own.practice.weak, "nilai_berakhlak": own.practice.value}],
        "literasi_terlemah": list(own.asked.digital_weak), "dimensi_terlemah": "keamanan digital",
        "segmen_terlemah": {"kesiapan": own.served.weak_group, "literasi": surveys.OLDEST},
        "unit_dikeluhkan_perilakunya": [own.voice.conduct_office], "topik": own.voice.planted(),
        "bukan_keterampilan": [own.not_skill],
        "usulan": {what: own.aims.numbers(what) for what in (goals.SUPPORTED, goals.UNSUPPORTED, goals.UNKNOWN)},
        "sasaran_tanpa_kompetensi": [own.aims.without_competency],
        "kompetensi_tanpa_sasaran_dikenal": [own.aims.not_a_goal], **own.told,
    }
