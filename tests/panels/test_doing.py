"""A planner's clicks and what the workbook keeps of them."""

from __future__ import annotations

from datetime import timedelta

from pathlib import Path

import pytest

from pembinaan_lib import findings, panels
from pembinaan_lib.forms import QUESTIONNAIRES
from pembinaan_lib.panels import Session, archive, asking, base, tools
from pembinaan_lib.panels.design import rupiah_typed
from pembinaan_lib.panels.files import notes_html
from pembinaan_lib.workbook import Workbook
from tests.contoh import user
from tests.integration.making import ROSTER, person, roster
from tests.panels.touching import button, html, parts, press

EVIL = "<script>alert(1)</script>"


def upload(panel: base.Panel, name: str, content: bytes) -> None:
    """What the browser sends when a file is chosen."""
    panel._upload.value = ({"name": name, "type": "", "size": len(content), "content": memoryview(content),
                            "last_modified": user()["clock"]()},)


def rows(session: Session) -> int:
    return int(session.book.datasets().set_index("table_name").loc["pegawai", "rows"])


def test_a_file_is_looked_at_stored_and_taken_back(kecil: Session, tmp_path: Path) -> None:
    panel, first = panels.Files(kecil), panels.FirstLook(kecil)
    assert "Pilih berkas dahulu" in press(panel, "Periksa isi")
    assert button(panel, "Impor berkas").disabled
    path = roster(tmp_path / "baru.xlsx", *(person(number) for number in range(1, 9)), person(9, NIP="1985"))
    upload(panel, path.name, path.read_bytes())
    assert "8 dari 9 baris terbaca; 1 perlu diperbaiki" in press(panel, "Periksa isi")
    assert "baru.xlsx" in html(panel)
    assert (rows(kecil), button(panel, "Impor berkas").disabled) == (6, False)
    assert "8 dari 9 baris tersimpan" in press(panel, "Impor berkas")
    assert (rows(kecil), button(panel, "Impor berkas").disabled) == (8, True)
    assert "8 ASN" in first.reading()
    assert panel._which.value == "pegawai"
    assert "kembali ke isi sebelumnya" in press(panel, "Batalkan impor")
    assert rows(kecil) == 6
    assert "6 ASN" in first.reading()
    assert "8" not in html(first).split("</b>")[0]


def test_a_roster_of_another_agency_says_so_before_anything_else(kecil: Session, tmp_path: Path) -> None:
    panel = panels.Files(kecil)
    theirs = [[*person(number), "Pemerintah Kota Ambon"] for number in range(1, 9)]
    path = roster(tmp_path / "ambon.xlsx", *theirs, headers=(*ROSTER, "Instansi Kerja"))
    upload(panel, path.name, path.read_bytes())
    said = press(panel, "Periksa isi")
    at = said.index("Berkas ini menyebut Pemerintah Kota Ambon, sedangkan buku kerja ini milik Pemerintah Kota Sibolga.")
    assert at < said.index("Belum ada yang dapat dipakai dari 8 baris") and "Tunjukkan kolomnya" not in said
    assert 'role="alert"' in said and button(panel, "Impor berkas").disabled and rows(kecil) == 6


def test_an_example_of_a_note_is_a_place_that_people_can_look_up() -> None:
    found = findings.frame([findings.finding("TBL-030", "perlu_dicek", table="pegawai", row_id="NOMINATIF!214"),
                            findings.finding("PRF-013", "perlu_dicek", table="potensi", row_id="013bc6bad8a9f8f4"),
                            findings.finding("NED-072", "informasi", table="usulan", row_id="U-009")])
    shown = notes_html(found)
    assert "NOMINATIF!214" in shown and "U-009" in shown and "013bc6bad8a9f8f4" not in shown


def test_before_any_roster_none_is_said_to_be_there(tanpa_data: Session, kecil: Session) -> None:
    assert "Belum ada daftar pegawai" in panels.RosterChange(tanpa_data).reading()
    assert "Baru ada satu daftar pegawai" in panels.RosterChange(kecil).reading()


def test_a_file_that_is_no_spreadsheet_is_refused_in_words(kecil: Session) -> None:
    panel = panels.Files(kecil)
    upload(panel, "foto.xlsx", b"bukan Excel")
    said = press(panel, "Periksa isi")
    assert 'role="alert"' in said
    assert "foto.xlsx" in said
    assert rows(kecil) == 6


