"""What staff, citizens and goals were made to say is what the functions of stage 1 hear in the imported files."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest

from pembinaan_lib import needs, rules, shipped, tables
from pembinaan_lib.sample import AGENCIES, phrases, practice, surveys
from pembinaan_lib.tables.canonical import reference
from tests.contoh import Contoh

LAW = {"rules": rules.load(), "tanggal": dt.date(2026, 11, 21)}
UNIT = ["perangkat_daerah", "kompetensi"]
Table = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="module")
def stored(contoh: Contoh) -> Table:
    """A table of the sample's workbook."""
    with contoh.open() as book:
        read = {name: book._store.dataset(name) for name in book.datasets()["table_name"]}  # noqa: SLF001
    return lambda name: tables.from_bytes(read[name], name)


@pytest.fixture(scope="module")
def survey(stored: Table) -> pd.DataFrame:
    return needs.survey(stored("survei_kebutuhan"), stored("pegawai"), **LAW)


def test_questions_are_those_of_the_shipped_questionnaires() -> None:
    with (shipped.folder("data/reference") / "butir.csv").open(encoding="utf-8", newline="") as file:
        items = {(row["kuesioner"], row["butir"]): row for row in csv.DictReader(file)}
    for name, asked, labels in (("tingkat_kepentingan", surveys.IMPORTANT, surveys.IMPORTANCE),
                                ("tingkat_kemampuan", surveys.ABLE, surveys.ABILITY)):
        item = items["kebutuhan", name]
        assert (item["teks"].format(kompetensi="X"), tuple(item["pilihan"].split("|"))) == (asked.format("X"), labels)
    digital = [row for (questionnaire, _), row in items.items() if questionnaire == "literasi_digital"]
    asked = sorted((int(row["urutan"]), row["teks"]) for row in digital if row["jenis"] == "skala_5")
    assert tuple(text for _, text in asked) == surveys.DIGITAL_ITEMS
    assert {row["pilihan"] for row in digital if row["jenis"] == "skala_5"} == {"|".join(surveys.AGREEMENT)}
    weak = {row["teks"] for row in digital if row["dimensi"] == "keamanan digital"}
    assert weak == set(surveys.WEAKEST)
    values = [row for (name, _), row in items.items() if name == "berakhlak" and row["jenis"] == "skala_5"]
    asked = {(row["dimensi"], row["teks"]) for row in values}
    assert asked == {(value, text) for value, both in practice.ITEMS.items() for text in both}
    assert {row["teks"] for row in values if row["terbalik"] == "ya"} == set(practice.REVERSED)


def test_planted_needs_are_felt_by_those_who_have_them(survey: pd.DataFrame, contoh: Contoh) -> None:
    found = pd.DataFrame(contoh.truth["kebutuhan"])[UNIT].merge(survey, on=UNIT)
    assert len(found) == 11 and set(found["kuadran"]) == {"tingkatkan"}


def test_staff_see_themselves_above_what_superiors_see(survey: pd.DataFrame) -> None:
    assert survey["selisih_peran"].mean() > 0.3


def test_response_is_enough_where_planted_and_missing_where_nobody_answered(stored: Table, contoh: Contoh) -> None:
    told = needs.survey_response(stored("survei_kebutuhan"), stored("pegawai"), **LAW)
    assert sorted(told.loc[told["cukup"], "perangkat_daerah"]) == contoh.truth["survei_cukup_responden"]
    assert sorted(told.loc[told["responden"] == 0, "perangkat_daerah"]) == contoh.truth["survei_tanpa_jawaban"]
    assert 450 <= told[["responden", "responden_atasan"]].to_numpy().sum() <= 560


def test_answers_hang_together(stored: Table) -> None:
    alpha = needs.survey_reliability(stored("survei_kebutuhan"), **LAW)
    assert len(alpha) == 4 and alpha["alpha"].between(0.6, 0.95).all()


def test_digital_literacy_is_low_where_the_digital_gap_is(stored: Table, contoh: Contoh) -> None:
    answers = stored("literasi_digital")
    office = needs.offices(answers["unit_kerja"], stored("unit_kerja"), stored("pegawai"))
    means = answers["skor"].groupby(office).mean()
    weak = means.index.isin(contoh.truth["literasi_terlemah"])
    assert weak.sum() == 6 and means[weak].mean() < means[~weak].mean() - 0.5
    security = answers["butir"].isin(surveys.WEAKEST)
    assert answers.loc[security, "skor"].mean() < answers.loc[~security, "skor"].mean() - 0.4


