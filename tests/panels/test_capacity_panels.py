"""What the panels on capacity and on monthly change say, show and hand out."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from pembinaan_lib import panels, words
from pembinaan_lib.panels import Session, base
from tests.contoh import MOMENT, created
from tests.integration.making import nip, person, roster, written
from tests.panels.touching import button, charts, html, press

LEVEL = ("NIP", "Nama", "Kompetensi", "Level", "Tanggal", "Sumber")


def december(place: Path) -> Path:
    """Two leave, one rises, one moves, one comes."""
    return roster(place / "desember.xlsx", person(1, Jenjang="Ahli Muda"), person(2, **{"Unit Kerja": "Puskesmas Sambas"}),
                  person(3), person(4), person(7))


@pytest.fixture
def bulan(tmp_path: Path) -> Iterator[Session]:
    """A workbook with the rosters of two months and one assessment."""
    with created(tmp_path / "buku") as book:
        book.import_files([
            roster(tmp_path / "november.xlsx", *(person(number) for number in range(1, 7))),
            written(tmp_path / "nilai.xlsx", [LEVEL, [nip(1), "Orang Contoh A", "Integritas", 2, "2026-05-04", "asesmen"]],
                    names=["NILAI"]),
        ])
        book._clock = lambda: MOMENT + timedelta(days=30)  # noqa: SLF001
        book.import_files([december(tmp_path)])
        yield Session(book, lambda: MOMENT)


def sheets(panel: base.Panel) -> dict[str, list[list[object]]]:
    """The Excel file that lies behind the panel's link."""
    data = base64.b64decode(re.search(r'base64,([^"]+)"', panel._link.value)[1])
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book.worksheets}


def test_what_a_month_has_changed_is_said_drawn_and_handed_out(bulan: Session) -> None:
    panel = panels.RosterChange(bulan)
    said = panel.reading()
    assert "Sejak 21 November 2026 data 5 ASN berubah: 2 keluar, sebab belum diketahui; 1 masuk" in said
    assert "3 jabatan kosong dan belum terisi" in said and "ASN berubah." in said
    assert len(charts(panel)) == 1 and "standarnya berubah" in html(panel)
    assert "Orang Contoh" not in html(panel) + said + str(charts(panel)[0].spec)
    press(panel, "Unduh daftar (Excel)")
    made = sheets(panel)
    assert list(made) == ["Perubahan pegawai", "Jabatan kosong dan akan kosong", "Kebutuhan yang berubah"]
    assert any("Orang Contoh A" in row and "Naik jenjang" in row for row in made["Perubahan pegawai"])
    assert any("Integritas" in row and "standarnya berubah" in row for row in made["Kebutuhan yang berubah"])


def test_the_changes_can_be_filtered_and_only_then_name_people(bulan: Session) -> None:
    panel = panels.RosterChange(bulan)
    panel._choices["perubahan"].value = "naik_jenjang"
    assert "Orang Contoh A" in html(panel) and "Orang Contoh B" not in html(panel)
    assert panel._count.value == base.paragraph("Tersaring 1 dari 5 baris.").value


def test_another_list_can_be_compared_with_and_a_new_one_refreshes_the_page(bulan: Session, tmp_path: Path) -> None:
    panel = panels.RosterChange(bulan)
    bulan.book._clock = lambda: MOMENT + timedelta(days=60)  # noqa: SLF001
    bulan.book.import_files([roster(tmp_path / "januari.xlsx", *(person(number) for number in range(1, 9)))])
    bulan.changed()
    assert "Sejak 21 Desember 2026" in panel.reading()
    oldest = panel._which.options[-1][1]
    panel._which.value = oldest
    panel._work.thread.join(60)
    assert "Dibandingkan dengan daftar 21 November 2026" in panel.message.value
    assert "Sejak 21 November 2026 data 2 ASN berubah: 2 masuk" in panel.reading()


def test_the_first_roster_says_what_to_do_next(kecil: Session) -> None:
    panel = panels.RosterChange(kecil)
    assert "Impor nominatif bulan berikutnya" in panel.reading() and not charts(panel)
    assert button(panel, "Tampilkan nama").disabled


