"""The register of needs: one row per unit and competency, with what we know, how sure we are, and where it stands.

Answers "what comes first, and why?" by a sum that anybody can redo in a spreadsheet (docs/keputusan/0004-register.md).
It does not say whether training is the remedy (see causes) nor what it costs (design).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib.needs.counted import (
    KEY,
    NAMING,
    SOURCES,
    TRUST,
    Grid,
    Numbers,
    Places,
    Truths,
    grid,
    shares,
    used_shares,
)
from pembinaan_lib.rules import RuleSet, bands

CONFIDENCE = "kebutuhan.keyakinan"
LIMIT = "kebutuhan.beda_sumber"
UNKNOWN = "belum_diketahui"
_FINE = 2.0**40


def register(
    counted: pd.DataFrame, unit_gap: pd.DataFrame, pegawai: pd.DataFrame, *, bobot: Mapping[str, Any], rules: RuleSet,
    tanggal: date,
) -> pd.DataFrame:
    """All needs of all units in order, with what each source contributes.

    Parameters
    ----------
    counted : DataFrame
        From :func:`pembinaan_lib.needs.counted_evidence`; may be empty.
    unit_gap : DataFrame
        From :func:`pembinaan_lib.needs.unit_gap` by perangkat daerah: whom a competency concerns and who was measured.
    pegawai : DataFrame
        Uses ``perangkat_daerah``: how many people a unit has, where no post asks for the competency.
    bobot : mapping
        Weight (>= 0) of each source of :data:`SOURCES`; scaled to sum 1, a source left out weighs nothing.
    rules : RuleSet
        Needs ``kebutuhan.bobot_bukti_penyebutan``, ``.beda_sumber`` and ``.keyakinan``.
    tanggal : date
        Day on which they hold.

    Returns
    -------
    DataFrame
        One row per unit and competency that a post asks for or any evidence speaks of, sorted by rank:
        ``perangkat_daerah, kompetensi, jumlah_asn`` (whom it concerns), ``dinilai, cakupan_rasio, orang_di_bawah``
        (missing where nobody was measured), ``bukti_<source>`` (0 to 1; missing: no evidence), ``nilai_<source>``
        (0 to 1, what is counted), ``kontribusi_<source>`` and ``kontribusi_belum_diketahui``, ``umur_hari`` (of the
        source that is longest without anything new), ``jumlah_bukti`` (sources that count), ``beda_sumber`` (0 to 1; missing below
        two sources), ``berbeda`` (bool), ``sumber_tertinggi, sumber_terendah`` (where *berbeda*), ``diketahui_rasio``
        (share of the weights that is known), ``keyakinan`` (0 to 1), ``keyakinan_label, prioritas`` (0 to 1),
        ``peringkat`` (1 first), ``rule_id, rule_from`` (of the confidence).
        Rows without evidence that counts have neither priority, confidence nor rank and stand last.

    Raises
    ------
    PembinaanError
        ``NED-060``: a weight that cannot be used.

    Notes
    -----
    For each source s with weight w (over the sources that the agency has at all), evidence x, keyakinan_bukti c of
    :func:`counted_evidence` (0 where there is none) and the source's average m over the agency::

        nilai_s       = c·x + (1 - c)·m
        kontribusi_s  = w·c·x            kontribusi_belum_diketahui = Σ w·(1 - c)·m
        prioritas     = Σ w·nilai_s      = Σ of all contributions

        beda_sumber   = largest of min(c, c*)·|(x - m) - (x* - m*)| of two sources with evidence (at most 1)
        keyakinan     = Σ w'·c · (1 - beda_sumber)        w': weights over all sources, also those nobody has

    - What nobody knows counts as the average of its source: missing evidence neither lifts nor hides a need, and one
      strong source alone does not beat several strong ones.
    - Two sources disagree only as far as both count.
    - A source that only names needs counts 0 where its unit named others.
    - Contributions are cut to multiples of 2^-40, so that they add up exactly, in any order.
    - Ties: more people below the standard, then the names of unit and competency.
    - All weights zero: no order.

    References
    ----------
    data/rules/kebutuhan/{bobot_bukti,bobot_bukti_penyebutan,keyakinan_bukti,keyakinan,beda_sumber}.yaml (design
    choices); docs/keputusan/0004-register.md
    """
    found = _grid(counted, unit_gap, rules=rules, tanggal=tanggal)
    weights = used_shares(bobot, found.average)
    parts, ranked = _parts(found, weights)
    table = pd.concat([
        _people(found.keys, unit_gap, pegawai), _wide(np.where(found.told, found.value, np.nan), "bukti_"),
        _wide(found.filled, "nilai_"), parts.where(ranked), _doubt(found, shares(bobot), rules=rules, tanggal=tanggal),
    ], axis=1)
    table["prioritas"] = parts.sum(axis=1).where(ranked)
    table[["diketahui_rasio", "keyakinan"]] = table[["diketahui_rasio", "keyakinan"]].where(ranked)
    return _ordered(_labelled(table, rules=rules, tanggal=tanggal))


def register_explanation(
    counted: pd.DataFrame, unit_gap: pd.DataFrame, *, bobot: Mapping[str, Any], rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Every figure behind every priority, one row per unit, competency and source.

    Returns
    -------
    DataFrame
        Sorted by unit, competency and source: ``perangkat_daerah, kompetensi, bukti, cara`` (*bukti*, *tidak disebut*
        or *belum diketahui*), ``nilai`` (0 to 1), ``keyakinan_bukti, pembatas, umur_hari, jumlah, cakupan_rasio,
        rata_rata`` (of the source over the agency), ``nilai_dihitung, bobot`` (used), ``kontribusi`` (known),
        ``kontribusi_belum_diketahui, rule_id, rule_from``. Sources of which the agency has nothing are left out.

    Notes
    -----
    kontribusi + kontribusi_belum_diketahui = bobot · nilai_dihitung; over the sources of a row they add up to its
    ``prioritas`` of :func:`register` but for its cut to 2^-40.
    """
    found = _grid(counted, unit_gap, rules=rules, tanggal=tanggal)
    there = np.flatnonzero(~np.isnan(found.average))
    weights, rule = used_shares(bobot, found.average)[there], rules.value(TRUST, tanggal)
    value, trust, told, row = (part[:, there].ravel() for part in (found.value, found.trust, found.told, found.row))
    rows, width = len(found.keys), len(there)
    average, weight = np.tile(found.average[there], rows), np.tile(weights, rows)
    beside = counted.reset_index(drop=True).reindex(row)[list(_BESIDE)].reset_index(drop=True)
    long = found.keys.loc[found.keys.index.repeat(width)].reset_index(drop=True).join(beside).assign(
        bukti=np.tile(np.array(SOURCES, dtype="object")[there], rows), nilai=value, keyakinan_bukti=trust,
        rata_rata=average, bobot=weight, nilai_dihitung=found.filled[:, there].ravel(),
        cara=np.select([told, ~np.isnan(value)], ["bukti", "tidak disebut"], "belum diketahui"),
        kontribusi=weight * trust * np.nan_to_num(value), kontribusi_belum_diketahui=weight * (1 - trust) * average,
        rule_id=TRUST, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    )
    long["pembatas"] = long["pembatas"].fillna("")
    return long.astype({"bukti": "str", "cara": "str"})[list(_EXPLAINED)]


