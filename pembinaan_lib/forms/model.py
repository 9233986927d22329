"""What a questionnaire asks, before it is written for any tool: items with their choices, agency, title.

Anonymous questionnaires ask for unit and group only; two ask for the NIP of the person they are about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pembinaan_lib import words
from pembinaan_lib.errors import FormError
from pembinaan_lib.tables.items import TABLE_OF, Choice, Item, items, slug
from pembinaan_lib.tables.spelling import plain, tidy
from pembinaan_lib.tables.wide import managerial

#: Every questionnaire that can be made.
QUESTIONNAIRES = tuple(TABLE_OF)
#: Most competencies of a list that a questionnaire asks about, so that it can be answered on a phone in minutes.
_MOST = {"kebutuhan": 12, "penilaian_atasan": 4}
_LONGEST = 200
_UNWRITABLE = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True)
class Questionnaire:
    """One questionnaire, ready to be written.

    Parameters
    ----------
    name : str
        One of :data:`QUESTIONNAIRES`.
    agency : str
        Who asks.
    titles : tuple of str
        Its title in Indonesian and in English.
    items : tuple of Item
        The questions in their order; units, batches and services are their choices where they were given.
    """

    name: str
    agency: str
    titles: tuple[str, str]
    items: tuple[Item, ...]

    @property
    def title(self) -> str:
        """Its title in the language in use."""
        return self.titles[words.LANGUAGES.index(words.language())]

    @property
    def introduction(self) -> str:
        """Why it is asked and how long it takes, in the language in use."""
        return words.text(f"forms.{self.name}.intro", agency=self.agency)

    @property
    def privacy(self) -> str:
        """What happens to the answers, in the language in use."""
        return words.text("forms.privacy.named" if self.names_a_person else "forms.privacy.anonymous")

    @property
    def names_a_person(self) -> bool:
        """Whether it asks for a NIP."""
        return any(item.kind == "nip" for item in self.items)


def questionnaire(
    name: str, *, agency: str, units: Sequence[str] = (), competencies: Sequence[str] = (),
    batches: Sequence[str] = (), services: Sequence[str] = (), title: str = "",
) -> Questionnaire:
    """A questionnaire for one agency.

    Parameters
    ----------
    name : str
        One of :data:`QUESTIONNAIRES`.
    agency : str
        Name of the agency, shown on top.
    units : sequence of str
        Units to choose from; without them the unit is typed.
    competencies : sequence of str
        ``kebutuhan``: what to ask about, at most 12 (the 8+1 unless given); ``penilaian_atasan``: technical
        competencies of the sector beside the 8+1, at most 4. Others ask about none.
    batches, services : sequence of str
        Codes of batches, names of services to choose from; without them they are typed.
    title : str
        In place of the usual title.

    Raises
    ------
    FormError
        FRM-001 no such questionnaire; FRM-002 more competencies than can be asked.
    """
    if name not in QUESTIONNAIRES:
        raise FormError("FRM-001", where=tidy(str(name))[:40], daftar=", ".join(QUESTIONNAIRES))
    asked = _competencies(name, competencies)
    offered = {"unit_kerja": units, "angkatan_id": batches, "layanan": services}
    own = [_offering(item, offered.get(item.name, ())) for item in _asked(name, asked)]
    return Questionnaire(name, _clean(agency), _titles(name, title), _named_apart(own))


def _competencies(name: str, given: Sequence[str]) -> list[str]:
    asked = _different(given) or (list(managerial()) if name == "kebutuhan" else [])
    usual = {plain(one.name) for one in items(name) if one.kind == "level_5"}
    extra = [one for one in asked if plain(one) not in usual]
    if len(extra) > _MOST.get(name, len(extra)):
        raise FormError("FRM-002", where=name, jumlah=len(extra), paling_banyak=_MOST[name])
    return extra


def _asked(name: str, competencies: Sequence[str]) -> list[Item]:
    """The items, those of each competency side by side where the first of them stands."""
    listed = items(name)
    of_each = [item for item in listed if item.of_each_competency]
    found: list[Item] = []
    for item in listed:
        if not item.of_each_competency:
            found.append(item)
        elif item is of_each[0]:
            found += [one.about(competency) for competency in competencies for one in of_each]
    return found


def _offering(item: Item, names: Sequence[str]) -> Item:
    """The item with these choices, where there are any."""
    chosen = _different(names)
    slugs: list[str] = []
    for label in chosen:
        slugs.append(_free(slug(label)[:_LONGEST], slugs))  # cut short, two long names would be one
    values = slugs if item.kind == "unit" else chosen
    kept = tuple(Choice(value, label, label) for value, label in zip(values, chosen, strict=True))
    return replace(item, choices=kept) if kept else item


def _named_apart(own: Sequence[Item]) -> tuple[Item, ...]:
    """No two items with one code."""
    taken: list[str] = []
    for item in own:
        taken.append(_free(item.code, taken))
    return tuple(replace(item, code=code) for item, code in zip(own, taken, strict=True))


def _free(name: str, taken: Sequence[str]) -> str:
    """`name`, or with the first number behind it that nobody has."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _titles(name: str, title: str) -> tuple[str, str]:
    if _clean(title):
        return _clean(title), _clean(title)
    return tuple(_in(lang, f"forms.{name}.title") for lang in words.LANGUAGES)  # type: ignore[return-value]


def _in(lang: str, key: str) -> str:
    with words.speaking(lang):
        return words.text(key)


def _different(names: Sequence[str]) -> list[str]:
    """In the order given, each once, without what cannot be written."""
    found: dict[str, str] = {}
    for name in map(_clean, names):
        if plain(name):
            found.setdefault(plain(name), name)
    return list(found.values())


def _clean(text: str) -> str:
    """One line that every tool can hold."""
    return _UNWRITABLE.sub("", tidy(str(text)))[:_LONGEST].strip()
