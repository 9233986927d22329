"""What holds on a day: dated values, repeal, announcements, an agency's own choice, and identity by bytes."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date, datetime

import pytest

from pembinaan_lib import rules
from pembinaan_lib.errors import RuleFileError, RuleNotInForceError

TODAY = date(2026, 11, 21)
HEAD = "id: uji.jp\ntitle: Jam pelajaran\ntitle_en: Hours\nunit: JP\nkind: number\nvalues:\n"


def _entry(start, value, status):
    source = "{instrument: PP 1/2020, article: Pasal 1, url: 'https://contoh.test', checked: 2026-11-21}"
    return f"  - from: {start}\n    value: {value}\n    status: {status}\n    source: {source}\n"


def _ruleset(*entries):
    return rules.RuleSet.from_files({"uji/jp.yaml": (HEAD + "".join(_entry(*entry) for entry in entries)).encode()})


LIFE = _ruleset(
    ("2018-01-01", 10, "belum_diverifikasi"), ("2020-01-01", 20, "berlaku"), ("2022-01-01", "null", "dicabut"),
    ("2024-01-01", 24, "berlaku"), ("2025-01-01", 30, "diumumkan"),
)


@pytest.mark.parametrize(("day", "value", "start"), [
    (date(2018, 1, 1), 10, date(2018, 1, 1)), (date(2019, 12, 31), 10, date(2018, 1, 1)),
    (date(2020, 1, 1), 20, date(2020, 1, 1)), (date(2021, 12, 31), 20, date(2020, 1, 1)),
    (date(2024, 1, 1), 24, date(2024, 1, 1)), (TODAY, 24, date(2024, 1, 1)),
])
def test_the_value_of_the_day(day, value, start):
    found = LIFE.value("uji.jp", day)
    assert (found.value, found.rule_from) == (value, start)


def test_before_the_first_date_names_it():
    with pytest.raises(RuleNotInForceError, match="1 Januari 2018") as caught:
        LIFE.value("uji.jp", date(2017, 12, 31))
    assert caught.value.code == "RUL-021"


def test_after_a_repeal_names_when_and_what_comes_next():
    with pytest.raises(RuleNotInForceError, match="1 Januari 2022.*2024-01-01") as caught:
        LIFE.value("uji.jp", date(2023, 6, 1))
    assert caught.value.code == "RUL-022"


def test_what_is_only_announced_is_not_law():
    with pytest.raises(RuleNotInForceError) as caught:
        _ruleset(("2025-01-01", 30, "diumumkan")).value("uji.jp", TODAY)
    assert caught.value.code == "RUL-023"


def test_an_unknown_rule_suggests_a_near_one():
    with pytest.raises(RuleFileError, match="bangkom.jp_minimum_pns"):
        rules.load().value("bangkom.jp_minimal_pns", TODAY)


def test_a_moment_counts_as_its_day():
    assert LIFE.value("uji.jp", datetime(2020, 1, 1, 23, 59)).value == 20


def test_the_minimum_of_20_hours_is_cited():
    found = rules.load().value("bangkom.jp_minimum_pns", TODAY)
    assert (found.value, found.unit, found.status) == (20, "JP/tahun", "berlaku")
    assert found.source["article"] == "Pasal 203(4)"


def test_an_own_choice_goes_before_the_law_and_leaves_it_unchanged():
    law = rules.load()
    own = law.with_override("bangkom.jp_minimum_pns", 24, start=date(2026, 1, 1), reason="Perwali 3/2026")
    found = own.value("bangkom.jp_minimum_pns", TODAY)
    assert (found.value, found.status, found.rule_from, found.note) == (
        24, "kebijakan_daerah", date(2026, 1, 1), "Perwali 3/2026",
    )
    assert own.value("bangkom.jp_minimum_pns", date(2025, 12, 31)).value == 20
    assert [each.value("bangkom.jp_minimum_pns", TODAY).value for each in (law, own.law)] == [20, 20]
    assert own.digest != law.digest == own.law.digest


def test_an_own_choice_of_the_same_day_replaces_the_earlier_one():
    own = rules.load()
    for value in (22, 25):
        own = own.with_override("bangkom.jp_minimum_pns", value, start=date(2026, 1, 1), reason="x")
    assert own.value("bangkom.jp_minimum_pns", TODAY).value == 25 and len(own.own) == 1


@pytest.mark.parametrize("value", ["dua puluh", None, [20], True])
def test_an_own_choice_of_the_wrong_shape_is_refused(value):
    with pytest.raises(RuleFileError) as caught:
        rules.load().with_override("bangkom.jp_minimum_pns", value, start=TODAY, reason="x")
    assert caught.value.code == "RUL-031"


def test_every_value_can_be_its_own_override():
    law = rules.load()
    for rule_id, rule in law._rules.items():
        value = next(dated.value for dated in reversed(rule.values) if dated.value is not None)
        own = law.with_override(rule_id, value, start=TODAY, reason="sama")
        assert own.value(rule_id, TODAY).value == value, rule_id


def test_nobody_changes_the_law_by_changing_an_answer():
    law = rules.load()
    law.value("kompetensi.level_jabatan", TODAY).value["Pelaksana"] = 5
    law.value("bangkom.jp_minimum_pns", TODAY).source["instrument"] = "x"
    assert law.value("kompetensi.level_jabatan", TODAY).value["Pelaksana"] == 1
    assert law.value("bangkom.jp_minimum_pns", TODAY).source["instrument"].startswith("PP 11/2017")


def test_a_record_finds_the_same_rules_from_its_own_copy():
    law = rules.load()
    shuffled = dict(sorted(law.files.items(), reverse=True))
    again = rules.RuleSet.from_files({path: data.replace(b"\n", b"\r\n") for path, data in shuffled.items()})
    assert again.digest == law.digest and again.ids() == law.ids()


def test_one_changed_byte_changes_the_digest():
    files = dict(rules.load().files)
    path = "bangkom/jp_minimum_pns.yaml"
    files[path] = files[path].replace(b"value: 20", b"value: 21")
    assert rules.RuleSet.from_files(files).digest != rules.load().digest


def test_rules_travel_to_another_process():
    own = rules.load().with_override("bangkom.jp_minimum_pns", 24, start=TODAY, reason="x")
    again = pickle.loads(pickle.dumps(own))
    assert again.digest == own.digest and again.value("bangkom.jp_minimum_pns", TODAY).value == 24


def test_loading_needs_no_pandas():
    code = "import sys; from pembinaan_lib import rules; rules.load(); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
