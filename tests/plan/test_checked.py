"""Choices about evidence and requests that no plan can be computed with are refused, and said in words."""

from __future__ import annotations

from typing import Any

import pytest

from pembinaan_lib import needs, plan
from pembinaan_lib.errors import PembinaanError

DAYS = {"dibuka": "2026-10-01", "ditutup": "2026-11-01"}
GOOD = [
    ("bobot_bukti", dict.fromkeys(needs.SOURCES, 1)), ("perbandingan_bukti", {"kesenjangan|survei": 3.0}), ("perbandingan_bukti", {}),
    ("putusan_usulan", {"U-1": {"status": "digabung", "digabung_ke": "U-2", "jawaban": "x", "kompetensi": ""}}),
    ("kampanye_usulan", DAYS), ("kampanye_usulan", DAYS | {"ditutup": DAYS["dibuka"]}), ("kampanye_usulan", None),
]
ODD = [
    ("bobot_bukti", {"entah": 1}), ("bobot_bukti", {"kinerja": 1, "": 1}), ("perbandingan_bukti", {"entah|survei": 2}),
    ("perbandingan_bukti", {"survei|survei": 2}), ("perbandingan_bukti", {"a|b|c": 2}), ("perbandingan_bukti", {"survei": 2}),
    ("putusan_usulan", {"U-1": {"status": "entah"}}), ("putusan_usulan", {"U-1": {"status": "digabung", "digabung_ke": "U-1"}}),
    ("kampanye_usulan", {"dibuka": "2026-11-01", "ditutup": "2026-10-01"}), ("kampanye_usulan", {"dibuka": "2026-11-01"}),
]


@pytest.mark.parametrize(("key", "value"), GOOD)
def test_what_a_planner_can_mean_is_taken(key: str, value: Any) -> None:
    plan.checked(key, value)


@pytest.mark.parametrize(("key", "value"), ODD)
def test_what_nobody_can_mean_is_refused_in_words(key: str, value: Any) -> None:
    with pytest.raises(PembinaanError) as refused:
        plan.checked(key, value)
    assert (refused.value.code, refused.value.where) == ("PLN-002", key)
    assert refused.value.what and refused.value.remedy
