"""The job person match (JPM): how much of what the post asks for each ASN has shown."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.rules import RuleSet, bands

FORMULA = "asesmen.jpm_rumus"
PURPOSES = {"pemetaan": "asesmen.jpm_pemetaan", "seleksi": "asesmen.jpm_seleksi"}


def jpm(gap: pd.DataFrame, *, rules: RuleSet, tanggal: date, tujuan: str = "pemetaan") -> pd.DataFrame:
    """JPM of each ASN with at least one measured competency.

    Parameters
    ----------
    gap : DataFrame
        One row per ASN and competency: ``pegawai_id``, ``standar`` and ``level`` (levels); rows whose ``berlaku`` is
        false (where there is such a column) and rows without a level are left out. For a projection on another post
        `standar` is that post's.
    rules : RuleSet
        Needs ``asesmen.jpm_rumus`` and the bands of the purpose, looked up on `tanggal`.
    tanggal : date
        The day on which we look.
    tujuan : str
        ``pemetaan`` (default: plans are made of mapping) or ``seleksi``.

    Returns
    -------
    DataFrame
        One row per ASN, sorted by ``pegawai_id``: ``dinilai`` (competencies measured), ``capaian`` and ``standar``
        (sums of levels), ``jpm`` (percent, unrounded), ``kategori``, ``rule_id``, ``rule_from`` (the bands).

    Raises
    ------
    KeyError
        No such purpose (a fault of ours).
    RuleNotInForceError
        A rule does not hold on that day.

    Notes
    -----
    jpm = min(100, sum of levels / sum of standards x 100): a level above the standard of one competency makes up for
    another one below it. Competencies that nobody measured are on neither side; ``dinilai`` says how many were.

    References
    ----------
    data/rules/asesmen/*.yaml
    """
    band, formula = rules.value(PURPOSES[tujuan], tanggal), rules.value(FORMULA, tanggal).value
    rows = gap.dropna(subset=["level", "standar"])
    if "berlaku" in rows:
        rows = rows[rows["berlaku"].astype("bool")]
    rows = rows.assign(pegawai_id=rows["pegawai_id"].astype("str")).astype({"level": "float64", "standar": "float64"})
    people = rows.groupby("pegawai_id", sort=True)
    found = pd.DataFrame({
        "dinilai": people.size().astype("int64"), "capaian": people["level"].sum(), "standar": people["standar"].sum(),
    }).reset_index()
    asked = found["standar"].where(found["standar"].gt(0))
    # Nine digits: binary fractions must not carry a value over the edge of a band.
    found["jpm"] = (found["capaian"] / asked * formula["pengali"]).round(9).clip(upper=formula["tertinggi"])
    return found.assign(
        kategori=bands.label(found["jpm"], band),
        rule_id=pd.Series(band.rule_id, index=found.index, dtype="str"),
        rule_from=pd.Series(pd.Timestamp(band.rule_from), index=found.index, dtype="datetime64[s]"),
    )
