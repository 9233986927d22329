"""Starting the servers, waiting until they answer, and stopping them with everything they started."""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from pembinaan_lib.errors import PembinaanError, ServingError
from pembinaan_lib.serving import ongoing, places, settings
from pembinaan_lib.serving.launch import Launch, leader_command, planner_command
from pembinaan_lib.serving.tokens import LEADER, PLANNER, tokens

LOG = logging.getLogger("pembinaan")
_PATIENCE_SECONDS = 90
_GRACE_SECONDS = 10
_WINDOWS = os.name == "nt"


def start(folder: Path, *, edition: Path | None = None, planner: bool = True,
          ports: Mapping[str, int] | None = None) -> Running:
    """Start the servers of a workbook and return when they answer.

    Parameters
    ----------
    folder : Path
        The workbook's folder.
    edition : Path, optional
        The published edition (``publik.zip``) that leaders may see; without one there is no leader's server.
    planner : bool
        Whether to start the planner's server.
    ports : mapping, optional
        Fixed ports by server (``perencana``, ``pimpinan``); otherwise each workbook keeps its own as long as they are
        free, so that an address saved as a bookmark stays good.

    Raises
    ------
    ServingError
        ``SRV-001``/``SRV-002``/``SRV-006`` nothing to show, ``SRV-003`` a fixed port is taken, ``SRV-004`` a server
        ended at once, ``SRV-005`` it does not answer, ``SRV-008`` the folder cannot be written. Nothing stays running then.
    """
    running = Running(folder)
    try:
        with places.writing(folder):
            keys, fixed = tokens(folder), dict(ports or {})
            if planner:
                running.add(planner_command(folder, port=_port(PLANNER, keys, fixed), token=keys[PLANNER]))
            if edition is not None:
                running.add(leader_command(folder, edition, port=_port(LEADER, keys, fixed), token=keys[LEADER]))
        running.wait_until_ready()
    except BaseException:
        running.stop()
        raise
    return running


@dataclass
class Running:
    """Servers that run until :meth:`stop`; also a context manager."""

    folder: Path
    servers: dict[str, tuple[Launch, subprocess.Popen[bytes]]] = field(default_factory=dict)
    others: list[Running] = field(default_factory=list)

    @property
    def addresses(self) -> dict[str, str]:
        """What to open, token included, by ``perencana`` and ``pimpinan``."""
        return {name: launch.address for name, (launch, _) in self.servers.items()}

    def add(self, launch: Launch) -> None:
        """Start one server in a process group of its own, its words in a log file of the workbook."""
        apart: dict[str, object] = (
            {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if _WINDOWS else {"start_new_session": True}
        )
        with _private_log(log_file(self.folder, launch.name)) as log:
            process = subprocess.Popen(  # type: ignore[call-overload]
                list(launch.command), cwd=launch.cwd, env=dict(launch.env), stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, **apart,
            )
        self.servers[launch.name] = (launch, process)

    def wait_until_ready(self) -> None:
        """Return when every server answers, and note their addresses in the workbook."""
        until = time.monotonic() + _PATIENCE_SECONDS
        for launch, _ in self.servers.values():
            while not _answers(launch.port):
                self._check_alive()
                if time.monotonic() > until:
                    raise ServingError("SRV-005", where=launch.name, log=str(log_file(self.folder, launch.name)))
                time.sleep(0.1)
        self._check_alive()
        for name, address in self.addresses.items():
            ongoing.note(self.folder, name, address)

    def wait(self, *, stopped: Callable[[], bool] = lambda: False) -> None:
        """Stay until `stopped` says so; show leaders a new edition when asked. A server that ends is ``SRV-004``."""
        while not stopped():
            self._check_alive()
            self.attend()
            time.sleep(0.5)

    def attend(self) -> None:
        """Do what pages and other windows asked for: show leaders an edition, open another workbook."""
        edition = ongoing.requested(self.folder)
        if edition is not None and (LEADER in self.servers or LEADER not in ongoing.addresses_in_use(self.folder)):
            self.show(edition)
        other = ongoing.requested(self.folder, ongoing.OTHER)
        if other is not None:
            self.open(other)
        for each in self.others:
            each.attend()

    def open(self, folder: Path) -> None:
        """Serve another workbook's planner as well, as long as this window is open."""
        try:
            self.others.append(start(folder))
        except PembinaanError as fault:  # whoever asked waits in vain and says so
            LOG.warning("open: %s", fault.code)
        ongoing.answered(self.folder, ongoing.OTHER)

    def show(self, edition: Path) -> None:
        """Start the leader's server on `edition`, in place of the one that runs: warm kernels hold the old one.

        Where that fails, whoever asked waits in vain and says so; the planner's server goes on.
        """
        keys = tokens(self.folder)
        self._drop(LEADER)
        try:
            self.add(leader_command(self.folder, edition, port=_port(LEADER, keys, {}), token=keys[LEADER]))
            self.wait_until_ready()
        except PembinaanError:
            self._drop(LEADER)
        ongoing.answered(self.folder)

    def _drop(self, name: str) -> None:
        if name in self.servers:
            _, process = self.servers.pop(name)
            ongoing.note(self.folder, name, "")
            process.terminate()
            _end(process)

    def stop(self) -> None:
        """Stop the servers and their kernels; first politely. Stopping twice does no harm."""
        for each in self.others:
            each.stop()
        for name in self.servers:
            ongoing.note(self.folder, name, "")
        for _, process in self.servers.values():
            if process.poll() is None:
                process.terminate()
        for _, process in self.servers.values():
            _end(process)
        self.servers, self.others = {}, []

    def _check_alive(self) -> None:
        for name, (launch, process) in self.servers.items():
            if process.poll() is not None:
                raise ServingError("SRV-004", where=name, port=str(launch.port),
                                   log=str(log_file(self.folder, name)))

    def __enter__(self) -> Running:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.stop()


def log_file(folder: Path, name: str) -> Path:
    """Where server `name` of the workbook writes what happened."""
    return places.hidden(folder, "catatan") / f"{name}.log"


def _private_log(path: Path) -> BinaryIO:
    """A new log file for its owner only; one of an earlier run goes."""
    with places.writing(path.parent):
        path.unlink(missing_ok=True)
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _port(name: str, keys: Mapping[str, str], fixed: Mapping[str, int]) -> int:
    """The fixed port, or the workbook's usual one, or any free one."""
    if name in fixed:
        if not _free(fixed[name]):
            raise ServingError("SRV-003", where=name, port=str(fixed[name]))
        return fixed[name]
    usual = 20_000 + int.from_bytes(hashlib.sha256(keys[name].encode()).digest()[:4], "big") % 12_000
    return usual if _free(usual) else _any_free_port()


def _free(port: int) -> bool:
    with socket.socket() as probe:
        if not _WINDOWS:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.ADDRESS, port))
        except OSError:
            return False
    return True


def _any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((settings.ADDRESS, 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    """Whether the login page is there: it needs no token and costs no kernel."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{settings.ADDRESS}:{port}/login", timeout=5) as page:
            return bool(page.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        _kill_group(process)
        process.wait()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if _WINDOWS:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True)
    else:
        os.killpg(process.pid, signal.SIGKILL)
