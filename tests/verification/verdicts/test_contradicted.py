"""Speaks of a fact whose value is another."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, told

FOUND = [
    ("开放档案5470卷。", "5470卷", "应为5460卷"),
    ("专职档案员49名。", "49名", "应为48名"),
    ("档案工作考核位居全市第二名。", "第二名", "应为第三名"),
    ("库房改造资金1368万元。", "1368万元", "136.8万元"),
]
SILENT = [
    "开放档案5460卷。",
    "专职档案员四十八名。",
    "开放档案0.546万卷。",
    "开展业务督查31次。",
]
FIRST = [
    ("民生类1540卷。", "民生类1540卷", Verdict.MISATTRIBUTED),
    ("民生类1641卷。", "1641卷", Verdict.CONTRADICTED),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_what_should_stand_there_is_told(text: str, words: str, reason: str) -> None:
    """The reason and the expected text have the fact's value."""
    found = [one for one in findings(text) if one.verdict is Verdict.CONTRADICTED]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_the_same_value_written_otherwise_is_none(text: str) -> None:
    """Numerals, scale words; words of no fact."""
    assert told(text, Verdict.CONTRADICTED) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_a_value_of_another_fact_comes_before(text: str, words: str, verdict: Verdict) -> None:
    """A value of no fact is this verdict's."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]
