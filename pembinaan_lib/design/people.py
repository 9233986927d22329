"""What the design stage is told about people, and the limits that a planner sets. Frames in, no computing here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True, eq=False)
class People:
    """The people of one plan year, as the stages before hand them over.

    Parameters
    ----------
    pegawai : DataFrame
        One row per person: ``pegawai_id``, ``perangkat_daerah``, ``urusan``.
    gap : DataFrame
        One row per person x competency that was measured: ``pegawai_id``, ``kompetensi``, ``standar``, ``level``,
        ``kesenjangan`` (levels, >= 0).
    hours : DataFrame
        One row per person: ``pegawai_id``, ``wajib_jp``, ``kurang_jp`` (jp, >= 0), ``sisa_batas_jp`` (jp; missing means
        that no ceiling holds).
    availability : DataFrame
        One row per person: ``pegawai_id``, ``boleh_dikirim``, ``boleh_mahal`` (bool). Whoever is missing may go.
    obligations : DataFrame
        One row per person x duty not yet done: ``pegawai_id``, ``kewajiban``, ``tenggat`` (date; missing sorts last).
    prioritas : DataFrame, optional
        One row per perangkat_daerah x kompetensi: ``perangkat_daerah``, ``kompetensi``, ``prioritas`` (>= 0).
    selesai : DataFrame, optional
        One row per course already done: ``pegawai_id``, ``bangkom_id`` (see :func:`pembinaan_lib.design.done_before`).
    """

    pegawai: pd.DataFrame
    gap: pd.DataFrame
    hours: pd.DataFrame
    availability: pd.DataFrame
    obligations: pd.DataFrame
    prioritas: pd.DataFrame | None = None
    selesai: pd.DataFrame | None = None


@dataclass(frozen=True)
class Limits:
    """What a planner may turn; the numbers of the law come in from their rules.

    Parameters
    ----------
    jp_minimum : float
        Hours that every PNS owes in a year (jp); rule ``bangkom.jp_minimum_pns``.
    maks_kegiatan : int
        Activities per person and year, obligatory ones included.
    maks_jp : float, optional
        Hours per person and year in chosen activities (jp); missing means no limit beside the PPPK ceiling.
    batas_mahal_rp : int, optional
        Cost per seat (rupiah) from which an activity is only for people with ``boleh_mahal``; rule
        ``penugasan.syarat``.
    dikecualikan : tuple of str
        ``bangkom_id`` of activities that the planner ruled out.
    bobot : Mapping
        ``kesenjangan``: worth of one level of gap closed; ``jp``: worth of one person's whole yearly minimum of hours.
    celah_rasio : float
        Relative gap at which the solver may stop (0 to 1).
    batas_detik : float, optional
        Time limit of one solve; without it the result does not depend on the machine's speed.
    """

    jp_minimum: float
    maks_kegiatan: int = 3
    maks_jp: float | None = None
    batas_mahal_rp: int | None = None
    dikecualikan: tuple[str, ...] = ()
    bobot: Mapping[str, float] = field(default_factory=lambda: {"kesenjangan": 1.0, "jp": 0.5})
    celah_rasio: float = 0.005
    batas_detik: float | None = None

    def as_dict(self) -> dict[str, object]:
        """Plain values, for the meta of a proposal."""
        return {
            "jp_minimum": float(self.jp_minimum), "maks_kegiatan": int(self.maks_kegiatan),
            "maks_jp": None if self.maks_jp is None else float(self.maks_jp),
            "batas_mahal_rp": None if self.batas_mahal_rp is None else int(self.batas_mahal_rp),
            "dikecualikan": sorted(self.dikecualikan),
            "bobot": {name: float(self.bobot[name]) for name in sorted(self.bobot)},
            "celah_rasio": float(self.celah_rasio),
            "batas_detik": None if self.batas_detik is None else float(self.batas_detik),
        }
