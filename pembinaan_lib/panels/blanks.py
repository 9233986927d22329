"""What a planner sends out to be filled in: blank Excel templates, and questionnaires for phones, paper and Google Forms."""

from __future__ import annotations

import ipywidgets as widgets

from pembinaan_lib import tables, words
from pembinaan_lib.forms import QUESTIONNAIRES
from pembinaan_lib.panels import base

ASK_ABOUT_COMPETENCIES = ("kebutuhan", "penilaian_atasan")


class Blanks(base.Panel):
    """Templates and questionnaires, each by its name; what comes back is recognised without matching by hand."""

    def build(self) -> None:
        self._template = widgets.Dropdown(options=sorted(
            (words.text(table.title_key), table.name) for table in tables.TABLES.values() if table.importable
        ))
        self._asked = widgets.Dropdown(options=[(words.text(f"forms.{name}.title"), name) for name in QUESTIONNAIRES])
        self._asked.observe(lambda _: self._told(), "value")
        self._template.observe(lambda _: self._told(), "value")
        self._about, self._help = widgets.HTML(), widgets.HTML()
        self._technical = widgets.SelectMultiple(rows=5)
        self._competencies = base.field("panels.blanks.technical", self._technical)
        self._work, self._links = base.Work(self), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.blanks.title"), words.text("panels.blanks.help")),
            widgets.HBox([base.field("panels.blanks.table", self._template),
                          base.button("panels.blanks.template", self._on_template)]).add_class("pb-isian"), self._help,
            widgets.HBox([base.field("panels.blanks.questionnaire", self._asked),
                          base.button("panels.blanks.ask", self._on_ask)]).add_class("pb-isian"), self._about,
            self._competencies, self._work.view, self.message, self._links,
        ]

    def show(self) -> None:
        listed = self.session.inputs.tables["kompetensi"]
        technical = listed[listed["jenis"] == "teknis"].sort_values(["urusan", "kompetensi"], na_position="first")
        self._technical.options = [
            (f"{row.urusan}: {row.kompetensi}" if isinstance(row.urusan, str) and row.urusan else row.kompetensi, row.kompetensi)
            for row in technical.itertuples()
        ]
        self._told()

    def _told(self) -> None:
        self._competencies.layout.display = "" if self._asked.value in ASK_ABOUT_COMPETENCIES else "none"
        self._help.value = base.paragraph(words.text(tables.TABLES[self._template.value].help_key)).value
        self._about.value = base.paragraph(words.text(f"panels.blanks.about.{self._asked.value}")).value

    @base.guarded
    def _on_template(self, _: widgets.Button) -> None:
        made = self.session.book.desk.template(self._template.value)
        self._links.value = base.download(made)
        self.say(words.text("panels.blanks.made_template", table=words.text(f"tables.{self._template.value}.title")))

    @base.guarded
    def _on_ask(self, _: widgets.Button) -> None:
        name = self._asked.value

        def task(progress: base.Progress) -> str:
            progress(0.2, "panels.blanks.making")
            technical = list(self._technical.value) if name in ASK_ABOUT_COMPETENCIES else []
            made = self.session.book.desk.questionnaire(name, technical=technical)
            self._links.value = "".join(base.download(path) for path in made)
            return words.text("panels.blanks.made", title=words.text(f"forms.{name}.title"))

        self._work.start(task)

    def reading(self) -> str:
        return words.text("panels.blanks.help")
