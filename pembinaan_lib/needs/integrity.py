"""Integrity, ethics and discipline as a need of its own: by unit and year, never about a person.

Sanctions, complaints about conduct, behaviour ratings and what staff say in the BerAKHLAK survey stand side by side. A
register that holds nothing at all, or begins later, was not kept or not given: then a unit's figure is missing, not zero.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib import statistics
from pembinaan_lib.needs.evidence import evidence_frame, offices, plain
from pembinaan_lib.rules import RuleSet

CONDUCT, SEVERITY = "kebutuhan.integritas_aduan", "kebutuhan.integritas_bobot"
TELLING = "kebutuhan.kinerja_pembeda"
FULL, COMPETENCIES = "kebutuhan.integritas_penuh", "kebutuhan.integritas_kompetensi"
SURVEYED, RESPONDENTS = "kebutuhan.integritas_berakhlak", "kesiapan.responden_minimum"
SMALLEST, LEVEL = "perlindungan_data.sel_minimum", "evaluasi.selang_kepercayaan"
BELOW = "di bawah ekspektasi"
UP, SAME, DOWN, UNKNOWN = "meningkat", "belum terlihat perubahan", "menurun", "belum dapat disimpulkan"
_UNIT = "perangkat_daerah"
_KEY = [_UNIT, "tahun"]
_SURVEY = ["berakhlak_responden", "berakhlak_rerata", "berakhlak_bawah", "berakhlak_atas"]


def integrity(
    pegawai: pd.DataFrame, disiplin: pd.DataFrame, suara_masyarakat: pd.DataFrame, unit_kerja: pd.DataFrame, *,
    kinerja: pd.DataFrame | None = None, topik: pd.DataFrame | None = None, pemetaan: pd.DataFrame | None = None,
    berakhlak: pd.DataFrame | None = None, rules: RuleSet, tanggal: date,
) -> pd.DataFrame:
    """Sanctions, complaints about conduct, behaviour below expectation and BerAKHLAK of each unit, year by year.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN: ``pegawai_id, perangkat_daerah, unit_kerja`` (of today: earlier places are not known).
    disiplin : DataFrame
        One row per sanction: ``pegawai_id, tingkat, tanggal_mulai``.
    suara_masyarakat : DataFrame
        One row per message: ``pesan_id, tanggal, unit_kerja, unsur``; it is about conduct where the rule names its
        `unsur`, or where its confirmed topic leads to a competency of integrity; once, whichever of the two says so.
    unit_kerja : DataFrame
        Units with their ``perangkat_daerah``.
    kinerja : DataFrame, optional
        One row per ASN and year: ``perilaku_kerja``, which superiors rate by the BerAKHLAK behaviours.
    topik : DataFrame, optional
        From :func:`pembinaan_lib.needs.message_labels`: ``pesan_id, topik``.
    pemetaan : DataFrame, optional
        ``pemetaan_kompetensi``; rows of ``asal`` topik say which competency a topic leads to.
    berakhlak : DataFrame, optional
        From :func:`pembinaan_lib.needs.berakhlak`.
    rules : RuleSet
        Needs ``kebutuhan.integritas_aduan`` (names), ``kebutuhan.integritas_bobot`` (by severity),
        ``kebutuhan.integritas_kompetensi``, ``kebutuhan.integritas_penuh`` (``jendela_tahun``) and
        ``evaluasi.selang_kepercayaan``.

    Returns
    -------
    DataFrame
        One row per unit and year of the window, sorted by both: ``asn`` (people), ``sanksi``, ``orang_disanksi``
        (people), ``sanksi_tertimbang`` (by severity), ``pengaduan_perilaku``, ``perilaku_dinilai`` and
        ``perilaku_di_bawah`` (people), ``berakhlak_responden`` (people), ``berakhlak_rerata`` (0 to 1) with
        ``berakhlak_bawah, berakhlak_atas``, ``lama_tahun`` (part of the year that has passed), ``tren`` (against the
        year before), ``tanggal`` (newest entry of the registers), ``rule_id, rule_from``. What no register tells is
        missing; so are complaints of a unit that nobody ever wrote about, and messages without `unsur` and without a
        topic tell nothing. Without a survey its four columns are missing throughout.

    Notes
    -----
    The trend compares sanctions and complaints of two years, as far as both were registered: given their sum, the
    share of the later year has a Wilson interval; it rises where the whole interval lies above the share that equal
    rates would give (a year that still runs counts for the days passed), and falls where it lies below.

    Figures about fewer people than ``perlindungan_data.sel_minimum`` are for the planner only: hide by
    ``orang_disanksi`` and ``perilaku_di_bawah`` before they leave.
    """
    rule = rules.value(FULL, tanggal)
    years = range(tanggal.year - int(rule.value["jendela_tahun"]), tanggal.year + 1)
    found = _grid(pegawai, years, tanggal)
    parts = (
        _sanctions(disiplin, pegawai, rules=rules, tanggal=tanggal),
        _complaints(_about(suara_masyarakat, topik, pemetaan, rules=rules, tanggal=tanggal), pegawai,
                    unit_kerja=unit_kerja, tanggal=tanggal),
        _conduct(kinerja, pegawai, tanggal=tanggal),
    )
    for counts, columns, since in parts:
        found = found.merge(counts.rename(columns={"tanggal": f"tanggal_{columns[0]}"}), on=_KEY, how="left")
        told = found["tahun"] >= (since if since is not None else tanggal.year + 1)
        found[columns] = found[columns].fillna(0).astype("Int64").where(told)
    rated = found["perilaku_dinilai"].fillna(0) > 0  # a year without any rating says nothing about a unit
    found[parts[2][1]] = found[parts[2][1]].where(rated)
    heard = offices(suara_masyarakat["unit_kerja"].drop_duplicates(), unit_kerja, pegawai, tanggal=tanggal)
    found["pengaduan_perilaku"] = found["pengaduan_perilaku"].where(found[_UNIT].isin(heard.dropna()))
    found = _surveyed(found, berakhlak)
    found["tanggal"] = _newest(found, [*(columns[0] for _, columns, _ in parts), _SURVEY[0]])
    found["tren"] = _trend(found, level=float(rules.value(LEVEL, tanggal).value))
    names = [*_KEY, "asn", "sanksi", "orang_disanksi", "sanksi_tertimbang", "pengaduan_perilaku", "perilaku_dinilai",
             "perilaku_di_bawah", *_SURVEY, "lama_tahun", "tren", "tanggal"]
    return found[names].assign(rule_id=FULL, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"))


def integrity_evidence(integrity: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Integrity as evidence for the register.

    Parameters
    ----------
    integrity : DataFrame
        From :func:`integrity`.
    rules : RuleSet
        Needs ``kebutuhan.integritas_penuh`` (the figures that count as the greatest need),
        ``kebutuhan.integritas_kompetensi``, ``kebutuhan.integritas_berakhlak`` (scores),
        ``kebutuhan.kinerja_pembeda`` (share), ``kesiapan.responden_minimum`` and ``perlindungan_data.sel_minimum``.

    Returns
    -------
    DataFrame
        Evidence frame, *integritas*: one row per unit and competency of the rule, ``jumlah`` the unit's ASN. A unit
        with fewer ASN than the smallest cell has none: it would point at persons.

    Notes
    -----
    Each part is a yearly rate over the window, divided by its figure in the rule and cut at 1: weighted sanctions and
    complaints per 100 ASN, and the share of behaviour below expectation. nilai is the strongest part that is known.
    Ratings that put fewer than ``kinerja_pembeda`` of the rated below expectation, as nearly everywhere, say nothing.
    Of the BerAKHLAK survey the newest year with enough respondents counts: nothing from ``cukup`` on, 1 at ``penuh``,
    in a straight line between.
    """
    rule = rules.value(FULL, tanggal)
    units = integrity[integrity["asn"] >= int(rules.value(SMALLEST, tanggal).value)]
    groups = units.groupby(_UNIT, sort=True)
    people = groups["asn"].max().astype("float64")
    parts = pd.DataFrame({
        "sanksi": _rate(units, "sanksi_tertimbang") / people * 100 / rule.value["sanksi_per_100"],
        "aduan": _rate(units, "pengaduan_perilaku") / people * 100 / rule.value["aduan_per_100"],
        "perilaku": _share(groups, telling=rules.value(TELLING, tanggal).value) / rule.value["perilaku_rasio"],
        "berakhlak": _practice(units, rules=rules, tanggal=tanggal),
    }).clip(0, 1)
    found = pd.DataFrame({
        "nilai": parts.max(axis=1), "jumlah": groups["asn"].max(), "tanggal": groups["tanggal"].max(),
    }).reset_index()
    names = pd.DataFrame({"kompetensi": list(rules.value(COMPETENCIES, tanggal).value)}, dtype="str")
    return evidence_frame(found.merge(names, how="cross"), bukti="integritas", rule=rule)


