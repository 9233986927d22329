"""The registers an agency keeps: the roster as SIASN exports it, its unit kerja, the budget lines of the plan year."""

from __future__ import annotations

from random import Random

from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import NOTICE, Cell, Row, Sheet, sheet
from pembinaan_lib.sample.units import Unit

_POST_KINDS = {
    "JPT": "Jabatan Pimpinan Tinggi", "Administrator": "Jabatan Administrator", "Pengawas": "Jabatan Pengawas",
    "Fungsional": "Jabatan Fungsional", "Pelaksana": "Jabatan Pelaksana",
}
# field of study and the degree printed behind the name
_STUDIES = {
    "S-3": (("Doktor", "M.Si."),),
    "S-2": (("Magister Manajemen", "M.M."), ("Magister Administrasi Publik", "M.AP."),
            ("Magister Pendidikan", "M.Pd.")),
    "S-1/D-IV": (("Sarjana Administrasi", "S.AP."), ("Sarjana Ekonomi", "S.E."), ("Sarjana Sosial", "S.Sos."),
                 ("Sarjana Komputer", "S.Kom."), ("Sarjana Hukum", "S.H.")),
    "D-III": (("Diploma III Administrasi", "A.Md."), ("Diploma III Komputer", "A.Md.Kom."),
              ("Diploma III Akuntansi", "A.Md.Ak.")),
    "D-II/D-I": (("Diploma II", "A.Ma."),), "SLTA": (("SMA", None), ("SMK", None), ("Madrasah Aliyah", None)),
    "di bawah SLTA": (("SMP", None), ("SD", None)),
}
ROSTER_HEADERS = (
    "NO", "NIP BARU", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TANGGAL LAHIR", "JENIS KELAMIN", "JENIS PEGAWAI NAMA",
    "STATUS CPNS PNS", "KEDUDUKAN HUKUM NAMA", "TMT CPNS", "GOL AKHIR NAMA", "JENIS JABATAN NAMA", "JENJANG",
    "JABATAN NAMA", "TMT JABATAN", "TINGKAT PENDIDIKAN NAMA", "PENDIDIKAN NAMA", "UNOR NAMA", "UNOR INDUK NAMA",
    "INSTANSI KERJA NAMA", "TMT PENSIUN", "AKHIR KONTRAK",
)
_SUB = "Penyelenggaraan Pengembangan Kompetensi Jabatan Administrasi dan Fungsional"
_LEAD = "Pengembangan Kompetensi Kepemimpinan dan Prajabatan"
_TECH = "Pengembangan Kompetensi Teknis"
_GOODS, _TRAVEL, _FEES = "Belanja Barang dan Jasa", "Belanja Perjalanan Dinas", "Belanja Honorarium"
# sub kegiatan, kode rekening, uraian, jenis belanja, volume, satuan, harga
_LINES = (
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


def roster_sheet(people: list[Person], rng: Random) -> Sheet:
    """01: the roster as SIASN prints it, with a second sheet of free notes."""
    rows = [[number, *_roster_row(person, rng)] for number, person in enumerate(people, start=1)]
    notes = {"Catatan": [
        [NOTICE], [], ["Unduhan SIASN, diolah staf subbagian umum."],
        ["Kolom AKHIR KONTRAK diisi sendiri dari SK PPPK."],
        ["Masih menunggu pembaruan jabatan dari", None, "3 perangkat daerah"],
    ]}
    titles = ("DAFTAR NOMINATIF APARATUR SIPIL NEGARA", "PEMERINTAH KOTA SIBOLGA PER 1 NOVEMBER 2026", NOTICE)
    return sheet("01_nominatif_siasn.xlsx", "NOMINATIF", ROSTER_HEADERS, rows, titles=titles, notes=notes)


def _roster_row(person: Person, rng: Random) -> list[Cell]:
    front = "Dr." if person.education == "S-3" else "dr." if person.post.name.startswith("Dokter") else None
    field, behind = _study(person, rng)
    contract = person.kind.startswith("PPPK")
    return [
        person.nip, person.name, front, behind, f"{person.born:%d-%m-%Y}", person.sex,
        person.kind.upper() if contract else "PNS", None if contract else "C" if person.kind == "CPNS" else "P",
        person.status, person.start, person.grade, _POST_KINDS[person.post.kind], person.post.jenjang, person.post.name,
        person.in_post, person.education, field, person.unit.name, person.office,
        "Pemerintah Kota Sibolga", person.pension, person.contract_end,
    ]


def _study(person: Person, rng: Random) -> tuple[str, str | None]:
    if person.post.name.startswith("Guru") and person.education == "S-1/D-IV":
        return "Sarjana Pendidikan", "S.Pd."
    profession = person.post.name.split()[0]
    if person.unit.urusan == "Kesehatan" and person.post.kind == "Fungsional" and person.education == "D-III":
        return f"Diploma III {profession}", "A.Md.Kes."
    if person.unit.urusan == "Kesehatan" and person.post.kind == "Fungsional" and person.education == "S-1/D-IV":
        return f"Sarjana {profession}", "S.Kes."
    return rng.choice(_STUDIES[person.education])


def unit_sheet(known: tuple[Unit, ...]) -> Sheet:
    """02: the unit kerja with their perangkat daerah, service and how many must stay on duty."""
    rows: list[list[Cell]] = [
        [u.name, u.office, u.kind.capitalize(), u.place, u.service or None, u.urusan, u.on_duty or None] for u in known
    ]
    headers = ("Unit Kerja", "Perangkat Daerah", "Jenis", "Lokasi", "Layanan", "Urusan", "Minimal Bertugas")
    return sheet("02_unit_kerja.xlsx", "Unit Kerja", headers, rows)


def budget_sheet() -> Sheet:
    """15: the budget lines of 2027 as proposed (RKA), with the sum below them, which is no line."""
    rows: list[list[Cell]] = [
        [sub, code, text, kind, "BKPSDM", "PAD" if kind == _FEES else "DAU", volume, measure, price, "RKA", 2027]
        for sub, code, text, kind, volume, measure, price in _LINES
    ]
    headers = ("Sub Kegiatan", "Kode Rekening", "Uraian", "Jenis Belanja", "Pemilik", "Sumber Dana", "Volume", "Satuan",
               "Harga (Rp)", "Versi", "Tahun")
    titles = ("RENCANA ANGGARAN PENGEMBANGAN KOMPETENSI TAHUN 2027 (VERSI RKA)", NOTICE)
    made = sheet("15_anggaran.xlsx", "RKA 2027", headers, rows, titles=titles)
    total: list[Cell] = [None, None, "JUMLAH", None, None, None, None, None, budget_total(), None, None]
    made.rows.append(Row(total, total=True))
    return made


def budget_total() -> int:
    """What the lines add up to (rupiah)."""
    return sum(volume * price for *_rest, volume, _measure, price in _LINES)
