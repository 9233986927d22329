"""IP ASN of each ASN with its components: a simulation after PerBKN 8/2019, not the figure that BKN computes.

What nobody knows stays missing and is named; what is known not to be there scores as the regulation says.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pembinaan_lib.profile import rating
from pembinaan_lib.profile.conversion import recorded_hours
from pembinaan_lib.rules import RuleSet, bands

#: Catalogue key of what the result must be called wherever it is shown.
LABEL = "profile.ip_asn.judul"
CATEGORY, EDUCATION, EVIDENCE = "ip_asn.kategori", "ip_asn.kualifikasi", "ip_asn.kompetensi"
PERFORMANCE, DISCIPLINE = "ip_asn.kinerja", "ip_asn.disiplin"
WINDOWS, KINDS, LEADERS = "ip_asn.jendela", "ip_asn.indikator", "ip_asn.diklat_jabatan"
CONVERSION = "bangkom.konversi_jp"
DIMENSIONS = ("kualifikasi", "kompetensi", "kinerja", "disiplin")
_ASKED = ("kualifikasi", "diklat_jabatan", "diklat_teknis", "seminar", "kinerja", "disiplin")
_POST, _TECHNICAL, _SEMINAR = ("diklat_kepemimpinan", "diklat_fungsional"), "diklat_teknis", "seminar"
_NEVER = "tidak pernah"
_FUNCTIONAL, _TOTAL = "Fungsional", "jumlah"


def ip_asn(
    pegawai: pd.DataFrame, riwayat: pd.DataFrame | None, kinerja: pd.DataFrame | None, disiplin: pd.DataFrame | None, *,
    rules: RuleSet, tanggal: date,
) -> pd.DataFrame:
    """The index of each ASN, its components, and what is not known about it.

    Parameters
    ----------
    pegawai : DataFrame
        One row per ASN. Uses ``pegawai_id``, ``pendidikan``, ``jenis_jabatan``, ``jenjang``.
    riwayat : DataFrame or None
        One row per activity: ``pegawai_id``, ``bentuk``, ``jenis_diklat``, ``durasi_jp``, ``tanggal_mulai``,
        ``tanggal_selesai``, and ``jenjang_diklat`` where it is there. None: never imported.
    kinerja : DataFrame or None
        As in :func:`pembinaan_lib.profile.rating.predikat`. None: never imported.
    disiplin : DataFrame or None
        One row per sanction: ``pegawai_id``, ``tingkat`` (ringan, sedang, berat), ``tanggal_mulai``. None: never
        imported; a table without a person says that the person was never punished.
    rules : RuleSet
        Needs ``ip_asn.*``, ``bangkom.konversi_jp`` and ``kinerja.predikat``.
    tanggal : date
        The day on which we look; windows run back from it.

    Returns
    -------
    DataFrame
        One row per ASN, sorted by ``pegawai_id``. Scores, missing where not known: ``kualifikasi``;
        ``diklat_jabatan`` (leadership or functional training, as the post asks), ``diklat_teknis``, ``seminar`` and
        their sum ``kompetensi``; ``kinerja``; ``disiplin``; ``nilai`` (0 to 100, the sum of the four dimensions) and
        ``kategori``. Beside them ``diklat_diakui`` (highest training that counts for the post), ``predikat``,
        ``belum_diketahui`` (components that are missing, parted by ``, ``; sentences ``profile.ip_asn.*``),
        ``rule_id``, ``rule_from``.

    Notes
    -----
    - Leadership training: the highest that ``ip_asn.diklat_jabatan`` accepts for the post. Functional training: for
      the level now held, or of a level that the file does not tell.
    - Technical training: ``jp_minimum`` hours within its window, together or in one activity as ``ip_asn.jendela``
      says. Technical training without hours in a window that is otherwise short leaves the score unknown.
    - An activity counts for one indicator; a short technical course may still count as seminar, workshop or course.
    - Performance is the rating of the year before `tanggal`; the worst sanction counts.

    References
    ----------
    data/rules/ip_asn/*.yaml (PerBKN 8/2019 Pasal 7-10); ip_asn.reformulasi is announced, not law, and not used.
    """
    people = pegawai[["pegawai_id", "pendidikan", "jenis_jabatan", "jenjang"]].reset_index(drop=True)
    people["pegawai_id"] = people["pegawai_id"].astype("str")
    windows = rules.value(WINDOWS, tanggal).value
    found = people[["pegawai_id"]].assign(kualifikasi=_scores(people["pendidikan"], rules, EDUCATION, tanggal))
    found = found.join(_competence(people, riwayat, rules, tanggal))
    found["predikat"] = _rated(people, kinerja, rules, tanggal.year - windows["kinerja"]["tahun"])
    found["kinerja"] = _scores(found["predikat"], rules, PERFORMANCE, tanggal)
    found["disiplin"] = _punished(people, disiplin, rules, tanggal, windows["disiplin"]["tahun"])
    found["nilai"] = sum(found[name] for name in DIMENSIONS)
    return _told(found, rules, tanggal).sort_values("pegawai_id", kind="stable", ignore_index=True)


def ip_asn_mean(
    scores: pd.DataFrame, pegawai: pd.DataFrame, *, rules: RuleSet, tanggal: date, unit: str | None = "perangkat_daerah"
) -> pd.DataFrame:
    """Mean index of each unit, or of the agency, over those whose index is known in full.

    Parameters
    ----------
    scores : DataFrame
        Of :func:`ip_asn`.
    pegawai : DataFrame
        Uses ``pegawai_id`` and the column named by `unit`.
    rules : RuleSet
        Needs ``ip_asn.kategori``.
    tanggal : date
        The day on which we look.
    unit : str or None
        Column to group by; None for the agency as one row.

    Returns
    -------
    DataFrame
        One row per unit, sorted (without `unit` exactly one row): ``jumlah_asn``, ``lengkap`` (people whose index is
        known), ``kualifikasi``, ``kompetensi``, ``kinerja``, ``disiplin``, ``nilai`` (means, missing where nobody is
        known in full), ``kategori``, ``rule_id``, ``rule_from``.

    Notes
    -----
    The mean of the index is the sum of the means of its dimensions, because both are over the same people.
    """
    rows = scores.merge(pegawai.assign(pegawai_id=pegawai["pegawai_id"].astype("str"))[
        ["pegawai_id", *([unit] if unit else [])]], on="pegawai_id")
    by = rows[unit].fillna("").astype("str") if unit else pd.Series("", index=rows.index, dtype="str")
    known = rows[[*DIMENSIONS, "nilai"]].where(rows["nilai"].notna())
    groups = by.unique() if unit else [""]
    counts = pd.DataFrame({"jumlah_asn": by.value_counts(), "lengkap": known["nilai"].groupby(by).count()})
    found = counts.join(known.groupby(by).mean()).reindex(sorted(groups)).rename_axis(unit or "unit").reset_index()
    found[["jumlah_asn", "lengkap"]] = found[["jumlah_asn", "lengkap"]].fillna(0).astype("int64")
    found = _cited(found, rules, tanggal)
    return found if unit else found.drop(columns="unit")


def _told(found: pd.DataFrame, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    missing = found[list(_ASKED)].isna()
    names = np.array(_ASKED, dtype=object)
    unknown = [", ".join(names[row]) for row in missing.to_numpy()]
    found["belum_diketahui"] = pd.Series(unknown, index=found.index, dtype="str")
    columns = ["pegawai_id", "kualifikasi", "diklat_jabatan", "diklat_teknis", "seminar", "kompetensi", "kinerja",
               "disiplin", "nilai", "kategori", "diklat_diakui", "predikat", "belum_diketahui", "rule_id", "rule_from"]
    return _cited(found, rules, tanggal)[columns]


def _cited(found: pd.DataFrame, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    category = rules.value(CATEGORY, tanggal)
    return found.assign(
        kategori=bands.label(found["nilai"], category),
        rule_id=pd.Series(CATEGORY, index=found.index, dtype="str"),
        rule_from=pd.Series(pd.Timestamp(category.rule_from), index=found.index, dtype="datetime64[s]"),
    )


def _scores(values: pd.Series, rules: RuleSet, rule_id: str, tanggal: date) -> pd.Series:
    return values.map(rules.value(rule_id, tanggal).value).astype("float64")


def _rated(people: pd.DataFrame, kinerja: pd.DataFrame | None, rules: RuleSet, year: int) -> pd.Series:
    if kinerja is None:
        return pd.Series(None, index=people.index, dtype="str")
    rated = rating.predikat(kinerja[kinerja["tahun"].eq(year).fillna(False)], rules=rules)
    by_person = rated.drop_duplicates("pegawai_id").set_index("pegawai_id")["predikat"]
    return people["pegawai_id"].map(by_person).astype("str")


def _punished(
    people: pd.DataFrame, disiplin: pd.DataFrame | None, rules: RuleSet, tanggal: date, years: int | None
) -> pd.Series:
    """Score of the worst sanction up to `tanggal`, within the window where there is one."""
    if disiplin is None:
        return pd.Series(np.nan, index=people.index)
    counted = disiplin[_inside(disiplin["tanggal_mulai"], tanggal, years)]
    score = _scores(counted["tingkat"], rules, DISCIPLINE, tanggal)
    worst = score.groupby(counted["pegawai_id"].astype("str")).min()
    return people["pegawai_id"].map(worst).fillna(rules.value(DISCIPLINE, tanggal).value[_NEVER]).astype("float64")


def _inside(day: pd.Series, tanggal: date, years: int | None) -> pd.Series:
    """Days up to and including `tanggal`, and no older than so many years; without a limit also unknown days."""
    today = pd.Timestamp(tanggal)
    if years is None:
        return ~day.gt(today)
    return day.le(today) & day.gt(today - pd.DateOffset(years=years))


def _competence(
    people: pd.DataFrame, riwayat: pd.DataFrame | None, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """The three indicators of competence, their sum, and the highest training that counts for the post."""
    cells = rules.value(EVIDENCE, tanggal).value["cells"]
    worth = {name: people["jenis_jabatan"].map(row).astype("float64") for name, row in cells.items()}
    if riwayat is None:
        have, highest = {}, pd.Series(None, index=people.index, dtype="str")
    else:
        have, highest = _evidence(people, riwayat, rules, tanggal)
    scored = {name: _scored(points, have.get(name)) for name, points in worth.items()}
    found = pd.DataFrame({
        "diklat_jabatan": scored[_POST[0]] + scored[_POST[1]],
        "diklat_teknis": scored[_TECHNICAL], "seminar": scored[_SEMINAR],
    })
    return found.assign(kompetensi=found.sum(axis=1, skipna=False), diklat_diakui=highest)


def _scored(worth: pd.Series, have: pd.Series | None) -> pd.Series:
    """The points where the evidence is there, 0 where it is not or the post does not ask for it, else missing."""
    held = pd.Series(np.nan, index=worth.index) if have is None else have.astype("float64")
    return (worth * held).mask(worth.eq(0), 0.0)


def _evidence(
    people: pd.DataFrame, riwayat: pd.DataFrame, rules: RuleSet, tanggal: date
) -> tuple[dict[str, pd.Series], pd.Series]:
    """Whether each ASN has the evidence of each indicator (1, 0, missing), and the highest training for the post."""
    windows, kinds = rules.value(WINDOWS, tanggal).value, rules.value(KINDS, tanggal).value
    acts = riwayat.reset_index(drop=True)
    acts["pegawai_id"] = acts["pegawai_id"].astype("str")
    acts["jp"] = recorded_hours(acts, rules.value(CONVERSION, tanggal))
    acts["selesai"] = acts["tanggal_selesai"].fillna(acts["tanggal_mulai"])
    inside = {name: _inside(acts["selesai"], tanggal, window["tahun"]) for name, window in windows.items()}
    leaders = _leadership(people, acts[inside[_POST[0]]], rules, tanggal)
    functional = _functional(people, acts[inside[_POST[1]] & _of_kind(acts, kinds[_POST[1]])])
    technical = inside[_TECHNICAL] & _of_kind(acts, kinds[_TECHNICAL])
    enough = _enough(people, acts[technical], windows[_TECHNICAL])
    used = technical & acts["pegawai_id"].isin(people.loc[enough.eq(1), "pegawai_id"])
    seminar = inside[_SEMINAR] & _of_kind(acts, kinds[_SEMINAR]) & ~used & ~_of_kind(acts, kinds[_POST[1]])
    posts = pd.concat([leaders, functional], axis=1, keys=_POST)
    have = {name: posts[name].notna().astype("float64") for name in _POST}
    # A leader of an unknown level (a JPT without jenjang) may or may not have what the post asks for.
    have[_POST[0]] = have[_POST[0]].where(_level(people).isin(rules.value(LEADERS, tanggal).value))
    have |= {_TECHNICAL: enough, _SEMINAR: people["pegawai_id"].isin(acts.loc[seminar, "pegawai_id"]).astype("float64")}
    return have, leaders.fillna(functional)


def _of_kind(acts: pd.DataFrame, kind: dict[str, tuple[str, ...]]) -> pd.Series:
    forms = [form.casefold() for form in kind["bentuk"]]
    return acts["jenis_diklat"].isin(kind["jenis_diklat"]) | acts["bentuk"].astype("str").str.casefold().isin(forms)


def _level(people: pd.DataFrame) -> pd.Series:
    return people["jenjang"].fillna(people["jenis_jabatan"])


def _leadership(people: pd.DataFrame, acts: pd.DataFrame, rules: RuleSet, tanggal: date) -> pd.Series:
    """The highest leadership training of each ASN that counts for the post held; missing where there is none."""
    accepted = [
        (level, name, place) for level, names in rules.value(LEADERS, tanggal).value.items()
        for place, name in enumerate(names)
    ]
    table = pd.DataFrame(accepted, columns=["jenjang", "jenis_diklat", "urutan"])
    held = people[["pegawai_id"]].assign(jenjang=_level(people)).merge(table, on="jenjang")
    done = acts[["pegawai_id", "jenis_diklat"]].drop_duplicates()
    best = held.merge(done, on=["pegawai_id", "jenis_diklat"]).sort_values(["pegawai_id", "urutan"])
    best = best.drop_duplicates("pegawai_id").set_index("pegawai_id")["jenis_diklat"]
    return people["pegawai_id"].map(best).astype("str")


def for_level_held(people: pd.DataFrame, acts: pd.DataFrame) -> pd.Series:
    """Which activities were for the level now held, or for one that the file does not tell; ids as text in both."""
    level = acts["jenjang_diklat"] if "jenjang_diklat" in acts else pd.Series(None, index=acts.index, dtype="str")
    now = acts["pegawai_id"].map(people.drop_duplicates("pegawai_id").set_index("pegawai_id")["jenjang"])
    return level.isna() | now.isna() | level.eq(now).fillna(False)


def _functional(people: pd.DataFrame, acts: pd.DataFrame) -> pd.Series:
    """``Fungsional`` for functional staff with training of their level, or of a level that the file does not tell."""
    have = people["pegawai_id"].isin(acts.loc[for_level_held(people, acts), "pegawai_id"])
    have &= people["jenis_jabatan"].eq(_FUNCTIONAL).fillna(False)
    return have.map({True: _FUNCTIONAL}).astype("str")


def _enough(people: pd.DataFrame, acts: pd.DataFrame, window: dict[str, object]) -> pd.Series:
    """1 where the hours suffice, 0 where they do not, missing where hours that could suffice are unknown."""
    by = acts["jp"].groupby(acts["pegawai_id"])
    hours = by.sum() if window["jp_dari"] == _TOTAL else by.max()
    unknown = acts.loc[acts["jp"].eq(0), "pegawai_id"]
    enough = people["pegawai_id"].map(hours).fillna(0.0).ge(window["jp_minimum"]).astype("float64")
    return enough.mask(enough.eq(0) & people["pegawai_id"].isin(unknown))
