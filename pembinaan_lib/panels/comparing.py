"""Which of two sources is heavier? Weights from pairwise comparisons, and how far the answers agree with each other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import needs, words
from pembinaan_lib.charts.register import source_name
from pembinaan_lib.errors import PembinaanError
from pembinaan_lib.panels import base
from pembinaan_lib.panels.register import offer, two

WEIGHTS, PAIRS, RULE = "bobot_bukti", "perbandingan_bukti", "kebutuhan.bobot_bukti"
FULL = 100
SCALE = (9, 7, 5, 3, 1)
SAME = 0.05


def weights_now(session: Any) -> dict[str, float]:
    """The weights in use, as parts of 100; a source that is not named weighs nothing."""
    chosen = session.book.decision(WEIGHTS) or session.book.law.value(RULE).value
    whole = sum(float(weight) for weight in chosen.values()) or 1.0
    return {source: float(chosen.get(source, 0)) / whole * FULL for source in needs.SOURCES}


class Comparing(base.Panel):
    """Two sources at a time: which one is heavier, and how much; the weights that follow, and how consistent they are."""

    def build(self) -> None:
        self._pair, self._answer = widgets.Dropdown(), widgets.Dropdown()
        self._pair.observe(self._on_pair, "value")
        self._keep = base.button("panels.weights.answer", self._on_keep, primary=True)
        self._drop = base.button("panels.weights.clear", self._on_drop)
        self._use = base.button("panels.weights.use", self._on_use)
        self.buttons = (self._keep, self._drop, self._use)
        self._body = widgets.HTML()
        self.view.children = [
            base.paragraph(words.text("panels.weights.compare.help")),
            widgets.HBox([
                base.field("panels.weights.pair", self._pair), base.field("panels.weights.heavier", self._answer), self._keep,
            ]).add_class("pb-isian"),
            self.message, self._body, widgets.HBox([self._use, self._drop]),
        ]

    def show(self) -> None:
        """Bring pairs, answers and what follows from them up to date."""
        said = self.said()
        offer(self._pair, [
            (words.text("panels.weights.pair_done" if f"{a}|{b}" in said else "panels.weights.pair_open",
                        first=source_name(a), second=source_name(b)), f"{a}|{b}") for a, b in self._pairs()
        ])
        waiting = [value for _, value in self._pair.options if value not in said]
        self._pair.value = waiting[0] if waiting else self._pair.value
        self._load()
        self._body.value = self._told()
        for button in self.buttons:
            button.disabled = self.blocked(button)

    def blocked(self, button: widgets.Button) -> bool:
        """Whether this button can do nothing now."""
        if button is self._keep:
            return self._pair.value is None
        if button is self._drop:
            return not self.said()
        found = self.found()
        return found is None or not found.konsisten  # answers that contradict each other say nothing about weights

    def said(self) -> Mapping[str, float]:
        """The comparisons so far."""
        return self.session.book.decision(PAIRS)

    def _there(self) -> list[str]:
        """The sources of which the agency has anything, and those that somebody compared."""
        register = self.session.frame("register")
        said = {name for pair in self.said() for name in pair.split("|")}
        return [name for name in needs.SOURCES if name in said or register[f"nilai_{name}"].notna().any()]

    def _pairs(self) -> list[tuple[str, str]]:
        """All pairs: first those that join every source with the next one, then those that test them."""
        names = self._there()
        return sorted(combinations(names, 2), key=lambda pair: names.index(pair[1]) - names.index(pair[0]))

    @base.guarded
    def _on_pair(self, _: object) -> None:
        self._load()

    def _load(self) -> None:
        """Offer the answers for the pair that is looked at."""
        if self._pair.value is None:
            return
        first, second = map(source_name, self._pair.value.split("|"))
        scale = [(one, first, 1.0 * one) for one in SCALE] + [(one, second, 1.0 / one) for one in reversed(SCALE[:-1])]
        self._answer.options = [(words.text(f"panels.weights.scale.{one}", name=name), ratio) for one, name, ratio in scale]
        said = self.said().get(self._pair.value, 1.0)
        self._answer.value = min((ratio for _, _, ratio in scale), key=lambda ratio: abs(ratio - said))

    def found(self) -> needs.Comparison | None:
        """What follows from the comparisons; nothing where some sources were never compared with the others."""
        session = self.session
        try:
            return needs.ahp(self.said(), rules=session.inputs.rules, tanggal=session.inputs.tanggal) if self.said() else None
        except PembinaanError:
            return None

    def weights(self, found: needs.Comparison) -> dict[str, float]:
        """Shares of all sources: those that were compared divide what they had together, the others keep theirs."""
        now = weights_now(self.session)
        whole = sum(now[name] for name in found.bobot) or FULL
        return {name: found.bobot[name] * whole / FULL if name in found.bobot else now[name] / FULL for name in now}

    def _told(self) -> str:
        found, said = self.found(), self.said()
        if not said:
            return ""
        if found is None:
            return base.note(words.text("panels.weights.apart"), kind="awas")
        left = [source_name(name) for name in self._there() if name not in found.bobot]
        rest = base.paragraph(words.text("panels.weights.left", names=", ".join(left))).value if left else ""
        return _consistency(found) + self._beside(found) + rest + self._answers(found) + base.source(
            self.session.cite("kebutuhan.ahp_batas", "kebutuhan.ahp_indeks_acak"), self.session.day)

    def _beside(self, found: needs.Comparison) -> str:
        """The weights that follow beside those in use."""
        now, then = weights_now(self.session), self.weights(found)
        rows = pd.DataFrame([{"bukti": source_name(name), "kini": now[name] / FULL, "baru": then[name]} for name in now])
        columns = {name: words.text(f"panels.weights.{name}") for name in rows}
        return base.table(rows, columns, dict.fromkeys(("kini", "baru"), lambda one: words.percent(one, 1)))

    def _answers(self, found: needs.Comparison) -> str:
        """What was said about each pair and what the weights say, the most contradictory first."""
        rows = found.pasangan.assign(
            pasangan=[f"{source_name(row.pertama)} : {source_name(row.kedua)}" for row in found.pasangan.itertuples()])
        told = {name: [heavier(one[name], one["pertama"], one["kedua"]) for one in rows.to_dict("records")]
                for name in ("nilai", "sejalan")}
        columns = {name: words.text(f"panels.weights.{name}") for name in ("pasangan", "nilai", "sejalan")}
        return base.table(rows.assign(**told), columns)

    @base.guarded
    def _on_keep(self, _: widgets.Button) -> None:
        pair, ratio = self._pair.value, self._answer.value
        first, second = map(source_name, pair.split("|"))
        reason = words.text("panels.weights.answered", first=first, second=second)
        self._decide({**self.said(), pair: ratio}, reason=reason)

    @base.guarded
    def _on_drop(self, _: widgets.Button) -> None:
        self._decide({}, reason=words.text("panels.weights.cleared"))

    def _decide(self, said: Mapping[str, float], *, reason: str) -> None:
        self.session.book.decide(PAIRS, dict(said), reason=reason)
        self.session.changed(results=False)
        self.say(reason)

    @base.guarded
    def _on_use(self, _: widgets.Button) -> None:
        found = self.found()
        reason = words.text("panels.weights.from_pairs", pairs=len(found.pasangan), ratio=two(found.rasio_konsistensi))
        self.session.book.decide(WEIGHTS, self.weights(found), reason=reason)
        self.session.changed()
        self.say(words.text("panels.weights.used", origin=reason))

    def reading(self) -> str:
        found = self.found()
        return words.text("panels.weights.compare.help") if found is None else words.text(
            "panels.weights.from_pairs", pairs=len(found.pasangan), ratio=two(found.rasio_konsistensi))


def _consistency(found: needs.Comparison) -> str:
    """How well the answers agree with each other; where they do not, the pair to look at first."""
    numbers = {"ratio": two(found.rasio_konsistensi), "limit": two(found.batas)}
    if found.konsisten:
        untested = len(found.pasangan) < len(found.bobot)  # so few answers that none could contradict another
        return base.note(words.text("panels.weights.untested" if untested else "panels.weights.consistent", **numbers))
    worst = found.pasangan.iloc[0]
    return base.note(words.text(
        "panels.weights.inconsistent", first=source_name(worst["pertama"]), second=source_name(worst["kedua"]),
        said=heavier(worst["nilai"], worst["pertama"], worst["kedua"]),
        fits=heavier(worst["sejalan"], worst["pertama"], worst["kedua"]), **numbers), kind="awas")


def heavier(ratio: float, first: str, second: str) -> str:
    """How many times one source is heavier than the other, as people say it."""
    if abs(ratio - 1) < SAME:
        return words.text("panels.weights.equal")
    name, times = (first, ratio) if ratio > 1 else (second, 1 / ratio)
    return words.text("panels.weights.times", name=source_name(name), times=words.number(times, 0 if times == round(times) else 1))
