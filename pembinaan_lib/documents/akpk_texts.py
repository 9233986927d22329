"""The sentences of the AKPK report that depend on the agency's figures: what was found, and what cannot be known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts import headline
from pembinaan_lib.charts.picture import listed
from pembinaan_lib.documents import akpk_tables as tables

Paragraphs = list[str]
_PLACES, _ASK_FIRST, _THIN = 3, 5, 0.5


@dataclass(frozen=True)
class Said:
    """What the sentences are made from: frames that may be seen, the meta of the report, rows of its tables."""

    frames: Mapping[str, pd.DataFrame]
    meta: Mapping[str, Any]
    rows: Mapping[str, Any]

    def frame(self, name: str) -> pd.DataFrame:
        """A frame; one without rows where there is none."""
        return tables.frame(self.frames, name)

    def say(self, name: str, **values: Any) -> str:
        """A sentence of the report."""
        return words.text(f"documents.akpk.{name}", **values)


def texts(about: Said) -> dict[str, Paragraphs]:
    """Every paragraph and list of the report by name; a list without entries is left out of the paper."""
    say, meta = about.say, about.meta
    agency = {"agency": str(meta["instansi"]), "year": str(meta["tahun"])}
    found = {
        "intro": [say("intro", **agency), say("intro_use")],
        "scope": [say("scope", **agency, people=int(meta["jumlah_asn"]), units=int(meta["jumlah_unit"]))],
        "law_text": [say("law_text", open=int(meta["aturan_terbuka"]))] if "dasar" in about.rows else [],
        "method": [say("method")], "steps": [say(f"step.{number}") for number in range(1, 6)],
        "sources_text": [say("sources_text")], "profile": _profile(about), "ip_asn": _professional(about),
        "annex1_text": [say("annex1_text", minimum=int(meta["sel_minimum"]))], "close": [say("close", **agency)],
    }
    return found | {
        "summary": _summary(about), "headline": _headline(about), "limits_list": _limits(about), "gap": _gap(about),
        "target_text": _target(about), "survey_text": _survey(about), "rating_text": _ratings(about),
        "indicator_text": _indicators(about), "voice_text": _voice(about), "integrity_text": _integrity(about),
        "hours": _hours(about), "duties_text": _duties(about), "order": _order(about), "doubt_text": _doubt(about),
        "cause_text": _causes(about), "request_text": _requests(about), "company_text": _company(about),
        "fair_text": _fair(about), "advice": _advice(about),
    }


def _assessed(about: Said) -> str:
    return words.share(int(about.meta["jumlah_dinilai"]), int(about.meta["jumlah_asn"]))


def _first(about: Said, most: int = _PLACES) -> list[str]:
    """The first needs in words."""
    return [words.text("charts.page.place", skill=row["kompetensi"], unit=tables.unit(row["perangkat_daerah"]))
            for row in tables.shown_needs(about.frames, about.meta).head(most).to_dict("records")]


def _summary(about: Said) -> Paragraphs:
    places = _first(about)
    if not places:
        return [about.say("summary_none", people=int(about.meta["jumlah_asn"]))]
    return [about.say("summary", places=listed(places), assessed=_assessed(about))]


def _headline(about: Said) -> Paragraphs:
    """The few figures that a leader reads, each with its base."""
    meta, lines = about.meta, [about.say("headline.assessed", share=_assessed(about))]
    if headline.history(meta) and "profil_unit" in about.frames:
        lines.append(about.say("headline.hours", year=str(int(meta["tahun"]) - 1), share=words.share(
            headline.total(about.frames, "kurang_jp_asn"), headline.total(about.frames, "wajib_jp_asn"))))
    needs, cost = about.frame("register"), _company_cost(about)
    if len(needs):
        lines.append(about.say("headline.needs", ranked=int(needs["peringkat"].notna().sum()),
                               sure=int((needs["keyakinan_label"] == "tinggi").sum())))
    if cost is not None:
        lines.append(about.say("headline.company", cost=words.rupiah(cost, short=False)))
    return lines


def _limits(about: Said) -> Paragraphs:
    """What the report cannot know, in plain words."""
    meta, say = about.meta, about.say
    lines = [say("limit.assessed", share=_assessed(about))]
    known, given = about.frame("register_rinci"), {name for name, one in meta["bobot"].items() if one}
    told = set(known.loc[known["cara"] == "bukti", "bukti"]) if len(known) else set()
    silent = [words.text(f"documents.bukti.{name}") for name in meta["keyakinan_bukti"] if name in given - told]
    lines += [say("limit.silent", sources=listed(silent))] if silent else []
    answers = about.frame("survei_respons")
    if len(answers):
        lines.append(say("limit.survey", enough=_enough(answers), units=len(answers)))
    lines += [] if headline.history(meta) else [say("limit.history")]
    needs = about.frame("register")
    unseen = len(needs[needs["peringkat"].notna()]) - len(tables.shown_needs(about.frames, meta)) if len(needs) else 0
    lines += [say("limit.small", count=unseen, minimum=int(meta["sel_minimum"]))] if unseen else []
    lines.append(say("limit.rules", count=int(meta["aturan_terbuka"])))
    return [*lines, say("limit.hidden", minimum=int(meta["sel_minimum"]))]


def _profile(about: Said) -> Paragraphs:
    units = about.frame("profil_unit")
    if units.empty:
        return []
    retiring = int(units["pensiun_dalam_tahun"].sum())
    return [about.say("profile", people=int(about.meta["jumlah_asn"]), units=len(units), year=str(about.meta["tahun"]),
                      retiring=tables.few(retiring, about.meta))]


def _professional(about: Said) -> Paragraphs:
    scores = about.frame("ip_asn_instansi")
    if scores.empty or pd.isna(scores["nilai"].iloc[0]):
        return []
    row = scores.iloc[0]
    return [about.say("ip_asn", value=words.number(row["nilai"], 1), label=str(row["kategori"]),
                      complete=words.share(int(row["lengkap"]), int(row["jumlah_asn"])))]


def _gap(about: Said) -> Paragraphs:
    if not headline.measured(about.meta):
        return [about.say("gap_none")]
    return [about.say("gap", assessed=_assessed(about)), about.say("gap_scale")]


def _target(about: Said) -> Paragraphs:
    """How far those who are meant for a higher post stand from it; counted, nobody is named."""
    found = about.frame("kesenjangan_dituju")
    if found.empty:
        return []
    valid = found[found["berlaku"].astype(bool)]
    people, known = found["pegawai_id"].nunique(), valid["pegawai_id"].nunique()
    short = valid.loc[valid["kesenjangan"] > 0, "pegawai_id"].nunique()
    return [about.say("target_text", people=tables.few(people, about.meta), known=tables.few(known, about.meta),
                      short=tables.few(short, about.meta))]


def _survey(about: Said) -> Paragraphs:
    answers, sure = about.frame("survei_respons"), about.frame("survei_keandalan")
    if answers.empty or not int(answers["responden"].sum()):
        return []
    share = words.share(int(answers["responden"].sum()), int(answers["populasi"].sum()))
    lines = [about.say("survey_text", share=share, enough=_enough(answers), units=len(answers))]
    alphas = sure["alpha"].dropna() if len(sure) else pd.Series(dtype="float64")
    if len(alphas):
        lines.append(about.say("survey_alpha", low=words.number(alphas.min(), 2), high=words.number(alphas.max(), 2)))
    return lines


def _enough(answers: pd.DataFrame) -> int:
    """Units whose answers reach the minimum sample."""
    return int(answers["cukup"].fillna(False).astype(bool).sum())


def _ratings(about: Said) -> Paragraphs:
    units = about.frame("kinerja_unit")
    rated = units[units["dinilai"] > 0] if len(units) else units
    if rated.empty:
        return []
    newest = rated[rated["tahun"] == rated["tahun"].max()]
    alike = int((~newest["membedakan"].astype(bool)).sum())
    lines = [about.say("rating_text", year=str(newest["tahun"].iloc[0]), rated=int(newest["dinilai"].sum()))]
    return [*lines, about.say("rating_alike", alike=alike, units=len(newest))] if alike else lines


def _indicators(about: Said) -> Paragraphs:
    found = about.frame("indikator_kurang")
    if found.empty:
        return []
    return [about.say("indicator_text", count=len(found), behind=int((found["kurang_rasio"] > 0).sum()))]


def _voice(about: Said) -> Paragraphs:
    lines, services, met = [], about.frame("skm_layanan"), about.frame("forum_keadaan")
    if len(services):
        enough = int(services["sampel_cukup"].fillna(False).astype(bool).sum())
        lines.append(about.say("voice_skm" if enough else "voice_skm_thin", services=len(services), enough=enough))
    if len(met):
        states = met["keadaan"].value_counts()
        lines.append(about.say("voice_forum", forums=len(met), done=int(states.get("selesai", 0)),
                               open=int(states.get("terbuka", 0)), waiting=int(states.get("menunggu", 0))))
    return lines


def _integrity(about: Said) -> Paragraphs:
    return [about.say("integrity_text", minimum=int(about.meta["sel_minimum"]))] if "integritas" in about.rows else []


def _hours(about: Said) -> Paragraphs:
    meta = about.meta
    if not headline.history(meta):
        return [about.say("hours_none")]
    if "profil_unit" not in about.frames:
        return []
    short, owing = (headline.total(about.frames, name) for name in ("kurang_jp_asn", "wajib_jp_asn"))
    year = str(int(meta["tahun"]) - 1)
    return [about.say("hours", hours=int(meta["jp_minimum"]), year=year, share=words.share(short, owing))]


def _duties(about: Said) -> Paragraphs:
    if "kewajiban" not in about.rows:
        return []
    return [about.say("duties_text" if headline.history(about.meta) else "duties_text_bound")]


def _order(about: Said) -> Paragraphs:
    needs = about.frame("register")
    if needs.empty or needs["peringkat"].isna().all():
        return [about.say("order_none")]
    ranked, shown = int(needs["peringkat"].notna().sum()), len(about.rows.get("prioritas", []))
    lines = [about.say("order", ranked=ranked, shown=shown)]
    shaken = about.frame("register_kepekaan")
    if len(shaken):
        always = int((shaken["sepuluh_besar_rasio"].head(10) >= 0.9).sum())
        lines.append(about.say("order_shaken", always=always))
    return lines


def _doubt(about: Said) -> Paragraphs:
    needs = tables.shown_needs(about.frames, about.meta)
    if needs.empty:
        return []
    count = int(needs["berbeda"].astype(bool).sum())
    return [about.say("doubt_text", count=count) if count else about.say("doubt_none")]


def _causes(about: Said) -> Paragraphs:
    needs = about.frame("register")
    if needs.empty or "penyebab" not in needs:
        return []
    judged = int((needs["penyebab"] != "").sum())
    if not judged:
        return [about.say("cause_open")]
    return [about.say("cause_text", judged=judged, other=int((~needs["ke_rancangan"].astype(bool)).sum()))]


def _requests(about: Said) -> Paragraphs:
    asked = about.frame("usulan_didukung")
    if asked.empty:
        return []
    return [about.say("request_text", count=len(asked), supported=int((asked["alasan_bukti"] == "didukung").sum()))]


def _company_cost(about: Said) -> int | None:
    lines = about.frame("rencana_pendampingan")
    if lines.empty or lines["biaya_rp"].isna().all() or lines["sasaran_asn"].sum() < about.meta["sel_minimum"]:
        return None  # the cost of so few would tell their number
    return int(lines["biaya_rp"].sum())


def _company(about: Said) -> Paragraphs:
    """How many units need company through change and in digital work, surely or perhaps, and what it all costs."""
    lines, cost = about.frame("rencana_pendampingan"), _company_cost(about)
    if lines.empty:
        return []
    told = words.rupiah(cost, short=False) if cost is not None else "–"
    counts = {name: tables.company_of(lines, name)["unit_kerja"].nunique() for name in tables.COMPANIES}
    asked = "; ".join(about.say(f"company_{name}", units=int(count)) for name, count in counts.items() if count)
    found = [f"{asked}. {about.say('company_text', cost=told)}"]
    unpriced = int(lines["biaya_rp"].isna().sum())
    return [*found, about.say("company_unpriced", count=unpriced)] if unpriced else found


def _fair(about: Said) -> Paragraphs:
    groups = about.frame("keadilan")
    if groups.empty:
        return []
    behind = groups[groups["tertinggal"].astype(bool)]
    names = [tables.group(row["dimensi"], row["kelompok"]) for row in behind.to_dict("records")]
    return [about.say("fair_text"), about.say("fair_behind", groups=listed(names)) if names else about.say("fair_none")]


def _advice(about: Said) -> Paragraphs:
    """What follows, from the agency's own figures."""
    say, lines, places = about.say, [], _first(about)
    lines += [say("advice.first", places=listed(places))] if places else []
    thin = _unmeasured(about)
    lines += [say("advice.measure", units=listed(thin))] if thin else []
    lines += [say("advice.ask", count=len(about.rows["beda"]))] if "beda" in about.rows else []
    ladder = about.frame("tangga_data")
    following = ladder[ladder["berikutnya"].astype(bool)] if len(ladder) else ladder
    lines += [say("advice.data", what=words.text(row["menambah"])) for row in following.to_dict("records")]
    lines += [say("advice.company")] if "pendampingan" in about.rows else []
    return [*lines, say("advice.rules", count=int(about.meta["aturan_terbuka"])), say("advice.publish")]


def _unmeasured(about: Said) -> list[str]:
    """The largest units of which less than half was assessed."""
    gaps, units = about.frame("kesenjangan_semua"), about.frame("profil_unit")
    if gaps.empty or units.empty:
        return []
    known = gaps.groupby("perangkat_daerah")["dinilai"].max()
    people = pd.to_numeric(units.set_index("perangkat_daerah")["jumlah_asn"], errors="coerce")
    share = (known.reindex(people.index).fillna(0).astype("float64") / people).rename("bagian")
    first = pd.concat([people.rename("orang"), share], axis=1)[share < _THIN].reset_index().sort_values(
        ["orang", "perangkat_daerah"], ascending=[False, True], kind="stable")
    return [tables.unit(name) for name in first["perangkat_daerah"].head(_ASK_FIRST)]
