"""Lists of people on screen and as Excel: who, where, and nothing named before somebody asks."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from pembinaan_lib import design, words
from pembinaan_lib.panels import Session, base
from pembinaan_lib.panels.changes import WhatChanges, units_told
from pembinaan_lib.panels.lists import MOST_SHOWN, BelowStandard, DutyList, ParticipantList
from pembinaan_lib.panels.needs import Duties
from tests.contoh import MOMENT, Contoh, created, salinan
from tests.integration.making import person, roster
from tests.panels.touching import button, html, press

LISTS = (DutyList, ParticipantList, BelowStandard)
ALL = (*LISTS, WhatChanges)
BROKEN = re.compile(r"\bnan\b|\bNaN\b|\bNaT\b|<NA>|\bNone\b|\{[a-z_]+\}|\bpanels\.\w|\bdesign\.\w|\bfollowup\.\w")
EVIL = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"


def names(session: Session) -> set[str]:
    people = session.book._store.identities()  # noqa: SLF001  the only place that knows names
    return {nama for nama in people["nama"] if len(nama.split()) > 1}


def sheets(panel: base.Panel) -> openpyxl.Workbook:
    """The Excel list that the panel's link holds."""
    data = re.search(r'href="data:[^,"]*;base64,([^"]*)"', panel._link.value)[1]
    return openpyxl.load_workbook(io.BytesIO(base64.b64decode(data)))


def column(page, number: int) -> list:  # noqa: ANN001
    return [row[number].value for row in page.iter_rows(min_row=6)]


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("kind", ALL)
def test_a_list_names_nobody_until_asked(kind: type[base.Panel], language: str, sesi: Session) -> None:
    words.choose_language(language)
    panel = kind(sesi)
    seen = html(panel) + panel.reading()
    assert not BROKEN.search(seen)
    assert not [nama for nama in names(sesi) if nama in seen]
    if kind is not WhatChanges:
        panel._show.click()
        assert not BROKEN.search(html(panel))
        assert len(names(sesi) & set(map(unescape, re.findall(r"<td>(.*?)</td>", panel._body.value)))) >= 12
        plain = panel.reading() + str(panel._repr_mimebundle_())
        assert not [nama for nama in names(sesi) if nama in plain]
        assert words.text("panels.data_date", day=sesi.day) in html(panel)


@pytest.mark.parametrize("kind", ALL)
def test_a_list_has_something_to_say_without_data(kind: type[base.Panel], tanpa_data: Session) -> None:
    panel = kind(tanpa_data)
    assert panel.reading() and not BROKEN.search(html(panel) + panel.reading())
    if kind is not WhatChanges:
        assert button(panel, "Tampilkan nama").disabled and button(panel, "Unduh daftar (Excel)").disabled


def test_duties_are_filtered_and_the_overdue_come_first(sesi: Session) -> None:
    panel = DutyList(sesi)
    duties = panel._rows
    assert list(duties["terlambat"]) == sorted(duties["terlambat"], reverse=True)
    unit = duties["perangkat_daerah"].value_counts().index[0]
    panel._choices["perangkat_daerah"].value, panel._choices["kewajiban"].value = unit, "Fungsional"
    mine = duties[(duties["perangkat_daerah"] == unit) & (duties["kewajiban"] == "Fungsional")]
    assert 0 < len(mine) < len(duties)
    assert f"Tersaring {len(mine)} dari {len(duties)} baris" in html(panel)
    shown = re.findall(r"<tr>(<td.*?)</tr>", panel._body.value)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in shown if "<td></td>" not in row]
    known = sesi.book.names(list(mine["pegawai_id"]))
    assert [unescape(row[0]) for row in cells] == [known[one] for one in mine["pegawai_id"]]
    assert cells[0][5] == words.day(mine["tenggat"].iloc[0].date())
    assert {row[6] for row in cells} <= {"ya", "tidak"}
    assert f"{int(duties['terlambat'].sum())} sudah lewat tenggat" in panel.reading()


def test_the_excel_list_is_the_filtered_one_and_says_what_it_is(sesi: Session) -> None:
    panel = DutyList(sesi)
    assert "base64" not in html(panel)
    panel._choices["kewajiban"].value = "PKA"
    panel._save.click()
    assert 'download="daftar-kewajiban.xlsx"' in panel._link.value
    assert "data pribadi" in panel._link.value
    page = sheets(panel).worksheets[0]
    mine = panel.chosen()
    assert (page["A2"].value, page["A3"].value) == (words.text("documents.lists.private"), words.text("words.sample"))
    assert column(page, 0) == [sesi.book.names([one])[one] for one in mine["pegawai_id"]]
    assert column(page, 5) == list(mine["tenggat"])
    before = panel._link.value
    panel._save.click()
    assert panel._link.value == before
    panel._choices["kewajiban"].value = "PKP"
    assert panel._link.value == ""


