"""What comes back from a form tool: which questionnaire it is, and its answers as the tables keep them.

Google Forms writes the question, and ``question [row]`` for a grid; KoboToolbox and ODK write names or labels with
groups before a ``/`` or ``-`` and several answers in one column, in a column each, or both; LimeSurvey writes codes,
texts, or ``code. text``, with ``[part]`` for a part of a question. Nothing is moved: each answer keeps its row and its
column, so that a finding points to the planner's own file; what a tool says beside the answers is added behind the last
column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pembinaan_lib.tables import cells, wide
from pembinaan_lib.tables.asked import CODED, NAME, Seen, questionnaire
from pembinaan_lib.tables.columns import Column, Table
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.headers import LOOKED_AT, Layout, Match, settled, spellings, titles
from pembinaan_lib.tables.items import SCALES, TABLE_OF
from pembinaan_lib.tables.sieve import Sieve
from pembinaan_lib.tables.spelling import plain, plain_header

HALF_PAIR = "TBL-100"
#: What tools call the moment of an answer, the most telling first; Kobo's ``_submission_time`` is not local time.
_MOMENTS = ("tanggal", "tanggal pengisian", "today", "timestamp", "stempel waktu", "cap waktu", "end", "submitdate",
            "date submitted", "tanggal kirim", "submission date", "submission time", "start")
#: What tools call an answer for good.
_IDENTITIES = ("uuid", "meta instance id", "instance id", "key")
#: Columns of tools that say nothing about an answer.
_OF_TOOLS = frozenset({
    *_MOMENTS, *_IDENTITIES, "id", "index", "parent index", "parent table name", "version", "form id",
    "xform id string", "status", "notes", "tags", "validation status", "submitted by", "meta root uuid", "root uuid",
    "meta instance name",
    "lastpage", "last page", "startlanguage", "start language", "seed", "startdate", "date started", "datestamp",
    "date last action", "ipaddr", "ip address", "refurl", "referrer url", "token", "response id", "submitter id",
    "submitter name", "attachments present", "attachments expected", "review state", "device id", "deviceid", "edits",
    "form version", "audit", "username",
})
_FOREIGN = frozenset({"uuid", "submission time", "meta instance id", "lastpage", "last page", "startlanguage",
                      "start language", "submitdate", "date submitted"})
_CHOSEN = frozenset({"1", "y", "ya", "yes", "true", "x", "v", "√", "✓"})
#: Questions whose choices are the agency's own names.
_NAMES = frozenset({"unit_kerja", "layanan"})
_LONGEST = 1000


@dataclass(frozen=True)
class FormLayout(Layout):
    """The layout of the answers to a questionnaire; `quiet` are headers of columns that hold no answer of their own."""

    quiet: frozenset[str] = frozenset()

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers that nothing was taken from although answers stand below them."""
        return tuple(header for header in super().unused if header not in self.quiet)

    def with_chosen(self, chosen: Mapping[int, str]) -> FormLayout:
        """The layout as the planner has it: position → a column of the table, empty for one to be left out."""
        columns = {place: name for place, name in chosen.items() if _column(self.table, name)}
        out = {place for place, name in chosen.items() if not name} | set(columns)
        kept = [one for one in self.matches if one.position not in out and one.column not in columns.values()]
        said = [Match(name, self.headers[place], "keputusan", 1.0, place) for place, name in columns.items()]
        matches = tuple(sorted((*kept, *said), key=lambda match: match.position))
        labels = {place: label for place, label in self.wide.items() if place not in out}
        return replace(self, matches=matches, wide=labels)


@dataclass(frozen=True)
class Answers:
    """A sheet of answers in the shape that tables have.

    Parameters
    ----------
    rows : list of lists
        As many rows as the sheet, each answer in its place.
    layout : Layout, optional
        Which column is which; None where the sheet is of a form tool but of no questionnaire of ours.
    """

    rows: list[list[Any]]
    layout: FormLayout | None


