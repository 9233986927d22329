"""The law as one agency applies it: the shipped rules, its own values beside them, and what somebody looked up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pembinaan_lib.rules import RuleSet

OWN, CONFIRMED = "aturan_daerah", "aturan_dikonfirmasi"


def lawful(rules: RuleSet, choices: Mapping[str, Any]) -> RuleSet:
    """The rules with the agency's own values and confirmations.

    Parameters
    ----------
    rules : RuleSet
        The rules of the files, without anything of the agency's own.
    choices : mapping
        Decisions by key; reads ``aturan_daerah`` (rule_id → ``nilai``, ``dari`` as ISO day, ``alasan``) and
        ``aturan_dikonfirmasi`` (rule_id → ``dari``, ``halaman``).

    Raises
    ------
    RuleFileError
        No such rule, a value that this rule cannot have or work with, or a day from which it has no value.
    """
    for rule_id, own in sorted((choices.get(OWN) or {}).items()):
        rules = rules.with_own(rule_id, own["nilai"], start=date.fromisoformat(own["dari"]), reason=own["alasan"])
    for rule_id, seen in sorted((choices.get(CONFIRMED) or {}).items()):
        rules = rules.with_confirmation(rule_id, start=date.fromisoformat(seen["dari"]), page=seen["halaman"])
    return rules
