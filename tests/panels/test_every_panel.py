"""Every panel on the sample plan, on a small workbook and on an empty one, in both languages: whole, and no names."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from pembinaan_lib import panels, words
from pembinaan_lib.panels import Session, base
from pembinaan_lib.panels import session as sessions
from tests.panels.touching import charts, html

PANELS = [name for name in panels.__all__ if isinstance(getattr(panels, name), type) and name != "Session"]
PICTURES = {
    "FirstLook": 2, "Gaps": 1, "Indicators": 1, "Lines": 2, "Delivery": 2, "Learning": 1, "Citizens": 1, "Register": 1, "Weights": 1,
    "Survey": 2, "Satisfaction": 1, "Topics": 1, "Readiness": 2, "Fairness": 3, "Integrity": 2,
    "JobMatch": 1, "NineBox": 1, "NotInSiasn": 1, "Professionalism": 1, "Ratings": 1, "SectorLearning": 1,
}
BROKEN = re.compile(r"\bnan\b|\bNaN\b|\bNaT\b|<NA>|\bNone\b|\{[a-z_]+\}|\bpanels\.\w|belum_diverifikasi")


def made(name: str, session: Session) -> base.Panel:
    return panels.Strip(session, page="00_mulai") if name == "Strip" else getattr(panels, name)(session)


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("name", PANELS)
def test_a_panel_shows_the_sample_plan(name: str, language: str, sesi: Session) -> None:
    words.choose_language(language)
    panel = made(name, sesi)
    assert len(charts(panel)) == PICTURES.get(name, 0)
    seen = re.sub(r'(?:src|href)="data:[^"]*"|<style>.*?</style>', "", html(panel), flags=re.DOTALL)
    assert not BROKEN.search(seen) and "pb-pesan pb-gagal" not in seen
    assert not BROKEN.search(panel.reading())
    assert panel.reading() == panel._repr_mimebundle_()["text/plain"]


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_has_something_to_say_without_data(name: str, tanpa_data: Session) -> None:
    panel = made(name, tanpa_data)
    assert html(panel) and panel.reading() and "pb-pesan pb-gagal" not in html(panel)
    assert not BROKEN.search(panel.reading())


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_needs_nothing_but_the_roster(name: str, nominatif_saja: Session) -> None:
    panel = made(name, nominatif_saja)
    seen = re.sub(r"<style>.*?</style>", "", html(panel), flags=re.DOTALL)
    assert not BROKEN.search(seen) and "pb-pesan pb-gagal" not in seen


def test_no_reading_and_no_picture_names_a_person(sesi: Session) -> None:
    people = sesi.book._store.identities()  # noqa: SLF001  the only place that knows names
    said = []
    for name in PANELS:
        panel = made(name, sesi)
        said += [panel.reading(), html(panel), *(str(chart.spec) + str(chart.narrow) for chart in charts(panel))]
    text = "\n".join(said)
    assert not set(re.findall(r"\d{18}", text)) & set(people["nip"])
    assert not [nama for nama in people["nama"] if len(nama.split()) > 1 and nama in text]


def test_a_click_on_a_square_opens_the_people_behind_it(sesi: Session) -> None:
    panel = panels.Gaps(sesi)
    before = html(panel)
    first = sesi.frame("register").query("orang_di_bawah > 0").iloc[0]
    panel._chart.picked = {"perangkat_daerah": first["perangkat_daerah"], "kompetensi": first["kompetensi"], "kali": 1}
    behind = panel._people.chosen()
    assert behind["pegawai_id"].nunique() == len(behind) == first["orang_di_bawah"]
    names = sesi.book.names(list(behind["pegawai_id"]))
    assert all(name in html(panel) for name in list(names.values())[:12])
    assert not any(name in before + panel.reading() for name in names.values())


def test_a_square_without_anybody_behind_it_says_so_and_trusts_no_page(sesi: Session) -> None:
    panel = panels.Gaps(sesi)
    panel._chart.picked = {"perangkat_daerah": "<script>", "kompetensi": "Integritas", "kali": 1}
    said = panel._people.message.value
    assert "Integritas" in said
    assert "<script>" not in said
    assert panel._people._body.value == ""


def test_a_square_of_no_known_unit_never_lists_the_whole_agency(sesi: Session) -> None:
    panel = panels.Gaps(sesi)
    assert "" not in set(sesi.frame("kesenjangan_unit")["perangkat_daerah"])  # the sample knows every unit
    panel._chart.picked = {"perangkat_daerah": "", "kompetensi": "Integritas", "kali": 1}
    assert words.text("charts.unit_unknown") in panel._people.message.value
    assert panel._people._body.value == ""


def test_the_lines_add_up_to_the_headline(sesi: Session) -> None:
    accepted = sesi.book.decision("rencana")
    figures = panels.Propose.figures(sesi.book, accepted)
    shown = html(panels.Lines(sesi))
    total = re.search(r"<tfoot>(.*?)</tfoot>", shown)[1]
    assert words.rupiah(figures["biaya_rp"], short=False) in total
    assert words.number(figures["peserta"]) in total
    assert words.number(figures["kesenjangan_tertutup"], 1) in total
    assert shown.count("Mengurangi kesenjangan") > 5


def test_tables_and_pictures_name_their_rule_and_date(sesi: Session) -> None:
    for name in ("Duties", "Register", "Readiness", "Survey", "Satisfaction", "Forum", "Fairness", "Integrity", "Lines", "Delivery",
                 "Learning", "Citizens", "NextSteps"):
        assert "data per 21 November 2026" in html(made(name, sesi)), name
    for name in PICTURES:
        for chart in charts(made(name, sesi)):
            assert "data per 21 November 2026" in chart.spec["usermeta"]["sumber"]


def test_this_week_says_what_is_due_and_what_changed(sesi: Session) -> None:
    lines = "\n".join(panels.ThisWeek(sesi).due())
    duties = sesi.frame("kewajiban")
    assert f"{int(duties['terlambat'].sum())} dari {len(duties)} kewajiban" in lines
    days = (pd.to_datetime(duties["tenggat"]) - pd.Timestamp("2026-11-21")).dt.days
    soon = int((days.between(0, 30) & ~duties["terlambat"].astype(bool)).sum())
    assert f"{soon} kewajiban lain jatuh tempo sampai 21 Desember 2026" in lines
    assert "Pilihan terakhir: Rencana yang diterima, oleh penyusun (21 November 2026 10.42)" in lines


def test_the_journal_reads_as_people_speak(sesi: Session) -> None:
    seen = html(panels.Choices(sesi))
    assert "21 November 2026 10.42" in seen
    assert f"usulan {sesi.book.decision('rencana')[:8]}" in seen
    assert sesi.book.decision("rencana") not in seen
    assert "2026-11-21T" not in seen


def test_the_page_speaks_what_its_address_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEMBINAAN_LANG", "id")
    for query, expected in (("lang=en", "en"), ("token=x&lang=id", "id"), ("lang=xx", "id"), ("", "id")):
        monkeypatch.setenv("QUERY_STRING", query)
        assert sessions.language_asked() == expected
