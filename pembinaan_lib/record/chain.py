"""Each record names the one before it: a record that was exchanged or taken away is missed by its successor."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.errors import RecordError
from pembinaan_lib.record import archive
from pembinaan_lib.record import manifest as manifests

COLUMNS = ("number", "urutan", "tahun", "tanggal", "instansi", "manifest_sha256", "previous_sha256", "path")


def records(folder: Path) -> pd.DataFrame:
    """The records in `folder`, in the order of their making: columns :data:`COLUMNS`.

    Reads manifests only. A record that cannot be read is left out here; :func:`check_chain` names it.
    """
    rows = [row for row in (_row(path) for path in _paths(folder)) if row is not None]
    ordered = sorted(rows, key=lambda row: (row["urutan"], row["number"]))
    frame = pd.DataFrame(ordered, columns=list(COLUMNS), dtype="object")
    return frame.astype({name: "Int64" if name == "urutan" else "str" for name in COLUMNS})


def last(folder: Path) -> Path | None:
    """``pemeriksa.zip`` of the newest record in `folder`."""
    found = records(folder)
    return Path(found["path"].iloc[-1]) if len(found) else None


def head(folder: Path) -> Mapping[str, Any] | None:
    """What the next record says about the newest one: ``number, urutan, manifest_sha256``."""
    found = records(folder)
    if found.empty:
        return None
    newest = found.iloc[-1]
    return {
        "number": newest["number"], "urutan": int(newest["urutan"]), "manifest_sha256": newest["manifest_sha256"],
    }


def check_chain(folder: Path) -> pd.DataFrame:
    """Findings about the chain of `folder`; none where each record names the one before it.

    ``REC-110``: the named predecessor is not there, or is no longer what it was; ``REC-111``: a record cannot be read.
    """
    found = records(folder)
    known = set(found["manifest_sha256"]) | {""}
    broken = [
        findings.finding("REC-110", "menghalangi", table="arsip", row_id=number, number=number)
        for number, previous in zip(found["number"], found["previous_sha256"], strict=True) if previous not in known
    ]
    readable = set(found["path"])
    unreadable = [
        findings.finding("REC-111", "menghalangi", table="arsip", row_id=path.parent.name, number=path.parent.name)
        for path in _paths(folder) if str(path) not in readable
    ]
    return findings.frame(broken + unreadable)


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "arsip").glob("*/pemeriksa.zip") if not path.parent.name.startswith("."))


def _row(path: Path) -> dict[str, Any] | None:
    try:
        data = archive.only(path, manifests.MANIFEST)
        manifest = manifests.from_bytes(data, edition="pemeriksa", where=path.name)
    except RecordError:
        return None
    meta, previous = manifest["meta"], manifest["previous"]
    return {
        "number": manifest["number"], "urutan": manifest["urutan"], "tahun": str(meta.get("tahun", "")),
        "tanggal": str(meta.get("tanggal", "")), "instansi": str(meta.get("instansi", "")),
        "manifest_sha256": manifests.sha256(data), "previous_sha256": previous["manifest_sha256"] if previous else "",
        "path": str(path),
    }
