"""Catatan data about the evidence beside assessments: what it cannot say, what leads nowhere, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.needs.evidence import offices, plain
from pembinaan_lib.needs.performance import ALIKE, UNIFORM
from pembinaan_lib.needs.standards import LEVELS, general_levels
from pembinaan_lib.needs.strategy import (
    NO_COMPETENCY, NO_GOAL, NO_UNIT, UNKNOWN_COMPETENCY, UNKNOWN_GOAL, UNKNOWN_UNIT,
)
from pembinaan_lib.needs.survey import of_the_post
from pembinaan_lib.rules import RuleSet

_HOLES = {
    NO_COMPETENCY: "NED-033", NO_UNIT: "NED-034", UNKNOWN_UNIT: "NED-035", NO_GOAL: "NED-036", UNKNOWN_GOAL: "NED-037",
    UNKNOWN_COMPETENCY: "NED-038",
}
Rows = Iterator[dict[str, str]]


def performance_notes(
    pegawai: pd.DataFrame, kinerja: pd.DataFrame, performance: pd.DataFrame, pemetaan: pd.DataFrame, *, tanggal: date
) -> pd.DataFrame:
    """Findings about yearly ratings: NED-020 (they tell nobody apart), NED-021, NED-022 and NED-026.

    Parameters
    ----------
    performance : DataFrame
        From :func:`pembinaan_lib.needs.performance`.
    """
    rows = [*_alike(performance), *_strangers(pegawai, kinerja, tanggal), *_unmapped_ratings(performance, pemetaan)]
    return findings.frame(rows)


def indicator_notes(gaps: pd.DataFrame, pemetaan: pd.DataFrame) -> pd.DataFrame:
    """Findings about indicators: NED-023 (lead to no competency), NED-024 (cannot be compared), NED-025 (unit unknown).

    Parameters
    ----------
    gaps : DataFrame
        From :func:`pembinaan_lib.needs.indicator_gap`.
    """
    ways = plain(pemetaan.loc[pemetaan["asal"] == "indikator", "nama_asal"])
    names = gaps.loc[~plain(gaps["indikator"]).isin(ways), "indikator"].drop_duplicates()
    blind = gaps.loc[gaps["kurang_rasio"].isna()].groupby("indikator", sort=True).size()
    lost = gaps.loc[gaps["perangkat_daerah"].isna(), "unit_kerja"].drop_duplicates()
    table = "indikator_layanan"
    return findings.frame([
        *(_note("NED-023", table, name, column="indikator", indikator=name) for name in sorted(names)),
        *(_note("NED-024", table, name, column="target", indikator=name, jumlah=int(n)) for name, n in blind.items()),
        *(_note("NED-025", table, name, column="unit_kerja", unit=name) for name in sorted(lost)),
    ])


def integrity_notes(
    pegawai: pd.DataFrame, disiplin: pd.DataFrame, suara_masyarakat: pd.DataFrame, unit_kerja: pd.DataFrame, *,
    tanggal: date, survei: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Findings NED-027 (sanctions that cannot be counted), NED-028 and NED-047 (messages, answers of unknown units)."""
    ahead = ~disiplin["tanggal_mulai"].le(pd.Timestamp(tanggal))
    gone = int((ahead | ~disiplin["pegawai_id"].isin(pegawai["pegawai_id"])).sum())
    place = offices(suara_masyarakat["unit_kerja"], unit_kerja, pegawai, tanggal=tanggal)
    lost = int(place.isna().sum())
    rows = [_note("NED-027", "disiplin", "", column="pegawai_id", jumlah=gone)] if gone else []
    rows += [_note("NED-028", "suara_masyarakat", "", column="unit_kerja", jumlah=lost)] if lost else []
    if survei is not None:
        homeless = survei[offices(survei["unit_kerja"], unit_kerja, pegawai, tanggal=tanggal).isna()]
        people = int(homeless["responden_id"].nunique())
        rows += [_note("NED-047", "survei_berakhlak", "", column="unit_kerja", jumlah=people)] if people else []
    return findings.frame(rows)


