"""What another proposal takes away or gives, before anybody accepts it."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from pembinaan_lib import design, words
from pembinaan_lib.panels import base

UNITS_TOLD = 3


class WhatChanges(base.Panel):
    """What the newest proposal takes away from the accepted plan or adds to it: offices and counts, never names."""

    def build(self) -> None:
        self._body = widgets.HTML()
        self._note = widgets.Textarea(layout=widgets.Layout(width="100%", height="144px"))
        self._for_boss = base.field("panels.lists.changes.note", self._note)
        self.view.children = [
            base.heading(words.text("panels.lists.changes.title"), words.text("panels.lists.changes.help")), self._body,
            self._for_boss,
        ]

    def comparison(self) -> design.Comparison | None:
        """The newest proposal against the accepted plan; nothing where one is missing or both are one."""
        book = self.session.book
        latest, accepted = book.latest_proposal(), book.decision("rencana")
        if latest is None or accepted in (None, latest):
            return None
        tables = self.session.inputs.tables
        return design.compare(
            book.proposal(accepted), book.proposal(latest), pegawai=tables["pegawai"],
            bangkom=tables["katalog_bangkom"],
        )

    def show(self) -> None:
        found = self.comparison()
        differs = found is not None and not found.same
        self._for_boss.layout.display = "" if differs else "none"
        self._note.value = self.letter(found) if differs else ""
        told = base.paragraph(self._sentence(found)).value
        self._body.value = told + (self._table(found) + base.source("", self.session.day) if differs else "")

    def _sentence(self, found: design.Comparison | None) -> str:
        if self.session.book.decision("rencana") is None:
            return words.text("panels.lists.changes.none")
        if found is None or found.same:
            return words.text("panels.lists.changes.same")
        first = words.text("panels.lists.changes.sentence", cost=_cost_told(found.cost), **_losses(found))
        return " ".join((first, *_other_changes(found)))

    @staticmethod
    def _table(found: design.Comparison) -> str:
        lost, rows = design.lost_seats(found.kursi), found.kegiatan
        shown = rows.assign(perangkat_daerah=[units_told(list(lost.get(key, ()))) for key in rows["bangkom_id"]])
        rupiah = lambda value: words.rupiah(value, short=False)  # noqa: E731
        formats = {
            "peserta_semula": words.number, "peserta_usulan": words.number,
            "biaya_semula_rp": rupiah, "biaya_usulan_rp": rupiah,
        }
        columns = {name: words.text(f"panels.lists.changes.{name}") for name in ("nama", *formats, "perangkat_daerah")}
        total = {name: form(int(rows[name].sum())) for name, form in formats.items()}
        return base.table(shown, columns, formats, total={"nama": words.text("panels.total", rows=len(rows)), **total})

    def letter(self, found: design.Comparison) -> str:
        """Three sentences for the boss."""
        book = self.session.book
        before, after = (book.proposal(key) for key in (book.decision("rencana"), book.latest_proposal()))
        return " ".join((
            words.text(
                "panels.lists.changes.letter_money", year=str(book.tahun), cost=_cost_told(found.cost),
                pagu_before=words.rupiah(before.meta["pagu_rp"]), pagu=words.rupiah(after.meta["pagu_rp"]),
                total=words.rupiah(int(found.kegiatan["biaya_usulan_rp"].sum())),
            ),
            _letter_people(found),
            _letter_results(before, after),
        ))

    def reading(self) -> str:
        return self._sentence(self.comparison())


def _cost_told(change: int) -> str:
    if change == 0:
        return words.text("panels.lists.changes.cost_same")
    way = "less" if change < 0 else "more"
    return words.text(f"panels.lists.changes.cost_{way}", amount=words.rupiah(abs(change)))


def _losses(found: design.Comparison) -> dict[str, int]:
    units = found.losers["perangkat_daerah"]
    return {
        "people": len(found.losers), "units": int(units[units != ""].nunique()),
        "duties": int((found.kewajiban["alasan"] == "anggaran").sum()),
    }


def _letter_people(found: design.Comparison) -> str:
    if found.losers.empty:
        return words.text("panels.lists.changes.letter_nobody", **_losses(found))
    return words.text("panels.lists.changes.letter_people", most=units_told(_hit(found)), **_losses(found))


def _letter_results(before: design.Proposal, after: design.Proposal) -> str:
    reach = {"reach_before": int(before.measure("asn_20_jp")), "reach": int(after.measure("asn_20_jp"))}
    if not (before.measure("asn_dinilai") and after.measure("asn_dinilai")):
        return words.text("panels.lists.changes.letter_reach", **reach)
    share, share_before = (words.percent(made.measure("kesenjangan_rasio"), 1) for made in (after, before))
    return words.text("panels.lists.changes.letter_results", share_before=share_before, share=share, **reach)


def _hit(found: design.Comparison) -> list[str]:
    """Offices by how many of their people lose a place, the most first."""
    units = found.losers.groupby("perangkat_daerah", sort=True).size().sort_values(ascending=False, kind="stable")
    return [str(unit) for unit in units.index if unit]


def _other_changes(found: design.Comparison) -> list[str]:
    """What the headline sentence leaves out; only what there is."""
    before, after, kept = (found.orang[f"kursi_{name}"] for name in ("semula", "usulan", "tetap"))
    counts = {
        "empty": int((found.losers["kursi_usulan"] == 0).sum()), "more": int((after > before).sum()),
        "moved": int(((after == before) & (kept < before)).sum()),
        "other_duties": int((found.kewajiban["alasan"] != "anggaran").sum()),
    }
    return [words.text(f"panels.lists.changes.{name}", count=count) for name, count in counts.items() if count]


def units_told(units: Sequence[str]) -> str:
    """At most three offices by name and how many others; a dash where there is none."""
    shown = [name or words.text("panels.lists.changes.gone") for name in units[:UNITS_TOLD]]
    rest = len(units) - len(shown)
    return ", ".join(shown) + (f" {words.text('panels.lists.changes.others', count=rest)}" if rest else "") or "–"
