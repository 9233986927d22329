"""What a rule says on a day, with its citation; and an agency's own choices beside the law."""

from __future__ import annotations

import hashlib
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from pembinaan_lib import shipped
from pembinaan_lib.errors import RuleFileError, RuleNotInForceError
from pembinaan_lib.rules import nodes
from pembinaan_lib.rules.files import NO_INSTRUMENT, Dated, Rule, raise_faults, rule as rule_of
from pembinaan_lib.rules.own import check, check_raw
from pembinaan_lib.rules.shapes import parsed

OWN_CHOICE, OWN_INSTRUMENT = "kebijakan_daerah", "kebijakan daerah"


@dataclass(frozen=True, slots=True)
class RuleValue:
    """What one rule says on the day it was asked for.

    ``value`` by ``kind``: number → int or float; list → tuple; weights → {name: Fraction}; table → {key: cell}
    or {key: {column: cell}}; matrix → {"rows", "columns", "cells": {row: {column: cell}}}; bands → {"closed",
    "rounding", "bands": ({"label", "from", "to", …}, …)}. ``source`` has instrument, article, url, checked (date).
    """

    rule_id: str
    title: str
    title_en: str
    unit: str
    kind: str
    value: Any
    rule_from: date
    status: str
    source: dict[str, Any]
    note: str = ""


