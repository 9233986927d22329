"""What a page says while and after somebody works: one moment, no stale praise, no weights from contradictions."""

from __future__ import annotations

from pathlib import Path

import pytest

from pembinaan_lib import panels, words
from pembinaan_lib.panels import Session, base
from pembinaan_lib.panels.comparing import PAIRS, Comparing, heavier
from tests.contoh import MOMENT, Contoh, salinan
from tests.panels.touching import button, html


class Slow(base.Panel):
    """Notes what the page shows while its handler is at work."""

    def build(self) -> None:
        self.seen: list[str] = []
        self.quiet = base.button("panels.take", self.on_quiet)
        self.view.children = [self.quiet, self.message]

    @base.guarded
    def on_quiet(self, _: object) -> None:
        self.seen.append(self.message.value)


def test_a_click_says_at_once_that_it_was_heard_and_leaves_nothing_stale(kecil: Session) -> None:
    panel = Slow(kecil)
    panel.say("selesai tadi")
    panel.quiet.click()
    assert words.text("panels.working") in panel.seen[0]
    assert panel.message.value == ""


def test_contradicting_answers_cannot_become_weights(contoh: Contoh, tmp_path: Path) -> None:
    with salinan(contoh, tmp_path) as book:
        book.decide(PAIRS, {"kesenjangan|kinerja": 9.0, "kinerja|survei": 9.0, "kesenjangan|survei": 1 / 9}, reason="bertentangan")
        session = Session(book, lambda: MOMENT)
        panel = Comparing(session)
        use = button(panel, words.text("panels.weights.use"))
        assert use.disabled
        assert "bertentangan" in html(panel)
        assert "9× lebih berat" in html(panel)
        book.decide(PAIRS, {"kesenjangan|kinerja": 2.0, "kinerja|survei": 2.0, "kesenjangan|survei": 4.0}, reason="sejalan")
        session.changed(results=False)
        assert not use.disabled


@pytest.mark.parametrize(("ratio", "told"), [(9.0, "Survei 9× lebih berat"), (1 / 3, "Kinerja 3× lebih berat"), (1.0, "sama beratnya"), (2.5, "Survei 2,5× lebih berat")])
def test_ratios_are_said_as_people_say_them(ratio: float, told: str) -> None:
    assert heavier(ratio, "survei", "kinerja") == told


def test_moving_a_weight_wipes_what_was_said_of_others(sesi: Session) -> None:
    panel = panels.Weights(sesi)
    panel.say("Bobot tersimpan")
    slider = panel._sliders["suara"]
    slider.value += 10
    assert panel.message.value == ""
    slider.value -= 10


def test_the_sum_of_a_need_says_why_it_is_that_sure(sesi: Session) -> None:
    panel = panels.Register(sesi)
    row = sesi.frame("register").iloc[0]
    said = panel._sum.value
    assert row["keyakinan_label"] in said
    assert words.percent(row["diketahui_rasio"]) in said


def test_the_journal_names_what_was_decided(sesi: Session) -> None:
    panel = panels.Choices(sesi)
    before = {"U-001": {"status": "diterima"}, "U-002": {"status": "ditolak"}}
    after = {"U-001": {"status": "diterima"}, "U-003": {"status": "ditolak", "jawaban": "sudah ada"}}
    said = panel.changed("putusan_usulan", after, before)
    assert "U-003" in said and "U-002" in said
    assert "U-001" not in said and "sudah ada" not in said
    cause = panel.changed("penyebab_kebutuhan", {"Dinas A|Integritas": {"penyebab": "alat", "bukti": "printer"}}, {})
    assert cause.startswith("Dinas A · Integritas: ")
    assert "printer" not in cause
