"""Answers as each tool exports them, built from the tools' documented formats.

Google Forms: a time stamp, then the questions; checkboxes in one cell with ``, ``. KoboToolbox (formpack): names or
labels, groups before ``/``, several answers in one column (with a space between), a column each (1 and 0), or both, and
its own columns behind. ODK Central: groups before ``-``, ``KEY``. LimeSurvey: codes, texts or ``code. text``, byte
order mark, every cell in quotes, several answers in a column each.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from pembinaan_lib.forms import Questionnaire
from pembinaan_lib.tables.items import SCALES, Item

Given = Mapping[str, Any]
Rows = list[list[Any]]
KOBO_ENDS = ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
             "__version__", "_tags", "_index")


def spaced(nip: str) -> str:
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def text(item: Item, lang: str) -> str:
    return item.text if lang == "id" else item.text_en


def label(item: Item, place: int, lang: str) -> str:
    one = item.choices[place]
    return one.label if lang == "id" else one.label_en


def place_of(item: Item, given: Any) -> int:
    return given - 1 if item.kind in SCALES else [one.value for one in item.choices].index(given)


def words_of(item: Item, given: Any, lang: str) -> Any:
    """One answer in words."""
    known = item.choices and (item.kind in SCALES or given in [one.value for one in item.choices])
    return label(item, place_of(item, given), lang) if known and given is not None else given


def google(asked: Questionnaire, answers: Sequence[Given], *, lang: str = "id", style: str = "words") -> Rows:
    """``style``: scales as ``words``, ``numbers`` or ``4 - words``."""
    rows: Rows = [["Timestamp" if lang == "en" else "Stempel waktu", *(text(item, lang) for item in asked.items)]]
    for turn, given in enumerate(answers):
        rows.append([f"{turn % 28 + 1:02d}/03/2026 10:15:{turn % 60:02d}",
                     *(_googled(item, given.get(item.code), lang, style) for item in asked.items)])
    return rows


def _googled(item: Item, given: Any, lang: str, style: str) -> Any:
    if given is None:
        return ""
    if item.kind == "nip":
        return spaced(given)
    if item.kind == "pilihan_ganda":
        return ", ".join(words_of(item, one, lang) for one in given)
    if item.kind in SCALES:
        said = words_of(item, given, lang)
        return given if style == "numbers" else f"{given} - {said}" if style == "numbered" else said
    return words_of(item, given, lang)


def kobo(
    asked: Questionnaire, answers: Sequence[Given], *, lang: str = "", groups: bool = True, several: str = "both"
) -> Rows:
    """``lang`` empty: names and values of the form; ``several``: ``both``, ``summary`` or ``details``."""
    columns: list[tuple[str, Item, str]] = []
    for item in asked.items:
        part = "bagian_penilaian" if item.kind in SCALES else "bagian_identitas"
        head = text(item, lang) if lang else item.code
        head = f"{part}/{head}" if groups else head
        if item.kind != "pilihan_ganda" or several != "details":
            columns.append((head, item, ""))
        if item.kind == "pilihan_ganda" and several != "summary":
            columns += [(f"{head}/{label(item, n, lang) if lang else one.value}", item, one.value)
                        for n, one in enumerate(item.choices)]
    rows: Rows = [["start", "end", "today", "pengantar", *(head for head, _, _ in columns), *KOBO_ENDS]]
    for turn, given in enumerate(answers):
        day = f"2026-03-{turn % 28 + 1:02d}"
        said = [_koboed(item, given.get(item.code), choice, lang) for _, item, choice in columns]
        rows.append([f"{day}T10:11:12.123+07:00", f"{day}T10:15:00.000+07:00", day, "", *said, 1000 + turn,
                     f"00000000-0000-4000-8000-{turn:012d}", f"{day}T03:15:02", "", "", "submitted_via_web", "petugas",
                     "vAbC", "", turn + 1])
    return rows


def _koboed(item: Item, given: Any, choice: str, lang: str) -> Any:
    if given is None:
        return ""
    if choice:
        return "1" if choice in given else "0"
    if item.kind == "pilihan_ganda":
        return " ".join(words_of(item, one, lang) if lang else one for one in given)
    if lang:
        return words_of(item, given, lang)
    return str(given) if item.kind in SCALES else "_".join(given.split()) if item.choices else given


def odk(asked: Questionnaire, answers: Sequence[Given]) -> Rows:
    names = [f"bagian_{'penilaian' if item.kind in SCALES else 'identitas'}-{item.code}" for item in asked.items]
    rows: Rows = [["SubmissionDate", "today", *names, "meta-instanceID", "KEY", "SubmitterName", "FormVersion"]]
    for turn, given in enumerate(answers):
        day = f"2026-03-{turn % 28 + 1:02d}"
        key = f"uuid:00000000-0000-4000-8000-{turn:012d}"
        said = [_koboed(item, given.get(item.code), "", "") for item in asked.items]
        rows.append([f"{day}T03:15:02.000Z", day, *said, key, key, "petugas", "1"])
    return rows


def limesurvey(
    asked: Questionnaire, answers: Sequence[Given], *, headings: str = "codetext", values: str = "long"
) -> bytes:
    """``headings``: ``code``, ``full`` or ``codetext``; ``values``: ``long`` or ``short``."""
    tool = {"id": "Response ID", "submitdate": "Date submitted", "lastpage": "Last page",
            "startlanguage": "Start language", "seed": "Seed"}
    columns: list[tuple[str, str, Item, str]] = []
    for item in asked.items:
        code = item.code.replace("_", "")
        if item.kind == "pilihan_ganda":
            columns += [(f"{code}[SQ{n:03d}]", f"{item.text} [{one.label}]", item, one.value)
                        for n, one in enumerate(item.choices, start=1)]
        else:
            columns.append((code, item.text, item, ""))
    heads = [*tool.items(), *((code, words) for code, words, _, _ in columns)]
    shown = {"code": lambda c, t: c, "full": lambda c, t: t, "codetext": lambda c, t: f"{c}. {t}"}[headings]
    made = io.StringIO(newline="")
    sheet = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\n")
    sheet.writerow([shown(code, words) for code, words in heads])
    for turn, given in enumerate(answers):
        said = [_limed(item, given.get(item.code), choice, values) for _, _, item, choice in columns]
        sheet.writerow([turn + 1, f"2026-03-{turn % 28 + 1:02d} 10:15:00", 3, "id", 10_000 + turn, *said])
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _limed(item: Item, given: Any, choice: str, values: str) -> Any:
    if choice:
        chosen = choice in (given or ())
        return ("Ya" if chosen else "Tidak") if values == "long" else ("Y" if chosen else "")
    if given is None:
        return ""
    if item.kind in SCALES and values == "short":
        return f"AO{given:02d}"
    return words_of(item, given, "id")


def typed(asked: Questionnaire, answers: Sequence[Given]) -> Rows:
    """The Word form as somebody took it over: its codes, copied with their invisible marks, under a title."""
    rows: Rows = [[asked.title], [], ["No", "tanggal", *(item.code.replace("_", "_\u200b") for item in asked.items)]]
    for turn, given in enumerate(answers):
        said = [_typed(item, given.get(item.code)) for item in asked.items]
        rows.append([turn + 1, f"{turn % 28 + 1}-3-2026", *said])
    return rows


def _typed(item: Item, given: Any) -> Any:
    if given is None:
        return ""
    if item.kind == "pilihan_ganda":
        return ";".join(words_of(item, one, "id") for one in given)
    return given if item.kind in SCALES else words_of(item, given, "id")
