"""Opening a planner's file: raw cells of every sheet, or a plain sentence saying why it cannot be opened.

Nothing is trusted before it is looked at: size when unpacked, names inside the archive, password, real format. Macros,
formulas and links are never followed; a cell is the value that the file stores.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msoffcrypto
import python_calamine as calamine
from msoffcrypto.exceptions import FileFormatError

from pembinaan_lib.errors import TableFileError
from pembinaan_lib.tables.extent import extent
from pembinaan_lib.tables.records import TornRecordError, records, swallowed
from pembinaan_lib.tables.spelling import tidy
from pembinaan_lib.tables.swelling import ods_extent, shared_text

_DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEGABYTE = 2**20
_UNPACKED_LIMIT = 500 * _MEGABYTE
_RATIO_LIMIT, _RATIO_FROM = 150, 40 * _MEGABYTE
_CSV_LIMIT = 300 * _MEGABYTE
_CELL_LIMIT = 12_000_000
_TEXT_LIMIT = 1024 * _MEGABYTE
_BINARY = "xl/workbook.bin"
_SHARED = re.compile(rb"<\w+:sst[\s>/]")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its rows of raw cells, the first being row 1 of Excel, and whether the file hides it."""

    name: str
    rows: list[list[Any]] = field(repr=False)
    hidden: bool = False


@dataclass(frozen=True)
class Source:
    """One file: its name, the fingerprint of its bytes, and its sheets."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]


def opened(path: Path) -> Source:
    """The sheets of an Excel or CSV file.

    Raises
    ------
    TableFileError
        TBL-001 empty; TBL-002 neither Excel nor CSV; TBL-003 password; TBL-004 no sheet with content; TBL-005 damaged;
        TBL-006 far too large when unpacked; TBL-007 a cell too far away; TBL-008 unsafe names inside; TBL-009 no such
        file; TBL-012 a web page saved as Excel; TBL-013 a quote left open in a CSV file; TBL-086 words that stand for
        other words (entities), which office programs never write.
    """
    name = tidy(path.name)
    try:
        data = path.read_bytes()
    except OSError as cause:
        raise TableFileError("TBL-009", where=name, file=name) from cause
    if not data.strip():
        raise TableFileError("TBL-001", where=name, file=name)
    sheets = _sheets(data, name)
    if not any(sheet.rows for sheet in sheets):
        raise TableFileError("TBL-004", where=name, file=name)
    return Source(name, hashlib.sha256(data).hexdigest(), sheets)


def _sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    if data.startswith(_ZIP):
        _check_archive(data, name)
        return _excel(data, name)
    if data.startswith(_OLE):
        _check_password(data, name)
        return _excel(data, name)
    if re.search(rb"<(?:html|table|!doctype)", data[:4096], re.IGNORECASE):
        raise TableFileError("TBL-012", where=name, file=name)
    return (_csv(data, name),)


def _check_archive(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, name, packed=len(data))
    except (*_DAMAGED, NotImplementedError, EOFError, OSError, ValueError) as cause:
        raise TableFileError("TBL-005", where=name, file=name) from cause
    except RuntimeError as cause:  # zipfile's word for an entry with a password
        raise TableFileError("TBL-003", where=name, file=name) from cause


def _check_members(archive: zipfile.ZipFile, name: str, *, packed: int) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > _UNPACKED_LIMIT or (unpacked > _RATIO_FROM and unpacked > _RATIO_LIMIT * packed):
        raise TableFileError("TBL-006", where=name, file=name, megabytes=unpacked // _MEGABYTE)
    inside = [member.filename.replace("\\", "/") for member in members]
    if any(entry.startswith("/") or ".." in entry.split("/") or ":" in entry for entry in inside):
        raise TableFileError("TBL-008", where=name, file=name)
    if len(set(inside)) < len(inside):
        raise TableFileError("TBL-008", where=name, file=name)
    if not any(entry.startswith("xl/") or entry == "content.xml" for entry in inside):
        raise TableFileError("TBL-002", where=name, file=name)
    if any(entry.lower() == _BINARY for entry in inside):  # nothing tells how far its cells reach
        raise TableFileError("TBL-002", where=name, file=name)
    sheets, strings, room = [], [], 0
    for member in members:
        xml = archive.read(member)  # reading also proves the declared size and the checksum
        room += _check_part(xml, member.filename, name)
        if room > _CELL_LIMIT:
            raise TableFileError("TBL-007", where=name, file=name)
        if b"sheetData" in xml:
            sheets.append(xml)
        if "sharedstrings" in member.filename.lower() or b"<sst" in xml or (b":sst" in xml and _SHARED.search(xml)):
            strings.append(xml)
    text = shared_text(strings, sheets, enough=_TEXT_LIMIT)
    if text > _TEXT_LIMIT:
        raise TableFileError("TBL-006", where=name, file=name, megabytes=text // _MEGABYTE)


def _check_part(xml: bytes, part: str, name: str) -> int:
    """How many cells a reader makes room for; what makes it reserve text beyond all bounds is refused."""
    if part.endswith((".xml", ".rels")) and _DECLARES.search(xml):  # office programs write no such thing
        raise TableFileError("TBL-086", where=name, file=name)
    if b"sheetData" in xml:  # one cell far away makes room for everything before it
        rows, columns = extent(xml)
        return rows * columns
    if part != "content.xml":
        return 0
    room, text = ods_extent(xml)
    if room <= _CELL_LIMIT and text > _TEXT_LIMIT:
        raise TableFileError("TBL-006", where=name, file=name, megabytes=text // _MEGABYTE)
    return room


def _check_password(data: bytes, name: str) -> None:
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted()
    except FileFormatError as cause:
        raise TableFileError("TBL-002", where=name, file=name) from cause
    except Exception as cause:  # the parser of this old format raises whatever a damaged byte leads it to
        raise TableFileError("TBL-005", where=name, file=name) from cause
    if locked:
        raise TableFileError("TBL-003", where=name, file=name)


def _excel(data: bytes, name: str) -> tuple[Sheet, ...]:
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        pages = {meta.name: meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet}
        names = _apart([tidy(name) for name in pages])
        return tuple(
            Sheet(own, _plain_cells(book.get_sheet_by_name(name).to_python(skip_empty_area=False)),
                  hidden=page.visible != calamine.SheetVisibleEnum.Visible)
            for own, (name, page) in zip(names, pages.items(), strict=True)
        )
    except calamine.PasswordError as cause:
        raise TableFileError("TBL-003", where=name, file=name) from cause
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as cause:  # a panic in the reader's Rust code is no Exception
        raise TableFileError("TBL-005", where=name, file=name) from cause


def _apart(names: list[str]) -> list[str]:
    """Names of sheets that are the same but for their spaces, with a number: findings name a sheet."""
    told: list[str] = []
    for name in names:
        turns = (f"{name} ({turn})" for turn in range(2, len(names) + 2))
        told.append(name if name not in told else next(one for one in turns if one not in (*told, *names)))
    return told


def _plain_cells(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows with yes and no as text: to Python (and pandas) True equals 1, to a planner it does not."""
    return [[_said(cell) for cell in row] if bool in set(map(type, row)) else row for row in rows]


