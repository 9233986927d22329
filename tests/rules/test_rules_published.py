"""The numbers of the law against tables that others have published, cell by cell."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pembinaan_lib import design, rules
from pembinaan_lib.rules import bands
from pembinaan_lib.tables import choices

TODAY = date(2026, 11, 21)
RULES = rules.load()


def _value(rule_id):
    return RULES.value(rule_id, TODAY).value


def test_the_nine_elements_are_the_columns_of_the_table():
    assert list(_value("skm.unsur")) == list(_value("skm.bobot"))
    assert all(list(_value(f"skm.bobot_{one}")) == list(_value("skm.unsur")) for one in ("pembulatan", "tiga_angka"))
    assert len(_value("skm.unsur")) == 9


@pytest.mark.parametrize(("kotak", "first", "count"), [
    ("9", "Dipromosikan dan dipertahankan", 3), ("8", "Dipertahankan", 4), ("7", "Dipertahankan", 5),
    ("6", "Penempatan yang sesuai", 3), ("5", "Penempatan yang sesuai", 3), ("4", "Rotasi", 2),
    ("3", "Bimbingan kinerja", 4), ("2", "Bimbingan kinerja", 3),
    ("1", "Diproses sesuai ketentuan peraturan perundangan", 1),
])
def test_recommendation_of_each_box(kotak, first, count):
    found = _value("talenta.rekomendasi")[kotak]
    assert (found[0], len(found)) == (first, count)


def test_every_box_has_a_recommendation_and_every_rating_a_place_on_the_axis():
    boxes = {str(number) for row in _value("talenta.sembilan_kotak")["cells"].values() for number in row.values()}
    assert boxes == set(_value("talenta.rekomendasi")) == {str(number) for number in range(1, 10)}
    cells = _value("kinerja.predikat")["cells"]
    ratings = {rating for row in cells.values() for rating in row.values()}
    assert ratings == set(_value("talenta.sumbu_kinerja")) == set(_value("ip_asn.kinerja")) == set(choices.PREDIKAT[0])
    assert set(_value("talenta.sumbu_kinerja").values()) == set(cells) == set(choices.EKSPEKTASI[0])
    potential = [band["label"] for band in _value("talenta.batas_potensial")["bands"]]
    assert potential == list(choices.POTENSIAL[0])
    assert [band["label"] for band in _value("talenta.batas_kinerja")["bands"]] == list(cells)[::-1]


@pytest.mark.parametrize(("rule_id", "listed"), [
    ("ip_asn.kualifikasi", choices.PENDIDIKAN), ("kompetensi.level_jabatan", choices.JENJANG),
    ("evaluasi.waktu_pascapelatihan", choices.JENIS_DIKLAT),
])
def test_rules_by_a_code_list_have_exactly_its_values(rule_id, listed):
    assert set(_value(rule_id)) == set(listed[0])


def test_the_rules_of_ip_asn_name_trainings_forms_and_posts_that_exist():
    kinds, forms = set(choices.JENIS_DIKLAT[0]), set(_value("bangkom.bentuk"))
    for row in _value("ip_asn.indikator").values():
        assert set(row["jenis_diklat"]) <= kinds and set(row["bentuk"]) <= forms
    accepted = _value("ip_asn.diklat_jabatan")
    assert set(accepted) <= set(choices.JENJANG[0]) and {name for names in accepted.values() for name in names} <= kinds
    indicators = set(_value("ip_asn.kompetensi")["cells"])
    assert indicators | {"kinerja", "disiplin"} == set(_value("ip_asn.jendela"))
    assert indicators == set(_value("ip_asn.indikator")) | {"diklat_kepemimpinan"}
    assert set(_value("ip_asn.disiplin")) == {"tidak pernah", *choices.TINGKAT_DISIPLIN[0]}


@pytest.mark.parametrize(("day", "value", "label"), [
    (date(2015, 1, 1), 50, "Buruk"), (date(2015, 1, 1), 51, "Kurang"), (date(2015, 1, 1), 61, "Cukup"),
    (date(2015, 1, 1), 76, "Baik"), (date(2015, 1, 1), 91, "Sangat Baik"), (TODAY, 49.99, "Sangat Kurang"),
    (TODAY, 50, "Kurang"), (TODAY, 70, "Cukup"), (TODAY, 90, "Baik"), (TODAY, 110, "Sangat Baik"),
    (TODAY, 120, "Sangat Baik"),
])
def test_older_numeric_bands(day, value, label):
    assert bands.label(pd.Series([value]), RULES.value("kinerja.nilai_angka", day)).tolist() == [label]


@pytest.mark.parametrize(("value", "score"), [
    (0, 1), (0.25, 1), (0.26, 0.67), (0.5, 0.67), (0.75, 0.33), (0.76, 0), (1, 0),
])
def test_unit_gap_of_the_integrity_zone(value, score):
    rule = RULES.value("lke_zi.kesenjangan", TODAY)
    found = bands.label(pd.Series([value]), rule).iloc[0]
    assert {band["label"]: band["score"] for band in rule.value["bands"]}[found] == score


@pytest.mark.parametrize(("bentuk", "jp", "factor"), [
    ("Seminar/konferensi/sarasehan", 6, None), ("Workshop/lokakarya", 7, None), ("Sosialisasi", 6, None),
    ("Coaching", 4, None),
    ("Mentoring", 4, None), ("E-learning", 4, None), ("Detasering", 24, None), ("Patok banding", 20, None),
    ("Pertukaran PNS dengan pegawai swasta/BUMN/BUMD", 24, None), ("Magang/praktik kerja", 24, None),
    ("Tugas belajar", 20, None),
    ("Kursus", None, 1.2), ("Belajar mandiri", None, 1.2), ("Pelatihan struktural kepemimpinan", None, None),
])
def test_international_hours_by_form_as_bps_prints_them(bentuk, jp, factor):
    row = _value("bangkom.konversi_jp")[bentuk]
    assert (row["jp_internasional"], row["faktor_internasional"]) == (jp, factor)


def test_the_optimiser_starts_from_the_rules_that_say_so():
    limits = design.Limits(jp_minimum=20)
    assert _value("rancangan.maks_kegiatan") == limits.maks_kegiatan
    assert _value("rancangan.celah_rasio") == limits.celah_rasio
    assert _value("rancangan.bobot_jp") == limits.bobot["jp"]


def test_every_kind_of_post_can_reach_the_weight_of_competence():
    cells = _value("ip_asn.kompetensi")["cells"]
    best = _value("ip_asn.bobot")["kompetensi"] * 100
    for post in cells["seminar"]:
        assert sum(row[post] for row in cells.values()) == best, post


@pytest.mark.parametrize(("rule_id", "dimension"), [
    ("ip_asn.kualifikasi", "kualifikasi"), ("ip_asn.kinerja", "kinerja"), ("ip_asn.disiplin", "disiplin"),
])
def test_the_best_score_is_the_weight_of_the_dimension(rule_id, dimension):
    assert max(_value(rule_id).values()) == _value("ip_asn.bobot")[dimension] * 100


@pytest.mark.parametrize(("bentuk", "satuan", "jp"), [
    ("Seminar/konferensi/sarasehan", "hari", 4), ("Workshop/lokakarya", "hari", 5), ("Sosialisasi", "hari", 4),
    ("Coaching", "kali", 2), ("Mentoring", "kali", 2), ("E-learning", "hari", 3), ("Detasering", "kali", 20),
    ("Patok banding", "kali", 10), ("Belajar mandiri", "hari", 2), ("Komunitas belajar", "hari", 2),
    ("Magang/praktik kerja", "kali", 20), ("Pertukaran PNS dengan pegawai swasta/BUMN/BUMD", "kali", 20),
    ("Tugas belajar", "semester", 20), ("Pelatihan teknis", "JP", None), ("Kursus", "JP", None),
])
def test_hours_by_form_as_bps_prints_them(bentuk, satuan, jp):
    row = _value("bangkom.konversi_jp")[bentuk]
    assert (row["satuan"], row["jp"]) == (satuan, jp)


def test_every_converted_form_is_a_known_form():
    assert set(_value("bangkom.konversi_jp")) <= set(_value("bangkom.bentuk"))
    paths = [row["jalur"] for row in _value("bangkom.bentuk").values()]
    assert (paths.count("klasikal"), paths.count("nonklasikal")) == (12, 13)


def test_eight_and_one_competencies_five_levels_seven_items_seventeen_ranks():
    kinds = list(_value("kompetensi.manajerial_sosial").values())
    assert (kinds.count("manajerial"), kinds.count("sosial kultural")) == (8, 1)
    assert len(_value("kompetensi.tingkat")) == 5 and len(_value("bangkom.isi_rencana")) == 7
    assert len(_value("golongan.pns")) == len(_value("golongan.pppk")) == 17


def test_berakhlak_has_seven_values_of_three_behaviours():
    values = _value("kinerja.perilaku_berakhlak")
    assert [len(items) for items in values.values()] == [3] * 7


def test_every_duty_can_be_seen_late():
    """Who is no longer new owes nothing: a duty that ends with its deadline could never be overdue."""
    terms = {
        (rule_id, group): row for rule_id in RULES.ids() if rule_id.startswith("kewajiban.")
        for group, row in _value(rule_id).items()
    }
    assert len(terms) >= 6
    ending = {name: row for name, row in terms.items() if row["baru_bulan"] is not None}
    assert [name for name, row in ending.items() if row["baru_bulan"] <= row["tenggat_bulan"]] == []
