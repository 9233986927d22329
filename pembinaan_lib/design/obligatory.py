"""Obligations first: who takes which obligatory activity, and whose duty cannot be met yet and why.

It does not choose anything: what is left after it is *sisa setelah wajib*.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.design.catalogue import Catalogue, usable
from pembinaan_lib.design.people import Limits, People

WAITING = {
    "tanpa_kegiatan": "DSG-001", "anggaran": "DSG-002", "kursi": "DSG-003", "tidak_dapat_dikirim": "DSG-004",
    "menjelang_akhir": "DSG-005", "peserta_minimum": "DSG-006",
}


@dataclass(frozen=True, eq=False)
class Obligatory:
    """Obligatory seats.

    Parameters
    ----------
    peserta : DataFrame
        One row per seat, sorted: ``bangkom_id``, ``angkatan`` (number of the batch, from 1), ``pegawai_id``.
    menunggu : DataFrame
        One row per duty without a seat, in the order of the queue: ``pegawai_id``, ``kewajiban``, ``tenggat``,
        ``alasan`` (a key of :data:`WAITING`).
    findings : DataFrame
        DSG-001 to DSG-006, one per reason and duty.
    biaya_rp : int
        What the seats cost (rupiah).
    """

    peserta: pd.DataFrame
    menunggu: pd.DataFrame
    findings: pd.DataFrame
    biaya_rp: int


def obligatory(people: People, catalogue: Catalogue, *, limits: Limits, pagu_rp: int | None = None) -> Obligatory:
    """Seats for obligations, the most overdue first, as far as the money goes.

    Parameters
    ----------
    people : People
        Uses ``obligations`` and ``availability``.
    catalogue : Catalogue
        An activity serves the duty that its ``jenis_wajib`` names; where several do, the cheapest seat is filled first.
    limits : Limits
        Uses ``dikecualikan`` and ``batas_mahal_rp``.
    pagu_rp : int, optional
        Money there is (rupiah); without it every duty that can be met is met.

    Returns
    -------
    Obligatory

    Notes
    -----
    The queue is sorted by ``tenggat``, then ``pegawai_id``. Money stops at the first duty that it cannot pay for, so
    that a larger budget never takes a seat from anybody; what remains then is not spent on choices either.
    """
    table, _ = usable(catalogue, limits.dikecualikan)
    table = table.loc[table["jenis_wajib"] != ""]
    queue = _queue(people, table, limits)
    queue = _seated(queue, table)
    queue = _enough_people(queue, table)
    if pagu_rp is not None:
        queue = _enough_people(_paid(queue, table, pagu_rp), table)
    seats = with_batches(queue.loc[queue["alasan"] == ""], table, people.pegawai)
    waiting = queue.loc[queue["alasan"] != "", ["pegawai_id", "kewajiban", "tenggat", "alasan"]]
    return Obligatory(
        seats, waiting.reset_index(drop=True), _told(waiting), cost(seats.groupby("bangkom_id").size(), table)
    )


def batches_for(people: int, *, least: int, most: int, batches: int) -> tuple[int, int]:
    """How many batches `people` fill, and how many of them find a seat, with `least` to `most` seats per batch."""
    wanted = min(-(-people // most) if most else 0, batches)
    if wanted * least > people:
        wanted = people // least
    return wanted, min(people, wanted * most)


def cost(counts: pd.Series, table: pd.DataFrame) -> int:
    """Rupiah for `counts` participants per ``bangkom_id``: batches as :func:`batches_for` opens them, and seats."""
    rows = table.loc[counts.index]
    batches = -(-counts // rows["kapasitas_maks"])
    return int((batches * rows["tetap_rp"] + counts * rows["per_peserta_rp"]).sum())


def with_batches(seats: pd.DataFrame, table: pd.DataFrame, pegawai: pd.DataFrame) -> pd.DataFrame:
    """Deal participants into batches of even size, the units mixed.

    Returns
    -------
    DataFrame
        One row per seat, sorted: ``bangkom_id``, ``angkatan``, ``pegawai_id``.
    """
    units = pegawai[["pegawai_id", "perangkat_daerah"]].astype({"perangkat_daerah": "str"}).fillna("")
    dealt = seats[["bangkom_id", "pegawai_id"]].merge(units, on="pegawai_id", how="left")
    dealt = dealt.sort_values(["bangkom_id", "perangkat_daerah", "pegawai_id"])
    size = dealt.groupby("bangkom_id")["pegawai_id"].transform("size")
    batches = -(-size // dealt["bangkom_id"].map(table["kapasitas_maks"]))
    number = dealt.groupby("bangkom_id").cumcount() % batches + 1
    dealt = dealt.assign(angkatan=number.astype("int64"))[["bangkom_id", "angkatan", "pegawai_id"]]
    return dealt.sort_values(["bangkom_id", "angkatan", "pegawai_id"], ignore_index=True)


def _queue(people: People, table: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    owed = people.obligations[["pegawai_id", "kewajiban", "tenggat"]].drop_duplicates(["pegawai_id", "kewajiban"])
    owed = owed.loc[owed["pegawai_id"].isin(people.pegawai["pegawai_id"])]
    owed = owed.assign(tenggat=pd.to_datetime(owed["tenggat"]))
    owed = owed.sort_values(["tenggat", "pegawai_id", "kewajiban"], na_position="last", ignore_index=True)
    who = people.availability.set_index("pegawai_id")
    may_go = owed["pegawai_id"].map(who["boleh_dikirim"]).astype("boolean").fillna(True)
    may_cost = owed["pegawai_id"].map(who["boleh_mahal"]).astype("boolean").fillna(True)
    cheapest = owed["kewajiban"].map(table.groupby("jenis_wajib")["kursi_rp"].min())
    dear = cheapest >= (float("inf") if limits.batas_mahal_rp is None else limits.batas_mahal_rp)
    reason = pd.Series("", index=owed.index, dtype="str")
    reason = reason.mask(dear & ~may_cost, "menjelang_akhir").mask(~may_go, "tidak_dapat_dikirim")
    reason = reason.mask(cheapest.isna(), "tanpa_kegiatan").astype("str")
    return owed.assign(alasan=reason, bangkom_id=pd.Series("", index=owed.index, dtype="str"))


def _seated(queue: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Give each waiting person the cheapest activity of the duty that still has a seat."""
    chosen, reason = queue["bangkom_id"].to_list(), queue["alasan"].to_list()
    order = table.assign(kode=table.index).sort_values(["jenis_wajib", "kursi_rp", "kode"])
    for duty, rows in queue.loc[queue["alasan"] == ""].groupby("kewajiban", sort=True):
        kinds = order.loc[order["jenis_wajib"] == duty]
        seats = [name for name, row in kinds.iterrows() for _ in range(row["kapasitas_maks"] * row["angkatan_maks"])]
        for number, place in enumerate(rows.index):
            chosen[place] = seats[number] if number < len(seats) else ""
            reason[place] = "" if number < len(seats) else "kursi"
    return queue.assign(bangkom_id=chosen, alasan=reason).astype({"bangkom_id": "str", "alasan": "str"})


