"""A YAML text as plain values that still know their file and line; says nothing about what a rule is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent
from ruamel.yaml.nodes import MappingNode, Node as YamlNode, ScalarNode, SequenceNode

from pembinaan_lib.errors import RuleFileError

_PREFIX = "tag:yaml.org,2002:"
_CONSTANTS = {"true": True, "false": False}
_TAGS = {_PREFIX + kind for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}
_LARGEST_BYTES, _DEEPEST, _MOST_NODES = 1_000_000, 30, 20_000
_LONGEST_NUMBER, _LARGEST_NUMBER = 40, 10**15


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, a tuple of nodes or a dict of nodes, and its place (``bangkom/jp_minimum_pns.yaml:7``)."""

    value: Any
    where: str


def read(data: bytes, path: str) -> Node:
    """The one document of a file.

    Raises
    ------
    RuleFileError
        ``RUL-002`` not UTF-8, not YAML, or YAML that no rule needs (aliases, own tags, endless nesting);
        ``RUL-004`` a key that stands twice.
    """
    try:
        text = data.decode("utf-8")
        _check_plain(text, path)
        document = YAML(typ="safe", pure=True).compose(text)
    except UnicodeDecodeError as fault:
        raise RuleFileError("RUL-002", where=path, problem=str(fault.reason)) from fault
    except MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise RuleFileError("RUL-002", where=f"{path}:{line}", problem=str(fault.problem)) from fault
    except YAMLError as fault:
        raise RuleFileError("RUL-002", where=path, problem=str(fault).splitlines()[0]) from fault
    if document is None:
        raise RuleFileError("RUL-002", where=f"{path}:1", problem="empty")
    return _converted(document, path)


def _check_plain(text: str, path: str) -> None:
    """Refuse what a rule never has and a hostile record might: seen before anything is built from it."""
    if len(text) > _LARGEST_BYTES:
        raise RuleFileError("RUL-002", where=path, problem="too large")
    depth = nodes = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        nodes += isinstance(event, CollectionStartEvent | ScalarEvent)
        tag = getattr(event, "tag", None)
        faults = {
            "alias": isinstance(event, AliasEvent) or bool(getattr(event, "anchor", None)),
            f"tag {tag}": tag is not None and str(tag) not in _TAGS,
            "nested too deeply": depth > _DEEPEST, "too many entries": nodes > _MOST_NODES,
        }
        for problem in (name for name, found in faults.items() if found):
            raise RuleFileError("RUL-002", where=f"{path}:{event.start_mark.line + 1}", problem=problem)


def of(value: Any, where: str) -> Node:
    """A Python value (an agency's own choice) as nodes, so that it is checked like a file."""
    if isinstance(value, dict):
        return Node({key: of(item, where) for key, item in value.items()}, where)
    if isinstance(value, list | tuple):
        return Node(tuple(of(item, where) for item in value), where)
    return Node(value, where)


def mapping(node: Node, *, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Node]:
    """The node's keys, which must be exactly `required` and any of `optional`.

    Raises
    ------
    RuleFileError
        ``RUL-003`` an unknown key; ``RUL-005`` a missing key, or no keys at all.
    """
    allowed = (*required, *optional)
    if not isinstance(node.value, dict):
        raise RuleFileError("RUL-005", where=node.where, key=required[0])
    for key, item in node.value.items():
        if key not in allowed:
            raise RuleFileError("RUL-003", where=item.where, key=key, allowed=", ".join(allowed))
    for key in required:
        if key not in node.value:
            raise RuleFileError("RUL-005", where=node.where, key=key)
    return node.value


def _converted(node: YamlNode, path: str) -> Node:
    where = f"{path}:{node.start_mark.line + 1}"
    if isinstance(node, MappingNode):
        return Node(_pairs(node, path), where)
    if isinstance(node, SequenceNode):
        return Node(tuple(_converted(item, path) for item in node.value), where)
    return Node(_scalar(node, where), where)


def _pairs(node: MappingNode, path: str) -> dict[str, Node]:
    pairs: dict[str, Node] = {}
    for key, item in node.value:
        where = f"{path}:{key.start_mark.line + 1}"
        if not isinstance(key, ScalarNode):
            raise RuleFileError("RUL-002", where=where, problem="key is no text")
        if key.value in pairs:
            raise RuleFileError("RUL-004", where=where, key=key.value)
        converted = _converted(item, path)
        pairs[key.value] = Node(converted.value, where)
    return pairs


def _scalar(node: ScalarNode, where: str) -> Any:
    kind, text = str(node.tag).removeprefix(_PREFIX), node.value
    if kind == "str":
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return _CONSTANTS.get(text.lower(), text)
    try:
        if kind in ("int", "float"):
            number = (float if kind == "float" else int)(text) if len(text) <= _LONGEST_NUMBER else math.inf
            if abs(number) <= _LARGEST_NUMBER:  # larger than any sum of money, or no number at all: refused below
                return number
        if kind == "timestamp":
            return date.fromisoformat(text)
    except ValueError:
        return text  # left as text: whoever needs a number or a date says what is wrong
    raise RuleFileError("RUL-002", where=where, problem=f"{kind} {text[:_LONGEST_NUMBER]}")
