"""A request that came by letter, written down on screen: checked, numbered and kept as if a file had brought it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as widgets

from pembinaan_lib import words
from pembinaan_lib.panels import base
from pembinaan_lib.panels.register import ALL, offer
from pembinaan_lib.workbook.entries import REQUESTS

if TYPE_CHECKING:
    from pembinaan_lib.panels.requests import Requests

ASKING = ("unit", "pegawai", "atasan")


class Writing:
    """The form, and the way back from the last entry.

    Parameters
    ----------
    panel : Requests
        The list of requests, which shows the new one at once.
    """

    def __init__(self, panel: Requests) -> None:
        self.panel, self.session = panel, panel.session
        self._unit, self._who, self._skill = widgets.Dropdown(), widgets.Dropdown(), widgets.Dropdown()
        self._wish = widgets.Text(placeholder=words.text("panels.requests.write.wish_example"))
        self._people = widgets.Text(placeholder=words.text("panels.requests.write.people_example"))
        self._why = widgets.Textarea(placeholder=words.text("panels.requests.write.why_example"), rows=3)
        self._day, self._hint, self.message = widgets.DatePicker(), widgets.HTML(), widgets.HTML()
        self._save = base.button("panels.requests.write.save", self._on_save, primary=True)
        self._back = base.button("panels.requests.write.back", self._on_back)
        offer(self._who, [(words.text(f"panels.requests.write.from.{name}"), name) for name in ASKING])
        self.view = base.fold(
            "panels.requests.write", self._hint,
            widgets.HBox([
                base.field("panels.requests.write.unit", self._unit), base.field("panels.requests.write.who", self._who),
                base.field("panels.requests.write.day", self._day), base.field("panels.requests.write.people", self._people),
            ]).add_class("pb-isian"),
            widgets.HBox([
                base.field("panels.requests.write.wish", self._wish), base.field("panels.requests.skill", self._skill),
                base.field("panels.requests.write.why", self._why),
            ]).add_class("pb-isian"),
            widgets.HBox([self._save, self._back]), self.message,
        )

    def show(self) -> None:
        """Bring the choices up to date with the workbook."""
        offer(self._unit, ((name, name) for name in self.units()))
        offer(self._skill, ((name, name) for name in self.panel.skills()), first=words.text("panels.requests.write.no_skill"))
        self._day.value = self._day.value or self.session.book.as_of()
        for button in (self._save, self._back):
            button.disabled = self.blocked(button)
        self._hint.value = base.note(words.text("panels.requests.write.no_units"), kind="awas") if self._save.disabled else (
            base.paragraph(words.text("panels.requests.write.help")).value)

    def units(self) -> list[str]:
        """The agency's units and offices."""
        frames = self.session.inputs.tables
        named = [frames[table][column] for table in ("unit_kerja", "pegawai") for column in ("unit_kerja", "perangkat_daerah")]
        return sorted({str(name) for names in named for name in names.dropna()} - {""})

    def blocked(self, button: widgets.Button) -> bool:
        """Whether there is nobody to ask, or nothing to take back."""
        return self._unit.value is None if button is self._save else not self.session.book.entries.last(REQUESTS)

    def say(self, sentence: str, *, kind: str = "kabar") -> None:
        """What became of an entry is told below its button."""
        self.message.value = base.note(sentence, kind=kind)

    @base.guarded
    def _on_save(self, _: widgets.Button) -> None:
        made = self.session.book.entries.request(
            unit_kerja=self._unit.value, pengusul=self._who.value, tanggal=self._day.value or self.session.book.as_of(),
            kegiatan=self._wish.value, kompetensi="" if self._skill.value == ALL else self._skill.value,
            jumlah_peserta=self._people.value, alasan=self._why.value,
        )
        for box in (self._wish, self._people, self._why):
            box.value = ""
        self._skill.value = ALL
        self.session.changed()
        self.panel.look_at(made)
        self.say(words.text("panels.requests.write.saved", id=made))

    @base.guarded
    def _on_back(self, _: widgets.Button) -> None:
        gone = ", ".join(self.session.book.entries.last(REQUESTS))
        self.session.book.entries.take_back(REQUESTS)
        self.session.changed()
        self.say(words.text("panels.requests.write.undone", id=gone))
