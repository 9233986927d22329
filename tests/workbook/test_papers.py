"""What leaves the workbook: sources in words of the language in use, shares that sum, bounds where history is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from pembinaan_lib import rules, words
from pembinaan_lib.plan import Results
from pembinaan_lib.workbook import law, papers
from tests.contoh import created
from tests.integration.making import person, roster

LAW = rules.load()
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(("rule_id", "told", "english"), [
    ("kesiapan.responden_minimum", "ketentuan penyusun, dapat diubah", "set by the makers, can be changed"),
    ("kewajiban.fungsional", "usulan awal, belum ada dasar hukum yang dicocokkan", "first proposal, no legal basis compared yet"),
    ("bangkom.jp_minimum_pns", "PP 11/2017 jo. PP 17/2020 Pasal 203(4)", "PP 11/2017 jo. PP 17/2020 Article 203(4)"),
])
def test_sources_are_words_that_people_understand(rule_id: str, told: str, english: str) -> None:
    assert law.cited(LAW, rule_id, TODAY) == told
    with words.speaking("en"):
        assert law.cited(LAW, rule_id, TODAY) == english


def test_no_source_speaks_of_our_files_in_either_language() -> None:
    for lang in words.LANGUAGES:
        with words.speaking(lang):
            said = " ".join(law.table(LAW, TODAY)["sumber"])
        assert "pilihan rancangan" not in said and "sumber belum ditemukan" not in said
    assert "Pasal" not in said and "Lampiran II" not in said


def test_the_word_table_has_the_rules_used_and_no_doubt_in_the_source() -> None:
    frame = pd.DataFrame({"rule_id": ["kewajiban.pengganti", "penugasan.syarat", None]}).iloc[1:]
    results = Results(frames={"ketersediaan": frame}, findings=pd.DataFrame(), meta={})
    used = papers.used_rules(results)
    assert "penugasan.syarat" in used and "bangkom.isi_rencana" in used and "sampel.krejcie_morgan" not in used
    table = law.table(LAW, TODAY, only=used, doubt=False)
    assert set(table["rule_id"]) == used
    assert not table["sumber"].str.contains("belum diverifikasi").any()


def test_shares_of_units_sum_to_the_cost_of_the_plan() -> None:
    seats = pd.DataFrame({"bangkom_id": ["B1", "B1", "B1", "B2"], "pegawai_id": ["p1", "p2", "p3", "p1"]})
    lines = pd.DataFrame({"bangkom_id": ["B1", "B2"], "biaya_rp": [100, 50]})
    staff = pd.DataFrame({"pegawai_id": ["p1", "p2", "p3"], "perangkat_daerah": ["Dinas A", "Dinas B", None]})
    results = Results(frames={"rencana_peserta": seats, "rencana_baris": lines}, findings=pd.DataFrame(), meta={})
    found = papers.unit_shares(results, SimpleNamespace(tables={"pegawai": staff})).set_index("perangkat_daerah")
    assert found["biaya_rp"].sum() == 150 and found["biaya_rasio"].sum() == pytest.approx(1)
    assert found.loc["Dinas A", ["asn", "peserta"]].tolist() == [1, 2]
    assert found.loc["Dinas A", "biaya_rp"] == pytest.approx(83, abs=1) and "" in found.index


def test_the_summary_gives_bounds_without_a_history_and_no_zero_where_nothing_is_measured(tmp_path: Path) -> None:
    with created(tmp_path / "kecil") as book:
        book.import_files([roster(tmp_path / "nominatif.xlsx", *(person(number) for number in range(1, 4)))])
        results, inputs, said = book.compute(), book.inputs(), "\n".join(book.summary())
    assert "Riwayat pelatihan belum diimpor: paling banyak" in said and "2026 belum dapat dihitung" in said
    assert "masih kurang jam pelajaran" not in said and "belum terukur" in said and "mengurangi 0%" not in said
    assert papers.page_meta(results, inputs, number="")["ada_riwayat"] is False
    known = replace(inputs, imported=(*inputs.imported, papers.HISTORY))
    assert papers.page_meta(results, known, number="")["ada_riwayat"] is True
    assert "masih kurang jam pelajaran tahun 2026" in "\n".join(papers.summary(results, known, results.findings))
