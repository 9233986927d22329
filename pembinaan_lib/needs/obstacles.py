"""What staff say hinders their work, as a sign of the cause of a need: skill, tools, rules, staffing, incentive.

Answers "what do the people there blame?", never "what is the cause?": that is for the planner to judge.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import disclosure, statistics
from pembinaan_lib.needs.causes import CAUSES
from pembinaan_lib.needs.evidence import offices
from pembinaan_lib.needs.window import recent
from pembinaan_lib.rules import RuleSet

SPAN, SMALLEST, LEVEL = "survei.jendela", "perlindungan_data.sel_minimum", "evaluasi.selang_kepercayaan"
OBSTACLES = {"keterampilan": "keterampilan", "sarana": "alat", "aturan": "aturan", "jumlah_pegawai": "tenaga", "dukungan": "insentif"}
"""Answers that the needs survey offers, and the cause that each is a sign of."""
_BETWEEN = "; "
_UNIT = "perangkat_daerah"


def only_obstacles(kendala: pd.Series) -> pd.Series:
    """The answers without anything that the questionnaire does not offer: no word of a person is left in them."""
    kept = {
        said: _BETWEEN.join(code for code in map(str.strip, str(said).split(";")) if code in OBSTACLES)
        for said in kendala.dropna().unique()
    }
    found = kendala.map(kept).astype("str")
    return found.where(found.fillna("") != "")


def obstacles(survei: pd.DataFrame, pegawai: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """How many of each unit's respondents name each kind of obstacle.

    Parameters
    ----------
    survei : DataFrame
        ``survei_kebutuhan``: ``responden_id, unit_kerja, tanggal, kendala`` (codes of :data:`OBSTACLES` with ``;``; a
        respondent's rows repeat it).
    pegawai : DataFrame
        Uses ``unit_kerja, perangkat_daerah``.
    rules : RuleSet
        Needs ``survei.jendela`` (months), ``perlindungan_data.sel_minimum`` (people) and
        ``evaluasi.selang_kepercayaan``.

    Returns
    -------
    DataFrame
        One row per perangkat daerah and cause, units sorted, causes in the order of :data:`CAUSES`: ``responden``
        (who named any obstacle), ``menyebut`` (respondents), ``rasio`` (0 to 1) with ``bawah, atas`` (Wilson),
        ``rule_id, rule_from``. Units with fewer respondents than the smallest cell are left out; fewer who name a
        cause, or do not, are hidden, together with the next smallest.
    """
    least = rules.value(SMALLEST, tanggal)
    rows = recent(survei, months=int(rules.value(SPAN, tanggal).value), tanggal=tanggal)
    rows = rows.assign(**{_UNIT: offices(rows["unit_kerja"], pegawai), "kendala": only_obstacles(rows["kendala"])})
    rows = rows.dropna(subset=[_UNIT, "kendala"]).drop_duplicates([_UNIT, "responden_id"])
    heard = rows.groupby(_UNIT, sort=True).size()
    heard = heard[heard >= int(least.value)]
    said = rows.assign(kode=rows["kendala"].str.split(_BETWEEN)).explode("kode").drop_duplicates([_UNIT, "responden_id", "kode"])
    counts = said.assign(penyebab=said["kode"].map(OBSTACLES)).groupby([_UNIT, "penyebab"]).size()
    every = pd.MultiIndex.from_product([heard.index, CAUSES], names=[_UNIT, "penyebab"])
    found = counts.reindex(every, fill_value=0).rename("menyebut").reset_index()
    found["responden"] = found[_UNIT].map(heard)
    hidden = pd.Series(False, index=found.index)
    for _, places in found.groupby(_UNIT, sort=True).groups.items():
        for people in (found.loc[places, "menyebut"], found.loc[places, "responden"] - found.loc[places, "menyebut"]):
            hidden[places] |= disclosure.small_together(people, int(least.value))
    found[["menyebut", "responden"]] = found[["menyebut", "responden"]].astype("Int64")
    share = statistics.proportion_interval(found["menyebut"], found["responden"], level=float(rules.value(LEVEL, tanggal).value))
    figures = found.join(share)[["menyebut", "rasio", "bawah", "atas"]].mask(hidden)
    return found[[_UNIT, "penyebab", "responden"]].astype({_UNIT: "str", "penyebab": "str"}).join(figures).assign(
        rule_id=SMALLEST, rule_from=pd.Timestamp(least.rule_from).as_unit("s"))
