"""Drop-downs that take their choices from another sheet: Excel keeps them where openpyxl does not look."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import fromstring

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def restored_lists(data: bytes, sheets: Sequence[Worksheet]) -> None:
    """Give every sheet its drop-downs of the newer kind as plain ones, which Excel 2010 and later read alike."""
    by_title = {sheet.title: sheet for sheet in sheets}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for title, part in _parts(archive):
            content = archive.read(part) if part in archive.namelist() else b""
            if b"x14:dataValidation " in content and title in by_title:
                for one in fromstring(content).iter(f"{_X14}dataValidation"):
                    _add(by_title[title], one)


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Title of every sheet and the part of the file that holds it."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return
    targets = {one.get("Id"): one.get("Target", "") for one in fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    for sheet in fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_REL), "")
        yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)


def _add(sheet: Worksheet, one: Any) -> None:
    place, choices = one.findtext(f"{_XM}sqref"), one.findtext(f"{_X14}formula1/{_XM}f")
    if place and choices and one.get("type") == "list":
        made = DataValidation(
            type="list", formula1=choices, sqref=place, allow_blank=one.get("allowBlank") == "1",
            showErrorMessage=one.get("showErrorMessage") == "1", showInputMessage=one.get("showInputMessage") == "1",
            errorTitle=one.get("errorTitle"), error=one.get("error"), promptTitle=one.get("promptTitle"),
            prompt=one.get("prompt"),
        )
        sheet.add_data_validation(made)
