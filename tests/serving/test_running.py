"""Starting and stopping: what goes wrong is said plainly, and nothing stays behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pembinaan_lib.errors import ServingError
from pembinaan_lib.serving import (
    Launch, Running, addresses_in_use, launch, leader_command, ongoing, planner_command, running, show_edition, start,
    tokens,
)
from pembinaan_lib.serving.tokens import forget_tokens

SERVER = (
    "import http.server, sys\n"
    "class H(http.server.BaseHTTPRequestHandler):\n"
    "    def do_GET(self): self.send_response(200); self.end_headers()\n"
    "    def log_message(self, *a): pass\n"
    "http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), H).serve_forever()\n"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fake(folder: Path, *command: str, port: int) -> Launch:
    return Launch("perencana", command, dict(os.environ), folder, port, "/", "kunci")


def test_an_empty_folder_has_nothing_to_open(tmp_path: Path) -> None:
    with pytest.raises(ServingError) as refused:
        start(tmp_path)
    assert refused.value.code == "SRV-001"


def test_nothing_published_is_nothing_to_serve(tmp_path: Path) -> None:
    with pytest.raises(ServingError) as refused:
        start(tmp_path, planner=False, edition=tmp_path / "tidak-ada")
    assert refused.value.code == "SRV-002"


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServingError) as refused:
            start(tmp_path, ports={"perencana": port})
    assert refused.value.code == "SRV-003"
    assert str(port) in str(refused.value)


def test_a_server_that_ends_at_once_is_said_with_its_log(tmp_path: Path) -> None:
    servers = Running(tmp_path)
    servers.add(fake(tmp_path, sys.executable, "-c", "print('sebabnya'); raise SystemExit(3)", port=free_port()))
    with pytest.raises(ServingError) as refused:
        servers.wait_until_ready()
    servers.stop()
    assert refused.value.code == "SRV-004"
    assert "sebabnya" in Path(refused.value.values["log"]).read_text()


def test_a_server_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_PATIENCE_SECONDS", 0.2)
    servers = Running(tmp_path)
    servers.add(fake(tmp_path, sys.executable, "-c", "import time; time.sleep(60)", port=free_port()))
    with pytest.raises(ServingError) as refused:
        servers.wait_until_ready()
    servers.stop()
    assert refused.value.code == "SRV-005"


def test_addresses_stand_in_the_workbook_while_it_runs(tmp_path: Path) -> None:
    port = free_port()
    servers = Running(tmp_path)
    servers.add(fake(tmp_path, sys.executable, "-c", SERVER, str(port), port=port))
    process = servers.servers["perencana"][1]
    with servers:
        servers.wait_until_ready()
        noted = (tmp_path / ".pembinaan" / "perencana.alamat").read_text()
        assert noted == f"http://127.0.0.1:{port}/?token=kunci"
        servers.wait(stopped=lambda: True)
    assert process.poll() is not None
    assert not (tmp_path / ".pembinaan" / "perencana.alamat").exists()


@pytest.mark.skipif(os.name == "nt", reason="process groups of POSIX")
def test_a_server_that_will_not_stop_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_GRACE_SECONDS", 0.3)
    ready = tmp_path / "siap"
    stubborn = f"import signal, time; signal.signal(15, signal.SIG_IGN); open({str(ready)!r}, 'w'); time.sleep(60)"
    servers = Running(tmp_path)
    servers.add(fake(tmp_path, sys.executable, "-c", stubborn, port=free_port()))
    process = servers.servers["perencana"][1]
    while not ready.exists():
        assert process.poll() is None
    servers.stop()
    assert process.poll() == -9


def test_tokens_stay_until_they_are_forgotten(tmp_path: Path) -> None:
    first = tokens(tmp_path)
    assert tokens(tmp_path) == first
    assert first["perencana"] != first["pimpinan"]
    (tmp_path / ".pembinaan" / "token.json").write_text("{rusak")
    assert tokens(tmp_path) != first
    second = tokens(tmp_path)
    forget_tokens(tmp_path)
    assert tokens(tmp_path) != second


def test_nothing_leads_to_the_users_own_jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_TOKEN", "dari-luar")
    monkeypatch.setenv("VOILA_APP_PORT", "1")
    (tmp_path / "00_mulai.ipynb").write_text("{}")
    env = planner_command(tmp_path, port=1, token="x").env
    assert "JUPYTER_TOKEN" not in env
    assert "VOILA_APP_PORT" not in env
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_PATH", "IPYTHONDIR"):
        assert Path(env[name]).is_relative_to(tmp_path / ".pembinaan")


def test_a_new_edition_replaces_the_old_one(
    tmp_path: Path, dashboards: Path, publish: Callable[[Path, bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch.shipped, "folder", lambda name: dashboards)
    for content in (b"1", b"2"):
        site = leader_command(tmp_path, publish(tmp_path / content.decode(), content), port=1, token="x").cwd
    assert (site / "edisi" / "published.json").read_text() == "2"


def test_a_changed_edition_is_not_served(tmp_path: Path, edition: Path) -> None:
    changed = tmp_path / "publik.zip"
    with zipfile.ZipFile(edition) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, b'"lain"' if name == "published.json" else before.read(name))
    with pytest.raises(ServingError) as refused:
        leader_command(tmp_path, changed, port=1, token="x")
    assert refused.value.code == "SRV-006"


def test_python_that_runs_the_servers_sees_no_strange_module(tmp_path: Path) -> None:
    (tmp_path / "00_mulai.ipynb").write_text("{}")
    (tmp_path / "json.py").write_text("raise SystemExit('dibajak')")
    command = planner_command(tmp_path, port=1, token="x").command
    assert subprocess.run([*command[:2], "-c", "import json"], cwd=tmp_path, check=False).returncode == 0


def test_what_was_left_behind_is_not_taken_for_a_running_server(tmp_path: Path) -> None:
    (tmp_path / ".pembinaan").mkdir()
    assert addresses_in_use(tmp_path) == {}
    (tmp_path / ".pembinaan" / "perencana.alamat").write_text(f"http://127.0.0.1:{free_port()}/?token=x")
    assert addresses_in_use(tmp_path) == {}


def test_what_cannot_be_shown_stops_nothing(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / ".pembinaan").mkdir()
    (tmp_path / ".pembinaan" / ongoing.REQUEST).write_text(f'"{(tmp_path / "tidak-ada.zip").as_posix()}"')
    with Running(tmp_path) as servers:
        servers.add(fake(tmp_path, sys.executable, "-c", SERVER, str(port), port=port))
        servers.wait_until_ready()
        servers.wait(stopped=lambda: ongoing.requested(tmp_path) is None)
        assert servers.servers["perencana"][1].poll() is None
    with pytest.raises(ServingError) as refused:
        show_edition(tmp_path, tmp_path / "tidak-ada.zip")
    assert refused.value.code == "SRV-002"


def test_an_owner_that_does_not_react_is_given_up(
    tmp_path: Path, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ongoing, "_PATIENCE_SECONDS", 0.3)
    with pytest.raises(ServingError) as refused:
        show_edition(tmp_path, edition)
    assert refused.value.code == "SRV-005"
    assert ongoing.requested(tmp_path) is None


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "buku"
    folder.mkdir()
    (folder / "00_mulai.ipynb").write_text("{}")
    (folder / ".pembinaan").write_text("a file where a folder should be: nothing can be made below it, not even by root")
    with pytest.raises(ServingError) as refused:
        start(folder)
    assert refused.value.code == "SRV-008" and "tidak dapat ditulis" in str(refused.value)
