"""Who may be sent to an activity in a plan year, and who not to a costly one; not who can be spared by the unit."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pembinaan_lib.rules import RuleSet

RULE_ID = "penugasan.syarat"


def availability(pegawai: pd.DataFrame, *, rules: RuleSet, tahun: int) -> pd.DataFrame:
    """Whether each ASN may be sent, and may be sent to something costly.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN. Uses ``pegawai_id``, ``kedudukan_hukum``, ``tanggal_pensiun``, ``akhir_kontrak``.
    rules : RuleSet
        Needs ``penugasan.syarat``, looked up on 31 December of `tahun`.
    tahun : int
        Plan year.

    Returns
    -------
    DataFrame
        One row per ASN, sorted by ``pegawai_id``: ``boleh_dikirim`` (bool), ``boleh_mahal`` (bool),
        ``tersedia_sampai`` (last day of service or contract as far as known), ``alasan`` (empty, or
        ``kedudukan_hukum``, ``sudah_pensiun``, ``pensiun_dekat``, ``kontrak_dekat``: sentences ``profile.alasan.*``),
        ``rule_id``, ``rule_from``.

    Raises
    ------
    RuleNotInForceError
        The rule does not hold on that day.

    Notes
    -----
    An end is near when it falls before the end of the plan year or within the months that the rule names after it. The
    end of a contract never forbids sending, because contracts are renewed; it only forbids what is costly.

    References
    ----------
    data/rules/penugasan/syarat.yaml
    """
    rule = rules.value(RULE_ID, date(tahun, 12, 31))
    near = pd.Timestamp(tahun, 12, 31) + pd.DateOffset(months=rule.value["batas_bulan_sebelum_akhir"])
    retires, contract = pegawai["tanggal_pensiun"], pegawai["akhir_kontrak"]
    reasons = {
        "kedudukan_hukum": pegawai["kedudukan_hukum"].isin(rule.value["kedudukan_hukum_menghalangi"]),
        "sudah_pensiun": retires.lt(pd.Timestamp(tahun, 1, 1)),
        "pensiun_dekat": retires.le(near),
        "kontrak_dekat": contract.le(near),
    }
    reason = pd.Series(np.select(list(reasons.values()), list(reasons), ""), index=pegawai.index, dtype="str")
    return pd.DataFrame({
        "pegawai_id": pegawai["pegawai_id"].astype("str"),
        "boleh_dikirim": ~reason.isin(["kedudukan_hukum", "sudah_pensiun"]),
        "boleh_mahal": reason.eq(""),
        "tersedia_sampai": pd.concat([retires, contract], axis=1).min(axis=1).astype("datetime64[s]"),
        "alasan": reason,
        "rule_id": pd.Series(RULE_ID, index=pegawai.index, dtype="str"),
        "rule_from": pd.Series(pd.Timestamp(rule.rule_from), index=pegawai.index, dtype="datetime64[s]"),
    }).sort_values("pegawai_id", kind="stable").reset_index(drop=True)