def _said(cell: Any) -> Any:
    return ("ya" if cell else "tidak") if isinstance(cell, bool) else cell


def _csv(data: bytes, name: str) -> Sheet:
    if len(data) > _CSV_LIMIT:
        raise TableFileError("TBL-006", where=name, file=name, megabytes=len(data) // _MEGABYTE)
    text = _decoded(data)
    if text is None or "\x00" in text:
        raise TableFileError("TBL-002", where=name, file=name)
    rows = _records(text, name)
    if max(map(len, rows), default=0) < 2:
        raise TableFileError("TBL-002", where=name, file=name)
    width = max(map(len, rows))
    if width * len(rows) > 50_000_000:
        raise TableFileError("TBL-007", where=name, file=name)
    return Sheet(tidy(Path(name).stem), [row + [""] * (width - len(row)) for row in rows])


def _records(text: str, name: str) -> list[list[str]]:
    delimiter = _delimiter(text)
    try:
        found = records(text, delimiter=delimiter)
    except TornRecordError as cause:
        raise TableFileError("TBL-013", where=name, file=name, line=cause.line) from cause
    line = swallowed(found, delimiter=delimiter)
    if line:
        raise TableFileError("TBL-013", where=name, file=name, line=line)
    return [row for _, row in found]


def _decoded(data: bytes) -> str | None:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    """The mark that cuts most of the first lines into the same number of cells."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]

    def evenness(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines if mark in line]
        common = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        return counts.count(common) if common else 0, common

    return max((";", ",", "\t", "|"), key=evenness)
