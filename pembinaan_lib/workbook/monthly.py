"""Perubahan bulanan: the roster of today beside an earlier one, and what was done but SIASN does not have yet.

Nothing is written here: both rosters are in the store already, and a comparison is computed whenever somebody asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd

from pembinaan_lib import documents, plan, profile, tables
from pembinaan_lib.errors import FolderError
from pembinaan_lib.store import Store

if TYPE_CHECKING:
    from pembinaan_lib.workbook.book import Workbook

ROSTER, UNITS = "pegawai", "unit_kerja"
STEPS = ("profil", "kebutuhan")
OFFERED = ("revision", "tanggal", "file_name", "rows")
#: How the NIP is called in a form for SIASN.
NIP = "nipBaru"
Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Comparison:
    """What happened between two rosters.

    Parameters
    ----------
    sejak, sampai : date
        The days on which they were imported.
    before, after : DataFrame
        The rosters, their units named as today.
    changes, seats, needs : DataFrame
        Of :func:`profile.roster_changes`, :func:`profile.freed_seats` and, of those who are still here,
        :func:`profile.changed_needs`.
    notes : DataFrame
        Catatan data about the changes.
    """

    sejak: date
    sampai: date
    before: pd.DataFrame = field(repr=False)
    after: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    seats: pd.DataFrame = field(repr=False)
    needs: pd.DataFrame = field(repr=False)
    notes: pd.DataFrame = field(repr=False)

    def place(self, ids: Collection[str]) -> pd.DataFrame:
        """Where these people are, of those gone where they were: ``pegawai_id, jabatan, unit_kerja,
        perangkat_daerah``, one row each.
        """
        both = pd.concat([self.after, self.before], ignore_index=True).drop_duplicates("pegawai_id")
        return both.loc[both["pegawai_id"].isin(set(ids)), ["pegawai_id", "jabatan", "unit_kerja", "perangkat_daerah"]]


class Monthly:
    """What a new roster changed in one open workbook, and the lists that go to SIASN."""

    def __init__(self, book: Workbook, store: Store) -> None:
        self._book, self._store = book, store
        self._last: tuple[tuple[int, str], Comparison] | None = None

    def offered(self) -> pd.DataFrame:
        """The earlier rosters that today's can be compared with, the newest first.

        Returns
        -------
        DataFrame
            ``revision`` (for :meth:`compare`), ``tanggal`` (day of its import), ``file_name, rows`` (people). A roster
            that was taken back is none of them, nor is today's in another spelling of its units.
        """
        line = _line(self._store.dataset_history(ROSTER))
        if len(line) < 2:
            return line.iloc[:0][list(OFFERED)]
        now = self._read(self._store.dataset(ROSTER))
        earlier = line.iloc[1:].drop_duplicates("sha256")
        while len(earlier) and self._same(int(earlier["revision"].iloc[0]), now):
            earlier = earlier.iloc[1:]
        return earlier[list(OFFERED)].reset_index(drop=True)

    def usual(self) -> int | None:
        """The revision that most people want to compare with: the newest of an earlier day, else the newest."""
        offered = self.offered()
        if offered.empty:
            return None
        before = offered[offered["tanggal"] < self._today()]
        return int((before if len(before) else offered)["revision"].iloc[0])

    def compare(
        self, revision: int | None = None, *, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> Comparison | None:
        """Today's roster beside an earlier one (default: :meth:`usual`); None where there is none.

        Gaps and duties of the earlier roster are computed as of the day of its import, so that evidence that has
        expired and deadlines that have passed since are among the changes.

        Raises
        ------
        FolderError
            ``WBK-040``: no such earlier roster.
        Cancelled
            The planner pressed stop.
        """
        offered = self.offered().set_index("revision")
        chosen = self.usual() if revision is None else revision
        if chosen is None:
            return None
        if chosen not in offered.index:
            raise FolderError("WBK-040", where=str(revision))
        inputs, since = self._book.inputs(), offered["tanggal"][chosen]
        asked = (int(chosen), inputs.fingerprint)
        if self._last is not None and self._last[0] == asked:
            return self._last[1]
        earlier = _with_roster(inputs, self._content(chosen), tanggal=since)
        told = None if progress is None else lambda share, key: progress(share / 2, key)
        old = self._book.compute(inputs=earlier, only=STEPS, progress=told, cancelled=cancelled).frames
        told = None if progress is None else lambda share, key: progress(0.5 + share / 2, key)
        new = self._book.compute(inputs=inputs, only=STEPS, progress=told, cancelled=cancelled).frames
        self._last = asked, _compared(earlier, inputs, (old, new), sampai=self._today())
        return self._last[1]

    def siasn_form(self, missing: pd.DataFrame, *, complete: bool = True) -> bytes:
        """The activities of `missing` (rows of the frame ``belum_siasn``) as Excel in the shape of SIASN's two forms.

        The NIP is joined here, at the last moment: the file is for the upload and for nobody else. With `complete`
        only rows that lack nothing.
        """
        nips = self._nips(missing["pegawai_id"])
        forms = profile.siasn_upload(missing[missing["siap"]] if complete else missing)
        sheets = {
            name: form.assign(**{NIP: form["pegawai_id"].map(nips).fillna("").astype("str")})
            [[NIP, *(column for column in form if column != "pegawai_id")]]
            for name, form in forms.items() if len(form)
        }
        return documents.form_list(sheets or {next(iter(forms)): pd.DataFrame(columns=[NIP])}, title="SIASN")

    def _nips(self, ids: Collection[str]) -> Mapping[str, str]:
        people = self._store.identities().set_index("pegawai_id")["nip"]
        return people[people.index.isin(set(ids))].to_dict()

    def _today(self) -> date:
        """The day on which today's roster came in."""
        return _line(self._store.dataset_history(ROSTER))["tanggal"].iloc[0]

    def _content(self, revision: int) -> bytes:
        """An earlier roster with its units as the list of units writes them now."""
        frame = self._read(self._store.content(ROSTER, revision))
        return tables.to_bytes(frame, ROSTER)

    def _read(self, blob: bytes | None) -> pd.DataFrame:
        frame, listed = tables.from_bytes(blob or b"", ROSTER), self._store.dataset(UNITS)
        units = tables.empty(UNITS) if listed is None else tables.from_bytes(listed, UNITS)
        names = sorted({*units["unit_kerja"].dropna(), *units["perangkat_daerah"].dropna()} - {""})
        return tables.respelled(frame, ROSTER, names)[0]

    def _same(self, revision: int, now: pd.DataFrame) -> bool:
        return self._content(revision) == tables.to_bytes(now, ROSTER)


