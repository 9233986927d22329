"""Berkas apa yang Anda punya? Upload, dry run, import, undo, and the catatan data grouped by cause."""

from __future__ import annotations

import re
import tempfile
from html import escape
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import findings, words
from pembinaan_lib.panels import base
from pembinaan_lib.panels.matching import Matching
from pembinaan_lib.tables.columns import label
from pembinaan_lib.tables.sheet import MISSING_COLUMN
from pembinaan_lib.workbook import ImportPreview

RUNS_SHOWN = 12
REASONS_TOLD = 2
OF_A_PERSON = re.compile(r"[0-9a-f]{16}")
# What a planner calls a file, and the tables it may hold.
TILES = {
    "roster": ("pegawai", "unit_kerja", "jabatan_dituju", "potensi", "disiplin", "mentor"),
    "courses": ("riwayat_bangkom", "belajar_sektor"),
    "competency": (
        "penilaian_kompetensi", "kinerja", "survei_kebutuhan", "standar_kompetensi", "kompetensi",
        "indikator_kompetensi", "tugas_jabatan", "pemetaan_kompetensi",
    ),
    "voices": (
        "kesiapan_perubahan", "literasi_digital", "survei_berakhlak", "skm_ringkas", "skm_respons", "suara_masyarakat",
        "forum", "usulan", "indikator_layanan", "sasaran_strategis", "sasaran_kompetensi", "layanan",
    ),
    "delivery": (
        "angkatan", "sesi", "pendaftaran", "peserta", "kehadiran", "realisasi", "evaluasi_reaksi", "evaluasi_belajar",
        "evaluasi_perilaku", "rencana_penerapan", "mentoring", "tindak_lanjut", "perbaikan",
    ),
    "budget": (
        "anggaran", "katalog_bangkom", "katalog_kompetensi", "katalog_biaya", "biaya_perjalanan", "mitra", "narasumber",
        "ruang", "kalender_layanan",
    ),
}


