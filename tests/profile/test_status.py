"""Who serves no longer is asked for nothing; who is only away for a time is."""

from __future__ import annotations

from datetime import date

import pytest

from pembinaan_lib import profile, rules
from pembinaan_lib.tables import choices

RULES, TODAY = rules.load(), date(2026, 11, 21)
GONE = ("Meninggal", "Pensiun", "Hilang", "Pindah Instansi")


@pytest.mark.parametrize("status", choices.KEDUDUKAN_HUKUM[0])
def test_who_serves_no_longer_owes_nothing_and_who_is_only_away_still_does(table, status):
    roster = table("pegawai", [{"pegawai_id": kind, "jenis_pegawai": kind, "kedudukan_hukum": status}
                               for kind in ("PNS", "CPNS", "PPPK")])
    none = table("riwayat", [])
    hours = profile.training_hours(roster, none, rules=RULES, tahun=2027).set_index("pegawai_id")
    owed = profile.obligations(roster, none, rules=RULES, tahun=2027, tanggal=TODAY)
    stays = status not in GONE
    assert (hours["kurang_jp"] > 0).to_dict() == {"PNS": stays, "CPNS": stays, "PPPK": False}
    assert hours["sisa_batas_jp"].notna().to_dict() == {"PNS": False, "CPNS": False, "PPPK": stays}
    assert ("CPNS" in set(owed["pegawai_id"])) == stays and (len(owed) == 0) != stays


@pytest.mark.parametrize(("status", "reason"), [
    ("Meninggal", "meninggal"), ("Pensiun", "pensiun"), ("Masa Persiapan Pensiun", "persiapan_pensiun"),
    ("Penerima Uang Tunggu", "uang_tunggu"), ("Hilang", "hilang"), ("Pindah Instansi", "pindah_instansi"),
    ("Cuti Besar", ""), ("Cuti Sakit", ""), ("Cuti Melahirkan", ""), ("Perbantuan", ""), ("Aktif", ""),
])
def test_who_may_be_sent_by_status(table, status, reason):
    roster = table("pegawai", [{"pegawai_id": "a", "kedudukan_hukum": status}])
    who = profile.availability(roster, rules=RULES, tahun=2027).iloc[0]
    assert (who["alasan"], who["boleh_dikirim"]) == (reason, reason == "")
