"""Stage 2 on screen: how much money, what not, a proposal with its bound, and accepting it as the plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets as widgets

from pembinaan_lib import charts, words
from pembinaan_lib.panels import base
from pembinaan_lib.workbook import Workbook


class Choices(base.Panel):
    """The planner's choices that a proposal starts from; each is kept with its reason."""

    def build(self) -> None:
        self._money = widgets.Text(placeholder="1.250.000.000")
        self._weight = widgets.FloatSlider(min=0.0, max=4.0, step=0.25, readout_format=".2f", continuous_update=False)
        self._without = widgets.SelectMultiple(rows=6)
        self._reason = widgets.Text(placeholder=words.text("panels.design.reason_example"))
        self._save = widgets.Button(description=words.text("panels.design.save"), button_style="primary")
        self._save.on_click(self._on_save)
        label = lambda key: widgets.Label(words.text(key))  # noqa: E731
        self.view.children = [
            base.heading(words.text("panels.design.title"), words.text("panels.design.help")),
            widgets.HBox([label("panels.design.money"), self._money]),
            widgets.HBox([label("panels.design.weight"), self._weight]),
            widgets.HBox([label("panels.design.without"), self._without]),
            widgets.HBox([label("panels.design.reason"), self._reason, self._save]), self.message,
        ]

    def show(self) -> None:
        book = self.session.book
        pagu = self.session.results.meta["pagu_rp"]
        self._money.value = "" if pagu is None else words.number(pagu)
        self._weight.value = float(book.decision("bobot_jp"))
        catalogue = book.inputs().tables["katalog_bangkom"]
        self._without.options = [(f"{row.bangkom_id} · {row.nama}", row.bangkom_id) for row in catalogue.itertuples()]
        known = set(catalogue["bangkom_id"])
        self._without.value = tuple(name for name in book.decision("kegiatan_dikecualikan") if name in known)

    @base.guarded
    def _on_save(self, _: widgets.Button) -> None:
        money = rupiah_typed(self._money.value)
        if money is None:
            self.say(words.text("panels.design.not_money", typed=self._money.value), kind="awas")
            return
        wanted = {
            "pagu_rp": money, "bobot_jp": self._weight.value, "kegiatan_dikecualikan": sorted(self._without.value),
        }
        book = self.session.book
        changed = [key for key, value in wanted.items() if value != book.decision(key)]
        for key in changed:
            book.decide(key, wanted[key], reason=self._reason.value)
        self.session.changed()
        self.say(words.text("panels.design.saved", count=len(changed)))

    def reading(self) -> str:
        pagu = self.session.results.meta["pagu_rp"]
        money = "–" if pagu is None else words.rupiah(pagu, short=False)
        return words.text(
            "panels.design.reading", money=money, weight=float(self.session.book.decision("bobot_jp")),
            without=len(self.session.book.decision("kegiatan_dikecualikan")),
        )


