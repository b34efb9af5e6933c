"""Last year's, the target's or the half year's value told as this year's."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, told

FOUND = [
    ("开放档案4200卷。", "开放档案4200卷", "上年数"),
    ("上年开放档案5460卷。", "上年开放档案5460卷", "不是本期的数"),
    ("全年接待查档群众1408人次。", "全年接待查档群众1408人次", "上半年"),
    ("开放档案5000卷。", "开放档案5000卷", "目标"),
]
SILENT = [
    "上年开放档案4200卷。",
    "上半年接待查档群众1408人次。",
    "开放档案年度目标5000卷。",
    "开放档案从4200卷增加到5460卷。",
]
FIRST = [
    ("上半年接待查档群众3276人次。", "上半年接待查档群众3276人次", Verdict.WRONG_PERIOD),
    ("开放档案5300卷。", "5300卷", Verdict.CONTRADICTED),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_the_value_is_anothers_time(text: str, words: str, reason: str) -> None:
    """The reason names both; the finding begins at the words before the figure."""
    found = [one for one in findings(text) if one.verdict is Verdict.WRONG_PERIOD]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_words_of_the_time_before_it_are_enough(text: str) -> None:
    """上年, 上半年, 目标, 从…增加到."""
    assert told(text, Verdict.WRONG_PERIOD) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_it_comes_before_a_borrowed_value(text: str, words: str, verdict: Verdict) -> None:
    """And a value of no time is a contradiction."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]
