"""Catatan data about what people said: the needs survey, questionnaires, citizens' voice and forums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from pembinaan_lib import findings
from pembinaan_lib.needs.evidence import offices, plain
from pembinaan_lib.needs.readiness import HIGHEST, LOWEST, questionnaire_reliability
from pembinaan_lib.needs.survey import RELIABLE, SAMPLE, SPAN, survey_reliability, survey_response
from pembinaan_lib.needs.topics import FEWEST, Topics, stale_labels
from pembinaan_lib.needs.window import recent
from pembinaan_lib.rules import RuleSet

_SURVEY, _VOICE, _MAPPING = "survei_kebutuhan", "suara_masyarakat", "pemetaan_kompetensi"
_TABLES = {"kesiapan": "kesiapan_perubahan", "literasi_digital": "literasi_digital", "berakhlak": "survei_berakhlak"}
_STRAIGHT = 5
"""So many competencies answered alike throughout are no opinion any more."""
Rows = Iterator[dict[str, str]]


def survey_notes(survei: pd.DataFrame, pegawai: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Findings NED-040 to NED-043 about the needs survey; none where nobody answered."""
    if survei.empty:
        return findings.frame()
    law = {"rules": rules, "tanggal": tanggal}
    rows = recent(survei, months=int(rules.value(SPAN, tanggal).value), tanggal=tanggal)
    found = [
        *_strange_units(rows, pegawai), *_few(survey_response(survei, pegawai, **law)), *_alike(rows),
        *_unreliable(survey_reliability(survei, **law)),
    ]
    return findings.frame(found)


