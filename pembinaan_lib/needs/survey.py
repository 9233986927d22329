"""What staff and superiors say they need: how important a competency is, and how able they are.

Answers "what do people feel is missing, and how many did we hear?". What somebody feels is evidence beside a measured
gap, never instead of it.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.needs.evidence import KEY, evidence_frame, offices
from pembinaan_lib.needs.window import recent
from pembinaan_lib.rules import RuleSet

QUADRANT, ROLES = "survei.ambang_kuadran", "survei.bobot_peran"
LARGEST, RELIABLE, SPAN = "survei.bobot_terbesar", "survei.alfa_minimum", "survei.jendela"
SAMPLE, LEVEL = "sampel.krejcie_morgan", "evaluasi.selang_kepercayaan"
LOWEST, HIGHEST = 1.0, 5.0
"""The answers that the questionnaire offers."""
STAFF, SUPERIORS = "pegawai", "atasan"
_SCALES = {"kepentingan": "tingkat_kepentingan", "kemampuan": "tingkat_kemampuan"}


def survey(survei: pd.DataFrame, pegawai: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Importance and ability of each unit and competency, as staff and superiors see them.

    Parameters
    ----------
    survei : DataFrame
        ``survei_kebutuhan``: one row per respondent and competency, ``tingkat_kepentingan, tingkat_kemampuan`` (1 to
        5), ``peran`` (pegawai, atasan; missing is pegawai), ``unit_kerja``, ``tanggal``.
    pegawai : DataFrame
        Uses ``unit_kerja, perangkat_daerah``.
    rules : RuleSet
        Needs ``survei.bobot_peran`` (weights), ``survei.bobot_terbesar`` (times the mean), ``survei.ambang_kuadran``
        (scores), ``survei.jendela`` (months) and ``evaluasi.selang_kepercayaan``.

    Returns
    -------
    DataFrame
        One row per perangkat daerah and competency with an answer, sorted by both: ``n, n_pegawai, n_atasan``
        (respondents), ``n_efektif`` (Kish), ``kepentingan_pegawai, kepentingan_atasan, kemampuan_pegawai,
        kemampuan_atasan`` (1 to 5, missing where nobody of that role answered), ``kepentingan, kemampuan`` (both roles
        by the rule's weights), ``selang_bawah, selang_atas`` (of ``kemampuan``), ``selisih_peran`` (ability, staff
        minus superiors), ``kuadran`` (tingkatkan, pertahankan, pantau, cukup), ``tanggal`` (newest answer),
        ``rule_id, rule_from`` (the limits of the quadrants).

    Notes
    -----
    Within a perangkat daerah and role a respondent weighs people of the unit / respondents of the unit, so that a unit
    that answered eagerly does not speak for the others; no weight is above ``survei.bobot_terbesar`` times the mean.
    A unit that the roster does not know weighs as the mean. Half width of ``kemampuan`` = √Σ(bobot · half width)² over
    the roles; missing where a role has one answer only. Answers of units of no known perangkat daerah are left out.

    References
    ----------
    J. A. Martilla, J. C. James (1977), Importance-performance analysis. Journal of Marketing 41:77-79.
    """
    limits, weights = rules.value(QUADRANT, tanggal), rules.value(ROLES, tanggal).value
    answers = _answers(survei, pegawai, rules=rules, tanggal=tanggal)
    answers["bobot"] = _weights(answers, pegawai, limit=float(rules.value(LARGEST, tanggal).value))
    level = float(rules.value(LEVEL, tanggal).value)
    parts = {name: _by_role(answers, column, level) for name, column in _SCALES.items()}
    found = answers.groupby(KEY, sort=True).agg(n=("responden_id", "nunique"), tanggal=("tanggal", "max"))
    found = found.join(_counts(parts["kemampuan"], found.index))
    for name, part in parts.items():
        means = _figure(part, "rerata", found.index)
        found = found.join(means.add_prefix(f"{name}_"))
        found[name] = _combined(means, weights)
    spread = _half_width(parts["kemampuan"], found.index, weights)
    found = found.assign(
        selang_bawah=(found["kemampuan"] - spread).clip(LOWEST, HIGHEST),
        selang_atas=(found["kemampuan"] + spread).clip(LOWEST, HIGHEST),
        selisih_peran=found[f"kemampuan_{STAFF}"] - found[f"kemampuan_{SUPERIORS}"],
        kuadran=_quadrant(found, limits.value), rule_id=QUADRANT, rule_from=pd.Timestamp(limits.rule_from).as_unit("s"),
    ).reset_index()
    return found.astype({"n": "Int64"})[_COLUMNS]


