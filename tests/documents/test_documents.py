"""Documents: whole, deterministic, and deaf to hostile text."""

from __future__ import annotations

import copy
import io
import json
import struct
import subprocess
import sys
import zipfile

import pandas as pd
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import charts, documents, packed, words
from pembinaan_lib.documents import page, template

HOSTILE = '<w:p/>&"\'{{ 7*7 }}{% raw %}=1+1\x00\x0b\ud800#set page(width: 1pt) $x$ @ref \\n'


def plan_frames(frames, **changed):
    row = {
        "bangkom_id": "BK-001", "nama": "Latsar CPNS", "jenis_kompetensi": "manajerial", "kompetensi": "Integritas; Kerja Sama",
        "peserta": 38, "jumlah_perangkat_daerah": 12, "bentuk": "Pelatihan lainnya", "jalur": "klasikal",
        "penyelenggara": "BPSDM Provinsi", "angkatan": 1, "bulan": 3, "kesesuaian_kurikulum": "", "anggaran_rp": 199_880_000,
    }
    rows = [row | changed, row | {"bangkom_id": "BK-009", "nama": "Bimtek layanan digital", "bulan": None, "anggaran_rp": 90_000_000}]
    chosen = pd.DataFrame({"bangkom_id": ["BK-001", "BK-009"], "wajib": [True, False]})
    return frames | {"rencana_207": pd.DataFrame(rows), "rencana_baris": chosen}


def text_of(data: bytes) -> str:
    paper = Document(io.BytesIO(data))
    parts = [p.text for p in paper.paragraphs] + [c.text for t in paper.tables for row in t.rows for c in row.cells]
    section = paper.sections[0]
    return "\n".join(parts + [p.text for p in (*section.header.paragraphs, *section.footer.paragraphs)])


def table_of(data: bytes, columns: int) -> list[list[str]]:
    paper = Document(io.BytesIO(data))
    (found,) = [table for table in paper.tables if len(table.columns) == columns]
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_template_in_the_package_is_what_the_script_makes():
    assert template.PLACE.read_bytes() == template.build()


def test_the_seven_items_of_pasal_207(frames, meta):
    rows = table_of(documents.word_plan(plan_frames(frames), meta), 8)
    assert rows[0] == ["Kegiatan", "Jenis kompetensi", "Target PNS/ASN", "Jenis dan jalur", "Penyelenggara", "Jadwal",
                       "Kesesuaian kurikulum", "Anggaran (Rp)"]
    assert rows[1] == ["Latsar CPNS (wajib)", "manajerial: Integritas; Kerja Sama", "38 orang dari 12 perangkat daerah",
                       "Pelatihan lainnya, klasikal", "BPSDM Provinsi", "Maret, 1 angkatan", "ikut pembina atau penyelenggara", "199.880.000"]
    assert rows[2][5] == "–, 1 angkatan" and rows[-1][0] == "Jumlah" and rows[-1][7] == "289.880.000"


def test_outline_sample_mark_fingerprint_and_unverified_rules(frames, meta):
    rules = pd.DataFrame({"judul": ["Jam pelajaran minimum"], "sumber": ["PerLAN 10/2018"], "status": ["belum diverifikasi"]})
    said = text_of(documents.word_plan(plan_frames(frames) | {"aturan_berlaku": rules}, meta))
    assert "{{" not in said and "{%" not in said
    for head in ("1. Pendahuluan", "2. Arah RPJMD", "3. Ringkasan", "4. Rencana", "5. Anggaran", "6. Pemantauan", "7. Penutup"):
        assert head in said
    assert "data contoh, bukan data sebenarnya" in said and "Arsip 2027-001. Sidik rencana abababab ·" in said
    assert "belum diverifikasi" in said and "[nama penanda tangan]" in said
    assert "data contoh" not in text_of(documents.word_plan(plan_frames(frames), meta | {"contoh": False}))
    assert "Sisa setelah kegiatan wajib Rp1.000.120.000" in said


def test_word_in_english(frames, meta):
    with words.speaking("en"):
        assert "Competency Development Needs and Plan" in text_of(documents.word_plan(plan_frames(frames), meta))


