"""Questionnaires out: valid for the tools that read them, the same bytes each time, and nothing personal in them."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from pembinaan_lib import rules, words
from pembinaan_lib.errors import FormError
from pembinaan_lib.forms import (
    QUESTIONNAIRES, google_script, google_text, questionnaire, word_form, written, xlsform,
)
from pembinaan_lib.tables import TABLES, reference
from pembinaan_lib.tables.items import SCALES, TABLE_OF, items
from pembinaan_lib.tables.wide import managerial
from tests.forms.exports import spaced
from tests.tables.making import nip

UNITS = ("Dinas Kesehatan", "Puskesmas A & B <x>", 'Kecamatan "Sambas"', "dinas kesehatan", "")
XF, ITEM = "{http://www.w3.org/2002/xforms}", "{http://www.w3.org/2002/xforms}item"
ANONYMOUS = {"kebutuhan", "kesiapan", "literasi_digital", "berakhlak", "reaksi", "skm"}


def made(name: str, **given_):
    return questionnaire(name, **{"agency": "Pemerintah Kota Contoh", "units": UNITS, **given_})


def xform(form) -> tuple[ET.Element, list[str]]:
    result = convert(io.BytesIO(xlsform(form)), validate=False, file_type=".xlsx")
    return ET.fromstring(result.xform), result.warnings


# The items


def test_the_items_are_ours_honest_and_complete():
    listed = reference("butir")
    assert set(listed["kuesioner"]) == set(QUESTIONNAIRES) == set(TABLE_OF) and set(TABLE_OF.values()) <= set(TABLES)
    assert set(listed["status"]) == {"belum_diverifikasi"} and listed["sumber"].str.len().min() > 15
    assert not listed.duplicated(["kuesioner", "kode"]).any() and not listed.duplicated(["kuesioner", "urutan"]).any()
    assert listed["teks_en"].notna().all()
    scaled = listed[listed["jenis"].isin(SCALES)]
    assert scaled["dimensi"].notna().all() and scaled["label_bawah"].notna().all() and scaled["terbalik"].notna().all()
    sizes = {"skala_5": 5, "skala_4": 4, "level_5": 5}
    assert all(len(row["pilihan"].split("|")) == sizes[row["jenis"]] for row in scaled.to_dict("records"))


def test_each_questionnaire_is_as_short_as_promised():
    most = {"penilaian_atasan": 14, "kesiapan": 14, "literasi_digital": 14, "reaksi": 10, "perilaku": 10, "skm": 12,
            "berakhlak": 16}
    rated = {"kesiapan": 12, "literasi_digital": 12, "perilaku": 8, "skm": 9, "berakhlak": 14}
    technical = ("A satu", "B dua", "C tiga", "D empat")
    for name, number in most.items():
        form = made(name, competencies=technical if name == "penilaian_atasan" else ())
        assert len(form.items) <= number, name
        assert sum(item.kind in SCALES for item in form.items) <= rated.get(name, 99)
    assert len(made("kebutuhan").items) == 3 + 2 * len(managerial())


def test_the_nine_elements_go_by_their_names_in_their_order():
    own = [item for item in items("skm") if item.kind == "skala_4"]
    law = ("persyaratan prosedur waktu_penyelesaian biaya produk kompetensi_pelaksana perilaku_pelaksana "
           "penanganan_pengaduan sarana_prasarana").split()
    assert [item.name for item in own] == law
    assert [item.code for item in own] == [f"U{number}_{name}" for number, name in enumerate(law, start=1)]


def test_two_statements_ask_for_each_value_and_are_about_the_unit():
    rated = [item for item in items("berakhlak") if item.kind in SCALES]
    values = list(rules.load().value("kinerja.perilaku_berakhlak", date(2026, 11, 21)).value)
    assert [item.dimension for item in rated] == [value for value in values for _ in range(2)] and len(rated) == 14
    assert sum(item.reverse for item in rated) == 2  # agreeing with everything is no praise
    assert all("unit" in item.text.casefold() and "saya" not in item.text.casefold().split() for item in rated)
    others = {item.text for name in QUESTIONNAIRES if name != "berakhlak" for item in items(name) if item.kind in SCALES}
    assert others.isdisjoint(item.text for item in rated)


def test_the_superior_rates_the_eight_and_one():
    rated = {item.name for item in items("penilaian_atasan") if item.kind == "level_5" and not item.of_each_competency}
    assert rated == set(managerial())


# What is asked of whom


@pytest.mark.parametrize("name", QUESTIONNAIRES)
def test_only_two_questionnaires_ask_for_a_nip_and_none_for_a_name(name):
    form = made(name)
    assert form.names_a_person == (name not in ANONYMOUS)
    asked = " ".join(f"{item.code} {item.text} {item.text_en}" for item in form.items if item.kind != "nip").casefold()
    assert not re.search(r"\bnama\b(?! orang)|\bnip\b|your name|email|telepon|alamat", asked)
    assert ("NIP" in form.privacy) and form.privacy in google_text(form)
    survey = openpyxl.load_workbook(io.BytesIO(xlsform(form)))["survey"]
    kinds = {row[0] for row in survey.iter_rows(values_only=True)}
    assert not kinds & {"deviceid", "username", "phonenumber", "email", "geopoint", "start-geopoint", "audit"}


def test_what_cannot_be_asked_is_refused_in_words():
    with pytest.raises(FormError, match="FRM-001"):
        made("lainnya")
    with pytest.raises(FormError, match="FRM-002"):
        made("kebutuhan", competencies=[f"Kompetensi {number}" for number in range(13)])
    with pytest.raises(FormError, match="FRM-002"):
        made("penilaian_atasan", competencies=[f"Teknis {number}" for number in range(5)])
    assert len(made("penilaian_atasan", competencies=["Integritas", "integritas"]).items) == 10


# XLSForm


@pytest.mark.parametrize("name", QUESTIONNAIRES)
def test_pyxform_makes_a_form_in_two_languages_without_a_warning(name):
    form = made(name, batches=("A27-01", "A27-02"), services=("KTP",))
    root, warnings = xform(form)
    assert warnings == []
    assert {one.get("lang") for one in root.iter(f"{XF}translation")} == {"Bahasa Indonesia (id)", "English (en)"}
    nodes = {one.get("nodeset").rpartition("/")[2]: one for one in root.iter(f"{XF}bind")}
    for item in form.items:
        assert item.code in nodes, item.code
        assert (nodes[item.code].get("required") == "true()") == item.required
    shown = {value.text for value in root.iter(f"{XF}value")}
    assert {item.text for item in form.items} | {item.text_en for item in form.items} <= shown
    assert {choice.label for item in form.items for choice in item.choices} <= shown
    assert len(form.items) <= len(root.findall(f".//{XF}input")) + len(root.findall(f".//{XF}select1")) + len(
        root.findall(f".//{XF}select"))


@pytest.mark.parametrize("name", ["penilaian_atasan", "perilaku"])
def test_a_nip_has_eighteen_digits(name):
    root, _ = xform(made(name))
    bind = next(one for one in root.iter(f"{XF}bind") if one.get("nodeset").endswith("/nip"))
    assert bind.get("constraint") == "regex(., '^[0-9]{18}$')" and bind.get("type") == "string"


def test_units_are_one_choice_with_search_each_once():
    root, _ = xform(made("kesiapan"))
    select = next(one for one in root.iter(f"{XF}select1") if one.get("ref").endswith("unit_kerja"))
    assert select.get("appearance") == "minimal autocomplete"
    form = made("kesiapan")
    unit = next(item for item in form.items if item.kind == "unit")
    assert [one.label for one in unit.choices] == ["Dinas Kesehatan", "Puskesmas A & B <x>", 'Kecamatan "Sambas"']
    typed = questionnaire("kesiapan", agency="X")
    assert next(item for item in typed.items if item.kind == "unit").choices == ()
    assert xform(typed)[1] == []


def test_scales_are_kept_as_numbers_and_shown_in_words():
    book = openpyxl.load_workbook(io.BytesIO(xlsform(made("skm"))))
    header, *rows = book["choices"].iter_rows(values_only=True)
    assert header == ("list_name", "name", "label::Bahasa Indonesia (id)", "label::English (en)")
    paid = [row[1:] for row in rows if row[2] in ("Sangat mahal", "Cukup mahal", "Murah", "Gratis")]
    assert [row[0] for row in paid] == ["1", "2", "3", "4"] and paid[3][1:] == ("Gratis", "Free")


TEXTS = st.text(max_size=60) | st.sampled_from(
    ["${nip}", "${x}", "=1+1", "<b>", "a\x00b", "\ud800x", "\ufffe", "'", '"', "\\", "</script>", "*/", "\u2028", "|", "#",
     "x" * 900, "\u65e5\u672c", "1"])


@settings(max_examples=12, phases=(Phase.explicit, Phase.generate))  # each example makes three files
@given(agency=TEXTS, title=TEXTS, units=st.lists(TEXTS, max_size=5), own=st.lists(TEXTS, max_size=4),
       name=st.sampled_from(["kebutuhan", "penilaian_atasan", "skm"]))
def test_no_name_of_an_agency_can_break_a_form(agency, title, units, own, name):
    form = questionnaire(name, agency=agency, title=title, units=units, competencies=own, services=units)
    root, _ = xform(form)
    assert root is not None and "${" not in ET.tostring(root, encoding="unicode")
    codes = [item.code for item in form.items]
    assert len(set(codes)) == len(codes) and all(re.fullmatch(r"[A-Za-z_]\w*", code, re.ASCII) for code in codes)
    assert content(google_script(form))["judul"] == form.title
    Document(io.BytesIO(word_form(form)))


# Google Forms


def content(script: str) -> dict:
    """What the script builds, read out of its source."""
    start = script.index("const isi = ") + len("const isi = ")
    return json.loads(script[start:script.index("\n  };", start) + 4])


@pytest.mark.parametrize("name", QUESTIONNAIRES)
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_the_script_asks_what_the_questionnaire_asks(name, lang):
    with words.speaking(lang):
        form = made(name)
        script, text = google_script(form), google_text(form)
    told = content(script)
    assert [one["teks"] for one in told["pertanyaan"]] == [i.text if lang == "id" else i.text_en for i in form.items]
    assert [one["wajib"] for one in told["pertanyaan"]] == [item.required for item in form.items]
    for item, one in zip(form.items, told["pertanyaan"], strict=True):
        assert one["teks"] in text
        listed = one.get("pilihan", [])
        assert len(listed) == len(set(listed)) == (len(item.choices) if one["jenis"] != "skala" else 0)
        assert all(f"- {choice}" in text for choice in listed)
    assert script.isascii() or lang == "id"
    assert "<" not in json.dumps(told) or "\\u003c" in script
    assert script.count("{") == script.count("}") and "setCollectEmail(false)" in script


def test_a_nip_in_google_forms_keeps_its_last_digits():
    form = made("penilaian_atasan")
    pattern = content(google_script(form))["pertanyaan"][0]["pola"]
    assert re.fullmatch(pattern, spaced(nip(1))) and not re.fullmatch(pattern, nip(1))
    assert pattern in google_text(form)


# Paper


@pytest.mark.parametrize("name", QUESTIONNAIRES)
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_the_word_form_is_a4_and_holds_every_question_with_its_boxes(name, lang):
    with words.speaking(lang):
        form = made(name)
        paper = Document(io.BytesIO(word_form(form)))
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    room = section.page_width - section.left_margin - section.right_margin
    assert "Pemerintah Kota Contoh" in section.header.paragraphs[0].text
    assert paper.paragraphs[0].text == form.titles[words.LANGUAGES.index(lang)]
    assert any("NIP" in paragraph.text for paragraph in paper.paragraphs[:4])
    rows = {row.cells[0].text.replace("\u200b", ""): row for table in paper.tables for row in table.rows[1:]}
    for item in form.items:
        row = rows[item.code]
        assert row.cells[1].text == (item.text if lang == "id" else item.text_en)
        boxes = "".join(cell.text for cell in row.cells[2:]).count("\u2610")
        assert boxes == (18 if item.kind == "nip" else len(item.choices)), item.code
    for table in paper.tables:
        widths = [column.width for column in table.columns]
        assert sum(widths) <= room + Pt(1) and min(widths) >= Cm(1.2)
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert all([cell.width for cell in row.cells] == widths for row in table.rows)
        assert table.autofit is False
    assert "tanggal" in rows


@pytest.mark.parametrize("name", QUESTIONNAIRES)
def test_the_same_questionnaire_gives_the_same_bytes(name):
    first, second = written(made(name)), written(made(name))
    assert first == second
    assert set(first) == {f"kuesioner_{name}.{ending}" for ending in ("xlsx", "docx", "txt", "gs")}
    with words.speaking("en"):
        english = written(made(name))
    assert english[f"kuesioner_{name}.xlsx"] == first[f"kuesioner_{name}.xlsx"]  # it speaks both
    assert english[f"kuesioner_{name}.docx"] != first[f"kuesioner_{name}.docx"]


def test_long_units_that_begin_alike_keep_codes_of_their_own():
    same = "Unit Pelaksana Teknis Daerah Pengelolaan Persampahan dan Air Limbah Wilayah"
    units = [f"{same} {side}" for side in ("Utara", "Selatan", "Timur")]
    form = questionnaire("kesiapan", agency="Kota Contoh", units=units)
    (asked,) = [item for item in form.items if item.kind == "unit"]
    codes = [choice.value for choice in asked.choices]
    assert [code.rsplit("_", 1)[-1].casefold() for code in codes] == ["utara", "selatan", "timur"]
