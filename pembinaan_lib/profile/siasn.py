"""Sudah ikut, belum ada di SIASN: which activities are still to be uploaded, and what they lack for it.

And learning on sector platforms, counted once; its credits are never learning hours (JP).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from pembinaan_lib import findings
from pembinaan_lib.tables.spelling import plain

#: How alike two names of activities on overlapping days must be to be one (0 to 100); a way of counting, not a rule.
ALIKE = 88.0
THERE, MISSING, PERHAPS_THERE, TWICE, UNKNOWN = "ada", "belum", "diduga_ada", "ganda", "tidak_diketahui"
NOT_SAID, PERHAPS, INCOMPLETE = "PRF-035", "PRF-036", "PRF-037"
#: Leadership training has a form of its own in SIASN.
STRUCTURAL = ("PKN I", "PKN II", "PKA", "PKP")
#: Columns of SIASN's two forms (field names of its web service) and the column of ours that fills each.
FORMS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "rw_kursus": {
        "jenisKursusNama": "bentuk", "jenisDiklat": "jenis_diklat", "namaKursus": "kegiatan",
        "noSertipikat": "nomor_sertifikat", "institusiPenyelenggara": "penyelenggara", "tahunKursus": "tahun",
        "tanggalKursus": "tanggal_mulai", "tanggalSelesaiKursus": "tanggal_selesai", "jumlahJam": "durasi_jp",
    },
    "rw_diklat": {
        "latihanStrukturalNama": "kegiatan", "nomor": "nomor_sertifikat", "tanggal": "tanggal_mulai", "tahun": "tahun",
        "jumlahJam": "durasi_jp", "tanggalSelesai": "tanggal_selesai", "institusiPenyelenggara": "penyelenggara",
    },
})
_NEEDED = ("nomor_sertifikat", "tanggal_mulai", "tanggal_selesai", "durasi_jp", "penyelenggara")
_ACTIVITY = ("kegiatan", "bentuk", "jenis_diklat", "durasi_jp", "tanggal_mulai", "tanggal_selesai", "penyelenggara",
             "nomor_sertifikat")
_NUMBERING = re.compile(r"\b(?:\d+|[ivxl]+)\b")
Activity = tuple[str, np.datetime64, np.datetime64, str]


def siasn_status(riwayat: pd.DataFrame) -> pd.Series:
    """Of every activity whether SIASN has it.

    Parameters
    ----------
    riwayat : DataFrame
        One row per ASN and activity. Uses ``pegawai_id, kegiatan, tanggal_mulai, tanggal_selesai, nomor_sertifikat,
        di_siasn``.

    Returns
    -------
    Series of str
        Same index: ``ada``; ``diduga_ada`` (not marked, but the same person has one there with a similar name on
        overlapping days, or the same certificate); ``ganda`` (a second row of one that is missing); ``belum``;
        ``tidak_diketahui`` (nothing is said about it).

    Notes
    -----
    Names are alike from :data:`ALIKE` on (token sort ratio), and never where their numbers differ (Angkatan I, II).
    Without an end an activity ends the day it begins.
    """
    rows = riwayat.reset_index(drop=True)
    said = rows["di_siasn"].astype("boolean")
    status = pd.Series(np.select([said.fillna(False), said.isna()], [THERE, UNKNOWN], MISSING), dtype="str")
    open_rows = rows.index[status.eq(MISSING)]
    kept = _in_order(rows, open_rows)
    perhaps = _matches(rows, kept, among=rows.index[status.eq(THERE)])
    status[perhaps] = PERHAPS_THERE
    left = [place for place in kept if place not in set(perhaps)]
    status[_repeated(rows, left)] = TWICE
    return status.set_axis(riwayat.index)


def _in_order(rows: pd.DataFrame, places: pd.Index) -> list[int]:
    """Places in an order that does not depend on the order of the rows: the best documented first."""
    part = rows.loc[places]
    lacking = part.isna().sum(axis=1)
    keys = part.assign(_lacking=lacking)[["pegawai_id", "tanggal_mulai", "_lacking", "kegiatan"]]
    keys = keys.assign(_nomor=_text(part, "nomor_sertifikat"))
    order = ["pegawai_id", "tanggal_mulai", "_lacking", "kegiatan", "_nomor"]
    return keys.sort_values(order, kind="stable").index.tolist()


def _text(rows: pd.DataFrame, column: str) -> pd.Series:
    return rows[column].astype("object").fillna("").astype("str") if column in rows else pd.Series("", index=rows.index)


def _activities(rows: pd.DataFrame, places: list[int]) -> dict[int, tuple[str, Activity]]:
    """Place → person, and what an activity is recognised by."""
    part = rows.loc[places]
    start = part["tanggal_mulai"].astype("datetime64[s]")
    end = part["tanggal_selesai"].astype("datetime64[s]").fillna(start)
    start, end = start.fillna(end), end.where(end.ge(start), start)
    number = _text(part, "nomor_sertifikat").map(lambda text: plain(text).replace(" ", ""))
    names = part["kegiatan"].astype("object").fillna("").map(lambda text: plain(str(text)))
    values = zip(names, start.to_numpy(), end.to_numpy(), number, strict=True)
    return {place: (person, one) for place, person, one in zip(places, part["pegawai_id"], values, strict=True)}


def _same(one: Activity, other: Activity) -> bool:
    """Whether two activities of one person are the same."""
    if len(one[3]) >= 4 and one[3] == other[3]:
        return True
    overlap = one[1] <= other[2] and other[1] <= one[2]  # false where a day is missing
    if not overlap or sorted(_NUMBERING.findall(one[0])) != sorted(_NUMBERING.findall(other[0])):
        return False
    return fuzz.token_sort_ratio(one[0], other[0], score_cutoff=ALIKE) > 0


def _matches(rows: pd.DataFrame, places: list[int], *, among: pd.Index) -> list[int]:
    """Those of `places` that are the same as one of `among`."""
    there: dict[str, list[Activity]] = {}
    for person, one in _activities(rows, list(among)).values():
        there.setdefault(person, []).append(one)
    found = _activities(rows, places)
    return [place for place in places if any(_same(found[place][1], one) for one in there.get(found[place][0], ()))]


def _repeated(rows: pd.DataFrame, places: list[int]) -> list[int]:
    """Those of `places` that are the same as an earlier one."""
    first: dict[str, list[Activity]] = {}
    again = []
    for place, (person, one) in _activities(rows, places).items():
        if any(_same(one, other) for other in first.get(person, ())):
            again.append(place)
        else:
            first.setdefault(person, []).append(one)
    return again


def not_in_siasn(riwayat: pd.DataFrame, pegawai: pd.DataFrame) -> pd.DataFrame:
    """Activities done that SIASN does not have yet, ready for upload or with what they still lack.

    Parameters
    ----------
    riwayat : DataFrame
        As for :func:`siasn_status`, with ``bentuk, jenis_diklat, durasi_jp, penyelenggara``.
    pegawai : DataFrame
        One row per ASN: ``pegawai_id, perangkat_daerah, unit_kerja``.

    Returns
    -------
    DataFrame
        One row per ASN and missing activity, sorted by unit, person and day: ``perangkat_daerah, unit_kerja,
        pegawai_id``, the columns of the activity, ``formulir`` (``rw_kursus`` or ``rw_diklat``), ``kurang`` (columns
        still empty, with commas), ``siap`` (bool: nothing lacks). Rows already there or doubled are left out.
    """
    missing = riwayat[siasn_status(riwayat).eq(MISSING)]
    missing = missing[["pegawai_id", *_ACTIVITY]].merge(
        pegawai[["pegawai_id", "perangkat_daerah", "unit_kerja"]], on="pegawai_id", how="left",
    )
    empty = {name: missing[name].isna() | missing[name].astype("object").eq("") for name in _NEEDED}
    empty["durasi_jp"] |= ~missing["durasi_jp"].astype("float64").gt(0)
    lacks = zip(*(empty[name].to_list() for name in _NEEDED), strict=True)
    lacking = [", ".join(name for name, lack in zip(_NEEDED, row, strict=True) if lack) for row in lacks]
    found = missing.assign(
        formulir=pd.Series(np.where(missing["jenis_diklat"].isin(STRUCTURAL), "rw_diklat", "rw_kursus"), dtype="str"),
        kurang=pd.Series(lacking, index=missing.index, dtype="str"),
    )
    found = found.assign(siap=found["kurang"].eq(""))
    place = ["perangkat_daerah", "unit_kerja", "pegawai_id"]
    columns = [*place, *_ACTIVITY, "formulir", "kurang", "siap"]
    return found.sort_values([*place, "tanggal_mulai", "kegiatan"], kind="stable", ignore_index=True)[columns]


def siasn_upload(missing: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The missing activities in the shape of SIASN's two forms.

    Parameters
    ----------
    missing : DataFrame
        Of :func:`not_in_siasn`; leave out what is not ``siap`` where only complete rows are to be sent.

    Returns
    -------
    dict
        ``rw_kursus`` and ``rw_diklat``: ``pegawai_id`` (in whose place the workbook puts the NIP), then the columns of
        :data:`FORMS`. Days and hours are text (``21-11-2026``, ``32``), as SIASN has them; what is missing is empty.
    """
    begins = missing["tanggal_mulai"].astype("datetime64[s]")
    texts = {name: _text(missing, name) for name in ("bentuk", "jenis_diklat", "kegiatan", "nomor_sertifikat",
                                                     "penyelenggara")}
    hours = missing["durasi_jp"].astype("float64")
    texts |= {name: missing[name].astype("datetime64[s]").dt.strftime("%d-%m-%Y").astype("object").fillna("")
              for name in ("tanggal_mulai", "tanggal_selesai")}
    texts["tahun"] = begins.dt.strftime("%Y").astype("object").fillna("")
    texts["durasi_jp"] = hours.map(lambda value: f"{value:g}", na_action="ignore").astype("object").fillna("")
    return {
        form: pd.DataFrame({"pegawai_id": missing["pegawai_id"], **{name: texts[own] for name, own in columns.items()}})
        [missing["formulir"].eq(form)].astype("str").reset_index(drop=True)
        for form, columns in FORMS.items()
    }


