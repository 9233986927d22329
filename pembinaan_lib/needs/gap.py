"""How far employees are below the standard of their post, as far as anybody has measured it.

Answers "how big is the gap, and how do we know?". Whoever was not measured has no row: not measured is never zero.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.needs.evidence import evidence_frame
from pembinaan_lib.needs.standards import required_levels, target_levels, targets
from pembinaan_lib.rules import RuleSet

VALID_FOR = "kompetensi.masa_berlaku_asesmen"
SOURCES = "kompetensi.urutan_sumber"
CATEGORIES = "kebutuhan.kategori_kesenjangan"
SELF = "diri"
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
        umur_hari`` (days), ``berlaku`` (bool: it counts), ``catatan`` (why it does not), ``rule_id, rule_from``,
        ``nilai_diri`` (newest valid self-rating, levels), ``jumlah_penilaian`` (all that were given), ``sumber_lain``
        (other sources with a valid assessment, with commas).

    Notes
    -----
    kesenjangan = max(0, standar - level). Of several valid assessments the newest counts, of one day that of the first
    source of ``kompetensi.urutan_sumber``. A source outside that list (self-rating) never counts. Evidence is valid
    up to and including the day it turns the age of the rule; evidence without a date or from the future is not.

    References
    ----------
    data/rules/kompetensi/masa_berlaku_asesmen.yaml (PerBKN 26/2019 Pasal 29(4))
    """
    required = required_levels(pegawai, standar, rules=rules, tanggal=tanggal)
    return _against(required, penilaian, rules=rules, tanggal=tanggal)


