"""What do units ask for, what has the agency promised, and which competencies does that lean on?

Planted: requests that evidence supports, one for a skill that nobody lacks there, one for a journey that is no
competency at all; a goal without a competency and a competency under a goal that the agency does not have.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from pembinaan_lib.sample import units
from pembinaan_lib.sample.competencies import DIGITAL, HEALTH
from pembinaan_lib.sample.sheets import NOTICE, Cell, Sheet, sheet

REQUEST_HEADERS = (
    "No Usulan", "Tanggal Usulan", "Unit Pengusul", "Pengusul", "Kompetensi yang Dibutuhkan", "Usulan Pelatihan",
    "Jumlah Peserta", "Alasan", "Status Usulan", "Jawaban BKPSDM",
)
SUPPORTED, UNSUPPORTED, UNKNOWN = "didukung", "tidak_didukung", "tidak_dikenali"
_CHANGE = "Mengelola Perubahan"
_DESK, _REGISTRY = "Pelatihan aplikasi surat daring", "Bidang Pelayanan Pendaftaran Penduduk"
# unit, competency as written, activity as written, participants, reason, what the evidence says
_TOLD = (
    (units.DPMPTSP, "", "Pelatihan layanan digital untuk petugas loket", 12, "Petugas belum lancar", SUPPORTED),
    (units.DPMPTSP, "Kerja Sama", "Outbound di luar kota", 30, "Penyegaran – sudah lama tidak ada", UNSUPPORTED),
    (_REGISTRY, DIGITAL, "Bimtek aplikasi kependudukan", 10, "Salah unggah; warga bolak-balik", SUPPORTED),
    (units.PUSKESMAS[3], "", "Pelatihan komunikasi dengan pasien dan keluarga", 14, "Warga minta penjelasan obat", ""),
    (units.PUSKESMAS[1], HEALTH, "Pelatihan pelayanan hipertensi", 12, "Capaian belum sesuai target", SUPPORTED),
    (units.RSUD, "Layanan kesehatan dasr", "Inhouse training perawat", 25, "Perawat baru perlu bimbingan", SUPPORTED),
    (units.RSUD, "Komunikasi", "Pelatihan komunikasi efektif", 25, "Aduan keluarga pasien", SUPPORTED),
    (units.DISHUB, _CHANGE, "Pendampingan cara kerja baru", 15, "Pegawai keberatan dengan sistem baru", SUPPORTED),
    ("Inspektorat", "", "Studi banding ke luar negeri", 8, "Menambah wawasan", UNKNOWN),
    ("Kecamatan Sibolga Utara", DIGITAL, _DESK, 9, "Aplikasi ada, petugas belum bisa", SUPPORTED),
    ("Kecamatan Sibolga Sambas", DIGITAL, _DESK, 8, "Agar warga tak perlu ke kantor", SUPPORTED),
    ("Kecamatan Sibolga Kota", DIGITAL, _DESK, 7, "Permohonan daring menumpuk", SUPPORTED),
    ("Kecamatan Sibolga Selatan", DIGITAL, _DESK, 7, "Petugas baru", SUPPORTED),
    (units.PUSKESMAS[4], "Komunikasi", "Pelatihan menjelaskan obat kepada pasien", 20, "Warga bingung", SUPPORTED),
    ("Kecamatan Sibolga Selatan", "Tata Naskah Dinas dan Kearsipan", "Bimtek arsip", 5, "Arsip belum tertata", ""),
)
PLANTED = len(_TOLD)
# what ordinary units ask for in ordinary years: competency, activity, reason
_USUAL = (
    ("Tata Naskah Dinas dan Kearsipan", "Bimtek arsip dinamis", "Arsip belum tertata"),
    ("Pengadaan Barang dan Jasa", "Pelatihan pengadaan barang/jasa level 1", "Pejabat pengadaan kurang"),
    ("Pengelolaan Keuangan Daerah", "Bimtek penatausahaan keuangan", "Aturan baru"),
    ("Pertanggungjawaban Belanja", "Workshop SPJ", "Sering dikembalikan"),
    ("Perencanaan Pembangunan", "Pelatihan penyusunan Renja", "Perencana baru"),
    ("Pelayanan Publik", "Pelatihan pelayanan prima", "Petugas loket berganti"),
    ("Administrasi Umum", "Pelatihan administrasi perkantoran", "Pegawai PPPK baru"),
    ("Pengembangan Diri dan Orang Lain", "Coaching bagi pengawas", "Kaderisasi"),
)
_STATES = ("Diajukan",) * 8 + ("Diterima", "Ditolak")
_REFUSED, _ACCEPTED = "Belum ada anggaran tahun ini", "Masuk rencana 2027"
_DISDIK = units.DISDIK
WITHOUT_COMPETENCY, NOT_A_GOAL = "Meningkatnya kunjungan wisatawan", "Terwujudnya smart city tahap II"
_HEALTHY, _SERVED = "Meningkatnya derajat kesehatan masyarakat", "Meningkatnya kualitas pelayanan publik"
_ELECTRONIC, _TAUGHT = "Terwujudnya pemerintahan berbasis elektronik", "Meningkatnya mutu pendidikan dasar"
_SAFE, _ACCOUNTED = "Meningkatnya keselamatan angkutan jalan", "Meningkatnya akuntabilitas keuangan daerah"
_WORK, _CLEAN = "Meningkatnya kesempatan kerja", "Berkurangnya kawasan kumuh dan sampah"
_ABLE = "Meningkatnya profesionalitas ASN"
_MONEY = "Badan Pengelolaan Keuangan, Pendapatan dan Aset Daerah"
_WASTE = "Dinas Perumahan, Kawasan Permukiman dan Lingkungan Hidup"
_ONLINE, _TOURISTS = "Layanan kecamatan yang tersedia daring", "Dinas Pariwisata, Pemuda dan Olahraga"
_UP, _DOWN = "Naik", "Turun"
# goal, indicator, unit, unit of measure, good direction, (target, value) 2025, (target, value) 2026
_GOALS = (
    (_HEALTHY, "Angka harapan hidup", units.DINKES, "tahun", _UP, (70.4, 70.3), (70.8, 70.6)),
    (_HEALTHY, "Pasien hipertensi yang dilayani sesuai standar", units.DINKES, "persen", _UP, (75, 58), (80, 62)),
    (_HEALTHY, "Kepuasan pasien rawat jalan", units.RSUD, "indeks", _UP, (84, 79.5), (85, 80.1)),
    (_SERVED, "Kepuasan masyarakat layanan perizinan", units.DPMPTSP, "indeks", _UP, (86, 81.2), (88, 80.7)),
    (_SERVED, "Permohonan yang selesai secara daring", units.DPMPTSP, "persen", _UP, (60, 36), (70, 38)),
    (_SERVED, "Dokumen kependudukan yang selesai sehari", units.DUKCAPIL, "persen", _UP, (80, 61), (85, 63)),
    (_SERVED, _ONLINE, "Kecamatan Sibolga Utara", "persen", _UP, (50, 20), (60, 25)),
    (_SERVED, _ONLINE, "Kecamatan Sibolga Selatan", "persen", _UP, (50, 22), (60, 24)),
    (_SERVED, _ONLINE, "Kecamatan Sibolga Kota", "persen", _UP, (50, 21), (60, 23)),
    (_SERVED, _ONLINE, "Kecamatan Sibolga Sambas", "persen", _UP, (50, 18), (60, 21)),
    (_ELECTRONIC, "Indeks SPBE", units.KOMINFO, "indeks", _UP, (3.0, 2.9), (3.2, 3.1)),
    (_TAUGHT, "Nilai literasi murid SD", _DISDIK, "nilai", _UP, (64, 62), (66, 64.5)),
    (_TAUGHT, "Nilai numerasi murid SMP", _DISDIK, "nilai", _UP, (58, 57), (60, 59)),
    (_SAFE, "Kendaraan wajib uji yang diuji", units.DISHUB, "persen", _UP, (85, 66), (88, 58)),
    (_SAFE, "Kecelakaan angkutan umum", units.DISHUB, "kejadian", _DOWN, (12, 15), (10, 14)),
    (_ACCOUNTED, "Temuan belanja yang berulang", _MONEY, "temuan", _DOWN, (6, 7), (4, 4)),
    (_ACCOUNTED, "Nilai SAKIP", units.SETDA, "nilai", _UP, (70, 68.4), (72, 70.2)),
    (_WORK, "Pencari kerja yang ditempatkan", "Dinas Sosial dan Tenaga Kerja", "orang", _UP, (400, 310), (450, 295)),
    (WITHOUT_COMPETENCY, "Jumlah kunjungan wisatawan", _TOURISTS, "orang", _UP, (90_000, 71_500), (95_000, 80_200)),
    (_CLEAN, "Sampah yang tertangani", _WASTE, "persen", _UP, (80, 69), (82, 66)),
    (_ABLE, "Indeks profesionalitas ASN", units.BKPSDM, "indeks", _UP, (70, 61), (74, 64)),
)
_LINKS = (
    (_HEALTHY, HEALTH, 0.7), (_HEALTHY, "Komunikasi", 0.6), (_SERVED, DIGITAL, 0.7), (_SERVED, "Pelayanan Publik", 0.5),
    (_ELECTRONIC, DIGITAL, 0.4), (_ELECTRONIC, "Keamanan Informasi Layanan", 0.4),
    (_TAUGHT, "Pembelajaran Berpusat pada Murid", 0.6), (_TAUGHT, "Asesmen Pembelajaran", 0.4),
    (_SAFE, _CHANGE, 0.5), (_SAFE, "Orientasi pada Hasil", 0.3), (_ACCOUNTED, "Pengelolaan Keuangan Daerah", 0.6),
    (_ACCOUNTED, "Pertanggungjawaban Belanja", 0.4), (_WORK, "Pelayanan Publik", 0.4),
    (_CLEAN, "Orientasi pada Hasil", 0.2), (_ABLE, "Pengembangan Diri dan Orang Lain", 0.6), (NOT_A_GOAL, DIGITAL, 0.5),
)
_OTHERS = (
    units.BKPSDM, units.KOMINFO, "Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah", _MONEY, "Bagian Umum",
    "Dinas Perpustakaan dan Kearsipan", "Bagian Pengadaan Barang dan Jasa", "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Dinas Sosial dan Tenaga Kerja", "Dinas Perdagangan, Koperasi dan UKM",
    "Sekretariat DPRD", f"Sekretariat {_DISDIK}", "Inspektorat", units.DISHUB, "Bidang Pelayanan Pencatatan Sipil",
    "Kecamatan Sibolga Utara", "Kecamatan Sibolga Sambas", "Kecamatan Sibolga Kota", f"Sekretariat {units.DINKES}",
)


def requests(rng: Random) -> Sheet:
    """20: the campaign of August 2026 as a spreadsheet saved it: semicolons and cp1252."""
    rows: list[list[Cell]] = [
        [_day(rng), unit, "Unit", competency or None, activity, str(number), reason, "Diajukan", None]
        for unit, competency, activity, number, reason, _ in _TOLD
    ]
    for unit in _OTHERS:
        for competency, activity, reason in rng.sample(_USUAL, rng.randint(2, 4)):
            state = rng.choice(_STATES)
            answer = {"Ditolak": _REFUSED, "Diterima": _ACCEPTED}.get(state)
            who = rng.choices(("Unit", "Atasan", "Pegawai"), weights=(6, 2, 2))[0]
            said = competency if rng.random() < 0.7 else None
            rows.append([_day(rng), unit, who, said, activity, str(rng.randint(2, 12)), reason, state, answer])
    numbered: list[list[Cell]] = [[f"U-{number:03d}", *row] for number, row in enumerate(rows, start=1)]
    return sheet("20_usulan.csv", "20_usulan", REQUEST_HEADERS, numbered, encoding="cp1252", delimiter=";")


def told(what: str) -> list[str]:
    """Numbers of the planted requests about which the evidence says `what`."""
    return [f"U-{number:03d}" for number, row in enumerate(_TOLD, start=1) if row[-1] == what]


def _day(rng: Random) -> str:
    return f"{dt.date(2026, 8, 3) + dt.timedelta(days=rng.randint(0, 27)):%d/%m/%Y}"


def goals() -> Sheet:
    """21: goals, indicators and their units with targets and values of two years."""
    rows: list[list[Cell]] = []
    for goal, name, unit, measure, direction, *years in _GOALS:
        for year, (target, value) in zip((2025, 2026), years, strict=True):
            rows.append([goal, name, unit, year, target, value, measure, direction])
    headers = ("Sasaran RPJMD", "Indikator Sasaran", "Perangkat Daerah Pengampu", "Tahun", "Target", "Realisasi",
               "Satuan", "Arah")
    titles = ("SASARAN DAN INDIKATOR RPJMD KOTA SIBOLGA 2025-2029", NOTICE)
    return sheet("21_sasaran_strategis.xlsx", "Sasaran", headers, rows, titles=titles)


def goal_competencies() -> Sheet:
    """22: the competencies that each goal leans on, as the planning team wrote them down."""
    headers = ("Sasaran RPJMD", "Kompetensi Pendukung", "Bobot")
    titles = ("KOMPETENSI PENDUKUNG SASARAN (HASIL DISKUSI TIM)", NOTICE)
    return sheet("22_sasaran_kompetensi.xlsx", "Kompetensi sasaran", headers, [list(row) for row in _LINKS],
                 titles=titles)
