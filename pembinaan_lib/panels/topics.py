"""Citizens' messages by topic: grouped on a click, named, merged and moved by the planner, and kept as labels alone.

What people wrote is shown on this screen only, and only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import needs, words
from pembinaan_lib.charts import voice as charts
from pembinaan_lib.charts.picture import listed
from pembinaan_lib.panels import base
from pembinaan_lib.panels.taking import Take, headed
from pembinaan_lib.workbook.entries import WAYS
from pembinaan_lib.workbook.voice import own_topic

FEWEST = "suara.pesan_minimum"
NOWHERE, NEW, CHOOSE = "", "+", "?"
MOST_SHOWN, LONGEST_OPTION, TOLD = 200, 110, 5
COUNTS = range(2, 13)
_TEXT = ("isi_pesan", "unit_kerja", "tanggal", "pesan_id")  # the text first: a phone shows it without scrolling


class Topics(base.Panel):
    """What citizens write about, and the messages behind each topic."""

    def build(self) -> None:
        self._found: needs.Topics | None = None
        self._changed, self._filling = False, False
        self._work = base.Work(self)
        self._count = widgets.Dropdown(
            options=[(words.text("panels.topics.automatic"), 0), *((words.number(n), n) for n in COUNTS)])
        self._fresh = widgets.Checkbox(
            value=False, description=words.text("panels.topics.fresh"), tooltip=words.text("panels.topics.fresh.help"),
            indent=False, layout=widgets.Layout(width="auto"))
        self._group = base.button("panels.topics.group", self._on_group, primary=True)
        self._keep = base.button("panels.topics.keep", self._on_keep, primary=True)
        self._sentence, self._chart, self._about = widgets.HTML(), base.chart(), widgets.HTML()
        self._take = Take(self, "panels.topics.file", self.sheets)
        self._more = widgets.VBox([self._chart, *self._editing(), self._take.view])
        self.view.children = [
            base.heading(words.text("panels.topics.title"), words.text("panels.topics.help")), self._sentence,
            _row(self._group, base.field("panels.topics.count", self._count), self._fresh, self._keep),
            self._work.view, self.message, self._more,
        ]

    def _editing(self) -> list[widgets.Widget]:
        """The chosen topic: its name, its merger, its messages, and where some of them should be."""
        self._topic, self._into, self._to = widgets.Dropdown(), widgets.Dropdown(), widgets.Dropdown()
        self._name = widgets.Combobox(placeholder=words.text("panels.topics.name_hint"), ensure_option=False)
        self._new = widgets.Text(placeholder=words.text("panels.topics.new_hint"))
        self._chosen = widgets.SelectMultiple(rows=8, layout=widgets.Layout(width="100%"))
        self._texts = widgets.HTML()
        self._skills = widgets.SelectMultiple(rows=6, layout=widgets.Layout(width="100%"))
        self._link = base.button("panels.topics.link", self._on_link)
        self._unlink = base.button("panels.topics.unlink", self._on_unlink)
        self._topic.observe(self._on_topic, "value")
        self._to.observe(self._on_to, "value")
        self._new_field = base.field("panels.topics.new", self._new)
        self._moving = widgets.VBox([
            self._texts, base.field("panels.topics.choose", self._chosen),
            _row(base.field("panels.topics.to", self._to), self._new_field,
                 base.button("panels.topics.move", self._on_move)),
        ])
        self._moving.layout.display = "none"
        return [
            base.heading(words.text("panels.topics.edit"), words.text("panels.topics.edit_help")),
            base.field("panels.topics.topic", self._topic), self._about,
            _row(base.field("panels.topics.name", self._name), base.button("panels.topics.rename", self._on_rename)),
            _row(base.field("panels.topics.into", self._into), base.button("panels.topics.merge", self._on_merge)),
            base.field("panels.topics.skills", self._skills), _row(self._link, self._unlink),
            _row(base.button("panels.topics.show", self._on_show)), self._moving,
        ]

    # --- what is on the screen -------------------------------------------------------------------------------------

    def show(self) -> None:
        if not self._changed:
            self._found = self.session.book.voice.confirmed()
            self._names = self.session.book.voice.known_names()
        self._sentence.value = base.paragraph(self.reading()).value
        self._group.description = words.text("panels.topics.again" if len(self._found.topik) else "panels.topics.group")
        self._fresh.layout.display = "" if len(self.session.frame("topik")) else "none"
        for button in (self._group, self._keep, self._unlink):
            button.disabled = self.blocked(button)
        self._fill()

    def blocked(self, button: widgets.Button) -> bool:
        if button is self._unlink:
            return not self.session.book.entries.last(WAYS)
        return not self._changed if button is self._keep else button is self._group and not self._written()

    def _written(self) -> int:
        """How many texts there are at all."""
        return len(self.session.book.voice.messages())

    def _fill(self) -> None:
        """Bring choices and picture up to date with the topics at hand."""
        topik = self._found.topik
        self._more.layout.display = "none" if topik.empty else ""
        self._take.forget()
        if topik.empty:
            return
        base.draw(self._chart, charts.topics(topik, day=self.session.day, rules=self.session.cite(FEWEST)))
        kept, self._filling = self._topic.value, True
        options = [_option(row) for row in topik.itertuples()]
        ids = [value for _, value in options]
        bare = int((self._found.pesan["topik_id"] == "").sum())
        none = [(words.text("panels.topics.without", messages=bare), NOWHERE)] if bare else []
        self._topic.options = [*options, *none]
        self._topic.value = kept if kept in (*ids, *(value for _, value in none)) else ids[0]
        self._name.options = sorted(self._names)
        self._leads = self.session.book.voice.leads(self._found.topik)
        self._filling = False
        self._about_topic()

    def _about_topic(self) -> None:
        """What is known of the chosen topic; its messages close until somebody asks again."""
        at, topik = self._topic.value, self._found.topik
        row = next((row for row in topik.itertuples() if row.topik_id == at), None)
        self._name.value = row.nama if row is not None and row.dinamai else ""
        others = [_option(one) for one in topik.itertuples() if one.topik_id != at]
        choose = (words.text("panels.topics.choose_topic"), CHOOSE)
        self._into.options, self._into.value = [choose, *others], CHOOSE
        nowhere = [(words.text("panels.topics.nowhere"), NOWHERE)] if at else []
        self._to.options, self._to.value = [choose, *others, *nowhere, (words.text("panels.topics.a_new"), NEW)], CHOOSE
        self._new_field.layout.display = "" if self._to.value == NEW else "none"
        self._moving.layout.display, self._texts.value = "none", ""
        self._skills.options = sorted({*self.session.inputs.tables["kompetensi"]["kompetensi"].dropna(), *self._leads.get(at, [])})
        self._skills.value = tuple(self._leads.get(at, []))
        self._about.value = "" if row is None else "".join(base.paragraph(line).value for line in self._told(row))

    def _told(self, row) -> list[str]:  # noqa: ANN001  a row of the topics
        """Typical words, units, and the competencies that the topic leads to."""
        typical = words.text("panels.topics.typical", words=row.kata or "–", units=int(row.unit))
        led = ", ".join(self._leads.get(row.topik_id, []))
        nowhere = words.text("panels.topics.leads_nowhere")
        return [typical, words.text("panels.topics.leads", skills=led) if led else nowhere]

    @base.guarded
    def _on_topic(self, _: object) -> None:
        if not self._filling:
            self._about_topic()

    @base.guarded
    def _on_to(self, _: object) -> None:
        self._new_field.layout.display = "" if self._to.value == NEW else "none"

    # --- what a planner does ---------------------------------------------------------------------------------------

    @base.guarded
    def _on_group(self, _: widgets.Button) -> None:
        count, keep = self._count.value or None, not self._fresh.value

        def task(progress: base.Progress) -> str:
            progress(0.1, "panels.topics.reading_step")
            found = self.session.book.voice.group(count=count, keep=keep)
            progress(0.9, "panels.topics.showing_step")
            if not found.cukup:
                return words.text("panels.topics.too_few", readable=found.terbaca)
            self._found = found
            self._touched()
            return words.text("panels.topics.grouped", topics=len(found.topik), messages=len(found.pesan))

        self._work.start(task)

    @base.guarded
    def _on_rename(self, _: widgets.Button) -> None:
        name, at = self._name.value.strip(), self._topic.value
        others = self._found.topik[self._found.topik["topik_id"] != at]
        same = others.loc[others["nama"].str.casefold() == name.casefold(), "topik_id"].tolist()
        if not name or not at:
            self.say(words.text("panels.topics.no_name"), kind="awas")
            return
        if same:  # two topics of one name are one topic
            self._label({"topik": {at: {"gabung": same[0]}}}, to=same[0])
            self.say(words.text("panels.topics.merged", name=name))
            return
        self._label({"topik": {at: {"nama": name}}})
        self.say(words.text("panels.topics.renamed", name=name))

    @base.guarded
    def _on_merge(self, _: widgets.Button) -> None:
        at, into = self._topic.value, self._into.value
        if not at or into == CHOOSE:
            self.say(words.text("panels.topics.no_target"), kind="awas")
            return
        self._label({"topik": {at: {"gabung": into}}}, to=into)
        self.say(words.text("panels.topics.merged", name=self._called(into)))

    @base.guarded
    def _on_link(self, _: widgets.Button) -> None:
        at, chosen = self._topic.value, self._skills.value
        if not at:
            self.say(words.text("panels.topics.no_name"), kind="awas")
            return
        name = self._called(at)
        self.session.book.entries.topic(name, chosen)
        self.session.changed()
        said = words.text("panels.topics.linked", name=name, skills=", ".join(chosen)) if chosen else (
            words.text("panels.topics.unlinked", name=name))
        self.say(said)

    @base.guarded
    def _on_unlink(self, _: widgets.Button) -> None:
        self.session.book.entries.take_back(WAYS)
        self.session.changed()
        self.say(words.text("panels.topics.link_undone"))

    @base.guarded
    def _on_show(self, _: widgets.Button) -> None:
        behind = self.behind()
        texts = behind.head(MOST_SHOWN)
        shown = texts.assign(tanggal=[words.day(day.date()) if pd.notna(day) else "–" for day in texts["tanggal"]])
        heads = {name: words.text(f"panels.topics.{name}") for name in _TEXT}
        many = base.note(words.text("panels.lists.more", shown=MOST_SHOWN, all=len(behind)), kind="awas")
        private = f'<p class="pb-kecil">{escape(words.text("panels.topics.private"))}</p>'
        self._texts.value = private + base.table(shown, heads) + (many if len(behind) > MOST_SHOWN else "")
        self._chosen.options = [(_short(row), row.pesan_id) for row in texts.itertuples()]
        self._moving.layout.display = ""

    @base.guarded
    def _on_move(self, _: widgets.Button) -> None:
        chosen, to, new = list(self._chosen.value), self._to.value, self._new.value.strip()
        if not chosen or to == CHOOSE or (to == NEW and not new):
            self.say(words.text("panels.topics.no_choice"), kind="awas")
            return
        target = own_topic(new) if to == NEW else to
        named = {target: {"nama": new}} if to == NEW else {}
        self._label({"topik": named, "pesan": dict.fromkeys(chosen, target)})
        self._new.value = ""
        self.say(words.text("panels.topics.moved", messages=len(chosen), name=self._called(target)))

    @base.guarded
    def _on_keep(self, _: widgets.Button) -> None:
        self.session.book.voice.keep(self._found)
        self._changed = False
        topics = self._found.topik
        nowhere = len(topics) - len(self.session.book.voice.leads(topics))
        self.say(words.text("panels.topics.kept_some" if nowhere else "panels.topics.kept", topics=len(topics), nowhere=nowhere),
                 kind="awas" if nowhere else "kabar")
        self.session.changed()

    def _label(self, label: Mapping[str, Mapping[str, object]], *, to: str | None = None) -> None:
        self._found = needs.labelled(self._found, label)
        self._touched()
        if to is not None:
            self._topic.value = to

    def _touched(self) -> None:
        """The topics at hand are not those that are kept."""
        self._changed = True
        self.show()

    def _called(self, topic: str) -> str:
        names = dict(zip(self._found.topik["topik_id"], self._found.topik["nama"], strict=True))
        return names.get(topic, words.text("panels.topics.nowhere"))

    def behind(self) -> pd.DataFrame:
        """The texts of the chosen topic, the most typical first."""
        own = self._found.pesan[self._found.pesan["topik_id"] == self._topic.value]
        texts = self.session.book.voice.messages()[["pesan_id", "isi_pesan"]]
        return own.merge(texts, on="pesan_id", how="left").sort_values(
            ["kecocokan", "pesan_id"], ascending=[False, True], kind="stable", na_position="last", ignore_index=True)

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """The topics, without a word of any message."""
        columns = {name: words.text(f"panels.topics.{name}") for name in ("nama", "jumlah", "unit", "kata", "tanggal")}
        return {words.text("panels.topics.sheet"): headed(self._found.topik, columns)}

    def reading(self) -> str:
        kept, waiting = self.session.frame("topik"), self.session.book.voice.waiting()
        if not self._written():
            return words.text("panels.topics.none")
        if self._changed:
            return words.text("panels.topics.draft", topics=len(self._found.topik))
        if kept.empty:
            return words.text("panels.topics.first", messages=waiting)
        first = kept.iloc[0]
        told = words.text("panels.topics.reading", topics=len(kept), first=first["nama"],
                          share=words.share(int(first["jumlah"]), int(kept["jumlah"].sum())))
        more = [words.text("panels.topics.waiting", messages=waiting)] if waiting else []
        leads = self.session.book.voice.leads(kept)
        nowhere = [name for topic, name in zip(kept["topik_id"], kept["nama"], strict=True) if topic not in leads]
        more += [words.text("panels.topics.nowhere_yet", topics=len(nowhere), names=listed(nowhere[:TOLD]))] if nowhere else []
        return " ".join([told, *more])


def _row(*parts: widgets.Widget) -> widgets.HBox:
    return widgets.HBox(list(parts)).add_class("pb-isian")


def _option(row) -> tuple[str, str]:  # noqa: ANN001  a row of the topics
    return words.text("panels.topics.option", name=row.nama, messages=int(row.jumlah)), row.topik_id


def _short(row) -> str:  # noqa: ANN001  a row of the texts
    text = " ".join(str(row.isi_pesan if pd.notna(row.isi_pesan) else "").split())
    return f"{row.pesan_id} · {text[:LONGEST_OPTION]}{'…' if len(text) > LONGEST_OPTION else ''}"