class Files(base.Panel):
    """Six tiles, one place to drop files, what each column is, a dry run, the file back with marks, import, and undo."""

    def build(self) -> None:
        self._tiles, self._table, self._marked = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._upload = widgets.FileUpload(
            accept=".xlsx,.xlsm,.xls,.ods,.csv", multiple=True, description=words.text("panels.files.choose"),
        )
        self._look = base.button("panels.files.look", self._on_look)
        self._store = base.button("panels.files.store", self._on_store, primary=True)
        self._mark = base.button("panels.files.mark", self._on_mark)
        self._matching = Matching(self._on_match)
        self._which = widgets.Dropdown()
        self._work = base.Work(self)
        self._seen: ImportPreview | None = None
        self._waiting: tempfile.TemporaryDirectory[str] | None = None
        self._last = base.button("panels.files.undo_last", self._on_undo_last)
        self._back = base.fold("panels.files.undo_one", widgets.HBox([
            base.field("panels.files.undo_help", self._which), base.button("panels.files.undo", self._on_undo),
        ]).add_class("pb-isian"))
        self.view.children = [
            base.heading(words.text("panels.files.title"), words.text("panels.files.help")), self._tiles,
            widgets.HBox([self._upload, self._look, self._store, self._mark, self._last]), self._work.view, self.message,
            self._marked, self._matching.view, self._table, self._back,
        ]

    def show(self) -> None:
        imported = self.session.book.datasets().sort_values(["at", "table_name"], ascending=[False, True], kind="stable")
        stored = imported.set_index("table_name")["rows"]
        tiles = []
        for name, tables in TILES.items():
            here = [table for table in tables if table in stored.index]
            state = words.text(
                "panels.files.have", rows=int(stored[here].sum()), titles=", ".join(words.text(f"tables.{t}.title") for t in here),
            ) if here else words.text("panels.files.missing")
            tiles.append(
                f'<div class="{"pb-ada" if here else "pb-belum"}"><b>{escape(words.text(f"panels.tile.{name}"))}</b>'
                f"<span>{escape(words.text(f'panels.tile.{name}.help'))}</span><span>{escape(state)}</span></div>"
            )
        self._tiles.value = f'<div class="pb-ubin">{"".join(tiles)}</div>'
        self._which.options = [(words.text(f"tables.{name}.title"), name) for name in stored.index]
        self._which.value = next(iter(stored.index), None)  # what was imported last
        self._back.layout.display = "" if len(stored) else "none"
        self._last.layout.display = "" if len(stored) else "none"
        for button in (self._store, self._mark):
            button.disabled = self.blocked(button)

    @base.guarded
    def _on_look(self, _: widgets.Button) -> None:
        if not self._upload.value:
            self.say(words.text("panels.files.none"), kind="awas")
            return
        self._keep_waiting()
        self._work.start(self._preview)

    def _keep_waiting(self) -> None:
        """Write the uploads into a private folder, where they stay until they are imported or others come."""
        self._waiting = tempfile.TemporaryDirectory()
        for number, file in enumerate(self._upload.value):
            # The browser's name is hostile: only its last part is used, in a folder of our own for each file.
            path = Path(self._waiting.name, str(number), Path(file["name"].replace("\\", "/")).name or "berkas")
            path.parent.mkdir()
            path.write_bytes(bytes(file["content"]))

    def _preview(self, progress: base.Progress) -> base.Told:
        """Read the waiting files, and show what storing them would change."""
        paths = sorted(Path(self._waiting.name).glob("*/*"))
        self._seen = self.session.book.preview(paths, progress=progress, cancelled=self._work.stopped)
        self._show_preview(self._seen)
        reasons = blocking_sentences(self._seen)
        if self._seen.rows["dipakai"].any():
            told = " ".join([*reasons, preview_sentence(self._seen)])
            return (told, "awas") if reasons else told
        rows = int(self._seen.rows["baris_berkas"].sum())
        return " ".join([*reasons, words.text("panels.files.blocked" if reasons else "panels.files.unusable", rows=rows)]), "awas"

    def blocked(self, button: widgets.Button) -> bool:
        if button is self._store:
            return not (self._seen and self._seen.changed)
        return button is self._mark and not (self._seen and len(self._seen.findings))

    def _show_preview(self, seen: ImportPreview) -> None:
        count = words.number
        columns = {name: words.text(f"panels.preview.{name}") for name in seen.rows.columns}
        titles = seen.rows.assign(tabel=[words.text(f"tables.{name}.title") if name else "–" for name in seen.rows["tabel"]])
        formats = dict.fromkeys(list(columns)[3:], count)
        self._table.value = base.table(titles, columns, formats) + differences_html(seen) + rejected_html(seen) + notes_html(seen.findings)
        self._matching.load(seen.readings)
        self._marked.value = ""
        for button in (self._store, self._mark):
            button.disabled = self.blocked(button)

    @base.guarded
    def _on_match(self, _: widgets.Button) -> None:
        """Keep what the planner said about the columns, and look at the files again with it."""
        said = self._matching.said()
        if not said:
            self.say(words.text("panels.matching.nothing"))
            return
        for reading, table, columns in said:
            self.session.book.desk.match(reading, table, columns)
        self._work.start(self._preview)

    @base.guarded
    def _on_mark(self, _: widgets.Button) -> None:
        def task(progress: base.Progress) -> str:
            files, made = self._seen.faulty, []
            for number, path in enumerate(files):
                progress(number / len(files), self._seen.readings_of(path)[0].file_name)
                made.append(self.session.book.desk.marked(path, self._seen))
            self._marked.value = "".join(base.download(path) for path in made)
            return words.text("panels.files.marked", count=len(made))

        self._work.start(task)

    @base.guarded
    def _on_store(self, _: widgets.Button) -> None:
        if self._seen is None:
            return
        self.session.book.store_preview(self._seen)
        self.say(preview_sentence(self._seen, stored=True))
        self._seen, self._waiting = None, None
        self._upload.value, self._table.value, self._marked.value = (), "", ""
        self._matching.load(())
        self.session.changed()

    @base.guarded
    def _on_undo(self, _: widgets.Button) -> None:
        table = self._which.value
        self.session.book.undo_import(table)
        self.say(words.text("panels.files.undone", table=words.text(f"tables.{table}.title")))
        self.session.changed()

    @base.guarded
    def _on_undo_last(self, _: widgets.Button) -> None:
        gone = self.session.book.undo_last()
        self.say(words.text("panels.files.undone_last", tables=", ".join(words.text(f"tables.{name}.title") for name in gone)))
        self.session.changed()

    def reading(self) -> str:
        stored = self.session.book.datasets()
        if stored.empty:
            return words.text("panels.home.empty")
        return "\n".join(
            words.text("panels.files.line", table=words.text(f"tables.{name}.title"), rows=int(rows))
            for name, rows in zip(stored["table_name"], stored["rows"], strict=True)
        )