def test_hostile_text_of_a_spreadsheet_is_only_text(kecil: Session, tmp_path: Path) -> None:
    panel = panels.Files(kecil)
    every = [panels.FirstLook(kecil), panels.Notes(kecil), panels.Duties(kecil), panels.ThisWeek(kecil), panels.Gaps(kecil)]
    strange = {"Unit Kerja": EVIL, "Perangkat Daerah": EVIL, "Nama": EVIL}
    path = roster(tmp_path / "x.xlsx", *(person(number, **strange) for number in range(1, 8)), person(8, NIP=EVIL))
    upload(panel, f"../{EVIL}.xlsx", path.read_bytes())
    press(panel, "Periksa isi")
    press(panel, "Impor berkas")
    assert EVIL in set(kecil.book.inputs().tables["pegawai"]["perangkat_daerah"])
    seen = "".join(html(each) for each in (panel, *every))
    assert "<script" not in seen.lower()
    assert "&lt;script&gt;" in seen
    assert not any(getattr(part, "description_allow_html", False) for each in every for part in parts(each.view))


def test_a_download_has_a_harmless_name(tmp_path: Path) -> None:
    path = tmp_path / '"><img src=x onerror=alert(1)>.docx'
    path.write_bytes(b"isi")
    assert "<img" not in base.download(path)
    assert 'href="data:application/vnd' in base.download(path)
    assert "<b>" not in asking.link('http://x/"><b>', "<b>buka</b>").replace('<a class="pb-unduh"', "")


def test_choices_are_kept_with_their_reason_and_can_be_set_back(kecil: Session) -> None:
    panel, journal = panels.DesignChoices(kecil), panels.Choices(kecil)
    assert button(journal, "Kembalikan").disabled
    panel._money.value = "banyak"
    assert "bukan jumlah rupiah" in press(panel, "Simpan pilihan")
    for money in ("Rp 100.000.000", "120000000"):
        panel._money.value, panel._reason.value = money, f"rapat {money[-9:]}"
        assert "1 pilihan tersimpan" in press(panel, "Simpan pilihan")
    assert kecil.book.decision("pagu_rp") == 120_000_000
    assert "Tidak ada yang berubah" in press(panel, "Simpan pilihan")
    assert len(kecil.book.journal()) == 2
    assert "Rp120.000.000" in html(journal) and "rapat 120000000" in html(journal)
    assert "Pagu kembali menjadi Rp100.000.000" in press(journal, "Kembalikan")
    assert kecil.book.decision("pagu_rp") == 100_000_000
    assert panel._money.value == "100.000.000"
    assert "10.42" in html(panels.Strip(kecil, page="00_mulai"))


def test_a_weight_is_chosen_in_words_and_an_odd_one_stays(kecil: Session) -> None:
    panel = panels.DesignChoices(kecil)
    panel._money.value, panel._weight.value = "1.000.000", 2.0
    panel._without.value = ("BK-001",)
    press(panel, "Simpan pilihan")
    assert (kecil.book.decision("bobot_jp"), kecil.book.decision("kegiatan_dikecualikan")) == (2.0, ["BK-001"])
    kecil.book.decide("bobot_jp", 0.8)
    kecil.changed()
    assert panel._weight.value == 0.8
    assert ("sangat kuat", 2.0) in panel._weight.options
    assert "Latsar CPNS" in html(panels.Choices(kecil))


def test_a_proposal_is_asked_for_and_accepted(kecil: Session) -> None:
    panel, lines = panels.Propose(kecil), panels.Lines(kecil)
    assert "belum tahu" in press(panel, "Susun usulan").lower() or 'role="alert"' in panel.message.value
    kecil.book.decide("pagu_rp", 30_000_000)
    kecil.changed()
    assert "siap" in press(panel, "Susun usulan")
    assert "belum diterima" in html(panel)
    assert kecil.book.decision("rencana") is None
    panel._reason.value = "disetujui"
    assert "Usulan menjadi rencana" in press(panel, "Terima sebagai rencana")
    assert button(panel, "Terima sebagai rencana").disabled
    assert kecil.book.decision("rencana") == kecil.book.latest_proposal()
    assert kecil.book.journal()["reason"].iloc[-1] == "disetujui"
    assert "adalah rencana yang diterima" in html(panel)
    assert "<tfoot>" in html(lines)
    kecil.book.decide("pagu_rp", 20_000_000)
    kecil.changed()
    assert "Perlu ditinjau" in html(panel)


def test_a_rough_plan_in_one_click(kecil: Session) -> None:
    panel = panels.RoughPlan(kecil)
    assert button(panel, "Unduh ringkasan").disabled
    panel._money.value = "30.000.000"
    assert 'role="status"' in press(panel, "Lihat rencana kasar")
    assert kecil.book.decision("pagu_rp") == 30_000_000
    assert kecil.book.decision("rencana") is None, "looking is not accepting"
    assert not button(panel, "Unduh ringkasan").disabled
    assert 'download="rencana-2027.docx"' in html(panel) or "dokumen" in press(panel, "Unduh ringkasan")


