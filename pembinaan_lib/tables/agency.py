"""Whether a file is of the agency whose workbook it is, and whose ratings it holds, as far as the file itself says."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from pembinaan_lib.tables.sieve import Sieve
from pembinaan_lib.tables.spelling import plain

WRONG, ELSEWHERE = "TBL-025", "TBL-067"
_NAMED = re.compile(r"\b(?:kota|kabupaten|provinsi) [a-z]{3,}")
_SHORT = ((r"\bpemkot\b", "kota"), (r"\bpemkab\b", "kabupaten"), (r"\bpemprov\b", "provinsi"),
          (r"\bkab\b", "kabupaten"),
          (r"\bprov\b", "provinsi"), (r"\bpemerintah(?: daerah)?\b", ""))
_SOURCES = (
    ("360", re.compile(r"\b360\b")),
    ("diri", re.compile(r"\b(?:penilaian diri|asesmen diri|diri sendiri|self assessment|mandiri)\b")),
    ("atasan", re.compile(r"\b(?:atasan|atasan langsung|penilaian oleh pimpinan)\b")),
    ("asesmen", re.compile(r"\b(?:asesmen|assessment|assesment|asesmen center|uji kompetensi|jpm|asesor)\b")),
)


def bare(name: str) -> str:
    """``Pemerintah Kota Sibolga``, ``Pemkot Sibolga`` and ``KOTA SIBOLGA`` are all ``kota sibolga``."""
    text = plain(name)
    for pattern, word in _SHORT:
        text = re.sub(pattern, word, text)
    return " ".join(text.split())


def check_agency(instansi: str, titles: Sequence[str], column: pd.Series | None, sieve: Sieve) -> None:
    """A finding where the column of agencies, or else the title above the header, names another agency."""
    own = bare(instansi)
    if not own:
        return
    told = None if column is None else column.dropna()
    if told is not None and len(told):
        _check_column(told, own, instansi, sieve)
        return
    text = bare(" ".join(titles))
    if _NAMED.search(text) and own not in text:
        sieve.remark(WRONG, severity="perlu_dicek", terbaca=_NAMED.search(text)[0].title(), instansi=instansi)


def _check_column(told: pd.Series, own: str, instansi: str, sieve: Sieve) -> None:
    other = told.map({name: bare(name) != own for name in told.unique()}).astype("bool")
    if other.sum() * 2 > len(sieve.baris):  # of all rows: a column filled for the few seconded ones says little
        sieve.remark(
            WRONG, "instansi_kerja", severity="menghalangi", terbaca=sieve.shown(told[other].mode().iloc[0], "instansi_kerja"),
            instansi=instansi,
        )
        return
    rows = other.reindex(range(len(sieve.baris)), fill_value=False).to_numpy()
    sieve.note(rows & sieve.kept, ELSEWHERE, "instansi_kerja", instansi=instansi)


def source_of_ratings(texts: Sequence[str]) -> str | None:
    """Who rated, as the name of the file, its title rows or its headers say; the first text that says it decides."""
    for text in map(plain, texts):
        for source, pattern in _SOURCES:
            if pattern.search(text):
                return source
    return None
