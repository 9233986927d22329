"""From people and a catalogue to a proposal: obligations, the best choice for what is left, and other budgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.design.catalogue import Catalogue
from pembinaan_lib.design.choose import NOTHING, Chooser, Plan
from pembinaan_lib.design.groups import Group, groups
from pembinaan_lib.design.master import Stop, version
from pembinaan_lib.design.obligatory import Obligatory, obligatory, with_batches
from pembinaan_lib.design.options import Options, options
from pembinaan_lib.design.people import Limits, People
from pembinaan_lib.design.proposal import Proposal, is_money, shaped
from pembinaan_lib.design.tally import DIGITS, lines_of, summary
from pembinaan_lib.errors import ProposalError

SHARES = (0.0, 0.25, 0.5, 0.7, 0.85, 1.0, 1.15, 1.3, 1.5)
Progress = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class _Point:
    """One solved budget with all its seats."""

    budget: int
    plan: Plan
    seats: pd.DataFrame
    lines: pd.DataFrame
    ringkas: pd.DataFrame


def propose(
    people: People, catalogue: Catalogue, *, pagu_rp: int, limits: Limits, seed: int = 0,
    shares: Sequence[float] = SHARES, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None,
) -> Proposal:
    """The best plan found for the money, obligations first, with a proven bound.

    Parameters
    ----------
    people, catalogue : People, Catalogue
    pagu_rp : int
        The budget ceiling (rupiah, >= 0).
    limits : Limits
    seed : int
        Of the solver.
    shares : sequence of float
        Other budgets to solve for the frontier, as shares of `pagu_rp`; the ceiling itself is always among them.
    progress : callable, optional
        Told the fraction done and a key of the catalogues after each budget.
    cancelled : callable, optional
        Asked whether to stop; a stopped proposal has the status ``dihentikan`` and the best plan so far.

    Returns
    -------
    Proposal
        Same inputs give the same bytes, unless a time limit or a stop cut the solving short.

    Raises
    ------
    ProposalError
        DSG-101 for a ceiling that is negative, no whole number or beyond any budget, DSG-103 where ``maks_kegiatan`` is not 1 to 3, DSG-104 for a negative weight.
    """
    _refuse(pagu_rp, limits)
    every = obligatory(people, catalogue, limits=limits)
    choice = options(people, catalogue, every.peserta, limits=limits)
    alike = groups(choice, limits)
    chooser = Chooser(
        alike, choice.table, limits=limits, seed=seed, reference_rp=float(max(pagu_rp, 1)),
        stop=Stop(limits.celah_rasio, limits.batas_detik, cancelled),
    )
    budgets = sorted({int(round(share * pagu_rp)) for share in shares} | {int(pagu_rp)})
    points, plan, solved = [], NOTHING, -1
    for number, budget in enumerate(budgets):
        duty = obligatory(people, catalogue, limits=limits, pagu_rp=budget)
        if _left(budget, duty) > solved:
            solved = _left(budget, duty)
            plan = chooser.plan(solved, plan)
        points.append(_point(budget, plan, duty, choice, alike, people, catalogue))
        if progress is not None:
            progress((number + 1) / len(budgets), "design.progress.budget")
    main = next(point for point in points if point.budget == int(pagu_rp))
    duty = obligatory(people, catalogue, limits=limits, pagu_rp=int(pagu_rp))
    return _proposal(main, points, duty, choice, chooser, people, catalogue, limits=limits, seed=seed)


def seats_of(plan: Plan, alike: tuple[Group, ...], choice: Options) -> pd.DataFrame:
    """Name the people of a plan, the first of each group first: ``pegawai_id``, ``bangkom_id``."""
    next_member = dict.fromkeys(range(len(alike)), 0)
    who, what = [], []
    for group, picks, people in plan.taken:
        begin = next_member[group]
        next_member[group] = begin + people
        for member in alike[group].members[begin:begin + people]:
            who += [choice.pegawai_id[member]] * len(picks)
            what += list(choice.table.index[list(picks)])
    return pd.DataFrame({"pegawai_id": pd.Series(who, dtype="str"), "bangkom_id": pd.Series(what, dtype="str")})


def _refuse(pagu_rp: int, limits: Limits) -> None:
    if not is_money(pagu_rp):
        raise ProposalError("DSG-101", where="pagu_rp")
    if limits.maks_kegiatan not in (1, 2, 3):
        raise ProposalError("DSG-103", where="maks_kegiatan")
    if min(limits.bobot.values(), default=0.0) < 0:
        raise ProposalError("DSG-104", where="bobot")


def _left(budget: int, duty: Obligatory) -> int:
    """Money for choices: none while an obligation goes unpaid."""
    unpaid = (duty.menunggu["alasan"] == "anggaran").any()
    return 0 if unpaid else budget - duty.biaya_rp


def _point(
    budget: int, plan: Plan, duty: Obligatory, choice: Options, alike: tuple[Group, ...], people: People,
    catalogue: Catalogue,
) -> _Point:
    chosen = with_batches(seats_of(plan, alike, choice), choice.table, people.pegawai)
    seats = pd.concat([duty.peserta, chosen], ignore_index=True)
    seats = shaped(seats.sort_values(["bangkom_id", "angkatan", "pegawai_id"]), "peserta")
    lines = lines_of(seats, people, catalogue)
    return _Point(budget, plan, seats, lines, summary(seats, lines, people, catalogue, pagu_rp=budget))


def _proposal(
    main: _Point, points: list[_Point], duty: Obligatory, choice: Options, chooser: Chooser, people: People,
    catalogue: Catalogue, *, limits: Limits, seed: int,
) -> Proposal:
    status = main.plan.status if len(chooser.sets.worth) else "tidak ada pilihan"
    found = [duty.findings, choice.findings, _about(main, status, chooser, limits, catalogue)]
    meta = {
        "pagu_rp": main.budget, "status": status, "nilai": round(main.plan.value, DIGITS),
        "bound": _bound(main.plan), "gap": _gap(main.plan), "seed": int(seed), "solver": version(),
        "limits": limits.as_dict(), "maks_kegiatan": chooser.slots,
    }
    return Proposal(
        baris=shaped(main.lines, "baris"), peserta=main.seats, ringkas=shaped(main.ringkas, "ringkas"),
        batas=shaped(pd.DataFrame([_frontier(point) for point in points]), "batas"),
        batas_baris=_frontier_lines(points, catalogue), menunggu=shaped(duty.menunggu, "menunggu"),
        findings=shaped(findings.joined(found), "findings"), meta=meta,
    )


def _bound(plan: Plan) -> float:
    """The bound, rounded up so that rounding never makes it too small."""
    return float(np.ceil(plan.bound * 10**DIGITS) / 10**DIGITS) if np.isfinite(plan.bound) else -1.0


def _gap(plan: Plan) -> float:
    if not np.isfinite(plan.bound):
        return 1.0
    return round(float((plan.bound - plan.value) / plan.bound), DIGITS) if plan.bound > 0 else 0.0


def _frontier(point: _Point) -> dict[str, object]:
    reach = point.ringkas.set_index("ukuran")["nilai"]
    return {
        "anggaran_rp": point.budget, "biaya_rp": int(reach["biaya_rp"]), "nilai": round(point.plan.value, DIGITS),
        "batas_nilai": _bound(point.plan), "kesenjangan_tertutup": reach["kesenjangan_tertutup"],
        "kesenjangan_rasio": reach["kesenjangan_rasio"], "asn_20_jp": int(reach["asn_20_jp"]),
        "peserta": int(reach["peserta"]), "celah_rasio": _gap(point.plan), "status": point.plan.status,
    }


def _frontier_lines(points: list[_Point], catalogue: Catalogue) -> pd.DataFrame:
    names = catalogue.bangkom.set_index("bangkom_id")["nama"]
    rows = pd.concat([point.lines.assign(anggaran_rp=point.budget) for point in points], ignore_index=True)
    return shaped(rows.assign(nama=rows["bangkom_id"].map(names)), "batas_baris")


def _about(main: _Point, status: str, chooser: Chooser, limits: Limits, catalogue: Catalogue) -> pd.DataFrame:
    """Findings about the proposal as a whole: no money, no choice, cut short, unverified prices."""
    found = []
    if main.budget == 0:
        found.append(findings.finding("DSG-011", "perlu_dicek", table="anggaran", column="pagu_rp"))
    if status == "tidak ada pilihan":
        found.append(findings.finding("DSG-012", "informasi", table="katalog_bangkom"))
    if status in ("dihentikan", "dibatasi waktu"):
        found.append(findings.finding("DSG-013", "perlu_dicek", status=status, celah=f"{100 * _gap(main.plan):.1f}"))
    if chooser.slots < limits.maks_kegiatan:
        found.append(findings.finding("DSG-017", "informasi", diminta=limits.maks_kegiatan, dipakai=chooser.slots))
    doubted = catalogue.biaya.loc[catalogue.biaya["status"] == "belum_diverifikasi", "bangkom_id"].unique()
    used = int(main.lines["bangkom_id"].isin(doubted).sum())
    if used:
        found.append(findings.finding(
            "DSG-014", "perlu_dicek", table="katalog_biaya", column="status", jumlah=used, kegiatan=len(main.lines)
        ))
    return findings.frame(found)
