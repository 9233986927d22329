"""The tables of the AKPK report: frames of results → rows of text, with figures of few people hidden.

One function per table, named as in the template; each gives its rows, none where it has nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import headline
from pembinaan_lib.disclosure import people_of, small_together

Frames = Mapping[str, pd.DataFrame]
Meta = Mapping[str, Any]
Rows = list[list[str]]
MOST, FIRST, SHORT = 12, 20, 10
KNOWN = "kontribusi_"
NONE = "–"
_PROFILE = ("jenis_pegawai", "jenis_kelamin", "golongan", "kelompok_umur")
_FAIR = ("semua", "jenis_kelamin", "kelompok_umur", "jenis_pegawai")
_SEXES = {"L": "male", "P": "female"}


def made(frames: Frames, meta: Meta) -> dict[str, Rows]:
    """Every table that has rows, by name.

    Parameters
    ----------
    frames : mapping of DataFrames
        Results after :func:`pembinaan_lib.charts.published.hidden_cells`; a missing one leaves its table out.
    meta : mapping
        As for :func:`pembinaan_lib.documents.word_akpk`.
    """
    found = {name: make(frames, meta) for name, make in _TABLES.items()}
    return {name: rows for name, rows in found.items() if rows}


def frame(frames: Frames, name: str) -> pd.DataFrame:
    """A frame by name; one without rows where there is none."""
    return frames.get(name, pd.DataFrame())


def few(count: Any, meta: Meta) -> str:
    """A number of people; fewer than may be shown are told as such."""
    if count is None or pd.isna(count):
        return few_words(meta)
    return few_words(meta) if 0 < int(count) < int(meta["sel_minimum"]) else words.number(int(count))


def few_words(meta: Meta) -> str:
    """What stands in place of a hidden number."""
    return words.text("documents.akpk.few", minimum=int(meta["sel_minimum"]))


def unit(name: Any) -> str:
    """The name of a unit, or that nobody knows it."""
    return words.text("charts.unit_unknown") if name is None or pd.isna(name) or not str(name) else str(name)


def shown_needs(frames: Frames, meta: Meta) -> pd.DataFrame:
    """The ranked needs that concern enough people to be shown."""
    register = frame(frames, "register")
    if register.empty:
        return register
    return register[register["peringkat"].notna() & (people_of(register, "jumlah_asn") >= int(meta["sel_minimum"]))]


def evidence_of(need: Mapping[str, Any], most: int = 2) -> str:
    """The sources that contribute most to a need, in words."""
    parts = {name.removeprefix(KNOWN): value for name, value in need.items()
             if name.startswith(KNOWN) and not name.endswith("belum_diketahui") and pd.notna(value) and value > 0}
    first = sorted(parts, key=lambda name: (-parts[name], name))[:most]
    return ", ".join(words.text(f"documents.bukti_pendek.{name}") for name in first) or NONE


def sure(label: Any) -> str:
    """How sure we are, in words."""
    return NONE if pd.isna(label) else words.text(f"documents.keyakinan_label.{label}")


def _law(frames: Frames, meta: Meta) -> Rows:
    return [[str(value) for value in row] for row in
            frame(frames, "dasar_hukum").reindex(columns=["instrumen", "untuk", "status"]).itertuples(index=False)]


def _evidence(frames: Frames, meta: Meta) -> Rows:
    """Each source: of how many needs and units it speaks, its newest day, its weight."""
    known, given = frame(frames, "register_rinci"), {name: float(one) for name, one in meta["bobot"].items()}
    if known.empty:
        return []
    whole = sum(given.values()) or 1.0
    told, rows = known[known["cara"] == "bukti"], []
    for source in meta["keyakinan_bukti"]:
        mine = told[told["bukti"] == source]
        age = mine["umur_hari"].min() if len(mine) else pd.NA
        day = NONE if pd.isna(age) else words.day(meta["tanggal_data"] - timedelta(days=int(age)))
        count = words.number(len(mine)) if len(mine) else words.text("documents.akpk.nothing")
        where, weight = mine["perangkat_daerah"].nunique(), words.percent(given.get(source, 0.0) / whole)
        rows.append([words.text(f"documents.bukti.{source}"), count, words.number(where), day, weight])
    return rows


def _profile(frames: Frames, meta: Meta) -> Rows:
    """How many ASN of each kind, sex, rank and age; what fairness hid stays hidden."""
    groups = frame(frames, "keadilan")
    if groups.empty:
        return []
    whole, rows = meta["jumlah_asn"], []
    for dimension in _PROFILE:
        for row in groups[groups["dimensi"] == dimension].to_dict("records"):
            known = pd.notna(row["asn"])
            rows.append([group(dimension, row["kelompok"]), few(row["asn"], meta),
                         words.percent(row["asn"] / whole, 1) if known and whole else NONE])
    return rows


def group(dimension: str, name: str) -> str:
    """A group of ASN in words."""
    if dimension == "semua":
        return words.text("documents.akpk.everybody")
    if dimension == "jenis_kelamin" and name in _SEXES:
        return words.text(f"documents.akpk.{_SEXES[name]}")
    if dimension == "kelompok_umur" and name:
        return words.text("documents.akpk.age", age=name)
    return name or words.text("charts.unit_unknown")


def _gaps(frames: Frames, meta: Meta) -> Rows:
    return [[row["perangkat_daerah"], row["kompetensi"], words.number(row["rerata_kesenjangan"], 1),
             words.number(int(row["dinilai"]))]
            for row in headline.largest_gaps(frames, MOST).to_dict("records")]


def _skills(frames: Frames, meta: Meta) -> Rows:
    """Each competency over the whole agency, from the units before anything was hidden; small ones are left out."""
    units = frame(frames, "kesenjangan_semua")
    if units.empty:
        return []
    sums = units.groupby("kompetensi", sort=True)[["jumlah_asn", "dinilai", "di_bawah_standar"]].sum()
    people = people_of(sums, "dinilai")
    told = sums.assign(bagian=sums["di_bawah_standar"] / sums["dinilai"])[people >= int(meta["sel_minimum"])]
    first = told.reset_index().sort_values(["bagian", "kompetensi"], ascending=[False, True], kind="stable").head(FIRST)
    return [[row["kompetensi"], words.number(int(row["jumlah_asn"])), words.number(int(row["dinilai"])),
             few(row["di_bawah_standar"], meta),
             NONE if 0 < row["di_bawah_standar"] < meta["sel_minimum"] else words.percent(row["bagian"])]
            for row in first.to_dict("records")]


def _survey(frames: Frames, meta: Meta) -> Rows:
    """Competencies by the number of units that hold them important and feel weak in them, with the agency's means."""
    answers, agency = frame(frames, "survei_unit"), frame(frames, "survei_instansi")
    if answers.empty or agency.empty:
        return []
    answers = answers[people_of(answers, "n") >= int(meta["sel_minimum"])]
    short = answers.loc[answers["kuadran"] == "tingkatkan", "kompetensi"].value_counts()
    told = agency[(people_of(agency, "n") >= int(meta["sel_minimum"])) & agency["kuadran"].notna()]
    first = told.assign(tingkatkan=told["kompetensi"].map(short).fillna(0)).sort_values(
        ["tingkatkan", "kompetensi"], ascending=[False, True], kind="stable").head(MOST)
    return [[row["kompetensi"], words.number(int(row["tingkatkan"])), words.number(row["kepentingan"], 2),
             words.number(row["kemampuan"], 2)] for row in first.to_dict("records")]


