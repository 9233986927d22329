"""The yearly performance rating (predikat) of each ASN: as the file states it, else from the matrix of the law."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.errors import RuleNotInForceError
from pembinaan_lib.rules import RuleSet

MATRIX = "kinerja.predikat"
_AXES = ["hasil_kerja", "perilaku_kerja"]


def predikat(kinerja: pd.DataFrame, *, rules: RuleSet) -> pd.DataFrame:
    """The rating of each ASN and year, and whether the stated one contradicts the matrix.

    Parameters
    ----------
    kinerja : DataFrame
        One row per ASN and year: ``pegawai_id``, ``tahun``, ``hasil_kerja``, ``perilaku_kerja``, ``predikat``.
    rules : RuleSet
        Needs ``kinerja.predikat``, looked up on 31 December of the year that is rated.

    Returns
    -------
    DataFrame
        One row per row of `kinerja`, sorted by ``pegawai_id``, ``tahun``: ``predikat`` (missing where nothing tells
        it), ``sumber`` (tertulis, matriks or empty), ``menurut_matriks``, ``bertentangan`` (bool), ``rule_id``,
        ``rule_from`` (empty where the matrix says nothing: an axis is missing, or the year is before it).

    Notes
    -----
    The stated rating stands; a contradiction is for the planner to settle (PRF-011). Years before the matrix was in
    force keep what is stated.

    References
    ----------
    data/rules/kinerja/predikat.yaml (PermenPANRB 6/2022)
    """
    rows = kinerja[["pegawai_id", "tahun", *_AXES, "predikat"]].reset_index(drop=True)
    rows["pegawai_id"] = rows["pegawai_id"].astype("str")
    years = sorted(rows["tahun"].dropna().unique()) or [None]
    told = pd.concat([_matrix(year, rules) for year in years])
    found = rows.merge(told.astype({"tahun": rows["tahun"].dtype}), how="left", on=["tahun", *_AXES])
    stated, derived = found["predikat"].astype("str"), found["menurut_matriks"].astype("str")
    found = found.assign(
        predikat=stated.fillna(derived),
        sumber=derived.notna().map({True: "matriks", False: ""}).mask(stated.notna(), "tertulis").astype("str"),
        menurut_matriks=derived,
        bertentangan=stated.notna() & derived.notna() & stated.ne(derived).fillna(False),
        rule_id=found["rule_from"].notna().map({True: MATRIX, False: ""}).astype("str"),
        rule_from=found["rule_from"].astype("datetime64[s]"),
    )
    columns = ["pegawai_id", "tahun", "predikat", "sumber", "menurut_matriks", "bertentangan", "rule_id", "rule_from"]
    return found[columns].sort_values(["pegawai_id", "tahun"], kind="stable", ignore_index=True)


def latest(kinerja: pd.DataFrame, *, rules: RuleSet, tahun: int) -> pd.DataFrame:
    """The newest known rating of each ASN up to `tahun`: ``pegawai_id``, ``tahun``, ``predikat``, sorted."""
    known = predikat(kinerja, rules=rules).dropna(subset="predikat")
    known = known[known["tahun"].le(tahun).fillna(False)]
    return known.drop_duplicates("pegawai_id", keep="last")[["pegawai_id", "tahun", "predikat"]].reset_index(drop=True)


def _matrix(year: int | None, rules: RuleSet) -> pd.DataFrame:
    """The cells of the matrix in force at the end of a year as rows; none where it was not in force."""
    try:
        rule = None if year is None else rules.value(MATRIX, date(int(year), 12, 31))
    except RuleNotInForceError:  # older years have no matrix: what their files state is all there is
        rule = None
    cells = [] if rule is None else [
        (year, result, conduct, rating, pd.Timestamp(rule.rule_from))
        for result, row in rule.value["cells"].items() for conduct, rating in row.items()
    ]
    frame = pd.DataFrame(cells, columns=["tahun", *_AXES, "menurut_matriks", "rule_from"])
    kinds = dict.fromkeys([*_AXES, "menurut_matriks"], "str") | {"rule_from": "datetime64[s]"}
    return frame.astype(kinds)
