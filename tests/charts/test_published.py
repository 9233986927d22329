"""The published edition: complete, aggregated only, honest where something is missing."""

from __future__ import annotations

import json

import invented_frames

from pembinaan_lib import charts
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
