"""The command ``pembinaan``: every verb of the workbook for those who prefer to type, and for machines.

Each verb does one thing through :class:`pembinaan_lib.workbook.Workbook`, prints what happened in plain lines and ends
with 0 (done), 1 (not done, with what, where and remedy) or 2 (the command was not understood). Whatever it does has a
button in ``00_mulai`` too. Heavy parts are imported inside the verbs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from pembinaan_lib import words
from pembinaan_lib.cli import templates, verbs
from pembinaan_lib.cli.screen import note_incident
from pembinaan_lib.errors import PembinaanError

NOT_DONE, NOT_UNDERSTOOD, STOPPED = 1, 2, 130


@dataclass(frozen=True)
class Verb:
    """One verb: its name in both languages, what it needs, what it does."""

    name: str
    alias: str
    run: Callable[[argparse.Namespace], int]
    arguments: tuple[tuple[str, dict[str, Any]], ...] = ()


_FOLDER = ("folder", {"type": Path, "metavar": "folder"})
_QUIET = ("--no-browser", {"action": "store_true"})
_JOIN = ("--join", {"type": Path, "metavar": "folder"})
VERBS = (
    Verb("contoh", "demo", verbs.contoh, (("--folder", {"type": Path, "metavar": "folder"}),
                                    ("--no-serve", {"action": "store_true"}), _QUIET)),
    Verb("baru", "new", verbs.baru, (_FOLDER, ("--instansi", {"required": True, "metavar": "name"}),
                               ("--tahun", {"required": True, "type": int, "metavar": "year"}))),
    Verb("impor", "import", verbs.impor, (_FOLDER, ("files", {"type": Path, "nargs": "+", "metavar": "file"}))),
    Verb("hitung", "compute", verbs.hitung, (_FOLDER, ("--pagu", {"type": int, "metavar": "rupiah"}))),
    Verb("arsipkan", "record", verbs.arsipkan, (_FOLDER,)),
    Verb("periksa", "verify", verbs.periksa, (("path", {"type": Path, "metavar": "record"}),)),
    Verb("buka", "lab", verbs.buka, (_FOLDER, _QUIET, _JOIN)),
    Verb("tayangkan", "serve", verbs.tayangkan, (_FOLDER, _QUIET, _JOIN)),
    Verb("cadangkan", "backup", verbs.cadangkan, (_FOLDER, ("to", {"type": Path, "nargs": "?", "metavar": "file"}))),
    Verb("pulihkan", "restore", verbs.pulihkan, (("file", {"type": Path, "metavar": "file"}), _FOLDER)),
    Verb("sampel", "sample", verbs.sampel, (_FOLDER, ("--agency", {"default": verbs.SAMPLE, "metavar": "agency"}))),
    Verb("templat", "template", templates.templat, (("target", {"type": Path, "metavar": "folder"}),
                                                    ("tables", {"nargs": "*", "metavar": "table"}))),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """argparse's help with our word for "usage"."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, words.text("cli.usage") + " " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse that speaks the language in use."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **settings)
        self._positionals.title = words.text("cli.positionals")
        self._optionals.title = words.text("cli.optionals")
        self.add_argument("-h", "--help", action="help", help=words.text("cli.help"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(NOT_UNDERSTOOD, words.text("cli.not_understood") + "\n")


def parser() -> argparse.ArgumentParser:
    """The command line in the language in use; the other language's verbs work too."""
    made = _Parser(prog="pembinaan", description=words.text("cli.description"), epilog=words.text("cli.epilog"))
    made.add_argument("--lang", choices=words.LANGUAGES, help=words.text("cli.arg.lang"))
    known = made.add_subparsers(
        dest="verb", title=words.text("cli.verbs"), metavar=words.text("cli.metavar.verb"), required=True,
    )
    for verb in VERBS:
        first, other = (verb.name, verb.alias) if words.language() == "id" else (verb.alias, verb.name)
        told = words.text(f"cli.verb.{verb.name}")
        added = known.add_parser(first, aliases=[other], help=told, description=told)
        for name, details in verb.arguments:
            _add_argument(added, name, dict(details))
        added.set_defaults(run=verb.run)
    return made


def _add_argument(added: argparse.ArgumentParser, name: str, details: dict[str, Any]) -> None:
    if "metavar" in details:
        details["metavar"] = words.text(f"cli.metavar.{details['metavar']}")
    added.add_argument(name, help=words.text(f"cli.arg.{name.lstrip('-')}"), **details)


def _language(arguments: list[str]) -> tuple[str, list[str]]:
    """The language asked for, wherever ``--lang`` stands, and the arguments without it."""
    asked, rest = os.environ.get("PEMBINAAN_LANG", ""), []
    waiting = iter(arguments)
    for each in waiting:
        if each == "--lang":
            asked = next(waiting, "")
        elif each.startswith("--lang="):
            asked = each.removeprefix("--lang=")
        else:
            rest.append(each)
    return (asked if asked in words.LANGUAGES else "id"), rest


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old Windows console lacks some of our signs
    language, rest = _language(list(sys.argv[1:] if arguments is None else arguments))
    words.choose_language(language)
    options = parser().parse_args(rest)
    try:
        return int(options.run(options))
    except PembinaanError as error:
        print(error, file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print(words.text("cli.stopped"), file=sys.stderr)
        return STOPPED
    except Exception as error:  # noqa: BLE001  the last ring: nobody should see a traceback, and nothing is hidden
        code, log = note_incident(error, getattr(options, "folder", None))
        key = "cli.unexpected" if log else "cli.unexpected_unlogged"
        print(words.text(key, code=code, log=log), file=sys.stderr)
        return NOT_DONE