class Propose(base.Panel):
    """Ask the solver, see what it proposes, and accept it."""

    def build(self) -> None:
        self._ask = widgets.Button(description=words.text("panels.propose.ask"), button_style="primary")
        self._ask.on_click(self._on_ask)
        self._accept = widgets.Button(description=words.text("panels.propose.accept"))
        self._accept.on_click(self._on_accept)
        self._reason = widgets.Text(placeholder=words.text("panels.propose.reason_example"))
        self._work, self._body = base.Work(self), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.propose.title"), words.text("panels.propose.help")),
            widgets.HBox([self._ask, self._work.view]), self.message, self._body,
            widgets.HBox([self._reason, self._accept]),
        ]

    def show(self) -> None:
        book = self.session.book
        latest = book.latest_proposal()
        self._accept.disabled = latest is None or latest == book.decision("rencana")
        state = base.note(words.text("panels.propose.outdated"), kind="awas") if book.outdated() else ""
        self._body.value = state + ("" if latest is None else self.told(book, latest))

    @classmethod
    def told(cls, book: Workbook, sha256: str) -> str:
        """The headline figures of a proposal and how good it is proven to be, as HTML."""
        meta, figures = book.proposal(sha256).meta, cls.figures(book, sha256)
        return base.figures([
            (words.rupiah(figures["biaya_rp"]), words.text("panels.propose.cost", budget=words.rupiah(meta["pagu_rp"]))),
            (words.percent(figures["kesenjangan_rasio"]), words.text("panels.propose.closed")),
            (words.number(figures["asn_20_jp"]), words.text("panels.propose.reach")),
            (words.rupiah(figures["sisa_setelah_wajib_rp"]), words.text("panels.propose.rest")),
        ]) + f'<p class="pb-kecil">{escape(_bound(meta))}</p>'

    @staticmethod
    def figures(book: Workbook, sha256: str) -> dict[str, float]:
        """The headline figures of a proposal by name."""
        told = book.proposal(sha256).ringkas
        return dict(zip(told["ukuran"], told["nilai"], strict=True))

    @base.guarded
    def _on_ask(self, _: widgets.Button) -> None:
        def task(progress: Callable[[float, str], None], cancelled: Callable[[], bool]) -> str:
            sha256 = self.session.book.propose(progress=progress, cancelled=cancelled)
            self.session.changed()
            return words.text("panels.propose.done", number=sha256[:8])

        self._work.start(task)

    @base.guarded
    def _on_accept(self, _: widgets.Button) -> None:
        latest = self.session.book.latest_proposal()
        if latest is None:
            self.say(words.text("panels.propose.none"), kind="awas")
            return
        self.session.book.accept(latest, reason=self._reason.value)
        self.session.changed()
        self.say(words.text("panels.propose.accepted"))

    def reading(self) -> str:
        accepted = self.session.book.decision("rencana")
        if accepted is None:
            return words.text("panels.propose.none")
        figures = self.figures(self.session.book, accepted)
        return words.text(
            "panels.propose.reading", cost=words.rupiah(figures["biaya_rp"], short=False),
            share=words.percent(figures["kesenjangan_rasio"], 1), reach=int(figures["asn_20_jp"]),
        )


class Lines(base.Panel):
    """The plan line by line, with the reason of each, and what more or less money would buy."""

    def build(self) -> None:
        self._activities, self._frontier, self._body = base.chart(), base.chart(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.lines.title"), words.text("panels.lines.help")), self._activities,
            self._frontier, self._body,
        ]

    def show(self) -> None:
        lines = self.session.frame("rencana_baris")
        if lines.empty:
            self._body.value = base.note(words.text("panels.propose.none"), kind="awas")
            return
        base.draw(self._activities, charts.activities(lines, day=self.session.day))
        budgets = self.session.frame("rencana_batas")
        if len(budgets):
            pagu = self.session.results.meta["pagu_rp"]
            chosen = int((budgets["anggaran_rp"] - pagu).abs().to_numpy().argmin())
            base.draw(self._frontier, charts.frontier(budgets, chosen=chosen, day=self.session.day))
        rupiah, one = (lambda value: words.rupiah(value, short=False)), (lambda value: words.number(value, 1))
        formats = {
            "angkatan": words.number, "peserta": words.number, "jp_orang": words.number, "biaya_rp": rupiah,
            "kesenjangan_tertutup": one,
        }
        shown = lines.assign(wajib=[words.text("panels.yes" if duty else "panels.no") for duty in lines["wajib"]])
        columns = {name: words.text(f"panels.lines.{name}") for name in ("bangkom_id", "nama", "wajib", *formats)}
        self._body.value = base.table(shown, columns, formats)

    def reading(self) -> str:
        lines = self.session.frame("rencana_baris")
        return "\n".join(
            words.text("panels.lines.line", name=row.nama, batches=int(row.angkatan), people=int(row.peserta),
                       cost=words.rupiah(row.biaya_rp, short=False))
            for row in lines.itertuples()
        ) or words.text("panels.propose.none")


def _bound(meta: Mapping[str, Any]) -> str:
    return words.text("panels.propose.bound", status=meta["status"], gap=words.percent(meta["gap"], 1))


def rupiah_typed(text: str) -> int | None:
    """Whole rupiah from what somebody typed (``1.250.000.000``, ``Rp 1250000000,00``); None where it is no amount.

    Examples
    --------
    >>> rupiah_typed("Rp 1.250.000.000")
    1250000000
    >>> rupiah_typed("banyak")
    """
    plain = re.sub(r"(?i)^\s*rp\.?|\s", "", text)
    plain = re.sub(r",\d{1,2}$", "", plain)
    return int(plain.replace(".", "")) if re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,15}", plain) else None
