"""The budget lines with which Kota Sibolga plans its development of competence (RKA 2027)."""

from __future__ import annotations

_SUB = "Penyelenggaraan Pengembangan Kompetensi Jabatan Administrasi dan Fungsional"
_LEAD = "Pengembangan Kompetensi Kepemimpinan dan Prajabatan"
_TECH = "Pengembangan Kompetensi Teknis"
_GOODS, _TRAVEL, _FEES = "Belanja Barang dan Jasa", "Belanja Perjalanan Dinas", "Belanja Honorarium"
# sub kegiatan, kode rekening, uraian, jenis belanja, volume, satuan, harga
LINES = (
    (_LEAD, "5.1.02.02.12.0001", "Kontribusi Latsar CPNS", _GOODS, 25, "orang", 5_260_000),
    (_LEAD, "5.1.02.02.12.0001", "Kontribusi Pelatihan Kepemimpinan Administrator", _GOODS, 6, "orang", 21_500_000),
    (_LEAD, "5.1.02.02.12.0001", "Kontribusi Pelatihan Kepemimpinan Pengawas", _GOODS, 8, "orang", 18_500_000),
    (_LEAD, "5.1.02.04.01.0001", "Perjalanan dinas peserta Latsar", _TRAVEL, 25, "orang", 1_400_000),
    (_LEAD, "5.1.02.04.01.0001", "Perjalanan dinas peserta pelatihan kepemimpinan", _TRAVEL, 14, "orang", 4_500_000),
    (_TECH, "5.1.02.02.01.0003", "Honorarium narasumber pelatihan teknis kesehatan", _FEES, 150, "jam", 900_000),
    (_TECH, "5.1.02.01.01.0052", "Konsumsi peserta pelatihan teknis kesehatan", _GOODS, 480, "orang hari", 75_000),
    (_TECH, "5.1.02.02.01.0003", "Honorarium narasumber layanan digital", _FEES, 120, "jam", 900_000),
    (_TECH, "5.1.02.01.01.0052", "Konsumsi peserta layanan digital", _GOODS, 810, "orang hari", 75_000),
    (_TECH, "5.1.02.02.12.0001", "Kontribusi pelatihan pengadaan barang/jasa", _GOODS, 8, "orang", 4_800_000),
    (_TECH, "5.1.02.04.01.0001", "Perjalanan dinas narasumber luar daerah", _TRAVEL, 18, "orang kali", 5_200_000),
    (_SUB, "5.1.02.02.01.0003", "Honorarium narasumber komunikasi dan pelayanan publik", _FEES, 80, "jam", 900_000),
    (_SUB, "5.1.02.01.01.0052", "Konsumsi peserta komunikasi dan pelayanan publik", _GOODS, 420, "orang hari", 75_000),
    (_SUB, "5.1.02.01.01.0024", "Alat tulis dan perlengkapan peserta", _GOODS, 520, "paket", 60_000),
    (_SUB, "5.1.02.02.05.0009", "Sewa ruang dan perlengkapan", _GOODS, 12, "hari", 3_500_000),
    (_SUB, "5.1.02.02.01.0026", "Pengelolaan LMS daerah", _GOODS, 12, "bulan", 3_000_000),
    (_SUB, "5.1.02.02.01.0003", "Honorarium mentor dan coach", _FEES, 60, "jam", 300_000),
    (_SUB, "5.1.02.02.01.0003", "Honorarium pendamping perubahan unit", _FEES, 40, "jam", 1_000_000),
)
