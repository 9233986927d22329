"""Kota Ambon through the front door: files read without help, faults found, planted needs first, the false one told."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from pembinaan_lib import needs, sample, shipped, words
from pembinaan_lib.plan import needing
from pembinaan_lib.workbook import Workbook
from tests.contoh import user
from tests.integration.test_sample_import import EIGHTEEN, WHOLE_COLUMN, code_of, place_of

SOURCE = shipped.folder("data/sample/kota_ambon")
TRUTH = json.loads((SOURCE / sample.TRUTH).read_text("utf-8"))
UNIT = ["perangkat_daerah", "kompetensi"]
STEPS = [step.name for step in needing.NEEDS if step.name not in ("keadilan", "tangga")]


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """What the import of all files said, and what stage 1 makes of them: built once."""
    words.choose_language("id")
    place = tmp_path_factory.mktemp("ambon") / "buku"
    with Workbook.create(place, instansi=TRUTH["instansi"], tahun=2027, contoh=True, **user()) as book:
        seen = book.import_files(sample.files(SOURCE))
        book.voice.keep(book.voice.group())
        return {"rows": seen.rows, "findings": seen.findings, **book.compute(only=STEPS).frames}


def planted(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    drawn = frames["register_kepekaan"][[*UNIT, "sepuluh_besar_rasio"]]
    meant = pd.DataFrame(TRUTH["kebutuhan"])
    return meant.merge(frames["register"], on=UNIT, suffixes=("_benar", "")).merge(drawn, on=UNIT)


def test_all_files_are_read_without_a_mapping(frames: dict[str, pd.DataFrame]) -> None:
    rows, said = frames["rows"], frames["findings"]
    read = rows[rows["tabel"] != ""]
    assert len(read) == len(sample.files(SOURCE)) == len(TRUTH["jumlah"])
    for _, row in read.iterrows():
        numbers = TRUTH["jumlah"][row["berkas"]]
        assert (row["lembar"], row["baris_berkas"]) == (numbers["lembar"], numbers["baris"])
        assert row["dipakai"] == numbers["dipakai"], row["berkas"]
    assert not {"TBL-021", "TBL-023"} & set(said["code"])  # nothing guessed
    assert set(said.loc[said["code"] == "TBL-020", "row_id"]) == {
        "01_nominatif_siasn.xlsx › Catatan", "05_kinerja.xlsx › Rekap",
    }


def test_every_planted_fault_is_found_at_its_row(frames: dict[str, pd.DataFrame]) -> None:
    said = set(zip(frames["findings"]["code"], frames["findings"]["row_id"], strict=True))
    faults = [f for f in TRUTH["catatan_data"] if f["row"] is not None or f["kind"] not in WHOLE_COLUMN]
    assert len(faults) > 100
    assert not [fault for fault in faults if (code_of(fault), place_of(fault)) not in said]


def test_nothing_is_found_where_nothing_was_planted(frames: dict[str, pd.DataFrame]) -> None:
    places = {place_of(fault) for fault in TRUTH["catatan_data"] if fault["row"] is not None}
    about_rows = frames["findings"][frames["findings"]["row_id"].str.contains("!")]
    extra = about_rows[~about_rows["row_id"].isin(places)]
    assert list(extra["code"]) == ["TBL-041"]  # the total below the budget lines


def test_planted_needs_are_the_first_and_stay_in_the_top_ten(frames: dict[str, pd.DataFrame]) -> None:
    found = planted(frames)
    assert len(found) == 8 and sorted(found["peringkat"]) == list(range(1, 9))
    assert (found["sepuluh_besar_rasio"] >= 0.9).all()


def test_measured_needs_are_as_large_as_planted(frames: dict[str, pd.DataFrame]) -> None:
    sizes = frames["kesenjangan_unit"][[*UNIT, "rerata_kesenjangan"]]
    found = planted(frames).query("terukur").merge(sizes, on=UNIT)
    assert len(found) == 7 and ((found["kesenjangan"] - found["rerata_kesenjangan"]).abs() < 0.2).all()
    schools = found[found["perangkat_daerah"] == "Dinas Pendidikan"]
    assert len(schools) == 2 and schools["cakupan_rasio"].between(0.3, 0.5).all()  # not shown as if all were measured


def test_a_signal_from_one_source_alone_is_flagged_as_disagreement(frames: dict[str, pd.DataFrame]) -> None:
    false, = TRUTH["isyarat_satu_sumber"]
    row = frames["register"].set_index(UNIT).loc[(false["perangkat_daerah"], false["kompetensi"])]
    assert row["berbeda"] and row["sumber_tertinggi"] == false["bukti"] and row["peringkat"] > 10
    others = row[[f"bukti_{name}" for name in needs.SOURCES if name != false["bukti"]]].astype(float)
    assert others.max() < row[f"bukti_{false['bukti']}"] / 2 and row["bukti_kesenjangan"] < 0.05
    drawn = frames["register_kepekaan"].set_index(UNIT).loc[(false["perangkat_daerah"], false["kompetensi"])]
    assert drawn["sepuluh_besar_rasio"] < 0.5


def test_units_behind_target_give_evidence_of_performance(frames: dict[str, pd.DataFrame]) -> None:
    behind = frames["indikator_kurang"].set_index(["perangkat_daerah", "indikator"])["kurang_rasio"]
    for unit in TRUTH["unit_di_bawah_target"]:
        for name in unit["indikator"]:
            assert behind.loc[(unit["perangkat_daerah"], name)].mean() > 0.2, name
    assert planted(frames).query("terukur")["bukti_kinerja"].gt(0.3).all()


def test_the_weak_office_of_the_berakhlak_survey_is_named_with_its_value(frames: dict[str, pd.DataFrame]) -> None:
    case, = TRUTH["berakhlak_terlemah"]
    said = frames["integritas_unit"].dropna(subset=["berakhlak_rerata"])
    assert said.loc[said["berakhlak_rerata"].idxmin(), "perangkat_daerah"] == case["perangkat_daerah"]
    values = frames["berakhlak_nilai"]
    own = values[values["terendah"] & (values["perangkat_daerah"] == case["perangkat_daerah"])]
    assert list(own["nilai_berakhlak"]) == [case["nilai_berakhlak"]]
    alpha = frames["berakhlak_keandalan"]
    assert len(alpha) == 8 and alpha["alpha"].iloc[0] > 0.7
    zone = frames["lke_kesenjangan"]
    assert zone["lingkup"].value_counts()["instansi"] == 1
    assert zone["dinilai"].iloc[0] == zone["dinilai"].iloc[1:].sum() == frames["kesenjangan"]["berlaku"].sum()


def test_requests_forums_and_help_are_as_planted(frames: dict[str, pd.DataFrame]) -> None:
    told, said = frames["usulan_didukung"].set_index("usulan_id"), TRUTH["usulan"]
    assert told.loc[said["didukung"], "didukung"].all()
    assert (told.loc[said["tidak_didukung"], "didukung"] == False).all()  # noqa: E712  missing is neither
    assert told.loc[said["tidak_dikenali"], "kompetensi"].isna().all()
    ready = frames["kesiapan_unit"]
    assert list(ready.loc[ready["perlu_pendampingan"].fillna(False) & ready["yakin"], "unit_kerja"]) == (
        TRUTH["perlu_pendampingan"]
    )
    case, = TRUTH["bukan_keterampilan"]
    met = frames["forum_keadaan"]
    assert met.groupby("unit_kerja").size().ge(10).sum() == 5
    own = met[met["unit_kerja"] == case["perangkat_daerah"]]
    assert (own["keadaan"] == "terbuka").mean() > 0.8  # tools are missing, so agreements stay open


def test_no_note_carries_a_number_of_a_person(frames: dict[str, pd.DataFrame]) -> None:
    assert not EIGHTEEN.search(frames["findings"].to_csv())
