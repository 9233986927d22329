"""The words of the leader's page as HTML; every text is escaped here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from pembinaan_lib import words

Edition = Mapping[str, Any]
PRINT = 8
"""Letters of the fingerprint shown, as on the papers."""
_STYLE = Path(__file__).resolve().parent / "style.css"


def style() -> str:
    """The page's style sheet."""
    return f"<style>{_STYLE.read_text(encoding='utf-8')}</style>"


def strip(edition: Edition) -> str:
    """Agency, plan year, state, archive number, date of the data, and whether it is sample data."""
    day = words.day(date.fromisoformat(edition["tanggal_data"]))
    parts = [
        f"<b>{escape(edition['instansi'])}</b>", escape(words.text("boards.year", year=str(edition["tahun"]))),
        escape(_state(edition)), escape(words.text("boards.data_date", day=day)),
        escape(words.text("boards.print", print=edition["sidik"][:PRINT])),
    ]
    sample = f"<b class='pb-contoh'>{escape(words.text('words.sample'))}</b>" if edition["contoh"] else ""
    return "<div class='pb-pita'>" + "".join(f"<span>{part}</span>" for part in parts if part) + sample + "</div>"


def _state(edition: Edition) -> str:
    """A draft until there is a record; then the record's number, and the state where that says more."""
    state = words.text(f"boards.state.{edition['keadaan']}")
    if not edition["nomor_arsip"]:
        return state
    record = words.text("boards.archive", number=edition["nomor_arsip"])
    return record if edition["keadaan"] == "draf" else f"{state}, {record}"


def sentence(part: Edition) -> str:
    """The page in one sentence."""
    return f"<p class='pb-kalimat'>{escape(part['kalimat'][words.language()])}</p>"


def figures(part: Edition) -> str:
    """Headline numbers, each with what it is a part of."""
    lang = words.language()
    cells = "".join(
        f"<div><dt>{escape(one['judul'][lang])}</dt><dd><b>{escape(one['nilai'][lang])}</b>"
        f"<span>{escape(one['dasar'][lang])}</span></dd></div>" for one in part["angka"][:5]
    )
    return f"<dl class='pb-angka-besar'>{cells}</dl>"


def heading(name: str) -> str:
    """One question."""
    return f"<h2>{escape(words.text(f'boards.section.{name}'))}</h2>"


def note(text: Mapping[str, str] | None) -> str:
    """A paragraph, or nothing."""
    return f"<p class='pb-catatan'>{escape(text[words.language()])}</p>" if text else ""


def choices(edition: Edition) -> str:
    """Choices A, B, C with rupiah and consequence."""
    lang = words.language()
    items = "".join(
        f"<li{' class=pb-ini' if one.get('ini') else ''}><b>{escape(one['huruf'])}</b>"
        f"<div><strong>{escape(one['judul'][lang])}</strong><p>{escape(one['akibat'][lang])}</p></div></li>"
        for one in edition["putusan"]
    )
    return f"<ol class='pb-pilihan'>{items}</ol>" if items else ""


def foot(edition: Edition) -> str:
    """Where the numbers come from."""
    said = words.text("boards.foot", minimum=edition["sel_minimum"], print=edition["sidik"][:PRINT])
    return f"<p class='pb-kaki'>{escape(said)}</p>"


def first_paint(edition: Edition, part: Edition) -> str:
    """The words of the page, shown until the widgets are there, and where they never come."""
    middle = strip(edition) + sentence(part) + figures(part)
    wait = f"<p class='pb-muat'>{escape(words.text('boards.loading'))}</p>"
    return f"{style()}<div class='pb-pertama pb-halaman'>{middle}{wait}</div>"


def failure(code: str) -> str:
    """A plain sentence instead of a page."""
    said = f"{words.text(f'boards.failure.{code}.what')} {words.text(f'boards.failure.{code}.remedy')}"
    return f"{style()}<div class='pb-halaman'><p class='pb-galat' role='alert'>{escape(said)}</p></div>"
