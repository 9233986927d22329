"""Which faults are planted in the files of surveys, citizens, goals and careers (16 to 27)?

They have their own stream of chance: the files before them stay as they are.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from pembinaan_lib.sample import surveys
from pembinaan_lib.sample.competencies import GENERAL
from pembinaan_lib.sample.faults import (
    Planter, impossible_date, misspelt, one_of, rounded, spaced, strangers, with_comma,
)
from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.services import MONTHS
from pembinaan_lib.sample.sheets import Cell, Fault, Sheet

_STRANGE_UNIT = ("Kantor Pajak Pratama", "PLN Ranting", "Rukun Warga 03")


def plant(sheets: dict[str, Sheet], people: list[Person], *, part: float, planted: int, rng: Random) -> None:
    """Plant every fault of files 16 to 27; `sheets` by the two digits of the file name. Changes the sheets in place.

    The first `planted` requests stay whole; `part` as in :func:`pembinaan_lib.sample.faults.plant`.
    """
    gone = strangers(people, rng)
    _survey(Planter(sheets["16"], rng, part))
    _literacy(Planter(sheets["17"], rng, part))
    _voice(Planter(sheets["18"], rng, part))
    _forum(Planter(sheets["19"], rng, part))
    _requests(Planter(sheets["20"], rng, part), planted)
    _goals(Planter(sheets["21"], rng, part), Planter(sheets["22"], rng, part))
    _discipline(Planter(sheets["23"], rng, part), gone)
    _sector(Planter(sheets["24"], rng, part), gone)
    _services(Planter(sheets["25"], rng, part))
    _potential(Planter(sheets["26"], rng, part), gone)
    _next_posts(Planter(sheets["27"], rng, part), gone)


def _survey(planter: Planter) -> None:
    for name in GENERAL[:2]:
        planter.each(2, surveys.ABLE.format(name), "pasangan_separuh", one_of(None), value_used=False)
    planter.each(6, surveys.UNIT, "ejaan_unit", misspelt)
    planter.each(2, surveys.UNIT, "unit_tidak_dikenal", one_of(*_STRANGE_UNIT), value_used=False)
    planter.repeat(3)


def _literacy(planter: Planter) -> None:
    sheet = planter.sheet
    planter.each(5, f"unitkerja. {surveys.UNIT}", "ejaan_unit", misspelt)
    planter.each(3, sheet.value_columns[4], "bukan_angka", one_of("tidak tahu", "kadang"), value_used=False)
    for row in planter.clean(planter.some(4)):  # left after the first page: LimeSurvey exports such answers too
        for name in (*sheet.value_columns, "submitdate. Date submitted"):
            row.cells[sheet.at(name)] = None
        row.cells[sheet.at("lastpage. Last page")] = 1
        row.faults.append(Fault(None, "jawaban_kosong", used=False, value_used=False))


def _voice(planter: Planter) -> None:
    planter.each(4, "Instansi Terlapor", "ejaan_unit", misspelt)
    planter.each(2, "Instansi Terlapor", "unit_tidak_dikenal", one_of(*_STRANGE_UNIT), value_used=False)
    planter.each(3, "Isi Laporan Awal", "isi_kosong", one_of(None), used=False, value_used=False)
    planter.each(2, "Tanggal Laporan", "tanggal_mustahil", impossible_date, used=False, value_used=False)
    planter.each(5, "Tanggal Laporan", "tanggal_teks", _in_words)
    planter.each(3, "Status Laporan", "pilihan_tidak_dikenal", one_of("dialihkan ke pusat", "x?"), value_used=False)
    planter.repeat(4)
    planter.repeat(2, "Status Laporan", lambda _rng, state: "Selesai" if state != "Selesai" else "Baru")
    planter.blank(2)


def _forum(planter: Planter) -> None:
    planter.each(2, "Warga yang Hadir", "bukan_angka", one_of("sekitar tiga puluh", "ramai"), value_used=False)
    planter.each(2, "Tanggal Forum", "tanggal_teks", _in_words)
    planter.each(1, "Unit Penyelenggara", "ejaan_unit", misspelt)
    planter.repeat(1)


def _requests(planter: Planter, planted: int) -> None:
    later = planter.sheet.rows[planted:]  # the planted requests stay whole
    planter.each(3, "Unit Pengusul", "ejaan_unit", misspelt, among=later)
    planter.each(2, "Jumlah Peserta", "bukan_angka", one_of("semua staf", "menyusul"), value_used=False, among=later)
    planter.each(1, "Status Usulan", "pilihan_tidak_dikenal", one_of("nanti dulu"), value_used=False, among=later)
    planter.each(1, "Unit Pengusul", "isi_kosong", one_of(None), used=False, value_used=False, among=later)
    planter.repeat(1)


def _goals(aims: Planter, links: Planter) -> None:
    aims.each(2, "Realisasi", "bukan_angka", one_of("menunggu rilis", "belum rilis BPS"), value_used=False)
    aims.each(2, "Perangkat Daerah Pengampu", "ejaan_unit", misspelt)
    aims.each(2, "Target", "desimal_koma", _two_decimals)
    aims.repeat(1)
    named = [row.cells[0] for row in links.sheet.rows]
    spare = [row for row in links.sheet.rows if named.count(row.cells[0]) > 1]  # no goal loses its only competency
    links.each(1, "Bobot", "di_luar_batas", one_of(7, 60), used=False, value_used=False, among=spare)
    links.each(2, "Bobot", "desimal_koma", with_comma)


def _discipline(planter: Planter, gone: list[str]) -> None:
    planter.sheet.faults += [Fault(name, "tanggal_teks") for name in ("HUKUMAN TANGGAL", "AKHIR HUKUM TANGGAL")]
    planter.each(1, "JENIS TINGKAT HUKUMAN ID", "tingkat_tidak_dikenal", one_of("Z"), used=False, value_used=False)
    planter.each(1, "NIP BARU", "nip_angka_rusak", rounded, used=False, value_used=False)
    planter.unknown("NIP BARU", [gone.pop()])


def _sector(planter: Planter, gone: list[str]) -> None:
    planter.each(3, "NIP", "nip_spasi", spaced)
    planter.each(4, "Tanggal Mulai", "tanggal_teks", _in_words)
    planter.each(2, "Poin", "bukan_angka", one_of("lulus", "proses"), value_used=False)
    planter.each(2, "NIP", "nip_angka_rusak", rounded, used=False, value_used=False)
    planter.repeat(5)
    planter.unknown("NIP", [gone.pop() for _ in range(3)])
    planter.blank(2)


def _services(planter: Planter) -> None:
    planter.each(2, "Jumlah Pengguna", "bukan_angka", one_of("belum dihitung", "lihat buku tamu"), value_used=False)
    planter.each(1, "Unit Layanan", "ejaan_unit", misspelt)


def _potential(planter: Planter, gone: list[str]) -> None:
    planter.each(2, "Skor Potensi", "di_luar_batas", one_of(710, 128.5), used=False, value_used=False)
    planter.each(3, "Skor Potensi", "desimal_koma", with_comma)
    planter.each(1, "NIP", "nip_spasi", spaced)
    planter.unknown("NIP", [gone.pop()])


def _next_posts(planter: Planter, gone: list[str]) -> None:
    planter.each(1, "Jenjang Dituju", "jenjang_tidak_dikenal", one_of("Eselon khusus"), used=False, value_used=False)
    planter.unknown("NIP", [gone.pop()])


def _in_words(_rng: Random, value: Cell) -> str:
    """A day as people write it."""
    if not isinstance(value, dt.date):
        raise TypeError(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _two_decimals(_rng: Random, value: Cell) -> str:
    return f"{float(str(value)):.2f}".replace(".", ",")
