"""The reference page of all input tables, ``docs/reference/data.md``, written from the dictionary.

After a change to the dictionary: ``python -m pembinaan_lib.tables.pages > docs/reference/data.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from pembinaan_lib import words
from pembinaan_lib.tables.blanks import field, limits
from pembinaan_lib.tables.columns import Column, Table
from pembinaan_lib.tables.dictionary import TABLES
from pembinaan_lib.tables.spelling import plain

STAGES = ("siapa", "kebutuhan", "rancangan", "pelaksanaan", "evaluasi", "tindak_lanjut", "rujukan")
_HEADS = ("column", "kind", "help", "known")


def page() -> str:
    """The page in Markdown, in Indonesian whatever language is in use."""
    with words.speaking("id"):
        return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (f"# {words.text('pages.title')}", "", words.text("pages.intro"), "", words.text("pages.privacy"))
    for stage in STAGES:
        yield from ("", f"## {words.text(f'pages.stage.{stage}')}")
        for table in TABLES.values():
            if table.stage == stage:
                yield from _section(table)


def _section(table: Table) -> Iterator[str]:
    yield from ("", f"### {words.text(table.title_key)} (`{table.name}`)", "", words.text(table.help_key))
    yield " ".join(_facts(table))
    yield from ("", _row(words.text(f"pages.head.{head}") for head in _HEADS), "|---" * len(_HEADS) + "|")
    for column in table.file_columns:
        yield _row(_cells(table, column))


def _facts(table: Table) -> Iterator[str]:
    names = ["nip" if name == "pegawai_id" else name for name in table.key]
    yield words.text("pages.key", kunci=", ".join(f"`{name}`" for name in names))
    if not table.importable:
        yield words.text("pages.own")
        return
    yield words.text("pages.source", asal=words.text(f"tables.{table.name}.source"))
    yield words.text("pages.after", sesudah=words.text(f"tables.{table.name}.after"))
    yield words.text("pages.template", table=table.name)
    if table.wide:
        yield words.text("pages.wide")


def _cells(table: Table, column: Column) -> Iterator[str]:
    yield f"`{column.name}`"
    said = [words.text(f"pages.kind.{column.kind}")]
    if column.required and not column.default:
        said.append(words.text("pages.required"))
    if column in table.helpers and not (table.name == "pegawai" and column.name == "nama"):
        said.append(words.text("pages.kept_not"))
    yield ", ".join(said)
    asked = field(table, column)
    yield " ".join(filter(None, [asked.help, limits(asked)]))
    own = {plain(column.name), plain(column.label)}
    yield ", ".join(dict.fromkeys(spelling for spelling in column.synonyms if plain(spelling) not in own))


def _row(cells: Iterator[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())
