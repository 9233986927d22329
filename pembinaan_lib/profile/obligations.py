"""Which compulsory training each ASN has not yet done, and by when; not which activity would serve."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pembinaan_lib.rules import RuleSet, RuleValue

RULE_IDS = ("kewajiban.fungsional", "kewajiban.kepemimpinan", "kewajiban.latsar", "kewajiban.orientasi_pppk")
COLUMNS = ("pegawai_id", "kewajiban", "tenggat", "terlambat", "dasar", "rule_id", "rule_from")
_NO_ARTICLE = ("sumber belum ditemukan", "pilihan rancangan", "kebijakan daerah")


def obligations(
    pegawai: pd.DataFrame, riwayat: pd.DataFrame, *, rules: RuleSet, tahun: int, tanggal: date
) -> pd.DataFrame:
    """The compulsory training that each ASN still owes.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN. Uses ``pegawai_id``, ``jenis_pegawai``, ``jenis_jabatan``, ``jenjang``, ``tmt_cpns``,
        ``tmt_jabatan``, ``tanggal_pensiun``.
    riwayat : DataFrame
        One row per activity done. Uses ``pegawai_id``, ``jenis_diklat``, ``tanggal_mulai``, ``tanggal_selesai``.
    rules : RuleSet
        Needs ``kewajiban.*``, looked up on `tanggal`.
    tahun : int
        Plan year: whoever retires before it starts owes nothing any more.
    tanggal : date
        The day on which we look.

    Returns
    -------
    DataFrame
        One row per ASN and duty, sorted by ``pegawai_id``, ``kewajiban``. ``tenggat`` (date, missing where the start
        is unknown), ``terlambat`` (bool: the deadline is before `tanggal`), ``dasar`` (instrument and article, empty
        where none is known), ``rule_id``, ``rule_from``.

    Raises
    ------
    RuleNotInForceError
        One of the rules does not hold on `tanggal`.

    Notes
    -----
    - A duty with ``baru_bulan`` holds only that many months from the start; an unknown start is then no duty.
    - A duty is met by its own training and by those that the rule puts above it (``dipenuhi_oleh``).
    - Where the start that the rule names is missing, ``tmt_jabatan`` stands in for it.
    - An activity without a date counts as done; one that ends after `tanggal` does not.

    References
    ----------
    data/rules/kewajiban/*.yaml
    """
    staying = pegawai.loc[~pegawai["tanggal_pensiun"].lt(pd.Timestamp(tahun, 1, 1))]
    duties = [rules.value(rule_id, tanggal) for rule_id in RULE_IDS]
    owed = pd.concat([
        _owed(staying, rule, group, terms, tanggal) for rule in duties for group, terms in rule.value.items()
    ])
    met = _met(_done(riwayat, tanggal), duties)
    open_duties = owed.merge(met, how="left", on=["pegawai_id", "kewajiban"], indicator="_found")
    left = open_duties.loc[open_duties["_found"].eq("left_only"), list(COLUMNS)]
    return left.sort_values(["pegawai_id", "kewajiban"], kind="stable").reset_index(drop=True)


def _owed(
    pegawai: pd.DataFrame, rule: RuleValue, group: str, terms: dict[str, Any], tanggal: date
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
        "dasar": pd.Series(_article(rule), index=deadline.index, dtype="str"),
        "rule_id": pd.Series(rule.rule_id, index=deadline.index, dtype="str"),
        "rule_from": pd.Series(pd.Timestamp(rule.rule_from), index=deadline.index, dtype="datetime64[s]"),
    })


def _after(start: pd.Series, months: int) -> pd.Series:
    return (start.astype("datetime64[s]") + pd.DateOffset(months=months)).astype("datetime64[s]")


def _article(rule: RuleValue) -> str:
    """Instrument and article of a rule; empty where it rests on none."""
    if rule.source["instrument"] in _NO_ARTICLE:
        return ""
    return f"{rule.source['instrument']} {rule.source['article']}".strip()


def _done(riwayat: pd.DataFrame, tanggal: date) -> pd.DataFrame:
    ended = riwayat["tanggal_selesai"].fillna(riwayat["tanggal_mulai"])
    done = riwayat.loc[~ended.gt(pd.Timestamp(tanggal)), ["pegawai_id", "jenis_diklat"]]
    return done.astype("str").drop_duplicates()


def _met(done: pd.DataFrame, duties: list[RuleValue]) -> pd.DataFrame:
    """The duties that the training done meets: ``pegawai_id``, ``kewajiban``."""
    meets = {
        (terms["jenis_diklat"], training) for rule in duties for terms in rule.value.values()
        for training in terms.get("dipenuhi_oleh") or (terms["jenis_diklat"],)
    }
    table = pd.DataFrame(sorted(meets), columns=["kewajiban", "jenis_diklat"], dtype="str")
    return done.merge(table, on="jenis_diklat")[["pegawai_id", "kewajiban"]].drop_duplicates()
