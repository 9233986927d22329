"""Checks a proposal without a solver: can it be carried out, does it cost and reach what it says, is it in bound.

Verifying a record uses this instead of solving again. Every fault is a finding that blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.design.catalogue import Catalogue, usable
from pembinaan_lib.design.obligatory import obligatory
from pembinaan_lib.design.options import Options, options
from pembinaan_lib.design.people import Limits, People
from pembinaan_lib.design.proposal import Proposal
from pembinaan_lib.design.tally import attendance, lines_of, summary, worth

_CLOSE = 1e-5
Faults = Iterator[dict[str, str]]


def check(
    proposal: Proposal, people: People, catalogue: Catalogue, *, pagu_rp: int, limits: Limits
) -> pd.DataFrame:
    """What is wrong with a proposal, as findings; an empty frame means that it holds.

    Parameters
    ----------
    proposal : Proposal
    people, catalogue : People, Catalogue
        The inputs that it is to be carried out with.
    pagu_rp : int
        The budget ceiling that was decided (rupiah).
    limits : Limits
        The limits that were decided.

    Returns
    -------
    DataFrame
        Findings DSG-020 to DSG-029, all ``menghalangi``: other settings, unknown people or activities, obligations not
        kept, not eligible, too much for one person, class sizes, budget, lines or headline numbers that do not follow
        from the seats, worth, frontier.
    """
    found = list(_settings(proposal, pagu_rp, limits)) + list(_known(proposal, people, catalogue, limits))
    if not found:
        found = list(_carried_out(proposal, people, catalogue, pagu_rp=pagu_rp, limits=limits))
    return findings.frame(found)


def _fault(code: str, jumlah: int = 1) -> dict[str, str]:
    return findings.finding(code, "menghalangi", table="usulan", jumlah=int(jumlah))


def _settings(proposal: Proposal, pagu_rp: int, limits: Limits) -> Faults:
    if proposal.meta.get("pagu_rp") != pagu_rp or proposal.meta.get("limits") != limits.as_dict():
        yield _fault("DSG-020")


def _known(proposal: Proposal, people: People, catalogue: Catalogue, limits: Limits) -> Faults:
    table, _ = usable(catalogue, limits.dikecualikan)
    seats = proposal.peserta
    wrong = ~seats["bangkom_id"].isin(table.index) | ~seats["pegawai_id"].isin(people.pegawai["pegawai_id"])
    wrong |= seats.duplicated(["bangkom_id", "pegawai_id"])
    if wrong.any():
        yield _fault("DSG-021", wrong.sum())


def _carried_out(
    proposal: Proposal, people: People, catalogue: Catalogue, *, pagu_rp: int, limits: Limits
) -> Faults:
    every = obligatory(people, catalogue, limits=limits)
    choice = options(people, catalogue, every.peserta, limits=limits)
    seats = proposal.peserta
    duty = seats["bangkom_id"].isin(choice.table.index)
    yield from _obligations(seats.loc[~duty], obligatory(people, catalogue, limits=limits, pagu_rp=pagu_rp).peserta)
    yield from _eligible(choice, seats.loc[duty])
    yield from _classes(seats, usable(catalogue, limits.dikecualikan)[0])
    yield from _figures(proposal, people, catalogue, pagu_rp)
    yield from _valued(proposal, worth(choice, seats.loc[duty], limits))
    yield from _frontier(proposal)


def _obligations(seats: pd.DataFrame, expected: pd.DataFrame) -> Faults:
    names = ["bangkom_id", "pegawai_id"]
    apart = seats[names].merge(expected[names], how="outer", indicator=True)["_merge"] != "both"
    if apart.any():
        yield _fault("DSG-022", apart.sum())


def _eligible(choice: Options, seats: pd.DataFrame) -> Faults:
    attends = attendance(choice, seats)
    wrong = (attends & ~choice.useful).sum()
    if wrong:
        yield _fault("DSG-023", wrong)
    hours = attends @ choice.table["durasi_jp"].to_numpy(dtype="float64")
    over = (attends.sum(axis=1) > choice.slots) | (hours > choice.sisa_jp + _CLOSE)
    if over.any():
        yield _fault("DSG-024", over.sum())


def _classes(seats: pd.DataFrame, table: pd.DataFrame) -> Faults:
    sizes = seats.groupby(["bangkom_id", "angkatan"]).size().rename("peserta").reset_index()
    rows = table.loc[sizes["bangkom_id"]]
    people = sizes["peserta"].to_numpy()
    wrong = (people < rows["kapasitas_min"].to_numpy()) | (people > rows["kapasitas_maks"].to_numpy())
    wrong |= (sizes["angkatan"] < 1).to_numpy() | (sizes["angkatan"].to_numpy() > rows["angkatan_maks"].to_numpy())
    if wrong.any():
        yield _fault("DSG-025", wrong.sum())


def _figures(proposal: Proposal, people: People, catalogue: Catalogue, pagu_rp: int) -> Faults:
    lines = lines_of(proposal.peserta, people, catalogue)
    if lines["biaya_rp"].sum() > pagu_rp:
        yield _fault("DSG-026", int(lines["biaya_rp"].sum() - pagu_rp))
    expected = summary(proposal.peserta, lines, people, catalogue, pagu_rp=pagu_rp)
    if not (_same(lines, proposal.baris) and _same(expected, proposal.ringkas)):
        yield _fault("DSG-027")


def _valued(proposal: Proposal, value: float) -> Faults:
    said, bound, gap = (float(proposal.meta[name]) for name in ("nilai", "bound", "gap"))
    honest = np.isclose(said, value, rtol=_CLOSE, atol=_CLOSE)
    if bound >= 0:
        honest &= value <= bound * (1 + _CLOSE) + _CLOSE
        honest &= np.isclose(gap, (bound - said) / bound if bound > 0 else 0.0, atol=_CLOSE)
    if not honest:
        yield _fault("DSG-028")


def _frontier(proposal: Proposal) -> Faults:
    points, meta = proposal.batas.sort_values("anggaran_rp"), proposal.meta
    here = points.loc[points["anggaran_rp"] == meta["pagu_rp"]]
    kept = len(here) == 1 and bool((points["biaya_rp"] <= points["anggaran_rp"]).all())
    proven = points.loc[points["batas_nilai"] >= 0]
    kept = kept and bool((proven["nilai"] <= proven["batas_nilai"] + _CLOSE).all())
    kept = kept and points["nilai"].is_monotonic_increasing
    said = [meta[name] for name in ("nilai", "bound", "gap")]
    kept = kept and bool(np.allclose(here[["nilai", "batas_nilai", "celah_rasio"]].iloc[0], said))
    kept = kept and int(here["biaya_rp"].iloc[0]) == int(proposal.baris["biaya_rp"].sum())
    spent = proposal.batas_baris.groupby("anggaran_rp")["biaya_rp"].sum().reindex(points["anggaran_rp"]).fillna(0)
    if not (kept and (spent.to_numpy() == points["biaya_rp"].to_numpy()).all()):
        yield _fault("DSG-029")


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two frames hold the same rows; floats may differ by what rounding leaves."""
    if len(one) != len(other) or list(one.columns) != list(other.columns):
        return False
    for name in one.columns:
        left, right = one[name].reset_index(drop=True), other[name].reset_index(drop=True)
        if left.dtype.kind == "f":
            if not np.allclose(left, right.astype("float64"), rtol=_CLOSE, atol=_CLOSE):
                return False
        elif not _plain(left).equals(_plain(right)):
            return False
    return True


def _plain(column: pd.Series) -> pd.Series:
    return column.astype("object").where(column.notna(), None)