def questionnaire_notes(
    answers: pd.DataFrame, butir: pd.DataFrame, *, questionnaire: str, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Findings NED-044 to NED-046 about one of :data:`_TABLES`."""
    if answers.empty:
        return findings.frame()
    table = _TABLES[questionnaire]
    own = butir[butir["kuesioner"] == questionnaire]
    known = set(plain(own["butir"])) | set(plain(own["kode"]))
    asked = pd.Series(answers["butir"].dropna().unique(), dtype="str")
    strange = asked[~plain(asked).isin(known)]
    found = [findings.finding("NED-044", "perlu_dicek", table=table, column="butir", jumlah=len(strange))] if len(strange) else []
    outside = int((~answers["skor"].between(LOWEST, HIGHEST) & answers["skor"].notna()).sum())
    if outside:
        found.append(findings.finding("NED-046", "perlu_dicek", table=table, column="skor", jumlah=outside))
    alpha = questionnaire_reliability(answers, butir, questionnaire=questionnaire, rules=rules, tanggal=tanggal)
    least = float(rules.value(RELIABLE, tanggal).value)
    for row in alpha[alpha["alpha"] < least].itertuples():
        if row.dimensi == "":
            found.append(findings.finding(
                "NED-045", "perlu_dicek", table=table, rule_id=RELIABLE, alfa=round(row.alpha, 2), batas=least,
                n=int(row.n),
            ))
    return findings.frame(found)


def voice_notes(
    need: pd.DataFrame, topics: Topics, labels: pd.DataFrame, pemetaan: pd.DataFrame, *,
    label: Mapping[str, Mapping[str, Any]] | None = None, rules: RuleSet, tanggal: date,
) -> pd.DataFrame:
    """Findings about citizens' voice.

    Parameters
    ----------
    need, topics, labels : DataFrame, Topics, DataFrame
        From :func:`pembinaan_lib.needs.skm_need`, :func:`pembinaan_lib.needs.topics` (with labels) and
        :func:`pembinaan_lib.needs.message_labels`.
    label : mapping, optional
        The planner's labels, to find those that fit nothing any more.

    Returns
    -------
    DataFrame
        NED-050 (small samples), TXT-001 (too few messages), TXT-002 (unreadable ones), NED-051 (topics that lead to no
        competency), NED-052 (labels that fit nothing).
    """
    rows = [
        *_small_samples(need), *_too_few(topics, int(rules.value(FEWEST, tanggal).value)),
        *_unmapped(topics, labels, pemetaan), *_stale(topics, label or {}),
    ]
    return findings.frame(rows)


def forum_notes(forums: pd.DataFrame) -> pd.DataFrame:
    """Findings NED-055 (an agreement still open although the forum met again) and NED-056 (a forum without minutes)."""
    rows = [
        findings.finding("NED-055", "perlu_dicek", table="forum", row_id=row.forum_id, column="status_kesepakatan",
                         forum=row.forum_id, berikutnya=row.forum_berikutnya)
        for row in forums[forums["keadaan"] == "terbuka"].itertuples()
    ]
    bare = int((~forums["ada_notulen"] & (forums["keadaan"] != "belum_berlangsung")).sum())
    if bare:
        rows.append(findings.finding("NED-056", "informasi", table="forum", column="notulen", jumlah=bare))
    return findings.frame(rows)


def _strange_units(rows: pd.DataFrame, pegawai: pd.DataFrame) -> Rows:
    unknown = rows[offices(rows["unit_kerja"], pegawai).isna()]
    for name, people in unknown.groupby("unit_kerja", sort=True)["responden_id"].nunique().items():
        yield findings.finding(
            "NED-040", "perlu_dicek", table=_SURVEY, row_id=name, column="unit_kerja", unit=name, jumlah=int(people),
        )


def _few(response: pd.DataFrame) -> Rows:
    short = response[~response["cukup"]]
    if len(short):
        yield findings.finding(
            "NED-041", "informasi", table=_SURVEY, column="unit_kerja", rule_id=SAMPLE, jumlah=len(short),
            semua=len(response), diam=int((short["responden"] == 0).sum()),
        )


def _alike(rows: pd.DataFrame) -> Rows:
    scales = ["tingkat_kepentingan", "tingkat_kemampuan"]
    people = rows.groupby("responden_id")[scales].agg(["nunique", "size"])
    alike = sum(
        (people[scale, "nunique"] == 1) & (people[scale, "size"] >= _STRAIGHT) for scale in scales
    ) == len(scales)
    if alike.any():
        yield findings.finding("NED-042", "informasi", table=_SURVEY, jumlah=int(alike.sum()), semua=len(people))


def _unreliable(alpha: pd.DataFrame) -> Rows:
    for row in alpha[~alpha["cukup"].fillna(True).astype("bool")].itertuples():
        yield findings.finding(
            "NED-043", "perlu_dicek", table=_SURVEY, row_id=f"{row.ukuran}/{row.peran}", rule_id=RELIABLE,
            ukuran=row.ukuran, peran=row.peran, alfa=round(row.alpha, 2), n=int(row.n),
        )


def _small_samples(need: pd.DataFrame) -> Rows:
    services = need.groupby(["unit_kerja", "layanan"])["sampel_cukup"].min()
    short = int((services == False).fillna(False).sum())  # noqa: E712  boolean with missing values
    if short:
        yield findings.finding(
            "NED-050", "informasi", table="skm_ringkas", rule_id=SAMPLE, jumlah=short, semua=len(services),
        )


def _too_few(topics: Topics, least: int) -> Rows:
    if len(topics.pesan) and not topics.cukup:
        yield findings.finding("TXT-001", "informasi", table=_VOICE, rule_id=FEWEST, jumlah=topics.terbaca, batas=least)
    bare = int((topics.pesan["topik_id"] == "").sum())
    if topics.cukup and bare:
        yield findings.finding("TXT-002", "informasi", table=_VOICE, jumlah=bare, semua=len(topics.pesan))


def _unmapped(topics: Topics, labels: pd.DataFrame, pemetaan: pd.DataFrame) -> Rows:
    known = {asal: set(plain(rows["nama_asal"])) for asal, rows in pemetaan.groupby("asal")}
    lost = labels.dropna(subset="topik")
    led = [plain(lost[asal].fillna("")).isin(known.get(asal, set())) for asal in ("topik", "unsur")]
    silent = ~(led[0] | led[1])
    for name, number in lost[silent].groupby("topik", sort=True).size().items():
        yield findings.finding(
            "NED-051", "perlu_dicek", table=_MAPPING, row_id=name, column="nama_asal", topik=name, jumlah=int(number),
        )


def _stale(topics: Topics, label: Mapping[str, Mapping[str, Any]]) -> Rows:
    for kind, names in stale_labels(topics, label).groupby("jenis", sort=True)["id"]:
        yield findings.finding("NED-052", "perlu_dicek", table=_VOICE, row_id=kind, jenis=kind, jumlah=len(names))
