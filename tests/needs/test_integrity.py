"""Integrity by unit and year, worked by hand: never about a person, and never zero where nobody kept a register."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import needs, tables
from tests.needs.frames import LAW, TODAY, frame, is_evidence, same, staff

STAFF = staff(A=50, B=100, C=4)
UNITS = tables.empty("unit_kerja")
NONE = {name: tables.empty(name) for name in ("disiplin", "suara_masyarakat", "kinerja")}
RUN = 325 / 365  # 21 November is the 325th day of 2026


def sanctions(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return frame("disiplin", "pegawai_id tingkat tanggal_mulai", *rows)


def messages(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    numbered = [(f"m{n:04d}", *row, "isi") for n, row in enumerate(rows)]
    return frame("suara_masyarakat", "pesan_id tanggal unit_kerja unsur isi_pesan", *numbered)


def conduct(*rows: tuple[str, int, str]) -> pd.DataFrame:
    return frame("kinerja", "pegawai_id tahun perilaku_kerja", *rows)


def of(disiplin=NONE["disiplin"], suara=NONE["suara_masyarakat"], kinerja=None, people=STAFF) -> pd.DataFrame:
    return needs.integrity(people, disiplin, suara, UNITS, kinerja=kinerja, rules=LAW, tanggal=TODAY)


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
