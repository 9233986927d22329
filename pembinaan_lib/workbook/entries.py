"""What a planner writes down on screen instead of in a file: a request that came by letter, what a topic is about.

An entry becomes a new revision of its table, on the way that an import takes, and is taken back like one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pembinaan_lib import findings, tables
from pembinaan_lib.errors import FolderError
from pembinaan_lib.needs.evidence import plain
from pembinaan_lib.plan.overlay import laid_over, own_rows
from pembinaan_lib.store import NewDataset, Store
from pembinaan_lib.workbook import intake
from pembinaan_lib.workbook.voice import LONGEST_NAME

if TYPE_CHECKING:
    from pembinaan_lib.workbook.book import Workbook

REQUESTS, WAYS = "usulan", "pemetaan_kompetensi"
ON_SCREEN = "dicatat di layar"
"""What stands in the place of a file's name."""
OWN_SOURCE, OWN_STATUS, TOPIC = "ditetapkan instansi", "kebijakan_daerah", "topik"


class Entries:
    """What is entered by hand into one open workbook."""

    def __init__(
        self, book: Workbook, store: Store, *, known: Callable[[], intake.Known], clock: Callable[[], datetime]
    ) -> None:
        self._book, self._store, self._known, self._clock = book, store, known, clock

    def request(
        self, *, unit_kerja: str, pengusul: str, tanggal: date, kegiatan: str = "", kompetensi: str = "",
        jumlah_peserta: str = "", alasan: str = "",
    ) -> str:
        """Write down a request as if a file had brought it.

        Parameters
        ----------
        unit_kerja, pengusul, tanggal, kegiatan, kompetensi, jumlah_peserta, alasan
            The columns of ``usulan``; one of `kegiatan` and `kompetensi` must be said.

        Returns
        -------
        str
            Its ``usulan_id``, made from what it says.

        Raises
        ------
        FolderError
            ``WBK-031``: nothing is asked for; ``WBK-032``: the day has not come yet; ``WBK-033``: an import would
            doubt something in it; ``WBK-034``: just this request is there already.
        StoreError
            ``STO-022``: somebody imported requests in the same moment.
        """
        if tanggal > self._clock().date():
            raise FolderError("WBK-032")
        row = {
            "tanggal": tanggal.isoformat(), "unit_kerja": unit_kerja, "pengusul": pengusul, "kompetensi": kompetensi,
            "kegiatan": kegiatan, "jumlah_peserta": jumlah_peserta, "alasan": alasan,
        }
        known = self._known()
        reading = tables.typed(
            REQUESTS, row, origin=ON_SCREEN, units=intake.units_of(known), instansi=self._book.instansi,
            rules=self._book.law.rules,
        )
        seen = intake.combined([(Path(ON_SCREEN), (reading,))], known, draw=self._book.draw)
        _without_doubt(seen)
        if reading.frame[["kegiatan", "kompetensi"]].isna().all(axis=None):  # also "-" says nothing
            raise FolderError("WBK-031")
        made = str(reading.frame["usulan_id"].iloc[0])
        if made in set(self._stored(REQUESTS)["usulan_id"]):  # an answer that a file gave it must not be lost
            raise FolderError("WBK-034", where=made)
        self._book.store_preview(seen)
        return made

    def topic(self, name: str, competencies: Collection[str]) -> None:
        """Say which competencies a topic of citizens' messages is about: these, and no others.

        No row is lost: one that the agency does not want weighs nothing (``bobot`` 0). A new one weighs 1. What is
        kept are the agency's own topics and signs, as a file of hers would say them; the shipped ones stay below.

        Raises
        ------
        FolderError
            ``WBK-035``: no name, or one that no topic can have; ``WBK-037``: it is a person's.
        """
        if not name.strip() or len(name.strip()) > LONGEST_NAME:
            raise FolderError("WBK-035")
        self._book.voice.refuse_persons(pd.DataFrame({"nama": [name.strip()]}))
        known = self._known()
        rows = chosen_ways(self.ways(), name.strip(), competencies)
        asked = pd.DataFrame({"asal": [TOPIC], "nama_asal": [name.strip()]})
        data = tables.to_bytes(own_rows(rows, pd.concat([self._stored(WAYS), asked]), WAYS), WAYS)
        new = NewDataset(
            table=WAYS, data=data, rows=len(tables.from_bytes(data, WAYS)), tahun=self._book.tahun, file_name=ON_SCREEN,
            file_sha256="", findings=self._store.findings(WAYS) or b"", seen_revision=known.revisions.get(WAYS, 0),
        )
        self._store.put_datasets([new], who=self._book.who, at=self._clock())

    def ways(self) -> pd.DataFrame:
        """``pemetaan_kompetensi`` as the plan reads it: the agency's own rows over the shipped ones."""
        shipped = tables.to_bytes(tables.reference(WAYS), WAYS)
        return tables.from_bytes(laid_over(self._store.dataset(WAYS), shipped, WAYS) or shipped, WAYS)

    def last(self, table: str) -> tuple[str, ...]:
        """Keys of the rows that :meth:`take_back` would take away or change; empty where nothing was entered last."""
        stored = self._store.datasets().set_index("table_name")["file_name"]
        if stored.get(table) != ON_SCREEN:
            return ()
        now, before = self._store.dataset(table), self._store.before(table)
        then = tables.empty(table) if before is None else tables.from_bytes(before, table)
        return _differing(tables.from_bytes(now, table), then, list(tables.TABLES[table].key))

    def take_back(self, table: str) -> None:
        """Go back to what `table` held before the last entry.

        Raises
        ------
        FolderError
            ``WBK-036``: the last change of the table was no entry.
        """
        if not self.last(table):
            raise FolderError("WBK-036")
        self._book.undo_import(table)

    def _stored(self, table: str) -> pd.DataFrame:
        blob = self._store.dataset(table)
        return tables.empty(table) if blob is None else tables.from_bytes(blob, table)


