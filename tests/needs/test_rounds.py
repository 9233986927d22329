"""The same questionnaire asked twice: told apart by the pause between, compared by their intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pembinaan_lib import evaluation, needs, tables
from tests.needs.frames import LAW, TODAY, frame

WITH = {"rules": LAW, "tanggal": TODAY}
ITEMS = tables.reference("butir")
STRAIGHT = ITEMS[(ITEMS["kuesioner"] == "kesiapan") & ITEMS["dimensi"].notna() & ~ITEMS["terbalik"].fillna(False).astype(bool)]["butir"].iloc[0]


def answers(*rounds: tuple[str, list[int]]) -> pd.DataFrame:
    """Rounds of a day and the scores of its respondents in unit U."""
    rows = [(f"{day}-{at}", "U", STRAIGHT, score, day) for day, scores in rounds for at, score in enumerate(scores)]
    return frame("kesiapan_perubahan", "responden_id unit_kerja butir skor tanggal", *rows)


def rounds_of(told: pd.DataFrame) -> pd.DataFrame:
    return needs.questionnaire_rounds(told, ITEMS, questionnaire="kesiapan", **WITH)


BEFORE, AFTER = [2, 3, 2, 3, 2, 3, 2, 3, 2, 3], [4, 5, 4, 5, 4, 5, 4, 5, 4, 4]


def test_a_pause_ends_a_round_and_a_few_days_do_not() -> None:
    told = answers(("2026-02-01", BEFORE), ("2026-03-10", BEFORE), ("2026-09-01", AFTER), ("2027-01-01", AFTER))
    found = rounds_of(told)
    assert found["putaran"].tolist() == [1, 2]
    assert found["responden"].tolist() == [20, 10]
    assert found["mulai"].tolist() == [pd.Timestamp("2026-02-01"), pd.Timestamp("2026-09-01")]


def test_the_change_and_its_interval_by_hand() -> None:
    change = evaluation.readiness_change(rounds_of(answers(("2026-02-01", BEFORE), ("2026-09-01", AFTER))), **WITH).iloc[0]
    half = [stats.sem(part) * stats.t.ppf(0.975, len(part) - 1) for part in (BEFORE, AFTER)]
    spread = float(np.hypot(*half))
    assert change["perubahan"] == pytest.approx(np.mean(AFTER) - np.mean(BEFORE))
    assert (change["bawah"], change["atas"]) == pytest.approx((change["perubahan"] - spread, change["perubahan"] + spread))
    assert change["kesimpulan"] == "meningkat"
    back = evaluation.readiness_change(rounds_of(answers(("2026-02-01", AFTER), ("2026-09-01", BEFORE))), **WITH).iloc[0]
    assert back["kesimpulan"] == "menurun"


@pytest.mark.parametrize(("after", "said"), [(BEFORE, "belum terlihat perubahan"), (AFTER[:2], "belum dapat disimpulkan")])
def test_what_cannot_be_told_is_said_so(after: list[int], said: str) -> None:
    change = evaluation.readiness_change(rounds_of(answers(("2026-02-01", BEFORE), ("2026-09-01", after))), **WITH)
    assert change["kesimpulan"].tolist() == [said]


def test_asked_once_or_never_nothing_is_compared_and_the_shape_stays() -> None:
    once = evaluation.readiness_change(rounds_of(answers(("2026-09-01", AFTER))), **WITH)
    never = evaluation.readiness_change(rounds_of(tables.empty("kesiapan_perubahan")), **WITH)
    full = evaluation.readiness_change(rounds_of(answers(("2026-02-01", BEFORE), ("2026-09-01", AFTER))), **WITH)
    assert once.empty and never.empty
    assert once.dtypes.to_dict() == never.dtypes.to_dict() == full.dtypes.to_dict()


def test_stage_1_counts_the_newest_round_alone() -> None:
    told = answers(("2026-02-01", BEFORE), ("2026-09-01", AFTER))
    assert needs.readiness(told, ITEMS, **WITH)["rerata"].tolist() == [pytest.approx(np.mean(AFTER))]
