"""A request that came by letter: written down on screen, listed, answered, taken back; and what goes back to a unit."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest

from pembinaan_lib import words
from pembinaan_lib.panels import Requests, Session
from tests.contoh import MOMENT, SAMPLE, created
from tests.integration.making import person, roster
from tests.panels.touching import button, html, press

EVIL = "<img src=x onerror=alert(1)> =HYPERLINK(\"x\")"
SAVE, BACK = "Catat usulan", "Batalkan catatan terakhir"


@pytest.fixture(scope="module")
def salin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A small agency with the sample's requests, which these tests may change, one after the other."""
    place = tmp_path_factory.mktemp("usulan")
    with created(place / "buku") as book:
        people = roster(place / "nominatif.xlsx", *(person(number) for number in range(1, 7)))
        book.import_files([people, SAMPLE / "20_usulan.csv"])
        yield Session(book, lambda: MOMENT)


def written(panel: Requests, *, wish: str = "", skill: str = "", people: str = "", why: str = "") -> str:
    """Fill the form in and press; what is said."""
    form = panel._writing  # noqa: SLF001
    form._wish.value, form._people.value, form._why.value = wish, people, why  # noqa: SLF001
    form._skill.value = skill  # noqa: SLF001
    return pressed(panel, SAVE)


def pressed(panel: Requests, name: str) -> str:
    """Press a button of the form; what is said below it."""
    press(panel, name)
    return panel._writing.message.value  # noqa: SLF001


def number(said: str) -> str:
    return re.search(r"U[0-9a-f]{12}-1", said)[0]


def excel(panel: Requests) -> openpyxl.Workbook:
    press(panel, words.text("panels.take"))
    data = re.search(r'href="data:[^,]*;base64,([^"]+)"', panel._take.link.value)[1]  # noqa: SLF001
    return openpyxl.load_workbook(io.BytesIO(base64.b64decode(data)))


def test_a_letter_is_listed_matched_answered_and_taken_back(salin: Session) -> None:
    panel = Requests(salin)
    before = len(panel.rows())
    assert button(panel, BACK).disabled
    panel._kind.value = "didukung"  # a filter never hides what was just written down
    made = number(written(panel, wish="Pelatihan Komunikasi", skill="Komunikasi", people="12", why="Banyak keluhan"))
    row = panel.rows().set_index("usulan_id").loc[made]
    assert (row["unit"], row["kompetensi"], int(row["jumlah_peserta"]), row["alasan"]) == (
        "Dinas Kesehatan", "Komunikasi", 12, "Banyak keluhan")
    assert row["status"] == "diajukan" and row["alasan_bukti"] == "belum ada bukti"
    assert panel._which.value == made and made in html(panel) and "Banyak keluhan" in html(panel)
    panel._status.value, panel._answer.value = "diterima", "Masuk rencana 2027"
    press(panel, "Simpan putusan")
    assert panel.rows().set_index("usulan_id").loc[made, "status"] == "diterima"
    assert made in pressed(panel, BACK) and len(panel.rows()) == before and made not in panel._body.value


def test_what_is_typed_is_only_text(salin: Session) -> None:
    panel = Requests(salin)
    made = number(written(panel, wish=EVIL, why=EVIL + "\ncontoh: , ; |"))
    assert "<img" not in html(panel) and "&lt;img" in html(panel)
    cells = [cell for sheet in excel(panel) for row in sheet for cell in row if EVIL in str(cell.value)]
    assert cells and all(cell.data_type == "s" for cell in cells)
    assert salin.book.voice.requests().set_index("usulan_id").loc[made, "alasan"].startswith(EVIL)
    plan = salin.inputs.tables["usulan"].set_index("usulan_id").loc[made]
    assert plan["alasan"] == "ada"  # a plan and a record know only that there is a reason
    press(panel, BACK)


@pytest.mark.parametrize(("wish", "people", "said"), [
    ("", "", "belum meminta apa pun"), (" - ", "", "belum meminta apa pun"), ("Bimtek", "dua belas", "bukan angka"),
    ("Bimtek", "-3", "di luar batas"), ("x" * 40_000, "", "lebih panjang"),
])
def test_what_an_import_would_doubt_is_not_kept(salin: Session, wish: str, people: str, said: str) -> None:
    panel = Requests(salin)
    before = len(panel.rows())
    assert said in written(panel, wish=wish, people=people)
    assert len(panel.rows()) == before and not button(panel, SAVE).disabled


