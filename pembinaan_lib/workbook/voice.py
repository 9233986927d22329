"""Citizens' voice in one open workbook: their own words are read here, and only labels go on to the plan.

Messages, minutes and suggestions stay in the workbook. Grouping them proposes topics; what the planner names, merges
and moves is kept as the dataset ``topik_pesan``, which holds ids, topics and typical words, never a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from pembinaan_lib import needs, plan, record, tables, texts
from pembinaan_lib.errors import FolderError
from pembinaan_lib.store import NewDataset, Store
from pembinaan_lib.workbook import papers

if TYPE_CHECKING:
    from pembinaan_lib.workbook.book import Workbook

TOPICS, MESSAGES, FORUM, ANSWERS = "topik_pesan", "suara_masyarakat", "forum", "skm_respons"
REQUESTS = "usulan"
LONGEST_NAME = 60
SHORTEST_WORD = 3
"""Of a person's name: shorter parts are initials and titles."""
Labels = Mapping[str, Mapping[str, Any]]


class Voice:
    """What citizens wrote to one agency, and the topics that the planner sees in it."""

    def __init__(self, book: Workbook, store: Store, clock: Callable[[], datetime]) -> None:
        self._book, self._store, self._clock = book, store, clock
        self._seen = 0

    def messages(self) -> pd.DataFrame:
        """Everything that citizens wrote, with its text: for the planner's own screen only.

        Returns
        -------
        DataFrame
            As :func:`pembinaan_lib.needs.messages`: messages, minutes of forums, and suggestions of the SKM survey.
        """
        return needs.messages(self._stored(MESSAGES), self._stored(FORUM), self._stored(ANSWERS))

    def forums(self) -> pd.DataFrame:
        """What was minuted and agreed, by ``forum_id``: for the planner's own screen only."""
        return self._stored(FORUM)[["forum_id", "notulen", "kesepakatan"]]

    def settle(self, forum_id: str, status: str) -> None:
        """Write down where the agreement of a forum stands; like an import, it can be taken back."""
        table = self._stored(FORUM)
        here = table["forum_id"] == forum_id
        changed = table.assign(status_kesepakatan=table["status_kesepakatan"].mask(here, status))
        current = self._store.datasets().set_index("table_name").loc[FORUM]
        new = NewDataset(
            table=FORUM, data=tables.to_bytes(changed, FORUM), rows=len(changed), tahun=self._book.tahun,
            file_name=current["file_name"], file_sha256=current["file_sha256"],
            findings=self._store.findings(FORUM) or b"", seen_revision=int(current["revision"]),
        )
        self._store.put_datasets([new], who=self._book.who, at=self._clock())

    def requests(self) -> pd.DataFrame:
        """Why units and staff ask, and what the file answers them, by ``usulan_id``: for the planner's own screen only."""
        return self._stored(REQUESTS)[["usulan_id", "alasan", "jawaban"]]

    def confirmed(self) -> needs.Topics:
        """The topics as the planner last kept them; messages that came later have none yet."""
        self._seen = self._store.revisions().get(TOPICS, 0)
        return needs.confirmed_topics(self._stored(MESSAGES), self._stored(TOPICS), **self._law())

    def waiting(self) -> int:
        """How many texts came after the topics were kept (all of them where none were)."""
        return int((~self.messages()["pesan_id"].isin(self._stored(TOPICS)["pesan_id"])).sum())

    def group(self, *, count: int | None = None, keep: bool = True) -> needs.Topics:
        """Group all texts by what they are about; nothing is written.

        Parameters
        ----------
        count : int, optional
            How many topics; else the texts decide.
        keep : bool
            Leave every text where the planner kept it: only new ones are placed, in the kept topic that holds most of
            their group.

        Returns
        -------
        Topics
            Without topics where there are too few texts (``cukup`` False).
        """
        kept = self.confirmed()
        found = needs.topics(self.messages(), jumlah=count, seed=plan.SEED, leave_out=self._names(), **self._law())
        return carried(found, kept) if keep and len(kept.topik) and found.cukup else found

    def keep(self, found: needs.Topics) -> None:
        """Keep these topics as data: an outsider can recompute what rests on them, without a word of the texts.

        Raises
        ------
        FolderError
            ``WBK-030``: a topic has no name, or one that is too long to be one; ``WBK-037``: it is named after a person.
        StoreError
            ``STO-022``: somebody else kept topics since these were looked up.
        """
        for name in found.topik["nama"]:
            if not str(name).strip() or len(name) > LONGEST_NAME:
                raise FolderError("WBK-030", where=str(name)[:LONGEST_NAME], longest=LONGEST_NAME)
        self.refuse_persons(found.topik[["topik_id", "nama", "kata"]])
        rows = labels(found)
        new = NewDataset(
            table=TOPICS, data=tables.to_bytes(rows, TOPICS), rows=len(rows), tahun=self._book.tahun, file_name="",
            file_sha256="", findings=b"", seen_revision=self._seen,
        )
        written = self._store.put_datasets([new], who=self._book.who, at=self._clock())
        self._seen = written[0].revision

    def known_names(self) -> dict[str, list[str]]:
        """Names of topics that the agency has mapped (``pemetaan_kompetensi``), with the competencies they lead to."""
        ways = self._book.inputs().tables["pemetaan_kompetensi"]
        topics = ways[(ways["asal"] == "topik") & (ways["bobot"].fillna(1.0) > 0)].sort_values(["nama_asal", "kompetensi"], kind="stable")
        return {name: list(part["kompetensi"]) for name, part in topics.groupby("nama_asal", sort=True)}

    def leads(self, topik: pd.DataFrame) -> dict[str, list[str]]:
        """The competencies that each topic leads to, by ``topik_id``; a topic that leads nowhere is left out."""
        ways = needs.topic_ways(topik, self._book.entries.ways())
        return {topic: list(part["kompetensi"]) for topic, part in ways.groupby("topik_id", sort=True)}

    def _stored(self, table: str) -> pd.DataFrame:
        """A table with all its words; the plan's inputs never hold them."""
        blob = self._store.dataset(table)
        return tables.empty(table) if blob is None else tables.from_bytes(blob, table)

    def _names(self) -> frozenset[str]:
        """Words of staff's names, which no topic may show; those of services and competencies tell of nobody."""
        known = self._book.inputs().tables
        public = _words([*known["layanan"]["layanan"], *known["kompetensi"]["kompetensi"]])
        names = _words(self._store.identities()["nama"]) - public
        return frozenset(word for word in names if len(word) >= SHORTEST_WORD)

    def refuse_persons(self, named: pd.DataFrame) -> None:
        """What a record would refuse is refused where it can still be mended (``WBK-037``)."""
        people = self._store.identities()
        shown = named.to_csv(index=False).encode()
        if record.places_of_persons(
            {"topik.csv": shown}, forbidden=[*people["nip"], *people["nama"]], allowed=papers.places(self._book.inputs()),
        ):
            raise FolderError("WBK-037")

    def _law(self) -> dict[str, Any]:
        return {"rules": self._book.law.rules, "tanggal": self._book.as_of()}


