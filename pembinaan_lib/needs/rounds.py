"""The same questionnaire asked again: its answers by round, so that stage 4 can say whether anything changed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.needs.readiness import GAP, HIGHEST, LEVEL, LOWEST, turned
from pembinaan_lib.needs.window import round_numbers
from pembinaan_lib.rules import RuleSet


def questionnaire_rounds(
    answers: pd.DataFrame, butir: pd.DataFrame, *, questionnaire: str, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Scores of each unit in each round of a questionnaire.

    Parameters
    ----------
    answers : DataFrame
        ``kesiapan_perubahan`` or ``literasi_digital``: one row per respondent and item.
    butir : DataFrame
        The reference table of items.
    questionnaire : str
        ``kesiapan`` or ``literasi_digital``.
    rules : RuleSet
        Needs ``kesiapan.jeda_putaran`` (days) and ``evaluasi.selang_kepercayaan``.

    Returns
    -------
    DataFrame
        One row per unit and round, sorted by both: ``kuesioner, unit_kerja, putaran`` (1 the oldest), ``mulai,
        tanggal`` (first and newest day of the round in the agency), ``responden`` (people), ``rerata`` (1 to 5) with
        ``bawah, atas``. Answers without a day, or after `tanggal`, belong to no round.

    Notes
    -----
    A round ends where nobody in the agency answers for as many days as the rule says.
    """
    dated = answers[answers["tanggal"].le(pd.Timestamp(tanggal)) & answers["unit_kerja"].notna()]
    rows = turned(dated, butir, questionnaire=questionnaire)
    rows = rows.assign(putaran=round_numbers(rows["tanggal"], gap_days=int(rules.value(GAP, tanggal).value)))
    level = float(rules.value(LEVEL, tanggal).value)
    people = statistics.mean_intervals(rows, by=["unit_kerja", "putaran", "responden_id"], value="skor", level=level)
    found = statistics.mean_intervals(people, by=["unit_kerja", "putaran"], value="rerata", level=level)
    span = rows.groupby("putaran", sort=True)["tanggal"].agg(mulai="min", tanggal="max").reset_index()
    found = found.rename(columns={"n": "responden"}).merge(span, on="putaran", how="left")
    ends = {side: found[side].clip(LOWEST, HIGHEST) for side in ("bawah", "atas")}
    return found.assign(kuesioner=pd.Series(questionnaire, index=found.index, dtype="str"), **ends).astype(
        {"putaran": "Int64", "responden": "Int64", "mulai": "datetime64[s]", "tanggal": "datetime64[s]"})[
        ["kuesioner", "unit_kerja", "putaran", "mulai", "tanggal", "responden", "rerata", "bawah", "atas"]]
