"""NIP in and out: reading one from a cell without ever guessing, and exchanging it for the id that computing uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.rules import RuleSet
from pembinaan_lib.rules import nip as numbers
from pembinaan_lib.tables import cells
from pembinaan_lib.tables.canonical import TABLES
from pembinaan_lib.tables.sieve import Sieve

DESTROYED, NO_NIP, NOT_18, NOT_A_NIP, UNKNOWN = "TBL-030", "TBL-031", "TBL-032", "TBL-033", "TBL-042"
_FULL_WIDTH = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)})
_GROUPED = re.compile(
    r"[0-9]{18}|[0-9]{8} {0,2}[0-9]{6} {0,2}[0-9] {0,2}[0-9]{3}"
    r"|[0-9]{8}(?P<mark> ?[.-] ?)[0-9]{6}(?P=mark)[0-9](?P=mark)[0-9]{3}"
)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?\d{1,2}", re.IGNORECASE | re.ASCII)
_EXCEL_KEEPS = 10**15


def read_nip(raw: np.ndarray, sieve: Sieve, *, rules: RuleSet) -> tuple[pd.Series, pd.DataFrame]:
    """The NIP of every row and what each proves; rows without a usable NIP are rejected.

    Returns
    -------
    (Series, DataFrame)
        NIP as text of 18 digits (missing where rejected); the facts of :func:`pembinaan_lib.rules.nip.facts`.
    """
    places, distinct = pd.factorize(raw)
    pairs = [*(_one(cell) for cell in distinct), (None, NO_NIP)]  # the last for what is not a number (place -1)
    known = numbers.facts(pd.Series([number for number, _ in pairs], dtype="str"), rules=rules)
    known["nip"] = pd.Series([number for number, _ in pairs], dtype="str")
    facts = known.take(places).reset_index(drop=True)
    codes = np.array([code for _, code in pairs], dtype=object)[places]
    sieve.unusual(raw, codes == "", "nip", _written_as)
    codes[(codes == "") & ~facts["sah"].to_numpy()] = NOT_A_NIP
    for code in (NO_NIP, DESTROYED, NOT_18, NOT_A_NIP):
        sieve.reject(codes == code, code, "nip")
    return facts["nip"].mask(codes != ""), facts


def _one(cell: Any) -> tuple[str | None, str]:
    if isinstance(cell, str) and len(cell) == 18 and cell.isascii() and cell.isdigit():
        return cell, ""
    if cells.is_missing(cell):
        return None, NO_NIP
    if isinstance(cell, int | float):
        # Excel keeps 15 digits of a number: what it shows in the place of the others is invented.
        return None, DESTROYED if abs(cell) >= _EXCEL_KEEPS else NOT_18
    if not isinstance(cell, str):
        return None, NOT_18
    # Only what is certain: no superscript (a footnote), no decimal point, no minus is taken for part of a number.
    bare = cell.replace("\u00a0", " ").strip().lstrip("'’‘`").strip().translate(_FULL_WIDTH)
    if _SCIENTIFIC.fullmatch(bare.replace(" ", "")):
        return None, DESTROYED
    return (re.sub("[^0-9]", "", bare), "") if _GROUPED.fullmatch(bare) else (None, NOT_18)


def is_like_nip(cell: Any) -> bool:
    """Whether a cell holds 18 digits or what Excel left of them."""
    return _one(cell)[1] in ("", DESTROYED)


def _written_as(cell: Any) -> str:
    return "angka" if isinstance(cell, str) and cell.isdigit() else "terpisah"


def identified(
    frame: pd.DataFrame, ids: Mapping[str, str], table: str, *, sheet: str = ""
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The frame of a reading with ``pegawai_id`` in the place of NIP and name.

    Parameters
    ----------
    frame : DataFrame
        ``Reading.frame``; a table that is not about people comes back as it is.
    ids : mapping
        NIP → pegawai_id of everybody on the roster.
    table : str
        Name in :data:`pembinaan_lib.tables.TABLES`.
    sheet : str
        Name of the sheet, for the place that findings name.

    Returns
    -------
    (frame, rejected, findings)
        The rows of people on the roster, with ``baris`` and the canonical columns; ``baris, code, column`` of the rows
        whose NIP is on no roster (TBL-042); a finding for each of these rows.
    """
    declared = TABLES[table]
    place = np.array(sorted(frame["baris"].unique()), dtype="int64") if len(frame) else np.empty(0, dtype="int64")
    sieve = Sieve(sheet, table, place)
    if not declared.about_people:
        return frame, sieve.rejected(), findings.frame()
    person = frame["nip"].map(ids).astype("str")
    unknown = set(frame.loc[person.isna(), "baris"])
    sieve.reject(np.isin(place, list(unknown)), UNKNOWN, "nip")
    known = frame.assign(pegawai_id=person)[person.notna().to_numpy()]
    return known[["baris", *declared.names]].reset_index(drop=True), sieve.rejected(), sieve.findings()
