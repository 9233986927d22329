"""Requests: what they mean, which voice they have, what supports them, and who has not answered."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib import findings, needs, tables
from pembinaan_lib.errors import PembinaanError
from tests.needs.evidence_rows import LAW, TODAY, evidence, units

NAMES = pd.DataFrame({"kompetensi": [
    "Integritas", "Kerja Sama", "Komunikasi", "Layanan Digital", "Manajemen Risiko", "Mengelola Perubahan",
    "Pengadaan Barang dan Jasa", "Pengelolaan Keuangan Daerah", "Pengelolaan Arsip", "Manajemen Risiko Bencana",
]}, dtype="str")
STAFF = tables.canonical(pd.DataFrame({
    "pegawai_id": list("abcde"), "perangkat_daerah": ["Dinkes", "Dinkes", "Disdik", "Disdik", "Dishub"],
    "unit_kerja": ["Puskesmas A", "Puskesmas B", "SD 1", "SD 2", "Terminal"],
}), "pegawai")


def asked(*rows: tuple) -> pd.DataFrame:
    names = ["usulan_id", "tanggal", "unit_kerja", "pengusul", "kompetensi", "kegiatan", "jumlah_peserta", "status", "jawaban"]
    full = [(*row, *(None,) * (len(names) - len(row))) for row in rows]
    return tables.canonical(pd.DataFrame(full, columns=names), "usulan")


def read(usulan: pd.DataFrame, putusan: dict | None = None) -> pd.DataFrame:
    return needs.recognised_requests(
        usulan, NAMES, pegawai=STAFF, unit_kerja=tables.empty("unit_kerja"), tanggal=TODAY, putusan=putusan,
    )


@pytest.mark.parametrize(("text", "name", "how"), [
    ("Komunikasi", "Komunikasi", "sama"), ("  layanan_digital ", "Layanan Digital", "sama"),
    ("komunikasii", "Komunikasi", "mirip"), ("Bimtek Manajemen Resiko bagi pejabat", "Manajemen Risiko", "mirip"),
    ("Pelatihan manajemen risiko bencana", "Manajemen Risiko Bencana", "mirip"),
    ("pelatihan kerjasama tim", "Kerja Sama", "mirip"), ("Diklat pengadaan barang/jasa", "Pengadaan Barang dan Jasa", "mirip"),
    ("pengadaan barang & jasa", "Pengadaan Barang dan Jasa", "mirip"),
    ("Pengelolaan keuangan", "Pengelolaan Keuangan Daerah", "mungkin"),
    ("Bimtek penyusunan laporan", None, "tidak dikenali"), ("Nursing leadership", None, "tidak dikenali"),
    ("", None, "tidak dikenali"), ("???", None, "tidak dikenali"), (None, None, "tidak dikenali"),
    ("komunikasi dan integritas", None, "mungkin"),
])
def test_what_a_text_means(text: str | None, name: str | None, how: str) -> None:
    for found in (read(asked(("u", None, "Dinkes", "unit", text))), read(asked(("u", None, "Dinkes", "unit", None, text)))):
        assert found["cara"].iloc[0] == how
        meant = found["saran_kompetensi" if how == "mungkin" else "kompetensi"].iloc[0]
        assert pd.isna(meant) if name is None and how != "mungkin" else meant == (name or "Integritas")
        assert found["kompetensi"].isna().iloc[0] == (how in ("mungkin", "tidak dikenali"))


def test_the_competency_column_goes_before_the_activity() -> None:
    found = read(asked(("u", None, "SD 1", "unit", "Integritas", "Pelatihan komunikasi"), ("v", None, "SD 1", "unit", "ikut rapat", "Pelatihan komunikasi")))
    assert found["kompetensi"].tolist() == ["Integritas", "Komunikasi"]
    assert found["perangkat_daerah"].tolist() == ["Disdik", "Disdik"]


def test_the_planners_choice_goes_before_everything() -> None:
    usulan = asked(("u1", None, "SD 1", "unit", "Integritas"), ("u2", None, "SD 1", "unit", "asing"), ("u3", None, "SD 1", "unit", "Komunikasi"))
    found = read(usulan, {
        "u1": {"status": "ditolak", "jawaban": "sudah tersedia"}, "u2": {"kompetensi": "Pengelolaan Arsip"},
        "u3": {"status": "digabung", "digabung_ke": "u2"}, "hilang": {"status": "diterima"},
    }).set_index("usulan_id")
    assert found["status"].to_dict() == {"u1": "ditolak", "u2": "diajukan", "u3": "digabung"}
    assert found["kompetensi"].to_dict() == {"u1": "Integritas", "u2": "Pengelolaan Arsip", "u3": "Pengelolaan Arsip"}
    assert found.loc["u2", "cara"] == "dipilih"
    assert found.loc["u1", "jawaban"] == "sudah tersedia"


@pytest.mark.parametrize("odd", [{"u": {"status": "entah"}}, {"u": {"prioritas": "1"}}])
def test_an_odd_choice_is_refused_in_words(odd: dict) -> None:
    with pytest.raises(PembinaanError, match="NED-078") as caught:
        read(asked(("u", None, "SD 1", "unit", "Integritas")), odd)
    assert "ditolak" in caught.value.remedy


def test_each_unit_has_one_voice() -> None:
    found = needs.requests_evidence(read(asked(
        ("1", "2026-10-01", "Puskesmas A", "unit", "Komunikasi", None, 30), ("2", "2026-11-01", "Puskesmas B", "pegawai", "Komunikasi"),
        ("3", "2026-10-01", "Dinkes", "unit", "Integritas", None, 9), ("4", "2026-10-01", "SD 1", "unit", "Integritas", None, 500),
        ("5", "2026-10-01", "SD 1", "unit", "Komunikasi", None, 9, "ditolak"), ("6", "2026-10-01", "Entah", "unit", "Komunikasi"),
        ("7", "2026-10-01", "Dishub", "unit", "xyz"), ("8", "2027-10-01", "Dishub", "unit", "Komunikasi"),
    )), rules=LAW, tanggal=TODAY).set_index(["perangkat_daerah", "kompetensi"])
    assert found["nilai"].to_dict() == {
        ("Dinkes", "Integritas"): pytest.approx(9 / 40), ("Dinkes", "Komunikasi"): pytest.approx(31 / 40),
        ("Disdik", "Integritas"): 1.0,
    }
    assert found.loc[("Dinkes", "Komunikasi"), "jumlah"] == 2
    assert found.loc[("Dinkes", "Komunikasi"), "tanggal"] == pd.Timestamp("2026-11-01")


def registered(told: pd.DataFrame) -> pd.DataFrame:
    told = needs.counted_evidence(told, rules=LAW, tanggal=TODAY)
    return needs.register(told, units(), STAFF, bobot={"survei": 1, "kesenjangan": 1, "usulan": 1}, rules=LAW, tanggal=TODAY)


def test_support_comes_from_other_evidence_only() -> None:
    requests = read(asked(
        ("1", "2026-11-01", "Dinkes", "unit", "Komunikasi"), ("2", "2026-11-01", "SD 1", "unit", "Komunikasi"),
        ("3", "2026-11-01", "Dishub", "unit", "Integritas"), ("4", "2026-11-01", "Entah", "unit", "Komunikasi"),
        ("5", "2026-11-01", "Dinkes", "unit", "asing sekali"),
    ))
    told = needs.joined_evidence([
        needs.requests_evidence(requests, rules=LAW, tanggal=TODAY),
        evidence(("Dinkes", "Komunikasi", "survei", 0.8), ("Disdik", "Komunikasi", "survei", 0.2),
                 ("Dinkes", "Komunikasi", "kesenjangan", 0.4), ("Disdik", "Komunikasi", "kesenjangan", 0.4)),
    ])
    found = needs.match_requests(requests, registered(told), bobot={"survei": 1, "kesenjangan": 1, "usulan": 1})
    assert found["alasan_bukti"].tolist() == [
        "didukung", "tidak didukung", "belum ada bukti", "unit tidak dikenal", "tidak dikenali",
    ]
    assert found["didukung"].tolist() == [True, False, pd.NA, pd.NA, pd.NA]
    assert found["mendukung"].tolist() == ["survei", "", "", "", ""]
    assert found["tidak_mendukung"].tolist() == ["kesenjangan", "kesenjangan, survei", "", "", ""]
    assert found["dukungan"].iloc[0] > 0 > found["dukungan"].iloc[1]
    assert found["peringkat"].notna().tolist() == [True, True, True, False, False]
    without = needs.match_requests(requests, registered(told), bobot={"survei": 0, "kesenjangan": 1, "usulan": 1})
    assert without["mendukung"].tolist()[0] == ""
    assert len(found) == len(requests)


@pytest.mark.parametrize(("other", "supported"), [(0.48, True), (0.5, False), (0.52, False)])
def test_a_little_above_the_average_is_support(other: float, supported: bool) -> None:
    requests = read(asked(("1", "2026-11-01", "Dinkes", "unit", "Komunikasi")))
    told = evidence(("Dinkes", "Komunikasi", "survei", 0.5), ("Disdik", "Komunikasi", "survei", other))
    found = needs.match_requests(requests, registered(told), bobot={"survei": 1}).iloc[0]
    assert found["dukungan"] == pytest.approx((0.5 - other) / 2) and found["didukung"] == supported
    assert found["alasan_bukti"] == ("didukung" if supported else "tidak didukung")


def test_who_has_not_answered() -> None:
    requests = read(asked(
        ("1", "2026-10-05", "Puskesmas A", "unit", None), ("2", "2026-11-15", "SD 1", "unit", "Komunikasi"),
        ("3", "2026-01-01", "Terminal", "unit", "Komunikasi"),
    ))
    call = {"dibuka": date(2026, 10, 1), "ditutup": date(2026, 10, 31)}
    found = needs.campaign(requests, STAFF, **call, tanggal=TODAY)
    assert found["perangkat_daerah"].tolist() == ["Dishub", "Dinkes", "Disdik"]
    assert found["keadaan"].tolist() == ["lewat tenggat", "sudah menjawab", "menjawab terlambat"]
    assert found["jumlah_usulan"].tolist() == [0, 1, 1]
    assert found["sisa_hari"].tolist() == [0, 0, 0]
    running = needs.campaign(requests, STAFF, **call, tanggal=date(2026, 10, 21)).set_index("perangkat_daerah")
    assert running["keadaan"].to_dict() == {"Dishub": "belum menjawab", "Disdik": "belum menjawab", "Dinkes": "sudah menjawab"}
    assert set(running["sisa_hari"]) == {10}
    early = needs.campaign(requests, STAFF, **call, tanggal=date(2026, 9, 1))
    assert set(early["keadaan"]) == {"belum dibuka"}
    noted = needs.campaign_notes(found)
    assert list(zip(noted["code"], noted["row_id"], strict=True)) == [("NED-076", "Dishub")]


def test_notes_say_what_waits_and_repeat_no_text() -> None:
    requests = read(asked(
        ("1", None, "Dinkes", "unit", "Budi Santoso ingin kursus"), ("2", None, "Entah", "unit", "Komunikasi"),
        ("3", None, "Dinkes", "unit", "Integritas", None, None, "ditolak"), ("4", None, "Dinkes", "unit", "Pengelolaan keuangan"),
    ))
    noted = needs.request_notes(requests)
    assert list(zip(noted["code"], noted["row_id"], strict=True)) == [
        ("NED-072", "1"), ("NED-073", "2"), ("NED-074", "3"), ("NED-075", "4"),
    ]
    shown = findings.told(noted)
    assert shown["message"].str.len().min() > 20
    assert "Budi" not in noted.to_csv() + shown.to_csv() + requests.to_csv()


def test_no_requests_at_all() -> None:
    requests = read(asked())
    assert requests.empty and list(requests.columns) == list(read(asked(("1", None, "Dinkes", "unit", "x"))).columns)
    told = needs.requests_evidence(requests, rules=LAW, tanggal=TODAY)
    assert told.empty
    assert needs.match_requests(requests, registered(told), bobot={}).empty
    assert needs.request_notes(requests).empty
    found = needs.campaign(requests, STAFF, dibuka=date(2026, 10, 1), ditutup=date(2026, 12, 1), tanggal=TODAY)
    assert not found["menjawab"].any()


ROWS = st.lists(st.tuples(
    st.uuids().map(str), st.sampled_from([None, "2026-10-01", "2027-01-01"]), st.sampled_from(["Dinkes", "SD 1", "Entah", None]),
    st.just("unit"), st.sampled_from([None, "Komunikasi", "integritas", "kerja", "لغة", "Pengelolaan 🌊"]), st.text(max_size=12),
    st.sampled_from([None, 1, 40]), st.sampled_from([None, "ditolak", "diterima"]),
), max_size=12, unique_by=lambda row: row[0])


@settings(max_examples=15, deadline=None)
@given(ROWS, st.integers(0, 999))
def test_what_always_holds(rows: list[tuple], seed: int) -> None:
    usulan = asked(*rows)
    requests = read(usulan)
    pd.testing.assert_frame_equal(requests, read(usulan.sample(frac=1, random_state=seed)))
    assert requests["usulan_id"].tolist() == sorted(row[0] for row in rows)
    assert requests["kecocokan"].between(0, 1).all()
    told = needs.requests_evidence(requests, rules=LAW, tanggal=TODAY)
    assert told["nilai"].between(0, 1).all()
    assert told.groupby("perangkat_daerah")["nilai"].sum().sub(1).abs().max() < 1e-12 if len(told) else True
    assert len(needs.match_requests(requests, registered(told), bobot={})) == len(rows)
