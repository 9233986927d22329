"""How long one large, untidy roster takes to come in, against a peer: ``python benchmarks/intake.py [people]``.

A roster as the SIASN portal gives it is invented (50,000 ASN, 45 columns, as untidy as real ones, the same on every
run), and then measured in processes of their own:

- *import*: reading, checking, identifying and storing it through the front door into a fresh folder, as a ratio of a
  bare ``pandas.read_excel(engine="calamine", dtype=object)`` of the same file, medians of three;
- *memory*: the largest resident set of a process that imports it once.

The last lines are one per target: ``name: figure, bound, ok|short``. The exit status is 1 where one is short.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PEOPLE = 50_000
TIME_BOUND, MEMORY_BOUND_MB = 3.0, 1_500.0
REPEATS = 3
NOW = datetime(2026, 11, 21, 10, 42, tzinfo=timezone(timedelta(hours=7)))
HEADERS = (
    "NO", "PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TEMPAT LAHIR NAMA",
    "TANGGAL LAHIR", "JENIS KELAMIN", "AGAMA NAMA", "JENIS KAWIN NAMA", "NIK", "NOMOR HP", "EMAIL", "EMAIL GOV",
    "ALAMAT", "NPWP NOMOR", "BPJS", "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM NAMA", "STATUS CPNS PNS",
    "NOMOR SK CPNS", "TANGGAL SK CPNS", "TMT CPNS", "NOMOR SK PNS", "TANGGAL SK PNS", "TMT PNS", "GOL AWAL NAMA",
    "GOL AKHIR NAMA", "TMT GOLONGAN", "MK TAHUN", "MK BULAN", "JENIS JABATAN NAMA", "JABATAN NAMA", "TMT JABATAN",
    "TINGKAT PENDIDIKAN NAMA", "PENDIDIKAN NAMA", "TAHUN LULUS", "KPKN NAMA", "LOKASI KERJA NAMA", "UNOR NAMA",
    "UNOR INDUK NAMA", "INSTANSI INDUK NAMA", "INSTANSI KERJA NAMA",
)
FIRST = ("Budi", "Siti", "Andi", "Maria", "Yusuf", "Dewi", "Rahmat", "Tiur", "Hotma", "Ance", "Lestari", "Poltak",
         "Nur", "Samuel", "Ester", "Faisal", "Ratna", "Jonathan", "Melati", "Togar")
LAST = ("Santoso", "Aminah", "Hutagalung", "Simatupang", "Panggabean", "Lubis", "Nasution", "Wattimena", "Latuconsina",
        "Pattiasina", "Situmeang", "Harahap", "Siregar", "Tambunan", "Sihombing", "Manurung", "Rumahorbo", "Sitompul")
TITLES = ("", "", "", "Drs.", "Ir.", "dr.")
OFFICES = ("Dinas Kesehatan", "Dinas Pendidikan", "Dinas Perhubungan", "Dinas Sosial", "Badan Keuangan Daerah",
           "Dinas Komunikasi dan Informatika", "Sekretariat Daerah", "Inspektorat", "Kecamatan Sibolga Kota",
           "Dinas Kependudukan dan Pencatatan Sipil")
POSTS = (("Jabatan Fungsional", "Perawat Ahli Muda"), ("Jabatan Fungsional", "Guru Ahli Pertama"),
         ("Jabatan Fungsional", "Bidan Terampil"), ("Jabatan Pelaksana", "Pengelola Keuangan"),
         ("Jabatan Pelaksana", "Pengadministrasi Umum"), ("Jabatan Pengawas", "Kepala Subbagian Umum"),
         ("Jabatan Administrator", "Kepala Bidang Pelayanan"))
RANKS = ("II/c", "II/d", "III/a", "III/b", "III/c", "III/d", "IV/a", "IIIa", "Penata Muda (III/a)", "3/b")
SCHOOLS = ("S-1/Sarjana", "Diploma III/Sarjana Muda", "S-2", "SLTA", "S1", "Diploma IV", "SMA")
KINDS = ("PNS", "PNS", "PNS", "Pegawai Negeri Sipil", "pns")


def written_day(day: date, chance: random.Random) -> Any:
    """A day as people write it: mostly text of the portal, at times a real date, a serial or words."""
    turn = chance.random()
    if turn < 0.9:
        return f"{day:%d-%m-%Y}"
    if turn < 0.96:
        return datetime(day.year, day.month, day.day)
    return f"{day.day}/{day.month}/{day.year}" if turn < 0.98 else (day - date(1899, 12, 30)).days


def written_nip(number: str, chance: random.Random) -> Any:
    """A NIP as files hold it: mostly text, at times in pieces, and a few destroyed by Excel."""
    turn = chance.random()
    if turn < 0.95:
        return number
    if turn < 0.97:
        return f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}"
    if turn < 0.995:
        return f"'{number}"
    return float(number) if turn < 0.998 else f"{number[0]},{number[1:6]}E+17"


def person(number: int, chance: random.Random) -> list[Any]:
    """One row of the roster; the NIP is invented from its parts."""
    born = date(1968, 1, 1) + timedelta(days=chance.randrange(11_000))
    started = date(born.year + 22 + chance.randrange(6), chance.randrange(1, 13), 1)
    sex = chance.choice("12")
    nip = f"{born:%Y%m%d}{started:%Y%m}{sex}{number % 999 + 1:03d}"
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}"
    office = chance.choice(OFFICES)
    unit = f"{chance.choice(('Bidang', 'UPTD', 'Seksi', 'Puskesmas'))} {chance.choice('ABCDEFGH')} {office}"
    kind, post = chance.choice(POSTS)
    def day(value: date) -> Any:
        return written_day(value, chance)
    return spoiled([
        number, f"{chance.getrandbits(64):016X}", written_nip(nip, chance), f"4{chance.randrange(10**7):08d}",
        name.upper() if chance.random() < 0.8 else f"{name}, S.Pd", chance.choice(TITLES), "S.Pd",
        "SIBOLGA", day(born), "Laki-laki" if sex == "1" else chance.choice(("Perempuan", "P", "perempuan ")),
        "Islam", "Menikah", f"12{chance.randrange(10**14):014d}", f"08{chance.randrange(10**10):010d}",
        f"a{number}@contoh.id", "", "Jl. Contoh No. " + str(number % 90), f"{chance.randrange(10**15):015d}", None,
        chance.choice(KINDS), "Aktif", "P", f"SK/{number}", day(started), day(started), f"SK/P/{number}",
        day(started), day(started), "II/a", chance.choice(RANKS), day(started), number % 30, number % 12, kind, post,
        day(started), chance.choice(SCHOOLS), "Ilmu Contoh", born.year + 22, "KPPN Sibolga", "Kota Sibolga",
        unit.upper() if chance.random() < 0.3 else unit + " " * (chance.random() < 0.05),
        office.upper() if chance.random() < 0.3 else office, "Pemerintah Kota Sibolga", "Pemerintah Kota Sibolga",
    ], chance)


def spoiled(row: list[Any], chance: random.Random) -> list[Any]:
    """The row with the slips of a real one: one cell in every eighth row is wrong, empty or oddly spaced."""
    if chance.random() < 0.125:
        place = chance.choice((4, 8, 9, 19, 24, 29, 33, 34, 35, 36, 41, 42))
        row[place] = chance.choice((None, "-", f" {row[place]}\u00a0 ", f"{row[place]}x", "31-02-1990", "belum ada"))
    return row


def write(path: Path, people: int) -> None:
    """The roster: three title rows, the header, `people` rows of which one in 500 stands twice."""
    import xlsxwriter

    chance = random.Random(20261121)
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False,
               "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(path, options) as book:
        page = book.add_worksheet("NOMINATIF")
        titles = (["DAFTAR NOMINATIF ASN"], ["PEMERINTAH KOTA SIBOLGA"], ["Keadaan 1 November 2026"])
        for place, row in enumerate((*titles, HEADERS)):
            page.write_row(place, 0, row)
        row = list(HEADERS)
        for number in range(1, people + 1):
            row = row if number % 500 == 0 else person(number, chance)
            page.write_row(number + 3, 0, row)


def seconds(work: Callable[[], Any]) -> float:
    """Time of one run on the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare_read(path: Path) -> None:
    """The peer: the sheet into pandas, nothing understood."""
    import pandas as pd

    pd.read_excel(path, engine="calamine", dtype=object)


