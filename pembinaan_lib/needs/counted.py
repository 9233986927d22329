"""How far each piece of evidence counts, and what stands in for what nobody knows.

Answers "how much of this do we really know?" before any weight is chosen: nothing here depends on the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.needs.evidence import COLUMNS, KEY
from pembinaan_lib.rules import RuleSet

SOURCES = ("kesenjangan", "kinerja", "survei", "suara", "sasaran", "integritas", "kesiapan", "literasi", "usulan")
"""The sources of evidence, in the order in which they are shown."""
TRUST = "kebutuhan.keyakinan_bukti"
NAMING = "kebutuhan.bobot_bukti_penyebutan"
Numbers = np.ndarray[Any, np.dtype[np.float64]]
Truths = np.ndarray[Any, np.dtype[np.bool_]]
Places = np.ndarray[Any, np.dtype[np.int64]]


def joined_evidence(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The evidence of all sources as one frame, in the order of :data:`SOURCES`, unit and competency.

    Parameters
    ----------
    frames : sequence of DataFrame
        Evidence frames (:data:`pembinaan_lib.needs.evidence.COLUMNS`); none, or empty ones, are welcome.

    Raises
    ------
    PembinaanError
        ``NED-061``: a source that the register does not know, or a value outside 0 to 1.
    """
    told = [frame[list(COLUMNS)] for frame in frames if len(frame)]
    if not told:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _TYPES.items()})
    return _sorted(_checked(pd.concat(told, ignore_index=True)))


def _checked(told: pd.DataFrame) -> pd.DataFrame:
    found = told[told["nilai"].notna() & told["kompetensi"].notna() & told["perangkat_daerah"].notna()]
    strange = sorted(set(found["bukti"].unique()) - set(SOURCES))
    if strange or not found["nilai"].between(0, 1).all():
        raise PembinaanError("NED-061", where=", ".join(map(str, strange)) or "nilai", sources=", ".join(SOURCES))
    return found.reset_index(drop=True)


def _sorted(told: pd.DataFrame) -> pd.DataFrame:
    found = told.assign(_urutan=_columns(told["bukti"])).sort_values(
        ["_urutan", *KEY, "nilai", "tanggal"], kind="stable", ignore_index=True,
    )
    return found.drop(columns="_urutan")


_TYPES = {
    "perangkat_daerah": "str", "kompetensi": "str", "bukti": "str", "nilai": "float64", "jumlah": "Int64",
    "cakupan_rasio": "float64", "tanggal": "datetime64[s]", "rule_id": "str", "rule_from": "datetime64[s]",
}


