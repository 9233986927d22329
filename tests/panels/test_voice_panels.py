"""What people say, who needs company, who is left behind: the panels by hand, on the sample and on nothing."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator

import openpyxl
import pandas as pd
import pytest

from pembinaan_lib import words
from pembinaan_lib.charts import fairness as fairness_charts
from pembinaan_lib.charts import voice as charts_of
from pembinaan_lib.charts.spans import BELOW, UNSURE, Line
from pembinaan_lib.documents import akpk_tables
from pembinaan_lib.panels import Fairness, Forum, Readiness, Satisfaction, Session, Survey, Topics
from tests.contoh import MOMENT, SAMPLE, created
from tests.integration.making import person, roster
from tests.panels.touching import button, charts, html, press

DAY = "21 November 2026"
LIMITS = {"kepentingan": 3.5, "kemampuan": 3.5}


@pytest.fixture(scope="module")
def salin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A small agency with the sample's messages and forums, which these tests may change, one after the other."""
    place = tmp_path_factory.mktemp("suara")
    with created(place / "buku") as book:
        people = roster(place / "nominatif.xlsx", *(person(number) for number in range(1, 7)))
        book.import_files([people, SAMPLE / "18_suara_masyarakat.xlsx", SAMPLE / "19_forum.xlsx"])
        yield Session(book, lambda: MOMENT)


def excel(panel) -> openpyxl.Workbook:
    """What the Excel button gives."""
    press(panel, words.text("panels.take"))
    data = re.search(r'href="data:[^,]*;base64,([^"]+)"', panel._take.link.value)[1]  # noqa: SLF001
    return openpyxl.load_workbook(io.BytesIO(base64.b64decode(data)))


# --- the needs survey ---------------------------------------------------------------------------------------------


def answers(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["perangkat_daerah", "kompetensi", "kepentingan", "kemampuan"]).assign(n=5)


def test_the_quadrants_name_what_matters_and_is_not_mastered() -> None:
    points = answers(("A", "x", 4.5, 2.0), ("A", "y", 4.6, 4.4), ("A", "z", 4.6, 4.4)).assign(
        kuadran=["tingkatkan", "pertahankan", "pertahankan"])
    made = charts_of.quadrants(points, limits=LIMITS, place="A", people=12, day=DAY)
    assert made.judul == "1 kompetensi penting tetapi belum dikuasai: x"
    rows = made.lebar["datasets"]["baris"]
    assert rows[0]["nama"] == "x" and [row["sisi_nama"] for row in rows][0]
    places = [(row["penting"], row["mampu"], row["sisi_nama"]) for row in rows if row["sisi_nama"]]
    assert len(set(places)) == len(places)  # two names of one place never lie on each other
    assert made.lebar["usermeta"]["tabel"]["baris"][0] == ["x", "4,50", "2,00", "5", "Tingkatkan dahulu"]


def test_one_unit_is_drawn_when_it_is_chosen(sesi: Session) -> None:
    panel = Survey(sesi)
    everybody = charts(panel)[0].spec
    found = panel.wanted()
    unit = found["perangkat_daerah"].iloc[0]
    panel._unit.value = unit
    own = charts(panel)[0].spec
    assert unit in own["title"]["subtitle"] and own != everybody
    assert found["kompetensi"].iloc[0] in own["title"]["text"]
    book = excel(panel)
    assert len(book.sheetnames) == 3 and book.active.max_row > len(found)


# --- citizens -----------------------------------------------------------------------------------------------------


def test_elements_below_the_aim_come_first_and_say_so() -> None:
    need = pd.DataFrame({"unsur": ["biaya", "produk"], "konversi": [90.0, 70.0], "mutu": ["A", "C"], "n": [40, 41]})
    made = charts_of.elements(need, target=Line(76.61, "mutu B"), titles={"produk": "Produk"}, place="A", day=DAY)
    first, second = made.lebar["datasets"]["baris"]
    assert (first["nama"], first["sisi"]) == ("Produk", BELOW) and "di bawah sasaran" in first["label"]
    assert second["nama"] == "biaya" and "40 responden" in made.lebar["title"]["subtitle"]


