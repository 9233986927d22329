"""How text is compared and tidied: one plain form for headers, choices and names of units."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[\W_]+")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
_NUMBERING = re.compile(r"^(?:\d{1,2}|u\d) (?=[a-z])")
#: Short forms in names of units, written out.
SHORT_UNITS = {
    "dinkes": "dinas kesehatan", "disdik": "dinas pendidikan", "disdikbud": "dinas pendidikan dan kebudayaan",
    "dikbud": "pendidikan dan kebudayaan", "dukcapil": "dinas kependudukan dan pencatatan sipil",
    "disdukcapil": "dinas kependudukan dan pencatatan sipil", "kominfo": "komunikasi dan informatika",
    "diskominfo": "dinas komunikasi dan informatika", "dishub": "dinas perhubungan", "dinsos": "dinas sosial",
    "dpmptsp": "dinas penanaman modal dan pelayanan terpadu satu pintu", "setda": "sekretariat daerah",
    "bkpsdm": "badan kepegawaian dan pengembangan sumber daya manusia", "setwan": "sekretariat dprd",
    "pupr": "pekerjaan umum dan penataan ruang", "satpol pp": "satuan polisi pamong praja", "sek": "sekretariat",
    "bpbd": "badan penanggulangan bencana daerah", "kec": "kecamatan", "kel": "kelurahan", "bag": "bagian",
    "bid": "bidang",
    "sekr": "sekretariat", "pkm": "puskesmas", "pusk": "puskesmas", "sdn": "sd negeri", "smpn": "smp negeri",
    "tkn": "tk negeri",
    "dis": "dinas", "din": "dinas", "n": "negeri",
}


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Lower-case words without punctuation: ``NIP_BARU``, ``nipBaru`` and ``NIP  Baru.`` are all ``nip baru``."""
    joined = _CAMEL.sub(" ", text) if not _SPACES.search(text.strip()) else text
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", joined).casefold()).strip()


def plain_header(text: str) -> str:
    """As :func:`plain`, without a leading number: ``1. Integritas`` and ``U1 Persyaratan``."""
    return _NUMBERING.sub("", plain(text))


def tidy(text: str) -> str:
    """The text in one line, without invisible characters and without spaces to spare."""
    if text.isprintable() and "  " not in text:  # true of almost every cell, and fast
        return text.strip()
    return _SPACES.sub(" ", _CONTROL.sub("", text)).strip()
