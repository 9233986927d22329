"""What a set of seats costs, gives and reaches: lines, headline numbers and worth. Shared by proposing and checking."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pembinaan_lib.design.catalogue import Catalogue, usable
from pembinaan_lib.design.options import Options, closed_points, measured, owed_hours
from pembinaan_lib.design.people import Limits, People

DIGITS = 6


def lines_of(seats: pd.DataFrame, people: People, catalogue: Catalogue) -> pd.DataFrame:
    """One row per activity with seats, sorted: batches, people, hours, money and gap closed.

    Parameters
    ----------
    seats : DataFrame
        One row per seat: ``bangkom_id``, ``angkatan`` (number of the batch), ``pegawai_id``.

    Returns
    -------
    DataFrame
        ``bangkom_id``, ``angkatan`` (how many batches), ``wajib`` (bool), ``peserta``, ``jp_orang`` (jp x people),
        ``biaya_rp``, ``kesenjangan_tertutup`` (levels), ``bulan`` (1 to 12, may be missing).
    """
    table, _ = usable(catalogue)
    counts = seats.groupby("bangkom_id", sort=True).agg(
        angkatan=("angkatan", "nunique"), peserta=("pegawai_id", "size")
    ).astype("int64")
    rows = table.reindex(counts.index)
    closed = closed_points(measured(people), catalogue, seats).groupby("bangkom_id")["poin"].sum()
    money = counts["angkatan"] * rows["tetap_rp"] + counts["peserta"] * rows["per_peserta_rp"]
    return counts.assign(
        wajib=(rows["jenis_wajib"] != "").astype("bool"),
        jp_orang=(counts["peserta"] * rows["durasi_jp"]).astype("float64").round(DIGITS),
        biaya_rp=money.fillna(-1).astype("int64"),
        kesenjangan_tertutup=closed.reindex(counts.index).fillna(0.0).round(DIGITS),
        bulan=pd.to_numeric(rows["bulan"]).astype("Int64"),
    ).reset_index()[
        ["bangkom_id", "angkatan", "wajib", "peserta", "jp_orang", "biaya_rp", "kesenjangan_tertutup", "bulan"]
    ].astype({"bangkom_id": "str"})


def summary(
    seats: pd.DataFrame, lines: pd.DataFrame, people: People, catalogue: Catalogue, *, pagu_rp: int
) -> pd.DataFrame:
    """Headline numbers as one row each: ``ukuran`` (name with its unit), ``nilai``."""
    gap = measured(people)
    hours = hours_after(seats, people, catalogue)
    duty = int(lines.loc[lines["wajib"], "biaya_rp"].sum())
    spent = int(lines["biaya_rp"].sum())
    total, closed = float(gap["kesenjangan"].sum()), float(lines["kesenjangan_tertutup"].sum())
    owing = hours["wajib_jp"] > 0
    reach, before = (owing & (hours["sisa_jp"] <= 0)).sum(), (owing & (hours["kurang_jp"] <= 0)).sum()
    values = {
        "pagu_rp": pagu_rp, "biaya_wajib_rp": duty, "sisa_setelah_wajib_rp": pagu_rp - duty,
        "biaya_pilihan_rp": spent - duty, "biaya_rp": spent, "sisa_rp": pagu_rp - spent,
        "kesenjangan_awal": total, "kesenjangan_tertutup": closed, "kesenjangan_rasio": _ratio(closed, total),
        "asn": len(people.pegawai), "asn_dinilai": _rated(people),
        "asn_dengan_kesenjangan": gap["pegawai_id"].nunique(),
        "asn_wajib_jp": owing.sum(), "asn_20_jp_awal": before, "asn_20_jp": reach,
        "asn_20_jp_rasio": _ratio(float(reach), float(owing.sum())), "jp_orang": lines["jp_orang"].sum(),
        "peserta": len(seats), "asn_peserta": seats["pegawai_id"].nunique(), "kegiatan": len(lines),
        "angkatan": lines["angkatan"].sum(),
    }
    return pd.DataFrame({
        "ukuran": pd.Series(list(values), dtype="str"),
        "nilai": pd.Series([float(value) for value in values.values()], dtype="float64").round(DIGITS),
    })


def hours_after(seats: pd.DataFrame, people: People, catalogue: Catalogue) -> pd.DataFrame:
    """Hours by ``pegawai_id``: ``wajib_jp``, ``kurang_jp`` before, ``jp`` of the seats, ``sisa_jp`` still owed."""
    table, _ = usable(catalogue)
    hours = owed_hours(people)
    taken = seats.assign(jp=seats["bangkom_id"].map(table["durasi_jp"])).groupby("pegawai_id")["jp"].sum()
    jp = taken.reindex(hours.index).fillna(0.0)
    return hours.assign(jp=jp, sisa_jp=(hours["kurang_jp"] - jp).clip(lower=0.0)).drop(columns="sisa_batas_jp")


def worth(choice: Options, seats: pd.DataFrame, limits: Limits) -> float:
    """Weighted points of chosen seats, computed without any solver.

    Parameters
    ----------
    choice : Options
    seats : DataFrame
        Chosen seats only: ``pegawai_id``, ``bangkom_id``.
    """
    attends = attendance(choice, seats)
    points = choice.points
    here = points.loc[attends[points["orang"], points["kegiatan"]]]
    closed = here.groupby("celah")["poin"].sum()
    rows = choice.gap.loc[closed.index]
    gap = float((np.minimum(closed, rows["sisa"]) * rows["bobot"]).sum())
    hours = np.minimum(attends @ choice.table["durasi_jp"].to_numpy(dtype="float64"), choice.kurang_jp).sum()
    return limits.bobot.get("kesenjangan", 0.0) * gap + limits.bobot.get("jp", 0.0) * float(hours) / limits.jp_minimum


def attendance(choice: Options, seats: pd.DataFrame) -> np.ndarray:
    """People x activities as bool; seats of unknown people or activities are left out."""
    people = pd.Index(choice.pegawai_id).get_indexer(seats["pegawai_id"])
    kinds = choice.table.index.get_indexer(seats["bangkom_id"])
    known = (people >= 0) & (kinds >= 0)
    attends = np.zeros(choice.allowed.shape, dtype=bool)
    attends[people[known], kinds[known]] = True
    return attends


def _rated(people: People) -> int:
    return int(people.gap.loc[people.gap["pegawai_id"].isin(people.pegawai["pegawai_id"]), "pegawai_id"].nunique())


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