_BESIDE = ("pembatas", "umur_hari", "jumlah", "cakupan_rasio")
_EXPLAINED = (
    *KEY, "bukti", "cara", "nilai", "keyakinan_bukti", "pembatas", "umur_hari", "jumlah", "cakupan_rasio", "rata_rata",
    "nilai_dihitung", "bobot", "kontribusi", "kontribusi_belum_diketahui", "rule_id", "rule_from",
)


def _grid(counted: pd.DataFrame, unit_gap: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> Grid:
    return grid(counted, unit_gap, naming=rules.value(NAMING, tanggal).value)


def _wide(values: Numbers, prefix: str) -> pd.DataFrame:
    return pd.DataFrame(values, columns=[prefix + source for source in SOURCES])


def _parts(found: Grid, weights: Numbers) -> tuple[pd.DataFrame, pd.Series]:
    """Contributions that add up exactly, and which rows have evidence that counts."""
    known = weights * found.trust * np.nan_to_num(found.value)
    unknown = (weights * (1 - found.trust) * np.nan_to_num(found.average)).sum(axis=1)
    parts = _wide(known, "kontribusi_").assign(**{f"kontribusi_{UNKNOWN}": unknown})
    counts = (found.told & (found.trust > 0) & (weights > 0)).any(axis=1)
    return np.floor(parts * _FINE) / _FINE, pd.Series(counts)


def _people(keys: pd.DataFrame, unit_gap: pd.DataFrame, pegawai: pd.DataFrame) -> pd.DataFrame:
    columns = ["jumlah_asn", "dinilai", "di_bawah_standar"]
    found = keys.merge(unit_gap[[*KEY, *columns]], on=KEY, how="left").rename(
        columns={"di_bawah_standar": "orang_di_bawah"},
    )
    headcount = pegawai["perangkat_daerah"].fillna("").value_counts()
    everybody = found["perangkat_daerah"].map(headcount).fillna(0)
    found["jumlah_asn"] = found["jumlah_asn"].astype("Int64").fillna(everybody.astype("Int64"))
    found["dinilai"] = found["dinilai"].astype("Int64").fillna(0)
    found["orang_di_bawah"] = found["orang_di_bawah"].astype("Int64").where(found["dinilai"] > 0)
    people = found["jumlah_asn"].astype("float64")
    found.insert(4, "cakupan_rasio", found["dinilai"].astype("float64") / people.where(people > 0))
    return found


def _doubt(found: Grid, given: Numbers, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Age, number of sources, how far they disagree, and how much is known."""
    counts = found.told & (found.trust > 0)
    spread, high, low = _apart(found, counts)
    differs = np.nan_to_num(spread) >= float(rules.value(LIMIT, tanggal).value)
    age = np.where(counts & ~np.isnan(found.age), found.age, -1).max(axis=1, initial=-1)
    names = np.array(SOURCES, dtype="object")
    known = np.minimum(1.0, (given * found.trust).sum(axis=1))
    return pd.DataFrame({
        "umur_hari": pd.Series(age).astype("Int64").where(age >= 0),
        "jumlah_bukti": pd.Series(counts.sum(axis=1)).astype("Int64"),
        "beda_sumber": spread,
        "berbeda": differs,
        "sumber_tertinggi": pd.Series(np.where(differs, names[high], ""), dtype="str"),
        "sumber_terendah": pd.Series(np.where(differs, names[low], ""), dtype="str"),
        "diketahui_rasio": known,
        "keyakinan": known * (1 - np.nan_to_num(spread)),
    })


def _apart(found: Grid, counts: Truths) -> tuple[Numbers, Places, Places]:
    """The largest disagreement of two sources, missing below two, with the higher and the lower of that pair."""
    above = np.where(counts, found.value - found.average, 0.0)
    trust = np.where(counts, found.trust, 0.0)
    pairs = np.minimum(trust[:, :, None], trust[:, None, :]) * (above[:, :, None] - above[:, None, :])
    pairs = pairs.reshape(len(above), len(SOURCES) ** 2)
    at, largest = pairs.argmax(axis=1), np.minimum(1.0, pairs.max(axis=1))
    return np.where(counts.sum(axis=1) > 1, largest, np.nan), at // len(SOURCES), at % len(SOURCES)


def _labelled(table: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    rule = rules.value(CONFIDENCE, tanggal)
    labels = bands.label(table["keyakinan"], rule)
    table.insert(table.columns.get_loc("keyakinan") + 1, "keyakinan_label", labels)
    return table.assign(rule_id=CONFIDENCE, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"))


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    found = table.assign(_orang=table["orang_di_bawah"].fillna(0)).sort_values(
        ["prioritas", "_orang", *KEY], ascending=[False, False, True, True], kind="stable", na_position="last",
        ignore_index=True,
    ).drop(columns="_orang")
    rank = pd.Series(range(1, len(found) + 1), dtype="Int64").where(found["prioritas"].notna())
    found.insert(found.columns.get_loc("prioritas") + 1, "peringkat", rank)
    return found
