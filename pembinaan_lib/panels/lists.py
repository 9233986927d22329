"""Lists to work with: who is late, who takes part, who is below the standard.

Names are joined at the last moment, when somebody asks for them: a page that was only opened, and every reading, holds
counts alone. A list as Excel is made on the click and lies inside the page, not in the workbook's folder.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from html import escape

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import design, documents, words
from pembinaan_lib.panels import base
from pembinaan_lib.panels.home import knows_courses

ALL = ""
MOST_SHOWN = 500
UNITS_TOLD = 3
ABOUT = ("jabatan", "unit_kerja", "perangkat_daerah")
WHO = ("nama", *ABOUT)


class PeopleList(base.Panel):
    """People behind filters: counts at first, names on request, everything that is filtered as an Excel file."""

    kind = ""
    filters: tuple[str, ...] = ()

    def rows(self) -> pd.DataFrame:
        """Every row of the list in its order: ``pegawai_id`` and the columns that filters look at; no name."""
        raise NotImplementedError

    def told(self, rows: pd.DataFrame) -> pd.DataFrame:
        """`rows` with their names, in the columns that people see."""
        raise NotImplementedError

    def sheets(self, rows: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
        """The sheets of the Excel file."""
        return {words.text(f"panels.lists.{self.kind}.sheet"): headed(self.told(rows))}

    def options(self, column: str) -> list[tuple[str, str]]:
        """What a filter offers beside "all"."""
        return named_options(self._rows[column])

    def build(self) -> None:
        self._open, self._filling = False, False
        self._choices = {column: widgets.Dropdown() for column in self.filters}
        for choice in self._choices.values():
            choice.observe(self._on_filter, "value")
        self._show = base.button("panels.lists.show", self._on_show, primary=True)
        self._save = base.button("panels.lists.download", self._on_save)
        self._count, self._body, self._link = widgets.HTML(), widgets.HTML(), widgets.HTML()
        fields = [base.field(f"panels.lists.{column}", choice) for column, choice in self._choices.items()]
        self.view.children = [
            base.heading(words.text(f"panels.lists.{self.kind}.title"), words.text(f"panels.lists.{self.kind}.help")),
            widgets.HBox([*fields, self._show, self._save]).add_class("pb-isian"), self.message, self._link,
            self._count, self._body,
        ]

    def show(self) -> None:
        self._staff = self.session.inputs.tables["pegawai"][["pegawai_id", *ABOUT]]
        self._rows, self._filling = self.rows(), True
        for column, choice in self._choices.items():
            kept, options = choice.value, self.options(column)
            choice.options = [(words.text("panels.lists.all"), ALL), *options]
            choice.value = kept if kept in {value for _, value in options} else ALL
        self._filling = False
        for button in (self._show, self._save):
            button.disabled = self.blocked(button)
        self._list()

    def blocked(self, button: widgets.Button) -> bool:  # noqa: ARG002
        return self._rows.empty

    def chosen(self) -> pd.DataFrame:
        """The rows that the filters let through."""
        rows = self._rows
        for column, choice in self._choices.items():
            if choice.value not in (ALL, None):
                rows = rows[rows[column] == choice.value]
        return rows

    @base.guarded
    def _on_filter(self, _: object) -> None:
        if not self._filling:
            self._open = True
            self._list()

    @base.guarded
    def _on_show(self, _: widgets.Button) -> None:
        self._open = True
        self._list()

    @base.guarded
    def _on_save(self, _: widgets.Button) -> None:
        title, book = words.text(f"panels.lists.{self.kind}.sheet"), self.session.book
        content = documents.people_list(
            self.sheets(self.chosen()), title=f"{title} · {book.instansi} · {self.session.day}",
            notice=words.text("words.sample") if book.contoh else "",
        )
        self._link.value = offered(f"{words.text(f'panels.lists.{self.kind}.file')}.xlsx", content)

    def _list(self) -> None:
        """Bring the screen up to date; an Excel file that no longer fits goes."""
        self._link.value, rows = "", self.chosen()
        self._count.value = "".join(base.paragraph(line).value for line in self.summary(rows))
        self._body.value = self._tables(rows) if self._open else ""

    def summary(self, rows: pd.DataFrame) -> Sequence[str]:
        """Sentences above the list, without any name."""
        if len(rows) == len(self._rows):
            return [self.reading()]
        return [words.text("panels.lists.filtered", shown=len(rows), all=len(self._rows))]

    def _tables(self, rows: pd.DataFrame) -> str:
        return self._table(rows) + base.source(self.cited(rows), self.session.day)

    def _table(self, rows: pd.DataFrame) -> str:
        more = base.note(words.text("panels.lists.more", shown=MOST_SHOWN, all=len(rows)), kind="awas")
        return listed(self.seen(rows.head(MOST_SHOWN))) + (more if len(rows) > MOST_SHOWN else "")

    def seen(self, rows: pd.DataFrame) -> pd.DataFrame:
        """What the screen shows of :meth:`told`; the Excel file has all of it."""
        return self.told(rows)

    def cited(self, rows: pd.DataFrame) -> str:
        """The rules that the list rests on."""
        return self.session.cite(*rows["rule_id"].unique()) if "rule_id" in rows else ""

    def about(self, rows: pd.DataFrame) -> pd.DataFrame:
        """`rows` with what the roster says about each person; one who left it stays, with gaps."""
        return rows.merge(self._staff, on="pegawai_id", how="left")

    def named(self, rows: pd.DataFrame) -> pd.DataFrame:
        """`rows` with ``nama``: the last moment."""
        names = self.session.book.names(list(rows["pegawai_id"]))
        return rows.assign(nama=texts([names[one] or None for one in rows["pegawai_id"]], rows))


class DutyList(PeopleList):
    """Who still has a duty, by kind and office; the overdue first."""

    kind, filters = "duty", ("kewajiban", "perangkat_daerah")

    def rows(self) -> pd.DataFrame:
        duties = self.about(self.session.frame("kewajiban"))
        return duties.sort_values(
            ["terlambat", "tenggat", "kewajiban", "pegawai_id"], ascending=[False, True, True, True], ignore_index=True)

    def told(self, rows: pd.DataFrame) -> pd.DataFrame:
        late = [words.text("panels.yes" if late else "panels.no") for late in rows["terlambat"]]
        return self.named(rows).assign(terlambat=late)[[*WHO, "kewajiban", "tenggat", "terlambat"]]

    def reading(self) -> str:
        duties = self._rows
        if duties.empty:
            return words.text("panels.duties.none")
        late = duties[duties["terlambat"].astype(bool)]
        first = late.groupby("perangkat_daerah", sort=True).size().sort_values(ascending=False, kind="stable")
        units = "; ".join(f"{unit} ({words.number(count)})" for unit, count in first.head(UNITS_TOLD).items())
        key = "panels.lists.duty.reading" if knows_courses(self.session) else "panels.lists.duty.at_most"
        told = words.text(key, people=int(duties["pegawai_id"].nunique()), duties=len(duties), late=len(late))
        return f"{told} {words.text('panels.lists.duty.most', units=units)}" if units else told

    def summary(self, rows: pd.DataFrame) -> Sequence[str]:
        """Without a training history a filtered list is a bound as well."""
        told = super().summary(rows)
        filtered = len(rows) < len(self._rows) and not knows_courses(self.session)
        return [*told, words.text("panels.duties.at_most")] if filtered else told


class ParticipantList(PeopleList):
    """Who takes part in each activity of the accepted plan, why it is there, and whose duty waits."""

    kind, filters = "participant", ("kegiatan", "perangkat_daerah")

    def rows(self) -> pd.DataFrame:
        lines = self.session.frame("rencana_baris")
        names = dict(zip(lines["bangkom_id"], lines["nama"], strict=True))
        seats = self.about(self.session.frame("rencana_peserta"))
        seats = seats.assign(kegiatan=seats["bangkom_id"], nama_kegiatan=seats["bangkom_id"].map(names).astype("str"))
        order = {name: number for number, name in enumerate(lines["bangkom_id"])}
        return seats.assign(urutan=seats["bangkom_id"].map(order)).sort_values(
            ["urutan", "angkatan", "perangkat_daerah", "unit_kerja", "pegawai_id"], ignore_index=True)

    def waiting(self) -> pd.DataFrame:
        """Duties without a place, in the office that the filter lets through."""
        rows, unit = self.about(self.session.frame("rencana_menunggu")), self._choices["perangkat_daerah"].value
        return rows[rows["perangkat_daerah"] == unit] if unit else rows

    def options(self, column: str) -> list[tuple[str, str]]:
        if column != "kegiatan":
            waiting = self.about(self.session.frame("rencana_menunggu"))
            return named_options(pd.concat([self._rows[column], waiting[column]]))
        lines = self.session.frame("rencana_baris")
        return [
            (words.text("panels.lists.participant.option", name=row.nama, people=int(row.peserta)), row.bangkom_id)
            for row in lines.itertuples()
        ]

    def blocked(self, button: widgets.Button) -> bool:
        return super().blocked(button) and self.session.frame("rencana_menunggu").empty

    def told(self, rows: pd.DataFrame) -> pd.DataFrame:
        return self.named(rows).assign(kegiatan=rows["nama_kegiatan"])[[*WHO, "kegiatan", "angkatan"]]

    def told_waiting(self) -> pd.DataFrame:
        """Who waits and why."""
        rows = self.named(self.waiting())
        why = [words.text(f"design.waiting.{key}") for key in rows["alasan"]]
        return rows.assign(alasan=texts(why, rows))[[*WHO, "kewajiban", "tenggat", "alasan"]]

    def sheets(self, rows: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
        made = {
            f"{key} {part['nama_kegiatan'].iloc[0]}": headed(self.told(part))
            for key, part in rows.groupby("bangkom_id", sort=False)
        }
        return {**made, words.text("panels.lists.waiting"): headed(self.told_waiting())}

    def summary(self, rows: pd.DataFrame) -> Sequence[str]:
        lines = self.session.frame("rencana_baris")
        mine = lines[lines["bangkom_id"] == self._choices["kegiatan"].value]
        why = [words.text("panels.lists.participant.why", name=row.nama, reason=reason)
               for row, reason in zip(mine.itertuples(), design.told_reasons(mine), strict=True)]
        return [*super().summary(rows), *why, *self._waiting_told()]

    def _waiting_told(self) -> list[str]:
        groups = self.waiting().groupby(["kewajiban", "alasan"], sort=True).size()
        return [
            words.text("panels.lists.participant.waiting", count=int(count), duty=duty,
                       reason=words.text(f"design.waiting.{reason}"))
            for (duty, reason), count in groups.items()
        ]

    def _tables(self, rows: pd.DataFrame) -> str:
        waiting = self.told_waiting()
        head = f"<h3>{escape(words.text('panels.lists.waiting'))}</h3>"
        second = head + listed(waiting) if len(waiting) else ""
        return self._table(rows) + second + base.source(self.cited(rows), self.session.day)

    def cited(self, rows: pd.DataFrame) -> str:  # noqa: ARG002
        return self.session.cite("bangkom.isi_rencana", "penugasan.syarat")

    def reading(self) -> str:
        seats = self.session.frame("rencana_peserta")
        if self.session.book.decision("rencana") is None:
            return words.text("panels.propose.none")
        return words.text(
            "panels.lists.participant.reading", people=int(seats["pegawai_id"].nunique()), seats=len(seats),
            activities=int(seats["bangkom_id"].nunique()), waiting=len(self.session.frame("rencana_menunggu")),
        )


class BelowStandard(PeopleList):
    """Who is still below the standard, by office and competency, with the next activity; the widest gap first."""

    kind, filters = "below", ("perangkat_daerah", "kompetensi")

    def rows(self) -> pd.DataFrame:
        return self.about(self.session.frame("di_bawah_standar")).sort_values(
            ["sisa_kesenjangan", "kompetensi", "pegawai_id"], ascending=[False, True, True], ignore_index=True)

    def told(self, rows: pd.DataFrame) -> pd.DataFrame:
        nothing = words.text("panels.next.nothing")
        shown = rows.assign(
            tingkat=rows["taksiran_level"].round(2), sisa=rows["sisa_kesenjangan"].round(2),
            kegiatan_berikutnya=texts([name or nothing for name in rows["nama"]], rows),
            alasan=texts([words.text(key) for key in rows["alasan"]], rows),
        )
        return self.named(shown)[[*WHO, "kompetensi", "standar", "tingkat", "sisa", "kegiatan_berikutnya", "alasan"]]

    def reading(self) -> str:
        below = self.session.frame("di_bawah_standar")
        if below.empty:
            return words.text("panels.next.none")
        return words.text("panels.next.reading", people=int(below["pegawai_id"].nunique()), gaps=len(below))


class BehindGap(PeopleList):
    """Who is below the standard behind one square of the heat map, or behind all; the widest gap first."""

    kind, filters = "gap", ("perangkat_daerah", "kompetensi")

    def rows(self) -> pd.DataFrame:
        gap = self.about(self.session.frame("kesenjangan"))
        unknown = words.text("charts.unit_unknown")  # a choice of its own: an empty one would mean all units
        gap = gap.assign(perangkat_daerah=gap["perangkat_daerah"].fillna("").replace("", unknown))
        return gap[gap["kesenjangan"] > 0].sort_values(
            ["kesenjangan", "kompetensi", "pegawai_id"], ascending=[False, True, True], kind="stable", ignore_index=True)

    def look_at(self, unit: str, skill: str) -> None:
        """List the people of one unit below the standard of one competency; where there is nobody, say so."""
        unit = unit or words.text("charts.unit_unknown")
        for choice, value in ((self._choices["perangkat_daerah"], unit), (self._choices["kompetensi"], skill)):
            if value == ALL or value not in {known for _, known in choice.options}:
                self.say(words.text("panels.lists.gap.nobody", unit=unit, skill=skill))
                return
        self.message.value, self._filling = "", True
        self._choices["perangkat_daerah"].value, self._choices["kompetensi"].value = unit, skill
        self._filling, self._open = False, True
        self._list()

    def summary(self, rows: pd.DataFrame) -> Sequence[str]:
        return [_gaps_told(rows), *self._assessed_by()]

    def seen(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Without what a filter says of every row alike."""
        return self.told(rows).drop(columns=[name for name, choice in self._choices.items() if choice.value not in (ALL, None)])

    def _assessed_by(self) -> list[str]:
        """How many of the chosen square were assessed, and by whom: no gap stands without it."""
        unit, skill = (self._choices[name].value for name in self.filters)
        if ALL in (unit, skill) or None in (unit, skill):
            return []
        unit = "" if unit == words.text("charts.unit_unknown") else unit
        found = self.session.frame("penilaian_sumber")
        found = found[(found["perangkat_daerah"] == unit) & (found["kompetensi"] == skill) & found["berlaku"]]
        sources = ", ".join(f"{row.sumber} {words.number(row.orang)}" for row in found.itertuples())
        return [words.text("panels.lists.gap.by", measured=int(found["orang"].sum()), people=int(found["jumlah_asn"].max()),
                           sources=sources)] if len(found) else []

    def told(self, rows: pd.DataFrame) -> pd.DataFrame:
        return self.named(rows)[[*WHO, "kompetensi", "standar", "level", "kesenjangan", "sumber", "tanggal", "nilai_diri"]]

    def reading(self) -> str:
        return words.text("panels.gaps.none") if self._rows.empty else _gaps_told(self._rows)


