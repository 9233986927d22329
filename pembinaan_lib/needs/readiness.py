"""Which units need company through change (*perlu pendampingan perubahan*); nobody is called resistant.

Two questionnaires of the same shape, readiness for change and digital literacy, scored alike per unit or segment, and
the company that the answers recommend.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.needs.evidence import evidence_frame, mapped, offices, plain, together
from pembinaan_lib.needs.window import recent, round_numbers
from pembinaan_lib.rules import RuleSet

THRESHOLD, DIGITAL_THRESHOLD = "kesiapan.ambang", "kesiapan.ambang_literasi"
LEVEL = "evaluasi.selang_kepercayaan"
RESPONDENTS = "kesiapan.responden_minimum"
SPAN, GAP = "survei.jendela", "kesiapan.jeda_putaran"
LOWEST, HIGHEST = 1.0, 5.0
"""The answers that the questionnaire offers."""
READINESS, DIGITAL, VALUES = "kesiapan", "literasi_digital", "berakhlak"
#: How the agency's table ``pemetaan_kompetensi`` (asal indikator) calls the two questionnaires.
SIGNS = {READINESS: "kesiapan perubahan", DIGITAL: "literasi digital"}
_UNIT = ("unit_kerja",)


def readiness(
    kesiapan: pd.DataFrame, butir: pd.DataFrame | None = None, *, rules: RuleSet, tanggal: date,
    by: Sequence[str] = _UNIT,
) -> pd.DataFrame:
    """Readiness for change of each unit.

    Parameters
    ----------
    kesiapan : DataFrame
        One row per respondent and item: ``responden_id, unit_kerja, butir, skor`` (1 to 5, as answered), ``tanggal,
        segmen``.
    butir : DataFrame, optional
        The reference table of items; those of questionnaire ``kesiapan`` with ``terbalik`` are turned round (6 - skor).
        Without it, and for items it does not know, 5 is taken as ready.
    rules : RuleSet
        Needs ``kesiapan.ambang`` (score), ``kesiapan.responden_minimum`` (people), ``survei.jendela`` (months),
        ``kesiapan.jeda_putaran`` (days) and ``evaluasi.selang_kepercayaan``.
    by : sequence of str
        What a row is about.

    Returns
    -------
    DataFrame
        One row per unit, sorted by ``unit_kerja``: ``responden`` (people), ``rerata`` (1 to 5; mean of the
        respondents' own means) with ``bawah, atas``, ``perlu_pendampingan`` (mean below the threshold; missing with
        fewer respondents than the minimum), ``yakin`` (enough respondents, and the whole interval lies on one side of
        the threshold), ``rule_id, rule_from``, ``di_bawah_ambang`` (respondents whose own mean is below the
        threshold), ``tanggal`` (newest answer).

    Notes
    -----
    Student's t knows no ends of a scale, so bounds that leave it are cut at 1 and 5: no true mean lies beyond them.
    Of several rounds the newest counts.
    """
    return _scores(kesiapan, butir, questionnaire=READINESS, rules=rules, tanggal=tanggal, by=by)


def readiness_segments(
    kesiapan: pd.DataFrame, butir: pd.DataFrame | None = None, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Readiness of each segment of the agency (``segmen``); as :func:`readiness`, whoever named none is left out."""
    named = kesiapan[kesiapan["segmen"].notna()]
    return readiness(named, butir, rules=rules, tanggal=tanggal, by=("segmen",))


def digital_literacy(
    literasi: pd.DataFrame, butir: pd.DataFrame | None = None, *, rules: RuleSet, tanggal: date,
    by: Sequence[str] = _UNIT,
) -> pd.DataFrame:
    """Digital literacy of each unit or segment (``by=("segmen",)``); as :func:`readiness`.

    The threshold is ``kesiapan.ambang_literasi``; items are those of questionnaire ``literasi_digital``.
    """
    named = literasi.dropna(subset=list(by))
    return _scores(named, butir, questionnaire=DIGITAL, rules=rules, tanggal=tanggal, by=by)


