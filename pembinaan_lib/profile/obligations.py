"""Which compulsory training each ASN has not yet done, and by when; not which activity would serve."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pembinaan_lib.errors import RuleNotInForceError
from pembinaan_lib.profile.availability import gone
from pembinaan_lib.profile.professionalism import for_level_held
from pembinaan_lib.rules import NO_INSTRUMENT, OWN_CHOICE, RuleSet, RuleValue

RULE_IDS = ("kewajiban.fungsional", "kewajiban.kepemimpinan", "kewajiban.latsar", "kewajiban.orientasi_pppk")
COLUMNS = ("pegawai_id", "kewajiban", "tenggat", "terlambat", "dasar", "rule_id", "rule_from")
_FUNCTIONAL = "Fungsional"


def obligations(
    pegawai: pd.DataFrame, riwayat: pd.DataFrame, *, rules: RuleSet, tahun: int, tanggal: date
) -> pd.DataFrame:
    """The compulsory training that each ASN still owes.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN. Uses ``pegawai_id``, ``jenis_pegawai``, ``jenis_jabatan``, ``jenjang``, ``tmt_cpns``,
        ``tmt_jabatan``, ``tanggal_pensiun``, ``kedudukan_hukum``.
    riwayat : DataFrame
        One row per activity done. Uses ``pegawai_id``, ``jenis_diklat``, ``tanggal_mulai``, ``tanggal_selesai``, and
        ``jenjang_diklat`` where it is there.
    rules : RuleSet
        Needs ``kewajiban.*`` and ``penugasan.kedudukan_hukum``, looked up on `tanggal`.
    tahun : int
        Plan year: whoever retires before it starts owes nothing any more.
    tanggal : date
        The day on which we look.

    Returns
    -------
    DataFrame
        One row per ASN and duty, sorted by ``pegawai_id``, ``kewajiban``. ``tenggat`` (date, missing where the start
        is unknown), ``terlambat`` (bool: the deadline is before `tanggal`), ``dasar`` (instrument and article, empty
        where none is known; an agency's own value adds ``kebijakan daerah`` to those of the law), ``rule_id``,
        ``rule_from``.

    Raises
    ------
    RuleNotInForceError
        One of the rules does not hold on `tanggal`.

    Notes
    -----
    - The dead, retired, missing and moved away owe nothing any more.
    - A duty with ``baru_bulan`` holds only that many months from the start; an unknown start is then no duty.
    - A duty is met by its own training and by those that the rule puts above it (``dipenuhi_oleh``); functional training only
      by one for the level now held, or for a level that the file does not tell.
    - Where the start that the rule names is missing, ``tmt_jabatan`` stands in for it.
    - An activity without a date counts as done; one that ends after `tanggal` does not.

    References
    ----------
    data/rules/kewajiban/*.yaml
    """
    ended = gone(pegawai, rules=rules, tanggal=tanggal) | pegawai["tanggal_pensiun"].lt(pd.Timestamp(tahun, 1, 1))
    staying = pegawai.loc[~ended]
    duties = [rules.value(rule_id, tanggal) for rule_id in RULE_IDS]
    owed = pd.concat([
        _owed(staying, rule, group, terms, tanggal, basis)
        for rule, basis in zip(duties, (_basis(rules, rule, tanggal) for rule in duties), strict=True)
        for group, terms in rule.value.items()
    ])
    met = _met(_done(staying, riwayat, tanggal), duties)
    open_duties = owed.merge(met, how="left", on=["pegawai_id", "kewajiban"], indicator="_found")
    left = open_duties.loc[open_duties["_found"].eq("left_only"), list(COLUMNS)]
    return left.sort_values(["pegawai_id", "kewajiban"], kind="stable").reset_index(drop=True)


def _owed(
    pegawai: pd.DataFrame, rule: RuleValue, group: str, terms: dict[str, Any], tanggal: date, basis: str
) -> pd.DataFrame:
    """Everybody in one group of one rule, whether or not the training was done."""
    names = pegawai[terms["kolom"]].fillna(pegawai["jenis_jabatan"])
    held = names.eq(group).fillna(False) & pegawai["jenis_pegawai"].isin(terms["jenis_pegawai"])
    start = pegawai[terms["sejak"]].fillna(pegawai["tmt_jabatan"])
    if terms["baru_bulan"] is not None:
        held &= _after(start, terms["baru_bulan"]).ge(pd.Timestamp(tanggal))
    deadline = _after(start[held], terms["tenggat_bulan"])
    return pd.DataFrame({
        "pegawai_id": pegawai.loc[held, "pegawai_id"].astype("str"),
        "kewajiban": pd.Series(terms["jenis_diklat"], index=deadline.index, dtype="str"),
        "tenggat": deadline,
        "terlambat": deadline.lt(pd.Timestamp(tanggal)),
        "dasar": pd.Series(basis, index=deadline.index, dtype="str"),
        "rule_id": pd.Series(rule.rule_id, index=deadline.index, dtype="str"),
        "rule_from": pd.Series(pd.Timestamp(rule.rule_from), index=deadline.index, dtype="datetime64[s]"),
    })


def _after(start: pd.Series, months: int) -> pd.Series:
    return (start.astype("datetime64[s]") + pd.DateOffset(months=months)).astype("datetime64[s]")


def _basis(rules: RuleSet, rule: RuleValue, tanggal: date) -> str:
    """Where a duty is written; an agency that sets another deadline does not take its law away."""
    if rule.status != OWN_CHOICE:
        return _article(rule)
    try:
        law = _article(rules.law.value(rule.rule_id, tanggal))
    except RuleNotInForceError:
        law = ""
    return "; ".join(part for part in (law, rule.source["instrument"]) if part)


def _article(rule: RuleValue) -> str:
    """Instrument and article of a rule; empty where it rests on none."""
    if rule.source["instrument"] in NO_INSTRUMENT:
        return ""
    return f"{rule.source['instrument']} {rule.source['article']}".strip()


def _done(pegawai: pd.DataFrame, riwayat: pd.DataFrame, tanggal: date) -> pd.DataFrame:
    """The training done by `tanggal`, functional training of another level left out: a promotion asks for its own."""
    ended = riwayat["tanggal_selesai"].fillna(riwayat["tanggal_mulai"])
    done = riwayat[~ended.gt(pd.Timestamp(tanggal))]
    fits = for_level_held(pegawai, done) | done["jenis_diklat"].ne(_FUNCTIONAL).fillna(True)
    return done.loc[fits, ["pegawai_id", "jenis_diklat"]].astype("str").drop_duplicates()


def _met(done: pd.DataFrame, duties: list[RuleValue]) -> pd.DataFrame:
    """The duties that the training done meets: ``pegawai_id``, ``kewajiban``."""
    meets = {
        (terms["jenis_diklat"], training) for rule in duties for terms in rule.value.values()
        for training in terms.get("dipenuhi_oleh") or (terms["jenis_diklat"],)
    }
    table = pd.DataFrame(sorted(meets), columns=["kewajiban", "jenis_diklat"], dtype="str")
    return done.merge(table, on="jenis_diklat")[["pegawai_id", "kewajiban"]].drop_duplicates()
