"""How sure a mean, a gain or a share is, how many must answer, and whether items hang together; alike for every stage.

Knows no rule and no table: the confidence level comes in with each call. May be imported by every stage. Start with
:func:`mean_interval`, :func:`paired_gain` and :func:`proportion_interval`; :func:`mean_intervals` and
:func:`paired_gains` do the same for many groups at once.
"""

from pembinaan_lib.statistics.intervals import (
    bounded_change,
    mean_interval,
    mean_intervals,
    paired_gain,
    paired_gains,
    proportion_interval,
    welch_difference,
)
from pembinaan_lib.statistics.reliability import cronbach_alpha, cronbach_alphas
from pembinaan_lib.statistics.sampling import krejcie_morgan, response_weights, weighted_means

__all__ = [
    "bounded_change", "cronbach_alpha", "cronbach_alphas", "krejcie_morgan", "mean_interval", "mean_intervals",
    "paired_gain", "paired_gains", "proportion_interval", "response_weights", "weighted_means", "welch_difference",
]