def _ratings(frames: Frames, meta: Meta) -> Rows:
    rated = frame(frames, "predikat")
    if rated.empty:
        return []
    counts = rated["predikat"].dropna().value_counts().sort_index()
    whole, hidden = int(counts.sum()), small_together(counts, int(meta["sel_minimum"]))
    order = counts.sort_values(ascending=False, kind="stable").index
    return [[str(name), few(pd.NA, meta) if hidden[name] else words.number(int(counts[name])),
             NONE if hidden[name] else words.percent(counts[name] / whole, 1)] for name in order]


def _indicators(frames: Frames, meta: Meta) -> Rows:
    short = frame(frames, "indikator_kurang")
    if short.empty:
        return []
    short = short[short["kurang_rasio"] > 0].sort_values(
        ["kurang_rasio", "unit_kerja", "indikator"], ascending=[False, True, True], kind="stable").head(MOST)
    return [[unit(row["unit_kerja"]), str(row["indikator"]), words.number(row["nilai"], 1),
             words.number(row["target"], 1), words.percent(row["kurang_rasio"])] for row in short.to_dict("records")]


def _satisfaction(frames: Frames, meta: Meta) -> Rows:
    """Services from the lowest index up; those with too few answers are left out."""
    services = frame(frames, "skm_layanan")
    if services.empty:
        return []
    services = services[people_of(services, "n") >= int(meta["sel_minimum"])]
    first = services.sort_values(["nilai", "unit_kerja", "layanan"], kind="stable").head(MOST)
    return [[unit(row["unit_kerja"]), str(row["layanan"]), words.number(row["nilai"], 2), str(row["mutu"]),
             _element(row["unsur_terendah"])] for row in first.to_dict("records")]


