"""Who is still below the standard after what they have attended since they were measured."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.rules import RuleSet

LEFT = "tindak_lanjut.sisa_minimum"
ASSUMED, MEASURED = "asumsi katalog", "terukur"
NO_EFFECT = ("belum terlihat perubahan", "menurun")
TOLD = ("meningkat", *NO_EFFECT)
_KEY = ["pegawai_id", "kompetensi"]


def still_below(
    gap: pd.DataFrame, jam: pd.DataFrame, katalog_kompetensi: pd.DataFrame, *, hasil: pd.DataFrame, rules: RuleSet,
    tanggal: date,
) -> pd.DataFrame:
    """Employees with a measured gap of which a worthwhile part is left.

    Parameters
    ----------
    gap : DataFrame
        Measured gaps: ``pegawai_id, kompetensi, standar, level, kesenjangan`` (levels), ``tanggal``, ``berlaku``.
    jam : DataFrame
        Credited hours: ``pegawai_id, bangkom_id, tanggal_selesai, selesai`` (bool).
    katalog_kompetensi : DataFrame
        Activity × competency: ``level_target`` (level; missing: up to the standard), ``dampak_rasio`` (0 to 1).
    hasil : DataFrame
        Learning gain: ``bangkom_id, kesimpulan``.
    rules : RuleSet
        Needs ``tindak_lanjut.sisa_minimum`` (levels).
    tanggal : date
        Activities that ended after it are left out.

    Returns
    -------
    DataFrame
        One row per employee and competency, sorted by both: ``standar, level, kesenjangan`` as measured,
        ``kegiatan_diikuti`` (activities for this competency completed since), ``bangkom_terakhir, kesimpulan`` (the
        last of them and its verdict), ``dasar`` (``terukur``, ``asumsi katalog`` or empty), ``taksiran_level,
        sisa_kesenjangan`` (levels), ``rule_id, rule_from``.

    Notes
    -----
    Each completed activity, in order of time, lifts the level by dampak_rasio × (min(standar, level_target) - level);
    by nothing where its scores were measured and did not rise. Activities up to the day of the evidence are already
    in the measured level.
    """
    rule = rules.value(LEFT, tanggal)
    found = gap.loc[gap["berlaku"] & (gap["kesenjangan"] > 0), [*_KEY, "standar", "level", "kesenjangan", "tanggal"]]
    done = _relevant(found, jam, katalog_kompetensi, hasil=hasil, tanggal=tanggal)
    found = found.set_index(_KEY).sort_index()
    found["taksiran_level"] = _lifted(found, done)
    last = done.drop_duplicates(_KEY, keep="last").set_index(_KEY)[["bangkom_id", "kesimpulan", "dasar"]]
    found = found.join(last.rename(columns={"bangkom_id": "bangkom_terakhir"}))
    found = found.join(done.groupby(_KEY).size().rename("n"))
    texts = ["bangkom_terakhir", "kesimpulan", "dasar"]
    found[texts] = found[texts].fillna("")
    found = found.reset_index().assign(
        kegiatan_diikuti=found["n"].fillna(0).astype("Int64").to_numpy(),
        sisa_kesenjangan=(found["standar"] - found["taksiran_level"]).clip(lower=0).to_numpy(),
        rule_id=LEFT, rule_from=pd.Timestamp(rule.rule_from).as_unit("s"),
    )
    columns = [*_KEY, "standar", "level", "kesenjangan", "kegiatan_diikuti", *texts, "taksiran_level"]
    left = found["sisa_kesenjangan"] >= float(rule.value) - 1e-9
    return found.loc[left, [*columns, "sisa_kesenjangan", "rule_id", "rule_from"]].reset_index(drop=True)


def with_verdicts(katalog_kompetensi: pd.DataFrame, hasil: pd.DataFrame) -> pd.DataFrame:
    """The catalogue's effects with what was measured: ``kesimpulan``, ``dasar`` and ``tanpa_hasil`` (bool)."""
    verdicts = hasil.loc[hasil["bangkom_id"] != "", ["bangkom_id", "kesimpulan"]].drop_duplicates("bangkom_id")
    found = katalog_kompetensi[["bangkom_id", "kompetensi", "level_target", "dampak_rasio"]]
    found = found.merge(verdicts, on="bangkom_id", how="left")
    found["kesimpulan"] = found["kesimpulan"].fillna("")
    known = found["kesimpulan"].isin(TOLD)
    return found.assign(
        dampak_rasio=found["dampak_rasio"].fillna(0.0), tanpa_hasil=found["kesimpulan"].isin(NO_EFFECT),
        dasar=pd.Series(ASSUMED, index=found.index, dtype="str").mask(known, MEASURED),
    )


def _relevant(
    found: pd.DataFrame, jam: pd.DataFrame, katalog: pd.DataFrame, *, hasil: pd.DataFrame, tanggal: date
) -> pd.DataFrame:
    """Completed activities that bear on an open gap, in order of time."""
    done = jam.loc[jam["selesai"].astype(bool), ["pegawai_id", "bangkom_id", "tanggal_selesai"]]
    done = done[done["tanggal_selesai"] <= pd.Timestamp(tanggal)].merge(with_verdicts(katalog, hasil), on="bangkom_id")
    done = done.merge(found[[*_KEY, "tanggal", "standar"]], on=_KEY)
    done = done[done["tanggal_selesai"] > done["tanggal"]]
    done = done.sort_values([*_KEY, "tanggal_selesai", "bangkom_id"], kind="stable", ignore_index=True)
    reach = done["level_target"].fillna(done["standar"]).clip(upper=done["standar"])
    return done.assign(jangkauan=reach, dampak_rasio=done["dampak_rasio"].mask(done["tanpa_hasil"], 0.0))


def _lifted(found: pd.DataFrame, done: pd.DataFrame) -> pd.Series:
    """Level after each round of activities: the first of everybody, then the second, and so on."""
    level = found["level"].astype("float64")
    turn = done.groupby(_KEY).cumcount()
    for number in range(int(turn.max()) + 1 if len(turn) else 0):
        now = done[turn == number].set_index(_KEY)
        reach, effect = now["jangkauan"].reindex(level.index), now["dampak_rasio"].reindex(level.index)
        level = level + (effect * (reach - level).clip(lower=0)).fillna(0.0)
    return level
