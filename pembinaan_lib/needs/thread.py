"""The thread of every need: from goal and citizen's message down to the people behind it, and up again.

Each edge belongs to one need (unit and competency), so that following a need is a filter and never a guess; a goal or
a topic that leads to no need keeps its edges as far as they go.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pembinaan_lib.needs.evidence import KEY, mapped, offices, plain

EDGES = ("perangkat_daerah", "kompetensi", "dari_jenis", "dari", "ke_jenis", "ke", "bobot", "jumlah")
GOAL, INDICATOR, UNIT, COMPETENCY, PEOPLE, TOPIC = "sasaran", "indikator", "unit", "kompetensi", "orang", "topik"
BROKEN = ("jenis", "nama", "perangkat_daerah", "kompetensi", "jumlah")
_TYPES = dict.fromkeys(EDGES, "str") | {"bobot": "float64", "jumlah": "Int64"}


def thread(listed: pd.DataFrame, links: pd.DataFrame, voice: pd.DataFrame, gap: pd.DataFrame) -> pd.DataFrame:
    """All edges of all needs.

    Parameters
    ----------
    listed : DataFrame
        One row per need: ``perangkat_daerah, kompetensi`` (from :func:`pembinaan_lib.needs.listed_needs`).
    links : DataFrame
        From :func:`pembinaan_lib.needs.strategic_links`.
    voice : DataFrame
        From :func:`voice_links`: ``topik, perangkat_daerah, kompetensi, jumlah``.
    gap : DataFrame
        From :func:`pembinaan_lib.needs.unit_gap`.

    Returns
    -------
    DataFrame
        One row per need and edge, sorted: ``perangkat_daerah, kompetensi`` (the need; missing where the edge leads to
        none), ``dari_jenis, dari, ke_jenis, ke`` (sasaran → indikator → unit → kompetensi → orang, topik →
        kompetensi), ``bobot`` (of the goal for the competency), ``jumlah`` (messages, or people below the standard;
        missing where nobody was measured). Every need of `listed` has its edge from unit to competency.
    """
    aimed, heard = links.rename(columns={"perangkat_daerah": "unit"}), voice.rename(columns={"topik": TOPIC})
    need = {"perangkat_daerah": aimed["unit"], "kompetensi": aimed["kompetensi"]}
    held = links[KEY + ["bobot"]].dropna(subset=KEY)
    known = pd.concat([listed[KEY], held[KEY], voice[KEY].dropna()]).drop_duplicates()
    weighed = known.merge(held.groupby(KEY)["bobot"].max().reset_index(), on=KEY, how="left")
    behind = known.merge(_people_below(gap), on=KEY)
    parts = [
        _edges(GOAL, aimed["sasaran"], INDICATOR, aimed["indikator"], **need),
        _edges(INDICATOR, aimed["indikator"], UNIT, aimed["unit"], **need),
        _edges(UNIT, weighed["perangkat_daerah"], COMPETENCY, weighed["kompetensi"], **weighed),
        _edges(TOPIC, heard[TOPIC], COMPETENCY, heard["kompetensi"], **heard[[*KEY, "jumlah"]]),
        _edges(COMPETENCY, behind["kompetensi"], PEOPLE, behind["perangkat_daerah"], **behind),
    ]
    kept = [part for part in parts if len(part)]
    edges = pd.concat(kept, ignore_index=True) if kept else parts[0]
    order = list(EDGES)
    return edges.drop_duplicates().sort_values(order, kind="stable", na_position="first", ignore_index=True)


def thread_of(edges: pd.DataFrame, *, perangkat_daerah: str, kompetensi: str) -> pd.DataFrame:
    """The thread of one need: every edge above and below it."""
    here = (edges["perangkat_daerah"] == perangkat_daerah) & (edges["kompetensi"] == kompetensi)
    return edges[here].reset_index(drop=True)


def people_behind(gap: pd.DataFrame, pegawai: pd.DataFrame) -> pd.DataFrame:
    """The ASN behind every need: filter by need to come down to them, by ``pegawai_id`` to go up again.

    Parameters
    ----------
    gap : DataFrame
        From :func:`pembinaan_lib.needs.competency_gap`.

    Returns
    -------
    DataFrame
        One row per need and ASN below the standard, largest gap first: ``perangkat_daerah, kompetensi, pegawai_id,
        kesenjangan`` (levels). For the planner only: it never leaves the workbook.
    """
    place = pegawai[["pegawai_id"]].assign(perangkat_daerah=pegawai["perangkat_daerah"].fillna(""))
    below = gap.loc[gap["berlaku"] & (gap["kesenjangan"] > 0), ["pegawai_id", "kompetensi", "kesenjangan"]]
    found = below.merge(place, on="pegawai_id")[[*KEY, "pegawai_id", "kesenjangan"]]
    return found.sort_values(
        [*KEY, "kesenjangan", "pegawai_id"], ascending=[True, True, False, True], kind="stable", ignore_index=True,
    )


def voice_links(
    messages: pd.DataFrame, pemetaan: pd.DataFrame, unit_kerja: pd.DataFrame, pegawai: pd.DataFrame | None = None, *,
    tanggal: date,
) -> pd.DataFrame:
    """Which topics of citizens' messages speak for which need.

    Parameters
    ----------
    messages : DataFrame
        One row per message up to `tanggal`: ``tanggal, unit_kerja`` and a label: ``topik`` (as the planner confirmed
        it) or ``unsur``, or both.
    pemetaan : DataFrame
        ``pemetaan_kompetensi`` (rows *topik* and *unsur*).

    Returns
    -------
    DataFrame
        One row per label, unit and competency, sorted: ``asal`` (topik or unsur), ``topik`` (the label),
        ``perangkat_daerah`` (missing: unit not known), ``kompetensi`` (missing: the label is not mapped), ``jumlah``
        (messages), ``tanggal`` (newest). Messages without a label are not counted.
    """
    sent = messages[messages["tanggal"].le(pd.Timestamp(tanggal))]
    place = offices(sent["unit_kerja"], unit_kerja, pegawai, tanggal=tanggal)
    parts = [_labelled(sent, place, pemetaan, asal=asal) for asal in (TOPIC, "unsur") if asal in sent]
    parts = parts or [_labelled(sent.assign(topik=""), place, pemetaan, asal=TOPIC)]
    found = pd.concat(parts, ignore_index=True)
    return found.sort_values(["asal", "topik", *KEY], kind="stable", na_position="first", ignore_index=True)


def broken_threads(
    listed: pd.DataFrame, links: pd.DataFrame, voice: pd.DataFrame, gap: pd.DataFrame
) -> pd.DataFrame:
    """Where a thread breaks off.

    Returns
    -------
    DataFrame
        One row per break, sorted: ``jenis`` (what is missing, in words), ``nama`` (the goal or topic, else empty),
        ``perangkat_daerah, kompetensi`` (as far as known), ``jumlah`` (messages, where a topic breaks off). A need
        without a goal is a break only where there are goals at all.
    """
    needs_ = listed[KEY].drop_duplicates()
    aimed, heard = links.assign(nama=links["sasaran"]), voice.assign(nama=voice["topik"])
    measured = gap.loc[gap["dinilai"] > 0, KEY]
    parts = {
        "sasaran tanpa kompetensi": aimed[aimed["kompetensi"].isna()],
        "sasaran tanpa unit": aimed[aimed["perangkat_daerah"].isna()],
        "sasaran di luar daftar kebutuhan": _outside(aimed.dropna(subset=KEY), needs_),
        "topik tanpa kompetensi": heard[heard["kompetensi"].isna()],
        "topik tanpa unit": heard[heard["perangkat_daerah"].isna()],
        "topik di luar daftar kebutuhan": _outside(heard.dropna(subset=KEY), needs_),
        "kebutuhan tanpa sasaran": _outside(needs_, links.dropna(subset=KEY)) if len(links) else needs_.head(0),
        "kebutuhan belum dinilai": _outside(needs_, measured),
    }
    rows = [part.reindex(columns=BROKEN[1:]).assign(jenis=kind)[list(BROKEN)] for kind, part in parts.items()]
    kept = [part for part in rows if len(part)] or rows[:1]
    found = pd.concat(kept, ignore_index=True).astype({"jumlah": "Int64"} | dict.fromkeys(BROKEN[:4], "str"))
    found["nama"] = found["nama"].fillna("")
    return found.drop_duplicates().sort_values(list(BROKEN), kind="stable", na_position="first", ignore_index=True)


def _edges(from_kind: str, start: pd.Series, to_kind: str, end: pd.Series, **about: pd.Series) -> pd.DataFrame:
    found = pd.DataFrame({"dari_jenis": from_kind, "dari": start, "ke_jenis": to_kind, "ke": end, **about})
    return found.reindex(columns=list(EDGES)).dropna(subset=["dari", "ke"]).astype(_TYPES)


def _people_below(gap: pd.DataFrame) -> pd.DataFrame:
    below = gap["di_bawah_standar"].where(gap["dinilai"] > 0)
    return gap[KEY].assign(jumlah=below)


def _labelled(sent: pd.DataFrame, place: pd.Series, pemetaan: pd.DataFrame, *, asal: str) -> pd.DataFrame:
    rows = pd.DataFrame({
        "perangkat_daerah": place, "nama_asal": sent[asal], "tanggal": sent["tanggal"], "kunci": plain(sent[asal]),
    }).dropna(subset=["nama_asal"]).sort_values("nama_asal", kind="stable")
    rows = rows[rows["kunci"] != ""]
    counts = rows.groupby(["perangkat_daerah", "kunci"], sort=True, dropna=False).agg(
        topik=("nama_asal", "first"), jumlah=("tanggal", "size"), tanggal=("tanggal", "max"),
    ).reset_index()
    signs = counts.assign(nama_asal=counts["kunci"], nilai=1.0, cakupan_rasio=float("nan"))
    ways = mapped(signs.drop_duplicates("kunci"), pemetaan, asal=asal)[["nama_asal", "kompetensi"]]
    found = counts.merge(ways.rename(columns={"nama_asal": "kunci"}), on="kunci", how="left").assign(asal=asal)
    return found.astype({"jumlah": "Int64", "kompetensi": "str", "perangkat_daerah": "str", "topik": "str"})[
        ["asal", "topik", *KEY, "jumlah", "tanggal"]
    ]


def _outside(rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The rows whose need is not among those known."""
    seen = rows.merge(known[KEY].drop_duplicates(), on=KEY, how="left", indicator=True)
    return seen[seen["_merge"] == "left_only"].drop(columns="_merge")