def _element(name: Any) -> str:
    return str(name).replace("_", " ")


def _conduct(frames: Frames, meta: Meta) -> Rows:
    """Sanctions and complaints of the whole agency, year by year; never by unit, never per person."""
    found = frame(frames, "integritas_unit")
    if found.empty:
        return []
    years = found.groupby("tahun", sort=True)[["sanksi", "orang_disanksi", "pengaduan_perilaku"]].sum(min_count=1)
    return [[str(year), few(row["sanksi"], meta) if pd.notna(row["sanksi"]) else NONE,
             few(row["orang_disanksi"], meta) if pd.notna(row["orang_disanksi"]) else NONE,
             words.number(int(row["pengaduan_perilaku"])) if pd.notna(row["pengaduan_perilaku"]) else NONE]
            for year, row in years.iterrows()]


def _hours(frames: Frames, meta: Meta) -> Rows:
    """Units with most people below the hours; without a training history nobody knows."""
    units = frame(frames, "profil_unit")
    if units.empty or not headline.history(meta):
        return []
    lacking = pd.to_numeric(units["kurang_jp_asn"], errors="coerce")
    first = units[lacking > 0].assign(_kurang=lacking).sort_values(
        ["_kurang", "perangkat_daerah"], ascending=[False, True], kind="stable").head(MOST)
    return [[unit(row["perangkat_daerah"]), words.number(int(row["kurang_jp_asn"])), few(row["wajib_jp_asn"], meta)]
            for row in first.to_dict("records")]


def _duties(frames: Frames, meta: Meta) -> Rows:
    """Duties by kind; kinds of few people only together with others."""
    duties = frame(frames, "kewajiban")
    if duties.empty:
        return []
    kinds = duties.groupby("kewajiban")["terlambat"].agg(semua="size", lewat="sum").reset_index()
    hidden = small_together(people_of(kinds, "semua"), int(meta["sel_minimum"])).to_numpy()
    rest = kinds[hidden]
    rows = [[_kind(row["kewajiban"]), words.number(int(row["semua"])), few(row["lewat"], meta)]
            for row in kinds[~hidden].sort_values(["lewat", "kewajiban"], ascending=[False, True]).to_dict("records")]
    if len(rest):
        names = ", ".join(_kind(name) for name in rest["kewajiban"])
        rows.append([names, few(rest["semua"].sum(), meta), few(rest["lewat"].sum(), meta)])
    return rows


def _kind(name: str) -> str:
    key = f"documents.kind.{name.replace(' ', '_')}"
    return words.text(key) if words.has(key) else name


