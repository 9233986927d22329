"""What somebody who is still below the standard should get next, and why that."""

from __future__ import annotations

import pandas as pd

from pembinaan_lib.followup.below import with_verdicts

BEST, OTHER, REPEAT, UNPROVEN, NONE = (
    f"followup.reason.{name}" for name in ("best", "other", "repeat", "unproven", "none")
)
_KEY = ["pegawai_id", "kompetensi"]


def next_activity(
    below: pd.DataFrame, pegawai: pd.DataFrame, *, katalog_bangkom: pd.DataFrame, katalog_kompetensi: pd.DataFrame,
    jam: pd.DataFrame, hasil: pd.DataFrame,
) -> pd.DataFrame:
    """The activity of the catalogue that closes most of each remaining gap.

    Parameters
    ----------
    below : DataFrame
        From :func:`pembinaan_lib.followup.still_below`.
    pegawai : DataFrame
        ``pegawai_id, urusan``.
    katalog_bangkom : DataFrame
        ``bangkom_id, nama, durasi_jp, jenis_wajib, urusan`` (empty: all). Obligatory activities are not suggested.
    katalog_kompetensi, jam, hasil
        As in :func:`pembinaan_lib.followup.still_below`.

    Returns
    -------
    DataFrame
        The rows of `below` in their order with ``bangkom_id, nama`` (empty where the catalogue has nothing),
        ``manfaat`` (levels that it is expected to close) and ``alasan`` (key of the sentence that says why).

    Notes
    -----
    manfaat = dampak_rasio × (min(standar, level_target) - taksiran_level). An activity whose measured scores did not
    rise, or that the employee has already completed, comes only where nothing else helps. Ties: fewer hours, then
    bangkom_id.
    """
    ways = _ways(below, pegawai, katalog_bangkom=katalog_bangkom, effects=with_verdicts(katalog_kompetensi, hasil))
    done = jam.loc[jam["selesai"].astype(bool), ["pegawai_id", "bangkom_id"]].drop_duplicates().assign(sudah=True)
    ways = ways.merge(done, on=["pegawai_id", "bangkom_id"], how="left")
    ways["sudah"] = ways["sudah"].fillna(False).astype(bool)
    best = ways.sort_values(
        [*_KEY, "tanpa_hasil", "sudah", "manfaat", "durasi_jp", "bangkom_id"],
        ascending=[True, True, True, True, False, True, True], kind="stable",
    ).drop_duplicates(_KEY)
    found = below.merge(best[[*_KEY, "bangkom_id", "nama", "manfaat", "tanpa_hasil", "sudah"]], on=_KEY, how="left")
    found["alasan"] = _reasons(found)
    found[["bangkom_id", "nama"]] = found[["bangkom_id", "nama"]].fillna("")
    return found.drop(columns=["tanpa_hasil", "sudah"])


def _ways(
    below: pd.DataFrame, pegawai: pd.DataFrame, *, katalog_bangkom: pd.DataFrame, effects: pd.DataFrame
) -> pd.DataFrame:
    """Every activity that would help with each remaining gap; people with the same gap are looked at once."""
    kind = ["kompetensi", "standar", "taksiran_level", "bidang"]
    field = pegawai[["pegawai_id", "urusan"]].rename(columns={"urusan": "bidang"}).fillna({"bidang": ""})
    people = below[[*_KEY, "standar", "taksiran_level"]].merge(field, on="pegawai_id", how="left")
    people["bidang"] = people["bidang"].fillna("")
    free = katalog_bangkom["jenis_wajib"].fillna("") == ""
    offers = katalog_bangkom.loc[free, ["bangkom_id", "nama", "durasi_jp", "urusan"]].fillna({"urusan": ""})
    ways = people[kind].drop_duplicates().merge(effects.merge(offers, on="bangkom_id"), on="kompetensi")
    ways = ways[(ways["urusan"] == "") | (ways["urusan"] == ways["bidang"])]
    reach = ways["level_target"].fillna(ways["standar"]).clip(upper=ways["standar"])
    ways = ways.assign(manfaat=ways["dampak_rasio"] * (reach - ways["taksiran_level"]))
    return people.merge(ways[ways["manfaat"] > 0], on=kind)


def _reasons(found: pd.DataFrame) -> pd.Series:
    reason = pd.Series(BEST, index=found.index, dtype="str").mask(found["kegiatan_diikuti"] > 0, OTHER)
    reason = reason.mask(found["sudah"].eq(True), REPEAT).mask(found["tanpa_hasil"].eq(True), UNPROVEN)
    return reason.mask(found["bangkom_id"].isna(), NONE)
