"""A questionnaire for Google Forms: a text to copy from, and a script that builds the form without retyping.

A NIP is asked with spaces between its parts: an answer of 18 digits alone becomes a number in the sheet of answers and
loses its last three.
"""

from __future__ import annotations

import json
from typing import Any

from pembinaan_lib import words
from pembinaan_lib.forms.model import Questionnaire
from pembinaan_lib.tables.items import SCALES, Item

_NIP = "^[0-9]{8} [0-9]{6} [0-9] [0-9]{3}$"
_SCRIPT = """\
function buatKuesioner() {{
  const isi = {content};
  const form = FormApp.create(isi.judul);
  form.setDescription(isi.pengantar);
  form.setCollectEmail(false);
  isi.pertanyaan.forEach(function (p) {{
    let butir;
    if (p.jenis === 'skala') {{
      butir = form.addScaleItem().setBounds(1, p.banyak).setLabels(p.bawah, p.atas);
    }} else if (p.jenis === 'pilihan') {{
      butir = form.addMultipleChoiceItem().setChoiceValues(p.pilihan);
    }} else if (p.jenis === 'daftar') {{
      butir = form.addListItem().setChoiceValues(p.pilihan);
    }} else if (p.jenis === 'ganda') {{
      butir = form.addCheckboxItem().setChoiceValues(p.pilihan);
    }} else if (p.jenis === 'paragraf') {{
      butir = form.addParagraphTextItem();
    }} else if (p.jenis === 'tanggal') {{
      butir = form.addDateItem();
    }} else {{
      butir = form.addTextItem();
    }}
    butir.setTitle(p.teks).setRequired(p.wajib);
    if (p.bantuan) {{
      butir.setHelpText(p.bantuan);
    }}
    if (p.pola) {{
      butir.setValidation(
        FormApp.createTextValidation().setHelpText(p.bantuan).requireTextMatchesPattern(p.pola).build());
    }}
  }});
  Logger.log(form.getEditUrl());
  Logger.log(form.getPublishedUrl());
}}
"""


def google_text(asked: Questionnaire) -> str:
    """The questionnaire as a text to copy into Google Forms, question by question, in the language in use."""
    lines = [words.text("forms.google.how"), "", asked.title, asked.introduction, asked.privacy, ""]
    for number, item in enumerate(asked.items, start=1):
        lines += [f"{number}. {_text(item)}", f"   {words.text('forms.google.kind')}: {_told(item)}"]
        lines += [f"   - {choice}" for choice in _content(item).get("pilihan", [])]
        if item.kind == "nip":
            lines.append(f"   {words.text('forms.google.pattern')}: {_NIP}")
        lines.append("")
    return "\n".join(lines)


def google_script(asked: Questionnaire) -> str:
    """A script that builds the form in Google Forms, in the language in use; whoever runs it owns the form."""
    content = {
        "judul": asked.title, "pengantar": f"{asked.introduction}\n\n{asked.privacy}",
        "pertanyaan": [{"teks": _text(item), "wajib": item.required, **_content(item)} for item in asked.items],
    }
    how = "".join(f"// {line}\n" for line in words.text("forms.google.run").split("\n"))
    # Escaped beyond what JSON needs, so that no character of a name can end the text or the line in a script.
    written = json.dumps(content, ensure_ascii=True, indent=2, sort_keys=True).replace("<", "\\u003c")
    return how + _SCRIPT.format(content=written.replace("\n", "\n  "))


def _text(item: Item) -> str:
    return item.text if words.language() == "id" else item.text_en


def _label(item: Item, place: int) -> str:
    one = item.choices[place]
    return one.label if words.language() == "id" else one.label_en


def _content(item: Item) -> dict[str, Any]:
    """What the script needs to know beside the question itself."""
    labels = [_label(item, place) for place in range(len(item.choices))]
    if item.kind == "skala_5":
        return {"jenis": "skala", "banyak": len(labels), "bawah": labels[0], "atas": labels[-1]}
    if item.kind in SCALES:
        return {"jenis": "pilihan", "pilihan": [f"{place} - {one}" for place, one in enumerate(labels, start=1)]}
    if labels:
        kind = "ganda" if item.kind == "pilihan_ganda" else "daftar" if item.kind == "unit" else "pilihan"
        return {"jenis": kind, "pilihan": labels}
    if item.kind == "nip":
        return {"jenis": "teks", "pola": _NIP, "bantuan": words.text("forms.google.nip")}
    return {"jenis": {"teks": "paragraf", "tanggal": "tanggal"}.get(item.kind, "teks")}


def _told(item: Item) -> str:
    """The kind of question as Google Forms calls it, its scale, and whether it has to be answered."""
    content = _content(item)
    kind = words.text(f"forms.google.{content['jenis']}")
    if content["jenis"] == "skala":
        kind = words.text("forms.google.scale_of", kind=kind, most=content["banyak"], low=content["bawah"],
                          high=content["atas"])
    return f"{kind} · {words.text('forms.google.required' if item.required else 'forms.google.optional')}"
