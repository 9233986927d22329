"""What goes wrong in a panel is said in it, and long work shows how far it is and hears the stop button."""

from __future__ import annotations

import logging
import threading

import ipywidgets as widgets
import pytest

from pembinaan_lib.errors import Cancelled, FolderError
from pembinaan_lib.panels import Session, base


class Faulty(base.Panel):
    """A panel with a button that fails as told, and long work."""

    fault: Exception | None = None

    def build(self) -> None:
        self.work = base.Work(self)
        self.go = base.button("panels.stop", self._on_go)

    @base.guarded
    def _on_go(self, _: widgets.Button) -> None:
        if self.fault:
            raise self.fault
        self.say("beres")


@pytest.fixture
def panel(tanpa_data: Session) -> Faulty:
    return Faulty(tanpa_data)


def test_our_error_says_what_and_what_to_do(panel: Faulty) -> None:
    panel.fault = FolderError("WBK-013", where="buku")
    panel.go.click()
    assert panel.fault.what in panel.message.value
    assert panel.fault.remedy in panel.message.value
    assert 'role="alert"' in panel.message.value
    assert panel.go.disabled is False


def test_any_other_error_shows_a_code_and_never_its_words(panel: Faulty, caplog: pytest.LogCaptureFixture) -> None:
    panel.fault = ValueError("Orang Contoh 198503152010011001")
    with caplog.at_level(logging.ERROR, logger="pembinaan"):
        panel.go.click()
    assert "198503152010011001" not in panel.message.value + caplog.text
    assert "Orang Contoh" not in panel.message.value + caplog.text
    code = caplog.records[-1].args[0]
    assert code in panel.message.value
    assert "ValueError at test_work.py:" in caplog.text


def test_a_fault_in_long_work_is_told_too(panel: Faulty, caplog: pytest.LogCaptureFixture) -> None:
    def task(_: base.Progress) -> str:
        raise KeyError("Orang Contoh")

    panel.work.start(task)
    panel.work.thread.join(10)
    assert "kode" in panel.message.value
    assert "Orang Contoh" not in panel.message.value + caplog.text
    assert panel.work.view.layout.display == "none"


def test_long_work_shows_how_far_it_is(panel: Faulty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "PATIENCE_SECONDS", -1)
    seen = []

    def task(progress: base.Progress) -> str:
        progress(0.5, "<b>")
        seen.append((panel.work.bar.value, panel.work.step.value, panel.work.view.layout.display))
        return "selesai <b>"

    panel.work.start(task)
    panel.work.thread.join(10)
    assert seen == [(0.5, "&lt;b&gt; kira-kira 1 detik lagi", "")]
    assert "selesai &lt;b&gt;" in panel.message.value


def test_the_stop_button_is_heard_and_a_second_start_waits(panel: Faulty) -> None:
    running, go_on = threading.Event(), threading.Event()

    def task(progress: base.Progress) -> str:
        running.set()
        go_on.wait(10)
        progress(0.9, "")
        return "tidak sampai di sini"

    panel.work.start(task)
    running.wait(10)
    panel.work.start(task)
    assert "masih berjalan" in panel.message.value
    panel.work.button.click()
    go_on.set()
    panel.work.thread.join(10)
    assert "dihentikan" in panel.message.value
    assert 'role="status"' in panel.message.value


def test_a_task_may_stop_by_itself(panel: Faulty) -> None:
    def task(_: base.Progress) -> str:
        panel.work.button.click()
        if panel.work.stopped():
            raise Cancelled("WBK-006")
        return ""

    panel.work.start(task)
    panel.work.thread.join(10)
    assert "Tidak ada yang disimpan" in panel.message.value
