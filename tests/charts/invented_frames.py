"""Invented frames of an invented agency, shaped like the results of a plan."""

from __future__ import annotations

from datetime import date

import pandas as pd

UNITS = ["Dinas Kesehatan", "Dinas Pendidikan", "Dinas Komunikasi dan Informatika", "Sekretariat Daerah",
         "Badan Pengelola Keuangan dan Aset Daerah", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
         *[f"Kecamatan Contoh {number}" for number in range(1, 13)]]
SKILLS = ["Integritas", "Kerja Sama", "Komunikasi", "Orientasi pada Hasil", "Pelayanan Publik",
          "Pengembangan Diri dan Orang Lain", "Mengelola Perubahan", "Pengambilan Keputusan", "Perekat Bangsa",
          "Layanan Kesehatan Dasar", "Layanan Digital"]
BUDGETS = [300, 600, 900, 1200, 1500, 1800]
NAMES = ["Pelatihan Dasar CPNS", "Pelatihan Kepemimpinan Administrator", "Bimtek layanan digital terpadu untuk front office",
         "Pelatihan layanan kesehatan dasar", "Workshop komunikasi publik", "Coaching pejabat pengawas baru",
         "Seminar <b>integritas</b> & antikorupsi", "Pelatihan pengelolaan keuangan daerah", "E-learning perekat bangsa"]


def frames() -> dict[str, pd.DataFrame]:
    gaps = [
        {"perangkat_daerah": unit, "kompetensi": skill, "jumlah_asn": 60,
         "dinilai": 0 if (u + s) % 5 == 0 or u > 14 else 3 if (u * s) % 11 == 7 else 20 + u,
         "rerata_kesenjangan": None if (u + s) % 5 == 0 or u > 14 else round(((u * 7 + s * 5) % 13) / 9, 3)}
        for u, unit in enumerate(UNITS) for s, skill in enumerate(SKILLS)
    ]
    units = [
        {"perangkat_daerah": unit, "jumlah_asn": 40 + 11 * u, "kurang_jp_asn": (u * 13) % 37, "kewajiban": 9 + u,
         "kewajiban_terlambat": (u * 5) % 9} for u, unit in enumerate(UNITS)
    ]
    batas = [
        {"anggaran_rp": b * 1_000_000, "biaya_rp": b * 980_000, "kesenjangan_tertutup": 10.0 * n,
         "kesenjangan_rasio": round(0.72 * (1 - 0.6 ** (n + 1)), 4), "asn_20_jp": 1500 + 150 * n, "peserta": 200 * (n + 1),
         "celah_rasio": 0.002, "status": "optimal"} for n, b in enumerate(BUDGETS)
    ]
    lines = [
        {"anggaran_rp": b * 1_000_000, "bangkom_id": f"B{k:02d}", "nama": name, "angkatan": 1 + k % 3,
         "peserta": 3 if k == 4 else 25 + 10 * k + n, "biaya_rp": int(b * 980_000 / (4 + n) * (1 - k / 12)), "wajib": k < 2}
        for n, b in enumerate(BUDGETS) for k, name in enumerate(NAMES[: 4 + n])
    ]
    came = [
        {"angkatan_id": f"A{k:02d}", "kegiatan": name, "peserta_rencana": 30, "peserta": 30 - 2 * k,
         "hadir_rasio": round(0.98 - 0.06 * k, 3)} for k, name in enumerate(NAMES[:6])
    ]
    paid = [
        {"angkatan_id": f"A{k:02d}", "kegiatan": name, "anggaran_rp": 90_000_000, "realisasi_rp": 80_000_000 - 9_000_000 * k,
         "serapan_rasio": (80 - 9 * k) / 90} for k, name in enumerate(NAMES[:6])
    ]
    gains = [
        ("Pelatihan layanan kesehatan dasar", 60, 14.2, 11.0, 17.4, "meningkat"),
        ("Bimtek layanan digital terpadu untuk front office", 45, 1.1, -1.9, 4.1, "belum terlihat perubahan"),
        ("Workshop komunikasi publik", 30, -4.0, -6.5, -1.5, "menurun"),
        ("Coaching pejabat pengawas baru", 4, 9.0, None, None, "belum dapat disimpulkan"),
        ("Pelatihan pengelolaan keuangan daerah", 8, 3.0, -8.0, 14.0, "belum dapat disimpulkan"),
    ]
    skm = [
        ("Puskesmas Contoh Satu", 78.1, 84.9, 140, 150, 6.8, 2.1, 11.5, "meningkat"),
        ("Puskesmas Contoh Dua", 80.0, 81.0, 130, 120, 1.0, -5.0, 7.0, "belum terlihat perubahan"),
        ("Loket Perizinan", 76.0, None, 90, None, None, None, None, "belum dapat disimpulkan"),
    ]
    return {
        "kesenjangan_unit": pd.DataFrame(gaps), "profil_unit": pd.DataFrame(units), "batas": pd.DataFrame(batas),
        "batas_baris": pd.DataFrame(lines), "pelaksanaan": pd.DataFrame(came), "serapan": pd.DataFrame(paid),
        "hasil_belajar": pd.DataFrame(gains, columns=["kegiatan", "peserta", "kenaikan", "bawah", "atas", "kesimpulan"]),
        "skm_perubahan": pd.DataFrame(skm, columns=["unit_kerja", "sebelum", "sesudah", "responden_sebelum",
                                                     "responden_sesudah", "perubahan", "bawah", "atas", "kesimpulan"]),
    }


def meta(**changed: object) -> dict[str, object]:
    return {
        "instansi": "Pemerintah Kota Contoh", "tahun": 2027, "keadaan": "draf", "nomor_arsip": "2027-001",
        "tanggal_data": date(2026, 11, 21), "contoh": True, "jumlah_asn": 2600, "jumlah_dinilai": 1612,
        "pagu_rp": 1_200_000_000, "sel_minimum": 5, "sidik": "ab" * 32, "jp_minimum": 20,
        "aturan": {"jp": "PP 11/2017 Pasal 203(4)"},
    } | changed
