"""What goes into a plan and what comes out: frozen values, each with a fingerprint and canonical bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from pembinaan_lib import findings, needs, tables
from pembinaan_lib.design.proposal import LARGEST_RP, is_money
from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.needs.requests import STATUSES
from pembinaan_lib.plan.overlay import laid_over
from pembinaan_lib.rules import RuleSet

DEFAULTS: Mapping[str, Any] = {
    "pagu_rp": None,  # None: the sum of the imported budget lines
    "bobot_jp": None,  # worth of one person's whole yearly hours beside one level of gap; None: the rule rancangan.bobot_jp
    "bobot_bukti": None,  # weight of each source of evidence; None: those of the rule kebutuhan.bobot_bukti
    "perbandingan_bukti": {},  # "source|source" → how many times heavier the first is: where the weights came from
    "penyebab_kebutuhan": {},  # "unit|competency" → what causes the need: {penyebab, bukti}
    "putusan_usulan": {},  # usulan_id → what became of it: {kompetensi, status, jawaban, digabung_ke}
    "kampanye_usulan": None,  # the call for requests: {dibuka, ditutup}
    "kegiatan_dikecualikan": [],  # bangkom_id that the planner does not want
    "rencana": None,  # sha256 of the accepted proposal
    "tanggal": None,  # ISO day as of which to compute, where that is later than the newest import
    "aturan_daerah": {},  # rule_id → the agency's own value: {nilai, dari, alasan}
    "aturan_dikonfirmasi": {},  # rule_id → what somebody found in the regulation: {dari, halaman}
    "pemetaan_kolom": {},  # signature of a sheet → which table it holds and which column is which: {tabel, kolom}
}
# Choices that change no result: where a rule was looked up, and how files are read before they are data.
BESIDE_THE_PLAN = ("aturan_dikonfirmasi", "pemetaan_kolom", "perbandingan_bukti")
YEARS = (1990, 2100)
LARGEST_WEIGHT = 1e9
VERSIONS = ("indikatif", "RKA", "DPA", "perubahan")
FROM_REFERENCE: tuple[str, ...] = (
    "kompetensi", "indikator_kompetensi", "standar_kompetensi", "tugas_jabatan", "pemetaan_kompetensi", "butir",
    "katalog_bangkom", "katalog_kompetensi", "katalog_biaya",
)
SURVEY = "survei_kebutuhan"
# What people wrote in their own words stays in the workbook: a plan only knows whether something is written there.
FREE_TEXT: Mapping[str, tuple[str, ...]] = {
    "suara_masyarakat": ("isi_pesan", "tanggapan"), "forum": ("notulen", "kesepakatan"), "skm_respons": ("saran",),
    "usulan": ("alasan", "jawaban"), "rencana_penerapan": ("bukti",), "pendaftaran": ("alasan",),
    "mentoring": ("topik", "tindak_lanjut"), SURVEY: ("kendala",), "kalender_layanan": ("alasan",),
    "tindak_lanjut": ("bukti",),
}
# Choices whose entries have a part in people's own words too.
WORDED: Mapping[str, str] = {"putusan_usulan": "jawaban", "penyebab_kebutuhan": "bukti"}
WRITTEN = "ada"


def canonical_json(value: Any) -> bytes:
    """`value` as JSON bytes that do not depend on the order of keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()


def canonical_csv(frame: pd.DataFrame) -> bytes:
    """A result frame as CSV bytes: LF, UTF-8, ISO dates, numbers with at most twelve significant digits.

    Twelve digits are more than any figure of a plan knows, and fewer than two machines could disagree about.
    """
    decimals = frame.select_dtypes("float64")
    # Adding zero turns -0.0 into 0.0, which prints differently.
    plain = frame.assign(**{name: decimals[name] + 0.0 for name in decimals})
    return plain.to_csv(index=False, lineterminator="\n", float_format="%.12g", date_format="%Y-%m-%d").encode()


