"""Apa yang diminta unit, dan apakah bukti mendukungnya? Requests, the answer to each, and who has not answered the call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts.register import source_name
from pembinaan_lib.needs.requests import STATUSES
from pembinaan_lib.needs.rulings import MERGED, REFUSED, WAITING
from pembinaan_lib.panels import base, lists
from pembinaan_lib.panels.register import ALL, offer, two
from pembinaan_lib.panels.request_form import Writing
from pembinaan_lib.panels.taking import Take, headed

ANSWERS, CALL = "putusan_usulan", "kampanye_usulan"
SUPPORTED, UNSUPPORTED, SILENT = "didukung", "tidak didukung", "belum ada bukti"
_KINDS = (WAITING, SUPPORTED, UNSUPPORTED, SILENT, "tidak dikenali")
_LISTED = ("usulan_id", "unit", "kegiatan", "kompetensi", "jumlah_peserta", "status", "jawaban", "bukti")
_CALLED = ("perangkat_daerah", "jumlah_asn", "jumlah_usulan", "usulan_terakhir", "keadaan")
_LONGEST = 120


class Requests(base.Panel):
    """Every request beside the evidence; accepted, merged or refused with a reason that goes back to who asked."""

    def build(self) -> None:
        self._filling = False
        self._kind, self._unit, self._which = (widgets.Dropdown() for _ in range(3))
        self._skill, self._status, self._target = (widgets.Dropdown() for _ in range(3))
        self._answer = widgets.Textarea(placeholder=words.text("panels.requests.answer_example"), rows=3)
        self._opened, self._closed = widgets.DatePicker(), widgets.DatePicker()
        self._sentence, self._body, self._about, self._called = (widgets.HTML() for _ in range(4))
        self._keep = base.button("panels.requests.save", self._on_save, primary=True)
        self._clear = base.button("panels.requests.call.clear", self._on_clear)
        self._writing = Writing(self)
        self._take = Take(self, "panels.requests.file", self.sheets)
        self._into = base.field("panels.requests.target", self._target)
        offer(self._kind, [(words.text(f"panels.requests.kind.{_slug(kind)}"), kind) for kind in _KINDS],
              first=words.text("panels.lists.all"))
        offer(self._status, [(words.text(f"panels.requests.do.{status}"), status) for status in STATUSES])
        for choice in (self._kind, self._unit):
            choice.observe(self._on_kind, "value")
        self._which.observe(self._on_which, "value")
        self._status.observe(self._on_status, "value")
        self.view.children = [
            base.heading(words.text("panels.requests.title"), words.text("panels.requests.help")), self._sentence,
            widgets.HBox([
                base.field("panels.requests.kind", self._kind), base.field("panels.requests.column.unit", self._unit),
            ]).add_class("pb-isian"), self._body, self._take.view, self._writing.view,
            widgets.HTML(f"<h3>{escape(words.text('panels.requests.answering'))}</h3>"),
            base.field("panels.requests.which", self._which).add_class("pb-lebar"), self._about,
            widgets.HBox([
                base.field("panels.requests.skill", self._skill), base.field("panels.requests.status", self._status), self._into,
                base.field("panels.requests.answer", self._answer),
            ]).add_class("pb-isian"),
            widgets.HBox([self._keep]), self.message,
            widgets.HTML(f"<h3>{escape(words.text('panels.requests.call'))}</h3>"),
            widgets.HBox([
                base.field("panels.requests.opened", self._opened), base.field("panels.requests.closed", self._closed),
                base.button("panels.requests.call.save", self._on_call), self._clear,
            ]).add_class("pb-isian"),
            self._called,
        ]

    def show(self) -> None:
        self._rows, self._filling = self.rows(), True
        offer(self._skill, ((name, name) for name in self.skills()), first=words.text("panels.requests.no_skill"))
        offer(self._unit, ((name, name) for name in sorted(set(self._rows["unit"].dropna()) - {""})),
              first=words.text("panels.survey.all"))
        self._writing.show()
        self._sentence.value = base.paragraph(self.reading()).value
        call = self.session.book.decision(CALL) or {}
        self._opened.value, self._closed.value = (
            date.fromisoformat(call[end]) if end in call else None for end in ("dibuka", "ditutup"))
        self._called.value = self._call_told()
        self._clear.disabled = self.blocked(self._clear)
        self._filling = False
        self._list()

    def blocked(self, button: widgets.Button) -> bool:
        if button is self._clear:
            return self.session.book.decision(CALL) is None
        return button is self._keep and self._which.value is None

    def skills(self) -> list[str]:
        """The agency's competencies."""
        return sorted(self.session.inputs.tables["kompetensi"]["kompetensi"].dropna())

    def rows(self) -> pd.DataFrame:
        """Every request with what it wants and what is known about it: those that wait first, the best supported first."""
        found = self.session.frame("usulan_didukung")
        wanted = self.session.inputs.tables["usulan"][["usulan_id", "kegiatan"]]
        texts = self.session.book.voice.requests().rename(columns={"jawaban": "jawaban_berkas"})
        found = found.merge(wanted, on="usulan_id", how="left").merge(texts, on="usulan_id", how="left")
        mine = self.session.book.decision(ANSWERS)
        own = found["usulan_id"].map({key: said.get("jawaban", "") for key, said in mine.items()})
        found = found.assign(
            unit=found["perangkat_daerah"].fillna(found["unit_kerja"]), kegiatan=found["kegiatan"].fillna(""),
            jawaban=own.astype("str").fillna(found["jawaban_berkas"]).fillna(""), menunggu=found["status"] == WAITING,
        )
        return found.sort_values(["menunggu", "dukungan", "usulan_id"], ascending=[False, False, True], kind="stable",
                                 na_position="last", ignore_index=True)

    def chosen(self) -> pd.DataFrame:
        """The requests that the filters let through."""
        kind, unit = self._kind.value, self._unit.value
        rows = self._rows if unit in (ALL, None) else self._rows[self._rows["unit"] == unit]
        if kind in (ALL, None):
            return rows
        if kind == WAITING:
            return rows[rows["menunggu"]]
        known = rows["alasan_bukti"].isin((SUPPORTED, UNSUPPORTED, SILENT))
        return rows[rows["alasan_bukti"] == kind if kind in (SUPPORTED, UNSUPPORTED, SILENT) else ~known]

    def look_at(self, usulan_id: str) -> None:
        """Bring a request into sight, whatever the filters were."""
        self._filling, self._kind.value, self._unit.value = True, ALL, ALL
        self._filling = False
        self._list()
        self._which.value = usulan_id

    @base.guarded
    def _on_kind(self, _: object) -> None:
        if not self._filling:
            self._list()

    def _list(self) -> None:
        rows = self.chosen()
        columns = {name: words.text(f"panels.requests.column.{name}") for name in _LISTED}
        self._body.value = base.table(told(rows), columns, {"jumlah_peserta": words.number}) + base.source(
            self.session.cite("kebutuhan.bobot_bukti"), self.session.day)
        self._take.forget()
        offer(self._which, [(_short(row), row["usulan_id"]) for row in rows.to_dict("records")])
        self._load()

    @base.guarded
    def _on_which(self, _: object) -> None:
        self._load()

    @base.guarded
    def _on_status(self, _: object) -> None:
        self._into.layout.display = "" if self._status.value == MERGED else "none"

    def _load(self) -> None:
        """Bring the form to the request that is looked at."""
        row = self._row()
        self._keep.disabled = self.blocked(self._keep)
        self._about.value, self._answer.value = "", ""
        if row is None:
            return
        self._about.value = _about(row)
        known = {value for _, value in self._skill.options}
        meant = row["kompetensi"] if pd.notna(row["kompetensi"]) else row["saran_kompetensi"]
        self._skill.value = meant if meant in known else ALL
        others = self._rows[(self._rows["usulan_id"] != row["usulan_id"]) & (self._rows["status"] != MERGED)]
        offer(self._target, [(_short(other), other["usulan_id"]) for other in others.to_dict("records")],
              first=words.text("panels.people.choose"))
        self._target.value = row["digabung_ke"] if row["digabung_ke"] in set(others["usulan_id"]) else ALL
        self._status.value, self._answer.value = row["status"], row["jawaban"]
        self._on_status(None)

    def _row(self) -> dict[str, Any] | None:
        found = self._rows[self._rows["usulan_id"] == self._which.value]
        return None if found.empty else found.iloc[0].to_dict()

    @base.guarded
    def _on_save(self, _: widgets.Button) -> None:
        status, answer, row = self._status.value, self._answer.value.strip(), self._row()
        if status in (REFUSED, MERGED) and not answer:
            self.say(words.text("panels.requests.no_reason"), kind="awas")
            return
        if status == MERGED and self._target.value in (ALL, None):
            self.say(words.text("panels.requests.no_target"), kind="awas")
            return
        said = {"status": status} | ({"jawaban": answer} if answer else {})
        said |= {"digabung_ke": self._target.value} if status == MERGED else {}
        before = self._answers().get(row["usulan_id"], {})
        read = row["kompetensi"] if pd.notna(row["kompetensi"]) else ALL
        if "kompetensi" in before or self._skill.value != read:
            said["kompetensi"] = self._skill.value
        self.session.book.decide(ANSWERS, {**self._answers(), row["usulan_id"]: said}, reason=answer)
        self.session.changed()
        self._next(row["usulan_id"])
        self.say(words.text("panels.requests.saved", id=row["usulan_id"], status=words.text(f"panels.requests.status.{status}")))

    def _next(self, done: str) -> None:
        """Go on to the first request that waits."""
        shown = [value for _, value in self._which.options]
        waiting = [key for key in self.chosen().query("menunggu")["usulan_id"] if key != done]
        if waiting and waiting[0] in shown:
            self._which.value = waiting[0]

    def _answers(self) -> Mapping[str, Mapping[str, str]]:
        return self.session.book.decision(ANSWERS)

    @base.guarded
    def _on_call(self, _: widgets.Button) -> None:
        opened, closed = self._opened.value, self._closed.value
        if opened is None or closed is None or closed < opened:
            self.say(words.text("panels.requests.call.wrong"), kind="awas")
            return
        self.session.book.decide(CALL, {"dibuka": opened.isoformat(), "ditutup": closed.isoformat()},
                                 reason=words.text("panels.requests.call.reason"))
        self.session.changed()
        self.say(words.text("panels.requests.call.saved", day=words.day(closed)))

    @base.guarded
    def _on_clear(self, _: widgets.Button) -> None:
        self.session.book.decide(CALL, None, reason=words.text("panels.requests.call.clear"))
        self.session.changed()
        self.say(words.text("panels.requests.call.cleared"))

    def called(self) -> pd.DataFrame | None:
        """What every unit did about the call, with its last request before it; nothing where there is no call."""
        call = self.session.book.decision(CALL)
        if call is None:
            return None
        units, rows = self.session.frame("usulan_kampanye"), self._rows
        before = rows[rows["tanggal"] < pd.Timestamp(call["dibuka"])].groupby("perangkat_daerah")["tanggal"].max()
        return units.assign(usulan_sebelum=before.reindex(units["perangkat_daerah"]).to_numpy())

    def _call_told(self) -> str:
        units = self.called()
        if units is None:
            return base.note(words.text("panels.requests.call.none"))
        if units.empty:
            return ""
        left = units[~units["menjawab"]]
        said = words.text("panels.requests.call.told", answered=len(units) - len(left), all=len(units),
                          day=words.day(units["tenggat"].iloc[0].date()), left=int(units["sisa_hari"].iloc[0]))
        columns = {name: words.text(f"panels.requests.column.{name}") for name in _CALLED}
        formats = dict.fromkeys(("jumlah_asn", "jumlah_usulan"), words.number)
        return base.note(said, kind="awas" if len(left) else "kabar") + base.table(called_told(units), columns, formats)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """What goes back to the units, together and to each its own, and who has not answered; of a chosen unit, its own."""
        columns = {name: words.text(f"panels.requests.column.{name}") for name in _LISTED}
        rows = told(self.chosen()).sort_values(["unit", "usulan_id"], kind="stable")
        made = {words.text("panels.requests.sheet"): headed(rows, columns)}
        if self._unit.value not in (ALL, None):
            return made
        units = self.called()
        called = {} if units is None else {words.text("panels.requests.call.sheet"): headed(
            called_told(units), {name: words.text(f"panels.requests.column.{name}") for name in _CALLED})}
        parts = rows.assign(unit=rows["unit"].fillna("")).groupby("unit", sort=True)
        return made | called | {
            unit or words.text("charts.unit_unknown"): headed(part, columns) for unit, part in parts}

    def reading(self) -> str:
        rows = self.session.frame("usulan_didukung")
        if rows.empty:
            return words.text("panels.requests.none")
        count = rows["alasan_bukti"].value_counts()
        for_, against = int(count.get(SUPPORTED, 0)), int(count.get(UNSUPPORTED, 0))
        return words.text(
            "panels.requests.reading", all=len(rows), supported=for_, unsupported=against, silent=len(rows) - for_ - against,
            waiting=int((rows["status"] == WAITING).sum()))


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """Requests as people read them."""
    each = rows.to_dict("records")
    return rows.assign(
        kompetensi=lists.texts([_meant(row) for row in each], rows), bukti=lists.texts([evidence(row) for row in each], rows),
        status=lists.texts([words.text(f"panels.requests.status.{status}") for status in rows["status"]], rows),
    )


