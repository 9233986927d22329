"""A record in memory, and how it gets there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pembinaan_lib.errors import RecordMismatchError
from pembinaan_lib.record import archive
from pembinaan_lib.record import manifest as manifests

DECISIONS, PROPOSAL = "decisions.json", "proposal.json"


@dataclass(frozen=True)
class RecordContents:
    """The named bytes of a *pemeriksa* edition and its manifest."""

    files: Mapping[str, bytes]
    manifest: Mapping[str, Any]

    @property
    def number(self) -> str:
        """The number of the record."""
        return self.manifest["number"]

    @property
    def meta(self) -> Mapping[str, Any]:
        """Seed, tahun, instansi, tanggal, contoh and whatever else the caller wrote."""
        return self.manifest["meta"]

    @property
    def inputs(self) -> dict[str, bytes]:
        """The input tables by name, as they were given to ``freeze``."""
        return self._folder("inputs")

    @property
    def rules(self) -> dict[str, bytes]:
        """The rule files by relative path."""
        return self._folder("rules")

    @property
    def results(self) -> dict[str, bytes]:
        """The results by name."""
        return self._folder("results")

    @property
    def decisions(self) -> bytes:
        """The decisions the plan rests on."""
        return self.files[DECISIONS]

    @property
    def proposal(self) -> bytes | None:
        """The accepted proposal, if the plan has one."""
        return self.files.get(PROPOSAL)

    @property
    def manifest_sha256(self) -> str:
        """What identifies this record: the *publik* edition and the next record in the chain name it."""
        return manifests.sha256(self.files[manifests.MANIFEST])

    def _folder(self, name: str) -> dict[str, bytes]:
        prefix = name + "/"
        return {path.removeprefix(prefix): self.files[path] for path in sorted(self.files) if path.startswith(prefix)}


def unpack(path: Path) -> RecordContents:
    """The contents of ``pemeriksa.zip``, opened safely but not judged yet: files may be changed, missing or extra.

    Raises
    ------
    RecordError
        ``REC-005`` to ``REC-010``: no file, no zip, an unsafe zip, no manifest, a newer one.
    """
    files = archive.unpacked(path)
    manifest = manifests.from_bytes(files.get(manifests.MANIFEST), edition="pemeriksa", where=path.name)
    return RecordContents(files, manifest)


def read(path: Path) -> RecordContents:
    """The contents of ``pemeriksa.zip``, provided that it holds exactly the files its manifest names.

    Raises
    ------
    RecordMismatchError
        ``REC-011``: files are missing or extra; and whatever :func:`unpack` raises.
    """
    contents = unpack(path)
    expected = {*contents.manifest["files"], manifests.MANIFEST, manifests.SUMS, DECISIONS}
    odd = sorted(expected ^ set(contents.files))
    if odd:
        raise RecordMismatchError("REC-011", where=path.name, files=", ".join(odd[:5]), jumlah=len(odd))
    return contents
