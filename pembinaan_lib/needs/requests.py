"""Requests (*usulan*) of units and staff: what they ask for, whether evidence supports it, and who has not answered.

A request is read twice: first what it asks for (:func:`recognised_requests`, which the register needs as evidence),
then what the register says about it (:func:`match_requests`). Texts of proposers are read here and not passed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.needs.counted import KEY, NAMING, SOURCES, shares
from pembinaan_lib.needs.evidence import evidence_frame, offices
from pembinaan_lib.needs.matching import UNKNOWN, named_competencies
from pembinaan_lib.needs.rulings import MERGED, REFUSED, WAITING, settled
from pembinaan_lib.rules import RuleSet

STATUSES = (WAITING, "diterima", MERGED, REFUSED)
CHOSEN = "dipilih"
_CHOICES = ("kompetensi", "status", "jawaban", "digabung_ke")
Choices = Mapping[str, Mapping[str, str]]


def recognised_requests(
    usulan: pd.DataFrame, kompetensi: pd.DataFrame, *, pegawai: pd.DataFrame, unit_kerja: pd.DataFrame, tanggal: date,
    putusan: Choices | None = None,
) -> pd.DataFrame:
    """What each request asks for, as far as it can be known.

    Parameters
    ----------
    usulan : DataFrame
        One row per request: ``usulan_id, tanggal, unit_kerja, pengusul, kompetensi, kegiatan, jumlah_peserta, status,
        jawaban``.
    kompetensi : DataFrame
        The agency's competencies; uses ``kompetensi``.
    pegawai, unit_kerja : DataFrame
        Lead from a unit to its perangkat daerah.
    putusan : mapping, optional
        The planner's choices by ``usulan_id``: ``kompetensi`` (what it is about), ``status``, ``jawaban`` (the reason
        that goes back to the proposer), ``digabung_ke`` (another ``usulan_id``). They go before the table.

    Returns
    -------
    DataFrame
        One row per request, sorted by ``usulan_id``: ``tanggal, unit_kerja, perangkat_daerah`` (missing: unknown),
        ``pengusul, kompetensi`` (missing: not recognised), ``saran_kompetensi`` (where it is only likely), ``cara``
        (*sama, mirip, mungkin, tidak dikenali, dipilih*), ``kecocokan`` (0 to 1), ``jumlah_peserta, status, jawaban,
        digabung_ke``.

    Raises
    ------
    PembinaanError
        ``NED-078``: a choice with an unknown field or status.

    Notes
    -----
    The column ``kompetensi`` of a request is looked at first, then its ``kegiatan``. A request without a status is
    *diajukan*. Mergers are followed to their end, which decides: see :func:`pembinaan_lib.needs.rulings.settled`.
    """
    chosen = _choices(putusan or {})
    told = usulan.sort_values("usulan_id", kind="stable", ignore_index=True)
    found = named_competencies(told[["kompetensi", "kegiatan"]], kompetensi["kompetensi"])
    found = pd.concat([
        told[["usulan_id", "tanggal", "unit_kerja"]],
        offices(told["unit_kerja"], unit_kerja, pegawai, tanggal=tanggal).rename("perangkat_daerah"),
        told["pengusul"], found, told["jumlah_peserta"],
    ], axis=1)
    ids = told["usulan_id"]
    for field in ("status", "jawaban"):
        own = ids.map({key: choice[field] for key, choice in chosen.items() if field in choice})
        found[field] = own.astype("str").fillna(told[field])
    found["status"] = found["status"].fillna(STATUSES[0])
    found["digabung_ke"] = ids.map({key: choice.get("digabung_ke") for key, choice in chosen.items()}).astype("str")
    return settled(_chosen(found, chosen), chosen)


def _choices(putusan: Choices) -> Choices:
    for key, choice in putusan.items():
        if set(choice) - set(_CHOICES) or choice.get("status", STATUSES[0]) not in STATUSES:
            raise PembinaanError("NED-078", where=str(key), statuses=", ".join(STATUSES))
    return putusan


def _chosen(found: pd.DataFrame, chosen: Choices) -> pd.DataFrame:
    """With the competency that the planner named; no text means: none of the list."""
    own = {key: choice["kompetensi"] for key, choice in chosen.items() if "kompetensi" in choice}
    named = found["usulan_id"].isin(own)
    names = found["usulan_id"].map({key: name or None for key, name in own.items()}).astype("str")
    return found.assign(
        kompetensi=found["kompetensi"].where(~named, names), saran_kompetensi=found["saran_kompetensi"].mask(named),
        cara=found["cara"].mask(named, CHOSEN), kecocokan=found["kecocokan"].mask(named, 1.0),
    )


def requests_evidence(requests: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """Requests as evidence for the register: each perangkat daerah has one voice, divided among what it asks for.

    Parameters
    ----------
    requests : DataFrame
        From :func:`recognised_requests`.

    Returns
    -------
    DataFrame
        Evidence frame, *usulan*; ``jumlah`` counts requests. Refused requests, and those whose competency or unit is
        not known, are no evidence; neither are requests from the future.

    Notes
    -----
    nilai = participants asked for this competency / participants the unit asks for at all. A request without a number
    counts 1. Who asks for everything, or for more seats, does not thereby get a stronger voice.
    """
    future = requests["tanggal"] > pd.Timestamp(tanggal)
    counts = requests[(requests["status"] != REFUSED) & requests[KEY].notna().all(axis=1) & ~future]
    voice = counts.assign(suara=counts["jumlah_peserta"].fillna(1).clip(lower=1).astype("int64"))
    found = voice.groupby(KEY, sort=True).agg(
        suara=("suara", "sum"), jumlah=("suara", "size"), tanggal=("tanggal", "max"),
    ).reset_index()
    whole = found.groupby("perangkat_daerah")["suara"].transform("sum")
    return evidence_frame(
        found.assign(nilai=found["suara"] / whole), bukti="usulan", rule=rules.value(NAMING, tanggal),
    )


def match_requests(requests: pd.DataFrame, register: pd.DataFrame, *, bobot: Mapping[str, Any]) -> pd.DataFrame:
    """What the register says about each request: supported by other evidence, or not, and why.

    Parameters
    ----------
    requests : DataFrame
        From :func:`recognised_requests`.
    register : DataFrame
        From :func:`pembinaan_lib.needs.register`.
    bobot : mapping
        The weights of the register.

    Returns
    -------
    DataFrame
        The rows of `requests` with ``prioritas, peringkat, keyakinan`` of the need, ``mendukung, tidak_mendukung``
        (sources other than requests, above and not above their average, joined by ", "), ``dukungan`` (-1 to 1),
        ``didukung`` (missing: nobody knows) and ``alasan_bukti`` (*didukung, tidak didukung, belum ada bukti, tidak
        dikenali, unit tidak dikenal*).

    Notes
    -----
    dukungan = Σ w · (nilai - average of nilai over the register) over the sources that have evidence for this need,
    but for requests themselves: nobody supports a request by asking. Supported is above 0. All those weights zero:
    they count alike.
    """
    columns = [*KEY, "prioritas", "peringkat", "keyakinan"]
    support = pd.concat([register[columns], _support(register, bobot)], axis=1)
    found = requests.merge(support, on=KEY, how="left")
    known = found["dukungan"].notna()
    reason = pd.Series(np.select(
        [found["kompetensi"].isna(), found["perangkat_daerah"].isna(), found["dukungan"] > 0, known],
        [UNKNOWN, "unit tidak dikenal", "didukung", "tidak didukung"], "belum ada bukti",
    ), index=found.index, dtype="str")
    texts = {name: found[name].fillna("") for name in ("mendukung", "tidak_mendukung")}
    supported = (found["dukungan"] > 0).astype("boolean").where(known)
    return found.assign(**texts, didukung=supported, alasan_bukti=reason)


def _support(register: pd.DataFrame, bobot: Mapping[str, Any]) -> pd.DataFrame:
    others = [source for source in SOURCES if source != "usulan"]
    there = register[[f"bukti_{source}" for source in others]].notna().to_numpy()
    there = there & (register["jumlah_bukti"] > 0).to_numpy("bool")[:, None]
    values = register[[f"nilai_{source}" for source in others]].to_numpy("float64")
    count = np.maximum((~np.isnan(values)).sum(axis=0), 1)
    above = np.where(there, values - np.nansum(np.sort(values, axis=0), axis=0) / count, 0.0).round(12)
    weights = np.array([shares(bobot)[SOURCES.index(source)] for source in others])
    heavy = there & (weights > 0) if weights.any() else there
    weights = np.where(heavy, weights if weights.any() else 1.0, 0.0)
    total = weights.sum(axis=1)
    score = np.divide((weights * above).sum(axis=1), total, where=total > 0, out=np.full(len(total), np.nan))
    return pd.DataFrame({
        "mendukung": _names(heavy & (above > 0), others), "tidak_mendukung": _names(heavy & (above <= 0), others),
        "dukungan": score,
    }, index=register.index)


def _names(chosen: np.ndarray[Any, np.dtype[np.bool_]], names: list[str]) -> pd.Series:
    sets = chosen @ (1 << np.arange(len(names)))  # one number for each set of names: few sets, many rows
    told = {one: ", ".join(name for at, name in enumerate(names) if one >> at & 1) for one in np.unique(sets).tolist()}
    return pd.Series(sets, dtype="int64").map(told).astype("str")


def campaign(
    requests: pd.DataFrame, pegawai: pd.DataFrame, *, dibuka: date, ditutup: date, tanggal: date
) -> pd.DataFrame:
    """Which units have answered a call for requests, and which have not yet.

    Parameters
    ----------
    requests : DataFrame
        From :func:`recognised_requests`. Any request is an answer, also one that asks for nothing.
    pegawai : DataFrame
        Uses ``perangkat_daerah``: whom the call concerns.
    dibuka, ditutup : date
        First and last day of the call.
    tanggal : date
        Today.

    Returns
    -------
    DataFrame
        One row per perangkat daerah, those to be reminded first, then by name: ``jumlah_asn, jumlah_usulan`` (since
        ``dibuka``), ``usulan_terakhir`` (day), ``terlambat`` (requests after ``ditutup``), ``menjawab`` (bool),
        ``keadaan`` (*belum menjawab, lewat tenggat, sudah menjawab, menjawab terlambat, belum dibuka*),
        ``sisa_hari`` (to the last day, never below 0), ``tenggat`` (day).

    Notes
    -----
    A request without a day counts as in time.
    """
    first, last, today = (pd.Timestamp(day) for day in (dibuka, ditutup, tanggal))
    day = requests["tanggal"]
    heard = requests[(day.isna() | (day.between(first, today))) & requests["perangkat_daerah"].notna()]
    groups = heard.assign(lewat=heard["tanggal"] > last).groupby("perangkat_daerah")
    found = pegawai["perangkat_daerah"].dropna().value_counts().rename("jumlah_asn").to_frame().join(
        groups.agg(jumlah_usulan=("usulan_id", "size"), usulan_terakhir=("tanggal", "max"), terlambat=("lewat", "sum")),
    ).rename_axis("perangkat_daerah").reset_index()
    counts = ["jumlah_asn", "jumlah_usulan", "terlambat"]
    found[counts] = found[counts].fillna(0).astype("Int64")
    answered = (found["jumlah_usulan"] > 0).astype("bool")
    late = answered & (found["terlambat"] == found["jumlah_usulan"])
    state = np.select([answered & late, answered, today < first, today > last],
                      ["menjawab terlambat", "sudah menjawab", "belum dibuka", "lewat tenggat"], "belum menjawab")
    found = found.assign(
        menjawab=answered, keadaan=pd.Series(state, dtype="str"), sisa_hari=max(0, (last - today).days),
        tenggat=last.as_unit("s"),
    ).astype({"sisa_hari": "Int64", "perangkat_daerah": "str", "usulan_terakhir": "datetime64[s]"})
    return found.sort_values(["menjawab", "perangkat_daerah"], kind="stable", ignore_index=True)


