"""What citizens say, as needs: the satisfaction survey (SKM) by element, messages by topic, and forums.

Answers "where does the public feel a need?". Messages stay in the workbook:
what comes out of here holds their ids, their topic and typical words, never their text.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pembinaan_lib import texts
from pembinaan_lib.needs.evidence import KEY, evidence_frame, mapped, offices, plain, together
from pembinaan_lib.needs.skm import ELEMENTS, SCALE, SERVICE, SPAN
from pembinaan_lib.needs.topics import Topics
from pembinaan_lib.needs.window import recent
from pembinaan_lib.rules import RuleSet

HALF, SHARES = "suara.pesan_setengah", "suara.bobot"


def voice_evidence(
    need: pd.DataFrame, topics: Topics, pemetaan: pd.DataFrame, *, unit_kerja: pd.DataFrame, pegawai: pd.DataFrame,
    rules: RuleSet, tanggal: date,
) -> pd.DataFrame:
    """What citizens say as evidence for the register.

    Parameters
    ----------
    need : DataFrame
        From :func:`skm_need`.
    topics : Topics
        From :func:`pembinaan_lib.needs.topics`, with the planner's labels.
    pemetaan : DataFrame
        ``pemetaan_kompetensi``. ``asal`` unsur: ``nama_asal`` is an element (its column name or title); ``asal``
        topik: the name of a topic, its id, or a name whose words are all typical of it (the most typical first).
    unit_kerja, pegawai : DataFrame
        For the way from a unit to its perangkat daerah.
    rules : RuleSet
        Needs ``skm.unsur, skm.skala, suara.jendela, suara.pesan_setengah`` and ``suara.bobot``.

    Returns
    -------
    DataFrame
        The evidence frame, ``bukti`` suara; ``jumlah`` is answers and messages, ``cakupan_rasio`` the answers of the
        smallest sufficient sample (1 at most; missing where the users are not counted).

    Notes
    -----
    An element: nilai = (4 - nilai unsur) / 3, services weighted by their answers. Messages of the last months (back
    from `tanggal`): nilai = m / (m + ``suara.pesan_setengah``) with m messages of the perangkat daerah about the
    competency. A message speaks by its topic; where its topic is not mapped, by the element it was filed under. Both
    sources are weighted by ``suara.bobot``; one alone counts alone.
    """
    rule = rules.value(SHARES, tanggal)
    titles = rules.value(ELEMENTS, tanggal).value
    ways = _by_column_name(pemetaan, titles)
    place = {"unit_kerja": unit_kerja, "pegawai": pegawai, "tanggal": tanggal}
    asked = together(mapped(_element_signs(need, place, rules=rules, tanggal=tanggal), ways, asal="unsur"))
    said = _message_needs(topics, ways, place, rules=rules, tanggal=tanggal)
    return evidence_frame(_both(asked, said, rule.value), bukti="suara", rule=rule)


def message_labels(topics: Topics, pemetaan: pd.DataFrame, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """What each message is about, in the words of ``pemetaan_kompetensi``.

    Returns
    -------
    DataFrame
        One row per message, sorted by ``pesan_id``: ``pesan_id, tanggal, unit_kerja, layanan``, ``topik`` (the name by
        which the mapping knows its topic; else the topic's name; missing without a topic) and ``unsur`` (column name
        of the element it was filed under; missing where the mapping knows the topic, so that no message counts twice).

    Notes
    -----
    It is what :func:`pembinaan_lib.needs.voice_links` takes.
    """
    labels, known = _topic_labels(topics.topik, pemetaan)
    found = topics.pesan[["pesan_id", "tanggal", "unit_kerja", "layanan"]].assign(
        topik=topics.pesan["topik_id"].map(labels).astype("str"),
        unsur=_elements(topics.pesan["unsur"], rules.value(ELEMENTS, tanggal).value),
    )
    told = found["topik"].notna() & plain(found["topik"].fillna("")).isin(known)
    return found.assign(unsur=found["unsur"].mask(told))


def topic_ways(topik: pd.DataFrame, pemetaan: pd.DataFrame) -> pd.DataFrame:
    """Which competencies each topic leads to.

    Parameters
    ----------
    topik : DataFrame
        ``Topics.topik``.
    pemetaan : DataFrame
        ``pemetaan_kompetensi``.

    Returns
    -------
    DataFrame
        One row per topic and competency, sorted by both: ``topik_id, nama`` (of the topic), ``nama_asal`` (the name by
        which the mapping knows it), ``kompetensi, bobot`` (above 0). A topic that leads nowhere has no row.
    """
    labels, _ = _topic_labels(topik, pemetaan)
    rows = topik[["topik_id", "nama"]].assign(nama_asal=topik["topik_id"].map(labels).astype("str"))
    ways = pemetaan.loc[pemetaan["asal"] == "topik", ["nama_asal", "kompetensi", "bobot"]].dropna(subset=["kompetensi"])
    ways = ways.assign(kunci=plain(ways["nama_asal"]), bobot=ways["bobot"].fillna(1.0))
    found = rows.assign(kunci=plain(rows["nama_asal"])).merge(
        ways[ways["bobot"] > 0].drop(columns="nama_asal"), on="kunci")
    return found.drop(columns="kunci").sort_values(["topik_id", "kompetensi"], kind="stable").drop_duplicates(
        ["topik_id", "kompetensi"], ignore_index=True)


def _topic_labels(topik: pd.DataFrame, pemetaan: pd.DataFrame) -> tuple[dict[str, str], set[str]]:
    """The name by which the mapping knows each topic, and the names that it knows."""
    names = sorted(pemetaan.loc[pemetaan["asal"] == "topik", "nama_asal"].dropna().unique())
    known = set(plain(pd.Series(names, dtype="str")))
    roots = dict(zip(names, texts.stemmed(names).stems, strict=True))
    return {row.topik_id: _label(row, known, roots) for row in topik.itertuples()}, known


def forums(forum: pd.DataFrame, *, tanggal: date) -> pd.DataFrame:
    """Each forum with who came, and where its agreement stood when the next one met.

    Parameters
    ----------
    forum : DataFrame
        One row per meeting: ``forum_id, tanggal, tempat, unit_kerja, peserta_masyarakat, peserta_pemerintah, notulen,
        kesepakatan, status_kesepakatan``.
    tanggal : date
        Meetings after this day have not taken place.

    Returns
    -------
    DataFrame
        One row per meeting, sorted by unit and day: ``forum_id, unit_kerja, tanggal, tempat, peserta_masyarakat,
        peserta_pemerintah`` (people), ``ada_notulen, ada_kesepakatan`` (bool), ``status_kesepakatan``,
        ``forum_berikutnya`` (id of the unit's next meeting), ``tanggal_berikutnya``, ``keadaan`` (tanpa_kesepakatan,
        selesai, menunggu, terbuka, belum_berlangsung), ``umur_hari`` (days since the meeting; missing in the future).

    Notes
    -----
    menunggu: not done, and the unit has not met again; terbuka: not done although it met again. No text leaves.
    """
    today = pd.Timestamp(tanggal)
    order = ["unit_kerja", "tanggal", "forum_id"]
    found = forum.sort_values(order, kind="stable", na_position="first", ignore_index=True)
    same = found["unit_kerja"].fillna("")
    following = found.groupby(same, sort=False)[["forum_id", "tanggal"]].shift(-1)
    met_again = following["tanggal"].notna() & (following["tanggal"] <= today)
    done = found["status_kesepakatan"] == "selesai"
    agreed, minuted = (found[name].fillna("").str.strip() != "" for name in ("kesepakatan", "notulen"))
    state = pd.Series("menunggu", index=found.index, dtype="str").mask(met_again, "terbuka").mask(done, "selesai")
    state = state.mask(~agreed & found["status_kesepakatan"].isna(), "tanpa_kesepakatan")
    state = state.mask(found["tanggal"] > today, "belum_berlangsung")
    age = (today - found["tanggal"]).dt.days.astype("Int64")
    return found.assign(
        ada_notulen=minuted, ada_kesepakatan=agreed, forum_berikutnya=following["forum_id"].astype("str"),
        tanggal_berikutnya=following["tanggal"], keadaan=state, umur_hari=age.where(age >= 0),
    )[[
        "forum_id", "unit_kerja", "tanggal", "tempat", "peserta_masyarakat", "peserta_pemerintah", "ada_notulen",
        "ada_kesepakatan", "status_kesepakatan", "forum_berikutnya", "tanggal_berikutnya", "keadaan", "umur_hari",
    ]]


def _by_column_name(pemetaan: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    """The mapping with elements called by their column name, whichever name the agency wrote."""
    return pemetaan.assign(nama_asal=_elements(pemetaan["nama_asal"], titles).where(
        pemetaan["asal"] == "unsur", pemetaan["nama_asal"],
    ))


def _elements(names: pd.Series, titles: dict[str, str]) -> pd.Series:
    """Elements by their column name, whether they were written so or by their title; other names stay."""
    keys, shown = (plain(pd.Series(list(part))) for part in (titles, titles.values()))
    known = dict(zip([*keys, *shown], [*titles, *titles], strict=True))
    return plain(names.fillna("")).map(known).astype("str").fillna(names).astype("str")


def _element_signs(need: pd.DataFrame, place: dict, *, rules: RuleSet, tanggal: date) -> pd.DataFrame:
    """One sign per perangkat daerah and element."""
    scale = rules.value(SCALE, tanggal).value
    n = need["n"].astype("float64")
    low = (scale["tertinggi"] - need["nilai"]) / (scale["tertinggi"] - scale["terendah"])
    rows = need.assign(
        perangkat_daerah=offices(need["unit_kerja"], place["unit_kerja"], place["pegawai"], tanggal=place["tanggal"]),
        bagian=low * n, n=n, cukup=(n / need["sampel_minimum"].astype("float64")).clip(upper=1) * n,
    ).sort_values([*SERVICE, "unsur"], kind="stable")
    rows["n_diketahui"] = n.where(rows["cukup"].notna(), 0.0)
    found = rows.groupby(["perangkat_daerah", "unsur"], sort=True)[["bagian", "n", "cukup", "n_diketahui"]].sum()
    newest = rows.groupby(["perangkat_daerah", "unsur"], sort=True)["tanggal"].max()
    found = found.join(newest).reset_index()
    known = found["n_diketahui"].where(found["n_diketahui"] > 0)
    return found.assign(
        nama_asal=found["unsur"], nilai=found["bagian"] / found["n"], jumlah=found["n"].astype("Int64"),
        cakupan_rasio=found["cukup"] / known,
    )


def _message_needs(
    topics: Topics, ways: pd.DataFrame, place: dict, *, rules: RuleSet, tanggal: date
) -> pd.DataFrame:
    """One row per perangkat daerah and competency that messages speak about."""
    months, half = int(rules.value(SPAN, tanggal).value), float(rules.value(HALF, tanggal).value)
    labels = message_labels(topics, ways, rules=rules, tanggal=tanggal)
    said = recent(labels, months=months, tanggal=tanggal, back_from_today=True)
    said = said.assign(
        perangkat_daerah=offices(said["unit_kerja"], place["unit_kerja"], place["pegawai"], tanggal=place["tanggal"]),
        nilai=1.0, jumlah=1, cakupan_rasio=float("nan"),
    ).dropna(subset="perangkat_daerah")
    signs = pd.concat([
        mapped(said.assign(nama_asal=said[asal]).dropna(subset="nama_asal"), ways, asal=asal)
        for asal in ("topik", "unsur")
    ])
    found = signs.groupby(KEY, sort=True).agg(
        bobot=("bobot", "sum"), jumlah=("jumlah", "sum"), tanggal=("tanggal", "max"),
    ).reset_index()
    return found.assign(nilai=found["bobot"] / (found["bobot"] + half), cakupan_rasio=float("nan"))


def _label(row: Any, known: set[str], roots: dict[str, tuple[str, ...]]) -> str:
    """The name by which the mapping knows a topic; else the topic's own name."""
    for name in (row.nama, row.topik_id):
        if plain(pd.Series([name])).iloc[0] in known:
            return name
    # Until the planner names it: the mapping's name whose words are all among the topic's most typical ones.
    typical = [root for said in texts.stemmed(str(row.kata).split(", ")).stems for root in said]
    fitting = [
        (max(map(typical.index, words)), name)
        for name, words in roots.items() if words and set(words) <= set(typical)
    ]
    return min(fitting)[1] if fitting else row.nama


def _both(asked: pd.DataFrame, said: pd.DataFrame, weights: dict) -> pd.DataFrame:
    """Survey and messages as one value; one alone counts alone."""
    found = asked.merge(said, on=KEY, how="outer", suffixes=("_skm", "_pesan"))
    parts = {name: found[f"nilai_{name}"].astype("float64") for name in ("skm", "pesan")}
    share = {name: part.notna() * float(weights[name]) for name, part in parts.items()}
    total = share["skm"] + share["pesan"]
    value = parts["skm"].fillna(0) * share["skm"] + parts["pesan"].fillna(0) * share["pesan"]
    return found.assign(
        nilai=value / total.where(total > 0),
        jumlah=found["jumlah_skm"].astype("Int64").fillna(0) + found["jumlah_pesan"].astype("Int64").fillna(0),
        cakupan_rasio=found["cakupan_rasio_skm"], tanggal=found[["tanggal_skm", "tanggal_pesan"]].max(axis=1),
    )