def _without_doubt(seen: intake.ImportPreview) -> None:
    """Refuse an entry that cannot be used as it stands: whoever typed it is there to mend it."""
    doubts = seen.findings[seen.findings["severity"] != "informasi"]
    if len(doubts):
        raise FolderError("WBK-033", said=" ".join(dict.fromkeys(findings.told(doubts)["message"])))


def chosen_ways(ways: pd.DataFrame, name: str, competencies: Collection[str]) -> pd.DataFrame:
    """The mapping where topic `name` leads to `competencies` and nowhere else; no row is lost.

    Parameters
    ----------
    ways : DataFrame
        ``pemetaan_kompetensi``.

    Returns
    -------
    DataFrame
        The same rows, those of the topic changed only where they say something else than chosen (``bobot`` 0: no
        longer), and the new ones.
    """
    here = (ways["asal"] == TOPIC) & (plain(ways["nama_asal"]) == plain(pd.Series([name])).iloc[0])
    wanted = ways["kompetensi"].isin(set(competencies))
    weight = ways["bobot"].fillna(1.0)
    own = {"sumber": OWN_SOURCE, "status": OWN_STATUS}
    changed = ways.copy()
    for rows, told in ((here & wanted & (weight <= 0), 1.0), (here & ~wanted & (weight > 0), 0.0)):
        changed.loc[rows, ["bobot", *own]] = [told, *own.values()]
    added = sorted(set(competencies) - set(ways.loc[here, "kompetensi"]))
    new: list[dict[str, Any]] = [{"asal": TOPIC, "nama_asal": name, "kompetensi": one, "bobot": 1.0, **own} for one in added]
    return tables.canonical(pd.concat([changed, pd.DataFrame(new, columns=list(ways))], ignore_index=True), WAYS)


def _differing(now: pd.DataFrame, then: pd.DataFrame, key: list[str]) -> tuple[str, ...]:
    """Keys of the rows of one frame that are not just so in the other."""
    new, old = (pd.util.hash_pandas_object(frame.astype("str"), index=False) for frame in (now, then))
    rows = pd.concat([now[~new.isin(set(old)).to_numpy()], then[~old.isin(set(new)).to_numpy()]])
    return tuple(dict.fromkeys(" · ".join(map(str, row)) for row in rows[key].itertuples(index=False, name=None)))
