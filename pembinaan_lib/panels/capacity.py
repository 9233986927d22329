"""How able the staff are as a whole: the professionalism index, the match with the post, ratings, talent boxes, and the
posts that people are meant for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import charts, words
from pembinaan_lib.panels import base, lists, taking
from pembinaan_lib.panels.monthly import PicturedList
from pembinaan_lib.panels.session import Session
from pembinaan_lib.profile.professionalism import LABEL

UNIT = "perangkat_daerah"
DIMENSIONS = ("kualifikasi", "kompetensi", "kinerja", "disiplin")
PARTS = ("kualifikasi", "diklat_jabatan", "diklat_teknis", "seminar", "kinerja", "disiplin")
WEIGHTS, BOXES, SCALE = "ip_asn.bobot", "talenta.sembilan_kotak", 100
WEAK_TOLD = 3


class _Pictured(base.Panel):
    """A sentence, a picture, and the tables behind it: closed until somebody opens them, each to be taken as Excel."""

    name = ""

    def build(self) -> None:
        self._sentence, self._picture, self._remark = widgets.HTML(), base.chart(), widgets.HTML()
        self._bodies = {key: widgets.HTML() for key in self.tables()}
        self._take = taking.Take(self, f"panels.capacity.{self.name}.file", self._sheets)
        self._folds = [base.fold(f"panels.capacity.{self.name}.{key}", body) for key, body in self._bodies.items()]
        self.view.children = [
            base.heading(*(words.text(f"panels.capacity.{self.name}.{part}") for part in ("title", "help"))),
            self._sentence, self._picture, self._remark, *self._folds, self._take.view, self.message,
        ]

    def show(self) -> None:
        self._take.forget()
        self._sentence.value, drawn = base.paragraph(self.reading()).value, self.picture()
        for part in (self._picture, *self._folds, self._take.view, self._remark):
            part.layout.display = "none" if drawn is None else ""
        if drawn is None:
            return
        base.draw(self._picture, drawn)
        self._remark.value = "".join(base.paragraph(line).value for line in self.remarks())
        for key, body in self._bodies.items():
            frame, numbers = self._table(key)
            digits = dict.fromkeys(numbers, words.number) | {
                one: _one for one in numbers if pd.api.types.is_float_dtype(frame[one])}
            body.value = base.table(frame, self._headings(frame), digits) + base.source(self.cited(), self.session.day)

    def tables(self) -> Sequence[str]:
        """Keys of the tables behind the picture."""
        raise NotImplementedError

    def _table(self, key: str) -> tuple[pd.DataFrame, Sequence[str]]:
        """A table, and those of its columns that are numbers."""
        raise NotImplementedError

    def picture(self) -> charts.Picture | None:
        """The picture; nothing where there is nothing to draw."""
        raise NotImplementedError

    def remarks(self) -> Sequence[str]:
        """What has to be known about the picture."""
        return ()

    def cited(self) -> str:
        """The rules behind it."""
        return ""

    def _headings(self, frame: pd.DataFrame) -> dict[str, str]:
        return {name: words.text(f"panels.capacity.{name}") for name in frame.columns}

    def _sheets(self) -> Mapping[str, pd.DataFrame]:
        made = {}
        for key in self.tables():
            frame, _ = self._table(key)
            made[words.text(f"panels.capacity.{self.name}.{key}")] = taking.headed(frame, self._headings(frame))
        return made


class Professionalism(_Pictured):
    """IP ASN by unit with its components: a simulation, and which component training could raise."""

    name = "index"

    def tables(self) -> Sequence[str]:
        return ("parts", "units")

    def _known(self) -> pd.DataFrame:
        """The agency in one row, where anybody's index is known."""
        agency = self.session.frame("ip_asn_instansi")
        return agency[agency["nilai"].notna()]

    def _table(self, key: str) -> tuple[pd.DataFrame, Sequence[str]]:
        if key == "units":
            units = self.session.frame("ip_asn_unit").sort_values(["nilai", UNIT], kind="stable")
            numbers = ("jumlah_asn", "lengkap", *DIMENSIONS, "nilai")
            return units[[UNIT, *numbers, "kategori"]].round(1), numbers
        scores = self.session.frame("ip_asn")
        rows = [
            (words.text(f"profile.ip_asn.{name}"), round(float(scores[name].mean()), 1), int(scores[name].eq(0).sum()),
             int(scores[name].isna().sum()))
            for name in PARTS
        ]
        return pd.DataFrame(rows, columns=["bagian", "rerata", "nol", "belum"]), ("rerata", "nol", "belum")

    def picture(self) -> charts.Picture | None:
        if self._known().empty:
            return None
        return charts.professionalism(
            self.session.frame("ip_asn_unit"), self._known(), day=self.session.day, rules=self.cited())

    def remarks(self) -> Sequence[str]:
        return (words.text("profile.ip_asn.catatan"),)

    def cited(self) -> str:
        return self.session.cite(WEIGHTS, "ip_asn.kategori")

    def reading(self) -> str:
        known = self._known()
        if known.empty:
            return words.text("panels.capacity.index.none", label=words.text(LABEL))
        row, weights = known.iloc[0], self.session.book.law.value(WEIGHTS).value
        lost = {name: float(weights[name]) * SCALE - row[name] for name in DIMENSIONS}
        weak = max(DIMENSIONS, key=lambda name: lost[name])
        return words.text(
            "panels.capacity.index.reading", label=words.text(LABEL), mean=_one(row["nilai"]), category=row["kategori"],
            base=words.text("words.of", part=int(row["lengkap"]), whole=int(row["jumlah_asn"])),
            weak=words.text(f"profile.ip_asn.{weak}"), got=_one(row[weak]),
            most=words.number(float(weights[weak]) * SCALE),
        )


