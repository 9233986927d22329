"""What must hold for any roster: order does not matter, inputs stay as they were, one row per ASN, speed."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import findings, profile, rules, words
from pembinaan_lib.tables import choices

RULES = rules.load()
TODAY = date(2026, 11, 21)
DAYS = st.one_of(st.none(), st.dates(date(2019, 3, 1), date(2031, 12, 31)))
PERSON = st.fixed_dictionaries({
    "jenis_pegawai": st.sampled_from(["PNS", "CPNS", "PPPK", "PPPK Paruh Waktu"]),
    "kedudukan_hukum": st.sampled_from(["Aktif", "Tugas Belajar", "Pemberhentian Sementara", None]),
    "jenis_jabatan": st.sampled_from(["JPT", "Administrator", "Pengawas", "Fungsional", "Pelaksana", None]),
    "jenjang": st.sampled_from(["JPT Pratama", "Administrator", "Pengawas", "Ahli Muda", None]),
    "perangkat_daerah": st.sampled_from(["Dinas A", "Dinas B", None]),
    "tmt_cpns": DAYS, "tmt_jabatan": DAYS, "tanggal_pensiun": DAYS, "akhir_kontrak": DAYS,
})
ACTIVITY = st.fixed_dictionaries({
    "pegawai_id": st.sampled_from([f"p{number}" for number in range(9)]),
    "kegiatan": st.sampled_from(["x", "y"]),
    "bentuk": st.sampled_from(["Coaching", "E-learning", "Workshop/lokakarya", "Detasering", "Kursus", "lain", None]),
    "jenis_diklat": st.sampled_from(["Latsar", "PKA", "PKP", "Fungsional", "Orientasi PPPK", "Teknis", None]),
    "durasi_jp": st.one_of(st.none(), st.sampled_from([0.0, 4.0, 12.5])),
    "tanggal_mulai": st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 3, 1))),
    "tanggal_selesai": st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 3, 1))),
})


def _all(people, history):
    owed = profile.obligations(people, history, rules=RULES, tahun=2027, tanggal=TODAY)
    hours = profile.training_hours(people, history, rules=RULES, tahun=2026)
    return {
        "obligations": owed,
        "training_hours": hours,
        "availability": profile.availability(people, rules=RULES, tahun=2027),
        "unit_profile": profile.unit_profile(people, owed, hours),
        "notes": profile.notes(people, history, rules=RULES, tanggal=TODAY),
    }


@settings(max_examples=12, deadline=None)
@given(st.lists(PERSON, max_size=8), st.lists(ACTIVITY, max_size=25), st.randoms(use_true_random=False))
def test_order_does_not_matter_inputs_stay_and_sums_agree(table, people, activities, chance):
    roster = table("pegawai", [{"pegawai_id": f"p{number}", **person} for number, person in enumerate(people)])
    history = table("riwayat", activities)
    before = roster.copy(deep=True), history.copy(deep=True)
    found = _all(roster, history)
    pd.testing.assert_frame_equal(roster, before[0])
    pd.testing.assert_frame_equal(history, before[1])

    mixed = [list(range(len(frame))) for frame in (roster, history)]
    for order in mixed:
        chance.shuffle(order)
    again = _all(roster.iloc[mixed[0]], history.iloc[mixed[1]])
    for name, frame in found.items():
        pd.testing.assert_frame_equal(frame, again[name], obj=name)

    hours, units, owed = found["training_hours"], found["unit_profile"], found["obligations"]
    assert hours["pegawai_id"].tolist() == sorted(roster["pegawai_id"])
    known = hours["ketentuan"].ne("belum diketahui")
    assert hours["selesai_jp"].ge(0).all() and hours.loc[known, "kurang_jp"].ge(0).all()
    left = roster.set_index("pegawai_id").reindex(hours["pegawai_id"])["tanggal_pensiun"].lt(pd.Timestamp(2026, 1, 1))
    assert hours["kurang_jp"].isna().eq(~known & ~left.to_numpy()).all()
    assert not (hours["kurang_jp"].gt(0) & hours["batas_jp"].notna()).any()
    assert ((hours["masa_akhir"] - hours["masa_awal"]).dt.days.isin([364, 365])).all()
    middle = pd.Timestamp(2026, 7, 1)
    assert hours["masa_awal"].le(middle).all() and hours["masa_akhir"].ge(middle).all()
    assert units["jumlah_asn"].sum() == len(roster) == (units["pns"] + units["pppk"]).sum()
    assert units["kewajiban"].sum() == len(owed) and units["kewajiban_terlambat"].sum() == owed["terlambat"].sum()
    assert units["kurang_jp"].sum() == pytest.approx(hours["kurang_jp"].sum())
    assert not owed.duplicated(["pegawai_id", "kewajiban"]).any()


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTIVITY, min_size=1, max_size=30))
def test_hours_agree_with_a_count_by_hand(table, activities):
    """The same caps, one activity and one day at a time."""
    roster = table("pegawai", [{"pegawai_id": f"p{number}", "jenis_pegawai": "PNS"} for number in range(9)])
    history = table("riwayat", activities)
    found = profile.training_hours(roster, history, rules=RULES, tahun=2026).set_index("pegawai_id")["selesai_jp"]
    expected = dict.fromkeys(found.index, 0.0)
    coached, days = {}, set()
    for row in activities:
        start, end = row["tanggal_mulai"] or row["tanggal_selesai"], row["tanggal_selesai"] or row["tanggal_mulai"]
        if start is None:
            continue
        who, form = row["pegawai_id"], row["bentuk"]
        span = [date.fromordinal(day) for day in range(start.toordinal(), max(start, end).toordinal() + 1)]
        worked = [day for day in span if day.weekday() < 5] or span[:1]
        if row["durasi_jp"]:
            expected[who] += row["durasi_jp"]
        elif form == "Coaching":
            month = who, max(start, end).month
            coached[month] = coached.get(month, 0) + 1
            expected[who] += 2 if coached[month] <= 2 else 0
        elif form == "E-learning":
            fresh = {(who, day) for day in worked} - days
            days |= fresh
            expected[who] += 3 * len(fresh)
        elif form == "Workshop/lokakarya":
            expected[who] += 5 * len(worked)
        elif form == "Detasering":
            expected[who] += 20
    assert found.to_dict() == expected


def test_columns_and_types_stay_even_without_people(table):
    empty = _all(table("pegawai", []), table("riwayat", []))
    person = {"pegawai_id": "a", "jenis_pegawai": "CPNS", "tmt_cpns": "2026-01-01"}
    one = _all(table("pegawai", [person]), table("riwayat", []))
    for name in ("obligations", "training_hours", "availability"):
        assert empty[name].empty and len(one[name]) == 1
        assert empty[name].dtypes.astype(str).to_dict() == one[name].dtypes.astype(str).to_dict(), name
    assert empty["unit_profile"].empty and list(empty["notes"].columns) == list(findings.COLUMNS)


def test_a_missing_start_is_never_late(table):
    roster = table("pegawai", [{"pegawai_id": "a", "jenis_pegawai": "CPNS"}])
    owed = profile.obligations(roster, table("riwayat", []), rules=RULES, tahun=2027, tanggal=TODAY)
    assert owed["tenggat"].isna().all() and not owed["terlambat"].any() and len(owed) == 1


def test_an_own_deadline_keeps_the_law_that_it_rests_on(table):
    roster = table("pegawai", [
        {"pegawai_id": "a", "jenis_pegawai": "CPNS"},
        {"pegawai_id": "b", "jenis_pegawai": "PNS", "jenis_jabatan": "Fungsional", "tmt_jabatan": "2026-01-01"},
    ])
    own = RULES
    for rule_id in ("kewajiban.latsar", "kewajiban.fungsional"):
        terms = {group: {**each, "tenggat_bulan": 6} for group, each in RULES.value(rule_id, TODAY).value.items()}
        own = own.with_override(rule_id, terms, start=date(2026, 1, 1), reason="Perwali")
    owed = profile.obligations(roster, table("riwayat", []), rules=own, tahun=2027, tanggal=TODAY)
    assert owed["dasar"].tolist() == ["PP 11/2017 jo. PP 17/2020 Pasal 34; kebijakan daerah", "kebijakan daerah"]


def test_an_agency_may_set_its_own_minimum(table):
    own = RULES.with_override("bangkom.jp_minimum_pns", 30, start=date(2026, 1, 1), reason="Perwali")
    roster = table("pegawai", [{"pegawai_id": "a", "jenis_pegawai": "PNS"}])
    hours = profile.training_hours(roster, table("riwayat", []), rules=own, tahun=2026).iloc[0]
    assert hours["kurang_jp"] == 30 and hours["rule_from"] == pd.Timestamp(2026, 1, 1)


def test_notes_speak_both_languages_and_name_nobody(table):
    roster = table("pegawai", [{"pegawai_id": "a", "jenis_pegawai": "CPNS", "kedudukan_hukum": "Aktif",
                                "tanggal_pensiun": "2020-01-01", "akhir_kontrak": "2020-01-01"}])
    activity = {"pegawai_id": "a", "kegiatan": "K", "bentuk": "Kursus", "tanggal_mulai": "2026-01-01"}
    history = table("riwayat", [activity])
    found = findings.joined([
        profile.notes(roster, history, rules=RULES, tanggal=TODAY),
        profile.notes(roster, history.iloc[:0], rules=RULES, tanggal=TODAY),
    ])
    assert set(found["code"]) == {f"PRF-{number:03d}" for number in range(1, 6)}
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            assert findings.told(found)["message"].str.len().min() > 10 and len(findings.grouped(found)) == 5


@pytest.mark.parametrize("reason", ["sudah_pensiun", "pensiun_dekat", "kontrak_dekat"])
def test_every_reason_has_a_sentence(reason):
    assert words.has(f"profile.alasan.{reason}")


def test_every_status_that_rules_out_being_sent_has_a_sentence():
    terms = RULES.value("penugasan.kedudukan_hukum", TODAY).value
    assert terms and all(words.has(f"profile.alasan.{row['alasan']}") for row in terms.values())


def test_a_status_that_the_roster_may_say_is_the_one_the_rule_knows():
    known = set(RULES.value("penugasan.kedudukan_hukum", TODAY).value)
    assert known == set(choices.KEDUDUKAN_HUKUM[0]) - {"Aktif", "Perbantuan"}


def test_26_000_people_are_quick(table):
    """Against a plain merge and group of the same frames in the same run: a slow machine does not matter."""
    people, acts = 26_000, 80_000
    chance = np.random.default_rng(7)
    roster = table("pegawai", [{}] * people).assign(
        pegawai_id=[f"p{number:05d}" for number in range(people)],
        jenis_pegawai=chance.choice(["PNS", "CPNS", "PPPK"], people),
        jenis_jabatan=chance.choice(["Fungsional", "Pelaksana", "Administrator"], people),
        akhir_kontrak=pd.Timestamp("2027-04-30"),
        tmt_jabatan=pd.Timestamp("2025-04-30"),
    )
    days = pd.Series(pd.Timestamp("2026-01-01") + pd.to_timedelta(chance.integers(0, 360, acts), unit="D"))
    history = table("riwayat", [{}] * acts).assign(
        pegawai_id=chance.choice(roster["pegawai_id"], acts), kegiatan="k", jenis_diklat="Teknis",
        bentuk=chance.choice(["Coaching", "E-learning", "Kursus"], acts),
        tanggal_mulai=days.astype("datetime64[s]"),
        tanggal_selesai=(days + pd.Timedelta(days=2)).astype("datetime64[s]"),
    )
    start = time.perf_counter()
    for _ in range(3):
        history.merge(roster, on="pegawai_id").groupby("pegawai_id")["durasi_jp"].sum()
    yardstick = (time.perf_counter() - start) / 3
    start = time.perf_counter()
    profile.training_hours(roster, history, rules=RULES, tahun=2026)
    profile.obligations(roster, history, rules=RULES, tahun=2027, tanggal=TODAY)
    profile.availability(roster, rules=RULES, tahun=2027)
    took = time.perf_counter() - start
    print(f"{took:.2f} s; {took / yardstick:.1f} times a merge and a group")
    assert took < 40 * yardstick