def target_gap(
    pegawai: pd.DataFrame, jabatan_dituju: pd.DataFrame, penilaian: pd.DataFrame, standar: pd.DataFrame, *,
    rules: RuleSet, tanggal: date,
) -> pd.DataFrame:
    """Gap of each employee against the post to be held, of those who are meant for one.

    Parameters
    ----------
    jabatan_dituju : DataFrame
        One row per employee: ``jenjang_dituju, jabatan_dituju, urusan_dituju`` (empty: the urusan of today).
    pegawai, penilaian, standar, rules, tanggal
        As in :func:`competency_gap`; who is not in `pegawai` has no row.

    Returns
    -------
    DataFrame
        As :func:`competency_gap`, with ``jenjang_dituju, jabatan_dituju`` at the end; `standar` is that of the target.
    """
    required = target_levels(pegawai, jabatan_dituju, standar, rules=rules, tanggal=tanggal)
    found = _against(required, penilaian, rules=rules, tanggal=tanggal)
    meant = targets(pegawai, jabatan_dituju)[["pegawai_id", "jenjang_dituju", "jabatan_dituju"]]
    return found.merge(meant, on="pegawai_id")


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
        ``di_bawah_standar`` (people), ``di_bawah_rasio`` (of the measured) with ``rasio_bawah, rasio_atas`` (Wilson),
        ``tanggal`` (newest evidence that counts). Nobody measured: the figures are missing, not zero.

    Notes
    -----
    The intervals know chance only; that the measured are not drawn by lot is said by ``cakupan_rasio``.
    """
    place = pegawai[["pegawai_id", unit]].assign(**{unit: pegawai[unit].fillna("")})
    key = [unit, "kompetensi"]
    concerned = required[_KEY].merge(place, on="pegawai_id").groupby(key, sort=True).size().rename("jumlah_asn")
    measured = gap.loc[gap["berlaku"], [*_KEY, "kesenjangan", "tanggal"]].merge(place, on="pegawai_id")
    groups = measured.assign(di_bawah_standar=measured["kesenjangan"] > 0).groupby(key, sort=True)
    about = groups.agg({"di_bawah_standar": "sum", "tanggal": "max"})
    numbered = pd.DataFrame({"nomor": groups.ngroup(), "kesenjangan": measured["kesenjangan"]})  # faster than by names
    means = statistics.mean_intervals(numbered, by=["nomor"], value="kesenjangan", level=level).set_index(about.index)
    means = means.rename(columns={"n": "dinilai", "rerata": "rerata_kesenjangan"})[_MEANS]
    found = concerned.to_frame().join([means, about]).reset_index()
    counts = ["jumlah_asn", "dinilai", "di_bawah_standar"]
    found[counts] = found[counts].fillna(0).astype("Int64")
    shares = statistics.proportion_interval(found["di_bawah_standar"], found["dinilai"], level=level)
    shares = shares.rename(columns={"rasio": "di_bawah_rasio", "bawah": "rasio_bawah", "atas": "rasio_atas"})
    found["cakupan_rasio"] = (found["dinilai"] / found["jumlah_asn"]).astype("float64")
    columns = [*key, "jumlah_asn", "dinilai", "cakupan_rasio", "rerata_kesenjangan", "bawah", "atas"]
    return found.join(shares)[[*columns, "di_bawah_standar", *shares.columns, "tanggal"]]


def coverage(
    gap: pd.DataFrame, pegawai: pd.DataFrame, *, required: pd.DataFrame, unit: str = "perangkat_daerah"
) -> pd.DataFrame:
    """By whom a unit was assessed: how many people each source stands for.

    Returns
    -------
    DataFrame
        One row per unit, competency and source that decided for somebody, sorted: ``sumber, berlaku`` (bool: it
        counts), ``orang`` (people), ``jumlah_asn`` (whom the competency concerns), ``rasio`` (0 to 1). The ``orang``
        of rows that count add up to ``dinilai`` of :func:`unit_gap`.
    """
    place = pegawai[["pegawai_id", unit]].assign(**{unit: pegawai[unit].fillna("")})
    key = [unit, "kompetensi"]
    concerned = required[_KEY].merge(place, on="pegawai_id").groupby(key).size().rename("jumlah_asn")
    seen = gap[[*_KEY, "sumber", "berlaku"]].assign(sumber=gap["sumber"].fillna("")).merge(place, on="pegawai_id")
    found = seen.groupby([*key, "sumber", "berlaku"], sort=True).size().rename("orang").reset_index()
    found = found.merge(concerned.reset_index(), on=key)
    found[["orang", "jumlah_asn"]] = found[["orang", "jumlah_asn"]].astype("Int64")
    return found.assign(rasio=(found["orang"] / found["jumlah_asn"]).astype("float64"))


def gap_evidence(unit_gap: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """The measured gap as evidence for the register.

    Parameters
    ----------
    unit_gap : DataFrame
        From :func:`unit_gap` by perangkat daerah.
    rules : RuleSet
        Needs ``kebutuhan.kategori_kesenjangan`` (bands in levels).

    Returns
    -------
    DataFrame
        Evidence frame, *kesenjangan*: one row per unit and competency that anybody was measured for; ``jumlah`` is
        how many were.

    Notes
    -----
    nilai = min(1, rerata_kesenjangan / lower edge of the highest category): a unit whose mean gap falls in the highest
    category needs most. The scale is fixed, so one unit's figure does not move another's.
    """
    rule = rules.value(CATEGORIES, tanggal)
    highest = rule.value["bands"][-1]
    full = float(highest["from"] or highest["to"])
    measured = unit_gap[unit_gap["dinilai"] > 0]
    found = measured.assign(nilai=(measured["rerata_kesenjangan"] / full).clip(upper=1), jumlah=measured["dinilai"])
    return evidence_frame(found, bukti="kesenjangan", rule=rule)


_MEANS = ["dinilai", "rerata_kesenjangan", "bawah", "atas"]
_GAP = (
    *_KEY, "standar", "level", "kesenjangan", "sumber", "tanggal", "umur_hari", "berlaku", "catatan", "rule_id",
    "rule_from", "nilai_diri", "jumlah_penilaian", "sumber_lain",
)


def _against(required: pd.DataFrame, penilaian: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    # Pairs of employee and competency are numbered once, in the order of the result: much faster than names.
    seen = penilaian[[*_KEY, "tanggal", "sumber", "level"]].dropna(subset="level")
    seen = seen.merge(required[_KEY].assign(_pasangan=range(len(required))), on=_KEY).drop(columns=_KEY)
    best = _evidence(seen, rules=rules, tanggal=tanggal).set_index("_pasangan")
    found = required.reset_index(drop=True).loc[best.index].join(best).reset_index(drop=True)
    found["kesenjangan"] = (found["standar"] - found["level"]).clip(lower=0).where(found["berlaku"])
    return found[list(_GAP)]


def _evidence(seen: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """One row per pair in order: the assessment that counts, else the best that does not."""
    today = pd.Timestamp(tanggal)
    oldest = today - pd.DateOffset(years=int(rules.value(VALID_FOR, tanggal).value))
    order = {source: place for place, source in enumerate(rules.value(SOURCES, tanggal).value)}
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
        ["_pasangan", "berlaku", "tanggal", "urutan", "level"], ascending=[True, False, False, True, True],
        kind="stable",
    )
    return _beside(seen.drop_duplicates("_pasangan"), seen, fresh=fresh).drop(columns="urutan")


def _beside(best: pd.DataFrame, seen: pd.DataFrame, *, fresh: pd.Series) -> pd.DataFrame:
    """The evidence that decided, with what else is known about the same person and competency."""
    pairs, told = best["_pasangan"], seen["_pasangan"]
    sources, names = pd.factorize(seen["sumber"], sort=True)
    mine = fresh.loc[seen.index].to_numpy("bool") & np.isin(sources, np.flatnonzero(names == SELF))
    own = seen.loc[mine, ["_pasangan", "level"]].drop_duplicates("_pasangan").set_index("_pasangan")["level"]
    valid, decided = seen["berlaku"].to_numpy("bool"), pd.Series(sources, index=seen.index).loc[best.index].to_numpy()
    others = np.zeros(len(best), dtype="int64")  # one bit per source
    for at in range(len(names)):
        also = pairs.isin(told[valid & (sources == at)]).to_numpy() & (decided != at)
        others |= also.astype("int64") << at
    words = {bits: ", ".join(name for at, name in enumerate(names) if bits >> at & 1) for bits in np.unique(others)}
    return best.assign(
        nilai_diri=pairs.map(own).astype("float64"), jumlah_penilaian=pairs.map(told.value_counts()).astype("Int64"),
        sumber_lain=pd.Series(others, index=best.index).map(words).astype("str"),
    )


def _why_not(listed: pd.Series, *, dated: pd.Series, fresh: pd.Series) -> pd.Series:
    reason = np.select([~listed, ~dated, ~fresh], [1, 2, 3], 0)
    words = np.array(["", SELF_ONLY, UNDATED, EXPIRED], dtype="object")
    return pd.Series(words[reason], index=listed.index, dtype="str")
