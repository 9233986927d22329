"""What participants said (reaction) and learnt (scores before and after)."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.evaluation.verdict import verdict
from pembinaan_lib.rules import RuleSet

LEVEL = "evaluasi.selang_kepercayaan"
PEOPLE = "evaluasi.peserta_minimum"
_ACTIVITY = ["bangkom_id", "kegiatan"]
_PERSON = ["angkatan_id", "pegawai_id"]
# "Latsar CPNS Angkatan I", "Layanan Dasar (Gelombang 2)", "PKP Angkatan ke-3 Tahun 2026": which batch.
_BATCH = re.compile(
    r"[\s,(–-]+(?:angkatan|gelombang)\s+(?:ke-?\s*)?(?:\d+|[ivxl]+)\)?(?:,?\s+(?:tahun\s+)?20\d\d)?\s*$", re.IGNORECASE)


def reaction(angkatan: pd.DataFrame, reaksi: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Mean answer to each item of the participants' questionnaire, by activity.

    Parameters
    ----------
    angkatan : DataFrame
        One row per batch: ``angkatan_id, bangkom_id, kegiatan``. Batches with the same ``bangkom_id`` (or, without
        one, the same ``kegiatan``) are one activity, named by the first of their names in the alphabet, without what
        says which batch it is (:func:`activities`).
    reaksi : DataFrame
        One row per batch, respondent and item: ``skor`` (1 to 5). Unknown batches are left out (``EVL-001``).
    rules : RuleSet
        Needs ``evaluasi.selang_kepercayaan``.

    Returns
    -------
    DataFrame
        One row per activity and item, sorted by ``bangkom_id, kegiatan, butir``: ``responden`` (people), ``rerata``
        (1 to 5) with ``bawah, atas``.
    """
    level = float(rules.value(LEVEL, tanggal).value)
    answers = reaksi.merge(activities(angkatan), on="angkatan_id")
    found = statistics.mean_intervals(answers, by=[*_ACTIVITY, "butir"], value="skor", level=level)
    return found.rename(columns={"n": "responden"}).drop(columns="simpangan_baku")


def reaction_summary(angkatan: pd.DataFrame, reaksi: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Mean answer over all items, by activity: every respondent counts once.

    Returns
    -------
    DataFrame
        One row per activity, sorted: ``responden, rerata, bawah, atas``, and ``butir_terendah, rerata_terendah`` (the
        item with the lowest mean). See :func:`reaction`.
    """
    level = float(rules.value(LEVEL, tanggal).value)
    answers = reaksi.merge(activities(angkatan), on="angkatan_id")
    person = [*_ACTIVITY, "angkatan_id", "responden_id"]
    people = statistics.mean_intervals(answers, by=person, value="skor", level=level)
    found = statistics.mean_intervals(people, by=_ACTIVITY, value="rerata", level=level)
    items = reaction(angkatan, reaksi, rules=rules, tanggal=tanggal).sort_values([*_ACTIVITY, "rerata", "butir"])
    lowest = items.drop_duplicates(_ACTIVITY)[[*_ACTIVITY, "butir", "rerata"]]
    lowest = lowest.rename(columns={"butir": "butir_terendah", "rerata": "rerata_terendah"})
    found = found.rename(columns={"n": "responden"}).drop(columns="simpangan_baku")
    return found.merge(lowest, on=_ACTIVITY, how="left")


def learning_gain(angkatan: pd.DataFrame, belajar: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Gain of participants from the test before to the test after, by activity, with a verdict.

    Parameters
    ----------
    angkatan : DataFrame
        As in :func:`reaction`.
    belajar : DataFrame
        One row per batch, employee and test: ``tes`` (pra, pasca), ``nilai`` (0 to 100). Unknown batches are left out
        (``EVL-002``).
    rules : RuleSet
        Needs ``evaluasi.selang_kepercayaan`` and ``evaluasi.peserta_minimum`` (people).

    Returns
    -------
    DataFrame
        One row per activity, sorted: ``peserta`` (with both tests), ``tanpa_pasangan`` (with one test only, not used),
        ``pra, pasca, kenaikan`` (points) with ``bawah, atas``, ``kesimpulan`` (a verdict), ``alasan`` (key of the
        sentence why nothing can be told, else empty) with ``alasan_jumlah`` (its ``{jumlah}``), ``rule_id, rule_from``
        (the least number of people).

    Notes
    -----
    A participant who took two batches of an activity is two pairs. The gain says that scores rose, not that the
    activity alone raised them: there is no comparison group here.
    """
    level, least = float(rules.value(LEVEL, tanggal).value), rules.value(PEOPLE, tanggal)
    pairs = _pairs(belajar).merge(activities(angkatan), on="angkatan_id")
    found = statistics.paired_gains(pairs, by=_ACTIVITY, before="pra", after="pasca", level=level)
    single = pairs.assign(tanpa_pasangan=pairs["pra"].isna() | pairs["pasca"].isna())
    found = found.merge(single.groupby(_ACTIVITY)["tanpa_pasangan"].sum().astype("Int64"), on=_ACTIVITY)
    enough = found["n"] >= int(least.value)
    found["kesimpulan"] = verdict(found["bawah"], found["atas"], enough=enough)
    found["alasan"] = pd.Series("", index=found.index, dtype="str").mask(~enough, "evaluation.reason.few_people")
    found = found.rename(columns={"n": "peserta"}).assign(
        alasan_jumlah=found["n"].mask(enough), rule_id=PEOPLE, rule_from=pd.Timestamp(least.rule_from).as_unit("s"),
    )
    columns = ["peserta", "tanpa_pasangan", "pra", "pasca", "kenaikan", "bawah", "atas", "kesimpulan", "alasan"]
    return found[[*_ACTIVITY, *columns, "alasan_jumlah", "rule_id", "rule_from"]]


def activities(angkatan: pd.DataFrame) -> pd.DataFrame:
    """The activity that each batch belongs to: ``angkatan_id, bangkom_id, kegiatan``.

    Notes
    -----
    A name that ends in *Angkatan* or *Gelombang* and a number (Roman or not, a year behind it or not) names a batch:
    that end is left out, for the people of all batches stand behind the figures. Two such ends are both left out; a
    name that is nothing else stays.
    """
    found = angkatan[["angkatan_id", *_ACTIVITY]].copy()
    found["bangkom_id"] = found["bangkom_id"].fillna("")
    found["kegiatan"] = found["kegiatan"].map(_without_batch, na_action="ignore").astype("str")
    named = found["bangkom_id"] != ""
    found.loc[named, "kegiatan"] = found[named].groupby("bangkom_id")["kegiatan"].transform("min")
    return found


def _without_batch(name: str) -> str:
    while (shorter := _BATCH.sub("", name)) not in ("", name):
        name = shorter
    return name


def _pairs(belajar: pd.DataFrame) -> pd.DataFrame:
    sides = {tes: belajar.loc[belajar["tes"] == tes, [*_PERSON, "nilai"]] for tes in ("pra", "pasca")}
    named = [rows.rename(columns={"nilai": tes}) for tes, rows in sides.items()]
    return named[0].merge(named[1], on=_PERSON, how="outer")
