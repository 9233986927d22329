"""What the page refuses to read, and how it says so."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pembinaan_lib.boards.published import EditionError, place, read, validate


def test_a_good_edition_is_read(edition, tmp_path):
    path = tmp_path / "published.json"
    path.write_text(json.dumps(edition), encoding="utf-8")
    assert read(path)["instansi"] == edition["instansi"]


def test_place_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("PEMBINAAN_TERBITAN", str(tmp_path / "x.json"))
    assert place() == tmp_path / "x.json"
    monkeypatch.delenv("PEMBINAAN_TERBITAN")
    assert place().name == "published.json"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"versi": "1"}', b"[" * 100_000])
def test_what_is_no_edition_is_damaged(content, tmp_path):
    path = tmp_path / "p.json"
    path.write_bytes(content)
    with pytest.raises(EditionError) as fault:
        read(path)
    assert fault.value.code == "damaged"


def test_no_file_and_newer_version(edition, tmp_path):
    with pytest.raises(EditionError) as fault:
        read(tmp_path / "none.json")
    assert fault.value.code == "missing"
    with pytest.raises(EditionError) as fault:
        validate(edition | {"versi": 2})
    assert fault.value.code == "newer"


@pytest.mark.parametrize("name", ["instansi", "tahun", "keadaan", "tanggal_data", "contoh", "kalimat", "angka", "bagan",
                                  "batas", "pilihan", "bagian", "putusan", "sidik", "sel_minimum"])
def test_each_part_is_needed(edition, name):
    broken = dict(edition)
    del broken[name]
    with pytest.raises(EditionError) as fault:
        validate(broken)
    assert name in fault.value.where


@pytest.mark.parametrize("change", [
    {"pilihan": 99}, {"pilihan": None}, {"pilihan": True}, {"tanggal_data": "kemarin"}, {"keadaan": "rahasia"},
    {"kalimat": {"id": "x"}}, {"angka": [{"judul": "x"}]}, {"bagan": {"x": {"id": {}}}}, {"batas": [{}]}, {"tahun": -1},
])
def test_wrong_values_are_named(edition, change):
    with pytest.raises(EditionError) as fault:
        validate(edition | change)
    assert fault.value.where.startswith(tuple(change))


def test_a_section_may_only_name_pictures_that_exist(edition):
    broken = copy.deepcopy(edition)
    broken["bagian"]["beli"]["bagan"] = ["rahasia"]
    with pytest.raises(EditionError, match=r"bagian\.beli"):
        validate(broken)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3))


@settings(max_examples=60, deadline=None)
@given(value=JSON, name=st.sampled_from(["batas", "bagian", "bagan", "angka", "putusan", "kalimat", "versi", "pilihan"]))
def test_nothing_but_an_edition_error_comes_out(edition, value, name):
    try:
        validate({**edition, name: value})
    except EditionError:
        pass
