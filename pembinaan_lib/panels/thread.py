"""Dari mana kebutuhan ini, dan sampai kepada siapa? The thread from goal and message to people, up again, and its breaks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import needs, words
from pembinaan_lib.charts.register import need_name
from pembinaan_lib.panels import base
from pembinaan_lib.panels.register import ALL, SKILL, UNIT, need_options, offer, ranked, two
from pembinaan_lib.panels.taking import Take, headed
from pembinaan_lib.tables.columns import label

GOAL, INDICATOR, TOPIC, PEOPLE = "sasaran", "indikator", "topik", "orang"
_LOOSE = ("lepas", "hal", "perbaikan")
_BROKEN = ("nama", UNIT, SKILL, "jumlah")


class Thread(base.Panel):
    """One need from goal and citizens' messages down to its people, and from one of them up again; what is torn."""

    def build(self) -> None:
        self._filling = False
        self._from, self._need, self._person, self._torn = (widgets.Dropdown() for _ in range(4))
        self._from.observe(self._on_from, "value")
        self._need.observe(self._on_need, "value")
        self._person.observe(self._on_person, "value")
        self._torn.observe(self._on_torn, "value")
        self._names = base.button("panels.lists.show", self._on_names)
        self._sentence, self._chain, self._people, self._up = (widgets.HTML() for _ in range(4))
        self._breaks, self._list, self._loose = (widgets.HTML() for _ in range(3))
        self._one = base.field("panels.thread.person", self._person)
        self._take = Take(self, "panels.thread.file", self.sheets)
        self.view.children = [
            base.heading(words.text("panels.thread.title"), words.text("panels.thread.help")), self._sentence,
            widgets.HBox([
                base.field("panels.thread.from", self._from), base.field("panels.register.need", self._need),
            ]).add_class("pb-isian").add_class("pb-lebar"),
            self._chain, widgets.HBox([self._names]), self.message, self._people, self._one, self._up,
            base.fold("panels.thread.broken", self._breaks, base.field("panels.thread.kind", self._torn), self._list),
            base.fold("panels.thread.loose", self._loose), self._take.view,
        ]

    def show(self) -> None:
        self._sentence.value = base.paragraph(self.reading()).value
        self._filling = True
        starts = [(f"{words.text(f'panels.thread.{kind}')}: {told_name(kind, name)}", (kind, name))
                  for kind in (GOAL, TOPIC) for name in self._starts(kind)]
        offer(self._from, starts, first=words.text("panels.thread.all"))
        self._filling = False
        self._offer()
        self._show_breaks()
        self._loose.value = self._unlinked()

    def _starts(self, kind: str) -> list[str]:
        edges = self.session.frame("benang")
        return sorted(edges.loc[edges["dari_jenis"] == kind, "dari"].unique())

    @base.guarded
    def _on_from(self, _: object) -> None:
        if not self._filling:
            self._offer()

    @base.guarded
    def _on_need(self, _: object) -> None:
        self._draw()

    def led_to(self) -> pd.DataFrame:
        """The needs that the chosen goal or topic leads to, in their order; all where none is chosen."""
        rows = ranked(self.session)
        if self._from.value in (ALL, None):
            return rows
        kind, name = self._from.value
        edges = self.session.frame("benang")
        mine = edges.loc[(edges["dari_jenis"] == kind) & (edges["dari"] == name), [UNIT, SKILL]].dropna().drop_duplicates()
        return rows.merge(mine, on=[UNIT, SKILL]).sort_values("peringkat", kind="stable")

    def _offer(self) -> None:
        offer(self._need, need_options(self.led_to()))
        self._draw()

    def _draw(self) -> None:
        """Bring the chain to the need that is looked at; names go."""
        self._hide_names()
        self._names.disabled = self.blocked(self._names)
        if self._need.value is None:
            self._chain.value = base.note(words.text("panels.thread.nothing" if self._from.value else "panels.register.none"))
            return
        unit, skill = self._need.value
        edges = needs.thread_of(self.session.frame("benang"), perangkat_daerah=unit, kompetensi=skill)
        self._chain.value = '<div class="pb-ubin pb-benang">' + "".join([
            _tile(GOAL, sorted(edges.loc[edges["dari_jenis"] == GOAL, "dari"].unique())),
            _tile(INDICATOR, sorted(edges.loc[edges["dari_jenis"] == INDICATOR, "dari"].unique())),
            _tile(TOPIC, _topics(edges)), _tile("need", [self._need_told()]), _tile(PEOPLE, self._people_told(edges), last=True),
        ]) + "</div>" + base.source("", self.session.day)

    def _need_told(self) -> str:
        rows = ranked(self.session)
        unit, skill = self._need.value
        row = rows[(rows[UNIT] == unit) & (rows[SKILL] == skill)].iloc[0]
        return words.text("panels.thread.ranked", need=need_name(row), rank=int(row["peringkat"]), value=two(row["prioritas"]))

    def _people_told(self, edges: pd.DataFrame) -> list[str]:
        counts = edges.loc[edges["ke_jenis"] == PEOPLE, "jumlah"].dropna()
        return [words.text("panels.thread.below", people=int(counts.sum()))] if len(counts) else []

    def behind(self) -> pd.DataFrame:
        """All ASN below a standard, need by need."""
        return needs.people_behind(self.session.frame("kesenjangan"), self.session.inputs.tables["pegawai"])

    def blocked(self, button: widgets.Button) -> bool:
        return button is self._names and self._need.value is None

    @base.guarded
    def _on_names(self, _: widgets.Button) -> None:
        unit, skill = self._need.value
        behind = self.behind()
        mine = behind[(behind[UNIT] == unit) & (behind[SKILL] == skill)]
        names = self.session.book.names(list(mine["pegawai_id"]))
        staff = self.session.inputs.tables["pegawai"][["pegawai_id", "jabatan", "unit_kerja"]]
        shown = mine.assign(nama=[names.get(one) or one for one in mine["pegawai_id"]]).merge(staff, on="pegawai_id", how="left")
        columns = {
            "nama": words.text("panels.lists.nama"), "kesenjangan": words.text("panels.lists.kesenjangan"),
            "jabatan": words.text("panels.lists.jabatan"), "unit_kerja": words.text("panels.lists.unit_kerja"),
        }
        self._people.value = base.table(shown, columns, {"kesenjangan": _one_digit})
        offer(self._person, _people(shown), first=words.text("panels.people.choose"))
        self._one.layout.display = "" if len(shown) else "none"

    def _hide_names(self) -> None:
        self._people.value, self._up.value, self._one.layout.display = "", "", "none"
        self._person.options = []

    @base.guarded
    def _on_person(self, _: object) -> None:
        if self._person.value in (ALL, None):
            self._up.value = ""
            return
        behind = self.behind()
        mine = behind[behind["pegawai_id"] == self._person.value].merge(
            ranked(self.session)[[UNIT, SKILL, "peringkat"]], on=[UNIT, SKILL], how="left").sort_values("peringkat")
        shown = mine.assign(sasaran=["; ".join(self._above(row[UNIT], row[SKILL])) or "–" for row in mine.to_dict("records")])
        columns = {"peringkat": words.text("panels.order.peringkat"), SKILL: words.text("panels.order.kompetensi"),
                   "kesenjangan": words.text("panels.lists.kesenjangan"), "sasaran": words.text("panels.thread.above")}
        self._up.value = base.table(shown, columns, {"peringkat": words.number, "kesenjangan": _one_digit})

    def _above(self, unit: str, skill: str) -> list[str]:
        """The goals and topics above a need."""
        edges = needs.thread_of(self.session.frame("benang"), perangkat_daerah=unit, kompetensi=skill)
        return [told_name(kind, name) for kind in (GOAL, TOPIC)
                for name in sorted(edges.loc[edges["dari_jenis"] == kind, "dari"].unique())]

    def _show_breaks(self) -> None:
        """How many threads are torn, by kind, and what mends them."""
        counts = self.session.frame("benang_putus")["jenis"].value_counts(sort=False).sort_index()
        rows = pd.DataFrame({
            "jenis": [words.text(f"panels.thread.torn.{_slug(kind)}") for kind in counts.index], "banyak": counts.to_numpy(),
            "perbaikan": [words.text(f"panels.thread.mend.{_slug(kind)}") for kind in counts.index],
        })
        columns = _heads(tuple(rows))
        whole = base.note(words.text("panels.thread.whole"))
        self._breaks.value = base.table(rows, columns, {"banyak": words.number}) if len(rows) else whole
        offer(self._torn, list(zip(rows["jenis"], counts.index, strict=True)))
        self._take.forget()
        self._on_torn(None)

    @base.guarded
    def _on_torn(self, _: object) -> None:
        if self._torn.value is None:
            self._list.value = ""
            return
        found = self.session.frame("benang_putus")
        found = _named(found[found["jenis"] == self._torn.value])
        filled = [name for name in _BROKEN if (found[name].notna() & (found[name] != "")).any()]
        self._list.value = base.table(found, _heads(filled), {"jumlah": words.number}) + base.source("", self.session.day)

    def unlinked(self) -> pd.DataFrame:
        """Goals and competencies that nothing joins, in words; competencies that no goal names come last."""
        found = self.session.frame("sasaran_lepas")
        return found.rename(columns={"nama": "hal"}).assign(**{
            column: pd.Series([words.text(f"panels.thread.{part}.{_slug(kind)}") for kind in found["jenis"]], dtype="str")
            for column, part in (("lepas", "loose"), ("perbaikan", "join"))
        })

    def _unlinked(self) -> str:
        found = self.unlinked()
        if found.empty:
            joined = len(self.session.frame("tautan_sasaran")) > 0
            return base.note(words.text("panels.thread.joined" if joined else "panels.thread.no_goals"))
        counts = found.groupby("lepas", sort=False).size()
        told = "; ".join(words.text("panels.thread.loose_count", kind=kind, count=int(n)) for kind, n in counts.items())
        return base.paragraph(words.text("panels.thread.loose_reading", told=told)).value + base.table(
            found, _heads(_LOOSE)) + base.source("", self.session.day)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """All breaks, and what hangs in the air between goals and competencies."""
        found = _named(self.session.frame("benang_putus"))
        found = found.assign(jenis=[words.text(f"panels.thread.torn.{_slug(kind)}") for kind in found["jenis"]])
        columns = _heads(("jenis", *_BROKEN))
        return {
            words.text("panels.thread.broken"): headed(found.astype({"jenis": "str"}), columns),
            words.text("panels.thread.loose_sheet"): headed(self.unlinked(), _heads(_LOOSE)),
        }

    def reading(self) -> str:
        rows, edges = ranked(self.session), self.session.frame("benang")
        if rows.empty:
            return words.text("panels.register.none")
        key = [UNIT, SKILL]
        linked = {kind: len(rows[key].merge(edges.loc[edges["dari_jenis"] == kind, key].dropna().drop_duplicates(), on=key))
                  for kind in (GOAL, TOPIC)}
        said = words.text("panels.thread.reading", needs=len(rows), goals=linked[GOAL], topics=linked[TOPIC])
        torn = self.session.frame("benang_putus")["jenis"].value_counts(sort=False).sort_index()
        if torn.empty:
            return f"{said} {words.text('panels.thread.whole')}"
        most = words.text(f"panels.thread.torn.{_slug(torn.idxmax())}")
        return f"{said} {words.text('panels.thread.torn', torn=int(torn.sum()), kind=most, count=int(torn.max()))}"


