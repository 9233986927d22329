"""What the roster's own columns and the NIP say together: derived facts, and contradictions between the two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib.tables.sieve import Sieve
from pembinaan_lib.tables.spelling import plain

Columns = dict[str, pd.Series]
_POST_OF_LEVEL: Mapping[str, str] = {
    "JPT Utama": "JPT", "JPT Madya": "JPT", "JPT Pratama": "JPT", "Administrator": "Administrator",
    "Pengawas": "Pengawas",
    "Ahli Utama": "Fungsional", "Ahli Madya": "Fungsional", "Ahli Muda": "Fungsional", "Ahli Pertama": "Fungsional",
    "Penyelia": "Fungsional", "Mahir": "Fungsional", "Terampil": "Fungsional", "Pemula": "Fungsional",
    "Pelaksana": "Pelaksana",
}
_LEVEL_OF_POST = {"Administrator": "Administrator", "Pengawas": "Pengawas", "Pelaksana": "Pelaksana"}
_LEVEL_IN_TITLE = re.compile(
    r"(ahli (?:utama|madya|muda|pertama)|penyelia|mahir|terampil|pemula|pelaksana lanjutan)$"
)
_FORMER = {"pelaksana lanjutan": "Mahir"}
#: Three kinds of post in one word; the level tells which.
_STRUCTURAL = frozenset({"struktural", "jabatan struktural"})
_GOLONGAN = re.compile(r"\(?(?:(i{1,3}|iv|[1-4])[/. -]?([a-e])|([ivx]{1,5}))\)?", re.IGNORECASE | re.ASCII)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_DEGREES = re.compile(  # behind a name without a comma; only with their point, since "Se" and "Mm" are names too
    r"(?: +(?:S\.(?:Pd|Kom|Sos|Ag|Kep|Km|Si|Hut|Pt|Farm|Psi|Ip|Ap|Stp|St|Tr|Gz|Th|Ak|E|H|T|P|S)"
    r"|M\.(?:Si|Pd|Kes|Kom|Kep|Ap|Km|Ak|Th|Ag|Hum|Sc|Eng|M|H|T|P|A)|A\.M[ad]|Sp\.[A-Z]{1,4})(?:\.[A-Z]{1,4})*\.?)+$",
    re.IGNORECASE,
)
_TITLES = re.compile(r"^(?:(?:prof|drs|dra|dr|drg|drh|ir|apt|ns)\.? +)+", re.IGNORECASE)


def derived(columns: Columns, facts: pd.DataFrame, sieve: Sieve) -> Columns:
    """The roster's columns with what the NIP and the post prove filled in; contradictions become findings.

    Where a column and the NIP disagree the column stands: it is the planner who can tell which of the two is wrong.
    """
    done = dict(columns)
    done["nama"] = names(columns["nama"])
    _kind_of_employee(done, facts, sieve)
    _birth(done, facts, sieve)
    _contradiction(done["jenis_kelamin"], facts["jenis_kelamin"], "TBL-058", "jenis_kelamin", sieve)
    done["jenis_kelamin"] = done["jenis_kelamin"].fillna(facts["jenis_kelamin"])
    _contradiction(_month(done["tmt_cpns"]), _month(facts["mulai"]), "TBL-060", "tmt_cpns", sieve)
    done["tmt_cpns"] = done["tmt_cpns"].fillna(facts["mulai"])
    _rank(done, sieve)
    _post(done, sieve)
    sieve.note((facts["masalah"] == "usia").to_numpy() & sieve.kept, "TBL-065", "nip")
    return done


def names(values: pd.Series) -> pd.Series:
    """Names without academic titles and not in capitals only."""
    bare = [_bare(name) if isinstance(name, str) else None for name in values.to_numpy(dtype=object)]
    return pd.Series(bare, index=values.index, dtype="str")


def _bare(name: str) -> str:
    bare = _DEGREES.sub("", _TITLES.sub("", name.split(",")[0])).strip() or name
    return bare.title() if bare.isupper() else bare


def _contradiction(told: pd.Series, proved: pd.Series, code: str, column: str, sieve: Sieve) -> None:
    differ = (told.notna() & proved.notna() & (told != proved).fillna(False)).to_numpy(dtype=bool)
    sieve.note(differ & sieve.kept, code, column)


def _month(values: pd.Series) -> pd.Series:
    return values.dt.year * 12 + values.dt.month


def _kind_of_employee(columns: Columns, facts: pd.DataFrame, sieve: Sieve) -> None:
    kind = columns["jenis_pegawai"]
    empty = (kind.isna() & facts["jenis"].notna()).to_numpy() & sieve.kept
    sieve.note(empty, "TBL-063", "jenis_pegawai")
    kind = kind.mask(pd.Series(empty), facts["jenis"])
    kind = kind.mask((kind == "PNS") & (columns["status_cpns"] == "C").fillna(False), "CPNS")
    group = kind.replace({"CPNS": "PNS", "PPPK Paruh Waktu": "PPPK"})
    _contradiction(group, facts["jenis"], "TBL-059", "jenis_pegawai", sieve)
    columns["jenis_pegawai"] = kind


def _birth(columns: Columns, facts: pd.DataFrame, sieve: Sieve) -> None:
    """Only the year of birth is kept: the day would identify."""
    written = columns["tanggal_lahir"]
    _contradiction(written, facts["tanggal_lahir"], "TBL-057", "tanggal_lahir", sieve)
    year = columns["tahun_lahir"]
    without_day = year.where(written.isna())
    _contradiction(without_day.astype("float64"), facts["tahun_lahir"].astype("float64"), "TBL-057", "tahun_lahir",
                   sieve)
    born = written.dt.year.astype("Int64")
    columns["tahun_lahir"] = born.where(born.between(1900, 2100)).fillna(year).fillna(facts["tahun_lahir"])


def _rank(columns: Columns, sieve: Sieve) -> None:
    written = columns["golongan"]
    meant = written.map({text: golongan(text) for text in written.dropna().unique()}).astype("str")
    unreadable = (written.notna() & meant.isna()).to_numpy() & sieve.kept
    sieve.note(unreadable, "TBL-052", "golongan", cells=written.to_numpy(dtype=object))
    columns["golongan"] = meant


def golongan(written: str) -> str | None:
    """``IIIa``, ``3/A`` and ``Penata Muda (III/a)`` are ``III/a``; PPPK's ``ix`` is ``IX``; anything else is None."""
    inside = re.search(r"\(([^)]*)\)", written)
    match = _GOLONGAN.fullmatch((inside[1] if inside else written).strip())
    if match is None:
        return None
    if match[3]:
        return match[3].upper()
    return f"{_ROMAN.get(match[1], match[1].upper())}/{match[2].lower()}"