def test_computing_again_means_as_of_today(kecil: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    before, later = kecil.book.as_of(), kecil.clock() + timedelta(days=30)
    monkeypatch.setattr(kecil.book, "_clock", lambda: later)
    assert kecil.book.as_of() == before
    assert 'role="status"' in press(panels.Tools(kecil), "Hitung rencana")
    assert kecil.book.as_of() == later.date()


def test_a_record_is_saved_verified_and_taken_along(kecil: Session) -> None:
    kecil.book.decide("pagu_rp", 30_000_000)
    panel = panels.Archive(kecil)
    assert "Belum ada arsip" in html(panel)
    assert 'role="alert"' in press(panel, "Simpan arsip resmi")
    kecil.book.accept(kecil.book.propose())
    kecil.changed()
    assert "2027-001" in press(panel, "Simpan arsip resmi")
    assert "Arsip sah" in press(panel, "Periksa arsip terakhir")
    press(panel, "Ambil berkas arsip")
    assert 'download="pemeriksa.zip"' in html(panel) and 'download="publik.zip"' in html(panel)
    assert "arsip 2027-001" in html(panels.Strip(kecil, page="00_mulai"))


def test_another_agencys_workbook_stands_beside_this_one(kecil: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(tools, "ask_window", lambda *what, window: asked.append((*what, window)) or "http://127.0.0.1:1/?token=x")
    panel = panels.NewWorkbook(kecil)
    assert 'role="alert"' in press(panel, "Buat buku kerja")
    panel._agency.value, panel._year.value = f"Kota {EVIL}", 2028
    assert "kota-script-alert-1-script-2028" in press(panel, "Buat buku kerja")
    folder = kecil.book.folder.parent / "kota-script-alert-1-script-2028"
    assert asked == [("buka", folder, kecil.book.folder)]
    with Workbook.open(folder, **user()) as book:
        assert (book.tahun, book.contoh) == (2028, False)
        assert "<script" not in html(panels.Strip(Session(book, kecil.clock), page="00_mulai"))
    assert 'role="alert"' in press(panel, "Buat buku kerja")  # it is there already


def test_a_backup_comes_back_in_a_new_folder(kecil: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "ask_window", lambda *_, window: "")  # noqa: ARG005
    panel = panels.Tools(kecil)
    assert "data pribadi" in press(panel, "Cadangkan")
    assert "Pilih berkas cadangan" in press(panel, "Pulihkan")
    made = next(kecil.book.folder.parent.glob("cadangan-*.zip")).read_bytes()
    panel._backup.value = ({"name": "c.zip", "type": "", "size": len(made), "content": memoryview(made),
                            "last_modified": kecil.clock()},)
    panel._name.value = "../../Pulih"
    assert "pulih" in press(panel, "Pulihkan")
    assert "tidak dapat" in html(panel)
    with Workbook.open(kecil.book.folder.parent / "pulih", **user()) as book:
        assert len(book.datasets()) == 1


def test_the_other_verbs(kecil: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ask_window", lambda *_, window: "")  # noqa: ARG005
    panel = panels.Tools(kecil)
    assert "dihitung" in press(panel, "Hitung rencana")
    for verb in ("Simpan arsip resmi", "Periksa arsip", "Tayangkan untuk pimpinan"):
        assert 'role="alert"' in press(panel, verb)
    assert archive.words.text("PNL-002.what") in panel.message.value


def test_asking_without_a_window_gives_no_address(kecil: Session) -> None:
    assert asking.ask_window("tayangkan", kecil.book.folder, window=kecil.book.folder) == ""


@pytest.mark.parametrize(("typed", "money"), [
    ("1.250.000.000", 1_250_000_000), ("Rp 1250000000,00", 1_250_000_000), ("rp.5.000", 5_000), ("0", 0), ("-5", None),
    ("1.2.3", None), ("", None), ("1e9", None), ("1,5", None), ("12.34", None),
    ("1,25 miliar", 1_250_000_000), ("Rp 900 Juta", 900_000_000), ("1,2345 miliar", None),
])
def test_rupiah_as_people_type_it(typed: str, money: int | None) -> None:
    assert rupiah_typed(typed) == money


def test_an_own_value_of_a_rule_needs_a_reason_and_can_be_taken_back(kecil: Session) -> None:
    panel, listed = panels.OwnRules(kecil), panels.Rules(kecil)
    panel._which.value = "Jam pelajaran minimum per PNS per tahun"
    (box,) = panel._typed.values()
    assert box.value == "20" and button(panel, "Kembali ke peraturan").disabled
    box.value = "24"
    assert "Alasan belum diisi" in press(panel, "Pakai nilai ini")
    panel._reason.value = EVIL
    panel._start.value = None
    assert "berlaku sejak 1 Januari 2027" in press(panel, "Pakai nilai ini")
    assert set(kecil.frame("jam_rencana")["wajib_jp"]) == {24.0}
    assert EVIL not in html(panel) + html(listed)
    panel._which.value = "Jam pelajaran minimum per PNS per tahun"
    press(panel, "Kembali ke peraturan")
    assert set(kecil.frame("jam_rencana")["wajib_jp"]) == {20.0}


def test_a_rule_is_confirmed_with_its_page(kecil: Session) -> None:
    panel = panels.ConfirmRules(kecil)
    before = panel._doubtful()["rule_id"].iloc[0]
    assert "Halaman peraturan belum diisi" in press(panel, "Sudah cocok")
    row = panel._rows.children[0]
    row.children[1].children[0].value = "14"
    assert "Tersimpan" in press(panel, "Sudah cocok")
    assert before not in set(panel._doubtful()["rule_id"])


def unsure(place: Path) -> Path:
    """A roster whose unit stands under a header that nobody knows."""
    people = [person(number, Jenjang="Ahli Muda") for number in range(1, 8)]
    headers = ("NIP", "Nama", "Jenis Pegawai", "Tempat Bertugas Saat Ini", "Perangkat Daerah", "Jenjang")
    return roster(place / "nominatif.xlsx", *people, headers=headers)


def test_a_column_nobody_knows_is_matched_once_and_known_next_month(kecil: Session, tmp_path: Path) -> None:
    panel, path = panels.Files(kecil), unsure(tmp_path)
    upload(panel, path.name, path.read_bytes())
    press(panel, "Periksa isi")
    assert "Belum ada yang dapat dipakai dari 7 baris" in panel.message.value
    assert button(panel, "Impor berkas").disabled and "2–8" in html(panel)
    sheet = panel._matching._sheets[0]
    sheet._all.value = True
    sheet._choices["Tempat Bertugas Saat Ini"].value = "unit_kerja"
    assert "7 dari 7 baris terbaca" in press(panel, "Pakai pencocokan ini")
    assert "7 dari 7 baris tersimpan" in press(panel, "Impor berkas")
    assert "Kolom yang dicocokkan" in html(panels.Choices(kecil))
    again = panels.Files(kecil)
    upload(again, "bulan-depan.xlsx", path.read_bytes())
    assert "7 dari 7 baris terbaca" in press(again, "Periksa isi")
    assert list(again._seen.rows["sama"]) == [7]


def test_the_marked_file_is_offered_and_the_last_import_taken_back(kecil: Session, tmp_path: Path) -> None:
    panel = panels.Files(kecil)
    path = roster(tmp_path / "baru.xlsx", *(person(number) for number in range(1, 9)), person(9, NIP="1985"))
    upload(panel, path.name, path.read_bytes())
    press(panel, "Periksa isi")
    assert "Baris yang tidak dipakai" in html(panel) and "1985" not in html(panel)
    assert "berkas bertanda siap diunduh" in press(panel, "Unduh berkas bertanda")
    assert 'download="baru - perbaikan.xlsx"' in panel._marked.value
    assert (kecil.book.folder / "perbaikan" / "baru - perbaikan.xlsx").is_file()
    press(panel, "Impor berkas")
    assert rows(kecil) == 8
    assert "Impor terakhir dibatalkan: Pegawai" in press(panel, "Batalkan impor terakhir")
    assert rows(kecil) == 6


@pytest.mark.parametrize("name", QUESTIONNAIRES)
def test_a_questionnaire_is_made_for_this_agency(kecil: Session, name: str) -> None:
    panel = panels.Blanks(kecil)
    panel._asked.value = name
    panel._technical.value = [panel._technical.options[0][1]]
    assert "KoboToolbox" in press(panel, "Buat kuesioner")
    for ending in ("xlsx", "docx", "txt", "gs"):
        assert f'download="kuesioner_{name}.{ending}"' in html(panel)
        assert (kecil.book.folder / "kuesioner" / f"kuesioner_{name}.{ending}").stat().st_size > 300


def test_a_template_is_made_and_comes_back(kecil: Session) -> None:
    panel = panels.Blanks(kecil)
    panel._template.value = "usulan"
    assert "Templat Usulan" in press(panel, "Buat templat")
    assert 'download="templat_usulan.xlsx"' in html(panel)


def test_the_papers_of_stage_1_come_before_any_plan(kecil: Session) -> None:
    panel = panels.NeedsPapers(kecil)
    assert kecil.book.decision("rencana") is None
    said = press(panel, "Buat dokumen")
    assert 'role="alert"' not in said
    for name in ("akpk-2027.docx", "register-kebutuhan-2027.xlsx"):
        assert f'download="{name}"' in html(panel)
    assert panel.reading().startswith("2 ")
