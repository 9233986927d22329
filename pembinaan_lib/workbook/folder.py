"""A workbook is a folder: its database, its notebooks, its records and documents, and how it travels.

Everything personal is in ``buku-kerja.db``; the whole folder can be packed into one file and unpacked on another
laptop.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from pembinaan_lib import shipped
from pembinaan_lib.errors import FolderError, StoreError, StoreVersionError
from pembinaan_lib.store import restore

DATABASE = "buku-kerja.db"
RECORDS = "arsip"
DOCUMENTS = "dokumen"
_KEPT = (RECORDS, DOCUMENTS)
_LARGEST_BYTES = 2_000_000_000


def prepare(folder: Path) -> None:
    """Make an empty workbook folder with its own copy of the notebooks.

    Raises
    ------
    FolderError
        ``WBK-001`` where something stands there already, ``WBK-002`` where the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderError("WBK-001", where=folder.name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy_notebooks(folder)
    except OSError as fault:
        raise FolderError("WBK-002", where=folder.name, fault=fault.strerror or "") from fault


def copy_notebooks(folder: Path) -> None:
    """Copy the shipped notebooks that the folder does not have yet."""
    for source in sorted(shipped.folder("notebooks").glob("*.ipynb")):
        if not (folder / source.name).exists():
            shutil.copyfile(source, folder / source.name)


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
    if target.exists():
        raise FolderError("WBK-004", where=target.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".sebagian")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(database_copy, DATABASE)
        for path in sorted(_travelling(folder)):
            archive.write(path, path.relative_to(folder).as_posix())
    os.replace(partial, target)
    return target


def _travelling(folder: Path) -> list[Path]:
    kept = [path for name in _KEPT for path in (folder / name).rglob("*") if path.is_file()]
    return kept + list(folder.glob("*.ipynb"))


def unpack(backup: Path, folder: Path) -> None:
    """Unpack a backup into a new or empty folder; nothing stays behind where the backup is no good.

    Raises
    ------
    FolderError
        ``WBK-001`` (folder not empty), ``WBK-005`` (not a backup of a workbook).
    StoreVersionError
        A newer library made the backup.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderError("WBK-001", where=folder.name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".pulih-") as waiting:
        try:
            with zipfile.ZipFile(backup) as archive:
                _check(archive)
                archive.extractall(waiting)
            _sound(Path(waiting, DATABASE))
        except StoreVersionError:
            raise
        except (OSError, zipfile.BadZipFile, zlib.error, StoreError) as fault:
            raise FolderError("WBK-005", where=backup.name) from fault
        folder.mkdir(exist_ok=True)
        for path in sorted(Path(waiting).iterdir()):
            os.replace(path, folder / path.name)


def _sound(path: Path) -> None:
    """Read the whole unpacked database once, before anything appears under the planner's name for it."""
    checked = path.with_name("diperiksa.db")
    restore(path, checked)
    os.replace(checked, path)


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
