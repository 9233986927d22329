"""Integrity by unit and year, worked by hand: never about a person, and never zero where nobody kept a register."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import needs, tables
from pembinaan_lib.tables.canonical import reference
from tests.needs.frames import LAW, TODAY, frame, is_evidence, same, staff

STAFF = staff(A=50, B=100, C=4)
UNITS = tables.empty("unit_kerja")
NONE = {name: tables.empty(name) for name in ("disiplin", "suara_masyarakat", "kinerja")}
ITEMS = reference("butir")
MAPPED = frame("pemetaan_kompetensi", "asal nama_asal kompetensi bobot", ("topik", "Pungutan Liar", "Integritas", 1.0),
               ("topik", "Antrean", "Pelayanan Publik", 1.0), ("topik", "Tidak lagi", "integritas", 0.0))
RUN = 325 / 365  # 21 November is the 325th day of 2026


def sanctions(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return frame("disiplin", "pegawai_id tingkat tanggal_mulai", *rows)


def messages(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    numbered = [(f"m{n:04d}", *row, "isi") for n, row in enumerate(rows)]
    return frame("suara_masyarakat", "pesan_id tanggal unit_kerja unsur isi_pesan", *numbered)


def survey(*rows: tuple[str, str, str | None, int], items: tuple[str, ...] = ("BA01", "BA02")) -> pd.DataFrame:
    """Answers to all `items` alike: respondent, unit, day, score."""
    every = [(who, unit, day, score, item) for who, unit, day, score in rows for item in items]
    return frame("survei_berakhlak", "responden_id unit_kerja tanggal skor butir", *every)


def practice(answers: pd.DataFrame) -> pd.DataFrame:
    return needs.berakhlak(answers, ITEMS, STAFF, UNITS, rules=LAW, tanggal=TODAY)


def values(answers: pd.DataFrame) -> pd.DataFrame:
    return needs.berakhlak_values(answers, ITEMS, STAFF, UNITS, rules=LAW, tanggal=TODAY)


def many(unit: str, score: int, people: int, day: str | None = "2026-09-01") -> list[tuple[str, str, str | None, int]]:
    return [(f"{unit}{day}{score}{n}", unit, day, score) for n in range(people)]


def conduct(*rows: tuple[str, int, str]) -> pd.DataFrame:
    return frame("kinerja", "pegawai_id tahun perilaku_kerja", *rows)


def of(
    disiplin=NONE["disiplin"], suara=NONE["suara_masyarakat"], kinerja=None, people=STAFF, **more: pd.DataFrame,
) -> pd.DataFrame:
    return needs.integrity(people, disiplin, suara, UNITS, kinerja=kinerja, rules=LAW, tanggal=TODAY, **more)


def evidence(found: pd.DataFrame) -> pd.DataFrame:
    return needs.integrity_evidence(found, rules=LAW, tanggal=TODAY)


def test_counts_by_hand() -> None:
    found = of(sanctions(("A0", "ringan", "2025-02-01"), ("A0", "berat", "2026-02-01"), ("A1", "sedang", "2026-03-01")),
               messages(*[("2026-05-01", "UPTD A", "perilaku_pelaksana")] * 3, ("2026-05-01", "B", "Biaya")))
    row = found.set_index(["perangkat_daerah", "tahun"])
    assert row.loc[("A", 2026), ["asn", "sanksi", "orang_disanksi", "sanksi_tertimbang", "pengaduan_perilaku"]].tolist() \
        == [50, 2, 2, 5, 3]
    assert row.loc[("A", 2025), "sanksi"] == 1
    assert row.loc[("B", 2026), ["sanksi", "pengaduan_perilaku"]].tolist() == [0, 0]
    assert pd.isna(row.loc[("C", 2026), "pengaduan_perilaku"])  # nobody ever wrote about it
    assert pd.isna(row.loc[("A", 2024), "sanksi"])  # before the register begins
    assert pd.isna(row.loc[("A", 2025), "pengaduan_perilaku"])
    assert row.loc[("A", 2026), "lama_tahun"] == pytest.approx(RUN)


def test_no_person_stands_in_any_frame() -> None:
    found = of(sanctions(("A0", "berat", "2026-02-01")))
    for told in (found, evidence(found)):
        assert "pegawai_id" not in told.columns
        assert "A0" not in told.to_csv()


def test_evidence_by_hand() -> None:
    rows = sanctions(("A0", "sedang", "2026-02-01"), ("B0", "ringan", "2026-02-01"))
    told = evidence(of(rows)).set_index("perangkat_daerah")
    # weighted 2 on 50 ASN in 325/365 of a year, against 6 per 100 ASN and year
    assert told.loc["A", "nilai"] == pytest.approx(2 / RUN / 50 * 100 / 6)
    assert told.loc["B", "nilai"] == pytest.approx(1 / RUN / 100 * 100 / 6)
    assert told["jumlah"].to_dict() == {"A": 50, "B": 100}
    assert (told["kompetensi"] == "Integritas").all()


def test_a_unit_of_few_people_gives_no_evidence() -> None:
    told = evidence(of(sanctions(("C0", "berat", "2026-02-01"))))
    assert "C" not in set(told["perangkat_daerah"])


def test_an_empty_register_is_not_a_clean_one() -> None:
    found = of()
    assert found[["sanksi", "pengaduan_perilaku", "perilaku_dinilai"]].isna().all(axis=None)
    assert evidence(found).empty
    assert (found["tren"] == "belum dapat disimpulkan").all()


def test_messages_without_a_label_tell_nothing_about_conduct() -> None:
    found = of(suara=messages(("2026-05-01", "A", None)))
    assert found["pengaduan_perilaku"].isna().all()


def test_conduct_of_which_nobody_is_below_says_nothing() -> None:
    fine = conduct(*((f"A{n}", 2025, "sesuai ekspektasi") for n in range(40)))
    found = of(kinerja=fine)
    assert found.set_index(["perangkat_daerah", "tahun"]).loc[("A", 2025), ["perilaku_dinilai", "perilaku_di_bawah"]].tolist() \
        == [40, 0]
    assert evidence(found).empty
    one = conduct(*((f"A{n}", 2025, "di bawah ekspektasi" if n < 1 else "sesuai ekspektasi") for n in range(40)))
    assert evidence(of(kinerja=one)).empty  # one person is no need of the unit
    poor = conduct(*((f"A{n}", 2025, "di bawah ekspektasi" if n < 4 else "sesuai ekspektasi") for n in range(40)))
    assert evidence(of(kinerja=poor))["nilai"].tolist() == [pytest.approx(0.1 / 0.2)]


@pytest.mark.parametrize(("before", "now", "wanted"), [
    (2, 20, "meningkat"), (20, 2, "menurun"), (5, 5, "belum terlihat perubahan"), (1, 2, "belum terlihat perubahan"),
])
def test_the_trend_knows_chance_and_a_year_that_still_runs(before: int, now: int, wanted: str) -> None:
    rows = [("2025-03-01", "A", "Perilaku Petugas")] * before + [("2026-03-01", "A", "Perilaku Petugas")] * now
    found = of(suara=messages(*rows)).set_index(["perangkat_daerah", "tahun"])
    assert found.loc[("A", 2026), "tren"] == wanted
    assert found.loc[("A", 2024), "tren"] == "belum dapat disimpulkan"


def test_the_first_days_of_a_year_do_not_divide_by_nothing() -> None:
    rows = sanctions(("A0", "ringan", "2026-01-01"))
    found = needs.integrity(STAFF, rows, NONE["suara_masyarakat"], UNITS, rules=LAW, tanggal=date(2026, 1, 1))
    told = needs.integrity_evidence(found, rules=LAW, tanggal=date(2026, 1, 1))
    assert told["nilai"].between(0, 1).all()


def test_future_unknown_and_gone_are_left_out_and_told() -> None:
    rows = sanctions(("A0", "ringan", "2030-01-01"), ("zz", "berat", "2026-01-01"))
    found = of(rows)
    assert found["sanksi"].fillna(0).sum() == 0
    said = messages(("2026-05-01", "tidak ada", "Etika"))
    noted = needs.integrity_notes(STAFF, rows, said, UNITS, tanggal=TODAY)
    assert noted["code"].tolist() == ["NED-027", "NED-028"]
    assert "zz" not in noted.to_csv()
    assert needs.integrity_notes(STAFF, NONE["disiplin"], NONE["suara_masyarakat"], UNITS, tanggal=TODAY).empty


def test_nobody_at_all_is_empty_with_the_same_types() -> None:
    full = of(sanctions(("A0", "ringan", "2026-01-01")))
    none = of(people=tables.empty("pegawai"), kinerja=NONE["kinerja"])
    assert none.empty
    assert none.dtypes.to_dict() == full.dtypes.to_dict()
    is_evidence(evidence(none), "integritas")


# The BerAKHLAK survey


def test_scores_of_the_survey_by_hand() -> None:
    told = practice(survey(*many("A", 4, 6), *many("A", 2, 6)))
    row, = told.to_dict("records")
    assert (row["perangkat_daerah"], row["tahun"], row["responden"]) == ("A", 2026, 12)
    assert row["rerata"] == pytest.approx(0.5)  # 3 on a scale of 1 to 5
    half = 2.20098516 * (12 / 11) ** 0.5 / 12 ** 0.5 / 4  # t(11) · s / √n, s of six 4 and six 2
    assert (row["bawah"], row["atas"]) == (pytest.approx(0.5 - half), pytest.approx(0.5 + half))
    assert row["tanggal"] == pd.Timestamp(2026, 9, 1)


def test_agreeing_with_a_reversed_item_is_no_praise() -> None:
    bad = ITEMS.query("kuesioner == 'berakhlak' and terbalik.fillna(False)")["kode"]
    told = practice(survey(*many("A", 5, 6), items=tuple(bad)))
    assert len(bad) == 2 and told["rerata"].tolist() == [0.0]
    straight = values(survey(*many("A", 5, 6), items=("BA03", "BA04"))).set_index("nilai_berakhlak")
    assert straight.loc["Akuntabel", "rerata"] == pytest.approx(0.5)  # yes to both is no opinion


def test_fewer_answers_than_the_smallest_cell_show_nothing_and_are_no_evidence() -> None:
    said = survey(*many("A", 1, 4), *many("B", 1, 5))
    told = practice(said).set_index("perangkat_daerah")
    assert told["responden"].to_dict() == {"A": 4, "B": 5}
    assert told.loc["A", ["rerata", "bawah", "atas"]].isna().all() and told.loc["B", "rerata"] == 0
    assert not values(said).query("perangkat_daerah == 'A'")[["rerata", "terendah"]].any(axis=None)
    assert evidence(of(berakhlak=practice(said)))["perangkat_daerah"].tolist() == ["B"]


@pytest.mark.parametrize(("score", "need"), [(5, 0.0), (4, 0.0), (3, 0.5), (2, 1.0), (1, 1.0)])
def test_the_need_falls_in_a_straight_line_between_the_two_scores(score: int, need: float) -> None:
    told = evidence(of(berakhlak=practice(survey(*many("A", score, 10)))))
    assert told["nilai"].tolist() == [pytest.approx(need)]
    assert told["tanggal"].tolist() == [pd.Timestamp(2026, 9, 1)]


def test_the_newest_year_with_enough_answers_counts() -> None:
    said = survey(*many("A", 1, 9, "2024-05-01"), *many("A", 3, 9, "2025-05-01"), *many("A", 5, 2, "2026-05-01"))
    found = of(berakhlak=practice(said)).set_index(["perangkat_daerah", "tahun"])
    assert found.loc["A", "berakhlak_rerata"].tolist()[:2] == [0.0, 0.5] and pd.isna(found.loc[("A", 2026), "berakhlak_rerata"])
    assert found.loc["B", "berakhlak_responden"].tolist() == [0, 0, 0]
    assert evidence(found.reset_index())["nilai"].tolist() == [pytest.approx(0.5)]


def test_the_lowest_value_of_each_unit_is_marked_once() -> None:
    said = pd.concat([survey(*many("A", 4, 6), items=("BA01", "BA05")), survey(*many("A", 2, 6), items=("BA07",)),
                      survey(*many("B", 3, 6), items=("BA01", "BA07"))], ignore_index=True)
    told = values(said)
    assert list(told["nilai_berakhlak"]) == ["Berorientasi Pelayanan", "Kompeten", "Harmonis", "Berorientasi Pelayanan", "Harmonis"]
    marked = told[told["terendah"]].set_index("perangkat_daerah")["nilai_berakhlak"]
    assert marked.to_dict() == {"A": "Harmonis", "B": "Berorientasi Pelayanan"}


def test_answers_without_a_day_are_of_today_and_future_or_homeless_ones_do_not_count() -> None:
    told = practice(survey(*many("A", 3, 5, None), *many("A", 1, 5, "2026-12-24"), *many("??", 1, 5)))
    assert told[["tahun", "responden", "rerata"]].to_numpy().tolist() == [[2026, 5, 0.5]]
    assert practice(tables.empty("survei_berakhlak")).empty and values(tables.empty("survei_berakhlak")).empty


def test_answers_of_unknown_units_are_told_by_number_alone() -> None:
    said = survey(*many("A", 3, 5), *many("Bagian Lama", 1, 3))
    noted = needs.integrity_notes(STAFF, NONE["disiplin"], NONE["suara_masyarakat"], UNITS, tanggal=TODAY, survei=said)
    assert noted[["code", "values"]].to_numpy().tolist() == [["NED-047", '{"jumlah": 3}']]
    assert "Bagian Lama" not in noted.to_csv()


def test_an_agency_without_the_survey_stays_as_it_was() -> None:
    rows = sanctions(("A0", "sedang", "2026-02-01"))
    plain, asked = of(rows), of(rows, berakhlak=practice(tables.empty("survei_berakhlak")))
    same(plain, asked)
    assert plain.filter(like="berakhlak_").isna().all(axis=None)
    said = of(rows, berakhlak=practice(survey(*many("B", 5, 8))))
    others = [name for name in plain if not name.startswith("berakhlak_")]
    before = plain.loc[plain["perangkat_daerah"] == "A", others].reset_index(drop=True)
    after = said.loc[said["perangkat_daerah"] == "A", others].reset_index(drop=True)
    same(before.drop(columns="tanggal"), after.drop(columns="tanggal"))
    assert said.dtypes.to_dict() == plain.dtypes.to_dict()


# Complaints by their confirmed topic


def labels(*topics: str | None) -> pd.DataFrame:
    return pd.DataFrame({"pesan_id": [f"m{n:04d}" for n in range(len(topics))], "topik": pd.array(topics, dtype="str")})


def complaints(sent: pd.DataFrame, *topics: str | None) -> pd.Series:
    found = of(suara=sent, topik=labels(*topics), pemetaan=MAPPED)
    return found.set_index(["perangkat_daerah", "tahun"])["pengaduan_perilaku"]


def test_a_confirmed_topic_that_leads_to_integrity_is_a_complaint_about_conduct() -> None:
    sent = messages(("2026-05-01", "A", None), ("2026-05-01", "A", None), ("2026-05-01", "B", "Biaya"))
    told = complaints(sent, "pungutan  liar", "Antrean", "Tidak lagi")
    assert (told["A", 2026], told["B", 2026]) == (1, 0)
    assert pd.isna(told["A", 2025])  # nobody had labelled anything


def test_a_message_that_names_its_element_and_has_the_topic_counts_once() -> None:
    told = complaints(messages(("2026-05-01", "A", "Etika"), ("2026-06-01", "A", "Etika")), "Pungutan Liar", None)
    assert told["A", 2026] == 2
    assert of(suara=messages(("2026-05-01", "A", "Etika")))["pengaduan_perilaku"].sum() == 1


def test_a_topic_that_leads_elsewhere_says_that_messages_were_read_and_nothing_more() -> None:
    told = complaints(messages(("2026-05-01", "A", None)), "Antrean")
    assert told["A", 2026] == 0 and pd.isna(told["A", 2025])


SANCTIONS = st.lists(st.tuples(
    st.sampled_from(["A0", "A1", "B0", "C0", "zz"]), st.sampled_from(["ringan", "sedang", "berat"]),
    st.sampled_from(["2019-01-01", "2024-06-01", "2025-06-01", "2026-06-01", "2027-01-01"]),
), max_size=12, unique_by=lambda row: (row[0], row[2]))
MESSAGES = st.lists(st.tuples(
    st.sampled_from(["2024-06-01", "2026-06-01", "2027-01-01"]), st.sampled_from(["A", "UPTD B", "??"]),
    st.sampled_from(["Etika", "Biaya", None]),
), max_size=12)


@settings(max_examples=7)
@given(SANCTIONS, MESSAGES)
def test_what_always_holds_of_integrity(rows: list[tuple[str, str, str]], said: list[tuple[str, str, str]]) -> None:
    given_, sent = sanctions(*rows), messages(*said)
    found = of(given_, sent)
    assert len(found) == 3 * 3
    inside = [row for row in rows if row[0] != "zz" and "2024" <= row[2] < "2027"]
    assert found["sanksi"].sum() == len(inside)
    about = [row for row in said if row[1] != "??" and row[0] < "2027" and row[2] == "Etika"]
    assert found["pengaduan_perilaku"].sum() == len(about)
    assert (found["orang_disanksi"] <= found["sanksi"]).fillna(True).all()
    told = evidence(found)
    is_evidence(told, "integritas")
    turned = of(given_[::-1], sent[::-1], people=STAFF[::-1])
    same(found, turned)
    same(told, evidence(turned[::-1]))