def _meant(row: Mapping[str, Any]) -> str:
    """The competency that a request is about, or likely about."""
    if pd.notna(row["kompetensi"]):
        return row["kompetensi"]
    maybe = row["saran_kompetensi"]
    return words.text("panels.requests.unknown") if pd.isna(maybe) else words.text("panels.requests.maybe", skill=maybe)


def evidence(row: Mapping[str, Any]) -> str:
    """What the evidence says about a request, with a sign and a word."""
    kind = row["alasan_bukti"]
    names = row["mendukung"] if kind == SUPPORTED else row["tidak_mendukung"]
    sources = ", ".join(source_name(name) for name in names.split(", ") if name)
    return words.text(f"panels.requests.evidence.{_slug(kind)}", sources=sources)


def called_told(units: pd.DataFrame) -> pd.DataFrame:
    """Who answered the call, as people read it."""
    days = [_last(*pair) for pair in zip(units["usulan_terakhir"], units["usulan_sebelum"], strict=True)]
    states = [words.text(f"panels.requests.state.{_slug(state)}") for state in units["keadaan"]]
    return units.assign(usulan_terakhir=lists.texts(days, units), keadaan=lists.texts(states, units))


def _last(inside: pd.Timestamp, before: pd.Timestamp) -> str:
    """The day of a unit's last request: since the call began, else before it."""
    if pd.notna(inside):
        return words.day(inside.date())
    return "–" if pd.isna(before) else words.text("panels.requests.call.before", day=words.day(before.date()))


def _about(row: Mapping[str, Any]) -> str:
    """One request in sentences: who wants what and why, what the evidence says, where the need stands."""
    why = row["alasan"] if isinstance(row["alasan"], str) and row["alasan"] else words.text("panels.requests.no_why")
    people = "–" if pd.isna(row["jumlah_peserta"]) else words.number(row["jumlah_peserta"])
    unit = row["unit"] or words.text("charts.unit_unknown")
    lines = [
        words.text("panels.requests.about", unit=unit, wish=_wish(row), people=people),
        words.text("panels.requests.why", why=why), evidence(row),
    ]
    if pd.notna(row["peringkat"]):
        lines.append(words.text("panels.requests.rank", rank=int(row["peringkat"]), value=two(row["prioritas"])))
    return "".join(base.paragraph(line).value for line in lines)


def _wish(row: Mapping[str, Any]) -> str:
    return row["kegiatan"] or _meant(row)


def _short(row: Mapping[str, Any]) -> str:
    text = f"{row['usulan_id']} · {_wish(row)} · {row['unit']}"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _slug(kind: str) -> str:
    return kind.replace(" ", "_")
