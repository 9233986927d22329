"""A questionnaire asked again shows its change in stage 4, and nothing before."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pembinaan_lib import panels, words
from pembinaan_lib.panels import Session
from tests.contoh import MOMENT, Contoh, salinan
from tests.panels.touching import html


def test_a_second_round_of_readiness_is_compared_on_the_page_of_evaluation(contoh: Contoh, tmp_path: Path) -> None:
    with salinan(contoh, tmp_path) as book:
        title = words.text("panels.citizens.again")
        assert title not in html(panels.Citizens(Session(book, lambda: MOMENT)))
        asked = book.inputs().tables["kesiapan_perubahan"]
        unit = asked.groupby("unit_kerja")["responden_id"].nunique().idxmax()
        before = asked[asked["unit_kerja"] == unit].assign(tanggal=asked["tanggal"].min() - pd.Timedelta(days=120))
        rows = before.assign(Timestamp=before["tanggal"].dt.strftime("%d/%m/%Y %H:%M:%S"))
        wide = rows.pivot_table(index=["responden_id", "Timestamp", "unit_kerja"], columns="butir", values="skor").reset_index()
        wide["responden_id"] = [f"lama-{name}" for name in wide["responden_id"]]
        path = tmp_path / "kesiapan_perubahan_lama.xlsx"
        wide.rename(columns={"responden_id": "Responden ID", "unit_kerja": "Unit Kerja", "Timestamp": "Tanggal"}).to_excel(path, index=False)
        book.import_files([path])
        session = Session(book, lambda: MOMENT)
        change = session.frame("kuesioner_perubahan")
        assert change["unit_kerja"].tolist() == [unit]
        seen = html(panels.Citizens(session))
        assert title in seen and unit in seen
