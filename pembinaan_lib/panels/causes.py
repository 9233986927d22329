"""Apakah pelatihan jawabannya? The cause of each need, and the list of those that training does not mend."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import needs, words
from pembinaan_lib.charts.register import need_name
from pembinaan_lib.panels import base, lists
from pembinaan_lib.panels.register import ALL, SKILL, UNIT, cause_name, need_options, offer, ranked
from pembinaan_lib.panels.taking import Take, headed

DECISION = "penyebab_kebutuhan"
FIRST = 10
_LISTED = ("urutan_unit", UNIT, SKILL, "penyebab", "bukti_penyebab", "prioritas", "orang_di_bawah")


class Causes(base.Panel):
    """For each need its cause and how one knows; what is no matter of skill goes to the heads of unit."""

    def build(self) -> None:
        self._unit, self._need, self._cause = widgets.Dropdown(), widgets.Dropdown(), widgets.Dropdown()
        self._proof = widgets.Textarea(placeholder=words.text("panels.causes.proof_example"), rows=3)
        self._unit.observe(self._on_unit, "value")
        self._need.observe(self._on_need, "value")
        self._keep = base.button("panels.causes.save", self._on_save, primary=True)
        self._drop = base.button("panels.causes.drop", self._on_drop)
        self._take = Take(self, "panels.causes.file", self.sheets)
        self._sentence, self._said, self._body = (widgets.HTML() for _ in range(3))
        self._filling = False
        offer(self._cause, ((words.text(f"panels.causes.{cause}.long"), cause) for cause in needs.CAUSES),
              first=words.text("panels.people.choose"))
        self.view.children = [
            base.heading(words.text("panels.causes.title"), words.text("panels.causes.help")), self._sentence,
            widgets.HBox([
                base.field("panels.order.perangkat_daerah", self._unit), base.field("panels.register.need", self._need),
            ]).add_class("pb-isian").add_class("pb-lebar"),
            self._said,
            widgets.HBox([
                base.field("panels.causes.cause", self._cause), base.field("panels.causes.proof", self._proof),
            ]).add_class("pb-isian"),
            widgets.HBox([self._keep, self._drop]), self.message,
            base.fold("panels.causes.hints", widgets.HTML(_hints())),
            widgets.HTML(f"<h3>{escape(words.text('panels.causes.heads'))}</h3>"), self._body, self._take.view,
        ]

    def show(self) -> None:
        self._filling = True
        units = sorted(name for name in ranked(self.session)[UNIT].unique() if name)
        offer(self._unit, ((name, name) for name in units), first=words.text("panels.lists.all"))
        self._filling = False
        self._sentence.value = base.paragraph(self.reading()).value
        self._take.forget()
        self._offer()
        heads = self._heads()
        columns = {name: words.text(f"panels.order.{name}") for name in _LISTED}
        formats = dict.fromkeys(("urutan_unit", "orang_di_bawah"), words.number) | {"prioritas": lambda one: words.number(one, 2)}
        empty = base.note(words.text("panels.causes.nobody"))
        self._body.value = base.table(heads, columns, formats) + base.source("", self.session.day) if len(heads) else empty

    def blocked(self, button: widgets.Button) -> bool:
        return self._need.value is None or (button is self._drop and self._key() not in self._judged())

    @base.guarded
    def _on_unit(self, _: object) -> None:
        if not self._filling:
            self._offer()

    @base.guarded
    def _on_need(self, _: object) -> None:
        self._load()

    def _offer(self) -> None:
        """The needs of the chosen unit, those that nobody has judged yet first among the ranked."""
        rows = ranked(self.session)
        if self._unit.value not in (ALL, None):
            rows = rows[rows[UNIT] == self._unit.value]
        options = [
            (name if cause == "" else f"{name} · {cause_name(cause)}", key)
            for (name, key), cause in zip(need_options(rows), rows["penyebab"], strict=True)
        ]
        offer(self._need, options)
        self._load()

    def _load(self) -> None:
        """Bring the form to the need that is looked at."""
        said = self._judged().get(self._key(), {})
        self._said.value = self._obstacles()
        self._cause.value, self._proof.value = said.get("penyebab", ALL), said.get("bukti", "")
        for button in (self._keep, self._drop):
            button.disabled = self.blocked(button)

    def _obstacles(self) -> str:
        """What the people of this unit named in the survey: a sign beside the judgement, never instead of it."""
        unit = self._need.value[0] if self._need.value else None
        found = self.session.frame("kendala_unit")
        found = found[found["perangkat_daerah"] == unit]
        shown = found[found["menyebut"].notna()].sort_values(["menyebut", "penyebab"], ascending=[False, True], kind="stable")
        if shown.empty:
            return base.paragraph(words.text("panels.causes.few" if len(found) else "panels.causes.no_survey")).value
        named = ", ".join(f"{cause_name(row.penyebab)} {words.percent(row.rasio)}" for row in shown.itertuples())
        return base.paragraph(words.text("panels.causes.said", people=int(found["responden"].iloc[0]), named=named)).value

    def _judged(self) -> Mapping[str, Mapping[str, str]]:
        return self.session.book.decision(DECISION)

    def _key(self) -> str:
        return needs.cause_key(*self._need.value) if self._need.value else ""

    @base.guarded
    def _on_save(self, _: widgets.Button) -> None:
        proof = self._proof.value.strip()
        if self._cause.value == ALL or not proof:
            self.say(words.text("panels.causes.missing"), kind="awas")
            return
        self._decide({**self._judged(), self._key(): {"penyebab": self._cause.value, "bukti": proof}}, reason=proof)

    @base.guarded
    def _on_drop(self, _: widgets.Button) -> None:
        left = {key: said for key, said in self._judged().items() if key != self._key()}
        self._decide(left, reason=words.text("panels.causes.dropped"))

    def _decide(self, judged: Mapping[str, Mapping[str, str]], *, reason: str) -> None:
        unit, skill = self._need.value
        self.session.book.decide(DECISION, judged, reason=reason)
        self.session.changed()
        self._next()
        self.say(words.text("panels.causes.saved", need=need_name({UNIT: unit, SKILL: skill})))

    def _next(self) -> None:
        """Go on to the first need below this one that nobody has judged."""
        keys = [key for _, key in self._need.options]
        rows = ranked(self.session)
        done = {(row[UNIT], row[SKILL]) for row in rows[rows["penyebab"] != ""].to_dict("records")}
        at = keys.index(self._need.value) if self._need.value in keys else 0
        waiting = [key for key in [*keys[at:], *keys[:at]] if key not in done]
        self._need.value = waiting[0] if waiting else self._need.value

    def _heads(self) -> pd.DataFrame:
        """The list with what was judged and why, which the plan itself never holds."""
        heads, judged = self.session.frame("register_kepala"), self._judged()
        keys = (needs.cause_key(unit, skill) for unit, skill in zip(heads[UNIT].fillna(""), heads[SKILL], strict=True))
        heads = heads.assign(bukti_penyebab=lists.texts([judged.get(key, {}).get("bukti", "") for key in keys], heads))
        return heads.assign(penyebab=lists.texts([cause_name(cause) for cause in heads["penyebab"]], heads))

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The list of all units, and one of each head of unit."""
        columns = {name: words.text(f"panels.order.{name}") for name in _LISTED}
        heads = self._heads()
        return {words.text("panels.causes.sheet"): headed(heads, columns)} | {
            unit or words.text("charts.unit_unknown"): headed(part, columns) for unit, part in heads.groupby(UNIT, sort=True)
        }

    def reading(self) -> str:
        rows = ranked(self.session)
        if rows.empty:
            return words.text("panels.register.none")
        judged, heads = rows[rows["penyebab"] != ""], self.session.frame("register_kepala")
        first = min(FIRST, len(rows))
        if judged.empty:
            return words.text("panels.causes.unread", first=first)
        return words.text(
            "panels.causes.reading", first=first, judged=int((rows.head(FIRST)["penyebab"] != "").sum()),
            all=len(judged), heads=len(heads), units=int(heads[UNIT].nunique()))


def _hints() -> str:
    """What to ask before a cause is chosen."""
    return "".join(
        base.paragraph(f"{cause_name(cause)}: {words.text(f'panels.causes.{cause}.hint')}").value for cause in needs.CAUSES
    )
