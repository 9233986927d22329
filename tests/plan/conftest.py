"""A plan without a workbook: the sample's inputs, and inputs of almost nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from pembinaan_lib import rules, tables
from pembinaan_lib.plan import Inputs
from tests.contoh import Contoh


@pytest.fixture(scope="session")
def law() -> rules.RuleSet:
    return rules.load()


@pytest.fixture(scope="session")
def sample_inputs(contoh: Contoh) -> Inputs:
    with contoh.open() as book:
        return book.inputs()


@pytest.fixture
def inputs(law: rules.RuleSet) -> Callable[..., Inputs]:
    """Inputs of the tables given as lists of rows."""

    def make(*, tahun: int = 2027, **rows: list[dict[str, Any]]) -> Inputs:
        data = {name: tables.to_bytes(pd.DataFrame(given), name) for name, given in rows.items()}
        return Inputs.from_bytes(
            data, instansi="Kota Contoh", tahun=tahun, tanggal=date(2026, 11, 21), contoh=False, rules=law,
        )

    return make
