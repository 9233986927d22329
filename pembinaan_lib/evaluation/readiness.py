"""Whether readiness for change and digital literacy differ from the round before: the same questionnaire, asked again."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.evaluation.participants import PEOPLE
from pembinaan_lib.evaluation.verdict import verdict
from pembinaan_lib.rules import RuleSet

_KEY = ["kuesioner", "unit_kerja"]


def readiness_change(rounds: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Change of each unit's score from the round before to the newest one.

    Parameters
    ----------
    rounds : DataFrame
        From :func:`pembinaan_lib.needs.questionnaire_rounds`, questionnaires one after the other.
    rules : RuleSet
        Needs ``evaluasi.peserta_minimum`` (people in each round).

    Returns
    -------
    DataFrame
        One row per questionnaire and unit that answered in the newest round and the one before it, sorted by both:
        ``tanggal_sebelum, sebelum, responden_sebelum, tanggal_sesudah, sesudah, responden_sesudah`` (1 to 5; people),
        ``perubahan`` with ``bawah, atas``, ``kesimpulan, rule_id, rule_from``. Empty where the questionnaire was asked
        once.

    Notes
    -----
    Answers are anonymous, so the rounds are taken as independent: half width = √(half width² + half width²) of the two
    rounds. No unit is compared with another here, and who trained in between is not asked: a change, not an effect.
    """
    rule = rules.value(PEOPLE, tanggal)
    newest = rounds.groupby("kuesioner")["putaran"].transform("max")
    half = (rounds["atas"] - rounds["bawah"]) / 2
    told = rounds.assign(lebar=half)
    sides = [
        told[told["putaran"] == newest - back][[*_KEY, "tanggal", "rerata", "responden", "lebar"]].rename(
            columns={"tanggal": f"tanggal_{side}", "rerata": side, "responden": f"responden_{side}", "lebar": f"lebar_{side}"})
        for back, side in ((1, "sebelum"), (0, "sesudah"))
    ]
    found = sides[0].merge(sides[1], on=_KEY).sort_values(_KEY, kind="stable", ignore_index=True)
    change = (found["sesudah"] - found["sebelum"]).astype("float64")
    spread = (found["lebar_sebelum"] ** 2 + found["lebar_sesudah"] ** 2) ** 0.5
    low, high = change - spread, change + spread
    enough = found[["responden_sebelum", "responden_sesudah"]].min(axis=1) >= int(rule.value)
    return found.drop(columns=["lebar_sebelum", "lebar_sesudah"]).assign(
        perubahan=change, bawah=low, atas=high, kesimpulan=verdict(low, high, enough=enough),
        rule_id=pd.Series(PEOPLE, index=found.index, dtype="str"),
        rule_from=pd.Series(pd.Timestamp(rule.rule_from), index=found.index, dtype="datetime64[s]"),
    )
