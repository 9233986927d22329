"""A refusal names the first few things that are in the way, each once."""

from __future__ import annotations

from pembinaan_lib import findings
from pembinaan_lib.errors import FolderError
from pembinaan_lib.workbook import papers


def faults(*codes: str) -> object:
    return findings.frame(findings.finding(code, "menghalangi", table="usulan", jumlah=2) for code in codes)


def test_the_first_few_are_said_once_and_the_rest_counted() -> None:
    few = papers.first_said(faults("DSG-020", "DSG-020", "DSG-021"))
    assert few.count("Usulan dibuat dengan pagu atau batas yang berbeda.") == 1 and "hal lain" not in few
    many = papers.first_said(faults("DSG-020", "DSG-021", "DSG-022", "DSG-023", "DSG-024"))
    assert many.endswith("Masih ada 2 hal lain.")
    assert few in FolderError("WBK-012", where="buku", said=few).what
