"""余, 近, 约 or 超 that the fact does not bear out."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, told

FOUND = [
    ("开放档案5500余卷。", "5500余卷", "5460卷"),
    ("开放档案约6000卷。", "约6000卷", "5460卷"),
    ("专职档案员近48名。", "近48名", "48名"),
    ("开放档案超2000卷。", "超2000卷", "太远"),
]
SILENT = [
    "开放档案5400余卷。",
    "开放档案近5500卷。",
    "开放档案约5500卷。",
    "开放档案超5000卷。",
]
FIRST = [
    ("开放档案近9900卷。", "近9900卷", Verdict.WRONG_ROUNDING),
    ("馆藏数字化率达到75%以上。", "馆藏数字化率达到75%以上", Verdict.WRONG_BOUND),
    ("专职档案员50名。", "50名", Verdict.CONTRADICTED),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_the_value_lies_outside_of_what_is_said(text: str, words: str, reason: str) -> None:
    """Above it, below it, or so far above that nothing is said."""
    found = [one for one in findings(text) if one.verdict is Verdict.WRONG_ROUNDING]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_what_the_value_bears_out_passes(text: str) -> None:
    """One step for 余, ten per cent for 近, five for 约, one first digit for 超."""
    assert told(text, Verdict.WRONG_ROUNDING) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_bounds_come_before_and_exact_values_behind(
    text: str, words: str, verdict: Verdict
) -> None:
    """An exact number is no rounding."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]
