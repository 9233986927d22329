"""Answers of every questionnaire, as each tool exports them, come back as they were given without mapping by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib.forms import QUESTIONNAIRES, Questionnaire, questionnaire
from pembinaan_lib.tables import TABLES, looks_like, read, to_bytes
from pembinaan_lib.tables.answers import plain_answers
from pembinaan_lib.tables.items import SCALES, TABLE_OF, items
from tests.forms import exports
from tests.tables.making import nip, saved

UNITS = ("Dinas Kesehatan", "Puskesmas Aek Habil", "Sekretariat Daerah")
BATCHES, SERVICES = ("A27-01", "A27-02"), ("KTP dan Kartu Keluarga", "Izin usaha")
TECHNICAL = ("Layanan Digital", "Tata Kelola Arsip")


def asked(name: str) -> Questionnaire:
    competencies = {"kebutuhan": ("Integritas", "Kerja Sama", *TECHNICAL), "penilaian_atasan": TECHNICAL}.get(name, ())
    return questionnaire(name, agency="Pemerintah Kota Contoh", units=UNITS, competencies=competencies,
                         batches=BATCHES, services=SERVICES)


def planted(form: Questionnaire, number: int = 9) -> list[dict[str, Any]]:
    """Different answers, some of them empty where that is allowed."""
    return [{item.code: _one(item, turn, place) for place, item in enumerate(form.items)} for turn in range(number)]


def _one(item, turn: int, place: int) -> Any:
    if not item.required and (turn + place) % 4 == 0:
        return None
    if item.kind in SCALES:
        return (turn * 7 + place * 3) % len(item.choices) + 1
    if item.kind == "nip":
        return nip(turn + 1)
    if item.kind == "pilihan_ganda":
        return [one.value for at, one in enumerate(item.choices) if (turn >> at) & 1 or at == turn % 5]
    if item.kind == "unit":
        return UNITS[turn % 3]
    if item.choices:
        return item.choices[turn % len(item.choices)].value
    return f"Mohon antrean lebih cepat, loket {turn}; terima kasih"


def read_one(path):
    readings = read(path, units=UNITS)
    assert len(readings) == 1
    reading = readings[0]
    assert reading.rows_used + len(reading.rejected) == reading.rows_in_file
    return reading


def expected(form: Questionnaire, answers: list[dict[str, Any]]) -> set[tuple]:
    """Every value that has to be in the frame: (turn, column or item, value)."""
    table = TABLES[TABLE_OF[form.name]]
    columns = {column.name for column in table.columns}
    found = set()
    for turn, said in enumerate(answers):
        for item in form.items:
            given_ = said[item.code]
            if given_ is None:
                continue
            if table.wide == "pasangan" and item.kind in SCALES:
                found.add((turn, (competency_of(item), item.name), float(given_)))
            elif item.kind in SCALES:
                found.add((turn, item.name, float(given_)))
            elif item.name in columns or item.kind == "nip":
                found.add((turn, item.name, "; ".join(given_) if isinstance(given_, list) else given_))
    return found


def competency_of(item) -> str:
    return next(name for name in ("Integritas", "Kerja Sama", *TECHNICAL) if name in item.text)


def got(form: Questionnaire, reading, first: int) -> set[tuple]:
    """The frame in the form of :func:`expected`; `first` is the Excel row of the first answer."""
    table = TABLES[TABLE_OF[form.name]]
    own = [item for item in form.items if item.kind not in SCALES]
    found = set()
    for row in reading.frame.to_dict("records"):
        turn = row["baris"] - first
        if table.wide == "pasangan":
            found |= {(turn, (row["kompetensi"], side), row[side]) for side in GRID}
        elif table.wide == "kompetensi":
            found.add((turn, row["kompetensi"], row["level"]))
        elif table.wide == "butir":
            found.add((turn, row["butir"], row["skor"]))
        else:
            found |= {(turn, item.name, row[item.name]) for item in form.items
                      if item.kind in SCALES and row[item.name] == row[item.name]}
        found |= {(turn, item.name, row[item.name]) for item in own
                  if item.name in row and isinstance(row[item.name], str)}
    return found


SHAPES = {
    "google kata": lambda form, said: exports.google(form, said),
    "google angka": lambda form, said: exports.google(form, said, style="numbers"),
    "google angka dan kata": lambda form, said: exports.google(form, said, style="numbered"),
    "google inggris": lambda form, said: exports.google(form, said, lang="en"),
    "kobo xml": lambda form, said: exports.kobo(form, said),
    "kobo xml tanpa grup": lambda form, said: exports.kobo(form, said, groups=False, several="summary"),
    "kobo xml terpisah": lambda form, said: exports.kobo(form, said, several="details"),
    "kobo label": lambda form, said: exports.kobo(form, said, lang="id"),
    "kobo label terpisah": lambda form, said: exports.kobo(form, said, lang="id", groups=False, several="details"),
    "kobo label inggris": lambda form, said: exports.kobo(form, said, lang="en", several="summary"),
    "odk": exports.odk,
    "ketikan": exports.typed,
}


@pytest.mark.parametrize("name", QUESTIONNAIRES)
@pytest.mark.parametrize("shape", SHAPES)
def test_answers_come_back_as_they_were_given(name, shape, tmp_path):
    form = asked(name)
    said = planted(form)
    rows = SHAPES[shape](form, said)
    reading = read_one(saved(tmp_path / "jawaban.xlsx", {"Sheet1": rows}))
    assert reading.table == TABLE_OF[name]
    assert got(form, reading, len(rows) - len(said) + 1) == expected(form, said)
    assert len(reading.rejected) == 0
    assert all(match.confidence == 1.0 for match in reading.mapping)
    assert not set(reading.findings["code"]) & {"TBL-021", "TBL-022", "TBL-023", "TBL-051", "TBL-052"}


@pytest.mark.parametrize("name", QUESTIONNAIRES)
@pytest.mark.parametrize("headings", ["code", "full", "codetext"])
@pytest.mark.parametrize("values", ["long", "short"])
def test_answers_of_limesurvey_come_back_as_they_were_given(name, headings, values, tmp_path):
    form = asked(name)
    if headings == "code":  # its codes have neither spaces nor marks: only listed competencies can be told from them
        form = replace(form, items=tuple(item for item in form.items if "Tata Kelola" not in item.text))
    said = planted(form)
    path = tmp_path / "results-survey123456.csv"
    path.write_bytes(exports.limesurvey(form, said, headings=headings, values=values))
    reading = read_one(path)
    assert reading.table == TABLE_OF[name]
    assert got(form, reading, 2) == expected(form, said)
    assert len(reading.rejected) == 0


def test_the_moment_of_an_answer_is_kept_where_the_table_has_a_place_for_it(tmp_path):
    for turn, (shape, name) in enumerate([("google kata", "kesiapan"), ("kobo xml", "skm"), ("odk", "kebutuhan"),
                                          ("ketikan", "penilaian_atasan")]):
        form = asked(name)
        reading = read_one(saved(tmp_path / f"{turn}.xlsx", {"S": SHAPES[shape](form, planted(form, 2))}))
        assert set(reading.frame["tanggal"].dt.date) == {dt.date(2026, 3, 1), dt.date(2026, 3, 2)}, name


def test_what_the_questionnaire_itself_tells_is_told(tmp_path):
    told = {"penilaian_atasan": ("sumber", "atasan"), "perilaku": ("metode", "kuesioner")}
    for name, (column, value) in told.items():
        form = asked(name)
        reading = read_one(saved(tmp_path / f"{name}.xlsx", {"S": exports.google(form, planted(form))}))
        assert set(reading.frame[column]) == {value}
        assert "TBL-061" not in set(reading.findings["code"])  # nothing had to be assumed


GRID = {
    "tingkat_kepentingan": ("Seberapa penting kompetensi ini bagi tugas Anda?", "Tingkat Kepentingan", "Kepentingan"),
    "tingkat_kemampuan": ("Seberapa mampu Anda dalam kompetensi ini saat ini?", "Tingkat Kemampuan", "Kemampuan"),
}


@pytest.mark.parametrize("wording", range(3))
def test_a_grid_of_google_forms_and_plain_pairs_of_columns_are_a_needs_survey(wording, tmp_path):
    names = ("Integritas", "Tata Kelola Arsip")
    heads = [f"{GRID[side][wording]} [{name}]" for side in GRID for name in names]
    rows = [["Timestamp", "Unit kerja Anda", *heads],
            ["01/03/2026 10:15:00", UNITS[0], 5, "Sangat penting", "Mampu", 2]]
    reading = read_one(saved(tmp_path / "survei.xlsx", {"Form Responses 1": rows}))
    found = reading.frame.set_index("kompetensi")
    assert found.loc["Integritas", "tingkat_kepentingan"] == 5 and found.loc["Integritas", "tingkat_kemampuan"] == 4
    assert found.loc["Tata Kelola Arsip", "tingkat_kepentingan"] == 5
    assert found.loc["Tata Kelola Arsip", "tingkat_kemampuan"] == 2


def test_half_of_a_pair_is_told_and_not_used(tmp_path):
    form = asked("kebutuhan")
    said = planted(form, 3)
    said[1]["penting_integritas"] = None
    reading = read_one(saved(tmp_path / "survei.xlsx", {"S": exports.google(form, said)}))
    assert ("Integritas" in set(reading.frame.loc[reading.frame["baris"] == 3, "kompetensi"])) is False
    assert len(reading.frame) == 3 * 4 - 1
    told = reading.findings[reading.findings["code"] == "TBL-100"]
    assert list(told["row_id"]) == ["S!3"] and "Integritas" in told["column"].iloc[0]
    assert "penting" in told["column"].iloc[0]


def test_every_empty_half_is_told_at_its_own_column(tmp_path):
    form = asked("kebutuhan")
    said = planted(form, 3)
    said[1]["penting_integritas"] = said[1]["mampu_kerja_sama"] = None
    reading = read_one(saved(tmp_path / "survei.xlsx", {"S": exports.google(form, said)}))
    told = reading.findings[reading.findings["code"] == "TBL-100"]
    assert list(told["row_id"]) == ["S!3", "S!3"] and told["column"].nunique() == 2


def test_a_needs_survey_is_one_row_of_the_file_for_one_respondent(tmp_path):
    form = asked("kebutuhan")
    reading = read_one(saved(tmp_path / "survei.xlsx", {"S": exports.google(form, planted(form, 5))}))
    assert reading.rows_in_file == reading.rows_used == 5 and len(reading.frame) == 20
    assert reading.frame.groupby("baris")["responden_id"].nunique().eq(1).all()
    assert reading.frame["responden_id"].nunique() == 5
    to_bytes(reading.frame.drop(columns="baris"), "survei_kebutuhan")


@pytest.mark.parametrize("name", ["kebutuhan", "kesiapan", "skm", "reaksi"])
@pytest.mark.parametrize("shape", ["google kata", "kobo xml", "odk"])
def test_the_same_answer_in_a_longer_download_is_the_same_respondent(name, shape, tmp_path):
    form = asked(name)
    said = planted(form, 8)
    short, long = ({row["baris"]: row["responden_id"] for row in read_one(saved(
        tmp_path / f"{number}.xlsx", {"S": SHAPES[shape](form, said[:number])})).frame.to_dict("records")}
        for number in (5, 8))
    assert len(set(long.values())) == 8 and long | short == long


def test_a_form_sent_twice_is_one_answer_and_equal_answers_of_two_people_are_two(tmp_path):
    form = asked("skm")
    rows = exports.google(form, planted(form, 3))
    sent_twice = read_one(saved(tmp_path / "dua.xlsx", {"S": [*rows, rows[1]]}))
    assert list(sent_twice.rejected["code"]) == ["TBL-034"] and sent_twice.frame["responden_id"].nunique() == 3
    untimed = [row[1:] for row in rows]
    equal = read_one(saved(tmp_path / "sama.xlsx", {"S": [*untimed, untimed[1]]}))
    assert len(equal.rejected) == 0 and equal.frame["responden_id"].nunique() == 4


def test_a_choice_with_commas_stays_whole_and_what_is_no_choice_is_kept():
    item = next(one for one in items("kebutuhan") if one.kind == "pilihan_ganda")
    whole = "Peralatan, aplikasi, dan jaringan"
    for cell in (f"{whole}, Jumlah pegawai", f"Jumlah pegawai; {whole}", f"Jumlah pegawai {whole}",
                 f"jumlah pegawai,{whole.lower()}", f"{whole}\nJumlah pegawai", "jumlah_pegawai sarana"):
        assert item.answer(cell) == "sarana; jumlah_pegawai", cell
    assert item.answer(f"{whole}, cuaca buruk") == "sarana; cuaca buruk"
    assert item.answer("tidak ada dukungan atasan") == "tidak ada dukungan atasan"
    assert item.answer("") == "" and item.answer(None) is None


def test_words_numbers_and_codes_of_a_scale_are_its_place():
    agree = next(one for one in items("kesiapan") if one.kind == "skala_5")
    paid = next(one for one in items("skm") if one.name == "biaya")
    for said in ("Setuju", "setuju ", "4 - Setuju", "4. SETUJU", "4=setuju", "Agree", "A4", "AO04", "SQ004"):
        assert agree.answer(said) == 4, said
    for said in (4, 4.0, "4", "6 - Setuju sekali", "A6", "", None, "setuju sekali saya", "4 setuju", "=4-1"):
        assert agree.answer(said) == said, said
    assert [paid.answer(one) for one in ("Sangat mahal", "Cukup mahal", "Murah", "Gratis")] == [1, 2, 3, 4]


def test_an_item_worded_the_other_way_round_keeps_the_raw_answer(tmp_path):
    form = asked("kesiapan")
    turned = [item for item in form.items if item.reverse]
    said = [{item.code: 5 if item.kind in SCALES else UNITS[0] if item.kind == "unit" else None for item in form.items}]
    reading = read_one(saved(tmp_path / "k.xlsx", {"S": exports.google(form, said)}))
    assert len(turned) == 2 and set(reading.frame["skor"]) == {5.0}
    assert {item.name for item in turned} < set(reading.frame["butir"])


def test_summaries_and_recaps_are_not_taken_for_answers():
    elements = [item.text.partition(":")[0] for item in items("skm") if item.kind in SCALES]
    recap = [["Unit Kerja", "Layanan", "Periode", "Jumlah Responden", *elements],
             ["A", "B", "Juni 2025", 20, *[3.2] * 9]]
    texts = [item.text for item in items("skm") if item.kind in SCALES]
    totals = [["Unit Kerja", "Periode", "Jumlah Responden", *texts], ["A", "Juni 2025", 20, *[3.2] * 9]]
    centre = [["NIP", "Nama", *(item.name for item in items("penilaian_atasan")[1:10])], [nip(1), "X", *[3] * 9]]
    few = [["Unit Kerja", "Materi sesuai dengan kebutuhan pekerjaan saya", "Pengajar menguasai materi"], ["A", 1, 2]]
    for rows in (recap, totals, centre, few):
        assert plain_answers(rows).layout is None and plain_answers(rows).rows is rows


def test_forms_of_others_lose_groups_and_codes_where_a_tool_made_them(tmp_path):
    kobo = [["identitas/NIP", "identitas/nama", "data/level_a/integritas", "komunikasi", "_uuid", "_submission_time"],
            [nip(1), "X", 3, 4, "u-1", "2026-03-01T01:00:00"]]
    reading = read_one(saved(tmp_path / "kobo.xlsx", {"S": kobo}))
    assert reading.table == "penilaian_kompetensi" and set(reading.frame["kompetensi"]) == {"Integritas", "Komunikasi"}
    path = tmp_path / "lime.csv"
    path.write_text('"id. Response ID","submitdate. Date submitted","lastpage. Last page","q1. NIP","q2. Integritas"\n'
                    f'"1","2026-03-01 10:00:00","2","{nip(1)}","4"\n', encoding="utf-8-sig")
    assert read_one(path).table == "penilaian_kompetensi"
    bare = [["a/NIP", "b/Integritas"], [nip(1), 3]]
    assert plain_answers(bare).rows is bare


def test_a_questionnaire_is_recognised_before_it_is_read(tmp_path):
    form = asked("literasi_digital")
    path = saved(tmp_path / "unduhan.xlsx", {"S": exports.kobo(form, planted(form))})
    assert looks_like(path, "literasi_digital") and not looks_like(path, "kesiapan_perubahan")


def test_the_planners_word_about_a_column_wins_and_the_rest_stays_known(tmp_path):
    form = asked("kesiapan")
    rows = exports.kobo(form, planted(form))
    path = saved(tmp_path / "k.xlsx", {"S": rows})
    first = read_one(path)
    columns = {"bagian_identitas/segmen": "", "start": "tanggal"}
    said = {first.signature: {"tabel": "kesiapan_perubahan", "kolom": columns}}
    second = read(path, units=UNITS, mappings=said)[0]
    assert second.frame["segmen"].isna().all() and set(second.frame["butir"]) == set(first.frame["butir"])
    left_out = read(path, units=UNITS, mappings={first.signature: {"tabel": ""}})[0]
    assert left_out.table == ""


def test_rows_and_places_stay_where_they_are():
    form = asked("kebutuhan")
    rows = [["Judul"], [], *exports.kobo(form, planted(form), lang="id"), [], ["", ""]]
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    before = [list(row) for row in rows]
    told = plain_answers(rows)
    assert rows == before and len(told.rows) == len(rows)
    assert told.layout is not None and told.rows[2][:width] == rows[2] and told.rows[-1][:width] == rows[-1]


HOSTILE = st.one_of(
    st.none(), st.integers(), st.floats(), st.dates(), st.datetimes(),
    st.text(max_size=40), st.sampled_from([
        "=HYPERLINK(\"http://x\",\"klik\")", "@SUM(A1)", "+1+1", "<script>alert(1)</script>", "\x00\x1b[31m", "\ud800",
        "\u202e4\u202c", "4" * 400, "Setuju" * 6000, "4 - ", "- 4", "A" + "9" * 50, "\n\n", "[", "]", "[Setuju]", "/",
        "\\",
    ]),
)


@settings(max_examples=60)
@given(st.data())
def test_hostile_answers_are_kept_or_told_and_never_break(data):
    name = data.draw(st.sampled_from(QUESTIONNAIRES))
    form = asked(name)
    rows = data.draw(st.sampled_from([exports.google, exports.kobo, exports.odk]))(form, planted(form, 3))
    for _ in range(data.draw(st.integers(1, 12))):
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(HOSTILE)
    told = plain_answers(rows)
    assert len(told.rows) == len(rows)
    for old, new in zip(rows, told.rows, strict=True):
        assert len(new) >= len(old)


@pytest.mark.parametrize("name", QUESTIONNAIRES)
def test_hostile_text_is_text_and_costs_no_other_answer(name, tmp_path):
    form = asked(name)
    said = planted(form, 6)
    rows = exports.google(form, said)
    scored = next(place for place, item in enumerate(form.items, start=1) if item.kind in SCALES)
    bad = ('=HYPERLINK("http://x")', "<b>5</b>", "Setuju " * 4600, "99", "-1", "")
    for row, text in zip(rows[1:], bad, strict=True):
        row[scored] = text
    path = saved(tmp_path / "jahat.xlsx", {"S": rows})
    reading = read(path, units=UNITS)[0]
    assert reading.rows_used + len(reading.rejected) == reading.rows_in_file == 6
    assert len(reading.frame) > 0 and not reading.findings["values"].str.contains("http|script").any()
    assert reading.frame["baris"].nunique() == 6 - len(reading.rejected)
