"""Stages 3 to 5 on screen: did it run, did it work, and what is next."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets
import pandas as pd

from pembinaan_lib import charts, words
from pembinaan_lib.charts.results import verdict_words
from pembinaan_lib.panels import base


class Delivery(base.Panel):
    """Attendance and money of every batch against its plan."""

    def build(self) -> None:
        self._head, self._body = widgets.HTML(), widgets.HTML()
        self._people, self._money = base.chart(), base.chart()
        self.view.children = [
            base.heading(words.text("panels.delivery.title"), words.text("panels.delivery.help")), self._head,
            self._people, self._money, self._body,
        ]

    def show(self) -> None:
        batches = self.batches()
        if batches.empty:
            self._head.value = base.note(words.text("panels.delivery.none"), kind="awas")
            return
        self._head.value = base.paragraph(self.reading()).value
        rules = self.session.cite(*self.session.frame("jam_diperoleh")["rule_id"].unique())
        attended = self.session.frame("kehadiran_angkatan")
        base.draw(self._people, charts.attendance(attended, day=self.session.day, rules=rules))
        base.draw(self._money, charts.budget_use(self.session.frame("serapan"), day=self.session.day))
        percent = lambda value: words.percent(value)  # noqa: E731
        rupiah = lambda value: words.rupiah(value, short=False)  # noqa: E731
        formats = {
            "peserta_rencana": words.number, "peserta": words.number, "hadir_rasio": percent, "selesai": words.number,
            "jp_orang": words.number, "anggaran_rp": rupiah, "realisasi_rp": rupiah, "serapan_rasio": percent,
        }
        columns = {name: words.text(f"panels.delivery.{name}") for name in ("angkatan_id", "kegiatan", *formats)}
        self._body.value = base.table(batches, columns, formats) + base.source(rules, self.session.day)

    def batches(self) -> pd.DataFrame:
        """One row per batch: who came and what was paid."""
        money = self.session.frame("serapan")[["angkatan_id", "anggaran_rp", "realisasi_rp", "serapan_rasio"]]
        return self.session.frame("kehadiran_angkatan").merge(money, on="angkatan_id")

    def reading(self) -> str:
        batches = self.batches()
        if batches.empty:
            return words.text("panels.delivery.none")
        paid, planned = batches["realisasi_rp"].sum(), batches["anggaran_rp"].sum()
        return words.text(
            "panels.delivery.reading", batches=len(batches), people=int(batches["peserta"].sum()),
            planned=int(batches["peserta_rencana"].sum()), paid=words.rupiah(paid), budget=words.rupiah(planned),
            share=words.percent(paid / planned) if planned else "–",
        )


class Learning(base.Panel):
    """What participants said and learnt, with a verdict in words."""

    def build(self) -> None:
        self._chart, self._body = base.chart(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.learning.title"), words.text("panels.learning.help")), self._chart, self._body,
        ]

    def show(self) -> None:
        gains = self.gains()
        if gains.empty:
            self._body.value = base.note(words.text("panels.learning.none"), kind="awas")
            return
        rules = self.session.cite("evaluasi.selang_kepercayaan", *self.session.frame("hasil_belajar")["rule_id"].unique())
        gained = self.session.frame("hasil_belajar")
        base.draw(self._chart, charts.learning_gain(gained, day=self.session.day, rules=rules))
        one = lambda value: words.number(value, 1)  # noqa: E731
        formats = {"peserta": words.number, "pra": one, "pasca": one, "kenaikan": one, "bawah": one, "atas": one, "reaksi": one}
        columns = {name: words.text(f"panels.learning.{name}") for name in ("kegiatan", *formats, "kesimpulan", "sebab")}
        self._body.value = base.table(_told(gains), columns, formats) + base.source(rules, self.session.day)

    def gains(self) -> pd.DataFrame:
        """One row per activity: gain with interval and verdict, and the mean reaction."""
        gains, said = self.session.frame("hasil_belajar"), self.session.frame("reaksi")[["bangkom_id", "kegiatan", "rerata"]]
        found = gains.merge(said.rename(columns={"rerata": "reaksi"}), on=["bangkom_id", "kegiatan"], how="left")
        return found.assign(sebab=[_why(row.alasan, row.alasan_jumlah) for row in found.itertuples()])

    def reading(self) -> str:
        gains = _told(self.session.frame("hasil_belajar"))
        return "\n".join(f"{row.kegiatan}: {row.kesimpulan}" for row in gains.itertuples()) or words.text("panels.learning.none")


class Citizens(base.Panel):
    """What citizens noticed: satisfaction before and after, and service indicators beside units not yet trained."""

    def build(self) -> None:
        self._chart, self._body, self._asked_again = base.chart(), widgets.HTML(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.citizens.title"), words.text("panels.citizens.help")), self._chart, self._body,
            self._asked_again,
        ]

    def _rounds(self) -> str:
        """Readiness and digital literacy against the round before, once a questionnaire was asked again."""
        change = self.session.frame("kuesioner_perubahan")
        if change.empty:
            return ""
        names = {"kesiapan": "panels.citizens.ready", "literasi_digital": "panels.citizens.digital"}
        shown = _told(change.assign(kuesioner=[words.text(names[one]) for one in change["kuesioner"]]))
        two = lambda value: words.number(value, 2)  # noqa: E731
        formats = dict.fromkeys(("sebelum", "sesudah", "perubahan", "bawah", "atas"), two)
        columns = {name: words.text(f"panels.citizens.{name}") for name in ("kuesioner", "unit_kerja", *formats, "kesimpulan")}
        rules = self.session.cite(*change["rule_id"].unique(), "kesiapan.jeda_putaran", "evaluasi.selang_kepercayaan")
        head = f"<h3>{escape(words.text('panels.citizens.again'))}</h3>"
        return head + base.table(shown, columns, formats) + base.source(rules, self.session.day)

    def show(self) -> None:
        self._asked_again.value = self._rounds()
        skm, change = self.session.frame("skm"), self.session.frame("skm_perubahan")
        if skm.empty:
            self._body.value = base.note(words.text("panels.citizens.none"), kind="awas")
            return
        rules = self.session.cite("skm.mutu", "evaluasi.bagian_terlatih", "evaluasi.selang_kepercayaan")
        base.draw(self._chart, charts.satisfaction(change, day=self.session.day, rules=rules))
        one, two = (lambda value: words.number(value, 1)), (lambda value: words.number(value, 2))
        known = change.assign(urutan=change["alasan"] != "").sort_values(["urutan", "unit_kerja"], kind="stable")
        shown = _told(known.assign(sebab=[_why(key, None) for key in known["alasan"]]))
        formats = {"sebelum": two, "sesudah": two, "perubahan": two, "bawah": one, "atas": one}
        columns = {name: words.text(f"panels.citizens.{name}") for name in ("unit_kerja", *formats, "kesimpulan", "sebab")}
        services = self.session.frame("indikator_perubahan")
        served = _told(services.assign(sebab=[_why(row.alasan, row.alasan_jumlah) for row in services.itertuples()]))
        more = {name: words.text(f"panels.citizens.{name}") for name in (
            "indikator", "satuan", "unit_dilatih", "unit_pembanding", "perbaikan_dilatih", "perbaikan_pembanding",
            "kesimpulan", "sebab")}
        numbers = {"unit_dilatih": words.number, "unit_pembanding": words.number, "perbaikan_dilatih": two, "perbaikan_pembanding": two}
        second = f"<h3>{escape(words.text('panels.citizens.services'))}</h3>"
        more_rules = self.session.cite(*services["rule_id"].unique())
        self._body.value = (
            base.table(shown, columns, formats) + base.source(rules, self.session.day) + second
            + base.table(served, more, numbers) + base.source(more_rules, self.session.day)
        )

    def reading(self) -> str:
        change = self.session.frame("skm_perubahan")
        counts = _told(change)["kesimpulan"].value_counts().sort_index()
        return "\n".join(f"{verdict}: {words.number(count)}" for verdict, count in counts.items()) or words.text("panels.citizens.none")


class NextSteps(base.Panel):
    """Who is still below the standard, grouped by what they should get next, and the actions under way."""

    def build(self) -> None:
        self._body, self._actions = widgets.HTML(), widgets.HTML()
        self.view.children = [
            base.heading(words.text("panels.next.title"), words.text("panels.next.help")), self._body,
            base.heading(words.text("panels.next.actions")), self._actions,
        ]

    def show(self) -> None:
        one = lambda value: words.number(value, 1)  # noqa: E731
        columns = {name: words.text(f"panels.next.{name}") for name in ("kompetensi", "kegiatan", "orang", "sisa", "sebab")}
        groups = self.groups()
        rules = self.session.cite(*self.session.frame("di_bawah_standar")["rule_id"].unique())
        self._body.value = base.note(words.text("panels.next.none"), kind="awas") if groups.empty else base.table(
            groups, columns, {"orang": words.number, "sisa": one}) + base.source(rules, self.session.day)
        actions = self.session.frame("tindakan")
        shown = actions.assign(tenggat=[words.day(day.date()) if pd.notna(day) else "–" for day in actions["tenggat"]])
        heads = {name: words.text(f"panels.next.{name}") for name in ("tindakan", "pemilik", "tenggat", "keadaan")}
        self._actions.value = base.table(shown, heads) if len(shown) else base.paragraph(words.text("panels.next.no_action")).value

    def groups(self) -> pd.DataFrame:
        """One row per competency and next activity, most people first."""
        advice = self.session.frame("di_bawah_standar")
        found = advice.groupby(["kompetensi", "nama", "alasan"], sort=True).agg(
            orang=("pegawai_id", "nunique"), sisa=("sisa_kesenjangan", "mean"),
        ).reset_index()
        found = found.sort_values(["orang", "kompetensi", "nama"], ascending=[False, True, True], kind="stable")
        none = words.text("panels.next.nothing")
        return found.assign(kegiatan=[name or none for name in found["nama"]], sebab=[_why(key, None) for key in found["alasan"]])

    def reading(self) -> str:
        advice = self.session.frame("di_bawah_standar")
        return words.text("panels.next.reading", people=int(advice["pegawai_id"].nunique()), gaps=len(advice))


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows with their verdicts in the language in use."""
    return frame.assign(kesimpulan=[verdict_words(verdict) for verdict in frame["kesimpulan"]])


def _why(key: object, count: object) -> str:
    """The sentence of a reason, empty where there is none."""
    if not isinstance(key, str) or not key:
        return ""
    return words.text(key, jumlah=0 if count is None or pd.isna(count) else int(count))
