"""What citizens of the invented agency write: sentences by theme, put together at random. Nobody wrote them.

A message is one opening, one matter, perhaps a detail and a closing; informal and misspelt as such messages are.
"""

from __future__ import annotations

OPENINGS = (
    "Selamat pagi, mohon maaf sebelumnya.", "Assalamualaikum pak/bu.", "Horas, mau lapor.", "Admin tolong disampaikan.",
    "Saya warga Sibolga mau mengadu.", "Mohon perhatian pemerintah kota.", "Izin menyampaikan keluhan.",
    "Kepada yth dinas terkait,",
    "halo min", "", "", "", "",
)
CLOSINGS = (
    "Mohon segera ditindaklanjuti.", "Terima kasih.", "Tolong diperbaiki ya.", "Semoga jadi perhatian.", "Makasih.",
    "Kami tunggu kabarnya.", "Tlg dibantu pak.", "Capek kami begini terus.", "", "", "", "",
)

#: Waiting at the vehicle test: tools are missing, the staff are able and kind.
WAITING = (
    "Antre uji KIR dari jam 7 baru selesai jam 3 sore karena alat uji rem rusak",
    "Sudah dua kali datang uji kendaraan disuruh pulang, katanya alat uji emisi belum diperbaiki",
    "Antrean uji kendaraan panjang sekali sebab jalur uji yang jalan cuma satu",
    "Uji KIR lama menunggu, genset mati dan komputer tidak bisa hidup",
    "Menunggu kartu uji berjam-jam karena printer kartu rusak",
    "Antri uji berkala setengah hari, alat uji lampu tidak berfungsi",
    "Waktu tunggu uji kendaraan makin lama, jaringan ke pusat putus terus",
    "Angkot kami antre dari subuh, alat uji cuma satu yang menyala",
)
WAITING_DETAILS = (
    "Petugasnya sebenarnya cekatan dan ramah, tapi alatnya yang tidak ada.", "Petugas sudah bantu, alatnya yang rusak.",
    "Sudah tiga bulan alat rusak belum diganti.", "Sehari tidak narik, setoran hilang.", "", "",
)
#: One office whose staff behave badly.
CONDUCT = (
    "Petugas loket kartu pencari kerja judes dan membentak ibu saya",
    "Waktu urus kartu kuning petugasnya asyik main hp, ditanya malah marah",
    "Pegawai di loket pencari kerja tidak sopan, bicara kasar di depan orang banyak",
    "Kami dilayani dengan muka masam, berkas dilempar ke meja",
    "Petugas pilih kasih, yang kenal didahulukan, yang lain dimarahi",
    "Pegawainya sombong, tidak mau menjawab salam dan menyuruh kami diam",
    "Ditertawakan petugas karena saya tidak bisa mengisi formulir",
    "Petugas loket marah-marah waktu saya tanya syarat kartu pencari kerja",
)
CONDUCT_DETAILS = ("Sikapnya tidak pantas.", "Bukan sekali ini saja.", "Anak saya sampai menangis.",
                   "Kurang ajar sikap petugasnya.", "", "")
#: Health: what is wrong with me, how do I take this medicine?
HEALTH = (
    "Perawat tidak menjelaskan cara minum obat, disuruh baca sendiri di plastik",
    "Dokter periksa sebentar saja, penyakit saya tidak dijelaskan",
    "Bidan tidak memberi penjelasan hasil pemeriksaan kehamilan istri saya",
    "Obat darah tinggi diganti tanpa penjelasan kepada pasien",
    "Keluarga pasien tidak diberi tahu tindakan apa yang dilakukan",
    "Pasien hipertensi tidak dicek tensi, langsung diberi obat lama",
    "Petugas kesehatan beda-beda penjelasannya soal imunisasi anak",
    "Luka diabetes bapak saya dirawat tidak bersih, perawat tampak bingung",
    "Pemeriksaan balita tidak lengkap, timbang saja lalu pulang",
    "Bahasa dokter sulit dimengerti pasien, tidak ada yang menerangkan",
)
HEALTH_DETAILS = ("Kami orang awam perlu dijelaskan.", "Takut salah minum obat.",
                  "Tolong perawat dan bidan dilatih lagi.", "Pasien jadi bingung.", "", "")