def test_an_interval_across_the_aim_is_drawn_as_unsure_and_told() -> None:
    need = pd.DataFrame({
        "unsur": ["a", "b", "c"], "konversi": [70.0, 75.0, 90.0], "mutu": ["C", "C", "A"], "n": [40, 41, 42],
        "bawah": [66.0, 72.0, None], "atas": [74.0, 78.0, None],
    })
    made = charts_of.elements(need, target=Line(76.61, "mutu B"), titles={}, place="A", day=DAY)
    rows = made.lebar["datasets"]["baris"]
    assert [(row["sisi"], row["bawah"], row["atas"]) for row in rows] == [(BELOW, 66, 74), (UNSURE, 72, 78), ("biasa", 90, 90)]
    assert "2 unsur di bawah" in made.judul and "66,00 sampai 74,00" in made.bacaan
    assert [row[2] for row in made.lebar["usermeta"]["tabel"]["baris"]] == ["66,00 sampai 74,00", "72,00 sampai 78,00", "–"]


def test_the_agencys_own_target_is_the_aim_and_can_be_set(salin: Session) -> None:
    salin.book.import_files([SAMPLE / "08_skm.xlsx"])
    salin.changed()
    panel = Satisfaction(salin)
    assert panel._aim.value == "instansi" and panel._own.value == 76.61
    assert "target instansi (76,61)" in str(charts(panel)[0].spec["layer"])
    before = panel.reading()
    panel._own.value = 95
    assert "alasan" in press(panel, "Simpan target").casefold()  # an own value needs a reason
    panel._reason.value = "Perjanjian kinerja 2027"
    assert "95,00" in press(panel, "Simpan target")
    services = salin.frame("skm_layanan")
    below = int((services["nilai"] < 95).sum())
    assert f"{below} dari {len(services)} layanan di bawah target instansi (95,00)" in panel.reading() != before
    assert "target instansi (95,00)" in str(charts(panel)[0].spec["layer"])
    assert salin.book.law.reason("skm.target") == "Perjanjian kinerja 2027"
    panel._own.value = 500
    assert panel._own.value == 100  # the field ends where the scale does


def test_another_aim_moves_the_line(sesi: Session) -> None:
    panel = Satisfaction(sesi)
    title = charts(panel)[0].spec["title"]["text"]
    panel._aim.value = "A"
    assert "88,31" in charts(panel)[0].spec["title"]["text"] != title
    assert set(excel(panel).sheetnames) == {"Layanan", "Unsur"}


def test_an_agreement_is_written_down_and_can_be_taken_back(salin: Session) -> None:
    panel = Forum(salin)
    met = salin.frame("forum_keadaan")
    open_one = met.loc[met["keadaan"] == "terbuka", "forum_id"].iloc[0]
    panel._which.value, panel._status.value = open_one, "selesai"
    assert open_one in press(panel, "Catat keadaan")
    after = salin.frame("forum_keadaan").set_index("forum_id")
    assert after.loc[open_one, "keadaan"] == "selesai" and len(after) == len(met)
    salin.book.undo_import("forum")
    salin.changed()
    assert salin.frame("forum_keadaan").set_index("forum_id").loc[open_one, "keadaan"] == "terbuka"


def test_a_forum_tells_place_people_minutes_and_what_came_next(sesi: Session) -> None:
    panel, met = Forum(sesi), sesi.frame("forum_keadaan")
    held = met[met["keadaan"] != "belum_berlangsung"]
    assert f"{words.number(int(held['peserta_masyarakat'].sum()))} warga" in panel.reading()
    panel._state.value = "belum_tuntas"
    seen, undone = panel._body.value, met[met["keadaan"].isin(["terbuka", "menunggu"])]
    shown = pd.read_html(io.StringIO(seen))[0]
    assert {"Tempat", "Forum berikutnya", "Kemajuan terakhir", "Notulen", "Warga"} <= set(shown.columns)
    listed = pd.concat(pd.read_html(io.StringIO(seen)))["Nomor forum"].dropna()
    assert sorted(listed) == sorted(undone["forum_id"])
    assert len(list(excel(panel).active.iter_rows(values_only=True))) > len(met)


def test_the_newest_forum_stands_first_and_is_chosen_by_day_unit_and_number(sesi: Session) -> None:
    panel, met = Forum(sesi), sesi.frame("forum_keadaan").set_index("forum_id")
    shown = [row["forum_id"] for row in panel.told().to_dict("records")]
    days = [met.loc[one, "tanggal"] for one in shown]
    assert len(shown) == len(met) and days == sorted(days, reverse=True)
    labels, ids = zip(*panel._which.options, strict=True)
    assert list(ids) == [one for one in shown if one in ids] and len(ids) > 3
    for label, one in zip(labels, ids, strict=True):
        assert label == f"{words.day(met.loc[one, 'tanggal'].date())} · {met.loc[one, 'unit_kerja']} · {one}"


