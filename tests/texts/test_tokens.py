"""Words of messages as people type them, and of messages that nobody should have typed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan_lib import texts


def only(text: str) -> tuple[str, ...]:
    return texts.stemmed([text]).stems[0]


@pytest.mark.parametrize(("written", "same"), [
    ("Antriannya panjang bgt", "antrean PANJANG"), ("petugas nya kasarrrr", "petugas kasar"),
    ("websitenya eror", "websitenya error"), ("urus KK", "mengurus kartu keluarga"), ("lamaaaa", "lamanya"),
])
def test_spellings_of_chats_mean_the_same(written: str, same: str) -> None:
    assert only(written) == only(same) != ()


def test_grammar_courtesy_and_numbers_are_not_the_matter() -> None:
    assert only("Terima kasih Pak, mohon maaf saya yang ke-3 kali, 0812-3456-7890") in ((), ("maaf",), ("kali", "maaf"), ("maaf", "kali"))
    assert only("di yang dan untuk tidak belum") == ()


@pytest.mark.parametrize("text", [
    "", None, "   ", "😡😡🔥", "12345 678", "!!!???", "<p></p>", "<script>alert('x')</script>", "https://contoh.id/a?b=c",
    "warga@contoh.id @kantor #viral", "a b c", "\x00\x01",
])
def test_nothing_said_has_no_words(text: str | None) -> None:
    assert only(text) == ()


def test_markup_and_formulas_leave_only_their_words() -> None:
    assert only("<b onclick='x()'>loket</b> <style>p{color:red}</style>tutup &amp; gelap") == only("loket tutup gelap")
    assert only('=HYPERLINK("http://contoh.id","loket")') == only("hyperlink loket")


@pytest.mark.parametrize("text", ["loket " * 6_000, "x" * 32_767, "<" * 32_767, "<script" * 4_000, "a@" * 16_000, "loket." * 5_400])
def test_a_pasted_file_is_read_quickly_and_only_its_beginning(text: str) -> None:
    begun = time.perf_counter()
    found = only(text)
    assert time.perf_counter() - begun < 1
    assert len(found) <= 1_000


def test_shown_words_are_the_most_frequent_spelling_whatever_the_order() -> None:
    said = ["pelayanan lambat", "layanan lambat", "pelayanan buruk", "dilayani"]
    assert texts.stemmed(said).shown == texts.stemmed(said[::-1]).shown
    root = only("pelayanan")[0]
    assert texts.stemmed(said).shown[root] == "pelayanan"


def test_names_of_people_and_places_are_marked() -> None:
    found = texts.stemmed(["kemarin Pak Togarma membentak warga", "saya ke kantor di Pandanwangi dan menunggu", "KTP saya rusak"])
    assert {only("togarma")[0], only("pandanwangi")[0]} <= found.names
    assert not {only("ktp")[0], only("membentak")[0], only("kantor")[0]} & found.names


@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_text_is_taken(said: list[str]) -> None:
    found = texts.stemmed(said)
    assert len(found.stems) == len(said)
    assert all(root.isalpha() for roots in found.stems for root in roots)
    assert {root for roots in found.stems for root in roots} == set(found.shown)


def test_a_name_of_several_words_is_marked_to_its_end() -> None:
    found = texts.stemmed(["petugas bernama Marihot Tua Nainggolan membentak", "antrean di loket panjang"])
    assert {only(word)[0] for word in ("marihot", "nainggolan")} <= found.names
    assert only("membentak")[0] not in found.names


def test_words_to_leave_out_are_not_read_in_any_form() -> None:
    said = ["Sarinya marah", "SARI marah", "sari marah", "jalan rusak"]
    found = texts.stemmed(said, leave_out={"sari", "jalani"})
    assert found.stems[:3] == (found.stems[0],) * 3 and len(found.stems[0]) == 1
    assert not any(word.startswith("sar") for word in found.shown.values())
    assert "jalan" in found.shown.values()
