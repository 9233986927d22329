"""The integrity panel: units and years, never a person, nothing of few people, and what is hidden stays hidden in Excel."""

from __future__ import annotations

import base64
import io
import re

import openpyxl
import pandas as pd
import pytest

from pembinaan_lib import panels, words
from pembinaan_lib.charts import integrity as charts
from pembinaan_lib.panels import Session
from tests.contoh import Contoh
from tests.panels.touching import html

HIDDEN = "disembunyikan"


def years(*rows: tuple[int, int | None, int | None, int | None, float]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["tahun", "sanksi", "orang_disanksi", "pengaduan_perilaku", "lama_tahun"])
    return found.astype(dict.fromkeys(("sanksi", "orang_disanksi", "pengaduan_perilaku"), "Int64"))


def scores(*rows: tuple[str, int, float | None, float | None, float | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["nilai_berakhlak", "responden", "rerata", "bawah", "atas"])


def test_the_years_tell_few_people_unknown_and_none_apart() -> None:
    found = charts.history(years((2025, 7, 3, None, 1.0), (2026, 0, 0, 12, 0.9)), place="Dinas A", smallest=5, day="hari ini")
    bars = {row["nama"]: (row["nilai"], row["label"]) for row in found.lebar["datasets"]["baris"]}
    assert bars == {"Sanksi 2025": (0, "kurang dari 5 orang"), "Sanksi 2026 (berjalan)": (0, "0"),
                    "Aduan 2025": (0, "tidak tercatat"), "Aduan 2026 (berjalan)": (12, "12")}
    assert found.judul == "Dinas A, 2026 (berjalan): sanksi 0, aduan tentang perilaku 12"
    assert "7" not in found.bacaan.replace("2027", "")
    nothing = charts.history(years((2026, None, None, None, 0.9)), place="A", smallest=5, day="hari ini")
    assert not nothing.lebar["datasets"]["baris"] and "belum tercatat" in nothing.judul


def test_a_value_is_weak_only_where_its_whole_interval_is_below_the_limit() -> None:
    found = charts.values(scores(("Loyal", 20, 0.9, 0.8, 1.0), ("Adaptif", 20, 0.7, 0.6, 0.8), ("Harmonis", 20, 0.5, 0.4, 0.6),
                                 ("Kompeten", 3, None, None, None)), place="Dinas A", limit=0.75, day="hari ini")
    sides = {row["nama"]: row["sisi"] for row in found.lebar["datasets"]["baris"]}
    assert list(sides.items()) == [("Harmonis", "awas"), ("Adaptif", "ragu"), ("Loyal", "biasa")]
    assert found.judul == "Nilai yang masih lemah: Harmonis"
    ticks = found.lebar["layer"][3]["encoding"]["x"]["axis"]["values"]
    assert [round(tick, 6) for tick in ticks] == [0, 0.2, 0.4, 0.6, 0.8, 1]


@pytest.fixture
def panel(sesi: Session) -> panels.Integrity:
    words.choose_language("id")
    return panels.Integrity(sesi)


def test_the_offices_that_were_planted_come_first(panel: panels.Integrity, contoh: Contoh) -> None:
    told = panel.units()
    complained, = contoh.truth["unit_dikeluhkan_perilakunya"]
    weak, = contoh.truth["berakhlak_terlemah"]
    assert list(told["perangkat_daerah"].head(2)) == [complained, weak["perangkat_daerah"]]
    assert told.set_index("perangkat_daerah").loc[weak["perangkat_daerah"], "terendah"] == weak["nilai_berakhlak"]
    assert complained in panel.reading() and weak["perangkat_daerah"] in panel.reading()


def test_a_chosen_unit_shows_its_own_years_and_values(panel: panels.Integrity, contoh: Contoh) -> None:
    weak, = contoh.truth["berakhlak_terlemah"]
    whole = panel._values.spec["title"]["text"]
    panel._place.value = weak["perangkat_daerah"]
    assert weak["nilai_berakhlak"] in panel._values.spec["title"]["text"] != whole
    assert panel._history.spec["title"]["text"].startswith(weak["perangkat_daerah"])


def test_figures_about_few_people_are_on_no_screen_and_in_no_file(panel: panels.Integrity, sesi: Session) -> None:
    found = sesi.frame("integritas_unit")
    few = found[found["orang_disanksi"].between(1, 4)]
    assert len(few) > 3  # the sample has what must be hidden
    told = panel.units().set_index("perangkat_daerah")
    most = found.groupby("perangkat_daerah")["orang_disanksi"].max()
    small = most.index[most.between(1, 4).fillna(False)]
    assert (told.loc[small, "sanksi"] == HIDDEN).all()
    sheets = list(panel.sheets().values())
    both = found.merge(sheets[0], left_on=["perangkat_daerah", "tahun"], right_on=["Perangkat daerah", "Tahun"])
    assert both.loc[both["orang_disanksi"].between(1, 4), "Sanksi"].isna().all()
    values = sesi.frame("berakhlak_nilai")
    hidden = values["responden"] < 5
    assert hidden.any() and sheets[1].loc[hidden.to_numpy(), ["Responden", "Skor"]].isna().all(axis=None)
    zone = panel.zone()
    assert zone.loc[zone["orang_dinilai"] < 5, ["dinilai", "kesenjangan_rasio", "jawaban"]].isna().all(axis=None)
    assert not [column for sheet in sheets for column in sheet.columns if re.search("nip|nama|pegawai_id", column.casefold())]


def test_the_file_holds_the_three_tables(panel: panels.Integrity) -> None:
    panel._take._on_click(panel._take.button)
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(re.search(r"base64,([^\"]+)", panel._take.link.value)[1])))
    assert book.sheetnames[-3:] == ["Unit dan tahun", "Nilai BerAKHLAK", "LKE Zona Integritas"]


def test_the_worksheet_question_is_answered_for_the_agency_and_says_whose_reading_it_is(panel: panels.Integrity) -> None:
    shown = panel._zone.value
    assert "Jawaban instansi: A (nilai 1,00)" in shown and "pembacaan aplikasi" in shown and "90/2021" in shown


def test_an_agency_with_a_roster_alone_is_told_what_to_import(nominatif_saja: Session) -> None:
    panel = panels.Integrity(nominatif_saja)
    assert "survei BerAKHLAK" in html(panel) and panel._more.layout.display == "none"


def test_the_eighth_questionnaire_is_offered(nominatif_saja: Session) -> None:
    panel = panels.Blanks(nominatif_saja)
    assert len(panel._asked.options) == 8
    panel._asked.value = "berakhlak"
    assert "Tujuh nilai BerAKHLAK" in panel._about.value and panel._competencies.layout.display == "none"
