"""How staff, without names, see the seven BerAKHLAK values lived in the daily practice of their unit.

A score runs from 0 (strongly disagree with good practice) to 1 (strongly agree). Figures of fewer respondents than the
smallest cell are missing: nobody's answers can be read off.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.needs.evidence import offices
from pembinaan_lib.needs.readiness import HIGHEST, LEVEL, LOWEST, VALUES, questionnaire_dimensions, turned
from pembinaan_lib.rules import RuleSet

SMALLEST = "perlindungan_data.sel_minimum"
_UNIT = "perangkat_daerah"
_SCORES = ["rerata", "bawah", "atas"]


def berakhlak(
    survei: pd.DataFrame, butir: pd.DataFrame, pegawai: pd.DataFrame, unit_kerja: pd.DataFrame, *, rules: RuleSet,
    tanggal: date,
) -> pd.DataFrame:
    """Score of each unit in each year in which somebody of it answered.

    Parameters
    ----------
    survei : DataFrame
        ``survei_berakhlak``: one row per respondent and item, ``responden_id, unit_kerja, butir, skor`` (1 to 5, as
        answered), ``tanggal`` (missing: taken as today).
    butir : DataFrame
        The reference table of items, of which those ``terbalik`` are turned round.
    pegawai, unit_kerja : DataFrame
        For the way from a unit to its perangkat daerah; answers of a unit that neither knows are left out.
    rules : RuleSet
        Needs ``perlindungan_data.sel_minimum`` (people) and ``evaluasi.selang_kepercayaan``.

    Returns
    -------
    DataFrame
        One row per unit and year, sorted by both: ``perangkat_daerah, tahun, responden`` (people), ``rerata`` (0 to 1;
        mean of the respondents' own means) with ``bawah, atas``, ``tanggal`` (newest answer).
    """
    level = float(rules.value(LEVEL, tanggal).value)
    rows = _placed(survei, pegawai, unit_kerja, tanggal=tanggal)
    rows = turned(rows, butir, questionnaire=VALUES).assign(tahun=rows["tanggal"].dt.year.astype("Int64"))
    by = [_UNIT, "tahun"]
    people = statistics.mean_intervals(rows, by=[*by, "responden_id"], value="skor", level=level)
    units = statistics.mean_intervals(people, by=by, value="rerata", level=level).rename(columns={"n": "responden"})
    newest = rows.groupby(by)["tanggal"].max().astype("datetime64[s]")
    return _shown(units.drop(columns="simpangan_baku").join(newest, on=by), rules=rules, tanggal=tanggal)


def berakhlak_values(
    survei: pd.DataFrame, butir: pd.DataFrame, pegawai: pd.DataFrame, unit_kerja: pd.DataFrame, *, rules: RuleSet,
    tanggal: date, whole: bool = False,
) -> pd.DataFrame:
    """Score of each of the seven values in each unit, from the newest round of answers.

    Parameters
    ----------
    survei, butir, pegawai, unit_kerja : DataFrame
        As :func:`berakhlak`.
    rules : RuleSet
        Needs ``survei.jendela`` (months) besides.
    whole : bool
        The whole agency as one, with ``perangkat_daerah`` empty; answers of unknown units count, too.

    Returns
    -------
    DataFrame
        One row per unit and value, sorted by unit and the order of the items: ``perangkat_daerah, nilai_berakhlak,
        responden`` (people), ``rerata`` (0 to 1), ``bawah, atas``, ``terendah`` (the lowest of the unit's values; the
        first of equal ones; nowhere in a unit that is hidden).
    """
    everybody = survei.assign(**{_UNIT: pd.Series("", index=survei.index, dtype="str")})
    rows = everybody if whole else _placed(survei, pegawai, unit_kerja, tanggal=tanggal)
    found = questionnaire_dimensions(rows, butir, questionnaire=VALUES, rules=rules, tanggal=tanggal, by=(_UNIT,))
    found = _shown(found.rename(columns={"dimensi": "nilai_berakhlak"}), rules=rules, tanggal=tanggal)
    own = butir[butir["kuesioner"] == VALUES].sort_values("urutan")
    order = {name: place for place, name in enumerate(own["dimensi"].dropna().unique())}
    found = found.assign(urutan=found["nilai_berakhlak"].map(order)).sort_values([_UNIT, "urutan"], kind="stable")
    lowest = found.dropna(subset=["rerata"]).sort_values([_UNIT, "rerata", "urutan"], kind="stable").drop_duplicates(_UNIT)
    return found.assign(terendah=found.index.isin(lowest.index)).drop(columns="urutan").reset_index(drop=True)


def _placed(survei: pd.DataFrame, pegawai: pd.DataFrame, unit_kerja: pd.DataFrame, *, tanggal: date) -> pd.DataFrame:
    """The answers that count up to today, with the perangkat daerah of their unit."""
    today = pd.Timestamp(tanggal).as_unit("s")
    rows = survei.assign(
        tanggal=survei["tanggal"].fillna(today),
        **{_UNIT: offices(survei["unit_kerja"], unit_kerja, pegawai, tanggal=tanggal)},
    )
    return rows[(rows["tanggal"] <= today) & rows[_UNIT].notna() & rows["skor"].notna()]


def _shown(found: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Scores from 0 to 1, and none of fewer people than the smallest cell."""
    enough = (found["responden"] >= int(rules.value(SMALLEST, tanggal).value)).fillna(False).astype("bool")
    scaled = {
        name: ((found[name] - LOWEST) / (HIGHEST - LOWEST)).clip(0, 1).where(enough).astype("float64") for name in _SCORES
    }
    return found.assign(**scaled)
