"""Is a record what it says it is? First the hashes, then the results computed again and compared byte by byte."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pandas as pd

import pembinaan_lib
from pembinaan_lib import findings
from pembinaan_lib.errors import Cancelled, PembinaanError
from pembinaan_lib.plan import source_digest
from pembinaan_lib.record import archive
from pembinaan_lib.record import manifest as manifests
from pembinaan_lib.record.contents import DECISIONS, RecordContents, unpack

COMPARED = ("file", "sama", "baris", "kolom", "arsip", "hitung_ulang")
_SHOWN = 60


@dataclass(frozen=True)
class VerifyReport:
    """The outcome of a verification.

    Attributes
    ----------
    ok : bool
        No finding blocks.
    findings : DataFrame
        What does not agree, codes ``REC-101`` and up.
    results : DataFrame
        One row per result file, sorted: ``file, sama`` (bool), and of the first line that differs ``baris`` (1-based),
        ``kolom`` and both values (``baris`` is missing where the file exists on one side only); empty where the hashes
        already failed.
    recomputed : bool
        Whether the results were computed again.
    """

    number: str
    manifest_sha256: str
    ok: bool
    recomputed: bool
    findings: pd.DataFrame
    results: pd.DataFrame


def check_hashes(contents: RecordContents) -> pd.DataFrame:
    """Findings about files that are not those of the manifest; none where all are.

    ``REC-101`` changed, ``REC-102`` missing, ``REC-103`` extra, ``REC-104`` the manifest or ``SHA256SUMS`` was edited.
    Whoever edits a file, the manifest and ``SHA256SUMS`` alike is found by :func:`verify` (results computed again), by
    :func:`verify_public` and by :func:`~pembinaan_lib.record.chain.check_chain`.
    """
    own = {manifests.MANIFEST, manifests.SUMS}
    files = {name: data for name, data in contents.files.items() if name not in own}
    found = _listing_findings(files, contents.manifest["files"])
    if DECISIONS not in contents.manifest["files"]:
        found.append(_finding("REC-102", DECISIONS))
    all_but_sums = {name: data for name, data in contents.files.items() if name != manifests.SUMS}
    if not found and contents.files.get(manifests.SUMS) != manifests.sums(all_but_sums):
        found.append(_finding("REC-104", manifests.MANIFEST))
    return findings.frame(found)


def verify(path: Path, recompute: Callable[[RecordContents], Mapping[str, bytes]]) -> VerifyReport:
    """Check the hashes of ``pemeriksa.zip``, compute its results again and compare them byte by byte.

    Parameters
    ----------
    path : Path
        A *pemeriksa* edition.
    recompute : callable
        Gives the result files by name, from the contents alone. It is called only where the hashes agree.

    A record that cannot be computed again has the finding ``REC-112``, which names the kind of fault and nothing of
    what the record says.

    Raises
    ------
    RecordError
        ``REC-005`` to ``REC-010``: there is no record that could be checked.
    """
    contents = unpack(path)
    found = check_hashes(contents)
    if findings.blocking(found):
        return _report(contents, found, _compared([]), recomputed=False)
    try:
        again = recompute(contents)
    except (MemoryError, Cancelled):
        raise
    except Exception as fault:  # noqa: BLE001  a stranger's file: whatever it breaks is the verdict, in one line
        return _report(contents, findings.joined([found, _incomputable(contents, fault)]), _compared([]), recomputed=False)
    compared = _compared([_compare(name, contents.results, again) for name in sorted({*contents.results, *again})])
    differing = [_difference(row) for row in compared.to_dict("records") if not row["sama"]]
    found = findings.joined([found, findings.frame(differing + _library(contents))])
    return _report(contents, found, compared, recomputed=True)


def beside(path: Path) -> Path | None:
    """The *pemeriksa* edition beside ``publik.zip``, where there is one: with it, a forged edition is told apart."""
    examiner = path.with_name("pemeriksa.zip")
    return examiner if examiner.is_file() else None


def verify_public(path: Path, *, pemeriksa: Path | None = None) -> VerifyReport:
    """Check the hashes of ``publik.zip``, and with `pemeriksa` also that the two editions name each other.

    Raises
    ------
    RecordError
        ``REC-005`` to ``REC-010``: there is no edition that could be checked.
    """
    files = archive.unpacked(path)
    manifest = manifests.from_bytes(files.get(manifests.MANIFEST), edition="publik", where=path.name)
    content = {name: data for name, data in files.items() if name != manifests.MANIFEST}
    found = _listing_findings(content, manifest["files"])
    if pemeriksa is not None:
        other = unpack(pemeriksa)
        mine = manifests.public(content, number=other.number, meta=other.meta, examiner_sha256=other.manifest_sha256)
        if manifest != mine or manifests.listed(content) != other.manifest["public"]:
            found.append(_finding("REC-109", path.name))
    told = findings.frame(found)
    return VerifyReport(
        manifest["number"], manifests.sha256(files[manifests.MANIFEST]), not findings.blocking(told), False, told,
        _compared([]),
    )


def _report(contents: RecordContents, found: pd.DataFrame, compared: pd.DataFrame, *, recomputed: bool) -> VerifyReport:
    ok = not findings.blocking(found)
    return VerifyReport(contents.number, contents.manifest_sha256, ok, recomputed, found, compared)


def _listing_findings(files: Mapping[str, bytes], listing: Mapping[str, Any]) -> list[dict[str, str]]:
    found = []
    for name in sorted({*files, *listing}):
        if name not in files:
            found.append(_finding("REC-102", name))
        elif name not in listing:
            found.append(_finding("REC-103", name))
        elif manifests.sha256(files[name]) != listing[name]["sha256"]:
            found.append(_finding("REC-101", name))
    return found


def _finding(code: str, file: str, **values: Any) -> dict[str, str]:
    return findings.finding(code, "menghalangi", table="arsip", row_id=file, file=file, **values)


def _incomputable(contents: RecordContents, fault: Exception) -> pd.DataFrame:
    kind = fault.code if isinstance(fault, PembinaanError) else type(fault).__name__
    blocked = findings.finding(
        "REC-112", "menghalangi", table="arsip", row_id=contents.number, number=contents.number, kind=kind,
    )
    return findings.frame([blocked, *_library(contents)])


def _library(contents: RecordContents) -> list[dict[str, str]]:
    """A note that other code computed the record; equal results are then all the more telling."""
    made = contents.manifest["library"]
    if made.get("source_sha256") == source_digest():
        return []
    return [findings.finding(
        "REC-108", "perlu_dicek", table="arsip", row_id=contents.number, made=_version(made.get("version")),
        here=pembinaan_lib.__version__,
    )]


def _version(value: Any) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"[0-9A-Za-z.+-]{1,30}", value) else "?"


def _compared(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COMPARED), dtype="object")
    kinds = {"sama": "bool", "baris": "Int64"}
    return frame.astype({name: kinds.get(name, "str") for name in COMPARED})


def _compare(name: str, frozen: Mapping[str, bytes], again: Mapping[str, bytes]) -> dict[str, Any]:
    row: dict[str, Any] = {"file": name, "sama": False, "baris": None, "kolom": "", "arsip": "", "hitung_ulang": ""}
    if name not in frozen or name not in again:
        return row
    if frozen[name] == again[name]:
        return row | {"sama": True}
    return row | _first_difference(frozen[name], again[name])


def _first_difference(frozen: bytes, again: bytes) -> dict[str, Any]:
    """Line, column and the two values: one cell, never the row around it, so that it says nothing about a person."""
    ours, theirs = (data.splitlines(keepends=True) for data in (frozen, again))
    pairs = enumerate(zip_longest(ours, theirs, fillvalue=b""), 1)
    number, one, two = next((number, *pair) for number, pair in pairs if pair[0] != pair[1])
    header, cells, others = (_cells(line) for line in (ours[0] if ours else b"", one, two))
    for column, (a, b) in enumerate(zip_longest(cells, others, fillvalue="")):
        if a != b:
            name = header[column] if column < len(header) else str(column + 1)
            return {"baris": number, "kolom": name, "arsip": _masked(a), "hitung_ulang": _masked(b)}
    return {"baris": number}  # only how it is written differs: quotes, ends of lines


def _cells(line: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(line.decode("utf-8", errors="replace"))), [])


def _masked(cell: str) -> str:
    shown = "".join(sign if sign.isprintable() else "…" for sign in cell)  # nothing that steers a terminal
    return re.sub(r"[0-9]{16,}", "…", shown)[:_SHOWN]


def _difference(row: Mapping[str, Any]) -> dict[str, str]:
    if pd.isna(row["baris"]):
        return _finding("REC-106", row["file"])
    values = {name: row[name] for name in ("kolom", "arsip", "hitung_ulang")}
    return _finding("REC-105", row["file"], baris=int(row["baris"]), **values)