class JobMatch(_Pictured):
    """JPM: how much of what the post asks for people have shown, and what the sum conceals."""

    name = "match"

    def tables(self) -> Sequence[str]:
        return ("units",)

    def _bands(self) -> list[str]:
        return [one["label"] for one in self.session.book.law.value("asesmen.jpm_pemetaan").value["bands"]]

    def _people(self) -> pd.DataFrame:
        staff = self.session.inputs.tables["pegawai"][["pegawai_id", UNIT]].fillna({UNIT: ""})
        return self.session.frame("jpm").merge(staff, on="pegawai_id")

    def _table(self, key: str) -> tuple[pd.DataFrame, Sequence[str]]:  # noqa: ARG002
        people, staff = self._people(), self.session.inputs.tables["pegawai"]
        bands = self._bands()
        counts = pd.crosstab(people[UNIT], people["kategori"]).reindex(columns=bands, fill_value=0)
        all_staff = staff[UNIT].fillna("").value_counts()
        match = people.groupby(UNIT)["jpm"].agg(["size", "mean"])
        found = counts.assign(jumlah_asn=all_staff, dinilai=match["size"], jpm=match["mean"])
        found = found.sort_values(["jpm"], kind="stable").reset_index().rename_axis(columns=None)
        numbers = ("jumlah_asn", "dinilai", "jpm", *bands)
        return found[[UNIT, *numbers]].round(1), numbers

    def _headings(self, frame: pd.DataFrame) -> dict[str, str]:
        bands = self._bands()
        return {name: name if name in bands else words.text(f"panels.capacity.{name}") for name in frame.columns}

    def picture(self) -> charts.Picture | None:
        people = self.session.frame("jpm")
        if people.empty:
            return None
        kinds = people["kategori"].value_counts()
        return charts.counted(
            [(name, int(kinds.get(name, 0))) for name in reversed(self._bands())], key="match", total=len(people),
            day=self.session.day, rules=self.cited(), all_people=len(self.session.inputs.tables["pegawai"]),
        )

    def _concealed(self) -> int:
        """People in the highest band who are below the standard of at least one competency."""
        gap, people = self.session.frame("kesenjangan"), self.session.frame("jpm")
        top = set(people.loc[people["kategori"] == self._bands()[-1], "pegawai_id"])
        below = gap[gap["berlaku"] & gap["kesenjangan"].gt(0)]
        return len(top & set(below["pegawai_id"]))

    def remarks(self) -> Sequence[str]:
        return (words.text("panels.capacity.match.conceals", count=self._concealed(), band=self._bands()[-1]),)

    def cited(self) -> str:
        return self.session.cite("asesmen.jpm_pemetaan", "asesmen.jpm_rumus")

    def reading(self) -> str:
        people = self.session.frame("jpm")
        if people.empty:
            return words.text("panels.capacity.match.none")
        top = self._bands()[-1]
        share = words.share(int((people["kategori"] == top).sum()), len(people))
        return words.text(
            "panels.capacity.match.reading", share=share, band=top,
            left=len(self.session.inputs.tables["pegawai"]) - len(people),
        )


