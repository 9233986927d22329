"""Who may be sent to an activity in a plan year, and who not to a costly one; not who can be spared by the unit."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pembinaan_lib.rules import RuleSet

RULE_ID, STATUS = "penugasan.syarat", "penugasan.kedudukan_hukum"


def gone(pegawai: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.Series:
    """Who is still on the roster but serves the agency no longer: dead, retired, missing or moved away.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN. Uses ``kedudukan_hukum``.
    rules : RuleSet
        Needs ``penugasan.kedudukan_hukum``, looked up on `tanggal`.
    tanggal : date
        The day on which we look.

    Returns
    -------
    Series of bool
        On the index of `pegawai`.
    """
    terms = rules.value(STATUS, tanggal).value
    return pegawai["kedudukan_hukum"].isin([held for held, row in terms.items() if row.get("keluar", False)])


def availability(pegawai: pd.DataFrame, *, rules: RuleSet, tahun: int) -> pd.DataFrame:
    """Whether each ASN may be sent, and may be sent to something costly.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN. Uses ``pegawai_id``, ``kedudukan_hukum``, ``tanggal_pensiun``, ``akhir_kontrak``.
    rules : RuleSet
        Needs ``penugasan.syarat`` and ``penugasan.kedudukan_hukum``, looked up on 31 December of `tahun`.
    tahun : int
        Plan year.

    Returns
    -------
    DataFrame
        One row per ASN, sorted by ``pegawai_id``: ``boleh_dikirim`` (bool), ``boleh_mahal`` (bool),
        ``tersedia_sampai`` (last day of service or contract as far as known), ``alasan`` (empty, a reason of
        ``penugasan.kedudukan_hukum``, or ``sudah_pensiun``, ``pensiun_dekat``, ``kontrak_dekat``: sentences
        ``profile.alasan.*``), ``dasar`` (instrument and article of the reason; empty where none was found),
        ``rule_id``, ``rule_from``.

    Raises
    ------
    RuleNotInForceError
        One of the rules does not hold on that day.

    Notes
    -----
    An end is near when it falls before the end of the plan year or within the months that the rule names after it. The
    end of a contract never forbids sending, because contracts are renewed; it only forbids what is costly. Nor does a
    leave of some months: the plan is for a year.

    References
    ----------
    data/rules/penugasan/syarat.yaml, kedudukan_hukum.yaml
    """
    rule, status = (rules.value(rule_id, date(tahun, 12, 31)) for rule_id in (RULE_ID, STATUS))
    near = pd.Timestamp(tahun, 12, 31) + pd.DateOffset(months=rule.value["batas_bulan_sebelum_akhir"])
    retires, contract = pegawai["tanggal_pensiun"], pegawai["akhir_kontrak"]
    # An agency's own list may have been made before it could say what does not forbid.
    stops = {held: terms["alasan"] for held, terms in status.value.items() if terms.get("menghalangi", True)}
    away = pegawai["kedudukan_hukum"].map(stops).astype("str")
    reasons = {
        "sudah_pensiun": retires.lt(pd.Timestamp(tahun, 1, 1)),
        "pensiun_dekat": retires.le(near),
        "kontrak_dekat": contract.le(near),
    }
    ending = pd.Series(np.select(list(reasons.values()), list(reasons), ""), index=pegawai.index, dtype="str")
    reason = away.fillna(ending)
    articles = {terms["alasan"]: terms["dasar"] for terms in status.value.values()}
    decided = {True: status, False: rule}
    return pd.DataFrame({
        "pegawai_id": pegawai["pegawai_id"].astype("str"),
        "boleh_dikirim": away.isna() & reason.ne("sudah_pensiun"),
        "boleh_mahal": reason.eq(""),
        "tersedia_sampai": pd.concat([retires, contract], axis=1).min(axis=1).astype("datetime64[s]"),
        "alasan": reason,
        "dasar": reason.map(articles).fillna("").astype("str"),
        "rule_id": away.notna().map({known: each.rule_id for known, each in decided.items()}).astype("str"),
        "rule_from": away.notna().map({known: pd.Timestamp(each.rule_from) for known, each in decided.items()})
        .astype("datetime64[s]"),
    }).sort_values("pegawai_id", kind="stable").reset_index(drop=True)
