"""Where a unit's performance falls short: yearly ratings (predikat) of its people, and its indicators against target.

A rating that nearly everybody gets says nothing about a need: then it is shown, named so, and takes no weight.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pembinaan_lib import profile, statistics
from pembinaan_lib.needs.evidence import SIGN, evidence_frame, mapped, offices, together
from pembinaan_lib.rules import RuleSet

MATRIX, UNIFORM = "kinerja.predikat", "kinerja.porsi_seragam"
TELLING, WINDOW, LEVEL = "kebutuhan.kinerja_pembeda", "kebutuhan.kinerja_jendela", "evaluasi.selang_kepercayaan"
BELOW = "di bawah ekspektasi"
ALIKE, UNRATED = "predikat hampir seragam", "belum dinilai"
_UNIT = "perangkat_daerah"


def performance(pegawai: pd.DataFrame, kinerja: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """The share of each unit below expectation, year by year, and whether its ratings tell anything.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN. Uses ``pegawai_id, perangkat_daerah`` (of today: where people were earlier is not known).
    kinerja : DataFrame
        One row per ASN and year: ``hasil_kerja, perilaku_kerja, predikat``. Years after `tanggal` are left out.
    rules : RuleSet
        Needs ``kinerja.predikat``, ``kinerja.porsi_seragam`` (share), ``kebutuhan.kinerja_pembeda`` (share) and
        ``evaluasi.selang_kepercayaan``.

    Returns
    -------
    DataFrame
        One row per unit and year that has any rating in the agency, sorted by both: ``asn`` and ``dinilai`` (people),
        ``cakupan_rasio``, ``di_bawah_ekspektasi`` (people) with one column per predikat that is below expectation
        (``butuh_perbaikan, kurang, sangat_kurang``), ``bagian_rasio`` (of the rated) with ``rasio_bawah, rasio_atas``
        (Wilson), ``terbanyak_rasio`` (share of the commonest predikat), ``membedakan`` (bool), ``catatan`` (why they
        take no weight, else empty), ``rule_id, rule_from``. Nobody rated: the shares are missing, not zero.

    Notes
    -----
    A predikat is below expectation where the matrix gives it for a side that is. Ratings tell something where the
    commonest predikat stays within ``porsi_seragam`` in the unit and in the whole agency that year (where nearly
    everybody gets the same, a unit that does not is chance), or where at least ``kinerja_pembeda`` of the unit are
    below expectation.

    References
    ----------
    data/rules/kinerja/predikat.yaml (PermenPANRB 6/2022)
    """
    low = below_expectation(rules=rules, tanggal=tanggal)
    counts = _counts(pegawai, kinerja, low, rules=rules, tanggal=tanggal)
    share = statistics.proportion_interval(
        counts["di_bawah_ekspektasi"], counts["dinilai"], level=float(rules.value(LEVEL, tanggal).value),
    )
    counts = counts.assign(
        cakupan_rasio=(counts["dinilai"] / counts["asn"]).astype("float64"), bagian_rasio=share["rasio"],
        rasio_bawah=share["bawah"], rasio_atas=share["atas"],
    )
    uniform, telling = rules.value(UNIFORM, tanggal), rules.value(TELLING, tanggal)
    spread = (counts["terbanyak_rasio"] <= uniform.value) & (counts["terbanyak_instansi"] <= uniform.value)
    tells = spread | (counts["bagian_rasio"] >= telling.value)
    reason = pd.Series("", index=counts.index, dtype="str").mask(~tells, ALIKE).mask(counts["dinilai"] == 0, UNRATED)
    found = counts.assign(
        membedakan=tells.astype("bool"), catatan=reason, rule_id=UNIFORM,
        rule_from=pd.Timestamp(uniform.rule_from).as_unit("s"),
    )
    names = [_UNIT, "tahun", "asn", "dinilai", "cakupan_rasio", "di_bawah_ekspektasi", *low.values(), "bagian_rasio",
             "rasio_bawah", "rasio_atas", "terbanyak_rasio", "membedakan", "catatan", "rule_id", "rule_from"]
    return found[names]


def below_expectation(*, rules: RuleSet, tanggal: date) -> dict[str, str]:
    """The predikat that the matrix gives for work or behaviour below expectation, with the name of its column."""
    cells = rules.value(MATRIX, tanggal).value["cells"]
    names = {
        rating for result, row in cells.items() for conduct, rating in row.items() if BELOW in (result, conduct)
    }
    return {name: name.lower().replace(" ", "_") for name in sorted(names)}


def indicator_gap(
    indikator_layanan: pd.DataFrame, unit_kerja: pd.DataFrame, pegawai: pd.DataFrame | None = None, *, rules: RuleSet,
    tanggal: date,
) -> pd.DataFrame:
    """How far each unit stays behind the targets of its indicators.

    Parameters
    ----------
    indikator_layanan : DataFrame
        One row per unit, indicator and month: ``bulan, arah, nilai, target``.
    unit_kerja, pegawai : DataFrame
        Units with their ``perangkat_daerah``; the roster knows those that the list does not.
    rules : RuleSet
        Needs ``kebutuhan.kinerja_jendela`` (``indikator_bulan``: months up to `tanggal`).

    Returns
    -------
    DataFrame
        One row per unit and indicator with a figure in those months, sorted by both: ``perangkat_daerah`` (missing
        where the unit is not known), ``bulan_terukur`` (months that can be compared), ``nilai, target`` (of the newest
        month), ``kurang_rasio`` (mean of :func:`behind`; missing without target or direction), ``tanggal`` (newest
        month), ``rule_id, rule_from``.
    """
    rule = rules.value(WINDOW, tanggal)
    day = pd.Timestamp(tanggal)
    since = day - pd.DateOffset(months=int(rule.value["indikator_bulan"]))
    seen = indikator_layanan[indikator_layanan["bulan"].gt(since) & indikator_layanan["bulan"].le(day)]
    seen = seen.assign(kurang=behind(seen["nilai"], seen["target"], arah=seen["arah"]))
    seen = seen.sort_values(["unit_kerja", "indikator", "bulan", "kurang", "nilai", "target"], kind="stable")
    groups = seen.groupby(["unit_kerja", "indikator"], sort=True)
    found = groups.agg(
        bulan_terukur=("kurang", "count"), nilai=("nilai", "last"), target=("target", "last"),
        kurang_rasio=("kurang", "mean"), tanggal=("bulan", "max"),
    ).reset_index()
    found.insert(0, _UNIT, offices(found["unit_kerja"], unit_kerja, pegawai, tanggal=tanggal))
    return found.assign(
        bulan_terukur=found["bulan_terukur"].astype("Int64"), rule_id=WINDOW,
        rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    )


def behind(nilai: pd.Series, target: pd.Series, *, arah: pd.Series) -> pd.Series:
    """How far a figure stays behind its target: 0 reached or passed, 1 by the whole target or more.

    Parameters
    ----------
    nilai, target : Series
        In the same unit, aligned.
    arah : Series
        naik or turun: the good direction.

    Returns
    -------
    Series
        0 to 1; missing where a figure, the target or the direction is.

    Notes
    -----
    (target - nilai) / abs(target) for *naik*, the other way round for *turun*, cut at 0 and 1. Against a target of
    zero any shortfall is the whole.
    """
    good = arah.map({"naik": 1.0, "turun": -1.0}).astype("float64")
    short = ((target - nilai) * good).astype("float64")
    whole = target.abs().astype("float64")
    share = (short / whole.where(whole > 0)).where(whole > 0, np.sign(short))
    return share.clip(0, 1)


def performance_evidence(
    performance: pd.DataFrame, indikator_layanan: pd.DataFrame, unit_kerja: pd.DataFrame, pemetaan: pd.DataFrame, *,
    pegawai: pd.DataFrame | None = None, rules: RuleSet, tanggal: date,
) -> pd.DataFrame:
    """Ratings and indicators as evidence for the register.

    Parameters
    ----------
    performance : DataFrame
        From :func:`performance`.
    indikator_layanan, unit_kerja, pegawai
        As in :func:`indicator_gap`.
    pemetaan : DataFrame
        ``pemetaan_kompetensi``: rows *indikator* by the name of the indicator; rows *predikat* by the name of a
        predikat below expectation, or ``di bawah ekspektasi`` for all of them.
    rules : RuleSet
        Needs ``kebutuhan.kinerja_jendela`` and ``kinerja.predikat``.

    Returns
    -------
    DataFrame
        Evidence frame, *kinerja*. ``jumlah``: the smaller of people rated and monthly figures, where both speak.

    Notes
    -----
    A rating's sign is the share of the rated with that predikat, in the newest year within the window and only where
    ratings tell anything; the signs of one competency add up. An indicator's sign is its mean shortfall over the units
    and months. Ratings and indicators go together as in :func:`pembinaan_lib.needs.evidence.together`.
    """
    rated = _added(mapped(_rating_signs(performance, rules=rules, tanggal=tanggal), pemetaan, asal="predikat"))
    gaps = indicator_gap(indikator_layanan, unit_kerja, pegawai, rules=rules, tanggal=tanggal)
    missed = mapped(_indicator_signs(gaps), pemetaan, asal="indikator")
    signs = [part for part in (rated, missed) if len(part)]
    found = together(pd.concat(signs, ignore_index=True) if signs else missed)
    return evidence_frame(found, bukti="kinerja", rule=rules.value(WINDOW, tanggal))


def _counts(
    pegawai: pd.DataFrame, kinerja: pd.DataFrame, low: dict[str, str], *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    place = pegawai[["pegawai_id"]].assign(**{_UNIT: pegawai[_UNIT].fillna("")})
    rated = profile.predikat(kinerja, rules=rules).dropna(subset="predikat")
    rated = rated[rated["tahun"].le(tanggal.year).fillna(False)].merge(place, on="pegawai_id")
    key = [_UNIT, "tahun"]
    sizes = rated.groupby([*key, "predikat"], sort=True).size().unstack("predikat", fill_value=0)
    units = place.groupby(_UNIT, sort=True).size().rename("asn").reset_index()
    years = pd.DataFrame({"tahun": sorted(rated["tahun"].unique())}, dtype="Int64")
    found = units.merge(years, how="cross").join(sizes, on=key)[[_UNIT, "tahun", "asn"]]
    counts = sizes.reindex(pd.MultiIndex.from_frame(found[key]), fill_value=0).reset_index(drop=True)
    total = counts.sum(axis=1)
    for name, column in low.items():
        found[column] = counts[name].astype("Int64") if name in counts else pd.array([0] * len(found), "Int64")
    found["di_bawah_ekspektasi"] = found[list(low.values())].sum(axis=1).astype("Int64")
    found["terbanyak_rasio"] = (counts.max(axis=1) / total.where(total > 0)).astype("float64")
    agency = counts.groupby(found["tahun"]).transform("sum")
    found["terbanyak_instansi"] = (agency.max(axis=1) / agency.sum(axis=1)).astype("float64")
    return found.assign(asn=found["asn"].astype("Int64"), dinilai=total.astype("Int64"))


def _rating_signs(performance: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    window = int(rules.value(WINDOW, tanggal).value["predikat_tahun"])
    known = performance[(performance["dinilai"] > 0) & (performance["tahun"] >= tanggal.year - window)]
    known = known.sort_values([_UNIT, "tahun"]).drop_duplicates(_UNIT, keep="last")
    known = known[known["membedakan"]]
    signs = {BELOW: "di_bawah_ekspektasi"} | below_expectation(rules=rules, tanggal=tanggal)
    ends = pd.to_datetime(known["tahun"].astype("str") + "-12-31").clip(upper=pd.Timestamp(tanggal))
    rows = [
        known[[_UNIT, "cakupan_rasio"]].assign(
            nama_asal=name, nilai=(known[column] / known["dinilai"]).astype("float64"), jumlah=known["dinilai"],
            tanggal=ends.astype("datetime64[s]"),
        ) for name, column in signs.items()
    ]
    return pd.concat(rows, ignore_index=True)[list(SIGN)]


def _added(rated: pd.DataFrame) -> pd.DataFrame:
    """Shares of different predikat are shares of the same people: for one competency they add up."""
    rated = rated.assign(bagian=rated["bobot"] * rated["nilai"]).sort_values(
        [_UNIT, "kompetensi", "bagian", "bobot"], kind="stable",
    )
    found = rated.groupby([_UNIT, "kompetensi"], sort=True).agg(
        bagian=("bagian", "sum"), bobot=("bobot", "max"), jumlah=("jumlah", "min"),
        cakupan_rasio=("cakupan_rasio", "min"), tanggal=("tanggal", "max"),
    ).reset_index()
    return found.assign(nilai=(found["bagian"] / found["bobot"]).clip(upper=1), nama_asal="").drop(columns="bagian")


def _indicator_signs(gaps: pd.DataFrame) -> pd.DataFrame:
    """One sign per perangkat daerah and indicator: the mean over all months of all its units."""
    known = gaps[gaps[_UNIT].notna() & gaps["kurang_rasio"].notna()]
    months = known["bulan_terukur"]
    known = known.assign(jumlah=months, kurang=known["kurang_rasio"] * months.astype("float64"))
    known = known.sort_values([_UNIT, "indikator", "kurang"], kind="stable")
    found = known.groupby([_UNIT, "indikator"], sort=True).agg(
        kurang=("kurang", "sum"), jumlah=("jumlah", "sum"), tanggal=("tanggal", "max"),
    ).reset_index()
    return found.assign(
        nama_asal=found["indikator"], nilai=(found["kurang"] / found["jumlah"]).astype("float64"),
        cakupan_rasio=np.nan,
    )[list(SIGN)]
