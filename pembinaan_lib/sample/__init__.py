"""The invented sample agency, written as untidy Excel and CSV files with a planted truth beside them.

Start with :func:`write`. Nothing here reads a file of the planner's, and nobody in it is real. May import ``errors``,
``findings``, ``words`` and ``shipped`` only; the workbook and the command line call it.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.sample import (
    careers, citizens, competencies, courses, delivery, faults, further, goals, history, people, registers, services,
    surveys, units,
)
from pembinaan_lib.sample.sheets import NOTICE, Sheet, counts, fault_list, save

AGENCIES = {"kota_sibolga": ("Pemerintah Kota Sibolga", units.sibolga)}
SEED = 2027
LEAST_PEOPLE = 300
TRUTH = "truth.json"


def write(folder: Path, *, agency: str = "kota_sibolga", seed: int = SEED, people: int = 2600) -> list[Path]:
    """Write the sample agency's files 01 to 27 (Excel and CSV) and ``truth.json`` into `folder`.

    Parameters
    ----------
    folder : Path
        Made if it is missing; files of the same names are replaced.
    agency : str
        One of ``AGENCIES``.
    seed : int
        The same seed gives the same bytes on any machine.
    people : int
        Number of ASN (orang), 300 or more.

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
    if people < LEAST_PEOPLE:
        raise PembinaanError("SMP-002", where=str(people), least=LEAST_PEOPLE)
    sheets, truth = _made(agency, seed=seed, size=people)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [save(sheet, folder) for sheet in sheets]
    path = folder / TRUTH
    path.write_bytes((json.dumps(truth, ensure_ascii=False, indent=1) + "\n").encode())
    return [*paths, path]


def files(folder: Path) -> list[Path]:
    """The files of a sample agency to import, in order; ``truth.json`` is none of them."""
    return sorted(path for path in folder.iterdir() if path.suffix in (".xlsx", ".csv"))


def _made(agency: str, *, seed: int, size: int) -> tuple[list[Sheet], dict[str, Any]]:
    """The sheets with their faults, and the truth about them."""

    def stream(topic: str) -> Random:
        # one stream per topic: a change in one file leaves the others as they were
        return Random(f"{agency}:{seed}:{topic}")

    title, build = AGENCIES[agency]
    known_units = build(size)
    everybody = people.roster(known_units, stream("people"))
    known = [person for person in everybody if not person.lost]
    batches = delivery.batches(known, stream("batches"))
    trained = {p.nip for b in batches if b.course.bangkom == courses.WORKS for p in b.completed()}
    real = competencies.truth(known, trained, stream("levels"))
    sheets = [
        registers.roster_sheet(everybody, stream("roster")), registers.unit_sheet(known_units),
        competencies.assessments(known, real, stream("assessments")),
        competencies.superior_ratings(known, real, stream("ratings")),
        history.performance(known, stream("performance")), history.courses(known, batches, stream("courses")),
        services.readiness(known, stream("readiness")), services.satisfaction(known_units, stream("satisfaction")),
        services.indicators(stream("indicators")), delivery.batch_sheet(batches), delivery.attendance_sheet(batches),
        delivery.payment_sheet(batches, stream("payments")), delivery.reaction_sheet(batches, stream("reaction")),
        delivery.learning_sheet(batches, stream("learning")), registers.budget_sheet(),
    ]
    faults.plant({sheet.file[:2]: sheet for sheet in sheets}, everybody, stream("faults"))
    more = [
        surveys.needs_survey(known, real, stream("survey")), surveys.digital_literacy(known, stream("literacy")),
        citizens.messages(known_units, stream("messages")), citizens.forums(stream("forums")),
        goals.requests(stream("requests")), goals.goals(), goals.goal_competencies(),
        careers.discipline(known, stream("discipline")), careers.sector_learning(known, stream("sector")),
        citizens.services(known_units, stream("services")), careers.potential(known, stream("potential")),
        careers.next_posts(known, stream("next posts")),
    ]
    further.plant({sheet.file[:2]: sheet for sheet in more}, everybody, stream("further faults"))
    return [*sheets, *more], _truth(title, seed, [*sheets, *more], competencies.planted(known, real))


def _truth(title: str, seed: int, sheets: list[Sheet], needs: list[dict[str, Any]]) -> dict[str, Any]:
    gains = {course.bangkom: course.gain for course in courses.COURSES if course.tested}
    return {
        "peringatan": NOTICE, "instansi": title, "benih": seed, "tahun": 2027, "tanggal": people.TODAY.isoformat(),
        "kebutuhan": needs, "perlu_pendampingan": [services.NEEDS_HELP],
        "kegiatan_berhasil": courses.WORKS, "kegiatan_tidak_berhasil": courses.WORKS_NOT,
        "kegiatan_tidak_dapat_disimpulkan": courses.CANNOT_TELL, "kenaikan_sebenarnya": gains,
        "unit_membaik": [units.TRAINED_PUSKESMAS], "unit_pembanding": [units.OTHER_PUSKESMAS],
        "mulai_membaik": services.TRAINED_FROM.isoformat(), "pagu_rp": registers.budget_total(),
        **_heard(),
        "catatan_data": [fault for sheet in sheets for fault in fault_list(sheet)],
        "jumlah": {sheet.file: counts(sheet) for sheet in sheets},
    }


def _heard() -> dict[str, Any]:
    """What was planted in surveys, messages, requests and goals."""
    office, competency = surveys.FALSE_SIGNAL
    return {
        "survei_cukup_responden": sorted(surveys.COMPLETE), "survei_tanpa_jawaban": sorted(surveys.SILENT),
        "isyarat_satu_sumber": [{"perangkat_daerah": office, "kompetensi": competency, "bukti": "survei"}],
        "literasi_terlemah": [units.DPMPTSP, units.DUKCAPIL, *units.KECAMATAN], "dimensi_terlemah": "keamanan digital",
        "unit_dikeluhkan_perilakunya": [citizens.CONDUCT_OFFICE], "topik": citizens.planted(),
        "bukan_keterampilan": [{"perangkat_daerah": units.DISHUB, "layanan": citizens.TESTS, "penyebab": "alat",
                                "topik": "antrean uji kendaraan"}],
        "usulan": {what: goals.told(what) for what in (goals.SUPPORTED, goals.UNSUPPORTED, goals.UNKNOWN)},
        "sasaran_tanpa_kompetensi": [goals.WITHOUT_COMPETENCY], "kompetensi_tanpa_sasaran_dikenal": [goals.NOT_A_GOAL],
    }
