"""Perubahan bulanan on screen: who came, moved, rose and left; what is done but not in SIASN; learning on platforms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import charts, profile, words
from pembinaan_lib.panels import base, lists, taking
from pembinaan_lib.panels.files import notes_html
from pembinaan_lib.profile.changes import KINDS
from pembinaan_lib.tables.columns import label
from pembinaan_lib.workbook.monthly import Comparison

KINDS_TOLD = 5
UNIT = "perangkat_daerah"


class PicturedList(lists.PeopleList):
    """A list of people below a picture and what lies behind it: sentence, picture, folds, then filters and names."""

    def build(self) -> None:
        super().build()
        head, controls, message, link, count, body = self.view.children
        self._picture, self._asking = base.chart(), controls
        controls.children = (*controls.children, *self.beside())
        self.view.children = [
            head, *self.before(), count, self._picture, *self.behind(), controls, message, link, body,
        ]

    def before(self) -> Sequence[widgets.Widget]:
        """What stands above the sentence."""
        return ()

    def behind(self) -> Sequence[widgets.Widget]:
        """The folds below the picture."""
        return ()

    def beside(self) -> Sequence[widgets.Widget]:
        """Further buttons beside the filters."""
        return ()

    def picture(self) -> charts.Picture | None:
        """The picture; nothing where there is nothing to draw."""
        raise NotImplementedError

    def show(self) -> None:
        super().show()
        drawn = self.picture()
        self._picture.layout.display = "none" if drawn is None else ""
        self._asking.layout.display = "none" if self._rows.empty else ""  # where there is nobody to ask for
        if drawn is not None:
            base.draw(self._picture, drawn)


class RosterChange(PicturedList):
    """What a new roster changed: people, posts that fall free, and whose gap or duty is another now."""

    kind, filters = "change", ("perubahan", UNIT)

    def build(self) -> None:
        self._found: Comparison | None = None
        self._usual: int | None = None
        self._which, self._work = widgets.Dropdown(), base.Work(self)
        self._which.observe(self._on_which, "value")
        self._units, self._seats, self._needs, self._notes = (widgets.HTML() for _ in range(4))
        super().build()

    def before(self) -> Sequence[widgets.Widget]:
        self._compared = base.field("panels.monthly.compared", self._which)
        return (self._compared, self._work.view)

    def behind(self) -> Sequence[widgets.Widget]:
        self._folds = [
            base.fold(f"panels.monthly.{name}", inside)
            for name, inside in (("by_unit", self._units), ("seats", self._seats), ("needs", self._needs),
                                 ("notes", self._notes))
        ]
        return self._folds

    def show(self) -> None:
        monthly = self.session.book.monthly
        offered, kept = monthly.offered(), self._which.value
        self._choosing = True
        self._which.options = [
            (words.text("panels.monthly.offered", day=row.tanggal, people=int(row.rows), file=row.file_name),
             int(row.revision))
            for row in offered.itertuples()
        ]
        known = set(offered["revision"])
        usual = monthly.usual()
        # A new roster is compared with the month before it, whatever was looked at until now.
        self._which.value = kept if kept in known and usual == self._usual else usual
        self._usual, self._choosing = usual, False
        self._compared.layout.display = "" if len(offered) else "none"
        self._found = monthly.compare(self._which.value)
        self._fill()

    def _fill(self) -> None:
        super().show()
        for fold in self._folds:
            fold.layout.display = "" if self._found else "none"
        if self._found:
            self._units.value, self._seats.value = self._by_unit(), self._seats_told()
            self._needs.value, self._notes.value = self._needs_told(), notes_html(self._found.notes.assign(row_id=""))

    @base.guarded
    def _on_which(self, _: object) -> None:
        if self._choosing or self._which.value is None:
            return

        def task(progress: base.Progress) -> str:
            self._found = self.session.book.monthly.compare(
                self._which.value, progress=progress, cancelled=self._work.stopped)
            self._fill()
            return words.text("panels.monthly.done", day=self._found.sejak)

        self._work.start(task)

    def rows(self) -> pd.DataFrame:
        return pd.DataFrame(columns=["pegawai_id", "perubahan", UNIT]) if self._found is None else self._found.changes

    def options(self, column: str) -> list[tuple[str, str]]:
        if column != "perubahan":
            return super().options(column)
        there = set(self._rows["perubahan"])
        return [(words.text(f"changes.{name}"), name) for name in KINDS if name in there]

    def picture(self) -> charts.Picture | None:
        if self._found is None or self._found.changes.empty:
            return None
        kinds = self._found.changes["perubahan"].value_counts()
        counts = [(words.text(f"changes.{name}"), int(kinds.get(name, 0))) for name in KINDS]
        return charts.counted(
            sorted(counts, key=lambda pair: -pair[1]), key="change", total=len(self._found.after), day=self.session.day,
            people=int(self._found.changes["pegawai_id"].nunique()), since=self._found.sejak,
        )

    def told(self, rows: pd.DataFrame) -> pd.DataFrame:
        posts = self._found.place(rows["pegawai_id"])[["pegawai_id", "jabatan"]]
        shown = self.named(rows.merge(posts, on="pegawai_id", how="left"))
        kinds = [words.text(f"changes.{name}") for name in shown["perubahan"]]
        return shown.assign(perubahan=lists.texts(kinds, shown))[[*lists.WHO, "perubahan", "dari", "ke", "tanggal"]]

    def sheets(self, rows: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
        return {
            **super().sheets(rows), words.text("panels.monthly.seats"): lists.headed(self._seat_list()),
            words.text("panels.monthly.needs"): lists.headed(self._need_list()),
        }

    def _here(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Those of the office that the filter lets through."""
        unit = self._choices[UNIT].value
        return rows[rows[UNIT] == unit] if unit else rows

    def _seat_list(self) -> pd.DataFrame:
        """Posts that are or will be free, with who holds or held them."""
        seats = self.named(self._here(self._found.seats))
        kind = ["mendatang" if row.mendatang else "terisi" if row.terisi else "kosong" for row in seats.itertuples()]
        return seats.assign(
            keadaan=lists.texts([words.text(f"panels.monthly.seat.{name}") for name in kind], seats),
            alasan=lists.texts([words.text(f"changes.{name}") for name in seats["alasan"]], seats),
        )[["jabatan", "unit_kerja", UNIT, "keadaan", "alasan", "tanggal", "nama"]]

    def _need_list(self) -> pd.DataFrame:
        """Whose gap or duty is another now."""
        needs = self._found.needs.rename(columns={"nama": "kebutuhan"})
        needs = self.named(self._here(needs.merge(self._found.place(needs["pegawai_id"]), on="pegawai_id", how="left")))
        return needs.assign(
            hal=lists.texts([words.text(f"changes.hal.{name}") for name in needs["hal"]], needs),
            sebab=lists.texts([words.text(f"changes.sebab.{name}") for name in needs["sebab"]], needs),
        )[[*lists.WHO, "hal", "kebutuhan", "sebab", "dari", "ke", "tenggat_dari", "tenggat_ke"]]

    def _by_unit(self) -> str:
        counts = _most_first(profile.changes_by_unit(self._found.changes), KINDS)
        kinds = [name for name in KINDS if len(counts) and counts[name].sum()]
        columns = {UNIT: words.text("panels.lists.perangkat_daerah"),
                   **{one: words.text(f"changes.{one}") for one in kinds}}
        total = {one: words.number(int(counts[one].sum())) for one in kinds}
        return base.table(counts, columns, dict.fromkeys(kinds, words.number),
                          total={UNIT: words.text("panels.monthly.total"), **total}) + self._source()

    def _seats_told(self) -> str:
        names = ("kosong", "terisi", "mendatang")
        counts = _most_first(profile.seats_by_unit(self._found.seats), names)
        columns = {UNIT: words.text("panels.lists.perangkat_daerah"),
                   **{name: words.text(f"panels.monthly.seat.{name}") for name in names}}
        return base.table(counts, columns, dict.fromkeys(names, words.number)) + self._source()

    def _needs_told(self) -> str:
        found = self._found.needs.groupby(["hal", "sebab"], sort=True).agg(
            orang=("pegawai_id", "nunique"), jumlah=("pegawai_id", "size")).reset_index()
        found = found.sort_values("jumlah", ascending=False, kind="stable").assign(
            hal=lambda rows: [words.text(f"changes.hal.{name}") for name in rows["hal"]],
            sebab=lambda rows: [words.text(f"changes.sebab.{name}") for name in rows["sebab"]],
        )
        columns = {name: words.text(f"panels.monthly.need.{name}") for name in ("hal", "sebab", "orang", "jumlah")}
        return base.table(found, columns, {"orang": words.number, "jumlah": words.number}) + self._source()

    def _source(self) -> str:
        return base.source(self.session.cite(*self._found.changes["rule_id"].unique()), self.session.day)

    def reading(self) -> str:
        if self._found is None:
            roster = "pegawai" in set(self.session.book.datasets()["table_name"])
            return words.text("panels.monthly.none" if roster else "panels.monthly.no_roster")
        changes, since = self._found.changes, self._found.sejak
        kinds = changes["perubahan"].value_counts()
        if changes.empty:
            told = words.text("panels.monthly.same", day=since)
        else:
            parts = [words.text("panels.monthly.kind", kind=words.text(f"changes.{name}").lower(), count=int(kinds[name]))
                     for name in sorted(kinds.index, key=lambda name: (-kinds[name], KINDS.index(name)))]
            more = [words.text("panels.monthly.others", count=len(parts) - KINDS_TOLD)] if len(parts) > KINDS_TOLD else []
            told = words.text("panels.monthly.reading", day=since, people=int(changes["pegawai_id"].nunique()),
                              kinds="; ".join([*parts[:KINDS_TOLD], *more]))
        seats = self._found.seats
        free = int((~seats["mendatang"] & ~seats["terisi"]).sum())
        return " ".join((told, words.text(
            "panels.monthly.reading_needs", seats=free, soon=int(seats["mendatang"].sum()),
            people=int(self._found.needs["pegawai_id"].nunique()),
        )))