def plain_answers(rows: list[list[Any]]) -> Answers:
    """The sheet with answers as tables keep them, where it comes from a form tool; else as it is.

    Parameters
    ----------
    rows : list of lists
        Raw cells; the first row is row 1 of Excel.

    Returns
    -------
    Answers
        The same number of rows in the same order. Scores, choices and several choices are those of
        ``data/reference/butir.csv``; a cell that is none of the answers stays as it is. The answer to an item that is
        worded the other way round is the raw one.
    """
    best: tuple[int, int, str, dict[int, Seen]] | None = None
    for number, row in enumerate(rows[:LOOKED_AT]):
        found = questionnaire(titles(row))
        if found and (best is None or found[0] > best[0]):
            best = (found[0], number, *found[1:])
    if best is None:
        return Answers(_without_groups(rows), None)
    return _told(rows, *best[1:])


def tell_half_pairs(values: wide.Spread, titles: Mapping[wide.Pair, str], sieve: Sieve) -> None:
    """A remark at each empty cell of two answers that belong together; `titles` are the headers of both."""
    for label, rows in values.half.items():
        sieve.note(rows & sieve.kept, HALF_PAIR, titles.get(label, ""), severity="informasi")


def _told(rows: list[list[Any]], header: int, kuesioner: str, own: Mapping[int, Seen]) -> Answers:
    """The sheet with its answers understood, and its layout."""
    table = TABLES[TABLE_OF[kuesioner]]
    shown = titles(rows[header])
    parts = {place: one for place, one in own.items() if one.choice or one.item.kind == "pilihan_ganda"}
    single = {place: one for place, one in own.items() if place not in parts}
    columns, labels = _columns(single, table)
    columns |= _collected(parts, table)
    columns |= _of_the_tool(shown, table, taken=set(columns.values()), places=set(own))
    added = _added(table, len(shown), taken={*columns.values(), *_named(shown, table, others=set(own))})
    body = [_row(row, single, parts, [value for _, value in added.values()]) for row in rows[header + 1:]]
    told = [*rows[:header], [*rows[header], *("" for _ in added)], *body]
    columns |= {place: name for place, (name, _) in added.items()}
    return Answers(told, _layout(table, header, told, columns, labels, own))


def _layout(
    table: Table, header: int, rows: list[list[Any]], columns: Mapping[int, str], labels: Mapping[int, Any],
    own: Mapping[int, Seen],
) -> FormLayout:
    """What the questionnaire tells about the columns, and for the others what their headers tell as in any sheet."""
    shown = titles(rows[header])
    silent = [place for place, title in enumerate(shown) if place in own or _tool(title) in _OF_TOOLS]
    empty = [place for place in range(len(shown)) if all(cells.is_missing(row[place]) for row in rows[header + 1:])]
    rest = settled(table, shown, header, rows, chosen={**dict.fromkeys(silent, ""), **columns})
    matches = tuple(replace(one, how="padanan") if one.position in columns else one for one in rest.matches)
    spread = {**rest.wide, **labels}
    ordered = {place: spread[place] for place in sorted(spread)}
    parts = [place for place, one in own.items() if one.choice]
    quiet = frozenset(shown[place] for place in (*silent, *empty) if place not in own or place in parts)
    return FormLayout(table, header, shown, matches, ordered, float(len(own)), quiet)


def _columns(single: Mapping[int, Seen], table: Table) -> tuple[dict[int, str], dict[int, Any]]:
    """Columns of the table, and the labels of those that hold scores."""
    columns: dict[int, str] = {}
    labels: dict[int, Any] = {}
    for place, one in single.items():
        if table.wide == "pasangan" and one.competency:
            labels[place] = wide.Pair(one.competency, one.item.name)
        elif one.item.kind in SCALES and table.wide:
            labels[place] = one.competency or one.item.name
        elif _column(table, one.item.name):
            columns[place] = one.item.name
    return columns, wide.whole_pairs(labels) if table.wide == "pasangan" else labels


def _column(table: Table, name: str) -> Column | None:
    return next((column for column in table.file_columns if column.name == name), None)


def _tool(title: str) -> str:
    """A header as tools name their own columns: ``submitdate. Date submitted`` is ``submitdate``."""
    coded = CODED.fullmatch(title)
    return plain(coded[1] if coded else title)


