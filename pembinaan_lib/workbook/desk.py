"""The planner's desk: files before they are data. What was matched by hand, and the planner's own file back with marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pembinaan_lib import forms, plan, tables, words
from pembinaan_lib.tables import templates
from pembinaan_lib.tables.marked import as_imported, marked

if TYPE_CHECKING:
    from pembinaan_lib.workbook.book import Workbook
    from pembinaan_lib.workbook.intake import ImportPreview

MAPPINGS = "pemetaan_kolom"
MARKED, TEMPLATES, QUESTIONNAIRES = "perbaikan", "templat", "kuesioner"
LONGEST_STEM = 100  # characters; a file system takes 255 bytes


class Desk:
    """The files of one open workbook, on their way in."""

    def __init__(self, book: Workbook) -> None:
        self._book = book

    def match(self, reading: tables.Reading, table: str, columns: Mapping[str, str]) -> None:
        """Keep what the planner says about a sheet: it holds for every sheet with the same headers, next month too.

        Parameters
        ----------
        reading : Reading
            The sheet as it was read.
        table : str
            The table it holds; empty to leave the sheet out.
        columns : mapping
            Header → column of the table, or empty for a column that is not to be used. Columns that are not named are
            recognised as before.
        """
        made = {**self._book.decision(MAPPINGS), reading.signature: {"tabel": table, "kolom": dict(columns)}}
        title = words.text(f"tables.{table}.title") if table else words.text("workbook.left_out")
        self._book.decide(MAPPINGS, made, reason=words.text("workbook.matched", table=title))

    def forget(self) -> None:
        """Let every sheet be recognised afresh."""
        self._book.decide(MAPPINGS, {}, reason=words.text("workbook.forgotten"))

    def marked(self, path: Path, seen: ImportPreview) -> Path:
        """The planner's file back, faulty cells coloured and explained; it stays in this workbook's own folder.

        Parameters
        ----------
        path : Path
            One of the files of `seen`.
        seen : ImportPreview
            The dry run: what only it knows (a NIP on no roster, a row that another sheet gave already) is marked too.

        Returns
        -------
        Path
            ``perbaikan/<name> - perbaikan.xlsx`` (a long name cut, ``data (csv)`` where there is a ``data.xlsx`` too);
            it holds what the file held, names among it.
        """
        folder = self._book.folder / MARKED
        folder.mkdir(exist_ok=True)
        made = folder / f"{_told_apart(path, [one for one, _ in seen.readings])} - {words.text('workbook.marked')}.xlsx"
        found = as_imported(seen.readings_of(path), findings=seen.findings, rejected=seen.rejected)
        made.write_bytes(marked(path, found))
        return made

    def template(self, table: str) -> Path:
        """A blank Excel workbook for `table`, in ``templat``."""
        return templates.write(self._book.folder / TEMPLATES, [table])[0]

    def questionnaire(self, name: str, *, technical: Sequence[str] = ()) -> list[Path]:
        """The files of a questionnaire, in ``kuesioner``: XLSForm, Word form, text and script for Google Forms.

        It offers the units, services and classes of this workbook; where it asks about competencies, about the 8+1 and
        the `technical` ones.

        Raises
        ------
        FormError
            As :func:`pembinaan_lib.forms.questionnaire`: more competencies than people can be asked about.
        """
        asked = forms.questionnaire(name, agency=self._book.instansi, **offered(self._book.inputs(), technical))
        folder = self._book.folder / QUESTIONNAIRES
        folder.mkdir(exist_ok=True)
        made = []
        for file_name, data in forms.written(asked).items():
            (folder / file_name).write_bytes(data)
            made.append(folder / file_name)
        return made


def _told_apart(path: Path, files: Sequence[Path]) -> str:
    """What to call a file among others of the same import: its own name, then with its kind, then with its number."""
    stems = [_stem(one) for one in files]
    kinds = [f"{stem} ({one.suffix.removeprefix('.').casefold()})" for stem, one in zip(stems, files, strict=True)]
    numbered = [f"{kind} {number}" for number, kind in enumerate(kinds, start=1)]
    place = files.index(path)
    for names in (stems, kinds):
        if [name.casefold() for name in names].count(names[place].casefold()) == 1:
            return names[place]
    return numbered[place]


def _stem(path: Path) -> str:
    return "".join(sign for sign in path.stem if sign.isprintable())[:LONGEST_STEM].strip()


def offered(inputs: plan.Inputs, technical: Sequence[str]) -> dict[str, list[str]]:
    """What the questions offer to choose from, sorted; empty lists where the workbook does not know."""
    frames = inputs.tables
    listed = frames["kompetensi"]
    services = {*frames["layanan"]["layanan"].dropna(), *frames["skm_ringkas"]["layanan"].dropna()}
    return {
        "units": _names([*frames["unit_kerja"]["unit_kerja"], *frames["pegawai"]["unit_kerja"]]),
        "competencies": [*listed.loc[listed["jenis"] != "teknis", "kompetensi"], *technical],
        "batches": _names(frames["angkatan"]["angkatan_id"]), "services": _names(services),
    }


def _names(values: Iterable[str]) -> list[str]:
    return sorted({str(value) for value in values if isinstance(value, str) and value})
