"""A small workbook folder with servers that really run: one pair for all tests of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest

from pembinaan_lib import record
from pembinaan_lib.serving import Running, launch, start

PAGE = "from ipywidgets import HTML\nHTML('<b>halaman perencana</b>')"
FAULTS = "from pembinaan_lib.errors import ServingError\nraise ServingError('SRV-001', where='contoh')"
SECRET_FAULT = "raise ValueError('Nama Orang 198001012005011001')"
DASHBOARD = """import os
from ipywidgets import HTML
HTML('dasbor ' + open(os.environ['PEMBINAAN_TERBITAN']).read())"""


def write_notebook(path: Path, *sources: str) -> None:
    """A notebook with one folded code cell per source."""
    book = nbformat.v4.new_notebook(metadata={
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    })
    folded = {"jupyter": {"source_hidden": True}}
    book.cells = [nbformat.v4.new_code_cell(source, metadata=folded) for source in sources]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, path)


def _publish(folder: Path, content: bytes) -> Path:
    """``publik.zip`` of a record that holds little more than `content`."""
    meta = {"seed": 1, "tahun": 2027, "instansi": "Kota", "tanggal": "2026-11-21", "contoh": True}
    return record.freeze(
        folder, number="2027-001", inputs={"pegawai.csv": b"pegawai_id\n"}, decisions=b"{}", rules={}, results={},
        proposal=None, meta=meta, public={"published.json": content}, forbidden=(),
    ).publik


@pytest.fixture(scope="session")
def workbook_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `pembinaan baru` leaves it, with a secret that no leader may see."""
    folder = tmp_path_factory.mktemp("buku kerja")
    write_notebook(folder / "00_mulai.ipynb", PAGE)
    write_notebook(folder / "gagal.ipynb", FAULTS)
    write_notebook(folder / "rahasia.ipynb", SECRET_FAULT)
    (folder / "buku-kerja.db").write_text("rahasia")
    return folder


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published edition."""
    return _publish(tmp_path_factory.mktemp("terbit"), b'"terbit"')


@pytest.fixture(scope="session")
def publish() -> Callable[[Path, bytes], Path]:
    """Makes the published edition of a folder from one JSON text."""
    return _publish


@pytest.fixture(scope="session")
def dashboards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dashboard that stands in for the shipped one: these tests are about the server, not the page."""
    folder = tmp_path_factory.mktemp("dasbor")
    write_notebook(folder / "pimpinan.ipynb", DASHBOARD)
    return folder


@pytest.fixture(scope="session")
def running(workbook_folder: Path, edition: Path, dashboards: Path) -> Iterator[Running]:
    """Both servers, started once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(launch.shipped, "folder", lambda name: dashboards)
        servers = start(workbook_folder, edition=edition)
    with servers:
        yield servers
