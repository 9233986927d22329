"""The form of training as the law names it; its kind by the name of the activity, where the file does not tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from pembinaan_lib.rules import RuleSet
from pembinaan_lib.tables import choices
from pembinaan_lib.tables.sieve import Sieve
from pembinaan_lib.tables.spelling import plain

FORMS, UNKNOWN_FORM = "bangkom.bentuk", "TBL-087"
_PARTS = re.compile(r"[/(),;]")
_RESEMBLES, _LONGEST = 90, 80


def with_form(written: pd.Series, sieve: Sieve, *, rules: RuleSet) -> pd.Series:
    """``bentuk`` as rule ``bangkom.bentuk`` names it; an unknown form is kept and noted (TBL-087).

    Without it a *Seminar* would give no hours and no points, and nobody would be told.
    """
    forms = rules.value(FORMS, date.max).value  # any form of the law or of the agency, whenever it holds
    meant = {text: form_of(text, forms) for text in written.dropna().unique()}
    unknown = written.isin([text for text, form in meant.items() if form is None]).to_numpy(dtype=bool)
    sieve.note(unknown & sieve.kept, UNKNOWN_FORM, "bentuk", cells=written.to_numpy(dtype=object))
    return written.map({text: form or text for text, form in meant.items()}).astype("str")


def form_of(written: str, forms: Iterable[str]) -> str | None:
    """The form meant: by its name, another spelling, one of its parts, or nearly so; None for none or two."""
    known = {alias: form for form in forms for alias in (*choices.EJAAN_BENTUK.get(form, ()), plain(form))}
    whole = plain(written)
    if whole in known:
        return known[whole]
    found = {known[part] for part in map(plain, _PARTS.split(written)) if part in known}
    if not found and 5 < len(whole) <= _LONGEST:
        near = process.extract(whole, list(known), scorer=fuzz.ratio, score_cutoff=_RESEMBLES, limit=3)
        found = {known[spelling] for spelling, _, _ in near}
    return found.pop() if len(found) == 1 else None


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
