"""The leader's one page for a phone: sentence, numbers, two pictures, choices; as PNG and as PDF.

Set with typst: texts reach it as data, never as markup, and its only fonts are the ones of the package font_lato.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import font_lato
import typst
import vl_convert

from pembinaan_lib import words
from pembinaan_lib.documents.stamp import stamp

FONT = "Lato"
PIXELS_WIDE = 1080
_PAGE_POINTS = 400
_SETTING = Path(__file__).resolve().parent / "leader.typ"
_PICTURES = (("kurang", ("kesenjangan", "jp", "kewajiban")), ("beli", ("kegiatan",)))
_PHONE = (("kurang", ("kesenjangan_terbesar", "jp", "kewajiban")), ("beli", ("kegiatan",)))
_BARS, _STEP = 3, 32
# On a phone four figures fill two rows; this one can be worked out from what stands beside it.
_LEFT_OUT = ("sisa",)
_registered: list[bool] = []


def leader_picture(edition: Mapping[str, Any]) -> bytes:
    """The page as a PNG of 1080 pixels width, as high as it needs, in the language in use.

    Parameters
    ----------
    edition : mapping
        The published edition (:func:`pembinaan_lib.charts.published`): aggregates only, small cells hidden.
    """
    made = _compiled(edition, shape="phone", format="png", ppi=PIXELS_WIDE / _PAGE_POINTS * 72)
    return made[0] if isinstance(made, list) else made


def leader_pdf(edition: Mapping[str, Any]) -> bytes:
    """The page as a PDF of one A4 sheet, in the language in use."""
    day = datetime.combine(date.fromisoformat(edition["tanggal_data"]), datetime.min.time(), tzinfo=UTC)
    return _compiled(edition, shape="a4", format="pdf", timestamp=day)


def _compiled(edition: Mapping[str, Any], *, shape: str, **more: Any) -> Any:
    data = json.dumps(page_data(edition, shape=shape), ensure_ascii=False, sort_keys=True)
    return typst.compile(
        _SETTING.read_bytes(), sys_inputs={"data": data}, font_paths=[font_lato.font_directory],
        ignore_system_fonts=True, **more,
    )


def page_data(edition: Mapping[str, Any], *, shape: str) -> dict[str, Any]:
    """Every text of the page and its pictures as SVG, in the language in use."""
    lang = words.language()
    chosen = edition["pilihan"]
    part = edition if chosen is None else edition["batas"][chosen]
    day = words.day(date.fromisoformat(edition["tanggal_data"]))
    return {
        "bentuk": shape, "bahasa": lang, "instansi": edition["instansi"],
        "judul": words.text("documents.page.title", year=str(edition["tahun"])),
        "keadaan": words.text("documents.page.state", state=stamp(edition), day=day),
        "contoh": words.text("words.sample") if edition["contoh"] else "", "kalimat": part["kalimat"][lang],
        "angka": [{name: figure[name][lang] for name in ("judul", "nilai", "dasar")} for figure in part["angka"][:5]
                  if shape != "phone" or figure.get("kunci") not in _LEFT_OUT],
        "gambar": _pictures(edition, part, lang, phone=shape == "phone"),
        "putusan_judul": words.text("documents.page.decide"),
        "putusan_teks": (edition["bagian"]["putuskan"].get("teks") or {}).get(lang, ""),
        "putusan": [{"huruf": one["huruf"], "ini": bool(one.get("ini")), "judul": one["judul"][lang],
                     "akibat": one["akibat"][lang]} for one in edition["putusan"]],
        "kaki": words.text("documents.page.foot", state=stamp(edition), print=edition["sidik"]),
    }


def _pictures(edition: Mapping[str, Any], part: Mapping[str, Any], lang: str, *, phone: bool) -> list[dict[str, Any]]:
    """One picture for what is missing (gaps, else hours, else duties) and one for what is bought.

    A phone has no room for a heat map nor for many bars: it gets the largest ones.
    """
    known = {**edition["bagan"], **(part.get("bagan") or {})}
    found = []
    for section, names in _PHONE if phone else _PICTURES:
        name = next((one for one in names if one in known), None)
        if name:
            spec = known[name][lang]["sempit"]
            found.append({
                "bagian": words.text(f"documents.page.section.{section}"), "judul": spec["title"]["text"],
                "subjudul": "" if phone else spec["title"]["subtitle"], "bacaan": spec["description"],
                "svg": svg(_fewer(spec), width=_PAGE_POINTS - 32) if phone else svg(spec),
            })
    return found


def _fewer(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Bars for a phone: the first few, close together, and no axis, for every bar says its amount."""
    made = copy.deepcopy(dict(spec))
    made["datasets"] = {name: rows[:_BARS] for name, rows in made["datasets"].items()}
    made["height"] = {"step": _STEP}
    for layer in made["layer"]:
        layer["encoding"]["x"] |= {} if "value" in layer["encoding"]["x"] else {"axis": None}
    return made


def svg(spec: Mapping[str, Any], *, width: int = 328) -> str:
    """A specification of ours as SVG of a fixed width, without its texts (they are set beside it)."""
    return vl_convert.vegalite_to_svg(_bare(spec, width), allowed_base_urls=[])


def png(spec: Mapping[str, Any], *, width: int) -> bytes:
    """The same as a PNG, twice as fine, for papers that take no SVG."""
    return vl_convert.vegalite_to_png(_bare(spec, width), scale=2, allowed_base_urls=[])


def _bare(spec: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The drawing alone, in the font that the package brings."""
    if not _registered:
        vl_convert.register_font_directory(font_lato.font_directory)
        _registered.append(True)
    drawn = {key: value for key, value in copy.deepcopy(dict(spec)).items() if key not in ("title", "usermeta")}
    drawn |= {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    drawn["config"] = dict(drawn.get("config", {})) | {"font": FONT}
    return drawn
