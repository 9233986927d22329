"""What recommended company through change (*pendampingan*) would cost: lines of their own beside the activities.

They are shown beside the plan, not chosen by the solver: company closes no gap that anybody measured.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.rules import RuleSet

PRICES = "biaya.pendampingan"
IN_GROUPS = "kelompok"
_PRICES = ("honor_jp_rp", "pembekalan_rp", "bahan_rp")
_COLUMNS = [
    "unit_kerja", "alasan", "pendekatan", "bentuk", "sasaran", "sasaran_asn", "pendamping", "asal_pendamping",
    "jp_per_orang", "jam_jp", "honor_rp", "pembekalan_rp", "bahan_rp", "biaya_rp", "yakin", "rule_id", "rule_from",
]


def company_cost(pendampingan: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """The recommended company with its cost, as lines of a budget.

    Parameters
    ----------
    pendampingan : DataFrame
        From :func:`pembinaan_lib.needs.company`: one row per unit and side.
    rules : RuleSet
        Needs ``biaya.pendampingan``: per approach where the companion comes from (*dalam, luar*), whether people are
        accompanied one by one or in groups (``cara``), and three prices in rupiah.
    tanggal : date
        Day whose prices hold.

    Returns
    -------
    DataFrame
        One row per line of `pendampingan`, in its order: ``unit_kerja, alasan, pendekatan, bentuk, sasaran,
        sasaran_asn, pendamping`` (people), ``asal_pendamping, jp_per_orang, jam_jp`` (JP that companions give),
        ``honor_rp, pembekalan_rp, bahan_rp`` and their sum ``biaya_rp`` (whole rupiah; missing where the approach has
        no price), ``yakin, rule_id, rule_from``.

    Notes
    -----
    ::

        jam_jp         = jp_per_orang · pendamping in groups, jp_per_orang · sasaran_asn one by one
        honor_rp       = jam_jp · honor_jp_rp
        pembekalan_rp  = pendamping · pembekalan_rp of the rule
        bahan_rp       = sasaran_asn · bahan_rp of the rule

    References
    ----------
    data/rules/biaya/pendampingan.yaml (a design choice: no regional price was seen)
    """
    rule = rules.value(PRICES, tanggal)
    told = pd.DataFrame.from_dict(rule.value, orient="index").reindex(pendampingan["pendekatan"]).reset_index(drop=True)
    price = told[list(_PRICES)].apply(pd.to_numeric).astype("Float64")
    lines = pendampingan.reset_index(drop=True)
    people, guides, hours = (lines[name].astype("Float64") for name in ("sasaran_asn", "pendamping", "jp_per_orang"))
    given = hours * guides.where(told["cara"].eq(IN_GROUPS).fillna(False), people)
    cost = pd.DataFrame({
        "honor_rp": given * price["honor_jp_rp"], "pembekalan_rp": guides * price["pembekalan_rp"],
        "bahan_rp": people * price["bahan_rp"],
    }).round().astype("Int64")
    return lines.assign(
        asal_pendamping=told["pendamping"].astype("str").fillna(""), jam_jp=given.astype("float64"), **cost,
        biaya_rp=cost.sum(axis=1, skipna=False).astype("Int64"), rule_id=PRICES,
        rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    )[_COLUMNS]
