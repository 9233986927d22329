"""A questionnaire as an XLSForm: the workbook that KoboToolbox and ODK make a form for phones from.

It speaks Indonesian and English. Names of choices are the numbers and values that the tables keep, so that an export
with names needs no translation.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import xlsxwriter

from pembinaan_lib import words
from pembinaan_lib.forms.model import Questionnaire
from pembinaan_lib.tables.items import SCALES, Choice, Item

_MOMENT = datetime(2026, 1, 1)  # noqa: DTZ001  Excel stores no zone
_LANGUAGES = {"id": "Bahasa Indonesia (id)", "en": "English (en)"}
_SURVEY = ("type", "name", "label", "hint", "required", "constraint", "constraint_message", "appearance")
_CHOICES = ("list_name", "name", "label")
_SPOKEN = ("label", "hint", "constraint_message")
_NIP = "regex(., '^[0-9]{18}$')"
_PARTS = ("identitas", "penilaian", "penutup")
_MANY = 12
Row = Mapping[str, str | Mapping[str, str]]


def xlsform(asked: Questionnaire) -> bytes:
    """The questionnaire as an Excel workbook with the sheets ``survey``, ``choices`` and ``settings``.

    Units are one choice with search; a NIP has 18 digits; a day is not in the future. The same questionnaire gives the
    same bytes.
    """
    lists = _lists(asked)
    survey = list(_survey(asked, lists))
    choices = [
        {"list_name": name, "name": value, "label": {"id": one.label, "en": one.label_en}}
        for listed, name in lists.items() for value, one in listed
    ]
    content = repr((survey, choices)).encode()
    settings = {
        "form_title": asked.titles[0], "form_id": f"kuesioner_{asked.name}",
        "version": hashlib.sha256(content).hexdigest()[:10], "default_language": _LANGUAGES["id"],
    }
    return _workbook({
        "survey": _table(_SURVEY, survey), "choices": _table(_CHOICES, choices),
        "settings": [list(settings), list(settings.values())],
    })


def _lists(asked: Questionnaire) -> dict[tuple[tuple[str, Choice], ...], str]:
    """Every list of choices → its name; equal lists are one."""
    found: dict[tuple[tuple[str, Choice], ...], str] = {}
    for item in asked.items:
        if item.choices:
            found.setdefault(_listed(item), f"daftar_{len(found) + 1}")
    return found


def _listed(item: Item) -> tuple[tuple[str, Choice], ...]:
    """The choices with the names they have in the form."""
    names = [str(place) if item.kind in SCALES else _name(one.value) for place, one in enumerate(item.choices, start=1)]
    return tuple(zip(names, item.choices, strict=True))


def _name(value: str) -> str:
    """A name without spaces, from which the value is known again."""
    return "_".join(value.split())


def _survey(asked: Questionnaire, lists: Mapping[tuple[tuple[str, Choice], ...], str]) -> Iterator[Row]:
    yield {"type": "today", "name": "today"}
    told = {lang: _sentences(asked, lang) for lang in _LANGUAGES}
    for part in ("pengantar", "pelindungan"):
        yield {"type": "note", "name": part, "label": {lang: said[part] for lang, said in told.items()}}
    for part, own in _parts(asked):
        labels = {lang: said[part] for lang, said in told.items()}
        yield {"type": "begin_group", "name": f"bagian_{part}", "label": labels, "appearance": "field-list"}
        for item in own:
            yield _question(item, lists)
        yield {"type": "end_group"}


def _sentences(asked: Questionnaire, lang: str) -> dict[str, str]:
    """What stands beside the questions, in one language."""
    with words.speaking(lang):
        parts = {part: words.text(f"forms.part.{part}") for part in _PARTS}
        return {"pengantar": asked.introduction, "pelindungan": asked.privacy, **parts}


def _parts(asked: Questionnaire) -> list[tuple[str, list[Item]]]:
    """Who answers, what is rated, and what comes last."""
    rated = [place for place, item in enumerate(asked.items) if item.kind in SCALES]
    first, last = rated[0], rated[-1] + 1
    cut = dict(zip(_PARTS, (asked.items[:first], asked.items[first:last], asked.items[last:]), strict=True))
    return [(part, list(own)) for part, own in cut.items() if own]


def _question(item: Item, lists: Mapping[tuple[tuple[str, Choice], ...], str]) -> Row:
    row: dict[str, str | Mapping[str, str]] = {
        "type": _type(item, lists), "name": item.code, "label": {"id": item.text, "en": item.text_en},
        "required": "yes" if item.required else "", "appearance": _appearance(item),
    }
    if item.kind == "nip":
        row |= {"constraint": _NIP, "hint": _both("forms.nip.hint"), "constraint_message": _both("forms.nip.wrong")}
    if item.kind == "tanggal":
        row |= {"constraint": ". <= today()", "constraint_message": _both("forms.day.wrong")}
    return row


def _both(key: str) -> dict[str, str]:
    told = {}
    for lang in _LANGUAGES:
        with words.speaking(lang):
            told[lang] = words.text(key)
    return told


def _type(item: Item, lists: Mapping[tuple[tuple[str, Choice], ...], str]) -> str:
    if item.choices:
        many = "select_multiple" if item.kind == "pilihan_ganda" else "select_one"
        return f"{many} {lists[_listed(item)]}"
    return "date" if item.kind == "tanggal" else "text"


def _appearance(item: Item) -> str:
    if item.kind == "unit" or len(item.choices) > _MANY:
        return "minimal autocomplete" if item.choices else ""
    return {"skala_5": "likert", "nip": "numbers", "teks": "multiline"}.get(item.kind, "")


def _table(columns: Sequence[str], rows: Sequence[Row]) -> list[list[str]]:
    """A header and its rows; what is said in both languages has a column for each."""
    spread = [(name, lang) for name in columns for lang in (_LANGUAGES if name in _SPOKEN else [""])]
    header = [f"{name}::{_LANGUAGES[lang]}" if lang else name for name, lang in spread]
    return [header, *([_cell(row.get(name, ""), lang) for name, lang in spread] for row in rows)]


def _cell(value: str | Mapping[str, str], lang: str) -> str:
    return value if isinstance(value, str) else value[lang]


def _workbook(sheets: Mapping[str, list[list[str]]]) -> bytes:
    made = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, plain) as book:
        book.set_properties({"created": _MOMENT})
        bold = book.add_format({"bold": True})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            page.set_column(0, len(rows[0]) - 1, 28)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell:  # "${" would name another question
                        page.write_string(number, place, cell.replace("${", "$ {"), None if number else bold)
    return made.getvalue()
