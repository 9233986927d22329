"""The topics of citizens' messages as the planner confirmed them: data like any other, without a word of the messages."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.needs.topics import FEWEST, Topics, messages
from pembinaan_lib.rules import RuleSet

_MESSAGE = ["pesan_id", "asal_pesan", "tanggal", "unit_kerja", "layanan", "unsur", "topik_id"]


def confirmed_topics(
    suara_masyarakat: pd.DataFrame, topik_pesan: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> Topics:
    """Messages with the topic that the planner confirmed; those that came later have none yet.

    Parameters
    ----------
    suara_masyarakat : DataFrame
        One row per message; its texts are not read.
    topik_pesan : DataFrame
        One row per message that was grouped: ``pesan_id, asal_pesan, tanggal, unit_kerja, layanan, unsur, topik_id``
        (empty: none), ``nama, kata``.
    rules : RuleSet
        Needs ``suara.pesan_minimum``.

    Returns
    -------
    Topics
        As :func:`pembinaan_lib.needs.topics`, every topic named.
    """
    known = topik_pesan[_MESSAGE].assign(topik_id=topik_pesan["topik_id"].fillna(""))
    told = messages(suara_masyarakat)[_MESSAGE[:-1]].assign(topik_id="")
    later = told[~told["pesan_id"].isin(known["pesan_id"])]
    pesan = pd.concat([part for part in (known, later) if len(part)] or [known])
    pesan = pesan[pesan["tanggal"].isna() | (pesan["tanggal"] <= pd.Timestamp(tanggal))]
    pesan = pesan.sort_values("pesan_id", kind="stable", ignore_index=True).assign(kecocokan=1.0, dipindah=False)
    return Topics(pesan, _named(topik_pesan, pesan, rules=rules, tanggal=tanggal), len(pesan), bool(len(known)))


def _named(topik_pesan: pd.DataFrame, pesan: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """One row per topic, most messages first."""
    rule = rules.value(FEWEST, tanggal)
    names = topik_pesan.drop_duplicates("topik_id")[["topik_id", "nama", "kata"]]
    sizes = pesan[pesan["topik_id"] != ""].groupby("topik_id").agg(
        jumlah=("pesan_id", "size"), unit=("unit_kerja", "nunique"), tanggal=("tanggal", "max"),
    )
    found = names.merge(sizes.reset_index(), on="topik_id").astype({"jumlah": "Int64", "unit": "Int64"})
    return found.assign(
        dinamai=True, rule_id=FEWEST, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    ).sort_values(["jumlah", "topik_id"], ascending=[False, True], kind="stable", ignore_index=True)
