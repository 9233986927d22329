"""Every notebook runs alone on the sample agency, and its stored outputs are what it gives now (strict nbval)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from pembinaan_lib import shipped
from tests.contoh import MOMENT, Contoh

NOTEBOOKS = sorted(shipped.folder("notebooks").glob("*.ipynb"))
HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def surroundings(folder: Path) -> dict[str, str]:
    """A fixed clock, a fixed person, and where the workbook is."""
    fixed = {"PEMBINAAN_FOLDER": str(folder), "PEMBINAAN_WAKTU": MOMENT.isoformat(), "PEMBINAAN_PENGGUNA": "penyusun"}
    return os.environ | fixed | {"PEMBINAAN_LANG": "id"}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_outputs_hold(notebook: Path, rencana: Contoh) -> None:
    command = [
        sys.executable, "-m", "pytest", "--nbval", "--nbval-cell-timeout=120", "--nbval-current-env",
        f"--nbval-sanitize-with={HERE / 'saring.cfg'}", "-p", "no:cacheprovider", "-p", "no:xdist", "-q", str(notebook),
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings(rencana.folder), capture_output=True, text=True, timeout=400, check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_wiring(notebook: Path) -> None:
    cells = nbformat.read(notebook, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert cells[0].cell_type == "markdown" and "?" in cells[0].source
    assert len(code) <= 16
    for cell in code:
        assert len(cell.source.splitlines()) <= 10
        assert "def " not in cell.source and "/" not in cell.source
        assert cell.metadata["jupyter"]["source_hidden"] is True
        assert cell.outputs, f"{notebook.name}: outputs are committed"


def test_outputs_hold_no_person(rencana: Contoh) -> None:
    with rencana.open() as book:
        people = book._store.identities()  # noqa: SLF001  the only place that knows names
    text = "\n".join(json.dumps(nbformat.read(path, as_version=4), ensure_ascii=False) for path in NOTEBOOKS)
    assert not [nip for nip in people["nip"] if nip in text]
    assert not [nama for nama in people["nama"] if len(nama.split()) > 1 and nama in text]
