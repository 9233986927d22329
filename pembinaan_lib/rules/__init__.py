"""The law as dated, cited data: what a rule says as of a date, and where that is written.

May import errors and words only; loading needs no pandas. Start with :func:`load`, :class:`RuleSet` and
:class:`RuleValue`; :mod:`pembinaan_lib.rules.bands`, :mod:`pembinaan_lib.rules.nip` and
:mod:`pembinaan_lib.rules.sampling` apply rules to columns.
"""

from pembinaan_lib.rules.files import STATUSES
from pembinaan_lib.rules.ruleset import RuleSet, RuleValue, load

__all__ = ["STATUSES", "RuleSet", "RuleValue", "load"]
