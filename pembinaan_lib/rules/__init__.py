"""The law as dated, cited data: what a rule says as of a date, and where that is written.

May import errors and words only; loading needs no pandas. Start with :func:`load`, :class:`RuleSet` and
:class:`RuleValue`; :mod:`pembinaan_lib.rules.bands` and :mod:`pembinaan_lib.rules.nip` apply rules to
columns.
"""

from pembinaan_lib.rules.files import DESIGN, NO_INSTRUMENT, NOT_FOUND, STATUSES
from pembinaan_lib.rules.ruleset import OWN_CHOICE, OWN_INSTRUMENT, RuleSet, RuleValue, load

__all__ = [
    "DESIGN", "NOT_FOUND", "NO_INSTRUMENT", "OWN_CHOICE", "OWN_INSTRUMENT", "STATUSES", "RuleSet", "RuleValue", "load",
]
