"""The catalogue of kegiatan bangkom as the designer uses it: what a seat costs, and what cannot be used and why."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pembinaan_lib import findings

_COUNTS = {"kapasitas_min": 1, "angkatan_maks": 1}


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The three tables ``katalog_bangkom``, ``katalog_kompetensi`` and ``katalog_biaya``, in canonical columns."""

    bangkom: pd.DataFrame
    kompetensi: pd.DataFrame
    biaya: pd.DataFrame


def costs(biaya: pd.DataFrame) -> pd.DataFrame:
    """Cost per batch and per participant of each activity.

    Parameters
    ----------
    biaya : DataFrame
        One row per activity x component: ``bangkom_id``, ``tetap_rp``, ``per_peserta_rp`` (rupiah; missing is 0).

    Returns
    -------
    DataFrame
        Indexed by ``bangkom_id``, sorted: ``tetap_rp``, ``per_peserta_rp`` (whole rupiah).
    """
    money = biaya[["bangkom_id"]].assign(
        tetap_rp=pd.to_numeric(biaya["tetap_rp"]).astype("float64").fillna(0.0),
        per_peserta_rp=pd.to_numeric(biaya["per_peserta_rp"]).astype("float64").fillna(0.0),
    )
    return money.groupby("bangkom_id", sort=True)[["tetap_rp", "per_peserta_rp"]].sum().round().astype("int64")


def usable(catalogue: Catalogue, dikecualikan: tuple[str, ...] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The activities that can be planned with, and a finding for each that cannot.

    Returns
    -------
    tuple of DataFrame
        Activities indexed by ``bangkom_id``, sorted, with every catalogue column, ``tetap_rp``, ``per_peserta_rp`` and
        ``kursi_rp`` (cost of a seat in a full class, rupiah); and findings DSG-015 and DSG-016.

    Notes
    -----
    A missing kapasitas_min or angkatan_maks counts as 1; missing hours, seats or costs, and anything negative, set
    the activity aside. Activities that the planner ruled out are dropped without a finding.
    """
    table = catalogue.bangkom.loc[~catalogue.bangkom["bangkom_id"].isin(dikecualikan)]
    table = table.set_index("bangkom_id").sort_index().join(costs(catalogue.biaya))
    numbers = ["durasi_jp", "kapasitas_min", "kapasitas_maks", "angkatan_maks", "tetap_rp", "per_peserta_rp"]
    table[numbers] = table[numbers].apply(pd.to_numeric).astype("float64").fillna(_COUNTS)
    found = [*_missing(table, numbers), *_out_of_range(table, catalogue)]
    table = table.drop(index=sorted({row["row_id"] for row in found}))
    counts = ["kapasitas_min", "kapasitas_maks", "angkatan_maks", "tetap_rp", "per_peserta_rp"]
    table = table.astype(dict.fromkeys(counts, "int64"))
    seat = table["tetap_rp"] / table["kapasitas_maks"] + table["per_peserta_rp"]
    for name in ("jenis_wajib", "urusan"):
        table[name] = table[name].fillna("")
    return table.assign(kursi_rp=seat), findings.frame(found)


def effects(catalogue: Catalogue) -> pd.DataFrame:
    """What an activity does: ``bangkom_id, kompetensi, level_target, dampak_rasio``, complete rows only, sorted."""
    table = catalogue.kompetensi[["bangkom_id", "kompetensi", "level_target", "dampak_rasio"]].copy()
    numbers = ["level_target", "dampak_rasio"]
    table[numbers] = table[numbers].apply(pd.to_numeric).astype("float64")
    return table.dropna().sort_values(["bangkom_id", "kompetensi"], ignore_index=True)


def done_before(riwayat: pd.DataFrame, bangkom: pd.DataFrame) -> pd.DataFrame:
    """Which catalogue activities a person has done already: those of the same name, however it is written.

    Returns
    -------
    DataFrame
        One row per person x activity, sorted: ``pegawai_id``, ``bangkom_id``.
    """
    names = bangkom[["bangkom_id"]].assign(kunci=_key(bangkom["nama"]))
    done = riwayat[["pegawai_id"]].assign(kunci=_key(riwayat["kegiatan"]))
    found = done.merge(names, on="kunci")[["pegawai_id", "bangkom_id"]].drop_duplicates()
    return found.sort_values(["pegawai_id", "bangkom_id"], ignore_index=True)


def _key(names: pd.Series) -> pd.Series:
    return names.fillna("").str.casefold().str.replace(r"\W+", " ", regex=True).str.strip()


def _missing(table: pd.DataFrame, numbers: list[str]) -> list[dict[str, str]]:
    rows = []
    for column in numbers:
        rows += [_fault("DSG-015", place, column) for place in table.index[table[column].isna()]]
    return rows


def _out_of_range(table: pd.DataFrame, catalogue: Catalogue) -> list[dict[str, str]]:
    bad = [(place, "kapasitas_maks") for place in table.index[table["kapasitas_maks"] < table["kapasitas_min"]]]
    for column in ("durasi_jp", "kapasitas_min", "angkatan_maks"):
        bad += [(place, column) for place in table.index[table[column] < 0]]
    for column in ("tetap_rp", "per_peserta_rp"):
        negative = catalogue.biaya.loc[pd.to_numeric(catalogue.biaya[column]).fillna(0) < 0, "bangkom_id"]
        bad += [(place, column) for place in sorted(set(negative)) if place in table.index]
    ratio = pd.to_numeric(catalogue.kompetensi["dampak_rasio"])
    wrong = catalogue.kompetensi.loc[(ratio < 0) | (ratio > 1), "bangkom_id"]
    bad += [(place, "dampak_rasio") for place in sorted(set(wrong)) if place in table.index]
    return [_fault("DSG-016", place, column) for place, column in bad]


def _fault(code: str, place: str, column: str) -> dict[str, str]:
    other = "katalog_kompetensi" if column == "dampak_rasio" else "katalog_bangkom"
    name = "katalog_biaya" if column.endswith("_rp") else other
    return findings.finding(
        code, "perlu_dicek", table=name, row_id=str(place), column=column, bangkom_id=str(place), kolom=column,
    )
