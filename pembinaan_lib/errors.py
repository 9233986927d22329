"""Our own faults, and the outside world's: what happened, where, and what to do.

A fault in a planner's data is a finding (:mod:`pembinaan_lib.findings`), not an error. Each error has a short stable
code; its sentences stand in the catalogues as ``<code>.what`` and ``<code>.remedy``, so that the person who meets it
reads it in the language in use.
"""

from __future__ import annotations

from typing import Any

from pembinaan_lib import words


class PembinaanError(Exception):
    """Base of all errors that we raise on purpose.

    Parameters
    ----------
    code : str
        Stable code such as ``RUL-003``; the catalogues hold ``RUL-003.what`` and ``RUL-003.remedy``.
    where : str
        File, line, row or field. Never a name or a NIP.
    **values
        What the placeholders of the two sentences stand for.
    """

    def __init__(self, code: str, *, where: str = "", **values: Any) -> None:
        super().__init__(code, where)
        self.code, self.where, self.values = code, where, values

    @property
    def what(self) -> str:
        """What happened, in the language in use."""
        return words.text(f"{self.code}.what", **self.values)

    @property
    def remedy(self) -> str:
        """What to do about it, in the language in use."""
        return words.text(f"{self.code}.remedy", **self.values)

    def __str__(self) -> str:
        place = f" [{self.where}]" if self.where else ""
        return f"{self.what}{place} {self.remedy} ({self.code})"


class RuleFileError(PembinaanError):
    """A rule file of ours (or of the agency) is not of the one shape."""


class RuleNotInForceError(PembinaanError):
    """A rule was asked for on a date on which it does not hold."""


class TableFileError(PembinaanError):
    """A whole file cannot be read as a table (not Excel, password, empty)."""


class StoreError(PembinaanError):
    """The workbook's database cannot be used."""


class StoreVersionError(StoreError):
    """The database was written by a newer library."""


class StoreLockedError(StoreError):
    """Another program holds the database."""


class DecisionConflictError(StoreError):
    """Somebody else decided first; both values are attached as ``values``."""


class ProposalError(PembinaanError):
    """A plan cannot be proposed or accepted as it stands."""


class FormError(PembinaanError):
    """A questionnaire cannot be made as it is asked for."""


class RecordError(PembinaanError):
    """A record cannot be written or read."""


class RecordMismatchError(RecordError):
    """A record is not what its manifest says."""


class FolderError(PembinaanError):
    """A workbook folder is missing, not empty, or not a workbook."""


class ServingError(PembinaanError):
    """A server cannot be started."""


class Cancelled(PembinaanError):
    """The planner pressed stop; nothing was changed."""
