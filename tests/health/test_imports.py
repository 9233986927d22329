"""The house's one-way streets: who may import whom, read from the code's own imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "pembinaan_lib"

BASE = {"shipped", "words", "errors", "findings", "disclosure", "packed"}
LAWS = BASE | {"rules"}
DATA = LAWS | {"tables", "statistics", "texts"}
STAGE = DATA | {"profile"}
STAGES = {"needs", "design", "delivery", "evaluation", "followup"}
PLAN = STAGE | STAGES | {"plan"}
BOOK = PLAN | {"store", "record", "charts", "documents", "forms", "workbook"}
MAY_IMPORT = {
    "shipped": set(),
    "words": {"shipped"},
    "errors": {"words"},
    "findings": {"words"},
    "disclosure": set(),
    "packed": set(),
    "rules": LAWS,
    "tables": DATA,
    "statistics": BASE | {"statistics"},
    "texts": {"errors", "words", "findings"},
    "sample": BASE | {"sample"},
    "profile": STAGE,
    **{stage: STAGE | {stage} for stage in STAGES},
    "plan": PLAN,
    "store": PLAN | {"store"},
    "record": PLAN | {"record"},
    "charts": BASE | {"charts"},
    "documents": BASE | {"charts", "documents"},
    "forms": DATA | {"forms"},
    "workbook": BOOK,
    "vega_widget": {"shipped", "words"},
    "panels": BOOK | {"vega_widget", "panels"},
    "boards": {"shipped", "words", "vega_widget", "boards"},
    "serving": BOOK | {"sample", "vega_widget", "boards", "serving"},
    "publishing": {"shipped"},
    "cli": BOOK | {"sample", "serving", "cli"},
}
WIDGETS = {"panels", "boards", "vega_widget"}
WIDGET_LIBRARIES = {"ipywidgets", "anywidget", "traitlets"}
BOARD_LIBRARIES = {"pandas", "altair", "numpy", "sqlalchemy", "highspy", "pandera"}
CHANCE_AND_CLOCK = {"random", "secrets", "time"}
PURE = STAGE | STAGES | {"plan", "charts"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_shipped" not in path.parts)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(source: str) -> set[str]:
    """Full dotted names that a module imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                raise SyntaxError("relative imports are not used in this house")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_imported(source: str) -> set[str]:
    return {name.split(".")[1] for name in imported(source) if name.startswith("pembinaan_lib.")} - {"__version__"}


def libraries_imported(source: str) -> set[str]:
    return {name.split(".")[0] for name in imported(source)} - {"pembinaan_lib"}


def test_the_checker_sees_what_it_should() -> None:
    source = "import pembinaan_lib.store\nfrom pembinaan_lib.rules import load\nfrom pembinaan_lib import words\nimport pandas as pd\n"
    assert rooms_imported(source) == {"store", "rules", "words"}
    assert libraries_imported(source) == {"pandas"}
    with pytest.raises(SyntaxError):
        imported("from . import store")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        assert not imported(path.read_text("utf-8"))
        return
    assert room in MAY_IMPORT, f"{room} is not a room of the house"
    source = path.read_text("utf-8")
    forbidden = rooms_imported(source) - MAY_IMPORT[room] - {room}
    assert not forbidden, f"{room} may not import {sorted(forbidden)}"
    libraries = libraries_imported(source)
    if room not in WIDGETS:
        assert not libraries & WIDGET_LIBRARIES, "widgets live in panels, boards and vega_widget only"
    if room in {"boards", "vega_widget"}:
        assert not libraries & BOARD_LIBRARIES, "a dashboard kernel stays light"
    if room in PURE:
        assert not libraries & CHANCE_AND_CLOCK, "chance and clock enter from outside"


def test_no_drawer_for_everything() -> None:
    names = {part.removesuffix(".py") for path in modules() for part in path.relative_to(PACKAGE).parts}
    assert not names & {"utils", "util", "helpers", "common", "misc"}
