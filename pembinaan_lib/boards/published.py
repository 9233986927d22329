"""The published edition: where it is, and whether it has the shape of docs/reference/terbitan.md."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

PLACE = "PEMBINAAN_TERBITAN"
VERSION = 1
LANGUAGES = ("id", "en")
STATES = ("draf", "diajukan", "disetujui", "perubahan")
SECTIONS = ("kurang", "beli", "berjalan", "berhasil", "putuskan")
LARGEST_BYTES = 64 * 1024 * 1024


class EditionError(Exception):
    """The published edition cannot be shown; ``code`` names the sentence in the catalogues."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(f"{code} {where}".strip())
        self.code, self.where = code, where


def place() -> Path:
    """Where the edition is: named by the environment, else beside the page."""
    return Path(os.environ.get(PLACE) or "published.json")


def read(path: Path | None = None) -> dict[str, Any]:
    """The edition at `path` (default :func:`place`), checked.

    Raises
    ------
    EditionError
        ``missing``: there is no file; ``damaged``: not JSON or not of the shape; ``newer``: a version that this
        library does not know.
    """
    path = path or place()
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise EditionError("damaged", "size")
        edition = json.loads(path.read_bytes())
    except OSError:
        raise EditionError("missing") from None
    except (ValueError, RecursionError):
        raise EditionError("damaged", "json") from None
    validate(edition)
    return edition


def validate(edition: Any) -> None:
    """Refuse an edition that is not of the shape, naming the first place that is wrong."""
    _need(isinstance(edition, Mapping), "")
    _need(isinstance(edition.get("versi"), int), "versi")
    if edition["versi"] > VERSION:
        raise EditionError("newer", str(edition["versi"]))
    for name in ("instansi", "nomor_arsip", "sidik"):
        _need(isinstance(edition.get(name), str), name)
    _need(edition.get("keadaan") in STATES, "keadaan")
    _need(isinstance(edition.get("contoh"), bool), "contoh")
    for name in ("tahun", "sel_minimum"):
        _need(_whole(edition.get(name)), name)
    _day(edition.get("tanggal_data"))
    _texts(edition.get("kalimat"), "kalimat")
    _figures(edition.get("angka"), "angka")
    _pictures(edition.get("bagan"), "bagan")
    _budgets(edition)
    _choices(edition.get("putusan"))
    _sections(edition)


def _need(true: bool, where: str) -> None:
    if not true:
        raise EditionError("damaged", where)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _day(value: Any) -> None:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        raise EditionError("damaged", "tanggal_data") from None


def _texts(value: Any, where: str) -> None:
    _need(isinstance(value, Mapping) and all(isinstance(value.get(lang), str) for lang in LANGUAGES), where)


def _figures(value: Any, where: str) -> None:
    _need(isinstance(value, list), where)
    for number, figure in enumerate(value):
        _need(isinstance(figure, Mapping), f"{where}[{number}]")
        for name in ("judul", "nilai", "dasar"):
            _texts(figure.get(name), f"{where}[{number}].{name}")


def _pictures(value: Any, where: str) -> None:
    _need(isinstance(value, Mapping), where)
    for name, picture in value.items():
        _need(isinstance(picture, Mapping), f"{where}.{name}")
        for lang in LANGUAGES:
            both = picture.get(lang)
            fine = isinstance(both, Mapping) and all(isinstance(both.get(one), Mapping) for one in ("lebar", "sempit"))
            _need(fine, f"{where}.{name}.{lang}")


def _budgets(edition: Mapping[str, Any]) -> None:
    budgets, chosen = edition.get("batas"), edition.get("pilihan")
    _need(isinstance(budgets, list), "batas")
    for number, budget in enumerate(budgets):
        where = f"batas[{number}]"
        _need(isinstance(budget, Mapping), where)
        for name in ("anggaran_rp", "biaya_rp", "asn_20_jp"):
            _need(_whole(budget.get(name)), f"{where}.{name}")
        _need(isinstance(budget.get("kesenjangan_rasio"), int | float), f"{where}.kesenjangan_rasio")
        _texts(budget.get("label"), f"{where}.label")
        _texts(budget.get("kalimat"), f"{where}.kalimat")
        _figures(budget.get("angka"), f"{where}.angka")
        _pictures(budget.get("bagan"), f"{where}.bagan")
    _need(chosen is None if not budgets else _whole(chosen) and chosen < len(budgets), "pilihan")


def _choices(value: Any) -> None:
    _need(isinstance(value, list), "putusan")
    for number, choice in enumerate(value):
        where = f"putusan[{number}]"
        _need(isinstance(choice, Mapping) and isinstance(choice.get("huruf"), str), where)
        for name in ("judul", "akibat"):
            _texts(choice.get(name), f"{where}.{name}")


def _sections(edition: Mapping[str, Any]) -> None:
    sections = edition.get("bagian")
    _need(isinstance(sections, Mapping), "bagian")
    known = set(edition["bagan"]) | {name for budget in edition["batas"] for name in budget["bagan"]}
    for name in SECTIONS:
        section = sections.get(name)
        _need(isinstance(section, Mapping) and isinstance(section.get("bagan"), list), f"bagian.{name}")
        _need(set(section["bagan"]) <= known, f"bagian.{name}.bagan")
        for text in ("kosong", "teks"):
            if section.get(text) is not None:
                _texts(section[text], f"bagian.{name}.{text}")
