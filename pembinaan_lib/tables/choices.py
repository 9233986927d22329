"""The lists of allowed values, each with the other spellings that real files use.

Each list is a pair: the values, and a mapping from another spelling (lower case, words separated by one space, no
punctuation) to the value meant. Lists that the law fixes (golongan, bentuk) are rules, not here.
"""

from __future__ import annotations

from collections.abc import Mapping

Choices = tuple[tuple[str, ...], Mapping[str, str]]


def _list(spellings: Mapping[str, tuple[str, ...]]) -> Choices:
    return tuple(spellings), {alias: value for value, aliases in spellings.items() for alias in aliases}


JENIS_PEGAWAI = _list({
    "PNS": ("p", "pns pusat", "pns daerah", "pegawai negeri sipil", "pns dpk", "pns dpb", "pns kab kota",
            "pns daerah kab kota"),
    "CPNS": ("c", "calon pns", "calon pegawai negeri sipil"),
    "PPPK": ("p3k", "pegawai pemerintah dengan perjanjian kerja", "pppk penuh waktu", "pppk guru", "pppk teknis",
             "pppk tenaga kesehatan", "pppk tenaga guru", "pppk tenaga teknis", "pppk kesehatan", "pppk tahap i",
             "pppk tahap ii", "pppk tahap 1", "pppk tahap 2"),
    "PPPK Paruh Waktu": ("p3k paruh waktu", "pppk pw", "pppk paruhwaktu", "paruh waktu"),
})
STATUS_CPNS = _list({"C": ("cpns", "calon pns"), "P": ("pns",)})
KEDUDUKAN_HUKUM = _list({
    "Aktif": ("aktif bekerja", "pns aktif", "pppk aktif", "1"),
    "Tugas Belajar": ("tb", "sedang tugas belajar", "pns tugas belajar"),
    "Cuti di Luar Tanggungan Negara": ("cltn", "cuti luar tanggungan negara", "cuti diluar tanggungan negara",
                                       "perpanjangan cltn"),
    "Cuti Besar": ("sedang cuti besar",),
    "Cuti Sakit": ("sedang cuti sakit",),
    "Cuti Melahirkan": ("cuti bersalin", "sedang cuti melahirkan"),
    "Pemberhentian Sementara": ("diberhentikan sementara", "berhenti sementara", "skorsing",
                                "pemberhentian sementara dari jabatan negeri"),
    "Penerima Uang Tunggu": ("uang tunggu", "pns penerima uang tunggu"),
    "Masa Persiapan Pensiun": ("mpp", "persiapan pensiun", "bebas tugas mpp"),
    "Pensiun": ("pensiunan", "pensiun bup", "mencapai bup", "pensiun mencapai bup", "pensiun dini", "pensiun aps",
                "pensiun atas permintaan sendiri", "pensiun janda duda", "batas usia pensiun"),
    "Meninggal": ("meninggal dunia", "wafat", "tewas", "pns meninggal", "pns meninggal dunia", "pensiun meninggal dunia",
                  "pensiun meninggal"),
    "Hilang": ("dinyatakan hilang", "pns yang dinyatakan hilang", "pns hilang"),
    "Pindah Instansi": ("pindah", "mutasi", "mutasi keluar", "pindah keluar", "mutasi antar instansi",
                        "pindah antar instansi", "pindah wilayah kerja"),
    "Perbantuan": ("diperbantukan", "dipekerjakan", "dpb", "dpk", "perbantuan pada instansi lain"),
})
JENIS_KELAMIN = _list({
    "L": ("laki laki", "laki", "lk", "lakilaki", "pria", "m", "male", "1"),
    "P": ("perempuan", "pr", "wanita", "w", "f", "female", "2"),
})
JENIS_JABATAN = _list({
    "JPT": ("jabatan pimpinan tinggi", "pimpinan tinggi", "jabatan pimpinan tinggi pratama", "jpt pratama",
            "jabatan pimpinan tinggi madya", "jpt madya"),
    "Administrator": ("jabatan administrator", "eselon iii"),
    "Pengawas": ("jabatan pengawas", "eselon iv"),
    "Fungsional": ("jabatan fungsional", "jf", "jft", "fungsional tertentu", "jabatan fungsional tertentu"),
    "Pelaksana": ("jabatan pelaksana", "jfu", "fungsional umum", "jabatan fungsional umum", "staf"),
})
JENJANG = _list({
    "JPT Utama": (),
    "JPT Madya": ("pimpinan tinggi madya", "eselon i a", "eselon i b", "i a", "i b"),
    "JPT Pratama": ("pimpinan tinggi pratama", "jabatan pimpinan tinggi pratama", "eselon ii a", "eselon ii b", "ii a",
                    "ii b"),
    "Administrator": ("jabatan administrator", "eselon iii a", "eselon iii b", "iii a", "iii b"),
    "Pengawas": ("jabatan pengawas", "eselon iv a", "eselon iv b", "iv a", "iv b"),
    "Ahli Utama": ("utama", "jf ahli utama"),
    "Ahli Madya": ("madya", "jf ahli madya"),
    "Ahli Muda": ("muda", "jf ahli muda"),
    "Ahli Pertama": ("pertama", "jf ahli pertama"),
    "Penyelia": ("jf penyelia",),
    "Mahir": ("pelaksana lanjutan", "jf mahir"),
    "Terampil": ("jf terampil",),
    "Pemula": ("pelaksana pemula", "jf pemula"),
    "Pelaksana": ("jabatan pelaksana", "jfu", "staf"),
})
PENDIDIKAN = _list({
    "S-3": ("s3", "s 3 doktor", "doktor", "s 3 setara"),
    "S-2": ("s2", "s 2 magister", "magister", "s 2 setara", "spesialis", "sp 1", "profesi spesialis"),
    "S-1/D-IV": ("s1", "s 1", "s 1 sarjana", "sarjana", "d4", "d iv", "diploma iv", "s 1 d iv", "s1 d4", "d iv s 1",
                 "d4 s1",
                 "s 1 setara", "profesi", "sarjana terapan", "s1 sarjana"),
    "D-III": ("d3", "d iii", "diploma iii", "diploma iii sarjana muda", "sarjana muda", "akademi"),
    "D-II/D-I": ("d2", "d1", "d ii", "d i", "diploma ii", "diploma i", "d ii d i"),
    "SLTA": ("slta", "sma", "smk", "smu", "sma sederajat", "slta sederajat", "slta kejuruan", "slta keguruan", "ma",
             "stm",
             "sma smk", "spg", "spk"),
    "di bawah SLTA": ("sltp", "smp", "sd", "sekolah dasar", "sltp kejuruan", "smp sederajat", "sd sederajat"),
})
EKSPEKTASI = _list({
    "di atas ekspektasi": ("diatas ekspektasi", "atas ekspektasi", "melebihi ekspektasi"),
    "sesuai ekspektasi": ("sesuai",),
    "di bawah ekspektasi": ("dibawah ekspektasi", "bawah ekspektasi"),
})
PREDIKAT = _list({
    "Sangat Baik": ("sb",), "Baik": ("b",),
    "Butuh Perbaikan": ("bp", "cukup butuh perbaikan", "cukup", "perlu perbaikan"),
    "Kurang": ("k", "kurang misconduct", "misconduct"), "Sangat Kurang": ("sk",),
})
SUMBER_PENILAIAN = _list({
    "asesmen": ("assessment", "assessment center", "assessment centre", "asesmen center", "uji kompetensi", "ac"),
    "atasan": ("penilaian atasan", "atasan langsung", "superior"),
    "diri": ("diri sendiri", "mandiri", "self assessment", "penilaian diri"),
    "360": ("360 derajat", "rekan", "penilaian 360"),
})
JENIS_DIKLAT = _list({
    "Latsar": ("latsar cpns", "pelatihan dasar", "pelatihan dasar cpns", "prajabatan", "diklat prajabatan", "prajab"),
    "PKN I": ("pim i", "pelatihan kepemimpinan nasional tingkat i", "diklatpim i", "pkn tingkat i", "spimnas"),
    "PKN II": ("pim ii", "pelatihan kepemimpinan nasional tingkat ii", "diklatpim ii", "diklatpim tk ii", "diklatpim tingkat ii",
               "pkn tingkat ii"),
    "PKA": ("pim iii", "pelatihan kepemimpinan administrator", "diklatpim iii", "diklatpim tk iii",
            "diklatpim tingkat iii"),
    "PKP": ("pim iv", "pelatihan kepemimpinan pengawas", "diklatpim iv", "diklatpim tk iv",
            "diklatpim tingkat iv"),
    "Fungsional": ("diklat fungsional", "pelatihan fungsional"),
    "Teknis": ("diklat teknis", "pelatihan teknis", "kursus"),
    "Manajerial": ("diklat manajerial", "pelatihan manajerial"),
    "Sosial Kultural": ("diklat sosial kultural", "pelatihan sosial kultural", "sosio kultural"),
    "Orientasi PPPK": ("orientasi", "orientasi pppk", "orientasi p3k"),
    "Lainnya": ("lain lain", "lain", "seminar", "workshop", "lainnya"),
})
#: Forms of training as files spell them beside their names in rule ``bangkom.bentuk``.
EJAAN_BENTUK: Mapping[str, tuple[str, ...]] = {
    "Tugas belajar": ("tubel",),
    "Pelatihan struktural kepemimpinan": (
        "pelatihan struktural", "diklat struktural", "pelatihan kepemimpinan", "diklat kepemimpinan", "diklatpim",
    ),
    "Pelatihan manajerial": ("diklat manajerial",),
    "Pelatihan teknis": ("diklat teknis", "diklat tehnis", "pelatihan tehnis"),
    "Pelatihan fungsional": ("diklat fungsional", "diklat jabatan fungsional", "pelatihan jabatan fungsional"),
    "Pelatihan sosial kultural": ("diklat sosial kultural", "pelatihan sosiokultural", "diklat sosiokultural"),
    "Seminar/konferensi/sarasehan": (
        "seminar", "konferensi", "sarasehan", "simposium", "webinar", "seminar nasional", "seminar internasional",
        "seminar daring", "seminar online", "seminar konferensi",
    ),
    "Workshop/lokakarya": ("workshop", "work shop", "lokakarya", "loka karya"),
    "Kursus": ("kursus singkat", "short course"),
    "Bimbingan teknis": ("bimtek", "bintek", "bim tek", "bimbingan tehnis"),
    "Sosialisasi": ("kegiatan sosialisasi",),
    "Pelatihan lainnya": ("diklat lainnya", "pelatihan lain", "pelatihan lain lain"),
    "E-learning": ("elearning", "mooc", "pembelajaran elektronik"),
    "Pelatihan jarak jauh": ("pjj", "distance learning"),
    "Detasering": ("secondment",),
    "Pembelajaran alam terbuka": ("outbond", "outbound", "out bound", "alam terbuka"),
    "Patok banding": ("benchmarking", "bench marking", "benchmark", "studi banding"),
    "Pertukaran PNS dengan pegawai swasta/BUMN/BUMD": (
        "pertukaran pegawai", "pertukaran pns", "pertukaran pns dengan pegawai swasta",
        "pertukaran antara pns dengan pegawai swasta",
    ),
    "Belajar mandiri": ("pembelajaran mandiri", "self development", "self learning", "pengembangan diri"),
    "Komunitas belajar": ("community of practice", "community of practices", "komunitas praktik"),
    "Bimbingan di tempat kerja": ("on the job training", "ojt"),
    "Magang/praktik kerja": ("magang", "praktik kerja", "praktek kerja", "magang praktek kerja", "pemagangan"),
    "Pembelajaran lainnya": ("pembelajaran lain",),
}
_PIM = r"(?:diklat ?pim|(?:diklat|pelatihan|pendidikan dan pelatihan) kepemimpinan|^pim) (?:tingkat |tk )?"
_PKN = r"(?:pelatihan kepemimpinan nasional|pkn) (?:tingkat |tk )?"
_ALONE = r"^(?:pelatihan |diklat )?{}(?: (?:angkatan|gelombang|tahun|[ivxl]+|\d+)\b.*)?$"
#: Kind of training by the name of the activity: patterns over its plain words. Older names stand for today's.
NAMA_DIKLAT: Mapping[str, tuple[str, ...]] = {
    "Latsar": ("latsar", r"pelatihan dasar (?:cpns|calon (?:pns|pegawai negeri sipil))", "prajabatan", "prajab"),
    "PKN I": (_PKN + "(?:i|1)", _PIM + "(?:i|1)"),
    "PKN II": (_PKN + "(?:ii|2)", _PIM + "(?:ii|2)"),
    "PKA": ("(?:pelatihan|diklat) kepemimpinan administrator", _ALONE.format("pka"), _PIM + "(?:iii|3)"),
    "PKP": ("(?:pelatihan|diklat) kepemimpinan pengawas", _ALONE.format("pkp"), _PIM + "(?:iv|4)"),
    "Orientasi PPPK": ("orientasi (?:pppk|p3k|pegawai pemerintah dengan perjanjian kerja)",),
}
#: Words of activities about such training: who prepares it, teaches in it or hears of it has not done it.
BUKAN_PESERTA = (
    "alumni", "bimtek", "coach", "evaluasi", "evaluator", "fasilitator", "mentor", "mentoring", "monitoring",
    "narasumber", "panitia", "pembekalan", "pembimbing", "pendamping", "pengajar", "pengelola", "penguji", "penyelenggara",
    "persiapan", "rapat", "seleksi", "seminar", "sosialisasi", "tot", "training of trainers", "webinar", "widyaiswara",
    "workshop",
)
JENIS_WAJIB = _list({
    "Latsar": ("latsar cpns", "pelatihan dasar"), "PKA": (), "PKP": (), "PKN II": (), "Fungsional": (),
    "Orientasi PPPK": (),
})
JENIS_KOMPETENSI = _list({
    "manajerial": (), "sosial kultural": ("sosiokultural", "sosio kultural"), "teknis": ("teknis bidang",),
})
STATUS_DATA = _list({
    "berlaku": (), "diumumkan": (), "dicabut": (), "kebijakan_daerah": ("kebijakan daerah",),
    "belum_diverifikasi": ("belum diverifikasi",),
})
ARAH = _list({
    "naik": ("meningkat", "makin tinggi makin baik", "semakin tinggi semakin baik", "lebih tinggi lebih baik",
             "maksimal"),
    "turun": ("menurun", "makin rendah makin baik", "semakin rendah semakin baik", "lebih rendah lebih baik",
              "minimal"),
})
POLA = _list({
    "kontribusi": ("pengiriman", "kirim"), "fasilitasi": ("kemitraan", "pola fasilitasi"),
    "sendiri": ("mandiri", "swakelola", "penyelenggaraan sendiri"), "daring": ("online", "e learning", "elearning"),
})
VERSI = _list({
    "indikatif": ("renja", "rancangan"), "RKA": (), "DPA": ("apbd", "murni"),
    "perubahan": ("dppa", "p apbd", "apbd perubahan", "papbd"),
})
TES = _list({
    "pra": ("pre", "pre test", "pretest", "pra tes", "tes awal", "awal"),
    "pasca": ("post", "post test", "posttest", "pasca tes", "tes akhir", "akhir"),
})
STATUS_TINDAKAN = _list({
    "belum": ("belum mulai", "belum dimulai"), "berjalan": ("proses", "sedang berjalan", "dalam proses"),
    "selesai": ("tuntas", "sudah selesai", "sudah"),
})
POTENSIAL = _list({"rendah": (), "menengah": ("sedang",), "tinggi": ()})
TINGKAT_DISIPLIN = _list({
    "ringan": ("hukuman disiplin ringan", "disiplin ringan", "hukdis ringan", "r"),
    "sedang": ("hukuman disiplin sedang", "disiplin sedang", "hukdis sedang", "s"),
    "berat": ("hukuman disiplin berat", "disiplin berat", "hukdis berat", "b"),
})
PERAN = _list({
    "pegawai": ("staf", "diri sendiri", "asn", "bawahan"),
    "atasan": ("atasan langsung", "pimpinan", "kepala unit", "pejabat penilai kinerja"),
})
PENGUSUL = _list({
    "unit": ("unit kerja", "perangkat daerah", "opd"), "pegawai": ("asn", "individu", "perorangan", "diri sendiri"),
    "atasan": ("atasan langsung", "pimpinan"),
})
STATUS_USULAN = _list({
    "diajukan": ("baru", "masuk", "diusulkan"), "diterima": ("disetujui", "setuju"),
    "digabung": ("digabungkan", "dijadikan satu"), "ditolak": ("tidak disetujui", "tolak"),
})
STATUS_PESAN = _list({
    "baru": ("belum", "masuk", "belum ditanggapi", "terverifikasi"),
    "diproses": ("proses", "dalam proses", "sedang diproses", "ditindaklanjuti"),
    "selesai": ("tuntas", "sudah selesai", "sudah", "ditutup"),
})
ASAL_PEMETAAN = _list({
    "unsur": ("unsur skm", "unsur survei"), "topik": ("topik suara masyarakat", "topik pengaduan"),
    "indikator": ("indikator layanan", "indikator kinerja"), "predikat": ("predikat kinerja",),
})
KUESIONER = _list({
    "kebutuhan": (), "penilaian_atasan": (), "kesiapan": (), "literasi_digital": (), "reaksi": (), "perilaku": (),
    "skm": (), "berakhlak": (),
})
JENIS_BUTIR = _list({
    "skala_5": (), "skala_4": (), "level_5": (), "pilihan": (), "pilihan_ganda": (), "teks": (), "tanggal": (),
    "nip": (), "unit": (),
})
LINGKUP = _list({
    "nasional": ("dalam negeri", "n"), "internasional": ("luar negeri", "international", "in"),
})
STATUS_PENDAFTARAN = _list({
    "mendaftar": ("daftar", "terdaftar"), "diterima": ("lulus seleksi", "disetujui"),
    "menunggu": ("daftar tunggu", "cadangan", "waiting list"), "menolak": ("tidak bersedia", "tolak"),
    "batal": ("mengundurkan diri", "dibatalkan", "mundur"),
})
STATUS_PESERTA = _list({
    "ditugaskan": ("ditunjuk", "dikirim", "terpanggil"), "hadir": ("mengikuti",),
    "tidak hadir": ("absen", "mangkir", "tidak mengikuti"), "selesai": ("lulus", "tamat", "tuntas"),
    "batal": ("mengundurkan diri", "dibatalkan", "mundur"),
})
PENILAI = _list({
    "mandiri": ("diri sendiri", "alumni", "diri"), "atasan": ("atasan langsung", "pimpinan"),
    "rekan": ("rekan kerja", "rekan sejawat", "sejawat"), "bawahan": ("staf",),
})
METODE_EVALUASI = _list({
    "kuesioner": ("angket", "survei"), "wawancara": ("interview",), "observasi": ("pengamatan",),
})
YA = ("ya", "y", "yes", "true", "benar", "ada", "sudah", "1", "h", "hadir", "v", "√", "✓", "✔")
TIDAK = ("tidak", "t", "tdk", "no", "n", "false", "salah", "belum", "tidak ada", "0", "tidak hadir", "th", "x", "a",
         "alpa", "alpha", "absen", "i", "izin", "ijin", "s", "sakit", "c", "cuti", "dl", "dinas luar")
