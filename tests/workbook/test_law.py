"""The agency's own values and confirmations: kept as choices, applied everywhere, shown beside the law, verified."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib import plan, rules
from pembinaan_lib.errors import FolderError, PembinaanError, RuleFileError
from pembinaan_lib.rules import nodes
from pembinaan_lib.rules.shapes import parsed
from pembinaan_lib.workbook import Workbook, law
from tests.contoh import created
from tests.integration.making import person, roster

FLOOR, START = "bangkom.jp_minimum_pns", date(2026, 1, 1)
FILES = rules.load()


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    with created(tmp_path / "buku") as made:
        made.import_files([roster(tmp_path / "nominatif.xlsx", *(person(number) for number in range(1, 7)))])
        yield made


def owed(book: Workbook) -> set[float]:
    return set(book.compute().frames["jam_rencana"]["wajib_jp"])


def test_an_own_value_changes_every_result_and_stands_beside_the_law(book: Workbook) -> None:
    before = owed(book)
    book.law.choose(FLOOR, {(): "24,5"}, start=START, reason="Perwali contoh")
    assert (before, owed(book)) == ({20.0}, {24.5})
    row = book.law.table().set_index("rule_id").loc[FLOOR]
    assert (row["nilai"], row["kode_status"]) == ("24,5 JP/tahun", "kebijakan_daerah")
    assert "instansi" in row["sumber"]
    assert book.law.beside(FLOOR).value == 20 and book.law.reason(FLOOR) == "Perwali contoh"
    assert book.journal()["reason"].iloc[-1] == "Perwali contoh"
    book.law.drop(FLOOR, reason="kembali")
    assert owed(book) == {20.0} and book.law.beside(FLOOR) is None


def test_an_own_value_holds_from_its_day_on(book: Workbook) -> None:
    book.law.choose(FLOOR, {(): "30"}, start=date(2027, 12, 31), reason="nanti")
    assert owed(book) == {30.0}, "the plan year's hours are judged on its last day"
    assert set(book.compute().frames["jam_berjalan"]["wajib_jp"]) == {20.0}
    assert book.law.value(FLOOR).value == 20


@pytest.mark.parametrize(("rule_id", "typed"), [
    (FLOOR, {(): "dua puluh"}), ("ip_asn.bobot", {("kinerja",): "0,9"}), ("skm.mutu", {("bands", 0, "to"): "70"}),
])
def test_what_a_rule_cannot_be_is_refused_before_it_is_decided(book: Workbook, rule_id: str, typed: dict) -> None:
    with pytest.raises(RuleFileError):
        book.law.choose(rule_id, typed, start=START, reason="coba")
    with pytest.raises(FolderError, match="WBK-021"):
        book.law.choose(FLOOR, {(): "25"}, start=START, reason=" ")
    assert book.journal().empty


def test_a_confirmed_rule_is_unverified_no_more_and_changes_no_plan(book: Workbook) -> None:
    results = book.compute()
    first = book.law.doubtful(results).iloc[0]
    assert first["dipakai"] > 0 and len(book.law.doubtful(results)) <= 10
    with pytest.raises(FolderError, match="WBK-022"):
        book.law.confirm(first["rule_id"], page="")
    book.law.confirm(first["rule_id"], page="14")
    row = book.law.table().set_index("rule_id").loc[first["rule_id"]]
    assert row["kode_status"] == "berlaku"
    assert first["rule_id"] not in set(book.law.doubtful(results)["rule_id"])
    assert book.compute().meta["sidik"] == results.meta["sidik"]


def test_what_rests_on_no_instrument_cannot_be_confirmed_into_law(book: Workbook) -> None:
    unwritten = [
        (rule_id, rule.rule_from) for rule_id in FILES.ids() if (rule := in_force(rule_id))
        and rule.source["instrument"] in rules.NO_INSTRUMENT
    ]
    assert unwritten
    for rule_id, start in unwritten:
        with pytest.raises(RuleFileError, match="RUL-051"):
            FILES.with_confirmation(rule_id, start=start, page="3")
    with pytest.raises(FolderError, match="WBK-023"):
        book.law.confirm(unwritten[0][0], page="3")
    asked = set(book.law.doubtful(book.compute())["rule_id"])
    assert asked and asked.isdisjoint(rule_id for rule_id, _ in unwritten)
    assert set(law.NO_INSTRUMENT) == {*rules.NO_INSTRUMENT, rules.OWN_INSTRUMENT}


def test_rules_that_are_only_read_are_asked_about_after_those_that_rows_name(book: Workbook) -> None:
    assert set(law.READ) <= set(FILES.ids())
    nothing = replace(book.compute(), frames={})
    asked = book.law.doubtful(nothing)
    assert asked["rule_id"].tolist() == [
        rule_id for rule_id in law.READ if FILES.value(rule_id, START).status == "belum_diverifikasi"][:10]
    assert (asked["dipakai"] == 0).all()


def test_an_own_value_of_a_repealed_rule_stands_alone_with_its_reason(book: Workbook) -> None:
    repealed = next(rule_id for rule_id in FILES.ids() if in_force(rule_id) is None and in_force(rule_id, date(2010, 6, 1)))
    files = FILES.with_override(repealed, in_force(repealed, date(2010, 6, 1)).value, start=START, reason="coba")
    row = law.table(files, date(2026, 11, 21)).set_index("rule_id").loc[repealed]
    assert (row["kode_status"], row["alasan"]) == ("kebijakan_daerah", "coba")
    own = {"nilai": law.with_cells(files.value(repealed, START).value, {}), "dari": START.isoformat(), "alasan": "coba"}
    book.decide("aturan_daerah", {repealed: own}, reason="coba")
    assert book.law.beside(repealed) is None and book.law.reason(repealed) == "coba"
    assert repealed not in set(book.law.doubtful(book.compute())["rule_id"])


def in_force(rule_id: str, on: date = date(2026, 11, 21)) -> rules.RuleValue | None:
    try:
        return FILES.value(rule_id, on)
    except PembinaanError:
        return None


def test_a_later_value_of_the_files_is_unverified_again() -> None:
    source = '{instrument: "PP contoh", article: "", url: "", checked: 2026-01-01}'
    text = "\n".join([
        "id: coba.angka", "title: Coba", "title_en: Try", "unit: JP", "kind: number", "values:",
        *(f"  - {{from: {day}, value: {value}, status: belum_diverifikasi, source: {source}}}"
          for day, value in (("2020-01-01", 1), ("2025-01-01", 2))),
    ])
    found = rules.RuleSet.from_files({"coba/angka.yaml": text.encode()})
    seen = found.with_confirmation("coba.angka", start=date(2020, 1, 1), page="3")
    assert seen.value("coba.angka", date(2021, 1, 1)).status == "berlaku"
    assert seen.value("coba.angka", date(2021, 1, 1)).source["page"] == "3"
    assert seen.value("coba.angka", date(2026, 1, 1)).status == "belum_diverifikasi"
    with pytest.raises(RuleFileError, match="RUL-050"):
        found.with_confirmation("coba.angka", start=date(2019, 1, 1), page="3")


@pytest.mark.parametrize("rule_id", FILES.ids())
def test_every_rule_can_be_told_and_taken_apart_and_put_together_again(rule_id: str) -> None:
    try:
        rule = FILES.value(rule_id, date(2026, 11, 21))
    except PembinaanError:
        return  # announced or repealed: there is no value to take apart
    same = law.with_cells(rule.value, {path: law.scalar(cell) for path, cell in law.cells(rule.value).items()})
    assert parsed(rule.kind, nodes.of(same, rule_id)) == rule.value
    assert law.told(rule) and "None" not in law.told(rule)


@given(st.recursive(
    st.integers(0, 999) | st.floats(0, 999, width=16) | st.text("abc", min_size=1) | st.fractions(0, 1),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.text("xyz", min_size=1), inner, min_size=1, max_size=3),
))
def test_cells_and_what_is_typed_into_them_are_the_same_thing(value: object) -> None:
    same = law.with_cells(value, {path: law.scalar(cell) for path, cell in law.cells(value).items()})
    assert law.cells(same) == {path: str(cell) if isinstance(cell, Fraction) else cell for path, cell in law.cells(value).items()}


TYPED = ("x", "", "-1", "1e300", "nan", "inf", "1e13")


@pytest.mark.parametrize("rule_id", FILES.ids())
def test_what_a_rule_cannot_work_with_is_refused_or_does_no_harm(rule_id: str) -> None:
    rule = in_force(rule_id)
    if rule is None:
        return
    for place in law.labelled(rule):
        for typed in TYPED:
            own = {rule_id: {"nilai": law.with_cells(rule.value, {place: typed}), "dari": START.isoformat(), "alasan": "coba"}}
            try:
                applied = plan.lawful(FILES, {"aturan_daerah": own})
            except RuleFileError as fault:
                assert fault.what and fault.remedy
                continue
            before, after = law.cells(rule.value)[place], law.cells(applied.value(rule_id, START).value)[place]
            assert not rule_id.startswith("nip.")
            if isinstance(before, int | float | Fraction) and not isinstance(before, bool):
                assert isinstance(after, int | float | Fraction) and 0 <= after <= 1e12
            else:
                assert after == before or isinstance(after, str) and after or before in (None, "")
    same = {rule_id: {"nilai": law.with_cells(rule.value, {}), "dari": START.isoformat(), "alasan": "coba"}}
    if not rule_id.startswith("nip."):
        assert plan.lawful(FILES, {"aturan_daerah": same}).value(rule_id, START).value == rule.value


@pytest.mark.parametrize(("rule_id", "typed", "code"), [
    ("perlindungan_data.sel_minimum", {(): "4"}, "RUL-055"), ("nip.struktur", {("tanggal_lahir", "awal"): "2"}, "RUL-054"),
    ("evaluasi.selang_kepercayaan", {(): "1,5"}, "RUL-053"), ("evaluasi.selang_kepercayaan", {(): "-1"}, "RUL-053"),
    ("kompetensi.masa_berlaku_asesmen", {(): "1e300"}, "RUL-053"), ("kompetensi.masa_berlaku_asesmen", {(): "1e9"}, "RUL-053"),
    ("kewajiban.latsar", {("CPNS", "kolom"): "x"}, "RUL-052"), ("ip_asn.kinerja", {("Baik",): "x"}, "RUL-052"),
    ("ip_asn.kinerja", {("Baik",): ""}, "RUL-052"), (FLOOR, {(): "-1"}, "RUL-053"), (FLOOR, {(): "nan"}, "RUL-053"),
])
def test_an_own_value_that_nothing_could_work_with_is_refused(book: Workbook, rule_id: str, typed: dict, code: str) -> None:
    with pytest.raises(RuleFileError, match=code):
        book.law.choose(rule_id, typed, start=START, reason="coba")
    assert book.journal().empty


@pytest.mark.parametrize("value", [float("nan"), 10**400, "[", [[[]]], {"a": 1}, None, True, "20"], ids=repr)
def test_a_forged_own_value_is_refused(value: object) -> None:
    with pytest.raises(RuleFileError):
        plan.lawful(FILES, {"aturan_daerah": {FLOOR: {"nilai": value, "dari": "2026-01-01", "alasan": "x"}}})
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(RuleFileError, match="RUL-052"):
        plan.lawful(FILES, {"aturan_daerah": {FLOOR: {"nilai": deep, "dari": "2026-01-01", "alasan": "x"}}})


def test_small_groups_may_be_protected_more(book: Workbook) -> None:
    book.law.choose("perlindungan_data.sel_minimum", {(): "10"}, start=START, reason="coba")
    assert book.law.value("perlindungan_data.sel_minimum").value == 10
