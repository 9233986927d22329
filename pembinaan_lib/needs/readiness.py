"""Which units need company through change (*perlu pendampingan perubahan*); nobody is called resistant."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.rules import RuleSet

THRESHOLD = "kesiapan.ambang"
LEVEL = "evaluasi.selang_kepercayaan"
RESPONDENTS = "kesiapan.responden_minimum"
LOWEST, HIGHEST = 1.0, 5.0
"""The answers that the questionnaire offers."""


def readiness(kesiapan: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Readiness for change of each unit.

    Parameters
    ----------
    kesiapan : DataFrame
        One row per respondent and item: ``responden_id, unit_kerja, butir, skor`` (1 to 5, 5 = ready).
    rules : RuleSet
        Needs ``kesiapan.ambang`` (score), ``kesiapan.responden_minimum`` (people) and ``evaluasi.selang_kepercayaan``.

    Returns
    -------
    DataFrame
        One row per unit, sorted by ``unit_kerja``: ``responden`` (people), ``rerata`` (1 to 5; mean of the
        respondents' own means) with ``bawah, atas``, ``perlu_pendampingan`` (mean below the threshold; missing with
        fewer respondents than the minimum), ``yakin`` (enough respondents, and the whole interval lies on one side of
        the threshold), ``rule_id, rule_from``.

    Notes
    -----
    Student's t knows no ends of a scale, so bounds that leave it are cut at 1 and 5: no true mean lies beyond them.
    """
    rule, level = rules.value(THRESHOLD, tanggal), float(rules.value(LEVEL, tanggal).value)
    people = statistics.mean_intervals(kesiapan, by=["unit_kerja", "responden_id"], value="skor", level=level)
    units = statistics.mean_intervals(people, by=["unit_kerja"], value="rerata", level=level)
    units = units.rename(columns={"n": "responden"}).drop(columns="simpangan_baku")
    limit, enough = float(rule.value), units["responden"] >= int(rules.value(RESPONDENTS, tanggal).value)
    bounds = {side: units[side].clip(LOWEST, HIGHEST) for side in ("bawah", "atas")}
    one_side = (bounds["atas"] < limit) | (bounds["bawah"] >= limit)
    return units.assign(
        **bounds, perlu_pendampingan=(units["rerata"] < limit).astype("boolean").where(enough),
        yakin=(one_side & enough).astype("bool"), rule_id=THRESHOLD, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    )