def test_participants_of_an_activity_with_its_reason(sesi: Session) -> None:
    panel, lines = ParticipantList(sesi), sesi.frame("rencana_baris")
    line = lines.iloc[[0]]
    panel._choices["kegiatan"].value = line["bangkom_id"].iloc[0]
    assert len(panel.chosen()) == line["peserta"].iloc[0]
    assert design.told_reasons(line).iloc[0] in unescape(html(panel))
    assert panel._body.value.count("<tr><td") >= line["peserta"].iloc[0]
    panel._choices["kegiatan"].value = ""
    panel._save.click()
    book = sheets(panel)
    assert len(book.sheetnames) == len(lines) + 1
    assert book.sheetnames[-1] == "Menunggu"
    assert sum(len(column(page, 0)) for page in book.worksheets[:-1]) == len(sesi.frame("rencana_peserta"))


def test_a_long_list_is_cut_on_screen_and_whole_in_excel(sesi: Session) -> None:
    panel = BelowStandard(sesi)
    below = sesi.frame("di_bawah_standar")
    assert len(below) > MOST_SHOWN
    panel._show.click()
    assert panel._body.value.count("<tr><td") <= MOST_SHOWN + 2
    assert f"{MOST_SHOWN} baris pertama dari {words.number(len(below))}" in html(panel)
    panel._save.click()
    page = sheets(panel).worksheets[0]
    assert len(column(page, 0)) == len(below)
    assert column(page, 7) == sorted(column(page, 7), reverse=True)
    assert all(abs(row[5].value - row[6].value - row[7].value) < 0.011 for row in page.iter_rows(min_row=6))


