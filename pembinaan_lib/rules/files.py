"""One rule file: its head, its dated values and their citations, in the only shape we accept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pembinaan_lib.errors import RuleFileError
from pembinaan_lib.rules.nodes import Node, mapping, read
from pembinaan_lib.rules.shapes import KINDS, check_sum, parsed

# A value that rests on no instrument says so in the place of one: nobody can look it up, so nobody can confirm it.
NOT_FOUND, DESIGN = "sumber belum ditemukan", "pilihan rancangan"
NO_INSTRUMENT = (NOT_FOUND, DESIGN)
STATUSES = ("berlaku", "diumumkan", "dicabut", "kebijakan_daerah", "belum_diverifikasi")
_HEAD = ("id", "title", "title_en", "unit", "kind", "values")
_TEXTS = ("title", "title_en", "unit")
_SOURCE = ("instrument", "article", "url", "checked")


@dataclass(frozen=True, slots=True)
class Dated:
    """What a rule says from `start` on, how sure that is, and where it is written."""

    start: date
    value: Any
    status: str
    source: dict[str, Any]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One file under ``data/rules``; `values` in the order of their dates."""

    rule_id: str
    title: str
    title_en: str
    unit: str
    kind: str
    values: tuple[Dated, ...]


class Faults(tuple[RuleFileError, ...]):
    """Several faults that are told together, one per line, in the language in use."""

    def __str__(self) -> str:
        return "\n".join(f"- {fault}" for fault in self)


def raise_faults(faults: list[RuleFileError]) -> None:
    """Raise the only fault, or all of them as one ``RUL-001``; nothing where there is none."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise RuleFileError("RUL-001", where=faults[0].where, count=len(faults), faults=Faults(faults))


@lru_cache(maxsize=1024)
def rule(path: str, data: bytes) -> Rule:
    """The rule in one file; `path` is relative to ``data/rules``, with ``/``.

    Raises
    ------
    RuleFileError
        Every fault of the file, the first one alone or all as ``RUL-001``.
    """
    head = mapping(read(data, path), required=_HEAD)
    faults: list[RuleFileError] = []
    _collect(faults, _check_head, head, path)
    values = _dated_values(head, faults)
    _collect(faults, _check_order, values)
    raise_faults(faults)
    texts = {key: head[key].value for key in _TEXTS}
    return Rule(rule_id=head["id"].value, kind=head["kind"].value, values=tuple(dated for dated, _ in values), **texts)


def _collect(faults: list[RuleFileError], check: Callable[..., Any], *given: Any) -> Any:
    try:
        return check(*given)
    except RuleFileError as fault:
        faults.append(fault)
        return None


def _check_head(head: dict[str, Node], path: str) -> None:
    expected = path.removesuffix(".yaml").replace("/", ".")
    if head["id"].value != expected:
        raise RuleFileError("RUL-008", where=head["id"].where, found=str(head["id"].value), expected=expected)
    for key in _TEXTS:
        _text(head[key], key)
    kind = head["kind"]
    if not isinstance(kind.value, str) or kind.value not in KINDS:
        raise RuleFileError("RUL-011", where=kind.where, found=str(kind.value), allowed=", ".join(KINDS))


def _dated_values(head: dict[str, Node], faults: list[RuleFileError]) -> list[tuple[Dated, str]]:
    """The readable dated values with their places; faults of the others go into `faults`."""
    entries = head["values"]
    if not isinstance(entries.value, tuple) or not entries.value:
        faults.append(RuleFileError("RUL-005", where=entries.where, key="from"))
        return []
    kind = head["kind"].value
    found = [(_collect(faults, _dated, node, kind), node.where) for node in entries.value]
    return [(dated, where) for dated, where in found if dated is not None]


def _dated(node: Node, kind: str) -> Dated:
    parts = _entry(node)
    start, status = _day(parts["from"]), parts["status"]
    if status.value not in STATUSES:
        raise RuleFileError("RUL-012", where=status.where, found=str(status.value), allowed=", ".join(STATUSES))
    source = _source(parts["source"], status.value)
    note = _text(parts["note"], "note") if "note" in parts else ""
    return Dated(start, _value(parts, kind), status.value, source, note)


def _entry(node: Node) -> dict[str, Node]:
    if isinstance(node.value, dict) and "source" not in node.value and {"from", "value"} & set(node.value):
        raise RuleFileError("RUL-006", where=node.where)
    return mapping(node, required=("from", "value", "status", "source"), optional=("note", "sum"))


def _value(parts: dict[str, Node], kind: str) -> Any:
    """The value in the shape of its kind; none exactly where the rule is repealed."""
    node, repealed = parts["value"], parts["status"].value == "dicabut"
    if repealed != (node.value is None):
        raise RuleFileError("RUL-010", where=node.where)
    if repealed or not isinstance(kind, str) or kind not in KINDS:
        return None
    value = parsed(kind, node)
    if "sum" in parts:
        check_sum(value, parts["sum"])
    return value


def _source(node: Node, status: str) -> dict[str, Any]:
    if not isinstance(node.value, dict):
        raise RuleFileError("RUL-006", where=node.where)
    parts = mapping(node, required=_SOURCE)
    source: dict[str, Any] = {key: parts[key].value for key in ("article", "url")}
    for key in source:
        if not isinstance(source[key], str):
            raise RuleFileError("RUL-013", where=parts[key].where, key=key)
    url = source["url"]
    if (url and not url.startswith(("http://", "https://"))) or (status == "berlaku" and not url):
        raise RuleFileError("RUL-009", where=parts["url"].where)
    instrument = _text(parts["instrument"], "instrument")
    return {"instrument": instrument, **source, "checked": _day(parts["checked"])}


def _text(node: Node, key: str) -> str:
    if not isinstance(node.value, str) or not node.value.strip():
        raise RuleFileError("RUL-013", where=node.where, key=key)
    return node.value


def _day(node: Node) -> date:
    if not isinstance(node.value, date):
        raise RuleFileError("RUL-007", where=node.where, found=str(node.value))
    return node.value


def _check_order(values: list[tuple[Dated, str]]) -> None:
    for (earlier, _), (later, where) in zip(values, values[1:], strict=False):
        if later.start <= earlier.start:
            raise RuleFileError("RUL-025", where=where, earlier=earlier.start, later=later.start)
