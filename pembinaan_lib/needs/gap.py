"""How far employees are below the standard of their post, as far as anybody has measured it.

Answers "how big is the gap, and how do we know?". Whoever was not measured has no row: not measured is never zero.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.needs.standards import required_levels
from pembinaan_lib.rules import RuleSet

VALID_FOR = "kompetensi.masa_berlaku_asesmen"
SOURCES = "kompetensi.urutan_sumber"
EXPIRED, SELF_ONLY, UNDATED = "kedaluwarsa", "hanya penilaian diri", "tanggal tidak dapat dipakai"
_KEY = ["pegawai_id", "kompetensi"]


def competency_gap(
    pegawai: pd.DataFrame, penilaian: pd.DataFrame, standar: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Gap of each employee and competency for which there is evidence.

    Parameters
    ----------
    pegawai, standar
        As in :func:`required_levels`.
    penilaian : DataFrame
        One row per employee, competency, date and source: ``level`` (0 to 5), ``tanggal``, ``sumber``.
    rules : RuleSet
        Needs ``kompetensi.masa_berlaku_asesmen`` (years), ``kompetensi.urutan_sumber`` and those of
        :func:`required_levels`.
    tanggal : date
        Day as of which evidence is judged.

    Returns
    -------
    DataFrame
        One row per employee and competency of the post that has any evidence, sorted by both: ``standar, level``
        (levels), ``kesenjangan`` (levels, >= 0; missing where the evidence does not count), ``sumber, tanggal,
        umur_hari, berlaku`` (bool), ``catatan`` (why it does not count, else empty), ``rule_id, rule_from`` of the
        standard.

    Notes
    -----
    kesenjangan = max(0, standar - level). Of several assessments the first source of ``kompetensi.urutan_sumber``
    counts, of that source the newest. A source outside that list (self-rating) never counts alone. Evidence is valid
    up to and including the day it turns the age of the rule; evidence without a date or from the future is not.

    References
    ----------
    data/rules/kompetensi/masa_berlaku_asesmen.yaml (PerBKN 26/2019 Pasal 29(4))
    """
    required = required_levels(pegawai, standar, rules=rules, tanggal=tanggal)
    found = required.merge(_evidence(penilaian, rules=rules, tanggal=tanggal), on=_KEY)
    found["kesenjangan"] = (found["standar"] - found["level"]).clip(lower=0).where(found["berlaku"])
    columns = [*_KEY, "standar", "level", "kesenjangan", "sumber", "tanggal", "umur_hari", "berlaku", "catatan"]
    return found[[*columns, "rule_id", "rule_from"]].sort_values(_KEY, kind="stable", ignore_index=True)


def unit_gap(
    gap: pd.DataFrame, pegawai: pd.DataFrame, *, required: pd.DataFrame, level: float, unit: str = "perangkat_daerah"
) -> pd.DataFrame:
    """Gap of each unit and competency, always beside how many were measured.

    Parameters
    ----------
    gap : DataFrame
        From :func:`competency_gap`.
    pegawai : DataFrame
        Uses ``pegawai_id`` and the column named by `unit`.
    required : DataFrame
        From :func:`required_levels`: whom a competency concerns, measured or not.
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    DataFrame
        One row per unit and competency that its posts ask for, sorted by both: ``jumlah_asn`` (whom it concerns),
        ``dinilai`` (with valid evidence), ``cakupan_rasio``, ``rerata_kesenjangan`` (levels) with ``bawah, atas``,
        ``di_bawah_standar`` (people), ``di_bawah_rasio`` (of the measured) with ``rasio_bawah, rasio_atas`` (Wilson).
        Nobody measured: the figures are missing, not zero.

    Notes
    -----
    The intervals know chance only; that the measured are not drawn by lot is said by ``cakupan_rasio``.
    """
    place = pegawai[["pegawai_id", unit]].assign(**{unit: pegawai[unit].fillna("")})
    key = [unit, "kompetensi"]
    concerned = required[_KEY].merge(place, on="pegawai_id").groupby(key, sort=True).size().rename("jumlah_asn")
    measured = gap.loc[gap["berlaku"], [*_KEY, "kesenjangan"]].merge(place, on="pegawai_id")
    means = statistics.mean_intervals(measured, by=key, value="kesenjangan", level=level).set_index(key)
    means = means.rename(columns={"n": "dinilai", "rerata": "rerata_kesenjangan"}).drop(columns="simpangan_baku")
    below = measured[measured["kesenjangan"] > 0].groupby(key).size().rename("di_bawah_standar")
    found = concerned.to_frame().join([means, below]).reset_index()
    counts = ["jumlah_asn", "dinilai", "di_bawah_standar"]
    found[counts] = found[counts].fillna(0).astype("Int64")
    shares = statistics.proportion_interval(found["di_bawah_standar"], found["dinilai"], level=level)
    shares = shares.rename(columns={"rasio": "di_bawah_rasio", "bawah": "rasio_bawah", "atas": "rasio_atas"})
    found["cakupan_rasio"] = (found["dinilai"] / found["jumlah_asn"]).astype("float64")
    columns = [*key, "jumlah_asn", "dinilai", "cakupan_rasio", "rerata_kesenjangan", "bawah", "atas"]
    return found.join(shares)[[*columns, "di_bawah_standar", *shares.columns]]


def _evidence(penilaian: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """One row per employee and competency: the assessment that counts, else the best that does not."""
    today = pd.Timestamp(tanggal)
    oldest = today - pd.DateOffset(years=int(rules.value(VALID_FOR, tanggal).value))
    order = {source: place for place, source in enumerate(rules.value(SOURCES, tanggal).value)}
    seen = penilaian[[*_KEY, "tanggal", "sumber", "level"]].dropna(subset="level")
    place = seen["sumber"].map(order).astype("float64")
    dated = seen["tanggal"].notna() & (seen["tanggal"] <= today)
    fresh = dated & (seen["tanggal"] >= oldest)
    seen = seen.assign(
        level=seen["level"].astype("float64"), berlaku=fresh & place.notna(),
        umur_hari=(today - seen["tanggal"]).dt.days.astype("Int64"), urutan=place.fillna(len(order)),
        catatan=_why_not(place.notna(), dated=dated, fresh=fresh),
    )
    # Among rows of one source and day (a file twice) the lower level counts: it does not depend on the order of rows.
    seen = seen.sort_values(
        [*_KEY, "berlaku", "urutan", "tanggal", "level"], ascending=[True, True, False, True, False, True],
        kind="stable",
    )
    return seen.drop_duplicates(_KEY).drop(columns="urutan")


def _why_not(listed: pd.Series, *, dated: pd.Series, fresh: pd.Series) -> pd.Series:
    reason = pd.Series("", index=listed.index, dtype="str").mask(~fresh, EXPIRED).mask(~dated, UNDATED)
    return reason.mask(~listed, SELF_ONLY)