def _order(frames: Frames, meta: Meta) -> Rows:
    needs = shown_needs(frames, meta).head(FIRST)
    return [[words.number(int(row["peringkat"])), unit(row["perangkat_daerah"]), str(row["kompetensi"]),
             words.number(row["prioritas"], 2), evidence_of(row), sure(row["keyakinan_label"])]
            for row in needs.to_dict("records")]


def _apart(frames: Frames, meta: Meta) -> Rows:
    needs = shown_needs(frames, meta)
    if needs.empty:
        return []
    return [[unit(row["perangkat_daerah"]), str(row["kompetensi"]),
             *(words.text(f"documents.bukti_pendek.{row[name]}") for name in ("sumber_tertinggi", "sumber_terendah")),
             words.number(row["beda_sumber"], 2)]
            for row in needs[needs["berbeda"].astype(bool)].head(SHORT).to_dict("records")]


def _for_heads(frames: Frames, meta: Meta) -> Rows:
    left = frame(frames, "register_kepala")
    if left.empty:
        return []
    shown = left[people_of(left, "jumlah_asn") >= int(meta["sel_minimum"])].head(SHORT)
    return [[unit(row["perangkat_daerah"]), str(row["kompetensi"]), words.text(f"documents.penyebab.{row['penyebab']}"),
             NONE if pd.isna(row["peringkat"]) else words.number(int(row["peringkat"]))]
            for row in shown.to_dict("records")]


REASONS = ("didukung", "tidak didukung", "belum ada bukti", "tidak dikenali", "unit tidak dikenal")


def _requests(frames: Frames, meta: Meta) -> Rows:
    """Requests by state and by what other evidence says; they are counted, nobody is told apart."""
    asked = frame(frames, "usulan_didukung")
    if asked.empty:
        return []
    counts = asked.groupby(["status", "alasan_bukti"]).size().unstack(fill_value=0)
    rows = []
    for state in [name for name in ("diajukan", "diterima", "digabung", "ditolak") if name in counts.index]:
        one = counts.loc[state]
        unknown = int(one.get(REASONS[3], 0) + one.get(REASONS[4], 0))
        counted = [words.number(int(one.get(name, 0))) for name in REASONS[:3]]
        rows.append([words.text(f"documents.status.{state}"), *counted, words.number(unknown)])
    return rows


def _company(frames: Frames, meta: Meta) -> Rows:
    """Recommended company with its cost; lines of few people stand together, so that the cost tells no number."""
    lines = frame(frames, "rencana_pendampingan")
    if lines.empty:
        return []
    hidden = small_together(people_of(lines, "sasaran_asn"), int(meta["sel_minimum"]))
    first = lines[~hidden].sort_values("yakin", ascending=False, kind="stable")
    rows = [[unit(row["unit_kerja"]), _side(row), _said("pendekatan", row["pendekatan"]),
             words.number(int(row["sasaran_asn"])), _money(row["biaya_rp"])] for row in first.to_dict("records")]
    rest = lines[hidden]
    if rest["sasaran_asn"].sum() >= int(meta["sel_minimum"]):
        rows.append([words.text("documents.akpk.other_units", count=int(rest["unit_kerja"].nunique())), NONE, NONE,
                     words.number(int(rest["sasaran_asn"].sum())), _money(rest["biaya_rp"].sum(skipna=False))])
    return rows


COMPANIES = ("perubahan_yakin", "perubahan_ragu", "digital_yakin", "digital_ragu")
"""The kinds of recommended company: through change or in digital work, sure or not."""
_DIGITAL = "literasi digital"


