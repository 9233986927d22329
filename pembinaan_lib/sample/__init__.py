"""The invented sample agency, written as untidy Excel files with a planted truth beside them.

Start with :func:`write`. Nothing here reads a file of the planner's, and nobody in it is real. May import ``errors``,
``findings``, ``words`` and ``shipped`` only; the workbook and the command line call it.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.sample import competencies, courses, delivery, faults, history, people, registers, services, units
from pembinaan_lib.sample.sheets import NOTICE, Sheet, counts, fault_list, save

AGENCIES = {"kota_sibolga": ("Pemerintah Kota Sibolga", units.sibolga)}
SEED = 2027
LEAST_PEOPLE = 300
TRUTH = "truth.json"


def write(folder: Path, *, agency: str = "kota_sibolga", seed: int = SEED, people: int = 2600) -> list[Path]:
    """Write the sample agency's fifteen Excel files and ``truth.json`` into `folder`.

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
    return sheets, _truth(title, seed, sheets, competencies.planted(known, real))


def _truth(title: str, seed: int, sheets: list[Sheet], needs: list[dict[str, Any]]) -> dict[str, Any]:
    gains = {course.bangkom: course.gain for course in courses.COURSES if course.tested}
    return {
        "peringatan": NOTICE, "instansi": title, "benih": seed, "tahun": 2027, "tanggal": people.TODAY.isoformat(),
        "kebutuhan": needs, "perlu_pendampingan": [services.NEEDS_HELP],
        "kegiatan_berhasil": courses.WORKS, "kegiatan_tidak_berhasil": courses.WORKS_NOT,
        "kegiatan_tidak_dapat_disimpulkan": courses.CANNOT_TELL, "kenaikan_sebenarnya": gains,
        "unit_membaik": [units.TRAINED_PUSKESMAS], "unit_pembanding": [units.OTHER_PUSKESMAS],
        "mulai_membaik": services.TRAINED_FROM.isoformat(), "pagu_rp": registers.budget_total(),
        "catatan_data": [fault for sheet in sheets for fault in fault_list(sheet)],
        "jumlah": {sheet.file: counts(sheet) for sheet in sheets},
    }