def _enough_people(queue: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Take back the seats of those who do not make up the smallest class, the last of the queue first."""
    reason = queue["alasan"].copy()
    for name, rows in queue.loc[queue["alasan"] == ""].groupby("bangkom_id", sort=True):
        row = table.loc[name]
        _, served = batches_for(
            len(rows), least=row["kapasitas_min"], most=row["kapasitas_maks"], batches=row["angkatan_maks"]
        )
        reason.loc[rows.index[served:]] = "peserta_minimum"
    return queue.assign(alasan=reason)


def _paid(queue: pd.DataFrame, table: pd.DataFrame, pagu_rp: int) -> pd.DataFrame:
    """Keep the longest beginning of the queue that the money pays for."""
    seated = queue.loc[queue["alasan"] == "", "bangkom_id"]
    row = table.loc[seated]
    opens = seated.groupby(seated).cumcount().to_numpy() % row["kapasitas_maks"].to_numpy() == 0
    spent = (opens * row["tetap_rp"].to_numpy() + row["per_peserta_rp"].to_numpy()).cumsum()
    reason = queue["alasan"].copy()
    reason.loc[seated.index[spent > pagu_rp]] = "anggaran"
    return queue.assign(alasan=reason)


def _told(waiting: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for (reason, duty), group in waiting.groupby(["alasan", "kewajiban"], sort=True):
        rows.append(findings.finding(
            WAITING[reason], "perlu_dicek", table="pegawai", column="kewajiban", kewajiban=duty, jumlah=len(group)
        ))
    return findings.frame(sorted(rows, key=lambda row: (row["code"], row["values"])))
