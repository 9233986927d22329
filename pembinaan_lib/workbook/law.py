"""The law as a planner reads and sets it: what every rule says, where it stands, how often it is used, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd

from pembinaan_lib import plan, words
from pembinaan_lib.errors import FolderError, RuleNotInForceError
from pembinaan_lib.plan.law import CONFIRMED, OWN
from pembinaan_lib.rules import (
    DESIGN, NO_INSTRUMENT as UNWRITTEN, NOT_FOUND, OWN_CHOICE, OWN_INSTRUMENT, RuleSet, RuleValue,
)

if TYPE_CHECKING:
    from pembinaan_lib.workbook.book import Workbook

# Rule files whose value rests on no instrument, and an agency's own value, say so with one of these.
NO_INSTRUMENT = {
    NOT_FOUND: "workbook.source.none", DESIGN: "workbook.source.design", OWN_INSTRUMENT: "workbook.source.own",
}
# Rules that profile functions read without naming them in a column of their results, the most far-reaching first.
READ = (
    "bangkom.konversi_jp", "bangkom.ketentuan_jp", "penugasan.kedudukan_hukum", "kinerja.predikat", "asesmen.jpm_rumus",
    "ip_asn.kualifikasi", "ip_asn.indikator", "ip_asn.jendela", "ip_asn.diklat_jabatan", "ip_asn.kinerja",
    "ip_asn.disiplin", "talenta.rekomendasi", "bangkom.bentuk",
)
LONGEST_TOLD, MOST_ASKED = 140, 10
COLUMNS = ("rule_id", "judul", "nilai", "sumber", "berlaku", "status", "kode_status", "alasan")
Path = tuple[str | int, ...]


class Law:
    """The rules of one open workbook: those of the files, the agency's own values, and what was looked up."""

    def __init__(self, book: Workbook, files: RuleSet) -> None:
        self._book, self.files = book, files

    @property
    def rules(self) -> RuleSet:
        """The rules as this agency applies them now."""
        return plan.lawful(self.files, {key: self._book.decision(key) for key in (OWN, CONFIRMED)})

    def table(self) -> pd.DataFrame:
        """What every rule says as of the day of computing; see :func:`table`."""
        return table(self.rules, self._book.as_of())

    def value(self, rule_id: str) -> RuleValue:
        """What a rule says here, as of the day of computing."""
        return self.rules.value(rule_id, self._book.as_of())

    def beside(self, rule_id: str) -> RuleValue | None:
        """What the files say where the agency has a value of its own; nothing where either has none now."""
        if rule_id not in self._book.decision(OWN):
            return None
        try:
            return self.files.value(rule_id, self._book.as_of())
        except RuleNotInForceError:  # repealed, announced or not yet begun: only the agency's own value holds
            return None

    def reason(self, rule_id: str) -> str:
        """Why the agency has a value of its own; empty where it has none."""
        return self._book.decision(OWN).get(rule_id, {}).get("alasan", "")

    def choose(self, rule_id: str, typed: Mapping[Path, str], *, start: date, reason: str) -> None:
        """Give a rule a value of the agency's own from `start` on.

        Parameters
        ----------
        rule_id : str
            The rule.
        typed : mapping
            What stands in its cells (see :func:`cells`); a cell that is not named keeps its value.
        start : date
            First day on which the value holds.
        reason : str
            Why; it stands beside the law wherever the rule is shown.

        Raises
        ------
        FolderError
            ``WBK-021``: no reason is given.
        RuleFileError
            A value that this rule cannot have.
        """
        if not reason.strip():
            raise FolderError("WBK-021", where=rule_id)
        value = with_cells(self.value(rule_id).value, typed)
        own = {"nilai": value, "dari": start.isoformat(), "alasan": reason.strip()}
        chosen = {**self._book.decision(OWN), rule_id: own}
        plan.lawful(self.files, {OWN: chosen})  # refuses what the rule cannot be before anybody decides it
        self._book.decide(OWN, chosen, reason=reason.strip())

    def drop(self, rule_id: str, *, reason: str) -> None:
        """Go back to what the files say."""
        chosen = {name: own for name, own in self._book.decision(OWN).items() if name != rule_id}
        self._book.decide(OWN, chosen, reason=reason)

    def confirm(self, rule_id: str, *, page: str) -> None:
        """Keep that the value of the files was found as it is on a page of the regulation.

        Raises
        ------
        FolderError
            ``WBK-022``: no page is given; ``WBK-023``: the value rests on no instrument that has pages.
        RuleNotInForceError
            The files say nothing on the day of computing.
        """
        if not page.strip():
            raise FolderError("WBK-022", where=rule_id)
        rule = self.files.value(rule_id, self._book.as_of())
        if rule.source["instrument"] in UNWRITTEN:
            raise FolderError("WBK-023", where=rule_id)
        seen = {"dari": rule.rule_from.isoformat(), "halaman": page.strip()}
        self._book.decide(CONFIRMED, {**self._book.decision(CONFIRMED), rule_id: seen}, reason=f"{rule.title}: {page.strip()}")

    def doubtful(self, results: plan.Results) -> pd.DataFrame:
        """The unverified rules most used by the results that can be looked up in an instrument.

        Returns
        -------
        DataFrame
            At most ten rows: :data:`COLUMNS` and ``dipakai`` (rows of the results that name the rule); the most used
            first. Those of :data:`READ` follow with 0, in the order of that list: their uses cannot be counted by rows.
        """
        named = [frame["rule_id"].dropna() for frame in results.frames.values() if "rule_id" in frame]
        uses = pd.concat(named).value_counts() if named else pd.Series(dtype="int64")
        open_questions = self.table().query("kode_status == 'belum_diverifikasi'")
        written = [self.value(name).source["instrument"] not in UNWRITTEN for name in open_questions["rule_id"]]
        asked = open_questions[written]
        place = {name: number for number, name in enumerate(READ)}
        asked = asked.assign(
            dipakai=asked["rule_id"].map(uses).fillna(0).astype("int64"), urutan=asked["rule_id"].map(place).fillna(len(READ)),
        )
        used = asked[(asked["dipakai"] > 0) | asked["rule_id"].isin(READ)]
        ordered = used.sort_values(["dipakai", "urutan", "rule_id"], ascending=[False, True, True])
        return ordered.drop(columns="urutan").head(MOST_ASKED).reset_index(drop=True)