def test_same_bytes_whatever_the_clock(frames, meta):
    first = documents.word_plan(plan_frames(frames), meta)
    assert first == documents.word_plan(plan_frames(frames), dict(reversed(list(meta.items()))))
    with zipfile.ZipFile(io.BytesIO(first)) as paper:
        assert {entry.date_time for entry in paper.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-21T00:00:00Z" in paper.read("docProps/core.xml")


def test_hostile_text_stays_text(frames, meta):
    made = documents.word_plan(plan_frames(frames, nama=HOSTILE, penyelenggara=HOSTILE), meta | {"instansi": HOSTILE})
    said = text_of(made)
    assert '<w:p/>&"\'{{ 7*7 }}{% raw %}=1+1#set page' in said and "49" not in table_of(made, 8)[1][0]


@settings(max_examples=15, deadline=None)
@given(name=st.text(max_size=30))
def test_any_text_makes_a_readable_file(name):
    from tests.charts import invented_frames  # noqa: PLC0415

    made = documents.word_plan(plan_frames({}, nama=name), invented_frames.meta())
    assert packed.writable(name).replace("\r", "\n").strip() in table_of(made, 8)[1][0].replace("\r", "\n") or not name.strip()


def test_word_without_a_plan_says_so(meta):
    said = text_of(documents.word_plan({}, meta | {"pagu_rp": None, "jumlah_dinilai": 0}))
    assert "Belum ada rencana yang diterima." in said and "Belum ada penilaian kompetensi" in said


def test_small_cells_stay_hidden_in_the_gap_table(frames, meta):
    small = frames["kesenjangan_unit"].head(1).assign(dinilai=3, rerata_kesenjangan=4.9)
    data = plan_frames({"kesenjangan_unit": pd.concat([small, frames["kesenjangan_unit"].iloc[1:]])})
    assert "4,9" not in text_of(documents.word_plan(data, meta))


def test_picture_is_1080_wide_and_deterministic(edition):
    first = documents.leader_picture(edition)
    assert first[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", first[16:24])[0] == page.PIXELS_WIDE
    assert first == documents.leader_picture(json.loads(json.dumps(edition)))


def test_pdf_is_one_page_and_deterministic(edition):
    first = documents.leader_pdf(edition)
    assert first.startswith(b"%PDF-") and first.count(b"/Type /Page\n") + first.count(b"/Type/Page/") == 1 or b"/Count 1" in first
    assert first == documents.leader_pdf(edition)


def test_other_processes_make_the_same_bytes(edition, tmp_path):
    path = tmp_path / "e.json"
    path.write_text(json.dumps(edition), encoding="utf-8")
    code = ("import sys, json, hashlib; from pembinaan_lib import documents as d; e = json.load(open(sys.argv[1]));"
            "print(hashlib.sha256(d.leader_picture(e)).hexdigest(), hashlib.sha256(d.leader_pdf(e)).hexdigest())")
    runs = [subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True,  # noqa: S603
                             env={"PYTHONHASHSEED": seed, "PATH": ""}) for seed in ("1", "2")]
    first, second = (run.communicate(timeout=120)[0] for run in runs)
    assert first == second and len(first.split()) == 2


def test_page_takes_hostile_text_as_text(edition):
    bad = HOSTILE.replace("\ud800", "")
    hostile = copy.deepcopy(edition) | {"instansi": bad, "nomor_arsip": bad, "sidik": bad}
    for budget in hostile["batas"]:
        budget["kalimat"] = {"id": bad, "en": bad}
    assert documents.leader_picture(hostile)[:4] == b"\x89PNG"


def test_page_without_a_plan_or_pictures(edition):
    bare = edition | {"batas": [], "pilihan": None, "putusan": [], "bagan": {}, "angka": [],
                      "bagian": {name: part | {"bagan": []} for name, part in edition["bagian"].items()}}
    assert documents.leader_picture(bare)[:4] == b"\x89PNG" and documents.leader_pdf(bare).startswith(b"%PDF")


def test_page_speaks_both_languages(edition):
    with words.speaking("en"):
        assert page.page_data(edition, shape="a4")["putusan_judul"] == "What needs deciding?"
    assert page.page_data(edition, shape="a4")["contoh"] == "data contoh, bukan data sebenarnya"


@pytest.mark.parametrize("value, kept", [("a\x00b\ufffe", "ab"), ({"k": ["\x1f", 1]}, {"k": ["", 1]}), ("é\n\t", "é\n\t")])
def test_writable_drops_only_what_xml_cannot_hold(value, kept):
    assert packed.writable(value) == kept


def test_a_draft_and_a_record_are_told_apart_with_the_same_eight_letters(frames, meta):
    record = text_of(documents.word_plan(plan_frames(frames), meta))
    draft = text_of(documents.word_plan(plan_frames(frames), meta | {"nomor_arsip": ""}))
    assert "Keadaan: Arsip 2027-001." in record and "dari arsip yang nomornya" in record and "draf" not in record.lower()
    assert "Keadaan: Draf." in draft and "masih draf" in draft and "Draf. Sidik rencana abababab ·" in draft
    assert "Arsip" not in draft and "ababababa" not in record + draft
    approved = documents.word_plan(plan_frames(frames), meta | {"keadaan": "disetujui"})
    assert "Keadaan: Disetujui, Arsip 2027-001." in text_of(approved)


def test_the_picture_says_the_same_record_and_letters_as_word(frames, meta):
    for number, said in (("", "Draf"), ("2027-001", "Arsip 2027-001")):
        data = page.page_data(charts.published(frames, meta | {"nomor_arsip": number}), shape="a4")
        assert data["keadaan"].startswith(f"{said}, data per") and data["kaki"].startswith(f"{said}. Sidik rencana abababab. ")


def test_the_annex_holds_the_rules_and_each_doubt_once(frames, meta):
    rules = pd.DataFrame({"judul": ["Jam"], "sumber": ["PerLAN 10/2018"], "status": ["belum diverifikasi"]})
    paper = Document(io.BytesIO(documents.word_plan(plan_frames(frames) | {"aturan_berlaku": rules}, meta)))
    heads = [one.text for one in paper.paragraphs if one.style.name.startswith("Heading")]
    assert heads[-1] == "Lampiran. Dasar aturan" and heads[0] == "1. Pendahuluan" and "Dasar aturan" not in heads
    assert [cell.text for cell in paper.tables[-1].rows[1].cells] == ["Jam", "PerLAN 10/2018", "belum diverifikasi"]


def test_basic_training_is_called_so_beside_the_form_of_the_law(frames, meta):
    data = plan_frames(frames)
    data["rencana_baris"] = data["rencana_baris"].assign(jenis_wajib=["Latsar", ""])
    rows = table_of(documents.word_plan(data, meta), 8)
    assert rows[1][3] == "Pelatihan dasar CPNS (dalam daftar bentuk: Pelatihan lainnya), klasikal"
    assert rows[2][3] == "Pelatihan lainnya, klasikal"


def test_the_remark_on_the_curriculum_stands_once(frames, meta):
    said = text_of(documents.word_plan(plan_frames(frames, kesesuaian_kurikulum="design.curriculum.own"), meta))
    assert said.count("mohon dicocokkan dengan kurikulumnya") == 1 and "disusun instansi\n" in said


def test_overdue_duties_by_kind_and_the_share_of_each_unit(frames, meta):
    duties = pd.DataFrame({"kewajiban": ["PKN II", "Latsar", "Latsar", "PKA"], "terlambat": [True, True, True, False]})
    unit = pd.DataFrame({"perangkat_daerah": ["Dinas A", ""], "asn": [3, 1], "peserta": [4, 1],
                         "biaya_rp": [3_000_000, 1_000_000], "biaya_rasio": [0.75, 0.25]})
    data = plan_frames(frames) | {"kewajiban": duties, "rencana_unit": unit}
    made = documents.word_plan(data, meta)
    assert table_of(made, 5)[1:] == [["Dinas A", "3", "4", "3.000.000", "75,0%"], ["(belum diketahui)", "1", "1", "1.000.000", "25,0%"]]
    late = next(rows for rows in _tables(made) if rows[0][0] == "Kewajiban")
    assert late[1:] == [["Pelatihan dasar CPNS (Latsar)", "2", "2"], ["Pelatihan Kepemimpinan Nasional Tingkat II (PKN II)", "1", "1"]]
    assert "jumlah paling banyak" in text_of(documents.word_plan(data, meta | {"ada_riwayat": False}))


def _tables(data: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(data)).tables]


def test_the_picture_is_no_longer_than_two_screens_of_a_phone(edition, frames, meta):
    bare = charts.published(frames, meta | {"jumlah_dinilai": 0, "ada_riwayat": False})
    for one in (edition, bare):
        assert struct.unpack(">II", documents.leader_picture(one)[16:24])[1] <= 2400
    data = page.page_data(bare, shape="phone")
    assert "paling banyak" in data["gambar"][0]["judul"] and "belum terukur" in [one["nilai"] for one in data["angka"]]
    assert "0%" not in [one["nilai"] for one in data["angka"]]
    shown = page.page_data(edition, shape="phone")["gambar"]
    assert all(one["svg"].count("aria-roledescription=\"bar\"") <= 3 for one in shown)