def questionnaire_dimensions(
    answers: pd.DataFrame, butir: pd.DataFrame, *, questionnaire: str, rules: RuleSet, tanggal: date,
    by: Sequence[str] = _UNIT,
) -> pd.DataFrame:
    """Score of each side (``dimensi``) of a questionnaire, which says where the difficulty lies.

    Parameters
    ----------
    answers : DataFrame
        ``kesiapan_perubahan``, ``literasi_digital`` or ``survei_berakhlak``.
    questionnaire : str
        ``kesiapan``, ``literasi_digital`` or ``berakhlak``.

    Returns
    -------
    DataFrame
        One row per unit and ``dimensi``, sorted by these: ``responden, rerata, bawah, atas``. Items without a
        dimension are left out.
    """
    level = float(rules.value(LEVEL, tanggal).value)
    scored = _scored(answers, butir, questionnaire=questionnaire, rules=rules, tanggal=tanggal)
    scored = scored[scored["dimensi"].notna()]
    people = statistics.mean_intervals(scored, by=[*by, "dimensi", "responden_id"], value="skor", level=level)
    found = statistics.mean_intervals(people, by=[*by, "dimensi"], value="rerata", level=level)
    found = found.rename(columns={"n": "responden"}).drop(columns="simpangan_baku")
    return found.assign(**{side: found[side].clip(LOWEST, HIGHEST) for side in ("bawah", "atas")})