def cited(rules: RuleSet, rule_id: str, on: date, *, doubt: bool = True) -> str:
    """A rule as a source line: instrument, article, page, and (with `doubt`) whether nobody has checked it yet.

    A rule that rests on no instrument says so in words of the language in use.
    """
    rule = rules.value(rule_id, on)
    if rule.source["instrument"] in NO_INSTRUMENT:
        return words.text(NO_INSTRUMENT[rule.source["instrument"]])
    article = f" {rule.source['article']}" if rule.source.get("article") else ""
    for name in ("Pasal", "Lampiran"):
        article = article.replace(name, words.text(f"workbook.source.{name}"))
    page = f", {words.text('workbook.source.page', page=rule.source['page'])}" if rule.source.get("page") else ""
    mark = f" ({words.text('words.unverified')})" if doubt and rule.status == "belum_diverifikasi" else ""
    return f"{rule.source['instrument']}{article}{page}{mark}"


def table(rules: RuleSet, on: date, *, only: Collection[str] | None = None, doubt: bool = True) -> pd.DataFrame:
    """What every rule (default all) says on a day.

    Returns
    -------
    DataFrame
        One row per rule in force, announced or repealed: :data:`COLUMNS`; ``nilai`` in words, cut where it is long;
        ``alasan`` the agency's reason in full, else the note of the file, cut.
    """
    names = [rule_id for rule_id in rules.ids() if only is None or rule_id in only]
    return pd.DataFrame([_row(rules, rule_id, on, doubt=doubt) for rule_id in names], columns=list(COLUMNS))