def _gaps_told(rows: pd.DataFrame) -> str:
    return words.text("panels.lists.gap.count", people=int(rows["pegawai_id"].nunique()), gaps=len(rows))


def named_options(names: pd.Series) -> list[tuple[str, str]]:
    """Every name once, sorted, as a filter offers it."""
    return [(name, name) for name in sorted(names.dropna().unique()) if name]


def texts(values: Sequence[str | None], rows: pd.DataFrame) -> pd.Series:
    """A column of text beside `rows`; what is missing stays missing."""
    return pd.Series(list(values), index=rows.index, dtype="str")


def headed(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns by the names that people read, for an Excel sheet."""
    return frame.rename(columns={name: words.text(f"panels.lists.{name}") for name in frame.columns})


def listed(frame: pd.DataFrame) -> str:
    """A list as an HTML table: dates as people write them, numbers to the right."""
    days = {
        name: texts([words.day(day.date()) if pd.notna(day) else None for day in frame[name]], frame)
        for name in frame.select_dtypes("datetime").columns
    }
    shown = frame.assign(**days)
    formats = {name: _two for name in frame.select_dtypes("float").columns}
    formats |= {name: words.number for name in frame.select_dtypes("integer").columns}
    return base.table(shown, {name: words.text(f"panels.lists.{name}") for name in frame.columns}, formats)


def _two(value: float) -> str:
    return words.number(value, 2)


def offered(name: str, content: bytes) -> str:
    """A link that holds an Excel list itself, and the warning that belongs to it."""
    data = base64.b64encode(content).decode("ascii")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    safe = escape(re.sub(r"[^\w. -]", "-", name))
    link = f'<a class="pb-unduh" download="{safe}" href="data:{kind};base64,{data}">{safe}</a>'
    return base.note(words.text("documents.lists.private"), kind="awas") + link
