"""Berkas apa yang Anda punya? Upload, dry run, import, undo, and the catatan data grouped by cause."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path

import ipywidgets as widgets

from pembinaan_lib import findings, words
from pembinaan_lib.panels import base
from pembinaan_lib.workbook import ImportPreview

# What a planner calls a file, and the tables it may hold.
TILES = {
    "roster": ("pegawai", "unit_kerja"),
    "courses": ("riwayat_bangkom",),
    "competency": ("penilaian_kompetensi", "kinerja"),
    "voices": ("kesiapan_perubahan", "skm_ringkas", "indikator_layanan"),
    "delivery": ("angkatan", "kehadiran", "realisasi", "evaluasi_reaksi", "evaluasi_belajar", "tindak_lanjut"),
    "budget": ("anggaran", "katalog_bangkom", "katalog_kompetensi", "katalog_biaya"),
}


class Files(base.Panel):
    """Six tiles, one place to drop files, a dry run before anything is stored, and undo after it."""

    def build(self) -> None:
        self._tiles, self._table = widgets.HTML(), widgets.HTML()
        self._upload = widgets.FileUpload(
            accept=".xlsx,.xls,.csv", multiple=True, description=words.text("panels.files.choose"),
        )
        self._look = base.button("panels.files.look", self._on_look)
        self._store = base.button("panels.files.store", self._on_store, primary=True)
        self._store.disabled = True
        self._which = widgets.Dropdown()
        self._work = base.Work(self)
        self._seen: ImportPreview | None = None
        self._back = widgets.HBox([
            base.field("panels.files.undo_help", self._which), base.button("panels.files.undo", self._on_undo),
        ]).add_class("pb-isian")
        self.view.children = [
            base.heading(words.text("panels.files.title"), words.text("panels.files.help")), self._tiles,
            widgets.HBox([self._upload, self._look, self._store]), self._work.view, self.message, self._table, self._back,
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

    @base.guarded
    def _on_look(self, _: widgets.Button) -> None:
        if not self._upload.value:
            self.say(words.text("panels.files.none"), kind="awas")
            return
        self._work.start(self._preview)

    def _preview(self, progress: base.Progress) -> str:
        """Write the uploads into a private folder, read them, and show what storing them would change."""
        with tempfile.TemporaryDirectory() as waiting:
            paths = []
            for file in self._upload.value:
                # The browser's name is hostile: only its last part is used, in a folder of our own.
                path = Path(waiting, Path(file["name"].replace("\\", "/")).name or "berkas")
                path.write_bytes(bytes(file["content"]))
                paths.append(path)
            self._seen = self.session.book.preview(paths, progress=progress, cancelled=self._work.stopped)
        self._show_preview(self._seen)
        self._store.disabled = self.blocked(self._store)
        return preview_sentence(self._seen)

    def blocked(self, button: widgets.Button) -> bool:
        return button is self._store and not (self._seen and self._seen.changed)

    def _show_preview(self, seen: ImportPreview) -> None:
        count = words.number
        columns = {name: words.text(f"panels.preview.{name}") for name in seen.rows.columns}
        titles = seen.rows.assign(tabel=[words.text(f"tables.{name}.title") if name else "–" for name in seen.rows["tabel"]])
        formats = dict.fromkeys(list(columns)[3:], count)
        self._table.value = base.table(titles, columns, formats) + notes_html(seen.findings)

    @base.guarded
    def _on_store(self, _: widgets.Button) -> None:
        if self._seen is None:
            return
        self.session.book.store_preview(self._seen)
        self.say(preview_sentence(self._seen, stored=True))
        self._seen = None
        self._upload.value, self._table.value = (), ""
        self.session.changed()

    @base.guarded
    def _on_undo(self, _: widgets.Button) -> None:
        table = self._which.value
        self.session.book.undo_import(table)
        self.say(words.text("panels.files.undone", table=words.text(f"tables.{table}.title")))
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


def notes_html(found) -> str:  # noqa: ANN001
    """Catatan data as a table of causes."""
    causes = findings.grouped(found)
    if causes.empty:
        return base.note(words.text("panels.notes.none"))
    shown = causes.assign(
        severity=[words.text(f"words.severity.{name}") for name in causes["severity"]],
        table=[words.text(f"tables.{name}.title") if words.has(f"tables.{name}.title") else name for name in causes["table"]],
    )
    names = ("severity", "cause", "table", "jumlah", "remedy", "example")
    columns = {name: words.text(f"panels.notes.{name}") for name in names}
    return base.table(shown, columns, {"jumlah": words.number})
