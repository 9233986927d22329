"""The front door: everything a panel or a command can do with one agency's workbook.

The clock, the user's name and the source of new ids come in here and are passed inward as values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from pembinaan_lib import design, errors, findings, plan, rules, tables, words
from pembinaan_lib import record as records
from pembinaan_lib.plan.model import canonical_json
from pembinaan_lib.store import Decision, NewDataset, Store
from pembinaan_lib.workbook import folder as folders
from pembinaan_lib.workbook import again, intake, needs_papers, papers
from pembinaan_lib.workbook.desk import Desk
from pembinaan_lib.workbook.entries import Entries
from pembinaan_lib.workbook.law import Law
from pembinaan_lib.workbook.monthly import Monthly
from pembinaan_lib.workbook.voice import Voice

Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]
PROPOSAL = "rencana"
DAY = "tanggal"


class Workbook:
    """One agency's workbook folder, open.

    Make one with :meth:`create`, :meth:`open` or :meth:`restore`; close it, or use it in a ``with`` block.
    """

    def __init__(
        self, folder: Path, store: Store, *, who: str, clock: Callable[[], datetime], draw: Callable[[], str]
    ) -> None:
        self.folder, self._store, self._who, self._clock, self._draw = folder, store, who, clock, draw
        self.instansi, self.tahun, self.contoh = folders.described(store.meta(), where=folder.name)
        self.law, self.desk = Law(self, rules.load()), Desk(self)
        self.voice, self.monthly = Voice(self, store, clock), Monthly(self, store)
        self.entries = Entries(self, store, known=self._known, clock=clock)
        self._cache: dict[str, Mapping[str, pd.DataFrame]] = {}
        self._seen = {key: made.revision for key, made in store.decisions().items()}

    # --- opening and closing -------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, folder: Path, *, instansi: str, tahun: int, who: str, clock: Callable[[], datetime],
        draw: Callable[[], str], contoh: bool = False,
    ) -> Workbook:
        """A new workbook in an empty or missing folder.

        Raises
        ------
        FolderError
            Something stands there already, or the folder cannot be written; ``WBK-007`` no name that can be shown,
            ``WBK-015`` no year that can be planned for.
        """
        if not folders.is_agency(instansi.strip()):
            raise errors.FolderError("WBK-007", where=folder.name)
        if not folders.is_year(tahun):
            raise errors.FolderError("WBK-015", where=str(tahun))
        folders.prepare(folder)
        meta = {"instansi": instansi.strip(), "tahun": str(tahun), "contoh": "ya" if contoh else "tidak"}
        with folders.filling(folder):
            store = Store.create(folder / folders.DATABASE, meta=meta, at=clock())
        return cls(folder, store, who=who, clock=clock, draw=draw)

    @classmethod
    def open(
        cls, folder: Path, *, who: str, clock: Callable[[], datetime], draw: Callable[[], str]
    ) -> Workbook:
        """An existing workbook.

        Raises
        ------
        FolderError
            `folder` is no workbook.
        StoreError
            Its database is locked, damaged or newer than this library.
        """
        return cls(folder, Store.open(folders.database(folder), at=clock()), who=who, clock=clock, draw=draw)

    @classmethod
    def restore(
        cls, backup: Path, folder: Path, *, who: str, clock: Callable[[], datetime], draw: Callable[[], str]
    ) -> Workbook:
        """The workbook inside a backup file, in a new or empty folder."""
        folders.unpack(backup, folder)
        return cls.open(folder, who=who, clock=clock, draw=draw)

    def backup(self, target: Path) -> Path:
        """Everything of this workbook, secrets included, as one file that must be kept safe."""
        if target.exists():
            raise errors.FolderError("WBK-004", where=target.name)
        with folders.backing_up(target) as waiting:
            copy = waiting / folders.DATABASE
            self._store.backup(copy)
            return folders.pack(self.folder, copy, target)

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- data ----------------------------------------------------------------------------------------------------

    def preview(
        self, paths: Sequence[Path], *, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> intake.ImportPreview:
        """What importing `paths` would change; nothing is written."""
        return intake.preview(
            paths, self._known(), rules=self.law.rules, draw=self._draw, progress=progress, cancelled=cancelled,
        )

    def import_files(
        self, paths: Sequence[Path], *, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> intake.ImportPreview:
        """Import `paths`: all of it in one transaction, or nothing."""
        return self.store_preview(self.preview(paths, progress=progress, cancelled=cancelled))

    def store_preview(self, seen: intake.ImportPreview) -> intake.ImportPreview:
        """Store exactly what a dry run showed; refused where somebody imported the same table since (``STO-022``)."""
        self._store.put_datasets(
            [
                NewDataset(
                    table=change.table, data=change.data, rows=change.rows, tahun=self.tahun,
                    file_name=change.file_name, file_sha256=change.file_sha256, findings=change.findings,
                    seen_revision=change.seen_revision,
                )
                for change in seen.changes
            ],
            people=seen.people, who=self._who, at=self._clock(),
        )
        return seen

    def undo_import(self, table: str) -> None:
        """Go back to what `table` held before its last import."""
        self._store.undo_dataset(table, who=self._who, at=self._clock())

    def undo_last(self) -> tuple[str, ...]:
        """Take back the newest import as a whole; the tables that went back."""
        return self._store.undo_last(who=self._who, at=self._clock())

    def datasets(self) -> pd.DataFrame:
        """One row per stored table: rows, file, who and when."""
        return self._store.datasets()

    def notes(self) -> pd.DataFrame:
        """All catatan data of the stored tables."""
        return findings.joined(self._stored_notes().values())

    def names(self, ids: Sequence[str]) -> Mapping[str, str]:
        """Names of people, for a planner's screen only."""
        return self._store.names(ids)

    # --- decisions -----------------------------------------------------------------------------------------------

    def decide(self, key: str, value: Any, *, reason: str = "", basis: str = "") -> None:
        """Keep a choice.

        Raises
        ------
        DecisionConflictError
            Somebody else decided after this workbook last looked: when it was opened, asked :meth:`decision` or decided.
        PembinaanError
            ``PLN-002``: no choice of this kind can have this value.
        """
        plan.checked(key, value)
        made = self._store.decide(
            key, value, reason=reason, who=self._who, at=self._clock(), seen_revision=self._seen.get(key, 0), basis=basis,
        )
        self._seen[key] = made.revision

    def decision(self, key: str) -> Any:
        """The current choice, or its default; ``PLN-002`` where nobody could have made it here."""
        now = self._store.decision(key)
        self._seen[key] = 0 if now is None else now.revision
        if now is None:
            return plan.DEFAULTS[key]
        plan.checked(key, now.value)  # a restored workbook may hold what nobody could decide here
        return now.value

    def journal(self) -> pd.DataFrame:
        """Riwayat pilihan: every choice ever made, oldest first."""
        return self._store.journal()

    # --- the plan ------------------------------------------------------------------------------------------------

    def inputs(self) -> plan.Inputs:
        """What the plan is computed from, as stored now."""
        data = {name: self._store.dataset(name) for name in self._stored()}
        return plan.Inputs.from_bytes(
            data, instansi=self.instansi, tahun=self.tahun, tanggal=self.as_of(), contoh=self.contoh,
            rules=self.law.rules,
        )

    def as_of(self) -> date:
        """The day as of which everything is computed: of the newest import, or the later one that :meth:`renew` chose.

        It is not simply today: opening a workbook next week shows the numbers that were decided on.
        """
        stored, chosen = self._store.datasets(), self.decision(DAY)
        days = [datetime.fromisoformat(at).date() for at in stored["at"]]
        days += [date.fromisoformat(chosen)] if chosen else []
        return max(days, default=self._clock().date())

    def renew(self) -> None:
        """Compute as of today from now on (deadlines pass, evidence grows old): a choice like any other."""
        today = self._clock().date()
        if today > self.as_of():
            self.decide(DAY, today.isoformat(), reason=words.text("workbook.renewed"))

    def decisions(self) -> plan.Decisions:
        """The choices as stored now, with the accepted proposal."""
        made = self._store.decisions()
        values = {key: made[key].value if key in made else default for key, default in plan.DEFAULTS.items()}
        for key, value in values.items():
            plan.checked(key, value)  # a restored workbook may hold what nobody could decide here
        values = {key: plan.without_words(key, value) for key, value in values.items()}
        accepted = values[PROPOSAL]
        return plan.Decisions(values, None if accepted is None else self._store.proposal(accepted))

    def compute(
        self, *, inputs: plan.Inputs | None = None, only: Collection[str] | None = None,
        progress: Progress | None = None, cancelled: Cancelled | None = None,
    ) -> plan.Results:
        """All results, or those of the steps named in `only`; only what changed since the last time is computed again.

        `inputs` stand in for what is stored now: an earlier roster, to see what has changed since.
        """
        return plan.compute(
            inputs or self.inputs(), self.decisions(), progress=progress, cancelled=cancelled, cache=self._cache,
            only=only,
        )

    # --- proposing and accepting ---------------------------------------------------------------------------------

    def propose(self, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> str:
        """Let the solver propose a plan for the present data and choices.

        Returns
        -------
        str
            Its sha256, for :meth:`accept` and :meth:`proposal`.

        Raises
        ------
        FolderError
            ``WBK-008``: there is no roster yet; ``WBK-010``: nobody has said how much money there is.
        """
        if self._store.dataset(intake.ROSTER) is None:
            raise errors.FolderError("WBK-008")
        inputs, decisions = self.inputs(), self.decisions()
        if plan.ceiling(inputs, decisions) is None:
            raise errors.FolderError("WBK-010")
        found = plan.propose(inputs, decisions, progress=progress, cancelled=cancelled, cache=self._cache)
        kept = self._store.put_proposal(
            PROPOSAL, found.to_bytes(), basis=plan.basis(inputs, decisions), who=self._who, at=self._clock(),
        )
        return kept.sha256

    def latest_proposal(self) -> str | None:
        """sha256 of the newest proposal."""
        latest = self._store.latest_proposal(PROPOSAL)
        return None if latest is None else latest.sha256

    def proposal(self, sha256: str) -> design.Proposal:
        """A proposal by its sha256."""
        return design.Proposal.from_bytes(self._store.proposal(sha256))

    def accept(self, sha256: str, *, reason: str = "") -> None:
        """Make a proposal the plan: a decision like any other, resting on what the proposal was made from."""
        made = self._store.proposed(sha256)
        self.decide(PROPOSAL, sha256, reason=reason, basis=made.basis)

    def outdated(self) -> bool:
        """Whether data or choices changed since the plan was accepted (*perlu ditinjau*)."""
        now = self._store.decision(PROPOSAL)
        return now is not None and now.value is not None and now.basis != plan.basis(self.inputs(), self.decisions())

    # --- record and papers ---------------------------------------------------------------------------------------

    def freeze(self, *, progress: Progress | None = None) -> Path:
        """Write the record of the accepted plan: *edisi pemeriksa* and *edisi publik*.

        Returns
        -------
        Path
            The record's folder, ``arsip/<number>``.

        Raises
        ------
        FolderError
            ``WBK-009`` (nothing accepted), ``WBK-011`` (blocking notes), ``WBK-012`` (the plan no longer fits the data).
        """
        inputs, decisions = self.inputs(), self.decisions()
        results = self._final(inputs, decisions, progress)
        number = papers.next_number(self.folder, self.tahun)
        made = records.freeze(
            self.folder, number=number,
            inputs={f"{name}.csv": tables.to_bytes(inputs.tables[name], name) for name in _frozen(inputs)},
            decisions=self._store.decisions_document(_for_record), rules=self.law.files.files, results=results.to_bytes(),
            proposal=decisions.proposal, meta=self._record_meta(inputs, decisions),
            public={"published.json": canonical_json(papers.published(results, inputs, number=number))},
            forbidden=self._persons(), allowed=papers.places(inputs),
        )
        return made.folder

    def verify(self, path: Path | None = None, *, progress: Progress | None = None) -> records.VerifyReport:
        """Verify a record (default: the newest one): hashes, then computing again and comparing every byte."""
        target = path or records.last(self.folder)
        if target is None:
            raise errors.FolderError("WBK-013", where=self.folder.name)
        return verify_record(target, progress=progress)

    def records(self) -> pd.DataFrame:
        """The records of this workbook, oldest first."""
        return records.records(self.folder)

    @property
    def published(self) -> Path | None:
        """``publik.zip`` of the newest record."""
        newest = records.last(self.folder)
        return None if newest is None else newest.with_name("publik.zip")

    def documents(self, *, draft: str | None = None, progress: Progress | None = None) -> list[Path]:
        """Write the Word plan, the leader's page (picture and PDF) and the papers of stage 1 into ``dokumen``.

        Parameters
        ----------
        draft : str, optional
            sha256 of a proposal to write the papers of, accepted or not; without it those of the accepted plan.
        """
        inputs, decisions = self.inputs(), self.decisions()
        if draft is not None and draft != decisions.value(PROPOSAL):
            decisions = plan.Decisions({**decisions.values, PROPOSAL: draft}, self._store.proposal(draft))
            results = plan.compute(inputs, decisions, progress=progress, cache=self._cache)
        else:
            results = self._final(inputs, decisions, progress)
        number, target = papers.number_of(self.folder, results.meta["sidik"]), self.folder / folders.DOCUMENTS
        written = papers.write(results, inputs, target, number=number, progress=progress)
        return written + needs_papers.write(results, inputs, decisions, target, number=number, progress=progress)

    def needs_documents(self, *, progress: Progress | None = None) -> list[Path]:
        """Write the AKPK report (Word) and the register (Excel) into ``dokumen``; they need no plan.

        Raises
        ------
        FolderError
            ``WBK-008``: there is no roster yet.
        """
        if self._store.dataset(intake.ROSTER) is None:
            raise errors.FolderError("WBK-008")
        inputs, decisions = self.inputs(), self.decisions()
        results = plan.compute(inputs, decisions, progress=progress, cache=self._cache)
        number, target = papers.number_of(self.folder, results.meta["sidik"]), self.folder / folders.DOCUMENTS
        return needs_papers.write(results, inputs, decisions, target, number=number, progress=progress)

    def papers(self) -> list[Path]:
        """The documents that are there."""
        return sorted(path for path in (self.folder / folders.DOCUMENTS).glob("*") if path.is_file())

    def summary(self) -> list[str]:
        """Ten lines about the plan, in the language in use."""
        return papers.summary(self.compute(), self.inputs(), self.notes())

    # --- the user and the clock ----------------------------------------------------------------------------------

    @property
    def who(self) -> str:
        """The person at work."""
        return self._who

    @property
    def draw(self) -> Callable[[], str]:
        """Where new ids come from."""
        return self._draw

    def _final(self, inputs: plan.Inputs, decisions: plan.Decisions, progress: Progress | None) -> plan.Results:
        """Results that may become official: a plan is accepted, fits the data, and nothing blocks."""
        if decisions.proposal is None:
            raise errors.FolderError("WBK-009", where=self.folder.name)
        results = plan.compute(inputs, decisions, progress=progress, cache=self._cache)
        unfit = plan.check(inputs, decisions, cache=self._cache)
        if len(unfit):
            raise errors.FolderError("WBK-012", where=self.folder.name, said=papers.first_said(unfit))
        if findings.blocking(findings.joined([self.notes(), results.findings])):
            raise errors.FolderError("WBK-011", where=self.folder.name)
        return results

    def _record_meta(self, inputs: plan.Inputs, decisions: plan.Decisions) -> dict[str, Any]:
        return {
            "instansi": inputs.instansi, "tahun": inputs.tahun, "tanggal": inputs.tanggal.isoformat(),
            "contoh": inputs.contoh, "seed": plan.SEED, "tabel": list(inputs.imported),
            "sidik": plan.fingerprint(inputs, decisions),
        }

    def _persons(self) -> list[str]:
        people = self._store.identities()
        return [*people["nip"], *people["nama"]]

    def _stored(self) -> list[str]:
        return sorted(self._store.datasets()["table_name"])

    def _stored_notes(self) -> dict[str, pd.DataFrame]:
        return {name: intake.read_findings(self._store.findings(name)) for name in self._stored()}

    def _known(self) -> intake.Known:
        return intake.Known(
            datasets={name: self._store.dataset(name) for name in self._stored()}, findings=self._stored_notes(),
            ids=self._store.known_ids(), revisions=self._store.revisions(), instansi=self.instansi, tahun=self.tahun,
            mappings=self.decision("pemetaan_kolom"),
        )


def verify_record(path: Path, *, progress: Progress | None = None) -> records.VerifyReport:
    """Verify a record anywhere, without its workbook.

    Parameters
    ----------
    path : Path
        ``pemeriksa.zip``, or the record's folder.
    """
    file = path / "pemeriksa.zip" if path.is_dir() else path
    return records.verify(file, lambda contents: again.recomputed(contents, progress=progress))


def _for_record(made: Mapping[str, Decision]) -> dict[str, Decision]:
    """The choices that a record's results rest on, without what people wrote in their own words."""
    return {
        key: replace(one, value=plan.without_words(key, one.value), reason=plan.reason_without_words(key, one.reason))
        for key, one in made.items() if key not in plan.BESIDE_THE_PLAN
    }


def _frozen(inputs: plan.Inputs) -> list[str]:
    """Tables that a record keeps: the imported ones and the reference that stood in for the rest."""
    return sorted({*inputs.imported, *plan.FROM_REFERENCE})
