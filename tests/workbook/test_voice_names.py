"""Nobody who works for the agency gets into a topic: not by a citizen's message, and not by the planner's hand."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pembinaan_lib.errors import FolderError
from pembinaan_lib.workbook import Workbook
from tests.contoh import created
from tests.integration.making import person, roster
from tests.texts.making import messages
from tests.workbook.test_voice import told

NAMES = ("Marihot Nainggolan", "Dewi Sari", "Jalani Simbolon, S.Kom.", "Ros br. Hutabarat")
SAID = (
    "Petugas bernama Marihot Nainggolan membentak warga di loket",
    "petugas yang namanya Nainggolan itu kasar, si dewi juga kasar",
    "Nainggolannya marah marah kepada warga. Hutabarat ikut membentak",
    "jalan rusak di depan kantor, Sari tidak sopan",
)


@pytest.fixture(params=[str.lower, str.upper, str.title], ids=["kecil", "besar", "judul"])
def heard(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workbook]:
    """An agency whose citizens complain of persons, in one way of writing."""
    way: Callable[[str], str] = request.param
    said = [f"{text}. {SAID[at % len(SAID)]}" for at, (_, text) in enumerate(messages(60))]
    file = tmp_path / "suara masyarakat.csv"
    with file.open("w", newline="", encoding="utf-8") as page:
        csv.writer(page).writerows([
            ["pesan_id", "tanggal", "unit_kerja", "isi_pesan"],
            *([f"m{at:03d}", "2026-10-01", "Dinas Kesehatan", way(text)] for at, text in enumerate(said)),
        ])
    people = roster(tmp_path / "n.xlsx", *(person(at, Nama=name) for at, name in enumerate(NAMES, 1)))
    with created(tmp_path / "buku") as book:
        book.import_files([people, file])
        yield book


def test_a_persons_name_is_in_no_topic_and_not_in_what_a_record_keeps(heard: Workbook) -> None:
    found = heard.voice.group(count=3)
    heard.voice.keep(found)
    kept = heard._store.dataset("topik_pesan").decode().casefold()  # noqa: SLF001  the bytes that a record holds
    shown = heard.compute(only=["suara"]).frames["topik"].to_csv().casefold()
    for word in ("marihot", "nainggol", "dewi", "sari", "simbolon", "hutabarat"):
        assert word not in kept + shown
    assert "kasar" in kept


def test_a_topic_is_named_after_its_matter_and_after_nobody(tmp_path: Path) -> None:
    found = told({"1": "a"}, {"a": "A"})
    people = roster(tmp_path / "n.xlsx", person(1, Nama="Sehat Prima"), person(2, Nama="Prima Dewi, S.Kom."))
    services = tmp_path / "layanan.csv"
    services.write_text("unit_kerja,layanan,pengguna_per_tahun\nDinas Kesehatan,Poli Prima,100\n", "utf-8")
    with created(tmp_path / "buku") as book:
        book.import_files([people, services])
        assert book.voice._names() == {"sehat", "dewi"}  # noqa: SLF001  a word of a service stays a word
        for name in ("Sikap prima DEWI", "Keluhan Dewi, Prima", "19850315 201001 1 001"):
            with pytest.raises(FolderError, match="WBK-037"):
                book.voice.keep(replace(found, topik=found.topik.assign(nama=name)))
        book.voice.keep(replace(found, topik=found.topik.assign(nama="Layanan prima Dinas Kesehatan")))