def test_the_same_letter_twice_is_one_request_and_tomorrow_is_no_day(salin: Session) -> None:
    panel = Requests(salin)
    written(panel, wish="Bimtek Arsip")
    before = len(panel.rows())
    assert "sama persis" in written(panel, wish="Bimtek Arsip") and len(panel.rows()) == before
    panel._writing._day.value = date(2026, 11, 22)
    assert "belum tiba" in written(panel, wish="Bimtek lain")
    panel._writing._day.value = None
    assert "tercatat dan" in written(panel, wish="Bimtek lain")
    press(panel, BACK)
    press(panel, BACK)


def test_each_unit_has_a_sheet_of_its_own_in_the_file_of_all(salin: Session) -> None:
    panel, book = Requests(salin), None
    panel._kind.value, panel._unit.value = "", ""
    book = excel(panel)
    units = sorted(set(panel.rows()["unit"]))
    assert len(units) > 3 and len(book.sheetnames) == 1 + len(units)
    for unit, name in zip(units, book.sheetnames[1:], strict=True):
        page = [row for row in book[name].iter_rows(values_only=True) if row[1] in units]
        assert {row[1] for row in page} == {unit} and len(page) == int((panel.rows()["unit"] == unit).sum())


def test_a_request_from_before_the_call_is_told_with_its_day(salin: Session) -> None:
    panel = Requests(salin)
    panel._writing._day.value = date(2026, 8, 30)
    assert "tercatat" in written(panel, wish="Bimtek Arsip Digital")
    panel._opened.value, panel._closed.value = date(2026, 11, 1), date(2026, 12, 1)
    press(panel, "Simpan tanggal")
    told = panel._called.value
    assert "<td>30 Agustus 2026, sebelum masa ini</td>" in told and "! belum menjawab" in told
    assert "30 Agustus 2026, sebelum masa ini" in str([cell.value for row in excel(panel)["Jawaban unit"] for cell in row])
    panel._opened.value = date(2026, 8, 30)
    press(panel, "Simpan tanggal")
    assert "<td>30 Agustus 2026</td>" in panel._called.value and "sebelum masa ini" not in panel._called.value
    press(panel, "Hapus tanggal")
    pressed(panel, BACK)


def test_one_unit_gets_its_own_answers_only(salin: Session) -> None:
    panel = Requests(salin)
    everybody = excel(panel)
    unit = panel._unit.options[1][1]
    panel._unit.value = unit
    own = panel.chosen()
    assert set(own["unit"]) == {unit} and 0 < len(own) < len(panel.rows())
    book = excel(panel)
    told = [row for row in book.active.iter_rows(values_only=True) if row[1] in set(panel.rows()["unit"])]
    assert {row[1] for row in told} == {unit} and len(told) == len(own)
    assert book.sheetnames == ["Jawaban usulan"] == everybody.sheetnames[:1]


def test_the_call_can_be_cleared(salin: Session) -> None:
    panel = Requests(salin)
    clear = button(panel, "Hapus tanggal")
    assert clear.disabled
    panel._opened.value, panel._closed.value = date(2026, 10, 1), date(2026, 12, 1)
    press(panel, "Simpan tanggal")
    assert not clear.disabled and "perangkat daerah sudah mengusulkan" in html(panel)
    assert excel(panel).sheetnames[:2] == ["Jawaban usulan", "Jawaban unit"]
    panel._unit.value = panel._unit.options[1][1]
    assert excel(panel).sheetnames == ["Jawaban usulan"]  # who did not answer is no unit's business
    press(panel, "Hapus tanggal")
    assert panel._opened.value is None and panel.called() is None and clear.disabled


def test_without_units_nobody_can_ask(tanpa_data: Session) -> None:
    panel = Requests(tanpa_data)
    assert button(panel, SAVE).disabled and button(panel, BACK).disabled