def siasn_by_unit(missing: pd.DataFrame, *, unit: str = "perangkat_daerah") -> pd.DataFrame:
    """How much of each unit is still to be uploaded.

    Returns
    -------
    DataFrame
        One row per unit, sorted: ``kegiatan`` (rows), ``siap`` (of them complete), ``jumlah_asn`` (people).
    """
    groups = missing.assign(**{unit: missing[unit].astype("object").fillna("")}).groupby(unit, sort=True)
    return groups.agg(kegiatan=("pegawai_id", "size"), siap=("siap", "sum"),
                      jumlah_asn=("pegawai_id", "nunique")).astype("int64").reset_index().astype({unit: "str"})


def siasn_notes(riwayat: pd.DataFrame, missing: pd.DataFrame) -> pd.DataFrame:
    """What to know about the comparison: nothing said, perhaps already there, incomplete.

    Returns
    -------
    DataFrame
        Findings (PRF-035 to PRF-037) with counts only.
    """
    counts = siasn_status(riwayat).value_counts()
    rows = (
        (NOT_SAID, "di_siasn", int(counts.get(UNKNOWN, 0))),
        (PERHAPS, "di_siasn", int(counts.get(PERHAPS_THERE, 0))),
        (INCOMPLETE, "nomor_sertifikat", int((~missing["siap"]).sum())),
    )
    return findings.frame(
        findings.finding(code, "informasi", table="riwayat_bangkom", column=column, jumlah=number)
        for code, column, number in rows if number
    )