class Ratings(_Pictured):
    """The yearly ratings, and why they say little about who needs what."""

    name = "rating"

    def tables(self) -> Sequence[str]:
        return ("units",)

    def _latest(self) -> pd.DataFrame:
        rated = _present(self.session, "predikat").dropna(subset=["predikat", "tahun"])
        return rated[rated["tahun"] == rated["tahun"].max()] if len(rated) else rated

    def _units(self) -> pd.DataFrame:
        units = self.session.frame("kinerja_unit")
        return units[units["tahun"] == units["tahun"].max()] if len(units) else units

    def _table(self, key: str) -> tuple[pd.DataFrame, Sequence[str]]:  # noqa: ARG002
        order = {"by": ["bagian_rasio", UNIT], "ascending": [False, True]}
        units = self._units().sort_values(**order, kind="stable", ignore_index=True)
        told = units.assign(
            tahun=units["tahun"].astype("str"),
            bagian_rasio=[words.percent(value) if pd.notna(value) else "–" for value in units["bagian_rasio"]],
            terbanyak_rasio=[words.percent(value) if pd.notna(value) else "–" for value in units["terbanyak_rasio"]],
            membedakan=[words.text("panels.yes" if tells else "panels.no") for tells in units["membedakan"]],
        )
        numbers = ("asn", "dinilai", "di_bawah_ekspektasi")
        return told[[UNIT, "tahun", *numbers, "bagian_rasio", "terbanyak_rasio", "membedakan"]], numbers

    def picture(self) -> charts.Picture | None:
        rated = self._latest()
        if rated.empty:
            return None
        kinds = rated["predikat"].value_counts()
        known = [name for name in self.session.book.law.value("talenta.sumbu_kinerja").value if name in kinds.index]
        names = [*known, *sorted(set(kinds.index) - set(known))]
        return charts.counted(
            [(name, int(kinds[name])) for name in names], key="rating", total=len(rated), day=self.session.day,
            rules=self.cited(), year=str(int(rated["tahun"].iloc[0])), most_of=words.percent(kinds.max() / len(rated)),
            common=str(kinds.idxmax()),
        )

    def remarks(self) -> Sequence[str]:
        units, wrong = self._units(), int(self._latest()["bertentangan"].sum())
        told = [words.text("panels.capacity.rating.why", count=int((~units["membedakan"]).sum()), all=len(units))]
        return [*told, words.text("panels.capacity.rating.wrong", count=wrong)] if wrong else told

    def cited(self) -> str:
        return self.session.cite("kinerja.predikat", "kinerja.porsi_seragam", "kebutuhan.kinerja_pembeda")

    def reading(self) -> str:
        rated = self._latest()
        if rated.empty:
            return words.text("panels.capacity.rating.none")
        kinds, units = rated["predikat"].value_counts(), self._units()
        below = int(units["di_bawah_ekspektasi"].sum())
        return words.text(
            "panels.capacity.rating.reading", year=str(int(rated["tahun"].iloc[0])), common=str(kinds.idxmax()),
            share=words.share(int(kinds.max()), len(rated)), below=below,
        )


