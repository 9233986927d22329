"""Stage 2 on screen: how much money, what not, a proposal with its bound, and accepting it as the plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import charts, design, words
from pembinaan_lib.panels import base
from pembinaan_lib.workbook import Workbook

TELLING = 0.25
"""A proven gap above this says nothing about how good a proposal is."""
LARGE = {"juta": 6, "miliar": 9, "triliun": 12}
WEIGHTS = {0.0: "none", 0.25: "light", 0.5: "usual", 1.0: "strong", 2.0: "strongest"}


class Choices(base.Panel):
    """The planner's choices that a proposal starts from; each is kept with its reason."""

    def build(self) -> None:
        self._money = widgets.Text(placeholder="1.250.000.000")
        self._reason = widgets.Text(placeholder=words.text("panels.design.reason_example"))
        self._weight, self._without = widgets.Dropdown(), widgets.SelectMultiple(rows=8)
        save = base.button("panels.design.save", self._on_save, primary=True)
        self.view.children = [
            base.heading(words.text("panels.design.title"), words.text("panels.design.help")),
            widgets.HBox([
                base.field("panels.design.money", self._money), base.field("panels.design.reason", self._reason), save,
            ]).add_class("pb-isian"),
            self.message,
            base.fold(
                "panels.detail", base.field("panels.design.weight", self._weight),
                base.field("panels.design.without", self._without),
            ),
        ]

    def show(self) -> None:
        book = self.session.book
        pagu = self.session.results.meta["pagu_rp"]
        self._money.value = "" if pagu is None else words.number(pagu)
        weight = self._hours_worth()
        self._weight.options = [(weight_words(one), one) for one in sorted({*WEIGHTS, weight})]
        self._weight.value = weight
        catalogue = self.session.inputs.tables["katalog_bangkom"]
        self._without.options = [(f"{row.bangkom_id} · {row.nama}", row.bangkom_id) for row in catalogue.itertuples()]
        known = set(catalogue["bangkom_id"])
        self._without.value = tuple(name for name in book.decision("kegiatan_dikecualikan") if name in known)
        self.session.save_choices = self.save

    @base.guarded
    def _on_save(self, _: widgets.Button) -> None:
        self.save()

    def save(self) -> bool:
        """Keep what stands in the form; False, with a sentence, where it cannot be kept."""
        typed = self._money.value.strip()
        money = rupiah_typed(typed) if typed else self.session.book.decision("pagu_rp")
        if typed and money is None:
            self.say(words.text("panels.design.not_money", typed=typed), kind="awas")
            return False
        wanted = {
            "pagu_rp": money, "bobot_jp": self._weight.value, "kegiatan_dikecualikan": sorted(self._without.value),
        }
        book, now = self.session.book, {**self._now(), "pagu_rp": self.session.results.meta["pagu_rp"]}
        changed = [key for key, value in wanted.items() if value != now[key]]
        for key in changed:
            book.decide(key, wanted[key], reason=self._reason.value)
        if changed:
            self._reason.value = ""
            self.session.changed()
        self.say(words.text("panels.design.saved" if changed else "panels.design.same", count=len(changed)))
        return True

    def _now(self) -> dict[str, Any]:
        chosen = {key: self.session.book.decision(key) for key in ("pagu_rp", "kegiatan_dikecualikan")}
        return chosen | {"bobot_jp": self._hours_worth()}

    def _hours_worth(self) -> float:
        """The planner's choice, else the rule."""
        chosen = self.session.book.decision("bobot_jp")
        return float(self.session.book.law.value("rancangan.bobot_jp").value if chosen is None else chosen)

    def reading(self) -> str:
        pagu = self.session.results.meta["pagu_rp"]
        money = "–" if pagu is None else words.rupiah(pagu, short=False)
        return words.text(
            "panels.design.reading", money=money, weight=self._hours_worth(),
            without=len(self.session.book.decision("kegiatan_dikecualikan")),
        )


