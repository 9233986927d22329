"""Small evidence frames for the tests of the register."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import needs, rules
from pembinaan_lib.needs.evidence import COLUMNS

LAW = rules.load()
TODAY = date(2026, 11, 21)
KEY = ["perangkat_daerah", "kompetensi"]
PARTS = [f"kontribusi_{source}" for source in (*needs.SOURCES, "belum_diketahui")]
RECENT = "2026-11-01"


def evidence(*rows: tuple, day: str | None = RECENT) -> pd.DataFrame:
    """Rows of ``unit, competency, source, value`` and, where told, ``people, coverage, day``."""
    full = [(*row, *(40, None, day)[len(row) - 4:]) for row in rows]
    frame = pd.DataFrame(full, columns=["perangkat_daerah", "kompetensi", "bukti", "nilai", "jumlah", "cakupan_rasio", "tanggal"])
    frame = frame.assign(rule_id="", rule_from=pd.NaT).astype({
        "perangkat_daerah": "str", "kompetensi": "str", "bukti": "str", "nilai": "float64", "jumlah": "Int64",
        "cakupan_rasio": "float64", "rule_id": "str", "rule_from": "datetime64[s]",
    })
    frame["tanggal"] = pd.to_datetime(frame["tanggal"]).astype("datetime64[s]")
    return frame[list(COLUMNS)]


def units(*rows: tuple[str, str, int, int, int]) -> pd.DataFrame:
    """Rows of ``unit, competency, concerned, measured, below``."""
    names = [*KEY, "jumlah_asn", "dinilai", "di_bawah_standar"]
    frame = pd.DataFrame(list(rows), columns=names)
    return frame.astype({**dict.fromkeys(KEY, "str"), **dict.fromkeys(names[2:], "Int64")})


def people(**counts: int) -> pd.DataFrame:
    return pd.DataFrame({"perangkat_daerah": [unit for unit, n in counts.items() for _ in range(n)]}, dtype="str")


def counted(told: pd.DataFrame) -> pd.DataFrame:
    return needs.counted_evidence(told, rules=LAW, tanggal=TODAY)


def registered(told: pd.DataFrame, bobot: dict[str, float], gap: pd.DataFrame | None = None) -> pd.DataFrame:
    return needs.register(
        counted(told), units() if gap is None else gap, people(A=10, B=10, C=10, D=3), bobot=bobot, rules=LAW, tanggal=TODAY,
    )


def row(found: pd.DataFrame, unit: str, kompetensi: str = "x") -> pd.Series:
    return found.set_index(KEY).loc[(unit, kompetensi)]