class NotInSiasn(PicturedList):
    """What was done and SIASN does not have: by unit, by person, and in the shape of SIASN's own forms."""

    kind, filters = "siasn", (UNIT, "siap")

    def behind(self) -> Sequence[widgets.Widget]:
        self._units = widgets.HTML()
        return (base.fold("panels.monthly.by_unit", self._units),)

    def beside(self) -> Sequence[widgets.Widget]:
        self._form = base.button("panels.monthly.siasn_form", self._on_form)
        return (self._form,)

    def show(self) -> None:
        super().show()
        self._form.disabled = self.blocked(self._form)
        counts = self._counts()
        names = ("kegiatan", "siap", "jumlah_asn")
        columns = {UNIT: words.text("panels.lists.perangkat_daerah"),
                   **{name: words.text(f"panels.monthly.siasn.{name}") for name in names}}
        self._units.value = base.table(counts, columns, dict.fromkeys(names, words.number)) + base.source("", self.session.day)

    def blocked(self, button: widgets.Button) -> bool:
        return super().blocked(button) or (button is getattr(self, "_form", None) and not self._rows["siap"].any())

    def _counts(self) -> pd.DataFrame:
        counts = _unknown_named(self.session.frame("belum_siasn_unit"))
        return counts.sort_values(["kegiatan", UNIT], ascending=[False, True], kind="stable", ignore_index=True)

    def rows(self) -> pd.DataFrame:
        return self.session.frame("belum_siasn")

    def options(self, column: str) -> list[tuple[str, Any]]:
        if column != "siap":
            return super().options(column)
        return [(words.text(f"panels.monthly.siap.{'ya' if ready else 'belum'}"), ready)
                for ready in (True, False) if self._rows["siap"].eq(ready).any()]

    def picture(self) -> charts.Picture | None:
        counts = self._counts()
        if counts.empty:
            return None
        named = [(name, int(count)) for name, count in zip(counts[UNIT], counts["kegiatan"], strict=True)]
        return charts.counted(named, key="siasn", total=len(self._rows), day=self.session.day,
                              people=int(self._rows["pegawai_id"].nunique()))

    def told(self, rows: pd.DataFrame) -> pd.DataFrame:
        shown = self.named(rows.merge(self._staff[["pegawai_id", "jabatan"]], on="pegawai_id", how="left"))
        lacking = [", ".join(label(name) for name in told.split(", ") if name) for told in shown["kurang"]]
        columns = [*lists.WHO, "kegiatan", "tanggal_mulai", "durasi_jp", "kurang"]
        return shown.assign(kurang=lists.texts(lacking, shown), durasi_jp=shown["durasi_jp"].round(1))[columns]

    @base.guarded
    def _on_form(self, _: widgets.Button) -> None:
        rows = self.chosen()
        content = self.session.book.monthly.siasn_form(rows)
        self._link.value = lists.offered(f"{words.text('panels.monthly.siasn_file')}.xlsx", content)
        left = int((~rows["siap"]).sum())
        if left:
            self.say(words.text("panels.monthly.siasn_left", count=left), kind="awas")

    def reading(self) -> str:
        rows = self.session.frame("belum_siasn")
        if rows.empty:
            return words.text("panels.monthly.siasn_none")
        return words.text("panels.monthly.siasn_reading", count=len(rows), people=int(rows["pegawai_id"].nunique()),
                          ready=int(rows["siap"].sum()), left=int((~rows["siap"]).sum()))


