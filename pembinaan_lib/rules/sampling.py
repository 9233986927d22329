"""How many people to ask so that their answers stand for all of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pembinaan_lib.rules.ruleset import RuleValue


def sample_size(population: pd.Series, rule: RuleValue) -> pd.Series:
    """The sample size after Krejcie and Morgan for each population.

    Parameters
    ----------
    population : Series
        People, 0 or more; missing allowed.
    rule : RuleValue
        ``sampel.krejcie_morgan``: ``chi_kuadrat``, ``proporsi``, ``galat``.

    Returns
    -------
    Series
        People (Int64), same index; missing where the population is missing or below zero, never more than it.

    Notes
    -----
    s = χ²·N·P(1-P) / (d²(N-1) + χ²·P(1-P)), rounded half up: so rounded it gives the whole published table.

    References
    ----------
    data/rules/sampel/krejcie_morgan.yaml (Krejcie and Morgan 1970)
    """
    given = rule.value
    people = pd.to_numeric(population).astype("float64").where(lambda number: number.ge(0))
    spread = given["chi_kuadrat"] * given["proporsi"] * (1 - given["proporsi"])
    exact = spread * people / (given["galat"] ** 2 * (people - 1) + spread)
    return np.floor(exact.round(6) + 0.5).astype("Int64")