def imported(path: Path, folder: Path) -> dict[str, float]:
    """The roster imported into a new workbook with seeded ids: seconds of it, rows in the file and rows used."""
    from pembinaan_lib.workbook import Workbook

    chance = random.Random(1)
    with Workbook.create(
        folder, instansi="Pemerintah Kota Sibolga", tahun=2027, who="benchmark", clock=lambda: NOW,
        draw=lambda: f"{chance.getrandbits(64):016x}", contoh=True,
    ) as book:
        start = time.perf_counter()
        rows = book.import_files([path]).rows
        spent = time.perf_counter() - start
    return {"seconds": spent, "rows": float(rows["baris_berkas"].sum()), "used": float(rows["dipakai"].sum())}


def speed(path: Path) -> dict[str, float]:
    """Medians in seconds; the runs of peer and import alternate, so that a busy machine slows both."""
    bare, whole = [], []
    with tempfile.TemporaryDirectory() as place:
        for number in range(REPEATS):
            bare.append(seconds(lambda: bare_read(path)))
            whole.append(imported(path, Path(place, str(number)))["seconds"])
    return {"bare": statistics.median(bare), "import": statistics.median(whole)}


def memory(path: Path) -> dict[str, float]:
    """Largest resident set in MB after one import; 0 where the system does not tell."""
    with tempfile.TemporaryDirectory() as place:
        counted = imported(path, Path(place, "buku"))
    try:
        import resource
    except ImportError:  # Windows
        return {"memory": 0.0, **counted}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"memory": peak / (2**20 if sys.platform == "darwin" else 2**10), **counted}


def child(task: str, path: Path) -> dict[str, float]:
    """One measurement in a fresh process."""
    run = [sys.executable, __file__, "--child", task, str(path)]
    return json.loads(subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])


def main(people: int) -> int:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "01_nominatif_siasn.xlsx")
        write(path, people)
        found = {**child("speed", path), **child("memory", path)}
    ratio = found["import"] / found["bare"]
    print(f"{people} ASN x {len(HEADERS)} columns: bare read {found['bare']:.2f} s, import {found['import']:.2f} s "
          f"(x{ratio:.2f}), {found['used']:.0f} of {found['rows']:.0f} rows used, peak memory {found['memory']:.0f} MB")
    targets = (
        (f"import of {people} ASN x {len(HEADERS)} columns, times a bare read", ratio, TIME_BOUND),
        (f"peak memory of importing {people} ASN, MB", found["memory"], MEMORY_BOUND_MB),
    )
    for name, figure, bound in targets:
        print(f"{name}: {figure:.2f}, {bound:g}, {'short' if figure > bound else 'ok'}")
    return int(any(figure > bound for _, figure, bound in targets))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps({"speed": speed, "memory": memory}[sys.argv[2]](Path(sys.argv[3]))))
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else PEOPLE))
