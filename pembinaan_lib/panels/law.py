"""Every rule behind the numbers: what it says and where, the agency's own value beside it, and what is still to be looked up."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.errors import RuleNotInForceError
from pembinaan_lib.panels import base
from pembinaan_lib.rules import RuleValue
from pembinaan_lib.workbook.law import Path, labelled, scalar, told

NAMES = ("judul", "nilai", "sumber", "berlaku", "status", "alasan", "rule_id")
MOST_CELLS = 60


class Rules(base.Panel):
    """Aturan: every rule behind the numbers of this plan, since when, and whether anybody has checked it."""

    def build(self) -> None:
        self._body, self._sentence = widgets.HTML(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.rules.title"), words.text("panels.rules.help")), self._sentence,
            base.fold("panels.detail", self._body),
        ]

    def show(self) -> None:
        columns = {name: words.text(f"panels.rules.{name}") for name in NAMES}
        rules = self.session.book.law.table()
        self._sentence.value = base.paragraph(self._told(rules)).value
        self._body.value = base.table(rules, columns)

    def reading(self) -> str:
        return self._told(self.session.book.law.table())

    def _told(self, rules: pd.DataFrame) -> str:
        count = lambda status: int((rules["kode_status"] == status).sum())  # noqa: E731
        own = count("kebijakan_daerah")
        said = words.text("panels.rules.reading", count=len(rules), doubtful=count("belum_diverifikasi"))
        return f"{said} {words.text('panels.rules.own', count=own)}" if own else said


class OwnRules(base.Panel):
    """The agency's own value of a rule, with its reason, beside what the law says; and the way back."""

    def build(self) -> None:
        self._which = widgets.Combobox(placeholder=words.text("panels.ownrules.search"), ensure_option=True)
        self._which.observe(lambda _: self._chosen(), "value")
        self._law, self._cells = widgets.HTML(), widgets.VBox()
        self._start = widgets.DatePicker()
        self._reason = widgets.Text(placeholder=words.text("panels.ownrules.reason_example"))
        self._save = base.button("panels.ownrules.save", self._on_save, primary=True)
        self._drop = base.button("panels.ownrules.drop", self._on_drop)
        self._form = widgets.VBox([
            self._cells, base.field("panels.ownrules.start", self._start), base.field("panels.ownrules.reason", self._reason),
            widgets.HBox([self._save, self._drop]),
        ])
        self.view.children = [
            base.heading(words.text("panels.ownrules.title"), words.text("panels.ownrules.help")),
            base.field("panels.ownrules.which", self._which), self._law, self._form, self.message,
        ]

    def show(self) -> None:
        self._titles = {row.judul: row.rule_id for row in self.session.book.law.table().itertuples()}
        self._which.options = sorted(self._titles)
        self._chosen()

    @base.guarded
    def _chosen(self) -> None:
        """Bring law and form to the rule that is looked at."""
        rule_id = self._titles.get(self._which.value)
        self._form.layout.display = "none"
        self._law.value, self._cells.children, self._typed = "", (), {}
        if rule_id is None:
            return
        try:
            rule = self.session.book.law.value(rule_id)
        except RuleNotInForceError as fault:
            self._law.value = base.note(base.told(fault), kind="awas")
            return
        self._law.value = self._beside(rule_id, rule)
        self._fill(rule)

    def _beside(self, rule_id: str, rule: Any) -> str:
        """What holds now, and the law beside the agency's own value."""
        law = self.session.book.law
        now = law.table().set_index("rule_id").loc[rule_id]
        lines = [words.text("panels.ownrules.now", value=told(rule), source=now["sumber"], start=now["berlaku"])]
        reason, files = law.reason(rule_id), law.beside(rule_id)
        if reason:
            lines += [self._files_say(files), words.text("panels.ownrules.why", reason=reason)]
        elif rule.note:
            lines.append(rule.note)
        return "".join(f"<p>{escape(line)}</p>" for line in lines)

    def _files_say(self, files: RuleValue | None) -> str:
        if files is None:
            return words.text("panels.ownrules.no_law")
        return words.text("panels.ownrules.law", value=told(files), source=files.source["instrument"])

    def _fill(self, rule: Any) -> None:
        found = labelled(rule)
        if len(found) > MOST_CELLS:
            self._law.value += base.note(words.text("panels.ownrules.too_long"), kind="awas")
            return
        self._typed = {path: widgets.Text(value=scalar(cell)) for path, (_, cell) in found.items()}
        self._cells.children = [
            widgets.VBox([widgets.Label(found[path][0] or rule.unit or words.text("panels.ownrules.value")), box])
            for path, box in self._typed.items()
        ]
        self._cells.add_class("pb-sel")
        self._start.value = self._start.value or date(self.session.book.tahun, 1, 1)
        self._drop.disabled = self.blocked(self._drop)
        self._form.layout.display = ""

    def blocked(self, button: widgets.Button) -> bool:
        rule_id = self._titles.get(self._which.value, "")
        return button is self._drop and not self.session.book.law.reason(rule_id)

    @base.guarded
    def _on_save(self, _: widgets.Button) -> None:
        typed: dict[Path, str] = {path: box.value for path, box in self._typed.items()}
        title = self._which.value
        start = self._start.value or date(self.session.book.tahun, 1, 1)
        self.session.book.law.choose(self._titles[title], typed, start=start, reason=self._reason.value)
        self._reason.value = ""
        self.session.changed()
        self.say(words.text("panels.ownrules.saved", title=title, day=start))

    @base.guarded
    def _on_drop(self, _: widgets.Button) -> None:
        title = self._which.value
        self.session.book.law.drop(self._titles[title], reason=self._reason.value or words.text("panels.ownrules.dropped_reason"))
        self.session.changed()
        self.say(words.text("panels.ownrules.dropped", title=title))

    def reading(self) -> str:
        own = self.session.book.law.table().query("kode_status == 'kebijakan_daerah'")
        return words.text("panels.ownrules.reading", count=len(own))


