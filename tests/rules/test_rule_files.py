"""Every rule file loads; every kind of mistake is refused with its code, its line and words that help."""

from __future__ import annotations

import re
import time
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pembinaan_lib import rules, shipped, words
from pembinaan_lib.errors import RuleFileError, RuleNotInForceError
from pembinaan_lib.rules.files import KINDS

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
RULES, TODAY = rules.load(), date(2026, 11, 21)
ID_CATALOGUE, EN_CATALOGUE = words.catalogue("id"), words.catalogue("en")


def _entries():
    for rule in RULES._rules.values():
        for dated in rule.values:
            yield rule, dated


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_refused_with_code_line_and_words(path):
    code, line, wanted = (part.strip() for part in path.read_text().splitlines()[0].lstrip("# ").split("|"))
    name = f"broken/{path.name}"
    with pytest.raises(RuleFileError) as caught:
        rules.RuleSet.from_files({name: path.read_bytes()})
    fault = caught.value
    assert fault.code == code, str(fault)
    assert wanted in str(fault)
    assert fault.remedy and fault.where.startswith(name)
    if line:
        assert fault.where == f"{name}:{line}"
    with words.speaking("en"):
        assert fault.what and fault.remedy


def test_the_same_files_without_their_mistake_are_accepted():
    text = (BROKEN[0].parent / "unknown_key_head.yaml").read_text().replace("catatan: x\n", "")
    found = rules.RuleSet.from_files({"broken/unknown_key_head.yaml": text.encode()})
    assert found.ids() == ("broken.unknown_key_head",)


def test_every_code_of_a_mistake_has_a_broken_file():
    told = {path.read_text().split("|")[0].lstrip("# ").strip() for path in BROKEN}
    codes = {key.split(".")[0] for key in ID_CATALOGUE if re.match(r"RUL-\d+\.what", key)}
    lookups = {"RUL-001", "RUL-020", "RUL-021", "RUL-022", "RUL-023", "RUL-024", "RUL-050", "RUL-051"}
    lookups |= {"RUL-052", "RUL-053", "RUL-054", "RUL-055"}  # of an agency's own value
    assert codes - lookups == told


def test_all_faults_of_all_files_are_told_at_once():
    files = {f"broken/{path.name}": path.read_bytes() for path in BROKEN[:4]}
    with pytest.raises(RuleFileError) as caught:
        rules.RuleSet.from_files(files)
    assert caught.value.code == "RUL-001"
    assert all(name in str(caught.value) for name in files)
    assert len(caught.value.values["faults"]) >= 4


def test_two_faults_of_one_file_are_both_told():
    text = (BROKEN[0].parent / "unknown_status.yaml").read_text().replace("2020-01-01", "2020-13-01", 1)
    text += "  - from: 2021-01-01\n    value: x\n    status: berlaku\n"
    with pytest.raises(RuleFileError) as caught:
        rules.RuleSet.from_files({"broken/unknown_status.yaml": text.encode()})
    assert [fault.code for fault in caught.value.values["faults"]] == ["RUL-007", "RUL-006"]


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(RuleFileError, match="UTF-8"):
        rules.RuleSet.from_files({"x/y.yaml": b"\xff\xfe\x00"})


def test_no_files_is_an_error(tmp_path):
    with pytest.raises(RuleFileError) as caught:
        rules.load(tmp_path)
    assert caught.value.code == "RUL-024"


def test_both_languages_have_the_same_keys():
    ours = {key for key in ID_CATALOGUE if key.startswith(("RUL-", "rules."))}
    assert ours == {key for key in EN_CATALOGUE if key.startswith(("RUL-", "rules."))}


def test_every_shipped_file_has_an_honest_status():
    assert len(RULES.ids()) >= 80
    for rule, dated in _entries():
        assert rule.kind in KINDS
        if dated.status == "berlaku":
            assert dated.source["url"].startswith("http"), rule.rule_id
        if dated.source["instrument"] in ("pilihan rancangan", "sumber belum ditemukan"):
            assert dated.status == "belum_diverifikasi", rule.rule_id


@pytest.mark.parametrize("rule_id", ["kinerja.predikat", "kompetensi.level_jabatan", "kewajiban.kepemimpinan",
                                     "bangkom.konversi_jp", "perlindungan_data.sel_minimum", "sampel.krejcie_morgan",
                                     "skm.bobot", "skm.bobot_pembulatan", "skm.mutu", "skm.skala", "skm.unsur"])
def test_secondary_sources_are_never_sold_as_law(rule_id):
    statuses = {dated.status for rule, dated in _entries() if rule.rule_id == rule_id}
    assert statuses == {"belum_diverifikasi"}


NOT_IN_FORCE = {"ip_asn.reformulasi": "RUL-023", "skm.mutu_2004": "RUL-022", "biaya.honorarium_daerah": "RUL-022",
                "biaya.batas_satuan": "RUL-022"}


