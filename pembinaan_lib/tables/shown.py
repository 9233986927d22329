"""What of a planner's file may be repeated in a finding: words that name no person, and no long number.

In doubt nothing is shown: the column and the row tell where to look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from functools import cache, lru_cache

from pembinaan_lib.tables import choices, days, fields
from pembinaan_lib.tables.canonical import reference
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.spelling import SHORT_UNITS, plain, plain_header

HIDDEN = "…"
_NUMBER = re.compile(r"\d{8}|(?:\d[\s.,/'|_\-]*){9}", re.ASCII)
_SHEET_NUMBER = re.compile(r"(?:\d[\s.,/'|_\-]*){6}", re.ASCII)
_FILE_NUMBER = re.compile(r"(?:\d[\s.,/'|_\-]*){9,}", re.ASCII)
_MAIL = re.compile(r"\S*@\S*")
#: Words of everyday files beside those of the dictionary; none of them is used as a person's name.
_EVERYDAY = frozenset("""
ada belum tidak kosong kontrak honorer thl tks outsourcing pindah meninggal cuti sakit izin alpa hadir absen lihat
lampiran catatan data daftar lembar rekap rekapitulasi hasil form formulir respons responses sheet tabel jam menit hari
minggu bulan tahun jp rp orang buah paket kali persen ribu juta satu dua tiga empat lima enam tujuh delapan sembilan
sepuluh belas puluh ratus kantor camat lurah rumah sakit instansi pemerintah kota kabupaten provinsi nominatif pegawai
""".split())


@cache
def _known() -> frozenset[str]:
    """Every word of the dictionary, its choices and lists, and of kinds of units."""
    texts: list[str] = [*days.MONTHS, *_EVERYDAY, *choices.YA, *choices.TIDAK]
    for table in TABLES.values():
        for column in (*table.columns, *table.file_columns):
            texts += [column.name, *column.synonyms, *column.choices, *column.aliases]
    texts += reference("kompetensi")["kompetensi"].tolist()
    return frozenset(word for text in texts for word in plain(text).split()) | unit_words()


@cache
def unit_words() -> frozenset[str]:
    """Words that a unit's name is told by."""
    texts = [*SHORT_UNITS, *SHORT_UNITS.values(), *reference("urusan_perangkat_daerah")["kata_kunci"],
             "kantor camat kelurahan kecamatan sekolah rumah sakit rsud unit upt uptd pemerintah kota kabupaten",
             "provinsi bidang seksi subbagian sub cabang balai laboratorium gudang",
             "dinas badan bagian inspektorat sekretariat"]
    return frozenset(word for text in texts for word in plain(text).split() if len(word) > 1)


@lru_cache(maxsize=4096)
def in_digits(text: str) -> str:
    """With the digits of every script as 0 to 9, and without invisible characters."""
    if text.isascii():
        return text
    whole = "".join(mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) != "Cf")
    return "".join(mark if mark.isascii() else str(unicodedata.decimal(mark, mark)) for mark in whole)


def _words(text: str) -> list[str]:
    return [word for word in plain(in_digits(text)).split() if not word.isdigit()]


def private(text: str) -> bool:
    """Whether a text holds a long number of any script or an e-mail address."""
    return bool(_NUMBER.search(in_digits(text)) or "@" in text)


def only_known(text: str) -> bool:
    """Whether every word is one of the dictionary's, or too short to be a name."""
    return all(len(word) < 3 or word in _known() for word in _words(text))


def some_known(text: str, known: Set[str] | None = None) -> bool:
    """Whether a word of the dictionary (or of `known`) occurs, or the text has no word of its own."""
    words = [word for word in _words(text) if len(word) > 2]
    return not words or any(word in (_known() if known is None else known) for word in words)


@cache
def _first_words() -> frozenset[str]:
    columns = [column for table in TABLES.values() for column in table.file_columns]
    texts = [text for column in columns for text in (column.name, *column.synonyms)]
    return frozenset(words[0] for text in texts if (words := plain(text).split()) and len(words[0]) > 1)


def begins_like_a_header(text: str) -> bool:
    """Whether the first word is one that headers of the dictionary begin with, and no number follows it."""
    words = plain(text).split()
    return bool(words) and words[0] in _first_words() and not private(text)


def names_a_column(header: str) -> bool:
    """Whether a header can be no person's name: a word of the dictionary occurs, or an export has such a field."""
    return plain_header(header) in fields.NOT_KEPT or some_known(header)


class Names:
    """Names of persons, to tell whether a text holds one: in any order, case and spacing."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = list(names)
        self._index: tuple[frozenset[str], frozenset[frozenset[str]]] | None = None

    def _indexed(self) -> tuple[frozenset[str], frozenset[frozenset[str]]]:
        """Names of one word, and every two words that follow each other in a longer one."""
        if self._index is None:
            split = [words for name in self._names if (words := _words(name.split(",")[0]))]
            alone = frozenset(words[0] for words in split if len(words) == 1)
            pairs = frozenset(frozenset(pair) for words in split for pair in zip(words, words[1:], strict=False))
            self._index = alone, pairs
        return self._index

    def within(self, text: str) -> bool:
        """Whether the text holds one of the names, or two neighbouring words of one."""
        words = _words(text)
        if not words or not self._names:
            return False
        alone, pairs = self._indexed()
        beside = zip(words, words[1:], strict=False)
        return not alone.isdisjoint(words) or any(frozenset(pair) in pairs for pair in beside)


def sheet_name(name: str, number: int, names: Names) -> str:
    """The name of a sheet, or its number where the name may be a person's."""
    words = [word for word in _words(name) if len(word) > 2]
    doubtful = len(words) > 1 and not some_known(name)
    numbered = _SHEET_NUMBER.search(in_digits(name))
    return f"#{number}" if doubtful or numbered or private(name) or names.within(name) else name


def file_name(name: str, names: Names) -> str:
    """The name of a file with dots in the place of a person's name, number or address."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    if names.within(stem):
        return HIDDEN + dot + ending
    if private(stem):
        stem = _MAIL.sub(HIDDEN, stem)
        if _FILE_NUMBER.search(in_digits(stem)):
            stem = _FILE_NUMBER.sub(HIDDEN, in_digits(stem))
    return stem + dot + ending