class SectorLearning(base.Panel):
    """Learning on the platforms of a sector, each activity once; its credits are never learning hours."""

    def build(self) -> None:
        self._sentence, self._body, self._picture = widgets.HTML(), widgets.HTML(), base.chart()
        self._take = taking.Take(self, "panels.monthly.sector.file", lambda: {
            words.text("panels.monthly.sector.sheet"): taking.headed(self._by_unit(), self._columns())})
        self.view.children = [
            base.heading(words.text("panels.monthly.sector.title"), words.text("panels.monthly.sector.help")), self._sentence,
            self._picture, base.fold("panels.monthly.by_unit", self._body, self._take.view), self.message,
        ]

    def show(self) -> None:
        units = self._by_unit()
        self._sentence.value = base.paragraph(self.reading()).value
        self._take.forget()
        self._picture.layout.display = self._take.view.layout.display = "none" if units.empty else ""
        self._body.value = base.table(units, self._columns(), {
            "jumlah_asn": words.number, "kegiatan": words.number, "kredit": lambda value: words.number(value, 1),
        }) + base.source("", self.session.day)
        if len(units):
            counts = units.groupby(UNIT)["jumlah_asn"].sum().sort_values(ascending=False, kind="stable")
            base.draw(self._picture, charts.counted(
                [(name, int(count)) for name, count in counts.items()], key="sector",
                total=int(counts.sum()), day=self.session.day))

    @staticmethod
    def _columns() -> dict[str, str]:
        return {UNIT: words.text("panels.lists.perangkat_daerah"), **{
            name: words.text(f"panels.monthly.sector.{name}") for name in ("platform", "jumlah_asn", "kegiatan", "kredit")}}

    def _by_unit(self) -> pd.DataFrame:
        return _unknown_named(profile.sector_by_unit(
            self.session.frame("belajar_sektor"), self.session.inputs.tables["pegawai"]))

    def reading(self) -> str:
        rows = self.session.frame("belajar_sektor")
        if rows.empty:
            return words.text("panels.monthly.sector.none")
        status = rows["status"].value_counts()
        return words.text(
            "panels.monthly.sector.reading", people=int(rows["pegawai_id"].nunique()),
            platforms=charts.listed(sorted(rows["platform"].dropna().unique())), count=int((rows["status"] != "ganda").sum()),
            doubled=int(status.get("ganda", 0)), known=int(status.get("di_riwayat", 0)),
        )


def _most_first(counts: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The rows by how much they count in all, the most first."""
    order = counts[list(names)].sum(axis=1).sort_values(ascending=False, kind="stable").index
    return counts.loc[order].reset_index(drop=True)


def _unknown_named(units: pd.DataFrame) -> pd.DataFrame:
    """The rows of people who are on no roster any more, under a name that says so."""
    return units.assign(**{UNIT: units[UNIT].replace("", words.text("charts.unit_unknown"))})
