"""Which level of which competency a post asks for.

Answers "what must each employee be able to do?", not "what can they do?" (see :mod:`pembinaan_lib.needs.gap`).
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.rules import RuleSet

LEVELS = "kompetensi.level_jabatan"
LIST = "kompetensi.manajerial_sosial"
REQUIRED = ("pegawai_id", "kompetensi", "standar", "rule_id", "rule_from")


def required_levels(
    pegawai: pd.DataFrame, standar: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """The level that the post of each employee asks for, for every competency that applies to the post.

    Parameters
    ----------
    pegawai : DataFrame
        One row per employee. Uses ``pegawai_id, jenjang, jenis_jabatan, urusan``. Where ``jenjang`` is empty, a
        ``jenis_jabatan`` that is itself a jenjang (Administrator, Pengawas, Pelaksana) takes its place.
    standar : DataFrame
        One row per ``jenjang, urusan, kompetensi`` with ``level`` (1 to 5). An empty jenjang or urusan means all.
    rules : RuleSet
        Needs ``kompetensi.level_jabatan`` and ``kompetensi.manajerial_sosial``.
    tanggal : date
        Day on which the rules are looked up.

    Returns
    -------
    DataFrame
        One row per employee and competency, sorted by both: ``standar`` (level 1 to 5), ``rule_id``, ``rule_from``;
        an empty ``rule_id`` means that the table `standar` decided.

    Notes
    -----
    Rows of `standar` go before the rule, and the more precise row (urusan, then jenjang) before the more general one.
    Employees whose jenjang no rule knows get only what `standar` says for all; see ``NED-004``.

    References
    ----------
    data/rules/kompetensi/level_jabatan.yaml (PermenPANRB 38/2017)
    """
    known = general_levels(rules=rules, tanggal=tanggal)
    held = _posts(pegawai, set(known["jenjang"]))
    asked = _asked(held[["jenjang", "urusan"]].drop_duplicates(), pd.concat([known, _own(standar)], ignore_index=True))
    found = held.merge(asked, on=["jenjang", "urusan"])[list(REQUIRED)]
    return found.sort_values(["pegawai_id", "kompetensi"], kind="stable", ignore_index=True)


def targets(pegawai: pd.DataFrame, jabatan_dituju: pd.DataFrame) -> pd.DataFrame:
    """The post that each employee of the roster is meant for: one row per employee, by ``pegawai_id``."""
    named = jabatan_dituju.dropna(subset=["jenjang_dituju"]).sort_values(list(jabatan_dituju.columns), kind="stable")
    own = pegawai[["pegawai_id", "urusan"]].drop_duplicates("pegawai_id")
    return named.drop_duplicates("pegawai_id").merge(own, on="pegawai_id").reset_index(drop=True)


def target_levels(
    pegawai: pd.DataFrame, jabatan_dituju: pd.DataFrame, standar: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """The level that the post to be held asks for, of those who are meant for one.

    Parameters
    ----------
    jabatan_dituju : DataFrame
        One row per employee: ``jenjang_dituju``, ``urusan_dituju`` (empty: the urusan of today).
    pegawai, standar, rules, tanggal
        As in :func:`required_levels`; who is not in `pegawai` has no row.

    Returns
    -------
    DataFrame
        As :func:`required_levels`.
    """
    meant = targets(pegawai, jabatan_dituju)
    posts = meant[["pegawai_id"]].assign(
        jenjang=meant["jenjang_dituju"], jenis_jabatan="", urusan=meant["urusan_dituju"].fillna(meant["urusan"]),
    )
    return required_levels(posts, standar, rules=rules, tanggal=tanggal)


def general_levels(*, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """The managerial and socio-cultural level of every jenjang, as the rule has it."""
    level, names = rules.value(LEVELS, tanggal), rules.value(LIST, tanggal)
    posts = pd.DataFrame({"jenjang": list(level.value), "standar": [float(step) for step in level.value.values()]})
    names = pd.DataFrame({"kompetensi": list(names.value)}, dtype="str")
    return posts.merge(names, how="cross").assign(
        urusan="", rule_id=LEVELS, rule_from=pd.Timestamp(level.rule_from).as_unit("s"), khusus=0,
    )


def _own(standar: pd.DataFrame) -> pd.DataFrame:
    own = standar[["jenjang", "urusan", "kompetensi"]].fillna("").assign(
        standar=pd.to_numeric(standar["level"]).astype("float64"), rule_id="", rule_from=pd.NaT,
    )
    own["rule_from"] = own["rule_from"].astype("datetime64[s]")
    own["khusus"] = 1 + (own["jenjang"] != "").astype(int) + 2 * (own["urusan"] != "").astype(int)
    return own.dropna(subset="standar")


def _posts(pegawai: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    held = pegawai[["pegawai_id", "jenjang", "jenis_jabatan", "urusan"]].copy()
    held[["jenjang", "jenis_jabatan", "urusan"]] = held[["jenjang", "jenis_jabatan", "urusan"]].fillna("")
    held["jenjang"] = held["jenjang"].where(held["jenjang"].isin(known), held["jenis_jabatan"])
    return held.drop(columns="jenis_jabatan")


def _asked(posts: pd.DataFrame, standards: pd.DataFrame) -> pd.DataFrame:
    """For each kind of post, the most precise standard of every competency that applies to it."""
    ways = [posts.assign(cari_jenjang=posts[j] if j else "", cari_urusan=posts[u] if u else "")
            for j in ("jenjang", "") for u in ("urusan", "")]
    looked_for = pd.concat(ways, ignore_index=True).drop_duplicates()
    columns = {"jenjang": "cari_jenjang", "urusan": "cari_urusan"}
    found = looked_for.merge(standards.rename(columns=columns), on=list(columns.values()))
    found = found.sort_values(["jenjang", "urusan", "kompetensi", "khusus", "standar"], kind="stable")
    return found.drop_duplicates(["jenjang", "urusan", "kompetensi"], keep="last")