def counted_evidence(evidence: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Each piece of evidence with how far it counts, and why not further.

    Parameters
    ----------
    evidence : DataFrame
        Evidence frames of all sources, one after the other.
    rules : RuleSet
        Needs ``kebutuhan.keyakinan_bukti``.

    Returns
    -------
    DataFrame
        One row per unit, competency and source, in the order given: ``perangkat_daerah, kompetensi, bukti, nilai,
        jumlah, cakupan_rasio, tanggal, umur_hari`` (missing where undated or from the future), ``keyakinan_bukti``
        (0 to 1), ``pembatas`` (what limits it: *cakupan*, *jumlah*, *umur*, else empty), ``rule_id, rule_from``.

    Notes
    -----
    keyakinan_bukti is the weakest of three, each 0 to 1::

        cakupan_rasio / cakupan_penuh      jumlah / jumlah_penuh      (umur_habis - umur) / (umur_habis - umur_penuh)

    Unknown coverage or number limits nothing; evidence without a usable date counts ``tanpa_tanggal``. Rows that one
    source gives twice become one (and stand in the order of :func:`joined_evidence`): mean value, people together,
    smaller coverage, newest day.
    """
    rule = rules.value(TRUST, tanggal)
    told = _once(_checked(evidence[list(COLUMNS)]))
    bounds = pd.DataFrame(rule.value).T.astype("float64").reindex(told["bukti"]).reset_index(drop=True)
    days = (pd.Timestamp(tanggal) - told["tanggal"]).dt.days.astype("Int64")
    days = days.where(days >= 0)
    span = (bounds["umur_habis"] - bounds["umur_penuh"]).clip(lower=1)
    aged = (bounds["umur_habis"] - days.astype("float64")) / span
    limits = pd.DataFrame({
        "cakupan": _part(told["cakupan_rasio"] / bounds["cakupan_penuh"]),
        "jumlah": _part(told["jumlah"].astype("float64") / bounds["jumlah_penuh"]),
        "umur": aged.clip(0, 1).fillna(bounds["tanpa_tanggal"]),
    })
    trust = limits.min(axis=1).astype("float64")
    return told.drop(columns=["rule_id", "rule_from"]).assign(
        umur_hari=days, keyakinan_bukti=trust, pembatas=_weakest(limits), rule_id=TRUST,
        rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    )


def _part(values: pd.Series) -> pd.Series:
    return values.clip(0, 1).fillna(1.0)


def _weakest(limits: pd.DataFrame) -> pd.Series:
    if limits.empty:
        return pd.Series("", index=limits.index, dtype="str")
    return limits.idxmin(axis=1).astype("str").where(limits.min(axis=1) < 1, "")


def _once(told: pd.DataFrame) -> pd.DataFrame:
    key = ["bukti", *KEY]
    if not told.duplicated(key).any():
        return told
    groups = _sorted(told).groupby(key, sort=False)
    found = groups.agg(
        nilai=("nilai", "mean"), cakupan_rasio=("cakupan_rasio", "min"), tanggal=("tanggal", "max"),
        rule_id=("rule_id", "first"), rule_from=("rule_from", "first"),
    )
    found["jumlah"] = groups["jumlah"].sum(min_count=1).astype("Int64")
    return found.reset_index()[list(COLUMNS)]


@dataclass(frozen=True, eq=False)
class Grid:
    """Units × competencies (rows) by :data:`SOURCES` (columns), before any weight.

    ``value`` 0 to 1 (missing where nobody knows), ``trust`` 0 to 1 (how far it counts; 0 where nobody knows),
    ``told`` where a source speaks of this very competency, ``age`` in days, ``average`` of each source over the rows
    where it is known (missing: the agency has nothing of it that counts), ``row`` the place in the counted evidence
    that it comes from (-1: none).
    """

    keys: pd.DataFrame
    value: Numbers
    trust: Numbers
    told: Truths
    age: Numbers
    average: Numbers
    row: Places

    @property
    def filled(self) -> Numbers:
        """The value that counts: as far as it is known itself, for the rest the average of its source."""
        return self.trust * np.nan_to_num(self.value) + (1 - self.trust) * self.average


def listed_needs(counted: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Every unit and competency that a post asks for (`known`) or any evidence speaks of, each once, sorted."""
    return pd.concat([known[KEY], counted[KEY]]).drop_duplicates().sort_values(KEY, kind="stable", ignore_index=True)


def grid(counted: pd.DataFrame, known: pd.DataFrame, *, naming: Sequence[str]) -> Grid:
    """The evidence as a grid.

    Parameters
    ----------
    counted : DataFrame
        From :func:`counted_evidence`.
    known : DataFrame
        ``perangkat_daerah, kompetensi`` of rows that exist even without evidence.
    naming : sequence of str
        Sources that only name needs: a unit that named others said that it does not need this one (value 0).

    Notes
    -----
    The average is taken over the values in sorted order, so that the order of rows does not change its last digit.
    """
    keys = listed_needs(counted, known)
    numbers = pd.Series(range(len(keys)), index=pd.MultiIndex.from_frame(keys))
    place = (numbers.reindex(pd.MultiIndex.from_frame(counted[KEY])).to_numpy("int64"), _columns(counted["bukti"]))
    told_by = np.full((len(keys), len(SOURCES)), -1, dtype="int64")
    told_by[place] = np.arange(len(counted))
    value, trust, age = (np.full((len(keys), len(SOURCES)), start) for start in (np.nan, 0.0, np.nan))
    value[place] = counted["nilai"].to_numpy("float64")
    trust[place] = counted["keyakinan_bukti"].to_numpy("float64")
    age[place] = counted["umur_hari"].to_numpy("float64", na_value=np.nan)
    told = ~np.isnan(value)
    units = keys["perangkat_daerah"]
    for column in [at for at, source in enumerate(SOURCES) if source in naming]:
        reach = pd.Series(trust[:, column]).groupby(units.to_numpy()).transform("max").to_numpy()
        silent = ~told[:, column] & (reach > 0)
        value[silent, column], trust[silent, column] = 0.0, reach[silent]
    return Grid(keys, value, trust, told, age, _averages(value, trust), told_by)


def _columns(bukti: pd.Series) -> Places:
    return bukti.map({source: place for place, source in enumerate(SOURCES)}).to_numpy("int64")


def _averages(value: Numbers, trust: Numbers) -> Numbers:
    kept = [np.sort(value[trust[:, at] > 0, at]) for at in range(value.shape[1])]
    return np.array([part.mean() if len(part) else np.nan for part in kept])


def shares(bobot: Mapping[str, Any]) -> Numbers:
    """The weights of :data:`SOURCES` as shares of 1; a source that is not named weighs nothing.

    Raises
    ------
    PembinaanError
        ``NED-060``: an unknown source, or a weight that is negative or no number.
    """
    try:
        given = {source: float(weight) for source, weight in bobot.items()}
    except (TypeError, ValueError) as fault:
        raise PembinaanError("NED-060", where="bobot", sources=", ".join(SOURCES)) from fault
    if set(given) - set(SOURCES) or not all(0 <= weight < float("inf") for weight in given.values()):
        raise PembinaanError("NED-060", where=", ".join(sorted(map(str, given))), sources=", ".join(SOURCES))
    weights = np.array([given.get(source, 0.0) for source in SOURCES])
    largest = weights.max()
    if not largest > 0:
        return weights
    weights = weights / largest  # before adding up, so that huge weights do not overflow
    return weights / weights.sum()


def used_shares(bobot: Mapping[str, Any], average: Numbers) -> Numbers:
    """As :func:`shares`, over the sources of which the agency has anything that counts."""
    given = np.where(np.isnan(average), 0.0, shares(bobot))
    return given / given.sum() if given.sum() > 0 else given
