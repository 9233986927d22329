"""The page in words: one sentence, four or five figures with their base, and the choices A, B, C."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from pembinaan_lib import words
from pembinaan_lib.charts.picture import listed

Frames = Mapping[str, pd.DataFrame]
Meta = Mapping[str, Any]
Both = Callable[[Callable[[], Any]], dict[str, Any]]
LESS = 0.7
"""Choice A is the largest precomputed budget of at most this share of the chosen one."""


def sorted_budgets(shown: Frames) -> pd.DataFrame:
    """The precomputed plans from small to large; empty where there are none."""
    batas = shown.get("batas", pd.DataFrame(columns=["anggaran_rp"]))
    return batas.sort_values("anggaran_rp", kind="stable", ignore_index=True)


def chosen(batas: pd.DataFrame, meta: Meta) -> int | None:
    """Position of the budget nearest to the chosen one (the smaller of two), the last where none was chosen."""
    if batas.empty:
        return None
    if meta.get("pagu_rp") is None:
        return len(batas) - 1
    return int((batas["anggaran_rp"].astype("float64") - float(meta["pagu_rp"])).abs().to_numpy().argmin())


def lines_of(shown: Frames, batas: pd.DataFrame, at: int) -> pd.DataFrame:
    """The activities of one precomputed plan, the most expensive first."""
    lines = shown.get("batas_baris")
    if lines is None:
        return pd.DataFrame(columns=["bangkom_id", "nama", "angkatan", "peserta", "biaya_rp"])
    mine = lines[lines["anggaran_rp"] == batas.iloc[at]["anggaran_rp"]]
    return mine.sort_values(["biaya_rp", "nama"], ascending=[False, True], kind="stable", ignore_index=True)


def line(row: Mapping[str, Any]) -> dict[str, Any]:
    """One line as the edition holds it; without ``nama`` it is several activities of few people together.

    ``peserta`` is null where it was hidden, ``wajib`` where such a line holds both duties and choices.
    """
    people = row["peserta"]
    hidden = people is None or people != people  # noqa: PLR0124  NaN
    duty = row.get("wajib", False)
    return {
        "bangkom_id": str(row["bangkom_id"]), "nama": str(row["nama"]), "angkatan": int(row["angkatan"]),
        "peserta": None if hidden else int(people), "biaya_rp": int(row["biaya_rp"]),
        "wajib": None if duty is None else bool(duty), "kegiatan": int(row.get("kegiatan", 1)),
    }


def sentence(shown: Frames, meta: Meta, at: int | None) -> str:
    """The page in one sentence."""
    if at is None:
        units = shown.get("profil_unit")
        return words.text("charts.page.sentence_noplan", people=int(meta["jumlah_asn"]),
                          units=0 if units is None else len(units), late=overdue(shown, meta, "late_said"))
    plan = sorted_budgets(shown).iloc[at]
    values = {"cost": words.rupiah(int(plan["biaya_rp"])), "reach": _of(plan["asn_20_jp"], _obliged(meta)),
              "hours": _hours(meta), "year": str(meta["tahun"])}
    places = worst_places(shown) if measured(meta) else []
    if not places:
        return words.text("charts.page.sentence_nogap", **values)
    return words.text(
        "charts.page.sentence", places=listed(places), share=words.percent(float(plan["kesenjangan_rasio"])),
        assessed=_of(meta["jumlah_dinilai"], meta["jumlah_asn"]), **values,
    )


def measured(meta: Meta) -> bool:
    """Whether anybody's competency is known; where nobody's is, a gap of 0% would be a claim that nobody can make."""
    return int(meta["jumlah_dinilai"]) > 0


def history(meta: Meta) -> bool:
    """Whether the training history was imported; without it everything owed is an upper bound."""
    return bool(meta.get("ada_riwayat", True))


def overdue(shown: Frames, meta: Meta, key: str) -> str:
    """How many duties are overdue: sentence `key` of the page, or that there are at most so many."""
    return words.text(f"charts.page.{key if history(meta) else 'late_bound'}", late=total(shown, "kewajiban_terlambat"))


def worst_places(shown: Frames, count: int = 3) -> list[str]:
    """Where the largest measured gaps are, each as ``kompetensi (unit)``."""
    return [words.text("charts.page.place", skill=row["kompetensi"], unit=row["perangkat_daerah"])
            for row in largest_gaps(shown, count).to_dict("records")]


def largest_gaps(shown: Frames, count: int) -> pd.DataFrame:
    """The largest measured gaps that may be shown: columns of ``kesenjangan_unit``, ties by unit and competency."""
    gaps = shown.get("kesenjangan_unit", pd.DataFrame(columns=["perangkat_daerah", "kompetensi", "rerata_kesenjangan"]))
    size = pd.to_numeric(gaps["rerata_kesenjangan"], errors="coerce")
    units = gaps["perangkat_daerah"].replace("", words.text("charts.unit_unknown"))
    known = gaps.assign(rerata_kesenjangan=size, perangkat_daerah=units)[size > 0]
    order = ["rerata_kesenjangan", "perangkat_daerah", "kompetensi"]
    return known.sort_values(order, ascending=[False, True, True], kind="stable").head(count)


def figures(shown: Frames, meta: Meta, at: int | None, both: Both) -> list[dict[str, Any]]:
    """Four or five headline numbers: ``judul``, ``nilai`` and ``dasar`` (what it is a part of), in both languages."""
    made = _plan_figures(shown, meta, at) if at is not None else _data_figures(shown, meta)
    return [
        {"kunci": key, "judul": both(title), "nilai": both(value), "dasar": both(base)}
        for key, title, value, base in made
    ]


Figure = tuple[str, Callable[[], str], Callable[[], str], Callable[[], str]]


def _plan_figures(shown: Frames, meta: Meta, at: int) -> list[Figure]:
    batas = sorted_budgets(shown)
    plan, lines = batas.iloc[at], lines_of(shown, batas, at)
    told = "wajib" in lines and lines["wajib"].notna().all()
    duty = int(lines.loc[lines["wajib"].astype(bool), "biaya_rp"].sum()) if told else None
    reach, people, obliged = float(plan["asn_20_jp"]), float(meta["jumlah_asn"]), _obliged(meta)
    found: list[Figure] = []
    if not measured(meta):
        found.append(("kesenjangan", _say("gap"), _say("unmeasured"), _say("unmeasured_base")))
    elif "kesenjangan_unit" in shown:
        found.append(("kesenjangan", _say("gap"), lambda: words.percent(float(plan["kesenjangan_rasio"])),
                      lambda: words.text("charts.page.gap_base", assessed=_of(meta["jumlah_dinilai"], people))))
    found.append(("biaya", _say("cost"), lambda: words.rupiah(int(plan["biaya_rp"])),
                  lambda: words.text("charts.page.cost_base", budget=words.rupiah(int(plan["anggaran_rp"])))))
    found.append(("jp", lambda: words.text("charts.page.reach", hours=_hours(meta), year=str(meta["tahun"])),
                  lambda: words.percent(reach / obliged) if obliged else "–", lambda: _of(reach, obliged)))
    if duty is not None:
        rest = int(plan["anggaran_rp"]) - duty
        found.append(("sisa", _say("rest"), lambda: words.rupiah(rest),
                      lambda: words.text("charts.page.rest_base", duty=words.rupiah(duty))))
    return found + _late(shown, meta)


def _data_figures(shown: Frames, meta: Meta) -> list[Figure]:
    """What can be said without a plan: people, shortfall, duties."""
    units = shown.get("profil_unit")
    found: list[Figure] = [("asn", _say("people"), lambda: words.number(int(meta["jumlah_asn"])),
                            lambda: words.text("charts.page.people_base", units=0 if units is None else len(units)))]
    if units is not None:
        found.append(_short(shown, meta))
    return found + _late(shown, meta)


def _short(shown: Frames, meta: Meta) -> Figure:
    """Who lacks hours in the year that runs, of those who owe them."""
    title = lambda: words.text("charts.page.short", year=str(int(meta["tahun"]) - 1))  # noqa: E731
    if not history(meta):
        return ("kurang_jp", title, _say("unknown"), _say("no_history"))
    owe = total(shown, "wajib_jp_asn") or int(meta["jumlah_asn"])
    return ("kurang_jp", title, lambda: words.number(total(shown, "kurang_jp_asn")),
            lambda: words.text("charts.page.short_base", people=owe))


def _late(shown: Frames, meta: Meta) -> list[Figure]:
    if "profil_unit" not in shown or "kewajiban" not in shown["profil_unit"]:
        return []
    late = total(shown, "kewajiban_terlambat")
    if not history(meta):
        return [("terlambat", _say("late"), lambda: words.text("charts.page.late_most", late=late), _say("no_history"))]
    return [("terlambat", _say("late"), lambda: words.number(late),
             lambda: words.text("charts.page.late_base", all=total(shown, "kewajiban")))]


def unfunded(shown: Frames, batas: pd.DataFrame) -> list[str]:
    """What each budget leaves unpaid of the obligatory activities that the largest one pays, as a sentence or nothing.

    Without the sum where the money of duties may not be told (a line of duties and choices of few people together).
    """
    spent = shown.get("biaya_wajib", pd.DataFrame({"anggaran_rp": [], "biaya_rp": []}))
    paid = dict(zip(spent["anggaran_rp"], spent["biaya_rp"], strict=True))
    missing = [float(paid.get(batas.iloc[-1]["anggaran_rp"], 0) - paid.get(one, 0)) for one in batas["anggaran_rp"]]
    lines = [lines_of(shown, batas, at) for at in range(len(batas))]
    told = [one["wajib"].notna().all() if "wajib" in one else True for one in lines]
    return [
        "" if cost <= 0 else words.text("charts.page.unfunded", cost=words.rupiah(cost)) if sure and told[-1]
        else words.text("charts.page.unfunded_some") for cost, sure in zip(missing, told, strict=True)
    ]


def choices(shown: Frames, meta: Meta, at: int | None, both: Both) -> list[dict[str, Any]]:
    """Choices A, B, C: less money, this plan, more money; each with its consequence."""
    if at is None:
        return []
    batas = sorted_budgets(shown)
    budgets = batas["anggaran_rp"].astype("float64")
    less = [one for one in range(at) if budgets[one] <= LESS * budgets[at]] or list(range(at))
    picked = [*less[-1:], at, *[one for one in (at + 1,) if one < len(batas)]]
    return [
        {
            "huruf": "ABC"[number], "anggaran_rp": int(budgets[one]), "ini": one == at,
            "judul": both(lambda one=one: words.text("charts.page.choice", budget=words.rupiah(int(budgets[one])))),
            "akibat": both(lambda one=one: _effect(batas, meta, one, at) + _unpaid(shown, batas, one)),
        }
        for number, one in enumerate(picked)
    ]


def _unpaid(shown: Frames, batas: pd.DataFrame, one: int) -> str:
    said = unfunded(shown, batas)[one]
    return f" {said}" if said else ""


def _effect(batas: pd.DataFrame, meta: Meta, one: int, at: int) -> str:
    plan = batas.iloc[one]
    known = {"share": words.percent(float(plan["kesenjangan_rasio"]))} if measured(meta) else {}
    said = [words.text(
        "charts.page.effect" if known else "charts.page.effect_nogap", hours=_hours(meta),
        reach=_of(plan["asn_20_jp"], _obliged(meta)), cost=words.rupiah(int(plan["biaya_rp"])), **known,
    )]
    if one == at:
        said.insert(0, words.text("charts.page.effect_here"))
    elif known:
        said.append(_against(_percent(plan) - _percent(batas.iloc[at])))
    return " ".join(said)


def _against(points: int) -> str:
    if points == 0:
        return words.text("charts.page.effect_same")
    return words.text(f"charts.page.{'effect_more' if points > 0 else 'effect_less'}", points=words.number(abs(points)))


def _percent(plan: pd.Series) -> int:
    """As it is shown: differences are taken between shown numbers, so that a reader can follow them."""
    return round(float(plan["kesenjangan_rasio"]) * 100)


def decide(shown: Frames, meta: Meta, made: list[dict[str, Any]], both: Both) -> dict[str, Any]:
    """What leaders are asked for, in words."""
    late = total(shown, "kewajiban_terlambat")

    def say() -> str:
        asked = words.text("charts.page.decide" if made else "charts.page.decide_none")
        return asked + (" " + overdue(shown, meta, "decide_late") if late else "")

    return both(say)


def _say(key: str) -> Callable[[], str]:
    return lambda: words.text(f"charts.page.{key}")


def _obliged(meta: Meta) -> float:
    """Whom the yearly minimum of hours holds for: a share of hours is a share of these, not of all ASN."""
    return float(meta.get("jumlah_wajib_jp", meta["jumlah_asn"]))


def _of(part: float, whole: float) -> str:
    return words.text("words.of", part=int(part), whole=int(whole))


def _hours(meta: Meta) -> str:
    hours = meta.get("jp_minimum")
    return words.text("charts.page.hours", hours=int(hours)) if hours else words.text("charts.page.hours_unknown")


def total(shown: Frames, column: str) -> int:
    """Sum of `column` over all units of the agency, hidden ones included."""
    sums = shown.get("jumlah")
    return 0 if sums is None or column not in sums else int(sums[column].iloc[0])