class NineBox(PicturedList):
    """How many ASN stand in each talent box, and, on the planner's screen only, who."""

    kind, filters = "talent", ("kotak", UNIT)

    def behind(self) -> Sequence[widgets.Widget]:
        self._why = widgets.HTML()
        return (self._why,)

    def show(self) -> None:
        super().show()
        known = _present(self.session, "talenta")
        counts = known.loc[known["kotak"].isna(), "alasan"].value_counts().sort_index()
        neither = len(self.session.inputs.tables["pegawai"]) - len(known)
        lines = [words.text("panels.capacity.box.without", count=int(count), reason=words.text(f"profile.kotak.{name}"))
                 for name, count in counts.items()]
        lines += [words.text("panels.capacity.box.neither", count=neither)] if neither and len(known) else []
        self._why.value = "".join(base.paragraph(line).value for line in lines)

    def rows(self) -> pd.DataFrame:
        boxes = _present(self.session, "talenta")
        boxes = self.about(boxes[boxes["kotak"].notna()])
        return boxes.sort_values(["kotak", "pegawai_id"], ascending=[False, True], kind="stable", ignore_index=True)

    def options(self, column: str) -> list[tuple[str, object]]:
        if column != "kotak":
            return super().options(column)
        counts = self._rows["kotak"].astype("int64").value_counts().sort_index(ascending=False)
        return [(words.text("panels.capacity.box.option", box=int(box), people=int(count)), int(box))
                for box, count in counts.items()]

    def picture(self) -> charts.Picture | None:
        if self._rows.empty:
            return None
        cells, rules = self.session.book.law.value(BOXES).value["cells"], self.cited(self._rows)
        return charts.nine_box(_present(self.session, "talenta"), cells, day=self.session.day, rules=rules)

    def told(self, rows: pd.DataFrame) -> pd.DataFrame:
        return self.named(rows)[[*lists.WHO, "kotak", "predikat", "potensial", "rekomendasi"]]

    def reading(self) -> str:
        rows = _present(self.session, "talenta")
        rows = rows[rows["kotak"].notna()]
        if rows.empty:
            return words.text("panels.capacity.box.none")
        return words.text("panels.capacity.box.reading", people=len(rows), high=int(rows["kotak"].ge(7).sum()),
                          without=len(self.session.inputs.tables["pegawai"]) - len(rows))


class TargetPosts(lists.PeopleList):
    """Who is meant for which post, and what they still lack for it."""

    kind, filters = "target", ("jabatan_dituju", UNIT)

    def rows(self) -> pd.DataFrame:
        meant = self.session.inputs.tables["jabatan_dituju"][["pegawai_id", "jenjang_dituju", "jabatan_dituju"]]
        gap = self.session.frame("kesenjangan_dituju")
        order = {"by": ["pegawai_id", "kesenjangan", "kompetensi"], "ascending": [True, False, True]}
        gap = gap[gap["berlaku"]].sort_values(**order)
        below = gap[gap["kesenjangan"] > 0]
        found = pd.DataFrame({
            "dinilai": gap.groupby("pegawai_id").size(), "di_bawah": below.groupby("pegawai_id").size(),
            "terlemah": below.groupby("pegawai_id")["kompetensi"].agg(lambda names: ", ".join(names[:WEAK_TOLD])),
        }).rename_axis("pegawai_id").reset_index()
        rows = self.about(meant.merge(found, on="pegawai_id", how="left"))
        counts = {name: rows[name].fillna(0).astype("Int64") for name in ("dinilai", "di_bawah")}
        rows = rows.assign(**counts, terlemah=rows["terlemah"].astype("str"))
        return rows.sort_values(["di_bawah", "pegawai_id"], ascending=[False, True], kind="stable", ignore_index=True)

    def told(self, rows: pd.DataFrame) -> pd.DataFrame:
        return self.named(rows)[[*lists.WHO, "jabatan_dituju", "jenjang_dituju", "dinilai", "di_bawah", "terlemah"]]

    def cited(self, rows: pd.DataFrame) -> str:  # noqa: ARG002
        return self.session.cite(*self.session.frame("kesenjangan_dituju")["rule_id"].unique())

    def reading(self) -> str:
        rows, gap = self._rows, self.session.frame("kesenjangan_dituju")
        if rows.empty:
            return words.text("panels.capacity.target.none")
        below = gap[gap["berlaku"] & gap["kesenjangan"].gt(0)]
        told = words.text("panels.capacity.target.reading", people=len(rows), assessed=int(rows["dinilai"].gt(0).sum()),
                          below=int(rows["di_bawah"].gt(0).sum()))
        if below.empty:
            return told
        most = below["kompetensi"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        return f"{told} {words.text('panels.capacity.target.most', names=charts.listed(list(most.index[:WEAK_TOLD])))}"


def _present(session: Session, name: str) -> pd.DataFrame:
    """The rows of a frame that are about people of today's roster."""
    rows = session.frame(name)
    return rows[rows["pegawai_id"].isin(session.inputs.tables["pegawai"]["pegawai_id"])]


def _one(value: float) -> str:
    return words.number(value, 1)
