"""Who needs and who gets: need, hours so far and past activities, by sex, unit, rank, age and kind of ASN.

A difference is shown, never explained: groups differ in posts and units too. Cells about few people are hidden here
already, so that no screen or paper can forget it.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pembinaan_lib import disclosure, profile, statistics
from pembinaan_lib.rules import RuleSet

SMALLEST, LEVEL = "perlindungan_data.sel_minimum", "evaluasi.selang_kepercayaan"
YEARS = "kebutuhan.keadilan_jendela_tahun"
ENTRY = "kewajiban.latsar"
"""The training that everybody must pass to be appointed: hundreds of hours that say nothing of opportunity."""
DIMENSIONS = ("jenis_kelamin", "perangkat_daerah", "golongan", "kelompok_umur", "jenis_pegawai")
AGES = (30, 40, 50)
"""Ages at which a new group begins: a way to look, no rule."""
_KEY = ["dimensi", "kelompok"]
# What is shown of how many people: the count that decides, and what is hidden with it.
_SHOWN = {
    "asn": ("kegiatan_rerata", "kegiatan_bawah", "kegiatan_atas"),
    "dinilai": (),
    "butuh": ("butuh_rasio", "butuh_bawah", "butuh_atas"),
    "dihitung_jp": ("jp_rerata", "jp_bawah", "jp_atas"),
    "wajib_jp": (),
    "kurang_jp": ("kurang_jp_rasio",),
}
_WITHIN = {"butuh": "dinilai", "kurang_jp": "wajib_jp"}
"""Counts of some of the people of another count: few of the others tell as much as few of them."""


def fairness(
    pegawai: pd.DataFrame, gap: pd.DataFrame, hours: pd.DataFrame, riwayat: pd.DataFrame | None, *, rules: RuleSet,
    tanggal: date,
) -> pd.DataFrame:
    """Need and opportunity of every group of ASN, with the whole agency on top.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN: ``pegawai_id, jenis_kelamin, tahun_lahir, golongan, jenis_pegawai, perangkat_daerah``.
    gap : DataFrame
        From :func:`pembinaan_lib.needs.competency_gap` (one row per ASN and competency).
    hours : DataFrame
        From :func:`pembinaan_lib.profile.training_hours` of one year.
    riwayat : DataFrame or None
        ``riwayat_bangkom``: one row per activity done; uses ``pegawai_id, jenis_diklat, tanggal_mulai,
        tanggal_selesai``. None: the agency has no history, which is not the same as no activity.
    rules : RuleSet
        Needs ``perlindungan_data.sel_minimum`` (people), ``evaluasi.selang_kepercayaan``,
        ``kebutuhan.keadilan_jendela_tahun`` (years), ``kewajiban.latsar`` and those of the hours.
    tanggal : date
        Ages are those reached in its year; activities count that ended in the years up to it.

    Returns
    -------
    DataFrame
        One row per dimension and group, in the order of :data:`DIMENSIONS`, the row *semua* first; ``kelompok`` is
        empty where nobody knows. ``asn`` (people); ``dinilai, butuh`` (people measured, of them below any standard),
        ``butuh_rasio`` with ``butuh_bawah, butuh_atas`` (Wilson); ``dihitung_jp`` (people), ``jp_rerata`` with
        ``jp_bawah, jp_atas`` (JP without entry training, cut at 0); ``wajib_jp, kurang_jp`` (people with a floor of hours, of them below it),
        ``kurang_jp_rasio``; ``kegiatan_rerata`` (activities completed per person) with ``kegiatan_bawah,
        kegiatan_atas`` (cut at 0; missing without `riwayat`); ``tertinggal`` (bool: surely more need and surely fewer
        hours than the agency), ``disembunyikan`` (bool: something is hidden), ``rule_id, rule_from``.

    Notes
    -----
    Every figure is hidden where fewer people than the smallest cell stand behind it, and the next smallest group of
    the dimension with it, so that nobody finds it by subtraction. So are few people in need, and few who are not,
    each with their share. *tertinggal* needs both intervals: the share below a standard wholly above that of the
    agency, and the mean of hours wholly below it. Hours of the training that precedes appointment (``kewajiban.latsar``)
    are left out of the mean, not out of what is owed: one course of CPNS would hide every other difference. An activity without a last day counts on its first, without any
    never; whoever came later had fewer years for it.
    """
    level, rule = float(rules.value(LEVEL, tanggal).value), rules.value(SMALLEST, tanggal)
    people = _people(pegawai, gap, hours, tanggal=tanggal)
    people["jp"] -= _entry_hours(pegawai, hours, riwayat, rules=rules, tanggal=tanggal)
    people["kegiatan"] = _activities(pegawai, riwayat, years=int(rules.value(YEARS, tanggal).value), tanggal=tanggal)
    frames = [_counted(people.assign(dimensi="semua", kelompok="semua"), level)]
    frames += [_counted(people.assign(dimensi=name, kelompok=people[name]), level) for name in DIMENSIONS]
    found = pd.concat([_by_age(part) for part in frames if len(part)] or frames, ignore_index=True)
    whole = found.iloc[0] if len(found) else None
    found["tertinggal"] = _behind(found, whole)
    shown = _hidden(found, int(rule.value))
    return shown.assign(rule_id=SMALLEST, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"))


def rank_group(golongan: pd.Series) -> pd.Series:
    """Ranks as groups: ``III/b`` is *Golongan III*; a rank without letters (PPPK) stays apart as *PPPK IX*."""
    text = golongan.astype("str").str.strip()
    first = text.str.replace("/.*", "", regex=True)
    return ("Golongan " + first).where(text.str.contains("/", na=False), "PPPK " + first).fillna("").astype("str")


def age_group(tahun_lahir: pd.Series, *, tahun: int) -> pd.Series:
    """Groups by the age reached in `tahun`: *di bawah 30*, *30-39*, *40-49*, *50 ke atas*; empty where unknown."""
    age = tahun - pd.to_numeric(tahun_lahir).astype("float64")
    names = [f"di bawah {AGES[0]}", *(f"{low}-{high - 1}" for low, high in zip(AGES, AGES[1:], strict=False)),
             f"{AGES[-1]} ke atas"]
    place = np.searchsorted(AGES, age.to_numpy(), side="right").clip(max=len(AGES))
    return pd.Series(np.array(names)[place], index=age.index, dtype="str").where(age.notna(), "")


def _people(pegawai: pd.DataFrame, gap: pd.DataFrame, hours: pd.DataFrame, *, tanggal: date) -> pd.DataFrame:
    """One row per ASN: the groups it belongs to, and what is known of it."""
    ids = pegawai["pegawai_id"]
    measured = gap[gap["berlaku"]].assign(kurang=gap["kesenjangan"] > 0).groupby("pegawai_id")["kurang"].max()
    known = hours.drop_duplicates("pegawai_id").set_index("pegawai_id")
    floor = ids.map(known["wajib_jp"]) > 0
    return pd.DataFrame({
        "jenis_kelamin": pegawai["jenis_kelamin"].fillna(""),
        "perangkat_daerah": pegawai["perangkat_daerah"].fillna(""),
        "golongan": rank_group(pegawai["golongan"]), "jenis_pegawai": pegawai["jenis_pegawai"].fillna(""),
        "kelompok_umur": age_group(pegawai["tahun_lahir"], tahun=tanggal.year),
        "dinilai": ids.isin(measured.index), "butuh": ids.isin(measured.index[measured.to_numpy(dtype=bool)]),
        "jp": ids.map(known["selesai_jp"]).astype("float64"),
        "wajib_jp": floor, "kurang_jp": floor & (ids.map(known["kurang_jp"]) > 0),
    })


def _entry_hours(
    pegawai: pd.DataFrame, hours: pd.DataFrame, riwayat: pd.DataFrame | None, *, rules: RuleSet, tanggal: date
) -> pd.Series:
    """Hours of each ASN, in the year of `hours`, of the training that precedes appointment."""
    kinds = {kind for duty in rules.value(ENTRY, tanggal).value.values() for kind in duty["dipenuhi_oleh"]}
    rows = None if riwayat is None else riwayat[riwayat["jenis_diklat"].isin(kinds)]
    if rows is None or rows.empty or hours.empty:
        return pd.Series(0.0, index=pegawai.index)
    found = profile.training_hours(pegawai, rows, rules=rules, tahun=int(hours["tahun"].iloc[0]))
    return pegawai["pegawai_id"].map(found.drop_duplicates("pegawai_id").set_index("pegawai_id")["selesai_jp"]).fillna(0.0)


def _activities(pegawai: pd.DataFrame, riwayat: pd.DataFrame | None, *, years: int, tanggal: date) -> pd.Series:
    """How many activities each ASN completed in the last `years`; missing where the agency has no history."""
    if riwayat is None:
        return pd.Series(np.nan, index=pegawai.index)
    today = pd.Timestamp(tanggal)
    day = riwayat["tanggal_selesai"].fillna(riwayat["tanggal_mulai"])
    done = riwayat.loc[(day <= today) & (day > today - pd.DateOffset(years=years)), "pegawai_id"].value_counts()
    return pegawai["pegawai_id"].map(done).astype("float64").fillna(0.0)


def _counted(people: pd.DataFrame, level: float) -> pd.DataFrame:
    sums = ["dinilai", "butuh", "wajib_jp", "kurang_jp"]
    groups = people.groupby(_KEY, sort=True)
    found = groups[sums].sum().astype("Int64")
    found.insert(0, "asn", groups.size().astype("Int64"))
    found = found.reset_index()
    hours, done = (statistics.mean_intervals(people, by=_KEY, value=name, level=level) for name in ("jp", "kegiatan"))
    need = statistics.proportion_interval(found["butuh"], found["dinilai"], level=level)
    return found.assign(
        butuh_rasio=need["rasio"], butuh_bawah=need["bawah"], butuh_atas=need["atas"], dihitung_jp=hours["n"],
        jp_rerata=hours["rerata"], jp_bawah=hours["bawah"].clip(lower=0), jp_atas=hours["atas"],
        kurang_jp_rasio=_ratio(found["kurang_jp"], found["wajib_jp"]), kegiatan_rerata=done["rerata"],
        kegiatan_bawah=done["bawah"].clip(lower=0), kegiatan_atas=done["atas"],
    )


def _by_age(part: pd.DataFrame) -> pd.DataFrame:
    """The youngest first, which its name would put last."""
    return part.sort_values("kelompok", kind="stable", key=lambda names: names.str.replace("di bawah ", "0"))


def _ratio(part: pd.Series, whole: pd.Series) -> pd.Series:
    base = whole.astype("float64")
    return part.astype("float64") / base.where(base > 0)


def _behind(found: pd.DataFrame, whole: pd.Series | None) -> pd.Series:
    if whole is None:
        return pd.Series([], dtype="bool")
    return (found["butuh_bawah"] > whole["butuh_rasio"]) & (found["jp_atas"] < whole["jp_rerata"])


def _hidden(found: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """Every count of few people and what rests on it, together with the next smallest of its dimension."""
    columns = [name for count, measures in _SHOWN.items() for name in (count, *measures)]
    hidden = pd.DataFrame({count: _small(found, found[count], minimum) for count in _SHOWN}, index=found.index)
    for part, whole in _WITHIN.items():
        hidden[part] |= hidden[whole] | _small(found, found[whole] - found[part], minimum)
    hidden = hidden.apply(lambda column: column | hidden["asn"])
    shown = found[[*_KEY, *columns, "tertinggal"]].copy()
    for count, measures in _SHOWN.items():
        for name in (count, *measures):
            shown[name] = shown[name].mask(hidden[count])
    unseen = hidden["butuh"] | hidden["dihitung_jp"]
    return shown.assign(tertinggal=shown["tertinggal"] & ~unseen, disembunyikan=hidden.any(axis=1))


def _small(found: pd.DataFrame, people: pd.Series, minimum: int) -> pd.Series:
    people = people.fillna(0)
    small = pd.Series(False, index=found.index)
    for _, places in found.groupby("dimensi", sort=True).groups.items():
        small[places] = disclosure.small_together(people[places], minimum)
    return small
