"""The registers an agency keeps: the roster as SIASN exports it, its unit kerja, the budget lines of the plan year."""

from __future__ import annotations

from collections.abc import Sequence
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
_FEES = "Belanja Honorarium"
#: Sub kegiatan, kode rekening, uraian, jenis belanja, volume, satuan, harga.
BudgetLine = tuple[str, str, str, str, int, str, int]


def roster_sheet(people: list[Person], agency: str, rng: Random) -> Sheet:
    """01: the roster as SIASN prints it, with a second sheet of free notes."""
    rows = [[number, *_roster_row(person, agency, rng)] for number, person in enumerate(people, start=1)]
    notes = {"Catatan": [
        [NOTICE], [], ["Unduhan SIASN, diolah staf subbagian umum."],
        ["Kolom AKHIR KONTRAK diisi sendiri dari SK PPPK."],
        ["Masih menunggu pembaruan jabatan dari", None, "3 perangkat daerah"],
    ]}
    titles = ("DAFTAR NOMINATIF APARATUR SIPIL NEGARA", f"{agency.upper()} PER 1 NOVEMBER 2026", NOTICE)
    return sheet("01_nominatif_siasn.xlsx", "NOMINATIF", ROSTER_HEADERS, rows, titles=titles, notes=notes)


def _roster_row(person: Person, agency: str, rng: Random) -> list[Cell]:
    front = "Dr." if person.education == "S-3" else "dr." if person.post.name.startswith("Dokter") else None
    field, behind = _study(person, rng)
    contract = person.kind.startswith("PPPK")
    return [
        person.nip, person.name, front, behind, f"{person.born:%d-%m-%Y}", person.sex,
        person.kind.upper() if contract else "PNS", None if contract else "C" if person.kind == "CPNS" else "P",
        person.status, person.start, person.grade, _POST_KINDS[person.post.kind], person.post.jenjang, person.post.name,
        person.in_post, person.education, field, person.unit.name, person.office,
        agency, person.pension, person.contract_end,
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


def budget_sheet(lines: Sequence[BudgetLine]) -> Sheet:
    """15: the budget lines of 2027 as proposed (RKA), with the sum below them, which is no line."""
    rows: list[list[Cell]] = [
        [sub, code, text, kind, "BKPSDM", "PAD" if kind == _FEES else "DAU", volume, measure, price, "RKA", 2027]
        for sub, code, text, kind, volume, measure, price in lines
    ]
    headers = ("Sub Kegiatan", "Kode Rekening", "Uraian", "Jenis Belanja", "Pemilik", "Sumber Dana", "Volume", "Satuan",
               "Harga (Rp)", "Versi", "Tahun")
    titles = ("RENCANA ANGGARAN PENGEMBANGAN KOMPETENSI TAHUN 2027 (VERSI RKA)", NOTICE)
    made = sheet("15_anggaran.xlsx", "RKA 2027", headers, rows, titles=titles)
    total: list[Cell] = [None, None, "JUMLAH", None, None, None, None, None, budget_total(lines), None, None]
    made.rows.append(Row(total, total=True))
    return made


def budget_total(lines: Sequence[BudgetLine]) -> int:
    """What the lines add up to (rupiah)."""
    return sum(volume * price for *_rest, volume, _measure, price in lines)