def told_name(kind: str, name: str) -> str:
    """A goal as it is written; a topic, or an element of the SKM questionnaire, as a heading."""
    return label(name) if kind == TOPIC else name


def _topics(edges: pd.DataFrame) -> list[str]:
    heard = edges[edges["dari_jenis"] == TOPIC].groupby("dari", sort=True)["jumlah"].sum()
    return [words.text("panels.thread.messages", topic=told_name(TOPIC, name), count=int(count)) for name, count in heard.items()]


def _tile(kind: str, lines: Sequence[str], *, last: bool = False) -> str:
    """One station of the thread; an empty one says that the thread is torn here."""
    said = lines or [words.text(f"panels.thread.{kind}.none")]
    body = "".join(f"<span>{escape(line)}</span>" for line in said)
    arrow = "" if last else ' <i aria-hidden="true">→</i>'
    head = f"<b>{escape(words.text(f'panels.thread.{kind}'))}{arrow}</b>"
    return f'<div class="{"pb-ada" if lines else "pb-belum"}">{head}{body}</div>'


def _people(shown: pd.DataFrame) -> list[tuple[str, str]]:
    """People to choose from; the post tells those of one name apart."""
    return [(f"{row.nama} · {row.jabatan}" if isinstance(row.jabatan, str) else row.nama, row.pegawai_id)
            for row in shown.itertuples()]


def _named(found: pd.DataFrame) -> pd.DataFrame:
    kinds = [TOPIC if kind.startswith(TOPIC) else GOAL for kind in found["jenis"]]
    names = [told_name(kind, name) if name else "" for kind, name in zip(kinds, found["nama"], strict=True)]
    return found.assign(nama=pd.Series(names, index=found.index, dtype="str"))


def _one_digit(value: float) -> str:
    return words.number(value, 1)


def _heads(names: Sequence[str]) -> dict[str, str]:
    return {name: words.text(f"panels.thread.{name}") for name in names}


def _slug(kind: str) -> str:
    return kind.replace(" ", "_")