def _line(history: pd.DataFrame) -> pd.DataFrame:
    """The revisions that lead to the present one, the newest first: those that were taken back are passed over."""
    rows, places = history.set_index("revision", drop=False), []
    place = _origin(rows, int(history["revision"].max())) if len(history) else 0
    while place:
        places.append(place)
        place = _origin(rows, place - 1) if place > 1 else 0
    found = rows.loc[places].reset_index(drop=True)
    days = [datetime.fromisoformat(at).date() for at in found["at"]]
    return found.assign(tanggal=pd.Series(days, index=found.index, dtype="object"))


def _origin(rows: pd.DataFrame, revision: int) -> int:
    """The revision whose content stands at `revision`: of an undo the one that it brought back, 0 for nothing."""
    restores = rows.loc[revision, "restores"]
    return revision if pd.isna(restores) else int(restores)


def _with_roster(inputs: plan.Inputs, roster: bytes, *, tanggal: date) -> plan.Inputs:
    """The same agency with another roster on another day."""
    return replace(
        inputs, tanggal=tanggal, tables={**inputs.tables, ROSTER: tables.from_bytes(roster, ROSTER)},
        fingerprints={**inputs.fingerprints, ROSTER: hashlib.sha256(roster).hexdigest()},
    )


def _compared(
    earlier: plan.Inputs, inputs: plan.Inputs, frames: tuple[Mapping[str, pd.DataFrame], Mapping[str, pd.DataFrame]], *,
    sampai: date,
) -> Comparison:
    law, units = {"rules": inputs.rules, "tanggal": inputs.tanggal}, inputs.tables[UNITS]
    before, after = (
        profile.with_current_units(one.tables[ROSTER], units, tanggal=inputs.tanggal) for one in (earlier, inputs)
    )
    changes = profile.roster_changes(before, after, **law)
    needs = profile.changed_needs(*(one[name] for name in ("kesenjangan", "kewajiban") for one in frames))
    return Comparison(
        sejak=earlier.tanggal, sampai=sampai, before=before, after=after, changes=changes,
        seats=profile.freed_seats(changes, before, tanggal=inputs.tanggal, after=after),
        needs=needs[needs["pegawai_id"].isin(set(after["pegawai_id"]))].reset_index(drop=True),
        notes=profile.change_notes(changes),
    )
