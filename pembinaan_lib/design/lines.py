"""The lines of a proposal as a planner reads them: why each is there, the table of Pasal 207, and sums that explain.

Frames carry keys and values; the words come from the catalogues when a line is shown.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.design.catalogue import Catalogue, usable
from pembinaan_lib.design.options import closed_points, measured
from pembinaan_lib.design.people import People
from pembinaan_lib.design.proposal import Proposal
from pembinaan_lib.design.tally import DIGITS, hours_after

_ABOUT = ["nama", "bentuk", "pola", "penyelenggara", "durasi_jp", "jenis_wajib", "status"]


def lines(proposal: Proposal, people: People, catalogue: Catalogue) -> pd.DataFrame:
    """The lines of a proposal with what they are for.

    Returns
    -------
    DataFrame
        One row per activity, obligatory ones first, then by ``bangkom_id``: the columns of ``Proposal.baris`` and
        ``nama, bentuk, pola, penyelenggara, durasi_jp, jenis_wajib, status`` from the catalogue; ``kompetensi`` (most
        closed first, joined by "; "), ``jumlah_butuh`` (people on the roster with a gap in one of them),
        ``jumlah_tertutup`` (participants for whom it closes a gap), ``jp_tertutup`` (jp owed before that its seats
        cover; shared by hours where a person has several), ``rp_per_poin`` (rupiah per level of gap, missing where it
        closes none), ``alasan`` (a key of the catalogues).
    """
    seats = proposal.peserta
    table = catalogue.bangkom.set_index("bangkom_id")[_ABOUT]
    closed = closed_points(measured(people), catalogue, seats)
    made = proposal.baris.join(table, on="bangkom_id").join(_needs(closed, people), on="bangkom_id")
    made = made.join(_hours(seats, people, catalogue), on="bangkom_id")
    counts = ["jumlah_butuh", "jumlah_tertutup"]
    made[counts] = made[counts].fillna(0).astype("int64")
    made = made.fillna({"kompetensi": "", "jp_tertutup": 0.0, "jenis_wajib": ""}).astype({"jp_tertutup": "float64"})
    points = made["kesenjangan_tertutup"]
    price = (made["biaya_rp"] / points.where(points > 0)).round(DIGITS)
    made = made.assign(rp_per_poin=price, alasan=_reason(made))
    return made.sort_values(["wajib", "bangkom_id"], ascending=[False, True], ignore_index=True)


def told_reasons(made: pd.DataFrame) -> pd.Series:
    """The sentence of each line of :func:`lines`, in the language in use."""
    rows = made.to_dict("records")
    return pd.Series([
        words.text(
            row["alasan"], kewajiban=row["jenis_wajib"], jumlah=int(row["peserta"]), kompetensi=row["kompetensi"],
            butuh=int(row["jumlah_butuh"]), tertutup=int(row["jumlah_tertutup"]), jp=round(row["jp_tertutup"]),
            harga="" if pd.isna(row["rp_per_poin"]) else words.rupiah(float(row["rp_per_poin"])),
        )
        for row in rows
    ], index=made.index, dtype="str")


def pasal_207(
    made: pd.DataFrame, proposal: Proposal, people: People, *, kompetensi: pd.DataFrame, jalur: Mapping[str, str]
) -> pd.DataFrame:
    """The seven items that PP 11/2017 Pasal 207 asks of each activity, as values.

    Parameters
    ----------
    made : DataFrame
        From :func:`lines`.
    kompetensi : DataFrame
        ``kompetensi``, ``jenis`` (manajerial, sosial kultural, teknis).
    jalur : Mapping
        ``bentuk`` to ``klasikal`` or ``nonklasikal``; rule ``bangkom.bentuk``.

    Returns
    -------
    DataFrame
        One row per line, same order: ``bangkom_id``, ``nama``, ``jenis_kompetensi`` (joined by "; "), ``kompetensi``,
        ``peserta``, ``jumlah_perangkat_daerah``, ``bentuk``, ``jalur``, ``penyelenggara``, ``angkatan``, ``bulan``,
        ``kesesuaian_kurikulum`` (a key of the catalogues), ``anggaran_rp``, ``wajib``.

    References
    ----------
    data/rules/bangkom/isi_rencana.yaml (PP 11/2017 Pasal 207)
    """
    kinds = kompetensi.drop_duplicates("kompetensi").set_index("kompetensi")["jenis"]
    units = proposal.peserta.merge(people.pegawai[["pegawai_id", "perangkat_daerah"]], on="pegawai_id")
    units = units.groupby("bangkom_id")["perangkat_daerah"].nunique()
    set_by_others = made["wajib"] | made["pola"].isin(["kontribusi", "fasilitasi"])
    sorts = [_kinds(names, kinds) for names in made["kompetensi"]]
    table = made.assign(
        jenis_kompetensi=pd.Series(sorts, index=made.index, dtype="str"),
        jumlah_perangkat_daerah=made["bangkom_id"].map(units).fillna(0).astype("int64"),
        jalur=made["bentuk"].map(dict(jalur)).astype("str").fillna(""),
        kesesuaian_kurikulum=set_by_others.map({True: "design.curriculum.confirm", False: "design.curriculum.own"}),
        anggaran_rp=made["biaya_rp"],
    )
    return table[[
        "bangkom_id", "nama", "jenis_kompetensi", "kompetensi", "peserta", "jumlah_perangkat_daerah", "bentuk", "jalur",
        "penyelenggara", "angkatan", "bulan", "kesesuaian_kurikulum", "anggaran_rp",
        "wajib",
    ]]


def explanation(proposal: Proposal, people: People, catalogue: Catalogue) -> pd.DataFrame:
    """What the two headline numbers are made of; the steps of a measure sum to it.

    Returns
    -------
    DataFrame
        ``subject_id`` (bangkom_id), ``measure`` (``biaya_rp``: one step per cost component; ``kesenjangan_tertutup``:
        one step per competency), ``step``, ``amount``, ``rule_id`` (empty: catalogue values are no rules), sorted.
    """
    counts = proposal.baris.set_index("bangkom_id")[["angkatan", "peserta"]]
    money = catalogue.biaya.merge(counts, left_on="bangkom_id", right_index=True)
    numbers = money[["tetap_rp", "per_peserta_rp"]].apply(pd.to_numeric).astype("float64").fillna(0.0)
    amount = numbers["tetap_rp"] * money["angkatan"] + numbers["per_peserta_rp"] * money["peserta"]
    spent = money.assign(measure="biaya_rp", step=money["komponen"], amount=amount)
    closed = closed_points(measured(people), catalogue, proposal.peserta)
    closed = closed.groupby(["bangkom_id", "kompetensi"], as_index=False)["poin"].sum()
    closed = closed.assign(measure="kesenjangan_tertutup", step=closed["kompetensi"], amount=closed["poin"])
    names = ["bangkom_id", "measure", "step", "amount"]
    made = pd.concat([spent[names], closed[names]], ignore_index=True).rename(columns={"bangkom_id": "subject_id"})
    return made.assign(rule_id="").sort_values(["measure", "subject_id", "step"], ignore_index=True)


def _needs(closed: pd.DataFrame, people: People) -> pd.DataFrame:
    gap = measured(people)
    by = closed.groupby(["bangkom_id", "kompetensi"], as_index=False)["poin"].sum()
    by = by.sort_values(["bangkom_id", "poin", "kompetensi"], ascending=[True, False, True])
    need = by[["bangkom_id", "kompetensi"]].merge(gap[["pegawai_id", "kompetensi"]], on="kompetensi")
    return pd.DataFrame({
        "kompetensi": by.groupby("bangkom_id")["kompetensi"].agg("; ".join),
        "jumlah_butuh": need.groupby("bangkom_id")["pegawai_id"].nunique(),
        "jumlah_tertutup": closed.groupby("bangkom_id")["pegawai_id"].nunique(),
    })


def _hours(seats: pd.DataFrame, people: People, catalogue: Catalogue) -> pd.Series:
    """Hours owed that the seats of an activity cover, by ``bangkom_id``."""
    table, _ = usable(catalogue)
    after = hours_after(seats, people, catalogue)
    covered = ((after["kurang_jp"] - after["sisa_jp"]) / after["jp"].where(after["jp"] > 0)).fillna(0.0)
    jp = seats["bangkom_id"].map(table["durasi_jp"]) * seats["pegawai_id"].map(covered).fillna(0.0)
    return jp.astype("float64").groupby(seats["bangkom_id"]).sum().round(DIGITS).rename("jp_tertutup")


def _reason(made: pd.DataFrame) -> pd.Series:
    closes, hours = made["kesenjangan_tertutup"] > 0, made["jp_tertutup"] > 0
    reason = pd.Series("design.reason.hours", index=made.index, dtype="str")
    reason = reason.mask(closes & hours, "design.reason.both").mask(closes & ~hours, "design.reason.gap")
    return reason.mask(made["wajib"], "design.reason.obligatory")


def _kinds(names: str, kinds: pd.Series) -> str:
    found = {str(kinds[name]) for name in names.split("; ") if name in kinds.index}
    return "; ".join(sorted(found))
