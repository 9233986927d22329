"""The kind of training by the name of the activity, where the file does not tell it."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pandas as pd

from pembinaan_lib.tables import choices
from pembinaan_lib.tables.sieve import Sieve
from pembinaan_lib.tables.spelling import plain


def with_kind(kinds: pd.Series, names: pd.Series, sieve: Sieve) -> pd.Series:
    """``jenis_diklat`` filled in from ``kegiatan`` where it is missing; one remark says in how many rows (TBL-069).

    Without it who did a *Diklatpim III* would be told to owe it still.
    """
    unknown = names.where(kinds.isna()).dropna().unique()
    meant = {name: kind for name in unknown if (kind := kind_of(name))}
    filled = kinds.fillna(names.map(meant).astype("str"))
    rows = np.flatnonzero((kinds.isna() & filled.notna()).to_numpy() & sieve.kept)
    if len(rows):
        sieve.remark("TBL-069", "jenis_diklat", row=int(sieve.baris[rows[0]]), jumlah=len(rows))
    return filled


def kind_of(name: str) -> str | None:
    """The kind that a name proves: ``Diklatpim Tk. III Angkatan V`` is a PKA; None where it proves none or two."""
    words = plain(name)
    others, patterns = _patterns()
    found = [kind for kind, pattern in patterns if pattern.search(words)]
    if found and others.search(words):
        return None
    return found[0] if len(found) == 1 else None


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    kinds = choices.NAMA_DIKLAT.items()
    return _any_of(choices.BUKAN_PESERTA), tuple((kind, _any_of(patterns)) for kind, patterns in kinds)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Any of `patterns`, as whole words."""
    return re.compile("|".join(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns))
