"""Lines, reasons, the seven items, explanations that sum, and proposals as bytes."""

from __future__ import annotations

import pandas as pd
import pytest

from pembinaan_lib import words
from pembinaan_lib.design import (
    Proposal,
    explanation,
    lines,
    nothing,
    pasal_207,
    propose,
    told_reasons,
)
from pembinaan_lib.errors import ProposalError
from tests.design.small import LIMITS, catalogue, people, random_case

WHO = people(
    ["a", "b", "c", "d"], [("a", "A", 3, 1), ("a", "B", 3, 2), ("b", "A", 3, 0)],
    [("a", 10.0, None), ("c", 20.0, None)], [("d", "Latsar", "2027-01-01")],
)
WHAT = catalogue(
    [{"bangkom_id": "K", "bentuk": "Coaching"}, {"bangkom_id": "L", "jenis_wajib": "Latsar", "pola": "kontribusi"},
     {"bangkom_id": "M", "durasi_jp": 12.0, "bulan": None}],
    [("K", "A", 3, 0.5), ("K", "B", 3, 0.5)], [("K", 1000, 50), ("L", 0, 10), ("M", 0, 10)],
)
SKILLS = pd.DataFrame({"kompetensi": ["A", "B"], "jenis": ["manajerial", "teknis"]})


@pytest.fixture(scope="module")
def made() -> Proposal:
    return propose(WHO, WHAT, pagu_rp=10_000, limits=LIMITS, shares=())


def test_lines_say_what_they_are_for(made: Proposal) -> None:
    told = lines(made, WHO, WHAT).set_index("bangkom_id")
    assert list(told.index) == ["L", "K", "M"]
    coaching = told.loc["K"]
    assert (coaching["kompetensi"], coaching["jumlah_butuh"], coaching["jumlah_tertutup"]) == ("A; B", 2, 2)
    assert coaching["kesenjangan_tertutup"] == pytest.approx(0.5 * 2 + 0.5 * 3 + 0.5 * 1)
    assert coaching["rp_per_poin"] == pytest.approx(coaching["biaya_rp"] / 3.0)
    assert told["alasan"].to_dict() == {
        "L": "design.reason.obligatory", "K": "design.reason.both", "M": "design.reason.hours",
    }
    assert told["jp_tertutup"].sum() == pytest.approx(10 + 20)      # all that a and c owed, no more


def test_reasons_read_in_both_languages(made: Proposal) -> None:
    told = lines(made, WHO, WHAT)
    with words.speaking("id"):
        indonesian = told_reasons(told)
    with words.speaking("en"):
        english = told_reasons(told)
    assert "Latsar" in indonesian[0]
    assert (indonesian != english).all()


def test_the_seven_items_of_pasal_207(made: Proposal) -> None:
    table = pasal_207(lines(made, WHO, WHAT), made, WHO, kompetensi=SKILLS, jalur={"Coaching": "nonklasikal"})
    row = table.set_index("bangkom_id").loc["K"]
    assert (row["jenis_kompetensi"], row["jalur"], row["peserta"]) == ("manajerial; teknis", "nonklasikal", 3)
    assert row["jumlah_perangkat_daerah"] == 2
    assert table["anggaran_rp"].sum() == made.measure("biaya_rp")
    assert table.set_index("bangkom_id")["jalur"]["M"] == ""
    assert all(words.has(key) for key in table["kesesuaian_kurikulum"])


@pytest.mark.parametrize("seed", range(4))
def test_steps_sum_to_their_measure(seed: int) -> None:
    who, what, budget = random_case(seed, persons=10, activities=4)
    proposal = propose(who, what, pagu_rp=budget, limits=LIMITS, shares=())
    steps = explanation(proposal, who, what).groupby("measure")["amount"].sum()
    for name in ("biaya_rp", "kesenjangan_tertutup"):
        assert steps.get(name, 0.0) == pytest.approx(proposal.measure(name), abs=1e-5)
    closed = proposal.measure("kesenjangan_tertutup")
    assert proposal.baris["kesenjangan_tertutup"].sum() == pytest.approx(closed, abs=1e-5)


def test_bytes_keep_everything(made: Proposal) -> None:
    again = Proposal.from_bytes(made.to_bytes())
    assert again.to_bytes() == made.to_bytes()
    for name in ("baris", "peserta", "ringkas", "batas", "batas_baris", "menunggu", "findings"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(made, name))
    assert again.meta == made.meta


def test_nothing_has_every_frame_and_flows_through() -> None:
    none = nothing()
    assert Proposal.from_bytes(none.to_bytes()).to_bytes() == none.to_bytes()
    told = lines(none, WHO, WHAT)
    assert told.empty
    assert pasal_207(told, none, WHO, kompetensi=SKILLS, jalur={}).empty
    assert explanation(none, WHO, WHAT).empty
    assert told_reasons(told).empty


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"[]", b"{}", b'{"format":"pembinaan.usulan/2"}', b'{"format":"pembinaan.usulan/1","meta":{}}'],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ProposalError) as refused:
        Proposal.from_bytes(data)
    assert refused.value.code == "DSG-102"
    assert refused.value.remedy