def test_what_was_agreed_is_shown_only_when_asked_for(sesi: Session) -> None:
    panel, agreed = Forum(sesi), sesi.book.voice.forums()["kesepakatan"].dropna()
    before = html(panel)
    press(panel, "Tampilkan isi kesepakatan")
    after = html(panel)
    assert any(text in after for text in agreed)
    assert not any(text in before + panel.reading() for text in agreed)


# --- topics -------------------------------------------------------------------------------------------------------


def test_topics_are_grouped_named_merged_moved_and_kept(salin: Session) -> None:
    panel = Topics(salin)
    assert "belum dikelompokkan" in panel.reading() and not charts(panel)
    assert "topik ditemukan" in press(panel, "Kelompokkan pesan")
    first, second, third = panel._found.topik["topik_id"].iloc[:3]
    sizes = dict(zip(panel._found.topik["topik_id"], panel._found.topik["jumlah"], strict=True))
    panel._topic.value, panel._name.value = first, "Sikap Petugas"
    press(panel, "Ganti nama")
    assert "Menuju kompetensi: Komunikasi, Pelayanan Publik" in html(panel)
    panel._topic.value, panel._into.value = second, first
    press(panel, "Gabungkan")
    assert panel._topic.value == first
    panel._topic.value = third
    press(panel, "Tampilkan pesan")
    chosen = [value for _, value in panel._chosen.options][:2]
    panel._chosen.value, panel._to.value, panel._new.value = chosen, "+", "Parkir"
    assert "2 pesan dipindahkan ke Parkir" in press(panel, "Pindahkan")
    assert salin.frame("topik").empty  # nothing is kept before somebody says so
    said, all_, led = press(panel, "Simpan topik"), panel._found.topik, salin.book.voice.leads(panel._found.topik)
    assert 0 < len(led) < len(all_)
    assert f"{len(all_)} topik tersimpan; {len(all_) - len(led)} belum menuju kompetensi" in said and "dan dipakai" not in said
    kept = salin.frame("topik").set_index("nama")["jumlah"]
    assert kept["Sikap Petugas"] == sizes[first] + sizes[second] and kept["Parkir"] == 2
    assert panel._keep.disabled and "topik tersimpan" in panel.reading()


def test_a_topic_is_linked_to_competencies_with_a_click(salin: Session) -> None:
    panel = Topics(salin)
    kept = salin.frame("topik").set_index("nama")["topik_id"]
    assert "topik belum menuju kompetensi mana pun" in panel.reading() and "Parkir" in panel.reading()
    panel._topic.value = kept["Parkir"]
    assert panel._skills.value == () and button(panel, "Batalkan kaitan terakhir").disabled
    panel._skills.value = ("Mengelola Perubahan", "Pelayanan Publik")
    assert "Parkir sekarang menuju Mengelola Perubahan, Pelayanan Publik" in press(panel, "Kaitkan dengan kompetensi")
    assert "Menuju kompetensi: Mengelola Perubahan, Pelayanan Publik" in html(panel) and "Parkir" not in panel.reading()
    assert panel._skills.value == ("Mengelola Perubahan", "Pelayanan Publik") and panel._topic.value == kept["Parkir"]
    panel._topic.value = kept["Sikap Petugas"]
    assert panel._skills.value == ("Komunikasi", "Pelayanan Publik")
    panel._skills.value = ()
    assert "tidak menuju kompetensi mana pun" in press(panel, "Kaitkan dengan kompetensi")
    press(panel, "Batalkan kaitan terakhir")
    press(panel, "Batalkan kaitan terakhir")
    assert "Parkir" in panel.reading() and button(panel, "Batalkan kaitan terakhir").disabled


def test_a_name_that_is_taken_merges(salin: Session) -> None:
    panel = Topics(salin)
    press(panel, panel._group.description)
    first, second = panel._found.topik["topik_id"].iloc[:2]
    panel._topic.value, panel._name.value = first, "Antrean"
    press(panel, "Ganti nama")
    panel._topic.value, panel._name.value = second, "antrean"
    before = len(panel._found.topik)
    press(panel, "Ganti nama")
    assert len(panel._found.topik) == before - 1 and panel._topic.value == first


def test_messages_are_shown_only_when_asked_for_and_never_taken_out(salin: Session) -> None:
    panel = Topics(salin)
    press(panel, panel._group.description)
    texts = [text for text in salin.book.voice.messages()["isi_pesan"].dropna() if len(text) > 40]
    before = html(panel) + panel.reading()
    assert not any(text in before for text in texts)
    told = "\n".join(str(cell.value) for sheet in excel(panel) for row in sheet for cell in row)
    assert not any(text in told for text in texts)
    press(panel, "Tampilkan pesan")
    after = html(panel)
    assert any(text in after for text in texts)


