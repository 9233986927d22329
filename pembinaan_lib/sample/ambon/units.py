"""Which perangkat daerah and unit kerja does the invented Kota Ambon have, and which of them are reached by boat?

Sizes are those of about 5,400 ASN; other totals are scaled. The city, its kecamatan and kelurahan exist; sizes do not.
"""

from __future__ import annotations

from pembinaan_lib.sample import units
from pembinaan_lib.sample.units import Unit

DISDIK, DINKES = "Dinas Pendidikan", "Dinas Kesehatan"
DUKCAPIL = "Dinas Kependudukan dan Pencatatan Sipil"
DPMPTSP = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"
BAPENDA = "Badan Pendapatan Daerah"
DISHUB, KOMINFO = "Dinas Perhubungan", "Dinas Komunikasi dan Informatika"
INDAG, SATPOL = "Dinas Perindustrian dan Perdagangan", "Satuan Polisi Pamong Praja"
PERPUS, PUPR = "Dinas Perpustakaan dan Kearsipan", "Dinas Pekerjaan Umum dan Penataan Ruang"
BKPSDM = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
SETDA = "Sekretariat Daerah"
REGISTRY, CIVIL = "Bidang Pendaftaran Penduduk", "Bidang Pencatatan Sipil"
CENTRE, COAST, BAY = "Sirimau", "Pesisir Leitimur Selatan", "Seberang Teluk Ambon"
#: Reached by boat; what the journey costs is file 28.
BY_BOAT = (COAST, BAY)
LEITIMUR, TELUK = "Kecamatan Leitimur Selatan", "Kecamatan Teluk Ambon"
KELURAHAN = {
    "Sirimau": ("Ahusen", "Amantelu", "Batu Gajah", "Batu Meja", "Honipopu", "Karang Panjang", "Pandan Kasturi",
                "Rijali", "Uritetu", "Waihoka"),
    "Nusaniwe": ("Benteng", "Kudamati", "Mangga Dua", "Nusaniwe", "Silale", "Urimessing", "Waihaong", "Wainitu"),
    "Teluk Ambon": ("Tihu",), "Teluk Ambon Baguala": ("Lateri",), "Leitimur Selatan": (),
}
KECAMATAN = tuple(f"Kecamatan {name}" for name in KELURAHAN)
PLACES = {"Teluk Ambon": BAY, "Leitimur Selatan": COAST}
TRAINED_SCHOOL, OTHER_SCHOOL = "SMP Negeri 6 Ambon", "SMP Negeri 9 Ambon"
PUSKESMAS = tuple(f"Puskesmas {name}" for name in (
    "Passo", "Karang Panjang", "Benteng", "Air Salobar", "Waihaong", "Urimessing", "Rijali", "Ch. M. Tiahahu",
    "Belakang Soya", "Waihoka", "Hative Passo", "Lateri", "Halong", "Nania", "Kilang", "Hutumuri", "Poka Rumah Tiga",
    "Tawiri", "Latuhalat", "Amahusu", "Kayu Putih", "Air Besar",
))
# name, urusan, size, heads, share of JF, service
_OFFICES = (
    ("Sekretariat DPRD", "Sekretariat DPRD", 60, (1, 3, 2), 0.2, ""),
    ("Inspektorat", "Pengawasan", 65, (1, 4, 1), 0.72, ""),
    (BKPSDM, "Kepegawaian", 60, (1, 4, 1), 0.52, "Layanan Kepegawaian"),
    ("Badan Perencanaan Pembangunan Daerah, Penelitian dan Pengembangan", "Perencanaan", 62, (1, 4, 1), 0.55, ""),
    ("Badan Pengelola Keuangan dan Aset Daerah", "Keuangan", 80, (1, 4, 2), 0.4, ""),
    (BAPENDA, "Keuangan", 85, (1, 4, 2), 0.4, "Pelayanan Pajak dan Retribusi"),
    ("Badan Kesatuan Bangsa dan Politik", "Kesatuan Bangsa dan Politik", 36, (1, 3, 1), 0.3, ""),
    ("Badan Penanggulangan Bencana Daerah", "Ketenteraman dan Ketertiban Umum", 55, (1, 3, 2), 0.25, ""),
    (PUPR, "Pekerjaan Umum dan Penataan Ruang", 95, (1, 4, 2), 0.42, "Sambungan Air Bersih"),
    ("Dinas Perumahan Rakyat dan Kawasan Permukiman", "Perumahan Rakyat", 52, (1, 3, 1), 0.36, ""),
    ("Dinas Lingkungan Hidup dan Persampahan", "Lingkungan Hidup", 110, (1, 4, 2), 0.25, "Persampahan"),
    (SATPOL, "Ketenteraman dan Ketertiban Umum", 120, (1, 4, 3), 0.4, "Penertiban Pasar"),
    ("Dinas Pemadam Kebakaran dan Penyelamatan", "Ketenteraman dan Ketertiban Umum", 85, (1, 3, 2), 0.5, ""),
    ("Dinas Sosial", "Sosial", 55, (1, 3, 1), 0.4, "Pelayanan Bantuan Sosial"),
    ("Dinas Tenaga Kerja", "Tenaga Kerja", 45, (1, 3, 1), 0.4, "Pelayanan Kartu Pencari Kerja"),
    ("Dinas Pemberdayaan Perempuan, Perlindungan Anak, Masyarakat dan Desa", "Pemberdayaan Perempuan", 50, (1, 4, 1),
     0.45, ""),
    ("Dinas Pengendalian Penduduk dan Keluarga Berencana", "Pengendalian Penduduk", 62, (1, 3, 1), 0.6, ""),
    ("Dinas Perikanan", "Kelautan dan Perikanan", 58, (1, 4, 1), 0.5, "Tempat Pelelangan Ikan"),
    ("Dinas Pertanian dan Ketahanan Pangan", "Pertanian", 62, (1, 4, 1), 0.55, ""),
    (DISHUB, "Perhubungan", 95, (1, 4, 2), 0.3, "Penyeberangan Teluk Ambon"),
    (KOMINFO, "Komunikasi dan Informatika", 55, (1, 4, 1), 0.58, ""),
    (PERPUS, "Perpustakaan", 45, (1, 3, 1), 0.52, "Layanan Perpustakaan"),
    (INDAG, "Perdagangan", 75, (1, 4, 1), 0.38, "Pelayanan Tera Ulang"),
    ("Dinas Koperasi, Usaha Mikro, Kecil dan Menengah", "Koperasi dan UKM", 42, (1, 3, 1), 0.4, ""),
    ("Dinas Pariwisata dan Kebudayaan", "Pariwisata", 56, (1, 4, 1), 0.35, ""),
    ("Dinas Kepemudaan dan Olahraga", "Kepemudaan dan Olahraga", 38, (1, 3, 1), 0.3, ""),
)
_BAGIAN = ("Tata Pemerintahan", "Hukum", "Kesejahteraan Rakyat", "Perekonomian", "Administrasi Pembangunan",
           "Pengadaan Barang dan Jasa", "Organisasi", "Umum", "Protokol dan Komunikasi Pimpinan")


