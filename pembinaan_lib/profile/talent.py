"""The talent box of each ASN: performance beside potential, with what the law recommends; not who gets a post."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pembinaan_lib.profile import rating
from pembinaan_lib.rules import RuleSet, bands

BOX, ADVICE, AXIS = "talenta.sembilan_kotak", "talenta.rekomendasi", "talenta.sumbu_kinerja"
CUT, VALID_FOR = "talenta.batas_potensial", "kompetensi.masa_berlaku_asesmen"


def nine_box(kinerja: pd.DataFrame, potensi: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """The box (1 to 9) of each ASN for whom performance and potential are known.

    Parameters
    ----------
    kinerja : DataFrame
        As in :func:`pembinaan_lib.profile.rating.predikat`; the newest year up to that of `tanggal` counts.
    potensi : DataFrame
        One row per ASN and assessment: ``pegawai_id``, ``tanggal``, ``nilai_potensi`` (0 to 100), ``potensial``
        (rendah, menengah, tinggi). The newest valid one counts; a stated ``potensial`` goes before the cut-offs.
    rules : RuleSet
        Needs ``talenta.*``, ``kinerja.predikat`` and ``kompetensi.masa_berlaku_asesmen`` (years).
    tanggal : date
        The day on which we look.

    Returns
    -------
    DataFrame
        One row per ASN with a row in either table, sorted by ``pegawai_id``: ``tahun_kinerja``, ``predikat``,
        ``kinerja`` (di bawah, sesuai or di atas ekspektasi), ``tanggal_potensi``, ``nilai_potensi``, ``potensial``,
        ``kotak`` (missing where one side is), ``rekomendasi`` (parted by ``; ``), ``alasan`` (empty, or why there is
        no box: ``tanpa_kinerja``, ``tanpa_potensi``, ``potensi_kedaluwarsa``; sentences ``profile.kotak.*``),
        ``rule_id``, ``rule_from``.

    Notes
    -----
    Where most ratings are the same the performance axis hardly tells people apart (PRF-012).

    References
    ----------
    data/rules/talenta/*.yaml (PermenPANRB 3/2020)
    """
    box, advice = rules.value(BOX, tanggal), rules.value(ADVICE, tanggal).value
    rated, tested = _performance(kinerja, rules, tanggal), _potential(potensi, rules, tanggal)
    known = rated.merge(tested, how="outer", on="pegawai_id")
    cells = {(row, column): number for row, line in box.value["cells"].items() for column, number in line.items()}
    found = [cells.get(pair) for pair in zip(known["kinerja"], known["potensial"], strict=True)]
    known["kotak"] = pd.array(found, dtype="Int64")
    told = {int(number): "; ".join(lines) for number, lines in advice.items()}
    known["rekomendasi"] = known["kotak"].map(told).fillna("").astype("str")
    known["alasan"] = _why_none(known)
    known["rule_id"] = pd.Series(BOX, index=known.index, dtype="str")
    known["rule_from"] = pd.Series(pd.Timestamp(box.rule_from), index=known.index, dtype="datetime64[s]")
    return known.drop(columns="berlaku").sort_values("pegawai_id", kind="stable", ignore_index=True)


def _performance(kinerja: pd.DataFrame, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    found = rating.latest(kinerja, rules=rules, tahun=tanggal.year).rename(columns={"tahun": "tahun_kinerja"})
    return found.assign(kinerja=found["predikat"].map(rules.value(AXIS, tanggal).value).astype("str"))


def _potential(potensi: pd.DataFrame, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """The newest assessment of each ASN that is not from the future, and whether it is still valid."""
    today = pd.Timestamp(tanggal)
    oldest = today - pd.DateOffset(years=int(rules.value(VALID_FOR, tanggal).value))
    seen = potensi.loc[potensi["tanggal"].le(today), ["pegawai_id", "tanggal", "nilai_potensi", "potensial"]]
    # Of two results on one day the lower counts: that does not depend on the order of the rows.
    seen = seen.assign(pegawai_id=seen["pegawai_id"].astype("str")).sort_values(
        ["pegawai_id", "tanggal", "nilai_potensi", "potensial"], ascending=[True, True, False, False], kind="stable",
    ).drop_duplicates("pegawai_id", keep="last").rename(columns={"tanggal": "tanggal_potensi"})
    level = seen["potensial"].astype("str").fillna(bands.label(seen["nilai_potensi"], rules.value(CUT, tanggal)))
    valid = seen["tanggal_potensi"].ge(oldest)
    return seen.assign(potensial=level.where(valid), berlaku=valid.astype("boolean"))


def _why_none(known: pd.DataFrame) -> pd.Series:
    reasons = {
        "": known["kotak"].notna(),
        "tanpa_kinerja": known["kinerja"].isna(),
        "potensi_kedaluwarsa": known["berlaku"].eq(False).fillna(False),
    }
    chosen = np.select([held.to_numpy(dtype=bool) for held in reasons.values()], list(reasons), "tanpa_potensi")
    return pd.Series(chosen, index=known.index, dtype="str")
