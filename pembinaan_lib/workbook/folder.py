"""A workbook is a folder: its database, its notebooks, its records and documents, and how it travels.

Everything personal is in ``buku-kerja.db``; the whole folder can be packed into one file and unpacked on another
laptop.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from pembinaan_lib import shipped
from pembinaan_lib.errors import FolderError, StoreError, StoreVersionError
from pembinaan_lib.plan.model import YEARS
from pembinaan_lib.store import Store, restore
from pembinaan_lib.workbook.pages import renew_pages

DATABASE = "buku-kerja.db"
RECORDS = "arsip"
DOCUMENTS = "dokumen"
_KEPT = (RECORDS, DOCUMENTS)
_LARGEST_BYTES = 2_000_000_000
_DISK_FAULTS = (errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.EIO, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC)


def prepare(folder: Path) -> None:
    """Make an empty workbook folder with its own copy of the notebooks.

    Raises
    ------
    FolderError
        ``WBK-001`` where something stands there already, ``WBK-002`` where the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderError("WBK-001", where=folder.name)
    with filling(folder):
        renew_pages(folder)


@contextmanager
def filling(folder: Path) -> Iterator[None]:
    """A folder that is empty or missing, for the block to fill: as before where the block fails."""
    made = not folder.exists()
    try:
        with _writable(folder):
            folder.mkdir(parents=True, exist_ok=True)
            yield
    except BaseException:
        for path in [folder] if made else list(folder.iterdir()):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.exists():
                path.unlink()
        raise


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise FolderError("WBK-002", where=folder.name, fault=fault.strerror or "") from fault


@contextmanager
def backing_up(target: Path) -> Iterator[Path]:
    """A closed folder beside the backup `target`, for what waits to be packed; faults of the disk as ``WBK-016``."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".cadang-") as waiting:
            yield Path(waiting)
    except OSError as fault:
        raise FolderError("WBK-016", where=target.name, fault=fault.strerror or "") from fault
    except StoreError as fault:
        if fault.code not in ("STO-011", "STO-012"):
            raise
        raise FolderError("WBK-016", where=target.name, fault=fault.what) from fault


def database(folder: Path) -> Path:
    """The database of an existing workbook; ``WBK-003`` where `folder` is none."""
    path = folder / DATABASE
    if not path.is_file():
        raise FolderError("WBK-003", where=folder.name)
    return path


def pack(folder: Path, database_copy: Path, target: Path) -> Path:
    """Write the workbook as one file; `database_copy` is a consistent copy of its database.

    The file appears under its name only when it is complete.
    """
    partial = target.with_name(target.name + ".sebagian")
    partial.unlink(missing_ok=True)
    try:
        # names and NIP are inside: for the owner only, from the first byte
        with (
            os.fdopen(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "w+b") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            archive.write(database_copy, DATABASE)
            for path in sorted(_travelling(folder)):
                archive.write(path, path.relative_to(folder).as_posix())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def _travelling(folder: Path) -> list[Path]:
    kept = [path for name in _KEPT for path in (folder / name).rglob("*") if path.is_file()]
    return kept + list(folder.glob("*.ipynb"))


def unpack(backup: Path, folder: Path) -> None:
    """Unpack a backup into a new or empty folder; nothing stays behind where the backup is no good.

    Raises
    ------
    FolderError
        ``WBK-001`` (folder not empty), ``WBK-002`` (it cannot be written), ``WBK-005`` (not a backup of a workbook).
    StoreVersionError
        A newer library made the backup.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderError("WBK-001", where=folder.name)
    with _writable(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".pulih-") as waiting:
            _take(backup, Path(waiting))
            with filling(folder):
                for path in sorted(Path(waiting).iterdir()):
                    os.replace(path, folder / path.name)
                renew_pages(folder)


def _take(backup: Path, waiting: Path) -> None:
    """Unpack what a backup may bring along; its notebooks are code, and ours are shipped with the library."""
    try:
        with zipfile.ZipFile(backup) as archive:
            _check(archive)
            archive.extractall(waiting, [name for name in archive.namelist() if not name.endswith(".ipynb")])
        _sound(waiting / DATABASE)
    except StoreVersionError:
        raise
    except OSError as fault:
        if fault.errno in _DISK_FAULTS:
            raise
        raise FolderError("WBK-005", where=backup.name) from fault
    except (zipfile.BadZipFile, zlib.error, StoreError, FolderError, RuntimeError, EOFError, ValueError) as fault:
        # RuntimeError: a password; NotImplementedError, one of them: packed in a way that nobody knows
        raise FolderError("WBK-005", where=backup.name) from fault


def _sound(path: Path) -> None:
    """Read the whole unpacked database once, before anything appears under the planner's name for it."""
    checked = path.with_name("diperiksa.db")
    restore(path, checked)
    with Store.open(checked) as store:
        described(store.meta(), where=path.name)
    os.replace(checked, path)


def described(meta: Mapping[str, Any], *, where: str) -> tuple[str, int, bool]:
    """Agency, year and whether it is the sample, as a workbook says them of itself; ``WBK-014`` where it does not."""
    agency, year, sample = meta.get("instansi"), str(meta.get("tahun")), meta.get("contoh")
    if not is_agency(agency) or not re.fullmatch(r"[0-9]{4}", year) or not is_year(int(year)) or sample not in ("ya", "tidak"):
        raise FolderError("WBK-014", where=where)
    return agency, int(year), sample == "ya"


def is_agency(name: Any) -> bool:
    """Whether this can be the name of an agency: text on one line that can be shown and stored."""
    return isinstance(name, str) and bool(name.strip()) and name.isprintable()


def is_year(year: int) -> bool:
    """Whether somebody can plan for this year."""
    return YEARS[0] <= year <= YEARS[1]


def _check(archive: zipfile.ZipFile) -> None:
    """Refuse names that leave the folder, unknown kinds of file, and archives that unpack to far too much."""
    members = archive.infolist()
    names = [PurePosixPath(member.filename) for member in members]
    strange = [
        name for name in names
        if name.is_absolute() or ".." in name.parts or "\\" in str(name) or ":" in str(name)
        or not (str(name) == DATABASE or name.parts[0] in _KEPT or (len(name.parts) == 1 and name.suffix == ".ipynb"))
    ]
    if strange or PurePosixPath(DATABASE) not in names or sum(member.file_size for member in members) > _LARGEST_BYTES:
        raise FolderError("WBK-005", where=Path(archive.filename or "").name)