@dataclass(frozen=True)
class RuleSet:
    """All rules of one version of the files, and the agency's own choices on top of them.

    A value is a copy each time: nobody can change the law by changing what a lookup returned.
    """

    files: dict[str, bytes]
    own: tuple[tuple[str, Dated], ...] = field(default=(), repr=False)
    confirmed: tuple[tuple[str, date, str], ...] = field(default=(), repr=False)

    @classmethod
    def from_files(cls, files: dict[str, bytes]) -> RuleSet:
        """Rules from their bytes by relative path (``bangkom/jp_minimum_pns.yaml``), as a record keeps them.

        Raises
        ------
        RuleFileError
            All faults of all files together; ``RUL-024`` where there is no file at all.
        """
        if not files:
            raise RuleFileError("RUL-024")
        kept = {path: files[path].replace(b"\r\n", b"\n") for path in sorted(files)}
        faults: list[RuleFileError] = []
        for path, data in kept.items():
            try:
                rule_of(path, data)
            except RuleFileError as fault:
                faults.extend(fault.values.get("faults", (fault,)))
        raise_faults(faults)
        return cls(kept)

    def ids(self) -> tuple[str, ...]:
        """All rule ids, sorted."""
        return tuple(self._rules)

    def value(self, rule_id: str, on: date) -> RuleValue:
        """What `rule_id` says on the day `on`; an agency's own choice goes before the law.

        Values with status ``diumumkan`` are announced, not yet law, and are passed over.

        Raises
        ------
        RuleFileError
            ``RUL-020``: no such rule.
        RuleNotInForceError
            ``RUL-021`` before the first date, ``RUL-022`` after a repeal, ``RUL-023`` only announced.
        """
        day = on.date() if isinstance(on, datetime) else on
        rule = self._rule(rule_id)
        chosen = [dated for chosen_id, dated in self.own if chosen_id == rule_id and dated.start <= day]
        dated = max(chosen, key=lambda own: own.start) if chosen else self._read(rule_id, _in_force(rule, day))
        return RuleValue(
            rule.rule_id, rule.title, rule.title_en, rule.unit, rule.kind, deepcopy(dated.value), dated.start,
            dated.status, dict(dated.source), dated.note,
        )

    def _read(self, rule_id: str, dated: Dated) -> Dated:
        """The value as somebody of the agency read it in the regulation, where somebody did."""
        pages = [page for confirmed, start, page in self.confirmed if (confirmed, start) == (rule_id, dated.start)]
        if not pages or dated.status != "belum_diverifikasi":
            return dated
        return replace(dated, status="berlaku", source=dated.source | {"page": pages[-1]})

    def with_override(self, rule_id: str, value: Any, *, start: date, reason: str) -> RuleSet:
        """The same rules with an agency's own value from `start` on, marked ``kebijakan_daerah``.

        Raises
        ------
        RuleFileError
            No such rule, or a value of the wrong shape.
        """
        rule = self._rule(rule_id)
        checked = parsed(rule.kind, nodes.of(value, rule_id))
        source = {"instrument": OWN_INSTRUMENT, "article": "", "url": "", "checked": start}
        kept = tuple(own for own in self.own if (own[0], own[1].start) != (rule_id, start))
        return replace(self, own=(*kept, (rule_id, Dated(start, checked, OWN_CHOICE, source, reason))))

    def with_own(self, rule_id: str, value: Any, *, start: date, reason: str) -> RuleSet:
        """As :meth:`with_override`, for a value that somebody typed: refused where nothing could work with it.

        Raises
        ------
        RuleFileError
            As there, and ``RUL-052`` to ``RUL-055``; see :func:`pembinaan_lib.rules.own.check`.
        """
        rule = self._rule(rule_id)
        check_raw(rule_id, value)
        check(rule, parsed(rule.kind, nodes.of(value, rule_id)))
        return self.with_override(rule_id, value, start=start, reason=reason)

    def with_confirmation(self, rule_id: str, *, start: date, page: str) -> RuleSet:
        """The same rules, where the value from `start` on was found as it is on `page` of the regulation.

        It stays the value of the files: a later one is unverified again.

        Raises
        ------
        RuleFileError
            ``RUL-020`` no such rule; ``RUL-050`` it has no value from that day; ``RUL-051`` the value rests on no
            instrument, so that there is no page where it could stand.
        """
        found = [dated for dated in self._rule(rule_id).values if dated.start == start]
        if not found:
            raise RuleFileError("RUL-050", where=rule_id, day=start)
        if found[0].source["instrument"] in NO_INSTRUMENT:
            raise RuleFileError("RUL-051", where=rule_id)
        return replace(self, confirmed=(*self.confirmed, (rule_id, start, page)))

    @property
    def law(self) -> RuleSet:
        """The same files without the agency's own choices, to show both side by side."""
        return replace(self, own=())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all files (line ends as LF) and of the agency's own values.

        A confirmation changes no value, and so no result: it stays out.
        """
        total = hashlib.sha256()
        for path, data in self.files.items():
            total.update(f"{path}\0{len(data)}\0".encode() + data)
        for rule_id, dated in sorted(self.own, key=lambda own: (own[0], own[1].start)):
            total.update(f"\0{rule_id}\0{dated.start.isoformat()}\0{dated.value!r}\0{dated.note}".encode())
        return total.hexdigest()

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        rules = (rule_of(path, data) for path, data in self.files.items())
        return {rule.rule_id: rule for rule in sorted(rules, key=lambda rule: rule.rule_id)}

    def _rule(self, rule_id: str) -> Rule:
        if rule_id not in self._rules:
            near = ", ".join(get_close_matches(rule_id, self._rules, n=3)) or "-"
            raise RuleFileError("RUL-020", where=rule_id, rule_id=rule_id, near=near)
        return self._rules[rule_id]


def load(folder: Path | None = None) -> RuleSet:
    """The rules in a folder (``<topic>/<name>.yaml``); without a folder, those that ship with the library.

    Raises
    ------
    RuleFileError
        All faults of all files together, each with file, line and remedy.
    """
    root = folder or shipped.folder("data/rules")
    paths = sorted(root.rglob("*.yaml"))
    return RuleSet.from_files({path.relative_to(root).as_posix(): path.read_bytes() for path in paths})


def _in_force(rule: Rule, day: date) -> Dated:
    known = [dated for dated in rule.values if dated.status != "diumumkan"]
    if not known:
        raise RuleNotInForceError("RUL-023", where=rule.rule_id, title=rule.title, first=rule.values[0].start)
    past = [dated for dated in known if dated.start <= day]
    if not past:
        raise RuleNotInForceError("RUL-021", where=rule.rule_id, title=rule.title, day=day, first=known[0].start)
    if past[-1].status == "dicabut":
        later = next((str(dated.start) for dated in known if dated.start > day), "-")
        raise RuleNotInForceError(
            "RUL-022", where=rule.rule_id, title=rule.title, day=day, repealed=past[-1].start, later=later,
        )
    return past[-1]