_Part = tuple[pd.DataFrame, list[str], int | None]


def _grid(pegawai: pd.DataFrame, years: range, tanggal: date) -> pd.DataFrame:
    units = pegawai[_UNIT].fillna("").astype("str")
    sizes = units.groupby(units, sort=True).size().rename("asn").rename_axis(_UNIT).astype("Int64").reset_index()
    passed = (pd.Timestamp(tanggal) - pd.Timestamp(tanggal.year - 1, 12, 31)).days / 365
    frame = pd.DataFrame({"tahun": pd.array(list(years), "Int64")})
    frame["lama_tahun"] = [1.0 if year < tanggal.year else min(1.0, passed) for year in years]
    return sizes.merge(frame, how="cross")


def _sanctions(disiplin: pd.DataFrame, pegawai: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> _Part:
    weight = {name: int(value) for name, value in rules.value(SEVERITY, tanggal).value.items()}
    begun = disiplin[disiplin["tanggal_mulai"].le(pd.Timestamp(tanggal))]
    place = pegawai[["pegawai_id"]].assign(**{_UNIT: pegawai[_UNIT].fillna("")})
    rows = begun.merge(place, on="pegawai_id").assign(tahun=lambda at: at["tanggal_mulai"].dt.year.astype("Int64"))
    counts = rows.assign(bobot=rows["tingkat"].map(weight).fillna(1)).groupby(_KEY, sort=True).agg(
        sanksi=("pegawai_id", "size"), orang_disanksi=("pegawai_id", "nunique"), sanksi_tertimbang=("bobot", "sum"),
        tanggal=("tanggal_mulai", "max"),
    ).reset_index()
    return counts, ["sanksi", "orang_disanksi", "sanksi_tertimbang"], _first_year(begun["tanggal_mulai"])


def _about(
    suara: pd.DataFrame, topik: pd.DataFrame | None, pemetaan: pd.DataFrame | None, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """Messages up to today with ``perilaku`` (about conduct) and ``berlabel`` (whether anybody can tell)."""
    sent = suara[suara["tanggal"].le(pd.Timestamp(tanggal))]
    named = {" ".join(str(name).casefold().split()) for name in rules.value(CONDUCT, tanggal).value}
    about, told = plain(sent["unsur"].fillna("")).isin(named), sent["unsur"].notna()
    if topik is not None and pemetaan is not None:
        confirmed = topik.dropna(subset=["topik"])
        leading = confirmed.loc[plain(confirmed["topik"]).isin(_leading(pemetaan, rules=rules, tanggal=tanggal)), "pesan_id"]
        about, told = about | sent["pesan_id"].isin(leading), told | sent["pesan_id"].isin(confirmed["pesan_id"])
    return sent.assign(perilaku=about, berlabel=told)


def _leading(pemetaan: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> set[str]:
    """The topics that lead to a competency of integrity."""
    own = set(plain(pd.Series(list(rules.value(COMPETENCIES, tanggal).value), dtype="str")))
    ways = pemetaan[(pemetaan["asal"] == "topik") & pemetaan["bobot"].fillna(1.0).gt(0)]
    return set(plain(ways.loc[plain(ways["kompetensi"]).isin(own), "nama_asal"]))


def _complaints(sent: pd.DataFrame, pegawai: pd.DataFrame, *, unit_kerja: pd.DataFrame, tanggal: date) -> _Part:
    about = sent[sent["perilaku"]]
    about = about.assign(
        **{_UNIT: offices(about["unit_kerja"], unit_kerja, pegawai, tanggal=tanggal)},
        tahun=about["tanggal"].dt.year.astype("Int64"),
    )
    counts = about.groupby(_KEY, sort=True).agg(pengaduan_perilaku=("tanggal", "size"), tanggal=("tanggal", "max"))
    labelled = sent.loc[sent["berlabel"], "tanggal"]  # without labels nobody can tell what a message is about
    return counts.reset_index(), ["pengaduan_perilaku"], _first_year(labelled)


def _conduct(kinerja: pd.DataFrame | None, pegawai: pd.DataFrame, *, tanggal: date) -> _Part:
    place = pegawai[["pegawai_id"]].assign(**{_UNIT: pegawai[_UNIT].fillna("")})
    given = pd.DataFrame(columns=["pegawai_id", "tahun", "perilaku_kerja"]) if kinerja is None else kinerja
    rated = given[["pegawai_id", "tahun", "perilaku_kerja"]].dropna().astype({"pegawai_id": "str", "tahun": "Int64"})
    rated = rated[rated["tahun"].le(tanggal.year)].merge(place, on="pegawai_id")
    counts = rated.assign(bawah=rated["perilaku_kerja"] == BELOW).groupby(_KEY, sort=True).agg(
        perilaku_dinilai=("bawah", "size"), perilaku_di_bawah=("bawah", "sum"),
    ).reset_index()
    ends = pd.to_datetime(counts["tahun"].astype("str") + "-12-31").clip(upper=pd.Timestamp(tanggal))
    since = int(rated["tahun"].min()) if len(rated) else None
    return counts.assign(tanggal=ends.astype("datetime64[s]")), ["perilaku_dinilai", "perilaku_di_bawah"], since


def _first_year(days: pd.Series) -> int | None:
    return int(days.min().year) if days.notna().any() else None


def _surveyed(found: pd.DataFrame, berakhlak: pd.DataFrame | None) -> pd.DataFrame:
    """With the figures of the survey; nobody answered in a unit is told only of years in which somebody was asked."""
    columns = [*_KEY, *_SURVEY, f"tanggal_{_SURVEY[0]}"]
    if berakhlak is None or berakhlak.empty:
        types = dict(zip(columns[2:], ["Int64", *["float64"] * 3, "datetime64[s]"], strict=True))
        return found.assign(**{name: pd.Series(pd.NA, index=found.index, dtype="Int64") for name in types}).astype(types)
    names = dict(zip(["responden", "rerata", "bawah", "atas", "tanggal"], columns[2:], strict=True))
    found = found.merge(berakhlak.rename(columns=names)[columns], on=_KEY, how="left")
    asked = found["tahun"].isin(berakhlak["tahun"])
    return found.assign(**{_SURVEY[0]: found[_SURVEY[0]].fillna(0).astype("Int64").where(asked)})


def _newest(found: pd.DataFrame, columns: list[str]) -> pd.Series:
    """The newest entry of all registers up to the end of the year: also of a unit about which they say nothing."""
    days = [found[f"tanggal_{column}"].where(found[column].notna()) for column in columns]
    newest = pd.concat([day.astype("datetime64[s]") for day in days], axis=1).max(axis=1)
    by_year = newest.groupby(found["tahun"]).transform("max")
    told = found[columns].notna().any(axis=1)
    return newest.fillna(by_year).where(told).astype("datetime64[s]")


def _trend(found: pd.DataFrame, *, level: float) -> pd.Series:
    columns = ["sanksi", "pengaduan_perilaku"]
    before = found.groupby(_UNIT)[[*columns, "lama_tahun"]].shift(1)
    both = found[columns].notna() & before[columns].notna()
    now = found[columns].where(both).sum(axis=1).astype("float64")
    then = before[columns].where(both).sum(axis=1).astype("float64")
    share = statistics.proportion_interval(now, now + then, level=level)
    equal = found["lama_tahun"] / (found["lama_tahun"] + before["lama_tahun"])
    said = pd.Series(SAME, index=found.index, dtype="str")
    said = said.mask(share["bawah"] > equal, UP).mask(share["atas"] < equal, DOWN)
    return said.mask(share["rasio"].isna() | ~both.any(axis=1), UNKNOWN)


def _rate(units: pd.DataFrame, column: str) -> pd.Series:
    """Events per year of each unit over the years in which they were registered."""
    known = units[units[column].notna()].astype({column: "float64"})
    sums = known.groupby(_UNIT, sort=True)[[column, "lama_tahun"]].sum()
    return (sums[column] / sums["lama_tahun"]).where(sums["lama_tahun"] > 0)


def _share(groups: pd.api.typing.DataFrameGroupBy, *, telling: float) -> pd.Series:
    sums = groups[["perilaku_dinilai", "perilaku_di_bawah"]].sum().astype("float64")
    share = sums["perilaku_di_bawah"] / sums["perilaku_dinilai"].where(sums["perilaku_dinilai"] > 0)
    return share.where(share >= telling)


def _practice(units: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.Series:
    """The need that the survey shows: of each unit's newest year with enough respondents."""
    limits, least = rules.value(SURVEYED, tanggal).value, int(rules.value(RESPONDENTS, tanggal).value)
    known = units[units["berakhlak_rerata"].notna() & (units["berakhlak_responden"] >= least).fillna(False)]
    score = known.sort_values(_KEY, kind="stable").groupby(_UNIT, sort=True)["berakhlak_rerata"].last()
    return (limits["cukup"] - score) / (limits["cukup"] - limits["penuh"])
