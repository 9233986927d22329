"""Two servers that run: each opens with its own key only, and a leader's key runs no code."""

from __future__ import annotations

import json
import re
import stat
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import websocket

from pembinaan_lib.errors import ServingError
from pembinaan_lib.serving import Running, addresses_in_use, launch, show_edition

CLOSED_TO_LEADERS = [
    "/lab", "/lab/tree/00_mulai.ipynb", "/api/kernels", "/api/contents", "/api/contents/buku-kerja.db",
    "/api/terminals", "/api/sessions", "/api/kernelspecs", "/api/shutdown", "/files/buku-kerja.db", "/tree",
    "/voila/tree", "/voila/api/contents", "/voila/files/pimpinan.ipynb", "/voila/files/edisi/published.json",
    "/voila/files/../buku-kerja.db", "/voila/render/00_mulai.ipynb", "/nbconvert/html/pimpinan.ipynb",
    "/terminals/websocket/1",
]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def ask(url: str, *, token: str = "", method: str = "GET", host: str = "") -> tuple[int, str, Mapping[str, str]]:
    headers = ({"Authorization": f"token {token}"} if token else {}) | ({"Host": host} if host else {})
    request = urllib.request.Request(url, method=method, data=b"{}" if method == "POST" else None, headers=headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.read().decode(errors="replace"), dict(answer.headers)
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode(errors="replace"), dict(refused.headers)


def origin_and_token(running: Running, name: str) -> tuple[str, str]:
    parts = urlsplit(running.addresses[name])
    return f"{parts.scheme}://{parts.netloc}", parts.query.removeprefix("token=")


def test_both_stand_on_this_machine_only_with_different_keys(running: Running) -> None:
    (planner, planner_key), (leader, leader_key) = (origin_and_token(running, who) for who in ("perencana", "pimpinan"))
    assert planner != leader
    assert planner_key != leader_key
    assert min(len(planner_key), len(leader_key)) >= 32
    assert {urlsplit(planner).hostname, urlsplit(leader).hostname} == {"127.0.0.1"}


@pytest.mark.parametrize(("name", "path"), [
    ("perencana", "/voila/render/00_mulai.ipynb"), ("perencana", "/lab"), ("perencana", "/api/kernels"),
    ("pimpinan", "/"),
])
def test_nobody_enters_without_the_right_key(running: Running, name: str, path: str) -> None:
    origin, key = origin_and_token(running, name)
    _, other_key = origin_and_token(running, "pimpinan" if name == "perencana" else "perencana")
    assert ask(origin + path)[0] in (302, 403)
    assert ask(origin + path, token=other_key)[0] in (302, 403)
    assert ask(origin + path, token=key)[0] == 200


def test_the_planners_page_shows_no_code(running: Running) -> None:
    origin, key = origin_and_token(running, "perencana")
    page = ask(f"{origin}/voila/render/00_mulai.ipynb", token=key)[1]
    assert "ipywidgets import" not in page
    assert "application/vnd.voila.cell-output+json" in page


def test_a_page_may_ask_no_other_host(running: Running) -> None:
    for name, path in (("perencana", "/voila/render/00_mulai.ipynb"), ("perencana", "/lab"), ("pimpinan", "/")):
        origin, key = origin_and_token(running, name)
        _, page, headers = ask(origin + path, token=key)
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert not re.findall(r"(?:src|href)=[\"'](?:https?:)?//", page)
        # JupyterLab names a MathJax that it does not load: it brings its own.
        assert path == "/lab" or "cdnjs" not in page


def test_our_own_error_reads_in_full(running: Running) -> None:
    origin, key = origin_and_token(running, "perencana")
    page = ask(f"{origin}/voila/render/gagal.ipynb", token=key)[1]
    assert "Folder ini belum berisi buku kerja" in page
    assert "(SRV-001)" in page
    assert "Traceback" not in page


def test_any_other_error_says_nothing_that_may_be_personal(running: Running, workbook_folder: Path) -> None:
    origin, key = origin_and_token(running, "perencana")
    page = ask(f"{origin}/voila/render/rahasia.ipynb", token=key)[1]
    assert "Bagian ini tidak dapat ditampilkan" in page
    assert "ValueError" in page
    assert "/lab/tree/rahasia.ipynb" in page
    assert "198001012005011001" not in page
    logs = "".join(path.read_text() for path in (workbook_folder / ".pembinaan" / "catatan").glob("*.log"))
    assert "198001012005011001" not in logs
    assert "Error at server while executing cell" in logs


def test_the_lab_speaks_indonesian(running: Running) -> None:
    origin, key = origin_and_token(running, "perencana")
    answer = ask(f"{origin}/lab/api/settings/@jupyterlab/translation-extension:plugin", token=key)[1]
    assert json.loads(answer)["schema"]["properties"]["locale"]["default"] == "id_ID"
    assert json.loads(ask(f"{origin}/lab/api/translations/id_ID", token=key)[1])["data"]["jupyterlab"]


@pytest.mark.parametrize("path", CLOSED_TO_LEADERS)
def test_a_leader_reaches_nothing_but_the_dashboard(running: Running, path: str) -> None:
    origin, key = origin_and_token(running, "pimpinan")
    status, body, headers = ask(origin + path, token=key)
    if status == 302:
        status, body, headers = ask(origin + headers["Location"], token=key)
    assert status in (403, 404)
    assert "rahasia" not in body
    assert ask(origin + path, token=key, method="POST")[0] in (403, 404, 405)


def test_a_strange_host_name_is_refused(running: Running) -> None:
    for name, path in (("perencana", "/lab"), ("pimpinan", "/")):
        origin, key = origin_and_token(running, name)
        assert ask(origin + path, token=key, host="contoh.invalid")[0] in (302, 403)


def message(kind: str, content: dict[str, Any], channel: str) -> str:
    ids = {"msg_id": uuid.uuid4().hex, "session": uuid.uuid4().hex}
    header = {**ids, "msg_type": kind, "username": "", "version": "5.3"}
    return json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": channel})


def collected(socket: websocket.WebSocket, seconds: float, until: str = "") -> list[dict[str, Any]]:
    """Messages of the kernel, until one of kind `until` comes or time is up."""
    socket.settimeout(0.5)
    seen: list[dict[str, Any]] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end and until not in {each["msg_type"] for each in seen}:
        try:
            seen.append(json.loads(socket.recv()))
        except websocket.WebSocketTimeoutException:
            continue
    return seen


def test_a_leader_runs_no_code_over_the_websocket(running: Running, workbook_folder: Path) -> None:
    origin, key = origin_and_token(running, "pimpinan")
    page = ask(origin + "/", token=key)[1]
    kernel = re.search(r'"kernelId": "([^"]+)"', page)
    assert kernel
    target = workbook_folder / "ditulis-pimpinan"
    code = f"open({str(target)!r}, 'w').write('x')"
    request = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
    url = f"{origin.replace('http', 'ws')}/api/kernels/{kernel[1]}/channels"
    socket = websocket.create_connection(url, header={"Authorization": f"token {key}"}, timeout=10)
    try:
        for kind, content in (("execute_request", request), ("complete_request", {"code": "o", "cursor_pos": 1}),
                              ("inspect_request", {"code": "open", "cursor_pos": 2}), ("debug_request", {})):
            for channel in ("shell", "control"):
                socket.send(message(kind, content, channel))
        socket.send(message("kernel_info_request", {}, "shell"))
        kinds = {each["msg_type"] for each in collected(socket, 20, until="kernel_info_reply")}
    finally:
        socket.close()
    assert "kernel_info_reply" in kinds
    assert not kinds & {"execute_reply", "execute_result", "complete_reply", "inspect_reply", "debug_reply"}
    assert not target.exists()


def test_no_websocket_without_the_key(running: Running) -> None:
    for name in ("perencana", "pimpinan"):
        origin, _ = origin_and_token(running, name)
        url = f"{origin.replace('http', 'ws')}/api/kernels/{uuid.uuid4()}/channels"
        with pytest.raises(websocket.WebSocketBadStatusException):
            websocket.create_connection(url, timeout=10)


def test_the_key_is_told_to_nobody_who_knows_a_kernel(running: Running) -> None:
    """The list of processes names the kernels; no place of the server tells what was asked of them."""
    origin, key = origin_and_token(running, "pimpinan")
    kernel = re.search(r'"kernelId": "([^"]+)"', ask(f"{origin}/?token={key}")[1])
    assert kernel
    for headers in ({}, {"Authorization": f"token {key}"}):
        with pytest.raises(websocket.WebSocketException, match="Handshake|Redirect"):
            url = f"{origin.replace('http', 'ws')}/voila/query/{kernel[1]}"
            websocket.create_connection(url, header=headers, timeout=10, redirect_limit=0)


def test_an_edition_forged_beside_its_record_is_not_shown(
    workbook_folder: Path, publish: Callable[[Path, bytes], Path], tmp_path: Path,
) -> None:
    edition = publish(tmp_path, b'"asli"')
    forged = publish(tmp_path / "lain", b'"palsu"')
    launch.check_edition(workbook_folder, edition)
    launch.check_edition(workbook_folder, forged)
    edition.write_bytes(forged.read_bytes())
    with pytest.raises(ServingError) as refused:
        launch.check_edition(workbook_folder, edition)
    assert refused.value.code == "SRV-006"


def test_keys_are_in_private_files_and_never_in_a_log(running: Running, workbook_folder: Path) -> None:
    hidden = workbook_folder / ".pembinaan"
    keys = [origin_and_token(running, name)[1] for name in ("perencana", "pimpinan")]
    ask(f"{origin_and_token(running, 'pimpinan')[0]}/tidak-ada?token={keys[1]}")
    files = [path for path in hidden.rglob("*") if path.is_file()]
    holders = [path for path in files if any(key in path.read_text(errors="ignore") for key in keys)]
    expected = {"token.json", "perencana.alamat", "pimpinan.alamat", "jupyter_server_config.json", "voila.json"}
    assert expected <= {path.name for path in holders}
    assert not any(path.suffix == ".log" for path in holders)
    ours = [path for path in holders if path.parent.name != "runtime"]  # Jupyter's own notes lie in the closed folder
    assert {stat.S_IMODE(path.stat().st_mode) for path in ours} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files if path.parent.name == "catatan"} == {0o600}
    assert stat.S_IMODE(hidden.stat().st_mode) == 0o700
    assert not any(key in " ".join(launch.command) for launch, _ in running.servers.values() for key in keys)


def test_a_leader_stands_on_a_clean_folder(running: Running) -> None:
    launch, _ = running.servers["pimpinan"]
    assert {path.name for path in launch.cwd.iterdir()} == {"pimpinan.ipynb", "edisi"}


def test_another_window_finds_the_servers_and_shows_a_new_edition(
    running: Running, workbook_folder: Path, publish: Callable[[Path, bytes], Path], tmp_path: Path,
    dashboards: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(launch.shipped, "folder", lambda name: dashboards)
    assert addresses_in_use(workbook_folder) == running.addresses
    before = running.servers["pimpinan"][1]
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(show_edition, workbook_folder, publish(tmp_path, b'"baru"'))
        running.wait(stopped=waiting.done)
        address = waiting.result()
    assert before.poll() is not None
    origin, key = origin_and_token(running, "pimpinan")
    assert address.startswith(origin)
    assert (running.servers["pimpinan"][0].cwd / "edisi" / "published.json").read_text() == '"baru"'
    assert ask(origin + "/", token=key)[0] == 200
    assert addresses_in_use(workbook_folder) == running.addresses
