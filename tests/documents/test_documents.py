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

from pembinaan_lib import documents, words
from pembinaan_lib.documents import packed, page, template

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
                       "Pelatihan lainnya, klasikal", "BPSDM Provinsi", "Maret, 1 angkatan", "perlu dicocokkan", "199.880.000"]
    assert rows[2][5] == "–, 1 angkatan" and rows[-1][0] == "Jumlah" and rows[-1][7] == "289.880.000"


def test_outline_sample_mark_fingerprint_and_unverified_rules(frames, meta):
    rules = pd.DataFrame({"judul": ["Jam pelajaran minimum"], "sumber": ["PerLAN 10/2018"], "status": ["belum diverifikasi"]})
    said = text_of(documents.word_plan(plan_frames(frames) | {"aturan_berlaku": rules}, meta))
    assert "{{" not in said and "{%" not in said
    for head in ("1. Pendahuluan", "2. Arah RPJMD", "3. Ringkasan", "4. Rencana", "5. Anggaran", "6. Pemantauan", "7. Penutup"):
        assert head in said
    assert "data contoh, bukan data sebenarnya" in said and "Sidik rencana abababababababab" in said
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
    import invented_frames  # noqa: PLC0415

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
