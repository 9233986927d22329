"""No NIP and no name in a record, wherever they hide; and no false alarm that would block a planner."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib.errors import RecordError
from pembinaan_lib.record import places_of_persons
from tests.record.making import NAME, NIP, frozen


def places(
    text: str | bytes, name: str = "inputs/x.csv", *, forbidden: tuple[str, ...] = (NIP, NAME),
    allowed: tuple[str, ...] = (),
) -> tuple[str, ...]:
    data = text.encode() if isinstance(text, str) else text
    return places_of_persons({name: data}, forbidden=forbidden, allowed=allowed)


@pytest.mark.parametrize("text", [
    NIP, f"a,{NIP},b", f"nomor{NIP}x", f"0{NIP}", "888888888888888888", "88888888 888888 8 888",
    "88888888.888888.8.888",
    "８８８８８８８８８８８８８８８８８８", f"{NAME}", f"kata {NAME.upper()}.", "contoh  ani\tlestari", "\"Contoh Ani\nLestari\"",
    f"Ibu {NAME}, S.Pd.", f"({NAME})", "contoh_ani_lestari", "888888888888888888.0",
])
def test_a_person_is_found(text: str) -> None:
    assert places(text + "\n")


SHAPED = "19850301" + "201003" + "1" + "001"  # can be a NIP, is nobody's


@pytest.mark.parametrize("text", [
    SHAPED, f"{SHAPED[:8]}/{SHAPED[8:14]}/{SHAPED[14]}/{SHAPED[15:]}", f"{SHAPED[:8]} {SHAPED[8:13]} {SHAPED[13:]}",
    f"{SHAPED[:8]}  {SHAPED[8:14]}  {SHAPED[14]}  {SHAPED[15:]}", f"{SHAPED[:8]}, {SHAPED[8:14]}, {SHAPED[14:]}",
    "".join(chr(0x660 + int(digit)) for digit in SHAPED), SHAPED[:9] + "\u200b" + SHAPED[9:],
    SHAPED[:9] + "\u00ad" + SHAPED[9:], " ".join(SHAPED), f"{NIP[:4]}/{NIP[4:8]}/{NIP[8:]}", f"{NIP[:3]}.{NIP[3:9]}-{NIP[9:12]} {NIP[12:]}",
    "Con\u200btoh Ani Lestari", "Contoh\u00ad Ani Lestari", "Lestari, Contoh Ani", "rapat: LESTARI,Contoh  Ani, S.E.",
])
def test_a_person_in_disguise_is_found(text: str) -> None:
    assert places(json.dumps({"a": f"x {text} y"}), "d.json") and places(f"# {text}\n", "rules/a.yaml")


@pytest.mark.parametrize("text", [
    "nilai: [10, 14, 19, 24, 28, 32, 36, 40, 44, 48]", "2026-01-01, 2026-02-15, 30", "1.985.030.120.100.310.012 kali",
    "2026-11-21 10:42:00.123456", "0.198503012010031001", "Ani, Contoh Lestari", "Lestari, Contoh dan Ani",
    "[2019, 2020, 2021, 2022, 2023, 2024]", "19850301,201003,1,0011", "Rp 1.250.000 sampai Rp 19.850.301.201.003",
])
def test_lists_of_numbers_and_words_are_no_disguise(text: str) -> None:
    assert not places(f"{text}\n", "rules/a.yaml")


def test_numbers_of_several_cells_are_no_number_together() -> None:
    assert not places(",".join((SHAPED[:8], SHAPED[8:14], SHAPED[14], SHAPED[15:])) + "\n")


def test_a_cell_of_any_length_is_searched() -> None:
    assert places("a,b\n" + "x " * 100_000 + f"{NAME},y\n") == ("inputs/x.csv:2",)


@pytest.mark.parametrize("text", [
    "0.888888888888888888", "88888888888888888", "8888888888888888888", "a888888888888888888b",
    "2026-01-01,20260101,123456", "Contoh Ani", "Ani Lestari", "Contoh Aniya Lestari", "12.888888888888888888,x",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
])
def test_what_is_no_person_is_left_alone(text: str) -> None:
    assert not places(text + "\n")


@pytest.mark.parametrize(("name", "text"), [
    ("Dr. H. Contoh Ani Lestari, M.Si.", "rapat dengan Contoh Ani Lestari"),
    ("Contoh Ani Lestari, S.E.", "CONTOH ANI LESTARI S.E."), ("Nu'man Contoh", "nu'man contoh"),
    ("Çontoh Éka", "çontoh éka"),
])
def test_titles_and_case_hide_nobody(name: str, text: str) -> None:
    assert places(text, "decisions.txt", forbidden=(name,))


def test_a_name_of_one_word_counts_where_it_stands_alone() -> None:
    assert places("a1,Melati\n", forbidden=("Melati",)) == ("inputs/x.csv:1",)
    assert places('{"pilihan": ["MELATI"]}', "d.json", forbidden=("Melati",)) == ("d.json:pilihan",)
    assert not places("a1,TK Melati\n", forbidden=("Melati",))


def test_a_place_named_after_a_person_is_no_person() -> None:
    text = "a1,RSUD Contoh Ani Lestari\n"
    assert places(text)
    assert not places(text, allowed=("RSUD Contoh Ani Lestari",))
    assert places(text + f"b2,{NAME}\n", allowed=("RSUD Contoh Ani Lestari",)) == ("inputs/x.csv:2",)


def test_places_are_told_and_never_the_person() -> None:
    files = {
        "decisions.json": json.dumps({"bobot": {"reason": f"usul {NAME}"}, "lain": 1}).encode(),
        "results/a.csv": f"x,y\n1,2\n3,{NIP}\n".encode(), "rules/a.yaml": f"value: 1\n# {NAME}\n".encode(),
        "published.json": json.dumps({NAME: 1, "b": {"c": [int(NIP)]}}).encode(),
    }
    found = places_of_persons(files, forbidden=[NIP, NAME])
    assert found == (
        "decisions.json:bobot", "published.json:?", "published.json:b", "results/a.csv:3", "rules/a.yaml:2",
    )


@pytest.mark.parametrize("escaped", [
    '{"a": "\\u0043ontoh Ani Lestari"}', '{"a": "x", "a": "Contoh Ani Lestari", "a": "y"}',
])
def test_ways_of_writing_json_hide_nobody(escaped: str) -> None:
    assert places(escaped, "x.json")


@pytest.mark.parametrize(("name", "data"), [
    ("a.csv", b"\xff\xfe\x00"), ("a.json", b"{"), ("a.json", b"[" * 100_000), ("a.csv", b'"abc'),
    ("a.yaml", b"\x89PNG\xff"),
])
def test_what_cannot_be_searched_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(RecordError) as raised:
        places(data, name)
    assert raised.value.code == "REC-012" and raised.value.remedy


@pytest.mark.parametrize("group", ["inputs", "rules", "results", "public"])
def test_a_record_with_a_person_is_not_written(tmp_path: Path, group: str) -> None:
    with pytest.raises(RecordError) as raised:
        frozen(tmp_path, **{group: {"x.csv": f"a\n{NAME}\n".encode()}})
    error = str(raised.value)
    assert raised.value.code == "REC-004" and "x.csv:2" in error and NAME not in error
    assert not (tmp_path / "arsip").exists()


def test_decisions_proposal_and_description_are_searched_too(tmp_path: Path) -> None:
    text = json.dumps({"a": NAME}).encode()
    for changed in ({"decisions": text}, {"proposal": text}, {"meta": {
        "seed": 1, "tahun": 2027, "instansi": NAME, "tanggal": "2026-11-21", "contoh": False,
    }}):
        with pytest.raises(RecordError) as raised:
            frozen(tmp_path, **changed)
        assert raised.value.code == "REC-004"


@given(before=st.text(" ,.;:()\n0", max_size=5), after=st.text(" ,.;:()\n0", max_size=5), upper=st.booleans())
def test_a_name_is_found_between_any_signs(before: str, after: str, upper: bool) -> None:
    text = f"{before} {NAME.upper() if upper else NAME} {after}"
    assert places(text, "x.txt") and places(json.dumps([text]), "x.json")


def test_a_whole_agency_is_searched_in_moments() -> None:
    people = [f"Orang{number} Contoh{number % 997} Uji" for number in range(2_600)]
    rows = "".join(f"p{n:06x},Dinas {n % 28},Jabatan {n % 90},{n},{n / 7}\n" for n in range(60_000))
    begin = time.perf_counter()
    assert not places(rows, forbidden=tuple(people))
    assert time.perf_counter() - begin < 8