class Propose(base.Panel):
    """Ask the solver, see what it proposes, and accept it."""

    def build(self) -> None:
        self._accept = base.button("panels.propose.accept", self._on_accept)
        self._reason = widgets.Text(placeholder=words.text("panels.propose.reason_example"))
        self._work, self._body = base.Work(self), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.propose.title"), words.text("panels.propose.help")),
            widgets.HBox([base.button("panels.propose.ask", self._on_ask, primary=True)]), self._work.view, self.message,
            self._body,
            widgets.HBox([base.field("panels.design.reason", self._reason), self._accept]).add_class("pb-isian"),
        ]

    def show(self) -> None:
        book = self.session.book
        latest, accepted = book.latest_proposal(), book.decision("rencana")
        self._accept.disabled = self.blocked(self._accept)
        state = base.note(words.text("panels.propose.outdated"), kind="awas") if book.outdated() else ""
        if latest is None:
            self._body.value = state
            return
        key = "panels.propose.is_plan" if latest == accepted else "panels.propose.is_open"
        head = f"<h3>{escape(words.text(key, number=latest[:8]))}</h3>"
        self._body.value = state + head + self.told(book, latest) + _waiting(book.proposal(latest).menunggu)

    def blocked(self, button: widgets.Button) -> bool:
        latest = self.session.book.latest_proposal()
        return button is self._accept and (latest is None or latest == self.session.book.decision("rencana"))

    @classmethod
    def told(cls, book: Workbook, sha256: str) -> str:
        """The headline figures of a proposal and how good it is proven to be, as HTML."""
        meta, figures = book.proposal(sha256).meta, cls.figures(book, sha256)
        assessed = words.share(figures["asn_dinilai"], figures["asn"])
        return base.figures([
            (words.rupiah(figures["biaya_rp"]), words.text("panels.propose.cost", budget=words.rupiah(meta["pagu_rp"]))),
            (words.percent(figures["kesenjangan_rasio"]) if figures["asn_dinilai"] else "–",
             words.text("panels.propose.closed", share=assessed)),
            (words.number(figures["asn_20_jp"]), words.text("panels.propose.reach", all=int(figures["asn_wajib_jp"]))),
            (words.rupiah(figures["sisa_setelah_wajib_rp"]), words.text("panels.propose.rest")),
        ]) + f'<p class="pb-kecil">{escape(_bound(meta))}</p>'

    @staticmethod
    def figures(book: Workbook, sha256: str) -> dict[str, float]:
        """The headline figures of a proposal by name."""
        told = book.proposal(sha256).ringkas
        return dict(zip(told["ukuran"], told["nilai"], strict=True))

    @base.guarded
    def _on_ask(self, _: widgets.Button) -> None:
        if not self.session.save_choices():
            return

        def task(_: base.Progress) -> str:
            sha256 = self.session.book.propose(progress=self._work.told, cancelled=self._work.stopped)
            self.session.changed()
            pagu = self.session.book.proposal(sha256).meta["pagu_rp"]
            return words.text("panels.propose.done", money=words.rupiah(pagu, short=False))

        self._work.start(task)

    @base.guarded
    def _on_accept(self, _: widgets.Button) -> None:
        latest = self.session.book.latest_proposal()
        if latest is None:
            self.say(words.text("panels.propose.none"), kind="awas")
            return
        self.session.book.accept(latest, reason=self._reason.value)
        self._reason.value = ""
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
        self._pictures = widgets.VBox([self._activities, self._frontier])
        self.view.children = [
            base.heading(words.text("panels.lines.title"), words.text("panels.lines.help")), self._pictures, self._body,
        ]

    def show(self) -> None:
        lines = self.session.frame("rencana_baris")
        self._pictures.layout.display = "none" if lines.empty else ""
        if lines.empty:
            self._body.value = base.note(words.text("panels.lines.none"), kind="awas")
            return
        rules = self.session.cite("bangkom.isi_rencana")
        base.draw(self._activities, charts.activities(lines, day=self.session.day, rules=rules))
        budgets = self.session.frame("rencana_batas")
        self._frontier.layout.display = "" if len(budgets) else "none"
        if len(budgets):
            pagu = self.session.frame("rencana_ringkas").set_index("ukuran")["nilai"]["pagu_rp"]
            chosen = int((budgets["anggaran_rp"] - pagu).abs().to_numpy().argmin())
            base.draw(self._frontier, charts.frontier(budgets, chosen=chosen, day=self.session.day))
        self._body.value = self._table(lines) + base.source(rules, self.session.day)

    @staticmethod
    def _table(lines: pd.DataFrame) -> str:
        """Every line with its reason, and a total that agrees with the headline."""
        rupiah, one = (lambda value: words.rupiah(value, short=False)), (lambda value: words.number(value, 1))
        formats = {"angkatan": words.number, "peserta": words.number, "biaya_rp": rupiah, "kesenjangan_tertutup": one}
        shown = lines.assign(
            wajib=[words.text("panels.yes" if duty else "panels.no") for duty in lines["wajib"]],
            alasan=design.told_reasons(lines),
        )
        columns = {name: words.text(f"panels.lines.{name}") for name in ("nama", "wajib", *formats, "alasan")}
        total = {name: form(lines[name].sum()) for name, form in formats.items()}
        return base.table(shown, columns, formats, total={"nama": words.text("panels.total", rows=len(lines)), **total})

    def reading(self) -> str:
        lines = self.session.frame("rencana_baris")
        return "\n".join(
            words.text("panels.lines.line", name=row.nama, batches=int(row.angkatan), people=int(row.peserta),
                       cost=words.rupiah(row.biaya_rp, short=False))
            for row in lines.itertuples()
        ) or words.text("panels.propose.none")


