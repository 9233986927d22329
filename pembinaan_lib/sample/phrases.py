"""What any citizens write and any clerk answers: rude endings, attacks, ready-made answers. Nobody wrote them."""

from __future__ import annotations

RUDE = ("Goblok sekali ngurus begini saja!", "Bego semua!!!", "Makan gaji buta kalian.", "Dasar tidak becus.")
#: What an attacker would send; the addresses lead nowhere.
ATTACKS = (
    '=HYPERLINK("http://contoh.invalid/masuk","Klik untuk lihat tanggapan")',
    "<script>alert('uji')</script> antre lama sekali di puskesmas", "=cmd|' /C calc'!A0",
    '<img src=x onerror="location=\'http://contoh.invalid\'"> petugas tidak paham aplikasi',
    "@SUM(1+1)*2 sampah belum diangkut", "+6281200000000 hubungi saya soal obat yang tidak dijelaskan",
    "-2+3 petugas marah", "{{7*7}} ${7*7} tolong perbaiki layanan online",
)
ANSWERS = (
    "Terima kasih atas laporan Anda, sudah kami teruskan.", "Sedang ditindaklanjuti unit terkait.",
    "Mohon maaf atas ketidaknyamanan ini.", "Sudah selesai ditangani.",
)