def test_hostile_names_are_only_text(kecil: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strange = {"Unit Kerja": EVIL, "Perangkat Daerah": EVIL}
    people = [person(number, Nama=name, **strange) for number, name in enumerate((EVIL, "Biasa Saja"), start=1)]
    kecil.book.import_files([roster(tmp_path / "x.xlsx", *people)])
    kecil.book.decide("pagu_rp", 30_000_000)
    kecil.book.accept(kecil.book.propose())
    kecil.changed()
    panel = ParticipantList(kecil)
    panel._choices["perangkat_daerah"].value = EVIL
    panel._save.click()
    assert len(panel.chosen())
    assert "<script" not in html(panel).lower() and "&lt;script&gt;" in html(panel)
    cells = [cell for page in sheets(panel).worksheets for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert EVIL in {row[0].value for page in sheets(panel).worksheets for row in page.iter_rows(min_row=6)}
    monkeypatch.setattr(kecil.book, "names", lambda ids: dict.fromkeys(ids, FORMULA))
    panel._save.click()
    first = sheets(panel).worksheets[0]["A6"]
    assert (first.value, first.data_type) == (FORMULA, "s")


@pytest.fixture
def dipotong(rencana: Contoh, tmp_path: Path) -> Iterator[Session]:
    """The sample plan, and a proposal with one activity less and its people gone: no solver is needed for that."""
    with salinan(rencana, tmp_path) as book:
        yield Session(book, lambda: MOMENT)


def cut(session: Session, bangkom_id: str, *, reason: str) -> design.Proposal:
    """Store the accepted proposal without one activity; its duties wait for `reason`."""
    book = session.book
    old = book.proposal(book.decision("rencana"))
    gone = old.peserta[old.peserta["bangkom_id"] == bangkom_id]
    duties = session.frame("kewajiban").merge(gone[["pegawai_id"]], on="pegawai_id")
    waits = duties[duties["kewajiban"] == "Latsar"].assign(alasan=reason)
    new = replace(
        old, peserta=old.peserta.drop(gone.index), baris=old.baris[old.baris["bangkom_id"] != bangkom_id],
        menunggu=waits[list(old.menunggu.columns)],
    )
    book._store.put_proposal("rencana", new.to_bytes(), basis="", who="penyusun", at=MOMENT)  # noqa: SLF001
    session.changed()
    return new


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_a_cut_takes_away_is_said_before_accepting(language: str, dipotong: Session) -> None:
    words.choose_language(language)
    panel = WhatChanges(dipotong)
    assert panel.reading() == words.text("panels.lists.changes.same")
    assert panel._for_boss.layout.display == "none"
    old = dipotong.book.proposal(dipotong.book.decision("rencana"))
    line = old.baris[old.baris["bangkom_id"] == "BK-001"].iloc[0]
    cut(dipotong, "BK-001", reason="anggaran")
    said = panel.reading()
    assert words.rupiah(int(line["biaya_rp"])) in said
    assert re.search(rf"\b{int(line['peserta'])} (orang kehilangan|people lose)", said)
    assert said in unescape(html(panel))
    assert re.search(rf"(terdanai|funded): {int(line['peserta'])}\b", said)
    assert not BROKEN.search(html(panel) + panel._note.value)
    assert len(re.findall(r"\.(?:\s|$)", panel._note.value)) == 3
    assert panel._for_boss.layout.display == ""
    assert not [nama for nama in names(dipotong) if nama in said + html(panel) + panel._note.value]
    first = re.findall(r"<td[^>]*>(.*?)</td>", html(panel))[:6]
    assert first[1:3] == [words.number(int(line["peserta"])), "0"]
    assert first[5] != "–" and first[5].count(", ") >= 2


def test_who_waits_is_named_with_the_reason(dipotong: Session) -> None:
    panel = ParticipantList(dipotong)
    assert "kewajiban Latsar" not in html(panel)
    cut(dipotong, "BK-001", reason="anggaran")
    dipotong.book.accept(dipotong.book.latest_proposal())
    dipotong.changed()
    waiting = dipotong.frame("rencana_menunggu")
    known = set(dipotong.book.names(list(waiting["pegawai_id"])).values())
    assert f"{len(waiting)} kewajiban menunggu" in panel.reading()
    assert f"Menunggu: {len(waiting)} orang untuk kewajiban Latsar, karena anggaran belum cukup." in html(panel)
    assert not [nama for nama in known if nama in html(panel)]
    panel._show.click()
    assert known <= set(map(unescape, re.findall(r"<td>(.*?)</td>", panel._body.value)))
    panel._save.click()
    page = sheets(panel)["Menunggu"]
    assert set(column(page, 0)) == known
    assert set(column(page, 6)) == {"anggaran belum cukup"}


def test_the_same_plan_by_another_number_is_still_the_same(dipotong: Session) -> None:
    book = dipotong.book
    old = book.proposal(book.decision("rencana"))
    old.meta["seed"] = 99
    book._store.put_proposal("rencana", old.to_bytes(), basis="", who="penyusun", at=MOMENT)  # noqa: SLF001
    assert book.latest_proposal() != book.decision("rencana")
    assert WhatChanges(dipotong).reading() == "Usulan sama dengan rencana sekarang."


def test_nothing_accepted_yet_is_said_quietly(kecil: Session) -> None:
    panel = WhatChanges(kecil)
    assert "Belum ada rencana" in panel.reading()
    assert 'role="alert"' not in html(panel)


def test_duties_without_a_training_history_are_said_to_be_the_most_there_can_be(tmp_path: Path, sesi: Session) -> None:
    people = [person(n, **{"Jenis Pegawai": "CPNS"} if n < 4 else {"Jenjang": "Administrator"}) for n in range(1, 7)]
    with created(tmp_path / "buku") as book:
        book.import_files([roster(tmp_path / "nominatif.xlsx", *people)])
        only = Session(book, lambda: MOMENT)
        panel, kinds = DutyList(only), Duties(only)
        for seen in (panel.reading(), kinds.reading(), html(panel), html(kinds)):
            assert "Riwayat pelatihan belum diimpor" in seen and "paling banyak" in seen
        panel._choices["kewajiban"].value = "Latsar"
        assert len(panel.chosen()) == 3 and "Riwayat pelatihan belum diimpor" in panel._count.value
    for seen in (DutyList(sesi).reading(), Duties(sesi).reading(), html(Duties(sesi))):
        assert "belum diimpor" not in seen and "paling banyak" not in seen


def test_at_most_three_offices_are_named() -> None:
    assert units_told([]) == "–"
    assert units_told(["A", "", "C"]) == "A, tidak lagi di nominatif, C"
    assert units_told(["A", "B", "C", "D", "E"]) == "A, B, C dan 2 lain"


def test_a_click_says_what_went_wrong(sesi: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = DutyList(sesi)
    monkeypatch.setattr(panel, "sheets", lambda _: 1 / 0)
    assert "kode" in press(panel, "Unduh daftar (Excel)")
    assert not panel._save.disabled
