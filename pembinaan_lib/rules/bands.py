"""Which band of a rule a value falls in: rounded first and compared on the side that the rule says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib.rules.ruleset import RuleValue


def label(values: pd.Series, rule: RuleValue) -> pd.Series:
    """The label of each value, missing where the value is missing or outside all bands.

    Parameters
    ----------
    values : Series
        Numbers in the unit of the rule.
    rule : RuleValue
        Of kind ``bands``. The two outermost ends always belong to their band.

    Returns
    -------
    Series
        Text, same index as `values`.

    Notes
    -----
    Half up means 76.605 → 76.61 (not to even), after removing the error of binary fractions.
    """
    bands = rule.value["bands"]
    numbers = rounded(pd.to_numeric(values).astype("float64"), rule)
    inner = np.array([band["from"] for band in bands[1:]], dtype="float64")
    side = "right" if rule.value["closed"] == "left" else "left"
    at = np.searchsorted(inner, numbers.to_numpy(), side=side)
    labels = np.array([band["label"] for band in bands], dtype="object")
    inside = _inside(numbers, bands)
    return pd.Series(labels[at], index=values.index, dtype="str").where(inside)


def rounded(values: pd.Series, rule: RuleValue) -> pd.Series:
    """The values as the rule rounds them before it compares."""
    rounding = rule.value["rounding"]
    if rounding == "none":
        return values
    factor = 10 ** rounding["digits"]
    return np.floor((values * factor).round(6) + 0.5) / factor


def _inside(numbers: pd.Series, bands: tuple[dict[str, Any], ...]) -> pd.Series:
    lowest, highest = bands[0]["from"], bands[-1]["to"]
    inside = numbers.notna()
    if lowest is not None:
        inside &= numbers >= lowest
    if highest is not None:
        inside &= numbers <= highest
    return inside
