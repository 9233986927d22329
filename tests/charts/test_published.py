"""The published edition: complete, aggregated only, honest where something is missing."""

from __future__ import annotations

import json

from tests.charts import invented_frames
import pandas as pd

from pembinaan_lib import charts, words
from pembinaan_lib.boards.published import validate


def test_edition_has_the_shape_that_the_page_checks(edition):
    validate(json.loads(json.dumps(edition)))


def test_sentence_and_figures_carry_their_base(edition):
    assert "63% kesenjangan yang terukur (1.612 dari 2.600 ASN sudah dinilai)" in edition["batas"][3]["kalimat"]["id"]
    assert edition["pilihan"] == 3 and edition["kalimat"] == edition["batas"][3]["kalimat"]
    assert 4 <= len(edition["angka"]) <= 5
    assert all(figure["dasar"]["id"] and figure["dasar"]["en"] for figure in edition["angka"])


def test_every_budget_has_its_own_words_and_pictures(edition):
    sentences = {budget["kalimat"]["id"] for budget in edition["batas"]}
    assert len(sentences) == len(edition["batas"])
    assert all(set(budget["bagan"]) == {"kegiatan", "batas"} for budget in edition["batas"])


def test_choices_are_less_this_and_more(edition):
    assert [(one["huruf"], one["anggaran_rp"] // 10**6) for one in edition["putusan"]] == [("A", 600), ("B", 1200), ("C", 1500)]
    assert [one["ini"] for one in edition["putusan"]] == [False, True, False]


def test_small_cells_are_hidden_everywhere(edition):
    for budget in edition["batas"]:
        assert all(line["peserta"] is None or line["peserta"] >= 5 for line in budget["baris"])
    text = json.dumps(edition["bagan"]["kesenjangan"], ensure_ascii=False)
    assert ", 3 orang dinilai" not in text and "terlalu sedikit orang" in text
    assert '"orang": 3,' not in text and '"orang": 4,' not in text


def test_totals_count_hidden_units_too(edition):
    total = int(invented_frames.frames()["profil_unit"]["kurang_jp_asn"].sum())
    assert edition["bagan"]["jp"]["id"]["lebar"]["title"]["text"].startswith(f"{total} ASN")


def test_roster_only_still_says_something_and_what_to_do(frames, meta):
    made = charts.published({"profil_unit": frames["profil_unit"]}, meta | {"jumlah_dinilai": 0, "pagu_rp": None})
    validate(json.loads(json.dumps(made)))
    assert made["pilihan"] is None and made["batas"] == [] and made["putusan"] == []
    assert "2.600 ASN" in made["kalimat"]["id"] and made["angka"][0]["nilai"]["id"] == "2.600"
    assert "Impor" in made["bagian"]["kurang"]["kosong"]["id"] and made["bagian"]["beli"]["kosong"]
    assert made["bagian"]["kurang"]["bagan"] == ["jp", "kewajiban"]


def test_nothing_at_all_is_a_page_too(meta):
    made = charts.published({}, meta | {"jumlah_asn": 0, "jumlah_dinilai": 0})
    validate(json.loads(json.dumps(made)))
    assert made["bagan"] == {}


def test_frames_are_not_changed(frames, meta):
    before = {name: frame.copy() for name, frame in frames.items()}
    charts.published({"batas": frames["batas"].head(2), "batas_baris": frames["batas_baris"]}, meta)
    assert all(before[name].equals(frame) for name, frame in frames.items())


def test_a_choice_says_what_it_leaves_unpaid(frames, meta):
    lines = pd.DataFrame([
        (budget * 10**6, name, name, 1, 30, cost * 10**6, duty)
        for budget, cost in ((300, 97), (600, 97), (900, 160), (1200, 160), (1500, 200), (1800, 200))
        for name, cost, duty in (("Wajib", cost, True), ("Pilihan", 50, False))
    ], columns=["anggaran_rp", "bangkom_id", "nama", "angkatan", "peserta", "biaya_rp", "wajib"])
    made = charts.published(frames | {"batas_baris": lines}, meta)["putusan"]
    assert [one["akibat"]["id"].partition("Tidak cukup")[2] for one in made] == [
        ": sekitar Rp103 juta kegiatan wajib belum terdanai.", ": sekitar Rp40,0 juta kegiatan wajib belum terdanai.", ""]
    assert made[0]["akibat"]["en"].endswith("Not enough: about Rp103 million of obligatory activities are not funded.")


def test_unpaid_duties_are_said_without_a_sum_where_the_sum_would_tell_people(frames, meta):
    rows = [(300, 8, 1, True), (300, 9, 30, False), (600, 8, 1, True), (600, 9, 30, False), (600, 90, 12, True)]
    lines = pd.DataFrame([(b * 10**6, f"{b}{c}", "x", 1, n, c * 10**6, d) for b, c, n, d in rows],
                         columns=["anggaran_rp", "bangkom_id", "nama", "angkatan", "peserta", "biaya_rp", "wajib"])
    few = {"batas": frames["batas"].head(2), "batas_baris": lines}
    said = charts.published(frames | few, meta | {"pagu_rp": 600_000_000})["putusan"][0]["akibat"]["id"]
    assert said.endswith("Tidak cukup: sebagian kegiatan wajib belum terdanai.")


def test_an_equal_choice_is_the_same_and_nothing_measured_is_not_zero(frames, meta):
    flat = frames["batas"].assign(kesenjangan_rasio=0.4)
    made = charts.published(frames | {"batas": flat}, meta)
    assert "sama dengan rencana ini" in made["putusan"][0]["akibat"]["id"] and "0 poin" not in json.dumps(made["putusan"])
    none = charts.published(frames | {"batas": flat.assign(kesenjangan_rasio=0.0)}, meta | {"jumlah_dinilai": 0})
    validate(json.loads(json.dumps(none)))
    assert none["angka"][0]["nilai"] == {"id": "belum terukur", "en": "not measured yet"}
    words_said = json.dumps([none["putusan"], none["kalimat"], none["angka"]], ensure_ascii=False)
    assert "Kesenjangan terukur" not in words_said and '"0%"' not in words_said
    assert "kesenjangan" not in none["bagan"] and none["bagian"]["beli"]["bagan"] == ["kegiatan"]
    assert "Impor" in none["bagian"]["kurang"]["kosong"]["id"]


def test_without_a_history_everything_owed_is_an_upper_bound(frames, meta):
    made = charts.published(frames, meta | {"ada_riwayat": False})
    late = int(frames["profil_unit"]["kewajiban_terlambat"].sum())
    assert f"paling banyak {late} kewajiban lewat tenggat" in made["bagian"]["putuskan"]["teks"]["id"]
    title = made["bagan"]["kewajiban"]["id"]["lebar"]["title"]["text"]
    assert title.startswith(f"Riwayat pelatihan belum diimpor: paling banyak {late} kewajiban lewat tenggat")
    assert "jp" not in made["bagan"] and "jp" not in made["bagian"]["kurang"]["bagan"]
    roster = charts.published({"profil_unit": frames["profil_unit"]}, meta | {"jumlah_dinilai": 0, "ada_riwayat": False})
    validate(json.loads(json.dumps(roster)))
    assert {one["kunci"]: one["nilai"]["id"] for one in roster["angka"]}["kurang_jp"] == "belum dapat dihitung"
    assert f"paling banyak {late}" in roster["kalimat"]["id"]


def test_attendance_counts_everybody_and_a_small_batch_stays_unknown(frames, meta):
    came = pd.DataFrame({
        "angkatan_id": ["A1", "A2", "A3", "A4"], "kegiatan": ["Satu", "Dua", "Tiga", "Belum"],
        "peserta_rencana": [30, 3, 20, 25], "peserta": [28, 3, 17, 0], "hadir_rasio": [0.9, 1.0, 0.8, None]})
    spec = charts.published(frames | {"pelaksanaan": came}, meta)["bagan"]["kehadiran"]["id"]["lebar"]
    assert spec["title"]["text"] == "48 dari 53 peserta yang direncanakan hadir (91%)"
    assert "2 angkatan kecil tidak ditampilkan." in spec["title"]["subtitle"] and "2 angkatan kecil" in spec["description"]
    assert [row["nama"] for row in spec["datasets"]["baris"]] == ["Satu (A1)"]  # 48 - 28 = 20 people in two batches


def test_hours_have_their_year_and_the_base_of_those_who_owe_them(frames, meta):
    units = frames["profil_unit"].assign(wajib_jp_asn=lambda one: one["jumlah_asn"] - 7)
    made = charts.published(frames | {"profil_unit": units}, meta)
    spec = made["bagan"]["jp"]["id"]["lebar"]
    assert "tahun 2026" in spec["title"]["text"] and "pada 2027" in made["kalimat"]["id"]
    whole = dict(zip(units["perangkat_daerah"], units["wajib_jp_asn"], strict=True))
    assert all(row["label"].endswith(f" dari {whole[row['nama']]}") for row in spec["datasets"]["baris"])
    roster = charts.published({"profil_unit": units}, meta | {"jumlah_dinilai": 0})
    short = next(one for one in roster["angka"] if one["kunci"] == "kurang_jp")
    assert short["dasar"]["id"] == f"dari {words.number(int(units['wajib_jp_asn'].sum()))} ASN yang wajib JP"
    assert "2026" in short["judul"]["id"]
