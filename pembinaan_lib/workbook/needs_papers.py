"""Stage 1 on paper: the AKPK report as Word and the register as Excel, with the rules behind each table.

They need no plan: what staff need is written down before anybody buys anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pembinaan_lib import documents, plan, words
from pembinaan_lib.workbook import law, papers

WEIGHTS, TRUST, SURE = "kebutuhan.bobot_bukti", "kebutuhan.keyakinan_bukti", "kebutuhan.keyakinan"
# Which rules stand behind which table of the report.
BEHIND: Mapping[str, tuple[str, ...]] = {
    "bukti": (WEIGHTS, TRUST), "profil": (papers.MINIMUM,),
    "kesenjangan": ("kompetensi.level_jabatan", "kompetensi.masa_berlaku_asesmen"),
    "kompetensi": ("kompetensi.level_jabatan", "kompetensi.masa_berlaku_asesmen"),
    "survei": ("survei.ambang_kuadran", "sampel.krejcie_morgan"),
    "predikat": ("kinerja.predikat", "kinerja.porsi_seragam"), "indikator": ("kebutuhan.kinerja_jendela",),
    "skm": ("skm.mutu", "skm.bobot"), "integritas": ("kebutuhan.integritas_penuh", papers.MINIMUM),
    "jp": (papers.HOURS, "bangkom.ketentuan_jp"),
    "kewajiban": ("kewajiban.latsar", "kewajiban.kepemimpinan", "kewajiban.fungsional", "kewajiban.orientasi_pppk"),
    "prioritas": (WEIGHTS, TRUST, SURE), "beda": ("kebutuhan.beda_sumber",),
    "usulan": ("kebutuhan.bobot_bukti_penyebutan",),
    "pendampingan": ("kesiapan.pendampingan", "biaya.pendampingan"), "keadilan": (papers.MINIMUM, "kebutuhan.keadilan_jendela_tahun"),
}
UNVERIFIED = "belum_diverifikasi"


def write(
    results: plan.Results, inputs: plan.Inputs, choices: plan.Decisions, folder: Path, *, number: str,
    progress: papers.Progress | None = None,
) -> list[Path]:
    """Write the AKPK report and the register into `folder`; they replace older ones."""
    folder.mkdir(parents=True, exist_ok=True)
    frames, meta = paper_frames(results, inputs), paper_meta(results, inputs, choices, number=number)
    makers: list[tuple[str, Callable[[], bytes]]] = [
        (f"akpk-{inputs.tahun}.docx", lambda: documents.word_akpk(frames, meta)),
        (f"register-kebutuhan-{inputs.tahun}.xlsx", lambda: documents.register_excel(frames, meta)),
    ]
    paths = []
    for done, (name, make) in enumerate(makers):
        if progress:
            progress(done / len(makers), "workbook.writing")
        paths.append(papers.replaced(folder / name, make()))
    return paths


def paper_frames(results: plan.Results, inputs: plan.Inputs) -> dict[str, pd.DataFrame]:
    """The results as the papers of stage 1 use them, with the rules behind them."""
    used = {name for names in BEHIND.values() for name in names} | papers.used_rules(results)
    rules = law.table(inputs.rules, inputs.tanggal, only=used, doubt=False)
    return papers.page_frames(results) | {"aturan_berlaku": rules, "dasar_hukum": legal_basis(inputs, used)}


def legal_basis(inputs: plan.Inputs, used: Collection[str]) -> pd.DataFrame:
    """The instruments behind the rules used: what each decides, and whether anybody compared it with its text.

    Returns
    -------
    DataFrame
        One row per instrument, sorted: ``instrumen, untuk`` (titles of at most three rules), ``status``. Rules that
        rest on no instrument are left out: they stand in the annex.
    """
    told = law.table(inputs.rules, inputs.tanggal, only=used)
    named: dict[str, list[dict[str, Any]]] = {}
    for row in told[told["nilai"] != ""].to_dict("records"):
        source = inputs.rules.value(row["rule_id"], inputs.tanggal).source["instrument"]
        if source not in law.NO_INSTRUMENT:
            named.setdefault(source, []).append(row)
    rows = [(source, _titles([row["judul"] for row in found]), _worst(found)) for source, found in named.items()]
    return pd.DataFrame(sorted(rows), columns=["instrumen", "untuk", "status"])


def _titles(titles: list[str], most: int = 3) -> str:
    more = len(titles) - most
    said = "; ".join(sorted(titles)[:most])
    return said if more <= 0 else words.text("documents.akpk.more", names=said, count=more)


def _worst(rows: list[dict[str, Any]]) -> str:
    """Unverified where any of its rules is."""
    return min(rows, key=lambda row: row["kode_status"] != UNVERIFIED)["status"]


def paper_meta(
    results: plan.Results, inputs: plan.Inputs, choices: plan.Decisions, *, number: str
) -> dict[str, Any]:
    """What the papers of stage 1 say about the agency as a whole."""
    meta = papers.page_meta(results, inputs, number=number)
    bands = inputs.rules.value(SURE, inputs.tanggal).value["bands"]
    used = {name for names in BEHIND.values() for name in names} | papers.used_rules(results)
    table = law.table(inputs.rules, inputs.tanggal, only=used)
    given = choices.value("bobot_bukti") or inputs.rules.value(WEIGHTS, inputs.tanggal).value
    return meta | {
        "bobot": {source: float(weight) for source, weight in given.items()},
        "keyakinan_bukti": inputs.rules.value(TRUST, inputs.tanggal).value,
        "keyakinan": [(band["label"], float(band["from"] or 0.0)) for band in bands],
        "dasar_akpk": {name: _said(inputs, names) for name, names in BEHIND.items()},
        "jumlah_unit": len(results.frames["profil_unit"]),
        "aturan_terbuka": int((table["kode_status"] == UNVERIFIED).sum()),
    }


def _said(inputs: plan.Inputs, names: tuple[str, ...]) -> dict[str, str]:
    """The titles of rules with what they rest on, in each language."""
    told = {}
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            table = law.table(inputs.rules, inputs.tanggal, only=names)
            told[lang] = "; ".join(f"{row['judul']} ({row['sumber']})" for row in table.to_dict("records"))
    return told
