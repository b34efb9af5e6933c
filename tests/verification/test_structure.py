"""Counts that the text bears out itself, and the numbers of enumerators."""

from __future__ import annotations

import pytest

from assistant.verification.consistency.structure import value_of
from tests.verification.verdicts.sheets import findings, sheet_of

SHEET = sheet_of(
    "id: a, indicator: 东镇产值, value: 31, unit: 亿元",
    "id: b, indicator: 西镇产值, value: 42, unit: 亿元",
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一是", 1),
        ("（十二）", 12),
        ("3.", 3),
        ("③", 3),
        ("⑴", 1),
        ("１、", 1),
        ("首先", 1),
        ("其次", None),
        ("百百", None),
    ],
)
def test_enumerators_have_numbers(text: str, value: int | None) -> None:
    """Every style of enumerator is counted."""
    assert value_of(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "东镇、西镇两个乡镇产值分别为31亿元和42亿元。",
        "东镇产值31亿元，西镇产值42亿元，两个乡镇合计73亿元。",
    ],
)
def test_counts_that_the_text_bears_out_need_no_fact(text: str) -> None:
    """两个乡镇 after their names, and before 合计."""
    assert findings(text, SHEET) == []
