"""What a table and a column are: the vocabulary of the data dictionary.

A :class:`Table` is declared once (in :mod:`pembinaan_lib.tables.dictionary`); header matching, cleaning, the pandera
schema, blank templates and help pages all read that declaration. Nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import pandera.pandas as pa

#: How each kind of column is kept in a canonical frame.
DTYPES: Mapping[str, str] = MappingProxyType({
    "teks": "str", "pilihan": "str", "nip": "str", "tanggal": "datetime64[s]", "bulat": "Int64",
    "rupiah": "Int64", "desimal": "float64", "ya_tidak": "boolean",
})

#: The first cell of an example row in a template begins with this; such a row is never data.
EXAMPLE = "contoh:"
#: Cell A1 of the sheets beside the data in a template (instructions, lists) begins with this; they hold no data.
OWN_SHEET = "Templat buku kerja ·"

_CAPITALS = frozenset({"nip", "jp", "tmt", "siasn", "cpns", "jpm", "sd", "id"})


def label(name: str) -> str:
    """A column's name as a header: ``durasi_jp`` is ``Durasi JP``; a sentence stays as it is."""
    if not name.islower() or " " in name:
        return name
    return " ".join(word.upper() if word in _CAPITALS else word.capitalize() for word in name.split("_"))


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
        Indonesian noun of the field; a unit is its suffix (``_rp``, ``_jp``, ``_rasio``).
    kind : str
        One of the keys of :data:`DTYPES`.
    required : bool
        A file without this column cannot be used, nor can a row without this value.
    synonyms : tuple of str
        Other headers that mean this column, the preferred first.
    choices : tuple of str
        For ``pilihan``: the values allowed.
    aliases : mapping
        Other spellings of a choice, in lower case, to the choice meant.
    minimum, maximum : float, optional
        Allowed range, both ends included.
    unit : str
        Unit shown to the planner (``JP``, ``Rp``, ``orang``).
    default : str
        Value taken when a file has no such column; the planner is told.
    """

    name: str
    kind: str = "teks"
    required: bool = False
    synonyms: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""
    default: str = ""

    @property
    def dtype(self) -> str:
        """The pandas dtype of this column in a canonical frame."""
        return DTYPES[self.kind]

    @property
    def label(self) -> str:
        """The column as a header in a template."""
        return label(self.name)

    @property
    def help_key(self) -> str:
        """Catalogue key of the sentence that says what to fill in."""
        return f"tables.column.{self.name}"

    @property
    def rule(self) -> pa.Column:
        """This column as pandera checks it."""
        checks = []
        if self.choices:
            checks.append(pa.Check.isin(list(self.choices)))
        if self.minimum is not None:
            checks.append(pa.Check.ge(self.minimum))
        if self.maximum is not None:
            checks.append(pa.Check.le(self.maximum))
        return pa.Column(self.dtype, checks=checks, nullable=not self.required)


@dataclass(frozen=True)
class Table:
    """One table: its grain, its columns, and how files of it may look.

    Parameters
    ----------
    name : str
        Name of the table, used in code and storage.
    stage : str
        ``siapa``, ``kebutuhan``, ``rancangan``, ``pelaksanaan``, ``evaluasi``, ``tindak_lanjut`` or ``rujukan``.
    columns : tuple of Column
        Canonical columns in canonical order.
    key : tuple of str
        Columns that together name one row.
    helpers : tuple of Column
        Columns read from a file for checking or deriving, and never kept.
    wide : str
        How one file row may hold many rows: ``kompetensi``, ``butir``, ``sesi``, ``tes``, ``pasangan`` or empty
        (never).
    measures : tuple of str
        Columns of which a faulty cell is blanked while the rest of its row is kept.
    numbered : str
        The column that names a row and that a file may lack: what the row says gives it then; empty where there is none.
    importable : bool
        Whether a planner's file may hold it; reference lists of ours may not.
    """

    name: str
    stage: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    helpers: tuple[Column, ...] = ()
    wide: str = ""
    measures: tuple[str, ...] = ()
    numbered: str = ""
    importable: bool = True

    @property
    def title_key(self) -> str:
        """Catalogue key of the table's title."""
        return f"tables.{self.name}.title"

    @property
    def help_key(self) -> str:
        """Catalogue key of the sentence that says what the table is for."""
        return f"tables.{self.name}.help"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the canonical columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def about_people(self) -> bool:
        """Whether its rows are about a person, so that its files carry a NIP."""
        return "pegawai_id" in self.names

    @cached_property
    def file_columns(self) -> tuple[Column, ...]:
        """Columns that a file may have: the canonical ones (NIP in place of the id), then the helpers."""
        own = tuple(column for column in self.columns if column.name != "pegawai_id")
        return (NIP, *own, *self.helpers) if self.about_people else (*own, *self.helpers)

    @cached_property
    def schema(self) -> pa.DataFrameSchema:
        """The pandera schema of the canonical frame, derived from the columns."""
        rules = {column.name: column.rule for column in self.columns}
        return pa.DataFrameSchema(rules, strict=True, ordered=True, unique=list(self.key), name=self.name)

    def column(self, name: str) -> Column:
        """The column `name`, canonical or only found in files.

        Raises
        ------
        KeyError
            The table has no such column.
        """
        for column in (*self.columns, *self.file_columns):
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


NIP = Column(
    "nip", "nip", required=True,
    synonyms=("nip baru", "nip", "nip nippppk", "nip ni pppk", "nip ni pppk baru", "ni pppk", "nip pegawai", "nip asn",
              "nomor induk pegawai", "nip18"),
)


def teks(name: str, *synonyms: str, required: bool = False, default: str = "") -> Column:
    """A column of text."""
    return Column(name, "teks", required, synonyms, default=default)


def pilihan(
    name: str, choices: tuple[tuple[str, ...], Mapping[str, str]], *synonyms: str, required: bool = False,
    default: str = "",
) -> Column:
    """A column with a list of allowed values."""
    return Column(name, "pilihan", required, synonyms, choices[0], choices[1], default=default)


def angka(
    name: str, kind: str, *synonyms: str, required: bool = False, minimum: float | None = 0,
    maximum: float | None = None, unit: str = "",
) -> Column:
    """A column of numbers: ``bulat``, ``desimal`` or ``rupiah``; not negative unless said."""
    return Column(name, kind, required, synonyms, minimum=minimum, maximum=maximum, unit=unit)


def tanggal(name: str, *synonyms: str, required: bool = False) -> Column:
    """A column of days."""
    return Column(name, "tanggal", required, synonyms)


def ya_tidak(name: str, *synonyms: str, required: bool = False) -> Column:
    """A column of yes or no."""
    return Column(name, "ya_tidak", required, synonyms)