def _row(rules: RuleSet, rule_id: str, on: date, *, doubt: bool) -> tuple[str, ...]:
    try:
        rule = rules.value(rule_id, on)
    except RuleNotInForceError as fault:
        status = "dicabut" if fault.code == "RUL-022" else "diumumkan"
        return (rule_id, str(fault.values["title"]), "", fault.what, "", words.text(f"workbook.status.{status}"), status, "")
    title = rule.title if words.language() == "id" else rule.title_en
    return (rule_id, title, told(rule), cited(rules, rule_id, on, doubt=doubt),
            words.day(rule.rule_from), words.text(f"workbook.status.{rule.status}"), rule.status,
            rule.note if rule.status == OWN_CHOICE else _cut(rule.note))


def told(rule: RuleValue) -> str:
    """The value of a rule in words: a number with its unit, bands with their ends, else its cells; cut where it is long."""
    if rule.kind == "bands":
        pieces = [f"{band['label']} {scalar(band['from'])}–{scalar(band['to'])}" for band in rule.value["bands"]]
    else:
        shown = labelled(rule)
        if list(shown) == [()]:
            return f"{scalar(shown[()][1])} {rule.unit}".strip()
        pieces = [f"{label}: {scalar(cell)}" if label else scalar(cell) for label, cell in shown.values() if cell is not None]
    return _cut("; ".join(pieces))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TOLD else text[:LONGEST_TOLD].rsplit(" ", 1)[0] + " …"


def labelled(rule: RuleValue) -> dict[Path, tuple[str, Any]]:
    """The cells of a rule that an agency may fill in otherwise, each with its name: path → (name, cell).

    What only describes the rule (the axes of a matrix, how a band rounds, the labels of the bands) is left out.
    """
    found = cells(rule.value)
    if rule.kind == "matrix":
        return {path: (_name(path[1:]), cell) for path, cell in found.items() if path[0] == "cells"}
    if rule.kind == "bands":
        bands = rule.value["bands"]
        return {
            path: (f"{bands[path[1]]['label']}, {words.text(f'workbook.band.{path[2]}')}", cell)
            for path, cell in found.items() if path[0] == "bands" and path[2] in ("from", "to")
        }
    return {path: ("" if rule.kind == "list" else _name(path), cell) for path, cell in found.items()}


def _name(path: Path) -> str:
    return ", ".join(str(part).replace("_", " ") for part in path)


def cells(value: Any) -> dict[Path, Any]:
    """Every single thing that the value of a rule is made of, by the way to it."""
    if isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, list | tuple):
        parts = enumerate(value)
    else:
        return {(): value}
    return {(key, *path): cell for key, part in parts for path, cell in cells(part).items()}


def with_cells(value: Any, typed: Mapping[Path, str]) -> Any:
    """The value of a rule as plain JSON, with what a planner typed into some of its cells.

    A number stays a number: a decimal comma is understood, and text in its place is left for the rule's own check.
    """
    if isinstance(value, Mapping):
        return {key: with_cells(part, _within(typed, key)) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [with_cells(part, _within(typed, number)) for number, part in enumerate(value)]
    return _meant(typed[()], value) if () in typed else str(value) if isinstance(value, Fraction) else value


def _within(typed: Mapping[Path, str], key: str | int) -> dict[Path, str]:
    return {path[1:]: text for path, text in typed.items() if path[:1] == (key,)}


def scalar(cell: Any) -> str:
    """One cell as people type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return words.text("words.yes" if cell else "words.no")
    if isinstance(cell, float):
        return f"{cell:.12g}".replace(".", ",") if words.language() == "id" else f"{cell:.12g}"
    return str(cell)


def _meant(text: str, before: Any) -> Any:
    """What `text` says where `before` stood."""
    bare = text.strip()
    if bare == scalar(before):
        return str(before) if isinstance(before, Fraction) else before
    if isinstance(before, bool):
        return {words.text("words.yes"): True, words.text("words.no"): False}.get(bare, bare)
    if isinstance(before, Fraction):
        return bare.replace(",", ".")
    if not isinstance(before, int | float | None):
        return bare
    try:
        number = float(bare.replace(",", "."))
    except ValueError:
        return bare or None
    return int(number) if number.is_integer() else number