def test_the_office_whose_practice_is_weak_and_its_weakest_value_are_heard(stored: Table, contoh: Contoh) -> None:
    asked = (stored("survei_berakhlak"), reference("butir"), stored("pegawai"), stored("unit_kerja"))
    case, = contoh.truth["berakhlak_terlemah"]
    units = needs.berakhlak(*asked, **LAW).dropna(subset=["rerata"]).sort_values("rerata")
    assert units["perangkat_daerah"].iloc[0] == case["perangkat_daerah"] and len(units) > 20
    assert units["atas"].iloc[0] < units["rerata"].iloc[1] - 0.15
    values = needs.berakhlak_values(*asked, **LAW)
    lowest = values[values["terendah"]].set_index("perangkat_daerah")
    assert lowest.loc[case["perangkat_daerah"], "nilai_berakhlak"] == case["nilai_berakhlak"]
    read = [stored(name) for name in ("pegawai", "disiplin", "suara_masyarakat", "unit_kerja")]
    without, found = (needs.integrity_evidence(needs.integrity(*read, berakhlak=said, **LAW), **LAW).set_index(
        "perangkat_daerah")["nilai"] for said in (None, needs.berakhlak(*asked, **LAW)))
    raised = found.index[found > without + 0.1]
    assert list(raised) == [case["perangkat_daerah"]]  # the survey speaks of one office and of no other


def test_themes_come_out_as_topics(stored: Table, contoh: Contoh) -> None:
    """Most messages of a planted theme share one topic, and no two themes share theirs."""
    found = needs.topics(stored("suara_masyarakat"), seed=2027, **LAW)
    told = stored("suara_masyarakat").set_index("pesan_id")["isi_pesan"].map(theme_of)
    pairs = found.pesan.assign(tema=found.pesan["pesan_id"].map(told))
    shares = pd.crosstab(pairs["tema"], pairs["topik_id"], normalize="index").drop(columns="", errors="ignore")
    big = [t["nama"] for t in contoh.truth["topik"] if t["pesan"] > 40]
    assert len(big) == 5 and (shares.loc[big].max(axis=1) > 0.5).all()
    assert shares.loc[big].idxmax(axis=1).is_unique


def theme_of(text: str) -> str | None:
    """The planted theme of a message, told by its matter however it was typed."""
    plain = bare(text)
    for theme in AGENCIES["kota_sibolga"].voice.themes(()):  # what was planted
        if any(bare(matter) in plain for matter in theme.matters):
            return theme.name
    return None


def bare(text: str) -> str:
    low = f" {text.lower()} "
    for long, short in ((" tidak ", " tdk "), (" yang ", " yg "), (" sudah ", " udah "), (" dengan ", " dgn ")):
        low = low.replace(long, short)
    return low.strip(" .")


def test_complaints_about_conduct_point_to_one_office(stored: Table, contoh: Contoh) -> None:
    found = needs.integrity(*(stored(name) for name in ("pegawai", "disiplin", "suara_masyarakat", "unit_kerja")), **LAW)
    strong = needs.integrity_evidence(found, **LAW).sort_values("nilai", ascending=False)
    assert [strong["perangkat_daerah"].iloc[0]] == contoh.truth["unit_dikeluhkan_perilakunya"]
    assert strong["nilai"].iloc[0] > 2 * strong["nilai"].iloc[1]


def test_waiting_is_blamed_on_tools_by_citizens_forums_and_staff(stored: Table, contoh: Contoh) -> None:
    case, = contoh.truth["bukan_keterampilan"]
    said = stored("suara_masyarakat")
    texts = said.loc[said["unit_kerja"] == case["perangkat_daerah"], "isi_pesan"].str.lower()
    assert len(texts) > 60 and texts.str.contains("alat|printer|genset|jaringan|jalur|komputer").mean() > 0.9
    met = needs.forums(stored("forum"), tanggal=LAW["tanggal"])
    own = met[met["unit_kerja"] == case["perangkat_daerah"]]
    assert len(own) == 10 and (own["keadaan"] == "terbuka").sum() == 9
    answers = stored("survei_kebutuhan").drop_duplicates("responden_id")
    tools = answers["kendala"].str.contains("sarana").groupby(answers["unit_kerja"] == case["perangkat_daerah"]).mean()
    assert tools[True] > 0.7 > 0.5 > tools[False]


def test_goals_with_holes_are_listed(stored: Table, contoh: Contoh) -> None:
    listed = reference("kompetensi")
    holes = needs.unlinked(stored("sasaran_strategis"), stored("sasaran_kompetensi"), listed, stored("unit_kerja"))
    by_kind = holes.groupby("jenis")["nama"].agg(list)
    assert by_kind["sasaran tanpa kompetensi"] == contoh.truth["sasaran_tanpa_kompetensi"]
    assert by_kind["sasaran tidak dikenal"] == contoh.truth["kompetensi_tanpa_sasaran_dikenal"]


def test_what_attackers_send_stays_text(stored: Table) -> None:
    texts = stored("suara_masyarakat")["isi_pesan"]
    assert set(phrases.ATTACKS) <= set(texts)
    assert set(texts.str.extract(r"://([\w.-]+)")[0].dropna()) == {"contoh.invalid"}


def test_files_are_read_without_help(contoh: Contoh) -> None:
    """No column of the new files was guessed, and none of them left a column unread but the reasons of measures."""
    rows = contoh.findings[contoh.findings["row_id"].str.match(r"(?:1[6-9]|2\d)_")]
    assert not set(rows["code"]) & {"TBL-020", "TBL-021", "TBL-023"}
    assert list(rows.loc[rows["code"] == "TBL-022", "table"]) == ["disiplin"]