def _collected(parts: Mapping[int, Seen], table: Table) -> dict[int, str]:
    """One column for each question with several answers: where its answers are put together."""
    first: dict[str, int] = {}
    for place, one in sorted(parts.items(), key=lambda pair: (pair[1].choice != "", pair[0])):
        first.setdefault(one.item.name, place)
    return {place: name for name, place in first.items() if _column(table, name)}


def _of_the_tool(shown: Sequence[str], table: Table, *, taken: set[str], places: set[int]) -> dict[int, str]:
    """The moment and the identity of an answer, where the tool tells them and the table keeps them."""
    plains = {_tool(title): place for place, title in reversed(list(enumerate(shown))) if place not in places}
    found = {}
    for column, names in (("tanggal", _MOMENTS), ("stempel_waktu", _MOMENTS), ("responden_id", _IDENTITIES)):
        place = next((plains[name] for name in names if name in plains), None)
        if place is not None and _column(table, column) and column not in taken:
            found[place] = column
    return found


def _named(shown: Sequence[str], table: Table, *, others: set[int]) -> set[str]:
    """Columns that the sheet has under a header of their own: what stands there goes before what is told for all."""
    plains = {plain_header(title) for place, title in enumerate(shown) if place not in others}
    return {column.name for column in table.file_columns if not plains.isdisjoint(spellings(column))}


def _added(table: Table, width: int, *, taken: set[str]) -> dict[int, tuple[str, str]]:
    """Columns behind the last of the sheet for what the questionnaire itself tells: position → (column, value)."""
    told = {"penilaian_kompetensi": ("sumber", "atasan"), "evaluasi_perilaku": ("metode", "kuesioner")}.get(table.name)
    return {width: told} if told and told[0] not in taken else {}


def _row(
    row: list[Any], single: Mapping[int, Seen], parts: Mapping[int, Seen], added: Sequence[str]
) -> list[Any]:
    if all(cells.is_missing(cell) for cell in row):
        return [*row, *("" for _ in added)]
    told = list(row)
    for place, one in single.items():
        told[place] = _words(row[place]) if one.item.name in _NAMES else one.item.answer(row[place])
    for name in {one.item.name for one in parts.values()}:
        own = {place: one for place, one in parts.items() if one.item.name == name}
        told[min(own, key=lambda place: (own[place].choice != "", place))] = _together(row, own)
    return [*told, *added]


def _words(cell: Any) -> Any:
    """What a tool wrote as a name for machines, in words."""
    slug = isinstance(cell, str) and "_" in cell and NAME.fullmatch(cell)
    return cell.replace("_", " ").strip() if slug else cell


def _together(row: Sequence[Any], own: Mapping[int, Seen]) -> Any:
    """Several answers from one column, from a column for each, or from both."""
    item = next(iter(own.values())).item
    chosen: set[str] = set()
    rest: list[str] = []
    for place, one in own.items():
        if one.choice:
            chosen |= {one.choice} if _is_chosen(row[place], one) else set()
        elif isinstance(row[place], str) and row[place].strip():
            if len(row[place]) > _LONGEST:
                return row[place]
            found, others = item.chosen(row[place])
            chosen |= found
            rest += others
    return "; ".join([*(choice.value for choice in item.choices if choice.value in chosen), *rest])


def _is_chosen(cell: Any, one: Seen) -> bool:
    if cells.is_missing(cell):
        return False
    said = cells.text(cell)
    return plain(said) in _CHOSEN or one.item.answer(said) == one.choice


def _without_groups(rows: list[list[Any]]) -> list[list[Any]]:
    """A form of somebody else: its headers without groups and codes, where a tool's own columns tell that it is one."""
    for number, row in enumerate(rows[:LOOKED_AT]):
        plains = [_tool(title) for title in titles(row)]
        if sum(title in _FOREIGN for title in plains) >= 2:
            return [*rows[:number], [_bare(cell) for cell in row], *rows[number + 1:]]
    return rows


def _bare(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    coded = CODED.fullmatch(cell)
    if coded:
        return coded[2]
    return cell.rpartition("/")[2] if NAME.fullmatch(cell) and not cell.startswith("_") else cell