def strategy_notes(holes: pd.DataFrame) -> pd.DataFrame:
    """Findings NED-033 to NED-038: one per hole of :func:`pembinaan_lib.needs.unlinked`."""
    return findings.frame(
        findings.finding(
            _HOLES[kind], "informasi" if kind == NO_GOAL else "perlu_dicek", row_id=name, nama=name,
            table="kompetensi" if kind == NO_GOAL else "sasaran_strategis" if "unit" in kind or kind == NO_COMPETENCY
            else "sasaran_kompetensi",
        ) for kind, name in zip(holes["jenis"], holes["nama"], strict=True)
    )


def target_notes(
    pegawai: pd.DataFrame, jabatan_dituju: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Finding NED-039: target posts that cannot be measured: the person is not in the roster, or no level is known."""
    known = set(general_levels(rules=rules, tanggal=tanggal)["jenjang"])
    lost = ~jabatan_dituju["pegawai_id"].isin(pegawai["pegawai_id"]) | ~jabatan_dituju["jenjang_dituju"].isin(known)
    rows = [_note("NED-039", "jabatan_dituju", "", column="jenjang_dituju", rule_id=LEVELS, jumlah=int(lost.sum()))]
    return findings.frame(rows if lost.any() else [])


def mapping_notes(pemetaan: pd.DataFrame) -> pd.DataFrame:
    """Finding NED-029: one way to a competency that stands twice with different weights; the greater one counts."""
    ways = pemetaan.assign(nama=plain(pemetaan["nama_asal"]), bobot=pemetaan["bobot"].fillna(1.0))
    weights = ways.groupby(["asal", "nama", "kompetensi"], sort=True)["bobot"].nunique()
    return findings.frame(
        _note("NED-029", "pemetaan_kompetensi", name, column="bobot", nama=name, kompetensi=competency)
        for (_, name, competency), number in weights.items() if number > 1
    )


def _note(code: str, table: str, row_id: str, *, column: str, rule_id: str = "", **values: str | int) -> dict[str, str]:
    severity = "informasi" if code in ("NED-022", "NED-023", "NED-026") else "perlu_dicek"
    return findings.finding(code, severity, table=table, row_id=row_id, column=column, rule_id=rule_id, **values)


def _alike(performance: pd.DataFrame) -> Rows:
    rated = performance[performance["dinilai"] > 0]
    for year, units in rated[rated["tahun"] == rated["tahun"].max()].groupby("tahun", sort=True):
        alike = int((units["catatan"] == ALIKE).sum())
        if alike:
            yield findings.finding(
                "NED-020", "informasi", table="kinerja", column="predikat", rule_id=UNIFORM, tahun=str(year),
                unit=alike, jumlah=len(units),
            )


def _strangers(pegawai: pd.DataFrame, kinerja: pd.DataFrame, tanggal: date) -> Rows:
    gone = kinerja.loc[~kinerja["pegawai_id"].isin(pegawai["pegawai_id"]), "pegawai_id"].nunique()
    if gone:
        yield _note("NED-021", "kinerja", "", column="pegawai_id", jumlah=int(gone))
    ahead = int(kinerja["tahun"].gt(tanggal.year).sum())
    if ahead:
        yield _note("NED-022", "kinerja", "", column="tahun", jumlah=ahead, tahun=str(tanggal.year))


def _unmapped_ratings(performance: pd.DataFrame, pemetaan: pd.DataFrame) -> Rows:
    if performance["membedakan"].any() and not (pemetaan["asal"] == "predikat").any():
        yield _note("NED-026", "pemetaan_kompetensi", "", column="asal")


def other_posts_notes(survey: pd.DataFrame, unit_gap: pd.DataFrame) -> pd.DataFrame:
    """Competencies of other posts that a unit's survey answers speak of (NED-048), one finding per competency."""
    other = survey[~of_the_post(survey, unit_gap)]
    return findings.frame(
        findings.finding("NED-048", "informasi", table="survei_kebutuhan", row_id=skill, column="kompetensi",
                         kompetensi=skill, unit=int(part["perangkat_daerah"].nunique()))
        for skill, part in other.groupby("kompetensi", sort=True)
    )