def sized(people: int) -> tuple[Unit, ...]:
    """All unit kerja, sized so that they add up to `people`; posts of structural officers grow with them."""
    known = (*_secretariat(), *_plain(), *_services(), *_health(), *_schools(), *_districts())
    return units.sized(known, people, centre=CENTRE)


def _secretariat() -> list[Unit]:
    top = [Unit(SETDA, SETDA, SETDA, "kantor", 18, (4, 0, 0), 0.2)]
    return top + [Unit(f"Bagian {name}", SETDA, SETDA, "kantor", 19, (0, 1, 0), 0.45) for name in _BAGIAN]


def _plain() -> list[Unit]:
    return [
        Unit(name, name, urusan, "kantor", size, heads, jf, service)
        for name, urusan, size, heads, jf, service in _OFFICES
    ]


def _services() -> list[Unit]:
    civil, permits = "Administrasi Kependudukan", "Penanaman Modal"
    return [
        Unit(f"Sekretariat {DUKCAPIL}", DUKCAPIL, civil, "kantor", 26, (1, 1, 2)),
        Unit(REGISTRY, DUKCAPIL, civil, "layanan", 34, (0, 1, 0), 0.5, "KTP-el dan Kartu Keluarga", 8),
        Unit(CIVIL, DUKCAPIL, civil, "layanan", 22, (0, 1, 0), 0.5, "Akta Pencatatan Sipil", 5),
        Unit(f"Sekretariat {DPMPTSP}", DPMPTSP, permits, "kantor", 22, (1, 1, 1)),
        Unit("Bidang Pelayanan Perizinan", DPMPTSP, permits, "layanan", 32, (0, 2, 0), 0.5, "Perizinan Berusaha", 6),
    ]


def _health() -> list[Unit]:
    away = {"Kilang": COAST, "Hutumuri": COAST, "Tawiri": BAY, "Poka Rumah Tiga": BAY}
    clinics = [
        Unit(name, DINKES, "Kesehatan", "puskesmas", 43, (0, 0, 0), 0.87, "Rawat Jalan Puskesmas", 7,
             away.get(name.removeprefix("Puskesmas "), ""))
        for name in PUSKESMAS
    ]
    return [Unit(f"Sekretariat {DINKES}", DINKES, "Kesehatan", "kantor", 70, (1, 4, 1), 0.5), *clinics]


def _schools() -> list[Unit]:
    """Every ninth school lies on the coast of Leitimur Selatan, every seventh across the bay."""
    named = [(f"SD Negeri {i} Ambon", 16) for i in range(1, 73)]
    named += [(f"SMP Negeri {i} Ambon", 34) for i in range(1, 25)]
    named += [(f"TK Negeri Pembina {i} Ambon", 9) for i in range(1, 7)]
    made = [Unit(f"Sekretariat {DISDIK}", DISDIK, "Pendidikan", "kantor", 70, (1, 4, 2), 0.36)]
    for i, (name, size) in enumerate(named, start=1):
        place = COAST if i % 9 == 0 else BAY if i % 7 == 0 else ("Sirimau", "Nusaniwe", "Teluk Ambon Baguala")[i % 3]
        made.append(Unit(name, DISDIK, "Pendidikan", "sekolah", size, (0, 0, 0), 0.94, "", max(3, size // 3), place))
    return made


def _districts() -> list[Unit]:
    found = []
    for name, kelurahan in KELURAHAN.items():
        office, place = f"Kecamatan {name}", PLACES.get(name, name)
        found.append(Unit(office, office, "Kewilayahan", "kecamatan", 30, (0, 1, 4), 0.16,
                          "Pelayanan Administrasi Terpadu Kecamatan", 4, place))
        found += [Unit(f"Kelurahan {one}", office, "Kewilayahan", "kecamatan", 9, (0, 0, 2), 0.05,
                       "Surat Keterangan", 3, place) for one in kelurahan]
    return found