class ConfirmRules(base.Panel):
    """Konfirmasi aturan: the ten most used rules that nobody has looked up, each with room for the page."""

    def build(self) -> None:
        self._sentence, self._rows = widgets.HTML(), widgets.VBox()
        self.view.children = [
            base.heading(words.text("panels.confirm.title"), words.text("panels.confirm.help")), self._sentence, self.message,
            base.fold("panels.confirm.list", self._rows),
        ]

    def show(self) -> None:
        self._sentence.value = base.paragraph(self.reading()).value
        self._rows.children = [self._row(row) for row in self._doubtful().itertuples()]

    def _doubtful(self) -> pd.DataFrame:
        return self.session.book.law.doubtful(self.session.results)

    def _row(self, row: Any) -> widgets.Widget:
        key = "panels.confirm.used" if row.dipakai else "panels.confirm.read"
        use = words.text(key, source=row.sumber, count=int(row.dipakai))
        said = widgets.HTML(
            f'<b>{escape(row.judul)}</b><p>{escape(row.nilai)}</p><p class="pb-kecil">{escape(use)}</p>',
        )
        page = widgets.Text(placeholder=words.text("panels.confirm.page"))
        button = widgets.Button(description=words.text("panels.confirm.confirm"))
        button.on_click(lambda _: self._on_confirm(button, row.rule_id, page.value))
        return widgets.VBox([said, widgets.HBox([page, button])]).add_class("pb-baris")

    @base.guarded
    def _on_confirm(self, _: widgets.Button, rule_id: str, page: str) -> None:
        self.session.book.law.confirm(rule_id, page=page)
        self.session.changed()
        self.say(words.text("panels.confirm.done"))

    def reading(self) -> str:
        doubtful = self._doubtful()
        if doubtful.empty:
            return words.text("panels.confirm.none")
        return words.text("panels.confirm.reading", count=len(doubtful), first=doubtful["judul"].iloc[0])
