"""Topics of citizens' messages and forum notes, and the names, mergers and moves that the planner decides.

What comes out holds ids, units, days and typical words; the texts stay where they were.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pembinaan_lib import texts
from pembinaan_lib.rules import RuleSet

FEWEST, PEOPLE = "suara.pesan_minimum", "perlindungan_data.sel_minimum"
_MESSAGE = ["pesan_id", "asal_pesan", "tanggal", "unit_kerja", "layanan", "unsur"]
_TOPIC = ["topik_id", "nama", "kata", "jumlah", "unit", "tanggal", "dinamai", "rule_id", "rule_from"]


@dataclass(frozen=True)
class Topics:
    """Messages with their topic, and the topics.

    Parameters
    ----------
    pesan : DataFrame
        One row per message, sorted by ``pesan_id``: ``pesan_id, asal_pesan`` (pesan, forum, saran), ``tanggal,
        unit_kerja, layanan, unsur, topik_id`` (empty: none), ``kecocokan`` (0 to 1), ``dipindah`` (bool, by the
        planner).
    topik : DataFrame
        One row per topic, most messages first: ``topik_id, nama`` (the planner's, else its first typical words),
        ``kata`` (typical words with commas), ``jumlah`` (messages), ``unit`` (units they speak about), ``tanggal``
        (newest), ``dinamai`` (bool), ``rule_id, rule_from`` (the least number of messages).
    terbaca : int
        Different messages with a word that counts.
    cukup : bool
        Whether there were enough for topics; else messages are grouped by the element they were filed under only.
    """

    pesan: pd.DataFrame
    topik: pd.DataFrame
    terbaca: int
    cukup: bool


def messages(
    suara_masyarakat: pd.DataFrame, forum: pd.DataFrame | None = None, skm_respons: pd.DataFrame | None = None
) -> pd.DataFrame:
    """All that citizens wrote, in one frame for :func:`topics`.

    Parameters
    ----------
    suara_masyarakat, forum, skm_respons : DataFrame
        Of the last two the ``notulen`` and the ``saran`` are taken where they are filled.

    Returns
    -------
    DataFrame
        One row per text, sorted by ``pesan_id`` (``forum:…`` and ``saran:…`` for the others): ``pesan_id, asal_pesan,
        tanggal, unit_kerja, layanan, unsur, isi_pesan``.
    """
    columns = [*_MESSAGE, "isi_pesan"]
    parts = [suara_masyarakat.assign(asal_pesan="pesan")]
    if forum is not None:
        parts.append(_from(forum, "forum", key="forum_id", text="notulen"))
    if skm_respons is not None:
        parts.append(_from(skm_respons, "saran", key="responden_id", text="saran"))
    filled = [part.reindex(columns=columns) for part in parts if len(part)] or [parts[0].reindex(columns=columns)]
    found = pd.concat(filled)
    return found.sort_values("pesan_id", kind="stable", ignore_index=True)


def topics(
    suara_masyarakat: pd.DataFrame, *, jumlah: int | None = None, seed: int, rules: RuleSet, tanggal: date,
    leave_out: Collection[str] = (),
) -> Topics:
    """Group messages by what they are about.

    Parameters
    ----------
    suara_masyarakat : DataFrame
        One row per message: ``pesan_id, tanggal, unit_kerja, layanan, unsur, isi_pesan``; or from :func:`messages`.
    jumlah : int, optional
        How many topics the planner wants; else the data decide.
    seed : int
        Of the plan.
    rules : RuleSet
        Needs ``suara.pesan_minimum`` (messages) and ``perlindungan_data.sel_minimum``: a word shown is in at least so
        many different messages.
    leave_out : collection of str
        Words of staff's names, in small letters: never read or shown.

    Returns
    -------
    Topics
        Without topics where there are too few messages (``cukup`` False).

    Notes
    -----
    See :func:`pembinaan_lib.texts.topics`. Messages after `tanggal` are left out.
    """
    rule = rules.value(FEWEST, tanggal)
    known = suara_masyarakat["tanggal"].isna() | (suara_masyarakat["tanggal"] <= pd.Timestamp(tanggal))
    rows = suara_masyarakat[known].sort_values("pesan_id", kind="stable", ignore_index=True)
    rows = rows if "asal_pesan" in rows else rows.assign(asal_pesan="pesan")
    made = texts.topics(
        rows["isi_pesan"], count=jumlah, seed=seed, least=int(rule.value),
        people=int(rules.value(PEOPLE, tanggal).value), leave_out=leave_out,
    )
    pesan = rows[_MESSAGE].join(made.messages).assign(dipindah=False)
    topik = made.topics.assign(
        nama=_first_words(made.topics["kata"]), dinamai=False, rule_id=FEWEST,
        rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    )
    return Topics(pesan, _counted(topik, pesan), made.readable, made.readable >= int(rule.value))


def labelled(found: Topics, label: Mapping[str, Mapping[str, Any]]) -> Topics:
    """The topics as the planner named, merged and re-assigned them.

    Parameters
    ----------
    found : Topics
        From :func:`topics`.
    label : mapping
        ``{"topik": {topik_id: {"nama": …, "gabung": topik_id}}, "pesan": {pesan_id: topik_id}}``; both parts and both
        entries may be missing. A message may be moved to a topic that only the planner knows, where ``topik`` names
        it, or to "" (none).

    Returns
    -------
    Topics
        Counted anew; a topic without messages is not shown. The words of a merged topic are those of the one that
        stays.

    Notes
    -----
    What names a topic or a message that is not there changes nothing (:func:`stale_labels` lists it). Mergers are
    followed to their end; topics merged in a circle stay apart. A merger is applied before a move.
    """
    given, moved = label.get("topik", {}), label.get("pesan", {})
    known = _with_own(found.topik, given)
    target = {name: _end(name, given, set(known["topik_id"])) for name in known["topik_id"]}
    pesan = found.pesan.assign(topik_id=found.pesan["topik_id"].map(target).astype("str").fillna(""))
    wish = pesan["pesan_id"].map({name: target.get(to, to) for name, to in moved.items()}).astype("str")
    to = wish.where(wish.isin([*target.values(), ""]))
    pesan = pesan.assign(
        topik_id=to.fillna(pesan["topik_id"]), dipindah=pesan["dipindah"] | to.notna(),
    )
    named = {name: entry["nama"] for name, entry in given.items() if entry.get("nama")}
    names = known["topik_id"].map(named).astype("str")
    topik = known.assign(nama=names.fillna(known["nama"]), dinamai=known["dinamai"] | names.notna())
    return Topics(pesan, _counted(topik, pesan), found.terbaca, found.cukup)


def stale_labels(found: Topics, label: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Labels that fit nothing any more, for the planner to look at again: ``jenis`` (topik, pesan), ``id``; sorted."""
    given, moved = label.get("topik", {}), label.get("pesan", {})
    topics_known = set(found.topik["topik_id"]) | set(moved.values())
    kept = set(found.topik["topik_id"]) | {name for name, entry in given.items() if entry.get("nama")} | {""}
    messages_known = set(found.pesan["pesan_id"])
    rows = [("topik", name) for name in sorted(given) if name not in topics_known]
    rows += [("pesan", name) for name, to in sorted(moved.items()) if name not in messages_known or to not in kept]
    return pd.DataFrame(rows, columns=["jenis", "id"], dtype="str")


def _from(table: pd.DataFrame, kind: str, *, key: str, text: str) -> pd.DataFrame:
    filled = table[table[text].fillna("").str.strip() != ""]
    return filled.assign(pesan_id=kind + ":" + filled[key].astype("str"), asal_pesan=kind, isi_pesan=filled[text])


def _first_words(words: pd.Series) -> pd.Series:
    return words.str.split(", ").str[:3].str.join(", ").astype("str")


def _counted(topik: pd.DataFrame, pesan: pd.DataFrame) -> pd.DataFrame:
    """The topics with what the messages say about their size, empty ones left out."""
    groups = pesan[pesan["topik_id"] != ""].groupby("topik_id")
    sizes = groups.agg(jumlah=("pesan_id", "size"), unit=("unit_kerja", "nunique"), tanggal=("tanggal", "max"))
    kept = topik.drop(columns=["jumlah", "unit", "tanggal"], errors="ignore").merge(sizes.reset_index(), on="topik_id")
    kept = kept.astype({"jumlah": "Int64", "unit": "Int64"}).sort_values(
        ["jumlah", "topik_id"], ascending=[False, True], kind="stable", ignore_index=True,
    )
    return kept[_TOPIC]


def _with_own(topik: pd.DataFrame, given: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """The topics found and those that only the planner named."""
    own = [name for name in sorted(given) if name not in set(topik["topik_id"]) and given[name].get("nama")]
    made = pd.DataFrame({"topik_id": own, "nama": [given[name]["nama"] for name in own]}, dtype="str")
    added = made.reindex(columns=_TOPIC).assign(kata="", jumlah=0, unit=0, dinamai=True, rule_id="")
    return pd.concat([topik, added.astype(topik.dtypes)], ignore_index=True) if own else topik


def _end(name: str, given: Mapping[str, Mapping[str, Any]], known: set[str]) -> str:
    """Where a topic ends up when mergers are followed; itself where they lead nowhere or in a circle."""
    seen, at = {name}, name
    while (following := given.get(at, {}).get("gabung")) in known and following:
        if following in seen:
            return name
        seen.add(following)
        at = following
    return at
