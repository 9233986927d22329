"""The verbs of the command: each acts through the workbook or starts its servers, and says what happened."""

from __future__ import annotations

import argparse
import getpass
import os
import random
import secrets
import signal
import sys
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from pembinaan_lib import record, shipped, words
from pembinaan_lib.cli.screen import Bar, say
from pembinaan_lib.errors import FolderError, RecordMismatchError, ServingError, TableFileError

if TYPE_CHECKING:
    from pembinaan_lib.workbook import Workbook

SAMPLE = "kota_sibolga"
SAMPLE_AGENCY = "Pemerintah Kota Sibolga"
SAMPLE_YEAR = 2027
DONE = 0


def _surroundings(*, seed: int | None = None) -> dict[str, Any]:
    """Who works, what time it is, and where new ids come from; only the sample agency's come from a seed."""
    chance = random.Random(seed) if seed is not None else None
    draw = (lambda: f"{chance.getrandbits(64):016x}") if chance else (lambda: secrets.token_hex(8))
    return {"who": os.environ.get("PEMBINAAN_PENGGUNA") or getpass.getuser(), "clock": _now, "draw": draw}


def _now() -> datetime:
    """The wall clock, or the fixed moment that a test asked for."""
    fixed = os.environ.get("PEMBINAAN_WAKTU")
    return datetime.fromisoformat(fixed) if fixed else datetime.now().astimezone().replace(microsecond=0)


def default_sample_folder() -> Path:
    """Where the sample agency's workbook is kept unless another place is named."""
    return Path.home() / "PembinaanASN" / "contoh-kota-sibolga"


@contextmanager
def _progress() -> Iterator[Bar]:
    """A bar that is gone when the work is done or fails."""
    bar = Bar()
    try:
        yield bar
    finally:
        bar.clear()


def _opened(folder: Path) -> Workbook:
    from pembinaan_lib.workbook import Workbook

    return Workbook.open(folder, **_surroundings())


def contoh(options: argparse.Namespace) -> int:
    """The sample agency from its files to the leader's dashboard."""
    folder = options.folder or default_sample_folder()
    with _sample(folder) as book:
        made = _sample_record(book)
        for line in book.summary():
            print(line)
        edition = book.published
    if not options.no_serve:
        return _serve(folder, edition=edition, planner=True, browser=not options.no_browser)
    print(made)
    return DONE


def _sample(folder: Path) -> Workbook:
    """The sample agency's workbook: the one that is there, or a new one."""
    from pembinaan_lib.workbook import Workbook
    from pembinaan_lib.workbook.folder import DATABASE

    if (folder / DATABASE).is_file():
        book = _opened(folder)
        if not book.contoh:
            book.close()
            raise FolderError("CLI-004", where=folder.name)
        say("cli.sample.again", folder=folder)
        return book
    say("cli.sample.new", folder=folder)
    return Workbook.create(
        folder, instansi=SAMPLE_AGENCY, tahun=SAMPLE_YEAR, contoh=True, **_surroundings(seed=SAMPLE_YEAR)
    )


def _sample_record(book: Workbook) -> Path:
    """Its record; what an earlier run has finished is not done again."""
    from pembinaan_lib import sample

    newest = record.last(book.folder)
    if newest is not None:
        return newest.parent
    _import(book, sample.files(shipped.folder("data/sample") / SAMPLE))
    book.voice.keep(book.voice.group())  # as the planner of the sample agency would have confirmed them
    _propose_and_accept(book)
    return _record(book)


def baru(options: argparse.Namespace) -> int:
    """A new, empty workbook with its own copy of the notebooks."""
    from pembinaan_lib.workbook import Workbook

    Workbook.create(options.folder, instansi=options.instansi, tahun=options.tahun, **_surroundings()).close()
    say("cli.new.done", folder=options.folder, instansi=options.instansi, tahun=str(options.tahun))
    return DONE


def impor(options: argparse.Namespace) -> int:
    """The planner's files into the workbook, all or none."""
    missing = [path for path in options.files if not path.is_file()]
    if missing:
        raise TableFileError("CLI-002", where=", ".join(path.name for path in missing))
    with _opened(options.folder) as book:
        _import(book, options.files)
    return DONE


def _import(book: Workbook, files: Sequence[Path]) -> None:
    from pembinaan_lib import findings
    from pembinaan_lib.workbook import intake

    with _progress() as bar:
        seen = book.import_files(files, progress=bar)
    rows = seen.rows
    for row in rows.itertuples():
        table = row.tabel or words.text("cli.import.unknown")
        say("cli.import.sheet", file=row.berkas, sheet=row.lembar, table=table, used=int(row.dipakai),
            rejected=int(row.ditolak))
    gone = seen.findings[seen.findings["code"] == intake.MANY_GONE_CODE]
    for row in findings.told(gone).itertuples():
        print(f"{row.message} {row.remedy} ({row.code})")
    say("cli.import.done", used=int(rows["dipakai"].sum()), total=int(rows["baris_berkas"].sum()),
        rejected=int(rows["ditolak"].sum()), notes=len(seen.findings))


def hitung(options: argparse.Namespace) -> int:
    """The plan computed; proposed and accepted first where nothing has been accepted yet, or the budget is new."""
    with _opened(options.folder) as book:
        book.renew()
        if options.pagu is not None:
            book.decide("pagu_rp", options.pagu, reason=words.text("cli.compute.pagu_reason"))
        if options.pagu is not None or book.decision("rencana") is None:
            _propose_and_accept(book)
        with _progress() as bar:
            book.compute(progress=bar)
        for line in book.summary():
            print(line)
    return DONE