def _bound(meta: Mapping[str, Any]) -> str:
    status = words.text(f"panels.status.{meta['status'].replace(' ', '_')}")
    key = "panels.propose.bound" if 0 <= meta["gap"] <= TELLING else "panels.propose.bound_unknown"
    return words.text(key, status=status, **({"gap": words.percent(meta["gap"], 1)} if key.endswith("bound") else {}))


def _waiting(waiting: pd.DataFrame) -> str:
    """Whose duty finds no place in the proposal, and why: counts, never names."""
    groups = waiting.groupby(["kewajiban", "alasan"], sort=True).size()
    return "".join(
        base.note(words.text("panels.propose.waiting", count=int(count), duty=duty, reason=words.text(f"design.waiting.{reason}")), kind="awas")
        for (duty, reason), count in groups.items()
    )


def weight_words(weight: float) -> str:
    """How much reaching the yearly hours counts, in words."""
    name = WEIGHTS.get(weight)
    return words.text(f"panels.weight.{name}") if name else words.number(weight, 2)


def rupiah_typed(text: str) -> int | None:
    """Whole rupiah from what somebody typed (``1.250.000.000``, ``Rp 1250000000,00``, ``1,25 miliar``); else None.

    Examples
    --------
    >>> rupiah_typed("Rp 1.250.000.000"), rupiah_typed("1,25 miliar")
    (1250000000, 1250000000)
    >>> rupiah_typed("banyak")
    """
    plain = re.sub(r"^rp\.?|\s", "", text.strip().lower())
    spoken = re.fullmatch(r"(\d{1,4})(?:,(\d{1,3}))?(juta|miliar|triliun)", plain)
    if spoken:
        whole, part, size = spoken.groups()
        return int(whole + (part or "")) * 10 ** (LARGE[size] - len(part or ""))
    plain = re.sub(r",(0{1,2}|-)$", "", plain)
    return int(plain.replace(".", "")) if re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,15}", plain) else None
