"""From the goals of the agency to the competencies they lean on: goal, indicator, unit, competency.

A goal without a competency, and a competency that no goal asks for, are listed: nobody fills such a hole by a guess.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.needs.evidence import KEY, evidence_frame, offices, plain
from pembinaan_lib.needs.performance import behind

NO_COMPETENCY, NO_GOAL = "sasaran tanpa kompetensi", "kompetensi tanpa sasaran"
NO_UNIT, UNKNOWN_UNIT = "sasaran tanpa unit", "unit sasaran tidak dikenal"
UNKNOWN_GOAL, UNKNOWN_COMPETENCY = "sasaran tidak dikenal", "kompetensi tidak dikenal"
_GOAL = ["sasaran", "indikator", "perangkat_daerah", "unit_kerja"]
LINKS = (
    "sasaran", "indikator", "unit_kerja", "perangkat_daerah", "tahun", "target", "realisasi", "satuan", "arah",
    "kurang_rasio", "kompetensi", "bobot",
)


def strategic_links(
    sasaran_strategis: pd.DataFrame, sasaran_kompetensi: pd.DataFrame, unit_kerja: pd.DataFrame,
    pegawai: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Each goal's indicators, their units and the competencies they lean on.

    Parameters
    ----------
    sasaran_strategis : DataFrame
        One row per goal, indicator, unit and year: ``target, realisasi, satuan, arah``.
    sasaran_kompetensi : DataFrame
        One row per goal and competency: ``bobot`` (0 to 1; missing counts 1, 0 not at all).
    unit_kerja, pegawai : DataFrame
        Units with their ``perangkat_daerah``; the roster knows those that the list does not.

    Returns
    -------
    DataFrame
        One row per goal, indicator, unit and competency, sorted by them: the year of the newest row with a realisation
        (else the newest row) with ``target, realisasi, satuan, arah``; ``kurang_rasio`` (0 reached, 1 by the whole
        target; missing where it cannot be told), ``kompetensi`` (missing: the goal has none), ``bobot`` (0 to 1).
        ``perangkat_daerah`` is missing where the unit is not named or not known. No indicator is lost.

    Notes
    -----
    Names of goals are compared without capitals and doubled spaces.
    """
    goals = sasaran_strategis
    goals = goals.assign(
        perangkat_daerah=offices(goals["unit_kerja"], unit_kerja, pegawai), dikenal=plain(goals["sasaran"]),
        kurang_rasio=behind(goals["realisasi"], goals["target"], arah=goals["arah"]), ada=goals["realisasi"].notna(),
    )
    goals = goals.sort_values(
        [*_GOAL, "ada", "tahun", "target", "realisasi", "satuan", "arah"], kind="stable", na_position="first",
    )
    goals = goals.drop_duplicates(["dikenal", "indikator", "unit_kerja"], keep="last")
    ways = sasaran_kompetensi.assign(
        dikenal=plain(sasaran_kompetensi["sasaran"]), bobot=sasaran_kompetensi["bobot"].fillna(1.0).clip(0, 1),
    ).sort_values(["dikenal", "kompetensi", "bobot"], kind="stable")
    ways = ways.drop_duplicates(["dikenal", "kompetensi"], keep="last")
    ways = ways.loc[ways["bobot"] > 0, ["dikenal", "kompetensi", "bobot"]]
    found = goals.merge(ways, on="dikenal", how="left")[list(LINKS)]
    return found.sort_values([*_GOAL, "kompetensi"], kind="stable", na_position="first", ignore_index=True)


def strategy_evidence(links: pd.DataFrame, *, tanggal: date) -> pd.DataFrame:
    """The goals as evidence for the register.

    Parameters
    ----------
    links : DataFrame
        From :func:`strategic_links`.

    Returns
    -------
    DataFrame
        Evidence frame, *sasaran*: one row per unit and competency that a goal of the unit leans on; ``jumlah`` counts
        the indicators behind it; ``tanggal`` is the end of the year of the newest, not after today.

    Notes
    -----
    nilai = mean over the unit's indicators whose goal has any competency of bobot · (1 + kurang) / 2: a goal that is
    reached needs half of its weight to stay so, one that is wholly missed all of it. Where nobody knows how far the
    goal is, it counts as reached.
    """
    known = links[links["perangkat_daerah"].notna() & links["kompetensi"].notna()]
    ends = pd.to_datetime(known["tahun"].astype("str") + "-12-31", errors="coerce")
    known = known.assign(
        bagian=known["bobot"] * (1 + known["kurang_rasio"].fillna(0)) / 2,
        tanggal=ends.clip(upper=pd.Timestamp(tanggal)),
    )
    goals = known.drop_duplicates(_GOAL).groupby("perangkat_daerah", sort=True).size().rename("semua")
    known = known.sort_values(["perangkat_daerah", "kompetensi", "bagian"], kind="stable")
    found = known.groupby(KEY, sort=True).agg(
        bagian=("bagian", "sum"), jumlah=("bagian", "size"), tanggal=("tanggal", "max"),
    ).reset_index().merge(goals.reset_index(), on="perangkat_daerah")
    return evidence_frame(found.assign(nilai=found["bagian"] / found["semua"]), bukti="sasaran")


def unlinked(
    sasaran_strategis: pd.DataFrame, sasaran_kompetensi: pd.DataFrame, kompetensi: pd.DataFrame,
    unit_kerja: pd.DataFrame, pegawai: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What hangs in the air between goals and competencies.

    Parameters
    ----------
    kompetensi : DataFrame
        The competencies of the agency, one row each.

    Returns
    -------
    DataFrame
        One row per hole, sorted: ``jenis`` (*sasaran tanpa kompetensi*, *sasaran tanpa unit*, *unit sasaran tidak
        dikenal*, *kompetensi tanpa sasaran*, *sasaran tidak dikenal* and *kompetensi tidak dikenal*: named only where
        they are mapped), ``nama``. Where there are no goals at all no competency is without one.
    """
    goals = sasaran_strategis["sasaran"].dropna()
    ways = sasaran_kompetensi[sasaran_kompetensi["bobot"].fillna(1) > 0].dropna(subset=["sasaran", "kompetensi"])
    aimed = ways[plain(ways["sasaran"]).isin(plain(goals))]
    units = sasaran_strategis["unit_kerja"]
    place = offices(units, unit_kerja, pegawai)
    parts = {
        NO_COMPETENCY: goals[~plain(goals).isin(plain(ways["sasaran"]))],
        NO_UNIT: sasaran_strategis.loc[units.isna(), "sasaran"], UNKNOWN_UNIT: units[units.notna() & place.isna()],
        UNKNOWN_GOAL: ways.loc[~plain(ways["sasaran"]).isin(plain(goals)), "sasaran"],
        UNKNOWN_COMPETENCY: ways.loc[~ways["kompetensi"].isin(kompetensi["kompetensi"]), "kompetensi"],
        NO_GOAL: kompetensi.loc[~kompetensi["kompetensi"].isin(aimed["kompetensi"]) & bool(len(goals)), "kompetensi"],
    }
    rows = [(kind, name) for kind, names in parts.items() for name in sorted(names.dropna().unique())]
    return pd.DataFrame(rows, columns=["jenis", "nama"], dtype="str")
