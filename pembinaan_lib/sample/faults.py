"""Which faults of real spreadsheets are planted, how many, and in which cells?

Every fault takes a row that has none yet. What a reader must still use is part of the fault: a NIP with spaces can be
read, a NIP that Excel turned into a rounded number cannot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from random import Random

from pembinaan_lib.sample.people import Person, nip_of
from pembinaan_lib.sample.services import MONTHS
from pembinaan_lib.sample.sheets import Cell, Fault, Row, Sheet

Change = Callable[[Random, Cell], Cell]
_SHORT = (
    ("Kelurahan ", "Kel. "), ("Kecamatan ", "Kec. "), ("Puskesmas ", "PKM "), ("SD Negeri ", "SDN "),
    ("SMP Negeri ", "SMPN "), (" dan ", " & "), ("Badan ", "Bdn. "),
)


def plant(sheets: dict[str, Sheet], people: list[Person], *, part: float, rng: Random) -> None:
    """Plant every fault of every file; `sheets` by the two digits of the file name. Changes the sheets in place.

    `part` is how many of the usual number there are (0 to 1); of each kind at least one stays.
    """
    Planter(sheets["01"], rng, part).roster(people)
    gone = strangers(people, rng)
    Planter(sheets["03"], rng, part).assessment()
    Planter(sheets["04"], rng, part).ratings(gone)
    Planter(sheets["05"], rng, part).performance(gone)
    Planter(sheets["06"], rng, part).courses(gone)
    Planter(sheets["07"], rng, part).survey()
    Planter(sheets["07"], rng, part).each(4, "Unit Kerja", "ejaan_unit", misspelt)
    Planter(sheets["08"], rng, part).satisfaction()
    Planter(sheets["09"], rng, part).indicators()
    Planter(sheets["11"], rng, part).attendance(gone)
    Planter(sheets["12"], rng, part).money("Jumlah (Rp)", exact=1)
    Planter(sheets["13"], rng, part).survey()
    Planter(sheets["14"], rng, part).learning(gone)
    Planter(sheets["15"], rng, part).money("Harga (Rp)", exact=0)


class Planter:
    """Plants faults in one sheet, each in a row that has none yet."""

    def __init__(self, sheet: Sheet, rng: Random, part: float = 1.0) -> None:
        self.sheet, self.rng, self.part = sheet, rng, part

    def some(self, number: int) -> int:
        """That part of the usual number, at least one of any."""
        return min(number, max(1, round(number * self.part)))

    def roster(self, people: list[Person]) -> None:
        breaks: dict[str, Change] = {"nip_angka_rusak": rounded, "nip_17_angka": shortened, "nip_bukan_nip": undated}
        lost = {p.nip: p.lost for p in people if p.lost}
        column = self.sheet.at("NIP BARU")
        for row in [row for row in self.sheet.rows if row.cells[column] in lost]:
            kind = lost[str(row.cells[column])]
            self._change(row, "NIP BARU", kind, breaks[kind], used=False, value_used=False)
        self.each(8, "NIP BARU", "nip_spasi", spaced)
        self.sheet.faults.append(Fault("TANGGAL LAHIR", "tanggal_teks"))
        for name in ("TMT CPNS", "TMT JABATAN"):
            self.each(5, name, "tanggal_teks", written_date)
        self.each(2, "TMT JABATAN", "tanggal_mustahil", impossible_date, value_used=False)
        self.each(8, "UNOR NAMA", "ejaan_unit", misspelt)
        self.each(4, "UNOR INDUK NAMA", "ejaan_unit", misspelt)
        self.each(5, "JENIS KELAMIN", "jenis_kelamin_bertentangan", lambda _rng, sex: "P" if sex == "L" else "L")
        self.repeat(4)
        self.repeat(3, "TMT JABATAN", lambda rng, _day: dt.date(2026, 10, rng.randint(1, 28)))
        self.blank(3)
        self.sheet.faults.append(Fault(None, "lembar_tambahan", used=False, value_used=False, should_be="Catatan"))

    def assessment(self) -> None:
        self.sheet.faults += [Fault("Mengelola Perubahan", "kolom_hilang", used=True, value_used=False)]
        self.sheet.faults += [Fault(name, "desimal_koma") for name in self.sheet.value_columns]
        self.each(3, "NIP", "nip_spasi", spaced)
        self.each(4, "Tanggal Asesmen", "tanggal_teks", written_date)
        self.repeat(1)

    def ratings(self, gone: list[str]) -> None:
        self.each(4, "NIP", "nip_spasi", spaced)
        self.each(3, "NIP", "nip_angka_rusak", rounded, used=False, value_used=False)
        self.each(6, "Tanggal Penilaian", "tanggal_teks", written_date)
        self.each(2, "Tanggal Penilaian", "tanggal_mustahil", impossible_date, value_used=False)
        self.each(8, "Unit Kerja", "ejaan_unit", misspelt)
        for name in ("Komunikasi", "Kerja Sama", "Pelayanan Publik"):
            self.each(4, name, "desimal_koma", with_comma)
            self.each(2, name, "skor_di_luar_rentang", one_of(7, 30, 25, 9), value_used=False)
        self.repeat(3)
        self.repeat(2, "Integritas", lambda _rng, value: 1.0 if value != 1.0 else 3.0)
        self.unknown("NIP", [gone.pop() for _ in range(4)])
        self.blank(2)

    def performance(self, gone: list[str]) -> None:
        self.each(3, "NIP", "nip_angka_rusak", rounded, used=False, value_used=False)
        self.each(3, "NIP", "nip_spasi", spaced)
        self.repeat(3)
        self.repeat(2, "PREDIKAT", lambda _rng, value: "Sangat Baik" if value != "Sangat Baik" else "Baik")
        self.unknown("NIP", [gone.pop() for _ in range(3)])
        self.blank(2)
        self.sheet.notes["Rekap"] = [["REKAP PREDIKAT (DATA CONTOH)"], ["Baik", "lihat lembar sebelah"]]
        self.sheet.faults.append(Fault(None, "lembar_tambahan", used=False, value_used=False, should_be="Rekap"))

    def courses(self, gone: list[str]) -> None:
        self.sheet.faults += [Fault(name, "tanggal_teks") for name in ("TANGGAL KURSUS", "TANGGAL SELESAI KURSUS")]
        self.each(4, "NIP BARU", "nip_spasi", spaced)
        self.each(3, "TANGGAL KURSUS", "tanggal_mustahil", impossible_date, used=False, value_used=False)
        self.each(6, "JUMLAH JAM", "jam_bukan_angka", one_of("dua hari", "lihat sertifikat"), value_used=False)
        self.repeat(6)
        self.repeat(2, "JUMLAH JAM", lambda _rng, value: str(int(str(value)) + 10))
        self.unknown("NIP BARU", [gone.pop() for _ in range(4)])
        self.blank(3)

    def survey(self) -> None:
        for name in self.sheet.value_columns[:3]:
            self.each(1, name, "skor_di_luar_rentang", one_of(0, 9, 44), value_used=False)

    def satisfaction(self) -> None:
        self.each(3, "Unit Kerja", "ejaan_unit", misspelt)
        for name in ("Persyaratan", "Biaya/Tarif"):
            self.each(2, name, "desimal_koma", with_comma)
        self.each(2, "Sarana dan Prasarana", "skor_di_luar_rentang", one_of(5.2, 33.1), value_used=False)
        self.repeat(1)

    def indicators(self) -> None:
        self.each(3, "Nilai", "desimal_koma", with_comma)
        self.each(3, "Bulan", "tanggal_teks", lambda _rng, day: f"{MONTHS[_day(day).month - 1]} {_day(day).year}")
        self.repeat(1)
        self.blank(2)

    def attendance(self, gone: list[str]) -> None:
        self.each(3, "NIP", "nip_spasi", spaced)
        self.repeat(2)
        self.unknown("NIP", [gone.pop()])
        self.blank(1)

    def money(self, column: str, *, exact: int) -> None:
        self.each(2 if exact else 1, column, "biaya_negatif", negative, used=False, value_used=False)
        self.repeat(exact)
        self.blank(1)

    def learning(self, gone: list[str]) -> None:
        self.each(4, "Nilai Pre Test", "desimal_koma", with_comma)
        # A row of which nothing is left would be lost, so the other test must be there.
        kind, beside = "skor_di_luar_rentang", "Nilai Post Test"
        self.each(2, "Nilai Pre Test", kind, one_of(120, 650), value_used=False, beside=beside)
        self.repeat(1)
        self.unknown("NIP", [gone.pop() for _ in range(2)])

    def each(
        self, number: int, column: str, kind: str, change: Change, *, used: bool = True, value_used: bool = True,
        beside: str = "", among: Sequence[Row] = (),
    ) -> None:
        """Change one cell in each of `number` rows that have no fault yet (and, where named, a value in `beside`)."""
        filled = [self.sheet.at(name) for name in (column, beside) if name]
        chosen = self.clean(
            self.some(number), lambda row: all(row.cells[at] is not None for at in filled), among=among,
        )
        for row in chosen:
            self._change(row, column, kind, change, used=used, value_used=value_used)

    def repeat(self, number: int, column: str | None = None, change: Change | None = None) -> None:
        """Put a second copy of `number` rows further down, exact or with one cell changed."""
        kind = "duplikat_berbeda" if column else "duplikat_persis"
        for row in self.clean(self.some(number)):
            copy = Row(list(row.cells), [Fault(column, kind, used=False, value_used=False)])
            if column and change:
                copy.cells[self.sheet.at(column)] = change(self.rng, copy.cells[self.sheet.at(column)])
            row.copied = True
            first = next(i for i, other in enumerate(self.sheet.rows) if other is row)
            self.sheet.rows.insert(self.rng.randint(first + 1, self._last()), copy)

    def unknown(self, column: str, nips: list[str]) -> None:
        """Add rows of people who are not in the roster."""
        for row, nip in zip(self.clean(self.some(len(nips))), nips, strict=False):
            cells = list(row.cells)
            cells[self.sheet.at(column)] = nip
            stranger = Row(cells, [Fault(column, "nip_tidak_dikenal", used=False, value_used=False)])
            self.sheet.rows.insert(self.rng.randint(1, self._last()), stranger)

    def blank(self, number: int) -> None:
        """Put blank rows between the others."""
        for _ in range(self.some(number)):
            self.sheet.rows.insert(self.rng.randint(1, self._last() - 1), Row([]))

    def _last(self) -> int:
        return len(self.sheet.rows) - sum(row.total for row in self.sheet.rows)

    def clean(
        self, number: int, fits: Callable[[Row], bool] = lambda _row: True, *, among: Sequence[Row] = (),
    ) -> list[Row]:
        """Rows without a fault, drawn at random from the sheet or from `among`: `number`, or as many as there are."""
        clean = [row for row in among or self.sheet.rows if row.plain and fits(row)]
        return self.rng.sample(clean, min(number, len(clean)))

    def _change(self, row: Row, column: str, kind: str, change: Change, *, used: bool, value_used: bool) -> None:
        at = self.sheet.at(column)
        before, row.cells[at] = row.cells[at], change(self.rng, row.cells[at])
        meant = _plain(before) if value_used else None
        row.faults.append(Fault(column, kind, used=used, value_used=value_used, should_be=meant))


def _plain(value: Cell) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def strangers(people: list[Person], rng: Random) -> list[str]:
    """Valid NIP of people who left long ago and are in no roster."""
    known = {p.nip for p in people}
    made: list[str] = []
    while len(made) < 20:
        born = dt.date(1958 + rng.randint(0, 6), rng.randint(1, 12), rng.randint(1, 28))
        start = dt.date(born.year + 25, 3, 1)
        nip = nip_of(born, start, contract=False, sex=rng.choice("LP"), number=rng.randint(1, 99))
        if nip not in known and nip not in made:
            made.append(nip)
    return made


def rounded(_rng: Random, nip: Cell) -> float:
    """What Excel makes of eighteen digits typed as a number: it keeps fifteen."""
    return float(int(str(nip)[:15] + "000"))


def shortened(_rng: Random, nip: Cell) -> str:
    """One digit lost."""
    return str(nip)[:16] + str(nip)[17:]


def undated(_rng: Random, nip: Cell) -> str:
    """Eighteen digits whose first eight are no date."""
    return f"{str(nip)[:4]}1745{str(nip)[8:]}"


def spaced(rng: Random, nip: Cell) -> str:
    """Readable, with spaces or a leading apostrophe."""
    text = str(nip)
    return rng.choice((f"{text[:8]} {text[8:14]} {text[14]} {text[15:]}", f"'{text}", f" {text} "))


def one_of(*values: Cell) -> Change:
    """Replaces a cell by one of `values`."""
    return lambda rng, _value: rng.choice(values)


def with_comma(_rng: Random, value: Cell) -> str:
    """A number typed as text with a decimal comma."""
    return str(value).replace(".", ",")


def negative(_rng: Random, value: Cell) -> int:
    """An amount with the wrong sign."""
    return -int(str(value))


def _day(value: Cell) -> dt.date:
    if not isinstance(value, dt.date):
        raise TypeError(value)
    return value


def written_date(rng: Random, value: Cell) -> str:
    """A date typed as text in one of the usual ways."""
    day = _day(value)
    return rng.choice((
        f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    ))


def impossible_date(rng: Random, _value: Cell) -> str:
    """A day that no calendar has."""
    return rng.choice(("31-02-2026", "30-02-2025", "32-01-2026", "29-02-2025", "31-06-2026"))


def misspelt(rng: Random, value: Cell) -> str:
    """The unit as somebody else would type it: other case, abbreviation, double space or one letter lost."""
    name = str(value)
    short = [name.replace(long, brief) for long, brief in _SHORT if long in name]
    word = max(name.split(), key=len)
    at = rng.randint(1, len(word) - 2)
    lost = name.replace(word, word[:at] + word[at + 1:], 1)
    return rng.choice([*short[:1], lost, name.replace(" ", "  ", 1) + " " if " " in name else name + " ", name.upper()])
