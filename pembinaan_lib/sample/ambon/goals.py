"""What has Kota Ambon promised, what do its units ask for, and what of it leads nowhere?"""

from __future__ import annotations

from pembinaan_lib.sample.ambon import services, units
from pembinaan_lib.sample.competencies import DIGITAL, MONEY, TEACHING
from pembinaan_lib.sample.goals import SUPPORTED, UNKNOWN, UNSUPPORTED, Aims, Goal, Request

_GROW, _SERVICE, _CHANGE = "Pengembangan Diri dan Orang Lain", "Pelayanan Publik", "Mengelola Perubahan"
_TAUGHT, _SERVED = "Meningkatnya mutu pendidikan dasar", "Meningkatnya tertib administrasi kependudukan"
_NEAR, _EARNED = "Mendekatnya layanan ke negeri pesisir", "Meningkatnya pendapatan asli daerah"
_SAFE, _TRADE = "Meningkatnya keselamatan penyeberangan", "Tumbuhnya perdagangan antarpulau"
_ABLE, _READ = "Meningkatnya profesionalitas ASN", "Meningkatnya kegemaran membaca"
_WITHOUT_COMPETENCY, _NOT_A_GOAL = "Meningkatnya ketersediaan air bersih", "Ambon kota musik dunia tahap II"
_UP, _DOWN, _SHARE = "Naik", "Turun", "persen"
AIMS = Aims(
    city="Kota Ambon",
    told=(
        Request(units.DISDIK, TEACHING, "Pelatihan pembelajaran berpusat pada murid", 60, "Guru meminta", SUPPORTED),
        Request("SMP Negeri 14 Ambon", _GROW, "Coaching antarguru", 12, "Guru muda perlu kawan belajar", SUPPORTED),
        Request(units.REGISTRY, DIGITAL, "Bimtek aplikasi kependudukan", 16, "Salah input; warga kembali", SUPPORTED),
        Request(units.CIVIL, _SERVICE, "Pelatihan pelayanan loket", 10, "Syarat disebut berbeda-beda", SUPPORTED),
        Request(units.BAPENDA, MONEY, "Bimtek penatausahaan penerimaan", 20, "Laporan dikembalikan", SUPPORTED),
        Request(units.LEITIMUR, "Layanan digitl", "Pelatihan surat daring", 9, "Warga naik perahu", SUPPORTED),
        Request(units.TELUK, DIGITAL, "Pelatihan surat daring", 9, "Pegawai belum bisa", SUPPORTED),
        Request(units.INDAG, _CHANGE, "Pendampingan cara kerja baru", 14, "Pegawai ragu", SUPPORTED),
        Request(units.KOMINFO, "Kerja Sama", "Outbound di luar pulau", 30, "Penyegaran", UNSUPPORTED),
        Request("Inspektorat", "", "Studi tiru ke luar negeri", 6, "Menambah wawasan", UNKNOWN),
    ),
    others=(units.PERPUS, units.BKPSDM, "Bagian Umum", "Dinas Sosial", "Dinas Tenaga Kerja", "Dinas Perikanan",
            units.PUPR, "Bagian Pengadaan Barang dan Jasa", "Sekretariat DPRD", "Dinas Pariwisata dan Kebudayaan",
            f"Sekretariat {units.DINKES}", "Badan Pengelola Keuangan dan Aset Daerah"),
    goals=(
        Goal(_TAUGHT, services.READING, units.DISDIK, _SHARE, _UP, (70, 49), (75, 50)),
        Goal(_TAUGHT, "Murid SMP dengan numerasi minimum", units.DISDIK, _SHARE, _UP, (62, 41), (66, 43)),
        Goal(_SERVED, services.PAPERS, units.DUKCAPIL, _SHARE, _UP, (85, 45), (90, 46)),
        Goal(_SERVED, "Kepuasan masyarakat layanan kependudukan", units.DUKCAPIL, "indeks", _UP, (86, 71), (88, 70)),
        Goal(_NEAR, services.LETTERS, units.LEITIMUR, _SHARE, _UP, (50, 12), (60, 14)),
        Goal(_NEAR, services.LETTERS, units.TELUK, _SHARE, _UP, (50, 15), (60, 17)),
        Goal(_EARNED, "Realisasi pajak daerah", units.BAPENDA, _SHARE, _UP, (98, 62), (100, 60)),
        Goal(_SAFE, "Kejadian penyeberangan", units.DISHUB, "kejadian", _DOWN, (4, 9), (3, 8)),
        Goal(_TRADE, "Nilai perdagangan antarpulau", units.INDAG, "miliar rupiah", _UP, (310, 244), (330, 240)),
        Goal(_WITHOUT_COMPETENCY, "Rumah tangga dengan air bersih", units.PUPR, _SHARE, _UP, (82, 71), (85, 72)),
        Goal(_READ, "Anggota perpustakaan", units.PERPUS, "orang", _UP, (9_000, 9_140), (9_500, 9_480)),
        Goal(_ABLE, "Indeks profesionalitas ASN", units.BKPSDM, "indeks", _UP, (66, 58), (70, 60)),
    ),
    links=(
        (_TAUGHT, TEACHING, 0.8), (_TAUGHT, _GROW, 0.7), (_SERVED, DIGITAL, 0.8), (_SERVED, _SERVICE, 0.8),
        (_NEAR, DIGITAL, 0.9), (_EARNED, MONEY, 0.8), (_SAFE, "Orientasi pada Hasil", 0.2), (_TRADE, _CHANGE, 0.6),
        (_READ, "Kerja Sama", 0.3), (_ABLE, "Orientasi pada Hasil", 0.4), (_NOT_A_GOAL, "Kerja Sama", 0.5),
    ),
    without_competency=_WITHOUT_COMPETENCY, not_a_goal=_NOT_A_GOAL,
)