def test_a_hostile_message_is_only_text(salin: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = "<script>alert(1)</script>"
    voice = salin.book.voice
    told = voice.messages().assign(isi_pesan=evil)
    panel = Topics(salin)
    press(panel, panel._group.description)
    monkeypatch.setattr(voice, "messages", lambda: told)
    panel._topic.value = panel._found.topik["topik_id"].iloc[1]
    press(panel, "Tampilkan pesan")
    assert evil not in html(panel) and "&lt;script&gt;" in html(panel)
    panel._name.value = evil
    press(panel, "Ganti nama")
    assert evil not in html(panel)


def test_a_service_without_an_index_is_offered_and_told_apart(sesi: Session) -> None:
    panel = Satisfaction(sesi)
    whole, need = sesi.frame("skm_layanan"), sesi.frame("skm_kebutuhan").groupby(["unit_kerja", "layanan"]).ngroups
    bare = [label for label, _ in panel._service.options if "tanpa indeks" in label]
    assert len(panel._service.options) == need == len(whole) + len(bare) and bare
    assert f"{len(bare)} layanan lain tidak punya indeks karena unsurnya tidak lengkap" in panel.reading()


# --- readiness and fairness ---------------------------------------------------------------------------------------


def test_only_units_that_are_sure_are_named_as_needing_company() -> None:
    units = pd.DataFrame({
        "unit_kerja": ["A", "B", "C"], "responden": pd.array([9, 9, 1], dtype="Int64"), "rerata": [2.0, 2.9, 1.0],
        "bawah": [1.6, 2.1, None], "atas": [2.4, 3.7, None], "yakin": [True, False, False],
        "perlu_pendampingan": pd.array([True, True, None], dtype="boolean"),
    })
    made = charts_of.scores(units, by="unit_kerja", limit=3.0, kind="kesiapan", day=DAY)
    rows = made.lebar["datasets"]["baris"]
    assert [(row["nama"], row["sisi"]) for row in rows] == [("A", BELOW), ("B", UNSURE)]
    assert made.judul.endswith("perubahan: A") and "1 unit lain" in made.lebar["title"]["subtitle"]


def test_screen_and_paper_count_the_units_in_need_of_company_alike(sesi: Session) -> None:
    lines, said = sesi.frame("rencana_pendampingan"), Readiness(sesi).reading()
    counts = {name: akpk_tables.company_of(lines, name)["unit_kerja"].nunique() for name in akpk_tables.COMPANIES}
    change, digital = said.split("Perlu pendampingan digital: ")
    for part, sure, maybe in ((change, "perubahan_yakin", "perubahan_ragu"), (digital, "digital_yakin", "digital_ragu")):
        assert ("belum ada unit yang pasti" in part) == (counts[sure] == 0)
        assert (f"{counts[maybe]} unit lain disarankan, belum pasti." in part) == (counts[maybe] > 0)
    unsure = len(lines) - int(lines["yakin"].sum())
    assert Readiness(sesi)._company.value.count("(belum pasti)") == unsure > 0


def test_readiness_shows_segments_and_what_company_costs(sesi: Session) -> None:
    panel, lines = Readiness(sesi), sesi.frame("rencana_pendampingan")
    seen = html(panel)
    assert "Literasi digital per segmen" in seen and "mentor digital" in seen
    assert words.rupiah(float(lines["biaya_rp"].sum()), short=False) in seen
    assert len(excel(panel).sheetnames) == 6
    assert "Pejabat pimpinan" in seen and "Kesiapan per segmen" in seen


def test_the_side_of_readiness_that_is_lowest_stands_per_unit(sesi: Session) -> None:
    panel, sides = Readiness(sesi), sesi.frame("kesiapan_sisi")
    asked = sides[sides["responden"] >= 5]
    shown = panel.lowest()
    assert len(shown) and set(shown["unit_kerja"]) == set(asked["unit_kerja"])
    for row in shown.itertuples():
        assert row.rerata == asked.loc[asked["unit_kerja"] == row.unit_kerja, "rerata"].min()
    assert "dukungan pimpinan" in panel._sides.value
    assert f"dari {asked['unit_kerja'].nunique()} unit yang jawabannya cukup" in panel._sides.value
    book = excel(panel)
    heads = next(row for row in book["Segi paling rendah"].iter_rows(values_only=True) if "Paling rendah" in row)
    assert heads[:2] == ("Unit kerja", "Paling rendah")


def test_a_group_stands_out_only_where_its_whole_interval_does() -> None:
    row, sex = {"asn": 50, "dinilai": 50, "dihitung_jp": 50}, "jenis_kelamin"
    frame = pd.DataFrame([
        {"dimensi": "semua", "kelompok": "semua", "butuh_rasio": 0.5, "butuh_bawah": 0.4, "butuh_atas": 0.6, **row},
        {"dimensi": sex, "kelompok": "L", "butuh_rasio": 0.55, "butuh_bawah": 0.45, "butuh_atas": 0.65, **row},
        {"dimensi": sex, "kelompok": "P", "butuh_rasio": 0.7, "butuh_bawah": 0.6, "butuh_atas": 0.8, **row},
    ])
    made = fairness_charts.groups(frame, measure="butuh", dimension="jenis_kelamin", day=DAY)
    assert made.judul == "Lebih banyak yang di bawah standar: Perempuan"
    assert [row["sisi"] for row in made.lebar["datasets"]["baris"]] == [UNSURE, BELOW]


def test_the_clearest_difference_of_hours_between_kinds_of_staff_is_told(sesi: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = sesi.frame("keadilan").query("dimensi == 'jenis_pegawai'").set_index("kelompok")
    assert kinds.loc["PPPK", "jp_atas"] < kinds.loc["PNS", "jp_bawah"] and kinds.loc["CPNS", "jp_rerata"] < 20
    low, high = (words.number(kinds.loc[name, "jp_rerata"], 1) for name in ("PPPK", "PNS"))
    said = Fairness(sesi).reading()
    assert f"PPPK rata-rata {low} JP" in said and f"PNS rata-rata {high} JP" in said and "CPNS rata-rata" not in said
    alike = sesi.frame("keadilan").assign(jp_bawah=1.0, jp_atas=9.0)
    monkeypatch.setattr(sesi, "frame", lambda _: alike)
    assert "paling jelas" not in Fairness(sesi).reading()


def test_hidden_groups_are_counted_and_never_drawn(sesi: Session) -> None:
    panel = Fairness(sesi)
    panel._dimension.value = "golongan"
    found = sesi.frame("keadilan")
    hidden = found[(found["dimensi"] == "golongan") & found["butuh_rasio"].isna()]["kelompok"].tolist()
    drawn = [row["nama"] for row in charts(panel)[0].spec["datasets"]["baris"]]
    assert hidden and not set(hidden) & set(drawn)
    assert "disembunyikan" in html(panel)
    assert len(excel(panel).sheetnames) == 5


def test_past_activities_stand_beside_need_and_hours(sesi: Session) -> None:
    panel, whole = Fairness(sesi), sesi.frame("keadilan").iloc[0]
    drawn = charts(panel)[2].spec
    assert f"keseluruhan {words.number(whole['kegiatan_rerata'], 1)}" in str(drawn) and whole["kegiatan_rerata"] > 0
    table = drawn["usermeta"]["tabel"]
    assert table["kolom"][2] == "Rata-rata kegiatan" and table["baris"] and "Rata-rata kegiatan" in html(panel)
    row = next(row for row in excel(panel).worksheets[0].iter_rows(values_only=True) if "Rata-rata kegiatan" in row)
    assert {"Kegiatan, batas bawah", "Kegiatan, batas atas"} <= set(row)


@pytest.mark.parametrize("made", [
    lambda: charts_of.quadrants(answers().assign(kuadran=""), limits=LIMITS, place="A", people=0, day=DAY),
    lambda: charts_of.elements(
        pd.DataFrame(columns=["unsur", "konversi", "mutu", "n"]), target=Line(70.0, "B"), titles={}, place="A",
        day=DAY),
    lambda: charts_of.topics(pd.DataFrame(columns=["nama", "jumlah", "unit", "kata"]), day=DAY),
    lambda: fairness_charts.groups(
        pd.DataFrame(columns=["dimensi", "kelompok", "butuh_rasio", "butuh_bawah", "butuh_atas", "dinilai"]),
        measure="butuh", dimension="golongan", day=DAY),
])
def test_nothing_known_is_a_sentence(made) -> None:  # noqa: ANN001
    picture = made()
    assert picture.judul and picture.bacaan and not picture.lebar["datasets"]["baris"]


def test_the_excel_of_counts_gives_no_warning_about_persons(sesi: Session) -> None:
    rows = [cell.value for row in excel(Satisfaction(sesi)).active.iter_rows(max_row=4) for cell in row if cell.value]
    assert words.text("documents.lists.private") not in rows and words.text("words.sample") in rows


def test_buttons_wait_until_there_is_something_to_do(tanpa_data: Session) -> None:
    panel = Topics(tanpa_data)
    assert button(panel, "Kelompokkan pesan").disabled and button(panel, "Simpan topik").disabled
