"""What citizens of the invented Kota Ambon write: sentences by theme, put together at random. Nobody wrote them."""

from __future__ import annotations

OPENINGS = (
    "Tabea, mau tanya.", "Selamat siang bapak ibu.", "Beta mau lapor.", "Mohon disampaikan kepada dinas.",
    "Assalamualaikum.", "Shalom, izin bertanya.", "Beta warga Ambon.", "min", "", "", "", "",
)
CLOSINGS = (
    "Mohon perhatian.", "Terima kasih.", "Danke banya.", "Tolong dibantu.", "Katong tunggu.", "Semoga didengar.", "",
    "", "", "",
)
#: Population papers: the desk does not master the application, and nobody explains.
PAPERS = (
    "KTP sudah rekam tiga bulan belum dicetak, petugas tidak tahu cara cek di aplikasi kependudukan",
    "Kartu keluarga salah nama lagi, petugas salah input di aplikasi kependudukan",
    "Akta kelahiran anak diajukan online ditolak tanpa alasan, petugas loket tidak bisa menjelaskan",
    "Urus pindah alamat bolak-balik, petugas beda-beda menyebut syarat kartu keluarga",
    "Petugas loket KTP tidak mengerti aplikasi baru, katong disuruh pulang",
    "Akta kematian orang tua dua minggu belum diproses, berkas di aplikasi tidak dibuka",
    "Data KTP tidak cocok dengan kartu keluarga, petugas tidak paham cara memperbaiki",
    "Daftar KTP online tidak ada jawaban, petugas bilang belum diajari",
)
PAPERS_DETAILS = ("Anak tidak bisa daftar sekolah.", "BPJS jadi tertahan.", "Tolong petugas dilatih.", "", "")
#: Schools: lessons as they were thirty years ago.
LESSONS = (
    "Guru hanya menyuruh murid mencatat dari papan, anak tidak mengerti pelajaran",
    "Anak kelas empat belum lancar membaca, guru mengajar sama untuk semua murid",
    "Murid yang lambat belajar ditinggal, guru lanjut ke bab berikut",
    "Di kelas anak cuma mendengar ceramah guru, tidak pernah praktik",
    "Guru tidak memberi tahu orang tua perkembangan belajar anak",
    "Murid dimarahi karena bertanya, guru mengajar tidak sabar",
    "Nilai matematika murid jelek semua, guru mengajar cepat sekali",
)
LESSONS_DETAILS = ("Mohon guru dibimbing cara mengajar.", "Anak jadi malas sekolah.", "Sekolah jauh di pesisir.", "",
                   "")
#: Letters in the far kecamatan.
LETTERS = (
    "Surat keterangan online di kecamatan tidak jalan, pegawai belum bisa pakai komputer layanan",
    "Naik perahu satu jam ke kantor kecamatan, suratnya tetap ditulis tangan",
    "Surat pengantar dari kecamatan tidak bisa dikirim daring, petugas tidak tahu caranya",
    "Surat domisili dua hari menunggu karena pegawai kecamatan belum bisa unggah",
    "Aplikasi surat kecamatan sudah ada, pegawainya yang tidak bisa",
)
LETTERS_DETAILS = ("Ombak besar, perahu tidak jalan.", "Ongkos perahu mahal.", "", "")
#: Crossing the bay: boats and jetty are broken, the crew is able and kind.
CROSSING = (
    "Kapal penyeberangan teluk rusak lagi, penumpang antre di dermaga sampai malam",
    "Dermaga penyeberangan patah, naik turun kapal bahaya sekali",
    "Mesin kapal penyeberangan mati di tengah teluk, sudah tua",
    "Jadwal kapal batal terus karena satu kapal saja yang jalan",
    "Pelampung di kapal penyeberangan kurang, penumpang penuh",
    "Kapal feri lambat datang, suku cadang mesin katanya belum ada",
)
CROSSING_DETAILS = ("Awak kapal baik dan sigap, kapalnya yang rusak.", "Terlambat kerja tiap hari.", "", "")
#: One office whose staff behave badly.
CONDUCT = (
    "Petugas penertiban membentak mama-mama penjual di pasar",
    "Anggota satpol menendang meja jualan, bicara kasar sekali",
    "Petugas penertiban pasar minta uang rokok dan marah-marah",
    "Penjual papalele dimaki petugas di depan pembeli",
    "Petugas satpol sombong dan kasar waktu penertiban pasar",
)
CONDUCT_DETAILS = ("Tidak sopan.", "Sudah sering begini.", "", "")
#: Water: pipes and pumps, nothing that training mends.
WATER = (
    "Air bersih tidak mengalir dua minggu di kompleks kami",
    "Pipa air bersih bocor di jalan, air terbuang terus",
    "Pompa air bersih rusak, warga pikul air dari sungai",
    "Air ledeng keruh dan bau, tidak bisa dipakai masak",
    "Sambungan air bersih sudah bayar belum dipasang",
)
WATER_DETAILS = ("Musim kemarau katong susah.", "", "")
PRAISE = (
    "Terima kasih perpustakaan keliling sudah datang ke pesisir", "Puskesmas melayani cepat dan ramah, danke",
    "Bayar pajak sekarang gampang, mantap", "Guru di sekolah anak saya sabar sekali, terima kasih",
)
#: Sent word by word by many.
CAMPAIGN = "Warga meminta pipa air bersih diganti dan pompa ditambah sebelum kemarau. Air bersih hak katong semua."
#: Very short, of another tongue, or of nothing.
ODD = ("p", "tes", "??", "Katong su lama tunggu, seng ada jawaban.", "Nobody at the registry could explain the form.")

MINUTES = {
    "kependudukan": (
        "Warga menyampaikan KTP dan kartu keluarga lama selesai; petugas belum lancar memakai aplikasi kependudukan.",
        "Dibahas akta kelahiran yang ditolak daring tanpa penjelasan dari petugas loket.",
        "Ketua RT meminta petugas menyebut syarat dokumen yang sama di semua loket.",
    ),
    "sekolah": (
        "Orang tua meminta guru melibatkan murid dan tidak hanya mencatat dari papan.",
        "Komite membahas murid yang belum lancar membaca dan pendampingan belajar.",
        "Guru muda meminta kawan belajar untuk cara mengajar yang berpusat pada murid.",
    ),
    "surat": (
        "Warga pesisir meminta surat keterangan dilayani daring agar tidak naik perahu.",
        "Pegawai kecamatan menyampaikan belum bisa memakai aplikasi surat.",
        "Dibahas hari layanan di negeri pesisir dan pegawai yang melayani daring.",
    ),
    "kapal": (
        "Penumpang meminta mesin kapal penyeberangan diperbaiki; awak kapal dinilai sigap.",
        "Dibahas dermaga yang patah dan suku cadang mesin yang belum tersedia.",
    ),
}
AGREED = {
    "kependudukan": ("Petugas loket dilatih aplikasi kependudukan", "Daftar syarat ditempel di semua loket",
                     "Jawaban penolakan ditulis lengkap"),
    "sekolah": ("Kelompok belajar guru bertemu dua pekan sekali", "Guru mengikuti pelatihan pembelajaran murid"),
    "surat": ("Dua pegawai kecamatan dilatih aplikasi surat", "Layanan keliling dengan perahu tiap bulan"),
    "kapal": ("Perbaikan mesin kapal diusulkan", "Dermaga diperbaiki pada anggaran perubahan"),
}
