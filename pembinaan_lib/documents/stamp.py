"""Whether a paper is a draft or belongs to a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pembinaan_lib import words


def stamp(about: Mapping[str, Any]) -> str:
    """The record's number where there is one (with the state, where that says more), else the state.

    Parameters
    ----------
    about : mapping
        A published edition or its meta: ``keadaan`` (draf, diajukan, disetujui, perubahan), ``nomor_arsip``.
    """
    state = words.text(f"documents.state.{about['keadaan']}")
    if not about["nomor_arsip"]:
        return state
    record = words.text("documents.record", number=about["nomor_arsip"])
    return record if about["keadaan"] == "draf" else f"{state}, {record}"
