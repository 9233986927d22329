"""How much the order of needs hangs on the weights.

Answers "would we choose the same with somewhat other weights?", not "which weights are right?".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib.needs.counted import KEY, SOURCES, shares

TOP = 10
_FINE = 24
_AT_ONCE = 100
Numbers = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]


def sensitivity(
    register: pd.DataFrame, *, bobot: Mapping[str, Any], seed: int, draws: int = 2000, factor: float = 2.0
) -> pd.DataFrame:
    """How often each need is among the first ten when the weights are shaken.

    Parameters
    ----------
    register : DataFrame
        From :func:`pembinaan_lib.needs.register`. Uses ``nilai_<source>`` and ``peringkat``.
    bobot : mapping
        The weights of the register.
    seed : int
        The plan's seed; the same seed gives the same draws.
    draws : int
        How many times the weights are drawn.
    factor : float
        Each weight is multiplied or divided by a number between 1 and `factor` (>= 1), each with even chance.

    Returns
    -------
    DataFrame
        One row per ranked need, in the order of the register: ``perangkat_daerah, kompetensi, peringkat``,
        ``kali_sepuluh_besar`` (draws), ``sepuluh_besar_rasio`` (0 to 1), ``peringkat_min, peringkat_maks``.

    Notes
    -----
    A weight of 0 stays 0. Needs that are equal keep the order of the register. Values and weights are cut to 2^-24
    (with very many needs somewhat coarser), so that their sums are exact and the same on every machine.
    """
    ranked = register[register["peringkat"].notna()]
    bits = _bits(len(ranked))
    values, weights = _counted(ranked, bobot, bits)
    shaken = _drawn(weights, seed=seed, draws=draws, factor=factor, bits=bits)
    often, best, worst = (np.full(len(ranked), start, dtype="int64") for start in (0, len(ranked), 0))
    columns = np.ascontiguousarray(values.T)
    for start in range(0, draws if len(ranked) else 0, _AT_ONCE):
        # Small products: einsum needs no threads, which cost more here than they give.
        ranks = _ranks(np.einsum("ds,sn->dn", shaken[start:start + _AT_ONCE], columns), bits)
        often += (ranks < TOP).sum(axis=0)
        best, worst = np.minimum(best, ranks.min(axis=0)), np.maximum(worst, ranks.max(axis=0))
    found = ranked[[*KEY, "peringkat"]].reset_index(drop=True)
    return found.assign(
        kali_sepuluh_besar=pd.array(often, dtype="Int64"), sepuluh_besar_rasio=often / draws,
        peringkat_min=pd.array(best + 1, dtype="Int64"), peringkat_maks=pd.array(worst + 1, dtype="Int64"),
    )


def swaps(register: pd.DataFrame, *, bobot: Mapping[str, Any]) -> pd.DataFrame:
    """Which weight would have to change, and how far, until a need and the next one change places.

    Returns
    -------
    DataFrame
        One row per ranked need but the last, in the order of the register: ``peringkat, perangkat_daerah,
        kompetensi``, ``perangkat_daerah_berikut, kompetensi_berikut``, ``selisih`` (of the priorities), ``bukti`` (the
        source whose weight needs the smallest change), ``bobot_kini, bobot_tukar`` (shares of 1; the others keep their
        proportions) and ``perubahan`` (bobot_tukar - bobot_kini). Where no single weight can do it, ``bukti`` is empty
        and the last three are missing.

    Notes
    -----
    With difference D of the priorities and d of the values of a source with share w, the two are equal at
    w' = (w + δ)/(1 + δ), δ = -D/d; beyond it they swap. Possible where w + δ >= 0. Equal changes: the first source.
    """
    ranked = register[register["peringkat"].notna()].reset_index(drop=True)
    values, weights = _counted(ranked, bobot, _FINE)
    apart = values[:-1] - values[1:]
    lead = np.maximum(apart @ weights, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.where(apart == 0, np.nan, -lead[:, None] / apart)
        share = np.where(weights + step >= 0, (weights + step) / (1 + step), np.nan)
    change = np.where(np.isfinite(share), np.abs(share - weights), np.inf)
    at = change.argmin(axis=1) if len(change) else np.zeros(0, dtype="int64")
    row = np.arange(len(at))
    possible = np.isfinite(change[row, at])
    after = np.where(possible, share[row, at], np.nan)
    now = np.where(possible, weights[at], np.nan)
    found = ranked.loc[: len(ranked) - 2, ["peringkat", *KEY]].reset_index(drop=True)
    return found.assign(
        perangkat_daerah_berikut=pd.Series(ranked["perangkat_daerah"].iloc[1:].to_numpy(), dtype="str"),
        kompetensi_berikut=pd.Series(ranked["kompetensi"].iloc[1:].to_numpy(), dtype="str"), selisih=lead,
        bukti=pd.Series(np.where(possible, np.array(SOURCES, dtype="object")[at], ""), dtype="str"),
        bobot_kini=now, bobot_tukar=after, perubahan=after - now,
    )


def _bits(rows: int) -> int:
    """How fine values and weights may be, so that a product and the number of a row fit into 62 bits."""
    return min(_FINE, (62 - rows.bit_length()) // 2)


def _counted(ranked: pd.DataFrame, bobot: Mapping[str, Any], bits: int) -> tuple[Numbers, Numbers]:
    """Values (rows × sources) and shares over the sources that the agency has, both cut to 2^-bits."""
    values = ranked[[f"nilai_{source}" for source in SOURCES]].to_numpy("float64")
    there = ~np.isnan(values).all(axis=0) if len(values) else np.zeros(len(SOURCES), dtype=bool)
    given = np.where(there, shares(bobot), 0.0)
    return _cut(np.nan_to_num(values), bits), _cut(given / given.sum() if given.sum() > 0 else given, bits)


def _cut(values: Numbers, bits: int) -> Numbers:
    return np.floor(values * 2.0**bits) / 2.0**bits


def _drawn(weights: Numbers, *, seed: int, draws: int, factor: float, bits: int) -> Numbers:
    chance = np.random.default_rng(seed)
    by = chance.uniform(1.0, factor, size=(draws, len(weights)))
    up = chance.integers(0, 2, size=by.shape, dtype="int64") == 1
    drawn = np.where(up, weights * by, weights / by)
    total = drawn.sum(axis=1, keepdims=True)
    return _cut(np.divide(drawn, total, where=total > 0, out=np.zeros_like(drawn)), bits)


def _ranks(scores: Numbers, bits: int) -> Integers:
    """Place of each column in each row, 0 the highest; equal ones in the order of the columns.

    Score and column form one whole number each: sorting those is much faster than sorting places.
    """
    columns = scores.shape[1]
    low = columns.bit_length()
    keys = (scores * -(4.0**bits)).astype("int64")
    keys <<= low
    keys |= np.arange(columns)
    keys.sort(axis=1)
    keys &= (1 << low) - 1
    ranks = np.empty_like(keys)
    np.put_along_axis(ranks, keys, np.arange(columns)[None, :], axis=1)
    return ranks
