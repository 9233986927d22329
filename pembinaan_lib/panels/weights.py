"""Seberapa berat setiap sumber bukti? Sliders or pairwise comparisons, and how much the order hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import charts, needs, plan, words
from pembinaan_lib.charts.register import STEADY, need_name, source_name
from pembinaan_lib.panels import base
from pembinaan_lib.panels.comparing import Comparing, weights_now
from pembinaan_lib.panels.register import SKILL, UNIT

WEIGHTS, RULE, SHAKEN = "bobot_bukti", "kebutuhan.bobot_bukti", "kebutuhan.goyangan_bobot"
FULL, STEP, TOP = 100, 1, 10
_SWAPS = ("peringkat", "kebutuhan", "berikut", "bukti", "bobot_kini", "bobot_tukar")


class Weights(base.Panel):
    """The weight of every source: moved by hand with its effect at once, or found by comparing two at a time."""

    def build(self) -> None:
        self._filling = False
        self._sliders = {source: self._slider() for source in needs.SOURCES}
        self._reason = widgets.Text(placeholder=words.text("panels.weights.reason_example"))
        self._keep = base.button("panels.weights.save", self._on_save, primary=True)
        self._back = base.button("panels.weights.undo", self._on_undo)
        self._rule = base.button("panels.weights.rule", self._on_rule)
        self._sentence, self._shares, self._preview, self._swaps = (widgets.HTML() for _ in range(4))
        self._chart = base.chart()
        self._comparing = Comparing(self.session)
        fields = [
            widgets.VBox([widgets.Label(source_name(source)), slider]) for source, slider in self._sliders.items()
        ]
        self.view.children = [
            base.heading(words.text("panels.weights.title"), words.text("panels.weights.help")), self._sentence,
            widgets.Box(fields).add_class("pb-sel"), self._shares, self._preview,
            widgets.HBox([
                base.field("panels.weights.reason", self._reason), self._keep, self._back, self._rule,
            ]).add_class("pb-isian"),
            self.message, base.fold("panels.weights.compare", self._comparing.view), self._chart,
            base.fold("panels.weights.swaps", self._swaps),
        ]

    def _slider(self) -> widgets.IntSlider:
        slider = widgets.IntSlider(min=0, max=FULL, step=STEP, continuous_update=False)
        slider.observe(self._on_move, "value")
        return slider

    def show(self) -> None:
        self._fill(weights_now(self.session))
        self._sentence.value = base.paragraph(self.reading()).value
        self._moved()
        rules = self.session.cite(RULE, SHAKEN)
        base.draw(self._chart, charts.steadiness(
            self.session.frame("register_kepekaan"), day=self.session.day, rules=rules,
            factor=float(self.session.book.law.value(SHAKEN).value)))
        self._swaps.value = self._swapped() + base.source(rules, self.session.day)

    def _fill(self, weights: Mapping[str, float]) -> None:
        self._filling = True
        for source, slider in self._sliders.items():
            slider.value = round(weights[source])
        self._filling = False

    def _set(self) -> dict[str, int]:
        return {source: slider.value for source, slider in self._sliders.items()}

    def _is_now(self) -> bool:
        return self._set() == {source: round(weight) for source, weight in weights_now(self.session).items()}

    def blocked(self, button: widgets.Button) -> bool:
        if button is self._rule:
            return self.session.book.decision(WEIGHTS) is None
        return self._is_now()

    @base.guarded
    def _on_move(self, _: object) -> None:
        if not self._filling:
            self.message.value = ""  # what was said of other weights
            self._moved()

    def _moved(self) -> None:
        """Say what the weights of the sliders mean, and what they would change."""
        weights = self._set()
        whole = sum(weights.values())
        for button in (self._keep, self._back, self._rule):
            button.disabled = self.blocked(button)
        self._shares.value = _shares(weights) if whole else base.note(words.text("panels.weights.zero"), kind="awas")
        self._preview.value = self._effect(weights) if whole and not self._is_now() else ""

    def _effect(self, weights: Mapping[str, float]) -> str:
        """The first ten with these weights beside where they stand now."""
        found = plan.reweighed(self.session.results.frames, self.session.inputs, bobot=weights)
        top = found[found["peringkat"].notna()].head(TOP)
        before = self.session.frame("register")[[UNIT, SKILL, "peringkat"]].rename(columns={"peringkat": "dari"})
        top = top.merge(before, on=[UNIT, SKILL], how="left")
        stay = int((top["dari"] <= TOP).sum())
        shown = top.assign(
            kebutuhan=[need_name(row) for row in top.to_dict("records")],
            gerak=[_movement(row["dari"], row["peringkat"]) for row in top.to_dict("records")],
        )
        columns = {name: words.text(f"panels.weights.{name}") for name in ("peringkat", "gerak", "kebutuhan")}
        said = base.note(words.text("panels.weights.effect", stay=stay, top=len(top)), kind="awas")
        return said + base.table(shown, columns, {"peringkat": words.number})

    @base.guarded
    def _on_save(self, _: widgets.Button) -> None:
        weights = self._set()
        if not sum(weights.values()):
            self.say(words.text("panels.weights.zero"), kind="awas")
            return
        self.keep({name: weight / FULL for name, weight in weights.items()}, reason=self._reason.value.strip())

    @base.guarded
    def _on_undo(self, _: widgets.Button) -> None:
        self._fill(weights_now(self.session))
        self._moved()

    @base.guarded
    def _on_rule(self, _: widgets.Button) -> None:
        self.keep(None, reason=self._reason.value.strip() or words.text("panels.weights.rule"))

    def keep(self, weights: Mapping[str, float] | None, *, reason: str) -> None:
        """Decide these weights (none: those of the rule), and say what became of the first ten."""
        before = _top(self.session.frame("register"))
        self.session.book.decide(WEIGHTS, None if weights is None else dict(weights), reason=reason)
        self.session.changed()
        self._reason.value = ""
        after = _top(self.session.frame("register"))
        self.say(words.text("panels.weights.saved" if weights is not None else "panels.weights.of_rule_again", stay=len(before & after), top=len(after)))

    def _swapped(self) -> str:
        """Which weight would change the order of the first needs."""
        swaps = self.session.frame("register_tukar")
        swaps = swaps[swaps["peringkat"] <= TOP]
        if swaps.empty:
            return base.note(words.text("panels.register.none"))
        shown = swaps.assign(
            kebutuhan=[need_name(row) for row in swaps.to_dict("records")],
            berikut=[need_name({UNIT: row["perangkat_daerah_berikut"], SKILL: row["kompetensi_berikut"]})
                     for row in swaps.to_dict("records")],
            bukti=[source_name(name) if name else words.text("panels.weights.no_swap") for name in swaps["bukti"]],
        )
        columns = {name: words.text(f"panels.weights.{name}") for name in _SWAPS}
        share = lambda value: words.percent(value, 1)  # noqa: E731
        formats = {"peringkat": words.number, "bobot_kini": share, "bobot_tukar": share}
        return base.paragraph(self._closest(swaps)).value + base.table(shown, columns, formats)

    def _closest(self, swaps: pd.DataFrame) -> str:
        """The smallest change of a weight that would make two of the first needs change places."""
        possible = swaps[swaps["bukti"] != ""]
        if possible.empty:
            return words.text("panels.weights.none_swaps")
        row = possible.loc[possible["perubahan"].abs().idxmin()]
        return words.text("panels.weights.closest", first=int(row["peringkat"]), second=int(row["peringkat"]) + 1,
                          source=source_name(row["bukti"]), now=words.percent(row["bobot_kini"], 1),
                          then=words.percent(row["bobot_tukar"], 1))

    def reading(self) -> str:
        weights, kept = weights_now(self.session), self.session.book.decision(WEIGHTS)
        heavy = max(weights, key=lambda name: weights[name])
        origin = words.text("panels.weights.of_rule" if kept is None else "panels.weights.of_yours")
        share = words.percent(weights[heavy] / FULL)
        said = words.text("panels.weights.reading", origin=origin, source=source_name(heavy), share=share)
        shaken = self.session.frame("register_kepekaan")
        top = shaken[shaken["peringkat"] <= TOP]
        firm = int((top["sepuluh_besar_rasio"] >= STEADY).sum())
        steady = words.text("charts.steady.title", firm=firm, top=len(top), share=words.percent(STEADY)) + "."
        return f"{said} {steady}" if len(top) else said


def _shares(weights: Mapping[str, float]) -> str:
    """What part of the whole each weight is."""
    whole = sum(weights.values())
    said = "; ".join(f"{source_name(name)} {words.percent(weight / whole)}" for name, weight in weights.items())
    return f'<p class="pb-kecil">{escape(words.text("panels.weights.shares", shares=said))}</p>'


def _movement(before: Any, now: Any) -> str:
    """Where a need stood and how it moved, with a sign and a word."""
    if pd.isna(before):
        return words.text("panels.weights.new")
    step = int(before) - int(now)
    key = "same" if step == 0 else "up" if step > 0 else "down"
    return words.text(f"panels.weights.{key}", before=int(before))


def _top(register: pd.DataFrame) -> set[tuple[str, str]]:
    rows = register[register["peringkat"].notna()].head(TOP)
    return set(zip(rows[UNIT], rows[SKILL], strict=True))
