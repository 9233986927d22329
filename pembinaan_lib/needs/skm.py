"""The satisfaction survey (SKM): each element of each service from its newest answers, and the index (IKM).

Answers "how content are those served, and from how many answers do we know it?". Published means and single answers
are never mixed: of each service one of them counts.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import findings, statistics
from pembinaan_lib.needs.window import recent
from pembinaan_lib.rules import RuleSet, bands

ELEMENTS, WEIGHTS, SCALE, BANDS, TARGET = "skm.unsur", "skm.bobot", "skm.skala", "skm.mutu", "skm.target"
SAMPLE, SPAN, LEVEL, ENOUGH = (
    "sampel.krejcie_morgan", "suara.jendela", "evaluasi.selang_kepercayaan", "skm.jawaban_minimum")
SERVICE = ["unit_kerja", "layanan"]
_ENDS = ["bawah", "atas"]


def skm_need(
    skm_ringkas: pd.DataFrame, skm_respons: pd.DataFrame, layanan: pd.DataFrame | None = None, *, rules: RuleSet,
    tanggal: date,
) -> pd.DataFrame:
    """Each element of each service's newest satisfaction survey, with band and sample adequacy.

    Parameters
    ----------
    skm_ringkas : DataFrame
        One row per unit, service and period: ``jumlah_responden`` and the element means (1 to 4).
    skm_respons : DataFrame
        One row per respondent: ``tanggal, unit_kerja, layanan`` and the elements (1 to 4).
    layanan : DataFrame, optional
        ``unit_kerja, layanan, pengguna_per_tahun`` (people).
    rules : RuleSet
        Needs ``skm.unsur, skm.skala, skm.mutu, skm.jawaban_minimum`` (answers), ``sampel.krejcie_morgan,
        suara.jendela`` (months) and ``evaluasi.selang_kepercayaan``.

    Returns
    -------
    DataFrame
        One row per ``unit_kerja, layanan`` (empty text where not named) and ``unsur``, sorted by these: ``nilai`` (1 to
        4), ``konversi`` (25 to 100), ``bawah, atas`` (interval of ``konversi``; missing for published means, whose spread
        nobody published, and for a single answer), ``setengah_lebar`` (of the interval before it ends with the scale),
        ``mutu`` (A to D), ``n`` (answers), ``sampel_minimum`` (people;
        missing where the number of users is unknown), ``sampel_cukup`` (missing likewise), ``asal_data`` (ringkas,
        respons), ``tanggal``, ``rule_id, rule_from`` (the bands).

    Notes
    -----
    Single answers of the last months (back from the service's newest) count where they are at least as new as the
    newest published means, unless they are too few (:func:`skm_waiting`). Elements that nobody answered have no row. Bands compare the value rounded as they demand.
    """
    rule, scale = rules.value(BANDS, tanggal), rules.value(SCALE, tanggal).value
    published, answered = _both(skm_ringkas, skm_respons, rules=rules, tanggal=tanggal)
    waiting = _waiting(published, answered, least=int(rules.value(ENOUGH, tanggal).value))
    found = _newest_survey(published, _without(answered, waiting))
    found = found[found["nilai"].notna() & (found["n"] > 0)].sort_values([*SERVICE, "unsur"], kind="stable")
    converted = found["nilai"] * scale["pengali"]
    ends = {name: found[name].clip(scale["terendah"], scale["tertinggi"]) * scale["pengali"] for name in _ENDS}
    half = (found["atas"] - found["nilai"]) * scale["pengali"]
    least = _least(found, layanan, rules=rules, tanggal=tanggal)
    return found.assign(
        konversi=converted, **ends, setengah_lebar=half, mutu=bands.label(converted, rule), sampel_minimum=least,
        sampel_cukup=(found["n"] >= least).astype("boolean"), rule_id=BANDS,
        rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    ).reset_index(drop=True)[[
        *SERVICE, "unsur", "nilai", "konversi", *_ENDS, "setengah_lebar", "mutu", "n", "sampel_minimum", "sampel_cukup",
        "asal_data", "tanggal", "rule_id", "rule_from",
    ]]


def skm_waiting(
    skm_ringkas: pd.DataFrame, skm_respons: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Services whose newer single answers are too few yet to take the place of the published means.

    Returns
    -------
    DataFrame
        One row per service, sorted: ``unit_kerja, layanan``, ``jawaban`` (of the least answered element), ``tanggal``
        (newest answer), ``n`` (people behind the published means), ``tanggal_rekap``.

    Notes
    -----
    Too few: below ``skm.jawaban_minimum`` and below the people behind the published means. Where nothing is published,
    single answers count however few they are.
    """
    parts = _both(skm_ringkas, skm_respons, rules=rules, tanggal=tanggal)
    return _waiting(*parts, least=int(rules.value(ENOUGH, tanggal).value))


def skm_notes(
    skm_ringkas: pd.DataFrame, skm_respons: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Finding NED-220 for each service of :func:`skm_waiting`."""
    least = int(rules.value(ENOUGH, tanggal).value)
    return findings.frame([
        findings.finding(
            "NED-220", "informasi", table="skm_respons", row_id=f"{row.unit_kerja}/{row.layanan}", column="responden_id",
            rule_id=ENOUGH, layanan=" · ".join(name for name in (row.unit_kerja, row.layanan) if name),
            jumlah=int(row.jawaban), batas=least,
        )
        for row in skm_waiting(skm_ringkas, skm_respons, rules=rules, tanggal=tanggal).itertuples()
    ])


def skm_services(need: pd.DataFrame, *, rules: RuleSet, tanggal: date, bobot: str = WEIGHTS) -> pd.DataFrame:
    """The index (IKM) of each service, from its elements.

    Parameters
    ----------
    need : DataFrame
        From :func:`skm_need`.
    bobot : str
        Rule of the weights: ``skm.bobot`` (1/9), or a printed variant (``skm.bobot_pembulatan``, 0.11) to check an
        older report.

    Returns
    -------
    DataFrame
        One row per unit and service with all elements, sorted by both: ``n`` (answers of the least answered element),
        ``nilai`` (25 to 100, rounded as the bands demand), ``bawah, atas`` (its interval; missing where an element's
        is), ``mutu``, ``target`` (``skm.target``), ``di_bawah_target`` (bool), ``unsur_terendah``, ``sampel_minimum,
        sampel_cukup, tanggal, rule_id, rule_from``.

    Notes
    -----
    IKM = Σ nilai unsur · bobot · 25 (PermenPANRB 14/2017). A service that lacks an element has no index: the published
    formula needs all nine. Half the width of the interval is the weighted sum of the elements' half widths: however
    the answers of one person go together, it can only be too wide, never too narrow.
    """
    rule, scale = rules.value(BANDS, tanggal), rules.value(SCALE, tanggal).value
    weights = {name: float(weight) for name, weight in rules.value(bobot, tanggal).value.items()}
    share = need["unsur"].map(weights)
    counted = need.assign(bagian=need["nilai"] * share, lebar=need["setengah_lebar"] * share)
    counted = counted[need["unsur"].isin(weights)]
    least = counted.sort_values([*SERVICE, "nilai", "unsur"], kind="stable").drop_duplicates(SERVICE)
    found = counted.groupby(SERVICE, sort=True).agg(
        n=("n", "min"), unsur=("unsur", "size"), indeks=("bagian", "sum"), sampel_minimum=("sampel_minimum", "first"),
        tanggal=("tanggal", "max"),
    ).join(counted.groupby(SERVICE)["lebar"].sum(min_count=len(weights))).reset_index()
    found = found.merge(least[[*SERVICE, "unsur"]].rename(columns={"unsur": "unsur_terendah"}), on=SERVICE)
    found = found[found["unsur"] == len(weights)]
    exact, wide = found["indeks"].astype("float64") * scale["pengali"], found["lebar"].astype("float64")
    value = bands.rounded(exact, rule).astype("float64")
    lowest, highest = (scale[end] * scale["pengali"] for end in ("terendah", "tertinggi"))
    target = float(rules.value(TARGET, tanggal).value)
    return found.assign(
        nilai=value, bawah=(exact - wide).clip(lowest, highest),
        atas=(exact + wide).clip(lowest, highest), mutu=bands.label(value, rule), target=target,
        di_bawah_target=(value < target).astype("bool"),
        sampel_cukup=(found["n"] >= found["sampel_minimum"]).astype("boolean"), rule_id=BANDS,
        rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    ).reset_index(drop=True)[[
        *SERVICE, "n", "nilai", *_ENDS, "mutu", "target", "di_bawah_target", "unsur_terendah", "sampel_minimum",
        "sampel_cukup", "tanggal", "rule_id", "rule_from",
    ]]


def _both(
    skm_ringkas: pd.DataFrame, skm_respons: pd.DataFrame, *, rules: RuleSet, tanggal: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Published means and means of single answers, an element of a service per row."""
    names, months = list(rules.value(ELEMENTS, tanggal).value), int(rules.value(SPAN, tanggal).value)
    level = float(rules.value(LEVEL, tanggal).value)
    answered = _answered(skm_respons, names, months=months, tanggal=tanggal, level=level)
    return _published(skm_ringkas, names, tanggal), answered


def _waiting(published: pd.DataFrame, answered: pd.DataFrame, *, least: int) -> pd.DataFrame:
    known = published[published["nilai"].notna() & (published["n"] > 0)]
    means = known.groupby(SERVICE).agg(n=("n", "max"), tanggal_rekap=("tanggal", "max"))
    said = answered.groupby(SERVICE).agg(jawaban=("n", "min"), tanggal=("tanggal", "max"))
    both = said.join(means, how="inner").reset_index()
    newer = both["tanggal"] >= both["tanggal_rekap"]
    few = (both["jawaban"] < least) & (both["jawaban"] < both["n"])
    return both[newer & few].sort_values(SERVICE, kind="stable", ignore_index=True)


def _without(answered: pd.DataFrame, services: pd.DataFrame) -> pd.DataFrame:
    places = pd.MultiIndex.from_frame(services[SERVICE])
    return answered[~pd.MultiIndex.from_frame(answered[SERVICE]).isin(places)]


def _published(skm: pd.DataFrame, names: list[str], tanggal: date) -> pd.DataFrame:
    """The newest published means of each service, an element per row."""
    rows = skm[skm["tanggal"] <= pd.Timestamp(tanggal)].assign(layanan=skm["layanan"].fillna(""))
    newest = rows.groupby(SERVICE)["tanggal"].transform("max")
    long = rows[rows["tanggal"] == newest].melt(
        [*SERVICE, "tanggal", "jumlah_responden"], names, var_name="unsur", value_name="nilai",
    )
    return long.rename(columns={"jumlah_responden": "n"}).assign(asal_data="ringkas")


def _answered(
    respons: pd.DataFrame, names: list[str], *, months: int, tanggal: date, level: float
) -> pd.DataFrame:
    """Means of the single answers of each service, an element per row; an undated answer is as old as the newest."""
    rows = recent(respons.assign(layanan=respons["layanan"].fillna("")), months=months, tanggal=tanggal, by=SERVICE)
    newest = rows.groupby(SERVICE)["tanggal"].max()
    long = rows.melt([*SERVICE, "responden_id"], names, var_name="unsur", value_name="nilai").dropna(subset="nilai")
    means = statistics.mean_intervals(long, by=[*SERVICE, "unsur"], value="nilai", level=level)
    found = means.rename(columns={"rerata": "nilai_rerata"}).join(newest, on=SERVICE)
    return found.rename(columns={"nilai_rerata": "nilai"}).assign(asal_data="respons")


def _newest_survey(published: pd.DataFrame, answered: pd.DataFrame) -> pd.DataFrame:
    """Of each service the newer source; single answers where both are of one day."""
    columns = [*SERVICE, "unsur", "nilai", *_ENDS, "n", "asal_data", "tanggal"]
    both = pd.concat([answered[columns], published.reindex(columns=columns)], ignore_index=True).astype({
        "unit_kerja": "str", "layanan": "str", "unsur": "str", "nilai": "float64", "bawah": "float64",
        "atas": "float64", "n": "Int64", "asal_data": "str", "tanggal": "datetime64[s]",
    })
    sources = both[[*SERVICE, "asal_data", "tanggal"]].drop_duplicates()
    chosen = sources.sort_values(
        [*SERVICE, "tanggal", "asal_data"], ascending=[True, True, False, True], kind="stable", na_position="last",
    ).drop_duplicates(SERVICE)
    return both.merge(chosen[[*SERVICE, "asal_data"]], on=[*SERVICE, "asal_data"])


def _least(found: pd.DataFrame, layanan: pd.DataFrame | None, *, rules: RuleSet, tanggal: date) -> pd.Series:
    """Smallest sufficient sample of the service of each row."""
    if layanan is None:
        return pd.Series(pd.NA, index=found.index, dtype="Int64")
    users = layanan.assign(layanan=layanan["layanan"].fillna("")).groupby(SERVICE)["pengguna_per_tahun"].max()
    people = found[SERVICE].join(users, on=SERVICE)["pengguna_per_tahun"].astype("Int64")
    parameters = rules.value(SAMPLE, tanggal).value
    return statistics.krejcie_morgan(
        people.where(people > 0), chi_square=parameters["chi_kuadrat"], proportion=parameters["proporsi"],
        margin=parameters["galat"],
    )
