"""Invented messages of citizens about known matters: no person wrote them."""

from __future__ import annotations

from random import Random

THEMES = {
    "antrean": (
        "antrean loket panjang", "menunggu lama sekali di loket", "nomor antrean tidak dipanggil",
        "antre dari pagi baru dilayani siang", "waktu tunggu terlalu lama", "antri berjam jam", "loket hanya buka satu",
        "pendaftaran lama dan antrean menumpuk", "loket tutup lebih cepat dari jam layanan", "kursi tunggu penuh karena antrian",
    ),
    "sikap": (
        "petugas kurang ramah", "petugas ketus saat ditanya", "sikap pegawai kasar dan tidak sopan",
        "pegawai main hp saat melayani", "petugas membentak warga", "petugas tidak sopan kepada lansia", "petugas judes",
        "pegawai marah marah kepada warga", "mohon petugas lebih ramah dan sopan", "perilaku pegawai kasar",
    ),
    "daring": (
        "aplikasi sering eror", "situs tidak bisa dibuka", "gagal unggah berkas di aplikasi", "tidak bisa login akun daring",
        "aplikasi lambat dan keluar sendiri", "pendaftaran daring gagal terus", "server aplikasi mati setiap hari",
        "unggah dokumen selalu gagal", "website sulit dibuka dari hp", "kode verifikasi aplikasi tidak masuk",
    ),
    "sampah": (
        "sampah menumpuk di jalan", "truk sampah tidak datang", "bak sampah penuh dan bau", "selokan mampet karena sampah",
        "sampah pasar tidak diangkut", "bau busuk dari tumpukan sampah", "sampah jarang diangkut truk",
        "tempat pembuangan sampah liar", "saluran air tersumbat sampah", "lingkungan kotor karena sampah",
    ),
}
_AROUND = (
    "Sudah tiga kali saya datang", "Mohon segera diperbaiki", "Terima kasih", "Kami warga kelurahan ini",
    "Kejadian kemarin", "Pak tolong ditindaklanjuti", "Saya kecewa", "Ini terjadi tiap minggu", "",
)


def messages(count: int, *, seed: int = 7, themes: tuple[str, ...] = tuple(THEMES)) -> list[tuple[str, str]]:
    """`count` pairs of the matter meant and the message, themes in turn, shuffled."""
    random, found = Random(seed), []
    for number in range(count):
        theme = themes[number % len(themes)]
        said = random.sample(THEMES[theme], random.choice([1, 1, 2, 3]))
        before, after = random.sample(_AROUND, 2)
        found.append((theme, ". ".join([before, *said, after])))
    random.shuffle(found)
    return found
