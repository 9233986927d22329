"""What another proposal would take away or give, before anybody accepts it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pembinaan_lib.design.proposal import Proposal

_SEAT = ["bangkom_id", "pegawai_id"]
_UNIT = "perangkat_daerah"


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two proposals side by side; a person whose office is no longer known has the empty ``perangkat_daerah``.

    Parameters
    ----------
    kegiatan : DataFrame
        One row per activity of either, the most places lost first, then the most money: ``bangkom_id, nama,
        peserta_semula, peserta_usulan, biaya_semula_rp, biaya_usulan_rp``.
    kursi : DataFrame
        One row per activity and office, sorted by both: ``kursi_semula, kursi_usulan``.
    orang : DataFrame
        One row per person with a place in either, sorted by ``pegawai_id``: ``perangkat_daerah, kursi_semula,
        kursi_usulan, kursi_tetap`` (in the same activity as before; which batch does not matter).
    kewajiban : DataFrame
        Duties that had a place and now wait, sorted: ``pegawai_id, kewajiban, tenggat, alasan`` (as in
        :data:`pembinaan_lib.design.obligatory.WAITING`).
    """

    kegiatan: pd.DataFrame
    kursi: pd.DataFrame
    orang: pd.DataFrame
    kewajiban: pd.DataFrame

    @property
    def same(self) -> bool:
        """Whether both hold the same activities, people and costs."""
        lines, people = self.kegiatan, self.orang
        kept = (people["kursi_semula"] == people["kursi_tetap"]) & (people["kursi_usulan"] == people["kursi_tetap"])
        return bool(kept.all() and (lines["biaya_semula_rp"] == lines["biaya_usulan_rp"]).all())

    @property
    def losers(self) -> pd.DataFrame:
        """The rows of ``orang`` with fewer places than before; who only changes activity is not among them."""
        return self.orang[self.orang["kursi_usulan"] < self.orang["kursi_semula"]]

    @property
    def cost(self) -> int:
        """How much more the proposal costs (rupiah); negative where it costs less."""
        return int(self.kegiatan["biaya_usulan_rp"].sum() - self.kegiatan["biaya_semula_rp"].sum())


def compare(semula: Proposal, usulan: Proposal, *, pegawai: pd.DataFrame, bangkom: pd.DataFrame) -> Comparison:
    """Set the proposal `usulan` against the plan `semula`.

    Parameters
    ----------
    semula, usulan : Proposal
        Use ``baris``, ``peserta`` and ``menunggu``.
    pegawai : DataFrame
        ``pegawai_id, perangkat_daerah``.
    bangkom : DataFrame
        ``bangkom_id, nama, jenis_wajib``; an activity that it no longer has goes by its id.
    """
    seats = _seats(semula, usulan, pegawai)
    return Comparison(
        kegiatan=_activities(semula, usulan, bangkom),
        kursi=_counted(seats, ["bangkom_id", _UNIT]).drop(columns="kursi_tetap"),
        orang=_counted(seats, ["pegawai_id", _UNIT]), kewajiban=_lost_duties(semula, usulan, bangkom),
    )


def lost_seats(seats: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Places that each office loses in each activity, from ``Comparison.kursi``.

    Returns
    -------
    dict
        ``bangkom_id`` to ``{perangkat_daerah: places}``, the most places first, then by name; without activities in
        which no office loses any.
    """
    lost = seats.assign(hilang=seats["kursi_semula"] - seats["kursi_usulan"])
    lost = lost[lost["hilang"] > 0].sort_values(["bangkom_id", "hilang", _UNIT], ascending=[True, False, True])
    return {
        str(key): {str(unit): int(count) for unit, count in zip(rows[_UNIT], rows["hilang"], strict=True)}
        for key, rows in lost.groupby("bangkom_id", sort=True)
    }


def _activities(semula: Proposal, usulan: Proposal, bangkom: pd.DataFrame) -> pd.DataFrame:
    sides = [
        made.baris.groupby("bangkom_id")[["peserta", "biaya_rp"]].sum().rename(
            columns={"peserta": f"peserta_{side}", "biaya_rp": f"biaya_{side}_rp"})
        for side, made in (("semula", semula), ("usulan", usulan))
    ]
    both = pd.concat(sides, axis=1).fillna(0).astype("int64").rename_axis("bangkom_id").reset_index()
    names = bangkom.drop_duplicates("bangkom_id").set_index("bangkom_id")["nama"]
    both = both.assign(
        nama=both["bangkom_id"].map(names).fillna(both["bangkom_id"]).astype("str"),
        orang=both["peserta_usulan"] - both["peserta_semula"], uang=both["biaya_usulan_rp"] - both["biaya_semula_rp"],
    ).sort_values(["orang", "uang", "bangkom_id"], ignore_index=True)
    return both[["bangkom_id", "nama", "peserta_semula", "peserta_usulan", "biaya_semula_rp", "biaya_usulan_rp"]]


def _seats(semula: Proposal, usulan: Proposal, pegawai: pd.DataFrame) -> pd.DataFrame:
    """Every place of either, once: ``bangkom_id, pegawai_id, perangkat_daerah`` and whether it is in each of them."""
    before, after = (made.peserta[_SEAT].drop_duplicates() for made in (semula, usulan))
    both = before.merge(after, on=_SEAT, how="outer", indicator="di")
    units = pegawai.drop_duplicates("pegawai_id").set_index("pegawai_id")[_UNIT]
    return both.assign(**{
        _UNIT: both["pegawai_id"].map(units).astype("str").fillna(""),
        "kursi_semula": both["di"] != "right_only", "kursi_usulan": both["di"] != "left_only",
        "kursi_tetap": both["di"] == "both",
    })


def _counted(seats: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    counts = ["kursi_semula", "kursi_usulan", "kursi_tetap"]
    return seats.groupby(by, sort=True)[counts].sum().astype("int64").reset_index()


def _lost_duties(semula: Proposal, usulan: Proposal, bangkom: pd.DataFrame) -> pd.DataFrame:
    duties = bangkom.loc[bangkom["jenis_wajib"].fillna("") != "", ["bangkom_id", "jenis_wajib"]]
    had = semula.peserta[_SEAT].merge(duties, on="bangkom_id").rename(columns={"jenis_wajib": "kewajiban"})
    key = ["pegawai_id", "kewajiban"]
    lost = usulan.menunggu.merge(had[key].drop_duplicates(), on=key)
    return lost[[*key, "tenggat", "alasan"]].sort_values(key, ignore_index=True)
