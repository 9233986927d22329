"""From results to what leaves the workbook: the published edition, documents, the summary, a record computed again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pembinaan_lib import charts, documents, findings, plan, words
from pembinaan_lib import record as records
from pembinaan_lib.workbook import law

MINIMUM = "perlindungan_data.sel_minimum"
HOURS = "bangkom.jp_minimum_pns"
HISTORY = "riwayat_bangkom"
PLACES = ("jabatan", "perangkat_daerah", "unit_kerja")
# Which rules stand behind which part of the page.
BEHIND = {
    "kesenjangan": ("kompetensi.level_jabatan", "kompetensi.masa_berlaku_asesmen"),
    "jp": (HOURS, "bangkom.jp_maksimum_pppk"),
    "kewajiban": ("kewajiban.latsar", "kewajiban.kepemimpinan", "kewajiban.fungsional"),
    "kegiatan": ("bangkom.isi_rencana", "bangkom.bentuk"),
    "pelaksanaan": ("pelaksanaan.hadir_minimum",),
    "hasil": ("skm.mutu", "evaluasi.selang_kepercayaan"),
}
Progress = Callable[[float, str], None]


def published(results: plan.Results, inputs: plan.Inputs, *, number: str) -> dict[str, Any]:
    """The published edition of a plan: aggregates only, small cells hidden."""
    return charts.published(page_frames(results), page_meta(results, inputs, number=number))


def page_frames(results: plan.Results) -> dict[str, pd.DataFrame]:
    """The result frames under the names that pages and documents use; hours are those of the year that runs."""
    frames, hours = dict(results.frames), ["wajib_jp_asn", "kurang_jp_asn"]
    running = frames["profil_berjalan"][["perangkat_daerah", *hours]]
    units = frames["profil_unit"].drop(columns=hours).merge(running, on="perangkat_daerah")
    return frames | {
        "profil_unit": units, "batas": frames["rencana_batas"], "batas_baris": frames["rencana_batas_baris"],
        "pelaksanaan": frames["kehadiran_angkatan"],
    }


def page_meta(results: plan.Results, inputs: plan.Inputs, *, number: str) -> dict[str, Any]:
    """What a page says about the plan as a whole."""
    gap = results.frames["kesenjangan"]
    minimum = inputs.rules.value(MINIMUM, inputs.tanggal)
    return {
        "instansi": inputs.instansi, "tahun": inputs.tahun, "keadaan": "draf", "nomor_arsip": number,
        "tanggal_data": inputs.tanggal, "contoh": inputs.contoh, "jumlah_asn": len(inputs.tables["pegawai"]),
        "jumlah_dinilai": int(gap.loc[gap["berlaku"], "pegawai_id"].nunique()),
        "jumlah_wajib_jp": int((results.frames["jam_rencana"]["wajib_jp"] > 0).sum()),
        "pagu_rp": results.meta["pagu_rp"], "sel_minimum": int(minimum.value), "sidik": fingerprint(results),
        "ada_riwayat": HISTORY in inputs.imported,
        "jp_minimum": inputs.rules.value(HOURS, inputs.tanggal).value,
        "aturan": {part: _behind(inputs, names) for part, names in BEHIND.items()},
    }


def _behind(inputs: plan.Inputs, names: Sequence[str]) -> dict[str, str]:
    """The rules behind a part of the page, said in each language: a page must not depend on who froze it."""
    said = {}
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            said[lang] = "; ".join(law.cited(inputs.rules, name, inputs.tanggal) for name in names)
    return said


def fingerprint(results: plan.Results) -> str:
    """Short fingerprint of what the results were computed from: the same letters on every paper and page."""
    return results.meta["sidik"][:charts.PRINT]


def used_rules(results: plan.Results) -> set[str]:
    """Rules that a result row names, and those behind the parts of the page."""
    frames = [frame["rule_id"].dropna() for frame in results.frames.values() if "rule_id" in frame]
    return {rule_id for names in (*frames, *BEHIND.values(), (MINIMUM,)) for rule_id in names}


def next_number(folder: Path, tahun: int) -> str:
    """``2027-001``, ``2027-002`` …: the first number of the year that no record has."""
    taken = {path.name for path in (folder / "arsip").glob(f"{tahun}-*")}
    numbers = [int(found.group(1)) for name in taken if (found := re.fullmatch(rf"{tahun}-(\d+)", name))]
    return f"{tahun}-{max(numbers, default=0) + 1:03d}"


def places(inputs: plan.Inputs) -> list[str]:
    """Names of units and posts: a place may bear a person's name without being one."""
    staff, units = inputs.tables["pegawai"], inputs.tables["unit_kerja"]
    columns = [staff[column] for column in PLACES] + [units["unit_kerja"], units["perangkat_daerah"]]
    return sorted({str(name) for column in columns for name in column.dropna()} - {""})


def number_of(folder: Path, sidik: str) -> str:
    """Number of the newest record when it holds just this plan, else nothing: a draft."""
    newest = records.last(folder)
    if newest is None:
        return ""
    contents = records.unpack(newest)
    return contents.number if contents.meta.get("sidik") == sidik else ""