def survey_agency(
    survey: pd.DataFrame, response: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Importance and ability of each competency over the whole agency.

    Parameters
    ----------
    survey, response : DataFrame
        From :func:`survey` and :func:`survey_response`.
    rules : RuleSet
        Needs ``survei.ambang_kuadran`` (scores).

    Returns
    -------
    DataFrame
        One row per competency with an answer, sorted by name: ``perangkat_daerah`` (how many answered), ``n``
        (respondents), ``populasi`` (ASN of these perangkat daerah), ``kepentingan, kemampuan`` (1 to 5), ``kuadran``,
        ``rule_id, rule_from`` (the limits of the quadrants).

    Notes
    -----
    The mean of the perangkat daerah that answered, each weighing its people, so that a small one that answered eagerly
    does not speak for the others. One that is not in `response` weighs nothing.
    """
    limits = rules.value(QUADRANT, tanggal)
    people = survey["perangkat_daerah"].map(response.set_index("perangkat_daerah")["populasi"]).astype("float64").fillna(0)
    means = survey.assign(populasi=people).sort_values(["kompetensi", "perangkat_daerah"], kind="stable")
    for name in _SCALES:
        there = means["populasi"].where(means[name].notna(), 0.0)
        means = means.assign(**{f"bobot_{name}": there, f"bagian_{name}": means[name].fillna(0) * there})
    groups = means.groupby("kompetensi", sort=True)
    found = groups.agg(perangkat_daerah=("perangkat_daerah", "size"), n=("n", "sum"), populasi=("populasi", "sum"))
    for name in _SCALES:
        weight = groups[f"bobot_{name}"].sum()
        found[name] = groups[f"bagian_{name}"].sum() / weight.where(weight > 0)
    return found.assign(
        kuadran=_quadrant(found, limits.value), rule_id=QUADRANT, rule_from=pd.Timestamp(limits.rule_from).as_unit("s"),
    ).astype({"perangkat_daerah": "Int64", "n": "Int64", "populasi": "Int64"}).reset_index()


def survey_response(survei: pd.DataFrame, pegawai: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """How many of each unit answered, against the sample that Krejcie and Morgan ask for.

    Parameters
    ----------
    survei, pegawai
        As in :func:`survey`.
    rules : RuleSet
        Needs ``sampel.krejcie_morgan`` and ``survei.jendela``.

    Returns
    -------
    DataFrame
        One row per perangkat daerah with people, sorted by name: ``populasi`` (ASN), ``responden`` (staff who
        answered), ``responden_atasan``, ``rasio`` (0 to 1), ``sampel_minimum, kurang_responden`` (people), ``cukup``,
        ``rule_id, rule_from``. A unit that did not answer has ``responden`` 0.
    """
    rule = rules.value(SAMPLE, tanggal)
    answers = _answers(survei, pegawai, rules=rules, tanggal=tanggal)
    place = pegawai["perangkat_daerah"].fillna("").astype("str")
    found = place.groupby(place).size().rename("populasi")
    heard = answers.drop_duplicates(["perangkat_daerah", "peran", "responden_id"])
    heard = heard.groupby(["perangkat_daerah", "peran"]).size().unstack().reindex(columns=[STAFF, SUPERIORS])
    heard = heard.set_axis(["responden", "responden_atasan"], axis=1)
    found = found.to_frame().join(heard).fillna(0).astype("Int64").rename_axis("perangkat_daerah").reset_index()
    parameters = rule.value
    least = statistics.krejcie_morgan(
        found["populasi"], chi_square=parameters["chi_kuadrat"], proportion=parameters["proporsi"],
        margin=parameters["galat"],
    )
    return found.assign(
        rasio=(found["responden"] / found["populasi"]).clip(upper=1).astype("float64"), sampel_minimum=least,
        kurang_responden=(least - found["responden"]).clip(lower=0), cukup=(found["responden"] >= least).astype("bool"),
        rule_id=SAMPLE, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    )


def survey_reliability(survei: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Whether the answers of a role hang together: Cronbach's alpha of importance and of ability over competencies.

    Parameters
    ----------
    survei
        As in :func:`survey`.
    rules : RuleSet
        Needs ``survei.alfa_minimum``, ``survei.jendela`` and ``evaluasi.selang_kepercayaan``.

    Returns
    -------
    DataFrame
        One row per ``ukuran`` (kemampuan, kepentingan) and ``peran`` that answered: ``butir, n, alpha, bawah, atas``
        (Feldt), ``cukup`` (alpha at least the rule's; missing where alpha is), ``rule_id, rule_from``.
    """
    rule = rules.value(RELIABLE, tanggal)
    answers = recent(_with_role(survei), months=int(rules.value(SPAN, tanggal).value), tanggal=tanggal)
    long = pd.concat([
        answers[["peran", "responden_id", "kompetensi"]].assign(ukuran=name, skor=answers[column])
        for name, column in sorted(_SCALES.items())
    ])
    found = statistics.cronbach_alphas(
        long, by=["ukuran", "peran"], person="responden_id", item="kompetensi", value="skor",
        level=float(rules.value(LEVEL, tanggal).value),
    )
    return found.assign(
        cukup=(found["alpha"] >= float(rule.value)).astype("boolean").where(found["alpha"].notna()),
        rule_id=RELIABLE, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    )


def of_the_post(survey: pd.DataFrame, unit_gap: pd.DataFrame) -> pd.Series:
    """Whether a post of the unit asks for the competency, or none of the whole agency does (nobody set a standard)."""
    asked = pd.MultiIndex.from_frame(unit_gap[KEY])
    here = pd.MultiIndex.from_frame(survey[KEY]).isin(asked)
    return pd.Series(here, index=survey.index) | ~survey["kompetensi"].isin(unit_gap["kompetensi"])


def survey_evidence(
    survey: pd.DataFrame, response: pd.DataFrame, unit_gap: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """The survey as evidence for the register.

    Parameters
    ----------
    survey, response : DataFrame
        From :func:`survey` and :func:`survey_response`.
    unit_gap : DataFrame
        From :func:`pembinaan_lib.needs.unit_gap`: which competencies the posts of each unit ask for.

    Returns
    -------
    DataFrame
        The evidence frame, ``bukti`` survei; ``jumlah`` is respondents, ``cakupan_rasio`` the response rate of staff.

    Notes
    -----
    nilai = (kepentingan - 1)/4 · (5 - kemampuan)/4: great only where something matters *and* is not yet mastered.
    What people answer about a competency of other posts (:func:`of_the_post`) stays in the survey and is no need.
    """
    survey = survey[of_the_post(survey, unit_gap)].reset_index(drop=True)
    width = HIGHEST - LOWEST
    value = (survey["kepentingan"] - LOWEST) / width * (HIGHEST - survey["kemampuan"]) / width
    heard = response.set_index("perangkat_daerah")["rasio"]
    found = survey[[*KEY, "tanggal"]].assign(
        nilai=value, jumlah=survey["n"], cakupan_rasio=survey["perangkat_daerah"].map(heard),
    )
    return evidence_frame(found, bukti="survei", rule=rules.value(ROLES, tanggal))


_COLUMNS = [
    *KEY, "n", "n_pegawai", "n_atasan", "n_efektif", "kepentingan_pegawai", "kepentingan_atasan", "kemampuan_pegawai",
    "kemampuan_atasan", "kepentingan", "kemampuan", "selang_bawah", "selang_atas", "selisih_peran", "kuadran",
    "tanggal", "rule_id", "rule_from",
]


def _with_role(survei: pd.DataFrame) -> pd.DataFrame:
    return survei.assign(peran=survei["peran"].fillna(STAFF))


def _answers(survei: pd.DataFrame, pegawai: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """The answers of the newest round whose unit has a known perangkat daerah."""
    rows = recent(_with_role(survei), months=int(rules.value(SPAN, tanggal).value), tanggal=tanggal)
    rows = rows.assign(perangkat_daerah=offices(rows["unit_kerja"], pegawai))
    return rows[rows["perangkat_daerah"].notna()].reset_index(drop=True)


def _weights(answers: pd.DataFrame, pegawai: pd.DataFrame, *, limit: float) -> pd.Series:
    """Weight of the respondent of each answer."""
    group = ["perangkat_daerah", "peran"]
    heard = answers.drop_duplicates([*group, "responden_id"])[[*group, "unit_kerja", "responden_id"]]
    people = heard["unit_kerja"].map(pegawai.groupby("unit_kerja").size())
    ratio = people / heard.groupby([*group, "unit_kerja"])["responden_id"].transform("size")
    heard = heard.assign(bobot=statistics.response_weights(heard, by=group, population=ratio, limit=limit))
    return answers.merge(heard, on=[*group, "responden_id"], how="left")["bobot"]


def _by_role(answers: pd.DataFrame, column: str, level: float) -> pd.DataFrame:
    """One row per unit, competency and role."""
    means = statistics.weighted_means(answers, by=[*KEY, "peran"], value=column, weight="bobot", level=level)
    return means.set_index([*KEY, "peran"])


def _figure(part: pd.DataFrame, name: str, index: pd.MultiIndex) -> pd.DataFrame:
    """One figure with a column per role, also where a role is missing."""
    return part[name].unstack("peran").reindex(columns=[STAFF, SUPERIORS]).reindex(index)


def _counts(part: pd.DataFrame, index: pd.MultiIndex) -> pd.DataFrame:
    n = _figure(part, "n", index).fillna(0).astype("Int64").add_prefix("n_")
    return n.assign(n_efektif=_figure(part, "n_efektif", index).astype("float64").sum(axis=1))


def _shares(means: pd.DataFrame, weights: dict) -> pd.DataFrame:
    """The weight of each role that answered, together 1."""
    share = means.notna() * pd.Series({role: float(weights[role]) for role in means.columns})
    total = share.sum(axis=1)
    return share.div(total.where(total > 0), axis=0)


def _combined(means: pd.DataFrame, weights: dict) -> pd.Series:
    return (means.fillna(0) * _shares(means, weights)).sum(axis=1, min_count=1)


def _half_width(part: pd.DataFrame, index: pd.MultiIndex, weights: dict) -> pd.Series:
    means = _figure(part, "rerata", index)
    half = (_figure(part, "atas", index) - means) * _shares(means, weights)
    return (half**2).where(means.notna(), 0.0).sum(axis=1, skipna=False) ** 0.5


def _quadrant(found: pd.DataFrame, limits: dict) -> pd.Series:
    important, able = (found[name] >= float(limits[name]) for name in ("kepentingan", "kemampuan"))
    names = pd.Series("pantau", index=found.index, dtype="str").mask(able, "cukup").mask(important, "tingkatkan")
    return names.mask(important & able, "pertahankan").where(found[["kepentingan", "kemampuan"]].notna().all(axis=1))