def company_of(lines: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The lines of one of :data:`COMPANIES`."""
    digital, sure = lines["alasan"] == _DIGITAL, lines["yakin"].astype("bool")
    return lines[(digital if kind.startswith("digital") else ~digital) & (sure if kind.endswith("yakin") else ~sure)]


def _side(row: Mapping[str, Any]) -> str:
    """What is still hard, and that nobody is sure of it yet."""
    side = _said("alasan", row["alasan"])
    return side if row["yakin"] else words.text("documents.akpk.company_unsure", side=side)


def _said(column: str, code: str) -> str:
    key = f"documents.{column}.{code.replace(' ', '_')}"
    return words.text(key) if words.has(key) else code


def _money(value: Any) -> str:
    return NONE if pd.isna(value) else words.number(int(value))


def _fair(frames: Frames, meta: Meta) -> Rows:
    groups = frame(frames, "keadilan")
    if groups.empty:
        return []
    hours = headline.history(meta)
    return [[group(row["dimensi"], row["kelompok"]), few(row["asn"], meta),
             _share(row["butuh"], row["dinilai"], row["butuh_rasio"]),
             words.number(row["jp_rerata"], 1) if hours and pd.notna(row["jp_rerata"]) else NONE,
             NONE if pd.isna(row["kegiatan_rerata"]) else words.number(row["kegiatan_rerata"], 1)]
            for row in groups[groups["dimensi"].isin(_FAIR)].to_dict("records")]


def _share(part: Any, whole: Any, ratio: Any) -> str:
    if pd.isna(ratio):
        return NONE
    return f"{words.percent(ratio)} ({words.text('words.of', part=int(part), whole=int(whole))})"


def units(frames: Frames, meta: Meta, *, most: int = 5) -> list[dict[str, Any]]:
    """Every perangkat daerah with its first needs: ``nama, keterangan, baris``."""
    profile, needs = frame(frames, "profil_unit"), shown_needs(frames, meta)
    by_unit = dict(tuple(needs.groupby("perangkat_daerah", sort=False))) if len(needs) else {}
    return [
        {"nama": unit(row["perangkat_daerah"]), "keterangan": _about(row, frames, meta),
         "baris": [[words.number(int(need["peringkat"])), str(need["kompetensi"]), words.number(need["prioritas"], 2),
                    sure(need["keyakinan_label"]), evidence_of(need, 3)]
                   for need in by_unit.get(row["perangkat_daerah"], needs.head(0)).head(most).to_dict("records")]}
        for row in profile.to_dict("records")
    ]


def _about(row: Mapping[str, Any], frames: Frames, meta: Meta) -> str:
    """A unit in one sentence: its people, who was assessed, who lacks hours."""
    gaps = frame(frames, "kesenjangan_semua")
    mine = gaps[gaps["perangkat_daerah"] == row["perangkat_daerah"]] if len(gaps) else gaps
    assessed = int(mine["dinilai"].max()) if len(mine) else 0
    known = headline.history(meta)
    values = {"people": few(row["jumlah_asn"], meta), "assessed": few(assessed, meta),
              "lacking": few(row["kurang_jp_asn"], meta) if known else NONE,
              "late": few(row["kewajiban_terlambat"], meta)}
    return words.text("documents.akpk.unit_about" if known else "documents.akpk.unit_about_bound", **values)


def captions(names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Title and heads of each table; the heads of one table stand in one sentence, parted by ``|``."""
    return {
        name: {"judul": words.text(f"documents.akpk.tabel.{name}"),
               "kepala": words.text(f"documents.akpk.kepala.{name}").split("|"),
               "sumber": words.text(f"documents.akpk.sumber.{name}")} for name in names
    }


_TABLES: Mapping[str, Callable[[Frames, Meta], Rows]] = {
    "dasar": _law, "bukti": _evidence, "profil": _profile, "kesenjangan": _gaps, "kompetensi": _skills,
    "survei": _survey, "predikat": _ratings, "indikator": _indicators, "skm": _satisfaction, "integritas": _conduct,
    "jp": _hours, "kewajiban": _duties, "prioritas": _order, "beda": _apart, "kepala": _for_heads,
    "usulan": _requests, "pendampingan": _company, "keadilan": _fair,
}
