"""The record, the papers, the leader's page, and the journal of choices."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import plan, words
from pembinaan_lib.panels import base, home
from pembinaan_lib.panels.asking import leader_page
from pembinaan_lib.plan.law import CONFIRMED, OWN

LEADER_PAPERS = (".png", ".pdf")
FINGERPRINT_SHOWN = 12
CHANGES_TOLD = 3
ANSWERED = ("penyebab_kebutuhan", "putusan_usulan")
# Choices of many small answers, told by their number.
COUNTED = ("pemetaan_kolom", "perbandingan_bukti", "penyebab_kebutuhan", "putusan_usulan")


def frozen(session: Any, progress: base.Progress) -> str:
    """Save the official record; what to say about it."""
    place = session.book.freeze(progress=progress)
    session.changed()
    said = words.text("panels.tools.recorded", number=place.name)
    return f"{said} {words.text('workbook.frozen_outdated')}" if session.book.outdated() else said


def verified(session: Any, progress: base.Progress) -> str:
    """Verify the newest record; what to say about it."""
    report = session.book.verify(progress=progress)
    return words.text("panels.tools.verified" if report.ok else "panels.tools.not_verified")


class Deeds:
    """What several panels do alike in the background of their ``_work``: record, verify, show leaders."""

    session: Any
    _work: base.Work
    _links: widgets.HTML

    @base.guarded
    def _on_record(self, _: widgets.Button) -> None:
        self._work.start(lambda progress: frozen(self.session, progress))

    @base.guarded
    def _on_verify(self, _: widgets.Button) -> None:
        self._work.start(lambda progress: verified(self.session, progress))

    @base.guarded
    def _on_serve(self, _: widgets.Button) -> None:
        def task(progress: base.Progress) -> str:
            self._links.value = leader_page(self.session.book.folder, progress)
            return words.text("panels.tools.served")

        self._work.start(task)


class Answer(Deeds, base.Panel):
    """Jawab pimpinan: the leader's page to look at, to send, and to show."""

    def build(self) -> None:
        self._make = base.button("panels.answer.make", self._on_make, primary=True)
        self._serve = base.button("panels.tools.serve", self._on_serve)
        self._work, self._links, self._picture = base.Work(self), widgets.HTML(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.answer.title"), words.text("panels.answer.help")),
            widgets.HBox([self._make, self._serve]), self._work.view, self.message, self._links, self._picture,
        ]

    def show(self) -> None:
        papers = [path for path in self.session.book.papers() if path.suffix in LEADER_PAPERS]
        self._links.value = "".join(base.download(path) for path in papers)
        text = words.text("panels.answer.picture")
        self._picture.value = "".join(base.image(path, text) for path in papers if path.suffix == ".png")

    @base.guarded
    def _on_make(self, _: widgets.Button) -> None:
        def task(progress: base.Progress) -> str:
            self.session.book.documents(progress=progress)
            self.session.changed()
            return words.text("panels.answer.made")

        self._work.start(task)

    def reading(self) -> str:
        return words.text("panels.answer.help")


class Archive(Deeds, base.Panel):
    """Freeze the plan, verify it, and take its papers along."""

    def build(self) -> None:
        buttons = [
            base.button("panels.archive.freeze", self._on_record, primary=True),
            base.button("panels.archive.verify", self._on_verify), base.button("panels.archive.papers", self._on_papers),
            base.button("panels.archive.files", self._on_files),
        ]
        self._work, self._list = base.Work(self), widgets.HTML()
        self._papers, self._files = widgets.HTML(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.archive.title"), words.text("panels.archive.help")),
            widgets.HBox(buttons), self._work.view, self.message, self._list, self._papers, self._files,
        ]

    def show(self) -> None:
        records = self.session.book.records()
        columns = {name: words.text(f"panels.archive.{name}") for name in ("number", "tanggal", "manifest_sha256")}
        shown = records.assign(
            tanggal=[words.day(date.fromisoformat(day)) for day in records["tanggal"]],
            manifest_sha256=records["manifest_sha256"].str[:FINGERPRINT_SHOWN],
        )
        nothing = base.note(words.text("panels.archive.none"), kind="awas")
        self._list.value = base.table(shown.iloc[::-1], columns) if len(records) else nothing
        papers = [path for path in self.session.book.papers() if path.suffix not in LEADER_PAPERS]
        self._papers.value = "".join(base.download(path) for path in papers)
        self._files.value = ""

    @base.guarded
    def _on_papers(self, _: widgets.Button) -> None:
        def task(progress: base.Progress) -> str:
            made = self.session.book.documents(progress=progress)
            self.session.changed()
            return words.text("panels.archive.made", count=len(made))

        self._work.start(task)

    @base.guarded
    def _on_files(self, _: widgets.Button) -> None:
        """The newest record's files: large, so they come into the page only when asked for."""
        public = self.session.book.published
        if public is None:
            self.say(words.text("panels.archive.none"), kind="awas")
            return
        self._files.value = "".join(base.download(path) for path in (public.with_name("pemeriksa.zip"), public))
        self.say(words.text("panels.archive.files_ready"))

    def reading(self) -> str:
        return words.text("panels.archive.reading", count=len(self.session.book.records()))


