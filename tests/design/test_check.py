"""The check catches every kind of tampering, and lets honest proposals through."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from pembinaan_lib.design import Proposal, check, propose
from pembinaan_lib.errors import ProposalError
from tests.design.small import LIMITS, catalogue, people

PAGU = 60
WHO = people(
    ["a", "b", "c", "d", "e"], [("a", "A", 3, 1), ("b", "A", 3, 0), ("c", "A", 3, 1), ("d", "B", 3, 1)],
    [("a", 10.0, None), ("b", 0.0, 12.0), ("e", 0.0, None)], [("e", "Latsar", "2027-01-01")],
)
WHAT = catalogue(
    [{"bangkom_id": "K", "kapasitas_maks": 2}, {"bangkom_id": "L", "jenis_wajib": "Latsar"},
     {"bangkom_id": "M", "kapasitas_min": 1, "kapasitas_maks": 1, "angkatan_maks": 2, "bulan": None}],
    [("K", "A", 3, 0.5), ("M", "B", 3, 0.5), ("M", "A", 2, 0.2)], [("K", 20, 0), ("L", 0, 10), ("M", 5, 5)],
)


@pytest.fixture(scope="module")
def honest() -> Proposal:
    return propose(WHO, WHAT, pagu_rp=PAGU, limits=LIMITS, shares=(0.5,))


def codes(proposal: Proposal, **other: object) -> set[str]:
    settings = {"pagu_rp": PAGU, "limits": LIMITS, **other}
    return set(check(proposal, WHO, WHAT, **settings)["code"])


def test_an_honest_proposal_passes_also_from_its_bytes(honest: Proposal) -> None:
    assert codes(honest) == set()
    assert codes(Proposal.from_bytes(honest.to_bytes())) == set()
    assert set(honest.baris["bangkom_id"]) == {"K", "L", "M"}


def seats(proposal: Proposal, rows: list[tuple[str, int, str]], drop: str = "") -> Proposal:
    table = proposal.peserta
    table = table.loc[table["bangkom_id"] != drop] if drop else table
    more = pd.DataFrame(rows, columns=["bangkom_id", "angkatan", "pegawai_id"]).astype({"angkatan": "int64"})
    return replace(proposal, peserta=pd.concat([table, more], ignore_index=True))


def meta(proposal: Proposal, **values: object) -> Proposal:
    return replace(proposal, meta={**proposal.meta, **values})


def frame(proposal: Proposal, name: str, column: str, change: Callable) -> Proposal:
    table = getattr(proposal, name).copy()
    table[column] = change(table[column])
    return replace(proposal, **{name: table})


TAMPERED = {
    "unknown person": (lambda p: seats(p, [("K", 1, "stranger")]), "DSG-021"),
    "unknown activity": (lambda p: seats(p, [("X", 1, "a")]), "DSG-021"),
    "a seat twice": (lambda p: seats(p, [("L", 1, "e")]), "DSG-021"),
    "duty dropped": (lambda p: seats(p, [], drop="L"), "DSG-022"),
    "duty of nobody": (lambda p: seats(p, [("L", 1, "a")]), "DSG-022"),
    "no need": (lambda p: seats(p, [("K", 1, "e")], drop="K"), "DSG-023"),
    "over the ceiling of hours": (lambda p: seats(p, [("K", 1, "b"), ("M", 1, "b")], drop="K"), "DSG-024"),
    "class too full": (lambda p: seats(p, [("K", 1, "a"), ("K", 1, "b"), ("K", 1, "c")], drop="K"), "DSG-025"),
    "a batch too many": (lambda p: seats(p, [("K", 2, "a")], drop="K"), "DSG-025"),
    "batch zero": (lambda p: seats(p, [("K", 0, "a")], drop="K"), "DSG-025"),
    "cheaper line": (lambda p: frame(p, "baris", "biaya_rp", lambda c: c - 1), "DSG-027"),
    "more gap closed": (lambda p: frame(p, "baris", "kesenjangan_tertutup", lambda c: c + 0.1), "DSG-027"),
    "nicer headline": (lambda p: frame(p, "ringkas", "nilai", lambda c: c + 1), "DSG-027"),
    "worth more": (lambda p: meta(p, nilai=p.meta["nilai"] + 1), "DSG-028"),
    "bound too low": (lambda p: meta(p, bound=p.meta["nilai"] / 2), "DSG-028"),
    "gap understated": (lambda p: meta(p, bound=p.meta["nilai"] * 2, gap=0.0), "DSG-028"),
    "frontier above its money": (lambda p: frame(p, "batas", "biaya_rp", lambda c: c + 1000), "DSG-029"),
    "frontier above its bound": (lambda p: frame(p, "batas", "nilai", lambda c: c + 1000), "DSG-029"),
    "frontier without its lines": (lambda p: replace(p, batas_baris=p.batas_baris.iloc[:0]), "DSG-029"),
    "other ceiling": (lambda p: meta(p, pagu_rp=PAGU + 1), "DSG-020"),
    "other limits": (lambda p: meta(p, limits={**p.meta["limits"], "maks_kegiatan": 2}), "DSG-020"),
}


@pytest.mark.parametrize("kind", sorted(TAMPERED))
def test_each_kind_of_tampering_is_found(honest: Proposal, kind: str) -> None:
    tamper, code = TAMPERED[kind]
    assert code in codes(tamper(honest))


def test_a_cut_budget_a_new_price_and_a_new_limit_are_found(honest: Proposal) -> None:
    assert codes(honest, pagu_rp=PAGU - 30) == {"DSG-020"}
    assert codes(honest, limits=replace(LIMITS, dikecualikan=("K",))) >= {"DSG-020", "DSG-021"}
    dearer = replace(WHAT, biaya=WHAT.biaya.assign(tetap_rp=WHAT.biaya["tetap_rp"] + 1000))
    assert "DSG-026" in set(check(honest, WHO, dearer, pagu_rp=PAGU, limits=LIMITS)["code"])
    negative = replace(WHAT, biaya=WHAT.biaya.assign(per_peserta_rp=-1))
    assert "DSG-021" in set(check(honest, WHO, negative, pagu_rp=PAGU, limits=LIMITS)["code"])


def test_every_fault_blocks_and_has_words(honest: Proposal) -> None:
    from pembinaan_lib import findings

    full = seats(honest, [("K", 1, "a"), ("K", 1, "b"), ("K", 1, "c")], drop="K")
    found = check(full, WHO, WHAT, pagu_rp=PAGU, limits=LIMITS)
    assert findings.blocking(found)
    assert findings.told(found)["message"].str.len().min() > 10


def _set(*path: object, to: object) -> Callable[[dict], None]:
    def change(document: dict) -> None:
        part = document
        for name in path[:-1]:
            part = part[name]
        part[path[-1]] = to

    return change


@pytest.mark.parametrize("change", [
    _set("meta", to=None), _set("meta", to=[]), _set("meta", to={}), _set("meta", "nilai", to="x"),
    _set("meta", "gap", to=None), _set("meta", "bound", to=10**400), _set("meta", "bound", to=float("nan")),
    _set("meta", "pagu_rp", to=10**16), _set("meta", "pagu_rp", to=1.5), _set("meta", "limits", to=[]),
    _set("baris", "rows", 0, 1, to=10**30), _set("peserta", "rows", 0, 1, to=10**19),
    _set("peserta", "rows", 0, 0, to={"a": 1}), _set("peserta", "rows", 0, 2, to=[1]), _set("baris", "rows", 0, 2, to=1),
    _set("ringkas", "rows", 0, 1, to=float("inf")), _set("ringkas", "rows", 0, 1, to=None),
    _set("baris", "rows", to="abc"), _set("baris", "rows", to={"a": 1}), _set("peserta", "rows", to=[[]] * 1_000_001),
])
def test_bytes_that_no_solver_wrote_are_refused(honest: Proposal, change: Callable[[dict], None]) -> None:
    document = json.loads(honest.to_bytes())
    change(document)
    with pytest.raises(ProposalError, match="DSG-102"):
        Proposal.from_bytes(json.dumps(document).encode())


@pytest.mark.parametrize("data", [b"[" * 200_000, b"{", b"\xff", b"null", b"[]", b'{"format": 1}', b"9" * 9999])
def test_bytes_that_are_nothing_are_refused(data: bytes) -> None:
    with pytest.raises(ProposalError, match="DSG-102"):
        Proposal.from_bytes(data)


@pytest.mark.parametrize("money", [-1, 1.5, None, "1", True, 10**16, float("nan")])
def test_money_that_no_budget_is_cannot_be_planned_with(money: object) -> None:
    with pytest.raises(ProposalError, match="DSG-101"):
        propose(WHO, WHAT, pagu_rp=money, limits=LIMITS)
