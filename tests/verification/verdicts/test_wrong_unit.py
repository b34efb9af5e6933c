"""A right number in a wrong unit."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, told

FOUND = [
    ("开放档案5460件。", "5460件", "单位是件"),
    ("接待查档群众3276人。", "3276人", "3276人次"),
    ("库房改造资金136.8亿元。", "136.8亿元", "136.8万元"),
    ("开放档案5460万卷。", "5460万卷", "5460卷"),
    ("馆藏数字化率提高4.4%。", "4.4%", "4.4个百分点"),
]
SILENT = [
    "库房改造资金1368000元。",
    "专职档案员48人。",
    "馆藏数字化率提高4.4个百分点。",
    "阅览座位136.8亿元。",
]
FIRST = [
    ("开放档案5461件。", "5461件", Verdict.UNSUPPORTED),
    ("库房改造资金1368万元。", "1368万元", Verdict.CONTRADICTED),
    ("每月编研任务2条。", "2条", Verdict.WRONG_UNIT),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_the_digits_are_the_facts_and_the_unit_is_not(text: str, words: str, reason: str) -> None:
    """Another thing counted, a scale word gained, % for percentage points."""
    found = [one for one in findings(text) if one.verdict is Verdict.WRONG_UNIT]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_units_of_one_class_convert(text: str) -> None:
    """元 and 万元, 名 and 人; words of no fact claim none."""
    assert told(text, Verdict.WRONG_UNIT) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_other_digits_are_another_verdict(text: str, words: str, verdict: Verdict) -> None:
    """It comes before a wrong bound, and not for a number of its own."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]