def test_every_other_rule_has_a_value_today():
    for rule_id in RULES.ids():
        if rule_id not in NOT_IN_FORCE:
            assert RULES.value(rule_id, TODAY).value is not None, rule_id


@pytest.mark.parametrize("rule_id", NOT_IN_FORCE)
def test_what_is_repealed_or_only_announced_says_so_in_words(rule_id):
    with pytest.raises(RuleNotInForceError) as caught:
        RULES.value(rule_id, TODAY)
    assert caught.value.code == NOT_IN_FORCE[rule_id] and RULES._rules[rule_id].title in caught.value.what


def test_what_was_repealed_can_still_be_read_for_its_time():
    assert RULES.value("skm.mutu_2004", date(2010, 1, 1)).value["bands"][-1]["from"] == 81.25
    assert RULES.value("biaya.honorarium_daerah", date(2024, 6, 1)).value["penyusun modul"]["rp"] == 5_000_000
    assert RULES.value("biaya.batas_satuan", date(2025, 12, 31)).value["moderator"]["rp"] == 700_000


def test_ranks_of_contract_staff_by_education_and_by_post_are_ranks_that_exist():
    known = set(RULES.value("golongan.pppk", TODAY).value)
    assert set(RULES.value("golongan.pppk_pendidikan", TODAY).value.values()) <= known
    assert {rank for ranks in RULES.value("golongan.pppk_jf", TODAY).value.values() for rank in ranks} <= known


def test_the_weights_of_targets_and_behaviour_make_one():
    for row in RULES.value("kinerja.bobot_skp", TODAY).value.values():
        assert row["skp"] + row["perilaku"] == pytest.approx(1)


def test_an_agency_may_put_its_own_prices_in_the_place_of_repealed_ones():
    own = {"pengajar": {"rp": 250_000, "satuan": "OJP"}}
    found = RULES.with_override("biaya.honorarium_daerah", own, start=TODAY, reason="SSH daerah")
    assert found.value("biaya.honorarium_daerah", TODAY).value == own


def test_titles_are_distinct_so_that_a_planner_can_choose_by_title():
    titles = [rule.title for rule, _ in _entries()]
    assert len(set(titles)) == len(RULES.ids())


def test_every_instrument_that_is_named_can_be_looked_up_or_is_said_to_be_unread():
    """An unverified value without an address says in its note where it comes from."""
    for rule, dated in _entries():
        if not dated.source["url"] and dated.source["instrument"] != "pilihan rancangan":
            assert dated.note, rule.rule_id


def test_weights_are_exact():
    for rule, dated in _entries():
        if rule.kind == "weights":
            assert sum(dated.value.values()) == Fraction(1), rule.rule_id


def test_no_rule_file_names_a_machine():
    for path in shipped.folder("data/rules").rglob("*.yaml"):
        assert not re.search(r"/(?:home|root|tmp|work)/", path.read_text()), path.name


PLAIN = (BROKEN[0].parent / "unknown_key_head.yaml").read_text().replace("catatan: x\n", "")
WEIGHTS = """id: broken.x
title: a
title_en: a
unit: u
kind: weights
values:
  - from: 2020-01-01
    value: {a: "%s"}
    status: belum_diverifikasi
    source: {instrument: i, article: "", url: "", checked: 2020-01-01}
"""
BILLION = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))
HOSTILE = {
    "billion": BILLION, "alias to itself": "id: &a [*a]\n", "map of itself": "a: &a\n  b: *a\n", "anchor": "id: &a x\n",
    "deep": "[" * 3000 + "]" * 3000, "open": "[" * 100_000, "deep block": "".join(" " * n + "a:\n" for n in range(300)),
    "many": "- x\n" * 20_001, "large": "#" * 1_100_000, "own tag": PLAIN.replace("id:", "id: !foo ", 1),
    "python": "!!python/object/apply:os.getcwd []", "binary": "id: !!binary aGVsbG8=",
    "map kind": re.sub("kind: .*", "kind: {a: b}", PLAIN), "list kind": re.sub("kind: .*", "kind: [a]", PLAIN),
    "no bool": re.sub("kind: .*", "kind: !!bool ja", PLAIN), "id of a map": re.sub("id: .*", "id: {a: b}", PLAIN, count=1),
    **{f"number {n[:9]}": re.sub(r"value: .*", f"value: {n}", PLAIN)
       for n in ("9" * 5000, "9" * 400, "1" + "0" * 16, "1e300", "-1.0e+16", ".inf", ".nan")},
    **{f"weight {n}": WEIGHTS % n for n in ("1e999999999", "1e-999999999", "1e13", "1/" + "9" * 50, "nan", "inf")},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_rule_file_is_refused_in_words_and_soon(kind):
    started = time.monotonic()
    with pytest.raises(RuleFileError) as caught:
        rules.RuleSet.from_files({"broken/unknown_key_head.yaml": HOSTILE[kind].encode()})
    assert caught.value.what and caught.value.remedy and time.monotonic() - started < 5
