"""The AKPK report: whole on the sample, honest on little data, silent about few people, deaf to hostile text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from docx import Document

from pembinaan_lib import documents, words
from pembinaan_lib.charts import voice
from pembinaan_lib.documents import akpk_tables, akpk_template
from pembinaan_lib.workbook import needs_papers
from pembinaan_lib.workbook.book import Workbook
from tests.charts import invented_frames
from tests.contoh import Contoh, created
from tests.integration.making import person, roster

CHAPTERS = ("1. Pendahuluan dan dasar hukum", "2. Metode dan sumber data", "3. Profil ASN", "4. Kesenjangan kompetensi",
            "5. Kesenjangan kinerja", "6. Pemenuhan jam pelajaran (JP)", "7. Prioritas kebutuhan", "8. Penutup",
            "Lampiran 1. Kebutuhan per perangkat daerah", "Lampiran 2. Dasar aturan")
HOSTILE = '<w:p/>&"\'{{ 7*7 }}{% raw %}=1+1\x00\x0b\ud800'
Made = tuple[dict[str, pd.DataFrame], dict[str, Any]]


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    words.choose_language("id")
    yield
    words.choose_language("id")


@pytest.fixture(scope="module")
def sampled(contoh: Contoh) -> Made:
    """Frames and meta of the sample agency, without a plan."""
    words.choose_language("id")
    with contoh.open() as book:
        inputs, choices = book.inputs(), book.decisions()
    results = contoh.results
    return needs_papers.paper_frames(results, inputs), needs_papers.paper_meta(results, inputs, choices, number="")


@pytest.fixture(scope="module")
def written(sampled: Made) -> bytes:
    return documents.word_akpk(*sampled)


def bare(**changed: Any) -> dict[str, Any]:
    return invented_frames.meta() | {
        "bobot": {"kesenjangan": 1.0}, "keyakinan_bukti": {"kesenjangan": {}, "survei": {}}, "dasar_akpk": {},
        "jumlah_unit": 1, "aturan_terbuka": 3, "jumlah_dinilai": 0,
    } | changed


def text_of(data: bytes) -> str:
    paper = Document(io.BytesIO(data))
    return "\n".join([*(p.text for p in paper.paragraphs), *(c.text for t in paper.tables for row in t.rows for c in row.cells)])


def heads(data: bytes, style: str = "Heading 1") -> list[str]:
    return [p.text for p in Document(io.BytesIO(data)).paragraphs if p.style.name == style]


def test_template_in_the_package_is_what_the_script_makes() -> None:
    assert akpk_template.PLACE.read_bytes() == akpk_template.build()


def test_the_outline_of_the_report_and_one_annex_entry_per_unit(written: bytes, sampled: Made) -> None:
    assert tuple(heads(written)) == CHAPTERS
    units = set(heads(written, "Heading 2"))
    assert set(sampled[0]["profil_unit"]["perangkat_daerah"]) <= units


def test_every_table_has_a_number_a_source_and_its_rule(written: bytes) -> None:
    paper = Document(io.BytesIO(written))
    captions = [p.text for p in paper.paragraphs if re.match(r"Tabel \d+\. ", p.text)]
    sources = [p.text for p in paper.paragraphs if p.text.startswith("Sumber: ")]
    assert [int(re.findall(r"\d+", one)[0]) for one in captions] == list(range(1, len(captions) + 1))
    assert len(captions) >= 15 and len(sources) >= len(captions)
    named = [one for one in sources if "Aturan: " in one]
    assert len(named) >= 13 and any("PermenPANRB 14/2017" in one for one in named)
    assert all("21 November 2026" in one for one in sources)


def test_pictures_are_there_with_what_they_say_for_those_who_cannot_see(written: bytes) -> None:
    paper = Document(io.BytesIO(written))
    told = [shape._inline.docPr.get("descr") for shape in paper.inline_shapes]  # noqa: SLF001
    assert len(told) == 3 and all(len(one) > 40 for one in told)
    assert all(shape.width.cm == pytest.approx(16, abs=0.01) for shape in paper.inline_shapes)


def test_figures_are_those_of_the_results(written: bytes, sampled: Made) -> None:
    frames, meta = sampled
    said = text_of(written)
    ranked = int(frames["register"]["peringkat"].notna().sum())
    assert f"Kebutuhan yang dapat diurutkan: {ranked}" in said
    assert words.share(meta["jumlah_dinilai"], meta["jumlah_asn"]) in said
    cost = words.rupiah(int(frames["rencana_pendampingan"]["biaya_rp"].sum()), short=False)
    assert f"Perkiraan biaya semua baris di bawah {cost}" in said
    first = frames["register"].iloc[0]
    table = next(t for t in Document(io.BytesIO(written)).tables if t.rows[0].cells[0].text == "No")
    assert [c.text for c in table.rows[1].cells][:4] == [
        "1", first["perangkat_daerah"], first["kompetensi"], words.number(first["prioritas"], 2)]
    assert len(table.rows) == akpk_tables.FIRST + 1


def test_the_sample_says_what_it_is_and_what_nobody_knows(written: bytes) -> None:
    said = text_of(written)
    assert "{{" not in said and "{%" not in said
    header = "".join(p.text for p in Document(io.BytesIO(written)).sections[0].first_page_header.paragraphs)
    assert header == "data contoh, bukan data sebenarnya"
    assert "predikat hampir seragam" in said and "simulasi menurut PerBKN 8/2019" in said
    assert "belum diverifikasi" in said and "mencapai sampel minimum pada 4 dari 28" in said
    assert "ketentuan penyusun, dapat diubah" in said


def test_nobody_is_named_and_no_id_of_a_person_stands_there(contoh: Contoh, written: bytes, sampled: Made) -> None:
    said = text_of(written)
    ids = sampled[0]["kesenjangan"]["pegawai_id"].unique()[:300]
    assert not [one for one in ids if one in said]
    with contoh.open() as book:
        names = [name for name in book.names(list(ids)).values() if len(name) > 8]
    assert names and not [name for name in names if name in said]


def test_same_bytes_again_and_no_clock(sampled: Made, written: bytes) -> None:
    assert documents.word_akpk(*sampled) == written
    with zipfile.ZipFile(io.BytesIO(written)) as paper:
        assert {entry.date_time for entry in paper.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-21T00:00:00Z" in paper.read("docProps/core.xml")


def test_in_english(sampled: Made) -> None:
    with words.speaking("en"):
        data = documents.word_akpk(*sampled)
    assert "1. Introduction and legal basis" in heads(data) and "What is not known" in heads(data, "Heading 2")


def test_without_any_data_it_says_so_and_leaves_out_what_it_cannot_tell() -> None:
    data = documents.word_akpk({}, bare(jumlah_asn=0, ada_riwayat=False))
    said = text_of(data)
    assert tuple(heads(data)) == CHAPTERS and "{{" not in said
    assert "belum ada bukti kebutuhan yang dapat diurutkan" in said and "kesenjangan kompetensi belum dapat dihitung" in said
    assert "jam pelajaran belum dapat dihitung" in said and "Tabel 1" not in said
    assert "Pendampingan perubahan" not in heads(data, "Heading 2")


def test_from_a_roster_alone_and_without_a_plan(tmp_path: Path) -> None:
    with created(tmp_path / "kecil") as book:
        book.import_files([roster(tmp_path / "nominatif.xlsx", *(person(number) for number in range(1, 7)))])
        paths = book.needs_documents()
    assert [path.name for path in paths] == ["akpk-2027.docx", "register-kebutuhan-2027.xlsx"]
    said = text_of(paths[0].read_bytes())
    assert "Riwayat pelatihan belum diimpor" in said and "Belum ada bukti dari: " in said


def test_without_a_roster_there_is_no_report(tmp_path: Path) -> None:
    with created(tmp_path / "kosong") as book, pytest.raises(Exception, match="WBK-008"):
        Workbook.needs_documents(book)


def needs_of(**columns: list[Any]) -> pd.DataFrame:
    count = len(columns["jumlah_asn"])
    base = {"perangkat_daerah": [f"Dinas {n}" for n in range(count)], "kompetensi": ["Integritas"] * count,
            "prioritas": [0.5 - n / 100 for n in range(count)], "peringkat": range(1, count + 1), "keyakinan_label": ["rendah"] * count,
            "kontribusi_survei": [0.2] * count, "kontribusi_belum_diketahui": [0.3] * count, "berbeda": [False] * count,
            "penyebab": [""] * count, "ke_rancangan": [True] * count}
    return pd.DataFrame({**base, **columns})


def test_needs_of_few_people_are_counted_and_not_shown() -> None:
    said = text_of(documents.word_akpk({"register": needs_of(jumlah_asn=[4, 30])}, bare()))
    assert "Dinas 0" not in said and "Dinas 1" in said
    assert "1 kebutuhan menyangkut kurang dari 5 ASN" in said


def test_company_of_few_people_stands_together_so_that_its_cost_tells_no_number() -> None:
    lines = pd.DataFrame({
        "unit_kerja": ["A", "B", "C", "D"], "alasan": ["umum"] * 4, "pendekatan": ["mentoring"] * 4,
        "sasaran_asn": pd.array([2, 9, 6, 40], "Int64"), "biaya_rp": pd.array([50, 90, 60, 400], "Int64"), "yakin": True,
    })
    rows = akpk_tables.made({"rencana_pendampingan": lines}, bare())["pendampingan"]
    assert [row[0] for row in rows] == ["B", "D", "2 unit lain, digabung"] and rows[-1][3:] == ["8", "110"]
    few = lines.head(1)
    assert "pendampingan" not in akpk_tables.made({"rencana_pendampingan": few}, bare())
    assert "Rp50" not in text_of(documents.word_akpk({"rencana_pendampingan": few}, bare()))


def test_units_in_need_of_company_are_counted_by_kind_and_by_how_sure_it_is() -> None:
    lines = pd.DataFrame({
        "unit_kerja": ["A", "A", "B", "C"], "alasan": ["umum", "kesesuaian", "literasi digital", "literasi digital"],
        "pendekatan": "mentoring", "sasaran_asn": pd.array([9, 9, 9, 9], "Int64"),
        "biaya_rp": pd.array([90, 10, 70, 30], "Int64"), "yakin": [True, True, False, False],
    })
    said = text_of(documents.word_akpk({"rencana_pendampingan": lines}, bare()))
    assert "1 unit perlu pendampingan perubahan; 2 unit disarankan pendamping digital, belum pasti. " in said
    assert "semua baris di bawah Rp200 " in said
    rows = akpk_tables.made({"rencana_pendampingan": lines}, bare())["pendampingan"]
    assert [row[1].endswith("(belum pasti)") for row in rows] == [False, False, True, True]
    assert sum(int(row[-1]) for row in rows) == 200


def test_duties_and_ratings_of_few_people_cannot_be_found_by_subtraction() -> None:
    duties = pd.DataFrame({"kewajiban": ["PKA"] * 3 + ["PKP"] * 6 + ["Latsar"] * 40, "terlambat": [True] * 9 + [False] * 40})
    rows = akpk_tables.made({"kewajiban": duties}, bare())["kewajiban"]
    assert [row[1:] for row in rows] == [["40", "0"], ["9", "9"]]
    rated = pd.DataFrame({"predikat": ["Baik"] * 50 + ["Kurang"] * 2 + ["Sangat Baik"] * 7})
    shown = {row[0]: row[1] for row in akpk_tables.made({"predikat": rated}, bare())["predikat"]}
    assert shown == {"Baik": "50", "Sangat Baik": "kurang dari 5", "Kurang": "kurang dari 5"}


def test_hostile_text_stays_text() -> None:
    made = needs_of(jumlah_asn=[30], perangkat_daerah=[HOSTILE], kompetensi=[HOSTILE])
    said = text_of(documents.word_akpk({"register": made}, bare(instansi=HOSTILE)))
    assert said.count("<w:p/>&\"'{{ 7*7 }}{% raw %}=1+1") >= 3 and "49" not in said


def test_the_survey_on_paper_is_the_survey_on_screen(sampled: Made) -> None:
    """Both weigh a unit by its people, not by how many of them answered."""
    frames, meta = sampled
    picture = voice.quadrants(
        frames["survei_instansi"], limits={"kepentingan": 3.5, "kemampuan": 3.5}, people=1, day="")
    screen = {row[0]: row[1:3] for row in picture.lebar["usermeta"]["tabel"]["baris"]}
    paper = {row[0]: row[2:] for row in akpk_tables.made(frames, meta)["survei"]}
    assert len(paper) > 5 and paper == {name: screen[name] for name in paper}
    eager = {"survei_unit": pd.DataFrame({
        "perangkat_daerah": ["A", "B"], "kompetensi": "x", "n": [90, 10], "kepentingan": [5.0, 3.0],
        "kemampuan": [1.0, 3.0], "kuadran": ["tingkatkan", "pantau"],
    }), "survei_instansi": pd.DataFrame({
        "kompetensi": ["x", "y"], "n": [100, 4], "kepentingan": [3.5, 4.0], "kemampuan": [2.5, 2.0], "kuadran": "tingkatkan"})}
    assert akpk_tables.made(eager, bare())["survei"] == [["x", "1", "3,50", "2,50"]]


def test_past_activities_of_every_group_stand_in_the_report(sampled: Made) -> None:
    frames, meta = sampled
    shown, whole = akpk_tables.made(frames, meta)["keadilan"], frames["keadilan"].iloc[0]
    assert shown[0][4] == words.number(whole["kegiatan_rerata"], 1) and whole["kegiatan_rerata"] > 0
    unknown = frames["keadilan"].assign(kegiatan_rerata=float("nan"))
    assert {row[4] for row in akpk_tables.made({"keadilan": unknown}, meta)["keadilan"]} == {akpk_tables.NONE}
