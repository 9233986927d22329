"""From results to what leaves the workbook: the published edition, documents, the summary, a record computed again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from pembinaan_lib import charts, documents, findings, plan, words
from pembinaan_lib import record as records
from pembinaan_lib.rules import RuleSet

MINIMUM = "perlindungan_data.sel_minimum"
HOURS = "bangkom.jp_minimum_pns"
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
    frames = dict(results.frames)
    running = frames["profil_berjalan"][["perangkat_daerah", "kurang_jp_asn"]]
    units = frames["profil_unit"].drop(columns="kurang_jp_asn").merge(running, on="perangkat_daerah")
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
        "jp_minimum": inputs.rules.value(HOURS, inputs.tanggal).value,
        "aturan": {part: _behind(inputs, names) for part, names in BEHIND.items()},
    }


def _behind(inputs: plan.Inputs, names: Sequence[str]) -> dict[str, str]:
    """The rules behind a part of the page, said in each language: a page must not depend on who froze it."""
    said = {}
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            said[lang] = "; ".join(cited(inputs.rules, name, inputs.tanggal) for name in names)
    return said


def fingerprint(results: plan.Results) -> str:
    """Short fingerprint of what the results were computed from, for footers."""
    return results.meta["sidik"][:16]


def cited(rules: RuleSet, rule_id: str, on: date) -> str:
    """A rule as a source line: instrument, article, and whether nobody has checked it yet."""
    rule = rules.value(rule_id, on)
    article = f" {rule.source['article']}" if rule.source.get("article") else ""
    doubt = f" ({words.text('words.unverified')})" if rule.status == "belum_diverifikasi" else ""
    return f"{rule.source['instrument']}{article}{doubt}"


def rules_table(rules: RuleSet, on: date) -> pd.DataFrame:
    """Every rule in force on a day: ``rule_id, judul, sumber, berlaku, status, kode_status``."""
    rows = []
    for rule_id in rules.ids():
        rule = rules.value(rule_id, on)
        title = rule.title if words.language() == "id" else rule.title_en
        rows.append((rule_id, title, cited(rules, rule_id, on), words.day(rule.rule_from),
                     words.text(f"workbook.status.{rule.status}"), rule.status))
    return pd.DataFrame(rows, columns=["rule_id", "judul", "sumber", "berlaku", "status", "kode_status"])


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


def recomputed(contents: records.RecordContents, *, progress: Progress | None = None) -> Mapping[str, bytes]:
    """The results of a record, computed again from nothing but its own files."""
    meta = contents.meta
    data = {name.removesuffix(".csv"): blob for name, blob in contents.inputs.items()}
    inputs = plan.Inputs.from_bytes(
        {name: data[name] for name in meta["tabel"]}, instansi=meta["instansi"], tahun=int(meta["tahun"]),
        tanggal=date.fromisoformat(meta["tanggal"]), contoh=bool(meta["contoh"]),
        rules=RuleSet.from_files(dict(contents.rules)),
        reference={name: blob for name, blob in data.items() if name not in meta["tabel"]},
    )
    chosen = {key: made["value"] for key, made in json.loads(contents.decisions).items()}
    decisions = plan.Decisions(chosen, contents.proposal)
    steps: dict[str, Mapping[str, pd.DataFrame]] = {}
    again = plan.compute(inputs, decisions, progress=progress, cache=steps).to_bytes()
    unfit = plan.check(inputs, decisions, cache=steps)
    # A proposal that breaks its own limits must not verify, whatever the results say.
    return again if unfit.empty else again | {"rencana_tidak_sah.csv": plan.canonical_csv(unfit)}


def number_of(folder: Path, sidik: str) -> str:
    """Number of the newest record when it holds just this plan, else the word for a draft."""
    newest = records.last(folder)
    if newest is not None:
        contents = records.unpack(newest)
        if contents.meta["sidik"] == sidik:
            return contents.number
    return words.text("workbook.draft")


def write(
    results: plan.Results, inputs: plan.Inputs, folder: Path, *, number: str, progress: Progress | None = None
) -> list[Path]:
    """Write the Word plan, the leader's picture and the leader's PDF into `folder`; they replace older ones."""
    folder.mkdir(parents=True, exist_ok=True)
    frames, meta = page_frames(results), page_meta(results, inputs, number=number)
    edition = charts.published(frames, meta)
    frames |= {"aturan_berlaku": rules_table(inputs.rules, inputs.tanggal)}
    makers: list[tuple[str, Callable[[], bytes]]] = [
        (f"rencana-{inputs.tahun}.docx", lambda: documents.word_plan(frames, meta)),
        (f"ringkasan-pimpinan-{inputs.tahun}.png", lambda: documents.leader_picture(edition)),
        (f"ringkasan-pimpinan-{inputs.tahun}.pdf", lambda: documents.leader_pdf(edition)),
    ]
    paths = []
    for number, (name, make) in enumerate(makers):
        if progress:
            progress(number / len(makers), "workbook.writing")
        paths.append(_replaced(folder / name, make()))
    return paths


def _replaced(path: Path, data: bytes) -> Path:
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
    head = words.text("workbook.summary.head", agency=inputs.instansi, year=str(inputs.tahun))
    if inputs.contoh:
        head += f" ({words.text('words.sample')})"
    say = lambda name, **values: words.text(f"workbook.summary.{name}", **values)  # noqa: E731
    return [
        head,
        say("people", people=staff, units=len(frames["profil_unit"])),
        say("notes", notes=len(notes) + len(results.findings), causes=len(causes)),
        say("duties", duties=len(duties), late=int(duties["terlambat"].sum())),
        say("hours", short=short, year=str(inputs.tahun - 1)),
        say("evidence", share=words.share(assessed, staff)),
        say("plan", **_plan_figures(figures, results)),
        say("reach", share=words.share(figures.get("asn_20_jp", 0), figures.get("asn_wajib_jp", 0))),
        say("delivery", paid=words.rupiah(paid), share=words.percent(paid / planned) if planned else "–"),
        say("results", better=int(verdicts.get("meningkat", 0)), open=int(verdicts.sum() - verdicts.get("meningkat", 0))),
    ]


def _plan_figures(figures: Mapping[str, float], results: plan.Results) -> dict[str, Any]:
    pagu = results.meta["pagu_rp"]
    return {
        "cost": words.rupiah(figures.get("biaya_rp", 0)), "budget": words.rupiah(pagu) if pagu is not None else "–",
        "lines": len(results.frames["rencana_baris"]), "share": words.percent(figures.get("kesenjangan_rasio", 0)),
    }