class Choices(base.Panel):
    """Riwayat pilihan: who chose what, when and why; and the way back to what was chosen before."""

    def build(self) -> None:
        self._body, self._last = widgets.HTML(), widgets.HTML()
        self._back = base.button("panels.choices.back", self._on_back)
        self.view.children = [
            base.heading(words.text("panels.choices.title"), words.text("panels.choices.help")), self._body,
            widgets.HBox([self._last, self._back]), self.message,
        ]

    def show(self) -> None:
        journal = self.session.book.journal().iloc[::-1]
        shown = journal.assign(
            at=[home.told_moment(stamp) for stamp in journal["at"]],
            value=self._values(journal),
            key=[words.text(f"panels.choice.{key}") for key in journal["key"]],
        )
        columns = {name: words.text(f"panels.choices.{name}") for name in ("at", "who", "key", "value", "reason")}
        self._body.value = base.table(shown, columns)
        change = self._before()
        self._back.disabled = self.blocked(self._back)
        self._last.value = "" if change is None else base.paragraph(words.text(
            "panels.choices.last", choice=words.text(f"panels.choice.{change[0]}"), value=self.told(*change),
        )).value

    def _values(self, journal: pd.DataFrame) -> list[str]:
        """What each choice (newest first) came to; of many small answers only those that changed with it."""
        told, before = [], {}
        for row in journal.iloc[::-1].itertuples():
            value = json.loads(row.value)
            told.append(self.changed(row.key, value, before.get(row.key, plan.DEFAULTS[row.key])))
            before[row.key] = value
        return told[::-1]

    def changed(self, key: str, value: Any, before: Any) -> str:
        """Which answers changed, by name; a choice of one value is told as it is."""
        if key not in ANSWERED or not isinstance(value, dict):
            return self.told(key, value)
        new = {name: said for name, said in value.items() if (before or {}).get(name) != said}
        gone = [name for name in before or {} if name not in value]
        lines = [f"{_named(name)}: {_answer(key, said)}" for name, said in sorted(new.items())]
        lines += [words.text("panels.choice.taken_back", name=_named(name)) for name in sorted(gone)]
        shown = "; ".join(lines[:CHANGES_TOLD])
        more = words.text("panels.choice.and_more", count=len(lines) - CHANGES_TOLD) if len(lines) > CHANGES_TOLD else ""
        return f"{shown} {more}".strip() or self.told(key, value)

    def blocked(self, button: widgets.Button) -> bool:
        return button is self._back and self._before() is None

    def _before(self) -> tuple[str, Any] | None:
        """The choice made last, and the value it had before."""
        journal = self.session.book.journal()
        if journal.empty:
            return None
        key = journal["key"].iloc[-1]
        older = journal.loc[journal["key"] == key, "value"].iloc[:-1]
        return key, json.loads(older.iloc[-1]) if len(older) else plan.DEFAULTS[key]

    def told(self, key: str, value: Any) -> str:
        """The value of a choice as people read it."""
        if value is None or value in ([], {}):
            return words.text(f"panels.choice.{key}.none")
        if key == "pagu_rp":
            return words.rupiah(value, short=False)
        if key == "rencana":
            return words.text("panels.choice.proposal", number=value[:8])
        if key == "kegiatan_dikecualikan":
            catalogue = self.session.inputs.tables["katalog_bangkom"].set_index("bangkom_id")["nama"]
            return "; ".join(str(catalogue.get(name, name)) for name in value)
        if key in (OWN, CONFIRMED):
            titles = self.session.book.law.table().set_index("rule_id")["judul"]
            return "; ".join(str(titles.get(name, name)) for name in sorted(value))
        if key in COUNTED:
            return words.text("panels.choice.some", count=len(value))
        if key == "kampanye_usulan":
            return "–".join(words.day(date.fromisoformat(value[end])) for end in ("dibuka", "ditutup"))
        if key == "bobot_bukti":
            value = {words.text(f"panels.order.kontribusi_{name}"): weight for name, weight in value.items()}
        if isinstance(value, dict):
            return "; ".join(f"{name} {words.number(weight, 2)}" for name, weight in sorted(value.items()))
        return words.number(value, 2) if isinstance(value, int | float) else str(value)

    @base.guarded
    def _on_back(self, _: widgets.Button) -> None:
        change = self._before()
        if change is None:
            return
        key, value = change
        book, reason = self.session.book, words.text("panels.choices.back.reason")
        book.decision(key)
        if key == "rencana" and value is not None:
            book.accept(value, reason=reason)
        else:
            book.decide(key, value, reason=reason)
        self.session.changed()
        self.say(words.text("panels.choices.went_back", choice=words.text(f"panels.choice.{key}"), value=self.told(key, value)))

    def reading(self) -> str:
        return words.text("panels.choices.reading", count=len(self.session.book.journal()))


def _named(name: str) -> str:
    """A need or a request as people call it."""
    return " · ".join(part for part in name.split("|") if part)


def _answer(key: str, said: dict[str, str]) -> str:
    """What was decided about one need or request."""
    if key == "penyebab_kebutuhan":
        return words.text(f"panels.causes.{said.get('penyebab') or 'open'}")
    return words.text(f"panels.requests.status.{said.get('status') or 'diajukan'}")
