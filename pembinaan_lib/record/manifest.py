"""The manifests: what an edition consists of, by name, size and sha256.

How the two editions name each other without a circle: the *pemeriksa* manifest lists the hashes of the public files
(``public``), not of the public manifest; the *publik* manifest, written after it, names the sha256 of the *pemeriksa*
manifest. So either edition proves the other.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

import pembinaan_lib
from pembinaan_lib.errors import RecordError
from pembinaan_lib.plan import source_digest

FORMAT = "pembinaan-arsip"
VERSION = 1
MANIFEST, SUMS, README = "manifest.json", "SHA256SUMS", "README.txt"
REQUIRED = ("seed", "tahun", "instansi", "tanggal", "contoh")
_NUMBER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST_RECORDS = 1_000_000
_PUBLIC_META = ("tahun", "instansi", "tanggal", "contoh")


def sha256(data: bytes) -> str:
    """The hexadecimal sha256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def listed(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """``sha256`` and ``size`` (bytes) by name, sorted by name."""
    return {name: {"sha256": sha256(files[name]), "size": len(files[name])} for name in sorted(files)}


def examiner(
    files: Mapping[str, bytes], public: Mapping[str, bytes], *, number: str, meta: Mapping[str, Any],
    previous: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The manifest of the *pemeriksa* edition.

    Raises
    ------
    RecordError
        ``REC-003``: `meta` lacks a required name or holds what JSON cannot.
    """
    missing = [name for name in REQUIRED if name not in meta]
    if missing:
        raise RecordError("REC-003", where=", ".join(missing))
    link = {"number": previous["number"], "manifest_sha256": previous["manifest_sha256"]} if previous else None
    return {
        "format": FORMAT, "format_version": VERSION, "edisi": "pemeriksa", "number": number,
        "urutan": previous["urutan"] + 1 if previous else 1, "previous": link,
        "library": {"version": pembinaan_lib.__version__, "source_sha256": source_digest()},
        "meta": dict(meta), "files": listed(files), "public": listed(public),
    }


def public(files: Mapping[str, bytes], *, number: str, meta: Mapping[str, Any], examiner_sha256: str) -> dict[str, Any]:
    """The manifest of the *publik* edition."""
    return {
        "format": FORMAT, "format_version": VERSION, "edisi": "publik", "number": number,
        **{name: meta[name] for name in _PUBLIC_META},
        "pemeriksa_manifest_sha256": examiner_sha256, "files": listed(files),
    }


def to_bytes(manifest: Mapping[str, Any]) -> bytes:
    """The one way to write a manifest; values that JSON cannot hold are ``REC-003``."""
    try:
        return (json.dumps(manifest, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
    except (TypeError, ValueError) as error:
        raise RecordError("REC-003", where="meta") from error


def from_bytes(data: bytes | None, *, edition: str, where: str) -> dict[str, Any]:
    """A manifest that is one: of this `edition`, of a version we know, with the parts that are read later.

    Raises
    ------
    RecordError
        ``REC-009``: missing, or no manifest of this edition; ``REC-010``: of a newer version.
    """
    try:
        manifest = json.loads(data or b"")
    except (ValueError, RecursionError) as error:
        raise RecordError("REC-009", where=where) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or manifest.get("edisi") != edition:
        raise RecordError("REC-009", where=where)
    if not _is_whole_number(manifest.get("format_version")) or manifest["format_version"] > VERSION:
        raise RecordError("REC-010", where=where)
    if not _whole(manifest, edition):
        raise RecordError("REC-009", where=where)
    return manifest


def sums(files: Mapping[str, bytes]) -> bytes:
    """What ``sha256sum -c`` reads, so that the hashes can be checked without this library."""
    return "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files)).encode()


def _whole(manifest: Mapping[str, Any], edition: str) -> bool:
    listings = [manifest.get("files"), manifest.get("public")] if edition == "pemeriksa" else [manifest.get("files")]
    named = _is_text(manifest.get("number"), _NUMBER) and all(_is_listing(each) for each in listings)
    if edition == "publik":
        return named and _is_text(manifest.get("pemeriksa_manifest_sha256"), _SHA256)
    order, library, meta = manifest.get("urutan"), manifest.get("library"), manifest.get("meta")
    return (
        named and _is_whole_number(order) and 1 <= order <= _MOST_RECORDS and isinstance(library, dict)
        and isinstance(meta, dict) and set(REQUIRED) <= set(meta) and _is_link(manifest.get("previous", 0))
    )


def _is_link(value: Any) -> bool:
    """Nothing before it, or the record before it by number and hash."""
    return value is None or (
        isinstance(value, dict) and _is_text(value.get("number"), _NUMBER)
        and _is_text(value.get("manifest_sha256"), _SHA256)
    )


def _is_listing(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(entry, dict) and _is_text(entry.get("sha256"), _SHA256) for entry in value.values()
    )


def _is_text(value: Any, shape: re.Pattern[str]) -> bool:
    return isinstance(value, str) and shape.fullmatch(value) is not None


def _is_whole_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
