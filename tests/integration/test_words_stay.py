"""What people wrote in their own words stays in the workbook: no result and no record holds it."""

from __future__ import annotations

import json
from dataclasses import asdict

from pembinaan_lib.workbook import Workbook, again
from pembinaan_lib.workbook.book import _for_record

SECRET = "Budi sering absen, kata kepala UPTD"
NEED = "Dinas Kesehatan|Komunikasi"
WORDED = {
    "penyebab_kebutuhan": {NEED: {"penyebab": "alat", "bukti": SECRET}},
    "putusan_usulan": {"U-1": {"status": "ditolak", "jawaban": SECRET}},
}


def test_words_of_a_choice_reach_no_result_and_no_record(kecil: Workbook) -> None:
    for key, value in WORDED.items():
        kecil.decide(key, value, reason=SECRET)
    results = kecil.compute().to_bytes()
    recorded = json.dumps([asdict(one) for one in _for_record(kecil._store.decisions()).values()], default=str)  # noqa: SLF001
    for text in (recorded, json.dumps(dict(kecil.decisions().values)), *(data.decode() for data in results.values())):
        assert SECRET not in text and "absen" not in text
    assert {key: kecil.decision(key) for key in WORDED} == WORDED  # the planner's own screen


def test_that_evidence_was_given_is_known(kecil: Workbook) -> None:
    kecil.decide("penyebab_kebutuhan", WORDED["penyebab_kebutuhan"] | {"x|y": {"penyebab": "alat", "bukti": " "}})
    judged = kecil.decisions().value("penyebab_kebutuhan")
    assert {key: said["bukti"] for key, said in judged.items()} == {NEED: "ada", "x|y": ""}


def test_an_older_record_that_holds_the_words_computes_as_it_did() -> None:
    """Masking belongs to the workbook: a record is computed from the choices as they stand in it."""
    recorded = {key: {"value": value} for key, value in WORDED.items()}
    assert again._chosen(json.dumps(recorded).encode()) == WORDED  # noqa: SLF001