@dataclass(frozen=True)
class Inputs:
    """One agency's data as of one day.

    ``tables`` holds every table of the dictionary: imported ones, else the shipped reference, else empty; of some the
    imported rows over the shipped ones (:data:`pembinaan_lib.plan.overlay.DECIDED_BY`).
    ``imported`` names those that the agency imported; ``fingerprints`` is the sha256 of each table's canonical bytes.
    """

    instansi: str
    tahun: int
    tanggal: date
    contoh: bool
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    fingerprints: Mapping[str, str] = field(repr=False)
    imported: tuple[str, ...]
    rules: RuleSet = field(repr=False)

    @classmethod
    def from_bytes(
        cls, data: Mapping[str, bytes], *, instansi: str, tahun: int, tanggal: date, contoh: bool, rules: RuleSet,
        reference: Mapping[str, bytes] | None = None,
    ) -> Inputs:
        """Inputs from the canonical bytes of the imported tables.

        `reference` replaces the shipped reference tables (a record brings its own).
        """
        given = dict(reference) if reference is not None else reference_bytes()
        frames, prints = {}, {}
        for name in tables.TABLES:
            blob = _without_words(laid_over(data.get(name), given.get(name), name), name)
            frames[name] = tables.empty(name) if blob is None else tables.from_bytes(blob, name)
            prints[name] = hashlib.sha256(blob or b"").hexdigest()
        return cls(
            instansi=instansi, tahun=tahun, tanggal=tanggal, contoh=contoh, tables=frames, fingerprints=prints,
            imported=tuple(sorted(set(data) & set(tables.TABLES))), rules=rules,
        )

    @property
    def fingerprint(self) -> str:
        """sha256 of everything in here."""
        head = [self.instansi, self.tahun, self.tanggal.isoformat(), self.contoh, self.rules.digest]
        return hashlib.sha256(canonical_json([head, dict(self.fingerprints)])).hexdigest()


def _without_words(blob: bytes | None, name: str) -> bytes | None:
    """The table's bytes without what people wrote in their own words."""
    if blob is None or name not in FREE_TEXT:
        return blob
    frame = tables.from_bytes(blob, name)
    told = {column: frame[column].where(frame[column].isna(), WRITTEN) for column in FREE_TEXT[name]}
    if name == SURVEY:  # its obstacles are codes that the questionnaire offers; anything else is somebody's own words
        told["kendala"] = needs.only_obstacles(frame["kendala"])
    return tables.to_bytes(frame.assign(**told), name)


def without_words(key: str, value: Any) -> Any:
    """A choice as a plan and a record know it: of what people wrote in it only that there is something."""
    if key not in WORDED:
        return value
    return {name: {part: _told(text) if part == WORDED[key] else text for part, text in one.items()}
            for name, one in value.items()}


def reason_without_words(key: str, reason: str) -> str:
    """Why a choice was made; where its words are its reason (an answer to a request), only that there is one."""
    return _told(reason) if key in WORDED else reason


def _told(text: str) -> str:
    return WRITTEN if text.strip() else ""


def fingerprint(inputs: Inputs, decisions: Decisions) -> str:
    """sha256 of everything that a plan is computed from."""
    return hashlib.sha256(canonical_json([inputs.fingerprint, decisions.fingerprint])).hexdigest()


def checked(key: str, value: Any) -> None:
    """Refuse a choice that no plan can be computed with.

    Raises
    ------
    KeyError
        Nobody declared such a choice (a fault of ours).
    PembinaanError
        ``PLN-002``: the value is not of this choice's kind, below zero, or names what no plan knows (a source of
        evidence, a status), merges a request into itself, or ends before it begins.
    """
    default = DEFAULTS[key]
    if value == default or _KINDS[key](value):
        return
    raise PembinaanError("PLN-002", where=key)