class Notes(base.Panel):
    """Catatan data of everything stored, grouped by cause, the most severe first."""

    def build(self) -> None:
        self._body = widgets.HTML()
        self.view.children = [base.heading(words.text("panels.notes.title"), words.text("panels.notes.help")), self._body]

    def show(self) -> None:
        self._body.value = notes_html(self._all())

    def _all(self):  # noqa: ANN202
        """Notes of the files and of the computing."""
        stored = self.session.book.notes()
        if self.session.book.datasets().empty:
            return stored
        return findings.joined([stored, self.session.results.findings])

    def reading(self) -> str:
        causes = findings.grouped(self._all())
        if causes.empty:
            return words.text("panels.notes.none")
        return "\n".join(
            f"{words.text('words.severity.' + row.severity)} · {row.code} · {row.cause} ({words.number(row.jumlah)})"
            for row in causes.itertuples()
        )


def preview_sentence(seen: ImportPreview, *, stored: bool = False) -> str:
    """«2.598 dari 2.600 baris terbaca; 2 perlu diperbaiki.»"""
    used, rows = int(seen.rows["dipakai"].sum()), int(seen.rows["baris_berkas"].sum())
    key = "panels.files.stored" if stored else "panels.files.seen" if seen.changed else "panels.files.same"
    return words.text(key, used=used, rows=rows, rejected=rows - used)


def blocking_sentences(seen: ImportPreview) -> list[str]:
    """Why whole sheets are not used where no choice of columns mends it (another agency), with what to do about it."""
    blocks = seen.findings[(seen.findings["severity"] == "menghalangi") & (seen.findings["code"] != MISSING_COLUMN)]
    blocks = findings.told(blocks)
    told = dict.fromkeys(f"{row.message} {row.remedy}" for row in blocks.itertuples())
    return list(told)[:REASONS_TOLD]


def differences_html(seen: ImportPreview) -> str:
    """Which columns change in rows that are stored already: in how many rows, and one example that names nobody."""
    if seen.differences.empty:
        return ""
    shown = seen.differences.assign(
        tabel=[words.text(f"tables.{name}.title") for name in seen.differences["tabel"]],
        kolom=seen.differences["kolom"].map(label),
    )
    columns = {name: words.text(f"panels.differences.{name}") for name in shown.columns}
    return f"<h3>{escape(words.text('panels.differences.title'))}</h3>" + base.table(shown, columns, {"jumlah": words.number})


def rejected_html(seen: ImportPreview) -> str:
    """The rows of known tables that are not used: how many and which of each sheet, by reason."""
    rows = seen.rejected[seen.rejected["tabel"] != ""]
    if rows.empty:
        return ""
    causes = {row.code: row.cause for row in findings.grouped(seen.findings).itertuples()}
    groups = rows.groupby(["berkas", "lembar", "code", "column"], sort=True)["baris"]
    shown = groups.agg(jumlah="size", baris=runs).reset_index()
    shown = shown.assign(
        alasan=shown["code"].map(causes).fillna(shown["code"]), tempat=shown["berkas"] + " › " + shown["lembar"],
        column=shown["column"].map(label),
    )
    columns = {name: words.text(f"panels.rejected.{name}") for name in ("alasan", "column", "jumlah", "tempat", "baris")}
    return f"<h3>{escape(words.text('panels.rejected.title'))}</h3>" + base.table(shown, columns, {"jumlah": words.number})


def runs(numbers: pd.Series) -> str:
    """Rows as people write them: ``5–16, 20``; the first :data:`RUNS_SHOWN` stretches."""
    ordered = sorted(set(int(number) for number in numbers))
    starts = [place for place, number in enumerate(ordered) if place == 0 or number != ordered[place - 1] + 1]
    stretches = [ordered[start:end] for start, end in zip(starts, [*starts[1:], len(ordered)], strict=True)]
    told = [str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in stretches[:RUNS_SHOWN]]
    return ", ".join(told + (["…"] if len(stretches) > RUNS_SHOWN else []))


def notes_html(found) -> str:  # noqa: ANN001
    """Catatan data as a table of causes."""
    causes = findings.grouped(found)
    if causes.empty:
        return base.note(words.text("panels.notes.none"))
    shown = causes.assign(
        severity=[words.text(f"words.severity.{name}") for name in causes["severity"]],
        table=[words.text(f"tables.{name}.title") if words.has(f"tables.{name}.title") else name for name in causes["table"]],
        example=[_place(place) for place in causes["example"]],
    )
    names = ("severity", "cause", "table", "jumlah", "remedy", "example")
    columns = {name: words.text(f"panels.notes.{name}") for name in names}
    return base.table(shown, columns, {"jumlah": words.number})


def _place(found: str) -> str:
    """A place that people can look up; the random number that stands for a person is none."""
    return "–" if not found or OF_A_PERSON.fullmatch(found) else found
