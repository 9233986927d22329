"""Which posts fall free and when: those that a change has freed, and those of the coming months."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.profile.changes import GONE

COLUMNS = (
    "perangkat_daerah", "unit_kerja", "jabatan", "jenis_jabatan", "jenjang", "alasan", "tanggal", "mendatang",
    "terisi", "pegawai_id",
)
_FREEING = (*GONE, "pindah", "ganti_jabatan")
_OF = ["perangkat_daerah", "unit_kerja", "jabatan", "jenis_jabatan", "jenjang"]


def freed_seats(
    changes: pd.DataFrame, before: pd.DataFrame, *, tanggal: date, after: pd.DataFrame | None = None, bulan: int = 12
) -> pd.DataFrame:
    """The posts that have fallen free, and those that will.

    Parameters
    ----------
    changes : DataFrame
        Of :func:`pembinaan_lib.profile.changes.roster_changes`.
    before, after : DataFrame
        The two rosters. Without `after` the coming months are told from `before`, and nothing is known to be filled.
    tanggal : date
        The day of the newer roster.
    bulan : int
        How many months ahead (months, >= 0).

    Returns
    -------
    DataFrame
        One row per post, sorted by unit, post and person: ``perangkat_daerah, unit_kerja, jabatan, jenis_jabatan,
        jenjang`` of the post, ``alasan`` (a kind of change), ``tanggal`` (where known), ``mendatang`` (bool: still
        held), ``terisi`` (bool: the newer roster shows somebody else in the same post and unit, and nobody before
        but who left it), ``pegawai_id`` of its holder.

    Notes
    -----
    Who rises within a functional career (another name of post, same unit) leaves no seat behind. A post leaves once,
    whatever number of changes its holder has.
    """
    people = before.set_index(before["pegawai_id"].astype("str"), drop=False)
    went = changes[changes["perubahan"].isin(_FREEING)]
    went = went[~_own_rise(changes, went, people)].drop_duplicates("pegawai_id", keep="last")
    gone = people.loc[went["pegawai_id"], _OF].assign(
        alasan=went["perubahan"].to_numpy(), tanggal=went["tanggal"].to_numpy(), mendatang=False,
    )
    staying = (before if after is None else after)
    staying = staying.set_index(staying["pegawai_id"].astype("str"))
    out = set(changes.loc[changes["perubahan"].isin(GONE), "pegawai_id"])
    coming = _coming(staying[~staying.index.isin(out)], tanggal=tanggal, bulan=bulan)
    seats = pd.concat([gone, coming]).rename_axis("pegawai_id").reset_index()
    seats = seats.assign(terisi=_filled(seats, before, after), tanggal=seats["tanggal"].astype("datetime64[s]"))
    keys = ["mendatang", "perangkat_daerah", "unit_kerja", "jabatan", "tanggal", "pegawai_id"]
    texts = {name: seats[name].astype("object").fillna("").astype("str") for name in (*_OF, "alasan")}
    return seats.assign(**texts).sort_values(keys, kind="stable", ignore_index=True)[list(COLUMNS)]


def _own_rise(changes: pd.DataFrame, went: pd.DataFrame, people: pd.DataFrame) -> pd.Series:
    """Rows of `went` that are a person's own rise: another functional post in the same unit."""
    elsewhere = set(changes.loc[changes["perubahan"].isin((*GONE, "pindah")), "pegawai_id"])
    rose = set(changes.loc[changes["perubahan"].isin(("naik_jenjang", "ganti_jenjang")), "pegawai_id"])
    functional = went["pegawai_id"].map(people["jenis_jabatan"]).eq("Fungsional").fillna(False)
    return functional & went["pegawai_id"].isin(rose - elsewhere)


def _coming(pegawai: pd.DataFrame, *, tanggal: date, bulan: int) -> pd.DataFrame:
    """Posts whose holder retires, or whose contract ends, within the coming months: whichever is first."""
    today = pd.Timestamp(tanggal)
    ends = pegawai[["tanggal_pensiun", "akhir_kontrak"]].astype("datetime64[s]")
    first = ends.min(axis=1)
    soon = first.gt(today) & first.le(today + pd.DateOffset(months=bulan))
    retires = ends["tanggal_pensiun"].eq(first).map({True: "pensiun", False: "kontrak_berakhir"})
    return pegawai.loc[soon, _OF].assign(alasan=retires[soon], tanggal=first[soon], mendatang=True)


def _filled(seats: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame | None) -> pd.Series:
    """Whether somebody who did not hold it before holds a freed post now; each newcomer fills one."""
    if after is None:
        return pd.Series(False, index=seats.index)
    post = ["perangkat_daerah", "unit_kerja", "jabatan"]
    held = [_posts(frame, post) for frame in (before, after)]
    newly = held[1].merge(held[0], how="left", on=["pegawai_id", *post], indicator=True)
    newcomers = newly[newly["_merge"].eq("left_only")].groupby(post).size().rename("baru")
    free = seats[~seats["mendatang"]]
    turn = free.assign(**{name: free[name].astype("object").fillna("") for name in post})
    turn = turn.assign(nomor=turn.groupby(post).cumcount()).join(newcomers, on=post)
    taken = turn["nomor"].lt(turn["baru"].fillna(0)) & turn["jabatan"].ne("")
    return taken.reindex(seats.index, fill_value=False).astype("bool")


def _posts(pegawai: pd.DataFrame, post: list[str]) -> pd.DataFrame:
    texts = {name: pegawai[name].astype("object").fillna("").astype("str") for name in ("pegawai_id", *post)}
    return pd.DataFrame(texts)


def seats_by_unit(seats: pd.DataFrame, *, unit: str = "perangkat_daerah") -> pd.DataFrame:
    """How many posts of each unit are free, filled again and about to fall free.

    Returns
    -------
    DataFrame
        One row per unit, sorted: ``kosong`` (free and not filled), ``terisi``, ``mendatang`` (posts).
    """
    counts = pd.DataFrame({
        unit: seats[unit].astype("object"), "kosong": ~seats["mendatang"] & ~seats["terisi"],
        "terisi": ~seats["mendatang"] & seats["terisi"], "mendatang": seats["mendatang"],
    })
    return counts.groupby(unit, sort=True).sum().astype("int64").reset_index()