def _propose_and_accept(book: Workbook) -> None:
    with _progress() as bar:
        proposal = book.propose(progress=bar)
    book.accept(proposal, reason=words.text("cli.compute.reason"))
    say("cli.compute.accepted")


def arsipkan(options: argparse.Namespace) -> int:
    """The plan frozen, verified and written as documents."""
    with _opened(options.folder) as book:
        print(_record(book))
    return DONE


def _record(book: Workbook) -> Path:
    with _progress() as bar:
        made = book.freeze(progress=bar)
        report = book.verify(made, progress=bar)
        documents = book.documents(progress=bar)
    _tell_verified(report)
    if book.outdated():
        say("workbook.frozen_outdated")
    for path in documents:
        say("cli.record.document", path=path)
    return made


def periksa(options: argparse.Namespace) -> int:
    """Whether a record is unchanged and gives the same numbers when it is run again."""
    from pembinaan_lib.workbook import verify_record
    from pembinaan_lib.workbook.folder import DATABASE

    path = options.path
    if (path / DATABASE).is_file():
        path = record.last(path)
        if path is None:
            raise FolderError("WBK-013", where=options.path.name)
    with _progress() as bar:
        if path.name == "publik.zip":
            report = record.verify_public(path, pemeriksa=record.beside(path))
        else:
            report = verify_record(path, progress=bar)
    _tell_verified(report)
    return DONE


def _tell_verified(report: record.VerifyReport) -> None:
    """Say that a record verifies, or say everything that does not agree and raise."""
    if report.ok:
        say("cli.verify.done" if report.recomputed else "cli.verify.whole", record=report.number)
        return
    from pembinaan_lib import findings

    for row in findings.told(report.findings).itertuples():
        print(f"{row.message} [{row.row_id}] {row.remedy} ({row.code})", file=sys.stderr)
    raise RecordMismatchError("CLI-003", where=report.number)


def buka(options: argparse.Namespace) -> int:
    """The planner's screen."""
    _opened(options.folder).close()
    _renew(options.folder)
    if options.join is not None:
        return _tell_joined(options.join, other=options.folder)
    return _serve(options.folder, edition=None, planner=True, browser=not options.no_browser)


def tayangkan(options: argparse.Namespace) -> int:
    """The leader's dashboard over the latest published edition."""
    with _opened(options.folder) as book:
        edition = book.published
    if edition is None:
        raise ServingError("SRV-002", where=options.folder.name)
    if options.join is not None:
        return _tell_joined(options.join, edition=edition)
    return _serve(options.folder, edition=edition, planner=False, browser=not options.no_browser)


def _serve(folder: Path, *, edition: Path | None, planner: bool, browser: bool) -> int:
    """Serve until Ctrl+C, or until the window is closed."""
    from pembinaan_lib import serving

    there = serving.addresses_in_use(folder)
    if "perencana" in there or (there and not planner):
        return _join(folder, there, edition=edition, browser=browser)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    say("cli.serve.starting")
    with serving.start(folder, edition=edition, planner=planner) as running:
        _tell_addresses(running.addresses, browser=browser)
        say("cli.serve.stop")
        try:
            running.wait()
        except KeyboardInterrupt:
            say("cli.serve.stopped")
    return DONE


def _renew(folder: Path) -> None:
    """Pages of an older edition would ask for panels that are no more."""
    from pembinaan_lib.workbook.pages import renew_pages

    renewed = renew_pages(folder)
    if renewed:
        say("cli.serve.renewed", pages=", ".join(renewed))


def _tell_joined(window: Path, *, other: Path | None = None, edition: Path | None = None) -> int:
    """Have the window that serves `window` open another workbook or show leaders an edition, and say where; never serve here."""
    from pembinaan_lib import serving

    if edition is None:
        _tell_addresses({"perencana": serving.open_workbook(window, other)}, browser=False)
    elif "perencana" in serving.addresses_in_use(window):
        _tell_addresses({"pimpinan": serving.show_edition(window, edition)}, browser=False)
    else:
        raise ServingError("SRV-007", where=window.name)
    return DONE


def _join(folder: Path, there: dict[str, str], *, edition: Path | None, browser: bool) -> int:
    """Another window serves this workbook already: have it show the edition, and say where everything is."""
    from pembinaan_lib import serving

    asked = {"pimpinan": serving.show_edition(folder, edition)} if edition is not None else {}
    say("cli.serve.there")
    _tell_addresses(asked or there, browser=browser)
    return DONE


def _tell_addresses(addresses: Mapping[str, str], *, browser: bool) -> None:
    for name, address in addresses.items():
        say(f"cli.serve.{name}", address=address)
    if browser:
        _open_browser(next(iter(addresses.values())))


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _open_browser(address: str) -> None:
    """Open `address` where there is a screen; the printed address does as well."""
    drawn = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if drawn or os.name == "nt" or sys.platform == "darwin":
        webbrowser.open(address)


def cadangkan(options: argparse.Namespace) -> int:
    """The whole workbook as one file."""
    with _opened(options.folder) as book:
        stamp = f"{_now():%Y%m%d-%H%M}"
        target = options.to or options.folder.resolve().parent / f"{options.folder.resolve().name}-{stamp}.zip"
        say("cli.backup.done", path=book.backup(target))
    return DONE


def pulihkan(options: argparse.Namespace) -> int:
    """A backup as a workbook again, here or on another laptop."""
    from pembinaan_lib.workbook import Workbook

    Workbook.restore(options.file, options.folder, **_surroundings()).close()
    say("cli.restore.done", folder=options.folder)
    return DONE


def sampel(options: argparse.Namespace) -> int:
    """A sample agency's files, written again."""
    from pembinaan_lib import sample

    paths = sample.write(options.folder, agency=options.agency)
    say("cli.sample.written", count=len(paths), folder=options.folder)
    return DONE
