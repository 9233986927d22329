"""What an 18-digit employee number proves: birth date, sex, start, PNS or PPPK; and whether it can be one at all."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.rules.bands import label
from pembinaan_lib.rules.ruleset import RuleSet

_NEWEST = date.max  # a number is read by the newest description: it was given once and never changes


def facts(nip: pd.Series, *, rules: RuleSet) -> pd.DataFrame:
    """What each NIP or NI PPPK says about its holder.

    Parameters
    ----------
    nip : Series
        Text, without blanks or quotes; missing allowed.
    rules : RuleSet
        Needs ``nip.struktur``, ``nip.jenis_pegawai``, ``nip.jenis_kelamin`` and ``nip.batas_wajar``.

    Returns
    -------
    DataFrame
        Same index as `nip`. ``tanggal_lahir`` (date), ``tahun_lahir``, ``jenis_kelamin`` (L or P), ``mulai`` (first day
        of the month of appointment, PNS only), ``tahun_mulai``, ``jenis`` (PNS or PPPK), ``sah`` (bool), ``masalah``.

    Notes
    -----
    ``masalah`` is empty or the first of: ``panjang`` (not 18 digits), ``tanggal`` (no possible birth date),
    ``mulai`` (no possible month or year of appointment), ``jenis_kelamin``, ``urutan`` (000), and ``usia``
    (appointed very young: a warning only, ``sah`` stays true). Facts of a number that is not ``sah`` are missing.

    References
    ----------
    data/rules/nip/*.yaml
    """
    parts = _parts(nip, rules)
    limits = rules.value("nip.batas_wajar", _NEWEST).value
    read = _read(parts, rules)
    problem = _problem(parts, read, limits)
    valid = problem.isin(["", "usia"])
    return read.where(valid).assign(sah=valid, masalah=problem)


def _parts(nip: pd.Series, rules: RuleSet) -> pd.DataFrame:
    """The number cut into its parts; empty texts where it has not exactly the digits that it must have."""
    structure = rules.value("nip.struktur", _NEWEST).value
    total = sum(part["panjang"] for part in structure.values())
    text = nip.astype("str").fillna("")
    complete = text.str.fullmatch(f"[0-9]{{{total}}}")
    text = text.where(complete, "")
    cut = {
        name: text.str.slice(part["awal"] - 1, part["awal"] - 1 + part["panjang"]) for name, part in structure.items()
    }
    return pd.DataFrame(cut).assign(lengkap=complete)


def _read(parts: pd.DataFrame, rules: RuleSet) -> pd.DataFrame:
    born = _date(parts["tanggal_lahir"])
    code = pd.to_numeric(parts["bulan_atau_kode"], errors="coerce")
    kind = label(code, rules.value("nip.jenis_pegawai", _NEWEST))
    start = _date((parts["tahun_mulai"] + parts["bulan_atau_kode"] + "01").where(kind.eq("PNS").fillna(False), ""))
    return pd.DataFrame({
        "tanggal_lahir": born,
        "tahun_lahir": born.dt.year.astype("Int64"),
        "jenis_kelamin": parts["jenis_kelamin"].map(rules.value("nip.jenis_kelamin", _NEWEST).value).astype("str"),
        "mulai": start,
        "tahun_mulai": pd.to_numeric(parts["tahun_mulai"], errors="coerce").astype("Int64"),
        "jenis": kind,
    })


def _date(text: pd.Series) -> pd.Series:
    return pd.to_datetime(text, format="%Y%m%d", errors="coerce").astype("datetime64[s]")


def _problem(parts: pd.DataFrame, read: pd.DataFrame, limits: dict[str, int]) -> pd.Series:
    """The first thing wrong with each number, in the order in which its digits stand."""
    age = (read["tahun_mulai"] - read["tahun_lahir"]).astype("Float64")
    born = read["tahun_lahir"].between(limits["tahun_lahir_awal"], limits["tahun_lahir_akhir"]).fillna(False)
    start = read["jenis"].notna() & age.between(0, limits["usia_mulai_maksimum"]).fillna(False)
    checks = {
        "usia": age.lt(limits["usia_mulai_minimum"]).fillna(False),
        "urutan": parts["nomor_urut"].str.fullmatch("0+"),
        "jenis_kelamin": read["jenis_kelamin"].isna(),
        "mulai": ~start,
        "tanggal": ~born,
        "panjang": ~parts["lengkap"],
    }
    problem = pd.Series("", index=parts.index, dtype="str")
    for name, wrong in checks.items():  # the last to be written is the first digit that is wrong
        problem = problem.mask(wrong.astype("bool"), name)
    return problem
