"""Runs the notebooks and stores their outputs: ``python -m pembinaan_lib.publishing FOLDER``.

The outputs in ``notebooks`` are those of the sample agency with a fixed clock; strict nbval holds them. May be run by
whoever changes a notebook or a result; nothing else imports it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from pembinaan_lib import shipped

CELL_SECONDS = 120
MOMENT = "2026-11-21T10:42:00+07:00"
WIDGETS = "application/vnd.jupyter.widget-view+json"


def run(notebook: Path, folder: Path) -> nbformat.NotebookNode:
    """`notebook` with the outputs that it gives for the workbook in `folder`.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        A cell failed.
    """
    document = nbformat.read(notebook, as_version=4)
    client = NotebookClient(
        document, timeout=CELL_SECONDS, kernel_name="python3", store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    return _stable(client.execute())


def _stable(document: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Keep what is the same in every run: no execution times, no identities of widget models."""
    document.metadata.pop("widgets", None)
    for cell in document.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if WIDGETS in output.get("data", {}):
                output["data"][WIDGETS]["model_id"] = "0" * 32
    return document


def main() -> int:
    """Run all notebooks on the workbook given and store their outputs."""
    folder = Path(sys.argv[1]).resolve()
    fixed = {"PEMBINAAN_FOLDER": str(folder), "PEMBINAAN_WAKTU": MOMENT, "PEMBINAAN_PENGGUNA": "penyusun"}
    os.environ |= fixed | {"PEMBINAAN_LANG": "id"}
    for notebook in sorted(shipped.folder("notebooks").glob("*.ipynb")):
        nbformat.write(run(notebook, folder), notebook)
        print(notebook.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