#: Digital service: the application is there, those at the desk do not master it.
DIGITAL = (
    "Daftar online sudah berhasil tapi petugas loket bilang tidak tahu cara buka aplikasinya",
    "Upload berkas di aplikasi ditolak terus, petugas tidak bisa menjelaskan alasannya",
    "Petugas tidak paham aplikasi perizinan online, saya disuruh ke kota lain",
    "Layanan daring katanya ada, sampai kantor diminta fotokopi lagi semua",
    "Akun saya terkunci di aplikasi, admin online tidak bisa membuka",
    "Permohonan online seminggu tidak dibuka, petugas lupa kata sandi",
    "Surat pengantar online tidak bisa dicetak, petugas tidak mengerti sistemnya",
    "Petugas salah input data di aplikasi, nama di dokumen jadi keliru",
    "Nomor WA layanan online tidak pernah dibalas, petugas bilang belum bisa pakai",
    "Isi formulir online dibantu petugas malah salah unggah berkas",
)
DIGITAL_DETAILS = ("Percuma aplikasi kalau petugas tidak bisa.", "Akhirnya manual juga.",
                   "Sudah bolak-balik tiga kali.", "Tolong petugas dilatih aplikasi.", "", "")
#: Waste: trucks and bins, nothing that training mends.
WASTE = (
    "Sampah di depan pasar tidak diangkut sudah lima hari, bau sekali",
    "TPS penuh dan sampah berserakan sampai ke jalan",
    "Truk sampah jarang lewat di lingkungan kami",
    "Bak sampah rusak belum diganti, anjing mengacak-acak sampah",
    "Parit tersumbat sampah, hujan sedikit langsung banjir",
    "Jadwal angkut sampah tidak jelas, tumpukan makin tinggi",
)
WASTE_DETAILS = ("Armada truk katanya kurang.", "Lalat masuk rumah.", "Dekat sekolah pula.", "", "")
PRAISE = (
    "Terima kasih pelayanan vaksin cepat dan rapi", "Petugas perpustakaan baik sekali membantu anak saya",
    "Pelayanan pajak sekarang lebih cepat, mantap", "Saya puas dengan layanan akta kelahiran hari ini",
    "Puskesmas sekarang antreannya teratur, terima kasih", "Pelayanan ramah, lanjutkan",
)
#: Sent word by word by many.
CAMPAIGN = "Kami pedagang meminta TPS dekat pasar dipindah dan sampah diangkut setiap hari. Sampah sudah menggunung."
#: Very short, of another tongue, or of nothing.
ODD = ("p", "???", "tes", "ok", "The officer could not explain the online form to us, please train them.",
       "Lamo bana maantri, alaik rusak taruih.", "👍👍👍")

MINUTES = {
    "kir": (
        "Warga meminta alat uji rem dan genset diperbaiki; antrean uji kendaraan mencapai enam jam.",
        "Pengemudi menyampaikan printer kartu uji rusak; petugas dinilai cekatan.",
        "Dibahas jalur uji yang hanya satu dan alat uji emisi yang belum ada suku cadangnya.",
        "Asosiasi angkutan meminta jadwal uji diumumkan selama alat belum lengkap.",
    ),
    "puskesmas": (
        "Kader meminta penjelasan obat dan hasil pemeriksaan dengan bahasa yang mudah.",
        "Warga menyampaikan perawat belum menjelaskan tindakan kepada keluarga pasien.",
        "Dibahas pemeriksaan hipertensi dan kunjungan rumah bagi lansia.",
        "Ibu balita meminta penjelasan imunisasi yang sama dari semua petugas.",
    ),
    "izin": (
        "Pelaku usaha kesulitan mengunggah berkas perizinan daring; petugas belum dapat mendampingi.",
        "Dibahas klinik daring mingguan bagi usaha mikro dan petugas pendamping.",
        "Warga meminta alasan penolakan berkas di aplikasi ditulis jelas.",
    ),
}
AGREED = {
    "kir": ("Pengadaan alat uji rem diusulkan pada perubahan anggaran", "Genset diperbaiki bulan berikutnya",
            "Jadwal uji diumumkan setiap minggu", "Permintaan suku cadang alat uji dikirim"),
    "puskesmas": ("Petugas menjelaskan obat dengan lembar bergambar", "Kelas ibu balita dibuka tiap bulan",
                  "Petugas mengikuti pelatihan komunikasi dengan pasien", "Papan alur layanan diperbarui"),
    "izin": ("Klinik perizinan daring dibuka setiap Rabu", "Dua petugas dilatih aplikasi perizinan",
             "Alasan penolakan ditulis lengkap"),
}
