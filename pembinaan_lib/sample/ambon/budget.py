"""The budget lines with which Kota Ambon plans its development of competence (RKA 2027)."""

from __future__ import annotations

_LEAD = "Pengembangan Kompetensi Kepemimpinan dan Prajabatan"
_TECH = "Pengembangan Kompetensi Teknis"
_SUB = "Penyelenggaraan Pengembangan Kompetensi Jabatan Administrasi dan Fungsional"
_GOODS, _TRAVEL, _FEES = "Belanja Barang dan Jasa", "Belanja Perjalanan Dinas", "Belanja Honorarium"
# sub kegiatan, kode rekening, uraian, jenis belanja, volume, satuan, harga
LINES = (
    (_LEAD, "5.1.02.02.12.0001", "Kontribusi Latsar CPNS", _GOODS, 80, "orang", 5_260_000),
    (_LEAD, "5.1.02.02.12.0001", "Kontribusi Pelatihan Kepemimpinan Administrator", _GOODS, 9, "orang", 21_500_000),
    (_LEAD, "5.1.02.02.12.0001", "Kontribusi Pelatihan Kepemimpinan Pengawas", _GOODS, 11, "orang", 18_500_000),
    (_LEAD, "5.1.02.04.01.0001", "Perjalanan dinas peserta pelatihan kepemimpinan", _TRAVEL, 20, "orang", 5_800_000),
    (_TECH, "5.1.02.02.01.0003", "Honorarium narasumber pelatihan guru", _FEES, 260, "jam", 900_000),
    (_TECH, "5.1.02.01.01.0052", "Konsumsi peserta pelatihan guru", _GOODS, 1_050, "orang hari", 80_000),
    (_TECH, "5.1.02.04.01.0001", "Sewa perahu motor peserta dari pesisir dan seberang teluk", _TRAVEL, 240,
     "orang kali", 350_000),
    (_TECH, "5.1.02.02.01.0003", "Honorarium narasumber layanan kependudukan", _FEES, 130, "jam", 900_000),
    (_TECH, "5.1.02.01.01.0052", "Konsumsi peserta layanan kependudukan", _GOODS, 520, "orang hari", 80_000),
    (_TECH, "5.1.02.02.01.0003", "Honorarium narasumber keuangan daerah", _FEES, 90, "jam", 900_000),
    (_SUB, "5.1.02.02.01.0003", "Honorarium mentor dan coach", _FEES, 160, "jam", 300_000),
    (_SUB, "5.1.02.02.05.0009", "Sewa ruang dan perlengkapan", _GOODS, 24, "hari", 3_800_000),
    (_SUB, "5.1.02.02.01.0026", "Pengelolaan LMS daerah", _GOODS, 12, "bulan", 4_500_000),
    (_SUB, "5.1.02.02.01.0003", "Honorarium pendamping perubahan unit", _FEES, 60, "jam", 1_000_000),
)
