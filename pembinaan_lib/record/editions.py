"""Writing a record: both editions at once, whole or not at all, and never over another."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pembinaan_lib import words
from pembinaan_lib.errors import RecordError
from pembinaan_lib.record import archive, chain, privacy
from pembinaan_lib.record import manifest as manifests
from pembinaan_lib.record.contents import DECISIONS, PROPOSAL

EXAMINER, PUBLIC = "pemeriksa.zip", "publik.zip"
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class Record:
    """A record on the disk: the folder of one number and the two editions in it."""

    number: str
    folder: Path
    pemeriksa: Path
    publik: Path
    manifest_sha256: str


def freeze(
    folder: Path, *, number: str, inputs: Mapping[str, bytes], decisions: bytes, rules: Mapping[str, bytes],
    results: Mapping[str, bytes], proposal: bytes | None, meta: Mapping[str, Any], public: Mapping[str, bytes],
    forbidden: Iterable[str], allowed: Iterable[str] = (),
) -> Record:
    """Write ``arsip/<number>/pemeriksa.zip`` and ``publik.zip`` in `folder`, linked to the last record there.

    Parameters
    ----------
    folder : Path
        The planner's folder.
    number : str
        Letters, digits, ``-`` and ``_``, at most 64.
    inputs, rules, results : mapping
        UTF-8 text by relative name (``pegawai.csv``, ``bangkom/jp_minimum_pns.yaml``).
    decisions, proposal : bytes
        JSON. Reasons of decisions, which are free text, go into the *pemeriksa* edition: they are searched for names
        like everything else, and that is all that is done to them.
    meta : mapping
        JSON; must have ``seed, tahun, instansi, tanggal, contoh``. No clock is read: the date is what stands here.
    public : mapping
        ``published.json`` and chart specifications: aggregates only, by relative name.
    forbidden, allowed : iterable of str
        Every NIP and name of the workbook; names of places that contain a person's. See
        :func:`~pembinaan_lib.record.privacy.places_of_persons`.

    Returns
    -------
    Record
        Where it is, and the sha256 that identifies it.

    Raises
    ------
    RecordError
        ``REC-001``: there is a record of this number; ``REC-002``: a name or number that cannot be one; ``REC-003``:
        `meta` is incomplete; ``REC-004``: a NIP or a name occurs, with up to five places; ``REC-012``: a file is no
        text; ``REC-013``: the disk refuses.
    """
    target = folder / "arsip" / number
    _check_names(number, inputs, rules, results, public)
    if target.exists():
        raise RecordError("REC-001", where=number)
    files = _examiner_files(inputs, decisions, rules, results, proposal)
    examiner, published, identity = _editions(files, public, number=number, meta=meta, previous=chain.head(folder))
    _refuse_persons(examiner | {f"{PUBLIC}/{name}": data for name, data in published.items()}, forbidden, allowed)
    _write(target, {EXAMINER: examiner, PUBLIC: published})
    return Record(number, target, target / EXAMINER, target / PUBLIC, identity)


def _examiner_files(
    inputs: Mapping[str, bytes], decisions: bytes, rules: Mapping[str, bytes], results: Mapping[str, bytes],
    proposal: bytes | None,
) -> dict[str, bytes]:
    files = {DECISIONS: decisions} | ({} if proposal is None else {PROPOSAL: proposal})
    for place, content in (("inputs", inputs), ("rules", rules), ("results", results)):
        files |= {f"{place}/{name}": data for name, data in content.items()}
    return files


def _editions(
    files: Mapping[str, bytes], public: Mapping[str, bytes], *, number: str, meta: Mapping[str, Any],
    previous: Mapping[str, Any] | None,
) -> tuple[dict[str, bytes], dict[str, bytes], str]:
    """All files of both editions, and the sha256 of the first one's manifest."""
    content = {**files, manifests.README: _readme(number, meta)}
    manifest = manifests.to_bytes(
        manifests.examiner(content, public, number=number, meta=meta, previous=previous),
    )
    content[manifests.MANIFEST] = manifest
    content[manifests.SUMS] = manifests.sums(content)
    identity = manifests.sha256(manifest)
    shown = manifests.public(public, number=number, meta=meta, examiner_sha256=identity)
    return content, {**public, manifests.MANIFEST: manifests.to_bytes(shown)}, identity


def _readme(number: str, meta: Mapping[str, Any]) -> bytes:
    """In Indonesian whatever the screen speaks: auditors read it, and a record has one form only."""
    sentences = words.catalogue("id")
    sample = f"\n{sentences['words.sample'].upper()}\n" if meta.get("contoh") else ""
    return sentences["record.readme"].format(
        number=number, instansi=meta.get("instansi"), tahun=meta.get("tahun"), contoh=sample,
    ).encode()


def _check_names(number: str, *groups: Mapping[str, bytes]) -> None:
    names = [name for group in groups for name in group]
    odd = [name for name in names if not archive.safe_name(name)]
    if not _NUMBER.fullmatch(number) or odd or manifests.MANIFEST in groups[-1]:
        raise RecordError("REC-002", where=", ".join(odd[:5]) or number)


def _refuse_persons(files: Mapping[str, bytes], forbidden: Iterable[str], allowed: Iterable[str]) -> None:
    found = privacy.places_of_persons(files, forbidden=forbidden, allowed=allowed)
    if found:
        raise RecordError("REC-004", where=", ".join(found[:5]), jumlah=len(found))


def _write(target: Path, editions: Mapping[str, Mapping[str, bytes]]) -> None:
    """Both zips in a folder beside the target, which gets its name last; a killed run leaves ``.sebagian-…`` only."""
    part: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".sebagian-{target.name}-", dir=target.parent))
        for name, files in editions.items():
            archive.written(part / name, files)
        os.rename(part, target)  # refused where somebody else was faster
    except OSError as error:
        code = "REC-001" if target.exists() else "REC-013"
        raise RecordError(code, where=target.name, kind=type(error).__name__) from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)
