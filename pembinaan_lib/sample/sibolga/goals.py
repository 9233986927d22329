"""What has Kota Sibolga promised, what do its units ask for, and what of it leads nowhere?"""

from __future__ import annotations

from pembinaan_lib.sample.competencies import DIGITAL, HEALTH
from pembinaan_lib.sample.goals import SUPPORTED, UNKNOWN, UNSUPPORTED, Aims, Goal, Request
from pembinaan_lib.sample.sibolga import units

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
_DISDIK = units.DISDIK
_WITHOUT_COMPETENCY, _NOT_A_GOAL = "Meningkatnya kunjungan wisatawan", "Terwujudnya smart city tahap II"
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
    (_WITHOUT_COMPETENCY, "Jumlah kunjungan wisatawan", _TOURISTS, "orang", _UP, (90_000, 71_500), (95_000, 80_200)),
    (_CLEAN, "Sampah yang tertangani", _WASTE, "persen", _UP, (80, 69), (82, 66)),
    (_ABLE, "Indeks profesionalitas ASN", units.BKPSDM, "indeks", _UP, (70, 61), (74, 64)),
)
_LINKS = (
    (_HEALTHY, HEALTH, 0.7), (_HEALTHY, "Komunikasi", 0.6), (_SERVED, DIGITAL, 0.7), (_SERVED, "Pelayanan Publik", 0.5),
    (_ELECTRONIC, DIGITAL, 0.4), (_ELECTRONIC, "Keamanan Informasi Layanan", 0.4),
    (_TAUGHT, "Pembelajaran Berpusat pada Murid", 0.6), (_TAUGHT, "Asesmen Pembelajaran", 0.4),
    (_SAFE, _CHANGE, 0.5), (_SAFE, "Orientasi pada Hasil", 0.3), (_ACCOUNTED, "Pengelolaan Keuangan Daerah", 0.6),
    (_ACCOUNTED, "Pertanggungjawaban Belanja", 0.4), (_WORK, "Pelayanan Publik", 0.4),
    (_CLEAN, "Orientasi pada Hasil", 0.2), (_ABLE, "Pengembangan Diri dan Orang Lain", 0.6),
    (_NOT_A_GOAL, DIGITAL, 0.5),
)
_OTHERS = (
    units.BKPSDM, units.KOMINFO, "Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah", _MONEY, "Bagian Umum",
    "Dinas Perpustakaan dan Kearsipan", "Bagian Pengadaan Barang dan Jasa", "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Dinas Sosial dan Tenaga Kerja", "Dinas Perdagangan, Koperasi dan UKM",
    "Sekretariat DPRD", f"Sekretariat {_DISDIK}", "Inspektorat", units.DISHUB, "Bidang Pelayanan Pencatatan Sipil",
    "Kecamatan Sibolga Utara", "Kecamatan Sibolga Sambas", "Kecamatan Sibolga Kota", f"Sekretariat {units.DINKES}",
)
AIMS = Aims(
    city="Kota Sibolga", told=tuple(Request(*row) for row in _TOLD), others=_OTHERS,
    goals=tuple(Goal(*row) for row in _GOALS), links=_LINKS,
    without_competency=_WITHOUT_COMPETENCY, not_a_goal=_NOT_A_GOAL,
)