def _post(columns: Columns, sieve: Sieve) -> None:
    """Level from the title or kind of post, and kind of post from the level, where the file leaves one out."""
    before = columns["jenjang"]
    told = {title: _level_in(title) for title in columns["jabatan"].dropna().unique()}
    titles = columns["jabatan"].map(told).astype("str")
    functional = columns["jenis_jabatan"].isin(["Fungsional"]) | columns["jenis_jabatan"].isna()
    level = before.fillna(titles.where(functional)).fillna(columns["jenis_jabatan"].map(_LEVEL_OF_POST).astype("str"))
    kind = columns["jenis_jabatan"].fillna(level.map(_POST_OF_LEVEL).astype("str"))
    for column, old, new in (("jenjang", before, level), ("jenis_jabatan", columns["jenis_jabatan"], kind)):
        filled = np.flatnonzero((old.isna() & new.notna()).to_numpy() & sieve.kept)
        if len(filled):
            sieve.remark("TBL-062", column, row=int(sieve.baris[filled[0]]), jumlah=len(filled))
        columns[column] = new


def is_structural(cell: Any) -> bool:
    """Whether a kind of post says ``Struktural`` only."""
    return isinstance(cell, str) and plain(cell) in _STRUCTURAL


def tell_structural(kind: pd.Series, raw: np.ndarray, sieve: Sieve) -> None:
    """``Struktural`` of which no level tells the kind of post (TBL-052); where one does there is nothing to tell."""
    unknown = np.array([is_structural(cell) for cell in raw], dtype=bool) & kind.isna().to_numpy()
    sieve.note(unknown & sieve.kept, "TBL-052", "jenis_jabatan", cells=raw)


def _level_in(title: str) -> str | None:
    match = _LEVEL_IN_TITLE.search(plain(title))
    return _FORMER.get(match[1], match[1].title()) if match else None
