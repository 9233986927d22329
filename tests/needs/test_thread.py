"""The thread by hand, downwards and upwards, and every break."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import needs, tables
from tests.needs.frames import LAW, TODAY, frame, same

UNITS = frame("unit_kerja", "unit_kerja perangkat_daerah", ("P1", "Dinkes"), ("Loket", "DPMPTSP"))
STAFF = frame("pegawai", "pegawai_id perangkat_daerah unit_kerja jenjang jenis_jabatan",
              *((p, "Dinkes", "P1", "Pengawas", "Pengawas") for p in "abc"), ("d", "DPMPTSP", "Loket", "Pengawas", "Pengawas"))
RATED = frame("penilaian_kompetensi", "pegawai_id kompetensi tanggal sumber level",
              ("a", "Komunikasi", "2026-01-01", "atasan", 1), ("b", "Komunikasi", "2026-01-01", "atasan", 0.5),
              ("c", "Komunikasi", "2026-01-01", "atasan", 3), ("d", "Komunikasi", "2026-01-01", "diri", 1))
STANDARD = tables.empty("standar_kompetensi")
GOALS = frame("sasaran_strategis", "sasaran indikator unit_kerja tahun target realisasi arah",
              ("Sehat", "Harapan hidup", "P1", 2025, 100, 80, "naik"), ("Bersih", "Indeks", None, 2025, 1, 1, "naik"))
LEANS = frame("sasaran_kompetensi", "sasaran kompetensi bobot", ("Sehat", "Komunikasi", 0.8), ("Sehat", "Arsip", 1))
MAPS = frame("pemetaan_kompetensi", "asal nama_asal kompetensi bobot",
             ("topik", "Antre lama", "Komunikasi", 1), ("unsur", "Biaya", "Arsip", 1))


def messages(*rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["tanggal", "unit_kerja", "topik", "unsur"]).astype(
        {"tanggal": "datetime64[s]", "unit_kerja": "str", "topik": "str", "unsur": "str"},
    )


SAID = messages(("2026-01-01", "P1", "Antre lama", None), ("2026-02-01", "P1", "antre  LAMA", "biaya"),
                ("2026-02-01", "Entah", "Antre lama", None), ("2026-02-01", "Loket", "Cuaca", None),
                ("2030-01-01", "P1", "Antre lama", None), ("2026-02-01", "P1", None, None))
GAP = needs.competency_gap(STAFF, RATED, STANDARD, rules=LAW, tanggal=TODAY)
UNIT_GAP = needs.unit_gap(GAP, STAFF, required=needs.required_levels(STAFF, STANDARD, rules=LAW, tanggal=TODAY), level=0.95)
REGISTER = UNIT_GAP.loc[UNIT_GAP["kompetensi"].isin(["Komunikasi", "Integritas"]), ["perangkat_daerah", "kompetensi"]]
LINKS = needs.strategic_links(GOALS, LEANS, UNITS)
VOICE = needs.voice_links(SAID, MAPS, UNITS, STAFF, tanggal=TODAY)
EDGES = needs.thread(REGISTER, LINKS, VOICE, UNIT_GAP)


def test_messages_lead_to_needs_by_their_label() -> None:
    rows = VOICE[["asal", "topik", "perangkat_daerah", "kompetensi", "jumlah"]].fillna("-").to_numpy().tolist()
    assert rows == [
        ["topik", "Antre lama", "-", "Komunikasi", 1], ["topik", "Antre lama", "Dinkes", "Komunikasi", 2],
        ["topik", "Cuaca", "DPMPTSP", "-", 1], ["unsur", "biaya", "Dinkes", "Arsip", 1],
    ]
    assert VOICE["tanggal"].max() == pd.Timestamp("2026-02-01")


def test_one_need_from_goal_and_message_down_to_its_people() -> None:
    mine = needs.thread_of(EDGES, perangkat_daerah="Dinkes", kompetensi="Komunikasi")
    steps = set(mine[["dari_jenis", "dari", "ke_jenis", "ke"]].itertuples(index=False, name=None))
    assert steps == {
        ("sasaran", "Sehat", "indikator", "Harapan hidup"), ("indikator", "Harapan hidup", "unit", "Dinkes"),
        ("unit", "Dinkes", "kompetensi", "Komunikasi"), ("topik", "Antre lama", "kompetensi", "Komunikasi"),
        ("kompetensi", "Komunikasi", "orang", "Dinkes"),
    }
    by = mine.set_index("dari_jenis")
    assert by.loc["kompetensi", "jumlah"] == 2  # of three, one is up to the standard
    assert by.loc["topik", "jumlah"] == 2
    assert by.loc["unit", "bobot"] == 0.8


def test_down_to_the_list_of_people_and_up_again() -> None:
    people = needs.people_behind(GAP, STAFF)
    here = people[(people["perangkat_daerah"] == "Dinkes") & (people["kompetensi"] == "Komunikasi")]
    assert here["pegawai_id"].tolist() == ["b", "a"]  # the larger gap first; c has none, d only rated itself
    up = people.loc[people["pegawai_id"] == "a", ["perangkat_daerah", "kompetensi"]].merge(EDGES)
    assert "Sehat" in set(up["dari"])


def test_nobody_measured_is_not_nobody_below() -> None:
    edge = EDGES[(EDGES["dari_jenis"] == "kompetensi") & (EDGES["perangkat_daerah"] == "DPMPTSP")]
    assert edge["jumlah"].isna().all()
    assert len(edge)


def test_every_break_is_listed() -> None:
    found = needs.broken_threads(REGISTER, LINKS, VOICE, UNIT_GAP)
    rows = found.assign(jumlah=found["jumlah"].fillna(0)).fillna("-").to_numpy().tolist()
    assert rows == [
        ["kebutuhan belum dinilai", "", "DPMPTSP", "Integritas", 0], ["kebutuhan belum dinilai", "", "DPMPTSP", "Komunikasi", 0],
        ["kebutuhan belum dinilai", "", "Dinkes", "Integritas", 0],
        ["kebutuhan tanpa sasaran", "", "DPMPTSP", "Integritas", 0], ["kebutuhan tanpa sasaran", "", "DPMPTSP", "Komunikasi", 0],
        ["kebutuhan tanpa sasaran", "", "Dinkes", "Integritas", 0],
        ["sasaran di luar daftar kebutuhan", "Sehat", "Dinkes", "Arsip", 0],
        ["sasaran tanpa kompetensi", "Bersih", "-", "-", 0], ["sasaran tanpa unit", "Bersih", "-", "-", 0],
        ["topik di luar daftar kebutuhan", "biaya", "Dinkes", "Arsip", 1],
        ["topik tanpa kompetensi", "Cuaca", "DPMPTSP", "-", 1], ["topik tanpa unit", "Antre lama", "-", "Komunikasi", 1],
    ]


def test_without_goals_no_need_is_without_one() -> None:
    found = needs.broken_threads(REGISTER, LINKS.head(0), VOICE.head(0), UNIT_GAP)
    assert set(found["jenis"]) == {"kebutuhan belum dinilai"}


def test_nothing_at_all_is_empty_with_the_same_types() -> None:
    none = (REGISTER.head(0), LINKS.head(0), VOICE.head(0), UNIT_GAP.head(0))
    assert needs.thread(*none).dtypes.to_dict() == EDGES.dtypes.to_dict()
    assert needs.thread(*none).empty
    broken = needs.broken_threads(*none)
    assert broken.empty
    assert broken.dtypes.to_dict() == needs.broken_threads(REGISTER, LINKS, VOICE, UNIT_GAP).dtypes.to_dict()
    silent = needs.voice_links(SAID.head(0), MAPS.head(0), UNITS, tanggal=TODAY)
    assert silent.dtypes.to_dict() == VOICE.dtypes.to_dict()
    assert needs.voice_links(SAID[["tanggal", "unit_kerja"]], MAPS, UNITS, tanggal=TODAY).empty


MESSAGES = st.lists(st.tuples(
    st.sampled_from(["2026-01-01", "2031-01-01", None]), st.sampled_from(["P1", "Loket", "Entah", "Dinkes"]),
    st.sampled_from(["Antre lama", "ANTRE LAMA", "Cuaca", "", None]), st.sampled_from(["Biaya", "x", None]),
), max_size=12)


@settings(max_examples=8)
@given(MESSAGES, st.permutations(range(len(REGISTER))))
def test_what_always_holds_of_threads(rows: list[tuple[Any, ...]], order: list[int]) -> None:
    said = messages(*rows)
    voice = needs.voice_links(said, MAPS, UNITS, STAFF, tanggal=date(2026, 12, 31))
    dated = [row for row in rows if row[0] == "2026-01-01"]
    assert voice["jumlah"].sum() == sum(bool(row[2]) + bool(row[3]) for row in dated)
    same(voice, needs.voice_links(said[::-1], MAPS[::-1], UNITS, STAFF, tanggal=date(2026, 12, 31)))
    edges = needs.thread(REGISTER, LINKS, voice, UNIT_GAP)
    needed = set(REGISTER.itertuples(index=False, name=None))
    drawn = edges[edges["ke_jenis"] == "kompetensi"]
    assert needed <= set(drawn[["perangkat_daerah", "kompetensi"]].itertuples(index=False, name=None))
    assert not edges.duplicated().any()
    same(edges, needs.thread(REGISTER.iloc[order], LINKS[::-1], voice[::-1], UNIT_GAP[::-1]))
