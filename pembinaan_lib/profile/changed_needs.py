"""Whose gap or duty is another than before, and why."""

from __future__ import annotations

import pandas as pd

#: Why a need changed (sentences ``changes.sebab.*``), the first that holds.
REASONS = ("baru", "tidak_diminta_lagi", "bukti_baru", "bukti_kedaluwarsa", "standar_berubah", "level_berubah",
           "kewajiban_baru", "kewajiban_gugur", "menjadi_terlambat", "tenggat_berubah")
COLUMNS = ("pegawai_id", "hal", "nama", "sebab", "dari", "ke", "tenggat_dari", "tenggat_ke")
_GAP, _DUTY = ["pegawai_id", "kompetensi"], ["pegawai_id", "kewajiban"]


def changed_needs(
    before_gap: pd.DataFrame, after_gap: pd.DataFrame, before_duties: pd.DataFrame, after_duties: pd.DataFrame
) -> pd.DataFrame:
    """Whose competency gap or compulsory training changed between two computations, and why.

    Parameters
    ----------
    before_gap, after_gap : DataFrame
        One row per ASN and competency: ``pegawai_id, kompetensi, standar, level, kesenjangan`` (levels), ``berlaku``.
    before_duties, after_duties : DataFrame
        One row per ASN and duty: ``pegawai_id, kewajiban, tenggat, terlambat``.

    Returns
    -------
    DataFrame
        One row per ASN and need that changed, sorted by ``pegawai_id, hal, nama``: ``hal`` (``kesenjangan`` or
        ``kewajiban``), ``nama`` of the competency or duty, ``sebab`` (one of :data:`REASONS`), ``dari, ke`` (gap in
        levels; missing where not measured, and for duties), ``tenggat_dari, tenggat_ke`` (for duties).

    Notes
    -----
    Evidence that counts now and did not before is ``bukti_baru``; that it no longer counts, ``bukti_kedaluwarsa``. A
    changed standard is told before a changed level, since it moves the gap of everybody in that post. A duty that is
    gone was done, ran out, or its person left: ``kewajiban_gugur``.
    """
    found = pd.concat([_gaps(before_gap, after_gap), _duties(before_duties, after_duties)], ignore_index=True)
    return found.sort_values(["pegawai_id", "hal", "nama"], kind="stable", ignore_index=True)[list(COLUMNS)]


def _gaps(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    names = [*_GAP, "standar", "level", "kesenjangan", "berlaku"]
    both = _side_by_side(before[names], after[names], _GAP)
    number = {f"{name}_{side}": both[f"{name}_{side}"].astype("float64")
              for name in ("standar", "level", "kesenjangan") for side in ("lama", "baru")}
    valid = {side: both[f"berlaku_{side}"].astype("boolean").fillna(False) for side in ("lama", "baru")}
    reasons = {
        "baru": both["asal"].eq("right_only"), "tidak_diminta_lagi": both["asal"].eq("left_only"),
        "bukti_baru": valid["baru"] & ~valid["lama"], "bukti_kedaluwarsa": valid["lama"] & ~valid["baru"],
        "standar_berubah": _differ(number["standar_lama"], number["standar_baru"]),
        "level_berubah": valid["baru"] & _differ(number["level_lama"], number["level_baru"]),
    }
    told = both.assign(
        hal="kesenjangan", nama=both["kompetensi"], sebab=_first(reasons, both.index),
        dari=number["kesenjangan_lama"], ke=number["kesenjangan_baru"], tenggat_dari=pd.NaT, tenggat_ke=pd.NaT,
    )
    return _arranged(told)


def _duties(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    names = [*_DUTY, "tenggat", "terlambat"]
    both = _side_by_side(before[names], after[names], _DUTY)
    late = {side: both[f"terlambat_{side}"].astype("boolean").fillna(False) for side in ("lama", "baru")}
    first, second = (both[f"tenggat_{side}"].astype("datetime64[s]") for side in ("lama", "baru"))
    reasons = {
        "kewajiban_baru": both["asal"].eq("right_only"), "kewajiban_gugur": both["asal"].eq("left_only"),
        "menjadi_terlambat": late["baru"] & ~late["lama"], "tenggat_berubah": _differ(first, second),
    }
    told = both.assign(
        hal="kewajiban", nama=both["kewajiban"], sebab=_first(reasons, both.index), dari=float("nan"),
        ke=float("nan"), tenggat_dari=first, tenggat_ke=second,
    )
    return _arranged(told)


def _side_by_side(before: pd.DataFrame, after: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    sides = [frame.drop_duplicates(key).astype({name: "str" for name in key}) for frame in (before, after)]
    return sides[0].merge(sides[1], on=key, how="outer", suffixes=("_lama", "_baru"), indicator="asal")


def _differ(first: pd.Series, second: pd.Series) -> pd.Series:
    return first.ne(second) & ~(first.isna() & second.isna())


def _first(reasons: dict[str, pd.Series], index: pd.Index) -> pd.Series:
    """The first reason that holds for each row, empty where none does."""
    found = pd.Series("", index=index, dtype="str")
    for name, rows in reversed(reasons.items()):
        found = found.mask(rows.astype("bool"), name)
    return found


def _arranged(told: pd.DataFrame) -> pd.DataFrame:
    kinds = {"hal": "str", "nama": "str", "sebab": "str", "dari": "float64", "ke": "float64",
             "tenggat_dari": "datetime64[s]", "tenggat_ke": "datetime64[s]"}
    return told.loc[told["sebab"].ne(""), list(COLUMNS)].astype(kinds)