def _weight(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LARGEST_WEIGHT


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _weights(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(
        name in needs.SOURCES and _weight(one) for name, one in value.items())


def _hash(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None


def _day(value: Any) -> bool:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return False
    return day is not None and day.isoformat() == value and YEARS[0] <= day.year <= YEARS[1]


def _entries(value: Any, parts: Mapping[str, Callable[[Any], bool]]) -> bool:
    """Whether `value` is a mapping of names to mappings with just these parts, each of its kind."""
    return isinstance(value, dict) and all(
        isinstance(one, dict) and set(one) == set(parts) and all(kind(one[part]) for part, kind in parts.items())
        for one in value.values()
    )


def _said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _own_rules(value: Any) -> bool:
    return _entries(value, {"nilai": lambda given: given is not None, "dari": _day, "alasan": _said})


def _looked_up(value: Any) -> bool:
    return _entries(value, {"dari": _day, "halaman": _said})


def _mappings(value: Any) -> bool:
    return _entries(value, {"tabel": lambda name: name == "" or name in tables.TABLES, "kolom": _names})


def _ratios(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _pair(name.split("|")) and _weight(one) and one > 0 for name, one in value.items())


def _pair(names: list[str]) -> bool:
    return len(names) == len(set(names)) == 2 and set(names) <= set(needs.SOURCES)  # noqa: PLR2004  two sources


def _causes(value: Any) -> bool:
    return _entries(value, {"penyebab": lambda name: name in needs.CAUSES, "bukti": lambda text: isinstance(text, str)})


def _answers(value: Any) -> bool:
    known = {"kompetensi", "status", "jawaban", "digabung_ke"}
    return isinstance(value, dict) and all(
        _names(one) and set(one) <= known and one.get("status", STATUSES[0]) in STATUSES and one.get("digabung_ke") != key
        for key, one in value.items())


def _call(value: Any) -> bool:
    days = isinstance(value, dict) and set(value) == {"dibuka", "ditutup"} and all(map(_day, value.values()))
    return days and value["dibuka"] <= value["ditutup"]


def _names(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(name, str) for name in (*value, *value.values()))


_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "pagu_rp": is_money, "bobot_jp": _weight, "bobot_bukti": _weights, "perbandingan_bukti": _ratios,
    "penyebab_kebutuhan": _causes, "putusan_usulan": _answers, "kampanye_usulan": _call, "kegiatan_dikecualikan": _texts,
    "rencana": _hash, "tanggal": _day, "aturan_daerah": _own_rules, "aturan_dikonfirmasi": _looked_up,
    "pemetaan_kolom": _mappings,
}


def ceiling(inputs: Inputs, decisions: Decisions) -> int | None:
    """The budget ceiling in rupiah: the planner's own, else the imported lines of the latest version, else unknown.

    Lines that add up to what no budget can be (:func:`doubtful_budget`) leave it unknown.
    """
    chosen, total = decisions.value("pagu_rp"), _budget_lines(inputs)
    return int(total) if chosen is None and total is not None and 0 <= total <= LARGEST_RP else chosen


def doubtful_budget(inputs: Inputs) -> pd.DataFrame:
    """``PLN-003`` where the imported budget lines add up to more than any budget, or to less than nothing."""
    total = _budget_lines(inputs)
    if total is None or 0 <= total <= LARGEST_RP:
        return findings.frame()
    return findings.frame([findings.finding("PLN-003", "perlu_dicek", table="anggaran", column="harga_rp")])


def _budget_lines(inputs: Inputs) -> float | None:
    """The sum of the year's imported lines of the latest version; none where there are none."""
    lines = inputs.tables["anggaran"]
    lines = lines[lines["tahun"].fillna(inputs.tahun) == inputs.tahun]
    if lines.empty:
        return None
    rank = lines["versi"].map({version: rank for rank, version in enumerate(VERSIONS)}).fillna(-1)
    latest = lines[rank == rank.max()]
    return float((latest["volume"] * latest["harga_rp"].astype("float64")).round().sum())


def reference_bytes() -> dict[str, bytes]:
    """The shipped reference tables as canonical bytes."""
    return {name: tables.to_bytes(tables.reference(name), name) for name in FROM_REFERENCE}


@dataclass(frozen=True)
class Decisions:
    """The planner's choices: values by key, and the bytes of the accepted proposal where there is one."""

    values: Mapping[str, Any] = field(default_factory=dict)
    proposal: bytes | None = field(default=None, repr=False)

    def value(self, key: str) -> Any:
        """The choice, or its default; a key that nobody declared is an error of ours."""
        return self.values.get(key, DEFAULTS[key])

    @property
    def fingerprint(self) -> str:
        """sha256 of the choices, made or left at their default, and of the accepted proposal."""
        proposal = hashlib.sha256(self.proposal or b"").hexdigest()
        chosen = {key: self.value(key) for key in DEFAULTS if key not in BESIDE_THE_PLAN}
        return hashlib.sha256(canonical_json([chosen, proposal])).hexdigest()


@dataclass(frozen=True)
class Results:
    """Named tidy frames, the findings of all steps, and what they were computed from."""

    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    findings: pd.DataFrame = field(repr=False)
    meta: Mapping[str, Any]

    def to_bytes(self) -> dict[str, bytes]:
        """One canonical CSV per frame, ``catatan.csv`` among them, and ``meta.json``."""
        named = {f"{name}.csv": canonical_csv(frame) for name, frame in self.frames.items()}
        return named | {"catatan.csv": canonical_csv(self.findings), "meta.json": canonical_json(dict(self.meta))}
