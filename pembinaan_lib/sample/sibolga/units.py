"""Which perangkat daerah and unit kerja does the invented Kota Sibolga have, how big are they, what do they serve?

Sizes are those of 2,600 ASN; other totals are scaled. The city, its kecamatan and kelurahan exist; sizes do not.
"""

from __future__ import annotations

from pembinaan_lib.sample import units
from pembinaan_lib.sample.units import Unit

DINKES, RSUD = "Dinas Kesehatan", "RSUD Kota Sibolga"
DISDIK = "Dinas Pendidikan dan Kebudayaan"
DPMPTSP = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"
DUKCAPIL = "Dinas Kependudukan dan Pencatatan Sipil"
DISHUB, KOMINFO = "Dinas Perhubungan", "Dinas Komunikasi dan Informatika"
BKPSDM = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
SETDA = "Sekretariat Daerah"
PUSKESMAS = (
    "Puskesmas Aek Habil", "Puskesmas Pelabuhan Sambas", "Puskesmas Aek Parombunan", "Puskesmas Pintu Angin",
    "Puskesmas Simare-mare",
)
TRAINED_PUSKESMAS, OTHER_PUSKESMAS = PUSKESMAS[0], PUSKESMAS[1]
PTSP_DESK = "Bidang Pelayanan Perizinan dan Nonperizinan"
KELURAHAN = {
    "Sibolga Utara": ("Sibolga Ilir", "Angin Nauli", "Hutabarangan", "Huta Tonga-tonga", "Simare-mare"),
    "Sibolga Kota": ("Kota Beringin", "Pancuran Gerobak", "Pasar Baru", "Pasar Belakang"),
    "Sibolga Selatan": ("Aek Habil", "Aek Manis", "Aek Muara Pinang", "Aek Parombunan"),
    "Sibolga Sambas": ("Pancuran Bambu", "Pancuran Dewa", "Pancuran Kerambil", "Pancuran Pinang"),
}
KECAMATAN = tuple(f"Kecamatan {name}" for name in KELURAHAN)

# name, urusan, size, heads, share of JF, service
_OFFICES = (
    ("Sekretariat DPRD", "Sekretariat DPRD", 35, (1, 2, 1), 0.19, ""),
    ("Inspektorat", "Pengawasan", 40, (1, 3, 1), 0.69, ""),
    (BKPSDM, "Kepegawaian", 40, (1, 3, 1), 0.49, "Layanan Kepegawaian"),
    ("Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah", "Perencanaan", 38, (1, 3, 1), 0.49, ""),
    ("Badan Pengelolaan Keuangan, Pendapatan dan Aset Daerah", "Keuangan", 75, (1, 4, 2), 0.34,
     "Pelayanan Pajak Daerah"),
    ("Badan Kesatuan Bangsa dan Politik", "Kesatuan Bangsa dan Politik", 22, (1, 2, 1), 0.24, ""),
    ("Badan Penanggulangan Bencana Daerah", "Ketenteraman dan Ketertiban Umum", 30, (1, 2, 2), 0.19, ""),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "Pekerjaan Umum dan Penataan Ruang", 60, (1, 3, 2), 0.39, ""),
    ("Dinas Perumahan, Kawasan Permukiman dan Lingkungan Hidup", "Lingkungan Hidup", 65, (1, 3, 2), 0.29,
     "Persampahan"),
    ("Satuan Polisi Pamong Praja dan Pemadam Kebakaran", "Ketenteraman dan Ketertiban Umum", 75, (1, 3, 3), 0.39, ""),
    ("Dinas Sosial dan Tenaga Kerja", "Sosial", 40, (1, 3, 1), 0.39, "Pelayanan Kartu Pencari Kerja"),
    ("Dinas Pengendalian Penduduk, Keluarga Berencana dan Pemberdayaan Perempuan", "Pengendalian Penduduk", 40,
     (1, 3, 1), 0.55, ""),
    ("Dinas Perikanan, Pertanian dan Ketahanan Pangan", "Kelautan dan Perikanan", 45, (1, 3, 1), 0.49, ""),
    (DISHUB, "Perhubungan", 50, (1, 3, 2), 0.29, "Pengujian Kendaraan Bermotor"),
    (KOMINFO, "Komunikasi dan Informatika", 34, (1, 2, 1), 0.54, ""),
    ("Dinas Perpustakaan dan Kearsipan", "Perpustakaan", 26, (1, 2, 1), 0.49, "Layanan Perpustakaan"),
    ("Dinas Perdagangan, Koperasi dan UKM", "Perdagangan", 35, (1, 2, 1), 0.34, "Pelayanan Tera Ulang"),
    ("Dinas Pariwisata, Pemuda dan Olahraga", "Pariwisata", 28, (1, 2, 1), 0.29, ""),
)
_BAGIAN = ("Pemerintahan", "Hukum", "Kesejahteraan Rakyat", "Perekonomian dan Sumber Daya Alam",
           "Pengadaan Barang dan Jasa", "Organisasi", "Umum", "Protokol dan Komunikasi Pimpinan")


