"""The company that a unit is recommended on its way through change: lines that design can cost.

Mentoring, coaching, champions (*agen perubahan*) or small steps first, by the side that the answers show as hard.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pembinaan_lib.needs.readiness import THRESHOLD
from pembinaan_lib.rules import RuleSet

COMPANY = "kesiapan.pendampingan"
GENERAL, DIGITAL_SIDE = "umum", "literasi digital"
_LEADERS = frozenset({"JPT", "Administrator", "Pengawas"})
_COLUMNS = [
    "unit_kerja", "alasan", "pendekatan", "bentuk", "sasaran", "sasaran_asn", "pendamping", "jp_per_orang", "jumlah_jp",
    "responden", "rerata", "yakin", "rule_id", "rule_from",
]


def company(
    readiness: pd.DataFrame, digital: pd.DataFrame, *, dimensions: pd.DataFrame, pegawai: pd.DataFrame, rules: RuleSet,
    tanggal: date,
) -> pd.DataFrame:
    """Recommended company (*pendampingan*) of each unit that needs it.

    Parameters
    ----------
    readiness, digital : DataFrame
        Per unit, from :func:`pembinaan_lib.needs.readiness` and :func:`pembinaan_lib.needs.digital_literacy`.
    dimensions : DataFrame
        From :func:`pembinaan_lib.needs.questionnaire_dimensions` of questionnaire ``kesiapan``.
    pegawai : DataFrame
        Uses ``unit_kerja, perangkat_daerah, jenis_jabatan``.
    rules : RuleSet
        Needs ``kesiapan.pendampingan`` and ``kesiapan.ambang``.

    Returns
    -------
    DataFrame
        One row per unit and side, sorted by both: ``alasan`` (the side: a dimension, umum or literasi digital),
        ``pendekatan`` (langkah_kecil, coaching_pimpinan, mentoring, agen_perubahan, mentor_digital), ``bentuk`` (of
        ``bangkom.bentuk``), ``sasaran`` (pegawai, pimpinan), ``sasaran_asn, pendamping`` (people), ``jp_per_orang,
        jumlah_jp`` (JP), ``responden, rerata, yakin`` (of the unit's questionnaire), ``rule_id, rule_from``.

    Notes
    -----
    A side is hard where its mean is below the threshold; where none is known, ``umum`` stands. For staff sasaran_asn =
    ASN of the unit · share of respondents below the threshold, rounded up; for leaders, the unit's leaders.
    pendamping = sasaran_asn / orang_per_pendamping, rounded up.
    """
    rule = rules.value(COMPANY, tanggal)
    hard = dimensions[dimensions["rerata"] < float(rules.value(THRESHOLD, tanggal).value)]
    hard = hard.loc[hard["dimensi"].isin(set(rule.value)), ["unit_kerja", "dimensi"]]
    needing = _needing(readiness).merge(hard, on="unit_kerja", how="left")
    lines = pd.concat([
        needing.assign(alasan=needing["dimensi"].fillna(GENERAL)), _needing(digital).assign(alasan=DIGITAL_SIDE),
    ], ignore_index=True)
    told = pd.DataFrame.from_dict(rule.value, orient="index").rename_axis("alasan").reset_index()
    lines = lines.merge(told, on="alasan")
    lines["sasaran_asn"] = _people(lines, pegawai)
    seats = np.ceil(lines["sasaran_asn"].astype("float64") / lines["orang_per_pendamping"].astype("float64"))
    lines = lines.assign(
        pendamping=seats.astype("Int64"), jumlah_jp=lines["sasaran_asn"] * lines["jp_per_orang"], rule_id=COMPANY,
        rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    )
    return lines.sort_values(["unit_kerja", "alasan"], kind="stable", ignore_index=True)[_COLUMNS]


def _needing(scores: pd.DataFrame) -> pd.DataFrame:
    found = scores[scores["perlu_pendampingan"].fillna(False).astype("bool")]
    return found[["unit_kerja", "responden", "di_bawah_ambang", "rerata", "yakin"]]


def _people(lines: pd.DataFrame, pegawai: pd.DataFrame) -> pd.Series:
    """How many people a line is for; at least one, and the respondents where the roster does not know the unit."""
    everybody, leaders = _size(pegawai), _size(pegawai[pegawai["jenis_jabatan"].isin(_LEADERS)])
    share = lines["di_bawah_ambang"].astype("float64") / lines["responden"].astype("float64")
    staff = lines["unit_kerja"].map(everybody).fillna(lines["responden"].astype("float64")) * share
    people = staff.where(lines["sasaran"] != "pimpinan", lines["unit_kerja"].map(leaders).fillna(1.0))
    return np.ceil(people.round(6)).clip(lower=1).astype("Int64")


def _size(pegawai: pd.DataFrame) -> dict[str, float]:
    """People of each unit; a perangkat daerah under its own name where no unit is called so."""
    offices, units = (pegawai[name].value_counts().astype("float64") for name in ("perangkat_daerah", "unit_kerja"))
    return offices.to_dict() | units.to_dict()
