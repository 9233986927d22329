"""The four verdicts, from the interval of a change; never a p-value."""

from __future__ import annotations

import pandas as pd

BETTER, SAME, WORSE, UNKNOWN = "meningkat", "belum terlihat perubahan", "menurun", "belum dapat disimpulkan"
VERDICTS = (BETTER, SAME, WORSE, UNKNOWN)


def verdict(low: pd.Series, high: pd.Series, *, enough: pd.Series) -> pd.Series:
    """*meningkat* where the whole interval lies above zero, *menurun* where below, else *belum terlihat perubahan*.

    *Belum dapat disimpulkan* where there is not `enough` to go by, or no interval.
    """
    said = pd.Series(SAME, index=low.index, dtype="str").mask(low > 0, BETTER).mask(high < 0, WORSE)
    return said.where(enough.fillna(False).astype(bool) & low.notna() & high.notna(), UNKNOWN)
