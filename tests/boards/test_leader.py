"""The leader's page without a browser: move a widget, look at what became visible."""

from __future__ import annotations

import copy
import json
import subprocess
import sys

import nbformat
import pytest

from pembinaan_lib import shipped, words
from pembinaan_lib.boards import leader, markup
from pembinaan_lib.boards.leader import LeaderPage


@pytest.fixture(autouse=True)
def _indonesian():
    words.choose_language("id")
    yield
    words.choose_language("id")


@pytest.fixture
def page(edition):
    return LeaderPage(edition)


def shown(monkeypatch, path) -> list[object]:
    seen: list[object] = []
    monkeypatch.setattr(leader, "display", seen.append)
    leader.show_leader(path)
    return seen


def test_slider_changes_charts_numbers_and_sentence(page, edition):
    before = (page.sentence.value, page.figures.value, page.charts["kegiatan"].spec, page.charts["batas"].spec)
    page.slider.index = 0
    after = (page.sentence.value, page.figures.value, page.charts["kegiatan"].spec, page.charts["batas"].spec)
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert edition["batas"][0]["kalimat"]["id"] in page.sentence.value
    assert page.message.value == ""


def test_language_switch_changes_every_word_and_keeps_the_budget(page, edition):
    page.slider.index = 1
    page.language.click()
    assert edition["batas"][1]["kalimat"]["en"] in page.sentence.value
    assert page.slider.index == 1 and page.slider.description == "Move the budget"
    assert page.charts["kesenjangan"].spec["title"] == edition["bagan"]["kesenjangan"]["en"]["lebar"]["title"]
    assert page.charts["kesenjangan"].sentences["table"] == "Read as text and table"
    page.language.click()
    assert "What is missing" not in page.headings["kurang"].value


def test_language_from_the_address(page, edition):
    page.charts["kesenjangan"].page_language = "en"
    assert edition["kalimat"]["en"] in page.sentence.value


def test_the_five_questions_stand_in_order(page):
    asked = [page.headings[name].value for name in leader.SECTIONS]
    assert asked[0] == "<h2>Apa yang kurang?</h2>" and asked[4] == "<h2>Apa yang perlu diputuskan?</h2>"


def test_sample_data_says_so(edition):
    assert "data contoh, bukan data sebenarnya" in markup.strip(edition)
    assert "data contoh" not in markup.strip(edition | {"contoh": False})


def test_hostile_text_is_escaped(edition):
    bad = "<script>alert(1)</script>&\"'"
    hostile = copy.deepcopy(edition) | {"instansi": bad, "nomor_arsip": bad, "sidik": bad}
    for budget in hostile["batas"]:
        budget["kalimat"] = budget["label"] = {"id": bad, "en": bad}
        budget["angka"] = [{"judul": {"id": bad, "en": bad}, "nilai": {"id": bad, "en": bad}, "dasar": {"id": bad, "en": bad}}]
    hostile["putusan"] = [{"huruf": bad, "judul": {"id": bad, "en": bad}, "akibat": {"id": bad, "en": bad}}]
    hostile["bagian"]["kurang"]["kosong"] = {"id": bad, "en": bad}
    page = LeaderPage(hostile)
    written = markup.first_paint(hostile, page.part) + page.strip.value + page.sentence.value + page.figures.value
    written += page.foot.value + "".join(note.value for note in page.notes.values())
    assert "<script" not in written and "&lt;script&gt;" in written


def test_a_fault_in_a_handler_is_a_sentence(page):
    page.edition = {}
    page.slider.index = 2
    assert "Muat ulang halaman" in page.message.value and "Traceback" not in page.message.value


@pytest.mark.parametrize("content, said", [
    (None, "Belum ada rencana yang diterbitkan."), ("{", "tidak dapat dibaca"), ('{"versi": 9}', "versi yang lebih baru"),
])
def test_a_bad_edition_is_a_sentence(content, said, tmp_path, monkeypatch):
    path = tmp_path / "p.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    seen = shown(monkeypatch, path)
    assert len(seen) == 1 and said in seen[0].data and str(tmp_path) not in seen[0].data


def test_an_unforeseen_fault_is_a_sentence_too(edition, tmp_path, monkeypatch):
    path = tmp_path / "p.json"
    path.write_text(json.dumps(edition), encoding="utf-8")
    monkeypatch.setattr(leader.markup, "first_paint", lambda *_: 1 / 0)
    (only,) = shown(monkeypatch, path)
    assert "Halaman ini tidak dapat ditampilkan lengkap" in only.data


def test_first_paint_has_the_words_before_any_widget(edition, tmp_path, monkeypatch):
    path = tmp_path / "p.json"
    path.write_text(json.dumps(edition), encoding="utf-8")
    first, _ = shown(monkeypatch, path)
    assert edition["kalimat"]["id"] in first.data and "Gambar sedang dimuat" in first.data


def test_a_kernel_stays_light():
    code = ("import sys, pembinaan_lib.boards; "
            "print(*{'altair', 'pandas', 'numpy', 'vl_convert', 'pembinaan_lib.workbook'} & set(sys.modules))")
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip() == ""


def test_dashboard_is_one_title_one_import_one_call():
    notebook = nbformat.read(shipped.folder("dashboards") / "pimpinan.ipynb", as_version=4)
    assert [cell.cell_type for cell in notebook.cells] == ["markdown", "code", "code"]
    assert [cell.source for cell in notebook.cells[1:]] == ["from pembinaan_lib.boards import show_leader", "show_leader()"]


def test_the_strip_says_draft_or_record_and_the_letters_of_the_papers(edition):
    record, draft = (markup.strip(edition | {"nomor_arsip": number}) for number in ("2027-001", ""))
    assert "Arsip 2027-001" in record and "Draf" not in record and "Sidik abababab<" in record
    assert "Draf" in draft and "Arsip" not in draft
    assert "Disetujui, Arsip 2027-001" in markup.strip(edition | {"keadaan": "disetujui"})
    assert "Sidik rencana abababab." in markup.foot(edition)
