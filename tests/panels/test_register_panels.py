"""The register on screen: what is shown is what was computed, a click decides and nothing else does, names only when asked."""

from __future__ import annotations

import base64
import inspect
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from html import unescape

import openpyxl
import pytest

from pembinaan_lib import needs, words
from pembinaan_lib.needs import strategy
from pembinaan_lib.panels import Causes, Register, Requests, Session, Thread, Weights, base
from pembinaan_lib.panels.comparing import Comparing, weights_now
from tests.contoh import MOMENT, Contoh, salinan
from tests.panels.touching import button, charts, html

ALL = (Register, Weights, Causes, Requests, Thread)
EVIL = "<script>alert(1)</script>"
KEY = ["perangkat_daerah", "kompetensi"]


@pytest.fixture(scope="module")
def kerja(contoh: Contoh, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The sample's workbook, computed once and changed by the tests below; each leaves its choices as it found them."""
    words.choose_language("id")
    with salinan(contoh, tmp_path_factory.mktemp("register")) as book:
        yield Session(book, lambda: MOMENT)


@contextmanager
def as_before(session: Session) -> Iterator[None]:
    """Whatever is decided inside is taken back afterwards, without telling anybody."""
    keys = ("bobot_bukti", "perbandingan_bukti", "penyebab_kebutuhan", "putusan_usulan", "kampanye_usulan")
    before = {key: session.book.decision(key) for key in keys}
    try:
        yield
    finally:
        session._listeners.clear()  # noqa: SLF001  the panels of a finished test
        for key in [key for key, value in before.items() if session.book.decision(key) != value]:
            session.book.decide(key, before[key])
            session.changed()


def sheets(take) -> openpyxl.Workbook:  # noqa: ANN001
    """The Excel file that a click gives."""
    take.button.click()
    data = re.search(r'href="data:[^,"]*;base64,([^"]*)"', take.link.value)[1]
    return openpyxl.load_workbook(io.BytesIO(base64.b64decode(data)))


def rows(page) -> list[dict]:  # noqa: ANN001
    """The rows of a sheet by their headings."""
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    head = next(number for number, row in enumerate(cells) if sum(one is not None for one in row) > 2)
    return [dict(zip(cells[head], row, strict=True)) for row in cells[head + 1:] if any(one is not None for one in row)]


def top(session: Session, count: int = 10) -> list[tuple[str, str]]:
    return list(session.frame("register").head(count)[KEY].itertuples(index=False, name=None))


@pytest.mark.parametrize("kind", ALL)
def test_hostile_names_are_only_text(kind: type[base.Panel], kerja: Session) -> None:
    session = Session(kerja.book, lambda: MOMENT)
    first = kerja.frame("register").iloc[0]
    evil = {first["perangkat_daerah"]: EVIL, first["kompetensi"]: EVIL}
    frames = {name: frame.replace(evil) if name.startswith(("register", "benang", "usulan")) else frame
              for name, frame in kerja.results.frames.items()}
    session._results = replace(kerja.results, frames=frames)  # noqa: SLF001  as if the agency called them so
    panel = kind(session)
    assert EVIL in str(panel.reading()) or kind in (Causes, Requests, Thread, Weights)
    assert "<script" not in html(panel) and "pb-gagal" not in html(panel)


# --- the order -----------------------------------------------------------------------------------------------------


def test_the_order_is_filtered_in_sentence_picture_table_and_excel(sesi: Session) -> None:
    panel, register = Register(sesi), sesi.frame("register")
    register = register[register["peringkat"].notna()]
    assert panel._body.value.count("<tr><td") == min(len(register), 200)
    unit = register["perangkat_daerah"].iloc[4]
    panel._unit.value = unit
    mine = register[register["perangkat_daerah"] == unit]
    assert f"{len(mine)} kebutuhan berurutan" in panel.reading()
    assert {row["nama"].split("\n")[1] for row in charts(panel)[0].spec["datasets"]["baris"]} == {unit}
    found = rows(sheets(panel._take).worksheets[0])
    assert [row["Urutan"] for row in found] == mine["peringkat"].tolist()
    panel._skill.value = mine["kompetensi"].iloc[0]
    assert panel._take.link.value == ""  # the file no longer fits
    assert len(panel.chosen()) == 1


def test_the_parts_in_excel_add_up_to_the_priority(sesi: Session) -> None:
    parts = [words.text(f"panels.order.kontribusi_{name}") for name in (*needs.SOURCES, "belum_diketahui")]
    for row in rows(sheets(Register(sesi)._take).worksheets[0]):
        assert sum(row[name] for name in parts) == pytest.approx(row["Prioritas"], abs=1e-9)


def test_the_sum_behind_a_need_can_be_redone(sesi: Session) -> None:
    panel = Register(sesi)
    for unit, skill in top(sesi, 5):
        panel._need.value = (unit, skill)
        parts = panel.explained(unit, skill)
        need = sesi.frame("register").query("perangkat_daerah == @unit and kompetensi == @skill").iloc[0]
        assert (parts["bobot"] * parts["nilai_dihitung"]).sum() == pytest.approx(need["prioritas"], abs=1e-9)
        assert words.number(need["prioritas"], 3) in panel._sum.value


def test_needs_without_evidence_are_counted_not_ranked(sesi: Session) -> None:
    unknown = int(sesi.frame("register")["peringkat"].isna().sum())
    panel = Register(sesi)
    panel._unit.value = panel._unit.options[1][1]
    assert unknown and f"{unknown} pasangan unit dan kompetensi belum punya bukti" in html(panel)


# --- weights -------------------------------------------------------------------------------------------------------


def test_a_moved_weight_shows_its_effect_and_decides_nothing(kerja: Session) -> None:
    with as_before(kerja):
        panel, before = Weights(kerja), len(kerja.book.journal())
        assert button(panel, "Simpan bobot").disabled and panel._preview.value == ""
        panel._sliders["kesenjangan"].value = 0
        shown = [unescape(name) for name in re.findall(r"<td>([^<]*\([^<]*\))</td>", panel._preview.value)]
        assert len(shown) == 10 and len(kerja.book.journal()) == before
        button(panel, "Simpan bobot").click()
        assert [words.text("charts.page.place", skill=skill, unit=unit) for unit, skill in top(kerja)] == shown
        kept = kerja.book.decision("bobot_bukti")
        assert kept["kesenjangan"] == 0 and kept["survei"] == 0.15
        assert "Bobot tersimpan" in panel.message.value and "pilihan Anda" in panel.reading()
        button(panel, "Kembali ke bobot aturan").click()
        assert kerja.book.decision("bobot_bukti") is None and panel._sliders["kesenjangan"].value == 30


def test_undone_moves_leave_the_weights_as_they_are(kerja: Session) -> None:
    with as_before(kerja):
        panel = Weights(kerja)
        panel._sliders["survei"].value = 90
        button(panel, "Batalkan geseran").click()
        assert panel._sliders["survei"].value == 15 and panel._preview.value == ""


def test_weights_that_are_all_zero_are_refused(kerja: Session) -> None:
    with as_before(kerja):
        panel = Weights(kerja)
        for slider in panel._sliders.values():
            slider.value = 0
        assert "di atas nol" in panel._shares.value
        button(panel, "Simpan bobot").click()
        assert kerja.book.decision("bobot_bukti") is None and "di atas nol" in panel.message.value


def test_which_weight_would_change_the_order_is_told(sesi: Session) -> None:
    panel, swaps = Weights(sesi), sesi.frame("register_tukar").head(10)
    nearest = swaps.loc[swaps["perubahan"].abs().idxmin()]
    assert f"urutan {nearest['peringkat']} dan {nearest['peringkat'] + 1} bertukar" in html(panel)
    shaken = sesi.frame("register_kepekaan").head(10)
    assert panel.reading().endswith(charts(panel)[0].spec["title"]["text"] + ".")
    assert f"{int((shaken['sepuluh_besar_rasio'] >= 0.9).sum())} dari 10 kebutuhan teratas" in panel.reading()


def answered(panel: Comparing, **ratios: float) -> None:
    for pair, ratio in ratios.items():
        panel._pair.value = pair.replace("__", "|")
        panel._answer.value = min((value for _, value in panel._answer.options), key=lambda one: abs(one - ratio))
        button(panel, "Simpan jawaban").click()


def test_weights_follow_from_comparisons_and_the_others_keep_theirs(kerja: Session) -> None:
    with as_before(kerja):
        panel, now = Comparing(kerja), weights_now(kerja)
        answered(panel, kesenjangan__kinerja=3, kinerja__survei=1, kesenjangan__survei=3)
        assert kerja.book.decision("bobot_bukti") is None  # answering is not yet choosing weights
        weights = panel.weights(panel.found())
        together = (now["kesenjangan"] + now["kinerja"] + now["survei"]) / 100
        assert weights["kesenjangan"] == pytest.approx(0.6 * together) and weights["survei"] == pytest.approx(0.2 * together)
        assert weights["suara"] == pytest.approx(now["suara"] / 100) and sum(weights.values()) == pytest.approx(1)
        assert "Jawaban Anda sejalan: rasio konsistensi 0,00" in html(panel) and "tetap: Suara masyarakat" in html(panel)
        button(panel, "Pakai bobot ini").click()
        assert kerja.book.decision("bobot_bukti")["kesenjangan"] == pytest.approx(0.6 * together)
        button(panel, "Hapus semua jawaban").click()
        assert kerja.book.decision("perbandingan_bukti") == {} and button(panel, "Pakai bobot ini").disabled


def test_contradicting_answers_name_the_pair_to_look_at(kerja: Session) -> None:
    with as_before(kerja):
        panel = Comparing(kerja)
        answered(panel, kesenjangan__kinerja=9, kinerja__survei=9, kesenjangan__survei=1 / 9)
        found = panel.found()
        assert not found.konsisten
        worst = found.pasangan.iloc[0]
        names = [words.text(f"panels.order.kontribusi_{worst[end]}") for end in ("pertama", "kedua")]
        assert "saling bertentangan" in html(panel) and f"{names[0]} terhadap {names[1]}" in html(panel)


def test_answers_that_are_not_joined_give_no_weights(kerja: Session) -> None:
    with as_before(kerja):
        panel = Comparing(kerja)
        answered(panel, kesenjangan__kinerja=3, survei__suara=5)
        assert "belum terhubung" in html(panel) and button(panel, "Pakai bobot ini").disabled
        assert "pb-gagal" not in html(panel)
        answered(panel, kinerja__survei=1)
        assert "belum teruji" in html(panel) and not button(panel, "Pakai bobot ini").disabled


# --- causes --------------------------------------------------------------------------------------------------------


def test_a_cause_needs_its_evidence(kerja: Session) -> None:
    with as_before(kerja):
        panel = Causes(kerja)
        panel._cause.value = "alat"
        button(panel, "Simpan penyebab").click()
        assert kerja.book.decision("penyebab_kebutuhan") == {} and "bagaimana Anda mengetahuinya" in panel.message.value
        assert "Belum ada penyebab yang diperiksa" in panel.reading()


def test_what_is_no_matter_of_skill_goes_to_the_heads_of_unit_and_comes_back(kerja: Session) -> None:
    with as_before(kerja):
        panel, (first, second) = Causes(kerja), top(kerja, 2)
        assert panel._need.value == first
        panel._cause.value, panel._proof.value = "alat", f"jaringan putus {EVIL}"
        button(panel, "Simpan penyebab").click()
        assert panel._need.value == second and (panel._cause.value, panel._proof.value) == ("", "")
        assert not kerja.frame("register").set_index(KEY).loc[first, "ke_rancangan"]
        assert "1 kebutuhan bukan soal keterampilan" in panel.reading() and EVIL not in html(panel)
        book = sheets(panel._take)
        assert [row["Kompetensi"] for row in rows(book.worksheets[0])] == [first[1]]
        assert f"jaringan putus {EVIL}" in rows(book.worksheets[0])[0].values()  # the heads read why, the plan only that
        assert kerja.frame("register_kepala")["bukti_penyebab"].tolist() == ["ada"]
        assert book.sheetnames[1] == first[0][:31].strip()
        panel._need.value = first
        assert panel._cause.value == "alat"
        button(panel, "Hapus penilaian ini").click()
        assert kerja.frame("register").set_index(KEY).loc[first, "ke_rancangan"]
        assert kerja.book.decision("penyebab_kebutuhan") == {}


def test_skill_stays_a_matter_of_training(kerja: Session) -> None:
    with as_before(kerja):
        panel = Causes(kerja)
        panel._cause.value, panel._proof.value = "keterampilan", "belum pernah dilatih"
        button(panel, "Simpan penyebab").click()
        assert kerja.frame("register_kepala").empty
        assert "1 sudah diperiksa penyebabnya (1 dari semua)" in panel.reading()


# --- requests ------------------------------------------------------------------------------------------------------


def chosen(panel: Requests, status: str, answer: str = "") -> str:
    """Decide the request that is looked at; what the panel says."""
    panel._status.value, panel._answer.value = status, answer
    button(panel, "Simpan putusan").click()
    return panel.message.value


def test_a_refusal_needs_a_reason_and_a_merger_a_target(kerja: Session) -> None:
    with as_before(kerja):
        panel = Requests(kerja)
        first = panel._which.value
        assert "kembali kepada pengusul" in chosen(panel, "ditolak")
        assert "tujuan penggabungan" in chosen(panel, "digabung", "sama isinya")
        assert kerja.book.decision("putusan_usulan") == {}
        assert "ditolak" in chosen(panel, "ditolak", "sudah ada tahun ini")
        assert kerja.book.decision("putusan_usulan") == {first: {"status": "ditolak", "jawaban": "sudah ada tahun ini"}}
        assert panel._which.value != first  # the next one that waits
        panel._target.value = panel._target.options[1][1]
        target, mine = panel._target.value, panel._which.value
        chosen(panel, "digabung", "jadi satu kelas")
        assert kerja.book.decision("putusan_usulan")[mine]["digabung_ke"] == target
        found = kerja.frame("usulan_didukung").set_index("usulan_id")
        assert found.loc[mine, "status"] == "digabung" and found.loc[first, "status"] == "ditolak"
        replies = rows(sheets(panel._take).worksheets[0])
        assert {row["Nomor"]: row["Jawaban"] for row in replies}[first] == "sudah ada tahun ini"


def test_the_competency_is_kept_only_where_the_planner_says_something_else(kerja: Session) -> None:
    with as_before(kerja):
        panel = Requests(kerja)
        panel._kind.value = "didukung"
        known = panel._which.value
        chosen(panel, "diterima")
        assert kerja.book.decision("putusan_usulan")[known] == {"status": "diterima"}
        panel._kind.value = "tidak dikenali"
        unknown = panel._which.value
        panel._skill.value = "Integritas"
        chosen(panel, "diterima")
        assert kerja.book.decision("putusan_usulan")[unknown] == {"status": "diterima", "kompetensi": "Integritas"}
        assert kerja.frame("usulan_dikenali").set_index("usulan_id").loc[unknown, "cara"] == "dipilih"


def test_what_the_evidence_says_is_said_for_every_request(sesi: Session) -> None:
    panel, frame = Requests(sesi), sesi.frame("usulan_didukung")
    counts = frame["alasan_bukti"].value_counts()
    assert html(panel).count("✓ didukung") >= counts["didukung"]
    assert f"{len(frame)} usulan: {counts['didukung']} didukung bukti lain" in panel.reading()
    states = panel._rows["menunggu"].tolist()
    assert states == sorted(states, reverse=True)
    for kind in ("didukung", "tidak didukung", "belum ada bukti"):
        panel._kind.value = kind
        assert len(panel.chosen()) == counts[kind]
    panel._kind.value = ""


def test_the_reason_of_a_request_stays_on_the_planners_screen(sesi: Session) -> None:
    panel = Requests(sesi)
    why = sesi.book.voice.requests().set_index("usulan_id")["alasan"]
    told = [key for _, key in panel._which.options if isinstance(why[key], str)]
    panel._which.value = told[0]
    assert unescape(panel._about.value).count(why[told[0]]) >= 1
    assert why[told[0]] not in panel.reading() and "Alasan pengusul: ada" not in panel._about.value


def test_a_call_says_who_has_not_answered(kerja: Session) -> None:
    with as_before(kerja):
        panel = Requests(kerja)
        assert "Belum ada masa pengusulan" in panel._called.value
        panel._opened.value, panel._closed.value = date(2026, 11, 30), date(2026, 11, 1)
        button(panel, "Simpan tanggal").click()
        assert kerja.book.decision("kampanye_usulan") is None and "tidak boleh sebelum" in panel.message.value
        panel._opened.value, panel._closed.value = date(2026, 8, 1), date(2026, 11, 30)
        button(panel, "Simpan tanggal").click()
        units = panel.called()
        left = int((~units["menjawab"]).sum())
        assert f"{len(units) - left} dari {len(units)} perangkat daerah" in panel._called.value
        assert panel._called.value.count("! belum menjawab") == left
        assert [page.title for page in sheets(panel._take).worksheets][:2] == ["Jawaban usulan", "Jawaban unit"]


# --- the thread ----------------------------------------------------------------------------------------------------


def test_a_goal_leads_to_its_needs_and_a_need_to_its_goal(sesi: Session) -> None:
    panel, links = Thread(sesi), sesi.frame("tautan_sasaran").dropna(subset=["kompetensi", "perangkat_daerah"])
    goal = links["sasaran"].iloc[0]
    panel._from.value = ("sasaran", goal)
    found = set(panel.led_to()[KEY].itertuples(index=False, name=None))
    assert found == set(links.loc[links["sasaran"] == goal, KEY].itertuples(index=False, name=None))
    assert goal in unescape(panel._chain.value)
    assert links.loc[links["sasaran"] == goal, "indikator"].iloc[0] in unescape(panel._chain.value)


def test_a_goal_that_leads_nowhere_says_so(sesi: Session) -> None:
    panel, torn = Thread(sesi), sesi.frame("benang_putus").query("jenis == 'sasaran tanpa kompetensi'")
    panel._from.value = ("sasaran", torn["nama"].iloc[0])
    assert panel.led_to().empty and "Benang ini terputus" in panel._chain.value
    assert button(panel, "Tampilkan nama").disabled


def test_down_to_the_people_and_up_from_one_of_them(sesi: Session) -> None:
    panel = Thread(sesi)
    need = sesi.frame("register").query("orang_di_bawah > 3").iloc[0]
    panel._need.value = (need["perangkat_daerah"], need["kompetensi"])
    assert f"{need['orang_di_bawah']} ASN di bawah standar" in panel._chain.value
    assert panel._people.value == "" and not panel._person.options
    button(panel, "Tampilkan nama").click()
    assert panel._people.value.count("<tr><td") == need["orang_di_bawah"]
    person = panel._person.options[1][1]
    panel._person.value = person
    behind = panel.behind()
    mine = behind[behind["pegawai_id"] == person]
    assert panel._up.value.count("<tr><td") == len(mine) and need["kompetensi"] in unescape(panel._up.value)
    assert panel._person.options[1][0].split(" · ")[0] not in panel.reading() + str(panel._repr_mimebundle_())
    panel._need.value = next(key for _, key in panel._need.options if key != panel._need.value)
    assert (panel._people.value, panel._up.value, panel._person.options) == ("", "", ())


def test_every_break_is_listed_and_says_how_to_mend_it(sesi: Session) -> None:
    panel, torn = Thread(sesi), sesi.frame("benang_putus")
    counts = torn["jenis"].value_counts()
    assert panel._breaks.value.count("<tr><td") == len(counts)
    for kind, count in counts.items():
        panel._torn.value = kind
        assert panel._list.value.count("<tr><td") == count
    assert len(rows(sheets(panel._take).worksheets[0])) == len(torn)
    assert f"{len(torn)} benang terputus" in panel.reading()


def test_every_kind_of_break_has_words() -> None:
    kinds = re.findall(r'"((?:sasaran|topik|kebutuhan) [^"]+)":', inspect.getsource(needs.broken_threads))
    assert len(kinds) == 8
    for kind in kinds:
        assert all(words.has(f"panels.thread.{part}.{kind.replace(' ', '_')}") for part in ("torn", "mend"))


def test_what_no_goal_and_no_competency_joins_is_counted_listed_and_in_excel(sesi: Session) -> None:
    panel, holes = Thread(sesi), sesi.frame("sasaran_lepas")
    seen = unescape(panel._loose.value)
    assert len(holes) > 20 and seen.count("<tr><td") == len(holes)
    for kind, count in holes["jenis"].value_counts().items():
        told = words.text(f"panels.thread.loose.{kind.replace(' ', '_')}")
        assert f"{told} ({count})" in seen
    assert all(name in seen for name in holes["nama"])
    found = rows(sheets(panel._take)["Belum tersambung"])
    assert [row["Nama"] for row in found] == holes["nama"].tolist()


def test_no_goals_and_no_holes_are_told_apart(sesi: Session) -> None:
    holes, links = sesi.frame("sasaran_lepas"), sesi.frame("tautan_sasaran")
    for kept, key in ((links, "joined"), (links.head(0), "no_goals")):
        session = Session(sesi.book, lambda: MOMENT)
        frames = {**sesi.results.frames, "sasaran_lepas": holes.head(0), "tautan_sasaran": kept}
        session._results = replace(sesi.results, frames=frames)  # noqa: SLF001  another agency's goals
        assert words.text(f"panels.thread.{key}") in unescape(Thread(session)._loose.value)


def test_every_kind_of_hole_has_words() -> None:
    kinds = (strategy.NO_COMPETENCY, strategy.NO_UNIT, strategy.UNKNOWN_UNIT, strategy.UNKNOWN_GOAL,
             strategy.UNKNOWN_COMPETENCY, strategy.NO_GOAL)
    for kind in kinds:
        assert all(words.has(f"panels.thread.{part}.{kind.replace(' ', '_')}") for part in ("loose", "join"))
