"""Citizens' voice: the worked SKM, planted matters, labels that the planner gives, and forums."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import findings, needs, rules, tables
from pembinaan_lib.errors import RuleFileError
from pembinaan_lib.needs import evidence
from pembinaan_lib.statistics import mean_interval
from tests.texts.making import messages

LAW = rules.load()
TODAY = date(2026, 11, 21)
HERE = {"rules": LAW, "tanggal": TODAY}
ELEMENTS = list(LAW.value("skm.unsur", TODAY).value)
MAPPING = tables.reference("pemetaan_kompetensi")
UNITS = tables.canonical(pd.DataFrame({
    "unit_kerja": ["Loket", "Puskesmas"], "perangkat_daerah": ["Dukcapil", "Dinkes"],
}), "unit_kerja")
STAFF = tables.canonical(pd.DataFrame({
    "pegawai_id": ["a", "b"], "unit_kerja": ["Loket", "Puskesmas"], "perangkat_daerah": ["Dukcapil", "Dinkes"],
}), "pegawai")
PLACES = {"unit_kerja": UNITS, "pegawai": STAFF}
NONE = tables.empty("skm_respons")


def published(*rows: tuple[str, str, int, list[float]]) -> pd.DataFrame:
    frame = pd.DataFrame([
        {"unit_kerja": unit, "layanan": "KTP", "tanggal": day, "jumlah_responden": n, **dict(zip(ELEMENTS, means, strict=True))}
        for unit, day, n, means in rows
    ])
    return tables.canonical(frame, "skm_ringkas")


def answered(count: int, scores: list[float], *, unit: str = "Loket", day: str = "2026-10-01", first: int = 0) -> pd.DataFrame:
    frame = pd.DataFrame([
        {"responden_id": f"w{first + n}", "unit_kerja": unit, "layanan": "KTP", "tanggal": day, **dict(zip(ELEMENTS, scores, strict=True))}
        for n in range(count)
    ])
    return tables.canonical(frame, "skm_respons")


def said(count: int = 240, *, units: tuple[str, ...] = ("Loket", "Puskesmas"), day: str = "2026-10-05") -> pd.DataFrame:
    frame = pd.DataFrame([
        {"pesan_id": f"m{n:03d}", "tanggal": day, "unit_kerja": units[n % len(units)], "isi_pesan": text}
        for n, (_, text) in enumerate(messages(count))
    ])
    return tables.canonical(frame, "suara_masyarakat")


@pytest.fixture(scope="module")
def found() -> needs.Topics:
    return needs.topics(said(), seed=20270101, **HERE)


# regulations.md 2.4, T2: totals of 29 respondents.
TOTALS = (105, 101, 100, 116, 102, 105, 106, 105, 115)


@pytest.mark.parametrize(("weights", "index"), [("skm.bobot", 91.48), ("skm.bobot_pembulatan", 90.56), ("skm.bobot_tiga_angka", 91.38)])
def test_the_published_survey_of_29_with_all_weights(weights: str, index: float) -> None:
    need = needs.skm_need(published(("Loket", "2026-10-01", 29, [total / 29 for total in TOTALS])), NONE, **HERE)
    row = needs.skm_services(need, bobot=weights, **HERE).iloc[0]
    assert (row["nilai"], row["mutu"], row["n"]) == (index, "A", 29)
    assert row["unsur_terendah"] == "waktu_penyelesaian"


def test_the_same_survey_from_single_answers() -> None:
    scores = pd.DataFrame({name: [4] * (total - 87) + [3] * (116 - total) for name, total in zip(ELEMENTS, TOTALS, strict=True)})
    respons = tables.canonical(
        scores.assign(responden_id=[f"w{n}" for n in range(29)], unit_kerja="Loket", layanan="KTP", tanggal="2026-10-01"), "skm_respons",
    )
    need = needs.skm_need(tables.empty("skm_ringkas"), respons, **HERE)
    assert [round(value, 4) for value in need.set_index("unsur")["nilai"].reindex(ELEMENTS)] == [
        3.6207, 3.4828, 3.4483, 4.0, 3.5172, 3.6207, 3.6552, 3.6207, 3.9655,
    ]
    assert needs.skm_services(need, **HERE)["nilai"].tolist() == [91.48]


def test_the_newest_survey_counts_and_single_answers_before_means_of_the_same_day() -> None:
    old, new = ("Loket", "2025-06-01", 200, [2.0] * 9), ("Loket", "2026-10-01", 100, [3.0] * 9)
    assert set(needs.skm_need(published(old, new), NONE, **HERE)["nilai"]) == {3.0}
    assert set(needs.skm_need(published(old, new), answered(30, [4] * 9), **HERE)["asal_data"]) == {"respons"}
    older = answered(30, [4] * 9, day="2026-01-01")
    assert set(needs.skm_need(published(old, new), older, **HERE)["asal_data"]) == {"ringkas"}
    both_years = pd.concat([answered(5, [1] * 9, day="2024-10-01"), answered(5, [4] * 9, first=5)], ignore_index=True)
    assert set(needs.skm_need(tables.empty("skm_ringkas"), both_years, **HERE)["nilai"]) == {4.0}


@pytest.mark.parametrize(("count", "behind", "source"), [
    (1, 400, "ringkas"), (29, 400, "ringkas"), (30, 400, "respons"), (12, 12, "respons"), (11, 12, "ringkas"),
])
def test_newer_answers_replace_published_means_only_when_they_are_enough(count: int, behind: int, source: str) -> None:
    means, answers = published(("Loket", "2026-06-01", behind, [3.0] * 9)), answered(count, [1] * 9)
    need = needs.skm_need(means, answers, **HERE)
    assert set(need["asal_data"]) == {source} and set(need["n"]) == {count if source == "respons" else behind}
    notes = needs.skm_notes(means, answers, **HERE)
    assert list(notes["code"]) == ([] if source == "respons" else ["NED-220"])
    if source == "ringkas":
        told = findings.told(notes).iloc[0]
        assert f"baru {count};" in told["message"] and "Loket · KTP" in told["message"] and "30 jawaban" in told["remedy"]


def test_the_element_with_the_fewest_answers_decides_for_its_service() -> None:
    most, means = answered(60, [4] * 8 + [None]), published(("Loket", "2026-06-01", 400, [3.0] * 9))
    one = answered(1, [4] * 9, first=60)
    waiting = needs.skm_waiting(means, pd.concat([most, one], ignore_index=True), **HERE)
    assert waiting[["unit_kerja", "layanan", "jawaban", "n"]].to_numpy().tolist() == [["Loket", "KTP", 1, 400]]
    assert needs.skm_waiting(means, most, **HERE).empty  # nobody was asked about the last element


def test_few_answers_count_where_nothing_is_published_or_only_something_newer() -> None:
    few = answered(1, [4] * 9)
    assert set(needs.skm_need(tables.empty("skm_ringkas"), few, **HERE)["asal_data"]) == {"respons"}
    elsewhere = published(("Puskesmas", "2026-06-01", 400, [3.0] * 9))
    assert set(needs.skm_need(elsewhere, few, **HERE)["unit_kerja"]) == {"Loket", "Puskesmas"}
    for means in (elsewhere, published(("Loket", "2026-11-01", 400, [3.0] * 9)), tables.empty("skm_ringkas")):
        assert needs.skm_notes(means, few, **HERE).empty and needs.skm_notes(means, NONE, **HERE).empty


def test_a_sample_is_judged_only_where_the_users_are_counted() -> None:
    users = tables.canonical(pd.DataFrame({"unit_kerja": ["Loket"], "layanan": ["KTP"], "pengguna_per_tahun": [550]}), "layanan")
    need = needs.skm_need(
        published(("Loket", "2026-10-01", 226, [3.0] * 9), ("Puskesmas", "2026-10-01", 9, [3.0] * 9)), NONE, users, **HERE,
    ).set_index("unit_kerja")
    assert need.loc["Loket", "sampel_minimum"].tolist() == [226] * 9 and need.loc["Loket", "sampel_cukup"].all()
    assert need.loc["Puskesmas", ["sampel_minimum", "sampel_cukup"]].isna().all(axis=None)


def test_an_element_nobody_answered_has_no_row_and_the_service_no_index() -> None:
    need = needs.skm_need(tables.empty("skm_ringkas"), answered(6, [3] * 8 + [None]), **HERE)
    assert len(need) == 8 and "sarana_prasarana" not in set(need["unsur"])
    assert needs.skm_services(need, **HERE).empty


def test_topics_hold_ids_and_words_and_no_text(found: needs.Topics) -> None:
    assert found.cukup and len(found.topik) == 4
    assert "isi_pesan" not in found.pesan and not found.pesan["topik_id"].eq("").any()
    assert found.topik["jumlah"].sum() == 240 and (found.topik["unit"] == 2).all()
    texts = said()["isi_pesan"].tolist()
    assert not any(text in found.pesan.to_csv() + found.topik.to_csv() for text in texts)


def test_the_planner_names_merges_and_moves(found: needs.Topics) -> None:
    first, second, third = found.topik["topik_id"].tolist()[:3]
    message = found.pesan.loc[found.pesan["topik_id"] == third, "pesan_id"].iloc[0]
    label = {"topik": {first: {"nama": "Antrean"}, second: {"gabung": first}, "baru": {"nama": "Lainnya"}}, "pesan": {message: "baru"}}
    made = needs.labelled(found, label)
    rows = made.topik.set_index("topik_id")
    assert rows.loc[first, "nama"] == "Antrean" and rows.loc[first, "dinamai"] and second not in rows.index
    assert rows.loc[first, "jumlah"] == found.topik["jumlah"].iloc[:2].sum()
    assert rows.loc["baru", ["nama", "jumlah"]].tolist() == ["Lainnya", 1]
    assert made.pesan.set_index("pesan_id").loc[message, "dipindah"]
    assert made.topik["jumlah"].sum() == 240
    assert needs.stale_labels(found, label).empty
    assert found.topik["dinamai"].sum() == 0  # what was found stays as it was


def test_labels_that_fit_nothing_change_nothing_and_are_told(found: needs.Topics) -> None:
    first, second = found.topik["topik_id"].tolist()[:2]
    label = {
        "topik": {"hilang": {"nama": "x"}, first: {"gabung": second}, second: {"gabung": first}},
        "pesan": {"m999": first, "m000": "entah"},
    }
    made = needs.labelled(found, label)
    pd.testing.assert_frame_equal(made.topik, found.topik)
    assert set(needs.stale_labels(found, label)["id"]) == {"hilang", "m999", "m000"}
    notes = needs.voice_notes(
        needs.skm_need(published(("Loket", "2026-10-01", 9, [3.0] * 9)), NONE, **HERE), made,
        needs.message_labels(made, MAPPING, **HERE), MAPPING, label=label, **HERE,
    )
    assert "NED-052" in set(notes["code"])
    pd.testing.assert_frame_equal(needs.labelled(found, {}).topik, found.topik)


def test_too_few_messages_say_so_and_are_grouped_by_element_only() -> None:
    few = said(12).assign(unsur="Perilaku Pelaksana")
    made = needs.topics(few, seed=1, **HERE)
    assert not made.cukup and made.topik.empty
    none = needs.skm_need(tables.empty("skm_ringkas"), NONE, **HERE)
    shown = needs.voice_evidence(none, made, MAPPING, **PLACES, **HERE)
    row = shown.set_index(["perangkat_daerah", "kompetensi"]).loc[("Dukcapil", "Pelayanan Publik")]
    assert row["nilai"] == pytest.approx(6 * 0.6 / (6 * 0.6 + 10)) and row["jumlah"] == 6
    notes = needs.voice_notes(none, made, needs.message_labels(made, MAPPING, **HERE), MAPPING, **HERE)
    assert notes["code"].tolist() == ["TXT-001"]


def test_evidence_of_elements_and_messages_together(found: needs.Topics) -> None:
    need = needs.skm_need(published(("Loket", "2026-10-01", 100, [1.0] * 9), ("Puskesmas", "2026-10-01", 100, [4.0] * 9)), NONE, **HERE)
    shown = needs.voice_evidence(need, found, MAPPING, **PLACES, **HERE)
    assert shown.columns.tolist() == list(evidence.COLUMNS) and (shown["bukti"] == "suara").all()
    assert shown["nilai"].between(0, 1).all()
    value = shown.set_index(["perangkat_daerah", "kompetensi"])["nilai"]
    assert (value["Dukcapil"] >= value["Dinkes"].reindex(value["Dukcapil"].index) - 1e-9).all()
    assert value["Dukcapil", "Integritas"] == pytest.approx(0.6)  # the element's weight, all of the need
    labels = needs.message_labels(found, MAPPING, **HERE)
    assert {"Antrean", "Aplikasi"} <= set(labels["topik"])
    links = needs.voice_links(labels, MAPPING, UNITS, STAFF, tanggal=TODAY)
    assert links["jumlah"].sum() > 0


def test_weights_all_zero_and_contradictory_mappings_do_not_break(found: needs.Topics) -> None:
    need = needs.skm_need(published(("Loket", "2026-10-01", 100, [2.0] * 9)), NONE, **HERE)
    assert needs.voice_evidence(need, found, MAPPING.assign(bobot=0.0), **PLACES, **HERE).empty
    assert needs.voice_evidence(need, found, MAPPING.head(0), **PLACES, **HERE).empty
    twice = pd.concat([MAPPING, MAPPING.assign(bobot=0.1)], ignore_index=True)
    pd.testing.assert_frame_equal(
        needs.voice_evidence(need, found, twice, **PLACES, **HERE), needs.voice_evidence(need, found, MAPPING, **PLACES, **HERE),
    )


def test_nothing_heard_is_no_evidence() -> None:
    need = needs.skm_need(tables.empty("skm_ringkas"), NONE, tables.empty("layanan"), **HERE)
    made = needs.topics(tables.empty("suara_masyarakat"), seed=1, **HERE)
    assert need.empty and made.pesan.empty and made.topik.empty
    assert needs.skm_services(need, **HERE).empty
    assert needs.voice_evidence(need, made, MAPPING, **PLACES, **HERE).empty
    assert needs.labelled(made, {"topik": {"x": {"nama": "y"}}, "pesan": {"m": "x"}}).topik.empty
    assert needs.voice_notes(need, made, needs.message_labels(made, MAPPING, **HERE), MAPPING, **HERE).empty


def test_old_messages_do_not_speak_for_today_and_the_future_is_not_read(found: needs.Topics) -> None:
    need = needs.skm_need(tables.empty("skm_ringkas"), NONE, **HERE)
    old = needs.topics(said(day="2024-01-05"), seed=20270101, **HERE)
    assert len(old.topik) == 4
    assert needs.voice_evidence(need, old, MAPPING, **PLACES, **HERE).empty
    assert needs.topics(said(day="2027-01-05"), seed=1, **HERE).pesan.empty


def test_minutes_and_suggestions_are_read_too() -> None:
    forum = tables.canonical(pd.DataFrame({
        "forum_id": ["f1", "f2"], "tanggal": ["2026-03-01", "2026-06-01"], "unit_kerja": "Loket", "notulen": ["antrean panjang", None],
    }), "forum")
    respons = answered(2, [3] * 9).assign(saran=["petugas ramah", " "])
    made = needs.messages(said(3), forum, respons)
    assert made["pesan_id"].tolist() == ["forum:f1", "m000", "m001", "m002", "saran:w0"]
    assert made["asal_pesan"].tolist() == ["forum", "pesan", "pesan", "pesan", "saran"]


def test_agreements_at_the_next_forum() -> None:
    forum = tables.canonical(pd.DataFrame({
        "forum_id": ["f1", "f2", "f3", "f4", "f5"], "unit_kerja": ["Loket"] * 4 + ["Puskesmas"],
        "tanggal": ["2026-01-10", "2026-03-10", "2026-06-10", "2026-12-10", "2026-05-01"],
        "kesepakatan": ["loket kedua", "jam layanan", "papan syarat", None, None], "notulen": ["x", "x", None, None, "x"],
        "status_kesepakatan": ["selesai", "berjalan", "belum", None, None], "peserta_masyarakat": [20, 30, 25, None, 12],
    }), "forum")
    made = needs.forums(forum, tanggal=TODAY).set_index("forum_id")
    assert made["keadaan"].to_dict() == {
        "f1": "selesai", "f2": "terbuka", "f3": "menunggu", "f4": "belum_berlangsung", "f5": "tanpa_kesepakatan",
    }
    assert made.loc["f2", "forum_berikutnya"] == "f3" and made.loc["f1", "umur_hari"] == 315
    assert not {"notulen", "kesepakatan"} & set(made.columns)
    notes = needs.forum_notes(made.reset_index())
    assert notes["code"].tolist() == ["NED-055", "NED-056"]
    assert needs.forums(tables.empty("forum"), tanggal=TODAY).empty


@settings(max_examples=10)
@given(st.lists(st.tuples(st.sampled_from(["Loket", "Puskesmas", "Entah"]), st.lists(st.integers(1, 4), min_size=9, max_size=9)),
                min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_elements_stay_on_the_scale_and_do_not_depend_on_rows(rows, random) -> None:
    respons = tables.canonical(pd.DataFrame([
        {"responden_id": f"w{n}", "unit_kerja": unit, "tanggal": "2026-10-01", **dict(zip(ELEMENTS, scores, strict=True))}
        for n, (unit, scores) in enumerate(rows)
    ]), "skm_respons")
    none = tables.empty("skm_ringkas")
    need = needs.skm_need(none, respons, **HERE)
    assert need["konversi"].between(25, 100).all() and need["mutu"].notna().all()
    turned = respons.sample(frac=1, random_state=random.randint(0, 99)).reset_index(drop=True)
    pd.testing.assert_frame_equal(needs.skm_need(none, turned, **HERE), need, check_exact=True)


def test_intervals_of_single_answers_are_students_and_published_means_have_none() -> None:
    scores = [2, 3, 3, 4, 4, 4, 3, 2, 4, 3]
    respons = pd.concat([answered(1, [score] * 9, first=place) for place, score in enumerate(scores)], ignore_index=True)
    need = needs.skm_need(tables.empty("skm_ringkas"), respons, **HERE)
    level = float(LAW.value("evaluasi.selang_kepercayaan", TODAY).value)
    low, high = scipy.stats.t.interval(level, len(scores) - 1, loc=np.mean(scores), scale=scipy.stats.sem(scores))
    assert need["bawah"].tolist() == pytest.approx([25 * low] * 9) and need["atas"].tolist() == pytest.approx([25 * high] * 9)
    index = needs.skm_services(need, **HERE).iloc[0]
    # everybody gives every element the same score, so that the widest interval is the true one
    assert (index["bawah"], index["atas"]) == (pytest.approx(25 * low), pytest.approx(25 * high))
    means = needs.skm_need(published(("Loket", "2026-10-01", 29, [3.0] * 9)), NONE, **HERE)
    assert means[["bawah", "atas"]].isna().all(axis=None)
    assert needs.skm_services(means, **HERE)[["bawah", "atas"]].isna().all(axis=None)


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=2, max_size=8))
@settings(max_examples=25)
def test_the_interval_of_an_index_is_never_too_narrow(scores: list[list[int]]) -> None:
    respons = pd.concat([answered(1, row, first=place) for place, row in enumerate(scores)], ignore_index=True)
    row = needs.skm_services(needs.skm_need(tables.empty("skm_ringkas"), respons, **HERE), **HERE).iloc[0]
    each = pd.Series(scores).map(np.mean)  # the index of every respondent
    level = float(LAW.value("evaluasi.selang_kepercayaan", TODAY).value)
    own = mean_interval(each, level=level).iloc[0]
    assert row["bawah"] <= max(25.0, 25 * own["bawah"]) + 1e-9 and row["atas"] >= min(100.0, 25 * own["atas"]) - 1e-9
    assert 25 <= row["bawah"] <= row["atas"] <= 100 + 1e-9


def test_a_service_is_held_against_the_agencys_own_target() -> None:
    need = needs.skm_need(published(("Loket", "2026-10-01", 29, [3.2] * 9)), NONE, **HERE)
    assert not needs.skm_services(need, **HERE)["di_bawah_target"].any()  # 80 is above the beginning of band B
    own = LAW.with_own("skm.target", 85, start=date(2026, 1, 1), reason="perjanjian kinerja")
    row = needs.skm_services(need, rules=own, tanggal=TODAY).iloc[0]
    assert (row["target"], bool(row["di_bawah_target"])) == (85, True)
    start = {band["label"]: band["from"] for band in LAW.value("skm.mutu", TODAY).value["bands"]}["B"]
    assert LAW.value("skm.target", TODAY).value == start


@pytest.mark.parametrize("value", [24, 101, -1, "baik", None, float("nan")])
def test_no_target_is_beyond_the_scale(value: object) -> None:
    with pytest.raises(RuleFileError):
        LAW.with_own("skm.target", value, start=date(2026, 1, 1), reason="x")


def test_topics_lead_where_the_mapping_says() -> None:
    topik = pd.DataFrame({
        "topik_id": ["a", "b", "c"], "nama": ["antrean", "Parkir", "obat, resep"], "kata": ["loket", "parkir", "obat, resep"],
    })
    ways = pd.concat([MAPPING, pd.DataFrame([
        {"asal": "topik", "nama_asal": "Parkir", "kompetensi": "Pelayanan Publik", "bobot": 0.0},
        {"asal": "topik", "nama_asal": "Obat", "kompetensi": "Layanan Kesehatan Dasar", "bobot": None},
    ])], ignore_index=True)
    found = needs.topic_ways(topik, ways)
    assert found[["topik_id", "kompetensi"]].to_numpy().tolist() == [
        ["a", "Orientasi pada Hasil"], ["a", "Pelayanan Publik"], ["c", "Layanan Kesehatan Dasar"]]
    assert needs.topic_ways(topik.iloc[:0], ways).empty
