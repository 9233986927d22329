"""A proposal as a value: frames and meta that can be written to bytes and named by their hash."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import pandas as pd

from pembinaan_lib.errors import ProposalError
from pembinaan_lib.findings import COLUMNS as FINDING_COLUMNS

FORMAT = "pembinaan.usulan/1"
LARGEST_RP = 10**15
"""No agency's budget for training comes near a thousand trillion rupiah."""
_MOST_ROWS = 1_000_000
FRAMES: dict[str, dict[str, str]] = {
    "baris": {
        "bangkom_id": "str", "angkatan": "int64", "wajib": "bool", "peserta": "int64", "jp_orang": "float64",
        "biaya_rp": "int64", "kesenjangan_tertutup": "float64", "bulan": "Int64",
    },
    "peserta": {"bangkom_id": "str", "angkatan": "int64", "pegawai_id": "str"},
    "ringkas": {"ukuran": "str", "nilai": "float64"},
    "batas": {
        "anggaran_rp": "int64", "biaya_rp": "int64", "nilai": "float64", "batas_nilai": "float64",
        "kesenjangan_tertutup": "float64", "kesenjangan_rasio": "float64", "asn_20_jp": "int64", "peserta": "int64",
        "celah_rasio": "float64", "status": "str",
    },
    "batas_baris": {
        "anggaran_rp": "int64", "bangkom_id": "str", "nama": "str", "angkatan": "int64", "peserta": "int64",
        "biaya_rp": "int64",
    },
    "menunggu": {"pegawai_id": "str", "kewajiban": "str", "tenggat": "datetime64[s]", "alasan": "str"},
    "findings": dict.fromkeys(FINDING_COLUMNS, "str"),
}


@dataclass(frozen=True, eq=False)
class Proposal:
    """What the optimiser proposes; it becomes part of a plan only when a planner accepts it.

    Parameters
    ----------
    baris : DataFrame
        One row per activity (see :func:`pembinaan_lib.design.tally.lines_of`); obligatory ones have ``wajib`` true.
    peserta : DataFrame
        One row per seat: ``bangkom_id``, ``angkatan`` (number of the batch, from 1), ``pegawai_id``.
    ringkas : DataFrame
        Headline numbers: ``ukuran``, ``nilai``.
    batas : DataFrame
        One row per budget, rising: what that money would buy, its worth, and the proven bound.
    batas_baris : DataFrame
        One row per budget x activity.
    menunggu : DataFrame
        Duties without a seat, with ``alasan``.
    findings : DataFrame
        Catatan data of this stage.
    meta : Mapping
        ``pagu_rp``, ``status``, ``nilai``, ``bound``, ``gap``, ``seed``, ``solver``, ``limits``, ``maks_kegiatan``.
    """

    baris: pd.DataFrame
    peserta: pd.DataFrame
    ringkas: pd.DataFrame
    batas: pd.DataFrame
    batas_baris: pd.DataFrame
    menunggu: pd.DataFrame
    findings: pd.DataFrame
    meta: Mapping[str, Any]

    def measure(self, name: str) -> float:
        """One headline number of ``ringkas``."""
        return float(self.ringkas.set_index("ukuran")["nilai"][name])

    def to_bytes(self) -> bytes:
        """Canonical bytes: the same proposal always gives the same ones."""
        document = {"format": FORMAT, "meta": dict(self.meta)}
        for name, columns in FRAMES.items():
            frame = getattr(self, name)
            document[name] = {"columns": list(columns), "rows": _rows(frame[list(columns)])}
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return text.encode("utf-8") + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> Proposal:
        """Read back what :meth:`to_bytes` wrote.

        Raises
        ------
        ProposalError
            DSG-102: these bytes are no proposal of this format.
        """
        try:
            document = json.loads(data.decode("utf-8"))
            if document["format"] != FORMAT or not _is_meta(document["meta"]):
                raise ProposalError("DSG-102")
            frames = {name: _frame(document[name], columns) for name, columns in FRAMES.items()}
            return cls(**frames, meta=document["meta"])
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as fault:
            raise ProposalError("DSG-102") from fault


def nothing() -> Proposal:
    """A proposal without a single line, where none has been accepted: every frame with its columns and types."""
    frames = {name: pd.DataFrame(columns=list(columns)).astype(columns) for name, columns in FRAMES.items()}
    return Proposal(**frames, meta={
        "pagu_rp": 0, "status": "tidak ada pilihan", "nilai": 0.0, "bound": 0.0, "gap": 0.0, "seed": 0, "solver": "",
        "limits": {}, "maks_kegiatan": 0,
    })


def shaped(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """`frame` with exactly the columns and types of the proposal's frame `name`."""
    return frame[list(FRAMES[name])].astype(FRAMES[name]).reset_index(drop=True)


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    return [[_plain(value) for value in row] for row in frame.itertuples(index=False, name=None)]


def _plain(value: Any) -> Any:
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    return value.item() if hasattr(value, "item") else value


def _is_meta(meta: Any) -> bool:
    """Whether these are the figures of a proposal: money whole and bounded, worth and bound finite."""
    return (
        isinstance(meta, dict) and is_money(meta["pagu_rp"]) and isinstance(meta["limits"], dict)
        and all(_FITS["float64"](meta[name]) for name in ("nilai", "bound", "gap"))
    )


def is_money(value: Any) -> bool:
    """Whether `value` is a whole sum of rupiah that a budget can have."""
    return isinstance(value, Integral) and not isinstance(value, bool) and 0 <= value <= LARGEST_RP


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


_FITS: dict[str, Callable[[Any], bool]] = {
    "str": _is_text, "datetime64[s]": _is_text, "int64": _is_whole, "bool": lambda value: isinstance(value, bool),
    "Int64": lambda value: value is None or _is_whole(value),
    "float64": lambda value: _is_whole(value) or isinstance(value, float) and math.isfinite(value),
}


def _frame(part: Mapping[str, Any], columns: Mapping[str, str]) -> pd.DataFrame:
    if part["columns"] != list(columns) or not isinstance(part["rows"], list) or len(part["rows"]) > _MOST_ROWS:
        raise ProposalError("DSG-102")
    values = list(zip(*part["rows"], strict=True)) or [()] * len(columns)
    if not all(all(map(_FITS[kind], column)) for kind, column in zip(columns.values(), values, strict=True)):
        raise ProposalError("DSG-102")
    made = {name: pd.Series(list(column), dtype="object") for name, column in zip(columns, values, strict=True)}
    frame = pd.DataFrame(made)
    for name, kind in columns.items():
        column = pd.to_datetime(frame[name]) if kind.startswith("datetime") else frame[name]
        frame[name] = column.astype(kind)
    return frame