def labels(found: needs.Topics) -> pd.DataFrame:
    """The rows of ``topik_pesan``: each text's id and place, its topic, and the topic's name and typical words."""
    topics = found.topik.set_index("topik_id")
    rows = found.pesan.assign(
        topik_id=found.pesan["topik_id"].replace("", None),
        **{name: found.pesan["topik_id"].map(topics[name]) for name in ("nama", "kata")},
    )
    return rows[[column.name for column in tables.TABLES[TOPICS].columns]].reset_index(drop=True)


def carried(found: needs.Topics, kept: needs.Topics) -> needs.Topics:
    """A new grouping with what the planner kept before.

    Every text that had a topic keeps it. A new group goes where more than half of its texts with a topic are; a group
    without such a place stays by itself.
    """
    before = kept.pesan.set_index("pesan_id")["topik_id"]
    told = found.pesan["pesan_id"].map(before).fillna("")
    pairs = pd.DataFrame({"baru": found.pesan["topik_id"], "lama": told})
    pairs = pairs[(pairs["baru"] != "") & (pairs["lama"] != "")]
    names = kept.topik.set_index("topik_id")["nama"].to_dict()
    named = {name: {"nama": said} for name, said in names.items()}
    merged = {new: {"gabung": old} for new, old in _most(pairs).items() if new not in names}
    new = found.topik[~found.topik["topik_id"].isin(list(names))]
    both = needs.Topics(
        found.pesan, pd.concat([new, kept.topik[list(found.topik)]], ignore_index=True), found.terbaca, found.cukup,
    )
    moved = {key: topic for key, topic in zip(found.pesan["pesan_id"], told, strict=True) if topic}
    return needs.labelled(both, {"topik": named | merged, "pesan": moved})


def _most(pairs: pd.DataFrame) -> dict[str, str]:
    """Of each new group the kept topic with more than half of its texts."""
    counts = pairs.groupby(["baru", "lama"], sort=True).size()
    share = counts / counts.groupby(level="baru").transform("sum")
    return {new: old for new, old in share[share > 0.5].index}  # noqa: PLR2004  more than half is a majority


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names if isinstance(name, str) for word in texts.words_of(name)}


def own_topic(name: str) -> str:
    """An id for a topic that only the planner knows."""
    return "sendiri-" + "-".join(re.findall(r"\w+", name.casefold()))
