"""Named bytes as one zip file, always the same bytes; and back, trusting nothing that the zip says."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from pembinaan_lib.errors import RecordError

MAX_FILES = 5_000
MAX_BYTES = 512 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip can hold
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, ValueError)


def safe_name(name: str) -> bool:
    """Whether `name` is a relative path that every system can hold and none reads as a way out of a folder."""
    parts = name.split("/")
    return bool(_NAME.fullmatch(name)) and len(name) <= 200 and not any(part.endswith(".") for part in parts)


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of `files`.

    Stored, not deflated: builds of zlib differ, and the same files shall be the same zip on every machine. Names are
    sorted, times and permissions fixed.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def written(path: Path, files: Mapping[str, bytes]) -> None:
    """Write the zip of `files` and wait until it is on the disk."""
    with path.open("xb") as file:
        file.write(packed(files))
        file.flush()
        os.fsync(file.fileno())


def unpacked(path: Path, *, max_files: int = MAX_FILES, max_bytes: int = MAX_BYTES) -> dict[str, bytes]:
    """The named bytes in a zip, in memory; nothing is written anywhere.

    Raises
    ------
    RecordError
        ``REC-005`` not found; ``REC-006`` not a zip, or damaged; ``REC-007`` a name that leads out of the folder or
        stands twice, or what is no plain file in plain packing; ``REC-008`` more than a record ever holds (a zip bomb).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries, path.name, max_files=max_files, max_bytes=max_bytes)
            return {entry.filename: archive.read(entry) for entry in entries}
    except FileNotFoundError as error:
        raise RecordError("REC-005", where=path.name) from error
    except _FAULTS as error:
        raise RecordError("REC-006", where=path.name) from error


def only(path: Path, name: str, *, max_bytes: int = 64 * 1024 * 1024) -> bytes:
    """One named file of a zip, without unpacking the others; the same errors as :func:`unpacked`."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename == name]
            _check_entries(entries, path.name, max_files=1, max_bytes=max_bytes)
            if not entries:
                raise RecordError("REC-009", where=path.name)
            return archive.read(entries[0])
    except FileNotFoundError as error:
        raise RecordError("REC-005", where=path.name) from error
    except _FAULTS as error:
        raise RecordError("REC-006", where=path.name) from error


def _check_entries(entries: list[zipfile.ZipInfo], where: str, *, max_files: int, max_bytes: int) -> None:
    if len(entries) > max_files or sum(entry.file_size for entry in entries) > max_bytes:
        raise RecordError("REC-008", where=where)
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        raise RecordError("REC-007", where=where)
    for entry in entries:
        # orig_filename too: zipfile cuts a name at its first NUL and turns a backslash into a slash on Windows
        plain = safe_name(entry.filename) and entry.orig_filename == entry.filename and _is_file(entry)
        if not plain or entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            raise RecordError("REC-007", where=where)


def _is_file(entry: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return not entry.is_dir() and kind in (0, stat.S_IFREG)