def lowest_sides(sides: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """Which side of a questionnaire each unit scores lowest.

    Parameters
    ----------
    sides : DataFrame
        From :func:`questionnaire_dimensions`.
    least : int
        People who must have answered a side (rule ``kesiapan.responden_minimum``).

    Returns
    -------
    DataFrame
        One row per unit that enough people answered, lowest first; several where sides are equally low: ``unit_kerja,
        dimensi, responden, rerata, bawah, atas`` and ``yakin`` (its whole interval lies below those of the unit's other
        sides). A unit with a single side has no lowest one.
    """
    enough = sides[sides["responden"] >= least]
    enough = enough[enough.groupby("unit_kerja")["dimensi"].transform("size") > 1]
    mean = enough["rerata"].round(9)
    lowest = mean == mean.groupby(enough["unit_kerja"]).transform("min")
    others = enough[~lowest].groupby("unit_kerja")["bawah"].min()
    found = enough[lowest]
    alone = ~found.duplicated("unit_kerja", keep=False)
    sure = alone & (found["atas"] < found["unit_kerja"].map(others))
    return found.assign(yakin=sure.astype("bool")).sort_values(
        ["rerata", "unit_kerja", "dimensi"], kind="stable", ignore_index=True)


def questionnaire_reliability(
    answers: pd.DataFrame, butir: pd.DataFrame, *, questionnaire: str, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Cronbach's alpha with Feldt's interval, of each ``dimensi`` and of the whole (``dimensi`` empty).

    Returns
    -------
    DataFrame
        One row per dimension, the whole first: ``dimensi, butir, n, alpha, bawah, atas``.
    """
    scored = _scored(answers, butir, questionnaire=questionnaire, rules=rules, tanggal=tanggal)
    long = pd.concat([scored.assign(dimensi=""), scored[scored["dimensi"].notna()]])
    return statistics.cronbach_alphas(
        long, by=["dimensi"], person="responden_id", item="butir", value="skor",
        level=float(rules.value(LEVEL, tanggal).value),
    )


def readiness_evidence(
    scores: pd.DataFrame, pemetaan: pd.DataFrame, *, unit_kerja: pd.DataFrame, pegawai: pd.DataFrame, rules: RuleSet,
    tanggal: date,
) -> pd.DataFrame:
    """Readiness as evidence for the register (``bukti`` kesiapan).

    Parameters
    ----------
    scores : DataFrame
        From :func:`readiness`.
    pemetaan : DataFrame
        ``pemetaan_kompetensi``: rows of ``asal`` indikator and ``nama_asal`` "kesiapan perubahan".

    Returns
    -------
    DataFrame
        The evidence frame; ``jumlah`` respondents, ``cakupan_rasio`` respondents of the ASN.

    Notes
    -----
    nilai = (5 - rerata) / 4, units of a perangkat daerah weighted by their respondents.
    """
    return _evidence(
        scores, pemetaan, unit_kerja=unit_kerja, pegawai=pegawai, questionnaire=READINESS, rules=rules, tanggal=tanggal,
    )


def digital_evidence(
    scores: pd.DataFrame, pemetaan: pd.DataFrame, *, unit_kerja: pd.DataFrame, pegawai: pd.DataFrame, rules: RuleSet,
    tanggal: date,
) -> pd.DataFrame:
    """Digital literacy as evidence for the register (``bukti`` literasi), as :func:`readiness_evidence`.

    The rows of ``pemetaan_kompetensi`` are those of ``nama_asal`` "literasi digital".
    """
    return _evidence(
        scores, pemetaan, unit_kerja=unit_kerja, pegawai=pegawai, questionnaire=DIGITAL, rules=rules, tanggal=tanggal,
    )


def turned(rows: pd.DataFrame, butir: pd.DataFrame | None, *, questionnaire: str) -> pd.DataFrame:
    """The answers with 5 always the good end of ``skor``, and ``dimensi`` of the item."""
    items = _items(butir, questionnaire)
    asked = rows["butir"].drop_duplicates().dropna()
    names = rows["butir"].map(dict(zip(asked, plain(asked), strict=True))).astype("str")
    reverse = names.isin(items.index[items["terbalik"].fillna(False).astype("bool")])
    return rows.assign(
        skor=rows["skor"].where(~reverse, LOWEST + HIGHEST - rows["skor"]),
        dimensi=names.map(items["dimensi"]).astype("str"),
    )


def _scored(
    answers: pd.DataFrame, butir: pd.DataFrame | None, *, questionnaire: str, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """The answers of the newest round, turned."""
    rows = recent(answers, months=int(rules.value(SPAN, tanggal).value), tanggal=tanggal)
    number = round_numbers(rows["tanggal"], gap_days=int(rules.value(GAP, tanggal).value))
    rows = rows[number.isna() | (number == number.max())]
    return turned(rows, butir, questionnaire=questionnaire)


def _items(butir: pd.DataFrame | None, questionnaire: str) -> pd.DataFrame:
    """Items of one questionnaire by their plain text and by their code."""
    if butir is None:
        return pd.DataFrame({"terbalik": pd.Series(dtype="boolean"), "dimensi": pd.Series(dtype="str")})
    own = butir[butir["kuesioner"] == questionnaire]
    both = pd.concat([own.assign(nama=plain(own[name])) for name in ("butir", "kode")])
    return both.drop_duplicates("nama").set_index("nama")[["terbalik", "dimensi"]]


def _scores(
    answers: pd.DataFrame, butir: pd.DataFrame | None, *, questionnaire: str, rules: RuleSet, tanggal: date,
    by: Sequence[str],
) -> pd.DataFrame:
    rule_id = THRESHOLD if questionnaire == READINESS else DIGITAL_THRESHOLD
    rule, level = rules.value(rule_id, tanggal), float(rules.value(LEVEL, tanggal).value)
    scored = _scored(answers, butir, questionnaire=questionnaire, rules=rules, tanggal=tanggal)
    people = statistics.mean_intervals(scored, by=[*by, "responden_id"], value="skor", level=level)
    units = statistics.mean_intervals(people, by=by, value="rerata", level=level)
    units = units.rename(columns={"n": "responden"}).drop(columns="simpangan_baku")
    limit, enough = float(rule.value), units["responden"] >= int(rules.value(RESPONDENTS, tanggal).value)
    bounds = {side: units[side].clip(LOWEST, HIGHEST) for side in ("bawah", "atas")}
    one_side = (bounds["atas"] < limit) | (bounds["bawah"] >= limit)
    below = people[people["rerata"] < limit].groupby(list(by)).size().rename("di_bawah_ambang")
    newest = scored.groupby(list(by))["tanggal"].max()
    units = units.assign(
        **bounds, perlu_pendampingan=(units["rerata"] < limit).astype("boolean").where(enough),
        yakin=(one_side & enough).astype("bool"), rule_id=rule_id, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    ).join(below, on=list(by)).join(newest, on=list(by))
    return units.assign(di_bawah_ambang=units["di_bawah_ambang"].fillna(0).astype("Int64"))


def _evidence(
    scores: pd.DataFrame, pemetaan: pd.DataFrame, *, unit_kerja: pd.DataFrame, pegawai: pd.DataFrame,
    questionnaire: str, rules: RuleSet, tanggal: date,
) -> pd.DataFrame:
    people = pegawai["perangkat_daerah"].value_counts()
    units = scores.assign(
        perangkat_daerah=offices(scores["unit_kerja"], unit_kerja, pegawai, tanggal=tanggal),
        jumlah=scores["responden"], total=scores["rerata"] * scores["responden"].astype("float64"),
    ).sort_values("unit_kerja", kind="stable")
    found = units.groupby("perangkat_daerah", sort=True).agg(
        jumlah=("jumlah", "sum"), total=("total", "sum"), tanggal=("tanggal", "max"),
    ).reset_index()
    mean = found["total"] / found["jumlah"].astype("float64")
    signs = found.assign(
        nama_asal=SIGNS[questionnaire], nilai=(HIGHEST - mean) / (HIGHEST - LOWEST),
        cakupan_rasio=(found["jumlah"] / found["perangkat_daerah"].map(people)).clip(upper=1).astype("float64"),
    )
    rule = rules.value(THRESHOLD if questionnaire == READINESS else DIGITAL_THRESHOLD, tanggal)
    bukti = "kesiapan" if questionnaire == READINESS else "literasi"
    return evidence_frame(together(mapped(signs, pemetaan, asal="indikator")), bukti=bukti, rule=rule)
