"""Pages of a workbook follow the edition; what somebody changed is never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pembinaan_lib import shipped
from pembinaan_lib.workbook import pages

SHIPPED = sorted(path.name for path in shipped.folder("notebooks").glob("*.ipynb"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert pages.renew_pages(tmp_path) == []
    return tmp_path


def change(page: Path, source: str) -> None:
    book = json.loads(page.read_text("utf-8"))
    book["cells"][1]["source"] = [source]
    page.write_text(json.dumps(book), "utf-8")


def shipped_bytes(name: str) -> bytes:
    return (shipped.folder("notebooks") / name).read_bytes()


def test_a_new_folder_gets_every_page_and_a_second_look_changes_nothing(folder: Path) -> None:
    assert sorted(path.name for path in folder.glob("*.ipynb")) == SHIPPED
    assert pages.renew_pages(folder) == []
    assert not (folder / pages.OLDER).exists()


def test_outputs_that_a_page_gathered_are_no_change(folder: Path) -> None:
    page = folder / SHIPPED[0]
    book = json.loads(page.read_text("utf-8"))
    book["cells"][1]["outputs"] = []
    page.write_text(json.dumps(book), "utf-8")
    kept = page.read_bytes()
    assert pages.renew_pages(folder) == []
    assert page.read_bytes() == kept


def test_a_page_that_was_never_changed_follows_the_edition(folder: Path) -> None:
    page = folder / SHIPPED[1]
    change(page, "panels.People(sesi)")
    known = folder / pages.HIDDEN / pages.KNOWN
    given = json.loads(known.read_text())
    known.write_text(json.dumps(given | {page.name: pages.fingerprint(page)}))  # as an older edition shipped it
    assert pages.renew_pages(folder) == [page.name]
    assert page.read_bytes() == shipped_bytes(page.name)
    assert not (folder / pages.OLDER).exists()


def test_a_page_that_somebody_changed_stays_theirs(folder: Path) -> None:
    page = folder / SHIPPED[1]
    change(page, "print('milik saya')")
    kept = page.read_bytes()
    assert pages.renew_pages(folder) == []
    assert page.read_bytes() == kept


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"cells": [{"source": 3}]}'])
def test_a_page_of_before_is_put_aside_whatever_it_holds(folder: Path, content: bytes) -> None:
    page = folder / SHIPPED[1]
    for number in range(2):
        (folder / pages.HIDDEN / pages.KNOWN).unlink()
        page.write_bytes(content)
        assert pages.renew_pages(folder) == [page.name]
        assert page.read_bytes() == shipped_bytes(page.name)
        assert len(list((folder / pages.OLDER).iterdir())) == number + 1
    assert {path.read_bytes() for path in (folder / pages.OLDER).iterdir()} == {content}


def test_a_broken_list_of_pages_loses_nothing(folder: Path) -> None:
    (folder / pages.HIDDEN / pages.KNOWN).write_text("[1, 2")
    page = folder / SHIPPED[1]
    change(page, "print('milik saya')")
    assert pages.renew_pages(folder) == [page.name]
    assert "milik saya" in (folder / pages.OLDER / page.name).read_text("utf-8")
