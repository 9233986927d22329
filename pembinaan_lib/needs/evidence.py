"""What all sources of evidence share: one frame, one way from unit to perangkat daerah, one from sign to competency.

A *sign* is what a source says before anybody asks which competency it speaks for: an element of the SKM, a topic, an
indicator that misses its target, a predikat. The agency's table ``pemetaan_kompetensi`` says which competency.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.rules import RuleValue

COLUMNS = (
    "perangkat_daerah", "kompetensi", "bukti", "nilai", "jumlah", "cakupan_rasio", "tanggal", "rule_id", "rule_from",
)
SIGN = ("perangkat_daerah", "nama_asal", "nilai", "jumlah", "cakupan_rasio", "tanggal")
KEY = ["perangkat_daerah", "kompetensi"]
_TYPES = {
    "perangkat_daerah": "str", "kompetensi": "str", "bukti": "str", "nilai": "float64", "jumlah": "Int64",
    "cakupan_rasio": "float64", "tanggal": "datetime64[s]", "rule_id": "str", "rule_from": "datetime64[s]",
}


def evidence_frame(found: pd.DataFrame, *, bukti: str, rule: RuleValue | None = None) -> pd.DataFrame:
    """The one frame that every source gives to the register.

    Parameters
    ----------
    found : DataFrame
        One row per unit and competency: ``perangkat_daerah, kompetensi, nilai`` (0 to 1, 1 = greatest need),
        ``jumlah`` (people or answers behind it), and where known ``cakupan_rasio`` and ``tanggal`` (newest day).
    bukti : str
        Name of the source.
    rule : RuleValue, optional
        The rule that scaled the value.

    Returns
    -------
    DataFrame
        :data:`COLUMNS`, sorted by unit and competency. Rows without a value are left out: they are no evidence.
    """
    told = found.assign(
        bukti=bukti, rule_id=rule.rule_id if rule else "",
        rule_from=pd.Timestamp(rule.rule_from) if rule else pd.NaT,
    ).reindex(columns=COLUMNS)
    told = told[told["nilai"].notna()].astype(_TYPES)
    return told.sort_values(KEY, kind="stable", ignore_index=True)


def offices(
    names: pd.Series, unit_kerja: pd.DataFrame, pegawai: pd.DataFrame | None = None, *, tanggal: date | None = None
) -> pd.Series:
    """The perangkat daerah of each named unit; missing where it is not known beyond doubt.

    Parameters
    ----------
    names : Series
        Names of units (or of perangkat daerah: they stand for themselves).
    unit_kerja, pegawai : DataFrame
        Tables with ``unit_kerja, perangkat_daerah``; of the first also ``berlaku_dari, berlaku_sampai, penerus``.
    tanggal : date, optional
        Day on which a unit must be in force; a closed unit is where its ``penerus`` is.

    Returns
    -------
    Series
        Text, same index. A name of two perangkat daerah is nobody's. Where neither table knows any unit, the names
        stay as they are.
    """
    tables = [table for table in (unit_kerja, pegawai) if table is not None]
    own = {name for table in tables for name in table["perangkat_daerah"].dropna().unique()}
    if not own:
        return names.astype("str")
    known: dict[str, str] = {}
    for table in reversed(tables):
        known |= _one_office(table, tanggal)
    known = known | _moved(unit_kerja, known, own, tanggal) | {name: name for name in own}
    return names.map(known).astype("str")


def _one_office(table: pd.DataFrame, tanggal: date | None) -> dict[str, str]:
    """Units that lie in exactly one perangkat daerah."""
    pairs = table[_in_force(table, tanggal)][["unit_kerja", "perangkat_daerah"]].dropna().drop_duplicates()
    pairs = pairs[~pairs.duplicated("unit_kerja", keep=False)]
    return dict(zip(pairs["unit_kerja"], pairs["perangkat_daerah"], strict=True))


def _in_force(table: pd.DataFrame, tanggal: date | None) -> pd.Series:
    everywhere = pd.Series(True, index=table.index)
    if tanggal is None or "berlaku_dari" not in table:
        return everywhere
    day = pd.Timestamp(tanggal)
    begun = table["berlaku_dari"].isna() | (table["berlaku_dari"] <= day)
    return begun & (table["berlaku_sampai"].isna() | (table["berlaku_sampai"] >= day))


def _moved(table: pd.DataFrame, known: dict[str, str], own: set[str], tanggal: date | None) -> dict[str, str]:
    """Units that are closed, by the unit that took over (and the one after that)."""
    if "penerus" not in table:
        return {}
    closed = table[~_in_force(table, tanggal)].dropna(subset=["penerus"]).sort_values("berlaku_sampai", kind="stable")
    heirs = dict(zip(closed["unit_kerja"], closed["penerus"], strict=True))
    found = {}
    for name in sorted(set(heirs) - set(known)):
        seen, heir = {name}, heirs[name]
        while heir not in known and heir not in own and heir in heirs and heir not in seen:
            seen.add(heir)
            heir = heirs[heir]
        if heir in known or heir in own:
            found[name] = known.get(heir, heir)
    return found


def plain(names: pd.Series) -> pd.Series:
    """Names as they are compared: without capitals, underscores and doubled spaces."""
    return names.astype("str").str.replace(r"[_\s]+", " ", regex=True).str.strip().str.casefold()


def mapped(signs: pd.DataFrame, pemetaan: pd.DataFrame, *, asal: str) -> pd.DataFrame:
    """Each sign with the competencies that it speaks for.

    Parameters
    ----------
    signs : DataFrame
        :data:`SIGN`: one row per unit and sign; ``nilai`` 0 to 1.
    pemetaan : DataFrame
        ``pemetaan_kompetensi``: ``asal, nama_asal, kompetensi, bobot`` (0 to 1; missing counts 1, 0 not at all).
    asal : str
        unsur, topik, indikator or predikat.

    Returns
    -------
    DataFrame
        The signs that are mapped, once per competency, with ``kompetensi`` and ``bobot``. Of two spellings of one row
        the greater weight counts.
    """
    ways = pemetaan.loc[pemetaan["asal"] == asal, ["nama_asal", "kompetensi", "bobot"]].dropna(subset=["kompetensi"])
    ways = ways.assign(nama_asal=plain(ways["nama_asal"]), bobot=ways["bobot"].fillna(1.0).clip(0, 1))
    ways = ways.sort_values(["nama_asal", "kompetensi", "bobot"], kind="stable")
    ways = ways.drop_duplicates(["nama_asal", "kompetensi"], keep="last")
    named = signs[list(SIGN)].assign(nama_asal=plain(signs["nama_asal"]))
    return named.merge(ways[ways["bobot"] > 0], on="nama_asal")


def together(signs: pd.DataFrame) -> pd.DataFrame:
    """One value per unit and competency from all signs that speak for it.

    Parameters
    ----------
    signs : DataFrame
        From :func:`mapped`, of one or more origins.

    Returns
    -------
    DataFrame
        One row per ``perangkat_daerah, kompetensi``: ``nilai`` (0 to 1), ``jumlah`` and ``cakupan_rasio`` (the
        smallest of the signs), ``tanggal`` (the newest).

    Notes
    -----
    nilai = Σ bobot · nilai / max(1, Σ bobot): a weak sign alone stays weak, several together never exceed 1, and a
    sign of no need counts as such. Signs without a value are left out.
    """
    counted = signs[signs["nilai"].notna() & signs["perangkat_daerah"].notna()]
    counted = counted.assign(bagian=counted["bobot"] * counted["nilai"]).sort_values(
        [*KEY, "bagian", "bobot"], kind="stable",
    )
    groups = counted.groupby(KEY, sort=True)
    found = groups.agg(
        bagian=("bagian", "sum"), bobot=("bobot", "sum"), jumlah=("jumlah", "min"),
        cakupan_rasio=("cakupan_rasio", "min"), tanggal=("tanggal", "max"),
    ).reset_index()
    return found.assign(nilai=found["bagian"] / found["bobot"].clip(lower=1)).drop(columns=["bagian", "bobot"])