def sector_learning(belajar_sektor: pd.DataFrame, riwayat: pd.DataFrame) -> pd.DataFrame:
    """Learning on sector platforms, each activity once.

    Parameters
    ----------
    belajar_sektor : DataFrame
        ``pegawai_id, platform, kegiatan, tanggal, tanggal_selesai, kredit`` (the platform's own points).
    riwayat : DataFrame
        ``pegawai_id, kegiatan, tanggal_mulai, tanggal_selesai, nomor_sertifikat``.

    Returns
    -------
    DataFrame
        The same rows, sorted by person, day, platform and activity, with ``status``: ``sendiri`` (only there),
        ``ganda`` (the same activity stands before it, on whatever platform), ``di_riwayat`` (also in the course
        history).

    Notes
    -----
    ``kredit`` is no learning hours: no column of hours is made of it, and nothing here may be added to JP.
    """
    order = ["pegawai_id", "tanggal", "platform", "kegiatan"]
    rows = belajar_sektor.sort_values(order, kind="stable", ignore_index=True)
    columns = ["pegawai_id", "kegiatan", "tanggal_mulai", "tanggal_selesai"]
    own = rows.rename(columns={"tanggal": "tanggal_mulai"})[columns]
    both = pd.concat([own, riwayat[columns]], ignore_index=True)
    both = both.astype({"tanggal_mulai": "datetime64[s]", "tanggal_selesai": "datetime64[s]"})
    places = list(range(len(own)))
    status = pd.Series("sendiri", index=rows.index, dtype="str")
    status[_repeated(both, places)] = "ganda"
    known = _matches(both, [place for place in places if status[place] != "ganda"], among=both.index[len(own):])
    status[known] = "di_riwayat"
    return rows.assign(status=status)


def sector_by_unit(
    sector: pd.DataFrame, pegawai: pd.DataFrame, *, unit: str = "perangkat_daerah"
) -> pd.DataFrame:
    """How many ASN of each unit learn on which platform, and the platform's own credits.

    Returns
    -------
    DataFrame
        One row per unit and platform, sorted: ``jumlah_asn``, ``kegiatan``, ``kredit`` (the platform's points; they
        are not comparable between platforms). Doubled rows count once.
    """
    once = sector[sector["status"].ne("ganda")].merge(pegawai[["pegawai_id", unit]], on="pegawai_id", how="left")
    groups = once.assign(**{unit: once[unit].astype("object").fillna("")}).groupby([unit, "platform"], sort=True)
    return groups.agg(jumlah_asn=("pegawai_id", "nunique"), kegiatan=("kegiatan", "size"),
                      kredit=("kredit", "sum")).reset_index()
