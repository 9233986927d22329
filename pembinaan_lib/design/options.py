"""Who may take which activity, and what it would close for them. No solver here: checking a proposal uses it too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.design.catalogue import Catalogue, effects, usable
from pembinaan_lib.design.people import Limits, People


@dataclass(frozen=True, eq=False)
class Options:
    """All that a choice may be made of, for the money after obligations.

    Parameters
    ----------
    table : DataFrame
        Activities that may be chosen, indexed by ``bangkom_id`` (see :func:`pembinaan_lib.design.catalogue.usable`).
    pegawai_id : ndarray of str
        People, sorted; rows of the arrays below.
    allowed : ndarray of bool, people x activities
        Nothing forbids it: availability, urusan, ceiling of hours, course not yet done.
    kurang_jp, sisa_jp : ndarray of float, people
        Hours owed after obligations, and hours that may still be taken (infinite without a ceiling).
    slots : ndarray of int, people
        Activities that may still be taken.
    gap : DataFrame
        One row per person x measured gap, sorted: ``pegawai_id``, ``kompetensi``, ``level``, ``standar``, ``awal``
        (levels), ``sisa`` (levels left after obligations), ``bobot`` (weight, 1 on average).
    points : DataFrame
        One row per person x activity x competency that it closes: ``orang`` (row number), ``kegiatan`` (column number),
        ``celah`` (row number in ``gap``), ``poin`` (levels closed by attending it alone).
    findings : DataFrame
        DSG-010 for gaps without an activity, DSG-015 and DSG-016 for activities that cannot be used.
    """

    table: pd.DataFrame
    pegawai_id: np.ndarray
    allowed: np.ndarray
    kurang_jp: np.ndarray
    sisa_jp: np.ndarray
    slots: np.ndarray
    gap: pd.DataFrame
    points: pd.DataFrame
    findings: pd.DataFrame

    @property
    def useful(self) -> np.ndarray:
        """People x activities that are allowed and close something: a gap, or hours owed."""
        closes = np.zeros(self.allowed.shape, dtype=bool)
        closes[self.points["orang"].to_numpy(), self.points["kegiatan"].to_numpy()] = True
        return self.allowed & (closes | (self.kurang_jp > 0)[:, None]) & (self.slots > 0)[:, None]


def options(people: People, catalogue: Catalogue, seats: pd.DataFrame, *, limits: Limits) -> Options:
    """Lay out the choices that are left once the obligatory `seats` are taken.

    Parameters
    ----------
    people, catalogue : People, Catalogue
    seats : DataFrame
        Obligatory seats: ``pegawai_id``, ``bangkom_id``.
    limits : Limits

    Returns
    -------
    Options

    Notes
    -----
    * An activity closes ``dampak_rasio`` of what lies between a person's level and the smaller of the standard and its
      ``level_target``. Several add up, never beyond the gap.
    * Obligatory hours count towards the yearly minimum, not towards the PPPK ceiling: leadership training and
      orientation are outside caps on hours.
    * Weights are divided by their mean over the measured gaps, so that they move money between needs without moving it
      between needs and hours.
    """
    every, found = usable(catalogue, limits.dikecualikan)
    table = every.loc[every["jenis_wajib"] == ""]
    ids = np.sort(people.pegawai["pegawai_id"].astype("str").unique())
    gap = _open_gaps(people, catalogue, seats)
    hours = _hours(people, every, seats, ids, limits)
    fits = table["durasi_jp"].to_numpy() <= hours["sisa_jp"].to_numpy()[:, None]
    allowed = _allowed(people, table, ids, limits) & fits
    points = _points(gap, catalogue, table, ids, allowed)
    return Options(
        table, ids, allowed, hours["kurang_jp"].to_numpy(), hours["sisa_jp"].to_numpy(), hours["slots"].to_numpy(),
        gap, points, findings.joined([found, _without_activity(gap, points, ids[allowed.any(axis=1)])]),
    )


def closed_points(gap: pd.DataFrame, catalogue: Catalogue, seats: pd.DataFrame) -> pd.DataFrame:
    """Levels closed by each seat, shared out where several seats together would close more than the gap.

    Parameters
    ----------
    gap : DataFrame
        ``pegawai_id``, ``kompetensi``, ``level``, ``standar``, ``kesenjangan``.
    seats : DataFrame
        ``pegawai_id``, ``bangkom_id``.

    Returns
    -------
    DataFrame
        One row per seat x competency it closes: ``pegawai_id``, ``bangkom_id``, ``kompetensi``, ``poin`` (levels),
        sorted.
    """
    need = gap.loc[gap["kesenjangan"] > 0, ["pegawai_id", "kompetensi", "level", "standar", "kesenjangan"]]
    met = seats[["pegawai_id", "bangkom_id"]].merge(need, on="pegawai_id").merge(
        effects(catalogue), on=["bangkom_id", "kompetensi"]
    )
    met["poin"] = _alone(met)
    together = met.groupby(["pegawai_id", "kompetensi"])["poin"].transform("sum")
    met["poin"] *= (met["kesenjangan"] / together.where(together > 0)).clip(upper=1.0).fillna(0.0)
    met = met.loc[met["poin"] > 0, ["pegawai_id", "bangkom_id", "kompetensi", "poin"]]
    return met.sort_values(["pegawai_id", "bangkom_id", "kompetensi"], ignore_index=True)


def measured(people: People) -> pd.DataFrame:
    """Measured gaps above zero of people on the roster, sorted: one row per ``pegawai_id`` x ``kompetensi``."""
    gap = people.gap.loc[people.gap["pegawai_id"].isin(people.pegawai["pegawai_id"])]
    gap = gap[["pegawai_id", "kompetensi", "level", "standar", "kesenjangan"]].copy()
    numbers = ["level", "standar", "kesenjangan"]
    gap[numbers] = gap[numbers].apply(pd.to_numeric).astype("float64")
    gap = gap.loc[gap["kesenjangan"] > 0]
    return gap.sort_values(["pegawai_id", "kompetensi"], ignore_index=True)


def owed_hours(people: People) -> pd.DataFrame:
    """``wajib_jp``, ``kurang_jp`` (missing: 0) and ``sisa_batas_jp`` (missing: infinite) by ``pegawai_id``."""
    hours = people.hours.set_index("pegawai_id")[["wajib_jp", "kurang_jp", "sisa_batas_jp"]]
    hours = hours.apply(pd.to_numeric).astype("float64").sort_index()
    return hours.fillna({"wajib_jp": 0.0, "kurang_jp": 0.0, "sisa_batas_jp": np.inf})


def _alone(rows: pd.DataFrame) -> pd.Series:
    """Levels that attending one activity closes by itself."""
    reach = rows[["standar", "level_target"]].min(axis=1) - rows["level"]
    return rows["dampak_rasio"] * reach.clip(lower=0.0)


def _open_gaps(people: People, catalogue: Catalogue, seats: pd.DataFrame) -> pd.DataFrame:
    gap = measured(people)
    done = closed_points(gap, catalogue, seats).groupby(["pegawai_id", "kompetensi"])["poin"].sum().rename("tertutup")
    gap = gap.join(done, on=["pegawai_id", "kompetensi"])
    left = (gap["kesenjangan"] - gap["tertutup"].fillna(0.0)).clip(lower=0.0)
    return gap.assign(sisa=left, bobot=_weights(gap, people)).drop(columns="tertutup").rename(
        columns={"kesenjangan": "awal"}
    )


def _weights(gap: pd.DataFrame, people: People) -> pd.Series:
    if people.prioritas is None or people.prioritas.empty or gap.empty:
        return pd.Series(1.0, index=gap.index)
    units = people.pegawai.set_index("pegawai_id")["perangkat_daerah"]
    names = ["perangkat_daerah", "kompetensi"]
    weight = people.prioritas.drop_duplicates(names).set_index(names)["prioritas"]
    weight = pd.to_numeric(weight).astype("float64").clip(lower=0.0)
    where = gap.assign(perangkat_daerah=gap["pegawai_id"].map(units))
    found = where.join(weight, on=names)["prioritas"]
    mean = found.mean()
    return (found / mean).fillna(1.0) if mean > 0 else pd.Series(1.0, index=gap.index)


def _hours(people: People, every: pd.DataFrame, seats: pd.DataFrame, ids: np.ndarray, limits: Limits) -> pd.DataFrame:
    hours = owed_hours(people).reindex(ids)
    jp = seats["bangkom_id"].map(every["durasi_jp"]).astype("float64")
    taken = jp.groupby(seats["pegawai_id"]).agg(["sum", "size"]).reindex(ids).fillna(0.0)
    cap = np.inf if limits.maks_jp is None else limits.maks_jp
    return pd.DataFrame({
        "kurang_jp": (hours["kurang_jp"].fillna(0.0) - taken["sum"]).clip(lower=0.0),
        "sisa_jp": hours["sisa_batas_jp"].fillna(np.inf).clip(upper=cap),
        "slots": (limits.maks_kegiatan - taken["size"]).clip(lower=0).astype("int64"),
    })


def _allowed(people: People, table: pd.DataFrame, ids: np.ndarray, limits: Limits) -> np.ndarray:
    who = people.availability.set_index("pegawai_id").reindex(ids)
    may_go = who["boleh_dikirim"].astype("boolean").fillna(True).to_numpy(dtype=bool)
    may_cost = who["boleh_mahal"].astype("boolean").fillna(True).to_numpy(dtype=bool)
    dear = table["kursi_rp"].to_numpy() >= (np.inf if limits.batas_mahal_rp is None else limits.batas_mahal_rp)
    field = people.pegawai.set_index("pegawai_id")["urusan"].astype("str").reindex(ids).fillna("").to_numpy()
    wanted = table["urusan"].astype("str").to_numpy()
    allowed = may_go[:, None] & (may_cost[:, None] | ~dear) & ((wanted == "") | (field[:, None] == wanted))
    if people.selesai is not None:
        who = pd.Index(ids).get_indexer(people.selesai["pegawai_id"])
        what = table.index.get_indexer(people.selesai["bangkom_id"])
        known = (who >= 0) & (what >= 0)
        allowed[who[known], what[known]] = False
    return allowed


def _points(
    gap: pd.DataFrame, catalogue: Catalogue, table: pd.DataFrame, ids: np.ndarray, allowed: np.ndarray
) -> pd.DataFrame:
    known = effects(catalogue)
    known = known.loc[known["bangkom_id"].isin(table.index)]
    met = gap.assign(celah=np.arange(len(gap))).merge(known, on="kompetensi")
    met["poin"] = np.minimum(_alone(met), met["sisa"])
    met["orang"] = np.searchsorted(ids, met["pegawai_id"].astype("str"))
    met["kegiatan"] = table.index.get_indexer(met["bangkom_id"])
    met = met.loc[(met["poin"] > 0) & allowed[met["orang"], met["kegiatan"]], ["orang", "kegiatan", "celah", "poin"]]
    return met.sort_values(["orang", "kegiatan", "celah"], ignore_index=True)


def _without_activity(gap: pd.DataFrame, points: pd.DataFrame, may_go: np.ndarray) -> pd.DataFrame:
    """Gaps that nothing in the catalogue closes for the person who has it and may go, by competency."""
    alone = gap.loc[(gap["sisa"] > 0) & ~gap.index.isin(points["celah"]) & gap["pegawai_id"].isin(may_go)]
    counts = alone.groupby("kompetensi", sort=True)["pegawai_id"].nunique()
    return findings.frame([
        findings.finding(
            "DSG-010", "perlu_dicek", table="katalog_kompetensi", column="kompetensi", kompetensi=str(name),
            jumlah=int(n),
        )
        for name, n in counts.items()
    ])