def write(
    results: plan.Results, inputs: plan.Inputs, folder: Path, *, number: str, progress: Progress | None = None
) -> list[Path]:
    """Write the Word plan, the leader's picture and the leader's PDF into `folder`; they replace older ones."""
    folder.mkdir(parents=True, exist_ok=True)
    frames, meta = page_frames(results), page_meta(results, inputs, number=number)
    edition = charts.published(frames, meta)
    frames |= {
        "aturan_berlaku": law.table(inputs.rules, inputs.tanggal, only=used_rules(results), doubt=False),
        "rencana_unit": unit_shares(results, inputs),
    }
    makers: list[tuple[str, Callable[[], bytes]]] = [
        (f"rencana-{inputs.tahun}.docx", lambda: documents.word_plan(frames, meta)),
        (f"ringkasan-pimpinan-{inputs.tahun}.png", lambda: documents.leader_picture(edition)),
        (f"ringkasan-pimpinan-{inputs.tahun}.pdf", lambda: documents.leader_pdf(edition)),
    ]
    paths = []
    for done, (name, make) in enumerate(makers):
        if progress:
            progress(done / len(makers), "workbook.writing")
        paths.append(replaced(folder / name, make()))
    return paths


def unit_shares(results: plan.Results, inputs: plan.Inputs) -> pd.DataFrame:
    """What the plan means for each unit.

    Returns
    -------
    DataFrame
        One row per unit with a seat, sorted by ``perangkat_daerah``: ``asn`` (different people), ``peserta`` (seats),
        ``biaya_rp`` (each activity's cost shared by its seats; whole rupiah that sum to the cost of the plan),
        ``biaya_rasio`` (of the whole).
    """
    seats, lines = results.frames["rencana_peserta"], results.frames["rencana_baris"]
    price = lines.set_index("bangkom_id")["biaya_rp"].astype("float64") / seats.groupby("bangkom_id").size()
    homes = inputs.tables["pegawai"].set_index("pegawai_id")["perangkat_daerah"]
    shared = seats.assign(
        perangkat_daerah=seats["pegawai_id"].map(homes).fillna("").astype("str"), biaya=seats["bangkom_id"].map(price))
    found = shared.groupby("perangkat_daerah", sort=True).agg(
        asn=("pegawai_id", "nunique"), peserta=("pegawai_id", "size"), biaya=("biaya", "sum")).reset_index()
    whole = found["biaya"].cumsum().round().diff().fillna(found["biaya"].round())
    found = found.assign(biaya_rp=whole.astype("int64"), biaya_rasio=found["biaya"] / found["biaya"].sum())
    return found.drop(columns="biaya")


def replaced(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all."""
    partial = path.with_name(path.name + ".sebagian")
    partial.write_bytes(data)
    partial.replace(path)
    return path


def summary(results: plan.Results, inputs: plan.Inputs, notes: pd.DataFrame) -> list[str]:
    """Ten lines about a plan."""
    frames, staff = results.frames, len(inputs.tables["pegawai"])
    duties, hours, gap = frames["kewajiban"], frames["jam_berjalan"], frames["kesenjangan"]
    assessed = int(gap.loc[gap["berlaku"], "pegawai_id"].nunique())
    figures = dict(zip(frames["rencana_ringkas"]["ukuran"], frames["rencana_ringkas"]["nilai"], strict=True))
    causes = findings.grouped(findings.joined([notes, results.findings]))
    verdicts = frames["hasil_belajar"]["kesimpulan"].value_counts()
    short = int((hours["kurang_jp"] > 0).sum())
    paid, planned = int(frames["serapan"]["realisasi_rp"].sum()), int(frames["serapan"]["anggaran_rp"].sum())
    bound, year = "" if HISTORY in inputs.imported else "_bound", str(inputs.tahun - 1)
    head = words.text("workbook.summary.head", agency=inputs.instansi, year=str(inputs.tahun))
    if inputs.contoh:
        head += f" ({words.text('words.sample')})"
    say = lambda name, **values: words.text(f"workbook.summary.{name}", **values)  # noqa: E731
    return [
        head,
        say("people", people=staff, units=len(frames["profil_unit"])),
        say("notes", notes=len(notes) + len(results.findings), causes=len(causes)),
        say(f"duties{bound}", duties=len(duties), late=int(duties["terlambat"].sum())),
        say("hours_unknown", year=year) if bound else say("hours", short=short, year=year),
        say("evidence", share=words.share(assessed, staff)),
        say("plan" if assessed else "plan_nogap", **_plan_figures(figures, results)),
        say("reach", share=words.share(figures.get("asn_20_jp", 0), figures.get("asn_wajib_jp", 0))),
        say("delivery", paid=words.rupiah(paid), share=words.percent(paid / planned) if planned else "–"),
        say("results", better=int(verdicts.get("meningkat", 0)), open=int(verdicts.sum() - verdicts.get("meningkat", 0))),
    ]


def first_said(found: pd.DataFrame, most: int = 3) -> str:
    """What the first of these findings say, each sentence once, and how many more there are."""
    said = list(dict.fromkeys(findings.told(found)["message"]))
    more = [words.text("workbook.more_said", count=len(said) - most)] if len(said) > most else []
    return " ".join([*said[:most], *more])


def _plan_figures(figures: Mapping[str, float], results: plan.Results) -> dict[str, Any]:
    pagu = results.meta["pagu_rp"]
    return {
        "cost": words.rupiah(figures.get("biaya_rp", 0)), "budget": words.rupiah(pagu) if pagu is not None else "–",
        "lines": len(results.frames["rencana_baris"]), "share": words.percent(figures.get("kesenjangan_rasio", 0)),
    }