def sized(people: int) -> tuple[Unit, ...]:
    """All unit kerja, sized so that they add up to `people`; posts of structural officers grow with them."""
    known = (*_secretariat(), *_plain(), *_services(), *_health(), *_schools(), *_districts())
    return units.sized(known, people, centre="Sibolga Kota")


def _secretariat() -> list[Unit]:
    top = [Unit("Sekretariat Daerah", SETDA, "Sekretariat Daerah", "kantor", 14, (4, 0, 0), 0.2)]
    return top + [
        Unit(f"Bagian {name}", SETDA, "Sekretariat Daerah", "kantor", 12, (0, 1, 0), 0.45) for name in _BAGIAN
    ]


def _plain() -> list[Unit]:
    return [
        Unit(name, name, urusan, "kantor", size, heads, jf, service)
        for name, urusan, size, heads, jf, service in _OFFICES
    ]


def _services() -> list[Unit]:
    civil, permits = "Administrasi Kependudukan", "Penanaman Modal"
    return [
        Unit(f"Sekretariat {DUKCAPIL}", DUKCAPIL, civil, "kantor", 14, (1, 1, 1)),
        Unit("Bidang Pelayanan Pendaftaran Penduduk", DUKCAPIL, civil, "layanan", 13, (0, 1, 0), 0.5,
             "KTP-el dan Kartu Keluarga", 4),
        Unit("Bidang Pelayanan Pencatatan Sipil", DUKCAPIL, civil, "layanan", 9, (0, 1, 0), 0.5, "Akta Kelahiran", 3),
        Unit(f"Sekretariat {DPMPTSP}", DPMPTSP, permits, "kantor", 14, (1, 1, 1)),
        Unit(PTSP_DESK, DPMPTSP, permits, "layanan", 20, (0, 2, 0), 0.5, "Perizinan Berusaha", 5),
    ]


def _health() -> list[Unit]:
    places = ("Sibolga Selatan", "Sibolga Sambas", "Sibolga Selatan", "Sibolga Kota", "Sibolga Utara")
    return [
        Unit(f"Sekretariat {DINKES}", DINKES, "Kesehatan", "kantor", 50, (1, 3, 1), 0.49),
        *[Unit(name, DINKES, "Kesehatan", "puskesmas", 52, (0, 0, 0), 0.87, "Rawat Jalan Puskesmas", 8, place)
          for name, place in zip(PUSKESMAS, places, strict=True)],
        Unit("UPTD Laboratorium Kesehatan Daerah", DINKES, "Kesehatan", "puskesmas", 20, (0, 0, 1), 0.75, "", 2),
        Unit(RSUD, RSUD, "Kesehatan", "rsud", 300, (0, 2, 2), 0.81, "Rawat Jalan RSUD", 60),
    ]


def _schools() -> list[Unit]:
    places = tuple(KELURAHAN)
    named = [(f"SD Negeri {i} Sibolga", 18, "SD") for i in range(1, 27)]
    named += [(f"SMP Negeri {i} Sibolga", 41, "SMP") for i in range(1, 9)]
    named += [(f"TK Negeri Pembina {i} Sibolga", 10, "TK") for i in range(1, 5)]
    office = Unit(f"Sekretariat {DISDIK}", DISDIK, "Pendidikan", "kantor", 54, (1, 3, 2), 0.34)
    return [office] + [
        Unit(name, DISDIK, "Pendidikan", "sekolah", size, (0, 0, 0), 0.94, "", max(3, size // 3), places[i % 4])
        for i, (name, size, _level) in enumerate(named)
    ]


def _districts() -> list[Unit]:
    found = []
    for place, kelurahan in KELURAHAN.items():
        office = f"Kecamatan {place}"
        found.append(Unit(office, office, "Kewilayahan", "kecamatan", 12, (0, 1, 3), 0.15,
                          "Pelayanan Administrasi Terpadu Kecamatan", 3, place))
        found += [Unit(f"Kelurahan {name}", office, "Kewilayahan", "kecamatan", 4, (0, 0, 1), 0.05,
                       "Surat Keterangan", 2, place) for name in kelurahan]
    return found
