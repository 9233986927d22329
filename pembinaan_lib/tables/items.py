"""The items of the questionnaires, as ``data/reference/butir.csv`` lists them, and what an answer to one means.

An item that stands for every competency of a list carries ``{kompetensi}`` in its texts and its code. Answers stay as
they were given: an item that is worded the other way round is turned by whoever scores it, never here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from pembinaan_lib.tables.canonical import reference
from pembinaan_lib.tables.spelling import plain

#: Questionnaire → table that its answers fill.
TABLE_OF: Mapping[str, str] = MappingProxyType({
    "kebutuhan": "survei_kebutuhan", "penilaian_atasan": "penilaian_kompetensi", "kesiapan": "kesiapan_perubahan",
    "literasi_digital": "literasi_digital", "reaksi": "evaluasi_reaksi", "perilaku": "evaluasi_perilaku",
    "skm": "skm_respons", "berakhlak": "survei_berakhlak",
})
SCALES = frozenset({"skala_5", "skala_4", "level_5"})
PLACE = "{kompetensi}"
_SHORT_CODE = re.compile(r"(?:ao|a|sq|l)0*([1-9])", re.IGNORECASE | re.ASCII)
_NUMBERED = re.compile(r"([1-9])\s*[-–—=.:)]+\s*\D", re.ASCII)
_BETWEEN = re.compile(r"[\s,;|/]+")


@dataclass(frozen=True)
class Choice:
    """One answer that may be chosen: the value that is kept, and its words in both languages."""

    value: str
    label: str
    label_en: str


@dataclass(frozen=True)
class Item:
    """One question of a questionnaire.

    Parameters
    ----------
    kuesioner, name : str
        The questionnaire; what the answer is called in the table (a column, an item's own sentence, a competency).
    code : str
        Short name, also the name in an XLSForm.
    text, text_en : str
        The question.
    dimension : str
        What it measures.
    kind : str
        ``skala_5``, ``skala_4``, ``level_5``, ``pilihan``, ``pilihan_ganda``, ``teks``, ``tanggal``, ``nip``, ``unit``.
    choices : tuple of Choice
        In order; of a scale the first is 1.
    reverse, required : bool
        Whether agreeing speaks against the dimension; whether it has to be answered.
    """

    kuesioner: str
    name: str
    code: str
    text: str
    text_en: str
    dimension: str
    kind: str
    choices: tuple[Choice, ...]
    reverse: bool
    required: bool

    @property
    def of_each_competency(self) -> bool:
        """Whether it is asked once for every competency of a list."""
        return PLACE in self.code

    def about(self, competency: str) -> Item:
        """The item as asked for one competency."""
        name = competency if self.name == PLACE else self.name
        texts = {field: getattr(self, field).replace(PLACE, competency) for field in ("text", "text_en")}
        return replace(self, name=name, code=self.code.replace(PLACE, slug(competency)), **texts)

    @cached_property
    def _known(self) -> Mapping[str, int]:
        """Every spelling of every choice → its place."""
        return {
            plain(spelling): place for place, one in reversed(list(enumerate(self.choices)))
            for spelling in (one.label_en, one.label, one.value)
        }

    @cached_property
    def _spelled(self) -> tuple[frozenset[str], re.Pattern[str]]:
        """The values of the choices, and a pattern of their labels, the longest first."""
        labels = {label for one in self.choices for label in (one.label, one.label_en)}
        spellings = sorted(labels, key=lambda label: (-len(label), label))
        pattern = "|".join(rf"(?<!\w){_loose(spelling)}(?!\w)" for spelling in spellings)
        return frozenset(plain(one.value) for one in self.choices), re.compile(pattern, re.IGNORECASE)

    def answer(self, cell: Any) -> Any:
        """What a cell says, as the table keeps it; a cell that is none of the answers comes back as it is.

        A scale gives its number (1 is the first choice), a choice its value, several choices their values with
        ``; `` between them in the order of the list.
        """
        if not isinstance(cell, str) or not self.choices or not cell.strip() or len(cell) > 2000:
            return cell
        if self.kind in SCALES:
            place = self._place(cell)
            return cell if place is None else place + 1
        if self.kind == "pilihan_ganda":
            found, rest = self.chosen(cell)
            return "; ".join([*(one.value for one in self.choices if one.value in found), *rest])
        place = self._known.get(plain(cell))
        return cell if place is None else self.choices[place].value

    def _place(self, cell: str) -> int | None:
        words = cell.strip()
        if plain(words) in self._known:
            return self._known[plain(words)]
        match = _NUMBERED.match(words) or _SHORT_CODE.fullmatch(words)
        return int(match[1]) - 1 if match and int(match[1]) <= len(self.choices) else None

    def choice(self, said: str) -> str:
        """The value of the choice that a tool names by words, value or number (``SQ002``); empty if none."""
        place = self._place(said)
        return "" if place is None else self.choices[place].value

    def chosen(self, cell: str) -> tuple[set[str], list[str]]:
        """The values of the choices in a cell that holds several, and what is none of them.

        The choices themselves tell where one ends, so one with a comma inside stays whole.
        """
        values, pattern = self._spelled
        pieces = [plain(piece) for piece in _BETWEEN.split(cell.strip()) if piece]
        if pieces and set(pieces) <= values:
            return {self.choices[self._known[piece]].value for piece in pieces}, []
        found = {self.choices[self._known[plain(match[0])]].value for match in pattern.finditer(cell)}
        others = [part.strip(" ,;|") for part in re.split(r"[;|\x00]|,(?=\s)", pattern.sub("\x00", cell))]
        return found, [part for part in others if _BETWEEN.sub("", part)]


def _loose(spelling: str) -> str:
    """A pattern of the words, whatever stands between them."""
    return r"\W+".join(map(re.escape, spelling.split()))


def slug(text: str) -> str:
    """A name for machines: ``Kerja Sama`` is ``kerja_sama``; it begins with a letter and is never empty."""
    joined = re.sub(r"[^a-z0-9]+", "_", plain(text)).strip("_")
    return joined if joined[:1].isalpha() else f"x{joined}"


@cache
def items(kuesioner: str) -> tuple[Item, ...]:
    """The items of a questionnaire in their order.

    Raises
    ------
    KeyError
        There is no such questionnaire.
    """
    listed = reference("butir")
    own = listed[listed["kuesioner"] == kuesioner].sort_values("urutan").fillna({"pilihan": "", "pilihan_en": ""})
    if own.empty:
        raise KeyError(kuesioner)
    return tuple(
        Item(
            kuesioner, row["butir"], row["kode"], row["teks"], _text(row["teks_en"]) or row["teks"],
            _text(row["dimensi"]), row["jenis"], _choices(row["pilihan"], row["pilihan_en"]),
            row["terbalik"] is True, row["wajib"] is True,
        )
        for row in own.astype(object).to_dict("records")
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _choices(listed: str, english: str) -> tuple[Choice, ...]:
    """``value=words|…``; words alone are their own value."""
    pairs = [one.partition("=") for one in listed.split("|")] if listed else []
    words_en = english.split("|") if english else [words or value for value, _, words in pairs]
    return tuple(
        Choice(value, words or value, other) for (value, _, words), other in zip(pairs, words_en, strict=True)
    )