def test_what_siasn_lacks_comes_in_its_own_form(sesi: Session) -> None:
    panel = panels.NotInSiasn(sesi)
    missing = sesi.frame("belum_siasn")
    assert words.number(len(missing)) in panel.reading()
    unit = missing["perangkat_daerah"].value_counts().idxmin()
    panel._choices["perangkat_daerah"].value = unit
    press(panel, "Unduh bentuk SIASN (Excel)")
    made, here = sheets(panel), missing[missing["perangkat_daerah"].eq(unit) & missing["siap"]]
    assert sum(len(rows) - 1 for rows in made.values()) == len(here)
    assert all(rows[0][0] == "nipBaru" for rows in made.values())
    nips = set(sesi.book._store.identities()["nip"])  # noqa: SLF001
    assert {row[0] for rows in made.values() for row in rows[1:]} <= nips


def test_credits_of_a_platform_are_called_no_hours(sesi: Session) -> None:
    panel = panels.SectorLearning(sesi)
    assert "bukan JP" in panel.reading() and "bukan JP" in html(panel)
    rows = sesi.frame("belajar_sektor")
    assert words.number(int(rows["pegawai_id"].nunique())) in panel.reading()


def test_the_index_is_a_simulation_everywhere_and_adds_up(sesi: Session) -> None:
    panel = panels.Professionalism(sesi)
    label = words.text("profile.ip_asn.judul")
    assert "simulasi menurut PerBKN 8/2019" in label and label in panel.reading()
    spec = charts(panel)[0].spec
    assert "imulasi IP ASN menurut PerBKN 8/2019" in spec["title"]["subtitle"]
    rows = spec["datasets"]["baris"]
    for name in {row["nama"] for row in rows}:
        parts = [row for row in rows if row["nama"] == name]
        assert len(parts) == 4 and sum(row["nilai"] for row in parts) == pytest.approx(parts[0]["total"], abs=1e-3)
    table = spec["usermeta"]["tabel"]["baris"]
    assert len(table) == int(sesi.frame("ip_asn_unit")["nilai"].notna().sum())


def test_the_match_says_what_its_sum_conceals(sesi: Session) -> None:
    panel, gap = panels.JobMatch(sesi), sesi.frame("kesenjangan")
    top = sesi.frame("jpm").query("kategori == 'Optimal'")["pegawai_id"]
    below = gap[gap["berlaku"] & (gap["kesenjangan"] > 0) & gap["pegawai_id"].isin(top)]["pegawai_id"].nunique()
    assert f"{words.number(below)} ASN berkategori Optimal" in html(panel)


def test_ratings_say_why_they_say_little(sesi: Session) -> None:
    panel, units = panels.Ratings(sesi), sesi.frame("kinerja_unit")
    alike = int((~units.loc[units["tahun"] == units["tahun"].max(), "membedakan"]).sum())
    assert f"pada {alike} dari" in html(panel) and "tidak diberi bobot" in html(panel)


def test_boxes_count_everybody_once_and_name_them_on_request(sesi: Session) -> None:
    panel, boxes = panels.NineBox(sesi), sesi.frame("talenta")["kotak"].dropna()
    cells = charts(panel)[0].spec["datasets"]["baris"]
    assert len(cells) == 9 and sum(cell["jumlah"] for cell in cells) == len(boxes)
    assert {cell["kotak"]: cell["jumlah"] for cell in cells if cell["jumlah"]} == boxes.value_counts().to_dict()
    people = sesi.book.names(list(panel._rows["pegawai_id"]))
    assert not any(name in html(panel) for name in people.values() if len(name.split()) > 1)
    best = int(boxes.max())
    panel._choices["kotak"].value = best
    first = panel._rows[panel._rows["kotak"] == best]["pegawai_id"]
    assert all(people[one] in html(panel) for one in first)


def test_posts_to_be_held_stand_beside_what_is_lacking(sesi: Session) -> None:
    panel, gap = panels.TargetPosts(sesi), sesi.frame("kesenjangan_dituju")
    counted = gap[gap["berlaku"]]
    rows = panel._rows.set_index("pegawai_id")
    assert rows["di_bawah"].sum() == (counted["kesenjangan"] > 0).sum() and rows["dinilai"].sum() == len(counted)
    assert f"{len(rows)} ASN disiapkan" in panel.reading()
